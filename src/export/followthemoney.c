/*
 * FollowTheMoney entities (https://followthemoney.tech/explorer/), one JSON object a line, as Aleph and OpenAleph load them.
 *
 * All values are lists of strings; dates are prefixes of ISO days, a stretch of time has startDate and endDate. Who takes
 * part must be a LegalEntity there: places and products cannot, and are counted as left out. "Intervals are not graph edges":
 * what one actor does to another is an Event that involves both; stated offices are UnknownLinks.
 */
#include "export/writers.h"

#include <string.h>

#include "export/entry.h"
#include "export/escape.h"
#include "export/json-text.h"

/* NULL: no LegalEntity. */
static const char *
schema_of (DtlActorKind kind)
{
  switch (kind)
    {
    case DTL_ACTOR_PERSON:
      return "Person";
    case DTL_ACTOR_ORGANISATION:
      return "Organization";
    case DTL_ACTOR_COUNTRY:
      return "PublicBody";
    case DTL_ACTOR_GROUP:
    case DTL_ACTOR_OTHER:
      return "LegalEntity";
    default:
      return NULL;
    }
}

static void
open_property (DtlJsonText *json, const char *name)
{
  dtl_json_text_key (json, name);
  dtl_json_text_open (json, '[');
}

static void
put_property (DtlJsonText *json, const char *name, const char *text)
{
  g_autofree char *line = dtl_clean_line (text);

  if (*line == '\0')
    return;
  open_property (json, name);
  dtl_json_text_string (json, line);
  dtl_json_text_close (json, ']');
}

static void
open_entity (DtlJsonText *json, const char *id, const char *schema)
{
  dtl_json_text_open (json, '{');
  dtl_json_text_member (json, "id", id);
  dtl_json_text_member (json, "schema", schema);
  dtl_json_text_key (json, "properties");
  dtl_json_text_open (json, '{');
}

static void
close_entity (DtlJsonText *json)
{
  dtl_json_text_close (json, '}');
  dtl_json_text_close (json, '}');
  dtl_json_text_end_line (json);
}

static void
put_country (DtlJsonText *json, const char *code)
{
  g_autofree char *lower = code != NULL ? g_ascii_strdown (code, -1) : NULL;

  put_property (json, "country", lower);
}

static void
put_actor (DtlJsonText *json, const DtlActor *actor, const char *office)
{
  open_entity (json, actor->id, schema_of (actor->kind));
  put_property (json, "name", actor->name);
  if (actor->aliases != NULL && actor->aliases[0] != NULL)
    {
      open_property (json, "alias");
      for (guint i = 0; actor->aliases[i] != NULL; i++)
        dtl_json_text_string (json, actor->aliases[i]);
      dtl_json_text_close (json, ']');
    }
  put_country (json, actor->country);
  if (actor->kind == DTL_ACTOR_PERSON)
    put_property (json, "position", office);
  close_entity (json);
}

static void
put_dates (DtlJsonText *json, const DtlSpelledDate *date)
{
  if (*date->end != '\0' || date->last == DTL_DAY_MAX)
    {
      put_property (json, "startDate", date->start);
      put_property (json, "endDate", date->end);
    }
  else
    put_property (json, "date", date->start);
}

static void
put_involved (DtlJsonText *json, const DtlScene *scene, const DtlEvent *event, DtlLosses *losses)
{
  gboolean is_open = FALSE;

  for (guint i = 0; i < event->n_participants; i++)
    {
      const DtlActor *actor = &scene->actors[event->participants[i].actor];

      if (schema_of (actor->kind) == NULL)
        {
          dtl_losses_add (losses, DTL_LOSS_PARTIES);
          continue;
        }
      if (!is_open)
        open_property (json, "involved");
      is_open = TRUE;
      dtl_json_text_string (json, actor->id);
    }
  if (is_open)
    dtl_json_text_close (json, ']');
}

static void
put_event (DtlJsonText *json, const DtlScene *scene, const DtlEvent *event, const DtlSpelledDate *date, DtlLosses *losses)
{
  const DtlEvidence *evidence = dtl_entry_evidence (event);
  const DtlSource *source = evidence != NULL ? &scene->sources[evidence->source] : NULL;
  g_autofree char *headline = dtl_entry_headline (event);
  g_autofree char *note = dtl_entry_note (scene, event);

  open_entity (json, event->id, "Event");
  put_property (json, "name", headline);
  put_dates (json, date);
  put_property (json, "location", event->place.name);
  put_country (json, event->place.country);
  put_involved (json, scene, event, losses);
  put_property (json, "summary", evidence != NULL ? evidence->text : NULL);
  put_property (json, "description", note);
  put_property (json, "keywords", dtl_entry_family (event));
  if (source != NULL)
    {
      put_property (json, "sourceUrl", dtl_entry_uri (scene, event));
      put_property (json, "publisher", source->publisher);
    }
  close_entity (json);
}

static gboolean
put_events (DtlJsonText *json, const DtlScene *scene, const DtlExportOptions *options, GError **error)
{
  const DtlDateRule *rule = dtl_date_rule_find ("followthemoney");
  DtlSpelledDate date;

  for (guint i = 0; i < scene->n_shown; i++)
    {
      const DtlEvent *event = dtl_scene_event (scene, i);

      if (!dtl_date_spell (rule, &event->when.date, options->losses, &date))
        continue;
      put_event (json, scene, event, &date, options->losses);
      dtl_entry_count_mentions (event, options->losses);
      if (!dtl_export_drain (options, json->out, error))
        return FALSE;
    }
  return TRUE;
}

static void
put_office (DtlJsonText *json, const DtlScene *scene, guint number)
{
  const DtlRole *role = &scene->roles[number];
  const DtlEvidence *evidence = role->n_evidence > 0 ? role->evidence : NULL;
  g_autofree char *word = g_strdup_printf ("%s%s%s", role->status == DTL_STATUS_CURRENT ? "" : dtl_role_status_to_string (role->status),
                                           role->status == DTL_STATUS_CURRENT ? "" : " ", role->role);
  g_autofree char *valid = dtl_date_to_string (&role->valid.date);
  g_autofree char *key = g_strdup_printf ("%s %s %s%s%s", scene->actors[role->actor].id, scene->actors[role->of].id, word,
                                          valid ? " " : "", valid ? valid : ""); /* an office may be held twice */
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA1, key, -1);

  open_entity (json, digest, "UnknownLink");
  put_property (json, "subject", scene->actors[role->actor].id);
  put_property (json, "object", scene->actors[role->of].id);
  put_property (json, "role", word);
  put_property (json, "summary", evidence != NULL ? evidence->text : NULL);
  close_entity (json);
}

gboolean
dtl_write_followthemoney (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  DtlJsonText json = { out };
  DtlScene scene;
  guint n;
  const guint32 *actors = dtl_view_get_actors (view, &n);
  g_autofree gboolean *is_written = NULL;
  g_autofree guint32 *office_of = NULL;

  dtl_scene_init (&scene, view);
  is_written = g_new0 (gboolean, MAX (scene.n_actors, 1));
  office_of = g_new (guint32, MAX (scene.n_actors, 1));
  memset (office_of, 0xFF, scene.n_actors * sizeof *office_of);
  for (guint i = 0; i < scene.n_roles; i++)
    if (office_of[scene.roles[i].actor] == DTL_NONE && scene.roles[i].status != DTL_STATUS_FORMER)
      office_of[scene.roles[i].actor] = i;
  for (guint i = 0; i < n; i++)
    if (schema_of (scene.actors[actors[i]].kind) != NULL)
      {
        guint32 office = office_of[actors[i]];

        is_written[actors[i]] = TRUE;
        put_actor (&json, &scene.actors[actors[i]], office != DTL_NONE ? scene.roles[office].role : NULL);
        if (!dtl_export_drain (options, out, error))
          return FALSE;
      }
  for (guint i = 0; i < scene.n_roles; i++)
    if (scene.roles[i].of != DTL_NONE && is_written[scene.roles[i].actor] && is_written[scene.roles[i].of])
      put_office (&json, &scene, i);
  return put_events (&json, &scene, options, error);
}
