/* The body of an article that comes as a value: of an element, of a field, of a part of a mail. */
#pragma once

#include "ingest/draft.h"

/** dtl_draft_append_value: @text is markup of web pages, perhaps escaped once too often, or plain: fills the text of
 * @draft, which must have none, with its title and the prose in it */
void dtl_draft_append_value (DtlDraft *draft, const char *text);
