/* What the encoder looks at in a word: numbers of rows in its tables. */
#pragma once

#include "model/vocabulary.h"

/** DtlFeature: the tables, in the order in which their vectors are joined. */
typedef enum
{
  DTL_FEATURE_WORD,
  DTL_FEATURE_SUFFIX2,
  DTL_FEATURE_SUFFIX3,
  DTL_FEATURE_SUFFIX4,
  DTL_FEATURE_PREFIX,
  DTL_FEATURE_SHAPE,
  DTL_FEATURE_GLOVE,
  DTL_N_FEATURES
} DtlFeature;

/** dtl_features_of_form: @rows [DTL_N_FEATURES] of @form; a table without a row for it gets DTL_NONE. @n_rows says how many
 * rows the tables have that are addressed by a hash. */
void dtl_features_of_form (const char *form, const DtlVocabulary *words, const DtlVocabulary *vectors, const guint *n_rows,
                           guint32 *rows);
/** dtl_features_of_root: the rows of the root before each sentence */
void dtl_features_of_root (guint32 *rows);
