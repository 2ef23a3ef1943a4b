/* JSON Lines: an article a line. A line that is none is counted and told, and the next one is read. */
#include <string.h>

#include "ingest/json-load.h"
#include "ingest/json.h"

#define LINE_LIMIT_MB 16u

static void
read_line (DtlCollection *parts, const char *bytes, gsize length, const DtlFieldMap *map)
{
  gsize text_length;
  DtlDecoding decoding;
  g_autofree char *text = dtl_charset_decode (bytes, length, DTL_MARKUP_NONE, &text_length, &decoding);
  g_autoptr (GError) reason = NULL;
  g_autoptr (JsonParser) parser = dtl_json_load (text, text_length, &reason);
  JsonNode *root = parser ? json_parser_get_root (parser) : NULL;
  DtlFields fields;

  if (parser == NULL)
    dtl_collection_skip (parts, "%s", reason->message);
  else if (!JSON_NODE_HOLDS_OBJECT (root))
    dtl_collection_skip (parts, "not an object");
  else
    {
      dtl_fields_read (&fields, json_node_get_object (root), map);
      if (dtl_fields_are_article (&fields, json_node_get_object (root)))
        dtl_json_add (parts, &fields);
      else
        dtl_collection_skip (parts, "no field with a text");
    }
}

static gboolean
is_blank (const char *line, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (line[i]))
      return FALSE;
  return TRUE;
}

gboolean
dtl_ingest_jsonl (const DtlInput *input, GPtrArray *documents, GError **error)
{
  gsize length;
  const char *at = g_bytes_get_data (input->bytes, &length), *end = at + length;
  g_autoptr (DtlFieldMap) map = dtl_field_map_new (input->map, error);
  g_auto (DtlCollection) parts = { NULL };

  dtl_collection_init (&parts, input, "jsonl", "line", documents);
  if (map == NULL)
    return FALSE;
  while (at < end)
    {
      const char *stop = memchr (at, '\n', end - at);
      gsize n = (stop != NULL ? stop : end) - at;

      parts.n_parts++;
      if (n > (gsize) LINE_LIMIT_MB << 20)
        dtl_collection_skip (&parts, "longer than %u MB", LINE_LIMIT_MB);
      else if (!is_blank (at, n))
        read_line (&parts, at, n, map);
      at += n + 1;
    }
  return dtl_collection_finish (&parts, error);
}

gsize
dtl_jsonl_find_break (const char *bytes, gsize length, guint *n)
{
  gsize end = 0;

  *n = 0;
  for (const char *p = bytes; (p = memchr (p, '\n', bytes + length - p)) != NULL; p++)
    {
      end = p + 1 - bytes;
      ++*n;
    }
  return end;
}

/* Whether the brackets that open in a line close in it. */
static gboolean
is_balanced (const char *line, const char *end)
{
  int depth = 0;
  gboolean in_string = FALSE;

  for (const char *p = line; p < end; p++)
    {
      if (in_string && *p == '\\' && p + 1 < end)
        p++;
      else if (*p == '"')
        in_string = !in_string;
      else if (!in_string)
        depth += (*p == '{' || *p == '[') - (*p == '}' || *p == ']');
    }
  return depth == 0 && !in_string;
}

/* One object a line: it ends with the line, and more follows. */
guint
dtl_sniff_jsonl (const DtlHead *head)
{
  const char *p = head->text + strspn (head->text, " \t\r\n"), *end = p + strcspn (p, "\n");

  if (*p != '{' || dtl_sniff_json (head) == 0)
    return 0;
  return end[strspn (end, " \t\r\n")] != '\0' && is_balanced (p, end) ? 72 : 60;
}
