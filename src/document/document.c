/* Life of a document, its diagnostics, and the map from bytes to code points. */
#include "document/document.h"

#include <string.h>

#define ARENA_LIMIT (512u << 20)
#define STRIDE 64 /* bytes between two entries of the offset index */

G_DEFINE_BOXED_TYPE (DtlDocument, dtl_document, dtl_document_ref, dtl_document_unref)

DtlDocument *
dtl_document_new (const char *text, gsize length)
{
  DtlDocument *document = g_new0 (DtlDocument, 1);

  g_atomic_ref_count_init (&document->ref_count);
  document->arena = dtl_arena_new ();
  document->arena_limit = ARENA_LIMIT;
  document->text = dtl_arena_strndup (document->arena, text, length);
  document->length = length;
  document->blocks = g_array_new (FALSE, TRUE, sizeof (DtlBlock));
  document->sentences = g_array_new (FALSE, TRUE, sizeof (DtlSentence));
  document->tokens = g_array_new (FALSE, TRUE, sizeof (DtlToken));
  document->times = g_array_new (FALSE, TRUE, sizeof (DtlTime));
  document->names = g_array_new (FALSE, TRUE, sizeof (DtlName));
  document->predicates = g_array_new (FALSE, TRUE, sizeof (DtlPredicate));
  document->arguments = g_array_new (FALSE, TRUE, sizeof (DtlRoleArc));
  document->entities = g_array_new (FALSE, TRUE, sizeof (DtlEntity));
  document->links = g_array_new (FALSE, TRUE, sizeof (DtlLink));
  document->sayings = g_array_new (FALSE, TRUE, sizeof (DtlSaying));
  document->diagnostics = g_array_new (FALSE, TRUE, sizeof (DtlDiagnostic));
  document->char_starts = g_array_new (FALSE, TRUE, sizeof (guint32));
  document->record = dtl_record_new ();
  return document;
}

DtlDocument *
dtl_document_ref (DtlDocument *document)
{
  g_atomic_ref_count_inc (&document->ref_count);
  return document;
}

void
dtl_document_unref (DtlDocument *document)
{
  if (document == NULL || !g_atomic_ref_count_dec (&document->ref_count))
    return;
  g_array_unref (document->blocks);
  g_array_unref (document->sentences);
  g_array_unref (document->tokens);
  g_array_unref (document->times);
  g_array_unref (document->names);
  g_array_unref (document->predicates);
  g_array_unref (document->arguments);
  g_array_unref (document->entities);
  g_array_unref (document->links);
  g_array_unref (document->sayings);
  g_array_unref (document->diagnostics);
  g_array_unref (document->char_starts);
  dtl_record_unref (document->record);
  dtl_arena_free (document->arena);
  g_free (document);
}

void
dtl_document_set_identity (DtlDocument *document, GBytes *bytes, guint part)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size = 0;
  const guchar *data = g_bytes_get_data (bytes, &size);

  g_checksum_update (checksum, data, size);
  if (part > 0)
    {
      g_autofree char *suffix = g_strdup_printf ("#%u", part);

      g_checksum_update (checksum, (const guchar *) suffix, strlen (suffix));
    }
  document->sha256 = dtl_arena_strdup (document->arena, g_checksum_get_string (checksum));
  document->id = dtl_id (document->arena, 'd', document->sha256);
}

const char *
dtl_document_get_text (const DtlDocument *document)
{
  return document->text;
}

DtlRecord *
dtl_document_get_record (const DtlDocument *document)
{
  return document->record;
}

gboolean
dtl_document_is_page (const DtlDocument *document)
{
  return document->paging != NULL;
}

const DtlDiagnostic *
dtl_document_get_diagnostics (const DtlDocument *document, guint *n_diagnostics)
{
  *n_diagnostics = document->diagnostics->len;
  return (const DtlDiagnostic *) document->diagnostics->data;
}

void
dtl_document_diagnose (DtlDocument *document, const char *tag, DtlSeverity severity, DtlSpan span, const char *format,
                       ...)
{
  DtlDiagnostic diagnostic = { tag, severity, span, NULL };
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  diagnostic.message = dtl_arena_strdup (document->arena, message);
  g_array_append_val (document->diagnostics, diagnostic);
}

static gboolean
starts_character (char byte)
{
  return (byte & 0xC0) != 0x80;
}

/* For every STRIDE bytes, the number of characters that start before them. */
static void
index_characters (DtlDocument *document)
{
  guint32 n = 0;

  for (gsize i = 0; i <= document->length; i++)
    {
      if (i % STRIDE == 0)
        g_array_append_val (document->char_starts, n);
      if (i < document->length && starts_character (document->text[i]))
        n++;
    }
}

guint32
dtl_document_char_offset (DtlDocument *document, guint32 byte)
{
  guint32 n;

  g_return_val_if_fail (byte <= document->length, 0);
  if (document->char_starts->len == 0)
    index_characters (document);
  n = g_array_index (document->char_starts, guint32, byte / STRIDE);
  for (guint32 i = byte / STRIDE * STRIDE; i < byte; i++)
    n += starts_character (document->text[i]);
  return n;
}

DtlSpan
dtl_document_char_span (DtlDocument *document, DtlSpan span)
{
  DtlSpan out = { dtl_document_char_offset (document, span.start), dtl_document_char_offset (document, span.end) };

  return out;
}

static const char *const predicate_kinds[DTL_N_PREDICATES] = { "none", "predicate", "auxiliary", "light" };

const char *
dtl_predicate_kind_to_string (DtlPredicateKind kind)
{
  return predicate_kinds[kind];
}

DtlPredicateKind
dtl_predicate_kind_from_string (const char *word)
{
  for (guint kind = 1; kind < DTL_N_PREDICATES; kind++)
    if (g_str_equal (predicate_kinds[kind], word))
      return kind;
  return DTL_PREDICATE_NONE;
}

static const char *const saying_kinds[DTL_N_SAYING_KINDS] = { "speech", "thought", "wish", "stance", "finding" };

const char *
dtl_saying_kind_to_string (DtlSayingKind kind)
{
  return saying_kinds[kind];
}

DtlSayingKind
dtl_saying_kind_from_string (const char *word)
{
  for (guint kind = 0; kind < DTL_N_SAYING_KINDS; kind++)
    if (g_str_equal (saying_kinds[kind], word))
      return kind;
  return DTL_SAYING_SPEECH;
}

gboolean
dtl_document_is_within_limit (const DtlDocument *document, GError **error)
{
  if (dtl_arena_size (document->arena) <= document->arena_limit)
    return TRUE;
  g_set_error (error, DTL_ERROR, DTL_ERROR_LIMIT, "analysis needs more than %" G_GSIZE_FORMAT " MB",
               document->arena_limit >> 20);
  return FALSE;
}
