/*
 * Hashed features and word vectors, two bidirectional LSTM layers, and on them: linear layers for tags, a hidden layer and
 * a linear one for names, a biaffine product for heads (Dozat and Manning 2017) and a sum of two projections for relations
 * (Kiperwasser and Goldberg 2016).
 */
#include "syntax/encoder.h"

#include <string.h>

static const char *const feature_names[DTL_N_FEATURES] = { "word.rows",   "suffix2.rows", "suffix3.rows", "suffix4.rows",
                                                           "prefix.rows", "shape.rows",   "glove.rows" };

static guint
value_of_upos (const char *word)
{
  return dtl_upos_from_string (word);
}

static guint
value_of_xpos (const char *word)
{
  return dtl_xpos_from_string (word);
}

static guint
value_of_deprel (const char *word)
{
  return dtl_deprel_from_string (word);
}

/* "O" → 1, "B-PER" → 2, "I-PER" → 3, "L-PER" → 4, "U-PER" → 5, "B-ORG" → 6 …; 0 is no tag. */
static guint
value_of_name (const char *word)
{
  static const char *const kinds[DTL_N_NAMES] = { "PER", "ORG", "LOC", "MISC" };
  const char *prefix = strchr ("BILU", word[0]);

  if (g_str_equal (word, "O"))
    return 1;
  if (prefix == NULL || word[0] == '\0' || word[1] != '-')
    return 0;
  for (guint kind = 0; kind < DTL_N_NAMES; kind++)
    if (g_str_equal (word + 2, kinds[kind]))
      return 2 + 4 * kind + (prefix - "BILU");
  return 0;
}

gboolean
dtl_tag_set_init (DtlTagSet *set, const DtlModel *model, const char *name, guint (*value_of) (const char *), guint columns,
                  GError **error)
{
  g_autofree char *out = g_strconcat (name, ".out", NULL);
  DtlVocabulary words;

  if (!dtl_vocabulary_init (&words, model, name, error))
    return FALSE;
  if (words.n_words == 0 || words.n_words > DTL_MAX_CLASSES)
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_MODEL, "chunk '%s': %u classes, expected 1 to %u", name, words.n_words,
                   DTL_MAX_CLASSES);
      return FALSE;
    }
  set->n = words.n_words;
  for (guint i = 0; i < set->n; i++)
    {
      set->values[i] = value_of (dtl_vocabulary_word (&words, i));
      if (set->values[i] != 0)
        continue;
      g_set_error (error, DTL_ERROR, DTL_ERROR_MODEL, "chunk '%s': class %u is unknown", name, i);
      return FALSE;
    }
  return dtl_matrix_init (&set->out, model, out, set->n, columns, error);
}

guint
dtl_tag_set_class (const DtlTagSet *set, const float *scores)
{
  guint best = 0;

  for (guint c = 1; c < set->n; c++)
    if (scores[c] > scores[best])
      best = c;
  return best;
}

static gboolean
init_tables (DtlEncoder *encoder, const DtlModel *model, guint *width, GError **error)
{
  *width = 0;
  if (!dtl_vocabulary_init (&encoder->words, model, "word", error)
      || !dtl_vocabulary_init (&encoder->vectors, model, "glove", error))
    return FALSE;
  for (guint i = 0; i < DTL_N_FEATURES; i++)
    {
      if (!dtl_rows_init (&encoder->tables[i], model, feature_names[i], error))
        return FALSE;
      encoder->n_rows[i] = encoder->tables[i].rows;
      if (encoder->tables[i].columns > DTL_MAX_COLUMNS)
        {
          g_set_error (error, DTL_ERROR, DTL_ERROR_MODEL, "chunk '%s': %u columns, expected at most %u", feature_names[i],
                       encoder->tables[i].columns, DTL_MAX_COLUMNS);
          return FALSE;
        }
      *width += encoder->tables[i].columns;
    }
  return TRUE;
}

/* The largest limit for which columns * limit * limit fits in 31 bits. */
static float
limit_for_dots (guint columns)
{
  guint limit = 1;

  while (((guint64) limit + 1) * (limit + 1) * columns <= G_MAXINT32)
    limit++;
  return limit;
}

gboolean
dtl_encoder_init (DtlEncoder *encoder, const DtlModel *model, GError **error)
{
  guint width;

  if (!init_tables (encoder, model, &width, error) || !dtl_lstm_init (&encoder->layers[0], model, "lstm0", width, error)
      || !dtl_lstm_init (&encoder->layers[1], model, "lstm1", 2 * encoder->layers[0].hidden, error))
    return FALSE;
  width = dtl_encoder_width (encoder);
  if (!dtl_tag_set_init (&encoder->upos, model, "upos", value_of_upos, width, error)
      || !dtl_tag_set_init (&encoder->xpos, model, "xpos", value_of_xpos, width, error)
      || !dtl_matrix_init (&encoder->name_hidden, model, "name.hidden", 0, width, error)
      || !dtl_tag_set_init (&encoder->names, model, "name", value_of_name, encoder->name_hidden.rows, error)
      || !dtl_matrix_init (&encoder->arc_head, model, "arc.head", 0, width, error)
      || !dtl_matrix_init (&encoder->arc_dependent, model, "arc.dep", encoder->arc_head.rows, width, error)
      || !dtl_matrix_init (&encoder->arc_product, model, "arc.product", encoder->arc_head.rows, encoder->arc_head.rows, error)
      || !dtl_matrix_init (&encoder->label_head, model, "label.head", 0, width, error)
      || !dtl_matrix_init (&encoder->label_dependent, model, "label.dep", encoder->label_head.rows, width, error)
      || !dtl_tag_set_init (&encoder->labels, model, "label", value_of_deprel, encoder->label_head.rows, error))
    return FALSE;
  encoder->arc_limit = MIN (limit_for_dots (encoder->arc_product.columns), DTL_UNIT);
  return TRUE;
}

guint
dtl_encoder_width (const DtlEncoder *encoder)
{
  return 2 * encoder->layers[1].hidden;
}

/* Joins the vectors of one word; the columns past them are zero. */
static void
embed (const DtlEncoder *encoder, const char *form, float *x, guint columns)
{
  guint32 rows[DTL_N_FEATURES];
  guint at = 0;

  if (form != NULL)
    dtl_features_of_form (form, &encoder->words, &encoder->vectors, encoder->n_rows, rows);
  else
    dtl_features_of_root (rows);
  for (guint i = 0; i < DTL_N_FEATURES; i++)
    {
      dtl_rows_copy (&encoder->tables[i], rows[i], x + at);
      at += encoder->tables[i].columns;
    }
  memset (x + at, 0, (columns - at) * sizeof *x);
}

const float *
dtl_encoder_units (guint n, DtlScratch *scratch)
{
  float *unit = dtl_scratch_get (scratch, 5, n * sizeof *unit);

  for (guint i = 0; i < n; i++)
    unit[i] = 1.0f / DTL_UNIT;
  return unit;
}

void
dtl_encoder_read (const DtlEncoder *encoder, const DtlKernel *kernel, const char *const *forms, DtlBatch batch, gint16 *y,
                  DtlScratch *scratch)
{
  guint n = batch.starts[batch.n], columns = encoder->layers[0].in[0].columns;
  gint16 *x = dtl_scratch_get (scratch, 6, (gsize) n * columns * sizeof *x);
  gint16 *middle = dtl_scratch_get (scratch, 7, (gsize) n * 2 * encoder->layers[0].hidden * sizeof *middle);
  float *unit = dtl_scratch_get (scratch, 5, n * sizeof *unit);
  float *joined = dtl_scratch_get (scratch, 8, columns * sizeof *joined);

  for (guint i = 0; i < n; i++)
    {
      embed (encoder, forms[i], joined, columns);
      unit[i] = kernel->quantise (joined, columns, DTL_UNIT, x + (gsize) i * columns);
    }
  dtl_lstm_run (&encoder->layers[0], kernel, batch, x, unit, middle, scratch);
  dtl_lstm_run (&encoder->layers[1], kernel, batch, middle, dtl_encoder_units (n, scratch), y, scratch);
}

void
dtl_encoder_classify (const DtlTagSet *set, const DtlKernel *kernel, const gint16 *y, guint n, float *scores,
                      DtlScratch *scratch)
{
  dtl_matrix_apply (&set->out, kernel, y, dtl_encoder_units (n, scratch), n, scores, scratch);
}

/* In groups of DTL_PANEL, which the compiler makes into vectors. */
static void
leak (float *x, gsize n)
{
  for (gsize k = 0; k < n; k += DTL_PANEL)
    for (guint lane = 0; lane < DTL_PANEL; lane++)
      x[k + lane] = x[k + lane] < 0 ? x[k + lane] * 0.1f : x[k + lane];
}

void
dtl_encoder_activate (const DtlKernel *kernel, float *x, guint n, guint width, guint columns, float limit, gint16 *whole,
                      float *unit)
{
  leak (x, (gsize) n * width);
  for (guint i = 0; i < n; i++)
    {
      unit[i] = kernel->quantise (x + (gsize) i * width, width, limit, whole + (gsize) i * columns);
      memset (whole + (gsize) i * columns + width, 0, (columns - width) * sizeof *whole);
    }
}

void
dtl_encoder_name (const DtlEncoder *encoder, const DtlKernel *kernel, const gint16 *y, guint n, float *scores,
                  DtlScratch *scratch)
{
  guint width = encoder->name_hidden.rows, columns = encoder->names.out.columns;
  float *hidden = dtl_scratch_get (scratch, 6, (gsize) n * width * sizeof *hidden);
  gint16 *whole = dtl_scratch_get (scratch, 7, (gsize) n * columns * sizeof *whole);
  float *unit = dtl_scratch_get (scratch, 8, n * sizeof *unit);

  dtl_matrix_apply (&encoder->name_hidden, kernel, y, dtl_encoder_units (n, scratch), n, hidden, scratch);
  dtl_encoder_activate (kernel, hidden, n, width, columns, DTL_UNIT, whole, unit);
  dtl_matrix_apply (&encoder->names.out, kernel, whole, unit, n, scores, scratch);
}

/* Both sides of the arcs as integers: h = leaky (H y), d = P leaky (D y) + b. */
static void
project_arcs (const DtlEncoder *encoder, const DtlKernel *kernel, const gint16 *y, guint n, gint16 *head, float *head_unit,
              gint16 *dependent, float *dependent_unit, DtlScratch *scratch)
{
  const DtlMatrix *product = &encoder->arc_product;
  guint width = encoder->arc_head.rows, columns = product->columns;
  float *hidden = dtl_scratch_get (scratch, 6, (gsize) n * width * sizeof *hidden);

  dtl_matrix_apply (&encoder->arc_head, kernel, y, dtl_encoder_units (n, scratch), n, hidden, scratch);
  dtl_encoder_activate (kernel, hidden, n, width, columns, encoder->arc_limit, head, head_unit);
  dtl_matrix_apply (&encoder->arc_dependent, kernel, y, dtl_encoder_units (n, scratch), n, hidden, scratch);
  dtl_encoder_activate (kernel, hidden, n, width, columns, DTL_UNIT, dependent, dependent_unit);
  dtl_matrix_apply (product, kernel, dependent, dependent_unit, n, hidden, scratch);
  for (guint i = 0; i < n; i++)
    {
      dependent_unit[i] = kernel->quantise (hidden + (gsize) i * width, width, encoder->arc_limit, dependent + (gsize) i * columns);
      memset (dependent + (gsize) i * columns + width, 0, (columns - width) * sizeof *dependent);
    }
}

void
dtl_encoder_attach (const DtlEncoder *encoder, const DtlKernel *kernel, const gint16 *y, guint n, float *scores,
                    DtlScratch *scratch)
{
  guint columns = encoder->arc_product.columns;
  gint16 *head = dtl_scratch_get (scratch, 7, (gsize) n * columns * sizeof *head);
  gint16 *dependent = dtl_scratch_get (scratch, 8, (gsize) n * columns * sizeof *dependent);
  float *unit = dtl_scratch_get (scratch, 9, 2 * n * sizeof *unit);
  gint32 *sums;

  project_arcs (encoder, kernel, y, n, head, unit, dependent, unit + n, scratch);
  sums = dtl_scratch_get (scratch, 0, (gsize) n * n * sizeof *sums);
  kernel->dots (dependent, n, head, n, columns, sums);
  for (guint d = 0; d < n; d++)
    for (guint h = 0; h < n; h++)
      scores[(gsize) d * n + h] = sums[(gsize) d * n + h] * (unit[n + d] * unit[h]);
}

void
dtl_encoder_label (const DtlEncoder *encoder, const DtlKernel *kernel, const gint16 *y, guint n, const gint32 *heads,
                   float *scores, DtlScratch *scratch)
{
  guint width = encoder->label_head.rows, columns = encoder->labels.out.columns;
  float *head = dtl_scratch_get (scratch, 6, (gsize) n * width * sizeof *head);
  float *dependent = dtl_scratch_get (scratch, 7, (gsize) n * width * sizeof *dependent);
  gint16 *whole = dtl_scratch_get (scratch, 8, (gsize) n * columns * sizeof *whole);
  float *unit = dtl_scratch_get (scratch, 9, n * sizeof *unit);

  dtl_matrix_apply (&encoder->label_head, kernel, y, dtl_encoder_units (n, scratch), n, head, scratch);
  dtl_matrix_apply (&encoder->label_dependent, kernel, y, dtl_encoder_units (n, scratch), n, dependent, scratch);
  for (guint d = 0; d < n; d++)
    for (guint k = 0; k < width; k++)
      dependent[(gsize) d * width + k] += head[(gsize) heads[d] * width + k];
  dtl_encoder_activate (kernel, dependent, n, width, columns, DTL_UNIT, whole, unit);
  dtl_matrix_apply (&encoder->labels.out, kernel, whole, unit, n, scores, scratch);
}
