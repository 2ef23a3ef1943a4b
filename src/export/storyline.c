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

#define SCREEN_WIDTH 1440 /* of a page in a picture of its own, of any height */
#define SHEET_GAP 22
#define MARGIN 24
#define WIDE_COLUMN 94
#define NARROW_COLUMN 30
#define GUTTER 24
#define GAP_GUTTER 76
#define LABEL_SIZE 10.5
#define LABEL_LINES 8
#define LABEL_LEADING 13
#define LABEL_GAP 18 /* from the bands to the first line */
#define LANE_GAP 12
#define HEADING_GAP 12
#define HEADING_ROWS 6
#define USUAL_HEADING_ROWS 2
#define HEADING_LEADING 18
#define LIST_COLUMN 350
#define LIST_LINES 2
#define LIST_LEADING (LIST_LINES * LABEL_LEADING + 5)

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
} Drawing;

static int
lane_y (const Drawing *drawing, guint lane)
{
  return drawing->top + drawing->lane_height * (int) lane + drawing->lane_height / 2 + 6;
}

static guint
lane_of (const DtlColumn *column, guint i)
{
  return g_array_index (column->lanes, guint, i);
}

static void
put_line (Drawing *drawing, int x1, int y1, int x2, int y2, const char *color, const char *more)
{
  g_string_append_printf (drawing->out, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"%s/>\n", x1, y1,
                          x2, y2, color, more);
}

static void
put_circle (Drawing *drawing, int x, int y, int radius, const char *fill, const char *rim, int width)
{
  g_string_append_printf (drawing->out,
                          "<circle cx=\"%d\" cy=\"%d\" r=\"%d\" fill=\"%s\" stroke=\"%s\" stroke-width=\"%d\"/>\n", x, y, radius,
                          fill, rim, width);
}

static void
put_rectangle (Drawing *drawing, int x, int y, int width, int height, int corner, const char *fill)
{
  g_string_append_printf (drawing->out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\" fill=\"%s\"/>\n", x, y,
                          width, height, corner, fill);
}

/* A text element; @anchor is start, middle or end. */
static void
put_text (Drawing *drawing, int x, int y, const char *size, const char *color, gboolean bold, const char *anchor,
          const char *text)
{
  g_autofree char *escaped = dtl_escape_xml (text);

  g_string_append_printf (drawing->out, "<text x=\"%d\" y=\"%d\" font-size=\"%s\" fill=\"%s\"%s%s%s%s>%s</text>\n", x, y,
                          size, color, bold ? " font-weight=\"700\"" : "", strcmp (anchor, "start") ? " text-anchor=\"" : "",
                          strcmp (anchor, "start") ? anchor : "", strcmp (anchor, "start") ? "\"" : "", escaped);
}

/* What was drawn since the last sheet becomes one. */
static void
close_sheet (Drawing *drawing, int height)
{
  DtlSheet *sheet = g_new (DtlSheet, 1);

  sheet->body = drawing->out;
  sheet->height = height;
  g_ptr_array_add (drawing->sheets, sheet);
  drawing->out = g_string_new (NULL);
}

static char *
name_of (const Drawing *drawing, const DtlLane *lane)
{
  return dtl_cut_line (drawing->scene.actors[lane->actor].name, 34);
}

static char *
role_of (const Drawing *drawing, const DtlLane *lane)
{
  g_autofree char *role = dtl_scene_role (&drawing->scene, lane->actor, TRUE);

  return dtl_cut_line (role, 48);
}

static void
measure_names (Drawing *drawing)
{
  double widest = 90;

  for (guint i = 0; i < drawing->whole.lanes->len; i++)
    {
      g_autofree char *name = name_of (drawing, dtl_lanes_lane (&drawing->whole, i));
      g_autofree char *role = role_of (drawing, dtl_lanes_lane (&drawing->whole, i));

      widest = MAX (widest, dtl_text_width (name, 13, TRUE));
      widest = MAX (widest, dtl_text_width (role, 10, FALSE));
    }
  drawing->names_right = MARGIN + (int) widest + 4;
}

static int
column_width (const Drawing *drawing)
{
  return drawing->numbered ? NARROW_COLUMN : WIDE_COLUMN;
}

static int
gutter_before (const DtlLanes *lanes, guint band)
{
  const DtlBand *own = dtl_lanes_band (lanes, band);

  return band == 0 ? 16 : own->gap_days > LONG_GAP || own->is_undated ? GAP_GUTTER : GUTTER;
}

/* How many lanes a page has room for, if no more headings than usual stand above one another. */
static guint
count_room (const Drawing *drawing)
{
  int rest = HEADING_GAP + USUAL_HEADING_ROWS * HEADING_LEADING + LANE_GAP + LABEL_GAP
             + (drawing->numbered ? 1 : LABEL_LINES) * LABEL_LEADING;

  return drawing->page_height > rest ? (guint) ((drawing->page_height - rest) / drawing->lane_height) : G_MAXUINT;
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
find_page_end (const Drawing *drawing, guint first)
{
  int left = drawing->names_right + 16, x = left, limit = drawing->page_width - MARGIN - 20;
  g_autofree gboolean *seen = g_new0 (gboolean, drawing->whole.lanes->len + 1);
  guint last_band = first, n_lanes = 0, room = count_room (drawing);

  for (guint i = first; i < drawing->whole.columns->len; i++)
    {
      guint band = dtl_lanes_column (&drawing->whole, i)->band;

      if (i > first && band != dtl_lanes_column (&drawing->whole, i - 1)->band)
        {
          x += gutter_before (&drawing->whole, band);
          if (x - left > (limit - left) / 2)
            last_band = i;
        }
      x += column_width (drawing);
      n_lanes += count_new_lanes (dtl_lanes_column (&drawing->whole, i), seen);
      if ((x > limit || n_lanes > room) && i > first)
        return last_band > first ? last_band : i;
    }
  return drawing->whole.columns->len;
}

static void
place_columns (Drawing *drawing)
{
  int x = drawing->names_right;

  for (guint i = 0; i < drawing->lanes.bands->len; i++)
    {
      const DtlBand *band = dtl_lanes_band (&drawing->lanes, i);

      x += gutter_before (&drawing->lanes, i);
      drawing->left[i] = x;
      for (guint j = band->first; j < band->end; j++, x += column_width (drawing))
        drawing->x[j] = x + column_width (drawing) / 2;
      drawing->right[i] = x;
    }
  drawing->page_right = x;
}

/* Greedy rows: a heading goes into the row nearest its band where it touches no other. */
static guint
place_headings (Drawing *drawing)
{
  int used[HEADING_ROWS];
  guint n_rows = 1;
  gint32 year = drawing->scene.year;

  for (guint row = 0; row < HEADING_ROWS; row++)
    used[row] = G_MININT;
  for (guint i = 0; i < drawing->lanes.bands->len; i++)
    {
      const DtlColumn *column = dtl_lanes_column (&drawing->lanes, dtl_lanes_band (&drawing->lanes, i)->first);
      int centre = (drawing->left[i] + drawing->right[i]) / 2, half;
      guint row = 0;

      if (drawing->lanes.unit == DTL_UNIT_DAY)
        drawing->headings[i] = dtl_chronicle_heading (&drawing->scene, column->event, &year);
      else
        drawing->headings[i] = dtl_chronicle_unit_heading (&drawing->scene, column->event, drawing->lanes.unit);
      half = (int) dtl_text_width (drawing->headings[i], 12.5, TRUE) / 2;
      while (row < HEADING_ROWS && centre - half < used[row] + 10)
        row++;
      drawing->heading_row[i] = row < HEADING_ROWS ? (int) row : -1;
      if (row < HEADING_ROWS)
        used[row] = centre + half;
      n_rows = MAX (n_rows, MIN (row + 1, HEADING_ROWS));
    }
  return n_rows;
}

/* Lanes of one country share a colour, on all pages. */
static void
tint_lanes (Drawing *drawing)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);

  drawing->tints = g_new0 (guint, drawing->scene.n_actors + 1);
  for (guint i = 0; i < drawing->whole.lanes->len; i++)
    {
      guint32 actor = dtl_lanes_lane (&drawing->whole, i)->actor;
      const char *country = drawing->scene.actors[actor].country;
      guint number = country ? GPOINTER_TO_UINT (g_hash_table_lookup (numbers, country)) : 12;

      if (number == 0)
        {
          number = g_hash_table_size (numbers) + 1;
          g_hash_table_insert (numbers, (gpointer) country, GUINT_TO_POINTER (number));
        }
      drawing->tints[actor] = number - 1;
    }
}

static const char *
lane_color (const Drawing *drawing, guint lane)
{
  return dtl_tint (drawing->tints[dtl_lanes_lane (&drawing->lanes, lane)->actor], drawing->dark).strong;
}

static void
put_bands (Drawing *drawing)
{
  for (guint i = 0; i < drawing->lanes.bands->len; i++)
    {
      int centre = (drawing->left[i] + drawing->right[i]) / 2, y = drawing->top - 8 - HEADING_LEADING * drawing->heading_row[i];

      put_rectangle (drawing, drawing->left[i], drawing->top, drawing->right[i] - drawing->left[i], drawing->bottom - drawing->top, 6,
                     dtl_lanes_band (&drawing->lanes, i)->is_undated ? drawing->ground->paper : drawing->ground->band);
      if (i > 0 && dtl_lanes_band (&drawing->lanes, i)->is_undated)
        put_line (drawing, drawing->left[i] - GAP_GUTTER / 2, drawing->top, drawing->left[i] - GAP_GUTTER / 2, drawing->bottom,
                  drawing->ground->rule, " stroke-dasharray=\"2 4\"");
      if (drawing->heading_row[i] > 0)
        put_line (drawing, centre, y + 4, centre, drawing->top, drawing->ground->rule, "");
    }
  /* Headings after the leaders, on paper of their own: none is struck through. */
  for (guint i = 0; i < drawing->lanes.bands->len; i++)
    {
      int centre = (drawing->left[i] + drawing->right[i]) / 2, y = drawing->top - 8 - HEADING_LEADING * drawing->heading_row[i];
      int half = (int) dtl_text_width (drawing->headings[i], 12.5, TRUE) / 2 + 2;

      if (drawing->heading_row[i] < 0)
        continue;
      put_rectangle (drawing, centre - half, y - 12, 2 * half, 15, 0, drawing->ground->paper);
      put_text (drawing, centre, y, "12.5", drawing->ground->ink, TRUE, "middle", drawing->headings[i]);
    }
}

/* The last band that the date of column @number reaches into; its own if it does not go on. */
static guint
find_reach (const Drawing *drawing, guint number)
{
  const DtlColumn *column = dtl_lanes_column (&drawing->lanes, number);
  guint band = column->band;
  DtlDay earliest, latest, begin, end;

  if (!dtl_date_bounds (&dtl_scene_event (&drawing->scene, column->event)->when.date, &earliest, &latest) || earliest == DTL_DAY_MIN)
    return band;
  for (guint i = band + 1; i < drawing->lanes.bands->len; i++)
    {
      guint first = dtl_lanes_band (&drawing->lanes, i)->first;
      const DtlEvent *event = dtl_scene_event (&drawing->scene, dtl_lanes_column (&drawing->lanes, first)->event);

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
put_spans (Drawing *drawing)
{
  for (guint i = 0; i < drawing->lanes.columns->len; i++)
    {
      const DtlColumn *column = dtl_lanes_column (&drawing->lanes, i);
      DtlLook look = dtl_look (dtl_scene_event (&drawing->scene, column->event)->family);
      guint reach = find_reach (drawing, i);

      for (guint j = 0; j < column->lanes->len && reach > column->band; j++)
        g_string_append_printf (drawing->out,
                                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"12\" rx=\"6\" fill=\"%s\" "
                                "fill-opacity=\"0.25\"/>\n",
                                drawing->x[i], lane_y (drawing, lane_of (column, j)) - 6, drawing->right[reach] - drawing->x[i],
                                dtl_look_color (&look, drawing->dark));
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
put_gaps (Drawing *drawing)
{
  for (guint i = 1; i < drawing->lanes.bands->len; i++)
    if (dtl_lanes_band (&drawing->lanes, i)->gap_days > LONG_GAP)
      {
        g_autofree char *gap = spell_gap (dtl_lanes_band (&drawing->lanes, i)->gap_days);
        int centre = (drawing->right[i - 1] + drawing->left[i]) / 2;

        put_text (drawing, centre, drawing->bottom + 2, "14", drawing->ground->grey, FALSE, "middle", "⋯");
        put_text (drawing, centre, drawing->bottom + 16, "10", drawing->ground->grey, FALSE, "middle", gap);
      }
}

static void
put_lane (Drawing *drawing, guint number)
{
  const DtlLane *lane = dtl_lanes_lane (&drawing->lanes, number);
  const DtlActor *actor = &drawing->scene.actors[lane->actor];
  g_autofree char *name = name_of (drawing, lane);
  g_autofree char *role = role_of (drawing, lane);
  g_autofree char *events = dtl_count_words (lane->n_events, "event", "events");
  g_autofree char *full = dtl_clean_line (actor->name);
  g_autofree char *words = g_strdup_printf ("%s%s%s: %s", full, *role ? ", " : "", role, events);
  g_autofree char *title = dtl_escape_xml (words);
  g_autofree char *id = dtl_escape_xml (actor->id);
  const char *color = lane_color (drawing, number);
  int y = lane_y (drawing, number);

  g_string_append_printf (drawing->out, "<g id=\"lane-%s\"><title>%s</title>\n", id, title);
  put_text (drawing, drawing->names_right, *role ? y - 1 : y + 4, "13", drawing->ground->ink, TRUE, "end", name);
  if (*role)
    put_text (drawing, drawing->names_right, y + 11, "10", drawing->ground->grey, FALSE, "end", role);
  if (!lane->before)
    put_line (drawing, drawing->names_right + 8, y, drawing->x[lane->first], y, color, " stroke-dasharray=\"1 4\"");
  put_line (drawing, lane->before ? drawing->names_right + 8 : drawing->x[lane->first], y,
            lane->after ? drawing->page_right + 6 : drawing->x[lane->last], y, color,
            " stroke-width=\"3\" stroke-linecap=\"round\"");
  g_string_append (drawing->out, "</g>\n");
}

/* The label of an event under its column, or its number. A dotted line leads down to it. */
static void
put_label (Drawing *drawing, guint number, const DtlEvent *event)
{
  const DtlColumn *column = dtl_lanes_column (&drawing->lanes, number);
  int x = drawing->x[number], y = drawing->bottom + LABEL_GAP;
  g_autofree char *words = dtl_chronicle_label (&drawing->scene, event);
  g_auto (GStrv) lines = dtl_wrap_width (words, WIDE_COLUMN - 6, LABEL_SIZE, FALSE, LABEL_LINES);

  put_line (drawing, x, lane_y (drawing, lane_of (column, column->lanes->len - 1)), x, drawing->bottom + 5, drawing->ground->grey,
            " stroke-dasharray=\"1 3\"");
  if (drawing->numbered)
    {
      g_autofree char *digits = g_strdup_printf ("%u", drawing->n_before + number + 1);

      put_text (drawing, x, y, "10", drawing->ground->ink, FALSE, "middle", digits);
      return;
    }
  for (guint i = 0; lines[i]; i++)
    put_text (drawing, x, y + LABEL_LEADING * (int) i, "10.5", drawing->ground->ink, FALSE, "middle", lines[i]);
  drawing->label_lines = MAX (drawing->label_lines, g_strv_length (lines));
}

/* Hollow where the date is inferred, small where it did not happen or has not yet: nothing is faded, for text and thin
 * lines must stay readable. */
static void
put_tie (Drawing *drawing, guint number, const DtlEvent *event)
{
  const DtlColumn *column = dtl_lanes_column (&drawing->lanes, number);
  DtlLook look = dtl_look (event->family);
  const char *color = dtl_look_color (&look, drawing->dark);
  gboolean actual = event->reality == DTL_REALITY_ACTUAL;
  gboolean hollow = !column->is_undated && dtl_when_is_inferred (&event->when);
  int x = drawing->x[number], radius = (drawing->numbered ? 5 : 7) - (actual ? 0 : 2);
  g_autofree char *width = g_strdup_printf (" stroke-width=\"%d\"%s", !actual ? 2 : drawing->numbered ? 3 : 5,
                                            hollow || !actual ? " stroke-dasharray=\"4 4\"" : "");

  if (column->lanes->len > 1)
    put_line (drawing, x, lane_y (drawing, lane_of (column, 0)), x, lane_y (drawing, lane_of (column, column->lanes->len - 1)),
              color, width);
  for (guint i = 0; i < column->lanes->len; i++)
    put_circle (drawing, x, lane_y (drawing, lane_of (column, i)), radius, hollow ? drawing->ground->paper : color, color,
                actual ? 3 : 2);
}

static void
put_event (Drawing *drawing, guint number)
{
  const DtlEvent *event = dtl_scene_event (&drawing->scene, dtl_lanes_column (&drawing->lanes, number)->event);
  g_autofree char *when = dtl_scene_when (&drawing->scene, &event->when);
  g_autofree char *label = dtl_chronicle_label (&drawing->scene, event);
  g_autofree char *sentence = dtl_scene_sentence (event);
  g_autofree char *words = g_strdup_printf (*sentence ? "%s: %s — “%s”" : "%s: %s%s", *when ? when : "undated", label,
                                            sentence);
  g_autofree char *title = dtl_escape_xml (words);
  g_autofree char *id = dtl_escape_xml (event->id);

  g_string_append_printf (drawing->out, "<g id=\"event-%s\"><title>%s</title>\n", id, title);
  put_label (drawing, number, event);
  put_tie (drawing, number, event);
  g_string_append (drawing->out, "</g>\n");
}

/* Event @number of the list, its digits ending left of @x. */
static void
put_item (Drawing *drawing, guint number, int x, int y)
{
  const DtlEvent *event = dtl_scene_event (&drawing->scene, dtl_lanes_column (&drawing->whole, number)->event);
  DtlLook look = dtl_look (event->family);
  g_autofree char *when = dtl_scene_when (&drawing->scene, &event->when);
  g_autofree char *label = dtl_chronicle_label (&drawing->scene, event);
  g_autofree char *words = g_strdup_printf ("%s%s%s", when, *when ? ": " : "", label);
  g_auto (GStrv) lines = dtl_wrap_width (words, LIST_COLUMN - 50, LABEL_SIZE, FALSE, LIST_LINES);
  g_autofree char *digits = g_strdup_printf ("%u", number + 1);

  put_text (drawing, x, y, "10.5", dtl_look_color (&look, drawing->dark), TRUE, "end", digits);
  for (guint i = 0; lines[i]; i++)
    put_text (drawing, x + 7, y + LABEL_LEADING * (int) i, "10.5", drawing->ground->ink, FALSE, "start", lines[i]);
}

/* The numbered events, in as many columns as the width holds and as many sheets as the height asks for. */
static void
put_list (Drawing *drawing)
{
  guint n = drawing->whole.columns->len, n_columns = MAX ((drawing->width - 2 * MARGIN) / LIST_COLUMN, 1);
  guint n_rows = (n + n_columns - 1) / n_columns;

  if (drawing->page_height)
    n_rows = MIN (n_rows, (guint) drawing->page_height / LIST_LEADING);
  for (guint first = 0; first < n; first += n_rows * n_columns)
    {
      guint end = MIN (n, first + n_rows * n_columns);

      for (guint i = first; i < end; i++)
        put_item (drawing, i, MARGIN + 22 + LIST_COLUMN * (int) ((i - first) / n_rows),
                  LABEL_LEADING + LIST_LEADING * (int) ((i - first) % n_rows));
      close_sheet (drawing, LABEL_LEADING + LIST_LEADING * (int) MIN (n_rows, end - first));
    }
}

/* One entry of the legend, on a new line if it does not fit; @radius and @fill are those of its mark. */
static void
put_entry (Drawing *drawing, const char *word, const char *color, const char *fill, int radius, int *x, int *y)
{
  int width = (int) dtl_text_width (word, 12, FALSE) + 36;

  if (*x + width > drawing->width - MARGIN)
    {
      *x = MARGIN + 6;
      *y += 18;
    }
  put_circle (drawing, *x, *y - 4, radius, fill, color, 2);
  put_text (drawing, *x + 10, *y, "12", drawing->ground->ink, FALSE, "start", word);
  *x += width;
}

/* What the picture has used; returns where it ends. */
static int
put_legend (Drawing *drawing, int y)
{
  gboolean used[DTL_N_FAMILIES] = { FALSE }, hollow = FALSE, unreal = FALSE;
  const char *grey = drawing->ground->grey;
  int x = MARGIN + 6;

  for (guint i = 0; i < drawing->whole.columns->len; i++)
    {
      const DtlColumn *column = dtl_lanes_column (&drawing->whole, i);
      const DtlEvent *event = dtl_scene_event (&drawing->scene, column->event);

      used[dtl_look (event->family).order] = TRUE;
      hollow = hollow || (!column->is_undated && dtl_when_is_inferred (&event->when));
      unreal = unreal || event->reality != DTL_REALITY_ACTUAL;
    }
  for (guint i = 0; i < DTL_N_FAMILIES; i++)
    if (used[i])
      {
        DtlLook look = dtl_look_at (i);
        const char *color = dtl_look_color (&look, drawing->dark);

        put_entry (drawing, look.word, color, color, 5, &x, &y);
      }
  if (hollow)
    put_entry (drawing, "hollow: date inferred", grey, drawing->ground->paper, 5, &x, &y);
  if (unreal)
    put_entry (drawing, "small: planned, denied or possible", grey, grey, 3, &x, &y);
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
spell_subtitle (const Drawing *drawing)
{
  g_autoptr (GString) missing = g_string_new (NULL);
  g_autofree char *range = dtl_scene_range (&drawing->scene, drawing->scene.shown, drawing->scene.n_shown);
  g_autofree char *publishers = dtl_scene_publishers (&drawing->scene);
  GString *out = g_string_new ("Each line is an actor, each vertical tie an event");

  if (range && drawing->whole.columns->len)
    g_string_append_printf (out, ", %s", range);
  g_string_append_c (out, '.');
  if (publishers)
    g_string_append_printf (out, " Source: %s.", publishers);
  append_count (missing, drawing->whole.n_alone, "event without a named actor", "events without a named actor");
  append_count (missing, drawing->whole.n_cut + dtl_view_get_folded (drawing->scene.view), "more event", "more events");
  append_count (missing, drawing->whole.n_actors_cut, "more actor", "more actors");
  if (missing->len)
    g_string_append_printf (out, " Not shown: %s.", missing->str);
  return g_string_free (out, FALSE);
}

/* Title, subtitle and legend. */
static void
put_head (Drawing *drawing)
{
  g_autofree char *title = dtl_scene_title (&drawing->scene);
  g_autofree char *subtitle = spell_subtitle (drawing);
  g_auto (GStrv) heads = dtl_wrap_width (title, drawing->width - 2 * MARGIN, 22, TRUE, 2);
  g_auto (GStrv) lines = dtl_wrap_width (subtitle, drawing->width - 2 * MARGIN, 12.5, FALSE, 3);
  int y = 14;

  for (guint i = 0; heads[i]; i++)
    put_text (drawing, MARGIN, y += 28, "22", drawing->ground->ink, TRUE, "start", heads[i]);
  y += 6;
  for (guint i = 0; lines[i]; i++)
    put_text (drawing, MARGIN, y += 17, "12.5", drawing->ground->grey, FALSE, "start", lines[i]);
  close_sheet (drawing, put_legend (drawing, y + 24) + 8);
}

/* Room for what is known of each column, band and lane of the page. */
static void
open_page (Drawing *drawing, guint first, guint end)
{
  guint n_bands;

  dtl_lanes_page (&drawing->whole, first, end, &drawing->lanes);
  n_bands = drawing->lanes.bands->len;
  drawing->n_before = first;
  drawing->label_lines = 0;
  drawing->x = g_new0 (int, drawing->lanes.columns->len + 1);
  drawing->left = g_new0 (int, n_bands + 1);
  drawing->right = g_new0 (int, n_bands + 1);
  drawing->heading_row = g_new0 (int, n_bands + 1);
  drawing->headings = g_new0 (char *, n_bands + 1);
}

static void
close_page (Drawing *drawing)
{
  g_strfreev (drawing->headings);
  g_free (drawing->x);
  g_free (drawing->left);
  g_free (drawing->right);
  g_free (drawing->heading_row);
  dtl_lanes_clear (&drawing->lanes);
}

/* The columns from @first up to @end. */
static void
put_page (Drawing *drawing, guint first, guint end)
{
  open_page (drawing, first, end);
  place_columns (drawing);
  drawing->top = HEADING_GAP + HEADING_LEADING * (int) place_headings (drawing);
  drawing->bottom = drawing->top + drawing->lane_height * (int) drawing->lanes.lanes->len + LANE_GAP;
  put_bands (drawing);
  put_spans (drawing);
  put_gaps (drawing);
  for (guint i = 0; i < drawing->lanes.lanes->len; i++)
    put_lane (drawing, i);
  for (guint i = 0; i < drawing->lanes.columns->len; i++)
    put_event (drawing, i);
  close_page (drawing);
  close_sheet (drawing, drawing->bottom + LABEL_GAP + LABEL_LEADING * (int) MAX (drawing->label_lines, 1));
}

/* Page after page, then the list. */
static void
put_body (Drawing *drawing)
{
  guint n = drawing->whole.columns->len;

  for (guint first = 0, end; first < n; first = end)
    {
      end = find_page_end (drawing, first);
      put_page (drawing, first, end);
    }
  if (n == 0)
    {
      put_text (drawing, MARGIN, 32, "14", drawing->ground->ink, FALSE, "start", "No events with a named actor.");
      close_sheet (drawing, 32 + LABEL_LEADING);
    }
  if (drawing->numbered)
    put_list (drawing);
}

/* Wide enough for the widest page. */
static int
measure_width (Drawing *drawing)
{
  int width = 760;

  for (guint first = 0, end; first < drawing->whole.columns->len; first = end)
    {
      end = find_page_end (drawing, first);
      open_page (drawing, first, end);
      place_columns (drawing);
      width = MAX (width, drawing->page_right + MARGIN + 20);
      close_page (drawing);
    }
  return width;
}

static void
sheet_free (gpointer data)
{
  g_string_free (((DtlSheet *) data)->body, TRUE);
  g_free (data);
}

/* @description: (out) (transfer full) (nullable): the subtitle */
static GPtrArray *
draw (Drawing *drawing, const DtlView *view, char **description)
{
  drawing->ground = dtl_ground (drawing->dark);
  drawing->sheets = g_ptr_array_new_with_free_func (sheet_free);
  drawing->out = g_string_new (NULL);
  dtl_scene_init (&drawing->scene, view);
  dtl_lanes_init (&drawing->whole, &drawing->scene, MANY_EVENTS, MANY_BANDS, MANY_LANES);
  drawing->numbered = drawing->whole.columns->len > LABELLED_EVENTS;
  drawing->lane_height = drawing->whole.lanes->len > 20 ? 32 : 37;
  measure_names (drawing);
  tint_lanes (drawing);
  drawing->width = measure_width (drawing);
  put_head (drawing);
  put_body (drawing);
  if (description)
    *description = spell_subtitle (drawing);
  g_string_free (drawing->out, TRUE);
  g_free (drawing->tints);
  dtl_lanes_clear (&drawing->whole);
  return drawing->sheets;
}

GPtrArray *
dtl_storyline_sheets (const DtlView *view, gboolean dark, int page_width, int page_height, int *width)
{
  Drawing drawing = { .dark = dark, .page_width = page_width, .page_height = page_height };
  GPtrArray *sheets = draw (&drawing, view, NULL);

  *width = drawing.width;
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
  Drawing drawing = { .dark = dark, .page_width = SCREEN_WIDTH };
  g_autofree char *subtitle = NULL;
  g_autoptr (GPtrArray) sheets = draw (&drawing, view, &subtitle);
  g_autofree char *words = dtl_scene_title (&drawing.scene);
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
                          drawing.width, height, drawing.width, height, DTL_PICTURE_FONT, title, description,
                          drawing.ground->paper);
  for (guint i = 0; i < sheets->len; i++)
    {
      const DtlSheet *sheet = sheets->pdata[i];

      g_string_append_printf (out, "<g transform=\"translate(0 %d)\">\n%s</g>\n", y, sheet->body->str);
      y += sheet->height + SHEET_GAP;
    }
  g_string_append (out, "</svg>\n");
}
