/*
 * Furniture by its words: a line is brought to a plain form (lower case, straight quotes, numbers as 0, no bullets or
 * arrows at its ends) and compared with the patterns of furniture.tsv.
 *
 * Patterns say how long a line they count in, so that "read more" closes no paragraph that happens to hold the words.
 */
#include "ingest/lines.h"

#include <string.h>

#include "lexicon/tables.h"

#define LONGEST_LINE 700 /* bytes; longer lines are never furniture */

/* Typographic characters in their ASCII form; 0 for what is dropped. */
static gunichar
plain_character (gunichar c)
{
  switch (c)
    {
    case 0x2018:
    case 0x2019:
    case 0x02BC:
      return '\'';
    case 0x201C:
    case 0x201D:
      return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
      return '-';
    case 0x00AD:
    case 0x200B:
    case 0x200E:
    case 0x200F:
    case 0xFEFF:
      return 0;
    default:
      return g_unichar_isspace (c) ? ' ' : g_unichar_tolower (c);
    }
}

/* Bullets, arrows, dashes and stops at the ends of a line. */
static gboolean
is_ornament (char c)
{
  return c == ' ' || c == '*' || c == '|' || c == '>' || c == '<' || c == '-' || c == '.' || c == '_' || c == '=';
}

static gboolean
is_ornament_symbol (gunichar c)
{
  return c == 0x2022 || c == 0x00B7 || c == 0x00BB || c == 0x00AB || c == 0x203A || c == 0x2039 || c == 0x2026
         || (c >= 0x2190 && c <= 0x21FF) || (c >= 0x25A0 && c <= 0x27BF) || c >= 0x1F000;
}

static char *
plain_form (const char *text, gsize length)
{
  g_autoptr (GString) plain = g_string_sized_new (length);
  const char *end = text + length;
  gsize start = 0;

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = plain_character (g_utf8_get_char (p));
      char last = plain->len > 0 ? plain->str[plain->len - 1] : ' ';

      if (is_ornament_symbol (c))
        c = ' ';
      if (c == 0 || (c == ' ' && last == ' ') || (g_unichar_isdigit (c) && last == '0'))
        continue;
      if ((c == ',' || c == '.') && last == '0' && p + 1 < end && g_ascii_isdigit (p[1]))
        continue;
      g_string_append_unichar (plain, g_unichar_isdigit (c) ? '0' : c);
    }
  while (plain->len > 0 && is_ornament (plain->str[plain->len - 1]))
    g_string_truncate (plain, plain->len - 1);
  while (is_ornament (plain->str[start]))
    start++;
  g_string_erase (plain, 0, start);
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

guint
dtl_line_count_words (const char *text, gsize length)
{
  guint n = 0;
  gboolean inside = FALSE;

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gboolean is_space = g_unichar_isspace (g_utf8_get_char (p));

      n += !is_space && !inside;
      inside = !is_space;
    }
  return n;
}

gboolean
dtl_line_ends_sentence (const char *text, gsize length)
{
  const char *p = text + length;

  while ((p = g_utf8_find_prev_char (text, p)) != NULL)
    {
      gunichar c = g_utf8_get_char (p);
      GUnicodeType type = g_unichar_type (c);

      if (g_unichar_isspace (c) || c == '"' || c == '\'' || type == G_UNICODE_CLOSE_PUNCTUATION
          || type == G_UNICODE_FINAL_PUNCTUATION)
        continue;
      return c == '.' || c == '?' || c == '!' || c == 0x2026 || c == ':' || c == ';' || c == 0x3002;
    }
  return FALSE;
}

static gboolean
ends_word (char c)
{
  return !g_ascii_isalnum (c);
}

static gboolean
fits_pattern (const char *plain, gsize length, const char *pattern, char where)
{
  gsize n = strlen (pattern);

  if (n > length)
    return FALSE;
  switch (where)
    {
    case 'w':
      return n == length && memcmp (plain, pattern, n) == 0;
    case 's':
      return memcmp (plain, pattern, n) == 0 && (ends_word (plain[n]) || ends_word (pattern[n - 1]));
    case 'e':
      return memcmp (plain + length - n, pattern, n) == 0;
    default:
      return strstr (plain, pattern) != NULL;
    }
}

static DtlLineClass
class_from_row (const char *const *row)
{
  const char *name = row[DTL_FURNITURE_CLASS];

  if (strcmp (name, "contributor") == 0)
    return DTL_LINE_CONTRIBUTOR;
  return strcmp (name, "comments") == 0 || strcmp (name, "copyright") == 0 ? DTL_LINE_END : DTL_LINE_FURNITURE;
}

DtlLineClass
dtl_line_classify (const char *text, gsize length)
{
  g_autofree char *plain = NULL;
  DtlLineClass best = DTL_LINE_OTHER;
  gsize n;
  guint n_words;

  if (length > LONGEST_LINE)
    return DTL_LINE_OTHER;
  plain = plain_form (text, length);
  n = strlen (plain);
  n_words = dtl_line_count_words (plain, n);
  /* a line of ornaments: "* * *", "—" */
  if (n == 0)
    return DTL_LINE_FURNITURE;
  for (guint i = 0; i < dtl_table_furniture.n_rows && best != DTL_LINE_END; i++)
    {
      const char *const *row = dtl_table_row (&dtl_table_furniture, i);

      if (fits_pattern (plain, n, row[DTL_FURNITURE_PATTERN], *row[DTL_FURNITURE_WHERE])
          && n_words <= g_ascii_strtoull (row[DTL_FURNITURE_LONGEST], NULL, 10))
        best = MAX (best, class_from_row (row));
    }
  return best;
}
