/*
 * Which links between happenings can all be true.
 *
 * A happening is an interval with two ends; every relation used here is a set of comparisons of ends, so what a set of
 * links implies is reachability in a graph of ends (the pointisable part of Allen 1983; Vilain, Kautz 1986). Links
 * come in by confidence, the surest first; one whose comparisons contradict what stands already is left out, and a
 * diagnostic says so. What is kept is therefore free of cycles under closure.
 */
#include "base/sequence.h"

#include <string.h>

#define VISITS_MAX 1024 /* ends looked at for one comparison; beyond, a link is not kept, for it cannot be checked */

/* from ≤ to, or from < to */
typedef struct
{
  guint32 to;
  guint32 next; /* comparison with the same `from`, or DTL_NONE */
  gboolean strict;
} Comparison;

typedef struct
{
  guint32 *first;      /* [n_ends] */
  guint32 *seen;       /* [2 * n_ends] number of the search that came here, plain and after a strict comparison */
  guint32 search;
  GArray *comparisons; /* owned: Comparison */
  GArray *queue;       /* owned: guint32, 2 * end + strict */
} Ends;

static guint32
beginning (guint32 event)
{
  return 2 * event;
}

static guint32
ending (guint32 event)
{
  return 2 * event + 1;
}

static void
add_comparison (Ends *ends, guint32 from, guint32 to, gboolean strict)
{
  Comparison comparison = { to, ends->first[from], strict };

  ends->first[from] = ends->comparisons->len;
  g_array_append_val (ends->comparisons, comparison);
}

static void
enqueue (Ends *ends, guint32 end, gboolean strict)
{
  guint32 state = 2 * end + (strict ? 1 : 0);

  if (ends->seen[state] == ends->search)
    return;
  ends->seen[state] = ends->search;
  g_array_append_val (ends->queue, state);
}

/* Whether the comparisons say @from ≤ @to (or <, with @strict); TRUE when the search gets too long. */
static gboolean
reaches (Ends *ends, guint32 from, guint32 to, gboolean strict)
{
  ends->search++;
  g_array_set_size (ends->queue, 0);
  enqueue (ends, from, FALSE);
  for (guint i = 0; i < ends->queue->len; i++)
    {
      guint32 state = g_array_index (ends->queue, guint32, i);

      if (i >= VISITS_MAX || (state / 2 == to && (!strict || state % 2)))
        return TRUE;
      for (guint32 c = ends->first[state / 2]; c != DTL_NONE; c = g_array_index (ends->comparisons, Comparison, c).next)
        {
          const Comparison *comparison = &g_array_index (ends->comparisons, Comparison, c);

          enqueue (ends, comparison->to, state % 2 || comparison->strict);
        }
    }
  return FALSE;
}

typedef struct
{
  guint32 from;
  guint32 to;
  gboolean strict;
} Pair;

/* The comparisons of a relation; returns how many. */
static guint
pairs_of (const DtlOrderLink *link, Pair pairs[4])
{
  guint32 a = link->event, b = link->other, swap;
  const char *relation = link->relation;

  if (strcmp (relation, "after") == 0 || strcmp (relation, "includes") == 0)
    {
      swap = a;
      a = b;
      b = swap;
      relation = strcmp (relation, "after") == 0 ? "before" : "is_included";
    }
  if (strcmp (relation, "before") == 0)
    {
      pairs[0] = (Pair) { ending (a), beginning (b), TRUE };
      return 1;
    }
  pairs[0] = (Pair) { beginning (b), beginning (a), FALSE };
  pairs[1] = (Pair) { ending (a), ending (b), FALSE };
  if (strcmp (relation, "is_included") == 0)
    return 2;
  pairs[2] = (Pair) { beginning (a), beginning (b), FALSE };
  pairs[3] = (Pair) { ending (b), ending (a), FALSE };
  return 4;
}

static gboolean
fits (Ends *ends, const Pair *pairs, guint n)
{
  for (guint i = 0; i < n; i++)
    if (reaches (ends, pairs[i].to, pairs[i].from, !pairs[i].strict))
      return FALSE;
  return TRUE;
}

static int
compare_links (gconstpointer a, gconstpointer b)
{
  const DtlOrderLink *left = a, *right = b;

  if (left->confidence != right->confidence)
    return left->confidence > right->confidence ? -1 : 1;
  if (left->token != right->token)
    return left->token < right->token ? -1 : 1;
  if (left->event != right->event)
    return left->event < right->event ? -1 : 1;
  return (left->other > right->other) - (left->other < right->other);
}

void
dtl_sequence_keep_consistent (GArray *links, guint32 n_events, GArray *dropped)
{
  Ends ends = { 0 };
  guint kept = 0;

  ends.first = g_new (guint32, 2 * (gsize) n_events + 1);
  ends.seen = g_new0 (guint32, 4 * (gsize) n_events + 1);
  memset (ends.first, 0xff, sizeof (guint32) * (2 * (gsize) n_events + 1));
  ends.comparisons = g_array_new (FALSE, FALSE, sizeof (Comparison));
  ends.queue = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 i = 0; i < n_events; i++)
    add_comparison (&ends, beginning (i), ending (i), TRUE);
  g_array_sort (links, compare_links);
  for (guint i = 0; i < links->len; i++)
    {
      DtlOrderLink link = g_array_index (links, DtlOrderLink, i);
      Pair pairs[4];
      guint n = pairs_of (&link, pairs);

      if (!fits (&ends, pairs, n))
        {
          g_array_append_val (dropped, link);
          continue;
        }
      for (guint j = 0; j < n; j++)
        add_comparison (&ends, pairs[j].from, pairs[j].to, pairs[j].strict);
      g_array_index (links, DtlOrderLink, kept++) = link;
    }
  g_array_set_size (links, kept);
  g_free (ends.first);
  g_free (ends.seen);
  g_array_unref (ends.comparisons);
  g_array_unref (ends.queue);
}

gboolean
dtl_sequence_is_relation (const char *relation)
{
  static const char *const relations[] = { "before", "after", "simultaneous", "includes", "is_included", NULL };

  return relation != NULL && g_strv_contains (relations, relation);
}
