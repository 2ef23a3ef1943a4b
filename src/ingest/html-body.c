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

#include "ingest/lines.h"

#define BLOCK_BYTES_MAX (1u << 20)
#define BODY_BONUS 1.25   /* for elements whose name says that they hold the article */
#define PROSE_WORDS 12
#define LABEL_WORDS 6   /* a time or a name between a heading and its text */
#define ENTRY_NODES 60   /* of an entry of a live blog, among which its time is looked for */
#define STAMP_MAX 100    /* bytes of a datetime */
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

typedef struct
{
  const xmlNode *node;
  guint first; /* block */
  guint last;
  double drop;   /* its name says it is no part of the article: unless it holds more than this share of the prose */
  gboolean body; /* its name says it holds the article */
} Element;

typedef struct
{
  GArray *blocks;
  GArray *elements;
  GString *text;   /* of the block in the making */
  GArray *open;    /* guint: indices of the elements around */
  guint n_link_chars;
  guint link_depth;
  guint quote_depth;
  const xmlNode *owner;
  const Limits *limits;
  gboolean is_live;
  DtlDate day; /* of the entry */
} Walk;

static gboolean
is_one_of (const xmlNode *node, const char *const *names, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (strcmp ((const char *) node->name, names[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Never text of an article, whatever stands in them. */
static gboolean
is_void_of_text (const xmlNode *node)
{
  static const char *const names[] = { "script", "style",  "noscript", "template", "iframe", "textarea", "select",
                                       "option", "button", "svg",      "math",     "object", "embed",    "canvas",
                                       "audio",  "video",  "map",      "head",     "input",  "figcaption", "dialog", "datalist" };

  return is_one_of (node, names, G_N_ELEMENTS (names));
}

static gboolean
is_block (const xmlNode *node)
{
  static const char *const names[] = { "p",       "div",    "li",      "ul",       "ol",         "h1",     "h2",    "h3",
                                       "h4",      "h5",     "h6",      "td",       "th",         "tr",     "table", "tbody",
                                       "section", "article", "blockquote", "pre",  "header",     "footer", "aside", "nav",
                                       "main",    "body",   "form",    "figure",   "dl",         "dt",     "dd",    "hr",
                                       "center",  "address", "details", "summary", "fieldset",   "legend", "thead", "tfoot",
                                       "caption", "html",   "hgroup",  "menu",     "label" };

  return is_one_of (node, names, G_N_ELEMENTS (names));
}

static gboolean
is_heading_node (const xmlNode *node)
{
  return node->name[0] == 'h' && node->name[1] >= '1' && node->name[1] <= '6' && node->name[2] == '\0';
}

static gboolean
has_value (const xmlNode *node, const char *attribute, const char *value)
{
  const char *found = dtl_node_attribute (node, attribute);

  return found != NULL && g_ascii_strcasecmp (found, value) == 0;
}

static gboolean
is_hidden (const xmlNode *node)
{
  const char *style = dtl_node_attribute (node, "style");

  return dtl_node_attribute (node, "hidden") != NULL || has_value (node, "aria-hidden", "true")
         || (style != NULL && (strstr (style, "display:none") != NULL || strstr (style, "display: none") != NULL));
}

static gboolean
is_dropped_by_role (const xmlNode *node)
{
  static const char *const names[] = { "nav", "aside", "footer", "menu" };
  static const char *const roles[] = { "navigation", "complementary", "banner", "contentinfo", "search",
                                       "dialog",     "alertdialog",   "menu",   "menubar",     "note" };
  const char *role = dtl_node_attribute (node, "role");

  for (gsize i = 0; role != NULL && i < G_N_ELEMENTS (roles); i++)
    if (g_ascii_strcasecmp (role, roles[i]) == 0)
      return TRUE;
  return is_one_of (node, names, G_N_ELEMENTS (names));
}

static gboolean
is_page (const xmlNode *node)
{
  return dtl_node_is (node, "html") || dtl_node_is (node, "body") || dtl_node_is (node, "main");
}

/* --- the walk that cuts the page into blocks --- */

/* Words, or half the characters of scripts that write none apart. */
static guint
count_words (const char *text, gsize length)
{
  guint n = 0;

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    n += (guchar) *p >= 0xE2 && g_unichar_iswide (g_utf8_get_char (p));
  return MAX (dtl_line_count_words (text, length), n / 2);
}

static void
take_block (Walk *walk)
{
  DtlHtmlBlock block = { .node = walk->owner, .kind = DTL_SENTENCE_BODY, .day = walk->day };

  g_strchomp (walk->text->str);
  walk->text->len = strlen (walk->text->str);
  dtl_text_decode_entities (walk->text);
  if (walk->text->len == 0 || walk->owner == NULL)
    return;
  block.text = g_strndup (walk->text->str, walk->text->len);
  block.length = walk->text->len;
  block.n_chars = g_utf8_strlen (block.text, block.length);
  block.n_link_chars = MIN (walk->n_link_chars, block.n_chars);
  block.n_words = count_words (block.text, block.length);
  block.closed = dtl_line_ends_sentence (block.text, block.length);
  if (is_heading_node (walk->owner))
    block.kind = DTL_SENTENCE_HEADING;
  else if (walk->quote_depth > 0)
    block.kind = DTL_SENTENCE_QUOTE;
  g_array_append_val (walk->blocks, block);
}

static void
flush (Walk *walk)
{
  take_block (walk);
  g_string_truncate (walk->text, 0);
  walk->n_link_chars = 0;
}

static void
add_text (Walk *walk, const char *content)
{
  gsize before = walk->text->len;

  if (walk->text->len < BLOCK_BYTES_MAX)
    dtl_text_append (walk->text, content);
  if (walk->link_depth > 0)
    walk->n_link_chars += g_utf8_strlen (walk->text->str + before, walk->text->len - before);
}

/* In a live blog the first time of an entry dates the entry, whatever stands before it; where entries have no names that
 * say so, each time dates what follows. */
static void
note_day (Walk *walk, const xmlNode *node)
{
  gboolean is_entry = (dtl_node_hints (node) & DTL_HINT_ENTRY) != 0 || has_value (node, "itemprop", "liveBlogUpdate");
  guint n = 0;

  if ((dtl_node_hints (node) & DTL_HINT_OTHERS) != 0)
    return;
  for (const xmlNode *time = node; time != NULL && n < ENTRY_NODES; time = is_entry ? dtl_node_next (time, node) : NULL, n++)
    if (dtl_node_attribute (time, "datetime") != NULL)
      {
        const char *stamp = dtl_node_attribute (time, "datetime");

        if (strlen (stamp) <= STAMP_MAX && dtl_stamp_read (stamp, strlen (stamp), &walk->day))
          return;
      }
}

static void
enter (Walk *walk, const xmlNode *node)
{
  guint hints = dtl_node_hints (node);
  guint index = walk->elements->len;
  Element element = { .node = node };

  if (is_block (node))
    {
      flush (walk);
      walk->owner = node;
    }
  if (walk->is_live)
    note_day (walk, node);
  walk->link_depth += dtl_node_is (node, "a");
  walk->quote_depth += dtl_node_is (node, "blockquote");
  element.first = walk->blocks->len;
  if (!is_page (node))
    element.drop = (hints & DTL_HINT_DROP) || is_dropped_by_role (node) ? walk->limits->drop_share
                   : (hints & DTL_HINT_WEAK) || is_hidden (node) ? walk->limits->weak_share
                                                                        : 0;
  element.body = (hints & DTL_HINT_BODY) != 0 || has_value (node, "itemprop", "articleBody");
  g_array_append_val (walk->elements, element);
  g_array_append_val (walk->open, index);
}

static void
leave (Walk *walk, const xmlNode *node)
{
  guint index = g_array_index (walk->open, guint, walk->open->len - 1);

  if (is_block (node))
    {
      flush (walk);
      walk->owner = NULL;
      for (const xmlNode *n = node->parent; n != NULL && n->type == XML_ELEMENT_NODE && walk->owner == NULL; n = n->parent)
        if (is_block (n))
          walk->owner = n;
    }
  walk->link_depth -= dtl_node_is (node, "a");
  walk->quote_depth -= dtl_node_is (node, "blockquote");
  g_array_index (walk->elements, Element, index).last = walk->blocks->len;
  g_array_set_size (walk->open, walk->open->len - 1);
}

/* A line break: two in a row end a paragraph, as in pages without <p>. */
static void
break_line (Walk *walk, const xmlNode *node)
{
  const xmlNode *next = node->next;

  while (next != NULL && next->type == XML_TEXT_NODE && next->content != NULL
         && next->content[strspn ((const char *) next->content, " \t\r\n\xC2\xA0")] == '\0')
    next = next->next;
  if (dtl_node_is (next, "br") || dtl_line_ends_sentence (walk->text->str, walk->text->len))
    {
      const xmlNode *owner = walk->owner;

      flush (walk);
      walk->owner = owner;
    }
  else
    dtl_text_append (walk->text, " ");
}

static void
visit (Walk *walk, const xmlNode *node, gboolean *go_down)
{
  *go_down = FALSE;
  if (node->type == XML_TEXT_NODE && node->content != NULL)
    add_text (walk, (const char *) node->content);
  else if (dtl_node_is (node, "br"))
    break_line (walk, node);
  else if (node->type == XML_ELEMENT_NODE && !is_void_of_text (node))
    {
      enter (walk, node);
      *go_down = node->children != NULL;
      if (!*go_down)
        leave (walk, node);
    }
}

static void
walk_page (Walk *walk, xmlDoc *page)
{
  const xmlNode *root = (const xmlNode *) page, *node = page->children;

  while (node != NULL)
    {
      gboolean go_down;

      visit (walk, node, &go_down);
      if (go_down)
        {
          node = node->children;
          continue;
        }
      while (node != NULL && node != root && node->next == NULL)
        {
          node = node->parent;
          if (node != NULL && node != root)
            leave (walk, node);
        }
      node = node == NULL || node == root ? NULL : node->next;
    }
  flush (walk);
}

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
mark_dropped (Sums *sums, const GArray *blocks, const GArray *elements)
{
  double total = sums->prose[blocks->len];
  guint done = 0; /* blocks before are dropped with an element around */

  for (guint i = 0; i < elements->len; i++)
    {
      const Element *element = &g_array_index (elements, Element, i);

      if (element->drop == 0 || sums->prose[element->last] - sums->prose[element->first] > element->drop * total)
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
static const Element *
find_article (const Sums *sums, const GArray *elements)
{
  const Element *best = NULL;
  double most = 0;

  for (guint i = 0; i < elements->len; i++)
    {
      const Element *element = &g_array_index (elements, Element, i);
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
      const xmlNode *node = g_array_index (elements, Element, i).node;

      if (dtl_node_is (node, "h1") || dtl_node_is (node, "article") || (dtl_node_hints (node) & DTL_HINT_TITLE) != 0)
        return TRUE;
    }
  return FALSE;
}

/* Bodies in several parts, parted by adverts: the siblings that are named so too, and, as far as no other title comes, the
 * elements of the same class. */
static Element
join_parts (const Element *article, const GArray *elements)
{
  Element joined = *article;
  guint own = article - &g_array_index (elements, Element, 0), n_tried = 0;

  for (guint i = 0; article->body && i < elements->len; i++)
    {
      const Element *element = &g_array_index (elements, Element, i);

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
  static const char *const names[] = { "p", "pre", "li", "td", "dd" };

  return block->kind == DTL_SENTENCE_QUOTE || is_one_of (block->node, names, G_N_ELEMENTS (names));
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
keep_blocks (GArray *blocks, const Sums *sums, const Element *article, const Limits *limits)
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
keep_lead (GArray *blocks, const Sums *sums, const Element *article, const Limits *limits)
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
keep_apart (GArray *blocks, const Sums *sums, const Element *article)
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

static void
clear_block (gpointer data)
{
  g_free (((DtlHtmlBlock *) data)->text);
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

/* A page says that it is a live blog in its structured data, or has entries that are named so. */
static gboolean
is_live_blog (xmlDoc *page)
{
  const xmlNode *root = (const xmlNode *) page;
  guint n_entries = 0;

  for (const xmlNode *node = page->children; node != NULL && n_entries < 2; node = dtl_node_next (node, root))
    {
      if (dtl_node_is (node, "script") && node->children != NULL && node->children->content != NULL
          && strstr ((const char *) node->children->content, "LiveBlogPosting") != NULL)
        return TRUE;
      n_entries += (dtl_node_hints (node) & DTL_HINT_ENTRY) != 0;
    }
  return n_entries >= 2;
}

static void
survey_page (Survey *survey, xmlDoc *page, const Limits *limits)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GString) text = g_string_new (NULL);
  Walk walk = { .open = open, .text = text, .limits = limits, .is_live = is_live_blog (page) };
  Sums *sums = &survey->sums;
  guint n;

  walk.blocks = survey->blocks = g_array_new (FALSE, TRUE, sizeof (DtlHtmlBlock));
  walk.elements = survey->elements = g_array_new (FALSE, TRUE, sizeof (Element));
  g_array_set_clear_func (survey->blocks, clear_block);
  walk_page (&walk, page);
  n = survey->blocks->len;
  sums->scores = g_new0 (double, n + 1);
  sums->prose = g_new0 (double, n + 1);
  sums->dropped = g_new0 (gboolean, n + 1);
  sum_prose (sums, survey->blocks);
  mark_dropped (sums, survey->blocks, survey->elements);
  sum_scores (sums, survey->blocks);
}

GArray *
dtl_html_find_body (xmlDoc *page, DtlPageMode mode)
{
  g_auto (Survey) survey = { NULL };
  const Limits *limits = &limits_of[mode];
  const Element *article;

  survey_page (&survey, page, limits);
  article = find_article (&survey.sums, survey.elements);
  if (article != NULL)
    {
      Element joined = join_parts (article, survey.elements);

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
