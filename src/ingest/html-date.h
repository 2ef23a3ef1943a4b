/* When a page says its article was published and changed. */
#pragma once

#include "ingest/html-body.h"
#include "ingest/json-ld.h"

/** dtl_html_meta: (nullable): content of the first <meta> named @name; @metas as html-meta.c collects them */
const char *dtl_html_meta (const GArray *metas, const char *name);

/** dtl_html_meta_at: name and content of the <meta> at @i; FALSE past the end */
gboolean dtl_html_meta_at (const GArray *metas, guint i, const char **name, const char **content);

/** dtl_html_read_dates: sets published and updated of @draft */
void dtl_html_read_dates (xmlDoc *page, const GArray *blocks, const GArray *metas, const DtlStructured *structured,
                          DtlDraft *draft);
