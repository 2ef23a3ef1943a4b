/* Base forms of words. */
#pragma once

#include "document/tags.h"
#include "model/vocabulary.h"

/** DtlLemmas: rules of a model: views into it. */
typedef struct
{
  DtlVocabulary rules;  /* "vbg pping", "vbd ^went" */
  DtlVocabulary adds;
  const guint32 *edits; /* [rules.n_words]: letters to strip, and in the upper bits the number of the text to add */
} DtlLemmas;

gboolean dtl_lemmas_init (DtlLemmas *lemmas, const DtlModel *model, GError **error);
/** dtl_lemmas_find: (transfer full): the lemma of @form; @words, ordinary words of the language, choose between spellings
 * ("hoping" → "hope", not "hop") */
char *dtl_lemmas_find (const DtlLemmas *lemmas, const DtlVocabulary *words, const char *form, DtlUpos upos, DtlXpos xpos);
