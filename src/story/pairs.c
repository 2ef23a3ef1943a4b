/* Linear probing in a table of a power of two, at most half full; multiplication by the golden ratio spreads the keys. */
#include "story/pairs.h"

#define EMPTY G_MAXUINT64
#define SIZE_MIN 64

struct _DtlPairs
{
  guint64 *keys; /* owned: [size] */
  gsize size;
  gsize n;
};

DtlPairs *
dtl_pairs_new (void)
{
  return g_new0 (DtlPairs, 1);
}

void
dtl_pairs_free (DtlPairs *pairs)
{
  if (pairs == NULL)
    return;
  g_free (pairs->keys);
  g_free (pairs);
}

static guint64
key_of (guint32 a, guint32 b)
{
  return (guint64) a << 32 | b;
}

/* Where @key is, or would be put. */
static gsize
slot_of (const DtlPairs *pairs, guint64 key)
{
  guint64 hash = key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  gsize i = (hash ^ hash >> 29) & (pairs->size - 1);

  while (pairs->keys[i] != EMPTY && pairs->keys[i] != key)
    i = (i + 1) & (pairs->size - 1);
  return i;
}

static void
grow (DtlPairs *pairs)
{
  g_autofree guint64 *old = pairs->keys;
  gsize old_size = pairs->size;

  pairs->size = MAX (old_size * 2, SIZE_MIN);
  pairs->keys = g_new (guint64, pairs->size);
  for (gsize i = 0; i < pairs->size; i++)
    pairs->keys[i] = EMPTY;
  for (gsize i = 0; i < old_size; i++)
    if (old[i] != EMPTY)
      pairs->keys[slot_of (pairs, old[i])] = old[i];
}

gboolean
dtl_pairs_add (DtlPairs *pairs, guint32 a, guint32 b)
{
  gsize i;

  if (pairs->n * 2 >= pairs->size)
    grow (pairs);
  i = slot_of (pairs, key_of (a, b));
  if (pairs->keys[i] != EMPTY)
    return FALSE;
  pairs->keys[i] = key_of (a, b);
  pairs->n++;
  return TRUE;
}

gboolean
dtl_pairs_has (const DtlPairs *pairs, guint32 a, guint32 b)
{
  return pairs->size > 0 && pairs->keys[slot_of (pairs, key_of (a, b))] != EMPTY;
}
