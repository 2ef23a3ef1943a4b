/* The storyline: a lane an actor, a vertical tie an event; written as SVG without Graphviz. */
#pragma once

#include <dateline/dateline.h>

void dtl_write_storyline (const DtlView *view, gboolean dark, GString *out);

/** DtlSheet: a part of a storyline that paper should not divide: the head, a page of columns, a page of the list */
typedef struct
{
  GString *body; /* owned: elements of SVG, from 0 down to @height */
  int height;
} DtlSheet;

/**
 * dtl_storyline_sheets:
 * @page_width: of a page, in pixels, at most (one column it has in any case)
 * @page_height: about that of a page, in pixels
 * @width: (out): that of all sheets
 *
 * Returns: (transfer full) (element-type DtlSheet): the parts of the storyline from top to bottom
 */
GPtrArray *dtl_storyline_sheets (const DtlView *view, gboolean dark, int page_width, int page_height, int *width);
