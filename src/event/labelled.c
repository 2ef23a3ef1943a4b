/*
 * Speakers without a verb: "Orr: The bank has failed" in headlines and transcripts, "“The bank has failed.” — Orr" below a
 * quotation. Only people, organisations and groups speak so; "Iran: talks fail" names a subject.
 */
#include <string.h>

#include "event/saying.h"

#define LABEL_MAX 10 /* tokens in front of the colon */
#define CONTENT_MIN 3

static gboolean
is_label_word (const DtlToken *token)
{
  switch (token->upos)
    {
    case DTL_UPOS_ADJ:
    case DTL_UPOS_ADP:
    case DTL_UPOS_DET:
    case DTL_UPOS_NOUN:
    case DTL_UPOS_NUM:
    case DTL_UPOS_PROPN:
      return TRUE;
    default:
      return strcmp (token->lower, ".") == 0 || strcmp (token->lower, "-") == 0;
    }
}

/* People, organisations and groups, and what is cited like them: "Poll: …". */
static gboolean
can_speak (const DtlEventStage *stage, guint32 token)
{
  guint32 entity = stage->entity_at[token];
  const char *lemma = dtl_document_token (stage->document, token)->lemma;
  const char *const *row;

  if (lemma && dtl_saying_find_row (lemma, "label", &row))
    return TRUE;
  if (entity == DTL_NONE)
    return FALSE;
  switch (dtl_document_entity (stage->document, entity)->kind)
    {
    case DTL_ACTOR_PERSON:
    case DTL_ACTOR_ORGANISATION:
    case DTL_ACTOR_GROUP:
      return TRUE;
    default:
      return FALSE;
    }
}

/* The one mention of somebody in tokens @first … @end - 1 that is not inside another, or DTL_NONE. */
static guint32
speaker_in (const DtlEventStage *stage, guint32 first, guint32 end)
{
  for (guint32 i = end; i-- > first;)
    {
      gint32 head = dtl_document_token (stage->document, i)->head;

      if (can_speak (stage, i) && (head < (gint32) first || head >= (gint32) end))
        return i;
    }
  return end == first + 1 && can_speak (stage, first) ? first : DTL_NONE;
}

static guint32
end_of_block (const DtlDocument *document, guint32 number)
{
  guint32 block = dtl_document_sentence (document, number)->block;

  while (number + 1 < document->sentences->len && dtl_document_sentence (document, number + 1)->block == block)
    number++;
  return dtl_document_sentence (document, number)->first_token + dtl_document_sentence (document, number)->n_tokens;
}

static gboolean
opens_block (const DtlDocument *document, guint32 number)
{
  return number == 0
         || dtl_document_sentence (document, number - 1)->block != dtl_document_sentence (document, number)->block;
}

static void
own_quotations (DtlSayingFinder *finder, guint32 first, guint32 end)
{
  for (guint32 i = first; i < end; i++)
    if (finder->quotation_at[i] != DTL_NONE)
      finder->owner[finder->quotation_at[i]] = finder->stage->document->sayings->len;
}

static void
add (DtlSayingFinder *finder, guint32 speaker, guint32 cue, guint32 first, guint32 end)
{
  DtlSaying saying = {
    .kind = DTL_SAYING_SPEECH, .is_told = TRUE, .cue = cue, .cue_last = cue, .parent = DTL_NONE, .n_parts = 1
  };

  saying.parts[0][0] = first;
  saying.parts[0][1] = end - 1;
  dtl_saying_set_source (finder->stage, &saying, speaker);
  own_quotations (finder, first, end);
  g_array_append_val (finder->stage->document->sayings, saying);
}

/* "Orr: The bank has failed" */
static void
find_before_colon (DtlSayingFinder *finder, guint32 number)
{
  const DtlDocument *document = finder->stage->document;
  const DtlSentence *sentence = dtl_document_sentence (document, number);
  guint32 end = end_of_block (document, number), colon = sentence->first_token, speaker;

  while (colon < end && colon - sentence->first_token < LABEL_MAX && is_label_word (dtl_document_token (document, colon)))
    colon++;
  if (colon == sentence->first_token || colon + CONTENT_MIN >= end
      || strcmp (dtl_document_token (document, colon)->lower, ":") != 0)
    return;
  speaker = speaker_in (finder->stage, sentence->first_token, colon);
  if (speaker != DTL_NONE)
    add (finder, speaker, colon, colon + 1, end);
}

static gboolean
is_dash (const DtlToken *token)
{
  return strcmp (token->lower, "--") == 0 || strcmp (token->form, "\xE2\x80\x95") == 0 || strcmp (token->lower, "-") == 0;
}

/* "“The bank has failed.” — Orr": the dash may open the next sentence. */
static void
find_behind_dash (DtlSayingFinder *finder, guint32 number)
{
  const DtlDocument *document = finder->stage->document;
  guint32 first = dtl_document_sentence (document, number)->first_token, end = end_of_block (document, number), speaker;
  const DtlQuotation *quotation;

  if (finder->quotation_at[first] == DTL_NONE)
    return;
  quotation = &g_array_index (finder->quotations, DtlQuotation, finder->quotation_at[first]);
  if (quotation->first != first || quotation->last + 2 >= end || end - quotation->last > LABEL_MAX
      || !is_dash (dtl_document_token (document, quotation->last + 1)))
    return;
  for (speaker = quotation->last + 2; speaker < end && !can_speak (finder->stage, speaker); speaker++)
    ;
  if (speaker < end)
    add (finder, speaker, quotation->last + 1, first, quotation->last + 1);
}

void
dtl_saying_find_labelled (DtlSayingFinder *finder, guint32 number)
{
  if (!opens_block (finder->stage->document, number))
    return;
  find_before_colon (finder, number);
  find_behind_dash (finder, number);
}
