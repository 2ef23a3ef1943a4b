/*
 * dateline check: what a careful editor would look at, one line each, with the ids that a line of --decisions would name.
 *
 * Only of what a timeline shows. What is disputed comes first, names that say little last.
 */
#include "cli.h"

#include <string.h>

#define DOUBTFUL 0.5 /* confidence below which it is */
#define KNOWN_BY 2   /* mentions, from which an unknown actor is worth a line */

typedef struct
{
  const Options *options;
  const DtlSource *sources;
  const DtlActor *actors;
  guint n_actors;
  const DtlEvent *events;
  const guint32 *shown; /* [n_shown] events */
  guint n_shown;
  const DtlMention **first; /* owned: [n_actors] the first mention shown that an actor takes part in, or NULL */
  guint *n_mentions;        /* owned: [n_actors] of what is shown */
  GString *out;
} Checking;

static void
put (const Checking *checking, const char *what, const char *ids, const DtlEvidence *evidence, const char *words)
{
  const DtlSource *source = &checking->sources[evidence->source];
  g_autofree char *name = display_name (source->uri ? source->uri : source->id);
  g_autofree char *line = display_name (words);

  if (checking->options->plain)
    g_string_append_printf (checking->out, "%s\t%s\t%s\t%u\t%s\n", what, ids, name, evidence->line, line);
  else
    g_string_append_printf (checking->out, "%-9s  %s  %s:%u  %s\n", what, ids, name, evidence->line, line);
}

/* ---- events ---- */

/* Each field that mentions disagree about; updates are no disagreement. */
static void
check_claims (const Checking *checking, const DtlEvent *event)
{
  for (guint32 i = 0, next; i < event->n_claims; i = next)
    {
      g_autofree char *positions = dtl_event_describe_claims (event, i, checking->sources, &next);
      g_autofree char *text = g_strdup_printf ("%s: %s", event->label, positions);

      if (!event->claims[i].is_update)
        put (checking, "disputed", event->id, &event->mentions[event->claims[i].mentions[0]].evidence, text);
    }
}

/* Of an undated event the first mention whose date can be read in several ways, or NULL. */
static const DtlMention *
ambiguous_mention (const DtlEvent *event)
{
  for (guint32 i = 0; dtl_date_is_null (&event->when.date) && i < event->n_mentions; i++)
    if (event->mentions[i].when.candidates != NULL)
      return &event->mentions[i];
  return NULL;
}

static void
check_ambiguity (const Checking *checking, const DtlEvent *event)
{
  g_autoptr (GString) text = g_string_new (event->label);
  const DtlMention *mention = ambiguous_mention (event);

  if (mention == NULL)
    return;
  g_string_append_printf (text, ": “%s” can be", mention->when.text ? mention->when.text : "");
  for (guint i = 0; mention->when.candidates[i]; i++)
    g_string_append_printf (text, "%s %s", i > 0 ? " or" : "", mention->when.candidates[i]);
  put (checking, "ambiguous", event->id, &mention->evidence, text->str);
}

static void
check_confidence (const Checking *checking, const DtlEvent *event)
{
  g_autofree char *text = g_strdup_printf ("%s: confidence %.2f", event->label, event->confidence);

  if (event->confidence < DOUBTFUL)
    put (checking, "doubtful", event->id, &event->mentions->evidence, text);
}

static void
check_date (const Checking *checking, const DtlEvent *event)
{
  if (dtl_date_is_null (&event->when.date) && ambiguous_mention (event) == NULL)
    put (checking, "undated", event->id, &event->mentions->evidence, event->label);
}

static void
check_events (const Checking *checking, void (*check) (const Checking *, const DtlEvent *))
{
  for (guint i = 0; i < checking->n_shown; i++)
    check (checking, &checking->events[checking->shown[i]]);
}

/* owned: [n_events] whether an event is shown */
static gboolean *
find_shown (const Checking *checking, const DtlStory *story)
{
  guint n_events;
  gboolean *is_shown;

  dtl_story_get_events (story, &n_events);
  is_shown = g_new0 (gboolean, n_events + 1);
  for (guint i = 0; i < checking->n_shown; i++)
    is_shown[checking->shown[i]] = TRUE;
  return is_shown;
}

/* Notes of the articles on what was wrong, and the event that each speaks of, where that was found. */
static void
check_corrections (const Checking *checking, const DtlStory *story)
{
  guint n;
  const DtlCorrection *corrections = dtl_story_get_corrections (story, &n);
  g_autofree gboolean *is_shown = find_shown (checking, story);

  for (guint i = 0; i < n; i++)
    {
      const DtlCorrection *note = &corrections[i];
      const DtlEvent *event = note->event != DTL_NONE ? &checking->events[note->event] : NULL;
      g_autofree char *text = g_strdup_printf ("%s: %s: “%s”", note->kind, event ? event->label : "of no event that was found",
                                               note->evidence.text);

      if (event == NULL || is_shown[note->event])
        put (checking, "corrected", event ? event->id : checking->sources[note->evidence.source].id, &note->evidence, text);
    }
}

/* The sentence of the mention that says what a link does. */
static const DtlEvidence *
evidence_of (const DtlEvent *event, const DtlEvent *other, const DtlEventLink *link)
{
  const DtlEvent *both[] = { event, other };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    for (guint32 j = 0; j < both[i]->n_mentions; j++)
      if (both[i]->mentions[j].evidence.source == link->source && both[i]->mentions[j].trigger.start == link->start)
        return &both[i]->mentions[j].evidence;
  return &event->mentions[0].evidence;
}

/* @other: (nullable): the other event, if it is shown */
static void
check_link (const Checking *checking, const DtlEvent *event, const DtlEventLink *link, const DtlEvent *other)
{
  g_autofree char *ids = g_strdup_printf ("%s %s", event->id, link->other);
  g_autofree char *relation = g_strdelimit (g_strdup (link->relation), "_", ' ');
  g_autofree char *text = NULL;

  if (link->against == NULL || other == NULL)
    return;
  text = g_strdup_printf ("%s / %s: “%s” says %s; %s", event->label, other->label, link->signal, relation,
                          strcmp (link->against, "dates") == 0 ? "their dates say otherwise" : "surer words say otherwise");
  put (checking, "order", ids, evidence_of (event, other, link), text);
}

/* What articles say of the order of two events, though dates or surer words say otherwise. */
static void
check_order (const Checking *checking, const DtlStory *story)
{
  g_autofree gboolean *is_shown = find_shown (checking, story);
  g_autoptr (GHashTable) shown = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < checking->n_shown; i++)
    g_hash_table_insert (shown, (gpointer) checking->events[checking->shown[i]].id,
                         (gpointer) &checking->events[checking->shown[i]]);
  for (guint i = 0; i < checking->n_shown; i++)
    {
      const DtlEvent *event = &checking->events[checking->shown[i]];

      for (guint32 j = 0; j < event->n_links; j++)
        check_link (checking, event, &event->links[j], g_hash_table_lookup (shown, event->links[j].other));
    }
}

/* Events that were nearly one, each pair once. */
static void
check_joins (const Checking *checking, const DtlStory *story)
{
  guint n_joins;
  const DtlJoin *joins = dtl_story_get_joins (story, &n_joins);
  g_autofree gboolean *is_shown = find_shown (checking, story);
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < n_joins; i++)
    {
      guint32 one = MIN (joins[i].event, joins[i].other), other = MAX (joins[i].event, joins[i].other);
      g_autofree char *text = NULL;
      char *ids;

      if (joins[i].other == DTL_NONE || !is_shown[one] || !is_shown[other])
        continue;
      text = g_strdup_printf ("%s / %s: %s", checking->events[one].label, checking->events[other].label, joins[i].reason);
      ids = g_strdup_printf ("%s %s", checking->events[one].id, checking->events[other].id);
      if (g_hash_table_add (told, ids))
        put (checking, "near", ids, &checking->events[other].mentions->evidence, text);
    }
}

/* ---- actors ---- */

static void
count_mentions (const Checking *checking)
{
  for (guint i = 0; i < checking->n_shown; i++)
    {
      const DtlEvent *event = &checking->events[checking->shown[i]];

      for (guint32 j = 0; j < event->n_mentions; j++)
        for (guint32 k = 0; k < event->mentions[j].n_participants; k++)
          {
            guint32 actor = event->mentions[j].participants[k].actor;

            checking->n_mentions[actor]++;
            if (checking->first[actor] == NULL)
              checking->first[actor] = &event->mentions[j];
          }
    }
}

/* An actor and a word by which it is called. */
typedef struct
{
  char *key; /* owned */
  guint32 actor;
} Called;

static void
called_clear (gpointer data)
{
  g_free (((Called *) data)->key);
}

static int
compare_called (gconstpointer a, gconstpointer b)
{
  const Called *one = a, *other = b;
  int order = strcmp (one->key, other->key);

  return order ? order : one->actor < other->actor ? -1 : one->actor > other->actor;
}

static void
add_called (GArray *all, const char *name, guint32 actor)
{
  Called called = { g_utf8_casefold (name, -1), actor };

  g_array_append_val (all, called);
}

/* A person by the last word of the name, others by all that they are called. */
static GArray *
gather_called (const Checking *checking)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Called));

  g_array_set_clear_func (all, called_clear);
  for (guint32 i = 0; i < checking->n_actors; i++)
    {
      const DtlActor *actor = &checking->actors[i];
      gboolean is_person = actor->kind == DTL_ACTOR_PERSON;
      const char *blank = is_person ? strrchr (actor->name, ' ') : NULL;

      if (checking->first[i] == NULL)
        continue;
      add_called (all, blank ? blank + 1 : actor->name, i);
      for (guint j = 0; !is_person && actor->aliases && actor->aliases[j]; j++)
        add_called (all, actor->aliases[j], i);
    }
  g_array_sort (all, compare_called);
  return all;
}

static void
check_homonyms (const Checking *checking)
{
  g_autoptr (GArray) all = gather_called (checking);
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 1; i < all->len; i++)
    {
      const Called *a = &g_array_index (all, Called, i - 1), *b = &g_array_index (all, Called, i);
      const DtlActor *one = &checking->actors[a->actor], *other = &checking->actors[b->actor];
      g_autofree char *text = NULL;
      char *ids;

      if (strcmp (a->key, b->key) != 0 || a->actor == b->actor)
        continue;
      text = g_strdup_printf ("%s (%s) / %s (%s)", one->name, dtl_actor_kind_to_string (one->kind), other->name,
                              dtl_actor_kind_to_string (other->kind));
      ids = g_strdup_printf ("%s %s", one->id, other->id);
      if (g_hash_table_add (told, ids))
        put (checking, "homonym", ids, &checking->first[b->actor]->evidence, text);
    }
}

static int
compare_counts (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Checking *checking = user_data;
  guint32 i = *(const guint32 *) a, j = *(const guint32 *) b;

  if (checking->n_mentions[i] != checking->n_mentions[j])
    return checking->n_mentions[i] > checking->n_mentions[j] ? -1 : 1;
  return i < j ? -1 : i > j;
}

/* Persons and organisations of whom neither a country nor an office is known: rows for a lexicon, the most frequent first. */
static void
check_unknown (const Checking *checking, const DtlStory *story)
{
  guint n_roles;
  const DtlRole *roles = dtl_story_get_roles (story, &n_roles);
  g_autofree gboolean *has_role = g_new0 (gboolean, checking->n_actors + 1);
  g_autoptr (GArray) unknown = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < n_roles; i++)
    has_role[roles[i].actor] = TRUE;
  for (guint32 i = 0; i < checking->n_actors; i++)
    if ((checking->actors[i].kind == DTL_ACTOR_PERSON || checking->actors[i].kind == DTL_ACTOR_ORGANISATION)
        && checking->actors[i].country == NULL && !has_role[i] && checking->n_mentions[i] >= KNOWN_BY)
      g_array_append_val (unknown, i);
  g_array_sort_with_data (unknown, compare_counts, (gpointer) checking);
  for (guint i = 0; i < unknown->len; i++)
    {
      const DtlActor *actor = &checking->actors[g_array_index (unknown, guint32, i)];
      guint32 number = g_array_index (unknown, guint32, i);
      g_autofree char *text = g_strdup_printf ("%s (%s): %u mentions", actor->name, dtl_actor_kind_to_string (actor->kind),
                                               checking->n_mentions[number]);

      put (checking, "unknown", actor->id, &checking->first[number]->evidence, text);
    }
}

static void
check_story (Checking *checking, DtlStory *story)
{
  g_autoptr (DtlView) view = dtl_view_new (story, DTL_VIEW_TIMELINE, &checking->options->filter);
  guint n;

  checking->sources = dtl_story_get_sources (story, &n);
  checking->events = dtl_story_get_events (story, &n);
  checking->actors = dtl_story_get_actors (story, &checking->n_actors);
  checking->shown = dtl_view_get_events (view, &checking->n_shown);
  checking->first = g_new0 (const DtlMention *, checking->n_actors + 1);
  checking->n_mentions = g_new0 (guint, checking->n_actors + 1);
  count_mentions (checking);
  check_events (checking, check_claims);
  check_corrections (checking, story);
  check_events (checking, check_ambiguity);
  check_order (checking, story);
  check_joins (checking, story);
  check_events (checking, check_confidence);
  check_events (checking, check_date);
  check_homonyms (checking);
  check_unknown (checking, story);
  g_free (checking->first);
  g_free (checking->n_mentions);
}

ExitCode
check_run (const Options *options)
{
  g_autoptr (DtlStory) story = NULL;
  g_autoptr (Output) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  Checking checking = { .options = options, .out = out };
  ExitCode code = story_read_anew (options, NULL, &story);

  if (code != EXIT_ALL_WELL && code != EXIT_SOME_FAILED)
    return code;
  check_story (&checking, story);
  output = output_open (NULL, &error);
  if (output == NULL || !output_write (output, out->str, out->len, &error))
    return output_failed (error);
  return output_finish (output, code, NULL);
}
