/*
 * What times are counted from, with the whole program: publication, datelines, headings, speakers, the story, and what the
 * tense of a parsed sentence says. Rows of tests/spec/times; "¶" in a text begins a new paragraph, "-" stands for nothing.
 */
#include <dateline/dateline.h>

#include <string.h>

#include "base/table.h"
#include "document/document.h"

enum
{
  PUBLISHED,
  ZONE,
  TEXT,
  TIMES,
};

static DtlDocument *
analyse (const char *const *row)
{
  g_auto (GStrv) parts = g_strsplit (row[TEXT], "¶", -1);
  g_autofree char *text = g_strjoinv ("\n\n", parts);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (DtlPipeline) pipeline = NULL;
  g_autoptr (GPtrArray) documents = NULL;
  g_autoptr (GError) error = NULL;
  DtlInput input = { .bytes = bytes, .uri = "test", .kind = "text" };
  DtlPipelineOptions options = { 0 };

  options.has_zone = strcmp (row[ZONE], "-") != 0;
  if (options.has_zone)
    options.zone = atoi (row[ZONE]);
  if (strcmp (row[PUBLISHED], "-") != 0)
    g_assert_true (dtl_date_parse (row[PUBLISHED], &input.date, &error));
  pipeline = dtl_pipeline_new (&options, &error);
  g_assert_no_error (error);
  documents = dtl_pipeline_run (pipeline, &input, &error);
  g_assert_no_error (error);
  return dtl_document_ref (documents->pdata[0]);
}

/* "Friday = 2022-03-11; tomorrow = -; no-publication-date": the times in order, then the diagnostics of dates. */
static char *
describe (const DtlDocument *document)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < document->times->len; i++)
    {
      const DtlTime *time = dtl_document_time (document, i);
      g_autofree char *words = g_strndup (document->text + time->span.start, time->span.end - time->span.start);
      g_autofree char *edtf = dtl_date_to_string (&time->date);

      g_string_append_printf (out, "%s%s = %s", out->len ? "; " : "", words, edtf ? edtf : "-");
    }
  for (guint i = 0; i < document->diagnostics->len; i++)
    {
      const char *tag = g_array_index (document->diagnostics, DtlDiagnostic, i).tag;

      if (g_str_has_suffix (tag, "-date"))
        g_string_append_printf (out, "%s%s", out->len ? "; " : "", tag);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
test_file (gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  DtlTable *table;
  guint n_wrong = 0;
  gsize length;

  g_file_get_contents (data, &text, &length, &error);
  g_assert_no_error (error);
  table = dtl_table_new_from_tsv (data, text, length, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < table->n_rows; i++)
    {
      const char *const *row = dtl_table_row (table, i);
      g_autoptr (DtlDocument) document = analyse (row);
      g_autofree char *got = describe (document);

      if (g_str_equal (got, row[TIMES]))
        continue;
      n_wrong++;
      g_test_message ("%s: %s\n  expected: %s\n       got: %s", row[PUBLISHED], row[TEXT], row[TIMES], got);
    }
  if (n_wrong > 0)
    g_test_fail ();
  dtl_table_free (table);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_build_filename (g_getenv ("DTL_TEST_SRCDIR"), "spec", "times", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  dir = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_strdup_printf ("/times/%s", name);

      g_test_add_data_func_full (path, g_build_filename (folder, name, NULL), test_file, g_free);
    }
  return g_test_run ();
}
