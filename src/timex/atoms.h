/*
 * Atoms: the smallest pieces that the grammar speaks about, each with its readings.
 *
 * A token is one atom or more ("mid-1990s", "8pm" and "3-5" are cut, whatever the tokenizer made of them), so that the
 * rules do not depend on conventions of tokenization. A reading says that from this atom on, for `n` atoms, the text
 * belongs to a class and has a value: "twenty-five" is NUM 2500 (hundredths) for three atoms.
 */
#pragma once

#include "document/document.h"

#define TIMEX_CLASSES(X) \
  X (MONTH) X (SURE_MONTH) X (WEEKDAY) X (WEEKDAY_SHORT) X (WEEKDAYS) X (HOLIDAY) X (ZONE) /* from the calendar tables */ \
  X (INT) X (NUM) X (DAY) X (HOUR) X (MINUTES) X (YEAR) X (MODERN) X (YEAR2) X (LATE_YEAR2) X (ORDINAL) X (NTH) X (DECADE) X (DECADE2) \
  X (CLOCK) X (POINT_CLOCK) X (HHMM) X (EARLY_HHMM) X (SPOKEN) X (OFFSET) X (ISO) X (COMPACT) X (YEAR_MONTH) X (NUMERIC) /* figures */ \
  X (CAPITAL) X (LOWER) X (GLUED) X (START) X (STOP) /* how it is written */ \
  X (CARDINAL) X (FEW) X (FRACTION) X (UNIT) X (UNITS) X (SEASON) X (SEASONS) X (DAYPART) X (DAYPARTS) X (DIRECTION) \
  X (PART) X (MOD) X (ERA) X (MERIDIEM) X (QUARTER) X (HALF) X (IN) X (NUMBERED) X (COUNTED) X (PRESENT) X (PAST) \
  X (FUTURE) X (EVERY) X (TIMES) X (ADVERBIAL) X (MONEY) X (RELATION) X (DECADE_NAME) X (RESULTS) X (PLAIN_FEAST) \
  X (SCHEDULED) X (FORENAME) /* from timex_words.tsv */

typedef enum
{
#define X(name) TIMEX_CLASS_##name,
  TIMEX_CLASSES (X)
#undef X
  TIMEX_N_CLASSES
} TimexClass;

typedef struct
{
  TimexClass class;
  guint n;
  gint32 value;
} TimexReading;

#define TIMEX_MAX_READINGS 10
#define TIMEX_MAX_ROWS 640 /* of the grammar */

typedef struct
{
  DtlSpan span;
  const char *lower; /* ASCII quotes and hyphens */
  guint32 token;
  gboolean glued;    /* no white space before it */
  gboolean capital;  /* starts with a capital letter */
  guint max_name;    /* atoms of the longest name of timex_names.tsv that starts with this word, or 0 */
  guint word;        /* number of the word in the grammar, 0 for none, by timex_grammar_prepare() */
  guint64 starts[TIMEX_MAX_ROWS / 64]; /* rows of the grammar that may start here, by timex_grammar_prepare() */
  guint n_readings;
  TimexReading readings[TIMEX_MAX_READINGS];
} TimexAtom;

/** timex_atoms_read: appends to @atoms (of TimexAtom) the atoms of sentence number @sentence, with their readings;
 * strings live in the document's arena */
void timex_atoms_read (DtlDocument *document, guint sentence, GArray *atoms);
/** timex_atom_add: one more reading; those above the limit are dropped */
void timex_atom_add (TimexAtom *atom, TimexClass class, guint n, gint32 value);
/** timex_class_find: the class called @name, or TIMEX_N_CLASSES */
TimexClass timex_class_find (const char *name, gsize length);
/** timex_atom_reading: (nullable): the longest reading of @atom as @class */
const TimexReading *timex_atom_reading (const TimexAtom *atom, TimexClass class);
