/*
 * Full calendar dates as metadata and bylines write them: ISO 8601, RFC 822/850/2822, asctime(), JavaScript, and the
 * ways of newspapers.
 *
 * The text is cut into numbers, words and signs; each fills one slot (year, month, day, clock, zone). Anything that
 * fills none fails the whole: half a date is worse than none.
 */
#include "lexicon/calendar.h"

#include <stdlib.h>
#include <string.h>

#define MAX_LENGTH 120
#define MAX_NUMBERS 3 /* day, month and year in figures */

typedef struct
{
  int year; /* 0 when absent, as are month and day */
  int month;
  int day;
  int minute;
  int zone;
  char zone_word[8];
  int numbers[MAX_NUMBERS]; /* in order, those that were neither clock nor zone */
  int n_digits[MAX_NUMBERS];
  guint n;
  guint before_month; /* numbers seen before the name of the month */
} Slots;

static int
count_digits (const char *at)
{
  int n = 0;

  while (n < 10 && g_ascii_isdigit (at[n]))
    n++;
  return n;
}

static int
read_number (const char *at, int n_digits)
{
  int value = 0;

  for (int i = 0; i < n_digits; i++)
    value = value * 10 + (at[i] - '0');
  return value;
}

static gboolean
add_number (Slots *slots, int value, int n_digits)
{
  if (slots->n == MAX_NUMBERS || n_digits > 4 || n_digits == 3)
    return FALSE;
  slots->numbers[slots->n] = value;
  slots->n_digits[slots->n++] = n_digits;
  return TRUE;
}

/* "20220312" and "20220312T1000": the basic format. */
static const char *
take_basic (const char *at, Slots *slots)
{
  int value = read_number (at, 8);

  if (!add_number (slots, value / 10000, 4) || !add_number (slots, value / 100 % 100, 2)
      || !add_number (slots, value % 100, 2))
    return NULL;
  at += 8;
  if ((*at == 'T' || *at == 't') && count_digits (at + 1) >= 4)
    {
      int n = count_digits (at + 1);

      slots->minute = read_number (at + 1, 2) * 60 + read_number (at + 3, 2);
      if (n != 4 && n != 6)
        return NULL;
      at += 1 + n;
    }
  return at;
}

/* "10:00", "10:00:30.5"; a following "pm" is read with the words. */
static const char *
take_clock (const char *at, Slots *slots)
{
  int n_hour = count_digits (at), hour, minute;

  if (slots->minute >= 0 || n_hour > 2 || count_digits (at + n_hour + 1) != 2)
    return NULL;
  hour = read_number (at, n_hour);
  minute = read_number (at + n_hour + 1, 2);
  if (hour > 23 || minute > 59)
    return NULL;
  slots->minute = hour * 60 + minute;
  at += n_hour + 3;
  if (*at != ':')
    return at;
  if (count_digits (at + 1) != 2)
    return NULL;
  at += 3;
  if (*at == '.' || *at == ',')
    at += 1 + count_digits (at + 1);
  return at;
}

/* "+02:00", "-0500", "+3": only after a clock time. */
static const char *
take_offset (const char *at, Slots *slots)
{
  int sign = *at == '-' ? -1 : 1, n = count_digits (at + 1), hours, minutes = 0;

  if (n == 0 || n == 3 || n > 4)
    return NULL;
  hours = read_number (at + 1, n == 4 ? 2 : n);
  if (n == 4)
    minutes = read_number (at + 3, 2);
  at += 1 + n;
  if (n < 4 && *at == ':' && count_digits (at + 1) == 2)
    {
      minutes = read_number (at + 1, 2);
      at += 3;
    }
  if (hours > 14 || minutes > 59)
    return NULL;
  slots->zone = sign * (hours * 60 + minutes);
  return at;
}

static const char *
skip_ordinal (const char *at)
{
  static const char *const endings[] = { "st", "nd", "rd", "th" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_ascii_strncasecmp (at, endings[i], 2) == 0 && !g_ascii_isalpha (at[2]))
      return at + 2;
  return at;
}

static gboolean
starts_half_day (const char *at)
{
  at += *at == ' ';
  return (g_ascii_tolower (*at) == 'a' || g_ascii_tolower (*at) == 'p')
         && (g_ascii_strncasecmp (at + 1, "m", 1) == 0 || g_ascii_strncasecmp (at + 1, ".m", 2) == 0);
}

static const char *
take_figures (const char *at, Slots *slots)
{
  int n = count_digits (at);

  if (n == 8 && slots->n == 0)
    return take_basic (at, slots);
  if (n <= 2 && (at[n] == ':' || (at[n] == '.' && count_digits (at + n + 1) == 2 && starts_half_day (at + n + 3))))
    return take_clock (at, slots);
  if (n <= 2 && slots->minute < 0 && starts_half_day (at + n) && read_number (at, n) <= 12)
    {
      slots->minute = read_number (at, n) * 60;
      return at + n;
    }
  if (!add_number (slots, read_number (at, n), n))
    return NULL;
  return n <= 2 ? skip_ordinal (at + n) : at + n;
}

/* "am", "p.m." turn the hour read before. */
static gboolean
apply_half_day (const char *word, Slots *slots)
{
  gboolean afternoon = *word == 'p';

  if (slots->minute < 0 || slots->minute >= 13 * 60)
    return afternoon && slots->minute >= 13 * 60; /* "15:00 pm" is written, and clear */
  slots->minute = slots->minute % (12 * 60) + (afternoon ? 12 * 60 : 0);
  return TRUE;
}

static gboolean
is_filler (const char *word)
{
  static const char *const words[] = { "a", "at", "created", "date", "first", "issued", "last", "modified", "o", "of",
                                       "on", "posted", "published", "pubdate", "the", "time", "t", "updated", "released" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (word, words[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
apply_word (const char *word, Slots *slots)
{
  int month = dtl_calendar_month (word), ignored;

  if (strcmp (word, "am") == 0 || strcmp (word, "pm") == 0 || strcmp (word, "a.m.") == 0 || strcmp (word, "p.m.") == 0
      || strcmp (word, "a.m") == 0 || strcmp (word, "p.m") == 0)
    return apply_half_day (word, slots);
  if (month > 0)
    {
      if (slots->month > 0)
        return FALSE;
      slots->month = month;
      slots->before_month = slots->n;
      return TRUE;
    }
  if (dtl_calendar_weekday (word) >= 0)
    return TRUE;
  if (slots->minute >= 0 && dtl_calendar_zone (word, 0, &ignored))
    {
      g_strlcpy (slots->zone_word, word, sizeof slots->zone_word);
      return TRUE;
    }
  return is_filler (word);
}

static const char *
take_word (const char *at, Slots *slots)
{
  char word[24];
  gsize n = 0;

  while (g_ascii_isalpha (at[n]) || (at[n] == '.' && n > 0))
    {
      if (n + 1 >= sizeof word)
        return NULL;
      word[n] = g_ascii_tolower (at[n]);
      n++;
    }
  word[n] = '\0';
  return apply_word (word, slots) ? at + n : NULL;
}

/* Signs between the parts; non-breaking spaces, dashes, bullets and bars of bylines among them. */
static const char *
take_sign (const char *at)
{
  static const char *const signs[] = { " ", "\t", "\n", "\r", ",", "/", "-", ".", ":", "|", "\302\240", "\302\267",
                                       "\342\200\223", "\342\200\224", "\342\200\242", "\342\200\257", "\342\200\211" };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (at, signs[i]))
      return at + strlen (signs[i]);
  return NULL;
}

/* JavaScript repeats the zone in words: "GMT+0200 (Eastern European Time)". */
static const char *
take_remark (const char *at, Slots *slots)
{
  const char *close = strchr (at, ')');

  return close && slots->minute >= 0 && close[1] == '\0' ? close + 1 : NULL;
}

static const char *
take_part (const char *at, Slots *slots)
{
  if (g_ascii_isdigit (*at))
    return take_figures (at, slots);
  if ((*at == '+' || *at == '-') && slots->minute >= 0 && slots->zone == DTL_ZONE_NONE && g_ascii_isdigit (at[1])
      && slots->n + (slots->month > 0) >= 3)
    return take_offset (at, slots);
  if (g_ascii_isalpha (*at))
    return take_word (at, slots);
  if (*at == '(')
    return take_remark (at, slots);
  return take_sign (at);
}

/* RFC 2822, 4.3 */
static int
widen_year (int year, int n_digits)
{
  return n_digits == 4 ? year : year + (year < 50 ? 2000 : 1900);
}

/* "12 Mar 2022", "March 12, 2022", "2022 March 12" */
static gboolean
order_named (Slots *slots)
{
  guint day, year;

  if (slots->n != 2)
    return FALSE;
  year = slots->n_digits[0] == 4 ? 0 : 1;
  day = 1 - year;
  /* two digits are a year only where nothing else can be meant: day, month, year */
  if (slots->n_digits[day] == 4 || (slots->n_digits[year] != 4 && slots->before_month != 1))
    return FALSE;
  slots->year = widen_year (slots->numbers[year], slots->n_digits[year]);
  slots->day = slots->numbers[day];
  return TRUE;
}

/* "2022-03-12"; "13/04/2022" and "04/13/2022", which read one way only */
static gboolean
order_figures (Slots *slots)
{
  int a = slots->numbers[0], b = slots->numbers[1];

  if (slots->n != 3 || slots->n_digits[1] > 2)
    return FALSE;
  if (slots->n_digits[0] == 4)
    {
      slots->year = a;
      slots->month = b;
      slots->day = slots->numbers[2];
      return slots->n_digits[2] <= 2;
    }
  if (slots->n_digits[2] != 4 || (a <= 12 && b <= 12 && a != b))
    return FALSE;
  slots->year = slots->numbers[2];
  slots->day = a > 12 ? a : b;
  slots->month = a > 12 ? b : a;
  return TRUE;
}

static gboolean
is_real_day (const Slots *slots)
{
  return slots->year >= 1 && slots->month >= 1 && slots->month <= 12 && slots->day >= 1
         && slots->day <= dtl_days_in_month (slots->year, slots->month) && slots->minute < 24 * 60;
}

static gboolean
fill_slots (const char *text, Slots *slots)
{
  const char *at = text;

  if (strlen (text) > MAX_LENGTH)
    return FALSE;
  while (at && *at)
    at = take_part (at, slots);
  return at != NULL && (slots->month > 0 ? order_named (slots) : order_figures (slots)) && is_real_day (slots);
}

gboolean
dtl_calendar_parse_written (const char *text, DtlDate *date, int *minute, int *zone)
{
  Slots slots = { .minute = -1, .zone = DTL_ZONE_NONE };
  DtlDay day;
  int zone_minutes;

  g_return_val_if_fail (text != NULL && date != NULL, FALSE);
  if (!fill_slots (text, &slots))
    return FALSE;
  day = dtl_day_from_civil (slots.year, slots.month, slots.day);
  if (slots.zone == DTL_ZONE_NONE && *slots.zone_word && dtl_calendar_zone (slots.zone_word, day, &zone_minutes))
    slots.zone = zone_minutes;
  *date = dtl_date_from_day (day);
  if (minute)
    *minute = slots.minute;
  if (zone)
    *zone = slots.minute >= 0 ? slots.zone : DTL_ZONE_NONE;
  return TRUE;
}
