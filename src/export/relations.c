/*
 * The relations view as a graph: who dealt with whom.
 *
 * Up to 40 actors have words on their lines (relations-few.c); above that, names and plain lines are left
 * (relations-many.c), of 120 actors at most. That is what one picture holds; relations-pages.c makes several of what has
 * no room in one.
 */
#include "export/relations-plot.h"

#include <math.h>

#include "export/escape.h"
#include "story/view.h"

void
dtl_drawing_link (DtlDrawing *drawing, DtlAgraphPart *part, const char *prefix, const char *id, const char *target,
                  const char *tip)
{
  g_autofree char *page = drawing->number > 1 ? g_strdup_printf ("part%u-", drawing->number) : g_strdup ("");
  g_autofree char *full = g_strconcat (page, prefix, id, NULL);
  g_autofree char *url = g_strconcat ("#", target, NULL);
  g_autofree char *tooltip = dtl_escape_dot_string (tip);

  dtl_agraph_put (drawing->graph, part, "id", full);
  if (dtl_url_is_safe (url))
    dtl_agraph_put (drawing->graph, part, "URL", url);
  dtl_agraph_put (drawing->graph, part, "tooltip", tooltip);
}

char *
dtl_drawing_describe (const DtlDrawing *drawing, guint32 actor)
{
  const DtlScene *scene = &drawing->cast->scene;
  g_autofree char *name = dtl_cut_line (scene->actors[actor].name, 200);
  g_autofree char *role = dtl_scene_role (scene, actor, TRUE);
  g_autofree char *n = dtl_count_words (drawing->cast->degree[actor], "relation", "relations");

  return g_strdup_printf ("%s%s%s: %s", name, role ? " — " : "", role ? role : "", n);
}

/* Until the pages are known, whether there is another is; the words are as long then as with its number. */
static char *
guess_elsewhere (const DtlDrawing *drawing, guint32 actor)
{
  guint n = 0, all = 0;

  for (guint i = 0; i < 2; i++)
    {
      const GPtrArray *lines = i ? drawing->cast->lines : drawing->part->lines;

      for (guint j = 0; j < lines->len; j++)
        for (guint k = 0; k < dtl_line_count_ends (lines->pdata[j]); k++)
          *(i ? &all : &n) += dtl_line_end (lines->pdata[j], k) == actor;
    }
  return n < all ? g_strdup ("also in part 9") : NULL;
}

char *
dtl_drawing_elsewhere (const DtlDrawing *drawing, guint32 actor)
{
  g_autoptr (GString) numbers = g_string_new (NULL);
  guint n = 0;

  if (drawing->number == 0)
    return NULL;
  if (drawing->parts == NULL)
    return guess_elsewhere (drawing, actor);
  for (guint i = 0; i < drawing->parts->len; i++)
    if (i + 1 != drawing->number && dtl_part_holds (drawing->parts->pdata[i], actor))
      g_string_append_printf (numbers, "%s%u", n++ ? ", " : "", i + 1);
  return n ? g_strdup_printf ("also in part%s %s", n > 1 ? "s" : "", numbers->str) : NULL;
}

double
dtl_pen_width (guint mentions)
{
  return mentions <= 10 ? 1.1 + .9 * MAX (mentions, 1) : 1.1 + 9 * sqrt (mentions / 10.);
}

/* The first page is under the title of all, with the legend of all. */
static void
put_title (DtlDrawing *drawing)
{
  g_autofree char *title = dtl_cast_title (drawing->cast);
  g_autofree char *subtitle = dtl_cast_subtitle (drawing->cast);
  guint n_parts = drawing->parts ? drawing->parts->len : drawing->number ? 2 : 1;
  g_autofree char *remark = dtl_cast_remark (drawing->cast, n_parts);

  if (!drawing->part->crowded)
    dtl_lines_families (drawing->part->lines, drawing->used);
  for (guint i = 1; drawing->parts && i < drawing->parts->len; i++)
    dtl_lines_families (((const DtlPart *) drawing->parts->pdata[i])->lines, drawing->used);
  if (drawing->number > 0 && drawing->parts == NULL)
    dtl_lines_families (drawing->cast->lines, drawing->used);
  dtl_picture_title (drawing->graph, title, subtitle, remark, drawing->used, DTL_LEGEND_LINES, drawing->dark);
}

static void
put_heading (DtlDrawing *drawing)
{
  guint n_parts = drawing->parts ? drawing->parts->len : drawing->number;
  g_autofree char *html = g_strdup_printf ("<table border=\"0\" cellspacing=\"0\" cellpadding=\"1\"><tr><td align=\"left\">"
                                           "<font point-size=\"13\"><b>Part %u of %u</b></font></td></tr></table>",
                                           drawing->number, n_parts);

  dtl_agraph_title (drawing->graph, html);
}

DtlAgraph *
dtl_drawing_graph (const DtlCast *cast, const DtlPart *part, const GPtrArray *parts, guint number, gboolean dark)
{
  guint n = cast->scene.n_actors + 1;
  g_autofree DtlAgraphPart **nodes = g_new0 (DtlAgraphPart *, n);
  g_autofree DtlAgraphPart **groups = g_new0 (DtlAgraphPart *, n);
  g_autofree char *id = g_strdup_printf ("part%u", number);
  DtlDrawing drawing = { .cast = cast, .part = part, .parts = parts, .number = number, .dark = dark,
                         .ground = dtl_ground (dark), .nodes = nodes, .groups = groups };

  drawing.actors = dtl_part_actors (part, cast, &drawing.n_actors);
  drawing.graph = dtl_agraph_new ("relations");
  dtl_picture_defaults (drawing.graph, dark);
  if (number > 0)
    dtl_agraph_default (drawing.graph, DTL_AGRAPH_GRAPH, "id", id);
  if (part->crowded)
    dtl_drawing_many (&drawing);
  else
    dtl_drawing_few (&drawing);
  if (number <= 1)
    put_title (&drawing);
  else
    put_heading (&drawing);
  g_free (drawing.actors);
  return drawing.graph;
}

DtlAgraph *
dtl_picture_relations (const DtlView *view, gboolean dark)
{
  DtlCast cast;
  DtlPart all;
  DtlAgraph *graph;

  dtl_cast_init (&cast, view);
  all = (DtlPart){ cast.lines, cast.n_drawn > DTL_FEW_ACTORS };
  graph = dtl_drawing_graph (&cast, &all, NULL, 0, dark);
  dtl_cast_clear (&cast);
  return graph;
}
