/* Times before a noun, which say what thing is meant: "the October 1998 shooting", "Thursday's meeting". */
#include <string.h>

#include "event/stage.h"
#include "lexicon/tables.h"

#define CLIMB_MAX 5
#define NOUNS_MAX 6  /* words between a time and the noun it modifies */

/* "the 23 October" of "the 23 October killing"; "the 23rd of October" is a day by itself */
static gboolean
has_own_article (const DtlEventStage *stage, const DtlTime *time)
{
  if (time->n < 3 || time->type != DTL_TIME_DATE || strcmp (dtl_stage_token (stage, time->first)->lower, "the") != 0)
    return FALSE;
  for (guint32 i = time->first; i < time->first + time->n; i++)
    if (strcmp (dtl_stage_token (stage, i)->lower, "of") == 0)
      return FALSE;
  return g_ascii_isdigit (*dtl_stage_token (stage, time->first + 1)->lower)
         && dtl_date_granularity (&time->date) == DTL_GRANULARITY_DAY;
}

static gboolean
is_determined (const DtlEventStage *stage, const DtlTime *time)
{
  const DtlToken *before;

  if (has_own_article (stage, time))
    return TRUE;
  if (time->first == dtl_stage_sentence (stage, time->first)->first_token)
    return FALSE;
  before = dtl_stage_token (stage, time->first - 1);
  return before->upos == DTL_UPOS_DET || before->xpos == DTL_XPOS_PRPS || before->xpos == DTL_XPOS_POS;
}

/* Whether a word can stand between a time and the noun that the time modifies, or be that noun. */
static gboolean
is_in_noun_phrase (const DtlToken *word)
{
  switch (word->upos)
    {
    case DTL_UPOS_NOUN:
    case DTL_UPOS_PROPN:
    case DTL_UPOS_ADJ:
    case DTL_UPOS_NUM:
      return TRUE;
    case DTL_UPOS_PUNCT:
      return word->xpos == DTL_XPOS_HYPH;
    default:
      return word->xpos == DTL_XPOS_VBG || word->xpos == DTL_XPOS_POS;
    }
}

/* First word behind a time, past the comma of "the 7 August 1998, bombing" and the sign of a possessive. */
static guint32
word_behind (const DtlEventStage *stage, const DtlTime *time, guint32 end)
{
  guint32 next = time->first + time->n;

  if (next + 1 < end && dtl_stage_token (stage, next)->upos == DTL_UPOS_PUNCT
      && dtl_stage_token (stage, next - 1)->upos == DTL_UPOS_NUM && is_determined (stage, time))
    return next + 1;
  return next < end && dtl_stage_token (stage, next)->xpos == DTL_XPOS_POS ? next + 1 : next;
}

static gboolean
tree_says_premodifier (const DtlEventStage *stage, guint32 top)
{
  const DtlToken *word = dtl_stage_token (stage, top);

  /* "In July thieves broke in": no subject has a preposition */
  if (top > dtl_stage_sentence (stage, top)->first_token && dtl_stage_token (stage, top - 1)->upos == DTL_UPOS_ADP && word->head >= 0
      && dtl_deprel_base (dtl_stage_token (stage, word->head)->deprel) == DTL_DEPREL_NSUBJ)
    return FALSE;
  switch (dtl_stage_token (stage, top)->deprel)
    {
    case DTL_DEPREL_NMOD_POSS:
    case DTL_DEPREL_COMPOUND:
    case DTL_DEPREL_AMOD:
    case DTL_DEPREL_NUMMOD:
      return dtl_stage_token (stage, top)->head > (gint32) top;
    default:
      return FALSE;
    }
}

/* "accused the bank of fraud in a Monday interview": what is new is of the time of the verb above. */
static guint32
verb_of_indefinite (const DtlEventStage *stage, const DtlTime *time, guint32 noun)
{
  guint32 at = noun;

  if (time->first == 0 || !dtl_word_has_function (dtl_stage_token (stage, time->first - 1)->lower, "indefinite")
      || g_strcmp0 (dtl_tree_case (&stage->tree, noun), "in") != 0)
    return DTL_NONE;
  for (guint i = 0; i < CLIMB_MAX; i++)
    {
      const DtlToken *word = dtl_stage_token (stage, at);
      DtlDeprel base = dtl_deprel_base (word->deprel);

      if (word->head < 0 || (base != DTL_DEPREL_OBL && base != DTL_DEPREL_NMOD && base != DTL_DEPREL_OBJ))
        return DTL_NONE;
      at = word->head;
      if (dtl_stage_token (stage, at)->upos == DTL_UPOS_VERB)
        return stage->happening_at[at];
    }
  return DTL_NONE;
}

gboolean
dtl_event_time_premodifies (const DtlEventStage *stage, const DtlTime *time, guint32 top, guint32 *found)
{
  const DtlSentence *sentence = dtl_stage_sentence (stage, time->first);
  guint32 end = sentence->first_token + sentence->n_tokens, next = word_behind (stage, time, end), last = DTL_NONE;
  gboolean is_possessive = next <= end && next > time->first && dtl_stage_token (stage, next - 1)->xpos == DTL_XPOS_POS;

  *found = DTL_NONE;
  if (!is_possessive && !is_determined (stage, time) && !tree_says_premodifier (stage, top))
    return FALSE;
  if (has_own_article (stage, time) && (next >= end || dtl_stage_token (stage, next)->upos == DTL_UPOS_PROPN))
    return FALSE;
  for (guint32 i = next; i < end && i - next < NOUNS_MAX && is_in_noun_phrase (dtl_stage_token (stage, i)); i++)
    {
      const DtlToken *word = dtl_stage_token (stage, i);

      if (stage->time_at[i] != DTL_NONE)
        break;
      if (word->upos == DTL_UPOS_NOUN || word->upos == DTL_UPOS_PROPN || word->xpos == DTL_XPOS_VBG)
        last = i;
      if (stage->happening_at[i] != DTL_NONE && (word->upos == DTL_UPOS_NOUN || *found == DTL_NONE))
        *found = stage->happening_at[i];
    }
  if (*found == DTL_NONE && last != DTL_NONE)
    *found = verb_of_indefinite (stage, time, last);
  return last != DTL_NONE || is_possessive || tree_says_premodifier (stage, top);
}
