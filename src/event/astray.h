/* Participants in phrases that the parse hangs on the wrong word. */
#pragma once

#include "event/stage.h"

/** dtl_event_fill_from_object: those whom phrases on or behind the object of @verb tell of */
void dtl_event_fill_from_object (DtlEventStage *stage, DtlHappening *happening, guint32 verb);
/** dtl_event_fill_from_deed: those whom phrases beside the event noun @noun tell of */
void dtl_event_fill_from_deed (DtlEventStage *stage, DtlHappening *happening, guint32 noun);
