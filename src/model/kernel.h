/*
 * The inner loops, each in a portable form and for wider vector units, chosen when the program runs.
 *
 * Products are over integers, and what is computed in floating point is computed value by value in one fixed order without
 * contraction; so every form gives the same bits, whatever the CPU and however sentences are batched.
 */
#pragma once

#include <glib.h>

/** DTL_PANEL: rows of a matrix that lie together; see DtlMatrix. */
#define DTL_PANEL 16
/** DTL_COLUMN_STEP: columns of a matrix come in multiples of it. */
#define DTL_COLUMN_STEP 32
/** DTL_MAX_COLUMNS: 127 * 16383 * 1024 < 2^31, so that a sum of products cannot overflow. */
#define DTL_MAX_COLUMNS 1024
/** DTL_UNIT: the integer that stands for 1 in activations with a fixed scale. */
#define DTL_UNIT 16383

/**
 * DtlKernel:
 * @multiply: out[i, r] = Σ_k panels[r, k] x[i, k]; @x is [n * columns], @out is [n * rows]
 * @dots: out[i, j] = Σ_k a[i, k] b[j, k], both [… * columns]; the caller keeps the values small enough
 * @scale: out[i, r] = bias[r] + sums[i, r] (scale[r] unit[i])
 * @quantise: whole[k] = x[k] limit / max |x|, rounded; returns max |x| / limit
 * @gates: one step of an LSTM (Hochreiter and Schmidhuber 1997) for @hidden units, gates in the order in, forget, cell, out:
 *   z = input + recurrent scale / DTL_UNIT;  cell = σ(z_f) cell + σ(z_i) tanh(z_c);  h = σ(z_o) tanh(cell), times DTL_UNIT
 * @sigmoid: x[k] = σ(x[k])
 *
 * Counts of columns and rows are multiples of DTL_COLUMN_STEP and DTL_PANEL; lengths of @quantise, @sigmoid and @gates
 * of DTL_PANEL.
 */
typedef struct
{
  const char *name;
  void (*multiply) (const gint8 *panels, guint rows, guint columns, const gint16 *x, guint n, gint32 *out);
  void (*dots) (const gint16 *a, guint n_a, const gint16 *b, guint n_b, guint columns, gint32 *out);
  void (*scale) (const gint32 *sums, guint n, guint rows, const float *scale, const float *bias, const float *unit, float *out);
  float (*quantise) (const float *x, guint n, float limit, gint16 *whole);
  void (*gates) (const float *input, const gint32 *recurrent, const float *scale, guint hidden, float *cell, gint16 *h);
  void (*sigmoid) (float *x, guint n);
} DtlKernel;

/** dtl_kernel_nth: (nullable): the kernels that this CPU can run, the portable one first; NULL past the last */
const DtlKernel *dtl_kernel_nth (guint n);
/** dtl_kernel_best: the last of them */
const DtlKernel *dtl_kernel_best (void);
