/* Dates that come round: the year or week they belong to. The constructors return FALSE when only a day of writing is
 * missing. */
#pragma once

#include "timex/value.h"

typedef gboolean (*TimexDayOfYear) (const TimexForm *form, gint32 year, DtlDay *day);

/** timex_now_civil: year and month of the day of writing */
void timex_now_civil (const TimexFrame *frame, gint32 *year, int *month);
/** timex_focus_day: the first day of the date in focus; FALSE when there is none */
gboolean timex_focus_day (const TimexFrame *frame, DtlDay *day);
/** timex_focus_is_day: whether days may be counted from the focus */
gboolean timex_focus_is_day (const TimexFrame *frame);
/** timex_named_year: the year that the words name themselves; FALSE if they name none */
gboolean timex_named_year (const TimexForm *form, const TimexFrame *frame, gint32 *year, TimexResult *result);
/** timex_valid_day: the number of a day; FALSE when there is no such day */
gboolean timex_valid_day (gint32 year, int month, int day, DtlDay *number);
/** timex_month_day_of_year: the day that @form names in @year */
gboolean timex_month_day_of_year (const TimexForm *form, gint32 year, DtlDay *day);
/** timex_holiday_of_year: the holiday that @form names in @year */
gboolean timex_holiday_of_year (const TimexForm *form, gint32 year, DtlDay *day);
/** timex_recurring_day: the day that comes round every year, as @of counts it */
gboolean timex_recurring_day (const TimexForm *form, const TimexFrame *frame, TimexDayOfYear of, TimexResult *result);
/** timex_set_index: the @index-th part since year 0 */
void timex_set_index (TimexResult *result, gint32 index, int per_year);
/** timex_construct_part: the @n-th of @per_year parts: months (12), quarters (4), halves (2) */
gboolean timex_construct_part (const TimexForm *form, const TimexFrame *frame, int n, int per_year, TimexResult *result);
/** timex_construct_season: "last summer" */
gboolean timex_construct_season (const TimexForm *form, const TimexFrame *frame, TimexResult *result);
/** timex_construct_weekday: "Friday", "last Friday", "Friday of last week" */
gboolean timex_construct_weekday (const TimexForm *form, const TimexFrame *frame, TimexResult *result);
