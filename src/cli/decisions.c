/* --decisions: what the user has decided, and what of it could not be followed. */
#include "cli.h"

#include <stdio.h>

gboolean
decisions_give (const Options *options, DtlStoryBuilder *builder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtlDecisions) decisions = NULL;
  g_auto (GStrv) lines = NULL;

  if (options->decisions == NULL)
    return TRUE;
  decisions = dtl_decisions_load (options->decisions, &error);
  if (decisions != NULL)
    {
      dtl_story_builder_decide (builder, decisions);
      return TRUE;
    }
  lines = g_strsplit (error->message, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    fprintf (stderr, "dateline: %s\n", lines[i]);
  return FALSE;
}

void
decisions_tell (const Options *options, const DtlStory *story)
{
  const char *const *unmet = dtl_story_get_unmet (story);

  for (guint i = 0; !options->quiet && unmet[i] != NULL; i++)
    fprintf (stderr, "dateline: %s\n", unmet[i]);
}
