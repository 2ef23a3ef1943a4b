/*
 * Datelines: "DUBAI, United Arab Emirates —", "KYIV, March 3 (Reuters) -", "(CNN) —". A place in capitals, perhaps a
 * region and a day, perhaps an agency in brackets, then a dash with white space behind it.
 *
 * A place that is not in capitals counts only with an agency: "Washington (CNN) —", not "Hope — the thing".
 */
#include <string.h>

#include "ingest/lines.h"
#include "lexicon/tables.h"

#define LONGEST_DATELINE 110 /* bytes */
#define LONGEST_PLACE 6      /* words before the first comma */

typedef struct
{
  const char *text;
  DtlSpan place;  /* up to the first comma, bracket or dash */
  DtlSpan rest;   /* ", United Arab Emirates, March 3" */
  DtlSpan agency; /* within brackets or slashes; empty when there is none */
  gsize length;
  gboolean hyphen; /* closes with a single one */
} Parts;

/* Bytes of the dash at @p that closes a dateline, or 0: "—", "–", "--", " - ". */
static gsize
measure_dash (const char *p, const char *end)
{
  static const char *const dashes[] = { "—", "–", "--", "-", "−", "|" };

  for (gsize i = 0; i < G_N_ELEMENTS (dashes); i++)
    {
      gsize n = strlen (dashes[i]);

      if ((gsize) (end - p) > n && memcmp (p, dashes[i], n) == 0)
        return n;
    }
  return 0;
}

static gboolean
is_blank_at (const char *p, const char *end)
{
  return p < end && g_unichar_isspace (g_utf8_get_char (p));
}

/* The dash must close the dateline: a blank behind it, and before it one or an agency's bracket; a long dash needs the
 * blank on one side only ("LONDON— The"). */
static gboolean
is_closing_dash (const char *text, const char *p, gsize n, const char *end)
{
  const char *before = g_utf8_find_prev_char (text, p);
  gboolean is_long = n > 1;
  gboolean after_blank = before != NULL && (g_unichar_isspace (g_utf8_get_char (before)) || *before == ')' || *before == '/');

  if (is_long)
    return after_blank || is_blank_at (p + n, end);
  return after_blank && is_blank_at (p + n, end);
}

/* "Washington (CNN) The Senate voted": a known outlet in brackets needs no dash. */
static gboolean
closes_without_dash (const char *agency, const char *close, const char *end)
{
  const char *next = close + 1;

  while (next < end && *next == ' ')
    next++;
  return next < end && g_unichar_isupper (g_utf8_get_char (next)) && dtl_byline_outlet (agency, close - agency) != NULL;
}

static gboolean
set_parts (Parts *parts, gsize i, gsize n, gssize comma, gssize open, gssize close)
{
  gsize stop = open >= 0 ? (gsize) open : i;

  parts->place = (DtlSpan) { 0, comma >= 0 && (gsize) comma < stop ? (gsize) comma : stop };
  parts->rest = (DtlSpan) { parts->place.end, stop };
  parts->agency = open >= 0 ? (DtlSpan) { open + 1, close } : (DtlSpan) { 0, 0 };
  parts->length = i + n;
  parts->hyphen = n == 1;
  return TRUE;
}

/* Splits "PLACE, REST (AGENCY) —"; FALSE if the text does not open so. */
static gboolean
split_parts (const char *text, gsize length, Parts *parts)
{
  const char *end = text + MIN (length, LONGEST_DATELINE);
  gssize comma = -1, open = -1, close = -1;

  while (end < text + length && ((guchar) *end & 0xC0) == 0x80)
    end--;
  *parts = (Parts) { .text = text };
  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gsize n = close < 0 && open >= 0 ? 0 : measure_dash (p, end);
      gsize i = p - text;

      if (n > 0 && is_closing_dash (text, p, n, end))
        return set_parts (parts, i, n, comma, open, close);
      n = 0;
      if (*p == '\n' || *p == '"' || *p == ':' || *p == '?' || *p == '!')
        return FALSE;
      if (*p == ',' && comma < 0)
        comma = i;
      if (*p == '(' && open < 0)
        open = i;
      if (*p == ')' && open >= 0 && close < 0)
        {
          close = i;
          if (closes_without_dash (text + open + 1, p, end))
            n = 1;
        }
      else if (close >= 0 && *p != ' ')
        return FALSE;
      if (n > 0)
        return set_parts (parts, i, n, comma, open, close);
    }
  return FALSE;
}

/* Letters all in capitals ("NEW YORK", "ULAN-UDE", "ST. PAUL"). */
static gboolean
is_all_capitals (const char *text, DtlSpan span, guint *n_letters)
{
  *n_letters = 0;
  for (const char *p = text + span.start; p < text + span.end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_islower (c) || g_unichar_isdigit (c))
        return FALSE;
      *n_letters += g_unichar_isalpha (c);
    }
  return TRUE;
}

/* Every word capitalised, as in names of places; "and" and "of" may stand between. */
static gboolean
is_capitalised (const char *text, DtlSpan span)
{
  gboolean at_start = TRUE;

  for (const char *p = text + span.start; p < text + span.end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_small = g_str_has_prefix (p, "and ") || g_str_has_prefix (p, "of ") || g_str_has_prefix (p, "the ")
                          || g_str_has_prefix (p, "de ") || g_str_has_prefix (p, "at ");

      if (at_start && g_unichar_islower (c) && !is_small)
        return FALSE;
      at_start = g_unichar_isspace (c);
    }
  return TRUE;
}

/* Words that look like a place in capitals but open a line of another sort. */
static gboolean
is_label (const char *text, DtlSpan span)
{
  gsize length = span.end - span.start;
  g_autofree char *lower = NULL;
  const char *const *row;
  guint n = 0;

  while (length > 0 && g_ascii_isspace (text[span.start + length - 1]))
    length--;
  lower = g_ascii_strdown (text + span.start, length);
  row = dtl_table_find (&dtl_table_ingest_bylines, lower, &n);
  for (guint i = 0; i < n; i++, row += dtl_table_ingest_bylines.n_columns)
    if (strcmp (row[DTL_INGEST_BYLINES_KIND], "label") == 0)
      return TRUE;
  return FALSE;
}

/* The agency in brackets: by name, or a short capitalised one. */
static gboolean
is_agency (const Parts *parts, const char **outlet)
{
  gsize length = parts->agency.end - parts->agency.start;

  if (parts->agency.end <= parts->agency.start)
    return FALSE;
  *outlet = dtl_byline_outlet (parts->text + parts->agency.start, length);
  return *outlet != NULL || (length <= 30 && is_capitalised (parts->text, parts->agency));
}

static gboolean
is_known_place (const char *text, DtlSpan span)
{
  g_autofree char *copy = g_strstrip (g_strndup (text + span.start, span.end - span.start));
  g_autoptr (GString) lower = g_string_new (NULL);

  for (const char *p = copy; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (lower, g_unichar_tolower (g_utf8_get_char (p)));
  return dtl_table_has (&dtl_table_places, lower->str) || dtl_table_has (&dtl_table_countries, lower->str);
}

/* "HAMSTERS - will a hamster do?": capitals and a hyphen alone are a dateline only with a place that is known. */
static gboolean
is_doubtful (const Parts *parts)
{
  return parts->hyphen && parts->agency.end == parts->agency.start && parts->rest.end == parts->rest.start
         && !is_known_place (parts->text, parts->place);
}

gboolean
dtl_dateline_read (const char *text, gsize length, DtlDateline *dateline)
{
  Parts parts;
  guint n_letters;
  gboolean has_agency, has_place;

  *dateline = (DtlDateline) { 0 };
  if (!split_parts (text, length, &parts) || is_label (text, parts.place))
    return FALSE;
  has_agency = is_agency (&parts, &dateline->outlet);
  has_place = is_all_capitals (text, parts.place, &n_letters) && n_letters >= 3;
  if (parts.agency.end > parts.agency.start && !has_agency)
    return FALSE;
  if ((!has_place && dateline->outlet == NULL) || is_doubtful (&parts))
    return FALSE;
  if (dtl_line_count_words (text, parts.place.end) > LONGEST_PLACE || !is_capitalised (text, parts.place)
      || !is_capitalised (text, parts.rest) || dtl_line_count_words (text + parts.rest.start, parts.rest.end - parts.rest.start) > 7)
    return FALSE;
  dateline->length = parts.length;
  if (parts.rest.end > parts.rest.start)
    dtl_stamp_read (text + parts.rest.start, parts.rest.end - parts.rest.start, &dateline->date);
  return TRUE;
}
