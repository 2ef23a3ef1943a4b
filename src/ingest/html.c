/*
 * Web pages: bytes are decoded and cleaned, libxml2 makes a tree, density and structure find the body, and a cascade of
 * sources gives title, authors, publisher and dates. The text of the document is the title and the body, a blank line
 * between blocks; nothing is fetched.
 */
#include <string.h>

#include "ingest/html-body.h"
#include "ingest/html-meta.h"
#include "ingest/lines.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlDoc, xmlFreeDoc)

/* Whether a block only repeats the title, perhaps behind a kicker. */
static gboolean
is_title (const DtlHtmlBlock *block, const char *title)
{
  return title != NULL
         && (g_ascii_strcasecmp (block->text, title) == 0
             || (block->kind == DTL_SENTENCE_HEADING && g_str_has_suffix (block->text, title)));
}

/* A block of the body, its dateline apart. */
static void
append_block (DtlDraft *draft, const DtlHtmlBlock *block, gboolean *seen_dateline)
{
  DtlDateline dateline;
  DtlSentenceKind kind = block->kind;
  gsize start;

  if (kind != DTL_SENTENCE_BODY || *seen_dateline || !dtl_dateline_read (block->text, block->length, &dateline))
    {
      if (kind == DTL_SENTENCE_BODY && dtl_line_classify (block->text, block->length) == DTL_LINE_CONTRIBUTOR)
        kind = DTL_SENTENCE_BYLINE;
      dtl_draft_append_block (draft, block->text, block->length, kind);
      return;
    }
  *seen_dateline = TRUE;
  dtl_draft_append_block (draft, block->text, dateline.length, DTL_SENTENCE_DATELINE);
  start = draft->text->len;
  g_string_append_len (draft->text, block->text + dateline.length, block->length - dateline.length);
  dtl_draft_add_block (draft, start, draft->text->len, DTL_SENTENCE_BODY);
  dtl_draft_set_stamp (&draft->published, &dateline.date, DTL_BASIS_DATELINE, block->text, dateline.length);
  if (dateline.outlet != NULL)
    dtl_draft_take (&draft->publisher, g_strdup (dateline.outlet));
}

static void
append_body (DtlDraft *draft, const GArray *blocks)
{
  gboolean seen_dateline = FALSE;

  for (guint i = 0; i < blocks->len; i++)
    {
      const DtlHtmlBlock *block = &g_array_index (blocks, DtlHtmlBlock, i);

      if (block->kept && !is_title (block, draft->title))
        append_block (draft, block, &seen_dateline);
    }
}

/* The body that structured data carries, where the page itself shows none. */
static void
append_fallback (DtlDraft *draft, const char *body)
{
  g_auto (GStrv) paragraphs = g_strsplit (body, "\n", -1);

  for (guint i = 0; paragraphs[i] != NULL; i++)
    {
      g_strstrip (paragraphs[i]);
      if (*paragraphs[i] != '\0')
        dtl_draft_append_block (draft, paragraphs[i], strlen (paragraphs[i]), DTL_SENTENCE_BODY);
    }
}

static gsize
count_kept (const GArray *blocks)
{
  gsize n = 0;

  for (guint i = 0; i < blocks->len; i++)
    if (g_array_index (blocks, DtlHtmlBlock, i).kept)
      n += g_array_index (blocks, DtlHtmlBlock, i).length;
  return n;
}

static void
read_page (DtlDraft *draft, xmlDoc *page)
{
  g_autoptr (GArray) blocks = dtl_html_find_body (page);
  g_autofree char *body = dtl_html_read_metadata (page, blocks, draft);
  gsize n_kept = count_kept (blocks);

  if (draft->title != NULL)
    dtl_draft_append_block (draft, draft->title, strlen (draft->title), DTL_SENTENCE_TITLE);
  /* pages that show a teaser and keep the article for scripts */
  if (body != NULL && strlen (body) > 2 * n_kept && strlen (body) > 200)
    append_fallback (draft, body);
  else
    append_body (draft, blocks);
}

static void
diagnose_cleaning (DtlDocument *document, const DtlHtmlCleaning *cleaning)
{
  if (cleaning->n_attributes > 0)
    dtl_document_diagnose (document, "markup-attributes", DTL_SEVERITY_NOTE, (DtlSpan) { 0, 0 },
                           "%u tags with too many attributes were cut", cleaning->n_attributes);
  if (cleaning->n_levels > 0)
    dtl_document_diagnose (document, "markup-depth", DTL_SEVERITY_NOTE, (DtlSpan) { 0, 0 },
                           "%u tags nested too deep were left out", cleaning->n_levels);
}

gboolean
dtl_ingest_html (const DtlInput *input, GPtrArray *documents, GError **error)
{
  g_autoptr (DtlDraft) draft = dtl_draft_new ();
  g_autoptr (xmlDoc) page = NULL;
  g_autofree char *text = NULL, *clean = NULL;
  gsize length, text_length, clean_length;
  const char *bytes = g_bytes_get_data (input->bytes, &length);
  DtlDecoding decoding;
  DtlHtmlCleaning cleaning;
  DtlDocument *document;

  text = dtl_charset_decode (bytes, length, DTL_MARKUP_HTML, &text_length, &decoding);
  clean = dtl_html_clean (text, text_length, &clean_length, &cleaning);
  page = dtl_html_parse (clean, clean_length);
  if (page != NULL)
    read_page (draft, page);
  if (draft->blocks->len == 0)
    {
      g_set_error_literal (error, DTL_ERROR, DTL_ERROR_INPUT, "no article text in this web page");
      return FALSE;
    }
  document = dtl_draft_seal (draft, input, "html", 0, &decoding);
  diagnose_cleaning (document, &cleaning);
  g_ptr_array_add (documents, document);
  return TRUE;
}
