/* Where in the text of a document its events are told: what the formats of annotations put a name on. */
#pragma once

#include <dateline/dateline.h>

#include "document/document.h"

/**
 * DtlMark: the words that tell of an event, in the order of the text.
 * @event, @mention: in the record; @event is DTL_NONE of a word that only says that somebody says so
 * @saying: number of the saying that its words open, or DTL_NONE
 * @first, @n: tokens
 */
typedef struct
{
  guint32 event;
  guint32 mention;
  guint32 saying;
  guint32 first;
  guint32 n;
} DtlMark;

/** dtl_marks_new: (transfer full) (element-type DtlMark): all mentions, and the verbs of sayings that are none; n log n */
GArray *dtl_marks_new (const DtlDocument *document);
/** dtl_marks_first_from: number of the first mark that begins at token @token or a later one, or marks->len; O(log n) */
guint32 dtl_marks_first_from (const GArray *marks, guint32 token);
/** dtl_marks_find: number of the first mark that begins at token @token, or DTL_NONE; O(log n) */
guint32 dtl_marks_find (const GArray *marks, guint32 token);
/** dtl_mark_mention: (nullable): NULL for a word that only says that somebody says so */
const DtlMention *dtl_mark_mention (const DtlDocument *document, const DtlMark *mark);
/** dtl_mark_event: (nullable): likewise */
const DtlEvent *dtl_mark_event (const DtlDocument *document, const DtlMark *mark);
/** dtl_marks_count_losses: what no format of annotations holds: places and quantities of events, and offices; @losses may be NULL */
void dtl_marks_count_losses (const DtlDocument *document, DtlLosses *losses);
/** dtl_event_relation_to_publication: (nullable): how the date of @event stands to the day of publication where that is certain: "BEFORE",
 * "AFTER", "IS_INCLUDED", "INCLUDES"; the words of TimeML */
const char *dtl_event_relation_to_publication (const DtlDocument *document, const DtlEvent *event);
/** dtl_link_relation: the word of TimeML for the relation of a link: "is_included" → "IS_INCLUDED" */
const char *dtl_link_relation (const DtlLink *link);
