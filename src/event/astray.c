/*
 * Phrases that the parse hangs on the word beside the one they belong to: a verb's on its object, a deed's on the thing it is
 * done to or on the verb that governs it. Prepositional attachment is where parsers of news err most.
 */
#include "event/astray.h"

#include <string.h>

#include "event/members.h"
#include "event/slot.h"

/* "announced talks with Cuba", "condemned the attack on Gao": whose parties are not those of the verb. */
static gboolean
is_statement_or_act_of_own (const DtlHappening *happening)
{
  static const char *const families[] = { "talk", "agree", "justice", "coerce", "move", "other" };

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (strcmp (dtl_stage_family (happening), families[i]) == 0)
      return FALSE;
  return TRUE;
}

/* What a preposition on the object of a verb tells of the verb, where the verb's own row is silent: "vetoed a loan to
 * Ukraine", "dropped charges against Keller", "mediated a truce between Israel and Hamas". */
static guint
fill_on_object (const DtlHappening *happening, DtlSlot slot)
{
  guint fill = happening->frame.fills[slot];
  const char *family = dtl_stage_family (happening);

  if (fill != DTL_FILLS_UNSET)
    return fill;
  switch (slot)
    {
    case DTL_SLOT_TO:
      return DTL_ROLE_RECIPIENT;
    case DTL_SLOT_AGAINST:
      return DTL_ROLE_PATIENT;
    case DTL_SLOT_FOR:
      /* "approved a loan for Peru" */
      return strcmp (family, "support") == 0 || strcmp (family, "agree") == 0 ? DTL_ROLE_BENEFICIARY
                                                                              : dtl_event_default_fill (happening, slot);
    case DTL_SLOT_ON:
      /* "lifted its embargo on Vietnam" */
      return strcmp (family, "coerce") == 0 || strcmp (family, "agree") == 0 ? DTL_ROLE_PATIENT : DTL_FILLS_NOTHING;
    case DTL_SLOT_WITH:
      return DTL_ROLE_COUNTERPART;
    case DTL_SLOT_BETWEEN:
      /* "the contract between A and B was signed" */
      return happening->is_passive ? DTL_ROLE_AGENT : DTL_ROLE_COUNTERPART;
    default:
      return DTL_FILLS_NOTHING;
    }
}

static void
fill_from_phrase_on_object (DtlEventStage *stage, DtlHappening *happening, guint32 child)
{
  const char *preposition = dtl_tree_case (&stage->tree, child);
  DtlSlot slot = preposition ? dtl_slot_from_string (preposition, strlen (preposition)) : DTL_SLOT_NONE;
  guint fill = slot == DTL_SLOT_NONE ? DTL_FILLS_NOTHING : fill_on_object (happening, slot);

  if (fill < DTL_FILLS_NOTHING && slot != DTL_SLOT_OF)
    dtl_event_add_nominal (stage, happening, child, fill, FALSE);
}

/* "its stake in a hotel group to a fund": whoever gets what is traded stands at the end, wherever the parse hangs him. */
static void
fill_from_end_of_object (DtlEventStage *stage, DtlHappening *happening, guint32 object)
{
  const DtlTree *tree = &stage->tree;

  if (strcmp (dtl_stage_family (happening), "trade") != 0 || fill_on_object (happening, DTL_SLOT_TO) != DTL_ROLE_RECIPIENT
      || dtl_event_has_recipient (happening))
    return;
  DTL_TREE_FOREACH_CHILD (tree, object, middle)
    if (dtl_tree_token (tree, middle)->deprel == DTL_DEPREL_NMOD)
      DTL_TREE_FOREACH_CHILD (tree, middle, child)
        if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_NMOD && g_strcmp0 (dtl_tree_case (tree, child), "to") == 0)
          dtl_event_add_nominal (stage, happening, child, DTL_ROLE_RECIPIENT, FALSE);
}

/* "Zambia's purchase of 12 aircraft from Leonis Aero": a phrase that belongs to the deed hangs on the thing. */
static void
fill_from_thing (DtlEventStage *stage, DtlHappening *happening, guint32 noun)
{
  const DtlTree *tree = &stage->tree;

  DTL_TREE_FOREACH_CHILD (tree, noun, thing)
    {
      if (dtl_tree_token (tree, thing)->deprel != DTL_DEPREL_NMOD || dtl_stage_actor (stage, thing) != DTL_NONE
          || stage->happening_at[thing] != DTL_NONE || g_strcmp0 (dtl_tree_case (tree, thing), "of") != 0)
        continue;
      DTL_TREE_FOREACH_CHILD (tree, thing, child)
        {
          const char *preposition = dtl_tree_case (tree, child);
          DtlSlot slot = preposition ? dtl_slot_from_string (preposition, strlen (preposition)) : DTL_SLOT_NONE;

          if (slot != DTL_SLOT_NONE && slot != DTL_SLOT_OF && dtl_tree_token (tree, child)->deprel == DTL_DEPREL_NMOD
              && happening->frame.fills[slot] < DTL_FILLS_NOTHING)
            dtl_event_add_nominal (stage, happening, child, happening->frame.fills[slot], FALSE);
        }
    }
}

/* "drew protests from students": a phrase right behind a deed that is the object of a verb, on which the parse hangs it. */
static void
fill_from_verb_above (DtlEventStage *stage, DtlHappening *happening, guint32 noun)
{
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, noun);

  if (word->deprel != DTL_DEPREL_OBJ || word->head < 0 || happening->core != DTL_NONE)
    return;
  DTL_TREE_FOREACH_CHILD (tree, word->head, child)
    {
      const char *preposition = dtl_tree_case (tree, child);
      DtlSlot slot = preposition ? dtl_slot_from_string (preposition, strlen (preposition)) : DTL_SLOT_NONE;

      if (slot != DTL_SLOT_NONE && dtl_tree_token (tree, child)->deprel == DTL_DEPREL_OBL
          && tree->left[child] == tree->right[noun] + 1 && happening->frame.fills[slot] < DTL_FILLS_NOTHING)
        dtl_event_fill_slot (stage, happening, child, slot, FALSE);
    }
}

/* "referred the call to the police": a phrase that the parse hangs on the object of a verb. */
void
dtl_event_fill_from_object (DtlEventStage *stage, DtlHappening *happening, guint32 verb)
{
  const DtlTree *tree = &stage->tree;
  gint32 object = dtl_tree_child (tree, verb, dtl_tree_is_passive (tree, verb) ? DTL_DEPREL_NSUBJ_PASS : DTL_DEPREL_OBJ);

  if (object < 0 || dtl_stage_actor (stage, object) != DTL_NONE
      || (stage->happening_at[object] != DTL_NONE && is_statement_or_act_of_own (happening)))
    return;
  fill_from_end_of_object (stage, happening, object);
  DTL_TREE_FOREACH_CHILD (tree, object, child)
    if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_NMOD)
      fill_from_phrase_on_object (stage, happening, child);
  /* "vetoed a loan to Ukraine": the parse hangs it on the verb as often; but "threw the door open to the public" */
  DTL_TREE_FOREACH_CHILD (tree, verb, child)
    if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_OBL && tree->left[child] == tree->right[object] + 1
        && stage->inside_name[child] != DTL_NONE && !dtl_event_is_town (stage, child))
      fill_from_phrase_on_object (stage, happening, child);
}

void
dtl_event_fill_from_deed (DtlEventStage *stage, DtlHappening *happening, guint32 noun)
{
  fill_from_thing (stage, happening, noun);
  fill_from_verb_above (stage, happening, noun);
}
