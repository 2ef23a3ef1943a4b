/* A view from inside. */
#pragma once

#include "story/story.h"

struct _DtlView
{
  gatomicrefcount ref_count;
  DtlStory *story;    /* owned reference */
  DtlViewKind kind;
  DtlArena *arena;    /* owned */
  GArray *matched;    /* owned: guint32, events that the options ask for, in the story's order */
  GArray *events;     /* owned: guint32, those of them that are shown, in chronological order */
  GArray *actors;     /* owned: guint32, most salient first */
  GArray *relations;  /* owned: DtlRelation */
  GArray *around;     /* owned: DtlRelation, of a relations view of an actor: those of its neighbours to each other */
  DtlView *wider;     /* owned, nullable: holds the relations around */
  gboolean *is_focus; /* owned, nullable: [n_actors] whom --actor names */
  gboolean is_filtered;
  char *path;         /* owned, nullable: the two names between which only the shortest paths are kept */
  guint n_folded;
  guint n_all;        /* events of the whole story */
};

/**
 * dtl_view_new_of_part: a view of a story of which only a part is at hand: all sources, actors and roles, and the events that
 * @options can mean, in the order of the whole.
 * @n_all: events of the whole
 * @n_beyond: those of the whole that match @options and are not at hand because they are not among the most important
 */
DtlView *dtl_view_new_of_part (DtlStory *part, DtlViewKind kind, const DtlViewOptions *options, guint n_all, guint n_beyond);
/** dtl_event_is_minor: whether a chronology leaves it out by default */
gboolean dtl_event_is_minor (const DtlEvent *event);
/** dtl_story_find_actors: (transfer full): [n_actors] whom @text names, as the options of a view do; g_free() */
gboolean *dtl_story_find_actors (DtlStory *story, const char *text);

/** dtl_view_get_matched: (transfer none): indices of the events that the options ask for, in the story's order */
const guint32 *dtl_view_get_matched (const DtlView *view, guint *n_matched);
/** dtl_view_get_around: (transfer none): in a relations view of an actor, what joins its neighbours to each other */
const DtlRelation *dtl_view_get_around (const DtlView *view, guint *n_relations);
/** dtl_view_is_focus: whether the options name @actor */
gboolean dtl_view_is_focus (const DtlView *view, guint32 actor);
/** dtl_view_get_path: (transfer none) (nullable): "NAME,NAME" if the view shows only the shortest paths from one to the other */
const char *dtl_view_get_path (const DtlView *view);
