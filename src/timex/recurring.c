/*
 * Dates that come round every year or week ("March 12", "in October", "Friday", "last summer"): which one is meant.
 *
 * The words may name the year; else the story's year leads in narratives; else the tense of the verb above chooses
 * between the latest one up to now and the first from now on.
 */
#include "timex/recurring.h"

#include "lexicon/calendar.h"
#include "lexicon/tables.h"

#define MONTHS_BACK 8 /* a step from December back to April is one ahead */

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

void
timex_now_civil (const TimexFrame *frame, gint32 *year, int *month)
{
  dtl_day_to_civil (frame->now, year, month, NULL);
}

gboolean
timex_focus_day (const TimexFrame *frame, DtlDay *day)
{
  DtlDay last;

  return frame->has_focus && dtl_date_bounds (&frame->focus, day, &last) && *day > DTL_DAY_MIN;
}

/* A day's granularity or better, so that days may be counted from it. */
gboolean
timex_focus_is_day (const TimexFrame *frame)
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

/* The year of a bare @month in a story: that in focus, or the next where the story has come to its end ("In December 1916
 * … On 14 January"). */
static gint32
story_year (const TimexFrame *frame, int month)
{
  gint32 year = focus_year (frame);

  return year + (frame->focus.shape == DTL_DATE_POINT && frame->focus.from.month <= 12
                 && frame->focus.from.month >= month + MONTHS_BACK);
}

/* The year that the words name themselves: "2021", "last year", 490 BC; FALSE if they name none. */
gboolean
timex_named_year (const TimexForm *form, const TimexFrame *frame, gint32 *year, TimexResult *result)
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
  if (timex_get (form, anchor) == TIMEX_ANCHOR_STORY && frame->focus_leads && frame->has_focus)
    {
      *year = focus_year (frame) + timex_get (form, direction); /* "the first half of the year" in a story */
      result->anchor = "focus";
      return TRUE;
    }
  timex_now_civil (frame, year, NULL);
  *year += timex_get (form, direction);
  result->anchor = frame->now_name;
  return TRUE;
}

/* The day numbered @day of a month or year, or the last that exists. */
gboolean
timex_valid_day (gint32 year, int month, int day, DtlDay *number)
{
  if (month < 1 || month > 12 || day < 1 || day > dtl_days_in_month (year, month))
    return FALSE;
  *number = dtl_day_from_civil (year, month, day);
  return TRUE;
}

gboolean
timex_month_day_of_year (const TimexForm *form, gint32 year, DtlDay *day)
{
  return timex_valid_day (year, timex_get (form, month), timex_get (form, day), day);
}

gboolean
timex_holiday_of_year (const TimexForm *form, gint32 year, DtlDay *day)
{
  return dtl_calendar_holiday (dtl_table_row (&dtl_table_holidays, timex_get (form, holiday))[0], year, day);
}

/* The latest year up to @year, or the first from it on, in which the day exists (29 February) and fits. A feast that has no
 * row in a year ends the search: it was held then, on a day not known. */
static gboolean
search_day (const TimexForm *form, TimexDayOfYear of, gint32 year, int step, DtlDay limit, DtlDay *day)
{
  for (int i = 0; i < 9; i++, year += step)
    if (!of (form, year, day))
      {
        if (timex_has (form, holiday))
          return FALSE;
      }
    else if (step < 0 ? *day <= limit : *day >= limit)
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
 * was not the date's own, or the text is some days older than its day of publication. Feasts are told of without their
 * year ("Black Friday sales were poor"), so a sure verb decides. */
static DtlDay
choose_day (const TimexForm *form, const TimexFrame *frame, DtlDay past, DtlDay future)
{
  const DtlDay far = 270, near_past = frame->tense_is_sure ? 10 : 95;
  const DtlDay near_future = !frame->tense_is_sure ? 95 : timex_has (form, holiday) ? 0 : 60;

  if (frame->tense == TIMEX_TENSE_PAST && frame->now - past > far && future - frame->now < near_future)
    return future;
  if (frame->tense == TIMEX_TENSE_FUTURE && future - frame->now > far && frame->now - past < near_past)
    return past;
  return choose (frame, past, future, frame->now, TRUE);
}

gboolean
timex_recurring_day (const TimexForm *form, const TimexFrame *frame, TimexDayOfYear of, TimexResult *result)
{
  gint32 year;
  DtlDay past, future, day;

  if (timex_named_year (form, frame, &year, result))
    {
      if (!of (form, year, &day))
        return FALSE;
      timex_set_day (result, day);
      return TRUE;
    }
  if (frame->focus_leads && frame->has_focus)
    {
      year = timex_has (form, month) ? story_year (frame, timex_get (form, month)) : focus_year (frame);
      if (!of (form, year, &day))
        return FALSE;
      result->anchor = "focus";
      timex_set_day (result, day);
      return TRUE;
    }
  if (!frame->has_now)
    return FALSE;
  timex_now_civil (frame, &year, NULL);
  if (!search_day (form, of, year, -1, frame->now, &past) || !search_day (form, of, year, 1, frame->now, &future))
    return FALSE;
  day = choose_day (form, frame, past, future);
  if (timex_has (form, direction) && timex_get (form, direction) != 0)
    day = timex_get (form, direction) < 0 ? past : future;
  if (!weekday_fits (form, day) && weekday_fits (form, day == past ? future : past))
    day = day == past ? future : past;
  result->anchor = frame->now_name;
  timex_set_day (result, day);
  return TRUE;
}

/* "the previous April", "next March": the part number @n of a year before or after that numbered @now. */
static gint32
step_to (int n, int per_year, gint32 now, int direction)
{
  gint32 index = now - (now % per_year + per_year) % per_year + n;

  if (direction < 0)
    return index < now ? index : index - per_year;
  return index > now ? index : index + per_year;
}

/* Units that come round every year, counted from year 0: months (12), quarters (4), halves (2). */
static gboolean
recurring_part (const TimexForm *form, const TimexFrame *frame, int n, int per_year, gint32 *index, TimexResult *result)
{
  gint32 year, now, past, future;
  int month;

  if (timex_named_year (form, frame, &year, result))
    {
      *index = year * per_year + n - 1;
      return TRUE;
    }
  if (frame->focus_leads && frame->has_focus)
    {
      result->anchor = "focus";
      now = focus_year (frame) * per_year + (MIN (MAX (frame->focus.from.month, 1), 12) - 1) * per_year / 12;
      if (timex_has (form, direction) && timex_get (form, direction) != 0)
        *index = step_to (n - 1, per_year, now, timex_get (form, direction));
      else
        *index = (per_year == 12 ? story_year (frame, n) : focus_year (frame)) * per_year + n - 1;
      return TRUE;
    }
  if (!frame->has_now)
    return FALSE;
  timex_now_civil (frame, &year, &month);
  now = year * per_year + (month - 1) * per_year / 12;
  past = year * per_year + n - 1;
  past -= past > now ? per_year : 0;
  future = past == now ? past : past + per_year;
  result->anchor = frame->now_name;
  if (timex_has (form, direction) && timex_get (form, direction) != 0)
    *index = timex_get (form, direction) < 0 ? past - (past == now ? per_year : 0) : future + (future == now ? per_year : 0);
  else if (timex_has (form, direction))
    *index = year * per_year + n - 1;
  else
    *index = per_year == 12 || frame->tense == TIMEX_TENSE_PAST ? choose (frame, past, future, now, TRUE)
             : future - now < now - past ? future : past; /* "expects third-quarter profit to rise" */
  return TRUE;
}

void
timex_set_index (TimexResult *result, gint32 index, int per_year)
{
  gint32 year = index / per_year - (index % per_year < 0);
  int n = index - year * per_year + 1;

  if (per_year == 12)
    timex_set_point (result, dtl_date_from_month (year, n));
  else
    timex_set_part_of_year (result, year, n, 12 / per_year, per_year == 4 ? 'Q' : 'H');
}

gboolean
timex_construct_part (const TimexForm *form, const TimexFrame *frame, int n, int per_year, TimexResult *result)
{
  gint32 index;

  if (n < 1 || n > per_year || !recurring_part (form, frame, n, per_year, &index, result))
    return FALSE;
  timex_set_index (result, index, per_year);
  return TRUE;
}

/* "the next spring", "the previous winter" in a story: years from that in focus. @start: first month of the season */
static int
years_to_season (const TimexForm *form, const TimexFrame *frame, int start)
{
  int month = frame->focus.from.month;

  if (!timex_has (form, direction) || timex_get (form, direction) == 0)
    return 0;
  if (timex_get (form, direction) < 0)
    return month == 0 || start >= month ? -1 : 0;
  return month == 0 || start <= month ? 1 : 0;
}

/* Seasons start in March, June, September and December. */
gboolean
timex_construct_season (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  int season = timex_get (form, season), start = 3 + (season - 21) * 3;
  gint32 index, year, now, past;
  int month;

  if (timex_named_year (form, frame, &year, result) || (frame->focus_leads && frame->has_focus))
    {
      if (result->anchor == NULL)
        {
          result->anchor = "focus";
          year = focus_year (frame) + years_to_season (form, frame, start);
        }
      timex_set_season (result, year, season);
      return TRUE;
    }
  if (!frame->has_now)
    return FALSE;
  timex_now_civil (frame, &year, &month);
  now = TIMEX_MONTHS (year, month);
  past = TIMEX_MONTHS (year, start);
  past -= past > now ? 12 : 0;
  index = choose (frame, past, past + 2 >= now ? past : past + 12, now, TRUE);
  if (timex_has (form, direction) && timex_get (form, direction) < 0)
    index = past + 2 >= now ? past - 12 : past;
  else if (timex_has (form, direction) && timex_get (form, direction) > 0)
    index = past + 12;
  else if (timex_has (form, direction))
    index = past + 2 >= now ? past : frame->tense == TIMEX_TENSE_PAST ? past : past + 12;
  result->anchor = frame->now_name;
  timex_set_season (result, timex_year_of_months (index), season);
  return TRUE;
}

/* "is to blame for the drop on Wednesday": the present tense is not the drop's. */
static gboolean
is_of_noun (const TimexForm *form, const TimexFrame *frame)
{
  return frame->tense == TIMEX_TENSE_PRESENT && !frame->tense_is_sure && !timex_has (form, relation);
}

/* "Friday", "last Friday", "Friday of last week" */
gboolean
timex_construct_weekday (const TimexForm *form, const TimexFrame *frame, TimexResult *result)
{
  int weekday = timex_get (form, weekday), direction = timex_get (form, direction);
  DtlDay base = frame->now, past, future, day;

  if (!frame->has_now)
    return FALSE;
  if (frame->narrative && timex_focus_is_day (frame) && timex_focus_day (frame, &base) && !timex_has (form, direction))
    {
      result->anchor = "focus";
      timex_set_day (result, base + (weekday - dtl_day_weekday (base) + 7) % 7);
      return TRUE;
    }
  past = base - (dtl_day_weekday (base) - weekday + 7) % 7;
  future = past == base ? base : past + 7;
  if (!timex_has (form, direction))
    day = choose (frame, past, future, base, is_of_noun (form, frame));
  else if (timex_has (form, unit) && !timex_has (form, count)) /* "two days after next Friday": the unit is that of the count */
    day = dtl_calendar_week_start (base) + direction * 7 + weekday;
  else if (direction == 0)
    day = frame->tense == TIMEX_TENSE_PAST ? past : future;
  else
    day = direction < 0 ? (past == base ? past - 7 : past) : (future == base ? future + 7 : future);
  result->anchor = frame->now_name;
  timex_set_day (result, day);
  return TRUE;
}
