/*
 * The body of an article by text density and structure.
 *
 * The page is cut into blocks, each with its share of linked characters. A block of prose scores its length, a block of
 * links or labels scores below zero; elements that names give away as comments, teasers or captions score nothing. The
 * article is the element with the greatest sum over its blocks: the maximum-subsequence idea of Pasternack and Roth,
 * "Extracting Article Text from the Web with Maximum Subsequence Segmentation" (WWW 2009), on the tree instead of on the
 * token sequence. Inside it, blocks that are still no prose are left out.
 *
 * A hint is never trusted against the text: an element that holds most of the page's prose is kept whatever it is
 * called, because pages do put their article into <aside class="widget">.
 */
#include "ingest/html-body.h"

#include <string.h>

#include "ingest/html-blocks.h"
#include "ingest/lines.h"

#define BODY_BONUS 1.25   /* for elements whose name says that they hold the article */
#define PROSE_WORDS 12
#define LABEL_WORDS 6   /* a time or a name between a heading and its text */
#define PARTS_MAX 100    /* of an article, elsewhere in the tree */
#define LEAD_BLOCKS 60   /* between the title and the article */

/* What the modes differ in. */
typedef struct
{
  double drop_share;  /* of the page's prose: an element with more is not dropped on a hint */
  double weak_share;  /* the same for hints that are often wrong */
  double most_links;  /* share of linked characters of a block that stays without being prose */
  guint least_words;  /* of a block that is no sentence and stands in no paragraph */
  guint label_words;  /* of one that stands in a paragraph, list or table */
  gboolean apart;     /* prose that stands outside of the article's element stays */
} Limits;

static const Limits limits_of[] = {
  [DTL_PAGE_BALANCED] = { 0.40, 0.10, 0.5, 10, 2, FALSE },
  [DTL_PAGE_PRECISION] = { 0.50, 0.20, 0.3, 25, 12, FALSE },
  [DTL_PAGE_RECALL] = { 0.20, 0.05, 0.7, 4, 1, TRUE },
};

/* --- scores --- */

static double
link_share (const DtlHtmlBlock *block)
{
  return block->n_chars == 0 ? 0 : (double) block->n_link_chars / block->n_chars;
}

static gboolean
is_prose (const DtlHtmlBlock *block)
{
  return block->kind != DTL_SENTENCE_HEADING && link_share (block) < 0.4
         && (block->n_words >= 25 || (block->closed && block->n_words >= PROSE_WORDS));
}

static double
score_block (const DtlHtmlBlock *block)
{
  double share = link_share (block);
  gboolean is_paragraph = dtl_node_is (block->node, "p");

  if (block->kind == DTL_SENTENCE_HEADING)
    return 0;
  if (is_prose (block))
    return block->n_chars * (1 - share);
  if (share > 0.5)
    return -20 - 0.3 * block->n_chars;
  if (block->closed && block->n_words >= 4)
    return (is_paragraph ? 0.7 : 0.3) * block->n_chars;
  return is_paragraph ? -2 : -8;
}

typedef struct
{
  double *scores;   /* [n_blocks + 1] sums of the scores of the blocks before */
  double *prose;    /* [n_blocks + 1] sums of their characters of prose */
  gboolean *dropped; /* [n_blocks] */
} Sums;

static void
sums_clear (Sums *sums)
{
  g_free (sums->scores);
  g_free (sums->prose);
  g_free (sums->dropped);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sums, sums_clear)

static void
sum_prose (Sums *sums, const GArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const DtlHtmlBlock *block = &g_array_index (blocks, DtlHtmlBlock, i);

      sums->prose[i + 1] = sums->prose[i] + (is_prose (block) ? block->n_chars : 0);
    }
}

/* Blocks of elements that their names give away, unless most of the page's prose is in them. */
static void
mark_dropped (Sums *sums, const GArray *blocks, const GArray *elements, const Limits *limits)
{
  double total = sums->prose[blocks->len];
  guint done = 0; /* blocks before are dropped with an element around */

  for (guint i = 0; i < elements->len; i++)
    {
      const DtlHtmlElement *element = &g_array_index (elements, DtlHtmlElement, i);

      double share = element->drop == DTL_HTML_DROP_HINTED ? limits->drop_share : limits->weak_share;

      if (element->drop == DTL_HTML_DROP_NOT || sums->prose[element->last] - sums->prose[element->first] > share * total)
        continue;
      for (guint j = MAX (element->first, done); j < element->last; j++)
        sums->dropped[j] = TRUE;
      done = MAX (done, element->last);
    }
}

static void
sum_scores (Sums *sums, const GArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    sums->scores[i + 1]
      = sums->scores[i] + (sums->dropped[i] ? 0 : score_block (&g_array_index (blocks, DtlHtmlBlock, i)));
}

/* The element with the greatest sum; the innermost of equals. */
static const DtlHtmlElement *
find_article (const Sums *sums, const GArray *elements)
{
  const DtlHtmlElement *best = NULL;
  double most = 0;

  for (guint i = 0; i < elements->len; i++)
    {
      const DtlHtmlElement *element = &g_array_index (elements, DtlHtmlElement, i);
      double sum = (sums->scores[element->last] - sums->scores[element->first]) * (element->body ? BODY_BONUS : 1);

      if (sum > 0 && sum >= most)
        {
          best = element;
          most = sum;
        }
    }
  return best;
}

static gboolean
has_same_class (const xmlNode *a, const xmlNode *b)
{
  const char *one = dtl_node_attribute (a, "class"), *other = dtl_node_attribute (b, "class");

  return one != NULL && other != NULL && strcmp (one, other) == 0 && strcmp ((const char *) a->name, (const char *) b->name) == 0;
}

/* Whether a title stands between two elements: they are of two articles. */
static gboolean
is_title_between (const GArray *elements, guint a, guint b)
{
  for (guint i = MIN (a, b) + 1; i < MAX (a, b); i++)
    {
      const xmlNode *node = g_array_index (elements, DtlHtmlElement, i).node;

      if (dtl_node_is (node, "h1") || dtl_node_is (node, "article") || (dtl_node_hints (node) & DTL_HINT_TITLE) != 0)
        return TRUE;
    }
  return FALSE;
}

/* Bodies in several parts, parted by adverts: the siblings that are named so too, and, as far as no other title comes, the
 * elements of the same class. */
static DtlHtmlElement
join_parts (const DtlHtmlElement *article, const GArray *elements)
{
  DtlHtmlElement joined = *article;
  guint own = article - &g_array_index (elements, DtlHtmlElement, 0), n_tried = 0;

  for (guint i = 0; article->body && i < elements->len; i++)
    {
      const DtlHtmlElement *element = &g_array_index (elements, DtlHtmlElement, i);

      if (!element->body || (dtl_node_hints (element->node) & DTL_HINT_OTHERS) != 0)
        continue;
      if (element->node->parent == article->node->parent
          || (has_same_class (element->node, article->node) && ++n_tried < PARTS_MAX && !is_title_between (elements, own, i)))
        {
          joined.first = MIN (joined.first, element->first);
          joined.last = MAX (joined.last, element->last);
        }
    }
  return joined;
}

/* --- what of the article's element stays --- */

/* A block of an element that holds text, and not of one that only arranges. */
static gboolean
is_in_paragraph (const DtlHtmlBlock *block)
{
  return block->kind == DTL_SENTENCE_QUOTE || dtl_node_is (block->node, "p") || dtl_node_is (block->node, "pre")
         || dtl_node_is (block->node, "li") || dtl_node_is (block->node, "td") || dtl_node_is (block->node, "dd");
}

static gboolean
is_kept (const DtlHtmlBlock *block, const Limits *limits)
{
  DtlLineClass class;

  if (block->kind == DTL_SENTENCE_HEADING)
    return FALSE;
  class = dtl_line_classify (block->text, block->length);
  if (class == DTL_LINE_FURNITURE || class == DTL_LINE_END)
    return FALSE;
  if (link_share (block) > limits->most_links)
    return block->closed && block->n_words >= 8 && (dtl_node_is (block->node, "p") || link_share (block) < 0.8);
  if (is_in_paragraph (block))
    return block->n_words >= limits->label_words || block->closed;
  return block->closed ? block->n_words >= 3 : block->n_words >= limits->least_words;
}

static void
keep_blocks (GArray *blocks, const Sums *sums, const DtlHtmlElement *article, const Limits *limits)
{
  gboolean next_kept = FALSE;
  guint first = article->last, last = article->first;

  for (guint i = article->first; i < article->last; i++)
    {
      DtlHtmlBlock *block = &g_array_index (blocks, DtlHtmlBlock, i);

      block->kept = !sums->dropped[i] && is_kept (block, limits);
      if (block->kept && is_prose (block))
        {
          first = MIN (first, i);
          last = i;
        }
    }
  /* before the first paragraph and after the last, labels go */
  for (guint i = article->first; i < article->last; i++)
    {
      DtlHtmlBlock *block = &g_array_index (blocks, DtlHtmlBlock, i);

      if ((i < first || i > last) && !(block->closed && block->n_words >= 4)
          && !(dtl_node_is (block->node, "p") && block->n_words >= PROSE_WORDS))
        block->kept = FALSE;
    }
  /* a heading stays with what it heads */
  for (guint i = article->last; i-- > article->first;)
    {
      DtlHtmlBlock *block = &g_array_index (blocks, DtlHtmlBlock, i);

      if (block->kind == DTL_SENTENCE_HEADING)
        block->kept = next_kept && !sums->dropped[i]
                      && dtl_line_classify (block->text, block->length) == DTL_LINE_OTHER;
      else if (block->kept || block->n_words > LABEL_WORDS)
        next_kept = block->kept;
    }
}

static gboolean
is_lead (const DtlHtmlBlock *block)
{
  return link_share (block) < 0.2 && (is_prose (block) || (dtl_node_is (block->node, "p") && block->n_words >= PROSE_WORDS));
}

/* The lead between the title and the element of the article: paragraphs that stand in the page's header. */
static void
keep_lead (GArray *blocks, const Sums *sums, const DtlHtmlElement *article, const Limits *limits)
{
  guint from = article->first;

  for (guint i = article->first; i-- > 0 && article->first - i <= LEAD_BLOCKS && from == article->first;)
    if (dtl_node_is (g_array_index (blocks, DtlHtmlBlock, i).node, "h1"))
      from = i;
  for (guint i = from; i < article->first; i++)
    {
      DtlHtmlBlock *block = &g_array_index (blocks, DtlHtmlBlock, i);

      block->kept = !sums->dropped[i] && is_lead (block) && is_kept (block, limits);
    }
}

/* Prose outside of the article's element. */
static void
keep_apart (GArray *blocks, const Sums *sums, const DtlHtmlElement *article)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      DtlHtmlBlock *block = &g_array_index (blocks, DtlHtmlBlock, i);

      if ((i < article->first || i >= article->last) && !sums->dropped[i] && is_prose (block) && block->closed)
        block->kept = dtl_line_classify (block->text, block->length) == DTL_LINE_OTHER;
    }
}

/* A page without prose: whatever is neither link nor furniture. */
static void
keep_rest (GArray *blocks, const Sums *sums)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      DtlHtmlBlock *block = &g_array_index (blocks, DtlHtmlBlock, i);

      block->kept = !sums->dropped[i] && link_share (block) < 0.5
                    && dtl_line_classify (block->text, block->length) == DTL_LINE_OTHER;
    }
}

static gboolean
is_any_kept (const GArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    if (g_array_index (blocks, DtlHtmlBlock, i).kept)
      return TRUE;
  return FALSE;
}

typedef struct
{
  GArray *blocks; /* given away by the caller */
  GArray *elements;
  Sums sums;
} Survey;

static void
survey_clear (Survey *survey)
{
  g_array_unref (survey->elements);
  sums_clear (&survey->sums);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Survey, survey_clear)

static void
survey_page (Survey *survey, xmlDoc *page, const Limits *limits)
{
  Sums *sums = &survey->sums;
  guint n;

  dtl_html_cut (page, &survey->blocks, &survey->elements);
  n = survey->blocks->len;
  sums->scores = g_new0 (double, n + 1);
  sums->prose = g_new0 (double, n + 1);
  sums->dropped = g_new0 (gboolean, n + 1);
  sum_prose (sums, survey->blocks);
  mark_dropped (sums, survey->blocks, survey->elements, limits);
  sum_scores (sums, survey->blocks);
}

GArray *
dtl_html_find_body (xmlDoc *page, DtlPageMode mode)
{
  g_auto (Survey) survey = { NULL };
  const Limits *limits = &limits_of[mode];
  const DtlHtmlElement *article;

  survey_page (&survey, page, limits);
  article = find_article (&survey.sums, survey.elements);
  if (article != NULL)
    {
      DtlHtmlElement joined = join_parts (article, survey.elements);

      keep_blocks (survey.blocks, &survey.sums, &joined, limits);
      keep_lead (survey.blocks, &survey.sums, &joined, limits);
      if (limits->apart)
        keep_apart (survey.blocks, &survey.sums, &joined);
    }
  if (!is_any_kept (survey.blocks))
    keep_rest (survey.blocks, &survey.sums);
  return survey.blocks;
}

/* In a fragment a short line may be all there is; a label is not. */
static gboolean
is_kept_in_fragment (const DtlHtmlBlock *block)
{
  DtlLineClass class = dtl_line_classify (block->text, block->length);

  if (class == DTL_LINE_FURNITURE || class == DTL_LINE_END || link_share (block) > 0.6)
    return FALSE;
  return block->kind == DTL_SENTENCE_HEADING || block->closed || block->n_words >= 4;
}

GArray *
dtl_html_find_prose (xmlDoc *page)
{
  g_auto (Survey) survey = { NULL };
  gboolean next_kept = FALSE;

  survey_page (&survey, page, &limits_of[DTL_PAGE_BALANCED]);
  for (guint i = survey.blocks->len; i-- > 0;)
    {
      DtlHtmlBlock *block = &g_array_index (survey.blocks, DtlHtmlBlock, i);

      block->kept = !survey.sums.dropped[i] && is_kept_in_fragment (block)
                    && (block->kind != DTL_SENTENCE_HEADING || next_kept);
      next_kept = block->kept;
    }
  if (!is_any_kept (survey.blocks))
    keep_rest (survey.blocks, &survey.sums);
  return survey.blocks;
}
