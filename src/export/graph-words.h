/* What the formats of graphs share beyond the fields of a network: fixed words, looks, and days by the rule of a format. */
#pragma once

#include "export/network.h"
#include "export/palette.h"

/** DtlGraphDays: first and last day as a format writes them, "" where open or without date */
typedef struct
{
  char earliest[DTL_SPELLED_SIZE];
  char latest[DTL_SPELLED_SIZE];
} DtlGraphDays;

/** dtl_graph_days: from the first day of @first to the last day of @last, which may be the same date */
void dtl_graph_days (const DtlDateRule *rule, const DtlDate *first, const DtlDate *last, DtlGraphDays *days);
/** dtl_graph_field_is_day: whether the field holds a whole day, so that formats with a type for days can use it */
gboolean dtl_graph_field_is_day (const DtlField *field);
/** dtl_graph_field_is_of: whether nodes that are events (@is_event) or actors can have the field */
gboolean dtl_graph_field_is_of (const DtlField *field, gboolean is_event);

/** dtl_graph_node_value, dtl_graph_edge_value: as dtl_network_node_value(), but days are spelled by @rule */
gboolean dtl_graph_node_value (const DtlNetwork *network, const DtlDateRule *rule, guint node, guint field, GString *value);
gboolean dtl_graph_edge_value (const DtlNetwork *network, const DtlDateRule *rule, guint edge, guint field, GString *value);
/** dtl_graph_node_text: (transfer full): the label of a node, clean */
char *dtl_graph_node_text (const DtlNetwork *network, guint node);

/** dtl_graph_node_class: "Person" … or "Event": one of a fixed list, so that no text becomes part of a query */
const char *dtl_graph_node_class (const DtlNetwork *network, guint node);
/** dtl_graph_append_edge_class: "AGENT", "SAID_BY", "HAPPENED_IN", "OFFICE", or the family of a relation, "TALK"; of a fixed
 * list too */
void dtl_graph_append_edge_class (const DtlNetwork *network, guint edge, GString *out);
/** dtl_graph_edge_is_directed: FALSE where both ends do the same */
gboolean dtl_graph_edge_is_directed (const DtlNetwork *network, guint edge);

/** dtl_graph_node_color, dtl_graph_edge_look: "#RRGGBB" by the family of an event or the kind of an actor; the look of a line */
const char *dtl_graph_node_color (const DtlNetwork *network, guint node, gboolean dark);
DtlLook dtl_graph_edge_look (const DtlNetwork *network, guint edge);
