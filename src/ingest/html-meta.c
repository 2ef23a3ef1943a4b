/*
 * What structured data, meta elements and the visible page say of a page, in the order in which they deserve trust: here
 * publisher and language; the title is in html-title.c, authors are in html-author.c, dates in html-date.c.
 */
#include "ingest/html-meta.h"

#include <string.h>

#include "ingest/html-date.h"
#include "ingest/paging.h"

/* The pairs of all <meta>, wherever in the tree they came to stand. */
typedef struct
{
  const char *name; /* borrowed from the tree: property, name, itemprop or http-equiv */
  const char *content;
} Meta;

static GArray *
collect_metas (xmlDoc *page)
{
  static const char *const keys[] = { "property", "name", "itemprop", "http-equiv" };
  GArray *metas = g_array_new (FALSE, FALSE, sizeof (Meta));
  const xmlNode *root = (const xmlNode *) page;

  for (const xmlNode *node = page->children; node != NULL; node = dtl_node_next (node, root))
    {
      const char *content = dtl_node_is (node, "meta") ? dtl_node_attribute (node, "content") : NULL;

      if (content == NULL && dtl_node_is (node, "meta"))
        content = dtl_node_attribute (node, "value");
      for (gsize i = 0; content != NULL && i < G_N_ELEMENTS (keys); i++)
        {
          Meta meta = { dtl_node_attribute (node, keys[i]), content };

          if (meta.name != NULL)
            g_array_append_val (metas, meta);
        }
    }
  return metas;
}

const char *
dtl_html_meta (const GArray *metas, const char *name)
{
  for (guint i = 0; i < metas->len; i++)
    {
      const Meta *meta = &g_array_index (metas, Meta, i);

      if (g_ascii_strcasecmp (meta->name, name) == 0 && *meta->content != '\0')
        return meta->content;
    }
  return NULL;
}

gboolean
dtl_html_meta_at (const GArray *metas, guint i, const char **name, const char **content)
{
  if (i >= metas->len)
    return FALSE;
  *name = g_array_index (metas, Meta, i).name;
  *content = g_array_index (metas, Meta, i).content;
  return TRUE;
}

char *
dtl_html_clean_value (const char *value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (value == NULL || strstr (value, "://") != NULL || strlen (value) > 4 * DTL_HTML_LABEL_MAX)
    return NULL;
  dtl_text_append (text, value);
  dtl_text_decode_entities (text);
  g_strstrip (text->str);
  return *text->str == '\0' ? NULL : g_strdup (text->str);
}

static DtlStructured *
collect_structured (xmlDoc *page)
{
  DtlStructured *structured = dtl_structured_new ();
  const xmlNode *root = (const xmlNode *) page;

  for (const xmlNode *node = page->children; node != NULL; node = dtl_node_next (node, root))
    if (dtl_node_is (node, "script") && node->children != NULL && node->children->content != NULL)
      dtl_structured_read (structured, (const char *) node->children->content);
  return structured;
}

static void
read_publisher (const GArray *metas, const DtlStructured *structured, DtlDraft *draft)
{
  static const char *const names[] = { "publisher", "dc.publisher", "dcterms.publisher", "article:publisher",
                                       "copyright", "application-name", "apple-mobile-web-app-title" };

  dtl_draft_take (&draft->publisher, dtl_html_clean_value (dtl_html_meta (metas, "og:site_name")));
  dtl_draft_take (&draft->publisher, dtl_html_clean_value (structured->publisher));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *value = dtl_html_clean_value (dtl_html_meta (metas, names[i]));

      if (value != NULL && strlen (value) <= 60)
        dtl_draft_take (&draft->publisher, g_steal_pointer (&value));
    }
}

/* "en_US" → "en-US"; NULL for what is no language tag. */
static char *
language_tag (const char *value)
{
  char *tag = dtl_html_clean_value (value);

  if (tag == NULL || strlen (tag) < 2 || strlen (tag) > 12 || !g_ascii_isalpha (tag[0]) || !g_ascii_isalpha (tag[1]))
    {
      g_free (tag);
      return NULL;
    }
  g_strdelimit (tag, "_", '-');
  tag[0] = g_ascii_tolower (tag[0]);
  tag[1] = g_ascii_tolower (tag[1]);
  return tag;
}

static void
read_language (xmlDoc *page, const GArray *metas, const DtlStructured *structured, DtlDraft *draft)
{
  const xmlNode *html = xmlDocGetRootElement (page);

  if (dtl_node_is (html, "html"))
    dtl_draft_take (&draft->language, language_tag (dtl_node_attribute (html, "lang")));
  dtl_draft_take (&draft->language, language_tag (structured->language));
  dtl_draft_take (&draft->language, language_tag (dtl_html_meta (metas, "og:locale")));
  dtl_draft_take (&draft->language, language_tag (dtl_html_meta (metas, "content-language")));
}

char *
dtl_html_read_metadata (xmlDoc *page, const GArray *blocks, DtlDraft *draft)
{
  g_autoptr (GArray) metas = collect_metas (page);
  g_autoptr (DtlStructured) structured = collect_structured (page);

  dtl_html_read_title (page, metas, structured, draft);
  read_publisher (metas, structured, draft);
  read_language (page, metas, structured, draft);
  dtl_html_read_dates (page, blocks, metas, structured, draft);
  dtl_html_read_authors (page, blocks, metas, structured, draft);
  dtl_html_read_paging (page, metas, structured, draft);
  return g_steal_pointer (&structured->body);
}
