/*
 * A page of a storyline: bands, lanes, ties and labels.
 *
 * Columns fill a page from left to right until it is as wide as it may be or has no room for another lane; it ends with a
 * band of time if that leaves it more than half full.
 */
#include "export/storyline-plot.h"

#include "export/chronicle.h"
#include "export/escape.h"
#include "export/measure.h"

#define LONG_GAP 21 /* days that are said */

/* Pixels, lines of text. */
#define NARROWEST 760
#define WIDE_COLUMN 94
#define NARROW_COLUMN 30
#define GUTTER 24
#define GAP_GUTTER 76
#define LABEL_LINES 8
#define LABEL_GAP 18 /* from the bands to the first line */
#define LANE_GAP 12
#define HEADING_GAP 12
#define HEADING_ROWS 6
#define USUAL_HEADING_ROWS 2
#define HEADING_LEADING 18

static int
lane_y (const DtlPlot *plot, guint lane)
{
  return plot->top + plot->lane_height * (int) lane + plot->lane_height / 2 + 6;
}

static guint
lane_of (const DtlColumn *column, guint i)
{
  return g_array_index (column->lanes, guint, i);
}

static char *
name_of (const DtlPlot *plot, const DtlLane *lane)
{
  return dtl_cut_line (plot->scene.actors[lane->actor].name, 34);
}

static char *
role_of (const DtlPlot *plot, const DtlLane *lane)
{
  g_autofree char *role = dtl_scene_role (&plot->scene, lane->actor, TRUE);

  return dtl_cut_line (role, 48);
}

static void
measure_names (DtlPlot *plot)
{
  double widest = 90;

  for (guint i = 0; i < plot->whole.lanes->len; i++)
    {
      g_autofree char *name = name_of (plot, dtl_lanes_lane (&plot->whole, i));
      g_autofree char *role = role_of (plot, dtl_lanes_lane (&plot->whole, i));

      widest = MAX (widest, dtl_text_width (name, 13, TRUE));
      widest = MAX (widest, dtl_text_width (role, 10, FALSE));
    }
  plot->names_right = DTL_PLOT_MARGIN + (int) widest + 4;
}

static int
column_width (const DtlPlot *plot)
{
  return plot->numbered ? NARROW_COLUMN : WIDE_COLUMN;
}

static int
gutter_before (const DtlLanes *lanes, guint band)
{
  const DtlBand *own = dtl_lanes_band (lanes, band);

  return band == 0 ? 16 : own->gap_days > LONG_GAP || own->is_undated ? GAP_GUTTER : GUTTER;
}

/* How many lanes a page has room for, if no more headings than usual stand above one another. */
static guint
count_room (const DtlPlot *plot)
{
  int rest = HEADING_GAP + USUAL_HEADING_ROWS * HEADING_LEADING + LANE_GAP + LABEL_GAP
             + (plot->numbered ? 1 : LABEL_LINES) * DTL_PLOT_LEADING;

  return plot->page_height > rest ? (guint) ((plot->page_height - rest) / plot->lane_height) : G_MAXUINT;
}

/* How many of the lanes of @column are new to the page; they are noted in @seen: [n lanes]. */
static guint
count_new_lanes (const DtlColumn *column, gboolean *seen)
{
  guint n = 0;

  for (guint i = 0; i < column->lanes->len; i++)
    {
      n += !seen[lane_of (column, i)];
      seen[lane_of (column, i)] = TRUE;
    }
  return n;
}

/* One past the last column of the page that begins with @first: as many as the page is wide and high. It ends with a
 * band if it is then more than half full. */
static guint
find_page_end (const DtlPlot *plot, guint first)
{
  int left = plot->names_right + 16, x = left, limit = plot->page_width - DTL_PLOT_MARGIN - 20;
  g_autofree gboolean *seen = g_new0 (gboolean, plot->whole.lanes->len + 1);
  guint last_band = first, n_lanes = 0, room = count_room (plot);

  for (guint i = first; i < plot->whole.columns->len; i++)
    {
      guint band = dtl_lanes_column (&plot->whole, i)->band;

      if (i > first && band != dtl_lanes_column (&plot->whole, i - 1)->band)
        {
          x += gutter_before (&plot->whole, band);
          if (x - left > (limit - left) / 2)
            last_band = i;
        }
      x += column_width (plot);
      n_lanes += count_new_lanes (dtl_lanes_column (&plot->whole, i), seen);
      if ((x > limit || n_lanes > room) && i > first)
        return last_band > first ? last_band : i;
    }
  return plot->whole.columns->len;
}

static void
place_columns (DtlPlot *plot)
{
  int x = plot->names_right;

  for (guint i = 0; i < plot->lanes.bands->len; i++)
    {
      const DtlBand *band = dtl_lanes_band (&plot->lanes, i);

      x += gutter_before (&plot->lanes, i);
      plot->left[i] = x;
      for (guint j = band->first; j < band->end; j++, x += column_width (plot))
        plot->x[j] = x + column_width (plot) / 2;
      plot->right[i] = x;
    }
  plot->page_right = x;
}

/* Greedy rows: a heading goes into the row nearest its band where it touches no other. */
static guint
place_headings (DtlPlot *plot)
{
  int used[HEADING_ROWS];
  guint n_rows = 1;
  gint32 year = plot->scene.year;

  for (guint row = 0; row < HEADING_ROWS; row++)
    used[row] = G_MININT;
  for (guint i = 0; i < plot->lanes.bands->len; i++)
    {
      const DtlColumn *column = dtl_lanes_column (&plot->lanes, dtl_lanes_band (&plot->lanes, i)->first);
      int centre = (plot->left[i] + plot->right[i]) / 2, half;
      guint row = 0;

      if (plot->lanes.unit == DTL_UNIT_DAY)
        plot->headings[i] = dtl_chronicle_heading (&plot->scene, column->event, &year);
      else
        plot->headings[i] = dtl_chronicle_unit_heading (&plot->scene, column->event, plot->lanes.unit);
      half = (int) dtl_text_width (plot->headings[i], 12.5, TRUE) / 2;
      while (row < HEADING_ROWS && centre - half < used[row] + 10)
        row++;
      plot->heading_row[i] = row < HEADING_ROWS ? (int) row : -1;
      if (row < HEADING_ROWS)
        used[row] = centre + half;
      n_rows = MAX (n_rows, MIN (row + 1, HEADING_ROWS));
    }
  return n_rows;
}

static const char *
lane_color (const DtlPlot *plot, guint lane)
{
  return dtl_tint (plot->tints[dtl_lanes_lane (&plot->lanes, lane)->actor], plot->dark).strong;
}

static void
put_bands (DtlPlot *plot)
{
  for (guint i = 0; i < plot->lanes.bands->len; i++)
    {
      int centre = (plot->left[i] + plot->right[i]) / 2, y = plot->top - 8 - HEADING_LEADING * plot->heading_row[i];

      dtl_plot_rectangle (plot, plot->left[i], plot->top, plot->right[i] - plot->left[i], plot->bottom - plot->top, 6,
                     dtl_lanes_band (&plot->lanes, i)->is_undated ? plot->ground->paper : plot->ground->band);
      if (i > 0 && dtl_lanes_band (&plot->lanes, i)->is_undated)
        dtl_plot_line (plot, plot->left[i] - GAP_GUTTER / 2, plot->top, plot->left[i] - GAP_GUTTER / 2, plot->bottom,
                  plot->ground->rule, " stroke-dasharray=\"2 4\"");
      if (plot->heading_row[i] > 0)
        dtl_plot_line (plot, centre, y + 4, centre, plot->top, plot->ground->rule, "");
    }
  /* Headings after the leaders, on paper of their own: none is struck through. */
  for (guint i = 0; i < plot->lanes.bands->len; i++)
    {
      int centre = (plot->left[i] + plot->right[i]) / 2, y = plot->top - 8 - HEADING_LEADING * plot->heading_row[i];
      int half = (int) dtl_text_width (plot->headings[i], 12.5, TRUE) / 2 + 2;

      if (plot->heading_row[i] < 0)
        continue;
      dtl_plot_rectangle (plot, centre - half, y - 12, 2 * half, 15, 0, plot->ground->paper);
      dtl_plot_text (plot, centre, y, "12.5", plot->ground->ink, TRUE, "middle", plot->headings[i]);
    }
}

/* The last band that the date of column @number reaches into; its own if it does not go on. */
static guint
find_reach (const DtlPlot *plot, guint number)
{
  const DtlColumn *column = dtl_lanes_column (&plot->lanes, number);
  guint band = column->band;
  DtlDay earliest, latest, begin, end;

  if (!dtl_date_bounds (&dtl_scene_event (&plot->scene, column->event)->when.date, &earliest, &latest) || earliest == DTL_DAY_MIN)
    return band;
  for (guint i = band + 1; i < plot->lanes.bands->len; i++)
    {
      guint first = dtl_lanes_band (&plot->lanes, i)->first;
      const DtlEvent *event = dtl_scene_event (&plot->scene, dtl_lanes_column (&plot->lanes, first)->event);

      if (!dtl_date_bounds (&event->when.date, &begin, &end) || begin > latest)
        break;
      /* "by Friday" says nothing of when it begins; a month that articles put behind one of its days is no longer day */
      if (begin > DTL_DAY_MIN && begin >= earliest)
        band = i;
    }
  return band;
}

/* A date wider than a band is a bar over all bands that it spans, behind the lanes of those who take part. */
static void
put_spans (DtlPlot *plot)
{
  for (guint i = 0; i < plot->lanes.columns->len; i++)
    {
      const DtlColumn *column = dtl_lanes_column (&plot->lanes, i);
      DtlLook look = dtl_look (dtl_scene_event (&plot->scene, column->event)->family);
      guint reach = find_reach (plot, i);

      for (guint j = 0; j < column->lanes->len && reach > column->band; j++)
        g_string_append_printf (plot->out,
                                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"12\" rx=\"6\" fill=\"%s\" "
                                "fill-opacity=\"0.25\"/>\n",
                                plot->x[i], lane_y (plot, lane_of (column, j)) - 6, plot->right[reach] - plot->x[i],
                                dtl_look_color (&look, plot->dark));
    }
}

static char *
spell_gap (int days)
{
  if (days > 730)
    return g_strdup_printf ("%d years", days / 365);
  if (days > 61)
    return g_strdup_printf ("%d months", days / 30);
  return g_strdup_printf ("%d weeks", days / 7);
}

static void
put_gaps (DtlPlot *plot)
{
  for (guint i = 1; i < plot->lanes.bands->len; i++)
    if (dtl_lanes_band (&plot->lanes, i)->gap_days > LONG_GAP)
      {
        g_autofree char *gap = spell_gap (dtl_lanes_band (&plot->lanes, i)->gap_days);
        int centre = (plot->right[i - 1] + plot->left[i]) / 2;

        dtl_plot_text (plot, centre, plot->bottom + 2, "14", plot->ground->grey, FALSE, "middle", "⋯");
        dtl_plot_text (plot, centre, plot->bottom + 16, "10", plot->ground->grey, FALSE, "middle", gap);
      }
}

static void
put_lane (DtlPlot *plot, guint number)
{
  const DtlLane *lane = dtl_lanes_lane (&plot->lanes, number);
  const DtlActor *actor = &plot->scene.actors[lane->actor];
  g_autofree char *name = name_of (plot, lane);
  g_autofree char *role = role_of (plot, lane);
  g_autofree char *events = dtl_count_words (lane->n_events, "event", "events");
  g_autofree char *full = dtl_clean_line (actor->name);
  g_autofree char *words = g_strdup_printf ("%s%s%s: %s", full, *role ? ", " : "", role, events);
  g_autofree char *title = dtl_escape_xml (words);
  g_autofree char *id = dtl_escape_xml (actor->id);
  const char *color = lane_color (plot, number);
  int y = lane_y (plot, number);

  g_string_append_printf (plot->out, "<g id=\"lane-%s\"><title>%s</title>\n", id, title);
  dtl_plot_text (plot, plot->names_right, *role ? y - 1 : y + 4, "13", plot->ground->ink, TRUE, "end", name);
  if (*role)
    dtl_plot_text (plot, plot->names_right, y + 11, "10", plot->ground->grey, FALSE, "end", role);
  if (!lane->before)
    dtl_plot_line (plot, plot->names_right + 8, y, plot->x[lane->first], y, color, " stroke-dasharray=\"1 4\"");
  dtl_plot_line (plot, lane->before ? plot->names_right + 8 : plot->x[lane->first], y,
            lane->after ? plot->page_right + 6 : plot->x[lane->last], y, color,
            " stroke-width=\"3\" stroke-linecap=\"round\"");
  g_string_append (plot->out, "</g>\n");
}

/* The label of an event under its column, or its number. A dotted line leads down to it. */
static void
put_label (DtlPlot *plot, guint number, const DtlEvent *event)
{
  const DtlColumn *column = dtl_lanes_column (&plot->lanes, number);
  int x = plot->x[number], y = plot->bottom + LABEL_GAP;
  g_autofree char *words = dtl_chronicle_label (&plot->scene, event);
  g_auto (GStrv) lines = dtl_wrap_width (words, WIDE_COLUMN - 6, DTL_PLOT_LABEL_SIZE, FALSE, LABEL_LINES);

  dtl_plot_line (plot, x, lane_y (plot, lane_of (column, column->lanes->len - 1)), x, plot->bottom + 5, plot->ground->grey,
            " stroke-dasharray=\"1 3\"");
  if (plot->numbered)
    {
      g_autofree char *digits = g_strdup_printf ("%u", plot->n_before + number + 1);

      dtl_plot_text (plot, x, y, "10", plot->ground->ink, FALSE, "middle", digits);
      return;
    }
  for (guint i = 0; lines[i]; i++)
    dtl_plot_text (plot, x, y + DTL_PLOT_LEADING * (int) i, "10.5", plot->ground->ink, FALSE, "middle", lines[i]);
  plot->label_lines = MAX (plot->label_lines, g_strv_length (lines));
}

/* Hollow where the date is inferred, small where it did not happen or has not yet: nothing is faded, for text and thin
 * lines must stay readable. */
static void
put_tie (DtlPlot *plot, guint number, const DtlEvent *event)
{
  const DtlColumn *column = dtl_lanes_column (&plot->lanes, number);
  DtlLook look = dtl_look (event->family);
  const char *color = dtl_look_color (&look, plot->dark);
  gboolean actual = event->reality == DTL_REALITY_ACTUAL;
  gboolean hollow = !column->is_undated && dtl_when_is_inferred (&event->when);
  int x = plot->x[number], radius = (plot->numbered ? 5 : 7) - (actual ? 0 : 2);
  g_autofree char *width = g_strdup_printf (" stroke-width=\"%d\"%s", !actual ? 2 : plot->numbered ? 3 : 5,
                                            hollow || !actual ? " stroke-dasharray=\"4 4\"" : "");

  if (column->lanes->len > 1)
    dtl_plot_line (plot, x, lane_y (plot, lane_of (column, 0)), x, lane_y (plot, lane_of (column, column->lanes->len - 1)),
              color, width);
  for (guint i = 0; i < column->lanes->len; i++)
    dtl_plot_circle (plot, x, lane_y (plot, lane_of (column, i)), radius, hollow ? plot->ground->paper : color, color,
                actual ? 3 : 2);
}

static void
put_event (DtlPlot *plot, guint number)
{
  const DtlEvent *event = dtl_scene_event (&plot->scene, dtl_lanes_column (&plot->lanes, number)->event);
  g_autofree char *when = dtl_scene_when (&plot->scene, &event->when);
  g_autofree char *label = dtl_chronicle_label (&plot->scene, event);
  g_autofree char *sentence = dtl_scene_sentence (event);
  g_autofree char *words = g_strdup_printf (*sentence ? "%s: %s — “%s”" : "%s: %s%s", *when ? when : "undated", label,
                                            sentence);
  g_autofree char *title = dtl_escape_xml (words);
  g_autofree char *id = dtl_escape_xml (event->id);

  g_string_append_printf (plot->out, "<g id=\"event-%s\"><title>%s</title>\n", id, title);
  put_label (plot, number, event);
  put_tie (plot, number, event);
  g_string_append (plot->out, "</g>\n");
}

/* Room for what is known of each column, band and lane of the page. */
static void
open_page (DtlPlot *plot, guint first, guint end)
{
  guint n_bands;

  dtl_lanes_page (&plot->whole, first, end, &plot->lanes);
  n_bands = plot->lanes.bands->len;
  plot->n_before = first;
  plot->label_lines = 0;
  plot->x = g_new0 (int, plot->lanes.columns->len + 1);
  plot->left = g_new0 (int, n_bands + 1);
  plot->right = g_new0 (int, n_bands + 1);
  plot->heading_row = g_new0 (int, n_bands + 1);
  plot->headings = g_new0 (char *, n_bands + 1);
}

static void
close_page (DtlPlot *plot)
{
  g_strfreev (plot->headings);
  g_free (plot->x);
  g_free (plot->left);
  g_free (plot->right);
  g_free (plot->heading_row);
  dtl_lanes_clear (&plot->lanes);
}

void
dtl_plot_measure (DtlPlot *plot)
{
  measure_names (plot);
  plot->width = NARROWEST;

  for (guint first = 0, end; first < plot->whole.columns->len; first = end)
    {
      end = find_page_end (plot, first);
      open_page (plot, first, end);
      place_columns (plot);
      plot->width = MAX (plot->width, plot->page_right + DTL_PLOT_MARGIN + 20);
      close_page (plot);
    }
}

guint
dtl_plot_page (DtlPlot *plot, guint first)
{
  guint end = find_page_end (plot, first);

  open_page (plot, first, end);
  place_columns (plot);
  plot->top = HEADING_GAP + HEADING_LEADING * (int) place_headings (plot);
  plot->bottom = plot->top + plot->lane_height * (int) plot->lanes.lanes->len + LANE_GAP;
  put_bands (plot);
  put_spans (plot);
  put_gaps (plot);
  for (guint i = 0; i < plot->lanes.lanes->len; i++)
    put_lane (plot, i);
  for (guint i = 0; i < plot->lanes.columns->len; i++)
    put_event (plot, i);
  close_page (plot);
  dtl_plot_close_sheet (plot, plot->bottom + LABEL_GAP + DTL_PLOT_LEADING * (int) MAX (plot->label_lines, 1));
  return end;
}
