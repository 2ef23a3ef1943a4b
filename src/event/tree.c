/*
 * Reading trees downwards, and finding subjects that are not where the verb is.
 *
 * Relations are those of Universal Dependencies English; control follows the usual split: an object, where there is
 * one, is the subject of an infinitive ("urged him to stay"), except with promise verbs.
 */
#include "event/tree.h"

#include <string.h>

#include "lexicon/tables.h"

#define CLIMB_MAX 16 /* steps of the search for a subject */

gboolean
dtl_word_has_function (const char *word, const char *function)
{
  const char *found = dtl_table_cell (&dtl_table_function_words, word, DTL_FUNCTION_WORDS_FUNCTION);

  return found != NULL && strcmp (found, function) == 0;
}

static void
measure_subtrees (DtlTree *tree)
{
  for (guint32 i = 0; i < tree->n_tokens; i++)
    tree->left[i] = tree->right[i] = i;
  for (guint32 i = 0; i < tree->n_tokens; i++)
    {
      guint32 steps = 0;

      for (gint32 up = dtl_tree_token (tree, i)->head; up >= 0 && steps++ < tree->n_tokens;
           up = dtl_tree_token (tree, up)->head)
        {
          if (tree->left[up] <= i && tree->right[up] >= i)
            break;
          tree->left[up] = MIN (tree->left[up], i);
          tree->right[up] = MAX (tree->right[up], i);
        }
    }
}

void
dtl_tree_init (DtlTree *tree, DtlDocument *document, DtlArena *arena)
{
  tree->document = document;
  tree->n_tokens = document->tokens->len;
  tree->first_child = dtl_arena_new0 (arena, gint32, tree->n_tokens + 1);
  tree->next_sibling = dtl_arena_new0 (arena, gint32, tree->n_tokens + 1);
  tree->left = dtl_arena_new0 (arena, guint32, tree->n_tokens + 1);
  tree->right = dtl_arena_new0 (arena, guint32, tree->n_tokens + 1);
  memset (tree->first_child, 0xff, sizeof (gint32) * (tree->n_tokens + 1));
  memset (tree->next_sibling, 0xff, sizeof (gint32) * (tree->n_tokens + 1));
  /* From the last token on, so that lists come out in order of the text. */
  for (guint32 i = tree->n_tokens; i-- > 0;)
    {
      gint32 head = dtl_tree_token (tree, i)->head;

      if (head < 0 || (guint32) head >= tree->n_tokens)
        continue;
      tree->next_sibling[i] = tree->first_child[head];
      tree->first_child[head] = i;
    }
  measure_subtrees (tree);
}

gint32
dtl_tree_child (const DtlTree *tree, guint32 token, DtlDeprel deprel)
{
  DTL_TREE_FOREACH_CHILD (tree, token, child)
    if (dtl_tree_token (tree, child)->deprel == deprel)
      return child;
  return -1;
}

gint32
dtl_tree_child_base (const DtlTree *tree, guint32 token, DtlDeprel base)
{
  DTL_TREE_FOREACH_CHILD (tree, token, child)
    if (dtl_deprel_base (dtl_tree_token (tree, child)->deprel) == base)
      return child;
  return -1;
}

gint32
dtl_tree_child_lower (const DtlTree *tree, guint32 token, const char *lower)
{
  DTL_TREE_FOREACH_CHILD (tree, token, child)
    if (strcmp (dtl_tree_token (tree, child)->lower, lower) == 0)
      return child;
  return -1;
}

gint32
dtl_tree_opens_with (const DtlTree *tree, guint32 token, const char *lower)
{
  guint32 first = tree->left[token];

  while (first < token && dtl_tree_token (tree, first)->upos == DTL_UPOS_PUNCT)
    first++;
  return strcmp (dtl_tree_token (tree, first)->lower, lower) == 0 ? (gint32) first : -1;
}

/* "the dismissal of coach Bernd Stahl by Graz": the preposition right before a phrase that lacks one, which the parse gives to
 * a later phrase; or NULL. */
static const char *
stray_case (const DtlTree *tree, guint32 token)
{
  const DtlToken *word = dtl_tree_token (tree, token), *before;
  guint32 first = tree->left[token];

  if (first == 0 || (dtl_deprel_base (word->deprel) != DTL_DEPREL_NMOD && dtl_deprel_base (word->deprel) != DTL_DEPREL_OBL)
      || word->deprel == DTL_DEPREL_NMOD_POSS)
    return NULL;
  before = dtl_tree_token (tree, first - 1);
  return before->deprel == DTL_DEPREL_CASE && before->sentence == word->sentence && before->upos == DTL_UPOS_ADP
             && before->head > (gint32) token && dtl_tree_token (tree, before->head)->head == word->head
           ? before->lower
           : NULL;
}

const char *
dtl_tree_case (const DtlTree *tree, guint32 token)
{
  const char *found = NULL;

  DTL_TREE_FOREACH_CHILD (tree, token, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);

      if (word->deprel == DTL_DEPREL_CASE && word->xpos != DTL_XPOS_POS && (guint32) child < token)
        found = word->lower;
    }
  return found ? found : stray_case (tree, token);
}

gboolean
dtl_tree_has_mark (const DtlTree *tree, guint32 token, const char *lower)
{
  DTL_TREE_FOREACH_CHILD (tree, token, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);

      if ((word->deprel == DTL_DEPREL_MARK || word->deprel == DTL_DEPREL_ADVMOD) && strcmp (word->lower, lower) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_participle_on_its_own (const DtlTree *tree, guint32 verb)
{
  const DtlToken *token = dtl_tree_token (tree, verb);

  /* "had three deserters shot" */
  if (token->deprel == DTL_DEPREL_XCOMP && token->head >= 0 && (token->xpos == DTL_XPOS_VBN || token->xpos == DTL_XPOS_VBD))
    return dtl_tree_child_base (tree, verb, DTL_DEPREL_AUX) < 0 && dtl_tree_child (tree, verb, DTL_DEPREL_MARK) < 0
           && dtl_tree_child (tree, token->head, DTL_DEPREL_OBJ) >= 0;
  return token->xpos == DTL_XPOS_VBN && dtl_tree_child_base (tree, verb, DTL_DEPREL_AUX) < 0
         && dtl_tree_child (tree, verb, DTL_DEPREL_NSUBJ) < 0
         && (token->deprel == DTL_DEPREL_ACL || token->deprel == DTL_DEPREL_ADVCL || token->deprel == DTL_DEPREL_AMOD
             || token->deprel == DTL_DEPREL_ROOT);
}

gboolean
dtl_tree_is_passive (const DtlTree *tree, guint32 verb)
{
  const DtlToken *token = dtl_tree_token (tree, verb);

  DTL_TREE_FOREACH_CHILD (tree, verb, child)
    switch (dtl_tree_token (tree, child)->deprel)
      {
      case DTL_DEPREL_AUX_PASS:
      case DTL_DEPREL_NSUBJ_PASS:
      case DTL_DEPREL_CSUBJ_PASS:
      case DTL_DEPREL_OBL_AGENT:
        return TRUE;
      default:
        break;
      }
  /* "were arrested and charged" */
  if (token->deprel == DTL_DEPREL_CONJ && token->head >= 0 && token->xpos == DTL_XPOS_VBN
      && dtl_tree_child_base (tree, verb, DTL_DEPREL_AUX) < 0 && dtl_tree_child_base (tree, verb, DTL_DEPREL_NSUBJ) < 0
      && dtl_tree_child (tree, token->head, DTL_DEPREL_AUX_PASS) >= 0)
    return TRUE;
  return is_participle_on_its_own (tree, verb);
}

gboolean
dtl_tree_is_negated (const DtlTree *tree, guint32 token)
{
  DTL_TREE_FOREACH_CHILD (tree, token, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);

      switch (dtl_deprel_base (word->deprel))
        {
        case DTL_DEPREL_ADVMOD:
        case DTL_DEPREL_DET:
        case DTL_DEPREL_CC:
        case DTL_DEPREL_NSUBJ:
        case DTL_DEPREL_OBJ:
          break;
        default:
          continue;
        }
      if (dtl_word_has_function (word->lower, "negative"))
        return TRUE;
      /* "no deal was signed", "signed no deal" */
      if (dtl_deprel_base (word->deprel) != DTL_DEPREL_DET && dtl_tree_child_lower (tree, child, "no") >= 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_relative_pronoun (const DtlToken *token)
{
  return token->xpos == DTL_XPOS_WP || token->xpos == DTL_XPOS_WDT
         || (token->upos == DTL_UPOS_PRON && strcmp (token->lower, "that") == 0 && token->xpos != DTL_XPOS_DT);
}

guint32
dtl_tree_antecedent (const DtlTree *tree, guint32 token)
{
  gint32 up = dtl_tree_token (tree, token)->head;

  if (!is_relative_pronoun (dtl_tree_token (tree, token)))
    return token;
  for (guint i = 0; up >= 0 && i < CLIMB_MAX; i++)
    {
      const DtlToken *word = dtl_tree_token (tree, up);

      if (word->deprel == DTL_DEPREL_ACL_RELCL && word->head >= 0)
        return word->head;
      up = word->head;
    }
  return token;
}

/* Whether a verb is told of what moves by itself ("prices fell"), by a row that leaves its subject to nobody. @only: whether it
 * has no object in any row either. */
static gboolean
is_of_itself (const char *lemma, gboolean *only)
{
  guint n;
  const char *const *row = dtl_table_find (&dtl_table_verbs, lemma, &n);
  gboolean found = FALSE;

  *only = TRUE;
  for (guint i = 0; row && i < n; i++, row += dtl_table_verbs.n_columns)
    {
      found |= dtl_word_is_one_of ("subj=none", row[DTL_VERBS_FRAME]);
      *only &= strstr (row[DTL_VERBS_FRAME], "obj=") == NULL;
    }
  return found;
}

/* Whether @lemma takes a gerund: "considered leaving". */
static gboolean
takes_gerund (const char *lemma)
{
  guint n;
  const char *const *row = dtl_table_find (&dtl_table_implicatives, lemma, &n);

  for (guint i = 0; row && i < n; i++, row += dtl_table_implicatives.n_columns)
    if (strcmp (row[DTL_IMPLICATIVES_COMPLEMENT], "ing") == 0)
      return TRUE;
  return FALSE;
}

/* What may be moved, too ("slowing purchases"), describes its object only below a verb that takes no gerund. */
gboolean
dtl_tree_describes_object (const DtlTree *tree, guint32 token)
{
  const DtlToken *word = dtl_tree_token (tree, token), *above;
  gint32 object = dtl_tree_child (tree, token, DTL_DEPREL_OBJ);
  gboolean only;

  if (word->xpos != DTL_XPOS_VBG || word->deprel != DTL_DEPREL_XCOMP || word->head + 1 != (gint32) token
      || object != (gint32) token + 1 || dtl_tree_token (tree, object)->upos != DTL_UPOS_NOUN
      || !is_of_itself (word->lemma, &only))
    return FALSE;
  above = dtl_tree_token (tree, word->head);
  return only || (above->lemma && !takes_gerund (above->lemma));
}

gint32
dtl_tree_name_told (const DtlTree *tree, guint32 participle)
{
  static const DtlDeprel slots[] = { DTL_DEPREL_OBJ, DTL_DEPREL_XCOMP };
  const DtlToken *word = dtl_tree_token (tree, participle);

  if (word->deprel != DTL_DEPREL_ACL || word->xpos != DTL_XPOS_VBN
      || (g_strcmp0 (word->lemma, "name") != 0 && g_strcmp0 (word->lemma, "call") != 0))
    return -1;
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      gint32 name = dtl_tree_child (tree, participle, slots[i]);

      if (name > (gint32) participle && dtl_tree_token (tree, name)->upos == DTL_UPOS_PROPN)
        return name;
    }
  return -1;
}

gint32
dtl_tree_for_subject (const DtlTree *tree, guint32 clause)
{
  gint32 mark = dtl_tree_child_lower (tree, clause, "for"), head = dtl_tree_token (tree, clause)->head;

  if (mark < 0 || head < 0)
    return -1;
  DTL_TREE_FOREACH_CHILD (tree, head, child)
    if (child > mark && (guint32) child < clause && dtl_deprel_base (dtl_tree_token (tree, child)->deprel) == DTL_DEPREL_OBL)
      return child;
  return -1;
}

/* The nominal in object function that an infinitive below @verb takes as its subject; -1 if it takes the subject. */
static gint32
controller (const DtlTree *tree, guint32 verb)
{
  const char *lemma = dtl_tree_token (tree, verb)->lemma;
  gint32 object = dtl_tree_child (tree, verb, DTL_DEPREL_IOBJ);

  if (lemma && dtl_word_has_function (lemma, "own-subject"))
    return -1;
  return object >= 0 ? object : dtl_tree_child (tree, verb, DTL_DEPREL_OBJ);
}

/* "The chemist the institute dismissed": the noun right before a relative clause without subject or pronoun, which the
 * parse takes for a second description of the noun above; or -1. */
static gint32
stray_subject (const DtlTree *tree, guint32 predicate)
{
  const DtlToken *word = dtl_tree_token (tree, predicate);

  if (word->deprel != DTL_DEPREL_ACL_RELCL || word->head < 0)
    return -1;
  DTL_TREE_FOREACH_CHILD (tree, word->head, child)
    if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_APPOS && tree->right[child] + 1 == tree->left[predicate]
        && tree->left[child] == (guint32) word->head + 1 && dtl_tree_token (tree, tree->left[child])->upos != DTL_UPOS_PUNCT)
      return child;
  return -1;
}

/* "A former lawyer, she defended": of two, the pronoun. "Coaches Piet Loon and Bassi quarrelled": of two side by side, the
 * name. "Truckers meeting in Rome voted": not the meeting did. */
static gint32
own_subject (const DtlTree *tree, guint32 predicate)
{
  gint32 found = -1;

  DTL_TREE_FOREACH_CHILD (tree, predicate, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);

      if ((word->deprel == DTL_DEPREL_NSUBJ || word->deprel == DTL_DEPREL_NSUBJ_PASS
           || word->deprel == DTL_DEPREL_NSUBJ_OUTER)
          && (found < 0 || word->upos == DTL_UPOS_PRON
              || (word->upos == DTL_UPOS_PROPN && tree->right[found] + 1 == tree->left[child])))
        found = child;
    }
  if (found < 0)
    return stray_subject (tree, predicate);
  if (found >= 0 && dtl_tree_token (tree, found)->xpos == DTL_XPOS_VBG
      && dtl_tree_child (tree, found, DTL_DEPREL_NSUBJ) >= 0)
    return dtl_tree_child (tree, found, DTL_DEPREL_NSUBJ);
  return found;
}

guint32
dtl_tree_subject (const DtlTree *tree, guint32 predicate, gboolean *implicit, gboolean *is_object)
{
  guint32 at = predicate;

  *implicit = FALSE;
  *is_object = FALSE;
  for (guint i = 0; i < CLIMB_MAX; i++)
    {
      const DtlToken *token = dtl_tree_token (tree, at);
      gint32 subject = own_subject (tree, at), object;

      if (subject >= 0)
        return dtl_tree_antecedent (tree, subject);
      if (token->head < 0)
        return DTL_NONE;
      switch (token->deprel)
        {
        case DTL_DEPREL_CONJ:
          /* "met and signed": said of the same subject, in so many words */
          break;
        case DTL_DEPREL_XCOMP:
          *implicit = TRUE;
          object = dtl_tree_for_subject (tree, at);
          if (object < 0)
            object = controller (tree, token->head);
          if (object >= 0)
            return dtl_tree_antecedent (tree, object);
          break;
        case DTL_DEPREL_ADVCL:
          *implicit = TRUE;
          /* "stopped her from leaving" */
          object = dtl_tree_has_mark (tree, at, "from") ? dtl_tree_child (tree, token->head, DTL_DEPREL_OBJ) : -1;
          if (object >= 0)
            return dtl_tree_antecedent (tree, object);
          break;
        case DTL_DEPREL_CCOMP:
          /* "denied having threatened her", taken for a clause with a subject */
          if (dtl_tree_child_lower (tree, at, "having") < 0)
            return DTL_NONE;
          *implicit = TRUE;
          break;
        case DTL_DEPREL_ACL:
          *implicit = FALSE;
          if (token->xpos == DTL_XPOS_VBG)
            return token->head;
          *is_object = token->xpos == DTL_XPOS_VBN;
          if (*is_object)
            return token->head;
          /* headlines: "Nordbank to buy Baltica" */
          if (dtl_tree_token (tree, token->head)->upos == DTL_UPOS_PROPN)
            return token->head;
          /* "its plan to buy", "has no plans to buy": whose the plan is */
          *implicit = TRUE;
          object = dtl_tree_child (tree, token->head, DTL_DEPREL_NMOD_POSS);
          if (object >= 0)
            return object;
          if (dtl_tree_token (tree, token->head)->deprel != DTL_DEPREL_OBJ)
            return DTL_NONE;
          at = token->head;
          break;
        default:
          return DTL_NONE;
        }
      at = dtl_tree_token (tree, at)->head;
    }
  return DTL_NONE;
}

gint32
dtl_tree_inverted_subject (const DtlTree *tree, guint32 verb)
{
  gint32 object = dtl_tree_child (tree, verb, DTL_DEPREL_OBJ);
  gint32 content = dtl_tree_child (tree, verb, DTL_DEPREL_CCOMP);

  if (object < 0)
    object = dtl_tree_child (tree, verb, DTL_DEPREL_IOBJ);
  if (object < (gint32) verb || verb == 0 || dtl_tree_token (tree, verb - 1)->upos != DTL_UPOS_PUNCT
      || dtl_tree_token (tree, verb)->xpos != DTL_XPOS_VBD || (content >= 0 && (guint32) content > verb)
      || own_subject (tree, verb) >= 0)
    return -1;
  return object;
}
