/*
 * Graphs in JSON: elements of Cytoscape.js, node-link data of networkx and D3, blueprints of Kumu.
 *
 * The three differ in their frames alone. Ids are strings; no edge dangles, since Cytoscape.js throws at one; parallel edges
 * have a key each, without which networkx keeps one of them. Cytoscape groups the actors of a country in a node around
 * them, which networkx needs "value" and "name" of as well. Kumu takes labels for ids unless there is an id.
 */
#include "export/writers.h"

#include "export/escape.h"
#include "export/graph-words.h"
#include "export/json-text.h"

/** Frame: what one of the three formats writes around the fields */
typedef struct
{
  const char *nodes;
  const char *edges;
  const char *from;
  const char *to;
  const char *rule;     /* nullable: of dates */
  gboolean wraps;       /* whether fields stand in "data" */
  gboolean groups;      /* whether countries are nodes around their actors */
} Frame;

typedef struct
{
  const Frame *frame;
  const DtlExportOptions *options;
  const DtlNetwork *network;
  const DtlDateRule *rule; /* nullable */
  DtlJsonText json;
  GString *value;        /* scratch */
  GHashTable *countries; /* code → number of actors shown, borrowed keys */
} Writer;

static void
put_value (Writer *writer, const DtlField *field)
{
  dtl_json_text_key (&writer->json, field->name);
  if (field->kind == DTL_FIELD_TEXT)
    dtl_json_text_string (&writer->json, writer->value->str);
  else
    dtl_json_text_raw (&writer->json, writer->value->str);
}

static gboolean
get_node_value (Writer *writer, guint node, guint field)
{
  return writer->rule ? dtl_graph_node_value (writer->network, writer->rule, node, field, writer->value)
                      : dtl_network_node_value (writer->network, node, field, writer->value);
}

static gboolean
get_edge_value (Writer *writer, guint edge, guint field)
{
  return writer->rule ? dtl_graph_edge_value (writer->network, writer->rule, edge, field, writer->value)
                      : dtl_network_edge_value (writer->network, edge, field, writer->value);
}

static void
open_entry (Writer *writer)
{
  g_string_append_c (writer->json.out, '\n');
  dtl_json_text_open (&writer->json, '{');
  if (!writer->frame->wraps)
    return;
  dtl_json_text_key (&writer->json, "data");
  dtl_json_text_open (&writer->json, '{');
}

/* @kind: the class by which styles are chosen */
static void
close_entry (Writer *writer, const char *kind)
{
  dtl_json_text_close (&writer->json, '}');
  if (!writer->frame->wraps)
    return;
  dtl_json_text_member (&writer->json, "classes", kind);
  dtl_json_text_close (&writer->json, '}');
}

/* --- groups --- */

static const char *
country_of (const Writer *writer, guint node)
{
  const DtlNetworkNode *it = dtl_network_node (writer->network, node);
  const char *code = it->is_event ? NULL : writer->network->scene.actors[it->index].country;

  return code != NULL && *code != '\0' ? code : NULL;
}

static void
count_countries (Writer *writer)
{
  for (guint i = 0; i < writer->network->nodes->len; i++)
    {
      const char *code = country_of (writer, i);

      if (code != NULL)
        g_hash_table_insert (writer->countries, (gpointer) code,
                             GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (writer->countries, code)) + 1));
    }
}

/* One actor alone is no group. */
static gboolean
is_grouped (const Writer *writer, guint node)
{
  const char *code = country_of (writer, node);

  return code != NULL && GPOINTER_TO_UINT (g_hash_table_lookup (writer->countries, code)) > 1;
}

static void
put_group (Writer *writer, const char *code)
{
  const char *name = dtl_scene_country (code);
  g_autofree char *clean = dtl_clean_line (name ? name : code);
  g_autofree char *id = g_strconcat ("country-", code, NULL);

  open_entry (writer);
  dtl_json_text_member (&writer->json, "id", id);
  dtl_json_text_member (&writer->json, "value", id);
  dtl_json_text_member (&writer->json, "name", clean);
  dtl_json_text_member (&writer->json, "label", clean);
  dtl_json_text_member (&writer->json, "kind", "country-group");
  close_entry (writer, "country-group");
}

/* Each before its first member. */
static void
put_groups (Writer *writer)
{
  g_autoptr (GHashTable) written = g_hash_table_new (g_str_hash, g_str_equal);

  count_countries (writer);
  for (guint i = 0; i < writer->network->nodes->len; i++)
    if (is_grouped (writer, i) && g_hash_table_add (written, (gpointer) country_of (writer, i)))
      put_group (writer, country_of (writer, i));
}

/* --- nodes and edges --- */

static void
put_node_names (Writer *writer, guint node)
{
  g_autofree char *label = dtl_graph_node_text (writer->network, node);

  dtl_json_text_member (&writer->json, "value", dtl_network_node_id (writer->network, node));
  dtl_json_text_member (&writer->json, "name", label);
  if (is_grouped (writer, node))
    {
      g_autofree char *id = g_strconcat ("country-", country_of (writer, node), NULL);

      dtl_json_text_member (&writer->json, "parent", id);
    }
}

static void
put_node (Writer *writer, guint node)
{
  guint n;
  const DtlField *fields = dtl_network_node_fields (&n);

  open_entry (writer);
  dtl_json_text_member (&writer->json, "id", dtl_network_node_id (writer->network, node));
  if (writer->frame->groups)
    put_node_names (writer, node);
  if (writer->rule != NULL)
    dtl_json_text_member (&writer->json, "type", dtl_graph_node_class (writer->network, node));
  for (guint i = 0; i < n; i++)
    if (get_node_value (writer, node, i))
      put_value (writer, &fields[i]);
  close_entry (writer, dtl_graph_node_class (writer->network, node));
}

/* What one format or another calls the edge besides its fields. */
static void
put_edge_names (Writer *writer, guint edge)
{
  g_autoptr (GString) name = g_string_new (NULL);

  dtl_network_append_edge_id (writer->network, edge, name);
  dtl_json_text_member (&writer->json, "id", name->str);
  if (writer->rule == NULL)
    dtl_json_text_member (&writer->json, "key", name->str);
  else
    {
      g_string_truncate (name, 0);
      dtl_graph_append_edge_class (writer->network, edge, name);
      dtl_json_text_member (&writer->json, "type", name->str);
      dtl_json_text_member (&writer->json, "direction",
                            dtl_graph_edge_is_directed (writer->network, edge) ? "directed" : "undirected");
    }
}

static void
put_edge (Writer *writer, guint edge)
{
  const DtlNetworkEdge *it = dtl_network_edge (writer->network, edge);
  g_autoptr (GString) class = g_string_new (NULL);
  guint n;
  const DtlField *fields = dtl_network_edge_fields (&n);

  open_entry (writer);
  put_edge_names (writer, edge);
  dtl_json_text_member (&writer->json, writer->frame->from, dtl_network_node_id (writer->network, it->source));
  dtl_json_text_member (&writer->json, writer->frame->to, dtl_network_node_id (writer->network, it->target));
  for (guint i = 0; i < n; i++)
    if (get_edge_value (writer, edge, i))
      put_value (writer, &fields[i]);
  dtl_graph_append_edge_class (writer->network, edge, class);
  close_entry (writer, class->str);
}

static gboolean
put_lists (Writer *writer, GError **error)
{
  dtl_json_text_key (&writer->json, writer->frame->nodes);
  dtl_json_text_open (&writer->json, '[');
  if (writer->frame->groups)
    put_groups (writer);
  for (guint i = 0; i < writer->network->nodes->len; i++)
    {
      put_node (writer, i);
      if (!dtl_export_drain (writer->options, writer->json.out, error))
        return FALSE;
    }
  dtl_json_text_close (&writer->json, ']');
  dtl_json_text_key (&writer->json, writer->frame->edges);
  dtl_json_text_open (&writer->json, '[');
  for (guint i = 0; i < writer->network->edges->len; i++)
    {
      put_edge (writer, i);
      if (!dtl_export_drain (writer->options, writer->json.out, error))
        return FALSE;
    }
  dtl_json_text_close (&writer->json, ']');
  return TRUE;
}

static void
put_graph (Writer *writer, const char *name)
{
  g_autofree char *title = dtl_scene_title (&writer->network->scene);

  dtl_json_text_key (&writer->json, name);
  dtl_json_text_open (&writer->json, '{');
  dtl_json_text_member (&writer->json, "name", title);
  dtl_json_text_close (&writer->json, '}');
}

/* Both are what networkx asks for. */
static void
put_flags (Writer *writer)
{
  dtl_json_text_key (&writer->json, "directed");
  dtl_json_text_boolean (&writer->json, TRUE);
  dtl_json_text_key (&writer->json, "multigraph");
  dtl_json_text_boolean (&writer->json, TRUE);
}

static gboolean
write_frame (const Frame *frame, const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  g_autoptr (DtlNetwork) network = dtl_network_new (view, options->losses);
  g_autoptr (GString) value = g_string_new (NULL);
  g_autoptr (GHashTable) countries = g_hash_table_new (g_str_hash, g_str_equal);
  Writer writer = { frame,     options, network, frame->rule ? dtl_date_rule_find (frame->rule) : NULL, { out, FALSE }, value,
                    countries };

  dtl_json_text_open (&writer.json, '{');
  if (writer.rule == NULL)
    {
      put_flags (&writer);
      put_graph (&writer, frame->wraps ? "data" : "graph");
    }
  if (frame->wraps)
    {
      dtl_json_text_key (&writer.json, "elements");
      dtl_json_text_open (&writer.json, '{');
    }
  if (!put_lists (&writer, error))
    return FALSE;
  if (frame->wraps)
    dtl_json_text_close (&writer.json, '}');
  dtl_json_text_close (&writer.json, '}');
  dtl_json_text_end_line (&writer.json);
  return TRUE;
}

gboolean
dtl_write_cytoscape (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  static const Frame frame = { "nodes", "edges", "source", "target", NULL, TRUE, TRUE };

  return write_frame (&frame, view, options, out, error);
}

gboolean
dtl_write_node_link (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  static const Frame frame = { "nodes", "links", "source", "target", NULL, FALSE, FALSE };

  return write_frame (&frame, view, options, out, error);
}

gboolean
dtl_write_kumu (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  static const Frame frame = { "elements", "connections", "from", "to", "kumu", FALSE, FALSE };

  return write_frame (&frame, view, options, out, error);
}
