/* Written dates against tests/spec/date/written.tsv; weeks, Easter and holidays against known days. */
#include "base/table.h"
#include "lexicon/calendar.h"
#include "lexicon/tables.h"

static void
test_written (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("DTL_TEST_SRCDIR"), "spec", "date", "written.tsv", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;
  DtlTable *table;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  table = dtl_table_new_from_tsv ("written.tsv", text, length, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < table->n_rows; i++)
    {
      const char *const *row = dtl_table_row (table, i);
      DtlDate date = { DTL_DATE_NULL };
      int minute = -1, zone = DTL_ZONE_NONE;
      gboolean ok = dtl_calendar_parse_written (row[0], &date, &minute, &zone);
      g_autofree char *day = ok ? dtl_date_to_string (&date) : g_strdup ("-");
      g_autofree char *offset = zone == DTL_ZONE_NONE ? g_strdup ("-") : g_strdup_printf ("%d", zone);
      g_autofree char *got = g_strdup_printf ("%s %d %s", day, minute, offset);
      g_autofree char *expected = g_strdup_printf ("%s %s %s", row[1], row[2], row[3]);

      if (!g_str_equal (got, expected))
        g_error ("'%s': %s, expected %s", row[0], got, expected);
    }
  dtl_table_free (table);
}

static void
assert_day (DtlDay day, const char *expected)
{
  DtlDate date = dtl_date_from_day (day);
  g_autofree char *printed = dtl_date_to_string (&date);

  g_assert_cmpstr (printed, ==, expected);
}

static void
test_easter (void)
{
  assert_day (dtl_calendar_easter (1961), "1961-04-02");
  assert_day (dtl_calendar_easter (2000), "2000-04-23");
  assert_day (dtl_calendar_easter (2008), "2008-03-23");
  assert_day (dtl_calendar_easter (2022), "2022-04-17");
  assert_day (dtl_calendar_easter (2038), "2038-04-25");
  assert_day (dtl_calendar_orthodox_easter (2022), "2022-04-24");
  assert_day (dtl_calendar_orthodox_easter (2024), "2024-05-05");
  assert_day (dtl_calendar_orthodox_easter (2025), "2025-04-20");
}

static void
test_holidays (void)
{
  static const struct
  {
    const char *name;
    gint32 year;
    const char *day;
  } rows[] = {
    { "christmas", 2021, "2021-12-25" },       { "new year's eve", 2021, "2021-12-31" },
    { "good friday", 2022, "2022-04-15" },     { "easter monday", 2022, "2022-04-18" },
    { "ash wednesday", 2022, "2022-03-02" },   { "mardi gras", 2022, "2022-03-01" },
    { "thanksgiving", 2021, "2021-11-25" },    { "black friday", 2021, "2021-11-26" },
    { "labor day", 2021, "2021-09-06" },       { "memorial day", 2021, "2021-05-31" },
    { "martin luther king day", 2022, "2022-01-17" }, { "election day", 2020, "2020-11-03" },
    { "election day", 2022, "2022-11-08" },    { "mother's day", 2022, "2022-05-08" },
    { "orthodox easter", 2022, "2022-04-24" }, { "pentecost", 2022, "2022-06-05" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DtlDay day;

      g_assert_true (dtl_calendar_holiday (rows[i].name, rows[i].year, &day));
      assert_day (day, rows[i].day);
    }
}

/* Days as the papers of those years had them. */
static void
test_feasts (void)
{
  static const struct
  {
    const char *name, *day;
  } rows[] = {
    { "ramadan", "1991-03-17" },        { "ramadan", "2001-11-16" },        { "ramadan", "2022-04-02" },
    { "eid al-fitr", "1999-01-18" },    { "eid al-fitr", "2022-05-02" },    { "eid al-fitr", "2024-04-10" },
    { "eid al-adha", "2015-09-24" },    { "eid al-adha", "2022-07-09" },    { "lunar new year", "1997-02-07" },
    { "lunar new year", "2022-02-01" }, { "lunar new year", "2024-02-10" }, { "diwali", "1999-11-07" },
    { "diwali", "2022-10-24" },         { "diwali", "2024-10-31" },         { "yom kippur", "2022-10-05" },
    { "rosh hashanah", "2023-09-16" },  { "passover", "2024-04-23" },       { "purim", "2022-03-17" },
    { "hanukkah", "2022-12-19" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DtlDay day;

      g_assert_true (dtl_calendar_holiday (rows[i].name, atoi (rows[i].day), &day));
      assert_day (day, rows[i].day);
    }
}

/* A feast that fell twice in a year is named by neither day. */
static void
test_feasts_twice (void)
{
  DtlDay day;

  g_assert_false (dtl_calendar_holiday ("eid al-adha", 2006, &day));
  g_assert_false (dtl_calendar_holiday ("ramadan", 1997, &day));
}

/* Every row of the table names a day in every year; feasts by the moon do in the years that timex_feasts.tsv lists, and in no
 * other. */
static void
test_holiday_rules (void)
{
  for (guint i = 0; i < dtl_table_holidays.n_rows; i++)
    for (gint32 year = 1980; year < 2050; year++)
      {
        const char *const *row = dtl_table_row (&dtl_table_holidays, i);
        gboolean is_feast = g_str_has_prefix (row[DTL_HOLIDAYS_RULE], "feast "), named;
        DtlDay day;
        gint32 got;

        named = dtl_calendar_holiday (row[0], year, &day);
        if (is_feast ? year >= 2007 && year <= 2029 : TRUE)
          g_assert_true (named);
        else if (year < 1990 || year > 2040)
          g_assert_false (named);
        if (!named)
          continue;
        dtl_day_to_civil (day, &got, NULL, NULL);
        g_assert_cmpint (got, ==, year);
      }
}

static void
test_weeks (void)
{
  for (DtlDay day = dtl_day_from_civil (1990, 1, 1); day < dtl_day_from_civil (2040, 1, 1); day++)
    {
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc ((gint64) day * 86400);
      gint32 year;
      int week;

      dtl_calendar_iso_week (day, &year, &week);
      g_assert_cmpint (week, ==, g_date_time_get_week_of_year (time));
      g_assert_cmpint (year, ==, g_date_time_get_week_numbering_year (time));
      g_assert_cmpint (dtl_day_weekday (dtl_calendar_week_start (day)), ==, 0);
    }
}

static void
test_words (void)
{
  g_assert_cmpint (dtl_calendar_month ("sept."), ==, 9);
  g_assert_cmpint (dtl_calendar_month ("may"), ==, 5);
  g_assert_cmpint (dtl_calendar_month ("monday"), ==, 0);
  g_assert_cmpint (dtl_calendar_weekday ("sun"), ==, 6);
  g_assert_cmpint (dtl_calendar_weekday ("mars"), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/written", test_written);
  g_test_add_func ("/calendar/easter", test_easter);
  g_test_add_func ("/calendar/holidays", test_holidays);
  g_test_add_func ("/calendar/feasts", test_feasts);
  g_test_add_func ("/calendar/feasts-twice", test_feasts_twice);
  g_test_add_func ("/calendar/holiday-rules", test_holiday_rules);
  g_test_add_func ("/calendar/weeks", test_weeks);
  g_test_add_func ("/calendar/words", test_words);
  return g_test_run ();
}
