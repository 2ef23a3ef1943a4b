/* Sentences and the events that must and must not be found in them: the *.txt of tests/spec/event/, one test a sentence. */
#include <dateline/dateline.h>

#include <string.h>

static DtlPipeline *pipeline;

typedef struct
{
  char *file;
  guint line;
  char *date;
  char *sentence;
  GPtrArray *wanted; /* char *: "+ …" or "- …" */
} Case;

static Case *
case_new (const char *file, guint line, const char *date, const char *sentence)
{
  Case *test = g_new0 (Case, 1);

  test->file = g_strdup (file);
  test->line = line;
  test->date = g_strdup (date);
  test->sentence = g_strdup (sentence);
  test->wanted = g_ptr_array_new_with_free_func (g_free);
  return test;
}

static void
case_free (gpointer data)
{
  Case *test = data;

  g_free (test->file);
  g_free (test->date);
  g_free (test->sentence);
  g_ptr_array_unref (test->wanted);
  g_free (test);
}

static gboolean
same_name (const char *wanted, const char *name)
{
  g_autofree char *plain = g_strdelimit (g_strdup (wanted), "_", ' ');

  return g_ascii_strcasecmp (plain, name) == 0;
}

static gboolean
is_called (const DtlActor *actor, const char *wanted)
{
  if (same_name (wanted, actor->name))
    return TRUE;
  for (guint i = 0; actor->aliases && actor->aliases[i]; i++)
    if (same_name (wanted, actor->aliases[i]))
      return TRUE;
  return FALSE;
}

/* Whether every name of a comma-separated list takes part in @role ("actor": any). */
static gboolean
has_participants (const DtlEvent *event, const DtlActor *actors, const char *role, const char *names)
{
  g_auto (GStrv) wanted = g_strsplit (names, ",", -1);

  for (guint i = 0; wanted[i]; i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; j < event->n_participants; j++)
        if ((strcmp (role, "actor") == 0
             || strcmp (role, dtl_participant_role_to_string (event->participants[j].role)) == 0)
            && is_called (&actors[event->participants[j].actor], wanted[i]))
          found = TRUE;
      if (!found)
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_date (const DtlEvent *event, const char *wanted)
{
  g_autofree char *date = dtl_date_to_string (&event->when.date);

  return g_strcmp0 (date ? date : "none", wanted) == 0;
}

static gboolean
has_source (const DtlEvent *event, const DtlActor *actors, const char *wanted)
{
  if (strcmp (wanted, "none") == 0)
    return event->n_attributions == 0;
  for (guint i = 0; i < event->n_attributions; i++)
    if (event->attributions[i].actor != DTL_NONE && is_called (&actors[event->attributions[i].actor], wanted))
      return TRUE;
  return FALSE;
}

static gboolean
has_property (const DtlEvent *event, const DtlActor *actors, const char *key, const char *value)
{
  if (strcmp (key, "date") == 0)
    return has_date (event, value);
  if (strcmp (key, "place") == 0)
    return event->place.name && same_name (value, event->place.name);
  if (strcmp (key, "reality") == 0)
    return strcmp (dtl_reality_to_string (event->reality), value) == 0;
  if (strcmp (key, "source") == 0)
    return has_source (event, actors, value);
  return has_participants (event, actors, key, value);
}

/* "+ meet agent=… date=…" */
static gboolean
matches (const DtlEvent *event, const DtlActor *actors, char **words)
{
  if (strcmp (event->event_class, words[1]) != 0)
    return FALSE;
  for (guint i = 2; words[i]; i++)
    {
      g_auto (GStrv) pair = g_strsplit (words[i], "=", 2);

      if (!has_property (event, actors, pair[0], pair[1]))
        return FALSE;
    }
  return TRUE;
}

static void
explain (const Case *test, const char *line, const DtlRecord *record)
{
  guint n, n_actors;
  const DtlEvent *events = dtl_record_get_events (record, &n);
  const DtlActor *actors = dtl_record_get_actors (record, &n_actors);

  g_test_message ("%s:%u: %s\n  %s", test->file, test->line, test->sentence, line);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *date = dtl_date_to_string (&events[i].when.date);
      g_autoptr (GString) who = g_string_new (NULL);

      for (guint j = 0; j < events[i].n_participants; j++)
        g_string_append_printf (who, " %s=%s", dtl_participant_role_to_string (events[i].participants[j].role),
                                actors[events[i].participants[j].actor].name);
      g_test_message ("  found %s%s date=%s place=%s %s", events[i].event_class, who->str, date, events[i].place.name,
                      dtl_reality_to_string (events[i].reality));
    }
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (test->sentence, strlen (test->sentence));
  DtlInput input = { .bytes = bytes, .uri = "test", .kind = "text" };
  g_autoptr (GPtrArray) documents = NULL;
  DtlRecord *record;
  const DtlEvent *events;
  const DtlActor *actors;
  guint n, n_actors;
  gboolean failed = FALSE;

  g_assert_true (dtl_date_parse (test->date, &input.date, &error));
  documents = dtl_pipeline_run (pipeline, &input, &error);
  g_assert_no_error (error);
  record = dtl_document_get_record (documents->pdata[0]);
  events = dtl_record_get_events (record, &n);
  actors = dtl_record_get_actors (record, &n_actors);
  for (guint i = 0; i < test->wanted->len; i++)
    {
      const char *line = test->wanted->pdata[i];
      g_auto (GStrv) words = g_strsplit (line, " ", -1);
      gboolean found = FALSE;

      for (guint j = 0; j < n; j++)
        found |= matches (&events[j], actors, words);
      if (found != (*line == '+'))
        {
          explain (test, line, record);
          failed = TRUE;
        }
    }
  if (failed)
    g_test_fail ();
}

static void
read_cases (const char *folder, const char *name, GPtrArray *cases)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;
  g_autofree char *date = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    {
      Case *last = cases->len ? cases->pdata[cases->len - 1] : NULL;

      if (g_str_has_prefix (lines[i], "@ "))
        {
          g_free (date);
          date = g_strdup (lines[i] + 2);
        }
      else if (g_str_has_prefix (lines[i], "> "))
        g_ptr_array_add (cases, case_new (name, i + 1, date, lines[i] + 2));
      else if (*lines[i] == '+' || *lines[i] == '-')
        g_ptr_array_add (last->wanted, g_strdup (lines[i]));
    }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_build_filename (g_getenv ("DTL_TEST_SRCDIR"), "spec", "event", NULL);
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (case_free);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;
  int status;

  g_test_init (&argc, &argv, NULL);
  dir = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)))
    if (g_str_has_suffix (name, ".txt"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    read_cases (folder, names->pdata[i], cases);
  pipeline = dtl_pipeline_new (NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < cases->len; i++)
    {
      const Case *test = cases->pdata[i];
      g_autofree char *path = g_strdup_printf ("/event/%s/%u", test->file, test->line);

      g_test_add_data_func (path, test, test_case);
    }
  status = g_test_run ();
  dtl_pipeline_unref (pipeline);
  return status;
}
