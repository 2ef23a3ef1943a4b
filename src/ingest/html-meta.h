/* What a page says of its article beside the text. */
#pragma once

#include "ingest/html-body.h"
#include "ingest/json-ld.h"

#define DTL_HTML_LABEL_MAX 400 /* bytes of a title or byline */

/** dtl_html_meta: (nullable): content of the first <meta> named @name; @metas as html-meta.c collects them */
const char *dtl_html_meta (const GArray *metas, const char *name);
/** dtl_html_meta_at: name and content of the <meta> at @i; FALSE past the end */
gboolean dtl_html_meta_at (const GArray *metas, guint i, const char **name, const char **content);
/** dtl_html_clean_value: (transfer full) (nullable): @value as clean text; NULL for none, for addresses and for prose */
char *dtl_html_clean_value (const char *value);

/** dtl_html_read_title: sets the title of @draft */
void dtl_html_read_title (xmlDoc *page, const GArray *metas, const DtlStructured *structured, DtlDraft *draft);
/** dtl_html_read_authors: adds the authors to @draft, whose publisher is known by then */
void dtl_html_read_authors (xmlDoc *page, const GArray *blocks, const GArray *metas, const DtlStructured *structured,
                            DtlDraft *draft);

/**
 * dtl_html_read_metadata: fills title, publisher, authors, language and dates of @draft from @page
 * @blocks: of dtl_html_find_body(): where visible bylines and dates are looked for
 *
 * Returns: (transfer full) (nullable): the article's text as structured data gives it
 */
char *dtl_html_read_metadata (xmlDoc *page, const GArray *blocks, DtlDraft *draft);
