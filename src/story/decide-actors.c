/*
 * Decisions that make one or two of actors.
 *
 * Merging has chosen for each node (an actor of a record) one that stands for all that are the same. Decisions change
 * that choice before actors are written and events merged, so that events see the actors that the user sees. An id is
 * that of any node: the story's own ids are ids of first nodes.
 */
#include "story/decisions.h"

#include <string.h>

GHashTable *
dtl_draft_nodes (const DtlDraft *draft)
{
  GHashTable *nodes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint32 record = 0; record < draft->story->records->len; record++)
    for (guint32 i = 0; i < dtl_draft_record (draft, record)->actors->len; i++)
      {
        const char *id = dtl_record_actor (dtl_draft_record (draft, record), i)->id;

        if (!g_hash_table_contains (nodes, id))
          g_hash_table_insert (nodes, (gpointer) id, GUINT_TO_POINTER (draft->first_node[record] + i + 1));
      }
  return nodes;
}

void
dtl_draft_unmet (const DtlDraft *draft, const DtlDecision *decision, const char *what, const char *id)
{
  DtlStory *story = draft->story;

  g_ptr_array_insert (story->unmet, story->unmet->len - 1,
                      dtl_arena_printf (story->arena, "%s:%u: %s %s", decision->name, decision->line, what, id));
}

static const DtlActor *
actor_of_node (const DtlDraft *draft, guint32 node)
{
  guint32 low = 0, high = draft->story->records->len;

  while (high - low > 1)
    {
      guint32 middle = low + (high - low) / 2;

      if (draft->first_node[middle] <= node)
        low = middle;
      else
        high = middle;
    }
  return dtl_record_actor (dtl_draft_record (draft, low), node - draft->first_node[low]);
}

static void
make_one (DtlDraft *draft, guint32 a, guint32 b)
{
  guint32 kept = draft->actor_of[a], gone = draft->actor_of[b];

  for (guint32 i = 0; i < draft->n_nodes && kept != gone; i++)
    if (draft->actor_of[i] == gone)
      draft->actor_of[i] = kept;
}

static guint
likeness (const DtlActor *a, const DtlActor *b)
{
  return 2 * (strcmp (a->name, b->name) == 0) + (a->country != NULL && g_strcmp0 (a->country, b->country) == 0);
}

/* The others of the cluster go with the one that they are more like, or stay with the first. */
static void
make_two (DtlDraft *draft, guint32 a, guint32 b)
{
  const DtlActor *one = actor_of_node (draft, a), *other = actor_of_node (draft, b);
  guint32 both = draft->actor_of[a];

  for (guint32 i = 0; i < draft->n_nodes; i++)
    if (draft->actor_of[i] == both)
      {
        const DtlActor *actor = actor_of_node (draft, i);

        draft->actor_of[i] = i == b || (i != a && likeness (actor, other) > likeness (actor, one)) ? b : a;
      }
}

static void
decide (DtlDraft *draft, GHashTable *nodes, const DtlDecision *decision)
{
  guint32 first = 0;

  for (guint i = 0; i < decision->n_ids; i++)
    {
      guint32 node = GPOINTER_TO_UINT (g_hash_table_lookup (nodes, decision->ids[i]));

      if (node == 0)
        dtl_draft_unmet (draft, decision, "no actor has the id", decision->ids[i]);
      else if (first == 0)
        first = node;
      else if (decision->kind == DTL_DECISION_SAME)
        make_one (draft, first - 1, node - 1);
      else if (node != first && draft->actor_of[first - 1] == draft->actor_of[node - 1])
        make_two (draft, first - 1, node - 1);
    }
}

void
dtl_draft_decide_actors (DtlDraft *draft)
{
  g_autoptr (GHashTable) nodes = NULL;

  for (guint i = 0; draft->decisions && i < draft->decisions->all->len; i++)
    {
      const DtlDecision *decision = &g_array_index (draft->decisions->all, DtlDecision, i);

      if (decision->ids[0][0] != 'a' || (decision->kind != DTL_DECISION_SAME && decision->kind != DTL_DECISION_DIFFERENT))
        continue;
      if (nodes == NULL)
        nodes = dtl_draft_nodes (draft);
      decide (draft, nodes, decision);
    }
}
