/* An input: the bytes of one file, or of one stream, before anything is known about them. */
#pragma once

#if !defined(DTL_INSIDE) && !defined(DTL_COMPILATION)
# error "Only <dateline/dateline.h> can be included directly."
#endif

#include <dateline/date.h>

G_BEGIN_DECLS

/**
 * DtlInput:
 * @bytes: (transfer none): the content
 * @uri: (nullable): path or address it came from; goes into the records as given
 * @kind: (nullable): "text", "html", "conllu", …; NULL to sniff
 * @date: publication day when the input has none of its own; may be null
 * @force_date: whether @date stands even against the input's own
 * @map: (nullable): names of fields in JSON, as "text=story,published=day"; see dtl_input_check_map()
 * @parts_before: for a piece of a collection: how many lines or records stand before it, so that messages can count
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
  guint parts_before;
} DtlInput;

/** DtlInputKind: a row of the registry of readers. */
typedef struct
{
  const char *name;
  const char *suffixes; /* blank-separated, with the dot */
  const char *summary;
} DtlInputKind;

/** dtl_input_kinds: the registry of readers, in the order in which they are tried. */
const DtlInputKind *dtl_input_kinds (guint *n_kinds);

/**
 * dtl_input_check_map: whether @map is a list FIELD=NAME,… that says in which field of a JSON object a thing stands: FIELD is
 * title, text, html, published, updated, authors, publisher, language, uri or container (what holds the articles), NAME the
 * object's own name for it, with points into objects: "text=story.body". %DTL_ERROR_SYNTAX otherwise.
 */
gboolean dtl_input_check_map (const char *map, GError **error);

G_END_DECLS
