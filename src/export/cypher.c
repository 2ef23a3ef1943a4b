/*
 * Cypher for Neo4j, Memgraph and others: each node is merged by its id and its properties set, so that the file can be run
 * again and over other stories.
 *
 * Labels and types of relationships come from a fixed list and text stands between quotes alone, so that no text of an
 * article becomes part of a statement. Constraints differ from version to version of Neo4j, so they stand in comments.
 */
#include "export/writers.h"

#include "export/escape.h"
#include "export/graph-words.h"

typedef struct
{
  const DtlNetwork *network;
  const DtlDateRule *rule;
  GString *out;
  GString *value; /* scratch */
} Writer;

static const char head[]
  = "// A story as a graph. Run it once more and nothing is doubled.\n"
    "// Before a large one, make constraints, which give indexes as well (Neo4j 4.4 and later):\n"
    "// CREATE CONSTRAINT actor_id IF NOT EXISTS FOR (n:Actor) REQUIRE n.id IS UNIQUE;\n"
    "// CREATE CONSTRAINT event_id IF NOT EXISTS FOR (n:Event) REQUIRE n.id IS UNIQUE;\n";

static void
put_string (Writer *writer, const char *text)
{
  g_autofree char *escaped = dtl_escape_cypher (text);

  g_string_append_printf (writer->out, "'%s'", escaped);
}

/* What is called "label" elsewhere is "name" here: labels are something else in Neo4j, and its browser shows names. */
static void
put_property (Writer *writer, const DtlField *field, gboolean is_first)
{
  g_string_append_printf (writer->out, "%s%s: ", is_first ? "" : ", ", g_str_equal (field->name, "label") ? "name" : field->name);
  if (dtl_graph_field_is_day (field))
    g_string_append_printf (writer->out, "date('%s')", writer->value->str);
  else if (field->kind == DTL_FIELD_TEXT)
    put_string (writer, writer->value->str);
  else
    g_string_append (writer->out, writer->value->str);
}

static const char *
main_class (const Writer *writer, guint node)
{
  return dtl_network_node (writer->network, node)->is_event ? "Event" : "Actor";
}

static void
put_node (Writer *writer, guint node)
{
  gboolean is_first = TRUE;
  guint n;
  const DtlField *fields = dtl_network_node_fields (&n);

  g_string_append_printf (writer->out, "MERGE (n:%s {id: '%s'}) SET ", main_class (writer, node),
                          dtl_network_node_id (writer->network, node));
  if (!dtl_network_node (writer->network, node)->is_event)
    g_string_append_printf (writer->out, "n:%s, ", dtl_graph_node_class (writer->network, node));
  g_string_append (writer->out, "n += {");
  for (guint i = 0; i < n; i++)
    if (dtl_graph_node_value (writer->network, writer->rule, node, i, writer->value))
      {
        put_property (writer, &fields[i], is_first);
        is_first = FALSE;
      }
  g_string_append (writer->out, "};\n");
}

static void
put_edge (Writer *writer, guint edge)
{
  const DtlNetworkEdge *it = dtl_network_edge (writer->network, edge);
  gboolean is_first = TRUE;
  guint n;
  const DtlField *fields = dtl_network_edge_fields (&n);

  g_string_append_printf (writer->out, "MATCH (a:%s {id: '%s'}), (b:%s {id: '%s'}) MERGE (a)-[r:", main_class (writer, it->source),
                          dtl_network_node_id (writer->network, it->source), main_class (writer, it->target),
                          dtl_network_node_id (writer->network, it->target));
  dtl_graph_append_edge_class (writer->network, edge, writer->out);
  g_string_append (writer->out, " {id: '");
  dtl_network_append_edge_id (writer->network, edge, writer->out);
  g_string_append (writer->out, "'}]->(b) SET r += {");
  for (guint i = 0; i < n; i++)
    if (dtl_graph_edge_value (writer->network, writer->rule, edge, i, writer->value))
      {
        put_property (writer, &fields[i], is_first);
        is_first = FALSE;
      }
  g_string_append (writer->out, "};\n");
}

gboolean
dtl_write_cypher (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  g_autoptr (DtlNetwork) network = dtl_network_new (view, options->losses);
  g_autoptr (GString) value = g_string_new (NULL);
  Writer writer = { network, dtl_date_rule_find ("cypher"), out, value };

  g_string_append (out, head);
  for (guint i = 0; i < network->nodes->len; i++)
    {
      put_node (&writer, i);
      if (!dtl_export_drain (options, out, error))
        return FALSE;
    }
  for (guint i = 0; i < network->edges->len; i++)
    {
      put_edge (&writer, i);
      if (!dtl_export_drain (options, out, error))
        return FALSE;
    }
  return TRUE;
}
