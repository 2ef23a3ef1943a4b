/*
 * Whose the subject of a clause is, where what happens to it happens to him: shares fall, planes land.
 */
#include "event/owners.h"

#include <string.h>

#include "event/members.h"
#include "lexicon/tables.h"

/* "shares in Norvik", "Norvik's shares", "Norvik's", behind which the word is left out: whose they are; or DTL_NONE. */
static guint32
owner_of_holding (const DtlEventStage *stage, guint32 token)
{
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, token);
  gint32 mark = dtl_tree_child (tree, token, DTL_DEPREL_CASE);

  if (mark > (gint32) token && dtl_tree_token (tree, mark)->xpos == DTL_XPOS_POS)
    return dtl_stage_actor (stage, token) == DTL_NONE ? DTL_NONE : token;
  if (word->lemma == NULL || !dtl_table_has (&dtl_table_holdings, word->lemma))
    return DTL_NONE;
  DTL_TREE_FOREACH_CHILD (tree, token, child)
    {
      const char *preposition = dtl_tree_case (tree, child);
      DtlDeprel deprel = dtl_tree_token (tree, child)->deprel;

      if (dtl_stage_actor (stage, child) != DTL_NONE
          && (deprel == DTL_DEPREL_NMOD_POSS
              || (deprel == DTL_DEPREL_NMOD && preposition
                  && (strcmp (preposition, "in") == 0 || strcmp (preposition, "of") == 0))))
        return child;
    }
  return DTL_NONE;
}

/* "Shares in Norvik rose": a firm is what happens to its shares. */
void
dtl_event_fill_from_holding (DtlEventStage *stage, DtlHappening *happening, guint32 verb)
{
  static const char *const moves[] = { "rise", "fall", "increase" };
  gint32 subject = dtl_tree_child (&stage->tree, verb, DTL_DEPREL_NSUBJ);
  gboolean moving = FALSE;
  guint32 owner;

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    moving |= strcmp (happening->event_class, moves[i]) == 0;
  if (moving && subject >= 0 && (owner = owner_of_holding (stage, subject)) != DTL_NONE)
    dtl_event_add_nominal (stage, happening, owner, DTL_ROLE_PATIENT, FALSE);
}

/* "Otte's plane landed": he did. */
void
dtl_event_fill_from_vehicle (DtlEventStage *stage, DtlHappening *happening, guint32 verb)
{
  const DtlTree *tree = &stage->tree;
  gint32 subject = dtl_tree_child (tree, verb, DTL_DEPREL_NSUBJ);
  const char *lemma = subject < 0 ? NULL : dtl_tree_token (tree, subject)->lemma;
  gint32 owner = subject < 0 ? -1 : dtl_tree_child (tree, subject, DTL_DEPREL_NMOD_POSS);

  if (owner >= 0 && lemma && dtl_word_has_function (lemma, "vehicle") && strcmp (dtl_stage_family (happening), "move") == 0
      && dtl_stage_actor (stage, subject) == DTL_NONE && dtl_stage_actor (stage, owner) != DTL_NONE
      && dtl_record_actor (stage->record, dtl_stage_actor (stage, owner))->kind != DTL_ACTOR_PLACE)
    dtl_event_add_nominal (stage, happening, owner, DTL_ROLE_AGENT, TRUE);
}
