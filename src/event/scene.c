/*
 * Where it happens, by what is told beside it.
 *
 * Within a sentence: another happening of the clause has the place ("at the summit in Hanoi, they met"), or a clause that
 * happens at the same time ("speaking in Bonn, she accused"), or the row of verbs it stands in. Then "there", which is the
 * place named last; then the scene: what is told of harm and arrests goes on happening where the last one of them did,
 * until another place is named (reporters name the place of a story once); at last, for what the first sentence of a report
 * tells, the place the report is written from.
 */
#include "event/scene.h"

#include <string.h>

#include "event/place.h"
#include "lexicon/tables.h"

#define CHAIN_MAX 8 /* clauses that hang on each other */
#define SCENE_SENTENCES 3 /* how long a place holds without being named */
#define SITE_DEPTH 2        /* nominals between a verb and the site where it happens */
#define THERE_MAX 60      /* tokens back to the place that "there" is */

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
  static const char *const endings[] = { "result", "other", "coerce", "violence", "disaster", "trade" };

  DTL_TREE_FOREACH_CHILD (&stage->tree, happening->trigger, child)
    {
      DtlDeprel deprel = dtl_tree_token (&stage->tree, child)->deprel;
      const char *preposition = dtl_tree_case (&stage->tree, child);

      if (place_of (stage, child) == DTL_NONE || place_of (stage, child) == happening->place)
        continue;
      if (deprel == DTL_DEPREL_OBL && preposition
          && (strcmp (preposition, "at") == 0 || strcmp (preposition, "during") == 0 || strcmp (preposition, "in") == 0))
        return place_of (stage, child);
      if (deprel == DTL_DEPREL_NSUBJ
          && (dtl_stage_is_of_family (happening, outcomes, G_N_ELEMENTS (outcomes))
              || dtl_tree_token (&stage->tree, child)->xpos == DTL_XPOS_VBG))
        return place_of (stage, child);
      /* "fired on a march in Gao" */
      if (deprel == DTL_DEPREL_OBL && g_strcmp0 (preposition, "on") == 0 && dtl_event_is_harm (happening))
        return place_of (stage, child);
      /* "cut short a visit to Chad", "broke up a protest in Gao" */
      if (deprel == DTL_DEPREL_OBJ && dtl_stage_is_of_family (happening, endings, G_N_ELEMENTS (endings)))
        return place_of (stage, child);
    }
  return DTL_NONE;
}

/* The group of scene_classes.tsv, empty for none. */
static const char *
scene_of (const DtlHappening *happening)
{
  const char *group = dtl_table_cell (&dtl_table_scene_classes, happening->event_class, DTL_SCENE_CLASSES_GROUP);

  return group ? group : "";
}

static gboolean
is_place_name (const DtlEventStage *stage, guint32 token)
{
  guint32 actor = stage->entity_at[token] == DTL_NONE || stage->inside_name[token] != stage->entity_at[token]
                    ? DTL_NONE
                    : dtl_stage_actor (stage, token);

  return actor != DTL_NONE && dtl_record_actor (stage->record, actor)->kind == DTL_ACTOR_PLACE;
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

/* "a shop in Riga, whose manager called the police": there, unless somebody owns him. */
static guint32
place_of_owner (const DtlEventStage *stage, guint32 verb)
{
  const DtlTree *tree = &stage->tree;
  guint32 first = tree->left[verb];
  gint32 head = dtl_tree_token (tree, verb)->head;
  guint32 place;

  if (dtl_tree_token (tree, verb)->deprel != DTL_DEPREL_ACL_RELCL || head < 0)
    return DTL_NONE;
  while (first < verb && dtl_tree_token (tree, first)->upos == DTL_UPOS_PUNCT)
    first++;
  if (strcmp (dtl_tree_token (tree, first)->lower, "whose") != 0 || dtl_tree_token (tree, head)->upos != DTL_UPOS_NOUN
      || dtl_stage_actor (stage, head) != DTL_NONE)
    return DTL_NONE;
  place = last_place_before (stage, first);
  return place != DTL_NONE && is_place_name (stage, place) ? place : DTL_NONE;
}

/* "in Moscow, where he claimed": there. */
static void
lend_places (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *happening = dtl_stage_happening (stage, i);
      gint32 above = dtl_tree_token (&stage->tree, happening->trigger)->head;

      if (happening->place == DTL_NONE)
        happening->place = place_of_owner (stage, happening->trigger);
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

/* "weakened as it crossed Masbate", "was told while giving a speech in Kosice": a clause behind that tells where it was. */
static gboolean
tells_where_meanwhile (const DtlEventStage *stage, const DtlHappening *happening, guint32 clause)
{
  static const char *const words_only[] = { "say", "criticise", "demand", "support", "agree" };
  const DtlTree *tree = &stage->tree;

  if (dtl_tree_token (tree, clause)->deprel != DTL_DEPREL_ADVCL || clause < happening->trigger)
    return FALSE;
  return (dtl_tree_has_mark (tree, clause, "while") || dtl_tree_has_mark (tree, clause, "as") || dtl_tree_has_mark (tree, clause, "when"))
         && (happening->is_passive || !dtl_stage_is_of_family (happening, words_only, G_N_ELEMENTS (words_only)));
}

/* "flew to Ohio to assure the governor", "drove to Gao to meet him": what somebody goes somewhere for is done there. */
static gboolean
is_done_on_arrival (const DtlEventStage *stage, const DtlHappening *happening)
{
  const DtlToken *word = dtl_stage_token (stage, happening->trigger);
  guint32 above = word->head < 0 ? DTL_NONE : stage->happening_at[word->head];

  return above != DTL_NONE && (word->deprel == DTL_DEPREL_ADVCL || word->deprel == DTL_DEPREL_XCOMP)
         && dtl_tree_has_mark (&stage->tree, happening->trigger, "to")
         && (dtl_stage_happening (stage, above)->frame.flags & DTL_FRAME_MOVE)
         && (guint32) word->head < happening->trigger;
}

static gboolean
has_own_time (const DtlEventStage *stage, guint32 trigger)
{
  DTL_TREE_FOREACH_CHILD (&stage->tree, trigger, child)
    if (stage->time_at[child] != DTL_NONE)
      return TRUE;
  return FALSE;
}

/* Whether @next, told in the same breath of the same people, is where @first was: not if it has a time of its own. */
static gboolean
place_goes_on (const DtlEventStage *stage, const DtlHappening *first, const DtlHappening *next)
{
  static const char *const anywhere[] = { "say", "criticise", "demand", "support", "move", "trade", "agree", "other" };

  return first->place != DTL_NONE && dtl_tree_child_base (&stage->tree, next->trigger, DTL_DEPREL_NSUBJ) < 0
         && !dtl_event_shifts_time (&stage->tree, next->trigger) && !has_own_time (stage, next->trigger)
         && !dtl_stage_is_of_family (next, anywhere, G_N_ELEMENTS (anywhere));
}

/* "In Nairobi, police fired and ran", "flew to Seoul and met Yun", "killed a priest and wounded two nuns in Haiti": a place
 * before the first verb, after the last, or where the first leads holds for all of a row. */
static guint32
place_of_row (const DtlEventStage *stage, const DtlHappening *happening)
{
  static const char *const meetings[] = { "talk", "demand", "agree" };
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, happening->trigger);
  guint32 first = word->deprel == DTL_DEPREL_CONJ && word->head >= 0 ? stage->happening_at[word->head] : DTL_NONE;
  guint32 last = DTL_NONE;

  if (first != DTL_NONE)
    {
      const DtlHappening *verb = dtl_stage_happening (stage, first);
      gboolean goes_there
        = (verb->frame.flags & DTL_FRAME_MOVE) && dtl_stage_is_of_family (happening, meetings, G_N_ELEMENTS (meetings));

      if (verb->place != DTL_NONE && dtl_tree_child (tree, happening->trigger, DTL_DEPREL_NSUBJ) < 0
          && (verb->place < verb->trigger || goes_there))
        return verb->place;
    }
  /* "arrived in Gao on Sunday and was not received", "boarded a tanker off Crete and found arms" */
  if (first != DTL_NONE && place_goes_on (stage, dtl_stage_happening (stage, first), happening))
    return dtl_stage_happening (stage, first)->place;
  /* "fired at pickets in Gao, and a docker lost an eye" */
  if (first != DTL_NONE && strcmp (scene_of (happening), "harm") == 0
      && strcmp (scene_of (dtl_stage_happening (stage, first)), "harm") == 0)
    return dtl_stage_happening (stage, first)->place;
  DTL_TREE_FOREACH_CHILD (tree, happening->trigger, child)
    if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_CONJ && stage->happening_at[child] != DTL_NONE)
      last = stage->happening_at[child];
  if (last != DTL_NONE && strcmp (dtl_stage_family (dtl_stage_happening (stage, last)), dtl_stage_family (happening)) == 0
      && dtl_tree_child (tree, dtl_stage_happening (stage, last)->trigger, DTL_DEPREL_NSUBJ) < 0)
    return dtl_stage_happening (stage, last)->place;
  return DTL_NONE;
}

/* "drowned when a ferry sank on the lake" */
static gboolean
is_harm_of (const DtlEventStage *stage, const DtlHappening *happening, guint32 clause)
{
  return dtl_event_is_harm (happening) && dtl_tree_has_mark (&stage->tree, clause, "when")
         && dtl_event_is_harm (dtl_stage_happening (stage, stage->happening_at[clause]));
}

static guint32
place_of_clause_beside (const DtlEventStage *stage, const DtlHappening *happening)
{
  const DtlTree *tree = &stage->tree;

  if (is_at_once (tree, happening->trigger) || is_done_on_arrival (stage, happening))
    return place_of (stage, dtl_tree_token (tree, happening->trigger)->head);
  /* "was kept from leaving Tehran" */
  DTL_TREE_FOREACH_CHILD (tree, happening->trigger, child)
    if (dtl_tree_has_mark (tree, child, "from") && place_of (stage, child) != DTL_NONE)
      return place_of (stage, child);
  DTL_TREE_FOREACH_CHILD (tree, happening->trigger, child)
    if (is_at_once (tree, child) && place_of (stage, child) != DTL_NONE
        && ((guint32) child < happening->trigger || is_harm_of (stage, happening, child)))
      return place_of (stage, child);
  DTL_TREE_FOREACH_CHILD (tree, happening->trigger, child)
    if (tells_where_meanwhile (stage, happening, child))
      return place_of (stage, child) != DTL_NONE ? place_of (stage, child) : dtl_event_place_of_phrases (stage, child);
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

/* "was arrested there": the place named last; or DTL_NONE. */
static guint32
place_meant_by_there (const DtlEventStage *stage, const DtlHappening *happening)
{
  gint32 there = dtl_tree_child_lower (&stage->tree, happening->trigger, "there");

  /* "four days of riots there left one man dead": the parse hangs it on the verb */
  if (there < 0 && happening->is_nominal && happening->trigger + 1 < stage->tree.n_tokens
      && strcmp (dtl_tree_token (&stage->tree, happening->trigger + 1)->lower, "there") == 0)
    there = happening->trigger + 1;
  if (there < 0 || dtl_tree_token (&stage->tree, there)->deprel != DTL_DEPREL_ADVMOD)
    return DTL_NONE;
  for (guint32 j = there; j-- > 0 && there - j <= THERE_MAX;)
    if (is_place_name (stage, j))
      return j;
  return DTL_NONE;
}

static void
find_there (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *happening = dtl_stage_happening (stage, i);

      if (happening->place == DTL_NONE)
        happening->place = place_meant_by_there (stage, happening);
    }
}

void
dtl_event_find_places (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    dtl_event_find_own_place (stage, dtl_stage_happening (stage, i));
  lend_places (stage);
  find_there (stage);
  inherit (stage);
}

/* Scenes. */

static gboolean
is_told_as_fact (const DtlHappening *happening)
{
  return happening->absorbed_by == DTL_NONE && !happening->is_dropped
         && (happening->reality == DTL_REALITY_ACTUAL || happening->reality == DTL_REALITY_DENIED);
}

static gboolean
dates_agree (const DtlHappening *a, const DtlHappening *b)
{
  return dtl_date_is_null (&a->date) || dtl_date_is_null (&b->date) || dtl_date_overlaps (&a->date, &b->date);
}

/* The token through which a name hangs in the tree. */
static guint32
head_of_name (const DtlEventStage *stage, guint32 token)
{
  gint32 head = dtl_tree_token (&stage->tree, token)->head;

  return head >= 0 && stage->inside_name[head] == stage->inside_name[token] ? (guint32) head : token;
}

/* Whether a place other than @actor is named in @sentence as where something is. */
static gboolean
names_other_place (const DtlEventStage *stage, guint32 sentence, guint32 actor)
{
  const DtlSentence *found = dtl_document_sentence (stage->document, sentence);

  for (guint32 i = found->first_token; i < found->first_token + found->n_tokens; i++)
    if (is_place_name (stage, i) && dtl_stage_actor (stage, i) != actor
        && dtl_event_is_where (stage, head_of_name (stage, i)))
      return TRUE;
  return FALSE;
}

/* Whether @happening goes on where @last did. */
static gboolean
goes_on (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *last)
{
  return happening->place == DTL_NONE && *scene_of (happening)
         && strcmp (scene_of (happening), scene_of (last)) == 0 && is_told_as_fact (happening)
         && happening->sentence - last->sentence <= SCENE_SENTENCES && dates_agree (happening, last)
         && is_place_name (stage, last->place)
         && !names_other_place (stage, happening->sentence, dtl_stage_actor (stage, last->place));
}

/* "fled to Malta": the scene stays behind. */
static gboolean
leads_away (const DtlHappening *happening)
{
  static const char *const classes[] = { "escape", "flee", "leave", NULL };

  return g_strv_contains (classes, happening->event_class);
}

static int
compare_by_trigger (gconstpointer a, gconstpointer b, gpointer data)
{
  const DtlEventStage *stage = data;
  guint32 left = dtl_stage_happening (stage, *(const guint32 *) a)->trigger;
  guint32 right = dtl_stage_happening (stage, *(const guint32 *) b)->trigger;

  return left < right ? -1 : left > right;
}

static void
continue_scenes (DtlEventStage *stage)
{
  guint n = stage->happenings->len;
  g_autofree guint32 *order = g_new (guint32, n + 1);
  const DtlHappening *last = NULL;

  for (guint32 i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, n, sizeof *order, compare_by_trigger, stage);
  for (guint i = 0; i < n; i++)
    {
      DtlHappening *happening = dtl_stage_happening (stage, order[i]);

      if (dtl_document_sentence (stage->document, happening->sentence)->kind != DTL_SENTENCE_BODY)
        continue;
      if (last && goes_on (stage, happening, last))
        happening->place = last->place;
      if (happening->place != DTL_NONE && *scene_of (happening) && is_told_as_fact (happening) && !leads_away (happening)
          && dtl_stage_actor (stage, happening->place) != DTL_NONE)
        last = happening;
    }
}

/* The place in the dateline, or DTL_NONE. */
static guint32
written_from (const DtlEventStage *stage)
{
  for (guint i = 0; i < stage->document->sentences->len; i++)
    {
      const DtlSentence *sentence = dtl_document_sentence (stage->document, i);

      if (sentence->kind == DTL_SENTENCE_BODY)
        return DTL_NONE;
      for (guint32 j = sentence->first_token;
           sentence->kind == DTL_SENTENCE_DATELINE && j < sentence->first_token + sentence->n_tokens; j++)
        if (is_place_name (stage, j) || dtl_tree_token (&stage->tree, j)->upos == DTL_UPOS_PROPN)
          return j;
    }
  return DTL_NONE;
}

const char *
dtl_event_home_country (const DtlEventStage *stage)
{
  guint32 place = written_from (stage), actor = place == DTL_NONE ? DTL_NONE : dtl_stage_actor (stage, place);

  return actor == DTL_NONE ? NULL : dtl_record_actor (stage->record, actor)->country;
}

static guint32
first_of_body (const DtlEventStage *stage)
{
  for (guint32 i = 0; i < stage->document->sentences->len; i++)
    if (dtl_document_sentence (stage->document, i)->kind == DTL_SENTENCE_BODY)
      return i;
  return DTL_NONE;
}

/* The first sentence of a report that names no place tells what happened where it was written. What people say, agree on
 * and trade may be said anywhere. */
static void
place_lead (DtlEventStage *stage)
{
  static const char *const anywhere[] = { "say", "trade", "agree" };
  guint32 place = written_from (stage), lead = place == DTL_NONE ? DTL_NONE : first_of_body (stage);

  for (guint i = 0; lead != DTL_NONE && i < stage->happenings->len; i++)
    {
      DtlHappening *happening = dtl_stage_happening (stage, i);
      const DtlToken *word = dtl_tree_token (&stage->tree, happening->trigger);

      if (happening->sentence == lead && happening->place == DTL_NONE && !happening->is_nominal
          && is_told_as_fact (happening) && word->deprel == DTL_DEPREL_ROOT
          && !dtl_stage_is_of_family (happening, anywhere, G_N_ELEMENTS (anywhere))
          && !names_other_place (stage, lead, dtl_stage_actor (stage, place)))
        happening->place = place;
    }
}

/* "the Chilean capital", "the Moldovan border" */
static gboolean
is_of_country (const DtlEventStage *stage, guint32 noun)
{
  DTL_TREE_FOREACH_CHILD (&stage->tree, noun, child)
    if (dtl_tree_token (&stage->tree, child)->deprel == DTL_DEPREL_AMOD && dtl_stage_actor (stage, child) != DTL_NONE
        && dtl_record_actor (stage->record, dtl_stage_actor (stage, child))->kind == DTL_ACTOR_COUNTRY)
      return TRUE;
  return FALSE;
}

/* Whether the word @token is a building, room or ground, with a name or without, or a part of a country. */
static gboolean
is_site (const DtlEventStage *stage, guint32 token)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, token);

  return (word->lemma && dtl_table_has (&dtl_table_sites, word->lemma)) || dtl_table_has (&dtl_table_sites, word->lower)
         || (word->lemma && dtl_table_has (&dtl_table_place_nouns, word->lemma) && is_of_country (stage, token));
}

/* "at the gate", "on the steps", "by the track", but not "by a court" */
static gboolean
is_at_site (const DtlEventStage *stage, guint32 token)
{
  const char *preposition = dtl_tree_case (&stage->tree, token);

  return dtl_event_is_where (stage, token) || g_strcmp0 (preposition, "on") == 0
         || (g_strcmp0 (preposition, "by") == 0 && dtl_tree_token (&stage->tree, token)->deprel == DTL_DEPREL_OBL);
}

/* "at a barracks", "danced with supporters outside the palace": the site whose phrase hangs on @word, or on a nominal
 * below it; or DTL_NONE. */
static guint32
site_below (const DtlEventStage *stage, guint32 word, guint depth)
{
  const DtlTree *tree = &stage->tree;

  DTL_TREE_FOREACH_CHILD (tree, word, child)
    {
      DtlDeprel base = dtl_deprel_base (dtl_tree_token (tree, child)->deprel);
      guint32 found;

      if ((base == DTL_DEPREL_OBL || base == DTL_DEPREL_NMOD) && is_site (stage, child) && is_at_site (stage, child))
        return child;
      if (depth > 0 && (base == DTL_DEPREL_OBL || base == DTL_DEPREL_OBJ || base == DTL_DEPREL_NMOD)
          && stage->happening_at[child] == DTL_NONE && (found = site_below (stage, child, depth - 1)) != DTL_NONE)
        return found;
    }
  return DTL_NONE;
}

/* What is visited, or where it happens, where nothing has a name. */
static guint32
site_of (const DtlEventStage *stage, const DtlHappening *happening)
{
  gint32 object = dtl_tree_child (&stage->tree, happening->trigger, DTL_DEPREL_OBJ);

  if (object >= 0 && is_site (stage, object) && dtl_table_has (&dtl_table_place_classes, happening->event_class))
    return object;
  return site_below (stage, happening->trigger, SITE_DEPTH);
}

void
dtl_event_find_place_alone (DtlEventStage *stage, DtlHappening *happening)
{
  dtl_event_find_own_place (stage, happening);
  if (happening->place == DTL_NONE)
    happening->place = place_meant_by_there (stage, happening);
  if (happening->place == DTL_NONE)
    happening->place = site_of (stage, happening);
}

void
dtl_event_find_scenes (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    dtl_event_find_own_place (stage, dtl_stage_happening (stage, i)); /* of those that dating has found */
  inherit (stage);
  place_lead (stage);
  continue_scenes (stage);
  for (guint i = 0; i < stage->happenings->len; i++)
    if (dtl_stage_happening (stage, i)->place == DTL_NONE)
      dtl_stage_happening (stage, i)->place = site_of (stage, dtl_stage_happening (stage, i));
}
