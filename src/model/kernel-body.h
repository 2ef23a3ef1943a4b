/*
 * The floating-point loops, included once for each vector unit: KERNEL (name) spells a function for one of them, LANES is the
 * number of floats in its registers.
 *
 * They are written with the compiler's vector types, passed by address, since how they are passed by value depends on
 * the target. Types wider than the registers would do but for comparisons, which GCC then makes one by one. e^x follows Cephes: x = n ln 2 + r with |r| <= ln 2 / 2, and a
 * polynomial for e^r.
 */

#define FLOATS KERNEL (Floats)
#define INTS KERNEL (Ints)
#define SHORTS KERNEL (Shorts)

typedef float FLOATS __attribute__ ((vector_size (4 * LANES)));
typedef gint32 INTS __attribute__ ((vector_size (4 * LANES)));
typedef gint16 SHORTS __attribute__ ((vector_size (2 * LANES)));

/* mask ? yes : no, lane by lane */
#define CHOOSE(mask, yes, no)                                                                                          \
  ((FLOATS) (((INTS) (yes) & (mask)) | ((INTS) (no) & ~(mask))))

/* Adding and taking away 1.5 * 2^23 rounds to the nearest integer. */
#define ROUND(x) (((x) + 12582912.0f) - 12582912.0f)

/* Also turns NaN, which a damaged file may hold, into a bound. */
static inline void
KERNEL (clamp) (FLOATS *x, float bound)
{
  FLOATS top = (FLOATS) {} + bound, high = CHOOSE (*x < top, *x, top);

  *x = CHOOSE (high > -top, high, -top);
}

static inline void
KERNEL (exponential) (FLOATS *x)
{
  FLOATS n = ROUND (*x * 1.44269504f), r = *x - n * 0.693359375f + n * 2.12194440e-4f, p;
  INTS power = (__builtin_convertvector (n, INTS) + 127) << 23;

  p = r * 1.9875691500e-4f + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  *x = (p * r * r + r + 1.0f) * (FLOATS) power;
}

/* σ(x) = 1 / (1 + e^-x) */
static inline void
KERNEL (logistic) (FLOATS *x)
{
  KERNEL (clamp) (x, 40.0f);
  *x = -*x;
  KERNEL (exponential) (x);
  *x = 1.0f / (1.0f + *x);
}

/* tanh x = 2 σ(2x) - 1 */
static inline void
KERNEL (tangent) (FLOATS *x)
{
  *x = *x + *x;
  KERNEL (logistic) (x);
  *x = 2.0f * *x - 1.0f;
}

static void
KERNEL (sigmoid) (float *x, guint n)
{
  for (guint k = 0; k < n; k += LANES)
    {
      FLOATS y;

      memcpy (&y, x + k, sizeof y);
      KERNEL (logistic) (&y);
      memcpy (x + k, &y, sizeof y);
    }
}

/* out = start + sums (scale unit) */
static inline void
KERNEL (scaled) (FLOATS *out, const float *start, const gint32 *sums, const float *scale, float unit)
{
  FLOATS from, factor;
  INTS whole;

  memcpy (&from, start, sizeof from);
  memcpy (&factor, scale, sizeof factor);
  memcpy (&whole, sums, sizeof whole);
  *out = from + __builtin_convertvector (whole, FLOATS) * (factor * unit);
}

static inline void
KERNEL (store_whole) (gint16 *to, const FLOATS *from)
{
  SHORTS whole = __builtin_convertvector (__builtin_convertvector (*from, INTS), SHORTS);

  memcpy (to, &whole, sizeof whole);
}

static void
KERNEL (gates) (const float *input, const gint32 *recurrent, const float *scale, guint hidden, float *cell, gint16 *h)
{
  for (guint k = 0; k < hidden; k += LANES)
    {
      FLOATS z[4], c, y;

      for (guint gate = 0; gate < 4; gate++)
        KERNEL (scaled) (&z[gate], input + gate * hidden + k, recurrent + gate * hidden + k, scale + gate * hidden + k,
                         1.0f / DTL_UNIT);
      KERNEL (logistic) (&z[0]);
      KERNEL (logistic) (&z[1]);
      KERNEL (tangent) (&z[2]);
      KERNEL (logistic) (&z[3]);
      memcpy (&c, cell + k, sizeof c);
      c = z[1] * c + z[0] * z[2];
      memcpy (cell + k, &c, sizeof c);
      KERNEL (tangent) (&c);
      y = z[3] * c * (float) DTL_UNIT;
      y = ROUND (y);
      KERNEL (store_whole) (h + k, &y);
    }
}

static void
KERNEL (scale) (const gint32 *sums, guint n, guint rows, const float *scale, const float *bias, const float *unit, float *out)
{
  for (guint i = 0; i < n; i++)
    for (guint r = 0; r < rows; r += LANES)
      {
        FLOATS y;

        KERNEL (scaled) (&y, bias + r, sums + (gsize) i * rows + r, scale + r, unit[i]);
        memcpy (out + (gsize) i * rows + r, &y, sizeof y);
      }
}

static float
KERNEL (largest) (const float *x, guint n)
{
  FLOATS most = { 0 };
  float max = 0;

  for (guint k = 0; k < n; k += LANES)
    {
      FLOATS value, size;

      memcpy (&value, x + k, sizeof value);
      size = CHOOSE (value < 0, -value, value);
      most = CHOOSE (size > most, size, most);
    }
  for (guint lane = 0; lane < LANES; lane++)
    max = most[lane] > max ? most[lane] : max;
  return max;
}

static float
KERNEL (quantise) (const float *x, guint n, float limit, gint16 *whole)
{
  float max = KERNEL (largest) (x, n), factor = max > 1e-30f && max < 1e30f ? limit / max : 0;

  for (guint k = 0; k < n; k += LANES)
    {
      FLOATS y;

      memcpy (&y, x + k, sizeof y);
      y = y * factor;
      KERNEL (clamp) (&y, limit);
      y = ROUND (y);
      KERNEL (store_whole) (whole + k, &y);
    }
  return factor > 0 ? max / limit : 0;
}

#undef FLOATS
#undef INTS
#undef SHORTS
#undef CHOOSE
#undef ROUND
