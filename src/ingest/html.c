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

/* Of the article's text in structured data, in bytes of letters and digits. */
#define BODY_LEAST 250
#define BODY_MOST 100000
#define BODY_BLOCKS 4000
#define BODY_SHARE 0.85    /* that the page shows */
#define BODY_TAIL 100      /* at its end that the page may lack */
#define PARAGRAPH_LEAST 25

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlDoc, xmlFreeDoc)

/* Whether a block only repeats the title, perhaps behind a kicker. */
static gboolean
is_title (const DtlHtmlBlock *block, const char *title)
{
  return title != NULL
         && (g_ascii_strcasecmp (block->text, title) == 0
             || (block->kind == DTL_SENTENCE_HEADING && g_str_has_suffix (block->text, title)));
}

/* "12 March 2022" over the entries of another day: words such as "yesterday" count from there. */
static void
append_day (DtlDraft *draft, const DtlDate *day)
{
  static const char *const months[] = { "January", "February", "March", "April", "May", "June", "July", "August",
                                        "September", "October", "November", "December" };
  g_autofree char *heading
    = g_strdup_printf ("%d %s %d", day->from.day, months[day->from.month - 1], (int) day->from.year);

  dtl_draft_append_block (draft, heading, strlen (heading), DTL_SENTENCE_HEADING);
}

static gboolean
is_other_day (const DtlDate *a, const DtlDate *b)
{
  return a->from.year != b->from.year || a->from.month != b->from.month || a->from.day != b->from.day;
}

static void
append_body (DtlDraft *draft, const GArray *blocks)
{
  DtlDate day = draft->published.date;

  for (guint i = 0; i < blocks->len; i++)
    {
      const DtlHtmlBlock *block = &g_array_index (blocks, DtlHtmlBlock, i);

      if (!block->kept || is_title (block, draft->title))
        continue;
      if (!dtl_date_is_null (&block->day) && is_other_day (&block->day, &day))
        append_day (draft, &block->day);
      if (!dtl_date_is_null (&block->day))
        day = block->day;
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

/* Bytes of the blocks from @first on that stay. */
static gsize
count_kept (const GArray *blocks, guint first)
{
  gsize n = 0;

  for (guint i = first; i < blocks->len; i++)
    if (g_array_index (blocks, DtlHtmlBlock, i).kept)
      n += g_array_index (blocks, DtlHtmlBlock, i).length;
  return n;
}

/* Letters and digits alone: the two texts differ in blanks, quotes and dashes. */
static char *
bare_text (const char *text)
{
  g_autoptr (GString) bare = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_len (bare, p, g_utf8_next_char (p) - p);
  return g_string_free (g_steal_pointer (&bare), FALSE);
}

/* Whether the paragraph stands in @body, from *@at on first: both run in the same order. */
static gboolean
stands_in (const char *body, const char **at, const char *paragraph)
{
  const char *found = strstr (*at, paragraph);

  if (found == NULL)
    found = strstr (body, paragraph);
  if (found != NULL)
    *at = found + strlen (paragraph);
  return found != NULL;
}

/* Structured data may carry the article's text. Where the page shows the same from its beginning to its end, it also tells
 * what of the page is the article: a paragraph that it has stays, and what stands behind the last of them goes. Where it is
 * cut off, an abstract or another text, it tells nothing. */
static void
check_body (GArray *blocks, const char *text)
{
  g_autofree char *body = bare_text (text);
  g_autofree gboolean *found = g_new0 (gboolean, blocks->len + 1);
  gsize length = strlen (body), n_found = 0;
  guint last = 0;
  const char *at = body;

  if (length < BODY_LEAST || length > BODY_MOST || blocks->len > BODY_BLOCKS)
    return;
  for (guint i = 0; i < blocks->len; i++)
    {
      g_autofree char *paragraph = bare_text (g_array_index (blocks, DtlHtmlBlock, i).text);
      gsize n = strlen (paragraph);

      if (n < PARAGRAPH_LEAST || !stands_in (body, &at, paragraph))
        continue;
      found[i] = TRUE;
      n_found += n;
      last = i;
    }
  if (n_found < BODY_SHARE * length || at + BODY_TAIL < body + length || count_kept (blocks, last + 1) > n_found)
    return;
  for (guint i = 0; i < blocks->len; i++)
    {
      DtlHtmlBlock *block = &g_array_index (blocks, DtlHtmlBlock, i);

      if (found[i] && block->kind != DTL_SENTENCE_HEADING)
        block->kept = TRUE;
      else if (i > last)
        block->kept = FALSE;
    }
}

static void
read_page (DtlDraft *draft, xmlDoc *page, DtlPageMode mode)
{
  g_autoptr (GArray) blocks = dtl_html_find_body (page, mode);
  g_autofree char *body = dtl_html_read_metadata (page, blocks, draft);
  gsize n_kept;

  if (body != NULL)
    check_body (blocks, body);
  n_kept = count_kept (blocks, 0);

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
    read_page (draft, page, DTL_PAGE_BALANCED);
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
    read_page (draft, page, input->page_mode);
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
