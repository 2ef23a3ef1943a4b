/* What the batch needs to know of a pipeline. */
#pragma once

#include <dateline/dateline.h>

/** dtl_pipeline_jobs: threads to use, at least 1 */
guint dtl_pipeline_jobs (const DtlPipeline *pipeline);
