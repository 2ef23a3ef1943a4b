/*
 * What happens again and again: of "the strike" without a date an article means the one that there is, or the last one.
 *
 * The times of a word are the stretches of days that dated events of it fill, in the articles that are like the one that
 * asks; they are looked for once an article and word.
 */
#include "story/recurrences.h"

#include <stdlib.h>

#define DAYS_MAX 7 /* wider dates tell no time of their own */

typedef struct
{
  guint32 record;
  const char *stem; /* interned in the units */
} Asked;

typedef struct
{
  guint32 n;   /* times until the article */
  DtlDay last; /* day on which the last of them begins */
} Times;

struct _DtlRecurrences
{
  const DtlUnits *units;
  const DtlKin *kin;
  DtlArena *arena;     /* owned */
  GHashTable *of_stem; /* owned: stem → GArray (owned) of guint32, dated units by record */
  GHashTable *known;   /* owned: Asked → Times, both in the arena */
};

static const DtlUnit *
unit_at (const DtlUnits *units, guint32 i)
{
  return &g_array_index (units->all, DtlUnit, i);
}

static guint
hash_asked (gconstpointer key)
{
  const Asked *asked = key;

  return g_direct_hash (asked->stem) ^ (asked->record * 2654435761u);
}

static gboolean
equal_asked (gconstpointer a, gconstpointer b)
{
  const Asked *one = a, *other = b;

  return one->record == other->record && one->stem == other->stem;
}

DtlRecurrences *
dtl_recurrences_new (const DtlUnits *units, const DtlKin *kin)
{
  DtlRecurrences *recurrences = g_new0 (DtlRecurrences, 1);

  recurrences->units = units;
  recurrences->kin = kin;
  recurrences->arena = dtl_arena_new ();
  recurrences->of_stem = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  recurrences->known = g_hash_table_new (hash_asked, equal_asked);
  for (guint32 i = 0; i < units->all->len; i++)
    {
      const DtlUnit *unit = unit_at (units, i);
      GArray *list;

      dtl_spill_breathe (units->draft->story->spill);
      if (!unit->is_dated || dtl_unit_width (unit) > DAYS_MAX || unit->event->reality != DTL_REALITY_ACTUAL)
        continue;
      list = g_hash_table_lookup (recurrences->of_stem, unit->stem);
      if (list == NULL)
        {
          list = g_array_new (FALSE, FALSE, sizeof (guint32));
          g_hash_table_insert (recurrences->of_stem, (gpointer) unit->stem, list);
        }
      g_array_append_val (list, i);
    }
  return recurrences;
}

void
dtl_recurrences_free (DtlRecurrences *recurrences)
{
  if (recurrences == NULL)
    return;
  g_hash_table_unref (recurrences->of_stem);
  g_hash_table_unref (recurrences->known);
  dtl_arena_free (recurrences->arena);
  g_free (recurrences);
}

static gboolean
is_ahead (const DtlUnits *units, DtlDay day, guint32 record)
{
  return day > units->published[record].to;
}

/* Appends those that @record tells of @list to @days. */
static void
add_days (const DtlRecurrences *recurrences, const GArray *list, guint32 record, guint32 asking, GArray *days)
{
  guint low = 0, high = list->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (unit_at (recurrences->units, g_array_index (list, guint32, middle))->record < record)
        low = middle + 1;
      else
        high = middle;
    }
  for (; low < list->len; low++)
    {
      guint32 i = g_array_index (list, guint32, low);
      const DtlUnit *unit = unit_at (recurrences->units, i);

      if (unit->record != record)
        break;
      if (!is_ahead (recurrences->units, unit->earliest, asking))
        g_array_append_val (days, i);
    }
}

static int
compare_days (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const DtlUnit *one = unit_at (user_data, *(const guint32 *) a), *other = unit_at (user_data, *(const guint32 *) b);

  return one->earliest < other->earliest ? -1 : one->earliest > other->earliest;
}

static Times
find_times (const DtlRecurrences *recurrences, const char *stem, guint32 record)
{
  const GArray *list = g_hash_table_lookup (recurrences->of_stem, stem);
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (guint32));
  Times times = { 0, DTL_DAY_MIN };
  DtlDay end = DTL_DAY_MIN;
  guint n_kin = 0;
  const guint32 *kin = dtl_kin_of (recurrences->kin, record, &n_kin);

  if (list == NULL)
    return times;
  add_days (recurrences, list, record, record, days);
  for (guint i = 0; i < n_kin; i++)
    if (kin[i] != record)
      add_days (recurrences, list, kin[i], record, days);
  g_array_sort_with_data (days, compare_days, (gpointer) recurrences->units);
  for (guint i = 0; i < days->len; i++)
    {
      const DtlUnit *unit = unit_at (recurrences->units, g_array_index (days, guint32, i));

      if (times.n == 0 || unit->earliest > end)
        {
          times.n++;
          times.last = unit->earliest;
        }
      end = MAX (end, unit->latest);
    }
  return times;
}

static const Times *
times_of (DtlRecurrences *recurrences, const char *stem, guint32 record)
{
  Asked asked = { record, stem };
  const Times *times = g_hash_table_lookup (recurrences->known, &asked);

  if (times == NULL)
    {
      Times found = find_times (recurrences, stem, record);

      times = dtl_arena_memdup (recurrences->arena, &found, 1, sizeof found);
      g_hash_table_insert (recurrences->known, dtl_arena_memdup (recurrences->arena, &asked, 1, sizeof asked), (gpointer) times);
    }
  return times;
}

DtlTime
dtl_recurrences_time (DtlRecurrences *recurrences, const DtlUnit *dated, guint32 record)
{
  const Times *times;

  if (!recurrences->units->published[record].is_known || is_ahead (recurrences->units, dated->earliest, record))
    return DTL_TIME_UNKNOWN;
  if (dtl_unit_width (dated) > DAYS_MAX)
    return DTL_TIME_WIDE;
  times = times_of (recurrences, dated->stem, record);
  if (times->n <= 1)
    return DTL_TIME_ONLY;
  return dated->latest >= times->last ? DTL_TIME_LAST : DTL_TIME_EARLIER;
}

DtlTime
dtl_recurrences_compare (DtlRecurrences *recurrences, const DtlUnit *a, const DtlUnit *b)
{
  const DtlPublished *published = recurrences->units->published;
  const Times *one, *other;

  if (a->stem != b->stem || !published[a->record].is_known || !published[b->record].is_known)
    return DTL_TIME_UNKNOWN;
  one = times_of (recurrences, a->stem, a->record);
  other = times_of (recurrences, a->stem, b->record);
  if (one->n == 0 && other->n == 0)
    return DTL_TIME_UNKNOWN;
  if (one->n == 0 || other->n == 0)
    return DTL_TIME_OTHER;
  return one->last == other->last ? DTL_TIME_SAME : DTL_TIME_OTHER;
}
