/* How sure the program is of what it tells. */
#pragma once

#include "event/stage.h"

/** DtlSignFunc: one sign of how well a mention is founded, a key of confidence.tsv or a word that the table leaves out */
typedef void (*DtlSignFunc) (const char *sign, gpointer data);

/** dtl_confidence_signs: gives @add every sign of @happening once; bounded work whatever the length of the sentence */
void dtl_confidence_signs (const DtlEventStage *stage, const DtlHappening *happening, DtlSignFunc add, gpointer data);
/** dtl_confidence_of_sum: the probability that belongs to a sum of weights in thousandths, to four decimals */
double dtl_confidence_of_sum (gint sum);
/** dtl_event_confidence: the probability that the mention is right as told */
double dtl_event_confidence (const DtlEventStage *stage, const DtlHappening *happening);
