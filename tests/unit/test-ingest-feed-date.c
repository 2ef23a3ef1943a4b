/* Dates of feeds, as rows: tests/spec/ingest/feed-dates.tsv. */
#include <string.h>

#include "ingest/feed-date.h"

static void
test_rows (void)
{
  const char *source = g_getenv ("DTL_TEST_SRCDIR");
  g_autofree char *path = g_build_filename (source ? source : "tests", "spec", "ingest", "feed-dates.tsv", NULL);
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_failed = 0, n = 0;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  lines = g_strsplit (content, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);
      g_autofree char *got = NULL;
      DtlDate date = { 0 };

      if (lines[i][0] == '#' || g_strv_length (cells) < 2)
        continue;
      n++;
      got = dtl_feed_date_read (cells[0], &date) ? dtl_date_to_string (&date) : g_strdup ("-");
      if (strcmp (got, cells[1]) != 0)
        {
          g_test_message ("%u: '%s' is %s, not %s", i + 1, cells[0], got, cells[1]);
          n_failed++;
        }
    }
  g_assert_cmpuint (n, >=, 25);
  g_assert_cmpuint (n_failed, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ingest/feed-date/rows", test_rows);
  return g_test_run ();
}
