/*
 * The constructor of a time expression: what its words say, before anybody knows when they were said.
 *
 * A form is a set of small numbers under named keys, so that rows of timex.tsv can fill it ("month=$1 day=$2") and
 * partial forms merge key by key: "Friday" + "10 a.m." = {weekday 4, minute 600}.
 */
#pragma once

#include <glib.h>

#define TIMEX_ABSENT G_MININT32
#define TIMEX_UNKNOWN_AMOUNT 0 /* "several", "a few", bare plurals: X in TIMEX3 */

/* What the words build. */
typedef enum
{
  TIMEX_CALENDAR = 1, /* years, months, days, weekdays, seasons, clock times */
  TIMEX_DAY,          /* offset days from now or focus: "yesterday", "the next day" */
  TIMEX_UNIT,         /* a calendar unit by direction: "last week", "that year" */
  TIMEX_SHIFT,        /* an amount away from an anchor: "two days ago", "a year later" */
  TIMEX_SPAN,         /* an amount that touches an anchor: "the past three months" */
  TIMEX_DURATION,     /* "two weeks" */
  TIMEX_SET,          /* "every Tuesday" */
  TIMEX_REFERENCE,    /* "now", "recently", "soon" */
  TIMEX_NUMERIC,      /* 03/04/2022: the order of day and month is open */
} TimexKind;

typedef enum
{
  TIMEX_UNIT_SECOND = 1,
  TIMEX_UNIT_MINUTE,
  TIMEX_UNIT_HOUR,
  TIMEX_UNIT_DAY,
  TIMEX_UNIT_WEEKEND,
  TIMEX_UNIT_WEEK,
  TIMEX_UNIT_FORTNIGHT,
  TIMEX_UNIT_MONTH,
  TIMEX_UNIT_QUARTER,
  TIMEX_UNIT_HALF,
  TIMEX_UNIT_SEASON,
  TIMEX_UNIT_YEAR,
  TIMEX_UNIT_DECADE,
  TIMEX_UNIT_CENTURY,
  TIMEX_UNIT_MILLENNIUM,
} TimexUnit;

typedef enum
{
  TIMEX_ANCHOR_NOW = 1, /* the time of writing */
  TIMEX_ANCHOR_FOCUS,   /* the last date the text spoke of */
  TIMEX_ANCHOR_PERIOD,  /* the quarter that a report of results is about, else now */
  TIMEX_ANCHOR_STORY,   /* that date where it leads, else now: "by the end of the year" */
} TimexAnchor;

/* Which stretch of a unit. */
typedef enum
{
  TIMEX_PART_EARLY = 1,
  TIMEX_PART_MID,
  TIMEX_PART_LATE,
  TIMEX_PART_EARLIER, /* "earlier this week": some time in the unit */
  TIMEX_PART_LATER,
} TimexPart;

typedef enum
{
  TIMEX_MOD_APPROXIMATE = 1,
  TIMEX_MOD_MORE,
  TIMEX_MOD_LESS,
  TIMEX_MOD_AT_LEAST,
  TIMEX_MOD_AT_MOST,
} TimexMod;

typedef enum
{
  TIMEX_DAYPART_MORNING = 1,
  TIMEX_DAYPART_AFTERNOON,
  TIMEX_DAYPART_EVENING,
  TIMEX_DAYPART_NIGHT,
  TIMEX_DAYPART_DAYTIME,
} TimexDaypart;

typedef enum
{
  TIMEX_REFERENCE_PAST = 1,
  TIMEX_REFERENCE_PRESENT,
  TIMEX_REFERENCE_FUTURE,
  TIMEX_REFERENCE_FOCUS, /* "at that time" */
} TimexReference;

/* How a date bounds what it dates, by the word before it. */
typedef enum
{
  TIMEX_RELATION_SINCE = 1, /* "since 2014": from it on */
  TIMEX_RELATION_UNTIL,     /* "until May": up to it */
  TIMEX_RELATION_BEFORE,    /* "before 2014": up to the one before it */
  TIMEX_RELATION_AFTER,     /* "after 2014": from the one after it on */
  TIMEX_RELATION_FROM,      /* opens a pair: "from March 3 to March 5" */
  TIMEX_RELATION_TO,        /* closes it; "Monday to Thursday" needs no opening word */
  TIMEX_RELATION_AND,       /* closes it after "between" */
  TIMEX_RELATION_IN,        /* "in two days": from now, in future */
  TIMEX_RELATION_WITHIN,    /* "within two days": between now and then */
} TimexRelation;

#define TIMEX_KEYS(X) \
  X (kind) X (year) X (month) X (day) X (weekday) X (season) X (quarter) X (half) X (decade) X (century) X (era) \
  X (holiday) X (daypart) X (minute) X (meridiem) X (zone) X (direction) X (unit) X (amount) X (anchor) X (part) \
  X (mod) X (reference) X (offset) X (end_year) X (end_month) X (end_day) X (week) X (relation) X (fiscal) \
  X (ymd) X (nth) X (weak) X (count) X (past) X (before) X (end_minute) X (end_meridiem) X (east) X (west) X (piece) \
  X (more) X (more_unit) X (working) X (to_now)

typedef enum
{
#define X(name) TIMEX_KEY_##name,
  TIMEX_KEYS (X)
#undef X
  TIMEX_N_KEYS
} TimexKey;

typedef struct
{
  gint32 at[TIMEX_N_KEYS]; /* TIMEX_ABSENT where the words say nothing */
} TimexForm;

#define timex_get(form, key) ((form)->at[TIMEX_KEY_##key])
#define timex_has(form, key) ((form)->at[TIMEX_KEY_##key] != TIMEX_ABSENT)
#define timex_set(form, key, value) ((form)->at[TIMEX_KEY_##key] = (value))

/** timex_form_clear: nothing said */
void timex_form_clear (TimexForm *form);
/** timex_form_merge: what @from says replaces what @into says */
void timex_form_merge (TimexForm *into, const TimexForm *from);
/** timex_key_find: the key called @name, or TIMEX_N_KEYS */
TimexKey timex_key_find (const char *name, gsize length);
/** timex_symbol: the number behind a word of the tables ("week", "past", "-1"); FALSE for an unknown one */
gboolean timex_symbol (const char *word, gsize length, gint32 *value);
