/*
 * Who says, thinks or wants what: the sayings of a document, with the words for who, the cue and the content (the three spans of
 * PARC, Pareti 2012, and PolNeAR, Newell et al. 2018).
 *
 * Every word that cues.tsv lists, or that verbs.tsv flags "report", is asked for its content; without content it says nothing.
 * Then come "according to", and sayings are nested by where their cues stand.
 */
#include <string.h>

#include "event/saying.h"
#include "lexicon/tables.h"

#define KEY_MAX 96
#define SAYINGS_PER_SENTENCE 32
#define CLIMB_MAX 16

typedef struct
{
  const char *takes;
  DtlSayingKind kind;
  guint32 last; /* token of its preposition or particle, or the cue */
} Cue;

/* ---- cues ---- */

gboolean
dtl_saying_find_row (const char *key, const char *part, const char *const **found)
{
  guint n;
  const char *const *row = dtl_table_find (&dtl_table_cues, key, &n);

  for (guint i = 0; row && i < n; i++, row += dtl_table_cues.n_columns)
    if (strcmp (row[DTL_CUES_PART], part) == 0)
      {
        *found = row;
        return TRUE;
      }
  return FALSE;
}

static gboolean
find_row (const char *key, const char *part, Cue *cue)
{
  const char *const *row;

  if (!dtl_saying_find_row (key, part, &row))
    return FALSE;
  cue->takes = row[DTL_CUES_TAKES];
  cue->kind = dtl_saying_kind_from_string (row[DTL_CUES_KIND]);
  return TRUE;
}

/* What may be the second word of a cue: the preposition of a nominal or a gerund below the verb ("call for a vote", "call for
 * voting"), or its particle; or NULL. */
static const char *
second_word (const DtlTree *tree, guint32 child)
{
  const DtlToken *word = dtl_tree_token (tree, child);
  gint32 mark;

  switch (dtl_deprel_base (word->deprel))
    {
    case DTL_DEPREL_COMPOUND:
      return word->lower;
    case DTL_DEPREL_OBL:
      return dtl_tree_case (tree, child);
    case DTL_DEPREL_ADVCL:
      mark = word->xpos == DTL_XPOS_VBG ? dtl_tree_child (tree, child, DTL_DEPREL_MARK) : -1;
      return mark >= 0 ? dtl_tree_token (tree, mark)->lower : NULL;
    default:
      return NULL;
    }
}

static gboolean
find_joined (const DtlEventStage *stage, guint32 verb, Cue *cue)
{
  const DtlTree *tree = &stage->tree;

  DTL_TREE_FOREACH_CHILD (tree, verb, child)
    {
      const char *second = second_word (tree, child);
      char key[KEY_MAX];

      if (second == NULL || stage->time_at[child] != DTL_NONE
          || g_snprintf (key, sizeof key, "%s %s", dtl_tree_token (tree, verb)->lemma, second) >= (int) sizeof key
          || !find_row (key, "verb", cue))
        continue;
      if (verb + 1 < tree->n_tokens && strcmp (dtl_tree_token (tree, verb + 1)->lower, second) == 0)
        cue->last = verb + 1;
      return TRUE;
    }
  return FALSE;
}

static gboolean
is_part_of_word (const DtlToken *token)
{
  switch (dtl_deprel_base (token->deprel))
    {
    case DTL_DEPREL_AMOD:
    case DTL_DEPREL_AUX:
    case DTL_DEPREL_CASE:
    case DTL_DEPREL_COMPOUND:
    case DTL_DEPREL_COP:
    case DTL_DEPREL_FIXED:
    case DTL_DEPREL_FLAT:
    case DTL_DEPREL_GOESWITH:
    case DTL_DEPREL_MARK:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
find_cue (const DtlEventStage *stage, guint32 token, Cue *cue)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, token);

  cue->last = token;
  if (word->lemma == NULL || is_part_of_word (word) || stage->inside_name[token] != DTL_NONE)
    return FALSE;
  switch (word->upos)
    {
    case DTL_UPOS_VERB:
      if (find_joined (stage, token, cue) || find_row (word->lemma, "verb", cue))
        return TRUE;
      cue->takes = "that quote to";
      cue->kind = DTL_SAYING_SPEECH;
      return dtl_event_reporting_verb (stage, token);
    case DTL_UPOS_NOUN:
      return find_row (word->lemma, "noun", cue);
    case DTL_UPOS_ADJ:
      return find_row (word->lemma, "adjective", cue);
    default:
      return FALSE;
    }
}

/* ---- who ---- */

/* Whether @token stands in a quotation that @cue is not in: nobody is quoted as the one who speaks. */
static gboolean
is_quoted_beside (const DtlSayingFinder *finder, guint32 cue, guint32 token)
{
  return finder->quotation_at[token] != DTL_NONE && finder->quotation_at[token] != finder->quotation_at[cue];
}

/* Of several subjects that the parse gives to a verb ("The difference now," he told …), the nearest outside quotations. */
static gint32
own_subject (const DtlSayingFinder *finder, guint32 verb)
{
  const DtlTree *tree = &finder->stage->tree;
  gint32 found = -1;

  DTL_TREE_FOREACH_CHILD (tree, verb, child)
    {
      DtlDeprel deprel = dtl_tree_token (tree, child)->deprel;

      if ((deprel == DTL_DEPREL_NSUBJ || deprel == DTL_DEPREL_NSUBJ_OUTER || deprel == DTL_DEPREL_DISLOCATED)
          && !is_quoted_beside (finder, verb, child) && (found < 0 || (guint32) child < verb))
        found = child;
    }
  return found;
}

static gboolean
is_nominal (const DtlToken *token)
{
  return token->upos == DTL_UPOS_NOUN || token->upos == DTL_UPOS_PROPN || token->upos == DTL_UPOS_PRON;
}

/* The nominal between a quotation and the cue: "…,” the adviser said", "…,” said the adviser", where the parse has lost it. */
static guint32
nominal_beside (const DtlSayingFinder *finder, guint32 cue)
{
  const DtlTree *tree = &finder->stage->tree;
  guint32 sentence = dtl_tree_token (tree, cue)->sentence, at = cue;

  if (cue == 0 || dtl_tree_token (tree, cue - 1)->sentence != sentence)
    return DTL_NONE;
  if (is_nominal (dtl_tree_token (tree, cue - 1)) && finder->stage->time_at[cue - 1] == DTL_NONE)
    at = cue - 1;
  else if (finder->quotation_at[cue - 1] != DTL_NONE && cue + 1 < tree->n_tokens
           && dtl_tree_token (tree, cue + 1)->sentence == sentence)
    for (at = cue + 1; at < tree->n_tokens && !is_nominal (dtl_tree_token (tree, at)); at++)
      if (dtl_tree_token (tree, at)->sentence != sentence || dtl_tree_token (tree, at)->upos == DTL_UPOS_PUNCT)
        return DTL_NONE;
  if (at == cue || at == tree->n_tokens)
    return DTL_NONE;
  for (guint i = 0; i < CLIMB_MAX; i++)
    {
      gint32 head = dtl_tree_token (tree, at)->head;

      if (head < 0 || !is_nominal (dtl_tree_token (tree, head)) || is_quoted_beside (finder, cue, head)
          || ((guint32) head > cue) != (at > cue))
        break;
      at = head;
    }
  return at;
}

/* "said that the talks had failed, adding that …": who said the first says the second, although the parse has it below what is
 * said. The verb of saying above, or @verb. */
static guint32
verb_gone_on_from (const DtlSayingFinder *finder, guint32 verb)
{
  const DtlTree *tree = &finder->stage->tree;
  gint32 up = dtl_tree_token (tree, verb)->head;

  if (!dtl_saying_goes_on (tree, verb))
    return verb;
  for (guint i = 0; up >= 0 && i < CLIMB_MAX; i++, up = dtl_tree_token (tree, up)->head)
    if (dtl_tree_token (tree, up)->deprel == DTL_DEPREL_CCOMP
        && dtl_event_reporting_verb (finder->stage, dtl_tree_token (tree, up)->head))
      return dtl_tree_token (tree, up)->head;
  return verb;
}

static guint32
verb_source (const DtlSayingFinder *finder, guint32 verb)
{
  const DtlTree *tree = &finder->stage->tree;
  gboolean implicit, is_object;
  guint32 subject;
  gint32 child;

  if (dtl_tree_is_passive (tree, verb) && !dtl_tree_has_mark (tree, verb, "as"))
    {
      child = dtl_tree_child (tree, verb, DTL_DEPREL_OBL_AGENT);
      return child >= 0 ? (guint32) child : DTL_NONE;
    }
  child = dtl_tree_inverted_subject (tree, verb);
  if (child < 0)
    child = own_subject (finder, verb);
  if (child >= 0)
    return child;
  subject = dtl_tree_subject (tree, verb, &implicit, &is_object);
  if (is_object)
    return DTL_NONE;
  return subject == DTL_NONE || is_quoted_beside (finder, verb, subject) ? nominal_beside (finder, verb) : subject;
}

/* "Orr's claim that", "a statement by the ministry", "made the claim that" */
static guint32
noun_source (const DtlSayingFinder *finder, guint32 noun)
{
  const DtlTree *tree = &finder->stage->tree;
  static const char *const prepositions[] = { "by", "from", "of", "among" };
  const DtlToken *word = dtl_tree_token (tree, noun);
  gint32 owner = dtl_tree_child (tree, noun, DTL_DEPREL_NMOD_POSS);

  if (owner >= 0)
    return owner;
  DTL_TREE_FOREACH_CHILD (tree, noun, child)
    for (guint i = 0; i < G_N_ELEMENTS (prepositions); i++)
      if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_NMOD
          && g_strcmp0 (dtl_tree_case (tree, child), prepositions[i]) == 0)
        return child;
  if (word->deprel == DTL_DEPREL_OBJ && word->head >= 0)
    return verb_source (finder, word->head);
  return DTL_NONE;
}

static guint32
find_source (const DtlSayingFinder *finder, guint32 cue)
{
  const DtlTree *tree = &finder->stage->tree;
  gint32 child;

  switch (dtl_tree_token (tree, cue)->upos)
    {
    case DTL_UPOS_NOUN:
      return noun_source (finder, cue);
    case DTL_UPOS_ADJ:
      child = dtl_tree_child (tree, cue, DTL_DEPREL_NSUBJ);
      return child >= 0 ? (guint32) child : DTL_NONE;
    default:
      return verb_source (finder, verb_gone_on_from (finder, cue));
    }
}

/* The words of the phrase that @token heads, without the clause that holds the cue. */
void
dtl_saying_set_source (const DtlEventStage *stage, DtlSaying *saying, guint32 token)
{
  const DtlTree *tree = &stage->tree;

  saying->source = saying->source_first = saying->source_last = token;
  saying->actor = DTL_NONE;
  if (token == DTL_NONE)
    return;
  saying->actor = dtl_stage_actor (stage, dtl_tree_antecedent (tree, token));
  DTL_TREE_FOREACH_CHILD (tree, token, child)
    if (dtl_tree_token (tree, child)->deprel != DTL_DEPREL_CASE && dtl_tree_token (tree, child)->deprel != DTL_DEPREL_PUNCT
        && (tree->right[child] < saying->cue || tree->left[child] > saying->cue_last))
      {
        saying->source_first = MIN (saying->source_first, tree->left[child]);
        saying->source_last = MAX (saying->source_last, tree->right[child]);
      }
}

/* ---- sayings ---- */

static void
add_saying (DtlSayingFinder *finder, guint32 token)
{
  DtlEventStage *stage = finder->stage;
  DtlSaying saying = { .cue = token, .parent = DTL_NONE };
  Cue cue;

  if (!find_cue (stage, token, &cue))
    return;
  saying.kind = cue.kind;
  saying.cue_last = cue.last;
  dtl_saying_set_source (stage, &saying, find_source (finder, token));
  if (dtl_saying_add_content (finder, &saying, token, cue.takes))
    g_array_append_val (stage->document->sayings, saying);
}

/* "a Reuters report", "a report by the bank", "a report published by the bank": who stands behind a document, or DTL_NONE */
static guint32
author_of (const DtlEventStage *stage, guint32 phrase)
{
  const DtlTree *tree = &stage->tree;

  DTL_TREE_FOREACH_CHILD (tree, phrase, child)
    {
      DtlDeprel base = dtl_deprel_base (dtl_tree_token (tree, child)->deprel);
      gint32 agent = base == DTL_DEPREL_ACL ? dtl_tree_child (tree, child, DTL_DEPREL_OBL_AGENT) : -1;
      guint32 actor = agent >= 0 ? dtl_stage_actor (stage, agent) : DTL_NONE;

      if (base == DTL_DEPREL_COMPOUND || base == DTL_DEPREL_NMOD)
        actor = dtl_stage_actor (stage, child);
      if (actor != DTL_NONE)
        return actor;
    }
  return DTL_NONE;
}

/* "according to X": @phrase is X. */
static void
add_according_to (DtlSayingFinder *finder, guint32 phrase)
{
  DtlEventStage *stage = finder->stage;
  const DtlTree *tree = &stage->tree;
  DtlSaying saying = { .kind = DTL_SAYING_SPEECH, .parent = DTL_NONE };
  gint32 cue = dtl_tree_child_lower (tree, phrase, "according");

  saying.cue = cue;
  saying.cue_last = dtl_tree_child_lower (tree, cue, "to") == cue + 1 ? cue + 1 : cue;
  dtl_saying_set_source (stage, &saying, phrase);
  if (saying.actor == DTL_NONE)
    saying.actor = author_of (stage, phrase);
  if (dtl_tree_token (tree, phrase)->head >= 0 && dtl_saying_add_content (finder, &saying, phrase, ""))
    g_array_append_val (stage->document->sayings, saying);
}

static void
find_in_sentence (DtlSayingFinder *finder, const DtlSentence *sentence)
{
  const DtlTree *tree = &finder->stage->tree;
  guint limit = finder->stage->document->sayings->len + SAYINGS_PER_SENTENCE;

  for (guint32 i = sentence->first_token; i < sentence->first_token + sentence->n_tokens; i++)
    {
      if (finder->stage->document->sayings->len >= limit)
        return;
      if (dtl_tree_child_lower (tree, i, "according") >= 0 && dtl_tree_token (tree, i)->upos != DTL_UPOS_VERB)
        add_according_to (finder, i);
      else
        add_saying (finder, i);
    }
}

/* ---- nesting ---- */

static guint32
length_of (const DtlSaying *saying)
{
  guint32 length = 0;

  for (guint i = 0; i < saying->n_parts; i++)
    length += saying->parts[i][1] - saying->parts[i][0] + 1;
  return length;
}

static int
compare_by_length (gconstpointer a, gconstpointer b, gpointer data)
{
  const DtlDocument *document = data;
  guint32 left = length_of (dtl_document_saying (document, *(const guint32 *) a));
  guint32 right = length_of (dtl_document_saying (document, *(const guint32 *) b));

  if (left != right)
    return left > right ? -1 : 1;
  return *(const guint32 *) a < *(const guint32 *) b ? -1 : 1;
}

/* The longest first, so that what stands at a token in the end is the narrowest. */
static void
nest (DtlEventStage *stage)
{
  DtlDocument *document = stage->document;
  g_autofree guint32 *order = g_new (guint32, document->sayings->len + 1);

  for (guint32 i = 0; i < document->sayings->len; i++)
    order[i] = i;
  g_qsort_with_data (order, document->sayings->len, sizeof *order, compare_by_length, document);
  for (guint32 i = 0; i < document->sayings->len; i++)
    {
      DtlSaying *saying = dtl_document_saying (document, order[i]);

      saying->parent = stage->saying_at[saying->cue];
      for (guint j = 0; j < saying->n_parts; j++)
        for (guint32 k = saying->parts[j][0]; k <= saying->parts[j][1]; k++)
          if (k != saying->cue)
            stage->saying_at[k] = order[i];
    }
}

void
dtl_event_find_sayings (DtlEventStage *stage)
{
  DtlDocument *document = stage->document;
  DtlSayingFinder finder = { .stage = stage };

  finder.quotation_at = dtl_arena_new0 (stage->arena, guint32, document->tokens->len + 1);
  finder.quotations = dtl_quotation_find (document, finder.quotation_at);
  finder.owner = dtl_arena_new0 (stage->arena, guint32, finder.quotations->len + 1);
  memset (finder.owner, 0xff, sizeof *finder.owner * (finder.quotations->len + 1));
  for (guint32 i = 0; i < document->sentences->len; i++)
    if (dtl_sentence_is_analysed (dtl_document_sentence (document, i)))
      {
        dtl_saying_find_labelled (&finder, i);
        find_in_sentence (&finder, dtl_document_sentence (document, i));
      }
  dtl_saying_continue_quotations (&finder);
  nest (stage);
  g_array_unref (finder.quotations);
}
