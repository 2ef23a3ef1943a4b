/* The table of stages is in an order that works, and a batch hands over in order whatever the number of threads. */
#include "pipeline/stages.h"

#include <string.h>

static void
test_stages_have_their_layers (void)
{
  guint n, made = DTL_LAYER_TEXT;
  const DtlStage *stages = dtl_stages (&n);

  for (guint i = 0; i < n; i++)
    {
      g_test_message ("%s", stages[i].name);
      g_assert_cmphex (stages[i].needs & ~made, ==, 0);
      g_assert_cmphex (stages[i].gives & made, ==, 0);
      g_assert_true ((stages[i].run == NULL) != (stages[i].run_with == NULL));
      made |= stages[i].gives;
    }
  g_assert_cmphex (made, ==, (DTL_LAYER_REPORT << 1) - 1);
}

static void
test_stages_read_english (void)
{
  static const struct
  {
    const char *language;
    gboolean runs;
  } rows[] = { { NULL, TRUE }, { "en", TRUE }, { "en-GB", TRUE }, { "enm", FALSE }, { "fr", FALSE } };
  static const DtlStage any = { "any", .any_language = TRUE };
  static const DtlStage english = { "english" };
  g_autoptr (DtlDocument) document = dtl_document_new ("x", 1);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      document->language = rows[i].language;
      g_assert_true (dtl_stage_can_run (&any, document));
      g_assert_cmpint (dtl_stage_can_run (&english, document), ==, rows[i].runs);
    }
}

#define N_INPUTS 60

typedef struct
{
  guint next;
  guint n_failed;
} Joined;

/* Every seventh input cannot be loaded, every fifth holds nothing. */
static gboolean
load (guint index, DtlInput *input, gpointer user_data, GError **error)
{
  g_autofree char *text = g_strdup_printf ("Ferry number %u left the harbour. It was late.\n", index);

  g_usleep (index % 3 * 200);
  if (index % 7 == 6)
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_INPUT, "number %u", index);
      return FALSE;
    }
  input->bytes = g_bytes_new (text, index % 5 == 4 ? 0 : strlen (text));
  return TRUE;
}

static void
done (guint index, GPtrArray *documents, const GError *error, gpointer user_data)
{
  Joined *joined = user_data;
  g_autofree char *number = g_strdup_printf ("number %u", index);

  g_assert_cmpuint (index, ==, joined->next++);
  g_assert_true ((documents == NULL) == (index % 7 == 6 || index % 5 == 4));
  g_assert_true ((documents == NULL) == (error != NULL));
  if (documents == NULL)
    joined->n_failed++;
  else
    g_assert_nonnull (strstr (dtl_document_get_text (g_ptr_array_index (documents, 0)), number));
}

static void
test_batch_is_ordered (gconstpointer data)
{
  DtlPipelineOptions options = { .stages = DTL_STAGES_TEXT, .jobs = GPOINTER_TO_UINT (data) };
  g_autoptr (DtlPipeline) pipeline = dtl_pipeline_new (&options, NULL);
  Joined joined = { 0 };

  dtl_pipeline_run_batch (pipeline, N_INPUTS, load, done, &joined);
  g_assert_cmpuint (joined.next, ==, N_INPUTS);
  g_assert_cmpuint (joined.n_failed, ==, 19);
  dtl_pipeline_run_batch (pipeline, 0, load, done, &joined);
  g_assert_cmpuint (joined.next, ==, N_INPUTS);
}

static void
test_model_is_missing (void)
{
  DtlPipelineOptions options = { .model = "/nowhere/en.dtm" };
  g_autoptr (GError) error = NULL;

  g_assert_null (dtl_pipeline_new (&options, &error));
  g_assert_error (error, DTL_ERROR, DTL_ERROR_MODEL);
  g_assert_nonnull (strstr (error->message, "/nowhere/en.dtm"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pipeline/stages/have-their-layers", test_stages_have_their_layers);
  g_test_add_func ("/pipeline/stages/read-english", test_stages_read_english);
  g_test_add_data_func ("/pipeline/batch/ordered-1", GUINT_TO_POINTER (1), test_batch_is_ordered);
  g_test_add_data_func ("/pipeline/batch/ordered-2", GUINT_TO_POINTER (2), test_batch_is_ordered);
  g_test_add_data_func ("/pipeline/batch/ordered-8", GUINT_TO_POINTER (8), test_batch_is_ordered);
  g_test_add_func ("/pipeline/model/missing", test_model_is_missing);
  return g_test_run ();
}
