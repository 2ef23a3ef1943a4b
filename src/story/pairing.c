/* The keys of the events of each article, sorted; two articles are joined as two sorted lists are. */
#include "story/pairing.h"

#include <string.h>

#define WORD_BYTES 5 /* of a stem: what begins alike may be akin */

typedef struct
{
  guint32 key;
  guint32 unit;
} Key;

/* The keys of one record, sorted */
typedef struct
{
  const Key *all; /* of the arena */
  guint n;
} Keys;

typedef struct
{
  const DtlUnits *units;
  DtlArena *arena; /* owned */
  Keys *keys;      /* [n_records] of the arena */
  GArray *found;   /* owned: guint64, pairs of the two that are compared */
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
add_key (GArray *keys, guint32 unit, char kind, const char *text, gsize length)
{
  Key key = { (2166136261u ^ (guchar) kind) * 16777619u, unit };

  for (gsize i = 0; i < length && text[i]; i++)
    key.key = (key.key ^ (guchar) text[i]) * 16777619u;
  g_array_append_val (keys, key);
}

static void
add_keys (const DtlUnit *unit, guint32 number, GArray *keys)
{
  for (guint i = 0; i < unit->n_stems; i++)
    {
      add_key (keys, number, 's', unit->stems[i], WORD_BYTES);
      if (unit->meanings[i])
        add_key (keys, number, 'm', unit->meanings[i], G_MAXSIZE);
    }
  for (guint i = 0; unit->meaning && i < DTL_MEANING_GROUPS; i++)
    {
      Key key = { unit->meaning->groups[i], number };

      g_array_append_val (keys, key);
    }
  if (!unit->is_background)
    add_key (keys, number, 'c', unit->event_class, G_MAXSIZE);
}

static void
list_keys (Pairing *pairing, guint32 n_records)
{
  const GArray *units = pairing->units->all;
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (Key));
  guint32 unit = 0;

  for (guint32 r = 0; r < n_records; r++, dtl_arena_breathe (pairing->arena))
    {
      g_array_set_size (keys, 0);
      for (; unit < units->len && g_array_index (units, DtlUnit, unit).record == r; unit++)
        add_keys (&g_array_index (units, DtlUnit, unit), unit, keys);
      g_array_sort (keys, compare_keys);
      pairing->keys[r] = (Keys) { dtl_arena_memdup (pairing->arena, keys->data, keys->len, sizeof (Key)), keys->len };
    }
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
  const Key *one = pairing->keys[a].all, *end_one = one + pairing->keys[a].n;
  const Key *two = pairing->keys[b].all, *end_two = two + pairing->keys[b].n;

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
  Pairing pairing = { units, dtl_arena_new_in (units->draft->story->spill), NULL, g_array_new (FALSE, FALSE, sizeof (guint64)) };

  pairing.keys = dtl_arena_new0 (pairing.arena, Keys, n_records);
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
  g_array_unref (pairing.found);
  dtl_arena_free (pairing.arena);
}
