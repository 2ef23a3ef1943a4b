/*
 * KML 2.2 (OGC 07-147r2): a placemark an event, with a time stamp or span for the time slider.
 *
 * What has no coordinates has no geometry, and stands in a folder of its own: it is in the list, not on the globe.
 */
#include "export/writers.h"

#include <math.h>

#include "export/entry.h"
#include "export/escape.h"

static void
append_element (GString *out, const char *name, const char *text)
{
  g_autofree char *value = dtl_escape_xml (text);

  if (*value != '\0')
    g_string_append_printf (out, "<%s>%s</%s>", name, value, name);
}

static gboolean
is_located (const DtlEvent *event)
{
  return event->place.name != NULL && isfinite (event->place.latitude) && isfinite (event->place.longitude);
}

static void
append_time (GString *out, const DtlSpelledDate *date)
{
  if (*date->start == '\0' && *date->end == '\0')
    return;
  if (*date->end == '\0' && date->last != DTL_DAY_MAX)
    {
      g_string_append_printf (out, "<TimeStamp><when>%s</when></TimeStamp>", date->start);
      return;
    }
  g_string_append (out, "<TimeSpan>");
  append_element (out, "begin", date->start);
  append_element (out, "end", date->end);
  g_string_append (out, "</TimeSpan>");
}

static void
append_data (GString *out, const char *name, const char *text)
{
  g_autofree char *value = dtl_escape_xml (text);

  if (*value != '\0')
    g_string_append_printf (out, "<Data name=\"%s\"><value>%s</value></Data>", name, value);
}

static void
append_point (GString *out, const DtlPlace *place)
{
  char longitude[G_ASCII_DTOSTR_BUF_SIZE], latitude[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (out, "<Point><coordinates>%s,%s</coordinates></Point>",
                          g_ascii_formatd (longitude, sizeof longitude, "%.5f", place->longitude),
                          g_ascii_formatd (latitude, sizeof latitude, "%.5f", place->latitude));
}

static void
append_placemark (GString *out, const DtlScene *scene, const DtlEvent *event, const DtlSpelledDate *date)
{
  g_autofree char *headline = dtl_entry_headline (event);
  g_autofree char *note = dtl_entry_note (scene, event);
  g_autofree char *edtf = dtl_date_to_string (&event->when.date);

  g_string_append_printf (out, "<Placemark id=\"%s\">", event->id);
  append_element (out, "name", headline);
  append_element (out, "description", note);
  append_time (out, date);
  g_string_append (out, "<ExtendedData>");
  append_data (out, "edtf", edtf);
  append_data (out, "event_type", event->type);
  append_data (out, "family", dtl_entry_family (event));
  append_data (out, "reality", dtl_reality_to_string (event->reality));
  append_data (out, "place", event->place.name);
  append_data (out, "uri", dtl_entry_uri (scene, event));
  g_string_append (out, "</ExtendedData>");
  if (is_located (event))
    append_point (out, &event->place);
  g_string_append (out, "</Placemark>\n");
}

static gboolean
append_folder (GString *out, const DtlScene *scene, gboolean located, const DtlExportOptions *options, GError **error)
{
  const DtlDateRule *rule = dtl_date_rule_find ("kml");
  DtlSpelledDate date;

  g_string_append_printf (out, "<Folder><name>%s</name>\n", located ? "Events" : "Events without coordinates");
  for (guint i = 0; i < scene->n_shown; i++)
    {
      const DtlEvent *event = dtl_scene_event (scene, i);

      if (is_located (event) != located)
        continue;
      dtl_date_spell (rule, &event->when.date, options->losses, &date);
      append_placemark (out, scene, event, &date);
      dtl_entry_count_mentions (event, options->losses);
      if (!dtl_export_drain (options, out, error))
        return FALSE;
    }
  g_string_append (out, "</Folder>\n");
  return TRUE;
}

gboolean
dtl_write_kml (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  DtlScene scene;
  g_autofree char *title = NULL;

  dtl_scene_init (&scene, view);
  title = dtl_scene_title (&scene);
  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>");
  append_element (out, "name", title);
  g_string_append_c (out, '\n');
  if (!append_folder (out, &scene, TRUE, options, error) || !append_folder (out, &scene, FALSE, options, error))
    return FALSE;
  g_string_append (out, "</Document></kml>\n");
  return TRUE;
}
