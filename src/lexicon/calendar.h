/* The calendar as people write it: written dates, names of months and weekdays, time zones, weeks, holidays. */
#pragma once

#include <dateline/dateline.h>

/**
 * dtl_calendar_parse_written:
 * @text: one full calendar date as it is written in metadata and bylines: "2022-03-12T10:00:00Z", "20220312",
 *   "Sat, 12 Mar 2022 10:00:00 +0200", "March 12, 2022 at 10 a.m. ET", "Published: 12th March 2022", "2022/03/12"
 * @date: (out): the day
 * @minute: (out) (optional): minute of the day, -1 when the text has no clock time
 * @zone: (out) (optional): minutes east of UTC, %DTL_ZONE_NONE when the text names none
 *
 * Returns: FALSE, with nothing set, when @text has other words, lacks day, month or year, names no real day, or can be
 *   read as two days (03/04/2022)
 */
gboolean dtl_calendar_parse_written (const char *text, DtlDate *date, int *minute, int *zone);

/** dtl_calendar_month: 1-12 for "march", "mar", "mar.", in lower case; 0 for other words */
int dtl_calendar_month (const char *word);
/** dtl_calendar_weekday: 0 = Monday … 6 = Sunday for "sunday", "sun", "sun.", in lower case; -1 for other words */
int dtl_calendar_weekday (const char *word);
/** dtl_calendar_zone: minutes east of UTC on @day of the zone "gmt", "est", "et", in lower case; FALSE if unknown.
 * Zones with summer time ("et") follow the rules in force since 2007 (US) and 1996 (EU). */
gboolean dtl_calendar_zone (const char *word, DtlDay day, int *minutes);

/** dtl_calendar_week_start: the Monday of the ISO week of @day */
DtlDay dtl_calendar_week_start (DtlDay day);
/** dtl_calendar_iso_week: ISO 8601 week of @day, and the year that the week belongs to */
void dtl_calendar_iso_week (DtlDay day, gint32 *year, int *week);
/** dtl_calendar_nth_weekday: the @n-th @weekday (0 = Monday) of a month; @n < 0 counts from its end */
DtlDay dtl_calendar_nth_weekday (gint32 year, int month, int weekday, int n);
/** dtl_calendar_easter: Easter Sunday of the western churches */
DtlDay dtl_calendar_easter (gint32 year);
/** dtl_calendar_orthodox_easter: Easter Sunday of the eastern churches */
DtlDay dtl_calendar_orthodox_easter (gint32 year);
/** dtl_calendar_holiday_length: days that a holiday lasts ("ramadan": 30) */
int dtl_calendar_holiday_length (const char *name);
/** dtl_calendar_holiday: the (first) day of a holiday ("christmas day", in lower case) in @year; FALSE if unknown */
gboolean dtl_calendar_holiday (const char *name, gint32 year, DtlDay *day);
