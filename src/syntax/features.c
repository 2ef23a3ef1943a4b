/*
 * Features of a word: itself, its last two, three and four letters, its first three, its shape ("McDonald's" → XxXxx'x) and
 * its place in the word vectors. Affixes and shapes are hashed into tables of fixed size, where the few that collide share
 * a row (Weinberger et al. 2009). src/train/features.py computes the same.
 */
#include "syntax/features.h"

#include <string.h>

#define MAX_CHARACTERS 64
#define MAX_SHAPE 10
#define UNKNOWN_WORD 0
#define ROOT_WORD 1

/* A word of up to 2 * MAX_CHARACTERS characters: a long dash becomes two short ones, an ellipsis three dots. */
typedef struct
{
  gunichar characters[3 * MAX_CHARACTERS];
  guint n;
} Letters;

static const char *
plain_quote (gunichar c)
{
  switch (c)
    {
    case 0x201C: /* “ */
    case 0x201D:
    case 0x201E:
    case 0x00AB:
    case 0x00BB:
      return "\"";
    case 0x2018: /* ‘ */
    case 0x2019:
    case 0x201A:
      return "'";
    case 0x2013:
      return "-";
    case 0x2014:
      return "--";
    case 0x2026:
      return "...";
    default:
      return NULL;
    }
}

static void
read_letters (const char *form, Letters *letters)
{
  letters->n = 0;
  for (guint i = 0; *form && i < MAX_CHARACTERS; i++, form = g_utf8_next_char (form))
    {
      gunichar c = g_utf8_get_char (form);
      const char *plain = plain_quote (c);

      if (plain == NULL)
        letters->characters[letters->n++] = c;
      else
        while (*plain)
          letters->characters[letters->n++] = *plain++;
    }
}

static guint32
hash_letters (char prefix, const gunichar *characters, guint n, guint rows)
{
  guint32 hash = dtl_fnv_add (DTL_FNV_START, prefix);

  for (guint i = 0; i < n; i++)
    {
      char bytes[6];
      int length = g_unichar_to_utf8 (characters[i], bytes);

      for (int k = 0; k < length; k++)
        hash = dtl_fnv_add (hash, bytes[k]);
    }
  return rows > 1 ? 1 + hash % (rows - 1) : 0;
}

static guint
write_shape (const Letters *letters, gunichar *shape)
{
  guint n = 0;

  for (guint i = 0; i < letters->n && n < MAX_SHAPE; i++)
    {
      gunichar c = letters->characters[i];
      gunichar kind = g_unichar_isupper (c) ? 'X' : g_unichar_islower (c) ? 'x' : g_unichar_isdigit (c) ? 'd' : c;

      if (n >= 2 && shape[n - 1] == kind && shape[n - 2] == kind)
        continue;
      shape[n++] = kind;
    }
  return n;
}

static guint
find_letters (const DtlVocabulary *vocabulary, const Letters *letters, gboolean hide_digits)
{
  char text[6 * 3 * MAX_CHARACTERS];
  gsize length = 0;

  for (guint i = 0; i < letters->n; i++)
    {
      gunichar c = letters->characters[i];

      length += g_unichar_to_utf8 (hide_digits && g_unichar_isdigit (c) ? '0' : c, text + length);
    }
  return dtl_vocabulary_find (vocabulary, text, length);
}

void
dtl_features_of_form (const char *form, const DtlVocabulary *words, const DtlVocabulary *vectors, const guint *n_rows,
                      guint32 *rows)
{
  Letters letters;
  gunichar shape[MAX_SHAPE] = { 0 }, *lower = letters.characters;
  guint n, n_shape, word;

  read_letters (form, &letters);
  n = letters.n;
  n_shape = write_shape (&letters, shape);
  rows[DTL_FEATURE_SHAPE] = hash_letters ('e', shape, n_shape, n_rows[DTL_FEATURE_SHAPE]);
  for (guint i = 0; i < n; i++)
    lower[i] = g_unichar_tolower (lower[i]);
  for (guint k = 2; k <= 4; k++)
    {
      guint length = MIN (n, k), feature = DTL_FEATURE_SUFFIX2 + k - 2;

      rows[feature] = hash_letters ('a' + k - 2, lower + n - length, length, n_rows[feature]);
    }
  rows[DTL_FEATURE_PREFIX] = hash_letters ('d', lower, MIN (n, 3), n_rows[DTL_FEATURE_PREFIX]);
  rows[DTL_FEATURE_GLOVE] = find_letters (vectors, &letters, FALSE);
  word = find_letters (words, &letters, TRUE);
  rows[DTL_FEATURE_WORD] = word == DTL_NONE ? UNKNOWN_WORD : word;
}

void
dtl_features_of_root (guint32 *rows)
{
  memset (rows, 0, DTL_N_FEATURES * sizeof *rows);
  rows[DTL_FEATURE_WORD] = ROOT_WORD;
  rows[DTL_FEATURE_GLOVE] = DTL_NONE;
}
