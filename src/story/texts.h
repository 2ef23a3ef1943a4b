/* Words of a text as weighted terms, to tell how much two texts speak of the same. */
#pragma once

#include "base/arena.h"

/** DtlTerm: digest of a stem, and its weight: hundredths of a natural logarithm of how rare it is, times how often */
typedef struct
{
  guint32 word;
  guint32 weight;
} DtlTerm;

/** DtlText: @terms: [n_terms], by digest; @norm: length of the vector */
typedef struct
{
  const DtlTerm *terms;
  guint32 n_terms;
  double norm;
} DtlText;

/** dtl_text_make: of @texts ([n_texts], each nullable), of the first words of all at most @words_max; in @arena */
DtlText dtl_text_make (DtlArena *arena, const char *const *texts, guint n_texts, guint words_max);
/** dtl_text_likeness: cosine of two texts, 0..100; 0 where one is empty */
guint dtl_text_likeness (const DtlText *a, const DtlText *b);
/** dtl_text_shared: sum of the weights of the words that stand in both, but for @but (nullable: a stem) */
guint dtl_text_shared (const DtlText *a, const DtlText *b, const char *but);
/** dtl_text_heaviest: digests of the @max heaviest terms into @words; how many there are */
guint dtl_text_heaviest (const DtlText *text, guint32 *words, guint max);
/** dtl_stem: a poor man's stem of @word (nullable), lower case: "attacks", "attacked", "attacking" are one; in @arena, interned */
const char *dtl_stem (DtlArena *arena, const char *word);
/** dtl_word_weight: hundredths of a natural logarithm of how rare a stem is: 19 for what is in most articles */
guint dtl_word_weight (const char *stem);
