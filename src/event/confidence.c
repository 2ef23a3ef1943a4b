/* How sure the program is of what it tells. */
#include "event/confidence.h"

/* How sure: listed verbs with own subjects most, nouns and unlisted verbs less, headlines and guesses at the subject
 * less again. */
double
dtl_event_confidence (const DtlEventStage *stage, const DtlHappening *happening)
{
  double confidence = happening->is_nominal ? 0.75 : 0.9;

  if (happening->frame.flags & DTL_FRAME_GENERIC)
    confidence *= 0.6;
  if (happening->is_weak)
    confidence *= 0.85;
  if (happening->arguments->len == 0)
    confidence *= 0.7;
  else if (g_array_index (happening->arguments, DtlArgument, 0).implicit)
    confidence *= 0.9;
  if (dtl_document_sentence (stage->document, happening->sentence)->kind == DTL_SENTENCE_HEADING)
    confidence *= 0.5;
  return confidence;
}
