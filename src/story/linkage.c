/*
 * Each cluster holds its links in an array. When two clusters become one, so do their arrays; those of their neighbours
 * still name both, which is put right when they are read.
 *
 * There are ten and more pairs to every cluster, most of them of clusters that nothing can be joined with. So pairs are first
 * only listed, and become links where both clusters have one that matters.
 */
#include "story/linkage.h"

#include <stdlib.h>
#include <string.h>

#define COUNTED 8 /* members of a cluster that must be linked, at most: of a large one not all pairs are compared */
#define EDGES_PAGE 4096
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

/* The links of one cluster */
typedef struct
{
  Link *all; /* of the arena */
  guint32 n;
} Links;

/* So many pairs, and those before them */
typedef struct _Page Page;
struct _Page
{
  Page *before;
  guint n;
  Edge edges[EDGES_PAGE];
};

struct _DtlLinkage
{
  guint32 n;
  gint missing;
  gint least;
  DtlArena *arena; /* owned */
  guint32 *parent; /* [n] of the arena, as all that follows */
  guint32 *size;   /* [n] */
  guint32 *stamp;  /* [n] how often it changed */
  Links *links;    /* [n] */
  guint8 *matters; /* [n] whether a pair of it scores enough */
  Page *page;      /* the last one, nullable */
  GArray *heap;    /* owned: Entry, the best first */
};

DtlLinkage *
dtl_linkage_new (guint32 n, gint missing, gint least, DtlSpill *spill)
{
  DtlLinkage *linkage = g_new0 (DtlLinkage, 1);

  linkage->n = n;
  linkage->missing = missing;
  linkage->least = least;
  linkage->arena = dtl_arena_new_in (spill);
  linkage->parent = dtl_arena_new0 (linkage->arena, guint32, n);
  linkage->size = dtl_arena_new0 (linkage->arena, guint32, n);
  linkage->stamp = dtl_arena_new0 (linkage->arena, guint32, n);
  linkage->links = dtl_arena_new0 (linkage->arena, Links, n);
  linkage->matters = dtl_arena_new0 (linkage->arena, guint8, n);
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
  g_array_unref (linkage->heap);
  dtl_arena_free (linkage->arena);
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
  if (linkage->page == NULL || linkage->page->n == EDGES_PAGE)
    {
      Page *page = dtl_arena_new0 (linkage->arena, Page, 1);

      page->before = linkage->page;
      linkage->page = page;
    }
  linkage->page->edges[linkage->page->n++] = edge;
  if (score >= linkage->least)
    linkage->matters[a] = linkage->matters[b] = TRUE;
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
  Links *links = &linkage->links[a];
  guint32 n = 0;

  for (guint32 i = 0; i < links->n; i++)
    links->all[i].other = root_of (linkage, links->all[i].other);
  if (links->n > 0)
    qsort (links->all, links->n, sizeof (Link), compare_links);
  for (guint32 i = 0; i < links->n; i++)
    {
      Link link = links->all[i], *last = n > 0 ? &links->all[n - 1] : NULL;

      if (link.other == a)
        continue;
      if (last == NULL || last->other != link.other)
        {
          links->all[n++] = link;
          continue;
        }
      last->sum += link.sum;
      last->n += link.n;
    }
  links->n = n;
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
  for (guint32 i = 0; i < linkage->links[a].n; i++)
    {
      DtlBond link = read_link (linkage, a, &linkage->links[a].all[i]);
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

static gboolean
is_wanted (const DtlLinkage *linkage, const Edge *edge)
{
  return linkage->matters[edge->a] && linkage->matters[edge->b];
}

static void
make_room (DtlLinkage *linkage)
{
  for (const Page *page = linkage->page; page; page = page->before)
    {
      for (guint i = 0; i < page->n; i++)
        if (is_wanted (linkage, &page->edges[i]))
          {
            linkage->links[page->edges[i].a].n++;
            linkage->links[page->edges[i].b].n++;
          }
      dtl_arena_breathe (linkage->arena);
    }
  for (guint32 a = 0; a < linkage->n; a++, dtl_arena_breathe (linkage->arena))
    if (linkage->links[a].n > 0)
      {
        linkage->links[a].all = dtl_arena_new0 (linkage->arena, Link, linkage->links[a].n);
        linkage->links[a].n = 0;
      }
}

static void
add_link (DtlLinkage *linkage, guint32 a, guint32 b, const Edge *edge)
{
  linkage->links[a].all[linkage->links[a].n++] = (Link) { b, 1, edge->score == G_MININT ? NEVER : edge->score, edge->score, edge->one,
                                                          edge->two };
}

static void
read_edges (DtlLinkage *linkage)
{
  make_room (linkage);
  for (const Page *page = linkage->page; page; page = page->before)
    {
      for (guint i = 0; i < page->n; i++)
        if (is_wanted (linkage, &page->edges[i]))
          {
            add_link (linkage, page->edges[i].a, page->edges[i].b, &page->edges[i]);
            add_link (linkage, page->edges[i].b, page->edges[i].a, &page->edges[i]);
          }
      dtl_arena_breathe (linkage->arena);
    }
  linkage->page = NULL;
  for (guint32 a = 0; a < linkage->n; a++, dtl_arena_breathe (linkage->arena))
    put_right (linkage, a);
  for (guint32 a = 0; a < linkage->n; a++, dtl_arena_breathe (linkage->arena))
    push_links (linkage, a, FALSE);
}

static void
join (DtlLinkage *linkage, guint32 a, guint32 b)
{
  const Links *one = &linkage->links[a], *other = &linkage->links[b];
  Links both = { dtl_arena_new0 (linkage->arena, Link, one->n + other->n), one->n + other->n };

  linkage->parent[b] = a;
  linkage->size[a] += linkage->size[b];
  linkage->stamp[a]++;
  linkage->stamp[b]++;
  memcpy (both.all, one->all, one->n * sizeof (Link));
  memcpy (both.all + one->n, other->all, other->n * sizeof (Link));
  linkage->links[a] = both;
  linkage->links[b] = (Links) { NULL };
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
  put_right (linkage, a);
  for (guint32 i = 0; i < linkage->links[a].n; i++)
    {
      DtlBond link = read_link (linkage, a, &linkage->links[a].all[i]);

      func (a, &link, data);
    }
}
