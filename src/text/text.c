/*
 * The stage: every block is scanned into pieces, the pieces into sentences, and both are written into the document.
 *
 * Block by block, so that nothing is remembered across a paragraph and the scratch arrays stay small.
 */
#include "text/text.h"

#include <string.h>

#include "document/characters.h"
#include "text/pieces.h"

typedef struct
{
  DtlDocument *document;
  GArray *pieces;     /* owned: Piece, of one block */
  GArray *ends;       /* owned: guint32, of one block */
  GString *lower;     /* owned */
  guint32 line;       /* line of the byte @line_at, from 1 */
  guint32 line_at;
} Writer;

static void
add_paragraph (DtlDocument *document, gsize start, gsize end)
{
  DtlBlock block = { { start, end }, DTL_SENTENCE_BODY };

  if (end > start)
    g_array_append_val (document->blocks, block);
}

/* Blocks of a text that ingest gave none: paragraphs between blank lines. */
static void
add_paragraphs (DtlDocument *document)
{
  gsize start = 0, end = 0;
  guint newlines = 0;

  for (gsize at = 0; at < document->length; at++)
    {
      char c = document->text[at];

      newlines += c == '\n';
      if (g_ascii_isspace (c))
        continue;
      if (newlines > 1 || end == 0)
        {
          add_paragraph (document, start, end);
          start = at;
        }
      newlines = 0;
      end = at + 1;
    }
  add_paragraph (document, start, end);
}

/* Lines end with LF, CR LF or CR. */
static guint32
line_at (Writer *writer, guint32 byte)
{
  const char *text = writer->document->text;

  for (; writer->line_at < byte; writer->line_at++)
    if (text[writer->line_at] == '\n' || (text[writer->line_at] == '\r' && text[writer->line_at + 1] != '\n'))
      writer->line++;
  return writer->line;
}

static const char *
intern_lower (Writer *writer, const char *form, gsize length)
{
  if (length == 2 && (memcmp (form, "''", 2) == 0 || memcmp (form, "``", 2) == 0))
    return dtl_arena_intern (writer->document->arena, "\"", 1);
  g_string_set_size (writer->lower, 6 * length + 8);
  length = dtl_text_lower (form, length, writer->lower->str, writer->lower->len);
  return dtl_arena_intern (writer->document->arena, writer->lower->str, length);
}

static void
add_token (Writer *writer, DtlSpan span, guint32 sentence, guint8 multiword)
{
  DtlDocument *document = writer->document;
  const char *form = document->text + span.start;
  DtlToken token = { span };

  token.form = dtl_arena_intern (document->arena, form, span.end - span.start);
  token.lower = intern_lower (writer, form, span.end - span.start);
  token.sentence = sentence;
  token.multiword = multiword;
  token.head = -1;
  token.space_after = span.end >= document->length
                      || dtl_character_classify (g_utf8_get_char (document->text + span.end)) == CHARACTER_SPACE;
  g_array_append_val (document->tokens, token);
}

static void
add_piece (Writer *writer, const Piece *piece, guint32 sentence)
{
  guint32 end = piece->span.end - (piece->stop_is_free ? 1 : 0);

  for (guint part = 0; part < piece->n_parts; part++)
    {
      DtlSpan span = { piece->span.start, end };

      if (part > 0)
        span.start = piece->span.start + piece->cuts[part - 1];
      if (part + 1 < piece->n_parts)
        span.end = piece->span.start + piece->cuts[part];
      add_token (writer, span, sentence, part == 0 && piece->n_parts > 1 ? piece->n_parts : 0);
    }
  if (piece->stop_is_free)
    add_token (writer, (DtlSpan) { end, piece->span.end }, sentence, 0);
}

static void
add_sentence (Writer *writer, guint32 block, guint32 from, guint32 to)
{
  DtlDocument *document = writer->document;
  const Piece *pieces = (const Piece *) writer->pieces->data;
  DtlSentence sentence = { { pieces[from].span.start, pieces[to - 1].span.end } };

  sentence.line = line_at (writer, sentence.span.start);
  sentence.block = block;
  sentence.kind = g_array_index (document->blocks, DtlBlock, block).kind;
  sentence.first_token = document->tokens->len;
  for (guint32 i = from; i < to; i++)
    add_piece (writer, &pieces[i], document->sentences->len);
  sentence.n_tokens = document->tokens->len - sentence.first_token;
  g_array_append_val (document->sentences, sentence);
}

static void
add_block (Writer *writer, guint32 block)
{
  DtlDocument *document = writer->document;
  guint32 from = 0;

  g_array_set_size (writer->pieces, 0);
  g_array_set_size (writer->ends, 0);
  dtl_pieces_scan (document->text, g_array_index (document->blocks, DtlBlock, block).span, writer->pieces);
  dtl_pieces_find_sentences (document->text, writer->pieces, writer->ends);
  for (guint i = 0; i < writer->ends->len; i++)
    {
      guint32 to = g_array_index (writer->ends, guint32, i);

      add_sentence (writer, block, from, to);
      from = to;
    }
}

/* Quotations. A body sentence all of whose words stand between quotation marks is of kind quote. */

static gboolean
is_word (const DtlToken *token)
{
  return dtl_character_is_word (dtl_character_classify (g_utf8_get_char (token->form)));
}

/* What a token does to the quotation that is open: +1 opens, -1 closes, 0 neither. */
static int
quote_change (const DtlDocument *document, guint32 i, gboolean open)
{
  const DtlToken *token = dtl_document_token (document, i);
  gboolean before;

  if (strcmp (token->lower, "\"") != 0)
    return 0;
  if (strcmp (token->form, "“") == 0 || strcmp (token->form, "„") == 0 || strcmp (token->form, "``") == 0)
    return 1;
  if (strcmp (token->form, "”") == 0)
    return -1;
  before = i == 0 || token[-1].space_after;
  return (before == token->space_after ? !open : before) ? 1 : -1;
}

static void
mark_quotes (DtlDocument *document)
{
  gboolean open = FALSE;

  for (guint32 s = 0; s < document->sentences->len; s++)
    {
      DtlSentence *sentence = dtl_document_sentence (document, s);
      guint32 n_inside = 0, n_outside = 0;

      if (s > 0 && sentence->block != sentence[-1].block)
        open = FALSE; /* each paragraph of a long quotation opens it anew */
      for (guint32 i = sentence->first_token; i < sentence->first_token + sentence->n_tokens; i++)
        {
          int change = quote_change (document, i, open);

          if (change != 0)
            open = change > 0;
          else if (is_word (dtl_document_token (document, i)))
            *(open ? &n_inside : &n_outside) += 1;
        }
      if (sentence->kind == DTL_SENTENCE_BODY && n_inside > 0 && n_outside == 0)
        sentence->kind = DTL_SENTENCE_QUOTE;
    }
}

gboolean
dtl_text_run (DtlDocument *document, GError **error)
{
  Writer writer = { document };

  if (document->pretokenized)
    return TRUE;
  if (document->blocks->len == 0)
    add_paragraphs (document);
  writer.pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  writer.ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  writer.lower = g_string_new (NULL);
  writer.line = document->lines_before + 1;
  for (guint32 block = 0; block < document->blocks->len && dtl_document_is_within_limit (document, NULL); block++)
    add_block (&writer, block);
  g_array_unref (writer.pieces);
  g_array_unref (writer.ends);
  g_string_free (writer.lower, TRUE);
  mark_quotes (document);
  /* Built here, so that readers of a finished document only read. */
  dtl_document_char_offset (document, 0);
  return dtl_document_is_within_limit (document, error);
}
