/* The parts of ingest that look at strings: any text has a class and perhaps a byline, a dateline, a stamp; what they
 * point at lies within it. The first byte picks the part. */
#include <string.h>

#include "ingest/html-tree.h"
#include "ingest/json-ld.h"
#include "ingest/lines.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_line (const char *text, gsize length)
{
  g_autoptr (DtlDraft) draft = dtl_draft_new ();
  DtlDateline dateline;
  DtlDate date;

  dtl_line_classify (text, length);
  if (dtl_byline_read (text, length, draft))
    g_assert_true (draft->authors->len > 0 || draft->publisher != NULL || dtl_byline_read (text, length, NULL));
  dtl_byline_read_names (text, length, draft);
  if (dtl_dateline_read (text, length, &dateline))
    {
      g_assert_cmpuint (dateline.length, <=, length);
      g_assert_true (g_utf8_validate (text, dateline.length, NULL));
    }
  if (dtl_stamp_read (text, length, &date))
    g_assert_false (dtl_date_is_null (&date));
  dtl_stamp_read_line (text, length, &date);
}

static void
check_markup (const char *text, gsize length)
{
  DtlHtmlCleaning cleaning;
  gsize clean_length;
  g_autofree char *clean = dtl_html_clean (text, length, &clean_length, &cleaning);
  xmlDoc *page = dtl_html_parse (clean, clean_length);
  g_autoptr (GString) decoded = g_string_new (text);

  g_assert_true (g_utf8_validate (clean, clean_length, NULL));
  dtl_text_decode_entities (decoded);
  g_assert_true (g_utf8_validate (decoded->str, decoded->len, NULL));
  for (const xmlNode *node = page ? page->children : NULL; node != NULL; node = dtl_node_next (node, (xmlNode *) page))
    dtl_node_hints (node);
  xmlFreeDoc (page);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  DtlMarkup markup = size > 0 && data[0] % 2 ? DTL_MARKUP_HTML : DTL_MARKUP_NONE;
  gsize length;
  DtlDecoding decoding;
  g_autofree char *text = NULL;
  g_autoptr (DtlStructured) structured = dtl_structured_new ();

  if (size == 0)
    return 0;
  text = dtl_charset_decode ((const char *) data + 1, size - 1, markup, &length, &decoding);
  g_assert_cmpuint (strlen (text), ==, length);
  g_assert_true (g_utf8_validate (text, length, NULL));
  if (data[0] % 3 == 0)
    check_line (text, length);
  else if (data[0] % 3 == 1)
    check_markup (text, length);
  else
    dtl_structured_read (structured, text);
  return 0;
}
