/*
 * NewsML: NewsML-G2 (newsItem, alone or in a newsMessage) and NewsML 1.x (NewsItem in NewsML) of the IPTC. An item wraps its
 * text as NITF, as HTML or plain; pictures and other media, packages and items that were withdrawn are no articles.
 *
 * Dates: what was first made is published, the version at hand is the update. Both carry the agency's zone.
 */
#include "ingest/collection.h"
#include "ingest/html.h"
#include "ingest/markup.h"
#include "ingest/nitf.h"

#define ITEMS_MAX 20000

static void
take_date (DtlStamp *stamp, const xmlNode *node)
{
  g_autofree char *value = dtl_xml_text (node);

  dtl_draft_take_stamp (stamp, value, DTL_BASIS_META);
}

/* The last part of a code: "stat:usable" → "usable". */
static gboolean
has_code (const xmlNode *node, const char *const *codes)
{
  g_autofree char *code = dtl_xml_attribute (node, "qcode");
  const char *last;

  if (code == NULL)
    code = dtl_xml_attribute (node, "FormalName");
  if (code == NULL)
    return FALSE;
  last = strrchr (code, ':');
  last = last != NULL ? last + 1 : code;
  for (; *codes != NULL; codes++)
    if (g_ascii_strcasecmp (last, *codes) == 0)
      return TRUE;
  return FALSE;
}

/* --- text --- */

static gboolean
is_body (const xmlNode *node)
{
  return dtl_xml_is (node, "xhtml:body") || dtl_xml_is (node, "body");
}

static const xmlNode *
find_body (const xmlNode *root)
{
  for (const xmlNode *node = dtl_node_next (root, root); node != NULL; node = dtl_node_next (node, root))
    if (is_body (node))
      return node;
  return root;
}

static gboolean
has_elements (const xmlNode *node)
{
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      return TRUE;
  return FALSE;
}

/* What @content wraps: NITF, a page, or a value. The dateline stands before it. */
static void
append_content (DtlDraft *draft, const xmlNode *content, const xmlNode *dateline)
{
  const xmlNode *nitf = dtl_xml_find (content, "nitf");

  if (nitf != NULL)
    dtl_nitf_append (draft, nitf);
  else if (has_elements (content))
    {
      g_autofree char *markup = dtl_xml_markup (find_body (content));

      dtl_draft_append_title (draft);
      dtl_news_append_dateline (draft, dateline);
      dtl_html_append_fragment (draft, markup, strlen (markup));
    }
  else
    {
      g_autofree char *text = dtl_xml_text (content);

      dtl_draft_append_value (draft, text);
    }
}

/* The longest of the elements called @name or @other: the same text may be there in short, too. */
static const xmlNode *
find_content (const xmlNode *root, const char *name, const char *other)
{
  const xmlNode *best = NULL;
  gsize most = 0;

  for (const xmlNode *node = root ? dtl_node_next (root, root) : NULL; node != NULL; node = dtl_node_next (node, root))
    if (dtl_xml_is (node, name) || dtl_xml_is (node, other))
      {
        g_autofree char *text = dtl_xml_text (node);

        if (strlen (text) > most)
          {
            best = node;
            most = strlen (text);
          }
      }
  return best;
}

/* --- NewsML-G2 --- */

/* The names of a party: <name>, else what stands in the element. */
static void
take_party (DtlDraft *draft, const xmlNode *party)
{
  const xmlNode *name = dtl_xml_child (party, "name");
  g_autofree char *text = party ? dtl_xml_line (name != NULL ? name : party) : NULL;

  dtl_draft_take_authors (draft, text);
}

static void
take_provider (DtlDraft *draft, const xmlNode *provider)
{
  dtl_draft_take (&draft->publisher, dtl_xml_line (dtl_xml_child (provider, "name")));
  dtl_draft_take (&draft->publisher, dtl_xml_attribute (provider, "literal"));
}

static void
take_g2_metadata (DtlDraft *draft, const xmlNode *item)
{
  const xmlNode *about = dtl_xml_child (item, "itemmeta"), *content = dtl_xml_child (item, "contentmeta");
  g_autofree char *language = dtl_xml_attribute (dtl_xml_child (content, "language"), "tag");

  draft->uri = dtl_xml_attribute (item, "guid");
  dtl_draft_take (&draft->title, dtl_xml_line (dtl_xml_child (content, "headline")));
  dtl_draft_take (&draft->title, dtl_xml_line (dtl_xml_child (about, "title")));
  take_provider (draft, dtl_xml_child (about, "provider"));
  take_provider (draft, dtl_xml_child (content, "infosource"));
  dtl_draft_take (&draft->publisher, dtl_xml_line (dtl_xml_child (content, "creditline")));
  take_party (draft, dtl_xml_child (content, "by"));
  if (draft->authors->len == 0)
    take_party (draft, dtl_xml_child (content, "creator"));
  dtl_draft_take_language (draft, language);
  take_date (&draft->published, dtl_xml_child (about, "firstcreated"));
  take_date (&draft->published, dtl_xml_child (content, "contentcreated"));
  take_date (&draft->published, dtl_xml_child (about, "versioncreated"));
  take_date (&draft->updated, dtl_xml_child (about, "versioncreated"));
  take_date (&draft->updated, dtl_xml_child (content, "contentmodified"));
}

/* Why a G2 item is no article; NULL when it may be one. */
static const char *
why_no_article (const xmlNode *item)
{
  static const char *const withdrawn[] = { "canceled", "cancelled", "withheld", NULL };
  static const char *const media[] = { "picture", "video", "audio", "graphic", "animation", "composite", NULL };
  const xmlNode *about = dtl_xml_child (item, "itemmeta");

  if (has_code (dtl_xml_child (about, "pubstatus"), withdrawn))
    return "withdrawn";
  return has_code (dtl_xml_child (about, "itemclass"), media) ? "no text but a picture, film or sound" : NULL;
}

/* --- NewsML 1 --- */

static void
take_first_metadata (DtlDraft *draft, const xmlNode *item)
{
  const xmlNode *management = dtl_xml_find (item, "newsmanagement"), *lines = dtl_xml_find (item, "newslines");
  const xmlNode *provider = dtl_xml_find (item, "provider");
  g_autofree char *byline = dtl_xml_line (dtl_xml_child (lines, "byline"));
  g_autofree char *language = dtl_xml_attribute (dtl_xml_find (item, "language"), "FormalName");

  dtl_draft_take (&draft->uri, dtl_xml_line (dtl_xml_find (item, "publicidentifier")));
  dtl_draft_take (&draft->title, dtl_xml_line (dtl_xml_child (lines, "headline")));
  dtl_draft_take (&draft->publisher, dtl_xml_attribute (dtl_xml_child (provider, "party"), "FormalName"));
  dtl_draft_take_authors (draft, byline);
  dtl_draft_take_language (draft, language);
  take_date (&draft->published, dtl_xml_child (management, "firstcreated"));
  take_date (&draft->updated, dtl_xml_child (management, "thisrevisioncreated"));
  take_date (&draft->published, dtl_xml_find (item, "dateid"));
}

static const char *
why_no_first_article (const xmlNode *item)
{
  static const char *const withdrawn[] = { "Canceled", "Cancelled", "Withheld", NULL };

  return has_code (dtl_xml_child (dtl_xml_child (item, "newsmanagement"), "status"), withdrawn) ? "withdrawn" : NULL;
}

/* --- both --- */

static void
read_item (DtlCollection *parts, const xmlNode *item, const DtlDecoding *decoding)
{
  gboolean is_g2 = dtl_xml_child (item, "itemmeta") != NULL || dtl_xml_child (item, "contentset") != NULL;
  const xmlNode *content = is_g2 ? find_content (dtl_xml_child (item, "contentset"), "inlinexml", "inlinedata")
                                 : find_content (item, "datacontent", "datacontent");
  const xmlNode *dateline = is_g2 ? dtl_xml_child (dtl_xml_child (item, "contentmeta"), "dateline")
                                  : dtl_xml_child (dtl_xml_find (item, "newslines"), "dateline");
  const char *why = is_g2 ? why_no_article (item) : why_no_first_article (item);
  g_autoptr (DtlDraft) draft = dtl_draft_new ();
  g_autofree char *identity = NULL;

  if (why != NULL || content == NULL)
    {
      dtl_collection_skip (parts, "%s", why != NULL ? why : "no text in it");
      return;
    }
  if (is_g2)
    take_g2_metadata (draft, item);
  else
    take_first_metadata (draft, item);
  append_content (draft, content, dateline);
  identity = dtl_xml_text (item);
  dtl_collection_add (parts, draft, identity, strlen (identity), decoding);
}

gboolean
dtl_ingest_newsml (const DtlInput *input, GPtrArray *documents, GError **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (input->bytes, &length);
  DtlDecoding decoding;
  g_autoptr (xmlDoc) tree = dtl_xml_parse (bytes, length, NULL, &decoding, error);
  g_auto (DtlCollection) parts = { NULL };
  const xmlNode *root = (const xmlNode *) tree;

  dtl_collection_init (&parts, input, "newsml", "item", documents);
  if (tree == NULL)
    return FALSE;
  for (const xmlNode *node = root->children; node != NULL; node = dtl_node_next (node, root))
    if (dtl_xml_is (node, "newsitem") && ++parts.n_parts <= ITEMS_MAX)
      read_item (&parts, node, &decoding);
  return dtl_collection_finish (&parts, error);
}

guint
dtl_sniff_newsml (const DtlHead *head)
{
  static const char *const roots[] = { "newsitem", "newsmessage", "newsml", "packageitem" };

  return dtl_head_has_root (head, roots, G_N_ELEMENTS (roots)) ? 95 : 0;
}
