/* dateline timeline: what happened, in order; and the way from articles to a story that graph shares. */
#include "cli.h"

ExitCode
story_run (const Options *options, DtlViewKind view, const char *default_format)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) dtl_document_unref);
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
  code = story_read (options, showing.format->shows_text ? documents : NULL, &story);
  if (code != EXIT_ALL_WELL && code != EXIT_SOME_FAILED)
    return code;
  showing.look.documents = (DtlDocument *const *) documents->pdata;
  showing.look.n_documents = documents->len;
  return showing_write (&showing, options, story, output, &error) ? code : output_failed (error);
}

ExitCode
timeline_run (const Options *options)
{
  return story_run (options, DTL_VIEW_TIMELINE, "text");
}
