/*
 * What of a story stands alone: all of it where the view is not filtered, whatever its kind; otherwise the events asked
 * for, every actor and article that they or each other refer to, and the roles of these actors.
 */
#pragma once

#include "story/story.h"

/** DtlPart: by index in the story */
typedef struct
{
  const DtlStory *story; /* borrowed from the view */
  const guint32 *events; /* [n_events], in the story's order */
  guint n_events;
  guint32 *all;          /* owned, nullable: what events points at where it is no array of the view */
  gboolean *actors;      /* owned: [n] whether it is part */
  gboolean *roles;       /* owned */
  gboolean *sources;     /* owned */
  gboolean *corrections; /* owned */
} DtlPart;

/** dtl_part_init: borrows @view */
void dtl_part_init (DtlPart *part, const DtlView *view);
void dtl_part_clear (DtlPart *part);
