#include "export/part.h"

#include "story/view.h"

static void
take (gboolean *set, guint32 i)
{
  if (i != DTL_NONE)
    set[i] = TRUE;
}

static void
take_event (DtlPart *part, const DtlEvent *event)
{
  for (guint32 i = 0; i < event->n_mentions; i++)
    {
      const DtlMention *mention = &event->mentions[i];

      take (part->sources, mention->evidence.source);
      take (part->actors, mention->place.name ? mention->place.actor : DTL_NONE);
      for (guint32 j = 0; j < mention->n_participants; j++)
        take (part->actors, mention->participants[j].actor);
      for (guint32 j = 0; j < mention->n_attributions; j++)
        take (part->actors, mention->attributions[j].actor);
    }
}

/* The roles of actors that are written; what they are of is then written, too. */
static void
take_roles (DtlPart *part)
{
  const GArray *roles = part->story->roles;
  g_autofree gboolean *of = g_new0 (gboolean, MAX (part->story->actors->len, 1));

  for (guint i = 0; i < roles->len; i++)
    {
      const DtlRole *role = &g_array_index (roles, DtlRole, i);

      if (!part->actors[role->actor])
        continue;
      part->roles[i] = TRUE;
      take (of, role->of);
      for (guint32 j = 0; j < role->n_evidence; j++)
        take (part->sources, role->evidence[j].source);
    }
  for (guint i = 0; i < part->story->actors->len; i++)
    part->actors[i] |= of[i];
}

static void
take_originals (DtlPart *part)
{
  for (guint i = 0; i < part->story->sources->len; i++)
    for (guint32 k = i; part->sources[i] && k != DTL_NONE;)
      {
        const DtlSource *source = &g_array_index (part->story->sources, DtlSource, k);

        take (part->sources, source->duplicate_of);
        take (part->sources, source->version_of);
        k = source->version_of;
      }
}

/* Of a filtered view, those that speak of an event that is written. */
static void
take_corrections (DtlPart *part)
{
  g_autofree gboolean *has = g_new0 (gboolean, MAX (part->story->events->len, 1));

  for (guint i = 0; i < part->n_events; i++)
    has[part->events[i]] = TRUE;
  for (guint i = 0; i < part->story->corrections->len; i++)
    {
      const DtlCorrection *correction = &g_array_index (part->story->corrections, DtlCorrection, i);

      if (correction->event == DTL_NONE || !has[correction->event])
        continue;
      part->corrections[i] = TRUE;
      take (part->sources, correction->evidence.source);
      take (part->sources, correction->source);
    }
}

static void
take_all (gboolean *set, guint n)
{
  for (guint i = 0; i < n; i++)
    set[i] = TRUE;
}

void
dtl_part_init (DtlPart *part, const DtlView *view)
{
  DtlStory *story = dtl_view_get_story (view);

  part->story = story;
  part->all = NULL;
  part->actors = g_new0 (gboolean, MAX (story->actors->len, 1));
  part->roles = g_new0 (gboolean, MAX (story->roles->len, 1));
  part->sources = g_new0 (gboolean, MAX (story->sources->len, 1));
  part->corrections = g_new0 (gboolean, MAX (story->corrections->len, 1));
  if (!dtl_view_is_filtered (view))
    {
      part->events = part->all = g_new (guint32, MAX (story->events->len, 1));
      part->n_events = story->events->len;
      for (guint i = 0; i < part->n_events; i++)
        part->all[i] = i;
      take_all (part->actors, story->actors->len);
      take_all (part->roles, story->roles->len);
      take_all (part->sources, story->sources->len);
      take_all (part->corrections, story->corrections->len);
      return;
    }
  part->events = dtl_view_get_matched (view, &part->n_events);
  for (guint i = 0; i < part->n_events; i++)
    take_event (part, &g_array_index (story->events, DtlEvent, part->events[i]));
  take_roles (part);
  take_corrections (part);
  take_originals (part);
}

void
dtl_part_clear (DtlPart *part)
{
  g_free (part->all);
  g_free (part->actors);
  g_free (part->roles);
  g_free (part->sources);
  g_free (part->corrections);
}
