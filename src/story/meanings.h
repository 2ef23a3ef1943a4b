/* Which words are used alike (word_meanings.tsv). */
#pragma once

#include "base/arena.h"

#define DTL_MEANING_WIDTH 40
#define DTL_MEANING_GROUPS 3

/** DtlMeaning: where a word stands among others. @groups: of words that it is nearest to, the nearest first */
typedef struct
{
  gint8 direction[DTL_MEANING_WIDTH];
  guint16 groups[DTL_MEANING_GROUPS];
  double norm;
} DtlMeaning;

/** dtl_meaning_find: (nullable): of a stem, in @arena; NULL for one that is not in the table */
const DtlMeaning *dtl_meaning_find (DtlArena *arena, const char *stem);
/** dtl_meaning_likeness: cosine of two (nullable), 0..100; 0 where one is not known */
guint dtl_meaning_likeness (const DtlMeaning *a, const DtlMeaning *b);
