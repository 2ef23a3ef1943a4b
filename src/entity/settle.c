/*
 * What names are, once all of the article are known: equal names are of one kind, by the best evidence; a part of a name is
 * of the kind of the whole; and what grammar makes sure of one holds for all that are spelled so.
 */
#include "entity/work.h"

#include <string.h>

#define WEIGHT_PART 6 /* of a word of an organisation's name: as much as a person's full name and a half */

/* The last word of a person's name, without Jr. and the like. */
static const char *
family_name (DtlWork *work, const Mention *m)
{
  guint32 last = m->first + m->n - 1;

  while (last > m->first && token_is (work_token (work, last), "jr. jr sr. sr ii iii iv . ,"))
    last--;
  return work_token (work, last)->lower;
}

static void
vote (GHashTable *votes, const char *key, DtlActorKind kind, guint weight)
{
  guint *count = g_hash_table_lookup (votes, key);

  if (count == NULL)
    {
      count = g_new0 (guint, DTL_ACTOR_OTHER + 1);
      g_hash_table_insert (votes, (char *) key, count);
    }
  count[kind] += weight;
}

/* What of a company's name can stand alone: Emirates (Airline), but not Austrian (Airlines); or NULL. */
static const char *
short_form (DtlWork *work, const Mention *m)
{
  guint32 n = m->n;
  const char *key;

  while (n > 1
         && row_has (dtl_table_find (&dtl_table_org_nouns, work_token (work, m->first + n - 1)->lower, NULL),
                     DTL_ORG_NOUNS_KIND, "company"))
    n--;
  key = phrase_lower (work, phrase_text (work, m->first, n));
  if (n == m->n || dtl_table_has (&dtl_table_countries, key) || dtl_table_has (&dtl_table_places, key)
      || dtl_table_has (&dtl_table_org_nouns, key) || dtl_table_has (&dtl_table_title_modifiers, key))
    return NULL;
  return key;
}

gboolean
name_part_stands_alone (DtlWork *work, const Mention *m, const char *word)
{
  const char *first = work_token (work, m->first)->lower, *last = work_token (work, m->first + m->n - 1)->lower;
  Row noun = dtl_table_find (&dtl_table_org_nouns, last, NULL);

  if (m->kind != DTL_ACTOR_ORGANISATION || m->n < 2 || m->name || dtl_table_has (&dtl_table_given_names, first) || (noun && !row_has (noun, DTL_ORG_NOUNS_USE, "name"))
      || (strcmp (word, first) != 0 && strcmp (word, last) != 0))
    return FALSE;
  /* "the Lumen Zero" is a thing */
  if (m->first > 0 && work_token (work, m->first - 1)->sentence == m->sentence && token_is (work_token (work, m->first - 1), "the"))
    return FALSE;
  return !dtl_table_has (&dtl_table_countries, word) && !dtl_table_has (&dtl_table_places, word)
         && !dtl_table_has (&dtl_table_org_nouns, word) && !dtl_table_has (&dtl_table_title_modifiers, word)
         && !dtl_table_has (&dtl_table_titles, word) && !dtl_table_has (&dtl_table_given_names, word);
}

/* Votes for the parts of an organisation's name that may stand for it and are nobody's family name. */
static void
vote_parts (DtlWork *work, GHashTable *votes, GHashTable *families, const Mention *m)
{
  for (guint32 i = m->first; i < m->first + m->n; i += MAX (m->n - 1, 1))
    if (name_part_stands_alone (work, m, work_token (work, i)->lower)
        && !g_hash_table_contains (families, work_token (work, i)->lower))
      vote (votes, work_token (work, i)->lower, DTL_ACTOR_ORGANISATION, WEIGHT_PART);
}

static gboolean
is_plain_given (const char *key)
{
  const char *gender = dtl_table_cell (&dtl_table_given_names, key, DTL_GIVEN_NAMES_GENDER);

  return gender && gender[0] != 'u';
}

/* "Zelenskyy" is a person where another word of the article calls him so: "Volodymyr Zelensky". */
static void
settle_spellings (DtlWork *work)
{
  g_autoptr (GHashTable) families = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      const Mention *m = work_mention (work, i);

      if (m->form == DTL_ENTITY_NAME && m->kind == DTL_ACTOR_PERSON && m->sure && m->n > 1)
        g_hash_table_add (families, (char *) name_fold (work, family_name (work, m)));
    }
  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      Mention *m = work_mention (work, i);

      if (m->form == DTL_ENTITY_NAME && !m->sure && m->n == 1 && m->kind != DTL_ACTOR_PRODUCT
          && strcmp (name_fold (work, m->key), m->key) != 0 && g_hash_table_contains (families, name_fold (work, m->key)))
        m->kind = DTL_ACTOR_PERSON;
    }
}

/* Whether @m is "Mr Rimal": one word with a title and nothing else. */
static gboolean
is_addressed (const Mention *m)
{
  return m->form == DTL_ENTITY_NAME && m->kind == DTL_ACTOR_PERSON && m->sure && m->n == 1 && m->outer_first < m->first
         && m->description.head == NULL;
}

/* "Bishnu Prasad Rimal … Mr Rimal": whom the article calls so by the last word of a longer name is that person. */
static void
settle_addressed (DtlWork *work)
{
  g_autoptr (GHashTable) families = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint32 i = 0; i < work->mentions->len; i++)
    if (is_addressed (work_mention (work, i)))
      g_hash_table_add (families, (char *) work_mention (work, i)->key);
  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      const Mention *m = work_mention (work, i);

      if (m->form == DTL_ENTITY_NAME && m->kind == DTL_ACTOR_PERSON && m->n > 1)
        g_hash_table_remove (families, family_name (work, m));
    }
  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      Mention *m = work_mention (work, i);
      gboolean body = dtl_table_has (&dtl_table_org_nouns, work_token (work, m->first)->lower);

      if (m->form == DTL_ENTITY_NAME && !m->sure && m->name == NULL && m->n > 1 && m->n <= 5 && !body
          && g_hash_table_contains (families, family_name (work, m)))
        {
          m->kind = DTL_ACTOR_PERSON;
          m->sure = TRUE;
        }
    }
}

/* Where the first organisation's and the first person's longer name with a word stand, and the bare word: tokens plus 1, or 0. */
typedef struct
{
  guint32 house;
  guint32 person;
  guint32 bare;
} House;

static House *
house_of (GHashTable *houses, const char *word)
{
  House *house = g_hash_table_lookup (houses, word);

  if (house == NULL)
    {
      house = g_new0 (House, 1);
      g_hash_table_insert (houses, (char *) word, house);
    }
  return house;
}

static void
note_first (guint32 *first, guint32 token)
{
  if (*first == 0 || token + 1 < *first)
    *first = token + 1;
}

/* Notes where @m stands for the words that may name a company by its founder's family. */
static void
house_note (DtlWork *work, GHashTable *houses, const Mention *m)
{
  if (dtl_document_sentence (work->document, m->sentence)->kind == DTL_SENTENCE_TITLE)
    return;
  if (m->n == 1 && m->outer_n == 1)
    note_first (&house_of (houses, m->key)->bare, m->first);
  else if (m->kind == DTL_ACTOR_PERSON)
    note_first (&house_of (houses, family_name (work, m))->person, m->first);
  for (guint32 i = m->first; m->kind == DTL_ACTOR_ORGANISATION && m->n > 1 && i < m->first + m->n; i += m->n - 1)
    if (name_part_stands_alone (work, m, work_token (work, i)->lower) || i == m->first)
      note_first (&house_of (houses, work_token (work, i)->lower)->house, m->first);
}

/* "Rossi Group … Rossi … its founder, Marco Rossi … Rossi": a bare family name that stands for the company before the person is
 * named with it goes on to do so; he is "Mr. Rossi". */
static void
settle_houses (DtlWork *work)
{
  g_autoptr (GHashTable) houses = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint32 i = 0; i < work->mentions->len; i++)
    if (work_mention (work, i)->form == DTL_ENTITY_NAME && !work_mention (work, i)->silent)
      house_note (work, houses, work_mention (work, i));
  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      Mention *m = work_mention (work, i);
      const House *house = m->form == DTL_ENTITY_NAME && m->n == 1 && m->outer_n == 1 && m->name == NULL
                             ? g_hash_table_lookup (houses, m->key) : NULL;

      if (house && house->house && house->person && house->house < house->bare && house->bare < house->person)
        {
          m->kind = DTL_ACTOR_ORGANISATION;
          m->gender = 'n';
          m->sure = TRUE;
        }
    }
}

void
names_settle (DtlWork *work)
{
  g_autoptr (GHashTable) votes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GHashTable) families = families_collect (work);

  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      const Mention *m = work_mention (work, i);

      if (m->form != DTL_ENTITY_NAME)
        continue;
      if (m->kind != DTL_ACTOR_OTHER)
        vote (votes, m->key, m->kind, m->sure ? 4 : 1);
      if (m->company > 0)
        vote (votes, m->key, DTL_ACTOR_ORGANISATION, m->company);
      if (m->kind == DTL_ACTOR_PERSON && m->n > 1)
        vote (votes, family_name (work, m), DTL_ACTOR_PERSON, m->sure ? 4 : 2);
      else if (m->kind == DTL_ACTOR_ORGANISATION && m->sure && m->n > 1 && m->name == NULL && short_form (work, m))
        {
          vote (votes, short_form (work, m), DTL_ACTOR_ORGANISATION, 1000);
          vote (votes, work_token (work, m->first)->lower, DTL_ACTOR_ORGANISATION, 3);
        }
      else
        vote_parts (work, votes, families, m);
    }
  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      Mention *m = work_mention (work, i);
      const guint *count = m->form == DTL_ENTITY_NAME && !m->sure ? g_hash_table_lookup (votes, m->key) : NULL;

      for (guint kind = 0; count && kind < DTL_ACTOR_OTHER; kind++)
        if (count[kind] > count[m->kind])
          m->kind = kind;
      if (m->form == DTL_ENTITY_NAME && !m->sure && m->n == 1 && m->kind != DTL_ACTOR_PRODUCT
          && (count == NULL || count[DTL_ACTOR_ORGANISATION] == 0)
          && is_plain_given (m->key))
        m->kind = DTL_ACTOR_PERSON;
    }
  settle_spellings (work);
  settle_addressed (work);
}

void
names_spread (DtlWork *work)
{
  g_autoptr (GHashTable) sure = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      const Mention *m = work_mention (work, i);

      if (m->form == DTL_ENTITY_NAME && m->sure && !m->silent && !g_hash_table_contains (sure, m->key))
        g_hash_table_insert (sure, (char *) m->key, GUINT_TO_POINTER (m->kind + 1));
    }
  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      Mention *m = work_mention (work, i);
      guint kind = GPOINTER_TO_UINT (g_hash_table_lookup (sure, m->key));

      if (m->form == DTL_ENTITY_NAME && !m->sure && kind > 0)
        m->kind = kind - 1;
    }
  settle_houses (work);
}
