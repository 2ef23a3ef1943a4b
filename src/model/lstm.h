/* Bidirectional LSTM layers over a batch of sequences. */
#pragma once

#include "model/matrix.h"

/** DtlLstm: one layer; way 0 reads forward, way 1 back. */
typedef struct
{
  DtlMatrix in[2]; /* [4 hidden] × inputs */
  DtlMatrix re[2]; /* [4 hidden] × hidden */
  guint hidden;
} DtlLstm;

/** DtlBatch: @n sequences, the longest first; row starts[i] is the first of sequence i, starts[n] the number of rows. */
typedef struct
{
  const guint32 *starts; /* [n + 1] */
  guint n;
} DtlBatch;

/** dtl_lstm_init: finds @name.forward.in, @name.forward.re, @name.back.in, @name.back.re; @inputs as in dtl_matrix_init() */
gboolean dtl_lstm_init (DtlLstm *lstm, const DtlModel *model, const char *name, guint inputs, GError **error);

/** dtl_lstm_run: @x [rows * columns of in] times @unit [rows] → @y [rows * 2 hidden], integers of 1 / DTL_UNIT; the
 * forward half of a row comes first. Uses slots 0 to 5 of @scratch. */
void dtl_lstm_run (const DtlLstm *lstm, const DtlKernel *kernel, DtlBatch batch, const gint16 *x, const float *unit,
                   gint16 *y, DtlScratch *scratch);
