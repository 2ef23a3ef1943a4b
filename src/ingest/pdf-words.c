/*
 * Lines of a PDF document, joined: words that are divided at the end of a line become whole again. Whether the hyphen is
 * the printer's or the word's own is not to be seen; the document itself tells where it has the word within a line.
 */
#include <string.h>

#include "ingest/pdf-layout.h"

#define WORD_MAX 64 /* letters; no word is longer, and lines that all end in hyphens would make one of a whole book */

void
dtl_pdf_learn_words (GHashTable *words, const char *line)
{
  g_autofree char *low = g_utf8_strdown (line, -1);
  g_auto (GStrv) all = g_strsplit_set (low, " ,.;:!?()\"", -1);

  for (guint i = 0; all[i] != NULL && all[i + 1] != NULL; i++)
    if (all[i][0] != '\0')
      g_hash_table_add (words, g_strdup (all[i]));
}

/* Bytes of the hyphen at the end of @text, 0 if there is none behind a letter or digit. */
static gsize
hyphen_length (const GString *text)
{
  static const char *const hyphens[] = { "-", "\u00AD", "\u2010" };

  for (gsize i = 0; i < G_N_ELEMENTS (hyphens); i++)
    {
      gsize n = strlen (hyphens[i]);

      if (text->len > n && g_str_has_suffix (text->str, hyphens[i]))
        return g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (text->str + text->len - n))) ? n : 0;
    }
  return 0;
}

/* Where the letters and hyphens before @end start, WORD_MAX of them. */
static const char *
find_word_start (const char *start, const char *end)
{
  for (guint n = 0; end > start && n < WORD_MAX; n++)
    {
      const char *before = g_utf8_prev_char (end);

      if (*before != '-' && !g_unichar_isalpha (g_utf8_get_char (before)))
        break;
      end = before;
    }
  return end;
}

static gboolean
is_known (GHashTable *words, const char *start, gsize n, const char *between, const char *rest, gsize n_rest)
{
  g_autofree char *word = g_strdup_printf ("%.*s%s%.*s", (int) n, start, between, (int) n_rest, rest);
  g_autofree char *low = g_utf8_strdown (word, -1);

  return g_hash_table_contains (words, low);
}

/* "minis-" "ter": whether the hyphen goes. It stays in "well-" "known" if the document writes it so elsewhere, before a
 * capital ("Anglo-" "Saxon") unless the document has the whole word ("MINIS-" "TER"), and behind a digit ("20-" "year"). */
static gboolean
is_divided (GHashTable *words, const GString *text, gsize hyphen, const char *next)
{
  const char *end = text->str + text->len - hyphen, *start = find_word_start (text->str, end), *stop = next;

  while (g_unichar_isalpha (g_utf8_get_char (stop)))
    stop = g_utf8_next_char (stop);
  if (start == end || stop == next)
    return FALSE;
  return is_known (words, start, end - start, "", next, stop - next)
         || (g_unichar_islower (g_utf8_get_char (next)) && !is_known (words, start, end - start, "-", next, stop - next));
}

/* "pre-" "and post-war": the hyphen stands for a word that follows. */
static gboolean
is_suspended (const char *next)
{
  return g_str_has_prefix (next, "and ") || g_str_has_prefix (next, "or ");
}

/* Ligatures as letters, soft hyphens gone. */
static void
append_letters (GString *text, const char *letters)
{
  static const char *const ligatures[] = { "ff", "fi", "fl", "ffi", "ffl", "st", "st" };

  for (const char *p = letters; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0xFB00 && c <= 0xFB06)
        g_string_append (text, ligatures[c - 0xFB00]);
      else if (c != 0xAD || p[strlen ("\u00AD")] == '\0')
        g_string_append_unichar (text, c);
    }
}

void
dtl_pdf_append_line (GString *text, const char *line, GHashTable *words)
{
  gsize hyphen = is_suspended (line) ? 0 : hyphen_length (text);

  if (hyphen > 0 && is_divided (words, text, hyphen, line))
    g_string_truncate (text, text->len - hyphen);
  else if (hyphen == 0 && text->len > 0 && !g_str_has_suffix (text->str, "—"))
    g_string_append_c (text, ' ');
  append_letters (text, line);
}
