/* Dates as the formats of others can hold them: the rule of a format, and a date spelled by it. */
#pragma once

#if !defined(DTL_INSIDE) && !defined(DTL_COMPILATION)
# error "Only <dateline/dateline.h> can be included directly."
#endif

#include <dateline/export.h>

G_BEGIN_DECLS

/** DtlDayNotation: how a format writes a day, and by it a month or year. Astronomical years: 44 BCE is -0043. */
typedef enum
{
  DTL_NOTATION_ISO,      /* 2022-03-10, -0043-03-15, Y10000-01-01 is out of its reach */
  DTL_NOTATION_EXPANDED, /* ISO 8601 with six digits and a sign where four do not do: -000043-03-15 (ECMA-262) */
  DTL_NOTATION_COMPACT,  /* 20220310 */
} DtlDayNotation;

/** DtlDateWay: what a format does with a kind of date. */
typedef enum
{
  DTL_WAY_LEAVE,  /* the item goes with its date */
  DTL_WAY_NONE,   /* the item stays, without a date */
  DTL_WAY_EDTF,   /* as it is */
  DTL_WAY_PREFIX, /* as much of a day as is known: 2022-03, 2022 */
  DTL_WAY_ENDS,   /* a prefix for each end: 2022-03 and 2022-05-07; of an open date the end that is known */
  DTL_WAY_DAYS,   /* first and last day; of an open date the day that is known */
  DTL_WAY_PAST,   /* first day, and the day after the last */
  DTL_WAY_FIRST,  /* the first day; of a date that is open towards the past the last */
} DtlDateWay;

/**
 * DtlDateRule: one format's way with each kind of date.
 * @format: its name
 * @day: a day of the Gregorian calendar
 * @month, @year: a single one
 * @range: season, decade, century, a month or day of unknown number, interval
 * @open: one end is open or unknown
 * @era: what is no day of the years 1 to 9999 (where %DTL_WAY_LEAVE or %DTL_WAY_NONE; otherwise by the columns before)
 * @undated: no date
 * @keeps_edtf: whether the date stands beside in EDTF too, so that nothing is lost by its spelling
 * @keeps_clock: whether a time of day can be written
 */
typedef struct
{
  const char *format;
  DtlDayNotation notation;
  DtlDateWay day;
  DtlDateWay month;
  DtlDateWay year;
  DtlDateWay range;
  DtlDateWay open;
  DtlDateWay era;
  DtlDateWay undated;
  gboolean keeps_edtf;
  gboolean keeps_clock;
} DtlDateRule;

#define DTL_SPELLED_SIZE 112

/**
 * DtlSpelledDate:
 * @way: what was done; %DTL_WAY_NONE: both texts are empty
 * @start, @end: as the format writes them; "" where there is none. A single day has no @end unless the way is PAST.
 * @first, @last: the bounds, %DTL_DAY_MIN and %DTL_DAY_MAX where open
 */
typedef struct
{
  DtlDateWay way;
  char start[DTL_SPELLED_SIZE];
  char end[DTL_SPELLED_SIZE];
  DtlDay first;
  DtlDay last;
} DtlSpelledDate;

/** dtl_date_rules: the table of all formats that write dates of events, sorted by name */
const DtlDateRule *dtl_date_rules (guint *n_rules);
/** dtl_date_rule_find: (nullable): the rule of @format */
const DtlDateRule *dtl_date_rule_find (const char *format);

/**
 * dtl_date_spell: spells @date by @rule.
 * @losses: (nullable): where what is lost is counted
 * @spelled: (out)
 *
 * Returns: FALSE if the item must be left out
 */
gboolean dtl_date_spell (const DtlDateRule *rule, const DtlDate *date, DtlLosses *losses, DtlSpelledDate *spelled);
/** dtl_day_spell: writes @day into @text; @day must not be a bound of an open date */
void dtl_day_spell (DtlDay day, DtlDayNotation notation, char text[DTL_SPELLED_SIZE]);

G_END_DECLS
