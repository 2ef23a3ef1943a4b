/* Predicates and their arguments: PropBank roles as arcs from word to word. Only for this room. */
#pragma once

#include "syntax/encoder.h"

/** DtlRoles: views into a model; immutable. */
typedef struct
{
  gboolean is_there;  /* FALSE where the model knows no roles: all else is unset */
  DtlTagSet predicates;
  DtlTagSet roles;
  DtlMatrix head;
  DtlMatrix dependent;
  DtlRows path;
  guint8 label_of[DTL_N_DEPRELS]; /* class of each relation in the list of labels, 0 where that has none */
} DtlRoles;

/** dtl_roles_init: finds the chunks "pred", "role" and what belongs to them; a model without "pred" has no roles. @labels:
 * of the parser; @width: integers that stand for one word; @model must outlive it */
gboolean dtl_roles_init (DtlRoles *roles, const DtlModel *model, const DtlTagSet *labels, guint width, GError **error);

/**
 * dtl_roles_find: appends the predicates of tokens @first … @first + @n - 1 and their arguments to the document's layers.
 *
 * @y: what dtl_encoder_read() gave, [(1 + n) * width], the root's row first. The tree is that of the tokens; a head outside the
 * stretch counts as the root. Takes time for each pair of predicate and word. Uses slots 0 and 5 to 14 of @scratch.
 */
void dtl_roles_find (const DtlRoles *roles, const DtlKernel *kernel, const gint16 *y, DtlDocument *document, guint32 first,
                     guint n, DtlScratch *scratch);

/** dtl_roles_path: row of the table of paths for @node as seen from the predicate @predicate; @heads and @labels [nodes]: of a
 * tree whose root is node 0, whose head is itself */
guint dtl_roles_path (const guint16 *heads, const guint8 *labels, guint predicate, guint node);
