/* Subjects of infinitives and gerunds. */
#pragma once

#include "event/stage.h"

/** dtl_event_fill_controlled_subject: gives @happening, whose trigger is @verb, the subject that the happening above it has
 * for it; FALSE if the meaning of that does not tell, and syntax decides */
gboolean dtl_event_fill_controlled_subject (DtlEventStage *stage, DtlHappening *happening, guint32 verb);
