/* JSON from outside. The parser recurses, so the depth of brackets is checked first. */
#include "ingest/json-load.h"

#include <string.h>

#define DEPTH_MAX 64

/* Brackets outside of strings never nest deeper than the limit. */
static gboolean
is_shallow (const char *json, const char *end)
{
  guint depth = 0;
  gboolean in_string = FALSE;

  for (const char *p = json; p < end; p++)
    {
      if (in_string && *p == '\\' && p + 1 < end)
        p++;
      else if (*p == '"')
        in_string = !in_string;
      else if (!in_string && (*p == '{' || *p == '['))
        {
          if (++depth > DEPTH_MAX)
            return FALSE;
        }
      else if (!in_string && (*p == '}' || *p == ']') && depth > 0)
        depth--;
    }
  return TRUE;
}

/* The last part of a message "<data>:1:17: Parse error: …". */
static const char *
bare_message (const char *message)
{
  const char *colon = strstr (message, ": ");

  return colon != NULL ? colon + 2 : message;
}

JsonParser *
dtl_json_load (const char *json, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) reason = NULL;

  if (!is_shallow (json, json + length))
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_LIMIT, "JSON nested deeper than %u levels", DEPTH_MAX);
      return NULL;
    }
  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, json, length, &reason) || json_parser_get_root (parser) == NULL)
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_INPUT, "not JSON: %s", reason ? bare_message (reason->message) : "empty");
      return NULL;
    }
  return g_steal_pointer (&parser);
}
