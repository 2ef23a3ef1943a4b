/*
 * The events view as a graph: a card an event, a column a day on a time axis, threads from an actor's card to its next.
 * Where days would make more columns than a page holds, a column is a week, a month, a year or ten.
 *
 * A dashed card has an inferred date. Threads run between columns only; those of several actors between the same two
 * cards are one.
 */
#include "export/picture.h"

#include <string.h>

#include "export/chronicle.h"
#include "export/escape.h"

#define MANY_CARDS 60
#define MANY_COLUMNS 14
#define MANY_CHIPS 6
#define CHIPS_IN_A_ROW 3
#define LABEL_COLUMNS 27
#define MANY_NAMES 3

typedef struct
{
  guint event;  /* number among those shown */
  guint column;
  DtlAgraphPart *node;
} Card;

typedef struct
{
  DtlScene scene;
  gboolean dark;
  const DtlGround *ground;
  DtlAgraph *graph; /* owned until given away */
  GArray *cards;    /* owned: Card */
  guint *tints;     /* owned: [n_actors] number of the actor's country, in order of appearance */
  guint n_undated;
  guint n_cut;
  gboolean used[DTL_N_FAMILIES];
} Board;

static Card *
card_at (const Board *board, guint i)
{
  return &g_array_index (board->cards, Card, i);
}

/* Actors of one country share a tint; those without one get the grey last. */
static void
tint_actors (Board *board)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  guint n;
  const guint32 *actors = dtl_view_get_actors (board->scene.view, &n);

  for (guint i = 0; i < board->scene.n_actors; i++)
    board->tints[i] = 11;
  for (guint i = 0; i < n; i++)
    {
      const char *country = board->scene.actors[actors[i]].country;
      guint number;

      if (country == NULL)
        continue;
      number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, country));
      if (number == 0)
        {
          number = g_hash_table_size (numbers) + 1;
          g_hash_table_insert (numbers, (gpointer) country, GUINT_TO_POINTER (number));
        }
      board->tints[actors[i]] = number - 1;
    }
}

static void
append_chips (Board *board, const DtlEvent *event, GString *html)
{
  guint n = MIN (event->n_participants, MANY_CHIPS);

  for (guint i = 0; i < n; i++)
    {
      guint32 actor = event->participants[i].actor;
      DtlTint tint = dtl_tint (board->tints[actor], board->dark);
      g_autofree char *short_name = dtl_scene_short_name (&board->scene, actor);
      g_autofree char *name = dtl_escape_dot_html (short_name);

      if (i % CHIPS_IN_A_ROW == 0)
        g_string_append (html, "<tr><td align=\"left\" border=\"0\">"
                               "<table border=\"0\" cellspacing=\"2\" cellpadding=\"2\"><tr>");
      g_string_append_printf (html, "<td bgcolor=\"%s\"><font color=\"%s\" point-size=\"9\">&#160;%s&#160;</font></td>",
                              tint.strong, tint.on_strong, name);
      if (i + 1 == n && event->n_participants > n)
        g_string_append_printf (html, "<td><font color=\"%s\" point-size=\"9\">+ %u</font></td>", board->ground->grey,
                                event->n_participants - n);
      if (i % CHIPS_IN_A_ROW == CHIPS_IN_A_ROW - 1 || i + 1 == n)
        g_string_append (html, "</tr></table></td></tr>");
    }
}

static char *
spell_card (Board *board, const DtlEvent *event)
{
  DtlLook look = dtl_look (event->family);
  const char *color = dtl_look_color (&look, board->dark);
  g_autofree char *upper = g_utf8_strup (look.word, -1);
  g_autofree char *words = dtl_scene_when (&board->scene, &event->when);
  g_autofree char *when = dtl_escape_dot_html (words);
  g_autofree char *place = dtl_picture_wrap (event->place.name, 20, 1, "");
  g_autofree char *label = dtl_picture_wrap (event->label, LABEL_COLUMNS, 5, "<br align=\"left\"/>");
  const char *reality = dtl_reality_word (event->reality);
  GString *html = g_string_new (NULL);

  g_string_append_printf (html,
                          "<table border=\"1\" color=\"%s\" style=\"rounded%s\" bgcolor=\"%s\" "
                          "cellspacing=\"0\" cellpadding=\"5\">"
                          "<tr><td align=\"left\" border=\"0\"><font point-size=\"9\" color=\"%s\"><b>%s</b></font>"
                          "<font point-size=\"9\" color=\"%s\">&#160;&#160;&#160;%s%s%s%s%s</font></td></tr>"
                          "<tr><td align=\"left\" balign=\"left\" border=\"0\"><font point-size=\"11.5\">%s"
                          "<br align=\"left\"/></font></td></tr>",
                          color, dtl_when_is_inferred (&event->when) ? ",dashed" : "", board->ground->box, color, upper,
                          board->ground->grey, when, *place ? " · " : "", place, *reality ? " · " : "", reality, label);
  append_chips (board, event, html);
  g_string_append (html, "</table>");
  return g_string_free (html, FALSE);
}

static void
add_card (Board *board, DtlAgraphPart *column, guint number, guint column_number)
{
  const DtlEvent *event = dtl_scene_event (&board->scene, number);
  Card card = { number, column_number, dtl_agraph_node (board->graph, column, event->id) };
  g_autofree char *html = spell_card (board, event);
  g_autofree char *when = dtl_scene_when (&board->scene, &event->when);
  g_autofree char *sentence = dtl_scene_sentence (event);
  g_autofree char *tip = g_strconcat (when, ": ", sentence, NULL);
  g_autofree char *tooltip = dtl_escape_dot_string (tip);
  g_autofree char *id = g_strconcat ("card-", event->id, NULL);
  g_autofree char *url = g_strconcat ("#", event->id, NULL);

  dtl_agraph_put_html (board->graph, card.node, "label", html);
  dtl_agraph_put (board->graph, card.node, "id", id);
  if (dtl_url_is_safe (url))
    dtl_agraph_put (board->graph, card.node, "URL", url);
  dtl_agraph_put (board->graph, card.node, "tooltip", tooltip);
  board->used[dtl_look (event->family).order] = TRUE;
  g_array_append_val (board->cards, card);
}

/* The foot of a column on the axis: its day in bold, a remark in grey beneath. */
static DtlAgraphPart *
add_foot (Board *board, DtlAgraphPart *column, guint first, guint end, DtlUnit unit, guint number)
{
  g_autofree char *name = g_strdup_printf ("day%u", number);
  DtlAgraphPart *foot = dtl_agraph_node (board->graph, column, name);
  g_autofree char *heading = dtl_chronicle_unit_heading (&board->scene, first, unit);
  g_autofree char *day = dtl_picture_wrap (heading, 24, 2, "<br/>");
  g_autofree char *note = unit == DTL_UNIT_DAY ? dtl_chronicle_note (&board->scene, first, end) : g_strdup ("");
  g_autofree char *remark = dtl_picture_wrap (note, 26, 2, "<br/>");
  g_autofree char *html = g_strdup_printf ("<b>%s</b><br/><font point-size=\"9.5\" color=\"%s\">%s </font>", day,
                                           board->ground->grey, remark);

  dtl_agraph_put_html (board->graph, foot, "label", html);
  dtl_agraph_put (board->graph, foot, "fontsize", "14");
  dtl_agraph_put (board->graph, foot, "group", "axis");
  return foot;
}

static void
add_axis (Board *board, DtlAgraphPart *last, DtlAgraphPart *foot)
{
  DtlAgraphPart *edge = dtl_agraph_edge (board->graph, last, foot);

  dtl_agraph_put (board->graph, edge, "color", board->ground->rule);
  dtl_agraph_put (board->graph, edge, "weight", "100");
  dtl_agraph_put (board->graph, edge, "arrowhead", "vee");
  dtl_agraph_put (board->graph, edge, "penwidth", "1.2");
}

static void
add_columns (Board *board)
{
  DtlAgraphPart *last = NULL;
  DtlUnit unit = dtl_chronicle_pick_unit (&board->scene, MANY_CARDS, MANY_COLUMNS);
  guint number = 0;

  for (guint first = 0, end; first < board->scene.n_shown; first = end)
    {
      g_autofree char *name = g_strdup_printf ("column%u", number + 1);
      DtlAgraphPart *column, *foot;

      end = dtl_chronicle_unit_end (&board->scene, first, unit);
      if (dtl_date_is_null (&dtl_scene_event (&board->scene, first)->when.date))
        board->n_undated += end - first;
      else if (board->cards->len >= MANY_CARDS)
        board->n_cut += end - first;
      else
        {
          guint stop = MIN (end, first + MANY_CARDS - board->cards->len);

          column = dtl_agraph_same_rank (board->graph, name);
          foot = add_foot (board, column, first, end, unit, ++number);
          for (guint i = first; i < stop; i++)
            add_card (board, column, i, number);
          board->n_cut += end - stop;
          if (last)
            add_axis (board, last, foot);
          last = foot;
        }
    }
}

static gboolean
takes_part (const DtlEvent *event, guint32 actor)
{
  for (guint i = 0; i < event->n_participants; i++)
    if (event->participants[i].actor == actor)
      return TRUE;
  return FALSE;
}

/* Number of the first card in a later column in which @actor takes part, or the number of cards. */
static guint
next_card (const Board *board, guint from, guint32 actor)
{
  guint i = from + 1;

  /* A later card of the same column carries the actor on. */
  for (; i < board->cards->len; i++)
    if (takes_part (dtl_scene_event (&board->scene, card_at (board, i)->event), actor))
      return card_at (board, i)->column == card_at (board, from)->column ? board->cards->len : i;
  return i;
}

/* One thread from card @from to card @to with the names of all actors that it follows. */
static void
add_thread (Board *board, guint from, guint to, const GArray *actors)
{
  guint32 first = g_array_index (actors, guint32, 0);
  const char *color = dtl_tint (board->tints[first], board->dark).strong;
  DtlAgraphPart *edge = dtl_agraph_edge (board->graph, card_at (board, from)->node, card_at (board, to)->node);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *escaped = NULL, *html = NULL, *tooltip = NULL;

  for (guint i = 0; i < MIN (actors->len, MANY_NAMES); i++)
    {
      g_autofree char *name = dtl_scene_short_name (&board->scene, g_array_index (actors, guint32, i));

      g_string_append_printf (names, "%s%s", i ? ", " : "", name);
    }
  if (actors->len > MANY_NAMES)
    g_string_append_printf (names, " + %u", actors->len - MANY_NAMES);
  escaped = dtl_escape_dot_html (names->str);
  tooltip = dtl_escape_dot_string (names->str);
  html = g_strdup_printf ("<font color=\"%s\" point-size=\"10\">%s</font>", color, escaped);
  dtl_agraph_put_html (board->graph, edge, "label", html);
  dtl_agraph_put (board->graph, edge, "color", color);
  dtl_agraph_put (board->graph, edge, "tooltip", tooltip);
  dtl_agraph_put (board->graph, edge, "dir", "none");
  dtl_agraph_put (board->graph, edge, "tailport", "e");
  dtl_agraph_put (board->graph, edge, "headport", "w");
  dtl_agraph_put (board->graph, edge, "penwidth", "1.8");
}

static void
add_threads_from (Board *board, guint from)
{
  const DtlEvent *event = dtl_scene_event (&board->scene, card_at (board, from)->event);

  for (guint to = from + 1; to < board->cards->len; to++)
    {
      g_autoptr (GArray) actors = g_array_new (FALSE, FALSE, sizeof (guint32));

      for (guint i = 0; i < event->n_participants; i++)
        if (next_card (board, from, event->participants[i].actor) == to)
          g_array_append_val (actors, event->participants[i].actor);
      if (actors->len)
        add_thread (board, from, to, actors);
    }
}

static char *
spell_subtitle (const Board *board)
{
  g_autofree char *title = dtl_scene_title (&board->scene);
  g_autofree char *publishers = dtl_scene_publishers (&board->scene);

  return g_strdup_printf ("%s. Each card is an event; threads follow an actor to the next one. "
                          "Dashed = the date is inferred.%s%s%s",
                          title, publishers ? " Source: " : "", publishers ? publishers : "", publishers ? "." : "");
}

static char *
spell_remark (const Board *board)
{
  guint cut = board->n_cut + dtl_view_get_folded (board->scene.view);
  g_autoptr (GString) out = g_string_new (NULL);

  if (board->cards->len == 0)
    g_string_append (out, "No dated events. ");
  if (cut)
    g_string_append_printf (out, "Showing %u events, + %u more. ", board->cards->len, cut);
  if (board->n_undated)
    {
      g_autofree char *n = dtl_count_words (board->n_undated, "undated event", "undated events");

      g_string_append_printf (out, "%s not shown.", n);
    }
  return out->len ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

static void
set_layout (Board *board)
{
  dtl_agraph_default (board->graph, DTL_AGRAPH_GRAPH, "layout", "dot");
  dtl_agraph_default (board->graph, DTL_AGRAPH_GRAPH, "rankdir", "LR");
  dtl_agraph_default (board->graph, DTL_AGRAPH_GRAPH, "newrank", "true");
  dtl_agraph_default (board->graph, DTL_AGRAPH_GRAPH, "splines", "true");
  dtl_agraph_default (board->graph, DTL_AGRAPH_GRAPH, "ranksep", "0.7");
  dtl_agraph_default (board->graph, DTL_AGRAPH_GRAPH, "nodesep", "0.18");
  dtl_agraph_default (board->graph, DTL_AGRAPH_NODE, "shape", "plain");
}

DtlAgraph *
dtl_picture_events (const DtlView *view, gboolean dark)
{
  Board board = { .dark = dark, .ground = dtl_ground (dark) };
  g_autofree char *subtitle = NULL, *remark = NULL;

  dtl_scene_init (&board.scene, view);
  board.cards = g_array_new (FALSE, FALSE, sizeof (Card));
  board.tints = g_new0 (guint, board.scene.n_actors + 1);
  board.graph = dtl_agraph_new ("events");
  dtl_picture_defaults (board.graph, dark);
  set_layout (&board);
  tint_actors (&board);
  add_columns (&board);
  for (guint i = 0; i < board.cards->len; i++)
    add_threads_from (&board, i);
  subtitle = spell_subtitle (&board);
  remark = spell_remark (&board);
  dtl_picture_title (board.graph, "What happened when", subtitle, remark, board.used, DTL_LEGEND_NONE, dark);
  g_array_unref (board.cards);
  g_free (board.tints);
  return board.graph;
}
