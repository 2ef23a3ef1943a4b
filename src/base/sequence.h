/* Keeping links between happenings free of contradictions. */
#pragma once

#include <dateline/dateline.h>

/**
 * DtlOrderLink: a temporal relation between two events.
 * @relation: "before", "after", "simultaneous", "includes" or "is_included", of @event to @other
 * @confidence: 0 to 1; the surer of two that contradict each other is kept
 * @token: the word that says so
 */
typedef struct
{
  guint32 event;
  guint32 other;
  const char *relation; /* static */
  double confidence;
  guint32 token;
} DtlOrderLink;

/**
 * dtl_sequence_keep_consistent: sorts @links (DtlOrderLink, between events 0 … @n_events - 1) by confidence and
 * removes those that contradict surer ones, under closure; they are appended to @dropped. A link of an event to itself
 * contradicts itself unless it says simultaneous. Time: links × ends reached, at most a fixed number for each.
 */
void dtl_sequence_keep_consistent (GArray *links, guint32 n_events, GArray *dropped);

/** dtl_sequence_is_relation: whether @relation is one that a link can have */
gboolean dtl_sequence_is_relation (const char *relation);
