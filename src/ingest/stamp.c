/*
 * Dates that an article gives of itself: machine-written ones and those of "Published March 12, 2022 at 10:04 pm EST".
 *
 * What a date looks like is the calendar's knowledge; this file finds the words that belong to one: it takes a year
 * and tries the stretches of words around it, longest first.
 */
#include <string.h>

#include "ingest/lines.h"
#include "lexicon/calendar.h"
#include "lexicon/tables.h"

#define WORDS_BEFORE 9 /* "10:04 p.m. EDT, Sat, March the 12th," */
#define WORDS_AFTER 5  /* "2022 at 10:04 pm EST" */
#define TRIES_LIMIT 600
#define YEAR_MIN 1900
#define YEAR_MAX 2199
#define LONGEST 160 /* bytes of one stamp */
#define THING_LENGTH 4 /* letters of a word that a date may name: "bombings"; "min", "ago" are of clocks */

static gboolean
parse_stamp (const char *text, gsize length, DtlDate *date)
{
  g_autofree char *copy = NULL;
  DtlDate found;
  int minute = -1, zone = DTL_ZONE_NONE;

  if (length == 0 || length > LONGEST)
    return FALSE;
  copy = g_strndup (text, length);
  if (!dtl_calendar_parse_written (copy, &found, &minute, &zone))
    return FALSE;
  if (found.from.year < YEAR_MIN || found.from.year > YEAR_MAX)
    return FALSE;
  found.from.minute = minute;
  found.from.zone = minute >= 0 ? zone : DTL_ZONE_NONE;
  *date = found;
  return TRUE;
}

/* Spans of the words of a text. */
static GArray *
split_words (const char *text, gsize length)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (DtlSpan));
  gsize i = 0;

  while (i < length)
    {
      DtlSpan word;

      while (i < length && (g_ascii_isspace (text[i]) || text[i] == '|'))
        i++;
      word.start = i;
      while (i < length && !g_ascii_isspace (text[i]) && text[i] != '|')
        i++;
      word.end = i;
      if (word.end > word.start)
        g_array_append_val (words, word);
    }
  return words;
}

/* "2022", "2022," "(2022)", "12/03/2022", "2022-03-12T10:00": four digits that may be a year. */
static gboolean
holds_year (const char *word, gsize length)
{
  for (gsize i = 0; i + 4 <= length; i++)
    {
      gboolean is_year = (word[i] == '1' && word[i + 1] == '9') || (word[i] == '2' && (word[i + 1] == '0' || word[i + 1] == '1'));

      if (is_year && g_ascii_isdigit (word[i + 2]) && g_ascii_isdigit (word[i + 3])
          && (i == 0 || !g_ascii_isdigit (word[i - 1])))
        return TRUE;
    }
  return FALSE;
}

/* Brackets, commas and stops at the ends of a stretch are not of the date. */
static void
trim_punctuation (const char *text, DtlSpan *span)
{
  while (span->start < span->end && strchr ("([,;:.-", text[span->start]) != NULL)
    span->start++;
  while (span->end > span->start && strchr (")],;:-", text[span->end - 1]) != NULL)
    span->end--;
}

static gboolean
parse_around (const char *text, const GArray *words, guint year, guint *n_tries, DtlDate *date, DtlSpan *span)
{
  guint first = year > WORDS_BEFORE ? year - WORDS_BEFORE : 0;
  guint last = MIN (words->len - 1, year + WORDS_AFTER);

  for (guint from = first; from <= year; from++)
    for (guint to = last + 1; to-- > year;)
      {
        DtlSpan stretch = { g_array_index (words, DtlSpan, from).start, g_array_index (words, DtlSpan, to).end };

        if (++*n_tries > TRIES_LIMIT)
          return FALSE;
        trim_punctuation (text, &stretch);
        if (!parse_stamp (text + stretch.start, stretch.end - stretch.start, date))
          continue;
        *span = stretch;
        return TRUE;
      }
  return FALSE;
}

/* The first date and where it stands. */
static gboolean
find_stamp (const char *text, gsize length, DtlDate *date, DtlSpan *span)
{
  g_autoptr (GArray) words = NULL;
  guint n_tries = 0;

  *span = (DtlSpan) { 0, length };
  if (parse_stamp (text, length, date))
    return TRUE;
  words = split_words (text, length);
  for (guint i = 0; i < words->len; i++)
    {
      DtlSpan word = g_array_index (words, DtlSpan, i);

      if (holds_year (text + word.start, word.end - word.start)
          && parse_around (text, words, i, &n_tries, date, span))
        return TRUE;
    }
  return FALSE;
}

gboolean
dtl_stamp_read (const char *text, gsize length, DtlDate *date)
{
  g_autofree char *plain = dtl_stamp_plain (text, length, DTL_STAMP_ORDER_UNKNOWN);
  DtlSpan span;

  return find_stamp (plain, strlen (plain), date, &span);
}

/* The words that open a stamp: rows of ingest_bylines.tsv of this kind. */
static gboolean
is_stamp_word (const char *text, DtlSpan word, const char *kind)
{
  g_autofree char *lower = g_utf8_strdown (text + word.start, word.end - word.start);
  guint n = 0;
  const char *const *row = dtl_table_find (&dtl_table_ingest_bylines, lower, &n);

  for (guint i = 0; i < n; i++, row += dtl_table_ingest_bylines.n_columns)
    if (strcmp (row[DTL_INGEST_BYLINES_KIND], kind) == 0)
      return TRUE;
  return FALSE;
}

/* Whether only words such as "Published on" stand in @text. */
static gboolean
is_stamp_lead (const char *text, gsize length)
{
  g_autoptr (GArray) words = split_words (text, length);

  for (guint i = 0; i < words->len; i++)
    {
      DtlSpan word = g_array_index (words, DtlSpan, i);

      trim_punctuation (text, &word);
      if (word.end > word.start && !is_stamp_word (text, word, "stamp") && !is_stamp_word (text, word, "change"))
        return FALSE;
    }
  return TRUE;
}

/* Whether one of the first words is of @kind: "Updated …", "Last modified on …". */
static gboolean
opens_with (const char *text, gsize length, const char *kind)
{
  g_autoptr (GArray) words = split_words (text, length);

  for (guint i = 0; i < words->len && i < 3; i++)
    {
      DtlSpan word = g_array_index (words, DtlSpan, i);

      trim_punctuation (text, &word);
      if (is_stamp_word (text, word, kind))
        return TRUE;
    }
  return FALSE;
}

/* "7 August 1998 bombings": a date that goes on in a word which no byline has says which thing is meant. */
static gboolean
names_thing (const char *text, gsize length)
{
  g_autoptr (GArray) words = split_words (text, length);
  g_autofree char *word = NULL;
  DtlSpan first;

  if (words->len == 0 || !g_ascii_isspace (*text))
    return FALSE;
  first = g_array_index (words, DtlSpan, 0);
  word = g_strndup (text + first.start, first.end - first.start);
  return first.end - first.start >= THING_LENGTH && g_ascii_islower (*word)
         && !dtl_table_has (&dtl_table_ingest_bylines, word);
}

/* A line in plain form. */
static DtlStampLine
read_plain_line (const char *text, gsize length, DtlDate *date)
{
  DtlSpan span;

  if (!find_stamp (text, length, date, &span) || !is_stamp_lead (text, span.start))
    return DTL_STAMP_LINE_NONE;
  /* a second stamp may follow: "Published March 3, 2022 | Updated March 4, 2022" */
  if (dtl_line_count_words (text + span.end, length - span.end) > 9)
    return DTL_STAMP_LINE_NONE;
  if (span.end < length && strchr ("|,;(.) \t", text[span.end]) == NULL)
    return DTL_STAMP_LINE_NONE;
  if (names_thing (text + span.end, length - span.end))
    return DTL_STAMP_LINE_NONE;
  if (dtl_line_ends_sentence (text, length) && dtl_line_count_words (text, length) > 10)
    return DTL_STAMP_LINE_NONE;
  if (opens_with (text, length, "change"))
    return DTL_STAMP_LINE_UPDATED;
  return opens_with (text, length, "stamp") ? DTL_STAMP_LINE_PUBLISHED : DTL_STAMP_LINE_DATE;
}

DtlStampLine
dtl_stamp_read_line (const char *text, gsize length, DtlDate *date)
{
  g_autofree char *plain = NULL;

  if (length > LONGEST)
    return DTL_STAMP_LINE_NONE;
  plain = dtl_stamp_plain (text, length, DTL_STAMP_ORDER_UNKNOWN);
  return read_plain_line (plain, strlen (plain), date);
}
