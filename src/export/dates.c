/*
 * Dates as people write them. EDTF says what a date is; a heading says "Thu 10 Mar", a line of a graph "7–13 Mar".
 * English, fixed: no locale is asked.
 */
#include "export/scene.h"

static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
static const char *const weekdays[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
static const char *const seasons[] = { "spring", "summer", "autumn", "winter" };

static void
append_year (GString *out, const DtlDatePoint *point)
{
  if (point->year <= 0)
    g_string_append_printf (out, "%d BCE", 1 - point->year);
  else if (point->unspecified == 1)
    g_string_append_printf (out, "%ds", point->year - point->year % 10);
  else if (point->unspecified == 2)
    g_string_append_printf (out, "%ds", point->year - point->year % 100);
  else
    g_string_append_printf (out, "%d", point->year);
}

static gboolean
has_month (const DtlDatePoint *point)
{
  return point->month >= 1 && point->month <= 12 && !(point->unspecified & DTL_UNSPECIFIED_MONTH);
}

static gboolean
has_day (const DtlDatePoint *point)
{
  return has_month (point) && point->day >= 1 && !(point->unspecified & DTL_UNSPECIFIED_DAY);
}

/* One end of a date; parts that @year and @month already say are left out. */
static void
append_point (GString *out, const DtlDatePoint *point, gint32 year, gboolean weekday, gboolean with_month)
{
  if (has_day (point))
    {
      if (weekday)
        g_string_append_printf (out, "%s ",
                                weekdays[dtl_day_weekday (dtl_day_from_civil (point->year, point->month, point->day))]);
      g_string_append_printf (out, "%d", point->day);
      if (with_month)
        g_string_append_printf (out, " %s", months[point->month - 1]);
      if (with_month && point->year != year)
        {
          g_string_append_c (out, ' ');
          append_year (out, point);
        }
      return;
    }
  if (has_month (point) && with_month)
    g_string_append_printf (out, "%s ", months[point->month - 1]);
  else if (point->month >= 21 && point->month <= 24)
    g_string_append_printf (out, "%s ", seasons[point->month - 21]);
  append_year (out, point);
}

static gboolean
same_month (const DtlDatePoint *a, const DtlDatePoint *b)
{
  return a->year == b->year && a->month == b->month;
}

/* "7–13 Mar", "28 Feb – 3 Mar", "Jan – Jun 2021", "2020–2023": what both ends share is said once. */
static void
append_interval (GString *out, const DtlDate *date, gint32 year, gboolean weekday)
{
  const DtlDatePoint *from = &date->from, *to = &date->to;
  gboolean days = has_day (from) && has_day (to), tight;

  if (days && same_month (from, to))
    append_point (out, from, from->year, weekday, FALSE);
  else if (days)
    append_point (out, from, from->year == to->year ? from->year : year, weekday, TRUE);
  else if (has_month (from) && has_month (to) && !has_day (from) && !has_day (to) && from->year == to->year)
    g_string_append (out, months[from->month - 1]);
  else
    append_point (out, from, year, weekday, TRUE);
  tight = (days && same_month (from, to) && !weekday) || (from->month == 0 && to->month == 0);
  g_string_append (out, tight ? "–" : " – ");
  append_point (out, to, year, weekday, TRUE);
}

char *
dtl_date_words (const DtlDate *date, gint32 year, gboolean weekday)
{
  GString *out = g_string_new (NULL);

  if (date->shape != DTL_DATE_NULL && dtl_date_is_approximate (date))
    g_string_append_c (out, '~');
  switch (date->shape)
    {
    case DTL_DATE_NULL:
      break;
    case DTL_DATE_POINT:
      append_point (out, &date->from, year, weekday, TRUE);
      if (date->from.flags & DTL_DATE_UNCERTAIN)
        g_string_append_c (out, '?');
      break;
    case DTL_DATE_INTERVAL:
      append_interval (out, date, year, weekday);
      break;
    case DTL_DATE_OPEN_START:
    case DTL_DATE_UNKNOWN_START:
      g_string_append (out, "by ");
      append_point (out, &date->to, year, weekday, TRUE);
      break;
    case DTL_DATE_OPEN_END:
    case DTL_DATE_UNKNOWN_END:
      g_string_append (out, "from ");
      append_point (out, &date->from, year, weekday, TRUE);
      break;
    }
  return g_string_free (out, FALSE);
}

static gboolean
is_uncertain (const DtlDate *date)
{
  return ((date->from.flags | date->to.flags) & DTL_DATE_UNCERTAIN) != 0;
}

/* "June 2022", "2011": a month or year in so many words is as stated as a day. */
static gboolean
states_a_year (const DtlWhen *when)
{
  guint n_digits = 0;

  if (when->date.shape != DTL_DATE_POINT || when->text == NULL)
    return FALSE;
  for (const char *p = when->text; *p && n_digits < 4; p++)
    n_digits = g_ascii_isdigit (*p) ? n_digits + 1 : 0;
  return n_digits == 4;
}

/* A date rests on the event's own words, or on those of another mention of the same occurrence; all else is inferred. */
gboolean
dtl_when_is_inferred (const DtlWhen *when)
{
  DtlDay earliest, latest;

  if (!dtl_date_bounds (&when->date, &earliest, &latest))
    return FALSE;
  return (earliest != latest && !states_a_year (when)) || dtl_date_is_approximate (&when->date) || is_uncertain (&when->date)
         || (when->basis != DTL_BASIS_EXPRESSION && when->basis != DTL_BASIS_INHERITED);
}

const char *
dtl_when_mark (const DtlWhen *when)
{
  if (!dtl_when_is_inferred (when))
    return " ";
  if (is_uncertain (&when->date))
    return "?";
  switch (when->date.shape)
    {
    case DTL_DATE_OPEN_START:
    case DTL_DATE_UNKNOWN_START:
      return "<";
    case DTL_DATE_OPEN_END:
    case DTL_DATE_UNKNOWN_END:
      return ">";
    default:
      {
        DtlDay earliest, latest;

        dtl_date_bounds (&when->date, &earliest, &latest);
        return earliest == latest || dtl_date_is_approximate (&when->date) ? "~" : "≈";
      }
    }
}

char *
dtl_count_words (guint n, const char *one, const char *many)
{
  return g_strdup_printf ("%u %s", n, n == 1 ? one : many);
}

const char *
dtl_reality_word (DtlReality reality)
{
  static const char *const words[] = { "", "not", "denied", "planned", "possible" };

  return (guint) reality < G_N_ELEMENTS (words) ? words[reality] : "";
}
