/*
 * Dates as the formats of others can hold them.
 *
 * Programs that draw timelines differ in what they take for a date: one wants a whole day, another a day after the last,
 * a third reads "2022" as milliseconds. What each takes was tried; the table below says it once, and the writers of this
 * room place what comes out of it. Where less comes out than went in, that is counted.
 */
#include <dateline/dateline.h>

#include <string.h>

#include "export/writers.h"

#define FIRST_YEAR 1
#define LAST_YEAR 9999

#define EDTF DTL_WAY_EDTF
#define LEAVE DTL_WAY_LEAVE
#define NONE DTL_WAY_NONE
#define PREFIX DTL_WAY_PREFIX
#define ENDS DTL_WAY_ENDS
#define DAYS DTL_WAY_DAYS
#define PAST DTL_WAY_PAST
#define FIRST DTL_WAY_FIRST
#define ISO DTL_NOTATION_ISO
#define EXPANDED DTL_NOTATION_EXPANDED
#define COMPACT DTL_NOTATION_COMPACT

/* Sorted by name. Formats that write EDTF and its bounds and nothing else (csv, json, graphml …) need no rule. */
static const DtlDateRule rules[] = {
  /* format, notation, day, month, year, range, open, before 1 or after 9999, undated, EDTF beside, clock */
  { "cypher", EXPANDED, DAYS, DAYS, DAYS, DAYS, DAYS, DAYS, NONE, TRUE, FALSE },
  { "followthemoney", ISO, PREFIX, PREFIX, PREFIX, ENDS, ENDS, NONE, NONE, FALSE, FALSE },
  { "gdelt", COMPACT, FIRST, FIRST, FIRST, FIRST, FIRST, LEAVE, LEAVE, FALSE, FALSE },
  { "geojson", ISO, DAYS, DAYS, DAYS, DAYS, DAYS, DAYS, NONE, TRUE, FALSE },
  { "gexf", ISO, DAYS, DAYS, DAYS, DAYS, DAYS, NONE, NONE, TRUE, FALSE },
  { "gexf12", ISO, DAYS, DAYS, DAYS, DAYS, DAYS, NONE, NONE, TRUE, FALSE },
  { "i2", ISO, DAYS, DAYS, DAYS, DAYS, DAYS, NONE, NONE, TRUE, FALSE },
  { "icalendar", COMPACT, PAST, PAST, PAST, PAST, FIRST, LEAVE, LEAVE, FALSE, FALSE },
  { "jsonld", ISO, PREFIX, PREFIX, PREFIX, ENDS, ENDS, NONE, NONE, TRUE, FALSE },
  { "kml", ISO, PREFIX, PREFIX, PREFIX, ENDS, ENDS, NONE, NONE, FALSE, FALSE },
  { "kumu", ISO, DAYS, DAYS, DAYS, DAYS, DAYS, NONE, NONE, TRUE, FALSE },
  { "markwhen", ISO, PREFIX, PREFIX, PREFIX, ENDS, FIRST, LEAVE, LEAVE, FALSE, FALSE },
  { "mermaid", ISO, PAST, PAST, PAST, PAST, FIRST, LEAVE, LEAVE, FALSE, FALSE },
  { "neo4j", EXPANDED, DAYS, DAYS, DAYS, DAYS, DAYS, DAYS, NONE, TRUE, FALSE },
  { "petrarch", COMPACT, FIRST, FIRST, FIRST, FIRST, FIRST, LEAVE, LEAVE, FALSE, FALSE },
  { "timelinejs", ISO, PREFIX, PREFIX, PREFIX, ENDS, ENDS, ENDS, LEAVE, TRUE, TRUE },
  { "timesketch", ISO, FIRST, FIRST, FIRST, FIRST, FIRST, LEAVE, LEAVE, TRUE, TRUE },
  { "turtle", ISO, PREFIX, PREFIX, PREFIX, DAYS, DAYS, DAYS, NONE, TRUE, FALSE },
  { "vis-timeline", EXPANDED, DAYS, PAST, PAST, PAST, FIRST, PAST, LEAVE, TRUE, FALSE },
};

const DtlDateRule *
dtl_date_rules (guint *n_rules)
{
  if (n_rules != NULL)
    *n_rules = G_N_ELEMENTS (rules);
  return rules;
}

const DtlDateRule *
dtl_date_rule_find (const char *format)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (strcmp (rules[i].format, format) == 0)
      return &rules[i];
  return NULL;
}

/* --- losses --- */

void
dtl_losses_add (DtlLosses *losses, DtlLoss loss)
{
  if (losses != NULL)
    losses->counts[loss]++;
}

char *
dtl_losses_describe (const DtlLosses *losses)
{
  static const struct
  {
    const char *one;
    const char *many;
  } words[] = {
    [DTL_LOSS_UNDATED] = { "event without a date is left out", "events without a date are left out" },
    [DTL_LOSS_ERA] = { "event outside the years 1 to 9999 is left out", "events outside the years 1 to 9999 are left out" },
    [DTL_LOSS_UNPLACED] = { "event without coordinates is left out", "events without coordinates are left out" },
    [DTL_LOSS_SPAN] = { "month, year or range is written as its first and last day",
                        "months, years or ranges are written as their first and last day" },
    [DTL_LOSS_FIRST_DAY] = { "month, year or range is written as its first day",
                             "months, years or ranges are written as their first day" },
    [DTL_LOSS_OPEN] = { "open date is written as the day that is known", "open dates are written as the day that is known" },
    [DTL_LOSS_QUALIFIER] = { "date is written without its ~ or ?", "dates are written without their ~ or ?" },
    [DTL_LOSS_CLOCK] = { "time of day is left out", "times of day are left out" },
    [DTL_LOSS_DATE] = { "event is written without its date", "events are written without their dates" },
    [DTL_LOSS_MENTIONS] = { "further mention is left out", "further mentions are left out" },
    [DTL_LOSS_PARTIES] = { "participant is left out", "participants are left out" },
    [DTL_LOSS_RELATIONS] = { "relation is left out", "relations are left out" },
    [DTL_LOSS_REALITY] = { "event that is denied, planned or only possible is left out",
                           "events that are denied, planned or only possible are left out" },
    [DTL_LOSS_UNCODED] = { "event of no class with a code is left out", "events of classes without a code are left out" },
    [DTL_LOSS_CUT] = { "text is cut", "texts are cut" },
    [DTL_LOSS_PLACE] = { "place of an event is left out", "places of events are left out" },
    [DTL_LOSS_QUANTITY] = { "quantity of an event is left out", "quantities of events are left out" },
    [DTL_LOSS_MINOR] = { "event of less weight is left out (--minor, --top)", "events of less weight are left out (--minor, --top)" },
  };
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < DTL_N_LOSSES; i++)
    if (losses->counts[i] > 0)
      g_string_append_printf (out, "%s%u %s", out->len > 0 ? "; " : "", losses->counts[i],
                              losses->counts[i] == 1 ? words[i].one : words[i].many);
  return g_string_free (out, out->len == 0);
}

/* --- days --- */

static void
spell_year (gint32 year, DtlDayNotation notation, GString *out)
{
  if (year >= 0 && year <= LAST_YEAR)
    g_string_append_printf (out, "%04d", year);
  else if (notation == DTL_NOTATION_EXPANDED)
    g_string_append_printf (out, "%c%06d", year < 0 ? '-' : '+', ABS (year));
  else
    g_string_append_printf (out, "%s%04d", year < 0 ? "-" : "", ABS (year));
}

static void
spell_civil (gint32 year, int month, int day, DtlDayNotation notation, char text[DTL_SPELLED_SIZE])
{
  const char *dash = notation == DTL_NOTATION_COMPACT ? "" : "-";
  g_autoptr (GString) out = g_string_sized_new (16);

  spell_year (year, notation, out);
  if (month > 0)
    g_string_append_printf (out, "%s%02d", dash, month);
  if (month > 0 && day > 0)
    g_string_append_printf (out, "%s%02d", dash, day);
  g_strlcpy (text, out->str, DTL_SPELLED_SIZE);
}

void
dtl_day_spell (DtlDay day, DtlDayNotation notation, char text[DTL_SPELLED_SIZE])
{
  gint32 year;
  int month, day_of_month;

  dtl_day_to_civil (day, &year, &month, &day_of_month);
  spell_civil (year, month, day_of_month, notation, text);
}

/* --- kinds of dates --- */

static gboolean
is_month (const DtlDatePoint *point)
{
  return point->month >= 1 && point->month <= 12 && !(point->unspecified & DTL_UNSPECIFIED_MONTH);
}

static gboolean
is_day (const DtlDatePoint *point)
{
  return is_month (point) && point->day > 0 && !(point->unspecified & DTL_UNSPECIFIED_DAY);
}

/* Whether a prefix of a day says all of @point: not 202X, not a season. 2022-05-XX is a month, 2022-XX a year, as far as
 * their bounds go. */
static gboolean
is_prefix (const DtlDatePoint *point)
{
  return point->month <= 12 && !(point->unspecified & 7);
}

static gboolean
is_outside (DtlDay first, DtlDay last)
{
  gint32 year;

  if (first != DTL_DAY_MIN)
    {
      dtl_day_to_civil (first, &year, NULL, NULL);
      if (year < FIRST_YEAR || year > LAST_YEAR)
        return TRUE;
    }
  if (last == DTL_DAY_MAX)
    return FALSE;
  dtl_day_to_civil (last, &year, NULL, NULL);
  return year < FIRST_YEAR || year > LAST_YEAR;
}

static DtlDateWay
choose_way (const DtlDateRule *rule, const DtlDate *date, DtlDay first, DtlDay last)
{
  if (is_outside (first, last) && (rule->era == DTL_WAY_LEAVE || rule->era == DTL_WAY_NONE))
    return rule->era;
  if (first == DTL_DAY_MIN || last == DTL_DAY_MAX)
    return rule->open;
  if (date->shape != DTL_DATE_POINT || !is_prefix (&date->from))
    return rule->range;
  return is_day (&date->from) ? rule->day : is_month (&date->from) ? rule->month : rule->year;
}

static void
spell_point (const DtlDatePoint *point, DtlDay bound, DtlDayNotation notation, char text[DTL_SPELLED_SIZE])
{
  if (!is_prefix (point))
    dtl_day_spell (bound, notation, text);
  else
    spell_civil (point->year, is_month (point) ? point->month : 0, is_day (point) ? point->day : 0, notation, text);
}

static void
spell_ends (const DtlDateRule *rule, const DtlDate *date, DtlSpelledDate *spelled)
{
  gboolean is_point = date->shape == DTL_DATE_POINT;

  if (spelled->first != DTL_DAY_MIN)
    spell_point (&date->from, spelled->first, rule->notation, spelled->start);
  if (spelled->last != DTL_DAY_MAX && !(is_point && is_prefix (&date->from)))
    spell_point (is_point ? &date->from : &date->to, spelled->last, rule->notation, spelled->end);
}

/* No notation of four digits has a day behind 9999-12-31: a range ends with that day, and a day has no end. */
static gboolean
is_last_of_four (const DtlDateRule *rule, DtlDay day)
{
  gint32 year = LAST_YEAR;

  if (rule->notation != DTL_NOTATION_EXPANDED)
    dtl_day_to_civil (day + 1, &year, NULL, NULL);
  return year > LAST_YEAR;
}

static void
spell_days (const DtlDateRule *rule, gboolean past, DtlSpelledDate *spelled)
{
  past = past && spelled->last != DTL_DAY_MAX && !is_last_of_four (rule, spelled->last);
  if (spelled->first != DTL_DAY_MIN)
    dtl_day_spell (spelled->first, rule->notation, spelled->start);
  if (spelled->last != DTL_DAY_MAX && (past || spelled->last != spelled->first))
    dtl_day_spell (spelled->last + past, rule->notation, spelled->end);
}

static void
spell_edtf (const DtlDate *date, DtlSpelledDate *spelled)
{
  g_autofree char *edtf = dtl_date_to_string (date);

  g_strlcpy (spelled->start, edtf, DTL_SPELLED_SIZE);
}

static void
spell_way (const DtlDateRule *rule, const DtlDate *date, DtlSpelledDate *spelled)
{
  switch (spelled->way)
    {
    case DTL_WAY_LEAVE:
    case DTL_WAY_NONE:
      break;
    case DTL_WAY_EDTF:
      spell_edtf (date, spelled);
      break;
    case DTL_WAY_PREFIX:
    case DTL_WAY_ENDS:
      spell_ends (rule, date, spelled);
      break;
    case DTL_WAY_DAYS:
    case DTL_WAY_PAST:
      spell_days (rule, spelled->way == DTL_WAY_PAST, spelled);
      break;
    case DTL_WAY_FIRST:
      dtl_day_spell (spelled->first != DTL_DAY_MIN ? spelled->first : spelled->last, rule->notation, spelled->start);
      break;
    }
}

static gboolean
has_flag (const DtlDate *date, guint flags)
{
  return ((date->from.flags | date->to.flags) & flags) != 0;
}

static gboolean
has_clock (const DtlDate *date)
{
  return date->shape == DTL_DATE_POINT && is_day (&date->from) && date->from.minute >= 0;
}

/* A stretch of days is a first and a last day, and loses nothing by being written so. */
static gboolean
is_stretch (const DtlDate *date)
{
  return date->shape == DTL_DATE_INTERVAL && is_day (&date->from) && is_day (&date->to);
}

/* What is said of @date in full elsewhere in the same file is not lost. */
static void
count_losses (const DtlDateRule *rule, const DtlDate *date, const DtlSpelledDate *spelled, DtlLosses *losses)
{
  gboolean is_open = spelled->first == DTL_DAY_MIN || spelled->last == DTL_DAY_MAX;

  if (spelled->way == DTL_WAY_LEAVE)
    dtl_losses_add (losses, DTL_LOSS_ERA);
  if (rule->keeps_edtf || spelled->way == DTL_WAY_EDTF || spelled->way == DTL_WAY_LEAVE)
    return;
  if (spelled->way == DTL_WAY_NONE)
    dtl_losses_add (losses, DTL_LOSS_DATE);
  else if (is_open && spelled->way == DTL_WAY_FIRST)
    dtl_losses_add (losses, DTL_LOSS_OPEN);
  else if (spelled->first != spelled->last && spelled->way == DTL_WAY_FIRST)
    dtl_losses_add (losses, DTL_LOSS_FIRST_DAY);
  else if (spelled->first != spelled->last && !is_stretch (date)
           && (spelled->way == DTL_WAY_DAYS || spelled->way == DTL_WAY_PAST))
    dtl_losses_add (losses, DTL_LOSS_SPAN);
  if (has_flag (date, DTL_DATE_APPROXIMATE | DTL_DATE_UNCERTAIN))
    dtl_losses_add (losses, DTL_LOSS_QUALIFIER);
  if (has_clock (date) && !rule->keeps_clock)
    dtl_losses_add (losses, DTL_LOSS_CLOCK);
}

gboolean
dtl_date_spell (const DtlDateRule *rule, const DtlDate *date, DtlLosses *losses, DtlSpelledDate *spelled)
{
  g_return_val_if_fail (rule != NULL && spelled != NULL, FALSE);

  memset (spelled, 0, sizeof *spelled);
  spelled->first = DTL_DAY_MIN;
  spelled->last = DTL_DAY_MAX;
  if (!dtl_date_bounds (date, &spelled->first, &spelled->last)
      || (spelled->first == DTL_DAY_MIN && spelled->last == DTL_DAY_MAX))
    {
      spelled->way = rule->undated;
      if (rule->undated == DTL_WAY_LEAVE)
        dtl_losses_add (losses, DTL_LOSS_UNDATED);
      return rule->undated != DTL_WAY_LEAVE;
    }
  spelled->way = choose_way (rule, date, spelled->first, spelled->last);
  spell_way (rule, date, spelled);
  count_losses (rule, date, spelled, losses);
  return spelled->way != DTL_WAY_LEAVE;
}
