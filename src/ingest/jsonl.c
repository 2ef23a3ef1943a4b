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

/* One object a line: the second line starts like the first. */
guint
dtl_sniff_jsonl (const DtlHead *head)
{
  const char *p = head->text + strspn (head->text, " \t\r\n"), *line_end = p + strcspn (p, "\n"), *next, *last = line_end;

  if (dtl_sniff_json (head) == 0 || *p != '{')
    return 0;
  next = line_end + strspn (line_end, " \t\r\n");
  while (last > p && g_ascii_isspace (last[-1]))
    last--;
  return *next == '{' && last > p && last[-1] == '}' ? 72 : 60;
}
