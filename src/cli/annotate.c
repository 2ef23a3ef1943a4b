/* dateline annotate: every document with all its layers, as it comes out of the pipeline. */
#include "cli.h"

typedef struct
{
  const DtlFormat *format;
  Output *output;
  DtlLosses losses; /* of all documents */
} Annotating;

static gboolean
write_document (DtlDocument *document, gpointer user_data, GError **error)
{
  Annotating *annotating = user_data;
  DtlExportOptions look = { .losses = &annotating->losses };
  g_autoptr (GString) text = g_string_new (NULL);

  if (!dtl_export_document (annotating->format, document, &look, text, error))
    return FALSE;
  if (text->len > 0 && text->str[text->len - 1] != '\n')
    g_string_append_c (text, '\n');
  return output_write (annotating->output, text->str, text->len, error);
}

ExitCode
annotate_run (const Options *options)
{
  Annotating annotating = { NULL };
  g_autoptr (Output) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  ExitCode code;

  annotating.format = format_choose (options, DTL_SPELLS_DOCUMENT, "document", &error);
  if (annotating.format == NULL || !output_is_no_input (options, &error))
    return usage ("annotate", error);
  output = annotating.output = output_open (options->output, &error);
  if (output == NULL)
    return output_failed (error);
  code = read_documents (options, write_document, &annotating, &error);
  words = dtl_losses_describe (&annotating.losses);
  if (words != NULL && !options->quiet)
    report (annotating.format->name, "%s", words);
  return output_finish (output, code, error);
}
