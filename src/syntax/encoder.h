/* The network: words in, scores of tags, names, heads and relations out. */
#pragma once

#include "document/document.h"
#include "model/lstm.h"
#include "syntax/features.h"

#define DTL_ENCODER_LAYERS 2
/** DTL_MAX_CLASSES: of any tag set. */
#define DTL_MAX_CLASSES 128
/** DTL_N_NAME_TAGS: outside, and begin, inside, last, unit of each kind of name. */
#define DTL_N_NAME_TAGS (1 + 4 * DTL_N_NAMES)

/** DtlTagSet: the classes of one output. */
typedef struct
{
  DtlMatrix out;
  guint n;
  guint8 values[DTL_MAX_CLASSES]; /* [n]: what class i means: a DtlUpos, DtlXpos, DtlDeprel or name tag */
} DtlTagSet;

/** DtlEncoder: views into a model; immutable. */
typedef struct
{
  DtlVocabulary words;
  DtlVocabulary vectors;
  DtlRows tables[DTL_N_FEATURES];
  guint n_rows[DTL_N_FEATURES];
  DtlLstm layers[DTL_ENCODER_LAYERS];
  DtlTagSet upos;
  DtlTagSet xpos;
  DtlTagSet labels;
  DtlTagSet names;
  DtlMatrix name_hidden;
  DtlMatrix arc_head;
  DtlMatrix arc_dependent;
  DtlMatrix arc_product;
  DtlMatrix label_head;
  DtlMatrix label_dependent;
  float arc_limit; /* largest integer of the two sides of an arc */
} DtlEncoder;

/** dtl_tag_set_init: reads the list of words @name, each a class whose value @value_of gives (0: unknown, an error), and the
 * matrix @name.out, which takes @columns inputs */
gboolean dtl_tag_set_init (DtlTagSet *set, const DtlModel *model, const char *name, guint (*value_of) (const char *word),
                           guint columns, GError **error);
/** dtl_tag_set_class: the class with the highest of @scores [set->n], the first of several */
guint dtl_tag_set_class (const DtlTagSet *set, const float *scores);

/** dtl_tag_set_best: its value */
static inline guint8
dtl_tag_set_best (const DtlTagSet *set, const float *scores)
{
  return set->values[dtl_tag_set_class (set, scores)];
}

/** dtl_encoder_init: finds all chunks and checks that their shapes fit; @model must outlive it */
gboolean dtl_encoder_init (DtlEncoder *encoder, const DtlModel *model, GError **error);
/** dtl_encoder_width: integers that stand for one word in what follows */
guint dtl_encoder_width (const DtlEncoder *encoder);

/** dtl_encoder_read: @forms [rows of @batch] (NULL is the root) → @y [rows * width] */
void dtl_encoder_read (const DtlEncoder *encoder, const DtlKernel *kernel, const char *const *forms, DtlBatch batch,
                       gint16 *y, DtlScratch *scratch);
/** dtl_encoder_classify: scores[i, c] of class c of @set for @n words; [n * set->out.rows] */
void dtl_encoder_classify (const DtlTagSet *set, const DtlKernel *kernel, const gint16 *y, guint n, float *scores,
                           DtlScratch *scratch);
/** dtl_encoder_name: the same for name tags, which have a layer of their own */
void dtl_encoder_name (const DtlEncoder *encoder, const DtlKernel *kernel, const gint16 *y, guint n, float *scores,
                       DtlScratch *scratch);
/** dtl_encoder_attach: scores[d, h] that word d hangs on word h, for one sentence; [n * n] */
void dtl_encoder_attach (const DtlEncoder *encoder, const DtlKernel *kernel, const gint16 *y, guint n, float *scores,
                         DtlScratch *scratch);
/** dtl_encoder_label: scores[d, c] of relation c between d and heads[d]; [n * labels.out.rows] */
void dtl_encoder_label (const DtlEncoder *encoder, const DtlKernel *kernel, const gint16 *y, guint n, const gint32 *heads,
                        float *scores, DtlScratch *scratch);

/** dtl_encoder_units: @n units of the integers that dtl_encoder_read() gives; uses slot 5 of @scratch */
const float *dtl_encoder_units (guint n, DtlScratch *scratch);
/** dtl_encoder_activate: max(x, x / 10) of @x [n * width], then to integers of up to @limit: @whole [n * columns] times
 * @unit [n]; @columns of the next layer are no fewer than @width */
void dtl_encoder_activate (const DtlKernel *kernel, float *x, guint n, guint width, guint columns, float limit,
                           gint16 *whole, float *unit);
