/* dateline merge: records, from files with one JSON object a line, into one story. */
#include "cli.h"

#include <string.h>

#define LINES_REPORTED 3 /* of the lines of one file that are no records */

typedef struct
{
  DtlStoryBuilder *builder; /* owned */
  guint n_records;
  guint n_failed;
  guint n_failed_here; /* in this file */
} Merging;

static gboolean
is_blank (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      return FALSE;
  return TRUE;
}

static void
merge_line (Merging *merging, const char *path, guint number, const char *text, gsize length)
{
  g_autoptr (DtlRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  if (is_blank (text, length))
    return;
  record = dtl_record_new_from_json (text, length, &error);
  if (record != NULL)
    {
      dtl_story_builder_add (merging->builder, record);
      merging->n_records++;
      return;
    }
  if (merging->n_failed_here++ < LINES_REPORTED)
    report_line (path, number, error->message);
  merging->n_failed++;
}

static void
merge_file (Merging *merging, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = input_load (path, DTL_INPUT_LIMIT_MB, &error);
  const char *at, *end;
  gsize length = 0;
  guint before = merging->n_records + merging->n_failed;

  if (bytes == NULL)
    {
      report (path, "%s", error->message);
      merging->n_failed++;
      return;
    }
  at = g_bytes_get_data (bytes, &length);
  end = at + length;
  merging->n_failed_here = 0;
  for (guint number = 1; at < end; number++)
    {
      const char *newline = memchr (at, '\n', end - at);
      const char *stop = newline != NULL ? newline : end;

      merge_line (merging, path, number, at, stop - at);
      at = stop + 1;
    }
  if (merging->n_failed_here > LINES_REPORTED)
    report (path, "more lines that are no records: %u", merging->n_failed_here - LINES_REPORTED);
  if (merging->n_records + merging->n_failed == before)
    {
      report (path, "no record in it");
      merging->n_failed++;
    }
}

ExitCode
merge_run (const Options *options)
{
  g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();
  Merging merging = { .builder = builder };
  g_autoptr (DtlStory) story = NULL;
  g_autoptr (Output) output = NULL;
  g_autoptr (GError) error = NULL;
  Showing showing;

  if (options->operands->len == 0)
    usage_error (&error, "no records; name a file that extract has written, or - for standard input");
  if (error != NULL || !showing_choose (options, DTL_VIEW_TIMELINE, "json", &showing, &error))
    return usage ("merge", error);
  if (!decisions_give (options, options->operands, builder))
    return EXIT_FAILED;
  output = showing_open (&showing, options, &error);
  if (output == NULL)
    return output_failed (error);
  for (guint i = 0; i < options->operands->len; i++)
    merge_file (&merging, g_ptr_array_index (options->operands, i));
  if (merging.n_records == 0)
    return EXIT_FAILED;
  story = dtl_story_builder_seal (builder);
  decisions_tell (options, story);
  if (!showing_write (&showing, options, story, output, &error))
    return output_failed (error);
  return merging.n_failed > 0 ? EXIT_SOME_FAILED : EXIT_ALL_WELL;
}
