/* The direction in which a time lies, read off the verb that governs it. */
#pragma once

#include "document/document.h"
#include "timex/construct.h"

/** timex_tense_of: by heads and tags where syntax has left them; else by the nearest verb form of the sentence, to the
 * left first, since English adverbials follow their verb ("He said Friday that …"). @sure (out): whether the verb is the
 * one on which the parse hangs the time, through no noun or adjective, or stands right before the time */
TimexTense timex_tense_of (const DtlDocument *document, const DtlTime *time, gboolean *sure);
/** timex_is_before_past: whether the verb above @time, or that of a clause it stands in, looks back from the past it tells
 * of ("who had invaded in 1943"); needs a parse */
gboolean timex_is_before_past (const DtlDocument *document, const DtlTime *time);
