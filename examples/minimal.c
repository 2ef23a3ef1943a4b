/*
 * The library in forty lines: reads the files named on the command line and prints one line an event.
 *
 *   cc minimal.c $(pkg-config --cflags --libs dateline) -o minimal
 *   ./minimal 2024-05-18 article.txt
 */
#include <dateline/dateline.h>
#include <stdio.h>

static gboolean
add_file (DtlPipeline *pipeline, DtlStoryBuilder *builder, const char *path, DtlDate date, GError **error)
{
  char *text = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;

  g_autoptr (GBytes) bytes = g_bytes_new_take (text, length);
  DtlInput input = { .bytes = bytes, .uri = path, .date = date };
  g_autoptr (GPtrArray) documents = dtl_pipeline_run (pipeline, &input, error);

  for (guint i = 0; documents != NULL && i < documents->len; i++)
    dtl_story_builder_add (builder, dtl_document_get_record (g_ptr_array_index (documents, i)));
  return documents != NULL;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtlPipeline) pipeline = dtl_pipeline_new (NULL, &error);
  g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();
  DtlDate date = { 0 };

  if (argc < 3 || pipeline == NULL || !dtl_date_parse (argv[1], &date, &error))
    {
      fprintf (stderr, "%s\n", error != NULL ? error->message : "usage: minimal YYYY-MM-DD FILE...");
      return 1;
    }
  for (int i = 2; i < argc; i++)
    if (!add_file (pipeline, builder, argv[i], date, &error))
      {
        fprintf (stderr, "%s: %s\n", argv[i], error->message);
        return 1;
      }

  g_autoptr (DtlStory) story = dtl_story_builder_seal (builder);
  guint n_events;
  const DtlEvent *events = dtl_story_get_events (story, &n_events);

  for (guint i = 0; i < n_events; i++)
    {
      g_autofree char *when = dtl_date_to_string (&events[i].when.date);

      printf ("%-21s  %s\n", when != NULL ? when : "undated", events[i].label);
    }
  return 0;
}
