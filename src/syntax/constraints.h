/* What names and times say about the tree of a sentence, before it is built. */
#pragma once

#include "document/document.h"
#include "syntax/tree.h"

/** DtlConstraints: for the nodes of one window; node 0 is the root, node i the word first + i - 1. */
typedef struct
{
  gint16 heads[DTL_MAX_NODES];     /* the head that must be, -1 when free */
  guint8 relations[DTL_MAX_NODES]; /* DtlDeprel that must be, DTL_DEPREL_NONE when free */
  gboolean is_time[DTL_MAX_NODES]; /* a bare date: subject or object only when nothing else is */
} DtlConstraints;

/**
 * dtl_constraints_find: constraints of @n words from @first, whose tags are known; bars arcs in @scores
 * [(n + 1) * (n + 1)] that they exclude. @names are those that lie in the words.
 */
void dtl_constraints_find (const DtlDocument *document, guint32 first, guint n, const DtlName *names, guint n_names,
                           float *scores, DtlConstraints *constraints);

/** dtl_relation_is_core: subjects and objects */
gboolean dtl_relation_is_core (DtlDeprel relation);
