/*
 * Whose words a time stands in.
 *
 * "He said on Monday he would leave tomorrow": tomorrow is Tuesday. Between quotation marks every word that points from the
 * day of speaking counts from it ("today", "next week"); in reported speech writers turn most of them round to their own day,
 * and only "tomorrow", "yesterday" and weekdays to come are left to the speaker.
 */
#include "timex/speech.h"

#include <string.h>

#include "document/lookup.h"
#include "lexicon/tables.h"
#include "timex/scan.h"

#define SAYING_WORDS 3   /* "told the reporters on Monday": words between */
#define FRONT_WORDS 4    /* of "In a letter dated 12 May 2014, he wrote" */
#define WILL_WORDS 12    /* from "will" to the time of its verb */
#define QUOTE_WORDS 100  /* from a word to the mark that opens or ends its quote */
#define SUBJECT_WORDS 10 /* from a time at the front to its verb */

static const DtlSentence *
sentence_of (const DtlDocument *document, const DtlTime *time)
{
  return dtl_document_sentence (document, dtl_document_token (document, time->first)->sentence);
}

static gboolean
is_saying (const DtlToken *token)
{
  return g_strcmp0 (dtl_table_cell (&dtl_table_timex_tense, token->lower, DTL_TIMEX_TENSE_TENSE), "say") == 0;
}

/* Any other verb form that shows in the words or the tags. */
static gboolean
is_verb (const DtlToken *token)
{
  return token->upos == DTL_UPOS_VERB || token->upos == DTL_UPOS_AUX
         || dtl_table_has (&dtl_table_timex_tense, token->lower);
}

static gboolean
is_quote (const DtlToken *token)
{
  return strcmp (token->lower, "\"") == 0 || strcmp (token->lower, "``") == 0 || strcmp (token->lower, "''") == 0;
}

/* No space behind it: the quote begins. */
static gboolean
is_opening (const DtlDocument *document, guint32 i)
{
  const DtlToken *token = dtl_document_token (document, i);

  return i + 1 < document->tokens->len && token[1].span.start == token->span.end
         && (i == 0 || token[-1].span.end < token->span.start || token[-1].sentence != token->sentence);
}

gboolean
timex_is_quoted (const DtlDocument *document, const DtlTime *time)
{
  const DtlSentence *sentence = sentence_of (document, time);
  guint32 next = time->first + time->n;
  guint32 end = MIN (sentence->first_token + sentence->n_tokens, next + QUOTE_WORDS);

  if (sentence->kind == DTL_SENTENCE_QUOTE)
    return TRUE;
  for (guint32 i = time->first; i > sentence->first_token && time->first - i < QUOTE_WORDS; i--)
    if (is_quote (dtl_document_token (document, i - 1)))
      return is_opening (document, i - 1);
  for (guint32 i = next; i < end; i++)
    if (is_quote (dtl_document_token (document, i)))
      return !is_opening (document, i);
  return FALSE;
}

/* "said on Monday", "told reporters on Monday": nothing but the hearer and "on" between. */
static gboolean
is_behind_saying (const DtlDocument *document, const DtlTime *time)
{
  const DtlSentence *sentence = sentence_of (document, time);

  for (guint32 i = time->first; i > sentence->first_token && time->first - i <= SAYING_WORDS; i--)
    {
      const DtlToken *token = dtl_document_token (document, i - 1);

      if (is_saying (token))
        return TRUE;
      if (g_ascii_ispunct (*token->lower) || strcmp (token->lower, "that") == 0 || is_verb (token))
        return FALSE;
    }
  return FALSE;
}

/* "On Monday, he said he would leave": the time opens the sentence, and the first verb is one of saying. */
static gboolean
is_before_saying (const DtlDocument *document, const DtlTime *time)
{
  const DtlSentence *sentence = sentence_of (document, time);
  guint32 end = MIN (sentence->first_token + sentence->n_tokens, time->first + time->n + SUBJECT_WORDS);

  if (time->first > sentence->first_token + FRONT_WORDS)
    return FALSE;
  for (guint32 i = sentence->first_token; i < time->first; i++)
    if (is_quote (dtl_document_token (document, i)) || dtl_document_token (document, i)->deprel == DTL_DEPREL_NSUBJ)
      return FALSE; /* "They will leave on Monday, he said" */
  for (guint32 i = time->first + time->n; i < end; i++)
    {
      if (is_saying (dtl_document_token (document, i)))
        return TRUE;
      if (is_verb (dtl_document_token (document, i)))
        return FALSE;
    }
  return FALSE;
}

gboolean
timex_is_saying_time (const DtlDocument *document, const DtlTime *time)
{
  return is_behind_saying (document, time) || is_before_saying (document, time);
}

/* "will resign on Friday, she said on Monday": "will" looks ahead from the day of writing, "would" from that of speaking. */
static gboolean
is_after_will (const DtlDocument *document, const DtlTime *time)
{
  const DtlSentence *sentence = sentence_of (document, time);

  for (guint32 i = time->first; i > sentence->first_token && time->first - i < WILL_WORDS; i--)
    {
      const char *word = dtl_document_token (document, i - 1)->lower;

      if (strcmp (word, "would") == 0)
        return FALSE;
      if (strcmp (word, "will") == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
timex_speaks_for_itself (const DtlDocument *document, const DtlTime *time, TimexTense tense)
{
  const TimexForm *form = &((const TimexScan *) time->scan)->form;
  gint32 kind = timex_get (form, kind);
  gboolean from_now = timex_has (form, anchor) && timex_get (form, anchor) == TIMEX_ANCHOR_NOW;

  if (timex_is_saying_time (document, time))
    return FALSE;
  if (kind == TIMEX_CALENDAR && timex_has (form, weekday) && !timex_has (form, month))
    return timex_is_quoted (document, time) ? tense == TIMEX_TENSE_FUTURE || tense == TIMEX_TENSE_PAST
                                            : tense == TIMEX_TENSE_FUTURE && !is_after_will (document, time);
  if (!from_now)
    return FALSE;
  if (timex_is_quoted (document, time))
    return kind == TIMEX_DAY || kind == TIMEX_UNIT || kind == TIMEX_SHIFT || kind == TIMEX_SPAN;
  return kind == TIMEX_DAY && (timex_get (form, offset) != 0 || timex_has (form, daypart));
}
