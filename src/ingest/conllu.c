/*
 * CoNLL-U (https://universaldependencies.org/format.html): sentences and words that somebody else found.
 *
 * A file is one document, whatever its newdoc lines say: they are kept with the other comments, and the writer prints
 * them back in their place. The text is made of the forms and SpaceAfter; paragraphs are parted by blank lines. Words
 * of a multiword token whose forms together are its form each get their own piece of the text, others all of it. Empty
 * nodes, FEATS, DEPS and the rest of MISC are left out.
 */
#include "ingest/ingest.h"

#include <string.h>

#include "document/characters.h"

#define N_COLUMNS 10
#define INPUT_MAX (256u << 20)
#define WORDS_MAX 255 /* of a multiword token */

enum
{
  COLUMN_ID,
  COLUMN_FORM,
  COLUMN_LEMMA,
  COLUMN_UPOS,
  COLUMN_XPOS,
  COLUMN_FEATS,
  COLUMN_HEAD,
  COLUMN_DEPREL,
  COLUMN_DEPS,
  COLUMN_MISC,
};

typedef struct
{
  const char *start;
  gsize length;
} Cell;

/* A word before the document exists. */
typedef struct
{
  Cell cells[N_COLUMNS];
  DtlSpan span;
  guint8 multiword;
  gboolean space_after;
  guint line;
} Row;

typedef struct
{
  guint32 first_row;
  guint32 n_rows;
  guint line;          /* of its first row */
  gboolean paragraph;  /* begins one */
  DtlSentenceKind kind;
  char *comments;      /* owned, nullable */
} Group;

typedef struct
{
  const char *at;
  const char *end;
  guint line;
  GString *text;       /* owned */
  GString *comments;   /* owned: of the sentence to come */
  GArray *rows;        /* owned: Row */
  GArray *groups;      /* owned: Group */
  guint32 multi_start; /* number of the first word of the multiword token, 0 before any */
  guint32 multi_end;   /* number of its last word */
  DtlSpan multi_span;
  gboolean multi_space;
} Reader;

static gboolean
fail (const Reader *reader, GError **error, const char *format, ...) G_GNUC_PRINTF (3, 4);

static gboolean
fail (const Reader *reader, GError **error, const char *format, ...)
{
  g_autofree char *why = NULL;
  va_list args;

  va_start (args, format);
  why = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, DTL_ERROR, DTL_ERROR_INPUT, "line %u: %s", reader->line, why);
  return FALSE;
}

static gboolean
read_line (Reader *reader, Cell *line)
{
  const char *end;

  if (reader->at >= reader->end)
    return FALSE;
  end = memchr (reader->at, '\n', reader->end - reader->at);
  end = end ? end : reader->end;
  line->start = reader->at;
  line->length = end - reader->at;
  if (line->length > 0 && line->start[line->length - 1] == '\r')
    line->length--;
  reader->at = MIN (end + 1, reader->end);
  reader->line++;
  return TRUE;
}

static gboolean
cell_is (Cell cell, const char *word)
{
  return cell.length == strlen (word) && memcmp (cell.start, word, cell.length) == 0;
}

static gboolean
split_cells (Cell line, Cell cells[N_COLUMNS])
{
  const char *at = line.start, *end = line.start + line.length;

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      const char *tab = memchr (at, '\t', end - at);

      if ((tab == NULL) != (i == N_COLUMNS - 1))
        return FALSE;
      cells[i].start = at;
      cells[i].length = (tab ? tab : end) - at;
      at = tab ? tab + 1 : end;
    }
  return TRUE;
}

/* A number without sign at *at, which moves behind it; FALSE if there is none or it is too large. */
static gboolean
read_number (const char **at, const char *end, guint32 *number)
{
  guint64 value = 0;
  const char *start = *at;

  for (; *at < end && g_ascii_isdigit (**at); (*at)++)
    if ((value = value * 10 + (**at - '0')) > G_MAXINT32)
      return FALSE;
  *number = value;
  return *at > start;
}

static gboolean
misc_has (Cell misc, const char *word)
{
  const char *at = misc.start, *end = misc.start + misc.length;

  while (at < end)
    {
      const char *bar = memchr (at, '|', end - at);
      Cell part = { at, (bar ? bar : end) - at };

      if (cell_is (part, word))
        return TRUE;
      at = bar ? bar + 1 : end;
    }
  return FALSE;
}

static DtlSpan
append_form (Reader *reader, Cell form)
{
  DtlSpan span = { reader->text->len, 0 };

  g_string_append_len (reader->text, form.start, form.length);
  span.end = reader->text->len;
  return span;
}

/* Comments. */

static gboolean
comment_is (Cell line, const char *key)
{
  const char *at = line.start + 1, *end = line.start + line.length;
  gsize n = strlen (key);

  while (at < end && *at == ' ')
    at++;
  return (gsize) (end - at) >= n && memcmp (at, key, n) == 0 && (at + n == end || at[n] == ' ' || at[n] == '=');
}

/* "# kind = title", as our writer says it. */
static DtlSentenceKind
read_kind (Cell line, DtlSentenceKind other)
{
  const char *equals = memchr (line.start, '=', line.length);

  for (guint kind = DTL_SENTENCE_TITLE; equals && kind <= DTL_SENTENCE_FURNITURE; kind++)
    {
      const char *word = dtl_sentence_kind_to_string (kind);
      gsize n = strlen (word);

      if ((gsize) (line.start + line.length - equals) >= n + 2 && memcmp (equals + 2, word, n) == 0
          && equals + 2 + n == line.start + line.length)
        return kind;
    }
  return other;
}

static void
read_comment (Reader *reader, Cell line, Group *group)
{
  g_string_append_len (reader->comments, line.start, line.length);
  g_string_append_c (reader->comments, '\n');
  if (comment_is (line, "newpar") || comment_is (line, "newdoc"))
    group->paragraph = TRUE;
  if (comment_is (line, "kind"))
    group->kind = read_kind (line, group->kind);
}

/* Rows. */

/* "3-4": its form and white space are those of the text; the words that follow only share them. */
static gboolean
begin_multiword (Reader *reader, const Group *group, const Cell cells[N_COLUMNS], guint32 low, guint32 high,
                 GError **error)
{
  if (low != group->n_rows + 1 || high <= low || high - low >= WORDS_MAX || low <= reader->multi_end)
    return fail (reader, error, "multiword token %u-%u does not follow word %u", low, high, group->n_rows);
  reader->multi_start = low;
  reader->multi_end = high;
  reader->multi_span = append_form (reader, cells[COLUMN_FORM]);
  reader->multi_space = !misc_has (cells[COLUMN_MISC], "SpaceAfter=No");
  if (reader->multi_space)
    g_string_append_c (reader->text, ' ');
  return TRUE;
}

static gboolean
add_word (Reader *reader, Group *group, const Cell cells[N_COLUMNS], guint32 id, GError **error)
{
  Row row = { .line = reader->line };

  if (id != group->n_rows + 1)
    return fail (reader, error, "word %u follows word %u", id, group->n_rows);
  memcpy (row.cells, cells, sizeof row.cells);
  if (id <= reader->multi_end)
    {
      row.span = reader->multi_span;
      row.space_after = id == reader->multi_end && reader->multi_space;
      row.multiword = id == reader->multi_start ? reader->multi_end - reader->multi_start + 1 : 0;
    }
  else
    {
      row.span = append_form (reader, cells[COLUMN_FORM]);
      row.space_after = !misc_has (cells[COLUMN_MISC], "SpaceAfter=No");
      if (row.space_after)
        g_string_append_c (reader->text, ' ');
    }
  g_array_append_val (reader->rows, row);
  group->n_rows++;
  return TRUE;
}

static void
begin_paragraph (Reader *reader)
{
  while (reader->text->len > 0 && reader->text->str[reader->text->len - 1] == ' ')
    g_string_truncate (reader->text, reader->text->len - 1);
  if (reader->text->len > 0)
    g_string_append (reader->text, "\n\n");
}

static gboolean
read_row (Reader *reader, Cell line, Group *group, GError **error)
{
  Cell cells[N_COLUMNS];
  const char *at, *end;
  guint32 low, high;

  if (!split_cells (line, cells))
    return fail (reader, error, "not %d columns with tabs between them", N_COLUMNS);
  if (cells[COLUMN_FORM].length == 0)
    return fail (reader, error, "word without a form");
  if (group->n_rows == 0 && group->line == 0)
    {
      group->line = reader->line;
      if (group->paragraph)
        begin_paragraph (reader);
    }
  at = cells[COLUMN_ID].start;
  end = at + cells[COLUMN_ID].length;
  if (!read_number (&at, end, &low))
    return fail (reader, error, "\"%.*s\" is no number of a word", (int) MIN (cells[COLUMN_ID].length, 20),
                 cells[COLUMN_ID].start);
  if (at == end)
    return add_word (reader, group, cells, low, error);
  if (*at == '.' && at++ && read_number (&at, end, &high) && at == end)
    return TRUE; /* an empty node */
  if (at < end && *at == '-' && at++ && read_number (&at, end, &high) && at == end)
    return begin_multiword (reader, group, cells, low, high, error);
  return fail (reader, error, "\"%.*s\" is no number of a word", (int) MIN (cells[COLUMN_ID].length, 20),
               cells[COLUMN_ID].start);
}

/* The words of each multiword token get their own piece of it if their forms add up to it. */
static void
cut_multiwords (Reader *reader, const Group *group)
{
  Row *rows = &g_array_index (reader->rows, Row, group->first_row);

  for (guint32 i = 0; i < group->n_rows; i += MAX (rows[i].multiword, 1))
    {
      guint32 at = rows[i].span.start;
      guint32 n = rows[i].multiword;
      guint32 k = 0;

      for (; k < n; k++)
        {
          Cell form = rows[i + k].cells[COLUMN_FORM];

          if (at + form.length > rows[i].span.end || memcmp (reader->text->str + at, form.start, form.length) != 0)
            break;
          at += form.length;
        }
      if (n == 0 || k < n || at != rows[i].span.end)
        continue;
      for (at = rows[i].span.start, k = 0; k < n; k++)
        {
          rows[i + k].span.start = at;
          rows[i + k].span.end = at += rows[i + k].cells[COLUMN_FORM].length;
        }
    }
}

static gboolean
end_group (Reader *reader, Group *group, GError **error)
{
  if (reader->multi_end > group->n_rows)
    return fail (reader, error, "the sentence ends inside multiword token %u-%u", reader->multi_start,
                 reader->multi_end);
  if (group->n_rows == 0)
    return TRUE; /* comments alone: they go to the next sentence */
  cut_multiwords (reader, group);
  group->comments = reader->comments->len ? g_strdup (reader->comments->str) : NULL;
  g_array_append_val (reader->groups, *group);
  g_string_set_size (reader->comments, 0);
  reader->multi_start = reader->multi_end = 0;
  memset (group, 0, sizeof *group);
  group->first_row = reader->rows->len;
  group->kind = DTL_SENTENCE_BODY;
  return TRUE;
}

static gboolean
read_groups (Reader *reader, GError **error)
{
  Group group = { .kind = DTL_SENTENCE_BODY };
  Cell line;

  while (read_line (reader, &line))
    {
      if (line.length == 0)
        {
          if (!end_group (reader, &group, error))
            return FALSE;
        }
      else if (line.start[0] == '#')
        {
          if (group.n_rows == 0)
            read_comment (reader, line, &group);
        }
      else if (!read_row (reader, line, &group, error))
        return FALSE;
    }
  if (!end_group (reader, &group, error))
    return FALSE;
  if (reader->groups->len == 0)
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_INPUT, "no sentence");
      return FALSE;
    }
  return TRUE;
}

/* Into the document. */

static const char *
intern_cell (DtlDocument *document, Cell cell)
{
  return dtl_arena_intern (document->arena, cell.start, cell.length);
}

static void
set_tags (DtlDocument *document, const Row *row, guint32 first_token, guint32 n_tokens, DtlToken *token)
{
  const char *at = row->cells[COLUMN_HEAD].start;
  guint32 head = 0;

  token->upos = dtl_upos_from_string (intern_cell (document, row->cells[COLUMN_UPOS]));
  token->xpos = dtl_xpos_from_string (intern_cell (document, row->cells[COLUMN_XPOS]));
  token->deprel = dtl_deprel_from_string (intern_cell (document, row->cells[COLUMN_DEPREL]));
  token->lemma = cell_is (row->cells[COLUMN_LEMMA], "_") && token->upos == DTL_UPOS_NONE
                   ? NULL : intern_cell (document, row->cells[COLUMN_LEMMA]);
  token->head = -1;
  if (read_number (&at, at + row->cells[COLUMN_HEAD].length, &head) && head > 0 && head <= n_tokens)
    token->head = first_token + head - 1;
}

static void
add_token (DtlDocument *document, const Row *row, const DtlSentence *sentence, GString *scratch)
{
  DtlToken token = { row->span };
  Cell form = row->cells[COLUMN_FORM];
  gsize length;

  g_string_set_size (scratch, 6 * form.length + 8);
  length = dtl_text_lower (form.start, form.length, scratch->str, scratch->len);
  token.form = intern_cell (document, form);
  token.lower = dtl_arena_intern (document->arena, scratch->str, length);
  token.sentence = document->sentences->len;
  token.multiword = row->multiword;
  token.space_after = row->space_after;
  set_tags (document, row, sentence->first_token, sentence->n_tokens, &token);
  g_array_append_val (document->tokens, token);
}

static void
add_block (DtlDocument *document, const Group *group, DtlSpan span)
{
  DtlBlock block = { span, group->kind };

  if (document->blocks->len == 0 || group->paragraph)
    g_array_append_val (document->blocks, block);
  g_array_index (document->blocks, DtlBlock, document->blocks->len - 1).span.end = span.end;
}

static void
add_sentence (DtlDocument *document, const Reader *reader, const Group *group, GString *scratch)
{
  const Row *rows = &g_array_index (reader->rows, Row, group->first_row);
  DtlSentence sentence = { { rows[0].span.start, rows[group->n_rows - 1].span.end } };

  add_block (document, group, sentence.span);
  sentence.line = group->line;
  sentence.block = document->blocks->len - 1;
  sentence.kind = group->kind;
  sentence.first_token = document->tokens->len;
  sentence.n_tokens = group->n_rows;
  sentence.comments = dtl_arena_strdup (document->arena, group->comments);
  for (guint32 i = 0; i < group->n_rows; i++)
    add_token (document, &rows[i], &sentence, scratch);
  g_array_append_val (document->sentences, sentence);
}

static DtlDocument *
make_document (const DtlInput *input, Reader *reader)
{
  GString *scratch = g_string_new (NULL);
  DtlDocument *document;

  if (reader->text->len > 0 && reader->text->str[reader->text->len - 1] == ' ')
    g_string_truncate (reader->text, reader->text->len - 1);
  document = dtl_ingest_document_new (input, "conllu", 0, reader->text->str, reader->text->len);
  document->pretokenized = TRUE;
  for (guint i = 0; i < reader->groups->len; i++)
    add_sentence (document, reader, &g_array_index (reader->groups, Group, i), scratch);
  dtl_document_char_offset (document, 0);
  dtl_ingest_set_published (document, input, NULL);
  g_string_free (scratch, TRUE);
  return document;
}

static void
clear_group (gpointer group)
{
  g_free (((Group *) group)->comments);
}

gboolean
dtl_ingest_conllu (const DtlInput *input, GPtrArray *documents, GError **error)
{
  Reader reader = { 0 };
  gsize length;
  gboolean ok;

  reader.at = g_bytes_get_data (input->bytes, &length);
  reader.end = reader.at + length;
  if (length > INPUT_MAX)
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_LIMIT, "larger than %u MB", INPUT_MAX >> 20);
      return FALSE;
    }
  if (!g_utf8_validate_len (reader.at, length, NULL))
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_INPUT, "not UTF-8, as CoNLL-U must be");
      return FALSE;
    }
  if (length >= 3 && memcmp (reader.at, "\xEF\xBB\xBF", 3) == 0)
    reader.at += 3;
  reader.text = g_string_new (NULL);
  reader.comments = g_string_new (NULL);
  reader.rows = g_array_new (FALSE, FALSE, sizeof (Row));
  reader.groups = g_array_new (FALSE, FALSE, sizeof (Group));
  g_array_set_clear_func (reader.groups, clear_group);
  ok = read_groups (&reader, error);
  if (ok)
    g_ptr_array_add (documents, make_document (input, &reader));
  g_string_free (reader.text, TRUE);
  g_string_free (reader.comments, TRUE);
  g_array_unref (reader.rows);
  g_array_unref (reader.groups);
  return ok;
}
