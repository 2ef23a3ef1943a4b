/*
 * Many inputs over the threads of a pipeline, with an ordered join.
 *
 * A ring of slots is all the memory there is: input i uses slot i modulo the size of the ring, and is handed to a thread
 * only when its slot is free, which is when input i - size has been taken. The caller's thread takes results in order,
 * so that any number of threads gives the same sequence of calls.
 */
#include "pipeline/batch.h"

#define SLOTS_PER_THREAD 2

typedef struct
{
  GPtrArray *documents; /* owned; NULL when it failed */
  GError *error;        /* owned */
  gboolean done;
} Slot;

typedef struct
{
  DtlPipeline *pipeline;
  DtlBatchLoad load;
  gpointer user_data;
  GMutex mutex;
  GCond changed;
  Slot *slots; /* owned: [n_slots] */
  guint n_slots;
} Batch;

static GPtrArray *
run_one (const Batch *batch, guint index, GError **error)
{
  DtlInput input = { NULL };
  GPtrArray *documents = NULL;

  if (batch->load (index, &input, batch->user_data, error))
    documents = dtl_pipeline_run (batch->pipeline, &input, error);
  g_clear_pointer (&input.bytes, g_bytes_unref);
  return documents;
}

static void
work (gpointer data, gpointer user_data)
{
  Batch *batch = user_data;
  guint index = GPOINTER_TO_UINT (data) - 1;
  Slot result = { .done = TRUE };

  result.documents = run_one (batch, index, &result.error);
  g_mutex_lock (&batch->mutex);
  batch->slots[index % batch->n_slots] = result;
  g_cond_signal (&batch->changed);
  g_mutex_unlock (&batch->mutex);
}

static Slot
wait_for (Batch *batch, guint index)
{
  Slot *slot = &batch->slots[index % batch->n_slots];
  Slot result;

  g_mutex_lock (&batch->mutex);
  while (!slot->done)
    g_cond_wait (&batch->changed, &batch->mutex);
  result = *slot;
  *slot = (Slot) { NULL };
  g_mutex_unlock (&batch->mutex);
  return result;
}

static void
hand_over (Slot result, guint index, DtlBatchDone done, gpointer user_data)
{
  done (index, result.documents, result.error, user_data);
  g_clear_pointer (&result.documents, g_ptr_array_unref);
  g_clear_error (&result.error);
}

static void
run_in_threads (Batch *batch, guint n, guint n_threads, DtlBatchDone done)
{
  GThreadPool *pool = g_thread_pool_new (work, batch, n_threads, FALSE, NULL);
  guint given = 0;

  g_mutex_init (&batch->mutex);
  g_cond_init (&batch->changed);
  batch->n_slots = n_threads * SLOTS_PER_THREAD;
  batch->slots = g_new0 (Slot, batch->n_slots);
  for (guint taken = 0; taken < n; taken++)
    {
      for (; given < n && given < taken + batch->n_slots; given++)
        g_thread_pool_push (pool, GUINT_TO_POINTER (given + 1), NULL);
      hand_over (wait_for (batch, taken), taken, done, batch->user_data);
    }
  g_thread_pool_free (pool, FALSE, TRUE);
  g_free (batch->slots);
  g_cond_clear (&batch->changed);
  g_mutex_clear (&batch->mutex);
}

void
dtl_pipeline_run_batch (DtlPipeline *pipeline, guint n, DtlBatchLoad load, DtlBatchDone done, gpointer user_data)
{
  Batch batch = { .pipeline = pipeline, .load = load, .user_data = user_data };
  guint n_threads = MIN (dtl_pipeline_jobs (pipeline), n);

  if (n_threads > 1)
    {
      run_in_threads (&batch, n, n_threads, done);
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      Slot result = { .done = TRUE };

      result.documents = run_one (&batch, i, &result.error);
      hand_over (result, i, done, user_data);
    }
}
