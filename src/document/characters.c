/* Character classes after the Unicode general category, with the exceptions that tokens need. */
#include "document/characters.h"

#include <string.h>

static gboolean
is_wide (gunichar c)
{
  return (c >= 0x2E80 && c <= 0x2FDF) || (c >= 0x3040 && c <= 0x30FA) || (c >= 0x30FC && c <= 0x9FFF)
         || (c >= 0xA000 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0xF900 && c <= 0xFAFF)
         || (c >= 0xFF66 && c <= 0xFF9F) || (c >= 0x20000 && c <= 0x3FFFF) || c == 0x3005;
}

static CharacterClass
classify_ascii (gunichar c)
{
  if (g_ascii_isalpha (c))
    return CHARACTER_LETTER;
  if (g_ascii_isdigit (c))
    return CHARACTER_DIGIT;
  if (c <= ' ' && ((c >= 0x09 && c <= 0x0D) || c >= 0x1C))
    return CHARACTER_SPACE;
  return CHARACTER_OTHER;
}

CharacterClass
dtl_character_classify (gunichar c)
{
  if (c < 0x80)
    return classify_ascii (c);
  if (c == 0x85)
    return CHARACTER_SPACE;
  if (c >= 0x2080 && c <= 0x2089) /* H₂O is one word, km² is not */
    return CHARACTER_EXTEND;
  if (c >= 0x2E80 && is_wide (c))
    return CHARACTER_WIDE;
  switch (g_unichar_type (c))
    {
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_SPACE_SEPARATOR:
      return CHARACTER_SPACE;
    case G_UNICODE_LOWERCASE_LETTER:
    case G_UNICODE_UPPERCASE_LETTER:
    case G_UNICODE_TITLECASE_LETTER:
    case G_UNICODE_OTHER_LETTER:
    case G_UNICODE_MODIFIER_LETTER:
    case G_UNICODE_LETTER_NUMBER:
      return c == 0x02BC ? CHARACTER_OTHER : CHARACTER_LETTER; /* ʼ is an apostrophe */
    case G_UNICODE_DECIMAL_NUMBER:
      return CHARACTER_DIGIT;
    case G_UNICODE_NON_SPACING_MARK:
    case G_UNICODE_SPACING_MARK:
    case G_UNICODE_ENCLOSING_MARK:
    case G_UNICODE_FORMAT:
      return CHARACTER_EXTEND;
    default:
      return c >= 0x1F3FB && c <= 0x1F3FF ? CHARACTER_EXTEND : CHARACTER_OTHER; /* skin tones follow their emoji */
    }
}

gboolean
dtl_character_is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019 || c == '`' || c == 0xB4 || c == 0x02BC || c == 0x2018 || c == 0x2032;
}

gboolean
dtl_character_is_hyphen (gunichar c)
{
  return c == '-' || c == 0x2010 || c == 0x2011;
}

const char *
dtl_character_fold (gunichar c)
{
  switch (c)
    {
    case 0x2018: case 0x2019: case 0x201A: case 0x201B: case 0x02BC: case 0xB4: case '`': case 0x2032: case 0x2039:
    case 0x203A:
      return "'";
    case 0x201C: case 0x201D: case 0x201E: case 0x201F: case 0xAB: case 0xBB: case 0x2033:
      return "\"";
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2212:
      return "-";
    case 0x2014: case 0x2015:
      return "--";
    default:
      return NULL;
    }
}

gsize
dtl_text_lower (const char *text, gsize length, char *out, gsize size)
{
  gsize n = 0;

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *folded = c == '`' || c >= 0x80 ? dtl_character_fold (c) : NULL;
      char bytes[8];
      gsize n_bytes;

      if (folded)
        n_bytes = strlen (strcpy (bytes, folded));
      else
        n_bytes = g_unichar_to_utf8 (g_unichar_tolower (c), bytes);
      if (n + n_bytes >= size)
        return 0;
      memcpy (out + n, bytes, n_bytes);
      n += n_bytes;
    }
  out[n] = '\0';
  return n;
}

gboolean
dtl_word_is_one_of (const char *word, const char *words)
{
  gsize length = word ? strlen (word) : 0;

  for (const char *p = words; length > 0 && (p = strstr (p, word)) != NULL; p += length)
    if ((p == words || p[-1] == ' ') && (p[length] == ' ' || p[length] == '\0'))
      return TRUE;
  return FALSE;
}
