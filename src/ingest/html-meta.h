/* What a page says of its article beside the text. */
#pragma once

#include "ingest/html-body.h"

/**
 * dtl_html_read_metadata: fills title, publisher, authors, language and dates of @draft from @page
 * @blocks: of dtl_html_find_body(): where visible bylines and dates are looked for
 *
 * Returns: (transfer full) (nullable): the article's text as structured data gives it
 */
char *dtl_html_read_metadata (xmlDoc *page, const GArray *blocks, DtlDraft *draft);
