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

/** DtlLoss: what becomes less when a format cannot carry it; counted by its writer, an event or relation once each. */
typedef enum
{
  DTL_LOSS_UNDATED,   /* events left out because they have no date */
  DTL_LOSS_ERA,       /* events left out because the format knows no year before 1, or after 9999 */
  DTL_LOSS_UNPLACED,  /* events left out because no coordinates are known */
  DTL_LOSS_SPAN,      /* months, years and ranges written as their first and last day */
  DTL_LOSS_FIRST_DAY, /* months, years and ranges written as their first day alone */
  DTL_LOSS_OPEN,      /* dates with an open end written as the day that is known */
  DTL_LOSS_QUALIFIER, /* approximate or uncertain dates written without saying so */
  DTL_LOSS_CLOCK,     /* times of day left out */
  DTL_LOSS_DATE,      /* events written without the date that they have */
  DTL_LOSS_MENTIONS,  /* mentions left out but for the first of their event */
  DTL_LOSS_PARTIES,   /* participants left out that the format has no place for */
  DTL_LOSS_RELATIONS, /* relations left out */
  DTL_LOSS_REALITY,   /* events left out because they did not happen, or not yet */
  DTL_LOSS_UNCODED,   /* events left out because the format's code list has none for them */
  DTL_LOSS_CUT,       /* texts cut because the format bounds their length */
  DTL_LOSS_MINOR,     /* events that the view leaves out by itself: statements, background, all beyond its size */
  DTL_LOSS_PLACE,     /* places of events left out */
  DTL_LOSS_QUANTITY,  /* numbers of events ("seven dead") left out */
  DTL_N_LOSSES,
} DtlLoss;

/** DtlLosses: zero-initialised, nothing is lost. */
typedef struct
{
  guint counts[DTL_N_LOSSES];
} DtlLosses;

/** dtl_losses_add: one more of @loss; @losses may be NULL */
void dtl_losses_add (DtlLosses *losses, DtlLoss loss);
/** dtl_losses_describe: (transfer full) (nullable): "2 events without a date are left out; 1 mention …", NULL if nothing is
 * lost */
char *dtl_losses_describe (const DtlLosses *losses);

/**
 * DtlSink: where an export goes while it is still being written, so that a large one needs no memory for the whole.
 * @write: takes @length bytes; FALSE with @error set ends the export
 * @begin: (nullable): of formats of several files (#DtlFormat, @is_bundle): what is written from now on belongs to the file
 *   @name, a relative path with "/" between folders. Without it such a format writes one ZIP archive.
 */
typedef struct
{
  gboolean (*write) (gpointer user_data, const char *bytes, gsize length, GError **error);
  gboolean (*begin) (gpointer user_data, const char *name, GError **error);
  gpointer user_data;
} DtlSink;

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
 * @sink: (nullable): takes what is written; without it all is appended to @out
 * @losses: (nullable): counts what the format could not carry
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
  const DtlSink *sink; /* borrowed */
  DtlLosses *losses;   /* borrowed */
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
 * @is_bundle: whether it is several files: a folder, or a ZIP archive
 * @is_binary: whether it is no text, and so nothing for a terminal
 * @is_whole: whether it is data for other programs, which choose for themselves: a view for it should leave out nothing that
 *   was not asked to be left out
 * @tells_rest: whether it says itself what the view leaves out; of others that is counted as a loss
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
  gboolean is_bundle;
  gboolean is_binary;
  gboolean is_whole;
  gboolean tells_rest;
} DtlFormat;

/** dtl_formats: the built-in registry, sorted by name. */
const DtlFormat *dtl_formats (guint *n_formats);
/** dtl_format_find: (nullable): by name */
const DtlFormat *dtl_format_find (const char *name);
/** dtl_format_find_for_path: (nullable): by the ending of @path among those that spell one of @spells */
const DtlFormat *dtl_format_find_for_path (const char *path, guint spells);
/** dtl_view_kind_spells: the flag of a view kind */
guint dtl_view_kind_spells (DtlViewKind kind);

/**
 * dtl_export_view: appends to @out, or, if the options have a sink, gives all to it. Sets %DTL_ERROR_UNSUPPORTED if @format
 * does not spell this view, and passes on the errors of the sink. @format need not be one of dtl_formats(): whoever has a
 * format of their own fills in a #DtlFormat (examples/custom-format.c).
 */
gboolean dtl_export_view (const DtlFormat *format, const DtlView *view, const DtlExportOptions *options, GString *out,
                          GError **error);
/**
 * dtl_export_drain: to be called by a writer between entries: gives @out to the sink of @options, if there is one, once
 * there is enough of it. FALSE with @error set if the sink takes no more.
 */
gboolean dtl_export_drain (const DtlExportOptions *options, GString *out, GError **error);
/** dtl_export_begin: to be called by a writer of several files (#DtlFormat, @is_bundle) before each; dtl_export_view() sees
 * to it that the sink has a @begin */
gboolean dtl_export_begin (const DtlExportOptions *options, const char *name, GString *out, GError **error);
/** dtl_export_document: appends to @out. */
gboolean dtl_export_document (const DtlFormat *format, const DtlDocument *document, const DtlExportOptions *options,
                              GString *out, GError **error);

G_END_DECLS
