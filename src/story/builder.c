/*
 * From records to a story.
 *
 * The builder only gathers; sealing sorts the records by content and then merges. The result is a function of the set of
 * records: no order of adding and no division into batches can be seen in it.
 */
#include "story/decisions.h"
#include "story/sequence.h"

#include <string.h>

struct _DtlStoryBuilder
{
  GHashTable *records;     /* owned: id of the source → DtlRecord (owned) */
  DtlDecisions *decisions; /* owned, nullable */
  DtlSpill *spill;     /* owned, nullable */
};

DtlStoryBuilder *
dtl_story_builder_new (void)
{
  DtlStoryBuilder *builder = g_new0 (DtlStoryBuilder, 1);

  builder->records = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) dtl_record_unref);
  return builder;
}

void
dtl_story_builder_free (DtlStoryBuilder *builder)
{
  if (builder == NULL)
    return;
  g_hash_table_unref (builder->records);
  dtl_decisions_unref (builder->decisions);
  dtl_spill_unref (builder->spill);
  g_free (builder);
}

void
dtl_story_builder_use_spill (DtlStoryBuilder *builder, DtlSpill *spill)
{
  g_return_if_fail (builder->spill == NULL);
  builder->spill = dtl_spill_ref (spill);
}

/*
 * One article may have been read twice, once with a day of publication and once without. The reading that knows more
 * stands: a total order, so that it does not matter which comes first.
 */
static gboolean
knows_more (const DtlRecord *a, const DtlRecord *b)
{
  const DtlSource *source_a = dtl_record_get_source (a), *source_b = dtl_record_get_source (b);
  gboolean undated_a = dtl_date_is_null (&source_a->published.date);
  gboolean undated_b = dtl_date_is_null (&source_b->published.date);
  g_autofree char *json_a = NULL;
  g_autofree char *json_b = NULL;

  if (undated_a != undated_b)
    return undated_b;
  if (a->events->len != b->events->len)
    return a->events->len > b->events->len;
  json_a = dtl_record_to_json (a);
  json_b = dtl_record_to_json (b);
  return strcmp (json_a, json_b) < 0;
}

void
dtl_story_builder_add (DtlStoryBuilder *builder, DtlRecord *record)
{
  const DtlSource *source = dtl_record_get_source (record);
  DtlRecord *known;

  g_return_if_fail (source != NULL && source->id != NULL);
  known = g_hash_table_lookup (builder->records, source->id);
  if (known == record || (known && !knows_more (record, known)))
    return;
  g_hash_table_replace (builder->records, (gpointer) source->id, dtl_record_ref (record));
}

void
dtl_story_builder_decide (DtlStoryBuilder *builder, DtlDecisions *decisions)
{
  DtlDecisions *before = builder->decisions;

  builder->decisions = decisions ? dtl_decisions_ref (decisions) : NULL;
  dtl_decisions_unref (before);
}

/* Articles in order of publication, undated ones last; digests decide between those of one day. */
static int
compare_records (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const DtlSource *one = dtl_record_get_source (*(DtlRecord *const *) a);
  const DtlSource *other = dtl_record_get_source (*(DtlRecord *const *) b);
  int order = dtl_date_compare (&one->published.date, &other->published.date);

  dtl_spill_breathe (user_data);
  if (order == 0)
    order = g_strcmp0 (one->sha256, other->sha256);
  return order ? order : strcmp (one->id, other->id);
}

static GPtrArray *
sorted_records (GHashTable *table, DtlSpill *spill)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) dtl_record_unref);
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    g_ptr_array_add (records, dtl_record_ref (record));
  g_ptr_array_sort_with_data (records, compare_records, spill);
  return records;
}

static DtlStory *
story_new (GPtrArray *records, DtlSpill *spill)
{
  DtlStory *story = g_new0 (DtlStory, 1);

  g_atomic_ref_count_init (&story->ref_count);
  story->spill = spill ? dtl_spill_ref (spill) : NULL;
  story->arena = dtl_arena_new_in (spill);
  story->records = records;
  story->sources = g_array_new (FALSE, TRUE, sizeof (DtlSource));
  story->actors = g_array_new (FALSE, TRUE, sizeof (DtlActor));
  story->roles = g_array_new (FALSE, TRUE, sizeof (DtlRole));
  story->events = spill ? dtl_arena_array (story->arena, 0, sizeof (DtlEvent)) : g_array_new (FALSE, TRUE, sizeof (DtlEvent));
  story->joins = g_array_new (FALSE, TRUE, sizeof (DtlJoin));
  story->corrections = g_array_new (FALSE, TRUE, sizeof (DtlCorrection));
  story->unmet = g_ptr_array_new ();
  g_ptr_array_add (story->unmet, NULL);
  story->notes = g_array_new (FALSE, TRUE, sizeof (DtlNote));
  return story;
}

static void
number_nodes (DtlDraft *draft)
{
  const GPtrArray *records = draft->story->records;

  draft->first_node = g_new0 (guint32, records->len + 1);
  for (guint i = 0; i < records->len; i++)
    {
      DtlSource source = *dtl_record_get_source (records->pdata[i]);

      source.duplicate_of = DTL_NONE;
      source.version_of = DTL_NONE;
      g_array_append_val (draft->story->sources, source);
      draft->first_node[i + 1] = draft->first_node[i] + dtl_draft_record (draft, i)->actors->len;
      dtl_spill_breathe (draft->story->spill);
    }
  draft->n_nodes = draft->first_node[records->len];
  draft->actor_of = g_new0 (guint32, MAX (draft->n_nodes, 1));
}

static void
relate (DtlStory *story)
{
  g_autofree guint32 *all = g_new (guint32, MAX (story->events->len, 1));

  for (guint i = 0; i < story->events->len; i++)
    all[i] = i;
  story->relations = dtl_relations_build (story->events, all, story->events->len, story->arena);
}

void
dtl_draft_begin (DtlDraft *draft, DtlStoryBuilder *builder)
{
  *draft = (DtlDraft) { .story = story_new (sorted_records (builder->records, builder->spill), builder->spill), .decisions = builder->decisions };
  number_nodes (draft);
  dtl_draft_find_duplicates (draft);
  dtl_draft_merge_actors (draft);
}

DtlStory *
dtl_draft_end (DtlDraft *draft)
{
  g_free (draft->first_node);
  g_free (draft->actor_of);
  return g_steal_pointer (&draft->story);
}

DtlStory *
dtl_story_builder_seal (DtlStoryBuilder *builder)
{
  DtlDraft draft;

  dtl_draft_begin (&draft, builder);
  dtl_draft_merge_events (&draft);
  dtl_draft_merge_roles (&draft);
  dtl_draft_decide (&draft);
  dtl_draft_link_corrections (&draft);
  dtl_story_put_in_order (draft.story);
  relate (draft.story);
  return dtl_draft_end (&draft);
}
