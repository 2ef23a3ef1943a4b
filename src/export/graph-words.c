#include "export/graph-words.h"

#include <string.h>

#include "lexicon/tables.h"

/* --- days --- */

void
dtl_graph_days (const DtlDateRule *rule, const DtlDate *first, const DtlDate *last, DtlGraphDays *days)
{
  DtlSpelledDate start, end;

  memset (days, 0, sizeof *days);
  if (!dtl_date_spell (rule, first, NULL, &start) || !dtl_date_spell (rule, last, NULL, &end))
    return;
  if (start.way != DTL_WAY_NONE && start.first != DTL_DAY_MIN)
    g_strlcpy (days->earliest, start.start, sizeof days->earliest);
  if (end.way != DTL_WAY_NONE && end.last != DTL_DAY_MAX)
    g_strlcpy (days->latest, *end.end ? end.end : end.start, sizeof days->latest);
}

gboolean
dtl_graph_field_is_day (const DtlField *field)
{
  return strcmp (field->name, "earliest") == 0 || strcmp (field->name, "latest") == 0;
}

gboolean
dtl_graph_field_is_of (const DtlField *field, gboolean is_event)
{
  static const char *const both[] = { "label", "kind", "country", "mentions", NULL };
  static const char *const actors[] = { "aliases", "office", NULL };

  return g_strv_contains (both, field->name) || g_strv_contains (actors, field->name) != is_event;
}

static gboolean
set_day (const DtlDateRule *rule, const DtlDate *first, const DtlDate *last, gboolean is_latest, GString *value)
{
  DtlGraphDays days;

  dtl_graph_days (rule, first, last, &days);
  g_string_assign (value, is_latest ? days.latest : days.earliest);
  return value->len > 0;
}

/* --- values --- */

gboolean
dtl_graph_node_value (const DtlNetwork *network, const DtlDateRule *rule, guint node, guint field, GString *value)
{
  const DtlWhen *when = dtl_network_node_when (network, node);
  guint n;
  const DtlField *it = &dtl_network_node_fields (&n)[field];

  if (when == NULL || !dtl_graph_field_is_day (it))
    return dtl_network_node_value (network, node, field, value);
  return set_day (rule, &when->date, &when->date, *it->name == 'l', value);
}

gboolean
dtl_graph_edge_value (const DtlNetwork *network, const DtlDateRule *rule, guint edge, guint field, GString *value)
{
  DtlDate first, last;
  guint n;
  const DtlField *it = &dtl_network_edge_fields (&n)[field];

  if (!dtl_graph_field_is_day (it))
    return dtl_network_edge_value (network, edge, field, value);
  return dtl_network_edge_dates (network, edge, &first, &last) && set_day (rule, &first, &last, *it->name == 'l', value);
}

char *
dtl_graph_node_text (const DtlNetwork *network, guint node)
{
  GString *value = g_string_new (NULL);

  dtl_network_node_value (network, node, 0, value);
  return g_string_free (value, FALSE);
}

/* --- fixed words --- */

const char *
dtl_graph_node_class (const DtlNetwork *network, guint node)
{
  static const char *const words[] = {
    [DTL_ACTOR_PERSON] = "Person", [DTL_ACTOR_ORGANISATION] = "Organisation", [DTL_ACTOR_COUNTRY] = "Country",
    [DTL_ACTOR_PLACE] = "Place",   [DTL_ACTOR_GROUP] = "Group",               [DTL_ACTOR_PRODUCT] = "Product",
    [DTL_ACTOR_OTHER] = "Other",
  };
  const DtlNetworkNode *it = dtl_network_node (network, node);

  return it->is_event ? "Event" : words[network->scene.actors[it->index].kind];
}

static const char *
family_of (const DtlNetwork *network, const DtlNetworkEdge *edge)
{
  if (edge->kind == DTL_EDGE_OFFICE || edge->kind == DTL_EDGE_ORDER)
    return NULL;
  if (edge->kind == DTL_EDGE_RELATION)
    return network->relations[edge->index].family;
  return network->scene.events[dtl_network_node (network, edge->source)->index].family;
}

void
dtl_graph_append_edge_class (const DtlNetwork *network, guint edge, GString *out)
{
  const DtlNetworkEdge *it = dtl_network_edge (network, edge);
  const DtlEvent *event = it->kind == DTL_EDGE_PARTICIPANT
                            ? &network->scene.events[dtl_network_node (network, it->source)->index]
                            : NULL;
  const char *family = family_of (network, it);
  const char *word = it->kind == DTL_EDGE_OFFICE      ? "office"
                     : it->kind == DTL_EDGE_SOURCE    ? "said_by"
                     : it->kind == DTL_EDGE_PLACE     ? "happened_in"
                     : it->kind == DTL_EDGE_ORDER     ? dtl_network_link (network, it)->relation
                     : event != NULL                  ? dtl_participant_role_to_string (event->participants[it->index].role)
                     : family && dtl_table_has (&dtl_table_families, family) ? family
                                                                             : "other";

  for (; *word; word++)
    g_string_append_c (out, g_ascii_toupper (*word));
}

gboolean
dtl_graph_edge_is_directed (const DtlNetwork *network, guint edge)
{
  const DtlNetworkEdge *it = dtl_network_edge (network, edge);

  return it->kind != DTL_EDGE_RELATION || network->relations[it->index].directed;
}

/* --- looks --- */

const char *
dtl_graph_node_color (const DtlNetwork *network, guint node, gboolean dark)
{
  const DtlNetworkNode *it = dtl_network_node (network, node);
  DtlLook look;

  if (!it->is_event)
    return dtl_tint (network->scene.actors[it->index].kind, dark).strong;
  look = dtl_look (network->scene.events[it->index].family);
  return dtl_look_color (&look, dark);
}

DtlLook
dtl_graph_edge_look (const DtlNetwork *network, guint edge)
{
  return dtl_look (family_of (network, dtl_network_edge (network, edge)));
}
