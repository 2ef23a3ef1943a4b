/* Dates counted from others in days, weeks and months: "two days after March 3", "three days from Monday on", "four working
 * days". */
#pragma once

#include "timex/value.h"

/** timex_count_from: from the date in @result, which the words name ("two days after March 3"), to that counted, by the
 * count of @form: 1 after, -1 before, 0 for the stretch that starts there */
void timex_count_from (const TimexForm *form, TimexResult *result);
/** timex_move_counted: the day @amount and unit of @form away, with what is added to them ("two weeks and two days");
 * @direction: 1 or -1 */
DtlDay timex_move_counted (DtlDay base, const TimexForm *form, int direction);
/** timex_add_more_duration: "P2W" becomes "P2W2D" where @form has more of a smaller unit */
void timex_add_more_duration (const TimexForm *form, TimexResult *result);
/** timex_next_working_day: the first working day after (1) or before (-1) @day */
DtlDay timex_next_working_day (DtlDay day, int direction);
/** timex_working_days: the first and the last of @n working days, Monday to Friday, before or after @now */
DtlDate timex_working_days (DtlDay now, int direction, int n);
