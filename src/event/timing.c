/*
 * When it happened.
 *
 * host.c says which happening a time belongs to, and the happening gets its date, unless the tense of the one or the day of
 * publication contradicts the other. spread.c, occasion.c and carry.c say what a dated happening tells about others beside
 * it; the basis says that the date was moved there. Nothing is ever dated by the day of publication alone, and nothing told
 * in the past by a day after it.
 */
#include <string.h>

#include "event/stage.h"
#include "lexicon/tables.h"

#define FOCUS_MAX 3     /* sentences that a day stays in focus */
#define NEAR_MAX 1      /* … where another one has come between */
#define NOON 720        /* minutes */
#define SLACK_DAYS 1    /* the day of publication may be another where it happened */

static gboolean
can_date (const DtlTime *time)
{
  return (time->type == DTL_TIME_DATE || time->type == DTL_TIME_TIME) && !dtl_date_is_null (&time->date);
}

static gboolean
is_finer (const DtlDate *a, const DtlDate *b)
{
  DtlDay a1, a2, b1, b2;

  return dtl_date_bounds (a, &a1, &a2) && dtl_date_bounds (b, &b1, &b2) && (gint64) a2 - a1 < (gint64) b2 - b1;
}

gboolean
dtl_event_has_auxiliary (const DtlTree *tree, guint32 verb, const char *lemma)
{
  DTL_TREE_FOREACH_CHILD (tree, verb, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);

      if (dtl_deprel_base (word->deprel) == DTL_DEPREL_AUX && g_strcmp0 (word->lemma, lemma) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
dtl_event_is_past (const DtlEventStage *stage, const DtlHappening *happening)
{
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, happening->trigger);

  if (happening->is_nominal || happening->reality != DTL_REALITY_ACTUAL)
    return FALSE;
  if (word->xpos == DTL_XPOS_VBD)
    return TRUE;
  if (word->xpos != DTL_XPOS_VBN)
    return FALSE;
  DTL_TREE_FOREACH_CHILD (tree, happening->trigger, child)
    {
      const DtlToken *aux = dtl_tree_token (tree, child);

      if (dtl_deprel_base (aux->deprel) == DTL_DEPREL_AUX
          && (aux->xpos == DTL_XPOS_VBD || g_strcmp0 (aux->lemma, "have") == 0))
        return TRUE;
    }
  return FALSE;
}

/* "paid" on a day after the article, "promised another by" such a day, "will pay" on one gone by: some other thing's day. */
static gboolean
contradicts_tense (const DtlEventStage *stage, const DtlHappening *happening, const DtlDate *date)
{
  DtlDay first, last, ignored, published;

  if (!dtl_date_bounds (date, &first, &last) || !dtl_date_bounds (&stage->document->published.date, &ignored, &published))
    return FALSE;
  if (!happening->is_nominal && dtl_event_has_auxiliary (&stage->tree, happening->trigger, "will"))
    return last < published;
  return dtl_event_is_past (stage, happening)
         && (date->shape == DTL_DATE_OPEN_START ? last : first) > published + SLACK_DAYS;
}

/* "broke down overnight": the night of a day goes on into the next. */
static gboolean
is_overnight (const DtlEventStage *stage, const DtlHappening *happening)
{
  const DtlTime *time = happening->time == DTL_NONE ? NULL : dtl_document_time (stage->document, happening->time);

  return time && time->value && g_str_has_suffix (time->value, "TNI");
}

static DtlDate
next_day (const DtlDate *date)
{
  DtlDay first, last;

  return dtl_date_bounds (date, &first, &last) && first == last ? dtl_date_from_day (first + 1) : *date;
}

/* A time of day without a day: that of the last day told of, as long as it is in focus, which is only the next sentence where
 * the text has told of another day (@is_told_near); FALSE if there is none and the text does not look ahead. */
static gboolean
place_clock (const DtlEventStage *stage, const DtlHappening *happening, guint32 focus, gboolean is_told_near, DtlDate *date)
{
  const DtlHappening *last;
  gint16 minute = date->from.minute;

  if (!dtl_event_is_past (stage, happening))
    return TRUE;
  if (focus == DTL_NONE)
    return FALSE;
  last = dtl_stage_happening (stage, focus);
  if (happening->sentence - last->sentence > (is_told_near ? NEAR_MAX : FOCUS_MAX) || happening->sentence < last->sentence)
    return FALSE;
  *date = last->date;
  if (minute < NOON && is_overnight (stage, last))
    *date = next_day (date);
  date->from.minute = minute;
  return TRUE;
}

/* Whether a time is counted from the day of writing. */
static gboolean
is_from_writing (const DtlTime *time)
{
  return g_strcmp0 (time->anchor, "publication") == 0 || g_strcmp0 (time->anchor, "dateline") == 0;
}

static gboolean
is_bare_clock (const DtlTime *time)
{
  return time->type == DTL_TIME_TIME && strcmp (time->rule, "clock") == 0
         && (is_from_writing (time) || g_strcmp0 (time->anchor, "focus") == 0) && time->date.shape == DTL_DATE_POINT;
}

/* The date that a time gives to a happening; FALSE for none. @focus: the last happening with a day, or DTL_NONE */
static gboolean
date_from_time (const DtlEventStage *stage, guint32 number, const DtlHappening *happening, guint32 focus, DtlDate *date)
{
  const DtlTime *time = dtl_document_time (stage->document, number);

  *date = time->date;
  if (dtl_event_time_is (stage, number, "limit") && !dtl_date_is_open (date) && (date->from.minute < 0 || is_bare_clock (time)))
    *date = dtl_event_open_start (date); /* but "stayed until 9 p.m. on Thursday" is of Thursday */
  if (is_bare_clock (time) && !place_clock (stage, happening, focus, !is_from_writing (time), date) && is_from_writing (time))
    return FALSE;
  return !dtl_date_is_null (date) && !contradicts_tense (stage, happening, date);
}

/* "invited them to return two weeks ago", "refused to sign in May", "kept him from leaving in 2009", "gave a pledge to sell
 * on Monday": what did not happen, or is only planned, is not of a time gone by; the planning or refusing above it is. */
static guint32
past_plan (const DtlEventStage *stage, guint32 number, guint32 found)
{
  const DtlHappening *happening = dtl_stage_happening (stage, found);
  const DtlTime *time = dtl_document_time (stage->document, number);
  const DtlToken *word = dtl_tree_token (&stage->tree, happening->trigger);
  guint32 above = dtl_event_above (stage, happening->trigger);
  DtlDay first, last, published;

  if (happening->is_nominal || happening->reality == DTL_REALITY_ACTUAL || above == DTL_NONE
      || (word->deprel != DTL_DEPREL_XCOMP && word->deprel != DTL_DEPREL_ADVCL
          && (word->deprel != DTL_DEPREL_ACL || word->xpos != DTL_XPOS_VB))
      || (word->deprel == DTL_DEPREL_ADVCL && word->xpos != DTL_XPOS_VBG)
      || !dtl_event_is_past (stage, dtl_stage_happening (stage, above))
      || !dtl_date_bounds (&stage->document->published.date, &published, &last)
      || !dtl_date_bounds (&time->date, &first, &last))
    return found;
  return last < published ? above : found;
}

/* "in 1968, when the army marched in": the clause is of the day or year itself, not from or until it. */
static void
date_clause (DtlEventStage *stage, guint32 number)
{
  guint32 found = dtl_event_time_clause (stage, number);
  DtlHappening *happening;
  DtlDate date = dtl_document_time (stage->document, number)->date;

  if (found == DTL_NONE || (happening = dtl_stage_happening (stage, found))->time != DTL_NONE)
    return;
  if (date.shape == DTL_DATE_OPEN_START)
    date.from = date.to;
  if (date.shape == DTL_DATE_OPEN_START || date.shape == DTL_DATE_OPEN_END)
    date = (DtlDate) { .shape = DTL_DATE_POINT, .from = date.from };
  happening->date = date;
  happening->time = number;
  happening->basis = DTL_BASIS_EXPRESSION;
}

/* "the October 1998 shooting death": one happening told by two words. */
static void
date_between (DtlEventStage *stage, guint32 number, guint32 found)
{
  const DtlTime *time = dtl_document_time (stage->document, number);
  const DtlHappening *named = dtl_stage_happening (stage, found);

  for (guint32 i = time->first + time->n; named->is_nominal && i < named->trigger; i++)
    {
      DtlHappening *happening;

      if (stage->happening_at[i] == DTL_NONE || dtl_tree_token (&stage->tree, i)->xpos != DTL_XPOS_VBG)
        continue;
      happening = dtl_stage_happening (stage, stage->happening_at[i]);
      if (happening->time != DTL_NONE)
        continue;
      happening->date = named->date;
      happening->time = number;
      happening->basis = DTL_BASIS_EXPRESSION;
    }
}

/* "sank on Sunday night, officials said on Tuesday. It had left at 4 p.m.": words do not take the day from what they tell of. */
static gboolean
is_mere_saying (const DtlEventStage *stage, const DtlHappening *happening, guint32 focus)
{
  return focus != DTL_NONE && strcmp (dtl_stage_family (happening), "say") == 0
         && happening->sentence - dtl_stage_happening (stage, focus)->sentence <= FOCUS_MAX;
}

static void
attach (DtlEventStage *stage, guint32 number, guint32 *focus)
{
  guint distance;
  guint32 found;
  DtlHappening *happening;
  DtlDate date;

  if (!can_date (dtl_document_time (stage->document, number)))
    return;
  date_clause (stage, number);
  if ((found = dtl_event_time_host (stage, number, &distance)) == DTL_NONE)
    return;
  found = past_plan (stage, number, found);
  happening = dtl_stage_happening (stage, found);
  if (!date_from_time (stage, number, happening, *focus, &date)
      || (!dtl_date_is_null (&happening->date)
          && (distance > happening->time_distance
              || (distance == happening->time_distance && !is_finer (&date, &happening->date)))))
    return;
  happening->time = number;
  happening->time_distance = distance;
  happening->date = date;
  happening->basis = DTL_BASIS_EXPRESSION;
  date_between (stage, number, found);
  if (dtl_event_is_past (stage, happening) && dtl_date_granularity (&date) == DTL_GRANULARITY_DAY
      && !is_mere_saying (stage, happening, *focus))
    *focus = found;
}

/* "on 03/04": which of two days is not known, so none is, but the happening has its words, and takes no day of another. */
static void
attach_ambiguous (DtlEventStage *stage, guint32 number)
{
  const DtlTime *time = dtl_document_time (stage->document, number);
  guint distance;
  guint32 found = time->candidates ? dtl_event_time_host (stage, number, &distance) : DTL_NONE;
  DtlHappening *happening = found == DTL_NONE ? NULL : dtl_stage_happening (stage, found);

  if (happening && happening->time == DTL_NONE && dtl_date_is_null (&happening->date))
    {
      happening->time = number;
      happening->time_distance = distance;
    }
}

/* The day of a time of day. */
static DtlDate
day_of (const DtlDate *date)
{
  DtlDay first, last;

  return dtl_date_bounds (date, &first, &last) && first == last ? dtl_date_from_day (first) : *date;
}

void
dtl_event_lend_date (DtlHappening *to, const DtlHappening *from, DtlBasis basis)
{
  if (!dtl_date_is_null (&to->date) || to->time != DTL_NONE || dtl_date_is_null (&from->date))
    return;
  to->date = from->date;
  if (basis == DTL_BASIS_NARRATIVE && to->date.shape == DTL_DATE_POINT && to->date.from.minute >= 0)
    to->date = day_of (&to->date); /* what goes on from ten o'clock is not of ten o'clock */
  to->time = from->time;
  to->basis = basis;
}

/* "called a march for Saturday": a noun has no tense that tells, but its day lies ahead of the article. */
static void
plan_what_lies_ahead (DtlEventStage *stage)
{
  DtlDay first, last, from, published;

  if (!dtl_date_bounds (&stage->document->published.date, &from, &published))
    return;
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *happening = dtl_stage_happening (stage, i);

      if (happening->is_nominal && happening->reality == DTL_REALITY_ACTUAL && happening->time != DTL_NONE
          && dtl_date_bounds (&happening->date, &first, &last) && first != DTL_DAY_MIN && first > published + SLACK_DAYS)
        {
          happening->reality = DTL_REALITY_PLANNED;
          happening->reality_token = dtl_document_time (stage->document, happening->time)->first;
        }
    }
}

void
dtl_event_date (DtlEventStage *stage)
{
  guint32 focus = DTL_NONE;

  dtl_event_find_moments (stage);
  for (guint32 i = 0; i < stage->document->times->len; i++)
    attach (stage, i, &focus);
  for (guint32 i = 0; i < stage->document->times->len; i++)
    attach_ambiguous (stage, i);
  for (guint i = 0; i < stage->happenings->len; i++)
    dtl_event_date_beginning (stage, i);
  dtl_event_date_neighbours (stage);
  for (guint i = 0; i < stage->happenings->len; i++)
    dtl_event_spread_date (stage, i);
  dtl_event_carry_dates (stage);
  for (guint i = 0; i < stage->happenings->len; i++)
    dtl_event_spread_date (stage, i); /* what has its day from elsewhere lends it within its sentence, too */
  plan_what_lies_ahead (stage);
}
