/* Where sentences end, by the examples of spec/text/sentences.tsv, spec/text/gaps.tsv and of the tables. */
#include "text/text.h"

#include <string.h>
#include <time.h>

#include "lexicon/tables.h"
#include "text/gaps.h"

static DtlTable *
read_table (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("DTL_TEST_SRCDIR"), "spec", "text", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  DtlTable *table;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  table = dtl_table_new_from_tsv (name, text, strlen (text), &error);
  g_assert_no_error (error);
  return table;
}

static DtlDocument *
analyse (const char *text, gsize length)
{
  DtlDocument *document = dtl_document_new (text, length);

  g_assert_true (dtl_text_run (document, NULL));
  return document;
}

/* The sentences as they stand in the text, with ⏎ between them, or a blank line between paragraphs. */
static char *
spell (const DtlDocument *document)
{
  GString *out = g_string_new (NULL);

  for (guint32 i = 0; i < document->sentences->len; i++)
    {
      const DtlSentence *sentence = dtl_document_sentence (document, i);

      if (i > 0)
        g_string_append (out, sentence->block != sentence[-1].block ? "\n\n" : " ⏎ ");
      g_string_append_len (out, document->text + sentence->span.start, sentence->span.end - sentence->span.start);
    }
  return g_string_free (out, FALSE);
}

static void
test_news (void)
{
  DtlTable *table = read_table ("sentences.tsv");

  for (guint i = 0; i < table->n_rows; i++)
    {
      const char *const *row = dtl_table_row (table, i);
      g_autofree char *expected = g_strcompress (row[1]);
      g_auto (GStrv) sentences = g_strsplit (expected, " ⏎ ", -1);
      g_autofree char *text = g_strjoinv (" ", sentences);
      g_autoptr (DtlDocument) document = analyse (text, strlen (text));
      g_autofree char *found = spell (document);

      if (strcmp (found, expected) != 0)
        g_test_fail_printf ("%s: got %s", row[0], found);
    }
  dtl_table_free (table);
}

/* Every case has its counterpart. */
static void
test_pairs (void)
{
  DtlTable *table = read_table ("sentences.tsv");

  for (guint i = 0; i < table->n_rows; i++)
    {
      const char *name = dtl_table_row (table, i)[0];
      g_autofree char *other = g_str_has_suffix (name, "-not") ? g_strndup (name, strlen (name) - 4)
                                                               : g_strconcat (name, "-not", NULL);

      if (!dtl_table_has (table, other))
        g_test_fail_printf ("%s: no %s", name, other);
    }
  dtl_table_free (table);
}

static void
check_count (const char *example, guint n_sentences)
{
  g_autoptr (DtlDocument) document = analyse (example, strlen (example));

  if (document->sentences->len != n_sentences)
    g_test_fail_printf ("%s: %u sentences", example, document->sentences->len);
}

static void
test_tables (void)
{
  for (guint i = 0; i < dtl_table_text_credits.n_rows; i++)
    check_count (dtl_table_row (&dtl_table_text_credits, i)[DTL_TEXT_CREDITS_EXAMPLE], 2);
  for (guint i = 0; i < dtl_table_text_before_date.n_rows; i++)
    check_count (dtl_table_row (&dtl_table_text_before_date, i)[DTL_TEXT_BEFORE_DATE_EXAMPLE], 1);
}

/* The gap before the bar in the text asks for the features of the trainer. */
static void
test_features (void)
{
  DtlTable *table = read_table ("gaps.tsv");

  for (guint i = 0; i < table->n_rows; i++)
    {
      const char *const *row = dtl_table_row (table, i);
      const char *bar = strstr (row[1], "¦");
      g_autofree char *text = g_strdup_printf ("%.*s%s", (int) (bar - row[1]), row[1], bar + strlen ("¦"));
      g_autofree char *features = NULL;
      Gaps gaps;
      guint right;

      dtl_gaps_init (&gaps, text);
      dtl_gaps_read (&gaps, (DtlSpan) { 0, strlen (text) });
      right = dtl_gaps_find (&gaps, bar - row[1]);
      g_assert_cmpuint (right, !=, DTL_NONE);
      features = dtl_gaps_list_features (&gaps, right);
      g_test_message ("%s", row[0]);
      g_assert_cmpstr (features, ==, row[2]);
      dtl_gaps_clear (&gaps);
    }
  dtl_table_free (table);
}

/* Processor time for a text of @unit over and over. */
static double
measure (const char *unit, gsize size)
{
  g_autoptr (GString) text = g_string_sized_new (size + 64);
  clock_t start;

  while (text->len < size)
    g_string_append (text, unit);
  start = clock ();
  dtl_document_unref (analyse (text->str, text->len));
  return (double) (clock () - start) / CLOCKS_PER_SEC;
}

/* One endless line costs what its words cost: 8 times the text, at most 20 times the time. */
static void
test_sizes (void)
{
  static const char *const units[] = { "word ", "Word ", "a.) ", "Thanks, Ada ", "\"( ", "p.m. A ", "1. ", "Photo: " };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      double small = measure (units[i], 25000), large = measure (units[i], 200000);

      if (large > 20 * small + 0.2)
        g_test_fail_printf ("'%s': %.3f s, then %.3f s", units[i], small, large);
    }
}

/* Sentences of 1, 500 and 50,000 words: the last is cut, and no word is lost. */
static void
test_lengths (void)
{
  static const guint n_words[] = { 1, 500, 50000 };

  for (guint i = 0; i < G_N_ELEMENTS (n_words); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (DtlDocument) document = NULL;

      for (guint k = 0; k < n_words[i]; k++)
        g_string_append (text, "word ");
      document = analyse (text->str, text->len);
      g_assert_cmpuint (document->tokens->len, ==, n_words[i]);
      g_assert_cmpuint (document->sentences->len, ==, (n_words[i] + 999) / 1000);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/sentences/news", test_news);
  g_test_add_func ("/text/sentences/pairs", test_pairs);
  g_test_add_func ("/text/sentences/tables", test_tables);
  g_test_add_func ("/text/sentences/features", test_features);
  g_test_add_func ("/text/sentences/sizes", test_sizes);
  g_test_add_func ("/text/sentences/lengths", test_lengths);
  return g_test_run ();
}
