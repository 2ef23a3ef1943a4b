/*
 * Clusters filed under keys, of each key the latest.
 *
 * A story of a million events has ten million keys, most of them with one cluster: an entry is sixteen bytes in a table,
 * its clusters lie together in a pool, and of a key that everybody shares only the last DTL_BLOCK_MAX are kept, in a ring.
 */
#pragma once

#include <glib.h>

#define DTL_BLOCK_MAX 128

/** DtlFiled: @cluster, and a day by which its reader may pass it over without looking at it */
typedef struct
{
  guint32 cluster;
  gint32 day;
} DtlFiled;

typedef struct _DtlBlocks DtlBlocks;

DtlBlocks *dtl_blocks_new (void);
void dtl_blocks_free (DtlBlocks *blocks);
/** dtl_blocks_add: files @filed under @key, unless the one filed there last is of the same cluster */
void dtl_blocks_add (DtlBlocks *blocks, guint64 key, DtlFiled filed);
/** dtl_blocks_find: (transfer none) (nullable): [@n] those filed under @key, in no particular order; till the next is added */
const DtlFiled *dtl_blocks_find (const DtlBlocks *blocks, guint64 key, guint *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlBlocks, dtl_blocks_free)
