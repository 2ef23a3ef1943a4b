/*
 * RDF Turtle: the Simple Event Model (van Hage et al. 2011, http://semanticweb.cs.vu.nl/2009/11/sem/) with names of
 * schema.org, sources in PROV-O, and the order that articles tell in OWL-Time.
 *
 * A day is an xsd:date, a month an xsd:gYearMonth, a year an xsd:gYear; what is wider has SEM's earliest begin and latest end.
 * dl:edtf has the date as it is. A participant is a sem:Role with a sem:roleType. Every mention is an entity of its own that
 * was quoted from its article.
 */
#include "export/writers.h"

#include <math.h>
#include <string.h>

#include "export/entry.h"
#include "export/escape.h"

static const char prefixes[]
  = "@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .\n"
    "@prefix schema: <https://schema.org/> .\n"
    "@prefix prov: <http://www.w3.org/ns/prov#> .\n"
    "@prefix time: <http://www.w3.org/2006/time#> .\n"
    "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    "@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .\n"
    "@prefix dl: <urn:dateline:term:> .\n"
    "@prefix : <urn:dateline:id:> .\n\n";

/* A predicate and a literal, as one more of the open subject. */
static void
append_literal (GString *out, const char *predicate, const char *text, const char *type)
{
  g_autofree char *value = dtl_escape_turtle (text);

  if (*value != '\0')
    g_string_append_printf (out, " ;\n  %s \"%s\"%s%s", predicate, value, type != NULL ? "^^" : "", type != NULL ? type : "");
}

/* The type of a day, month or year by the length of its spelling. */
static const char *
type_of (const char *text)
{
  switch (strlen (text) - (*text == '-'))
    {
    case 4:
      return "xsd:gYear";
    case 7:
      return "xsd:gYearMonth";
    default:
      return "xsd:date";
    }
}

static void
append_dates (GString *out, const DtlDate *date, const DtlSpelledDate *spelled)
{
  g_autofree char *edtf = dtl_date_to_string (date);
  gboolean is_span = spelled->way == DTL_WAY_DAYS && (*spelled->end || spelled->first == DTL_DAY_MIN || spelled->last == DTL_DAY_MAX);

  if (edtf != NULL)
    append_literal (out, "dl:edtf", edtf, "edtf:EDTF");
  if (!is_span && *spelled->start)
    append_literal (out, "sem:hasTimeStamp", spelled->start, type_of (spelled->start));
  if (is_span)
    {
      append_literal (out, "sem:hasEarliestBeginTimeStamp", spelled->start, "xsd:date");
      append_literal (out, "sem:hasLatestEndTimeStamp", spelled->end, "xsd:date");
    }
}

static void
append_country (GString *out, const char *code)
{
  if (code != NULL)
    append_literal (out, "schema:addressCountry", code, NULL);
}

/* --- articles, actors --- */

static void
append_article (GString *out, const DtlSource *source)
{
  g_autofree char *published = dtl_date_to_string (&source->published.date);
  DtlDay first, last;

  g_string_append_printf (out, ":%s a schema:NewsArticle, prov:Entity", source->id);
  append_literal (out, "schema:headline", source->title, NULL);
  append_literal (out, "schema:publisher", source->publisher, NULL);
  if (dtl_date_bounds (&source->published.date, &first, &last) && first == last)
    append_literal (out, "schema:datePublished", published, strlen (published) == 10 ? "xsd:date" : NULL);
  for (guint i = 0; source->authors != NULL && source->authors[i] != NULL; i++)
    append_literal (out, "schema:author", source->authors[i], NULL);
  if (source->uri != NULL && *source->uri != '#' && dtl_url_is_safe (source->uri) && strpbrk (source->uri, "{}|^") == NULL)
    g_string_append_printf (out, " ;\n  schema:url <%s>", source->uri);
  g_string_append (out, " .\n\n");
}

static const char *
class_of (DtlActorKind kind)
{
  switch (kind)
    {
    case DTL_ACTOR_PERSON:
      return "schema:Person";
    case DTL_ACTOR_ORGANISATION:
      return "schema:Organization";
    case DTL_ACTOR_COUNTRY:
      return "schema:Country";
    case DTL_ACTOR_PLACE:
      return "schema:Place, sem:Place";
    case DTL_ACTOR_PRODUCT:
      return "schema:Product";
    default:
      return "schema:Thing";
    }
}

static void
append_actor (GString *out, const DtlActor *actor)
{
  g_string_append_printf (out, ":%s a sem:Actor, %s", actor->id, class_of (actor->kind));
  append_literal (out, "rdfs:label", actor->name, NULL);
  append_literal (out, "schema:name", actor->name, NULL);
  for (guint i = 0; actor->aliases != NULL && actor->aliases[i] != NULL; i++)
    append_literal (out, "schema:alternateName", actor->aliases[i], NULL);
  append_country (out, actor->country);
  g_string_append (out, " .\n\n");
}

static void
append_office (GString *out, const DtlScene *scene, const DtlRole *role)
{
  g_string_append (out, "[] a schema:OrganizationRole");
  g_string_append_printf (out, " ;\n  dl:holder :%s", scene->actors[role->actor].id);
  if (role->of != DTL_NONE)
    g_string_append_printf (out, " ;\n  dl:of :%s", scene->actors[role->of].id);
  append_literal (out, "schema:roleName", role->role, NULL);
  append_literal (out, "dl:status", dtl_role_status_to_string (role->status), NULL);
  if (role->n_evidence > 0)
    {
      append_literal (out, "prov:value", role->evidence[0].text, NULL);
      g_string_append_printf (out, " ;\n  prov:wasQuotedFrom :%s", scene->sources[role->evidence[0].source].id);
    }
  g_string_append (out, " .\n\n");
}

/* --- events --- */

static void
append_participants (GString *out, const DtlScene *scene, const DtlEvent *event)
{
  for (guint i = 0; i < event->n_participants; i++)
    g_string_append_printf (out, " ;\n  sem:hasActor [ a sem:Role ; rdf:value :%s ; sem:roleType dl:%s ]",
                            scene->actors[event->participants[i].actor].id,
                            dtl_participant_role_to_string (event->participants[i].role));
}

static void
append_place (GString *out, const DtlScene *scene, const DtlPlace *place)
{
  char latitude[G_ASCII_DTOSTR_BUF_SIZE], longitude[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *name = dtl_escape_turtle (place->name);

  if (place->name == NULL)
    return;
  g_string_append_printf (out, " ;\n  sem:hasPlace [ a sem:Place ; rdfs:label \"%s\"", name);
  if (place->actor != DTL_NONE)
    g_string_append_printf (out, " ; dl:actor :%s", scene->actors[place->actor].id);
  if (place->country != NULL)
    g_string_append_printf (out, " ; schema:addressCountry \"%s\"", place->country);
  if (isfinite (place->latitude) && isfinite (place->longitude))
    g_string_append_printf (out, " ; schema:latitude %s ; schema:longitude %s",
                            g_ascii_formatd (latitude, sizeof latitude, "%.5f", place->latitude),
                            g_ascii_formatd (longitude, sizeof longitude, "%.5f", place->longitude));
  g_string_append (out, " ]");
}

static void
append_mentions (GString *out, const DtlScene *scene, const DtlEvent *event)
{
  for (guint i = 0; i < event->n_mentions; i++)
    {
      const DtlEvidence *evidence = &event->mentions[i].evidence;
      g_autofree char *sentence = dtl_escape_turtle (evidence->text);

      g_string_append_printf (out,
                              " ;\n  prov:wasDerivedFrom [ a prov:Entity ; prov:value \"%s\" ; prov:wasQuotedFrom :%s ; "
                              "dl:line %u ; dl:reality \"%s\" ]",
                              sentence, scene->sources[evidence->source].id, evidence->line,
                              dtl_reality_to_string (event->mentions[i].reality));
    }
}

/* @ids: of the events that are shown */
static void
append_order (GString *out, const DtlEvent *event, GHashTable *ids)
{
  static const char *const words[][2] = {
    { "after", "time:after" },       { "before", "time:before" },           { "includes", "time:intervalContains" },
    { "is_included", "time:intervalDuring" }, { "simultaneous", "time:intervalEquals" },
  };

  for (guint32 i = 0; i < event->n_links; i++)
    for (guint j = 0; j < G_N_ELEMENTS (words); j++)
      if (event->links[i].against == NULL && strcmp (event->links[i].relation, words[j][0]) == 0
          && g_hash_table_contains (ids, event->links[i].other))
        g_string_append_printf (out, " ;\n  %s :%s", words[j][1], event->links[i].other);
}

static void
append_event (GString *out, const DtlScene *scene, const DtlEvent *event, const DtlSpelledDate *date,
              GHashTable *ids)
{
  char confidence[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *headline = dtl_entry_headline (event);

  g_string_append_printf (out, ":%s a sem:Event, schema:Event", event->id);
  append_literal (out, "rdfs:label", headline, NULL);
  append_literal (out, "schema:name", event->label, NULL);
  if (event->type != NULL)
    g_string_append_printf (out, " ;\n  sem:eventType dl:%s", event->type);
  append_literal (out, "dl:class", event->event_class, NULL);
  append_literal (out, "dl:reality", dtl_reality_to_string (event->reality), NULL);
  append_dates (out, &event->when.date, date);
  if (*date->start || *date->end)
    append_literal (out, "dl:dateBasis", dtl_basis_to_string (event->when.basis), NULL);
  append_participants (out, scene, event);
  append_place (out, scene, &event->place);
  for (guint i = 0; i < event->n_attributions; i++)
    if (event->attributions[i].actor != DTL_NONE)
      g_string_append_printf (out, " ;\n  prov:wasAttributedTo :%s", scene->actors[event->attributions[i].actor].id);
  if (isfinite (event->confidence))
    append_literal (out, "dl:confidence", g_ascii_formatd (confidence, sizeof confidence, "%.2f", event->confidence),
                    "xsd:decimal");
  append_order (out, event, ids);
  append_mentions (out, scene, event);
  g_string_append (out, " .\n\n");
}

/* Actors and articles of the whole story: a view's events refer to no others. */
gboolean
dtl_write_turtle (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  const DtlDateRule *rule = dtl_date_rule_find ("turtle");
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  DtlSpelledDate date;
  DtlScene scene;

  dtl_scene_init (&scene, view);
  for (guint i = 0; i < scene.n_shown; i++)
    g_hash_table_add (ids, (gpointer) dtl_scene_event (&scene, i)->id);
  g_string_append (out, prefixes);
  for (guint i = 0; i < scene.n_sources; i++)
    append_article (out, &scene.sources[i]);
  for (guint i = 0; i < scene.n_actors; i++)
    {
      append_actor (out, &scene.actors[i]);
      if (!dtl_export_drain (options, out, error))
        return FALSE;
    }
  for (guint i = 0; i < scene.n_roles; i++)
    append_office (out, &scene, &scene.roles[i]);
  for (guint i = 0; i < scene.n_shown; i++)
    {
      const DtlEvent *event = dtl_scene_event (&scene, i);

      dtl_date_spell (rule, &event->when.date, options->losses, &date);
      append_event (out, &scene, event, &date, ids);
      if (!dtl_export_drain (options, out, error))
        return FALSE;
    }
  return TRUE;
}
