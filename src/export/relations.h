/* The relations view in pages, for what is printed or scrolled: SVG and the report. As one graph: export/picture.h. */
#pragma once

#include <dateline/dateline.h>

/** DtlPage: one picture. */
typedef struct
{
  GBytes *picture; /* owned: SVG as Graphviz writes it */
  double width;    /* points */
  double height;
} DtlPage;

/** DtlJoinGrounds: spells the DOT of a page from what it is by day and by night; (transfer full) */
typedef char *(*DtlJoinGrounds) (gpointer data, const GString *light, const GString *dark);

/**
 * dtl_relations_pages:
 * @join: what to draw of a page by day and by night; called with @data, more than once a page
 * @helper: (nullable): as of dtl_render()
 *
 * Draws the relations of @view on one page if landscape A4 can hold them with letters of 7 pt, else divides them. Who
 * stands on several pages says so.
 *
 * Returns: (transfer full) (element-type DtlPage) (nullable): at least one page; NULL with %DTL_ERROR_RENDER
 */
GPtrArray *dtl_relations_pages (const DtlView *view, DtlJoinGrounds join, gpointer data, const char *helper, GError **error);
