/* Counting from a date. Working days are Monday to Friday: holidays differ between countries. */
#include "timex/counted.h"

#include <string.h>

#define MAX_WORKING_DAYS 1000

void
timex_add_more_duration (const TimexForm *form, TimexResult *result)
{
  TimexResult more = { 0 };
  gboolean has_clock = strchr (result->value, 'T') != NULL;

  if (!timex_has (form, more))
    return;
  timex_set_duration (&more, timex_get (form, more_unit), timex_get (form, more));
  g_strlcat (result->value, more.value + (has_clock && more.value[1] == 'T' ? 2 : 1), TIMEX_VALUE_SIZE);
}

DtlDay
timex_next_working_day (DtlDay day, int direction)
{
  do
    day += direction;
  while (dtl_day_weekday (day) >= 5);
  return day;
}

/* The @n-th working day after or before @day. */
static DtlDay
move_working_days (DtlDay day, int direction, int n)
{
  for (int i = 0; i < MIN (n, MAX_WORKING_DAYS); i++)
    day = timex_next_working_day (day, direction);
  return day;
}

DtlDay
timex_move_counted (DtlDay base, const TimexForm *form, int direction)
{
  DtlDay day;

  if (timex_has (form, working) && timex_get (form, unit) == TIMEX_UNIT_DAY)
    return move_working_days (base, direction, timex_get (form, amount) / 100);
  day = timex_move_day (base, timex_get (form, unit), (gint64) timex_get (form, amount) * direction);
  if (timex_has (form, more))
    day = timex_move_day (day, timex_get (form, more_unit), (gint64) timex_get (form, more) * direction);
  return day;
}

DtlDate
timex_working_days (DtlDay now, int direction, int n)
{
  DtlDay near = timex_next_working_day (now, direction), far = move_working_days (now, direction, n);

  return direction < 0 ? dtl_date_from_days (far, near) : dtl_date_from_days (near, far);
}

/* The day counted from the one day of @date; null for anything longer. */
static DtlDate
count_date (const TimexForm *form, const DtlDate *date)
{
  DtlDay first, last;

  if (!dtl_date_bounds (date, &first, &last) || first != last)
    return (DtlDate) { DTL_DATE_NULL };
  if (timex_get (form, count) == 0)
    return dtl_date_from_days (first, MAX (first, timex_move_counted (first, form, 1) - 1));
  return dtl_date_from_day (timex_move_counted (first, form, timex_get (form, count)));
}

void
timex_count_from (const TimexForm *form, TimexResult *result)
{
  result->value[0] = '\0';
  if (timex_get (form, amount) <= 0)
    {
      result->date = (DtlDate) { DTL_DATE_NULL };
      return;
    }
  result->date = count_date (form, &result->date);
  for (guint i = 0; i < result->n_candidates; i++)
    result->candidates[i] = count_date (form, &result->candidates[i]);
  if (timex_get (form, count) == 0)
    {
      timex_set_duration (result, timex_get (form, unit), timex_get (form, amount));
      timex_add_more_duration (form, result);
    }
  else if (result->date.shape == DTL_DATE_POINT)
    timex_value_of_point (&result->date.from, result->value);
}
