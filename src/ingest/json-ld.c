/*
 * JSON-LD as pages carry it: the object that is an article, wherever in @graph or an array it stands. Only the handful
 * of members that name title, dates, authors and publisher are read; the context is not resolved.
 *
 * The walk over the tree does not recurse.
 */
#include "ingest/json-ld.h"

#include <string.h>

#include "ingest/json-load.h"

#define SIZE_MAX_BYTES (4u << 20)
#define OBJECTS_MAX 2000
#define AUTHORS_MAX 32

DtlStructured *
dtl_structured_new (void)
{
  DtlStructured *structured = g_new0 (DtlStructured, 1);

  structured->authors = g_ptr_array_new_with_free_func (g_free);
  return structured;
}

void
dtl_structured_free (DtlStructured *structured)
{
  g_free (structured->headline);
  g_free (structured->published);
  g_free (structured->modified);
  g_free (structured->publisher);
  g_free (structured->language);
  g_free (structured->body);
  g_free (structured->pagination);
  g_free (structured->part_of);
  g_free (structured->person);
  g_ptr_array_unref (structured->authors);
  g_free (structured);
}

static const char *
string_of (JsonNode *node)
{
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0)
    node = json_array_get_element (json_node_get_array (node), 0);
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

static const char *
member_string (JsonObject *object, const char *name)
{
  return string_of (json_object_get_member (object, name));
}

static void
take (char **slot, const char *value)
{
  if (*slot == NULL && value != NULL && *value != '\0')
    *slot = g_strstrip (g_strdup (value));
}

/* The name of a person or organisation, given as text or as an object. */
static const char *
name_of (JsonNode *node)
{
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return member_string (json_node_get_object (node), "name");
  return string_of (node);
}

/* The same for an author, who may be named elsewhere in the script: {"author": {"@id": "#jane"}}. */
static const char *
author_of (GHashTable *people, JsonNode *node)
{
  const char *name = name_of (node), *id;

  if (name != NULL || node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return name;
  id = member_string (json_node_get_object (node), "@id");
  return id != NULL ? g_hash_table_lookup (people, id) : NULL;
}

static void
take_authors (DtlStructured *structured, GHashTable *people, JsonNode *node)
{
  guint n = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_length (json_node_get_array (node)) : 0;
  const char *name;

  if (structured->authors->len > 0 || node == NULL)
    return;
  for (guint i = 0; i < n && i < AUTHORS_MAX; i++)
    if ((name = author_of (people, json_array_get_element (json_node_get_array (node), i))) != NULL)
      g_ptr_array_add (structured->authors, g_strdup (name));
  if (n == 0 && (name = author_of (people, node)) != NULL)
    g_ptr_array_add (structured->authors, g_strdup (name));
}

static void
take_publisher (DtlStructured *structured, JsonNode *node)
{
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0)
    node = json_array_get_element (json_node_get_array (node), 0);
  take (&structured->publisher, name_of (node));
}

static gboolean
has_type (JsonObject *object, const char *end)
{
  JsonNode *node = json_object_get_member (object, "@type");
  guint n = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_length (json_node_get_array (node)) : 1;

  for (guint i = 0; node != NULL && i < n; i++)
    {
      JsonNode *one = JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_element (json_node_get_array (node), i) : node;
      const char *type = string_of (one);

      if (type != NULL && g_str_has_suffix (type, end))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_article (JsonObject *object)
{
  return has_type (object, "Article") || has_type (object, "BlogPosting") || has_type (object, "Report");
}

/* What it is a part of, given as text or as an object. */
static const char *
part_of (JsonNode *node)
{
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *name = object != NULL ? member_string (object, "@id") : string_of (node);

  return name != NULL || object == NULL ? name : member_string (object, "url");
}

static void
take_article (DtlStructured *structured, GHashTable *people, JsonObject *object)
{
  take (&structured->headline, member_string (object, "headline"));
  take (&structured->headline, member_string (object, "name"));
  take (&structured->published, member_string (object, "datePublished"));
  take (&structured->published, member_string (object, "dateCreated"));
  take (&structured->modified, member_string (object, "dateModified"));
  take (&structured->language, member_string (object, "inLanguage"));
  take (&structured->body, member_string (object, "articleBody"));
  take (&structured->pagination, member_string (object, "pagination"));
  take (&structured->part_of, part_of (json_object_get_member (object, "isPartOf")));
  take_authors (structured, people, json_object_get_member (object, "author"));
  take_authors (structured, people, json_object_get_member (object, "creator"));
  take_publisher (structured, json_object_get_member (object, "publisher"));
}

static void
push_children (GPtrArray *todo, JsonNode *node)
{
  static const char *const members[] = { "mainEntity", "mainEntityOfPage", "@graph" };

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = json_array_get_length (array); i-- > 0;)
        g_ptr_array_add (todo, json_array_get_element (array, i));
    }
  for (gsize i = 0; JSON_NODE_HOLDS_OBJECT (node) && i < G_N_ELEMENTS (members); i++)
    if (json_object_has_member (json_node_get_object (node), members[i]))
      g_ptr_array_add (todo, json_object_get_member (json_node_get_object (node), members[i]));
}

/* What a round over the objects looks for: articles need the people, and the page as a whole may know the dates and authors
 * that the article does not give. */
typedef enum
{
  ROUND_PEOPLE,
  ROUND_ARTICLES,
  ROUND_PAGES,
} Round;

static void
take_object (DtlStructured *structured, GHashTable *people, JsonObject *object, Round round)
{
  if (round == ROUND_PEOPLE && member_string (object, "@id") != NULL && member_string (object, "name") != NULL)
    g_hash_table_insert (people, (gpointer) member_string (object, "@id"), (gpointer) member_string (object, "name"));
  if (round == ROUND_ARTICLES && is_article (object))
    take_article (structured, people, object);
  if (round != ROUND_PAGES)
    return;
  structured->is_listing = structured->is_listing || has_type (object, "CollectionPage") || has_type (object, "SearchResultsPage");
  if (has_type (object, "WebPage"))
    {
      take (&structured->published, member_string (object, "datePublished"));
      take (&structured->modified, member_string (object, "dateModified"));
      take_authors (structured, people, json_object_get_member (object, "author"));
    }
  if (has_type (object, "Person"))
    take (&structured->person, member_string (object, "name"));
}

static void
read_objects (DtlStructured *structured, GHashTable *people, JsonNode *root, Round round)
{
  g_autoptr (GPtrArray) todo = g_ptr_array_new ();
  guint n = 0;

  g_ptr_array_add (todo, root);
  while (todo->len > 0 && ++n < OBJECTS_MAX)
    {
      JsonNode *node = g_ptr_array_steal_index (todo, todo->len - 1);

      push_children (todo, node);
      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      take_object (structured, people, json_node_get_object (node), round);
    }
}

gboolean
dtl_structured_read (DtlStructured *structured, const char *json)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal); /* names by address, borrowed from the tree */
  const char *start = json + strcspn (json, "{[");
  gboolean is_cdata = g_str_has_prefix (start, "[CDATA[");
  gsize length;
  JsonNode *root;

  if (is_cdata)
    start += 7 + strcspn (start + 7, "{[");
  /* behind the last bracket: stray semicolons, the end of CDATA */
  length = strlen (start);
  while (length > 0 && start[length - 1] != '}' && (is_cdata || start[length - 1] != ']'))
    length--;
  parser = length <= SIZE_MAX_BYTES ? dtl_json_load (start, length, NULL) : NULL;
  if (parser == NULL)
    return FALSE;
  root = json_parser_get_root (parser);
  for (Round round = ROUND_PEOPLE; round <= ROUND_PAGES; round++)
    read_objects (structured, people, root, round);
  return TRUE;
}
