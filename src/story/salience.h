/* Which events a chronology needs most. */
#pragma once

#include "story/story.h"

#define DTL_SALIENCE_POOL 8 /* events looked at for each that is kept */

/**
 * dtl_salience_cut: keeps, in ascending order, the @top of @events that a chronology needs most.
 * @events: (inout): guint32, indices of events of @story; at least the %DTL_SALIENCE_POOL * @top most salient of all that are meant
 *
 * Returns: how many went
 */
guint dtl_salience_cut (const DtlStory *story, GArray *events, guint top);
