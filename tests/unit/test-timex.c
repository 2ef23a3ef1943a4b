/*
 * Time expressions: each rule against its own example and counter-example, and sentences against their times
 * (tests/spec/timex). No model is needed: tense comes from the words.
 */
#include <string.h>

#include "base/table.h"
#include "document/document.h"
#include "export/writers.h"
#include "lexicon/tables.h"
#include "text/text.h"
#include "timex/form.h"
#include "timex/grammar.h"
#include "timex/timex.h"

/* All failures of a table are listed, not the first alone. */
static void G_GNUC_PRINTF (1, 2)
complain (const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_test_message ("%s", message);
  g_test_fail ();
}

static DtlDocument *
analyse (const char *text, const char *published)
{
  DtlDocument *document = dtl_document_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  if (published && *published)
    dtl_date_parse (published, &document->published.date, &error);
  g_assert_no_error (error);
  g_assert_true (dtl_text_run (document, &error));
  g_assert_true (dtl_timex_scan (document, &error));
  g_assert_true (dtl_timex_resolve (document, &error));
  return document;
}

static gboolean
has_rule (const DtlDocument *document, const char *rule)
{
  for (guint i = 0; i < document->times->len; i++)
    if (strcmp (dtl_document_time (document, i)->rule, rule) == 0)
      return TRUE;
  return FALSE;
}

/* The rows whose pattern is @row's alone, with the parts it may need: so that each row is tested, not only each name. */
static DtlTable *
table_of_row (guint row)
{
  const DtlTable *all = &dtl_table_timex;
  gboolean is_part = *dtl_table_row (all, row)[0] == '@';
  DtlTable *table = g_new0 (DtlTable, 1);
  const char **cells = g_new0 (const char *, (gsize) all->n_rows * all->n_columns + 1);

  *table = *all;
  table->n_rows = 0;
  for (guint i = 0; i < all->n_rows; i++)
    if (i == row || *dtl_table_row (all, i)[0] == '@' || is_part)
      memcpy (cells + (gsize) table->n_rows++ * all->n_columns, dtl_table_row (all, i), all->n_columns * sizeof *cells);
  table->cells = cells;
  return table;
}

/* Whether the grammar of @table finds anything in the first sentence of @text or a later one. */
static gboolean
finds (const DtlTable *table, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TimexGrammar) grammar = timex_grammar_new (table, &error);
  g_autoptr (DtlDocument) document = dtl_document_new (text, strlen (text));
  g_autoptr (GArray) atoms = g_array_new (FALSE, FALSE, sizeof (TimexAtom));

  g_assert_no_error (error);
  g_assert_true (dtl_text_run (document, &error));
  for (guint i = 0; i < document->sentences->len; i++)
    {
      g_array_set_size (atoms, 0);
      timex_atoms_read (document, i, atoms);
      timex_grammar_prepare (grammar, atoms);
      for (guint k = 0; k < atoms->len; k++)
        {
          TimexMatch match;

          if (timex_grammar_match (grammar, atoms, k, NULL, NULL, &match))
            return TRUE;
        }
    }
  return FALSE;
}

/* Every row matches in its example, even with all other rules away; the whole grammar uses its rule there and does not
 * use it in the counter-example. */
static void
test_rules (void)
{
  guint example = dtl_table_column (&dtl_table_timex, "example"), counter = dtl_table_column (&dtl_table_timex, "counter");

  for (guint i = 0; i < dtl_table_timex.n_rows; i++)
    {
      const char *const *row = dtl_table_row (&dtl_table_timex, i);
      g_autoptr (DtlDocument) good = analyse (row[example], "2022-03-12"), bad = analyse (row[counter], "2022-03-12");
      DtlTable *table = table_of_row (i);

      if (!finds (table, row[example]))
        complain ("%s: '%s' does not match '%s'", row[0], row[1], row[example]);
      if (*row[0] != '@' && !has_rule (good, row[0]))
        complain ("%s: '%s' is not used in '%s'", row[0], row[1], row[example]);
      if (*row[0] != '@' && has_rule (bad, row[0]))
        complain ("%s is used in '%s'", row[0], row[counter]);
      g_free ((gpointer) table->cells);
      g_free (table);
    }
}

/* Every name of timex_names.tsv hides its time word. */
static void
test_names (void)
{
  for (guint i = 0; i < dtl_table_timex_names.n_rows; i++)
    {
      const char *const *row = dtl_table_row (&dtl_table_timex_names, i);
      g_autoptr (DtlDocument) document = analyse (row[1], "2022-03-12");

      if (document->times->len > 0)
        complain ("'%s' holds a time", row[1]);
    }
}

/* Classes and values of timex_words.tsv are known. */
static void
test_words (void)
{
  for (guint i = 0; i < dtl_table_timex_words.n_rows; i++)
    {
      const char *const *row = dtl_table_row (&dtl_table_timex_words, i);
      gint32 value;

      if (timex_class_find (row[1], strlen (row[1])) == TIMEX_N_CLASSES || !timex_symbol (row[2], strlen (row[2]), &value))
        complain ("timex_words.tsv: '%s' has an unknown class or value", row[0]);
    }
}

/* "Thursday=2022-03-10/2022-03-10": words, EDTF, TIMEX3 value and modifier of every time, as the spec writes them. */
static char *
describe (const DtlDocument *document)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < document->times->len; i++)
    {
      const DtlTime *time = dtl_document_time (document, i);
      g_autofree char *words = g_strndup (document->text + time->span.start, time->span.end - time->span.start);
      g_autofree char *edtf = dtl_date_to_string (&time->date);

      g_string_append_printf (out, "%s%s = %s, %s", i ? "; " : "", words, edtf ? edtf : "-", time->value ? time->value : "-");
      if (time->mod)
        g_string_append_printf (out, ", %s", time->mod);
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
      g_autoptr (DtlDocument) document = analyse (row[1], g_str_equal (row[0], "-") ? NULL : row[0]);
      g_autofree char *got = describe (document);

      if (g_str_equal (got, row[2]))
        continue;
      n_wrong++;
      g_test_message ("%s: %s\n  expected: %s\n       got: %s", row[0], row[1], row[2], got);
    }
  if (n_wrong > 0)
    g_test_fail ();
  dtl_table_free (table);
}

static guint
count_diagnostics (const DtlDocument *document, const char *tag)
{
  guint n = 0;

  for (guint i = 0; i < document->diagnostics->len; i++)
    n += strcmp (g_array_index (document->diagnostics, DtlDiagnostic, i).tag, tag) == 0;
  return n;
}

static void
test_diagnostics (void)
{
  g_autoptr (DtlDocument) open = analyse ("He left on Friday. He came back yesterday. In 2014 he was ill.", NULL);
  g_autoptr (DtlDocument) absolute = analyse ("He left on 12 March 2022 for two weeks.", NULL);
  g_autoptr (DtlDocument) ambiguous = analyse ("The letter is dated 03/04/2022.", "2022-05-01");
  const DtlTime *time = dtl_document_time (ambiguous, 0);

  g_assert_cmpuint (count_diagnostics (open, "no-publication-date"), ==, 1);
  g_assert_cmpuint (open->diagnostics->len, ==, 1);
  g_assert_cmpuint (absolute->diagnostics->len, ==, 0);
  g_assert_cmpuint (count_diagnostics (ambiguous, "ambiguous-date"), ==, 1);
  g_assert_true (dtl_date_is_null (&time->date));
  g_assert_cmpstr (time->candidates[0], ==, "2022-03-04");
  g_assert_cmpstr (time->candidates[1], ==, "2022-04-03");
  g_assert_null (time->candidates[2]);
}

static void
test_timeml (void)
{
  g_autoptr (DtlDocument) document = analyse ("He left early this week & \"fled\" on Friday.", "2022-03-12");
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  const DtlExportOptions options = { 0 };

  g_assert_true (dtl_write_timeml (document, &options, out, &error));
  g_assert_nonnull (strstr (out->str, "value=\"2022-03-12\" temporalFunction=\"false\" functionInDocument=\"CREATION_TIME\""));
  g_assert_nonnull (strstr (out->str, "He left <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2022-W10\" mod=\"START\" "
                                      "temporalFunction=\"true\" anchorTimeID=\"t0\">early this week</TIMEX3> &amp; "));
  g_assert_nonnull (strstr (out->str, ">Friday</TIMEX3>.</TEXT>"));
}

/* Nothing here may run away or fall over: long runs of time words, figures and signs. */
static void
test_hostile (void)
{
  static const char *const pieces[] = { "the day before the day before ", "about early late mid- ", "March 3-", "9999999999 ",
                                        "Monday, ", "every every ", "twenty-", "first half of the ", "99/99/9999 ", "a hundred thousand million ",
                                        "31 February 2021 ", "10:99 a.m. ", "\xe2\x80\x99", "1-2-3-4-5-6-7 ", "two hundred thousand million centuries ago " };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (DtlDocument) document = NULL;

      while (text->len < 20000)
        g_string_append (text, pieces[i]);
      document = analyse (text->str, "2022-03-12");
      for (guint k = 1; k < document->times->len; k++)
        g_assert_cmpuint (dtl_document_time (document, k)->span.start, >=, dtl_document_time (document, k - 1)->span.end);
    }
}

static void
test_empty (void)
{
  g_autoptr (DtlDocument) document = analyse ("", NULL);

  g_assert_cmpuint (document->times->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timex/rules", test_rules);
  g_test_add_func ("/timex/names", test_names);
  g_test_add_func ("/timex/words", test_words);
  g_test_add_func ("/timex/diagnostics", test_diagnostics);
  g_test_add_func ("/timex/timeml", test_timeml);
  g_test_add_func ("/timex/hostile", test_hostile);
  g_test_add_func ("/timex/empty", test_empty);
  folder = g_build_filename (g_getenv ("DTL_TEST_SRCDIR"), "spec", "timex", NULL);
  dir = g_dir_open (folder, 0, NULL);
  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_strdup_printf ("/timex/spec/%s", name);

      g_test_add_data_func_full (path, g_build_filename (folder, name, NULL), test_file, g_free);
    }
  return g_test_run ();
}
