/* A weight matrix of the model, and layers made of it. */
#pragma once

#include "model/kernel.h"
#include "model/model.h"

/**
 * DtlMatrix: @rows × @columns weights of 8 bits with a scale and a bias for each row.
 *
 * Sixteen rows form a panel: for each pair of columns, the two weights of each of its rows. Rows and columns past those of
 * the layer are zero. @columns is a multiple of DTL_COLUMN_STEP, @rows of DTL_PANEL.
 */
typedef struct
{
  const gint8 *panels; /* [rows * columns]; borrowed from the model */
  const float *scale;  /* [rows] */
  const float *bias;   /* [rows] */
  guint rows;
  guint columns;
} DtlMatrix;

/** DtlRows: numbers of a table of vectors with 8 bits, a scale for each row. */
typedef struct
{
  const gint8 *whole;  /* [rows * columns]; borrowed from the model */
  const float *scale;  /* [rows] */
  guint rows;
  guint columns;
} DtlRows;

/** dtl_matrix_init: finds @name, @name.scale and @name.bias; the layer takes @columns inputs (0: any) and has @rows
 * outputs (0: any) before padding */
gboolean dtl_matrix_init (DtlMatrix *matrix, const DtlModel *model, const char *name, guint rows, guint columns,
                          GError **error);
gboolean dtl_rows_init (DtlRows *table, const DtlModel *model, const char *name, GError **error);

/** dtl_rows_copy: out[0 … columns) = row @row, or zeros when there is none */
void dtl_rows_copy (const DtlRows *table, guint row, float *out);

/** DtlScratch: memory of one thread that grows and is used again. */
typedef struct
{
  gpointer blocks[16]; /* owned */
  gsize sizes[16];
} DtlScratch;

/** dtl_scratch_get: at least @size bytes at slot @slot, not cleared; valid until the slot is asked for again */
gpointer dtl_scratch_get (DtlScratch *scratch, guint slot, gsize size);
void dtl_scratch_clear (DtlScratch *scratch);

/** dtl_matrix_apply: out = W x + bias for @n rows of @x [n * columns], whose integers stand for multiples of unit[i];
 * @out is [n * rows]. Uses slot 0 of @scratch. */
void dtl_matrix_apply (const DtlMatrix *matrix, const DtlKernel *kernel, const gint16 *x, const float *unit, guint n,
                       float *out, DtlScratch *scratch);

/** dtl_round_up: the next multiple of @step */
static inline guint
dtl_round_up (guint n, guint step)
{
  return (n + step - 1) / step * step;
}
