#include "export/network.h"

#include <math.h>
#include <string.h>

#include "export/escape.h"

/* --- nodes and edges --- */

static void
add_node (DtlNetwork *network, gboolean is_event, guint32 index)
{
  DtlNetworkNode node = { is_event, index };

  if (!is_event)
    network->node_of[index] = network->nodes->len;
  g_array_append_val (network->nodes, node);
}

/* @actor: the target */
static void
add_edge (DtlNetwork *network, DtlEdgeKind kind, guint32 source, guint32 actor, guint32 index)
{
  DtlNetworkEdge edge = { kind, source, actor == DTL_NONE ? DTL_NONE : network->node_of[actor], index };

  if (edge.source != DTL_NONE && edge.target != DTL_NONE && edge.source != edge.target)
    g_array_append_val (network->edges, edge);
}

/* Once, whoever vouches for an event more than once. */
static void
add_sources (DtlNetwork *network, guint32 node, const DtlEvent *event)
{
  for (guint32 i = 0; i < event->n_attributions; i++)
    {
      guint32 actor = event->attributions[i].actor;
      gboolean is_again = FALSE;

      for (guint32 j = 0; j < i; j++)
        is_again |= event->attributions[j].actor == actor;
      if (!is_again)
        add_edge (network, DTL_EDGE_SOURCE, node, actor, i);
    }
}

static void
add_events (DtlNetwork *network)
{
  for (guint i = 0; i < network->scene.n_shown; i++)
    {
      const DtlEvent *event = dtl_scene_event (&network->scene, i);
      guint32 node = network->nodes->len;

      add_node (network, TRUE, network->scene.shown[i]);
      for (guint32 j = 0; j < event->n_participants; j++)
        add_edge (network, DTL_EDGE_PARTICIPANT, node, event->participants[j].actor, j);
      add_sources (network, node, event);
      if (event->place.name != NULL)
        add_edge (network, DTL_EDGE_PLACE, node, event->place.actor, 0);
    }
}

/* What articles say of the order of events that are shown, as far as the story follows it. */
static void
add_orders (DtlNetwork *network)
{
  g_autoptr (GHashTable) nodes = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = network->nodes->len;

  for (guint i = 0; i < n; i++)
    if (dtl_network_node (network, i)->is_event)
      g_hash_table_insert (nodes, (gpointer) dtl_network_node_id (network, i), GUINT_TO_POINTER (i));
  for (guint32 i = 0; i < n; i++)
    {
      const DtlNetworkNode *node = dtl_network_node (network, i);
      const DtlEvent *event = node->is_event ? &network->scene.events[node->index] : NULL;
      gpointer target;

      for (guint32 j = 0; event != NULL && j < event->n_links; j++)
        if (event->links[j].against == NULL && g_hash_table_lookup_extended (nodes, event->links[j].other, NULL, &target))
          {
            DtlNetworkEdge edge = { DTL_EDGE_ORDER, i, GPOINTER_TO_UINT (target), j };

            g_array_append_val (network->edges, edge);
          }
    }
}

static void
add_relations (DtlNetwork *network)
{
  guint n;

  network->relations = dtl_view_get_relations (network->scene.view, &n);
  for (guint i = 0; i < n; i++)
    add_edge (network, DTL_EDGE_RELATION, network->node_of[network->relations[i].from], network->relations[i].to, i);
}

/* Of each actor the role to show, as in pictures: a current one before a former one, then the one stated most often. */
static void
choose_roles (DtlNetwork *network)
{
  const DtlRole *roles = network->scene.roles;

  for (guint i = 0; i < network->scene.n_roles; i++)
    {
      guint32 *best = &network->role_of[roles[i].actor];
      gboolean is_held = roles[i].status != DTL_STATUS_FORMER;
      gboolean was_held = *best != DTL_NONE && roles[*best].status != DTL_STATUS_FORMER;

      if (*best == DTL_NONE || (is_held && !was_held) || (is_held == was_held && roles[i].n_evidence > roles[*best].n_evidence))
        *best = i;
    }
}

/* What is not the one office that the node of the actor names in words is lost with the other end. */
static void
add_offices (DtlNetwork *network, DtlLosses *losses)
{
  for (guint i = 0; i < network->scene.n_roles; i++)
    {
      const DtlRole *role = &network->scene.roles[i];

      if (role->of == DTL_NONE)
        continue;
      add_edge (network, DTL_EDGE_OFFICE, network->node_of[role->actor], role->of, i);
      if (network->node_of[role->actor] != DTL_NONE && network->node_of[role->of] == DTL_NONE && network->role_of[role->actor] != i)
        dtl_losses_add (losses, DTL_LOSS_RELATIONS);
    }
}

DtlNetwork *
dtl_network_new (const DtlView *view, DtlLosses *losses)
{
  DtlNetwork *network = g_new0 (DtlNetwork, 1);
  const guint32 *actors;
  guint n;

  dtl_scene_init (&network->scene, view);
  network->nodes = g_array_new (FALSE, FALSE, sizeof (DtlNetworkNode));
  network->edges = g_array_new (FALSE, FALSE, sizeof (DtlNetworkEdge));
  network->node_of = g_new (guint32, MAX (network->scene.n_actors, 1));
  network->role_of = g_new (guint32, MAX (network->scene.n_actors, 1));
  memset (network->node_of, 0xFF, network->scene.n_actors * sizeof (guint32));
  memset (network->role_of, 0xFF, network->scene.n_actors * sizeof (guint32));
  actors = dtl_view_get_actors (view, &n);
  for (guint i = 0; i < n; i++)
    add_node (network, FALSE, actors[i]);
  choose_roles (network);
  if (dtl_view_get_kind (view) == DTL_VIEW_RELATIONS)
    add_relations (network);
  else
    {
      add_events (network);
      add_orders (network);
    }
  add_offices (network, losses);
  for (guint i = 0; i < network->scene.n_shown; i++)
    if (losses != NULL && dtl_scene_event (&network->scene, i)->n_mentions > 1)
      losses->counts[DTL_LOSS_MENTIONS] += dtl_scene_event (&network->scene, i)->n_mentions - 1;
  return network;
}

void
dtl_network_free (DtlNetwork *network)
{
  g_array_unref (network->nodes);
  g_array_unref (network->edges);
  g_free (network->node_of);
  g_free (network->role_of);
  g_free (network);
}

const DtlEventLink *
dtl_network_link (const DtlNetwork *network, const DtlNetworkEdge *edge)
{
  return &network->scene.events[dtl_network_node (network, edge->source)->index].links[edge->index];
}

/* --- ids --- */

const char *
dtl_network_node_id (const DtlNetwork *network, guint node)
{
  const DtlNetworkNode *it = dtl_network_node (network, node);

  return it->is_event ? network->scene.events[it->index].id : network->scene.actors[it->index].id;
}

#define LONGEST_WORD 40

/* A word that is cut, or has other than letters and digits, is told from its likes by a hash. */
static void
append_word (GString *out, const char *word)
{
  const char *text = word ? word : "none";
  gboolean is_plain = strlen (text) <= LONGEST_WORD;

  g_string_append_c (out, '-');
  for (guint i = 0; text[i] && i < LONGEST_WORD; i++)
    {
      is_plain &= g_ascii_isalnum (text[i]);
      g_string_append_c (out, g_ascii_isalnum (text[i]) ? text[i] : '_');
    }
  if (!is_plain)
    g_string_append_printf (out, "_%08x", g_str_hash (text));
}

/* Between the same ends there is one relation of a type, family and direction, one participant of a role, one office
 * of a name and status, and one link of a kind. */
void
dtl_network_append_edge_id (const DtlNetwork *network, guint edge, GString *out)
{
  const DtlNetworkEdge *it = dtl_network_edge (network, edge);
  const DtlRelation *relation;

  g_string_append_printf (out, "%s-%s", dtl_network_node_id (network, it->source), dtl_network_node_id (network, it->target));
  switch (it->kind)
    {
    case DTL_EDGE_RELATION:
      relation = &network->relations[it->index];
      append_word (out, relation->type);
      append_word (out, relation->family);
      append_word (out, relation->directed ? "to" : "with");
      break;
    case DTL_EDGE_PARTICIPANT:
      append_word (out, dtl_participant_role_to_string (
                          network->scene.events[dtl_network_node (network, it->source)->index].participants[it->index].role));
      break;
    case DTL_EDGE_SOURCE:
      append_word (out, "source");
      break;
    case DTL_EDGE_PLACE:
      append_word (out, "place");
      break;
    case DTL_EDGE_OFFICE:
      append_word (out, network->scene.roles[it->index].role);
      append_word (out, dtl_role_status_to_string (network->scene.roles[it->index].status));
      break;
    case DTL_EDGE_ORDER:
      append_word (out, dtl_network_link (network, it)->relation);
      break;
    }
}

/* --- values --- */

static gboolean
set (GString *value, const char *text)
{
  g_autofree char *line = dtl_clean_line (text);

  g_string_assign (value, line);
  return *line != '\0';
}

static gboolean
set_count (GString *value, guint count)
{
  g_string_printf (value, "%u", count);
  return TRUE;
}

static gboolean
set_real (GString *value, double number, const char *format)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (number))
    return FALSE;
  g_string_assign (value, g_ascii_formatd (buffer, sizeof buffer, format, number));
  return TRUE;
}

static gboolean
set_edtf (GString *value, const DtlDate *date)
{
  g_autofree char *edtf = dtl_date_to_string (date);

  g_string_assign (value, edtf ? edtf : "");
  return edtf != NULL;
}

static gboolean
set_bound (GString *value, const DtlDate *date, gboolean is_last)
{
  DtlDay bounds[2];
  char text[DTL_SPELLED_SIZE];

  if (!dtl_date_bounds (date, &bounds[0], &bounds[1]) || bounds[is_last] == DTL_DAY_MIN || bounds[is_last] == DTL_DAY_MAX)
    return FALSE;
  dtl_day_spell (bounds[is_last], DTL_NOTATION_ISO, text);
  g_string_assign (value, text);
  return TRUE;
}

static gboolean
set_aliases (GString *value, const DtlActor *actor)
{
  g_string_truncate (value, 0);
  for (guint i = 0; actor->aliases != NULL && actor->aliases[i] != NULL; i++)
    {
      g_autofree char *alias = dtl_clean_line (actor->aliases[i]);

      g_string_append_printf (value, "%s%s", value->len > 0 ? "; " : "", alias);
    }
  return value->len > 0;
}

/* "former spokesperson, State Department" */
static gboolean
set_role (GString *value, const DtlNetwork *network, guint32 actor)
{
  const DtlRole *role = network->role_of[actor] == DTL_NONE ? NULL : &network->scene.roles[network->role_of[actor]];
  g_autofree char *words = NULL;

  if (role == NULL)
    return FALSE;
  words = dtl_clean_line (role->role);
  g_string_printf (value, "%s%s%s", role->status == DTL_STATUS_CURRENT ? "" : dtl_role_status_to_string (role->status),
                   role->status == DTL_STATUS_CURRENT ? "" : " ", words);
  if (role->of != DTL_NONE)
    {
      g_autofree char *of = dtl_clean_line (network->scene.actors[role->of].name);

      g_string_append_printf (value, ", %s", of);
    }
  return TRUE;
}

/* --- nodes --- */

typedef enum
{
  NODE_LABEL,
  NODE_KIND,
  NODE_COUNTRY,
  NODE_ALIASES,
  NODE_OFFICE,
  NODE_MENTIONS,
  NODE_EDTF,
  NODE_EARLIEST,
  NODE_LATEST,
  NODE_BASIS,
  NODE_TYPE,
  NODE_CLASS,
  NODE_FAMILY,
  NODE_REALITY,
  NODE_CONFIDENCE,
  NODE_SOURCES,
  NODE_PLACE,
  NODE_LATITUDE,
  NODE_LONGITUDE,
  NODE_VOUCHERS,
  NODE_SENTENCE,
  NODE_URI,
  NODE_LINE,
  N_NODE_FIELDS,
} NodeField;

static const DtlField node_fields[] = {
  [NODE_LABEL] = { "label", DTL_FIELD_TEXT },
  [NODE_KIND] = { "kind", DTL_FIELD_TEXT },
  [NODE_COUNTRY] = { "country", DTL_FIELD_TEXT },
  [NODE_ALIASES] = { "aliases", DTL_FIELD_TEXT },
  [NODE_OFFICE] = { "office", DTL_FIELD_TEXT },
  [NODE_MENTIONS] = { "mentions", DTL_FIELD_INTEGER },
  [NODE_EDTF] = { "edtf", DTL_FIELD_TEXT },
  [NODE_EARLIEST] = { "earliest", DTL_FIELD_TEXT },
  [NODE_LATEST] = { "latest", DTL_FIELD_TEXT },
  [NODE_BASIS] = { "basis", DTL_FIELD_TEXT },
  [NODE_TYPE] = { "event_type", DTL_FIELD_TEXT },
  [NODE_CLASS] = { "event_class", DTL_FIELD_TEXT },
  [NODE_FAMILY] = { "family", DTL_FIELD_TEXT },
  [NODE_REALITY] = { "reality", DTL_FIELD_TEXT },
  [NODE_CONFIDENCE] = { "confidence", DTL_FIELD_REAL },
  [NODE_SOURCES] = { "sources", DTL_FIELD_INTEGER },
  [NODE_PLACE] = { "place", DTL_FIELD_TEXT },
  [NODE_LATITUDE] = { "latitude", DTL_FIELD_REAL },
  [NODE_LONGITUDE] = { "longitude", DTL_FIELD_REAL },
  [NODE_VOUCHERS] = { "said_by", DTL_FIELD_TEXT },
  [NODE_SENTENCE] = { "sentence", DTL_FIELD_TEXT },
  [NODE_URI] = { "uri", DTL_FIELD_TEXT },
  [NODE_LINE] = { "line", DTL_FIELD_INTEGER },
};

const DtlField *
dtl_network_node_fields (guint *n_fields)
{
  *n_fields = N_NODE_FIELDS;
  return node_fields;
}

static gboolean
set_actor_value (const DtlNetwork *network, guint32 number, NodeField field, GString *value)
{
  const DtlActor *actor = &network->scene.actors[number];

  switch (field)
    {
    case NODE_LABEL:
      return set (value, actor->name) || set (value, actor->id);
    case NODE_KIND:
      return set (value, dtl_actor_kind_to_string (actor->kind));
    case NODE_COUNTRY:
      return set (value, actor->country);
    case NODE_ALIASES:
      return set_aliases (value, actor);
    case NODE_OFFICE:
      return set_role (value, network, number);
    case NODE_MENTIONS:
      return set_count (value, actor->salience);
    default:
      return FALSE;
    }
}

static gboolean
set_event_words (const DtlNetwork *network, const DtlEvent *event, NodeField field, GString *value)
{
  switch (field)
    {
    case NODE_LABEL:
      return set (value, event->label) || set (value, event->id);
    case NODE_KIND:
      return set (value, "event");
    case NODE_COUNTRY:
      return set (value, event->place.country);
    case NODE_BASIS:
      return !dtl_date_is_null (&event->when.date) && set (value, dtl_basis_to_string (event->when.basis));
    case NODE_TYPE:
      return set (value, event->type);
    case NODE_CLASS:
      return set (value, event->event_class);
    case NODE_FAMILY:
      return set (value, event->family);
    case NODE_REALITY:
      return set (value, dtl_reality_to_string (event->reality));
    case NODE_PLACE:
      return set (value, event->place.name);
    default:
      return FALSE;
    }
}

static gboolean
set_evidence (const DtlNetwork *network, const DtlEvent *event, NodeField field, GString *value)
{
  const DtlEvidence *evidence = event->n_mentions > 0 ? &event->mentions[0].evidence : NULL;

  if (evidence == NULL)
    return FALSE;
  if (field == NODE_SENTENCE)
    return set (value, evidence->text);
  if (field == NODE_URI)
    return set (value, network->scene.sources[evidence->source].uri);
  return set_count (value, evidence->line);
}

static gboolean
set_event_value (const DtlNetwork *network, const DtlEvent *event, NodeField field, GString *value)
{
  g_autofree char *vouchers = NULL;

  switch (field)
    {
    case NODE_MENTIONS:
      return set_count (value, event->n_mentions);
    case NODE_EDTF:
      return set_edtf (value, &event->when.date);
    case NODE_EARLIEST:
    case NODE_LATEST:
      return set_bound (value, &event->when.date, field == NODE_LATEST);
    case NODE_CONFIDENCE:
      return set_real (value, event->confidence, "%.2f");
    case NODE_SOURCES:
      return set_count (value, event->independent_sources);
    case NODE_LATITUDE:
      return event->place.name != NULL && set_real (value, event->place.latitude, "%.5f");
    case NODE_LONGITUDE:
      return event->place.name != NULL && set_real (value, event->place.longitude, "%.5f");
    case NODE_VOUCHERS:
      vouchers = dtl_scene_vouchers (&network->scene, event);
      return set (value, vouchers);
    case NODE_SENTENCE:
    case NODE_URI:
    case NODE_LINE:
      return set_evidence (network, event, field, value);
    default:
      return set_event_words (network, event, field, value);
    }
}

gboolean
dtl_network_node_value (const DtlNetwork *network, guint node, guint field, GString *value)
{
  const DtlNetworkNode *it = dtl_network_node (network, node);

  return it->is_event ? set_event_value (network, &network->scene.events[it->index], field, value)
                      : set_actor_value (network, it->index, field, value);
}

const DtlWhen *
dtl_network_node_when (const DtlNetwork *network, guint node)
{
  const DtlNetworkNode *it = dtl_network_node (network, node);

  return it->is_event ? &network->scene.events[it->index].when : NULL;
}

/* --- edges --- */

typedef enum
{
  EDGE_LABEL,
  EDGE_KIND,
  EDGE_TYPE,
  EDGE_FAMILY,
  EDGE_DIRECTED,
  EDGE_WEIGHT,
  EDGE_EVENTS,
  EDGE_EVENT_IDS,
  EDGE_FIRST,
  EDGE_LAST,
  EDGE_EARLIEST,
  EDGE_LATEST,
  EDGE_SENTENCE,
  N_EDGE_FIELDS,
} EdgeField;

static const DtlField edge_fields[] = {
  [EDGE_LABEL] = { "label", DTL_FIELD_TEXT },
  [EDGE_KIND] = { "kind", DTL_FIELD_TEXT },
  [EDGE_TYPE] = { "event_type", DTL_FIELD_TEXT },
  [EDGE_FAMILY] = { "family", DTL_FIELD_TEXT },
  [EDGE_DIRECTED] = { "has_direction", DTL_FIELD_BOOLEAN },
  [EDGE_WEIGHT] = { "weight", DTL_FIELD_INTEGER },
  [EDGE_EVENTS] = { "events", DTL_FIELD_INTEGER },
  [EDGE_EVENT_IDS] = { "event_ids", DTL_FIELD_TEXT },
  [EDGE_FIRST] = { "first_edtf", DTL_FIELD_TEXT },
  [EDGE_LAST] = { "last_edtf", DTL_FIELD_TEXT },
  [EDGE_EARLIEST] = { "earliest", DTL_FIELD_TEXT },
  [EDGE_LATEST] = { "latest", DTL_FIELD_TEXT },
  [EDGE_SENTENCE] = { "sentence", DTL_FIELD_TEXT },
};

const DtlField *
dtl_network_edge_fields (guint *n_fields)
{
  *n_fields = N_EDGE_FIELDS;
  return edge_fields;
}

/* Those of the events behind the relation, or of the event that it belongs to. */
gboolean
dtl_network_edge_dates (const DtlNetwork *network, guint edge, DtlDate *first, DtlDate *last)
{
  const DtlNetworkEdge *it = dtl_network_edge (network, edge);

  if (it->kind == DTL_EDGE_OFFICE || it->kind == DTL_EDGE_ORDER)
    return FALSE;
  if (it->kind == DTL_EDGE_RELATION)
    {
      *first = network->relations[it->index].first;
      *last = network->relations[it->index].last;
    }
  else
    *first = *last = network->scene.events[dtl_network_node (network, it->source)->index].when.date;
  return !dtl_date_is_null (first);
}

static gboolean
set_date_value (const DtlNetwork *network, guint edge, EdgeField field, GString *value)
{
  DtlDate first, last;

  if (!dtl_network_edge_dates (network, edge, &first, &last))
    return FALSE;
  switch (field)
    {
    case EDGE_FIRST:
      return set_edtf (value, &first);
    case EDGE_LAST:
      return set_edtf (value, &last);
    case EDGE_EARLIEST:
      return set_bound (value, &first, FALSE);
    default:
      return set_bound (value, &last, TRUE);
    }
}

static gboolean
set_event_ids (const DtlNetwork *network, const DtlRelation *relation, GString *value)
{
  g_string_truncate (value, 0);
  for (guint32 i = 0; i < relation->n_events; i++)
    g_string_append_printf (value, "%s%s", i > 0 ? " " : "", network->scene.events[relation->events[i]].id);
  return value->len > 0;
}

static gboolean
set_relation_value (const DtlNetwork *network, const DtlRelation *relation, EdgeField field, GString *value)
{
  const DtlEvent *event = relation->n_events > 0 ? &network->scene.events[relation->events[0]] : NULL;
  g_autofree char *verb = NULL;

  switch (field)
    {
    case EDGE_LABEL:
      verb = event ? dtl_scene_verb (event) : NULL;
      return set (value, verb);
    case EDGE_KIND:
      return set (value, "relation");
    case EDGE_TYPE:
      return set (value, relation->type);
    case EDGE_FAMILY:
      return set (value, relation->family);
    case EDGE_WEIGHT:
      return set_count (value, relation->count);
    case EDGE_EVENTS:
      return set_count (value, relation->n_events);
    case EDGE_EVENT_IDS:
      return set_event_ids (network, relation, value);
    case EDGE_SENTENCE:
      return event != NULL && event->n_mentions > 0 && set (value, event->mentions[0].evidence.text);
    default:
      return FALSE;
    }
}

static gboolean
set_office_value (const DtlNetwork *network, const DtlRole *role, EdgeField field, GString *value)
{
  switch (field)
    {
    case EDGE_LABEL:
      return set (value, role->role);
    case EDGE_KIND:
      return set (value, "office");
    case EDGE_TYPE:
      return set (value, dtl_role_status_to_string (role->status));
    case EDGE_WEIGHT:
      return set_count (value, role->n_evidence);
    case EDGE_SENTENCE:
      return role->n_evidence > 0 && set (value, role->evidence[0].text);
    default:
      return FALSE;
    }
}

static gboolean
set_link_value (const DtlNetwork *network, const DtlNetworkEdge *edge, EdgeField field, GString *value)
{
  const DtlEventLink *link = dtl_network_link (network, edge);
  g_autofree char *words = NULL;

  switch (field)
    {
    case EDGE_LABEL:
      words = g_strdelimit (g_strdup (link->relation), "_", ' ');
      return set (value, words);
    case EDGE_KIND:
      return set (value, "order");
    case EDGE_TYPE:
      return set (value, link->relation);
    case EDGE_WEIGHT:
      return set_count (value, link->independent_sources);
    default:
      return FALSE;
    }
}

/* An edge from an event to an actor. */
static gboolean
set_part_value (const DtlNetwork *network, const DtlNetworkEdge *edge, EdgeField field, GString *value)
{
  const DtlEvent *event = &network->scene.events[dtl_network_node (network, edge->source)->index];

  switch (field)
    {
    case EDGE_LABEL:
      if (edge->kind == DTL_EDGE_PARTICIPANT)
        return set (value, dtl_participant_role_to_string (event->participants[edge->index].role));
      return set (value, edge->kind == DTL_EDGE_PLACE ? "in" : "said by");
    case EDGE_KIND:
      return set (value, edge->kind == DTL_EDGE_PARTICIPANT ? "participant" : edge->kind == DTL_EDGE_PLACE ? "place" : "source");
    case EDGE_FAMILY:
      return set (value, event->family);
    case EDGE_WEIGHT:
      return set_count (value, event->n_mentions);
    default:
      return FALSE;
    }
}

gboolean
dtl_network_edge_value (const DtlNetwork *network, guint edge, guint field, GString *value)
{
  const DtlNetworkEdge *it = dtl_network_edge (network, edge);

  if (field >= EDGE_FIRST && field <= EDGE_LATEST)
    return set_date_value (network, edge, field, value);
  if (field == EDGE_DIRECTED)
    return set (value, it->kind == DTL_EDGE_RELATION && !network->relations[it->index].directed ? "false" : "true");
  if (it->kind == DTL_EDGE_RELATION)
    return set_relation_value (network, &network->relations[it->index], field, value);
  if (it->kind == DTL_EDGE_OFFICE)
    return set_office_value (network, &network->scene.roles[it->index], field, value);
  if (it->kind == DTL_EDGE_ORDER)
    return set_link_value (network, it, field, value);
  return set_part_value (network, it, field, value);
}
