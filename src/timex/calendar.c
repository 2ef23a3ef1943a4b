/* Calendar dates: everything that names years, months, days, weekdays, seasons, clock times or parts of the day. */
#include "timex/calendar.h"

#include "lexicon/calendar.h"
#include "lexicon/tables.h"
#include "timex/recurring.h"

#define MONTHS_SEARCHED 24 /* for a Friday the 13th */
#define SMALL_HOURS 300    /* minutes: "at 3 in the night" is before dawn, "at 7" in the evening */

static gboolean
construct_century (const TimexForm *form, TimexResult *result)
{
  int n = timex_get (form, century);
  gboolean before = timex_has (form, era) && timex_get (form, era) < 0;

  result->anchor = "none";
  if (n < 1 || n > 30)
    return FALSE;
  if (!before)
    timex_set_digits (result, (n - 1) * 100, 2);
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
  timex_set_digits (result, decade, decade % 100 == 0 && decade != 2000 ? 2 : 1); /* "the 1800s" are a century */
  return TRUE;
}

/* "the 12th" alone: of the month in focus, or by tense around now. */
static gboolean
construct_day_of_month (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  int month, day = timex_get (form, day);
  gint32 year, months;
  DtlDay number, base;

  if (frame->focus_leads && timex_focus_day (frame, &base) && frame->focus.from.month >= 1 && frame->focus.from.month <= 12)
    {
      result->anchor = "focus";
      if (!timex_valid_day (frame->focus.from.year, frame->focus.from.month, day, &number))
        return FALSE;
      timex_set_day (result, number);
      return TRUE;
    }
  if (!frame->has_now)
    return FALSE;
  timex_now_civil (frame, &year, &month);
  months = TIMEX_MONTHS (year, month);
  for (int i = 0; i < 3; i++)
    {
      gboolean future = frame->tense == TIMEX_TENSE_FUTURE || frame->tense == TIMEX_TENSE_PRESENT;

      if (timex_valid_day (timex_year_of_months (months), timex_month_of_months (months), day, &number)
          && (future ? number >= frame->now : number <= frame->now))
        {
          result->anchor = frame->now_name;
          timex_set_day (result, number);
          return TRUE;
        }
      months += future ? 1 : -1;
    }
  return FALSE;
}

/* The first month by @step from that of now on in which the day falls on that weekday, on the side of @step. */
static gboolean
find_weekday_the (const TimexForm *form, const TimexFrame *frame, int step, DtlDay *day)
{
  int month;
  gint32 year, months;

  timex_now_civil (frame, &year, &month);
  months = TIMEX_MONTHS (year, month);
  for (int i = 0; i < MONTHS_SEARCHED; i++, months += step)
    if (timex_valid_day (timex_year_of_months (months), timex_month_of_months (months), timex_get (form, day), day)
        && dtl_day_weekday (*day) == timex_get (form, weekday) && (step < 0 ? *day <= frame->now : *day >= frame->now))
      return TRUE;
  return FALSE;
}

/* "Friday the 13th": such a day by tense; without a sure one the nearer, for the weekday is said of days close by. */
static gboolean
construct_weekday_the (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  gboolean back, ahead;
  DtlDay past, future;

  if (!frame->has_now)
    return FALSE;
  back = (frame->tense != TIMEX_TENSE_FUTURE) && find_weekday_the (form, frame, -1, &past);
  ahead = (frame->tense != TIMEX_TENSE_PAST || !frame->tense_is_sure) && find_weekday_the (form, frame, 1, &future);
  result->anchor = frame->now_name;
  if (back && ahead)
    timex_set_day (result, future - frame->now <= frame->now - past ? future : past);
  else if (back || ahead)
    timex_set_day (result, back ? past : future);
  return TRUE;
}

static gboolean
construct_year (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  gint32 year;

  if (!timex_named_year (form, frame, &year, result))
    return FALSE;
  timex_set_point (result, dtl_date_from_year (year));
  return TRUE;
}

/* A clock time or part of a day alone belongs to the day in focus, else to the day of writing. */
static gboolean
construct_time_alone (const TimexFrame *frame, TimexResult *result)
{
  DtlDay day;

  if (timex_focus_is_day (frame) && timex_focus_day (frame, &day))
    result->anchor = "focus";
  else if (frame->has_now)
    {
      day = frame->now;
      result->anchor = frame->now_name;
    }
  else
    return FALSE;
  timex_set_day (result, day);
  return TRUE;
}

static gboolean
construct_ymd (gint32 ymd, TimexResult *result)
{
  DtlDay day;

  result->anchor = "none";
  if (ymd % 100 == 0)
    {
      timex_set_point (result, dtl_date_from_month (ymd / 10000, ymd / 100 % 100)); /* "2021-03" */
      return TRUE;
    }
  if (!timex_valid_day (ymd / 10000, ymd / 100 % 100, ymd % 100, &day))
    return FALSE;
  timex_set_day (result, day);
  return TRUE;
}

/* A feast of several days is the stretch of them. */
static gboolean
construct_holiday (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  int length = dtl_calendar_holiday_length (dtl_table_row (&dtl_table_holidays, timex_get (form, holiday))[0]);
  g_autofree char *edtf = NULL;
  DtlDay first, last;

  if (!timex_recurring_day (form, frame, timex_holiday_of_year, result))
    return FALSE;
  if (length <= 1 || !dtl_date_bounds (&result->date, &first, &last))
    return TRUE;
  result->date = dtl_date_from_days (first, first + length - 1);
  edtf = dtl_date_to_string (&result->date);
  g_strlcpy (result->value, edtf, TIMEX_VALUE_SIZE);
  return TRUE;
}

/* "the last week of this month": the month that is cut */
static gboolean
construct_month_by_direction (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  gint32 year;
  int month;

  if (!frame->has_now)
    return FALSE;
  timex_now_civil (frame, &year, &month);
  timex_set_index (result, TIMEX_MONTHS (year, month) + timex_get (form, direction), 12);
  result->anchor = frame->now_name;
  return TRUE;
}

gboolean
timex_construct_base (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  if (timex_has (form, ymd))
    return construct_ymd (timex_get (form, ymd), result);
  if (timex_has (form, nth) && timex_has (form, direction) && timex_get (form, unit) == TIMEX_UNIT_MONTH)
    return construct_month_by_direction (form, frame, result);
  if (timex_has (form, month) && timex_has (form, day))
    return timex_recurring_day (form, frame, timex_month_day_of_year, result);
  if (timex_has (form, holiday))
    return construct_holiday (form, frame, result);
  if (timex_has (form, weekday) && timex_has (form, day) && !timex_has (form, month))
    return construct_weekday_the (form, frame, result);
  if (timex_has (form, month))
    return timex_construct_part (form, frame, timex_get (form, month), 12, result);
  if (timex_has (form, weekday))
    return timex_construct_weekday (form, frame, result);
  if (timex_has (form, season))
    return timex_construct_season (form, frame, result);
  if (timex_has (form, quarter))
    return timex_construct_part (form, frame, timex_get (form, quarter), 4, result);
  if (timex_has (form, half) && !timex_has (form, century))
    return timex_construct_part (form, frame, timex_get (form, half), 2, result);
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
    timex_value_of_point (&result->date.from, result->value);
}

/* "the second week of 2021", "the last three weeks of 2021": weeks of a year are numbered (ISO 8601), the first is that of
 * January 4th. */
static void
set_weeks_of_year (TimexResult *result, int n, int count)
{
  gint32 year = result->date.from.year;
  DtlDay first = dtl_calendar_week_start (dtl_day_from_civil (year, 1, 4));
  DtlDay next = dtl_calendar_week_start (dtl_day_from_civil (year + 1, 1, 4));
  DtlDay start = n < 0 ? next - 7 * count : first + (n - 1) * 7;

  result->date = (DtlDate) { DTL_DATE_NULL };
  result->value[0] = '\0';
  if (start + 7 * count > next)
    return;
  if (count == 1)
    timex_set_week (result, start);
  else
    result->date = dtl_date_from_days (start, start + 7 * count - 1);
}

/* "the first week of April", "the last Sunday in May", "the first three months of 2021" */
static gboolean
take_nth (const TimexForm *form, TimexResult *result)
{
  int n = timex_get (form, nth), unit = timex_get (form, unit);
  int count = timex_has (form, amount) && timex_get (form, amount) > 0 ? timex_get (form, amount) / 100 : 1;
  DtlDay first, last, day;

  if (timex_has (form, piece))
    unit = timex_get (form, piece); /* "the last week of this year": the unit is that of the year */
  if (n == 0 || n > 53 || (unit == TIMEX_ABSENT && !timex_has (form, weekday))
      || !dtl_date_bounds (&result->date, &first, &last) || result->date.shape != DTL_DATE_POINT)
    return FALSE;
  if (timex_has (form, weekday))
    {
      if (result->date.from.month < 1 || result->date.from.month > 12 || n > 5)
        return FALSE;
      day = dtl_calendar_nth_weekday (result->date.from.year, result->date.from.month, timex_get (form, weekday), n);
      if (day <= last)
        timex_set_day (result, day);
    }
  else if (unit == TIMEX_UNIT_MONTH && result->date.from.month == 0 && count <= 12)
    {
      gint32 january = TIMEX_MONTHS (result->date.from.year, 1), start = n < 0 ? january + 12 - count : january + n - 1;

      result->date = timex_date_of_months (start, start + count - 1);
      if (count == 1)
        timex_value_of_point (&result->date.from, result->value);
    }
  else if (unit == TIMEX_UNIT_WEEK && result->date.from.month == 0)
    set_weeks_of_year (result, n, count);
  else if (unit == TIMEX_UNIT_DAY || unit == TIMEX_UNIT_WEEK)
    set_stretch (result, first, last, n, count * (unit == TIMEX_UNIT_WEEK ? 7 : 1));
  if (timex_has (form, amount))
    timex_set_duration (result, unit, timex_get (form, amount));
  return TRUE;
}

/* "the first half of October" runs to the 15th, that of a century is 50 years. */
static void
take_half (const TimexForm *form, TimexResult *result)
{
  gboolean second = timex_get (form, half) == 2;
  DtlDay first, last;

  if (timex_has (form, century) && result->date.from.unspecified == 2)
    {
      gint32 year = result->date.from.year + (second ? 50 : 0);

      result->date = dtl_date_from_year (year);
      result->date.shape = DTL_DATE_INTERVAL;
      result->date.to = dtl_date_from_year (year + 49).from;
    }
  else if (timex_has (form, month) && dtl_date_bounds (&result->date, &first, &last))
    result->date = second ? dtl_date_from_days (first + 15, last) : dtl_date_from_days (first, first + 14);
  else
    return;
  result->mod = second ? "END" : "START";
}

/* The Monday of the weekend that a holiday is next to: "Labor Day weekend" is that before the Monday. */
static DtlDay
nearest_weekend (DtlDay day)
{
  int since_saturday = (dtl_day_weekday (day) + 2) % 7;

  return since_saturday <= 3 ? day - since_saturday - 5 : day - since_saturday + 2;
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

  if (timex_has (form, past))
    minute += timex_get (form, past);
  if (timex_has (form, before))
    minute = (minute + 1440 - timex_get (form, before)) % 1440;

  if (timex_has (form, meridiem))
    minute = minute % 720 + timex_get (form, meridiem) * 720;
  else if (timex_has (form, daypart) && minute < 720 && minute >= 60
           && !(timex_get (form, daypart) == TIMEX_DAYPART_NIGHT && minute < SMALL_HOURS)
           && timex_get (form, daypart) != TIMEX_DAYPART_MORNING && timex_get (form, daypart) != TIMEX_DAYPART_DAYTIME)
    minute += 720; /* "8 o'clock in the evening" */
  return minute;
}

void
timex_add_clock (const TimexForm *form, TimexResult *result)
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
      else if (timex_has (form, east))
        result->date.from.zone = (gint16) timex_get (form, east);
      else if (timex_has (form, west))
        result->date.from.zone = (gint16) -timex_get (form, west);
      timex_value_of_point (&result->date.from, result->value);
    }
  else if (timex_has (form, daypart) && result->date.from.day > 0)
    g_strlcat (result->value, timex_daypart_suffix (timex_get (form, daypart)), TIMEX_VALUE_SIZE);
}

gboolean
timex_construct_calendar (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  DtlDay first, last;

  if (!timex_construct_base (form, frame, result))
    return FALSE;
  if (timex_has (form, nth) && !take_nth (form, result))
    return TRUE;
  if (timex_has (form, week) && dtl_date_bounds (&result->date, &first, &last))
    {
      if (timex_get (form, week) == 2)
        timex_set_weekend (result, dtl_calendar_week_start (first));
      else if (timex_get (form, week) == 3)
        timex_set_weekend (result, nearest_weekend (first));
      else
        timex_set_week (result, dtl_calendar_week_start (first));
    }
  if (has_end (form) && !extend (form, result))
    *result = (TimexResult) { .anchor = result->anchor }; /* "February 20 - 30": open */
  else if (has_end (form))
    {
      g_autofree char *edtf = dtl_date_to_string (&result->date);

      g_strlcpy (result->value, edtf, TIMEX_VALUE_SIZE);
    }
  if (timex_has (form, half))
    take_half (form, result);
  timex_add_clock (form, result);
  return TRUE;
}
