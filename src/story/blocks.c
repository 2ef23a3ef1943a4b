/* Linear probing in a table of a power of two, at most three quarters full; lists of powers of two in segments. */
#include "story/blocks.h"

#define SIZE_MIN 64
#define SEGMENT 65536 /* elements */
#define N_SIZES 8     /* 1, 2, 4 … DTL_BLOCK_MAX elements */
#define NO_LIST G_MAXUINT32

G_STATIC_ASSERT (1 << (N_SIZES - 1) == DTL_BLOCK_MAX);

/* An entry of the table; free when @n is 0. */
typedef struct
{
  guint64 key;
  guint32 at;   /* of the first element of its list in the pool */
  guint8 n;
  guint8 size;  /* its list has room for 1 << size */
  guint8 start; /* of a ring that is full: the oldest */
} Block;

struct _DtlBlocks
{
  Block *table;        /* owned: [size] */
  gsize size;
  gsize n;
  GPtrArray *segments; /* owned: DtlFiled [SEGMENT] */
  guint32 used;        /* elements of the last segment */
  guint32 unused[N_SIZES]; /* first of the lists of each size that were given up; the next is told in their cluster */
};

DtlBlocks *
dtl_blocks_new (void)
{
  DtlBlocks *blocks = g_new0 (DtlBlocks, 1);

  blocks->segments = g_ptr_array_new_with_free_func (g_free);
  blocks->used = SEGMENT;
  for (guint i = 0; i < N_SIZES; i++)
    blocks->unused[i] = NO_LIST;
  return blocks;
}

void
dtl_blocks_free (DtlBlocks *blocks)
{
  if (blocks == NULL)
    return;
  g_free (blocks->table);
  g_ptr_array_unref (blocks->segments);
  g_free (blocks);
}

/* ---- lists ---- */

static DtlFiled *
list_at (const DtlBlocks *blocks, guint32 at)
{
  return (DtlFiled *) blocks->segments->pdata[at / SEGMENT] + at % SEGMENT;
}

/* A list of 1 << @size elements. What is left of a segment goes with it; all sizes divide it. */
static guint32
take_list (DtlBlocks *blocks, guint size)
{
  guint32 at = blocks->unused[size];

  if (at != NO_LIST)
    {
      blocks->unused[size] = list_at (blocks, at)->cluster;
      return at;
    }
  if (blocks->used + (1u << size) > SEGMENT)
    {
      g_ptr_array_add (blocks->segments, g_new (DtlFiled, SEGMENT));
      blocks->used = 0;
    }
  at = (blocks->segments->len - 1) * SEGMENT + blocks->used;
  blocks->used += 1u << size;
  return at;
}

static void
widen (DtlBlocks *blocks, Block *block)
{
  guint32 wider = take_list (blocks, block->size + 1);

  for (guint i = 0; i < block->n; i++)
    list_at (blocks, wider)[i] = list_at (blocks, block->at)[i];
  list_at (blocks, block->at)->cluster = blocks->unused[block->size];
  blocks->unused[block->size] = block->at;
  block->at = wider;
  block->size++;
}

/* ---- the table ---- */

/* Where @key is, or would be put. Keys are digests already. */
static Block *
block_of (const DtlBlocks *blocks, guint64 key)
{
  gsize i = (key ^ key >> 32) & (blocks->size - 1);

  while (blocks->table[i].n > 0 && blocks->table[i].key != key)
    i = (i + 1) & (blocks->size - 1);
  return &blocks->table[i];
}

static void
grow (DtlBlocks *blocks)
{
  g_autofree Block *old = blocks->table;
  gsize old_size = blocks->size;

  blocks->size = MAX (old_size * 2, SIZE_MIN);
  blocks->table = g_new0 (Block, blocks->size);
  for (gsize i = 0; i < old_size; i++)
    if (old[i].n > 0)
      *block_of (blocks, old[i].key) = old[i];
}

static guint
last_of (const Block *block)
{
  return block->n < DTL_BLOCK_MAX ? block->n - 1 : (block->start + DTL_BLOCK_MAX - 1) % DTL_BLOCK_MAX;
}

void
dtl_blocks_add (DtlBlocks *blocks, guint64 key, DtlFiled filed)
{
  Block *block;

  if (blocks->n * 4 >= blocks->size * 3)
    grow (blocks);
  block = block_of (blocks, key);
  if (block->n == 0)
    {
      *block = (Block) { .key = key, .at = take_list (blocks, 0) };
      blocks->n++;
    }
  else if (list_at (blocks, block->at)[last_of (block)].cluster == filed.cluster)
    return;
  if (block->n == DTL_BLOCK_MAX)
    {
      list_at (blocks, block->at)[block->start] = filed;
      block->start = (block->start + 1) % DTL_BLOCK_MAX;
      return;
    }
  if (block->n == 1u << block->size)
    widen (blocks, block);
  list_at (blocks, block->at)[block->n++] = filed;
}

const DtlFiled *
dtl_blocks_find (const DtlBlocks *blocks, guint64 key, guint *n)
{
  const Block *block = blocks->size > 0 ? block_of (blocks, key) : NULL;

  *n = block ? block->n : 0;
  return *n > 0 ? list_at (blocks, block->at) : NULL;
}
