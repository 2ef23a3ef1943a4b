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

static void
take_authors (DtlStructured *structured, JsonNode *node)
{
  guint n = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_length (json_node_get_array (node)) : 0;
  const char *name;

  if (structured->authors->len > 0 || node == NULL)
    return;
  for (guint i = 0; i < n && i < 32; i++)
    if ((name = name_of (json_array_get_element (json_node_get_array (node), i))) != NULL)
      g_ptr_array_add (structured->authors, g_strdup (name));
  if (n == 0 && (name = name_of (node)) != NULL)
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

static void
take_article (DtlStructured *structured, JsonObject *object)
{
  take (&structured->headline, member_string (object, "headline"));
  take (&structured->headline, member_string (object, "name"));
  take (&structured->published, member_string (object, "datePublished"));
  take (&structured->published, member_string (object, "dateCreated"));
  take (&structured->modified, member_string (object, "dateModified"));
  take (&structured->language, member_string (object, "inLanguage"));
  take (&structured->body, member_string (object, "articleBody"));
  take_authors (structured, json_object_get_member (object, "author"));
  take_authors (structured, json_object_get_member (object, "creator"));
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

/* Articles first; the page as a whole may know the dates that the article does not give. */
static void
read_objects (DtlStructured *structured, JsonNode *root, gboolean pages)
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
      if (!pages && is_article (json_node_get_object (node)))
        take_article (structured, json_node_get_object (node));
      if (pages && has_type (json_node_get_object (node), "WebPage"))
        {
          take (&structured->published, member_string (json_node_get_object (node), "datePublished"));
          take (&structured->modified, member_string (json_node_get_object (node), "dateModified"));
        }
    }
}

gboolean
dtl_structured_read (DtlStructured *structured, const char *json)
{
  g_autoptr (JsonParser) parser = NULL;
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
  read_objects (structured, root, FALSE);
  read_objects (structured, root, TRUE);
  return TRUE;
}
