/*
 * What is said: the words below a cue, or around it, that are its content.
 *
 * Trees give the clause or the object; quotation marks then widen it to the whole quotation, which may hold more sentences than
 * the one the cue stands in, and give what trees do not show: "Why?" Orr asked. A quotation that has no cue goes on with what
 * was said before it.
 */
#include <string.h>

#include "event/saying.h"
#include "lexicon/tables.h"

#define ROOTS_MAX 6
#define CLIMB_MAX 64
#define QUOTATION_MIN 4     /* tokens with the marks: fewer are a word set off */
#define NEAR_QUOTATION 8    /* words between a sentence's start and its cue that names the speaker of the quotation before */

/* ---- which words head the content ---- */

typedef struct
{
  guint32 roots[ROOTS_MAX];
  guint n;
} Roots;

static void
add_root (Roots *roots, guint32 token)
{
  if (roots->n < ROOTS_MAX)
    roots->roots[roots->n++] = token;
}

static gboolean
takes_marked (const DtlTree *tree, guint32 clause, const char *takes)
{
  DTL_TREE_FOREACH_CHILD (tree, clause, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);

      if (word->deprel == DTL_DEPREL_MARK && dtl_word_is_one_of (word->lower, takes))
        return TRUE;
    }
  return FALSE;
}

static gboolean
takes_nominal (const DtlTree *tree, guint32 nominal, const char *takes)
{
  const char *preposition = dtl_tree_case (tree, nominal);

  if (preposition == NULL)
    return FALSE;
  if (strcmp (preposition, "to") == 0)
    return dtl_word_is_one_of ("to_noun", takes);
  return strcmp (preposition, "to") != 0 && dtl_word_is_one_of (preposition, takes);
}

static gboolean
takes_infinitive (const DtlEventStage *stage, guint32 clause, const char *takes)
{
  if (dtl_tree_child_lower (&stage->tree, clause, "to") >= 0)
    return dtl_word_is_one_of ("to", takes);
  if (dtl_tree_token (&stage->tree, clause)->xpos == DTL_XPOS_VBG)
    return dtl_word_is_one_of ("ing", takes) || takes_marked (&stage->tree, clause, takes);
  return dtl_word_is_one_of ("as", takes);
}

/* A clause beside a verb that says it: "she said: we are late". */
static gboolean
is_said_clause (const DtlTree *tree, guint32 cue, guint32 clause)
{
  return clause > cue && clause > 0 && tree->left[clause] > 0
         && (strcmp (dtl_tree_token (tree, tree->left[clause] - 1)->lower, ":") == 0
             || dtl_tree_token (tree, tree->left[clause])->xpos == DTL_XPOS_BACKTICKS);
}

/* "called the charges unfounded", where the parse puts the adjective below the noun or beside it. */
static gboolean
is_called_something (const DtlTree *tree, guint32 cue, guint32 object)
{
  gint32 clause = dtl_tree_child (tree, object, DTL_DEPREL_ACL), beside = dtl_tree_child (tree, cue, DTL_DEPREL_PARATAXIS);
  gint32 name = dtl_tree_child (tree, object, DTL_DEPREL_APPOS);

  if (name > (gint32) object && tree->left[name] > 0 && strcmp (dtl_tree_token (tree, tree->left[name] - 1)->lower, ",") != 0
      && dtl_tree_token (tree, name)->upos == DTL_UPOS_NOUN)
    return TRUE;
  return (clause >= 0 && dtl_tree_token (tree, clause)->upos == DTL_UPOS_ADJ && dtl_tree_child_lower (tree, clause, "to") < 0)
         || (beside > (gint32) object && dtl_tree_token (tree, beside)->upos == DTL_UPOS_NOUN);
}

static gboolean
is_content_child (const DtlEventStage *stage, guint32 cue, guint32 child, const char *takes)
{
  const DtlTree *tree = &stage->tree;

  if (dtl_tree_child_lower (tree, child, "according") >= 0)
    return FALSE;
  switch (dtl_tree_token (tree, child)->deprel)
    {
    case DTL_DEPREL_CCOMP:
      return dtl_word_is_one_of ("that", takes);
    case DTL_DEPREL_XCOMP:
      return takes_infinitive (stage, child, takes);
    case DTL_DEPREL_ADVCL:
      return takes_marked (tree, child, takes);
    case DTL_DEPREL_ACL:
      return dtl_tree_child_lower (tree, child, "to") >= 0 ? dtl_word_is_one_of ("to", takes)
             : dtl_tree_has_mark (tree, child, "that")     ? dtl_word_is_one_of ("that", takes)
                                                           : takes_marked (tree, child, takes);
    case DTL_DEPREL_OBJ:
      return (dtl_word_is_one_of ("obj", takes) && dtl_tree_inverted_subject (tree, cue) != child)
             || (dtl_word_is_one_of ("as", takes) && is_called_something (tree, cue, child));
    case DTL_DEPREL_OBL:
    case DTL_DEPREL_NMOD:
      return stage->time_at[child] == DTL_NONE && takes_nominal (tree, child, takes);
    case DTL_DEPREL_PARATAXIS:
      return dtl_word_is_one_of ("quote", takes) && is_said_clause (tree, cue, child);
    default:
      return FALSE;
    }
}

/* "accused Spain of lying", "urged Spain to leave": whom it is about belongs to it. */
static void
add_object_before (const DtlTree *tree, guint32 cue, Roots *roots)
{
  gint32 object = dtl_tree_child (tree, cue, DTL_DEPREL_OBJ);

  if (roots->n == 1 && object > (gint32) cue && (guint32) object < roots->roots[0]
      && dtl_tree_token (tree, roots->roots[0])->deprel != DTL_DEPREL_CCOMP
      && dtl_tree_token (tree, roots->roots[0])->deprel != DTL_DEPREL_PARATAXIS
      && dtl_tree_token (tree, roots->roots[0])->deprel != DTL_DEPREL_OBJ)
    add_root (roots, object);
}

/* "The bank has failed, police said", "as Orr put it" */
static gboolean
is_beside (const DtlTree *tree, guint32 cue, const char *takes)
{
  const DtlToken *word = dtl_tree_token (tree, cue);

  if (word->head < 0 || !dtl_word_is_one_of ("that", takes))
    return FALSE;
  return word->deprel == DTL_DEPREL_PARATAXIS || word->deprel == DTL_DEPREL_DISCOURSE
         || (word->deprel == DTL_DEPREL_ADVCL && dtl_tree_has_mark (tree, cue, "as"));
}

static gboolean
is_comma (const DtlTree *tree, guint32 token)
{
  return token < tree->n_tokens && strcmp (dtl_tree_token (tree, token)->lower, ",") == 0;
}

/* "The talks, Orr added, have failed": set off by commas, with a subject of its own and nothing that it says. */
static gboolean
is_interjected (const DtlTree *tree, guint32 cue, const char *takes)
{
  gint32 subject = dtl_tree_child (tree, cue, DTL_DEPREL_NSUBJ);
  guint32 first;

  if (subject < 0 || !dtl_word_is_one_of ("that", takes) || dtl_tree_token (tree, subject)->xpos == DTL_XPOS_WP
      || dtl_tree_token (tree, subject)->xpos == DTL_XPOS_WDT)
    return FALSE;
  first = MIN (tree->left[subject], cue);
  return first > 0 && is_comma (tree, first - 1)
         && (is_comma (tree, tree->right[cue]) || is_comma (tree, tree->right[cue] + 1));
}

static guint32
root_above (const DtlTree *tree, guint32 token)
{
  for (guint i = 0; i < CLIMB_MAX && dtl_tree_token (tree, token)->head >= 0; i++)
    token = dtl_tree_token (tree, token)->head;
  return token;
}

static void
find_roots (const DtlEventStage *stage, guint32 cue, const char *takes, Roots *roots)
{
  DTL_TREE_FOREACH_CHILD (&stage->tree, cue, child)
    if (is_content_child (stage, cue, child, takes))
      add_root (roots, child);
  add_object_before (&stage->tree, cue, roots);
  if (roots->n == 0 && is_beside (&stage->tree, cue, takes))
    add_root (roots, dtl_tree_token (&stage->tree, cue)->head);
  if (roots->n == 0 && dtl_tree_token (&stage->tree, cue)->head >= 0 && is_interjected (&stage->tree, cue, takes))
    add_root (roots, root_above (&stage->tree, cue));
}

/* Whether what @root heads is told by @cue as having happened: a clause, or the gerund of what somebody admits, denies or is
 * accused of by somebody; an infinitive only where it is said of somebody: "is said to have left". */
static gboolean
is_told (const DtlTree *tree, const DtlSaying *saying, guint32 root)
{
  if ((guint32) dtl_tree_token (tree, root)->head != saying->cue)
    return TRUE;
  if (dtl_tree_child_lower (tree, root, "to") >= 0 && dtl_tree_token (tree, root)->deprel != DTL_DEPREL_CCOMP)
    return dtl_tree_is_passive (tree, saying->cue) && saying->source == DTL_NONE;
  switch (dtl_tree_token (tree, root)->deprel)
    {
    case DTL_DEPREL_ACL:
    case DTL_DEPREL_CCOMP:
    case DTL_DEPREL_PARATAXIS:
      return TRUE;
    case DTL_DEPREL_ADVCL:
    case DTL_DEPREL_XCOMP:
      return saying->source != DTL_NONE;
    default:
      return FALSE;
    }
}

/* ---- from heads to spans ---- */

gboolean
dtl_saying_goes_on (const DtlTree *tree, guint32 token)
{
  const DtlToken *word = dtl_tree_token (tree, token);

  return word->deprel == DTL_DEPREL_ADVCL && strcmp (word->lower, "adding") == 0
         && dtl_tree_child (tree, token, DTL_DEPREL_CCOMP) >= 0;
}

static gboolean
is_below (const DtlTree *tree, guint32 token, const Roots *roots, guint32 stop)
{
  gint32 up = token;

  for (guint i = 0; up >= 0 && i < CLIMB_MAX; i++, up = dtl_tree_token (tree, up)->head)
    {
      if ((guint32) up == stop || dtl_saying_goes_on (tree, up))
        return FALSE;
      for (guint j = 0; j < roots->n; j++)
        if (roots->roots[j] == (guint32) up)
          return TRUE;
    }
  return FALSE;
}

/* Adds a part, or joins it to one that it touches or overlaps. */
static void
add_part (DtlSaying *saying, guint32 first, guint32 last)
{
  for (guint i = 0; i < saying->n_parts; i++)
    if (first <= saying->parts[i][1] + 1 && saying->parts[i][0] <= last + 1)
      {
        saying->parts[i][0] = MIN (saying->parts[i][0], first);
        saying->parts[i][1] = MAX (saying->parts[i][1], last);
        return;
      }
  if (saying->n_parts < DTL_SAYING_PARTS)
    {
      saying->parts[saying->n_parts][0] = first;
      saying->parts[saying->n_parts++][1] = last;
    }
}

static gboolean
is_mark (const DtlSayingFinder *finder, guint32 token)
{
  guint32 quotation = finder->quotation_at[token];

  if (quotation == DTL_NONE)
    return FALSE;
  return g_array_index (finder->quotations, DtlQuotation, quotation).first == token
         || g_array_index (finder->quotations, DtlQuotation, quotation).last == token;
}

static gboolean
is_loose (const DtlSayingFinder *finder, guint32 token)
{
  return dtl_tree_token (&finder->stage->tree, token)->upos == DTL_UPOS_PUNCT && !is_mark (finder, token);
}

/* Takes in the quotation at @token unless the cue is in it, too. */
static void
widen (DtlSayingFinder *finder, DtlSaying *saying, guint32 token, guint32 *first, guint32 *last)
{
  guint32 number = finder->quotation_at[token];
  const DtlQuotation *quotation;

  if (number == DTL_NONE || number == finder->quotation_at[saying->cue])
    return;
  quotation = &g_array_index (finder->quotations, DtlQuotation, number);
  *first = MIN (*first, quotation->first);
  *last = MAX (*last, quotation->last);
  finder->owner[number] = finder->stage->document->sayings->len;
}

static void
add_run (DtlSayingFinder *finder, DtlSaying *saying, guint32 first, guint32 last)
{
  while (first < last && is_loose (finder, first))
    first++;
  while (last > first && is_loose (finder, last))
    last--;
  if (is_loose (finder, first))
    return;
  widen (finder, saying, first, &first, &last);
  widen (finder, saying, last, &first, &last);
  for (guint32 i = first; i <= last; i++)
    if (finder->quotation_at[i] != DTL_NONE && finder->quotation_at[i] != finder->quotation_at[saying->cue])
      finder->owner[finder->quotation_at[i]] = finder->stage->document->sayings->len;
  add_part (saying, first, last);
}

static void
add_runs (DtlSayingFinder *finder, DtlSaying *saying, const Roots *roots, guint32 stop)
{
  const DtlTree *tree = &finder->stage->tree;
  guint32 left = roots->roots[0], right = roots->roots[0], first = DTL_NONE;

  for (guint i = 0; i < roots->n; i++)
    {
      left = MIN (left, tree->left[roots->roots[i]]);
      right = MAX (right, tree->right[roots->roots[i]]);
    }
  for (guint32 i = left; i <= right; i++)
    {
      gboolean inside = is_below (tree, i, roots, stop);

      if (inside && first == DTL_NONE)
        first = i;
      if (first != DTL_NONE && (!inside || i == right))
        {
          add_run (finder, saying, first, inside ? i : i - 1);
          first = DTL_NONE;
        }
    }
}

/* ---- quotations that no tree ties to their cue ---- */

static gboolean
is_free (const DtlSayingFinder *finder, guint32 number, guint32 cue)
{
  const DtlQuotation *quotation = &g_array_index (finder->quotations, DtlQuotation, number);

  return finder->owner[number] == DTL_NONE && quotation->last - quotation->first + 1 >= QUOTATION_MIN
         && finder->quotation_at[cue] != number;
}

/* Whether a quotation is set off as one: "…,” she said", "…?” he asked". */
static gboolean
ends_like_speech (const DtlSayingFinder *finder, guint32 number)
{
  const DtlDocument *document = finder->stage->document;
  guint32 last = g_array_index (finder->quotations, DtlQuotation, number).last;

  return (last > 0 && dtl_document_token (document, last - 1)->upos == DTL_UPOS_PUNCT)
         || (last + 1 < document->tokens->len && strcmp (dtl_document_token (document, last + 1)->lower, ",") == 0);
}

/* "…: “Why?”", "…, “Why?”" */
static gboolean
starts_like_speech (const DtlSayingFinder *finder, guint32 number)
{
  guint32 first = g_array_index (finder->quotations, DtlQuotation, number).first;
  const DtlToken *before = first > 0 ? dtl_document_token (finder->stage->document, first - 1) : NULL;

  return before && (strcmp (before->lower, ",") == 0 || strcmp (before->lower, ":") == 0);
}

/* The quotation that ends where the sentence of @cue begins, or inside it before the cue; or DTL_NONE. */
static guint32
quotation_before (const DtlSayingFinder *finder, guint32 cue)
{
  const DtlDocument *document = finder->stage->document;
  const DtlSentence *sentence = dtl_document_sentence (document, dtl_document_token (document, cue)->sentence);

  for (guint32 i = cue; i-- > sentence->first_token;)
    if (finder->quotation_at[i] != DTL_NONE)
      return finder->quotation_at[i];
  if (sentence->first_token == 0 || cue - sentence->first_token > NEAR_QUOTATION)
    return DTL_NONE;
  return dtl_document_sentence (document, dtl_document_token (document, sentence->first_token - 1)->sentence)->block
             == sentence->block
           ? finder->quotation_at[sentence->first_token - 1]
           : DTL_NONE;
}

/* The first quotation behind @cue in its sentence, or right behind a sentence that ends in a colon; or DTL_NONE. */
static guint32
quotation_behind (const DtlSayingFinder *finder, guint32 cue)
{
  const DtlDocument *document = finder->stage->document;
  const DtlSentence *sentence = dtl_document_sentence (document, dtl_document_token (document, cue)->sentence);
  guint32 end = sentence->first_token + sentence->n_tokens;

  for (guint32 i = cue + 1; i < end; i++)
    if (finder->quotation_at[i] != DTL_NONE)
      return finder->quotation_at[i];
  if (end >= document->tokens->len)
    return DTL_NONE;
  return strcmp (dtl_document_token (document, end - 1)->lower, ":") == 0 ? finder->quotation_at[end] : DTL_NONE;
}

static void
add_quotation (DtlSayingFinder *finder, DtlSaying *saying, guint32 number, guint32 owner)
{
  const DtlQuotation *quotation = &g_array_index (finder->quotations, DtlQuotation, number);

  finder->owner[number] = owner;
  add_part (saying, quotation->first, quotation->last);
}

static void
add_near_quotation (DtlSayingFinder *finder, DtlSaying *saying)
{
  guint32 number = quotation_before (finder, saying->cue);

  if (number == DTL_NONE || !is_free (finder, number, saying->cue) || !ends_like_speech (finder, number))
    {
      number = quotation_behind (finder, saying->cue);
      if (number != DTL_NONE && !starts_like_speech (finder, number))
        return;
    }
  if (number != DTL_NONE && is_free (finder, number, saying->cue))
    add_quotation (finder, saying, number, finder->stage->document->sayings->len);
}

gboolean
dtl_saying_add_content (DtlSayingFinder *finder, DtlSaying *saying, guint32 stop, const char *takes)
{
  Roots roots = { .n = 0 };

  if (stop != saying->cue)
    add_root (&roots, dtl_tree_token (&finder->stage->tree, stop)->head);
  else
    find_roots (finder->stage, saying->cue, takes, &roots);
  if (roots.n > 0)
    add_runs (finder, saying, &roots, stop);
  saying->is_told = roots.n == 0;
  for (guint i = 0; i < roots.n; i++)
    saying->is_told |= is_told (&finder->stage->tree, saying, roots.roots[i]);
  if (saying->n_parts == 0 && dtl_word_is_one_of ("quote", takes))
    add_near_quotation (finder, saying);
  return saying->n_parts > 0;
}

/* ---- quotations that go on ---- */

static gboolean
opens_sentence (const DtlDocument *document, guint32 token)
{
  return dtl_document_sentence (document, dtl_document_token (document, token)->sentence)->first_token == token;
}

/* The last saying with a quotation before @number that it can go on with: in the same paragraph, or in the one before if the
 * quotation fills its own; or DTL_NONE. */
static guint32
saying_before (const DtlSayingFinder *finder, guint32 number)
{
  const DtlDocument *document = finder->stage->document;
  const DtlQuotation *quotation = &g_array_index (finder->quotations, DtlQuotation, number);
  guint32 block = dtl_document_sentence (document, dtl_document_token (document, quotation->first)->sentence)->block;
  guint32 owner, before;
  const DtlQuotation *previous;

  if (number == 0 || (owner = finder->owner[number - 1]) == DTL_NONE)
    return DTL_NONE;
  previous = quotation - 1;
  before = dtl_document_sentence (document, dtl_document_token (document, previous->first)->sentence)->block;
  if (quotation->follows || block == before)
    return owner;
  return block == before + 1 && dtl_document_sentence (document, dtl_document_token (document, quotation->first)->sentence)->kind
                                  == DTL_SENTENCE_QUOTE
           ? owner
           : DTL_NONE;
}

void
dtl_saying_continue_quotations (DtlSayingFinder *finder)
{
  DtlDocument *document = finder->stage->document;

  for (guint32 i = 0; i < finder->quotations->len; i++)
    {
      const DtlQuotation *quotation = &g_array_index (finder->quotations, DtlQuotation, i);
      guint32 owner;

      if (finder->owner[i] != DTL_NONE || quotation->last - quotation->first + 1 < QUOTATION_MIN
          || !opens_sentence (document, quotation->first) || (owner = saying_before (finder, i)) == DTL_NONE)
        continue;
      add_quotation (finder, dtl_document_saying (document, owner), i, owner);
    }
}
