/*
 * Points of EDTF, levels 0 to 2 (ISO 8601-2:2019; https://www.loc.gov/standards/datetime/): "2004-06~-11", "1XX5-12-XX",
 * "Y-17E7S3", "2001-34".
 *
 * A point is a pattern over the digits of a day. Its bounds are found by going through the years that match from either
 * end; as leap days are the only days that some years lack, few are tried.
 */
#include "base/edtf-pattern.h"

#include "base/edtf.h"

#include <string.h>

#define MAX_DIGITS 9   /* of a year as written, and of its exponent's effect */
#define ANY_LEAP_YEAR 2000
#define FIRST_GROUP 21
#define LAST_GROUP 41

/* First month and months of what stands in the place of a month: 21 and on. */
static const struct
{
  guint8 month;
  guint8 n_months;
} groups[] = {
  { 3, 3 },  { 6, 3 }, { 9, 3 },  { 12, 3 },            /* 21-24 spring to winter, of no hemisphere */
  { 3, 3 },  { 6, 3 }, { 9, 3 },  { 12, 3 },            /* 25-28 north */
  { 9, 3 },  { 12, 3 }, { 3, 3 }, { 6, 3 },             /* 29-32 south */
  { 1, 3 },  { 4, 3 }, { 7, 3 },  { 10, 3 },            /* 33-36 quarters */
  { 1, 4 },  { 5, 4 }, { 9, 4 },                        /* 37-39 thirds */
  { 1, 6 },  { 7, 6 },                                  /* 40-41 halves */
};

typedef struct
{
  const char *at;
  const char *end;
} Cursor;

static char
peek (const Cursor *cursor)
{
  return cursor->at < cursor->end ? *cursor->at : '\0';
}

static gboolean
take (Cursor *cursor, char c)
{
  if (peek (cursor) != c || c == '\0')
    return FALSE;
  cursor->at++;
  return TRUE;
}

/* "~", "?" or "%", or nothing; into the flags of all parts from @first to @last. */
static gboolean
take_qualifier (Cursor *cursor, DtlPattern *pattern, guint first, guint last)
{
  static const char qualifiers[] = " ~?%";
  const char *found = peek (cursor) > ' ' ? strchr (qualifiers + 1, peek (cursor)) : NULL;

  if (found == NULL)
    return FALSE;
  cursor->at++;
  for (guint i = first; i <= last; i++)
    pattern->flags[i] |= (guint8) (found - qualifiers);
  return TRUE;
}

/* @n digits, each a digit or X; the bit of the last of them is @bit. */
static gboolean
take_digits (Cursor *cursor, int n, int bit, guint8 *unknown, int *value)
{
  *value = 0;
  for (int i = 0; i < n; i++)
    {
      char c = peek (cursor);

      if (c != 'X' && !g_ascii_isdigit (c))
        return FALSE;
      if (c == 'X')
        *unknown |= (guint8) (1 << (bit + n - 1 - i));
      *value = *value * 10 + (c == 'X' ? 0 : c - '0');
      cursor->at++;
    }
  return TRUE;
}

/* As many digits as there are, nine at most; how many were read. */
static int
take_number (Cursor *cursor, gint64 *value)
{
  int n = 0;

  for (*value = 0; n < MAX_DIGITS && g_ascii_isdigit (peek (cursor)); n++)
    *value = *value * 10 + (*cursor->at++ - '0');
  return g_ascii_isdigit (peek (cursor)) ? 0 : n;
}

static int
count_digits (gint64 year)
{
  int n = 1;

  for (year = ABS (year); year > 9; year /= 10)
    n++;
  return n;
}

/* "S3": no more than the year has digits. A year written with four has four. */
static gboolean
take_significant (Cursor *cursor, DtlPattern *pattern, int n_digits)
{
  gint64 n;

  if (!take (cursor, 'S'))
    return TRUE;
  if (take_number (cursor, &n) == 0 || n < 1 || n > n_digits || pattern->unknown != 0)
    return FALSE;
  pattern->significant = n < n_digits ? (guint8) n : 0;
  return TRUE;
}

/* "Y-170000002", "Y17E7": beyond four digits; the exponent adds zeros. */
static gboolean
parse_long_year (Cursor *cursor, DtlPattern *pattern)
{
  gboolean negative = take (cursor, '-');
  gint64 exponent = 0;

  if (peek (cursor) == '0' || take_number (cursor, &pattern->year) == 0)
    return FALSE;
  if (take (cursor, 'E') && (take_number (cursor, &exponent) == 0 || exponent > MAX_DIGITS))
    return FALSE;
  for (; exponent > 0; exponent--)
    pattern->year *= 10;
  if (pattern->year <= 9999)
    return FALSE;
  if (negative)
    pattern->year = -pattern->year;
  return take_significant (cursor, pattern, count_digits (pattern->year));
}

static gboolean
parse_year (Cursor *cursor, DtlPattern *pattern)
{
  gboolean negative = take (cursor, '-');
  int year;

  if (!take_digits (cursor, 4, 0, &pattern->unknown, &year))
    return FALSE;
  if (negative && year == 0) /* there is no year -0, and -XXXX would be printed as XXXX */
    return FALSE;
  pattern->year = negative ? -year : year;
  return take_significant (cursor, pattern, 4);
}

static gboolean
parse_month (Cursor *cursor, DtlPattern *pattern)
{
  int month;

  take_qualifier (cursor, pattern, DTL_PART_MONTH, DTL_PART_MONTH);
  if (!take_digits (cursor, 2, 4, &pattern->unknown, &month))
    return FALSE;
  pattern->month = (guint8) month;
  pattern->n_parts = 2;
  return TRUE;
}

static gboolean
parse_day (Cursor *cursor, DtlPattern *pattern)
{
  int day;

  take_qualifier (cursor, pattern, DTL_PART_DAY, DTL_PART_DAY);
  if (pattern->month > 12 || !take_digits (cursor, 2, 6, &pattern->unknown, &day))
    return FALSE;
  pattern->day = (guint8) day;
  pattern->n_parts = 3;
  return TRUE;
}

/* The parts from left to right; a qualifier after one holds for it and all before. */
static gboolean
parse_parts (Cursor *cursor, DtlPattern *pattern)
{
  pattern->n_parts = 1;
  take_qualifier (cursor, pattern, DTL_PART_YEAR, DTL_PART_YEAR);
  if (take (cursor, 'Y'))
    {
      if (!parse_long_year (cursor, pattern))
        return FALSE;
      take_qualifier (cursor, pattern, DTL_PART_YEAR, DTL_PART_YEAR);
      return cursor->at == cursor->end;
    }
  if (!parse_year (cursor, pattern))
    return FALSE;
  take_qualifier (cursor, pattern, DTL_PART_YEAR, DTL_PART_YEAR);
  if (pattern->significant > 0 || !take (cursor, '-'))
    return cursor->at == cursor->end;
  if (!parse_month (cursor, pattern))
    return FALSE;
  take_qualifier (cursor, pattern, DTL_PART_YEAR, DTL_PART_MONTH);
  if (!take (cursor, '-'))
    return cursor->at == cursor->end;
  if (!parse_day (cursor, pattern))
    return FALSE;
  if (take_qualifier (cursor, pattern, DTL_PART_YEAR, DTL_PART_DAY) || peek (cursor) != 'T')
    return cursor->at == cursor->end;
  return pattern->unknown == 0 && dtl_edtf_parse_time (cursor->at + 1, cursor->end, &pattern->time);
}

/* Whether @value can be what is written as @digits with X at the bits of @unknown from @bit on. */
static gboolean
fits (int value, int digits, guint8 unknown, int bit, int n)
{
  for (int i = 0; i < n; i++, value /= 10, digits /= 10)
    if (!(unknown & (1 << (bit + i))) && value % 10 != digits % 10)
      return FALSE;
  return value == 0;
}

static gboolean
month_fits (const DtlPattern *pattern, int month)
{
  return pattern->n_parts < 2 || fits (month, pattern->month, pattern->unknown, 4, 2);
}

static gboolean
day_fits (const DtlPattern *pattern, int day)
{
  return pattern->n_parts < 3 || fits (day, pattern->day, pattern->unknown, 6, 2);
}

static void
year_bounds (const DtlPattern *pattern, gint64 *first, gint64 *last)
{
  static const int places[] = { 1, 10, 100, 1000 };
  gint64 year = ABS (pattern->year), low = year, high = year, width = 1;
  int n_digits = MAX (count_digits (year), 4);

  for (int i = 0; i < 4; i++)
    if (pattern->unknown & (1 << i))
      high += 9 * places[i];
  for (int i = pattern->significant; i < n_digits && pattern->significant > 0; i++)
    width *= 10;
  low -= low % width;
  high += width - 1 - high % width;
  *first = pattern->year < 0 ? -high : low;
  *last = pattern->year < 0 ? -low : high;
}

static gboolean
year_fits (const DtlPattern *pattern, gint64 year)
{
  gint64 first, last;

  year_bounds (pattern, &first, &last);
  if (year < first || year > last)
    return FALSE;
  return (pattern->unknown & 15) == 0 || fits ((int) ABS (year), (int) ABS (pattern->year), pattern->unknown, 0, 4);
}

/* The first or last day of one year that matches, or 0. */
static int
find_in_year (const DtlPattern *pattern, gint32 year, gboolean backwards, int *month)
{
  for (int i = 1; i <= 12; i++)
    {
      *month = backwards ? 13 - i : i;
      if (!month_fits (pattern, *month))
        continue;
      for (int j = 1, n = dtl_days_in_month (year, *month); j <= n; j++)
        if (day_fits (pattern, backwards ? n + 1 - j : j))
          return backwards ? n + 1 - j : j;
    }
  return 0;
}

/* Years of day numbers; those beyond stop where dtl_day_from_civil() does. */
static gint32
near_year (gint64 year)
{
  return (gint32) CLAMP (year, -3000000, 3000000);
}

/* The stretch of months that a group stands for in @year. */
static void
group_bounds (const DtlPattern *pattern, gint32 year, DtlDay *first, DtlDay *last)
{
  int month = groups[pattern->month - FIRST_GROUP].month;
  int end = month + groups[pattern->month - FIRST_GROUP].n_months;

  *first = dtl_day_from_civil (year, month, 1);
  *last = dtl_day_from_civil (year + (end > 12), end > 12 ? end - 12 : end, 1) - 1;
}

/* The first or last day that matches; FALSE if none does. */
static gboolean
find_day (const DtlPattern *pattern, gboolean backwards, DtlDay *day)
{
  gint64 first, last;
  DtlDay other;
  int month;

  year_bounds (pattern, &first, &last);
  if (pattern->month >= FIRST_GROUP)
    {
      if (backwards)
        group_bounds (pattern, near_year (last), &other, day);
      else
        group_bounds (pattern, near_year (first), day, &other);
      return TRUE;
    }
  if (find_in_year (pattern, ANY_LEAP_YEAR, FALSE, &month) == 0)
    return FALSE;
  for (gint64 i = 0; i <= last - first; i++)
    {
      gint64 year = backwards ? last - i : first + i;
      int found = year_fits (pattern, year) ? find_in_year (pattern, near_year (year), backwards, &month) : 0;

      if (found > 0)
        {
          *day = dtl_day_from_civil (near_year (year), month, found);
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
dtl_pattern_parse (const char *text, gsize length, DtlPattern *pattern)
{
  Cursor cursor = { text, text + length };
  DtlDay day;

  *pattern = (DtlPattern) { .time = { .minute = -1, .zone = DTL_ZONE_NONE } };
  if (length >= DTL_PATTERN_SIZE || !parse_parts (&cursor, pattern))
    return FALSE;
  if (pattern->month > 12 && (pattern->month < FIRST_GROUP || pattern->month > LAST_GROUP || pattern->unknown & 0x30))
    return FALSE;
  if (pattern->time.minute >= 0 && (pattern->flags[0] | pattern->flags[1] | pattern->flags[2]) != 0)
    return FALSE;
  return find_day (pattern, FALSE, &day);
}

void
dtl_pattern_bounds (const DtlPattern *pattern, DtlDay *first, DtlDay *last)
{
  *first = *last = 0;
  find_day (pattern, FALSE, first);
  find_day (pattern, TRUE, last);
}

gboolean
dtl_pattern_matches (const DtlPattern *pattern, DtlDay day)
{
  DtlDay first, last;
  gint32 year;
  int month, day_of_month;

  dtl_day_to_civil (day, &year, &month, &day_of_month);
  if (pattern->month < FIRST_GROUP)
    return year_fits (pattern, year) && month_fits (pattern, month) && day_fits (pattern, day_of_month);
  for (gint32 y = year - 1; y <= year; y++) /* winter begins in the year before */
    {
      group_bounds (pattern, y, &first, &last);
      if (year_fits (pattern, y) && first <= day && day <= last)
        return TRUE;
    }
  return FALSE;
}

/* X from the right in a year alone, a whole month or a whole day: what level 1 has. */
static gboolean
is_plain_unknown (const DtlPattern *pattern)
{
  switch (pattern->unknown)
    {
    case 0x00: return TRUE;
    case 0x01:
    case 0x03: return pattern->n_parts == 1;
    case 0x30: return pattern->n_parts == 2;
    case 0xC0:
    case 0xF0: return pattern->n_parts == 3;
    default: return FALSE;
    }
}

static gboolean
is_equally_qualified (const DtlPattern *pattern)
{
  for (guint i = 1; i < pattern->n_parts; i++)
    if (pattern->flags[i] != pattern->flags[0])
      return FALSE;
  return TRUE;
}

int
dtl_pattern_level (const DtlPattern *pattern)
{
  if (pattern->significant > 0 || pattern->month > 24 || ABS (pattern->year) > 999999999
      || !is_equally_qualified (pattern) || !is_plain_unknown (pattern))
    return 2;
  return pattern->unknown != 0 || pattern->flags[0] != 0 || pattern->month > 12 || pattern->year < 0 || pattern->year > 9999;
}

/* @n digits with X where they are unknown. */
static char *
format_digits (char *at, int value, int n, guint8 unknown, int bit)
{
  for (int i = n - 1; i >= 0; i--, value /= 10)
    at[i] = unknown & (1 << (bit + n - 1 - i)) ? 'X' : (char) ('0' + value % 10);
  at[n] = '\0';
  return at + n;
}

static char *
format_year (char *at, const DtlPattern *pattern)
{
  gint64 year = ABS (pattern->year);
  int exponent = 0;

  if (year > 9999)
    *at++ = 'Y';
  if (pattern->year < 0)
    *at++ = '-';
  if (year <= 9999)
    at = format_digits (at, (int) year, 4, pattern->unknown, 0);
  else
    {
      for (; year > 999999999; year /= 10)
        exponent++;
      at += g_snprintf (at, 16, "%" G_GINT64_FORMAT, year);
    }
  if (exponent > 0)
    at += g_snprintf (at, 8, "E%d", exponent);
  if (pattern->significant > 0)
    at += g_snprintf (at, 8, "S%d", pattern->significant);
  return at;
}

/* The last part that a qualifier after it holds for, with all before and none behind; -1 if they differ otherwise. */
static int
find_qualified_group (const DtlPattern *pattern)
{
  int last = -1;

  for (int i = 0; i < pattern->n_parts && pattern->flags[i] == pattern->flags[0] && pattern->flags[0] != 0; i++)
    last = i;
  for (int i = last + 1; i < pattern->n_parts; i++)
    if (pattern->flags[i] != 0)
      return -1;
  return last;
}

char *
dtl_pattern_format (const DtlPattern *pattern, char *buffer)
{
  static const char *const qualifiers[] = { "", "~", "?", "%" };
  int group = find_qualified_group (pattern);
  char *at = buffer;

  for (int i = 0; i < pattern->n_parts; i++)
    {
      const char *qualifier = qualifiers[pattern->flags[i] & 3];

      if (i > 0)
        *at++ = '-';
      if (group < 0)
        at = g_stpcpy (at, qualifier);
      if (i == DTL_PART_YEAR)
        at = format_year (at, pattern);
      else if (i == DTL_PART_MONTH)
        at = format_digits (at, pattern->month, 2, pattern->unknown, 4);
      else
        at = format_digits (at, pattern->day, 2, pattern->unknown, 6);
      if (group == i)
        at = g_stpcpy (at, qualifier);
    }
  *at = '\0';
  return pattern->time.minute < 0 ? at : dtl_edtf_format_time (at, &pattern->time);
}
