/* What the pictures that Graphviz lays out share: the views as graphs, their title with legend, and wrapped labels. */
#pragma once

#include "export/agraph.h"
#include "export/palette.h"
#include "export/scene.h"

/** dtl_picture_relations, dtl_picture_events: (transfer full): the view as a graph */
DtlAgraph *dtl_picture_relations (const DtlView *view, gboolean dark);
DtlAgraph *dtl_picture_events (const DtlView *view, gboolean dark);
/** dtl_picture_slices: (transfer full): the relations of each day, week or month, as one graph of small pictures */
DtlAgraph *dtl_picture_slices (const DtlView *view, DtlSlice slice, gboolean dark);

/** DtlLegendMark: how a legend shows a family. */
typedef enum
{
  DTL_LEGEND_LINES,
  DTL_LEGEND_NONE,
} DtlLegendMark;

/**
 * dtl_picture_title: sets the label of @graph: @title, @subtitle and @remark (nullable) beneath, then the legend of the
 * families that are TRUE in @used [DTL_N_FAMILIES]
 */
void dtl_picture_title (DtlAgraph *graph, const char *title, const char *subtitle, const char *remark,
                        const gboolean *used, DtlLegendMark mark, gboolean dark);
/** dtl_picture_defaults: paper, font and colours of the graph and its nodes and edges */
void dtl_picture_defaults (DtlAgraph *graph, gboolean dark);
/** dtl_picture_boxes: nodes that set nothing else are rounded boxes with an outline */
void dtl_picture_boxes (DtlAgraph *graph, gboolean dark);
/** dtl_picture_wrap: (transfer full): @text escaped, in lines of about @columns, each followed by @line_end but the last */
char *dtl_picture_wrap (const char *text, guint columns, guint max_lines, const char *line_end);
