/* Words of a model by number: an open-addressing table that lies in the weights file. */
#pragma once

#include "model/model.h"

/** DtlVocabulary: a view of three chunks; copy it freely while the model lives. */
typedef struct
{
  const char *text;      /* [text_size], each word ends in NUL; borrowed from the model */
  gsize text_size;
  const guint32 *starts; /* [n_words] */
  guint n_words;
  const guint32 *slots;  /* [n_slots], a power of two: number of a word + 1, or 0 */
  guint n_slots;
} DtlVocabulary;

/** DTL_FNV_START, dtl_fnv_add: the hash FNV-1a, byte by byte. */
#define DTL_FNV_START 2166136261u

static inline guint32
dtl_fnv_add (guint32 hash, guint8 byte)
{
  return (hash ^ byte) * 16777619u;
}

/** dtl_vocabulary_init: finds the chunks @name, @name.starts and @name.slots */
gboolean dtl_vocabulary_init (DtlVocabulary *vocabulary, const DtlModel *model, const char *name, GError **error);
/** dtl_vocabulary_find: number of @word of @length bytes, or DTL_NONE */
guint dtl_vocabulary_find (const DtlVocabulary *vocabulary, const char *word, gsize length);
/** dtl_vocabulary_word: (transfer none): the word with number @n, "" if there is none */
const char *dtl_vocabulary_word (const DtlVocabulary *vocabulary, guint n);
