/*
 * TimeML 1.2.1 (https://timeml.github.io): the text with its times marked inline as TIMEX3, and the day of publication
 * as document creation time. Events and links are left out.
 *
 * A time that could not be resolved has an empty value, an article without a day of publication an empty DCT.
 */
#include "export/writers.h"

#include <string.h>

#include "document/document.h"
#include "export/escape.h"

static void
append_escaped (GString *out, const char *text, guint32 start, guint32 end)
{
  g_autofree char *piece = g_strndup (text + start, end - start);
  g_autofree char *escaped = dtl_escape_xml (piece);

  g_string_append (out, escaped);
}

static void
append_creation_time (GString *out, const DtlDate *published)
{
  g_autofree char *value = dtl_date_to_string (published);

  g_string_append (out, "<DCT>");
  if (value)
    g_string_append_printf (out,
                            "<TIMEX3 tid=\"t0\" type=\"DATE\" value=\"%s\" temporalFunction=\"false\" "
                            "functionInDocument=\"CREATION_TIME\">%s</TIMEX3>",
                            value, value);
  g_string_append (out, "</DCT>\n");
}

/* Relative times say what they were counted from: "t0", or the time before them that was in focus. */
static void
append_time (GString *out, const DtlDocument *document, guint number)
{
  static const char *const types[] = { "DATE", "TIME", "DURATION", "SET" };
  const DtlTime *time = dtl_document_time (document, number);
  gboolean from_publication = time->anchor && strcmp (time->anchor, "publication") == 0;
  gboolean is_relative = time->anchor && strcmp (time->anchor, "none") != 0;

  g_string_append_printf (out, "<TIMEX3 tid=\"t%u\" type=\"%s\" value=\"%s\"", number + 1, types[time->type],
                          time->value ? time->value : "");
  if (time->mod)
    g_string_append_printf (out, " mod=\"%s\"", time->mod);
  g_string_append_printf (out, " temporalFunction=\"%s\"", is_relative ? "true" : "false");
  if (from_publication)
    g_string_append (out, " anchorTimeID=\"t0\"");
  g_string_append_c (out, '>');
  append_escaped (out, document->text, time->span.start, time->span.end);
  g_string_append (out, "</TIMEX3>");
}

static void
append_text (GString *out, const DtlDocument *document)
{
  guint32 at = 0;

  for (guint i = 0; i < document->times->len; i++)
    {
      const DtlTime *time = dtl_document_time (document, i);

      if (time->span.start < at)
        continue;
      append_escaped (out, document->text, at, time->span.start);
      append_time (out, document, i);
      at = time->span.end;
    }
  append_escaped (out, document->text, at, (guint32) document->length);
}

gboolean
dtl_write_timeml (const DtlDocument *document, const DtlExportOptions *options, GString *out, GError **error)
{
  g_autofree char *id = dtl_escape_xml (document->id ? document->id : "d");
  g_autofree char *title = document->title ? dtl_escape_xml (document->title) : NULL;

  g_string_append_printf (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TimeML>\n<DOCID>%s</DOCID>\n", id);
  append_creation_time (out, &document->published.date);
  if (title)
    g_string_append_printf (out, "<TITLE>%s</TITLE>\n", title);
  g_string_append (out, "<TEXT>");
  append_text (out, document);
  g_string_append (out, "</TEXT>\n</TimeML>\n");
  return TRUE;
}
