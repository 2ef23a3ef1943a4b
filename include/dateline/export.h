/* The registry of output formats: a row says what a format spells and what it cannot carry. */
#pragma once

#if !defined(DTL_INSIDE) && !defined(DTL_COMPILATION)
# error "Only <dateline/dateline.h> can be included directly."
#endif

#include <dateline/document.h>
#include <dateline/view.h>

G_BEGIN_DECLS

/** DtlSpells: what a format can spell; a set. */
typedef enum
{
  DTL_SPELLS_DOCUMENT = 1 << 0,
  DTL_SPELLS_RECORD = 1 << 1,
  DTL_SPELLS_TIMELINE = 1 << 2,
  DTL_SPELLS_RELATIONS = 1 << 3,
  DTL_SPELLS_EVENTS = 1 << 4,
  DTL_SPELLS_STORYLINE = 1 << 5,
} DtlSpells;

/** DtlSlice: what one panel of a picture of relations spans. */
typedef enum
{
  DTL_SLICE_WHOLE, /* a single picture */
  DTL_SLICE_DAY,
  DTL_SLICE_WEEK,
  DTL_SLICE_MONTH,
} DtlSlice;

/**
 * DtlExportOptions: how a format spells. Zero-initialised is right for a file.
 * @width: columns of a terminal, 0 = 80
 * @color: whether ANSI colour may be written
 * @ascii: whether only ASCII may be written (terminal views)
 * @plain: one line an event, tab-separated
 * @lanes: a column an actor and a row an event, instead of a list (text)
 * @dark: dark palette of pictures
 * @slice: relations in small pictures side by side, one a day, week or month
 * @render_helper: (nullable): path of dateline-render; NULL = the installed one
 * @documents: (nullable) (array length=n_documents): the articles of the story, as far as they are at hand; formats that
 *   show the text of articles (#DtlFormat, @shows_text) take it from here, and without it show sentences alone
 */
typedef struct
{
  guint width;
  gboolean color;
  gboolean ascii;
  gboolean plain;
  gboolean lanes;
  gboolean dark;
  DtlSlice slice;
  const char *render_helper;
  DtlDocument *const *documents; /* borrowed */
  guint n_documents;
} DtlExportOptions;

typedef gboolean (*DtlWriteView) (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error);
typedef gboolean (*DtlWriteDocument) (const DtlDocument *document, const DtlExportOptions *options, GString *out,
                                      GError **error);

/**
 * DtlFormat:
 * @name: as given to --to
 * @suffixes: blank-separated, with the dot; the first is the usual one
 * @summary: what it is, one line
 * @loses: what it cannot carry and what happens to it, one line; "" when it carries all
 * @spells: a set of #DtlSpells
 * @shows_text: whether a view is spelled with the text of its articles, if the options have it
 */
typedef struct
{
  const char *name;
  const char *suffixes;
  const char *summary;
  const char *loses;
  guint spells;
  DtlWriteView write_view;         /* nullable */
  DtlWriteDocument write_document; /* nullable */
  gboolean shows_text;
} DtlFormat;

/** dtl_formats: the built-in registry, sorted by name. */
const DtlFormat *dtl_formats (guint *n_formats);
/** dtl_format_find: (nullable): by name */
const DtlFormat *dtl_format_find (const char *name);
/** dtl_format_find_for_path: (nullable): by the ending of @path among those that spell one of @spells */
const DtlFormat *dtl_format_find_for_path (const char *path, guint spells);
/** dtl_view_kind_spells: the flag of a view kind */
guint dtl_view_kind_spells (DtlViewKind kind);

/** dtl_export_view: appends to @out. Sets %DTL_ERROR_UNSUPPORTED if @format does not spell this view. */
gboolean dtl_export_view (const DtlFormat *format, const DtlView *view, const DtlExportOptions *options, GString *out,
                          GError **error);
/** dtl_export_document: appends to @out. */
gboolean dtl_export_document (const DtlFormat *format, const DtlDocument *document, const DtlExportOptions *options,
                              GString *out, GError **error);

G_END_DECLS
