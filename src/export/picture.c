/*
 * Title, legend and defaults of the pictures that Graphviz lays out.
 *
 * HTML-like labels never say fixedsize: Graphviz 2.42 aborts on a cell that is too small for its text.
 */
#include "export/picture.h"

#include <string.h>

#include "export/escape.h"
#include "export/measure.h"

#define TITLE_COLUMNS 84
#define SUBTITLE_COLUMNS 130
#define LEGEND_COLUMNS 8

char *
dtl_picture_wrap (const char *text, guint columns, guint max_lines, const char *line_end)
{
  g_autofree char *clean = dtl_clean_line (text);
  g_auto (GStrv) lines = dtl_wrap_columns (clean, columns);
  GString *out = g_string_new (NULL);

  for (guint i = 0; lines[i] && i < max_lines; i++)
    {
      g_autofree char *line = dtl_escape_dot_html (lines[i]);

      g_string_append_printf (out, "%s%s", i ? line_end : "", line);
      if (i + 1 == max_lines && lines[i + 1] && !g_str_has_suffix (line, "…"))
        g_string_append (out, "…");
    }
  return g_string_free (out, FALSE);
}

void
dtl_picture_defaults (DtlAgraph *graph, gboolean dark)
{
  const DtlGround *ground = dtl_ground (dark);

  dtl_agraph_default (graph, DTL_AGRAPH_GRAPH, "bgcolor", ground->paper);
  dtl_agraph_default (graph, DTL_AGRAPH_GRAPH, "fontname", DTL_PICTURE_FONT);
  dtl_agraph_default (graph, DTL_AGRAPH_GRAPH, "fontcolor", ground->ink);
  dtl_agraph_default (graph, DTL_AGRAPH_GRAPH, "fontsize", "13");
  dtl_agraph_default (graph, DTL_AGRAPH_GRAPH, "pad", "0.35");
  dtl_agraph_default (graph, DTL_AGRAPH_GRAPH, "outputorder", "edgesfirst");
  dtl_agraph_default (graph, DTL_AGRAPH_GRAPH, "labelloc", "t");
  dtl_agraph_default (graph, DTL_AGRAPH_GRAPH, "labeljust", "l");
  dtl_agraph_default (graph, DTL_AGRAPH_NODE, "fontname", DTL_PICTURE_FONT);
  dtl_agraph_default (graph, DTL_AGRAPH_NODE, "fontcolor", ground->ink);
  dtl_agraph_default (graph, DTL_AGRAPH_NODE, "fontsize", "12");
  dtl_agraph_default (graph, DTL_AGRAPH_EDGE, "fontname", DTL_PICTURE_FONT);
  dtl_agraph_default (graph, DTL_AGRAPH_EDGE, "arrowsize", "0.75");
}

void
dtl_picture_boxes (DtlAgraph *graph, gboolean dark)
{
  dtl_agraph_default (graph, DTL_AGRAPH_NODE, "shape", "box");
  dtl_agraph_default (graph, DTL_AGRAPH_NODE, "style", "rounded,filled");
  dtl_agraph_default (graph, DTL_AGRAPH_NODE, "fillcolor", dtl_ground (dark)->box);
  dtl_agraph_default (graph, DTL_AGRAPH_NODE, "color", dtl_ground (dark)->rim);
}

static const char *
line_sample (const DtlLook *look)
{
  if (strcmp (look->line, "dashed") == 0)
    return "– – –";
  return strcmp (look->line, "dotted") == 0 ? "· · · ·" : "———";
}

static void
append_row (GString *html, const char *text, const char *size, const char *color, gboolean bold, guint columns)
{
  g_autofree char *lines = dtl_picture_wrap (text, columns, 3, "<br align=\"left\"/>");

  g_string_append_printf (html,
                          "<tr><td align=\"left\" balign=\"left\"><font point-size=\"%s\" color=\"%s\">"
                          "%s%s%s</font></td></tr>",
                          size, color, bold ? "<b>" : "", lines, bold ? "</b>" : "");
}

/* One run of text: a table would spread its cells over the whole width of the title. */
static void
append_legend (GString *html, const gboolean *used, gboolean dark)
{
  const DtlGround *ground = dtl_ground (dark);
  guint n = 0;

  g_string_append (html, "<tr><td align=\"left\" balign=\"left\" cellpadding=\"3\">");
  for (guint i = 0; i < DTL_N_FAMILIES; i++)
    if (used[i])
      {
        DtlLook look = dtl_look_at (i);

        if (n > 0 && n % LEGEND_COLUMNS == 0)
          g_string_append (html, "<br align=\"left\"/>");
        n++;
        g_string_append_printf (html,
                                "<font point-size=\"11\" color=\"%s\"><b>%s</b></font>"
                                "&#160;<font point-size=\"11\" color=\"%s\">%s</font>&#160;&#160;&#160;&#160;",
                                dtl_look_color (&look, dark), line_sample (&look), ground->ink, look.word);
      }
  g_string_append (html, "</td></tr>");
}

static gboolean
any (const gboolean *used)
{
  for (guint i = 0; used && i < DTL_N_FAMILIES; i++)
    if (used[i])
      return TRUE;
  return FALSE;
}

void
dtl_picture_title (DtlAgraph *graph, const char *title, const char *subtitle, const char *remark, const gboolean *used,
                   DtlLegendMark mark, gboolean dark)
{
  const DtlGround *ground = dtl_ground (dark);
  g_autoptr (GString) html = g_string_new ("<table border=\"0\" cellspacing=\"0\" cellpadding=\"1\">");

  append_row (html, title, "20", ground->ink, TRUE, TITLE_COLUMNS);
  append_row (html, subtitle, "11.5", ground->grey, FALSE, SUBTITLE_COLUMNS);
  if (remark)
    append_row (html, remark, "11.5", ground->grey, FALSE, SUBTITLE_COLUMNS);
  if (mark == DTL_LEGEND_LINES && any (used))
    append_legend (html, used, dark);
  g_string_append (html, "<tr><td height=\"8\"></td></tr></table>");
  dtl_agraph_title (graph, html->str);
}
