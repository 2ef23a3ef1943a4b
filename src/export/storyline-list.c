/* The list beneath a storyline that has too many events for labels: number, date and label, in columns. */
#include "export/storyline-plot.h"

#include "export/chronicle.h"
#include "export/measure.h"

#define COLUMN 350 /* pixels */
#define LINES 2
#define ITEM_LEADING (LINES * DTL_PLOT_LEADING + 5)

/* Event @number of the list, its digits ending left of @x. */
static void
put_item (DtlPlot *plot, guint number, int x, int y)
{
  const DtlEvent *event = dtl_scene_event (&plot->scene, dtl_lanes_column (&plot->whole, number)->event);
  DtlLook look = dtl_look (event->family);
  g_autofree char *when = dtl_scene_when (&plot->scene, &event->when);
  g_autofree char *label = dtl_chronicle_label (&plot->scene, event);
  g_autofree char *words = g_strdup_printf ("%s%s%s", when, *when ? ": " : "", label);
  g_auto (GStrv) lines = dtl_wrap_width (words, COLUMN - 50, DTL_PLOT_LABEL_SIZE, FALSE, LINES);
  g_autofree char *digits = g_strdup_printf ("%u", number + 1);

  dtl_plot_text (plot, x, y, "10.5", dtl_look_color (&look, plot->dark), TRUE, "end", digits);
  for (guint i = 0; lines[i]; i++)
    dtl_plot_text (plot, x + 7, y + DTL_PLOT_LEADING * (int) i, "10.5", plot->ground->ink, FALSE, "start", lines[i]);
}

void
dtl_plot_list (DtlPlot *plot)
{
  guint n = plot->whole.columns->len, n_columns = MAX ((plot->width - 2 * DTL_PLOT_MARGIN) / COLUMN, 1);
  guint n_rows = (n + n_columns - 1) / n_columns;

  if (plot->page_height)
    n_rows = MIN (n_rows, (guint) plot->page_height / ITEM_LEADING);
  for (guint first = 0; first < n; first += n_rows * n_columns)
    {
      guint end = MIN (n, first + n_rows * n_columns);

      for (guint i = first; i < end; i++)
        put_item (plot, i, DTL_PLOT_MARGIN + 22 + COLUMN * (int) ((i - first) / n_rows),
                  DTL_PLOT_LEADING + ITEM_LEADING * (int) ((i - first) % n_rows));
      dtl_plot_close_sheet (plot, DTL_PLOT_LEADING + ITEM_LEADING * (int) MIN (n_rows, end - first));
    }
}
