/*
 * Whose an infinitive or a gerund is by the meaning of the verb above it.
 *
 * Syntax takes the object of the verb above, or its subject; those who are asked, blamed or thanked are known by their role
 * in what governs, wherever they stand in the clause.
 */
#include "event/control.h"

#include <string.h>

/* The role in a governing happening whose bearer is the subject of an infinitive below: those who are asked
 * ("called on him to resign") or those who come and talk ("called him to offer help"); DTL_FILLS_UNSET leaves it to
 * syntax. */
static guint
controlling_role (const DtlTree *tree, const DtlHappening *governor, DtlDeprel deprel)
{
  const char *family = dtl_stage_family (governor);

  /* "summoned him to protest" has an object and a purpose, "called on him to resign" neither */
  if (strcmp (family, "demand") == 0
      && (deprel == DTL_DEPREL_XCOMP || dtl_tree_child (tree, governor->trigger, DTL_DEPREL_OBJ) < 0))
    return DTL_ROLE_RECIPIENT;
  /* "elected her to lead the party", "paid him to leave" */
  if (strcmp (family, "appoint") == 0 || strcmp (governor->event_class, "pay") == 0
      || strcmp (governor->event_class, "name") == 0)
    return dtl_tree_child (tree, governor->trigger, DTL_DEPREL_OBJ) >= 0 ? DTL_ROLE_PATIENT : DTL_FILLS_UNSET;
  if (strcmp (family, "talk") == 0 || strcmp (family, "move") == 0)
    return DTL_ROLE_AGENT;
  return DTL_FILLS_UNSET;
}

/* "accused him of bribing officials", "charged her with taking bribes", "thanked them for coming": the one who is blamed or
 * thanked has done it. */
static gboolean
is_blamed_for (const DtlTree *tree, guint32 verb, const DtlHappening *governor)
{
  static const char *const families[] = { "criticise", "justice", "coerce", "support", "say" };
  const DtlToken *word = dtl_tree_token (tree, verb);
  gboolean with = dtl_tree_has_mark (tree, verb, "with") && strcmp (dtl_stage_family (governor), "justice") == 0;

  if (word->xpos != DTL_XPOS_VBG
      || (!with && !dtl_tree_has_mark (tree, verb, "of") && !dtl_tree_has_mark (tree, verb, "for")))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (strcmp (dtl_stage_family (governor), families[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_on_undergoing_side (DtlParticipantRole role)
{
  return role == DTL_ROLE_PATIENT || role == DTL_ROLE_RECIPIENT;
}

/* Whether the subject of an infinitive or a gerund could be taken from the meaning of the verb above. */
gboolean
dtl_event_fill_controlled_subject (DtlEventStage *stage, DtlHappening *happening, guint32 verb)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, verb);
  const DtlHappening *governor;
  guint role;
  gboolean found = FALSE, blamed;

  if ((word->deprel != DTL_DEPREL_XCOMP && word->deprel != DTL_DEPREL_ADVCL) || word->head < 0
      || stage->happening_at[word->head] == DTL_NONE)
    return FALSE;
  governor = dtl_stage_happening (stage, stage->happening_at[word->head]);
  blamed = is_blamed_for (&stage->tree, verb, governor);
  if (!blamed && dtl_tree_child_lower (&stage->tree, verb, "to") < 0)
    return FALSE;
  role = blamed || governor->is_passive ? DTL_FILLS_UNSET : controlling_role (&stage->tree, governor, word->deprel);
  for (guint i = 0; i < governor->arguments->len; i++)
    {
      DtlArgument argument = g_array_index (governor->arguments, DtlArgument, i);

      if (blamed ? !is_on_undergoing_side (argument.role) : argument.role != role)
        continue;
      dtl_event_add_actor (happening, argument.actor, argument.token, DTL_ROLE_AGENT, TRUE);
      found = TRUE;
    }
  /* "accusing them of lying": whoever they are, not the accuser */
  return found || (blamed && !governor->is_passive && dtl_tree_child (&stage->tree, word->head, DTL_DEPREL_OBJ) >= 0);
}
