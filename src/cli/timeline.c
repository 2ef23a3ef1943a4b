/* dateline timeline: what happened, in order; and the way from articles to a story that graph shares. */
#include "cli.h"

static gboolean
add_record (DtlDocument *document, gpointer user_data, GError **error)
{
  DtlRecord *record = dtl_document_get_record (document);

  if (record != NULL)
    dtl_story_builder_add (user_data, record);
  return TRUE;
}

ExitCode
story_run (const Options *options, DtlViewKind view, const char *default_format)
{
  g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();
  g_autoptr (DtlStory) story = NULL;
  g_autoptr (Output) output = NULL;
  g_autoptr (GError) error = NULL;
  Showing showing;
  ExitCode code;

  if (!showing_choose (options, view, default_format, &showing, &error))
    return usage (options->command->name, error);
  output = output_open (options->output, &error);
  if (output == NULL)
    return output_failed (error);
  code = read_documents (options, add_record, builder, &error);
  if (code != EXIT_ALL_WELL && code != EXIT_SOME_FAILED)
    return code;
  story = dtl_story_builder_seal (builder);
  return showing_write (&showing, options, story, output, &error) ? code : output_failed (error);
}

ExitCode
timeline_run (const Options *options)
{
  return story_run (options, DTL_VIEW_TIMELINE, "text");
}
