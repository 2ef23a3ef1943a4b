/*
 * The lines of a relations picture: who is joined to whom by what, folded until a picture can carry it.
 *
 * One event joins all its actors by one line ("Macron, Scholz → Putin"), lines with the same ends become one with a row
 * for each kind of act, and acts of one class between the same ends one row.
 */
#pragma once

#include "export/scene.h"

/** DtlRow: what one line says of one kind of act. */
typedef struct
{
  const DtlEvent *event; /* the first of them */
  char *verb;            /* owned: "met", "met (planned)" */
  GArray *events;        /* owned: guint32, indices into the story's events, in chronological order */
  guint mentions;
} DtlRow;

/** DtlLine: the ends are disjoint sets of actors, in order of appearance. */
typedef struct
{
  GArray *from;    /* owned: guint32 */
  GArray *to;      /* owned: guint32 */
  gboolean directed;
  gboolean aside;  /* whether it joins neighbours of the actor that the view is about, and is no business of that one */
  gboolean turned; /* whether it is drawn from @to to @from, against its direction, so that the picture flows one way */
  GPtrArray *rows; /* owned: DtlRow, the one with most mentions first */
  guint mentions;
} DtlLine;

/** dtl_lines_new: (transfer full) (element-type DtlLine): the lines of the view's relations, in order of time; then those
 * around the actor that it is about */
GPtrArray *dtl_lines_new (const DtlScene *scene);
/** dtl_row_when: (transfer full): when the events of @row were: "10 Mar", "5–11 Mar ×4"; "" when undated */
char *dtl_row_when (const DtlScene *scene, const DtlRow *row);
/** dtl_line_describe: (transfer full): who did what to whom, when, and the sentence that says so: for a tooltip */
char *dtl_line_describe (const DtlScene *scene, const DtlLine *line);
/** dtl_lines_orient: sets @turned of all lines; @n_actors bounds the indices in them */
void dtl_lines_orient (GPtrArray *lines, guint n_actors);
