/*
 * EPUB (OCF and OPF of the W3C, versions 2 and 3): a zip archive of pages. Each page of the reading order that holds an
 * article is one; the book says the publisher, the language and, for pages that carry no date, the day.
 */
#include <string.h>

#include "ingest/collection.h"
#include "ingest/html.h"
#include "ingest/xml.h"
#include "ingest/zip.h"

#define CHAPTERS_MAX 5000

typedef struct
{
  DtlCollection parts;
  DtlZip *zip;     /* owned */
  xmlDoc *package; /* owned */
  char *folder;    /* owned: of the package, with a slash, or "" */
} Book;

static xmlDoc *
read_xml (const DtlZip *zip, const char *name, GError **error)
{
  g_autoptr (GBytes) bytes = dtl_zip_read (zip, name, error);
  DtlDecoding decoding;

  return bytes != NULL
           ? dtl_xml_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, &decoding, error)
           : NULL;
}

static gboolean
open_package (Book *book, GError **error)
{
  g_autoptr (xmlDoc) container = read_xml (book->zip, "META-INF/container.xml", error);
  const xmlNode *root = container ? dtl_xml_find ((const xmlNode *) container, "rootfile") : NULL;
  g_autofree char *path = root ? dtl_xml_attribute (root, "full-path") : NULL;
  char *slash;

  if (container == NULL)
    return FALSE;
  if (path == NULL)
    {
      g_set_error_literal (error, DTL_ERROR, DTL_ERROR_INPUT, "damaged book: no package");
      return FALSE;
    }
  book->package = read_xml (book->zip, path, error);
  slash = strrchr (path, '/');
  book->folder = slash != NULL ? g_strndup (path, slash + 1 - path) : g_strdup ("");
  return book->package != NULL;
}

/* Name in the archive of what the reading order calls @id; NULL for what is no page, and for the table of contents. */
static char *
page_from_id (const Book *book, const xmlNode *manifest, const char *id)
{
  for (const xmlNode *node = manifest ? manifest->children : NULL; node != NULL; node = node->next)
    {
      g_autofree char *own = dtl_xml_attribute (node, "id"), *type = dtl_xml_attribute (node, "media-type");
      g_autofree char *href = dtl_xml_attribute (node, "href"), *properties = dtl_xml_attribute (node, "properties");
      g_autofree char *name = NULL;

      if (own == NULL || strcmp (own, id) != 0)
        continue;
      if (href == NULL || type == NULL || strstr (type, "html") == NULL || (properties != NULL && strstr (properties, "nav") != NULL))
        return NULL;
      name = g_uri_unescape_string (href, NULL);
      return name != NULL ? g_strconcat (book->folder, name, NULL) : NULL;
    }
  return NULL;
}

static void
take_book (DtlDraft *draft, const Book *book)
{
  const xmlNode *metadata = dtl_xml_find ((const xmlNode *) book->package, "metadata");
  g_autofree char *day = dtl_xml_text (dtl_xml_child (metadata, "dc:date"));
  g_autofree char *language = dtl_xml_text (dtl_xml_child (metadata, "dc:language"));
  g_autofree char *creator = dtl_xml_line (dtl_xml_child (metadata, "dc:creator"));

  if (draft->authors->len == 0)
    dtl_draft_take_authors (draft, creator);
  dtl_draft_take (&draft->publisher, dtl_xml_line (dtl_xml_child (metadata, "dc:publisher")));
  dtl_draft_take_language (draft, language);
  dtl_draft_take_stamp (&draft->published, day, DTL_BASIS_META);
}

static void
read_chapter (Book *book, const char *name)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GBytes) bytes = dtl_zip_read (book->zip, name, &reason);
  g_autoptr (DtlDraft) draft = dtl_draft_new ();
  g_autofree char *text = NULL;
  gsize length, text_length;
  const char *data;
  DtlDecoding decoding;

  if (bytes == NULL)
    {
      dtl_collection_skip (&book->parts, "%s", reason->message);
      return;
    }
  data = g_bytes_get_data (bytes, &length);
  text = dtl_charset_decode (data, length, DTL_MARKUP_HTML, &text_length, &decoding);
  dtl_html_append_page (draft, text, text_length);
  take_book (draft, book);
  if (book->parts.input->uri != NULL)
    draft->uri = g_strconcat (book->parts.input->uri, "#", name, NULL);
  /* covers and title pages are no failures */
  if (draft->blocks->len > (draft->title != NULL))
    dtl_collection_add (&book->parts, draft, data, length, &decoding);
}

static void
read_chapters (Book *book)
{
  const xmlNode *root = (const xmlNode *) book->package, *spine = dtl_xml_find (root, "spine");
  const xmlNode *manifest = dtl_xml_find (root, "manifest");

  for (const xmlNode *node = spine ? spine->children : NULL; node != NULL; node = node->next)
    {
      g_autofree char *id = dtl_xml_is (node, "itemref") ? dtl_xml_attribute (node, "idref") : NULL;
      g_autofree char *name = id != NULL ? page_from_id (book, manifest, id) : NULL;

      if (name != NULL && ++book->parts.n_parts <= CHAPTERS_MAX)
        read_chapter (book, name);
    }
}

gboolean
dtl_ingest_epub (const DtlInput *input, GPtrArray *documents, GError **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (input->bytes, &length);
  Book book = { .zip = dtl_zip_open (bytes, length, error) };
  gboolean well;

  dtl_collection_init (&book.parts, input, "epub", "chapter", documents);
  well = book.zip != NULL && open_package (&book, error);
  if (well)
    {
      read_chapters (&book);
      well = dtl_collection_finish (&book.parts, error);
    }
  dtl_collection_clear (&book.parts);
  g_free (book.folder);
  g_clear_pointer (&book.package, xmlFreeDoc);
  dtl_zip_free (book.zip);
  return well;
}

guint
dtl_sniff_epub (const DtlHead *head)
{
  if (!dtl_head_starts_with (head, "PK\003\004", 4))
    return 0;
  return g_strstr_len (head->bytes, MIN (head->length, 100), "application/epub+zip") != NULL ? 95
         : memmem (head->bytes, head->length, "META-INF/container.xml", 22) != NULL       ? 80
                                                                                          : 0;
}
