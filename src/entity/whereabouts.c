/*
 * Where named places lie. One name is many places; in one article it is one of them (one sense per discourse, Gale, Church
 * and Yarowsky 1992). What stands right behind the name decides ("Springfield, Illinois"), then states and countries that
 * the article names besides, then people: the larger of two places is the likelier. A place that nothing tells apart and
 * that is not clearly the largest of its name keeps no point.
 *
 * Datelines are read here too: the place a report is written from is named in no sentence, and tells most of all which
 * country is meant. A place too small for the gazetteer lies in the country whose adjective stands before it ("the French
 * island of Mayotte"), else where the report is written from, else in the country that the article is about.
 */
#include "entity/work.h"
#include "lexicon/gazetteer.h"

#include <math.h>
#include <string.h>

#define BESIDE 40.0    /* the state or country behind the name is its own */
#define STATE_NAMED 6.0
#define COUNTRY_NAMED 5.0
#define KNOWN 3.0      /* the one that our own tables have */
#define STATE -1.5     /* a bare name rather means the town than the state around it, which has more people */
#define OFTEN 2.0      /* for each doubling of how often a country is named, */
#define OFTEN_MAX 4.0  /* up to so many */
#define CLOSE 0.5      /* degrees */
#define CLEAR 1.5      /* bits: nearly three times the people of the next */
#define DATELINES_MAX 8
#define DATELINE_MAX 6 /* words of a place in a dateline */
#define NAMES_MAX 2000 /* mentions that a name is looked for among */
#define HOME_NAMED 2   /* times that a country is named which an article is about */
#define BEFORE_MAX 4   /* words back to the adjective of a country */

typedef struct
{
  GHashTable *countries; /* code -> how often it is named, by its name or by a place of our tables */
  GHashTable *sites;     /* code -> the same, but for those that only tell whose somebody is: "Dunmore Resources of Canada" */
  GHashTable *states;    /* keys of states that are named */
  const char *home;      /* nullable: code of the country that the report is written from, or else is about */
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

/* The country that @m tells of: by its name, or as a place that there is but once; or NULL. */
static const char *
country_told (DtlWork *work, const Mention *m)
{
  DtlGazetteerPlace place;
  guint n, first;

  if (m->code && (m->kind == DTL_ACTOR_COUNTRY || m->demonym))
    return m->code;
  first = dtl_gazetteer_find (m->key, &n);
  if (m->kind != DTL_ACTOR_PLACE || n > 1)
    return NULL;
  if (m->code || n == 0)
    return m->sure ? m->code : NULL;
  place = dtl_gazetteer_place (first);
  return dtl_arena_intern (work->arena, place.code, strlen (place.code));
}

static void
count_country (GHashTable *countries, const char *code)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (countries, code));

  g_hash_table_insert (countries, (gpointer) code, GUINT_TO_POINTER (count + 1));
}

/* "Dunmore Resources of Canada", "its Canadian owner", "the German consultancy": where somebody comes from, who is named
 * because it is not here. */
static gboolean
tells_of_origin (DtlWork *work, const Mention *m)
{
  guint32 next = m->first + m->n;
  const char *word;

  if (m->first > 1 && token_is (work_token (work, m->first - 1), "of") && work->owner[m->first - 2])
    return work_mention (work, work->owner[m->first - 2] - 1)->kind != DTL_ACTOR_PLACE;
  if (!m->demonym || next >= work->document->tokens->len || work_token (work, next)->sentence != m->sentence)
    return FALSE;
  word = work_token (work, next)->lower;
  return dtl_word_is_one_of (word, "owner parent buyer investor maker rival")
         || row_has (dtl_table_find (&dtl_table_org_nouns, word, NULL), DTL_ORG_NOUNS_KIND, "company");
}

static void
collect_named (DtlWork *work, Named *named)
{
  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      const Mention *m = work_mention (work, i);
      const char *code = country_told (work, m);

      if (code)
        count_country (named->countries, code);
      if (code && !tells_of_origin (work, m))
        count_country (named->sites, code);
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

  if (place->kind == DTL_GAZETTEER_STATE)
    score += STATE;
  if (g_strcmp0 (m->code, place->code) == 0)
    score += KNOWN;
  if (g_hash_table_contains (named->states, place->state))
    score += STATE_NAMED;
  if (count > 0)
    score += COUNTRY_NAMED + OFTEN * MIN (log2 (count), OFTEN_MAX);
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

/* "the French island of Mayotte", "the Malian town Tessikat": the country of the adjective a few words before one of
 * @mentions, with a noun for a place between the two; or NULL. */
static const char *
country_before (DtlWork *work, GArray *mentions)
{
  for (guint k = 0; k < mentions->len; k++)
    {
      const Mention *m = work_mention (work, g_array_index (mentions, guint32, k));
      guint32 start = dtl_document_sentence (work->document, m->sentence)->first_token;
      gboolean has_noun = FALSE;

      for (guint32 i = m->first; i-- > start && m->first - i <= BEFORE_MAX;)
        {
          const Mention *before = work->owner[i] ? work_mention (work, work->owner[i] - 1) : NULL;

          if (before && has_noun && before->demonym && before->code)
            return before->code;
          if (before || work_token (work, i)->upos == DTL_UPOS_VERB || work_token (work, i)->upos == DTL_UPOS_PUNCT)
            break;
          has_noun |= work_token (work, i)->lemma && dtl_table_has (&dtl_table_place_nouns, work_token (work, i)->lemma);
        }
    }
  return NULL;
}

/* Whether the tables know of the place that it lies in no one country: "the Alps". */
static gboolean
is_of_no_country (const Mention *m)
{
  return m->code == NULL && dtl_table_has (&dtl_table_places, m->key);
}

/* The country of a place that the gazetteer cannot tell; or NULL. */
static const char *
guess_country (DtlWork *work, const Named *named, GArray *mentions)
{
  const Mention *m = work_mention (work, g_array_index (mentions, guint32, 0));
  const char *code = country_behind (work, mentions);
  guint n;

  if (code == NULL && m->code == NULL)
    code = country_before (work, mentions);
  dtl_gazetteer_find (m->key, &n);
  return code || m->code || n > 0 || is_of_no_country (m) ? code : named->home;
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
    code = guess_country (work, named, mentions);
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

/* ---- datelines ---- */

/* "ULAN-UDE" → "Ulan-Ude"; what is not all in capitals stays. */
static const char *
plain_capitals (DtlWork *work, const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gunichar before = '-';

  for (const char *p = phrase_title_case (work, phrase_lower (work, text)); *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (out, before == '-' || before == '\'' ? g_unichar_totitle (c) : c);
      before = c;
    }
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    if (g_unichar_islower (g_utf8_get_char (p)))
      return text;
  return dtl_arena_intern (work->arena, out->str, out->len);
}

/* The row of a country's name or capital, or NULL. */
static Row
country_row (const char *key)
{
  guint n = 0;
  Row row = dtl_table_find (&dtl_table_countries, key, &n);

  for (guint i = 0; i < n; i++, row += dtl_table_countries.n_columns)
    if (row_has (row, DTL_COUNTRIES_KIND, "name") || row_has (row, DTL_COUNTRIES_KIND, "alias")
        || row_has (row, DTL_COUNTRIES_KIND, "acronym") || row_has (row, DTL_COUNTRIES_KIND, "capital"))
      return row;
  return NULL;
}

/* A mention of the words of a dateline, which are a place or name a country. */
static guint32
name_place (DtlWork *work, guint32 sentence, guint32 first, guint32 n)
{
  guint32 mention = mention_new (work, sentence, first, n, DTL_ENTITY_NAME, DTL_ACTOR_PLACE);
  Mention *m = work_mention (work, mention);
  Row country = country_row (m->key), place = dtl_table_find (&dtl_table_places, m->key, NULL);

  m->text = m->name = plain_capitals (work, m->text);
  m->sure = TRUE;
  m->gender = 'n';
  m->number = NUMBER_SINGULAR;
  if (country)
    {
      m->code = country[DTL_COUNTRIES_CODE];
      if (!row_has (country, DTL_COUNTRIES_KIND, "capital"))
        m->kind = DTL_ACTOR_COUNTRY, m->name = country[DTL_COUNTRIES_NAME];
    }
  else if (place)
    {
      m->name = place[DTL_PLACES_NAME];
      if (strcmp (place[DTL_PLACES_CODE], "-") != 0)
        m->code = place[DTL_PLACES_CODE];
    }
  return mention;
}

/* The hyphen of "ULAN-UDE", not the dash behind "ULAN-UDE - ". */
static gboolean
is_inner_hyphen (DtlWork *work, guint32 i)
{
  const DtlToken *token = work_token (work, i);

  return i > 0 && token_is (token, "-") && work_token (work, i - 1)->span.end == token->span.start
         && i + 1 < work->document->tokens->len && work_token (work, i + 1)->span.start == token->span.end;
}

/* How many words from token @i on stand before a comma, a bracket, a dash or a date. */
static guint32
words_from (DtlWork *work, guint32 i, guint32 end)
{
  guint32 n = 0;

  while (i + n < end && n < DATELINE_MAX && !work->in_time[i + n] && work_token (work, i + n)->upos != DTL_UPOS_NUM
         && (is_inner_hyphen (work, i + n) || !token_is (work_token (work, i + n), ", ( / | - -- – — −")))
    n++;
  return n;
}

/* "Washington" may be a person beside the town; "Kara-Tash" without a title is not. */
static gboolean
can_be_town (const Mention *m)
{
  return m->form == DTL_ENTITY_NAME && (!m->sure || (m->outer_n == m->n && strpbrk (m->key, " -")));
}

/* "KARA-TASH, Kyrgyzstan —", "DAYTON, Ohio (AP) -": the town, and what it is in. Names of the town in the article are names
 * of a place, unless something sure says otherwise. */
static guint32
read_dateline (DtlWork *work, guint32 sentence)
{
  const DtlSentence *s = dtl_document_sentence (work->document, sentence);
  guint32 end = s->first_token + s->n_tokens, n = words_from (work, s->first_token, end), at = s->first_token + n + 1;
  guint32 town;

  if (n == 0 || work->owner[s->first_token])
    return DTL_NONE;
  town = name_place (work, sentence, s->first_token, n);
  n = at < end && token_is (work_token (work, at - 1), ",") ? words_from (work, at, end) : 0;
  if (n > 0)
    {
      const char *key = phrase_lower (work, phrase_text (work, at, n));

      if (country_row (key) || dtl_table_has (&dtl_table_places, key))
        name_place (work, sentence, at, n);
    }
  for (guint32 i = 0; i < town; i++)
    {
      Mention *m = work_mention (work, i);

      if (can_be_town (m) && strcmp (m->key, work_mention (work, town)->key) == 0)
        m->kind = DTL_ACTOR_PLACE, m->sure = TRUE;
    }
  return town;
}

/* The town of the first dateline, or DTL_NONE. Others are those of reports that a page strings together. */
static guint32
find_datelines (DtlWork *work)
{
  guint32 town = DTL_NONE;
  guint n = 0;

  for (guint32 i = 0; i < work->document->sentences->len && n < DATELINES_MAX; i++)
    if (dtl_document_sentence (work->document, i)->kind == DTL_SENTENCE_DATELINE)
      {
        guint32 found = read_dateline (work, i);

        town = town == DTL_NONE ? found : town;
        n++;
      }
  return town;
}

/* ---- all of them ---- */

/* Whether the article has a longer name with @m in it ("Bill Clinton"), or a title stands before it: it is somebody. */
static gboolean
is_of_person (DtlWork *work, const Mention *m)
{
  if (m->sure || m->outer_n != m->n || dtl_table_has (&dtl_table_given_names, m->key))
    return TRUE;
  for (guint32 i = 0; i < MIN (work->mentions->len, NAMES_MAX); i++)
    {
      const Mention *other = work_mention (work, i);

      if (other->form == DTL_ENTITY_NAME && other->kind == DTL_ACTOR_PERSON && other->n > m->n
          && (g_str_has_suffix (other->key, m->key) || g_str_has_prefix (other->key, m->key)))
        return TRUE;
    }
  return FALSE;
}

/* Whether @m is where somebody or something goes: "flown to Szeged", "arrived from Pecs", "visited Gyor". */
static gboolean
is_goal (DtlWork *work, const Mention *m)
{
  static const char *const verbs[]
    = { "airlift", "arrive", "bring", "come",   "deport", "dock",  "drive",   "escape", "evacuate", "ferry", "flee", "fly",
        "get",     "go",     "head",  "march",  "move",   "rush",  "sail",    "send",   "ship",     "take",  "tow",  "transfer",
        "travel",  "walk",   "return", "reach", "tour",   "visit", "retreat", "withdraw", NULL };
  const DtlToken *word = work_token (work, m->head);
  gboolean is_object = word->deprel == DTL_DEPREL_OBJ;
  const DtlToken *verb = word->head < 0 ? NULL : work_token (work, word->head);

  if (verb == NULL || verb->lemma == NULL || !g_strv_contains (verbs, verb->lemma) || m->first == 0)
    return FALSE;
  return is_object ? strcmp (verb->lemma, "visit") == 0 || strcmp (verb->lemma, "tour") == 0 || strcmp (verb->lemma, "reach") == 0
                   : token_is (work_token (work, m->first - 1), "to from for");
}

/* Whether what stands before @m says that it is a place, as far as it can be one at all. */
static gboolean
is_told_as_place (DtlWork *work, const Mention *m)
{
  if (m->first == 0)
    return FALSE;
  if (m->kind == DTL_ACTOR_OTHER)
    return token_is (work_token (work, m->first - 1), "in to from near outside around") || is_goal (work, m);
  return (token_is (work_token (work, m->first - 1), "in near outside around off") || is_goal (work, m))
         && !is_of_person (work, m);
}

/* "flown to Szeged", "unveiled in Burgas": a name that the tagger makes nothing of, or a man or a firm, is the town that is
 * called so, and so it is wherever else it stands (one sense per discourse). */
static void
find_towns (DtlWork *work)
{
  g_autoptr (GHashTable) towns = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      Mention *m = work_mention (work, i);
      guint n = 0;

      if (m->form != DTL_ENTITY_NAME || m->key == NULL
          || (m->kind != DTL_ACTOR_OTHER && m->kind != DTL_ACTOR_PERSON && m->kind != DTL_ACTOR_ORGANISATION)
          || !is_told_as_place (work, m))
        continue;
      dtl_gazetteer_find (m->key, &n);
      if (n > 0)
        {
          m->kind = DTL_ACTOR_PLACE;
          g_hash_table_add (towns, (gpointer) m->key);
        }
    }
  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      Mention *m = work_mention (work, i);

      if (m->form == DTL_ENTITY_NAME && m->kind == DTL_ACTOR_PERSON && m->key && g_hash_table_contains (towns, m->key)
          && !is_of_person (work, m))
        m->kind = DTL_ACTOR_PLACE;
    }
}

/* The country named at least twice, and twice as often as any other, or NULL. */
static const char *
country_told_most (const Named *named)
{
  GHashTableIter iter;
  gpointer code, count;
  const char *most = NULL;
  guint highest = 0, second = 0;

  g_hash_table_iter_init (&iter, named->sites);
  while (g_hash_table_iter_next (&iter, &code, &count))
    {
      guint n = GPOINTER_TO_UINT (count);

      second = MAX (second, MIN (n, highest));
      if (n > highest)
        highest = n, most = code;
    }
  return highest >= HOME_NAMED && highest >= 2 * second ? most : NULL;
}

/* Mentions of the names of places, in the order of the first of each: arrays of mentions. */
static GPtrArray *
group_places (DtlWork *work)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      const Mention *m = work_mention (work, i);
      GArray *equal;

      if (!is_place_name (m))
        continue;
      equal = g_hash_table_lookup (seen, m->key);
      if (equal == NULL)
        {
          g_ptr_array_add (groups, equal = g_array_new (FALSE, FALSE, sizeof (guint32)));
          g_hash_table_insert (seen, (gpointer) m->key, equal);
        }
      g_array_append_val (equal, i);
    }
  return groups;
}

/* The place that the report is written from tells of its country like a name of it. */
static void
settle_home (DtlWork *work, Named *named, GPtrArray *groups, guint32 town)
{
  const Mention *m = town == DTL_NONE ? NULL : work_mention (work, town);

  for (guint i = 0; m && i < groups->len; i++)
    if (strcmp (work_mention (work, g_array_index ((GArray *) groups->pdata[i], guint32, 0))->key, m->key) == 0)
      settle (work, named, groups->pdata[i]);
  if (m && m->code)
    count_country (named->countries, m->code);
  named->home = m && m->code ? m->code : country_told_most (named);
}

void
whereabouts_settle (DtlWork *work)
{
  Named named = { g_hash_table_new (g_str_hash, g_str_equal), g_hash_table_new (g_str_hash, g_str_equal),
                  g_hash_table_new (g_str_hash, g_str_equal), NULL };
  g_autoptr (GPtrArray) groups = NULL;
  guint32 town = find_datelines (work);

  find_towns (work);
  collect_named (work, &named);
  groups = group_places (work);
  settle_home (work, &named, groups, town);
  for (guint i = 0; i < groups->len; i++)
    settle (work, &named, groups->pdata[i]);
  for (guint32 i = 0; i < work->mentions->len; i++)
    if (work_mention (work, i)->kind == DTL_ACTOR_COUNTRY)
      settle_country (work_mention (work, i));
  g_hash_table_unref (named.countries);
  g_hash_table_unref (named.sites);
  g_hash_table_unref (named.states);
}
