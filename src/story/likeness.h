/* The signs by which two events of two articles are told to be one happening, and what they weigh. */
#pragma once

#include "story/units.h"

/** DtlLikenessFunc: is told the name of a sign that holds, a key of merging.tsv */
typedef void (*DtlLikenessFunc) (const char *sign, gpointer data);

/** dtl_likeness_is_possible: whether two are worth weighing: they share word, class, or much of their sentence */
gboolean dtl_likeness_is_possible (const DtlUnit *a, const DtlUnit *b);
/** dtl_likeness_signs: every sign that holds for two units, each once */
void dtl_likeness_signs (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, DtlLikenessFunc add, gpointer data);
/** dtl_likeness_score: thousandths of a natural logarithm of the odds that two are one; anything less where it is below @least */
gint dtl_likeness_score (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, gint least);
/** dtl_likeness_reason: the weightiest signs that hold, "+" before what speaks for it; appended to @out */
void dtl_likeness_reason (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, GString *out);
/** dtl_likeness_load: [dtl_likeness_n_signs ()] the weights of all signs, in @arena */
const gint *dtl_likeness_load (DtlArena *arena);
