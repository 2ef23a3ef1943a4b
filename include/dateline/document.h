/* An analysed article: text and the layers that each stage added. Immutable once a pipeline returned it. */
#pragma once

#if !defined(DTL_INSIDE) && !defined(DTL_COMPILATION)
# error "Only <dateline/dateline.h> can be included directly."
#endif

#include <dateline/story.h>

G_BEGIN_DECLS

typedef struct _DtlDocument DtlDocument;

#define DTL_TYPE_DOCUMENT (dtl_document_get_type ())
GType dtl_document_get_type (void);

DtlDocument *dtl_document_ref (DtlDocument *document);
void dtl_document_unref (DtlDocument *document);

/** dtl_document_get_text: (transfer none): UTF-8; for plain text the decoded input unchanged, for HTML the body */
const char *dtl_document_get_text (const DtlDocument *document);
/** dtl_document_get_record: (transfer none): the facts; NULL until the event stage has run */
DtlRecord *dtl_document_get_record (const DtlDocument *document);
/** dtl_document_is_page: whether it seems to be one page of an article that goes over several, and has not been joined with the
 * others nor analysed; see dtl_pipeline_join_pages() */
gboolean dtl_document_is_page (const DtlDocument *document);
/** dtl_document_get_diagnostics: (transfer none): what is strange about the article */
const DtlDiagnostic *dtl_document_get_diagnostics (const DtlDocument *document, guint *n_diagnostics);
/**
 * dtl_document_to_json: (transfer full): dateline-document/1, one line, no newline at the end
 *
 * Its "predicates" say who does what to whom, where the model knows: [{"token":4,"kind":"predicate","arguments":
 * [{"token":2,"role":"ARG0"}]}], tokens by their number from 0, roles of PropBank, kinds predicate, auxiliary and light.
 */
char *dtl_document_to_json (const DtlDocument *document);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlDocument, dtl_document_unref)

G_END_DECLS
