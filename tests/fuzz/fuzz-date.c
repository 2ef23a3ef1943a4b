/* EDTF: whatever parses is printed to something that parses to the same. */
#include <dateline/dateline.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *printed = NULL;
  DtlDate date = { 0 }, again = { 0 };
  DtlDay earliest, latest;

  if (!dtl_date_parse (text, &date, NULL))
    return 0;
  printed = dtl_date_to_string (&date);
  g_assert_nonnull (printed);
  g_assert_true (dtl_date_parse (printed, &again, NULL));
  g_assert_true (dtl_date_equal (&date, &again));
  g_assert_cmpint (dtl_date_compare (&date, &again), ==, 0);
  if (dtl_date_bounds (&date, &earliest, &latest))
    g_assert_cmpint (earliest, <=, latest);
  return 0;
}
