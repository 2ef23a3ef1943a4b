/*
 * Each cluster holds its links in an array. When two clusters become one, so do their arrays; those of their neighbours
 * still name both, which is put right when they are read.
 */
#include "story/linkage.h"

#include <stdlib.h>

#define COUNTED 8 /* members of a cluster that must be linked, at most: of a large one not all pairs are compared */
#define NEVER (-G_GINT64_CONSTANT (1000000000000))

typedef struct
{
  guint32 other; /* a cluster that it was, or is */
  guint32 n;
  gint64 sum;
  gint best;
  guint32 one;
  guint32 two;
} Link;

typedef struct
{
  guint32 a;
  guint32 b;
  gint score;
  guint32 one;
  guint32 two;
} Edge;

/* Holds as long as neither cluster has changed. */
typedef struct
{
  DtlBond link;
  guint32 a;
  guint32 stamp_a;
  guint32 stamp_b;
} Entry;

struct _DtlLinkage
{
  guint32 n;
  gint missing;
  guint32 *parent; /* owned: [n] */
  guint32 *size;   /* owned: [n] */
  guint32 *stamp;  /* owned: [n] how often it changed */
  GArray **links;  /* owned: [n] Link, nullable */
  GArray *edges;   /* owned: Edge */
  GArray *heap;    /* owned: Entry, the best first */
};

DtlLinkage *
dtl_linkage_new (guint32 n, gint missing)
{
  DtlLinkage *linkage = g_new0 (DtlLinkage, 1);

  linkage->n = n;
  linkage->missing = missing;
  linkage->parent = g_new (guint32, n + 1);
  linkage->size = g_new (guint32, n + 1);
  linkage->stamp = g_new0 (guint32, n + 1);
  linkage->links = g_new0 (GArray *, n + 1);
  linkage->edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  linkage->heap = g_array_new (FALSE, FALSE, sizeof (Entry));
  for (guint32 i = 0; i < n; i++)
    {
      linkage->parent[i] = i;
      linkage->size[i] = 1;
    }
  return linkage;
}

void
dtl_linkage_free (DtlLinkage *linkage)
{
  if (linkage == NULL)
    return;
  for (guint32 i = 0; i < linkage->n; i++)
    g_clear_pointer (&linkage->links[i], g_array_unref);
  g_free (linkage->parent);
  g_free (linkage->size);
  g_free (linkage->stamp);
  g_free (linkage->links);
  g_array_unref (linkage->edges);
  g_array_unref (linkage->heap);
  g_free (linkage);
}

void
dtl_linkage_set_size (DtlLinkage *linkage, guint32 a, guint32 size)
{
  linkage->size[a] = size;
}

void
dtl_linkage_add (DtlLinkage *linkage, guint32 a, guint32 b, gint score, guint32 one, guint32 two)
{
  Edge edge = { a, b, score, one, two };

  g_return_if_fail (a < linkage->n && b < linkage->n && a != b);
  g_array_append_val (linkage->edges, edge);
}

/* ---- links ---- */

static guint32
root_of (DtlLinkage *linkage, guint32 a)
{
  while (linkage->parent[a] != a)
    a = linkage->parent[a] = linkage->parent[linkage->parent[a]];
  return a;
}

static int
compare_links (gconstpointer a, gconstpointer b)
{
  const Link *one = a, *other = b;

  if (one->other != other->other)
    return one->other < other->other ? -1 : 1;
  if (one->best != other->best)
    return one->best > other->best ? -1 : 1;
  if (one->one != other->one)
    return one->one < other->one ? -1 : 1;
  return one->two < other->two ? -1 : one->two > other->two;
}

/* Names each neighbour as it is now, once. */
static void
put_right (DtlLinkage *linkage, guint32 a)
{
  GArray *links = linkage->links[a];
  guint n = 0;

  for (guint i = 0; i < links->len; i++)
    g_array_index (links, Link, i).other = root_of (linkage, g_array_index (links, Link, i).other);
  g_array_sort (links, compare_links);
  for (guint i = 0; i < links->len; i++)
    {
      Link link = g_array_index (links, Link, i), *last = n > 0 ? &g_array_index (links, Link, n - 1) : NULL;

      if (link.other == a)
        continue;
      if (last == NULL || last->other != link.other)
        {
          g_array_index (links, Link, n++) = link;
          continue;
        }
      last->sum += link.sum;
      last->n += link.n;
    }
  g_array_set_size (links, n);
}

static guint
counted (const DtlLinkage *linkage, guint32 a)
{
  return MIN (linkage->size[a], COUNTED);
}

static DtlBond
read_link (const DtlLinkage *linkage, guint32 a, const Link *link)
{
  gint64 n = MAX (link->n, counted (linkage, a) * counted (linkage, link->other));
  gint64 mean = (link->sum + (n - link->n) * linkage->missing) / n;

  return (DtlBond) { link->other, CLAMP (mean, -G_MAXINT, G_MAXINT), link->one, link->two };
}

/* ---- heap ---- */

static gboolean
is_before (const Entry *a, const Entry *b)
{
  if (a->link.score != b->link.score)
    return a->link.score > b->link.score;
  if (a->a != b->a)
    return a->a < b->a;
  return a->link.other < b->link.other;
}

static void
push (GArray *heap, Entry entry)
{
  guint i = heap->len;
  Entry *all;

  g_array_append_val (heap, entry);
  all = (Entry *) heap->data;
  for (; i > 0 && is_before (&entry, &all[(i - 1) / 2]); i = (i - 1) / 2)
    all[i] = all[(i - 1) / 2];
  all[i] = entry;
}

static Entry
pop (GArray *heap)
{
  Entry *all = (Entry *) heap->data, first = all[0], last = all[heap->len - 1];
  guint n = heap->len - 1, i = 0;

  g_array_set_size (heap, n);
  for (guint child = 1; child < n; child = 2 * i + 1)
    {
      if (child + 1 < n && is_before (&all[child + 1], &all[child]))
        child++;
      if (!is_before (&all[child], &last))
        break;
      all[i] = all[child];
      i = child;
    }
  if (n > 0)
    all[i] = last;
  return first;
}

/* Every pair is pushed once, under the smaller number, unless @all. */
static void
push_links (DtlLinkage *linkage, guint32 a, gboolean all)
{
  for (guint i = 0; i < linkage->links[a]->len; i++)
    {
      DtlBond link = read_link (linkage, a, &g_array_index (linkage->links[a], Link, i));
      Entry entry = { link, a, linkage->stamp[a], linkage->stamp[link.other] };

      if (link.score <= 0 || (!all && a > link.other))
        continue;
      if (a > link.other)
        {
          entry = (Entry) { link, link.other, entry.stamp_b, entry.stamp_a };
          entry.link.other = a;
        }
      push (linkage->heap, entry);
    }
}

/* ---- run ---- */

static void
add_link (DtlLinkage *linkage, guint32 a, guint32 b, const Edge *edge)
{
  Link link = { b, 1, edge->score == G_MININT ? NEVER : edge->score, edge->score, edge->one, edge->two };

  if (linkage->links[a] == NULL)
    linkage->links[a] = g_array_sized_new (FALSE, FALSE, sizeof (Link), 4);
  g_array_append_val (linkage->links[a], link);
}

static void
read_edges (DtlLinkage *linkage)
{
  for (guint i = 0; i < linkage->edges->len; i++)
    {
      const Edge *edge = &g_array_index (linkage->edges, Edge, i);

      add_link (linkage, edge->a, edge->b, edge);
      add_link (linkage, edge->b, edge->a, edge);
    }
  g_array_set_size (linkage->edges, 0);
  for (guint32 a = 0; a < linkage->n; a++)
    if (linkage->links[a])
      put_right (linkage, a);
  for (guint32 a = 0; a < linkage->n; a++)
    if (linkage->links[a])
      push_links (linkage, a, FALSE);
}

static void
join (DtlLinkage *linkage, guint32 a, guint32 b)
{
  linkage->parent[b] = a;
  linkage->size[a] += linkage->size[b];
  linkage->stamp[a]++;
  linkage->stamp[b]++;
  g_array_append_vals (linkage->links[a], linkage->links[b]->data, linkage->links[b]->len);
  g_clear_pointer (&linkage->links[b], g_array_unref);
  put_right (linkage, a);
  push_links (linkage, a, TRUE);
}

void
dtl_linkage_run (DtlLinkage *linkage, DtlMayJoin may_join, gpointer data)
{
  read_edges (linkage);
  while (linkage->heap->len > 0)
    {
      Entry entry = pop (linkage->heap);

      if (linkage->stamp[entry.a] == entry.stamp_a && linkage->stamp[entry.link.other] == entry.stamp_b
          && may_join (entry.a, &entry.link, data))
        join (linkage, entry.a, entry.link.other);
    }
}

void
dtl_linkage_foreach (DtlLinkage *linkage, guint32 a, DtlBondFunc func, gpointer data)
{
  if (linkage->links[a] == NULL)
    return;
  put_right (linkage, a);
  for (guint i = 0; i < linkage->links[a]->len; i++)
    {
      DtlBond link = read_link (linkage, a, &g_array_index (linkage->links[a], Link, i));

      func (a, &link, data);
    }
}
