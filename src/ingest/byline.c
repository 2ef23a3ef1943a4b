/*
 * Bylines: "By Kylie Roe, J. Doe and Ana de Souza, CNN". A byline is a lead word and a list of pieces each of which is
 * a person's name, an outlet or a duty ("Staff Writer"); one piece that is none of these and it is no byline.
 */
#include <string.h>

#include "ingest/lines.h"
#include "lexicon/tables.h"

#define LONGEST_BYLINE 240 /* bytes */
#define LONGEST_NAME 6     /* words */
#define DATE_LEAST 6       /* bytes */

static gboolean
has_kind (const char *words, const char *kind, const char **name)
{
  guint n = 0;
  const char *const *row = dtl_table_find (&dtl_table_ingest_bylines, words, &n);

  for (guint i = 0; i < n; i++, row += dtl_table_ingest_bylines.n_columns)
    if (strcmp (row[DTL_INGEST_BYLINES_KIND], kind) == 0)
      {
        if (name != NULL)
          *name = row[DTL_INGEST_BYLINES_NAME];
        return TRUE;
      }
  return FALSE;
}

/* Lower case of a stretch without the white space around it. */
static char *
lower_form (const char *text, gsize length)
{
  g_autoptr (GString) lower = g_string_new (NULL);

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_space = g_unichar_isspace (c);

      if (is_space && (lower->len == 0 || lower->str[lower->len - 1] == ' '))
        continue;
      g_string_append_unichar (lower, is_space ? ' ' : g_unichar_tolower (c));
    }
  if (lower->len > 0 && lower->str[lower->len - 1] == ' ')
    g_string_truncate (lower, lower->len - 1);
  return g_string_free (g_steal_pointer (&lower), FALSE);
}

const char *
dtl_byline_outlet (const char *text, gsize length)
{
  g_autofree char *lower = lower_form (text, length);
  const char *name = NULL;

  return has_kind (lower, "outlet", &name) ? name : NULL;
}

gboolean
dtl_byline_is_nobody (const char *text, gsize length)
{
  g_autofree char *lower = lower_form (text, length);

  return has_kind (lower, "stop", NULL) || has_kind (lower, "duty", NULL) || has_kind (lower, "lead", NULL);
}

gboolean
dtl_byline_is_staff (const char *text, gsize length)
{
  g_autofree char *lower = lower_form (text, length);

  return has_kind (lower, "duty", NULL) && !has_kind (lower, "stop", NULL);
}

/* "Harbour News": capitalised, and the last word is one of names of outlets. */
static gboolean
is_outlet_name (const char *text, gsize length)
{
  g_autofree char *lower = lower_form (text, length);
  const char *last = strrchr (lower, ' ');

  return last != NULL && dtl_line_count_words (text, length) <= 5 && has_kind (last + 1, "outlet-word", NULL)
         && g_unichar_isupper (g_utf8_get_char (text));
}

/* "Staff Writer", "Foreign Editor", "in Kyiv". */
static gboolean
is_duty (const char *text, gsize length)
{
  g_autofree char *lower = lower_form (text, length);
  const char *last = strrchr (lower, ' ');

  return has_kind (lower, "duty", NULL) || g_str_has_prefix (lower, "in ") || g_str_has_prefix (lower, "at ")
         || (last != NULL && has_kind (last + 1, "duty", NULL));
}

/* One word of a name: capitalised, an initial, a particle; no digit, no address. */
static gboolean
is_name_word (const char *word, gsize length)
{
  g_autofree char *lower = lower_form (word, length);

  for (const char *p = word; p < word + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalpha (c) && !g_unichar_ismark (c) && c != '\'' && c != '.' && c != '-' && c != 0x2019
          && c != 0x2010 && c != 0x2011)
        return FALSE;
    }
  if (has_kind (lower, "stop", NULL))
    return FALSE;
  return g_unichar_isupper (g_utf8_get_char (word)) || !g_unichar_islower (g_utf8_get_char (word))
         || has_kind (lower, "particle", NULL);
}

static gboolean
is_person (const char *text, gsize length)
{
  guint n = 0, n_letters = 0;

  for (gsize i = 0; i < length;)
    {
      gsize start = i;

      while (i < length && text[i] != ' ')
        i++;
      if (i > start && !is_name_word (text + start, i - start))
        return FALSE;
      n += i > start;
      n_letters += i - start;
      i++;
    }
  return n >= 1 && n <= LONGEST_NAME && n_letters >= 2;
}

/* "JANE DOE" as "Jane Doe"; others as they are. */
static char *
name_case (const char *text, gsize length)
{
  g_autoptr (GString) name = g_string_new (NULL);
  gboolean inside = FALSE;
  guint n_upper = 0;

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      if (g_unichar_islower (g_utf8_get_char (p)))
        return g_strndup (text, length);
      n_upper += g_unichar_isupper (g_utf8_get_char (p));
    }
  if (n_upper < 5 || memchr (text, ' ', length) == NULL)
    return g_strndup (text, length);
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (name, inside ? g_unichar_tolower (c) : c);
      inside = g_unichar_isalpha (c);
    }
  return g_string_free (g_steal_pointer (&name), FALSE);
}

static void
take_publisher (DtlDraft *draft, const char *name, gsize length)
{
  if (draft != NULL)
    dtl_draft_take (&draft->publisher, g_strndup (name, length));
}

/* "Jane Doe Associated Press": the longest outlet that ends the piece; its start, or @length. */
static gsize
find_outlet_at_end (const char *text, gsize length, const char **outlet)
{
  for (gsize i = 1; i < length; i++)
    if (text[i - 1] == ' ' && (*outlet = dtl_byline_outlet (text + i, length - i)) != NULL)
      return i;
  return length;
}

static gboolean
read_name (const char *text, gsize length, DtlDraft *draft, guint *n_names)
{
  const char *outlet = NULL;
  gsize end = find_outlet_at_end (text, length, &outlet);
  g_autofree char *name = NULL;

  while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == ','))
    end--;
  if (!is_person (text, end))
    return FALSE;
  ++*n_names;
  if (draft == NULL)
    return TRUE;
  name = name_case (text, end);
  dtl_draft_add_author (draft, name, -1);
  if (outlet != NULL)
    take_publisher (draft, outlet, strlen (outlet));
  return TRUE;
}

/* "Jane Doe Associated Press" */
static gboolean
ends_in_outlet (const char *text, gsize length)
{
  const char *outlet = NULL;
  gsize end = find_outlet_at_end (text, length, &outlet);

  return end < length && dtl_line_count_words (text, end) >= 2;
}

/* One piece of the list. */
static gboolean
read_piece (const char *text, gsize length, DtlDraft *draft, guint *n_names)
{
  const char *outlet;
  const char *of = g_strstr_len (text, length, " of ");
  const char *in = g_strstr_len (text, length, " in ");

  if (of == NULL)
    of = g_strstr_len (text, length, " for ");
  outlet = dtl_byline_outlet (text, length);
  if (outlet != NULL || (is_outlet_name (text, length) && !ends_in_outlet (text, length)))
    {
      take_publisher (draft, outlet ? outlet : text, outlet ? strlen (outlet) : length);
      ++*n_names;
      return TRUE;
    }
  if (is_duty (text, length))
    {
      ++*n_names;
      return TRUE;
    }
  if (of != NULL)
    {
      const char *rest = strchr (of + 1, ' ') + 1;

      read_piece (rest, text + length - rest, draft, n_names);
      length = of - text;
    }
  else if (in != NULL)
    length = in - text;
  return read_name (text, length, draft, n_names);
}

/* A run of @words at @p, in any case. */
static gboolean
starts_with (const char *p, const char *end, const char *words)
{
  gsize n = strlen (words);

  return (gsize) (end - p) >= n && g_ascii_strncasecmp (p, words, n) == 0;
}

/* Bytes of " and " at the blank @p, in one of the languages of the table; 0 for none. */
static gsize
measure_and (const char *p, const char *end)
{
  const char *stop = memchr (p + 1, ' ', end - p - 1);
  g_autofree char *word = stop != NULL && stop - p <= 8 ? lower_form (p + 1, stop - p - 1) : NULL;

  return word != NULL && has_kind (word, "and", NULL) ? stop + 1 - p : 0;
}

/* The next break of a list of names: its place and length; FALSE at the end. */
static gboolean
find_break (const char *p, const char *end, const char **at, gsize *length)
{
  static const char *const breaks[] = { ", and ", ", ", " & ", " with ", "; ", " | ", " • ", " · ", " — ",
                                        " – ", " - ", " / ", "\n" };

  for (const char *q = p; q < end; q = g_utf8_next_char (q))
    {
      gsize n = *q == ' ' ? measure_and (q, end) : 0;

      for (gsize i = 0; n == 0 && i < G_N_ELEMENTS (breaks); i++)
        if (starts_with (q, end, breaks[i]))
          n = strlen (breaks[i]);
      if (n > 0)
        {
          *at = q;
          *length = n;
          return TRUE;
        }
    }
  return FALSE;
}

/* "12/10/2020", "18:52": digits that may be a date of either order or a time. */
static gboolean
is_number_piece (const char *text, gsize length)
{
  return length > 0 && g_ascii_isdigit (*text) && strspn (text, "0123456789/.:-, ") >= length;
}

/* "at 18:52", "um 10 Uhr": a small word before digits. */
static gboolean
is_time_piece (const char *text, gsize length)
{
  const char *blank = memchr (text, ' ', length);

  return blank != NULL && g_ascii_islower (*text) && g_ascii_isdigit (blank[1]);
}

static gboolean
is_stamp_piece (const char *text, gsize length, DtlDraft *draft)
{
  DtlDate date;
  DtlStampLine line = dtl_stamp_read_line (text, length, &date);

  if (line == DTL_STAMP_LINE_NONE || draft == NULL)
    return line != DTL_STAMP_LINE_NONE;
  dtl_draft_set_stamp (line == DTL_STAMP_LINE_UPDATED ? &draft->updated : &draft->published, &date, DTL_BASIS_TEXT,
                       text, length);
  return TRUE;
}

/* Where in a piece that ends at @stop a remark or a date of the whole begins: "Jane Doe (spokeswoman)", "Jane Doe @jdoe",
 * "Jane Doe on 3 May 2022"; *@dated says that it is a date, which goes to @end. */
static const char *
find_remark (const char *p, const char *stop, const char *end, DtlDraft *draft, gboolean *dated)
{
  for (const char *q = p + 1; q < stop; q++)
    {
      if (*q != ' ')
        continue;
      if (q[1] == '@' || (q[1] == '(' && memchr (q, ')', stop - q) != NULL && memchr (q, '.', stop - q) == NULL))
        return q;
      if (!g_unichar_isupper (g_utf8_get_char (q + 1))
          && (is_stamp_piece (q + 1, end - q - 1, draft) || is_time_piece (q + 1, end - q - 1)))
        {
          *dated = TRUE;
          return q;
        }
    }
  return stop;
}

/* All pieces; @draft NULL only looks. */
static gboolean
read_list (const char *p, const char *end, DtlDraft *draft)
{
  guint n_names = 0;

  while (p < end)
    {
      const char *stop, *tail;
      gsize skip = 0, length;
      gboolean dated = FALSE;

      /* a date holds commas: it takes the rest, or the rest to a bar */
      if (n_names > 0 && (is_stamp_piece (p, end - p, draft) || is_number_piece (p, end - p)))
        return TRUE;
      if (!find_break (p, end, &stop, &skip))
        stop = end;
      tail = find_remark (p, stop, end, draft, &dated);
      length = tail - p;
      while (length > 0 && g_ascii_isspace (p[length - 1]))
        length--;
      if (length > 0 && *p != '@' && memchr (p, '@', length) == NULL && !read_piece (p, length, draft, &n_names))
        return n_names > 0 && *stop == '|' ? TRUE : FALSE;
      if (dated)
        return n_names > 0;
      p = stop + (stop < end ? skip : 0);
    }
  return n_names > 0;
}

gsize
dtl_byline_measure_lead (const char *text, gsize length)
{
  gsize longest = 0;

  for (guint i = 0; i < dtl_table_ingest_bylines.n_rows; i++)
    {
      const char *const *row = dtl_table_row (&dtl_table_ingest_bylines, i);
      gsize n = strlen (row[0]);

      if (strcmp (row[DTL_INGEST_BYLINES_KIND], "lead") == 0 && n < length
          && g_ascii_strncasecmp (text, row[0], n) == 0 && (g_ascii_isspace (text[n]) || text[n] == ':'))
        {
          while (n < length && (g_ascii_isspace (text[n]) || text[n] == ':'))
            n++;
          longest = MAX (longest, n);
        }
    }
  return longest;
}

gboolean
dtl_byline_read_names (const char *text, gsize length, DtlDraft *draft)
{
  if (length == 0 || length > LONGEST_BYLINE || !read_list (text, text + length, NULL))
    return FALSE;
  if (draft != NULL)
    read_list (text, text + length, draft);
  return TRUE;
}

gboolean
dtl_byline_read (const char *text, gsize length, DtlDraft *draft)
{
  gsize lead;

  if (length > LONGEST_BYLINE)
    return FALSE;
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  lead = dtl_byline_measure_lead (text, length);
  return lead > 0 && dtl_byline_read_names (text + lead, length - lead, draft);
}

/* The byline behind the date at @p: "… by Jane Doe", or "… | Jane Doe". */
static gboolean
read_behind_date (const char *p, gsize length, DtlDraft *draft)
{
  gsize n = strspn (p, " -|/,");

  if (g_str_has_prefix (p + n, "–") || g_str_has_prefix (p + n, "•") || g_str_has_prefix (p + n, "·"))
    n = g_utf8_next_char (p + n) - p;
  n += strspn (p + n, " ");
  if (n >= length)
    return FALSE;
  if (dtl_byline_read (p + n, length - n, draft))
    return TRUE;
  return n >= 2 && memchr (p + n, ' ', length - n) != NULL && dtl_byline_read_names (p + n, length - n, draft);
}

gboolean
dtl_byline_read_dated (const char *text, gsize length, DtlDraft *draft)
{
  DtlDate date;

  if (length > LONGEST_BYLINE)
    return FALSE;
  for (gsize i = DATE_LEAST; i < length; i++)
    if (text[i] == ' ' && dtl_stamp_read_line (text, i, &date) != DTL_STAMP_LINE_NONE
        && read_behind_date (text + i, length - i, draft))
      return TRUE;
  return FALSE;
}
