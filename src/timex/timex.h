/*
 * Time expressions: found by a table grammar over tokens, resolved by pure functions.
 *
 * The two halves run at different times: scan before syntax, so that the parser may treat a date as one unit, and
 * resolve after it, because "on Thursday" takes its direction from the tense of the verb above it.
 */
#pragma once

#include "document/document.h"

/**
 * dtl_timex_scan: appends to @document->times every time expression of the analysed sentences, with its span, type,
 * rule and constructor. Needs sentences and tokens (form, lower). Linear in the number of tokens. Sets
 * %DTL_ERROR_LIMIT when the arena outgrows its limit.
 */
gboolean dtl_timex_scan (DtlDocument *document, GError **error);

/**
 * dtl_timex_resolve: gives every time that dtl_timex_scan() found its value, mod, date, anchor and candidates.
 * Relative ones count from @document->published; without it they stay open and one diagnostic "no-publication-date"
 * says so. Tense is read from tags and heads where syntax has left them, from the words themselves where it has not.
 */
gboolean dtl_timex_resolve (DtlDocument *document, GError **error);
