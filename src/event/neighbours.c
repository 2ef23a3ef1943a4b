/*
 * What happenings of one sentence tell about each other's participants and places.
 *
 * A purpose belongs to its journey, a question to its answer; what is announced is done by the announcer, what somebody
 * is blamed for is his own doing.
 */
#include <string.h>

#include "event/members.h"
#include "event/place.h"
#include "event/scene.h"
#include "lexicon/tables.h"

static guint
count_role (const DtlHappening *happening, DtlParticipantRole role)
{
  guint n = 0;

  for (guint i = 0; i < happening->arguments->len; i++)
    n += g_array_index (happening->arguments, DtlArgument, i).role == role;
  return n;
}

/* "travelled to Moscow to meet Putin": the purpose belongs to the journey. */
static void
absorb_purposes (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *purpose = dtl_stage_happening (stage, i), *journey;
      const DtlToken *word = dtl_tree_token (&stage->tree, purpose->trigger);
      guint32 above;

      if ((word->deprel != DTL_DEPREL_ADVCL && word->deprel != DTL_DEPREL_XCOMP) || word->head < 0
          || !dtl_tree_has_mark (&stage->tree, purpose->trigger, "to")
          || strcmp (dtl_stage_family (purpose), "talk") != 0)
        continue;
      above = stage->happening_at[word->head];
      if (above == DTL_NONE)
        continue;
      journey = dtl_stage_happening (stage, above);
      if (!(journey->frame.flags & DTL_FRAME_MOVE))
        continue;
      purpose->absorbed_by = above;
      for (guint j = 0; j < purpose->arguments->len; j++)
        {
          DtlArgument argument = g_array_index (purpose->arguments, DtlArgument, j);

          if (argument.role != DTL_ROLE_AGENT)
            dtl_event_add_actor (journey, argument.actor, argument.token, argument.role, FALSE);
        }
    }
}

static void
take_arguments (DtlHappening *happening, const DtlHappening *other)
{
  for (guint i = 0; i < other->arguments->len; i++)
    {
      DtlArgument argument = g_array_index (other->arguments, DtlArgument, i);

      dtl_event_add_actor (happening, argument.actor, argument.token, argument.role, argument.implicit);
    }
  if (happening->place == DTL_NONE)
    happening->place = other->place;
}

static gboolean
is_class_of_deals (const DtlHappening *happening)
{
  return g_strcmp0 (dtl_table_cell (&dtl_table_class_groups, happening->event_class, DTL_CLASS_GROUPS_GROUP), "deal") == 0;
}

/* "signed an agreement with pilots", "the contract between A and B was signed": what is signed is the same happening. */
static gboolean
is_what_is_signed (const DtlToken *word, const DtlHappening *noun, const DtlHappening *verb)
{
  return (word->deprel == DTL_DEPREL_OBJ || word->deprel == DTL_DEPREL_NSUBJ_PASS) && is_class_of_deals (noun)
         && strcmp (verb->event_class, "sign") == 0;
}

/* "hosted talks between Iran and Israel": the talks are what is hosted. */
static gboolean
is_what_is_hosted (const DtlToken *word, const DtlHappening *noun, const DtlHappening *verb)
{
  return (word->deprel == DTL_DEPREL_OBJ || word->deprel == DTL_DEPREL_NSUBJ_PASS) && strcmp (verb->event_class, "host") == 0
         && strcmp (dtl_stage_family (noun), "talk") == 0;
}

/* "arrived for talks with Cruz": the purpose, as a noun. */
static gboolean
is_what_one_goes_for (const DtlTree *tree, const DtlToken *word, const DtlHappening *noun, const DtlHappening *verb)
{
  return word->deprel == DTL_DEPREL_OBL && (verb->frame.flags & DTL_FRAME_MOVE)
         && strcmp (dtl_stage_family (noun), "talk") == 0 && g_strcmp0 (dtl_tree_case (tree, noun->trigger), "for") == 0;
}

/* "took part in a debate with Adler": the debate is what she did. */
static gboolean
is_what_one_takes_part_in (const DtlTree *tree, const DtlToken *word, const DtlHappening *noun, const DtlHappening *verb)
{
  return word->deprel == DTL_DEPREL_OBL && strcmp (verb->frame.key, "take part") == 0
         && g_strcmp0 (dtl_tree_case (tree, noun->trigger), "in") == 0;
}

static void
absorb_nouns (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *noun = dtl_stage_happening (stage, i), *verb;
      const DtlToken *word = dtl_tree_token (&stage->tree, noun->trigger);

      if (!noun->is_nominal || noun->core != DTL_NONE || word->head < 0 || stage->happening_at[word->head] == DTL_NONE)
        continue;
      verb = dtl_stage_happening (stage, stage->happening_at[word->head]);
      if (verb->absorbed_by != DTL_NONE || verb->is_nominal
          || (!is_what_is_signed (word, noun, verb) && !is_what_is_hosted (word, noun, verb)
              && !is_what_one_goes_for (&stage->tree, word, noun, verb)
              && !is_what_one_takes_part_in (&stage->tree, word, noun, verb)))
        continue;
      take_arguments (verb, noun);
      if (is_what_is_signed (word, noun, verb))
        noun->is_dropped = TRUE; /* the paper, which is there whether it is signed or not */
      else
        noun->absorbed_by = stage->happening_at[word->head];
    }
}

/* The happening of the clause that a noun stands in, through prepositional phrases; DTL_NONE. */
static guint32
clause_above (const DtlEventStage *stage, guint32 noun)
{
  gint32 at = dtl_tree_token (&stage->tree, noun)->head;

  for (guint i = 0; at >= 0 && i < 3; i++)
    {
      if (dtl_tree_token (&stage->tree, at)->upos == DTL_UPOS_VERB)
        return stage->happening_at[at];
      at = dtl_tree_token (&stage->tree, at)->head;
    }
  return DTL_NONE;
}

/* "after a meeting with Cruz", "during a visit to Rome": an occasion of which it is not said who was there. */
static gboolean
is_occasion (const DtlEventStage *stage, const DtlHappening *noun)
{
  const char *preposition = dtl_tree_case (&stage->tree, noun->trigger), *family = dtl_stage_family (noun);

  return noun->is_nominal && noun->core == DTL_NONE && preposition && dtl_word_has_function (preposition, "occasion")
         && dtl_tree_token (&stage->tree, noun->trigger)->deprel == DTL_DEPREL_OBL
         && (strcmp (family, "talk") == 0 || strcmp (family, "move") == 0) && count_role (noun, DTL_ROLE_AGENT) == 0
         && (!noun->is_definite || count_role (noun, DTL_ROLE_COUNTERPART) > 0);
}

/* "After a meeting with Cruz, Sousa flew home": who does what the clause tells was there. */
static void
lend_subjects (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *noun = dtl_stage_happening (stage, i), *verb;
      guint32 above = is_occasion (stage, noun) ? clause_above (stage, noun->trigger) : DTL_NONE;

      if (above == DTL_NONE)
        continue;
      verb = dtl_stage_happening (stage, above);
      for (guint j = 0; j < verb->arguments->len; j++)
        {
          DtlArgument argument = g_array_index (verb->arguments, DtlArgument, j);

          if (argument.role == DTL_ROLE_AGENT)
            dtl_event_add_actor (noun, argument.actor, argument.token, DTL_ROLE_AGENT, TRUE);
        }
    }
}

/* "Asked about the plan, she said": the question is no happening beside the answer. */
static void
drop_questions (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *question = dtl_stage_happening (stage, i);
      const DtlToken *word = dtl_tree_token (&stage->tree, question->trigger);
      guint32 above;

      if (word->head < 0 || word->deprel == DTL_DEPREL_CONJ || word->deprel == DTL_DEPREL_ACL_RELCL
          || strcmp (question->event_class, "ask") != 0
          || dtl_tree_child (&stage->tree, question->trigger, DTL_DEPREL_NSUBJ) >= 0)
        continue;
      above = stage->happening_at[word->head];
      if (above != DTL_NONE && dtl_event_reporting_verb (stage, word->head))
        question->is_dropped = TRUE;
    }
}

/* "announced an order", "announces sanctions on X": the announcer is the one who does it, if nobody else is named. */
static void
lend_announcers (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *happening = dtl_stage_happening (stage, i), *other;
      const DtlToken *word = dtl_tree_token (&stage->tree, happening->trigger);

      if (!happening->is_nominal || happening->core != DTL_NONE || word->deprel != DTL_DEPREL_OBJ
          || stage->happening_at[word->head] == DTL_NONE || count_role (happening, DTL_ROLE_AGENT) > 0)
        continue;
      other = dtl_stage_happening (stage, stage->happening_at[word->head]);
      for (guint j = 0; strcmp (other->event_class, "announce") == 0 && j < other->arguments->len; j++)
        {
          DtlArgument argument = g_array_index (other->arguments, DtlArgument, j);

          if (argument.role == DTL_ROLE_AGENT)
            dtl_event_add_actor (happening, argument.actor, argument.token, DTL_ROLE_AGENT, TRUE);
        }
    }
}

/* "Russia's war in Ukraine": a country that fights in another fights it. */
static void
add_theatres (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *happening = dtl_stage_happening (stage, i);
      guint32 place = happening->place == DTL_NONE ? DTL_NONE : dtl_stage_actor (stage, happening->place);
      const DtlActor *country, *agent;

      if (place == DTL_NONE || strcmp (dtl_stage_family (happening), "violence") != 0 || happening->arguments->len != 1)
        continue;
      country = dtl_record_actor (stage->record, place);
      agent = dtl_record_actor (stage->record, g_array_index (happening->arguments, DtlArgument, 0).actor);
      if (country->kind == DTL_ACTOR_COUNTRY && agent->kind == DTL_ACTOR_COUNTRY)
        dtl_event_add_actor (happening, place, happening->place, DTL_ROLE_PATIENT, TRUE);
    }
}

static gboolean
is_against_somebody (const DtlHappening *happening)
{
  const char *family = dtl_stage_family (happening);

  return strcmp (family, "coerce") == 0 || strcmp (family, "criticise") == 0 || strcmp (family, "justice") == 0;
}

/* The happening above a noun by which somebody is punished or blamed, through nominals and prepositional phrases. */
static guint32
blame_above (const DtlEventStage *stage, guint32 token)
{
  gint32 at = dtl_tree_token (&stage->tree, token)->head;

  for (guint i = 0; at >= 0 && i < 4; i++)
    {
      const DtlToken *word = dtl_tree_token (&stage->tree, at);

      if (stage->happening_at[at] != DTL_NONE
          && is_against_somebody (dtl_stage_happening (stage, stage->happening_at[at])))
        return stage->happening_at[at];
      if (word->upos == DTL_UPOS_VERB)
        break;
      at = word->head;
    }
  return DTL_NONE;
}

/* "sentenced Barton for the murder of Doyle": he who is tried for a crime is said to have done it. */
static void
lend_culprits (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *crime = dtl_stage_happening (stage, i), *verdict;
      guint32 above;

      if (!crime->is_nominal || strcmp (dtl_stage_family (crime), "violence") != 0 || count_role (crime, DTL_ROLE_AGENT) > 0
          || (above = blame_above (stage, crime->trigger)) == DTL_NONE || above == i)
        continue;
      verdict = dtl_stage_happening (stage, above);
      if (strcmp (dtl_stage_family (verdict), "justice") != 0 || strcmp (verdict->event_class, "acquit") == 0)
        continue;
      for (guint j = 0; j < verdict->arguments->len; j++)
        {
          DtlArgument argument = g_array_index (verdict->arguments, DtlArgument, j);

          if (argument.role == DTL_ROLE_PATIENT)
            dtl_event_add_actor (crime, argument.actor, argument.token, DTL_ROLE_AGENT, TRUE);
        }
    }
}

/* "sanctioned Russia over its invasion": what somebody is punished or blamed for is his own doing, not that of those who
 * punish, which is where a pronoun in this place would else be looked for. */
static void
blame_the_blamed (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *deed = dtl_stage_happening (stage, i), *blame;
      gint32 owner = dtl_tree_child (&stage->tree, deed->trigger, DTL_DEPREL_NMOD_POSS);
      guint32 above, guilty = DTL_NONE;

      if (!deed->is_nominal || owner < 0 || dtl_tree_token (&stage->tree, owner)->upos != DTL_UPOS_PRON
          || (above = blame_above (stage, deed->trigger)) == DTL_NONE || above == i)
        continue;
      blame = dtl_stage_happening (stage, above);
      for (guint j = 0; j < blame->arguments->len; j++)
        {
          const DtlArgument *argument = &g_array_index (blame->arguments, DtlArgument, j);

          if (argument->role == DTL_ROLE_PATIENT)
            guilty = argument->actor;
        }
      for (guint j = 0; guilty != DTL_NONE && j < deed->arguments->len; j++)
        {
          DtlArgument *argument = &g_array_index (deed->arguments, DtlArgument, j);

          if (argument->token == (guint32) owner)
            argument->actor = guilty;
        }
    }
}

/* "who asked not to be named", "who were not authorised to speak": why a source has no name is no news. */
static gboolean
is_about_anonymity (const DtlEventStage *stage, guint32 clause)
{
  const DtlTree *tree = &stage->tree;

  for (guint32 i = tree->left[clause]; i <= tree->right[clause]; i++)
    {
      const char *lemma = dtl_tree_token (tree, i)->lemma;

      if (lemma && dtl_word_has_function (lemma, "anonymous"))
        return TRUE;
      if (lemma && dtl_word_has_function (lemma, "identity")
          && (dtl_tree_is_negated (tree, i) || dtl_tree_is_negated (tree, clause)))
        return TRUE;
    }
  return FALSE;
}

static void
drop_anonymity (DtlEventStage *stage)
{
  const DtlTree *tree = &stage->tree;

  for (guint32 i = 0; i < tree->n_tokens; i++)
    {
      const DtlToken *word = dtl_tree_token (tree, i);
      guint32 source = word->head < 0 ? DTL_NONE : (guint32) word->head;

      if (dtl_deprel_base (word->deprel) != DTL_DEPREL_ACL || source == DTL_NONE
          || dtl_tree_token (tree, source)->deprel != DTL_DEPREL_NSUBJ || !is_about_anonymity (stage, i))
        continue;
      for (guint32 j = tree->left[i]; j <= tree->right[i]; j++)
        if (stage->happening_at[j] != DTL_NONE)
          dtl_stage_happening (stage, stage->happening_at[j])->is_dropped = TRUE;
    }
}

/* "the accord signed in 1999", "Monday's offer": more is told of it. */
static gboolean
is_told_more_of (const DtlEventStage *stage, guint32 noun)
{
  DTL_TREE_FOREACH_CHILD (&stage->tree, noun, child)
    if (stage->time_at[child] != DTL_NONE || dtl_deprel_base (dtl_tree_token (&stage->tree, child)->deprel) == DTL_DEPREL_ACL)
      return TRUE;
  return FALSE;
}

/* "dropped charges against Keller", "was convicted of fraud", "found dead", "welcomed the offer": what only says what another
 * happening is about, and is no happening unless somebody is said to have done it. Statements tell news. */
static void
drop_contents (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *content = dtl_stage_happening (stage, i), *verb;
      const DtlToken *word = dtl_tree_token (&stage->tree, content->trigger);
      guint32 above = word->head < 0 ? DTL_NONE : stage->happening_at[word->head];
      gboolean is_object = word->deprel == DTL_DEPREL_OBJ || word->deprel == DTL_DEPREL_NSUBJ_PASS;

      if (above == DTL_NONE || above == i || content->core != DTL_NONE)
        continue;
      verb = dtl_stage_happening (stage, above);
      if (word->upos == DTL_UPOS_ADJ || word->upos == DTL_UPOS_ADV)
        content->is_dropped = word->deprel == DTL_DEPREL_XCOMP || word->deprel == DTL_DEPREL_ADVMOD;
      else if (word->upos == DTL_UPOS_NOUN && (content->frame.flags & (DTL_FRAME_ONLY_LIGHT | DTL_FRAME_RESULT))
               && !verb->is_weak && !verb->is_nominal && strcmp (dtl_stage_family (verb), "say") != 0
               && (is_object || strcmp (dtl_stage_family (verb), "justice") == 0)
               && !is_told_more_of (stage, content->trigger))
        content->is_dropped = TRUE;
    }
}

/* "Workers at the yard in Gdansk went on strike": where they are. */
static void
place_goers (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *happening = dtl_stage_happening (stage, i);
      gboolean implicit, is_object;
      const char *lemma = dtl_tree_token (&stage->tree, happening->trigger)->lemma;
      guint32 subject;

      if (happening->core == DTL_NONE || happening->place != DTL_NONE || !dtl_word_has_function (lemma, "goes"))
        continue;
      subject = dtl_tree_subject (&stage->tree, happening->trigger, &implicit, &is_object);
      if (subject != DTL_NONE)
        happening->place = dtl_event_place_below (stage, subject);
    }
}

/* "speaking in Bonn, she accused": how she did it. "reported, citing two diplomats": from whom. */
static gboolean
is_manner (const DtlHappening *verb)
{
  return strcmp (verb->event_class, "speak") == 0 || dtl_word_has_function (verb->frame.key, "cites");
}

static void
drop_manners (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *verb = dtl_stage_happening (stage, i);
      const DtlToken *word = dtl_tree_token (&stage->tree, verb->trigger);

      if (word->deprel == DTL_DEPREL_ADVCL && word->xpos == DTL_XPOS_VBG && is_manner (verb)
          && stage->happening_at[word->head] != DTL_NONE && count_role (verb, DTL_ROLE_COUNTERPART) == 0
          && dtl_tree_child (&stage->tree, verb->trigger, DTL_DEPREL_MARK) < 0)
        verb->is_dropped = TRUE;
    }
}

static void
lend_role (const DtlHappening *from, DtlParticipantRole role, DtlHappening *to, DtlParticipantRole as)
{
  for (guint i = 0; i < from->arguments->len; i++)
    {
      DtlArgument argument = g_array_index (from->arguments, DtlArgument, i);

      if (argument.role == role)
        dtl_event_add_actor (to, argument.actor, argument.token, as, TRUE);
    }
}

/* "Talks between Chad and Sudan collapsed", "Klein's trial opened": who takes part in what begins, goes on or ends. */
static void
lend_to_phase (DtlHappening *verb, const DtlHappening *noun)
{
  if (verb->arguments->len > 0 || !dtl_table_has (&dtl_table_phase_classes, verb->event_class))
    return;
  for (guint i = 0; i < noun->arguments->len; i++)
    {
      DtlArgument argument = g_array_index (noun->arguments, DtlArgument, i);

      dtl_event_add_actor (verb, argument.actor, argument.token, argument.role, TRUE);
    }
}

/* "An attack by rebels killed two soldiers": they did. */
static void
lend_to_outcome (DtlHappening *verb, const DtlHappening *noun)
{
  if (strcmp (dtl_stage_family (verb), "violence") == 0 && strcmp (dtl_stage_family (noun), "violence") == 0
      && !verb->is_passive && count_role (verb, DTL_ROLE_AGENT) == 0)
    lend_role (noun, DTL_ROLE_AGENT, verb, DTL_ROLE_AGENT);
}

/* "The ambush left nine soldiers dead": to them it was done. */
static void
lend_to_cause (const DtlEventStage *stage, DtlHappening *noun, DtlHappening *verb)
{
  gint32 object = dtl_tree_child (&stage->tree, verb->trigger, DTL_DEPREL_OBJ), state;

  if (strcmp (dtl_stage_family (noun), "violence") != 0 || object < 0
      || g_strcmp0 (dtl_tree_token (&stage->tree, verb->trigger)->lemma, "leave") != 0)
    return;
  state = dtl_tree_child (&stage->tree, verb->trigger, DTL_DEPREL_XCOMP);
  if (state < 0)
    state = dtl_tree_child (&stage->tree, object, DTL_DEPREL_AMOD);
  if (state < object || dtl_tree_token (&stage->tree, state)->upos != DTL_UPOS_ADJ || stage->happening_at[state] == DTL_NONE)
    return;
  lend_role (verb, DTL_ROLE_PATIENT, noun, DTL_ROLE_PATIENT);
  verb->is_dropped = TRUE; /* the word that says what became of them tells more */
}

/* "Clashes broke out on Monday between police and students" */
static void
take_parties (DtlEventStage *stage, DtlHappening *noun, guint32 verb)
{
  DTL_TREE_FOREACH_CHILD (&stage->tree, verb, child)
    if (dtl_tree_token (&stage->tree, child)->deprel == DTL_DEPREL_OBL && noun->arguments->len == 0
        && dtl_stage_is_symmetric (noun) && g_strcmp0 (dtl_tree_case (&stage->tree, child), "between") == 0)
      dtl_event_add_nominal (stage, noun, child, DTL_ROLE_AGENT, FALSE);
}

/* What an event noun and the verb it is the subject of tell about each other. */
static void
lend_between_noun_and_verb (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *noun = dtl_stage_happening (stage, i), *verb;
      const DtlToken *word = dtl_tree_token (&stage->tree, noun->trigger);

      if (!noun->is_nominal || noun->core != DTL_NONE || word->head < 0
          || (word->deprel != DTL_DEPREL_NSUBJ && word->deprel != DTL_DEPREL_NSUBJ_PASS))
        continue;
      take_parties (stage, noun, word->head);
      if (stage->happening_at[word->head] == DTL_NONE)
        continue;
      verb = dtl_stage_happening (stage, stage->happening_at[word->head]);
      if (strcmp (verb->event_class, "happen") == 0)
        {
          /* "a meeting took place": one event, told by the noun */
          if (noun->place == DTL_NONE)
            noun->place = verb->place;
          verb->is_dropped = TRUE;
          continue;
        }
      lend_to_cause (stage, noun, verb);
      lend_to_phase (verb, noun);
      lend_to_outcome (verb, noun);
    }
}

/* "met Otte to demand a guarantee": of him. */
static void
lend_addressees (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *demand = dtl_stage_happening (stage, i), *talk;
      const DtlToken *word = dtl_tree_token (&stage->tree, demand->trigger);

      if (word->deprel != DTL_DEPREL_ADVCL || word->head < 0 || stage->happening_at[word->head] == DTL_NONE
          || !dtl_tree_has_mark (&stage->tree, demand->trigger, "to") || strcmp (dtl_stage_family (demand), "demand") != 0
          || count_role (demand, DTL_ROLE_RECIPIENT) > 0)
        continue;
      talk = dtl_stage_happening (stage, stage->happening_at[word->head]);
      if (strcmp (dtl_stage_family (talk), "talk") == 0)
        lend_role (talk, DTL_ROLE_COUNTERPART, demand, DTL_ROLE_RECIPIENT);
    }
}

/* The happening that a participle tells more about: of the verb it hangs on, or of whose subject it describes. */
static guint32
clause_of_participle (const DtlEventStage *stage, guint32 participle)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, participle);
  gint32 at = word->head;

  if (at >= 0 && word->deprel == DTL_DEPREL_ACL)
    at = dtl_tree_token (&stage->tree, at)->head;
  else if (word->deprel != DTL_DEPREL_ADVCL)
    return DTL_NONE;
  return at < 0 ? DTL_NONE : stage->happening_at[at];
}

/* "accompanied by General Aziz, Nasser toured Basra": so did he. */
static void
add_companions (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *company = dtl_stage_happening (stage, i);
      const DtlToken *word = dtl_tree_token (&stage->tree, company->trigger);
      guint32 above = word->xpos == DTL_XPOS_VBN && word->lemma && dtl_word_has_function (word->lemma, "accompanies")
                        ? clause_of_participle (stage, company->trigger)
                        : DTL_NONE;

      if (above == DTL_NONE || above == i)
        continue;
      for (guint j = 0; j < company->arguments->len; j++)
        {
          DtlArgument argument = g_array_index (company->arguments, DtlArgument, j);

          dtl_event_add_actor (dtl_stage_happening (stage, above), argument.actor, argument.token, DTL_ROLE_COUNTERPART,
                               FALSE);
        }
      company->is_dropped = TRUE;
    }
}

/* "got his cousin appointed": the verb only tells at whose wish. */
static gboolean
is_causative (const DtlTree *tree, guint32 verb, guint32 clause)
{
  DtlXpos xpos = dtl_tree_token (tree, clause)->xpos;

  return g_strcmp0 (dtl_tree_token (tree, verb)->lemma, "get") == 0 && (xpos == DTL_XPOS_VBN || xpos == DTL_XPOS_VBD)
         && (dtl_tree_child (tree, verb, DTL_DEPREL_OBJ) >= 0 || dtl_tree_child (tree, verb, DTL_DEPREL_IOBJ) >= 0);
}

/* "plans to buy", "failed to agree", "was forced to resign": a verb that only tells whether the other happens. */
static void
drop_catenatives (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *verb = dtl_stage_happening (stage, i);
      gint32 clause = dtl_tree_child (&stage->tree, verb->trigger, DTL_DEPREL_XCOMP);

      if (verb->core == DTL_NONE && !verb->is_nominal && clause >= 0 && stage->happening_at[clause] != DTL_NONE
          && (is_causative (&stage->tree, verb->trigger, clause)
              || (dtl_tree_child_lower (&stage->tree, clause, "to") >= 0
                  && dtl_table_has (&dtl_table_catenatives, dtl_tree_token (&stage->tree, verb->trigger)->lemma))))
        verb->is_dropped = TRUE;
    }
}

void
dtl_event_lend_arguments (DtlEventStage *stage)
{
  add_theatres (stage);
  blame_the_blamed (stage);
  lend_announcers (stage);
  dtl_event_find_places (stage);
  absorb_purposes (stage);
  absorb_nouns (stage);
  lend_subjects (stage);
  lend_culprits (stage);
  place_goers (stage);
  lend_between_noun_and_verb (stage);
  lend_addressees (stage);
  add_companions (stage);
  drop_questions (stage);
  drop_contents (stage);
  drop_manners (stage);
  drop_anonymity (stage);
  drop_catenatives (stage);
}
