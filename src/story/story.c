/* Life of a story and access to its facts. */
#include "story/story.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (DtlStory, dtl_story, dtl_story_ref, dtl_story_unref)

DtlStory *
dtl_story_ref (DtlStory *story)
{
  g_atomic_ref_count_inc (&story->ref_count);
  return story;
}

void
dtl_story_unref (DtlStory *story)
{
  if (story == NULL || !g_atomic_ref_count_dec (&story->ref_count))
    return;
  g_array_unref (story->sources);
  g_array_unref (story->actors);
  g_array_unref (story->roles);
  if (story->spill)
    dtl_arena_array_free (story->events);
  else
    g_array_unref (story->events);
  g_array_unref (story->relations);
  g_array_unref (story->joins);
  g_array_unref (story->corrections);
  g_ptr_array_unref (story->unmet);
  g_array_unref (story->notes);
  g_clear_pointer (&story->different, g_hash_table_unref);
  g_ptr_array_unref (story->records);
  dtl_arena_free (story->arena);
  dtl_spill_unref (story->spill);
  g_free (story);
}

void
dtl_story_set_events (DtlStory *story, guint n_events)
{
  if (story->spill)
    {
      dtl_arena_array_free (story->events);
      story->events = dtl_arena_array (story->arena, n_events, sizeof (DtlEvent));
    }
  else
    {
      g_array_set_size (story->events, 0);
      g_array_set_size (story->events, n_events);
    }
}

const DtlSource *
dtl_story_get_sources (const DtlStory *story, guint *n_sources)
{
  *n_sources = story->sources->len;
  return (const DtlSource *) story->sources->data;
}

const DtlActor *
dtl_story_get_actors (const DtlStory *story, guint *n_actors)
{
  *n_actors = story->actors->len;
  return (const DtlActor *) story->actors->data;
}

const DtlRole *
dtl_story_get_roles (const DtlStory *story, guint *n_roles)
{
  *n_roles = story->roles->len;
  return (const DtlRole *) story->roles->data;
}

const DtlEvent *
dtl_story_get_events (const DtlStory *story, guint *n_events)
{
  *n_events = story->events->len;
  return (const DtlEvent *) story->events->data;
}

const DtlRelation *
dtl_story_get_relations (const DtlStory *story, guint *n_relations)
{
  *n_relations = story->relations->len;
  return (const DtlRelation *) story->relations->data;
}

const DtlJoin *
dtl_story_get_joins (const DtlStory *story, guint *n_joins)
{
  *n_joins = story->joins->len;
  return (const DtlJoin *) story->joins->data;
}

const DtlCorrection *
dtl_story_get_corrections (const DtlStory *story, guint *n_corrections)
{
  *n_corrections = story->corrections->len;
  return (const DtlCorrection *) story->corrections->data;
}

const char *const *
dtl_story_get_unmet (const DtlStory *story)
{
  return (const char *const *) story->unmet->pdata;
}

const DtlNote *
dtl_story_get_notes (const DtlStory *story, guint *n_notes)
{
  *n_notes = story->notes->len;
  return (const DtlNote *) story->notes->data;
}

/* (transfer full): one key for both orders */
static char *
pair_key (const char *id, const char *other)
{
  return strcmp (id, other) < 0 ? g_strdup_printf ("%s %s", id, other) : g_strdup_printf ("%s %s", other, id);
}

void
dtl_story_set_different (DtlStory *story, const char *id, const char *other)
{
  if (story->different == NULL)
    story->different = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (story->different, pair_key (id, other));
}

gboolean
dtl_story_are_different (const DtlStory *story, const char *id, const char *other)
{
  g_autofree char *key = pair_key (id, other);

  return story->different != NULL && g_hash_table_contains (story->different, key);
}
