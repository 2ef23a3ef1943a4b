/* Which events of which articles are worth comparing. */
#pragma once

#include "story/kin.h"

/** DtlPairFunc: is told two numbers of units, the smaller one first */
typedef void (*DtlPairFunc) (guint32 a, guint32 b, gpointer data);

/** dtl_pairing_foreach: tells all pairs of units of one article, or of two that are kin, that may be told by words for one
 * thing: stem, synonym, class, or group of words used alike; each pair once, in the order of the articles */
void dtl_pairing_foreach (const DtlUnits *units, const DtlKin *kin, DtlPairFunc func, gpointer data);
