/*
 * The ends of dates, and the interval algebra on them (Allen, "Maintaining Knowledge about Temporal Intervals", 1983).
 *
 * A vague date has a range for its begin and one for its end. A relation is possible if the ranges hold a begin and an
 * end of both dates that stand so; each relation is a conjunction of differences between the four ends, so that the
 * shortest paths between them decide, exactly, on whole numbers (Dechter, Meiri and Pearl, "Temporal Constraint
 * Networks", 1991).
 */
#include "base/allen.h"

#include <string.h>

#define N_RELATIONS 13
#define MINUTES_IN_DAY 1440
#define FAR G_GINT64_CONSTANT (1000000000000000) /* beyond DTL_DAY_MAX in minutes, and far from overflow */

/* Nodes of the network: the four ends, and the origin that their ranges are measured from. */
enum
{
  A_BEGIN,
  A_END,
  B_BEGIN,
  B_END,
  ORIGIN,
  N_NODES,
};

/* How a relation orders begin with begin, begin with end, end with begin, end with end: '<', '=' or '>'. */
static const struct
{
  const char *word;
  char order[5];
} relations[N_RELATIONS] = {
  { "before", "<<<<" },      { "meets", "<<=<" },    { "overlaps", "<<><" },      { "finished-by", "<<>=" },
  { "contains", "<<>>" },    { "starts", "=<><" },   { "equals", "=<>=" },        { "started-by", "=<>>" },
  { "during", "><><" },      { "finishes", "><>=" }, { "overlapped-by", "><>>" }, { "met-by", ">=>>" },
  { "after", ">>>>" },
};

/* composition[i][j]: a to c, for a relation i of a to b and j of b to c. */
static const guint16 composition[N_RELATIONS][N_RELATIONS] = {
  { 0x0001, 0x0001, 0x0001, 0x0001, 0x0001, 0x0001, 0x0001, 0x0001, 0x0127, 0x0127, 0x0127, 0x0127, 0x1fff },
  { 0x0001, 0x0001, 0x0001, 0x0001, 0x0001, 0x0002, 0x0002, 0x0002, 0x0124, 0x0124, 0x0124, 0x0248, 0x1c90 },
  { 0x0001, 0x0001, 0x0007, 0x0007, 0x001f, 0x0004, 0x0004, 0x001c, 0x0124, 0x0124, 0x07fc, 0x0490, 0x1c90 },
  { 0x0001, 0x0002, 0x0004, 0x0008, 0x0010, 0x0004, 0x0008, 0x0010, 0x0124, 0x0248, 0x0490, 0x0490, 0x1c90 },
  { 0x001f, 0x001c, 0x001c, 0x0010, 0x0010, 0x001c, 0x0010, 0x0010, 0x07fc, 0x0490, 0x0490, 0x0490, 0x1c90 },
  { 0x0001, 0x0001, 0x0007, 0x0007, 0x001f, 0x0020, 0x0020, 0x00e0, 0x0100, 0x0100, 0x0700, 0x0800, 0x1000 },
  { 0x0001, 0x0002, 0x0004, 0x0008, 0x0010, 0x0020, 0x0040, 0x0080, 0x0100, 0x0200, 0x0400, 0x0800, 0x1000 },
  { 0x001f, 0x001c, 0x001c, 0x0010, 0x0010, 0x00e0, 0x0080, 0x0080, 0x0700, 0x0400, 0x0400, 0x0800, 0x1000 },
  { 0x0001, 0x0001, 0x0127, 0x0127, 0x1fff, 0x0100, 0x0100, 0x1f00, 0x0100, 0x0100, 0x1f00, 0x1000, 0x1000 },
  { 0x0001, 0x0002, 0x0124, 0x0248, 0x1c90, 0x0100, 0x0200, 0x1c00, 0x0100, 0x0200, 0x1c00, 0x1000, 0x1000 },
  { 0x001f, 0x001c, 0x07fc, 0x0490, 0x1c90, 0x0700, 0x0400, 0x1c00, 0x0700, 0x0400, 0x1c00, 0x1000, 0x1000 },
  { 0x001f, 0x00e0, 0x0700, 0x0800, 0x1000, 0x0700, 0x0800, 0x1000, 0x0700, 0x0800, 0x1000, 0x1000, 0x1000 },
  { 0x1fff, 0x1f00, 0x1f00, 0x1000, 0x1000, 0x1f00, 0x1000, 0x1000, 0x1f00, 0x1000, 0x1000, 0x1000, 0x1000 },
};

DtlAllen
dtl_allen_invert (DtlAllen set)
{
  guint inverse = 0;

  for (guint i = 0; i < N_RELATIONS; i++)
    if (set & (1u << i))
      inverse |= 1u << (N_RELATIONS - 1 - i);
  return inverse;
}

DtlAllen
dtl_allen_compose (DtlAllen first, DtlAllen second)
{
  guint composed = 0;

  for (guint i = 0; i < N_RELATIONS; i++)
    for (guint j = 0; j < N_RELATIONS; j++)
      if (first & (1u << i) && second & (1u << j))
        composed |= composition[i][j];
  return composed;
}

const char *
dtl_allen_to_string (DtlAllen relation)
{
  for (guint i = 0; i < N_RELATIONS; i++)
    if (relation == 1u << i)
      return relations[i].word;
  return "";
}

/* distance[x][y] is an upper bound of y - x. */
typedef gint64 Network[N_NODES][N_NODES];

static void
constrain (Network distance, guint from, guint to, gint64 most)
{
  distance[from][to] = MIN (distance[from][to], most);
}

/* x < y, x = y or x > y, on whole numbers */
static void
order (Network distance, guint x, guint y, char sign)
{
  if (sign != '>')
    constrain (distance, y, x, sign == '<' ? -1 : 0);
  if (sign != '<')
    constrain (distance, x, y, sign == '>' ? -1 : 0);
}

static void
place (Network distance, guint end, const gint64 range[2])
{
  constrain (distance, ORIGIN, end, range[1]);
  constrain (distance, end, ORIGIN, -range[0]);
}

static void
measure (Network distance, guint begin, guint end, const gint64 length[2])
{
  order (distance, begin, end, '<');
  constrain (distance, begin, end, length[1]);
  constrain (distance, end, begin, -length[0]);
}

/* Shortest paths of all pairs; a cycle of negative length is a contradiction. */
static gboolean
is_consistent (Network distance)
{
  for (guint k = 0; k < N_NODES; k++)
    for (guint i = 0; i < N_NODES; i++)
      for (guint j = 0; j < N_NODES; j++)
        distance[i][j] = MIN (distance[i][j], distance[i][k] + distance[k][j]);
  for (guint i = 0; i < N_NODES; i++)
    if (distance[i][i] < 0)
      return FALSE;
  return TRUE;
}

static gboolean
is_possible (const DtlStretchBox *a, const DtlStretchBox *b, const char *signs)
{
  Network distance;

  for (guint i = 0; i < N_NODES; i++)
    for (guint j = 0; j < N_NODES; j++)
      distance[i][j] = i == j ? 0 : FAR;
  place (distance, A_BEGIN, a->begin);
  place (distance, A_END, a->end);
  place (distance, B_BEGIN, b->begin);
  place (distance, B_END, b->end);
  measure (distance, A_BEGIN, A_END, a->length);
  measure (distance, B_BEGIN, B_END, b->length);
  order (distance, A_BEGIN, B_BEGIN, signs[0]);
  order (distance, A_BEGIN, B_END, signs[1]);
  order (distance, A_END, B_BEGIN, signs[2]);
  order (distance, A_END, B_END, signs[3]);
  return is_consistent (distance);
}

DtlAllen
dtl_allen_between (const DtlStretchBox *a, const DtlStretchBox *b)
{
  guint possible = 0;

  for (guint i = 0; i < N_RELATIONS; i++)
    if (is_possible (a, b, relations[i].order))
      possible |= 1u << i;
  return possible;
}

/* Where a stretch can begin and end, and how many days it can have. */
typedef struct
{
  DtlDateEnds ends;
  gint64 days[2];
} Extent;

/* The unit that @point names, qualifiers apart. */
static Extent
unit_extent (const DtlDatePoint *point)
{
  DtlDate date = { DTL_DATE_POINT, *point, { 0 } };
  DtlDay first = 0, last = 0;
  gint64 n;
  gint32 year;

  dtl_date_bounds (&date, &first, &last);
  n = (gint64) last - first + 1;
  if (point->unspecified & DTL_UNSPECIFIED_DAY)
    return (Extent) { { first, last, first, last }, { 1, 1 } };
  if (!(point->unspecified & DTL_UNSPECIFIED_MONTH))
    return (Extent) { { first, first, last, last }, { n, n } };
  dtl_day_to_civil (last, &year, NULL, NULL);
  return (Extent) { { first, dtl_day_from_civil (year, 12, 1), dtl_day_from_civil (year, 1, 31), last },
                    { dtl_days_in_month (year, 2), 31 } };
}

/* The unit @step units away. */
static DtlDatePoint
neighbour (const DtlDatePoint *point, int step)
{
  static const int widths[] = { 1, 10, 100, 1000, 10000 };
  guint places = point->unspecified & (DTL_UNSPECIFIED_MONTH - 1);
  DtlDatePoint moved = *point;

  if (point->day > 0)
    moved = dtl_date_from_day (dtl_day_from_civil (point->year, point->month, point->day) + step).from;
  else if (point->month == 0)
    moved.year += step * widths[MIN (places, G_N_ELEMENTS (widths) - 1)];
  else
    {
      int base = point->month > 12 ? 21 : 1, n = point->month > 12 ? 4 : 12;
      int index = point->month - base + step;

      moved.year += index < 0 ? -1 : index / n;
      moved.month = (guint8) (base + (index + n) % n);
    }
  return moved;
}

static Extent
around (const Extent *a, const Extent *b)
{
  return (Extent) { { MIN (a->ends.begins_earliest, b->ends.begins_earliest),
                      MAX (a->ends.begins_latest, b->ends.begins_latest),
                      MIN (a->ends.ends_earliest, b->ends.ends_earliest),
                      MAX (a->ends.ends_latest, b->ends.ends_latest) },
                    { MIN (a->days[0], b->days[0]), MAX (a->days[1], b->days[1]) } };
}

static Extent
point_extent (const DtlDatePoint *point)
{
  Extent extent = unit_extent (point);

  if (point->flags != DTL_DATE_EXACT)
    for (int step = -1; step <= 1; step += 2)
      {
        DtlDatePoint moved = neighbour (point, step);
        Extent other = unit_extent (&moved);

        extent = around (&extent, &other);
      }
  return extent;
}

gboolean
dtl_date_ends (const DtlDate *date, DtlDateEnds *ends)
{
  DtlDateEnds from = point_extent (&date->from).ends, to = point_extent (&date->to).ends;

  if (date->shape == DTL_DATE_NULL)
    return FALSE;
  if (date->shape == DTL_DATE_POINT)
    {
      *ends = from;
      return TRUE;
    }
  *ends = (DtlDateEnds) { from.begins_earliest, from.ends_latest, to.begins_earliest, to.ends_latest };
  if (date->shape == DTL_DATE_OPEN_START || date->shape == DTL_DATE_UNKNOWN_START)
    {
      ends->begins_earliest = DTL_DAY_MIN;
      ends->begins_latest = date->shape == DTL_DATE_OPEN_START ? DTL_DAY_MIN : to.ends_latest;
    }
  if (date->shape == DTL_DATE_OPEN_END || date->shape == DTL_DATE_UNKNOWN_END)
    {
      ends->ends_earliest = date->shape == DTL_DATE_OPEN_END ? DTL_DAY_MAX : from.begins_earliest;
      ends->ends_latest = DTL_DAY_MAX;
    }
  return TRUE;
}

static gboolean
has_clock (const DtlDate *date)
{
  return (date->shape == DTL_DATE_POINT || date->shape == DTL_DATE_INTERVAL) && date->from.minute >= 0
         && (date->shape == DTL_DATE_POINT || date->to.minute >= 0);
}

static gboolean
has_zone (const DtlDate *date)
{
  return date->from.zone != DTL_ZONE_NONE && (date->shape == DTL_DATE_POINT || date->to.zone != DTL_ZONE_NONE);
}

static gint64
minute_of (const DtlDatePoint *point, gboolean universal)
{
  gint64 day = dtl_day_from_civil (point->year, point->month, point->day);

  return day * MINUTES_IN_DAY + point->minute - (universal ? point->zone : 0);
}

/* A clock time lasts its minute; an interval ends where the minute of its end begins. */
static DtlStretchBox
clock_box (const DtlDate *date, gboolean universal)
{
  gint64 begin = minute_of (&date->from, universal);
  gint64 end = date->shape == DTL_DATE_POINT ? begin + 1 : MAX (minute_of (&date->to, universal), begin + 1);

  return (DtlStretchBox) { { begin, begin }, { end, end }, { 1, FAR } };
}

/* Only the unit of a single date has a length that is known beside its ends. */
static DtlStretchBox
day_box (const DtlDate *date, const DtlDateEnds *ends)
{
  DtlStretchBox box = { { ends->begins_earliest, ends->begins_latest },
                        { (gint64) ends->ends_earliest + 1, (gint64) ends->ends_latest + 1 },
                        { 1, FAR } };
  Extent extent = point_extent (&date->from);

  if (date->shape == DTL_DATE_POINT)
    memcpy (box.length, extent.days, sizeof box.length);
  return box;
}

DtlAllen
dtl_date_relations (const DtlDate *a, const DtlDate *b)
{
  gboolean clocks = has_clock (a) && has_clock (b), universal = has_zone (a) && has_zone (b);
  DtlStretchBox a_box, b_box;
  DtlDateEnds a_ends, b_ends;

  if (!dtl_date_ends (a, &a_ends) || !dtl_date_ends (b, &b_ends))
    return DTL_ALLEN_NONE;
  a_box = clocks ? clock_box (a, universal) : day_box (a, &a_ends);
  b_box = clocks ? clock_box (b, universal) : day_box (b, &b_ends);
  return dtl_allen_between (&a_box, &b_box);
}
