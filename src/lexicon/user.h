/*
 * A user's own lexicon: actors that an article is about and our tables do not know, and words that name happenings.
 *
 * A line is one row of tab-separated cells; `#` starts a comment line, and cells at the end may be left out:
 *   actor  NAME  ALIAS|ALIAS…  KIND  COUNTRY  ROLE
 *   verb   LEMMA  CLASS  FRAME  FLAGS
 *   noun   LEMMA  CLASS  FRAME  FLAGS
 * CLASS, FRAME and FLAGS are those of classes.tsv and verbs.tsv. A row of the user outranks ours with the same key.
 */
#pragma once

#include "base/table.h"

/** DtlUserActor: @country is ISO 3166-1 alpha-2, or NULL; @role is an office in lower case, or NULL */
typedef struct
{
  const char *name;
  const char *country;
  const char *role;
  DtlActorKind kind;
} DtlUserActor;

typedef struct _DtlUserLexicon DtlUserLexicon;

/**
 * dtl_user_lexicon_load: (transfer full): reads the file at @path
 * dtl_user_lexicon_new: (transfer full): reads @text; @name stands for it in messages
 *
 * Immutable afterwards. %DTL_ERROR_SYNTAX where a row makes no sense: the message has a line "NAME:LINE: why" for each of
 * the first rows that do not; %DTL_ERROR_LIMIT for a file that is too large.
 */
DtlUserLexicon *dtl_user_lexicon_load (const char *path, GError **error);
DtlUserLexicon *dtl_user_lexicon_new (const char *name, const char *text, gsize length, GError **error);
void dtl_user_lexicon_free (DtlUserLexicon *lexicon);

/** dtl_user_lexicon_actor: (transfer none) (nullable): the actor one of whose names is @key (lower case, words as tokens
 * joined by blanks where the text has one). A name that the file writes with a capital, or in capitals alone, must be
 * written so in the text: @capital, @upper */
const DtlUserActor *dtl_user_lexicon_actor (const DtlUserLexicon *lexicon, const char *key, gboolean capital, gboolean upper);
/** dtl_user_lexicon_table: (transfer none): its rows of the same columns as @ours: verbs and nouns, none of others */
const DtlTable *dtl_user_lexicon_table (const DtlUserLexicon *lexicon, const DtlTable *ours);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlUserLexicon, dtl_user_lexicon_free)
