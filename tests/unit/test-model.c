/* The weights file and the kernels: all of them give the same bits, whatever the CPU. */
#include <math.h>
#include <string.h>

#include "model-file.h"
#include "model/lstm.h"
#include "model/vocabulary.h"

#define ROWS 64
#define COLUMNS 96
#define MAX_N 11

static void
fill_whole (GRand *random, gint16 *x, guint n, gint limit)
{
  for (guint i = 0; i < n; i++)
    x[i] = g_rand_int_range (random, -limit, limit + 1);
}

static void
fill_floats (GRand *random, float *x, guint n, double limit)
{
  for (guint i = 0; i < n; i++)
    x[i] = g_rand_double_range (random, -limit, limit);
}

typedef struct
{
  gint8 panels[ROWS * COLUMNS];
  gint16 x[MAX_N * COLUMNS];
  float scale[ROWS];
  float bias[ROWS];
  float unit[MAX_N];
  float floats[ROWS];
  float cell[ROWS];
} Inputs;

typedef struct
{
  gint32 sums[MAX_N * ROWS];
  gint32 dots[MAX_N * MAX_N];
  float scaled[MAX_N * ROWS];
  gint16 whole[ROWS];
  float step;
  float cell[ROWS];
  gint16 h[ROWS];
  float sigmoid[ROWS];
} Outputs;

static Inputs *
make_inputs (GRand *random)
{
  Inputs *in = g_new (Inputs, 1);

  for (guint i = 0; i < sizeof in->panels; i++)
    in->panels[i] = g_rand_int_range (random, -127, 128);
  fill_whole (random, in->x, G_N_ELEMENTS (in->x), DTL_UNIT);
  fill_floats (random, in->scale, ROWS, 0.01);
  fill_floats (random, in->bias, ROWS, 1);
  fill_floats (random, in->unit, MAX_N, 1e-4);
  fill_floats (random, in->floats, ROWS, 9);
  fill_floats (random, in->cell, ROWS, 2);
  return in;
}

static void
run_kernel (const DtlKernel *kernel, const Inputs *in, guint n, Outputs *out)
{
  guint hidden = ROWS / 4;
  gint16 small[MAX_N * COLUMNS];

  memset (out, 0, sizeof *out);
  for (guint i = 0; i < G_N_ELEMENTS (small); i++)
    small[i] = in->x[i] / 4;
  kernel->multiply (in->panels, ROWS, COLUMNS, in->x, n, out->sums);
  kernel->dots (small, n, small + COLUMNS, n - 1, COLUMNS, out->dots);
  kernel->scale (out->sums, n, ROWS, in->scale, in->bias, in->unit, out->scaled);
  out->step = kernel->quantise (in->floats, ROWS, DTL_UNIT, out->whole);
  memcpy (out->cell, in->cell, sizeof out->cell);
  kernel->gates (in->floats, out->sums, in->scale, hidden, out->cell, out->h);
  memcpy (out->sigmoid, in->floats, sizeof out->sigmoid);
  kernel->sigmoid (out->sigmoid, ROWS);
}

static void
test_kernels_agree (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  Outputs expected, got;

  for (guint round = 0; round < 50; round++)
    {
      g_autofree Inputs *in = make_inputs (random);
      guint n = 2 + round % (MAX_N - 1);

      run_kernel (dtl_kernel_nth (0), in, n, &expected);
      for (guint k = 1; dtl_kernel_nth (k) != NULL; k++)
        {
          run_kernel (dtl_kernel_nth (k), in, n, &got);
          g_test_message ("%s, %u rows", dtl_kernel_nth (k)->name, n);
          g_assert_cmpmem (&got, sizeof got, &expected, sizeof expected);
        }
    }
}

/* Panels are read as they are written: row r, columns k and k + 1 at panel r / 16, pair k / 2. */
static void
test_product (void)
{
  gint8 panels[DTL_PANEL * DTL_COLUMN_STEP] = { 0 };
  gint16 x[DTL_COLUMN_STEP] = { 0 };
  gint32 out[DTL_PANEL];

  panels[2 * DTL_PANEL * 1 + 2 * 3 + 1] = -7; /* row 3, column 3 */
  panels[2 * 5] = 127;                        /* row 5, column 0 */
  x[0] = 16383;
  x[3] = 100;
  dtl_kernel_best ()->multiply (panels, DTL_PANEL, DTL_COLUMN_STEP, x, 1, out);
  for (guint r = 0; r < DTL_PANEL; r++)
    g_assert_cmpint (out[r], ==, r == 3 ? -700 : r == 5 ? 127 * 16383 : 0);
}

/* The largest sums do not overflow. */
static void
test_limits (void)
{
  g_autofree gint8 *panels = g_new (gint8, DTL_PANEL * DTL_MAX_COLUMNS);
  g_autofree gint16 *x = g_new (gint16, DTL_MAX_COLUMNS);
  gint32 out[DTL_PANEL];

  memset (panels, -127, DTL_PANEL * DTL_MAX_COLUMNS);
  for (guint k = 0; k < DTL_MAX_COLUMNS; k++)
    x[k] = -DTL_UNIT;
  for (guint i = 0; dtl_kernel_nth (i) != NULL; i++)
    {
      dtl_kernel_nth (i)->multiply (panels, DTL_PANEL, DTL_MAX_COLUMNS, x, 1, out);
      g_assert_cmpint (out[0], ==, 127 * DTL_UNIT * DTL_MAX_COLUMNS);
    }
}

static void
test_sigmoid (void)
{
  float x[DTL_PANEL];

  for (float start = -60; start < 60; start += 0.7f)
    {
      for (guint lane = 0; lane < DTL_PANEL; lane++)
        x[lane] = start + lane * 0.043f;
      dtl_kernel_best ()->sigmoid (x, DTL_PANEL);
      for (guint lane = 0; lane < DTL_PANEL; lane++)
        g_assert_cmpfloat_with_epsilon (x[lane], 1 / (1 + exp (-(start + lane * 0.043))), 1e-6);
    }
}

/* What a damaged file may lead to. */
static void
test_not_numbers (void)
{
  float x[DTL_PANEL] = { NAN, INFINITY, -INFINITY, 1e38f };
  gint16 whole[DTL_PANEL];

  for (guint i = 0; dtl_kernel_nth (i) != NULL; i++)
    {
      float y[DTL_PANEL], step;

      memcpy (y, x, sizeof y);
      step = dtl_kernel_nth (i)->quantise (y, DTL_PANEL, DTL_UNIT, whole);
      g_assert_true (isfinite (step));
      for (guint lane = 0; lane < DTL_PANEL; lane++)
        g_assert_cmpint (ABS (whole[lane]), <=, DTL_UNIT);
      dtl_kernel_nth (i)->sigmoid (y, DTL_PANEL);
      for (guint lane = 0; lane < DTL_PANEL; lane++)
        g_assert_true (y[lane] >= 0 && y[lane] <= 1);
    }
}

static char *
read_mini (gsize *size)
{
  g_autofree char *path = g_build_filename (g_getenv ("DTL_TEST_SRCDIR"), "data", "mini.dtm", NULL);
  char *data = NULL;

  g_assert_true (g_file_get_contents (path, &data, size, NULL));
  return data;
}

static DtlModel *
load (const char *data, gsize size, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  return dtl_model_new_from_bytes (bytes, error);
}

static void
test_reads (void)
{
  gsize size;
  g_autofree char *data = read_mini (&size);
  g_autoptr (GError) error = NULL;
  g_autoptr (DtlModel) model = load (data, size, &error);
  const DtlChunk *chunk;

  g_assert_no_error (error);
  g_assert_cmpuint (dtl_model_n_chunks (model), >, 50);
  chunk = dtl_model_find (model, "upos.out", DTL_CHUNK_I8, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (chunk->rows % DTL_PANEL, ==, 0);
  g_assert_cmpuint ((guintptr) chunk->data % 64, ==, 0);
  g_assert_null (dtl_model_find (model, "upos.out", DTL_CHUNK_F32, &error));
  g_assert_error (error, DTL_ERROR, DTL_ERROR_MODEL);
  g_assert_cmpstr (error->message, ==, "chunk 'upos.out': type 0 instead of 3");
  g_clear_error (&error);
  g_assert_null (dtl_model_find (model, "nothing", DTL_CHUNK_I8, &error));
  g_assert_cmpstr (error->message, ==, "chunk 'nothing': missing");
}

/* Damage to the header and to the entry of the first chunk, which is "word", 32 bytes in. */
static void
test_damage (void)
{
  static const struct
  {
    guint at;
    guint8 byte;
    const char *message;
  } rows[] = {
    { 0, 'x', "header: not a weights file" },
    { 0, 0x1F, "header: not a weights file" },
    { 8, 9, "header: version 9, expected 2" },
    { 8, 0, "header: version 0, expected 2" },
    { 16, 1, "header: says" },
    { 14, 0xFF, "header: table of" },
    { 32 + 45, 0x7F, "chunk 'word': offset" },
    { 32 + 40, 1, "chunk 'word': offset" },
    { 32 + 52, 0x7F, "chunk 'word': size" },
    { 32 + 24, 77, "chunk 'word': type 77 is none of 4" },
    { 32 + 28, 1, "chunk 'word': elements" },
    { 32 + 64 + 41, 0, "chunk 'word.starts': offset" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gsize size;
      g_autofree char *data = read_mini (&size);
      g_autoptr (GError) error = NULL;

      data[rows[i].at] = rows[i].byte;
      seal_model ((guint8 *) data, size);
      g_assert_null (load (data, size, &error));
      g_assert_error (error, DTL_ERROR, DTL_ERROR_MODEL);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, rows[i].message));
    }
}

/* src/train/export.py gives the same sums. */
static void
test_checksum (void)
{
  static const char *const dateline = "datelinedatelinedatelinedatelinedateline";
  guint8 bytes[768];

  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = i;
  g_assert_cmphex (dtl_checksum (NULL, 0), ==, G_GUINT64_CONSTANT (0x32d21a98cb1917b0));
  g_assert_cmphex (dtl_checksum ("a", 1), ==, G_GUINT64_CONSTANT (0x5c861655e08f9713));
  g_assert_cmphex (dtl_checksum (dateline, strlen (dateline)), ==, G_GUINT64_CONSTANT (0x455418ca12ea3416));
  g_assert_cmphex (dtl_checksum (bytes, sizeof bytes), ==, G_GUINT64_CONSTANT (0x4d933055084b0608));
}

/* One bit of any chunk is noticed, and one of its entry in the table; the message says where. */
static void
test_flipped_bits (void)
{
  gsize size;
  g_autofree char *data = read_mini (&size);
  guint8 n_chunks = data[12];

  for (guint i = 0; i < n_chunks; i++)
    {
      char *entry = data + 32 + 64 * i;
      guint64 place[2];
      g_autofree char *message = NULL;

      memcpy (place, entry + 40, sizeof place);
      message = g_strdup_printf ("chunk '%s': wrong checksum of bytes %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT, entry, place[0],
                                 place[0] + place[1]);
      for (guint k = 0; k < 24; k++)
        {
          gsize at = place[0] + place[1] * k / 24;
          g_autoptr (GError) error = NULL;
          g_autoptr (GError) table_error = NULL;

          data[at] ^= 1 << k % 8;
          g_assert_null (load (data, size, &error));
          data[at] ^= 1 << k % 8;
          g_assert_error (error, DTL_ERROR, DTL_ERROR_MODEL);
          g_assert_cmpstr (error->message, ==, message);
          entry[k + 40] ^= 1 << k % 8;
          g_assert_null (load (data, size, &table_error));
          entry[k + 40] ^= 1 << k % 8;
          g_assert_true (g_str_has_prefix (table_error->message, "header: wrong checksum of the table, bytes 32 to "));
        }
    }
}

static void
test_truncated (void)
{
  gsize size;
  g_autofree char *data = read_mini (&size);

  for (gsize length = 0; length < size; length += length < 200 ? 1 : 997)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *expected = g_strdup_printf ("header: says %" G_GSIZE_FORMAT " bytes, the file has %" G_GSIZE_FORMAT, size, length);

      g_assert_null (load (data, length, &error));
      g_assert_error (error, DTL_ERROR, DTL_ERROR_MODEL);
      g_assert_cmpstr (error->message, ==, length < 32 ? "header: not a weights file" : expected);
    }
}

/* Other things that lie about in files. */
static void
test_foreign (void)
{
  static const char *const foreign[] = { "", "\x7F" "ELF", "\x1F\x8B\x08", "PK\x03\x04", "<!DOCTYPE html>", "version https://git-lfs" };

  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    for (gsize size = strlen (foreign[i]); size < 5000; size = size * 3 + 1)
      {
        g_autoptr (GError) error = NULL;
        g_autofree char *data = g_malloc0 (size + 16);

        strcpy (data, foreign[i]);
        g_assert_null (load (data, size, &error));
        g_assert_error (error, DTL_ERROR, DTL_ERROR_MODEL);
        g_assert_cmpstr (error->message, ==, "header: not a weights file");
      }
}

static void
test_missing_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dtl_model_open ("/nonexistent/en.dtm", &error));
  g_assert_error (error, DTL_ERROR, DTL_ERROR_MODEL);
}

static void
test_vocabulary (void)
{
  gsize size;
  g_autofree char *data = read_mini (&size);
  g_autoptr (GError) error = NULL;
  g_autoptr (DtlModel) model = load (data, size, &error);
  DtlVocabulary words;

  g_assert_true (dtl_vocabulary_init (&words, model, "word", &error));
  for (guint i = 0; i < words.n_words; i++)
    {
      const char *word = dtl_vocabulary_word (&words, i);

      g_assert_cmpuint (dtl_vocabulary_find (&words, word, strlen (word)), ==, i);
    }
  g_assert_cmpuint (dtl_vocabulary_find (&words, "no such word", 12), ==, DTL_NONE);
  g_assert_cmpstr (dtl_vocabulary_word (&words, words.n_words), ==, "");
  g_assert_false (dtl_vocabulary_init (&words, model, "nothing", &error));
  g_assert_error (error, DTL_ERROR, DTL_ERROR_MODEL);
}

/* A sequence gives the same alone and beside shorter ones. */
static void
test_lstm_batches (void)
{
  gsize size;
  g_autofree char *data = read_mini (&size);
  g_autoptr (DtlModel) model = load (data, size, NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (13);
  DtlScratch scratch = { 0 };
  DtlLstm lstm = { 0 };
  guint32 starts[] = { 0, 7, 12, 13 }, alone_starts[] = { 0, 5 };
  float unit[13];
  gint16 *x, *y, *alone;

  g_assert_true (dtl_lstm_init (&lstm, model, "lstm1", 0, NULL));
  x = g_new (gint16, 13 * lstm.in[0].columns);
  y = g_new (gint16, 13 * 2 * lstm.hidden);
  alone = g_new (gint16, 5 * 2 * lstm.hidden);
  fill_whole (random, x, 13 * lstm.in[0].columns, DTL_UNIT);
  for (guint i = 0; i < 13; i++)
    unit[i] = 1.0f / DTL_UNIT;
  dtl_lstm_run (&lstm, dtl_kernel_best (), (DtlBatch) { starts, 3 }, x, unit, y, &scratch);
  dtl_lstm_run (&lstm, dtl_kernel_nth (0), (DtlBatch) { alone_starts, 1 }, x + 7 * lstm.in[0].columns, unit, alone, &scratch);
  g_assert_cmpmem (y + 7 * 2 * lstm.hidden, 5 * 2 * lstm.hidden * sizeof *y, alone, 5 * 2 * lstm.hidden * sizeof *alone);
  g_free (x);
  g_free (y);
  g_free (alone);
  dtl_scratch_clear (&scratch);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/kernels/agree", test_kernels_agree);
  g_test_add_func ("/model/kernels/product", test_product);
  g_test_add_func ("/model/kernels/limits", test_limits);
  g_test_add_func ("/model/kernels/sigmoid", test_sigmoid);
  g_test_add_func ("/model/kernels/not-numbers", test_not_numbers);
  g_test_add_func ("/model/file/reads", test_reads);
  g_test_add_func ("/model/file/damage", test_damage);
  g_test_add_func ("/model/file/truncated", test_truncated);
  g_test_add_func ("/model/file/foreign", test_foreign);
  g_test_add_func ("/model/file/checksum", test_checksum);
  g_test_add_func ("/model/file/flipped-bits", test_flipped_bits);
  g_test_add_func ("/model/file/missing", test_missing_file);
  g_test_add_func ("/model/vocabulary", test_vocabulary);
  g_test_add_func ("/model/lstm/batches", test_lstm_batches);
  return g_test_run ();
}
