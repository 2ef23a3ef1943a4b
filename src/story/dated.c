/*
 * Dated events of many articles made one, by rules.
 *
 * Events are taken finest date first, and each joins the happening that it agrees with best, or founds one. A happening
 * keeps the days that all its dates share, one dated event an article at most, and refuses whoever contradicts a member: a
 * vague "this week" cannot pull Monday's meeting and Friday's together, and an event that fits two happenings equally
 * well joins neither.
 *
 * Only those that share a participant or its state (or place, or sentence), the action and a day are ever compared, so
 * that the work stays near n log n.
 */
#include "story/happenings.h"

#include <string.h>

#include "story/blocks.h"

#define MEMBERS_MAX 8  /* of a happening that are compared */
#define MARGIN 4       /* by which one of two recurrences must fit better */
#define POINT 100      /* thousandths that a point of the rules is told as */
#define REFUSED G_MININT
#define FINE_DAYS 7    /* dates up to this wide are filed under each of their days, others under months */

typedef struct
{
  DtlHappenings *happenings;
  DtlBlocks *blocks; /* owned: happenings under what their members have in common with others */
} Placing;

typedef struct
{
  guint32 happening;
  gint score;
} Candidate;

/* ---- keys ---- */

/* The finaliser of splitmix64. */
static guint64
mix (guint64 a, guint64 b)
{
  guint64 x = a * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + b;

  x = (x ^ x >> 30) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ x >> 27) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ x >> 31;
}

enum
{
  FILED_BY_DAY,
  FILED_BY_MONTH,
  FILED_BY_PERIOD,
  FILED_BY_SENTENCE,
  FILED_BY_PLACE,
  FILED_AS_ITSELF,
  FILED_AS_STATE,
  FILED_AS_PEOPLE,
};

static gint64
month_number (DtlDay day)
{
  gint32 year;
  int month, day_of_month;

  dtl_day_to_civil (day, &year, &month, &day_of_month);
  return (gint64) year * 12 + month;
}

/* Under @what, which is a side or place and an action: the days, months or period of the unit's date. @all also gives
 * those keys under which finer or coarser dates are filed. */
static void
add_date_keys (const DtlUnit *unit, guint64 what, gboolean all, GArray *keys)
{
  gboolean is_fine = dtl_unit_width (unit) <= FINE_DAYS;
  guint64 key;

  if (dtl_unit_width (unit) > DTL_WIDE_DAYS)
    {
      key = mix (mix (mix (what, FILED_BY_PERIOD), (guint64) unit->earliest), (guint64) unit->latest);
      g_array_append_val (keys, key);
      return;
    }
  for (DtlDay day = unit->earliest; day <= unit->latest && (all || is_fine); day++)
    {
      key = mix (mix (what, FILED_BY_DAY), (guint64) day);
      g_array_append_val (keys, key);
    }
  for (gint64 month = month_number (unit->earliest); month <= month_number (unit->latest) && (all || !is_fine); month++)
    {
      key = mix (mix (what, FILED_BY_MONTH), (guint64) month);
      g_array_append_val (keys, key);
    }
}

/* Two units do the same when they share the class, or the family and the word. */
static void
add_action_keys (const DtlUnit *unit, guint64 who, gboolean all, GArray *keys)
{
  add_date_keys (unit, mix (who, g_str_hash (unit->event_class)), all, keys);
  add_date_keys (unit, mix (mix (who, g_str_hash (unit->family)), g_str_hash (unit->stem)), all, keys);
}

/* States are filed as such, others under their own number and as people of their state; a state looks among its
 * people, people look for themselves and for their state. */
static void
add_actor_keys (const DtlUnit *unit, guint32 i, gboolean all, GArray *keys)
{
  guint64 state = mix (unit->sides[i], FILED_AS_STATE), people = mix (unit->sides[i], FILED_AS_PEOPLE);

  if (!unit->is_state[i])
    add_action_keys (unit, mix (unit->participants[i].actor, FILED_AS_ITSELF), all, keys);
  if (unit->is_state[i] || all)
    add_action_keys (unit, state, all, keys);
  if (unit->is_state[i] == all)
    add_action_keys (unit, people, all, keys);
}

static GArray *
keys_of (const DtlUnit *unit, gboolean all)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint64 key = mix (unit->sentence, FILED_BY_SENTENCE);

  g_array_append_val (keys, key);
  for (guint32 i = 0; i < unit->n_participants; i++)
    add_actor_keys (unit, i, all, keys);
  if (unit->place)
    add_action_keys (unit, mix (g_str_hash (unit->place), FILED_BY_PLACE), all, keys);
  return keys;
}

static void
file (Placing *placing, guint32 happening, const DtlUnit *unit)
{
  g_autoptr (GArray) keys = keys_of (unit, FALSE);

  for (guint i = 0; i < keys->len; i++)
    dtl_blocks_add (placing->blocks, g_array_index (keys, guint64, i), (DtlFiled) { happening, 0 });
}

/* ---- choice ---- */

/* The best score with any member, if it contradicts none. */
static gint
score_with (const DtlHappenings *happenings, guint32 number, const DtlUnit *unit)
{
  const DtlHappening *happening = dtl_happenings_get (happenings, number);
  guint32 i = happening->first;
  guint best = 0;

  if (unit->earliest > happening->latest || unit->latest < happening->earliest
      || dtl_pairs_has (happenings->seats, number, unit->record))
    return REFUSED;
  for (guint n = 0; n < MEMBERS_MAX && i != DTL_NONE; n++, i = happenings->next[i])
    {
      guint score;

      if (!dtl_units_compare (dtl_happenings_unit (happenings, i), unit, &score))
        return REFUSED;
      best = MAX (best, score);
    }
  return best > 0 ? (gint) best : REFUSED;
}

/* Compares with those of one block that were not compared yet. */
static void
add_candidates (Placing *placing, guint32 unit, guint64 key, GArray *candidates)
{
  guint n;
  const DtlFiled *filed = dtl_blocks_find (placing->blocks, key, &n);

  for (guint j = 0; j < n; j++)
    {
      Candidate candidate = { filed[j].cluster };
      DtlHappening *happening = dtl_happenings_get (placing->happenings, candidate.happening);

      if (happening->seen == unit)
        continue;
      happening->seen = unit;
      candidate.score = score_with (placing->happenings, candidate.happening, dtl_happenings_unit (placing->happenings, unit));
      if (candidate.score != REFUSED)
        g_array_append_val (candidates, candidate);
    }
}

/* All that the unit may join and that it agrees with. */
static GArray *
find_candidates (Placing *placing, guint32 unit)
{
  g_autoptr (GArray) keys = keys_of (dtl_happenings_unit (placing->happenings, unit), TRUE);
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (guint k = 0; k < keys->len; k++)
    add_candidates (placing, unit, g_array_index (keys, guint64, k), candidates);
  return candidates;
}

static gboolean
is_better (const Candidate *a, const Candidate *b)
{
  return a->score > b->score || (a->score == b->score && a->happening < b->happening);
}

static void
judge (Placing *placing, guint32 i, const Candidate *candidate, const char *objection)
{
  const DtlHappenings *happenings = placing->happenings;
  const DtlUnit *first = dtl_happenings_unit (happenings, dtl_happenings_get (happenings, candidate->happening)->first);
  g_autoptr (GString) reason = g_string_new (NULL);

  dtl_units_reason (first, dtl_happenings_unit (happenings, i), reason);
  dtl_happenings_judge (placing->happenings, i, candidate->happening, POINT * candidate->score, reason->str, objection);
}

/* The one that the unit agrees with best; none if it fits another one, of other days, nearly as well. */
static guint32
choose (Placing *placing, guint32 i)
{
  g_autoptr (GArray) candidates = find_candidates (placing, i);
  const Candidate *best = NULL;
  const char *objection = NULL;

  for (guint j = 0; j < candidates->len; j++)
    if (best == NULL || is_better (&g_array_index (candidates, Candidate, j), best))
      best = &g_array_index (candidates, Candidate, j);
  for (guint j = 0; j < candidates->len; j++)
    {
      const Candidate *other = &g_array_index (candidates, Candidate, j);

      if (other->score + MARGIN > best->score
          && dtl_happenings_share_no_day (dtl_happenings_get (placing->happenings, other->happening),
                                          dtl_happenings_get (placing->happenings, best->happening)))
        objection = "it fits another one, of other days, as well";
    }
  if (best)
    judge (placing, i, best, objection);
  return best && !objection ? best->happening : DTL_NONE;
}

/* ---- order ---- */

static int
compare_units (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const DtlHappenings *happenings = user_data;
  guint32 i = *(const guint32 *) a, j = *(const guint32 *) b;
  gint64 one = dtl_unit_width (dtl_happenings_unit (happenings, i)), other = dtl_unit_width (dtl_happenings_unit (happenings, j));

  dtl_spill_breathe (happenings->spill);
  if (one != other)
    return one < other ? -1 : 1;
  return i < j ? -1 : i > j;
}

static GArray *
finest_first (DtlHappenings *happenings)
{
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < happenings->units->all->len; i++, dtl_spill_breathe (happenings->spill))
    if (dtl_happenings_unit (happenings, i)->is_dated)
      g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_units, happenings);
  return order;
}

void
dtl_happenings_place_dated (DtlHappenings *happenings)
{
  g_autoptr (GArray) order = finest_first (happenings);
  Placing placing = { happenings, dtl_blocks_new () };

  for (guint i = 0; i < order->len; i++)
    {
      guint32 unit = g_array_index (order, guint32, i), happening = choose (&placing, unit);

      if (happening == DTL_NONE)
        happening = dtl_happenings_found (happenings, unit);
      else
        dtl_happenings_admit (happenings, happening, unit);
      file (&placing, happening, dtl_happenings_unit (happenings, unit));
      dtl_spill_breathe (happenings->spill);
    }
  dtl_blocks_free (placing.blocks);
}
