/*
 * Facts as JSON. Member names and their order are part of the contract: equal facts are equal bytes.
 *
 * Actors are written by id, so that a list of facts can be cut apart and joined. The printer is ours and not that of
 * json-glib because numbers must be the shortest text that reads back as the same number, on every machine.
 */
#include "record/record.h"

#include <math.h>
#include <string.h>


void
dtl_json_add_string (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

static void
add_number (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  if (isfinite (value))
    json_builder_add_double_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_integer (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_null (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_null_value (builder);
}

static void
begin_array (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

static void
begin_object (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
}

static void
add_strings (JsonBuilder *builder, const char *name, const char *const *texts)
{
  begin_array (builder, name);
  for (; texts && *texts; texts++)
    json_builder_add_string_value (builder, *texts);
  json_builder_end_array (builder);
}

static void
add_actor_id (JsonBuilder *builder, const char *name, guint32 actor, const GArray *actors)
{
  dtl_json_add_string (builder, name, actor < actors->len ? g_array_index (actors, DtlActor, actor).id : NULL);
}

/* ---- dates ---- */

/* The clock time and the zone of @point are members of their own. */
static void
add_clock (JsonBuilder *builder, const DtlDatePoint *point)
{
  g_autofree char *time = NULL;
  g_autofree char *zone = NULL;

  if (point->minute >= 0)
    time = g_strdup_printf ("%02d:%02d", point->minute / 60, point->minute % 60);
  if (point->minute >= 0 && point->zone != DTL_ZONE_NONE)
    zone = point->zone == 0 ? g_strdup ("Z")
                            : g_strdup_printf ("%c%02d:%02d", point->zone < 0 ? '-' : '+', ABS (point->zone) / 60,
                                               ABS (point->zone) % 60);
  dtl_json_add_string (builder, "time", time);
  dtl_json_add_string (builder, "zone", zone);
}

void
dtl_json_add_published (JsonBuilder *builder, const DtlWhen *when)
{
  DtlDate day = when->date;
  g_autofree char *text = NULL;

  if (dtl_date_is_null (&day))
    {
      json_builder_add_null_value (builder);
      return;
    }
  if (day.shape == DTL_DATE_POINT)
    {
      day.from.minute = -1;
      day.from.zone = DTL_ZONE_NONE;
    }
  text = dtl_date_to_string (&day);
  json_builder_begin_object (builder);
  dtl_json_add_string (builder, "date", text);
  if (day.shape == DTL_DATE_POINT)
    add_clock (builder, &when->date.from);
  else
    {
      add_null (builder, "time");
      add_null (builder, "zone");
    }
  dtl_json_add_string (builder, "basis", dtl_basis_to_string (when->basis));
  json_builder_end_object (builder);
}

static void
add_day (JsonBuilder *builder, const char *name, DtlDay day)
{
  DtlDate date = dtl_date_from_day (day);
  g_autofree char *text = day == DTL_DAY_MIN || day == DTL_DAY_MAX ? NULL : dtl_date_to_string (&date);

  dtl_json_add_string (builder, name, text);
}

static gboolean
is_same_day (const DtlDatePoint *a, const DtlDatePoint *b)
{
  return a->year == b->year && a->month == b->month && a->day == b->day && a->day > 0 && a->flags == b->flags
         && a->unspecified == b->unspecified;
}

/* The date by days and, apart, the clock of its ends: most readers of dates know no clock. "18:30:00Z", "09:00:00/11:00:00";
 * (nullable) */
static char *
split_clock (const DtlDate *when, DtlDate *days)
{
  g_autofree char *whole = dtl_date_to_string (when);
  g_auto (GStrv) ends = g_strsplit (whole, "/", 2);
  g_autoptr (GString) clock = g_string_new (NULL);

  *days = *when;
  days->from.minute = days->to.minute = -1;
  days->from.second = days->to.second = 0;
  days->from.zone = days->to.zone = DTL_ZONE_NONE;
  if (days->shape == DTL_DATE_INTERVAL && is_same_day (&days->from, &days->to))
    {
      days->shape = DTL_DATE_POINT;
      memset (&days->to, 0, sizeof days->to);
    }
  for (guint i = 0; ends[i]; i++)
    {
      const char *from = strchr (ends[i], 'T');

      if (i > 0)
        g_string_append_c (clock, '/');
      if (from)
        g_string_append (clock, from + 1);
    }
  return clock->len > 1 ? g_strdup (clock->str) : NULL;
}

/* null without a date; a mention's ambiguous words (03/04) keep their readings beside a null "edtf" */
static void
add_when (JsonBuilder *builder, const char *name, const DtlWhen *when)
{
  gboolean is_dated = !dtl_date_is_null (&when->date);
  DtlDate days = when->date;
  g_autofree char *clock = is_dated ? split_clock (&when->date, &days) : NULL;
  g_autofree char *edtf = dtl_date_to_string (&days);
  gboolean is_ambiguous = edtf == NULL && when->candidates && when->candidates[0];
  DtlDay earliest = DTL_DAY_MIN, latest = DTL_DAY_MAX;

  if (edtf == NULL && !is_ambiguous)
    {
      add_null (builder, name);
      return;
    }
  dtl_date_bounds (&when->date, &earliest, &latest);
  begin_object (builder, name);
  dtl_json_add_string (builder, "edtf", edtf);
  if (clock)
    dtl_json_add_string (builder, "time", clock);
  add_day (builder, "earliest", earliest);
  add_day (builder, "latest", latest);
  dtl_json_add_string (builder, "granularity",
                       edtf ? dtl_granularity_to_string (dtl_date_granularity (&when->date)) : NULL);
  dtl_json_add_string (builder, "basis", edtf ? dtl_basis_to_string (when->basis) : NULL);
  dtl_json_add_string (builder, "text", when->text);
  if (is_ambiguous)
    add_strings (builder, "candidates", when->candidates);
  json_builder_end_object (builder);
}

/* ---- parts of events ---- */

static void
add_participants (JsonBuilder *builder, const DtlParticipant *participants, guint32 n, const GArray *actors)
{
  begin_array (builder, "participants");
  for (guint32 i = 0; i < n; i++)
    {
      json_builder_begin_object (builder);
      add_actor_id (builder, "actor", participants[i].actor, actors);
      dtl_json_add_string (builder, "role", dtl_participant_role_to_string (participants[i].role));
      add_boolean (builder, "implicit", participants[i].implicit);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_place (JsonBuilder *builder, const DtlPlace *place, const GArray *actors)
{
  if (place->name == NULL)
    {
      add_null (builder, "place");
      return;
    }
  begin_object (builder, "place");
  dtl_json_add_string (builder, "name", place->name);
  add_actor_id (builder, "actor", place->actor, actors);
  dtl_json_add_string (builder, "country", place->country);
  add_number (builder, "lat", place->latitude);
  add_number (builder, "lon", place->longitude);
  json_builder_end_object (builder);
}

static void
add_attributions (JsonBuilder *builder, const DtlAttribution *attributions, guint32 n, const GArray *actors)
{
  begin_array (builder, "attribution");
  for (guint32 i = 0; i < n; i++)
    {
      json_builder_begin_object (builder);
      add_actor_id (builder, "actor", attributions[i].actor, actors);
      dtl_json_add_string (builder, "cue", attributions[i].cue);
      add_integer (builder, "start", attributions[i].span.start);
      add_integer (builder, "end", attributions[i].span.end);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_quantities (JsonBuilder *builder, const DtlQuantity *quantities, guint32 n)
{
  begin_array (builder, "quantities");
  for (guint32 i = 0; i < n; i++)
    {
      json_builder_begin_object (builder);
      dtl_json_add_string (builder, "kind", dtl_quantity_kind_to_string (quantities[i].kind));
      add_number (builder, "value", quantities[i].value);
      dtl_json_add_string (builder, "unit", quantities[i].unit);
      dtl_json_add_string (builder, "text", quantities[i].text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_evidence (JsonBuilder *builder, const DtlEvidence *evidence, const DtlSource *sources)
{
  dtl_json_add_string (builder, "document", sources ? sources[evidence->source].id : NULL);
  add_integer (builder, "sentence", evidence->sentence);
  add_integer (builder, "line", evidence->line);
  add_integer (builder, "start", evidence->span.start);
  add_integer (builder, "end", evidence->span.end);
  dtl_json_add_string (builder, "text", evidence->text ? evidence->text : "");
}

static void
add_reasons (JsonBuilder *builder, const DtlReason *reasons, guint32 n)
{
  begin_array (builder, "reasons");
  for (guint32 i = 0; i < n; i++)
    {
      json_builder_begin_object (builder);
      dtl_json_add_string (builder, "of", reasons[i].of);
      dtl_json_add_string (builder, "rule", reasons[i].rule);
      dtl_json_add_string (builder, "words", reasons[i].words);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Only where the text says something of it. */
static void
add_orders (JsonBuilder *builder, const DtlOrder *orders, guint32 n)
{
  if (n == 0)
    return;
  begin_array (builder, "order");
  for (guint32 i = 0; i < n; i++)
    {
      json_builder_begin_object (builder);
      dtl_json_add_string (builder, "relation", orders[i].relation);
      add_integer (builder, "other", orders[i].other);
      add_number (builder, "confidence", orders[i].confidence);
      dtl_json_add_string (builder, "signal", orders[i].signal);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_mention (JsonBuilder *builder, const DtlMention *mention, const DtlSource *sources, const GArray *actors)
{
  json_builder_begin_object (builder);
  add_evidence (builder, &mention->evidence, sources);
  begin_object (builder, "trigger");
  add_integer (builder, "start", mention->trigger.start);
  add_integer (builder, "end", mention->trigger.end);
  dtl_json_add_string (builder, "text", mention->trigger_text ? mention->trigger_text : "");
  json_builder_end_object (builder);
  add_participants (builder, mention->participants, mention->n_participants, actors);
  add_place (builder, &mention->place, actors);
  add_when (builder, "date", &mention->when);
  dtl_json_add_string (builder, "reality", dtl_reality_to_string (mention->reality));
  add_attributions (builder, mention->attributions, mention->n_attributions, actors);
  add_quantities (builder, mention->quantities, mention->n_quantities);
  dtl_json_add_string (builder, "rule", mention->rule);
  add_reasons (builder, mention->reasons, mention->n_reasons);
  add_orders (builder, mention->orders, mention->n_orders);
  dtl_json_add_string (builder, "class", mention->event_class);
  dtl_json_add_string (builder, "predicate", mention->predicate);
  dtl_json_add_string (builder, "label", mention->label);
  add_number (builder, "confidence", mention->confidence);
  json_builder_end_object (builder);
}

static void
add_claims (JsonBuilder *builder, const DtlClaim *claims, guint32 n)
{
  begin_array (builder, "claims");
  for (guint32 i = 0; i < n; i++)
    {
      json_builder_begin_object (builder);
      dtl_json_add_string (builder, "field", claims[i].field);
      dtl_json_add_string (builder, "value", claims[i].value);
      dtl_json_add_string (builder, "kind", claims[i].is_update ? "update" : "dispute");
      begin_array (builder, "mentions");
      for (guint32 j = 0; j < claims[i].n_mentions; j++)
        json_builder_add_int_value (builder, claims[i].mentions[j]);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Only in a story, where articles say something of it. */
static void
add_links (JsonBuilder *builder, const DtlEventLink *links, guint32 n, const DtlSource *sources)
{
  if (n == 0)
    return;
  begin_array (builder, "order");
  for (guint32 i = 0; i < n; i++)
    {
      json_builder_begin_object (builder);
      dtl_json_add_string (builder, "relation", links[i].relation);
      dtl_json_add_string (builder, "event", links[i].other);
      add_number (builder, "confidence", links[i].confidence);
      add_integer (builder, "independent_sources", links[i].independent_sources);
      dtl_json_add_string (builder, "source", sources[links[i].source].id);
      add_integer (builder, "start", links[i].start);
      dtl_json_add_string (builder, "signal", links[i].signal);
      dtl_json_add_string (builder, "against", links[i].against);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* ---- whole facts ---- */

void
dtl_json_add_actor (JsonBuilder *builder, const DtlActor *actor)
{
  json_builder_begin_object (builder);
  dtl_json_add_string (builder, "id", actor->id);
  dtl_json_add_string (builder, "name", actor->name);
  dtl_json_add_string (builder, "kind", dtl_actor_kind_to_string (actor->kind));
  add_strings (builder, "aliases", actor->aliases);
  dtl_json_add_string (builder, "country", actor->country);
  json_builder_end_object (builder);
}

void
dtl_json_add_role (JsonBuilder *builder, const DtlRole *role, const DtlSource *sources, const GArray *actors)
{
  json_builder_begin_object (builder);
  add_actor_id (builder, "actor", role->actor, actors);
  dtl_json_add_string (builder, "role", role->role);
  add_actor_id (builder, "of", role->of, actors);
  dtl_json_add_string (builder, "status", dtl_role_status_to_string (role->status));
  add_when (builder, "valid", &role->valid);
  begin_array (builder, "mentions");
  for (guint32 i = 0; i < role->n_evidence; i++)
    {
      json_builder_begin_object (builder);
      add_evidence (builder, &role->evidence[i], sources);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

void
dtl_json_add_event (JsonBuilder *builder, const DtlEvent *event, const DtlSource *sources, const GArray *actors)
{
  json_builder_begin_object (builder);
  dtl_json_add_string (builder, "id", event->id);
  dtl_json_add_string (builder, "type", event->type);
  dtl_json_add_string (builder, "class", event->event_class);
  dtl_json_add_string (builder, "family", event->family);
  dtl_json_add_string (builder, "cameo", event->cameo);
  dtl_json_add_string (builder, "label", event->label);
  dtl_json_add_string (builder, "predicate", event->predicate);
  add_participants (builder, event->participants, event->n_participants, actors);
  add_place (builder, &event->place, actors);
  add_when (builder, "date", &event->when);
  dtl_json_add_string (builder, "reality", dtl_reality_to_string (event->reality));
  add_attributions (builder, event->attributions, event->n_attributions, actors);
  add_quantities (builder, event->quantities, event->n_quantities);
  add_number (builder, "confidence", event->confidence);
  add_integer (builder, "independent_sources", event->independent_sources);
  add_claims (builder, event->claims, event->n_claims);
  add_links (builder, event->links, event->n_links, sources);
  begin_array (builder, "mentions");
  for (guint32 i = 0; i < event->n_mentions; i++)
    add_mention (builder, &event->mentions[i], sources, actors);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

void
dtl_json_add_source (JsonBuilder *builder, const DtlSource *source)
{
  dtl_json_add_string (builder, "id", source->id);
  dtl_json_add_string (builder, "uri", source->uri);
  dtl_json_add_string (builder, "title", source->title);
  json_builder_set_member_name (builder, "published");
  dtl_json_add_published (builder, &source->published);
  json_builder_set_member_name (builder, "updated");
  dtl_json_add_published (builder, &source->updated);
  dtl_json_add_string (builder, "publisher", source->publisher);
  add_strings (builder, "authors", source->authors);
  dtl_json_add_string (builder, "language", source->language);
  dtl_json_add_string (builder, "sha256", source->sha256);
}

static void
add_diagnostics (JsonBuilder *builder, const DtlDiagnostic *diagnostics, guint n)
{
  begin_array (builder, "diagnostics");
  for (guint i = 0; i < n; i++)
    {
      json_builder_begin_object (builder);
      dtl_json_add_string (builder, "tag", diagnostics[i].tag);
      dtl_json_add_string (builder, "severity", dtl_severity_to_string (diagnostics[i].severity));
      add_integer (builder, "start", diagnostics[i].span.start);
      add_integer (builder, "end", diagnostics[i].span.end);
      dtl_json_add_string (builder, "message", diagnostics[i].message);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Appends what the builder holds, one of a list, and empties it. */
static void
put_fact (GString *out, JsonBuilder *builder)
{
  g_autofree char *json = dtl_json_print (builder);

  if (out->str[out->len - 1] != '[')
    g_string_append_c (out, ',');
  g_string_append (out, json);
  json_builder_reset (builder);
}

/* The members of the object that the builder holds, without its braces. */
static void
put_members (GString *out, JsonBuilder *builder)
{
  g_autofree char *json = dtl_json_print (builder);

  g_string_append_len (out, json + 1, strlen (json) - 2);
  json_builder_reset (builder);
}

/* Fact by fact, so that no tree of all of it is ever held. */
void
dtl_json_append_facts (GString *out, const DtlSource *sources, const GArray *actors, const GArray *roles,
                       const GArray *events)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_string_append (out, "\"actors\":[");
  for (guint i = 0; i < actors->len; i++)
    {
      dtl_json_add_actor (builder, &g_array_index (actors, DtlActor, i));
      put_fact (out, builder);
    }
  g_string_append (out, "],\"roles\":[");
  for (guint i = 0; i < roles->len; i++)
    {
      dtl_json_add_role (builder, &g_array_index (roles, DtlRole, i), sources, actors);
      put_fact (out, builder);
    }
  g_string_append (out, "],\"events\":[");
  for (guint i = 0; i < events->len; i++)
    {
      dtl_json_add_event (builder, &g_array_index (events, DtlEvent, i), sources, actors);
      put_fact (out, builder);
    }
  g_string_append_c (out, ']');
}

static void
add_correction (JsonBuilder *builder, const DtlCorrection *correction, const DtlSource *sources, const GArray *events)
{
  json_builder_begin_object (builder);
  dtl_json_add_string (builder, "kind", correction->kind);
  dtl_json_add_string (builder, "cue", correction->cue);
  add_evidence (builder, &correction->evidence, sources);
  if (events && correction->event != DTL_NONE)
    {
      dtl_json_add_string (builder, "event", g_array_index (events, DtlEvent, correction->event).id);
      begin_object (builder, "mention");
      dtl_json_add_string (builder, "document", sources[correction->source].id);
      add_integer (builder, "start", correction->start);
      json_builder_end_object (builder);
      add_number (builder, "score", floor (correction->score * 1e4 + 0.5) / 1e4);
      dtl_json_add_string (builder, "reason", correction->reason);
    }
  json_builder_end_object (builder);
}

void
dtl_json_append_corrections (GString *out, const GArray *corrections, const gboolean *shown, const DtlSource *sources,
                             const GArray *events)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gboolean is_first = TRUE;

  for (guint i = 0; i < corrections->len; i++)
    {
      if (shown && !shown[i])
        continue;
      if (is_first)
        g_string_append (out, ",\"corrections\":[");
      is_first = FALSE;
      add_correction (builder, &g_array_index (corrections, DtlCorrection, i), sources, events);
      put_fact (out, builder);
    }
  if (!is_first)
    g_string_append_c (out, ']');
}

char *
dtl_record_to_json (const DtlRecord *record)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  GString *out = g_string_new ("{");

  json_builder_begin_object (builder);
  dtl_json_add_string (builder, "format", "dateline-record/1");
  if (record->sources->len > 0)
    dtl_json_add_source (builder, dtl_record_get_source (record));
  json_builder_end_object (builder);
  put_members (out, builder);
  g_string_append_c (out, ',');
  dtl_json_append_facts (out, (const DtlSource *) record->sources->data, record->actors, record->roles, record->events);
  dtl_json_append_corrections (out, record->corrections, NULL, (const DtlSource *) record->sources->data, NULL);
  g_string_append_c (out, ',');
  json_builder_begin_object (builder);
  add_diagnostics (builder, (const DtlDiagnostic *) record->diagnostics->data, record->diagnostics->len);
  json_builder_end_object (builder);
  put_members (out, builder);
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}
