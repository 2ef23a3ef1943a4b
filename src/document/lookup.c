/* Bisection in the layers of entities and predicates. */
#include "document/lookup.h"

guint32
dtl_layer_first_from (const GArray *layer, gsize key, guint32 token)
{
  gsize size = g_array_get_element_size ((GArray *) layer);
  guint32 low = 0, high = layer->len;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;

      if (G_STRUCT_MEMBER (guint32, layer->data + middle * size, key) < token)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static guint32
first_from (const DtlDocument *document, guint32 token)
{
  return dtl_layer_first_from (document->entities, G_STRUCT_OFFSET (DtlEntity, head), token);
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

#define CLIMB_MAX 64
#define PHRASES_MAX 8

static guint32
top_of_time (const DtlDocument *document, const DtlTime *time)
{
  for (guint32 i = time->first; i < time->first + time->n; i++)
    {
      gint32 head = dtl_document_token (document, i)->head;

      if (head < 0 || (guint32) head < time->first || (guint32) head >= time->first + time->n)
        return i;
    }
  return time->first;
}

/* First token of the phrase that @top heads, with its preposition. */
static guint32
start_of_phrase (const DtlDocument *document, guint32 first, guint32 top)
{
  const DtlToken *before = first > 0 ? dtl_document_token (document, first - 1) : NULL;

  return before && before->deprel == DTL_DEPREL_CASE && before->head == (gint32) top ? first - 1 : first;
}

static gboolean
is_finite_clause (const DtlToken *token)
{
  if (token->upos != DTL_UPOS_VERB)
    return FALSE;
  return token->deprel == DTL_DEPREL_CCOMP || token->deprel == DTL_DEPREL_ACL_RELCL
         || (token->deprel == DTL_DEPREL_CONJ && token->xpos != DTL_XPOS_VB)
         || (token->deprel == DTL_DEPREL_ADVCL && token->xpos != DTL_XPOS_VBG && token->xpos != DTL_XPOS_VB);
}

/* What lies between a token and an ancestor @head: the lowest clause on the way, or -1, and the last node below @head,
 * or -1 when @head is no ancestor. */
static gint32
lowest_clause (const DtlDocument *document, guint32 token, gint32 head, gint32 *below)
{
  gint32 at = token, lowest = -1;

  *below = -1;
  for (guint i = 0; i < CLIMB_MAX && at >= 0 && at != head; i++)
    {
      if (lowest < 0 && at > head && is_finite_clause (dtl_document_token (document, at)))
        lowest = at;
      *below = at;
      at = dtl_document_token (document, at)->head;
    }
  if (at != head)
    *below = -1;
  return at == head ? lowest : -1;
}

/* "He called her, he said, and they will meet in Rome on Friday": a phrase that the parse hangs on a verb before the one that
 * the phrase follows. The coordinated clause with @token, behind @head, or -1. */
static gint32
crossed_clause (const DtlDocument *document, guint32 token, gint32 head)
{
  gint32 at = token;

  for (guint i = 0; i < CLIMB_MAX && at > head; i++)
    {
      const DtlToken *word = dtl_document_token (document, at);

      if (word->upos == DTL_UPOS_VERB && (guint32) at <= token)
        return word->deprel == DTL_DEPREL_CONJ && word->head >= head ? at : -1;
      at = word->head;
    }
  return -1;
}

gint32
dtl_document_phrase_head (const DtlDocument *document, guint32 first, guint32 top)
{
  gint32 head = dtl_document_token (document, top)->head, below;
  guint32 at = first;

  /* Back over phrases that hang on the same head ("in Houston on Monday"), at most PHRASES_MAX words. */
  for (guint i = 0; i < PHRASES_MAX && at-- > 0 && head >= 0 && (guint32) head < at; i++)
    {
      gint32 lowest = lowest_clause (document, at, head, &below);

      if (lowest >= 0)
        return lowest;
      if (below < 0 && (lowest = crossed_clause (document, at, head)) >= 0)
        return lowest;
      if (below < 0 || dtl_deprel_base (dtl_document_token (document, below)->deprel) != DTL_DEPREL_OBL)
        break;
    }
  return head;
}

gint32
dtl_document_time_head (const DtlDocument *document, const DtlTime *time, guint32 *top)
{
  guint32 word = top_of_time (document, time);

  if (top)
    *top = word;
  return dtl_document_phrase_head (document, start_of_phrase (document, time->first, word), word);
}

const DtlPredicate *
dtl_document_predicate_at (const DtlDocument *document, guint32 token)
{
  guint32 i = dtl_layer_first_from (document->predicates, G_STRUCT_OFFSET (DtlPredicate, token), token);

  if (i >= document->predicates->len || dtl_document_predicate (document, i)->token != token)
    return NULL;
  return dtl_document_predicate (document, i);
}

const DtlRoleArc *
dtl_document_arguments_of (const DtlDocument *document, guint32 token, guint *n_arguments)
{
  const DtlPredicate *predicate = dtl_document_predicate_at (document, token);

  *n_arguments = predicate ? predicate->n_arguments : 0;
  return *n_arguments > 0 ? dtl_document_argument (document, predicate->first_argument) : NULL;
}

gint32
dtl_document_argument_with (const DtlDocument *document, guint32 token, guint role)
{
  guint n;
  const DtlRoleArc *arguments = dtl_document_arguments_of (document, token, &n);

  for (guint i = 0; i < n; i++)
    if (arguments[i].role == role)
      return arguments[i].token;
  return -1;
}

/* Index of the first argument of the predicates at or after @token. */
static guint32
argument_from (const DtlDocument *document, guint32 token)
{
  guint32 i = dtl_layer_first_from (document->predicates, G_STRUCT_OFFSET (DtlPredicate, token), token);

  return i < document->predicates->len ? dtl_document_predicate (document, i)->first_argument : document->arguments->len;
}

const DtlRoleArc *
dtl_document_next_role (const DtlDocument *document, guint32 token, const DtlRoleArc *before)
{
  const DtlSentence *sentence;
  guint32 i;

  if (token >= document->tokens->len)
    return NULL;
  sentence = dtl_document_sentence (document, dtl_document_token (document, token)->sentence);
  i = before ? before - dtl_document_argument (document, 0) + 1 : argument_from (document, sentence->first_token);
  for (; i < document->arguments->len; i++)
    {
      const DtlRoleArc *argument = dtl_document_argument (document, i);

      if (argument->predicate >= sentence->first_token + sentence->n_tokens)
        return NULL;
      if (argument->token == token)
        return argument;
    }
  return NULL;
}
