/* The tree of a web page: cleaning before the parser, walks without recursion, text of nodes. */
#pragma once

#include <libxml/tree.h>

#include <dateline/dateline.h>

/** DtlHtmlCleaning: what was left out before parsing. */
typedef struct
{
  guint n_attributes; /* tags that had more attributes than anyone needs */
  guint n_levels;     /* start tags nested deeper than the limit */
} DtlHtmlCleaning;

/** dtl_html_clean: (transfer full): markup without comments, scripts, styles, floods of attributes and depths that no
 * page needs; structured data in scripts stays. Linear. */
char *dtl_html_clean (const char *text, gsize length, gsize *clean_length, DtlHtmlCleaning *cleaning);
/** dtl_html_parse: (transfer full) (nullable): clean UTF-8 markup as a tree; nothing is loaded from anywhere */
xmlDoc *dtl_html_parse (const char *text, gsize length);

/** dtl_node_next: the node after @node in document order within @root, or NULL */
xmlNode *dtl_node_next (const xmlNode *node, const xmlNode *root);
/** dtl_node_skip: the node after @node and all that is below it, within @root, or NULL */
xmlNode *dtl_node_skip (const xmlNode *node, const xmlNode *root);
/** dtl_node_is: whether @node is an element named @name */
gboolean dtl_node_is (const xmlNode *node, const char *name);
/** dtl_node_attribute: (nullable): the value, borrowed from the tree */
const char *dtl_node_attribute (const xmlNode *node, const char *name);
/** dtl_node_text: (transfer full): the text below @node, white space collapsed, names of characters decoded; at most
 * @limit bytes */
char *dtl_node_text (const xmlNode *node, gsize limit);
/** dtl_text_append: appends @text with white space collapsed, joining to what stands there */
void dtl_text_append (GString *out, const char *text);
/** dtl_text_decode_entities: decodes in place names of characters that the parser does not know */
void dtl_text_decode_entities (GString *text);

/** DtlHint: effects of ingest_hints.tsv, as bits. */
typedef enum
{
  DTL_HINT_DROP = 1 << 0,
  DTL_HINT_BODY = 1 << 1,
  DTL_HINT_TITLE = 1 << 2,
  DTL_HINT_BYLINE = 1 << 3,
  DTL_HINT_DATE = 1 << 4,
  DTL_HINT_WEAK = 1 << 5,
  DTL_HINT_MODIFIER = 1 << 6,
  DTL_HINT_OTHERS = 1 << 7, /* of readers or of other articles: comments, teasers; told of all that stands below as well */
  DTL_HINT_KICKER = 1 << 8, /* the words above a title */
  DTL_HINT_ENTRY = 1 << 9,  /* one entry of a live blog */
} DtlHint;

/** dtl_node_hints: what class and id of an element of a tree from dtl_html_parse() tell */
guint dtl_node_hints (const xmlNode *node);
