/*
 * One name in several romanisations: Zelensky, Zelenskyy, Zelenskiy; Gadhafi, Qaddafi. The rows of name_spellings fold
 * what differs between the customs of transcription; what differs between persons (Petrov, Petrova; Jon, John) stays.
 */
#include "entity/work.h"

#include <string.h>

#define MAX_LETTERS 8 /* of a row */
#define MAX_WORD 48   /* bytes; a longer word stays as it is */
#define MIN_WORD 4    /* letters; short names differ by one letter: Li, Lee */

/* The word without marks, in ASCII; FALSE for another script. */
static gboolean
strip_marks (const char *word, char *out)
{
  g_autofree char *apart = g_utf8_normalize (word, -1, G_NORMALIZE_NFD);
  gsize n = 0;

  for (const char *p = apart; p && *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_ismark (c) || c == '\'' || c == 0x2019 || c == '-')
        continue;
      if (c > 'z' || c < 'a' || n >= MAX_WORD)
        return FALSE;
      out[n++] = (char) c;
    }
  out[n] = '\0';
  return n >= MIN_WORD;
}

/* The letters that the row at @p with @n letters counts as; NULL where none fits there. */
static const char *
plain_of (const char *word, const char *p, guint n)
{
  char key[MAX_LETTERS + 1];
  guint found = 0;
  Row row;

  memcpy (key, p, n);
  key[n] = '\0';
  row = dtl_table_find (&dtl_table_name_spellings, key, &found);
  for (guint i = 0; row && i < found; i++, row += dtl_table_name_spellings.n_columns)
    if (row_has (row, DTL_NAME_SPELLINGS_PLACE, "any") || (p == word && row_has (row, DTL_NAME_SPELLINGS_PLACE, "start"))
        || (p > word && p[n] == '\0' && row_has (row, DTL_NAME_SPELLINGS_PLACE, "end")))
      return row[DTL_NAME_SPELLINGS_PLAIN];
  return NULL;
}

static void
append_once (GString *out, const char *letters)
{
  for (; *letters; letters++)
    if (out->len == 0 || out->str[out->len - 1] != *letters)
      g_string_append_c (out, *letters);
}

static const char *
fold (DtlWork *work, const char *word)
{
  char plain[MAX_WORD + 1];
  g_autoptr (GString) out = g_string_new (NULL);

  if (!strip_marks (word, plain))
    return word;
  for (const char *p = plain; *p;)
    {
      const char *letters = NULL;
      guint n = (guint) MIN (strlen (p), MAX_LETTERS);

      for (; n > 0 && (letters = plain_of (plain, p, n)) == NULL; n--)
        continue;
      if (letters)
        append_once (out, letters);
      else
        append_once (out, (char[]) { *p, '\0' });
      p += MAX (n, 1);
    }
  return dtl_arena_intern (work->arena, out->str, out->len);
}

const char *
name_fold (DtlWork *work, const char *word)
{
  const char *folded = g_hash_table_lookup (work->folds, word);

  if (folded == NULL)
    {
      folded = fold (work, word);
      g_hash_table_insert (work->folds, (char *) word, (char *) folded);
    }
  return folded;
}
