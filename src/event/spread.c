/*
 * What a dated happening tells about others in its sentence.
 *
 * A time at the front of a sentence also dates the verbs that are coordinated with its own. What a clause of manner or
 * place says ("where he claimed", "adding that"), what goes on from a dated past ("met him on Monday and left"), what is
 * done meanwhile and what the lead announces happens with the happening it belongs to.
 */
#include <string.h>

#include "event/stage.h"

#define JOINED_MAX 2 /* tokens from one verb to the next of "arrested and charged" */

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

/* "and later resigned" */
gboolean
dtl_event_shifts_time (const DtlTree *tree, guint32 verb)
{
  DTL_TREE_FOREACH_CHILD (tree, verb, child)
    if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_ADVMOD
        && dtl_event_time_word (dtl_tree_token (tree, child)->lower, "shift"))
      return TRUE;
  return FALSE;
}

/* "conceded defeat on Monday and resigned": two past tenses of one subject, the second without words of its own. */
static gboolean
goes_on_from (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *first)
{
  const DtlTree *tree = &stage->tree;

  if (first->basis != DTL_BASIS_EXPRESSION || first->is_nominal
      || dtl_date_granularity (&first->date) != DTL_GRANULARITY_DAY
      || dtl_tree_token (tree, first->trigger)->xpos != DTL_XPOS_VBD
      || dtl_tree_token (tree, happening->trigger)->xpos != DTL_XPOS_VBD)
    return FALSE;
  return dtl_tree_child_base (tree, happening->trigger, DTL_DEPREL_NSUBJ) < 0
         && dtl_tree_child_base (tree, happening->trigger, DTL_DEPREL_AUX) < 0
         && !dtl_event_shifts_time (tree, happening->trigger)
         && dtl_tree_child (tree, happening->trigger, DTL_DEPREL_MARK) < 0;
}

/* "entered the town in May and have held it ever since" */
static gboolean
is_since_then (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *other)
{
  const DtlTree *tree = &stage->tree;
  gint32 since = dtl_tree_child_lower (tree, happening->trigger, "since");

  return since >= 0 && dtl_tree_token (tree, since)->deprel == DTL_DEPREL_ADVMOD && since > (gint32) happening->trigger
         && dtl_event_has_auxiliary (tree, happening->trigger, "have") && happening->reality == DTL_REALITY_ACTUAL
         && other->basis == DTL_BASIS_EXPRESSION && dtl_event_is_past (stage, other);
}

static void
date_since (DtlHappening *happening, const DtlHappening *other)
{
  if (!dtl_date_is_null (&happening->date))
    return;
  happening->date = dtl_event_open_end (&other->date);
  happening->basis = DTL_BASIS_NARRATIVE;
}

/* "fired at the crowd on Monday, killing two and wounding five" */
static gboolean
is_second_participle (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *other)
{
  return dtl_tree_token (&stage->tree, other->trigger)->xpos == DTL_XPOS_VBG && other->basis == DTL_BASIS_NARRATIVE
         && dtl_tree_token (&stage->tree, happening->trigger)->xpos == DTL_XPOS_VBG
         && dtl_tree_child_base (&stage->tree, happening->trigger, DTL_DEPREL_AUX) < 0;
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

/* "forced him to resign on Monday", "started firing", "tried to leave on Monday but failed to cross": what was begun, brought
 * about, or not, in so many words. */
static gboolean
is_carried_out (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *other)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, happening->trigger);

  return word->deprel == DTL_DEPREL_XCOMP && word->head == (gint32) other->trigger
         && (happening->reality == DTL_REALITY_ACTUAL
             || (happening->reality == DTL_REALITY_NEGATED
                 && dtl_event_time_word (dtl_tree_token (&stage->tree, other->trigger)->lemma, "attempt")))
         && other->reality == DTL_REALITY_ACTUAL;
}

/* Whether a clause tells of the time right before it ("in 1968, when …"). */
static gboolean
follows_time (const DtlEventStage *stage, const DtlHappening *happening)
{
  guint32 least = dtl_document_sentence (stage->document, happening->sentence)->first_token;
  guint32 first = stage->tree.left[happening->trigger];

  if (dtl_tree_token (&stage->tree, first)->upos != DTL_UPOS_PUNCT && first > least
      && dtl_tree_token (&stage->tree, first - 1)->upos == DTL_UPOS_PUNCT)
    first--; /* now the comma */
  return first > least && stage->time_at[first - 1] != DTL_NONE;
}

/* "was meeting" */
static gboolean
was_going_on (const DtlTree *tree, guint32 verb)
{
  gint32 auxiliary = dtl_tree_child_base (tree, verb, DTL_DEPREL_AUX);

  return dtl_tree_token (tree, verb)->xpos == DTL_XPOS_VBG && auxiliary >= 0
         && dtl_tree_token (tree, auxiliary)->xpos == DTL_XPOS_VBD;
}

/* "attacked on Monday while the council was meeting": one day, though "while" before a simple past may mean "although" */
static gboolean
goes_on_around (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *other)
{
  static const char *const marks[] = { "while", "as", "when" };
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, happening->trigger);

  if (word->deprel != DTL_DEPREL_ADVCL || word->head != (gint32) other->trigger
      || happening->reality != DTL_REALITY_ACTUAL || !was_going_on (tree, happening->trigger)
      || !dtl_event_is_past (stage, other))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (dtl_tree_has_mark (tree, happening->trigger, marks[i]))
      return TRUE;
  return FALSE;
}

/* "met her on Monday to demand an answer", "flew to Oslo in May to assure them", "ran the last lap on Sunday to win the race":
 * what is said where one has met, or gone some time in a month, and how it came out. */
static gboolean
is_what_for (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *other)
{
  static const char *const spoken[] = { "say", "demand", "talk", "criticise" };
  static const char *const met[] = { "talk", "say" };
  static const char *const outcomes[] = { "win", "defeat", "praise", "thank" };
  const DtlToken *word = dtl_tree_token (&stage->tree, happening->trigger);

  if (word->deprel != DTL_DEPREL_ADVCL || word->head != (gint32) other->trigger || happening->trigger < other->trigger
      || !dtl_tree_has_mark (&stage->tree, happening->trigger, "to") || !dtl_event_is_past (stage, other)
      || other->basis != DTL_BASIS_EXPRESSION || other->date.shape != DTL_DATE_POINT)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if (strcmp (happening->event_class, outcomes[i]) == 0)
      return TRUE;
  return dtl_stage_is_of_family (happening, spoken, G_N_ELEMENTS (spoken))
         && (dtl_stage_is_of_family (other, met, G_N_ELEMENTS (met))
             || dtl_date_granularity (&other->date) == DTL_GRANULARITY_MONTH
             || dtl_date_granularity (&other->date) == DTL_GRANULARITY_YEAR);
}

/* "will leave when his term ends in May": of one day, or of one month. */
static gboolean
is_at_coming_time (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *other)
{
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, happening->trigger);

  return word->deprel == DTL_DEPREL_ADVCL && word->head == (gint32) other->trigger && !happening->is_nominal
         && dtl_tree_has_mark (tree, happening->trigger, "when") && other->reality == DTL_REALITY_PLANNED
         && (word->xpos == DTL_XPOS_VBZ || word->xpos == DTL_XPOS_VBP) && happening->basis == DTL_BASIS_EXPRESSION
         && (dtl_tree_token (tree, other->trigger)->xpos == DTL_XPOS_VB);
}

/* "was killed on Monday when a bomb exploded": two simple pasts. */
static gboolean
is_at_the_same_time (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *other)
{
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, happening->trigger);

  if (goes_on_around (stage, happening, other))
    return dtl_date_granularity (&happening->date) == DTL_GRANULARITY_DAY
           || dtl_date_granularity (&other->date) == DTL_GRANULARITY_DAY;
  return word->deprel == DTL_DEPREL_ADVCL && word->head == (gint32) other->trigger
         && dtl_tree_has_mark (tree, happening->trigger, "when") && !follows_time (stage, happening)
         && dtl_event_is_past (stage, happening) && dtl_event_is_past (stage, other)
         && !dtl_event_has_auxiliary (tree, happening->trigger, "have") && !dtl_event_has_auxiliary (tree, other->trigger, "have");
}

/* "Speaking in Oslo on Monday, she accused him" */
static gboolean
is_fronted_participle (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *other)
{
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, happening->trigger);

  return word->deprel == DTL_DEPREL_ADVCL && word->head == (gint32) other->trigger
         && happening->trigger < other->trigger && word->xpos == DTL_XPOS_VBG
         && dtl_tree_child (tree, happening->trigger, DTL_DEPREL_MARK) < 0
         && happening->basis == DTL_BASIS_EXPRESSION && dtl_event_is_past (stage, other)
         && dtl_date_granularity (&happening->date) == DTL_GRANULARITY_DAY;
}

/* "Truckers meeting in Oslo on Monday voted": what goes on with the subject while it acts. */
static gboolean
is_done_meanwhile (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *other)
{
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, happening->trigger);

  gint32 subject = dtl_tree_child_base (tree, other->trigger, DTL_DEPREL_NSUBJ);

  return word->xpos == DTL_XPOS_VBG && happening->basis == DTL_BASIS_EXPRESSION && subject >= 0
         && (subject == (gint32) happening->trigger || (word->deprel == DTL_DEPREL_ACL && subject == word->head))
         && dtl_event_is_past (stage, other) && !dtl_event_has_auxiliary (tree, other->trigger, "have")
         && dtl_date_granularity (&happening->date) == DTL_GRANULARITY_DAY;
}

/* "two guards were killed and five hurt on Monday" */
static gboolean
is_one_harm (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *other)
{
  return dtl_event_is_harm (happening) && dtl_event_is_harm (other) && dtl_event_is_past (stage, happening)
         && dtl_event_is_past (stage, other);
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
    dtl_event_lend_date (happening, other, DTL_BASIS_NARRATIVE);
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

/* The actor who is the subject of a happening, or DTL_NONE */
static guint32
doer_of (const DtlEventStage *stage, const DtlHappening *happening)
{
  gboolean implicit, is_object;
  guint32 subject = dtl_tree_subject (&stage->tree, happening->trigger, &implicit, &is_object);

  return subject == DTL_NONE || is_object ? DTL_NONE : dtl_stage_actor (stage, subject);
}

/* "The firm said on Tuesday it had bought a rival", "announced that it was opening an inquiry": what an office or
 * firm has decided is as new as its words; a person may speak of long ago. */
static guint32
own_news (const DtlEventStage *stage, const DtlHappening *happening)
{
  static const char *const decisions[] = { "agree", "trade", "appoint", "justice", "result" };
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, happening->trigger);
  guint32 speaker;

  if (word->deprel != DTL_DEPREL_CCOMP || word->head < 0
      || !dtl_stage_is_of_family (happening, decisions, G_N_ELEMENTS (decisions)) || !dtl_event_reporting_verb (stage, word->head)
      || (!was_going_on (tree, happening->trigger) && !dtl_event_has_auxiliary (tree, happening->trigger, "have"))
      || (speaker = dtl_event_speaker (stage, word->head)) == DTL_NONE || doer_of (stage, happening) != speaker
      || dtl_record_actor (stage->record, speaker)->kind == DTL_ACTOR_PERSON)
    return DTL_NONE;
  return stage->happening_at[word->head];
}

/* What a story opens with, in the past and announced on a day, is of that day. */
static void
date_lead (DtlEventStage *stage, DtlHappening *happening)
{
  guint32 found;
  const DtlToken *word = dtl_tree_token (&stage->tree, happening->trigger);

  if (happening->is_nominal || happening->reality != DTL_REALITY_ACTUAL)
    return;
  if (!dtl_stage_is_in_lead (stage, happening) || (word->xpos != DTL_XPOS_VBD && word->xpos != DTL_XPOS_VBN)
      || (found = announcement_of (stage, happening)) == DTL_NONE)
    found = dtl_stage_is_in_lead (stage, happening) || was_going_on (&stage->tree, happening->trigger)
              ? own_news (stage, happening)
              : DTL_NONE;
  if (found == DTL_NONE)
    return;
  dtl_event_lend_date (happening, dtl_stage_happening (stage, found), DTL_BASIS_NARRATIVE);
}

void
dtl_event_spread_date (DtlEventStage *stage, guint32 number)
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
  above = dtl_event_above (stage, happening->trigger);
  if (above == DTL_NONE || above == number)
    return;
  other = dtl_stage_happening (stage, above);
  if (happening->is_dropped)
    dtl_event_lend_date (other, happening, DTL_BASIS_NARRATIVE);
  if (word->deprel == DTL_DEPREL_CONJ && is_fronted (stage, other) && same_tense (stage, happening, other))
    dtl_event_lend_date (happening, other, DTL_BASIS_EXPRESSION);
  else if (word->deprel == DTL_DEPREL_CONJ && is_since_then (stage, happening, other))
    date_since (happening, other);
  else if (word->deprel == DTL_DEPREL_CONJ && is_second_participle (stage, happening, other))
    dtl_event_lend_date (happening, other, DTL_BASIS_NARRATIVE);
  else if (word->deprel == DTL_DEPREL_CONJ && goes_on_from (stage, happening, other))
    dtl_event_lend_date (happening, other, DTL_BASIS_NARRATIVE);
  else if (word->deprel == DTL_DEPREL_CONJ
           && (happening->trigger - other->trigger <= JOINED_MAX || is_one_harm (stage, happening, other)))
    dtl_event_lend_date (other, happening, DTL_BASIS_EXPRESSION); /* "arrested and charged on Monday" */
  else if (is_fronted_participle (stage, happening, other) || is_done_meanwhile (stage, happening, other))
    dtl_event_lend_date (other, happening, DTL_BASIS_NARRATIVE);
  else if (is_with_its_clause (&stage->tree, happening->trigger) && same_tense (stage, happening, other))
    dtl_event_lend_date (happening, other, DTL_BASIS_NARRATIVE);
  else if (is_what_for (stage, happening, other))
    dtl_event_lend_date (happening, other, DTL_BASIS_NARRATIVE);
  else if (is_at_coming_time (stage, happening, other))
    dtl_event_lend_date (other, happening, DTL_BASIS_NARRATIVE);
  else if (is_carried_out (stage, happening, other))
    dtl_event_lend_date (happening, other, DTL_BASIS_NARRATIVE);
  else if (is_at_the_same_time (stage, happening, other))
    {
      dtl_event_lend_date (happening, other, DTL_BASIS_NARRATIVE);
      dtl_event_lend_date (other, happening, DTL_BASIS_NARRATIVE);
    }
}
