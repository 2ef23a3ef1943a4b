/*
 * LSTM (Hochreiter and Schmidhuber 1997; gates as in PyTorch). The products with the inputs are made for all rows at once,
 * those with the state step by step for all sequences that are still running: the longest come first, so these are the
 * first ones. The state is kept as integers of 1 / DTL_UNIT, the cell in floating point.
 */
#include "model/lstm.h"

#include <string.h>

gboolean
dtl_lstm_init (DtlLstm *lstm, const DtlModel *model, const char *name, guint inputs, GError **error)
{
  static const char *const ways[2] = { "forward", "back" };

  for (guint way = 0; way < 2; way++)
    {
      g_autofree char *in = g_strdup_printf ("%s.%s.in", name, ways[way]);
      g_autofree char *re = g_strdup_printf ("%s.%s.re", name, ways[way]);

      if (!dtl_matrix_init (&lstm->in[way], model, in, 0, inputs, error))
        return FALSE;
      lstm->hidden = lstm->in[0].rows / 4;
      if (lstm->in[way].rows != 4 * lstm->hidden || lstm->hidden % DTL_PANEL != 0)
        {
          g_set_error (error, DTL_ERROR, DTL_ERROR_MODEL, "chunk '%s': %u rows are no four gates", in, lstm->in[way].rows);
          return FALSE;
        }
      if (!dtl_matrix_init (&lstm->re[way], model, re, 4 * lstm->hidden, lstm->hidden, error))
        return FALSE;
    }
  return TRUE;
}

/* Row of sequence @i at step @t of way @way. */
static inline gsize
row_at (DtlBatch batch, guint i, guint t, guint way)
{
  return way ? batch.starts[i + 1] - 1 - t : batch.starts[i] + t;
}

static void
run_way (const DtlLstm *lstm, guint way, const DtlKernel *kernel, DtlBatch batch, const float *input, gint16 *y,
         DtlScratch *scratch)
{
  const DtlMatrix *re = &lstm->re[way];
  guint hidden = lstm->hidden, running = batch.n;
  gint16 *h = dtl_scratch_get (scratch, 2, (gsize) batch.n * re->columns * sizeof *h);
  float *cell = dtl_scratch_get (scratch, 3, (gsize) batch.n * hidden * sizeof *cell);
  gint32 *sums = dtl_scratch_get (scratch, 4, (gsize) batch.n * 4 * hidden * sizeof *sums);

  memset (h, 0, (gsize) batch.n * re->columns * sizeof *h);
  memset (cell, 0, (gsize) batch.n * hidden * sizeof *cell);
  for (guint t = 0; running > 0; t++)
    {
      while (running > 0 && batch.starts[running] - batch.starts[running - 1] <= t)
        running--;
      if (running > 0)
        kernel->multiply (re->panels, re->rows, re->columns, h, running, sums);
      for (guint i = 0; i < running; i++)
        {
          gsize row = row_at (batch, i, t, way);
          gint16 *state = h + (gsize) i * re->columns;

          kernel->gates (input + row * 4 * hidden, sums + (gsize) i * 4 * hidden, re->scale, hidden,
                         cell + (gsize) i * hidden, state);
          memcpy (y + row * 2 * hidden + way * hidden, state, hidden * sizeof *state);
        }
    }
}

void
dtl_lstm_run (const DtlLstm *lstm, const DtlKernel *kernel, DtlBatch batch, const gint16 *x, const float *unit, gint16 *y,
              DtlScratch *scratch)
{
  guint n_rows = batch.starts[batch.n];
  float *input = dtl_scratch_get (scratch, 1, (gsize) n_rows * 4 * lstm->hidden * sizeof *input);

  for (guint way = 0; way < 2; way++)
    {
      dtl_matrix_apply (&lstm->in[way], kernel, x, unit, n_rows, input, scratch);
      run_way (lstm, way, kernel, batch, input, y, scratch);
    }
}
