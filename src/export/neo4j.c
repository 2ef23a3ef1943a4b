/*
 * Tables for neo4j-admin's bulk import: a file for actors, one for events, one for relationships, and the command.
 *
 * A database reads them, so text is quoted but nothing is put in front of what looks like a formula. A cell without
 * quotes and without text is no value; days are of the type date, which takes years before 1 with a sign.
 */
#include "export/writers.h"

#include "export/escape.h"
#include "export/graph-words.h"

typedef struct
{
  const DtlExportOptions *options;
  const DtlNetwork *network;
  const DtlDateRule *rule;
  GString *out;
  GString *value; /* scratch */
} Writer;

static void
put_text (Writer *writer, const char *text)
{
  g_string_append_c (writer->out, '"');
  for (const char *p = text; *p; p++)
    {
      if (*p == '"')
        g_string_append_c (writer->out, '"');
      g_string_append_c (writer->out, *p);
    }
  g_string_append_c (writer->out, '"');
}

static void
put_column (Writer *writer, const DtlField *field)
{
  static const char *const types[] = { "string", "long", "double", "boolean" };

  g_string_append_printf (writer->out, ",%s:%s", g_str_equal (field->name, "label") ? "name" : field->name,
                          dtl_graph_field_is_day (field) ? "date" : types[field->kind]);
}

static void
put_cell (Writer *writer, const DtlField *field, gboolean has_value)
{
  g_string_append_c (writer->out, ',');
  if (!has_value)
    return;
  if (field->kind == DTL_FIELD_TEXT && !dtl_graph_field_is_day (field))
    put_text (writer, writer->value->str);
  else
    g_string_append (writer->out, writer->value->str);
}

static void
put_node (Writer *writer, guint node, gboolean is_event)
{
  guint n;
  const DtlField *fields = dtl_network_node_fields (&n);

  g_string_append (writer->out, dtl_network_node_id (writer->network, node));
  for (guint i = 0; i < n; i++)
    if (dtl_graph_field_is_of (&fields[i], is_event))
      put_cell (writer, &fields[i], dtl_graph_node_value (writer->network, writer->rule, node, i, writer->value));
  g_string_append_printf (writer->out, ",%s%s\n", is_event ? "" : "Actor;", dtl_graph_node_class (writer->network, node));
}

static gboolean
put_nodes (Writer *writer, const char *file, gboolean is_event, GError **error)
{
  guint n;
  const DtlField *fields = dtl_network_node_fields (&n);

  if (!dtl_export_begin (writer->options, file, writer->out, error))
    return FALSE;
  g_string_append (writer->out, "id:ID");
  for (guint i = 0; i < n; i++)
    if (dtl_graph_field_is_of (&fields[i], is_event))
      put_column (writer, &fields[i]);
  g_string_append (writer->out, ",:LABEL\n");
  for (guint i = 0; i < writer->network->nodes->len; i++)
    {
      if (dtl_network_node (writer->network, i)->is_event == is_event)
        put_node (writer, i, is_event);
      if (!dtl_export_drain (writer->options, writer->out, error))
        return FALSE;
    }
  return TRUE;
}

static void
put_edge (Writer *writer, guint edge)
{
  const DtlNetworkEdge *it = dtl_network_edge (writer->network, edge);
  guint n;
  const DtlField *fields = dtl_network_edge_fields (&n);

  g_string_append_printf (writer->out, "%s,", dtl_network_node_id (writer->network, it->source));
  dtl_network_append_edge_id (writer->network, edge, writer->out);
  for (guint i = 0; i < n; i++)
    put_cell (writer, &fields[i], dtl_graph_edge_value (writer->network, writer->rule, edge, i, writer->value));
  g_string_append_printf (writer->out, ",%s,", dtl_network_node_id (writer->network, it->target));
  dtl_graph_append_edge_class (writer->network, edge, writer->out);
  g_string_append_c (writer->out, '\n');
}

static gboolean
put_edges (Writer *writer, GError **error)
{
  guint n;
  const DtlField *fields = dtl_network_edge_fields (&n);

  if (!dtl_export_begin (writer->options, "relationships.csv", writer->out, error))
    return FALSE;
  g_string_append (writer->out, ":START_ID,id:string");
  for (guint i = 0; i < n; i++)
    put_column (writer, &fields[i]);
  g_string_append (writer->out, ",:END_ID,:TYPE\n");
  for (guint i = 0; i < writer->network->edges->len; i++)
    {
      put_edge (writer, i);
      if (!dtl_export_drain (writer->options, writer->out, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_readme (Writer *writer, gboolean has_events, GError **error)
{
  const char *events = has_events ? " --nodes=events.csv" : "";

  if (!dtl_export_begin (writer->options, "README.txt", writer->out, error))
    return FALSE;
  g_string_append_printf (writer->out,
                          "Into an empty database, in this folder:\n\n"
                          "Neo4j 5\n"
                          "  neo4j-admin database import full --nodes=actors.csv%s --relationships=relationships.csv neo4j\n\n"
                          "Neo4j 4\n"
                          "  neo4j-admin import --database=neo4j --nodes=actors.csv%s --relationships=relationships.csv\n\n"
                          "Constraints are not imported. To have the ids indexed:\n"
                          "  CREATE CONSTRAINT actor_id IF NOT EXISTS FOR (n:Actor) REQUIRE n.id IS UNIQUE;\n"
                          "  CREATE CONSTRAINT event_id IF NOT EXISTS FOR (n:Event) REQUIRE n.id IS UNIQUE;\n\n"
                          "earliest and latest are the first and last day of a date, edtf is the date as it is known.\n"
                          "Cells are not guarded against formulas: do not open these files in a spreadsheet.\n",
                          events, events);
  return TRUE;
}

gboolean
dtl_write_neo4j (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  g_autoptr (DtlNetwork) network = dtl_network_new (view, options->losses);
  g_autoptr (GString) value = g_string_new (NULL);
  Writer writer = { options, network, dtl_date_rule_find ("neo4j"), out, value };
  gboolean has_events = dtl_view_get_kind (view) != DTL_VIEW_RELATIONS;

  return put_nodes (&writer, "actors.csv", FALSE, error) && (!has_events || put_nodes (&writer, "events.csv", TRUE, error))
         && put_edges (&writer, error) && put_readme (&writer, has_events, error);
}
