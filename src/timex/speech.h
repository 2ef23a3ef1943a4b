/* Whose words a time stands in: what is said counts from the day on which it was said. */
#pragma once

#include "document/document.h"
#include "timex/construct.h"

/** timex_is_saying_time: whether @time says when something was said: "told reporters on Monday", "On Monday, he said" */
gboolean timex_is_saying_time (const DtlDocument *document, const DtlTime *time);
/** timex_is_quoted: whether @time stands between quotation marks */
gboolean timex_is_quoted (const DtlDocument *document, const DtlTime *time);
/** timex_speaks_for_itself: whether @time, under a verb in @tense, may count from another day than that of writing because
 * somebody says it: "He said on Monday he would leave tomorrow" */
gboolean timex_speaks_for_itself (const DtlDocument *document, const DtlTime *time, TimexTense tense);
