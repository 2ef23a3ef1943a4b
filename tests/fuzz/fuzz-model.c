/*
 * Weights files: damaged ones are refused, none is read outside its bytes. Damage hardly ever meets its checksum, so each
 * input is read as it is and again with the checksums it should have; what loads must also run.
 */
#include "../unit/model-file.h"
#include "model/model.h"
#include "syntax/syntax.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static DtlDocument *
make_document (void)
{
  static const char *const forms[] = { "Talks", "failed", "in", "Minsk", "on", "Friday", "." };
  DtlDocument *document = dtl_document_new ("", 0);
  DtlSentence sentence = { .n_tokens = G_N_ELEMENTS (forms), .kind = DTL_SENTENCE_BODY };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      DtlToken token = { .form = forms[i], .lower = forms[i], .head = -1 };

      g_array_append_val (document->tokens, token);
    }
  g_array_append_val (document->sentences, sentence);
  return document;
}

static void
load (GBytes *bytes)
{
  g_autoptr (DtlModel) model = dtl_model_new_from_bytes (bytes, NULL);
  g_autoptr (DtlSyntax) syntax = model != NULL ? dtl_syntax_new (model, NULL) : NULL;
  g_autoptr (DtlDocument) document = syntax != NULL ? make_document () : NULL;

  if (syntax != NULL)
    dtl_syntax_run (syntax, document, NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree guint8 *copy = g_memdup2 (data, MAX (size, 1));
  g_autoptr (GBytes) given = g_bytes_new (data, size);
  g_autoptr (GBytes) sealed = NULL;

  load (given);
  seal_model (copy, size);
  sealed = g_bytes_new_take (g_steal_pointer (&copy), size);
  load (sealed);
  return 0;
}
