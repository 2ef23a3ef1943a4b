/*
 * Which events of the story that is kept a view can show.
 *
 * What the options of a view ask for is put into SQL as far as that is exact, or lets too many through: days, types,
 * reality, confidence, sources, actors. The view filters once more, so that its rules stand in one place. When the
 * options are all exact here, the most important are chosen here too.
 */
#include "corpus/store.h"
#include "lexicon/tables.h"
#include "story/salience.h"
#include "story/view.h"

#include <string.h>

typedef struct
{
  DtlCorpus *corpus;
  const DtlViewOptions *options;
  GString *where;    /* owned */
  gboolean is_exact; /* whether the view lets all through that this does */
} Choice;

static void
demand (Choice *choice, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
demand (Choice *choice, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_string_append (choice->where, " AND ");
  g_string_append_vprintf (choice->where, format, arguments);
  va_end (arguments);
}

static void
demand_days (Choice *choice)
{
  DtlDay since, until, ignored;

  if (dtl_date_bounds (&choice->options->since, &since, &ignored))
    demand (choice, "latest >= %d", since);
  if (dtl_date_bounds (&choice->options->until, &ignored, &until))
    demand (choice, "earliest <= %d AND latest IS NOT NULL", until);
}

/* As the view compares them: a double whose text reads back as the same one. */
static void
demand_confidence (Choice *choice)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (choice->options->min_confidence > 0)
    demand (choice, "confidence >= %s", g_ascii_dtostr (number, sizeof number, choice->options->min_confidence));
  if (choice->options->min_sources > 0)
    demand (choice, "sources >= %u", choice->options->min_sources);
}

static gboolean
is_listed (char **words, const char *word)
{
  for (guint i = 0; word != NULL && words[i] != NULL; i++)
    if (g_ascii_strcasecmp (g_strstrip (words[i]), word) == 0)
      return TRUE;
  return FALSE;
}

static void
demand_types (Choice *choice)
{
  g_auto (GStrv) words = g_strsplit (choice->options->type != NULL ? choice->options->type : "", ",", -1);
  g_autoptr (GString) kinds = g_string_new ("0");
  sqlite3_stmt *rows;

  if (choice->options->type == NULL)
    return;
  rows = dtl_sql_prepare (choice->corpus, NULL, "SELECT kind, type, class, family FROM story_kinds", "");
  while (rows != NULL && dtl_sql_step (choice->corpus, rows, NULL))
    {
      const char *event_class = (const char *) sqlite3_column_text (rows, 2);
      gboolean is_wanted = is_listed (words, dtl_class_cell (event_class, DTL_CLASSES_TYPE));

      for (int i = 1; i <= 3; i++)
        is_wanted |= is_listed (words, (const char *) sqlite3_column_text (rows, i));
      if (is_wanted)
        g_string_append_printf (kinds, ", %d", sqlite3_column_int (rows, 0));
    }
  demand (choice, "kind IN (%s)", kinds->str);
}

static void
demand_reality (Choice *choice)
{
  g_auto (GStrv) words = g_strsplit (choice->options->reality != NULL ? choice->options->reality : "", ",", -1);
  g_autoptr (GString) realities = g_string_new ("-1");

  if (choice->options->reality == NULL)
    return;
  for (DtlReality reality = DTL_REALITY_ACTUAL; reality <= DTL_REALITY_POSSIBLE; reality++)
    if (is_listed (words, dtl_reality_to_string (reality)))
      g_string_append_printf (realities, ", %d", reality);
  demand (choice, "reality IN (%s)", realities->str);
}

static void
demand_actor (Choice *choice, DtlStory *frame)
{
  g_autofree gboolean *is_actor = dtl_story_find_actors (frame, choice->options->actor);
  g_autoptr (GString) actors = g_string_new ("-1");

  for (guint i = 0; i < frame->actors->len; i++)
    if (is_actor[i])
      g_string_append_printf (actors, ", %u", i);
  demand (choice, "n IN (SELECT event FROM story_actors WHERE actor IN (%s))", actors->str);
}

/* Actors of relations keep what their neighbours had to do with each other; a path goes over all. */
static void
demand_all (Choice *choice, DtlStory *frame, DtlViewKind kind, gboolean only_shown)
{
  const DtlViewOptions *options = choice->options;

  demand_days (choice);
  demand_confidence (choice);
  demand_types (choice);
  demand_reality (choice);
  if (options->actor != NULL && kind != DTL_VIEW_RELATIONS)
    demand_actor (choice, frame);
  choice->is_exact = options->place == NULL && options->path == NULL && options->type == NULL && options->reality == NULL
                     && kind != DTL_VIEW_RELATIONS;
  if (choice->is_exact && !options->minor && (only_shown || options->top > 0))
    demand (choice, "minor = 0");
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint32 one = *(const guint32 *) a, other = *(const guint32 *) b;

  return one < other ? -1 : one > other;
}

static GArray *
run (Choice *choice, guint top)
{
  g_autofree char *limit = top > 0 ? g_strdup_printf (" ORDER BY salience DESC, n LIMIT %u", top) : g_strdup ("");
  g_autofree char *sql = g_strdup_printf ("SELECT n FROM story_events WHERE TRUE%s%s", choice->where->str, limit);
  g_autoptr (GError) error = NULL;
  GArray *events = g_array_new (FALSE, FALSE, sizeof (guint32));
  sqlite3_stmt *rows = dtl_sql_prepare (choice->corpus, &error, sql, "");

  while (rows != NULL && dtl_sql_step (choice->corpus, rows, &error))
    {
      guint32 n = sqlite3_column_int64 (rows, 0);

      g_array_append_val (events, n);
    }
  if (error != NULL)
    g_clear_pointer (&events, g_array_unref);
  else
    g_array_sort (events, compare_numbers);
  return events;
}

GArray *
dtl_cache_choose (DtlCorpus *corpus, DtlStory *frame, DtlViewKind kind, const DtlViewOptions *options, gboolean only_shown,
                  guint *n_beyond)
{
  g_autoptr (GString) where = g_string_new (NULL);
  Choice choice = { corpus, options, where, FALSE };
  g_autofree char *sql = NULL;
  gint64 n, pool;

  *n_beyond = 0;
  demand_all (&choice, frame, kind, only_shown);
  if (options->top == 0 || !choice.is_exact)
    return run (&choice, 0);
  sql = g_strdup_printf ("SELECT count(*) FROM story_events WHERE TRUE%s", where->str);
  n = dtl_sql_number (corpus, sql, 0);
  pool = MIN ((guint64) options->top * DTL_SALIENCE_POOL, G_MAXINT);
  *n_beyond = n > pool ? n - pool : 0;
  return run (&choice, pool);
}

/* ---- stories and views ---- */

static GArray *
all_numbers (guint32 n)
{
  GArray *numbers = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);

  for (guint32 i = 0; i < n; i++)
    g_array_append_val (numbers, i);
  return numbers;
}

/* All that is kept; NULL when nothing is. */
static DtlStory *
whole_of_kept (DtlCorpus *corpus)
{
  g_autoptr (DtlStory) story = NULL;
  g_autoptr (GArray) events = NULL;
  guint32 n_events = 0;

  if (!dtl_cache_is_fresh (corpus) || (story = dtl_cache_frame (corpus, &n_events)) == NULL)
    return NULL;
  events = all_numbers (n_events);
  if (!dtl_cache_fill (corpus, story, events))
    return NULL;
  g_array_unref (story->relations);
  story->relations = dtl_relations_build (story->events, (const guint32 *) events->data, n_events, story->arena);
  return g_steal_pointer (&story);
}

/* A view of what is kept; NULL when nothing is. */
static DtlView *
view_of_kept (DtlCorpus *corpus, DtlViewKind kind, const DtlViewOptions *options, gboolean only_shown)
{
  g_autoptr (DtlStory) frame = NULL;
  g_autoptr (GArray) events = NULL;
  guint32 n_events = 0;
  guint n_beyond = 0;

  if (!dtl_cache_is_fresh (corpus) || (frame = dtl_cache_frame (corpus, &n_events)) == NULL)
    return NULL;
  events = dtl_cache_choose (corpus, frame, kind, options, only_shown, &n_beyond);
  if (events == NULL || !dtl_cache_fill (corpus, frame, events))
    return NULL;
  return dtl_view_new_of_part (frame, kind, options, n_events, n_beyond);
}

/* Reads a view, or the whole story when @view is NULL, in one state of the file, whatever is written meanwhile; what has to be
 * merged for it is kept. */
static DtlStory *
read_or_merge (DtlCorpus *corpus, DtlViewKind kind, const DtlViewOptions *options, gboolean only_shown, DtlView **view,
               GError **error)
{
  DtlStory *story = NULL;
  gboolean is_there;
  gint64 generation;

  if (!dtl_sql_script (corpus, "BEGIN", error))
    return NULL;
  generation = dtl_sql_number (corpus, "SELECT value FROM state WHERE name = 'generation'", -1);
  if (view != NULL)
    *view = view_of_kept (corpus, kind, options, only_shown);
  else
    story = whole_of_kept (corpus);
  is_there = story != NULL || (view != NULL && *view != NULL);
  if (!is_there)
    story = dtl_records_story (corpus, DTL_CORPUS_NOW, error);
  sqlite3_exec (corpus->db, "COMMIT", NULL, NULL, NULL);
  if (is_there || story == NULL || !dtl_cache_keep (corpus, story, generation) || view == NULL)
    return story;
  /* A part of what has been kept takes less memory than the whole. */
  if (dtl_sql_script (corpus, "BEGIN", NULL))
    *view = view_of_kept (corpus, kind, options, only_shown);
  sqlite3_exec (corpus->db, "COMMIT", NULL, NULL, NULL);
  if (*view != NULL)
    g_clear_pointer (&story, dtl_story_unref);
  return story;
}

DtlStory *
dtl_corpus_story (DtlCorpus *corpus, guint run, GError **error)
{
  if (run != DTL_CORPUS_NOW)
    return dtl_records_story (corpus, run, error);
  return read_or_merge (corpus, DTL_VIEW_TIMELINE, NULL, FALSE, NULL, error);
}

DtlView *
dtl_corpus_view (DtlCorpus *corpus, DtlViewKind kind, const DtlViewOptions *options, gboolean only_shown, GError **error)
{
  static const DtlViewOptions none = { NULL };
  DtlView *view = NULL;
  g_autoptr (DtlStory) story = NULL;

  if (options == NULL)
    options = &none;
  story = read_or_merge (corpus, kind, options, only_shown, &view, error);
  return story != NULL ? dtl_view_new (story, kind, options) : view;
}
