/*
 * An event that is two, though merging has taken them for one.
 *
 * The two are events of articles, whose own mentions go with each. The others of an article stay together and go with
 * the one that they tell more alike: on a day, by a word, at a place, with actors, in numbers; where nothing tells, with
 * the first.
 */
#include "story/decisions.h"

#include <string.h>

#define OF_DAY 3
#define OF_WORD 2
#define OF_PLACE 1
#define OF_ACTOR 1
#define OF_NUMBER 1

/* The event of its article that has @mention, or NULL. */
static const DtlEvent *
own_event (const DtlDraft *draft, const DtlMention *mention)
{
  const GArray *events = dtl_draft_record (draft, mention->evidence.source)->events;

  for (guint i = 0; i < events->len; i++)
    {
      const DtlEvent *event = &g_array_index (events, DtlEvent, i);

      for (guint32 j = 0; j < event->n_mentions; j++)
        if (event->mentions[j].trigger.start == mention->trigger.start && event->mentions[j].label == mention->label)
          return event;
    }
  return NULL;
}

static gint
like_days (const DtlMention *a, const DtlMention *b)
{
  DtlDay earliest, latest, other_earliest, other_latest;

  if (!dtl_date_bounds (&a->when.date, &earliest, &latest) || !dtl_date_bounds (&b->when.date, &other_earliest, &other_latest))
    return 0;
  return earliest <= other_latest && other_earliest <= latest ? OF_DAY : -OF_DAY;
}

static gint
like_places (const DtlMention *a, const DtlMention *b)
{
  if (a->place.name == NULL || b->place.name == NULL)
    return 0;
  return strcmp (a->place.name, b->place.name) == 0 ? OF_PLACE : -OF_PLACE;
}

static gint
like_actors (const DtlMention *a, const DtlMention *b)
{
  gint points = 0;

  for (guint32 i = 0; i < a->n_participants; i++)
    for (guint32 j = 0; j < b->n_participants; j++)
      points += a->participants[i].actor == b->participants[j].actor ? OF_ACTOR : 0;
  return points;
}

static gint
like_numbers (const DtlMention *a, const DtlMention *b)
{
  gint points = 0;

  for (guint32 i = 0; i < a->n_quantities; i++)
    for (guint32 j = 0; j < b->n_quantities; j++)
      if (a->quantities[i].kind == b->quantities[j].kind)
        points += a->quantities[i].value == b->quantities[j].value ? OF_NUMBER : -OF_NUMBER;
  return points;
}

static gint
likeness (const DtlMention *a, const DtlMention *b)
{
  gint word = g_strcmp0 (a->predicate, b->predicate) == 0 ? OF_WORD : 0;

  return like_days (a, b) + word + like_places (a, b) + like_actors (a, b) + like_numbers (a, b);
}

/* The most that @mention is like one of those [n] whose event is @event. */
static gint
best_likeness (const DtlMention *mention, const DtlMention *mentions, const DtlEvent *const *own, guint32 n, const DtlEvent *event)
{
  gint best = G_MININT / 2;

  for (guint32 i = 0; i < n; i++)
    if (own[i] == event)
      best = MAX (best, likeness (mention, &mentions[i]));
  return best;
}

void
dtl_draft_choose_sides (const DtlDraft *draft, const DtlMention *mentions, guint32 n, const DtlEvent *first, const DtlEvent *second,
                        gboolean *leaves)
{
  g_autofree const DtlEvent **own = g_new (const DtlEvent *, n);
  g_autoptr (GHashTable) gains = g_hash_table_new (NULL, NULL); /* event → how much more it is like the second */

  for (guint32 i = 0; i < n; i++)
    own[i] = own_event (draft, &mentions[i]);
  for (guint32 i = 0; i < n; i++)
    {
      gint gain = GPOINTER_TO_INT (g_hash_table_lookup (gains, own[i]));

      if (own[i] == first || own[i] == second)
        continue;
      gain += best_likeness (&mentions[i], mentions, own, n, second) - best_likeness (&mentions[i], mentions, own, n, first);
      g_hash_table_insert (gains, (gpointer) own[i], GINT_TO_POINTER (gain));
    }
  for (guint32 i = 0; i < n; i++)
    leaves[i] = own[i] == second || GPOINTER_TO_INT (g_hash_table_lookup (gains, own[i])) > 0;
}
