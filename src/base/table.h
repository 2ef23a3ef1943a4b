/* A table of knowledge: rows of text cells, sorted by the first column (its key, lower case). */
#pragma once

#include <dateline/dateline.h>

/**
 * DtlTable:
 * @cells: [n_rows * n_columns], row by row; an empty cell is ""
 *
 * Tables of ours are turned into const arrays at build time; a user's own are read by dtl_table_new_from_tsv().
 */
typedef struct
{
  const char *name;
  const char *const *columns; /* [n_columns] */
  guint n_columns;
  guint n_rows;
  guint max_words; /* of the longest key */
  const char *const *cells;
} DtlTable;

/** dtl_table_row: the cells of row @i */
static inline const char *const *
dtl_table_row (const DtlTable *table, guint i)
{
  return table->cells + (gsize) i * table->n_columns;
}

/** dtl_table_find: (nullable): cells of the first row with @key; later rows with the same key follow it; O(log n).
 * @n_found (out) (optional): how many */
const char *const *dtl_table_find (const DtlTable *table, const char *key, guint *n_found);
/** dtl_table_has: whether a row has @key */
gboolean dtl_table_has (const DtlTable *table, const char *key);
/** dtl_table_column: number of the column @name, which must exist */
guint dtl_table_column (const DtlTable *table, const char *name);
/** dtl_table_cell: (nullable): cell @column of the first row with @key */
const char *dtl_table_cell (const DtlTable *table, const char *key, guint column);

/**
 * dtl_table_new_from_tsv: (transfer full): reads tab-separated rows; `#` starts a comment line, unless it is a cell; the
 * first line that is none names the columns. Sorts rows by key (stable). %DTL_ERROR_SYNTAX names @name and the line.
 */
DtlTable *dtl_table_new_from_tsv (const char *name, const char *text, gsize length, GError **error);
void dtl_table_free (DtlTable *table); /* only of those made by dtl_table_new_from_tsv() */
