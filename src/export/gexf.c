/*
 * GEXF 1.3 with time, for Gephi, and 1.2draft, which other readers know.
 *
 * An event, its edges and each relation are there from their first day to their last, both included; actors and what has
 * no date are always there. A relation of several events has a spell for each, and those that overlap are one, since Gephi
 * takes no others. Neither does it take open ends: an open date lasts to the end of all that is dated, and its EDTF says
 * that it is open. Parallel edges need kinds of their own.
 */
#include "export/writers.h"

#include <string.h>

#include "export/escape.h"
#include "export/graph-words.h"

/** Days: both included */
typedef struct
{
  DtlDay first;
  DtlDay last;
} Days;

typedef struct
{
  const DtlNetwork *network;
  const DtlDateRule *rule;
  GString *out;
  GString *value; /* scratch */
  gboolean is_dark;
  gboolean is_draft; /* 1.2draft */
  Days whole;        /* of all that is dated; first after last if nothing is */
} Writer;

/* --- days --- */

static gboolean
find_days (const Writer *writer, const DtlDate *date, Days *days)
{
  DtlSpelledDate spelled;

  if (!dtl_date_spell (writer->rule, date, NULL, &spelled) || spelled.way == DTL_WAY_NONE)
    return FALSE;
  days->first = spelled.first == DTL_DAY_MIN ? writer->whole.first : spelled.first;
  days->last = spelled.last == DTL_DAY_MAX ? writer->whole.last : spelled.last;
  return TRUE;
}

static void
find_whole (Writer *writer)
{
  Days whole = { DTL_DAY_MAX, DTL_DAY_MIN };

  writer->whole = whole;
  for (guint i = 0; i < writer->network->scene.n_shown; i++)
    {
      Days days;

      /* Open ends are those of nothing yet, so that they change neither. */
      if (!find_days (writer, &dtl_scene_event (&writer->network->scene, i)->when.date, &days))
        continue;
      whole.first = MIN (whole.first, MIN (days.first, days.last == DTL_DAY_MIN ? days.first : days.last));
      whole.last = MAX (whole.last, MAX (days.last, days.first == DTL_DAY_MAX ? days.last : days.first));
    }
  writer->whole = whole;
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  const Days *x = a, *y = b;

  return x->first != y->first ? (x->first > y->first) - (x->first < y->first) : (x->last > y->last) - (x->last < y->last);
}

/* Returns: (transfer full): when the events behind the relation were, in order, none touching another */
static GArray *
find_spells (const Writer *writer, const DtlRelation *relation)
{
  GArray *spells = g_array_new (FALSE, FALSE, sizeof (Days));
  guint n = 0;

  for (guint32 i = 0; i < relation->n_events; i++)
    {
      Days days;

      if (find_days (writer, &writer->network->scene.events[relation->events[i]].when.date, &days))
        g_array_append_val (spells, days);
    }
  g_array_sort (spells, compare_days);
  for (guint i = 0; i < spells->len; i++)
    {
      Days *to = &g_array_index (spells, Days, n > 0 ? n - 1 : 0), *from = &g_array_index (spells, Days, i);

      if (n > 0 && from->first <= to->last)
        to->last = MAX (to->last, from->last);
      else
        g_array_index (spells, Days, n++) = *from;
    }
  g_array_set_size (spells, n);
  return spells;
}

static void
put_days (Writer *writer, const Days *days)
{
  char first[DTL_SPELLED_SIZE], last[DTL_SPELLED_SIZE];

  dtl_day_spell (days->first, writer->rule->notation, first);
  dtl_day_spell (days->last, writer->rule->notation, last);
  g_string_append_printf (writer->out, " start=\"%s\" end=\"%s\"", first, last);
}

static void
put_spells (Writer *writer, const GArray *spells)
{
  g_string_append (writer->out, "        <spells>\n");
  for (guint i = 0; i < spells->len; i++)
    {
      g_string_append (writer->out, "          <spell");
      put_days (writer, &g_array_index (spells, Days, i));
      g_string_append (writer->out, "/>\n");
    }
  g_string_append (writer->out, "        </spells>\n");
}

/* --- text --- */

static void
put_attribute (Writer *writer, const char *name, const char *text)
{
  g_autofree char *escaped = dtl_escape_xml (text);

  g_string_append_printf (writer->out, " %s=\"%s\"", name, escaped);
}

/* Those that GEXF has attributes of its own for. */
static gboolean
is_built_in (const DtlField *field)
{
  return strcmp (field->name, "label") == 0 || strcmp (field->name, "weight") == 0;
}

static void
put_declarations (Writer *writer, const char *domain, const DtlField *fields, guint n)
{
  static const char *const types[] = { "string", "long", "double", "boolean" };

  g_string_append_printf (writer->out, "    <attributes class=\"%s\" mode=\"static\">\n", domain);
  for (guint i = 0; i < n; i++)
    if (!is_built_in (&fields[i]))
      g_string_append_printf (writer->out, "      <attribute id=\"%s\" title=\"%s\" type=\"%s\"/>\n", fields[i].name,
                              fields[i].name, types[fields[i].kind]);
  g_string_append (writer->out, "    </attributes>\n");
}

static void
put_head (Writer *writer)
{
  const char *address = writer->is_draft ? "http://www.gexf.net/1.2draft" : "http://gexf.net/1.3";
  g_autofree char *title = dtl_scene_title (&writer->network->scene);
  g_autofree char *escaped = dtl_escape_xml (title);
  const DtlField *fields;
  guint n;

  g_string_append_printf (writer->out,
                          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"%s\" xmlns:viz=\"%s/viz\" version=\"%s\">\n"
                          "  <meta>\n    <creator>dateline</creator>\n    <description>%s</description>\n  </meta>\n"
                          "  <graph defaultedgetype=\"directed\" idtype=\"string\"",
                          address, address, writer->is_draft ? "1.2" : "1.3", escaped);
  if (writer->whole.first <= writer->whole.last)
    {
      g_string_append_printf (writer->out, " mode=\"dynamic\" timeformat=\"date\"%s",
                              writer->is_draft ? "" : " timerepresentation=\"interval\"");
      put_days (writer, &writer->whole);
    }
  else
    g_string_append (writer->out, " mode=\"static\"");
  g_string_append (writer->out, ">\n");
  fields = dtl_network_node_fields (&n);
  put_declarations (writer, "node", fields, n);
  fields = dtl_network_edge_fields (&n);
  put_declarations (writer, "edge", fields, n);
}

static void
put_value (Writer *writer, const DtlField *field)
{
  g_string_append_printf (writer->out, "          <attvalue for=\"%s\"", field->name);
  put_attribute (writer, "value", writer->value->str);
  g_string_append (writer->out, "/>\n");
}

static void
put_color (Writer *writer, const char *color)
{
  guint32 rgb = (guint32) g_ascii_strtoull (color + 1, NULL, 16);

  g_string_append_printf (writer->out, "        <viz:color r=\"%u\" g=\"%u\" b=\"%u\"/>\n", rgb >> 16 & 255, rgb >> 8 & 255,
                          rgb & 255);
}

/* --- nodes and edges --- */

static const char *
shape_of (const DtlNetwork *network, guint node)
{
  static const char *const shapes[] = {
    [DTL_ACTOR_PERSON] = "disc",    [DTL_ACTOR_ORGANISATION] = "square", [DTL_ACTOR_COUNTRY] = "square",
    [DTL_ACTOR_PLACE] = "triangle", [DTL_ACTOR_GROUP] = "disc",          [DTL_ACTOR_PRODUCT] = "triangle",
    [DTL_ACTOR_OTHER] = "disc",
  };
  const DtlNetworkNode *it = dtl_network_node (network, node);

  return it->is_event ? "diamond" : shapes[network->scene.actors[it->index].kind];
}

static void
put_node (Writer *writer, guint node)
{
  const DtlWhen *when = dtl_network_node_when (writer->network, node);
  g_autofree char *label = dtl_graph_node_text (writer->network, node);
  guint n;
  const DtlField *fields = dtl_network_node_fields (&n);
  Days days;

  g_string_append_printf (writer->out, "      <node id=\"%s\"", dtl_network_node_id (writer->network, node));
  put_attribute (writer, "label", label);
  if (when != NULL && find_days (writer, &when->date, &days))
    put_days (writer, &days);
  g_string_append (writer->out, ">\n        <attvalues>\n");
  for (guint i = 0; i < n; i++)
    if (!is_built_in (&fields[i]) && dtl_graph_node_value (writer->network, writer->rule, node, i, writer->value))
      put_value (writer, &fields[i]);
  g_string_append (writer->out, "        </attvalues>\n");
  put_color (writer, dtl_graph_node_color (writer->network, node, writer->is_dark));
  g_string_append_printf (writer->out, "        <viz:shape value=\"%s\"/>\n      </node>\n", shape_of (writer->network, node));
}

/* The ends of an id say nothing of the kind: what follows them tells parallel edges apart. */
static void
put_kind (Writer *writer, guint edge)
{
  const DtlNetworkEdge *it = dtl_network_edge (writer->network, edge);
  const char *source = dtl_network_node_id (writer->network, it->source);
  const char *target = dtl_network_node_id (writer->network, it->target);
  gsize ends = strlen (source) + strlen (target) + 2;

  g_string_truncate (writer->value, 0);
  dtl_network_append_edge_id (writer->network, edge, writer->value);
  put_attribute (writer, "kind", writer->value->str + MIN (ends, writer->value->len));
}

static void
put_edge_values (Writer *writer, guint edge)
{
  guint n;
  const DtlField *fields = dtl_network_edge_fields (&n);

  g_string_append (writer->out, "        <attvalues>\n");
  for (guint i = 0; i < n; i++)
    if (!is_built_in (&fields[i]) && dtl_graph_edge_value (writer->network, writer->rule, edge, i, writer->value))
      put_value (writer, &fields[i]);
  g_string_append (writer->out, "        </attvalues>\n");
}

static GArray *
find_edge_spells (const Writer *writer, guint edge)
{
  const DtlNetworkEdge *it = dtl_network_edge (writer->network, edge);
  GArray *spells;
  DtlDate first, last;
  Days days;

  if (it->kind == DTL_EDGE_RELATION)
    return find_spells (writer, &writer->network->relations[it->index]);
  spells = g_array_new (FALSE, FALSE, sizeof (Days));
  if (dtl_network_edge_dates (writer->network, edge, &first, &last) && find_days (writer, &first, &days))
    g_array_append_val (spells, days);
  return spells;
}

static void
put_edge (Writer *writer, guint edge)
{
  const DtlNetworkEdge *it = dtl_network_edge (writer->network, edge);
  g_autoptr (GArray) spells = find_edge_spells (writer, edge);
  DtlLook look = dtl_graph_edge_look (writer->network, edge);
  guint n;
  const DtlField *fields = dtl_network_edge_fields (&n);

  g_string_append (writer->out, "      <edge id=\"");
  dtl_network_append_edge_id (writer->network, edge, writer->out);
  g_string_append_printf (writer->out, "\" source=\"%s\" target=\"%s\" type=\"directed\"",
                          dtl_network_node_id (writer->network, it->source), dtl_network_node_id (writer->network, it->target));
  if (!writer->is_draft)
    put_kind (writer, edge);
  for (guint i = 0; i < n; i++)
    if (is_built_in (&fields[i]) && dtl_network_edge_value (writer->network, edge, i, writer->value))
      put_attribute (writer, fields[i].name, writer->value->str);
  if (spells->len == 1)
    put_days (writer, &g_array_index (spells, Days, 0));
  g_string_append (writer->out, ">\n");
  put_edge_values (writer, edge);
  if (spells->len > 1)
    put_spells (writer, spells);
  put_color (writer, dtl_look_color (&look, writer->is_dark));
  g_string_append (writer->out, "      </edge>\n");
}

static gboolean
write_graph (const DtlView *view, const DtlExportOptions *options, gboolean is_draft, GString *out, GError **error)
{
  g_autoptr (DtlNetwork) network = dtl_network_new (view, options->losses);
  g_autoptr (GString) value = g_string_new (NULL);
  Writer writer = { network, dtl_date_rule_find (is_draft ? "gexf12" : "gexf"), out, value, options->dark, is_draft, { 0, 0 } };

  find_whole (&writer);
  put_head (&writer);
  g_string_append (out, "    <nodes>\n");
  for (guint i = 0; i < network->nodes->len; i++)
    {
      put_node (&writer, i);
      if (!dtl_export_drain (options, out, error))
        return FALSE;
    }
  g_string_append (out, "    </nodes>\n    <edges>\n");
  for (guint i = 0; i < network->edges->len; i++)
    {
      put_edge (&writer, i);
      if (!dtl_export_drain (options, out, error))
        return FALSE;
    }
  g_string_append (out, "    </edges>\n  </graph>\n</gexf>\n");
  return TRUE;
}

gboolean
dtl_write_gexf (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  return write_graph (view, options, FALSE, out, error);
}

gboolean
dtl_write_gexf12 (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  return write_graph (view, options, TRUE, out, error);
}
