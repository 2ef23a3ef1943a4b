/* The date in focus: what a text last spoke of, and so what "in March", "that year", "two days later" count from. */
#pragma once

#include "document/document.h"
#include "timex/construct.h"

typedef struct
{
  DtlDay day;
  guint32 sentence;
} TimexDayNamed;

typedef struct
{
  DtlDocument *document;  /* borrowed */
  gboolean has_now;
  gint32 now_year;
  DtlDay now;             /* where has_now */
  gboolean narrative;     /* the text tells of years gone by: dates without a year follow the story */
  gboolean has_date;
  DtlDate date;
  guint32 sentence;       /* where it was named */
  gboolean is_explicit;   /* with its year */
  gboolean is_from_now;   /* said from the day of writing: "last year", "Friday" */
  gboolean is_night;      /* "overnight": the small hours behind it are of the next day */
  gboolean has_day;       /* the last day told of that is not to come … */
  DtlDay day;
  guint32 day_sentence;
  gboolean has_news_day;  /* … and the last one said from the day of writing */
  DtlDay news_day;
  GArray *days;           /* owned: TimexDayNamed, every day told of that is not to come, in order */
  GArray *years;          /* owned: YearNamed, every year that the text names, in order */
  guint next_year;        /* into years: the first that stands behind the time in hand */
} TimexFocus;

/** timex_focus_open: reads which years @document names; @now, the day of writing, counts only where @has_now */
void timex_focus_open (TimexFocus *focus, DtlDocument *document, gboolean has_now, DtlDay now);
void timex_focus_close (TimexFocus *focus);
/** timex_focus_leads: whether time @i, under a verb in @tense, belongs to the year in focus if it names none */
gboolean timex_focus_leads (const TimexFocus *focus, guint i, TimexTense tense);
/** timex_focus_move: time @i has been resolved to @result: the story may have moved on to it. Times come in order. */
void timex_focus_move (TimexFocus *focus, guint i, const TimexResult *result);
