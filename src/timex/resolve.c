/*
 * Gives each time found by scan its date: builds the frame that the text around it makes (day of writing or of speaking,
 * date in focus, tense) and hands both to timex_construct().
 */
#include <string.h>

#include "lexicon/calendar.h"
#include "timex/construct.h"
#include "timex/focus.h"
#include "timex/pointing.h"
#include "timex/scan.h"
#include "timex/speech.h"
#include "timex/tense.h"
#include "timex/timex.h"
#include "timex/value.h"

#define TIMES_NEAR 16 /* times before and behind another one that may say when it was spoken */
#define DAY_SENTENCES 2 /* how far "the same day" reaches past other times */
#define NOON 720        /* minutes */
#define DAYS_AHEAD 1 /* of a dateline or heading, or of another zone, before publication */

typedef struct
{
  DtlDocument *document;
  TimexFrame frame;         /* now, order of figures; the rest is set for each time */
  TimexFocus focus;
  gboolean has_section;     /* a heading has named the day … */
  DtlDay section;           /* … of what stands below it */
  gboolean has_period;      /* results of a quarter are told */
  gint32 period;            /* 4 * year + quarter - 1 */
  gboolean reported_missing;
} Resolver;

static const TimexScan *
scan_of (const DtlTime *time)
{
  return time->scan;
}

static gboolean
day_of_date (const DtlDate *date, DtlDay *day)
{
  DtlDay last;

  return date->shape == DTL_DATE_POINT && date->from.day > 0 && dtl_date_bounds (date, day, &last);
}

/* The day that a dateline names is the day of writing: of its own year, else the latest up to publication. Papers print on
 * one day what their agencies date a day ahead. Without a day of publication only a full date will do. */
static void
find_dateline (Resolver *resolver)
{
  DtlDocument *document = resolver->document;
  TimexFrame frame = resolver->frame;
  DtlDay day;

  frame.tense = TIMEX_TENSE_PAST;
  frame.tense_is_sure = TRUE;
  frame.month_first = -1;
  frame.now += DAYS_AHEAD;
  for (guint i = 0; i < document->times->len; i++)
    {
      const DtlTime *time = dtl_document_time (document, i);
      TimexResult result;

      if (dtl_document_sentence (document, scan_of (time)->sentence)->kind != DTL_SENTENCE_DATELINE
          || timex_get (&scan_of (time)->form, kind) != TIMEX_CALENDAR || !timex_has (&scan_of (time)->form, month)
          || !timex_construct (&scan_of (time)->form, &frame, &result) || !day_of_date (&result.date, &day))
        continue;
      if (!resolver->frame.has_now || (day != resolver->frame.now && day <= frame.now))
        {
          resolver->frame.has_now = TRUE;
          resolver->frame.now = day;
          resolver->frame.now_name = "dateline";
        }
      return;
    }
}

/* 13/04/2022 anywhere says how 03/04/2022 is meant, unless another figure contradicts it. */
static int
find_order (const DtlDocument *document)
{
  gboolean month_first = FALSE, day_first = FALSE;

  for (guint i = 0; i < document->times->len; i++)
    {
      const TimexForm *form = &scan_of (dtl_document_time (document, i))->form;
      gint32 ymd = timex_get (form, ymd);

      if (timex_get (form, kind) != TIMEX_NUMERIC)
        continue;
      day_first |= (timex_has (form, ymd) ? ymd / 100 % 100 : timex_get (form, month)) > 12;
      month_first |= (timex_has (form, ymd) ? ymd % 100 : timex_get (form, day)) > 12;
    }
  return month_first == day_first ? -1 : month_first;
}

static void
report_missing (Resolver *resolver, const DtlTime *time)
{
  if (resolver->reported_missing)
    return;
  resolver->reported_missing = TRUE;
  dtl_document_diagnose (resolver->document, "no-publication-date", DTL_SEVERITY_WARNING, time->span,
                         "relative dates such as '%.*s' stay open: the day of publication is unknown; give it with "
                         "--date=YYYY-MM-DD",
                         (int) MIN (time->span.end - time->span.start, 40), resolver->document->text + time->span.start);
}

static void
report_ambiguous (Resolver *resolver, DtlTime *time, const TimexResult *result)
{
  DtlArena *arena = resolver->document->arena;
  const char **candidates = dtl_arena_new0 (arena, const char *, result->n_candidates + 1);

  for (guint i = 0; i < result->n_candidates; i++)
    {
      g_autofree char *edtf = dtl_date_to_string (&result->candidates[i]);

      candidates[i] = dtl_arena_strdup (arena, edtf);
    }
  time->candidates = candidates;
  dtl_document_diagnose (resolver->document, "ambiguous-date", DTL_SEVERITY_WARNING, time->span,
                         "'%.*s' is %s or %s", (int) MIN (time->span.end - time->span.start, 40),
                         resolver->document->text + time->span.start, candidates[0], candidates[1]);
}

/* The next or the previous day, month or year; other dates stay. */
static void
step (DtlDate *date, int direction)
{
  DtlDay day;

  if (date->shape != DTL_DATE_POINT || date->from.unspecified > 0)
    return;
  if (day_of_date (date, &day))
    *date = dtl_date_from_day (day + direction);
  else if (date->from.month == 0)
    date->from.year += direction;
  else if (date->from.month <= 12)
    {
      gint32 months = date->from.year * 12 + date->from.month - 1 + direction;

      date->from.year = months / 12 - (months % 12 < 0);
      date->from.month = (guint8) (months - date->from.year * 12 + 1);
    }
}

/* "before dawn on Thursday", "after midnight on Sunday": an hour of that day. */
static gboolean
opens_with_hour (const DtlDocument *document, const DtlTime *time)
{
  static const char *const words[] = { "dawn",      "daybreak", "daylight", "dusk",   "midday", "midnight",
                                       "nightfall", "noon",     "sunrise",  "sunset", "sunup",  "sundown" };
  guint32 at = time->first;

  while (at + 1 < time->first + time->n && dtl_document_token (document, at)->upos == DTL_UPOS_ADP)
    at++;
  for (guint i = 0; i < G_N_ELEMENTS (words) && at + 1 < time->first + time->n; i++)
    if (strcmp (dtl_document_token (document, at)->lower, words[i]) == 0)
      return TRUE;
  return FALSE;
}

/* "since", "until" and their like bound what the date dates; its TIMEX3 value stays. */
static void
apply_relation (const TimexScan *scan, DtlDate *date)
{
  gint32 relation = timex_get (&scan->form, relation);

  if (date->shape != DTL_DATE_POINT && date->shape != DTL_DATE_INTERVAL)
    return;
  if (relation == TIMEX_RELATION_FROM && scan->onward)
    relation = TIMEX_RELATION_SINCE;
  if (scan->possessive || date->from.minute >= 0)
    return;
  if (relation == TIMEX_RELATION_TO && scan->through)
    relation = TIMEX_RELATION_UNTIL;
  if (relation == TIMEX_RELATION_BEFORE || relation == TIMEX_RELATION_AFTER)
    step (date, relation == TIMEX_RELATION_AFTER ? 1 : -1);
  if (relation == TIMEX_RELATION_SINCE || relation == TIMEX_RELATION_AFTER)
    {
      if (date->shape == DTL_DATE_INTERVAL && relation == TIMEX_RELATION_AFTER)
        date->from = date->to;
      date->shape = DTL_DATE_OPEN_END;
    }
  else if (relation == TIMEX_RELATION_UNTIL || relation == TIMEX_RELATION_BEFORE)
    {
      if (date->shape == DTL_DATE_POINT)
        date->to = date->from;
      date->shape = DTL_DATE_OPEN_START;
    }
}

static gboolean
is_pair (const DtlTime *from, const DtlTime *to)
{
  gint32 closing = timex_get (&scan_of (to)->form, relation);

  if (scan_of (to)->closes)
    return TRUE;
  if (to->first != from->first + from->n + 1 || scan_of (to)->possessive)
    return FALSE; /* "a change on Friday to December's figures" */
  if (timex_get (&scan_of (from)->form, relation) == TIMEX_RELATION_FROM)
    return closing == TIMEX_RELATION_TO || closing == TIMEX_RELATION_UNTIL || closing == TIMEX_RELATION_AND;
  return closing == TIMEX_RELATION_TO;
}

/* "from 27 February to 3 March 2021": the year belongs to both. */
static void
share_year (const DtlDocument *document, guint first, TimexForm *form)
{
  const DtlTime *from = dtl_document_time (document, first), *to = from + 1;

  if (first + 1 >= document->times->len || !timex_has (form, month) || timex_has (form, year) || !is_pair (from, to)
      || !timex_has (&scan_of (to)->form, year) || !timex_has (&scan_of (to)->form, month))
    return;
  timex_set (form, year, timex_get (&scan_of (to)->form, year)
                           - (timex_get (form, month) > timex_get (&scan_of (to)->form, month)));
  if (timex_has (&scan_of (to)->form, era))
    timex_set (form, era, timex_get (&scan_of (to)->form, era));
}

/* Months from @a to @b, whichever comes first. */
static gint32
months_between (const DtlDatePoint *a, gint32 year, int month)
{
  return ABS ((year - a->year) * 12 + month - a->month);
}

/* "from October to March" in a story: the stretch one of whose ends is nearest to the date in focus. */
static void
wrap_around (const DtlDocument *document, guint first, const TimexFrame *frame, TimexForm *form)
{
  const DtlTime *from = dtl_document_time (document, first), *to = from + 1;
  const DtlDatePoint *focus = &frame->focus.from;
  int start, end;

  if (first + 1 >= document->times->len || !frame->focus_leads || frame->focus.shape != DTL_DATE_POINT || focus->month == 0
      || focus->month > 12 || !timex_has (form, month) || timex_has (form, year) || timex_has (form, direction)
      || !is_pair (from, to) || !timex_has (&scan_of (to)->form, month) || timex_has (&scan_of (to)->form, year))
    return;
  start = timex_get (form, month);
  end = timex_get (&scan_of (to)->form, month);
  if (start > end && months_between (focus, focus->year, end) < months_between (focus, focus->year, start))
    timex_set (form, year, focus->year - 1);
}

/* "from May to September", "between April and July last year": the tense or the words date the end, the start is the last one before it. */
static void
precede_end (const DtlDocument *document, guint first, const TimexFrame *frame, TimexForm *form)
{
  const DtlTime *from = dtl_document_time (document, first), *to = from + 1;
  TimexResult end;

  if (first + 1 >= document->times->len || frame->focus_leads || !timex_has (form, month) || timex_has (form, year)
      || timex_has (form, direction) || !is_pair (from, to) || !timex_has (&scan_of (to)->form, month)
      || timex_has (&scan_of (to)->form, year) || !timex_construct (&scan_of (to)->form, frame, &end) || end.date.shape != DTL_DATE_POINT)
    return;
  timex_set (form, year, end.date.from.year - (timex_get (form, month) > timex_get (&scan_of (to)->form, month)));
}

/* "December 28 - January 3": the end of a range follows its start. */
static void
follow_start (const DtlDocument *document, guint second, TimexForm *form)
{
  const DtlTime *from = dtl_document_time (document, second) - 1;

  if (second == 0 || !is_pair (from, from + 1) || timex_has (form, year) || timex_has (form, direction) || !timex_has (form, month)
      || !timex_has (&scan_of (from)->form, month) || from->date.shape != DTL_DATE_POINT || from->date.from.month == 0
      || from->date.from.month > 12)
    return;
  timex_set (form, year, from->date.from.year + (timex_get (form, month) < from->date.from.month));
}

/* "from 11 p.m. to 3 a.m.": the end is on the day after. */
static void
pass_midnight (DtlDocument *document, guint second)
{
  DtlTime *to = dtl_document_time (document, second), *from = second > 0 ? to - 1 : NULL;
  char value[TIMEX_VALUE_SIZE];
  DtlDatePoint clock = to->date.from;
  DtlDay day, ignored;

  if (from == NULL || !scan_of (to)->closes || from->date.shape != DTL_DATE_POINT || to->date.shape != DTL_DATE_POINT
      || from->date.from.minute < 720 || clock.minute < 0 || clock.minute >= 720 || from->date.from.day != clock.day
      || from->date.from.month != clock.month || !dtl_date_bounds (&to->date, &day, &ignored))
    return;
  to->date = dtl_date_from_day (day + 1);
  to->date.from.minute = clock.minute;
  to->date.from.zone = clock.zone;
  timex_value_of_point (&to->date.from, value);
  to->value = dtl_arena_strdup (document->arena, value);
}

/* "from March 3 to March 5", "Monday through Thursday": both ends carry the stretch. */
static void
join_pair (DtlDocument *document, guint second)
{
  DtlTime *to = dtl_document_time (document, second), *from = second > 0 ? to - 1 : NULL;
  DtlDate joined;
  DtlDay first, last, ignored;

  if (from == NULL || !is_pair (from, to) || from->date.shape != DTL_DATE_POINT || to->date.shape != DTL_DATE_POINT)
    return;
  joined = from->date;
  joined.shape = DTL_DATE_INTERVAL;
  joined.to = to->date.from;
  if (dtl_date_bounds (&from->date, &first, &ignored) && dtl_date_bounds (&to->date, &ignored, &last) && first < last
      && from->date.from.minute < 0 && to->date.from.minute < 0)
    from->date = to->date = joined;
}

/* Below a heading that is a day, words count from that day. */
static TimexFrame
frame_of_section (const Resolver *resolver)
{
  TimexFrame frame = resolver->frame;

  if (resolver->has_section)
    {
      frame.has_now = TRUE;
      frame.now = resolver->section;
      frame.now_name = "heading";
    }
  return frame;
}

/* "Monday, 4 May 2020" over the paragraphs of a diary: a heading of nothing but a day that is not to come. */
static void
open_section (Resolver *resolver, const DtlTime *time, const TimexResult *result)
{
  const DtlSentence *sentence = dtl_document_sentence (resolver->document, scan_of (time)->sentence);
  DtlDay day;

  if (sentence->kind != DTL_SENTENCE_HEADING || !day_of_date (&result->date, &day)
      || (resolver->frame.has_now && day > resolver->frame.now + DAYS_AHEAD))
    return;
  for (guint32 i = sentence->first_token; i < sentence->first_token + sentence->n_tokens; i++)
    if ((i < time->first || i >= time->first + time->n)
        && !g_ascii_ispunct (*dtl_document_token (resolver->document, i)->lower))
      return;
  resolver->has_section = TRUE;
  resolver->section = day;
}

/* The day on which @sentence was spoken, if a time in it says so. @first: a time in it or before it. */
static gboolean
find_day_said (const Resolver *resolver, guint32 sentence, guint first, guint but, DtlDay *day)
{
  DtlDocument *document = resolver->document;

  for (guint k = first; k < document->times->len && k < first + 2 * TIMES_NEAR; k++)
    {
      const DtlTime *time = dtl_document_time (document, k);
      TimexFrame frame = frame_of_section (resolver);
      TimexResult result;

      if (scan_of (time)->sentence > sentence)
        break;
      if (k == but || scan_of (time)->sentence != sentence || !timex_is_saying_time (document, time)
          || timex_has (&scan_of (time)->form, minute))
        continue;
      frame.tense = TIMEX_TENSE_PAST;
      if (timex_construct (&scan_of (time)->form, &frame, &result) && day_of_date (&result.date, day))
        return TRUE;
    }
  return FALSE;
}

/* The day on which time @i was spoken: a time in its sentence says so, or, where a quote goes on, one in the sentence before
 * it in its paragraph. */
static gboolean
find_saying_day (const Resolver *resolver, guint i, DtlDay *day)
{
  DtlDocument *document = resolver->document;
  const DtlTime *time = dtl_document_time (document, i);
  guint32 sentence = scan_of (time)->sentence;
  guint first = i;

  while (first > 0 && i - first < TIMES_NEAR && scan_of (dtl_document_time (document, first - 1))->sentence + 1 >= sentence)
    first--;
  if (find_day_said (resolver, sentence, first, i, day))
    return TRUE;
  return sentence > 0 && timex_is_quoted (document, time)
         && dtl_document_sentence (document, sentence - 1)->block == dtl_document_sentence (document, sentence)->block
         && find_day_said (resolver, sentence - 1, first, i, day);
}

/* "Friday's attacks" are over; "Friday's vote" may be to come. */
static gboolean
names_whose (const TimexScan *scan)
{
  gint32 kind = timex_get (&scan->form, kind);

  return scan->possessive && !scan->scheduled && (kind == TIMEX_CALENDAR || kind == TIMEX_DAY || kind == TIMEX_UNIT);
}

/* "the same day", "two hours later", "a week later" */
static gboolean
points_at_day (const TimexForm *form)
{
  gint32 kind = timex_get (form, kind);

  return timex_get (form, anchor) == TIMEX_ANCHOR_FOCUS
         && (kind == TIMEX_DAY || (kind == TIMEX_SHIFT && timex_get (form, unit) <= TIMEX_UNIT_WEEK));
}

/* What a day or time of day counts from: in the past, the last day that is over, where a year has come between ("closed its
 * border on Monday and, founded in 1998, reopened it the same day") or a day to come. Hours reach no further back than their
 * paragraph. */
static void
focus_on_day (const Resolver *resolver, guint i, TimexFrame *frame)
{
  const TimexScan *scan = scan_of (dtl_document_time (resolver->document, i));
  const TimexFocus *focus = &resolver->focus;
  gboolean hours = timex_get (&scan->form, unit) < TIMEX_UNIT_DAY;
  gboolean near = focus->has_day && scan->sentence - focus->day_sentence <= DAY_SENTENCES
                  && dtl_document_sentence (resolver->document, scan->sentence)->block
                       == dtl_document_sentence (resolver->document, focus->day_sentence)->block;
  DtlDay first, last;
  gboolean is_day = dtl_date_bounds (&frame->focus, &first, &last) && first == last;

  if (!points_at_day (&scan->form) || frame->tense != TIMEX_TENSE_PAST || focus->narrative || !focus->has_now)
    return;
  if (near && (!is_day || first > focus->now))
    frame->focus = dtl_date_from_day (focus->day);
  else if (frame->has_focus && timex_get (&scan->form, kind) == TIMEX_SHIFT && hours && !near)
    frame->has_focus = FALSE;
}

/* "Earlier in the day" is the day that is news. "Overnight … at 2 a.m." is the day after. */
static void
shift_focus (const Resolver *resolver, guint i, TimexFrame *frame)
{
  const TimexForm *form = &scan_of (dtl_document_time (resolver->document, i))->form;
  const TimexFocus *focus = &resolver->focus;
  DtlDay first, last;

  if (focus->has_news_day && !focus->narrative && frame->tense == TIMEX_TENSE_PAST && timex_get (form, kind) == TIMEX_UNIT
      && timex_get (form, unit) == TIMEX_UNIT_DAY && timex_has (form, anchor)
      && timex_get (form, anchor) == TIMEX_ANCHOR_STORY)
    {
      frame->now = focus->news_day;
      frame->now_name = "focus";
    }
  if (focus->is_night && timex_has (form, minute) && timex_get (form, minute) < NOON
      && dtl_date_bounds (&frame->focus, &first, &last) && first == last)
    frame->focus = dtl_date_from_day (first + 1);
}

/* "this February": of the year of writing, whatever the story has come to. */
static gboolean
is_this_month (const TimexForm *form)
{
  return timex_get (form, kind) == TIMEX_CALENDAR && timex_has (form, month) && timex_has (form, direction)
         && timex_get (form, direction) == 0;
}

static TimexFrame
frame_of (const Resolver *resolver, guint i)
{
  const DtlTime *time = dtl_document_time (resolver->document, i);
  TimexFrame frame = frame_of_section (resolver);
  DtlDay day;

  frame.tense = timex_tense_of (resolver->document, time, &frame.tense_is_sure);
  if (timex_get (&scan_of (time)->form, relation) == TIMEX_RELATION_SINCE && frame.tense != TIMEX_TENSE_FUTURE)
    frame.tense = TIMEX_TENSE_PAST; /* "the first since January" */
  if (names_whose (scan_of (time)) && frame.tense != TIMEX_TENSE_UNKNOWN)
    frame.tense = TIMEX_TENSE_PAST; /* "Friday's attacks are", "will discuss Friday's attacks" */
  if (dtl_document_sentence (resolver->document, scan_of (time)->sentence)->kind == DTL_SENTENCE_TITLE
      && frame.tense == TIMEX_TENSE_PRESENT)
    frame.tense = TIMEX_TENSE_PAST; /* headlines tell the past in the present */
  if (scan_of (time)->alone && frame.tense == TIMEX_TENSE_UNKNOWN)
    frame.tense = TIMEX_TENSE_FUTURE; /* an answer: "Within 30 days." */
  frame.has_focus = resolver->focus.has_date;
  frame.focus = resolver->focus.date;
  frame.narrative = resolver->focus.narrative;
  frame.in_results = scan_of (time)->in_results && !frame.narrative;
  frame.has_period = resolver->has_period && frame.in_results;
  frame.period = resolver->period;
  frame.focus_leads = timex_focus_leads (&resolver->focus, i, frame.tense)
                      && (frame.narrative || !is_this_month (&scan_of (time)->form))
                      && !(frame.in_results && timex_has (&scan_of (time)->form, quarter));
  focus_on_day (resolver, i, &frame);
  shift_focus (resolver, i, &frame);
  if (frame.has_now && timex_speaks_for_itself (resolver->document, time, frame.tense) && find_saying_day (resolver, i, &day))
    {
      gboolean same_weekday = timex_get (&scan_of (time)->form, weekday) == dtl_day_weekday (day);

      frame.now = day + (same_weekday && frame.tense == TIMEX_TENSE_FUTURE); /* "said on Monday it would open on Monday" */
      frame.now_name = "speaker";
    }
  return frame;
}

/* A quarter of results stays the one told of until half a year, nine months or a year is. */
static void
move_period (Resolver *resolver, const TimexScan *scan, TimexTense tense, const TimexResult *result)
{
  const TimexForm *form = &scan->form;
  const DtlDatePoint *start = &result->date.from;
  gint32 unit = timex_get (form, unit);
  DtlDay first, last;

  if (timex_has (form, quarter) || (timex_get (form, kind) == TIMEX_UNIT && unit == TIMEX_UNIT_QUARTER))
    {
      if (!dtl_date_bounds (&result->date, &first, &last) || !resolver->frame.has_now
          || dtl_date_granularity (&result->date) == DTL_GRANULARITY_YEAR)
        return;
      /* "posted a fourth-quarter loss" in November: the firm's own fourth quarter */
      if (last > resolver->frame.now
          && (first > resolver->frame.now || !scan->in_results || !timex_has (form, quarter) || tense != TIMEX_TENSE_PAST))
        return;
      resolver->has_period = TRUE;
      resolver->period = start->year * 4 + (start->month - 1) / 3;
    }
  else if ((timex_get (form, kind) == TIMEX_DURATION && unit == TIMEX_UNIT_MONTH && timex_get (form, amount) >= 600)
           || (timex_get (form, kind) == TIMEX_UNIT && unit == TIMEX_UNIT_YEAR && timex_has (form, fiscal)))
    resolver->has_period = FALSE;
}

/* "from Friday to Tuesday": the second day is the first such day after the first. "From Sept. 14 to Thursday" is not. */
static void
face_start (const DtlDocument *document, guint second, TimexFrame *frame)
{
  const DtlTime *to = dtl_document_time (document, second), *from = to - 1;
  DtlDay day;

  if (second == 0 || !is_pair (from, to) || !day_of_date (&from->date, &day) || !frame->has_now
      || !timex_has (&scan_of (from)->form, weekday) || timex_has (&scan_of (from)->form, month)
      || timex_get (&scan_of (to)->form, kind) != TIMEX_CALENDAR || !timex_has (&scan_of (to)->form, weekday)
      || timex_has (&scan_of (to)->form, month) || timex_has (&scan_of (to)->form, direction))
    return;
  frame->now = day;
  frame->tense = TIMEX_TENSE_FUTURE;
}

static void
resolve_time (Resolver *resolver, guint i)
{
  DtlTime *time = dtl_document_time (resolver->document, i);
  TimexFrame frame = frame_of (resolver, i);
  TimexForm form = scan_of (time)->form;
  TimexResult result;
  gboolean known;

  face_start (resolver->document, i, &frame);
  timex_point (&resolver->focus, i, frame.tense, &form);
  share_year (resolver->document, i, &form);
  precede_end (resolver->document, i, &frame, &form);
  wrap_around (resolver->document, i, &frame, &form);
  follow_start (resolver->document, i, &form);
  known = timex_construct (&form, &frame, &result);
  if (!known && !frame.has_now)
    report_missing (resolver, time);
  if (result.n_candidates > 0)
    report_ambiguous (resolver, time, &result);
  if (result.value[0])
    time->value = dtl_arena_strdup (resolver->document->arena, result.value);
  if (result.is_date)
    time->type = DTL_TIME_DATE;
  time->mod = result.mod;
  time->date = result.date;
  time->anchor = dtl_date_is_null (&result.date) ? NULL : result.anchor;
  timex_focus_move (&resolver->focus, i, &result);
  open_section (resolver, time, &result);
  move_period (resolver, scan_of (time), frame.tense, &result);
  pass_midnight (resolver->document, i);
  join_pair (resolver->document, i);
  if (time->date.shape == result.date.shape && !opens_with_hour (resolver->document, time))
    apply_relation (scan_of (time), &time->date);
}

gboolean
dtl_timex_resolve (DtlDocument *document, GError **error)
{
  Resolver resolver = { .document = document };
  DtlDay last;

  resolver.frame.has_now = dtl_date_bounds (&document->published.date, &resolver.frame.now, &last)
                           && resolver.frame.now == last;
  resolver.frame.now_name = "publication";
  find_dateline (&resolver);
  resolver.frame.month_first = find_order (document);
  timex_focus_open (&resolver.focus, document, resolver.frame.has_now, resolver.frame.now);
  for (guint i = 0; i < document->times->len; i++)
    resolve_time (&resolver, i);
  timex_focus_close (&resolver.focus);
  return dtl_document_is_within_limit (document, error);
}
