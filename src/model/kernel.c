/* The integer products for each vector unit, and the table of kernels. */
#include "model/kernel.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define HAVE_X86 1
#endif

#define LANES 4
#define KERNEL(name) name##_portable
#include "model/kernel-body.h"
#undef KERNEL
#undef LANES

static void
multiply_portable (const gint8 *panels, guint rows, guint columns, const gint16 *x, guint n, gint32 *out)
{
  for (guint i = 0; i < n; i++)
    for (guint r = 0; r < rows; r += DTL_PANEL)
      {
        const gint8 *weights = panels + (gsize) r * columns;
        gint32 sums[DTL_PANEL] = { 0 };

        for (guint k = 0; k < columns; k += 2, weights += 2 * DTL_PANEL)
          for (guint lane = 0; lane < DTL_PANEL; lane++)
            sums[lane] += weights[2 * lane] * x[(gsize) i * columns + k] + weights[2 * lane + 1] * x[(gsize) i * columns + k + 1];
        memcpy (out + (gsize) i * rows + r, sums, sizeof sums);
      }
}

static void
dots_portable (const gint16 *a, guint n_a, const gint16 *b, guint n_b, guint columns, gint32 *out)
{
  for (guint i = 0; i < n_a; i++)
    for (guint j = 0; j < n_b; j++)
      {
        gint32 sum = 0;

        for (guint k = 0; k < columns; k++)
          sum += a[(gsize) i * columns + k] * b[(gsize) j * columns + k];
        out[(gsize) i * n_b + j] = sum;
      }
}

#ifdef HAVE_X86

/* Sums stay in registers only if the loops over them are gone. */
#define UNROLL _Pragma ("GCC unroll 8")

#define BLOCK(name, size, most)                                                                                        \
  if (size <= most && block == size)                                                                                   \
    rows_##name (panels, rows, columns, x, MIN (size, most), out);

/* The rows of activations in blocks of up to @most, all of much the same size, since each block reads all the weights. */
#define MULTIPLY_IN_BLOCKS(name, most)                                                                                 \
  static void multiply_##name (const gint8 *panels, guint rows, guint columns, const gint16 *x, guint n, gint32 *out)  \
  {                                                                                                                    \
    for (guint left = n, block; left > 0; left -= block)                                                               \
      {                                                                                                                \
        block = (left - 1) / ((left + most - 1) / most) + 1;                                                           \
        BLOCK (name, 1, most)                                                                                          \
        BLOCK (name, 2, most)                                                                                          \
        BLOCK (name, 3, most)                                                                                          \
        BLOCK (name, 4, most)                                                                                          \
        BLOCK (name, 5, most)                                                                                          \
        BLOCK (name, 6, most)                                                                                          \
        BLOCK (name, 7, most)                                                                                          \
        BLOCK (name, 8, most)                                                                                          \
        x += (gsize) block * columns;                                                                                  \
        out += (gsize) block * rows;                                                                                   \
      }                                                                                                                \
  }

/* ---- SSE2, which every x86-64 has: its other loops are the portable ones, compiled for it ---- */

static inline __m128i
pair_sse2 (const gint16 *x)
{
  gint32 pair;

  memcpy (&pair, x, sizeof pair);
  return _mm_set1_epi32 (pair);
}

/* @n <= 4 rows of activations against half a panel: 8 sums, two vectors of weights, a pair and a product in 16 registers. */
static inline __attribute__ ((always_inline)) void
half_panel_sse2 (const gint8 *weights, guint columns, const gint16 *x, guint n, gsize stride, gint32 *out)
{
  __m128i low[4], high[4];

  UNROLL for (guint i = 0; i < n; i++)
    low[i] = high[i] = _mm_setzero_si128 ();
  for (guint k = 0; k < columns; k += 2, weights += 2 * DTL_PANEL)
    {
      __m128i bytes = _mm_loadu_si128 ((const __m128i *) weights);
      __m128i first = _mm_srai_epi16 (_mm_unpacklo_epi8 (bytes, bytes), 8);
      __m128i second = _mm_srai_epi16 (_mm_unpackhi_epi8 (bytes, bytes), 8);

      UNROLL for (guint i = 0; i < n; i++)
        {
          __m128i pair = pair_sse2 (x + (gsize) i * columns + k);

          low[i] = _mm_add_epi32 (low[i], _mm_madd_epi16 (first, pair));
          high[i] = _mm_add_epi32 (high[i], _mm_madd_epi16 (second, pair));
        }
    }
  UNROLL for (guint i = 0; i < n; i++)
    {
      _mm_storeu_si128 ((__m128i *) (out + i * stride), low[i]);
      _mm_storeu_si128 ((__m128i *) (out + i * stride + 4), high[i]);
    }
}

static inline __attribute__ ((always_inline)) void
rows_sse2 (const gint8 *panels, guint rows, guint columns, const gint16 *x, guint n, gint32 *out)
{
  for (guint r = 0; r < rows; r += DTL_PANEL / 2)
    half_panel_sse2 (panels + (gsize) (r - r % DTL_PANEL) * columns + 2 * (r % DTL_PANEL), columns, x, n, rows, out + r);
}

MULTIPLY_IN_BLOCKS (sse2, 4)

static void
dots_sse2 (const gint16 *a, guint n_a, const gint16 *b, guint n_b, guint columns, gint32 *out)
{
  for (guint i = 0; i < n_a; i++)
    for (guint j = 0; j < n_b; j++)
      {
        __m128i sum = _mm_setzero_si128 ();
        gint32 lanes[4];

        for (guint k = 0; k < columns; k += 8)
          sum = _mm_add_epi32 (sum, _mm_madd_epi16 (_mm_loadu_si128 ((const __m128i *) (a + (gsize) i * columns + k)),
                                                    _mm_loadu_si128 ((const __m128i *) (b + (gsize) j * columns + k))));
        _mm_storeu_si128 ((__m128i *) lanes, sum);
        out[(gsize) i * n_b + j] = lanes[0] + lanes[1] + lanes[2] + lanes[3];
      }
}

/* ---- AVX2 ---- */

#pragma GCC push_options

#pragma GCC push_options
#pragma GCC target("avx2")
#define LANES 8
#define KERNEL(name) name##_avx2
#include "model/kernel-body.h"
#undef KERNEL
#undef LANES

/* Two activations of row i, k and k + 1, in every lane. */
static inline __m256i
pair_avx2 (const gint16 *x)
{
  gint32 pair;

  memcpy (&pair, x, sizeof pair);
  return _mm256_set1_epi32 (pair);
}

/* @n <= 6 rows of activations against one panel: 12 sums, two vectors of weights and a pair fill the 16 registers. */
static inline __attribute__ ((always_inline)) void
panel_avx2 (const gint8 *weights, guint columns, const gint16 *x, guint n, gsize stride, gint32 *out)
{
  __m256i low[6], high[6];

  UNROLL for (guint i = 0; i < n; i++)
    low[i] = high[i] = _mm256_setzero_si256 ();
  for (guint k = 0; k < columns; k += 2, weights += 2 * DTL_PANEL)
    {
      __m256i first = _mm256_cvtepi8_epi16 (_mm_loadu_si128 ((const __m128i *) weights));
      __m256i second = _mm256_cvtepi8_epi16 (_mm_loadu_si128 ((const __m128i *) (weights + DTL_PANEL)));

      UNROLL for (guint i = 0; i < n; i++)
        {
          __m256i pair = pair_avx2 (x + (gsize) i * columns + k);

          low[i] = _mm256_add_epi32 (low[i], _mm256_madd_epi16 (first, pair));
          high[i] = _mm256_add_epi32 (high[i], _mm256_madd_epi16 (second, pair));
        }
    }
  UNROLL for (guint i = 0; i < n; i++)
    {
      _mm256_storeu_si256 ((__m256i *) (out + i * stride), low[i]);
      _mm256_storeu_si256 ((__m256i *) (out + i * stride + 8), high[i]);
    }
}

static inline __attribute__ ((always_inline)) void
rows_avx2 (const gint8 *panels, guint rows, guint columns, const gint16 *x, guint n, gint32 *out)
{
  for (guint r = 0; r < rows; r += DTL_PANEL)
    panel_avx2 (panels + (gsize) r * columns, columns, x, n, rows, out + r);
}

MULTIPLY_IN_BLOCKS (avx2, 6)

static void
dots_avx2 (const gint16 *a, guint n_a, const gint16 *b, guint n_b, guint columns, gint32 *out)
{
  for (guint i = 0; i < n_a; i++)
    for (guint j = 0; j < n_b; j++)
      {
        __m256i sum = _mm256_setzero_si256 ();
        gint32 lanes[8], total = 0;

        for (guint k = 0; k < columns; k += 16)
          sum = _mm256_add_epi32 (sum, _mm256_madd_epi16 (_mm256_loadu_si256 ((const __m256i *) (a + (gsize) i * columns + k)),
                                                          _mm256_loadu_si256 ((const __m256i *) (b + (gsize) j * columns + k))));
        _mm256_storeu_si256 ((__m256i *) lanes, sum);
        for (guint lane = 0; lane < 8; lane++)
          total += lanes[lane];
        out[(gsize) i * n_b + j] = total;
      }
}
#pragma GCC pop_options

/* ---- AVX-512 with VNNI ---- */

#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")
#define LANES 16
#define KERNEL(name) name##_avx512
#include "model/kernel-body.h"
#undef KERNEL
#undef LANES

static inline __m512i
pair_avx512 (const gint16 *x)
{
  gint32 pair;

  memcpy (&pair, x, sizeof pair);
  return _mm512_set1_epi32 (pair);
}

/* @n <= 8 rows of activations against @panels <= 2 panels that follow each other. */
static inline __attribute__ ((always_inline)) void
panel_avx512 (const gint8 *weights, guint panels, guint columns, const gint16 *x, guint n, gsize stride, gint32 *out)
{
  __m512i sums[2][8];

  UNROLL for (guint p = 0; p < panels; p++)
    UNROLL for (guint i = 0; i < n; i++)
      sums[p][i] = _mm512_setzero_si512 ();
  for (guint k = 0; k < columns; k += 2, weights += 2 * DTL_PANEL)
    {
      __m512i wide[2];

      UNROLL for (guint p = 0; p < panels; p++)
        wide[p] = _mm512_cvtepi8_epi16 (_mm256_loadu_si256 ((const __m256i *) (weights + (gsize) p * DTL_PANEL * columns)));
      UNROLL for (guint i = 0; i < n; i++)
        {
          __m512i pair = pair_avx512 (x + (gsize) i * columns + k);

          UNROLL for (guint p = 0; p < panels; p++)
            sums[p][i] = _mm512_dpwssd_epi32 (sums[p][i], wide[p], pair);
        }
    }
  UNROLL for (guint p = 0; p < panels; p++)
    UNROLL for (guint i = 0; i < n; i++)
      _mm512_storeu_si512 (out + i * stride + p * DTL_PANEL, sums[p][i]);
}

static inline __attribute__ ((always_inline)) void
rows_avx512 (const gint8 *panels, guint rows, guint columns, const gint16 *x, guint n, gint32 *out)
{
  guint r = 0;

  for (; r + 2 * DTL_PANEL <= rows; r += 2 * DTL_PANEL)
    panel_avx512 (panels + (gsize) r * columns, 2, columns, x, n, rows, out + r);
  for (; r < rows; r += DTL_PANEL)
    panel_avx512 (panels + (gsize) r * columns, 1, columns, x, n, rows, out + r);
}

MULTIPLY_IN_BLOCKS (avx512, 8)

static void
dots_avx512 (const gint16 *a, guint n_a, const gint16 *b, guint n_b, guint columns, gint32 *out)
{
  for (guint i = 0; i < n_a; i++)
    for (guint j = 0; j < n_b; j++)
      {
        __m512i sum = _mm512_setzero_si512 ();

        for (guint k = 0; k < columns; k += 32)
          sum = _mm512_dpwssd_epi32 (sum, _mm512_loadu_si512 (a + (gsize) i * columns + k),
                                     _mm512_loadu_si512 (b + (gsize) j * columns + k));
        out[(gsize) i * n_b + j] = _mm512_reduce_add_epi32 (sum);
      }
}
#pragma GCC pop_options
#endif /* HAVE_X86 */

#define KERNEL_ROW(name)                                                                                               \
  { #name, multiply_##name, dots_##name, scale_##name, quantise_##name, gates_##name, sigmoid_##name }

static const DtlKernel kernels[] = {
  KERNEL_ROW (portable),
#ifdef HAVE_X86
  { "sse2", multiply_sse2, dots_sse2, scale_portable, quantise_portable, gates_portable, sigmoid_portable },
  KERNEL_ROW (avx2),
  KERNEL_ROW (avx512),
#endif
};

static gboolean
can_run (guint n)
{
  switch (n)
    {
    case 0:
      return TRUE;
#ifdef HAVE_X86
    case 1:
      return TRUE;
    case 2:
      return __builtin_cpu_supports ("avx2");
    case 3:
      return __builtin_cpu_supports ("avx512bw") && __builtin_cpu_supports ("avx512vl")
             && __builtin_cpu_supports ("avx512dq") && __builtin_cpu_supports ("avx512vnni");
#endif
    default:
      return FALSE;
    }
}

const DtlKernel *
dtl_kernel_nth (guint n)
{
  return n < G_N_ELEMENTS (kernels) && can_run (n) ? &kernels[n] : NULL;
}

const DtlKernel *
dtl_kernel_best (void)
{
  guint n = 0;

  while (dtl_kernel_nth (n + 1) != NULL)
    n++;
  return &kernels[n];
}
