/*
 * Gaps: the blanks between chunks (stretches without white space) of a block, and what the table text_boundary thinks of
 * those that the rules of boundaries.c leave open.
 */
#pragma once

#include "document/document.h"

/** Chunk: a stretch without white space: `("Ito,` has open q, core Ito, end ',' */
typedef struct
{
  DtlSpan span;
  DtlSpan core;   /* without the marks around it */
  char open;      /* q: quotation marks stand before the core, b: brackets; or 0 */
  char closed;    /* the same behind it; or 0 */
  char end;       /* what it ends in: . ! (or ?) e (ellipsis) , : ; - (any dash); or 0 */
  char shape;     /* of the core: see shape_of() */
} Chunk;

/** Gaps: a block's chunks and what the sentence has had so far */
typedef struct
{
  const char *text; /* borrowed */
  GArray *chunks;   /* owned: Chunk */
  guint at;         /* index of the chunk that was found last */
  guint first;      /* chunk where the sentence begins */
  guint added;      /* one past the last chunk that is counted below */
  guint n_lower;    /* chunks that begin with a small letter */
  guint n_brackets; /* that are open */
  gboolean quoted;
} Gaps;

void dtl_gaps_init (Gaps *gaps, const char *text);
void dtl_gaps_clear (Gaps *gaps);

/** dtl_gaps_read: reads the chunks of text[span] */
void dtl_gaps_read (Gaps *gaps, DtlSpan span);

/** dtl_gaps_begin: a sentence begins at byte @start. Calls are made in the order of the text. */
void dtl_gaps_begin (Gaps *gaps, guint32 start);

/** dtl_gaps_find: the chunk of this sentence that begins at byte @start, or DTL_NONE when none or only its first does.
 * Calls are made in the order of the text. */
guint dtl_gaps_find (Gaps *gaps, guint32 start);

/** dtl_gaps_is_behind_mark: whether the chunk before chunk @right ends in a stop, question or exclamation mark or
 * ellipsis */
gboolean dtl_gaps_is_behind_mark (const Gaps *gaps, guint right);

/** dtl_gaps_is_open: whether the rules leave the gap before chunk @right open */
gboolean dtl_gaps_is_open (const Gaps *gaps, guint right);

/** dtl_gaps_is_credit: whether chunk @i begins the credit of a caption: "Image: Ada Stone" */
gboolean dtl_gaps_is_credit (const Gaps *gaps, guint i);

/** dtl_gaps_ends_sentence: whether, by the table, a sentence ends before chunk @right */
gboolean dtl_gaps_ends_sentence (Gaps *gaps, guint right);

/** dtl_gaps_list_features: (transfer full): the keys of the table's rows that the gap before chunk @right asks for, with
 * blanks and a bar between them */
char *dtl_gaps_list_features (Gaps *gaps, guint right);
