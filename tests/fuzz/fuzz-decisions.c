/* Decisions that users bring. */
#include <dateline/dateline.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtlDecisions) decisions = dtl_decisions_new ("fuzz", (const char *) data, size, &error);
  g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();
  g_autoptr (DtlStory) story = NULL;

  g_assert_true ((decisions == NULL) == (error != NULL));
  dtl_story_builder_decide (builder, decisions);
  story = dtl_story_builder_seal (builder);
  return 0;
}
