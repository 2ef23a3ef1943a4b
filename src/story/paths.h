/* The shortest ways from some actors to others along relations. */
#pragma once

#include "story/story.h"

/**
 * dtl_paths_events: (transfer full) (element-type guint32): the events of all relations that lie on a shortest path
 * @relations: (element-type DtlRelation): taken in both directions
 * @from, @to: [@n_actors] the ends; nobody is both
 *
 * Indices ascend, each once; there are none when no path leads from one to the other.
 */
GArray *dtl_paths_events (const GArray *relations, guint n_actors, const gboolean *from, const gboolean *to);
