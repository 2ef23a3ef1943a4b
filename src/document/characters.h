/* What kind of character stands somewhere: the few classes that tokens are cut by. Independent of the locale. */
#pragma once

#include <glib.h>

typedef enum
{
  CHARACTER_SPACE,
  CHARACTER_LETTER,
  CHARACTER_DIGIT,
  CHARACTER_EXTEND, /* belongs to what stands before it: accents, joiners, soft hyphens */
  CHARACTER_WIDE,   /* Han, kana, hangul: scripts without blanks between words */
  CHARACTER_OTHER,  /* punctuation and symbols */
} CharacterClass;

CharacterClass dtl_character_classify (gunichar c);

static inline gboolean
dtl_character_is_word (CharacterClass class)
{
  return class == CHARACTER_LETTER || class == CHARACTER_DIGIT || class == CHARACTER_EXTEND;
}

/** dtl_character_is_apostrophe: ' ’ ʼ and the accents that stand for them */
gboolean dtl_character_is_apostrophe (gunichar c);
/** dtl_character_is_hyphen: - and its narrow relatives, no dashes */
gboolean dtl_character_is_hyphen (gunichar c);

/** dtl_character_fold: ASCII spelling of a quote or dash ("--" for an em dash), or NULL for other characters */
const char *dtl_character_fold (gunichar c);

/**
 * dtl_text_lower: lower case of @text with quotes and dashes in ASCII. Writes at most @size bytes, NUL included.
 * Returns: its length, or 0 if it does not fit
 */
gsize dtl_text_lower (const char *text, gsize length, char *out, gsize size);

/** dtl_word_is_one_of: whether @word (nullable) is one of @words, which blanks divide */
gboolean dtl_word_is_one_of (const char *word, const char *words);
