/*
 * The table grammar: rows of timex.tsv compiled into patterns over atoms.
 *
 * A pattern is a list of elements separated by blanks:
 *   word          the word itself                     CLASS    any atom with a reading of that class
 *   @name         any row of that name (a part)       a|B|@c   one of these
 *   x?            may be missing                      (x)      context: must stand there, outside the expression
 *   (!x)          context: must not stand there
 * Elements are numbered from 1, context included; the form column fills keys from numbers, symbols or $n.
 * Rows whose name starts with @ are parts: they match only inside others and hand over what they filled.
 */
#pragma once

#include "base/table.h"
#include "timex/atoms.h"
#include "timex/form.h"

typedef struct _TimexGrammar TimexGrammar;

typedef struct
{
  guint end;        /* one past the last atom; 0 when nothing matched */
  const char *rule; /* static: name of the row */
  TimexForm form;
} TimexMatch;

/** timex_grammar_new: (transfer full): compiles @table; its columns are those of timex.tsv. %DTL_ERROR_SYNTAX names
 * the row that is malformed. */
TimexGrammar *timex_grammar_new (const DtlTable *table, GError **error);
void timex_grammar_free (TimexGrammar *grammar);
/** timex_grammar_shared: the grammar of timex.tsv, compiled once and constant from then on; NULL with @error as above */
const TimexGrammar *timex_grammar_shared (GError **error);
/** timex_grammar_prepare: notes in each of @atoms which rows may start there; to be done before matching */
void timex_grammar_prepare (const TimexGrammar *grammar, GArray *atoms);
/** TimexAccept: whether a match that starts at atom @at may stand */
typedef gboolean (*TimexAccept) (const TimexMatch *match, guint at, gpointer user_data);

/** timex_grammar_match: the longest match that starts at atom @at and that @accept (nullable) lets stand; of equals the
 * one that fills most keys, then the first row of the table */
gboolean timex_grammar_match (const TimexGrammar *grammar, GArray *atoms, guint at, TimexAccept accept, gpointer user_data,
                              TimexMatch *match);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TimexGrammar, timex_grammar_free)
