/* What the two files that resolve an event share. */
#pragma once

#include "record/record.h"

/** dtl_reality_is_negative: whether it says that the event did not happen */
gboolean dtl_reality_is_negative (DtlReality reality);
/** dtl_event_resolve_claims: fills quantities and claims from the mentions */
void dtl_event_resolve_claims (DtlEvent *event, const DtlSource *sources, DtlArena *arena);
