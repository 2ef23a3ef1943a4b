/*
 * What is told beside the events.
 *
 * States, thoughts and phases ("the dam holds back a lake"), nouns that nobody is named with ("the murder shocked the
 * town"), participles and nouns that only describe ("the injured driver", "the murder trial"): whoever lists all that
 * is told of lists them, too, and no chronology wants them. They come when the events are known, join none and lend
 * nothing: of a class of their own, undated, with one participant at most, so that views leave them to those who ask for
 * minor events and no relation comes of them.
 */
#include <string.h>

#include "document/lookup.h"
#include "event/members.h"
#include "event/scene.h"
#include "lexicon/tables.h"

#define BACKGROUND "background"
#define DESCRIBES 0.6 /* class weight from which on a word tells a happening even where it only describes */

static gboolean
is_free (const DtlEventStage *stage, guint32 token)
{
  const DtlToken *word = dtl_document_token (stage->document, token);

  return word->lemma != NULL && (token == 0 || (word - 1)->xpos != DTL_XPOS_HYPH)
         && stage->happening_at[token] == DTL_NONE && stage->inside_name[token] == DTL_NONE
         && stage->time_at[token] == DTL_NONE
         && dtl_sentence_is_analysed (dtl_document_sentence (stage->document, word->sentence));
}

static gboolean
is_predicate (const DtlEventStage *stage, guint32 token)
{
  const DtlToken *word = dtl_document_token (stage->document, token);

  if (word->upos != DTL_UPOS_VERB || dtl_tree_describes_object (&stage->tree, token))
    return FALSE;
  switch (dtl_deprel_base (word->deprel))
    {
    case DTL_DEPREL_ROOT:
    case DTL_DEPREL_CONJ:
    case DTL_DEPREL_CCOMP:
    case DTL_DEPREL_XCOMP:
    case DTL_DEPREL_ADVCL:
    case DTL_DEPREL_ACL:
    case DTL_DEPREL_CSUBJ:
    case DTL_DEPREL_PARATAXIS:
      return TRUE;
    default:
      return FALSE;
    }
}

/* "the injured driver", "the murder trial", "a manslaughter charge" */
static gboolean
describes_by_happening (const DtlEventStage *stage, guint32 token)
{
  const DtlToken *word = dtl_document_token (stage->document, token);
  DtlFrame frame;
  gboolean noun = word->upos == DTL_UPOS_NOUN && word->deprel == DTL_DEPREL_COMPOUND;

  if (!noun && !(word->upos == DTL_UPOS_VERB && word->deprel == DTL_DEPREL_AMOD && word->xpos == DTL_XPOS_VBN))
    return FALSE;
  return dtl_event_find_frame (stage, token, noun, &frame) && *frame.event_class != '\0'
         && !(frame.flags & (DTL_FRAME_NOT | DTL_FRAME_STATIVE | DTL_FRAME_RESULT))
         && (!(frame.flags & DTL_FRAME_ONLY_LIGHT)
             || g_strcmp0 (dtl_table_cell (&dtl_table_classes, frame.event_class, DTL_CLASSES_FAMILY), "violence") == 0)
         && g_ascii_strtod (dtl_table_cell (&dtl_table_classes, frame.event_class, DTL_CLASSES_WEIGHT), NULL) >= DESCRIBES;
}

/* "set a record", "a move": nouns that nouns.tsv knows as no event by themselves. */
static gboolean
names_by_the_way (const DtlEventStage *stage, guint32 token)
{
  const DtlToken *word = dtl_document_token (stage->document, token);
  DtlFrame frame;

  return word->upos == DTL_UPOS_NOUN && word->deprel != DTL_DEPREL_COMPOUND
         && dtl_event_find_frame (stage, token, TRUE, &frame) && (frame.flags & DTL_FRAME_NOT);
}

/* "found guilty": the verb tells of it with the adjective. */
static gboolean
is_part_of_verb (const DtlEventStage *stage, const DtlToken *word)
{
  DtlFrame frame;
  const char *blank;

  if (dtl_deprel_base (word->deprel) != DTL_DEPREL_XCOMP || word->head < 0
      || !dtl_event_find_frame (stage, word->head, FALSE, &frame))
    return FALSE;
  blank = strchr (frame.key, ' ');
  return blank && strcmp (blank + 1, word->lemma) == 0;
}

/* "was declared dead", "is guilty"; not "the dead man", nor "found guilty". */
static gboolean
tells_of_state (const DtlEventStage *stage, guint32 token)
{
  const DtlToken *word = dtl_document_token (stage->document, token);

  return word->upos == DTL_UPOS_ADJ && !(word->deprel == DTL_DEPREL_AMOD && word->head > (gint32) token)
         && dtl_table_has (&dtl_table_adjectives, word->lemma) && !is_part_of_verb (stage, word);
}

/* Who is in a state does nothing to anybody: one takes part, the doer before others. */
static void
keep_one_participant (DtlHappening *happening)
{
  guint best = 0;

  for (guint i = happening->arguments->len; i-- > 0;)
    if (g_array_index (happening->arguments, DtlArgument, i).role == DTL_ROLE_AGENT)
      best = i;
  if (happening->arguments->len == 0)
    return;
  g_array_index (happening->arguments, DtlArgument, 0) = g_array_index (happening->arguments, DtlArgument, best);
  g_array_set_size (happening->arguments, 1);
}

/* Whom the model's roles name where the tree gave nobody: who does it, else whom it befalls. */
static void
fill_from_roles (DtlEventStage *stage, DtlHappening *happening)
{
  static const guint labels[] = { DTL_PROPBANK_ARG0, DTL_PROPBANK_ARG1 };
  static const DtlParticipantRole roles[] = { DTL_ROLE_AGENT, DTL_ROLE_PATIENT };

  for (guint i = 0; i < G_N_ELEMENTS (roles) && happening->arguments->len == 0; i++)
    {
      gint32 token = dtl_document_argument_with (stage->document, happening->trigger, labels[i]);

      if (token >= 0)
        dtl_event_add_nominal (stage, happening, token, roles[i], TRUE);
    }
}

static void
tell (DtlEventStage *stage, DtlHappening *happening, guint32 occurrence)
{
  stage->happening_at[happening->trigger] = DTL_NONE; /* it is no company for others */
  happening->event_class = BACKGROUND;
  happening->class_row = dtl_table_find (&dtl_table_classes, BACKGROUND, NULL);
  happening->rule = BACKGROUND;
  happening->occurrence = occurrence;
  happening->time = DTL_NONE;
  happening->basis = DTL_BASIS_NONE;
  happening->date = (DtlDate) { 0 };
  fill_from_roles (stage, happening);
  keep_one_participant (happening);
}

static void
add (DtlEventStage *stage, guint32 token, guint32 occurrence)
{
  DtlFrame frame = { .key = dtl_document_token (stage->document, token)->lemma, .event_class = BACKGROUND };
  DtlHappening *happening;

  memset (frame.fills, DTL_FILLS_UNSET, sizeof frame.fills);
  happening = dtl_event_add_happening (stage, token, DTL_NONE, &frame, BACKGROUND);
  dtl_event_find_arguments_of (stage, happening);
  dtl_event_judge (stage, happening);
  dtl_event_find_sources_of (stage, happening);
  dtl_event_find_place_alone (stage, happening);
  tell (stage, happening, occurrence);
}

/* "made an offer", "an earthquake hit the coast": the other of the two words that tell one happening, with who does it; not
 * that of a fixed phrase ("opened fire"). */
static gboolean
add_other_word (DtlEventStage *stage, guint number, guint32 occurrence)
{
  const DtlHappening *happening = dtl_stage_happening (stage, number);
  guint32 core = happening->core;
  DtlHappening *other;

  if (core == DTL_NONE || core == happening->trigger || strchr (happening->frame.key, ' '))
    return FALSE;
  stage->happening_at[core] = DTL_NONE;
  if (!is_free (stage, core))
    return FALSE;
  add (stage, core, occurrence);
  happening = dtl_stage_happening (stage, number);
  other = dtl_stage_happening (stage, stage->happenings->len - 1);
  if (other->arguments->len == 0)
    g_array_append_vals (other->arguments, happening->arguments->data, happening->arguments->len);
  keep_one_participant (other);
  return TRUE;
}

void
dtl_event_find_background (DtlEventStage *stage)
{
  guint32 occurrence = dtl_stage_n_occurrences (stage);
  guint n_found = stage->happenings->len;

  for (guint32 i = 0; i < stage->document->tokens->len; i++)
    if (is_free (stage, i)
        && (is_predicate (stage, i) || describes_by_happening (stage, i) || names_by_the_way (stage, i)
            || tells_of_state (stage, i)))
      add (stage, i, occurrence++);
  for (guint i = 0; i < n_found; i++)
    if (dtl_stage_happening (stage, i)->occurrence == DTL_NONE)
      tell (stage, dtl_stage_happening (stage, i), occurrence++);
  for (guint i = 0; i < n_found; i++)
    occurrence += add_other_word (stage, i, occurrence);
}
