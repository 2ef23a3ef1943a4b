/* dateline report: everything on one page, for people. */
#include "cli.h"

ExitCode
report_run (const Options *options)
{
  g_autoptr (GError) error = NULL;
  const DtlFormat *format = NULL;

  if (options->output == NULL)
    usage_error (&error, "say where to write it: -o report.html");
  else
    format = format_choose (options, dtl_view_kind_spells (DTL_VIEW_TIMELINE), "html", &error);
  if (format != NULL && !format->shows_text)
    usage_error (&error, "a report is a page; for format '%s' use dateline timeline", format->name);
  if (error != NULL)
    return usage (options->command->name, error);
  return story_run (options, DTL_VIEW_TIMELINE, "html");
}
