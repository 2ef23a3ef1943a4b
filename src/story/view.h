/* A view from inside. */
#pragma once

#include "story/story.h"

struct _DtlView
{
  gatomicrefcount ref_count;
  DtlStory *story;    /* owned reference */
  DtlViewKind kind;
  DtlArena *arena;    /* owned */
  GArray *matched;    /* owned: guint32, events that the options ask for, in the story's order */
  GArray *events;     /* owned: guint32, those of them that are shown, in chronological order */
  GArray *actors;     /* owned: guint32, most salient first */
  GArray *relations;  /* owned: DtlRelation */
  gboolean is_filtered;
  guint n_folded;
};

/** dtl_view_get_matched: (transfer none): indices of the events that the options ask for, in the story's order */
const guint32 *dtl_view_get_matched (const DtlView *view, guint *n_matched);
