/*
 * Views: what of a story is shown.
 *
 * The options of the caller filter; then the view leaves out what an editor would leave out of a chronology (unless
 * asked for minor events), sorts, and cuts to its size. Only the first step counts as filtering: a whole story stays
 * whole in JSON, however it is drawn.
 */
#include "story/view.h"

#include <string.h>

#include "lexicon/tables.h"
#include "story/names.h"
#include "story/paths.h"
#include "story/salience.h"

#define TOP_ACTORS 120
#define TOP_EVENTS 120
#define TELLING 0.6 /* class weight from which on an undated event is told */
#define WEIGHTY 0.8 /* class weight from which on an event without actors is told all the same */

G_DEFINE_BOXED_TYPE (DtlView, dtl_view, dtl_view_ref, dtl_view_unref)

/* ---- matching of names ---- */

/* What the options ask for, ready to be compared. */
typedef struct
{
  const DtlViewOptions *options;
  DtlStory *story;
  DtlArena *arena;        /* owned */
  gboolean *is_actor;     /* owned, nullable: [n_actors] whom --actor names */
  DtlWords place;
  char **types;           /* owned, nullable */
  char **realities;       /* owned, nullable */
  DtlDay since;
  DtlDay until;
  gboolean has_range;
} Filter;

/* Whether the words of @inner stand in a row in @outer. */
static gboolean
has_words (const DtlWords *outer, const DtlWords *inner)
{
  for (guint i = 0; inner->n > 0 && i + inner->n <= outer->n; i++)
    {
      guint n = 0;

      while (n < inner->n && outer->words[i + n] == inner->words[n])
        n++;
      if (n == inner->n)
        return TRUE;
    }
  return FALSE;
}

static gboolean
text_has_words (DtlArena *arena, const char *text, const DtlWords *wanted)
{
  DtlWords words = dtl_words_plain (arena, text);

  return has_words (&words, wanted);
}

static gboolean
is_called (DtlArena *arena, const DtlActor *actor, const DtlWords *wanted, gboolean wholly)
{
  DtlWords name = dtl_words_plain (arena, actor->name);

  if (wholly ? name.key == wanted->key : has_words (&name, wanted))
    return TRUE;
  for (guint i = 0; actor->aliases && actor->aliases[i]; i++)
    {
      name = dtl_words_plain (arena, actor->aliases[i]);
      if (wholly ? name.key == wanted->key : has_words (&name, wanted))
        return TRUE;
    }
  return FALSE;
}

/* Those called exactly so; if there are none, those in whose names the words stand; an id names one. */
static gboolean *
find_actors (const Filter *filter, const char *text)
{
  const GArray *actors = filter->story->actors;
  gboolean *found = g_new0 (gboolean, MAX (actors->len, 1));
  DtlWords wanted = dtl_words_plain (filter->arena, text);
  gboolean any = FALSE;

  for (guint pass = 0; pass < 2 && !any; pass++)
    for (guint i = 0; i < actors->len; i++)
      {
        const DtlActor *actor = &g_array_index (actors, DtlActor, i);

        found[i] = strcmp (actor->id, text) == 0 || is_called (filter->arena, actor, &wanted, pass == 0);
        any |= found[i];
      }
  return found;
}

gboolean *
dtl_story_find_actors (DtlStory *story, const char *text)
{
  g_autoptr (DtlArena) arena = dtl_arena_new ();
  const Filter filter = { .story = story, .arena = arena };

  return find_actors (&filter, text);
}

static void
filter_init (Filter *filter, DtlStory *story, const DtlViewOptions *options)
{
  DtlDay ignored;

  memset (filter, 0, sizeof *filter);
  filter->options = options;
  filter->story = story;
  filter->arena = dtl_arena_new ();
  filter->since = DTL_DAY_MIN;
  filter->until = DTL_DAY_MAX;
  if (options->actor)
    filter->is_actor = find_actors (filter, options->actor);
  if (options->place)
    filter->place = dtl_words_plain (filter->arena, options->place);
  if (options->type)
    filter->types = g_strsplit (options->type, ",", -1);
  if (options->reality)
    filter->realities = g_strsplit (options->reality, ",", -1);
  filter->has_range |= dtl_date_bounds (&options->since, &filter->since, &ignored);
  filter->has_range |= dtl_date_bounds (&options->until, &ignored, &filter->until);
}

static void
filter_clear (Filter *filter)
{
  g_free (filter->is_actor);
  g_strfreev (filter->types);
  g_strfreev (filter->realities);
  dtl_arena_free (filter->arena);
}

static gboolean
is_listed (char **words, const char *word)
{
  for (guint i = 0; word && words[i]; i++)
    if (g_ascii_strcasecmp (g_strstrip (words[i]), word) == 0)
      return TRUE;
  return FALSE;
}

gboolean
dtl_view_type_exists (const char *type)
{
  static const guint columns[] = { DTL_CLASSES_TYPE, DTL_CLASSES_CLASS, DTL_CLASSES_FAMILY };

  g_return_val_if_fail (type != NULL, FALSE);
  for (guint i = 0; i < dtl_table_classes.n_rows && *type != '\0'; i++)
    for (guint k = 0; k < G_N_ELEMENTS (columns); k++)
      if (g_ascii_strcasecmp (dtl_table_row (&dtl_table_classes, i)[columns[k]], type) == 0)
        return TRUE;
  return FALSE;
}

static gboolean
matches_actor (const Filter *filter, const DtlEvent *event)
{
  for (guint32 i = 0; i < event->n_participants; i++)
    if (filter->is_actor[event->participants[i].actor])
      return TRUE;
  return FALSE;
}

static gboolean
matches_place (const Filter *filter, const DtlEvent *event)
{
  const DtlPlace *place = &event->place;

  if (place->name == NULL)
    return FALSE;
  if (place->country && g_ascii_strcasecmp (place->country, filter->options->place) == 0)
    return TRUE;
  if (text_has_words (filter->arena, place->name, &filter->place))
    return TRUE;
  return place->actor != DTL_NONE
         && is_called (filter->arena, &g_array_index (filter->story->actors, DtlActor, place->actor), &filter->place,
                       FALSE);
}

/* An event that may lie in the range stays; one without a date does not. */
static gboolean
matches_range (const Filter *filter, const DtlEvent *event)
{
  DtlDay earliest, latest;

  return dtl_date_bounds (&event->when.date, &earliest, &latest) && earliest <= filter->until
         && latest >= filter->since;
}

static gboolean
matches (const Filter *filter, const DtlEvent *event)
{
  const DtlViewOptions *options = filter->options;

  if (event->confidence < options->min_confidence || event->independent_sources < options->min_sources)
    return FALSE;
  if (filter->types && !is_listed (filter->types, event->type) && !is_listed (filter->types, event->event_class)
      && !is_listed (filter->types, event->family)
      /* a meeting that is planned or refused is still one */
      && !is_listed (filter->types, dtl_class_cell (event->event_class, DTL_CLASSES_TYPE)))
    return FALSE;
  if (filter->realities && !is_listed (filter->realities, dtl_reality_to_string (event->reality)))
    return FALSE;
  if (filter->has_range && !matches_range (filter, event))
    return FALSE;
  if (filter->is_actor && !matches_actor (filter, event))
    return FALSE;
  return options->place == NULL || matches_place (filter, event);
}

/* ---- what a chronology leaves out ---- */

static gboolean
has_actor (const DtlEvent *event)
{
  for (guint32 i = 0; i < event->n_participants; i++)
    if (event->participants[i].role != DTL_ROLE_TOPIC)
      return TRUE;
  return FALSE;
}

/* Dated happenings and plans with somebody in them, or weighty enough without; undated ones if they happened and tell
 * something. */
static gboolean
is_minor (const DtlViewOptions *options, const DtlEvent *event)
{
  gboolean is_undated = dtl_date_is_null (&event->when.date);

  if (options->reality == NULL && event->reality != DTL_REALITY_ACTUAL && event->reality != DTL_REALITY_PLANNED)
    return TRUE;
  if (!has_actor (event) && (is_undated || dtl_class_weight (event->event_class) < WEIGHTY))
    return TRUE;
  return is_undated && options->type == NULL
         && (strcmp (event->family, "say") == 0 || dtl_class_weight (event->event_class) < TELLING
             || event->reality != DTL_REALITY_ACTUAL);
}

gboolean
dtl_event_is_minor (const DtlEvent *event)
{
  static const DtlViewOptions none = { NULL };

  return is_minor (&none, event);
}

/* ---- order ---- */

static const DtlEvent *
story_event (const DtlStory *story, guint32 i)
{
  return &g_array_index (story->events, DtlEvent, i);
}

static int
compare_ranks (gconstpointer a, gconstpointer b, gpointer user_data)
{
  guint32 one = story_event (user_data, *(const guint32 *) a)->rank;
  guint32 other = story_event (user_data, *(const guint32 *) b)->rank;

  return one < other ? -1 : one > other;
}

/* ---- actors and relations ---- */

typedef struct
{
  guint32 i;
  double salience;
} Ranked;

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *one = a, *other = b;

  if (one->salience != other->salience)
    return one->salience > other->salience ? -1 : 1;
  return one->i < other->i ? -1 : one->i > other->i;
}

/* Actors of the view's events, by the salience of these. */
static void
rank_actors (DtlView *view)
{
  g_autofree double *salience = g_new0 (double, MAX (view->story->actors->len, 1));
  g_autoptr (GArray) ranked = g_array_new (FALSE, FALSE, sizeof (Ranked));

  for (guint i = 0; i < view->events->len; i++)
    {
      const DtlEvent *event = story_event (view->story, g_array_index (view->events, guint32, i));
      double weight = dtl_class_weight (event->event_class) * event->confidence * event->n_mentions;

      for (guint32 j = 0; j < event->n_participants; j++)
        salience[event->participants[j].actor] += event->participants[j].role == DTL_ROLE_TOPIC ? weight / 4 : weight;
    }
  for (guint32 i = 0; i < view->story->actors->len; i++)
    {
      Ranked entry = { i, salience[i] };

      if (salience[i] > 0)
        g_array_append_val (ranked, entry);
    }
  g_array_sort (ranked, compare_ranked);
  for (guint i = 0; i < ranked->len; i++)
    g_array_append_val (view->actors, g_array_index (ranked, Ranked, i).i);
}

/* Relations that lead to an actor who was cut go with it. */
static void
cut_relations (DtlView *view)
{
  g_autofree gboolean *kept = g_new0 (gboolean, MAX (view->story->actors->len, 1));
  guint n = 0;

  for (guint i = 0; i < view->actors->len; i++)
    kept[g_array_index (view->actors, guint32, i)] = TRUE;
  for (guint i = 0; i < view->relations->len; i++)
    {
      DtlRelation relation = g_array_index (view->relations, DtlRelation, i);

      if (kept[relation.from] && kept[relation.to])
        g_array_index (view->relations, DtlRelation, n++) = relation;
    }
  g_array_set_size (view->relations, n);
}

/* ---- making ---- */

/* Of the events that match those on a shortest path between the two that the option names. */
static void
keep_paths (DtlView *view, const Filter *filter)
{
  g_auto (GStrv) names = g_strsplit (filter->options->path, ",", 2);
  guint n = view->story->actors->len;
  g_autofree gboolean *from = find_actors (filter, g_strstrip (names[0]));
  g_autofree gboolean *to = names[1] ? find_actors (filter, g_strstrip (names[1])) : g_new0 (gboolean, n + 1);
  g_autoptr (GArray) relations = dtl_relations_build (view->story->events, (const guint32 *) view->matched->data,
                                                      view->matched->len, view->arena);

  for (guint i = 0; i < n; i++)
    to[i] = to[i] && !from[i];
  g_array_unref (view->matched);
  view->matched = dtl_paths_events (relations, n, from, to);
}

static void
keep_matching (DtlView *view, const DtlViewOptions *options)
{
  Filter filter;

  filter_init (&filter, view->story, options);
  for (guint32 i = 0; i < view->story->events->len; i++, dtl_spill_breathe (view->story->spill))
    if (matches (&filter, story_event (view->story, i)))
      g_array_append_val (view->matched, i);
  view->path = g_strdup (options->path);
  if (view->path)
    keep_paths (view, &filter);
  view->is_focus = g_steal_pointer (&filter.is_actor);
  filter_clear (&filter);
  view->is_filtered = view->matched->len < view->n_all;
}

static void
choose_events (DtlView *view, const DtlViewOptions *options)
{
  gboolean all = options->minor || view->kind == DTL_VIEW_RELATIONS;
  guint top = options->top;

  for (guint i = 0; i < view->matched->len; i++)
    {
      guint32 number = g_array_index (view->matched, guint32, i);

      if (all || !is_minor (options, story_event (view->story, number)))
        g_array_append_val (view->events, number);
    }
  if (view->kind == DTL_VIEW_RELATIONS)
    return;
  if (top == 0)
    top = view->kind == DTL_VIEW_TIMELINE ? G_MAXUINT : TOP_EVENTS;
  view->n_folded = dtl_salience_cut (view->story, view->events, top);
  if (options->top == 0)
    return;
  /* Whoever asks for ten events gets ten in JSON, too. */
  g_array_set_size (view->matched, 0);
  g_array_append_vals (view->matched, view->events->data, view->events->len);
  view->is_filtered |= view->matched->len < view->n_all;
}

static gboolean
has_any_of (const DtlEvent *event, const GArray *actors)
{
  for (guint i = 0; i < actors->len; i++)
    if (dtl_event_touches (event, g_array_index (actors, guint32, i)))
      return TRUE;
  return FALSE;
}

static void
choose_actors (DtlView *view, const DtlViewOptions *options)
{
  guint top = options->top ? options->top : TOP_ACTORS;
  guint n = 0;

  rank_actors (view);
  if (view->kind != DTL_VIEW_RELATIONS || view->actors->len <= top)
    return;
  view->n_folded = view->actors->len - top;
  g_array_set_size (view->actors, top);
  cut_relations (view);
  if (options->top == 0)
    return;
  for (guint i = 0; i < view->matched->len; i++)
    {
      guint32 number = g_array_index (view->matched, guint32, i);

      if (has_any_of (story_event (view->story, number), view->actors))
        g_array_index (view->matched, guint32, n++) = number;
    }
  g_array_set_size (view->matched, n);
  view->is_filtered = TRUE;
}

/* Whom the actor that the view is about has relations with, and what these have among themselves. */
static void
look_around (DtlView *view, const DtlViewOptions *options)
{
  DtlViewOptions others = *options;
  g_autofree gboolean *is_neighbour = g_new0 (gboolean, MAX (view->story->actors->len, 1));
  g_autoptr (DtlView) wider = NULL;

  for (guint i = 0; i < view->relations->len; i++)
    {
      const DtlRelation *relation = &g_array_index (view->relations, DtlRelation, i);

      is_neighbour[relation->from] |= view->is_focus[relation->to];
      is_neighbour[relation->to] |= view->is_focus[relation->from];
    }
  others.actor = NULL;
  others.top = 0;
  wider = dtl_view_new (view->story, DTL_VIEW_RELATIONS, &others);
  for (guint i = 0; i < wider->relations->len; i++)
    {
      const DtlRelation *relation = &g_array_index (wider->relations, DtlRelation, i);

      if (is_neighbour[relation->from] && is_neighbour[relation->to] && !view->is_focus[relation->from]
          && !view->is_focus[relation->to])
        g_array_append_val (view->around, *relation);
    }
  view->wider = g_steal_pointer (&wider);
}

DtlView *
dtl_view_new (DtlStory *story, DtlViewKind kind, const DtlViewOptions *options)
{
  return dtl_view_new_of_part (story, kind, options, story->events->len, 0);
}

DtlView *
dtl_view_new_of_part (DtlStory *story, DtlViewKind kind, const DtlViewOptions *options, guint n_all, guint n_beyond)
{
  static const DtlViewOptions none = { NULL };
  DtlView *view = g_new0 (DtlView, 1);

  g_atomic_ref_count_init (&view->ref_count);
  view->story = dtl_story_ref (story);
  view->n_all = n_all;
  view->kind = kind;
  view->arena = dtl_arena_new ();
  view->matched = g_array_new (FALSE, FALSE, sizeof (guint32));
  view->events = g_array_new (FALSE, FALSE, sizeof (guint32));
  view->actors = g_array_new (FALSE, FALSE, sizeof (guint32));
  view->around = g_array_new (FALSE, FALSE, sizeof (DtlRelation));
  if (options == NULL)
    options = &none;
  keep_matching (view, options);
  choose_events (view, options);
  view->relations = dtl_relations_build (story->events, (const guint32 *) view->events->data, view->events->len,
                                         view->arena);
  choose_actors (view, options);
  if (kind == DTL_VIEW_RELATIONS && view->is_focus)
    look_around (view, options);
  g_array_sort_with_data (view->events, compare_ranks, story);
  view->n_folded += n_beyond;
  return view;
}

/* ---- access ---- */

DtlView *
dtl_view_ref (DtlView *view)
{
  g_atomic_ref_count_inc (&view->ref_count);
  return view;
}

void
dtl_view_unref (DtlView *view)
{
  if (view == NULL || !g_atomic_ref_count_dec (&view->ref_count))
    return;
  g_array_unref (view->matched);
  g_array_unref (view->events);
  g_array_unref (view->actors);
  g_array_unref (view->relations);
  g_array_unref (view->around);
  g_free (view->is_focus);
  g_free (view->path);
  dtl_view_unref (view->wider);
  dtl_story_unref (view->story);
  dtl_arena_free (view->arena);
  g_free (view);
}

DtlStory *
dtl_view_get_story (const DtlView *view)
{
  return view->story;
}

DtlViewKind
dtl_view_get_kind (const DtlView *view)
{
  return view->kind;
}

gboolean
dtl_view_is_filtered (const DtlView *view)
{
  return view->is_filtered;
}

const guint32 *
dtl_view_get_events (const DtlView *view, guint *n_events)
{
  *n_events = view->events->len;
  return (const guint32 *) view->events->data;
}

const guint32 *
dtl_view_get_matched (const DtlView *view, guint *n_matched)
{
  *n_matched = view->matched->len;
  return (const guint32 *) view->matched->data;
}

const guint32 *
dtl_view_get_actors (const DtlView *view, guint *n_actors)
{
  *n_actors = view->actors->len;
  return (const guint32 *) view->actors->data;
}

const DtlRelation *
dtl_view_get_relations (const DtlView *view, guint *n_relations)
{
  *n_relations = view->relations->len;
  return (const DtlRelation *) view->relations->data;
}

const DtlRelation *
dtl_view_get_around (const DtlView *view, guint *n_relations)
{
  *n_relations = view->around->len;
  return (const DtlRelation *) view->around->data;
}

gboolean
dtl_view_is_focus (const DtlView *view, guint32 actor)
{
  return view->is_focus && view->is_focus[actor];
}

const char *
dtl_view_get_path (const DtlView *view)
{
  return view->path;
}

guint
dtl_view_get_folded (const DtlView *view)
{
  return view->n_folded;
}
