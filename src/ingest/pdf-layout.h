/* The lines of a PDF document as paragraphs. */
#pragma once

#include "ingest/ingest.h"

#define DTL_PDF_LINES_MAX 400000 /* of a document */

/** DtlPdfFact: what the file says of itself. */
typedef enum
{
  DTL_PDF_TITLE,
  DTL_PDF_AUTHOR,
  DTL_PDF_METADATA, /* XMP */
  DTL_PDF_MADE,     /* ISO 8601 */
  DTL_PDF_CHANGED,
  DTL_PDF_N_FACTS,
} DtlPdfFact;

/**
 * DtlPdfParagraph: some lines that a reader takes for one.
 * @page: from 0
 * @size: of its letters, in tenths of a point
 * @is_heading: whether they are larger than those of the text
 */
typedef struct
{
  GString *text; /* owned, never empty */
  guint page;
  int size;
  gboolean is_heading;
} DtlPdfParagraph;

/**
 * DtlPdf: a document, laid out.
 * @size: of the letters of most of its text
 */
typedef struct
{
  char *rows;                         /* owned: what the helper wrote, taken apart in place */
  GPtrArray *paragraphs;              /* owned: DtlPdfParagraph, in order of reading */
  int size;
  gboolean is_cut;                    /* it has more lines than are looked at */
  const char *facts[DTL_PDF_N_FACTS]; /* nullable, borrowed from rows */
} DtlPdf;

/** dtl_pdf_lay_out: @rows: (transfer full): what dateline-pdf wrote, valid UTF-8; anything else in it is passed over */
void dtl_pdf_lay_out (DtlPdf *pdf, char *rows);
void dtl_pdf_clear (DtlPdf *pdf);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DtlPdf, dtl_pdf_clear)

/** dtl_pdf_learn_words: adds the words of @line, in lower case, but the last, which may be half of one */
void dtl_pdf_learn_words (GHashTable *words, const char *line);
/** dtl_pdf_append_line: @line goes on in @text, a blank between them or not, a hyphen gone or not. @words: all of the
 * document */
void dtl_pdf_append_line (GString *text, const char *line, GHashTable *words);
