/* Weights files: damaged ones are refused, none is read outside its bytes. */
#include "model/model.h"
#include "syntax/syntax.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (DtlModel) model = dtl_model_new_from_bytes (bytes, NULL);
  g_autoptr (DtlSyntax) syntax = model != NULL ? dtl_syntax_new (model, NULL) : NULL;

  return 0;
}
