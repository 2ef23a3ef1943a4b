/*
 * Words that point back into the story: "that April", "the following January", "the Friday", "the previous Monday".
 *
 * A weekday with an article is one that the text has told of, or one close behind what it tells of; a bare weekday is one
 * close to the day of writing. So a report of a trial may tell in one paragraph what was said in court on Tuesday and what
 * had happened on the Friday, a year before. A day and month without a year right behind an older day are of that story.
 */
#include "timex/pointing.h"

#include <string.h>

#include "document/lookup.h"
#include "lexicon/calendar.h"
#include "timex/scan.h"
#include "timex/recurring.h"

#define NEAR_SENTENCES 2 /* how far "that April" and a day without a year reach back */
#define NEWS_DAYS 7      /* bare weekdays tell of these */
#define DAYS_BACK 12     /* days named among which "the Friday" is looked for */
#define STORY_DAYS 60    /* how long a story goes on that is told by days and months */

static const TimexScan *
scan_of (const TimexFocus *focus, guint i)
{
  return dtl_document_time (focus->document, i)->scan;
}

static const char *
word_before (const TimexFocus *focus, guint32 token)
{
  return token > 0 ? dtl_document_token (focus->document, token - 1)->lower : "";
}

static void
set_day (TimexForm *form, DtlDay day)
{
  gint32 year;
  int month, number;

  dtl_day_to_civil (day, &year, &month, &number);
  timex_set (form, year, year);
  timex_set (form, month, month);
  timex_set (form, day, number);
  timex_set (form, direction, TIMEX_ABSENT);
}

/* "that April", "the following January": of the year in focus, or the first one after it. */
static void
point_at_month (const TimexFocus *focus, guint i, TimexForm *form)
{
  const char *before = word_before (focus, dtl_document_time (focus->document, i)->first);
  gboolean that = strcmp (before, "that") == 0;
  DtlDay first, last;
  gint32 year;
  int month;

  if ((!that && strcmp (before, "following") != 0) || timex_has (form, day) || timex_has (form, direction)
      || !focus->has_date || scan_of (focus, i)->sentence - focus->sentence > NEAR_SENTENCES
      || !dtl_date_bounds (&focus->date, &first, &last) || last == DTL_DAY_MAX)
    return;
  dtl_day_to_civil (last, &year, &month, NULL);
  if (!that)
    timex_set (form, year, year + (timex_get (form, month) <= month));
  else if (focus->date.shape == DTL_DATE_POINT)
    timex_set (form, year, focus->date.from.year);
}

/* The last day named before time @i that is older than news, or NULL. */
static const TimexDayNamed *
find_story_day (const TimexFocus *focus)
{
  for (guint k = 0; k < DAYS_BACK && k < focus->days->len; k++)
    {
      const TimexDayNamed *named = &g_array_index (focus->days, TimexDayNamed, focus->days->len - 1 - k);

      if (named->day < focus->now - NEWS_DAYS)
        return named;
    }
  return NULL;
}

/* "the", "that", "previous" or "following" right before the name of the weekday in time @i; or "". */
static const char *
word_before_weekday (const TimexFocus *focus, guint i)
{
  static const char *const words[] = { "the", "that", "previous", "following" };
  const DtlTime *time = dtl_document_time (focus->document, i);

  for (guint32 k = time->first; k < time->first + time->n; k++)
    for (guint j = 0; j < G_N_ELEMENTS (words) && g_ascii_isupper (*dtl_document_token (focus->document, k)->form); j++)
      if (strcmp (word_before (focus, k), words[j]) == 0)
        return words[j];
  return "";
}

/* "the Friday prayers", "the Monday meeting": a weekday that says which thing is meant */
static gboolean
names_thing (const TimexFocus *focus, guint i)
{
  const DtlTime *time = dtl_document_time (focus->document, i);
  const DtlToken *next = time->first + time->n < focus->document->tokens->len
                           ? dtl_document_token (focus->document, time->first + time->n)
                           : NULL;

  return scan_of (focus, i)->possessive || (next && (next->upos == DTL_UPOS_NOUN || next->upos == DTL_UPOS_PROPN));
}

/* The latest such weekday among the days named, else the first one from the story's day on. */
static gboolean
find_weekday (const TimexFocus *focus, int weekday, DtlDay *day)
{
  const TimexDayNamed *story = find_story_day (focus);

  for (guint k = 0; k < DAYS_BACK && k < focus->days->len; k++)
    {
      *day = g_array_index (focus->days, TimexDayNamed, focus->days->len - 1 - k).day;
      if (dtl_day_weekday (*day) == weekday)
        return TRUE;
    }
  if (story == NULL)
    return FALSE;
  *day = story->day + (weekday - dtl_day_weekday (story->day) + 7) % 7;
  return TRUE;
}

/* "at 10 p.m. on the Friday", "that Saturday night", "the previous Monday". */
static void
point_at_weekday (const TimexFocus *focus, guint i, TimexForm *form)
{
  const char *before = word_before_weekday (focus, i);
  int weekday = timex_get (form, weekday);
  gboolean back = strcmp (before, "previous") == 0;
  DtlDay day;

  if (names_thing (focus, i) || focus->days->len == 0)
    return;
  if (strcmp (before, "the") == 0 || strcmp (before, "that") == 0)
    {
      if (find_weekday (focus, weekday, &day) && day <= focus->now)
        set_day (form, day);
      return;
    }
  if (!back && strcmp (before, "following") != 0)
    return;
  day = g_array_index (focus->days, TimexDayNamed, focus->days->len - 1).day;
  day += back ? -((dtl_day_weekday (day) - weekday + 6) % 7 + 1) : (weekday - dtl_day_weekday (day) + 6) % 7 + 1;
  set_day (form, day);
}

/* Whether "was to" stands between the time before @i and @i: what was to come then. */
static gboolean
was_to_come (const TimexFocus *focus, guint i)
{
  const DtlTime *time = dtl_document_time (focus->document, i);
  guint32 first = dtl_document_sentence (focus->document, scan_of (focus, i)->sentence)->first_token;

  for (guint32 k = time->first; k > first + 1; k--)
    {
      const char *word = word_before (focus, k - 1);

      if (strcmp (word_before (focus, k), "to") == 0 && (strcmp (word, "was") == 0 || strcmp (word, "were") == 0))
        return TRUE;
    }
  return FALSE;
}

/* The first such day and month from @base on. */
static gboolean
find_day_after (const TimexForm *form, DtlDay base, gint32 *year)
{
  DtlDay day;
  int ignored;

  dtl_day_to_civil (base, year, &ignored, NULL);
  for (guint k = 0; k < 2; k++, (*year)++)
    if (timex_valid_day (*year, timex_get (form, month), timex_get (form, day), &day) && day >= base)
      return TRUE;
  return FALSE;
}

/* "That Friday he drove to the port. The car was found on 11 February": of the story; "In 2012 she won a judgment against
 * him, who was to pay on 1 May": the first one after it. */
static void
point_at_day (const TimexFocus *focus, guint i, TimexTense tense, TimexForm *form)
{
  const TimexDayNamed *story = find_story_day (focus);
  guint32 sentence = scan_of (focus, i)->sentence;
  DtlDay first, last;
  gint32 year;

  if (focus->narrative || timex_has (form, direction))
    return;
  if (focus->has_date && focus->is_explicit && focus->sentence == sentence && was_to_come (focus, i)
      && dtl_date_bounds (&focus->date, &first, &last) && last < focus->now)
    {
      if (find_day_after (form, last, &year))
        timex_set (form, year, year);
      return;
    }
  if (tense != TIMEX_TENSE_PAST || story == NULL || sentence - story->sentence > NEAR_SENTENCES
      || dtl_document_sentence (focus->document, sentence)->block
           != dtl_document_sentence (focus->document, story->sentence)->block)
    return;
  if (find_day_after (form, story->day, &year) && timex_valid_day (year, timex_get (form, month), timex_get (form, day), &first)
      && first <= story->day + STORY_DAYS && first <= focus->now)
    timex_set (form, year, year);
}

void
timex_point (const TimexFocus *focus, guint i, TimexTense tense, TimexForm *form)
{
  if (timex_get (form, kind) != TIMEX_CALENDAR || timex_has (form, year))
    return;
  if (timex_has (form, month) && timex_has (form, day) && focus->has_now)
    point_at_day (focus, i, tense, form);
  else if (timex_has (form, month))
    point_at_month (focus, i, form);
  else if (timex_has (form, weekday) && !timex_has (form, day) && focus->has_now && !focus->narrative
           && tense != TIMEX_TENSE_FUTURE)
    point_at_weekday (focus, i, form);
}
