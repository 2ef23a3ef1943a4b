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
gboolean dtl_write_timeml (const DtlDocument *document, const DtlExportOptions *options, GString *out,
                           GError **error); /* timeml.c: text with inline TIMEX3 */
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
