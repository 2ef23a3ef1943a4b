/*
 * Which words name a happening.
 *
 * Verbs by verbs.tsv, nouns by nouns.tsv, predicate adjectives by adjectives.tsv; the longest key wins ("call for"
 * before "call"), and of equal keys the first whose condition holds. A support verb lends its arguments to the noun it governs ("held talks"); so does a verb of
 * phase ("the talks ended"), but there the noun stays the trigger.
 */
#include <string.h>

#include "event/stage.h"
#include "lexicon/tables.h"
#include "lexicon/user.h"

#define KEY_MAX 96

static gboolean
is_open_class_verb (const DtlToken *token)
{
  if (token->upos != DTL_UPOS_VERB || token->lemma == NULL)
    return FALSE;
  switch (dtl_deprel_base (token->deprel))
    {
    case DTL_DEPREL_CASE:
    case DTL_DEPREL_MARK:
    case DTL_DEPREL_FIXED:
    case DTL_DEPREL_FLAT:
    case DTL_DEPREL_COMPOUND:
    case DTL_DEPREL_AMOD:
    case DTL_DEPREL_AUX:
    case DTL_DEPREL_COP:
    case DTL_DEPREL_GOESWITH:
    case DTL_DEPREL_REPARANDUM:
    case DTL_DEPREL_DISCOURSE:
      return FALSE;
    default:
      return TRUE;
    }
}

/* "flood-hit Springfield", "Seo Ji-won": what only describes, whatever the parse makes of it. */
static gboolean
ends_compound (const DtlDocument *document, guint32 token)
{
  const DtlToken *word = dtl_document_token (document, token), *hyphen;

  if (token < 2 || (word->xpos != DTL_XPOS_VBN && word->xpos != DTL_XPOS_VBD && word->xpos != DTL_XPOS_VB
                    && word->xpos != DTL_XPOS_VBP))
    return FALSE;
  hyphen = word - 1;
  return (hyphen->xpos == DTL_XPOS_HYPH || strcmp (hyphen->lower, "-") == 0) && hyphen->span.end == word->span.start
         && (word - 2)->span.end == hyphen->span.start
         && ((word - 2)->upos == DTL_UPOS_NOUN || ((word - 2)->upos == DTL_UPOS_PROPN && (word - 2)->deprel == DTL_DEPREL_FLAT));
}

/* Conditions. */

/* The child of a predicate in @slot, or -1. */
static gint32
slot_child (const DtlTree *tree, guint32 token, DtlSlot slot, gboolean passive)
{
  DTL_TREE_FOREACH_CHILD (tree, token, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);
      DtlDeprel base = dtl_deprel_base (word->deprel);
      const char *preposition;

      if (slot == DTL_SLOT_SUBJ && word->deprel == DTL_DEPREL_NSUBJ)
        return child;
      if (slot == DTL_SLOT_OBJ && (base == DTL_DEPREL_OBJ || (passive && word->deprel == DTL_DEPREL_NSUBJ_PASS)))
        return child;
      if (slot == DTL_SLOT_IOBJ && base == DTL_DEPREL_IOBJ)
        return child;
      if (slot == DTL_SLOT_XCOMP && base == DTL_DEPREL_XCOMP)
        return child;
      if (slot == DTL_SLOT_CCOMP && base == DTL_DEPREL_CCOMP)
        return child;
      if (base != DTL_DEPREL_OBL && base != DTL_DEPREL_NMOD)
        continue;
      preposition = dtl_tree_case (tree, child);
      if (preposition && dtl_slot_from_string (preposition, strlen (preposition)) == slot)
        return child;
    }
  return -1;
}

static const char *
kind_word (const DtlEventStage *stage, guint32 token)
{
  guint32 actor = dtl_stage_actor (stage, token);

  return actor == DTL_NONE ? "" : dtl_actor_kind_to_string (dtl_record_actor (stage->record, actor)->kind);
}

/* Whether @token's lemma or kind is in a comma-separated list. */
static gboolean
is_in_list (const DtlEventStage *stage, guint32 token, const char *list, gsize length)
{
  const char *lemma = dtl_tree_token (&stage->tree, token)->lemma, *kind = kind_word (stage, token);
  const char *end = list + length;

  for (const char *p = list; p < end;)
    {
      const char *comma = memchr (p, ',', end - p);
      gsize size = (comma ? comma : end) - p;

      if ((lemma && strlen (lemma) == size && memcmp (lemma, p, size) == 0)
          || (strlen (kind) == size && memcmp (kind, p, size) == 0))
        return TRUE;
      p += size + 1;
    }
  return FALSE;
}

/* "obj", "no-obj", "obj=person,strike", "passive" */
static gboolean
condition_holds (const DtlEventStage *stage, guint32 token, const DtlFrame *frame)
{
  const char *text = frame->condition;
  gsize length = frame->condition_length;
  gboolean passive = dtl_tree_is_passive (&stage->tree, token), negative;
  const char *equals;
  gint32 child;

  if (text == NULL)
    return TRUE;
  if (length == 7 && memcmp (text, "passive", 7) == 0)
    return passive;
  if (length == 9 && memcmp (text, "predicate", 9) == 0)
    {
      /* "called it a farce", not "called him to help" */
      child = dtl_tree_child (&stage->tree, token, DTL_DEPREL_XCOMP);
      return child >= 0 && dtl_tree_child_lower (&stage->tree, child, "to") < 0;
    }
  negative = length > 3 && memcmp (text, "no-", 3) == 0;
  if (negative)
    {
      text += 3;
      length -= 3;
    }
  equals = memchr (text, '=', length);
  child = slot_child (&stage->tree, token, dtl_slot_from_string (text, (equals ? equals : text + length) - text), passive);
  if (equals && child >= 0 && !is_in_list (stage, child, equals + 1, length - (equals + 1 - text)))
    child = -1;
  return (child >= 0) != negative;
}

/* Frames. */

/* First row of @key whose condition holds, rows with a condition first. */
static gboolean
find_row_in (const DtlEventStage *stage, const DtlTable *table, const char *key, guint32 token, DtlFrame *frame)
{
  guint n;
  const char *const *rows = dtl_table_find (table, key, &n);

  for (int conditional = 1; conditional >= 0; conditional--)
    for (guint i = 0; i < n; i++)
      {
        dtl_frame_parse (table, rows + (gsize) i * table->n_columns, frame);
        if ((frame->condition != NULL) == conditional && condition_holds (stage, token, frame))
          return TRUE;
      }
  return FALSE;
}

/* The user's rows outrank ours. */
static gboolean
find_row (const DtlEventStage *stage, const DtlTable *table, const char *key, guint32 token, DtlFrame *frame)
{
  const DtlUserLexicon *lexicon = stage->document->lexicon;

  return (lexicon && find_row_in (stage, dtl_user_lexicon_table (lexicon, table), key, token, frame))
         || find_row_in (stage, table, key, token, frame);
}

static gboolean
find_joined (const DtlEventStage *stage, const DtlTable *table, const char *first, const char *second, guint32 token,
             DtlFrame *frame)
{
  char key[KEY_MAX];

  if (first == NULL || second == NULL || g_snprintf (key, sizeof key, "%s %s", first, second) >= (int) sizeof key)
    return FALSE;
  return find_row (stage, table, key, token, frame);
}

/* "laid off 400 workers", "pulled out of the town": a particle that the parse gives to what follows. */
static gboolean
is_stray_particle (const DtlTree *tree, guint32 token)
{
  const DtlToken *word;

  if (token + 1 >= tree->n_tokens)
    return FALSE;
  word = dtl_tree_token (tree, token);
  return word->upos == DTL_UPOS_ADP
         && (word->deprel == DTL_DEPREL_ADVMOD || strcmp (dtl_tree_token (tree, token + 1)->lower, "of") == 0);
}

/* Whether what the verb @token reports is the duty of somebody else: "said that France must open its archives"; not "said they
 * must have left", nor "said it must". */
static gboolean
reports_duty (const DtlEventStage *stage, guint32 token)
{
  const DtlTree *tree = &stage->tree;
  gint32 clause = dtl_tree_child (tree, token, DTL_DEPREL_CCOMP), subject;

  if (clause < 0 || dtl_tree_child_lower (tree, clause, "must") < 0 || dtl_tree_child_lower (tree, clause, "have") >= 0)
    return FALSE;
  subject = dtl_tree_child_base (tree, clause, DTL_DEPREL_NSUBJ);
  return subject >= 0 && dtl_tree_token (tree, subject)->upos != DTL_UPOS_PRON && dtl_stage_actor (stage, subject) != DTL_NONE;
}

/* Who says that somebody must do something demands it. */
static gboolean
find_bare_verb (const DtlEventStage *stage, guint32 token, DtlFrame *frame)
{
  if (!find_row (stage, &dtl_table_verbs, dtl_tree_token (&stage->tree, token)->lemma, token, frame))
    return FALSE;
  if ((frame->flags & DTL_FRAME_REPORT) && reports_duty (stage, token)
      && g_strcmp0 (dtl_table_cell (&dtl_table_classes, frame->event_class, DTL_CLASSES_FAMILY), "say") == 0)
    return find_row (stage, &dtl_table_verbs, "demand", token, frame);
  return TRUE;
}

static gboolean
find_verb_frame (const DtlEventStage *stage, guint32 token, DtlFrame *frame)
{
  const DtlTree *tree = &stage->tree;
  const char *lemma = dtl_tree_token (tree, token)->lemma;

  DTL_TREE_FOREACH_CHILD (tree, token, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);
      const char *second = NULL;

      switch (dtl_deprel_base (word->deprel))
        {
        case DTL_DEPREL_COMPOUND:
        case DTL_DEPREL_ADVMOD:
          second = word->lower;
          break;
        case DTL_DEPREL_OBJ:
        case DTL_DEPREL_XCOMP:
          second = word->lemma;
          break;
        case DTL_DEPREL_OBL:
          second = stage->time_at[child] == DTL_NONE ? dtl_tree_case (tree, child) : NULL;
          break;
        default:
          break;
        }
      if (second && find_joined (stage, &dtl_table_verbs, lemma, second, token, frame))
        return TRUE;
    }
  if (is_stray_particle (tree, token + 1)
      && find_joined (stage, &dtl_table_verbs, lemma, dtl_tree_token (tree, token + 1)->lower, token, frame))
    return TRUE;
  return find_bare_verb (stage, token, frame);
}

/* "cease-fire", which is three words to the treebanks */
static gboolean
find_hyphenated (const DtlEventStage *stage, guint32 token, DtlFrame *frame)
{
  const DtlTree *tree = &stage->tree;
  char key[KEY_MAX];

  if (token < 2 || dtl_tree_token (tree, token - 1)->xpos != DTL_XPOS_HYPH
      || dtl_tree_token (tree, token - 2)->sentence != dtl_tree_token (tree, token)->sentence
      || g_snprintf (key, sizeof key, "%s-%s", dtl_tree_token (tree, token - 2)->lower, dtl_tree_token (tree, token)->lemma)
           >= (int) sizeof key)
    return FALSE;
  return find_row (stage, &dtl_table_nouns, key, token, frame);
}

static gboolean
find_noun_frame (const DtlEventStage *stage, guint32 token, DtlFrame *frame)
{
  const DtlTree *tree = &stage->tree;
  const char *lemma = dtl_tree_token (tree, token)->lemma;

  DTL_TREE_FOREACH_CHILD (tree, token, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);

      /* "a Christmas party" */
      const char *first = stage->inside_name[child] == DTL_NONE ? word->lower : word->lemma;

      if ((word->deprel == DTL_DEPREL_COMPOUND || word->deprel == DTL_DEPREL_AMOD)
          && find_joined (stage, &dtl_table_nouns, first, lemma, token, frame))
        return TRUE;
    }
  if (find_hyphenated (stage, token, frame))
    return TRUE;
  return find_row (stage, &dtl_table_nouns, lemma, token, frame);
}

gboolean
dtl_event_find_frame (const DtlEventStage *stage, guint32 token, gboolean noun, DtlFrame *frame)
{
  if (dtl_tree_token (&stage->tree, token)->lemma == NULL)
    return FALSE;
  return noun ? find_noun_frame (stage, token, frame) : find_verb_frame (stage, token, frame);
}

gboolean
dtl_event_reporting_verb (const DtlEventStage *stage, guint32 token)
{
  DtlFrame frame;

  return dtl_tree_token (&stage->tree, token)->upos == DTL_UPOS_VERB && find_verb_frame (stage, token, &frame)
         && (frame.flags & DTL_FRAME_REPORT);
}

/* Triggers. */

DtlHappening *
dtl_event_add_happening (DtlEventStage *stage, guint32 trigger, guint32 core, const DtlFrame *frame, const char *rule)
{
  DtlHappening happening = {
    .trigger = trigger,
    .core = core,
    .sentence = dtl_tree_token (&stage->tree, trigger)->sentence,
    .frame = *frame,
    .rule = rule,
    .place = DTL_NONE,
    .time = DTL_NONE,
    .reality_token = DTL_NONE,
    .absorbed_by = DTL_NONE,
    .occurrence = DTL_NONE,
    .reality = DTL_REALITY_ACTUAL,
  };

  happening.event_class = *frame->event_class ? frame->event_class : "act";
  happening.class_row = dtl_table_find (&dtl_table_classes, happening.event_class, NULL);
  if (happening.class_row == NULL)
    happening.class_row = dtl_table_find (&dtl_table_classes, "act", NULL);
  happening.is_nominal = dtl_tree_token (&stage->tree, trigger)->upos != DTL_UPOS_VERB;
  happening.is_passive = !happening.is_nominal && dtl_tree_is_passive (&stage->tree, trigger);
  happening.arguments = g_array_new (FALSE, TRUE, sizeof (DtlArgument));
  happening.attributions = g_array_new (FALSE, TRUE, sizeof (DtlAttribution));
  happening.quantities = g_array_new (FALSE, TRUE, sizeof (DtlQuantity));
  stage->happening_at[trigger] = stage->happenings->len;
  if (core != DTL_NONE)
    stage->happening_at[core] = stage->happenings->len;
  g_array_append_val (stage->happenings, happening);
  return dtl_stage_happening (stage, stage->happenings->len - 1);
}

static gboolean
is_event_noun (const DtlEventStage *stage, guint32 token, DtlFrame *frame)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, token);

  return word->upos == DTL_UPOS_NOUN && stage->inside_name[token] == DTL_NONE && stage->happening_at[token] == DTL_NONE
         && stage->time_at[token] == DTL_NONE && find_noun_frame (stage, token, frame)
         && !(frame->flags & DTL_FRAME_NOT);
}

/* The event noun that a support verb or a verb of phase governs: its object, or its subject in the passive (or, for
 * phases, in the active). */
static gint32
governed_noun (const DtlEventStage *stage, guint32 verb, gboolean phase, DtlFrame *frame)
{
  const DtlTree *tree = &stage->tree;

  DTL_TREE_FOREACH_CHILD (tree, verb, child)
    {
      DtlDeprel deprel = dtl_tree_token (tree, child)->deprel;

      if (deprel != DTL_DEPREL_OBJ && deprel != DTL_DEPREL_NSUBJ_PASS && !(phase && deprel == DTL_DEPREL_NSUBJ))
        continue;
      if (is_event_noun (stage, child, frame))
        return child;
    }
  /* "a call that they held": the noun above the relative clause */
  if (dtl_tree_token (tree, verb)->deprel == DTL_DEPREL_ACL_RELCL && !phase && dtl_tree_child (tree, verb, DTL_DEPREL_OBJ) < 0
      && is_event_noun (stage, dtl_tree_token (tree, verb)->head, frame))
    return dtl_tree_token (tree, verb)->head;
  return -1;
}

static gboolean
has_definite_determiner (const DtlTree *tree, guint32 token)
{
  DTL_TREE_FOREACH_CHILD (tree, token, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);

      if (word->deprel == DTL_DEPREL_NMOD_POSS)
        return TRUE;
      if (word->deprel == DTL_DEPREL_DET && dtl_word_has_function (word->lower, "definite"))
        return TRUE;
    }
  return FALSE;
}

/* The object that the key of a frame names: "raise concern". */
static guint32
fixed_object (const DtlTree *tree, guint32 verb, const DtlFrame *frame)
{
  const char *blank = strchr (frame->key, ' ');
  gint32 object = blank ? dtl_tree_child (tree, verb, DTL_DEPREL_OBJ) : -1;

  if (object < 0 || dtl_tree_token (tree, object)->lemma == NULL)
    return DTL_NONE;
  return strcmp (dtl_tree_token (tree, object)->lemma, blank + 1) == 0 ? (guint32) object : DTL_NONE;
}

/* "went on strike", "faces trial": the verb says nothing but that its subject did, or that it was done to it. */
static gboolean
add_going (DtlEventStage *stage, guint32 verb)
{
  const DtlTree *tree = &stage->tree;
  const char *lemma = dtl_tree_token (tree, verb)->lemma;
  DtlFrame frame;

  DTL_TREE_FOREACH_CHILD (tree, verb, child)
    {
      DtlDeprel deprel = dtl_tree_token (tree, child)->deprel;
      gboolean goes = deprel == DTL_DEPREL_OBL && g_strcmp0 (dtl_tree_case (tree, child), "on") == 0;

      if ((!goes && deprel != DTL_DEPREL_OBJ) || !dtl_word_has_function (lemma, goes ? "goes" : "undergoes")
          || !is_event_noun (stage, child, &frame))
        continue;
      if (strcmp (dtl_table_cell (&dtl_table_classes, frame.event_class, DTL_CLASSES_FAMILY), "justice") == 0)
        frame.fills[DTL_SLOT_SUBJ] = DTL_ROLE_PATIENT;
      if (goes)
        dtl_event_add_happening (stage, verb, child, &frame, "light-verb");
      else
        dtl_event_add_happening (stage, child, verb, &frame, "phase-verb");
      return TRUE;
    }
  return FALSE;
}

static void
add_verb (DtlEventStage *stage, guint32 verb)
{
  const DtlTree *tree = &stage->tree;
  DtlFrame frame = { 0 }, noun;
  gboolean known = find_verb_frame (stage, verb, &frame);
  gint32 core;

  if (add_going (stage, verb))
    return;
  if (!known)
    {
      frame.key = dtl_tree_token (tree, verb)->lemma;
      frame.event_class = "";
      frame.flags = DTL_FRAME_GENERIC;
      memset (frame.fills, DTL_FILLS_UNSET, sizeof frame.fills);
      dtl_event_add_happening (stage, verb, DTL_NONE, &frame, "verb-unlisted")->is_weak = TRUE;
      return;
    }
  if ((frame.flags & DTL_FRAME_LIGHT) && (core = governed_noun (stage, verb, FALSE, &noun)) >= 0)
    {
      /* "the call that he made": the noun comes first and is the trigger */
      if ((guint32) core < verb && dtl_tree_token (tree, verb)->head == core)
        dtl_event_add_happening (stage, core, verb, &noun, "light-verb-relative");
      else
        dtl_event_add_happening (stage, verb, core, &noun, dtl_tree_is_passive (tree, verb) ? "light-verb-passive" : "light-verb");
      return;
    }
  if (frame.flags & DTL_FRAME_ASPECTUAL)
    {
      if (dtl_tree_child (tree, verb, DTL_DEPREL_XCOMP) >= 0)
        return;
      core = governed_noun (stage, verb, TRUE, &noun);
      if (core >= 0)
        {
          /* "talks resumed" tells of talks, "a quake struck" that there was one */
          if (strcmp (frame.event_class, noun.event_class) == 0)
            dtl_event_add_happening (stage, verb, core, &noun, "phase-verb");
          else
            dtl_event_add_happening (stage, core, verb, &noun, "phase-verb")->is_definite = has_definite_determiner (tree, core);
          return;
        }
    }
  if (*frame.event_class == '\0' || (frame.flags & DTL_FRAME_STATIVE))
    return;
  dtl_event_add_happening (stage, verb, fixed_object (tree, verb, &frame), &frame,
                 dtl_tree_is_passive (tree, verb) ? "verb-passive" : "verb-active")
    ->is_weak = (frame.flags & DTL_FRAME_GENERIC) != 0;
}

/* "an order", "five sales": new to the reader, so no mention of what came before. */
static gboolean
has_indefinite_determiner (const DtlTree *tree, guint32 token)
{
  DTL_TREE_FOREACH_CHILD (tree, token, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);

      if (word->deprel == DTL_DEPREL_NUMMOD)
        return TRUE;
      if (word->deprel == DTL_DEPREL_DET && dtl_word_has_function (word->lower, "indefinite"))
        return TRUE;
    }
  return FALSE;
}

/* "the probe Haneul": a thing that bears the name behind it; storms bear names, too. */
static gboolean
is_named_thing (const DtlTree *tree, guint32 noun, const DtlFrame *frame)
{
  const char *family = dtl_table_cell (&dtl_table_classes, frame->event_class, DTL_CLASSES_FAMILY);
  const DtlToken *word = dtl_tree_token (tree, noun);

  if (g_strcmp0 (family, "disaster") == 0)
    return FALSE;
  DTL_TREE_FOREACH_CHILD (tree, noun, child)
    if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_APPOS && tree->left[child] == noun + 1
        && dtl_tree_token (tree, noun + 1)->upos == DTL_UPOS_PROPN)
      return TRUE;
  /* the parse may take both for the subject */
  return word->deprel == DTL_DEPREL_NSUBJ && noun + 1 < tree->n_tokens && (word + 1)->upos == DTL_UPOS_PROPN
         && (word + 1)->deprel == DTL_DEPREL_NSUBJ && (word + 1)->head == word->head;
}

static void
add_noun (DtlEventStage *stage, guint32 noun)
{
  DtlFrame frame;
  DtlHappening *happening;
  DtlDeprel deprel = dtl_tree_token (&stage->tree, noun)->deprel;

  if (deprel == DTL_DEPREL_COMPOUND || deprel == DTL_DEPREL_FLAT || deprel == DTL_DEPREL_FIXED
      || !is_event_noun (stage, noun, &frame) || is_named_thing (&stage->tree, noun, &frame))
    return;
  happening = dtl_event_add_happening (stage, noun, DTL_NONE, &frame, "noun");
  happening->is_definite = has_definite_determiner (&stage->tree, noun)
                           && dtl_tree_child (&stage->tree, noun, DTL_DEPREL_ACL_RELCL) < 0;
  happening->is_new = !happening->is_definite && has_indefinite_determiner (&stage->tree, noun);
  happening->is_weak = TRUE;
}

/* Whom a predicate adjective is said of: its subject, what is found, left or declared so, or the noun before it ("left two
 * men dead"). */
static gint32
bearer_of (const DtlTree *tree, guint32 adjective)
{
  static const DtlDeprel inside[] = { DTL_DEPREL_NSUBJ, DTL_DEPREL_NSUBJ_PASS };
  static const DtlDeprel above[] = { DTL_DEPREL_OBJ, DTL_DEPREL_NSUBJ_PASS, DTL_DEPREL_NSUBJ };
  const DtlToken *word = dtl_tree_token (tree, adjective);
  gint32 found = word->deprel == DTL_DEPREL_AMOD && word->head >= 0 && (guint32) word->head < adjective ? word->head : -1;

  for (guint i = 0; i < G_N_ELEMENTS (inside) && found < 0; i++)
    found = dtl_tree_child (tree, adjective, inside[i]);
  if (dtl_deprel_base (word->deprel) == DTL_DEPREL_XCOMP && word->head >= 0)
    for (guint i = 0; i < G_N_ELEMENTS (above) && found < 0; i++)
      found = dtl_tree_child (tree, word->head, above[i]);
  return found;
}

/* "Two men are dead", "was found dead", "Nine dead in blast"; not "the dead man". */
static void
add_adjective (DtlEventStage *stage, guint32 adjective)
{
  const DtlTree *tree = &stage->tree;
  gint32 bearer = bearer_of (tree, adjective);
  DtlHappening *happening;
  DtlFrame frame;
  guint role;

  if ((bearer < 0 && dtl_tree_child (tree, adjective, DTL_DEPREL_NUMMOD) < 0) || dtl_tree_token (tree, adjective)->lemma == NULL
      || !find_row (stage, &dtl_table_adjectives, dtl_tree_token (tree, adjective)->lemma, adjective, &frame)
      || (frame.flags & DTL_FRAME_NOT))
    return;
  happening = dtl_event_add_happening (stage, adjective, DTL_NONE, &frame, "adjective");
  role = frame.fills[DTL_SLOT_SUBJ] < DTL_FILLS_NOTHING ? frame.fills[DTL_SLOT_SUBJ] : DTL_ROLE_PATIENT;
  if (bearer >= 0 && dtl_stage_actor (stage, bearer) != DTL_NONE)
    dtl_event_add_actor (happening, dtl_stage_actor (stage, bearer), bearer, role, FALSE);
}

void
dtl_event_find_triggers (DtlEventStage *stage)
{
  DtlDocument *document = stage->document;

  for (int nouns = 0; nouns <= 1; nouns++)
    for (guint32 i = 0; i < document->sentences->len; i++)
      {
        const DtlSentence *sentence = dtl_document_sentence (document, i);

        if (!dtl_sentence_is_analysed (sentence))
          continue;
        for (guint32 j = sentence->first_token; j < sentence->first_token + sentence->n_tokens; j++)
          {
            const DtlToken *token = dtl_document_token (document, j);

            if (stage->happening_at[j] != DTL_NONE || stage->inside_name[j] != DTL_NONE)
              continue;
            if (!nouns && is_open_class_verb (token) && !ends_compound (document, j) && !dtl_tree_describes_object (&stage->tree, j)
                && dtl_tree_name_told (&stage->tree, j) < 0)
              add_verb (stage, j);
            else if (nouns && token->upos == DTL_UPOS_NOUN)
              add_noun (stage, j);
            else if (nouns && token->upos == DTL_UPOS_ADJ)
              add_adjective (stage, j);
          }
      }
}
