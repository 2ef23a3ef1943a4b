/* Readings of atoms that are figures or number words. */
#pragma once

#include "timex/atoms.h"

/** timex_figures_read: adds to @atom, which starts with a digit, what its figures can be. @is_tail: letters of the same word
 * stand right before ("BA2010") */
void timex_figures_read (TimexAtom *atom, gboolean is_tail);
/** timex_figures_read_numbers: adds to atom @i what the number phrase that starts there can be ("twenty-five") */
void timex_figures_read_numbers (GArray *atoms, guint i);
/** timex_figures_join: adds to atom @i what it is together with the next ones, once each of them has been read: "2021-03",
 * "seven thirty" */
void timex_figures_join (GArray *atoms, guint i);
