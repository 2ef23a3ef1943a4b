#include "export/json-text.h"

#include <math.h>

#include "record/record.h"

static void
separate (DtlJsonText *json)
{
  if (json->is_after)
    g_string_append_c (json->out, ',');
  json->is_after = TRUE;
}

void
dtl_json_text_open (DtlJsonText *json, char bracket)
{
  separate (json);
  g_string_append_c (json->out, bracket);
  json->is_after = FALSE;
}

void
dtl_json_text_close (DtlJsonText *json, char bracket)
{
  g_string_append_c (json->out, bracket);
  json->is_after = TRUE;
}

void
dtl_json_text_key (DtlJsonText *json, const char *name)
{
  separate (json);
  g_string_append_printf (json->out, "\"%s\":", name);
  json->is_after = FALSE;
}

/* People put JSON into pages: "</" would end their script, and "<\/" is the same text. */
static void
guard_tags (GString *out, gsize from)
{
  for (gsize i = from; i + 1 < out->len; i++)
    if (out->str[i] == '<' && out->str[i + 1] == '/')
      g_string_insert_c (out, (gssize) ++i, '\\');
}

void
dtl_json_text_string (DtlJsonText *json, const char *text)
{
  gsize from;

  separate (json);
  from = json->out->len;
  if (text == NULL)
    g_string_append (json->out, "null");
  else if (g_utf8_validate (text, -1, NULL))
    dtl_json_append_string (json->out, text);
  else
    {
      g_autofree char *valid = g_utf8_make_valid (text, -1);

      dtl_json_append_string (json->out, valid);
    }
  guard_tags (json->out, from);
}

void
dtl_json_text_integer (DtlJsonText *json, gint64 value)
{
  separate (json);
  g_string_append_printf (json->out, "%" G_GINT64_FORMAT, value);
}

void
dtl_json_text_number (DtlJsonText *json, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  separate (json);
  g_string_append (json->out, isfinite (value) ? g_ascii_formatd (buffer, sizeof buffer, "%.15g", value) : "null");
}

void
dtl_json_text_boolean (DtlJsonText *json, gboolean value)
{
  separate (json);
  g_string_append (json->out, value ? "true" : "false");
}

void
dtl_json_text_raw (DtlJsonText *json, const char *text)
{
  separate (json);
  g_string_append (json->out, text);
}

void
dtl_json_text_end_line (DtlJsonText *json)
{
  g_string_append_c (json->out, '\n');
  json->is_after = FALSE;
}

void
dtl_json_text_member (DtlJsonText *json, const char *name, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  dtl_json_text_key (json, name);
  dtl_json_text_string (json, text);
}

void
dtl_json_text_member_integer (DtlJsonText *json, const char *name, gint64 value)
{
  dtl_json_text_key (json, name);
  dtl_json_text_integer (json, value);
}

void
dtl_json_text_member_number (DtlJsonText *json, const char *name, double value)
{
  if (!isfinite (value))
    return;
  dtl_json_text_key (json, name);
  dtl_json_text_number (json, value);
}
