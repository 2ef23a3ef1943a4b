/*
 * Ingest: from the bytes of one input to documents with text, blocks and what the article says about itself.
 *
 * One file a kind of input, one registry row a file. A reader decodes, finds the article's own text and metadata, and
 * appends one document an article; it never looks at the network, the file system or the clock.
 */
#pragma once

#include "document/document.h"

/**
 * dtl_ingest_run:
 * @input: what to read; its kind is sniffed unless given
 * @documents: (element-type DtlDocument): the articles of the input are appended (transfer full)
 *
 * Errors: %DTL_ERROR_INPUT (empty, not text, not of the kind it claims), %DTL_ERROR_UNSUPPORTED (a kind that is known
 * but has no reader, or an unknown @input->kind), %DTL_ERROR_LIMIT (too large). Nothing is appended on failure.
 */
gboolean dtl_ingest_run (const DtlInput *input, GPtrArray *documents, GError **error);

/** DtlReader: appends the documents of @input; on failure nothing. The bytes are never empty. */
typedef gboolean (*DtlReader) (const DtlInput *input, GPtrArray *documents, GError **error);

/**
 * DtlHead: how an input begins.
 * @text: its first characters, decoded; NUL-terminated
 * @root: (nullable): what follows the "<" of the first element, in @text
 */
typedef struct
{
  const char *bytes;
  gsize length; /* of all bytes */
  const char *text;
  const char *root;
} DtlHead;

/** DtlSniff: how sure it is, 0 (no) to 100 (certain), that an input is of its kind, by its beginning alone. The suffix of
 * a file is the registry's business. */
typedef guint (*DtlSniff) (const DtlHead *head);

/** dtl_head_has_root: whether the first element is one of @n names, in any case */
gboolean dtl_head_has_root (const DtlHead *head, const char *const *names, gsize n);
/** dtl_head_starts_with: whether the bytes do */
gboolean dtl_head_starts_with (const DtlHead *head, const char *bytes, gsize n);

/** dtl_input_limit: bytes that @input may have */
static inline gsize
dtl_input_limit (const DtlInput *input)
{
  return (gsize) (input->limit_mb > 0 ? input->limit_mb : DTL_INPUT_LIMIT_MB) << 20;
}

/**
 * dtl_ingest_join_pages: pages of one article in @documents become one document, in the place of the first of them: the same
 * address but for the number, the same title, no other day. What stood on an earlier page is left out; the metadata are those
 * of the first page, and offsets count in the joined text. A page of which there are two stays alone in its second version.
 * A view with everything on one page takes the place of its parts. The same for any order of @documents but for the places.
 */
void dtl_ingest_join_pages (GPtrArray *documents);

/* The readers, and what tells them their input. */
gboolean dtl_ingest_text (const DtlInput *input, GPtrArray *documents, GError **error);
gboolean dtl_ingest_html (const DtlInput *input, GPtrArray *documents, GError **error);
gboolean dtl_ingest_conllu (const DtlInput *input, GPtrArray *documents, GError **error);
gboolean dtl_ingest_feed (const DtlInput *input, GPtrArray *documents, GError **error);
guint dtl_sniff_feed (const DtlHead *head);
gboolean dtl_ingest_json (const DtlInput *input, GPtrArray *documents, GError **error);
guint dtl_sniff_json (const DtlHead *head);
gboolean dtl_ingest_jsonl (const DtlInput *input, GPtrArray *documents, GError **error);
guint dtl_sniff_jsonl (const DtlHead *head);
gboolean dtl_ingest_warc (const DtlInput *input, GPtrArray *documents, GError **error);
guint dtl_sniff_warc (const DtlHead *head);
gboolean dtl_ingest_mail (const DtlInput *input, GPtrArray *documents, GError **error);
guint dtl_sniff_mail (const DtlHead *head);
gboolean dtl_ingest_epub (const DtlInput *input, GPtrArray *documents, GError **error);
guint dtl_sniff_epub (const DtlHead *head);
gboolean dtl_ingest_docx (const DtlInput *input, GPtrArray *documents, GError **error);
guint dtl_sniff_docx (const DtlHead *head);
gboolean dtl_ingest_pdf (const DtlInput *input, GPtrArray *documents, GError **error);
guint dtl_sniff_pdf (const DtlHead *head);
gboolean dtl_ingest_nitf (const DtlInput *input, GPtrArray *documents, GError **error);
guint dtl_sniff_nitf (const DtlHead *head);
gboolean dtl_ingest_newsml (const DtlInput *input, GPtrArray *documents, GError **error);
guint dtl_sniff_newsml (const DtlHead *head);

/** dtl_ingest_find_kind: (nullable): the name of the reader that would read an input that begins with these bytes; static.
 * @uri may be NULL */
const char *dtl_ingest_find_kind (const char *uri, const char *bytes, gsize length);

/** dtl_jsonl_find_break, dtl_warc_find_break: the end of the last whole line or record in @bytes, 0 for none.
 * @n (out): how many there are before it */
gsize dtl_jsonl_find_break (const char *bytes, gsize length, guint *n);
gsize dtl_warc_find_break (const char *bytes, gsize length, guint *n);

/** dtl_pdf_read_rows: what dtl_ingest_pdf() does with what its helper has written (see pdf-main.c) */
gboolean dtl_pdf_read_rows (const DtlInput *input, const char *rows, gsize length, GPtrArray *documents, GError **error);

/* What readers share. */

/** dtl_ingest_document_new: (transfer full): a document of @text with identity, uri and @kind (static) set from
 * @input; @part numbers the documents of one input from 0 */
DtlDocument *dtl_ingest_document_new (const DtlInput *input, const char *kind, guint part, const char *text,
                                      gsize length);

/**
 * dtl_ingest_set_published:
 * @own: (nullable): the day that the article itself gives; its strings must live in the document's arena
 *
 * Sets the publication day: the article's own, unless there is none or @input->force_date; then @input->date with
 * basis option. Diagnoses "date-conflict" where both are given and differ.
 */
void dtl_ingest_set_published (DtlDocument *document, const DtlInput *input, const DtlWhen *own);
