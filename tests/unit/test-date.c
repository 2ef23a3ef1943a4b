/* The date value against tests/spec/date: reading, printing, bounds, order; and day arithmetic against itself. */
#include "date-rows.h"

/* A bound as the spec writes it: a day, "..", "min" or "max". */
static void
assert_bound (const char *text, DtlDay bound, const char *expected)
{
  g_autofree char *printed = NULL;
  DtlDate day;

  if (bound == DTL_DAY_MIN || bound == DTL_DAY_MAX)
    printed = g_strdup ("..");
  else if (bound == DTL_DAY_MIN + 1 || bound == DTL_DAY_MAX - 1)
    printed = g_strdup (bound < 0 ? "min" : "max");
  else if (*expected != 'Y')
    {
      day = dtl_date_from_day (bound);
      printed = dtl_date_to_string (&day);
    }
  else /* no spelling for a day of a long year: EDTF level 1 has only the year */
    {
      gint32 year;
      int month, day_of_month;

      dtl_day_to_civil (bound, &year, &month, &day_of_month);
      printed = g_strdup_printf ("Y%d-%02d-%02d", year, month, day_of_month);
    }
  if (!g_str_equal (printed, expected))
    g_error ("%s: bound %s, expected %s", text, printed, expected);
}

static void
test_parse (void)
{
  g_autoptr (GError) error = NULL;
  DtlTable *table = load ("parse.tsv");

  for (guint i = 0; i < table->n_rows; i++)
    {
      const char *text = cell (table, i, "text");
      DtlDate date = parse_date (text), again;
      g_autofree char *printed = dtl_date_to_string (&date);
      g_autofree char *twice = NULL;
      DtlDay earliest, latest;

      g_assert_cmpstr (printed, ==, cell (table, i, "canonical"));
      again = parse_date (printed);
      twice = dtl_date_to_string (&again);
      g_assert_cmpstr (twice, ==, printed);
      g_assert_true (dtl_date_equal (&date, &again));
      g_assert_cmpint (dtl_date_compare (&date, &again), ==, 0);
      g_assert_true (dtl_date_bounds (&date, &earliest, &latest));
      assert_bound (text, earliest, cell (table, i, "earliest"));
      assert_bound (text, latest, cell (table, i, "latest"));
      g_assert_cmpstr (dtl_granularity_to_string (dtl_date_granularity (&date)), ==, cell (table, i, "granularity"));
    }
  dtl_table_free (table);
}

static void
test_malformed (void)
{
  DtlTable *table = load ("malformed.tsv");

  for (guint i = 0; i < table->n_rows; i++)
    {
      g_autoptr (GError) error = NULL;
      DtlDate date = dtl_date_from_year (1234);

      if (dtl_date_parse (cell (table, i, "text"), &date, &error))
        g_error ("'%s' was read, although: %s", cell (table, i, "text"), cell (table, i, "reason"));
      g_assert_error (error, DTL_ERROR, DTL_ERROR_SYNTAX);
      g_assert_cmpint (date.from.year, ==, 1234);
    }
  dtl_table_free (table);
}

static void
test_empty (void)
{
  g_autoptr (GError) error = NULL;
  DtlDate date;

  g_assert_false (dtl_date_parse ("", &date, &error));
  g_assert_error (error, DTL_ERROR, DTL_ERROR_SYNTAX);
}

/* The spec keeps its order here, unlike a table, whose rows are sorted by key. */
static void
test_order (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("DTL_TEST_SRCDIR"), "spec", "date", "order.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GArray) dates = g_array_new (FALSE, FALSE, sizeof (DtlDate));
  g_autoptr (GString) equal = g_string_new (NULL);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 2; lines[i] && *lines[i]; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);
      DtlDate date = parse_date (cells[0]);

      g_array_append_val (dates, date);
      g_string_append_c (equal, *cells[1]);
    }
  g_assert_cmpuint (dates->len, >, 20);
  for (guint i = 0; i < dates->len; i++)
    for (guint j = i + 1; j < dates->len; j++)
      {
        const DtlDate *a = &g_array_index (dates, DtlDate, i), *b = &g_array_index (dates, DtlDate, j);
        int order = dtl_date_compare (a, b);

        if (j == i + 1 && equal->str[i] == '=')
          g_assert_cmpint (order, ==, 0);
        else if (order >= 0 || dtl_date_compare (b, a) <= 0)
          g_error ("rows %u and %u of order.tsv are in the wrong order", i, j);
      }
}

static void
test_null (void)
{
  DtlDate null = { DTL_DATE_NULL }, day = dtl_date_from_day (0);
  DtlDay earliest, latest;

  g_assert_null (dtl_date_to_string (&null));
  g_assert_false (dtl_date_bounds (&null, &earliest, &latest));
  g_assert_true (dtl_date_is_null (&null));
  g_assert_false (dtl_date_is_open (&null));
  g_assert_cmpint (dtl_date_compare (&null, &day), >, 0);
  g_assert_cmpint (dtl_date_compare (&day, &null), <, 0);
  g_assert_cmpint (dtl_date_compare (&null, &null), ==, 0);
  g_assert_false (dtl_date_overlaps (&null, &day));
  g_assert_false (dtl_date_within (&day, &null));
  g_assert_cmpint (dtl_date_granularity (&null), ==, DTL_GRANULARITY_NONE);
}

static void
test_pairs (void)
{
  DtlTable *table = load ("pairs.tsv");

  for (guint i = 0; i < table->n_rows; i++)
    {
      DtlDate first = parse_date (cell (table, i, "first")), second = parse_date (cell (table, i, "second"));
      gboolean overlaps = g_str_equal (cell (table, i, "overlaps"), "yes");
      gboolean within = g_str_equal (cell (table, i, "within"), "yes");

      if (dtl_date_overlaps (&first, &second) != overlaps || dtl_date_overlaps (&second, &first) != overlaps
          || dtl_date_within (&first, &second) != within)
        g_error ("%s and %s", cell (table, i, "first"), cell (table, i, "second"));
    }
  dtl_table_free (table);
}

static void
test_flags (void)
{
  DtlDate date = parse_date ("2018~/2020"), open = parse_date ("2014/.."), uncertain = parse_date ("2018?");

  g_assert_true (dtl_date_is_approximate (&date));
  g_assert_false (dtl_date_is_open (&date));
  g_assert_true (dtl_date_is_open (&open));
  g_assert_false (dtl_date_is_approximate (&open));
  g_assert_false (dtl_date_is_approximate (&uncertain));
}

/* Every day of 900 years goes there and back, one weekday after the other; against GLib's own Julian days. */
static void
test_days (void)
{
  DtlDay first = dtl_day_from_civil (1500, 1, 1), last = dtl_day_from_civil (2400, 12, 31);
  gint32 year;
  int month, day;

  for (DtlDay i = first; i <= last; i++)
    {
      dtl_day_to_civil (i, &year, &month, &day);
      g_assert_cmpint (dtl_day_from_civil (year, month, day), ==, i);
      g_assert_cmpint (dtl_day_weekday (i), ==, (dtl_day_weekday (first) + (i - first)) % 7);
      if (i % 97 == 0)
        {
          g_autoptr (GDate) date = g_date_new_dmy (day, month, year);

          g_assert_cmpint ((gint64) g_date_get_julian (date) - 719163, ==, i);
          g_assert_cmpint (g_date_get_weekday (date) - 1, ==, dtl_day_weekday (i));
        }
    }
  for (DtlDay i = -800000; i < -700000; i++) /* around year 0 */
    {
      dtl_day_to_civil (i, &year, &month, &day);
      g_assert_cmpint (dtl_day_from_civil (year, month, day), ==, i);
    }
  g_assert_cmpint (dtl_day_from_civil (1970, 1, 1), ==, 0);
  g_assert_cmpint (dtl_day_weekday (dtl_day_from_civil (2022, 3, 12)), ==, 5);
}

static void
test_make (void)
{
  DtlDate day = dtl_date_from_days (10, 10), days = dtl_date_from_days (10, 12), month = dtl_date_from_month (2022, 3),
          year = dtl_date_from_year (-43);
  g_autofree char *a = dtl_date_to_string (&day), *b = dtl_date_to_string (&days), *c = dtl_date_to_string (&month),
                  *d = dtl_date_to_string (&year);

  g_assert_cmpstr (a, ==, "1970-01-11");
  g_assert_cmpstr (b, ==, "1970-01-11/1970-01-13");
  g_assert_cmpstr (c, ==, "2022-03");
  g_assert_cmpstr (d, ==, "-0043");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/parse", test_parse);
  g_test_add_func ("/date/malformed", test_malformed);
  g_test_add_func ("/date/empty", test_empty);
  g_test_add_func ("/date/order", test_order);
  g_test_add_func ("/date/null", test_null);
  g_test_add_func ("/date/pairs", test_pairs);
  g_test_add_func ("/date/flags", test_flags);
  g_test_add_func ("/date/days", test_days);
  g_test_add_func ("/date/make", test_make);
  return g_test_run ();
}
