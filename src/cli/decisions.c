/* What a corpus keeps and --decisions: what the user has decided, and what of it could not be followed. */
#include "cli.h"

#include <stdio.h>

/* Adds to @decisions, which is NULL for none; takes both. */
static DtlDecisions *
join (DtlDecisions *decisions, DtlDecisions *more)
{
  DtlDecisions *joined;

  if (decisions == NULL || more == NULL)
    return decisions != NULL ? decisions : more;
  joined = dtl_decisions_join (decisions, more);
  dtl_decisions_unref (decisions);
  dtl_decisions_unref (more);
  return joined;
}

/* Those that the corpora among @paths keep. What cannot be opened is told when it is read. */
static DtlDecisions *
read_kept (const GPtrArray *paths)
{
  DtlDecisions *decisions = NULL;

  for (guint i = 0; i < paths->len; i++)
    {
      g_autoptr (DtlCorpus) corpus = dtl_corpus_is_file (paths->pdata[i]) ? dtl_corpus_open (paths->pdata[i], DTL_CORPUS_READ, NULL) : NULL;

      if (corpus != NULL)
        decisions = join (decisions, dtl_corpus_decisions (corpus, NULL));
    }
  return decisions;
}

gboolean
decisions_give (const Options *options, const GPtrArray *paths, DtlStoryBuilder *builder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtlDecisions) decisions = read_kept (paths);
  g_auto (GStrv) lines = NULL;

  if (options->decisions != NULL)
    decisions = join (decisions, dtl_decisions_load (options->decisions, &error));
  if (error == NULL)
    {
      if (decisions != NULL)
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
