/*
 * Before and after: "shortly after the arrest", "ahead of the visit".
 *
 * A happening without a date of its own that the text puts before or after a dated one gets that one as its bound, and a
 * link between the two. The date stays open on the other side: nothing is guessed. Where the text counts the days ("two
 * days after the vote"), the one gets its day from the other.
 */
#include <string.h>

#include "event/stage.h"
#include "lexicon/tables.h"

#define DAYS_MAX 3660 /* what an article counts in days or weeks */

/* The word that opens a phrase or clause and puts it before or after another, a row of order_words.tsv; or -1. */
static gint32
find_opening (const DtlTree *tree, guint32 token)
{
  DTL_TREE_FOREACH_CHILD (tree, token, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);

      if ((guint32) child < token && (word->deprel == DTL_DEPREL_CASE || word->deprel == DTL_DEPREL_MARK)
          && dtl_table_has (&dtl_table_order_words, word->lower))
        return child;
    }
  return dtl_table_has (&dtl_table_order_words, dtl_tree_token (tree, tree->left[token])->lower) ? (gint32) tree->left[token] : -1;
}

/* Days of an exact duration right before @opening ("two days after", "a week before"); 0 for none. */
static gint32
days_before (const DtlEventStage *stage, guint32 opening)
{
  guint32 number = opening > 0 ? stage->time_at[opening - 1] : DTL_NONE;
  const DtlTime *time;
  char *end;
  gint64 n;

  if (number == DTL_NONE)
    return 0;
  time = dtl_document_time (stage->document, number);
  if (time->type != DTL_TIME_DURATION || time->value == NULL || time->mod != NULL || time->value[0] != 'P')
    return 0;
  n = g_ascii_strtoll (time->value + 1, &end, 10);
  if (n <= 0 || n > DAYS_MAX || end[0] == '\0' || end[1] != '\0')
    return 0;
  return *end == 'D' ? n : *end == 'W' ? 7 * n : 0;
}

static gboolean
is_one_day (const DtlDate *date, DtlDay *day)
{
  DtlDay last;

  return dtl_date_bounds (date, day, &last) && *day == last;
}

/* "resigned two days after the vote": the day of either from that of the other. @days: from @earlier to @later. */
static gboolean
count_days (DtlHappening *earlier, DtlHappening *later, gint32 days)
{
  DtlDay day;

  if (earlier->reality != DTL_REALITY_ACTUAL || later->reality != DTL_REALITY_ACTUAL)
    return FALSE;
  if (dtl_date_is_null (&later->date) && is_one_day (&earlier->date, &day))
    {
      later->date = dtl_date_from_day (day + days);
      later->basis = DTL_BASIS_EXPRESSION;
      return TRUE;
    }
  if (dtl_date_is_null (&earlier->date) && is_one_day (&later->date, &day))
    {
      earlier->date = dtl_date_from_day (day - days);
      earlier->basis = DTL_BASIS_EXPRESSION;
      return TRUE;
    }
  return FALSE;
}

DtlDate
dtl_event_open_end (const DtlDate *date)
{
  DtlDate out = { .shape = DTL_DATE_OPEN_END };
  DtlDay earliest, latest;

  if (!dtl_date_bounds (date, &earliest, &latest) || earliest == DTL_DAY_MIN)
    return (DtlDate) { 0 };
  out.from = date->from;
  return out;
}

DtlDate
dtl_event_open_start (const DtlDate *date)
{
  DtlDate out = { .shape = DTL_DATE_OPEN_START };
  DtlDay earliest, latest;

  if (!dtl_date_bounds (date, &earliest, &latest) || latest == DTL_DAY_MAX)
    return (DtlDate) { 0 };
  out.to = date->shape == DTL_DATE_POINT ? date->from : date->to;
  return out;
}

static void
bound (DtlHappening *happening, const DtlHappening *other, gboolean after)
{
  if (!dtl_date_is_null (&happening->date) || dtl_date_is_null (&other->date)
      || happening->reality != DTL_REALITY_ACTUAL || other->reality != DTL_REALITY_ACTUAL)
    return;
  happening->date = after ? dtl_event_open_end (&other->date) : dtl_event_open_start (&other->date);
  happening->basis = DTL_BASIS_NARRATIVE;
}

static void
relate (DtlEventStage *stage, DtlHappening *happening, DtlHappening *other, guint32 opening)
{
  const char *relation
    = dtl_table_cell (&dtl_table_order_words, dtl_tree_token (&stage->tree, opening)->lower, DTL_ORDER_WORDS_RELATION);
  DtlLink link = { happening->occurrence, DTL_NONE, other->occurrence, relation };
  gboolean after = strcmp (relation, "after") == 0;
  gint32 days = days_before (stage, opening);

  if (other->occurrence == DTL_NONE || happening->occurrence == DTL_NONE || other->occurrence == happening->occurrence)
    return;
  g_array_append_val (stage->document->links, link);
  if (days == 0 || !count_days (after ? other : happening, after ? happening : other, days))
    bound (happening, other, after);
}

/* Links first name occurrences; events are written in the order of occurrences, so their numbers are the same. */
void
dtl_event_order (DtlEventStage *stage)
{
  const DtlTree *tree = &stage->tree;

  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *happening = dtl_stage_happening (stage, i);

      DTL_TREE_FOREACH_CHILD (tree, happening->trigger, child)
        {
          DtlDeprel base = dtl_deprel_base (dtl_tree_token (tree, child)->deprel);
          gint32 opening;

          if ((base != DTL_DEPREL_OBL && base != DTL_DEPREL_ADVCL && base != DTL_DEPREL_NMOD)
              || stage->happening_at[child] == DTL_NONE || (opening = find_opening (tree, child)) < 0)
            continue;
          relate (stage, happening, dtl_stage_happening (stage, stage->happening_at[child]), opening);
        }
    }
}
