/* NITF as a part of other kinds of input: NewsML carries it. */
#pragma once

#include "ingest/draft.h"
#include "ingest/xml.h"

/** dtl_nitf_append: what the element <nitf> says, as far as @draft, which must have no text, does not know better, and its
 * body */
void dtl_nitf_append (DtlDraft *draft, const xmlNode *nitf);
/** dtl_news_append_dateline: the place and day that stand before the text, as a block of their own; nothing for none */
void dtl_news_append_dateline (DtlDraft *draft, const xmlNode *dateline);
