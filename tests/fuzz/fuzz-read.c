/* Readers: any bytes, of sniffed kind and as each kind, become documents or an error; words and sentences lie within the
 * text. Of PDF it is what its helper program writes that is read: the helper is a program for each run. */
#include <string.h>

#include "ingest/ingest.h"
#include "text/text.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_words (DtlDocument *document)
{
  guint32 last = 0;

  g_assert_true (dtl_text_run (document, NULL));
  g_assert_true (g_utf8_validate (document->text, document->length, NULL));
  for (guint i = 0; i < document->tokens->len; i++)
    {
      const DtlToken *token = dtl_document_token (document, i);

      g_assert_cmpuint (token->span.start, >=, last);
      g_assert_cmpuint (token->span.end, <=, document->length);
      g_assert_cmpuint (token->sentence, <, document->sentences->len);
      last = token->span.start;
    }
}

static void
read_as (GBytes *bytes, const char *kind)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) dtl_document_unref);
  g_autoptr (GError) error = NULL;
  DtlInput input = { .bytes = bytes, .uri = "fuzz", .kind = kind };
  gboolean is_pdf = g_strcmp0 (kind, "pdf") == 0;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  gboolean well = is_pdf ? dtl_pdf_read_rows (&input, data, length, documents, &error)
                         : dtl_ingest_run (&input, documents, &error);

  g_assert_true (well == (error == NULL));
  g_assert_true (well || documents->len == 0);
  for (guint i = 0; i < documents->len; i++)
    check_words (g_ptr_array_index (documents, i));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  guint n;
  const DtlInputKind *kinds = dtl_input_kinds (&n);

  read_as (bytes, NULL);
  for (guint i = 0; i < n; i++)
    read_as (bytes, kinds[i].name);
  return 0;
}
