/*
 * Content order and ids.
 *
 * An article's facts are put in the order of their first mentions, and named after them: the id of an actor or event
 * is a digest of the article's own digest and of the place of the first mention. Two runs over the same bytes, on any
 * machine and after any other articles, therefore give the same ids.
 */
#include "record/own.h"

#include <math.h>
#include <string.h>

/* Reorders @array, whose elements are @size bytes, by @order (new to old); returns old to new. */
static guint32 *
permute (GArray *array, guint size, const GArray *order)
{
  g_autofree char *old = g_memdup2 (array->data, (gsize) array->len * size);
  guint32 *map = g_new (guint32, MAX (array->len, 1));

  for (guint i = 0; i < array->len; i++)
    map[i] = DTL_NONE;
  for (guint i = 0; i < order->len; i++)
    {
      guint32 from = g_array_index (order, guint32, i);

      memcpy (array->data + (gsize) i * size, old + (gsize) from * size, size);
      map[from] = i;
    }
  g_array_set_size (array, order->len);
  return map;
}

static int
compare_numbers (guint32 a, guint32 b)
{
  return a < b ? -1 : a > b;
}

int
dtl_mention_compare (const DtlMention *a, const DtlMention *b)
{
  int order = compare_numbers (a->evidence.source, b->evidence.source);

  if (order == 0)
    order = compare_numbers (a->trigger.start, b->trigger.start);
  if (order == 0)
    order = compare_numbers (a->trigger.end, b->trigger.end);
  if (order == 0)
    order = compare_numbers (a->evidence.span.start, b->evidence.span.start);
  return order ? order : g_strcmp0 (a->event_class, b->event_class);
}

static int
compare_mentions (gconstpointer a, gconstpointer b)
{
  return dtl_mention_compare (a, b);
}

static const DtlMention *
sorted_mentions (DtlArena *arena, const DtlMention *mentions, guint32 n)
{
  g_autoptr (GArray) array = g_array_sized_new (FALSE, FALSE, sizeof (DtlMention), n);

  g_array_append_vals (array, mentions, n);
  g_array_sort (array, compare_mentions);
  return dtl_arena_memdup (arena, array->data, n, sizeof (DtlMention));
}

static int
compare_actors (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const GArray *actors = user_data;
  guint32 i = *(const guint32 *) a, j = *(const guint32 *) b;
  int order = compare_numbers (g_array_index (actors, DtlActor, i).first_start,
                               g_array_index (actors, DtlActor, j).first_start);

  return order ? order : compare_numbers (i, j);
}

static int
compare_events (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const GArray *events = user_data;
  guint32 i = *(const guint32 *) a, j = *(const guint32 *) b;
  int order = dtl_mention_compare (g_array_index (events, DtlEvent, i).mentions,
                                   g_array_index (events, DtlEvent, j).mentions);

  return order ? order : compare_numbers (i, j);
}

static guint32
mapped (guint32 i, const guint32 *map, guint32 n_map)
{
  return i < n_map ? map[i] : DTL_NONE;
}

static void
map_participants (DtlMention *mention, const guint32 *map, guint32 n_map, DtlArena *arena)
{
  DtlParticipant *out = dtl_arena_new0 (arena, DtlParticipant, mention->n_participants);
  guint32 n = 0;

  for (guint32 i = 0; i < mention->n_participants; i++)
    {
      DtlParticipant participant = mention->participants[i];
      guint32 j = 0;

      participant.actor = mapped (participant.actor, map, n_map);
      while (j < n && !(out[j].actor == participant.actor && out[j].role == participant.role))
        j++;
      if (j < n)
        out[j].implicit = out[j].implicit && participant.implicit;
      else if (participant.actor != DTL_NONE)
        out[n++] = participant;
    }
  mention->participants = out;
  mention->n_participants = n;
}

void
dtl_mention_map_actors (DtlMention *mention, const guint32 *map, guint32 n_map, DtlArena *arena)
{
  DtlAttribution *attributions;

  if (mention->n_participants > 0)
    map_participants (mention, map, n_map, arena);
  if (mention->place.name == NULL)
    mention->place = (DtlPlace) { NULL, DTL_NONE, NULL, NAN, NAN };
  mention->place.actor = mapped (mention->place.actor, map, n_map);
  attributions = dtl_arena_memdup (arena, mention->attributions, mention->n_attributions, sizeof (DtlAttribution));
  for (guint32 i = 0; i < mention->n_attributions; i++)
    attributions[i].actor = mapped (attributions[i].actor, map, n_map);
  mention->attributions = attributions;
}

/* A mention without a date keeps nothing of one but the readings of an ambiguous expression. */
static void
clear_undated (DtlWhen *when)
{
  if (!dtl_date_is_null (&when->date))
    return;
  when->basis = DTL_BASIS_NONE;
  if (when->candidates == NULL || when->candidates[0] == NULL)
    *when = (DtlWhen) { .basis = DTL_BASIS_NONE };
}

static void
finish_mentions (DtlRecord *record, const guint32 *actor_map)
{
  for (guint i = 0; i < record->events->len; i++)
    {
      DtlEvent *event = dtl_record_event (record, i);
      DtlMention *mentions = dtl_arena_memdup (record->arena, event->mentions, event->n_mentions, sizeof *mentions);

      for (guint32 j = 0; j < event->n_mentions; j++)
        {
          dtl_mention_map_actors (&mentions[j], actor_map, record->actors->len, record->arena);
          clear_undated (&mentions[j].when);
        }
      event->mentions = sorted_mentions (record->arena, mentions, event->n_mentions);
    }
}

static void
finish_roles (DtlRecord *record, const guint32 *actor_map)
{
  guint n = 0;

  for (guint i = 0; i < record->roles->len; i++)
    {
      DtlRole role = g_array_index (record->roles, DtlRole, i);

      role.actor = mapped (role.actor, actor_map, record->actors->len);
      role.of = mapped (role.of, actor_map, record->actors->len);
      clear_undated (&role.valid);
      if (role.actor != DTL_NONE)
        g_array_index (record->roles, DtlRole, n++) = role;
    }
  g_array_set_size (record->roles, n);
  dtl_roles_join (record->roles, record->arena);
}

/* Facts that start at the same place are told apart by a running number. */
static const char *
numbered_id (DtlRecord *record, char letter, const char *sha256, const char *place, guint number)
{
  g_autofree char *key = number == 0 ? g_strdup_printf ("%s:%s", sha256, place)
                                     : g_strdup_printf ("%s:%s:%u", sha256, place, number);

  return dtl_id (record->arena, letter, key);
}

static void
name_actors (DtlRecord *record, const char *sha256)
{
  guint number = 0;

  for (guint i = 0; i < record->actors->len; i++)
    {
      DtlActor *actor = dtl_record_actor (record, i);
      g_autofree char *place = g_strdup_printf ("%u", actor->first_start);

      number = i > 0 && actor[-1].first_start == actor->first_start ? number + 1 : 0;
      actor->id = numbered_id (record, 'a', sha256, place, number);
    }
}

static void
name_events (DtlRecord *record, const char *sha256)
{
  guint number = 0;

  for (guint i = 0; i < record->events->len; i++)
    {
      DtlEvent *event = dtl_record_event (record, i);
      DtlSpan trigger = event->mentions[0].trigger;
      g_autofree char *place = g_strdup_printf ("%u-%u", trigger.start, trigger.end);
      gboolean same = i > 0 && event[-1].mentions[0].trigger.start == trigger.start
                      && event[-1].mentions[0].trigger.end == trigger.end;

      number = same ? number + 1 : 0;
      event->id = numbered_id (record, 'e', sha256, place, number);
    }
}

static guint32 *
order_actors (DtlRecord *record)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < record->actors->len; i++)
    g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_actors, record->actors);
  return permute (record->actors, sizeof (DtlActor), order);
}

static guint32 *
order_events (DtlRecord *record)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < record->events->len; i++)
    if (dtl_record_event (record, i)->n_mentions > 0)
      g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_events, record->events);
  return permute (record->events, sizeof (DtlEvent), order);
}

void
dtl_record_finish_mapped (DtlRecord *record, guint32 **actor_map, guint32 **event_map)
{
  const DtlSource *source = dtl_record_get_source (record);
  const char *sha256 = source && source->sha256 ? source->sha256 : "";
  g_autofree guint32 *actors = order_actors (record);
  g_autofree guint32 *events = NULL;

  dtl_record_own (record);
  finish_roles (record, actors);
  finish_mentions (record, actors);
  events = order_events (record);
  name_actors (record, sha256);
  name_events (record, sha256);
  for (guint i = 0; i < record->events->len; i++)
    dtl_event_resolve (dtl_record_event (record, i), (const DtlSource *) record->sources->data, record->arena);
  if (actor_map)
    *actor_map = g_steal_pointer (&actors);
  if (event_map)
    *event_map = g_steal_pointer (&events);
}

void
dtl_record_finish (DtlRecord *record)
{
  dtl_record_finish_mapped (record, NULL, NULL);
}
