/* The event stage: what happened, with whom, where, when, whether, and who says so. */
#pragma once

#include "document/document.h"

/**
 * dtl_event_run: reads sentences, tokens, times and entities; appends events to the document's record, links to its
 * links, and finishes the record (dtl_record_finish()). A document without a parse gets no events. Linear in the
 * number of tokens but for the joining of mentions, which compares those of one class.
 */
gboolean dtl_event_run (DtlDocument *document, GError **error);
