/*
 * cgraph behind a small face.
 *
 * cgraph (Graphviz 2.42) is single-threaded: it counts references of strings and keeps the graph being parsed or
 * written in statics. One lock is held for the life of a graph; building and spelling one takes milliseconds.
 */
#include "export/agraph.h"

#include "export/agraph-ids.h"

static GMutex cgraph_lock;

struct _DtlAgraph
{
  Agraph_t *root; /* owned */
};

#define PART(object) ((DtlAgraphPart *) (object))
#define OBJECT(part) ((void *) (part))

/* cgraph takes non-const strings and does not change them. */
#define TEXT(string) ((char *) (string))

/* agwrite() into memory. */
static int
append_text (void *channel, const char *text)
{
  g_string_append (channel, text);
  return 0;
}

static int
flush_nothing (void *channel)
{
  return 0;
}

DtlAgraph *
dtl_agraph_new (const char *name)
{
  static Agiddisc_t ids = DTL_AGRAPH_IDS;
  static Agiodisc_t memory = { NULL, append_text, flush_nothing };
  Agdisc_t disciplines = { NULL, &ids, &memory };
  DtlAgraph *graph = g_new0 (DtlAgraph, 1);

  g_mutex_lock (&cgraph_lock);
  graph->root = agopen (TEXT (name), Agdirected, &disciplines);
  agattr (graph->root, AGRAPH, TEXT ("charset"), TEXT ("UTF-8"));
  return graph;
}

void
dtl_agraph_free (DtlAgraph *graph)
{
  if (graph == NULL)
    return;
  agclose (graph->root);
  g_mutex_unlock (&cgraph_lock);
  g_free (graph);
}

void
dtl_agraph_default (DtlAgraph *graph, DtlAgraphKind kind, const char *name, const char *value)
{
  static const int kinds[] = { AGRAPH, AGNODE, AGEDGE };

  agattr (graph->root, kinds[kind], TEXT (name), TEXT (value));
}

static void
set_html (Agraph_t *root, void *object, const char *name, const char *html)
{
  char *value = agstrdup_html (root, TEXT (html));

  agsafeset (object, TEXT (name), value, TEXT (""));
  agstrfree (root, value);
}

void
dtl_agraph_title (DtlAgraph *graph, const char *html)
{
  set_html (graph->root, graph->root, "label", html);
}

DtlAgraphPart *
dtl_agraph_cluster (DtlAgraph *graph, const char *name)
{
  g_autofree char *cluster = g_strconcat ("cluster_", name, NULL);

  return PART (agsubg (graph->root, cluster, 1));
}

DtlAgraphPart *
dtl_agraph_same_rank (DtlAgraph *graph, const char *name)
{
  Agraph_t *group = agsubg (graph->root, TEXT (name), 1);

  agsafeset (group, TEXT ("rank"), TEXT ("same"), TEXT (""));
  return PART (group);
}

DtlAgraphPart *
dtl_agraph_node (DtlAgraph *graph, DtlAgraphPart *group, const char *name)
{
  Agnode_t *node = agnode (graph->root, TEXT (name), 1);

  if (group)
    agsubnode (OBJECT (group), node, 1);
  return PART (node);
}

DtlAgraphPart *
dtl_agraph_edge (DtlAgraph *graph, DtlAgraphPart *tail, DtlAgraphPart *head)
{
  return PART (agedge (graph->root, OBJECT (tail), OBJECT (head), NULL, 1));
}

void
dtl_agraph_put (DtlAgraph *graph, DtlAgraphPart *part, const char *name, const char *value)
{
  agsafeset (OBJECT (part), TEXT (name), TEXT (value), TEXT (""));
}

void
dtl_agraph_put_number (DtlAgraph *graph, DtlAgraphPart *part, const char *name, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  dtl_agraph_put (graph, part, name, g_ascii_formatd (text, sizeof text, "%.4g", value));
}

void
dtl_agraph_put_html (DtlAgraph *graph, DtlAgraphPart *part, const char *name, const char *html)
{
  set_html (graph->root, OBJECT (part), name, html);
}

void
dtl_agraph_write (DtlAgraph *graph, GString *out)
{
  agwrite (graph->root, out);
}
