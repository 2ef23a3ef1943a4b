/*
 * The storyline as SVG: a lane an actor, a column an event, its tie joining the lanes of those who take part.
 *
 * Columns are in order of time, not to scale: days that have many events get room, empty months are folded and said.
 * Bands hold the events of one day or range; hollow marks have an inferred date, bars run over the columns that a date
 * spans, and what has no date stands in the last columns. What is wider than a page goes on beneath, with the lanes that
 * it needs; head, pages and list are sheets, which paper need not divide. Up to 60 events are labelled beneath their
 * column; more are numbered there and listed below, so that labels never overlap. All coordinates are whole pixels:
 * nothing is printed that a locale could spell differently.
 */
#include "export/storyline-plot.h"

#include <string.h>

#include "export/escape.h"

#define MANY_EVENTS 500
#define MANY_LANES 60
#define MANY_BANDS 45
#define LABELLED_EVENTS 60

/* Pixels. */
#define SCREEN_WIDTH 1440 /* of a page in a picture of its own, of any height */
#define SHEET_GAP 22

void
dtl_plot_line (DtlPlot *plot, int x1, int y1, int x2, int y2, const char *color, const char *more)
{
  g_string_append_printf (plot->out, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"%s/>\n", x1, y1,
                          x2, y2, color, more);
}

void
dtl_plot_circle (DtlPlot *plot, int x, int y, int radius, const char *fill, const char *rim, int width)
{
  g_string_append_printf (plot->out,
                          "<circle cx=\"%d\" cy=\"%d\" r=\"%d\" fill=\"%s\" stroke=\"%s\" stroke-width=\"%d\"/>\n", x, y, radius,
                          fill, rim, width);
}

void
dtl_plot_rectangle (DtlPlot *plot, int x, int y, int width, int height, int corner, const char *fill)
{
  g_string_append_printf (plot->out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\" fill=\"%s\"/>\n", x, y,
                          width, height, corner, fill);
}

void
dtl_plot_text (DtlPlot *plot, int x, int y, const char *size, const char *color, gboolean bold, const char *anchor,
          const char *text)
{
  g_autofree char *escaped = dtl_escape_xml (text);

  g_string_append_printf (plot->out, "<text x=\"%d\" y=\"%d\" font-size=\"%s\" fill=\"%s\"%s%s%s%s>%s</text>\n", x, y,
                          size, color, bold ? " font-weight=\"700\"" : "", strcmp (anchor, "start") ? " text-anchor=\"" : "",
                          strcmp (anchor, "start") ? anchor : "", strcmp (anchor, "start") ? "\"" : "", escaped);
}

void
dtl_plot_close_sheet (DtlPlot *plot, int height)
{
  DtlSheet *sheet = g_new (DtlSheet, 1);

  sheet->body = plot->out;
  sheet->height = height;
  g_ptr_array_add (plot->sheets, sheet);
  plot->out = g_string_new (NULL);
}

/* Lanes of one country share a colour, on all pages. */
static void
tint_lanes (DtlPlot *plot)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);

  plot->tints = g_new0 (guint, plot->scene.n_actors + 1);
  for (guint i = 0; i < plot->whole.lanes->len; i++)
    {
      guint32 actor = dtl_lanes_lane (&plot->whole, i)->actor;
      const char *country = plot->scene.actors[actor].country;
      guint number = country ? GPOINTER_TO_UINT (g_hash_table_lookup (numbers, country)) : 12;

      if (number == 0)
        {
          number = g_hash_table_size (numbers) + 1;
          g_hash_table_insert (numbers, (gpointer) country, GUINT_TO_POINTER (number));
        }
      plot->tints[actor] = number - 1;
    }
}

/* Page after page, then the list. */
static void
put_body (DtlPlot *plot)
{
  guint n = plot->whole.columns->len;

  for (guint first = 0; first < n;)
    first = dtl_plot_page (plot, first);
  if (n == 0)
    {
      dtl_plot_text (plot, DTL_PLOT_MARGIN, 32, "14", plot->ground->ink, FALSE, "start", "No events with a named actor.");
      dtl_plot_close_sheet (plot, 32 + DTL_PLOT_LEADING);
    }
  if (plot->numbered)
    dtl_plot_list (plot);
}

static void
sheet_free (gpointer data)
{
  g_string_free (((DtlSheet *) data)->body, TRUE);
  g_free (data);
}

/* @description: (out) (transfer full) (nullable): the subtitle */
static GPtrArray *
draw (DtlPlot *plot, const DtlView *view, char **description)
{
  plot->ground = dtl_ground (plot->dark);
  plot->sheets = g_ptr_array_new_with_free_func (sheet_free);
  plot->out = g_string_new (NULL);
  dtl_scene_init (&plot->scene, view);
  dtl_lanes_init (&plot->whole, &plot->scene, MANY_EVENTS, MANY_BANDS, MANY_LANES);
  plot->numbered = plot->whole.columns->len > LABELLED_EVENTS;
  plot->lane_height = plot->whole.lanes->len > 20 ? 32 : 37;
  tint_lanes (plot);
  dtl_plot_measure (plot);
  dtl_plot_head (plot);
  put_body (plot);
  if (description)
    *description = dtl_plot_subtitle (plot);
  g_string_free (plot->out, TRUE);
  g_free (plot->tints);
  dtl_lanes_clear (&plot->whole);
  return plot->sheets;
}

GPtrArray *
dtl_storyline_sheets (const DtlView *view, gboolean dark, int page_width, int page_height, int *width)
{
  DtlPlot plot = { .dark = dark, .page_width = page_width, .page_height = page_height };
  GPtrArray *sheets = draw (&plot, view, NULL);

  *width = plot.width;
  return sheets;
}

static int
measure_height (const GPtrArray *sheets)
{
  int height = 0;

  for (guint i = 0; i < sheets->len; i++)
    height += ((const DtlSheet *) sheets->pdata[i])->height + (i > 0 ? SHEET_GAP : 0);
  return height;
}

void
dtl_write_storyline (const DtlView *view, gboolean dark, GString *out)
{
  DtlPlot plot = { .dark = dark, .page_width = SCREEN_WIDTH };
  g_autofree char *subtitle = NULL;
  g_autoptr (GPtrArray) sheets = draw (&plot, view, &subtitle);
  g_autofree char *words = dtl_scene_title (&plot.scene);
  g_autofree char *title = dtl_escape_xml (words);
  g_autofree char *description = dtl_escape_xml (subtitle);
  int y = 0, height = measure_height (sheets);

  g_string_append_printf (out,
                          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" "
                          "height=\"%d\" role=\"img\" lang=\"en\" aria-labelledby=\"storyline-title storyline-description\" "
                          "font-family=\"%s\">\n"
                          "<title id=\"storyline-title\">Storyline: %s</title>\n"
                          "<desc id=\"storyline-description\">%s</desc>\n"
                          "<rect width=\"100%%\" height=\"100%%\" fill=\"%s\"/>\n",
                          plot.width, height, plot.width, height, DTL_PICTURE_FONT, title, description,
                          plot.ground->paper);
  for (guint i = 0; i < sheets->len; i++)
    {
      const DtlSheet *sheet = sheets->pdata[i];

      g_string_append_printf (out, "<g transform=\"translate(0 %d)\">\n%s</g>\n", y, sheet->body->str);
      y += sheet->height + SHEET_GAP;
    }
  g_string_append (out, "</svg>\n");
}
