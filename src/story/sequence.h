/* The order of events, as far as dates and texts tell it. */
#pragma once

#include "story/story.h"

/**
 * dtl_story_put_in_order: gives each event of @story its rank and its links to those before it.
 *
 * Time: n log n of events, and of links times the ends that each of them reaches (base/sequence.h).
 */
void dtl_story_put_in_order (DtlStory *story);
