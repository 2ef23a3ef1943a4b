/* Numbers in figures and words, over atoms whose words have been read. */
#pragma once

#include "timex/atoms.h"

/** timex_number_read: the number phrase that starts at atom @i ("25", "2.5", "two hundred", "two and a half"), in
 * hundredths. Returns: its atoms, 0 when there is none */
guint timex_number_read (GArray *atoms, guint i, gint32 *hundredths);
/** timex_year_words_read: "nineteen ninety-six", "two thousand ten" */
guint timex_year_words_read (GArray *atoms, guint i, gint32 *year);
/** timex_ordinal_read: "twenty-first"; ordinals of one word come from the tables */
guint timex_ordinal_read (GArray *atoms, guint i, gint32 *value);
