/* Finding mentions by token. The entities layer is sorted by head, so a bisection finds the one with a given head. */
#pragma once

#include "document/document.h"

/** dtl_document_entity_at_head: (nullable): the mention whose head is @token; O(log n) */
const DtlEntity *dtl_document_entity_at_head (const DtlDocument *document, guint32 token);
/** dtl_document_entity_at: (nullable): the narrowest mention that covers @token or has it as head; O(n) in the mentions
 * of the sentence */
const DtlEntity *dtl_document_entity_at (const DtlDocument *document, guint32 token);
/** dtl_document_entities_in: the range of mentions whose heads lie in tokens @first … @end - 1; O(log n) */
void dtl_document_entities_in (const DtlDocument *document, guint32 first, guint32 end, guint32 *from, guint32 *to);
