/*
 * The storyline as SVG: a lane an actor, a column an event, its tie joining the lanes of those who take part.
 *
 * Columns are in order of time, not to scale: days that have many events get room, empty months are folded and said.
 * Bands hold the events of one day or range; hollow marks have an inferred date, bars run over the columns that a date
 * spans, and what has no date stands in the last columns. What is wider than a page goes on beneath, with the lanes that
 * it needs. Up to 60 events are labelled beneath their column; more are numbered there and listed below, so that labels
 * never overlap. All coordinates are whole
 * pixels: nothing is printed that a locale could spell differently.
 */
#include "export/storyline.h"

#include <string.h>

#include "export/chronicle.h"
#include "export/escape.h"
#include "export/lanes.h"
#include "export/measure.h"
#include "export/palette.h"

#define MANY_EVENTS 500
#define MANY_LANES 60
#define MANY_BANDS 45
#define LABELLED_EVENTS 60
#define LONG_GAP 21 /* days that are said */

#define PAGE_WIDTH 1440
#define PAGE_GAP 30
#define MARGIN 24
#define WIDE_COLUMN 94
#define NARROW_COLUMN 30
#define GUTTER 24
#define GAP_GUTTER 76
#define LABEL_SIZE 10.5
#define LABEL_LINES 8
#define LABEL_LEADING 13
#define HEADING_ROWS 6
#define HEADING_LEADING 18
#define LIST_COLUMN 350
#define LIST_LINES 2

typedef struct
{
  DtlScene scene;
  DtlLanes whole;     /* all pages */
  DtlLanes lanes;     /* the page in work */
  guint n_before;     /* columns of the pages before it */
  gboolean dark;
  const DtlGround *ground;
  GString *out;
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
  int height;
  guint *tints;       /* owned: [n actors] */
} Sheet;

static int
lane_y (const Sheet *sheet, guint lane)
{
  return sheet->top + sheet->lane_height * (int) lane + sheet->lane_height / 2 + 6;
}

static guint
lane_of (const DtlColumn *column, guint i)
{
  return g_array_index (column->lanes, guint, i);
}

static void
put_line (Sheet *sheet, int x1, int y1, int x2, int y2, const char *color, const char *more)
{
  g_string_append_printf (sheet->out, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"%s/>\n", x1, y1, x2, y2, color,
                          more);
}

static void
put_circle (Sheet *sheet, int x, int y, int radius, const char *fill, const char *rim, int width)
{
  g_string_append_printf (sheet->out,
                          "<circle cx=\"%d\" cy=\"%d\" r=\"%d\" fill=\"%s\" stroke=\"%s\" stroke-width=\"%d\"/>\n", x, y, radius,
                          fill, rim, width);
}

static void
put_rectangle (Sheet *sheet, int x, int y, int width, int height, int corner, const char *fill)
{
  g_string_append_printf (sheet->out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\" fill=\"%s\"/>\n", x, y, width,
                          height, corner, fill);
}

/* A text element; @anchor is start, middle or end. */
static void
put_text (Sheet *sheet, int x, int y, const char *size, const char *color, gboolean bold, const char *anchor,
          const char *text)
{
  g_autofree char *escaped = dtl_escape_xml (text);

  g_string_append_printf (sheet->out, "<text x=\"%d\" y=\"%d\" font-size=\"%s\" fill=\"%s\"%s%s%s%s>%s</text>\n", x, y, size,
                          color, bold ? " font-weight=\"700\"" : "", strcmp (anchor, "start") ? " text-anchor=\"" : "",
                          strcmp (anchor, "start") ? anchor : "", strcmp (anchor, "start") ? "\"" : "", escaped);
}

static char *
name_of (const Sheet *sheet, const DtlLane *lane)
{
  return dtl_cut_line (sheet->scene.actors[lane->actor].name, 34);
}

static char *
role_of (const Sheet *sheet, const DtlLane *lane)
{
  g_autofree char *role = dtl_scene_role (&sheet->scene, lane->actor, TRUE);

  return dtl_cut_line (role, 48);
}

static void
measure_names (Sheet *sheet)
{
  double widest = 90;

  for (guint i = 0; i < sheet->whole.lanes->len; i++)
    {
      g_autofree char *name = name_of (sheet, dtl_lanes_lane (&sheet->whole, i));
      g_autofree char *role = role_of (sheet, dtl_lanes_lane (&sheet->whole, i));

      widest = MAX (widest, dtl_text_width (name, 13, TRUE));
      widest = MAX (widest, dtl_text_width (role, 10, FALSE));
    }
  sheet->names_right = MARGIN + (int) widest + 4;
}

static int
column_width (const Sheet *sheet)
{
  return sheet->numbered ? NARROW_COLUMN : WIDE_COLUMN;
}

static int
gutter_before (const DtlLanes *lanes, guint band)
{
  const DtlBand *own = dtl_lanes_band (lanes, band);

  return band == 0 ? 16 : own->gap_days > LONG_GAP || own->is_undated ? GAP_GUTTER : GUTTER;
}

/* One past the last column of the page that begins with @first: as many as the page is wide. It ends with a band if it
 * is then more than half full. */
static guint
find_page_end (const Sheet *sheet, guint first)
{
  int left = sheet->names_right + 16, x = left, limit = PAGE_WIDTH - MARGIN - 20;
  guint last_band = first;

  for (guint i = first; i < sheet->whole.columns->len; i++)
    {
      guint band = dtl_lanes_column (&sheet->whole, i)->band;

      if (i > first && band != dtl_lanes_column (&sheet->whole, i - 1)->band)
        {
          x += gutter_before (&sheet->whole, band);
          if (x - left > (limit - left) / 2)
            last_band = i;
        }
      x += column_width (sheet);
      if (x > limit && i > first)
        return last_band > first ? last_band : i;
    }
  return sheet->whole.columns->len;
}

static void
place_columns (Sheet *sheet)
{
  int x = sheet->names_right;

  for (guint i = 0; i < sheet->lanes.bands->len; i++)
    {
      const DtlBand *band = dtl_lanes_band (&sheet->lanes, i);

      x += gutter_before (&sheet->lanes, i);
      sheet->left[i] = x;
      for (guint j = band->first; j < band->end; j++, x += column_width (sheet))
        sheet->x[j] = x + column_width (sheet) / 2;
      sheet->right[i] = x;
    }
  sheet->page_right = x;
}

/* Greedy rows: a heading goes into the row nearest its band where it touches no other. */
static guint
place_headings (Sheet *sheet)
{
  int used[HEADING_ROWS];
  guint n_rows = 1;
  gint32 year = sheet->scene.year;

  for (guint row = 0; row < HEADING_ROWS; row++)
    used[row] = G_MININT;
  for (guint i = 0; i < sheet->lanes.bands->len; i++)
    {
      const DtlColumn *column = dtl_lanes_column (&sheet->lanes, dtl_lanes_band (&sheet->lanes, i)->first);
      int centre = (sheet->left[i] + sheet->right[i]) / 2, half;
      guint row = 0;

      if (sheet->lanes.unit == DTL_UNIT_DAY)
        sheet->headings[i] = dtl_chronicle_heading (&sheet->scene, column->event, &year);
      else
        sheet->headings[i] = dtl_chronicle_unit_heading (&sheet->scene, column->event, sheet->lanes.unit);
      half = (int) dtl_text_width (sheet->headings[i], 12.5, TRUE) / 2;
      while (row < HEADING_ROWS && centre - half < used[row] + 10)
        row++;
      sheet->heading_row[i] = row < HEADING_ROWS ? (int) row : -1;
      if (row < HEADING_ROWS)
        used[row] = centre + half;
      n_rows = MAX (n_rows, MIN (row + 1, HEADING_ROWS));
    }
  return n_rows;
}

/* Lanes of one country share a colour, on all pages. */
static void
tint_lanes (Sheet *sheet)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);

  sheet->tints = g_new0 (guint, sheet->scene.n_actors + 1);
  for (guint i = 0; i < sheet->whole.lanes->len; i++)
    {
      guint32 actor = dtl_lanes_lane (&sheet->whole, i)->actor;
      const char *country = sheet->scene.actors[actor].country;
      guint number = country ? GPOINTER_TO_UINT (g_hash_table_lookup (numbers, country)) : 12;

      if (number == 0)
        {
          number = g_hash_table_size (numbers) + 1;
          g_hash_table_insert (numbers, (gpointer) country, GUINT_TO_POINTER (number));
        }
      sheet->tints[actor] = number - 1;
    }
}

static const char *
lane_color (const Sheet *sheet, guint lane)
{
  return dtl_tint (sheet->tints[dtl_lanes_lane (&sheet->lanes, lane)->actor], sheet->dark).strong;
}

static void
put_bands (Sheet *sheet)
{
  for (guint i = 0; i < sheet->lanes.bands->len; i++)
    {
      int centre = (sheet->left[i] + sheet->right[i]) / 2, y = sheet->top - 8 - HEADING_LEADING * sheet->heading_row[i];

      put_rectangle (sheet, sheet->left[i], sheet->top, sheet->right[i] - sheet->left[i], sheet->bottom - sheet->top, 6,
                     dtl_lanes_band (&sheet->lanes, i)->is_undated ? sheet->ground->paper : sheet->ground->band);
      if (i > 0 && dtl_lanes_band (&sheet->lanes, i)->is_undated)
        put_line (sheet, sheet->left[i] - GAP_GUTTER / 2, sheet->top, sheet->left[i] - GAP_GUTTER / 2, sheet->bottom,
                  sheet->ground->rule, " stroke-dasharray=\"2 4\"");
      if (sheet->heading_row[i] > 0)
        put_line (sheet, centre, y + 4, centre, sheet->top, sheet->ground->rule, "");
    }
  /* Headings after the leaders, on paper of their own: none is struck through. */
  for (guint i = 0; i < sheet->lanes.bands->len; i++)
    {
      int centre = (sheet->left[i] + sheet->right[i]) / 2, y = sheet->top - 8 - HEADING_LEADING * sheet->heading_row[i];
      int half = (int) dtl_text_width (sheet->headings[i], 12.5, TRUE) / 2 + 2;

      if (sheet->heading_row[i] < 0)
        continue;
      put_rectangle (sheet, centre - half, y - 12, 2 * half, 15, 0, sheet->ground->paper);
      put_text (sheet, centre, y, "12.5", sheet->ground->ink, TRUE, "middle", sheet->headings[i]);
    }
}

/* The last band that the date of column @number reaches into; its own if it does not go on. */
static guint
find_reach (const Sheet *sheet, guint number)
{
  const DtlColumn *column = dtl_lanes_column (&sheet->lanes, number);
  guint band = column->band;
  DtlDay earliest, latest, begin, end;

  if (!dtl_date_bounds (&dtl_scene_event (&sheet->scene, column->event)->when.date, &earliest, &latest) || earliest == DTL_DAY_MIN)
    return band;
  for (guint i = band + 1; i < sheet->lanes.bands->len; i++)
    {
      guint first = dtl_lanes_band (&sheet->lanes, i)->first;
      const DtlEvent *event = dtl_scene_event (&sheet->scene, dtl_lanes_column (&sheet->lanes, first)->event);

      if (!dtl_date_bounds (&event->when.date, &begin, &end) || begin > latest)
        break;
      /* "by Friday" says nothing of when it begins */
      if (begin > DTL_DAY_MIN)
        band = i;
    }
  return band;
}

/* A date wider than a band is a bar over all bands that it spans, behind the lanes of those who take part. */
static void
put_spans (Sheet *sheet)
{
  for (guint i = 0; i < sheet->lanes.columns->len; i++)
    {
      const DtlColumn *column = dtl_lanes_column (&sheet->lanes, i);
      DtlLook look = dtl_look (dtl_scene_event (&sheet->scene, column->event)->family);
      guint reach = find_reach (sheet, i);

      for (guint j = 0; j < column->lanes->len && reach > column->band; j++)
        g_string_append_printf (sheet->out,
                                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"12\" rx=\"6\" fill=\"%s\" "
                                "fill-opacity=\"0.25\"/>\n",
                                sheet->x[i], lane_y (sheet, lane_of (column, j)) - 6, sheet->right[reach] - sheet->x[i],
                                dtl_look_color (&look, sheet->dark));
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
put_gaps (Sheet *sheet)
{
  for (guint i = 1; i < sheet->lanes.bands->len; i++)
    if (dtl_lanes_band (&sheet->lanes, i)->gap_days > LONG_GAP)
      {
        g_autofree char *gap = spell_gap (dtl_lanes_band (&sheet->lanes, i)->gap_days);
        int centre = (sheet->right[i - 1] + sheet->left[i]) / 2;

        put_text (sheet, centre, sheet->bottom + 2, "14", sheet->ground->grey, FALSE, "middle", "⋯");
        put_text (sheet, centre, sheet->bottom + 16, "10", sheet->ground->grey, FALSE, "middle", gap);
      }
}

static void
put_lane (Sheet *sheet, guint number)
{
  const DtlLane *lane = dtl_lanes_lane (&sheet->lanes, number);
  const DtlActor *actor = &sheet->scene.actors[lane->actor];
  g_autofree char *name = name_of (sheet, lane);
  g_autofree char *role = role_of (sheet, lane);
  g_autofree char *events = dtl_count_words (lane->n_events, "event", "events");
  g_autofree char *full = dtl_clean_line (actor->name);
  g_autofree char *words = g_strdup_printf ("%s%s%s: %s", full, *role ? ", " : "", role, events);
  g_autofree char *title = dtl_escape_xml (words);
  g_autofree char *id = dtl_escape_xml (actor->id);
  const char *color = lane_color (sheet, number);
  int y = lane_y (sheet, number);

  g_string_append_printf (sheet->out, "<g id=\"lane-%s\"><title>%s</title>\n", id, title);
  put_text (sheet, sheet->names_right, *role ? y - 1 : y + 4, "13", sheet->ground->ink, TRUE, "end", name);
  if (*role)
    put_text (sheet, sheet->names_right, y + 11, "10", sheet->ground->grey, FALSE, "end", role);
  if (!lane->before)
    put_line (sheet, sheet->names_right + 8, y, sheet->x[lane->first], y, color, " stroke-dasharray=\"1 4\"");
  put_line (sheet, lane->before ? sheet->names_right + 8 : sheet->x[lane->first], y,
            lane->after ? sheet->page_right + 6 : sheet->x[lane->last], y, color,
            " stroke-width=\"3\" stroke-linecap=\"round\"");
  g_string_append (sheet->out, "</g>\n");
}

/* The label of an event under its column, or its number. A dotted line leads down to it. */
static void
put_label (Sheet *sheet, guint number, const DtlEvent *event)
{
  const DtlColumn *column = dtl_lanes_column (&sheet->lanes, number);
  int x = sheet->x[number], y = sheet->bottom + 18;
  g_autofree char *words = dtl_chronicle_label (&sheet->scene, event);
  g_auto (GStrv) lines = dtl_wrap_width (words, WIDE_COLUMN - 6, LABEL_SIZE, FALSE, LABEL_LINES);

  put_line (sheet, x, lane_y (sheet, lane_of (column, column->lanes->len - 1)), x, sheet->bottom + 5, sheet->ground->grey,
            " stroke-dasharray=\"1 3\"");
  if (sheet->numbered)
    {
      g_autofree char *digits = g_strdup_printf ("%u", sheet->n_before + number + 1);

      put_text (sheet, x, y, "10", sheet->ground->ink, FALSE, "middle", digits);
      return;
    }
  for (guint i = 0; lines[i]; i++)
    put_text (sheet, x, y + LABEL_LEADING * (int) i, "10.5", sheet->ground->ink, FALSE, "middle", lines[i]);
  sheet->label_lines = MAX (sheet->label_lines, g_strv_length (lines));
}

/* Hollow where the date is inferred, small where it did not happen or has not yet: nothing is faded, for text and thin
 * lines must stay readable. */
static void
put_tie (Sheet *sheet, guint number, const DtlEvent *event)
{
  const DtlColumn *column = dtl_lanes_column (&sheet->lanes, number);
  DtlLook look = dtl_look (event->family);
  const char *color = dtl_look_color (&look, sheet->dark);
  gboolean actual = event->reality == DTL_REALITY_ACTUAL;
  gboolean hollow = !column->is_undated && dtl_when_is_inferred (&event->when);
  int x = sheet->x[number], radius = (sheet->numbered ? 5 : 7) - (actual ? 0 : 2);
  g_autofree char *width = g_strdup_printf (" stroke-width=\"%d\"%s", !actual ? 2 : sheet->numbered ? 3 : 5,
                                            hollow || !actual ? " stroke-dasharray=\"4 4\"" : "");

  if (column->lanes->len > 1)
    put_line (sheet, x, lane_y (sheet, lane_of (column, 0)), x, lane_y (sheet, lane_of (column, column->lanes->len - 1)),
              color, width);
  for (guint i = 0; i < column->lanes->len; i++)
    put_circle (sheet, x, lane_y (sheet, lane_of (column, i)), radius, hollow ? sheet->ground->paper : color, color,
                actual ? 3 : 2);
}

static void
put_event (Sheet *sheet, guint number)
{
  const DtlEvent *event = dtl_scene_event (&sheet->scene, dtl_lanes_column (&sheet->lanes, number)->event);
  g_autofree char *when = dtl_scene_when (&sheet->scene, &event->when);
  g_autofree char *label = dtl_chronicle_label (&sheet->scene, event);
  g_autofree char *sentence = dtl_scene_sentence (event);
  g_autofree char *words = g_strdup_printf (*sentence ? "%s: %s — “%s”" : "%s: %s%s", *when ? when : "undated", label,
                                            sentence);
  g_autofree char *title = dtl_escape_xml (words);
  g_autofree char *id = dtl_escape_xml (event->id);

  g_string_append_printf (sheet->out, "<g id=\"event-%s\"><title>%s</title>\n", id, title);
  put_label (sheet, number, event);
  put_tie (sheet, number, event);
  g_string_append (sheet->out, "</g>\n");
}

/* The numbered events in as many columns as the width holds; returns the height. */
static int
put_list (Sheet *sheet, int y)
{
  guint n = sheet->whole.columns->len;
  guint n_columns = MAX ((sheet->width - 2 * MARGIN) / LIST_COLUMN, 1), n_rows = (n + n_columns - 1) / n_columns;
  int row_height = LIST_LINES * LABEL_LEADING + 5;

  for (guint i = 0; i < n; i++)
    {
      const DtlEvent *event = dtl_scene_event (&sheet->scene, dtl_lanes_column (&sheet->whole, i)->event);
      DtlLook look = dtl_look (event->family);
      g_autofree char *when = dtl_scene_when (&sheet->scene, &event->when);
      g_autofree char *label = dtl_chronicle_label (&sheet->scene, event);
      g_autofree char *words = g_strdup_printf ("%s%s%s", when, *when ? ": " : "", label);
      g_auto (GStrv) lines = dtl_wrap_width (words, LIST_COLUMN - 50, LABEL_SIZE, FALSE, LIST_LINES);
      g_autofree char *digits = g_strdup_printf ("%u", i + 1);
      int left = MARGIN + LIST_COLUMN * (int) (i / n_rows), row = y + row_height * (int) (i % n_rows);

      put_text (sheet, left + 22, row, "10.5", dtl_look_color (&look, sheet->dark), TRUE, "end", digits);
      for (guint j = 0; lines[j]; j++)
        put_text (sheet, left + 29, row + LABEL_LEADING * (int) j, "10.5", sheet->ground->ink, FALSE, "start", lines[j]);
    }
  return row_height * (int) n_rows;
}

/* One entry of the legend, on a new line if it does not fit; @radius and @fill are those of its mark. */
static void
put_entry (Sheet *sheet, const char *word, const char *color, const char *fill, int radius, int *x, int *y)
{
  int width = (int) dtl_text_width (word, 12, FALSE) + 36;

  if (*x + width > sheet->width - MARGIN)
    {
      *x = MARGIN + 6;
      *y += 18;
    }
  put_circle (sheet, *x, *y - 4, radius, fill, color, 2);
  put_text (sheet, *x + 10, *y, "12", sheet->ground->ink, FALSE, "start", word);
  *x += width;
}

/* What the picture has used; returns where it ends. */
static int
put_legend (Sheet *sheet, int y)
{
  gboolean used[DTL_N_FAMILIES] = { FALSE }, hollow = FALSE, unreal = FALSE;
  const char *grey = sheet->ground->grey;
  int x = MARGIN + 6;

  for (guint i = 0; i < sheet->whole.columns->len; i++)
    {
      const DtlColumn *column = dtl_lanes_column (&sheet->whole, i);
      const DtlEvent *event = dtl_scene_event (&sheet->scene, column->event);

      used[dtl_look (event->family).order] = TRUE;
      hollow = hollow || (!column->is_undated && dtl_when_is_inferred (&event->when));
      unreal = unreal || event->reality != DTL_REALITY_ACTUAL;
    }
  for (guint i = 0; i < DTL_N_FAMILIES; i++)
    if (used[i])
      {
        DtlLook look = dtl_look_at (i);
        const char *color = dtl_look_color (&look, sheet->dark);

        put_entry (sheet, look.word, color, color, 5, &x, &y);
      }
  if (hollow)
    put_entry (sheet, "hollow: date inferred", grey, sheet->ground->paper, 5, &x, &y);
  if (unreal)
    put_entry (sheet, "small: planned, denied or possible", grey, grey, 3, &x, &y);
  return y;
}

static void
append_count (GString *out, guint n, const char *one, const char *many)
{
  g_autofree char *words = dtl_count_words (n, one, many);

  if (n)
    g_string_append_printf (out, "%s%s", out->len ? ", " : "", words);
}

static char *
spell_subtitle (const Sheet *sheet)
{
  g_autoptr (GString) missing = g_string_new (NULL);
  g_autofree char *range = dtl_scene_range (&sheet->scene, sheet->scene.shown, sheet->scene.n_shown);
  g_autofree char *publishers = dtl_scene_publishers (&sheet->scene);
  GString *out = g_string_new ("Each line is an actor, each vertical tie an event");

  if (range && sheet->whole.columns->len)
    g_string_append_printf (out, ", %s", range);
  g_string_append_c (out, '.');
  if (publishers)
    g_string_append_printf (out, " Source: %s.", publishers);
  append_count (missing, sheet->whole.n_alone, "event without a named actor", "events without a named actor");
  append_count (missing, sheet->whole.n_cut + dtl_view_get_folded (sheet->scene.view), "more event", "more events");
  append_count (missing, sheet->whole.n_actors_cut, "more actor", "more actors");
  if (missing->len)
    g_string_append_printf (out, " Not shown: %s.", missing->str);
  return g_string_free (out, FALSE);
}

/* Title, subtitle and legend; returns where they end. */
static int
put_head (Sheet *sheet)
{
  g_autofree char *title = dtl_scene_title (&sheet->scene);
  g_autofree char *subtitle = spell_subtitle (sheet);
  g_auto (GStrv) heads = dtl_wrap_width (title, sheet->width - 2 * MARGIN, 22, TRUE, 2);
  g_auto (GStrv) lines = dtl_wrap_width (subtitle, sheet->width - 2 * MARGIN, 12.5, FALSE, 3);
  int y = 14;

  for (guint i = 0; heads[i]; i++)
    put_text (sheet, MARGIN, y += 28, "22", sheet->ground->ink, TRUE, "start", heads[i]);
  y += 6;
  for (guint i = 0; lines[i]; i++)
    put_text (sheet, MARGIN, y += 17, "12.5", sheet->ground->grey, FALSE, "start", lines[i]);
  return put_legend (sheet, y + 24);
}

/* Room for what is known of each column, band and lane of the page. */
static void
open_page (Sheet *sheet, guint first, guint end)
{
  guint n_bands;

  dtl_lanes_page (&sheet->whole, first, end, &sheet->lanes);
  n_bands = sheet->lanes.bands->len;
  sheet->n_before = first;
  sheet->label_lines = 0;
  sheet->x = g_new0 (int, sheet->lanes.columns->len + 1);
  sheet->left = g_new0 (int, n_bands + 1);
  sheet->right = g_new0 (int, n_bands + 1);
  sheet->heading_row = g_new0 (int, n_bands + 1);
  sheet->headings = g_new0 (char *, n_bands + 1);
}

static void
close_page (Sheet *sheet)
{
  g_strfreev (sheet->headings);
  g_free (sheet->x);
  g_free (sheet->left);
  g_free (sheet->right);
  g_free (sheet->heading_row);
  dtl_lanes_clear (&sheet->lanes);
}

/* The columns from @first up to @end, from @y on; returns where they end. */
static int
put_page (Sheet *sheet, guint first, guint end, int y)
{
  open_page (sheet, first, end);
  place_columns (sheet);
  sheet->top = y + 20 + HEADING_LEADING * (int) place_headings (sheet);
  sheet->bottom = sheet->top + sheet->lane_height * (int) sheet->lanes.lanes->len + 12;
  put_bands (sheet);
  put_spans (sheet);
  put_gaps (sheet);
  for (guint i = 0; i < sheet->lanes.lanes->len; i++)
    put_lane (sheet, i);
  for (guint i = 0; i < sheet->lanes.columns->len; i++)
    put_event (sheet, i);
  close_page (sheet);
  return sheet->bottom + 18 + MAX (LABEL_LEADING * (int) sheet->label_lines, LABEL_LEADING);
}

/* Page after page, then the list. */
static void
put_body (Sheet *sheet, int y)
{
  guint n = sheet->whole.columns->len;

  for (guint first = 0, end; first < n; first = end)
    {
      end = find_page_end (sheet, first);
      y = put_page (sheet, first, end, y + (first ? PAGE_GAP : 0));
    }
  if (n == 0)
    put_text (sheet, MARGIN, y += 40, "14", sheet->ground->ink, FALSE, "start", "No events with a named actor.");
  sheet->height = y + (n ? 0 : LABEL_LEADING);
  if (sheet->numbered)
    sheet->height = y + 32 + put_list (sheet, y + 32);
}

/* Wide enough for the widest page. */
static int
measure_width (Sheet *sheet)
{
  int width = 760;

  for (guint first = 0, end; first < sheet->whole.columns->len; first = end)
    {
      end = find_page_end (sheet, first);
      open_page (sheet, first, end);
      place_columns (sheet);
      width = MAX (width, sheet->page_right + MARGIN + 20);
      close_page (sheet);
    }
  return width;
}

/* Height is known last, so the root element is written around the rest. */
static void
wrap_root (const Sheet *sheet, GString *out)
{
  g_autofree char *words = dtl_scene_title (&sheet->scene);
  g_autofree char *title = dtl_escape_xml (words);
  g_autofree char *subtitle = spell_subtitle (sheet);
  g_autofree char *description = dtl_escape_xml (subtitle);

  g_string_append_printf (out,
                          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" "
                          "height=\"%d\" role=\"img\" lang=\"en\" aria-labelledby=\"storyline-title storyline-description\" "
                          "font-family=\"%s\">\n"
                          "<title id=\"storyline-title\">Storyline: %s</title>\n"
                          "<desc id=\"storyline-description\">%s</desc>\n"
                          "<rect width=\"100%%\" height=\"100%%\" fill=\"%s\"/>\n%s</svg>\n",
                          sheet->width, sheet->height, sheet->width, sheet->height, DTL_PICTURE_FONT, title, description,
                          sheet->ground->paper, sheet->out->str);
}

void
dtl_write_storyline (const DtlView *view, gboolean dark, GString *out)
{
  Sheet sheet = { .dark = dark, .ground = dtl_ground (dark), .out = g_string_new (NULL) };

  dtl_scene_init (&sheet.scene, view);
  dtl_lanes_init (&sheet.whole, &sheet.scene, MANY_EVENTS, MANY_BANDS, MANY_LANES);
  sheet.numbered = sheet.whole.columns->len > LABELLED_EVENTS;
  sheet.lane_height = sheet.whole.lanes->len > 20 ? 32 : 37;
  measure_names (&sheet);
  tint_lanes (&sheet);
  sheet.width = measure_width (&sheet);
  put_body (&sheet, put_head (&sheet));
  wrap_root (&sheet, out);
  g_string_free (sheet.out, TRUE);
  g_free (sheet.tints);
  dtl_lanes_clear (&sheet.whole);
}
