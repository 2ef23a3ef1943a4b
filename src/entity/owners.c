/*
 * What an office is of. The words tell it first: "the union's president", "council spokeswoman", "ambassador to Kenya".
 * Where they leave it out, the article may leave one choice: an office of a country is that of the country the holder is
 * known by, the article is about or was written in; one of a court, a council or the police that of the one named in the
 * article; one of an organisation that of the organisation just named. What is only filled in so is a guess, and a
 * guess falls where the words give the same office to somebody else (roles.c).
 */
#include "entity/owners.h"

#include <string.h>

#define MAX_COUNTRIES 64 /* that are counted to find the one the article is about */
#define MAX_NEAR 30      /* mentions looked back over for an organisation */
#define MAX_DATELINE 20  /* words of a dateline */
#define MAX_SCAN 1000    /* mentions looked at for a body of a sort */

/* The actor in the record that is called @name, or whose country is @code, or DTL_NONE. */
static guint32
find_actor (DtlWork *work, DtlActorKind kind, const char *prefix, const char *code)
{
  const GArray *actors = work->document->record->actors;

  for (guint32 i = 0; i < actors->len; i++)
    {
      const DtlActor *actor = &g_array_index (actors, DtlActor, i);

      if (actor->kind != kind)
        continue;
      if (code && actor->country && strcmp (actor->country, code) == 0)
        return i;
      if (prefix && g_ascii_strncasecmp (actor->name, prefix, strlen (prefix)) == 0
          && !g_ascii_isalnum (actor->name[strlen (prefix)]))
        return i;
    }
  return DTL_NONE;
}

/* What an office is of when the words do not say: the body named after it ("U.S. Attorney's Office"), or the only
 * country that has it. */
static guint32
find_body (DtlWork *work, const Description *d)
{
  const char *of = dtl_table_cell (&dtl_table_titles, d->head, DTL_TITLES_OF);
  guint32 found = find_actor (work, DTL_ACTOR_ORGANISATION, d->role, NULL);

  if (found == DTL_NONE && of && strlen (of) == 2)
    found = find_actor (work, DTL_ACTOR_COUNTRY, NULL, of);
  return found;
}

gboolean
office_is_of (const Description *d, const char *what)
{
  Row row = dtl_table_find (&dtl_table_titles, d->head, NULL);

  return row && dtl_word_is_one_of (what, row[DTL_TITLES_OF]);
}

/* How many mentions stand before @m in order of text. */
static guint32
order_before (DtlWork *work, const Mention *m)
{
  guint32 low = 0, high = work->mentions->len;

  while (low < high)
    {
      guint32 middle = (low + high) / 2;

      if (work_mention (work, work->order[middle])->outer_first < m->outer_first)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* How often the article speaks of what belongs to @code. */
static guint32
count_country (DtlWork *work, const char *code)
{
  const GArray *actors = work->document->record->actors;
  guint32 n = 0;

  for (guint32 i = 0; i < actors->len; i++)
    {
      const DtlActor *actor = &g_array_index (actors, DtlActor, i);

      if (actor->kind != DTL_ACTOR_PERSON && g_strcmp0 (actor->country, code) == 0)
        n += actor->kind == DTL_ACTOR_COUNTRY || actor->kind == DTL_ACTOR_PLACE ? actor->salience : 1;
    }
  return n;
}

guint32
main_country (DtlWork *work)
{
  const GArray *actors = work->document->record->actors;
  guint32 best = DTL_NONE, most = 1, second = 0;

  for (guint32 i = 0, seen = 0; i < actors->len && seen < MAX_COUNTRIES; i++)
    {
      const DtlActor *actor = &g_array_index (actors, DtlActor, i);
      guint32 n;

      if (actor->kind != DTL_ACTOR_COUNTRY || actor->country == NULL)
        continue;
      seen++;
      n = count_country (work, actor->country);
      if (n > most)
        {
          second = best == DTL_NONE ? second : most;
          most = n;
          best = i;
        }
      else
        second = MAX (second, n);
    }
  return 2 * most >= 3 * second ? best : DTL_NONE;
}

/* "a spokesman in Berlin": the capital stands for its country. */
static guint32
country_of_seat (DtlWork *work, guint32 of)
{
  const DtlActor *seat = of == DTL_NONE ? NULL : dtl_record_actor (work->document->record, of);
  guint32 country;

  if (seat == NULL || seat->kind != DTL_ACTOR_PLACE || seat->country == NULL)
    return of;
  country = find_actor (work, DTL_ACTOR_COUNTRY, NULL, seat->country);
  return country == DTL_NONE ? of : country;
}

/* "her finance minister" is the country's, where she is of a country. */
static guint32
country_of_office (DtlWork *work, const Description *d, guint32 of)
{
  const DtlActor *holder = of == DTL_NONE ? NULL : dtl_record_actor (work->document->record, of);
  guint32 country;

  if (holder == NULL || holder->kind != DTL_ACTOR_PERSON || holder->country == NULL || !office_is_of (d, "country"))
    return of;
  country = find_actor (work, DTL_ACTOR_COUNTRY, NULL, holder->country);
  return country == DTL_NONE ? of : country;
}

static gboolean
is_of_one_country (const char *code, const char **seen)
{
  if (code && *seen == NULL)
    *seen = code;
  return code == NULL || strcmp (code, *seen) == 0;
}

/* The country that the sentence of @m speaks of up to @m, where it is one; else the sentence before. */
static const char *
country_near (DtlWork *work, const Mention *m)
{
  const char *code = NULL;

  for (guint32 back = 0; back <= 1 && code == NULL; back++)
    for (guint32 i = order_before (work, m), n = 0; i-- > 0 && n < MAX_NEAR; n++)
      {
        const Mention *other = work_mention (work, work->order[i]);

        if (other->sentence + back < m->sentence)
          break;
        if (other->form != DTL_ENTITY_PRONOUN && !is_of_one_country (cluster_code (work, work->order[i]), &code))
          return NULL;
      }
  return code;
}

/* "the head of the Chinese delegation, Vice Premier Guo": the country of what else the holder belongs to, or NULL. */
static const char *
country_of_owners (DtlWork *work, guint32 mention)
{
  guint32 i = mention;

  for (guint k = 0; k < MAX_NEAR; k++)
    {
      const Mention *m = work_mention (work, i);
      const char *code = m->owner == DTL_NONE ? NULL : cluster_code (work, m->owner);

      if (code)
        return code;
      i = m->next;
      if (i == mention)
        break;
    }
  return NULL;
}

/* The only country that the headline names, in any word: "Slovak geologist freed"; or NULL. */
static const char *
country_of_title (DtlWork *work)
{
  const char *code = NULL;

  for (guint32 i = 0; i < MIN (work->mentions->len, MAX_NEAR); i++)
    {
      const Mention *m = work_mention (work, work->order[i]);

      if (dtl_document_sentence (work->document, m->sentence)->kind == DTL_SENTENCE_TITLE && m->kind == DTL_ACTOR_COUNTRY
          && !is_of_one_country (m->code, &code))
        return NULL;
    }
  return code;
}

/* "Senegal's government signed": the country that acts first in the report, or NULL. */
static const char *
country_of_lead (DtlWork *work)
{
  guint32 lead = DTL_NONE;

  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      const Mention *m = work_mention (work, work->order[i]);
      DtlSentenceKind kind = dtl_document_sentence (work->document, m->sentence)->kind;

      if (kind == DTL_SENTENCE_TITLE || kind == DTL_SENTENCE_DATELINE)
        continue;
      if (lead == DTL_NONE)
        lead = m->sentence;
      if (m->sentence != lead)
        break;
      if (m->kind == DTL_ACTOR_COUNTRY && m->code && dtl_deprel_base (work_token (work, m->head)->deprel) == DTL_DEPREL_NSUBJ)
        return m->code;
    }
  return NULL;
}

/* The one country of the headline that acts in the first sentence, too, where the article was written in another: talks between
 * others are held there. Of two that the headline names neither is taken. */
static const char *
country_abroad (const Offices *offices)
{
  const char *lead = offices->home ? country_of_lead (offices->work) : NULL;

  return lead && strcmp (lead, offices->home) != 0 && g_strcmp0 (country_of_title (offices->work), lead) == 0 ? lead : NULL;
}

/* Whether the article, written in a country, is at least half as much about it as about any other. */
static gboolean
is_about_home (const Offices *offices)
{
  const DtlRecord *record = offices->work->document->record;

  if (offices->home == NULL || find_actor (offices->work, DTL_ACTOR_COUNTRY, NULL, offices->home) == DTL_NONE)
    return FALSE;
  return offices->main_country == DTL_NONE
         || 2 * count_country (offices->work, offices->home)
              >= count_country (offices->work, dtl_record_actor (record, offices->main_country)->country);
}

static gboolean
is_capital (const Mention *m)
{
  guint n = 0;
  Row row = dtl_table_find (&dtl_table_countries, m->key, &n);

  for (guint i = 0; i < n; i++, row += dtl_table_countries.n_columns)
    if (row_has (row, DTL_COUNTRIES_KIND, "capital"))
      return TRUE;
  return FALSE;
}

/* "Foreign Minister Julie Marr said in Canberra": a minister speaks in the capital of the country; or NULL. */
static const char *
country_of_seat_near (DtlWork *work, const Mention *m)
{
  guint32 end = m->outer_first + m->outer_n;

  for (guint32 i = end; i + 2 < MIN (end + 3, work->document->tokens->len) && work_token (work, i)->sentence == m->sentence; i++)
    {
      const Mention *seat = work->owner[i + 2] ? work_mention (work, work->owner[i + 2] - 1) : NULL;

      if (seat && seat->code && is_capital (seat) && seat->sentence == m->sentence && token_is (work_token (work, i + 1), "in")
          && work_token (work, i)->upos == DTL_UPOS_VERB)
        return seat->code;
    }
  return NULL;
}

/* A prime minister of nothing is that of the country he is known to be of, where the article was written, that it is about
 * or that was just named. */
static guint32
country_of_holder (const Offices *offices, guint32 mention)
{
  DtlWork *work = offices->work;
  const Mention *m = work_mention (work, mention);
  const DtlActor *holder = dtl_record_actor (work->document->record, offices->actors[mention]);
  const char *near = holder->country ? holder->country : country_of_owners (work, mention);

  if (near == NULL)
    near = country_of_seat_near (work, m);
  if (near == NULL)
    near = country_abroad (offices);
  if (near == NULL && is_about_home (offices))
    near = offices->home;
  if (near)
    return find_actor (work, DTL_ACTOR_COUNTRY, NULL, near);
  if (offices->main_country != DTL_NONE)
    return offices->main_country;
  near = offices->home ? offices->home : country_of_title (work);
  if (near == NULL)
    near = country_near (work, m);
  return near ? find_actor (work, DTL_ACTOR_COUNTRY, NULL, near) : DTL_NONE;
}

/* Who reports is named beside everybody. */
static gboolean
is_media (DtlWork *work, const Mention *m)
{
  const char *sort = m->description.head ? dtl_table_cell (&dtl_table_org_nouns, m->description.head, DTL_ORG_NOUNS_SORT) : NULL;

  return sort && strcmp (sort, "media") == 0;
}

/* An organisation with a name that is no reporter of news, or DTL_NONE. */
static guint32
named_organisation (const Offices *offices, guint32 mention)
{
  const Mention *m = work_mention (offices->work, mention);
  guint32 actor = offices->actors[mention];

  if (actor == DTL_NONE || m->kind != DTL_ACTOR_ORGANISATION || !cluster_is_named (offices->work, mention)
      || is_media (offices->work, m))
    return DTL_NONE;
  return dtl_record_actor (offices->work->document->record, actor)->kind == DTL_ACTOR_ORGANISATION ? actor : DTL_NONE;
}

/* The organisation named last before @m, in its sentence or the one before: "Vantalis … Chief Executive Ann Brooks". */
static guint32
organisation_before (const Offices *offices, const Mention *m)
{
  DtlWork *work = offices->work;
  guint32 i = order_before (work, m);

  for (guint n = 0; i-- > 0 && n < MAX_NEAR; n++)
    {
      guint32 found;

      if (m->sentence - work_mention (work, work->order[i])->sentence > 1)
        break;
      if ((found = named_organisation (offices, work->order[i])) != DTL_NONE)
        return found;
    }
  return DTL_NONE;
}

/* The organisation that the article names most, twice as often as any other: "manager Ann Brooks" under a club's news. */
static guint32
main_organisation (const Offices *offices)
{
  const GArray *actors = offices->work->document->record->actors;
  guint32 best = DTL_NONE, most = 2, second = 0;

  for (guint32 i = 0; i < MIN (offices->work->mentions->len, MAX_SCAN); i++)
    {
      guint32 actor = named_organisation (offices, i), n;

      if (actor == DTL_NONE || actor == best)
        continue;
      n = g_array_index (actors, DtlActor, actor).salience;
      if (n > most)
        {
          second = best == DTL_NONE ? second : most;
          most = n;
          best = actor;
        }
      else
        second = MAX (second, n);
    }
  return most >= 2 * second ? best : DTL_NONE;
}

/* "the Central Bank of Kenya", "the city council": whether its noun is @noun. */
static gboolean
is_body (const Mention *m, const char *noun)
{
  const char *at = strstr (m->key, noun);
  gsize length = strlen (noun);

  if (m->form == DTL_ENTITY_PRONOUN || (m->kind != DTL_ACTOR_ORGANISATION && m->kind != DTL_ACTOR_GROUP))
    return FALSE;
  if (m->description.head && strcmp (m->description.head, noun) == 0)
    return TRUE;
  if (at == NULL || (at > m->key && at[-1] != ' '))
    return FALSE;
  return at[length] == '\0' || g_str_has_prefix (at + length, " of ") || g_str_has_prefix (at + length, " for ");
}

/* The body with this noun of which the article speaks most. */
static guint32
main_body (const Offices *offices, const char *noun)
{
  const GArray *actors = offices->work->document->record->actors;
  guint32 best = DTL_NONE, most = 0;

  for (guint32 i = 0; i < MIN (offices->work->mentions->len, MAX_SCAN); i++)
    {
      guint32 index = offices->work->order[i], actor = offices->actors[index], n;

      if (actor == DTL_NONE || !is_body (work_mention (offices->work, index), noun))
        continue;
      n = g_array_index (actors, DtlActor, actor).salience;
      if (n > most)
        {
          most = n;
          best = actor;
        }
    }
  return best;
}

/* A governor is that of the bank, a justice that of the court that the article names. */
static guint32
body_of_sort (const Offices *offices, const Mention *m)
{
  static const char *const nouns[] = { "bank", "court", "council", "police", "navy", "army", "jury", "parliament" };

  for (guint i = 0; i < G_N_ELEMENTS (nouns); i++)
    {
      guint32 found = office_is_of (&m->description, nouns[i]) ? main_body (offices, nouns[i]) : DTL_NONE;

      if (found != DTL_NONE)
        return found;
    }
  return DTL_NONE;
}

/* The first thing the words name that the office is of; the body in its own words before its country: "a French defence
 * ministry spokesman". */
guint32
stated_owner (const Offices *offices, const Mention *m)
{
  const Description *d = &m->description;

  if (m->body != DTL_NONE && offices->actors[m->body] != DTL_NONE)
    return offices->actors[m->body];
  /* "the World Health Organization's Africa director" */
  for (guint k = 1; k < d->n_of; k++)
    if (offices->actors[d->of[k]] != DTL_NONE && office_is_of (d, "organisation")
        && work_mention (offices->work, d->of[k])->kind == DTL_ACTOR_ORGANISATION
        && work_mention (offices->work, d->of[0])->kind == DTL_ACTOR_PLACE)
      return offices->actors[d->of[k]];
  for (guint k = 0; k < d->n_of; k++)
    if (offices->actors[d->of[k]] != DTL_NONE)
      return offices->actors[d->of[k]];
  return m->owner == DTL_NONE ? DTL_NONE : offices->actors[m->owner];
}

/* States have governors, cities have mayors. */
static gboolean
is_place_of (DtlWork *work, guint32 actor, gboolean state)
{
  const DtlActor *place = dtl_record_actor (work->document->record, actor);
  g_autofree char *key = g_utf8_strdown (place->name, -1);
  Row row = dtl_table_find (&dtl_table_places, key, NULL);

  if (place->kind != DTL_ACTOR_PLACE)
    return FALSE;
  return state ? row_has (row, DTL_PLACES_KIND, "state")
               : row == NULL || row_has (row, DTL_PLACES_KIND, "city");
}

static const DtlSentence *
find_dateline (DtlWork *work)
{
  for (guint32 i = 0; i < work->document->sentences->len; i++)
    if (dtl_document_sentence (work->document, i)->kind == DTL_SENTENCE_DATELINE)
      return dtl_document_sentence (work->document, i);
  return NULL;
}

/* The place that is written at token @i in any letters: "DAYTON, Ohio"; or DTL_NONE. */
static guint32
place_written (DtlWork *work, guint32 i, gboolean state)
{
  const DtlDocument *document = work->document;
  const char *text = document->text + work_token (work, i)->span.start;
  Row row = dtl_table_find (&dtl_table_places, work_token (work, i)->lower, NULL);

  for (guint32 k = 0; k < document->record->actors->len; k++)
    {
      const char *name = dtl_record_actor (document->record, k)->name;

      /* "Neb." is Nebraska */
      if (((g_ascii_strncasecmp (text, name, strlen (name)) == 0 && !g_ascii_isalnum (text[strlen (name)]))
           || (row && strcmp (row[DTL_PLACES_NAME], name) == 0))
          && is_place_of (work, k, state))
        return k;
    }
  return DTL_NONE;
}

/* The city or state that the dateline names. */
static guint32
home_place (DtlWork *work, gboolean state)
{
  const DtlSentence *line = find_dateline (work);
  guint32 found = DTL_NONE;

  for (guint32 i = 0; line && i < MIN (line->n_tokens, MAX_DATELINE) && found == DTL_NONE; i++)
    found = place_written (work, line->first_token + i, state);
  return found;
}

/* The actor of a city or state that mention number @i in order of text names, or DTL_NONE. */
static guint32
place_of_mention (const Offices *offices, guint32 i, gboolean state)
{
  DtlWork *work = offices->work;
  const Mention *other = work_mention (work, work->order[i]);
  guint32 actor = offices->actors[work->order[i]];

  return actor != DTL_NONE && other->form == DTL_ENTITY_NAME && other->kind == DTL_ACTOR_PLACE && !other->metonym
             && is_place_of (work, actor, state) ? actor : DTL_NONE;
}

/* The city or state named last before mention number @at in order, at most @back sentences before @m. */
static guint32
place_before (const Offices *offices, const Mention *m, guint32 at, gboolean state, guint32 back)
{
  DtlWork *work = offices->work;
  guint32 found = DTL_NONE;

  for (guint32 i = at, n = 0; i-- > 0 && n < MAX_NEAR && found == DTL_NONE; n++)
    {
      if (m->sentence - work_mention (work, work->order[i])->sentence > back)
        break;
      found = place_of_mention (offices, i, state);
    }
  return found;
}

/* "The square in Lakeview … Mayor Rosa Klein": the city or state named last, in the sentence of @m or the one before, a state
 * that the dateline names before one of the sentence before; or where the article was written, or next in the sentence: "Mayor Rosa Klein said in Lakeview". */
static guint32
place_near (const Offices *offices, const Mention *m, gboolean state)
{
  DtlWork *work = offices->work;
  guint32 at = order_before (work, m), found = DTL_NONE;

  found = place_before (offices, m, at, state, 0);
  if (found == DTL_NONE && state)
    found = home_place (work, state);
  if (found == DTL_NONE)
    found = place_before (offices, m, at, state, 1);
  if (found == DTL_NONE)
    found = home_place (work, state);
  for (guint32 i = at; i < MIN (at + MAX_NEAR, work->mentions->len) && found == DTL_NONE; i++)
    {
      if (work_mention (work, work->order[i])->sentence != m->sentence)
        break;
      found = place_of_mention (offices, i, state);
    }
  return found;
}

static const char territories[] = "county district provincial regional municipal village town borough";

/* "jury president", "Social Democrat leader": words before the noun say of what, though no actor is called so. */
static gboolean
is_of_something (DtlWork *work, const Mention *m)
{
  guint32 end = m->form == DTL_ENTITY_NAME ? m->first : m->first + m->n;
  gboolean general = dtl_word_is_one_of (m->description.head, "president leader chief secretary head");

  for (guint32 i = m->outer_first; i < end; i++)
    {
      const DtlToken *token = work_token (work, i);

      /* "the county prosecutor" */
      if (token_is (token, territories))
        return TRUE;
      if (!general)
        continue;
      if (!g_str_has_suffix (m->description.head, token->lower) && token->upos != DTL_UPOS_DET && token->upos != DTL_UPOS_PUNCT
          && !dtl_table_has (&dtl_table_title_modifiers, token->lower))
        return TRUE;
    }
  return FALSE;
}

/* Whether other words tell what @mention's actor belongs to: "a ministry spokeswoman, Capt. Jones". */
static gboolean
has_stated_owner (const Offices *offices, guint32 mention)
{
  guint32 i = mention;

  for (guint k = 0; k < MAX_NEAR; k++)
    {
      const Mention *m = work_mention (offices->work, i);

      if (m->description.stated && stated_owner (offices, m) != DTL_NONE)
        return TRUE;
      i = m->next;
      if (i == mention)
        break;
    }
  return FALSE;
}

/* "asked for asylum at the Angolan embassy. The ambassador, Jo Neto": the country of the mission named last, or DTL_NONE. */
static guint32
country_of_mission (const Offices *offices, const Mention *m)
{
  DtlWork *work = offices->work;
  guint32 i = order_before (work, m);

  for (guint n = 0; i-- > 0 && n < MAX_NEAR; n++)
    {
      const Mention *other = work_mention (work, work->order[i]);

      if (m->sentence - other->sentence > 2)
        break;
      if (other->code && (is_body (other, "embassy") || is_body (other, "consulate") || is_body (other, "legation")))
        return find_actor (work, DTL_ACTOR_COUNTRY, NULL, other->code);
    }
  return DTL_NONE;
}

/* What the words leave out. */
static guint32
guess_owner (const Offices *offices, guint32 mention)
{
  DtlWork *work = offices->work;
  const Mention *m = work_mention (work, mention);
  const Description *d = &m->description;
  Row row = dtl_table_find (&dtl_table_titles, d->head, NULL);
  gboolean office = row_has (row, DTL_TITLES_KIND, "office");
  guint32 of = find_body (work, d);

  /* "a new chief", "the captain" may be anybody's */
  if (of != DTL_NONE || !cluster_is_named (work, mention) || is_of_something (work, m))
    return of;
  if (dtl_word_is_one_of (d->head, "ambassador consul envoy diplomat consul-general attache attaché"))
    of = country_of_mission (offices, m);
  if (of != DTL_NONE)
    return of;
  if (row_has (row, DTL_TITLES_KIND, "rank") && has_stated_owner (offices, mention))
    return DTL_NONE;
  if (office && office_is_of (d, "state") && !d->elsewhere)
    of = place_near (offices, m, TRUE);
  if (of == DTL_NONE)
    of = body_of_sort (offices, m);
  if (of == DTL_NONE && office && office_is_of (d, "country") && !(d->elsewhere && m->determiner == DETERMINER_POSSESSIVE))
    of = country_of_holder (offices, mention);
  if (of == DTL_NONE && office && office_is_of (d, "place") && !d->elsewhere)
    of = place_near (offices, m, FALSE);
  if (of == DTL_NONE && office && office_is_of (d, "organisation") && !d->elsewhere)
    {
      of = main_organisation (offices);
      if (of == DTL_NONE)
        of = organisation_before (offices, m);
    }
  return of;
}

guint32
office_owner (const Offices *offices, guint32 mention, gboolean *guessed)
{
  const Mention *m = work_mention (offices->work, mention);
  guint32 of;

  *guessed = FALSE;
  if (m->description.n_of > 0 || m->owner != DTL_NONE || m->body != DTL_NONE)
    {
      of = country_of_office (offices->work, &m->description, stated_owner (offices, m));
      if (m->description.n_of == 0 && m->body == DTL_NONE
          && dtl_word_is_one_of (m->description.head, "spokesman spokeswoman spokesperson official"))
        of = country_of_seat (offices->work, of);
      if (of != DTL_NONE || m->description.n_of > 0 || m->owner != DTL_NONE)
        return of;
    }
  *guessed = TRUE;
  return guess_owner (offices, mention);
}

/* The country that the words of a dateline name from token @i on, at most three of them; or NULL. */
static const char *
country_at (DtlWork *work, guint32 i, guint32 end)
{
  for (guint32 n = MIN (3, end - i); n > 0; n--)
    {
      const char *key = phrase_lower (work, phrase_text (work, i, n));
      Row row = dtl_table_find (&dtl_table_countries, key, NULL);

      if (row && !row_has (row, DTL_COUNTRIES_KIND, "adjective") && !row_has (row, DTL_COUNTRIES_KIND, "demonym"))
        return row[DTL_COUNTRIES_CODE];
    }
  return NULL;
}

const char *
home_country (DtlWork *work)
{
  const DtlSentence *line = find_dateline (work);
  const char *code = NULL;

  for (guint32 i = 0; line && i < MIN (line->n_tokens, MAX_DATELINE) && code == NULL; i++)
    code = country_at (work, line->first_token + i, line->first_token + line->n_tokens);
  return code;
}
