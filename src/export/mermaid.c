/*
 * Mermaid (https://mermaid.js.org): a timeline of the timeline, a flowchart of the relations, a Gantt chart of the other
 * views, for READMEs and notes that draw them.
 *
 * Marks that its grammars use are written as entities, ids are ours (n0, n1 …; "end" and the like are words of it). A
 * Gantt bar ends on the day after the last.
 */
#include "export/writers.h"

#include <string.h>

#include "export/chronicle.h"
#include "export/entry.h"
#include "export/escape.h"
#include "export/network.h"

static void
append_text (GString *out, const char *text)
{
  g_autofree char *label = dtl_escape_mermaid (text);

  g_string_append (out, label);
}

static void
append_title (GString *out, const DtlScene *scene)
{
  g_autofree char *title = dtl_scene_title (scene);

  g_string_append (out, "  title ");
  append_text (out, title);
  g_string_append_c (out, '\n');
}

/* A period a group of events that share their bounds. */
static gboolean
write_timeline (const DtlScene *scene, const DtlExportOptions *options, GString *out, GError **error)
{
  gint32 year = DTL_NO_YEAR;
  guint end;

  g_string_append (out, "timeline\n");
  append_title (out, scene);
  for (guint i = 0; i < scene->n_shown; i = end)
    {
      g_autofree char *heading = dtl_chronicle_heading (scene, i, &year);

      end = dtl_chronicle_group_end (scene, i);
      g_string_append (out, "  ");
      append_text (out, heading);
      for (guint j = i; j < end; j++)
        {
          g_autofree char *headline = dtl_entry_headline (dtl_scene_event (scene, j));

          g_string_append (out, j > i ? "\n    : " : " : ");
          append_text (out, headline);
          dtl_entry_count_mentions (dtl_scene_event (scene, j), options->losses);
        }
      g_string_append_c (out, '\n');
      if (!dtl_export_drain (options, out, error))
        return FALSE;
    }
  return TRUE;
}

/* Its reader of dates takes the year 43 for 1943, then asks the browser, but for an end it does not ask: that is a number of
 * days there. */
#define FIRST_YEAR_READ 100

static void
append_bar (GString *out, const char *id, const DtlSpelledDate *date)
{
  gboolean is_early = g_ascii_strtoll (date->end, NULL, 10) < FIRST_YEAR_READ;

  g_string_append_printf (out, " :%s, %s, ", id, date->start);
  if (*date->end != '\0' && !is_early)
    g_string_append (out, date->end);
  else
    g_string_append_printf (out, "%dd", *date->end != '\0' ? date->last + 1 - date->first : 1);
  g_string_append_c (out, '\n');
}

static gboolean
write_gantt (const DtlScene *scene, const DtlExportOptions *options, GString *out, GError **error)
{
  const DtlDateRule *rule = dtl_date_rule_find ("mermaid");
  const char *family = NULL;
  DtlSpelledDate date;

  g_string_append (out, "gantt\n");
  append_title (out, scene);
  /* no line for the day on which somebody looks: of a chart without bars it would stand nowhere */
  g_string_append (out, "  dateFormat YYYY-MM-DD\n  todayMarker off\n");
  for (guint i = 0; i < scene->n_shown; i++)
    {
      const DtlEvent *event = dtl_scene_event (scene, i);
      g_autofree char *headline = dtl_entry_headline (event);

      if (!dtl_date_spell (rule, &event->when.date, options->losses, &date))
        continue;
      if (g_strcmp0 (family, dtl_entry_family (event)) != 0)
        g_string_append_printf (out, "  section %s\n", dtl_entry_family (event));
      family = dtl_entry_family (event);
      g_string_append (out, "  ");
      append_text (out, headline);
      append_bar (out, event->id, &date);
      dtl_entry_count_mentions (event, options->losses);
      if (!dtl_export_drain (options, out, error))
        return FALSE;
    }
  return TRUE;
}

static guint
field_named (const DtlField *fields, guint n, const char *name)
{
  guint i = 0;

  while (i < n - 1 && strcmp (fields[i].name, name) != 0)
    i++;
  return i;
}

static void
append_edge (GString *out, const DtlNetwork *network, guint i, guint label, guint directed, GString *value)
{
  const DtlNetworkEdge *edge = dtl_network_edge (network, i);
  gboolean has_direction = dtl_network_edge_value (network, i, directed, value) && strcmp (value->str, "true") == 0;

  g_string_append_printf (out, "  n%u %s", edge->source, edge->kind == DTL_EDGE_OFFICE ? "-. \"" : "-- \"");
  if (dtl_network_edge_value (network, i, label, value))
    append_text (out, value->str);
  else
    g_string_append_c (out, ' ');
  g_string_append_printf (out, "\" %s n%u\n", edge->kind == DTL_EDGE_OFFICE ? ".->" : has_direction ? "-->" : "---", edge->target);
}

static gboolean
write_flowchart (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  g_autoptr (DtlNetwork) network = dtl_network_new (view, options->losses);
  g_autoptr (GString) value = g_string_new (NULL);
  guint n_nodes, n_edges;
  const DtlField *nodes = dtl_network_node_fields (&n_nodes), *edges = dtl_network_edge_fields (&n_edges);
  guint name = field_named (nodes, n_nodes, "label"), label = field_named (edges, n_edges, "label");
  guint directed = field_named (edges, n_edges, "has_direction");

  g_string_append (out, "flowchart LR\n");
  for (guint i = 0; i < network->nodes->len; i++)
    {
      dtl_network_node_value (network, i, name, value);
      g_string_append_printf (out, "  n%u[\"", i);
      append_text (out, value->str);
      g_string_append (out, "\"]\n");
    }
  for (guint i = 0; i < network->edges->len; i++)
    {
      append_edge (out, network, i, label, directed, value);
      if (!dtl_export_drain (options, out, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
dtl_write_mermaid (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  DtlScene scene;

  if (dtl_view_get_kind (view) == DTL_VIEW_RELATIONS)
    return write_flowchart (view, options, out, error);
  dtl_scene_init (&scene, view);
  return dtl_view_get_kind (view) == DTL_VIEW_TIMELINE ? write_timeline (&scene, options, out, error)
                                                       : write_gantt (&scene, options, out, error);
}
