/* How sure the program is of what it tells. */
#pragma once

#include "event/stage.h"

/** dtl_event_confidence: 0 to 1, of one mention */
double dtl_event_confidence (const DtlEventStage *stage, const DtlHappening *happening);
