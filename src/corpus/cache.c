/*
 * The merged story, kept in the file.
 *
 * Merging looks at all articles, and what one more of them changes cannot be told beforehand; so the story is merged
 * whole when it is asked for and articles have come or gone since, and then kept, with the number of the generation
 * that it is of. Its events lie in parts of many, packed together because their sentences repeat, and have a row of
 * numbers each by which those that a view can show are found without unpacking.
 */
#include "corpus/pack.h"
#include "corpus/store.h"
#include "story/salience.h"
#include "story/story.h"
#include "story/view.h"

#include <string.h>

#define DTL_CACHE_FORMAT "5 " DTL_VERSION_STRING
#define PART_EVENTS 256 /* as the schema says */
#define FRAME_PART -1

/* ---- keeping ---- */

static void
pack_note (DtlPack *pack, DtlNote *note)
{
  dtl_pack_text (pack, &note->id);
  dtl_pack_text (pack, &note->text);
  pack->is_bad |= note->id == NULL || note->text == NULL;
}

static void
pack_frame (DtlPack *pack, DtlStory *story)
{
  const char *format = DTL_CACHE_FORMAT;
  guint32 numbers[] = { story->sources->len, story->actors->len, story->roles->len, story->events->len, story->corrections->len,
                        story->notes->len, story->unmet->len - 1 };

  dtl_pack_text (pack, &format);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    dtl_pack_number (pack, &numbers[i]);
  for (guint i = 0; i < story->sources->len; i++, dtl_spill_breathe (story->spill))
    dtl_pack_source (pack, &g_array_index (story->sources, DtlSource, i));
  for (guint i = 0; i < story->actors->len; i++, dtl_spill_breathe (story->spill))
    dtl_pack_actor (pack, &g_array_index (story->actors, DtlActor, i));
  for (guint i = 0; i < story->roles->len; i++, dtl_spill_breathe (story->spill))
    dtl_pack_role (pack, &g_array_index (story->roles, DtlRole, i));
  for (guint i = 0; i < story->corrections->len; i++)
    dtl_pack_correction (pack, &g_array_index (story->corrections, DtlCorrection, i));
  for (guint i = 0; i < story->notes->len; i++)
    pack_note (pack, &g_array_index (story->notes, DtlNote, i));
  for (guint i = 0; i + 1 < story->unmet->len; i++)
    dtl_pack_text (pack, (const char **) &story->unmet->pdata[i]);
}

static gboolean
keep_part (DtlCorpus *corpus, gint64 part, const GByteArray *data)
{
  g_autoptr (GBytes) packed = dtl_pack (data->data, data->len);
  gsize size;
  gconstpointer bytes = g_bytes_get_data (packed, &size);

  return dtl_sql_run (corpus, NULL, "INSERT INTO story_parts VALUES (?, ?)", "ib", part, bytes, size);
}

/* The number of a combination of type, class and family. */
static gint64
keep_kind (DtlCorpus *corpus, GHashTable *kinds, const DtlEvent *event)
{
  g_autofree char *key = g_strdup_printf ("%s %s %s", event->type != NULL ? event->type : "-", event->event_class, event->family);
  gint64 kind = GPOINTER_TO_UINT (g_hash_table_lookup (kinds, key));

  if (kind > 0)
    return kind;
  kind = g_hash_table_size (kinds) + 1;
  if (!dtl_sql_run (corpus, NULL, "INSERT INTO story_kinds VALUES (?, ?, ?, ?)", "ittt", kind, event->type, event->event_class,
                    event->family))
    return -1;
  g_hash_table_insert (kinds, g_steal_pointer (&key), GUINT_TO_POINTER ((guint) kind));
  return kind;
}

static gboolean
keep_numbers (DtlCorpus *corpus, GHashTable *kinds, const DtlEvent *event, gint64 n)
{
  gint64 kind = keep_kind (corpus, kinds, event);
  DtlDay earliest, latest;
  gboolean is_dated = dtl_date_bounds (&event->when.date, &earliest, &latest);

  if (kind < 0
      || !dtl_sql_run (corpus, NULL,
                       is_dated ? "INSERT INTO story_events VALUES (?1, ?2, ?8, ?9, ?3, ?4, ?5, ?6, ?7)"
                                : "INSERT INTO story_events VALUES (?1, ?2, NULL, NULL, ?3, ?4, ?5, ?6, ?7)",
                       is_dated ? "iiiiirrii" : "iiiiirr", n, kind, (gint64) event->reality,
                       (gint64) dtl_event_is_minor (event), (gint64) event->independent_sources, event->confidence,
                       dtl_event_salience (event), (gint64) (is_dated ? earliest : 0), (gint64) (is_dated ? latest : 0)))
    return FALSE;
  for (guint32 i = 0; i < event->n_participants; i++)
    if (!dtl_sql_run (corpus, NULL, "INSERT OR IGNORE INTO story_actors VALUES (?, ?)", "ii",
                      (gint64) event->participants[i].actor, n))
      return FALSE;
  return TRUE;
}

static gboolean
keep_events (DtlCorpus *corpus, DtlStory *story)
{
  g_autoptr (GHashTable) kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GByteArray) data = g_byte_array_new ();
  DtlPack pack = { .out = data };

  for (guint i = 0; i < story->events->len; i++)
    {
      DtlEvent *event = &g_array_index (story->events, DtlEvent, i);
      gboolean is_last = i + 1 == story->events->len || (i + 1) % PART_EVENTS == 0;

      dtl_pack_event (&pack, event);
      if (!keep_numbers (corpus, kinds, event, i) || (is_last && !keep_part (corpus, i / PART_EVENTS, data)))
        return FALSE;
      if (is_last)
        g_byte_array_set_size (data, 0);
      dtl_spill_breathe (story->spill);
    }
  return TRUE;
}

static gboolean
keep_all (DtlCorpus *corpus, DtlStory *story, gint64 generation)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  DtlPack pack = { .out = data };

  if (dtl_sql_number (corpus, "SELECT value FROM state WHERE name = 'generation'", -1) != generation)
    return FALSE;
  pack_frame (&pack, story);
  return dtl_sql_script (corpus, "DELETE FROM story_parts; DELETE FROM story_kinds; DELETE FROM story_events; DELETE FROM story_actors",
                         NULL)
         && keep_part (corpus, FRAME_PART, data) && keep_events (corpus, story)
         && dtl_sql_run (corpus, NULL, "UPDATE state SET value = ? WHERE name = 'merged'", "i", generation);
}

/* Whether it can be kept makes the next answer quicker, and no other. */
gboolean
dtl_cache_keep (DtlCorpus *corpus, DtlStory *story, gint64 generation)
{
  gboolean is_kept;

  if (!corpus->can_write)
    return FALSE;
  sqlite3_busy_timeout (corpus->db, 0);
  is_kept = dtl_sql_begin (corpus, NULL) && dtl_sql_end (corpus, keep_all (corpus, story, generation), NULL);
  sqlite3_busy_timeout (corpus->db, DTL_BUSY_MS);
  return is_kept;
}

/* ---- reading ---- */

gboolean
dtl_cache_is_fresh (DtlCorpus *corpus)
{
  return dtl_sql_number (corpus,
                         "SELECT count(*) FROM state a JOIN state b ON a.value = b.value WHERE a.name = 'generation' AND "
                         "b.name = 'merged'",
                         0) == 1;
}

/* The bytes of a part; @pack then stands at its beginning. */
static char *
open_part (DtlCorpus *corpus, gint64 part, DtlPack *pack)
{
  sqlite3_stmt *row = dtl_sql_prepare (corpus, NULL, "SELECT data FROM story_parts WHERE part = ?", "i", part);
  char *data = NULL;
  gsize size = 0;

  if (row != NULL && dtl_sql_step (corpus, row, NULL))
    data = dtl_unpack (sqlite3_column_blob (row, 0), sqlite3_column_bytes (row, 0), &size);
  sqlite3_reset (row);
  pack->at = (const guint8 *) data;
  pack->end = pack->at + size;
  pack->is_bad |= data == NULL;
  return data;
}

static DtlStory *
empty_story (void)
{
  g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();

  return dtl_story_builder_seal (builder);
}

static void
fill_decided (DtlPack *pack, DtlStory *story, guint32 n_notes, guint32 n_unmet)
{
  for (guint32 i = 0; i < n_notes && !pack->is_bad; i++)
    {
      DtlNote note = { NULL };

      pack_note (pack, &note);
      g_array_append_val (story->notes, note);
    }
  for (guint32 i = 0; i < n_unmet && !pack->is_bad; i++)
    {
      const char *line = NULL;

      dtl_pack_text (pack, &line);
      pack->is_bad |= line == NULL;
      if (line != NULL)
        g_ptr_array_insert (story->unmet, story->unmet->len - 1, (gpointer) line);
    }
}

static void
fill_frame (DtlPack *pack, DtlStory *story, const guint32 *numbers)
{
  pack->n_sources = numbers[0];
  pack->n_actors = numbers[1];
  for (guint32 i = 0; i < numbers[0] && !pack->is_bad; i++)
    {
      DtlSource source = { 0 };

      dtl_pack_source (pack, &source);
      g_array_append_val (story->sources, source);
    }
  for (guint32 i = 0; i < numbers[1] && !pack->is_bad; i++)
    {
      DtlActor actor = { 0 };

      dtl_pack_actor (pack, &actor);
      g_array_append_val (story->actors, actor);
    }
  for (guint32 i = 0; i < numbers[2] && !pack->is_bad; i++)
    {
      DtlRole role = { 0 };

      dtl_pack_role (pack, &role);
      g_array_append_val (story->roles, role);
    }
  for (guint32 i = 0; i < numbers[4] && !pack->is_bad; i++)
    {
      DtlCorrection correction = { 0 };

      dtl_pack_correction (pack, &correction);
      g_array_append_val (story->corrections, correction);
    }
}

DtlStory *
dtl_cache_frame (DtlCorpus *corpus, guint32 *n_events)
{
  g_autoptr (DtlStory) story = empty_story ();
  DtlPack pack = { .arena = story->arena };
  g_autofree char *data = open_part (corpus, FRAME_PART, &pack);
  const char *format = NULL;
  guint32 numbers[7] = { 0 };

  if (data == NULL)
    return NULL;
  dtl_pack_text (&pack, &format);
  if (g_strcmp0 (format, DTL_CACHE_FORMAT) != 0)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    dtl_pack_number (&pack, &numbers[i]);
  fill_frame (&pack, story, numbers);
  fill_decided (&pack, story, numbers[5], numbers[6]);
  *n_events = numbers[3];
  return pack.is_bad ? NULL : g_steal_pointer (&story);
}

/* Events @events[@from] to @events[@to], which lie in one part. Those before the last of them have to be gone through. */
static gboolean
fill_from_part (DtlCorpus *corpus, DtlStory *frame, const GArray *events, guint from, guint to)
{
  DtlPack pack = { .arena = frame->arena, .n_actors = frame->actors->len, .n_sources = frame->sources->len };
  guint32 part = g_array_index (events, guint32, from) / PART_EVENTS;
  g_autofree char *data = open_part (corpus, part, &pack);
  g_autoptr (DtlArena) aside = dtl_arena_new ();

  for (guint32 n = part * PART_EVENTS; from < to && !pack.is_bad; n++)
    {
      gboolean is_wanted = n == g_array_index (events, guint32, from);
      DtlEvent event = { 0 };

      pack.arena = is_wanted ? frame->arena : aside;
      dtl_pack_event (&pack, &event);
      if (is_wanted && !pack.is_bad)
        g_array_append_val (frame->events, event);
      from += is_wanted;
    }
  return !pack.is_bad;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint32 one = *(const guint32 *) a, other = *(const guint32 *) b;

  return one < other ? -1 : one > other;
}

/* Corrections refer to events by their number among all; those of events that are not wanted go. */
static void
follow_events (DtlStory *frame, const GArray *events)
{
  guint n = 0;

  for (guint i = 0; i < frame->corrections->len; i++)
    {
      DtlCorrection correction = g_array_index (frame->corrections, DtlCorrection, i);
      guint at;

      if (correction.event != DTL_NONE && !g_array_binary_search ((GArray *) events, &correction.event, compare_numbers, &at))
        continue;
      if (correction.event != DTL_NONE)
        correction.event = at;
      g_array_index (frame->corrections, DtlCorrection, n++) = correction;
    }
  g_array_set_size (frame->corrections, n);
}

gboolean
dtl_cache_fill (DtlCorpus *corpus, DtlStory *frame, const GArray *events)
{
  guint to;

  follow_events (frame, events);

  for (guint from = 0; from < events->len; from = to)
    {
      guint32 part = g_array_index (events, guint32, from) / PART_EVENTS;

      for (to = from + 1; to < events->len && g_array_index (events, guint32, to) / PART_EVENTS == part; to++)
        ;
      if (!fill_from_part (corpus, frame, events, from, to))
        return FALSE;
    }
  return TRUE;
}
