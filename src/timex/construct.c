/*
 * Dates from constructors. TIMEX3 values follow TimeML 1.2.1, dates contract §2: a week is its Monday-to-Sunday
 * interval, "a week ago" is a day, "two months ago" a month, "a year ago" the month a year before, "two years ago" a year.
 */
#include "timex/construct.h"

#include <stdlib.h>
#include <string.h>

#include "lexicon/calendar.h"
#include "lexicon/tables.h"

#define MONTHS(year, month) ((year) * 12 + (month) - 1)

static gint32
year_of_months (gint32 months)
{
  return months / 12 - (months % 12 < 0);
}

static int
month_of_months (gint32 months)
{
  return months - year_of_months (months) * 12 + 1;
}

/* ---- TIMEX3 values ---- */

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

static void
value_of_point (const DtlDatePoint *point, char *value)
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

static void
set_point (TimexResult *result, DtlDate date)
{
  result->date = date;
  value_of_point (&date.from, result->value);
}

static void
set_day (TimexResult *result, DtlDay day)
{
  set_point (result, dtl_date_from_day (day));
}

static const char *
daypart_suffix (gint32 daypart)
{
  static const char *const suffixes[] = { "", "TMO", "TAF", "TEV", "TNI", "TDT" };

  return suffixes[daypart];
}

static DtlDate
date_of_months (gint32 first, gint32 last)
{
  DtlDate date = dtl_date_from_month (year_of_months (first), month_of_months (first));

  if (last != first)
    {
      DtlDate end = dtl_date_from_month (year_of_months (last), month_of_months (last));

      date.shape = DTL_DATE_INTERVAL;
      date.to = end.from;
    }
  return date;
}

static void
set_week (TimexResult *result, DtlDay monday)
{
  gint32 year;
  int week;

  dtl_calendar_iso_week (monday, &year, &week);
  result->date = dtl_date_from_days (monday, monday + 6);
  g_snprintf (result->value, TIMEX_VALUE_SIZE, "%04d-W%02d", year, week);
}

static void
set_weekend (TimexResult *result, DtlDay monday)
{
  set_week (result, monday);
  result->date = dtl_date_from_days (monday + 5, monday + 6);
  g_strlcat (result->value, "-WE", TIMEX_VALUE_SIZE);
}

/* @size months in the @n-th part of a year: quarters and halves. */
static void
set_part_of_year (TimexResult *result, gint32 year, int n, int size, char letter)
{
  gint32 first = MONTHS (year, 1 + (n - 1) * size);

  result->date = date_of_months (first, first + size - 1);
  g_snprintf (result->value, TIMEX_VALUE_SIZE, "%04d-%c%d", year, letter, n);
}

static void
set_digits (TimexResult *result, gint32 year, int unspecified)
{
  DtlDate date = dtl_date_from_year (year);

  date.from.unspecified = (guint8) unspecified;
  set_point (result, date);
}

static void
set_season (TimexResult *result, gint32 year, int season)
{
  set_point (result, dtl_date_from_month (year, season));
}

/* ---- the parts of a unit ---- */

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
static void
narrow (DtlDate *date, int part)
{
  DtlDay first, last;

  if (part > TIMEX_PART_LATE || !dtl_date_bounds (date, &first, &last) || date->from.year <= 0)
    return;
  switch (dtl_date_granularity (date))
    {
    case DTL_GRANULARITY_MONTH: narrow_month (date, part); break;
    case DTL_GRANULARITY_YEAR:
      *date = date_of_months (MONTHS (date->from.year, 1 + (part - 1) * 4), MONTHS (date->from.year, part * 4));
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
static void
set_duration (TimexResult *result, int unit, gint32 amount)
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

static int
unit_months (int unit)
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
static DtlDay
move_day (DtlDay base, int unit, gint64 amount)
{
  gint32 year, months;
  int month, day;

  if (unit_months (unit) == 0)
    return base + (DtlDay) CLAMP (amount * unit_days (unit) / 100, -4000000, 4000000);
  dtl_day_to_civil (base, &year, &month, &day);
  months = MONTHS (year, month) + (gint32) CLAMP (amount * unit_months (unit) / 100, -1200000, 1200000);
  year = year_of_months (months);
  month = month_of_months (months);
  return dtl_day_from_civil (year, month, MIN (day, dtl_days_in_month (year, month)));
}

/* ---- choosing among the years or weeks a bare date may mean ---- */

/* The candidate by tense: @past is the latest up to now, @future the first from now on. */
static gint32
choose (const TimexFrame *frame, gint32 past, gint32 future, gint32 now, gboolean nearest)
{
  if (frame->tense == TIMEX_TENSE_PAST)
    return past;
  if (frame->tense == TIMEX_TENSE_FUTURE)
    return future;
  if (nearest && frame->tense == TIMEX_TENSE_PRESENT)
    return (future - now) * 2 <= (now - past) * 3 ? future : past; /* "ends in September" leans ahead */
  if (nearest)
    return future - now < now - past ? future : past;
  return frame->tense == TIMEX_TENSE_PRESENT ? future : past;
}

static void
now_civil (const TimexFrame *frame, gint32 *year, int *month)
{
  dtl_day_to_civil (frame->now, year, month, NULL);
}

static gboolean
focus_day (const TimexFrame *frame, DtlDay *day)
{
  DtlDay last;

  return frame->has_focus && dtl_date_bounds (&frame->focus, day, &last) && *day > DTL_DAY_MIN;
}

/* A day's granularity or better, so that days may be counted from it. */
static gboolean
focus_is_day (const TimexFrame *frame)
{
  DtlGranularity granularity = dtl_date_granularity (&frame->focus);

  return frame->has_focus
         && (granularity == DTL_GRANULARITY_DAY || granularity == DTL_GRANULARITY_MINUTE
             || (frame->focus.shape == DTL_DATE_INTERVAL && frame->focus.from.day > 0));
}

static gint32
focus_year (const TimexFrame *frame)
{
  return frame->focus.shape == DTL_DATE_OPEN_START ? frame->focus.to.year : frame->focus.from.year;
}

/* The year that the words name themselves: "2021", "last year", 490 BC; FALSE if they name none. */
static gboolean
named_year (const TimexForm *form, const TimexFrame *frame, gint32 *year, TimexResult *result)
{
  if (timex_has (form, year))
    {
      *year = timex_get (form, year);
      if (*year < 100 && !timex_has (form, era))
        *year += *year < 30 ? 2000 : 1900;
      if (timex_has (form, era) && timex_get (form, era) < 0)
        *year = 1 - *year;
      result->anchor = "none";
      return TRUE;
    }
  if (!timex_has (form, direction) || !timex_has (form, unit) || timex_get (form, unit) != TIMEX_UNIT_YEAR
      || !frame->has_now)
    return FALSE;
  now_civil (frame, year, &(int) { 0 });
  *year += timex_get (form, direction);
  result->anchor = frame->now_name;
  return TRUE;
}

/* The day numbered @day of a month or year, or the last that exists. */
static gboolean
valid_day (gint32 year, int month, int day, DtlDay *number)
{
  if (month < 1 || month > 12 || day < 1 || day > dtl_days_in_month (year, month))
    return FALSE;
  *number = dtl_day_from_civil (year, month, day);
  return TRUE;
}

typedef gboolean (*DayOfYear) (const TimexForm *form, gint32 year, DtlDay *day);

static gboolean
month_day_of_year (const TimexForm *form, gint32 year, DtlDay *day)
{
  return valid_day (year, timex_get (form, month), timex_get (form, day), day);
}

static gboolean
holiday_of_year (const TimexForm *form, gint32 year, DtlDay *day)
{
  return dtl_calendar_holiday (dtl_table_row (&dtl_table_holidays, timex_get (form, holiday))[0], year, day);
}

/* The latest year up to @year, or the first from it on, in which the day exists (29 February) and fits. */
static gboolean
search_day (const TimexForm *form, DayOfYear of, gint32 year, int step, DtlDay limit, DtlDay *day)
{
  for (int i = 0; i < 9; i++, year += step)
    if (of (form, year, day) && (step < 0 ? *day <= limit : *day >= limit))
      return TRUE;
  return FALSE;
}

/* A weekday named beside the date decides the year if it can. */
static gboolean
weekday_fits (const TimexForm *form, DtlDay day)
{
  return !timex_has (form, weekday) || dtl_day_weekday (day) == timex_get (form, weekday);
}

/* By tense, unless that leads most of a year away and the other way is near: writers name the year then, so the verb
 * was not the date's own, or the text is some days older than its day of publication. */
static DtlDay
choose_day (const TimexFrame *frame, DtlDay past, DtlDay future)
{
  const DtlDay far = 270, near_future = frame->tense_is_sure ? 60 : 95, near_past = frame->tense_is_sure ? 10 : 95;

  if (frame->tense == TIMEX_TENSE_PAST && frame->now - past > far && future - frame->now < near_future)
    return future;
  if (frame->tense == TIMEX_TENSE_FUTURE && future - frame->now > far && frame->now - past < near_past)
    return past;
  return choose (frame, past, future, frame->now, TRUE);
}

static gboolean
recurring_day (const TimexForm *form, const TimexFrame *frame, DayOfYear of, TimexResult *result)
{
  gint32 year;
  DtlDay past, future, day;

  if (named_year (form, frame, &year, result))
    {
      if (!of (form, year, &day))
        return FALSE;
      set_day (result, day);
      return TRUE;
    }
  if (frame->focus_leads && frame->has_focus)
    {
      if (!of (form, focus_year (frame), &day))
        return FALSE;
      result->anchor = "focus";
      set_day (result, day);
      return TRUE;
    }
  if (!frame->has_now)
    return FALSE;
  now_civil (frame, &year, &(int) { 0 });
  if (!search_day (form, of, year, -1, frame->now, &past) || !search_day (form, of, year, 1, frame->now, &future))
    return FALSE;
  day = choose_day (frame, past, future);
  if (timex_has (form, direction) && timex_get (form, direction) != 0)
    day = timex_get (form, direction) < 0 ? past : future;
  if (!weekday_fits (form, day) && weekday_fits (form, day == past ? future : past))
    day = day == past ? future : past;
  result->anchor = frame->now_name;
  set_day (result, day);
  return TRUE;
}

/* Units that come round every year, counted from year 0: months (12), quarters (4), halves (2). */
static gboolean
recurring_part (const TimexForm *form, const TimexFrame *frame, int n, int per_year, gint32 *index, TimexResult *result)
{
  gint32 year, now, past, future;
  int month;

  if (named_year (form, frame, &year, result))
    {
      *index = year * per_year + n - 1;
      return TRUE;
    }
  if (frame->focus_leads && frame->has_focus)
    {
      result->anchor = "focus";
      *index = focus_year (frame) * per_year + n - 1;
      return TRUE;
    }
  if (!frame->has_now)
    return FALSE;
  now_civil (frame, &year, &month);
  now = year * per_year + (month - 1) * per_year / 12;
  past = year * per_year + n - 1;
  past -= past > now ? per_year : 0;
  future = past == now ? past : past + per_year;
  result->anchor = frame->now_name;
  if (timex_has (form, direction) && timex_get (form, direction) != 0)
    *index = timex_get (form, direction) < 0 ? (past == now ? past - per_year : past) : (future == now ? future + per_year : future);
  else if (timex_has (form, direction))
    *index = year * per_year + n - 1;
  else
    *index = per_year == 12 || frame->tense == TIMEX_TENSE_PAST ? choose (frame, past, future, now, TRUE)
             : future - now < now - past ? future : past; /* "expects third-quarter profit to rise" */
  return TRUE;
}

static void
set_index (TimexResult *result, gint32 index, int per_year)
{
  gint32 year = index / per_year - (index % per_year < 0);
  int n = index - year * per_year + 1;

  if (per_year == 12)
    set_point (result, dtl_date_from_month (year, n));
  else
    set_part_of_year (result, year, n, 12 / per_year, per_year == 4 ? 'Q' : 'H');
}

static gboolean
construct_part (const TimexForm *form, const TimexFrame *frame, int n, int per_year, TimexResult *result)
{
  gint32 index;

  if (n < 1 || n > per_year || !recurring_part (form, frame, n, per_year, &index, result))
    return FALSE;
  set_index (result, index, per_year);
  return TRUE;
}

/* Seasons start in March, June, September and December. */
static gboolean
construct_season (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  int season = timex_get (form, season), start = 3 + (season - 21) * 3;
  gint32 index, year, now, past;
  int month;

  if (named_year (form, frame, &year, result) || (frame->focus_leads && frame->has_focus))
    {
      if (result->anchor == NULL)
        {
          result->anchor = "focus";
          year = focus_year (frame);
        }
      set_season (result, year, season);
      return TRUE;
    }
  if (!frame->has_now)
    return FALSE;
  now_civil (frame, &year, &month);
  now = MONTHS (year, month);
  past = MONTHS (year, start);
  past -= past > now ? 12 : 0;
  index = choose (frame, past, past + 2 >= now ? past : past + 12, now, TRUE);
  if (timex_has (form, direction) && timex_get (form, direction) < 0)
    index = past + 2 >= now ? past - 12 : past;
  else if (timex_has (form, direction) && timex_get (form, direction) > 0)
    index = past + 12;
  else if (timex_has (form, direction))
    index = past + 2 >= now ? past : frame->tense == TIMEX_TENSE_PAST ? past : past + 12;
  result->anchor = frame->now_name;
  set_season (result, year_of_months (index), season);
  return TRUE;
}

/* "Friday", "last Friday", "Friday of last week" */
static gboolean
construct_weekday (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  int weekday = timex_get (form, weekday), direction = timex_get (form, direction);
  DtlDay base = frame->now, past, future, day;

  if (!frame->has_now)
    return FALSE;
  if (frame->narrative && focus_is_day (frame) && focus_day (frame, &base) && !timex_has (form, direction))
    {
      result->anchor = "focus";
      set_day (result, base + (weekday - dtl_day_weekday (base) + 7) % 7);
      return TRUE;
    }
  past = base - (dtl_day_weekday (base) - weekday + 7) % 7;
  future = past == base ? base : past + 7;
  if (!timex_has (form, direction))
    day = choose (frame, past, future, base, FALSE);
  else if (timex_has (form, unit))
    day = dtl_calendar_week_start (base) + direction * 7 + weekday;
  else if (direction == 0)
    day = frame->tense == TIMEX_TENSE_PAST ? past : future;
  else
    day = direction < 0 ? (past == base ? past - 7 : past) : (future == base ? future + 7 : future);
  result->anchor = frame->now_name;
  set_day (result, day);
  return TRUE;
}

/* ---- calendar ---- */

static gboolean
construct_century (const TimexForm *form, TimexResult *result)
{
  int n = timex_get (form, century);
  gboolean before = timex_has (form, era) && timex_get (form, era) < 0;

  result->anchor = "none";
  if (n < 1 || n > 30)
    return FALSE;
  if (!before)
    set_digits (result, (n - 1) * 100, 2);
  else
    {
      result->date = dtl_date_from_year (1 - n * 100);
      result->date.shape = DTL_DATE_INTERVAL;
      result->date.to = dtl_date_from_year (-(n - 1) * 100).from;
    }
  g_snprintf (result->value, TIMEX_VALUE_SIZE, "%s%02dXX", before ? "BC" : "", n - 1);
  return TRUE;
}

static gboolean
construct_decade (const TimexForm *form, TimexResult *result)
{
  gint32 decade = timex_get (form, decade);

  if (decade < 100)
    decade += decade < 30 ? 2000 : 1900;
  result->anchor = "none";
  set_digits (result, decade, decade % 100 == 0 && decade != 2000 ? 2 : 1); /* "the 1800s" are a century */
  return TRUE;
}

/* "the 12th" alone: of the month in focus, or by tense around now. */
static gboolean
construct_day_of_month (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  int month, day = timex_get (form, day);
  gint32 year, months;
  DtlDay number, base;

  if (frame->focus_leads && focus_day (frame, &base) && frame->focus.from.month >= 1 && frame->focus.from.month <= 12)
    {
      result->anchor = "focus";
      if (!valid_day (frame->focus.from.year, frame->focus.from.month, day, &number))
        return FALSE;
      set_day (result, number);
      return TRUE;
    }
  if (!frame->has_now)
    return FALSE;
  now_civil (frame, &year, &month);
  months = MONTHS (year, month);
  for (int i = 0; i < 3; i++)
    {
      gboolean future = frame->tense == TIMEX_TENSE_FUTURE || frame->tense == TIMEX_TENSE_PRESENT;

      if (valid_day (year_of_months (months), month_of_months (months), day, &number)
          && (future ? number >= frame->now : number <= frame->now))
        {
          result->anchor = frame->now_name;
          set_day (result, number);
          return TRUE;
        }
      months += future ? 1 : -1;
    }
  return FALSE;
}

static gboolean
construct_year (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  gint32 year;

  if (!named_year (form, frame, &year, result))
    return FALSE;
  set_point (result, dtl_date_from_year (year));
  return TRUE;
}

/* A clock time or part of a day alone belongs to the day in focus, else to the day of writing. */
static gboolean
construct_time_alone (const TimexFrame *frame, TimexResult *result)
{
  DtlDay day;

  if (focus_is_day (frame) && focus_day (frame, &day))
    result->anchor = "focus";
  else if (frame->has_now)
    {
      day = frame->now;
      result->anchor = frame->now_name;
    }
  else
    return FALSE;
  set_day (result, day);
  return TRUE;
}

static gboolean
construct_ymd (gint32 ymd, TimexResult *result)
{
  DtlDay day;

  result->anchor = "none";
  if (!valid_day (ymd / 10000, ymd / 100 % 100, ymd % 100, &day))
    return FALSE;
  set_day (result, day);
  return TRUE;
}

static gboolean
construct_base (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  if (timex_has (form, ymd))
    return construct_ymd (timex_get (form, ymd), result);
  if (timex_has (form, month) && timex_has (form, day))
    return recurring_day (form, frame, month_day_of_year, result);
  if (timex_has (form, holiday))
    return recurring_day (form, frame, holiday_of_year, result);
  if (timex_has (form, month))
    return construct_part (form, frame, timex_get (form, month), 12, result);
  if (timex_has (form, weekday))
    return construct_weekday (form, frame, result);
  if (timex_has (form, season))
    return construct_season (form, frame, result);
  if (timex_has (form, quarter))
    return construct_part (form, frame, timex_get (form, quarter), 4, result);
  if (timex_has (form, half))
    return construct_part (form, frame, timex_get (form, half), 2, result);
  if (timex_has (form, century))
    return construct_century (form, result);
  if (timex_has (form, decade))
    return construct_decade (form, result);
  if (timex_has (form, day))
    return construct_day_of_month (form, frame, result);
  if (timex_has (form, year) || timex_has (form, unit))
    return construct_year (form, frame, result);
  return construct_time_alone (frame, result);
}

/* "March 3-5", "April-June 2021", "2014-16": the other end, in the terms of the first. */
static gboolean
extend (const TimexForm *form, TimexResult *result)
{
  DtlDate end = result->date;
  DtlDay first, last, ignored;

  if (timex_has (form, end_year))
    {
      end.from.year = timex_get (form, end_year);
      if (end.from.year < 100 && !timex_has (form, era))
        end.from.year += result->date.from.year / 100 * 100;
      if (timex_has (form, era) && timex_get (form, era) < 0)
        end.from.year = 1 - end.from.year;
    }
  if (timex_has (form, end_month))
    {
      end.from.month = (guint8) timex_get (form, end_month);
      end.from.year += end.from.month < result->date.from.month;
    }
  if (timex_has (form, end_day))
    end.from.day = (guint8) timex_get (form, end_day);
  if (end.from.day > 0 && end.from.day > dtl_days_in_month (end.from.year, end.from.month))
    return FALSE;
  if (!dtl_date_bounds (&result->date, &first, &ignored) || !dtl_date_bounds (&end, &ignored, &last) || last < first)
    return FALSE;
  result->date.shape = DTL_DATE_INTERVAL;
  result->date.to = end.from;
  return TRUE;
}

/* The @n-th stretch of @size days between two days; negative: the last. */
static void
set_stretch (TimexResult *result, DtlDay first, DtlDay last, int n, int size)
{
  DtlDay start = n < 0 ? last - size + 1 : first + (n - 1) * size;

  result->date = dtl_date_from_days (MAX (start, first), MIN (start + size - 1, last));
  if (result->date.shape == DTL_DATE_POINT)
    value_of_point (&result->date.from, result->value);
}

/* "the first week of April", "the last Sunday in May", "the first three months of 2021" */
static gboolean
take_nth (const TimexForm *form, TimexResult *result)
{
  int n = timex_get (form, nth), unit = timex_get (form, unit);
  int count = timex_has (form, amount) && timex_get (form, amount) > 0 ? timex_get (form, amount) / 100 : 1;
  DtlDay first, last, day;

  if (n == 0 || n > 53 || !dtl_date_bounds (&result->date, &first, &last) || result->date.shape != DTL_DATE_POINT)
    return FALSE;
  if (timex_has (form, weekday))
    {
      if (result->date.from.month < 1 || result->date.from.month > 12 || n > 5)
        return FALSE;
      day = dtl_calendar_nth_weekday (result->date.from.year, result->date.from.month, timex_get (form, weekday), n);
      if (day <= last)
        set_day (result, day);
    }
  else if (unit == TIMEX_UNIT_MONTH && result->date.from.month == 0 && count <= 12)
    {
      gint32 start = n < 0 ? MONTHS (result->date.from.year, 13) - count : MONTHS (result->date.from.year, 1) + n - 1;

      result->date = date_of_months (start, start + count - 1);
    }
  else if (unit == TIMEX_UNIT_DAY || unit == TIMEX_UNIT_WEEK)
    set_stretch (result, first, last, n, count * (unit == TIMEX_UNIT_WEEK ? 7 : 1));
  if (timex_has (form, amount))
    set_duration (result, unit, timex_get (form, amount));
  return TRUE;
}

static gboolean
has_end (const TimexForm *form)
{
  return timex_has (form, end_year) || timex_has (form, end_month) || timex_has (form, end_day);
}

/* 12 a.m. is 00:00. */
static int
clock_minute (const TimexForm *form)
{
  int minute = timex_get (form, minute);

  if (timex_has (form, meridiem))
    minute = minute % 720 + timex_get (form, meridiem) * 720;
  else if (timex_has (form, daypart) && minute < 720 && minute >= 60
           && timex_get (form, daypart) != TIMEX_DAYPART_MORNING && timex_get (form, daypart) != TIMEX_DAYPART_DAYTIME)
    minute += 720; /* "8 o'clock in the evening" */
  return minute;
}

static void
add_clock (const TimexForm *form, TimexResult *result)
{
  DtlDay first, last;
  int zone;

  if (timex_has (form, minute) && result->date.shape == DTL_DATE_POINT && result->date.from.day > 0)
    {
      result->date.from.minute = (gint16) clock_minute (form);
      dtl_date_bounds (&result->date, &first, &last);
      if (timex_has (form, zone)
          && dtl_calendar_zone (dtl_table_row (&dtl_table_zones, timex_get (form, zone))[0], first, &zone))
        result->date.from.zone = (gint16) zone;
      value_of_point (&result->date.from, result->value);
    }
  else if (timex_has (form, daypart) && result->date.from.day > 0)
    g_strlcat (result->value, daypart_suffix (timex_get (form, daypart)), TIMEX_VALUE_SIZE);
}

static gboolean
construct_calendar (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  DtlDay first, last;

  if (!construct_base (form, frame, result))
    return FALSE;
  if (timex_has (form, nth) && !take_nth (form, result))
    return TRUE;
  if (timex_has (form, week) && dtl_date_bounds (&result->date, &first, &last))
    (timex_get (form, week) == 2 ? set_weekend : set_week) (result, dtl_calendar_week_start (first));
  if (timex_has (form, amount) && !timex_has (form, nth) && dtl_date_bounds (&result->date, &first, &last))
    set_day (result, move_day (first, timex_get (form, unit), timex_get (form, amount)));
  if (has_end (form) && extend (form, result))
    {
      g_autofree char *edtf = dtl_date_to_string (&result->date);

      g_strlcpy (result->value, edtf, TIMEX_VALUE_SIZE);
    }
  add_clock (form, result);
  return TRUE;
}

/* ---- units and days from an anchor ---- */

/* "a year earlier" and "the previous month" in a text that has named no date yet count from now; "two days later" and
 * "that week" do not. */
static gboolean
may_mean_now (const TimexForm *form, const TimexFrame *frame)
{
  return frame->has_now && timex_has (form, direction) && timex_get (form, direction) < 0
         && timex_get (form, unit) >= TIMEX_UNIT_MONTH;
}

/* The day to count from. FALSE when the words point at something the text has not said. */
static gboolean
find_base (const TimexForm *form, const TimexFrame *frame, DtlDay *base, TimexResult *result)
{
  if (timex_get (form, anchor) == TIMEX_ANCHOR_FOCUS && focus_day (frame, base))
    {
      result->anchor = "focus";
      return TRUE;
    }
  if (timex_get (form, anchor) == TIMEX_ANCHOR_FOCUS && !may_mean_now (form, frame))
    return FALSE;
  *base = frame->now;
  result->anchor = frame->now_name;
  return frame->has_now;
}

static void
construct_weekend (const TimexForm *form, const TimexFrame *frame, DtlDay base, int direction, TimexResult *result)
{
  DtlDay monday = dtl_calendar_week_start (base);

  if (direction == 0 && frame->tense == TIMEX_TENSE_PAST && dtl_day_weekday (base) < 5
      && timex_get (form, anchor) == TIMEX_ANCHOR_NOW)
    direction = -1;
  set_weekend (result, monday + direction * 7);
}

/* "May of that year", "that summer": the year is counted, the rest is as in a calendar date. */
static gboolean
construct_in_year (const TimexForm *form, const TimexFrame *frame, gint32 year, TimexResult *result)
{
  TimexForm dated = *form;
  const char *anchor = result->anchor;
  gboolean ok;

  timex_set (&dated, year, year);
  timex_set (&dated, direction, TIMEX_ABSENT);
  ok = construct_base (&dated, frame, result);
  result->anchor = anchor;
  return ok;
}

/* "the 18th of next month" */
static gboolean
construct_day_in_month (const TimexForm *form, gint32 months, TimexResult *result)
{
  DtlDay day;

  if (valid_day (year_of_months (months), month_of_months (months), timex_get (form, day), &day))
    set_day (result, day);
  return TRUE;
}

static gboolean
construct_unit (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  int direction = timex_get (form, direction), month;
  gint32 year;
  DtlDay base;

  if (!find_base (form, frame, &base, result))
    return frame->has_now;
  dtl_day_to_civil (base, &year, &month, NULL);
  if (timex_has (form, day) && timex_get (form, unit) == TIMEX_UNIT_MONTH)
    return construct_day_in_month (form, MONTHS (year, month) + direction, result);
  if (timex_has (form, month) || timex_has (form, season))
    return construct_in_year (form, frame, year + direction, result);
  switch (timex_get (form, unit))
    {
    case TIMEX_UNIT_DAY: set_day (result, base + direction); break;
    case TIMEX_UNIT_WEEKEND: construct_weekend (form, frame, base, direction, result); break;
    case TIMEX_UNIT_WEEK: set_week (result, dtl_calendar_week_start (base) + direction * 7); break;
    case TIMEX_UNIT_MONTH: set_index (result, MONTHS (year, month) + direction, 12); break;
    case TIMEX_UNIT_QUARTER: set_index (result, year * 4 + (month - 1) / 3 + direction, 4); break;
    case TIMEX_UNIT_YEAR: set_point (result, dtl_date_from_year (year + direction)); break;
    case TIMEX_UNIT_DECADE: set_digits (result, (year / 10 + direction) * 10, 1); break;
    case TIMEX_UNIT_CENTURY: set_digits (result, (year / 100 + direction) * 100, 2); break;
    default: return FALSE;
    }
  return TRUE;
}

static gboolean
construct_day (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  DtlDay base;

  if (timex_get (form, anchor) == TIMEX_ANCHOR_FOCUS && !focus_is_day (frame))
    return frame->has_now || frame->has_focus; /* the text has named no day: open, for no lack of a date of writing */
  if (!find_base (form, frame, &base, result))
    return FALSE;
  set_day (result, base + timex_get (form, offset));
  add_clock (form, result);
  return TRUE;
}

/* ---- amounts ---- */

static void
set_reference (TimexResult *result, const TimexFrame *frame, int reference)
{
  static const char *const values[] = { "", "PAST_REF", "PRESENT_REF", "FUTURE_REF" };

  g_strlcpy (result->value, values[reference], TIMEX_VALUE_SIZE);
  if (!frame->has_now || reference == TIMEX_REFERENCE_PRESENT)
    return;
  result->anchor = frame->now_name;
  result->date = dtl_date_from_day (frame->now);
  if (reference == TIMEX_REFERENCE_FUTURE)
    result->date.shape = DTL_DATE_OPEN_END;
  else
    {
      result->date.shape = DTL_DATE_OPEN_START;
      result->date.to = result->date.from;
    }
}

/* A shifted date is as coarse as its unit, a single year as coarse as a month. */
static void
set_shifted (TimexResult *result, DtlDay day, int unit, gint32 amount)
{
  gint32 year;
  int month;

  dtl_day_to_civil (day, &year, &month, NULL);
  if (unit_months (unit) == 0)
    set_day (result, day);
  else if (unit_months (unit) < 12)
    set_point (result, dtl_date_from_month (year, month));
  else
    set_point (result, dtl_date_from_year (year));
  if (unit == TIMEX_UNIT_YEAR && amount < 200)
    result->date = dtl_date_from_month (year, month);
}

/* "years ago", "hours later" */
static gboolean
construct_vague_shift (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  int reference = timex_get (form, direction) < 0 ? TIMEX_REFERENCE_PAST : TIMEX_REFERENCE_FUTURE;
  DtlDay base;

  set_reference (result, frame, reference);
  if (timex_get (form, anchor) != TIMEX_ANCHOR_FOCUS)
    return frame->has_now;
  result->date = (DtlDate) { DTL_DATE_NULL };
  if (timex_get (form, unit) < TIMEX_UNIT_DAY && focus_is_day (frame) && find_base (form, frame, &base, result))
    set_day (result, base);
  return TRUE;
}

static gboolean
construct_shift (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  int unit = timex_get (form, unit), direction = timex_get (form, direction);
  gint32 amount = timex_get (form, amount);
  DtlGranularity granularity = dtl_date_granularity (&frame->focus);
  DtlDay base;

  if (amount == TIMEX_UNKNOWN_AMOUNT)
    return construct_vague_shift (form, frame, result);
  if (!find_base (form, frame, &base, result))
    return frame->has_now;
  if (strcmp (result->anchor, "focus") == 0
      && ((unit_months (unit) == 0 && !focus_is_day (frame)) || (unit_months (unit) < 12 && granularity == DTL_GRANULARITY_YEAR)))
    return TRUE; /* "two days later" than a year: open */
  set_shifted (result, move_day (base, unit, (gint64) amount * direction), unit, amount);
  if (strcmp (result->anchor, "focus") == 0 && granularity == DTL_GRANULARITY_YEAR)
    set_point (result, dtl_date_from_year (result->date.from.year));
  return TRUE;
}

/* "the past three months": a duration that ends now. */
static gboolean
construct_span (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  int unit = timex_get (form, unit), direction = timex_get (form, direction);
  gint32 amount = timex_get (form, amount);
  DtlDay other;

  if (amount == TIMEX_UNKNOWN_AMOUNT)
    set_reference (result, frame, direction < 0 ? TIMEX_REFERENCE_PAST : TIMEX_REFERENCE_FUTURE);
  else if (frame->has_now)
    {
      other = move_day (frame->now, unit, (gint64) amount * direction);
      result->date = direction < 0 ? dtl_date_from_days (other, frame->now) : dtl_date_from_days (frame->now, other);
      result->anchor = frame->now_name;
    }
  set_duration (result, unit, amount);
  return frame->has_now;
}

static gboolean
construct_duration (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  int unit = timex_get (form, unit);
  gint32 amount = timex_get (form, amount);

  set_duration (result, unit, amount);
  if (timex_get (form, relation) != TIMEX_RELATION_IN || frame->tense != TIMEX_TENSE_FUTURE || !frame->has_now || frame->narrative
      || amount == TIMEX_UNKNOWN_AMOUNT || unit < TIMEX_UNIT_DAY)
    return TRUE;
  result->is_date = TRUE;
  result->anchor = frame->now_name;
  set_shifted (result, move_day (frame->now, unit, amount), unit, amount);
  return TRUE;
}

static gboolean
construct_set (const TimexForm *form, TimexResult *result)
{
  static const char *const seasons[] = { "SP", "SU", "FA", "WI" };

  if (timex_has (form, weekday))
    g_snprintf (result->value, TIMEX_VALUE_SIZE, "XXXX-WXX-%d%s", timex_get (form, weekday) + 1,
                timex_has (form, daypart) ? daypart_suffix (timex_get (form, daypart)) : "");
  else if (timex_has (form, month))
    g_snprintf (result->value, TIMEX_VALUE_SIZE, "XXXX-%02d", timex_get (form, month));
  else if (timex_has (form, season))
    g_snprintf (result->value, TIMEX_VALUE_SIZE, "XXXX-%s", seasons[timex_get (form, season) - 21]);
  else if (timex_has (form, daypart))
    g_snprintf (result->value, TIMEX_VALUE_SIZE, "XXXX-XX-XX%s", daypart_suffix (timex_get (form, daypart)));
  else
    set_duration (result, timex_get (form, unit), timex_get (form, amount));
  return TRUE;
}

/* 03/04/2022: one reading, or two. */
static gboolean
construct_numeric (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  gint32 ymd = timex_get (form, ymd), year = ymd / 10000;
  int a = ymd / 100 % 100, b = ymd % 100;
  DtlDay month_first, day_first;
  gboolean is_month_first = valid_day (year, a, b, &month_first), is_day_first = valid_day (year, b, a, &day_first);

  result->anchor = "none";
  if (is_month_first && is_day_first && month_first != day_first && frame->month_first < 0)
    {
      result->n_candidates = 2;
      result->candidates[0] = dtl_date_from_day (month_first);
      result->candidates[1] = dtl_date_from_day (day_first);
      return TRUE;
    }
  if (is_month_first && (!is_day_first || frame->month_first != 0))
    set_day (result, month_first);
  else if (is_day_first)
    set_day (result, day_first);
  return TRUE;
}

static gboolean
construct_kind (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  switch ((TimexKind) timex_get (form, kind))
    {
    case TIMEX_CALENDAR: return construct_calendar (form, frame, result);
    case TIMEX_DAY: return construct_day (form, frame, result);
    case TIMEX_UNIT: return construct_unit (form, frame, result);
    case TIMEX_SHIFT: return construct_shift (form, frame, result);
    case TIMEX_SPAN: return construct_span (form, frame, result);
    case TIMEX_DURATION: return construct_duration (form, frame, result);
    case TIMEX_SET: return construct_set (form, result);
    case TIMEX_NUMERIC: return construct_numeric (form, frame, result);
    case TIMEX_REFERENCE: set_reference (result, frame, timex_get (form, reference)); return TRUE;
    default: return TRUE;
    }
}

static const char *
find_mod (const TimexForm *form)
{
  static const char *const parts[] = { NULL, "START", "MID", "END", "START", "END" };
  static const char *const mods[] = { NULL, "APPROX", "MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS" };

  if (timex_has (form, mod))
    return mods[timex_get (form, mod)];
  return timex_has (form, part) ? parts[timex_get (form, part)] : NULL;
}

static void
qualify (DtlDate *date)
{
  if (date->from.minute < 0)
    date->from.flags |= DTL_DATE_APPROXIMATE;
  if (date->shape == DTL_DATE_INTERVAL && date->to.minute < 0)
    date->to.flags |= DTL_DATE_APPROXIMATE;
}

gboolean
timex_construct (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  gboolean ok;

  *result = (TimexResult) { 0 };
  ok = construct_kind (form, frame, result);
  result->mod = find_mod (form);
  if (timex_has (form, part) && !dtl_date_is_null (&result->date))
    narrow (&result->date, timex_get (form, part));
  if (timex_has (form, mod) && timex_get (form, kind) != TIMEX_DURATION && timex_get (form, kind) != TIMEX_SPAN
      && (result->date.shape == DTL_DATE_POINT || result->date.shape == DTL_DATE_INTERVAL))
    qualify (&result->date);
  return ok;
}
