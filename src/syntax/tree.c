/*
 * Maximum spanning arborescence after Chu and Liu (1965) and Edmonds (1967), on a dense matrix as Tarjan (1977) has it: O(n²).
 * One child of the root is had by taking a constant from the score of every arc from the root, larger than anything the
 * other arcs can win (Stanojević and Cohen 2021).
 *
 * A cycle of best arcs is contracted into its first node; the arcs of a contracted node remember which real arc they
 * stand for. Afterwards contractions are undone from the last to the first: the arc that enters one replaces an arc
 * of its cycle, the others stay.
 */
#include "syntax/tree.h"

#include <string.h>

typedef struct
{
  guint16 dependent;
  guint16 head;
} Arc;

typedef struct
{
  guint n_members;
  guint16 *members; /* [n_members] nodes of the cycle; borrowed */
  Arc *arcs;        /* [n_members] arc within the cycle that enters each; borrowed */
  gint16 *member_of; /* [n] of each real node: index of the member that holds it, -1 for none; borrowed */
} Contraction;

typedef struct
{
  guint n;
  double *scores;  /* [n * n] */
  Arc *arcs;       /* [n * n]: the real arc behind arc d ← h */
  gboolean *alive; /* [n] */
  guint16 *owner;  /* [n]: living node that holds each real node */
  gint16 *best;    /* [n]: best head of each living node */
  Contraction *contractions; /* [n] */
  guint n_contractions;
} Graph;

/* Best head of @d among the living. */
static guint
best_head (const Graph *graph, guint d)
{
  guint best = d == 0 ? 1 : 0;

  for (guint h = 0; h < graph->n; h++)
    if (graph->alive[h] && h != d && (!graph->alive[best] || best == d || graph->scores[d * graph->n + h] > graph->scores[d * graph->n + best]))
      best = h;
  return best;
}

/* Fills @cycle with the nodes of a cycle of best arcs; their number, 0 if there is none. */
static guint
find_cycle (const Graph *graph, guint16 *cycle)
{
  gint16 seen[DTL_MAX_NODES] = { 0 };

  for (guint start = 1; start < graph->n; start++)
    {
      guint node = start, n = 0;

      if (!graph->alive[start])
        continue;
      while (node != 0 && seen[node] == 0)
        {
          seen[node] = start;
          node = graph->best[node];
        }
      if (node == 0 || seen[node] != (gint16) start)
        continue;
      for (guint next = node; n == 0 || next != node; next = graph->best[next])
        cycle[n++] = next;
      return n;
    }
  return 0;
}

/* The member through which an arc enters the cycle: c with the largest s(c, h) - s(c, its head in the cycle). */
static void
score_entry (Graph *graph, const guint16 *cycle, guint n_cycle, guint outside)
{
  guint n = graph->n, first = cycle[0];
  double best = 0;
  Arc arc = { 0, 0 };

  for (guint i = 0; i < n_cycle; i++)
    {
      guint c = cycle[i];
      double gain = graph->scores[c * n + outside] - graph->scores[c * n + graph->best[c]];

      if (i == 0 || gain > best)
        {
          best = gain;
          arc = graph->arcs[c * n + outside];
        }
    }
  graph->scores[first * n + outside] = best;
  graph->arcs[first * n + outside] = arc;
}

/* The member on which an arc from the cycle starts. */
static void
score_exit (Graph *graph, const guint16 *cycle, guint n_cycle, guint outside)
{
  guint n = graph->n, best = cycle[0];

  for (guint i = 1; i < n_cycle; i++)
    if (graph->scores[outside * n + cycle[i]] > graph->scores[outside * n + best])
      best = cycle[i];
  graph->scores[outside * n + cycle[0]] = graph->scores[outside * n + best];
  graph->arcs[outside * n + cycle[0]] = graph->arcs[outside * n + best];
}

static void
record_contraction (Graph *graph, const guint16 *cycle, guint n_cycle)
{
  Contraction *contraction = &graph->contractions[graph->n_contractions++];

  contraction->n_members = n_cycle;
  contraction->members = g_memdup2 (cycle, n_cycle * sizeof *cycle);
  contraction->arcs = g_new (Arc, n_cycle);
  contraction->member_of = g_new (gint16, graph->n);
  memset (contraction->member_of, -1, graph->n * sizeof *contraction->member_of);
  for (guint i = 0; i < n_cycle; i++)
    {
      contraction->arcs[i] = graph->arcs[cycle[i] * graph->n + graph->best[cycle[i]]];
      for (guint node = 0; node < graph->n; node++)
        if (graph->owner[node] == cycle[i])
          contraction->member_of[node] = i;
    }
}

/* The arc from a cycle to an outside node has the score of the best of its arcs: who had its best head in the cycle has it in
 * the contracted node. Only that node itself must look for a new one, which keeps all contractions together in O(n²). */
static void
renew_best_heads (Graph *graph, const gboolean *inside, guint contracted)
{
  for (guint d = 1; d < graph->n; d++)
    if (graph->alive[d] && d != contracted && inside[graph->best[d]])
      graph->best[d] = contracted;
  graph->best[contracted] = best_head (graph, contracted);
}

static void
contract (Graph *graph, const guint16 *cycle, guint n_cycle)
{
  gboolean inside[DTL_MAX_NODES] = { FALSE };

  record_contraction (graph, cycle, n_cycle);
  for (guint i = 0; i < n_cycle; i++)
    inside[cycle[i]] = TRUE;
  for (guint outside = 0; outside < graph->n; outside++)
    {
      if (!graph->alive[outside] || inside[outside])
        continue;
      score_entry (graph, cycle, n_cycle, outside);
      if (outside != 0)
        score_exit (graph, cycle, n_cycle, outside);
    }
  for (guint i = 1; i < n_cycle; i++)
    graph->alive[cycle[i]] = FALSE;
  for (guint node = 0; node < graph->n; node++)
    if (inside[graph->owner[node]])
      graph->owner[node] = cycle[0];
  renew_best_heads (graph, inside, cycle[0]);
}

static void
expand (const Graph *graph, const Contraction *contraction, gint32 *heads)
{
  gint entered = -1;

  for (guint node = 0; node < graph->n; node++)
    if (contraction->member_of[node] >= 0 && heads[node] >= 0)
      entered = contraction->member_of[node];
  for (guint i = 0; i < contraction->n_members; i++)
    if ((gint) i != entered)
      heads[contraction->arcs[i].dependent] = contraction->arcs[i].head;
}

static void
init_graph (Graph *graph, const float *scores, guint n)
{
  double low = 0, high = 0, penalty;

  graph->n = n;
  graph->scores = g_new (double, n * n);
  graph->arcs = g_new (Arc, n * n);
  graph->alive = g_new (gboolean, n);
  graph->owner = g_new (guint16, n);
  graph->best = g_new0 (gint16, n);
  graph->contractions = g_new0 (Contraction, n);
  graph->n_contractions = 0;
  for (guint i = 0; i < n * n; i++)
    {
      float score = scores[i] == scores[i] ? CLAMP (scores[i], DTL_NO_ARC, -DTL_NO_ARC) : DTL_NO_ARC; /* NaN: no arc */

      graph->scores[i] = score;
      graph->arcs[i] = (Arc) { i / n, i % n };
      low = MIN (low, score);
      high = MAX (high, score);
    }
  penalty = (high - low) * n + 1;
  for (guint d = 0; d < n; d++)
    {
      graph->scores[d * n] -= penalty;
      graph->alive[d] = TRUE;
      graph->owner[d] = d;
    }
}

static void
clear_graph (Graph *graph)
{
  for (guint i = 0; i < graph->n_contractions; i++)
    {
      g_free (graph->contractions[i].members);
      g_free (graph->contractions[i].arcs);
      g_free (graph->contractions[i].member_of);
    }
  g_free (graph->scores);
  g_free (graph->arcs);
  g_free (graph->alive);
  g_free (graph->owner);
  g_free (graph->best);
  g_free (graph->contractions);
}

static void
decode_exactly (const float *scores, guint n, gint32 *heads)
{
  Graph graph;
  guint16 cycle[DTL_MAX_NODES];
  guint n_cycle;

  init_graph (&graph, scores, n);
  for (guint d = 1; d < n; d++)
    graph.best[d] = best_head (&graph, d);
  while ((n_cycle = find_cycle (&graph, cycle)) > 0)
    contract (&graph, cycle, n_cycle);
  for (guint d = 0; d < n; d++)
    heads[d] = -1;
  for (guint d = 1; d < n; d++)
    if (graph.alive[d])
      {
        Arc arc = graph.arcs[d * n + graph.best[d]];

        heads[arc.dependent] = arc.head;
      }
  for (guint i = graph.n_contractions; i-- > 0;)
    expand (&graph, &graph.contractions[i], heads);
  heads[0] = 0;
  clear_graph (&graph);
}

/* Whether the best head of every node makes a tree with one child of the root; then it is the best tree. */
static gboolean
decode_greedily (const float *scores, guint n, gint32 *heads)
{
  guint n_roots = 0;

  heads[0] = 0;
  for (guint d = 1; d < n; d++)
    {
      guint best = 0;

      for (guint h = 1; h < n; h++)
        if (h != d && scores[d * n + h] > scores[d * n + best])
          best = h;
      heads[d] = best;
      n_roots += best == 0;
    }
  for (guint d = 1; d < n; d++)
    {
      guint node = d, steps = 0;

      while (node != 0 && steps++ <= n)
        node = heads[node];
      if (node != 0)
        return FALSE;
    }
  return n_roots == 1;
}

void
dtl_tree_decode (const float *scores, guint n, gint32 *heads)
{
  g_return_if_fail (n >= 1 && n <= DTL_MAX_NODES);
  if (n == 1)
    heads[0] = 0;
  else if (!decode_greedily (scores, n, heads))
    decode_exactly (scores, n, heads);
}
