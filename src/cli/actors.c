/* dateline actors: who takes part, how they are called, what they hold, and how much is told of them. */
#include "unknown.h"

#include <string.h>

/* What is told of one actor. */
typedef struct
{
  guint n_events;
  guint n_sources; /* that copy no other */
  DtlDay first;
  DtlDay last;
  GString *roles; /* owned, nullable */
} Tally;

typedef struct
{
  const DtlActor *actors;
  guint n_actors;
  const DtlRole *roles;
  guint n_roles;
  Tally *tallies;         /* owned: [n_actors] */
  GHashTable *counted;    /* owned: actor and source */
  gboolean plain;
  GString *out;
} Table;

static void
count_source (Table *table, guint32 actor, const DtlSource *sources, guint32 source)
{
  guint32 original = dtl_source_origin (sources, source);
  gint64 key = (gint64) actor << 32 | original;

  if (!g_hash_table_contains (table->counted, &key))
    {
      g_hash_table_add (table->counted, g_memdup2 (&key, sizeof key));
      table->tallies[actor].n_sources++;
    }
}

static void
count_event (Table *table, const DtlEvent *event, const DtlSource *sources)
{
  DtlDay earliest, latest;
  gboolean is_dated = dtl_date_bounds (&event->when.date, &earliest, &latest);

  for (guint32 i = 0; i < event->n_participants; i++)
    {
      Tally *tally = &table->tallies[event->participants[i].actor];

      tally->n_events++;
      if (is_dated && !dtl_date_is_open (&event->when.date))
        {
          tally->first = MIN (tally->first, earliest);
          tally->last = MAX (tally->last, latest);
        }
      for (guint32 j = 0; j < event->n_mentions; j++)
        count_source (table, event->participants[i].actor, sources, event->mentions[j].evidence.source);
    }
}

static char *
day_text (DtlDay day)
{
  DtlDate date = dtl_date_from_days (day, day);

  return dtl_date_to_string (&date);
}

static char *
dates_of (const Tally *tally, const char *between)
{
  g_autofree char *first = NULL, *last = NULL;

  if (tally->first > tally->last)
    return g_strdup (*between == '\t' ? "\t" : "undated");
  first = day_text (tally->first);
  last = day_text (tally->last);
  if (tally->first == tally->last && *between != '\t')
    return g_steal_pointer (&first);
  return g_strconcat (first, between, last, NULL);
}

/* "foreign minister of Russia (former)" */
static char *
role_words (const Table *table, const DtlRole *role)
{
  gboolean has_status = role->status != DTL_STATUS_CURRENT;

  return g_strconcat (role->role, role->of != DTL_NONE ? " of " : "", role->of != DTL_NONE ? table->actors[role->of].name : "",
                      has_status ? " (" : "", has_status ? dtl_role_status_to_string (role->status) : "", has_status ? ")" : "", NULL);
}

/* Each actor's, joined by "; ". An office held twice is told once. */
static void
tell_roles (Table *table)
{
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < table->n_roles; i++)
    {
      const DtlRole *role = &table->roles[i];
      GString **text = &table->tallies[role->actor].roles;
      g_autofree char *words = role_words (table, role);

      if (!g_hash_table_add (told, g_strdup_printf ("%u %s", role->actor, words)))
        continue;
      if (*text == NULL)
        *text = g_string_new (NULL);
      g_string_append_printf (*text, "%s%s", (*text)->len > 0 ? "; " : "", words);
    }
}

/* "The union" and "union" are read as one. */
static char *
reading_key (const char *name)
{
  static const char *const openings[] = { "the ", "a ", "an ", "its ", "his ", "her ", "their " };
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    if (g_str_has_prefix (folded, openings[i]))
      return g_strdup (folded + strlen (openings[i]));
  return g_steal_pointer (&folded);
}

/* Other names, joined by "; "; for a reader those of one reading once, and not the name itself. */
static char *
spell_aliases (const DtlActor *actor, gboolean plain)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_hash_table_add (told, reading_key (actor->name));
  for (guint i = 0; actor->aliases != NULL && actor->aliases[i] != NULL; i++)
    if (g_hash_table_add (told, reading_key (actor->aliases[i])) || plain)
      g_string_append_printf (all, "%s%s", all->len > 0 ? "; " : "", actor->aliases[i]);
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
put_actor (Table *table, guint32 i)
{
  const DtlActor *actor = &table->actors[i];
  const Tally *tally = &table->tallies[i];
  const char *kind = dtl_actor_kind_to_string (actor->kind);
  g_autofree char *dates = dates_of (tally, table->plain ? "\t" : " to ");
  g_autofree char *all = spell_aliases (actor, table->plain);
  g_autofree char *role_line = display_name (tally->roles != NULL ? tally->roles->str : "");
  g_autofree char *name = display_name (actor->name), *aliases = display_name (all);

  if (table->plain)
    {
      g_string_append_printf (table->out, "%s\t%s\t%s\t%s\t%u\t%u\t%s\t%s\t%s\n", actor->id, name, kind,
                              actor->country != NULL ? actor->country : "", tally->n_events, tally->n_sources, dates, role_line,
                              aliases);
      return;
    }
  g_string_append_printf (table->out, "%s  (%s%s%s)\n    %u %s, %u independent %s, %s\n", name, kind,
                          actor->country != NULL ? ", " : "", actor->country != NULL ? actor->country : "", tally->n_events,
                          tally->n_events == 1 ? "event" : "events", tally->n_sources, tally->n_sources == 1 ? "source" : "sources",
                          dates);
  if (*role_line != '\0')
    g_string_append_printf (table->out, "    %s\n", role_line);
  if (*aliases != '\0')
    g_string_append_printf (table->out, "    also %s\n", aliases);
}

static void
fill_table (Table *table, DtlStory *story, const DtlView *view)
{
  guint n_events, n_sources, n_shown;
  const DtlEvent *events = dtl_story_get_events (story, &n_events);
  const DtlSource *sources = dtl_story_get_sources (story, &n_sources);
  const guint32 *shown = dtl_view_get_events (view, &n_shown);

  table->actors = dtl_story_get_actors (story, &table->n_actors);
  table->roles = dtl_story_get_roles (story, &table->n_roles);
  table->tallies = g_new0 (Tally, table->n_actors + 1);
  table->counted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < table->n_actors; i++)
    {
      table->tallies[i].first = DTL_DAY_MAX;
      table->tallies[i].last = DTL_DAY_MIN;
    }
  tell_roles (table);
  for (guint i = 0; i < n_shown; i++)
    count_event (table, &events[shown[i]], sources);
  shown = dtl_view_get_actors (view, &n_shown);
  for (guint i = 0; i < n_shown; i++)
    put_actor (table, shown[i]);
  for (guint i = 0; i < table->n_actors; i++)
    if (table->tallies[i].roles != NULL)
      g_string_free (table->tallies[i].roles, TRUE);
  g_hash_table_unref (table->counted);
  g_free (table->tallies);
}

static void
list_all (DtlStory *story, const Options *options, GString *out)
{
  Table table = { .plain = options->plain, .out = out };
  DtlViewOptions filter = options->filter;
  g_autoptr (DtlView) view = NULL;

  if (filter.top == 0)
    filter.top = G_MAXINT; /* a picture is cut, a table is not */
  view = dtl_view_new (story, DTL_VIEW_RELATIONS, &filter);
  fill_table (&table, story, view);
}

ExitCode
actors_run (const Options *options)
{
  g_autoptr (DtlStory) story = NULL;
  g_autoptr (Output) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  ExitCode code = story_read (options, NULL, &story);

  if (code != EXIT_ALL_WELL && code != EXIT_SOME_FAILED)
    return code;
  if (!options->unknown)
    list_all (story, options, out);
  else if (!unknown_print (story, options, out, &error))
    {
      report ("actors", "%s", error->message);
      return EXIT_FAILED;
    }
  output = output_open (NULL, &error);
  if (output == NULL || !output_write (output, out->str, out->len, &error))
    return output_failed (error);
  return output_finish (output, code, NULL);
}
