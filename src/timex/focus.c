/*
 * Which date the text speaks of.
 *
 * News tells of a few days and looks back in asides; a history carries a year through paragraphs of bare months and days.
 * So in a narrative every date moves the focus, unless it is background: a year far off to which the text does not keep
 * ("as in 1812"), the name of a thing ("the 1978 treaty"), what had happened before, what lasted until, a gloss in brackets.
 */
#include "timex/focus.h"

#include <string.h>

#include "document/lookup.h"
#include "timex/scan.h"
#include "timex/tense.h"

#define NARRATIVE_MIN 5      /* dates with a year that make a text a narrative … */
#define NARRATIVE_SHARE 0.7  /* … when this share of them lies before the year of writing */
#define CHRONICLE_MIN 20     /* dates with a year that make a text a chronicle, even one that reaches the present … */
#define CHRONICLE_SPAN 4     /* … when they lie so many years apart … */
#define CHRONICLE_SHARE 5    /* … and are so many times the times told from the day of writing */
#define FOCUS_SENTENCES 1    /* how far the year of a date carries over to dates without one in news */
#define NAME_WORDS 3         /* words behind a date among which is the noun that it names */
#define FAR_YEARS 5          /* a step of the story that needs to be borne out … */
#define YEARS_AHEAD 5        /* … by the years named next */

typedef struct
{
  guint time;
  gint32 year;
} YearNamed;

static const TimexScan *
scan_of (const TimexFocus *focus, guint i)
{
  return dtl_document_time (focus->document, i)->scan;
}

/* "Tuesday", "last week", "two days ago": said from the day of writing. */
static gboolean
is_told_from_now (const TimexForm *form)
{
  if (timex_get (form, kind) == TIMEX_CALENDAR)
    return timex_has (form, weekday) && !timex_has (form, month) && !timex_has (form, day);
  return timex_has (form, anchor) && timex_get (form, anchor) == TIMEX_ANCHOR_NOW;
}

static gboolean
find_year (const TimexForm *form, gint32 *year)
{
  if (timex_has (form, ymd))
    *year = timex_get (form, ymd) / 10000;
  else if (!timex_has (form, year))
    return FALSE;
  else
    {
      *year = timex_get (form, year);
      if (timex_has (form, era) && timex_get (form, era) < 0)
        *year = 1 - *year;
    }
  return TRUE;
}

/* Whether the times that are years or told from the day of writing are mostly years well before it, if that day is known,
 * or years in such number that the text must be a chronicle. */
static gboolean
is_narrative (const TimexFocus *focus)
{
  guint n_years = 0, n_now = 0, n_old = 0;
  gint32 first = G_MAXINT32, last = G_MININT32, year;

  for (guint i = 0; i < focus->document->times->len; i++)
    {
      const TimexForm *form = &scan_of (focus, i)->form;

      if (timex_has (form, year))
        {
          n_years++;
          n_old += timex_get (form, year) < focus->now_year - 1 || timex_has (form, era);
          if (find_year (form, &year) && year <= focus->now_year)
            {
              first = MIN (first, year);
              last = MAX (last, year);
            }
        }
      else if (focus->has_now)
        n_now += is_told_from_now (form);
    }
  if (n_years >= CHRONICLE_MIN && n_years >= CHRONICLE_SHARE * n_now && last >= first + CHRONICLE_SPAN)
    return TRUE;
  return n_years >= NARRATIVE_MIN && n_old >= (n_years + n_now) * NARRATIVE_SHARE;
}

void
timex_focus_open (TimexFocus *focus, DtlDocument *document, gboolean has_now, DtlDay now)
{
  *focus = (TimexFocus) { .document = document, .has_now = has_now, .now_year = G_MAXINT32, .now = now };
  if (has_now)
    dtl_day_to_civil (now, &focus->now_year, NULL, NULL);
  focus->years = g_array_new (FALSE, FALSE, sizeof (YearNamed));
  focus->days = g_array_new (FALSE, FALSE, sizeof (TimexDayNamed));
  for (guint i = 0; i < document->times->len; i++)
    {
      YearNamed named = { .time = i };

      if (find_year (&scan_of (focus, i)->form, &named.year))
        g_array_append_val (focus->years, named);
    }
  focus->narrative = is_narrative (focus);
}

void
timex_focus_close (TimexFocus *focus)
{
  g_array_unref (focus->years);
  g_array_unref (focus->days);
}

/* The year in focus leads a bare "in March" in a narrative, and in news close behind a day or month of another year: a
 * bare "in 2016" is background there, after which "in August" is again the last one. */
gboolean
timex_focus_leads (const TimexFocus *focus, guint i, TimexTense tense)
{
  const DtlSentence *here = dtl_document_sentence (focus->document, scan_of (focus, i)->sentence), *there;

  if (!focus->has_date)
    return FALSE;
  if (focus->narrative)
    return !focus->is_from_now && (!focus->has_news_day || tense != TIMEX_TENSE_FUTURE);
  there = dtl_document_sentence (focus->document, focus->sentence);
  return focus->is_explicit && tense == TIMEX_TENSE_PAST && (focus->date.from.month > 0 || !focus->has_now)
         && focus->date.from.year < focus->now_year - 1
         && scan_of (focus, i)->sentence - focus->sentence <= FOCUS_SENTENCES && here->block == there->block;
}

static gint32
distance (gint32 a, gint32 b)
{
  return a < b ? b - a : a - b;
}

/* A year far from the story that the next years named do not keep to. */
static gboolean
is_far_off (const TimexFocus *focus, gint32 year)
{
  gint32 here = focus->date.from.year;
  guint stay = 0, go = 0;

  if (distance (year, here) <= FAR_YEARS)
    return FALSE;
  for (guint i = focus->next_year; i < focus->years->len && i < focus->next_year + YEARS_AHEAD; i++)
    {
      gint32 next = g_array_index (focus->years, YearNamed, i).year;

      if (distance (next, here) < distance (next, year))
        stay++;
      else
        go++;
    }
  return stay > go;
}

/* "the 1978 treaty", "the August 1792 uprising" */
static gboolean
names_thing (const TimexFocus *focus, const DtlTime *time)
{
  const DtlToken *top;
  guint32 number;
  gint32 head = dtl_document_time_head (focus->document, time, &number);

  if (head >= (gint32) (time->first + time->n) && head < (gint32) (time->first + time->n + NAME_WORDS)
      && dtl_document_token (focus->document, head)->upos == DTL_UPOS_NOUN)
    return TRUE;
  top = dtl_document_token (focus->document, number);
  return top->deprel == DTL_DEPREL_COMPOUND || top->deprel == DTL_DEPREL_AMOD || top->deprel == DTL_DEPREL_NUMMOD
         || top->deprel == DTL_DEPREL_NMOD_POSS;
}

/* "the previous year", "two years earlier" */
static gboolean
looks_back (const TimexForm *form)
{
  return timex_has (form, anchor) && timex_get (form, anchor) == TIMEX_ANCHOR_FOCUS && timex_has (form, direction)
         && timex_get (form, direction) < 0;
}

/* "charged in the December 1988 bombing": which one is meant. "The December 1988 bombing killed" is told of. */
static gboolean
is_aside (const TimexFocus *focus, const DtlTime *time)
{
  gint32 head = dtl_document_time_head (focus->document, time, NULL);

  return names_thing (focus, time)
         && (head < 0 || dtl_deprel_base (dtl_document_token (focus->document, head)->deprel) != DTL_DEPREL_NSUBJ);
}

/* A bare year says nothing new where a month or day of it is in focus. */
static gboolean
is_coarser (const DtlDate *date, const DtlDate *focus)
{
  return date->shape == DTL_DATE_POINT && focus->shape == DTL_DATE_POINT && date->from.year == focus->from.year
         && date->from.month == 0 && focus->from.month > 0;
}

static gboolean
is_background (const TimexFocus *focus, guint i)
{
  const DtlTime *time = dtl_document_time (focus->document, i);
  const TimexForm *form = &scan_of (focus, i)->form;
  gint32 year, relation = timex_get (form, relation);

  if (!focus->narrative || !focus->has_date)
    return FALSE;
  if (looks_back (form) || relation == TIMEX_RELATION_SINCE || relation == TIMEX_RELATION_UNTIL)
    return TRUE;
  if (!find_year (form, &year))
    return FALSE;
  if (is_far_off (focus, year))
    return TRUE;
  return year < focus->date.from.year
         && (scan_of (focus, i)->in_brackets || (!timex_has (form, day) && names_thing (focus, time))
             || timex_is_before_past (focus->document, time));
}

static gboolean
is_point_of_story (const TimexFocus *focus, guint i, const TimexResult *result)
{
  gint32 kind = timex_get (&scan_of (focus, i)->form, kind);

  if (result->date.shape != DTL_DATE_POINT && result->date.shape != DTL_DATE_INTERVAL)
    return FALSE;
  if (dtl_document_sentence (focus->document, scan_of (focus, i)->sentence)->kind == DTL_SENTENCE_DATELINE)
    return FALSE;
  return kind == TIMEX_CALENDAR || kind == TIMEX_DAY || kind == TIMEX_UNIT || kind == TIMEX_SHIFT || kind == TIMEX_NUMERIC;
}

/* Whether time @i was counted from the day of writing, not from the story. */
static gboolean
is_from_writing (const TimexFocus *focus, guint i, const TimexResult *result)
{
  return is_told_from_now (&scan_of (focus, i)->form) && result->anchor && strcmp (result->anchor, "focus") != 0;
}

/* "the ship, built in Kobe in 1984, sank": whence a thing is, in news; the story does not go there. */
static gboolean
is_origin (const TimexFocus *focus, guint i)
{
  const DtlTime *time = dtl_document_time (focus->document, i);
  const TimexForm *form = &scan_of (focus, i)->form;
  gint32 head = dtl_document_time_head (focus->document, time, NULL);
  const DtlToken *word = head < 1 ? NULL : dtl_document_token (focus->document, head);

  return !focus->narrative && timex_has (form, year) && !timex_has (form, month) && word && word->xpos == DTL_XPOS_VBN
         && word[-1].upos == DTL_UPOS_PUNCT && (word->deprel == DTL_DEPREL_ACL || word->deprel == DTL_DEPREL_ADVCL);
}

/* Keeps the last day that is over, and the last one told of as news. */
static void
keep_day (TimexFocus *focus, guint i, const TimexResult *result)
{
  DtlDay first, last;

  if (!focus->has_now || !dtl_date_bounds (&result->date, &first, &last) || first != last || first > focus->now)
    return;
  focus->has_day = TRUE;
  focus->day = first;
  focus->day_sentence = scan_of (focus, i)->sentence;
  if (is_from_writing (focus, i, result) && !g_str_has_suffix (result->value, "TNI"))
    {
      focus->has_news_day = TRUE;
      focus->news_day = first;
    }
}

/* Remembers a day that the text tells of, but not where it was written. */
static void
name_day (TimexFocus *focus, guint i, const TimexResult *result)
{
  TimexDayNamed named = { .sentence = scan_of (focus, i)->sentence };
  DtlDay last;

  if (!focus->has_now || dtl_document_sentence (focus->document, named.sentence)->kind == DTL_SENTENCE_DATELINE
      || !dtl_date_bounds (&result->date, &named.day, &last) || named.day != last || last > focus->now)
    return;
  g_array_append_val (focus->days, named);
}

void
timex_focus_move (TimexFocus *focus, guint i, const TimexResult *result)
{
  const TimexForm *form = &scan_of (focus, i)->form;

  while (focus->next_year < focus->years->len && g_array_index (focus->years, YearNamed, focus->next_year).time <= i)
    focus->next_year++;
  name_day (focus, i, result);
  if (!is_point_of_story (focus, i, result) || is_background (focus, i) || (focus->has_date && is_origin (focus, i))
      || (focus->narrative && is_coarser (&result->date, &focus->date)))
    return;
  keep_day (focus, i, result);
  focus->has_date = TRUE;
  focus->date = result->date;
  focus->is_from_now = is_from_writing (focus, i, result);
  focus->is_night = g_str_has_suffix (result->value, "TNI");
  focus->sentence = scan_of (focus, i)->sentence;
  focus->is_explicit = ((timex_has (form, year) || timex_has (form, ymd))
                        && timex_get (form, relation) != TIMEX_RELATION_SINCE
                        && !is_aside (focus, dtl_document_time (focus->document, i)))
                       || (focus->is_explicit && result->anchor && strcmp (result->anchor, "focus") == 0);
}
