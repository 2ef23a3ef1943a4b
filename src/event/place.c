/*
 * Where it happens.
 *
 * The phrase that says so hangs on the trigger, and argument.c has found it there. This file looks where it stands
 * otherwise, the nearest first: what is visited or attacked is a place itself; the phrase hangs on the object or the
 * subject ("robbed a bank in Leeds", "a court in Oslo jailed"), or the roles of the model know it as a location; it is
 * told of another happening in the clause ("at the summit in Hanoi, they met") or of a clause beside this one that
 * happens at the same time ("speaking in Bonn, she accused"); what leaves a place and is not said to go anywhere is
 * there.
 */
#include "event/place.h"

#include <string.h>

#include "document/lookup.h"
#include "lexicon/tables.h"

#define DEPTH_MAX 3 /* nominals below nominals */
#define CHAIN_MAX 8 /* clauses that hang on each other */

gboolean
dtl_event_can_be_place (const DtlEventStage *stage, guint32 token)
{
  guint32 entity = stage->entity_at[token];
  const DtlToken *word = dtl_tree_token (&stage->tree, token);

  if (stage->time_at[token] != DTL_NONE)
    return FALSE;
  if (entity != DTL_NONE)
    {
      const DtlEntity *found = dtl_document_entity (stage->document, entity);

      return found->form != DTL_ENTITY_PRONOUN && found->kind != DTL_ACTOR_PERSON && found->kind != DTL_ACTOR_GROUP
             && (found->kind == DTL_ACTOR_PLACE || found->kind == DTL_ACTOR_COUNTRY || found->form == DTL_ENTITY_NAME);
    }
  return word->upos == DTL_UPOS_PROPN;
}

/* "the town of Rutshuru": what a place noun is of is a place, whatever else the name may be. */
static gboolean
is_named_by (const DtlEventStage *stage, guint32 token)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, token);
  const char *lemma = word->head < 0 ? NULL : dtl_tree_token (&stage->tree, word->head)->lemma;

  return stage->inside_name[token] != DTL_NONE && word->deprel == DTL_DEPREL_NMOD && lemma
         && dtl_table_has (&dtl_table_place_nouns, lemma) && g_strcmp0 (dtl_tree_case (&stage->tree, token), "of") == 0;
}

/* The name below a place noun: "Kyiv's Podil district", "the city of Aleppo", "Aleppo's old town". */
static guint32
name_of_place (const DtlEventStage *stage, guint32 noun)
{
  static const DtlDeprel relations[] = { DTL_DEPREL_COMPOUND, DTL_DEPREL_FLAT,      DTL_DEPREL_APPOS,
                                         DTL_DEPREL_NMOD,     DTL_DEPREL_NMOD_POSS, DTL_DEPREL_NMOD_UNMARKED };

  for (guint i = 0; i < G_N_ELEMENTS (relations); i++)
    DTL_TREE_FOREACH_CHILD (&stage->tree, noun, child)
      if (dtl_tree_token (&stage->tree, child)->deprel == relations[i]
          && (dtl_event_can_be_place (stage, child) || is_named_by (stage, child)))
        return child;
  return DTL_NONE;
}

/* "the Turkish capital Ankara", "the border with Poland": the name right behind a place noun, which the parse hangs
 * beside it. */
static guint32
name_behind_place (const DtlEventStage *stage, guint32 noun)
{
  const DtlTree *tree = &stage->tree;
  gint32 head = dtl_tree_token (tree, noun)->head;

  if (head < 0)
    return DTL_NONE;
  DTL_TREE_FOREACH_CHILD (tree, head, child)
    if (child > (gint32) noun && tree->left[child] == noun + 1 && stage->inside_name[child] != DTL_NONE
        && dtl_event_can_be_place (stage, child)
        && (dtl_tree_case (tree, child) == NULL || g_strcmp0 (dtl_tree_case (tree, child), "with") == 0))
      return child;
  return DTL_NONE;
}

guint32
dtl_event_place_in_phrase (const DtlEventStage *stage, guint32 token)
{
  const char *lemma = dtl_tree_token (&stage->tree, token)->lemma;
  guint32 found;

  if (dtl_event_can_be_place (stage, token))
    return token;
  if (lemma == NULL || !dtl_table_has (&dtl_table_place_nouns, lemma))
    return DTL_NONE;
  found = name_of_place (stage, token);
  return found != DTL_NONE ? found : name_behind_place (stage, token);
}

void
dtl_event_set_place (DtlEventStage *stage, DtlHappening *happening, guint32 token)
{
  guint32 place = dtl_event_place_in_phrase (stage, token);
  gint32 head = dtl_document_phrase_head (stage->document, stage->tree.left[token], token);

  /* It goes to the clause that its phrase ends, if the parse has hung it higher. */
  if (head >= 0 && stage->happening_at[head] != DTL_NONE)
    happening = dtl_stage_happening (stage, stage->happening_at[head]);
  if (happening->place == DTL_NONE)
    happening->place = place;
}

static gboolean
is_one_of (const DtlHappening *happening, const char *const *families, guint n)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (dtl_stage_family (happening), families[i]) == 0)
      return TRUE;
  return FALSE;
}

/* A town, a region or a country, not a house that happens to have a name. */
static gboolean
is_place (const DtlEventStage *stage, guint32 token)
{
  guint32 actor = token == DTL_NONE ? DTL_NONE : dtl_stage_actor (stage, token);
  DtlActorKind kind;

  if (actor == DTL_NONE)
    return FALSE;
  kind = dtl_record_actor (stage->record, actor)->kind;
  return kind == DTL_ACTOR_PLACE || kind == DTL_ACTOR_COUNTRY || is_named_by (stage, token);
}

gboolean
dtl_event_is_where (const DtlEventStage *stage, guint32 token)
{
  const char *preposition = dtl_tree_case (&stage->tree, token);
  guint32 name = stage->inside_name[token];
  const DtlEntity *entity = name == DTL_NONE ? NULL : dtl_document_entity (stage->document, name);

  if (preposition && dtl_table_has (&dtl_table_place_prepositions, preposition))
    return TRUE;
  /* "40 km north of Paris" */
  if (g_strcmp0 (preposition, "of") == 0 && stage->tree.left[token] > 0
      && dtl_table_has (&dtl_table_place_nouns, dtl_document_token (stage->document, stage->tree.left[token] - 1)->lower))
    return dtl_tree_token (&stage->tree, token)->deprel == DTL_DEPREL_OBL;
  for (guint32 i = 0; entity && g_strcmp0 (preposition, "on") == 0 && i < entity->n; i++)
    if (dtl_table_has (&dtl_table_place_nouns, dtl_document_token (stage->document, entity->first + i)->lower))
      return TRUE;
  return FALSE;
}

/* "a bank in Leeds", "an attack on a market in Baidoa": the place below a nominal. */
static guint32
place_below (const DtlEventStage *stage, guint32 nominal, guint depth)
{
  const DtlTree *tree = &stage->tree;
  guint32 found = DTL_NONE;

  if (depth > DEPTH_MAX)
    return DTL_NONE;
  DTL_TREE_FOREACH_CHILD (tree, nominal, child)
    {
      if (dtl_deprel_base (dtl_tree_token (tree, child)->deprel) != DTL_DEPREL_NMOD || dtl_tree_case (tree, child) == NULL)
        continue;
      if (dtl_event_is_where (stage, child)
          && is_place (stage, found = dtl_event_place_in_phrase (stage, child)))
        return found;
      if (stage->happening_at[child] == DTL_NONE && (found = place_below (stage, child, depth + 1)) != DTL_NONE)
        return found;
    }
  return DTL_NONE;
}

guint32
dtl_event_place_below (const DtlEventStage *stage, guint32 nominal)
{
  return place_below (stage, nominal, 0);
}

gboolean
dtl_event_is_place_of_noun (const DtlEventStage *stage, const DtlHappening *happening, guint32 token)
{
  static const char *const families[] = { "talk", "violence", "disaster", "other" };
  guint32 actor = dtl_stage_actor (stage, token);

  return happening->is_nominal && actor != DTL_NONE && is_one_of (happening, families, G_N_ELEMENTS (families))
         && dtl_record_actor (stage->record, actor)->kind == DTL_ACTOR_PLACE;
}

/* "visited Kigali", "shelled the village of Orlovka" */
static guint32
place_undergoing (const DtlEventStage *stage, const DtlHappening *happening)
{
  if (!dtl_table_has (&dtl_table_place_classes, happening->event_class))
    return DTL_NONE;
  for (guint i = 0; i < happening->arguments->len; i++)
    {
      const DtlArgument *argument = &g_array_index (happening->arguments, DtlArgument, i);

      if ((argument->role == DTL_ROLE_PATIENT || argument->role == DTL_ROLE_COUNTERPART)
          && is_place (stage, argument->token))
        return argument->token;
    }
  return DTL_NONE;
}

static guint32
place_by_roles (const DtlEventStage *stage, const DtlHappening *happening)
{
  guint32 words[2] = { happening->trigger, happening->core };

  for (guint i = 0; i < 2 && words[i] != DTL_NONE; i++)
    {
      gint32 token = dtl_document_argument_with (stage->document, words[i], DTL_PROPBANK_LOC);
      guint32 place;

      if (token < 0)
        continue;
      place = dtl_event_place_in_phrase (stage, token);
      if (is_place (stage, place) && (place != (guint32) token || dtl_event_is_where (stage, token)))
        return place;
      if ((place = place_below (stage, token, 0)) != DTL_NONE)
        return place;
    }
  return DTL_NONE;
}

/* The nominals of the clause, what is undergone first. Where those are who say something does not tell where they say
 * it. */
static guint32
place_in_nominals (const DtlEventStage *stage, const DtlHappening *happening)
{
  static const DtlDeprel relations[] = { DTL_DEPREL_OBJ,        DTL_DEPREL_OBL,  DTL_DEPREL_NSUBJ_PASS,
                                          DTL_DEPREL_OBL_AGENT, DTL_DEPREL_NSUBJ };
  static const char *const words_only[] = { "say", "criticise", "demand", "support", "agree", "other" };
  guint n = is_one_of (happening, words_only, G_N_ELEMENTS (words_only)) ? 1 : G_N_ELEMENTS (relations);
  guint32 place;

  if (happening->is_nominal && (place = place_below (stage, happening->trigger, 0)) != DTL_NONE)
    return place;
  if (strcmp (dtl_stage_family (happening), "say") == 0)
    return DTL_NONE;
  for (guint i = 0; i < n; i++)
    DTL_TREE_FOREACH_CHILD (&stage->tree, happening->trigger, child)
      if (dtl_tree_token (&stage->tree, child)->deprel == relations[i] && stage->time_at[child] == DTL_NONE
          && stage->happening_at[child] == DTL_NONE && (place = place_below (stage, child, 0)) != DTL_NONE)
        return place;
  return DTL_NONE;
}

/* "was told of the trip by Lapid in Riga": the parse hangs the phrase on a nominal, but another phrase of the verb stands
 * between the two. */
static guint32
place_behind (const DtlEventStage *stage, const DtlHappening *happening)
{
  const DtlTree *tree = &stage->tree;

  DTL_TREE_FOREACH_CHILD (tree, happening->trigger, nominal)
    DTL_TREE_FOREACH_CHILD (tree, nominal, child)
      {
        gint32 next = tree->next_sibling[nominal];
        guint32 place;

        if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_NMOD && next >= 0 && next < child
            && (guint32) nominal > happening->trigger && dtl_event_is_where (stage, child)
            && is_place (stage, place = dtl_event_place_in_phrase (stage, child)))
          return place;
      }
  return DTL_NONE;
}

static gboolean
is_out_of (const DtlTree *tree, guint32 token)
{
  guint32 first = tree->left[token];

  return strcmp (dtl_tree_token (tree, first)->lower, "out") == 0
         || (first > 0 && strcmp (dtl_tree_token (tree, first - 1)->lower, "out") == 0);
}

/* "fled Homs", "launched from Kourou": there, if it is not said whereto. */
static guint32
place_left (const DtlEventStage *stage, const DtlHappening *happening)
{
  gint32 object = dtl_tree_child (&stage->tree, happening->trigger, DTL_DEPREL_OBJ);

  if (object >= 0 && happening->frame.fills[DTL_SLOT_OBJ] == DTL_FILLS_ORIGIN
      && is_place (stage, dtl_event_place_in_phrase (stage, object)))
    return dtl_event_place_in_phrase (stage, object);
  if (!dtl_table_has (&dtl_table_origin_classes, happening->event_class))
    return DTL_NONE;
  DTL_TREE_FOREACH_CHILD (&stage->tree, happening->trigger, child)
    {
      const char *preposition = dtl_tree_case (&stage->tree, child);

      if (dtl_tree_token (&stage->tree, child)->deprel == DTL_DEPREL_OBL && preposition
          && (strcmp (preposition, "from") == 0 || (strcmp (preposition, "of") == 0 && is_out_of (&stage->tree, child)))
          && is_place (stage, dtl_event_place_in_phrase (stage, child)))
        return dtl_event_place_in_phrase (stage, child);
    }
  return DTL_NONE;
}

static void
find_own (DtlEventStage *stage, DtlHappening *happening)
{
  guint32 (*const looks[]) (const DtlEventStage *, const DtlHappening *)
    = { place_undergoing, place_by_roles, place_behind, place_in_nominals, place_left };

  for (guint i = 0; i < G_N_ELEMENTS (looks) && happening->place == DTL_NONE; i++)
    happening->place = looks[i](stage, happening);
}

/* Places of other happenings. */

static guint32
place_of (const DtlEventStage *stage, gint32 token)
{
  guint32 number = token < 0 ? DTL_NONE : stage->happening_at[token];

  return number == DTL_NONE ? DTL_NONE : dtl_stage_happening (stage, number)->place;
}

/* "at the summit in Hanoi, they met"; "the attack in Baidoa killed two" */
static guint32
place_of_noun_beside (const DtlEventStage *stage, const DtlHappening *happening)
{
  static const char *const outcomes[] = { "violence", "disaster", "result", "coerce" };

  DTL_TREE_FOREACH_CHILD (&stage->tree, happening->trigger, child)
    {
      DtlDeprel deprel = dtl_tree_token (&stage->tree, child)->deprel;
      const char *preposition = dtl_tree_case (&stage->tree, child);

      if (place_of (stage, child) == DTL_NONE || place_of (stage, child) == happening->place)
        continue;
      if (deprel == DTL_DEPREL_OBL && preposition
          && (strcmp (preposition, "at") == 0 || strcmp (preposition, "during") == 0 || strcmp (preposition, "in") == 0))
        return place_of (stage, child);
      if (deprel == DTL_DEPREL_NSUBJ && is_one_of (happening, outcomes, G_N_ELEMENTS (outcomes)))
        return place_of (stage, child);
    }
  return DTL_NONE;
}

/* The place named right before "where". */
static guint32
last_place_before (const DtlEventStage *stage, gint32 where)
{
  for (gint32 i = where - 1; i >= 0 && i >= where - 3; i--)
    if (stage->entity_at[i] != DTL_NONE && dtl_event_can_be_place (stage, i))
      return i;
  return DTL_NONE;
}

/* "in Moscow, where he claimed": there. */
static void
lend_places (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *happening = dtl_stage_happening (stage, i);
      gint32 above = dtl_tree_token (&stage->tree, happening->trigger)->head;

      if (happening->place != DTL_NONE || above < 0 || !dtl_tree_has_mark (&stage->tree, happening->trigger, "where"))
        continue;
      happening->place = last_place_before (stage, dtl_tree_child_lower (&stage->tree, happening->trigger, "where"));
      if (happening->place != DTL_NONE)
        continue;
      if (stage->happening_at[above] != DTL_NONE)
        happening->place = dtl_stage_happening (stage, stage->happening_at[above])->place;
    }
}

/* Whether the clause of @verb happens along with the one it hangs on: "…, killing five", "when he landed". */
static gboolean
is_at_once (const DtlTree *tree, guint32 verb)
{
  const DtlToken *word = dtl_tree_token (tree, verb);

  if (word->deprel != DTL_DEPREL_ADVCL)
    return FALSE;
  if (dtl_tree_child (tree, verb, DTL_DEPREL_MARK) < 0 && dtl_tree_child_base (tree, verb, DTL_DEPREL_AUX) < 0)
    return word->xpos == DTL_XPOS_VBG || dtl_tree_has_mark (tree, verb, "when");
  return dtl_tree_has_mark (tree, verb, "when") || dtl_tree_has_mark (tree, verb, "while");
}

/* "In Nairobi, police fired and ran", "flew to Seoul and met Yun", "killed a priest and wounded two nuns in Haiti": a place
 * before the first verb, after the last, or where the first leads holds for all of a row. */
static guint32
place_of_row (const DtlEventStage *stage, const DtlHappening *happening)
{
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, happening->trigger);
  guint32 first = word->deprel == DTL_DEPREL_CONJ && word->head >= 0 ? stage->happening_at[word->head] : DTL_NONE;
  guint32 last = DTL_NONE;

  if (first != DTL_NONE)
    {
      const DtlHappening *verb = dtl_stage_happening (stage, first);
      gboolean goes_there = (verb->frame.flags & DTL_FRAME_MOVE) && strcmp (dtl_stage_family (happening), "talk") == 0;

      if (verb->place != DTL_NONE && dtl_tree_child (tree, happening->trigger, DTL_DEPREL_NSUBJ) < 0
          && (verb->place < verb->trigger || goes_there))
        return verb->place;
    }
  DTL_TREE_FOREACH_CHILD (tree, happening->trigger, child)
    if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_CONJ && stage->happening_at[child] != DTL_NONE)
      last = stage->happening_at[child];
  if (last != DTL_NONE && strcmp (dtl_stage_family (dtl_stage_happening (stage, last)), dtl_stage_family (happening)) == 0
      && dtl_tree_child (tree, dtl_stage_happening (stage, last)->trigger, DTL_DEPREL_NSUBJ) < 0)
    return dtl_stage_happening (stage, last)->place;
  return DTL_NONE;
}

static guint32
place_of_clause_beside (const DtlEventStage *stage, const DtlHappening *happening)
{
  const DtlTree *tree = &stage->tree;

  if (is_at_once (tree, happening->trigger))
    return place_of (stage, dtl_tree_token (tree, happening->trigger)->head);
  DTL_TREE_FOREACH_CHILD (tree, happening->trigger, child)
    if (is_at_once (tree, child) && (guint32) child < happening->trigger && place_of (stage, child) != DTL_NONE)
      return place_of (stage, child);
  return DTL_NONE;
}

/* A place wanders from clause to clause, some steps far. */
static void
inherit (DtlEventStage *stage)
{
  gboolean changed = TRUE;

  for (guint round = 0; changed && round < CHAIN_MAX; round++)
    {
      changed = FALSE;
      for (guint i = 0; i < stage->happenings->len; i++)
        {
          DtlHappening *happening = dtl_stage_happening (stage, i);

          if (happening->place != DTL_NONE || happening->is_nominal)
            continue;
          happening->place = place_of_noun_beside (stage, happening);
          if (happening->place == DTL_NONE)
            happening->place = place_of_clause_beside (stage, happening);
          if (happening->place == DTL_NONE)
            happening->place = place_of_row (stage, happening);
          changed |= happening->place != DTL_NONE;
        }
    }
}

void
dtl_event_find_places (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    find_own (stage, dtl_stage_happening (stage, i));
  lend_places (stage);
  inherit (stage);
}
