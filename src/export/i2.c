/*
 * Tables for the import wizards of i2 Analyst's Notebook and Maltego: entities, links, events, and what each column is.
 *
 * People open such files in spreadsheets too: they begin with a byte order mark, lines end with CRLF, and no cell of text
 * begins as a formula does, not even the EDTF of a year before 1. Days are whole, ISO 8601, which both wizards read.
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
  g_autofree char *cell = dtl_escape_csv (text);

  g_string_append (writer->out, cell);
}

static void
put_cell (Writer *writer, const DtlField *field, gboolean has_value)
{
  g_string_append_c (writer->out, ',');
  if (has_value && field->kind == DTL_FIELD_TEXT)
    put_text (writer, writer->value->str);
  else if (has_value)
    g_string_append (writer->out, writer->value->str);
}

static gboolean
begin (Writer *writer, const char *file, const char *columns, GError **error)
{
  if (!dtl_export_begin (writer->options, file, writer->out, error))
    return FALSE;
  g_string_append_printf (writer->out, "\xEF\xBB\xBF%s", columns);
  return TRUE;
}

static void
put_node (Writer *writer, guint node, gboolean is_event)
{
  guint n;
  const DtlField *fields = dtl_network_node_fields (&n);

  g_string_append_printf (writer->out, "%s,%s", dtl_network_node_id (writer->network, node),
                          dtl_graph_node_class (writer->network, node));
  for (guint i = 0; i < n; i++)
    if (dtl_graph_field_is_of (&fields[i], is_event))
      put_cell (writer, &fields[i], dtl_graph_node_value (writer->network, writer->rule, node, i, writer->value));
  g_string_append (writer->out, "\r\n");
}

static gboolean
put_nodes (Writer *writer, const char *file, gboolean is_event, GError **error)
{
  guint n;
  const DtlField *fields = dtl_network_node_fields (&n);

  if (!begin (writer, file, "id,entity_type", error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (dtl_graph_field_is_of (&fields[i], is_event))
      g_string_append_printf (writer->out, ",%s", fields[i].name);
  g_string_append (writer->out, "\r\n");
  for (guint i = 0; i < writer->network->nodes->len; i++)
    {
      if (dtl_network_node (writer->network, i)->is_event == is_event)
        put_node (writer, i, is_event);
      if (!dtl_export_drain (writer->options, writer->out, error))
        return FALSE;
    }
  return TRUE;
}

/* Id, type and label: a wizard makes the entities of a link from one row. */
static void
put_end (Writer *writer, guint node)
{
  g_autofree char *label = dtl_graph_node_text (writer->network, node);

  g_string_append_printf (writer->out, ",%s,%s,", dtl_network_node_id (writer->network, node),
                          dtl_graph_node_class (writer->network, node));
  put_text (writer, label);
}

static void
put_edge (Writer *writer, guint edge)
{
  const DtlNetworkEdge *it = dtl_network_edge (writer->network, edge);
  guint n;
  const DtlField *fields = dtl_network_edge_fields (&n);

  dtl_network_append_edge_id (writer->network, edge, writer->out);
  put_end (writer, it->source);
  put_end (writer, it->target);
  g_string_append_c (writer->out, ',');
  dtl_graph_append_edge_class (writer->network, edge, writer->out);
  for (guint i = 0; i < n; i++)
    put_cell (writer, &fields[i], dtl_graph_edge_value (writer->network, writer->rule, edge, i, writer->value));
  g_string_append (writer->out, "\r\n");
}

static gboolean
put_edges (Writer *writer, GError **error)
{
  guint n;
  const DtlField *fields = dtl_network_edge_fields (&n);

  if (!begin (writer, "links.csv", "id,source_id,source_type,source_label,target_id,target_type,target_label,link_type", error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    g_string_append_printf (writer->out, ",%s", fields[i].name);
  g_string_append (writer->out, "\r\n");
  for (guint i = 0; i < writer->network->edges->len; i++)
    {
      put_edge (writer, i);
      if (!dtl_export_drain (writer->options, writer->out, error))
        return FALSE;
    }
  return TRUE;
}

static const char readme[]
  = "entities.csv  people, organisations, countries, places: a row each\r\n"
    "links.csv     a row a link, with both of its ends\r\n"
    "events.csv    what happened, a row each; ends of links too (not if the links are relations between actors)\r\n"
    "All are UTF-8 with a byte order mark, separated by commas, with names of columns in the first row.\r\n"
    "\r\n"
    "i2 Analyst's Notebook, Import from Text File, file links.csv:\r\n"
    "  design \"entity to entity\"\r\n"
    "  first entity    identity source_id, label source_label, type source_type\r\n"
    "  second entity   identity target_id, label target_label, type target_type\r\n"
    "  link            identity id, label label, type link_type, strength confirmed, direction by has_direction\r\n"
    "                  date earliest, format yyyy-MM-dd\r\n"
    "  then entities.csv and events.csv: identity id, label label, type entity_type, the other columns as attributes;\r\n"
    "                  events.csv: date earliest, end date latest, format yyyy-MM-dd\r\n"
    "\r\n"
    "Maltego, Import Graph from Table, file links.csv, connectivity \"custom\":\r\n"
    "  source_label and target_label as entities (Person, Organization, Location, Phrase), source_id and target_id as\r\n"
    "  strict properties of them, so that two people of one name stay two; link_type, label, earliest, latest of the link\r\n"
    "\r\n"
    "earliest and latest are the first and last day of a date, empty where it is open, unknown, or outside the years 1 to\r\n"
    "9999; edtf, first_edtf and last_edtf are the dates as they are known (Extended Date/Time Format).\r\n"
    "An apostrophe in front of = + - @ keeps spreadsheets from taking text for a formula; it is no part of the text.\r\n";

gboolean
dtl_write_i2 (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  g_autoptr (DtlNetwork) network = dtl_network_new (view, options->losses);
  g_autoptr (GString) value = g_string_new (NULL);
  Writer writer = { options, network, dtl_date_rule_find ("i2"), out, value };
  gboolean has_events = dtl_view_get_kind (view) != DTL_VIEW_RELATIONS;

  if (!put_nodes (&writer, "entities.csv", FALSE, error) || !put_edges (&writer, error)
      || (has_events && !put_nodes (&writer, "events.csv", TRUE, error)) || !dtl_export_begin (options, "readme.txt", out, error))
    return FALSE;
  g_string_append (out, readme);
  return TRUE;
}
