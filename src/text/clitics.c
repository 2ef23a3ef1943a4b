/*
 * Contractions: n't, 's, 're … and the words of the table text_contractions ("cannot", "gonna"), cut as UD cuts them.
 *
 * Clitics are taken off the end one by one, so that "shouldn't've" is should + n't + 've.
 */
#include "text/pieces.h"

#include <string.h>

#include "lexicon/tables.h"
#include "document/characters.h"

#define KEY_SIZE 96

static void
add_cut (Piece *piece, guint32 offset)
{
  for (guint i = piece->n_parts - 1; i > 0; i--)
    piece->cuts[i] = piece->cuts[i - 1];
  piece->cuts[0] = offset;
  piece->n_parts++;
}

/* The byte length of the last @n characters of text[..to). */
static guint32
bytes_of_last (const char *text, guint32 to, guint n)
{
  const char *p = text + to;

  while (n-- > 0)
    p = g_utf8_prev_char (p);
  return text + to - p;
}

/* Whether the word ending at @to ends in apostrophe + @letters, with something before it. */
static gboolean
has_ending (const char *text, guint32 start, guint32 to, const char *letters)
{
  guint32 n = strlen (letters), mark;

  if (to - start < n + 2 || g_ascii_strncasecmp (text + to - n, letters, n) != 0)
    return FALSE;
  mark = to - n - bytes_of_last (text, to - n, 1);
  return mark > start && dtl_character_is_apostrophe (g_utf8_get_char (text + mark));
}

/* Length in bytes of the clitic that text[start..to) ends in, or 0. */
static guint32
clitic_length (const char *text, guint32 start, guint32 to)
{
  static const char *const endings[] = { "s", "re", "ve", "ll", "d", "m" };

  if (has_ending (text, start, to, "t"))
    {
      guint32 n = bytes_of_last (text, to, 3);

      /* "can't" is ca + n't; but "'t" alone or "ain't" without its stem is no contraction */
      return to - n > start && g_ascii_tolower (text[to - n]) == 'n' ? n : 0;
    }
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (has_ending (text, start, to, endings[i]))
      return bytes_of_last (text, to, strlen (endings[i]) + 1);
  return 0;
}

/* A genitive of a plural: "parents'". The scanner left the apostrophe in the piece because it closes no quotation. */
static guint32
bare_genitive_length (const char *text, guint32 start, guint32 to)
{
  guint32 n = bytes_of_last (text, to, 1);

  if (to - n <= start || !dtl_character_is_apostrophe (g_utf8_get_char (text + to - n)))
    return 0;
  return strchr ("sSxXzZ", text[to - n - 1]) != NULL ? n : 0;
}

/* "can|not" in the table means cut after three bytes. Only ASCII words and folded apostrophes stand there, so that the
 * number of characters is what counts. */
static gboolean
cut_by_table (const char *text, Piece *piece)
{
  char key[KEY_SIZE];
  const char *parts;
  guint32 offset = 0;

  if (dtl_text_lower (text + piece->span.start, piece->span.end - piece->span.start, key, sizeof key) == 0)
    return FALSE;
  parts = dtl_table_cell (&dtl_table_text_contractions, key, DTL_TEXT_CONTRACTIONS_PARTS);
  if (parts == NULL)
    return FALSE;
  for (; *parts != '\0'; parts++)
    if (*parts == '|')
      piece->cuts[piece->n_parts++ - 1] = offset;
    else
      offset += g_utf8_skip[(guchar) text[piece->span.start + offset]];
  return TRUE;
}

void
dtl_piece_cut (const char *text, Piece *piece)
{
  guint32 start = piece->span.start, to = piece->span.end, n;

  piece->n_parts = 1;
  if (to - start > G_MAXUINT16 || cut_by_table (text, piece))
    return;
  n = bare_genitive_length (text, start, to);
  if (n == 0)
    n = clitic_length (text, start, to);
  while (n > 0 && piece->n_parts < PIECE_MAX_PARTS)
    {
      to -= n;
      add_cut (piece, to - start);
      n = clitic_length (text, start, to);
    }
}
