/* Order, bounds, ends and relations of dates, against rows in tests/spec/date and against slow oracles. */
#include "base/allen.h"
#include "date-rows.h"

#include <string.h>

#define N_RELATIONS 13

static char *
print_day (DtlDay day)
{
  DtlDate date = dtl_date_from_day (day);

  return day == DTL_DAY_MIN || day == DTL_DAY_MAX ? g_strdup ("..") : dtl_date_to_string (&date);
}

static void
test_ends (void)
{
  DtlTable *table = load ("ends.tsv");

  for (guint i = 0; i < table->n_rows; i++)
    {
      DtlDate date = parse_date (cell (table, i, "date"));
      DtlDateEnds ends;

      g_assert_true (dtl_date_ends (&date, &ends));
      {
        const DtlDay days[] = { ends.begins_earliest, ends.begins_latest, ends.ends_earliest, ends.ends_latest };
        const char *const columns[] = { "begins earliest", "begins latest", "ends earliest", "ends latest" };

        for (guint j = 0; j < G_N_ELEMENTS (days); j++)
          {
            g_autofree char *printed = print_day (days[j]);

            if (!g_str_equal (printed, cell (table, i, columns[j])))
              g_error ("%s %s %s", cell (table, i, "date"), columns[j], printed);
          }
      }
    }
  dtl_table_free (table);
}

static char *
print_set (DtlAllen set)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < N_RELATIONS; i++)
    if (set & (1u << i))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", dtl_allen_to_string (1u << i));
  return g_strdup (text->str);
}

static void
test_relations (void)
{
  DtlTable *table = load ("relations.tsv");

  for (guint i = 0; i < table->n_rows; i++)
    {
      DtlDate a = parse_date (cell (table, i, "first")), b = parse_date (cell (table, i, "second"));
      DtlAllen relations = dtl_date_relations (&a, &b);
      g_autofree char *printed = print_set (relations);

      if (!g_str_equal (printed, cell (table, i, "relations")))
        g_error ("%s and %s: %s", cell (table, i, "first"), cell (table, i, "second"), printed);
      g_assert_cmpint (dtl_date_relations (&b, &a), ==, dtl_allen_invert (relations));
    }
  dtl_table_free (table);
}

/* The definition, for two plain stretches. */
static guint
relation_of (const gint64 a[2], const gint64 b[2])
{
  if (a[1] <= b[0])
    return a[1] < b[0] ? 0 : 1;
  if (b[1] <= a[0])
    return b[1] < a[0] ? 12 : 11;
  if (a[0] == b[0])
    return a[1] == b[1] ? 6 : a[1] < b[1] ? 5 : 7;
  if (a[1] == b[1])
    return a[0] > b[0] ? 9 : 3;
  if (a[0] < b[0])
    return a[1] < b[1] ? 2 : 4;
  return a[1] < b[1] ? 8 : 10;
}

/* All begins and ends that the boxes hold. */
static guint
slow_between (const DtlStretchBox *a, const DtlStretchBox *b)
{
  guint set = 0;

  for (gint64 i = a->begin[0]; i <= a->begin[1]; i++)
    for (gint64 j = MAX (a->end[0], i + a->length[0]); j <= MIN (a->end[1], i + a->length[1]); j++)
      for (gint64 k = b->begin[0]; k <= b->begin[1]; k++)
        for (gint64 l = MAX (b->end[0], k + b->length[0]); l <= MIN (b->end[1], k + b->length[1]); l++)
          set |= 1u << relation_of ((gint64[]) { i, j }, (gint64[]) { k, l });
  return set;
}

static void
random_range (GRand *random, gint64 range[2])
{
  gint32 first = g_rand_int_range (random, 0, 9), second = g_rand_int_range (random, 0, 9);

  range[0] = MIN (first, second);
  range[1] = g_rand_int_range (random, 0, 3) == 0 ? range[0] : MAX (first, second);
}

static DtlStretchBox
random_box (GRand *random)
{
  DtlStretchBox box;

  random_range (random, box.begin);
  random_range (random, box.end);
  random_range (random, box.length);
  box.length[0] = g_rand_boolean (random) ? 1 : MAX (box.length[0], 1);
  box.length[1] = g_rand_boolean (random) ? 100 : box.length[1];
  return box;
}

static void
test_between (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (13);

  for (guint i = 0; i < 20000; i++)
    {
      DtlStretchBox a = random_box (random), b = random_box (random);

      g_assert_cmphex (dtl_allen_between (&a, &b), ==, slow_between (&a, &b));
      g_assert_cmphex (dtl_allen_between (&b, &a), ==, dtl_allen_invert (dtl_allen_between (&a, &b)));
    }
}

/* Three stretches with ends among eight numbers stand in every way that three stretches can. */
static void
test_composition (void)
{
  guint wanted[N_RELATIONS][N_RELATIONS] = { { 0 } };
  gint64 stretches[28][2];
  guint n = 0;

  for (gint64 i = 0; i < 8; i++)
    for (gint64 j = i + 1; j < 8; j++, n++)
      {
        stretches[n][0] = i;
        stretches[n][1] = j;
      }
  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++)
      for (guint c = 0; c < n; c++)
        wanted[relation_of (stretches[a], stretches[b])][relation_of (stretches[b], stretches[c])]
            |= 1u << relation_of (stretches[a], stretches[c]);
  for (guint i = 0; i < N_RELATIONS; i++)
    for (guint j = 0; j < N_RELATIONS; j++)
      {
        DtlAllen composed = dtl_allen_compose (1u << i, 1u << j);

        g_assert_cmphex (composed, ==, wanted[i][j]);
        g_assert_cmphex (dtl_allen_compose (dtl_allen_invert (1u << j), dtl_allen_invert (1u << i)), ==,
                         dtl_allen_invert (composed));
      }
  g_assert_cmphex (dtl_allen_compose (DTL_ALLEN_ALL, DTL_ALLEN_EQUALS), ==, DTL_ALLEN_ALL);
  g_assert_cmphex (dtl_allen_compose (DTL_ALLEN_NONE, DTL_ALLEN_ALL), ==, DTL_ALLEN_NONE);
  g_assert_cmphex (dtl_allen_compose (DTL_ALLEN_BEFORE | DTL_ALLEN_MEETS, DTL_ALLEN_MEETS), ==, DTL_ALLEN_BEFORE);
}

static void
test_words (void)
{
  g_assert_cmpstr (dtl_allen_to_string (DTL_ALLEN_MET_BY), ==, "met-by");
  g_assert_cmpstr (dtl_allen_to_string (DTL_ALLEN_NONE), ==, "");
  g_assert_cmpstr (dtl_allen_to_string (DTL_ALLEN_BEFORE | DTL_ALLEN_AFTER), ==, "");
}

/* A random date of any shape, 2000 to 2007, as text; some make no sense and are not read. */
static char *
random_point (GRand *random)
{
  static const char *const qualifiers[] = { "", "", "", "~", "?", "%" };
  const char *qualifier = qualifiers[g_rand_int_range (random, 0, 6)];
  int year = g_rand_int_range (random, 2000, 2008), month = g_rand_int_range (random, 1, 13);
  int day = g_rand_int_range (random, 1, 29);

  switch (g_rand_int_range (random, 0, 9))
    {
    case 0: return g_strdup_printf ("%d%s", year, qualifier);
    case 1: return g_strdup_printf ("%d-%02d%s", year, month, qualifier);
    case 2: return g_strdup_printf ("%d-%02d%s", year, 21 + month % 4, qualifier);
    case 3: return g_strdup_printf ("%d-XX%s", year, qualifier);
    case 4: return g_strdup_printf ("%d-%02d-XX%s", year, month, qualifier);
    case 5: return g_strdup_printf ("200X%s", qualifier);
    case 6: return g_strdup_printf ("%d-%02d-%02dT%02d:%02d:00Z", year, month, day, day % 24, month);
    case 7: return g_strdup_printf ("%d-XX-XX%s", year, qualifier);
    default: return g_strdup_printf ("%d-%02d-%02d%s", year, month, day, qualifier);
    }
}

static char *
random_text (GRand *random)
{
  g_autofree char *from = random_point (random), *to = random_point (random);

  switch (g_rand_int_range (random, 0, 12))
    {
    case 0: return g_strdup_printf ("%s/..", from);
    case 1: return g_strdup_printf ("../%s", to);
    case 2: return g_strdup_printf ("%s/", from);
    case 3: return g_strdup_printf ("/%s", to);
    case 4:
    case 5:
    case 6: return g_strdup_printf ("%s/%s", from, to);
    default: return g_steal_pointer (&from);
    }
}

static GArray *
random_dates (guint n)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (n);
  GArray *dates = g_array_new (FALSE, FALSE, sizeof (DtlDate));

  while (dates->len < n)
    {
      g_autofree char *text = random_text (random);
      DtlDate date = { DTL_DATE_NULL };

      if (dtl_date_parse (text, &date, NULL))
        g_array_append_val (dates, date);
    }
  return dates;
}

static void
test_round_trip (void)
{
  g_autoptr (GArray) dates = random_dates (3000);

  for (guint i = 0; i < dates->len; i++)
    {
      const DtlDate *date = &g_array_index (dates, DtlDate, i);
      g_autofree char *text = dtl_date_to_string (date);
      DtlDate again = parse_date (text);

      g_assert_true (dtl_date_equal (date, &again));
      g_assert_cmpint (dtl_date_compare (date, &again), ==, 0);
    }
}

static int
sign (int value)
{
  return (value > 0) - (value < 0);
}

/* Antisymmetric, transitive, zero only for equals, and never against bounds that do not meet. */
static void
test_total_order (void)
{
  g_autoptr (GArray) dates = random_dates (120);
  g_autofree int *order = g_new (int, dates->len * dates->len);
  guint n = dates->len;

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      {
        const DtlDate *a = &g_array_index (dates, DtlDate, i), *b = &g_array_index (dates, DtlDate, j);
        DtlDay a_first, a_last, b_first, b_last;

        order[i * n + j] = sign (dtl_date_compare (a, b));
        g_assert_cmpint (order[i * n + j], ==, -sign (dtl_date_compare (b, a)));
        g_assert_cmpint (order[i * n + j] == 0, ==, dtl_date_equal (a, b));
        g_assert_true (dtl_date_bounds (a, &a_first, &a_last) && dtl_date_bounds (b, &b_first, &b_last));
        if (a_last < b_first)
          g_assert_cmpint (order[i * n + j], <, 0);
      }
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      for (guint k = 0; k < n; k++)
        if (order[i * n + j] <= 0 && order[j * n + k] <= 0)
          g_assert_cmpint (order[i * n + k], <=, 0);
}

/* Ends lie within the bounds but for qualifiers; relations agree with bounds, with their inverses, and with a third date. */
static void
test_relations_of_random_dates (void)
{
  g_autoptr (GArray) dates = random_dates (60);

  for (guint i = 0; i < dates->len; i++)
    {
      const DtlDate *a = &g_array_index (dates, DtlDate, i);
      DtlDateEnds ends;

      g_assert_true (dtl_date_ends (a, &ends));
      g_assert_cmpint (ends.begins_earliest, <=, ends.begins_latest);
      g_assert_cmpint (ends.ends_earliest, <=, ends.ends_latest);
      g_assert_cmpint (ends.begins_earliest, <=, ends.ends_latest);
      for (guint j = 0; j < dates->len; j++)
        {
          const DtlDate *b = &g_array_index (dates, DtlDate, j);
          DtlAllen ab = dtl_date_relations (a, b);

          g_assert_cmphex (ab, !=, 0);
          g_assert_cmphex (dtl_date_relations (b, a), ==, dtl_allen_invert (ab));
          if (!dtl_date_overlaps (a, b) && !dtl_date_is_approximate (a) && !dtl_date_is_approximate (b)
              && !((a->from.flags | a->to.flags | b->from.flags | b->to.flags) & DTL_DATE_UNCERTAIN))
            g_assert_cmphex (ab & ~(DTL_ALLEN_BEFORE | DTL_ALLEN_MEETS | DTL_ALLEN_AFTER | DTL_ALLEN_MET_BY), ==, 0);
          for (guint k = 0; k < dates->len; k++)
            {
              const DtlDate *c = &g_array_index (dates, DtlDate, k);

              /* some choice of all three exists, and stands so for each pair */
              g_assert_cmphex (dtl_allen_compose (ab, dtl_date_relations (b, c)) & dtl_date_relations (a, c), !=, 0);
            }
        }
    }
}

/* Every day of twenty thousand years, by counting; the weekdays go round. */
static void
test_all_days (void)
{
  DtlDay day = dtl_day_from_civil (-9999, 1, 1);
  int weekday = dtl_day_weekday (day);

  for (gint32 year = -9999; year <= 9999; year++)
    {
      gboolean leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
      int lengths[] = { 31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

      for (int month = 1; month <= 12; month++)
        {
          g_assert_cmpint (dtl_days_in_month (year, month), ==, lengths[month - 1]);
          for (int i = 1; i <= lengths[month - 1]; i++, day++, weekday = (weekday + 1) % 7)
            {
              gint32 y;
              int m, d;

              if (i > 1 && i < lengths[month - 1] && (year + month) % 5 != 0)
                continue;
              dtl_day_to_civil (day, &y, &m, &d);
              g_assert_true (y == year && m == month && d == i && dtl_day_weekday (day) == weekday);
              g_assert_true (dtl_day_from_civil (year, month, i) == day);
            }
        }
    }
}

/* ISO weeks against GLib, which has them from year 1. */
static void
test_weeks (void)
{
  for (int year = 1; year <= 9998; year += year < 1900 || year > 2100 ? 7 : 1)
    {
      g_autoptr (GDate) fourth = g_date_new_dmy (4, 1, (GDateYear) year);
      g_autoptr (GDate) late = g_date_new_dmy (28, 12, (GDateYear) year); /* always in the last week */
      guint n_weeks = g_date_get_iso8601_week_of_year (late);

      for (guint week = 1; week <= 53; week += 4)
        {
          g_autofree char *text = g_strdup_printf ("%04d-W%02u", year, week);
          DtlDate date = { DTL_DATE_NULL };
          DtlDay first, last;
          g_autoptr (GDate) monday = g_date_new_julian (g_date_get_julian (fourth));

          g_date_subtract_days (monday, g_date_get_weekday (fourth) - 1);
          g_date_add_days (monday, (week - 1) * 7);
          g_assert_cmpint (dtl_date_parse (text, &date, NULL), ==, week <= n_weeks);
          if (week > n_weeks)
            continue;
          g_assert_true (dtl_date_bounds (&date, &first, &last));
          g_assert_cmpint ((gint64) g_date_get_julian (monday) - 719163, ==, first);
          g_assert_cmpint (last - first, ==, 6);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/allen/ends", test_ends);
  g_test_add_func ("/allen/relations", test_relations);
  g_test_add_func ("/allen/between", test_between);
  g_test_add_func ("/allen/composition", test_composition);
  g_test_add_func ("/allen/words", test_words);
  g_test_add_func ("/allen/random-relations", test_relations_of_random_dates);
  g_test_add_func ("/date/round-trip", test_round_trip);
  g_test_add_func ("/date/total-order", test_total_order);
  g_test_add_func ("/date/all-days", test_all_days);
  g_test_add_func ("/date/weeks", test_weeks);
  return g_test_run ();
}
