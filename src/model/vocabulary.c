/* Lookup in a vocabulary. The file may be damaged: every number read from it is checked before it is used. */
#include "model/vocabulary.h"

#include <string.h>

gboolean
dtl_vocabulary_init (DtlVocabulary *vocabulary, const DtlModel *model, const char *name, GError **error)
{
  g_autofree char *starts_name = g_strconcat (name, ".starts", NULL);
  g_autofree char *slots_name = g_strconcat (name, ".slots", NULL);
  const DtlChunk *text = dtl_model_find (model, name, DTL_CHUNK_U8, error);
  const DtlChunk *starts = text ? dtl_model_find (model, starts_name, DTL_CHUNK_U32, error) : NULL;
  const DtlChunk *slots = starts ? dtl_model_find (model, slots_name, DTL_CHUNK_U32, error) : NULL;

  if (slots == NULL)
    return FALSE;
  if (text->rows == 0 || text->columns != 1 || ((const char *) text->data)[text->rows - 1] != '\0')
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_MODEL, "chunk '%s': does not end in NUL", name);
      return FALSE;
    }
  if (starts->columns != 1 || slots->columns != 1 || slots->rows == 0 || (slots->rows & (slots->rows - 1)) != 0)
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_MODEL, "chunk '%s': %u slots are no power of two", slots_name, slots->rows);
      return FALSE;
    }
  *vocabulary = (DtlVocabulary) { text->data, text->rows, starts->data, starts->rows, slots->data, slots->rows };
  return TRUE;
}

const char *
dtl_vocabulary_word (const DtlVocabulary *vocabulary, guint n)
{
  guint32 start = n < vocabulary->n_words ? GUINT32_FROM_LE (vocabulary->starts[n]) : G_MAXUINT32;

  return start < vocabulary->text_size ? vocabulary->text + start : "";
}

static gboolean
is_word (const DtlVocabulary *vocabulary, guint n, const char *word, gsize length)
{
  const char *candidate = dtl_vocabulary_word (vocabulary, n);

  return strncmp (candidate, word, length) == 0 && candidate[length] == '\0';
}

guint
dtl_vocabulary_find (const DtlVocabulary *vocabulary, const char *word, gsize length)
{
  guint32 hash = DTL_FNV_START, mask = vocabulary->n_slots - 1;

  for (gsize i = 0; i < length; i++)
    hash = dtl_fnv_add (hash, word[i]);
  for (guint32 probe = 0; probe <= mask; probe++)
    {
      guint32 slot = GUINT32_FROM_LE (vocabulary->slots[(hash + probe) & mask]);

      if (slot == 0)
        return DTL_NONE;
      if (is_word (vocabulary, slot - 1, word, length))
        return slot - 1;
    }
  return DTL_NONE;
}
