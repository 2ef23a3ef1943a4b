/*
 * When it happened.
 *
 * A time belongs to the nearest happening above it in the tree. A time at the front of a sentence also dates the verbs
 * that are coordinated with its own. What a clause of manner or place says ("where he claimed", "adding that"), what goes
 * on from a dated past ("met him on Monday and left") and what the lead announces happens with the event it belongs to;
 * the basis says that the date was moved there. Nothing is ever dated by the day of publication alone.
 */
#include <string.h>

#include "document/lookup.h"
#include "event/stage.h"

#define CLIMB_MAX 5
#define JOINED_MAX 2 /* tokens from one verb to the next of "arrested and charged" */
#define BESIDE_MAX 8 /* words between a noun and the time to its right */

static gboolean
can_date (const DtlTime *time)
{
  return (time->type == DTL_TIME_DATE || time->type == DTL_TIME_TIME) && !dtl_date_is_null (&time->date);
}

/* The happening that a verb without one of its own hands its time to: "began to withdraw on Monday". */
static guint32
below_phase (const DtlEventStage *stage, guint32 token)
{
  gint32 child = dtl_tree_child (&stage->tree, token, DTL_DEPREL_XCOMP);

  return child >= 0 ? stage->happening_at[child] : DTL_NONE;
}

static gboolean
is_clause_boundary (const DtlToken *token)
{
  switch (token->deprel)
    {
    case DTL_DEPREL_ACL_RELCL:
    case DTL_DEPREL_ADVCL:
    case DTL_DEPREL_CCOMP:
    case DTL_DEPREL_PARATAXIS:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Whether a time says which thing is meant, not when something is done to it: "Friday's price", "the 2014 treaty". */
static gboolean
tells_which_thing (const DtlToken *top)
{
  return top->deprel == DTL_DEPREL_NMOD_POSS || top->deprel == DTL_DEPREL_COMPOUND || top->deprel == DTL_DEPREL_AMOD
         || top->deprel == DTL_DEPREL_NUMMOD;
}

static guint32
happening_above (const DtlEventStage *stage, const DtlTime *time, guint *distance)
{
  guint32 top;
  gint32 at = dtl_document_time_head (stage->document, time, &top);

  *distance = 1;
  if (tells_which_thing (dtl_tree_token (&stage->tree, top)))
    return at >= 0 ? stage->happening_at[at] : DTL_NONE;
  for (; at >= 0 && *distance <= CLIMB_MAX; (*distance)++)
    {
      const DtlToken *word = dtl_tree_token (&stage->tree, at);

      if (stage->happening_at[at] != DTL_NONE)
        return stage->happening_at[at];
      if (word->upos == DTL_UPOS_VERB || word->upos == DTL_UPOS_AUX)
        {
          guint32 below = below_phase (stage, at);

          if (below != DTL_NONE)
            return below;
        }
      if (is_clause_boundary (word))
        return DTL_NONE;
      at = word->head;
    }
  return DTL_NONE;
}

/* "talks this week yielded nothing": the verb is no happening, but the noun to the left of the time is one. */
static guint32
happening_beside (const DtlEventStage *stage, const DtlTime *time)
{
  const DtlSentence *sentence
    = dtl_document_sentence (stage->document, dtl_document_token (stage->document, time->first)->sentence);

  for (guint32 i = time->first; i-- > sentence->first_token && time->first - i <= BESIDE_MAX;)
    {
      const DtlToken *word = dtl_tree_token (&stage->tree, i);

      if (word->upos == DTL_UPOS_VERB || word->upos == DTL_UPOS_PUNCT)
        break;
      if (stage->happening_at[i] != DTL_NONE && dtl_stage_happening (stage, stage->happening_at[i])->is_nominal)
        return stage->happening_at[i];
    }
  return DTL_NONE;
}

static guint32
nearest_above (const DtlEventStage *stage, guint32 token)
{
  gint32 at = dtl_tree_token (&stage->tree, token)->head;

  for (guint i = 0; at >= 0 && i < CLIMB_MAX; i++)
    {
      if (stage->happening_at[at] != DTL_NONE)
        return stage->happening_at[at];
      at = dtl_tree_token (&stage->tree, at)->head;
    }
  return DTL_NONE;
}

/* "convicted him of fraud on Wednesday": a noun that is no event by itself and has nobody in it leaves its time to the
 * verb above. */
static guint32
past_idle_nouns (const DtlEventStage *stage, guint32 found)
{
  for (guint i = 0; i < CLIMB_MAX; i++)
    {
      const DtlHappening *happening = dtl_stage_happening (stage, found);
      guint32 above;

      if (!happening->is_nominal || (happening->frame.flags & DTL_FRAME_HAPPENING) || happening->core != DTL_NONE
          || happening->arguments->len > 0 || (above = nearest_above (stage, happening->trigger)) == DTL_NONE
          || above == found)
        break;
      found = above;
    }
  return found;
}

static gboolean
is_finer (const DtlDate *a, const DtlDate *b)
{
  DtlDay a1, a2, b1, b2;

  return dtl_date_bounds (a, &a1, &a2) && dtl_date_bounds (b, &b1, &b2) && (gint64) a2 - a1 < (gint64) b2 - b1;
}

/* "future aid", "recent losses": of a thing, at no point in time. */
static gboolean
is_mere_adjective (const DtlEventStage *stage, const DtlTime *time)
{
  guint32 top;

  dtl_document_time_head (stage->document, time, &top);
  return dtl_tree_token (&stage->tree, top)->deprel == DTL_DEPREL_AMOD && dtl_date_is_open (&time->date);
}

static void
attach (DtlEventStage *stage, guint32 number)
{
  const DtlTime *time = dtl_document_time (stage->document, number);
  guint distance;
  guint32 found;
  DtlHappening *happening;

  if (!can_date (time) || is_mere_adjective (stage, time))
    return;
  found = happening_above (stage, time, &distance);
  if (found == DTL_NONE && (found = happening_beside (stage, time)) == DTL_NONE)
    return;
  found = past_idle_nouns (stage, found);
  happening = dtl_stage_happening (stage, found);
  if (happening->time != DTL_NONE
      && (distance > happening->time_distance
          || (distance == happening->time_distance && !is_finer (&time->date, &happening->date))))
    return;
  happening->time = number;
  happening->time_distance = distance;
  happening->date = time->date;
  happening->basis = DTL_BASIS_EXPRESSION;
}

static void
lend (DtlHappening *to, const DtlHappening *from, DtlBasis basis)
{
  if (!dtl_date_is_null (&to->date) || dtl_date_is_null (&from->date))
    return;
  to->date = from->date;
  to->time = from->time;
  to->basis = basis;
}

/* "On Monday, X met Y and signed Z" */
static gboolean
is_fronted (const DtlEventStage *stage, const DtlHappening *happening)
{
  return happening->time != DTL_NONE && !happening->is_nominal
         && dtl_document_time (stage->document, happening->time)->first < happening->trigger
         && happening->basis == DTL_BASIS_EXPRESSION;
}

static gboolean
same_tense (const DtlEventStage *stage, const DtlHappening *a, const DtlHappening *b)
{
  return a->reality == b->reality || (a->reality != DTL_REALITY_PLANNED && b->reality != DTL_REALITY_PLANNED);
}

/* "conceded defeat on Monday and resigned": two past tenses of one subject, the second without words of its own. */
static gboolean
goes_on_from (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *first)
{
  const DtlTree *tree = &stage->tree;

  if (first->basis != DTL_BASIS_EXPRESSION || first->is_nominal || dtl_date_granularity (&first->date) != DTL_GRANULARITY_DAY
      || dtl_tree_token (tree, first->trigger)->xpos != DTL_XPOS_VBD
      || dtl_tree_token (tree, happening->trigger)->xpos != DTL_XPOS_VBD)
    return FALSE;
  return dtl_tree_child_base (tree, happening->trigger, DTL_DEPREL_NSUBJ) < 0
         && dtl_tree_child_base (tree, happening->trigger, DTL_DEPREL_AUX) < 0
         && dtl_tree_child (tree, happening->trigger, DTL_DEPREL_ADVMOD) < 0
         && dtl_tree_child (tree, happening->trigger, DTL_DEPREL_MARK) < 0;
}

/* "in Moscow, where he claimed"; "met, adding that"; "after which" does not. */
static gboolean
is_with_its_clause (const DtlTree *tree, guint32 trigger)
{
  const DtlToken *word = dtl_tree_token (tree, trigger);

  if (word->deprel == DTL_DEPREL_ACL_RELCL || word->deprel == DTL_DEPREL_ADVCL_RELCL
      || (word->deprel == DTL_DEPREL_ADVCL && dtl_tree_has_mark (tree, trigger, "where")))
    return dtl_tree_has_mark (tree, trigger, "where") || dtl_tree_has_mark (tree, trigger, "when");
  return word->deprel == DTL_DEPREL_ADVCL && word->xpos == DTL_XPOS_VBG
         && dtl_tree_child (tree, trigger, DTL_DEPREL_MARK) < 0;
}

/* "announced an order on Monday": what is announced in so many words is as new as the announcement. */
static void
date_by_announcement (DtlEventStage *stage, DtlHappening *happening)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, happening->trigger);
  const DtlHappening *other;

  if (word->deprel != DTL_DEPREL_OBJ || stage->happening_at[word->head] == DTL_NONE || happening->core != DTL_NONE)
    return;
  other = dtl_stage_happening (stage, stage->happening_at[word->head]);
  if (strcmp (other->event_class, "announce") == 0 && happening->reality == DTL_REALITY_ACTUAL)
    lend (happening, other, DTL_BASIS_NARRATIVE);
}

static gboolean
is_announcement (const DtlEventStage *stage, guint32 token)
{
  return stage->happening_at[token] != DTL_NONE
         && strcmp (dtl_stage_happening (stage, stage->happening_at[token])->event_class, "announce") == 0;
}

/* The announcement that a clause is the content of: "announced that it had bought", "bought …, it announced". */
static guint32
announcement_of (const DtlEventStage *stage, const DtlHappening *happening)
{
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, happening->trigger);

  if (word->deprel == DTL_DEPREL_CCOMP && word->head >= 0 && is_announcement (stage, word->head))
    return stage->happening_at[word->head];
  DTL_TREE_FOREACH_CHILD (tree, happening->trigger, child)
    if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_PARATAXIS && is_announcement (stage, child))
      return stage->happening_at[child];
  return DTL_NONE;
}

/* What a story opens with, in the past and announced on a day, is of that day. */
static void
date_lead (DtlEventStage *stage, DtlHappening *happening)
{
  guint32 found;
  const DtlToken *word = dtl_tree_token (&stage->tree, happening->trigger);

  if (happening->is_nominal || happening->reality != DTL_REALITY_ACTUAL || !dtl_stage_is_in_lead (stage, happening)
      || (word->xpos != DTL_XPOS_VBD && word->xpos != DTL_XPOS_VBN)
      || (found = announcement_of (stage, happening)) == DTL_NONE)
    return;
  lend (happening, dtl_stage_happening (stage, found), DTL_BASIS_NARRATIVE);
}

static void
spread (DtlEventStage *stage, guint32 number)
{
  DtlHappening *happening = dtl_stage_happening (stage, number), *other;
  const DtlToken *word = dtl_tree_token (&stage->tree, happening->trigger);
  guint32 above;

  date_lead (stage, happening);
  if (word->head < 0)
    return;
  if (happening->is_nominal)
    {
      date_by_announcement (stage, happening);
      return;
    }
  above = nearest_above (stage, happening->trigger);
  if (above == DTL_NONE || above == number)
    return;
  other = dtl_stage_happening (stage, above);
  if (happening->is_dropped)
    lend (other, happening, DTL_BASIS_NARRATIVE);
  if (word->deprel == DTL_DEPREL_CONJ && is_fronted (stage, other) && same_tense (stage, happening, other))
    lend (happening, other, DTL_BASIS_EXPRESSION);
  else if (word->deprel == DTL_DEPREL_CONJ && goes_on_from (stage, happening, other))
    lend (happening, other, DTL_BASIS_NARRATIVE);
  else if (word->deprel == DTL_DEPREL_CONJ && happening->trigger - other->trigger <= JOINED_MAX)
    lend (other, happening, DTL_BASIS_EXPRESSION); /* "arrested and charged on Monday" */
  else if (is_with_its_clause (&stage->tree, happening->trigger) && same_tense (stage, happening, other))
    lend (happening, other, DTL_BASIS_NARRATIVE);
}

void
dtl_event_date (DtlEventStage *stage)
{
  for (guint32 i = 0; i < stage->document->times->len; i++)
    attach (stage, i);
  for (guint i = 0; i < stage->happenings->len; i++)
    spread (stage, i);
}
