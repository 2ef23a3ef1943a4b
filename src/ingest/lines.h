/* What one line of an article's page is, by its words alone. */
#pragma once

#include "ingest/draft.h"

/** DtlLineClass: the classes of furniture.tsv; LINE_OTHER is everything else. */
typedef enum
{
  DTL_LINE_OTHER,
  DTL_LINE_FURNITURE,   /* navigation, sharing, related links, photo credits … */
  DTL_LINE_END,         /* furniture after which no article goes on: comments, copyright */
  DTL_LINE_CONTRIBUTOR, /* a credit for reporting: a byline of sorts */
} DtlLineClass;

/** dtl_line_classify: cost grows with the number of rows of furniture.tsv */
DtlLineClass dtl_line_classify (const char *text, gsize length);

/** dtl_line_ends_sentence: whether the last character but closing quotes and brackets is a full stop, question or
 * exclamation mark, ellipsis or colon */
gboolean dtl_line_ends_sentence (const char *text, gsize length);
/** dtl_line_count_words: stretches between white space */
guint dtl_line_count_words (const char *text, gsize length);

/**
 * dtl_byline_read: "By Kylie Roe, J. Doe and Ana de Souza, CNN"
 * @draft: (nullable): takes the authors and the publisher
 *
 * Returns: whether the line is a byline
 */
gboolean dtl_byline_read (const char *text, gsize length, DtlDraft *draft);
/** dtl_byline_read_names: the same for names without a "By" */
gboolean dtl_byline_read_names (const char *text, gsize length, DtlDraft *draft);
/** dtl_byline_read_dated: the same behind a date: "12 March 2022 | Jane Doe", "Posted on March 12, 2022 by Jane Doe" */
gboolean dtl_byline_read_dated (const char *text, gsize length, DtlDraft *draft);
/** dtl_byline_measure_lead: bytes of "By " and "Written by: " at the start of @text, 0 for none */
gsize dtl_byline_measure_lead (const char *text, gsize length);
/** dtl_byline_is_staff: "Staff Writer", "Newsroom": who wrote, where no name is given */
gboolean dtl_byline_is_staff (const char *text, gsize length);
/** dtl_byline_is_nobody: words that stand where an author should and name none: "admin", "Staff", "Follow" */
gboolean dtl_byline_is_nobody (const char *text, gsize length);
/** dtl_byline_outlet: (nullable): the name in records of an outlet by name ("The AP" is none, "AP" is); static */
const char *dtl_byline_outlet (const char *text, gsize length);

/**
 * DtlDateline:
 * @length: bytes of "KYIV, March 3 (Reuters) —" without the blank behind it
 * @outlet: (nullable): static
 * @date: null unless it gives day, month and year
 */
typedef struct
{
  gsize length;
  const char *outlet;
  DtlDate date;
} DtlDateline;

/** dtl_dateline_read: whether a paragraph opens with a dateline */
gboolean dtl_dateline_read (const char *text, gsize length, DtlDateline *dateline);

/** DtlStampLine: which stamp a line of its own gives */
typedef enum
{
  DTL_STAMP_LINE_NONE,
  DTL_STAMP_LINE_DATE, /* a date and nothing else */
  DTL_STAMP_LINE_PUBLISHED,
  DTL_STAMP_LINE_UPDATED,
} DtlStampLine;

/** DtlStampOrder: how "03/04/2022" is meant where the language of the page settles it */
typedef enum
{
  DTL_STAMP_ORDER_UNKNOWN,
  DTL_STAMP_ORDER_DAY_FIRST,
  DTL_STAMP_ORDER_MONTH_FIRST,
} DtlStampOrder;

/** dtl_stamp_order: what a language tag (nullable) tells: the month is first in en-US, the day in other languages and in
 * the countries that say so; of "en" alone nothing is known */
DtlStampOrder dtl_stamp_order (const char *language);
/** dtl_stamp_plain: (transfer full): @text with its dates as the calendar reads them: "12. März 2022" as "12 Mar 2022",
 * "12.03.2022" and "2022年3月12日" as "2022-03-12", and, where @order is known, "03/04/2022" as one of two days */
char *dtl_stamp_plain (const char *text, gsize length, DtlStampOrder order);

/**
 * dtl_stamp_read: the first full date in @text, with time and zone if they stand by it: "2022-03-12T22:04:00-05:00",
 * "Sat, 12 Mar 2022 22:04 GMT", "10:04 PM EDT, Sat March 12, 2022"
 *
 * Returns: FALSE if there is none (a day, a month and a year are needed)
 */
gboolean dtl_stamp_read (const char *text, gsize length, DtlDate *date);
/** dtl_stamp_read_line: a line that gives nothing but a date, with or without "Published" or "Updated" */
DtlStampLine dtl_stamp_read_line (const char *text, gsize length, DtlDate *date);
