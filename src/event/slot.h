/* The slots of a happening and who fills them. */
#pragma once

#include "event/stage.h"

/** dtl_event_default_fill: what @slot plays where the frame is silent: a DtlParticipantRole or one of DTL_FILLS_* */
guint dtl_event_default_fill (const DtlHappening *happening, DtlSlot slot);
/** dtl_event_fill_of: what @slot plays by the frame, else by default */
guint dtl_event_fill_of (const DtlHappening *happening, DtlSlot slot);
/** dtl_event_fill_slot: the nominal headed by @token fills @slot: as participant, as place, or not at all */
void dtl_event_fill_slot (DtlEventStage *stage, DtlHappening *happening, guint32 token, DtlSlot slot, gboolean implicit);
gboolean dtl_event_has_recipient (const DtlHappening *happening);
/** dtl_event_is_kind: whether the nominal headed by @token names an actor of @kind */
gboolean dtl_event_is_kind (const DtlEventStage *stage, guint32 token, DtlActorKind kind);
/** dtl_event_is_town: whether it names a place that is no country */
gboolean dtl_event_is_town (const DtlEventStage *stage, guint32 token);
