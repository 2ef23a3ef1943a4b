/* Whether an actor is one that the tables know. */
#include "lexicon/tables.h"
#include "story/story.h"

#include <string.h>

static gboolean
has_row (const char *name)
{
  g_autofree char *key = g_utf8_strdown (g_str_has_prefix (name, "the ") ? name + strlen ("the ") : name, -1);

  return dtl_table_has (&dtl_table_agencies, key) || dtl_table_has (&dtl_table_countries, key) || dtl_table_has (&dtl_table_places, key);
}

gboolean
dtl_actor_is_known (const DtlActor *actor)
{
  return actor->country != NULL || has_row (actor->name);
}
