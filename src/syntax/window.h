/*
 * A window of a sentence and what is known about its tree before it is built; only for the files of this room that say so.
 * Node 0 is the root, node i the word first + i - 1. Nodes outside the window are no error: every question about them is
 * answered no.
 */
#pragma once

#include "syntax/constraints.h"

/** DtlPhrase: a name with what stands before it: "[Russian Foreign Minister [Sergey Lavrov]]"; nodes, both ends included. */
typedef struct
{
  guint start;
  guint head; /* first word of a person's name, the head of another */
  guint end;
  DtlNameKind kind;
} DtlPhrase;

/** DtlPeriod: a time expression; nodes, both ends included. */
typedef struct
{
  guint start;
  guint end;
  DtlTimeType type;
} DtlPeriod;

/** DtlWindow: made and read within dtl_constraints_find(). */
typedef struct
{
  const DtlDocument *document;
  guint32 first;
  guint n;                       /* words */
  float *scores;                 /* [(n + 1) * (n + 1)] */
  DtlConstraints *out;
  gint32 heads[DTL_MAX_NODES];   /* the best tree without constraints */
  guint8 kind[DTL_MAX_NODES];    /* 1 + kind of the name that holds the node, 0 for none */
  guint8 in_time[DTL_MAX_NODES]; /* 1 + type of the time that holds it */
  DtlPhrase names[DTL_MAX_NODES];
  guint n_names;
  DtlPeriod times[DTL_MAX_NODES];
  guint n_times;
} DtlWindow;

static inline gboolean
dtl_window_has_node (const DtlWindow *window, guint node)
{
  return node >= 1 && node <= window->n;
}

/** dtl_window_word: of a node that the window has */
static inline const DtlToken *
dtl_window_word (const DtlWindow *window, guint node)
{
  return dtl_document_token (window->document, window->first + node - 1);
}

static inline gboolean
dtl_window_has_upos (const DtlWindow *window, guint node, DtlUpos upos)
{
  return dtl_window_has_node (window, node) && dtl_window_word (window, node)->upos == upos;
}

gboolean dtl_window_has_lower (const DtlWindow *window, guint node, const char *text);
gboolean dtl_window_is_capitalised (const DtlWindow *window, guint node);
/** dtl_window_is_finite: a verb or auxiliary that may have a subject: "met", "will" */
gboolean dtl_window_is_finite (const DtlWindow *window, guint node);
/** dtl_window_is_nominal: a word that may end a noun phrase */
gboolean dtl_window_is_nominal (const DtlWindow *window, guint node);
/** dtl_window_find_verb: the verb of the group that starts at @node: "has not yet decided" → decided; 0 if there is none */
guint dtl_window_find_verb (const DtlWindow *window, guint node);
/** dtl_window_has_flag: whether the table of verbs gives the verb at @node that flag */
gboolean dtl_window_has_flag (const DtlWindow *window, guint node, const char *flag);
/** dtl_window_is_fixed: whether its head has been said */
gboolean dtl_window_is_fixed (const DtlWindow *window, guint node);

void dtl_window_bar (DtlWindow *window, guint dependent, guint head);
/** dtl_window_fix: @dependent hangs on @head and nowhere else; DTL_DEPREL_NONE leaves the relation open */
void dtl_window_fix (DtlWindow *window, guint dependent, guint head, DtlDeprel relation);
/** dtl_window_enclose: one phrase from @start to @end under @head: nothing else in it hangs outside, nothing outside hangs
 * elsewhere in it */
void dtl_window_enclose (DtlWindow *window, guint start, guint end, guint head);
/** dtl_window_outer_head: the word of a phrase that hangs outside in the tree without constraints; where there are several
 * such words, the one that the scores would rather have there */
guint dtl_window_outer_head (const DtlWindow *window, guint start, guint end);

/** dtl_phrases_constrain: names, titles, and names beside each other; fills @window->names from @names */
void dtl_phrases_constrain (DtlWindow *window, const DtlName *names, guint n_names);
/** dtl_times_constrain: @window->times */
void dtl_times_constrain (DtlWindow *window);
/** dtl_speech_constrain: who says and who is told; needs @window->names */
void dtl_speech_constrain (DtlWindow *window);
