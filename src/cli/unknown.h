/* Actors of whom nothing is known, and the rows by which a user can grow a lexicon. */
#pragma once

#include "cli.h"

/** Unknown: an actor, and how much of what is shown tells of it; @first is its first mention there */
typedef struct
{
  guint32 actor;
  guint n_articles; /* that copy no other */
  guint n_mentions;
  const DtlMention *first;
} Unknown;

/** unknown_list: (transfer full) (element-type Unknown): those of whom most articles tell first */
GArray *unknown_list (DtlStory *story, const DtlView *view);
/** unknown_print: a row of a lexicon for each, after comments with its count and a sentence; those that --lexicon names are left
 * out. FALSE, with @error, when that cannot be read. */
gboolean unknown_print (DtlStory *story, const Options *options, GString *out, GError **error);
