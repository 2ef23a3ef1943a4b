/*
 * PDF (ISO 32000): the helper dateline-pdf reads it, pdf-layout.c makes paragraphs of its lines, and the reader of plain text
 * makes an article of those. Lines larger than the text are headings, the largest of the first page is the title.
 *
 * The dates in a PDF tell when the file was made and saved. That is no date of publication and not used as one; where
 * there is no other, a diagnostic names it. Only a publisher's own word in the metadata (PRISM 3.0) is one.
 */
#include <string.h>

#include "base/helper.h"
#include "ingest/lines.h"
#include "ingest/pdf-layout.h"
#include "ingest/plain.h"
#include "ingest/xml.h"

#define TITLE_SHARE 1.2 /* times the size of the text */
#define TITLE_WORDS_MAX 40

/* "draft2.docx", but not "What comes next for the U.S." */
static gboolean
is_file_name (const char *title)
{
  const char *dot = strrchr (title, '.');
  gsize n = dot != NULL ? strlen (dot + 1) : 0;

  return strpbrk (title, "_\\") != NULL || (n >= 2 && n <= 5 && g_ascii_isalpha (dot[1]) && strchr (dot, ' ') == NULL);
}

/* Names that programs give are none: "Microsoft Word - draft2.docx", "untitled". */
static gboolean
is_real_title (const char *title)
{
  return title != NULL && !g_str_has_prefix (title, "Microsoft Word -") && !is_file_name (title)
         && dtl_line_count_words (title, strlen (title)) > 2;
}

/* The title that the file names if a line has it too, else what is largest on the first page; NULL for neither. */
static const DtlPdfParagraph *
find_title (const DtlPdf *pdf)
{
  const char *named = is_real_title (pdf->facts[DTL_PDF_TITLE]) ? pdf->facts[DTL_PDF_TITLE] : NULL;
  const DtlPdfParagraph *largest = NULL;

  for (guint i = 0; i < pdf->paragraphs->len; i++)
    {
      const DtlPdfParagraph *paragraph = pdf->paragraphs->pdata[i];
      guint n_words = dtl_line_count_words (paragraph->text->str, paragraph->text->len);

      if (paragraph->page > 0)
        break;
      if (named != NULL && g_ascii_strcasecmp (paragraph->text->str, named) == 0)
        return paragraph;
      if (paragraph->size > pdf->size * TITLE_SHARE && n_words > 1 && n_words <= TITLE_WORDS_MAX
          && (largest == NULL || paragraph->size > largest->size))
        largest = paragraph;
    }
  return largest;
}

/* What publishers write into the file (XMP, ISO 16684): PRISM's day of publication. */
static void
take_facts (const DtlPdf *pdf, DtlDraft *draft)
{
  static const char *const days[] = { "prism:publicationdate", "prism:coverdate" };
  const char *xml = pdf->facts[DTL_PDF_METADATA], *author = pdf->facts[DTL_PDF_AUTHOR];
  DtlDecoding decoding;
  g_autoptr (xmlDoc) tree = xml ? dtl_xml_parse (xml, strlen (xml), NULL, &decoding, NULL) : NULL;

  for (gsize i = 0; tree != NULL && i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *day = dtl_xml_text (dtl_xml_find ((const xmlNode *) tree, days[i]));

      dtl_draft_take_stamp (&draft->published, day, DTL_BASIS_META);
    }
  /* a single word is the account of a computer */
  if (draft->authors->len == 0 && author != NULL && strchr (author, ' ') != NULL)
    dtl_draft_take_authors (draft, author);
  dtl_draft_take_stamp (&draft->updated, pdf->facts[DTL_PDF_CHANGED], DTL_BASIS_META);
  dtl_draft_take_stamp (&draft->updated, pdf->facts[DTL_PDF_MADE], DTL_BASIS_META);
}

/* What is set large is a heading whatever its words. */
static void
mark_headings (const DtlPdf *pdf, DtlDraft *draft, const DtlPdfParagraph *title, gsize offset)
{
  guint block = 0;

  for (guint i = 0; i < pdf->paragraphs->len; i++)
    {
      const DtlPdfParagraph *paragraph = pdf->paragraphs->pdata[i];

      if (paragraph == title)
        continue;
      while (block < draft->blocks->len && g_array_index (draft->blocks, DtlBlock, block).span.start < offset)
        block++;
      if (block < draft->blocks->len && paragraph->is_heading
          && g_array_index (draft->blocks, DtlBlock, block).span.start == offset
          && g_array_index (draft->blocks, DtlBlock, block).kind == DTL_SENTENCE_BODY)
        g_array_index (draft->blocks, DtlBlock, block).kind = DTL_SENTENCE_HEADING;
      offset += paragraph->text->len + strlen ("\n\n");
    }
}

static void
fill_draft (const DtlPdf *pdf, DtlDraft *draft)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const DtlPdfParagraph *title = find_title (pdf);

  for (guint i = 0; i < pdf->paragraphs->len; i++)
    {
      const DtlPdfParagraph *paragraph = pdf->paragraphs->pdata[i];

      if (paragraph != title)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "", paragraph->text->str);
    }
  if (title != NULL)
    draft->title = g_strdup (title->text->str);
  else if (is_real_title (pdf->facts[DTL_PDF_TITLE]))
    draft->title = g_strdup (pdf->facts[DTL_PDF_TITLE]);
  dtl_plain_append (draft, text->str, text->len);
  mark_headings (pdf, draft, title, draft->text->len - text->len);
  take_facts (pdf, draft);
}

/* When there is no day of publication, the day the file was made may help whoever reads the message, and nobody else. */
static void
tell_made (const DtlPdf *pdf, DtlDocument *document)
{
  const char *made = pdf->facts[DTL_PDF_MADE];

  if (made != NULL && strlen (made) >= 10 && dtl_date_is_null (&document->published.date))
    dtl_document_diagnose (document, "file-date", DTL_SEVERITY_WARNING, (DtlSpan) { 0, 0 },
                           "gives no day of publication; the file was made on %.10s, which is only used if given: "
                           "--date=%.10s", made, made);
}

gboolean
dtl_pdf_read_rows (const DtlInput *input, const char *rows, gsize length, GPtrArray *documents, GError **error)
{
  g_auto (DtlPdf) pdf = { NULL };
  g_autoptr (DtlDraft) draft = dtl_draft_new ();
  DtlDocument *document;

  dtl_pdf_lay_out (&pdf, length > 0 ? g_utf8_make_valid (rows, length) : g_strdup (""));
  if (pdf.paragraphs->len > 0)
    fill_draft (&pdf, draft);
  if (draft->blocks->len == 0)
    {
      g_set_error_literal (error, DTL_ERROR, DTL_ERROR_INPUT,
                           "no text in this PDF: its pages are pictures, whose text has to be recognised first (ocrmypdf)");
      return FALSE;
    }
  document = dtl_draft_seal (draft, input, "pdf", 0, NULL);
  tell_made (&pdf, document);
  if (pdf.is_cut)
    dtl_document_diagnose (document, "pdf-lines", DTL_SEVERITY_WARNING, (DtlSpan) { 0, 0 },
                           "more than %d lines; those behind are left out", DTL_PDF_LINES_MAX);
  g_ptr_array_add (documents, document);
  return TRUE;
}

gboolean
dtl_ingest_pdf (const DtlInput *input, GPtrArray *documents, GError **error)
{
  static const DtlHelper helper = { "dateline-pdf", "ingest", DTL_ERROR_INPUT };
  gsize length;
  const char *bytes = g_bytes_get_data (input->bytes, &length);
  g_autoptr (GBytes) rows = NULL;

  if (!DTL_HAVE_PDF)
    {
      g_set_error_literal (error, DTL_ERROR, DTL_ERROR_UNSUPPORTED,
                           "not text: PDF document, and this build has no Poppler to read it; convert it with pdftotext");
      return FALSE;
    }
  rows = dtl_helper_run (&helper, NULL, NULL, bytes, length, error);
  return rows != NULL
         && dtl_pdf_read_rows (input, g_bytes_get_data (rows, NULL), g_bytes_get_size (rows), documents, error);
}

/* "%PDF-1.7" may stand behind some rubbish, and then ends its line: an article may speak of it. */
static gboolean
has_header (const DtlHead *head)
{
  const char *found = memmem (head->bytes, MIN (head->length, 1024), "%PDF-1.", 7);
  gsize n_left = found != NULL ? head->bytes + head->length - found : 0;

  return n_left > 8 && g_ascii_isdigit (found[7]) && (found[8] == '\r' || found[8] == '\n');
}

guint
dtl_sniff_pdf (const DtlHead *head)
{
  return dtl_head_starts_with (head, "%PDF-", 5) ? 95 : has_header (head) ? 45 : 0;
}
