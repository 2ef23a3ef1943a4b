/* EDTF of any level against tests/spec/date/level2.tsv and malformed2.tsv, and against all days of some decades. */
#include "date-rows.h"

#include <string.h>

#define FIRST_YEAR 1970
#define LAST_YEAR 2029

static DtlEdtf *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  DtlEdtf *edtf = dtl_edtf_new (text, &error);

  g_assert_no_error (error);
  return edtf;
}

static void
assert_bound (const char *text, DtlDay bound, const char *expected)
{
  g_autofree char *printed = NULL;
  DtlDate day;

  if (bound == DTL_DAY_MIN || bound == DTL_DAY_MAX)
    printed = g_strdup ("..");
  else if (bound < dtl_day_from_civil (-9999, 1, 1) || bound > dtl_day_from_civil (9999, 12, 31)) /* years beyond four digits */
    printed = g_strdup (bound < 0 ? "min" : "max");
  else
    {
      day = dtl_date_from_day (bound);
      printed = dtl_date_to_string (&day);
    }
  if (!g_str_equal (printed, expected))
    g_error ("%s: bound %s, expected %s", text, printed, expected);
}

/* Space-separated days that are, or are not, among those meant. */
static void
assert_days (const DtlEdtf *edtf, const char *text, const char *days, gboolean held)
{
  g_auto (GStrv) words = g_strsplit (days, " ", -1);

  for (guint i = 0; words[i]; i++)
    {
      DtlDate date = { DTL_DATE_NULL };
      DtlDay first, last;

      if (g_str_equal (words[i], "-"))
        continue;
      g_assert_true (dtl_date_parse (words[i], &date, NULL));
      g_assert_true (dtl_date_bounds (&date, &first, &last));
      if (dtl_edtf_may_hold (edtf, first) != held)
        g_error ("%s %s %s", text, held ? "lacks" : "holds", words[i]);
    }
}

static void
test_rows (void)
{
  DtlTable *table = load ("level2.tsv");

  for (guint i = 0; i < table->n_rows; i++)
    {
      const char *text = cell (table, i, "text");
      g_autoptr (DtlEdtf) edtf = parse (text), again = NULL;
      g_autofree char *printed = dtl_edtf_to_string (edtf);
      g_autofree char *twice = NULL;
      g_autofree char *level = g_strdup_printf ("%d", dtl_edtf_get_level (edtf));
      DtlDate date = dtl_edtf_to_date (edtf);
      g_autofree char *simple = dtl_date_is_null (&date) ? g_strdup ("-") : dtl_date_to_string (&date);
      DtlDay earliest, latest;

      g_assert_cmpstr (printed, ==, cell (table, i, "canonical"));
      again = parse (printed);
      twice = dtl_edtf_to_string (again);
      g_assert_cmpstr (twice, ==, printed);
      g_assert_cmpstr (level, ==, cell (table, i, "level"));
      dtl_edtf_get_bounds (edtf, &earliest, &latest);
      assert_bound (text, earliest, cell (table, i, "earliest"));
      assert_bound (text, latest, cell (table, i, "latest"));
      g_assert_cmpstr (simple, ==, cell (table, i, "date"));
      assert_days (edtf, text, cell (table, i, "holds"), TRUE);
      assert_days (edtf, text, cell (table, i, "lacks"), FALSE);
    }
  dtl_table_free (table);
}

static void
test_malformed (void)
{
  DtlTable *table = load ("malformed2.tsv");

  for (guint i = 0; i < table->n_rows; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DtlEdtf) edtf = dtl_edtf_new (cell (table, i, "text"), &error);

      if (edtf != NULL)
        g_error ("'%s' was read, although: %s", cell (table, i, "text"), cell (table, i, "reason"));
      g_assert_error (error, DTL_ERROR, DTL_ERROR_SYNTAX);
    }
  dtl_table_free (table);
}

/* Whatever the date value reads, this reads, too, to the same spelling, bounds and date; but for its own extensions. */
static void
test_lower_levels (void)
{
  DtlTable *table = load ("parse.tsv");

  for (guint i = 0; i < table->n_rows; i++)
    {
      const char *text = cell (table, i, "text");
      g_autoptr (DtlEdtf) edtf = parse (text);
      g_autofree char *printed = dtl_edtf_to_string (edtf);
      DtlDate date = { DTL_DATE_NULL }, simple = dtl_edtf_to_date (edtf);
      DtlDay first, last, earliest, latest;

      g_assert_cmpstr (printed, ==, cell (table, i, "canonical"));
      g_assert_true (dtl_date_parse (text, &date, NULL));
      g_assert_true (dtl_date_equal (&date, &simple));
      g_assert_true (dtl_date_bounds (&date, &first, &last));
      dtl_edtf_get_bounds (edtf, &earliest, &latest);
      if (ABS ((gint64) first) < 4000000 && ABS ((gint64) last) < 4000000) /* the clamps of long years differ */
        {
          g_assert_cmpint (first, ==, earliest);
          g_assert_cmpint (last, ==, latest);
        }
    }
  dtl_table_free (table);
}

/* The oracle: a day matches if its own spelling does, digit by digit. */
static gboolean
spells (const char *pattern, const char *day)
{
  for (guint i = 0; pattern[i]; i++)
    if (pattern[i] != 'X' && pattern[i] != day[i])
      return FALSE;
  return TRUE;
}

static void
check_pattern (const char *pattern, const GPtrArray *days, DtlDay start)
{
  g_autoptr (DtlEdtf) edtf = dtl_edtf_new (pattern, NULL);
  DtlDay first = DTL_DAY_MAX, last = DTL_DAY_MIN, earliest, latest;

  for (guint i = 0; i < days->len; i++)
    {
      gboolean wanted = spells (pattern, g_ptr_array_index (days, i));

      if (wanted)
        {
          first = MIN (first, start + (DtlDay) i);
          last = start + (DtlDay) i;
        }
      if (edtf != NULL && dtl_edtf_may_hold (edtf, start + (DtlDay) i) != wanted)
        g_error ("%s and %s", pattern, (char *) g_ptr_array_index (days, i));
    }
  if ((edtf == NULL) != (last == DTL_DAY_MIN))
    g_error ("%s %s", pattern, edtf ? "was read, and no day is one" : "was not read");
  if (edtf == NULL)
    return;
  dtl_edtf_get_bounds (edtf, &earliest, &latest);
  g_assert_cmpint (earliest, ==, first);
  g_assert_cmpint (latest, ==, last);
}

/* Random patterns of years that lie among the days, each digit known or not. */
static void
test_against_days (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  g_autoptr (GPtrArray) days = g_ptr_array_new_with_free_func (g_free);
  DtlDay start = dtl_day_from_civil (FIRST_YEAR, 1, 1), end = dtl_day_from_civil (LAST_YEAR, 12, 31);

  for (DtlDay day = start; day <= end; day++)
    {
      DtlDate date = dtl_date_from_day (day);

      g_ptr_array_add (days, dtl_date_to_string (&date));
    }
  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *pattern = g_strdup_printf ("%d-%02d-%02d", g_rand_int_range (random, FIRST_YEAR, LAST_YEAR + 1),
                                                  g_rand_int_range (random, 1, 13), g_rand_int_range (random, 1, 32));

      for (guint j = 3; pattern[j]; j++)
        if (pattern[j] != '-' && g_rand_int_range (random, 0, 5) < 2)
          pattern[j] = 'X';
      if (g_rand_int_range (random, 0, 3) == 0)
        pattern[g_rand_boolean (random) ? 4 : 7] = '\0';
      check_pattern (pattern, days, start);
    }
}

static void
test_references (void)
{
  DtlEdtf *edtf = parse ("{1960,1961-12}");

  g_assert_true (dtl_edtf_ref (edtf) == edtf);
  dtl_edtf_unref (edtf);
  g_assert_cmpint (dtl_edtf_get_kind (edtf), ==, DTL_EDTF_ALL_OF);
  dtl_edtf_unref (edtf);
  dtl_edtf_unref (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edtf/rows", test_rows);
  g_test_add_func ("/edtf/malformed", test_malformed);
  g_test_add_func ("/edtf/lower-levels", test_lower_levels);
  g_test_add_func ("/edtf/against-days", test_against_days);
  g_test_add_func ("/edtf/references", test_references);
  return g_test_run ();
}
