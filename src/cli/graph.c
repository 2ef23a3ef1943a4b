/* dateline graph: who deals with whom, as a graph, as cards of events, or as lanes. */
#include "cli.h"

ExitCode
graph_run (const Options *options)
{
  gboolean storyline = g_strcmp0 (options->view, "storyline") == 0;

  return story_run (options, DTL_VIEW_RELATIONS, storyline ? "svg" : "dot");
}
