/*
 * The events view as a graph: a card an event, a column a day on a time axis, threads from an actor's chip to the next.
 *
 * The cards are placed here, in rows as lines of a page, and Graphviz only sizes them and draws the threads around them:
 * dot would put all columns side by side, and a month of news then prints too small to be read. A day with more cards
 * than a column holds takes several. Where days would make too many columns, one is a week, a month, a year or ten.
 * A thread whose next card stands in a later row ends in a short arrow, and a short line leads into that card.
 * A dashed card has an inferred date; what has none stands in the last columns, in the order of the text.
 */
#include "export/picture.h"

#include <string.h>

#include "export/chronicle.h"
#include "export/escape.h"
#include "export/measure.h"

#define MANY_CARDS 60
#define MANY_GROUPS 40
#define MANY_CHIPS 6

/* Points. */
#define SLOTS_IN_A_ROW 5
#define CARDS_IN_A_SLOT 3
#define CARD_WIDTH 156 /* five across a landscape A4 print 9 pt as 7 */
#define TEXT_WIDTH 140
#define SLOT_GAP 38
#define STUB 12
#define CARD_GAP 12
#define ROW_GAP 24
#define HEAD_HEIGHT 44
#define SMALL_SIZE 9
#define SMALL_LINE 11.5
#define LABEL_SIZE 10.5
#define LABEL_LINE 13
#define LABEL_LINES 8
#define CELL_PADDING 12 /* above and beneath the text of a cell, with the outline */
#define CHIP_PADDING 14
#define CHIP_LINE 29
#define HEADING_COLUMNS 24

typedef struct
{
  guint event;  /* number among those shown */
  guint slot;   /* of all, row after row */
  double top;   /* how far down it begins */
  double height;
  guint n_chip_rows;
  guint chip_rows[MANY_CHIPS]; /* of each chip, from above */
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
  DtlUnit unit;
  double row_top;   /* how far down the row in work begins */
  DtlAgraphPart *last_head; /* of that row, nullable */
  guint n_heads;
  guint n_stubs;
  guint n_cut;
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

/* The width of what stands on a chip, with the room around it. */
static double
chip_width (const char *name)
{
  return dtl_text_width (name, SMALL_SIZE, FALSE) * 1.05 + CHIP_PADDING;
}

static void
append_chip (const Board *board, guint32 actor, guint number, const char *name, GString *html)
{
  DtlTint tint = dtl_tint (board->tints[actor], board->dark);
  g_autofree char *escaped = dtl_escape_dot_html (name);

  g_string_append_printf (html,
                          "<td port=\"c%u\" bgcolor=\"%s\"><font color=\"%s\" point-size=\"9\">&#160;%s&#160;</font></td>",
                          number, tint.strong, tint.on_strong, escaped);
}

/* As many chips in a row as the card is wide; the rows are noted in @card. Those who do not get one are counted. */
static void
append_chips (const Board *board, const DtlEvent *event, Card *card, GString *html)
{
  guint n = MIN (event->n_participants, MANY_CHIPS), n_rows = 0;
  double used = TEXT_WIDTH;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *short_name = dtl_scene_short_name (&board->scene, event->participants[i].actor);
      g_auto (GStrv) lines = dtl_wrap_width (short_name, TEXT_WIDTH - 2 * CHIP_PADDING, SMALL_SIZE, FALSE, 1);
      const char *name = lines[0];
      double width = chip_width (name);

      if (used + width > TEXT_WIDTH)
        {
          g_string_append_printf (html,
                                  "%s<tr><td align=\"left\" border=\"0\">"
                                  "<table border=\"0\" cellspacing=\"2\" cellpadding=\"2\"><tr>",
                                  n_rows++ ? "</tr></table></td></tr>" : "");
          used = 0;
        }
      used += width;
      card->chip_rows[i] = n_rows - 1;
      append_chip (board, event->participants[i].actor, i, name, html);
    }
  if (event->n_participants > n)
    g_string_append_printf (html, "<td><font color=\"%s\" point-size=\"9\">+ %u</font></td>", board->ground->grey,
                            event->n_participants - n);
  if (n_rows)
    g_string_append (html, "</tr></table></td></tr>");
  card->n_chip_rows = n_rows;
}

/* Lines of @text, escaped; returns their number. */
static guint
append_lines (const char *text, double width, double size, guint max_lines, GString *html)
{
  g_auto (GStrv) lines = dtl_wrap_width (text, width, size, FALSE, max_lines);
  guint n = 0;

  for (; lines[n]; n++)
    {
      g_autofree char *line = dtl_escape_dot_html (lines[n]);

      g_string_append_printf (html, "%s<br align=\"left\"/>", line);
    }
  return n;
}

/* "10 Mar · Turkey · planned" */
static char *
spell_when (const Board *board, const DtlEvent *event)
{
  g_autofree char *when = dtl_scene_when (&board->scene, &event->when);
  g_autofree char *place = dtl_cut_line (event->place.name, 32);
  const char *words[] = { when, place, dtl_reality_word (event->reality) };
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (*words[i])
      g_string_append_printf (out, "%s%s", out->len ? " · " : "", words[i]);
  return g_string_free (out, FALSE);
}

/* Family, then day and place beside it if they fit, else beneath; returns the number of lines. */
static guint
append_kind (const Board *board, const DtlEvent *event, const char *color, GString *html)
{
  DtlLook look = dtl_look (event->family);
  g_autofree char *upper = g_utf8_strup (look.word, -1);
  g_autofree char *when = spell_when (board, event);
  double kind_width = dtl_text_width (upper, SMALL_SIZE, TRUE) + 12;
  gboolean beside = kind_width + dtl_text_width (when, SMALL_SIZE, FALSE) <= TEXT_WIDTH;
  guint n_lines = 1;

  g_string_append_printf (html, "<font point-size=\"9\" color=\"%s\"><b>%s</b></font>", color, upper);
  if (*when == '\0')
    return n_lines;
  /* The blanks stand between the two runs: at the head of one, viewers drop them. */
  g_string_append_printf (html, "%s<font point-size=\"9\" color=\"%s\">", beside ? "&#160;&#160;" : "<br align=\"left\"/>",
                          board->ground->grey);
  n_lines = append_lines (when, TEXT_WIDTH, SMALL_SIZE, 2, html) + !beside;
  g_string_append (html, "</font>");
  return n_lines;
}

/* Dotted: planned, denied or possible; dashed: the date is inferred. */
static const char *
outline_of (const DtlEvent *event)
{
  if (event->reality != DTL_REALITY_ACTUAL)
    return ",dotted";
  return !dtl_date_is_null (&event->when.date) && dtl_when_is_inferred (&event->when) ? ",dashed" : "";
}

/* The card as a table, and in @card how high it will be: its text is measured, its cells never fixed in size. */
static char *
spell_card (const Board *board, const DtlEvent *event, Card *card)
{
  DtlLook look = dtl_look (event->family);
  const char *color = dtl_look_color (&look, board->dark);
  g_autofree char *label = dtl_clean_line (event->label);
  g_autoptr (GString) rows = g_string_new ("<tr><td align=\"left\" balign=\"left\" border=\"0\">");

  card->height = 2 * CELL_PADDING;
  card->height += SMALL_LINE * append_kind (board, event, color, rows);
  g_string_append (rows, "</td></tr><tr><td align=\"left\" balign=\"left\" border=\"0\"><font point-size=\"10.5\">");
  card->height += LABEL_LINE * append_lines (label, TEXT_WIDTH, LABEL_SIZE, LABEL_LINES, rows);
  g_string_append (rows, "</font></td></tr>");
  append_chips (board, event, card, rows);
  card->height += CHIP_LINE * card->n_chip_rows;
  return g_strdup_printf ("<table border=\"1\" color=\"%s\" style=\"rounded%s\" bgcolor=\"%s\" "
                          "cellspacing=\"0\" cellpadding=\"5\" width=\"%d\" height=\"%d\">%s</table>",
                          color, outline_of (event), board->ground->box, CARD_WIDTH,
                          (int) card->height, rows->str);
}

/* Graphviz counts upwards; we count downwards from the first row. */
static void
place (Board *board, DtlAgraphPart *node, double x, double down)
{
  char across[G_ASCII_DTOSTR_BUF_SIZE], up[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *point = g_strdup_printf ("%s,%s", g_ascii_formatd (across, sizeof across, "%.1f", x),
                                            g_ascii_formatd (up, sizeof up, "%.1f", -down));

  dtl_agraph_put (board->graph, node, "pos", point);
}

static double
slot_left (guint slot)
{
  return slot % SLOTS_IN_A_ROW * (double) (CARD_WIDTH + SLOT_GAP);
}

/* Puts card @number into @slot, @down below the start of the picture; returns where it ends. */
static double
add_card (Board *board, guint number, guint slot, double down)
{
  const DtlEvent *event = dtl_scene_event (&board->scene, number);
  Card card = { .event = number, .slot = slot, .top = down, .node = dtl_agraph_node (board->graph, NULL, event->id) };
  g_autofree char *html = spell_card (board, event, &card);
  g_autofree char *when = dtl_scene_when (&board->scene, &event->when);
  g_autofree char *sentence = dtl_scene_sentence (event);
  g_autofree char *tip = g_strconcat (*when ? when : "undated", ": ", sentence, NULL);
  g_autofree char *tooltip = dtl_escape_dot_string (tip);
  g_autofree char *id = g_strconcat ("card-", event->id, NULL);
  g_autofree char *url = g_strconcat ("#", event->id, NULL);

  dtl_agraph_put_html (board->graph, card.node, "label", html);
  place (board, card.node, slot_left (slot) + CARD_WIDTH / 2., down + card.height / 2);
  dtl_agraph_put (board->graph, card.node, "id", id);
  if (dtl_url_is_safe (url))
    dtl_agraph_put (board->graph, card.node, "URL", url);
  dtl_agraph_put (board->graph, card.node, "tooltip", tooltip);
  g_array_append_val (board->cards, card);
  return down + card.height + CARD_GAP;
}

static void
add_axis (Board *board, DtlAgraphPart *from, DtlAgraphPart *to)
{
  DtlAgraphPart *edge = dtl_agraph_edge (board->graph, from, to);

  dtl_agraph_put (board->graph, edge, "color", board->ground->rule);
  dtl_agraph_put (board->graph, edge, "tailport", "e");
  dtl_agraph_put (board->graph, edge, "headport", "w");
  dtl_agraph_put (board->graph, edge, "arrowhead", "vee");
  dtl_agraph_put (board->graph, edge, "penwidth", "1.2");
}

/* Above the columns of a group from @slot on: its day in bold, a remark in grey beneath, an arrow from the one before. */
static void
add_head (Board *board, guint first, guint end, guint slot, gboolean again)
{
  gboolean dated = !dtl_date_is_null (&dtl_scene_event (&board->scene, first)->when.date);
  g_autofree char *name = g_strdup_printf ("day%u", ++board->n_heads);
  DtlAgraphPart *head = dtl_agraph_node (board->graph, NULL, name);
  g_autofree char *heading = dtl_chronicle_unit_heading (&board->scene, first, board->unit);
  g_autofree char *day = dtl_picture_wrap (heading, HEADING_COLUMNS, 1, "");
  g_autofree char *note = board->unit == DTL_UNIT_DAY ? dtl_chronicle_note (&board->scene, first, end) : g_strdup ("");
  const char *words = again ? "continued" : dated ? note : "in the order of the text";
  g_autofree char *remark = dtl_picture_wrap (words, HEADING_COLUMNS + 4, 1, "");
  g_autofree char *html = g_strdup_printf ("<b>%s</b><br/><font point-size=\"9\" color=\"%s\">%s </font>", day,
                                           board->ground->grey, remark);

  dtl_agraph_put_html (board->graph, head, "label", html);
  dtl_agraph_put (board->graph, head, "fontsize", "12");
  place (board, head, slot_left (slot) + CARD_WIDTH / 2., board->row_top + HEAD_HEIGHT / 2. - 4);
  if (board->last_head && dated)
    add_axis (board, board->last_head, head);
  board->last_head = head;
}

/* The events from @first to @stop, of a group that ends at @end, from @slot on; returns the slot after them. */
static guint
add_group (Board *board, guint first, guint stop, guint end, guint slot, double *row_bottom)
{
  double down = 0;

  for (guint i = first; i < stop; i++)
    {
      if ((i - first) % CARDS_IN_A_SLOT == 0)
        {
          slot += i > first;
          if (slot % SLOTS_IN_A_ROW == 0)
            {
              board->row_top = *row_bottom + (*row_bottom > 0 ? ROW_GAP : 0);
              board->last_head = NULL;
            }
          if (i == first || slot % SLOTS_IN_A_ROW == 0)
            add_head (board, first, end, slot, i > first);
          down = board->row_top + HEAD_HEIGHT;
        }
      down = add_card (board, i, slot, down);
      *row_bottom = MAX (*row_bottom, down - CARD_GAP);
    }
  return slot + 1;
}

static void
add_columns (Board *board)
{
  double row_bottom = 0;
  guint slot = 0;

  board->unit = dtl_chronicle_pick_unit (&board->scene, MANY_CARDS, MANY_GROUPS);
  for (guint first = 0, end; first < board->scene.n_shown; first = end)
    {
      guint stop;

      end = dtl_chronicle_unit_end (&board->scene, first, board->unit);
      stop = MIN (end, first + MANY_CARDS - board->cards->len);
      if (stop > first)
        slot = add_group (board, first, stop, end, slot, &row_bottom);
      board->n_cut += end - stop;
    }
}

/* The number of @actor's chip on the card of @event; its number of participants if it has no part. */
static guint
find_chip (const DtlEvent *event, guint32 actor)
{
  guint i = 0;

  while (i < event->n_participants && event->participants[i].actor != actor)
    i++;
  return i;
}

/* Number of the next card in which @actor takes part; the number of cards if there is none, or none with a date: what has
 * none is not known to come after it. */
static guint
next_card (const Board *board, guint from, guint32 actor)
{
  for (guint i = from + 1; i < board->cards->len; i++)
    {
      const DtlEvent *event = dtl_scene_event (&board->scene, card_at (board, i)->event);

      if (dtl_date_is_null (&event->when.date))
        break;
      if (find_chip (event, actor) < event->n_participants)
        return i;
    }
  return board->cards->len;
}

static void
put_port (Board *board, DtlAgraphPart *edge, const char *which, guint chip, char side)
{
  g_autofree char *port = chip < MANY_CHIPS ? g_strdup_printf ("c%u:%c", chip, side) : g_strdup_printf ("%c", side);

  dtl_agraph_put (board->graph, edge, which, port);
}

/* From the actor's chip on one card to that on the other, in the colour of both. */
static void
add_thread (Board *board, guint from, guint to, guint chip)
{
  const DtlEvent *event = dtl_scene_event (&board->scene, card_at (board, from)->event);
  guint32 actor = event->participants[chip].actor;
  DtlAgraphPart *edge = dtl_agraph_edge (board->graph, card_at (board, from)->node, card_at (board, to)->node);
  g_autofree char *name = dtl_cut_line (board->scene.actors[actor].name, 80);
  g_autofree char *tooltip = dtl_escape_dot_string (name);

  dtl_agraph_put (board->graph, edge, "color", dtl_tint (board->tints[actor], board->dark).strong);
  dtl_agraph_put (board->graph, edge, "tooltip", tooltip);
  dtl_agraph_put (board->graph, edge, "dir", "none");
  put_port (board, edge, "tailport", chip, 'e');
  put_port (board, edge, "headport", find_chip (dtl_scene_event (&board->scene, card_at (board, to)->event), actor), 'w');
  dtl_agraph_put (board->graph, edge, "penwidth", "1.8");
}

/* How far down the chip stands in the picture. */
static double
chip_down (const Card *card, guint chip)
{
  return card->top + card->height - CELL_PADDING / 2. - CHIP_LINE * (card->n_chip_rows - card->chip_rows[chip] - .5);
}

/* A short arrow from the actor's chip to the right, or to it from the left; @other is the card where the thread goes on or
 * comes from. */
static void
add_stub (Board *board, guint number, guint other, guint32 actor, gboolean leaves)
{
  const Card *card = card_at (board, number);
  guint chip = find_chip (dtl_scene_event (&board->scene, card->event), actor);
  g_autofree char *name = g_strdup_printf ("stub%u", ++board->n_stubs);
  DtlAgraphPart *end = dtl_agraph_node (board->graph, NULL, name);
  DtlAgraphPart *edge = dtl_agraph_edge (board->graph, leaves ? card->node : end, leaves ? end : card->node);
  g_autofree char *who = dtl_cut_line (board->scene.actors[actor].name, 80);
  g_autofree char *when = dtl_scene_when (&board->scene, &dtl_scene_event (&board->scene, card_at (board, other)->event)->when);
  g_autofree char *words = g_strdup_printf (leaves ? "%s: next %s" : "%s: before %s", who, when);
  g_autofree char *tooltip = dtl_escape_dot_string (words);

  /* large enough for the router of Graphviz, which a point of no size makes write where it must not */
  dtl_agraph_put (board->graph, end, "shape", "box");
  dtl_agraph_put (board->graph, end, "label", "");
  dtl_agraph_put (board->graph, end, "fixedsize", "true");
  dtl_agraph_put (board->graph, end, "style", "invis");
  dtl_agraph_put (board->graph, end, "width", "0.1");
  dtl_agraph_put (board->graph, end, "height", "0.1");
  place (board, end, slot_left (card->slot) + (leaves ? CARD_WIDTH + STUB : -STUB),
         chip < MANY_CHIPS ? chip_down (card, chip) : card->top + card->height / 2);
  dtl_agraph_put (board->graph, edge, "color", dtl_tint (board->tints[actor], board->dark).strong);
  dtl_agraph_put (board->graph, edge, "tooltip", tooltip);
  dtl_agraph_put (board->graph, edge, "arrowsize", "0.6");
  dtl_agraph_put (board->graph, edge, "penwidth", "1.8");
  put_port (board, edge, leaves ? "tailport" : "headport", chip, leaves ? 'e' : 'w');
}

/* Beneath each other two cards need no thread. */
static void
add_threads_from (Board *board, guint from)
{
  const Card *card = card_at (board, from);
  const DtlEvent *event = dtl_scene_event (&board->scene, card->event);

  for (guint i = 0; i < event->n_participants; i++)
    {
      guint32 actor = event->participants[i].actor;
      guint to = next_card (board, from, actor);

      if (to == board->cards->len || card_at (board, to)->slot == card->slot || find_chip (event, actor) != i)
        continue;
      if (card_at (board, to)->slot / SLOTS_IN_A_ROW == card->slot / SLOTS_IN_A_ROW)
        add_thread (board, from, to, i);
      else
        {
          add_stub (board, from, to, actor, TRUE);
          add_stub (board, to, from, actor, FALSE);
        }
    }
}

static char *
spell_subtitle (const Board *board)
{
  g_autofree char *title = dtl_scene_title (&board->scene);
  g_autofree char *publishers = dtl_scene_publishers (&board->scene);

  return g_strdup_printf ("%s. Each card is an event; threads follow an actor, short arrows on to a later row. "
                          "Dashed = the date is inferred; dotted = planned, denied or possible.%s%s%s",
                          title, publishers ? " Source: " : "", publishers ? publishers : "", publishers ? "." : "");
}

static char *
spell_remark (const Board *board)
{
  guint cut = board->n_cut + dtl_view_get_folded (board->scene.view);

  if (board->cards->len == 0)
    return g_strdup ("No events.");
  return cut ? g_strdup_printf ("Showing %u events, + %u more.", board->cards->len, cut) : NULL;
}

static void
set_layout (Board *board)
{
  dtl_agraph_default (board->graph, DTL_AGRAPH_GRAPH, "layout", "nop");
  dtl_agraph_default (board->graph, DTL_AGRAPH_GRAPH, "splines", "true");
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
  dtl_picture_title (board.graph, "What happened when", subtitle, remark, NULL, DTL_LEGEND_NONE, dark);
  g_array_unref (board.cards);
  g_free (board.tints);
  return board.graph;
}
