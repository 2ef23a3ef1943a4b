/* The head of a storyline: title, what is shown and what is not, and what the marks mean. */
#include "export/storyline-plot.h"

#include "export/measure.h"

/* One entry of the legend, on a new line if it does not fit; @radius and @fill are those of its mark. */
static void
put_entry (DtlPlot *plot, const char *word, const char *color, const char *fill, int radius, int *x, int *y)
{
  int width = (int) dtl_text_width (word, 12, FALSE) + 36;

  if (*x + width > plot->width - DTL_PLOT_MARGIN)
    {
      *x = DTL_PLOT_MARGIN + 6;
      *y += 18;
    }
  dtl_plot_circle (plot, *x, *y - 4, radius, fill, color, 2);
  dtl_plot_text (plot, *x + 10, *y, "12", plot->ground->ink, FALSE, "start", word);
  *x += width;
}

/* What the picture has used; returns where it ends. */
static int
put_legend (DtlPlot *plot, int y)
{
  gboolean used[DTL_N_FAMILIES] = { FALSE }, hollow = FALSE, unreal = FALSE;
  const char *grey = plot->ground->grey;
  int x = DTL_PLOT_MARGIN + 6;

  for (guint i = 0; i < plot->whole.columns->len; i++)
    {
      const DtlColumn *column = dtl_lanes_column (&plot->whole, i);
      const DtlEvent *event = dtl_scene_event (&plot->scene, column->event);

      used[dtl_look (event->family).order] = TRUE;
      hollow = hollow || (!column->is_undated && dtl_when_is_inferred (&event->when));
      unreal = unreal || event->reality != DTL_REALITY_ACTUAL;
    }
  for (guint i = 0; i < DTL_N_FAMILIES; i++)
    if (used[i])
      {
        DtlLook look = dtl_look_at (i);
        const char *color = dtl_look_color (&look, plot->dark);

        put_entry (plot, look.word, color, color, 5, &x, &y);
      }
  if (hollow)
    put_entry (plot, "hollow: date inferred", grey, plot->ground->paper, 5, &x, &y);
  if (unreal)
    put_entry (plot, "small: planned, denied or possible", grey, grey, 3, &x, &y);
  return y;
}

static void
append_count (GString *out, guint n, const char *one, const char *many)
{
  g_autofree char *words = dtl_count_words (n, one, many);

  if (n)
    g_string_append_printf (out, "%s%s", out->len ? ", " : "", words);
}

char *
dtl_plot_subtitle (const DtlPlot *plot)
{
  g_autoptr (GString) missing = g_string_new (NULL);
  g_autofree char *range = dtl_scene_range (&plot->scene, plot->scene.shown, plot->scene.n_shown);
  g_autofree char *publishers = dtl_scene_publishers (&plot->scene);
  GString *out = g_string_new ("Each line is an actor, each vertical tie an event");

  if (range && plot->whole.columns->len)
    g_string_append_printf (out, ", %s", range);
  g_string_append_c (out, '.');
  if (publishers)
    g_string_append_printf (out, " Source: %s.", publishers);
  append_count (missing, plot->whole.n_alone, "event without a named actor", "events without a named actor");
  append_count (missing, plot->whole.n_cut + dtl_view_get_folded (plot->scene.view), "more event", "more events");
  append_count (missing, plot->whole.n_actors_cut, "more actor", "more actors");
  if (missing->len)
    g_string_append_printf (out, " Not shown: %s.", missing->str);
  return g_string_free (out, FALSE);
}

void
dtl_plot_head (DtlPlot *plot)
{
  g_autofree char *title = dtl_scene_title (&plot->scene);
  g_autofree char *subtitle = dtl_plot_subtitle (plot);
  g_auto (GStrv) heads = dtl_wrap_width (title, plot->width - 2 * DTL_PLOT_MARGIN, 22, TRUE, 2);
  g_auto (GStrv) lines = dtl_wrap_width (subtitle, plot->width - 2 * DTL_PLOT_MARGIN, 12.5, FALSE, 3);
  int y = 14;

  for (guint i = 0; heads[i]; i++)
    dtl_plot_text (plot, DTL_PLOT_MARGIN, y += 28, "22", plot->ground->ink, TRUE, "start", heads[i]);
  y += 6;
  for (guint i = 0; lines[i]; i++)
    dtl_plot_text (plot, DTL_PLOT_MARGIN, y += 17, "12.5", plot->ground->grey, FALSE, "start", lines[i]);
  dtl_plot_close_sheet (plot, put_legend (plot, y + 24) + 8);
}
