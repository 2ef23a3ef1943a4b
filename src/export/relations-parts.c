/*
 * Relations divided among pages.
 *
 * It is the lines that are divided; an actor at the cut stands on both sides. A part grows from one line by always the
 * next that leaves fewest actors at the cut, and stops, near the size that is wanted, where these are fewest; of several
 * first lines the best is kept (greedy graph growing: Karypis and Kumar, "A Fast and High Quality Multilevel Scheme for
 * Partitioning Irregular Graphs", 1998). A group that is not joined to the rest is thus cut off whole if it fits.
 */
#include "export/relations-plot.h"

#include <math.h>
#include <string.h>

#define MANY_LINES 600  /* more are not divided: growing takes the square of it */
#define MANY_SEEDS 12
#define LEAST 0.7       /* of the size wanted */
#define MOST 1.15

DtlPart *
dtl_part_new (gboolean crowded)
{
  DtlPart *part = g_new (DtlPart, 1);

  part->lines = g_ptr_array_new ();
  part->crowded = crowded;
  part->tight = FALSE;
  return part;
}

void
dtl_part_free (DtlPart *part)
{
  g_ptr_array_unref (part->lines);
  g_free (part);
}

gboolean
dtl_part_holds (const DtlPart *part, guint32 actor)
{
  for (guint i = 0; i < part->lines->len; i++)
    for (guint j = 0; j < dtl_line_count_ends (part->lines->pdata[i]); j++)
      if (dtl_line_end (part->lines->pdata[i], j) == actor)
        return TRUE;
  return FALSE;
}

guint32 *
dtl_part_actors (const DtlPart *part, const DtlCast *cast, guint *n)
{
  guint32 *actors = g_new0 (guint32, cast->n_drawn + 1);
  g_autofree gboolean *touched = g_new0 (gboolean, cast->scene.n_actors + 1);

  *n = 0;
  for (guint i = 0; i < part->lines->len; i++)
    for (guint j = 0; j < dtl_line_count_ends (part->lines->pdata[i]); j++)
      touched[dtl_line_end (part->lines->pdata[i], j)] = TRUE;
  for (guint i = 0; i < cast->n_drawn; i++)
    if (touched[cast->drawn[i]])
      actors[(*n)++] = cast->drawn[i];
  return actors;
}

/* ---- groups ---- */

guint *
dtl_forest_new (guint n)
{
  guint *parents = g_new (guint, n + 1);

  for (guint i = 0; i <= n; i++)
    parents[i] = i;
  return parents;
}

guint
dtl_forest_root (guint *parents, guint i)
{
  while (parents[i] != i)
    {
      parents[i] = parents[parents[i]];
      i = parents[i];
    }
  return i;
}

/* A tree for each group of actors that lines join. */
static guint *
join_actors (const DtlCast *cast)
{
  guint *parents = dtl_forest_new (cast->scene.n_actors);

  for (guint i = 0; i < cast->lines->len; i++)
    for (guint j = 1; j < dtl_line_count_ends (cast->lines->pdata[i]); j++)
      parents[dtl_forest_root (parents, dtl_line_end (cast->lines->pdata[i], j))]
          = dtl_forest_root (parents, dtl_line_end (cast->lines->pdata[i], 0));
  return parents;
}

/* Gives each line to @crowded or @clear, by the group that it is of. */
static void
sort_lines (const DtlCast *cast, DtlPart *crowded, DtlPart *clear)
{
  g_autofree guint *parents = join_actors (cast);
  g_autofree guint *n_actors = g_new0 (guint, cast->scene.n_actors + 1);
  g_autofree guint *n_lines = g_new0 (guint, cast->scene.n_actors + 1);

  for (guint i = 0; i < cast->n_drawn; i++)
    n_actors[dtl_forest_root (parents, cast->drawn[i])]++;
  for (guint i = 0; i < cast->lines->len; i++)
    n_lines[dtl_forest_root (parents, dtl_line_end (cast->lines->pdata[i], 0))]++;
  for (guint i = 0; i < cast->lines->len; i++)
    {
      guint root = dtl_forest_root (parents, dtl_line_end (cast->lines->pdata[i], 0));
      gboolean many = n_actors[root] > DTL_FEW_ACTORS && n_lines[root] > DTL_LINES_PER_ACTOR * n_actors[root];

      g_ptr_array_add ((many ? crowded : clear)->lines, cast->lines->pdata[i]);
    }
}

GPtrArray *
dtl_parts_new (const DtlCast *cast)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) dtl_part_free);
  g_autoptr (DtlPart) crowded = dtl_part_new (TRUE);
  g_autoptr (DtlPart) clear = dtl_part_new (FALSE);

  if (cast->n_drawn > DTL_FEW_ACTORS && cast->lines->len > MANY_LINES)
    g_ptr_array_extend (crowded->lines, cast->lines, NULL, NULL);
  else
    sort_lines (cast, crowded, clear);
  if (crowded->lines->len > 0)
    g_ptr_array_add (parts, g_steal_pointer (&crowded));
  if (clear->lines->len > 0 || parts->len == 0)
    g_ptr_array_add (parts, g_steal_pointer (&clear));
  return parts;
}

/* ---- dividing ---- */

typedef struct
{
  const GPtrArray *lines;
  guint n_actors;  /* of the story */
  guint *total;    /* owned: [n_actors] lines of the part that touch the actor */
  guint *inside;   /* owned: [n_actors] those that are taken */
  gboolean *taken; /* owned: [lines] */
  guint *order;    /* owned: [lines] in which they are taken */
  guint least;     /* lines to take */
  guint most;
  double wanted;
} Growth;

/* By how many more actors stand on both sides if @line is taken; in *@joined whether it touches what is taken. Each end of
 * a line is another actor. */
static int
cost_of (const Growth *growth, const DtlLine *line, gboolean *joined)
{
  int cost = 0;

  *joined = FALSE;
  for (guint i = 0; i < dtl_line_count_ends (line); i++)
    {
      guint32 actor = dtl_line_end (line, i);
      guint inside = growth->inside[actor];

      *joined = *joined || inside > 0;
      cost += (inside + 1 < growth->total[actor]) - (inside > 0);
    }
  return cost;
}

static void
take_line (Growth *growth, guint i, guint n_taken)
{
  const DtlLine *line = growth->lines->pdata[i];

  growth->taken[i] = TRUE;
  growth->order[n_taken] = i;
  for (guint j = 0; j < dtl_line_count_ends (line); j++)
    growth->inside[dtl_line_end (line, j)]++;
}

/* The next line, and in *@cost what it costs. A group is finished before another is begun. */
static guint
pick_line (const Growth *growth, int *cost)
{
  guint best = 0;
  gboolean best_joined = FALSE;

  *cost = G_MAXINT;
  for (guint i = 0; i < growth->lines->len; i++)
    {
      gboolean joined;
      int new = growth->taken[i] ? G_MAXINT : cost_of (growth, growth->lines->pdata[i], &joined);

      if (growth->taken[i] || (best_joined && !joined) || (best_joined == joined && new >= *cost))
        continue;
      best = i;
      best_joined = joined;
      *cost = new;
    }
  return best;
}

/* Takes lines from @seed on; returns after how many the cut is best, and in *@cut how many actors stand on both sides. */
static guint
grow (Growth *growth, guint seed, int *cut)
{
  int now = 0;
  guint best = 0;

  memset (growth->inside, 0, sizeof *growth->inside * (growth->n_actors + 1));
  memset (growth->taken, 0, sizeof *growth->taken * growth->lines->len);
  *cut = G_MAXINT;
  for (guint n = 0; n < growth->most; n++)
    {
      gboolean nearer = fabs (n + 1 - growth->wanted) < fabs (best - growth->wanted), joined;
      int cost;
      guint next = n ? pick_line (growth, &cost) : seed;

      now += n ? cost : cost_of (growth, growth->lines->pdata[seed], &joined);
      take_line (growth, next, n);
      if (n + 1 >= growth->least && (now < *cut || (now == *cut && nearer)))
        {
          *cut = now;
          best = n + 1;
        }
    }
  return best;
}

static void
growth_init (Growth *growth, const DtlPart *part, const DtlCast *cast, double fraction)
{
  guint n = part->lines->len;

  growth->lines = part->lines;
  growth->n_actors = cast->scene.n_actors;
  growth->total = g_new0 (guint, growth->n_actors + 1);
  growth->inside = g_new0 (guint, growth->n_actors + 1);
  growth->taken = g_new0 (gboolean, n + 1);
  growth->order = g_new0 (guint, n + 1);
  growth->wanted = fraction * n;
  growth->least = MAX (1, (guint) (LEAST * growth->wanted));
  growth->most = CLAMP ((guint) (MOST * growth->wanted + .5), growth->least, n - 1);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < dtl_line_count_ends (part->lines->pdata[i]); j++)
      growth->total[dtl_line_end (part->lines->pdata[i], j)]++;
}

static void
growth_clear (Growth *growth)
{
  g_free (growth->total);
  g_free (growth->inside);
  g_free (growth->taken);
  g_free (growth->order);
}

/* Leaves in @taken the best that can be taken, whichever line one begins with. */
static void
grow_best (Growth *growth)
{
  guint n = growth->lines->len, step = (n + MANY_SEEDS - 1) / MANY_SEEDS, seed = 0, size = 0;
  int least = G_MAXINT, cut;

  for (guint i = 0; i < n; i += step)
    {
      grow (growth, i, &cut);
      if (cut < least)
        seed = i;
      least = MIN (least, cut);
    }
  size = grow (growth, seed, &cut);
  memset (growth->taken, 0, sizeof *growth->taken * n);
  for (guint i = 0; i < size; i++)
    growth->taken[growth->order[i]] = TRUE;
}

static guint
heaviest_line (const GPtrArray *lines)
{
  guint best = 0;

  for (guint i = 1; i < lines->len; i++)
    if (((const DtlLine *) lines->pdata[i])->mentions > ((const DtlLine *) lines->pdata[best])->mentions)
      best = i;
  return best;
}

DtlPart *
dtl_part_divide (DtlPart *part, const DtlCast *cast, double fraction)
{
  Growth growth;
  DtlPart *first;
  gboolean side;
  guint n = 0;

  if (part->crowded || part->lines->len < 2 || part->lines->len > MANY_LINES)
    return NULL;
  growth_init (&growth, part, cast, fraction);
  grow_best (&growth);
  first = dtl_part_new (FALSE);
  first->tight = part->tight = TRUE;
  side = growth.taken[heaviest_line (part->lines)];
  for (guint i = 0; i < part->lines->len; i++)
    if (growth.taken[i] == side)
      g_ptr_array_add (first->lines, part->lines->pdata[i]);
    else
      part->lines->pdata[n++] = part->lines->pdata[i];
  g_ptr_array_set_size (part->lines, (int) n);
  growth_clear (&growth);
  return first;
}

DtlPart *
dtl_part_join (const DtlPart *a, const DtlPart *b, const DtlCast *cast)
{
  DtlPart *both = dtl_part_new (a->crowded);

  both->tight = TRUE;
  for (guint i = 0; i < cast->lines->len; i++)
    if (g_ptr_array_find (a->lines, cast->lines->pdata[i], NULL) || g_ptr_array_find (b->lines, cast->lines->pdata[i], NULL))
      g_ptr_array_add (both->lines, cast->lines->pdata[i]);
  return both;
}
