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
  WORD_ASK,   /* "urged": what follows is to come, but in the active past the day may be that of the urging */
  WORD_SAY,
  WORD_AHEAD, /* "payable": an adjective before a day to come */
  WORD_NEAR,  /* "effective": … before a day close by, rather ahead */
  WORD_DEFER, /* "postponed": past, but what it is postponed to lies ahead */
} WordTense;

static WordTense
word_tense (const char *lower)
{
  static const char *const words[] = { "", "past", "present", "future", "cue", "ask", "say", "ahead", "near", "defer" };
  const char *tense = dtl_table_cell (&dtl_table_timex_tense, lower, DTL_TIMEX_TENSE_TENSE);

  for (guint i = 1; tense && i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i], tense) == 0)
      return i;
  return WORD_NONE;
}

/* Whether what follows @lower lies ahead of it. */
static gboolean
is_cue (const char *lower)
{
  WordTense tense = word_tense (lower);

  return tense == WORD_CUE || tense == WORD_ASK;
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

/* "neither of them could be reached", "nobody could be found" */
static gboolean
is_nobody (const DtlToken *token)
{
  static const char *const words[] = { "neither", "nobody", "none" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (token->lower, words[i]) == 0)
      return TRUE;
  return FALSE;
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

      negated |= (gint32) i < number && is_nobody (token);
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

/* "had ruled that … and set Friday as the day": "had" is said once. */
static gboolean
shares_had (const DtlDocument *document, const DtlToken *verb)
{
  const DtlToken *first = verb->deprel == DTL_DEPREL_CONJ ? head_of (document, verb) : NULL;

  return first && read_helpers (document, first).had;
}

/* A verb's own tense, or unknown where it shows none and the one above it must decide. @is_own: whether the time hangs
 * on it, not on something below it ("asked about comments made on Friday"). */
static TimexTense
tense_of_verb (const DtlDocument *document, const DtlToken *verb, gboolean is_own)
{
  Helpers helpers = read_helpers (document, verb);

  if (is_cue (verb->lower)
      && (helpers.had || helpers.earlier || (helpers.tense == TIMEX_TENSE_UNKNOWN && shares_had (document, verb))))
    return TIMEX_TENSE_PAST; /* "had been scheduled for Thursday", "as originally planned" */
  if (is_cue (verb->lower) && is_own)
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

/* "the planned visit in September" */
static gboolean
is_to_come (const DtlDocument *document, const DtlToken *noun)
{
  const DtlSentence *sentence = dtl_document_sentence (document, noun->sentence);
  gint32 number = (gint32) (noun - dtl_document_token (document, 0));
  gboolean cue = FALSE;

  for (guint32 i = sentence->first_token; (gint32) i < number; i++)
    {
      const DtlToken *token = dtl_document_token (document, i);

      if (token->head == number && token->deprel == DTL_DEPREL_AMOD)
        cue |= is_cue (token->lower) && !(i > sentence->first_token && is_earlier (token - 1));
    }
  return cue;
}

/* "spoke of the planned visit in September", wherever the parse hangs September. */
static gboolean
is_after_plan (const DtlDocument *document, const DtlTime *time)
{
  const DtlToken *before = time->first > 1 ? dtl_document_token (document, time->first - 1) : NULL;

  return before && before->upos == DTL_UPOS_ADP && before->sentence == before[-1].sentence
         && before[-1].upos == DTL_UPOS_NOUN && is_to_come (document, before - 1);
}

/* The word right before @time that leads to what is to come: "called a rally for Friday". */
static gboolean
is_led_ahead (const DtlDocument *document, const DtlTime *time)
{
  static const char *const words[] = { "for", "by", "until", "till", "before" };
  const char *before = time->first > 0 ? dtl_document_token (document, time->first - 1)->lower : "";

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (before, words[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Whether what a verb leads to begins behind @time: "asked the court on Friday to free him". */
static gboolean
is_before_complement (const DtlDocument *document, const DtlTime *time, const DtlToken *verb)
{
  const DtlSentence *sentence = dtl_document_sentence (document, verb->sentence);
  gint32 number = (gint32) (verb - dtl_document_token (document, 0));

  for (guint32 i = time->first + time->n; i < sentence->first_token + sentence->n_tokens; i++)
    {
      const DtlToken *token = dtl_document_token (document, i);

      if (token->head == number && (token->deprel == DTL_DEPREL_XCOMP || token->deprel == DTL_DEPREL_CCOMP))
        return TRUE;
    }
  return FALSE;
}

/* "On Friday, they planned to meet", "urged them on Friday to meet", "vowed revenge on Friday": a simple past of the day on
 * which it was planned, not of the day planned for. */
static gboolean
is_day_of_asking (const DtlDocument *document, const DtlTime *time, const DtlToken *verb)
{
  guint32 number = (guint32) (verb - dtl_document_token (document, 0)), head;

  dtl_document_time_head (document, time, &head);
  if (verb->xpos == DTL_XPOS_VBN && verb->deprel == DTL_DEPREL_ADVCL && word_tense (verb->lower) == WORD_ASK)
    return !is_led_ahead (document, time); /* "Asked about it on Friday, she said" */
  if (verb->xpos != DTL_XPOS_VBD || read_helpers (document, verb).tense != TIMEX_TENSE_UNKNOWN
      || is_led_ahead (document, time) || dtl_document_token (document, head)->deprel == DTL_DEPREL_OBJ)
    return FALSE;
  return word_tense (verb->lower) == WORD_ASK || time->first < number || is_before_complement (document, time, verb);
}

/* What one of the words above a time says. @is_first: the time hangs on it, @is_own: at most through infinitives */
static TimexTense
tense_of_head (const DtlDocument *document, const DtlTime *time, const DtlToken *token, gboolean is_first, gboolean is_own)
{
  Helpers helpers = read_helpers (document, token);

  if (is_first && is_day_of_asking (document, time, token))
    return TIMEX_TENSE_PAST;
  if (is_predicate (token) || helpers.tense != TIMEX_TENSE_UNKNOWN || helpers.infinitive)
    return tense_of_verb (document, token, is_own);
  if (is_cue (token->lower) && (token->upos != DTL_UPOS_NOUN || is_led_ahead (document, time)))
    return TIMEX_TENSE_FUTURE; /* "due on Friday", "plans for Friday"; not "his March 21 call" */
  return is_to_come (document, token) ? TIMEX_TENSE_FUTURE : TIMEX_TENSE_UNKNOWN;
}

/* "a premium to the closing price on Monday", wherever the parse hangs Monday: a price of the past. */
static gboolean
is_after_close (const DtlDocument *document, const DtlTime *time)
{
  const DtlToken *before = time->first > 2 ? dtl_document_token (document, time->first - 1) : NULL;

  return before && before->upos == DTL_UPOS_ADP && before[-1].upos == DTL_UPOS_NOUN && before[-2].sentence == before->sentence
         && strcmp (before[-2].lower, "closing") == 0;
}

/* "called a march for Saturday", "sold tickets for Friday": a weekday by itself behind "for" lies ahead of what is told, but not
 * "for Saturday's attack". */
static gboolean
is_set_for (const DtlDocument *document, const DtlTime *time)
{
  const DtlToken *day = dtl_document_token (document, time->first);
  const DtlToken *next = time->first + 1 < document->tokens->len ? day + 1 : NULL;

  return time->n == 1 && time->first > 0 && strcmp (day[-1].lower, "for") == 0 && g_str_has_suffix (day->lower, "day")
         && !(next && next->sentence == day->sentence && (next->deprel == DTL_DEPREL_CASE || next->upos == DTL_UPOS_NOUN || next->upos == DTL_UPOS_PART));
}

/* Infinitives look ahead, unless what governs them has happened ("managed to leave on Friday") or had been planned ("had been
 * due to expire on Friday"). @is_verbs_own: whether the verb has the time itself, not a noun below it */
static TimexTense
tense_by_heads (const DtlDocument *document, const DtlTime *time, gboolean *is_verbs_own)
{
  gint32 head = dtl_document_time_head (document, time, NULL);
  const DtlToken *token = head >= 0 ? dtl_document_token (document, head) : NULL;
  gboolean infinitive = FALSE;

  *is_verbs_own = TRUE;
  if (is_after_plan (document, time))
    return TIMEX_TENSE_FUTURE;
  if (is_after_close (document, time))
    return TIMEX_TENSE_PAST;
  for (guint i = 0; token && i < MAX_CLIMB; i++, token = head_of (document, token))
    {
      Helpers helpers = read_helpers (document, token);
      TimexTense tense = tense_of_head (document, time, token, i == 0, i == 0 || infinitive);

      if (infinitive && tense != TIMEX_TENSE_UNKNOWN)
        return tense != TIMEX_TENSE_PAST || (!helpers.had && looks_ahead (token)) ? TIMEX_TENSE_FUTURE : TIMEX_TENSE_PAST;
      *is_verbs_own &= is_predicate (token);
      if (tense != TIMEX_TENSE_UNKNOWN)
        return tense == TIMEX_TENSE_PAST && !helpers.had && !helpers.earlier && is_set_for (document, time) ? TIMEX_TENSE_FUTURE : tense;
      infinitive |= helpers.infinitive;
      *is_verbs_own &= helpers.infinitive;
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
    return i > 0 && is_cue (token[-1].lower) && is_past_plan (document, i - 1) ? TIMEX_TENSE_PAST
                                                                                              : TIMEX_TENSE_FUTURE;
  switch (word_tense (token->lower))
    {
    case WORD_PAST:
    case WORD_SAY: return TIMEX_TENSE_PAST;
    case WORD_PRESENT: return TIMEX_TENSE_PRESENT;
    case WORD_CUE:
    case WORD_ASK: return is_past_plan (document, i) ? TIMEX_TENSE_PAST : TIMEX_TENSE_FUTURE;
    case WORD_FUTURE: return is_past_could (document, i, end) ? TIMEX_TENSE_PAST : TIMEX_TENSE_FUTURE;
    case WORD_DEFER: return TIMEX_TENSE_PAST;
    default: return is_past_form (token) ? TIMEX_TENSE_PAST : TIMEX_TENSE_UNKNOWN;
    }
}

/* "a dividend payable 15 December", "a labor pact effective June 1": the adjective right before a time. */
static TimexTense
tense_of_adjective (const DtlDocument *document, const DtlTime *time)
{
  const DtlSentence *sentence = dtl_document_sentence (document, dtl_document_token (document, time->first)->sentence);
  guint32 i = time->first;

  for (guint k = 0; k < 2 && i > sentence->first_token; k++, i--)
    {
      const DtlToken *token = dtl_document_token (document, i - 1);
      WordTense word = word_tense (token->lower);

      if (word == WORD_AHEAD || word == WORD_NEAR)
        return word == WORD_AHEAD ? TIMEX_TENSE_FUTURE : TIMEX_TENSE_PRESENT;
      if (strcmp (token->lower, "on") != 0 && strcmp (token->lower, "from") != 0 && strcmp (token->lower, "as") != 0)
        break;
    }
  return TIMEX_TENSE_UNKNOWN;
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
      if (word == WORD_FUTURE || ((word == WORD_CUE || word == WORD_ASK) && k - 1 + 2 >= i) || strcmp (token->lower, "to") == 0)
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
      if (tense == TIMEX_TENSE_FUTURE && *sure && word_tense (dtl_document_token (document, i - 1)->lower) == WORD_ASK)
        return is_led_ahead (document, time) ? TIMEX_TENSE_FUTURE : TIMEX_TENSE_PAST; /* "urged on Friday" */
      if (tense == TIMEX_TENSE_PAST && is_set_for (document, time) && !is_past_plan (document, i - 1))
        return TIMEX_TENSE_FUTURE;
      if (tense != TIMEX_TENSE_UNKNOWN)
        return tense == TIMEX_TENSE_PAST && strcmp (dtl_document_token (document, i - 1)->lower, "to") != 0
                 ? with_helpers (document, i - 1, first, tense)
                 : tense;
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
  if (follows_will (document, time))
    {
      *sure = TRUE;
      return TIMEX_TENSE_FUTURE;
    }
  tense = tense_by_heads (document, time, sure);
  *sure |= tense == TIMEX_TENSE_FUTURE;
  return tense != TIMEX_TENSE_UNKNOWN ? tense : tense_by_words (document, time, sure);
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
  TimexTense tense = tense_of_adjective (document, time);

  *sure = tense != TIMEX_TENSE_UNKNOWN;
  if (*sure)
    return tense;
  if (is_deferred_to (document, time))
    {
      *sure = TRUE;
      return TIMEX_TENSE_FUTURE;
    }
  return tense_by_syntax_or_words (document, time, sure);
}
