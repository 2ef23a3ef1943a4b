/*
 * JSON Lines: an event a line, whole in itself: actors and articles by name, not by reference, so that a line can be
 * filtered, sorted and piped without the others. All mentions are there.
 */
#include "export/writers.h"

#include "export/json-text.h"
#include "export/scene.h"

static void
put_day (DtlJsonText *json, const char *name, DtlDay day)
{
  char text[DTL_SPELLED_SIZE] = "";

  if (day != DTL_DAY_MIN && day != DTL_DAY_MAX)
    dtl_day_spell (day, DTL_NOTATION_ISO, text);
  dtl_json_text_member (json, name, text);
}

static void
put_when (DtlJsonText *json, const DtlWhen *when)
{
  g_autofree char *edtf = dtl_date_to_string (&when->date);
  DtlDay earliest, latest;

  dtl_json_text_key (json, "date");
  dtl_json_text_string (json, edtf);
  if (dtl_date_bounds (&when->date, &earliest, &latest))
    {
      put_day (json, "earliest", earliest);
      put_day (json, "latest", latest);
      dtl_json_text_member (json, "granularity", dtl_granularity_to_string (dtl_date_granularity (&when->date)));
      dtl_json_text_member (json, "basis", dtl_basis_to_string (when->basis));
    }
  dtl_json_text_member (json, "date_text", when->text);
}

static void
put_actor (DtlJsonText *json, const DtlActor *actor, const char *role)
{
  dtl_json_text_open (json, '{');
  dtl_json_text_member (json, "role", role);
  dtl_json_text_member (json, "id", actor->id);
  dtl_json_text_member (json, "name", actor->name);
  dtl_json_text_member (json, "kind", dtl_actor_kind_to_string (actor->kind));
  dtl_json_text_member (json, "country", actor->country);
  dtl_json_text_close (json, '}');
}

static void
put_participants (DtlJsonText *json, const DtlScene *scene, const DtlParticipant *participants, guint n)
{
  dtl_json_text_key (json, "participants");
  dtl_json_text_open (json, '[');
  for (guint i = 0; i < n; i++)
    put_actor (json, &scene->actors[participants[i].actor], dtl_participant_role_to_string (participants[i].role));
  dtl_json_text_close (json, ']');
}

static void
put_place (DtlJsonText *json, const DtlPlace *place)
{
  if (place->name == NULL)
    return;
  dtl_json_text_key (json, "place");
  dtl_json_text_open (json, '{');
  dtl_json_text_member (json, "name", place->name);
  dtl_json_text_member (json, "country", place->country);
  dtl_json_text_member_number (json, "lat", place->latitude);
  dtl_json_text_member_number (json, "lon", place->longitude);
  dtl_json_text_close (json, '}');
}

static void
put_vouchers (DtlJsonText *json, const DtlScene *scene, const DtlAttribution *attributions, guint n)
{
  if (n == 0)
    return;
  dtl_json_text_key (json, "said_by");
  dtl_json_text_open (json, '[');
  for (guint i = 0; i < n; i++)
    {
      dtl_json_text_open (json, '{');
      if (attributions[i].actor != DTL_NONE)
        dtl_json_text_member (json, "name", scene->actors[attributions[i].actor].name);
      dtl_json_text_member (json, "cue", attributions[i].cue);
      dtl_json_text_close (json, '}');
    }
  dtl_json_text_close (json, ']');
}

static void
put_quantities (DtlJsonText *json, const DtlQuantity *quantities, guint n)
{
  if (n == 0)
    return;
  dtl_json_text_key (json, "quantities");
  dtl_json_text_open (json, '[');
  for (guint i = 0; i < n; i++)
    {
      dtl_json_text_open (json, '{');
      dtl_json_text_member (json, "kind", dtl_quantity_kind_to_string (quantities[i].kind));
      dtl_json_text_member_number (json, "value", quantities[i].value);
      dtl_json_text_member (json, "unit", quantities[i].unit);
      dtl_json_text_member (json, "text", quantities[i].text);
      dtl_json_text_close (json, '}');
    }
  dtl_json_text_close (json, ']');
}

static void
put_article (DtlJsonText *json, const DtlSource *source)
{
  g_autofree char *published = dtl_date_to_string (&source->published.date);

  dtl_json_text_member (json, "article", source->id);
  dtl_json_text_member (json, "uri", source->uri);
  dtl_json_text_member (json, "title", source->title);
  dtl_json_text_member (json, "publisher", source->publisher);
  dtl_json_text_member (json, "published", published);
}

static void
put_mention (DtlJsonText *json, const DtlScene *scene, const DtlMention *mention)
{
  dtl_json_text_open (json, '{');
  put_article (json, &scene->sources[mention->evidence.source]);
  dtl_json_text_member_integer (json, "line", mention->evidence.line);
  dtl_json_text_member (json, "sentence", mention->evidence.text);
  dtl_json_text_member (json, "trigger", mention->trigger_text);
  put_when (json, &mention->when);
  dtl_json_text_member (json, "reality", dtl_reality_to_string (mention->reality));
  put_vouchers (json, scene, mention->attributions, mention->n_attributions);
  put_quantities (json, mention->quantities, mention->n_quantities);
  dtl_json_text_member_number (json, "confidence", mention->confidence);
  dtl_json_text_close (json, '}');
}

static void
put_event (DtlJsonText *json, const DtlScene *scene, const DtlEvent *event)
{
  dtl_json_text_open (json, '{');
  dtl_json_text_member (json, "id", event->id);
  put_when (json, &event->when);
  dtl_json_text_member (json, "label", event->label);
  dtl_json_text_member (json, "type", event->type);
  dtl_json_text_member (json, "class", event->event_class);
  dtl_json_text_member (json, "family", event->family);
  dtl_json_text_member (json, "cameo", event->cameo);
  dtl_json_text_member (json, "reality", dtl_reality_to_string (event->reality));
  put_participants (json, scene, event->participants, event->n_participants);
  put_place (json, &event->place);
  put_vouchers (json, scene, event->attributions, event->n_attributions);
  put_quantities (json, event->quantities, event->n_quantities);
  dtl_json_text_member_number (json, "confidence", event->confidence);
  dtl_json_text_member_integer (json, "sources", event->independent_sources);
  dtl_json_text_key (json, "mentions");
  dtl_json_text_open (json, '[');
  for (guint i = 0; i < event->n_mentions; i++)
    put_mention (json, scene, &event->mentions[i]);
  dtl_json_text_close (json, ']');
  dtl_json_text_close (json, '}');
  dtl_json_text_end_line (json);
}

gboolean
dtl_write_json_lines (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  DtlScene scene;
  DtlJsonText json = { out };

  dtl_scene_init (&scene, view);
  for (guint i = 0; i < scene.n_shown; i++)
    {
      put_event (&json, &scene, dtl_scene_event (&scene, i));
      if (!dtl_export_drain (options, out, error))
        return FALSE;
    }
  return TRUE;
}
