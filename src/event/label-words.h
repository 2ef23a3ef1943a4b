/* Words of headlines: what is cut out of a sentence, and how the end of it is tidied. */
#pragma once

#include "event/stage.h"

/** LABEL_CHARS: a label fits a line of a picture */
#define LABEL_CHARS 72

/** dtl_label_third_person: (transfer full): "meets" of "meet" */
char *dtl_label_third_person (const char *lemma);

/** dtl_label_name: (transfer none): short name of @actor, the whole one where somebody met earlier has the short one as well:
 * "Marchetti marries Robert Marchetti" */
const char *dtl_label_name (const DtlEventStage *stage, guint32 actor);

/** dtl_label_is_agent: whether @actor does what @happening tells */
gboolean dtl_label_is_agent (const DtlHappening *happening, guint32 actor);

/** dtl_label_is_time: whether @token belongs to words that tell when; "two weeks' wages" tells how much */
gboolean dtl_label_is_time (const DtlEventStage *stage, guint32 token);

/** dtl_label_ends_at: whether @token is a mark that ends a clause or opens an aside */
gboolean dtl_label_ends_at (const DtlToken *token);

/** dtl_label_start: first word of a nominal or clause after its preposition, conjunction and opening marks */
guint32 dtl_label_start (const DtlTree *tree, guint32 head);

/**
 * dtl_label_append_words:
 * @happening: whose label it is; "his" is written out where he does not do it
 *
 * The words from @first to @last but those that tell the time, with white space as single blanks.
 */
void dtl_label_append_words (const DtlEventStage *stage, const DtlHappening *happening, guint32 first, guint32 last,
                             GString *out);

/** dtl_label_append_text: the subtree of @head from @first up to its first relative clause, apposition or aside */
void dtl_label_append_text (const DtlEventStage *stage, const DtlHappening *happening, guint32 head, guint32 first,
                            GString *out);

/** dtl_label_append_speech: at most eight words from @first, up to the first mark or @last */
void dtl_label_append_speech (const DtlEventStage *stage, const DtlHappening *happening, guint32 first, guint32 last,
                              GString *out);

/** dtl_label_tidy: first letter large, not too long, no small word or lone quotation mark at the end */
void dtl_label_tidy (GString *label);
