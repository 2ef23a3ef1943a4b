/*
 * Decisions on a story whose events are merged.
 *
 * An id of an event leads to the first mention of the record's event that has it, and from there to the event which holds
 * that mention now: so an id that a user has once seen goes on to mean the same happening, whatever joins. Events that
 * were changed are resolved again from their mentions, and what a line says of date or label is put on top at the end.
 */
#include "story/decisions.h"
#include "story/pairs.h"

#include <string.h>

/* An event while decisions are made on it. */
typedef struct
{
  DtlEvent event;
  gboolean is_changed;
  gboolean is_gone;
  const DtlDecision *date;  /* nullable: the last that says one */
  const DtlDecision *label; /* nullable */
} Work;

/* A mention, as its record tells it, and the event that holds it. */
typedef struct
{
  guint32 source;
  guint32 start;
  const DtlMention *mention; /* as merged */
  guint32 work;
} Place;

typedef struct
{
  DtlDraft *draft;
  GArray *works;        /* owned: Work */
  GArray *places;       /* owned: Place, sorted */
  GHashTable *nodes;    /* owned: see dtl_draft_nodes() */
  GHashTable *events;   /* owned: id of an event of a record → its number, counted over all records, + 1 */
  guint32 *first_event; /* owned: [n_records + 1] that number for the first of a record */
  gboolean *is_dropped; /* owned: [n_actors] */
  gboolean any_dropped;
  DtlPairs *apart;      /* owned: works that are two, smaller first */
} Deciding;

static Work *
work_at (const Deciding *deciding, guint32 i)
{
  return &g_array_index (deciding->works, Work, i);
}

/* ---- from ids to events ---- */

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *one = a, *other = b;

  if (one->source != other->source)
    return one->source < other->source ? -1 : 1;
  if (one->start != other->start)
    return one->start < other->start ? -1 : 1;
  return one->work < other->work ? -1 : one->work > other->work;
}

static void
find_places (Deciding *deciding)
{
  for (guint32 i = 0; i < deciding->works->len; i++)
    {
      const DtlEvent *event = &work_at (deciding, i)->event;

      for (guint32 j = 0; j < event->n_mentions; j++)
        {
          Place place = { event->mentions[j].evidence.source, event->mentions[j].trigger.start, &event->mentions[j], i };

          g_array_append_val (deciding->places, place);
        }
    }
  g_array_sort (deciding->places, compare_places);
}

/* The mention of @source that starts at @start; of several there, the one that says the same as @mention, if that is given. */
static Place *
find_place (const Deciding *deciding, guint32 source, guint32 start, const DtlMention *mention)
{
  guint low = 0, high = deciding->places->len;
  Place *best = NULL;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const Place *place = &g_array_index (deciding->places, Place, middle);

      if (place->source < source || (place->source == source && place->start < start))
        low = middle + 1;
      else
        high = middle;
    }
  for (; low < deciding->places->len; low++)
    {
      Place *place = &g_array_index (deciding->places, Place, low);

      if (place->source != source || place->start != start)
        break;
      if (best == NULL)
        best = place;
      if (mention == NULL || (place->mention->label == mention->label && dtl_date_equal (&place->mention->when.date, &mention->when.date)))
        return place;
    }
  return best;
}

static void
find_ids (Deciding *deciding)
{
  const DtlDraft *draft = deciding->draft;
  guint32 n_records = draft->story->records->len;

  deciding->first_event = g_new0 (guint32, n_records + 1);
  for (guint32 record = 0; record < n_records; record++)
    {
      const GArray *events = dtl_draft_record (draft, record)->events;

      deciding->first_event[record + 1] = deciding->first_event[record] + events->len;
      for (guint32 i = 0; i < events->len; i++)
        {
          const char *id = g_array_index (events, DtlEvent, i).id;

          if (!g_hash_table_contains (deciding->events, id))
            g_hash_table_insert (deciding->events, (gpointer) id, GUINT_TO_POINTER (deciding->first_event[record] + i + 1));
        }
    }
}

/* The event of a record with @number, counted over all, and its @record. */
static const DtlEvent *
event_numbered (const Deciding *deciding, guint32 number, guint32 *record)
{
  guint32 low = 0, high = deciding->draft->story->records->len;

  while (high - low > 1)
    {
      guint32 middle = low + (high - low) / 2;

      if (deciding->first_event[middle] <= number)
        low = middle;
      else
        high = middle;
    }
  *record = low;
  return dtl_record_event (dtl_draft_record (deciding->draft, low), number - deciding->first_event[low]);
}

/* The event that @id means now, or DTL_NONE. */
static guint32
find_work (const Deciding *deciding, const char *id)
{
  guint32 number = GPOINTER_TO_UINT (g_hash_table_lookup (deciding->events, id)), record;
  const DtlEvent *event;
  const Place *place;

  for (guint32 i = 0; number == 0 && i < deciding->works->len; i++) /* an id that a split has made, or of a stranger */
    if (!work_at (deciding, i)->is_gone && strcmp (work_at (deciding, i)->event.id, id) == 0)
      return i;
  if (number == 0)
    return DTL_NONE;
  event = event_numbered (deciding, number - 1, &record);
  place = find_place (deciding, record, event->mentions[0].trigger.start, &event->mentions[0]);
  return place == NULL || work_at (deciding, place->work)->is_gone ? DTL_NONE : place->work;
}

static guint32
find_actor (const Deciding *deciding, const char *id)
{
  guint32 node = GPOINTER_TO_UINT (g_hash_table_lookup (deciding->nodes, id));
  guint32 actor = node > 0 ? deciding->draft->actor_of[node - 1] : DTL_NONE;

  for (guint32 i = 0; node == 0 && i < deciding->draft->story->actors->len; i++)
    if (strcmp (g_array_index (deciding->draft->story->actors, DtlActor, i).id, id) == 0)
      actor = i;
  return actor == DTL_NONE || deciding->is_dropped[actor] ? DTL_NONE : actor;
}

/* ---- one or two events ---- */

static void
set_mentions (const Deciding *deciding, Work *work, const GArray *mentions)
{
  work->event.mentions = dtl_arena_memdup (deciding->draft->story->arena, mentions->data, mentions->len, sizeof (DtlMention));
  work->event.n_mentions = mentions->len;
  work->is_changed = TRUE;
}

static int
compare_mentions (gconstpointer a, gconstpointer b)
{
  return dtl_mention_compare (a, b);
}

/* The one that is mentioned first takes the other in, with what was decided on it. */
static guint32
join_two (Deciding *deciding, guint32 a, guint32 b)
{
  gboolean a_first = a == b || dtl_mention_compare (work_at (deciding, a)->event.mentions, work_at (deciding, b)->event.mentions) <= 0;
  guint32 first = a_first ? a : b, second = a_first ? b : a;
  Work *kept = work_at (deciding, first), *gone = work_at (deciding, second);
  g_autoptr (GArray) mentions = g_array_new (FALSE, FALSE, sizeof (DtlMention));

  if (a == b)
    return a;
  g_array_append_vals (mentions, kept->event.mentions, kept->event.n_mentions);
  g_array_append_vals (mentions, gone->event.mentions, gone->event.n_mentions);
  for (guint32 i = 0; i < gone->event.n_mentions; i++)
    {
      const DtlMention *mention = &gone->event.mentions[i];
      Place *place = find_place (deciding, mention->evidence.source, mention->trigger.start, mention);

      place->work = first;
    }
  g_array_sort (mentions, compare_mentions);
  set_mentions (deciding, kept, mentions);
  kept->date = kept->date ? kept->date : gone->date;
  kept->label = kept->label ? kept->label : gone->label;
  gone->is_gone = TRUE;
  return first;
}

static void
decide_join (Deciding *deciding, const DtlDecision *decision)
{
  guint32 all = DTL_NONE;

  for (guint i = 0; i < decision->n_ids; i++)
    {
      guint32 work = find_work (deciding, decision->ids[i]);

      if (work == DTL_NONE)
        dtl_draft_unmet (deciding->draft, decision, "no event has the id", decision->ids[i]);
      else
        all = all == DTL_NONE ? work : join_two (deciding, all, work);
    }
}

/* Whether @name, of a document or of a place in it, means @mention */
static gboolean
names_mention (const Deciding *deciding, const char *name, const DtlMention *mention)
{
  const char *id = g_array_index (deciding->draft->story->sources, DtlSource, mention->evidence.source).id;
  const char *colon = strchr (name, ':');
  gsize length = colon ? (gsize) (colon - name) : strlen (name);

  if (strncmp (id, name, length) != 0 || id[length] != '\0')
    return FALSE;
  return colon == NULL || g_ascii_strtoull (colon + 1, NULL, 10) == mention->trigger.start;
}

/* The id that the first mention of a part has in its record, or one made of it. */
static const char *
id_of_part (const Deciding *deciding, const DtlMention *first)
{
  const DtlStory *story = deciding->draft->story;
  const GArray *events = dtl_draft_record (deciding->draft, first->evidence.source)->events;
  g_autofree char *key = g_strdup_printf ("%s:%u", g_array_index (story->sources, DtlSource, first->evidence.source).id, first->trigger.start);

  for (guint i = 0; i < events->len; i++)
    {
      const DtlEvent *event = &g_array_index (events, DtlEvent, i);

      if (event->mentions[0].trigger.start == first->trigger.start && event->mentions[0].label == first->label)
        return event->id;
    }
  return dtl_id (story->arena, 'e', key);
}

static void
part_off (Deciding *deciding, guint32 number, const GArray *stay, const GArray *leave)
{
  Work part = { 0 };
  guint32 other = deciding->works->len;

  for (guint i = 0; i < leave->len; i++)
    {
      const DtlMention *mention = &g_array_index (leave, DtlMention, i);
      Place *place = find_place (deciding, mention->evidence.source, mention->trigger.start, mention);

      place->work = other;
    }
  set_mentions (deciding, &part, leave);
  part.event.id = id_of_part (deciding, part.event.mentions);
  set_mentions (deciding, work_at (deciding, number), stay);
  work_at (deciding, number)->event.id = id_of_part (deciding, work_at (deciding, number)->event.mentions);
  g_array_append_val (deciding->works, part);
}

static void
decide_split (Deciding *deciding, const DtlDecision *decision)
{
  guint32 number = find_work (deciding, decision->ids[0]);
  g_autoptr (GArray) stay = g_array_new (FALSE, FALSE, sizeof (DtlMention));
  g_autoptr (GArray) leave = g_array_new (FALSE, FALSE, sizeof (DtlMention));
  const DtlEvent *event;

  if (number == DTL_NONE)
    {
      dtl_draft_unmet (deciding->draft, decision, "no event has the id", decision->ids[0]);
      return;
    }
  event = &work_at (deciding, number)->event;
  for (guint32 i = 0; i < event->n_mentions; i++)
    {
      gboolean leaves = FALSE;

      for (guint j = 1; j < decision->n_ids; j++)
        leaves |= names_mention (deciding, decision->ids[j], &event->mentions[i]);
      g_array_append_val (leaves ? leave : stay, event->mentions[i]);
    }
  if (stay->len > 0 && leave->len > 0)
    part_off (deciding, number, stay, leave);
  else
    dtl_draft_unmet (deciding->draft, decision, stay->len > 0 ? "none of these is a mention of" : "no other mention would be left of",
                     decision->ids[0]);
}

/* One event is the two of articles that @decision names; what else it was made of goes with either. */
static void
take_apart (Deciding *deciding, guint32 number, const DtlDecision *decision)
{
  guint32 first = GPOINTER_TO_UINT (g_hash_table_lookup (deciding->events, decision->ids[0])), record;
  guint32 second = GPOINTER_TO_UINT (g_hash_table_lookup (deciding->events, decision->ids[1]));
  const DtlEvent *event = &work_at (deciding, number)->event;
  g_autofree gboolean *leaves = g_new0 (gboolean, event->n_mentions);
  g_autoptr (GArray) stay = g_array_new (FALSE, FALSE, sizeof (DtlMention));
  g_autoptr (GArray) leave = g_array_new (FALSE, FALSE, sizeof (DtlMention));

  if (first > 0 && second > 0 && first != second)
    dtl_draft_choose_sides (deciding->draft, event->mentions, event->n_mentions, event_numbered (deciding, first - 1, &record),
                            event_numbered (deciding, second - 1, &record), leaves);
  for (guint32 i = 0; i < event->n_mentions; i++)
    g_array_append_val (leaves[i] ? leave : stay, event->mentions[i]);
  if (stay->len > 0 && leave->len > 0)
    part_off (deciding, number, stay, leave);
  else
    dtl_draft_unmet (deciding->draft, decision, "no article tells the other event apart from", decision->ids[0]);
}

static void
decide_different (Deciding *deciding, const DtlDecision *decision)
{
  guint32 works[2];

  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    {
      works[i] = find_work (deciding, decision->ids[i]);
      if (works[i] == DTL_NONE)
        dtl_draft_unmet (deciding->draft, decision, "no event has the id", decision->ids[i]);
    }
  if (works[0] != DTL_NONE && works[0] == works[1])
    take_apart (deciding, works[0], decision);
}

/* ---- one actor or event ---- */

static void
drop_event (Deciding *deciding, Work *work)
{
  work->is_gone = TRUE;
  for (guint32 i = 0; i < work->event.n_mentions; i++)
    for (guint32 j = 0; j < work->event.mentions[i].n_participants; j++)
      g_array_index (deciding->draft->story->actors, DtlActor, work->event.mentions[i].participants[j].actor).salience--;
}

static void
decide_event (Deciding *deciding, const DtlDecision *decision)
{
  guint32 number = find_work (deciding, decision->ids[0]);
  Work *work = number != DTL_NONE ? work_at (deciding, number) : NULL;

  if (work == NULL)
    dtl_draft_unmet (deciding->draft, decision, "no event has the id", decision->ids[0]);
  else if (decision->kind == DTL_DECISION_DATE)
    work->date = decision;
  else if (decision->kind == DTL_DECISION_LABEL)
    work->label = decision;
  else if (decision->kind == DTL_DECISION_DROP)
    drop_event (deciding, work);
}

/* What it was called becomes an alias. */
static void
rename_actor (DtlActor *actor, const char *name, DtlArena *arena)
{
  g_autoptr (GPtrArray) aliases = g_ptr_array_new ();
  gboolean is_listed = strcmp (actor->name, name) == 0;

  for (guint i = 0; actor->aliases && actor->aliases[i]; i++)
    {
      if (!is_listed && strcmp (actor->name, actor->aliases[i]) <= 0)
        {
          g_ptr_array_add (aliases, (gpointer) actor->name);
          is_listed = TRUE;
        }
      if (strcmp (actor->aliases[i], name) != 0 && strcmp (actor->aliases[i], actor->name) != 0)
        g_ptr_array_add (aliases, (gpointer) actor->aliases[i]);
    }
  if (!is_listed)
    g_ptr_array_add (aliases, (gpointer) actor->name);
  g_ptr_array_add (aliases, NULL);
  actor->aliases = aliases->len > 1 ? dtl_arena_memdup (arena, aliases->pdata, aliases->len, sizeof (char *)) : NULL;
  actor->name = dtl_arena_strdup (arena, name);
}

static void
decide_actor (Deciding *deciding, const DtlDecision *decision)
{
  DtlStory *story = deciding->draft->story;
  guint32 actor = find_actor (deciding, decision->ids[0]);

  if (actor == DTL_NONE)
    dtl_draft_unmet (deciding->draft, decision, "no actor has the id", decision->ids[0]);
  else if (decision->kind == DTL_DECISION_RENAME)
    rename_actor (&g_array_index (story->actors, DtlActor, actor), decision->words, story->arena);
  else if (decision->kind == DTL_DECISION_DROP)
    deciding->is_dropped[actor] = deciding->any_dropped = TRUE;
}

static void
decide (Deciding *deciding, const DtlDecision *decision)
{
  switch (decision->kind)
    {
    case DTL_DECISION_SAME: /* done before events were merged, as are actors that differ */
    case DTL_DECISION_NOTE: /* at the end */
      break;
    case DTL_DECISION_DIFFERENT:
      if (decision->ids[0][0] == 'e')
        decide_different (deciding, decision);
      break;
    case DTL_DECISION_JOIN:
      decide_join (deciding, decision);
      break;
    case DTL_DECISION_SPLIT:
      decide_split (deciding, decision);
      break;
    default:
      if (decision->ids[0][0] == 'a')
        decide_actor (deciding, decision);
      else
        decide_event (deciding, decision);
    }
}

/* Notes go to whom their ids mean when all else is decided. */
static void
take_note (Deciding *deciding, const DtlDecision *decision)
{
  DtlStory *story = deciding->draft->story;
  gboolean of_actor = decision->ids[0][0] == 'a';
  guint32 i = of_actor ? find_actor (deciding, decision->ids[0]) : find_work (deciding, decision->ids[0]);
  DtlNote note = { .text = dtl_arena_strdup (story->arena, decision->words) };

  if (i == DTL_NONE)
    {
      dtl_draft_unmet (deciding->draft, decision, of_actor ? "no actor has the id" : "no event has the id", decision->ids[0]);
      return;
    }
  note.id = of_actor ? g_array_index (story->actors, DtlActor, i).id : work_at (deciding, i)->event.id;
  g_array_append_val (story->notes, note);
}

/* Who is different in the end: what a later decision has joined is not. */
static void
keep_apart (Deciding *deciding, const DtlDecision *decision)
{
  DtlStory *story = deciding->draft->story;
  gboolean of_actors = decision->ids[0][0] == 'a';
  const char *ids[2];
  guint32 both[2];

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      both[i] = of_actors ? find_actor (deciding, decision->ids[i]) : find_work (deciding, decision->ids[i]);
      if (both[i] == DTL_NONE)
        return;
      ids[i] = of_actors ? g_array_index (story->actors, DtlActor, both[i]).id : work_at (deciding, both[i])->event.id;
    }
  if (both[0] == both[1])
    return;
  dtl_story_set_different (story, ids[0], ids[1]);
  if (!of_actors)
    dtl_pairs_add (deciding->apart, MIN (both[0], both[1]), MAX (both[0], both[1]));
}

/* What holds for whom the ids mean when all else is decided. */
static void
decide_last (Deciding *deciding, const DtlDecision *decision)
{
  if (decision->kind == DTL_DECISION_NOTE)
    take_note (deciding, decision);
  else if (decision->kind == DTL_DECISION_DIFFERENT)
    keep_apart (deciding, decision);
}

/* ---- writing ---- */

/* New number of each actor; DTL_NONE for those dropped. The others move up. */
static guint32 *
drop_actors (Deciding *deciding)
{
  DtlStory *story = deciding->draft->story;
  guint32 *map = g_new (guint32, MAX (story->actors->len, 1)), n = 0, n_roles = 0;

  for (guint32 i = 0; i < story->actors->len; i++)
    {
      map[i] = deciding->is_dropped[i] ? DTL_NONE : n;
      if (map[i] != DTL_NONE)
        g_array_index (story->actors, DtlActor, n++) = g_array_index (story->actors, DtlActor, i);
    }
  g_array_set_size (story->actors, n);
  for (guint i = 0; i < story->roles->len; i++)
    {
      DtlRole role = g_array_index (story->roles, DtlRole, i);

      role.actor = map[role.actor];
      if (role.actor == DTL_NONE || (role.of != DTL_NONE && map[role.of] == DTL_NONE))
        continue;
      role.of = role.of == DTL_NONE ? DTL_NONE : map[role.of];
      g_array_index (story->roles, DtlRole, n_roles++) = role;
    }
  g_array_set_size (story->roles, n_roles);
  return map;
}

/* @work as it is told in the end. @map: (nullable): [n_map] new numbers of actors */
static void
finish_event (const Deciding *deciding, Work *work, const guint32 *map, guint32 n_map)
{
  DtlStory *story = deciding->draft->story;
  DtlEvent *event = &work->event;

  if (map)
    {
      DtlMention *mentions = dtl_arena_memdup (story->arena, event->mentions, event->n_mentions, sizeof (DtlMention));

      for (guint32 i = 0; i < event->n_mentions; i++)
        dtl_mention_map_actors (&mentions[i], map, n_map, story->arena);
      event->mentions = mentions;
    }
  if (map || work->is_changed)
    dtl_event_resolve (event, (const DtlSource *) story->sources->data, story->arena);
  if (work->label)
    event->label = dtl_arena_strdup (story->arena, work->label->words);
  if (work->date)
    event->when = (DtlWhen) { work->date->date, DTL_BASIS_OPTION, NULL, NULL };
}

static int
compare_works (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Deciding *deciding = user_data;
  guint32 i = *(const guint32 *) a, j = *(const guint32 *) b;
  int order = dtl_mention_compare (work_at (deciding, i)->event.mentions, work_at (deciding, j)->event.mentions);

  return order ? order : i < j ? -1 : i > j;
}

/* Whether the user has said that the two are two: then it is no question any more that they were nearly one. */
static gboolean
are_apart (const Deciding *deciding, guint32 a, guint32 b)
{
  return dtl_pairs_has (deciding->apart, MIN (a, b), MAX (a, b));
}

/* Joins and refusals of events that are there, with their new numbers. What is one now was not kept apart. */
static void
move_joins (const Deciding *deciding, const guint32 *event_of)
{
  GArray *joins = deciding->draft->story->joins;
  guint n = 0;

  for (guint i = 0; i < joins->len; i++)
    {
      DtlJoin join = g_array_index (joins, DtlJoin, i);
      const Place *place = find_place (deciding, join.source, join.start, NULL), *other = NULL;
      const Work *before = join.other != DTL_NONE ? work_at (deciding, join.other) : NULL;

      if (before)
        other = find_place (deciding, before->event.mentions[0].evidence.source, before->event.mentions[0].trigger.start, before->event.mentions);
      if (place == NULL || event_of[place->work] == DTL_NONE || (other == NULL && place->work != join.event)
          || (other && (other->work == place->work || event_of[other->work] == DTL_NONE || are_apart (deciding, other->work, place->work))))
        continue;
      join.event = event_of[place->work];
      join.other = other ? event_of[other->work] : DTL_NONE;
      g_array_index (joins, DtlJoin, n++) = join;
    }
  g_array_set_size (joins, n);
  dtl_joins_sort (joins);
}

static void
write_events (Deciding *deciding)
{
  DtlStory *story = deciding->draft->story;
  g_autofree guint32 *event_of = g_new (guint32, MAX (deciding->works->len, 1));
  g_autofree guint32 *map = NULL;
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 n_map = story->actors->len;

  for (guint32 i = 0; i < deciding->works->len; i++)
    {
      event_of[i] = DTL_NONE;
      if (!work_at (deciding, i)->is_gone)
        g_array_append_val (order, i);
    }
  g_array_sort_with_data (order, compare_works, deciding);
  for (guint i = 0; i < order->len; i++)
    event_of[g_array_index (order, guint32, i)] = i;
  move_joins (deciding, event_of);
  if (deciding->any_dropped)
    map = drop_actors (deciding);
  dtl_story_set_events (story, order->len);
  for (guint i = 0; i < order->len; i++)
    {
      Work *work = work_at (deciding, g_array_index (order, guint32, i));

      finish_event (deciding, work, map, n_map);
      g_array_index (story->events, DtlEvent, i) = work->event;
    }
  dtl_events_separate_ids (story->events, story->arena);
}

static void
begin (Deciding *deciding)
{
  const GArray *events = deciding->draft->story->events;

  for (guint i = 0; i < events->len; i++)
    {
      Work work = { .event = g_array_index (events, DtlEvent, i) };

      g_array_append_val (deciding->works, work);
    }
  find_places (deciding);
  find_ids (deciding);
}

static void
clear (Deciding *deciding)
{
  g_array_unref (deciding->works);
  g_array_unref (deciding->places);
  g_hash_table_unref (deciding->nodes);
  g_hash_table_unref (deciding->events);
  dtl_pairs_free (deciding->apart);
  g_free (deciding->first_event);
  g_free (deciding->is_dropped);
}

void
dtl_draft_decide (DtlDraft *draft)
{
  const GArray *all = draft->decisions ? draft->decisions->all : NULL;
  Deciding deciding = { .draft = draft };

  if (all == NULL || all->len == 0)
    return;
  deciding.works = g_array_new (FALSE, FALSE, sizeof (Work));
  deciding.places = g_array_new (FALSE, FALSE, sizeof (Place));
  deciding.nodes = dtl_draft_nodes (draft);
  deciding.apart = dtl_pairs_new ();
  deciding.events = g_hash_table_new (g_str_hash, g_str_equal);
  deciding.is_dropped = g_new0 (gboolean, MAX (draft->story->actors->len, 1));
  begin (&deciding);
  for (guint i = 0; i < all->len; i++)
    decide (&deciding, &g_array_index (all, DtlDecision, i));
  for (guint i = 0; i < all->len; i++)
    decide_last (&deciding, &g_array_index (all, DtlDecision, i));
  write_events (&deciding);
  clear (&deciding);
}
