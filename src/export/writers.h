/*
 * The writers that the registry of formats (registry.c) lists, one file a format. A writer only spells what a view or
 * a document holds: it neither chooses nor sorts. Each appends to @out and returns FALSE with @error set on failure.
 */
#pragma once

#include <dateline/dateline.h>

/* Documents. */
gboolean dtl_write_document_json (const DtlDocument *document, const DtlExportOptions *options, GString *out,
                                  GError **error); /* document-json.c: dateline-document/1, one line */
gboolean dtl_write_conllu (const DtlDocument *document, const DtlExportOptions *options, GString *out,
                           GError **error); /* conllu.c */
gboolean dtl_write_naf (const DtlDocument *document, const DtlExportOptions *options, GString *out,
                        GError **error); /* naf.c */
gboolean dtl_write_timeml (const DtlDocument *document, const DtlExportOptions *options, GString *out,
                           GError **error); /* timeml.c: text with inline TIMEX3 and EVENT */
gboolean dtl_write_record_json (const DtlDocument *document, const DtlExportOptions *options, GString *out,
                                GError **error); /* json.c: dateline-record/1, one line */

/* Views. */
gboolean dtl_write_story_json (const DtlView *view, const DtlExportOptions *options, GString *out,
                               GError **error); /* json.c: dateline-story/1; an unfiltered view is the whole story */
gboolean dtl_write_text (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error);
gboolean dtl_write_markdown (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error);
gboolean dtl_write_report (const DtlView *view, const DtlExportOptions *options, GString *out,
                           GError **error); /* report.c: HTML; fails when Graphviz does */
gboolean dtl_write_csv (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error);
gboolean dtl_write_tsv (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error);
gboolean dtl_write_dot (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error);
gboolean dtl_write_svg (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error);
gboolean dtl_write_png (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error);
gboolean dtl_write_pdf (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error);

/* Views as graphs for the programs of others. */
gboolean dtl_write_cypher (const DtlView *view, const DtlExportOptions *options, GString *out,
                           GError **error); /* cypher.c */
gboolean dtl_write_cytoscape (const DtlView *view, const DtlExportOptions *options, GString *out,
                              GError **error); /* graph-json.c: elements of Cytoscape.js */
gboolean dtl_write_gexf (const DtlView *view, const DtlExportOptions *options, GString *out,
                         GError **error); /* gexf.c */
gboolean dtl_write_gexf12 (const DtlView *view, const DtlExportOptions *options, GString *out,
                           GError **error); /* gexf.c */
gboolean dtl_write_graphml (const DtlView *view, const DtlExportOptions *options, GString *out,
                            GError **error); /* graphml.c */
gboolean dtl_write_i2 (const DtlView *view, const DtlExportOptions *options, GString *out,
                       GError **error); /* i2.c: several files */
gboolean dtl_write_kumu (const DtlView *view, const DtlExportOptions *options, GString *out,
                         GError **error); /* graph-json.c */
gboolean dtl_write_neo4j (const DtlView *view, const DtlExportOptions *options, GString *out,
                          GError **error); /* neo4j.c: several files */
gboolean dtl_write_node_link (const DtlView *view, const DtlExportOptions *options, GString *out,
                              GError **error); /* graph-json.c */
gboolean dtl_write_yed (const DtlView *view, const DtlExportOptions *options, GString *out,
                        GError **error); /* graphml.c */

/* Views as tables and notes for the programs of others. */
gboolean dtl_write_gdelt (const DtlView *view, const DtlExportOptions *options, GString *out,
                          GError **error); /* coded.c */
gboolean dtl_write_obsidian (const DtlView *view, const DtlExportOptions *options, GString *out,
                             GError **error); /* obsidian.c: several files */
gboolean dtl_write_petrarch (const DtlView *view, const DtlExportOptions *options, GString *out,
                             GError **error); /* coded.c */
gboolean dtl_write_sqlite (const DtlView *view, const DtlExportOptions *options, GString *out,
                           GError **error); /* sqlite.c: a database */
/* Events for the programs of others. */
gboolean dtl_write_csv_actors (const DtlView *view, const DtlExportOptions *options, GString *out,
                               GError **error); /* csv.c */
gboolean dtl_write_csv_excel (const DtlView *view, const DtlExportOptions *options, GString *out,
                              GError **error); /* csv.c */
gboolean dtl_write_csv_long (const DtlView *view, const DtlExportOptions *options, GString *out,
                             GError **error); /* csv.c */
gboolean dtl_write_followthemoney (const DtlView *view, const DtlExportOptions *options, GString *out,
                                   GError **error); /* followthemoney.c */
gboolean dtl_write_geojson (const DtlView *view, const DtlExportOptions *options, GString *out,
                            GError **error); /* geojson.c */
gboolean dtl_write_icalendar (const DtlView *view, const DtlExportOptions *options, GString *out,
                              GError **error); /* icalendar.c */
gboolean dtl_write_json_lines (const DtlView *view, const DtlExportOptions *options, GString *out,
                               GError **error); /* json-lines.c */
gboolean dtl_write_json_ld (const DtlView *view, const DtlExportOptions *options, GString *out,
                            GError **error); /* json-ld.c */
gboolean dtl_write_kml (const DtlView *view, const DtlExportOptions *options, GString *out,
                        GError **error); /* kml.c */
gboolean dtl_write_markwhen (const DtlView *view, const DtlExportOptions *options, GString *out,
                             GError **error); /* markwhen.c */
gboolean dtl_write_mermaid (const DtlView *view, const DtlExportOptions *options, GString *out,
                            GError **error); /* mermaid.c */
gboolean dtl_write_timelinejs (const DtlView *view, const DtlExportOptions *options, GString *out,
                               GError **error); /* timelinejs.c */
gboolean dtl_write_timesketch (const DtlView *view, const DtlExportOptions *options, GString *out,
                               GError **error); /* timesketch.c */
gboolean dtl_write_turtle (const DtlView *view, const DtlExportOptions *options, GString *out,
                           GError **error); /* turtle.c */
gboolean dtl_write_vis_timeline (const DtlView *view, const DtlExportOptions *options, GString *out,
                                 GError **error); /* vis-timeline.c */
