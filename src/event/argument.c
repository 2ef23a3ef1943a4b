/*
 * Who takes part, and where.
 *
 * Every child of the trigger (and of its second word, for support verbs) stands in a slot (slot.c). The subject may have to be
 * looked for outside the clause; then the participant is marked implicit.
 */
#include <string.h>

#include "document/lookup.h"
#include "event/astray.h"
#include "event/control.h"
#include "event/members.h"
#include "event/owners.h"
#include "event/place.h"
#include "event/slot.h"
#include "lexicon/tables.h"

#define SHARED_MAX 2 /* tokens from one verb to the next that shares its object */

/* "was given a prize" has its receiver as subject, "was named minister" does not. */
static DtlSlot
passive_slot (const DtlTree *tree, const DtlHappening *happening, guint32 verb)
{
  gboolean two_objects = happening->frame.fills[DTL_SLOT_IOBJ] != DTL_FILLS_UNSET;

  return two_objects && dtl_tree_child (tree, verb, DTL_DEPREL_OBJ) >= 0 ? DTL_SLOT_IOBJ : DTL_SLOT_OBJ;
}

static DtlSlot
prepositional_slot (const DtlHappening *happening, const DtlToken *child, const char *preposition)
{
  if (child->deprel == DTL_DEPREL_OBL_AGENT
      || (strcmp (preposition, "by") == 0 && happening->is_passive))
    return DTL_SLOT_SUBJ;
  if (strcmp (preposition, "toward") == 0 || strcmp (preposition, "towards") == 0)
    return DTL_SLOT_TOWARD;
  return dtl_slot_from_string (preposition, strlen (preposition));
}

/* "told him that they must stop sales to Russia": the phrase ends a clause below, and somebody in it has no part here.
 * Places and times find their clause by themselves. */
static gboolean
is_hung_too_high (const DtlEventStage *stage, guint32 token, guint32 child)
{
  gint32 head = dtl_document_phrase_head (stage->document, stage->tree.left[child], child);

  return head >= 0 && (guint32) head != token && head > (gint32) token
         && dtl_tree_token (&stage->tree, head)->deprel == DTL_DEPREL_CCOMP;
}

/* "Chad's expulsion of the envoy": who owns a deed that is done to another has done it. */
static gboolean
owns_deed (const DtlEventStage *stage, const DtlHappening *happening, guint32 noun)
{
  const DtlTree *tree = &stage->tree;

  DTL_TREE_FOREACH_CHILD (tree, noun, child)
    if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_NMOD && g_strcmp0 (dtl_tree_case (tree, child), "of") == 0
        && dtl_stage_actor (stage, child) != DTL_NONE)
      return dtl_event_fill_of (happening, DTL_SLOT_POSS) == DTL_ROLE_PATIENT;
  return FALSE;
}

/* "fined Quanta 300 million euros", in which the parse takes the name for a part of the sum; or -1. */
static gint32
name_in_sum (const DtlEventStage *stage, guint32 sum)
{
  const DtlTree *tree = &stage->tree;

  DTL_TREE_FOREACH_CHILD (tree, sum, child)
    if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_COMPOUND && dtl_stage_actor (stage, child) != DTL_NONE
        && tree->right[child] + 1 < sum && dtl_tree_token (tree, tree->right[child] + 1)->upos == DTL_UPOS_NUM)
      return child;
  return -1;
}

/* "awarded Fisk 2 million dollars" gives to her, "fined Quanta 300 million euros" takes. */
static DtlSlot
slot_before_sum (const DtlHappening *happening)
{
  const guint8 *fills = happening->frame.fills;

  return fills[DTL_SLOT_OBJ] == DTL_FILLS_NOTHING || fills[DTL_SLOT_IOBJ] != DTL_FILLS_UNSET ? DTL_SLOT_IOBJ : DTL_SLOT_OBJ;
}

static gboolean
opens_with_company (const DtlTree *tree, guint32 token)
{
  guint32 first = tree->left[token];

  while (first < token && dtl_tree_token (tree, first)->upos == DTL_UPOS_PUNCT)
    first++;
  return dtl_word_has_function (dtl_tree_token (tree, first)->lower, "company");
}

static gboolean
follows_company (const DtlTree *tree, guint32 token)
{
  guint32 first = tree->left[token];

  return first > 0 && dtl_word_has_function (dtl_tree_token (tree, first - 1)->lower, "company");
}

/* The role of the group whose members are named at @token: of the last plural before it; AGENT if there is none. */
static DtlParticipantRole
role_of_group (const DtlEventStage *stage, const DtlHappening *happening, guint32 token)
{
  DtlParticipantRole role = happening->is_passive ? DTL_ROLE_PATIENT : DTL_ROLE_AGENT;
  guint32 last = 0;

  for (guint i = 0; i < happening->arguments->len; i++)
    {
      const DtlArgument *argument = &g_array_index (happening->arguments, DtlArgument, i);

      if (argument->token < token && argument->token >= last
          && dtl_tree_token (&stage->tree, argument->token)->xpos == DTL_XPOS_NNS)
        {
          last = argument->token;
          role = argument->role;
        }
    }
  return role;
}

/* "resigned on Monday, including Reyes", "among them Reyes", "signed in April: Chile, Peru": the first of the names of
 * members, or -1. */
static gint32
members_at (const DtlTree *tree, guint32 child)
{
  const char *preposition = dtl_tree_case (tree, child);
  guint32 next = tree->right[child] + 1;
  gint32 name;

  if (preposition && dtl_word_has_function (preposition, "example"))
    return child;
  if (preposition && strcmp (preposition, "among") == 0 && strcmp (dtl_tree_token (tree, child)->lower, "them") == 0)
    {
      name = dtl_tree_child (tree, child, DTL_DEPREL_APPOS);
      if (name >= 0)
        return name;
      /* "among them the conductor, Judit Farkas" */
      DTL_TREE_FOREACH_CHILD (tree, dtl_tree_token (tree, child)->head, beside)
        if (tree->left[beside] == next && dtl_tree_token (tree, beside)->xpos == DTL_XPOS_NN)
          return beside;
      return next < tree->n_tokens && dtl_tree_token (tree, next)->upos == DTL_UPOS_PROPN ? (gint32) next : -1;
    }
  if (tree->left[child] > 0 && dtl_tree_token (tree, child)->upos == DTL_UPOS_PROPN
      && (strcmp (dtl_tree_token (tree, tree->left[child])->lower, ":") == 0
          || strcmp (dtl_tree_token (tree, tree->left[child] - 1)->lower, ":") == 0)
      && dtl_tree_child (tree, child, DTL_DEPREL_CONJ) >= 0)
    return child;
  return -1;
}

static gboolean
fill_members (DtlEventStage *stage, DtlHappening *happening, guint32 child)
{
  gint32 members = members_at (&stage->tree, child);

  if (members >= 0)
    dtl_event_add_nominal (stage, happening, members, role_of_group (stage, happening, child), FALSE);
  return members >= 0;
}

/* The passive verb above, through a clause without a subject, of which a "by" below the active verb @token tells: "were ordered
 * to leave by a court"; or DTL_NONE. */
static guint32
passive_above (const DtlEventStage *stage, guint32 token)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, token);

  if (word->upos != DTL_UPOS_VERB || word->head < 0 || (word->deprel != DTL_DEPREL_XCOMP && word->deprel != DTL_DEPREL_ADVCL)
      || dtl_tree_child_base (&stage->tree, token, DTL_DEPREL_NSUBJ) >= 0 || dtl_tree_is_passive (&stage->tree, token)
      || !dtl_tree_is_passive (&stage->tree, word->head))
    return DTL_NONE;
  return stage->happening_at[word->head];
}

/* What a prepositional phrase @child says of the word @token, on which it hangs or should. */
static void
fill_from_phrase (DtlEventStage *stage, DtlHappening *happening, guint32 token, guint32 child)
{
  const char *preposition = dtl_tree_case (&stage->tree, child);
  DtlSlot slot;
  guint32 above;

  if (preposition == NULL || strcmp (preposition, "according") == 0)
    return;
  above = strcmp (preposition, "by") == 0 ? passive_above (stage, token) : DTL_NONE;
  if (above != DTL_NONE)
    {
      dtl_event_fill_slot (stage, dtl_stage_happening (stage, above), child, DTL_SLOT_SUBJ, FALSE);
      return;
    }
  slot = prepositional_slot (happening, dtl_tree_token (&stage->tree, child), preposition);
  /* "Rafael, along with Ingrid, visited", "visited together with Ingrid" */
  if (strcmp (preposition, "with") == 0
      && ((child < token && opens_with_company (&stage->tree, child)) || follows_company (&stage->tree, child)))
    slot = happening->is_passive ? DTL_SLOT_OBJ : DTL_SLOT_SUBJ;
  if (dtl_event_fill_of (happening, slot) >= DTL_FILLS_NOTHING || !is_hung_too_high (stage, token, child))
    dtl_event_fill_slot (stage, happening, dtl_tree_antecedent (&stage->tree, child), slot, FALSE);
  if (happening->place == DTL_NONE && dtl_event_is_where (stage, child)
      && dtl_event_fill_of (happening, dtl_slot_from_string (preposition, strlen (preposition))) >= DTL_FILLS_NOTHING)
    dtl_event_set_place (stage, happening, child);
}

/* "was briefed by Lapid in Riga", "the visit by Queen Ingrid to Nuuk": nothing else hangs on a person's name. */
static void
fill_from_names (DtlEventStage *stage, DtlHappening *happening, guint32 token)
{
  const DtlTree *tree = &stage->tree;

  DTL_TREE_FOREACH_CHILD (tree, token, name)
    {
      guint32 entity = stage->entity_at[name];

      if (entity == DTL_NONE || dtl_document_entity (stage->document, entity)->form != DTL_ENTITY_NAME
          || dtl_document_entity (stage->document, entity)->kind != DTL_ACTOR_PERSON)
        continue;
      DTL_TREE_FOREACH_CHILD (tree, name, child)
        {
          const char *preposition = dtl_tree_case (tree, child);

          if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_NMOD && preposition && strcmp (preposition, "of") != 0
              && stage->happening_at[child] == DTL_NONE)
            fill_from_phrase (stage, happening, token, child);
        }
    }
}

/* "Chad's election" */
static gboolean
is_where_it_is_held (const DtlEventStage *stage, const DtlHappening *happening, guint32 owner)
{
  guint32 actor = dtl_stage_actor (stage, owner);
  DtlActorKind kind;

  if (!happening->is_nominal || actor == DTL_NONE || !dtl_table_has (&dtl_table_owned_classes, happening->event_class))
    return FALSE;
  kind = dtl_record_actor (stage->record, actor)->kind;
  return stage->inside_name[owner] != DTL_NONE && (kind == DTL_ACTOR_PLACE || kind == DTL_ACTOR_COUNTRY);
}

/* Children of @token, a trigger or the second word of one. */
/* Whoever is to do what the clause @clause asks for. */
static void
fill_from_clause (DtlEventStage *stage, DtlHappening *happening, guint32 clause)
{
  gint32 subject = dtl_tree_child (&stage->tree, clause, DTL_DEPREL_NSUBJ);

  if (subject >= 0 && dtl_tree_token (&stage->tree, subject)->upos != DTL_UPOS_PRON)
    dtl_event_fill_slot (stage, happening, subject, DTL_SLOT_CCOMP, FALSE);
}

static void
fill_from_children (DtlEventStage *stage, DtlHappening *happening, guint32 token, gboolean is_verb)
{
  const DtlTree *tree = &stage->tree;
  gboolean passive = is_verb && dtl_tree_is_passive (tree, token);
  gint32 clause = dtl_tree_child (tree, token, DTL_DEPREL_XCOMP);

  DTL_TREE_FOREACH_CHILD (tree, token, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);
      const char *preposition = dtl_tree_case (tree, child);
      guint32 meant = dtl_tree_antecedent (tree, child);

      if (stage->happening_at[child] != DTL_NONE
          && dtl_stage_happening (stage, stage->happening_at[child]) == happening)
        continue;
      if (is_verb && fill_members (stage, happening, child))
        continue;
      switch (word->deprel)
        {
        case DTL_DEPREL_OBJ:
          if (name_in_sum (stage, child) >= 0)
            dtl_event_fill_slot (stage, happening, name_in_sum (stage, child), slot_before_sum (happening), FALSE);
          else
            dtl_event_fill_slot (stage, happening, meant, DTL_SLOT_OBJ, FALSE);
          break;
        case DTL_DEPREL_IOBJ:
          dtl_event_fill_slot (stage, happening, meant, DTL_SLOT_IOBJ, FALSE);
          break;
        case DTL_DEPREL_XCOMP:
          /* "found him guilty", with the object taken for a subject of what follows */
          if (word->upos != DTL_UPOS_VERB && is_verb && dtl_tree_child (tree, child, DTL_DEPREL_NSUBJ) >= 0)
            dtl_event_fill_slot (stage, happening, dtl_tree_child (tree, child, DTL_DEPREL_NSUBJ), DTL_SLOT_OBJ, FALSE);
          break;
        case DTL_DEPREL_CCOMP: /* "demanded that France withdraw" */
          if (happening->frame.fills[DTL_SLOT_CCOMP] != DTL_FILLS_UNSET)
            fill_from_clause (stage, happening, child);
          break;
        case DTL_DEPREL_NSUBJ_PASS:
          if (passive)
            dtl_event_fill_slot (stage, happening, child, passive_slot (tree, happening, token), FALSE);
          break;
        case DTL_DEPREL_NMOD_POSS:
          if (is_where_it_is_held (stage, happening, child))
            happening->place = happening->place == DTL_NONE ? (guint32) child : happening->place;
          else
            dtl_event_fill_slot (stage, happening, child, owns_deed (stage, happening, token) ? DTL_SLOT_BY : DTL_SLOT_POSS, FALSE);
          break;
        case DTL_DEPREL_COMPOUND:
        case DTL_DEPREL_AMOD:
          if (!is_verb && dtl_event_is_place_of_noun (stage, happening, child))
            happening->place = happening->place == DTL_NONE ? (guint32) child : happening->place;
          else if (!is_verb)
            dtl_event_fill_slot (stage, happening, child, DTL_SLOT_COMP, FALSE);
          break;
        case DTL_DEPREL_OBL:
        case DTL_DEPREL_OBL_AGENT:
        case DTL_DEPREL_NMOD:
          /* "called for Omondi to resign" */
          if (preposition == NULL && clause >= 0 && dtl_tree_for_subject (tree, clause) == child)
            dtl_event_add_nominal (stage, happening, child, DTL_ROLE_RECIPIENT, FALSE);
          fill_from_phrase (stage, happening, token, child);
          break;
        default:
          break;
        }
    }
}

/* "Ex-minister Haas jailed for fraud", "Renner cleared of murder": no person does to nobody what courts do to people. */
static gboolean
is_judged (const DtlEventStage *stage, const DtlHappening *happening, guint32 verb, guint32 subject)
{
  static const char *const classes[] = { "arrest", "detain", "charge", "convict", "sentence", "acquit", "deport" };
  const DtlTree *tree = &stage->tree;
  gint32 other = dtl_tree_child (tree, verb, DTL_DEPREL_CONJ);
  gboolean is_class = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    is_class |= strcmp (happening->event_class, classes[i]) == 0;
  return is_class && dtl_event_is_kind (stage, subject, DTL_ACTOR_PERSON) && dtl_tree_child (tree, verb, DTL_DEPREL_XCOMP) < 0
         && dtl_tree_token (tree, verb)->deprel != DTL_DEPREL_ACL_RELCL && dtl_tree_token (tree, verb)->xpos != DTL_XPOS_VBZ
         && (other < 0 || dtl_tree_child (tree, other, DTL_DEPREL_OBJ) < 0)
         && (happening->frame.flags & DTL_FRAME_REPORT) == 0;
}

/* "Ex-minister jailed for fraud", "was fined and suspended": a verb of what is done to somebody that has neither object
 * nor auxiliary. The model's roles know it, or a person is the subject of what courts and police do. */
static gboolean
is_reduced_passive (const DtlEventStage *stage, const DtlHappening *happening, guint32 verb, guint32 subject)
{
  static const char *const families[] = { "justice", "violence", "coerce", "appoint" };
  const DtlTree *tree = &stage->tree;
  const char *family = dtl_stage_family (happening);
  gboolean is_kind = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    is_kind |= strcmp (family, families[i]) == 0;
  if (!is_kind || happening->frame.fills[DTL_SLOT_SUBJ] != DTL_FILLS_UNSET
      || dtl_event_fill_of (happening, DTL_SLOT_OBJ) != DTL_ROLE_PATIENT || dtl_tree_child (tree, verb, DTL_DEPREL_OBJ) >= 0
      || dtl_tree_child_base (tree, verb, DTL_DEPREL_AUX) >= 0 || dtl_tree_child (tree, verb, DTL_DEPREL_CCOMP) >= 0
      || dtl_tree_token (tree, verb)->xpos == DTL_XPOS_VBG || dtl_tree_child_lower (tree, verb, "to") >= 0)
    return FALSE;
  return dtl_document_argument_with (stage->document, verb, DTL_PROPBANK_ARG1) == (gint32) subject
         || is_judged (stage, happening, verb, subject);
}

/* "signed a letter accusing the mayor", "issued an order banning boats": what a paper says or does is done by those who give
 * it out. */
static void
fill_from_author (DtlEventStage *stage, DtlHappening *happening, guint32 verb)
{
  static const char *const classes[] = { "sign", "adopt", "issue", "file", "post", "publish",
                                         "send", "write", "release", "propose" };
  const DtlToken *word = dtl_tree_token (&stage->tree, verb), *paper = dtl_tree_token (&stage->tree, word->head);
  const DtlHappening *above;
  gboolean gives_out = FALSE;
  DtlFrame frame;

  if (paper->deprel != DTL_DEPREL_OBJ || stage->happening_at[paper->head] == DTL_NONE)
    return;
  above = dtl_stage_happening (stage, stage->happening_at[paper->head]);
  /* the verb's own row: with "statement", "issued" is of the class of saying, and so is "received" */
  if (!dtl_event_find_frame (stage, paper->head, FALSE, &frame))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gives_out |= strcmp (frame.event_class, classes[i]) == 0;
  for (guint i = 0; gives_out && i < above->arguments->len; i++)
    {
      DtlArgument argument = g_array_index (above->arguments, DtlArgument, i);

      if (argument.role == DTL_ROLE_AGENT)
        dtl_event_add_actor (happening, argument.actor, argument.token, DTL_ROLE_AGENT, TRUE);
    }
}

static void
fill_subject (DtlEventStage *stage, DtlHappening *happening, guint32 verb)
{
  const DtlTree *tree = &stage->tree;
  gboolean implicit, is_object, passive = dtl_tree_is_passive (tree, verb);
  gint32 inverted = happening->frame.flags & DTL_FRAME_REPORT ? dtl_tree_inverted_subject (tree, verb) : -1;
  guint32 subject = dtl_tree_subject (tree, verb, &implicit, &is_object);

  if (inverted >= 0 && dtl_stage_actor (stage, inverted) != DTL_NONE)
    {
      dtl_event_add_nominal (stage, happening, inverted, DTL_ROLE_AGENT, FALSE);
      return;
    }
  if (implicit && !passive && dtl_tree_for_subject (tree, verb) < 0
      && dtl_event_fill_controlled_subject (stage, happening, verb))
    return;
  if (subject == DTL_NONE
      || (stage->happening_at[subject] != DTL_NONE
          && dtl_stage_happening (stage, stage->happening_at[subject]) == happening))
    return;
  if (dtl_tree_token (tree, verb)->deprel == DTL_DEPREL_ACL && dtl_tree_token (tree, verb)->xpos == DTL_XPOS_VBG
      && dtl_tree_token (tree, verb)->head == (gint32) subject && dtl_stage_actor (stage, subject) == DTL_NONE)
    fill_from_author (stage, happening, verb);
  passive |= is_reduced_passive (stage, happening, verb, subject);
  dtl_event_fill_slot (stage, happening, subject, is_object || passive ? passive_slot (tree, happening, verb) : DTL_SLOT_SUBJ,
             implicit);
}

static gboolean
has_oblique_of_thing (const DtlEventStage *stage, guint32 verb)
{
  DTL_TREE_FOREACH_CHILD (&stage->tree, verb, child)
    if (dtl_tree_token (&stage->tree, child)->deprel == DTL_DEPREL_OBL && stage->time_at[child] == DTL_NONE
        && !dtl_event_is_where (stage, child))
      return TRUE;
  return FALSE;
}

/* "the hotel where they met": the antecedent is a circumstance. */
static gboolean
has_relative_adverb (const DtlTree *tree, guint32 verb)
{
  DTL_TREE_FOREACH_CHILD (tree, verb, child)
    if (dtl_tree_token (tree, child)->xpos == DTL_XPOS_WRB)
      return TRUE;
  return FALSE;
}

/* "the men whom police arrested": the antecedent is the object that the clause lacks. */
static void
fill_relative_object (DtlEventStage *stage, DtlHappening *happening, guint32 verb)
{
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, verb);
  gboolean implicit, is_object;
  guint32 subject;

  if (word->deprel != DTL_DEPREL_ACL_RELCL || word->head < 0 || dtl_tree_child (tree, verb, DTL_DEPREL_OBJ) >= 0
      || dtl_tree_child (tree, verb, DTL_DEPREL_CCOMP) >= 0 || dtl_tree_is_passive (tree, verb)
      || happening->core != DTL_NONE)
    return;
  for (guint i = 0; i < happening->arguments->len; i++)
    if (g_array_index (happening->arguments, DtlArgument, i).token == (guint32) word->head)
      return;
  subject = dtl_tree_subject (tree, verb, &implicit, &is_object);
  if (subject != DTL_NONE && subject != (guint32) word->head && !has_relative_adverb (tree, verb)
      && !has_oblique_of_thing (stage, verb))
    dtl_event_fill_slot (stage, happening, word->head, DTL_SLOT_OBJ, FALSE);
}

/* "arrested and charged him": the object of both. */
static void
fill_shared_object (DtlEventStage *stage, DtlHappening *happening, guint32 verb)
{
  const DtlTree *tree = &stage->tree;
  gint32 other = dtl_tree_child (tree, verb, DTL_DEPREL_CONJ), object;

  if (other < 0 || other > (gint32) verb + SHARED_MAX || dtl_tree_token (tree, other)->upos != DTL_UPOS_VERB
      || dtl_tree_child (tree, verb, DTL_DEPREL_OBJ) >= 0 || dtl_tree_is_passive (tree, verb))
    return;
  object = dtl_tree_child (tree, other, DTL_DEPREL_OBJ);
  if (object >= 0)
    dtl_event_fill_slot (stage, happening, object, DTL_SLOT_OBJ, FALSE);
}

static gboolean
has_agent (const DtlHappening *happening)
{
  for (guint i = 0; i < happening->arguments->len; i++)
    if (g_array_index (happening->arguments, DtlArgument, i).role == DTL_ROLE_AGENT)
      return TRUE;
  return FALSE;
}

/* A finite verb whose agent the tree did not give takes the one that the model's roles do ("…, the minister, who resigned
 * on Monday, told him"). Who does what an infinitive or a noun says, and what is done to whom, the rules above know better:
 * roles added there were wrong as often as right. */
static void
fill_agent_from_roles (DtlEventStage *stage, DtlHappening *happening, guint32 verb)
{
  gint32 agent = dtl_document_argument_with (stage->document, verb, DTL_PROPBANK_ARG0);

  if (agent >= 0 && stage->happening_at[agent] == DTL_NONE && !has_agent (happening)
      && dtl_tree_child_lower (&stage->tree, verb, "to") < 0)
    dtl_event_fill_slot (stage, happening, agent, DTL_SLOT_SUBJ, TRUE);
}

static gboolean
has_undergoer (const DtlHappening *happening)
{
  for (guint i = 0; i < happening->arguments->len; i++)
    if (g_array_index (happening->arguments, DtlArgument, i).role != DTL_ROLE_AGENT)
      return TRUE;
  return FALSE;
}

/* "Russia withdrew its troops", "the general was found dead": where the verb's row has no role for an object, people who are
 * its object by the tree and undergo it by the model's roles do so. Either method alone is wrong more often than right. */
static void
fill_undergoer_from_roles (DtlEventStage *stage, DtlHappening *happening, guint32 verb)
{
  gint32 token = dtl_document_argument_with (stage->document, verb, DTL_PROPBANK_ARG1);
  guint32 actor = token < 0 ? DTL_NONE : dtl_stage_actor (stage, token);
  DtlActorKind kind;
  DtlDeprel deprel;

  if (actor == DTL_NONE || happening->core != DTL_NONE || stage->happening_at[token] != DTL_NONE || has_undergoer (happening))
    return;
  kind = dtl_record_actor (stage->record, actor)->kind;
  deprel = dtl_tree_token (&stage->tree, token)->deprel;
  if ((kind == DTL_ACTOR_PERSON || kind == DTL_ACTOR_GROUP)
      && (deprel == DTL_DEPREL_OBJ || deprel == DTL_DEPREL_NSUBJ_PASS || deprel == DTL_DEPREL_IOBJ)
      && dtl_tree_token (&stage->tree, token)->head == (gint32) verb)
    dtl_event_add_nominal (stage, happening, token,
                           dtl_stage_is_symmetric (happening) ? DTL_ROLE_COUNTERPART : DTL_ROLE_PATIENT, FALSE);
}

void
dtl_event_find_arguments_of (DtlEventStage *stage, DtlHappening *happening)
{
  guint32 words[2] = { happening->trigger, happening->core };

  for (guint i = 0; i < 2 && words[i] != DTL_NONE; i++)
    {
      gboolean is_verb = dtl_tree_token (&stage->tree, words[i])->upos == DTL_UPOS_VERB;

      if (is_verb)
        fill_subject (stage, happening, words[i]);
      fill_from_children (stage, happening, words[i], is_verb);
      fill_from_names (stage, happening, words[i]);
      if (!is_verb)
        dtl_event_fill_from_deed (stage, happening, words[i]);
      if (is_verb)
        {
          fill_relative_object (stage, happening, words[i]);
          dtl_event_fill_from_object (stage, happening, words[i]);
          fill_shared_object (stage, happening, words[i]);
          dtl_event_fill_from_holding (stage, happening, words[i]);
          dtl_event_fill_from_vehicle (stage, happening, words[i]);
          fill_agent_from_roles (stage, happening, words[i]);
          fill_undergoer_from_roles (stage, happening, words[i]);
        }
    }
}

void
dtl_event_find_arguments (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    dtl_event_find_arguments_of (stage, dtl_stage_happening (stage, i));
}
