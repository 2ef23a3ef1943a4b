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

/* What the auxiliaries of a verb say. "would" in reported speech is a future seen from the past. */
static DtlReality
from_auxiliaries (const DtlTree *tree, guint32 verb)
{
  const DtlToken *word = dtl_tree_token (tree, verb);
  gboolean reported = word->deprel == DTL_DEPREL_CCOMP;

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

/* The form of the clause below a governor, as implicatives.tsv names it. */
static const char *
complement_form (const DtlTree *tree, guint32 predicate)
{
  const DtlToken *word = dtl_tree_token (tree, predicate);

  if (dtl_tree_child_lower (tree, predicate, "to") >= 0)
    return "to";
  if (word->xpos == DTL_XPOS_VBG)
    return "ing";
  return word->deprel == DTL_DEPREL_CCOMP ? "that" : "";
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

static Effect
implicative_effect (const DtlEventStage *stage, guint32 governor, const char *form)
{
  const char *key = implicative_key (stage, governor);
  gboolean negated = dtl_tree_is_negated (&stage->tree, governor);
  guint n;
  const char *const *rows = key ? dtl_table_find (&dtl_table_implicatives, key, &n) : NULL;

  for (guint i = 0; rows && i < n; i++)
    {
      const char *const *row = rows + (gsize) i * dtl_table_implicatives.n_columns;

      if (strcmp (row[DTL_IMPLICATIVES_COMPLEMENT], form) == 0)
        return effect_from_string (row[negated ? DTL_IMPLICATIVES_NEGATIVE : DTL_IMPLICATIVES_POSITIVE]);
    }
  return EFFECT_KEEP;
}

/* What the link from @at to its head says by itself. */
static Effect
link_effect (const DtlEventStage *stage, guint32 at, const char *form)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, at);
  Effect effect;

  switch (word->deprel)
    {
    case DTL_DEPREL_XCOMP:
    case DTL_DEPREL_CCOMP:
    case DTL_DEPREL_ACL:
    case DTL_DEPREL_CSUBJ:
      effect = implicative_effect (stage, word->head, form);
      if (effect == EFFECT_KEEP && strcmp (form, "to") == 0 && word->deprel == DTL_DEPREL_ACL)
        return dtl_tree_token (&stage->tree, word->head)->upos == DTL_UPOS_PROPN ? EFFECT_PLANNED  /* a headline */
                                                                                  : EFFECT_POSSIBLE; /* "a plan to build" */
      return effect;
    case DTL_DEPREL_ADVCL:
      effect = implicative_effect (stage, word->head, form);
      if (effect != EFFECT_KEEP)
        return effect;
      return strcmp (form, "to") == 0 ? EFFECT_PLANNED : EFFECT_KEEP; /* purpose */
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

static gboolean
starts_new_assertion (const DtlTree *tree, guint32 at)
{
  switch (dtl_tree_token (tree, at)->deprel)
    {
    case DTL_DEPREL_ACL_RELCL:
    case DTL_DEPREL_PARATAXIS:
    case DTL_DEPREL_ROOT:
    case DTL_DEPREL_APPOS:
      return TRUE;
    case DTL_DEPREL_ADVCL:
    case DTL_DEPREL_ADVCL_RELCL:
      return is_presupposed (tree, at);
    default:
      return FALSE;
    }
}

/* What an adjective says of the noun it stands before: "a potential meeting". */
static DtlReality
from_adjectives (const DtlTree *tree, guint32 noun, DtlReality reality)
{
  DTL_TREE_FOREACH_CHILD (tree, noun, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);
      const char *const *row;
      guint n;

      if (word->deprel != DTL_DEPREL_AMOD || (row = dtl_table_find (&dtl_table_implicatives, word->lower, &n)) == NULL)
        continue;
      for (guint i = 0; i < n; i++, row += dtl_table_implicatives.n_columns)
        if (strcmp (row[DTL_IMPLICATIVES_COMPLEMENT], "amod") == 0)
          reality = apply_effect (reality, effect_from_string (row[DTL_IMPLICATIVES_POSITIVE]));
    }
  return reality;
}

/* "want talks", "push for talks" */
static gboolean
is_governed (const DtlTree *tree, guint32 noun)
{
  const DtlToken *word = dtl_tree_token (tree, noun);

  return word->deprel == DTL_DEPREL_OBJ
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

/* The clause a noun stands in lends it its reality: "will hold talks", "no talks were held". */
static DtlReality
judge (const DtlEventStage *stage, const DtlHappening *happening)
{
  const DtlTree *tree = &stage->tree;
  DtlReality reality = DTL_REALITY_ACTUAL;
  guint32 at = happening->trigger;

  if (happening->core != DTL_NONE && !happening->is_nominal && dtl_tree_is_negated (tree, happening->core))
    reality = DTL_REALITY_NEGATED;
  if (happening->is_nominal && happening->core != DTL_NONE)
    at = happening->core;
  if (happening->is_nominal)
    {
      if (dtl_tree_is_negated (tree, happening->trigger))
        reality = DTL_REALITY_NEGATED;
      reality = from_adjectives (tree, happening->trigger, reality);
      if (happening->core != DTL_NONE)
        reality = apply_effect (reality, implicative_effect (stage, happening->core, "noun"));
      else if (is_governed (tree, happening->trigger))
        reality = apply_effect (reality, implicative_effect (stage, dtl_tree_token (tree, happening->trigger)->head, "noun"));
      if (is_given (stage, happening))
        return reality;
    }
  for (guint i = 0; i < CLIMB_MAX; i++)
    {
      const DtlToken *word = dtl_tree_token (tree, at);
      gboolean is_clause = word->upos == DTL_UPOS_VERB || dtl_tree_child_base (tree, at, DTL_DEPREL_COP) >= 0
                           || dtl_tree_child_base (tree, at, DTL_DEPREL_AUX) >= 0;

      if (is_clause)
        {
          DtlReality own = from_auxiliaries (tree, at);

          /* What a reporting verb's own clause is like does not matter to what it reports. */
          if (i == 0 || !dtl_event_reporting_verb (stage, at))
            {
              if (own == DTL_REALITY_PLANNED)
                reality = apply_effect (reality, EFFECT_PLANNED);
              else if (own == DTL_REALITY_POSSIBLE)
                reality = apply_effect (reality, EFFECT_POSSIBLE);
              if (dtl_tree_is_negated (tree, at) && (i == 0 || !happening->is_nominal))
                reality = i == 0 ? apply_effect (reality, EFFECT_NEGATED) : reality;
            }
          if (is_conditional (tree, at))
            reality = apply_effect (reality, EFFECT_POSSIBLE);
        }
      if (word->head < 0 || starts_new_assertion (tree, at))
        break;
      reality = apply_effect (reality, link_effect (stage, at, complement_form (tree, at)));
      at = word->head;
    }
  return reality;
}

/* "Will they meet?" */
static gboolean
is_question (const DtlEventStage *stage, guint32 sentence)
{
  const DtlSentence *found = dtl_document_sentence (stage->document, sentence);
  const DtlToken *last;

  if (found->n_tokens == 0)
    return FALSE;
  last = dtl_document_token (stage->document, found->first_token + found->n_tokens - 1);
  return strcmp (last->form, "?") == 0;
}

void
dtl_event_judge_reality (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *happening = dtl_stage_happening (stage, i);

      happening->reality = judge (stage, happening);
      if (is_question (stage, happening->sentence))
        happening->reality = apply_effect (happening->reality, EFFECT_POSSIBLE);
    }
}
