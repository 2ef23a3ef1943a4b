/* A page cut into blocks, and the elements that hold them. */
#pragma once

#include "ingest/html-body.h"

/** DtlHtmlDrop: whether the name of an element says that it is no part of the article. */
typedef enum
{
  DTL_HTML_DROP_NOT,
  DTL_HTML_DROP_HINTED,
  DTL_HTML_DROP_WEAKLY, /* by hints that are often wrong */
} DtlHtmlDrop;

/** DtlHtmlElement: an element and the blocks in it, @last past the end. */
typedef struct
{
  const xmlNode *node;
  guint first; /* block */
  guint last;
  DtlHtmlDrop drop;
  gboolean body; /* its name says it holds the article */
} DtlHtmlElement;

/**
 * dtl_html_cut: linear in the size of the tree
 * @blocks: (out) (transfer full) (element-type DtlHtmlBlock): in order, none kept
 * @elements: (out) (transfer full) (element-type DtlHtmlElement): in document order
 */
void dtl_html_cut (xmlDoc *page, GArray **blocks, GArray **elements);
