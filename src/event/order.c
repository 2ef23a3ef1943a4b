/*
 * Before and after: "shortly after the arrest", "ahead of the visit".
 *
 * A happening without a date of its own that the text puts before or after a dated one gets that one as its bound, and a
 * link between the two. The date stays open on the other side: nothing is guessed.
 */
#include <string.h>

#include "event/stage.h"
#include "lexicon/tables.h"

/* The relation that opens a phrase or clause: a row of order_words.tsv, or NULL. */
static const char *
relation_of (const DtlTree *tree, guint32 token)
{
  guint32 first = tree->left[token];
  const char *preposition = dtl_tree_case (tree, token), *relation = NULL;

  if (first < token)
    relation = dtl_table_cell (&dtl_table_order_words, dtl_tree_token (tree, first)->lower, DTL_ORDER_WORDS_RELATION);
  if (relation == NULL && preposition)
    relation = dtl_table_cell (&dtl_table_order_words, preposition, DTL_ORDER_WORDS_RELATION);
  return relation;
}

static DtlDate
open_end (const DtlDate *date)
{
  DtlDate out = { .shape = DTL_DATE_OPEN_END };
  DtlDay earliest, latest;

  if (!dtl_date_bounds (date, &earliest, &latest) || earliest == DTL_DAY_MIN)
    return (DtlDate) { 0 };
  out.from = date->from;
  return out;
}

static DtlDate
open_start (const DtlDate *date)
{
  DtlDate out = { .shape = DTL_DATE_OPEN_START };
  DtlDay earliest, latest;

  if (!dtl_date_bounds (date, &earliest, &latest) || latest == DTL_DAY_MAX)
    return (DtlDate) { 0 };
  out.to = date->shape == DTL_DATE_POINT ? date->from : date->to;
  return out;
}

static void
bound (DtlEventStage *stage, DtlHappening *happening, const DtlHappening *other, const char *relation)
{
  DtlLink link = { happening->occurrence, DTL_NONE, other->occurrence, relation };

  if (other->occurrence == DTL_NONE || happening->occurrence == DTL_NONE || other->occurrence == happening->occurrence)
    return;
  g_array_append_val (stage->document->links, link);
  if (!dtl_date_is_null (&happening->date) || dtl_date_is_null (&other->date)
      || happening->reality != DTL_REALITY_ACTUAL || other->reality != DTL_REALITY_ACTUAL)
    return;
  happening->date = strcmp (relation, "after") == 0 ? open_end (&other->date) : open_start (&other->date);
  happening->basis = DTL_BASIS_NARRATIVE;
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
          const char *relation;

          if ((base != DTL_DEPREL_OBL && base != DTL_DEPREL_ADVCL && base != DTL_DEPREL_NMOD)
              || stage->happening_at[child] == DTL_NONE || (relation = relation_of (tree, child)) == NULL)
            continue;
          bound (stage, happening, dtl_stage_happening (stage, stage->happening_at[child]), relation);
        }
    }
}
