/*
 * Tense, aspect and modality above a time expression.
 *
 * With a parse: climb from the time to its verb, through nouns ("a vote on Friday"), participles and infinitives, to the
 * first one that shows tense. Without one: the nearest verb form among the words, by timex_tense.tsv and "-ed".
 */
#include "timex/tense.h"

#include <string.h>

#include "document/lookup.h"
#include "lexicon/tables.h"

#define NEAR_VERB 3  /* words between a verb and a time that make the verb its own */
#define MAX_CLIMB 24 /* steps up a tree; guards against loops in foreign trees */

typedef enum
{
  WORD_NONE,
  WORD_PAST,
  WORD_PRESENT,
  WORD_FUTURE,
  WORD_CUE,
  WORD_SAY,
  WORD_DEFER, /* "postponed": past, but what it is postponed to lies ahead */
} WordTense;

static WordTense
word_tense (const char *lower)
{
  static const char *const words[] = { "", "past", "present", "future", "cue", "say", "defer" };
  const char *tense = dtl_table_cell (&dtl_table_timex_tense, lower, DTL_TIMEX_TENSE_TENSE);

  for (guint i = 1; tense && i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i], tense) == 0)
      return i;
  return WORD_NONE;
}

/* ---- with a parse ---- */

static const DtlToken *
head_of (const DtlDocument *document, const DtlToken *token)
{
  return token->head >= 0 && (guint) token->head < document->tokens->len ? dtl_document_token (document, token->head) : NULL;
}

static gboolean
is_helper (const DtlToken *token)
{
  DtlDeprel base = dtl_deprel_base (token->deprel);

  return base == DTL_DEPREL_AUX || base == DTL_DEPREL_COP || (base == DTL_DEPREL_MARK && strcmp (token->lower, "to") == 0);
}

/* What the helpers of a verb say: modals and "to" point ahead, "have" and past forms of "be" back. */
static TimexTense
tense_of_helper (const DtlToken *helper)
{
  switch (word_tense (helper->lower))
    {
    case WORD_FUTURE: return TIMEX_TENSE_FUTURE;
    case WORD_PAST: return TIMEX_TENSE_PAST;
    case WORD_PRESENT: return TIMEX_TENSE_PRESENT;
    default: return TIMEX_TENSE_UNKNOWN;
    }
}

typedef struct
{
  TimexTense tense;   /* of the first finite helper, or unknown */
  gboolean infinitive; /* "to leave" */
  gboolean had;
  gboolean earlier;    /* "originally", "previously" */
} Helpers;

static gboolean
is_negation (const DtlToken *token)
{
  return strcmp (token->lower, "not") == 0 || strcmp (token->lower, "n't") == 0 || strcmp (token->lower, "never") == 0;
}

static gboolean
is_earlier (const DtlToken *token)
{
  return strcmp (token->lower, "originally") == 0 || strcmp (token->lower, "initially") == 0
         || strcmp (token->lower, "previously") == 0;
}

/* The first helper decides: "will have left", "has been seen", "was leaving". */
static Helpers
read_helpers (const DtlDocument *document, const DtlToken *verb)
{
  const DtlSentence *sentence = dtl_document_sentence (document, verb->sentence);
  gint32 number = (gint32) (verb - dtl_document_token (document, 0));
  Helpers helpers = { TIMEX_TENSE_UNKNOWN, FALSE, FALSE, FALSE };
  gboolean could = FALSE, negated = FALSE;

  for (guint32 i = sentence->first_token; i < sentence->first_token + sentence->n_tokens; i++)
    {
      const DtlToken *token = dtl_document_token (document, i);

      if (token->head != number)
        continue;
      negated |= is_negation (token);
      helpers.earlier |= is_earlier (token);
      if (!is_helper (token))
        continue;
      could |= strcmp (token->lower, "could") == 0;
      helpers.had |= strcmp (token->lower, "had") == 0;
      if (dtl_deprel_base (token->deprel) == DTL_DEPREL_MARK)
        helpers.infinitive = TRUE;
      else if (helpers.tense == TIMEX_TENSE_UNKNOWN)
        helpers.tense = tense_of_helper (token);
    }
  if (could && negated)
    helpers.tense = TIMEX_TENSE_PAST; /* "could not be reached on Friday" */
  return helpers;
}

/* A verb's own tense, or unknown where it shows none and the one above it must decide. @is_own: whether the time hangs
 * on it, not on something below it ("asked about comments made on Friday"). */
static TimexTense
tense_of_verb (const DtlDocument *document, const DtlToken *verb, gboolean is_own)
{
  Helpers helpers = read_helpers (document, verb);

  if (word_tense (verb->lower) == WORD_CUE && (helpers.had || helpers.earlier))
    return TIMEX_TENSE_PAST; /* "had been scheduled for Thursday", "as originally planned" */
  if (word_tense (verb->lower) == WORD_CUE && is_own)
    return TIMEX_TENSE_FUTURE; /* "is scheduled for Friday", "a vote planned for Friday" */
  if (helpers.tense == TIMEX_TENSE_PRESENT && verb->xpos == DTL_XPOS_VBG)
    return TIMEX_TENSE_FUTURE; /* "is meeting him on Friday" */
  if (helpers.tense != TIMEX_TENSE_UNKNOWN)
    return helpers.tense;
  if (helpers.infinitive)
    return TIMEX_TENSE_UNKNOWN;
  switch ((DtlXpos) verb->xpos)
    {
    case DTL_XPOS_VBD:
    case DTL_XPOS_VBN: return TIMEX_TENSE_PAST;
    case DTL_XPOS_VBZ:
    case DTL_XPOS_VBP: return TIMEX_TENSE_PRESENT;
    default: return TIMEX_TENSE_UNKNOWN;
    }
}

static gboolean
is_predicate (const DtlToken *token)
{
  return token->upos == DTL_UPOS_VERB || token->upos == DTL_UPOS_AUX;
}

/* "agreed to leave on Friday": what was decided then was still ahead. */
static gboolean
looks_ahead (const DtlToken *verb)
{
  guint n = 0;
  const char *const *row = verb->lemma ? dtl_table_find (&dtl_table_implicatives, verb->lemma, &n) : NULL;

  for (guint i = 0; row && i < n; i++, row += dtl_table_implicatives.n_columns)
    if (strcmp (row[DTL_IMPLICATIVES_COMPLEMENT], "to") == 0)
      return strcmp (row[DTL_IMPLICATIVES_POSITIVE], "planned") == 0;
  return FALSE;
}

/* Infinitives look ahead, unless what governs them has happened ("managed to leave on Friday"). */
static TimexTense
tense_by_heads (const DtlDocument *document, const DtlTime *time)
{
  gint32 head = dtl_document_time_head (document, time, NULL);
  const DtlToken *token = head >= 0 ? dtl_document_token (document, head) : NULL;
  gboolean infinitive = FALSE;

  for (guint i = 0; token && i < MAX_CLIMB; i++, token = head_of (document, token))
    {
      Helpers helpers = read_helpers (document, token);
      TimexTense tense = TIMEX_TENSE_UNKNOWN;

      if (is_predicate (token) || helpers.tense != TIMEX_TENSE_UNKNOWN || helpers.infinitive)
        tense = tense_of_verb (document, token, i == 0 || infinitive);
      else if (word_tense (token->lower) == WORD_CUE)
        tense = TIMEX_TENSE_FUTURE; /* "due on Friday" */
      if (infinitive && tense != TIMEX_TENSE_UNKNOWN)
        return word_tense (token->lower) == WORD_CUE || tense != TIMEX_TENSE_PAST || (!helpers.had && looks_ahead (token))
                 ? TIMEX_TENSE_FUTURE : TIMEX_TENSE_PAST;
      if (tense != TIMEX_TENSE_UNKNOWN)
        return tense;
      infinitive |= helpers.infinitive;
    }
  return infinitive ? TIMEX_TENSE_FUTURE : TIMEX_TENSE_UNKNOWN;
}

gboolean
timex_is_before_past (const DtlDocument *document, const DtlTime *time)
{
  gint32 head = dtl_document_time_head (document, time, NULL);
  const DtlToken *token = head >= 0 ? dtl_document_token (document, head) : NULL;

  for (guint i = 0; token && i < MAX_CLIMB; i++, token = head_of (document, token))
    if (is_predicate (token))
      return read_helpers (document, token).had;
  return FALSE;
}

static gboolean
has_parse (const DtlDocument *document, const DtlTime *time)
{
  const DtlToken *token = dtl_document_token (document, time->first);

  return token->upos != DTL_UPOS_NONE && (token->head >= 0 || token->deprel != DTL_DEPREL_NONE);
}

/* ---- by words alone ---- */

static gboolean
is_past_form (const DtlToken *token)
{
  gsize length = strlen (token->lower);

  if (token->xpos != DTL_XPOS_NONE)
    return token->xpos == DTL_XPOS_VBD || token->xpos == DTL_XPOS_VBN;
  return length > 4 && g_str_has_suffix (token->lower, "ed") && !g_str_has_suffix (token->lower, "eed")
         && !g_ascii_isupper (*token->form);
}

/* "to leave", not "to Moscow" or "to the summit" */
static gboolean
opens_infinitive (const DtlDocument *document, guint32 i, guint32 end)
{
  static const char *const nominal[] = { "a", "an", "the", "this", "that", "his", "her", "its", "their", "our", "my", "some" };
  const DtlToken *token = dtl_document_token (document, i), *next;

  if (strcmp (token->lower, "to") != 0 || i + 1 >= end)
    return FALSE;
  next = dtl_document_token (document, i + 1);
  for (guint k = 0; k < G_N_ELEMENTS (nominal); k++)
    if (strcmp (next->lower, nominal[k]) == 0)
      return FALSE;
  return g_ascii_islower (*next->form);
}

/* "had been scheduled", "was originally planned": what was to be has passed. */
static gboolean
is_past_plan (const DtlDocument *document, guint32 i)
{
  for (guint32 k = i; k > 0 && i - k < 3; k--)
    {
      const DtlToken *token = dtl_document_token (document, k - 1);

      if (strcmp (token->lower, "had") == 0 || is_earlier (token))
        return TRUE;
    }
  return FALSE;
}

/* "could not be reached on Friday" */
static gboolean
is_past_could (const DtlDocument *document, guint32 i, guint32 end)
{
  return strcmp (dtl_document_token (document, i)->lower, "could") == 0 && i + 1 < end
         && is_negation (dtl_document_token (document, i + 1));
}

static TimexTense
tense_of_word (const DtlDocument *document, guint32 i, guint32 end)
{
  const DtlToken *token = dtl_document_token (document, i);

  if (opens_infinitive (document, i, end))
    return TIMEX_TENSE_FUTURE;
  switch (word_tense (token->lower))
    {
    case WORD_PAST:
    case WORD_SAY: return TIMEX_TENSE_PAST;
    case WORD_PRESENT: return TIMEX_TENSE_PRESENT;
    case WORD_CUE: return is_past_plan (document, i) ? TIMEX_TENSE_PAST : TIMEX_TENSE_FUTURE;
    case WORD_FUTURE: return is_past_could (document, i, end) ? TIMEX_TENSE_PAST : TIMEX_TENSE_FUTURE;
    case WORD_DEFER: return TIMEX_TENSE_PAST;
    default: return is_past_form (token) ? TIMEX_TENSE_PAST : TIMEX_TENSE_UNKNOWN;
    }
}

/* A past participle takes the tense of the helper before it: "will be held", "is expected", "to be held". */
static TimexTense
with_helpers (const DtlDocument *document, guint32 i, guint32 first, TimexTense tense)
{
  for (guint32 k = i; k > first && i - k < 4; k--)
    {
      const DtlToken *token = dtl_document_token (document, k - 1);
      WordTense word = word_tense (token->lower);

      if (word == WORD_FUTURE && is_past_could (document, k - 1, i))
        return TIMEX_TENSE_PAST;
      if (word == WORD_FUTURE || (word == WORD_CUE && k - 1 + 2 >= i) || strcmp (token->lower, "to") == 0)
        return TIMEX_TENSE_FUTURE;
      if (word != WORD_PAST && word != WORD_PRESENT && strcmp (token->lower, "be") != 0
          && !g_str_has_suffix (token->lower, "ly") && strcmp (token->lower, "not") != 0)
        break;
    }
  return tense;
}

static gboolean
ends_clause (const DtlToken *token)
{
  return strchr (";:", *token->lower) != NULL && token->lower[1] == '\0';
}

static TimexTense
tense_by_words (const DtlDocument *document, const DtlTime *time, gboolean *sure)
{
  const DtlSentence *sentence = dtl_document_sentence (document, dtl_document_token (document, time->first)->sentence);
  guint32 first = sentence->first_token, end = first + sentence->n_tokens;

  for (guint32 i = time->first; i > first && !ends_clause (dtl_document_token (document, i - 1)); i--)
    {
      TimexTense tense = tense_of_word (document, i - 1, end);

      *sure = time->first - i < NEAR_VERB;
      if (tense != TIMEX_TENSE_UNKNOWN)
        return tense == TIMEX_TENSE_PAST ? with_helpers (document, i - 1, first, tense) : tense;
    }
  *sure = FALSE;
  for (guint32 i = time->first + time->n; i < end && !ends_clause (dtl_document_token (document, i)); i++)
    {
      TimexTense tense = tense_of_word (document, i, end);

      if (tense != TIMEX_TENSE_UNKNOWN)
        return tense;
    }
  return TIMEX_TENSE_UNKNOWN;
}

/* "… and will leave on Monday", even if the parse hangs Monday on an earlier verb. */
static gboolean
follows_will (const DtlDocument *document, const DtlTime *time)
{
  const DtlSentence *sentence = dtl_document_sentence (document, dtl_document_token (document, time->first)->sentence);

  for (guint32 i = time->first; i > sentence->first_token && time->first - i < NEAR_VERB; i--)
    if (strcmp (dtl_document_token (document, i - 1)->lower, "will") == 0)
      return TRUE;
  return FALSE;
}

static TimexTense
tense_by_syntax_or_words (const DtlDocument *document, const DtlTime *time, gboolean *sure)
{
  TimexTense tense;

  if (!has_parse (document, time))
    return tense_by_words (document, time, sure);
  tense = follows_will (document, time) ? TIMEX_TENSE_FUTURE : tense_by_heads (document, time);
  *sure = tense != TIMEX_TENSE_UNKNOWN;
  return *sure ? tense : tense_by_words (document, time, sure);
}

/* "was put off to April", "has been postponed until Monday" */
static gboolean
is_deferred_to (const DtlDocument *document, const DtlTime *time)
{
  const DtlSentence *sentence = dtl_document_sentence (document, dtl_document_token (document, time->first)->sentence);
  const char *before = time->first > sentence->first_token ? dtl_document_token (document, time->first - 1)->lower : "";

  if (strcmp (before, "to") != 0 && strcmp (before, "until") != 0 && strcmp (before, "till") != 0)
    return FALSE;
  for (guint32 i = time->first - 1; i > sentence->first_token && time->first - i < 6; i--)
    if (word_tense (dtl_document_token (document, i - 1)->lower) == WORD_DEFER)
      return TRUE;
  return FALSE;
}

TimexTense
timex_tense_of (const DtlDocument *document, const DtlTime *time, gboolean *sure)
{
  if (is_deferred_to (document, time))
    {
      *sure = TRUE;
      return TIMEX_TENSE_FUTURE;
    }
  return tense_by_syntax_or_words (document, time, sure);
}

/* A verb of saying at most three words back, with nothing but its hearer and "on" between. */
gboolean
timex_is_saying_time (const DtlDocument *document, const DtlTime *time)
{
  const DtlSentence *sentence = dtl_document_sentence (document, dtl_document_token (document, time->first)->sentence);

  for (guint32 i = time->first; i > sentence->first_token && time->first - i < 4; i--)
    {
      const DtlToken *token = dtl_document_token (document, i - 1);

      if (word_tense (token->lower) == WORD_SAY)
        return TRUE;
      if (g_ascii_ispunct (*token->lower) || strcmp (token->lower, "that") == 0)
        return FALSE;
    }
  return FALSE;
}
