/*
 * Whom a nominal stands for.
 *
 * The head may name nobody ("dozens of miners", "its president, Denise Alvarado") or too few: the members that an
 * apposition or a list behind a colon counts in full take the place of the group ("two ministers, Saleh and Nasser"),
 * those that are examples stand beside it ("leaders including Virtanen"), and so do those who come along ("together with
 * Portugal").
 */
#include "event/members.h"

#include <string.h>

#include "event/place.h"
#include "lexicon/tables.h"

#define CHAIN_MAX 8  /* conjuncts that hang one on the other */
#define PAIR_MAX 100 /* tokens back to those whom "the two" are */

void
dtl_event_add_actor (DtlHappening *happening, guint32 actor, guint32 token, DtlParticipantRole role, gboolean implicit)
{
  DtlArgument argument = { actor, token, role, implicit };

  if (actor == DTL_NONE) /* "a base in Lamu county", which is nobody of the record */
    return;
  for (guint i = 0; i < happening->arguments->len; i++)
    if (g_array_index (happening->arguments, DtlArgument, i).actor == actor)
      return;
  g_array_append_val (happening->arguments, argument);
}

/* "one of the ministers", "dozens of protesters": the actor is below. */
static guint32
below_measure (const DtlEventStage *stage, guint32 token)
{
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, token);

  if (word->upos != DTL_UPOS_NUM && !(word->lemma && dtl_table_has (&dtl_table_partitives, word->lemma)))
    return DTL_NONE;
  DTL_TREE_FOREACH_CHILD (tree, token, child)
    if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_NMOD)
      return child;
  return DTL_NONE;
}

static gboolean
is_person (const DtlEventStage *stage, guint32 token)
{
  guint32 actor = dtl_stage_actor (stage, token);

  return actor != DTL_NONE && dtl_record_actor (stage->record, actor)->kind == DTL_ACTOR_PERSON;
}

static gboolean
is_name (const DtlEventStage *stage, guint32 token)
{
  guint32 entity = stage->entity_at[token];

  return entity != DTL_NONE && dtl_stage_actor (stage, token) != DTL_NONE
         && dtl_document_entity (stage->document, entity)->form == DTL_ENTITY_NAME;
}

/* "its president, Denise Alvarado,": the name beside a description. "the head of the union, Ana Reyes,": the parse may
 * take the person for the union. */
static guint32
named_beside (const DtlEventStage *stage, guint32 token)
{
  const DtlTree *tree = &stage->tree;

  DTL_TREE_FOREACH_CHILD (tree, token, child)
    if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_APPOS && dtl_stage_actor (stage, child) != DTL_NONE)
      return child;
  DTL_TREE_FOREACH_CHILD (tree, token, below)
    if (dtl_tree_token (tree, below)->deprel == DTL_DEPREL_NMOD && !is_person (stage, below))
      DTL_TREE_FOREACH_CHILD (tree, below, child)
        if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_APPOS && is_person (stage, child))
          return child;
  return DTL_NONE;
}

/* "an electrician from Leeds named Owen Tate": the name that a participle tells, of the word or of one beside it. */
static guint32
called_below (const DtlEventStage *stage, guint32 token)
{
  const DtlTree *tree = &stage->tree;

  DTL_TREE_FOREACH_CHILD (tree, token, child)
    {
      gint32 name = dtl_tree_name_told (tree, child);

      if (name < 0 && dtl_tree_token (tree, child)->deprel == DTL_DEPREL_APPOS)
        DTL_TREE_FOREACH_CHILD (tree, child, below)
          name = MAX (name, dtl_tree_name_told (tree, below));
      if (name >= 0 && is_person (stage, name))
        return name;
    }
  return DTL_NONE;
}

/* "Tesfaye Lemma, the runner who won": the name before a description, but not "Amin, whose brother". */
static guint32
named_above (const DtlEventStage *stage, guint32 token)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, token);

  if (dtl_tree_child (&stage->tree, token, DTL_DEPREL_NMOD_POSS) >= 0 || word->deprel != DTL_DEPREL_APPOS || word->head < 0
      || dtl_stage_actor (stage, word->head) == DTL_NONE)
    return DTL_NONE;
  return word->head;
}

/* "the village of Orlovka": the place is the name. */
static guint32
named_below (const DtlEventStage *stage, guint32 token)
{
  const char *lemma = dtl_tree_token (&stage->tree, token)->lemma;
  guint32 place;

  if (lemma == NULL || !dtl_table_has (&dtl_table_place_nouns, lemma))
    return DTL_NONE;
  place = dtl_event_place_in_phrase (stage, token);
  return place != token ? place : DTL_NONE;
}

/* "Putin's plan", "the patents of Protifly", "the giant, whose sales": whose the thing is; of things that are traded, who has
 * made them ("50 Airbus jets"). */
static guint32
owner_of (const DtlEventStage *stage, const DtlHappening *happening, guint32 token)
{
  const DtlTree *tree = &stage->tree;
  gboolean is_trade = strcmp (dtl_stage_family (happening), "trade") == 0;

  DTL_TREE_FOREACH_CHILD (tree, token, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);
      guint32 owner = dtl_tree_antecedent (tree, child);

      if (dtl_stage_actor (stage, owner) == DTL_NONE)
        continue;
      if (word->deprel == DTL_DEPREL_NMOD_POSS
          || (word->deprel == DTL_DEPREL_NMOD && stage->happening_at[token] == DTL_NONE && is_name (stage, child)
              && g_strcmp0 (dtl_tree_case (tree, child), "of") == 0))
        return owner;
      if (is_trade && word->deprel == DTL_DEPREL_COMPOUND
          && dtl_record_actor (stage->record, dtl_stage_actor (stage, owner))->kind == DTL_ACTOR_ORGANISATION)
        return owner;
    }
  return DTL_NONE;
}

/* "criticised Putin's plan", "bought Voltara's plants", "the fleet of Voltara was grounded": done to the owner, too. */
static gboolean
reaches_owner (const DtlHappening *happening)
{
  static const char *const families[] = { "criticise", "support", "demand", "trade", "coerce", "disaster", "violence" };

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (strcmp (dtl_stage_family (happening), families[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_plural (const DtlEventStage *stage, guint32 token)
{
  return dtl_tree_token (&stage->tree, token)->xpos == DTL_XPOS_NNS;
}

/* The token and what is coordinated with it. */
static void
add_row (DtlEventStage *stage, DtlHappening *happening, guint32 token, DtlParticipantRole role, gboolean implicit)
{
  const DtlTree *tree = &stage->tree;
  guint32 actor = dtl_stage_actor (stage, token);

  if (actor != DTL_NONE)
    dtl_event_add_actor (happening, actor, token, role, implicit);
  DTL_TREE_FOREACH_CHILD (tree, token, child)
    if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_CONJ && (actor = dtl_stage_actor (stage, child)) != DTL_NONE)
      dtl_event_add_actor (happening, actor, child, role, implicit);
}

/* "aides to President Haddad, Reyes and Prado, were": a row of names after a comma, with one behind it, that the parse
 * adds to the name before. TRUE if there is one. */
static gboolean
add_low_members (DtlEventStage *stage, DtlHappening *happening, guint32 group, DtlParticipantRole role, gboolean implicit)
{
  const DtlTree *tree = &stage->tree;
  gboolean found = FALSE;

  if (!is_plural (stage, group) || is_name (stage, group)
      || strcmp (dtl_tree_token (tree, tree->right[group])->lower, ",") != 0)
    return FALSE;
  DTL_TREE_FOREACH_CHILD (tree, group, below)
    if (dtl_tree_token (tree, below)->deprel == DTL_DEPREL_NMOD && is_name (stage, below))
      DTL_TREE_FOREACH_CHILD (tree, below, child)
        if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_CONJ && is_name (stage, child) && is_person (stage, child)
            && (found || (child > 0 && strcmp (dtl_tree_token (tree, tree->left[child])->lower, ",") == 0)))
          {
            dtl_event_add_actor (happening, dtl_stage_actor (stage, child), child, role, implicit);
            found = TRUE;
          }
  return found;
}

/* "two ministers", "two of their envoys", "the Dutch pair": a nominal for several. */
static gboolean
is_of_several (const DtlEventStage *stage, guint32 token)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, token);

  return is_plural (stage, token) || below_measure (stage, token) != DTL_NONE || dtl_word_has_function (word->lower, "pair");
}

/* "the owners, Luis Roth, 44, and his wife, were": the parse adds the second to the group. */
static gboolean
is_one_of_two (const DtlEventStage *stage, guint32 group, guint32 name)
{
  gint32 second = dtl_tree_child (&stage->tree, group, DTL_DEPREL_CONJ);

  return name > group + 1 && second > (gint32) name && !is_plural (stage, second) && is_person (stage, name)
         && (is_person (stage, second) || named_beside (stage, second) != DTL_NONE)
         && dtl_tree_token (&stage->tree, group + 1)->upos == DTL_UPOS_PUNCT;
}

/* "two ministers, Saleh and Nasser,", "two of their envoys, Saleh and Nasser,": a row of names that tells all members of a
 * group, which the parse may hang on the word below the number; or -1. */
static gint32
members_in_full (const DtlEventStage *stage, guint32 group)
{
  const DtlTree *tree = &stage->tree;
  guint32 below = below_measure (stage, group);

  if (!is_of_several (stage, group) || is_name (stage, group))
    return -1;
  DTL_TREE_FOREACH_CHILD (tree, group, child)
    if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_APPOS && is_name (stage, child)
        && (dtl_tree_child (tree, child, DTL_DEPREL_CONJ) >= 0 || is_one_of_two (stage, group, child)))
      return child;
  return below == DTL_NONE || below_measure (stage, below) != DTL_NONE ? -1 : members_in_full (stage, below);
}

/* "leaders including Virtanen and Girard" */
static void
add_examples (DtlEventStage *stage, DtlHappening *happening, guint32 group, DtlParticipantRole role, gboolean implicit)
{
  const DtlTree *tree = &stage->tree;

  DTL_TREE_FOREACH_CHILD (tree, group, child)
    {
      const char *preposition = dtl_tree_case (tree, child);

      if (preposition && dtl_word_has_function (preposition, "example") && is_name (stage, child))
        add_row (stage, happening, child, role, implicit);
    }
}

/* "Finland, with Sweden and Norway, expelled" */
static gboolean
is_beside (const DtlEventStage *stage, guint32 token, guint32 child)
{
  guint32 first = stage->tree.left[child];

  if (first < child && dtl_tree_token (&stage->tree, first)->upos == DTL_UPOS_PUNCT)
    first++;
  return first > token + 1 && strcmp (dtl_tree_token (&stage->tree, first)->lower, "with") == 0
         && dtl_tree_token (&stage->tree, first - 1)->upos == DTL_UPOS_PUNCT && is_name (stage, token) && is_name (stage, child);
}

/* "Spain, together with Portugal,": below the adverb or beside it. */
static void
add_company (DtlEventStage *stage, DtlHappening *happening, guint32 token, DtlParticipantRole role, gboolean implicit)
{
  const DtlTree *tree = &stage->tree;

  DTL_TREE_FOREACH_CHILD (tree, token, child)
    {
      const char *preposition = dtl_tree_case (tree, child);
      guint32 first = tree->left[child];
      gint32 below = dtl_word_has_function (dtl_tree_token (tree, child)->lower, "company")
                       ? dtl_tree_child (tree, child, DTL_DEPREL_OBL)
                       : -1;

      if (below >= 0)
        add_row (stage, happening, below, role, implicit);
      else if (preposition && dtl_deprel_base (dtl_tree_token (tree, child)->deprel) == DTL_DEPREL_NMOD
               && (is_beside (stage, token, child) || dtl_word_has_function (dtl_tree_token (tree, first)->lower, "company")
                   || (first > 0 && dtl_word_has_function (dtl_tree_token (tree, first - 1)->lower, "company"))))
        add_row (stage, happening, child, role, implicit);
    }
}

/* "US-China talks": the name behind a hyphen. */
static void
add_hyphenated (DtlEventStage *stage, DtlHappening *happening, guint32 token, DtlParticipantRole role, gboolean implicit)
{
  DTL_TREE_FOREACH_CHILD (&stage->tree, token, child)
    if (child > 0 && dtl_tree_token (&stage->tree, child - 1)->xpos == DTL_XPOS_HYPH && is_name (stage, child)
        && dtl_tree_token (&stage->tree, child)->deprel != DTL_DEPREL_FLAT)
      dtl_event_add_actor (happening, dtl_stage_actor (stage, child), child, role, implicit);
}

/* Those who acted in @other, else those whom it befell, if they were two: TRUE. */
static gboolean
add_two_of (DtlHappening *happening, const DtlHappening *other, guint32 token, DtlParticipantRole role)
{
  guint n_acting = 0, n_undergoing = 0;

  for (guint i = 0; i < other->arguments->len; i++)
    {
      DtlParticipantRole part = g_array_index (other->arguments, DtlArgument, i).role;

      n_acting += part == DTL_ROLE_AGENT || part == DTL_ROLE_COUNTERPART;
      n_undergoing += part == DTL_ROLE_PATIENT;
    }
  if (n_acting != 2 && (n_acting > 0 || n_undergoing != 2))
    return FALSE;
  for (guint i = 0; i < other->arguments->len; i++)
    {
      DtlArgument argument = g_array_index (other->arguments, DtlArgument, i);

      if (n_acting == 2 ? argument.role == DTL_ROLE_AGENT || argument.role == DTL_ROLE_COUNTERPART
                        : argument.role == DTL_ROLE_PATIENT)
        dtl_event_add_actor (happening, argument.actor, token, role, FALSE);
    }
  return TRUE;
}

/* "the two", "the pair": as many as took part in the last happening before that had so many of them. */
static void
add_pair (DtlEventStage *stage, DtlHappening *happening, guint32 token, DtlParticipantRole role)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, token);

  if (!dtl_word_has_function (word->lower, "pair") || dtl_tree_child (&stage->tree, token, DTL_DEPREL_DET) < 0
      || dtl_tree_child (&stage->tree, token, DTL_DEPREL_NMOD) >= 0)
    return;
  for (guint32 at = token, steps = 0; at-- > 0 && steps < PAIR_MAX; steps++)
    {
      const DtlHappening *other
        = stage->happening_at[at] == DTL_NONE ? NULL : dtl_stage_happening (stage, stage->happening_at[at]);

      if (dtl_tree_token (&stage->tree, at)->sentence + 1 < word->sentence)
        return;
      if (other && other != happening && !other->is_nominal && add_two_of (happening, other, token, role))
        return;
    }
}

/* "fighters of the Azur Front": the front, who has no others. */
static guint32
whose_fighters (const DtlEventStage *stage, guint32 token)
{
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, token);

  if (word->xpos != DTL_XPOS_NNS || word->lemma == NULL || !dtl_word_has_function (word->lemma, "fights")
      || dtl_tree_child (tree, token, DTL_DEPREL_NUMMOD) >= 0)
    return DTL_NONE;
  DTL_TREE_FOREACH_CHILD (tree, token, child)
    if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_NMOD && g_strcmp0 (dtl_tree_case (tree, child), "of") == 0
        && is_name (stage, child) && dtl_stage_actor (stage, child) != DTL_NONE && !is_person (stage, child))
      return child;
  return DTL_NONE;
}

static void
add_one (DtlEventStage *stage, DtlHappening *happening, guint32 token, DtlParticipantRole role, gboolean implicit)
{
  guint32 actor = dtl_stage_actor (stage, token), other;
  gint32 members = members_in_full (stage, token);

  if ((other = whose_fighters (stage, token)) != DTL_NONE)
    dtl_event_add_actor (happening, dtl_stage_actor (stage, other), other, role, implicit);
  else if (members >= 0)
    add_row (stage, happening, members, role, implicit);
  else if (add_low_members (stage, happening, token, role, implicit))
    return;
  else if (actor != DTL_NONE && !is_name (stage, token) && !is_plural (stage, token) && is_person (stage, token)
           && (((other = called_below (stage, token)) != DTL_NONE)
               || ((other = named_beside (stage, token)) != DTL_NONE && is_name (stage, other) && is_person (stage, other))))
    /* "the spokesman for the army, Colonel Haddad," */
    dtl_event_add_actor (happening, dtl_stage_actor (stage, other), other, role, implicit);
  else if (actor != DTL_NONE)
    {
      dtl_event_add_actor (happening, actor, token, role, implicit);
      /* "the two banks" */
      other = dtl_document_entity (stage->document, stage->entity_at[token])->other;
      if (other != DTL_NONE)
        dtl_event_add_actor (happening, other, token, role, implicit);
    }
  else if ((other = named_beside (stage, token)) != DTL_NONE || (other = named_below (stage, token)) != DTL_NONE
           || (other = named_above (stage, token)) != DTL_NONE)
    dtl_event_add_actor (happening, dtl_stage_actor (stage, other), other, role, implicit);
  else if ((other = below_measure (stage, token)) != DTL_NONE)
    {
      if ((actor = dtl_stage_actor (stage, other)) != DTL_NONE)
        dtl_event_add_actor (happening, actor, other, role, implicit);
    }
  else if ((role != DTL_ROLE_AGENT || happening->is_nominal) && reaches_owner (happening)
           && (other = owner_of (stage, happening, token)) != DTL_NONE)
    dtl_event_add_actor (happening, dtl_stage_actor (stage, other), other, role, TRUE);
  else
    add_pair (stage, happening, token, role);
  add_hyphenated (stage, happening, token, role, implicit);
  add_examples (stage, happening, token, role, implicit);
  add_company (stage, happening, token, role, implicit);
}

/* "robbed a bank", "struck a hospital", "sold its drug unit": a house or a part of a firm that something is done to is a thing,
 * unless it has a name. */
static gboolean
is_mere_thing (const DtlEventStage *stage, const DtlHappening *happening, guint32 token, DtlParticipantRole role)
{
  static const char *const families[] = { "violence", "disaster", "result", "trade", "move" };
  guint32 entity = stage->entity_at[token];
  const char *lemma = dtl_tree_token (&stage->tree, token)->lemma;

  if (role != DTL_ROLE_PATIENT || entity == DTL_NONE || lemma == NULL || !dtl_word_has_function (lemma, "premises")
      || dtl_document_entity (stage->document, entity)->form != DTL_ENTITY_NOMINAL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (strcmp (dtl_stage_family (happening), families[i]) == 0)
      return TRUE;
  return FALSE;
}

/* "Penhale and former ministers Carrow and Strand": what the names right behind it are, and nobody beside them. */
static gboolean
describes_next (const DtlEventStage *stage, guint32 conjunct)
{
  const DtlTree *tree = &stage->tree;
  guint32 next = tree->right[conjunct] + 1;

  if (!is_plural (stage, conjunct) || is_name (stage, conjunct))
    return FALSE;
  DTL_TREE_FOREACH_CHILD (tree, dtl_tree_token (tree, conjunct)->head, other)
    if (dtl_tree_token (tree, other)->deprel == DTL_DEPREL_CONJ && tree->left[other] == next && is_name (stage, other))
      return TRUE;
  return FALSE;
}

/* "Brandao, a judge and the mother of two,": without a comma, another description of the same person. */
static gboolean
continues_apposition (const DtlEventStage *stage, guint32 person, guint32 conjunct)
{
  const DtlTree *tree = &stage->tree;
  gint32 beside = dtl_tree_child (tree, person, DTL_DEPREL_APPOS);

  return beside >= 0 && (guint32) beside < conjunct && tree->left[conjunct] > (guint32) beside
         && dtl_tree_token (tree, tree->left[conjunct] - 1)->upos != DTL_UPOS_PUNCT && is_person (stage, person)
         && !is_name (stage, beside) && !is_name (stage, conjunct) && !is_plural (stage, conjunct);
}

/* The token and what is coordinated with it, however the parse chains them. */
static void
add_coordinated (DtlEventStage *stage, DtlHappening *happening, guint32 token, DtlParticipantRole role, gboolean implicit,
                 guint depth)
{
  const DtlTree *tree = &stage->tree;

  add_one (stage, happening, token, role, implicit);
  DTL_TREE_FOREACH_CHILD (tree, token, child)
    if (depth < CHAIN_MAX && dtl_tree_token (tree, child)->deprel == DTL_DEPREL_CONJ
        && dtl_tree_token (tree, child)->upos != DTL_UPOS_VERB && !describes_next (stage, child)
        && !continues_apposition (stage, token, child))
      add_coordinated (stage, happening, child, role, implicit, depth + 1);
}

void
dtl_event_add_nominal (DtlEventStage *stage, DtlHappening *happening, guint32 token, DtlParticipantRole role,
                       gboolean implicit)
{
  const DtlTree *tree = &stage->tree;

  if (is_mere_thing (stage, happening, token, role))
    return;
  add_coordinated (stage, happening, token, role, implicit, 0);
  /* "the head of the union, Ana Reyes, and her deputy": people are not added to a union */
  if (!is_name (stage, token) && named_beside (stage, token) != DTL_NONE)
    DTL_TREE_FOREACH_CHILD (tree, token, below)
      if (dtl_tree_token (tree, below)->deprel == DTL_DEPREL_NMOD && !is_person (stage, below))
        DTL_TREE_FOREACH_CHILD (tree, below, child)
          if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_CONJ && is_person (stage, child))
            add_one (stage, happening, child, role, implicit);
}
