/*
 * The relations view as small pictures side by side, one a day, week or month (small multiples: Tufte, "Envisioning
 * Information", 1990). An actor stands at the same place in all of them, so that what changes is what one sees.
 *
 * The places are on an oval, so that lines between any two of them stay clear of the others; whoever has relations to
 * the one before comes next. Graphviz draws the lines, nothing is moved ("nop"). A line says what was done, and how
 * often, where that covers no other word; the tooltip says it in any case.
 */
#include "export/picture.h"

#include <math.h>
#include <string.h>

#include "export/chronicle.h"
#include "export/escape.h"
#include "export/measure.h"

#define MANY_ACTORS 10
#define MANY_PANELS 12
#define PANELS_IN_A_ROW 3
#define NAME_COLUMNS 17
#define WORD_COLUMNS 22

/* Points. */
#define PANEL_WIDTH 372
#define PANEL_HEIGHT 280
#define OVAL_ACROSS 130
#define OVAL_DOWN 98
#define NAME_SIZE 10.5
#define WORD_SIZE 9

/* Where words stand in the panel in work. */
typedef struct
{
  double x; /* of the centre */
  double y;
  double width;
  double height;
} Patch;

/* An event of a relation. */
typedef struct
{
  const DtlRelation *relation;
  guint32 event;
  gboolean dated;
} Deed;

typedef struct
{
  DtlScene scene;
  gboolean dark;
  const DtlGround *ground;
  DtlAgraph *graph;   /* owned until given away */
  GArray *deeds;      /* owned: Deed, all of the view */
  GArray *actors;     /* owned: guint32, in the order of their places */
  GArray *patches;    /* owned: Patch */
  guint n_words;      /* lines of all panels that have words */
  guint *panels;      /* owned: [n_events] panel of the event from 1 on, 0 if it is in none */
  guint *ties;        /* owned: [MANY_ACTORS²] number of events of each pair, by rank of salience */
  char *headings[MANY_PANELS]; /* owned */
  guint n_events[MANY_PANELS];
  guint n_panels;
  guint n_more_actors;
  guint n_more_panels;
  guint n_undated;
  gboolean used[DTL_N_FAMILIES];
} Album;

static guint32
actor_at (const Album *album, guint place)
{
  return g_array_index (album->actors, guint32, place);
}

/* The actor's number among @actors, their number if it is not there. */
static guint
find_place (const GArray *actors, guint32 actor)
{
  guint i = 0;

  while (i < actors->len && g_array_index (actors, guint32, i) != actor)
    i++;
  return i;
}

static const Deed *
deed_at (const Album *album, guint i)
{
  return &g_array_index (album->deeds, Deed, i);
}

static void
list_deeds (Album *album)
{
  guint n;
  const DtlRelation *relations = dtl_view_get_relations (album->scene.view, &n);

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < relations[i].n_events; j++)
      {
        guint32 event = relations[i].events[j];
        Deed deed = { &relations[i], event, !dtl_date_is_null (&album->scene.events[event].when.date) };

        g_array_append_val (album->deeds, deed);
      }
}

/* How many dated events of relations each actor has: [n_actors]. */
static guint *
count_dated (const Album *album)
{
  guint *count = g_new0 (guint, album->scene.n_actors + 1);

  for (guint i = 0; i < album->deeds->len; i++)
    {
      count[deed_at (album, i)->relation->from] += deed_at (album, i)->dated;
      count[deed_at (album, i)->relation->to] += deed_at (album, i)->dated;
    }
  return count;
}

/* The actors that there is most to see of, the most salient first among equals. */
static void
pick_actors (Album *album)
{
  g_autofree guint *count = count_dated (album);
  guint n, n_related = 0;
  const guint32 *actors = dtl_view_get_actors (album->scene.view, &n);

  for (guint i = 0; i < n; i++)
    n_related += count[actors[i]] > 0;
  for (guint least = G_MAXUINT; album->actors->len < MIN (n_related, MANY_ACTORS);)
    {
      guint next = 0;

      for (guint i = 0; i < n; i++)
        if (count[actors[i]] < least)
          next = MAX (next, count[actors[i]]);
      least = next;
      for (guint i = 0; i < n && album->actors->len < MANY_ACTORS; i++)
        if (count[actors[i]] == least)
          g_array_append_vals (album->actors, &actors[i], 1);
    }
  album->n_more_actors = n_related - album->actors->len + dtl_view_get_folded (album->scene.view);
}

static void
count_ties (Album *album)
{
  for (guint i = 0; i < album->deeds->len; i++)
    {
      const Deed *deed = deed_at (album, i);
      guint from = find_place (album->actors, deed->relation->from), to = find_place (album->actors, deed->relation->to);

      if (!deed->dated || MAX (from, to) >= album->actors->len)
        continue;
      album->ties[from * MANY_ACTORS + to]++;
      album->ties[to * MANY_ACTORS + from]++;
    }
}

/* Round the oval: after each actor the one that it has most to do with, else the most salient that is left. */
static void
order_actors (Album *album)
{
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (guint32));
  gboolean placed[MANY_ACTORS] = { FALSE };

  for (guint last = 0; sorted->len < album->actors->len;)
    {
      guint next = MANY_ACTORS;

      for (guint i = 0; i < album->actors->len; i++)
        if (!placed[i] && (next == MANY_ACTORS
                           || album->ties[last * MANY_ACTORS + i] > album->ties[last * MANY_ACTORS + next]))
          next = i;
      placed[next] = TRUE;
      g_array_append_vals (sorted, &g_array_index (album->actors, guint32, next), 1);
      last = next;
    }
  g_array_unref (album->actors);
  album->actors = sorted;
}

static gboolean
is_drawn (const Album *album, const DtlRelation *relation)
{
  return find_place (album->actors, relation->from) < album->actors->len
         && find_place (album->actors, relation->to) < album->actors->len;
}

/* Whether an event of the view is one of a relation that is drawn: [n_events]. */
static gboolean *
find_told (const Album *album)
{
  gboolean *told = g_new0 (gboolean, album->scene.n_events + 1);

  for (guint i = 0; i < album->deeds->len; i++)
    if (is_drawn (album, deed_at (album, i)->relation))
      told[deed_at (album, i)->event] = TRUE;
  return told;
}

static void
place (const Album *album, DtlAgraphPart *node, double x, double y)
{
  char across[G_ASCII_DTOSTR_BUF_SIZE], up[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *point = g_strdup_printf ("%s,%s", g_ascii_formatd (across, sizeof across, "%.1f", x),
                                            g_ascii_formatd (up, sizeof up, "%.1f", y));

  dtl_agraph_put (album->graph, node, "pos", point);
}

static Patch
actor_patch (const Album *album, guint panel, guint number)
{
  double angle = 2 * G_PI * number / MAX (album->actors->len, 1) + G_PI;
  g_autofree char *name = dtl_scene_short_name (&album->scene, actor_at (album, number));

  return (Patch){ (panel - 1) % PANELS_IN_A_ROW * (double) PANEL_WIDTH + OVAL_ACROSS * cos (angle),
                  (panel - 1) / PANELS_IN_A_ROW * -(double) PANEL_HEIGHT + OVAL_DOWN * sin (angle),
                  dtl_text_width (name, NAME_SIZE, FALSE) + 12, 20 };
}

static gboolean
is_free (const Album *album, const Patch *patch)
{
  for (guint i = 0; i < album->patches->len; i++)
    {
      const Patch *other = &g_array_index (album->patches, Patch, i);

      if (fabs (other->x - patch->x) * 2 < other->width + patch->width
          && fabs (other->y - patch->y) * 2 < other->height + patch->height)
        return FALSE;
    }
  return TRUE;
}

/* A place for words on the line between two actors or beside it, which they take; FALSE if there is none. */
static gboolean
find_room (Album *album, const Patch *from, const Patch *to, Patch *words)
{
  static const double along[] = { .5, .42, .58, .34, .66 };
  static const double beside[] = { 0, 1, -1, 2, -2 }; /* times the size of the words, across the line */
  double x = to->x - from->x, y = to->y - from->y, length = MAX (hypot (x, y), 1);

  for (guint i = 0; i < G_N_ELEMENTS (beside); i++)
    for (guint j = 0; j < G_N_ELEMENTS (along); j++)
      {
        words->x = from->x + along[j] * x - beside[i] * words->width * y / length;
        words->y = from->y + along[j] * y + beside[i] * words->height * x / length;
        if (!is_free (album, words))
          continue;
        g_array_append_vals (album->patches, words, 1);
        return TRUE;
      }
  return FALSE;
}

/* A name in its place: boxed if its actor does anything in this panel, else grey. */
static DtlAgraphPart *
add_actor (Album *album, guint panel, guint number, gboolean active)
{
  const DtlActor *who = &album->scene.actors[actor_at (album, number)];
  g_autofree char *id = g_strdup_printf ("panel-%u-%s", panel, who->id);
  DtlAgraphPart *node = dtl_agraph_node (album->graph, NULL, id);
  g_autofree char *short_name = dtl_scene_short_name (&album->scene, actor_at (album, number));
  g_autofree char *name = dtl_picture_wrap (short_name, NAME_COLUMNS, 1, "");
  g_autofree char *html = g_strdup_printf ("<font point-size=\"%s\" color=\"%s\">%s</font>", active ? "10.5" : "9",
                                           active ? album->ground->ink : album->ground->grey, name);
  g_autofree char *full = dtl_cut_line (who->name, 200);
  g_autofree char *tooltip = dtl_escape_dot_string (full);
  Patch patch = actor_patch (album, panel, number);

  dtl_agraph_put_html (album->graph, node, "label", html);
  dtl_agraph_put (album->graph, node, "id", id);
  dtl_agraph_put (album->graph, node, "tooltip", tooltip);
  dtl_agraph_put (album->graph, node, "penwidth", active ? "0.8" : "0");
  place (album, node, patch.x, patch.y);
  g_array_append_val (album->patches, patch);
  return node;
}

/* What of @relation falls into @panel: the first event, and in *@count how many. */
static const DtlEvent *
find_events (const Album *album, const DtlRelation *relation, guint panel, guint *count)
{
  const DtlEvent *first = NULL;

  *count = 0;
  for (guint i = 0; i < relation->n_events; i++)
    if (album->panels[relation->events[i]] == panel)
      {
        first = first ? first : &album->scene.events[relation->events[i]];
        (*count)++;
      }
  return first;
}

/* What the events of one relation and panel have in common. */
typedef struct
{
  const DtlRelation *relation;
  const DtlEvent *event; /* the first */
  guint count;
  guint panel;
} Bundle;

/* An edge with the looks of @bundle; one that ends in words has no arrow there. */
static void
add_edge (Album *album, const Bundle *bundle, DtlAgraphPart *from, DtlAgraphPart *to, gboolean arrow)
{
  DtlLook look = dtl_look (bundle->event->family);
  DtlAgraphPart *edge = dtl_agraph_edge (album->graph, from, to);
  g_autofree char *when = dtl_scene_when (&album->scene, &bundle->event->when);
  g_autofree char *sentence = dtl_scene_sentence (bundle->event);
  g_autofree char *more = bundle->count > 1 ? g_strdup_printf (" + %u more", bundle->count - 1) : g_strdup ("");
  g_autofree char *words = g_strdup_printf ("%s: %s%s — “%s”", when, bundle->event->label, more, sentence);
  g_autofree char *tooltip = dtl_escape_dot_string (words);

  dtl_agraph_put (album->graph, edge, "color", dtl_look_color (&look, album->dark));
  dtl_agraph_put (album->graph, edge, "style", look.line);
  dtl_agraph_put_number (album->graph, edge, "penwidth", MIN (1.2 + .6 * bundle->count, 5));
  dtl_agraph_put (album->graph, edge, "dir", arrow && bundle->relation->directed ? "forward" : "none");
  dtl_agraph_put (album->graph, edge, "tooltip", tooltip);
}

/* "met ×2" */
static char *
spell_words (const Bundle *bundle)
{
  g_autofree char *verb = dtl_scene_verb (bundle->event);
  g_autofree char *cut = dtl_cut_line (verb, WORD_COLUMNS);

  return bundle->count > 1 ? g_strdup_printf ("%s ×%u", cut, bundle->count) : g_steal_pointer (&cut);
}

/* The words of a line, with paper behind them; NULL if they would cover others. */
static DtlAgraphPart *
add_words (Album *album, const Bundle *bundle, const Patch *from, const Patch *to)
{
  DtlLook look = dtl_look (bundle->event->family);
  g_autofree char *words = spell_words (bundle);
  g_autofree char *escaped = dtl_escape_dot_html (words);
  g_autofree char *html = g_strdup_printf ("<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"1\" bgcolor=\"%s\"><tr>"
                                           "<td><font point-size=\"9\" color=\"%s\">%s</font></td></tr></table>",
                                           album->ground->paper, dtl_look_color (&look, album->dark), escaped);
  Patch patch = { 0, 0, dtl_text_width (words, WORD_SIZE, FALSE) * 1.05 + 8, 17 };
  g_autofree char *name = NULL;
  DtlAgraphPart *node;

  if (!find_room (album, from, to, &patch))
    return NULL;
  name = g_strdup_printf ("words%u", ++album->n_words);
  node = dtl_agraph_node (album->graph, NULL, name);
  dtl_agraph_put (album->graph, node, "shape", "plain");
  dtl_agraph_put (album->graph, node, "style", "");
  dtl_agraph_put_html (album->graph, node, "label", html);
  place (album, node, patch.x, patch.y);
  return node;
}

static void
add_relation (Album *album, const Bundle *bundle, DtlAgraphPart *const *nodes)
{
  guint from = find_place (album->actors, bundle->relation->from), to = find_place (album->actors, bundle->relation->to);
  Patch start = actor_patch (album, bundle->panel, from), stop = actor_patch (album, bundle->panel, to);
  DtlAgraphPart *words = add_words (album, bundle, &start, &stop);

  album->used[dtl_look (bundle->event->family).order] = TRUE;
  if (words)
    add_edge (album, bundle, nodes[from], words, FALSE);
  add_edge (album, bundle, words ? words : nodes[from], nodes[to], TRUE);
}

/* The time of a panel, and how much there is to see, above its oval. */
static void
add_head (Album *album, guint panel)
{
  g_autofree char *name = g_strdup_printf ("head%u", panel);
  DtlAgraphPart *head = dtl_agraph_node (album->graph, NULL, name);
  g_autofree char *heading = dtl_picture_wrap (album->headings[panel - 1], 40, 1, "");
  g_autofree char *events = dtl_count_words (album->n_events[panel - 1], "event", "events");
  g_autofree char *html = g_strdup_printf ("<b>%s</b>&#160;&#160;<font point-size=\"9.5\" color=\"%s\">%s</font>", heading,
                                           album->ground->grey, events);

  dtl_agraph_put_html (album->graph, head, "label", html);
  dtl_agraph_put (album->graph, head, "fontsize", "13");
  dtl_agraph_put (album->graph, head, "shape", "plain");
  dtl_agraph_put (album->graph, head, "style", "");
  place (album, head, (panel - 1) % PANELS_IN_A_ROW * (double) PANEL_WIDTH,
         (panel - 1) / PANELS_IN_A_ROW * -(double) PANEL_HEIGHT + OVAL_DOWN + 34);
}

static void
add_panel (Album *album, guint panel)
{
  DtlAgraphPart *nodes[MANY_ACTORS];
  gboolean active[MANY_ACTORS] = { FALSE };
  guint n, count = 0;
  const DtlRelation *relations = dtl_view_get_relations (album->scene.view, &n);

  for (guint i = 0; i < n; i++)
    if (is_drawn (album, &relations[i]) && find_events (album, &relations[i], panel, &count))
      active[find_place (album->actors, relations[i].from)] = active[find_place (album->actors, relations[i].to)] = TRUE;
  g_array_set_size (album->patches, 0);
  for (guint i = 0; i < album->actors->len; i++)
    nodes[i] = add_actor (album, panel, i, active[i]);
  for (guint i = 0; i < n; i++)
    {
      const DtlEvent *event = is_drawn (album, &relations[i]) ? find_events (album, &relations[i], panel, &count) : NULL;
      Bundle bundle = { &relations[i], event, count, panel };

      if (event)
        add_relation (album, &bundle, nodes);
    }
}

/* The panel with @heading, a new one if there is none yet; 0 if there are too many. */
static guint
take_panel (Album *album, const char *heading)
{
  for (guint i = 0; i < album->n_panels; i++)
    if (strcmp (album->headings[i], heading) == 0)
      return i + 1;
  if (album->n_panels == MANY_PANELS)
    {
      album->n_more_panels++;
      return 0;
    }
  album->headings[album->n_panels++] = g_strdup (heading);
  return album->n_panels;
}

/* A panel for each unit of time in which there is anything to see. A wider date may stand between two events of one
 * unit; they share their panel all the same. */
static void
fill_panels (Album *album, DtlUnit unit)
{
  g_autofree gboolean *told = find_told (album);

  for (guint first = 0, end; first < album->scene.n_shown; first = end)
    {
      guint n = 0, panel;
      g_autofree char *heading = dtl_chronicle_unit_heading (&album->scene, first, unit);

      end = dtl_chronicle_unit_end (&album->scene, first, unit);
      for (guint i = first; i < end; i++)
        n += told[album->scene.shown[i]];
      if (n == 0)
        continue;
      if (dtl_date_is_null (&dtl_scene_event (&album->scene, first)->when.date))
        {
          album->n_undated += n;
          continue;
        }
      panel = take_panel (album, heading);
      for (guint i = first; i < end && panel > 0; i++)
        album->panels[album->scene.shown[i]] = panel;
      if (panel > 0)
        album->n_events[panel - 1] += n;
    }
}

static char *
spell_remark (const Album *album)
{
  GString *out = g_string_new (album->n_panels ? "Everybody stands at the same place in each; line width = number of events. "
                                               : "No dated relations stated. ");

  if (album->n_more_actors)
    g_string_append_printf (out, "Showing %u actors, + %u more. ", album->actors->len, album->n_more_actors);
  if (album->n_more_panels)
    g_string_append_printf (out, "+ %u later times not shown. ", album->n_more_panels);
  if (album->n_undated)
    {
      g_autofree char *events = dtl_count_words (album->n_undated, "undated event", "undated events");

      g_string_append_printf (out, "%s not shown.", events);
    }
  return g_string_free (out, FALSE);
}

static void
set_layout (const Album *album)
{
  dtl_agraph_default (album->graph, DTL_AGRAPH_GRAPH, "layout", "nop");
  dtl_agraph_default (album->graph, DTL_AGRAPH_GRAPH, "splines", "true");
  dtl_picture_boxes (album->graph, album->dark);
  dtl_agraph_default (album->graph, DTL_AGRAPH_NODE, "margin", "0.06,0.03");
  dtl_agraph_default (album->graph, DTL_AGRAPH_NODE, "width", "0.2");
  dtl_agraph_default (album->graph, DTL_AGRAPH_NODE, "height", "0.2");
}

DtlAgraph *
dtl_picture_slices (const DtlView *view, DtlSlice slice, gboolean dark)
{
  static const DtlUnit units[] = { DTL_UNIT_DAY, DTL_UNIT_DAY, DTL_UNIT_WEEK, DTL_UNIT_MONTH };
  static const char *const words[] = { "day", "day", "week", "month" };
  Album album = { .dark = dark, .ground = dtl_ground (dark), .graph = dtl_agraph_new ("slices") };
  g_autofree char *title = g_strdup_printf ("Who dealt with whom, %s by %s", words[slice], words[slice]);
  g_autofree char *story = NULL;
  g_autofree char *remark = NULL;

  dtl_scene_init (&album.scene, view);
  story = dtl_scene_title (&album.scene);
  album.deeds = g_array_new (FALSE, FALSE, sizeof (Deed));
  album.actors = g_array_new (FALSE, FALSE, sizeof (guint32));
  album.patches = g_array_new (FALSE, FALSE, sizeof (Patch));
  album.panels = g_new0 (guint, album.scene.n_events + 1);
  album.ties = g_new0 (guint, MANY_ACTORS * MANY_ACTORS);
  dtl_picture_defaults (album.graph, dark);
  set_layout (&album);
  list_deeds (&album);
  pick_actors (&album);
  count_ties (&album);
  order_actors (&album);
  fill_panels (&album, units[slice]);
  for (guint i = 1; i <= album.n_panels; i++)
    {
      add_head (&album, i);
      add_panel (&album, i);
    }
  remark = spell_remark (&album);
  dtl_picture_title (album.graph, title, story, remark, album.used, DTL_LEGEND_LINES, dark);
  for (guint i = 0; i < album.n_panels; i++)
    g_free (album.headings[i]);
  g_array_unref (album.deeds);
  g_array_unref (album.actors);
  g_array_unref (album.patches);
  g_free (album.panels);
  g_free (album.ties);
  return album.graph;
}
