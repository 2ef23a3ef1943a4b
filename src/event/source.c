/*
 * Who vouches for it.
 *
 * A mention that stands in what somebody says, or in what a study finds, is told on that word; the sayings around it come
 * outermost first. What somebody thinks, asks for, promises or praises is not told by them as having happened.
 */
#include "event/stage.h"

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

static gboolean
vouches (const DtlSaying *saying)
{
  return saying->is_told && (saying->kind == DTL_SAYING_SPEECH || saying->kind == DTL_SAYING_FINDING);
}

/* The part of the content that @token stands in. */
static DtlSpan
span_around (const DtlDocument *document, const DtlSaying *saying, guint32 token)
{
  guint part = 0;

  for (guint i = 0; i < saying->n_parts; i++)
    if (saying->parts[i][0] <= token && token <= saying->parts[i][1])
      part = i;
  return (DtlSpan){ dtl_document_token (document, saying->parts[part][0])->span.start,
                    dtl_document_token (document, saying->parts[part][1])->span.end };
}

void
dtl_event_find_sources_of (const DtlEventStage *stage, DtlHappening *happening)
{
  const DtlDocument *document = stage->document;
  guint32 at = stage->saying_at[happening->trigger];

  for (guint n = 0; at != DTL_NONE && n < SOURCES_MAX; at = dtl_document_saying (document, at)->parent)
    {
      const DtlSaying *saying = dtl_document_saying (document, at);
      DtlAttribution attribution;

      if (saying->cue == happening->trigger || !vouches (saying))
        continue;
      attribution.actor = saying->actor;
      attribution.cue = dtl_document_token (document, saying->cue)->form;
      attribution.span = span_around (document, saying, happening->trigger);
      g_array_prepend_val (happening->attributions, attribution);
      n++;
    }
}

void
dtl_event_find_sources (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    dtl_event_find_sources_of (stage, dtl_stage_happening (stage, i));
}
