/* Why a mention says what it says. */
#pragma once

#include "event/stage.h"

/**
 * dtl_event_reasons:
 * @n: (out): how many
 *
 * The trigger, each participant, the place, the date, the word that decides about reality, and each source, with the way
 * through the sentence to the words. Linear in the depth of the tree for each.
 *
 * Returns: (transfer none) (array length=n): in the arena of the record
 */
DtlReason *dtl_event_reasons (DtlEventStage *stage, const DtlHappening *happening, guint32 *n);
