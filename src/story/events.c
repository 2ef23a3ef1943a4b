/*
 * Events of many articles made one: dated ones by rules (dated.c), then all that are told alike by articles on one thing
 * (joining.c); and what the happenings so found become.
 */
#include "story/happenings.h"

#include <string.h>

/* ---- happenings ---- */

guint32
dtl_happenings_found (DtlHappenings *happenings, guint32 unit)
{
  DtlHappening happening = { .first = DTL_NONE, .last = DTL_NONE, .seen = DTL_NONE, .home = DTL_NONE,
                             .record = dtl_happenings_unit (happenings, unit)->record,
                             .earliest = DTL_DAY_MIN, .latest = DTL_DAY_MAX };

  happenings->all->len++; /* there is room for as many as there are units */
  *dtl_happenings_get (happenings, happenings->all->len - 1) = happening;
  dtl_happenings_admit (happenings, happenings->all->len - 1, unit);
  return happenings->all->len - 1;
}

static void
add_member (DtlHappenings *happenings, DtlHappening *happening, guint32 i)
{
  happenings->next[i] = DTL_NONE;
  if (happening->n++ == 0)
    happening->first = i;
  else
    happenings->next[happening->last] = i;
  happening->last = i;
}

void
dtl_happenings_admit (DtlHappenings *happenings, guint32 number, guint32 i)
{
  DtlHappening *happening = dtl_happenings_get (happenings, number);
  const DtlUnit *unit = dtl_happenings_unit (happenings, i);

  add_member (happenings, happening, i);
  happenings->of[i] = number;
  if (unit->is_dated)
    {
      happening->earliest = MAX (happening->earliest, unit->earliest);
      happening->latest = MIN (happening->latest, unit->latest);
      happening->is_dated = TRUE;
    }
  if (happening->record != unit->record)
    happening->record = DTL_NONE;
  dtl_pairs_add (happenings->seats, number, unit->record);
}

void
dtl_happenings_move (DtlHappenings *happenings, guint32 from, guint32 to)
{
  DtlHappening *left = dtl_happenings_get (happenings, from);
  guint32 i = left->first;

  while (i != DTL_NONE)
    {
      guint32 next = happenings->next[i];

      dtl_happenings_admit (happenings, to, i);
      i = next;
    }
  left->first = left->last = DTL_NONE;
  left->n = 0;
  left->home = to;
}

guint32
dtl_happenings_home (const DtlHappenings *happenings, guint32 happening)
{
  while (dtl_happenings_get (happenings, happening)->home != DTL_NONE)
    happening = dtl_happenings_get (happenings, happening)->home;
  return happening;
}

gboolean
dtl_happenings_share_no_day (const DtlHappening *a, const DtlHappening *b)
{
  return a->is_dated && b->is_dated && (a->earliest > b->latest || b->earliest > a->latest);
}

void
dtl_happenings_judge (DtlHappenings *happenings, guint32 unit, guint32 happening, gint score, const char *why,
                      const char *objection)
{
  DtlVerdict verdict = { unit, happening, objection != NULL, score };
  g_autofree char *reason = objection ? g_strdup_printf ("%s%s− %s", why, *why ? "; " : "", objection) : NULL;

  verdict.reason = dtl_arena_intern (happenings->units->draft->story->arena, reason ? reason : why,
                                     strlen (reason ? reason : why));
  g_array_append_val (happenings->verdicts, verdict);
}

/* ---- the event of a happening ---- */

/* What is left of the units when all are placed: their texts and words are many times as large. */
typedef struct
{
  const DtlHappenings *happenings;
  DtlDraft *draft;
  DtlTold *told; /* [units] of the happenings' arena */
  guint32 n;
} Writing;

static int
compare_members (gconstpointer a, gconstpointer b)
{
  return dtl_mention_compare (a, b);
}

static void
gather_mentions (const Writing *writing, const DtlHappening *happening, GArray *mentions)
{
  const DtlDraft *draft = writing->draft;

  for (guint32 i = happening->first; i != DTL_NONE; i = writing->happenings->next[i])
    {
      const DtlTold *told = &writing->told[i];

      for (guint32 j = 0; j < told->event->n_mentions; j++)
        {
          DtlMention mention = told->event->mentions[j];

          dtl_mention_map_actors (&mention, draft->actor_of + draft->first_node[told->record],
                                  dtl_draft_record (draft, told->record)->actors->len, draft->story->arena);
          mention.evidence.source = told->record;
          g_array_append_val (mentions, mention);
        }
    }
  g_array_sort (mentions, compare_members);
}

/* The id of the member whose first mention comes first. */
static const char *
first_id (const Writing *writing, const DtlHappening *happening)
{
  guint32 first = happening->first;

  for (guint32 i = first; i != DTL_NONE; i = writing->happenings->next[i])
    first = MIN (first, i);
  return writing->told[first].event->id;
}

static DtlEvent
make_event (const Writing *writing, const DtlHappening *happening)
{
  DtlStory *story = writing->draft->story;
  g_autoptr (GArray) mentions = g_array_new (FALSE, FALSE, sizeof (DtlMention));
  DtlEvent event = { .id = first_id (writing, happening) };

  gather_mentions (writing, happening, mentions);
  event.mentions = dtl_arena_memdup (story->arena, mentions->data, mentions->len, sizeof (DtlMention));
  event.n_mentions = mentions->len;
  dtl_event_resolve (&event, (const DtlSource *) story->sources->data, story->arena);
  return event;
}

/* A happening, and where it is told first */
typedef struct
{
  guint32 happening;
  guint32 record;
  const DtlMention *mention; /* of the record */
} First;

static int
compare_firsts (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Writing *writing = user_data;
  const First *one = a, *other = b;

  dtl_spill_breathe (writing->draft->story->spill);
  if (one->record != other->record)
    return one->record < other->record ? -1 : 1;
  return dtl_mention_compare (one->mention, other->mention);
}

static First
first_of (const Writing *writing, guint32 number)
{
  const DtlHappening *happening = dtl_happenings_get (writing->happenings, number);
  First first = { number, writing->told[happening->first].record, writing->told[happening->first].event->mentions };

  for (guint32 i = happening->first; i != DTL_NONE; i = writing->happenings->next[i])
    {
      First other = { number, writing->told[i].record, writing->told[i].event->mentions };

      if (compare_firsts (&other, &first, (gpointer) writing) < 0)
        first = other;
    }
  return first;
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

      dtl_arena_breathe (arena);
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

      dtl_spill_breathe (story->spill);
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
write_joins (const Writing *writing, const guint32 *event_of, DtlStory *story)
{
  const DtlHappenings *happenings = writing->happenings;

  for (guint i = 0; i < happenings->verdicts->len; i++)
    {
      const DtlVerdict *verdict = &g_array_index (happenings->verdicts, DtlVerdict, i);
      const DtlTold *told = &writing->told[verdict->unit];
      guint32 happening = dtl_happenings_home (happenings, verdict->happening);
      gboolean is_together = happenings->of[verdict->unit] == happening;
      DtlJoin join = { event_of[happenings->of[verdict->unit]], DTL_NONE, told->record,
                       told->event->mentions[0].trigger.start, verdict->score, verdict->reason };

      dtl_spill_breathe (happenings->spill);
      if (verdict->is_refused == is_together)
        continue;
      if (verdict->is_refused)
        join.other = event_of[happening];
      if (!verdict->is_refused || join.other != DTL_NONE)
        g_array_append_val (story->joins, join);
    }
  dtl_joins_sort (story->joins);
}

/* Happenings in the order in which they are told; those that are told first by equal mentions in that of the record. */
static GArray *
order_happenings (const Writing *writing)
{
  const DtlHappenings *happenings = writing->happenings;
  GArray *all = g_array_new (FALSE, FALSE, sizeof (First));

  for (guint32 i = 0; i < writing->n; i++)
    {
      DtlHappening *happening = dtl_happenings_get (happenings, happenings->of[i]);
      First first;

      if (happening->is_written)
        continue;
      happening->is_written = TRUE;
      dtl_spill_breathe (happenings->spill);
      first = first_of (writing, happenings->of[i]);
      g_array_append_val (all, first);
    }
  g_array_sort_with_data (all, compare_firsts, (gpointer) writing);
  return all;
}

static void
join_unnamed (const Writing *writing)
{
  const DtlHappenings *happenings = writing->happenings;
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (DtlTold));

  for (guint32 i = 0; i < happenings->all->len; i++, dtl_spill_breathe (happenings->spill))
    {
      const DtlHappening *happening = dtl_happenings_get (happenings, i);

      for (guint32 j = happening->n > 1 ? happening->first : DTL_NONE; j != DTL_NONE; j = happenings->next[j])
        {
          DtlTold told = { i, writing->told[j].record, writing->told[j].event };

          g_array_append_val (all, told);
        }
    }
  dtl_draft_join_unnamed (writing->draft, all);
}

static void
write_events (const Writing *writing)
{
  const DtlHappenings *happenings = writing->happenings;
  DtlStory *story = writing->draft->story;
  g_autofree guint32 *event_of = g_new (guint32, MAX (happenings->all->len, 1));
  g_autoptr (GArray) all = NULL;

  for (guint i = 0; i < happenings->all->len; i++)
    event_of[i] = DTL_NONE;
  join_unnamed (writing);
  all = order_happenings (writing);
  dtl_story_set_events (story, all->len);
  for (guint i = 0; i < all->len; i++)
    {
      guint32 number = g_array_index (all, First, i).happening;

      g_array_index (story->events, DtlEvent, i) = make_event (writing, dtl_happenings_get (happenings, number));
      event_of[number] = i;
      dtl_spill_breathe (story->spill);
    }
  dtl_events_separate_ids (story->events, story->arena);
  write_joins (writing, event_of, story);
  weigh_actors (story);
}

/* Keeps of the units where they come from, and lets go of the rest. */
static void
begin_writing (Writing *writing, DtlHappenings *happenings)
{
  writing->happenings = happenings;
  writing->n = happenings->units->all->len;
  writing->told = dtl_arena_new0 (happenings->arena, DtlTold, writing->n);
  for (guint32 i = 0; i < writing->n; i++, dtl_spill_breathe (happenings->spill))
    writing->told[i] = (DtlTold) { happenings->of[i], dtl_happenings_unit (happenings, i)->record,
                                   dtl_happenings_unit (happenings, i)->event };
  g_clear_pointer (&happenings->units, dtl_units_free);
}

/* Those without a date begin alone. */
static void
found_undated (DtlHappenings *happenings)
{
  for (guint32 i = 0; i < happenings->units->all->len; i++, dtl_spill_breathe (happenings->spill))
    if (!dtl_happenings_unit (happenings, i)->is_dated)
      dtl_happenings_found (happenings, i);
}

void
dtl_draft_merge_events (DtlDraft *draft)
{
  DtlHappenings happenings = { .units = dtl_units_new (draft) };
  Writing writing = { .draft = draft };
  guint n = happenings.units->all->len;

  happenings.spill = draft->story->spill;
  happenings.arena = dtl_arena_new_in (draft->story->spill);
  happenings.all = dtl_arena_array (happenings.arena, n, sizeof (DtlHappening));
  happenings.all->len = 0;
  happenings.next = dtl_arena_new0 (happenings.arena, guint32, n);
  happenings.of = dtl_arena_new0 (happenings.arena, guint32, n);
  happenings.seats = dtl_pairs_new ();
  happenings.verdicts = g_array_new (FALSE, FALSE, sizeof (DtlVerdict));
  dtl_happenings_place_dated (&happenings);
  found_undated (&happenings);
  dtl_happenings_join_alike (&happenings);
  g_clear_pointer (&happenings.seats, dtl_pairs_free);
  begin_writing (&writing, &happenings);
  write_events (&writing);
  g_array_unref (happenings.verdicts);
  dtl_arena_array_free (happenings.all);
  dtl_arena_free (happenings.arena);
}
