/*
 * Dates from constructors, by kind. TIMEX3 values follow TimeML 1.2.1, dates contract §2: a week is its Monday-to-Sunday
 * interval, "a week ago" is a day, "two months ago" a month, "a year ago" the month a year before, "two years ago" a year.
 */
#include "timex/construct.h"

#include <string.h>

#include "lexicon/calendar.h"
#include "timex/calendar.h"
#include "timex/counted.h"
#include "timex/recurring.h"

#define MONTHS_MAX 120 /* that are counted from a year */

/* "a year earlier", "the previous month" and, of what will be, "the next quarter" in a text that has named no date yet count
 * from now; "two days later" and "that week" do not. */
static gboolean
may_mean_now (const TimexForm *form, const TimexFrame *frame)
{
  if (!frame->has_now || !timex_has (form, direction))
    return FALSE;
  if (timex_get (form, direction) > 0)
    return timex_get (form, kind) == TIMEX_UNIT && timex_get (form, unit) >= TIMEX_UNIT_WEEK
           && ((frame->tense == TIMEX_TENSE_FUTURE && frame->tense_is_sure)
               || (!frame->has_focus && frame->tense != TIMEX_TENSE_PAST));
  return timex_get (form, direction) < 0 && timex_get (form, unit) >= TIMEX_UNIT_MONTH;
}

/* "a year ago", "a year earlier" */
static gboolean
is_year_back (const TimexForm *form)
{
  return timex_get (form, unit) == TIMEX_UNIT_YEAR && timex_get (form, amount) == 100 && timex_get (form, direction) < 0;
}

/* The day to count from. FALSE when the words point at something the text has not said. */
static gboolean
find_base (const TimexForm *form, const TimexFrame *frame, DtlDay *base, TimexResult *result)
{
  gboolean compares = frame->in_results && frame->has_now && timex_get (form, kind) == TIMEX_SHIFT && is_year_back (form);

  if (!compares && timex_focus_day (frame, base)
      && (timex_get (form, anchor) == TIMEX_ANCHOR_FOCUS
          || (timex_get (form, anchor) == TIMEX_ANCHOR_STORY && frame->focus_leads)))
    {
      result->anchor = "focus";
      return TRUE;
    }
  if (!compares && timex_get (form, anchor) == TIMEX_ANCHOR_FOCUS && !may_mean_now (form, frame))
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
  timex_set_weekend (result, monday + direction * 7);
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
  ok = timex_construct_base (&dated, frame, result);
  result->anchor = anchor;
  return ok;
}

/* "the 18th of next month" */
static gboolean
construct_day_in_month (const TimexForm *form, gint32 months, TimexResult *result)
{
  DtlDay day;

  if (timex_valid_day (timex_year_of_months (months), timex_month_of_months (months), timex_get (form, day), &day))
    timex_set_day (result, day);
  return TRUE;
}

/* "a year ago", "the year-earlier period", "the quarter" in a report of a quarter's results */
static gboolean
construct_period (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  gint32 years = timex_get (form, unit) == TIMEX_UNIT_YEAR ? timex_get (form, direction) * timex_get (form, amount) / 100 : 0;

  result->anchor = "focus";
  if (timex_has (form, year))
    timex_set_index (result, timex_get (form, year) * 4 + frame->period % 4, 4);
  else
    timex_set_index (result, frame->period + 4 * years, 4);
  return TRUE;
}

static gboolean
is_of_period (const TimexForm *form, const TimexFrame *frame)
{
  if (!frame->has_period || timex_has (form, mod))
    return FALSE;
  if (timex_get (form, kind) == TIMEX_UNIT)
    return timex_get (form, anchor) == TIMEX_ANCHOR_PERIOD;
  return is_year_back (form);
}

/* "the year to date": from its first day to now */
static void
end_now (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  DtlDay first, last;

  if (timex_has (form, to_now) && dtl_date_bounds (&result->date, &first, &last))
    result->date = dtl_date_from_days (first, frame->now);
}

static gboolean
construct_unit (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  int direction = timex_has (form, direction) ? timex_get (form, direction) : 0, month;
  gint32 year;
  DtlDay base;

  if (is_of_period (form, frame))
    return construct_period (form, frame, result);
  if (timex_has (form, year) && timex_get (form, anchor) == TIMEX_ANCHOR_PERIOD)
    {
      timex_set_point (result, dtl_date_from_year (timex_get (form, year))); /* "the 1988 period", no quarter told of */
      result->anchor = "none";
      return TRUE;
    }
  if (!find_base (form, frame, &base, result))
    return frame->has_now;
  dtl_day_to_civil (base, &year, &month, NULL);
  if (timex_has (form, day) && timex_get (form, unit) == TIMEX_UNIT_MONTH)
    return construct_day_in_month (form, TIMEX_MONTHS (year, month) + direction, result);
  if (timex_has (form, month) || timex_has (form, season))
    return construct_in_year (form, frame, year + direction, result);
  switch (timex_get (form, unit))
    {
    case TIMEX_UNIT_DAY:
      timex_set_day (result, timex_has (form, working) ? timex_next_working_day (base, direction) : base + direction);
      break;
    case TIMEX_UNIT_WEEKEND: construct_weekend (form, frame, base, direction, result); break;
    case TIMEX_UNIT_WEEK: timex_set_week (result, dtl_calendar_week_start (base) + direction * 7); break;
    case TIMEX_UNIT_MONTH: timex_set_index (result, TIMEX_MONTHS (year, month) + direction, 12); break;
    case TIMEX_UNIT_QUARTER: timex_set_index (result, year * 4 + (month - 1) / 3 + direction, 4); break;
    case TIMEX_UNIT_YEAR: timex_set_point (result, dtl_date_from_year (year + direction)); break;
    case TIMEX_UNIT_DECADE: timex_set_digits (result, (year / 10 + direction) * 10, 1); break;
    case TIMEX_UNIT_CENTURY: timex_set_digits (result, (year / 100 + direction) * 100, 2); break;
    default: return FALSE;
    }
  end_now (form, frame, result);
  return TRUE;
}

static gboolean
construct_day (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  DtlDay base;

  if (timex_get (form, anchor) == TIMEX_ANCHOR_FOCUS && !timex_focus_is_day (frame))
    return frame->has_now || frame->has_focus; /* the text has named no day: open, for no lack of a date of writing */
  if (!find_base (form, frame, &base, result))
    return FALSE;
  timex_set_day (result, base + timex_get (form, offset));
  timex_add_clock (form, result);
  return TRUE;
}

static void
set_reference (TimexResult *result, const TimexFrame *frame, int reference)
{
  static const char *const values[] = { "", "PAST_REF", "PRESENT_REF", "FUTURE_REF", "" };

  g_strlcpy (result->value, values[reference], TIMEX_VALUE_SIZE);
  if (reference == TIMEX_REFERENCE_FOCUS && frame->focus_leads)
    {
      result->anchor = "focus";
      result->date = frame->focus;
      if (frame->focus.shape == DTL_DATE_POINT)
        timex_set_point (result, frame->focus);
    }
  if (!frame->has_now || reference == TIMEX_REFERENCE_FOCUS || reference == TIMEX_REFERENCE_PRESENT)
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
  if (timex_unit_months (unit) == 0)
    timex_set_day (result, day);
  else if (timex_unit_months (unit) < 12)
    timex_set_point (result, dtl_date_from_month (year, month));
  else
    timex_set_point (result, dtl_date_from_year (year));
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
  if (timex_get (form, unit) < TIMEX_UNIT_DAY && timex_focus_is_day (frame) && find_base (form, frame, &base, result))
    timex_set_day (result, base);
  return TRUE;
}

/* "founded it in 2014 and sold it 18 months later": some time in the twelve months that lie so far from those of the year. */
static void
shift_year_by_months (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  int n = timex_unit_months (timex_get (form, unit)) * timex_get (form, direction);
  gint32 amount = timex_get (form, amount), first = TIMEX_MONTHS (frame->focus.from.year, 1);

  if (frame->focus.shape != DTL_DATE_POINT || n == 0 || amount % 100 != 0 || amount / 100 > MONTHS_MAX)
    return;
  first += n * (amount / 100);
  result->date = timex_date_of_months (first, first + 11);
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
  if (is_of_period (form, frame))
    return construct_period (form, frame, result);
  if (!find_base (form, frame, &base, result))
    return frame->has_now;
  if (strcmp (result->anchor, "focus") == 0
      && ((timex_unit_months (unit) == 0 && !timex_focus_is_day (frame))
          || (timex_unit_months (unit) < 12 && granularity == DTL_GRANULARITY_YEAR)))
    {
      shift_year_by_months (form, frame, result);
      return TRUE; /* "two days later" than a year: open */
    }
  if (timex_has (form, weekday))
    timex_set_day (result, dtl_calendar_week_start (timex_move_counted (base, form, direction)) + timex_get (form, weekday));
  else
    set_shifted (result, timex_move_counted (base, form, direction), timex_has (form, more) ? timex_get (form, more_unit) : unit,
                 amount);
  if (strcmp (result->anchor, "focus") == 0 && granularity == DTL_GRANULARITY_YEAR)
    timex_set_point (result, dtl_date_from_year (result->date.from.year));
  return TRUE;
}

/* "the last two quarters" are those of the calendar, before this one. */
static DtlDate
quarters_away (DtlDay now, int direction, gint32 n)
{
  gint32 year, quarter;
  int month;

  dtl_day_to_civil (now, &year, &month, NULL);
  quarter = year * 4 + (month - 1) / 3;
  return direction < 0 ? timex_date_of_months ((quarter - n) * 3, quarter * 3 - 1)
                       : timex_date_of_months ((quarter + 1) * 3, (quarter + n + 1) * 3 - 1);
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
      other = timex_move_counted (frame->now, form, direction);
      result->date = direction < 0 ? dtl_date_from_days (other, frame->now) : dtl_date_from_days (frame->now, other);
      if (unit == TIMEX_UNIT_QUARTER && amount % 100 == 0)
        result->date = quarters_away (frame->now, direction, amount / 100);
      else if (timex_has (form, working))
        result->date = timex_working_days (frame->now, direction, amount / 100);
      result->anchor = frame->now_name;
    }
  timex_set_duration (result, unit, amount);
  timex_add_more_duration (form, result);
  return frame->has_now;
}

static gboolean
construct_duration (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  int unit = timex_get (form, unit);
  gint32 amount = timex_get (form, amount);

  timex_set_duration (result, unit, amount);
  timex_add_more_duration (form, result);
  if (timex_get (form, relation) == TIMEX_RELATION_WITHIN && frame->tense == TIMEX_TENSE_FUTURE && frame->has_now
      && !frame->narrative && amount != TIMEX_UNKNOWN_AMOUNT && unit >= TIMEX_UNIT_DAY)
    {
      result->date = dtl_date_from_days (frame->now, timex_move_counted (frame->now, form, 1));
      result->anchor = frame->now_name;
    }
  if (timex_get (form, relation) != TIMEX_RELATION_IN || frame->tense != TIMEX_TENSE_FUTURE
      || !frame->has_now || frame->narrative
      || amount == TIMEX_UNKNOWN_AMOUNT || unit < TIMEX_UNIT_DAY)
    return TRUE;
  result->is_date = TRUE;
  result->anchor = frame->now_name;
  set_shifted (result, timex_move_counted (frame->now, form, 1), timex_has (form, more) ? timex_get (form, more_unit) : unit, amount);
  return TRUE;
}

static gboolean
construct_set (const TimexForm *form, TimexResult *result)
{
  static const char *const seasons[] = { "SP", "SU", "FA", "WI" };

  if (timex_has (form, weekday))
    g_snprintf (result->value, TIMEX_VALUE_SIZE, "XXXX-WXX-%d%s", timex_get (form, weekday) + 1,
                timex_has (form, daypart) ? timex_daypart_suffix (timex_get (form, daypart)) : "");
  else if (timex_has (form, month))
    g_snprintf (result->value, TIMEX_VALUE_SIZE, "XXXX-%02d", timex_get (form, month));
  else if (timex_has (form, season))
    g_snprintf (result->value, TIMEX_VALUE_SIZE, "XXXX-%s", seasons[timex_get (form, season) - 21]);
  else if (timex_has (form, daypart))
    g_snprintf (result->value, TIMEX_VALUE_SIZE, "XXXX-XX-XX%s", timex_daypart_suffix (timex_get (form, daypart)));
  else
    timex_set_duration (result, timex_get (form, unit), timex_get (form, amount));
  return TRUE;
}

/* The day that month and day mean, in the year named or by tense. */
static gboolean
numeric_day (const TimexForm *form, const TimexFrame *frame, int month, int day, DtlDay *number, TimexResult *result)
{
  TimexForm dated;
  DtlDay last;

  if (timex_has (form, ymd))
    return timex_valid_day (timex_get (form, ymd) / 10000, month, day, number);
  timex_form_clear (&dated);
  timex_set (&dated, month, month);
  timex_set (&dated, day, day);
  timex_set (&dated, year, timex_get (form, year));
  timex_set (&dated, direction, timex_get (form, direction));
  timex_set (&dated, unit, timex_get (form, unit));
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && timex_construct_base (&dated, frame, result)
         && dtl_date_bounds (&result->date, number, &last);
}

/* @day, at the clock time of @form if there is one. */
static DtlDate
clocked_day (const TimexForm *form, DtlDay day)
{
  TimexResult result = { 0 };

  timex_set_day (&result, day);
  timex_add_clock (form, &result);
  return result.date;
}

/* 03/04/2022, 03/04: one reading, or two. */
static gboolean
construct_numeric (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  gboolean is_whole = timex_has (form, ymd), has_year = is_whole || timex_has (form, year);
  int a = is_whole ? timex_get (form, ymd) / 100 % 100 : timex_get (form, month);
  int b = is_whole ? timex_get (form, ymd) % 100 : timex_get (form, day);
  DtlDay month_first, day_first;
  gboolean is_month_first = numeric_day (form, frame, a, b, &month_first, result);
  gboolean is_day_first = numeric_day (form, frame, b, a, &day_first, result);

  *result = (TimexResult) { .anchor = has_year ? "none" : frame->now_name };
  if (!has_year && !frame->has_now)
    return FALSE;
  if (is_month_first && is_day_first && month_first != day_first && frame->month_first < 0)
    {
      result->n_candidates = 2;
      result->candidates[0] = clocked_day (form, month_first);
      result->candidates[1] = clocked_day (form, day_first);
      return TRUE;
    }
  if (is_month_first && (!is_day_first || frame->month_first != 0))
    timex_set_day (result, month_first);
  else if (is_day_first)
    timex_set_day (result, day_first);
  timex_add_clock (form, result);
  return TRUE;
}

static gboolean
construct_kind (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  switch ((TimexKind) timex_get (form, kind))
    {
    case TIMEX_CALENDAR: return timex_construct_calendar (form, frame, result);
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
  if (timex_has (form, count))
    timex_count_from (form, result);
  if (result->mod == NULL)
    result->mod = find_mod (form);
  if (timex_has (form, part) && !dtl_date_is_null (&result->date))
    timex_narrow (&result->date, timex_get (form, part));
  if (timex_has (form, mod) && timex_get (form, kind) != TIMEX_DURATION && timex_get (form, kind) != TIMEX_SPAN
      && (result->date.shape == DTL_DATE_POINT || result->date.shape == DTL_DATE_INTERVAL))
    qualify (&result->date);
  return ok;
}
