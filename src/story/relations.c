/*
 * Relations: all events of one type between two actors.
 *
 * An act that both share (they met) is one line without direction; any other runs from who acts to whom it is done or
 * told. What did not happen makes no relation, nor does being spoken of.
 */
#include "story/story.h"

#include <string.h>

/* One event between two actors. */
typedef struct
{
  guint32 from;
  guint32 to;
  gboolean directed;
  guint32 event;
  const char *type;
  const char *family;
} Tie;

static gboolean
has_role (const DtlEvent *event, DtlParticipantRole role)
{
  for (guint32 i = 0; i < event->n_participants; i++)
    if (event->participants[i].role == role)
      return TRUE;
  return FALSE;
}

static void
add_tie (GArray *ties, const DtlEvent *event, guint32 number, guint32 from, guint32 to, gboolean directed)
{
  Tie tie = { from, to, directed, number, event->type ? event->type : "", event->family };

  if (from == to)
    return;
  if (!directed && from > to)
    {
      tie.from = to;
      tie.to = from;
    }
  g_array_append_val (ties, tie);
}

/* "A and B met" ties the agents to each other; "A and B met C and D" ties each agent to each counterpart, and neither
 * the agents nor the counterparts among themselves. */
static void
tie_equals (GArray *ties, const DtlEvent *event, guint32 number)
{
  DtlParticipantRole other = has_role (event, DTL_ROLE_COUNTERPART) ? DTL_ROLE_COUNTERPART : DTL_ROLE_AGENT;

  for (guint32 i = 0; i < event->n_participants; i++)
    for (guint32 j = other == DTL_ROLE_AGENT ? i + 1 : 0; j < event->n_participants; j++)
      if (event->participants[i].role == DTL_ROLE_AGENT && event->participants[j].role == other)
        add_tie (ties, event, number, event->participants[i].actor, event->participants[j].actor, FALSE);
}

/* Every agent is tied to everybody who is neither an agent nor only spoken of. */
static void
tie_agents (GArray *ties, const DtlEvent *event, guint32 number, gboolean symmetric)
{
  for (guint32 i = 0; i < event->n_participants; i++)
    for (guint32 j = 0; j < event->n_participants; j++)
      {
        DtlParticipantRole role = event->participants[j].role;

        if (event->participants[i].role != DTL_ROLE_AGENT || role == DTL_ROLE_AGENT || role == DTL_ROLE_TOPIC)
          continue;
        if (!(symmetric && role == DTL_ROLE_COUNTERPART))
          add_tie (ties, event, number, event->participants[i].actor, event->participants[j].actor, TRUE);
      }
}

static gboolean
is_symmetric (const DtlEvent *event)
{
  if (dtl_class_is_symmetric (event->event_class))
    return TRUE;
  return has_role (event, DTL_ROLE_COUNTERPART);
}

#define PARTICIPANTS_MAX 64 /* a list of more is a crowd, and pairs of it say nothing */

static void
tie_event (GArray *ties, const DtlEvent *event, guint32 number)
{
  gboolean symmetric = is_symmetric (event);

  if (event->reality == DTL_REALITY_NEGATED || event->reality == DTL_REALITY_DENIED
      || event->n_participants > PARTICIPANTS_MAX)
    return;
  if (symmetric)
    tie_equals (ties, event, number);
  tie_agents (ties, event, number, symmetric);
}

static int
compare_numbers (guint32 a, guint32 b)
{
  return a < b ? -1 : a > b;
}

static int
compare_lines (const Tie *a, const Tie *b)
{
  int order = compare_numbers (a->from, b->from);

  if (order == 0)
    order = compare_numbers (a->to, b->to);
  if (order == 0)
    order = strcmp (a->type, b->type);
  if (order == 0)
    order = strcmp (a->family, b->family);
  return order ? order : a->directed - b->directed;
}

static int
compare_ties (gconstpointer a, gconstpointer b, gpointer arena)
{
  int order = compare_lines (a, b);

  dtl_arena_breathe (arena);
  return order ? order : compare_numbers (((const Tie *) a)->event, ((const Tie *) b)->event);
}

static void
widen (DtlRelation *relation, const DtlDate *date)
{
  if (dtl_date_is_null (date))
    return;
  if (dtl_date_is_null (&relation->first) || dtl_date_compare (date, &relation->first) < 0)
    relation->first = *date;
  if (dtl_date_is_null (&relation->last) || dtl_date_compare (date, &relation->last) > 0)
    relation->last = *date;
}

/* The relation of the @n ties from @ties on, which differ in nothing but the event. */
static DtlRelation
make_relation (const Tie *ties, guint n, const GArray *events, DtlArena *arena)
{
  guint32 *numbers = dtl_arena_new0 (arena, guint32, n);
  DtlRelation relation = { ties->from, ties->to, *ties->type ? ties->type : NULL, ties->family, ties->directed };

  for (guint i = 0; i < n; i++)
    {
      const DtlEvent *event = &g_array_index (events, DtlEvent, ties[i].event);

      if (relation.n_events > 0 && numbers[relation.n_events - 1] == ties[i].event)
        continue;
      numbers[relation.n_events++] = ties[i].event;
      relation.count += event->n_mentions;
      widen (&relation, &event->when.date);
    }
  relation.events = numbers;
  return relation;
}

GArray *
dtl_relations_build (const GArray *events, const guint32 *shown, guint32 n_shown, DtlArena *arena)
{
  g_autoptr (GArray) ties = g_array_new (FALSE, FALSE, sizeof (Tie));
  GArray *relations = g_array_new (FALSE, TRUE, sizeof (DtlRelation));
  guint n;

  for (guint32 i = 0; i < n_shown; i++, dtl_arena_breathe (arena))
    tie_event (ties, &g_array_index (events, DtlEvent, shown[i]), shown[i]);
  g_array_sort_with_data (ties, compare_ties, arena);
  for (guint i = 0; i < ties->len; i += n)
    {
      const Tie *tie = &g_array_index (ties, Tie, i);
      DtlRelation relation;

      for (n = 1; i + n < ties->len && compare_lines (tie, tie + n) == 0;)
        n++;
      relation = make_relation (tie, n, events, arena);
      dtl_arena_breathe (arena);
      g_array_append_val (relations, relation);
    }
  return relations;
}

gboolean
dtl_event_touches (const DtlEvent *event, guint32 actor)
{
  for (guint32 i = 0; i < event->n_participants; i++)
    if (event->participants[i].actor == actor)
      return TRUE;
  for (guint32 i = 0; i < event->n_attributions; i++)
    if (event->attributions[i].actor == actor)
      return TRUE;
  return event->place.name != NULL && event->place.actor == actor;
}
