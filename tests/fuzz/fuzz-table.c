/* Tables that users bring. */
#include "base/table.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  DtlTable *table = dtl_table_new_from_tsv ("fuzz", (const char *) data, size, NULL);

  if (table == NULL)
    return 0;
  for (guint i = 0; i < table->n_rows; i++)
    g_assert_true (dtl_table_has (table, dtl_table_row (table, i)[0]));
  dtl_table_free (table);
  return 0;
}
