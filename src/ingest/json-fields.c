/*
 * Fields of articles in JSON. The names are rows of ingest_fields.tsv; a user's own, given as "text=story", come first. A
 * value may stand in an object (title.rendered) or in the first element of an array (headlines.value).
 */
#include "ingest/json-fields.h"

#include <string.h>

#include "ingest/html-tree.h"
#include "ingest/markup.h"
#include "lexicon/tables.h"

#define DEPTH_MAX 3        /* objects in objects */
#define MEMBERS_MAX 2000   /* of one object */
#define AUTHORS_MAX 32
#define LINE_LONGEST 2000  /* bytes of a title and such */

static const char *const slot_names[] = { "title",   "text",      "html",     "published", "updated",
                                          "authors", "publisher", "language", "uri",       "container" };

#define SLOT_CONTAINER 9

struct _DtlFieldMap
{
  GHashTable *slots; /* owned: name in lower case → number of the slot, plus 1 */
};

/* Number of the slot, or -1. */
static int
slot_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (slot_names); i++)
    if (strcmp (slot_names[i], name) == 0)
      return i;
  return -1;
}

static JsonNode **
slot_of (DtlFields *fields, int slot)
{
  JsonNode **slots[] = { &fields->title,   &fields->text,      &fields->html,     &fields->published, &fields->updated,
                         &fields->authors, &fields->publisher, &fields->language, &fields->uri,       &fields->container };

  return slots[slot];
}

/* --- the user's names --- */

static gboolean
add_pair (DtlFieldMap *map, const char *pair, GError **error)
{
  const char *equals = strchr (pair, '=');
  g_autofree char *slot = equals ? g_strstrip (g_strndup (pair, equals - pair)) : NULL;
  g_autofree char *name = equals ? g_strstrip (g_utf8_strdown (equals + 1, -1)) : NULL;

  if (equals == NULL || *name == '\0')
    g_set_error (error, DTL_ERROR, DTL_ERROR_SYNTAX, "'%s' is no pair FIELD=NAME", pair);
  else if (slot_from_name (slot) < 0)
    g_set_error (error, DTL_ERROR, DTL_ERROR_SYNTAX, "no field '%s'; there are: title, text, html, published, updated, "
                 "authors, publisher, language, uri, container", slot);
  else
    {
      g_hash_table_insert (map->slots, g_steal_pointer (&name), GINT_TO_POINTER (slot_from_name (slot) + 1));
      return TRUE;
    }
  return FALSE;
}

DtlFieldMap *
dtl_field_map_new (const char *text, GError **error)
{
  g_autoptr (DtlFieldMap) map = g_new0 (DtlFieldMap, 1);
  g_auto (GStrv) pairs = text ? g_strsplit (text, ",", -1) : NULL;

  map->slots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  /* of an empty text there is one part, and it is no pair */
  for (guint i = 0; pairs != NULL && (i == 0 || pairs[i] != NULL); i++)
    if (!add_pair (map, pairs[i] != NULL ? pairs[i] : "", error))
      return NULL;
  return g_steal_pointer (&map);
}

void
dtl_field_map_free (DtlFieldMap *map)
{
  g_hash_table_unref (map->slots);
  g_free (map);
}

gboolean
dtl_input_check_map (const char *map, GError **error)
{
  g_autoptr (DtlFieldMap) fields = dtl_field_map_new (map, error);

  return fields != NULL;
}

/* --- values --- */

static const char *value_members[] = { "name", "rendered", "value", "$date", "$numberlong", "main", "text", "#text" };

/* The object that an array of one or more holds first. */
static JsonNode *
first_of (JsonNode *node)
{
  return JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0
           ? json_array_get_element (json_node_get_array (node), 0)
           : node;
}

/* Text or number, alone, first of an array, or in the member that holds the value of an object. */
static char *
scalar_of (JsonNode *node)
{
  GType type;

  for (guint depth = 0; node != NULL && depth < DEPTH_MAX && !JSON_NODE_HOLDS_VALUE (node); depth++)
    {
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      JsonNode *inner = object == NULL ? first_of (node) : NULL;

      for (gsize i = 0; object != NULL && inner == NULL && i < G_N_ELEMENTS (value_members); i++)
        inner = json_object_get_member (object, value_members[i]);
      node = inner;
    }
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  type = json_node_get_value_type (node);
  if (type == G_TYPE_STRING)
    return g_utf8_make_valid (json_node_get_string (node), -1);
  if (type == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  return type == G_TYPE_DOUBLE ? g_strdup_printf ("%.0f", json_node_get_double (node)) : NULL;
}

static gboolean
has_value (JsonNode *node)
{
  g_autofree char *value = scalar_of (node);

  return value != NULL;
}

static gboolean
is_blank (JsonNode *node)
{
  if (JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_length (json_node_get_array (node)) == 0;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_get_string (node)[strspn (json_node_get_string (node), " \t\r\n")] == '\0';
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
}

/* --- fields of an object --- */

static void
take_slot (DtlFields *fields, int slot, guint rank, JsonNode *node)
{
  JsonNode **place = slot_of (fields, slot);

  if (*place != NULL && fields->ranks[slot] <= rank)
    return;
  *place = node;
  fields->ranks[slot] = rank;
}

static void
take_member (DtlFields *fields, const char *path, JsonNode *node, const DtlFieldMap *map)
{
  int own = GPOINTER_TO_INT (g_hash_table_lookup (map->slots, path)) - 1;
  guint n = 0;
  const char *const *row = dtl_table_find (&dtl_table_ingest_fields, path, &n);

  if (own >= 0)
    take_slot (fields, own, 0, node);
  for (guint i = 0; own < 0 && i < n; i++, row += dtl_table_ingest_fields.n_columns)
    {
      int slot = slot_from_name (row[DTL_INGEST_FIELDS_SLOT]);

      if (JSON_NODE_HOLDS_OBJECT (node) && slot != SLOT_CONTAINER && !has_value (node))
        continue;
      take_slot (fields, slot, g_ascii_strtoull (row[DTL_INGEST_FIELDS_RANK], NULL, 10), node);
    }
}

static void
read_object (DtlFields *fields, JsonObject *object, const char *prefix, const DtlFieldMap *map, guint depth)
{
  g_autoptr (GList) names = json_object_get_members (object);
  guint n = 0;

  for (GList *at = names; at != NULL && n < MEMBERS_MAX; at = at->next, n++)
    {
      JsonNode *node = json_object_get_member (object, at->data), *inner = first_of (node);
      g_autofree char *name = g_utf8_strdown (at->data, -1);
      g_autofree char *path = g_strconcat (prefix, *prefix != '\0' ? "." : "", name, NULL);

      if (is_blank (node))
        continue;
      take_member (fields, path, node, map);
      if (depth < DEPTH_MAX && JSON_NODE_HOLDS_OBJECT (inner))
        read_object (fields, json_node_get_object (inner), path, map, depth + 1);
    }
}

void
dtl_fields_read (DtlFields *fields, JsonObject *object, const DtlFieldMap *map)
{
  *fields = (DtlFields) { NULL };
  read_object (fields, object, "", map, 1);
}

static gboolean
is_article_type (const char *type)
{
  static const char *const ends[] = { "Article", "Posting", "Report", "CreativeWork", "text", "post", "article", "story" };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (type, ends[i]))
      return TRUE;
  return FALSE;
}

/* What it calls itself: schema.org's @type, ninjs' type. */
static gboolean
has_other_type (JsonObject *object)
{
  static const char *const media[] = { "picture", "video", "audio", "graphic" };
  JsonNode *ld = json_object_get_member (object, "@type"), *ninjs = json_object_get_member (object, "type");
  g_autofree char *type = ld ? scalar_of (ld) : NULL, *media_type = ninjs ? scalar_of (ninjs) : NULL;

  for (gsize i = 0; media_type != NULL && i < G_N_ELEMENTS (media); i++)
    if (strcmp (media_type, media[i]) == 0)
      return TRUE;
  return type != NULL && !is_article_type (type);
}

gboolean
dtl_fields_are_article (const DtlFields *fields, JsonObject *object)
{
  if (has_other_type (object))
    return FALSE;
  return fields->text != NULL || fields->html != NULL || (fields->title != NULL && fields->published != NULL);
}

/* --- into a draft --- */

/* One line: white space collapsed, names of characters decoded. */
static char *
line_of (JsonNode *node)
{
  g_autofree char *value = node ? scalar_of (node) : NULL;
  g_autoptr (GString) line = g_string_new (NULL);

  if (value == NULL || strlen (value) > LINE_LONGEST)
    return NULL;
  dtl_text_append (line, value);
  dtl_text_decode_entities (line);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* A list that was written out: "['Jane Doe', 'John Roe']". */
static char *
unlist (char *names)
{
  if (names != NULL && g_str_has_prefix (names, "[") && g_str_has_suffix (names, "]"))
    g_strdelimit (names, "[]'\"", ' ');
  return names;
}

static void
take_authors (DtlDraft *draft, JsonNode *node)
{
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = array != NULL ? json_array_get_length (array) : node != NULL;

  for (guint i = 0; i < n && i < AUTHORS_MAX; i++)
    {
      g_autofree char *name = unlist (line_of (array != NULL ? json_array_get_element (array, i) : node));

      dtl_draft_take_authors (draft, name);
    }
}

/* Paragraphs may stand in an array. */
static char *
text_of (JsonNode *node)
{
  g_autoptr (GString) text = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return node != NULL ? scalar_of (node) : NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    {
      g_autofree char *paragraph = scalar_of (json_array_get_element (json_node_get_array (node), i));

      if (paragraph != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "", paragraph);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
dtl_fields_to_draft (const DtlFields *fields, DtlDraft *draft, char **unread)
{
  g_autofree char *published = fields->published ? scalar_of (fields->published) : NULL;
  g_autofree char *updated = fields->updated ? scalar_of (fields->updated) : NULL;
  g_autofree char *language = line_of (fields->language), *uri = line_of (fields->uri);
  g_autofree char *body = text_of (fields->text);

  if (body == NULL || *body == '\0')
    {
      g_free (body);
      body = text_of (fields->html);
    }
  *unread = NULL;
  dtl_draft_take (&draft->title, line_of (fields->title));
  dtl_draft_take (&draft->publisher, line_of (fields->publisher));
  if (uri != NULL && *uri != '\0' && strchr (uri, ' ') == NULL)
    draft->uri = g_strdup (uri);
  take_authors (draft, fields->authors);
  dtl_draft_take_language (draft, language);
  if (!dtl_draft_take_stamp (&draft->published, published, DTL_BASIS_META))
    *unread = g_strdup (published);
  dtl_draft_take_stamp (&draft->updated, updated, DTL_BASIS_META);
  dtl_draft_append_value (draft, body != NULL ? body : "");
  return g_strjoin ("\n", uri ? uri : "", draft->title ? draft->title : "", published ? published : "",
                    body ? body : "", NULL);
}
