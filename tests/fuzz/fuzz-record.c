/* Records: whatever is read is written to something that is read and written the same, and makes a story. */
#include <dateline/dateline.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (DtlRecord) record = dtl_record_new_from_json ((const char *) data, size, NULL);
  g_autoptr (DtlRecord) again = NULL;
  g_autoptr (DtlStoryBuilder) builder = NULL;
  g_autoptr (DtlStory) story = NULL;
  g_autofree char *json = NULL;
  g_autofree char *json_again = NULL;

  if (record == NULL)
    return 0;
  json = dtl_record_to_json (record);
  again = dtl_record_new_from_json (json, -1, NULL);
  g_assert_nonnull (again);
  json_again = dtl_record_to_json (again);
  g_assert_cmpstr (json, ==, json_again);
  builder = dtl_story_builder_new ();
  dtl_story_builder_add (builder, record);
  story = dtl_story_builder_seal (builder);
  return 0;
}
