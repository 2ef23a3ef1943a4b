/* Months, weekdays and days that point back to what the text has told of. */
#pragma once

#include "timex/focus.h"

/** timex_point: where time @i, under a verb in @tense, points at a date told before it, completes @form with it */
void timex_point (const TimexFocus *focus, guint i, TimexTense tense, TimexForm *form);
