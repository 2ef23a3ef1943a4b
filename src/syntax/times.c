/*
 * Times in trees: a date is one phrase, a bare one ("said Friday", "troops Thursday entered") belongs to the verb beside it,
 * and is subject or object only when nothing else is.
 */
#include "syntax/window.h"

#include "lexicon/tables.h"

static gboolean
is_weekday (const DtlWindow *window, guint node)
{
  const char *const *row = dtl_table_find (&dtl_table_calendar, dtl_window_word (window, node)->lower, NULL);

  return row != NULL && g_str_equal (row[DTL_CALENDAR_KIND], "weekday") && dtl_window_is_capitalised (window, node);
}

static gboolean
is_part_of_day (const DtlWindow *window, guint node)
{
  return dtl_window_has_lower (window, node, "morning") || dtl_window_has_lower (window, node, "afternoon")
         || dtl_window_has_lower (window, node, "evening") || dtl_window_has_lower (window, node, "night");
}

/* "Friday's vote", "Friday prayers": the day says which. */
static gboolean
is_modifier (const DtlWindow *window, guint last)
{
  return dtl_window_has_upos (window, last + 1, DTL_UPOS_NOUN) || dtl_window_has_upos (window, last + 1, DTL_UPOS_PROPN)
         || (dtl_window_has_node (window, last + 1) && dtl_window_word (window, last + 1)->xpos == DTL_XPOS_POS);
}

/* "Hollis appeared in court Friday charged with …": the clause has its verb. */
static gboolean
has_verb_before (const DtlWindow *window, guint node)
{
  while (--node >= 1)
    {
      if (dtl_window_is_finite (window, node))
        return TRUE;
      if (dtl_window_has_upos (window, node, DTL_UPOS_PUNCT) || dtl_window_has_upos (window, node, DTL_UPOS_CCONJ)
          || dtl_window_has_upos (window, node, DTL_UPOS_SCONJ))
        return FALSE;
    }
  return FALSE;
}

/* "said Friday", "met Tuesday evening": the date of the verb before it; but "said Friday would be …" may be its clause.
 * "Regulators Wednesday fined": the date of the verb after it. */
static guint
find_dated_verb (const DtlWindow *window, guint start, guint last)
{
  gboolean is_before_verb = dtl_window_is_finite (window, last + 1);

  if (dtl_window_has_upos (window, start - 1, DTL_UPOS_VERB))
    return is_before_verb ? 0 : start - 1;
  if (is_before_verb && dtl_window_is_nominal (window, start - 1) && !window->in_time[start - 1]
      && !has_verb_before (window, start))
    return dtl_window_find_verb (window, last + 1);
  return 0;
}

static void
constrain_weekday (DtlWindow *window, guint node)
{
  guint last = is_part_of_day (window, node + 1) ? node + 1 : node, verb;

  if (is_modifier (window, last) || dtl_window_is_fixed (window, node) || window->kind[node] == 1 + DTL_NAME_PER)
    return;
  verb = find_dated_verb (window, node, last);
  if (verb == 0)
    return;
  if (last > node)
    dtl_window_fix (window, node, last, DTL_DEPREL_COMPOUND);
  dtl_window_fix (window, last, verb, DTL_DEPREL_OBL_UNMARKED);
}

static gboolean
is_dash (const DtlWindow *window, guint node)
{
  return dtl_window_has_lower (window, node, "-") || dtl_window_has_lower (window, node, "–");
}

/* "3 a.m. on Monday" may be two phrases, so may "8 – 10 years"; "the 1990s reforms" is part of one. */
static gboolean
is_one_phrase (const DtlWindow *window, guint start, guint end)
{
  for (guint node = start; node <= end; node++)
    if (window->kind[node] == 1 + DTL_NAME_PER || dtl_window_has_lower (window, node, "on")
        || dtl_window_has_lower (window, node, "in") || dtl_window_has_lower (window, node, "at")
        || is_dash (window, node) || dtl_window_is_fixed (window, node))
      return FALSE;
  if (is_dash (window, start - 1))
    return FALSE;
  if (dtl_window_has_upos (window, start, DTL_UPOS_DET)
      && (dtl_window_has_upos (window, end + 1, DTL_UPOS_NOUN) || dtl_window_has_upos (window, end + 1, DTL_UPOS_ADJ)))
    return FALSE;
  return end > start;
}

/* A time expression is one phrase, but for words such as "about" before a date. */
static void
constrain_period (DtlWindow *window, const DtlPeriod *period)
{
  guint start = period->start, end = period->end;

  while (start < end && (period->type == DTL_TIME_DATE || period->type == DTL_TIME_TIME)
         && (dtl_window_has_upos (window, start, DTL_UPOS_ADP) || dtl_window_has_upos (window, start, DTL_UPOS_ADV)))
    start++;
  if (is_one_phrase (window, start, end))
    dtl_window_enclose (window, start, end, dtl_window_outer_head (window, start, end));
}

/* Whether a clause starts at @node: a finite verb before the next mark. */
static gboolean
is_clause (const DtlWindow *window, guint node)
{
  for (; dtl_window_has_node (window, node) && !dtl_window_has_upos (window, node, DTL_UPOS_PUNCT); node++)
    if (dtl_window_is_finite (window, node))
      return TRUE;
  return FALSE;
}

/* "two days after the vote": the days say how long after, they hang on what follows. Before a clause ("two days after he
 * resigned") the treebanks disagree. */
static void
constrain_distance (DtlWindow *window, const DtlPeriod *period)
{
  guint mark = period->end + 1;

  if (period->type != DTL_TIME_DURATION || period->end < period->start + 1
      || !(dtl_window_has_lower (window, mark, "after") || dtl_window_has_lower (window, mark, "before"))
      || !(dtl_window_has_upos (window, mark + 1, DTL_UPOS_DET) || dtl_window_is_nominal (window, mark + 1))
      || is_clause (window, mark + 1))
    return;
  for (guint node = period->start; node <= period->end; node++)
    for (guint head = 0; head <= window->n; head++)
      if (head < period->start || head == mark)
        dtl_window_bar (window, node, head);
}

/* "told committees this week that Putin had …": the clause is not about the week. */
static void
bar_clause (DtlWindow *window, guint time)
{
  for (guint node = time + 2; node <= window->n; node++)
    dtl_window_bar (window, node, time);
  if (window->out->heads[time + 1] < 0)
    window->out->relations[time + 1] = DTL_DEPREL_MARK;
}

static gboolean
is_date (const DtlWindow *window, guint node)
{
  if (window->kind[node] == 1 + DTL_NAME_PER)
    return FALSE;
  return window->in_time[node] == 1 + DTL_TIME_DATE || window->in_time[node] == 1 + DTL_TIME_TIME
         || is_weekday (window, node);
}

void
dtl_times_constrain (DtlWindow *window)
{
  for (guint node = 1; node <= window->n; node++)
    {
      window->out->is_time[node] = is_date (window, node);
      if (node > 1 && is_weekday (window, node))
        constrain_weekday (window, node);
      if (window->out->is_time[node] && dtl_window_has_lower (window, node + 1, "that")
          && !dtl_window_has_upos (window, node + 1, DTL_UPOS_DET))
        bar_clause (window, node);
    }
  for (guint i = 0; i < window->n_times; i++)
    {
      constrain_period (window, &window->times[i]);
      constrain_distance (window, &window->times[i]);
    }
}
