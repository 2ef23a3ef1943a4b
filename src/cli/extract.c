/* dateline extract: the facts of each document, one record a line. */
#include "cli.h"

#include <string.h>

static gboolean
write_record (DtlDocument *document, gpointer user_data, GError **error)
{
  DtlRecord *record = dtl_document_get_record (document);
  g_autofree char *json = record != NULL ? dtl_record_to_json (record) : NULL;

  return json == NULL || (output_write (user_data, json, strlen (json), error) && output_write (user_data, "\n", 1, error));
}

ExitCode
extract_run (const Options *options)
{
  g_autoptr (Output) output = NULL;
  g_autoptr (GError) error = NULL;
  ExitCode code;

  if (format_choose (options, DTL_SPELLS_RECORD, "record", &error) == NULL || !output_is_no_input (options, &error))
    return usage ("extract", error);
  output = output_open (options->output, &error);
  if (output == NULL)
    return output_failed (error);
  code = read_documents (options, write_record, output, &error);
  return output_finish (output, code, error);
}
