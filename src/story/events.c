/*
 * Events of many articles made one.
 *
 * Events are taken finest date first, and each joins the cluster that it agrees with best, or founds one. A cluster
 * keeps the days that all its dates share, one event an article at most, and refuses whoever contradicts a member: a
 * vague "this week" cannot pull Monday's meeting and Friday's together, and an event that fits two clusters equally
 * well joins neither.
 *
 * Only clusters that share a participant or its state (or place, or sentence), the action and a day are ever compared, so
 * that the work stays near n log n.
 */
#include "story/likeness.h"

#include <string.h>

#include "story/blocks.h"
#include "story/pairs.h"

#define MEMBERS_MAX 8  /* of a cluster that are compared */
#define MARGIN 4       /* by which one of two recurrences must fit better */
#define TOPICS_FILED 6  /* heaviest words of its article under which an undated unit is filed */
#define TOPICS_SOUGHT DTL_TOPICS_MAX /* under which others are sought for it */
#define WORD_BYTES 5     /* of a stem that is filed: what begins alike may be akin */
#define NEAR 700         /* thousandths: a pair that misses the threshold by less is told of */
#define UNDATED_GAP 4     /* days between articles whose undated events may be one */
#define FINE_DAYS 7    /* dates up to this wide are filed under each of their days, others under months */

/* Members are a list, in the order in which they came, that goes on in the next of each unit. */
typedef struct
{
  guint32 first;   /* unit number, DTL_NONE for no member */
  guint32 last;
  guint32 n;
  guint32 seen;    /* last unit that was compared with it */
  DtlDay earliest; /* the days that all its dates share */
  DtlDay latest;
  DtlDay published_from; /* of the members that are compared, if undated: latest first day */
  DtlDay published_to;   /* earliest last day */
  gboolean is_dated;
  gboolean is_written;
} Cluster;

/* What became of a unit: joined to a cluster, or not, though nearly. */
typedef struct
{
  guint32 unit;
  guint32 cluster;
  gboolean is_refused;
  gint score;
  const char *reason;
} Verdict;

typedef struct
{
  DtlUnits *units;     /* owned */
  GArray *clusters;    /* owned: Cluster */
  guint32 *next;       /* owned: [units] next member of the cluster, or DTL_NONE */
  DtlBlocks *blocks;   /* owned: clusters under what their members have in common with others */
  DtlPairs *seats;     /* owned: (cluster, record) taken */
  GArray *verdicts;    /* owned: Verdict */
} Merge;

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
  FILED_UNDATED,
  FILED_BY_SENTENCE,
  FILED_BY_PLACE,
  FILED_BY_TOPIC,
  FILED_BY_MEANING,
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

/* Undated units are filed under the word and class in company of a word that their article is about. */
static void
add_topic_keys (const DtlUnits *units, const DtlUnit *unit, gboolean all, GArray *keys)
{
  const guint32 *words = units->topics + unit->record * DTL_TOPICS_MAX;
  guint n = MIN (units->articles[unit->record].n_terms, all ? TOPICS_SOUGHT : TOPICS_FILED);

  for (guint i = 0; i < n; i++)
    {
      guint64 topic = mix (words[i], FILED_BY_TOPIC), key;

      for (guint j = 0; j < unit->n_stems; j++)
        {
          g_autofree char *start = g_strndup (unit->stems[j], WORD_BYTES);

          key = mix (topic, g_str_hash (start));
          g_array_append_val (keys, key);
          if (unit->meanings[j] == NULL)
            continue;
          key = mix (mix (topic, g_str_hash (unit->meanings[j])), FILED_BY_MEANING);
          g_array_append_val (keys, key);
        }
      if (unit->is_background)
        continue;
      key = mix (mix (topic, g_str_hash (unit->event_class)), FILED_UNDATED);
      g_array_append_val (keys, key);
    }
}

static GArray *
keys_of (const DtlUnits *units, const DtlUnit *unit, gboolean all)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint64 key = mix (unit->sentence, FILED_BY_SENTENCE);

  g_array_append_val (keys, key);
  if (!unit->is_dated)
    {
      add_topic_keys (units, unit, all, keys);
      return keys;
    }
  for (guint32 i = 0; i < unit->n_participants; i++)
    add_actor_keys (unit, i, all, keys);
  if (unit->place)
    add_action_keys (unit, mix (g_str_hash (unit->place), FILED_BY_PLACE), all, keys);
  return keys;
}

/* ---- clusters ---- */

#define ANY_DAY G_MININT32

/* The day by which the cluster can be passed over for @unit as long as that is compared: it is apart from whatever is apart
 * from one member. */
static DtlDay
filed_day (const Merge *merge, const Cluster *cluster, const DtlUnit *unit)
{
  const DtlPublished *published = &merge->units->published[unit->record];

  gboolean is_one_day = published->is_known && published->from == published->to;

  return !unit->is_dated && cluster->n <= MEMBERS_MAX && is_one_day ? published->from : ANY_DAY;
}

static void
file_cluster (Merge *merge, guint32 cluster, const DtlUnit *unit)
{
  g_autoptr (GArray) keys = keys_of (merge->units, unit, FALSE);
  DtlFiled filed = { cluster, filed_day (merge, &g_array_index (merge->clusters, Cluster, cluster), unit) };

  for (guint i = 0; i < keys->len; i++)
    dtl_blocks_add (merge->blocks, g_array_index (keys, guint64, i), filed);
}

static void
add_member (Merge *merge, Cluster *cluster, guint32 i)
{
  merge->next[i] = DTL_NONE;
  if (cluster->n++ == 0)
    cluster->first = i;
  else
    merge->next[cluster->last] = i;
  cluster->last = i;
}

static void
admit (Merge *merge, guint32 number, guint32 i)
{
  Cluster *cluster = &g_array_index (merge->clusters, Cluster, number);
  const DtlUnit *unit = &g_array_index (merge->units->all, DtlUnit, i);
  const DtlPublished *published = &merge->units->published[unit->record];

  add_member (merge, cluster, i);
  if (unit->is_dated)
    {
      cluster->earliest = MAX (cluster->earliest, unit->earliest);
      cluster->latest = MIN (cluster->latest, unit->latest);
    }
  else if (cluster->n <= MEMBERS_MAX && published->is_known)
    {
      cluster->published_from = MAX (cluster->published_from, published->from);
      cluster->published_to = MIN (cluster->published_to, published->to);
    }
  dtl_pairs_add (merge->seats, number, unit->record);
  file_cluster (merge, number, unit);
}

static guint32
found (Merge *merge, const DtlUnit *unit)
{
  Cluster cluster = { .first = DTL_NONE, .last = DTL_NONE, .seen = DTL_NONE, .earliest = DTL_DAY_MIN, .latest = DTL_DAY_MAX,
                      .published_from = DTL_DAY_MIN, .published_to = DTL_DAY_MAX, .is_dated = unit->is_dated };

  g_array_append_val (merge->clusters, cluster);
  return merge->clusters->len - 1;
}

static const DtlUnit *
unit_of (const Merge *merge, guint32 i)
{
  return &g_array_index (merge->units->all, DtlUnit, i);
}

#define REFUSED G_MININT

/* The best score with any member, if it contradicts none. */
static gint
score_dated (const Merge *merge, const Cluster *cluster, const DtlUnit *unit)
{
  guint32 i = cluster->first;
  guint best = 0;

  for (guint n = 0; n < MEMBERS_MAX && i != DTL_NONE; n++, i = merge->next[i])
    {
      guint score;

      if (!dtl_units_compare (unit_of (merge, i), unit, &score))
        return REFUSED;
      best = MAX (best, score);
    }
  return best > 0 ? (gint) best : REFUSED;
}

/* The mean of the scores with the members, less the threshold: average linkage. */
static gint
score_undated (const Merge *merge, const Cluster *cluster, const DtlUnit *unit)
{
  guint32 i = cluster->first;
  gint sum = 0;
  guint n = 0;

  for (; n < MEMBERS_MAX && i != DTL_NONE; n++, i = merge->next[i])
    sum += dtl_likeness_score (merge->units, unit_of (merge, i), unit);
  sum -= (gint) n * DTL_LIKENESS_ENOUGH;
  return sum / (gint) n;
}

/* An article has decided which of its events are one. Only where others tell it as one are two undated ones joined. */
static gboolean
has_seat (const Merge *merge, guint32 number, const Cluster *cluster, const DtlUnit *unit)
{
  if (!dtl_pairs_has (merge->seats, number, unit->record))
    return TRUE;
  if (unit->is_dated)
    return FALSE;
  for (guint32 i = cluster->first; i != DTL_NONE; i = merge->next[i])
    if (unit_of (merge, i)->record != unit->record)
      return TRUE;
  return FALSE;
}

/* Undated events of articles written far apart are hardly one. Where a day is not known, nothing is known against it. */
static gboolean
are_apart (const DtlPublished *published, DtlDay from, DtlDay to)
{
  return published->is_known
         && ((gint64) published->from - to > UNDATED_GAP || (gint64) from - published->to > UNDATED_GAP);
}

/* What tells without a look at the members that @unit cannot join. */
static gboolean
is_out (const Merge *merge, const Cluster *cluster, const DtlUnit *unit)
{
  if (cluster->n == 0 || cluster->is_dated != unit->is_dated)
    return TRUE;
  if (unit->is_dated)
    return unit->earliest > cluster->latest || unit->latest < cluster->earliest;
  return are_apart (&merge->units->published[unit->record], cluster->published_from, cluster->published_to);
}

/* REFUSED when it may not join; not above 0 when too little speaks for it. */
static gint
score_with (const Merge *merge, guint32 number, const DtlUnit *unit)
{
  const Cluster *cluster = &g_array_index (merge->clusters, Cluster, number);

  if (is_out (merge, cluster, unit) || !has_seat (merge, number, cluster, unit))
    return REFUSED;
  return unit->is_dated ? score_dated (merge, cluster, unit) : score_undated (merge, cluster, unit);
}

typedef struct
{
  guint32 cluster;
  gint score;
} Candidate;

/* Compares with the clusters of one block that were not compared yet. */
static void
add_candidates (Merge *merge, guint32 i, guint64 key, GArray *candidates)
{
  const DtlUnit *unit = unit_of (merge, i);
  const DtlPublished *published = &merge->units->published[unit->record];
  guint n;
  const DtlFiled *filed = dtl_blocks_find (merge->blocks, key, &n);

  for (guint j = 0; j < n; j++)
    {
      Candidate candidate = { filed[j].cluster };
      Cluster *cluster = &g_array_index (merge->clusters, Cluster, candidate.cluster);

      if (!unit->is_dated && filed[j].day != ANY_DAY && are_apart (published, filed[j].day, filed[j].day))
        continue;
      if (cluster->seen == i)
        continue;
      cluster->seen = i;
      candidate.score = score_with (merge, candidate.cluster, unit);
      if (candidate.score > -NEAR)
        g_array_append_val (candidates, candidate);
    }
}

/* All clusters that the unit may join and that it agrees with, or nearly. */
static GArray *
find_candidates (Merge *merge, guint32 i)
{
  g_autoptr (GArray) keys = keys_of (merge->units, unit_of (merge, i), TRUE);
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (guint k = 0; k < keys->len; k++)
    add_candidates (merge, i, g_array_index (keys, guint64, k), candidates);
  return candidates;
}

static gboolean
share_no_day (const Cluster *a, const Cluster *b)
{
  return a->is_dated && b->is_dated && (a->earliest > b->latest || b->earliest > a->latest);
}

static void
judge (Merge *merge, guint32 i, const Candidate *candidate, const char *objection)
{
  const DtlUnit *unit = &g_array_index (merge->units->all, DtlUnit, i);
  const DtlUnit *first = unit_of (merge, g_array_index (merge->clusters, Cluster, candidate->cluster).first);
  g_autoptr (GString) reason = g_string_new (NULL);
  Verdict verdict = { i, candidate->cluster, objection || candidate->score <= 0, candidate->score };

  if (unit->is_dated)
    dtl_units_reason (first, unit, reason);
  else
    dtl_likeness_reason (merge->units, first, unit, reason);
  if (objection)
    g_string_append (reason, objection);
  verdict.reason = dtl_arena_intern (merge->units->draft->story->arena, reason->str, reason->len);
  g_array_append_val (merge->verdicts, verdict);
}

/* The cluster that the unit agrees with best; none if it fits another one, of other days, nearly as well. */
static guint32
best_cluster (Merge *merge, guint32 i)
{
  g_autoptr (GArray) candidates = find_candidates (merge, i);
  const Candidate *best = NULL;
  const char *objection = NULL;

  for (guint j = 0; j < candidates->len; j++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, j);

      if (best == NULL || candidate->score > best->score
          || (candidate->score == best->score && candidate->cluster < best->cluster))
        best = candidate;
    }
  for (guint j = 0; j < candidates->len; j++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, j);

      if (candidate->score + MARGIN > best->score
          && share_no_day (&g_array_index (merge->clusters, Cluster, candidate->cluster),
                           &g_array_index (merge->clusters, Cluster, best->cluster)))
        objection = "; − it fits another one, of other days, as well";
    }
  if (best)
    judge (merge, i, best, objection);
  return best && best->score > 0 && !objection ? best->cluster : DTL_NONE;
}

/* ---- order ---- */

static int
compare_units (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const GArray *all = user_data;
  guint32 i = *(const guint32 *) a, j = *(const guint32 *) b;
  const DtlUnit *one = &g_array_index (all, DtlUnit, i), *other = &g_array_index (all, DtlUnit, j);
  gint64 width_one = one->is_dated ? dtl_unit_width (one) : G_MAXINT64;
  gint64 width_other = other->is_dated ? dtl_unit_width (other) : G_MAXINT64;

  if (width_one != width_other)
    return width_one < width_other ? -1 : 1;
  return i < j ? -1 : i > j;
}

static GArray *
finest_first (const GArray *all)
{
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < all->len; i++)
    g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_units, (gpointer) all);
  return order;
}

/* ---- the event of a cluster ---- */

static int
compare_members (gconstpointer a, gconstpointer b)
{
  return dtl_mention_compare (a, b);
}

static void
gather_mentions (const Merge *merge, const Cluster *cluster, GArray *mentions)
{
  const DtlDraft *draft = merge->units->draft;

  for (guint32 i = cluster->first; i != DTL_NONE; i = merge->next[i])
    {
      const DtlUnit *unit = unit_of (merge, i);

      for (guint32 j = 0; j < unit->event->n_mentions; j++)
        {
          DtlMention mention = unit->event->mentions[j];

          dtl_mention_map_actors (&mention, draft->actor_of + draft->first_node[unit->record],
                                  dtl_draft_record (draft, unit->record)->actors->len, draft->story->arena);
          mention.evidence.source = unit->record;
          g_array_append_val (mentions, mention);
        }
    }
  g_array_sort (mentions, compare_members);
}

/* The id of the member whose first mention comes first. */
static const char *
first_id (const Merge *merge, const Cluster *cluster)
{
  guint32 first = cluster->first;

  for (guint32 i = first; i != DTL_NONE; i = merge->next[i])
    first = MIN (first, i);
  return g_array_index (merge->units->all, DtlUnit, first).event->id;
}

static DtlEvent
make_event (const Merge *merge, const Cluster *cluster)
{
  DtlStory *story = merge->units->draft->story;
  g_autoptr (GArray) mentions = g_array_new (FALSE, FALSE, sizeof (DtlMention));
  DtlEvent event = { .id = first_id (merge, cluster) };

  gather_mentions (merge, cluster, mentions);
  event.mentions = dtl_arena_memdup (story->arena, mentions->data, mentions->len, sizeof (DtlMention));
  event.n_mentions = mentions->len;
  dtl_event_resolve (&event, (const DtlSource *) story->sources->data, story->arena);
  return event;
}

/* An event and the cluster that it is of. */
typedef struct
{
  DtlEvent event;
  guint32 cluster;
} Made;

static int
compare_made (gconstpointer a, gconstpointer b)
{
  return dtl_mention_compare (((const Made *) a)->event.mentions, ((const Made *) b)->event.mentions);
}

/* Records of strangers may use one id twice. */
void
dtl_events_separate_ids (GArray *events, DtlArena *arena)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < events->len; i++)
    {
      DtlEvent *event = &g_array_index (events, DtlEvent, i);
      const char *id = event->id;

      for (guint number = i; !g_hash_table_add (ids, (gpointer) event->id); number++)
        {
          g_autofree char *key = g_strdup_printf ("%s:%u", id, number);

          event->id = dtl_id (arena, 'e', key);
        }
    }
}

/* An actor's salience is the number of mentions of events that it takes part in. */
static void
weigh_actors (DtlStory *story)
{
  for (guint i = 0; i < story->events->len; i++)
    {
      const DtlEvent *event = &g_array_index (story->events, DtlEvent, i);

      for (guint32 j = 0; j < event->n_mentions; j++)
        for (guint32 k = 0; k < event->mentions[j].n_participants; k++)
          g_array_index (story->actors, DtlActor, event->mentions[j].participants[k].actor).salience++;
    }
}

static int
compare_joins (gconstpointer a, gconstpointer b)
{
  const DtlJoin *one = a, *other = b;

  if (one->event != other->event)
    return one->event < other->event ? -1 : 1;
  if (one->source != other->source)
    return one->source < other->source ? -1 : 1;
  if (one->start != other->start)
    return one->start < other->start ? -1 : 1;
  if (one->other != other->other)
    return one->other < other->other ? -1 : 1;
  return one->score > other->score ? -1 : one->score < other->score;
}

static gboolean
tell_the_same (const DtlJoin *a, const DtlJoin *b)
{
  return a->event == b->event && a->source == b->source && a->start == b->start && a->other == b->other;
}

void
dtl_joins_sort (GArray *joins)
{
  guint n = 0;

  g_array_sort (joins, compare_joins);
  for (guint i = 0; i < joins->len; i++)
    if (n == 0 || !tell_the_same (&g_array_index (joins, DtlJoin, n - 1), &g_array_index (joins, DtlJoin, i)))
      g_array_index (joins, DtlJoin, n++) = g_array_index (joins, DtlJoin, i);
  g_array_set_size (joins, n);
}

/* A unit that was refused and joined later, when all were placed, is told as joined; what was refused twice, once. */
static void
write_joins (const Merge *merge, const guint32 *cluster_of, const guint32 *event_of, DtlStory *story)
{
  for (guint i = 0; i < merge->verdicts->len; i++)
    {
      const Verdict *verdict = &g_array_index (merge->verdicts, Verdict, i);
      const DtlUnit *unit = &g_array_index (merge->units->all, DtlUnit, verdict->unit);
      gboolean is_together = cluster_of[verdict->unit] == verdict->cluster;
      DtlJoin join = { event_of[cluster_of[verdict->unit]], DTL_NONE, unit->record,
                       unit->event->mentions[0].trigger.start, verdict->score, verdict->reason };

      if (verdict->is_refused == is_together)
        continue;
      if (verdict->is_refused)
        join.other = event_of[verdict->cluster];
      if (!verdict->is_refused || join.other != DTL_NONE)
        g_array_append_val (story->joins, join);
    }
  dtl_joins_sort (story->joins);
}

/* Clusters in the order of their first members, so that equal first mentions keep the order of the record. */
static GArray *
make_events (const Merge *merge, const guint32 *cluster_of)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Made));

  for (guint i = 0; i < merge->units->all->len; i++)
    {
      Cluster *cluster = &g_array_index (merge->clusters, Cluster, cluster_of[i]);
      Made made = { .cluster = cluster_of[i] };

      if (cluster->is_written)
        continue;
      cluster->is_written = TRUE;
      made.event = make_event (merge, cluster);
      g_array_append_val (all, made);
    }
  g_array_sort (all, compare_made);
  return all;
}

static void
join_unnamed (const Merge *merge, DtlDraft *draft)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (DtlTold));

  for (guint32 i = 0; i < merge->clusters->len; i++)
    {
      const Cluster *cluster = &g_array_index (merge->clusters, Cluster, i);

      for (guint32 j = cluster->n > 1 ? cluster->first : DTL_NONE; j != DTL_NONE; j = merge->next[j])
        {
          const DtlUnit *unit = unit_of (merge, j);
          DtlTold told = { i, unit->record, unit->event };

          g_array_append_val (all, told);
        }
    }
  dtl_draft_join_unnamed (draft, all);
}

static void
write_events (const Merge *merge, DtlDraft *draft)
{
  DtlStory *story = draft->story;
  g_autofree guint32 *cluster_of = g_new (guint32, MAX (merge->units->all->len, 1));
  g_autofree guint32 *event_of = g_new (guint32, MAX (merge->clusters->len, 1));
  g_autoptr (GArray) all = NULL;

  for (guint i = 0; i < merge->clusters->len; i++)
    {
      event_of[i] = DTL_NONE;
      for (guint32 j = g_array_index (merge->clusters, Cluster, i).first; j != DTL_NONE; j = merge->next[j])
        cluster_of[j] = i;
    }
  join_unnamed (merge, draft);
  all = make_events (merge, cluster_of);
  for (guint i = 0; i < all->len; i++)
    {
      event_of[g_array_index (all, Made, i).cluster] = i;
      g_array_append_val (story->events, g_array_index (all, Made, i).event);
    }
  dtl_events_separate_ids (story->events, story->arena);
  write_joins (merge, cluster_of, event_of, story);
  weigh_actors (story);
}

/* An undated unit that came before those it belongs to is alone; it is asked again when all are placed. */
static void
place_lonely (Merge *merge)
{
  for (guint i = 0; i < merge->clusters->len; i++)
    g_array_index (merge->clusters, Cluster, i).seen = DTL_NONE;
  for (guint32 own = 0; own < merge->clusters->len; own++)
    {
      Cluster *cluster = &g_array_index (merge->clusters, Cluster, own);
      guint32 unit = cluster->first, other;

      if (cluster->is_dated || cluster->n != 1)
        continue;
      cluster->seen = unit; /* not to be compared with itself */
      other = best_cluster (merge, unit);
      if (other == DTL_NONE)
        continue;
      cluster->n = 0;
      cluster->first = cluster->last = DTL_NONE;
      admit (merge, other, unit);
    }
}

void
dtl_draft_merge_events (DtlDraft *draft)
{
  Merge merge = { dtl_units_new (draft) };
  g_autoptr (GArray) order = finest_first (merge.units->all);

  merge.clusters = g_array_new (FALSE, FALSE, sizeof (Cluster));
  merge.next = g_new (guint32, MAX (merge.units->all->len, 1));
  merge.blocks = dtl_blocks_new ();
  merge.seats = dtl_pairs_new ();
  merge.verdicts = g_array_new (FALSE, FALSE, sizeof (Verdict));
  for (guint i = 0; i < order->len; i++)
    {
      guint32 unit = g_array_index (order, guint32, i);
      guint32 cluster = best_cluster (&merge, unit);

      if (cluster == DTL_NONE)
        cluster = found (&merge, &g_array_index (merge.units->all, DtlUnit, unit));
      admit (&merge, cluster, unit);
    }
  place_lonely (&merge);
  g_clear_pointer (&merge.blocks, dtl_blocks_free);
  g_clear_pointer (&merge.seats, dtl_pairs_free);
  write_events (&merge, draft);
  g_array_unref (merge.clusters);
  g_free (merge.next);
  g_array_unref (merge.verdicts);
  dtl_units_free (merge.units);
}
