/*
 * The language of a text, by its script and its smallest words.
 *
 * Function words are so frequent that a few lines of any text hold several; counting them is the cheapest of the
 * methods that Grefenstette compares in "Comparing two language identification schemes" (1995), and sure enough to tell
 * English from the rest, which is what the pipeline asks.
 */
#include "text/text.h"

#include <string.h>

#include "document/characters.h"
#include "lexicon/tables.h"

#define READ_MAX 20000
#define WORD_SIZE 32
#define HITS_MIN 2      /* small words that a text needs */
#define MARGIN_MIN 2    /* by which another language must be ahead of English */
#define SHARE_MIN 0.08  /* of its words */
#define LANGUAGES_MAX 64

static const struct
{
  GUnicodeScript script;
  const char *name;
} scripts[] = {
  { G_UNICODE_SCRIPT_LATIN, "latin" },         { G_UNICODE_SCRIPT_CYRILLIC, "cyrillic" },
  { G_UNICODE_SCRIPT_ARABIC, "arabic" },       { G_UNICODE_SCRIPT_GREEK, "greek" },
  { G_UNICODE_SCRIPT_HEBREW, "hebrew" },       { G_UNICODE_SCRIPT_DEVANAGARI, "devanagari" },
  { G_UNICODE_SCRIPT_THAI, "thai" },           { G_UNICODE_SCRIPT_HAN, "han" },
  { G_UNICODE_SCRIPT_HANGUL, "hangul" },       { G_UNICODE_SCRIPT_HIRAGANA, "kana" },
  { G_UNICODE_SCRIPT_KATAKANA, "kana" },       { G_UNICODE_SCRIPT_GEORGIAN, "georgian" },
  { G_UNICODE_SCRIPT_ARMENIAN, "armenian" },
};

/* The name of the script that most letters of the text have; Japanese mixes kana with more Han. */
static const char *
find_script (const char *text, const char *end)
{
  guint counts[G_N_ELEMENTS (scripts)] = { 0 }, best = 0, n_kana = 0;

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      GUnicodeScript script = c < 0x80 ? (g_ascii_isalpha (c) ? G_UNICODE_SCRIPT_LATIN : G_UNICODE_SCRIPT_COMMON)
                                       : g_unichar_get_script (c);

      for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
        counts[i] += scripts[i].script == script;
    }
  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      if (counts[i] > counts[best])
        best = i;
      if (strcmp (scripts[i].name, "kana") == 0)
        n_kana += counts[i];
    }
  if (counts[best] == 0)
    return NULL;
  if (strcmp (scripts[best].name, "han") == 0 && n_kana * 10 > counts[best])
    return "kana";
  return scripts[best].name;
}

typedef struct
{
  guint rows[LANGUAGES_MAX]; /* [n] rows of the table */
  guint hits[LANGUAGES_MAX]; /* [n] */
  guint n;
  GHashTable *words; /* owned: word (owned) → set of candidates as bits (owned guint64) */
} Candidates;

static void
add_word (Candidates *candidates, char *word)
{
  guint64 *set = g_hash_table_lookup (candidates->words, word);

  if (set == NULL)
    {
      set = g_new0 (guint64, 1);
      g_hash_table_insert (candidates->words, g_strdup (word), set);
    }
  *set |= G_GUINT64_CONSTANT (1) << (candidates->n - 1);
}

static void
add_languages (Candidates *candidates, const char *script)
{
  for (guint i = 0; i < dtl_table_text_languages.n_rows && candidates->n < LANGUAGES_MAX; i++)
    {
      const char *const *row = dtl_table_row (&dtl_table_text_languages, i);
      g_auto (GStrv) words = NULL;

      if (strcmp (row[DTL_TEXT_LANGUAGES_SCRIPT], script) != 0)
        continue;
      candidates->rows[candidates->n++] = i;
      words = g_strsplit (row[DTL_TEXT_LANGUAGES_WORDS], " ", -1);
      for (guint k = 0; words[k]; k++)
        add_word (candidates, words[k]);
    }
}

static void
count_word (Candidates *candidates, const char *start, const char *end)
{
  char word[WORD_SIZE];
  const guint64 *set;

  if (dtl_text_lower (start, end - start, word, sizeof word) == 0)
    return;
  set = g_hash_table_lookup (candidates->words, word);
  for (guint i = 0; set != NULL && i < candidates->n; i++)
    candidates->hits[i] += (*set >> i) & 1;
}

/* Returns: the number of words */
static guint
count_words (Candidates *candidates, const char *text, const char *end)
{
  guint n = 0;

  while (text < end)
    {
      const char *start = text;

      while (text < end && dtl_character_is_word (dtl_character_classify (g_utf8_get_char (text))))
        text = g_utf8_next_char (text);
      if (text == start)
        {
          text = g_utf8_next_char (text);
          continue;
        }
      count_word (candidates, start, text);
      n++;
    }
  return n;
}

static guint
hits_of (const Candidates *candidates, const char *language)
{
  for (guint i = 0; i < candidates->n; i++)
    if (strcmp (dtl_table_row (&dtl_table_text_languages, candidates->rows[i])[0], language) == 0)
      return candidates->hits[i];
  return 0;
}

/* A single sentence of English names can hold small words of another language ("to" and "a" are Czech): where the two
 * are close, the text counts as English, since a text wrongly left out is lost. */
static const char *
choose (const Candidates *candidates, guint n_words)
{
  guint best = 0, n_best = 0, english = hits_of (candidates, "en");

  for (guint i = 1; i < candidates->n; i++)
    if (candidates->hits[i] > candidates->hits[best])
      best = i;
  for (guint i = 0; i < candidates->n; i++)
    n_best += candidates->hits[i] == candidates->hits[best];
  if (english > 0 && candidates->hits[best] < english + MARGIN_MIN)
    return english < HITS_MIN ? NULL : "en";
  if (n_best > 1 || candidates->hits[best] < HITS_MIN || candidates->hits[best] < SHARE_MIN * n_words)
    return NULL;
  return dtl_table_row (&dtl_table_text_languages, candidates->rows[best])[0];
}

const char *
dtl_text_detect_language (const char *text, gsize length)
{
  const char *end = text + MIN (length, READ_MAX), *script, *found;
  Candidates candidates = { .n = 0 };

  /* A character cut in two at the end is left out. */
  while (length > READ_MAX && end > text && (*end & 0xC0) == 0x80)
    end--;
  script = find_script (text, end);
  if (script == NULL)
    return NULL;
  candidates.words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  add_languages (&candidates, script);
  found = candidates.n == 1 ? dtl_table_row (&dtl_table_text_languages, candidates.rows[0])[0]
                            : choose (&candidates, count_words (&candidates, text, end));
  g_hash_table_unref (candidates.words);
  return found;
}
