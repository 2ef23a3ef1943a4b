/*
 * Where named places lie. One name is many places; in one article it is one of them (one sense per discourse, Gale, Church
 * and Yarowsky 1992). What stands right behind the name decides ("Springfield, Illinois"), then states and countries that
 * the article names besides, then people: the larger of two places is the likelier. A place that nothing tells apart and
 * that is not clearly the largest of its name keeps no point.
 */
#include "entity/work.h"
#include "lexicon/gazetteer.h"

#include <math.h>
#include <string.h>

#define BESIDE 40.0    /* the state or country behind the name is its own */
#define STATE_NAMED 6.0
#define COUNTRY_NAMED 4.0
#define KNOWN 3.0      /* the one that our own tables have */
#define OFTEN 3.0      /* at most, for a country that is named again and again */
#define CLOSE 0.5      /* degrees */
#define CLEAR 2.0      /* bits: four times the people of the next */

typedef struct
{
  GHashTable *countries; /* code -> how often it is named, by its name or by a place of our tables */
  GHashTable *states;    /* keys of states that are named */
} Named;

static gboolean
is_place_name (const Mention *m)
{
  return m->form == DTL_ENTITY_NAME && m->kind == DTL_ACTOR_PLACE;
}

static gboolean
is_known_as (const Mention *m, const char *kinds)
{
  guint n = 0;
  Row row = dtl_table_find (&dtl_table_places, m->key, &n);

  for (guint i = 0; i < n; i++)
    if (dtl_word_is_one_of (row[i * dtl_table_places.n_columns + DTL_PLACES_KIND], kinds))
      return TRUE;
  return FALSE;
}

/* Whether @m tells of a country: by its name, or as a place that there is but once. */
static gboolean
tells_country (const Mention *m)
{
  guint n;

  if (m->code == NULL)
    return FALSE;
  if (m->kind == DTL_ACTOR_COUNTRY || m->demonym)
    return TRUE;
  dtl_gazetteer_find (m->key, &n);
  return m->sure && m->kind == DTL_ACTOR_PLACE && n <= 1;
}

static void
collect_named (DtlWork *work, Named *named)
{
  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      const Mention *m = work_mention (work, i);
      gpointer count;

      if (tells_country (m))
        {
          count = g_hash_table_lookup (named->countries, m->code);
          g_hash_table_insert (named->countries, (gpointer) m->code, GUINT_TO_POINTER (GPOINTER_TO_UINT (count) + 1));
        }
      if (m->kind == DTL_ACTOR_PLACE && is_known_as (m, "state abbreviation postal"))
        g_hash_table_add (named->states, (gpointer) phrase_lower (work, m->name ? m->name : m->text));
    }
}

/* The place or country in ", Illinois" and "(Illinois)" behind @m; NULL if there is none. */
static const Mention *
place_behind (DtlWork *work, const Mention *m)
{
  const DtlSentence *s = dtl_document_sentence (work->document, m->sentence);
  guint32 at = m->first + m->n;
  const Mention *behind;

  if (at + 1 >= s->first_token + s->n_tokens || !token_is (work_token (work, at), ", (") || work->owner[at + 1] == 0)
    return NULL;
  behind = work_mention (work, work->owner[at + 1] - 1);
  return behind->first == at + 1 && (behind->kind == DTL_ACTOR_PLACE || behind->kind == DTL_ACTOR_COUNTRY) ? behind : NULL;
}

static gboolean
lies_in (DtlWork *work, const DtlGazetteerPlace *place, const Mention *outer)
{
  const char *name = phrase_lower (work, outer->name ? outer->name : outer->text);

  if (outer->kind == DTL_ACTOR_COUNTRY)
    return g_strcmp0 (outer->code, place->code) == 0;
  return strcmp (place->state, name) == 0 && (outer->code == NULL || strcmp (outer->code, place->code) == 0);
}

static gboolean
is_capital (const Mention *m)
{
  guint n = 0;
  Row row = dtl_table_find (&dtl_table_countries, m->key, &n);

  for (guint i = 0; i < n; i++)
    if (row_has (row + i * dtl_table_countries.n_columns, DTL_COUNTRIES_KIND, "capital"))
      return TRUE;
  return FALSE;
}

/* Whether our own tables leave this reading open: "Ontario" is the province, "Kyiv" and "Washington" the city. */
static gboolean
is_open (const Mention *m, const DtlGazetteerPlace *place)
{
  if (place->kind == DTL_GAZETTEER_COUNTRY)
    return FALSE;
  if (is_capital (m))
    return place->kind == DTL_GAZETTEER_CITY;
  if (is_known_as (m, "state"))
    return place->kind == DTL_GAZETTEER_STATE;
  return !is_known_as (m, "city") || place->kind == DTL_GAZETTEER_CITY;
}

static double
weigh (const Named *named, const Mention *m, const DtlGazetteerPlace *place)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (named->countries, place->code));
  double score = log2 (place->people + 1.0);

  if (g_strcmp0 (m->code, place->code) == 0)
    score += KNOWN;
  if (g_hash_table_contains (named->states, place->state))
    score += STATE_NAMED;
  if (count > 0)
    score += COUNTRY_NAMED + MIN (log2 (count), OFTEN);
  return score;
}

/* How much the words right behind the mentions of a name tell for @place. */
static double
weigh_behind (DtlWork *work, GArray *mentions, const DtlGazetteerPlace *place)
{
  double score = 0;

  for (guint k = 0; k < MIN (mentions->len, 16); k++)
    {
      const Mention *behind = place_behind (work, work_mention (work, g_array_index (mentions, guint32, k)));

      if (behind)
        score += lies_in (work, place, behind) ? BESIDE : -BESIDE;
    }
  return score;
}

/* Two rows of one town, or of a town and the state around it. */
static gboolean
are_close (const DtlGazetteerPlace *a, guint32 other)
{
  DtlGazetteerPlace b = dtl_gazetteer_place (other);

  return fabs (a->latitude - b.latitude) < CLOSE && fabs (a->longitude - b.longitude) < CLOSE;
}

/* The row of the place that the name of all @mentions is, plus 1; 0 when it stays open. */
static guint32
choose (DtlWork *work, const Named *named, GArray *mentions)
{
  const Mention *m = work_mention (work, g_array_index (mentions, guint32, 0));
  guint n, first = dtl_gazetteer_find (m->key, &n);
  double best = -1, next = -1;
  guint32 chosen = 0;

  for (guint i = first; i < first + n; i++)
    {
      DtlGazetteerPlace place = dtl_gazetteer_place (i);
      double score = weigh_behind (work, mentions, &place);

      if (score <= 0 && !is_open (m, &place))
        continue;
      score += weigh (named, m, &place);
      if (chosen == 0 || !are_close (&place, chosen - 1))
        next = MAX (next, MIN (best, score));
      if (score > best)
        best = score, chosen = i + 1;
    }
  return best >= 0 && (next < 0 || best - next >= CLEAR) ? chosen : 0;
}

/* A place too small for the gazetteer still lies in the country that stands behind it. */
static const char *
country_behind (DtlWork *work, GArray *mentions)
{
  for (guint k = 0; k < mentions->len; k++)
    {
      const Mention *behind = place_behind (work, work_mention (work, g_array_index (mentions, guint32, k)));

      if (behind && behind->code)
        return behind->code;
    }
  return NULL;
}

static void
settle (DtlWork *work, const Named *named, GArray *mentions)
{
  guint32 chosen = choose (work, named, mentions);
  const char *code = NULL;

  if (chosen)
    {
      DtlGazetteerPlace place = dtl_gazetteer_place (chosen - 1);

      code = dtl_arena_intern (work->arena, place.code, strlen (place.code));
    }
  else
    code = country_behind (work, mentions);
  for (guint k = 0; k < mentions->len; k++)
    {
      Mention *m = work_mention (work, g_array_index (mentions, guint32, k));

      m->lies_at = chosen;
      if (code)
        m->code = code;
    }
}

static void
settle_country (Mention *m)
{
  g_autofree char *key = m->code ? g_ascii_strdown (m->code, -1) : NULL;
  guint n = 0, first = key ? dtl_gazetteer_find (key, &n) : 0;

  for (guint i = first; i < first + n; i++)
    if (dtl_gazetteer_place (i).kind == DTL_GAZETTEER_COUNTRY)
      m->lies_at = i + 1;
}

void
whereabouts_settle (DtlWork *work)
{
  Named named = { g_hash_table_new (g_str_hash, g_str_equal), g_hash_table_new (g_str_hash, g_str_equal) };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);

  collect_named (work, &named);
  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      Mention *m = work_mention (work, i);
      GArray *equal;

      if (m->kind == DTL_ACTOR_COUNTRY)
        settle_country (m);
      if (!is_place_name (m))
        continue;
      equal = g_hash_table_lookup (seen, m->key);
      if (equal == NULL)
        g_hash_table_insert (seen, (gpointer) m->key, equal = g_array_new (FALSE, FALSE, sizeof (guint32)));
      g_array_append_val (equal, i);
    }
  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      const Mention *m = work_mention (work, i);
      GArray *equal = is_place_name (m) ? g_hash_table_lookup (seen, m->key) : NULL;

      if (equal && g_array_index (equal, guint32, 0) == i)
        settle (work, &named, equal);
    }
  g_hash_table_unref (named.countries);
  g_hash_table_unref (named.states);
}
