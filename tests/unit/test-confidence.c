/* How sure: the sum of weights and what becomes of it, the signs of sentences in tests/spec/confidence/signs.txt, and what
 * the numbers of sure and doubtful sentences are to each other. */
#include <string.h>

#include "entity/entity.h"
#include "event/confidence.h"
#include "lexicon/tables.h"
#include "syntax/syntax.h"
#include "text/text.h"
#include "timex/timex.h"

#define DAY "2024-03-20"

static DtlSyntax *syntax;

static DtlDocument *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  DtlDocument *document = dtl_document_new (text, strlen (text));

  g_assert_true (dtl_date_parse (DAY, &document->published.date, &error));
  g_assert_true (dtl_text_run (document, &error));
  g_assert_true (dtl_timex_scan (document, &error));
  g_assert_true (dtl_syntax_run (syntax, document, &error));
  g_assert_true (dtl_timex_resolve (document, &error));
  g_assert_true (dtl_entity_run (document, &error));
  g_assert_no_error (error);
  return document;
}

/* ---- the number ---- */

static void
test_sum (void)
{
  g_assert_cmpfloat (dtl_confidence_of_sum (0), ==, 0.5);
  g_assert_cmpfloat (dtl_confidence_of_sum (1000), ==, 0.7311);
  g_assert_cmpfloat (dtl_confidence_of_sum (-1000), ==, 0.2689);
  g_assert_cmpfloat (dtl_confidence_of_sum (G_MAXINT), ==, 1);
  g_assert_cmpfloat (dtl_confidence_of_sum (G_MININT), ==, 0);
  for (gint sum = -8000; sum < 8000; sum += 7)
    g_assert_cmpfloat (dtl_confidence_of_sum (sum), <=, dtl_confidence_of_sum (sum + 7));
}

static void
test_rows (void)
{
  for (guint i = 0; i < dtl_table_confidence.n_rows; i++)
    {
      const char *const *row = dtl_table_row (&dtl_table_confidence, i);
      char *end;
      gint64 weight = g_ascii_strtoll (row[DTL_CONFIDENCE_WEIGHT], &end, 10);

      g_assert_cmpstr (end, ==, "");
      g_assert_cmpint (ABS (weight), <, 5000);
      g_assert_cmpstr (row[DTL_CONFIDENCE_EXAMPLE], !=, "");
      g_assert_true (i == 0 || strcmp (row[0], dtl_table_row (&dtl_table_confidence, i - 1)[0]) != 0);
    }
}

/* ---- signs ---- */

typedef struct
{
  const char *trigger; /* lower case */
  GHashTable *signs;   /* owned */
  double confidence;
} Seen;

static void
note_sign (const char *sign, gpointer data)
{
  g_assert_true (g_hash_table_add (data, g_strdup (sign))); /* each once */
}

static void
note_mention (const DtlEventStage *stage, const DtlHappening *happening, gpointer data)
{
  Seen *seen = data;

  if (strcmp (dtl_document_token (stage->document, happening->trigger)->lower, seen->trigger) != 0)
    return;
  g_hash_table_remove_all (seen->signs);
  dtl_confidence_signs (stage, happening, note_sign, seen->signs);
  seen->confidence = dtl_event_confidence (stage, happening);
}

/* What is seen of @trigger in @text; its confidence is negative if there is no such mention. */
static Seen
look_at (const char *text, const char *trigger)
{
  g_autoptr (DtlDocument) document = read_text (text);
  Seen seen = { trigger, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), -1 };

  dtl_event_watch (document, note_mention, &seen);
  return seen;
}

static void
check_sign (const Seen *seen, const char *text, const char *line)
{
  if (g_hash_table_contains (seen->signs, line + 2) == (*line == '='))
    return;
  g_test_message ("%s\n  %s", text, line);
  g_test_fail ();
}

/* "> TRIGGER | text", then "= sign" that it must have and "/ sign" that it must not. */
static void
test_signs (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("DTL_TEST_SRCDIR"), "spec", "confidence", "signs.txt", NULL);
  g_autofree char *spec = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  Seen seen = { 0 };
  guint n = 0;

  g_file_get_contents (path, &spec, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (spec, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    if (g_str_has_prefix (lines[i], "> "))
      {
        g_auto (GStrv) parts = g_strsplit (lines[i] + 2, " | ", 2);

        g_clear_pointer (&seen.signs, g_hash_table_unref);
        seen = look_at (parts[1], parts[0]);
        if (seen.confidence < 0)
          g_test_fail_printf ("no %s in: %s", parts[0], parts[1]);
        n++;
      }
    else if (*lines[i] == '=' || *lines[i] == '/')
      check_sign (&seen, lines[i - 1], lines[i]);
  g_clear_pointer (&seen.signs, g_hash_table_unref);
  g_assert_cmpuint (n, >, 10);
}

static double
confidence_in (const char *text, const char *trigger)
{
  Seen seen = look_at (text, trigger);

  g_hash_table_unref (seen.signs);
  g_assert_cmpfloat (seen.confidence, >=, 0);
  return seen.confidence;
}

static void
test_order (void)
{
  double sure = confidence_in ("Foreign Minister Ilse Brandt met President Omar Haddad in Vienna on Monday.", "met");
  double doubtful = confidence_in ("She said that he may leave.", "said");

  g_assert_cmpfloat (sure, >, 0.85);
  g_assert_cmpfloat (doubtful, <, 0.7);
}

/* The work for one mention must not grow with its sentence. */
static void
test_long_sentence (void)
{
  g_autoptr (GString) text = g_string_new ("They met");

  for (guint i = 0; i < 4000; i++)
    g_string_append (text, ", left and met");
  g_string_append (text, " on Monday.");
  confidence_in (text->str, "met");
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtlModel) model = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  model = dtl_model_open (DTL_SOURCE_MODELS "/en.dtm", &error);
  g_assert_no_error (error);
  syntax = dtl_syntax_new (model, &error);
  g_assert_no_error (error);
  g_test_add_func ("/event/confidence/sum", test_sum);
  g_test_add_func ("/event/confidence/rows", test_rows);
  g_test_add_func ("/event/confidence/signs", test_signs);
  g_test_add_func ("/event/confidence/order", test_order);
  g_test_add_func ("/event/confidence/long-sentence", test_long_sentence);
  result = g_test_run ();
  dtl_syntax_unref (syntax);
  return result;
}
