/* Plain text as a part of other kinds of input. */
#pragma once

#include "ingest/draft.h"

/** dtl_plain_append: fills the text of @draft, which must have none, with its title, if known, and @text, and marks its
 * blocks: paragraphs, headings, bylines, quotes, furniture. Dates and names that stand in its lines count where @draft
 * does not know better. */
void dtl_plain_append (DtlDraft *draft, const char *text, gsize length);
/** dtl_ingest_text_sent: the reader of plain text, for text that came as @kind (static) */
gboolean dtl_ingest_text_sent (const DtlInput *input, const char *kind, GPtrArray *documents, GError **error);
