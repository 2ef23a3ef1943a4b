/* dateline timeline: what happened, in order; and the way from articles to a story that graph shares. */
#include "cli.h"

/* A corpus keeps its story, and reads what is to be shown of it. */
static ExitCode
show_corpus (const char *path, const Showing *showing, const Options *options, Output *output)
{
  g_autoptr (DtlView) view = corpus_view (path, showing, options);
  g_autoptr (GError) error = NULL;

  if (view == NULL)
    return EXIT_FAILED;
  return showing_write_view (showing, options, view, output, &error) ? EXIT_ALL_WELL : output_failed (error);
}

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
  output = showing_open (&showing, options, &error);
  if (output == NULL)
    return output_failed (error);
  if (corpus_alone (options) != NULL && options->decisions == NULL)
    return show_corpus (corpus_alone (options), &showing, options, output);
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
