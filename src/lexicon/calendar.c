/* Names of the calendar, weeks and movable days: rules over calendar.tsv, zones.tsv and holidays.tsv. */
#include "lexicon/calendar.h"

#include <stdlib.h>
#include <string.h>

#include "lexicon/tables.h"

static gboolean
find_number (const char *word, const char *kind, int *number)
{
  guint n = 0;
  const char *const *row = dtl_table_find (&dtl_table_calendar, word, &n);

  for (; n > 0; n--, row += dtl_table_calendar.n_columns)
    if (strcmp (row[DTL_CALENDAR_KIND], kind) == 0)
      {
        *number = atoi (row[DTL_CALENDAR_NUMBER]);
        return TRUE;
      }
  return FALSE;
}

int
dtl_calendar_month (const char *word)
{
  int number;

  return find_number (word, "month", &number) ? number : 0;
}

int
dtl_calendar_weekday (const char *word)
{
  int number;

  return find_number (word, "weekday", &number) ? number : -1;
}

/* Second Sunday of March to first Sunday of November. */
static gboolean
is_american_summer (DtlDay day)
{
  gint32 year;

  dtl_day_to_civil (day, &year, NULL, NULL);
  return day >= dtl_calendar_nth_weekday (year, 3, 6, 2) && day < dtl_calendar_nth_weekday (year, 11, 6, 1);
}

gboolean
dtl_calendar_zone (const char *word, DtlDay day, int *minutes)
{
  const char *const *row = dtl_table_find (&dtl_table_zones, word, NULL);

  if (row == NULL)
    return FALSE;
  *minutes = atoi (row[DTL_ZONES_MINUTES]);
  if (strcmp (row[DTL_ZONES_SUMMER], "us") == 0 && is_american_summer (day))
    *minutes += 60;
  return TRUE;
}

DtlDay
dtl_calendar_week_start (DtlDay day)
{
  return day - dtl_day_weekday (day);
}

void
dtl_calendar_iso_week (DtlDay day, gint32 *year, int *week)
{
  DtlDay thursday = dtl_calendar_week_start (day) + 3; /* a week belongs to the year of its Thursday */

  dtl_day_to_civil (thursday, year, NULL, NULL);
  *week = (thursday - dtl_day_from_civil (*year, 1, 1)) / 7 + 1;
}

DtlDay
dtl_calendar_nth_weekday (gint32 year, int month, int weekday, int n)
{
  DtlDay first = dtl_day_from_civil (year, month, 1);
  DtlDay last = first + dtl_days_in_month (year, month) - 1;

  if (n < 0)
    return last - (dtl_day_weekday (last) - weekday + 7) % 7 + (n + 1) * 7;
  return first + (weekday - dtl_day_weekday (first) + 7) % 7 + (n - 1) * 7;
}

/* The anonymous Gregorian computus (Meeus, "Astronomical Algorithms", ch. 8), in its letters. */
DtlDay
dtl_calendar_easter (gint32 year)
{
  int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  int m = (a + 11 * h + 22 * l) / 451, sum = h + l - 7 * m + 114;

  return dtl_day_from_civil (year, sum / 31, sum % 31 + 1);
}

/* Meeus's Julian computus, moved to the Gregorian calendar. */
DtlDay
dtl_calendar_orthodox_easter (gint32 year)
{
  int a = year % 4, b = year % 7, c = year % 19, d = (19 * c + 15) % 30, e = (2 * a + 4 * b - d + 34) % 7;
  int sum = d + e + 114, julian_lag = year / 100 - year / 400 - 2;

  return dtl_day_from_civil (year, sum / 31, sum % 31 + 1) + julian_lag;
}

/* "11 thursday 4 +1" */
static gboolean
resolve_nth (const char *rule, gint32 year, DtlDay *day)
{
  g_auto (GStrv) parts = g_strsplit (rule, " ", -1);
  guint n = g_strv_length (parts);
  int weekday = n > 2 ? dtl_calendar_weekday (parts[1]) : -1;

  if (weekday < 0)
    return FALSE;
  *day = dtl_calendar_nth_weekday (year, atoi (parts[0]), weekday, atoi (parts[2])) + (n > 3 ? atoi (parts[3]) : 0);
  return TRUE;
}

/* "feast ramadan 30": the day stands in timex_feasts.tsv under "ramadan 2022". */
static gboolean
resolve_feast (const char *rule, gint32 year, DtlDay *day)
{
  g_auto (GStrv) parts = g_strsplit (rule, " ", -1);
  g_autofree char *key = g_strv_length (parts) == 3 ? g_strdup_printf ("%s %d", parts[1], year) : NULL;
  const char *cell = key ? dtl_table_cell (&dtl_table_timex_feasts, key, DTL_TIMEX_FEASTS_DAY) : NULL;

  if (cell == NULL)
    return FALSE;
  *day = dtl_day_from_civil (year, atoi (cell), atoi (cell + 3));
  return TRUE;
}

int
dtl_calendar_holiday_length (const char *name)
{
  const char *rule = dtl_table_cell (&dtl_table_holidays, name, DTL_HOLIDAYS_RULE);

  return rule && g_str_has_prefix (rule, "feast ") ? atoi (strrchr (rule, ' ')) : 1;
}

gboolean
dtl_calendar_holiday (const char *name, gint32 year, DtlDay *day)
{
  const char *rule = dtl_table_cell (&dtl_table_holidays, name, DTL_HOLIDAYS_RULE);

  if (rule == NULL || year < 1 || year > 9999)
    return FALSE;
  if (g_str_has_prefix (rule, "easter"))
    *day = dtl_calendar_easter (year) + atoi (rule + strlen ("easter"));
  else if (g_str_has_prefix (rule, "orthodox"))
    *day = dtl_calendar_orthodox_easter (year) + atoi (rule + strlen ("orthodox"));
  else if (g_str_has_prefix (rule, "feast "))
    return resolve_feast (rule, year, day);
  else if (strchr (rule, ' '))
    return resolve_nth (rule, year, day);
  else
    *day = dtl_day_from_civil (year, atoi (rule), atoi (rule + 3));
  return TRUE;
}
