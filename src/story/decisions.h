/* Decisions from inside: a list of lines that have been understood. */
#pragma once

#include "story/story.h"

typedef enum
{
  DTL_DECISION_SAME,
  DTL_DECISION_DIFFERENT,
  DTL_DECISION_RENAME,
  DTL_DECISION_JOIN,
  DTL_DECISION_SPLIT,
  DTL_DECISION_DROP,
  DTL_DECISION_DATE,
  DTL_DECISION_LABEL,
  DTL_DECISION_NOTE,
} DtlDecisionKind;

typedef struct
{
  DtlDecisionKind kind;
  const char *name; /* of the text it stands in */
  guint line;
  const char *const *ids; /* [n_ids] of actors and events; for a split, then mentions */
  guint n_ids;
  const char *words;      /* nullable */
  DtlDate date;
} DtlDecision;

struct _DtlDecisions
{
  gatomicrefcount ref_count;
  DtlArena *arena; /* owned */
  const char *name;
  GArray *all;     /* owned: DtlDecision */
  DtlDecisions *parts[2]; /* owned references, nullable: those that it was joined of, which hold what they say */
};

/** dtl_draft_decide_actors: makes one or two of actors: changes @actor_of of @draft, which holds for each node a node that
 * stands for its actor (decide-actors.c) */
void dtl_draft_decide_actors (DtlDraft *draft);
/** dtl_draft_decide: all other decisions, once events are merged (decide.c) */
void dtl_draft_decide (DtlDraft *draft);

/** dtl_draft_choose_sides: which of an event's mentions leave it with @second when @first and @second, events of records that it
 * was made of, are two (decide-apart.c)
 * @mentions: [n]
 * @leaves: (out caller-allocates): [n] */
void dtl_draft_choose_sides (const DtlDraft *draft, const DtlMention *mentions, guint32 n, const DtlEvent *first, const DtlEvent *second,
                             gboolean *leaves);

/** dtl_draft_nodes: (transfer full): id of an actor of a record → its node + 1 */
GHashTable *dtl_draft_nodes (const DtlDraft *draft);
/** dtl_draft_unmet: tells that @decision cannot be followed: @what, then @id */
void dtl_draft_unmet (const DtlDraft *draft, const DtlDecision *decision, const char *what, const char *id);
