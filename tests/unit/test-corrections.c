/* Notes of correction, clarification and retraction: the examples of their table, and the texts of spec/corrections/. */
#include "event/event.h"

#include <string.h>

#include "lexicon/tables.h"
#include "text/text.h"

/* Kind and text of each note of @text, with ⏎ between them. */
static char *
find_notes (const char *text)
{
  g_autoptr (DtlDocument) document = dtl_document_new (text, strlen (text));
  GString *out = g_string_new (NULL);

  g_assert_true (dtl_text_run (document, NULL));
  g_assert_true (dtl_event_run (document, NULL));
  for (guint i = 0; i < document->record->corrections->len; i++)
    {
      const DtlCorrection *note = &g_array_index (document->record->corrections, DtlCorrection, i);

      g_string_append_printf (out, "%s%s %s", i > 0 ? " ⏎ " : "", note->kind, note->evidence.text);
      g_assert_cmpuint (note->evidence.span.end, <=, g_utf8_strlen (text, -1));
      g_assert_cmpuint (note->event, ==, DTL_NONE);
    }
  return g_string_free (out, FALSE);
}

static void
test_examples (void)
{
  for (guint i = 0; i < dtl_table_corrections.n_rows; i++)
    {
      const char *const *row = dtl_table_row (&dtl_table_corrections, i);
      const char *example = row[DTL_CORRECTIONS_EXAMPLE];
      g_autofree char *text = g_strdup_printf ("The council met in Ostrand.\n\n%s", example);
      g_autofree char *wanted = g_strdup_printf ("%s %s", row[DTL_CORRECTIONS_KIND], example);
      g_autofree char *found = find_notes (text);

      if (strcmp (row[DTL_CORRECTIONS_WHERE], "word") != 0 && strcmp (found, wanted) != 0)
        g_test_fail_printf ("%s: found '%s'", example, found);
    }
}

static void
test_texts (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("DTL_TEST_SRCDIR"), "spec", "corrections", "notes.tsv", NULL);
  g_autofree char *text = NULL;
  DtlTable *table;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  table = dtl_table_new_from_tsv ("notes.tsv", text, strlen (text), NULL);
  g_assert_nonnull (table);
  for (guint i = 0; i < table->n_rows; i++)
    {
      const char *const *row = dtl_table_row (table, i);
      g_autofree char *article = g_strcompress (row[0]);
      g_autofree char *found = find_notes (article);

      if (strcmp (*found ? found : "-", row[1]) != 0)
        g_test_fail_printf ("%s: found '%s'", row[0], found);
    }
  dtl_table_free (table);
}

/* Many notes, one endless sentence, broken bytes: no more than the limits. */
static void
test_hostile (void)
{
  g_autoptr (GString) text = g_string_new ("Correction: ");
  g_autofree char *found = NULL;
  g_autoptr (GString) many = g_string_new (NULL);
  g_autofree char *notes = NULL;

  for (guint i = 0; i < 4000; i++)
    g_string_append (text, "é’ ");
  found = find_notes (text->str);
  g_assert_cmpuint (strlen (found), <, 2100);
  for (guint i = 0; i < 500; i++)
    g_string_append_printf (many, "Correction: the vote was on day %u.\n\n", i);
  notes = find_notes (many->str);
  g_assert_cmpuint (strlen (notes), <, 64 * 60);
}

/* What a record says of notes, it says in JSON, too. */
static void
test_json (void)
{
  static const char article[] = "A ferry sank.\n\nCorrection: An earlier version said two boats had sunk.";
  g_autoptr (DtlDocument) document = dtl_document_new (article, strlen (article));
  DtlSource source = { .id = "daaaaaaaaaaaa", .duplicate_of = DTL_NONE, .version_of = DTL_NONE,
                       .sha256 = "0000000000000000000000000000000000000000000000000000000000000000" };
  g_autofree char *json = NULL;
  g_autofree char *again = NULL;
  g_autoptr (DtlRecord) record = NULL;

  g_assert_true (dtl_text_run (document, NULL));
  g_assert_true (dtl_event_run (document, NULL));
  dtl_record_set_source (document->record, &source);
  json = dtl_record_to_json (document->record);
  g_assert_nonnull (strstr (json, "\"corrections\":[{\"kind\":\"correction\",\"cue\":\"correction:\""));
  record = dtl_record_new_from_json (json, -1, NULL);
  g_assert_nonnull (record);
  again = dtl_record_to_json (record);
  g_assert_cmpstr (again, ==, json);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/corrections/examples", test_examples);
  g_test_add_func ("/corrections/texts", test_texts);
  g_test_add_func ("/corrections/hostile", test_hostile);
  g_test_add_func ("/corrections/json", test_json);
  return g_test_run ();
}
