/* One input through all stages. */
#include "ingest/ingest.h"
#include "lexicon/user.h"
#include "pipeline/batch.h"
#include "pipeline/stages.h"

#include <string.h>

#define MINUTES_PER_DAY 1440

struct _DtlPipeline
{
  gatomicrefcount ref_count;
  DtlPipelineOptions options;
  DtlSyntax *syntax; /* owned; NULL when no stage needs it */
  DtlUserLexicon *lexicon; /* owned, nullable */
};

G_DEFINE_BOXED_TYPE (DtlPipeline, dtl_pipeline, dtl_pipeline_ref, dtl_pipeline_unref)

/* The installed weights, or those of the source tree that this was built from. */
static const char *
find_model (const char *path)
{
  if (path != NULL)
    return path;
  return g_file_test (DTL_DATADIR "/en.dtm", G_FILE_TEST_EXISTS) ? DTL_DATADIR "/en.dtm" : DTL_SOURCE_MODELS "/en.dtm";
}

static gboolean
load_syntax (DtlPipeline *pipeline, GError **error)
{
  g_autoptr (DtlModel) model = dtl_model_open (find_model (pipeline->options.model), error);

  if (model != NULL)
    pipeline->syntax = dtl_syntax_new (model, error);
  return pipeline->syntax != NULL;
}

DtlPipeline *
dtl_pipeline_new (const DtlPipelineOptions *options, GError **error)
{
  g_autoptr (DtlPipeline) pipeline = g_new0 (DtlPipeline, 1);

  g_atomic_ref_count_init (&pipeline->ref_count);
  if (options != NULL)
    pipeline->options = *options;
  if (pipeline->options.stages == DTL_STAGES_ALL && !load_syntax (pipeline, error))
    return NULL;
  if (pipeline->options.lexicon != NULL
      && (pipeline->lexicon = dtl_user_lexicon_load (pipeline->options.lexicon, error)) == NULL)
    return NULL;
  pipeline->options.model = pipeline->options.lexicon = NULL; /* borrowed */
  return g_steal_pointer (&pipeline);
}

DtlPipeline *
dtl_pipeline_ref (DtlPipeline *pipeline)
{
  g_atomic_ref_count_inc (&pipeline->ref_count);
  return pipeline;
}

void
dtl_pipeline_unref (DtlPipeline *pipeline)
{
  if (pipeline == NULL || !g_atomic_ref_count_dec (&pipeline->ref_count))
    return;
  g_clear_pointer (&pipeline->syntax, dtl_syntax_unref);
  dtl_user_lexicon_free (pipeline->lexicon);
  g_free (pipeline);
}

guint
dtl_pipeline_jobs (const DtlPipeline *pipeline)
{
  return MAX (1, pipeline->options.jobs);
}

/* Moves a time of publication to another zone, and with it, maybe, to another day. */
static void
move_to_zone (DtlDate *date, int zone)
{
  DtlDatePoint *point = &date->from;
  gint64 minute;
  gint32 year;
  int month, day;

  if (date->shape != DTL_DATE_POINT || point->day == 0 || point->minute < 0 || point->zone == DTL_ZONE_NONE)
    return;
  minute = (gint64) dtl_day_from_civil (point->year, point->month, point->day) * MINUTES_PER_DAY + point->minute
           - point->zone + zone;
  point->minute = ((minute % MINUTES_PER_DAY) + MINUTES_PER_DAY) % MINUTES_PER_DAY;
  point->zone = zone;
  dtl_day_to_civil ((minute - point->minute) / MINUTES_PER_DAY, &year, &month, &day);
  point->year = year;
  point->month = month;
  point->day = day;
}

static gboolean
is_wanted (const DtlPipeline *pipeline, const DtlStage *stage)
{
  switch (pipeline->options.stages)
    {
    case DTL_STAGES_INGEST:
      return FALSE;
    case DTL_STAGES_TEXT:
      return (stage->gives & ~(DTL_LAYER_LANGUAGE | DTL_LAYER_WORDS)) == 0;
    case DTL_STAGES_ALL:
      return TRUE;
    }
  g_return_val_if_reached (FALSE);
}

static gboolean
run_stage (const DtlPipeline *pipeline, const DtlStage *stage, DtlDocument *document, GError **error)
{
  gboolean well = stage->run != NULL ? stage->run (document, error)
                                     : stage->run_with (pipeline->syntax, document, error);

  return well && dtl_document_is_within_limit (document, error);
}

static gboolean
run_stages (const DtlPipeline *pipeline, DtlDocument *document, GError **error)
{
  guint n;
  const DtlStage *stages = dtl_stages (&n);

  if (pipeline->options.has_zone)
    {
      move_to_zone (&document->published.date, pipeline->options.zone);
      move_to_zone (&document->updated.date, pipeline->options.zone);
    }
  for (guint i = 0; i < n; i++)
    {
      if (!is_wanted (pipeline, &stages[i]) || !dtl_stage_can_run (&stages[i], document))
        continue;
      if (!run_stage (pipeline, &stages[i], document, error))
        return FALSE;
    }
  return TRUE;
}

static void
drop_unwanted (const DtlPipeline *pipeline, GPtrArray *documents)
{
  const DtlPipelineOptions *options = &pipeline->options;

  for (guint i = documents->len; options->filter != NULL && i-- > 0;)
    {
      const DtlDocument *document = g_ptr_array_index (documents, i);

      if (!dtl_document_is_page (document) && !options->filter (document->id, document->uri, options->filter_data))
        g_ptr_array_remove_index (documents, i);
    }
}

static gboolean
analyse (const DtlPipeline *pipeline, DtlDocument *document, GError **error)
{
  document->lexicon = pipeline->lexicon;
  if (!run_stages (pipeline, document, error))
    return FALSE;
  document->lexicon = NULL; /* the document may outlive the pipeline */
  return TRUE;
}

GPtrArray *
dtl_pipeline_run (DtlPipeline *pipeline, const DtlInput *input, GError **error)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) dtl_document_unref);

  g_return_val_if_fail (input->bytes != NULL, NULL);
  if (!dtl_ingest_run (input, documents, error))
    return NULL;
  if (!pipeline->options.keep_pages)
    dtl_ingest_join_pages (documents);
  drop_unwanted (pipeline, documents);
  for (guint i = 0; i < documents->len; i++)
    if (!dtl_document_is_page (documents->pdata[i]) && !analyse (pipeline, documents->pdata[i], error))
      return NULL;
  return g_steal_pointer (&documents);
}

static gint
compare_ids (gconstpointer a, gconstpointer b)
{
  const DtlDocument *first = *(DtlDocument *const *) a, *second = *(DtlDocument *const *) b;
  int order = g_strcmp0 (first->uri, second->uri);

  return order != 0 ? order : strcmp (first->id, second->id);
}

void
dtl_pipeline_join_pages (DtlPipeline *pipeline, GPtrArray *pages, DtlBatchDone done, gpointer user_data)
{
  dtl_ingest_join_pages (pages);
  drop_unwanted (pipeline, pages);
  g_ptr_array_sort (pages, compare_ids);
  for (guint i = 0; i < pages->len; i++)
    {
      g_autoptr (GPtrArray) one = g_ptr_array_new ();
      g_autoptr (GError) error = NULL;
      gboolean well = analyse (pipeline, pages->pdata[i], &error);

      g_ptr_array_add (one, pages->pdata[i]);
      done (i, well ? one : NULL, error, user_data);
    }
}
