/*
 * EDTF, the Extended Date/Time Format of ISO 8601-2:2019, levels 0 and 1 (https://www.loc.gov/standards/datetime/).
 *
 * What is accepted beyond it: 1XXX and XXXX (level 2), date-times at the ends of an interval and times without
 * seconds (ISO 8601-1), and ISO weeks, which EDTF lacks: 2022-W10 is read as its Monday-to-Sunday interval.
 * Every value has one spelling; reading that spelling gives the value back.
 */
#include "base/edtf.h"

#include <string.h>

#define MAX_YEAR_DIGITS 9
#define MAX_ZONE_MINUTES (14 * 60)

/* A reader over the bytes of one point; `end` is never read. */
typedef struct
{
  const char *at;
  const char *end;
} Cursor;

static gboolean
take (Cursor *cursor, char c)
{
  if (cursor->at >= cursor->end || *cursor->at != c)
    return FALSE;
  cursor->at++;
  return TRUE;
}

/* Exactly @n digits. */
static gboolean
take_digits (Cursor *cursor, int n, int *value)
{
  int sum = 0;

  if (cursor->end - cursor->at < n)
    return FALSE;
  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (cursor->at[i]))
        return FALSE;
      sum = sum * 10 + (cursor->at[i] - '0');
    }
  cursor->at += n;
  *value = sum;
  return TRUE;
}

static gboolean
take_word (Cursor *cursor, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (cursor->end - cursor->at) < length || memcmp (cursor->at, word, length) != 0)
    return FALSE;
  cursor->at += length;
  return TRUE;
}

static gboolean
is_at_end (const Cursor *cursor)
{
  return cursor->at == cursor->end;
}

/* "Y170000002": five digits or more, the first of them not 0. */
static gboolean
parse_long_year (Cursor *cursor, DtlDatePoint *point)
{
  gboolean negative = take (cursor, '-');
  int n = 0, value;

  while (n <= MAX_YEAR_DIGITS && cursor->at + n < cursor->end && g_ascii_isdigit (cursor->at[n]))
    n++;
  if (n < 5 || n > MAX_YEAR_DIGITS || *cursor->at == '0' || !take_digits (cursor, n, &value))
    return FALSE;
  point->year = negative ? -value : value;
  return TRUE;
}

/* Four places; from some place on they may be X. */
static gboolean
parse_year (Cursor *cursor, DtlDatePoint *point)
{
  gboolean negative = take (cursor, '-');
  int value = 0;

  if (cursor->end - cursor->at < 4)
    return FALSE;
  for (int i = 0; i < 4; i++, cursor->at++)
    {
      gboolean unknown = *cursor->at == 'X';

      if (unknown)
        point->unspecified++;
      else if (point->unspecified > 0 || !g_ascii_isdigit (*cursor->at))
        return FALSE;
      value = value * 10 + (unknown ? 0 : *cursor->at - '0');
    }
  point->year = negative ? -value : value;
  return !negative || value != 0; /* there is no year -0 */
}

/* "W10" or "W10-4"; leaves the day in @point, and says whether the whole week is meant. */
static gboolean
parse_week (Cursor *cursor, DtlDatePoint *point, gboolean *whole_week)
{
  DtlDay fourth = dtl_day_from_civil (point->year, 1, 4), day; /* always in week 1 */
  gint32 thursday_year;
  int week, weekday = 1, month, day_of_month;

  if (!take (cursor, 'W') || !take_digits (cursor, 2, &week) || week < 1)
    return FALSE;
  *whole_week = !take (cursor, '-');
  if (!*whole_week && (!take_digits (cursor, 1, &weekday) || weekday < 1 || weekday > 7))
    return FALSE;
  day = fourth - dtl_day_weekday (fourth) + (week - 1) * 7;
  dtl_day_to_civil (day + 3, &thursday_year, NULL, NULL); /* a week belongs to the year of its Thursday */
  if (thursday_year != point->year)
    return FALSE;
  dtl_day_to_civil (day + weekday - 1, &point->year, &month, &day_of_month);
  point->month = (guint8) month;
  point->day = (guint8) day_of_month;
  return TRUE;
}

static gboolean
parse_zone (Cursor *cursor, DtlDatePoint *point)
{
  gboolean west = FALSE;
  int hours, minutes = 0;

  if (take (cursor, 'Z'))
    {
      point->zone = 0;
      return TRUE;
    }
  if (!take (cursor, '+') && !(west = take (cursor, '-')))
    return TRUE;
  if (!take_digits (cursor, 2, &hours) || (take (cursor, ':') && !take_digits (cursor, 2, &minutes)))
    return FALSE;
  if (minutes > 59 || hours * 60 + minutes > MAX_ZONE_MINUTES)
    return FALSE;
  point->zone = (gint16) (west ? -(hours * 60 + minutes) : hours * 60 + minutes);
  return TRUE;
}

/* "T23:20", "T23:20:30", with "Z" or "+05:30". */
static gboolean
parse_time (Cursor *cursor, DtlDatePoint *point)
{
  int hour, minute, second = 0;

  if (!take_digits (cursor, 2, &hour) || !take (cursor, ':') || !take_digits (cursor, 2, &minute))
    return FALSE;
  if (take (cursor, ':') && !take_digits (cursor, 2, &second))
    return FALSE;
  if (hour > 23 || minute > 59 || second > 60)
    return FALSE;
  point->minute = (gint16) (hour * 60 + minute);
  point->second = (guint8) second;
  return parse_zone (cursor, point);
}

gboolean
dtl_edtf_parse_time (const char *text, const char *end, DtlDatePoint *point)
{
  Cursor cursor = { text, end };

  return parse_time (&cursor, point) && is_at_end (&cursor);
}

static gboolean
parse_day (Cursor *cursor, DtlDatePoint *point)
{
  int day;

  if (take_word (cursor, "XX"))
    {
      point->unspecified |= DTL_UNSPECIFIED_DAY;
      return TRUE;
    }
  if (point->month == 0 || point->month > 12 || !take_digits (cursor, 2, &day))
    return FALSE;
  if (day < 1 || day > dtl_days_in_month (point->year, point->month))
    return FALSE;
  point->day = (guint8) day;
  return !take (cursor, 'T') || parse_time (cursor, point);
}

/* What follows the hyphen after the year: a week, "XX", a month or a season, and their days. */
static gboolean
parse_month (Cursor *cursor, DtlDatePoint *point, gboolean *whole_week)
{
  int month;

  if (point->unspecified > 0)
    return FALSE;
  if (cursor->at < cursor->end && *cursor->at == 'W')
    return parse_week (cursor, point, whole_week);
  if (take_word (cursor, "XX"))
    {
      point->unspecified = DTL_UNSPECIFIED_MONTH;
      return !take (cursor, '-') || (take_word (cursor, "XX") && (point->unspecified |= DTL_UNSPECIFIED_DAY));
    }
  if (!take_digits (cursor, 2, &month) || month < 1 || (month > 12 && (month < 21 || month > 24)))
    return FALSE;
  point->month = (guint8) month;
  return !take (cursor, '-') || (month <= 12 && parse_day (cursor, point));
}

static void
parse_qualifier (Cursor *cursor, DtlDatePoint *point)
{
  if (point->minute >= 0)
    return;
  if (take (cursor, '~'))
    point->flags = DTL_DATE_APPROXIMATE;
  else if (take (cursor, '?'))
    point->flags = DTL_DATE_UNCERTAIN;
  else if (take (cursor, '%'))
    point->flags = DTL_DATE_APPROXIMATE | DTL_DATE_UNCERTAIN;
}

static gboolean
parse_point (const char *text, gsize length, DtlDatePoint *point, gboolean *whole_week)
{
  Cursor cursor = { text, text + length };

  *point = (DtlDatePoint) { .minute = -1, .zone = DTL_ZONE_NONE };
  *whole_week = FALSE;
  if (take (&cursor, 'Y'))
    {
      if (!parse_long_year (&cursor, point))
        return FALSE;
    }
  else if (!parse_year (&cursor, point) || (take (&cursor, '-') && !parse_month (&cursor, point, whole_week)))
    return FALSE;
  parse_qualifier (&cursor, point);
  return is_at_end (&cursor);
}

static DtlDatePoint
week_end (const DtlDatePoint *monday)
{
  DtlDate sunday = dtl_date_from_day (dtl_day_from_civil (monday->year, monday->month, monday->day) + 6);

  sunday.from.flags = monday->flags;
  return sunday.from;
}

/* How an end of an interval is written: a point, "..", or nothing. */
typedef enum
{
  END_POINT,
  END_OPEN,
  END_UNKNOWN,
  END_BAD,
} End;

static End
parse_end (const char *text, gsize length, DtlDatePoint *point, gboolean last)
{
  gboolean whole_week;

  if (length == 0)
    return END_UNKNOWN;
  if (length == 2 && memcmp (text, "..", 2) == 0)
    return END_OPEN;
  if (!parse_point (text, length, point, &whole_week))
    return END_BAD;
  if (whole_week && last)
    *point = week_end (point);
  return END_POINT;
}

static gboolean
parse_interval (const char *text, const char *slash, DtlDate *date)
{
  static const DtlDateShape shapes[3][3] = {
    { DTL_DATE_INTERVAL, DTL_DATE_OPEN_END, DTL_DATE_UNKNOWN_END },
    { DTL_DATE_OPEN_START, DTL_DATE_NULL, DTL_DATE_NULL },
    { DTL_DATE_UNKNOWN_START, DTL_DATE_NULL, DTL_DATE_NULL },
  };
  End from = parse_end (text, slash - text, &date->from, FALSE);
  End to = parse_end (slash + 1, strlen (slash + 1), &date->to, TRUE);
  DtlDay first, last;

  if (from == END_BAD || to == END_BAD)
    return FALSE;
  date->shape = shapes[from][to];
  return dtl_date_bounds (date, &first, &last) && first <= last;
}

static gboolean
parse_single (const char *text, DtlDate *date)
{
  gboolean whole_week;

  if (!parse_point (text, strlen (text), &date->from, &whole_week))
    return FALSE;
  date->shape = whole_week ? DTL_DATE_INTERVAL : DTL_DATE_POINT;
  if (whole_week)
    date->to = week_end (&date->from);
  return TRUE;
}

gboolean
dtl_date_parse (const char *text, DtlDate *date, GError **error)
{
  DtlDate parsed = { DTL_DATE_NULL, { .minute = -1, .zone = DTL_ZONE_NONE }, { .minute = -1, .zone = DTL_ZONE_NONE } };
  const char *slash;

  g_return_val_if_fail (text != NULL && date != NULL, FALSE);
  slash = strchr (text, '/');
  if (slash ? !parse_interval (text, slash, &parsed) : !parse_single (text, &parsed))
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_SYNTAX, "'%.60s' is no date; write it as 2022-03-12 (EDTF)", text);
      return FALSE;
    }
  *date = parsed;
  return TRUE;
}

/* Appends to the buffer at @at and returns the new end. */
static char *
format_year (char *at, const DtlDatePoint *point)
{
  gint64 absolute = ABS ((gint64) point->year);
  gboolean is_long = absolute > 9999;
  int n = g_snprintf (at, 16, "%s%s%04" G_GINT64_FORMAT, is_long ? "Y" : "", point->year < 0 ? "-" : "", absolute);

  if (point->unspecified <= 4)
    memset (at + n - point->unspecified, 'X', point->unspecified);
  return at + n;
}

char *
dtl_edtf_format_time (char *at, const DtlDatePoint *point)
{
  int zone = ABS (point->zone);

  at += g_snprintf (at, 16, "T%02d:%02d:%02d", point->minute / 60, point->minute % 60, point->second);
  if (point->zone == DTL_ZONE_NONE)
    return at;
  if (zone == 0)
    return g_stpcpy (at, "Z");
  return at + g_snprintf (at, 16, "%c%02d:%02d", point->zone < 0 ? '-' : '+', zone / 60, zone % 60);
}

static char *
format_point (char *at, const DtlDatePoint *point)
{
  static const char *const qualifiers[] = { "", "~", "?", "%" };

  at = format_year (at, point);
  if (point->month > 0)
    at += g_snprintf (at, 8, "-%02d", point->month);
  else if (point->unspecified & DTL_UNSPECIFIED_MONTH)
    at = g_stpcpy (at, "-XX");
  if (point->day > 0)
    at += g_snprintf (at, 8, "-%02d", point->day);
  else if (point->unspecified & DTL_UNSPECIFIED_DAY)
    at = g_stpcpy (at, "-XX");
  if (point->minute >= 0)
    return dtl_edtf_format_time (at, point);
  return g_stpcpy (at, qualifiers[point->flags & 3]);
}

void
dtl_edtf_format (const DtlDate *date, char *buffer)
{
  char *at = buffer;

  *at = '\0';
  if (date->shape == DTL_DATE_NULL)
    return;
  if (date->shape == DTL_DATE_OPEN_START)
    at = g_stpcpy (at, "..");
  else if (date->shape != DTL_DATE_UNKNOWN_START)
    at = format_point (at, &date->from);
  if (date->shape == DTL_DATE_POINT)
    return;
  at = g_stpcpy (at, "/");
  if (date->shape == DTL_DATE_OPEN_END)
    g_stpcpy (at, "..");
  else if (date->shape != DTL_DATE_UNKNOWN_END)
    format_point (at, &date->to);
}

char *
dtl_date_to_string (const DtlDate *date)
{
  char buffer[DTL_EDTF_SIZE];

  g_return_val_if_fail (date != NULL, NULL);
  if (dtl_date_is_null (date))
    return NULL;
  dtl_edtf_format (date, buffer);
  return g_strdup (buffer);
}
