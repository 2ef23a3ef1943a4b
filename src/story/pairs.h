/* A set of pairs of 32-bit numbers: open addressing, because a story has millions of them. */
#pragma once

#include <glib.h>

typedef struct _DtlPairs DtlPairs;

DtlPairs *dtl_pairs_new (void);
void dtl_pairs_free (DtlPairs *pairs);
/** dtl_pairs_add: FALSE if the pair was there already. The pair of twice %G_MAXUINT32 cannot be kept. */
gboolean dtl_pairs_add (DtlPairs *pairs, guint32 a, guint32 b);
gboolean dtl_pairs_has (const DtlPairs *pairs, guint32 a, guint32 b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlPairs, dtl_pairs_free)
