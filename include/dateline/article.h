/* An input: the bytes of one file, or of one stream, before anything is known about them. */
#pragma once

#if !defined(DTL_INSIDE) && !defined(DTL_COMPILATION)
# error "Only <dateline/dateline.h> can be included directly."
#endif

#include <dateline/date.h>

G_BEGIN_DECLS

/** DTL_INPUT_LIMIT_MB: megabytes that one input may have, packed or not, unless #DtlInput.limit_mb says otherwise */
#define DTL_INPUT_LIMIT_MB 256

/**
 * DtlPageMode: how much of a web page is taken for its article.
 * @DTL_PAGE_BALANCED: neither errs more often than the other
 * @DTL_PAGE_PRECISION: what is doubtful is left out: lists, labels, paragraphs full of links
 * @DTL_PAGE_RECALL: what is doubtful stays, and prose that stands apart from the rest
 */
typedef enum
{
  DTL_PAGE_BALANCED,
  DTL_PAGE_PRECISION,
  DTL_PAGE_RECALL,
} DtlPageMode;

/**
 * DtlInput:
 * @bytes: (transfer none): the content
 * @uri: (nullable): path or address it came from; goes into the records as given
 * @kind: (nullable): "text", "html", "conllu", …; NULL to sniff
 * @date: publication day when the input has none of its own; may be null
 * @force_date: whether @date stands even against the input's own
 * @map: (nullable): names of fields in JSON, as "text=story,published=day"; see dtl_input_check_map()
 * @page_mode: for web pages
 * @parts_before: for a piece of a collection: how many lines or records stand before it, so that messages can count
 * @limit_mb: megabytes that the input may have and unpack to; 0 = %DTL_INPUT_LIMIT_MB
 *
 * A plain struct of borrowed parts that describes what to read.
 */
typedef struct
{
  GBytes *bytes;
  const char *uri;
  const char *kind;
  DtlDate date;
  gboolean force_date;
  const char *map;
  DtlPageMode page_mode;
  guint parts_before;
  guint limit_mb;
} DtlInput;

/**
 * DtlInputKind: a row of the registry of readers.
 * @missing: (nullable): the library that this build would need to read it
 */
typedef struct
{
  const char *name;
  const char *suffixes; /* blank-separated, with the dot */
  const char *summary;
  const char *missing;
} DtlInputKind;

/** dtl_input_kinds: the registry of readers, in the order in which they are tried. */
const DtlInputKind *dtl_input_kinds (guint *n_kinds);

/**
 * DtlStream: an input that is read in pieces: JSON Lines and WARC, packed or not, of any length, in bounded memory. Of other
 * kinds the one piece is the whole. Belongs to one thread.
 */
typedef struct _DtlStream DtlStream;

/** DtlStreamRead: reads up to @size bytes; 0 is the end, -1 with @error a failure. */
typedef gssize (*DtlStreamRead) (gpointer user_data, char *buffer, gsize size, GError **error);

/** dtl_stream_new: (transfer full): @about: uri, kind, date, map and page mode of the input, without bytes; its strings must outlive
 * the stream */
DtlStream *dtl_stream_new (const DtlInput *about, DtlStreamRead read, gpointer user_data);
void dtl_stream_free (DtlStream *stream);
/**
 * dtl_stream_next:
 * @piece: (out): some whole lines or records, about a quarter of a megabyte of them; its bytes are (transfer full)
 *
 * Returns: FALSE at the end, and with @error when reading fails, the input is larger than its limit and of no kind that can
 *   be read in pieces, or an archive is damaged; what was before has been given out then
 */
gboolean dtl_stream_next (DtlStream *stream, DtlInput *piece, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlStream, dtl_stream_free)

/**
 * dtl_input_check_map: whether @map is a list FIELD=NAME,… that says in which field of a JSON object a thing stands: FIELD is
 * title, text, html, published, updated, authors, publisher, language, uri or container (what holds the articles), NAME the
 * object's own name for it, with points into objects: "text=story.body". %DTL_ERROR_SYNTAX otherwise.
 */
gboolean dtl_input_check_map (const char *map, GError **error);

G_END_DECLS
