/*
 * Web pages: bytes are decoded and cleaned, libxml2 makes a tree, density and structure find the body, and a cascade of
 * sources gives title, authors, publisher and dates. The text of the document is the title and the body, a blank line
 * between blocks; nothing is fetched.
 */
#include "ingest/html.h"

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

static void
append_body (DtlDraft *draft, const GArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const DtlHtmlBlock *block = &g_array_index (blocks, DtlHtmlBlock, i);

      if (block->kept && !is_title (block, draft->title))
        dtl_draft_append_prose (draft, block->text, block->length, block->kind);
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

  dtl_draft_append_title (draft);
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

/* Decoded markup as a tree; NULL when nothing is left of it. */
static xmlDoc *
parse_markup (const char *text, gsize length, DtlHtmlCleaning *cleaning)
{
  gsize clean_length;
  g_autofree char *clean = dtl_html_clean (text, length, &clean_length, cleaning);

  return dtl_html_parse (clean, clean_length);
}

void
dtl_html_append_page (DtlDraft *draft, const char *text, gsize length)
{
  DtlHtmlCleaning cleaning;
  g_autoptr (xmlDoc) page = parse_markup (text, length, &cleaning);

  if (page != NULL)
    read_page (draft, page);
}

void
dtl_html_append_fragment (DtlDraft *draft, const char *text, gsize length)
{
  DtlHtmlCleaning cleaning;
  g_autoptr (xmlDoc) page = parse_markup (text, length, &cleaning);
  g_autoptr (GArray) blocks = NULL;

  if (page == NULL)
    return;
  blocks = dtl_html_find_prose (page);
  append_body (draft, blocks);
}

gboolean
dtl_html_is_markup (const char *text)
{
  static const char *const names[] = { "p", "div", "br", "a", "span", "h1", "h2", "h3", "b", "i", "em", "strong", "ul", "ol",
                                       "li", "blockquote", "img", "figure", "section", "article", "table", "html", "body",
                                       "font", "center", "iframe" };

  for (const char *p = strchr (text, '<'); p != NULL; p = strchr (p + 1, '<'))
    for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
      {
        gsize n = strlen (names[i]);

        if (g_ascii_strncasecmp (p + 1, names[i], n) == 0 && (p[1 + n] == '>' || p[1 + n] == '/' || p[1 + n] == ' ')
            && strchr (p, '>') != NULL)
          return TRUE;
      }
  return FALSE;
}

gboolean
dtl_ingest_html_sent (const DtlInput *input, const char *kind, const char *label, GPtrArray *documents, GError **error)
{
  g_autoptr (DtlDraft) draft = dtl_draft_new ();
  g_autoptr (xmlDoc) page = NULL;
  g_autofree char *text = NULL;
  gsize length, text_length;
  const char *bytes = g_bytes_get_data (input->bytes, &length);
  DtlDecoding decoding;
  DtlHtmlCleaning cleaning;
  DtlDocument *document;

  text = dtl_charset_decode_sent (bytes, length, DTL_MARKUP_HTML, label, &text_length, &decoding);
  page = parse_markup (text, text_length, &cleaning);
  if (input->uri != NULL && strstr (input->uri, "://") != NULL)
    draft->uri = g_strdup (input->uri);
  if (page != NULL)
    read_page (draft, page);
  if (draft->blocks->len == 0)
    {
      g_set_error_literal (error, DTL_ERROR, DTL_ERROR_INPUT, "no article text in this web page");
      return FALSE;
    }
  document = dtl_draft_seal (draft, input, kind, 0, &decoding);
  diagnose_cleaning (document, &cleaning);
  g_ptr_array_add (documents, document);
  return TRUE;
}

gboolean
dtl_ingest_html (const DtlInput *input, GPtrArray *documents, GError **error)
{
  return dtl_ingest_html_sent (input, "html", NULL, documents, error);
}
