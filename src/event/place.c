/*
 * Where it happens.
 *
 * The phrase that says so hangs on the trigger, and argument.c has found it there. This file looks where it stands
 * otherwise, the nearest first: what is visited or attacked is a place itself; the phrase hangs on the object or the
 * subject ("robbed a bank in Leeds", "a court in Oslo jailed"), or the roles of the model know it as a location; the thing
 * that undergoes it has the place before it ("shut a Leeds mill", "Rome's main bridge collapsed"); what leaves a place and
 * is not said to go anywhere is there. scene.c looks at what is told beside it.
 */
#include "event/place.h"

#include <string.h>

#include "document/lookup.h"
#include "lexicon/tables.h"

#define DEPTH_MAX 3   /* nominals below nominals */
#define CLIMB_MAX 16  /* words above a word */
#define AGAIN_MAX 120 /* tokens back to the town that "the town" is */

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

static gboolean
has_kind (const DtlEventStage *stage, guint32 token, DtlActorKind kind)
{
  guint32 actor = token == DTL_NONE ? DTL_NONE : dtl_stage_actor (stage, token);

  return actor != DTL_NONE && dtl_record_actor (stage->record, actor)->kind == kind;
}

/* "in the town", "in that country": the one that was named last. */
static guint32
named_before (const DtlEventStage *stage, guint32 noun, const char *lemma)
{
  const char *kind = dtl_table_cell (&dtl_table_place_nouns, lemma, DTL_PLACE_NOUNS_AGAIN);
  gint32 determiner = dtl_tree_child (&stage->tree, noun, DTL_DEPREL_DET);
  gboolean country = kind && strcmp (kind, "country") == 0;

  if (kind == NULL || *kind == '\0' || determiner < 0
      || !dtl_word_has_function (dtl_tree_token (&stage->tree, determiner)->lower, "definite")
      || dtl_tree_child (&stage->tree, noun, DTL_DEPREL_NMOD) >= 0 || dtl_tree_child (&stage->tree, noun, DTL_DEPREL_AMOD) >= 0)
    return DTL_NONE;
  for (guint32 i = noun; i-- > 0 && noun - i <= AGAIN_MAX;)
    if (stage->entity_at[i] != DTL_NONE && stage->inside_name[i] == stage->entity_at[i]
        && has_kind (stage, i, country ? DTL_ACTOR_COUNTRY : DTL_ACTOR_PLACE))
      return i;
  return DTL_NONE;
}

/* "a Santiago hotel": the town before a thing in it. */
static guint32
town_before (const DtlEventStage *stage, guint32 noun)
{
  if (dtl_tree_token (&stage->tree, noun)->upos == DTL_UPOS_NOUN)
    DTL_TREE_FOREACH_CHILD (&stage->tree, noun, child)
      if (dtl_tree_token (&stage->tree, child)->deprel == DTL_DEPREL_COMPOUND && has_kind (stage, child, DTL_ACTOR_PLACE))
        return child;
  return DTL_NONE;
}

/* "robbed in Kara-Suu", "in Zarif": nothing happens in a person, whatever the name sounds like. */
static gboolean
is_name_inside (const DtlEventStage *stage, guint32 token)
{
  const char *preposition = dtl_tree_case (&stage->tree, token);

  return preposition && dtl_tree_token (&stage->tree, token)->deprel == DTL_DEPREL_OBL
         && stage->inside_name[token] != DTL_NONE && stage->time_at[token] == DTL_NONE
         && (strcmp (preposition, "in") == 0 || strcmp (preposition, "near") == 0 || strcmp (preposition, "outside") == 0);
}

guint32
dtl_event_place_in_phrase (const DtlEventStage *stage, guint32 token)
{
  const char *lemma = dtl_tree_token (&stage->tree, token)->lemma;
  guint32 found;

  if (dtl_event_can_be_place (stage, token) || is_name_inside (stage, token))
    return token;
  if (lemma == NULL || !dtl_table_has (&dtl_table_place_nouns, lemma))
    return town_before (stage, token);
  found = name_of_place (stage, token);
  if (found == DTL_NONE)
    found = name_behind_place (stage, token);
  return found != DTL_NONE ? found : named_before (stage, token, lemma);
}

/* Whether @verb is one of a row below @top, or below one of it as an infinitive; or stands in a clause that is not below
 * @top at all, so that what hangs on @top from behind it crosses it. */
static gboolean
stands_between (const DtlTree *tree, guint32 verb, guint32 top)
{
  gint32 at = verb;

  for (guint i = 0; at >= 0 && i < CLIMB_MAX; i++)
    {
      const DtlToken *word = dtl_tree_token (tree, at);

      if (word->head == (gint32) top)
        return word->deprel == DTL_DEPREL_CONJ;
      if (word->head >= 0 && word->deprel != DTL_DEPREL_XCOMP && word->deprel != DTL_DEPREL_CONJ)
        return FALSE;
      at = word->head;
    }
  return at < 0;
}

/* The last verb before @token that stands nearer to it than the one it hangs on: "worked and ended up drawing maps in
 * Cairo"; or -1. */
static gint32
nearer_verb (const DtlEventStage *stage, guint32 token)
{
  const DtlTree *tree = &stage->tree;
  gint32 top = dtl_tree_token (tree, token)->head;

  for (gint32 i = (gint32) token - 1; top >= 0 && i > top; i--)
    if (dtl_tree_token (tree, i)->upos == DTL_UPOS_VERB && stands_between (tree, i, top))
      return i;
  return -1;
}

void
dtl_event_set_place (DtlEventStage *stage, DtlHappening *happening, guint32 token)
{
  guint32 place = dtl_event_place_in_phrase (stage, token);
  gint32 head = dtl_document_phrase_head (stage->document, stage->tree.left[token], token);
  gint32 nearer = nearer_verb (stage, token);

  if (nearer >= 0 && stage->happening_at[nearer] == DTL_NONE
      && dtl_tree_child_base (&stage->tree, nearer, DTL_DEPREL_NSUBJ) >= 0)
    return;
  if (nearer >= 0 && stage->happening_at[nearer] != DTL_NONE)
    head = nearer;
  /* It goes to the clause that its phrase ends, if the parse has hung it higher. */
  if (head >= 0 && stage->happening_at[head] != DTL_NONE)
    happening = dtl_stage_happening (stage, stage->happening_at[head]);
  if (happening->place == DTL_NONE)
    happening->place = place;
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

/* Whether @preposition before @token leads to a place; some do with what explodes or crashes alone ("over"). */
static gboolean
leads_to_place (const DtlEventStage *stage, guint32 token, const char *preposition)
{
  const char *classes = dtl_table_cell (&dtl_table_place_prepositions, preposition, DTL_PLACE_PREPOSITIONS_CLASSES);
  gint32 head = dtl_tree_token (&stage->tree, token)->head;
  g_auto (GStrv) list = NULL;

  if (classes == NULL || *classes == '\0')
    return classes != NULL;
  if (head < 0 || stage->happening_at[head] == DTL_NONE)
    return FALSE;
  list = g_strsplit (classes, " ", -1);
  return g_strv_contains ((const char *const *) list, dtl_stage_happening (stage, stage->happening_at[head])->event_class);
}

/* The preposition of a nominal, also where the parse takes it for a particle of the verb: "sank off Crete". */
static const char *
preposition_of (const DtlTree *tree, guint32 token)
{
  const char *preposition = dtl_tree_case (tree, token);
  guint32 first = tree->left[token];

  if (preposition == NULL && first > 0 && dtl_tree_token (tree, token)->deprel == DTL_DEPREL_OBL
      && dtl_tree_token (tree, first - 1)->deprel == DTL_DEPREL_COMPOUND_PRT)
    return dtl_tree_token (tree, first - 1)->lower;
  return preposition;
}

gboolean
dtl_event_is_where (const DtlEventStage *stage, guint32 token)
{
  const char *preposition = preposition_of (&stage->tree, token);
  guint32 name = stage->inside_name[token];
  const DtlEntity *entity = name == DTL_NONE ? NULL : dtl_document_entity (stage->document, name);

  if (preposition && leads_to_place (stage, token, preposition))
    return TRUE;
  /* "40 km north of Paris" */
  if (g_strcmp0 (preposition, "of") == 0 && stage->tree.left[token] > 0
      && dtl_table_has (&dtl_table_place_nouns, dtl_document_token (stage->document, stage->tree.left[token] - 1)->lower))
    return dtl_tree_token (&stage->tree, token)->deprel == DTL_DEPREL_OBL;
  /* "on the islet of Ai" */
  if (g_strcmp0 (preposition, "on") == 0 && name == DTL_NONE && dtl_tree_token (&stage->tree, token)->lemma
      && dtl_table_has (&dtl_table_place_nouns, dtl_tree_token (&stage->tree, token)->lemma))
    return TRUE;
  for (guint32 i = 0; entity && g_strcmp0 (preposition, "on") == 0 && i < entity->n; i++)
    if (dtl_table_has (&dtl_table_place_nouns, dtl_document_token (stage->document, entity->first + i)->lower))
      return TRUE;
  return FALSE;
}

guint32
dtl_event_place_of_phrases (const DtlEventStage *stage, guint32 verb)
{
  guint32 place;

  DTL_TREE_FOREACH_CHILD (&stage->tree, verb, child)
    if (dtl_tree_token (&stage->tree, child)->deprel == DTL_DEPREL_OBL && dtl_event_is_where (stage, child)
        && is_place (stage, place = dtl_event_place_in_phrase (stage, child)))
      return place;
  return DTL_NONE;
}

/* "a bank in Leeds", "an attack on a market in Baidoa": the place below a nominal. */
static guint32
place_below (const DtlEventStage *stage, guint32 nominal, guint depth)
{
  const DtlTree *tree = &stage->tree;
  const char *lemma = dtl_tree_token (tree, nominal)->lemma;
  guint32 found = DTL_NONE;

  /* "bought shares in Baltica" */
  if (depth > DEPTH_MAX || (lemma && dtl_table_has (&dtl_table_holdings, lemma)))
    return DTL_NONE;
  DTL_TREE_FOREACH_CHILD (tree, nominal, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);

      /* "a pharmacy belonging to him in Eldoret", "a house rented in Gao", but not "a nun abducted in Gao" */
      if (word->deprel == DTL_DEPREL_ACL && !has_kind (stage, nominal, DTL_ACTOR_PERSON) && !has_kind (stage, nominal, DTL_ACTOR_GROUP) && (word->xpos == DTL_XPOS_VBG || word->xpos == DTL_XPOS_VBN)
          && (found = dtl_event_place_of_phrases (stage, child)) != DTL_NONE)
        return found;
      if (dtl_deprel_base (word->deprel) != DTL_DEPREL_NMOD || dtl_tree_case (tree, child) == NULL)
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

  return happening->is_nominal && actor != DTL_NONE && dtl_stage_is_of_family (happening, families, G_N_ELEMENTS (families))
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

      if (token < 0 || nearer_verb (stage, token) > (gint32) happening->trigger)
        continue;
      place = dtl_event_place_in_phrase (stage, token);
      if (is_place (stage, place) && (place != (guint32) token || dtl_event_is_where (stage, token)))
        return place;
      if ((place = place_below (stage, token, 0)) != DTL_NONE)
        return place;
    }
  return DTL_NONE;
}

static gboolean
is_bench (const DtlTree *tree, guint32 token)
{
  static const char *const benches[] = { "court", "judge", "jury", "magistrate", "tribunal", NULL };
  const char *lemma = dtl_tree_token (tree, token)->lemma;

  return lemma && g_strv_contains (benches, lemma);
}

/* "A Lodz court jailed", "a Tel Aviv judge threw out", "a court in Lodz cleared him": courts sit where they are from. */
static guint32
seat_of_court (const DtlEventStage *stage, const DtlHappening *happening)
{
  gint32 court = dtl_tree_child (&stage->tree, happening->trigger, DTL_DEPREL_NSUBJ);

  if (court < 0)
    court = dtl_tree_child (&stage->tree, happening->trigger, DTL_DEPREL_OBL_AGENT);
  if (court < 0 || (strcmp (dtl_stage_family (happening), "justice") != 0 && !is_bench (&stage->tree, court)))
    return DTL_NONE;
  return town_before (stage, court) != DTL_NONE ? town_before (stage, court) : place_below (stage, court, 0);
}

/* "An earthquake shook southern Peru": what the verb of a disaster is done to, where the verb is no happening beside it. */
static guint32
place_struck (const DtlEventStage *stage, const DtlHappening *happening)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, happening->trigger);
  gint32 object;

  if (!happening->is_nominal || word->deprel != DTL_DEPREL_NSUBJ || word->head < 0
      || strcmp (dtl_stage_family (happening), "disaster") != 0)
    return DTL_NONE;
  object = dtl_tree_child (&stage->tree, word->head, DTL_DEPREL_OBJ);
  return object >= 0 && is_place (stage, dtl_event_place_in_phrase (stage, object)) ? dtl_event_place_in_phrase (stage, object)
                                                                                    : DTL_NONE;
}

/* "Nurses went on strike in Tunis": the phrase beside a noun, whose verb says nothing by itself. */
static guint32
place_beside_noun (const DtlEventStage *stage, const DtlHappening *happening)
{
  const DtlTree *tree = &stage->tree;
  gint32 verb = dtl_tree_token (tree, happening->trigger)->head;
  const char *lemma = verb < 0 ? NULL : dtl_tree_token (tree, verb)->lemma;

  if (!happening->is_nominal || lemma == NULL || !dtl_word_has_function (lemma, "goes")
      || dtl_tree_token (tree, happening->trigger)->deprel != DTL_DEPREL_OBL)
    return DTL_NONE;
  DTL_TREE_FOREACH_CHILD (tree, verb, child)
    if ((guint32) child > happening->trigger && dtl_tree_token (tree, child)->deprel == DTL_DEPREL_OBL
        && dtl_event_is_where (stage, child) && is_place (stage, dtl_event_place_in_phrase (stage, child)))
      return dtl_event_place_in_phrase (stage, child);
  return DTL_NONE;
}

/* The nominals of the clause, what is undergone first. Where those are who say something does not tell where they say
 * it. */
static guint32
place_in_nominals (const DtlEventStage *stage, const DtlHappening *happening)
{
  static const DtlDeprel relations[] = { DTL_DEPREL_OBJ,        DTL_DEPREL_OBL,  DTL_DEPREL_NSUBJ_PASS,
                                          DTL_DEPREL_OBL_AGENT, DTL_DEPREL_NSUBJ };
  static const char *const words_only[] = { "say", "criticise", "demand", "support", "agree" };
  guint n = strcmp (dtl_stage_family (happening), "other") == 0           ? 2
            : dtl_stage_is_of_family (happening, words_only, G_N_ELEMENTS (words_only)) ? 1
                                                                           : G_N_ELEMENTS (relations);
  guint32 place;

  if (happening->is_nominal && (place = place_below (stage, happening->trigger, 0)) != DTL_NONE)
    return place;
  if (strcmp (dtl_stage_family (happening), "say") == 0)
    return DTL_NONE;
  for (guint i = 0; i < n; i++)
    DTL_TREE_FOREACH_CHILD (&stage->tree, happening->trigger, child)
      if (dtl_tree_token (&stage->tree, child)->deprel == relations[i] && stage->time_at[child] == DTL_NONE
          && stage->happening_at[child] == DTL_NONE && g_strcmp0 (dtl_tree_case (&stage->tree, child), "from") != 0
          && (place = place_below (stage, child, 0)) != DTL_NONE)
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

/* What undergoes it, where the class is of things that happen to things: the object, or the subject of a verb without
 * one; or -1. */
static gint32
thing_undergoing (const DtlEventStage *stage, const DtlHappening *happening)
{
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, happening->trigger);
  gint32 thing = dtl_tree_child (tree, happening->trigger, DTL_DEPREL_OBJ);

  if (happening->is_nominal || !dtl_table_has (&dtl_table_thing_classes, happening->event_class))
    return -1;
  if (thing < 0)
    thing = dtl_tree_child (tree, happening->trigger, DTL_DEPREL_NSUBJ_PASS);
  if (thing < 0)
    thing = dtl_tree_child (tree, happening->trigger, DTL_DEPREL_NSUBJ);
  if (thing >= 0 && dtl_tree_antecedent (tree, thing) != (guint32) thing)
    return dtl_tree_antecedent (tree, thing);
  return thing < 0 && word->deprel == DTL_DEPREL_ACL ? word->head : thing;
}

/* "shut a Leeds mill", "Rome's main bridge collapsed", "the port of Odesa reopened", "a station near Malindi, which he
 * opened". Who is somewhere's own is elsewhere as often as not. */
static guint32
place_of_thing (const DtlEventStage *stage, const DtlHappening *happening)
{
  const DtlTree *tree = &stage->tree;
  gint32 thing = thing_undergoing (stage, happening);
  const char *lemma = thing < 0 ? NULL : dtl_tree_token (tree, thing)->lemma;
  guint32 place;
  gint32 owner;

  if (lemma == NULL || dtl_tree_token (tree, thing)->upos != DTL_UPOS_NOUN)
    return DTL_NONE;
  if ((place = town_before (stage, thing)) != DTL_NONE || (place = place_below (stage, thing, 0)) != DTL_NONE)
    return place;
  if (dtl_table_has (&dtl_table_place_nouns, lemma) && is_place (stage, place = dtl_event_place_in_phrase (stage, thing)))
    return place;
  owner = dtl_tree_child (tree, thing, DTL_DEPREL_NMOD_POSS);
  if (owner < 0 || has_kind (stage, thing, DTL_ACTOR_PERSON) || has_kind (stage, thing, DTL_ACTOR_GROUP)
      || has_kind (stage, thing, DTL_ACTOR_ORGANISATION))
    return DTL_NONE;
  place = dtl_event_place_in_phrase (stage, owner);
  return is_place (stage, place) ? place : DTL_NONE;
}

static gboolean
is_out_of (const DtlTree *tree, guint32 token)
{
  guint32 first = tree->left[token];

  return strcmp (dtl_tree_token (tree, first)->lower, "out") == 0
         || (first > 0 && strcmp (dtl_tree_token (tree, first - 1)->lower, "out") == 0);
}

/* "launched from Kourou": there, if it is not said whereto. */
static guint32
place_left (const DtlEventStage *stage, const DtlHappening *happening)
{
  if (!dtl_table_has (&dtl_table_origin_classes, happening->event_class))
    return DTL_NONE;
  DTL_TREE_FOREACH_CHILD (&stage->tree, happening->trigger, child)
    {
      const char *preposition = dtl_tree_case (&stage->tree, child);
      guint32 place;

      if (dtl_tree_token (&stage->tree, child)->deprel != DTL_DEPREL_OBL || preposition == NULL
          || (strcmp (preposition, "from") != 0 && (strcmp (preposition, "of") != 0 || !is_out_of (&stage->tree, child))))
        continue;
      if (is_place (stage, place = dtl_event_place_in_phrase (stage, child)))
        return place;
      if ((place = place_below (stage, child, 0)) != DTL_NONE) /* "abducted from her house in Gao" */
        return place;
    }
  return DTL_NONE;
}

/* The place that @preposition leads to below @verb; or DTL_NONE. */
static guint32
place_behind_word (const DtlEventStage *stage, guint32 verb, const char *preposition)
{
  guint32 place;

  DTL_TREE_FOREACH_CHILD (&stage->tree, verb, child)
    if (dtl_tree_token (&stage->tree, child)->deprel == DTL_DEPREL_OBL
        && g_strcmp0 (dtl_tree_case (&stage->tree, child), preposition) == 0
        && ((is_place (stage, place = dtl_event_place_in_phrase (stage, child)))
            || (place = place_below (stage, child, 0)) != DTL_NONE))
      return place;
  return DTL_NONE;
}

/* "was found intact and sent to Turin", "was flown in from Turin": where people and things are brought, else where they are
 * brought from, if it is told of them. */
static guint32
place_reached (const DtlEventStage *stage, const DtlHappening *happening)
{
  static const char *const verbs[]
    = { "airlift", "bring", "carry", "deploy", "dispatch", "drive", "escort", "ferry",    "fly",       "haul",
        "move",    "post",  "rush",  "send",   "ship",     "take",  "tow",    "transfer", "transport", NULL };
  const char *lemma = dtl_tree_token (&stage->tree, happening->trigger)->lemma;
  guint32 place;

  if (lemma == NULL || happening->is_nominal || !happening->is_passive || !g_strv_contains (verbs, lemma))
    return DTL_NONE;
  if ((place = place_behind_word (stage, happening->trigger, "to")) == DTL_NONE)
    place = place_behind_word (stage, happening->trigger, "into");
  return place != DTL_NONE ? place : place_behind_word (stage, happening->trigger, "from");
}

/* "The summit opens in Rome on Monday", "a second round of talks is to be held in Gao": where the verb says that it is. */
static guint32
place_of_verb_above (const DtlEventStage *stage, const DtlHappening *happening)
{
  const DtlTree *tree = &stage->tree;
  guint32 top = happening->trigger;

  if (!happening->is_nominal)
    return DTL_NONE;
  for (guint i = 0; i < DEPTH_MAX && dtl_tree_token (tree, top)->deprel == DTL_DEPREL_NMOD
                    && dtl_tree_token (tree, top)->head >= 0 && g_strcmp0 (dtl_tree_case (tree, top), "of") == 0; i++)
    top = (guint32) dtl_tree_token (tree, top)->head;
  if (dtl_deprel_base (dtl_tree_token (tree, top)->deprel) != DTL_DEPREL_NSUBJ || dtl_tree_token (tree, top)->head < 0)
    return DTL_NONE;
  return dtl_event_place_of_phrases (stage, (guint32) dtl_tree_token (tree, top)->head);
}

/* "the funeral, which is planned for Saturday at Gao cathedral", "the summit, held in Gao". */
static guint32
place_of_predicate (const DtlEventStage *stage, const DtlHappening *happening)
{
  guint32 place;

  if (!happening->is_nominal)
    return DTL_NONE;
  DTL_TREE_FOREACH_CHILD (&stage->tree, happening->trigger, verb)
    if (dtl_deprel_base (dtl_tree_token (&stage->tree, verb)->deprel) == DTL_DEPREL_ACL)
      DTL_TREE_FOREACH_CHILD (&stage->tree, verb, child)
        if (dtl_tree_token (&stage->tree, child)->deprel == DTL_DEPREL_OBL && dtl_event_is_where (stage, child)
            && (place = dtl_event_place_in_phrase (stage, child)) != DTL_NONE)
          return place;
  return DTL_NONE;
}

/* "fled Homs", "left Gao for Dakar": where it begins is where it is, whereto is not. */
static guint32
place_behind_back (const DtlEventStage *stage, const DtlHappening *happening)
{
  gint32 object = dtl_tree_child (&stage->tree, happening->trigger, DTL_DEPREL_OBJ);
  guint32 place;

  if (object < 0
      || (happening->frame.fills[DTL_SLOT_OBJ] != DTL_FILLS_ORIGIN
          && g_strcmp0 (dtl_stage_token (stage, happening->trigger)->lemma, "leave") != 0))
    return DTL_NONE;
  place = dtl_event_place_in_phrase (stage, object);
  return is_place (stage, place) ? place : DTL_NONE;
}

void
dtl_event_find_own_place (DtlEventStage *stage, DtlHappening *happening)
{
  guint32 (*const looks[]) (const DtlEventStage *, const DtlHappening *)
    = { place_undergoing, place_by_roles, place_behind,  place_in_nominals, place_of_thing,
        place_left,       seat_of_court,  place_struck, place_beside_noun,
        place_reached,    place_of_predicate, place_of_verb_above };

  if (place_behind_back (stage, happening) != DTL_NONE)
    happening->place = place_behind_back (stage, happening);
  /* "walked into Otte & Sons in Tanner Row": the street rather than the firm */
  if (happening->place != DTL_NONE && !is_place (stage, happening->place))
    {
      guint32 street = place_below (stage, happening->place, 0);

      happening->place = street != DTL_NONE ? street : happening->place;
    }
  for (guint i = 0; i < G_N_ELEMENTS (looks) && happening->place == DTL_NONE; i++)
    happening->place = looks[i](stage, happening);
}
