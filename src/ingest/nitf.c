/*
 * NITF, the News Industry Text Format of the IPTC (3.6 and before): one article a file. The head says when it was issued and
 * where it was published, the head of the body has the headline and byline, the content is close to HTML.
 */
#include "ingest/nitf.h"

#include "ingest/collection.h"
#include "ingest/html.h"

static void
take_date (DtlStamp *stamp, const xmlNode *node, const char *attribute)
{
  g_autofree char *value = dtl_xml_attribute (node, attribute);

  dtl_draft_take_stamp (stamp, value, DTL_BASIS_META);
}

/* Day of issue, day of publication, day of release, day at the head of the text: the first that is there. */
static void
take_dates (DtlDraft *draft, const xmlNode *head, const xmlNode *body_head)
{
  const xmlNode *data = dtl_xml_child (head, "docdata"), *revision = NULL;

  take_date (&draft->published, dtl_xml_child (data, "date.issue"), "norm");
  take_date (&draft->published, dtl_xml_child (head, "pubdata"), "date.publication");
  take_date (&draft->published, dtl_xml_child (data, "date.release"), "norm");
  take_date (&draft->published, dtl_xml_find (body_head, "story.date"), "norm");
  for (const xmlNode *node = head ? head->children : NULL; node != NULL; node = node->next)
    if (dtl_xml_is (node, "revision-history"))
      revision = node;
  take_date (&draft->updated, revision, "norm");
}

static void
take_publisher (DtlDraft *draft, const xmlNode *head, const xmlNode *body_head)
{
  dtl_draft_take (&draft->publisher, dtl_xml_attribute (dtl_xml_child (head, "pubdata"), "name"));
  dtl_draft_take (&draft->publisher, dtl_xml_line (dtl_xml_child (body_head, "distributor")));
}

static void
take_bylines (DtlDraft *draft, const xmlNode *body_head)
{
  for (const xmlNode *node = body_head ? body_head->children : NULL; node != NULL; node = node->next)
    {
      const xmlNode *person = dtl_xml_is (node, "byline") ? dtl_xml_find (node, "person") : NULL;
      g_autofree char *name = dtl_xml_is (node, "byline") ? dtl_xml_line (person != NULL ? person : node) : NULL;

      dtl_draft_take_authors (draft, name);
    }
}

static void
take_title (DtlDraft *draft, const xmlNode *head, const xmlNode *body_head)
{
  dtl_draft_take (&draft->title, dtl_xml_line (dtl_xml_find (body_head, "hl1")));
  dtl_draft_take (&draft->title, dtl_xml_line (dtl_xml_child (body_head, "hedline")));
  dtl_draft_take (&draft->title, dtl_xml_line (dtl_xml_child (head, "title")));
}

void
dtl_news_append_dateline (DtlDraft *draft, const xmlNode *dateline)
{
  g_autofree char *line = dateline ? dtl_xml_line (dateline) : NULL;

  if (line == NULL)
    return;
  dtl_draft_append_block (draft, line, strlen (line), DTL_SENTENCE_DATELINE);
  draft->seen_dateline = TRUE;
}

void
dtl_nitf_append (DtlDraft *draft, const xmlNode *nitf)
{
  const xmlNode *head = dtl_xml_child (nitf, "head"), *body = dtl_xml_child (nitf, "body");
  const xmlNode *body_head = dtl_xml_child (body, "body.head"), *content = dtl_xml_child (body, "body.content");

  take_publisher (draft, head, body_head);
  take_dates (draft, head, body_head);
  take_title (draft, head, body_head);
  take_bylines (draft, body_head);
  dtl_draft_append_title (draft);
  dtl_news_append_dateline (draft, dtl_xml_child (body_head, "dateline"));
  if (content != NULL || body != NULL)
    {
      g_autofree char *markup = dtl_xml_markup (content != NULL ? content : body);

      dtl_html_append_fragment (draft, markup, strlen (markup));
    }
}

gboolean
dtl_ingest_nitf (const DtlInput *input, GPtrArray *documents, GError **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (input->bytes, &length);
  DtlDecoding decoding;
  g_autoptr (xmlDoc) tree = dtl_xml_parse (bytes, length, NULL, &decoding, error);
  g_autoptr (DtlDraft) draft = dtl_draft_new ();
  const xmlNode *root = tree ? xmlDocGetRootElement (tree) : NULL;

  if (tree == NULL)
    return FALSE;
  if (!dtl_xml_is (root, "nitf"))
    root = dtl_xml_find (root, "nitf");
  if (root != NULL)
    {
      g_autofree char *language = dtl_xml_attribute (root, "lang");

      dtl_draft_take_language (draft, language);
      dtl_nitf_append (draft, root);
    }
  if (draft->blocks->len == 0)
    {
      g_set_error_literal (error, DTL_ERROR, DTL_ERROR_INPUT, "no article text in this NITF");
      return FALSE;
    }
  g_ptr_array_add (documents, dtl_draft_seal (draft, input, "nitf", 0, &decoding));
  return TRUE;
}

guint
dtl_sniff_nitf (const DtlHead *head)
{
  static const char *const roots[] = { "nitf" };

  return dtl_head_has_root (head, roots, G_N_ELEMENTS (roots)) ? 95 : 0;
}
