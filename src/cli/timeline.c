/* dateline timeline: what happened, in order; and the way from articles to a story that graph shares. */
#include "cli.h"

typedef struct
{
  DtlStoryBuilder *builder; /* borrowed */
  GPtrArray *documents;     /* borrowed, nullable: where to keep what is read */
} Gathering;

static gboolean
add_document (DtlDocument *document, gpointer user_data, GError **error)
{
  const Gathering *gathering = user_data;
  DtlRecord *record = dtl_document_get_record (document);

  if (record != NULL)
    dtl_story_builder_add (gathering->builder, record);
  if (record != NULL && gathering->documents != NULL)
    g_ptr_array_add (gathering->documents, dtl_document_ref (document));
  return TRUE;
}

ExitCode
story_run (const Options *options, DtlViewKind view, const char *default_format)
{
  g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) dtl_document_unref);
  g_autoptr (DtlStory) story = NULL;
  g_autoptr (Output) output = NULL;
  g_autoptr (GError) error = NULL;
  Gathering gathering = { builder, NULL };
  Showing showing;
  ExitCode code;

  if (!showing_choose (options, view, default_format, &showing, &error))
    return usage (options->command->name, error);
  output = output_open (options->output, &error);
  if (output == NULL)
    return output_failed (error);
  if (showing.format->shows_text)
    gathering.documents = documents;
  code = read_documents (options, add_document, &gathering, &error);
  if (code != EXIT_ALL_WELL && code != EXIT_SOME_FAILED)
    return code;
  showing.look.documents = (DtlDocument *const *) documents->pdata;
  showing.look.n_documents = documents->len;
  story = dtl_story_builder_seal (builder);
  return showing_write (&showing, options, story, output, &error) ? code : output_failed (error);
}

ExitCode
timeline_run (const Options *options)
{
  return story_run (options, DTL_VIEW_TIMELINE, "text");
}
