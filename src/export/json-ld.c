/*
 * JSON-LD 1.1 with the vocabulary of schema.org: a graph of Event, Person, Organization, Place and NewsArticle nodes.
 *
 * Who takes part is an attendee if it is somebody, otherwise what the event is about ("performer" and "organizer" mean
 * something else). startDate and endDate are prefixes of ISO days; the date as it is, its basis, reality and sentences are
 * terms of ours.
 */
#include "export/writers.h"

#include <math.h>

#include "export/entry.h"
#include "export/escape.h"
#include "export/json-text.h"

static const char context[]
  = "{\"@vocab\":\"https://schema.org/\",\"dl\":\"urn:dateline:term:\",\"id\":\"urn:dateline:id:\","
    "\"edtf\":{\"@id\":\"dl:edtf\",\"@type\":\"http://id.loc.gov/datatypes/edtf/EDTF\"},"
    "\"dateBasis\":\"dl:dateBasis\",\"reality\":\"dl:reality\",\"eventType\":\"dl:eventType\","
    "\"confidence\":\"dl:confidence\",\"mentions\":{\"@id\":\"dl:mention\",\"@container\":\"@list\"},"
    "\"line\":\"dl:line\",\"isBasedOn\":{\"@type\":\"@id\"},\"about\":{\"@type\":\"@id\"},\"attendee\":{\"@type\":\"@id\"},"
    "\"url\":{\"@type\":\"@id\"},\"saidBy\":{\"@id\":\"dl:saidBy\",\"@type\":\"@id\"}}";

static void
put_id (DtlJsonText *json, const char *name, const char *id)
{
  g_autofree char *iri = g_strconcat ("id:", id, NULL);

  if (name != NULL)
    dtl_json_text_key (json, name);
  dtl_json_text_string (json, iri);
}

static const char *
class_of (DtlActorKind kind)
{
  static const char *const classes[] = {
    [DTL_ACTOR_PERSON] = "Person",   [DTL_ACTOR_ORGANISATION] = "Organization", [DTL_ACTOR_COUNTRY] = "Country",
    [DTL_ACTOR_PLACE] = "Place",     [DTL_ACTOR_GROUP] = "Organization",        [DTL_ACTOR_PRODUCT] = "Product",
    [DTL_ACTOR_OTHER] = "Thing",
  };

  return classes[kind];
}

static gboolean
is_somebody (DtlActorKind kind)
{
  return kind == DTL_ACTOR_PERSON || kind == DTL_ACTOR_ORGANISATION || kind == DTL_ACTOR_GROUP;
}

static void
put_article (DtlJsonText *json, const DtlSource *source)
{
  g_autofree char *published = dtl_date_to_string (&source->published.date);

  dtl_json_text_open (json, '{');
  put_id (json, "@id", source->id);
  dtl_json_text_member (json, "@type", "NewsArticle");
  dtl_json_text_member (json, "headline", source->title);
  dtl_json_text_member (json, "datePublished", published);
  dtl_json_text_member (json, "inLanguage", source->language);
  if (source->publisher != NULL)
    {
      dtl_json_text_key (json, "publisher");
      dtl_json_text_open (json, '{');
      dtl_json_text_member (json, "@type", "Organization");
      dtl_json_text_member (json, "name", source->publisher);
      dtl_json_text_close (json, '}');
    }
  if (source->uri != NULL && *source->uri != '#' && dtl_url_is_safe (source->uri))
    dtl_json_text_member (json, "url", source->uri);
  dtl_json_text_close (json, '}');
}

static void
put_actor (DtlJsonText *json, const DtlActor *actor)
{
  dtl_json_text_open (json, '{');
  put_id (json, "@id", actor->id);
  dtl_json_text_member (json, "@type", class_of (actor->kind));
  dtl_json_text_member (json, "name", actor->name);
  if (actor->aliases != NULL && actor->aliases[0] != NULL)
    {
      dtl_json_text_key (json, "alternateName");
      dtl_json_text_open (json, '[');
      for (guint i = 0; actor->aliases[i] != NULL; i++)
        dtl_json_text_string (json, actor->aliases[i]);
      dtl_json_text_close (json, ']');
    }
  if (actor->country != NULL && actor->kind == DTL_ACTOR_PERSON)
    dtl_json_text_member (json, "nationality", actor->country);
  dtl_json_text_close (json, '}');
}

static void
put_participants (DtlJsonText *json, const DtlScene *scene, const DtlEvent *event, gboolean somebody)
{
  gboolean is_open = FALSE;

  for (guint i = 0; i < event->n_participants; i++)
    {
      const DtlActor *actor = &scene->actors[event->participants[i].actor];

      if (is_somebody (actor->kind) != somebody)
        continue;
      if (!is_open)
        {
          dtl_json_text_key (json, somebody ? "attendee" : "about");
          dtl_json_text_open (json, '[');
        }
      is_open = TRUE;
      put_id (json, NULL, actor->id);
    }
  if (is_open)
    dtl_json_text_close (json, ']');
}

static void
put_place (DtlJsonText *json, const DtlPlace *place)
{
  if (place->name == NULL)
    return;
  dtl_json_text_key (json, "location");
  dtl_json_text_open (json, '{');
  dtl_json_text_member (json, "@type", "Place");
  dtl_json_text_member (json, "name", place->name);
  if (place->country != NULL)
    dtl_json_text_member (json, "address", place->country);
  dtl_json_text_member_number (json, "latitude", place->latitude);
  dtl_json_text_member_number (json, "longitude", place->longitude);
  dtl_json_text_close (json, '}');
}

static void
put_mentions (DtlJsonText *json, const DtlScene *scene, const DtlEvent *event)
{
  dtl_json_text_key (json, "mentions");
  dtl_json_text_open (json, '[');
  for (guint i = 0; i < event->n_mentions; i++)
    {
      const DtlEvidence *evidence = &event->mentions[i].evidence;

      dtl_json_text_open (json, '{');
      dtl_json_text_member (json, "@type", "Quotation");
      dtl_json_text_member (json, "text", evidence->text);
      put_id (json, "isBasedOn", scene->sources[evidence->source].id);
      dtl_json_text_member_integer (json, "line", evidence->line);
      dtl_json_text_close (json, '}');
    }
  dtl_json_text_close (json, ']');
}

static void
put_event (DtlJsonText *json, const DtlScene *scene, const DtlEvent *event, const DtlSpelledDate *date)
{
  g_autofree char *headline = dtl_entry_headline (event);
  g_autofree char *edtf = dtl_date_to_string (&event->when.date);

  dtl_json_text_open (json, '{');
  put_id (json, "@id", event->id);
  dtl_json_text_member (json, "@type", "Event");
  dtl_json_text_member (json, "name", headline);
  dtl_json_text_member (json, "startDate", date->start);
  dtl_json_text_member (json, "endDate", date->end);
  dtl_json_text_member (json, "edtf", edtf);
  dtl_json_text_member (json, "dateBasis", edtf != NULL ? dtl_basis_to_string (event->when.basis) : NULL);
  dtl_json_text_member (json, "eventType", event->type);
  dtl_json_text_member (json, "reality", dtl_reality_to_string (event->reality));
  put_participants (json, scene, event, TRUE);
  put_participants (json, scene, event, FALSE);
  put_place (json, &event->place);
  dtl_json_text_member_number (json, "confidence", event->confidence);
  put_mentions (json, scene, event);
  dtl_json_text_close (json, '}');
}

gboolean
dtl_write_json_ld (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  const DtlDateRule *rule = dtl_date_rule_find ("jsonld");
  DtlJsonText json = { out };
  DtlSpelledDate date;
  DtlScene scene;

  dtl_scene_init (&scene, view);
  dtl_json_text_open (&json, '{');
  dtl_json_text_key (&json, "@context");
  dtl_json_text_raw (&json, context);
  dtl_json_text_key (&json, "@graph");
  dtl_json_text_open (&json, '[');
  for (guint i = 0; i < scene.n_sources; i++)
    put_article (&json, &scene.sources[i]);
  for (guint i = 0; i < scene.n_actors; i++)
    put_actor (&json, &scene.actors[i]);
  for (guint i = 0; i < scene.n_shown; i++)
    {
      const DtlEvent *event = dtl_scene_event (&scene, i);

      dtl_date_spell (rule, &event->when.date, options->losses, &date);
      put_event (&json, &scene, event, &date);
      if (!dtl_export_drain (options, out, error))
        return FALSE;
    }
  dtl_json_text_close (&json, ']');
  dtl_json_text_close (&json, '}');
  g_string_append_c (out, '\n');
  return TRUE;
}
