/* Tables of tests/spec/date, for the tests of dates. */
#pragma once

#include "base/table.h"

static inline DtlTable *
load (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("DTL_TEST_SRCDIR"), "spec", "date", name, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  DtlTable *table;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  table = dtl_table_new_from_tsv (name, text, length, &error);
  g_assert_no_error (error);
  return table;
}

static inline const char *
cell (const DtlTable *table, guint row, const char *column)
{
  return dtl_table_row (table, row)[dtl_table_column (table, column)];
}

/* a date that is well written */
static inline DtlDate
parse_date (const char *text)
{
  g_autoptr (GError) error = NULL;
  DtlDate date = { DTL_DATE_NULL };

  dtl_date_parse (text, &date, &error);
  g_assert_no_error (error);
  return date;
}
