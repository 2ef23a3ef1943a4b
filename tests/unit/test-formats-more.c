/* Databases, coded events, vaults and annotations: what a reader of the finished files cannot see. */
#include <dateline/dateline.h>

#include "export/writers.h"
#include "facts.h"
#include "lexicon/tables.h"
#include "text/text.h"

static const char story_text[] = "article one 2022-03-12 paper\n"
                                 "actor a person UA Ann Lee\n"
                                 "actor b country FR France\n"
                                 "actor c organisation - ANN LEE\n"
                                 "event x meet met 2022-03-10 a:agent b:counterpart c:counterpart ; Ann Lee met them.\n"
                                 "event y attack attacked 2022-03-11 a:agent planned ; She will attack.\n"
                                 "event z close closed 2022-03-09 c:agent ; It closed.\n"
                                 "event w say said - a:agent ; She said so.\n"
                                 "event v warn warned 2022-03 a:agent ; She warned.\n";

static DtlView *
new_view (void)
{
  g_autoptr (GPtrArray) articles = facts_parse (story_text);
  g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();
  g_autoptr (DtlStory) story = NULL;
  const DtlViewOptions options = { .minor = TRUE, .top = 1000 };

  for (guint i = 0; i < articles->len; i++)
    dtl_story_builder_add (builder, ((Article *) articles->pdata[i])->record);
  story = dtl_story_builder_seal (builder);
  return dtl_view_new (story, DTL_VIEW_EVENTS, &options);
}

static GString *
export (const char *format, const DtlExportOptions *options)
{
  g_autoptr (DtlView) view = new_view ();
  g_autoptr (GError) error = NULL;
  GString *out = g_string_new (NULL);

  g_assert_true (dtl_export_view (dtl_format_find (format), view, options, out, &error));
  g_assert_no_error (error);
  return out;
}

static void
test_tables (void)
{
  for (guint i = 0; i < dtl_table_countries.n_rows; i++)
    {
      g_autofree char *key = g_ascii_strdown (dtl_table_row (&dtl_table_countries, i)[DTL_COUNTRIES_CODE], -1);
      const char *code = dtl_table_cell (&dtl_table_country_codes, key, DTL_COUNTRY_CODES_ALPHA3);

      g_assert_nonnull (code);
      g_assert_cmpuint (strlen (code), ==, 3);
    }
  for (guint i = 0; i < dtl_table_timeml_classes.n_rows; i++)
    g_assert_true (dtl_table_has (&dtl_table_classes, dtl_table_row (&dtl_table_timeml_classes, i)[0]));
}

/* A row a pair; what was planned, is undated or has no code is left out and counted, each once. */
static void
test_coded (void)
{
  DtlLosses losses = { { 0 } };
  const DtlExportOptions options = { .losses = &losses };
  g_autoptr (GString) rows = export ("petrarch", &options);
  g_auto (GStrv) lines = g_strsplit (rows->str, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 3 + 1);
  g_assert_true (g_str_has_prefix (lines[0], "20220301\tUKR\t\t1"));
  g_assert_true (g_str_has_prefix (lines[1], "20220310\tUKR\t"));
  g_assert_nonnull (strstr (rows->str, "20220310\tUKR\tFRA\t040\t\t"));
  g_assert_nonnull (strstr (rows->str, "20220310\tUKR\t---\t040\t\t"));
  g_assert_cmpuint (losses.counts[DTL_LOSS_REALITY], ==, 1);
  g_assert_cmpuint (losses.counts[DTL_LOSS_FIRST_DAY], ==, 1);
  g_assert_cmpuint (losses.counts[DTL_LOSS_UNDATED], ==, 1);
  g_assert_cmpuint (losses.counts[DTL_LOSS_UNCODED], >=, 1);
}

static gboolean
refuse (gpointer user_data, const char *bytes, gsize length, GError **error)
{
  g_set_error_literal (error, DTL_ERROR, DTL_ERROR_LIMIT, "full");
  return FALSE;
}

static gboolean
refuse_file (gpointer user_data, const char *name, GError **error)
{
  return refuse (user_data, NULL, 0, error);
}

/* A sink that takes nothing ends the export with its error. */
static void
test_full (void)
{
  static const char *const formats[] = { "sqlite", "obsidian", "petrarch", "gdelt" };
  const DtlSink sink = { refuse, refuse_file, NULL };
  const DtlExportOptions options = { .sink = &sink };
  g_autoptr (DtlView) view = new_view ();

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (dtl_export_view (dtl_format_find (formats[i]), view, &options, out, &error));
      g_assert_error (error, DTL_ERROR, DTL_ERROR_LIMIT);
    }
}

static gboolean
take (gpointer user_data, const char *bytes, gsize length, GError **error)
{
  return TRUE;
}

static gboolean
take_file (gpointer user_data, const char *name, GError **error)
{
  g_ptr_array_add (user_data, g_utf8_casefold (name, -1));
  return TRUE;
}

static void
test_names (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const DtlSink sink = { take, take_file, names };
  const DtlExportOptions options = { .sink = &sink };
  g_autoptr (GString) out = export ("obsidian", &options);

  g_assert_true (g_ptr_array_find_with_equal_func (names, "actors/ann lee.md", g_str_equal, NULL));
  g_assert_true (g_ptr_array_find_with_equal_func (names, "actors/ann lee (2).md", g_str_equal, NULL));
  g_assert_true (g_ptr_array_find_with_equal_func (names, "story.canvas", g_str_equal, NULL));
  for (guint i = 0; i < names->len; i++)
    for (guint k = 0; k < i; k++)
      g_assert_cmpstr (names->pdata[i], !=, names->pdata[k]);
}

/* The same story, the same bytes. */
static void
test_same_bytes (void)
{
  g_autoptr (GString) first = export ("sqlite", NULL);
  g_autoptr (GString) second = export ("sqlite", NULL);

  g_assert_cmpmem (first->str, first->len, second->str, second->len);
  g_assert_true (g_str_has_prefix (first->str, "SQLite format 3"));
}

/* Documents that only some stages have seen. */
static void
test_bare_documents (void)
{
  static const char *const texts[] = { "", "\r\n\t \r", "A < B & \"C\"\r\nEnd.", "\x01\x02 ]]> \xF0\x9F\x92\xA5 \xD8\xB9\xE2\x80\xAE" };
  static const char *const formats[] = { "naf", "timeml" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint k = 0; k < 2 * G_N_ELEMENTS (formats); k++)
      {
        g_autoptr (DtlDocument) document = dtl_document_new (texts[i], strlen (texts[i]));
        g_autoptr (GString) out = g_string_new (NULL);
        g_autoptr (GError) error = NULL;

        g_assert_true (k % 2 == 0 || dtl_text_run (document, NULL));
        g_assert_true (dtl_export_document (dtl_format_find (formats[k / 2]), document, NULL, out, &error));
        g_assert_true (g_utf8_validate (out->str, out->len, NULL));
        g_assert_null (strchr (out->str, '\x01'));
        g_assert_null (strchr (out->str, '\r'));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats-more/tables", test_tables);
  g_test_add_func ("/formats-more/coded", test_coded);
  g_test_add_func ("/formats-more/full", test_full);
  g_test_add_func ("/formats-more/names", test_names);
  g_test_add_func ("/formats-more/same-bytes", test_same_bytes);
  g_test_add_func ("/formats-more/bare-documents", test_bare_documents);
  return g_test_run ();
}
