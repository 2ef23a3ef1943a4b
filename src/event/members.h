/* Whom a nominal stands for. */
#pragma once

#include "event/stage.h"

/** dtl_event_add_nominal: those whom the nominal headed by @token names or counts take part in @happening: itself and
 * what is coordinated with it, the names that tell who its members are, and who comes along */
void dtl_event_add_nominal (DtlEventStage *stage, DtlHappening *happening, guint32 token, DtlParticipantRole role,
                            gboolean implicit);
