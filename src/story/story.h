/*
 * A story from inside, and the draft in which it is made.
 *
 * Sealing numbers every actor of every record (a "node"), in content order: records by day of publication and digest,
 * actors by their place in the record. All later steps walk nodes and events in that order, so that the order in which
 * records came does not matter.
 */
#pragma once

#include "record/record.h"

struct _DtlStory
{
  gatomicrefcount ref_count;
  DtlSpill *spill; /* owned, nullable: where all of it lies when it is large; then the events are an array of the arena */
  DtlArena *arena;     /* owned: what merging made */
  GPtrArray *records;  /* owned: DtlRecord, whose arenas hold the strings; in content order */
  GArray *sources;     /* owned: DtlSource, one a record */
  GArray *actors;      /* owned: DtlActor */
  GArray *roles;       /* owned: DtlRole */
  GArray *events;      /* owned: DtlEvent */
  GArray *relations;   /* owned: DtlRelation */
  GArray *joins;       /* owned: DtlJoin */
  GArray *corrections; /* owned: DtlCorrection */
  GPtrArray *unmet;    /* owned: lines on decisions that could not be followed, NULL at the end */
  GArray *notes;       /* owned: DtlNote */
  GHashTable *different; /* owned, nullable: set of "ID ID" that the user has called different, in the order of the alphabet */
};

/** DtlDraft: a story while it is made. */
typedef struct
{
  DtlStory *story;
  guint32 *first_node; /* owned: [n_records + 1] node of the first actor of a record */
  guint32 n_nodes;
  guint32 *actor_of;   /* owned: [n_nodes] story actor of a node */
  const DtlDecisions *decisions; /* borrowed from the builder, nullable */
} DtlDraft;

static inline DtlRecord *
dtl_draft_record (const DtlDraft *draft, guint32 record)
{
  return draft->story->records->pdata[record];
}

/** dtl_story_builder_use_spill: what merging makes shall lie in @spill, as the records do */
void dtl_story_builder_use_spill (DtlStoryBuilder *builder, DtlSpill *spill);
/** dtl_story_set_different: @id and @other shall be known to be two (story.c) */
void dtl_story_set_different (DtlStory *story, const char *id, const char *other);
/** dtl_story_set_events: makes room for @n_events events instead of those that are there */
void dtl_story_set_events (DtlStory *story, guint n_events);
/** dtl_draft_begin: sets up @draft of the records of @builder, with actors merged (builder.c) */
void dtl_draft_begin (DtlDraft *draft, DtlStoryBuilder *builder);
/** dtl_draft_end: (transfer full): the story of it; frees the rest */
DtlStory *dtl_draft_end (DtlDraft *draft);
/** dtl_draft_find_duplicates: marks articles that nearly copy an earlier one (duplicates.c) */
void dtl_draft_find_duplicates (DtlDraft *draft);
/** dtl_draft_merge_actors: fills the story's actors and @actor_of (actors.c) */
void dtl_draft_merge_actors (DtlDraft *draft);
/** dtl_draft_merge_roles: fills the story's roles (roles.c) */
void dtl_draft_merge_roles (DtlDraft *draft);
/** DtlTold: an event of a record that tells of a happening, by a number that all that tell of it share. */
typedef struct
{
  guint32 happening;
  guint32 record;
  const DtlEvent *event; /* borrowed from its record */
} DtlTold;

/** dtl_draft_join_unnamed: makes one of actors without a name that play one part in one happening, in the story's actors
 * and in @actor_of (unnamed.c)
 * @all: DtlTold; those of one happening stand together */
void dtl_draft_join_unnamed (DtlDraft *draft, const GArray *all);
/** dtl_draft_merge_events: fills the story's events (events.c) */
void dtl_draft_merge_events (DtlDraft *draft);
/** dtl_draft_link_corrections: fills the story's corrections, and finds the events that they speak of (corrections.c) */
void dtl_draft_link_corrections (DtlDraft *draft);
/** dtl_events_separate_ids: gives each of @events (DtlEvent) an id of its own; records of strangers may use one twice (events.c) */
void dtl_events_separate_ids (GArray *events, DtlArena *arena);
/** dtl_joins_sort: puts @joins (DtlJoin) in order; those that tell the same are one (events.c) */
void dtl_joins_sort (GArray *joins);

/**
 * dtl_relations_build: (transfer full) (element-type DtlRelation): relations over the events @events[@shown[i]]
 * @shown: [n_shown] indices
 */
GArray *dtl_relations_build (const GArray *events, const guint32 *shown, guint32 n_shown, DtlArena *arena);

/** dtl_event_touches: whether the event involves @actor: as participant, place, or voice */
gboolean dtl_event_touches (const DtlEvent *event, guint32 actor);
