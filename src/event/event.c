/*
 * The order of the steps: triggers, who and where, how many, whether, who says so, when, which mentions are one, and
 * the facts. Each step reads the layers and the happenings so far and adds its own.
 */
#include "event/event.h"

#include <string.h>

#include "event/place-choice.h"
#include "event/stage.h"
#include "lexicon/tables.h"

#define LEAD_SENTENCES 2

static void
clear_happening (gpointer data)
{
  DtlHappening *happening = data;

  g_array_unref (happening->arguments);
  g_array_unref (happening->attributions);
  g_array_unref (happening->quantities);
}

static guint32 *
new_index (DtlEventStage *stage)
{
  guint32 *out = dtl_arena_new0 (stage->arena, guint32, stage->document->tokens->len + 1);

  memset (out, 0xff, sizeof *out * (stage->document->tokens->len + 1));
  return out;
}

/* The token through which a mention hangs in the tree may be another than the one entity calls its head. */
static guint32
syntactic_head (const DtlEventStage *stage, const DtlEntity *entity)
{
  for (guint32 i = entity->first; i < entity->first + entity->n; i++)
    {
      gint32 head = dtl_document_token (stage->document, i)->head;

      if (head < 0 || (guint32) head < entity->first || (guint32) head >= entity->first + entity->n)
        return i;
    }
  return entity->head;
}

static void
index_layers (DtlEventStage *stage)
{
  DtlDocument *document = stage->document;

  stage->entity_at = new_index (stage);
  stage->inside_name = new_index (stage);
  stage->time_at = new_index (stage);
  stage->happening_at = new_index (stage);
  stage->saying_at = new_index (stage);
  for (guint32 i = 0; i < document->entities->len; i++)
    {
      const DtlEntity *entity = dtl_document_entity (document, i);
      guint32 top = syntactic_head (stage, entity);

      stage->entity_at[entity->head] = i;
      if (stage->entity_at[top] == DTL_NONE)
        stage->entity_at[top] = i;
      for (guint32 j = entity->first; entity->form == DTL_ENTITY_NAME && j < entity->first + entity->n; j++)
        stage->inside_name[j] = i;
    }
  for (guint32 i = 0; i < document->times->len; i++)
    {
      const DtlTime *time = dtl_document_time (document, i);

      for (guint32 j = time->first; j < time->first + time->n; j++)
        stage->time_at[j] = i;
    }
}

guint32
dtl_stage_actor (const DtlEventStage *stage, guint32 token)
{
  guint32 entity = stage->entity_at[token];

  return entity == DTL_NONE ? DTL_NONE : dtl_document_entity (stage->document, entity)->actor;
}

guint32
dtl_stage_n_occurrences (const DtlEventStage *stage)
{
  guint32 n = 0;

  for (guint i = 0; i < stage->happenings->len; i++)
    if (dtl_stage_happening (stage, i)->occurrence != DTL_NONE)
      n = MAX (n, dtl_stage_happening (stage, i)->occurrence + 1);
  return n;
}

gboolean
dtl_stage_is_in_lead (const DtlEventStage *stage, const DtlHappening *happening)
{
  guint body = 0;

  for (guint32 i = 0; i < happening->sentence && body < LEAD_SENTENCES; i++)
    body += dtl_document_sentence (stage->document, i)->kind == DTL_SENTENCE_BODY;
  return body < LEAD_SENTENCES;
}

const char *
dtl_stage_family (const DtlHappening *happening)
{
  return happening->class_row[DTL_CLASSES_FAMILY];
}

gboolean
dtl_stage_is_of_family (const DtlHappening *happening, const char *const *families, guint n)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (dtl_stage_family (happening), families[i]) == 0)
      return TRUE;
  return FALSE;
}

double
dtl_stage_weight (const DtlHappening *happening)
{
  return g_ascii_strtod (happening->class_row[DTL_CLASSES_WEIGHT], NULL);
}

gboolean
dtl_stage_is_symmetric (const DtlHappening *happening)
{
  return *happening->class_row[DTL_CLASSES_SYMMETRIC] == '1';
}

/* The layers refer to actors and events by index; the record has sorted them. */
static void
follow_record (DtlDocument *document)
{
  g_autofree guint32 *actors = NULL;
  g_autofree guint32 *events = NULL;
  guint n_actors = document->record->actors->len;

  dtl_record_finish_mapped (document->record, &actors, &events);
  for (guint32 i = 0; i < document->entities->len; i++)
    {
      DtlEntity *entity = dtl_document_entity (document, i);

      if (entity->actor != DTL_NONE && entity->actor < n_actors)
        entity->actor = actors[entity->actor];
      if (entity->other != DTL_NONE && entity->other < n_actors)
        entity->other = actors[entity->other];
      if (entity->other != DTL_NONE && entity->other < n_actors)
        entity->other = actors[entity->other];
    }
  for (guint32 i = 0; i < document->sayings->len; i++)
    {
      DtlSaying *saying = dtl_document_saying (document, i);

      if (saying->actor != DTL_NONE && saying->actor < n_actors)
        saying->actor = actors[saying->actor];
    }
  for (guint32 i = 0; i < document->links->len; i++)
    {
      DtlLink *link = &g_array_index (document->links, DtlLink, i);

      link->event = events[link->event];
      if (link->other != DTL_NONE)
        link->other = events[link->other];
    }
}

static gboolean
is_parsed (const DtlDocument *document)
{
  return document->tokens->len > 0 && dtl_document_token (document, 0)->lemma != NULL;
}

static void
stage_init (DtlEventStage *stage, DtlDocument *document)
{
  *stage = (DtlEventStage) { .document = document, .record = document->record, .arena = dtl_arena_new () };
  stage->happenings = g_array_new (FALSE, TRUE, sizeof (DtlHappening));
  g_array_set_clear_func (stage->happenings, clear_happening);
}

static void
stage_clear (DtlEventStage *stage)
{
  g_array_unref (stage->happenings);
  dtl_arena_free (stage->arena);
}

static void
find_events (DtlEventStage *stage)
{
  dtl_tree_init (&stage->tree, stage->document, stage->arena);
  index_layers (stage);
  dtl_event_find_triggers (stage);
  dtl_event_find_arguments (stage);
  dtl_event_lend_arguments (stage);
  dtl_event_find_quantities (stage);
  dtl_event_judge_reality (stage);
  dtl_event_find_sayings (stage);
  dtl_event_find_sources (stage);
  dtl_event_date (stage);
  dtl_event_join (stage);
  dtl_event_find_topics (stage);
  dtl_event_order (stage);
  dtl_event_find_background (stage);
}

gboolean
dtl_event_run (DtlDocument *document, GError **error)
{
  DtlEventStage stage;

  stage_init (&stage, document);
  if (is_parsed (document))
    {
      find_events (&stage);
      dtl_event_choose_places (&stage);
      dtl_event_write (&stage);
    }
  dtl_event_find_corrections (&stage);
  follow_record (document);
  stage_clear (&stage);
  return dtl_document_is_within_limit (document, error);
}

void
dtl_event_watch (DtlDocument *document, DtlHappeningWatch watch, gpointer data)
{
  DtlEventStage stage;

  stage_init (&stage, document);
  if (is_parsed (document))
    {
      find_events (&stage);
      for (guint i = 0; i < stage.happenings->len; i++)
        if (dtl_stage_happening (&stage, i)->occurrence != DTL_NONE)
          watch (&stage, dtl_stage_happening (&stage, i), data);
    }
  stage_clear (&stage);
}
