/* From inputs to documents: the table of stages, run over one input or over many in parallel. */
#pragma once

#if !defined(DTL_INSIDE) && !defined(DTL_COMPILATION)
# error "Only <dateline/dateline.h> can be included directly."
#endif

#include <dateline/article.h>
#include <dateline/document.h>

G_BEGIN_DECLS

/** DtlStages: how far the work goes. */
typedef enum
{
  DTL_STAGES_ALL,
  DTL_STAGES_INGEST, /* reading alone: text and metadata */
  DTL_STAGES_TEXT,   /* and sentences and tokens */
} DtlStages;

/**
 * DtlSourceFilter: whether an article that has just been read is to be analysed
 * @id, @uri: as in #DtlSource
 *
 * Called in worker threads, by several at once.
 */
typedef gboolean (*DtlSourceFilter) (const char *id, const char *uri, gpointer user_data);

/**
 * DtlPipelineOptions: zero-initialised is right for most.
 * @model: (nullable): path of the weights file; NULL = the installed one
 * @lexicon: (nullable): path of a file with actors and words of the user's own; see FILES in the manual
 * @stages: the last stages may be left out; without syntax no model is needed
 * @has_zone: whether times of publication are moved to @zone; otherwise their day is that of the zone they are written in
 * @zone: minutes east of UTC
 * @jobs: threads; 0 = 1
 * @filter: (nullable): articles that it refuses are left out, without an error
 * @filter_data: (nullable): given to @filter; must outlive the pipeline
 * @keep_pages: pages of articles that go over several are given out as they were read, for dtl_pipeline_join_pages();
 *   otherwise those that came in one input are joined
 */
typedef struct
{
  const char *model;
  DtlStages stages;
  gboolean has_zone;
  gint zone;
  guint jobs;
  const char *lexicon;
  DtlSourceFilter filter;
  gpointer filter_data;
  gboolean keep_pages;
} DtlPipelineOptions;

typedef struct _DtlPipeline DtlPipeline;

#define DTL_TYPE_PIPELINE (dtl_pipeline_get_type ())
GType dtl_pipeline_get_type (void);

/** dtl_pipeline_new: (transfer full): loads the model if the stages need one; immutable and shared between threads
 * afterwards. %DTL_ERROR_MODEL if that fails. @options may be NULL. */
DtlPipeline *dtl_pipeline_new (const DtlPipelineOptions *options, GError **error);
DtlPipeline *dtl_pipeline_ref (DtlPipeline *pipeline);
void dtl_pipeline_unref (DtlPipeline *pipeline);

/**
 * dtl_pipeline_run: (transfer full) (element-type DtlDocument):
 * One input, all its documents (a feed holds many) that the filter lets pass, all stages. NULL with an error when nothing
 * could be read.
 */
GPtrArray *dtl_pipeline_run (DtlPipeline *pipeline, const DtlInput *input, GError **error);

/**
 * DtlBatchLoad: fills @input number @index (called in worker threads; @input->bytes is (transfer full)).
 * DtlBatchDone: takes the documents of number @index, or its error; called in the caller's thread, in order of index.
 */
typedef gboolean (*DtlBatchLoad) (guint index, DtlInput *input, gpointer user_data, GError **error);
typedef void (*DtlBatchDone) (guint index, GPtrArray *documents, const GError *error, gpointer user_data);
/** dtl_pipeline_run_batch: @n inputs over the pipeline's threads with an ordered join; memory is bounded by the number
 * of threads, not by @n. */
void dtl_pipeline_run_batch (DtlPipeline *pipeline, guint n, DtlBatchLoad load, DtlBatchDone done, gpointer user_data);

/**
 * dtl_pipeline_join_pages:
 * @pages: (element-type DtlDocument): documents for which dtl_document_is_page() holds, in any order; sorted and joined in place
 *
 * Pages of one article become one document, which goes through all stages. Its text is theirs, without what is told again on a
 * later page; its metadata are those of the first page. Pages that are missing are diagnosed. @done is called for each
 * document, or its error, in an order that depends on the pages alone.
 */
void dtl_pipeline_join_pages (DtlPipeline *pipeline, GPtrArray *pages, DtlBatchDone done, gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlPipeline, dtl_pipeline_unref)

G_END_DECLS
