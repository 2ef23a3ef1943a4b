/*
 * Feeds: RSS 0.90 to 2.0 with its modules, RSS 1.0 (RDF), Atom 0.3 and 1.0. Every item is an article. What the children of
 * an item mean stands in ingest_feeds.tsv; of two that tell the same, the one of lower rank counts.
 *
 * The date of an item is its own or none: that of the channel is the time at which the feed was made.
 */
#include <string.h>

#include "ingest/collection.h"
#include "ingest/html-tree.h"
#include "ingest/markup.h"
#include "ingest/xml.h"
#include "lexicon/tables.h"

#define ITEMS_MAX 20000

typedef enum
{
  SLOT_TITLE,
  SLOT_BODY,
  SLOT_LINK,
  SLOT_ADDRESS,
  SLOT_PUBLISHED,
  SLOT_UPDATED,
  SLOT_AUTHOR,
  SLOT_LANGUAGE,
  SLOT_SOURCE,
  N_SLOTS,
} Slot;

/* Names of the slots in ingest_feeds.tsv. */
static const char *const slot_names[N_SLOTS] = { "title",   "body",   "link",     "address", "published",
                                                 "updated", "author", "language", "source" };

/* What an item says, the best of each. Nodes are borrowed from the tree. */
typedef struct
{
  const xmlNode *nodes[N_SLOTS];
  guint ranks[N_SLOTS];
} Item;

static int
slot_from_name (const char *name)
{
  for (int i = 0; i < N_SLOTS; i++)
    if (strcmp (slot_names[i], name) == 0)
      return i;
  return -1;
}

static gboolean
is_blank (const xmlNode *node)
{
  g_autofree char *text = dtl_xml_text (node);

  return *text == '\0';
}

/* The other links of an entry are to pictures, comments and the feed itself. */
static gboolean
is_link_to_article (const xmlNode *node)
{
  g_autofree char *rel = dtl_xml_attribute (node, "rel"), *href = dtl_xml_attribute (node, "href");

  return href == NULL || rel == NULL || g_ascii_strcasecmp (rel, "alternate") == 0;
}

static void
take_child (Item *item, const xmlNode *child)
{
  g_autofree char *name = dtl_xml_name (child);
  const char *const *row = dtl_table_find (&dtl_table_ingest_feeds, name, NULL);
  int slot = row != NULL ? slot_from_name (row[DTL_INGEST_FEEDS_SLOT]) : -1;
  guint rank = row != NULL ? g_ascii_strtoull (row[DTL_INGEST_FEEDS_RANK], NULL, 10) : 0;

  if (slot < 0 || (item->nodes[slot] != NULL && item->ranks[slot] <= rank))
    return;
  if (slot == SLOT_LINK ? !is_link_to_article (child) : is_blank (child))
    return;
  item->nodes[slot] = child;
  item->ranks[slot] = rank;
}

/* The address of the item: its link, else its identifier if that is one. */
static char *
find_address (const Item *item, const xmlNode *node)
{
  g_autofree char *about = dtl_xml_attribute (node, "about");

  for (Slot slot = SLOT_LINK; slot <= SLOT_ADDRESS; slot++)
    {
      char *address = item->nodes[slot] ? dtl_xml_attribute (item->nodes[slot], "href") : NULL;

      if (address == NULL)
        address = dtl_xml_text (item->nodes[slot]);
      if (strstr (address, "://") != NULL && strpbrk (address, " \n\t<>\"") == NULL)
        return address;
      g_free (address);
    }
  return about != NULL && strstr (about, "://") != NULL ? g_steal_pointer (&about) : NULL;
}

/* Every author of an item: elements that hold a name, or name it in a child. */
static void
take_authors (DtlDraft *draft, const xmlNode *node, guint rank)
{
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    {
      g_autofree char *name = child->type == XML_ELEMENT_NODE ? dtl_xml_name (child) : NULL;
      const char *const *row = name != NULL ? dtl_table_find (&dtl_table_ingest_feeds, name, NULL) : NULL;
      const xmlNode *inner;
      g_autofree char *text = NULL;

      if (row == NULL || strcmp (row[DTL_INGEST_FEEDS_SLOT], "author") != 0
          || g_ascii_strtoull (row[DTL_INGEST_FEEDS_RANK], NULL, 10) != rank)
        continue;
      inner = dtl_xml_child (child, "atom:name");
      if (inner == NULL)
        inner = dtl_xml_child (child, "name");
      text = dtl_xml_line (inner != NULL ? inner : child);
      dtl_draft_take_authors (draft, text);
    }
}

/* The outlet: <source> holds its name as text, or in a title of its own. */
static char *
find_source (const Item *item)
{
  const xmlNode *node = item->nodes[SLOT_SOURCE], *title = dtl_xml_child (node, "atom:title");

  if (title == NULL)
    title = dtl_xml_child (node, "title");
  return dtl_xml_line (title != NULL ? title : node);
}

static char *
find_body (const Item *item)
{
  const xmlNode *node = item->nodes[SLOT_BODY];

  for (const xmlNode *child = node ? node->children : NULL; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      return dtl_xml_markup (node);
  return dtl_xml_text (node);
}

/* Titles may hold markup, escaped. */
static char *
find_title (const Item *item)
{
  char *title = dtl_xml_line (item->nodes[SLOT_TITLE]);

  if (title != NULL && strchr (title, '<') != NULL)
    {
      g_autoptr (GRegex) tag = g_regex_new ("</?(?:a|b|i|em|strong|span|br|p|u|q|cite|sup|sub)\\b[^<>]*>", G_REGEX_CASELESS, 0, NULL);
      char *plain = g_regex_replace_literal (tag, title, -1, 0, "", 0, NULL);

      g_free (title);
      title = plain;
    }
  return title;
}

typedef struct
{
  DtlCollection parts;
  char *title;    /* owned, nullable: of the channel */
  char *language; /* owned, nullable */
  const DtlDecoding *decoding;
} Feed;

static void
diagnose_dates (DtlDocument *document, const char *written)
{
  if (document != NULL)
    dtl_document_diagnose (document, "date-unread", DTL_SEVERITY_WARNING, (DtlSpan) { 0, 0 },
                           "date of publication not understood: '%.60s'", written);
}

/* A date and nothing else: an entry that only tells its last change is of that day. */
static gboolean
take_dates (DtlDraft *draft, const Item *item, char **written)
{
  g_autofree char *updated = dtl_xml_text (item->nodes[SLOT_UPDATED]);
  gboolean is_read;

  *written = dtl_xml_text (item->nodes[SLOT_PUBLISHED]);
  is_read = dtl_draft_take_stamp (&draft->published, *written, DTL_BASIS_FEED);
  dtl_draft_take_stamp (&draft->updated, updated, DTL_BASIS_FEED);
  if (item->nodes[SLOT_PUBLISHED] == NULL)
    is_read = dtl_draft_take_stamp (&draft->published, updated, DTL_BASIS_FEED);
  return is_read;
}

static void
read_item (Feed *feed, const xmlNode *node)
{
  g_autoptr (DtlDraft) draft = dtl_draft_new ();
  g_autofree char *body = NULL, *written = NULL, *language = NULL, *identity = NULL;
  Item item = { { NULL } };
  DtlDocument *document;
  gboolean is_dated;

  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      take_child (&item, child);
  dtl_draft_take (&draft->title, find_title (&item));
  draft->uri = find_address (&item, node);
  dtl_draft_take (&draft->publisher, find_source (&item));
  dtl_draft_take (&draft->publisher, g_strdup (feed->title));
  if (item.nodes[SLOT_AUTHOR] != NULL)
    take_authors (draft, node, item.ranks[SLOT_AUTHOR]);
  language = dtl_xml_line (item.nodes[SLOT_LANGUAGE]);
  dtl_draft_take_language (draft, language);
  dtl_draft_take_language (draft, feed->language);
  is_dated = take_dates (draft, &item, &written);
  body = find_body (&item);
  dtl_draft_append_value (draft, body);
  identity = g_strjoin ("\n", draft->uri ? draft->uri : "", draft->title ? draft->title : "", written, body, NULL);
  document = dtl_collection_add (&feed->parts, draft, identity, strlen (identity), feed->decoding);
  if (!is_dated)
    diagnose_dates (document, *written != '\0' ? written : "of its last change");
}

static gboolean
is_item (const xmlNode *node)
{
  return dtl_xml_is (node, "item") || dtl_xml_is (node, "atom:entry") || dtl_xml_is (node, "entry");
}

static void
read_channel (Feed *feed, const xmlNode *root)
{
  const xmlNode *channel = dtl_xml_child (root, "channel"), *title, *language;

  channel = channel != NULL ? channel : root;
  title = dtl_xml_child (channel, "title");
  language = dtl_xml_child (channel, "language");
  feed->title = dtl_xml_line (title != NULL ? title : dtl_xml_child (channel, "atom:title"));
  feed->language = dtl_xml_line (language != NULL ? language : dtl_xml_child (channel, "dc:language"));
  if (feed->language == NULL)
    feed->language = dtl_xml_attribute (channel, "lang");
}

static void
read_items (Feed *feed, const xmlNode *root)
{
  for (const xmlNode *node = dtl_node_next (root, root); node != NULL; node = dtl_node_next (node, root))
    {
      if (!is_item (node))
        continue;
      if (++feed->parts.n_parts > ITEMS_MAX)
        dtl_collection_skip (&feed->parts, "more than %u", ITEMS_MAX);
      else
        read_item (feed, node);
    }
}

gboolean
dtl_ingest_feed (const DtlInput *input, GPtrArray *documents, GError **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (input->bytes, &length);
  DtlDecoding decoding;
  g_autoptr (xmlDoc) tree = dtl_xml_parse (bytes, length, NULL, &decoding, error);
  Feed feed = { .decoding = &decoding };
  gboolean well;

  if (tree == NULL)
    return FALSE;
  dtl_collection_init (&feed.parts, input, "feed", "item", documents);
  read_channel (&feed, xmlDocGetRootElement (tree));
  read_items (&feed, xmlDocGetRootElement (tree));
  well = dtl_collection_finish (&feed.parts, error);
  dtl_collection_clear (&feed.parts);
  g_free (feed.title);
  g_free (feed.language);
  return well;
}

guint
dtl_sniff_feed (const DtlHead *head)
{
  static const char *const roots[] = { "rss", "rdf:rdf", "feed", "atom:feed", "channel" };

  return dtl_head_has_root (head, roots, G_N_ELEMENTS (roots)) ? 95 : 0;
}
