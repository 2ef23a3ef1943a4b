/* When a page says its article was published and changed. */
#pragma once

#include "ingest/html-meta.h"

/** dtl_html_read_dates: sets published and updated of @draft */
void dtl_html_read_dates (xmlDoc *page, const GArray *blocks, const GArray *metas, const DtlStructured *structured,
                          DtlDraft *draft);
