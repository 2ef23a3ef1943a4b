/*
 * Who says so.
 *
 * The cue is the nearest reporting verb above the mention whose clause it stands in, a reporting verb put beside it
 * ("…, police said"), or "according to". A sentence that is wholly a quotation and has no cue of its own belongs to
 * the speaker of its paragraph. Nested sources are kept, the outermost last.
 */
#include <string.h>

#include "event/stage.h"

#define CLIMB_MAX 24
#define SOURCES_MAX 4

guint32
dtl_event_speaker (const DtlEventStage *stage, guint32 verb)
{
  const DtlTree *tree = &stage->tree;
  gboolean implicit, is_object;
  guint32 subject;

  if (dtl_tree_is_passive (tree, verb))
    {
      gint32 agent = dtl_tree_child (tree, verb, DTL_DEPREL_OBL_AGENT);

      return agent >= 0 ? dtl_stage_actor (stage, agent) : DTL_NONE;
    }
  if (dtl_tree_inverted_subject (tree, verb) >= 0)
    return dtl_stage_actor (stage, dtl_tree_inverted_subject (tree, verb));
  subject = dtl_tree_subject (tree, verb, &implicit, &is_object);
  return subject == DTL_NONE ? DTL_NONE : dtl_stage_actor (stage, subject);
}

static void
add_source (DtlEventStage *stage, DtlHappening *happening, guint32 actor, guint32 cue)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, cue);
  DtlAttribution attribution = { actor, word->form, word->span };

  if (happening->attributions->len < SOURCES_MAX)
    g_array_append_val (happening->attributions, attribution);
}

/* "according to X" below @at */
static void
add_according_to (DtlEventStage *stage, DtlHappening *happening, guint32 at)
{
  const DtlTree *tree = &stage->tree;

  DTL_TREE_FOREACH_CHILD (tree, at, child)
    {
      gint32 cue = dtl_tree_opens_with (tree, child, "according");

      if (cue >= 0)
        {
          guint32 actor = dtl_stage_actor (stage, child);

          for (gint32 part = tree->first_child[child]; actor == DTL_NONE && part >= 0; part = tree->next_sibling[part])
            if (dtl_deprel_base (dtl_tree_token (tree, part)->deprel) == DTL_DEPREL_COMPOUND
                || dtl_deprel_base (dtl_tree_token (tree, part)->deprel) == DTL_DEPREL_NMOD)
              actor = dtl_stage_actor (stage, part);
          add_source (stage, happening, actor, cue);
        }
    }
}

/* "…, police said": the reporting verb hangs below what it reports. */
static void
add_beside (DtlEventStage *stage, DtlHappening *happening, guint32 at)
{
  const DtlTree *tree = &stage->tree;

  DTL_TREE_FOREACH_CHILD (tree, at, child)
    if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_PARATAXIS && dtl_event_reporting_verb (stage, child)
        && dtl_tree_child (tree, child, DTL_DEPREL_CCOMP) < 0 && (guint32) child != happening->trigger)
      {
        guint32 speaker = dtl_event_speaker (stage, child);

        if (speaker != DTL_NONE)
          add_source (stage, happening, speaker, child);
      }
}

static gboolean
is_content_link (DtlDeprel deprel)
{
  return deprel == DTL_DEPREL_CCOMP || deprel == DTL_DEPREL_PARATAXIS || deprel == DTL_DEPREL_XCOMP;
}

static void
find_sources_of (DtlEventStage *stage, DtlHappening *happening)
{
  const DtlTree *tree = &stage->tree;
  guint32 at = happening->trigger;

  for (guint i = 0; i < CLIMB_MAX; i++)
    {
      const DtlToken *word = dtl_tree_token (tree, at);

      add_according_to (stage, happening, at);
      add_beside (stage, happening, at);
      if (word->head < 0)
        break;
      if (is_content_link (word->deprel) && dtl_event_reporting_verb (stage, word->head))
        {
          guint32 speaker = dtl_event_speaker (stage, word->head);

          if (speaker != DTL_NONE || word->deprel == DTL_DEPREL_CCOMP)
            add_source (stage, happening, speaker, word->head);
        }
      at = word->head;
    }
}

/* Quotations that fill sentences. */

/* The first reporting verb with a named speaker in a sentence. */
static gboolean
sentence_speaker (DtlEventStage *stage, guint32 number, guint32 *actor, guint32 *cue)
{
  const DtlSentence *sentence = dtl_document_sentence (stage->document, number);

  for (guint32 i = sentence->first_token; i < sentence->first_token + sentence->n_tokens; i++)
    if (dtl_tree_token (&stage->tree, i)->upos == DTL_UPOS_VERB && dtl_event_reporting_verb (stage, i)
        && (*actor = dtl_event_speaker (stage, i)) != DTL_NONE)
      {
        *cue = i;
        return TRUE;
      }
  return FALSE;
}

static void
add_paragraph_speaker (DtlEventStage *stage, DtlHappening *happening)
{
  GArray *sentences = stage->document->sentences;
  guint32 block = dtl_document_sentence (stage->document, happening->sentence)->block, actor, cue;

  for (guint32 i = happening->sentence; i-- > 0 && g_array_index (sentences, DtlSentence, i).block == block;)
    if (sentence_speaker (stage, i, &actor, &cue))
      {
        add_source (stage, happening, actor, cue);
        return;
      }
  for (guint32 i = happening->sentence + 1; i < sentences->len && g_array_index (sentences, DtlSentence, i).block == block;
       i++)
    if (sentence_speaker (stage, i, &actor, &cue))
      {
        add_source (stage, happening, actor, cue);
        return;
      }
}

void
dtl_event_find_sources (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *happening = dtl_stage_happening (stage, i);

      find_sources_of (stage, happening);
      if (happening->attributions->len == 0
          && dtl_document_sentence (stage->document, happening->sentence)->kind == DTL_SENTENCE_QUOTE)
        add_paragraph_speaker (stage, happening);
    }
}
