/*
 * A timeline for a terminal: a group a day, a line an event, its actors beneath, the line of the source at the right.
 *
 * Family is coded by glyph and colour, uncertainty by a mark. All text of articles goes through dtl_clean_line(), so
 * that no terminal escape gets through; widths are columns (UAX #11), so that wide scripts line up.
 */
#include "export/writers.h"

#include <string.h>

#include "export/chronicle.h"
#include "export/escape.h"
#include "export/lanes.h"
#include "export/measure.h"
#include "export/palette.h"

#define DEFAULT_WIDTH 80
#define NARROWEST 30
#define INDENT 6
#define MANY_SOURCES 20
#define DATE_COLUMNS 12
#define LANE_COLUMNS 10

#define BOLD "1"
#define DIM "2"

typedef struct
{
  const DtlScene *scene;
  GString *out;
  guint width;
  gboolean color;
  gboolean ascii;
} Page;

/* Text in the page's repertoire. */
static char *
spell (const Page *page, const char *text)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *joined = NULL;

  if (!page->ascii)
    return dtl_clean_line (text);
  parts = g_strsplit (text, " · ", -1);
  joined = g_strjoinv (", ", parts);
  return dtl_ascii_line (joined);
}

static void
put (const Page *page, const char *sgr, const char *text)
{
  if (page->color && sgr && *text)
    g_string_append_printf (page->out, "\033[%sm%s\033[0m", sgr, text);
  else
    g_string_append (page->out, text);
}

static void
put_blanks (const Page *page, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c (page->out, ' ');
}

/* A paragraph, all lines but the first indented. */
static void
put_wrapped (const Page *page, const char *sgr, const char *text, guint indent)
{
  g_autofree char *line = spell (page, text);
  g_auto (GStrv) lines = dtl_wrap_columns (line, page->width - indent);

  for (guint i = 0; lines[i]; i++)
    {
      put_blanks (page, indent);
      put (page, sgr, lines[i]);
      g_string_append_c (page->out, '\n');
    }
}

static const char *
glyph_of (const Page *page, const DtlLook *look)
{
  return page->ascii ? look->ascii : look->glyph;
}

static void
put_header (const Page *page)
{
  g_autofree char *title = dtl_scene_title (page->scene);
  g_autofree char *header = dtl_chronicle_header (page->scene);

  put_wrapped (page, BOLD, title, 0);
  put_wrapped (page, NULL, header, 0);
}

static void
put_heading (const Page *page, guint first, guint end, gint32 *year)
{
  g_autofree char *heading = dtl_chronicle_heading (page->scene, first, year);
  g_autofree char *note = dtl_chronicle_note (page->scene, first, end);
  g_autofree char *left = spell (page, heading);
  g_autofree char *right = spell (page, note);

  g_string_append_c (page->out, '\n');
  put (page, BOLD, left);
  if (*right)
    {
      gboolean fits = dtl_text_columns (left) + 2 + dtl_text_columns (right) <= page->width;

      g_string_append (page->out, fits ? "  " : "\n");
      put (page, DIM, right);
    }
  g_string_append_c (page->out, '\n');
}

/* The lines of a label, the source at the right end of the first. */
static void
put_label (const Page *page, const char *label, const char *source)
{
  guint source_columns = dtl_text_columns (source);
  g_auto (GStrv) lines = dtl_wrap_columns (label, page->width - INDENT - source_columns - 2);

  for (guint i = 0; lines[i]; i++)
    {
      if (i > 0)
        put_blanks (page, INDENT);
      g_string_append (page->out, lines[i]);
      if (i == 0 && source_columns)
        {
          put_blanks (page, page->width - INDENT - dtl_text_columns (lines[0]) - source_columns);
          put (page, DIM, source);
        }
      g_string_append_c (page->out, '\n');
    }
}

static void
put_claims (const Page *page, const DtlEvent *event)
{
  g_autoptr (GPtrArray) lines = dtl_chronicle_claims (page->scene, event);

  for (guint i = 0; i < lines->len; i++)
    put_wrapped (page, DIM, lines->pdata[i], INDENT);
}

static void
put_event (const Page *page, const DtlEvent *event)
{
  DtlLook look = dtl_look (event->family);
  g_autofree char *words = dtl_chronicle_label (page->scene, event);
  g_autofree char *label = spell (page, words);
  g_autofree char *source = dtl_chronicle_source (page->scene, event);
  g_autofree char *actors = dtl_chronicle_actors (page->scene, event);

  g_string_append (page->out, "  ");
  put (page, look.sgr, glyph_of (page, &look));
  g_string_append_printf (page->out, " %s ", dtl_chronicle_mark (&event->when, page->ascii));
  put_label (page, label, source);
  if (*actors)
    put_wrapped (page, DIM, actors, INDENT);
  if (dtl_date_is_null (&event->when.date))
    {
      g_autofree char *why = dtl_scene_why_undated (event);

      if (why)
        put_wrapped (page, DIM, why, INDENT);
    }
  put_claims (page, event);
}

static void
put_legend (const Page *page)
{
  g_autoptr (GPtrArray) entries = dtl_chronicle_legend (page->scene, page->ascii);
  guint used = 0;

  g_string_append_c (page->out, '\n');
  for (guint i = 0; i < entries->len; i++)
    {
      guint columns = dtl_text_columns (entries->pdata[i]);

      if (used && used + 2 + columns > page->width)
        {
          g_string_append_c (page->out, '\n');
          used = 0;
        }
      g_string_append_printf (page->out, "%s%s", used ? "  " : "", (const char *) entries->pdata[i]);
      used += columns + (used ? 2 : 0);
    }
  g_string_append_c (page->out, '\n');
}

/* Of many articles only those whose number stands in the page. */
static gboolean *
find_cited (const DtlScene *scene)
{
  gboolean *is_cited = g_new0 (gboolean, scene->n_sources + 1);

  for (guint i = 0; i < scene->n_shown; i++)
    {
      const DtlEvent *event = dtl_scene_event (scene, i);

      if (event->n_mentions > 0)
        is_cited[event->mentions[0].evidence.source] = TRUE;
    }
  return is_cited;
}

static void
put_sources (const Page *page)
{
  guint n = page->scene->n_sources, n_left = 0;
  g_autofree gboolean *is_cited = find_cited (page->scene);
  g_autofree char *left = NULL;

  g_string_append_c (page->out, '\n');
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *words = NULL, *line = NULL;

      if (n > MANY_SOURCES && !is_cited[i])
        {
          n_left++;
          continue;
        }
      words = dtl_chronicle_source_line (page->scene, i);
      line = g_strdup_printf ("[%u] %s", i + 1, words);
      put_wrapped (page, DIM, line, 0);
    }
  left = dtl_count_words (n_left, "more article", "more articles");
  if (n_left > 0)
    g_string_append_printf (page->out, "+ %s\n", left);
}

static void
put_footer (const Page *page)
{
  g_autofree char *inferred = dtl_chronicle_inferred (page->scene);
  guint folded = dtl_view_get_folded (page->scene->view);

  put_legend (page);
  if (inferred)
    {
      g_autofree char *sentence = g_strconcat (inferred, ".", NULL);

      put_wrapped (page, NULL, sentence, 0);
    }
  if (folded)
    g_string_append_printf (page->out, "+ %u more events not shown\n", folded);
  if (page->scene->n_sources > 1)
    put_sources (page);
}

static void
put_page (const Page *page)
{
  gint32 year = DTL_NO_YEAR;

  put_header (page);
  if (page->scene->n_shown == 0)
    {
      g_string_append (page->out, "\nNo events found.\n");
      return;
    }
  for (guint first = 0; first < page->scene->n_shown;)
    {
      guint end = dtl_chronicle_group_end (page->scene, first);

      put_heading (page, first, end, &year);
      for (; first < end; first++)
        put_event (page, dtl_scene_event (page->scene, first));
    }
  put_footer (page);
}

/* ---- lanes ---- */

static const char *
stroke_of (const Page *page, gboolean across)
{
  return page->ascii ? (across ? "-" : "|") : across ? "─" : "│";
}

/* @text in exactly @columns, cut or filled with blanks. */
static void
put_cell (const Page *page, const char *sgr, const char *text, guint columns)
{
  g_autofree char *line = spell (page, text);
  g_auto (GStrv) lines = dtl_wrap_columns (line, columns - 1);
  const char *cell = lines[0] ? lines[0] : "";

  put (page, sgr, cell);
  put_blanks (page, columns - dtl_text_columns (cell));
}

static void
put_lane_names (const Page *page, const DtlLanes *lanes)
{
  g_string_append_c (page->out, '\n');
  put_blanks (page, DATE_COLUMNS);
  for (guint i = 0; i < lanes->lanes->len; i++)
    {
      g_autofree char *name = dtl_scene_short_name (page->scene, dtl_lanes_lane (lanes, i)->actor);

      put_cell (page, BOLD, name, LANE_COLUMNS);
    }
  g_string_append_c (page->out, '\n');
}

/* One lane in the row of event @number: a mark where its actor takes part, a tie where it is passed, else its own line
 * from its first event to its last. */
static void
put_lane (const Page *page, const DtlLanes *lanes, guint number, guint lane)
{
  const DtlColumn *column = dtl_lanes_column (lanes, number);
  const DtlLane *own = dtl_lanes_lane (lanes, lane);
  DtlLook look = dtl_look (dtl_scene_event (page->scene, column->event)->family);
  guint top = g_array_index (column->lanes, guint, 0);
  guint bottom = g_array_index (column->lanes, guint, column->lanes->len - 1);
  gboolean takes_part = FALSE;
  g_autoptr (GString) tie = g_string_new (NULL);

  for (guint i = 0; i < column->lanes->len; i++)
    takes_part = takes_part || g_array_index (column->lanes, guint, i) == lane;
  for (guint i = 0; i < LANE_COLUMNS; i++)
    {
      gboolean tied = i ? top <= lane && lane < bottom : top < lane && lane < bottom;

      if (i == 0 && takes_part)
        g_string_append (tie, glyph_of (page, &look));
      else if (i == 0 && !tied && own->first <= number && number <= own->last)
        g_string_append (tie, stroke_of (page, FALSE));
      else
        g_string_append (tie, tied ? stroke_of (page, TRUE) : " ");
    }
  put (page, takes_part || (top <= lane && lane < bottom) ? look.sgr : DIM, tie->str);
}

static void
put_lane_row (const Page *page, const DtlLanes *lanes, guint number)
{
  const DtlEvent *event = dtl_scene_event (page->scene, dtl_lanes_column (lanes, number)->event);
  g_autofree char *when = dtl_scene_when (page->scene, &event->when);
  g_autofree char *label = dtl_chronicle_label (page->scene, event);

  put_cell (page, BOLD, *when ? when : "undated", DATE_COLUMNS);
  for (guint i = 0; i < lanes->lanes->len; i++)
    put_lane (page, lanes, number, i);
  while (page->out->len && page->out->str[page->out->len - 1] == ' ')
    g_string_truncate (page->out, page->out->len - 1);
  g_string_append_c (page->out, '\n');
  put_wrapped (page, NULL, label, DATE_COLUMNS);
}

/* What the lanes have no room for, or no lane: each count only if there is any. */
static void
put_left_out (const Page *page, guint n_events, guint n_actors)
{
  g_autofree char *events = dtl_count_words (n_events, "event", "events");
  g_autofree char *actors = dtl_count_words (n_actors, "actor", "actors");

  if (n_events || n_actors)
    g_string_append_printf (page->out, "+ %s%s%s not shown\n", n_events ? events : "", n_events && n_actors ? ", " : "",
                            n_actors ? actors : "");
}

/* A column an actor, a row an event: as many actors as the width holds, those with most events; the rest is counted. */
static void
put_lanes (const Page *page)
{
  guint max = (page->width - DATE_COLUMNS) / LANE_COLUMNS, left_out;
  DtlLanes lanes;

  put_header (page);
  dtl_lanes_init (&lanes, page->scene, G_MAXUINT, G_MAXUINT, max);
  if (lanes.columns->len)
    put_lane_names (page, &lanes);
  for (guint i = 0; i < lanes.columns->len; i++)
    put_lane_row (page, &lanes, i);
  left_out = lanes.n_alone + lanes.n_cut + dtl_view_get_folded (page->scene->view);
  put_legend (page);
  put_left_out (page, left_out, lanes.n_actors_cut);
  dtl_lanes_clear (&lanes);
}

/* One line an event: EDTF, class, label, actors, place, source; no column is ever empty but the last ones. */
static void
put_plain (const Page *page, const DtlEvent *event)
{
  g_autofree char *edtf = dtl_date_to_string (&event->when.date);
  g_autofree char *label = spell (page, event->label);
  g_autofree char *words = dtl_chronicle_actors (page->scene, event);
  g_autofree char *actors = spell (page, words);
  g_autofree char *place_name = dtl_cut_line (event->place.name, 200);
  g_autofree char *place = spell (page, place_name);
  g_autofree char *source = dtl_chronicle_source (page->scene, event);
  const char *reality = dtl_reality_word (event->reality);

  g_string_append_printf (page->out, "%s\t%s\t%s%s%s%s\t%s\t%s\t%s\n", edtf ? edtf : "-",
                          event->event_class ? event->event_class : "-", label, *reality ? " (" : "", reality,
                          *reality ? ")" : "", actors, place, source);
}

gboolean
dtl_write_text (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  DtlScene scene;
  Page page = { &scene, out, DEFAULT_WIDTH, options->color, options->ascii };

  dtl_scene_init (&scene, view);
  if (options->width)
    page.width = MAX (options->width, NARROWEST);
  if (options->lanes)
    put_lanes (&page);
  else if (!options->plain)
    put_page (&page);
  else
    for (guint i = 0; i < scene.n_shown; i++)
      put_plain (&page, dtl_scene_event (&scene, i));
  return TRUE;
}
