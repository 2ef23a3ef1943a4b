/*
 * GeoJSON (RFC 7946): a feature an event. An event whose place has no coordinates keeps its feature with a null geometry, as
 * the standard has it for what cannot be located, so nothing is left out.
 */
#include "export/writers.h"

#include <math.h>

#include "export/entry.h"
#include "export/json-text.h"

static void
put_geometry (DtlJsonText *json, const DtlPlace *place)
{
  char longitude[G_ASCII_DTOSTR_BUF_SIZE], latitude[G_ASCII_DTOSTR_BUF_SIZE];

  dtl_json_text_key (json, "geometry");
  if (place->name == NULL || !isfinite (place->latitude) || !isfinite (place->longitude))
    {
      dtl_json_text_string (json, NULL);
      return;
    }
  dtl_json_text_open (json, '{');
  dtl_json_text_member (json, "type", "Point");
  dtl_json_text_key (json, "coordinates");
  dtl_json_text_open (json, '[');
  dtl_json_text_raw (json, g_ascii_formatd (longitude, sizeof longitude, "%.5f", place->longitude));
  dtl_json_text_raw (json, g_ascii_formatd (latitude, sizeof latitude, "%.5f", place->latitude));
  dtl_json_text_close (json, ']');
  dtl_json_text_close (json, '}');
}

static void
put_properties (DtlJsonText *json, const DtlScene *scene, const DtlEvent *event, const DtlSpelledDate *date)
{
  const DtlEvidence *evidence = dtl_entry_evidence (event);
  g_autofree char *headline = dtl_entry_headline (event);
  g_autofree char *edtf = dtl_date_to_string (&event->when.date);
  g_autofree char *names = dtl_entry_names (scene, event, "; ");
  g_autofree char *source = dtl_entry_source (scene, event);

  dtl_json_text_key (json, "properties");
  dtl_json_text_open (json, '{');
  dtl_json_text_member (json, "name", headline);
  dtl_json_text_member (json, "date", edtf);
  dtl_json_text_member (json, "start", date->start);
  dtl_json_text_member (json, "end", *date->end ? date->end : date->last == DTL_DAY_MAX ? NULL : date->start);
  dtl_json_text_member (json, "basis", *date->start || *date->end ? dtl_basis_to_string (event->when.basis) : NULL);
  dtl_json_text_member (json, "type", event->type);
  dtl_json_text_member (json, "family", dtl_entry_family (event));
  dtl_json_text_member (json, "reality", dtl_reality_to_string (event->reality));
  dtl_json_text_member (json, "place", event->place.name);
  dtl_json_text_member (json, "country", event->place.country);
  dtl_json_text_member (json, "actors", names);
  dtl_json_text_member (json, "sentence", evidence != NULL ? evidence->text : NULL);
  dtl_json_text_member (json, "article", source);
  dtl_json_text_member (json, "uri", evidence != NULL ? scene->sources[evidence->source].uri : NULL);
  dtl_json_text_member_number (json, "confidence", event->confidence);
  dtl_json_text_member_integer (json, "mentions", event->n_mentions);
  dtl_json_text_close (json, '}');
}

gboolean
dtl_write_geojson (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  const DtlDateRule *rule = dtl_date_rule_find ("geojson");
  DtlJsonText json = { out };
  DtlSpelledDate date;
  DtlScene scene;

  dtl_scene_init (&scene, view);
  dtl_json_text_open (&json, '{');
  dtl_json_text_member (&json, "type", "FeatureCollection");
  dtl_json_text_key (&json, "features");
  dtl_json_text_open (&json, '[');
  for (guint i = 0; i < scene.n_shown; i++)
    {
      const DtlEvent *event = dtl_scene_event (&scene, i);

      dtl_date_spell (rule, &event->when.date, options->losses, &date);
      dtl_json_text_open (&json, '{');
      dtl_json_text_member (&json, "type", "Feature");
      dtl_json_text_member (&json, "id", event->id);
      put_geometry (&json, &event->place);
      put_properties (&json, &scene, event, &date);
      dtl_json_text_close (&json, '}');
      dtl_entry_count_mentions (event, options->losses);
      if (!dtl_export_drain (options, out, error))
        return FALSE;
    }
  dtl_json_text_close (&json, ']');
  dtl_json_text_close (&json, '}');
  g_string_append_c (out, '\n');
  return TRUE;
}
