/* Rows of timex.tsv once compiled: what grammar.c matches. */
#pragma once

#include "timex/grammar.h"

#define TIMEX_MAX_ELEMENTS 14
#define TIMEX_MAX_ASSIGNMENTS 12
#define TIMEX_MAX_DEPTH 5 /* of parts within parts */
#define TIMEX_ROW_WORDS (TIMEX_MAX_ROWS / 64)

/* Rows of the grammar, one bit each. */
typedef struct
{
  guint64 at[TIMEX_ROW_WORDS];
} TimexRowSet;

/* A word that patterns name. */
typedef struct
{
  guint id;       /* from 1 */
  TimexRowSet opens;   /* rows that may start with it */
  TimexRowSet follows; /* rows that start with a word, which this one may follow */
} TimexWord;

typedef enum
{
  TIMEX_ALTERNATIVE_WORD,
  TIMEX_ALTERNATIVE_CLASS,
  TIMEX_ALTERNATIVE_PART,
} TimexAlternativeKind;

typedef struct
{
  TimexAlternativeKind kind;
  const char *word; /* owned by the arena; of a part its name */
  guint id;         /* of a word, in the words of the grammar */
  TimexClass class;
  GArray *rows;     /* borrowed from the grammar: guint row numbers of a part */
} TimexAlternative;

typedef struct
{
  gboolean optional;
  gboolean context;
  gboolean negative;
  guint n;
  TimexAlternative *alternatives; /* [n], owned by the arena */
} TimexElement;

typedef struct
{
  TimexKey key;
  int capture; /* element from 1, or 0 for a number */
  gint32 value;
} TimexAssignment;

typedef struct
{
  const char *name;
  guint n_lead; /* context elements in front */
  guint n;
  TimexElement elements[TIMEX_MAX_ELEMENTS];
  guint n_assignments;
  TimexAssignment assignments[TIMEX_MAX_ASSIGNMENTS];
} TimexRow;

struct _TimexGrammar
{
  DtlArena *arena;     /* owned: words */
  GArray *rows;        /* owned: TimexRow */
  TimexRowSet top;          /* rows that are no parts */
  GHashTable *parts;   /* owned: name → GArray of guint */
  GHashTable *words;   /* owned: word → TimexWord */
  TimexRowSet by_class[TIMEX_N_CLASSES]; /* rows that may start with a reading of the class */
  TimexRowSet follows_class[TIMEX_N_CLASSES]; /* rows that start with a word, which a reading of the class may follow */
  TimexRowSet follows_any;  /* rows that may be over after their first word, or look at what follows */
};
