/* Calendar dates from constructors. */
#pragma once

#include "timex/value.h"

/** timex_construct_base: the date without its ends and clock time */
gboolean timex_construct_base (const TimexForm *form, const TimexFrame *frame, TimexResult *result);
/** timex_add_clock: adds clock time or part of the day to a day */
void timex_add_clock (const TimexForm *form, TimexResult *result);
/** timex_construct_calendar: the whole */
gboolean timex_construct_calendar (const TimexForm *form, const TimexFrame *frame, TimexResult *result);
