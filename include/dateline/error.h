/* Errors (a call failed) and diagnostics (an article is strange, and the work goes on). */
#pragma once

#if !defined(DTL_INSIDE) && !defined(DTL_COMPILATION)
# error "Only <dateline/dateline.h> can be included directly."
#endif

#include <dateline/types.h>

G_BEGIN_DECLS

/** DTL_ERROR: the one error domain of the library. */
#define DTL_ERROR (dtl_error_quark ())
GQuark dtl_error_quark (void);

/** DtlError: why a call failed. */
typedef enum
{
  DTL_ERROR_INPUT,       /* the bytes are not an article of the kind they claim to be, or hold no text */
  DTL_ERROR_SYNTAX,      /* a date, table, option value or JSON document is malformed */
  DTL_ERROR_UNSUPPORTED, /* unknown format or kind, impossible pair of view and format, other language */
  DTL_ERROR_LIMIT,       /* larger or deeper than the documented limits */
  DTL_ERROR_MODEL,       /* the weights file is missing, damaged or of another version */
  DTL_ERROR_RENDER,      /* the render helper failed */
  DTL_ERROR_CORPUS,      /* a corpus file is none, damaged, locked, of a newer version, or cannot be written */
} DtlError;

/**
 * DtlDiagnostic:
 * @tag: stable name, e.g. "no-publication-date" (static string)
 * @severity: how much it matters
 * @span: where in the document, in bytes; {0, 0} when it is about the whole
 * @message: one line for people, lower case, no full stop (owned by the document)
 */
typedef struct
{
  const char *tag;
  DtlSeverity severity;
  DtlSpan span;
  const char *message;
} DtlDiagnostic;

G_END_DECLS
