/*
 * How alike two words are used: the cosine of what is left of their vectors (Mikolov et al., 2013; Pennington et al., 2014)
 * after the numbers were cut down to one of 15 steps each, which a table can hold.
 */
#include "story/meanings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon/tables.h"

#define NOUGHT 'h'

const DtlMeaning *
dtl_meaning_find (DtlArena *arena, const char *stem)
{
  const char *direction = dtl_table_cell (&dtl_table_word_meanings, stem, DTL_WORD_MEANINGS_DIRECTION);
  char *groups = (char *) dtl_table_cell (&dtl_table_word_meanings, stem, DTL_WORD_MEANINGS_GROUPS);
  DtlMeaning *meaning;
  guint square = 0;

  if (direction == NULL || strlen (direction) != DTL_MEANING_WIDTH)
    return NULL;
  meaning = dtl_arena_new0 (arena, DtlMeaning, 1);
  for (guint i = 0; i < DTL_MEANING_WIDTH; i++)
    {
      meaning->direction[i] = direction[i] - NOUGHT;
      square += meaning->direction[i] * meaning->direction[i];
    }
  for (guint i = 0; i < DTL_MEANING_GROUPS; i++)
    meaning->groups[i] = strtoul (groups, &groups, 10);
  meaning->norm = sqrt (square);
  return meaning;
}

guint
dtl_meaning_likeness (const DtlMeaning *a, const DtlMeaning *b)
{
  gint product = 0;

  if (a == NULL || b == NULL)
    return 0;
  for (guint i = 0; i < DTL_MEANING_WIDTH; i++)
    product += a->direction[i] * b->direction[i];
  return product > 0 ? (guint) (100 * (product / (a->norm * b->norm))) : 0;
}
