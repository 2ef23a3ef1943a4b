/*
 * Lanes and columns of a storyline.
 *
 * The order of lanes is searched as storyline layouts do it (Tanahashi, Ma 2012): barycentres of the events first, then
 * swaps of neighbours while they help. The cost of an order is the length of all ties plus the busy lanes that they
 * cross. Both steps are bounded, and ties keep the order of salience, so the picture is always the same.
 */
#include "export/lanes.h"

#include <string.h>

#include "export/chronicle.h"

#define SWEEPS 12
#define SWAP_PASSES 24

static guint
lane_at (const DtlColumn *column, guint i)
{
  return g_array_index (column->lanes, guint, i);
}

static void
column_clear (gpointer data)
{
  g_array_unref (((DtlColumn *) data)->lanes);
}

/* Positions of the actors that stay, DTL_NONE for the others: the @max with most events, in the view's order. */
static guint *
pick_lanes (DtlLanes *lanes, const DtlScene *scene, guint max)
{
  guint *position = g_new (guint, scene->n_actors + 1);
  g_autofree guint *count = g_new0 (guint, scene->n_actors + 1);
  guint n, least = 1, n_busy = 0;
  const guint32 *actors = dtl_view_get_actors (scene->view, &n);

  for (guint i = 0; i < scene->n_actors; i++)
    position[i] = DTL_NONE;
  for (guint i = 0; i < scene->n_shown; i++)
    {
      const DtlEvent *event = dtl_scene_event (scene, i);

      for (guint j = 0; j < event->n_participants; j++)
        count[event->participants[j].actor]++;
    }
  for (guint i = 0; i < n; i++)
    n_busy += count[actors[i]] > 0;
  /* Raise the bar until few enough pass; then fill up in order of salience. */
  for (guint passing = n_busy; passing > max; least++)
    {
      passing = 0;
      for (guint i = 0; i < n; i++)
        passing += count[actors[i]] > least;
    }
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < n && lanes->lanes->len < max; i++)
      {
        DtlLane lane = { .actor = actors[i] };
        gboolean above = count[actors[i]] >= least;

        if (position[actors[i]] != DTL_NONE || count[actors[i]] == 0 || (round == 0 && !above))
          continue;
        position[actors[i]] = lanes->lanes->len;
        g_array_append_val (lanes->lanes, lane);
      }
  lanes->n_actors_cut = n_busy - lanes->lanes->len;
  return position;
}

static void
add_column (DtlLanes *lanes, const DtlScene *scene, guint number, const guint *position, guint max)
{
  const DtlEvent *event = dtl_scene_event (scene, number);
  DtlColumn column = { .event = number, .is_undated = dtl_date_is_null (&event->when.date) };

  column.lanes = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < event->n_participants; i++)
    {
      guint lane = position[event->participants[i].actor];
      gboolean again = FALSE;

      for (guint j = 0; j < column.lanes->len; j++)
        again = again || lane_at (&column, j) == lane;
      if (lane != DTL_NONE && !again)
        g_array_append_val (column.lanes, lane);
    }
  if (column.lanes->len == 0)
    lanes->n_alone++;
  else if (lanes->columns->len >= max)
    lanes->n_cut++;
  else
    {
      g_array_append_val (lanes->columns, column);
      return;
    }
  column_clear (&column);
}

/* The first and last column of each lane. One that has a date does not run on to what has none. */
static void
measure_lanes (DtlLanes *lanes)
{
  for (guint i = 0; i < lanes->columns->len; i++)
    {
      const DtlColumn *column = dtl_lanes_column (lanes, i);

      for (guint j = 0; j < column->lanes->len; j++)
        {
          DtlLane *lane = dtl_lanes_lane (lanes, lane_at (column, j));

          if (lane->n_events++ == 0)
            lane->first = lane->last = i;
          else if (!column->is_undated)
            lane->last = i;
        }
    }
}

/* An order: which lane stands at each position, and the reverse. */
typedef struct
{
  const DtlLanes *lanes;
  guint n;
  guint *at;       /* [n] */
  guint *position; /* [n] */
  double *centre;  /* [n] of each lane: where its events would have it */
} Order;

static void
find_ends (const Order *order, const DtlColumn *column, guint *top, guint *bottom)
{
  *top = G_MAXUINT;
  *bottom = 0;
  for (guint i = 0; i < column->lanes->len; i++)
    {
      guint position = order->position[lane_at (column, i)];

      *top = MIN (*top, position);
      *bottom = MAX (*bottom, position);
    }
}

static guint
cost_of (const Order *order)
{
  guint cost = 0;

  for (guint i = 0; i < order->lanes->columns->len; i++)
    {
      guint top, bottom;

      find_ends (order, dtl_lanes_column (order->lanes, i), &top, &bottom);
      cost += 2 * (bottom - top);
      for (guint p = top; p <= bottom; p++)
        {
          const DtlLane *lane = dtl_lanes_lane (order->lanes, order->at[p]);

          cost += lane->first <= i && i <= lane->last;
        }
    }
  return cost;
}

static void
find_centres (const Order *order)
{
  g_autofree guint *n = g_new0 (guint, order->n + 1);

  for (guint i = 0; i < order->n; i++)
    order->centre[i] = 0;
  for (guint i = 0; i < order->lanes->columns->len; i++)
    {
      const DtlColumn *column = dtl_lanes_column (order->lanes, i);
      double sum = 0;

      for (guint j = 0; j < column->lanes->len; j++)
        sum += order->position[lane_at (column, j)];
      for (guint j = 0; j < column->lanes->len; j++)
        {
          order->centre[lane_at (column, j)] += sum / column->lanes->len;
          n[lane_at (column, j)]++;
        }
    }
  for (guint i = 0; i < order->n; i++)
    order->centre[i] = n[i] ? order->centre[i] / n[i] : order->position[i];
}

/* Insertion sort by centre: stable, and the lists are short. */
static void
sort_by_centre (Order *order)
{
  for (guint i = 1; i < order->n; i++)
    for (guint j = i; j > 0 && order->centre[order->at[j]] < order->centre[order->at[j - 1]]; j--)
      {
        guint lane = order->at[j];

        order->at[j] = order->at[j - 1];
        order->at[j - 1] = lane;
      }
  for (guint p = 0; p < order->n; p++)
    order->position[order->at[p]] = p;
}

static void
swap_neighbours (Order *order, guint p)
{
  guint lane = order->at[p];

  order->at[p] = order->at[p + 1];
  order->at[p + 1] = lane;
  order->position[order->at[p]] = p;
  order->position[order->at[p + 1]] = p + 1;
}

static void
improve_by_swaps (Order *order)
{
  guint cost = cost_of (order);

  for (guint pass = 0, improved = 1; pass < SWAP_PASSES && improved; pass++)
    {
      improved = 0;
      for (guint p = 0; p + 1 < order->n; p++)
        {
          guint other;

          swap_neighbours (order, p);
          other = cost_of (order);
          if (other < cost)
            {
              cost = other;
              improved = 1;
            }
          else
            swap_neighbours (order, p);
        }
    }
}

static void
sweep (Order *order)
{
  g_autofree guint *best = g_memdup2 (order->at, order->n * sizeof (guint));
  guint lowest = cost_of (order);

  for (guint i = 0; i < SWEEPS; i++)
    {
      guint cost;

      find_centres (order);
      sort_by_centre (order);
      cost = cost_of (order);
      if (cost < lowest)
        {
          lowest = cost;
          memcpy (best, order->at, order->n * sizeof (guint));
        }
    }
  memcpy (order->at, best, order->n * sizeof (guint));
  for (guint p = 0; p < order->n; p++)
    order->position[order->at[p]] = p;
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  guint left = *(const guint *) a, right = *(const guint *) b;

  return left < right ? -1 : left > right;
}

/* Lanes into the order found; columns then name positions. */
static void
apply_order (DtlLanes *lanes, const Order *order)
{
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (DtlLane));

  for (guint p = 0; p < order->n; p++)
    g_array_append_val (sorted, *dtl_lanes_lane (lanes, order->at[p]));
  for (guint i = 0; i < lanes->columns->len; i++)
    {
      DtlColumn *column = dtl_lanes_column (lanes, i);

      for (guint j = 0; j < column->lanes->len; j++)
        g_array_index (column->lanes, guint, j) = order->position[lane_at (column, j)];
      g_array_sort (column->lanes, compare_positions);
    }
  g_array_unref (lanes->lanes);
  lanes->lanes = sorted;
}

static void
order_lanes (DtlLanes *lanes)
{
  guint n = lanes->lanes->len;
  g_autofree guint *at = g_new (guint, n + 1);
  g_autofree guint *position = g_new (guint, n + 1);
  g_autofree double *centre = g_new0 (double, n + 1);
  Order order = { lanes, n, at, position, centre };

  if (n == 0)
    return;
  for (guint i = 0; i < n; i++)
    at[i] = position[i] = i;
  sweep (&order);
  improve_by_swaps (&order);
  apply_order (lanes, &order);
}

/* Columns of the same time share a band. A gap counts from the latest day that any event before may have been on. */
static void
find_bands (DtlLanes *lanes, const DtlScene *scene)
{
  DtlDay earliest, latest, reached = DTL_DAY_MIN;

  for (guint i = 0; i < lanes->columns->len;)
    {
      DtlBand band = { i, i, 0, FALSE };
      guint end = dtl_chronicle_unit_end (scene, dtl_lanes_column (lanes, i)->event, lanes->unit);

      for (; band.end < lanes->columns->len && dtl_lanes_column (lanes, band.end)->event < end; band.end++)
        {
          DtlColumn *column = dtl_lanes_column (lanes, band.end);

          column->band = lanes->bands->len;
          if (!dtl_date_bounds (&dtl_scene_event (scene, column->event)->when.date, &earliest, &latest))
            band.is_undated = TRUE;
          else if (band.end == i && i > 0 && earliest > reached && reached > DTL_DAY_MIN)
            band.gap_days = earliest - reached;
          if (!band.is_undated)
            reached = MAX (reached, latest < DTL_DAY_MAX ? latest : earliest);
        }
      g_array_append_val (lanes->bands, band);
      i = band.end;
    }
}

void
dtl_lanes_init (DtlLanes *lanes, const DtlScene *scene, guint max_columns, guint max_bands, guint max_lanes)
{
  g_autofree guint *position = NULL;

  memset (lanes, 0, sizeof *lanes);
  lanes->columns = g_array_new (FALSE, FALSE, sizeof (DtlColumn));
  g_array_set_clear_func (lanes->columns, column_clear);
  lanes->lanes = g_array_new (FALSE, FALSE, sizeof (DtlLane));
  lanes->bands = g_array_new (FALSE, FALSE, sizeof (DtlBand));
  position = pick_lanes (lanes, scene, max_lanes);
  for (guint i = 0; i < scene->n_shown; i++)
    add_column (lanes, scene, i, position, max_columns);
  lanes->unit = dtl_chronicle_pick_unit (scene, max_columns, max_bands);
  measure_lanes (lanes);
  order_lanes (lanes);
  find_bands (lanes, scene);
}

/* The columns of a page, with their lanes by position, and how many of them each lane has, in @count. */
static void
copy_columns (const DtlLanes *lanes, guint first, guint end, DtlLanes *page, guint *count)
{
  for (guint i = first; i < end; i++)
    {
      DtlColumn column = *dtl_lanes_column (lanes, i);

      column.band -= dtl_lanes_column (lanes, first)->band;
      column.lanes = g_array_copy (column.lanes);
      for (guint j = 0; j < column.lanes->len; j++)
        count[lane_at (&column, j)]++;
      g_array_append_val (page->columns, column);
    }
}

static void
copy_bands (const DtlLanes *lanes, guint first, guint end, DtlLanes *page)
{
  for (guint i = 0; i < lanes->bands->len; i++)
    {
      DtlBand band = *dtl_lanes_band (lanes, i);

      if (band.end <= first || band.first >= end)
        continue;
      band.gap_days = page->bands->len ? band.gap_days : 0;
      band.first = MAX (band.first, first) - first;
      band.end = MIN (band.end, end) - first;
      g_array_append_val (page->bands, band);
    }
}

void
dtl_lanes_page (const DtlLanes *lanes, guint first, guint end, DtlLanes *page)
{
  g_autofree guint *count = g_new0 (guint, lanes->lanes->len + 1);
  g_autofree guint *position = g_new0 (guint, lanes->lanes->len + 1);

  *page = *lanes;
  page->columns = g_array_new (FALSE, FALSE, sizeof (DtlColumn));
  g_array_set_clear_func (page->columns, column_clear);
  page->lanes = g_array_new (FALSE, FALSE, sizeof (DtlLane));
  page->bands = g_array_new (FALSE, FALSE, sizeof (DtlBand));
  copy_columns (lanes, first, end, page, count);
  copy_bands (lanes, first, end, page);
  for (guint i = 0; i < lanes->lanes->len; i++)
    if (count[i])
      {
        const DtlLane *whole = dtl_lanes_lane (lanes, i);
        DtlLane lane = { .actor = whole->actor,
                         .before = whole->first < first && whole->last >= first, .after = whole->last >= end };

        position[i] = page->lanes->len;
        g_array_append_val (page->lanes, lane);
      }
  for (guint i = 0; i < page->columns->len; i++)
    for (guint j = 0; j < dtl_lanes_column (page, i)->lanes->len; j++)
      {
        guint *lane = &g_array_index (dtl_lanes_column (page, i)->lanes, guint, j);

        *lane = position[*lane];
      }
  measure_lanes (page);
}

void
dtl_lanes_clear (DtlLanes *lanes)
{
  g_array_unref (lanes->columns);
  g_array_unref (lanes->lanes);
  g_array_unref (lanes->bands);
}
