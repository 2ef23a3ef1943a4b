/*
 * The one table of formats. --to, --help, completions, the manual, `dateline formats` and the tests all walk it; a new
 * format is a writer and a row.
 */
#include "export/sink.h"
#include "export/writers.h"

#include <string.h>

#define GRAPHS (DTL_SPELLS_RELATIONS | DTL_SPELLS_EVENTS)
#define LISTS (DTL_SPELLS_TIMELINE | DTL_SPELLS_EVENTS | DTL_SPELLS_STORYLINE)
#define VIEWS (GRAPHS | LISTS)

/* Sorted by name. */
static const DtlFormat formats[] = {
  { "conllu", ".conllu .conll", "CoNLL-U, names and roles in MISC", "times, actors and events are left out", DTL_SPELLS_DOCUMENT, NULL,
    dtl_write_conllu },
  { "csv", ".csv", "table with a row an event, or a row a relation", "of many mentions the first, counted", VIEWS,
    dtl_write_csv, NULL, .is_whole = TRUE },
  { "csv-actors", ".actors.csv", "table with a row an actor",
    "events, and what they say", VIEWS, dtl_write_csv_actors, NULL, .is_whole = TRUE },
  { "csv-excel", ".excel.csv", "csv for spreadsheets: byte order mark, CRLF",
    "of many mentions the first, counted", VIEWS, dtl_write_csv_excel, NULL, .is_whole = TRUE },
  { "csv-long", ".long.csv", "table with a row for everyone in every event (OpenRefine, R)",
    "of many mentions the first, counted", VIEWS, dtl_write_csv_long, NULL, .is_whole = TRUE },
  { "cypher", ".cypher .cql", "graph as statements for Neo4j",
    "of many mentions the first, counted; quantities and claims", VIEWS, dtl_write_cypher, NULL, .is_whole = TRUE },
  { "cytoscape", ".cyjs .cytoscape.json", "graph as elements of Cytoscape.js",
    "of many mentions the first, counted; quantities and claims", VIEWS, dtl_write_cytoscape, NULL, .is_whole = TRUE },
  { "document", ".json .jsonl .document.json", "every layer of a document, JSON (dateline-document/1)", "", DTL_SPELLS_DOCUMENT, NULL,
    dtl_write_document_json },
  { "dot", ".dot .gv", "graph in the language of Graphviz", "of many mentions the first, in tooltips", GRAPHS, dtl_write_dot,
    NULL, .tells_rest = TRUE },
  { "followthemoney", ".ftm.json .ftm.jsonl", "entities of FollowTheMoney for Aleph",
    "participants that are no persons or bodies; of many mentions the first; what qualifies a date stands in words", LISTS, dtl_write_followthemoney, NULL, .is_whole = TRUE },
  { "gdelt", ".gdelt.tsv .export.csv", "coded events, a row for each pair of actors: table of GDELT 2.0",
    "what did not happen, is undated or has no CAMEO code; months and ranges are their first day; sentences", VIEWS,
    dtl_write_gdelt, NULL, .is_whole = TRUE },
  { "geojson", ".geojson", "events on a map (GeoJSON)",
    "of many mentions the first, counted; events without coordinates have no geometry", LISTS, dtl_write_geojson, NULL, .is_whole = TRUE },
  { "gexf", ".gexf", "graph with time for Gephi (GEXF 1.3)",
    "of many mentions the first, counted; quantities and claims; open dates end with the last day", VIEWS, dtl_write_gexf, NULL, .is_whole = TRUE },
  { "gexf12", ".gexf12.gexf", "gexf for readers of GEXF 1.2draft",
    "of many mentions the first, counted; quantities and claims; open dates end with the last day", VIEWS, dtl_write_gexf12, NULL, .is_whole = TRUE },
  { "graphml", ".graphml", "graph in GraphML",
    "of many mentions the first, counted; quantities and claims", VIEWS, dtl_write_graphml, NULL, .is_whole = TRUE },
  { "html", ".html .htm", "report: one page with storyline, relations, timeline and sentences, linked",
    "of a picture's 200 events and 120 actors the rest is counted", DTL_SPELLS_TIMELINE, dtl_write_report, NULL, .shows_text = TRUE, .tells_rest = TRUE },
  { "i2", ".i2.zip", "tables for i2 Analyst's Notebook and Maltego",
    "of many mentions the first, counted; quantities and claims", VIEWS, dtl_write_i2, NULL, .is_bundle = TRUE, .is_binary = TRUE, .is_whole = TRUE },
  { "icalendar", ".ics", "calendar (iCalendar)",
    "undated events, and years before 1; open dates become a day; of many mentions the first", LISTS, dtl_write_icalendar, NULL },
  { "json", ".json", "the story, JSON (dateline-story/1)", "", VIEWS, dtl_write_story_json, NULL, .is_whole = TRUE },
  { "jsonl", ".events.jsonl .events.ndjson", "an event a line, whole in itself (JSON Lines)",
    "which actors hold which office", LISTS, dtl_write_json_lines, NULL, .is_whole = TRUE },
  { "jsonld", ".jsonld", "events in the words of schema.org (JSON-LD)",
    "offices, quantities, claims", LISTS, dtl_write_json_ld, NULL, .is_whole = TRUE },
  { "kml", ".kml", "events on a globe (KML)",
    "of many mentions the first; events without coordinates have no point", LISTS, dtl_write_kml, NULL },
  { "kumu", ".kumu.json", "graph as a blueprint of Kumu",
    "of many mentions the first, counted; quantities and claims", VIEWS, dtl_write_kumu, NULL, .is_whole = TRUE },
  { "markdown", ".md .markdown", "timeline in Markdown", "of many mentions the first", LISTS, dtl_write_markdown, NULL, .tells_rest = TRUE },
  { "markwhen", ".mw", "timeline in Markwhen",
    "undated events, and years before 1; open dates become a day; of many mentions the first", LISTS, dtl_write_markwhen, NULL },
  { "mermaid", ".mmd .mermaid", "timeline, flowchart or Gantt chart in Mermaid",
    "sentences and sources; in a Gantt chart undated events", VIEWS, dtl_write_mermaid, NULL },
  { "naf", ".naf", "layers of a document that refer to each other (NAF v3)", "quantities, places, offices; who an actor is but for its id",
    DTL_SPELLS_DOCUMENT, NULL, dtl_write_naf },
  { "neo4j", ".neo4j.zip", "tables for the bulk import of Neo4j",
    "of many mentions the first, counted; quantities and claims", VIEWS, dtl_write_neo4j, NULL, .is_bundle = TRUE, .is_binary = TRUE, .is_whole = TRUE },
  { "node-link", ".node-link.json", "graph as node-link JSON for networkx and D3",
    "of many mentions the first, counted; quantities and claims", VIEWS, dtl_write_node_link, NULL, .is_whole = TRUE },
  { "obsidian", ".obsidian.zip", "notes for Obsidian: one an actor, one an event, linked, and a canvas",
    "rules and reasons; the canvas shows the first 200 events", VIEWS, dtl_write_obsidian, NULL, .is_bundle = TRUE, .is_binary = TRUE, .is_whole = TRUE },
  { "pdf", ".pdf", "graph as a page", "tooltips; of many mentions the first", GRAPHS, dtl_write_pdf, NULL, .is_binary = TRUE, .tells_rest = TRUE },
  { "petrarch", ".petrarch.tsv", "coded events, a row for each pair of actors: table of PETRARCH2",
    "what did not happen, is undated or has no CAMEO code; months and ranges are their first day; sentences", VIEWS,
    dtl_write_petrarch, NULL, .is_whole = TRUE },
  { "png", ".png", "graph as an image", "tooltips and links", GRAPHS, dtl_write_png, NULL, .is_binary = TRUE, .tells_rest = TRUE },
  { "record", ".json .jsonl .record.json", "the facts of an article, JSON (dateline-record/1)", "text and tokens are left out",
    DTL_SPELLS_RECORD, NULL, dtl_write_record_json },
  { "sqlite", ".sqlite .sqlite3 .db", "tables of a SQLite database, for Datasette", "", VIEWS, dtl_write_sqlite, NULL,
    .is_binary = TRUE, .is_whole = TRUE },
  { "svg", ".svg", "graph, or a storyline with a lane an actor", "of many mentions the first, in tooltips",
    VIEWS, dtl_write_svg, NULL, .tells_rest = TRUE },
  { "text", ".txt .text", "timeline for a terminal", "of many mentions the first", LISTS, dtl_write_text, NULL, .tells_rest = TRUE },
  { "timelinejs", ".timelinejs.json", "timeline for TimelineJS",
    "undated events; of many mentions the first", LISTS, dtl_write_timelinejs, NULL },
  { "timeml", ".tml .timeml", "text with times, events and their links (TimeML)", "actors, places and quantities; of words that overlap the first", DTL_SPELLS_DOCUMENT, NULL,
    dtl_write_timeml },
  { "timesketch", ".timesketch.jsonl", "events for Timesketch (JSON Lines)",
    "undated events; of many mentions the first; dates wider than a day stand at their first", LISTS, dtl_write_timesketch, NULL, .is_whole = TRUE },
  { "tsv", ".tsv", "csv with tabs", "of many mentions the first, counted", VIEWS, dtl_write_tsv, NULL, .is_whole = TRUE },
  { "turtle", ".ttl", "events in RDF: Simple Event Model, schema.org, PROV (Turtle)",
    "quantities, claims", LISTS, dtl_write_turtle, NULL, .is_whole = TRUE },
  { "vis-timeline", ".vis.json", "items and groups for vis-timeline",
    "undated events; of many mentions the first; open dates become a day", LISTS, dtl_write_vis_timeline, NULL },
  { "yed", ".yed.graphml", "graph in GraphML with shapes and colours for yEd",
    "of many mentions the first, counted; quantities and claims", VIEWS, dtl_write_yed, NULL, .is_whole = TRUE },
};

const DtlFormat *
dtl_formats (guint *n_formats)
{
  if (n_formats)
    *n_formats = G_N_ELEMENTS (formats);
  return formats;
}

const DtlFormat *
dtl_format_find (const char *name)
{
  for (guint i = 0; name && i < G_N_ELEMENTS (formats); i++)
    if (strcmp (formats[i].name, name) == 0)
      return &formats[i];
  return NULL;
}

/* The longest suffix wins, so that x.record.json is a record. */
const DtlFormat *
dtl_format_find_for_path (const char *path, guint spells)
{
  g_autofree char *lower = g_ascii_strdown (path ? path : "", -1);
  const DtlFormat *best = NULL;
  gsize longest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_auto (GStrv) suffixes = g_strsplit (formats[i].suffixes, " ", -1);

      for (guint j = 0; suffixes[j] && formats[i].spells & spells; j++)
        if (g_str_has_suffix (lower, suffixes[j]) && strlen (suffixes[j]) > longest)
          {
            best = &formats[i];
            longest = strlen (suffixes[j]);
          }
    }
  return best;
}

guint
dtl_view_kind_spells (DtlViewKind kind)
{
  static const guint spells[] = { DTL_SPELLS_TIMELINE, DTL_SPELLS_RELATIONS, DTL_SPELLS_EVENTS, DTL_SPELLS_STORYLINE };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (spells), 0);
  return spells[kind];
}

/* What can be done instead: the formats of that view, and the views of that format. */
static void
set_impossible (const DtlFormat *format, guint spells, GError **error)
{
  static const struct
  {
    guint spells;
    const char *word;
  } views[] = {
    { DTL_SPELLS_DOCUMENT, "documents" }, { DTL_SPELLS_RECORD, "records" }, { DTL_SPELLS_TIMELINE, "timeline" },
    { DTL_SPELLS_RELATIONS, "relations" }, { DTL_SPELLS_EVENTS, "events" }, { DTL_SPELLS_STORYLINE, "storyline" },
  };
  g_autoptr (GString) possible = g_string_new (NULL);
  g_autoptr (GString) others = g_string_new (NULL);
  const char *wanted = "this";

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (formats[i].spells & spells)
      g_string_append_printf (others, "%s%s", others->len ? ", " : "", formats[i].name);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      if (views[i].spells == spells)
        wanted = views[i].word;
      if (format->spells & views[i].spells)
        g_string_append_printf (possible, "%s%s", possible->len ? ", " : "", views[i].word);
    }
  g_set_error (error, DTL_ERROR, DTL_ERROR_UNSUPPORTED,
               "format '%s' cannot show %s: it shows %s; %s can be had as %s", format->name, wanted, possible->str, wanted,
               others->str);
}

static const DtlExportOptions plain_file;

gboolean
dtl_export_view (const DtlFormat *format, const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  guint spells = dtl_view_kind_spells (dtl_view_get_kind (view));

  if (format->write_view == NULL || !(format->spells & spells))
    {
      set_impossible (format, spells, error);
      return FALSE;
    }
  return dtl_export_run (format, view, options ? options : &plain_file, out, error);
}

gboolean
dtl_export_document (const DtlFormat *format, const DtlDocument *document, const DtlExportOptions *options, GString *out,
                     GError **error)
{
  if (format->write_document == NULL)
    {
      set_impossible (format, DTL_SPELLS_DOCUMENT, error);
      return FALSE;
    }
  return format->write_document (document, options ? options : &plain_file, out, error);
}
