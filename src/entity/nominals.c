/*
 * Descriptions: actors without a name. "the Russian leader", "two US officials", "the airline", "his lawyer".
 *
 * The extent is read from the words, not from the parse, which errs most where modifiers pile up; the tags only keep
 * verbs out ("they police the border").
 */
#include "entity/work.h"

#include <string.h>

static gboolean
is_noun (const DtlToken *token)
{
  return token->upos == DTL_UPOS_NOUN || token->upos == DTL_UPOS_PROPN || token->upos == DTL_UPOS_NONE;
}

/* "Police search Kastrel offices": in headlines a group acts without an article, and its verb looks like a noun. */
static gboolean
acts_in_headline (DtlWork *work, guint32 i)
{
  const DtlToken *group = work_token (work, i), *verb, *object;
  Row row = dtl_table_find (&dtl_table_groups, group->lower, NULL);

  if (i + 2 >= work->document->tokens->len || !row_has (row, DTL_GROUPS_KIND, "plural")
      || dtl_document_sentence (work->document, group->sentence)->kind != DTL_SENTENCE_TITLE)
    return FALSE;
  verb = work_token (work, i + 1);
  object = work_token (work, i + 2);
  return object->sentence == group->sentence && dtl_table_has (&dtl_table_verbs, verb->lower) && work->owner[i + 1] == 0
         && work->owner[i + 2] && verb->space_after;
}

/* Where a phrase that begins at @first and ends in @head really begins: "In parliament 98 deputies", and headlines. */
static guint32
plain_start (DtlWork *work, guint32 first, guint32 head)
{
  if (first + 2 <= head && acts_in_headline (work, first))
    return first + 2;
  if (first > 0 && first + 2 <= head && work_token (work, first + 1)->upos == DTL_UPOS_NUM
      && work_token (work, first)->upos == DTL_UPOS_NOUN && work_token (work, first - 1)->sentence == work_token (work, first)->sentence
      && token_is (work_token (work, first - 1), "in at"))
    return first + 1;
  return first;
}

/* Whether the noun goes on: "police officer" is no police. */
static gboolean
noun_goes_on (DtlWork *work, const Item *item)
{
  guint32 next = item->first + item->n;
  const DtlToken *token = work_token (work, next - 1), *after;

  if (next >= work->document->tokens->len)
    return FALSE;
  after = work_token (work, next);
  if (after->sentence != token->sentence || work->in_time[next] || work->owner[next] || acts_in_headline (work, next - 1))
    return FALSE;
  if (!token->space_after && token_is (after, "-"))
    return TRUE;
  return after->upos == DTL_UPOS_NOUN || (after->upos == DTL_UPOS_PROPN && !token_has_capital (after));
}

/* Nouns that are too general to be anybody. */
static const char nobody[] = "people person one other individual human figure pair trio duo generation household family "
                             "state nation country side party citizen winner loser fan follower recipient participant "
                             "source star model hero legend icon";

static gboolean
is_candidate (DtlWork *work, guint32 k)
{
  const Item *item = item_at (work, k);
  const DtlToken *head = work_token (work, item->first + item->n - 1);

  if (!(item->flags & (ITEM_TITLE | ITEM_PERSON | ITEM_ORG | ITEM_KIN | ITEM_GROUP)) || (item->flags & ITEM_TIME))
    return FALSE;
  if (work->owner[item->first] || work->titled[item->first] || !is_noun (head) || noun_goes_on (work, item))
    return FALSE;
  if (pair_is_phrase (work, item))
    return TRUE;
  if ((item->flags & ITEM_ORG) && !(item->flags & (ITEM_TITLE | ITEM_PERSON | ITEM_KIN | ITEM_GROUP)))
    return !row_has (item->org, DTL_ORG_NOUNS_USE, "name") && !row_has (item->org, DTL_ORG_NOUNS_KIND, "place");
  return TRUE;
}

/* The description without its article: "the US officials" → "US officials". */
static const char *
plain_name (DtlWork *work, const Mention *m)
{
  guint32 first = m->first, n = m->n;

  while (n > 1)
    {
      const DtlToken *token = work_token (work, first);

      if (!token_is (token, "the a an this that these those some any its his her their our my your"))
        break;
      first++, n--;
    }
  return phrase_text (work, first, n);
}

static void
set_kind (DtlWork *work, Mention *m, const Item *item)
{
  gboolean plural = (item->flags & ITEM_PLURAL) || work_token (work, m->first + m->n - 1)->xpos == DTL_XPOS_NNS;
  gboolean org = (item->flags & ITEM_ORG) && !row_has (item->org, DTL_ORG_NOUNS_USE, "name");
  gboolean person = (item->flags & (ITEM_TITLE | ITEM_PERSON | ITEM_KIN)) != 0;

  m->either = person && org;
  if (person && !(m->either && item->title && row_has (item->title, DTL_TITLES_KIND, "person")))
    m->kind = plural ? DTL_ACTOR_GROUP : DTL_ACTOR_PERSON;
  else if (org)
    m->kind = (item->flags & ITEM_PLURAL) ? DTL_ACTOR_GROUP : DTL_ACTOR_ORGANISATION;
  else
    {
      plural = row_has (item->group, DTL_GROUPS_KIND, "plural");
      m->kind = plural ? DTL_ACTOR_GROUP : DTL_ACTOR_ORGANISATION;
    }
  m->number = m->kind == DTL_ACTOR_GROUP || strcmp (m->description.head, "police") == 0 ? NUMBER_PLURAL : NUMBER_SINGULAR;
  if (!person)
    m->gender = 'n';
  else if (item->title && item->title[DTL_TITLES_GENDER][0] != '-')
    m->gender = item->title[DTL_TITLES_GENDER][0];
  else if (item->kin && item->kin[DTL_KIN_GENDER][0] != '-')
    m->gender = item->kin[DTL_KIN_GENDER][0];
  m->is_people = item->title && row_has (item->title, DTL_TITLES_KIND, "generic");
}

/* "resigned as chairman": an office, which a bond may give to somebody. */
static gboolean
follows_as (DtlWork *work, const Mention *m, const Item *item)
{
  return m->first > 0 && row_has (item->title, DTL_TITLES_KIND, "office")
         && work_token (work, m->first - 1)->sentence == m->sentence && token_is (work_token (work, m->first - 1), "as");
}

/* "in the head": a part of somebody. */
static gboolean
is_body_part (DtlWork *work, const Mention *m)
{
  return strcmp (m->description.head, "head") == 0 && m->n == 2 && m->outer_n == m->n && m->first > 0
         && token_is (work_token (work, m->first - 1), "in to on over against");
}

/* "eleven people were arrested", "dozens of families": as many as are counted. */
static gboolean
is_counted (DtlWork *work, const Mention *m)
{
  return dtl_word_is_one_of (m->description.head, "person people family household") && m->number == NUMBER_PLURAL
         && m->determiner == DETERMINER_INDEFINITE && m->n > 1
         && work_token (work, m->first + m->n - 2)->upos == DTL_UPOS_NUM;
}

/* "Minister charged over bribes": headlines drop articles; he is somebody where the report tells who. */
static gboolean
is_in_headline (DtlWork *work, const Mention *m)
{
  return m->kind == DTL_ACTOR_PERSON && m->determiner == DETERMINER_NONE && m->description.n_of == 0
         && dtl_document_sentence (work->document, m->sentence)->kind == DTL_SENTENCE_TITLE;
}

/* A general noun is somebody only when something sets it apart. */
static gboolean
is_somebody (DtlWork *work, const Mention *m, const Item *item)
{
  if (m->number == NUMBER_SINGULAR && token_is (work_token (work, m->first), "any no each every"))
    return FALSE;
  if (is_body_part (work, m))
    return FALSE;
  if (pair_is_phrase (work, item) || is_in_headline (work, m))
    return TRUE;
  if (is_counted (work, m))
    return TRUE;
  if (dtl_word_is_one_of (m->description.head, nobody))
    return m->determiner == DETERMINER_DEFINITE || m->description.n_of > 0;
  if (follows_as (work, m, item))
    return TRUE;
  if (m->is_people)
    return m->determiner != DETERMINER_NONE && m->n > 1;
  /* "told parliament": said without an article */
  if (dtl_word_is_one_of (m->description.head, "police parliament congress"))
    return TRUE;
  return m->determiner != DETERMINER_NONE || m->number == NUMBER_PLURAL || m->description.n_of > 0
         || (m->kind == DTL_ACTOR_PERSON && (item->flags & ITEM_CAPITAL));
}

/* "the statistics bureau reported": which one it is, and it acts. */
static gboolean
says_which (DtlWork *work, const Mention *m)
{
  return m->determiner == DETERMINER_DEFINITE && m->n > 2 && work_token (work, m->head)->deprel == DTL_DEPREL_NSUBJ;
}

/* What is nobody unless another mention turns out to be the same: "the source", "the unit", a predicate. */
static gboolean
is_weak (DtlWork *work, const Mention *m, const Item *item)
{
  if (is_counted (work, m))
    return FALSE;
  if (dtl_word_is_one_of (m->description.head, nobody) || pair_is_phrase (work, item) || follows_as (work, m, item)
      || is_in_headline (work, m))
    return TRUE;
  if (m->is_people && m->determiner == DETERMINER_DEFINITE && m->n == 2)
    return TRUE;
  return m->kind != DTL_ACTOR_PERSON && item->org && row_has (item->org, DTL_ORG_NOUNS_USE, "owned")
         && m->description.n_of == 0 && !says_which (work, m) && !(item->flags & ITEM_GROUP);
}

/* "US officials and diplomats": a bare plural after "and" is part of the group before it. */
static gboolean
extends_group (DtlWork *work, guint32 sentence, const Mention *m)
{
  guint32 before = work->mentions->len - 2;
  Mention *group;

  if (work->mentions->len < 2 || m->first < 2 || m->number != NUMBER_PLURAL || m->n > 1
      || !token_is (work_token (work, m->first - 1), "and"))
    return FALSE;
  group = work_mention (work, before);
  if (group->sentence != sentence || group->form != DTL_ENTITY_NOMINAL || group->kind != DTL_ACTOR_GROUP
      || group->first + group->n != m->first - 1 || group->description.n_of == 0)
    return FALSE;
  group->n = group->outer_n = m->first + m->n - group->first;
  group->text = phrase_text (work, group->first, group->n);
  group->key = phrase_lower (work, group->text);
  return TRUE;
}

/* The country that the words before the noun name. */
static const char *
country_code (DtlWork *work, const Description *description)
{
  for (guint i = 0; i < description->n_of; i++)
    {
      const Mention *of = work_mention (work, description->of[i]);

      if (of->kind == DTL_ACTOR_COUNTRY || (of->kind == DTL_ACTOR_PLACE && of->code))
        return of->code;
    }
  return NULL;
}

/* "the Ghanaian government" is the country; "Austria's provisional government" is not just that. */
static gboolean
is_country (DtlWork *work, const Mention *m)
{
  const Mention *of;

  if (strcmp (m->description.head, "government") != 0 || m->description.n_of != 1 || m->number != NUMBER_SINGULAR)
    return FALSE;
  of = work_mention (work, m->description.of[0]);
  return of->kind == DTL_ACTOR_COUNTRY && of->sentence == m->sentence
         && (of->first + of->n == m->first + m->n - 1
             || (of->first + of->n + 1 == m->first + m->n - 1
                 && token_is (work_token (work, of->first + of->n), "'s '")));
}

/* Where the noun of a body stands right before the office that @m names: "a French defence ministry spokeswoman". */
static guint32
body_noun (DtlWork *work, const Mention *m)
{
  guint32 end = m->form == DTL_ENTITY_NAME ? m->first : m->first + m->n;

  for (guint32 i = m->outer_first; i + 1 < end; i++)
    {
      const DtlToken *token = work_token (work, i), *next = work_token (work, i + 1);
      Row row = dtl_table_find (&dtl_table_org_nouns, token->lower, NULL);

      if (row && !row_has (row, DTL_ORG_NOUNS_USE, "name") && !row_has (row, DTL_ORG_NOUNS_KIND, "place")
          && !work->owner[i] && is_noun (token) && g_str_has_prefix (m->description.head, next->lower)
          && !g_str_has_prefix (m->description.head, token->lower))
        return i;
    }
  return DTL_NONE;
}

static gboolean
begins_body (DtlWork *work, guint32 i)
{
  const DtlToken *token = work_token (work, i);
  Row modifier = dtl_table_find (&dtl_table_title_modifiers, token->lower, NULL);

  return (is_noun (token) || token->upos == DTL_UPOS_ADJ) && !token_is (token, "'s '")
         && !row_has (modifier, DTL_TITLE_MODIFIERS_KIND, "status");
}

/* The body that an office names inside its own words is described there; it means the one that the article names, and is
 * an actor of its own only as a country's: "a council spokeswoman". */
static void
body_find (DtlWork *work, guint32 sentence, guint32 holder)
{
  Mention *m = work_mention (work, holder), *body;
  guint32 noun, first, index, outer = m->outer_first;
  Row title = dtl_table_find (&dtl_table_titles, m->description.head ? m->description.head : "", NULL);
  Description description = { 0 };

  if (m->number == NUMBER_PLURAL || !row_has (title, DTL_TITLES_KIND, "office") || (noun = body_noun (work, m)) == DTL_NONE)
    return;
  for (first = noun; first > outer && begins_body (work, first - 1); first--)
    continue;
  for (guint i = 0; i < m->description.n_of; i++)
    if (work_mention (work, m->description.of[i])->kind == DTL_ACTOR_COUNTRY)
      description.of[description.n_of++] = m->description.of[i];
  index = mention_new (work, sentence, first, noun + 1 - first, DTL_ENTITY_NOMINAL, DTL_ACTOR_ORGANISATION);
  body = work_mention (work, index);
  description.head = dtl_table_find (&dtl_table_org_nouns, work_token (work, noun)->lower, NULL)[0];
  body->head = noun;
  body->description = description;
  body->determiner = DETERMINER_DEFINITE;
  body->number = NUMBER_SINGULAR;
  body->gender = 'n';
  body->code = country_code (work, &description);
  body->name = body->text;
  body->is_weak = description.n_of == 0 && body->n == 1;
  work_mention (work, holder)->body = index;
  work_mention (work, holder)->description.elsewhere = TRUE;
}

static void
bodies_find (DtlWork *work, guint32 sentence)
{
  const DtlSentence *s = dtl_document_sentence (work->document, sentence);

  for (guint32 i = work->mentions->len; i-- > 0 && work_mention (work, i)->sentence == sentence;)
    if (work_mention (work, i)->form == DTL_ENTITY_NOMINAL)
      body_find (work, sentence, i);
  for (guint32 i = s->first_token; i < s->first_token + s->n_tokens; i++)
    if (work->owner[i] && work_mention (work, work->owner[i] - 1)->first == i
        && work_mention (work, work->owner[i] - 1)->form == DTL_ENTITY_NAME)
      body_find (work, sentence, work->owner[i] - 1);
}

/* "its co-founder and chief executive, Nina Aas": the second office is of what the first is. */
static void
share_owner (DtlWork *work, Mention *m)
{
  guint32 before = work->mentions->len - 2;
  const Mention *other;

  if (work->mentions->len < 2 || m->determiner != DETERMINER_NONE || m->description.n_of > 0 || !m->description.stated
      || m->first < 2 || m->number == NUMBER_PLURAL || !token_is (work_token (work, m->first - 1), "and"))
    return;
  other = work_mention (work, before);
  if (other->form != DTL_ENTITY_NOMINAL || other->sentence != m->sentence || other->kind != DTL_ACTOR_PERSON
      || other->first + other->n != m->first - 1 || !other->description.stated || other->determiner == DETERMINER_NONE)
    return;
  m->determiner = other->determiner;
  m->possessor = other->possessor;
  memcpy (m->description.of, other->description.of, sizeof m->description.of);
  m->description.n_of = other->description.n_of;
}

void
nominals_find (DtlWork *work, guint32 sentence)
{
  for (guint32 k = 0; k < work->items->len; k++)
    {
      const Item *item = item_at (work, k);
      Description description = { 0 };
      Determiner determiner;
      guint32 first, start, possessor, index, end = item->first + item->n, tail = end;
      Mention *m;

      if (!is_candidate (work, k))
        continue;
      title_parse (work, k, &description, &first, &determiner, &possessor);
      start = plain_start (work, first, end - 1);
      if (start > first && work_token (work, start)->upos == DTL_UPOS_NUM)
        description.n_of = 0, determiner = DETERMINER_INDEFINITE, possessor = DTL_NONE;
      first = start;
      title_tail (work, k, &description, &tail);
      index = mention_new (work, sentence, first, end - first, DTL_ENTITY_NOMINAL, DTL_ACTOR_PERSON);
      m = work_mention (work, index);
      m->description = description;
      m->determiner = determiner;
      m->possessor = possessor;
      m->outer_n = MAX (tail, end) - first;
      set_kind (work, m, item);
      share_owner (work, m);
      m->code = country_code (work, &description);
      m->name = plain_name (work, m);
      if (is_country (work, m))
        {
          m->kind = DTL_ACTOR_COUNTRY;
          m->name = work_mention (work, description.of[0])->name;
          m->sure = TRUE;
          mention_join (work, index, description.of[0]);
        }
      else if (!is_somebody (work, m, item) || extends_group (work, sentence, m))
        g_array_set_size (work->mentions, index);
      else
        m->is_weak = is_weak (work, m, item);
    }
  bodies_find (work, sentence);
}
