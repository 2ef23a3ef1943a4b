/*
 * Relations of more actors than can have words on their lines: sfdp draws names and plain lines, thinned until one can
 * follow them: the heaviest spanning forest and the heaviest others. The words are in the tooltips.
 */
#include "export/relations-plot.h"

#define MANY_NAMES 80

/* A pair of actors and the heaviest line between them. */
typedef struct
{
  guint32 a; /* a < b */
  guint32 b;
  guint mentions;
  const DtlLine *line;
  gboolean kept;
} Bond;

static int
compare_bonds (gconstpointer left, gconstpointer right)
{
  const Bond *one = left, *two = right;

  if (one->a != two->a)
    return one->a < two->a ? -1 : 1;
  if (one->b != two->b)
    return one->b < two->b ? -1 : 1;
  return one->line->mentions > two->line->mentions ? -1 : one->line->mentions < two->line->mentions;
}

static int
compare_weights (gconstpointer left, gconstpointer right)
{
  const Bond *one = left, *two = right;

  if (one->mentions != two->mentions)
    return one->mentions > two->mentions ? -1 : 1;
  return compare_bonds (left, right);
}

/* All pairs that lines join, each once, the heaviest first. */
static GArray *
list_bonds (const DtlDrawing *drawing)
{
  GArray *bonds = g_array_new (FALSE, FALSE, sizeof (Bond));
  guint n = 0;

  for (guint i = 0; i < drawing->part->lines->len; i++)
    {
      const DtlLine *line = drawing->part->lines->pdata[i];

      for (guint j = 0; j < line->from->len; j++)
        for (guint k = 0; k < line->to->len; k++)
          {
            guint32 from = dtl_id_at (line->from, j), to = dtl_id_at (line->to, k);
            Bond bond = { MIN (from, to), MAX (from, to), line->mentions, line, FALSE };

            g_array_append_val (bonds, bond);
          }
    }
  g_array_sort (bonds, compare_bonds);
  for (guint i = 0; i < bonds->len; i++)
    {
      Bond *bond = &g_array_index (bonds, Bond, i), *last = n ? &g_array_index (bonds, Bond, n - 1) : NULL;

      if (last && last->a == bond->a && last->b == bond->b)
        last->mentions += bond->mentions;
      else
        g_array_index (bonds, Bond, n++) = *bond;
    }
  g_array_set_size (bonds, n);
  g_array_sort (bonds, compare_weights);
  return bonds;
}

/* Kruskal's spanning forest of the heaviest bonds, then the heaviest of the rest up to the limit. */
static void
thin_bonds (const DtlDrawing *drawing, GArray *bonds)
{
  g_autofree guint *parents = dtl_forest_new (drawing->cast->scene.n_actors);
  guint kept = 0, limit = (guint) (DTL_LINES_PER_ACTOR * drawing->n_actors);

  for (guint i = 0; i < bonds->len; i++)
    {
      Bond *bond = &g_array_index (bonds, Bond, i);
      guint a = dtl_forest_root (parents, bond->a), b = dtl_forest_root (parents, bond->b);

      bond->kept = a != b;
      kept += bond->kept;
      parents[a] = b;
    }
  for (guint i = 0; i < bonds->len && kept < limit; i++)
    {
      Bond *bond = &g_array_index (bonds, Bond, i);

      kept += !bond->kept;
      bond->kept = TRUE;
    }
}

static void
add_bond (DtlDrawing *drawing, const Bond *bond)
{
  const DtlRow *row = dtl_line_first (bond->line);
  DtlLook look = dtl_look (row->event->family);
  DtlAgraphPart *edge = dtl_agraph_edge (drawing->graph, drawing->nodes[bond->a], drawing->nodes[bond->b]);
  g_autofree char *tip = dtl_line_describe (&drawing->cast->scene, bond->line);
  g_autofree char *prefix = g_strdup_printf ("line-%u-%u-", bond->a, bond->b);

  drawing->used[look.order] = TRUE;
  dtl_agraph_put (drawing->graph, edge, "color", dtl_look_color (&look, drawing->dark));
  dtl_agraph_put (drawing->graph, edge, "style", look.line);
  dtl_agraph_put_number (drawing->graph, edge, "penwidth", MIN (dtl_pen_width (bond->mentions) * .5, 5));
  dtl_drawing_link (drawing, edge, prefix, row->event->id, row->event->id, tip);
}

/* A name in the colour of its group; past the eightieth a dot with a tooltip. */
static void
add_dot (DtlDrawing *drawing, guint32 actor, gboolean named)
{
  const DtlActor *who = &drawing->cast->scene.actors[actor];
  DtlTint tint = dtl_tint (drawing->cast->tints[actor], drawing->dark);
  DtlAgraphPart *node = dtl_agraph_node (drawing->graph, NULL, who->id);
  g_autofree char *tip = dtl_drawing_describe (drawing, actor);
  g_autofree char *name = dtl_picture_wrap (who->name, DTL_NAME_COLUMNS, 2, "<br/>");
  g_autofree char *html = g_strdup_printf ("<font point-size=\"%u\" color=\"%s\">%s</font>",
                                           9 + MIN (drawing->cast->degree[actor], 7), tint.on_strong, name);

  dtl_agraph_put (drawing->graph, node, "fillcolor", tint.strong);
  if (named)
    dtl_agraph_put_html (drawing->graph, node, "label", html);
  else
    {
      dtl_agraph_put (drawing->graph, node, "shape", "point");
      dtl_agraph_put (drawing->graph, node, "width", "0.11");
      dtl_agraph_put (drawing->graph, node, "height", "0.11");
    }
  dtl_drawing_link (drawing, node, "actor-", who->id, who->id, tip);
  drawing->nodes[actor] = node;
}

void
dtl_drawing_many (DtlDrawing *drawing)
{
  g_autoptr (GArray) bonds = list_bonds (drawing);

  dtl_agraph_default (drawing->graph, DTL_AGRAPH_GRAPH, "layout", "sfdp");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_GRAPH, "overlap", "prism");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_GRAPH, "sep", "+6");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_GRAPH, "splines", "line");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_NODE, "shape", "box");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_NODE, "style", "rounded,filled");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_NODE, "penwidth", "0");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_NODE, "margin", "0.06,0.03");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_NODE, "height", "0.2");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_NODE, "width", "0.2");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_EDGE, "dir", "none");
  for (guint i = 0; i < drawing->n_actors; i++)
    add_dot (drawing, drawing->actors[i], i < MANY_NAMES);
  thin_bonds (drawing, bonds);
  for (guint i = 0; i < bonds->len; i++)
    if (g_array_index (bonds, Bond, i).kept)
      add_bond (drawing, &g_array_index (bonds, Bond, i));
}
