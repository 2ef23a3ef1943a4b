/* Folding relations into the lines of a picture, and turning the lines so that they flow from left to right. */
#include "export/lines.h"

#include <string.h>

#include "export/escape.h"
#include "story/view.h"

#define DESCRIBED_ROWS 3

static void
row_free (gpointer data)
{
  DtlRow *row = data;

  g_free (row->verb);
  g_array_unref (row->events);
  g_free (row);
}

static void
line_free (gpointer data)
{
  DtlLine *line = data;

  g_array_unref (line->from);
  g_array_unref (line->to);
  g_ptr_array_unref (line->rows);
  g_free (line);
}

static GArray *
id_array_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (guint32));
}

static guint32
id_at (const GArray *ids, guint i)
{
  return g_array_index (ids, guint32, i);
}

static gboolean
id_find (const GArray *ids, guint32 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (id_at (ids, i) == id)
      return TRUE;
  return FALSE;
}

static void
id_add (GArray *ids, guint32 id)
{
  if (!id_find (ids, id))
    g_array_append_val (ids, id);
}

/* One event's part in one relation. */
typedef struct
{
  guint order; /* of the event in the view */
  guint32 event;
  guint32 from;
  guint32 to;
  gboolean directed;
} Pair;

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const Pair *left = a, *right = b;

  if (left->order != right->order)
    return left->order < right->order ? -1 : 1;
  if (left->directed != right->directed)
    return left->directed ? -1 : 1;
  if (left->from != right->from)
    return left->from < right->from ? -1 : 1;
  return left->to < right->to ? -1 : left->to > right->to;
}

/* Events that the view does not show come after those that it does. */
static GArray *
list_pairs (const DtlScene *scene, const DtlRelation *relations, guint n)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  g_autofree guint *order = g_new0 (guint, scene->n_events + 1);

  for (guint i = 0; i < scene->n_events; i++)
    order[i] = scene->n_shown + i;
  for (guint i = 0; i < scene->n_shown; i++)
    order[scene->shown[i]] = i;
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < relations[i].n_events; j++)
      {
        const DtlRelation *relation = &relations[i];
        Pair pair = { order[relation->events[j]], relation->events[j], relation->from, relation->to, relation->directed };

        if (pair.from != pair.to)
          g_array_append_val (pairs, pair);
      }
  g_array_sort (pairs, compare_pairs);
  return pairs;
}

/* Lines and rows found so far, by the spelling of what must agree. */
typedef struct
{
  const DtlScene *scene;
  GPtrArray *lines;  /* borrowed: DtlLine */
  GHashTable *by_ends;
} Folding;

static char *
spell_ends (const GArray *from, const GArray *to)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < from->len; i++)
    g_string_append_printf (key, "%u,", id_at (from, i));
  g_string_append_c (key, '>');
  for (guint i = 0; i < to->len; i++)
    g_string_append_printf (key, "%u,", id_at (to, i));
  return g_string_free (key, FALSE);
}

static DtlLine *
take_line (Folding *folding, const GArray *from, const GArray *to, gboolean directed)
{
  g_autofree char *key = spell_ends (from, to);
  g_autofree char *mirrored = spell_ends (to, from);
  DtlLine *line = g_hash_table_lookup (folding->by_ends, key);

  if (line == NULL && !directed)
    line = g_hash_table_lookup (folding->by_ends, mirrored);
  if (line)
    return line;
  line = g_new0 (DtlLine, 1);
  line->from = g_array_copy ((GArray *) from);
  line->to = g_array_copy ((GArray *) to);
  line->rows = g_ptr_array_new_with_free_func (row_free);
  g_ptr_array_add (folding->lines, line);
  g_hash_table_insert (folding->by_ends, g_steal_pointer (&key), line);
  return line;
}

static DtlRow *
take_row (DtlLine *line, const DtlEvent *event)
{
  g_autofree char *verb = dtl_scene_verb (event);
  DtlRow *row;

  for (guint i = 0; i < line->rows->len; i++)
    {
      row = line->rows->pdata[i];
      if (strcmp (row->verb, verb) == 0 && g_strcmp0 (row->event->family, event->family) == 0)
        return row;
    }
  row = g_new0 (DtlRow, 1);
  row->event = event;
  row->verb = g_steal_pointer (&verb);
  row->events = id_array_new ();
  g_ptr_array_add (line->rows, row);
  return row;
}

static void
add_event (Folding *folding, const GArray *from, const GArray *to, gboolean directed, guint32 index)
{
  const DtlEvent *event = &folding->scene->events[index];
  DtlLine *line = take_line (folding, from, to, directed);
  DtlRow *row = take_row (line, event);

  id_add (row->events, index);
  row->mentions += event->n_mentions;
  line->mentions += event->n_mentions;
  line->directed = line->directed || directed;
}

static gboolean
are_disjoint (const GArray *a, const GArray *b)
{
  for (guint i = 0; i < a->len; i++)
    if (id_find (b, id_at (a, i)))
      return FALSE;
  return TRUE;
}

/* An act with a direction: all who act, all who undergo. Where someone does both, a line for each who undergoes. */
static void
fold_directed (Folding *folding, const Pair *pairs, guint n)
{
  g_autoptr (GArray) from = id_array_new ();
  g_autoptr (GArray) to = id_array_new ();

  for (guint i = 0; i < n; i++)
    {
      id_add (from, pairs[i].from);
      id_add (to, pairs[i].to);
    }
  if (are_disjoint (from, to))
    {
      add_event (folding, from, to, TRUE, pairs->event);
      return;
    }
  for (guint i = 0; i < to->len; i++)
    {
      g_autoptr (GArray) some = id_array_new ();
      g_autoptr (GArray) one = id_array_new ();

      id_add (one, id_at (to, i));
      for (guint j = 0; j < n; j++)
        if (pairs[j].to == id_at (to, i))
          id_add (some, pairs[j].from);
      add_event (folding, some, one, TRUE, pairs->event);
    }
}

static gboolean
is_agent (const DtlEvent *event, guint32 actor)
{
  for (guint i = 0; i < event->n_participants; i++)
    if (event->participants[i].actor == actor && event->participants[i].role == DTL_ROLE_AGENT)
      return TRUE;
  return FALSE;
}

/* A shared act: agents on one side, the others on the other; if all are agents, the first against the rest. */
static void
fold_shared (Folding *folding, const Pair *pairs, guint n)
{
  const DtlEvent *event = &folding->scene->events[pairs->event];
  g_autoptr (GArray) all = id_array_new ();
  g_autoptr (GArray) left = id_array_new ();
  g_autoptr (GArray) right = id_array_new ();

  for (guint i = 0; i < n; i++)
    {
      id_add (all, pairs[i].from);
      id_add (all, pairs[i].to);
    }
  for (guint i = 0; i < all->len; i++)
    id_add (is_agent (event, id_at (all, i)) ? left : right, id_at (all, i));
  if (left->len == 0 || right->len == 0)
    {
      g_array_set_size (left, 0);
      g_array_set_size (right, 0);
      for (guint i = 0; i < all->len; i++)
        id_add (i == 0 ? left : right, id_at (all, i));
    }
  add_event (folding, left, right, FALSE, pairs->event);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const DtlRow *left = *(DtlRow *const *) a, *right = *(DtlRow *const *) b;

  if (left->mentions != right->mentions)
    return left->mentions > right->mentions ? -1 : 1;
  return left->events->len && right->events->len ? (int) id_at (left->events, 0) - (int) id_at (right->events, 0) : 0;
}

/* Appends the lines of @relations to @lines. */
static void
fold_relations (const DtlScene *scene, const DtlRelation *relations, guint n, GPtrArray *lines)
{
  g_autoptr (GArray) pairs = list_pairs (scene, relations, n);
  g_autoptr (GHashTable) by_ends = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Folding folding = { scene, lines, by_ends };

  for (guint i = 0, end; i < pairs->len; i = end)
    {
      const Pair *first = &g_array_index (pairs, Pair, i);

      for (end = i + 1; end < pairs->len; end++)
        {
          const Pair *next = &g_array_index (pairs, Pair, end);

          if (next->event != first->event || next->directed != first->directed)
            break;
        }
      if (first->directed)
        fold_directed (&folding, first, end - i);
      else
        fold_shared (&folding, first, end - i);
    }
}

GPtrArray *
dtl_lines_new (const DtlScene *scene)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);
  guint n, n_own;
  const DtlRelation *relations = dtl_view_get_relations (scene->view, &n);

  fold_relations (scene, relations, n, lines);
  n_own = lines->len;
  relations = dtl_view_get_around (scene->view, &n);
  fold_relations (scene, relations, n, lines);
  for (guint i = 0; i < lines->len; i++)
    {
      DtlLine *line = lines->pdata[i];

      line->aside = i >= n_own;
      g_ptr_array_sort (line->rows, compare_rows);
    }
  return lines;
}

char *
dtl_row_when (const DtlScene *scene, const DtlRow *row)
{
  DtlDay first = DTL_DAY_MAX, last = DTL_DAY_MIN, earliest, latest;
  g_autofree char *words = dtl_scene_when (scene, &row->event->when);
  guint n = row->events->len;

  if (n == 1)
    return g_steal_pointer (&words);
  for (guint i = 0; i < n; i++)
    if (dtl_date_bounds (&scene->events[id_at (row->events, i)].when.date, &earliest, &latest))
      {
        first = MIN (first, earliest > DTL_DAY_MIN ? earliest : latest);
        last = MAX (last, latest < DTL_DAY_MAX ? latest : earliest);
      }
  if (first <= last)
    {
      DtlDate range = dtl_date_from_days (first, last);

      g_free (words);
      words = dtl_date_words (&range, scene->year, FALSE);
    }
  return g_strdup_printf ("%s%s×%u", words, *words ? " " : "", n);
}

static void
append_names (const DtlScene *scene, const GArray *actors, GString *out)
{
  for (guint i = 0; i < actors->len; i++)
    {
      g_autofree char *name = dtl_cut_line (scene->actors[id_at (actors, i)].name, 60);

      g_string_append_printf (out, "%s%s", i == 0 ? "" : i + 1 == actors->len ? " and " : ", ", name);
    }
}

char *
dtl_line_describe (const DtlScene *scene, const DtlLine *line)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < MIN (line->rows->len, DESCRIBED_ROWS); i++)
    {
      const DtlRow *row = line->rows->pdata[i];
      g_autofree char *when = dtl_row_when (scene, row);
      g_autofree char *sentence = dtl_scene_sentence (row->event);

      g_string_append (out, i ? " — " : "");
      append_names (scene, line->from, out);
      g_string_append_printf (out, " %s ", row->verb);
      append_names (scene, line->to, out);
      g_string_append_printf (out, " (%s)", *when ? when : "no date");
      if (*sentence)
        g_string_append_printf (out, ": “%s”", sentence);
    }
  if (line->rows->len > DESCRIBED_ROWS)
    g_string_append_printf (out, " — + %u more", line->rows->len - DESCRIBED_ROWS);
  return g_string_free (out, FALSE);
}

/* Eades, Lin, Smyth 1993: an order of the actors against which few lines run. Sinks go last, sources first, then
 * whoever has most lines out over lines in; ties to the lower index. */
typedef struct
{
  GPtrArray *lines;
  GArray *actors; /* borrowed: guint32, those that lines join, ascending */
  int *out;       /* [n] weight of directed lines that leave a remaining actor */
  int *in;        /* [n] */
  gboolean *gone; /* [n] */
  guint *place;   /* [n] */
} Ordering;

static void
count_line (Ordering *ordering, const DtlLine *line)
{
  for (guint i = 0; i < line->from->len; i++)
    ordering->out[id_at (line->from, i)] += (int) line->to->len;
  for (guint i = 0; i < line->to->len; i++)
    ordering->in[id_at (line->to, i)] += (int) line->from->len;
}

static void
remove_actor (Ordering *ordering, guint actor)
{
  ordering->gone[actor] = TRUE;
  for (guint i = 0; i < ordering->lines->len; i++)
    {
      const DtlLine *line = ordering->lines->pdata[i];

      if (!line->directed)
        continue;
      if (id_find (line->from, actor))
        for (guint j = 0; j < line->to->len; j++)
          ordering->in[id_at (line->to, j)]--;
      if (id_find (line->to, actor))
        for (guint j = 0; j < line->from->len; j++)
          ordering->out[id_at (line->from, j)]--;
    }
}

static guint
pick_actor (const Ordering *ordering, gboolean *is_sink)
{
  guint best = DTL_NONE;

  *is_sink = FALSE;
  for (guint i = 0; i < ordering->actors->len; i++)
    {
      guint actor = id_at (ordering->actors, i);

      if (ordering->gone[actor])
        continue;
      if (ordering->out[actor] == 0 && ordering->in[actor] > 0)
        {
          *is_sink = TRUE;
          return actor;
        }
      if (best == DTL_NONE || ordering->out[actor] - ordering->in[actor] > ordering->out[best] - ordering->in[best])
        best = actor;
    }
  return best;
}

static double
mean_place (const Ordering *ordering, const GArray *actors)
{
  double sum = 0;

  for (guint i = 0; i < actors->len; i++)
    sum += ordering->place[id_at (actors, i)];
  return sum / actors->len;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a, right = *(const guint32 *) b;

  return left < right ? -1 : left > right;
}

static GArray *
list_actors (GPtrArray *lines, guint n_actors)
{
  g_autofree gboolean *seen = g_new0 (gboolean, n_actors + 1);
  GArray *actors = id_array_new ();

  for (guint i = 0; i < lines->len; i++)
    {
      const DtlLine *line = lines->pdata[i];

      for (guint j = 0; j < line->from->len + line->to->len; j++)
        {
          guint32 actor = j < line->from->len ? id_at (line->from, j) : id_at (line->to, j - line->from->len);

          if (!seen[actor])
            g_array_append_val (actors, actor);
          seen[actor] = TRUE;
        }
    }
  g_array_sort (actors, compare_ids);
  return actors;
}

void
dtl_lines_orient (GPtrArray *lines, guint n_actors)
{
  g_autoptr (GArray) actors = list_actors (lines, n_actors);
  g_autofree int *out = g_new0 (int, n_actors + 1);
  g_autofree int *in = g_new0 (int, n_actors + 1);
  g_autofree gboolean *gone = g_new0 (gboolean, n_actors + 1);
  g_autofree guint *place = g_new0 (guint, n_actors + 1);
  Ordering ordering = { lines, actors, out, in, gone, place };
  guint front = 0, back = actors->len;

  for (guint i = 0; i < lines->len; i++)
    if (((DtlLine *) lines->pdata[i])->directed)
      count_line (&ordering, lines->pdata[i]);
  for (guint left = actors->len; left > 0; left--)
    {
      gboolean is_sink;
      guint actor = pick_actor (&ordering, &is_sink);

      remove_actor (&ordering, actor);
      place[actor] = is_sink ? --back : front++;
    }
  for (guint i = 0; i < lines->len; i++)
    {
      DtlLine *line = lines->pdata[i];

      line->turned = mean_place (&ordering, line->from) > mean_place (&ordering, line->to);
    }
}
