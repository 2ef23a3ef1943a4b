/* What an actor is called in passing. */
#include <string.h>

#include "record/record.h"

static gboolean
is_generation (const char *word)
{
  static const char *const generations[] = { "Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV", NULL };

  return g_strv_contains (generations, word);
}

/* "Zhou" of Zhou Wei, where the articles call him so and never Wei. */
static const char *
first_word_alias (const DtlActor *actor, const char *last)
{
  gsize length = strcspn (actor->name, " ");
  const char *found = NULL;

  for (guint i = 0; actor->aliases && actor->aliases[i]; i++)
    {
      if (strcmp (actor->aliases[i], last) == 0)
        return NULL;
      if (strncmp (actor->aliases[i], actor->name, length) == 0 && actor->aliases[i][length] == '\0')
        found = actor->aliases[i];
    }
  return found;
}

const char *
dtl_actor_short_name (const DtlActor *actor)
{
  const char *last, *space, *first;

  if (actor->kind != DTL_ACTOR_PERSON || (space = strrchr (actor->name, ' ')) == NULL)
    return actor->name;
  last = space + 1;
  if (is_generation (last) || !g_unichar_isupper (g_utf8_get_char (last)))
    return actor->name;
  if ((first = first_word_alias (actor, last)))
    return first;
  /* "von der Leyen", "de la Cruz" */
  for (const char *p = space; p > actor->name; p--)
    if (p[-1] == ' ')
      {
        if (!g_ascii_islower (*p))
          break;
        space = p - 1;
      }
  return space + 1;
}
