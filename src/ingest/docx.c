/*
 * Office Open XML (ECMA-376): the paragraphs of word/document.xml, in order, as plain text of which the reader of plain
 * text makes an article: title, byline and date stand in its first lines as in any press release.
 *
 * The properties of the file tell when somebody saved it. That is a time of change, and no date of publication.
 */
#include <string.h>

#include "ingest/plain.h"
#include "ingest/xml.h"
#include "ingest/zip.h"

static gboolean
has_style (const xmlNode *paragraph, const char *wanted)
{
  const xmlNode *style = dtl_xml_child (dtl_xml_child (paragraph, "w:ppr"), "w:pstyle");
  g_autofree char *value = style ? dtl_xml_attribute (style, "val") : NULL;

  return value != NULL && g_ascii_strcasecmp (value, wanted) == 0;
}

/* The text of the paragraph that @node stands in. */
static void
append_run (GString *text, const xmlNode *node)
{
  if (dtl_xml_is (node, "w:t"))
    {
      for (const xmlNode *child = node->children; child != NULL; child = child->next)
        if (child->type == XML_TEXT_NODE && child->content != NULL)
          g_string_append (text, (const char *) child->content);
    }
  else if (dtl_xml_is (node, "w:tab"))
    g_string_append_c (text, ' ');
  else if (dtl_xml_is (node, "w:br") || dtl_xml_is (node, "w:cr"))
    g_string_append_c (text, '\n');
}

/* A text box is written twice, for old and new programs: the one for old ones is left out. */
static gboolean
is_in_fallback (const xmlNode *node)
{
  for (guint depth = 0; node != NULL && node->type == XML_ELEMENT_NODE && depth < 40; node = node->parent, depth++)
    if (strcmp ((const char *) node->name, "Fallback") == 0)
      return TRUE;
  return FALSE;
}

static void
take_title (DtlDraft *draft, const GString *text, gsize start)
{
  g_autoptr (GString) line = g_string_new (NULL);

  dtl_text_append (line, text->str + start);
  dtl_draft_take (&draft->title, g_strdup (line->str));
}

static char *
read_paragraphs (DtlDraft *draft, const xmlNode *body)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean is_title = FALSE;
  gsize start = 0;

  for (const xmlNode *node = dtl_node_next (body, body); node != NULL; node = dtl_node_next (node, body))
    {
      if (node->type != XML_ELEMENT_NODE || is_in_fallback (node))
        continue;
      if (!dtl_xml_is (node, "w:p"))
        {
          append_run (text, node);
          continue;
        }
      if (is_title && draft->title == NULL)
        take_title (draft, text, start);
      if (text->len > 0)
        g_string_append (text, "\n\n");
      is_title = draft->title == NULL && has_style (node, "Title");
      start = text->len;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static xmlDoc *
read_xml (const DtlZip *zip, const char *name, DtlDecoding *decoding, GError **error)
{
  g_autoptr (GBytes) bytes = dtl_zip_read (zip, name, error);

  return bytes != NULL ? dtl_xml_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, decoding, error)
                       : NULL;
}

static void
read_properties (DtlDraft *draft, const DtlZip *zip)
{
  DtlDecoding decoding;
  g_autoptr (xmlDoc) tree = dtl_zip_has (zip, "docProps/core.xml") ? read_xml (zip, "docProps/core.xml", &decoding, NULL) : NULL;
  const xmlNode *root = tree ? xmlDocGetRootElement (tree) : NULL;
  g_autofree char *saved = dtl_xml_text (dtl_xml_child (root, "dcterms:modified"));
  g_autofree char *creator = root ? dtl_xml_line (dtl_xml_child (root, "dc:creator")) : NULL;

  dtl_draft_take_stamp (&draft->updated, saved, DTL_BASIS_META);
  if (draft->authors->len == 0)
    dtl_draft_take_authors (draft, creator);
}

gboolean
dtl_ingest_docx (const DtlInput *input, GPtrArray *documents, GError **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (input->bytes, &length);
  g_autoptr (DtlZip) zip = dtl_zip_open (bytes, length, error);
  g_autoptr (DtlDraft) draft = dtl_draft_new ();
  g_autoptr (xmlDoc) tree = NULL;
  g_autofree char *text = NULL;
  DtlDecoding decoding;

  if (zip == NULL || (tree = read_xml (zip, "word/document.xml", &decoding, error)) == NULL)
    return FALSE;
  text = read_paragraphs (draft, (const xmlNode *) tree);
  dtl_plain_append (draft, text, strlen (text));
  if (draft->blocks->len == 0)
    {
      g_set_error_literal (error, DTL_ERROR, DTL_ERROR_INPUT, "no text in this document");
      return FALSE;
    }
  read_properties (draft, zip);
  g_ptr_array_add (documents, dtl_draft_seal (draft, input, "docx", 0, &decoding));
  return TRUE;
}

guint
dtl_sniff_docx (const DtlHead *head)
{
  return dtl_head_starts_with (head, "PK\003\004", 4)
             && memmem (head->bytes, head->length, "word/document.xml", 17) != NULL
           ? 90
           : 0;
}
