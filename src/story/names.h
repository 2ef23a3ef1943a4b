/* Names in the form in which articles by different hands can be compared. */
#pragma once

#include <dateline/dateline.h>

#include "base/arena.h"

/**
 * DtlWords:
 * @key: the words, lower case without marks, joined by blanks; interned
 * @words: [n] the same one by one; interned, so that pointers compare
 * @is_proper: whether it is a name and no description ("the Russian leader", "two men")
 */
typedef struct
{
  const char *key;
  const char *const *words;
  guint n;
  gboolean is_proper;
} DtlWords;

/** dtl_words_make: of @name, which is how an actor of @kind is written; titles before a person's name do not count */
DtlWords dtl_words_make (DtlArena *arena, const char *name, DtlActorKind kind);
/** dtl_words_plain: the same, but with titles */
DtlWords dtl_words_plain (DtlArena *arena, const char *name);
/** dtl_words_surname: the last word but for a suffix (Jr.); of a name of one word at least */
const char *dtl_words_surname (const DtlWords *words);
/** dtl_words_agree: whether two full names of persons can be one person's: the same surname, first names that are the
 * same or one the other's initial, middle names that do not contradict each other */
gboolean dtl_words_agree (const DtlWords *a, const DtlWords *b);
