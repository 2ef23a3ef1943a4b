/*
 * What verbs of state and motion tell when the text says the day.
 *
 * "The dam holds back a lake" is no event, but "rescuers pulled a boy from the rubble on Saturday", "the bells rang at
 * noon on Monday" and "the sheets appeared in February 1975" are: what has a time of its own, told as past or as to come,
 * somebody wants on a chronology. Such verbs become happenings before times are given out, and fall back to what is told
 * beside the events if they get none.
 */
#include "event/stage.h"

/* "rang", "had seen", "was taken", "will fly", "goes": a clause of its own, with a tense */
static gboolean
has_tense (const DtlEventStage *stage, guint32 verb)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, verb);

  switch (word->xpos)
    {
    case DTL_XPOS_VBD:
    case DTL_XPOS_VBZ:
    case DTL_XPOS_VBP:
      return word->deprel != DTL_DEPREL_AMOD;
    case DTL_XPOS_VBN:
    case DTL_XPOS_VB:
      return dtl_tree_child_base (&stage->tree, verb, DTL_DEPREL_AUX) >= 0
             || (word->deprel == DTL_DEPREL_CONJ && word->head >= 0
                 && dtl_tree_child_base (&stage->tree, word->head, DTL_DEPREL_AUX) >= 0);
    default:
      return FALSE;
    }
}

/* "values it twice as high as in March last year": a present tense is not of a time gone by. */
static gboolean
is_gone_by (const DtlEventStage *stage, guint32 verb, const DtlTime *time)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, verb);
  DtlDay first, last, published;

  return (word->xpos == DTL_XPOS_VBZ || word->xpos == DTL_XPOS_VBP)
         && dtl_date_bounds (&stage->document->published.date, &published, &last) && dtl_date_bounds (&time->date, &first, &last)
         && first < published;
}

/* "began to withdraw on Monday", "ended the strike on Monday": a phase of what another word tells */
static gboolean
is_phase (const DtlEventStage *stage, guint32 verb, const DtlFrame *frame)
{
  gint32 clause = dtl_tree_child (&stage->tree, verb, DTL_DEPREL_XCOMP);

  return (frame->flags & DTL_FRAME_ASPECTUAL) || (clause >= 0 && stage->happening_at[clause] != DTL_NONE);
}

static gboolean
can_happen (const DtlEventStage *stage, guint32 verb, DtlFrame *frame)
{
  if (stage->happening_at[verb] != DTL_NONE || stage->inside_name[verb] != DTL_NONE || stage->time_at[verb] != DTL_NONE
      || !has_tense (stage, verb) || !dtl_event_find_frame (stage, verb, FALSE, frame))
    return FALSE;
  return (frame->flags & DTL_FRAME_STATIVE) && !(frame->flags & DTL_FRAME_MENTAL) && !is_phase (stage, verb, frame);
}

void
dtl_event_find_moments (DtlEventStage *stage)
{
  for (guint32 i = 0; i < stage->document->times->len; i++)
    {
      const DtlTime *time = dtl_document_time (stage->document, i);
      DtlHappening *happening;
      DtlFrame frame;
      gint32 verb;

      if ((time->type != DTL_TIME_DATE && time->type != DTL_TIME_TIME) || (verb = dtl_event_time_verb (stage, i)) < 0
          || is_gone_by (stage, verb, time) || !can_happen (stage, verb, &frame))
        continue;
      frame.event_class = "";
      frame.flags |= DTL_FRAME_GENERIC;
      happening = dtl_event_add_happening (stage, verb, DTL_NONE, &frame, "verb-dated");
      happening->is_weak = TRUE;
      dtl_event_find_arguments_of (stage, happening);
      dtl_event_judge (stage, happening);
      dtl_event_find_sources_of (stage, happening);
    }
}
