/*
 * dateline-render: DOT on standard input, a picture on standard output.
 *
 *   dateline-render svg|png|pdf [each]
 *
 * With "each" graphs come one after the other, each behind its length in digits and a line feed, and so do their pictures:
 * to start, with the libraries of fonts, takes longer than to draw a small graph.
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

/* The graph of @file, laid out; NULL, told, when it is none. */
static Agraph_t *
read_graph (GVC_t *context, FILE *file)
{
  static Agiddisc_t ids = DTL_AGRAPH_IDS;
  Agdisc_t disciplines = { NULL, &ids, &AgIoDisc };
  Agraph_t *graph = agread (file, &disciplines);
  const char *layout = graph ? agget (graph, (char *) "layout") : NULL;

  if (graph == NULL)
    fail ("the input is no graph");
  else if (gvLayout (context, graph, layout && *layout ? layout : "dot") != 0)
    {
      agclose (graph);
      graph = NULL;
      fail ("the graph cannot be laid out");
    }
  return graph;
}

/* The time at which a PDF was made is a constant: the same graph gives the same bytes on any day. */
static void
forget_time (char *picture, size_t size)
{
  static const char key[] = "/CreationDate (D:", constant[] = "19700101000000";
  size_t n = strlen (key), width = strlen (constant);

  for (char *at = picture; (at = memchr (at, '/', picture + size - at)) != NULL; at++)
    if ((size_t) (picture + size - at) > n + width && memcmp (at, key, n) == 0)
      memcpy (at + n, constant, width);
}

/* The picture of @graph (owned by Graphviz); NULL, told, when it cannot be drawn. */
static char *
draw (GVC_t *context, Agraph_t *graph, const char *format, unsigned int *size)
{
  char *picture = NULL;

  if (gvRenderData (context, graph, format, &picture, size) != 0 || picture == NULL)
    {
      fail ("the picture cannot be written");
      return NULL;
    }
  if (strncmp (format, "pdf", 3) == 0)
    forget_time (picture, *size);
  return picture;
}

static int
render (const char *format)
{
  GVC_t *context = gvContext ();
  Agraph_t *graph = read_graph (context, stdin);
  unsigned int size = 0;
  char *picture = graph ? draw (context, graph, format, &size) : NULL;

  if (picture == NULL)
    return 1;
  if (fwrite (picture, 1, size, stdout) != size || fflush (stdout) != 0)
    return fail ("the picture cannot be written");
  return 0;
}

/* ---- one after the other ---- */

/* Draws @text; 0 when that is done. */
static int
answer (GVC_t *context, const char *format, char *text, size_t length)
{
  FILE *file = fmemopen (text, length, "r");
  Agraph_t *graph = file ? read_graph (context, file) : NULL;
  char *picture = NULL;
  unsigned int size = 0;
  int rc = 1;

  if (file)
    fclose (file);
  if (graph == NULL)
    return 1;
  picture = draw (context, graph, format, &size);
  if (picture != NULL && printf ("%u\n", size) > 0 && fwrite (picture, 1, size, stdout) == size && fflush (stdout) == 0)
    rc = 0;
  else if (picture != NULL)
    fail ("the picture cannot be written");
  gvFreeRenderData (picture);
  gvFreeLayout (context, graph);
  agclose (graph);
  return rc;
}

static int
render_each (const char *format)
{
  GVC_t *context = gvContext ();
  size_t length;
  int rc = 0, n;

  while (rc == 0 && (n = scanf ("%zu", &length)) == 1 && length > 0 && length < (size_t) 1 << 30 && getchar () == '\n')
    {
      char *text = malloc (length);

      dtl_helper_limit_next ();
      rc = text != NULL && fread (text, 1, length, stdin) == length ? answer (context, format, text, length)
                                                                  : fail ("the input is cut off");
      free (text);
      /* what comes next may take its time */
      alarm (0);
    }
  return rc != 0 || feof (stdin) ? rc : fail ("the input has no length");
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
  for (size_t i = 0; (argc == 2 || argc == 3) && i < sizeof formats / sizeof *formats; i++)
    if (strcmp (argv[1], formats[i].name) == 0 && (argc == 2 || strcmp (argv[2], "each") == 0))
      _exit (argc == 2 ? render (formats[i].device) : render_each (formats[i].device));
  fputs ("usage: dateline-render svg|png|pdf [each] < GRAPH.dot\n", stderr);
  return 2;
}
