/*
 * A view as a network for the graph programs of others: nodes, edges, and their fields, which are the same in each format.
 *
 * The view of relations gives actors and the relations between them; any other gives actors and events, with an edge from
 * each event to everybody who takes part in it, vouches for it, or is where it happened, and to the events that articles
 * say it comes after or belongs to. Stated offices (X is spokesperson
 * of Y) are edges in both. All edges are directed, since readers refuse graphs that mix; what has no direction says so in
 * a field.
 */
#pragma once

#include "export/scene.h"

typedef enum
{
  DTL_FIELD_TEXT,
  DTL_FIELD_INTEGER,
  DTL_FIELD_REAL,
  DTL_FIELD_BOOLEAN, /* "true" or "false" */
} DtlFieldKind;

/** DtlField: one column of nodes or edges. @name is a NMTOKEN, and a word that none of the formats uses itself. */
typedef struct
{
  const char *name;
  DtlFieldKind kind;
} DtlField;

/** DtlNetworkNode: @index of the actor or event in the story */
typedef struct
{
  gboolean is_event;
  guint32 index;
} DtlNetworkNode;

typedef enum
{
  DTL_EDGE_RELATION,    /* actor to actor: what they did */
  DTL_EDGE_PARTICIPANT, /* event to actor */
  DTL_EDGE_SOURCE,      /* event to the actor who vouches for it */
  DTL_EDGE_PLACE,       /* event to place */
  DTL_EDGE_OFFICE,      /* actor to what they are something of */
  DTL_EDGE_ORDER,       /* event to one that comes before it: what articles say of their order */
} DtlEdgeKind;

/** DtlNetworkEdge: @source, @target: numbers of nodes; @index: of the relation in the view, the participant or link in its
 * event, or the role in the story */
typedef struct
{
  DtlEdgeKind kind;
  guint32 source;
  guint32 target;
  guint32 index;
} DtlNetworkEdge;

typedef struct
{
  DtlScene scene;
  const DtlRelation *relations; /* borrowed: of the view */
  GArray *nodes;                /* owned: DtlNetworkNode; actors first */
  GArray *edges;                /* owned: DtlNetworkEdge */
  guint32 *node_of;             /* owned: [n_actors] node of an actor, or DTL_NONE */
  guint32 *role_of;             /* owned: [n_actors] the role that is shown, or DTL_NONE */
} DtlNetwork;

/** dtl_network_new: (transfer full): borrows @view; near-linear in what it shows. An edge whose other end the view leaves out
 * goes; @losses (nullable) counts it. */
DtlNetwork *dtl_network_new (const DtlView *view, DtlLosses *losses);
void dtl_network_free (DtlNetwork *network);

static inline const DtlNetworkNode *
dtl_network_node (const DtlNetwork *network, guint i)
{
  return &g_array_index (network->nodes, DtlNetworkNode, i);
}

static inline const DtlNetworkEdge *
dtl_network_edge (const DtlNetwork *network, guint i)
{
  return &g_array_index (network->edges, DtlNetworkEdge, i);
}

/** dtl_network_link: of an edge of the kind %DTL_EDGE_ORDER */
const DtlEventLink *dtl_network_link (const DtlNetwork *network, const DtlNetworkEdge *edge);

/** dtl_network_node_fields, dtl_network_edge_fields: the columns, in order; "label" is among them, the id is not */
const DtlField *dtl_network_node_fields (guint *n_fields);
const DtlField *dtl_network_edge_fields (guint *n_fields);

/** dtl_network_node_id: (transfer none): "a…" or "e…" with 12 letters and digits */
const char *dtl_network_node_id (const DtlNetwork *network, guint node);
/** dtl_network_append_edge_id: appends [A-Za-z0-9_-]+, one of its own for each edge, which depends on the edge alone */
void dtl_network_append_edge_id (const DtlNetwork *network, guint edge, GString *out);
/** dtl_network_node_value, dtl_network_edge_value: sets @value to the text of field number @field, clean and not escaped;
 * FALSE if there is none */
gboolean dtl_network_node_value (const DtlNetwork *network, guint node, guint field, GString *value);
gboolean dtl_network_edge_value (const DtlNetwork *network, guint edge, guint field, GString *value);
/** dtl_network_node_when: (nullable): the date of an event; NULL for an actor */
const DtlWhen *dtl_network_node_when (const DtlNetwork *network, guint node);
/** dtl_network_edge_dates: first and last date of the events behind an edge; FALSE if none is dated or it has none */
gboolean dtl_network_edge_dates (const DtlNetwork *network, guint edge, DtlDate *first, DtlDate *last);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlNetwork, dtl_network_free)
