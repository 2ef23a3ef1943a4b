/*
 * Compact JSON text of a tree that we built, and the check of foreign text before it is parsed.
 *
 * Numbers are the shortest decimal that reads back as the same double, whatever the locale. Strings escape what
 * RFC 8259 asks for and nothing else.
 */
#include "record/record.h"

#include <math.h>
#include <string.h>

/* Trees of ours are about ten deep; the limit only guards the stack against a mistake. */
#define PRINT_DEPTH 64

void
dtl_json_append_string (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p; p++)
    {
      guchar byte = *p;

      if (byte == '"' || byte == '\\')
        g_string_append_printf (out, "\\%c", byte);
      else if (byte == '\n')
        g_string_append (out, "\\n");
      else if (byte == '\t')
        g_string_append (out, "\\t");
      else if (byte == '\r')
        g_string_append (out, "\\r");
      else if (byte < 0x20)
        g_string_append_printf (out, "\\u%04x", byte);
      else
        g_string_append_c (out, byte);
    }
  g_string_append_c (out, '"');
}

static void
print_double (GString *out, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (value == 0)
    value = 0; /* no minus */
  g_ascii_formatd (buffer, sizeof buffer, "%.15g", value);
  if (g_ascii_strtod (buffer, NULL) != value)
    g_ascii_formatd (buffer, sizeof buffer, "%.16g", value);
  if (g_ascii_strtod (buffer, NULL) != value)
    g_ascii_formatd (buffer, sizeof buffer, "%.17g", value);
  g_string_append (out, buffer);
}

static void
print_value (GString *out, JsonNode *node)
{
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      dtl_json_append_string (out, json_node_get_string (node));
      break;
    case G_TYPE_INT64:
      g_string_append_printf (out, "%" G_GINT64_FORMAT, json_node_get_int (node));
      break;
    case G_TYPE_BOOLEAN:
      g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
      break;
    default:
      print_double (out, json_node_get_double (node));
      break;
    }
}

static void print_node (GString *out, JsonNode *node, guint depth);

static void
print_array (GString *out, JsonArray *array, guint depth)
{
  g_string_append_c (out, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      print_node (out, json_array_get_element (array, i), depth);
    }
  g_string_append_c (out, ']');
}

static void
print_object (GString *out, JsonObject *object, guint depth)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  gboolean first = TRUE;

  g_string_append_c (out, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (!first)
        g_string_append_c (out, ',');
      first = FALSE;
      dtl_json_append_string (out, name);
      g_string_append_c (out, ':');
      print_node (out, node, depth);
    }
  g_string_append_c (out, '}');
}

static void
print_node (GString *out, JsonNode *node, guint depth)
{
  g_assert (depth < PRINT_DEPTH);
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      print_object (out, json_node_get_object (node), depth + 1);
      break;
    case JSON_NODE_ARRAY:
      print_array (out, json_node_get_array (node), depth + 1);
      break;
    case JSON_NODE_VALUE:
      print_value (out, node);
      break;
    default:
      g_string_append (out, "null");
      break;
    }
}

char *
dtl_json_print (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  GString *out = g_string_new (NULL);

  print_node (out, root, 0);
  return g_string_free (out, FALSE);
}

/* Outside of strings only these occur; json-glib would also take comments and assignments. */
static gboolean
is_structural (char byte)
{
  return byte != '\0' && strchr ("{}[]:,+-.0123456789eEtrufalsn \t\r\n", byte) != NULL;
}

static gboolean
check_shape (const char *json, gsize length, guint max_depth, GError **error)
{
  guint depth = 0;
  gboolean in_string = FALSE, is_closed = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char byte = json[i];

      if (in_string)
        {
          i += byte == '\\';
          in_string = byte != '"';
          continue;
        }
      in_string = byte == '"';
      depth += byte == '{' || byte == '[';
      if ((is_closed && !g_ascii_isspace (byte)) || (depth == 0 && !g_ascii_isspace (byte))
          || !(in_string || is_structural (byte)))
        {
          g_set_error (error, DTL_ERROR, DTL_ERROR_SYNTAX, "byte %" G_GSIZE_FORMAT ": not a JSON object", i);
          return FALSE;
        }
      if (depth > max_depth)
        {
          g_set_error (error, DTL_ERROR, DTL_ERROR_LIMIT, "byte %" G_GSIZE_FORMAT ": nested more than %u deep", i,
                       max_depth);
          return FALSE;
        }
      depth -= byte == '}' || byte == ']';
      is_closed |= depth == 0 && (byte == '}' || byte == ']');
    }
  if (!is_closed)
    g_set_error (error, DTL_ERROR, DTL_ERROR_SYNTAX, depth > 0 ? "the JSON object is cut off" : "no JSON object");
  return is_closed;
}

gboolean
dtl_json_check (const char *json, gsize length, guint max_depth, GError **error)
{
  const char *end = NULL;

  if (!g_utf8_validate_len (json, length, &end))
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_SYNTAX, "byte %" G_GSIZE_FORMAT ": not UTF-8", (gsize) (end - json));
      return FALSE;
    }
  return check_shape (json, length, max_depth, error);
}
