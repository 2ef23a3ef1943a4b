/* Articles that are about the same, found by the words that weigh most in them. */
#pragma once

#include "story/units.h"

typedef struct _DtlKin DtlKin;

/**
 * dtl_kin_new: (transfer full): finds for every article those that are most alike and were not written far apart
 * @widely: also those that merging does not compare, from which the likeness learns what is not one
 *
 * An inverted index of the heaviest words of each article, of which the nearest in time are looked at; near-linear.
 */
DtlKin *dtl_kin_new (const DtlUnits *units, gboolean widely);
void dtl_kin_free (DtlKin *kin);
/** dtl_kin_of: (transfer none): [@n] records whose articles are like that of @record, by number */
const guint32 *dtl_kin_of (const DtlKin *kin, guint32 record, guint *n);
/** dtl_kin_has: whether @other is among those of @record */
gboolean dtl_kin_has (const DtlKin *kin, guint32 record, guint32 other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlKin, dtl_kin_free)
