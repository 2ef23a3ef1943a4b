/* Places that happenings are given by what is told around them. */
#pragma once

#include "event/stage.h"

/** dtl_event_choose_places: the likeliest place for happenings that have none, where one is likely enough. O(happenings) */
void dtl_event_choose_places (DtlEventStage *stage);
