/*
 * Relations with words: Graphviz's dot draws them from left to right, with a small label node on every line ("met 10
 * Mar"): ordinary edge labels float beside several lines at once, label nodes cannot. Countries and organisations are
 * light clusters.
 */
#include "export/relations-plot.h"

#include "export/escape.h"
#include "story/view.h"

#define ROWS_ON_A_LINE 3

static DtlAgraphPart *
add_cluster (DtlDrawing *drawing, const char *key, const char *name, guint tint)
{
  DtlAgraphPart *cluster = dtl_agraph_cluster (drawing->graph, key);
  g_autofree char *label = dtl_picture_wrap (name, DTL_NAME_COLUMNS, 1, "");
  g_autofree char *html = g_strconcat ("<b>", label, "</b>", NULL);
  const char *fill = dtl_tint (tint, drawing->dark).fill;

  dtl_agraph_put_html (drawing->graph, cluster, "label", html);
  dtl_agraph_put (drawing->graph, cluster, "labeljust", "l");
  dtl_agraph_put (drawing->graph, cluster, "fontsize", "11");
  dtl_agraph_put (drawing->graph, cluster, "fontcolor", drawing->ground->grey);
  dtl_agraph_put (drawing->graph, cluster, "style", "rounded,filled");
  dtl_agraph_put (drawing->graph, cluster, "color", fill);
  dtl_agraph_put (drawing->graph, cluster, "penwidth", "0");
  dtl_agraph_put (drawing->graph, cluster, "margin", "11");
  return cluster;
}

static guint
count_members (const DtlDrawing *drawing, const char *key)
{
  guint n = 0;

  for (guint i = 0; i < drawing->n_actors; i++)
    {
      const char *name;
      g_autofree char *other = dtl_cast_group (drawing->cast, drawing->actors[i], &name);

      n += g_strcmp0 (other, key) == 0;
    }
  return n;
}

/* A country or organisation with two members is a cluster; of a single one the line under its name says it. */
static void
group_actors (DtlDrawing *drawing)
{
  for (guint i = 0; i < drawing->n_actors; i++)
    {
      guint32 actor = drawing->actors[i];
      const char *name = NULL;
      g_autofree char *key = dtl_cast_group (drawing->cast, actor, &name);

      if (key && count_members (drawing, key) >= 2)
        drawing->groups[actor] = add_cluster (drawing, key, name, drawing->cast->tints[actor]);
    }
}

static void
append_small (const DtlDrawing *drawing, GString *html, const char *words)
{
  g_string_append_printf (html, "<br/><font point-size=\"9.5\" color=\"%s\">%s</font>", drawing->ground->grey, words);
}

/* White, rounded; the name bold and larger the more lines it has, five points at most; beneath it the role, and where
 * else the actor stands. */
static void
add_card (DtlDrawing *drawing, guint32 actor)
{
  const DtlActor *who = &drawing->cast->scene.actors[actor];
  DtlAgraphPart *node = dtl_agraph_node (drawing->graph, drawing->groups[actor], who->id);
  g_autofree char *name = dtl_picture_wrap (who->name, DTL_NAME_COLUMNS, 3, "<br/>");
  g_autofree char *role = dtl_scene_role (&drawing->cast->scene, actor, drawing->groups[actor] == NULL);
  g_autofree char *tip = dtl_drawing_describe (drawing, actor);
  g_autofree char *elsewhere = dtl_drawing_elsewhere (drawing, actor);
  guint size = 12 + MIN (drawing->cast->degree[actor], 5);
  g_autoptr (GString) html = g_string_new (NULL);

  g_string_append_printf (html, "<b><font point-size=\"%u\">%s</font></b>", size, name);
  if (role)
    {
      g_autofree char *words = dtl_picture_wrap (role, 34, 2, "<br/>");

      append_small (drawing, html, words);
    }
  if (elsewhere)
    {
      append_small (drawing, html, elsewhere);
      dtl_agraph_put (drawing->graph, node, "style", "rounded,filled,dashed");
    }
  dtl_agraph_put_html (drawing->graph, node, "label", html->str);
  if (dtl_view_is_focus (drawing->cast->scene.view, actor))
    {
      dtl_agraph_put (drawing->graph, node, "color", drawing->ground->ink);
      dtl_agraph_put (drawing->graph, node, "penwidth", "2");
    }
  dtl_drawing_link (drawing, node, "actor-", who->id, who->id, tip);
  drawing->nodes[actor] = node;
}

/* Of the words of a row and of its line: grey where they are beside the matter. */
static const char *
line_color (const DtlDrawing *drawing, const DtlLine *line, const DtlLook *look)
{
  return line->aside ? drawing->ground->grey : dtl_look_color (look, drawing->dark);
}

/* The group that all ends share, NULL if they do not. */
static DtlAgraphPart *
common_group (const DtlDrawing *drawing, const DtlLine *line)
{
  DtlAgraphPart *group = drawing->groups[dtl_line_end (line, 0)];

  for (guint i = 1; i < dtl_line_count_ends (line); i++)
    if (drawing->groups[dtl_line_end (line, i)] != group)
      return NULL;
  return group;
}

/* On paper of their own: not every colour of words is clear enough on every tint of a group. */
static char *
spell_rows (const DtlDrawing *drawing, const DtlLine *line)
{
  GString *html = g_string_new (NULL);

  g_string_append_printf (html, "<table border=\"0\" cellborder=\"0\" cellpadding=\"0\" cellspacing=\"1\" bgcolor=\"%s\">",
                          drawing->ground->paper);
  for (guint i = 0; i < MIN (line->rows->len, ROWS_ON_A_LINE); i++)
    {
      const DtlRow *row = line->rows->pdata[i];
      DtlLook look = dtl_look (row->event->family);
      g_autofree char *when = dtl_row_when (&drawing->cast->scene, row);
      g_autofree char *verb = dtl_escape_dot_html (row->verb);
      g_autofree char *date = dtl_escape_dot_html (when);

      g_string_append_printf (html, "<tr><td>&#160;<font color=\"%s\" point-size=\"%s\">%s</font>",
                              line_color (drawing, line, &look), line->aside ? "9.5" : "10.5", verb);
      if (*date)
        g_string_append_printf (html, "&#160;&#160;<font color=\"%s\" point-size=\"9.5\">%s</font>", drawing->ground->grey,
                                date);
      g_string_append (html, "&#160;</td></tr>");
    }
  if (line->rows->len > ROWS_ON_A_LINE)
    g_string_append_printf (html, "<tr><td><font color=\"%s\" point-size=\"9.5\">+ %u more</font></td></tr>",
                            drawing->ground->grey, line->rows->len - ROWS_ON_A_LINE);
  g_string_append (html, "</table>");
  return g_string_free (html, FALSE);
}

typedef struct
{
  DtlDrawing *drawing;
  const DtlLine *line;
  DtlAgraphPart *label;
  const char *tip;
  guint number; /* of the next half, for its id */
} Halves;

/* One half of a line: an actor on the left of its label or on the right. */
static void
add_half (Halves *halves, guint32 actor, gboolean left, gboolean arrow)
{
  DtlDrawing *drawing = halves->drawing;
  DtlAgraphPart *node = drawing->nodes[actor];
  DtlAgraphPart *edge = dtl_agraph_edge (drawing->graph, left ? node : halves->label, left ? halves->label : node);
  DtlLook look = dtl_look (dtl_line_first (halves->line)->event->family);
  const char *event = dtl_line_first (halves->line)->event->id;
  g_autofree char *prefix = g_strdup_printf ("line-%u-", halves->number++);

  dtl_agraph_put (drawing->graph, edge, "tailport", "e");
  dtl_agraph_put (drawing->graph, edge, "headport", "w");
  dtl_agraph_put (drawing->graph, edge, "color", line_color (drawing, halves->line, &look));
  dtl_agraph_put (drawing->graph, edge, "style", look.line);
  dtl_agraph_put_number (drawing->graph, edge, "penwidth", halves->line->aside ? .8 : dtl_pen_width (halves->line->mentions));
  dtl_agraph_put (drawing->graph, edge, "dir", !arrow ? "none" : left ? "back" : "forward");
  dtl_agraph_put (drawing->graph, edge, "weight", left ? "2" : "3");
  dtl_drawing_link (drawing, edge, prefix, event, event, halves->tip);
}

/* a:e → label:w, label:e → b:w, so that Graphviz puts the words on the line. */
static void
add_line (DtlDrawing *drawing, const DtlLine *line, guint number)
{
  g_autofree char *name = g_strdup_printf ("line%u", number);
  DtlAgraphPart *label = dtl_agraph_node (drawing->graph, common_group (drawing, line), name);
  g_autofree char *html = spell_rows (drawing, line);
  g_autofree char *tip = dtl_line_describe (&drawing->cast->scene, line);
  const GArray *left = line->turned ? line->to : line->from, *right = line->turned ? line->from : line->to;
  Halves halves = { drawing, line, label, tip, 1 };

  dtl_agraph_put (drawing->graph, label, "shape", "plain");
  dtl_agraph_put (drawing->graph, label, "style", "");
  dtl_agraph_put (drawing->graph, label, "height", "0");
  dtl_agraph_put (drawing->graph, label, "margin", "0");
  dtl_agraph_put_html (drawing->graph, label, "label", html);
  dtl_drawing_link (drawing, label, "relation-", dtl_line_first (line)->event->id, dtl_line_first (line)->event->id, tip);
  for (guint i = 0; i < left->len; i++)
    add_half (&halves, dtl_id_at (left, i), TRUE, line->directed && line->turned);
  for (guint i = 0; i < right->len; i++)
    add_half (&halves, dtl_id_at (right, i), FALSE, line->directed && !line->turned);
}

void
dtl_drawing_few (DtlDrawing *drawing)
{
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_GRAPH, "layout", "dot");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_GRAPH, "rankdir", "LR");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_GRAPH, "newrank", "true");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_GRAPH, "splines", "true");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_GRAPH, "remincross", "true");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_GRAPH, "searchsize", "200");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_GRAPH, "mclimit", "8");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_GRAPH, "ranksep", drawing->part->tight ? "0.3" : "0.55");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_GRAPH, "nodesep", "0.2");
  dtl_picture_boxes (drawing->graph, drawing->dark);
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_NODE, "penwidth", "0.8");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_NODE, "margin", "0.12,0.05");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_NODE, "height", "0.4");
  group_actors (drawing);
  dtl_lines_orient (drawing->part->lines, drawing->cast->scene.n_actors);
  for (guint i = 0; i < drawing->n_actors; i++)
    add_card (drawing, drawing->actors[i]);
  for (guint i = 0; i < drawing->part->lines->len; i++)
    add_line (drawing, drawing->part->lines->pdata[i], i + 1);
}

void
dtl_lines_families (GPtrArray *lines, gboolean *used)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const DtlLine *line = lines->pdata[i];

      for (guint j = 0; j < MIN (line->rows->len, ROWS_ON_A_LINE) && !line->aside; j++)
        used[dtl_look (((const DtlRow *) line->rows->pdata[j])->event->family).order] = TRUE;
    }
}
