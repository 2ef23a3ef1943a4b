/*
 * Weighted words: tf-idf with frequencies that are fixed in a table.
 *
 * The rarity of a word is that of newspapers and talk in general, not that of the articles at hand: so what two articles
 * have in common does not change when a third comes in. A word that the tables do not know is rarer than any in them: most
 * are names of small places and people, and two articles that share some of them tell of one thing.
 * (1 + log2 tf) * ln (N / df), and the cosine: Salton and Buckley, 1988.
 */
#include "story/texts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon/tables.h"

#define WORD_MIN 3 /* bytes of a word that counts */
#define UNKNOWN_WEIGHT 1200
#define SHORT_WEIGHT 50 /* "go", "do" */
#define WEIGHT_MIN 60 /* lighter ones are function words */

static const char *
find_ending (const char *folded, gsize length)
{
  static const char *const endings[] = { "ing", "ed", "es", "s", "e" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize n = strlen (endings[i]);

      if (length >= n + 3 && strcmp (folded + length - n, endings[i]) == 0)
        return folded + length - n;
    }
  return folded + length;
}

/* The stem of a folded word, which is changed for it, or one of the table. */
static const char *
cut_stem (char *folded, gsize length)
{
  const char *known = dtl_table_cell (&dtl_table_word_stems, folded, DTL_WORD_STEMS_STEM);

  if (known)
    return known;
  folded[find_ending (folded, length) - folded] = '\0';
  return folded;
}

const char *
dtl_stem (DtlArena *arena, const char *word)
{
  g_autofree char *folded = g_utf8_casefold (word ? word : "", -1);
  const char *stem = cut_stem (folded, strlen (folded));

  return dtl_arena_intern (arena, stem, strlen (stem));
}

guint
dtl_word_weight (const char *stem)
{
  const char *cell = dtl_table_cell (&dtl_table_word_weights, stem, DTL_WORD_WEIGHTS_WEIGHT);

  if (cell == NULL)
    cell = dtl_table_cell (&dtl_table_word_ranks, stem, DTL_WORD_RANKS_WEIGHT);
  if (cell == NULL && strlen (stem) < WORD_MIN)
    return SHORT_WEIGHT;
  return cell ? atoi (cell) : UNKNOWN_WEIGHT;
}

static guint32
digest (const char *text)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (; *text; text++)
    hash = (hash ^ (guchar) *text) * G_GUINT64_CONSTANT (0x100000001b3); /* FNV-1a */
  return hash >> 16;
}

/* Letters and digits: typographic quotes and dashes are none, whatever bytes they have. */
static gboolean
is_letter (const char *at)
{
  return (guchar) *at < 0x80 ? g_ascii_isalnum (*at) : g_unichar_isalnum (g_utf8_get_char (at));
}

/* The words of @text as terms of the weight of one; how many more are wanted is left in @wanted. */
static void
add_words (GArray *terms, const char *text, guint *wanted)
{
  g_autofree char *folded = g_utf8_casefold (text ? text : "", -1);

  for (char *p = folded; *p && *wanted > 0;)
    {
      char *start = p;
      const char *stem;
      char after;
      guint weight;

      while (*p && is_letter (p))
        p = g_utf8_next_char (p);
      if (p - start < WORD_MIN)
        {
          if (*p && p == start)
            p = g_utf8_next_char (p);
          continue;
        }
      after = *p;
      *p = '\0';
      stem = cut_stem (start, p - start);
      weight = dtl_word_weight (stem);
      if (weight >= WEIGHT_MIN)
        {
          DtlTerm term = { digest (stem), weight };

          g_array_append_val (terms, term);
          (*wanted)--;
        }
      *p = after;
    }
}

static int
compare_terms (gconstpointer a, gconstpointer b)
{
  const DtlTerm *one = a, *other = b;

  return one->word < other->word ? -1 : one->word > other->word;
}

/* weight = (1 + floor (log2 tf)) * rarity */
static void
count_terms (GArray *terms)
{
  guint n = 0;

  g_array_sort (terms, compare_terms);
  for (guint i = 0, j; i < terms->len; i = j)
    {
      DtlTerm term = g_array_index (terms, DtlTerm, i);

      for (j = i + 1; j < terms->len && g_array_index (terms, DtlTerm, j).word == term.word;)
        j++;
      term.weight *= g_bit_storage (j - i);
      g_array_index (terms, DtlTerm, n++) = term;
    }
  g_array_set_size (terms, n);
}

DtlText
dtl_text_make (DtlArena *arena, const char *const *texts, guint n_texts, guint words_max)
{
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (DtlTerm));
  DtlText text = { NULL };
  guint64 square = 0;

  for (guint i = 0; i < n_texts && words_max > 0; i++)
    add_words (terms, texts[i], &words_max);
  count_terms (terms);
  for (guint i = 0; i < terms->len; i++)
    square += (guint64) g_array_index (terms, DtlTerm, i).weight * g_array_index (terms, DtlTerm, i).weight;
  text.terms = dtl_arena_memdup (arena, terms->data, terms->len, sizeof (DtlTerm));
  text.n_terms = terms->len;
  text.norm = sqrt (square);
  return text;
}

guint
dtl_text_likeness (const DtlText *a, const DtlText *b)
{
  guint i = 0, j = 0;
  guint64 product = 0;

  while (i < a->n_terms && j < b->n_terms)
    {
      guint32 one = a->terms[i].word, other = b->terms[j].word;

      if (one == other)
        product += (guint64) a->terms[i].weight * b->terms[j].weight;
      i += one <= other;
      j += other <= one;
    }
  return product ? (guint) (100 * (product / (a->norm * b->norm))) : 0;
}

guint
dtl_text_shared (const DtlText *a, const DtlText *b, const char *but)
{
  guint32 left_out = but ? digest (but) : 0;
  guint sum = 0;

  for (guint i = 0, j = 0; i < a->n_terms && j < b->n_terms;)
    {
      guint32 one = a->terms[i].word, other = b->terms[j].word;

      if (one == other && one != left_out)
        sum += MIN (a->terms[i].weight, b->terms[j].weight);
      i += one <= other;
      j += other <= one;
    }
  return sum;
}

static int
compare_weights (gconstpointer a, gconstpointer b)
{
  const DtlTerm *one = a, *other = b;

  if (one->weight != other->weight)
    return one->weight > other->weight ? -1 : 1;
  return compare_terms (a, b);
}

guint
dtl_text_heaviest (const DtlText *text, guint32 *words, guint max)
{
  g_autofree DtlTerm *terms = g_memdup2 (text->terms, text->n_terms * sizeof (DtlTerm));
  guint n = MIN (text->n_terms, max);

  if (n > 0)
    qsort (terms, text->n_terms, sizeof (DtlTerm), compare_weights);
  for (guint i = 0; i < n; i++)
    words[i] = terms[i].word;
  return n;
}
