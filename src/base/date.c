/*
 * Days as numbers, and what a date means: bounds, granularity, order.
 *
 * The calendar is the proleptic Gregorian one with astronomical years (ISO 8601). Day arithmetic counts years from
 * March, so that the leap day is the last of its year (Hinnant, "chrono-Compatible Low-Level Date Algorithms").
 * Years beyond a few million have no day number of their own: their bounds stop just inside DTL_DAY_MIN/MAX.
 */
#include "base/edtf.h"

#include <string.h>

#define DAYS_IN_ERA 146097 /* 400 years */
#define EPOCH_DAYS 719468  /* from 0000-03-01 to 1970-01-01 */

static gint64
floor_divide (gint64 a, gint64 b)
{
  return a / b - (a % b < 0);
}

static DtlDay
clamp_day (gint64 day)
{
  return (DtlDay) CLAMP (day, DTL_DAY_MIN + 1, DTL_DAY_MAX - 1);
}

DtlDay
dtl_day_from_civil (gint32 year, int month, int day)
{
  gint64 y = (gint64) year - (month <= 2);
  gint64 era = floor_divide (y, 400);
  gint64 year_of_era = y - era * 400;
  gint64 day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  gint64 day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return clamp_day (era * DAYS_IN_ERA + day_of_era - EPOCH_DAYS);
}

void
dtl_day_to_civil (DtlDay day, gint32 *year, int *month, int *day_of_month)
{
  gint64 z = (gint64) day + EPOCH_DAYS;
  gint64 era = floor_divide (z, DAYS_IN_ERA);
  gint64 day_of_era = z - era * DAYS_IN_ERA;
  gint64 year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 march_month = (5 * day_of_year + 2) / 153; /* 0 = March */
  int civil_month = (int) (march_month < 10 ? march_month + 3 : march_month - 9);

  if (year)
    *year = (gint32) (year_of_era + era * 400 + (civil_month <= 2));
  if (month)
    *month = civil_month;
  if (day_of_month)
    *day_of_month = (int) (day_of_year - (153 * march_month + 2) / 5 + 1);
}

int
dtl_day_weekday (DtlDay day)
{
  gint64 shifted = (gint64) day + 3; /* 1970-01-01 was a Thursday */

  return (int) (shifted - floor_divide (shifted, 7) * 7);
}

static gboolean
is_leap (gint32 year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int
dtl_days_in_month (gint32 year, int month)
{
  static const guint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  g_return_val_if_fail (month >= 1 && month <= 12, 0);
  return days[month - 1] + (month == 2 && is_leap (year));
}

static DtlDatePoint
point_new (gint32 year, int month, int day)
{
  DtlDatePoint point = { .year = year, .month = (guint8) month, .day = (guint8) day, .minute = -1, .zone = DTL_ZONE_NONE };

  return point;
}

static DtlDatePoint
point_from_day (DtlDay day)
{
  gint32 year;
  int month, day_of_month;

  dtl_day_to_civil (day, &year, &month, &day_of_month);
  return point_new (year, month, day_of_month);
}

DtlDate
dtl_date_from_day (DtlDay day)
{
  DtlDate date = { DTL_DATE_POINT, point_from_day (day), point_new (0, 0, 0) };

  return date;
}

DtlDate
dtl_date_from_month (gint32 year, int month)
{
  DtlDate date = { DTL_DATE_POINT, point_new (year, month, 0), point_new (0, 0, 0) };

  return date;
}

DtlDate
dtl_date_from_year (gint32 year)
{
  return dtl_date_from_month (year, 0);
}

DtlDate
dtl_date_from_days (DtlDay first, DtlDay last)
{
  DtlDate date = { DTL_DATE_INTERVAL, point_from_day (first), point_from_day (last) };

  return first == last ? dtl_date_from_day (first) : date;
}

/* 202X is 2020 to 2029; -12XX is -1299 to -1200. */
static void
year_bounds (const DtlDatePoint *point, gint32 *first, gint32 *last)
{
  static const gint32 width[] = { 1, 10, 100, 1000, 10000 };
  gint32 n = point->unspecified <= 4 ? width[point->unspecified] - 1 : 0;

  *first = point->year < 0 ? point->year - n : point->year;
  *last = point->year < 0 ? point->year : point->year + n;
}

/* Seasons are those of the meteorologists: spring is March to May, winter December to February of the next year. */
static void
month_bounds (const DtlDatePoint *point, DtlDay *first, DtlDay *last)
{
  gboolean season = point->month > 12;
  int start = season ? 3 + (point->month - 21) * 3 : point->month;
  gint32 end_year = point->year;
  int end = season ? start + 2 : start;

  if (end > 12)
    {
      end -= 12;
      end_year++;
    }
  *first = dtl_day_from_civil (point->year, start, 1);
  *last = dtl_day_from_civil (end_year, end, dtl_days_in_month (end_year, end));
}

/* First and last day that @point can be. */
static void
point_bounds (const DtlDatePoint *point, DtlDay *first, DtlDay *last)
{
  gint32 first_year, last_year;

  if (point->day > 0)
    {
      *first = *last = dtl_day_from_civil (point->year, point->month, point->day);
      return;
    }
  if (point->month > 0)
    {
      month_bounds (point, first, last);
      return;
    }
  year_bounds (point, &first_year, &last_year);
  *first = dtl_day_from_civil (first_year, 1, 1);
  *last = dtl_day_from_civil (last_year, 12, 31);
}

static gboolean
has_from (const DtlDate *date)
{
  return date->shape == DTL_DATE_POINT || date->shape == DTL_DATE_INTERVAL || date->shape == DTL_DATE_OPEN_END
         || date->shape == DTL_DATE_UNKNOWN_END;
}

static gboolean
has_to (const DtlDate *date)
{
  return date->shape == DTL_DATE_INTERVAL || date->shape == DTL_DATE_OPEN_START
         || date->shape == DTL_DATE_UNKNOWN_START;
}

gboolean
dtl_date_bounds (const DtlDate *date, DtlDay *earliest, DtlDay *latest)
{
  DtlDay ignored;

  if (date->shape == DTL_DATE_NULL)
    return FALSE;
  *earliest = DTL_DAY_MIN;
  *latest = DTL_DAY_MAX;
  if (date->shape == DTL_DATE_POINT)
    point_bounds (&date->from, earliest, latest);
  else if (has_from (date))
    point_bounds (&date->from, earliest, &ignored);
  if (has_to (date))
    point_bounds (&date->to, &ignored, latest);
  return TRUE;
}

gboolean
dtl_date_is_null (const DtlDate *date)
{
  return date->shape == DTL_DATE_NULL;
}

gboolean
dtl_date_is_open (const DtlDate *date)
{
  return date->shape > DTL_DATE_INTERVAL;
}

gboolean
dtl_date_is_approximate (const DtlDate *date)
{
  return (has_from (date) && date->from.flags & DTL_DATE_APPROXIMATE)
         || (has_to (date) && date->to.flags & DTL_DATE_APPROXIMATE);
}

gboolean
dtl_date_equal (const DtlDate *a, const DtlDate *b)
{
  char left[DTL_EDTF_SIZE], right[DTL_EDTF_SIZE];

  dtl_edtf_format (a, left);
  dtl_edtf_format (b, right);
  return strcmp (left, right) == 0;
}

gboolean
dtl_date_overlaps (const DtlDate *a, const DtlDate *b)
{
  DtlDay a_first, a_last, b_first, b_last;

  if (!dtl_date_bounds (a, &a_first, &a_last) || !dtl_date_bounds (b, &b_first, &b_last))
    return FALSE;
  return a_first <= b_last && b_first <= a_last;
}

gboolean
dtl_date_within (const DtlDate *inner, const DtlDate *outer)
{
  DtlDay inner_first, inner_last, outer_first, outer_last;

  if (!dtl_date_bounds (inner, &inner_first, &inner_last) || !dtl_date_bounds (outer, &outer_first, &outer_last))
    return FALSE;
  return outer_first <= inner_first && inner_last <= outer_last;
}

static int
compare_int (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

/* Seconds UTC; a day without a clock time comes before its hours. */
static int
time_of_day (const DtlDatePoint *point)
{
  if (point->minute < 0)
    return G_MININT;
  return (point->minute - (point->zone == DTL_ZONE_NONE ? 0 : point->zone)) * 60 + point->second;
}

/* The point that places a date on the line. */
static const DtlDatePoint *
leading_point (const DtlDate *date)
{
  return has_from (date) ? &date->from : &date->to;
}

static DtlDay
sort_day (DtlDay earliest, DtlDay latest)
{
  return earliest == DTL_DAY_MIN ? latest : earliest;
}

int
dtl_date_compare (const DtlDate *a, const DtlDate *b)
{
  DtlDay a_first, a_last, b_first, b_last;
  gboolean a_known = dtl_date_bounds (a, &a_first, &a_last), b_known = dtl_date_bounds (b, &b_first, &b_last);
  char left[DTL_EDTF_SIZE], right[DTL_EDTF_SIZE];
  int order;

  if (!a_known || !b_known)
    return a_known ? -1 : b_known;
  order = compare_int (sort_day (a_first, a_last), sort_day (b_first, b_last));
  if (order == 0)
    order = compare_int (a_last, b_last);
  if (order == 0)
    order = compare_int (time_of_day (leading_point (a)), time_of_day (leading_point (b)));
  if (order == 0)
    order = compare_int (leading_point (a)->year, leading_point (b)->year); /* beyond the last day number */
  if (order != 0 || memcmp (a, b, sizeof *a) == 0)
    return order;
  dtl_edtf_format (a, left);
  dtl_edtf_format (b, right);
  return strcmp (left, right);
}

static DtlGranularity
point_granularity (const DtlDatePoint *point)
{
  if (point->minute >= 0)
    return DTL_GRANULARITY_MINUTE;
  if (point->day > 0 || point->unspecified & DTL_UNSPECIFIED_DAY)
    return DTL_GRANULARITY_DAY;
  if (point->month > 12)
    return DTL_GRANULARITY_SEASON;
  if (point->month > 0 || point->unspecified & DTL_UNSPECIFIED_MONTH)
    return DTL_GRANULARITY_MONTH;
  switch (point->unspecified)
    {
    case 0: return DTL_GRANULARITY_YEAR;
    case 1: return DTL_GRANULARITY_DECADE;
    case 2: return DTL_GRANULARITY_CENTURY;
    default: return DTL_GRANULARITY_INTERVAL;
    }
}

DtlGranularity
dtl_date_granularity (const DtlDate *date)
{
  DtlDay first, last;

  if (date->shape == DTL_DATE_NULL)
    return DTL_GRANULARITY_NONE;
  if (date->shape == DTL_DATE_POINT)
    return point_granularity (&date->from);
  if (date->shape == DTL_DATE_INTERVAL && date->from.day > 0 && date->to.day > 0
      && dtl_date_bounds (date, &first, &last) && last - first == 6 && dtl_day_weekday (first) == 0)
    return DTL_GRANULARITY_WEEK;
  return DTL_GRANULARITY_INTERVAL;
}

const char *
dtl_granularity_to_string (DtlGranularity granularity)
{
  static const char *const words[] = { "none", "minute", "hour", "day", "week", "month", "season", "year", "decade",
                                       "century", "interval" };

  g_return_val_if_fail ((guint) granularity < G_N_ELEMENTS (words), "");
  return words[granularity];
}
