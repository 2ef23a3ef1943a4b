/* Where quotations begin and end. */
#pragma once

#include "document/document.h"

/**
 * DtlQuotation:
 * @first, @last: tokens, with the marks
 * @goes_on: nobody closes it and the next paragraph opens with a mark: what stands there is said by the same speaker
 * @follows: the quotation before it goes on in this one
 */
typedef struct
{
  guint32 first;
  guint32 last;
  gboolean goes_on;
  gboolean follows;
} DtlQuotation;

/** dtl_quotation_find: (transfer full): DtlQuotation, in order of the text and disjoint. @quotation_at: [n_tokens], set to the
 * number of the one around the token, or DTL_NONE. O(tokens) */
GArray *dtl_quotation_find (const DtlDocument *document, guint32 *quotation_at);
