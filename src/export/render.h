/* Pictures from DOT by the helper program dateline-render. */
#pragma once

#include <dateline/dateline.h>

/**
 * dtl_render:
 * @dot: a graph
 * @format: "svg", "png" or "pdf"
 * @helper: (nullable): path of dateline-render; NULL = the installed one, or that of the build tree
 *
 * Runs the helper with limits on time and memory. Graphviz can abort and leaks, so it never runs in this process.
 *
 * Returns: (transfer full) (nullable): the picture; NULL with %DTL_ERROR_RENDER and the helper's own words
 */
GBytes *dtl_render (const char *dot, gsize length, const char *format, const char *helper, GError **error);

/** DtlRenderer: the helper, started once for many pictures of one format. */
typedef struct DtlHelperSession DtlRenderer;

/**
 * dtl_renderer_new: as dtl_render(), for pictures to come
 *
 * Returns: (transfer full) (nullable): NULL with %DTL_ERROR_RENDER if the helper cannot be run
 */
DtlRenderer *dtl_renderer_new (const char *format, const char *helper, GError **error);

/**
 * dtl_renderer_draw:
 *
 * Each graph has the helper's whole time. What fails for one ends the renderer.
 *
 * Returns: (transfer full) (nullable): the picture, the same bytes as from dtl_render(); NULL with %DTL_ERROR_RENDER
 */
GBytes *dtl_renderer_draw (DtlRenderer *renderer, const char *dot, gsize length, GError **error);

/** dtl_svg_tidy: (transfer full): SVG as Graphviz writes it, made fit for a page: no DOCTYPE, no comments, no
 * stroke="transparent", no doubled fonts; role, language and a title for screen readers. Ids and tooltips stay. */
char *dtl_svg_tidy (const char *svg, gsize length, const char *title);
/** dtl_svg_inner: (transfer full): the same without the root element, to stand in another picture */
char *dtl_svg_inner (const char *svg, gsize length);
/** dtl_svg_size: the size of a picture in its own units; 0 if it does not say */
void dtl_svg_size (const char *svg, gsize length, double *width, double *height);
