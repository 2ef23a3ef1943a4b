/* Clustering of what is linked pair by pair: the pair of clusters whose links are best on average is joined first. */
#pragma once

#include "base/arena.h"

typedef struct _DtlLinkage DtlLinkage;

/** DtlBond: how two clusters hang together. @score: mean over their pairs; @one, @two: the best of those pairs */
typedef struct
{
  guint32 other;
  gint score;
  guint32 one;
  guint32 two;
} DtlBond;

/** DtlBondFunc: is shown a link of cluster @a */
typedef void (*DtlBondFunc) (guint32 a, const DtlBond *link, gpointer data);
/** DtlMayJoin: whether clusters @a and @link->other may become one; if so, they do, under the smaller number */
typedef gboolean (*DtlMayJoin) (guint32 a, const DtlBond *link, gpointer data);

/** dtl_linkage_new: (transfer full): of clusters 0 … @n - 1
 * @missing: score of a pair that was not added
 * @least: score below which a link neither joins nor is asked for; clusters that have only such are left alone
 * @spill: (nullable): where it may lie */
DtlLinkage *dtl_linkage_new (guint32 n, gint missing, gint least, DtlSpill *spill);
void dtl_linkage_free (DtlLinkage *linkage);
/** dtl_linkage_set_size: how many members cluster @a has; 1 unless told */
void dtl_linkage_set_size (DtlLinkage *linkage, guint32 a, guint32 size);
/** dtl_linkage_add: members @one of @a and @two of @b, which is another cluster, go together by @score; %G_MININT: never */
void dtl_linkage_add (DtlLinkage *linkage, guint32 a, guint32 b, gint score, guint32 one, guint32 two);
/**
 * dtl_linkage_run: joins clusters as long as a link is above 0 and @may_join allows it; once
 *
 * Average linkage (Sokal and Michener, 1958) over sparse pairs, with a heap whose entries go stale: n log n in the number of
 * pairs. Equal links are taken by the numbers of their clusters.
 */
void dtl_linkage_run (DtlLinkage *linkage, DtlMayJoin may_join, gpointer data);
/** dtl_linkage_foreach: shows the links that cluster @a has now, by the number of the other */
void dtl_linkage_foreach (DtlLinkage *linkage, guint32 a, DtlBondFunc func, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlLinkage, dtl_linkage_free)
