/* Texts and the events and links that must and must not be found in them: the *.txt of tests/spec/event/, one test a text;
 * and what links are kept when they contradict each other. */
#include <dateline/dateline.h>

#include <string.h>

#include "document/document.h"
#include "base/sequence.h"

static DtlPipeline *pipeline;

typedef struct
{
  char *file;
  guint line;
  char *date;
  char *sentence;
  GPtrArray *wanted; /* char *: "+ …", "- …", "~ …" or "! …" */
} Case;

/* "¶" begins a new paragraph. */
static char *
with_paragraphs (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "¶", -1);

  return g_strjoinv ("\n\n", parts);
}

static Case *
case_new (const char *file, guint line, const char *date, const char *sentence)
{
  Case *test = g_new0 (Case, 1);

  test->file = g_strdup (file);
  test->line = line;
  test->date = g_strdup (date);
  test->sentence = with_paragraphs (sentence);
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

/* "dead:12", "money:2500000:$"; "none" */
static gboolean
has_quantity (const DtlEvent *event, const char *wanted)
{
  for (guint i = 0; i < event->n_quantities; i++)
    {
      const DtlQuantity *quantity = &event->quantities[i];
      char value[G_ASCII_DTOSTR_BUF_SIZE];
      g_autofree char *spelled = g_strjoin (":", dtl_quantity_kind_to_string (quantity->kind),
                                            g_ascii_dtostr (value, sizeof value, quantity->value), quantity->unit, NULL);

      if (strcmp (spelled, wanted) == 0)
        return TRUE;
    }
  return strcmp (wanted, "none") == 0 && event->n_quantities == 0;
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
  if (strcmp (key, "type") == 0)
    return strcmp (event->type ? event->type : "none", value) == 0;
  if (strcmp (key, "quantity") == 0)
    return has_quantity (event, value);
  if (strcmp (key, "label") == 0)
    return event->label && same_name (value, event->label);
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

/* "~ resign after elect" */
static gboolean
is_linked (const DtlDocument *document, const DtlEvent *events, char **words)
{
  for (guint i = 0; i < document->links->len; i++)
    {
      const DtlLink *link = &g_array_index (document->links, DtlLink, i);

      if (link->other != DTL_NONE && strcmp (events[link->event].event_class, words[1]) == 0
          && strcmp (link->relation, words[2]) == 0 && strcmp (events[link->other].event_class, words[3]) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
explain_links (const DtlDocument *document, const DtlEvent *events)
{
  for (guint i = 0; i < document->links->len; i++)
    {
      const DtlLink *link = &g_array_index (document->links, DtlLink, i);

      if (link->other != DTL_NONE)
        g_test_message ("  linked %s %s %s", events[link->event].event_class, link->relation,
                        events[link->other].event_class);
    }
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

      for (guint j = 0; j < n && (*line == '+' || *line == '-'); j++)
        found |= matches (&events[j], actors, words);
      if (*line == '~' || *line == '!')
        found = is_linked (documents->pdata[0], events, words);
      if (found != (*line == '+' || *line == '~'))
        {
          explain (test, line, record);
          explain_links (documents->pdata[0], events);
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
      else if (*lines[i] && strchr ("+-~!", *lines[i]))
        g_ptr_array_add (last->wanted, g_strdup (lines[i]));
    }
}

/* Links by falling confidence, and which of them are kept. */
static void
check_links (const DtlOrderLink *links, guint n_links, guint32 n_events, guint n_kept)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (DtlOrderLink));
  g_autoptr (GArray) dropped = g_array_new (FALSE, FALSE, sizeof (DtlOrderLink));

  g_array_append_vals (all, links, n_links);
  dtl_sequence_keep_consistent (all, n_events, dropped);
  g_assert_cmpuint (all->len, ==, n_kept);
  g_assert_cmpuint (dropped->len, ==, n_links - n_kept);
  for (guint i = 0; i < n_kept; i++)
    g_assert_cmpuint (g_array_index (all, DtlOrderLink, i).token, ==, links[i].token);
}

static void
test_cycle (void)
{
  const DtlOrderLink links[] = { { 0, 1, "before", 0.9, 1 }, { 1, 2, "before", 0.8, 2 }, { 2, 0, "before", 0.7, 3 } };

  check_links (links, 3, 3, 2);
}

static void
test_agreeing (void)
{
  const DtlOrderLink links[] = { { 0, 1, "before", 0.9, 1 }, { 2, 1, "after", 0.8, 2 }, { 0, 2, "before", 0.7, 3 } };

  check_links (links, 3, 3, 3);
}

static void
test_inclusion (void)
{
  /* 1 lies in 0, 0 is before 2: 2 cannot lie in 0, nor be before 1, nor be at the same time as 1 */
  const DtlOrderLink links[] = { { 1, 0, "is_included", 0.9, 1 },
                                 { 0, 2, "before", 0.8, 2 },
                                 { 0, 2, "includes", 0.7, 3 },
                                 { 2, 1, "before", 0.6, 4 },
                                 { 1, 2, "simultaneous", 0.5, 5 } };

  check_links (links, 5, 3, 2);
}

static void
test_simultaneous (void)
{
  const DtlOrderLink links[] = { { 0, 1, "simultaneous", 0.9, 1 }, { 1, 2, "before", 0.8, 2 }, { 2, 0, "simultaneous", 0.7, 3 } };

  check_links (links, 3, 3, 2);
}

#define ORACLE_EVENTS 3
#define ORACLE_PLACES (2 * ORACLE_EVENTS) /* as many as there are ends: enough for any order of them */

static gboolean
holds (const DtlOrderLink *link, const guint *ends)
{
  const guint *a = ends + 2 * link->event, *b = ends + 2 * link->other;

  if (strcmp (link->relation, "before") == 0)
    return a[1] < b[0];
  if (strcmp (link->relation, "after") == 0)
    return b[1] < a[0];
  if (strcmp (link->relation, "simultaneous") == 0)
    return a[0] == b[0] && a[1] == b[1];
  return strcmp (link->relation, "includes") == 0 ? a[0] <= b[0] && b[1] <= a[1] : b[0] <= a[0] && a[1] <= b[1];
}

/* Whether links can all be true, by trying every order of the ends. @extra: (nullable): one more link */
static gboolean
can_hold (const GArray *links, const DtlOrderLink *extra)
{
  guint n = 1;

  for (guint i = 0; i < 2 * ORACLE_EVENTS; i++)
    n *= ORACLE_PLACES;
  for (guint order = 0; order < n; order++)
    {
      guint ends[2 * ORACLE_EVENTS], rest = order;
      gboolean good = TRUE;

      for (guint i = 0; i < 2 * ORACLE_EVENTS; i++, rest /= ORACLE_PLACES)
        ends[i] = rest % ORACLE_PLACES;
      for (guint i = 0; i < ORACLE_EVENTS && good; i++)
        good = ends[2 * i] < ends[2 * i + 1];
      for (guint i = 0; i < links->len && good; i++)
        good = holds (&g_array_index (links, DtlOrderLink, i), ends);
      if (good && (extra == NULL || holds (extra, ends)))
        return TRUE;
    }
  return FALSE;
}

/* Against a slow oracle: what is kept can be true, and nothing is dropped that could have been kept. */
static void
test_oracle (void)
{
  static const char *const relations[] = { "before", "after", "simultaneous", "includes", "is_included" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (guint round = 0; round < 50; round++)
    {
      g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (DtlOrderLink));
      g_autoptr (GArray) dropped = g_array_new (FALSE, FALSE, sizeof (DtlOrderLink));

      for (guint i = 0; i < 5; i++)
        {
          guint32 event = g_rand_int_range (rand, 0, ORACLE_EVENTS);
          DtlOrderLink link = { event, (event + g_rand_int_range (rand, 1, ORACLE_EVENTS)) % ORACLE_EVENTS,
                                relations[g_rand_int_range (rand, 0, G_N_ELEMENTS (relations))],
                                0.1 * g_rand_int_range (rand, 1, 10), i };

          g_array_append_val (links, link);
        }
      dtl_sequence_keep_consistent (links, ORACLE_EVENTS, dropped);
      g_assert_true (can_hold (links, NULL));
      for (guint i = 0; i < dropped->len; i++)
        g_assert_false (can_hold (links, &g_array_index (dropped, DtlOrderLink, i)));
    }
}

/* A long chain and its closing link: bounded, and never a cycle. */
static void
test_long_chain (void)
{
  enum { N = 20000 };
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (DtlOrderLink));
  g_autoptr (GArray) dropped = g_array_new (FALSE, FALSE, sizeof (DtlOrderLink));

  for (guint32 i = 0; i < N; i++)
    {
      DtlOrderLink link = { i, (i + 1) % N, "before", i + 1 < N ? 0.9 : 0.5, i };

      g_array_append_val (all, link);
    }
  dtl_sequence_keep_consistent (all, N, dropped);
  g_assert_cmpuint (dropped->len, >=, 1);
  g_assert_cmpuint (g_array_index (dropped, DtlOrderLink, dropped->len - 1).token, ==, N - 1);
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
  g_test_add_func ("/event/sequence/cycle", test_cycle);
  g_test_add_func ("/event/sequence/agreeing", test_agreeing);
  g_test_add_func ("/event/sequence/inclusion", test_inclusion);
  g_test_add_func ("/event/sequence/simultaneous", test_simultaneous);
  g_test_add_func ("/event/sequence/oracle", test_oracle);
  g_test_add_func ("/event/sequence/long-chain", test_long_chain);
  status = g_test_run ();
  dtl_pipeline_unref (pipeline);
  return status;
}
