/* Finding matrices in a model and applying them. */
#include "model/matrix.h"

#include <string.h>

static const float *
find_row_values (const DtlModel *model, const char *name, const char *suffix, guint rows, GError **error)
{
  g_autofree char *full = g_strconcat (name, suffix, NULL);
  const DtlChunk *chunk = dtl_model_find (model, full, DTL_CHUNK_F32, error);

  if (chunk == NULL)
    return NULL;
  if (chunk->rows != rows || chunk->columns != 1)
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_MODEL, "chunk '%s': %u × %u values, expected %u × 1", full, chunk->rows,
                   chunk->columns, rows);
      return NULL;
    }
  return chunk->data;
}

gboolean
dtl_matrix_init (DtlMatrix *matrix, const DtlModel *model, const char *name, guint rows, guint columns, GError **error)
{
  const DtlChunk *chunk = dtl_model_find (model, name, DTL_CHUNK_I8, error);

  if (chunk == NULL)
    return FALSE;
  if (chunk->rows == 0 || chunk->rows % DTL_PANEL || chunk->columns == 0 || chunk->columns % DTL_COLUMN_STEP
      || chunk->columns > DTL_MAX_COLUMNS || chunk->rows > 65536
      || (rows && chunk->rows != dtl_round_up (rows, DTL_PANEL))
      || (columns && chunk->columns != dtl_round_up (columns, DTL_COLUMN_STEP)))
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_MODEL, "chunk '%s': %u × %u weights, expected %u × %u", name, chunk->rows,
                   chunk->columns, dtl_round_up (rows, DTL_PANEL), dtl_round_up (columns, DTL_COLUMN_STEP));
      return FALSE;
    }
  matrix->panels = chunk->data;
  matrix->rows = chunk->rows;
  matrix->columns = chunk->columns;
  matrix->scale = find_row_values (model, name, ".scale", chunk->rows, error);
  matrix->bias = matrix->scale ? find_row_values (model, name, ".bias", chunk->rows, error) : NULL;
  return matrix->bias != NULL;
}

gboolean
dtl_rows_init (DtlRows *table, const DtlModel *model, const char *name, GError **error)
{
  const DtlChunk *chunk = dtl_model_find (model, name, DTL_CHUNK_I8, error);

  if (chunk == NULL)
    return FALSE;
  table->whole = chunk->data;
  table->rows = chunk->rows;
  table->columns = chunk->columns;
  table->scale = find_row_values (model, name, ".scale", chunk->rows, error);
  return table->scale != NULL;
}

void
dtl_rows_copy (const DtlRows *table, guint row, float *out)
{
  const gint8 *whole;

  if (row >= table->rows)
    {
      memset (out, 0, table->columns * sizeof *out);
      return;
    }
  whole = table->whole + (gsize) row * table->columns;
  for (guint k = 0; k < table->columns; k++)
    out[k] = whole[k] * table->scale[row];
}

gpointer
dtl_scratch_get (DtlScratch *scratch, guint slot, gsize size)
{
  g_return_val_if_fail (slot < G_N_ELEMENTS (scratch->blocks), NULL);
  if (scratch->sizes[slot] < size || scratch->blocks[slot] == NULL)
    {
      g_aligned_free (scratch->blocks[slot]);
      scratch->sizes[slot] = size + size / 2 + 64;
      scratch->blocks[slot] = g_aligned_alloc (1, scratch->sizes[slot], 64);
    }
  return scratch->blocks[slot];
}

void
dtl_scratch_clear (DtlScratch *scratch)
{
  for (guint i = 0; i < G_N_ELEMENTS (scratch->blocks); i++)
    {
      g_aligned_free (scratch->blocks[i]);
      scratch->blocks[i] = NULL;
      scratch->sizes[i] = 0;
    }
}

void
dtl_matrix_apply (const DtlMatrix *matrix, const DtlKernel *kernel, const gint16 *x, const float *unit, guint n, float *out,
                  DtlScratch *scratch)
{
  gint32 *sums = dtl_scratch_get (scratch, 0, (gsize) n * matrix->rows * sizeof *sums);

  kernel->multiply (matrix->panels, matrix->rows, matrix->columns, x, n, sums);
  kernel->scale (sums, n, matrix->rows, matrix->scale, matrix->bias, unit, out);
}
