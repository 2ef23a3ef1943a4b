/* Bisection in the entities layer. */
#include "document/lookup.h"

static guint32
first_from (const DtlDocument *document, guint32 token)
{
  guint32 low = 0, high = document->entities->len;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;

      if (dtl_document_entity (document, middle)->head < token)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

const DtlEntity *
dtl_document_entity_at_head (const DtlDocument *document, guint32 token)
{
  guint32 i = first_from (document, token);

  if (i >= document->entities->len || dtl_document_entity (document, i)->head != token)
    return NULL;
  return dtl_document_entity (document, i);
}

void
dtl_document_entities_in (const DtlDocument *document, guint32 first, guint32 end, guint32 *from, guint32 *to)
{
  *from = first_from (document, first);
  *to = first_from (document, end);
}

const DtlEntity *
dtl_document_entity_at (const DtlDocument *document, guint32 token)
{
  const DtlEntity *best = dtl_document_entity_at_head (document, token);
  const DtlSentence *sentence;
  guint32 from, to;

  if (best || token >= document->tokens->len)
    return best;
  sentence = dtl_document_sentence (document, dtl_document_token (document, token)->sentence);
  dtl_document_entities_in (document, sentence->first_token, sentence->first_token + sentence->n_tokens, &from, &to);
  for (guint32 i = from; i < to; i++)
    {
      const DtlEntity *entity = dtl_document_entity (document, i);

      if (token >= entity->first && token < entity->first + entity->n && (best == NULL || entity->n < best->n))
        best = entity;
    }
  return best;
}
