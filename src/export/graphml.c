/*
 * GraphML (graphml.graphdrawing.org, 2002), plain and as yEd reads it.
 *
 * Ids and names of keys are NMTOKENs; GraphML has no type for dates, so they are strings in ISO 8601. Every edge is
 * directed, since readers refuse a mixture; "has_direction" is false where both ends do the same. The flavour of yEd adds
 * shapes, colours and places on a grid, so that the graph can be looked at before a layout is run.
 */
#include "export/writers.h"

#include <math.h>
#include <string.h>

#include "export/escape.h"
#include "export/graph-words.h"
#include "export/measure.h"

typedef struct
{
  const DtlExportOptions *options;
  const DtlNetwork *network;
  GString *out;
  GString *value; /* scratch */
  gboolean is_yed;
  guint columns; /* of the grid */
} Writer;

static void
put_escaped (Writer *writer, const char *text)
{
  g_autofree char *escaped = dtl_escape_xml (text);

  g_string_append (writer->out, escaped);
}

static void
put_keys (Writer *writer, const char *domain, const DtlField *fields, guint n)
{
  static const char *const types[] = { "string", "long", "double", "boolean" };

  for (guint i = 0; i < n; i++)
    g_string_append_printf (writer->out, "  <key id=\"%s_%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n", domain,
                            fields[i].name, domain, fields[i].name, types[fields[i].kind]);
  if (writer->is_yed)
    g_string_append_printf (writer->out, "  <key id=\"%s_look\" for=\"%s\" yfiles.type=\"%sgraphics\"/>\n", domain, domain, domain);
}

static void
put_head (Writer *writer)
{
  g_autofree char *title = dtl_scene_title (&writer->network->scene);
  const DtlField *fields;
  guint n;

  g_string_append_printf (writer->out,
                          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" "
                          "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"%s "
                          "xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns %s\">\n",
                          writer->is_yed ? " xmlns:y=\"http://www.yworks.com/xml/graphml\"" : "",
                          writer->is_yed ? "http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd"
                                         : "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd");
  fields = dtl_network_node_fields (&n);
  put_keys (writer, "node", fields, n);
  fields = dtl_network_edge_fields (&n);
  put_keys (writer, "edge", fields, n);
  g_string_append (writer->out, "  <key id=\"graph_title\" for=\"graph\" attr.name=\"title\" attr.type=\"string\"/>\n"
                                "  <graph id=\"story\" edgedefault=\"directed\">\n    <data key=\"graph_title\">");
  put_escaped (writer, title);
  g_string_append (writer->out, "</data>\n");
}

static void
put_data (Writer *writer, const char *domain, const char *name)
{
  g_string_append_printf (writer->out, "      <data key=\"%s_%s\">", domain, name);
  put_escaped (writer, writer->value->str);
  g_string_append (writer->out, "</data>\n");
}

/* --- what yEd draws --- */

#define CELL_WIDTH 300
#define CELL_HEIGHT 90
#define LONGEST_LABEL 40 /* characters drawn; the whole text stands in the field beside */
#define LABEL_SIZE 12

static const char *
shape_of (const Writer *writer, guint node)
{
  static const char *const shapes[] = {
    [DTL_ACTOR_PERSON] = "ellipse",    [DTL_ACTOR_ORGANISATION] = "rectangle", [DTL_ACTOR_COUNTRY] = "hexagon",
    [DTL_ACTOR_PLACE] = "diamond",     [DTL_ACTOR_GROUP] = "octagon",          [DTL_ACTOR_PRODUCT] = "parallelogram",
    [DTL_ACTOR_OTHER] = "trapezoid",
  };
  const DtlNetworkNode *it = dtl_network_node (writer->network, node);

  return it->is_event ? "roundrectangle" : shapes[writer->network->scene.actors[it->index].kind];
}

static void
put_shape (Writer *writer, guint node)
{
  gboolean dark = writer->options->dark;
  g_autofree char *text = dtl_graph_node_text (writer->network, node);
  g_autofree char *label = dtl_cut_line (text, LONGEST_LABEL);
  int width = MAX (60, MIN (CELL_WIDTH - 20, (int) dtl_text_width (label, LABEL_SIZE, FALSE) + 24));

  g_string_append_printf (writer->out,
                          "      <data key=\"node_look\"><y:ShapeNode><y:Geometry height=\"36.0\" width=\"%d.0\" x=\"%u.0\" "
                          "y=\"%u.0\"/><y:Fill color=\"%s\" transparent=\"false\"/><y:BorderStyle color=\"%s\" type=\"line\" "
                          "width=\"2.0\"/><y:NodeLabel fontSize=\"%d\" textColor=\"%s\">",
                          width, node % writer->columns * CELL_WIDTH, node / writer->columns * CELL_HEIGHT,
                          dtl_ground (dark)->box, dtl_graph_node_color (writer->network, node, dark), LABEL_SIZE,
                          dtl_ground (dark)->ink);
  put_escaped (writer, label);
  g_string_append_printf (writer->out, "</y:NodeLabel><y:Shape type=\"%s\"/></y:ShapeNode></data>\n", shape_of (writer, node));
}

static void
put_line (Writer *writer, guint edge)
{
  gboolean dark = writer->options->dark;
  DtlLook look = dtl_graph_edge_look (writer->network, edge);
  g_autofree char *label = NULL;

  dtl_network_edge_value (writer->network, edge, 0, writer->value);
  label = dtl_cut_line (writer->value->str, LONGEST_LABEL);
  g_string_append_printf (writer->out,
                          "      <data key=\"edge_look\"><y:PolyLineEdge><y:LineStyle color=\"%s\" type=\"%s\" width=\"1.5\"/>"
                          "<y:Arrows source=\"none\" target=\"%s\"/><y:EdgeLabel fontSize=\"10\" textColor=\"%s\">",
                          dtl_look_color (&look, dark), strcmp (look.line, "solid") == 0 ? "line" : look.line,
                          dtl_graph_edge_is_directed (writer->network, edge) ? "standard" : "none", dtl_ground (dark)->grey);
  put_escaped (writer, label);
  g_string_append (writer->out, "</y:EdgeLabel><y:BendStyle smoothed=\"false\"/></y:PolyLineEdge></data>\n");
}

/* --- nodes and edges --- */

static void
put_node (Writer *writer, guint node)
{
  guint n;
  const DtlField *fields = dtl_network_node_fields (&n);

  g_string_append_printf (writer->out, "    <node id=\"%s\">\n", dtl_network_node_id (writer->network, node));
  for (guint i = 0; i < n; i++)
    if (dtl_network_node_value (writer->network, node, i, writer->value))
      put_data (writer, "node", fields[i].name);
  if (writer->is_yed)
    put_shape (writer, node);
  g_string_append (writer->out, "    </node>\n");
}

static void
put_edge (Writer *writer, guint edge)
{
  const DtlNetworkEdge *it = dtl_network_edge (writer->network, edge);
  guint n;
  const DtlField *fields = dtl_network_edge_fields (&n);

  g_string_append (writer->out, "    <edge id=\"");
  dtl_network_append_edge_id (writer->network, edge, writer->out);
  g_string_append_printf (writer->out, "\" source=\"%s\" target=\"%s\">\n", dtl_network_node_id (writer->network, it->source),
                          dtl_network_node_id (writer->network, it->target));
  for (guint i = 0; i < n; i++)
    if (dtl_network_edge_value (writer->network, edge, i, writer->value))
      put_data (writer, "edge", fields[i].name);
  if (writer->is_yed)
    put_line (writer, edge);
  g_string_append (writer->out, "    </edge>\n");
}

static gboolean
write_graph (const DtlView *view, const DtlExportOptions *options, gboolean is_yed, GString *out, GError **error)
{
  g_autoptr (DtlNetwork) network = dtl_network_new (view, options->losses);
  g_autoptr (GString) value = g_string_new (NULL);
  Writer writer = { options, network, out, value, is_yed, (guint) ceil (sqrt (network->nodes->len)) };

  put_head (&writer);
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
  g_string_append (out, "  </graph>\n</graphml>\n");
  return TRUE;
}

gboolean
dtl_write_graphml (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  return write_graph (view, options, FALSE, out, error);
}

gboolean
dtl_write_yed (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  return write_graph (view, options, TRUE, out, error);
}
