/* Proper names: from the network's scores, what the tables know, and what the rest of the document says. */
#pragma once

#include "syntax/encoder.h"

/** dtl_names_decode: appends to @names the names among @n tokens from @first; @scores [n * set->out.rows] is spoiled */
void dtl_names_decode (const DtlDocument *document, guint32 first, guint n, const DtlTagSet *set, float *scores,
                       GArray *names);
/** dtl_names_agree: makes the names of a document agree: one kind for one spelling, and a surname on its own is the person
 * named in full elsewhere. @names in order, of DtlName; from @first on they may still change. */
void dtl_names_agree (const DtlDocument *document, GArray *names);
