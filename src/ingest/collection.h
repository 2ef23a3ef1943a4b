/* Inputs that hold many articles: what their readers share. */
#pragma once

#include "ingest/draft.h"

/**
 * DtlCollection: the articles of one input in the making.
 * @unit: (static): what its parts are called: "item", "line", "record"
 */
typedef struct
{
  const DtlInput *input; /* borrowed */
  const char *kind;      /* static: name of the reader */
  const char *unit;
  GPtrArray *documents; /* borrowed */
  guint first;          /* documents that were there before */
  guint n_parts;
  guint n_skipped;
  GString *reasons; /* owned: of the first few that were skipped */
} DtlCollection;

void dtl_collection_init (DtlCollection *collection, const DtlInput *input, const char *kind, const char *unit,
                          GPtrArray *documents);
void dtl_collection_clear (DtlCollection *collection);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DtlCollection, dtl_collection_clear)

/** dtl_collection_number: of the part that is being read, from 1; counts on over the pieces of a stream */
guint dtl_collection_number (const DtlCollection *collection);

/**
 * dtl_collection_add: the article @draft becomes a document, whose identity is that of @bytes, what the part consists of.
 * A draft without text is skipped, one that has no address of its own gets that of the input with its number.
 * @decoding: (nullable)
 *
 * Returns: (transfer none) (nullable): the document
 */
DtlDocument *dtl_collection_add (DtlCollection *collection, DtlDraft *draft, const char *bytes, gsize length,
                                 const DtlDecoding *decoding);
/** dtl_collection_skip: the part that is being read holds no article that can be read, and why; the first few are told */
void dtl_collection_skip (DtlCollection *collection, const char *format, ...) G_GNUC_PRINTF (2, 3);
/** dtl_collection_finish: says at the last document what was skipped; FALSE with %DTL_ERROR_INPUT when there is none */
gboolean dtl_collection_finish (DtlCollection *collection, GError **error);
