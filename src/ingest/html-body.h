/* The article in a page: which of its blocks are the body. */
#pragma once

#include "ingest/draft.h"
#include "ingest/html-tree.h"

/** DtlHtmlBlock: a paragraph-like stretch. @node is the element that it belongs to. */
typedef struct
{
  char *text; /* owned: white space collapsed */
  gsize length;
  const xmlNode *node;
  DtlSentenceKind kind; /* heading, body or quote */
  guint n_words;
  guint n_chars;
  guint n_link_chars;
  DtlDate day;     /* of the entry of a live blog; null elsewhere */
  gboolean closed; /* ends like a sentence */
  gboolean kept;
} DtlHtmlBlock;

/**
 * dtl_html_find_body: (transfer full) (element-type DtlHtmlBlock): all blocks of the page in order, those of the
 * article with kept set. Linear in the size of the tree but for sorting.
 */
GArray *dtl_html_find_body (xmlDoc *page, DtlPageMode mode);
/** dtl_html_find_prose: (transfer full) (element-type DtlHtmlBlock): the same for markup that is all of one article, as
 * in feeds: everything is kept but furniture, captions and lists of links */
GArray *dtl_html_find_prose (xmlDoc *page);
