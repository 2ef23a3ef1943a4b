/*
 * Which happening a time belongs to.
 *
 * The tree alone is not enough: whether a phrase hangs on the verb or on the noun before it is what parsers get wrong
 * most. So the order of the words is asked first, where it decides: a time between an article and a noun says which
 * thing is meant ("the 1959 embargo"); a time right behind a verb is that verb's ("said Friday he would go"); a time
 * before "that" is the speaker's; a time before ", police said" is not. Only then the tree is climbed to the nearest
 * happening, and never out of a clause, an adjective or a comparison ("from $2 million a year ago").
 */
#include <string.h>

#include "document/lookup.h"
#include "event/stage.h"
#include "lexicon/tables.h"

#define CLIMB_MAX 5
#define VERB_CLIMB_MAX 4 /* words from a time up to its verb */
#define BESIDE_MAX 8 /* words between a noun and the time to its right */
#define CLAUSE_MAX 64 /* words of what is said before the saying */
#define AMOUNT_MAX 14 /* words of "from $2.5 million, or 34 cents a share" */

static gboolean
has_function (const char *word, const char *function)
{
  const char *found = word ? dtl_table_cell (&dtl_table_time_prepositions, word, DTL_TIME_PREPOSITIONS_FUNCTION) : NULL;

  return found != NULL && strcmp (found, function) == 0;
}

/* The preposition of a time, within it ("by Friday" may be one expression) or before it; or NULL. */
static const char *
preposition_of (const DtlEventStage *stage, const DtlTime *time)
{
  const DtlToken *first = dtl_stage_token (stage, time->first);

  if (first->upos == DTL_UPOS_ADP)
    return first->lower;
  if (time->first > dtl_stage_sentence (stage, time->first)->first_token
      && dtl_stage_token (stage, time->first - 1)->upos == DTL_UPOS_ADP)
    return dtl_stage_token (stage, time->first - 1)->lower;
  return NULL;
}

gboolean
dtl_event_time_word (const char *word, const char *function)
{
  return has_function (word, function);
}

gboolean
dtl_event_time_is (const DtlEventStage *stage, guint32 time, const char *function)
{
  return has_function (preposition_of (stage, dtl_document_time (stage->document, time)), function);
}

static guint32
start_of_phrase (const DtlEventStage *stage, const DtlTime *time)
{
  guint32 first = dtl_stage_sentence (stage, time->first)->first_token;

  return time->first > first && dtl_stage_token (stage, time->first - 1)->upos == DTL_UPOS_ADP ? time->first - 1 : time->first;
}

/* Words before a time that decide. */

/* "from $2 million a year ago", "versus 3 cents in 1988": the amount that a time follows. */
static gboolean
is_compared (const DtlEventStage *stage, const DtlTime *time)
{
  guint32 first = dtl_stage_sentence (stage, time->first)->first_token, start = start_of_phrase (stage, time);
  gboolean counted = FALSE;

  if (start < time->first && strcmp (dtl_stage_token (stage, start)->lower, "in") != 0)
    return FALSE;

  for (guint32 i = start; i-- > first && start - i <= AMOUNT_MAX;)
    {
      const DtlToken *word = dtl_stage_token (stage, i);

      if (has_function (word->lower, "comparison"))
        return counted;
      if (word->upos == DTL_UPOS_NUM || word->upos == DTL_UPOS_SYM)
        counted = TRUE;
      else if (word->upos != DTL_UPOS_NOUN && word->upos != DTL_UPOS_ADJ && word->upos != DTL_UPOS_PUNCT
               && word->upos != DTL_UPOS_DET && word->upos != DTL_UPOS_CCONJ && strcmp (word->lower, "with") != 0)
        return FALSE;
    }
  return FALSE;
}

/* The verb that a time without a preposition stands right behind ("said Friday", "broke out Monday"), or -1. */
static gint32
verb_before (const DtlEventStage *stage, const DtlTime *time)
{
  guint32 first = dtl_stage_sentence (stage, time->first)->first_token, at = time->first;
  const DtlToken *word;

  if (at == first || dtl_stage_token (stage, at)->upos == DTL_UPOS_ADP)
    return -1;
  word = dtl_stage_token (stage, --at);
  if (at > first && (word->upos == DTL_UPOS_ADV || word->deprel == DTL_DEPREL_COMPOUND_PRT)
      && word->head == (gint32) at - 1)
    word = dtl_stage_token (stage, --at);
  if (word->upos != DTL_UPOS_VERB || word->deprel == DTL_DEPREL_AMOD || word->deprel == DTL_DEPREL_COMPOUND)
    return -1;
  return at;
}

/* Whether anything of @clause but its punctuation stands before @token. */
static gboolean
starts_before (const DtlEventStage *stage, guint32 clause, guint32 token)
{
  DTL_TREE_FOREACH_CHILD (&stage->tree, clause, child)
    if ((guint32) child < token && dtl_stage_token (stage, child)->upos != DTL_UPOS_PUNCT)
      return TRUE;
  return FALSE;
}

/* "told reporters on Friday (that) he would go": a time between the saying and the first word of what is said is of the
 * saying, unless "that" or a comma cuts it off. */
static guint32
raise_to_saying (const DtlEventStage *stage, const DtlTime *time, guint32 at)
{
  const DtlToken *word = dtl_stage_token (stage, at);
  guint32 start = start_of_phrase (stage, time);

  if (word->deprel != DTL_DEPREL_CCOMP || word->head < 0 || (guint32) word->head >= start || at < start
      || starts_before (stage, at, start) || !dtl_event_reporting_verb (stage, word->head))
    return at;
  if (dtl_stage_token (stage, start - 1)->upos == DTL_UPOS_PUNCT || strcmp (dtl_stage_token (stage, start - 1)->lower, "that") == 0)
    return at;
  return word->head;
}

static gint32
subject_of (const DtlEventStage *stage, guint32 verb)
{
  return dtl_tree_child_base (&stage->tree, verb, DTL_DEPREL_NSUBJ);
}

static gboolean
is_said (const DtlToken *verb)
{
  return verb->deprel == DTL_DEPREL_CCOMP || verb->deprel == DTL_DEPREL_PARATAXIS || verb->deprel == DTL_DEPREL_CONJ
         || verb->deprel == DTL_DEPREL_XCOMP;
}

/* "was found dead on Friday, police said": a time before the speaker, behind what is said, is not of the saying. */
static guint32
lower_from_saying (const DtlEventStage *stage, const DtlTime *time, guint32 at)
{
  guint32 first = dtl_stage_sentence (stage, time->first)->first_token, start = start_of_phrase (stage, time);
  gint32 subject = subject_of (stage, at);

  if (at < start || (subject >= 0 && (guint32) subject < start) || !dtl_event_reporting_verb (stage, at))
    return at;
  for (guint32 i = start; i-- > first && start - i <= CLAUSE_MAX;)
    if (dtl_stage_token (stage, i)->upos == DTL_UPOS_VERB && i >= stage->tree.left[at])
      return is_said (dtl_stage_token (stage, i)) ? i : at;
  return at;
}

gint32
dtl_event_oblique (const DtlEventStage *stage, guint32 token, const char *preposition)
{
  DTL_TREE_FOREACH_CHILD (&stage->tree, token, child)
    if (dtl_deprel_base (dtl_stage_token (stage, child)->deprel) == DTL_DEPREL_OBL
        && g_strcmp0 (dtl_tree_case (&stage->tree, child), preposition) == 0)
      return child;
  return -1;
}

/* Climbing. */

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

/* "the quarter ended Aug. 26", "bonds due 1999": the time of a participle or adjective right before it. */
static gboolean
is_modifier_before (const DtlEventStage *stage, guint32 token, guint32 start)
{
  const DtlToken *word = dtl_stage_token (stage, token);

  return (word->deprel == DTL_DEPREL_ACL || word->deprel == DTL_DEPREL_AMOD)
         && (word->upos == DTL_UPOS_VERB || word->upos == DTL_UPOS_ADJ) && token < start && start - token <= 2;
}

/* What the noun above a participle names, unless that is told by a verb of its own: "the accord reached on Monday", but
 * "the offer, made on Monday, expires". */
static guint32
named_above (const DtlEventStage *stage, guint32 participle)
{
  gint32 noun = dtl_stage_token (stage, participle)->head;
  guint32 found = noun >= 0 ? stage->happening_at[noun] : DTL_NONE;
  const DtlHappening *happening;
  guint32 verb;

  if (found == DTL_NONE)
    return DTL_NONE;
  happening = dtl_stage_happening (stage, found);
  verb = happening->trigger == (guint32) noun ? happening->core : happening->trigger;
  return verb != DTL_NONE && verb > participle && dtl_stage_token (stage, verb)->upos == DTL_UPOS_VERB ? DTL_NONE : found;
}

/* The happening that a verb without one of its own hands its time to: "began to withdraw on Monday". */
static guint32
below_phase (const DtlEventStage *stage, guint32 token)
{
  gint32 child = dtl_tree_child (&stage->tree, token, DTL_DEPREL_XCOMP);

  return child >= 0 ? stage->happening_at[child] : DTL_NONE;
}

/* The nearest happening from @at up. @start: where the phrase of the time begins */
static guint32
climb (const DtlEventStage *stage, gint32 at, guint32 start, guint *distance)
{
  for (*distance = 1; at >= 0 && *distance <= CLIMB_MAX; (*distance)++)
    {
      const DtlToken *word = dtl_stage_token (stage, at);

      if (stage->happening_at[at] != DTL_NONE)
        return stage->happening_at[at];
      if (word->upos == DTL_UPOS_VERB || word->upos == DTL_UPOS_AUX)
        {
          guint32 below = below_phase (stage, at);

          if (below != DTL_NONE)
            return below;
        }
      if (is_clause_boundary (word) || (word->deprel == DTL_DEPREL_AMOD && word->upos == DTL_UPOS_ADJ)
          || (word->deprel == DTL_DEPREL_APPOS && (guint32) at + 1 == start)) /* "leader since 2014" */
        return DTL_NONE;
      if (is_modifier_before (stage, at, start))
        return named_above (stage, at);
      at = word->head;
    }
  return DTL_NONE;
}

/* "talks this week yielded nothing", "could follow at its next meeting, on 5 May": the verb is no happening, but the noun to
 * the left of the time is one. */
static guint32
happening_beside (const DtlEventStage *stage, const DtlTime *time)
{
  guint32 first = dtl_stage_sentence (stage, time->first)->first_token;

  for (guint32 i = time->first; i-- > first && time->first - i <= BESIDE_MAX;)
    {
      const DtlToken *word = dtl_stage_token (stage, i);

      if (word->upos == DTL_UPOS_VERB || (word->upos == DTL_UPOS_PUNCT && i + 1 != start_of_phrase (stage, time)))
        break;
      if (stage->happening_at[i] != DTL_NONE && dtl_stage_happening (stage, stage->happening_at[i])->is_nominal)
        return stage->happening_at[i];
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
          || happening->arguments->len > 0 || (above = dtl_event_above (stage, happening->trigger)) == DTL_NONE
          || above == found || dtl_stage_happening (stage, above)->trigger > happening->trigger)
        break; /* "the offer, made on Monday, expires" */
      found = above;
    }
  return found;
}

guint32
dtl_event_above (const DtlEventStage *stage, guint32 token)
{
  gint32 at = dtl_stage_token (stage, token)->head;

  for (guint i = 0; at >= 0 && i < CLIMB_MAX; i++)
    {
      if (stage->happening_at[at] != DTL_NONE)
        return stage->happening_at[at];
      at = dtl_stage_token (stage, at)->head;
    }
  return DTL_NONE;
}

/* "called a rally for Saturday", "the vote was set for May", "a service planned for Sunday": the day of what is
 * arranged. */
static guint32
what_is_arranged (const DtlEventStage *stage, const DtlTime *time, guint32 found)
{
  static const DtlDeprel slots[] = { DTL_DEPREL_OBJ, DTL_DEPREL_NSUBJ_PASS };
  const DtlHappening *happening = dtl_stage_happening (stage, found);
  const DtlToken *word = dtl_stage_token (stage, happening->trigger);

  if (happening->is_nominal || happening->core != DTL_NONE || time->first < happening->trigger)
    return found;
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      gint32 child = dtl_tree_child (&stage->tree, happening->trigger, slots[i]);

      if (child >= 0)
        return stage->happening_at[child];
    }
  return word->deprel == DTL_DEPREL_ACL && word->head >= 0 ? stage->happening_at[word->head] : DTL_NONE;
}

/* "future aid", "recent losses": of a thing, at no point in time. */
static gboolean
is_mere_adjective (const DtlEventStage *stage, const DtlTime *time, guint32 top)
{
  return dtl_stage_token (stage, top)->deprel == DTL_DEPREL_AMOD && dtl_date_is_open (&time->date);
}

/* "Jan Kavan" */
static gboolean
is_in_name (const DtlEventStage *stage, const DtlTime *time)
{
  guint32 entity = stage->inside_name[time->first], next = time->first + time->n;

  if (next < stage->tree.n_tokens && dtl_stage_token (stage, next)->deprel == DTL_DEPREL_FLAT
      && dtl_stage_token (stage, next)->head == (gint32) time->first)
    return TRUE;
  return entity != DTL_NONE && dtl_document_entity (stage->document, entity)->kind == DTL_ACTOR_PERSON
         && dtl_document_entity (stage->document, entity)->n > time->n;
}

/* "the reforms of 1994", "a poster from 1989": a time that says which thing is meant. @found: the happening that the
 * noun names, or DTL_NONE */
static gboolean
is_of_thing (const DtlEventStage *stage, const DtlTime *time, gint32 head, guint32 *found)
{
  const char *preposition = preposition_of (stage, time);
  guint32 start = start_of_phrase (stage, time);
  gboolean of = has_function (preposition, "of-thing");

  if (preposition == NULL || (!of && strcmp (preposition, "from") != 0))
    return FALSE;
  if (of && start > dtl_stage_sentence (stage, time->first)->first_token)
    head = start - 1;
  if (head < 0 || has_function (dtl_stage_token (stage, head)->lower, "part"))
    return FALSE;
  *found = stage->happening_at[head];
  return dtl_stage_token (stage, head)->upos == DTL_UPOS_NOUN || dtl_stage_token (stage, head)->upos == DTL_UPOS_PROPN;
}

/* "a dividend payable 15 December", "bonds due 2030": the day of an adjective. */
static gboolean
is_of_adjective (const DtlEventStage *stage, const DtlTime *time)
{
  guint32 start = start_of_phrase (stage, time);

  return start > dtl_stage_sentence (stage, time->first)->first_token && dtl_stage_token (stage, start - 1)->upos == DTL_UPOS_ADJ
         && has_function (dtl_stage_token (stage, start - 1)->lower, "due");
}

/* "two days after the election on 1 March": a time right behind a noun that an order word opens is of the noun. */
static guint32
behind_ordered_noun (const DtlEventStage *stage, const DtlTime *time)
{
  guint32 first = dtl_stage_sentence (stage, time->first)->first_token, start = start_of_phrase (stage, time);

  for (guint32 i = start; i-- > first && start - i <= BESIDE_MAX;)
    {
      const DtlToken *word = dtl_stage_token (stage, i);
      const char *opening;

      if (word->upos == DTL_UPOS_VERB || word->upos == DTL_UPOS_PUNCT || word->upos == DTL_UPOS_CCONJ)
        break;
      if (stage->happening_at[i] == DTL_NONE || word->upos != DTL_UPOS_NOUN)
        continue;
      opening = dtl_tree_case (&stage->tree, i);
      return opening && dtl_table_has (&dtl_table_order_words, opening) ? stage->happening_at[i] : DTL_NONE;
    }
  return DTL_NONE;
}

/* "The arrest of the minister by the police on Sunday shocked": a time at the end of a subject that is a happening is of
 * that. "The minister on Sunday said" has nobody else to give it to, and the verb takes it. */
static guint32
inside_subject (const DtlEventStage *stage, const DtlTime *time)
{
  guint32 next = time->first + time->n;
  const DtlSentence *sentence = dtl_stage_sentence (stage, time->first);
  gint32 verb, subject;

  if (next >= sentence->first_token + sentence->n_tokens)
    return DTL_NONE;
  verb = dtl_stage_token (stage, next)->upos == DTL_UPOS_AUX ? dtl_stage_token (stage, next)->head : (gint32) next;
  if (verb < (gint32) next || dtl_stage_token (stage, verb)->upos != DTL_UPOS_VERB)
    return DTL_NONE;
  subject = dtl_tree_child_base (&stage->tree, verb, DTL_DEPREL_NSUBJ);
  if (subject < 0 || subject >= (gint32) time->first || stage->happening_at[subject] == DTL_NONE
      || !dtl_stage_happening (stage, stage->happening_at[subject])->is_nominal)
    return DTL_NONE;
  for (guint32 i = subject; i < time->first; i++)
    if (dtl_stage_token (stage, i)->upos == DTL_UPOS_PUNCT || dtl_stage_token (stage, i)->xpos == DTL_XPOS_VBD)
      return DTL_NONE; /* "the treaty that they signed in 2011 expired" */
  return stage->happening_at[subject];
}

/* "the first win since May", "its highest level since 2008": what a record is measured against. */
static gboolean
is_of_record (const DtlEventStage *stage, const DtlTime *time)
{
  const char *preposition = preposition_of (stage, time);
  guint32 first = dtl_stage_sentence (stage, time->first)->first_token, start = start_of_phrase (stage, time);

  if (preposition == NULL || strcmp (preposition, "since") != 0)
    return FALSE;
  for (guint32 i = start; i-- > first && start - i <= BESIDE_MAX;)
    {
      const DtlToken *word = dtl_stage_token (stage, i);

      if (word->upos == DTL_UPOS_VERB || word->upos == DTL_UPOS_PUNCT)
        return FALSE;
      if (word->xpos == DTL_XPOS_JJS || word->xpos == DTL_XPOS_RBS || has_function (word->lower, "record"))
        return TRUE;
    }
  return FALSE;
}

/* "declared 4 May a day of mourning": the day is the thing declared. @verb: right before the time */
static gboolean
is_named_day (const DtlEventStage *stage, const DtlTime *time, gint32 verb)
{
  guint32 next = time->first + time->n;
  gint32 noun;

  if (verb < 0 || time->first != (guint32) verb + 1 || next >= stage->tree.n_tokens
      || !has_function (dtl_stage_token (stage, verb)->lemma, "names-day") || dtl_stage_token (stage, next)->upos != DTL_UPOS_DET
      || dtl_date_granularity (&time->date) != DTL_GRANULARITY_DAY)
    return FALSE;
  noun = dtl_stage_token (stage, next)->head;
  return noun > (gint32) next && dtl_deprel_base (dtl_stage_token (stage, noun)->deprel) != DTL_DEPREL_NSUBJ;
}

/* "warned of snow from Wednesday": words do not begin on the day from which what they tell of is. */
static gboolean
is_of_forecast (const DtlEventStage *stage, const DtlTime *time, guint32 found)
{
  const char *preposition = preposition_of (stage, time);
  const DtlHappening *happening = dtl_stage_happening (stage, found);

  return preposition && strcmp (preposition, "from") == 0 && !happening->is_nominal
         && strcmp (dtl_stage_family (happening), "say") == 0;
}

/* "has pleaded not guilty to the murder of Furlong on 8 February": a present
 * perfect is of no day gone by; what stands between it and the time is. */
static guint32
below_perfect (const DtlEventStage *stage, guint32 number, guint32 found)
{
  const DtlTime *time = dtl_document_time (stage->document, number);
  const DtlHappening *happening = dtl_stage_happening (stage, found);
  const char *preposition = preposition_of (stage, time);
  DtlDay first, last, published;
  gint32 auxiliary = dtl_tree_child_base (&stage->tree, happening->trigger, DTL_DEPREL_AUX);

  if (happening->is_nominal || happening->trigger > time->first || auxiliary < 0
      || dtl_stage_token (stage, happening->trigger)->xpos != DTL_XPOS_VBN
      || (strcmp (dtl_stage_token (stage, auxiliary)->lower, "has") != 0 && strcmp (dtl_stage_token (stage, auxiliary)->lower, "have") != 0)
      || (preposition && strcmp (preposition, "since") == 0) || time->date.shape == DTL_DATE_OPEN_END
      || !dtl_date_bounds (&stage->document->published.date, &published, &last)
      || !dtl_date_bounds (&time->date, &first, &last) || last >= published)
    return found;
  for (guint32 i = time->first; i-- > happening->trigger + 1;)
    if (stage->happening_at[i] != DTL_NONE && stage->happening_at[i] != found
        && (dtl_stage_happening (stage, stage->happening_at[i])->is_nominal || dtl_stage_token (stage, i)->xpos == DTL_XPOS_VBG))
      return stage->happening_at[i];
  return found;
}

guint32
dtl_event_time_clause (const DtlEventStage *stage, guint32 number)
{
  const DtlTime *time = dtl_document_time (stage->document, number);
  guint32 next = time->first + time->n, end = dtl_stage_sentence (stage, time->first)->first_token
                                              + dtl_stage_sentence (stage, time->first)->n_tokens;
  gint32 at;

  if (next < end && dtl_stage_token (stage, next)->upos == DTL_UPOS_PUNCT)
    next++;
  if (next >= end || strcmp (dtl_stage_token (stage, next)->lower, "when") != 0)
    return DTL_NONE;
  at = dtl_stage_token (stage, next)->head;
  return at > (gint32) next && (guint32) at < end ? stage->happening_at[at] : DTL_NONE;
}

guint32
dtl_event_time_host (const DtlEventStage *stage, guint32 number, guint *distance)
{
  const DtlTime *time = dtl_document_time (stage->document, number);
  guint32 top, found;
  gint32 at = dtl_document_time_head (stage->document, time, &top), verb;

  *distance = 1;
  if (is_in_name (stage, time) || is_mere_adjective (stage, time, top) || dtl_event_time_is (stage, number, "target"))
    return DTL_NONE;
  if (dtl_event_time_premodifies (stage, time, top, &found))
    return found;
  if (is_of_adjective (stage, time))
    return DTL_NONE;
  if (is_of_thing (stage, time, at, &found))
    return found;
  if ((found = behind_ordered_noun (stage, time)) != DTL_NONE || (found = inside_subject (stage, time)) != DTL_NONE)
    return found;
  if (is_named_day (stage, time, verb = verb_before (stage, time)) || is_of_record (stage, time))
    return DTL_NONE;
  if (verb >= 0)
    at = verb;
  else if (is_compared (stage, time))
    return DTL_NONE;
  if (at >= 0 && verb < 0)
    at = lower_from_saying (stage, time, raise_to_saying (stage, time, at));
  found = climb (stage, at, start_of_phrase (stage, time), distance);
  if (found == DTL_NONE && (found = happening_beside (stage, time)) == DTL_NONE)
    return DTL_NONE;
  found = below_perfect (stage, number, past_idle_nouns (stage, found));
  if (is_of_forecast (stage, time, found))
    return DTL_NONE;
  return dtl_event_time_is (stage, number, "purpose") ? what_is_arranged (stage, time, found) : found;
}

gint32
dtl_event_time_verb (const DtlEventStage *stage, guint32 number)
{
  gint32 at = dtl_document_time_head (stage->document, dtl_document_time (stage->document, number), NULL);

  for (guint i = 0; at >= 0 && i < VERB_CLIMB_MAX; i++)
    {
      const DtlToken *word = dtl_tree_token (&stage->tree, at);

      if (word->upos == DTL_UPOS_VERB)
        return at;
      if (dtl_deprel_base (word->deprel) != DTL_DEPREL_OBL || stage->happening_at[at] != DTL_NONE)
        return -1;
      at = word->head;
    }
  return -1;
}
