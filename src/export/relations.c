/*
 * The relations view as a graph: who dealt with whom.
 *
 * Up to 40 actors Graphviz's dot draws it, from left to right, with a small label node on every line ("met 10 Mar"):
 * ordinary edge labels float beside several lines at once, label nodes cannot. Countries and organisations are light
 * clusters. Above that sfdp draws names and plain lines, thinned until one can follow them: the heaviest spanning
 * forest and the heaviest others, 1.6 lines an actor, 80 names, 120 actors; the words are in the tooltips.
 */
#include "export/picture.h"

#include <math.h>
#include <string.h>

#include "export/escape.h"
#include "export/lines.h"
#include "story/view.h"

#define FEW_ACTORS 40
#define MANY_ACTORS 120
#define MANY_NAMES 80
#define LINES_PER_ACTOR 1.6
#define ROWS_ON_A_LINE 3
#define NAME_COLUMNS 26

typedef struct
{
  DtlScene scene;
  gboolean dark;
  const DtlGround *ground;
  DtlAgraph *graph;        /* owned until given away */
  GPtrArray *lines;        /* owned: DtlLine */
  guint *degree;           /* owned: [n_actors] lines that touch the actor */
  guint32 *drawn;          /* owned: [n_drawn] actors, most salient first */
  guint n_drawn;
  guint n_unrelated;       /* actors of the view without a line */
  guint n_cut;             /* actors with a line that are left out */
  gboolean *is_drawn;      /* owned: [n_actors] */
  DtlAgraphPart **nodes;   /* owned: [n_actors] */
  DtlAgraphPart **groups;  /* owned: [n_actors] cluster of the actor, NULL if none */
  guint *tints;            /* owned: [n_actors] number of the actor's group */
  gboolean used[DTL_N_FAMILIES];
} Drawing;

static guint32
id_at (const GArray *ids, guint i)
{
  return g_array_index (ids, guint32, i);
}

/* Number @i of all ends of a line. */
static guint32
end_at (const DtlLine *line, guint i)
{
  return i < line->from->len ? id_at (line->from, i) : id_at (line->to, i - line->from->len);
}

static guint
count_ends (const DtlLine *line)
{
  return line->from->len + line->to->len;
}

static void
keep_ends (GArray *ends, const gboolean *shown)
{
  guint n = 0;

  for (guint i = 0; i < ends->len; i++)
    if (shown[id_at (ends, i)])
      g_array_index (ends, guint32, n++) = id_at (ends, i);
  g_array_set_size (ends, n);
}

/* Only lines between actors of the view; one that loses a whole side goes. */
static void
prune_lines (Drawing *drawing)
{
  g_autofree gboolean *shown = g_new0 (gboolean, drawing->scene.n_actors + 1);
  guint n;
  const guint32 *actors = dtl_view_get_actors (drawing->scene.view, &n);

  for (guint i = 0; i < n; i++)
    shown[actors[i]] = TRUE;
  for (guint i = 0; i < drawing->lines->len;)
    {
      DtlLine *line = drawing->lines->pdata[i];

      keep_ends (line->from, shown);
      keep_ends (line->to, shown);
      if (line->from->len == 0 || line->to->len == 0)
        g_ptr_array_remove_index (drawing->lines, i);
      else
        i++;
    }
}

static void
count_degrees (Drawing *drawing)
{
  for (guint i = 0; i < drawing->lines->len; i++)
    {
      const DtlLine *line = drawing->lines->pdata[i];

      for (guint j = 0; j < count_ends (line); j++)
        drawing->degree[end_at (line, j)]++;
    }
}

static int
compare_degrees (gconstpointer a, gconstpointer b, gpointer data)
{
  const guint *degree = data;
  guint left = degree[*(const guint32 *) a], right = degree[*(const guint32 *) b];

  return left > right ? -1 : left < right;
}

/* Whether a line joins @actor to another actor that is drawn. */
static gboolean
has_company (const Drawing *drawing, guint32 actor)
{
  for (guint i = 0; i < drawing->lines->len; i++)
    {
      const DtlLine *line = drawing->lines->pdata[i];
      gboolean touches = FALSE, others = FALSE;

      for (guint j = 0; j < count_ends (line); j++)
        {
          touches = touches || end_at (line, j) == actor;
          others = others || (end_at (line, j) != actor && drawing->is_drawn[end_at (line, j)]);
        }
      if (touches && others)
        return TRUE;
    }
  return FALSE;
}

/* Too many: those with most lines stay, and of them those that still have somebody to be joined to. */
static void
cut_actors (Drawing *drawing)
{
  guint n_related = drawing->n_drawn, n = 0;

  g_qsort_with_data (drawing->drawn, (gint) n_related, sizeof (guint32), compare_degrees, drawing->degree);
  for (guint i = 0; i < n_related; i++)
    drawing->is_drawn[drawing->drawn[i]] = i < MANY_ACTORS;
  for (guint i = 0; i < MANY_ACTORS; i++)
    if (has_company (drawing, drawing->drawn[i]))
      drawing->drawn[n++] = drawing->drawn[i];
    else
      drawing->is_drawn[drawing->drawn[i]] = FALSE;
  drawing->n_drawn = n;
  drawing->n_cut = n_related - n;
}

/* The related actors, most salient first, as many as a picture holds. */
static void
pick_actors (Drawing *drawing)
{
  guint n;
  const guint32 *actors = dtl_view_get_actors (drawing->scene.view, &n);

  for (guint i = 0; i < n; i++)
    if (drawing->degree[actors[i]] == 0)
      drawing->n_unrelated++;
    else
      {
        drawing->is_drawn[actors[i]] = TRUE;
        drawing->drawn[drawing->n_drawn++] = actors[i];
      }
  if (drawing->n_drawn > MANY_ACTORS)
    cut_actors (drawing);
}

/* The organisation that an actor without a country is said to belong to, or itself; DTL_NONE if there is none. */
static guint32
find_organisation (const DtlScene *scene, guint32 actor)
{
  for (guint i = 0; i < scene->n_roles; i++)
    if (scene->roles[i].actor == actor && scene->roles[i].of != DTL_NONE
        && scene->actors[scene->roles[i].of].kind == DTL_ACTOR_ORGANISATION)
      return scene->roles[i].of;
  return scene->actors[actor].kind == DTL_ACTOR_ORGANISATION ? actor : DTL_NONE;
}

/* The group of an actor: its key, and in *@name what to call it; NULL for none. */
static char *
find_group (const DtlScene *scene, guint32 actor, const char **name)
{
  const DtlActor *who = &scene->actors[actor];
  guint32 organisation;

  if (who->country && *who->country)
    {
      *name = dtl_scene_country (who->country);
      return g_strconcat ("country-", who->country, NULL);
    }
  organisation = find_organisation (scene, actor);
  if (organisation == DTL_NONE)
    return NULL;
  *name = scene->actors[organisation].name;
  return g_strconcat ("actor-", scene->actors[organisation].id, NULL);
}

static DtlAgraphPart *
add_cluster (Drawing *drawing, const char *key, const char *name, guint tint)
{
  DtlAgraphPart *cluster = dtl_agraph_cluster (drawing->graph, key);
  g_autofree char *label = dtl_picture_wrap (name, NAME_COLUMNS, 1, "");
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
count_members (const Drawing *drawing, const char *key)
{
  guint n = 0;

  for (guint i = 0; i < drawing->n_drawn; i++)
    {
      const char *name;
      g_autofree char *other = find_group (&drawing->scene, drawing->drawn[i], &name);

      n += g_strcmp0 (other, key) == 0;
    }
  return n;
}

/* A country or organisation with two members is a cluster; of a single one the line under its name says it. Tints in
 * order of first appearance. */
static void
group_actors (Drawing *drawing, gboolean clusters)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < drawing->n_drawn; i++)
    {
      guint32 actor = drawing->drawn[i];
      const char *name = NULL;
      g_autofree char *key = find_group (&drawing->scene, actor, &name);
      guint number;

      drawing->tints[actor] = 11;
      if (key == NULL || count_members (drawing, key) < 2)
        continue;
      number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, key));
      if (number == 0)
        {
          number = g_hash_table_size (numbers) + 1;
          g_hash_table_insert (numbers, g_strdup (key), GUINT_TO_POINTER (number));
        }
      drawing->tints[actor] = number - 1;
      if (clusters)
        drawing->groups[actor] = add_cluster (drawing, key, name, number - 1);
    }
}

static void
link_part (Drawing *drawing, DtlAgraphPart *part, const char *prefix, const char *id, const char *target, const char *tip)
{
  g_autofree char *full = g_strconcat (prefix, id, NULL);
  g_autofree char *url = g_strconcat ("#", target, NULL);
  g_autofree char *tooltip = dtl_escape_dot_string (tip);

  dtl_agraph_put (drawing->graph, part, "id", full);
  if (dtl_url_is_safe (url))
    dtl_agraph_put (drawing->graph, part, "URL", url);
  dtl_agraph_put (drawing->graph, part, "tooltip", tooltip);
}

static char *
describe_actor (const Drawing *drawing, guint32 actor)
{
  g_autofree char *name = dtl_cut_line (drawing->scene.actors[actor].name, 200);
  g_autofree char *role = dtl_scene_role (&drawing->scene, actor, TRUE);
  g_autofree char *n = dtl_count_words (drawing->degree[actor], "relation", "relations");

  return g_strdup_printf ("%s%s%s: %s", name, role ? " — " : "", role ? role : "", n);
}

/* White, rounded; the name bold and larger the more lines it has, five points at most; the role beneath. */
static void
add_card (Drawing *drawing, guint32 actor)
{
  const DtlActor *who = &drawing->scene.actors[actor];
  DtlAgraphPart *node = dtl_agraph_node (drawing->graph, drawing->groups[actor], who->id);
  g_autofree char *name = dtl_picture_wrap (who->name, NAME_COLUMNS, 3, "<br/>");
  g_autofree char *role = dtl_scene_role (&drawing->scene, actor, drawing->groups[actor] == NULL);
  g_autofree char *tip = describe_actor (drawing, actor);
  guint size = 12 + MIN (drawing->degree[actor], 5);
  g_autoptr (GString) html = g_string_new (NULL);

  g_string_append_printf (html, "<b><font point-size=\"%u\">%s</font></b>", size, name);
  if (role)
    {
      g_autofree char *words = dtl_picture_wrap (role, 34, 2, "<br/>");

      g_string_append_printf (html, "<br/><font point-size=\"9.5\" color=\"%s\">%s</font>", drawing->ground->grey, words);
    }
  dtl_agraph_put_html (drawing->graph, node, "label", html->str);
  if (dtl_view_is_focus (drawing->scene.view, actor))
    {
      dtl_agraph_put (drawing->graph, node, "color", drawing->ground->ink);
      dtl_agraph_put (drawing->graph, node, "penwidth", "2");
    }
  link_part (drawing, node, "actor-", who->id, who->id, tip);
  drawing->nodes[actor] = node;
}

/* Of the words of a row and of its line: grey where they are beside the matter. */
static const char *
line_color (const Drawing *drawing, const DtlLine *line, const DtlLook *look)
{
  return line->aside ? drawing->ground->grey : dtl_look_color (look, drawing->dark);
}

/* The group that all ends share, NULL if they do not. */
static DtlAgraphPart *
common_group (const Drawing *drawing, const DtlLine *line)
{
  DtlAgraphPart *group = drawing->groups[end_at (line, 0)];

  for (guint i = 1; i < count_ends (line); i++)
    if (drawing->groups[end_at (line, i)] != group)
      return NULL;
  return group;
}

static char *
spell_rows (Drawing *drawing, const DtlLine *line)
{
  GString *html = g_string_new (NULL);

  g_string_append_printf (html, "<table border=\"0\" cellborder=\"0\" cellpadding=\"0\" cellspacing=\"1\" bgcolor=\"%s\">",
                          common_group (drawing, line) ? dtl_tint (drawing->tints[end_at (line, 0)], drawing->dark).fill
                                                       : drawing->ground->paper);
  for (guint i = 0; i < MIN (line->rows->len, ROWS_ON_A_LINE); i++)
    {
      const DtlRow *row = line->rows->pdata[i];
      DtlLook look = dtl_look (row->event->family);
      g_autofree char *when = dtl_row_when (&drawing->scene, row);
      g_autofree char *verb = dtl_escape_dot_html (row->verb);
      g_autofree char *date = dtl_escape_dot_html (when);

      drawing->used[look.order] |= !line->aside;
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

static double
pen_width (guint mentions)
{
  return mentions <= 10 ? 1.1 + .9 * MAX (mentions, 1) : 1.1 + 9 * sqrt (mentions / 10.);
}

static const DtlRow *
first_row (const DtlLine *line)
{
  return line->rows->pdata[0];
}

typedef struct
{
  Drawing *drawing;
  const DtlLine *line;
  DtlAgraphPart *label;
  const char *tip;
  guint number; /* of the next half, for its id */
} Halves;

/* One half of a line: an actor on the left of its label or on the right. */
static void
add_half (Halves *halves, guint32 actor, gboolean left, gboolean arrow)
{
  Drawing *drawing = halves->drawing;
  DtlAgraphPart *node = drawing->nodes[actor];
  DtlAgraphPart *edge = dtl_agraph_edge (drawing->graph, left ? node : halves->label, left ? halves->label : node);
  DtlLook look = dtl_look (first_row (halves->line)->event->family);
  const char *event = first_row (halves->line)->event->id;
  g_autofree char *prefix = g_strdup_printf ("line-%u-", halves->number++);

  dtl_agraph_put (drawing->graph, edge, "tailport", "e");
  dtl_agraph_put (drawing->graph, edge, "headport", "w");
  dtl_agraph_put (drawing->graph, edge, "color", line_color (drawing, halves->line, &look));
  dtl_agraph_put (drawing->graph, edge, "style", look.line);
  dtl_agraph_put_number (drawing->graph, edge, "penwidth", halves->line->aside ? .8 : pen_width (halves->line->mentions));
  dtl_agraph_put (drawing->graph, edge, "dir", !arrow ? "none" : left ? "back" : "forward");
  dtl_agraph_put (drawing->graph, edge, "weight", left ? "2" : "3");
  link_part (drawing, edge, prefix, event, event, halves->tip);
}

/* a:e → label:w, label:e → b:w, so that Graphviz puts the words on the line. */
static void
add_line (Drawing *drawing, const DtlLine *line, guint number)
{
  g_autofree char *name = g_strdup_printf ("line%u", number);
  DtlAgraphPart *label = dtl_agraph_node (drawing->graph, common_group (drawing, line), name);
  g_autofree char *html = spell_rows (drawing, line);
  g_autofree char *tip = dtl_line_describe (&drawing->scene, line);
  const GArray *left = line->turned ? line->to : line->from, *right = line->turned ? line->from : line->to;
  Halves halves = { drawing, line, label, tip, 1 };

  dtl_agraph_put (drawing->graph, label, "shape", "plain");
  dtl_agraph_put (drawing->graph, label, "style", "");
  dtl_agraph_put (drawing->graph, label, "height", "0");
  dtl_agraph_put (drawing->graph, label, "margin", "0");
  dtl_agraph_put_html (drawing->graph, label, "label", html);
  link_part (drawing, label, "relation-", first_row (line)->event->id, first_row (line)->event->id, tip);
  for (guint i = 0; i < left->len; i++)
    add_half (&halves, id_at (left, i), TRUE, line->directed && line->turned);
  for (guint i = 0; i < right->len; i++)
    add_half (&halves, id_at (right, i), FALSE, line->directed && !line->turned);
}

static void
draw_few (Drawing *drawing)
{
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_GRAPH, "layout", "dot");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_GRAPH, "rankdir", "LR");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_GRAPH, "newrank", "true");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_GRAPH, "splines", "true");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_GRAPH, "remincross", "true");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_GRAPH, "searchsize", "200");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_GRAPH, "mclimit", "8");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_GRAPH, "ranksep", "0.55");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_GRAPH, "nodesep", "0.2");
  dtl_picture_boxes (drawing->graph, drawing->dark);
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_NODE, "penwidth", "0.8");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_NODE, "margin", "0.12,0.05");
  dtl_agraph_default (drawing->graph, DTL_AGRAPH_NODE, "height", "0.4");
  group_actors (drawing, TRUE);
  dtl_lines_orient (drawing->lines, drawing->scene.n_actors);
  for (guint i = 0; i < drawing->n_drawn; i++)
    add_card (drawing, drawing->drawn[i]);
  for (guint i = 0; i < drawing->lines->len; i++)
    add_line (drawing, drawing->lines->pdata[i], i + 1);
}

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
list_bonds (const Drawing *drawing)
{
  GArray *bonds = g_array_new (FALSE, FALSE, sizeof (Bond));
  guint n = 0;

  for (guint i = 0; i < drawing->lines->len; i++)
    {
      const DtlLine *line = drawing->lines->pdata[i];

      for (guint j = 0; j < line->from->len; j++)
        for (guint k = 0; k < line->to->len; k++)
          {
            guint32 from = id_at (line->from, j), to = id_at (line->to, k);
            Bond bond = { MIN (from, to), MAX (from, to), line->mentions, line, FALSE };

            if (drawing->is_drawn[from] && drawing->is_drawn[to])
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

static guint
find_root (guint *parents, guint i)
{
  while (parents[i] != i)
    {
      parents[i] = parents[parents[i]];
      i = parents[i];
    }
  return i;
}

/* Kruskal's spanning forest of the heaviest bonds, then the heaviest of the rest up to the limit. */
static void
thin_bonds (const Drawing *drawing, GArray *bonds)
{
  g_autofree guint *parents = g_new (guint, drawing->scene.n_actors + 1);
  guint kept = 0, limit = (guint) (LINES_PER_ACTOR * drawing->n_drawn);

  for (guint i = 0; i < drawing->scene.n_actors; i++)
    parents[i] = i;
  for (guint i = 0; i < bonds->len; i++)
    {
      Bond *bond = &g_array_index (bonds, Bond, i);
      guint a = find_root (parents, bond->a), b = find_root (parents, bond->b);

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
add_bond (Drawing *drawing, const Bond *bond)
{
  const DtlRow *row = first_row (bond->line);
  DtlLook look = dtl_look (row->event->family);
  DtlAgraphPart *edge = dtl_agraph_edge (drawing->graph, drawing->nodes[bond->a], drawing->nodes[bond->b]);
  g_autofree char *tip = dtl_line_describe (&drawing->scene, bond->line);
  g_autofree char *prefix = g_strdup_printf ("line-%u-%u-", bond->a, bond->b);

  drawing->used[look.order] = TRUE;
  dtl_agraph_put (drawing->graph, edge, "color", dtl_look_color (&look, drawing->dark));
  dtl_agraph_put (drawing->graph, edge, "style", look.line);
  dtl_agraph_put_number (drawing->graph, edge, "penwidth", MIN (pen_width (bond->mentions) * .5, 5));
  link_part (drawing, edge, prefix, row->event->id, row->event->id, tip);
}

/* A name in the colour of its group; past the eightieth a dot with a tooltip. */
static void
add_dot (Drawing *drawing, guint32 actor, gboolean named)
{
  const DtlActor *who = &drawing->scene.actors[actor];
  DtlTint tint = dtl_tint (drawing->tints[actor], drawing->dark);
  DtlAgraphPart *node = dtl_agraph_node (drawing->graph, NULL, who->id);
  g_autofree char *tip = describe_actor (drawing, actor);
  g_autofree char *name = dtl_picture_wrap (who->name, NAME_COLUMNS, 2, "<br/>");
  g_autofree char *html = g_strdup_printf ("<font point-size=\"%u\" color=\"%s\">%s</font>",
                                           9 + MIN (drawing->degree[actor], 7), tint.on_strong, name);

  dtl_agraph_put (drawing->graph, node, "fillcolor", tint.strong);
  if (named)
    dtl_agraph_put_html (drawing->graph, node, "label", html);
  else
    {
      dtl_agraph_put (drawing->graph, node, "shape", "point");
      dtl_agraph_put (drawing->graph, node, "width", "0.11");
      dtl_agraph_put (drawing->graph, node, "height", "0.11");
    }
  link_part (drawing, node, "actor-", who->id, who->id, tip);
  drawing->nodes[actor] = node;
}

static void
draw_many (Drawing *drawing)
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
  group_actors (drawing, FALSE);
  for (guint i = 0; i < drawing->n_drawn; i++)
    add_dot (drawing, drawing->drawn[i], i < MANY_NAMES);
  thin_bonds (drawing, bonds);
  for (guint i = 0; i < bonds->len; i++)
    if (g_array_index (bonds, Bond, i).kept)
      add_bond (drawing, &g_array_index (bonds, Bond, i));
}

/* Of the events that the lines stand for. */
static char *
spell_range (const Drawing *drawing)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < drawing->lines->len; i++)
    {
      const DtlLine *line = drawing->lines->pdata[i];

      for (guint j = 0; j < line->rows->len; j++)
        {
          const DtlRow *row = line->rows->pdata[j];

          g_array_append_vals (events, row->events->data, row->events->len);
        }
    }
  return dtl_scene_range (&drawing->scene, (const guint32 *) events->data, events->len);
}

static char *
spell_subtitle (const Drawing *drawing)
{
  g_autofree char *title = dtl_scene_title (&drawing->scene);
  g_autofree char *range = spell_range (drawing);
  g_autofree char *publishers = dtl_scene_publishers (&drawing->scene);
  g_autofree char *articles = dtl_count_words (drawing->scene.n_sources, "article", "articles");
  GString *out = g_string_new (NULL);

  if (drawing->scene.n_sources == 1)
    g_string_append_printf (out, "%s. ", title);
  if (range)
    g_string_append_printf (out, "%s. ", range);
  if (publishers)
    g_string_append_printf (out, "Source: %s, %s.", publishers, articles);
  else if (drawing->scene.n_sources != 1)
    g_string_append_printf (out, "Source: %s.", articles);
  return g_string_free (out, FALSE);
}

static char *
spell_remark (const Drawing *drawing)
{
  const DtlView *view = drawing->scene.view;
  gboolean by_events = dtl_view_get_kind (view) != DTL_VIEW_RELATIONS;
  guint cut = drawing->n_cut + (by_events ? 0 : dtl_view_get_folded (view)), n_around;
  g_autofree char *unrelated = dtl_count_words (drawing->n_unrelated, "actor", "actors");
  GString *out = g_string_new (NULL);

  if (drawing->n_drawn == 0)
    g_string_append (out, dtl_view_get_path (view) ? "No path of relations leads from one to the other. "
                                                   : "No relations stated. ");
  else
    g_string_append (out, "Line width = number of sentences. ");
  dtl_view_get_around (view, &n_around);
  if (n_around)
    g_string_append (out, "Grey = relations of the others to each other. ");
  if (cut)
    g_string_append_printf (out, "Showing %u actors, + %u more. ", drawing->n_drawn, cut);
  if (by_events && dtl_view_get_folded (view))
    g_string_append_printf (out, "Relations of %u events, + %u more. ", drawing->scene.n_shown, dtl_view_get_folded (view));
  if (drawing->n_unrelated)
    g_string_append_printf (out, "%s without a stated relation not shown.", unrelated);
  return g_string_free (out, FALSE);
}

/* "Who dealt with whom", "Who dealt with Ann Lee", "From Ann Lee to Bob Ray" */
static char *
spell_title (const Drawing *drawing)
{
  const char *name = NULL;
  const char *path = dtl_view_get_path (drawing->scene.view);

  if (path)
    {
      g_auto (GStrv) ends = g_strsplit (path, ",", 2);

      return g_strdup_printf ("From %s to %s", g_strstrip (ends[0]), ends[1] ? g_strstrip (ends[1]) : "");
    }
  for (guint i = 0; i < drawing->scene.n_actors; i++)
    if (dtl_view_is_focus (drawing->scene.view, i))
      {
        if (name)
          return g_strdup ("Who dealt with them");
        name = drawing->scene.actors[i].name;
      }
  return name ? g_strdup_printf ("Who dealt with %s", name) : g_strdup ("Who dealt with whom");
}

static void
drawing_clear (Drawing *drawing)
{
  g_ptr_array_unref (drawing->lines);
  g_free (drawing->degree);
  g_free (drawing->drawn);
  g_free (drawing->is_drawn);
  g_free (drawing->nodes);
  g_free (drawing->groups);
  g_free (drawing->tints);
}

DtlAgraph *
dtl_picture_relations (const DtlView *view, gboolean dark)
{
  Drawing drawing = { .dark = dark, .ground = dtl_ground (dark) };
  g_autofree char *title = NULL, *subtitle = NULL, *remark = NULL;
  guint n;

  dtl_scene_init (&drawing.scene, view);
  n = drawing.scene.n_actors + 1;
  drawing.lines = dtl_lines_new (&drawing.scene);
  drawing.degree = g_new0 (guint, n);
  drawing.drawn = g_new0 (guint32, n);
  drawing.is_drawn = g_new0 (gboolean, n);
  drawing.nodes = g_new0 (DtlAgraphPart *, n);
  drawing.groups = g_new0 (DtlAgraphPart *, n);
  drawing.tints = g_new0 (guint, n);
  drawing.graph = dtl_agraph_new ("relations");
  dtl_picture_defaults (drawing.graph, dark);
  prune_lines (&drawing);
  count_degrees (&drawing);
  pick_actors (&drawing);
  if (drawing.n_drawn <= FEW_ACTORS)
    draw_few (&drawing);
  else
    draw_many (&drawing);
  subtitle = spell_subtitle (&drawing);
  remark = spell_remark (&drawing);
  title = spell_title (&drawing);
  dtl_picture_title (drawing.graph, title, subtitle, remark, drawing.used, DTL_LEGEND_LINES, dark);
  drawing_clear (&drawing);
  return drawing.graph;
}
