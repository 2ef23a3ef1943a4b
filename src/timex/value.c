/*
 * The last step of every construction: a date together with its TIMEX3 spelling, and the arithmetic of units.
 */
#include "timex/value.h"

#include <string.h>

#include "lexicon/calendar.h"

gint32
timex_year_of_months (gint32 months)
{
  return months / 12 - (months % 12 < 0);
}

int
timex_month_of_months (gint32 months)
{
  return months - timex_year_of_months (months) * 12 + 1;
}

static void
value_of_year (const DtlDatePoint *point, char *value)
{
  if (point->year <= 0)
    g_snprintf (value, TIMEX_VALUE_SIZE, "BC%04d", 1 - point->year);
  else
    g_snprintf (value, TIMEX_VALUE_SIZE, "%04d", point->year);
  for (guint i = 0; i < point->unspecified && i < 4 && point->unspecified <= 4; i++)
    value[strlen (value) - 1 - i] = 'X';
}

void
timex_value_of_point (const DtlDatePoint *point, char *value)
{
  static const char *const seasons[] = { "SP", "SU", "FA", "WI" };
  gsize length;

  value_of_year (point, value);
  length = strlen (value);
  if (point->month > 12)
    g_snprintf (value + length, TIMEX_VALUE_SIZE - length, "-%s", seasons[point->month - 21]);
  else if (point->day > 0)
    g_snprintf (value + length, TIMEX_VALUE_SIZE - length, "-%02d-%02d", point->month, point->day);
  else if (point->month > 0)
    g_snprintf (value + length, TIMEX_VALUE_SIZE - length, "-%02d", point->month);
  length = strlen (value);
  if (point->minute >= 0)
    g_snprintf (value + length, TIMEX_VALUE_SIZE - length, "T%02d:%02d", point->minute / 60, point->minute % 60);
}

void
timex_set_point (TimexResult *result, DtlDate date)
{
  result->date = date;
  timex_value_of_point (&date.from, result->value);
}

void
timex_set_day (TimexResult *result, DtlDay day)
{
  timex_set_point (result, dtl_date_from_day (day));
}

const char *
timex_daypart_suffix (gint32 daypart)
{
  static const char *const suffixes[] = { "", "TMO", "TAF", "TEV", "TNI", "TDT" };

  return suffixes[daypart];
}

DtlDate
timex_date_of_months (gint32 first, gint32 last)
{
  DtlDate date = dtl_date_from_month (timex_year_of_months (first), timex_month_of_months (first));

  if (last != first)
    {
      DtlDate end = dtl_date_from_month (timex_year_of_months (last), timex_month_of_months (last));

      date.shape = DTL_DATE_INTERVAL;
      date.to = end.from;
    }
  return date;
}

void
timex_set_week (TimexResult *result, DtlDay monday)
{
  gint32 year;
  int week;

  dtl_calendar_iso_week (monday, &year, &week);
  result->date = dtl_date_from_days (monday, monday + 6);
  g_snprintf (result->value, TIMEX_VALUE_SIZE, "%04d-W%02d", year, week);
}

void
timex_set_weekend (TimexResult *result, DtlDay monday)
{
  timex_set_week (result, monday);
  result->date = dtl_date_from_days (monday + 5, monday + 6);
  g_strlcat (result->value, "-WE", TIMEX_VALUE_SIZE);
}

/* @size months in the @n-th part of a year: quarters and halves. */
void
timex_set_part_of_year (TimexResult *result, gint32 year, int n, int size, char letter)
{
  gint32 first = TIMEX_MONTHS (year, 1 + (n - 1) * size);

  result->date = timex_date_of_months (first, first + size - 1);
  g_snprintf (result->value, TIMEX_VALUE_SIZE, "%04d-%c%d", year, letter, n);
}

void
timex_set_digits (TimexResult *result, gint32 year, int unspecified)
{
  DtlDate date = dtl_date_from_year (year);

  date.from.unspecified = (guint8) unspecified;
  timex_set_point (result, date);
}

void
timex_set_season (TimexResult *result, gint32 year, int season)
{
  timex_set_point (result, dtl_date_from_month (year, season));
}

static void
narrow_days (DtlDate *date, DtlDay first, DtlDay last, int part)
{
  int n = last - first + 1, third = n / 3;

  if (part == TIMEX_PART_EARLY)
    *date = dtl_date_from_days (first, first + third - (n > 6));
  else if (part == TIMEX_PART_MID)
    *date = dtl_date_from_days (first + third, last - third - (n > 7 && n % 3 > 0));
  else
    *date = dtl_date_from_days (first + third * 2, last);
}

/* Thirds of a month: 1 to 10, 11 to 20, 21 to its end. */
static void
narrow_month (DtlDate *date, int part)
{
  gint32 year = date->from.year;
  int month = date->from.month;
  int first = 1 + (part - TIMEX_PART_EARLY) * 10;
  int last = part == TIMEX_PART_LATE ? dtl_days_in_month (year, month) : first + 9;

  *date = dtl_date_from_days (dtl_day_from_civil (year, month, first), dtl_day_from_civil (year, month, last));
}

static void
narrow_years (DtlDate *date, gint32 first, gint32 n, int part)
{
  gint32 early = n * 4 / 10, late = n * 7 / 10; /* of a decade: 0-3, 4-6, 7-9 */
  gint32 from = part == TIMEX_PART_EARLY ? 0 : part == TIMEX_PART_MID ? early : late;
  gint32 to = (part == TIMEX_PART_EARLY ? early : part == TIMEX_PART_MID ? late : n) - 1;
  DtlDate end = dtl_date_from_year (first + to);

  *date = dtl_date_from_year (first + from);
  date->shape = DTL_DATE_INTERVAL;
  date->to = end.from;
}

/* "early 2020s" → 2020/2023; "late March" → 21 to 31. "Earlier this week" is the week. */
void
timex_narrow (DtlDate *date, int part)
{
  DtlDay first, last;

  if (part > TIMEX_PART_LATE || !dtl_date_bounds (date, &first, &last) || date->from.year <= 0)
    return;
  switch (dtl_date_granularity (date))
    {
    case DTL_GRANULARITY_MONTH: narrow_month (date, part); break;
    case DTL_GRANULARITY_YEAR:
      *date = timex_date_of_months (TIMEX_MONTHS (date->from.year, 1 + (part - 1) * 4), TIMEX_MONTHS (date->from.year, part * 4));
      break;
    case DTL_GRANULARITY_DECADE: narrow_years (date, date->from.year, 10, part); break;
    case DTL_GRANULARITY_CENTURY: narrow_years (date, date->from.year, 100, part); break;
    case DTL_GRANULARITY_SEASON:
    case DTL_GRANULARITY_WEEK: narrow_days (date, first, last, part); break;
    default: break;
    }
}

/* "a year and a half" is P1Y6M. FALSE for units without a round half. */
static gboolean
set_half_duration (TimexResult *result, int unit, gint64 whole)
{
  static const struct
  {
    int unit;
    const char *prefix, *letter, *half;
  } halves[] = {
    { TIMEX_UNIT_MINUTE, "PT", "M", "30S" },
    { TIMEX_UNIT_HOUR, "PT", "H", "30M" },
    { TIMEX_UNIT_YEAR, "P", "Y", "6M" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (halves); i++)
    if (halves[i].unit == unit)
      {
        if (whole > 0)
          g_snprintf (result->value, TIMEX_VALUE_SIZE, "%s%" G_GINT64_FORMAT "%s%s", halves[i].prefix, whole,
                      halves[i].letter, halves[i].half);
        else
          g_snprintf (result->value, TIMEX_VALUE_SIZE, "%s%s", halves[i].prefix, halves[i].half);
        return TRUE;
      }
  return FALSE;
}

/* TIMEX3 duration: P3W, PT2H, P1.5D, PXD. */
void
timex_set_duration (TimexResult *result, int unit, gint32 amount)
{
  static const char *const letters[] = { "", "S", "M", "H", "D", "WE", "W", "W", "M", "M", "M", "Y", "Y", "DE", "C", "L" };
  gint32 scale = unit == TIMEX_UNIT_FORTNIGHT ? 2 : unit == TIMEX_UNIT_QUARTER ? 3 : unit == TIMEX_UNIT_HALF ? 6 : 1;
  gint64 value = (gint64) amount * scale;
  char number[24];

  if (unit == TIMEX_UNIT_DECADE && amount > 0)
    {
      unit = TIMEX_UNIT_YEAR;
      value *= 10;
    }
  if (unit == TIMEX_UNIT_CENTURY && amount > 0)
    {
      unit = TIMEX_UNIT_YEAR;
      value *= 100;
    }
  if (amount == TIMEX_UNKNOWN_AMOUNT)
    g_strlcpy (number, "X", sizeof number);
  else if (value % 100 == 50 && set_half_duration (result, unit, value / 100))
    return;
  else if (value % 100 == 0)
    g_snprintf (number, sizeof number, "%" G_GINT64_FORMAT, value / 100);
  else
    g_snprintf (number, sizeof number, value % 10 ? "%" G_GINT64_FORMAT ".%02d" : "%" G_GINT64_FORMAT ".%d", value / 100,
                (int) (value % 10 ? value % 100 : value % 100 / 10));
  g_snprintf (result->value, TIMEX_VALUE_SIZE, "P%s%s%s", unit < TIMEX_UNIT_DAY ? "T" : "", number, letters[unit]);
}

/* Days in a unit, or 0; months in a unit, or 0. */
static int
unit_days (int unit)
{
  return unit == TIMEX_UNIT_DAY ? 1 : unit == TIMEX_UNIT_WEEK || unit == TIMEX_UNIT_WEEKEND ? 7 : unit == TIMEX_UNIT_FORTNIGHT ? 14 : 0;
}

int
timex_unit_months (int unit)
{
  switch (unit)
    {
    case TIMEX_UNIT_MONTH: return 1;
    case TIMEX_UNIT_QUARTER: return 3;
    case TIMEX_UNIT_HALF: return 6;
    case TIMEX_UNIT_SEASON:
    case TIMEX_UNIT_YEAR: return 12;
    case TIMEX_UNIT_DECADE: return 120;
    case TIMEX_UNIT_CENTURY: return 1200;
    case TIMEX_UNIT_MILLENNIUM: return 12000;
    default: return 0;
    }
}

/* The day @amount hundredths of a @unit away; a month later is the same day of the month, or its last. */
DtlDay
timex_move_day (DtlDay base, int unit, gint64 amount)
{
  gint32 year, months;
  int month, day;

  if (timex_unit_months (unit) == 0)
    return base + (DtlDay) CLAMP (amount * unit_days (unit) / 100, -4000000, 4000000);
  dtl_day_to_civil (base, &year, &month, &day);
  months = TIMEX_MONTHS (year, month) + (gint32) CLAMP (amount * timex_unit_months (unit) / 100, -1200000, 1200000);
  year = timex_year_of_months (months);
  month = timex_month_of_months (months);
  return dtl_day_from_civil (year, month, MIN (day, dtl_days_in_month (year, month)));
}
