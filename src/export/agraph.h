/*
 * A picture as a graph that Graphviz can lay out. The only door to cgraph in the library; what goes in must be escaped
 * (export/escape.h), for attributes are read by Graphviz as escString or HTML.
 */
#pragma once

#include <dateline/dateline.h>

typedef struct _DtlAgraph DtlAgraph;
typedef struct _DtlAgraphPart DtlAgraphPart; /* a cluster, node or edge; belongs to its graph */

/** DtlAgraphKind: what a default attribute is of. */
typedef enum
{
  DTL_AGRAPH_GRAPH,
  DTL_AGRAPH_NODE,
  DTL_AGRAPH_EDGE,
} DtlAgraphKind;

/** dtl_agraph_new: (transfer full): an empty directed graph. cgraph keeps state of its own: from here to
 * dtl_agraph_free() no other thread gets a graph. */
DtlAgraph *dtl_agraph_new (const char *name);
void dtl_agraph_free (DtlAgraph *graph);

/** dtl_agraph_default: attribute of all parts of @kind that do not set their own; of the graph itself with
 * %DTL_AGRAPH_GRAPH */
void dtl_agraph_default (DtlAgraph *graph, DtlAgraphKind kind, const char *name, const char *value);
/** dtl_agraph_title: an HTML label of the whole graph */
void dtl_agraph_title (DtlAgraph *graph, const char *html);

/** dtl_agraph_cluster: the cluster called @name, made if need be */
DtlAgraphPart *dtl_agraph_cluster (DtlAgraph *graph, const char *name);
/** dtl_agraph_same_rank: a group whose nodes share a rank */
DtlAgraphPart *dtl_agraph_same_rank (DtlAgraph *graph, const char *name);
/** dtl_agraph_node: the node called @name, made if need be, in @group (nullable: directly in the graph) */
DtlAgraphPart *dtl_agraph_node (DtlAgraph *graph, DtlAgraphPart *group, const char *name);
DtlAgraphPart *dtl_agraph_edge (DtlAgraph *graph, DtlAgraphPart *tail, DtlAgraphPart *head);

void dtl_agraph_put (DtlAgraph *graph, DtlAgraphPart *part, const char *name, const char *value);
void dtl_agraph_put_number (DtlAgraph *graph, DtlAgraphPart *part, const char *name, double value);
void dtl_agraph_put_html (DtlAgraph *graph, DtlAgraphPart *part, const char *name, const char *html);

/** dtl_agraph_write: appends DOT; the same calls give the same bytes */
void dtl_agraph_write (DtlAgraph *graph, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlAgraph, dtl_agraph_free)
