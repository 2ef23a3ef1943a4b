/* A storyline on its way to SVG: what its head, pages and list share. Private to the storyline-*.c files. */
#pragma once

#include "export/lanes.h"
#include "export/palette.h"
#include "export/storyline.h"

/* Pixels. */
#define DTL_PLOT_MARGIN 24
#define DTL_PLOT_LABEL_SIZE 10.5
#define DTL_PLOT_LEADING 13

/** DtlPlot: the whole storyline, and of the page in work where everything stands. */
typedef struct
{
  DtlScene scene;
  DtlLanes whole;     /* all pages */
  DtlLanes lanes;     /* the page in work */
  guint n_before;     /* columns of the pages before it */
  gboolean dark;
  const DtlGround *ground;
  int page_width;     /* at most */
  int page_height;    /* about; 0 for any */
  GPtrArray *sheets;  /* owned: DtlSheet */
  GString *out;       /* owned: the sheet in work */
  gboolean numbered;  /* events are listed below instead of labelled */
  int *x;             /* owned: [n columns] centre */
  int *left;          /* owned: [n bands] */
  int *right;
  int *heading_row;   /* owned: [n bands] 0 is nearest the band */
  char **headings;    /* owned: [n bands] */
  int names_right;    /* where the names end */
  int page_right;     /* where the last band ends */
  guint label_lines;  /* of the longest label of the page */
  int top;            /* of the bands */
  int bottom;
  int lane_height;
  int width;
  guint *tints;       /* owned: [n actors] */
} DtlPlot;

/** dtl_plot_line, dtl_plot_circle, dtl_plot_rectangle: append an element to the sheet in work; @more is further attributes
 * of the line, each after a blank */
void dtl_plot_line (DtlPlot *plot, int x1, int y1, int x2, int y2, const char *color, const char *more);
void dtl_plot_circle (DtlPlot *plot, int x, int y, int radius, const char *fill, const char *rim, int width);
void dtl_plot_rectangle (DtlPlot *plot, int x, int y, int width, int height, int corner, const char *fill);
/** dtl_plot_text: appends @text, which it escapes; @anchor is start, middle or end */
void dtl_plot_text (DtlPlot *plot, int x, int y, const char *size, const char *color, gboolean bold, const char *anchor,
                    const char *text);
/** dtl_plot_close_sheet: what was drawn since the last sheet becomes one, @height pixels high */
void dtl_plot_close_sheet (DtlPlot *plot, int height);

/** dtl_plot_measure: sets how wide the names are, and the plot so that its widest page fits */
void dtl_plot_measure (DtlPlot *plot);
/** dtl_plot_head: a sheet with title, subtitle and legend */
void dtl_plot_head (DtlPlot *plot);
/** dtl_plot_subtitle: (transfer full): what the marks are, from when to when, and what is not shown */
char *dtl_plot_subtitle (const DtlPlot *plot);
/** dtl_plot_page: a sheet with the columns from @first on, as many as fit on it; returns one past the last */
guint dtl_plot_page (DtlPlot *plot, guint first);
/** dtl_plot_list: sheets with the numbered events, in as many columns as the width holds */
void dtl_plot_list (DtlPlot *plot);
