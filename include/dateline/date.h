/* The date value: EDTF (ISO 8601-2:2019) level 1, with bounds. A plain value; nothing here allocates but the printers. */
#pragma once

#if !defined(DTL_INSIDE) && !defined(DTL_COMPILATION)
# error "Only <dateline/dateline.h> can be included directly."
#endif

#include <dateline/error.h>

G_BEGIN_DECLS

/** DtlDay: a day as a number in the proleptic Gregorian calendar; 1970-01-01 is 0. */
typedef gint32 DtlDay;

#define DTL_DAY_MIN (-1000000000) /* the bound of an open start */
#define DTL_DAY_MAX 1000000000    /* the bound of an open end */

/** DtlDateFlags: qualifiers of one end of a date. `~` is APPROXIMATE, `?` UNCERTAIN, `%` both. */
typedef enum
{
  DTL_DATE_EXACT = 0,
  DTL_DATE_APPROXIMATE = 1 << 0,
  DTL_DATE_UNCERTAIN = 1 << 1,
} DtlDateFlags;

/** DtlGranularity: the size of what a date names. */
typedef enum
{
  DTL_GRANULARITY_NONE,
  DTL_GRANULARITY_MINUTE,
  DTL_GRANULARITY_HOUR,
  DTL_GRANULARITY_DAY,
  DTL_GRANULARITY_WEEK, /* a Monday-to-Sunday interval */
  DTL_GRANULARITY_MONTH,
  DTL_GRANULARITY_SEASON,
  DTL_GRANULARITY_YEAR,
  DTL_GRANULARITY_DECADE,
  DTL_GRANULARITY_CENTURY,
  DTL_GRANULARITY_INTERVAL,
} DtlGranularity;

/**
 * DtlDatePoint:
 * @year: astronomical year (0 is 1 BCE, -1 is 2 BCE)
 * @month: 1-12, a level-1 season 21-24, or 0 when absent
 * @day: 1-31, or 0 when absent
 * @minute: minute of the day 0-1439, or -1 when absent
 * @zone: minutes east of UTC, or DTL_ZONE_NONE
 * @flags: a set of #DtlDateFlags
 * @second: 0-60, with @minute; 0 when absent
 * @unspecified: how many digits are `X`, from the right: 1 for 202X, 2 for 20XX, 4 for XXXX; in the year when @month
 *   is 0; 0 otherwise. UNSPECIFIED_MONTH/_DAY mark 2020-XX and 2020-05-XX.
 */
typedef struct
{
  gint32 year;
  guint8 month;
  guint8 day;
  gint16 minute;
  gint16 zone;
  guint8 flags;
  guint8 unspecified;
  guint8 second;
} DtlDatePoint;

#define DTL_ZONE_NONE G_MAXINT16
#define DTL_UNSPECIFIED_MONTH 8 /* with the month digits XX (day absent or XX) */
#define DTL_UNSPECIFIED_DAY 16

/** DtlDateShape: which ends of a #DtlDate hold a point. */
typedef enum
{
  DTL_DATE_NULL,       /* no date at all */
  DTL_DATE_POINT,      /* `from` alone: a day, month, season, year, decade … */
  DTL_DATE_INTERVAL,   /* from/to */
  DTL_DATE_OPEN_START, /* ../to */
  DTL_DATE_OPEN_END,   /* from/.. */
  DTL_DATE_UNKNOWN_START, /* /to */
  DTL_DATE_UNKNOWN_END,   /* from/ */
} DtlDateShape;

/** DtlDate: an EDTF level-1 date. Zero-initialised it is the null date. */
typedef struct
{
  DtlDateShape shape;
  DtlDatePoint from;
  DtlDatePoint to;
} DtlDate;

/** dtl_day_from_civil: the day number of a Gregorian date; @month and @day must be valid. */
DtlDay dtl_day_from_civil (gint32 year, int month, int day);
/** dtl_day_to_civil: the Gregorian date of @day; out arguments may be NULL. */
void dtl_day_to_civil (DtlDay day, gint32 *year, int *month, int *day_of_month);
/** dtl_day_weekday: 0 = Monday … 6 = Sunday */
int dtl_day_weekday (DtlDay day);
/** dtl_days_in_month: 28-31 */
int dtl_days_in_month (gint32 year, int month);

/** dtl_date_from_day, dtl_date_from_month, dtl_date_from_year, dtl_date_from_days: exact dates; the last is the
 * interval of both days (a single day when they are equal). */
DtlDate dtl_date_from_day (DtlDay day);
DtlDate dtl_date_from_month (gint32 year, int month);
DtlDate dtl_date_from_year (gint32 year);
DtlDate dtl_date_from_days (DtlDay first, DtlDay last);

/**
 * dtl_date_parse:
 * @text: an EDTF level-0 or level-1 string, also an ISO week (2022-W10, 2022-W10-4), which becomes its interval or day
 * @date: (out): the value; untouched on failure
 *
 * Returns: FALSE with %DTL_ERROR_SYNTAX set if @text is no such string or names no real day (2022-13-40)
 */
gboolean dtl_date_parse (const char *text, DtlDate *date, GError **error);

/** dtl_date_to_string: (transfer full) (nullable): canonical EDTF, NULL for the null date. Inverse of dtl_date_parse(). */
char *dtl_date_to_string (const DtlDate *date);

/**
 * dtl_date_bounds:
 * @earliest: (out): first day it can be; %DTL_DAY_MIN for an open start
 * @latest: (out): last day it can be; %DTL_DAY_MAX for an open end
 *
 * Approximation does not widen the bounds: `2018~` is bounded by its year.
 * Returns: FALSE for the null date
 */
gboolean dtl_date_bounds (const DtlDate *date, DtlDay *earliest, DtlDay *latest);

gboolean dtl_date_is_null (const DtlDate *date);
gboolean dtl_date_is_open (const DtlDate *date);
gboolean dtl_date_is_approximate (const DtlDate *date);
gboolean dtl_date_equal (const DtlDate *a, const DtlDate *b);
/** dtl_date_overlaps: whether the bounds share a day; FALSE if either is null */
gboolean dtl_date_overlaps (const DtlDate *a, const DtlDate *b);
/** dtl_date_within: whether the bounds of @inner lie inside those of @outer; FALSE if either is null */
gboolean dtl_date_within (const DtlDate *inner, const DtlDate *outer);
/**
 * dtl_date_compare: a total order for timelines: by earliest day (open starts by their latest day), then by latest,
 * then by time of day, then by spelling; null dates last. Returns: <0, 0 or >0
 */
int dtl_date_compare (const DtlDate *a, const DtlDate *b);
DtlGranularity dtl_date_granularity (const DtlDate *date);

/**
 * DtlDateEnds: between which days the stretch that a date names begins and ends, all four inclusive.
 *
 * A single date is its unit: 2022 begins on 2022-01-01 and ends on 2022-12-31, and 202X is the decade. The ends of an
 * interval are known to their unit: 1964/2008 begins on some day of 1964 and ends on some day of 2008. 2022-XX is one
 * month or the other. What is approximate or uncertain may be the unit before or the unit after. An unknown end may be
 * any; an open one is %DTL_DAY_MIN or %DTL_DAY_MAX.
 */
typedef struct
{
  DtlDay begins_earliest;
  DtlDay begins_latest;
  DtlDay ends_earliest;
  DtlDay ends_latest;
} DtlDateEnds;

/** dtl_date_ends: FALSE for the null date */
gboolean dtl_date_ends (const DtlDate *date, DtlDateEnds *ends);

/** DtlAllen: sets of the thirteen relations of two stretches of time (Allen 1983). The inverse of bit i is bit 12 - i. */
typedef enum
{
  DTL_ALLEN_NONE = 0,
  DTL_ALLEN_BEFORE = 1 << 0,
  DTL_ALLEN_MEETS = 1 << 1,
  DTL_ALLEN_OVERLAPS = 1 << 2,
  DTL_ALLEN_FINISHED_BY = 1 << 3,
  DTL_ALLEN_CONTAINS = 1 << 4,
  DTL_ALLEN_STARTS = 1 << 5,
  DTL_ALLEN_EQUALS = 1 << 6,
  DTL_ALLEN_STARTED_BY = 1 << 7,
  DTL_ALLEN_DURING = 1 << 8,
  DTL_ALLEN_FINISHES = 1 << 9,
  DTL_ALLEN_OVERLAPPED_BY = 1 << 10,
  DTL_ALLEN_MET_BY = 1 << 11,
  DTL_ALLEN_AFTER = 1 << 12,
  DTL_ALLEN_ALL = (1 << 13) - 1,
} DtlAllen;

/**
 * dtl_date_relations: every relation that the stretches of @a and @b may stand in, by their #DtlDateEnds, and by clock
 * times where both dates have them, in UTC if all have zones
 *
 * Returns: one bit: the relation is certain; a bit that is not set: it is impossible; NONE if either date is null
 */
DtlAllen dtl_date_relations (const DtlDate *a, const DtlDate *b);
/** dtl_allen_invert: the relations of b to a, given those of a to b */
DtlAllen dtl_allen_invert (DtlAllen relations);
/** dtl_allen_compose: the relations that a and c may stand in, given those of a to b and of b to c */
DtlAllen dtl_allen_compose (DtlAllen first, DtlAllen second);
/** dtl_allen_to_string: the word for one relation: "before", "met-by" …; "" for any other set */
const char *dtl_allen_to_string (DtlAllen relation);

const char *dtl_granularity_to_string (DtlGranularity granularity);

G_END_DECLS
