/* Lookup by bisection, and the reader of tab-separated tables with line-numbered errors. */
#include "base/table.h"

#include <string.h>

const char *const *
dtl_table_find (const DtlTable *table, const char *key, guint *n_found)
{
  guint low = 0, high = table->n_rows, first;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (strcmp (dtl_table_row (table, middle)[0], key) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  first = low;
  while (low < table->n_rows && strcmp (dtl_table_row (table, low)[0], key) == 0)
    low++;
  if (n_found)
    *n_found = low - first;
  return low > first ? dtl_table_row (table, first) : NULL;
}

gboolean
dtl_table_has (const DtlTable *table, const char *key)
{
  return dtl_table_find (table, key, NULL) != NULL;
}

guint
dtl_table_column (const DtlTable *table, const char *name)
{
  for (guint i = 0; i < table->n_columns; i++)
    if (strcmp (table->columns[i], name) == 0)
      return i;
  g_error ("table '%s' has no column '%s'", table->name, name);
}

const char *
dtl_table_cell (const DtlTable *table, const char *key, guint column)
{
  const char *const *row = dtl_table_find (table, key, NULL);

  return row ? row[column] : NULL;
}

static guint
count_words (const char *key)
{
  guint n = 1;

  for (const char *p = key; *p; p++)
    n += *p == ' ';
  return n;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  char **const *left = a, **const *right = b;

  return strcmp ((*left)[0], (*right)[0]);
}

/* The rows of all lines that hold one; the first is the header. */
static GPtrArray *
read_rows (const char *name, const char *text, gsize length, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  guint line = 0, n_columns = 0;
  const char *end = text + length;

  if (!g_utf8_validate (text, length, NULL))
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_SYNTAX, "%s: not UTF-8", name);
      return NULL;
    }
  for (const char *p = text; p < end;)
    {
      const char *stop = memchr (p, '\n', end - p);
      gsize size = (stop ? stop : end) - p;
      g_autofree char *copy = g_strndup (p, size > 0 && p[size - 1] == '\r' ? size - 1 : size);
      g_auto (GStrv) cells = NULL;

      line++;
      p = stop ? stop + 1 : end;
      if ((*copy == '#' && copy[1] != '\t') || *copy == '\0')
        continue;
      cells = g_strsplit (copy, "\t", -1);
      if (n_columns == 0)
        n_columns = g_strv_length (cells);
      if (g_strv_length (cells) != n_columns)
        {
          g_set_error (error, DTL_ERROR, DTL_ERROR_SYNTAX, "%s:%u: %u cells, expected %u", name, line,
                       g_strv_length (cells), n_columns);
          return NULL;
        }
      g_ptr_array_add (rows, g_steal_pointer (&cells));
    }
  if (rows->len == 0)
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_SYNTAX, "%s: no header line", name);
      return NULL;
    }
  return g_steal_pointer (&rows);
}

DtlTable *
dtl_table_new_from_tsv (const char *name, const char *text, gsize length, GError **error)
{
  g_autoptr (GPtrArray) rows = read_rows (name, text, length, error);
  DtlTable *table;
  const char **cells;

  if (rows == NULL)
    return NULL;
  table = g_new0 (DtlTable, 1);
  table->name = g_strdup (name);
  table->columns = (const char *const *) g_ptr_array_steal_index (rows, 0);
  table->n_columns = g_strv_length ((char **) table->columns);
  table->n_rows = rows->len;
  g_ptr_array_sort (rows, compare_rows);
  cells = g_new0 (const char *, (gsize) table->n_rows * table->n_columns + 1);
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];

      table->max_words = MAX (table->max_words, count_words (row[0]));
      for (guint j = 0; j < table->n_columns; j++)
        cells[(gsize) i * table->n_columns + j] = g_strdup (row[j]);
    }
  table->cells = cells;
  return table;
}

void
dtl_table_free (DtlTable *table)
{
  if (table == NULL)
    return;
  g_strfreev ((char **) table->cells);
  g_strfreev ((char **) table->columns);
  g_free ((char *) table->name);
  g_free (table);
}
