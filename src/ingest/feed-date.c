/*
 * Dates of feeds and records. RFC 822 (with 2822 and 5322) and RFC 3339 say how they should look; what is met is looser, so
 * the text is cut into numbers, words and signs, and each fills a slot: day, month, year, clock, zone. Words that mean
 * nothing are passed over, for the day is what matters; a day that could be two days is no day.
 *
 * The weekday is believed only where it decides between two readings of figures: programs compute it wrongly.
 */
#include "ingest/feed-date.h"

#include <string.h>

#include "lexicon/calendar.h"
#include "lexicon/tables.h"

#define LONGEST 160 /* bytes */
#define NUMBERS_MAX 4
#define YEAR_MIN 1900
#define YEAR_MAX 2199
#define SECONDS_PER_DAY 86400

typedef struct
{
  int numbers[NUMBERS_MAX];
  int n_digits[NUMBERS_MAX];
  guint n;
  int month;          /* by name; 0 until found */
  guint before_month; /* numbers that stand before it */
  int weekday;        /* 0 = Monday; -1 until found */
  int minute;         /* -1 until found; 1440 for 24:00 */
  int zone;           /* by figures */
  char zone_word[12];
  char initials[8];   /* of the words since the last figure: "Eastern Daylight Time" */
  char sign;          /* that parts the first two numbers */
} Slots;

static int
count_digits (const char *at)
{
  int n = 0;

  while (g_ascii_isdigit (at[n]))
    n++;
  return n;
}

static int
figures (const char *at, int n)
{
  int value = 0;

  for (int i = 0; i < n; i++)
    value = value * 10 + at[i] - '0';
  return value;
}

/* Whether the numbers and the month by name so far are a whole date. */
static gboolean
is_complete (const Slots *slots)
{
  return slots->n + (slots->month > 0) >= 3;
}

static gboolean
add_number (Slots *slots, int value, int n_digits)
{
  if (slots->n == NUMBERS_MAX)
    return FALSE;
  slots->numbers[slots->n] = value;
  slots->n_digits[slots->n++] = n_digits;
  return TRUE;
}

/* An hour that no day has leaves the day standing. */
static void
set_clock (Slots *slots, int hour, int minute)
{
  if (slots->minute < 0 && minute < 60 && (hour < 24 || (hour == 24 && minute == 0)))
    slots->minute = hour * 60 + minute;
}

/* "10:00", "10:00:30.5", "10h30", "24:00:00" */
static const char *
take_clock (const char *at, Slots *slots)
{
  int n = count_digits (at), hour = figures (at, n), n_minutes = count_digits (at + n + 1);

  if (n > 2 || n_minutes == 0 || n_minutes > 2)
    return NULL;
  set_clock (slots, hour, figures (at + n + 1, n_minutes));
  at += n + 1 + n_minutes;
  while (*at == ':' && g_ascii_isdigit (at[1]))
    at += 1 + count_digits (at + 1);
  if ((*at == '.' || *at == ',') && g_ascii_isdigit (at[1]))
    at += 1 + count_digits (at + 1);
  return at;
}

/* "20220312", "202203121000", "20220312100000" */
static const char *
take_basic (const char *at, int n, Slots *slots)
{
  if (slots->n > 0)
    return NULL;
  add_number (slots, figures (at, 4), 4);
  add_number (slots, figures (at + 4, 2), 2);
  add_number (slots, figures (at + 6, 2), 2);
  if (n >= 12)
    set_clock (slots, figures (at + 8, 2), figures (at + 10, 2));
  return at + n;
}

static const char *
take_figures (const char *at, const char *start, Slots *slots)
{
  int n = count_digits (at);
  gboolean is_clock = (at[n] == ':' || (g_ascii_tolower (at[n]) == 'h' && is_complete (slots))) && g_ascii_isdigit (at[n + 1]);
  gboolean after_t = at > start && (at[-1] == 'T' || at[-1] == 't') && is_complete (slots);

  *slots->initials = '\0';
  if (is_clock)
    return take_clock (at, slots);
  if (n == 8 || n == 12 || n == 14)
    return take_basic (at, n, slots);
  if (n > 4 && !(after_t && n == 6))
    return NULL;
  /* "T10", "T1000", "T100000", and "1000 GMT" behind a whole date */
  if (is_complete (slots) && slots->minute < 0 && (after_t || n == 4))
    {
      set_clock (slots, figures (at, MIN (n, 2)), n >= 4 ? figures (at + 2, 2) : 0);
      return at + n;
    }
  return add_number (slots, figures (at, n), n) ? at + n : NULL;
}

/* "+02:00", "-0500", "+2" */
static const char *
take_offset (const char *at, Slots *slots)
{
  int sign = *at == '-' ? -1 : 1, n = count_digits (at + 1), hours, minutes = 0;
  const char *end = at + 1 + n;

  if (n == 0 || n > 4)
    return end;
  hours = figures (at + 1, n <= 2 ? n : n - 2);
  if (n > 2)
    minutes = figures (end - 2, 2);
  else if (*end == ':' && count_digits (end + 1) == 2)
    {
      minutes = figures (end + 1, 2);
      end += 3;
    }
  if (hours <= 14 && minutes < 60)
    slots->zone = sign * (hours * 60 + minutes);
  return end;
}

int
dtl_feed_date_month (const char *word)
{
  int month = dtl_calendar_month (word);
  const char *cell = month == 0 ? dtl_table_cell (&dtl_table_ingest_months, word, DTL_INGEST_MONTHS_MONTH) : NULL;

  return cell != NULL ? (int) g_ascii_strtoull (cell, NULL, 10) : month;
}

/* A second name of a month stands where the first was a weekday: "mar. 12 avr. 2022". */
static void
set_month (Slots *slots, int month)
{
  if (slots->month > 0 && slots->before_month > 0)
    return;
  slots->month = month;
  slots->before_month = slots->n;
}

/* "p.m.", "PM" */
static gboolean
take_half_day (const char *word, Slots *slots)
{
  gboolean is_afternoon = strcmp (word, "pm") == 0 || strcmp (word, "p.m") == 0;

  if (!is_afternoon && strcmp (word, "am") != 0 && strcmp (word, "a.m") != 0)
    return FALSE;
  if (slots->minute >= 0 && slots->minute < 13 * 60)
    slots->minute = slots->minute % (12 * 60) + (is_afternoon ? 12 * 60 : 0);
  return TRUE;
}

static void
take_zone_word (const char *word, Slots *slots)
{
  gsize n = strlen (slots->initials);
  int minutes;

  if (n + 1 < sizeof slots->initials && g_ascii_isalpha (*word))
    {
      slots->initials[n] = *word;
      slots->initials[n + 1] = '\0';
    }
  if (strcmp (word, "time") == 0)
    word = slots->initials;
  if (slots->minute >= 0 && *slots->zone_word == '\0' && strlen (word) < sizeof slots->zone_word
      && dtl_calendar_zone (word, 0, &minutes))
    g_strlcpy (slots->zone_word, word, sizeof slots->zone_word);
}

static const char *
take_word (const char *at, Slots *slots)
{
  const char *end = at;
  g_autofree char *word = NULL;
  int month;

  while (g_unichar_isalpha (g_utf8_get_char (end)) || (*end == '.' && end > at && g_ascii_isalpha (end[1])))
    end = g_utf8_next_char (end);
  word = g_utf8_strdown (at, end - at);
  month = dtl_feed_date_month (word);
  if (month > 0)
    set_month (slots, month);
  else if (dtl_calendar_weekday (word) >= 0)
    slots->weekday = dtl_calendar_weekday (word);
  else if (!take_half_day (word, slots))
    take_zone_word (word, slots);
  return end;
}

static gboolean
is_offset (const char *at, const Slots *slots)
{
  return (*at == '+' || *at == '-') && g_ascii_isdigit (at[1]) && slots->minute >= 0 && slots->zone == DTL_ZONE_NONE
         && is_complete (slots);
}

static gboolean
scan (const char *text, Slots *slots)
{
  const char *at = text;

  while (at != NULL && *at != '\0')
    {
      if (g_ascii_isdigit (*at))
        at = take_figures (at, text, slots);
      else if (is_offset (at, slots))
        at = take_offset (at, slots);
      else if (g_unichar_isalpha (g_utf8_get_char (at)))
        at = take_word (at, slots);
      else
        {
          if (slots->n == 1 && slots->sign == '\0' && *at != ' ')
            slots->sign = *at;
          at = g_utf8_next_char (at);
        }
    }
  return at != NULL;
}

/* --- from slots to a day --- */

/* RFC 2822, 4.3: two digits, and three, which are years since 1900 */
static int
widen_year (int year, int n_digits)
{
  return n_digits >= 4 ? year : n_digits == 3 ? year + 1900 : year + (year < 50 ? 2000 : 1900);
}

static gboolean
make_day (int year, int month, int day, DtlDay *result)
{
  if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || day < 1 || day > dtl_days_in_month (year, month))
    return FALSE;
  *result = dtl_day_from_civil (year, month, day);
  return TRUE;
}

/* "12 Mar 2022", "Mar 12 22", "2022 Mar 12" */
static gboolean
read_named (const Slots *slots, DtlDay *day)
{
  guint year = slots->n_digits[0] >= 3 ? 0 : 1;

  if (slots->n != 2 || slots->n_digits[1 - year] > 2 || slots->n_digits[year] == 1)
    return FALSE;
  return make_day (widen_year (slots->numbers[year], slots->n_digits[year]), slots->month, slots->numbers[1 - year], day);
}

/* The one of two readings that can be: by the number of months, by the weekday; or they are one. */
static gboolean
choose_order (const Slots *slots, int year, DtlDay *day)
{
  DtlDay day_first = 0, month_first = 0;
  gboolean is_day_first = make_day (year, slots->numbers[1], slots->numbers[0], &day_first);
  gboolean is_month_first = make_day (year, slots->numbers[0], slots->numbers[1], &month_first);

  if (is_day_first && is_month_first && day_first != month_first)
    {
      is_day_first = slots->weekday == dtl_day_weekday (day_first);
      is_month_first = slots->weekday == dtl_day_weekday (month_first);
      if (is_day_first == is_month_first)
        return FALSE;
    }
  *day = is_day_first ? day_first : month_first;
  return is_day_first || is_month_first;
}

/* "2022-03-12", "12.03.2022" (points part days from months), "13/04/2022", "Sat, 12/03/2022" */
static gboolean
read_figures (const Slots *slots, DtlDay *day)
{
  const int *numbers = slots->numbers, *n_digits = slots->n_digits;

  if (slots->n != 3 || n_digits[1] > 2)
    return FALSE;
  if (n_digits[0] == 4)
    return make_day (numbers[0], numbers[1], numbers[2], day) || make_day (numbers[0], numbers[2], numbers[1], day);
  if (n_digits[0] > 2)
    return FALSE;
  if (slots->sign == '.' && (n_digits[2] == 4 || n_digits[2] == 2))
    return make_day (widen_year (numbers[2], n_digits[2]), numbers[1], numbers[0], day);
  /* "7/23/17": the day is in the middle, and so the year is last */
  if (n_digits[2] == 2 && numbers[1] > 12)
    return make_day (widen_year (numbers[2], 2), numbers[0], numbers[1], day);
  return n_digits[2] == 4 && choose_order (slots, numbers[2], day);
}

/* Days that mean that no date was known. */
static gboolean
is_placeholder (DtlDay day)
{
  return day == 0 || day == -1 || day == dtl_day_from_civil (1900, 1, 1) || day == dtl_day_from_civil (2038, 1, 19);
}

static void
fill_date (const Slots *slots, DtlDay day, DtlDate *date)
{
  int zone = slots->zone, minutes;

  if (zone == DTL_ZONE_NONE && *slots->zone_word != '\0' && dtl_calendar_zone (slots->zone_word, day, &minutes))
    zone = minutes;
  *date = dtl_date_from_day (day + (slots->minute == 24 * 60));
  date->from.minute = slots->minute < 0 ? -1 : slots->minute % (24 * 60);
  date->from.zone = slots->minute < 0 ? DTL_ZONE_NONE : zone;
}

/* --- seconds since 1970 --- */

static gboolean
read_seconds (const char *text, DtlDate *date)
{
  gsize n = strspn (text, "0123456789");
  gsize fraction = text[n] == '.' ? 1 + strspn (text + n + 1, "0123456789") : 0;
  gint64 seconds;
  DtlDay day;

  if (text[n + fraction] != '\0' || (n != 9 && n != 10 && n != 13 && n != 16))
    return FALSE;
  seconds = g_ascii_strtoll (text, NULL, 10) / (n == 13 ? 1000 : n == 16 ? 1000000 : 1);
  day = seconds / SECONDS_PER_DAY;
  if (day < dtl_day_from_civil (1980, 1, 1) || day > dtl_day_from_civil (YEAR_MAX, 12, 31))
    return FALSE;
  *date = dtl_date_from_day (day);
  date->from.minute = seconds % SECONDS_PER_DAY / 60;
  date->from.zone = 0;
  return TRUE;
}

/* The text without white space around it, "<![CDATA[…]]>", quotes, and ".NET"'s "/Date(…)/". */
static char *
unwrap (const char *text)
{
  static const char *const wraps[][2] = { { "<![CDATA[", "]]>" }, { "/Date(", ")/" }, { "\"", "\"" }, { "'", "'" } };
  char *inner = g_strstrip (g_strdup (text));

  for (gsize i = 0; i < G_N_ELEMENTS (wraps); i++)
    if (g_str_has_prefix (inner, wraps[i][0]) && g_str_has_suffix (inner, wraps[i][1])
        && strlen (inner) >= strlen (wraps[i][0]) + strlen (wraps[i][1]))
      {
        inner[strlen (inner) - strlen (wraps[i][1])] = '\0';
        memmove (inner, inner + strlen (wraps[i][0]), strlen (inner + strlen (wraps[i][0])) + 1);
        g_strstrip (inner);
      }
  return inner;
}

gboolean
dtl_feed_date_read (const char *text, DtlDate *date)
{
  Slots slots = { .weekday = -1, .minute = -1, .zone = DTL_ZONE_NONE };
  g_autofree char *inner = NULL;
  DtlDay day;

  if (strlen (text) > LONGEST || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  inner = unwrap (text);
  if (read_seconds (inner, date))
    return TRUE;
  if (!scan (inner, &slots) || !(slots.month > 0 ? read_named (&slots, &day) : read_figures (&slots, &day))
      || is_placeholder (day))
    return FALSE;
  fill_date (&slots, day, date);
  return TRUE;
}
