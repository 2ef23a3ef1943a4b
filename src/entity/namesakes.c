/*
 * Names that a country shares with a state of another country: Georgia. The article decides once for all of them, by what
 * it names besides: governors, states and cities of the one, people and neighbours of the other. In doubt it is the
 * country.
 */
#include "entity/work.h"

#include <string.h>

#define FAR 3    /* what belongs to one of them, anywhere */
#define BESIDE 2 /* words next to the name */
#define NEAR 1   /* in its sentence */

static Row
state_row (const Mention *m)
{
  guint n = 0;
  Row row = dtl_table_find (&dtl_table_places, m->key, &n);

  for (guint i = 0; i < n; i++)
    if (row_has (row + i * dtl_table_places.n_columns, DTL_PLACES_KIND, "state"))
      return row + i * dtl_table_places.n_columns;
  return NULL;
}

static gboolean
is_namesake (const Mention *m)
{
  return (m->form == DTL_ENTITY_NAME || m->form == DTL_ENTITY_ADJECTIVE) && m->kind == DTL_ACTOR_COUNTRY && m->code
         && state_row (m) != NULL;
}

static gboolean
is_state_office (const char *word)
{
  const char *of = dtl_table_cell (&dtl_table_titles, word, DTL_TITLES_OF);

  return of && dtl_word_is_one_of ("state", of);
}

/* "Georgia Gov. …", "Georgia's governor", "Macon, Georgia": of the state. */
static gboolean
stands_beside_office (DtlWork *work, const Mention *m, const char *code)
{
  const DtlSentence *s = dtl_document_sentence (work->document, m->sentence);
  guint32 end = s->first_token + s->n_tokens, at = m->first + m->n, place;

  if (at < end && token_is (work_token (work, at), "'s '"))
    at++;
  if (at < end
      && (is_state_office (work_token (work, at)->lower)
          || token_is (work_token (work, at), "county state statehouse")))
    return TRUE;
  if (m->first < s->first_token + 2 || !token_is (work_token (work, m->first - 1), ","))
    return FALSE;
  place = work->owner[m->first - 2];
  return place && work_mention (work, place - 1)->kind == DTL_ACTOR_PLACE
         && g_strcmp0 (work_mention (work, place - 1)->code, code) == 0;
}

/* What a mention says for the state (positive) or for the country (negative). */
static int
weigh_mention (const Mention *other, const Mention *m, const char *code)
{
  gboolean near = other->sentence == m->sentence;

  if (other->code == NULL || is_namesake (other))
    return 0;
  if (strcmp (other->code, m->code) == 0)
    return -FAR;
  if (other->kind == DTL_ACTOR_PLACE && strcmp (other->code, code) == 0)
    return near ? BESIDE : NEAR;
  return other->kind == DTL_ACTOR_COUNTRY && strcmp (other->code, code) != 0 && near ? -NEAR : 0;
}

static int
weigh (DtlWork *work, const Mention *m, const char *code)
{
  int score = stands_beside_office (work, m, code) ? FAR : 0;

  for (guint32 i = 0; i < work->mentions->len; i++)
    score += weigh_mention (work_mention (work, i), m, code);
  return score;
}

/* "Georgia Supreme Court" is then of the state's country. */
static void
move_bodies (DtlWork *work)
{
  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      Mention *outer = work_mention (work, i);
      const Mention *inner;

      if (outer->form != DTL_ENTITY_NAME || outer->kind != DTL_ACTOR_ORGANISATION || outer->description.n_of == 0)
        continue;
      inner = work_mention (work, outer->description.of[0]);
      if (is_namesake (inner))
        outer->code = state_row (inner)[DTL_PLACES_CODE];
    }
}

static void
make_state (Mention *m, Row state)
{
  m->kind = DTL_ACTOR_PLACE;
  m->name = state[DTL_PLACES_NAME];
  m->code = state[DTL_PLACES_CODE];
  m->metonym = FALSE;
}

void
namesakes_settle (DtlWork *work)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));
  int score = 0;

  for (guint32 i = 0; i < work->mentions->len; i++)
    if (is_namesake (work_mention (work, i)))
      g_array_append_val (found, i);
  /* a few of them tell enough */
  for (guint i = 0; i < MIN (found->len, 16); i++)
    {
      const Mention *m = work_mention (work, g_array_index (found, guint32, i));

      score += weigh (work, m, state_row (m)[DTL_PLACES_CODE]);
    }
  if (score <= 0)
    return;
  move_bodies (work);
  for (guint i = 0; i < found->len; i++)
    {
      Mention *m = work_mention (work, g_array_index (found, guint32, i));

      make_state (m, state_row (m));
    }
}
