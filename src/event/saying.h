/* What the files that find sayings share. */
#pragma once

#include "event/quotation.h"
#include "event/stage.h"

/**
 * DtlSayingFinder:
 * @quotation_at: [n_tokens] quotation around the token, or DTL_NONE
 * @owner: [quotations->len] saying that the quotation is content of, or DTL_NONE
 */
typedef struct
{
  DtlEventStage *stage;
  GArray *quotations; /* owned: DtlQuotation */
  guint32 *quotation_at;
  guint32 *owner;
} DtlSayingFinder;

/** dtl_saying_add_content: adds what the cue @saying->cue, which takes @takes (cues.tsv), says; FALSE if nothing is found.
 * @stop: the word under which nothing is content: the cue, or the one who is behind "according to". O(words of the sentence) */
gboolean dtl_saying_add_content (DtlSayingFinder *finder, DtlSaying *saying, guint32 stop, const char *takes);
/** dtl_saying_continue_quotations: gives quotations without a cue of their own to the saying that they go on with */
void dtl_saying_continue_quotations (DtlSayingFinder *finder);
/** dtl_saying_set_source: who says it: the phrase that @token heads, or DTL_NONE */
void dtl_saying_set_source (const DtlEventStage *stage, DtlSaying *saying, guint32 token);
/** dtl_saying_find_labelled: adds what the layout says is said by somebody at sentence @number: "Orr: …", "“…” — Orr" */
void dtl_saying_find_labelled (DtlSayingFinder *finder, guint32 number);
/** dtl_saying_find_row: the row of cues.tsv for @key as @part of speech; FALSE if there is none */
gboolean dtl_saying_find_row (const char *key, const char *part, const char *const **row);
/** dtl_saying_goes_on: whether the verb @token goes on with what was said before: ", adding that …" */
gboolean dtl_saying_goes_on (const DtlTree *tree, guint32 token);
