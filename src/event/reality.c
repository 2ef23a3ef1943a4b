/*
 * Whether it happened.
 *
 * A mention's own auxiliaries and negation come first; then every governor on the way up to the root of the sentence is
 * asked what it says of its complement (implicatives.tsv, after Karttunen 1971): "managed to" keeps, "failed to"
 * negates, "plans to" makes planned. Values combine so that the less real one wins.
 */
#include <string.h>

#include "event/stage.h"
#include "lexicon/tables.h"

#define CLIMB_MAX 24
#define QUESTION_MAX 256 /* tokens of a sentence that are looked at for what is asked */

typedef enum
{
  EFFECT_KEEP,
  EFFECT_ACTUAL,
  EFFECT_NEGATED,
  EFFECT_DENIED,
  EFFECT_PLANNED,
  EFFECT_POSSIBLE,
} Effect;

static Effect
effect_from_string (const char *word)
{
  static const char *const words[] = { "keep", "actual", "negated", "denied", "planned", "possible" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i], word) == 0)
      return i;
  return EFFECT_KEEP;
}

static DtlReality
apply_effect (DtlReality reality, Effect effect)
{
  switch (effect)
    {
    case EFFECT_NEGATED:
      return reality == DTL_REALITY_NEGATED ? DTL_REALITY_ACTUAL
             : reality == DTL_REALITY_ACTUAL ? DTL_REALITY_NEGATED
                                             : reality;
    case EFFECT_DENIED:
      return DTL_REALITY_DENIED;
    case EFFECT_PLANNED:
      return reality == DTL_REALITY_ACTUAL ? DTL_REALITY_PLANNED : reality;
    case EFFECT_POSSIBLE:
      return reality == DTL_REALITY_ACTUAL || reality == DTL_REALITY_PLANNED ? DTL_REALITY_POSSIBLE : reality;
    default:
      return reality;
    }
}

static gboolean
is_modal (const DtlToken *token)
{
  return token->xpos == DTL_XPOS_MD && !dtl_word_has_function (token->lower, "future");
}

/* "is to meet", "are to vote" */
static gboolean
is_scheduled (const DtlTree *tree, guint32 verb)
{
  static const char *const forms[] = { "is", "are", "'s", "'re", "was", "were" };
  gint32 mark = dtl_tree_child_lower (tree, verb, "to");

  DTL_TREE_FOREACH_CHILD (tree, verb, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);

      if (mark < 0 || child > mark || (word->deprel != DTL_DEPREL_AUX && word->deprel != DTL_DEPREL_COP))
        continue;
      for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
        if (strcmp (word->lower, forms[i]) == 0)
          return TRUE;
    }
  return FALSE;
}

static gboolean
is_tensed (const DtlToken *word)
{
  return word->xpos == DTL_XPOS_VBD || word->xpos == DTL_XPOS_VBZ || word->xpos == DTL_XPOS_VBP || word->xpos == DTL_XPOS_MD;
}

/* Whether a clause has a tense of its own: "left", "has left", "is late", "may leave". */
static gboolean
is_finite (const DtlTree *tree, guint32 predicate)
{
  DTL_TREE_FOREACH_CHILD (tree, predicate, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);

      if ((dtl_deprel_base (word->deprel) == DTL_DEPREL_AUX || word->deprel == DTL_DEPREL_COP) && is_tensed (word))
        return TRUE;
    }
  return is_tensed (dtl_tree_token (tree, predicate));
}

/* "left", "had left", "was leaving", "has left" */
static gboolean
is_past (const DtlTree *tree, guint32 predicate)
{
  gboolean past = dtl_tree_token (tree, predicate)->xpos == DTL_XPOS_VBD;

  DTL_TREE_FOREACH_CHILD (tree, predicate, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);

      if (dtl_deprel_base (word->deprel) != DTL_DEPREL_AUX && word->deprel != DTL_DEPREL_COP)
        continue;
      if (word->xpos == DTL_XPOS_MD)
        return FALSE;
      past |= word->xpos == DTL_XPOS_VBD || g_strcmp0 (word->lemma, "have") == 0;
    }
  return past;
}

/* "Call the police", "Do not call": asked for. "The police call" has a subject, "to call" a mark. */
static gboolean
is_imperative (const DtlTree *tree, guint32 verb)
{
  const DtlToken *word = dtl_tree_token (tree, verb);

  if (word->xpos != DTL_XPOS_VB || (word->deprel != DTL_DEPREL_ROOT && word->deprel != DTL_DEPREL_PARATAXIS))
    return FALSE;
  DTL_TREE_FOREACH_CHILD (tree, verb, child)
    {
      const DtlToken *part = dtl_tree_token (tree, child);

      switch (dtl_deprel_base (part->deprel))
        {
        case DTL_DEPREL_NSUBJ:
        case DTL_DEPREL_MARK:
        case DTL_DEPREL_COP:
          return FALSE;
        case DTL_DEPREL_AUX:
          if (g_strcmp0 (part->lemma, "do") != 0)
            return FALSE;
          break;
        default:
          break;
        }
    }
  return TRUE;
}

/* "asked that he leave": a subjunctive */
static gboolean
is_subjunctive (const DtlTree *tree, guint32 verb)
{
  return dtl_tree_token (tree, verb)->xpos == DTL_XPOS_VB && dtl_tree_has_mark (tree, verb, "that")
         && dtl_tree_child (tree, verb, DTL_DEPREL_NSUBJ) >= 0 && dtl_tree_child_base (tree, verb, DTL_DEPREL_AUX) < 0;
}

/* "How to leave" */
static gboolean
is_instruction (const DtlTree *tree, guint32 verb)
{
  return dtl_tree_token (tree, verb)->head < 0 && dtl_tree_child_lower (tree, verb, "how") >= 0
         && dtl_tree_child_lower (tree, verb, "to") >= 0;
}

/* What the auxiliaries of a verb say. "would" in reported speech is a future seen from the past. */
static DtlReality
from_auxiliaries (const DtlTree *tree, guint32 verb)
{
  const DtlToken *word = dtl_tree_token (tree, verb);
  gboolean reported = word->deprel == DTL_DEPREL_CCOMP;

  if (is_imperative (tree, verb) || is_subjunctive (tree, verb) || is_instruction (tree, verb))
    return DTL_REALITY_POSSIBLE;
  /* "is due to sign", with "due to" taken for one word */
  if (word->xpos == DTL_XPOS_VB && dtl_tree_child_lower (tree, verb, "due") >= 0)
    return DTL_REALITY_PLANNED;
  DTL_TREE_FOREACH_CHILD (tree, verb, child)
    {
      const DtlToken *aux = dtl_tree_token (tree, child);

      if (dtl_deprel_base (aux->deprel) != DTL_DEPREL_AUX)
        continue;
      if (dtl_word_has_function (aux->lower, "future"))
        return DTL_REALITY_PLANNED;
      if (reported && (strcmp (aux->lower, "would") == 0 || strcmp (aux->lower, "'d") == 0))
        return DTL_REALITY_PLANNED;
      if (is_modal (aux))
        return DTL_REALITY_POSSIBLE;
    }
  return is_scheduled (tree, verb) ? DTL_REALITY_PLANNED : DTL_REALITY_ACTUAL;
}

static gboolean
is_conditional (const DtlTree *tree, guint32 verb)
{
  DTL_TREE_FOREACH_CHILD (tree, verb, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);

      if ((word->deprel == DTL_DEPREL_MARK || word->deprel == DTL_DEPREL_ADVMOD)
          && dtl_word_has_function (word->lower, "conditional"))
        return TRUE;
    }
  return FALSE;
}

/* "meets on Tuesday", "is flying to Rome next week", written before: the present tells what is to come. */
static gboolean
is_set_for_later (const DtlEventStage *stage, guint32 verb)
{
  const DtlDate *published = &stage->document->published.date;
  const DtlToken *word = dtl_tree_token (&stage->tree, verb);
  DtlDay from, day, first, last;

  if (is_past (&stage->tree, verb) || (word->xpos != DTL_XPOS_VBZ && word->xpos != DTL_XPOS_VBP && word->xpos != DTL_XPOS_VBG)
      || !dtl_date_bounds (published, &from, &day) || !is_finite (&stage->tree, verb))
    return FALSE;
  DTL_TREE_FOREACH_CHILD (&stage->tree, verb, child)
    if (stage->time_at[child] != DTL_NONE
        && dtl_date_bounds (&dtl_document_time (stage->document, stage->time_at[child])->date, &first, &last) && first > day)
      return TRUE;
  return FALSE;
}

/* The form of the clause below a governor, as implicatives.tsv names it. */
static const char *
complement_form (const DtlTree *tree, guint32 predicate)
{
  const DtlToken *word = dtl_tree_token (tree, predicate);

  if (word->xpos == DTL_XPOS_VBG)
    return "ing";
  if (dtl_tree_child_lower (tree, predicate, "to") >= 0)
    return "to";
  if (word->xpos == DTL_XPOS_VB && !is_finite (tree, predicate) && dtl_tree_child (tree, predicate, DTL_DEPREL_MARK) < 0
      && dtl_tree_child (tree, predicate, DTL_DEPREL_NSUBJ) < 0)
    return "bare";
  return word->deprel == DTL_DEPREL_CCOMP || dtl_deprel_base (word->deprel) == DTL_DEPREL_CSUBJ ? "that" : "";
}

/* The key under which a governor stands in implicatives.tsv: that of its frame ("call on") or its lemma. */
static const char *
implicative_key (const DtlEventStage *stage, guint32 governor)
{
  guint32 found = stage->happening_at[governor];

  if (found != DTL_NONE && dtl_stage_happening (stage, found)->trigger == governor
      && dtl_table_has (&dtl_table_implicatives, dtl_stage_happening (stage, found)->frame.key))
    return dtl_stage_happening (stage, found)->frame.key;
  return dtl_tree_token (&stage->tree, governor)->lemma;
}

static gboolean
find_effect (const char *key, const char *form, gboolean negated, Effect *effect)
{
  guint n;
  const char *const *row = key ? dtl_table_find (&dtl_table_implicatives, key, &n) : NULL;

  for (guint i = 0; row && i < n; i++, row += dtl_table_implicatives.n_columns)
    if (strcmp (row[DTL_IMPLICATIVES_COMPLEMENT], form) == 0)
      {
        *effect = effect_from_string (row[negated ? DTL_IMPLICATIVES_NEGATIVE : DTL_IMPLICATIVES_POSITIVE]);
        return TRUE;
      }
  return FALSE;
}

/* A row for the form of the word ("going to") goes before that of its lemma. */
static Effect
implicative_effect (const DtlEventStage *stage, guint32 governor, const char *form)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, governor);
  gboolean negated = dtl_tree_is_negated (&stage->tree, governor);
  Effect effect = EFFECT_KEEP;

  if (g_strcmp0 (word->lower, word->lemma) == 0 || !find_effect (word->lower, form, negated, &effect))
    find_effect (implicative_key (stage, governor), form, negated, &effect);
  return effect;
}

/* The same of the clause @at below it; "committed to leaving" is like "committed to leave". */
static Effect
clause_effect (const DtlEventStage *stage, guint32 at, const char *form)
{
  guint32 governor = dtl_tree_token (&stage->tree, at)->head;
  Effect effect = implicative_effect (stage, governor, form);

  if (effect == EFFECT_KEEP && strcmp (form, "ing") == 0 && dtl_tree_child_lower (&stage->tree, at, "to") >= 0)
    return implicative_effect (stage, governor, "to");
  return effect;
}

/* "blocked roads to demand lower taxes", "began a hunger strike to protest": who does the one has done the other. */
static gboolean
is_done_so (const DtlEventStage *stage, guint32 at)
{
  guint32 governor = dtl_tree_token (&stage->tree, at)->head;
  DtlFrame above, frame;

  if (!dtl_event_find_frame (stage, at, FALSE, &frame) || !dtl_event_find_frame (stage, governor, FALSE, &above))
    return FALSE;
  return strcmp (frame.event_class, "protest") == 0
         || (strcmp (frame.event_class, "demand") == 0 && (above.flags & DTL_FRAME_MOVE) == 0);
}

/* What the link from @at to its head says by itself. */
static Effect
link_effect (const DtlEventStage *stage, guint32 at, const char *form)
{
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, at);
  Effect effect;

  switch (word->deprel)
    {
    case DTL_DEPREL_XCOMP:
    case DTL_DEPREL_CCOMP:
    case DTL_DEPREL_ACL:
    case DTL_DEPREL_CSUBJ:
      effect = clause_effect (stage, at, form);
      if (effect == EFFECT_KEEP && strcmp (form, "to") == 0 && word->deprel == DTL_DEPREL_ACL)
        return dtl_tree_token (&stage->tree, word->head)->upos == DTL_UPOS_PROPN ? EFFECT_PLANNED  /* a headline */
                                                                                  : EFFECT_POSSIBLE; /* "a plan to build" */
      return effect;
    case DTL_DEPREL_ADVCL:
      if (strcmp (form, "ing") == 0 && dtl_tree_has_mark (tree, at, "without"))
        return EFFECT_NEGATED;
      if (strcmp (form, "ing") == 0 && dtl_tree_has_mark (tree, at, "for")) /* "suspended for insulting the referee" */
        return EFFECT_KEEP;
      effect = clause_effect (stage, at, form);
      if (effect != EFFECT_KEEP)
        return effect;
      if (strcmp (form, "to") == 0 && dtl_tree_child_lower (tree, at, "only") >= 0) /* "left, only to return": an outcome */
        return EFFECT_KEEP;
      return strcmp (form, "to") == 0 && !is_done_so (stage, at) ? EFFECT_PLANNED : EFFECT_KEEP; /* purpose */
    default:
      return EFFECT_KEEP;
    }
}

/* "after meeting", "when he left", "having signed": said to be so, whatever the main clause is about. */
static gboolean
is_presupposed (const DtlTree *tree, guint32 at)
{
  DTL_TREE_FOREACH_CHILD (tree, at, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);

      if (word->deprel == DTL_DEPREL_MARK && dtl_table_has (&dtl_table_factive_marks, word->lower))
        return TRUE;
      if (word->deprel == DTL_DEPREL_ADVMOD && dtl_table_has (&dtl_table_factive_marks, word->lower)
          && (guint32) child < at)
        return TRUE;
      if (word->deprel == DTL_DEPREL_AUX && strcmp (word->lower, "having") == 0)
        return TRUE;
    }
  return FALSE;
}

/* "the talks, hosted by Cuba, will go on", "the treaty signed in May will be read": told apart from the clause. */
static gboolean
is_told_apart (const DtlEventStage *stage, guint32 at)
{
  const DtlTree *tree = &stage->tree;
  guint32 left = tree->left[at];

  if (dtl_tree_token (tree, at)->xpos != DTL_XPOS_VBN || dtl_tree_child_lower (tree, at, "to") >= 0)
    return FALSE;
  return strcmp (dtl_tree_token (tree, left)->lower, ",") == 0
         || (left > 0 && strcmp (dtl_tree_token (tree, left - 1)->lower, ",") == 0);
}

static gboolean
starts_new_assertion (const DtlEventStage *stage, guint32 at)
{
  const DtlTree *tree = &stage->tree;

  switch (dtl_tree_token (tree, at)->deprel)
    {
    case DTL_DEPREL_ACL_RELCL:
    case DTL_DEPREL_PARATAXIS:
    case DTL_DEPREL_ROOT:
    case DTL_DEPREL_APPOS:
      return TRUE;
    case DTL_DEPREL_ACL:
      return is_told_apart (stage, at);
    case DTL_DEPREL_ADVCL:
    case DTL_DEPREL_ADVCL_RELCL:
      return is_presupposed (tree, at);
    case DTL_DEPREL_CCOMP: /* "asked why he had left" */
      return is_presupposed (tree, at) && is_finite (tree, at);
    default:
      return FALSE;
    }
}

/* What adjectives say of the noun they stand before ("a potential meeting"), adverbs of their verb ("allegedly met"). */
static DtlReality
from_modifiers (const DtlTree *tree, guint32 head, DtlDeprel deprel, DtlReality reality)
{
  DTL_TREE_FOREACH_CHILD (tree, head, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);
      Effect effect;

      if (word->deprel == deprel && find_effect (word->lower, dtl_deprel_to_string (deprel), FALSE, &effect))
        reality = apply_effect (reality, effect);
    }
  return reality;
}

/* "want talks", "the talks were cancelled", "push for talks" */
static gboolean
is_governed (const DtlTree *tree, guint32 noun)
{
  const DtlToken *word = dtl_tree_token (tree, noun);

  return word->deprel == DTL_DEPREL_OBJ || word->deprel == DTL_DEPREL_NSUBJ_PASS
         || (word->deprel == DTL_DEPREL_OBL && g_strcmp0 (dtl_tree_case (tree, noun), "for") == 0);
}

/* Whether a noun tells of something the reader knows of or that a verb of ending takes as given: "after the war",
 * "to end the fighting". Its clause does not decide whether it happened. */
static gboolean
is_given (const DtlEventStage *stage, const DtlHappening *happening)
{
  DtlFrame frame;

  if (happening->core != DTL_NONE)
    return dtl_event_find_frame (stage, happening->core, FALSE, &frame)
           && (strcmp (frame.event_class, "end") == 0 || strcmp (frame.event_class, "stop") == 0);
  return happening->is_definite;
}

/* ---- questions ---- */

static gboolean
ends_in_question (const DtlEventStage *stage, guint32 sentence)
{
  const DtlSentence *found = dtl_document_sentence (stage->document, sentence);
  const DtlToken *last;

  if (found->n_tokens == 0)
    return FALSE;
  last = dtl_document_token (stage->document, found->first_token + found->n_tokens - 1);
  return strcmp (last->form, "?") == 0;
}

static gboolean
is_question_word (const DtlToken *word)
{
  return word->xpos == DTL_XPOS_WRB || word->xpos == DTL_XPOS_WP;
}

/* The auxiliary before the subject of a clause ("Did they meet?"), or -1. */
static gint32
inverted_auxiliary (const DtlTree *tree, guint32 predicate)
{
  gint32 subject = dtl_tree_child_base (tree, predicate, DTL_DEPREL_NSUBJ);

  DTL_TREE_FOREACH_CHILD (tree, predicate, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);

      if ((dtl_deprel_base (word->deprel) == DTL_DEPREL_AUX || word->deprel == DTL_DEPREL_COP) && child < subject)
        return child;
    }
  return -1;
}

/* "I bought a car. What can I do?" in one: whether another clause of the sentence is the question. */
static gboolean
is_asked_elsewhere (const DtlEventStage *stage, guint32 sentence)
{
  const DtlSentence *found = dtl_document_sentence (stage->document, sentence);

  for (guint32 i = found->first_token; i < found->first_token + MIN (found->n_tokens, QUESTION_MAX); i++)
    if (is_question_word (dtl_tree_token (&stage->tree, i)) || inverted_auxiliary (&stage->tree, i) >= 0)
      return TRUE;
  return FALSE;
}

/* Whether the clause of @predicate asks if it happened: "Did they meet?", "They met?"; not "When did they meet?", "Who shot
 * her?", which take it as given. */
static gboolean
is_asked (const DtlEventStage *stage, guint32 predicate)
{
  const DtlTree *tree = &stage->tree;
  guint32 sentence = dtl_tree_token (tree, predicate)->sentence;
  gint32 auxiliary = inverted_auxiliary (tree, predicate);

  if (!ends_in_question (stage, sentence))
    return FALSE;
  if (auxiliary < 0)
    return dtl_tree_token (tree, predicate)->head < 0 && !is_asked_elsewhere (stage, sentence);
  if (dtl_tree_token (tree, auxiliary)->xpos != DTL_XPOS_VBD)
    return TRUE;
  DTL_TREE_FOREACH_CHILD (tree, predicate, child)
    if (child < auxiliary && is_question_word (dtl_tree_token (tree, child)))
      return FALSE;
  return TRUE;
}

/* ---- the way up ---- */

/* What a clause says of itself, and with @is_told of what it tells: not what a reporting verb says of what it reports. */
static DtlReality
from_clause (const DtlEventStage *stage, guint32 at, gboolean is_told, DtlReality reality)
{
  const DtlTree *tree = &stage->tree;

  if (is_told)
    {
      DtlReality own = from_auxiliaries (tree, at);

      if (own == DTL_REALITY_PLANNED || (own == DTL_REALITY_ACTUAL && is_set_for_later (stage, at)))
        reality = apply_effect (reality, EFFECT_PLANNED);
      else if (own == DTL_REALITY_POSSIBLE)
        reality = apply_effect (reality, EFFECT_POSSIBLE);
      reality = from_modifiers (tree, at, DTL_DEPREL_ADVMOD, reality);
    }
  if (is_conditional (tree, at) || is_asked (stage, at))
    reality = apply_effect (reality, EFFECT_POSSIBLE);
  return reality;
}

/* "Neither side met", "Neither Greece nor Turkey met" */
static gboolean
has_negative_subject (const DtlTree *tree, guint32 predicate)
{
  DTL_TREE_FOREACH_CHILD (tree, predicate, child)
    if (dtl_deprel_base (dtl_tree_token (tree, child)->deprel) == DTL_DEPREL_NSUBJ
        && dtl_tree_child_lower (tree, child, "neither") >= 0)
      return TRUE;
  return FALSE;
}

/* "did not meet or sign", "may meet and sign": the second verb has the auxiliaries of the first; "may meet, but she left" not. */
static gboolean
shares_auxiliaries (const DtlTree *tree, guint32 at)
{
  return dtl_tree_token (tree, at)->deprel == DTL_DEPREL_CONJ && !is_finite (tree, at)
         && dtl_tree_child_base (tree, at, DTL_DEPREL_NSUBJ) < 0 && !dtl_tree_is_negated (tree, at)
         && dtl_tree_child_lower (tree, at, "but") < 0;
}

/* What is told in the past by somebody stays told, whether that is planned or only possible: "plans to say that he left". */
static gboolean
is_past_report (const DtlEventStage *stage, guint32 at)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, at);

  return word->deprel == DTL_DEPREL_CCOMP && is_past (&stage->tree, at) && dtl_event_reporting_verb (stage, word->head)
         && dtl_tree_token (&stage->tree, word->head)->deprel == DTL_DEPREL_XCOMP;
}

/* What the clauses from @at up to the root say. */
/* "will not accept", "would not sign", as was said: nothing that is still to come. */
static gboolean
is_refused (const DtlEventStage *stage, guint32 verb)
{
  return from_auxiliaries (&stage->tree, verb) == DTL_REALITY_PLANNED && !is_scheduled (&stage->tree, verb);
}

static DtlReality
climb (const DtlEventStage *stage, const DtlHappening *happening, guint32 at, DtlReality reality)
{
  const DtlTree *tree = &stage->tree;
  gboolean is_first = TRUE, is_joined = TRUE, has_own_tense = FALSE;

  for (guint i = 0; i < CLIMB_MAX; i++)
    {
      const DtlToken *word = dtl_tree_token (tree, at);
      gboolean is_clause = word->upos == DTL_UPOS_VERB || dtl_tree_child_base (tree, at, DTL_DEPREL_COP) >= 0
                           || dtl_tree_child_base (tree, at, DTL_DEPREL_AUX) >= 0;
      Effect effect;

      if (is_clause)
        reality = from_clause (stage, at, !has_own_tense && (is_first || !dtl_event_reporting_verb (stage, at)), reality);
      if (is_clause && is_joined && !has_own_tense && (is_first || !happening->is_nominal)
          && (dtl_tree_is_negated (tree, at) || has_negative_subject (tree, at)))
        reality = is_first && is_refused (stage, at) ? DTL_REALITY_NEGATED : apply_effect (reality, EFFECT_NEGATED);
      if (word->head < 0 || starts_new_assertion (stage, at))
        break;
      effect = link_effect (stage, at, complement_form (tree, at));
      /* "warned that they will strike" is no less planned for being a warning */
      if (effect == EFFECT_POSSIBLE && reality == DTL_REALITY_PLANNED && word->deprel == DTL_DEPREL_CCOMP
          && dtl_event_reporting_verb (stage, word->head))
        effect = EFFECT_KEEP;
      reality = apply_effect (reality, effect);
      if (effect == EFFECT_KEEP && is_past_report (stage, at))
        break;
      is_joined = is_joined && shares_auxiliaries (tree, at);
      has_own_tense = word->deprel == DTL_DEPREL_CONJ && is_finite (tree, at);
      is_first = FALSE;
      at = word->head;
    }
  return reality;
}

/* The clause a noun stands in lends it its reality: "will hold talks", "no talks were held". */
static DtlReality
judge (const DtlEventStage *stage, const DtlHappening *happening)
{
  const DtlTree *tree = &stage->tree;
  DtlReality reality = DTL_REALITY_ACTUAL;
  guint32 at = happening->trigger;
  Effect effect;

  if (happening->core != DTL_NONE && !happening->is_nominal && dtl_tree_is_negated (tree, happening->core))
    reality = DTL_REALITY_NEGATED;
  if (happening->is_nominal && happening->core != DTL_NONE)
    at = happening->core;
  if (happening->is_nominal)
    {
      if (dtl_tree_is_negated (tree, happening->trigger))
        reality = DTL_REALITY_NEGATED;
      reality = from_modifiers (tree, happening->trigger, DTL_DEPREL_AMOD, reality);
      if (happening->core != DTL_NONE)
        reality = apply_effect (reality, implicative_effect (stage, happening->core, "noun"));
      else if (is_governed (tree, happening->trigger))
        {
          effect = implicative_effect (stage, dtl_tree_token (tree, happening->trigger)->head, "noun");
          /* "an imminent attack was feared": no less near for being feared */
          if (effect != EFFECT_POSSIBLE || reality != DTL_REALITY_PLANNED)
            reality = apply_effect (reality, effect);
        }
      if (is_given (stage, happening))
        return reality;
    }
  return climb (stage, happening, at, reality);
}

void
dtl_event_judge (const DtlEventStage *stage, DtlHappening *happening)
{
  happening->reality = judge (stage, happening);
}

void
dtl_event_judge_reality (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    dtl_event_judge (stage, dtl_stage_happening (stage, i));
}
