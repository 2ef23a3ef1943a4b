/*
 * From a constructor and the frame it stands in to a date: pure functions, no document.
 */
#pragma once

#include <dateline/dateline.h>

#include "timex/form.h"

/* Where the verb above a time places it. */
typedef enum
{
  TIMEX_TENSE_UNKNOWN,
  TIMEX_TENSE_PAST,
  TIMEX_TENSE_PRESENT,
  TIMEX_TENSE_FUTURE,
} TimexTense;

/* What is known when the words are read. */
typedef struct
{
  gboolean has_now;
  DtlDay now;             /* the day of writing, or of speaking in reported speech */
  const char *now_name;   /* "publication", "dateline", "heading", "speaker" */
  gboolean has_focus;
  DtlDate focus;          /* the last date the text spoke of: a point or an interval */
  gboolean focus_leads;   /* whether dates without a year belong to the year of the focus */
  gboolean narrative;     /* whether weekdays do so too */
  gboolean in_results;    /* sums, shares, profits are spoken of */
  gboolean has_period;    /* whether results of a quarter are told … */
  gint32 period;          /* … and which: 4 * year + quarter - 1 */
  TimexTense tense;
  gboolean tense_is_sure;
  int month_first;        /* 03/04: 1 month first, 0 day first, -1 unknown */
} TimexFrame;

#define TIMEX_VALUE_SIZE 48

typedef struct
{
  DtlDate date;
  char value[TIMEX_VALUE_SIZE]; /* TIMEX3, "" if unresolved */
  const char *mod;              /* TIMEX3, nullable */
  const char *anchor;           /* nullable */
  gboolean is_date;             /* a duration that turned out to be a date: "in two days" */
  guint n_candidates;
  DtlDate candidates[2];
} TimexResult;

/** timex_construct: fills @result; what cannot be known is left open. FALSE when only a day of writing is missing. */
gboolean timex_construct (const TimexForm *form, const TimexFrame *frame, TimexResult *result);
