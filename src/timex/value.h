/* Results: dates with their TIMEX3 values, and the arithmetic of units. The setters fill date and value of a result. */
#pragma once

#include "timex/construct.h"

/* Months counted from January of year 0. */
#define TIMEX_MONTHS(year, month) ((year) * 12 + (month) - 1)

/** timex_year_of_months: the year of a month number (see TIMEX_MONTHS) */
gint32 timex_year_of_months (gint32 months);
/** timex_month_of_months: its month, 1-12 */
int timex_month_of_months (gint32 months);
/** timex_value_of_point: TIMEX3 of a point */
void timex_value_of_point (const DtlDatePoint *point, char *value);
/** timex_set_point: @date, a point, with its value */
void timex_set_point (TimexResult *result, DtlDate date);
/** timex_set_day: one day */
void timex_set_day (TimexResult *result, DtlDay day);
/** timex_daypart_suffix: "TMO", "TNI" … of a TimexDaypart */
const char *timex_daypart_suffix (gint32 daypart);
/** timex_date_of_months: the month, or the interval of months, between two month numbers */
DtlDate timex_date_of_months (gint32 first, gint32 last);
/** timex_set_week: the ISO week that starts on @monday */
void timex_set_week (TimexResult *result, DtlDay monday);
/** timex_set_weekend: its Saturday and Sunday */
void timex_set_weekend (TimexResult *result, DtlDay monday);
/** timex_set_part_of_year: the @n-th @size months of a year: quarters (Q), halves (H) */
void timex_set_part_of_year (TimexResult *result, gint32 year, int n, int size, char letter);
/** timex_set_digits: a decade (1 digit unspecified) or century (2) */
void timex_set_digits (TimexResult *result, gint32 year, int unspecified);
/** timex_set_season: a season, 21-24 */
void timex_set_season (TimexResult *result, gint32 year, int season);
/** timex_narrow: the early, middle or late part of @date by a TimexPart: "early 2020s" → 2020/2023; "earlier this week" is the week */
void timex_narrow (DtlDate *date, int part);
/** timex_set_duration: the value alone: P3W, PT2H, P1Y6M, PXD */
void timex_set_duration (TimexResult *result, int unit, gint32 amount);
/** timex_unit_months: months in a unit, 0 for weeks and less */
int timex_unit_months (int unit);
/** timex_move_day: the day @amount hundredths of a @unit away; a month later is the same day of the month, or its last */
DtlDay timex_move_day (DtlDay base, int unit, gint64 amount);
