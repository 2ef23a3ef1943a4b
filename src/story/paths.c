/*
 * Shortest paths by breadth-first search from both ends: a relation lies on one if the steps before it, itself and the
 * steps after it are together as many as the whole way.
 */
#include "story/paths.h"

#define FAR G_MAXUINT32

/* How many relations each actor is away from the nearest of @start, FAR if out of reach. */
static guint32 *
measure_steps (const GArray *relations, guint n_actors, const gboolean *start)
{
  guint32 *steps = g_new (guint32, n_actors + 1);

  for (guint i = 0; i < n_actors; i++)
    steps[i] = start[i] ? 0 : FAR;
  for (guint32 round = 0, found = 1; found > 0; round++)
    {
      found = 0;
      for (guint i = 0; i < relations->len; i++)
        {
          const DtlRelation *relation = &g_array_index (relations, DtlRelation, i);
          guint32 *from = &steps[relation->from], *to = &steps[relation->to];

          if (*from == round && *to == FAR)
            *to = round + 1, found++;
          else if (*to == round && *from == FAR)
            *from = round + 1, found++;
        }
    }
  return steps;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint32 one = *(const guint32 *) a, other = *(const guint32 *) b;

  return one < other ? -1 : one > other;
}

static void
sort_uniquely (GArray *numbers)
{
  guint n = 0;

  g_array_sort (numbers, compare_numbers);
  for (guint i = 0; i < numbers->len; i++)
    if (n == 0 || g_array_index (numbers, guint32, n - 1) != g_array_index (numbers, guint32, i))
      g_array_index (numbers, guint32, n++) = g_array_index (numbers, guint32, i);
  g_array_set_size (numbers, n);
}

GArray *
dtl_paths_events (const GArray *relations, guint n_actors, const gboolean *from, const gboolean *to)
{
  g_autofree guint32 *before = measure_steps (relations, n_actors, from);
  g_autofree guint32 *after = measure_steps (relations, n_actors, to);
  GArray *events = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 whole = FAR;

  for (guint i = 0; i < n_actors; i++)
    if (to[i])
      whole = MIN (whole, before[i]);
  for (guint i = 0; i < relations->len && whole != FAR; i++)
    {
      const DtlRelation *relation = &g_array_index (relations, DtlRelation, i);
      guint64 there = (guint64) before[relation->from] + 1 + after[relation->to];
      guint64 back = (guint64) before[relation->to] + 1 + after[relation->from];

      if (there == whole || back == whole)
        g_array_append_vals (events, relation->events, relation->n_events);
    }
  sort_uniquely (events);
  return events;
}
