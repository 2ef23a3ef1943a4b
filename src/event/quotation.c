/*
 * Where quotations begin and end.
 *
 * Curly marks say by themselves whether they open or close; straight ones by the white space beside them. A quotation
 * ends with its paragraph; where nobody closes it and the next paragraph opens with a mark, it goes on there, as printers
 * have it.
 */
#include "event/quotation.h"

#include <string.h>

typedef enum
{
  MARK_NONE,
  MARK_OPENS,
  MARK_CLOSES,
  MARK_EITHER,
} Mark;

static gboolean
has_space_before (const DtlDocument *document, const DtlToken *token)
{
  return token->span.start == 0 || g_ascii_isspace (document->text[token->span.start - 1])
         || strchr ("([-", document->text[token->span.start - 1]) != NULL;
}

static gboolean
is_double (const DtlToken *token)
{
  return strcmp (token->lower, "\"") == 0 || strcmp (token->lower, "``") == 0 || strcmp (token->lower, "''") == 0;
}

static Mark
read_mark (const DtlDocument *document, guint32 at)
{
  const DtlToken *token = dtl_document_token (document, at);
  gunichar c = g_utf8_get_char (document->text + token->span.start);

  if (!is_double (token) && !(strcmp (token->lower, "'") == 0 && token->xpos == DTL_XPOS_BACKTICKS)
      && !(strcmp (token->lower, "'") == 0 && token->xpos == DTL_XPOS_QUOTES))
    return MARK_NONE;
  if (c == 0x201C || c == 0x2018 || c == 0xAB || c == '`')
    return MARK_OPENS;
  if (c == 0x201D || c == 0x2019 || c == 0xBB)
    return MARK_CLOSES;
  if (has_space_before (document, token) && !token->space_after)
    return MARK_OPENS;
  return token->space_after && !has_space_before (document, token) ? MARK_CLOSES : MARK_EITHER;
}

/* Single marks close single ones. */
static gboolean
are_alike (const DtlDocument *document, guint32 a, guint32 b)
{
  return is_double (dtl_document_token (document, a)) == is_double (dtl_document_token (document, b));
}

static guint32
block_of (const DtlDocument *document, guint32 token)
{
  return dtl_document_sentence (document, dtl_document_token (document, token)->sentence)->block;
}

typedef struct
{
  const DtlDocument *document;
  guint32 *at;
  GArray *all;
  guint32 open; /* token of the mark that has not been closed, or DTL_NONE */
} Reader;

static void
add (Reader *reader, guint32 last, gboolean goes_on)
{
  const DtlQuotation *before
    = reader->all->len > 0 ? &g_array_index (reader->all, DtlQuotation, reader->all->len - 1) : NULL;
  DtlQuotation quotation = { reader->open, last, goes_on, before && before->goes_on };

  for (guint32 i = quotation.first; i <= last; i++)
    reader->at[i] = reader->all->len;
  g_array_append_val (reader->all, quotation);
  reader->open = DTL_NONE;
}

/* A paragraph ends at @end with a quotation open: it goes on, or the sentence of the mark is all that is sure. */
static void
leave_paragraph (Reader *reader, guint32 end)
{
  const DtlDocument *document = reader->document;
  gboolean goes_on = end < document->tokens->len
                     && (read_mark (document, end) == MARK_OPENS || read_mark (document, end) == MARK_EITHER);
  const DtlSentence *sentence
    = dtl_document_sentence (document, dtl_document_token (document, reader->open)->sentence);

  if (goes_on || sentence->first_token == reader->open)
    add (reader, end - 1, goes_on);
  else
    add (reader, MIN (end, sentence->first_token + sentence->n_tokens) - 1, FALSE);
}

GArray *
dtl_quotation_find (const DtlDocument *document, guint32 *quotation_at)
{
  Reader reader = { document, quotation_at, g_array_new (FALSE, FALSE, sizeof (DtlQuotation)), DTL_NONE };

  for (guint32 i = 0; i < document->tokens->len; i++)
    {
      Mark mark;

      quotation_at[i] = DTL_NONE;
      if (reader.open != DTL_NONE && block_of (document, i) != block_of (document, reader.open))
        leave_paragraph (&reader, i);
      mark = read_mark (document, i);
      if (reader.open == DTL_NONE && (mark == MARK_OPENS || mark == MARK_EITHER))
        reader.open = i;
      else if (reader.open != DTL_NONE && are_alike (document, i, reader.open)
               && (mark == MARK_CLOSES || mark == MARK_EITHER))
        add (&reader, i, FALSE);
    }
  if (reader.open != DTL_NONE)
    leave_paragraph (&reader, document->tokens->len);
  return reader.all;
}
