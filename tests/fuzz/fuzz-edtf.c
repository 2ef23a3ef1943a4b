/* EDTF of any level: whatever is read has one spelling, bounds in order that it may hold, and a date with those bounds. */
#include <dateline/dateline.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (DtlEdtf) edtf = dtl_edtf_new (text, NULL), again = NULL;
  g_autofree char *printed = NULL, *twice = NULL;
  DtlDay earliest, latest, first, last;
  DtlDate date;

  if (edtf == NULL)
    {
      g_assert_false (dtl_date_parse (text, &date, NULL)); /* what level 1 has, level 2 has */
      return 0;
    }
  printed = dtl_edtf_to_string (edtf);
  again = dtl_edtf_new (printed, NULL);
  g_assert_nonnull (again);
  twice = dtl_edtf_to_string (again);
  g_assert_cmpstr (twice, ==, printed);
  g_assert_cmpint (dtl_edtf_get_level (again), ==, dtl_edtf_get_level (edtf));
  dtl_edtf_get_bounds (edtf, &earliest, &latest);
  g_assert_cmpint (earliest, <=, latest);
  date = dtl_edtf_to_date (edtf);
  if (dtl_date_bounds (&date, &first, &last) && ABS ((gint64) first) < 3000000 && ABS ((gint64) last) < 3000000)
    {
      g_assert_cmpint (first, ==, earliest);
      g_assert_cmpint (last, ==, latest);
      g_assert_true (dtl_edtf_may_hold (edtf, first) && dtl_edtf_may_hold (edtf, last));
      g_assert_false (dtl_edtf_may_hold (edtf, first - 1));
      g_assert_false (dtl_edtf_may_hold (edtf, last + 1));
    }
  return 0;
}
