/* Dates that programs write, as feeds and records carry them: well formed or not. */
#pragma once

#include <dateline/dateline.h>

/**
 * dtl_feed_date_read: one date with or without time and zone, in RFC 822, ISO 8601, W3CDTF, asctime, seconds since 1970,
 *   and in the ways programs get these wrong: two-digit years, no comma, wrong weekday, 24:00, months in other languages.
 * @text: the value of an element or field
 * @date: (out): the day, with minute and zone where they are given; untouched on failure
 *
 * Returns: FALSE for what names no single real day: "now", "0000-00-00", 03/04/2022, and the values that programs
 *   leave where they know no date (1970-01-01, 0001-01-01)
 */
gboolean dtl_feed_date_read (const char *text, DtlDate *date);
/** dtl_feed_date_month: 1 to 12 for the name of a month in lower case, in English or a language of ingest_months.tsv; else 0 */
int dtl_feed_date_month (const char *word);
