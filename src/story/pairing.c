/* The keys of the events of each article, sorted; two articles are joined as two sorted lists are. */
#include "story/pairing.h"

#include <stdlib.h>
#include <string.h>

#define WORD_BYTES 5 /* of a stem: what begins alike may be akin */

typedef struct
{
  guint32 key;
  guint32 unit;
} Key;

typedef struct
{
  const DtlUnits *units;
  GArray *keys;   /* owned: Key, by record, then by key */
  guint32 *first; /* owned: [n_records + 1] keys of each */
  GArray *found;  /* owned: guint64, pairs of the two that are compared */
} Pairing;

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const Key *one = a, *other = b;

  if (one->key != other->key)
    return one->key < other->key ? -1 : 1;
  return one->unit < other->unit ? -1 : one->unit > other->unit;
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  guint64 one = *(const guint64 *) a, other = *(const guint64 *) b;

  return one < other ? -1 : one > other;
}

/* FNV-1a; @kind keeps the key of a class apart from that of a word. */
static void
add_key (Pairing *pairing, guint32 unit, char kind, const char *text, gsize length)
{
  Key key = { (2166136261u ^ (guchar) kind) * 16777619u, unit };

  for (gsize i = 0; i < length && text[i]; i++)
    key.key = (key.key ^ (guchar) text[i]) * 16777619u;
  g_array_append_val (pairing->keys, key);
}

static void
add_keys (Pairing *pairing, guint32 number)
{
  const DtlUnit *unit = &g_array_index (pairing->units->all, DtlUnit, number);

  for (guint i = 0; i < unit->n_stems; i++)
    {
      add_key (pairing, number, 's', unit->stems[i], WORD_BYTES);
      if (unit->meanings[i])
        add_key (pairing, number, 'm', unit->meanings[i], G_MAXSIZE);
    }
  for (guint i = 0; unit->meaning && i < DTL_MEANING_GROUPS; i++)
    {
      Key key = { unit->meaning->groups[i], number };

      g_array_append_val (pairing->keys, key);
    }
  if (!unit->is_background)
    add_key (pairing, number, 'c', unit->event_class, G_MAXSIZE);
}

static void
list_keys (Pairing *pairing, guint32 n_records)
{
  guint32 unit = 0;

  for (guint32 r = 0; r < n_records; r++)
    {
      guint first = pairing->keys->len;

      pairing->first[r] = first;
      for (; unit < pairing->units->all->len && g_array_index (pairing->units->all, DtlUnit, unit).record == r; unit++)
        add_keys (pairing, unit);
      if (pairing->keys->len > first)
        qsort (&g_array_index (pairing->keys, Key, first), pairing->keys->len - first, sizeof (Key), compare_keys);
    }
  pairing->first[n_records] = pairing->keys->len;
}

static guint
run_of (const Key *keys, guint n)
{
  guint i = 1;

  while (i < n && keys[i].key == keys[0].key)
    i++;
  return i;
}

static void
find_pairs (Pairing *pairing, guint32 a, guint32 b)
{
  const Key *one = &g_array_index (pairing->keys, Key, pairing->first[a]);
  const Key *two = &g_array_index (pairing->keys, Key, pairing->first[b]);
  const Key *end_one = one + (pairing->first[a + 1] - pairing->first[a]);
  const Key *end_two = two + (pairing->first[b + 1] - pairing->first[b]);

  while (one < end_one && two < end_two)
    {
      guint n_one = run_of (one, end_one - one), n_two = run_of (two, end_two - two);
      gboolean same = one->key == two->key, is_before = one->key < two->key;

      for (guint i = 0; same && i < n_one; i++)
        for (guint j = 0; j < n_two; j++)
          {
            guint64 pair = (guint64) MIN (one[i].unit, two[j].unit) << 32 | MAX (one[i].unit, two[j].unit);

            if (one[i].unit != two[j].unit)
              g_array_append_val (pairing->found, pair);
          }
      one += same || is_before ? n_one : 0;
      two += same || !is_before ? n_two : 0;
    }
}

static void
tell_pairs (Pairing *pairing, guint32 a, guint32 b, DtlPairFunc func, gpointer data)
{
  guint64 last = G_MAXUINT64;

  g_array_set_size (pairing->found, 0);
  find_pairs (pairing, a, b);
  g_array_sort (pairing->found, compare_pairs);
  for (guint i = 0; i < pairing->found->len; i++)
    {
      guint64 pair = g_array_index (pairing->found, guint64, i);

      if (pair != last)
        func (pair >> 32, (guint32) pair, data);
      last = pair;
    }
}

void
dtl_pairing_foreach (const DtlUnits *units, const DtlKin *kin, DtlPairFunc func, gpointer data)
{
  guint32 n_records = units->draft->story->records->len;
  Pairing pairing = { units, g_array_new (FALSE, FALSE, sizeof (Key)), g_new0 (guint32, n_records + 1),
                      g_array_new (FALSE, FALSE, sizeof (guint64)) };

  list_keys (&pairing, n_records);
  for (guint32 r = 0; r < n_records; r++)
    {
      guint n;
      const guint32 *others = dtl_kin_of (kin, r, &n);

      tell_pairs (&pairing, r, r, func, data);
      for (guint i = 0; i < n; i++)
        if (others[i] > r || !dtl_kin_has (kin, others[i], r))
          tell_pairs (&pairing, r, others[i], func, data);
    }
  g_array_unref (pairing.keys);
  g_array_unref (pairing.found);
  g_free (pairing.first);
}
