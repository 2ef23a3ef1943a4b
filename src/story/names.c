/*
 * Names are compared word by word: case folded (Unicode, not the locale), marks dropped ("Erdoğan" → "erdogan"), the
 * endings by which transliterations differ made one ("Zelenskyy", "Zelenskiy" → "zelensky"), titles and articles left
 * out.
 */
#include "story/names.h"

#include <string.h>

#include "lexicon/tables.h"

#define WORDS_MAX 16

/* Small words that names keep in lower case. */
static gboolean
is_particle (const char *word)
{
  static const char *const particles[] = { "al", "an", "and", "bin", "da", "de", "del", "den", "der", "di", "dos", "du",
                                           "el", "for", "ibn", "la", "le", "of", "on", "the", "to", "van", "von", "y" };

  for (guint i = 0; i < G_N_ELEMENTS (particles); i++)
    if (strcmp (particles[i], word) == 0)
      return TRUE;
  return FALSE;
}

/* Lower case, compatibility decomposition, combining marks dropped. */
static char *
fold (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autofree char *decomposed = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
  GString *out = g_string_new (NULL);

  for (const char *p = decomposed; p && *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_ismark (c))
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

/* -yy, -iy, -ij, -yi and -ii are spellings of one ending. */
static void
unite_ending (char *word)
{
  static const char *const endings[] = { "yy", "iy", "ij", "yi", "ii" };
  gsize length = strlen (word);

  if (length < 4)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (strcmp (word + length - 2, endings[i]) == 0)
      {
        strcpy (word + length - 2, "y");
        return;
      }
}

static gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019;
}

/* The next word of @p, as written; NULL at the end. A possessive 's is dropped, other apostrophes are not there. */
static char *
next_word (const char **p)
{
  GString *word;

  while (**p && !is_word_character (g_utf8_get_char (*p)))
    *p = g_utf8_next_char (*p);
  if (**p == '\0')
    return NULL;
  word = g_string_new (NULL);
  for (; **p; *p = g_utf8_next_char (*p))
    {
      gunichar c = g_utf8_get_char (*p);

      if (is_apostrophe (c))
        {
          const char *next = g_utf8_next_char (*p);

          if ((*next == 's' || *next == 'S') && !is_word_character (g_utf8_get_char (next + 1)))
            *p = next;
          continue;
        }
      /* "U.S.": stops inside of an acronym are not there */
      if (c == '.' && word->len == 1 && g_unichar_isalpha (g_utf8_get_char (*p + 1)))
        continue;
      if (c == '.' && word->len > 1 && (*p)[-2] == '.')
        continue;
      if (!is_word_character (c))
        break;
      g_string_append_unichar (word, c);
    }
  return g_string_free (word, FALSE);
}

typedef struct
{
  const char *words[WORDS_MAX];
  guint n;
  guint n_upper; /* words that start with a capital or a digit */
  guint n_lower; /* words that do not, small words aside */
} Split;

static void
split (DtlArena *arena, const char *name, Split *out)
{
  const char *p = name ? name : "";
  char *written;

  memset (out, 0, sizeof *out);
  while (out->n < WORDS_MAX && (written = next_word (&p)) != NULL)
    {
      g_autofree char *word = fold (written);
      gunichar first = g_utf8_get_char (written);
      gboolean upper = g_unichar_isupper (first) || g_unichar_isdigit (first) || g_unichar_type (first) == G_UNICODE_OTHER_LETTER;

      g_free (written);
      if (out->n == 0 && (strcmp (word, "the") == 0 || strcmp (word, "a") == 0 || strcmp (word, "an") == 0))
        continue;
      unite_ending (word);
      out->n_upper += upper;
      out->n_lower += !upper && !is_particle (word);
      out->words[out->n++] = dtl_arena_intern (arena, word, strlen (word));
    }
}

/* How many words before the name are titles, or stand with them; at least one word is left. A word that is also a
 * given name is one when it comes first: "Dean Smith". */
static guint
count_titles (const Split *split)
{
  guint n = 0;

  for (guint i = 0; i + 1 < split->n; i++)
    if (dtl_table_has (&dtl_table_titles, split->words[i])
        && !(i == 0 && dtl_table_has (&dtl_table_given_names, split->words[i])))
      n = i + 1;
  return n;
}

static DtlWords
make_words (DtlArena *arena, const Split *split, guint skipped)
{
  DtlWords words = { .n = split->n - skipped };
  GString *key = g_string_new (NULL);

  words.words = dtl_arena_memdup (arena, split->words + skipped, words.n, sizeof (const char *));
  for (guint i = 0; i < words.n; i++)
    g_string_append_printf (key, "%s%s", i ? " " : "", words.words[i]);
  words.key = dtl_arena_intern (arena, key->str, key->len);
  g_string_free (key, TRUE);
  return words;
}

DtlWords
dtl_words_make (DtlArena *arena, const char *name, DtlActorKind kind)
{
  Split parts;
  DtlWords words;

  split (arena, name, &parts);
  words = make_words (arena, &parts, kind == DTL_ACTOR_PERSON ? count_titles (&parts) : 0);
  words.is_proper = parts.n_upper > 0 && !(kind == DTL_ACTOR_PERSON && parts.n_lower > 0);
  return words;
}

DtlWords
dtl_words_plain (DtlArena *arena, const char *name)
{
  Split parts;

  split (arena, name, &parts);
  return make_words (arena, &parts, 0);
}

/* "j" stands for "joe"; two names are one only when they are spelled the same */
static gboolean
same_given_name (const char *a, const char *b)
{
  if (a == b)
    return TRUE;
  return (a[1] == '\0' || b[1] == '\0') && a[0] == b[0];
}

/* Suffixes after the surname. */
static gboolean
is_suffix (const char *word)
{
  return strcmp (word, "jr") == 0 || strcmp (word, "sr") == 0 || strcmp (word, "ii") == 0 || strcmp (word, "iii") == 0;
}

static guint
surname_index (const DtlWords *words)
{
  guint last = words->n - 1;

  return last > 1 && is_suffix (words->words[last]) ? last - 1 : last;
}

const char *
dtl_words_surname (const DtlWords *words)
{
  return words->words[surname_index (words)];
}

/* Suffixes that both have must be the same. */
static gboolean
suffixes_agree (const DtlWords *a, const DtlWords *b)
{
  const char *one = surname_index (a) < a->n - 1 ? a->words[a->n - 1] : NULL;
  const char *other = surname_index (b) < b->n - 1 ? b->words[b->n - 1] : NULL;

  return one == NULL || other == NULL || one == other;
}

gboolean
dtl_words_agree (const DtlWords *a, const DtlWords *b)
{
  guint last_a, last_b;

  if (a->n < 2 || b->n < 2)
    return FALSE;
  last_a = surname_index (a);
  last_b = surname_index (b);
  if (a->words[last_a] != b->words[last_b] || !same_given_name (a->words[0], b->words[0]) || !suffixes_agree (a, b))
    return FALSE;
  for (guint i = 1; i < MIN (last_a, last_b); i++)
    if (!same_given_name (a->words[i], b->words[i]))
      return FALSE;
  return TRUE;
}
