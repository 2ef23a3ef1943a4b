/* Owners of the subject of a clause as its participants. */
#pragma once

#include "event/stage.h"

/** dtl_event_fill_from_holding: adds the firm whose shares or sales rise or fall by @verb */
void dtl_event_fill_from_holding (DtlEventStage *stage, DtlHappening *happening, guint32 verb);
/** dtl_event_fill_from_vehicle: adds whose vehicle is on the move by @verb */
void dtl_event_fill_from_vehicle (DtlEventStage *stage, DtlHappening *happening, guint32 verb);
