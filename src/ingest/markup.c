/* Bodies as values. Feeds and records hold pages, fragments, plain text, and markup that was escaped twice. */
#include "ingest/markup.h"

#include <string.h>

#include "ingest/html-tree.h"
#include "ingest/html.h"
#include "ingest/plain.h"

/* What programs put where they cut a text. */
static void
unify_ellipses (GString *text)
{
  static const char *const marks[] = { "[…]", "[...]", "[&#8230;]", "[&hellip;]", "[&amp;#8230;]" };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    g_string_replace (text, marks[i], "…", 0);
}

static gboolean
is_page (const char *text)
{
  text += strspn (text, " \t\r\n");
  return g_ascii_strncasecmp (text, "<!doctype html", 14) == 0 || g_ascii_strncasecmp (text, "<html", 5) == 0;
}

static gboolean
is_escaped_markup (const char *text)
{
  return strstr (text, "&lt;p") != NULL || strstr (text, "&lt;br") != NULL || strstr (text, "&lt;div") != NULL
         || strstr (text, "&lt;a ") != NULL;
}

/* "&lt;p class=&quot;a&quot;&gt;" as it was before it was escaped. */
static void
unescape (GString *text)
{
  static const char *const marks[][2] = { { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&amp;", "&" } };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    g_string_replace (text, marks[i][0], marks[i][1], 0);
}

void
dtl_draft_append_value (DtlDraft *draft, const char *value)
{
  g_autoptr (GString) text = g_string_new (value);

  unify_ellipses (text);
  if (!dtl_html_is_markup (text->str) && is_escaped_markup (text->str))
    unescape (text);
  if (is_page (text->str))
    dtl_html_append_page (draft, text->str, text->len);
  else if (dtl_html_is_markup (text->str))
    {
      dtl_draft_append_title (draft);
      dtl_html_append_fragment (draft, text->str, text->len);
    }
  else
    {
      dtl_text_decode_entities (text);
      dtl_plain_append (draft, text->str, text->len);
    }
}
