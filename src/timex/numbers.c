/* Number phrases. Cardinals come from timex_words.tsv: one … nineteen, twenty … ninety, hundred, thousand, million. */
#include "timex/numbers.h"

#include <stdlib.h>
#include <string.h>

#define MAX_NUMBER 20000000 /* keeps hundredths within 32 bits */

static const TimexAtom *
atom_at (GArray *atoms, guint i)
{
  return i < atoms->len ? &g_array_index (atoms, TimexAtom, i) : NULL;
}

static gboolean
is_word (GArray *atoms, guint i, const char *word)
{
  const TimexAtom *atom = atom_at (atoms, i);

  return atom && strcmp (atom->lower, word) == 0;
}

static gboolean
cardinal_at (GArray *atoms, guint i, gint32 *value)
{
  const TimexAtom *atom = atom_at (atoms, i);
  const TimexReading *reading = atom ? timex_atom_reading (atom, TIMEX_CLASS_CARDINAL) : NULL;

  if (reading == NULL)
    return FALSE;
  *value = reading->value;
  return TRUE;
}

/* "1,250", "2.5": thousands commas only in threes. */
static gboolean
figures_at (GArray *atoms, guint i, gint64 *hundredths)
{
  const TimexAtom *atom = atom_at (atoms, i);
  g_autofree char *plain = NULL;
  char *end;
  double value;

  if (atom == NULL || !g_ascii_isdigit (*atom->lower) || strlen (atom->lower) > 10)
    return FALSE;
  plain = g_strdup (atom->lower);
  for (char *comma; (comma = strchr (plain, ','));)
    {
      if (strspn (comma + 1, "0123456789") != 3)
        return FALSE;
      memmove (comma, comma + 1, strlen (comma));
    }
  value = g_ascii_strtod (plain, &end);
  if (*end || value > MAX_NUMBER)
    return FALSE;
  *hundredths = (gint64) (value * 100 + 0.5);
  return TRUE;
}

/* Cardinals in a row, with hyphens and "and" between them. */
static guint
words_read (GArray *atoms, guint i, gint64 *number)
{
  gint64 total = 0, group = 0;
  gint32 value, last = G_MAXINT32;
  guint end = i, at = i;

  while (cardinal_at (atoms, at, &value))
    {
      if (value >= 1000)
        {
          total += MAX (group, 1) * value;
          group = 0;
        }
      else if (value == 100)
        group = MAX (group, 1) * 100;
      else if (last < 20 || (last < 100 && value >= 10))
        break; /* "two three": two numbers */
      else
        group += value;
      last = value;
      if (total + group > MAX_NUMBER)
        return 0;
      end = ++at;
      if ((is_word (atoms, at, "-") || (is_word (atoms, at, "and") && last >= 100)) && cardinal_at (atoms, at + 1, &value))
        at++;
    }
  *number = total + group;
  return end - i;
}

/* "and a half", "1/2", "-and-a-half" after a number. */
static guint
half_read (GArray *atoms, guint i)
{
  guint at = i + is_word (atoms, i, "-");

  if (is_word (atoms, i, "1/2"))
    return 1;
  if (is_word (atoms, i, "1") && is_word (atoms, i + 1, "/") && is_word (atoms, i + 2, "2"))
    return 3;
  if (!is_word (atoms, at, "and"))
    return 0;
  at += 1 + is_word (atoms, at + 1, "-");
  if (!is_word (atoms, at, "a"))
    return 0;
  at += 1 + is_word (atoms, at + 1, "-");
  return is_word (atoms, at, "half") ? at + 1 - i : 0;
}

guint
timex_number_read (GArray *atoms, guint i, gint32 *hundredths)
{
  gint64 value = 0;
  gint32 scale;
  guint n = 0, half;
  gboolean article = is_word (atoms, i, "a") && cardinal_at (atoms, i + 1, &scale) && scale >= 100;

  if (figures_at (atoms, i, &value))
    n = 1;
  else
    {
      n = words_read (atoms, i + article, &value);
      if (n == 0)
        return 0;
      n += article;
      value *= 100;
    }
  if (n == 1 && g_ascii_isdigit (*atom_at (atoms, i)->lower) && cardinal_at (atoms, i + 1, &scale) && scale >= 1000)
    {
      value *= scale;
      n = 2;
    }
  half = half_read (atoms, i + n);
  if (half > 0)
    value += 50;
  if (value > (gint64) MAX_NUMBER * 100 || value <= 0)
    return 0;
  *hundredths = (gint32) value;
  return n + half;
}

guint
timex_year_words_read (GArray *atoms, guint i, gint32 *year)
{
  gint32 first, value;
  gint64 rest;
  guint n;

  if (!cardinal_at (atoms, i, &first))
    return 0;
  if (first >= 16 && first <= 20 && cardinal_at (atoms, i + 1, &value) && value >= 10 && value < 100)
    {
      n = words_read (atoms, i + 1, &rest);
      *year = (gint32) (first * 100 + rest);
      return rest < 100 ? n + 1 : 0;
    }
  n = words_read (atoms, i, &rest);
  *year = (gint32) rest;
  if (n >= 3 && first >= 11 && first <= 19 && cardinal_at (atoms, i + 1, &value) && value == 100 && rest < 2000)
    return n; /* "nineteen hundred ninety-three" */
  return n >= 2 && first == 2 && rest >= 2000 && rest < 2100 ? n : 0;
}

guint
timex_ordinal_read (GArray *atoms, guint i, gint32 *value)
{
  gint32 tens;
  guint n = 1 + is_word (atoms, i + 1, "-");
  const TimexAtom *last = atom_at (atoms, i + n);
  const TimexReading *ones = last ? timex_atom_reading (last, TIMEX_CLASS_ORDINAL) : NULL;

  if (!cardinal_at (atoms, i, &tens) || tens < 20 || tens > 90 || ones == NULL || ones->value > 9)
    return 0;
  *value = tens + ones->value;
  return n + 1;
}
