/* An event as an entry of somebody else's timeline: its headline, date and source in words. */
#pragma once

#include "export/scene.h"

/** dtl_entry_headline: (transfer full): "Kuleba meets Lavrov (planned)"; a clean line, never empty */
char *dtl_entry_headline (const DtlEvent *event);
/** dtl_entry_when: (transfer full): "10 Mar 2022", "~Mar 2022", "by 12 Mar 2022 (inferred)"; "undated" */
char *dtl_entry_when (const DtlEvent *event);
/** dtl_entry_evidence: (nullable) (transfer none): the first sentence that states it */
const DtlEvidence *dtl_entry_evidence (const DtlEvent *event);
/** dtl_entry_uri: (nullable) (transfer none): address of the article of that sentence, if it is one of the web */
const char *dtl_entry_uri (const DtlScene *scene, const DtlEvent *event);
/** dtl_entry_source: (transfer full): "CNN, 12 Mar 2022: title"; "" if unknown */
char *dtl_entry_source (const DtlScene *scene, const DtlEvent *event);
/** dtl_entry_note: (transfer full): several lines: when in words, where, who, what vouches, the sentence, its source */
char *dtl_entry_note (const DtlScene *scene, const DtlEvent *event);
/** dtl_entry_names: (transfer full): names of those who take part, joined by @separator */
char *dtl_entry_names (const DtlScene *scene, const DtlEvent *event, const char *separator);
/** dtl_entry_count_mentions: counts the mentions of @event that a format of one sentence an event leaves out */
void dtl_entry_count_mentions (const DtlEvent *event, DtlLosses *losses);
/** dtl_entry_family: the word of the event's family, "other" if it has none */
const char *dtl_entry_family (const DtlEvent *event);
