/*
 * JSON documents: one article (ninjs, schema.org as JSON-LD, a record of news-please), an array of them, or an object that
 * holds them (JSON Feed, answers of publishers' servers).
 */
#include "ingest/json.h"

#include <string.h>

#include "ingest/json-load.h"

#define OBJECTS_MAX 100000
#define SIZE_LIMIT_MB 64u

void
dtl_json_add (DtlCollection *parts, const DtlFields *fields)
{
  g_autoptr (DtlDraft) draft = dtl_draft_new ();
  g_autofree char *unread = NULL;
  g_autofree char *identity = dtl_fields_to_draft (fields, draft, &unread);
  DtlDocument *document = dtl_collection_add (parts, draft, identity, strlen (identity), NULL);

  if (document != NULL && unread != NULL)
    dtl_document_diagnose (document, "date-unread", DTL_SEVERITY_WARNING, (DtlSpan) { 0, 0 },
                           "date of publication not understood: '%.60s'", unread);
}

static void
push_elements (GPtrArray *todo, JsonArray *array)
{
  for (guint i = json_array_get_length (array); i-- > 0;)
    g_ptr_array_add (todo, json_array_get_element (array, i));
}

/* An article, or what holds some. */
static void
read_object (DtlCollection *parts, JsonObject *object, const DtlFieldMap *map, GPtrArray *todo)
{
  DtlFields fields;

  dtl_fields_read (&fields, object, map);
  if (dtl_fields_are_article (&fields, object))
    {
      parts->n_parts++;
      dtl_json_add (parts, &fields);
    }
  else if (fields.container != NULL)
    g_ptr_array_add (todo, fields.container);
}

static void
read_all (DtlCollection *parts, JsonNode *root, const DtlFieldMap *map)
{
  g_autoptr (GPtrArray) todo = g_ptr_array_new ();
  guint n = 0;

  g_ptr_array_add (todo, root);
  while (todo->len > 0 && ++n <= OBJECTS_MAX)
    {
      JsonNode *node = g_ptr_array_steal_index (todo, todo->len - 1);

      if (JSON_NODE_HOLDS_ARRAY (node))
        push_elements (todo, json_node_get_array (node));
      else if (JSON_NODE_HOLDS_OBJECT (node))
        read_object (parts, json_node_get_object (node), map, todo);
    }
}

/* Whether an object ends and another starts on the next line. */
static gboolean
looks_like_lines (const char *text)
{
  for (const char *p = strchr (text, '\n'); p != NULL; p = strchr (p + 1, '\n'))
    {
      const char *next = p + strspn (p, " \t\r\n");

      while (p > text && g_ascii_isspace (*p))
        p--;
      if (*p == '}' && *next == '{')
        return TRUE;
      p = next - 1;
    }
  return FALSE;
}

gboolean
dtl_ingest_json (const DtlInput *input, GPtrArray *documents, GError **error)
{
  gsize length, text_length;
  const char *bytes = g_bytes_get_data (input->bytes, &length);
  g_autoptr (DtlFieldMap) map = dtl_field_map_new (input->map, error);
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) reason = NULL;
  g_auto (DtlCollection) parts = { NULL };
  g_autofree char *text = NULL;
  DtlDecoding decoding;

  dtl_collection_init (&parts, input, "json", "article", documents);
  if (map == NULL)
    return FALSE;
  if (length > (gsize) SIZE_LIMIT_MB << 20)
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_LIMIT, "JSON larger than %u MB; JSON Lines may be larger", SIZE_LIMIT_MB);
      return FALSE;
    }
  text = dtl_charset_decode (bytes, length, DTL_MARKUP_NONE, &text_length, &decoding);
  parser = dtl_json_load (text, text_length, &reason);
  if (parser == NULL && looks_like_lines (text))
    return dtl_ingest_jsonl (input, documents, error);
  if (parser == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  read_all (&parts, json_parser_get_root (parser), map);
  return dtl_collection_finish (&parts, error);
}

guint
dtl_sniff_json (const DtlHead *head)
{
  const char *p = head->text + strspn (head->text, " \t\r\n"), *next = *p != '\0' ? p + 1 + strspn (p + 1, " \t\r\n") : p;

  return (*p == '{' && *next == '"') || (*p == '[' && *next == '{') ? 70 : 0;
}
