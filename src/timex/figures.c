/* What figures and number words can be: days, years, clock times, dates. */
#include "timex/figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "timex/numbers.h"

#define FIRST_YEAR 1000
#define LAST_YEAR 2199

/* "20220312" */
static void
read_compact (TimexAtom *atom)
{
  int value = atoi (atom->lower), year = value / 10000, month = value / 100 % 100;

  if (year >= 1900 && year < 2100 && month >= 1 && month <= 12 && value % 100 >= 1
      && value % 100 <= dtl_days_in_month (year, month))
    timex_atom_add (atom, TIMEX_CLASS_COMPACT, 1, value);
}

/* @is_tail: of a word in letters and figures, as "BA2010" */
static void
read_integer (TimexAtom *atom, gsize n_digits, gboolean is_tail)
{
  int value = n_digits <= 6 ? atoi (atom->lower) : -1;

  if (n_digits == 8 && !is_tail)
    read_compact (atom);
  if (value < 0)
    return;
  timex_atom_add (atom, TIMEX_CLASS_INT, 1, value);
  if (value >= 1 && value <= 31 && n_digits <= 2)
    timex_atom_add (atom, TIMEX_CLASS_DAY, 1, value);
  if (n_digits == 4 && value >= FIRST_YEAR && value <= LAST_YEAR)
    timex_atom_add (atom, TIMEX_CLASS_YEAR, 1, value);
  if (n_digits == 4 && value >= 1900 && value < 2100 && !is_tail)
    timex_atom_add (atom, TIMEX_CLASS_MODERN, 1, value);
  if (n_digits == 4 && value / 100 < 24 && value % 100 < 60)
    {
      timex_atom_add (atom, TIMEX_CLASS_HHMM, 1, value / 100 * 60 + value % 100);
      if (*atom->lower == '0')
        timex_atom_add (atom, TIMEX_CLASS_EARLY_HHMM, 1, value / 100 * 60 + value % 100); /* no year */
    }
  if (n_digits == 2)
    timex_atom_add (atom, TIMEX_CLASS_YEAR2, 1, value);
  if (n_digits == 2 && value > 31)
    timex_atom_add (atom, TIMEX_CLASS_LATE_YEAR2, 1, value); /* no day of a month */
}

/* "10:30"; a point ("10.30 a.m.") may as well be a decimal one. */
static void
read_clock (TimexAtom *atom)
{
  int hour, minute;
  char sign, rest;

  if (sscanf (atom->lower, "%2d%c%2d%c", &hour, &sign, &minute, &rest) != 3 || (sign != ':' && sign != '.'))
    {
      int second, n = sscanf (atom->lower, "%2d:%2d:%2d%c", &hour, &minute, &second, &rest);

      if (n != 3 && (n != 4 || rest != '.')) /* "23:45:00.487" */
        return;
      sign = ':';
    }
  if (hour <= 24 && minute <= 59 && strlen (atom->lower) >= 4 && g_ascii_isdigit (atom->lower[strlen (atom->lower) - 2]))
    timex_atom_add (atom, sign == ':' ? TIMEX_CLASS_CLOCK : TIMEX_CLASS_POINT_CLOCK, 1, hour % 24 * 60 + minute);
}

static void
read_date_figures (TimexAtom *atom)
{
  DtlDate date;
  int a, b, c;
  char s, t, rest;

  if (strlen (atom->lower) == 10 && atom->lower[4] == '-' && dtl_date_parse (atom->lower, &date, NULL))
    timex_atom_add (atom, TIMEX_CLASS_ISO, 1, date.from.year * 10000 + date.from.month * 100 + date.from.day);
  else if (sscanf (atom->lower, "%4d%c%2d%c%4d%c", &a, &s, &b, &t, &c, &rest) == 5 && s == t && strchr ("/.-", s))
    {
      if (a >= 1000 && (s != '.' || strlen (atom->lower) == 10) && b >= 1 && b <= 12 && c >= 1 && c <= dtl_days_in_month (a, b))
        timex_atom_add (atom, TIMEX_CLASS_ISO, 1, a * 10000 + b * 100 + c);
      else if (a >= 1 && a <= 31 && b >= 1 && b <= 31 && (a <= 12 || b <= 12))
        timex_atom_add (atom, TIMEX_CLASS_NUMERIC, 1, (c < 100 ? c + (c < 50 ? 2000 : 1900) : c) * 10000 + a * 100 + b);
    }
}

void
timex_figures_read (TimexAtom *atom, gboolean is_tail)
{
  gsize length = strlen (atom->lower), n = strspn (atom->lower, "0123456789");

  if (n == length)
    read_integer (atom, n, is_tail);
  else if (length == n + 1 && atom->lower[n] == 's' && n == 4 && atom->lower[3] == '0')
    timex_atom_add (atom, TIMEX_CLASS_DECADE, 1, atoi (atom->lower));
  else if (length == n + 1 && atom->lower[n] == 's' && n == 2 && atom->lower[1] == '0')
    timex_atom_add (atom, TIMEX_CLASS_DECADE2, 1, atoi (atom->lower));
  else if (length == n + 2 && n <= 2 && g_ascii_isalpha (atom->lower[n]) && atoi (atom->lower) > 0)
    {
      timex_atom_add (atom, TIMEX_CLASS_ORDINAL, 1, atoi (atom->lower));
      timex_atom_add (atom, TIMEX_CLASS_NTH, 1, atoi (atom->lower));
      if (atoi (atom->lower) <= 31)
        timex_atom_add (atom, TIMEX_CLASS_DAY, 1, atoi (atom->lower));
    }
  else
    {
      read_clock (atom);
      read_date_figures (atom);
    }
}

void
timex_figures_read_numbers (GArray *atoms, guint i)
{
  TimexAtom *atom = &g_array_index (atoms, TimexAtom, i);
  gint32 value;
  guint n = timex_number_read (atoms, i, &value);

  if (n > 0)
    timex_atom_add (atom, TIMEX_CLASS_NUM, n, value);
  if (n == 1 && value % 100 == 0 && value <= 2400)
    timex_atom_add (atom, TIMEX_CLASS_HOUR, 1, value / 100 % 24 * 60);
  if (n > 0 && !g_ascii_isdigit (*atom->lower) && value % 100 == 0 && value >= 1000 && value < 6000)
    timex_atom_add (atom, TIMEX_CLASS_MINUTES, n, value / 100);
  n = timex_year_words_read (atoms, i, &value);
  if (n > 0)
    timex_atom_add (atom, TIMEX_CLASS_YEAR, n, value);
  if (n > 1 && value >= 1900)
    timex_atom_add (atom, TIMEX_CLASS_MODERN, n, value); /* "nineteen ninety-six" */
  n = timex_ordinal_read (atoms, i, &value);
  if (n > 0)
    {
      timex_atom_add (atom, TIMEX_CLASS_ORDINAL, n, value);
      if (value <= 31)
        timex_atom_add (atom, TIMEX_CLASS_DAY, n, value);
    }
}

static const TimexAtom *
atom_at (GArray *atoms, guint i)
{
  return i < atoms->len ? &g_array_index (atoms, TimexAtom, i) : NULL;
}

static gint32
value_of (const TimexAtom *atom, TimexClass class)
{
  const TimexReading *reading = atom ? timex_atom_reading (atom, class) : NULL;

  return reading ? reading->value : -1;
}

/* "2021-03" is a month where it can be no stretch of years ("2009-10"); as a date of form YYYYMM00 */
static void
join_year_month (GArray *atoms, guint i)
{
  TimexAtom *atom = &g_array_index (atoms, TimexAtom, i);
  const TimexAtom *sign = atom_at (atoms, i + 1), *figure = atom_at (atoms, i + 2), *next = atom_at (atoms, i + 3);
  gint32 year = value_of (atom, TIMEX_CLASS_MODERN), month = value_of (figure, TIMEX_CLASS_INT);

  if (year < 0 || month < 1 || month > 12 || !sign->glued || strcmp (sign->lower, "-") != 0 || !figure->glued
      || (next && next->glued && (g_ascii_isalnum (*next->lower) || *next->lower == '-' || *next->lower == '/')))
    return;
  if (strlen (figure->lower) == 1 || month <= year % 100)
    timex_atom_add (atom, TIMEX_CLASS_YEAR_MONTH, 3, year * 10000 + month * 100);
}

/* "seven thirty", "two forty-five" */
static void
join_spoken (GArray *atoms, guint i)
{
  TimexAtom *atom = &g_array_index (atoms, TimexAtom, i);
  const TimexAtom *next = atom_at (atoms, i + 1);
  guint n_signs = next && strcmp (next->lower, "-") == 0;
  const TimexReading *minutes;
  gint32 hour = value_of (atom, TIMEX_CLASS_CARDINAL);

  next = atom_at (atoms, i + 1 + n_signs);
  minutes = next ? timex_atom_reading (next, TIMEX_CLASS_MINUTES) : NULL;
  if (hour >= 1 && hour <= 12 && minutes)
    timex_atom_add (atom, TIMEX_CLASS_SPOKEN, 1 + n_signs + minutes->n, hour % 24 * 60 + minutes->value);
}

/* "+0200", "+14": minutes from UTC */
static void
join_offset (TimexAtom *atom, const TimexAtom *sign)
{
  gint32 value = value_of (atom, TIMEX_CLASS_INT);
  gsize length = strlen (atom->lower);

  if (value < 0 || !atom->glued || (*sign->lower != '+' && *sign->lower != '-'))
    return;
  if (length <= 2 && value <= 14)
    timex_atom_add (atom, TIMEX_CLASS_OFFSET, 1, value * 60);
  else if (length == 4 && value / 100 <= 14 && value % 100 < 60)
    timex_atom_add (atom, TIMEX_CLASS_OFFSET, 1, value / 100 * 60 + value % 100);
}

void
timex_figures_join (GArray *atoms, guint i)
{
  TimexAtom *atom = &g_array_index (atoms, TimexAtom, i);

  if (timex_atom_reading (atom, TIMEX_CLASS_MODERN))
    join_year_month (atoms, i);
  if (timex_atom_reading (atom, TIMEX_CLASS_CARDINAL))
    join_spoken (atoms, i);
  if (i > 0 && g_ascii_isdigit (*atom->lower))
    join_offset (atom, atom - 1);
}
