/*
 * The walk that cuts a page into paragraph-like blocks, each with its share of linked characters, and notes what the names
 * of the elements around tell of them. Which blocks are the article is decided in html-body.c.
 */
#include "ingest/html-blocks.h"

#include <string.h>

#include "ingest/lines.h"

#define BLOCK_BYTES_MAX (1u << 20)
#define ENTRY_NODES 60 /* of an entry of a live blog, among which its time is looked for */
#define STAMP_MAX 100  /* bytes of a datetime */

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
  DtlHtmlElement element = { .node = node };

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
    element.drop = (hints & DTL_HINT_DROP) || is_dropped_by_role (node) ? DTL_HTML_DROP_HINTED
                   : (hints & DTL_HINT_WEAK) || is_hidden (node)        ? DTL_HTML_DROP_WEAKLY
                                                                        : DTL_HTML_DROP_NOT;
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
  g_array_index (walk->elements, DtlHtmlElement, index).last = walk->blocks->len;
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
clear_block (gpointer data)
{
  g_free (((DtlHtmlBlock *) data)->text);
}

void
dtl_html_cut (xmlDoc *page, GArray **blocks, GArray **elements)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GString) text = g_string_new (NULL);
  Walk walk = { .open = open, .text = text, .is_live = is_live_blog (page) };

  walk.blocks = *blocks = g_array_new (FALSE, TRUE, sizeof (DtlHtmlBlock));
  walk.elements = *elements = g_array_new (FALSE, TRUE, sizeof (DtlHtmlElement));
  g_array_set_clear_func (*blocks, clear_block);
  walk_page (&walk, page);
}
