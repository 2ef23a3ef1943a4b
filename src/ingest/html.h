/* Markup as a part of other kinds of input: bodies of feeds and mails, pages in archives. */
#pragma once

#include "ingest/draft.h"

/** dtl_html_append_page: a whole page, decoded: what it says of itself and its article, as far as @draft does not know
 * better. Appends no block when it holds no article. */
void dtl_html_append_page (DtlDraft *draft, const char *text, gsize length);
/** dtl_html_append_fragment: markup that is an article's own: all of it stays but for furniture and what its names give
 * away as no prose. The title is not appended. */
void dtl_html_append_fragment (DtlDraft *draft, const char *text, gsize length);
/** dtl_html_is_markup: whether @text holds tags of web pages */
gboolean dtl_html_is_markup (const char *text);

/** dtl_ingest_html_sent: the reader of web pages, for a page that came as @kind (static) with @label (nullable), the
 * character set that a header named */
gboolean dtl_ingest_html_sent (const DtlInput *input, const char *kind, const char *label, GPtrArray *documents,
                               GError **error);
