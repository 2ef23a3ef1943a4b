/* Inputs that hold many articles. A part that cannot be read is counted and told, and never stops the others. */
#include "ingest/collection.h"

#include <string.h>

#define REASONS_MAX 4

void
dtl_collection_init (DtlCollection *collection, const DtlInput *input, const char *kind, const char *unit,
                     GPtrArray *documents)
{
  *collection = (DtlCollection) {
    .input = input, .kind = kind, .unit = unit, .documents = documents, .first = documents->len
  };
  collection->reasons = g_string_new (NULL);
}

void
dtl_collection_clear (DtlCollection *collection)
{
  g_string_free (collection->reasons, TRUE);
}

guint
dtl_collection_number (const DtlCollection *collection)
{
  return collection->input->parts_before + collection->n_parts;
}

void
dtl_collection_skip (DtlCollection *collection, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  if (++collection->n_skipped > REASONS_MAX)
    return;
  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_string_append_printf (collection->reasons, "%s%s %u: %s", collection->reasons->len > 0 ? "; " : "",
                          collection->unit, dtl_collection_number (collection), reason);
}

DtlDocument *
dtl_collection_add (DtlCollection *collection, DtlDraft *draft, const char *bytes, gsize length,
                    const DtlDecoding *decoding)
{
  g_autoptr (GBytes) own = g_bytes_new_static (bytes, length);
  DtlInput part = *collection->input;
  DtlDocument *document;

  if (draft->blocks->len == 0)
    {
      dtl_collection_skip (collection, "no text");
      return NULL;
    }
  if (draft->uri == NULL && part.uri != NULL)
    draft->uri = g_strdup_printf ("%s#%u", part.uri, dtl_collection_number (collection));
  part.bytes = own;
  document = dtl_draft_seal (draft, &part, collection->kind, 0, decoding);
  g_ptr_array_add (collection->documents, document);
  return document;
}

gboolean
dtl_collection_finish (DtlCollection *collection, GError **error)
{
  const char *more = collection->n_skipped > REASONS_MAX ? "; …" : "";

  if (collection->documents->len == collection->first)
    {
      if (collection->n_skipped > 0)
        g_set_error (error, DTL_ERROR, DTL_ERROR_INPUT, "no article: %u of %u %ss skipped: %s%s", collection->n_skipped,
                     collection->n_parts, collection->unit, collection->reasons->str, more);
      else
        g_set_error (error, DTL_ERROR, DTL_ERROR_INPUT, "no article: not one %s", collection->unit);
      return FALSE;
    }
  if (collection->n_skipped > 0)
    dtl_document_diagnose (collection->documents->pdata[collection->documents->len - 1], "parts-skipped",
                           DTL_SEVERITY_WARNING, (DtlSpan) { 0, 0 }, "%u of %u %ss skipped: %s%s", collection->n_skipped,
                           collection->n_parts, collection->unit, collection->reasons->str, more);
  return TRUE;
}
