/*
 * dateline-render: DOT on standard input, a picture on standard output.
 *
 *   dateline-render svg|png|pdf
 *
 * A program of its own because Graphviz may abort on hostile graphs and leaks memory. It limits itself first: 30 s of
 * processor, 60 s in all, 2 GiB of memory, no core file, no files but its own. The layout is the graph's attribute
 * "layout". Exit: 0 done, 1 failed with one line on standard error, 2 usage.
 */
#include "agraph-ids.h"
#include "base/helper-limits.h"

#include <graphviz/gvc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
fail (const char *why)
{
  fprintf (stderr, "dateline-render: %s\n", why);
  return 1;
}

static int
render (const char *format)
{
  static Agiddisc_t ids = DTL_AGRAPH_IDS;
  Agdisc_t disciplines = { NULL, &ids, &AgIoDisc };
  GVC_t *context = gvContext ();
  Agraph_t *graph = agread (stdin, &disciplines);
  const char *layout = graph ? agget (graph, (char *) "layout") : NULL;

  if (graph == NULL)
    return fail ("the input is no graph");
  if (gvLayout (context, graph, layout && *layout ? layout : "dot") != 0)
    return fail ("the graph cannot be laid out");
  if (gvRender (context, graph, format, stdout) != 0 || fflush (stdout) != 0 || ferror (stdout))
    return fail ("the picture cannot be written");
  return 0;
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    const char *device;
  } formats[] = { { "svg", "svg" }, { "png", "png:cairo" }, { "pdf", "pdf:cairo" } };

  dtl_helper_limit_all ();
  /* Graphviz takes this for a web server and then opens no file that a graph names. */
  setenv ("SERVER_NAME", "dateline-render", 1);
  /* _exit: what Graphviz and the font libraries hold, and leak, goes with the process. */
  for (size_t i = 0; argc == 2 && i < sizeof formats / sizeof *formats; i++)
    if (strcmp (argv[1], formats[i].name) == 0)
      _exit (render (formats[i].device));
  fputs ("usage: dateline-render svg|png|pdf < GRAPH.dot\n", stderr);
  return 2;
}
