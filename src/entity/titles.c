/*
 * Titles before names, and the reading of any description from its head noun leftwards:
 *   [the|its|Russia's] [former|acting] [senior] [US] [State Department] [deputy foreign] minister [of|for|at X] [NAME]
 * What stands nearest to the noun is what the office is of; the words that belong to the office make its name.
 */
#include "entity/work.h"

#include <string.h>

#define MAX_SKIPPED 6 /* words between an office and what it is of: "director of consumer product operations at Boeing" */

static void
add_of (Description *description, guint32 mention)
{
  for (guint i = 0; i < description->n_of; i++)
    if (description->of[i] == mention)
      return;
  if (description->n_of < MAX_OF)
    description->of[description->n_of++] = mention;
}

static DtlRoleStatus
status_of (Row modifier, DtlRoleStatus status)
{
  const char *word = modifier[DTL_TITLE_MODIFIERS_STATUS];

  if (strcmp (word, "former") == 0)
    return DTL_STATUS_FORMER;
  if (strcmp (word, "acting") == 0)
    return DTL_STATUS_ACTING;
  if (strcmp (word, "elect") == 0)
    return DTL_STATUS_ELECT;
  return status;
}

/* The name of the office: the words from token @first to the end of the head item, singular. */
static const char *
office_name (DtlWork *work, guint32 first, const Item *head)
{
  Row row = head->title ? head->title : head->kin ? head->kin : head->org;
  const char *noun = row ? row[0] : "";
  g_autofree char *whole = NULL;

  if (head->title && strcmp (head->title[DTL_TITLES_ROLE], "-") != 0)
    noun = head->title[DTL_TITLES_ROLE];
  if (first >= head->first)
    return phrase_title_case (work, noun);
  whole = g_strconcat (phrase_lower (work, phrase_text (work, first, head->first - first)), " ", noun, NULL);
  return phrase_title_case (work, whole);
}

typedef struct
{
  DtlWork *work;
  Description *description;
  const Item *head;
  guint32 first;        /* token */
  guint32 office_first; /* token where the name of the office starts */
  gboolean in_office;   /* no word yet that is not part of the office's name */
  Determiner determiner;
  guint32 possessor;
} Reader;

static const char definite[] = "the this that these those";
static const char indefinite[] = "a an another some any each every no both all several many two three four five most one";

/* A determiner, numeral or possessive pronoun ends the phrase. */
static gboolean
read_determiner (Reader *r, const DtlToken *token, guint32 at)
{
  DtlWork *work = r->work;

  if (token->xpos == DTL_XPOS_PRPS || (token->upos == DTL_UPOS_PRON && token_is (token, "his her its their my our your")))
    {
      r->determiner = DETERMINER_POSSESSIVE;
      if (work->owner[at])
        {
          r->possessor = work->owner[at] - 1;
          add_of (r->description, r->possessor);
        }
    }
  else if (token_is (token, "whose"))
    {
      r->determiner = DETERMINER_POSSESSIVE;
      return TRUE;
    }
  else if (token->upos != DTL_UPOS_SCONJ && dtl_word_is_one_of (token->lower, definite))
    r->determiner = DETERMINER_DEFINITE;
  else if (dtl_word_is_one_of (token->lower, indefinite))
    r->determiner = DETERMINER_INDEFINITE;
  else
    return FALSE;
  r->first = at;
  return TRUE;
}

/* "Russia's leader", "the group's leader". Returns the item to go on from, DTL_NONE to stop. */
static void
read_possessor (Reader *r, guint32 k)
{
  DtlWork *work = r->work;
  guint32 token = item_at (work, k)->first;

  if (token == 0)
    return;
  r->determiner = DETERMINER_POSSESSIVE;
  r->first = token;
  if (work->owner[token - 1])
    {
      Mention *m = work_mention (work, work->owner[token - 1] - 1);

      r->possessor = work->owner[token - 1] - 1;
      add_of (r->description, r->possessor);
      r->first = m->outer_first;
      return;
    }
  /* a common noun: back to its determiner, or only its last word */
  for (guint32 i = token; i-- > 0 && token - i <= 4;)
    {
      const DtlToken *t = work_token (work, i);

      if (t->sentence != work_token (work, token)->sentence || t->upos == DTL_UPOS_PUNCT || t->upos == DTL_UPOS_VERB
          || t->upos == DTL_UPOS_ADP || t->upos == DTL_UPOS_SCONJ || t->upos == DTL_UPOS_CCONJ || t->upos == DTL_UPOS_AUX
          || t->upos == DTL_UPOS_PART)
        break;
      r->first = i;
      if (t->upos == DTL_UPOS_DET)
        break;
    }
}

/* "US and European officials": the item before a conjunction between two countries. */
static gboolean
joins_countries (Reader *r, guint32 k)
{
  const Item *item = item_at (r->work, k), *before = item_at (r->work, k - 1);
  const DtlToken *token = work_token (r->work, item->first);
  guint32 after = item->first + 1;

  return k > 0 && token_is (token, "and or / , &") && (item_country_row (before, "adjective") || (before->flags & ITEM_PLACE))
         && r->first == after && r->work->owner[after] && r->work->owner[before->first]
         && work_mention (r->work, r->work->owner[after] - 1)->form == DTL_ENTITY_ADJECTIVE;
}

static gboolean
read_modifier (Reader *r, const Item *item)
{
  Row row = item->modifier;

  if (strcmp (row[DTL_TITLE_MODIFIERS_KIND], "part") == 0)
    {
      if (r->in_office)
        r->office_first = item->first;
    }
  else
    {
      r->in_office = FALSE;
      if (strcmp (row[DTL_TITLE_MODIFIERS_KIND], "status") == 0)
        r->description->status = status_of (row, r->description->status);
    }
  r->first = item->first;
  return TRUE;
}

/* Nouns, adjectives and numbers that no table knows. */
static gboolean
read_other (Reader *r, const Item *item)
{
  DtlWork *work = r->work;
  const DtlToken *token = work_token (work, item->first);

  if (token_is (token, "least most more fewer less than about nearly"))
    return FALSE;
  if ((r->head->flags & ITEM_CAPITAL) && !(item->flags & ITEM_CAPITAL) && token->upos != DTL_UPOS_ADJ)
    return FALSE;
  if (token->upos == DTL_UPOS_NOUN && !(item->flags & ITEM_PLURAL) && token->xpos != DTL_XPOS_NNS && r->in_office
      && (item->flags & ITEM_CAPITAL) == (r->head->flags & ITEM_CAPITAL) && r->head->title)
    r->office_first = item->first;
  else if (token->upos == DTL_UPOS_NUM)
    {
      if (r->determiner == DETERMINER_NONE)
        r->determiner = DETERMINER_INDEFINITE;
      r->in_office = FALSE;
    }
  else if (token->upos == DTL_UPOS_ADJ || token->upos == DTL_UPOS_NOUN || token->upos == DTL_UPOS_PROPN
           || ((token->upos == DTL_UPOS_VERB || token->upos == DTL_UPOS_ADV)
               && (token->deprel == DTL_DEPREL_AMOD
                   || (token->deprel == DTL_DEPREL_ADVMOD && (guint32) token->head >= item->first
                       && (guint32) token->head < r->head->first))))
    r->in_office = FALSE;
  else
    return FALSE;
  r->first = item->first;
  return TRUE;
}

/* Reads item @k; returns the item to go on from, or DTL_NONE when the phrase is at its start. */
static guint32
read_leftwards (Reader *r, guint32 k)
{
  DtlWork *work = r->work;
  const Item *item = item_at (work, k);
  const DtlToken *token = work_token (work, item->first);

  if (work->owner[item->first] && work_mention (work, work->owner[item->first] - 1)->form != DTL_ENTITY_PRONOUN)
    {
      const Mention *m = work_mention (work, work->owner[item->first] - 1);

      add_of (r->description, work->owner[item->first] - 1);
      r->first = m->outer_first;
      r->in_office = FALSE;
      k = item_of (work, m->outer_first);
      return k == DTL_NONE || k == 0 ? DTL_NONE : k - 1;
    }
  if (item->flags & ITEM_POSSESSIVE)
    {
      read_possessor (r, k);
      return DTL_NONE;
    }
  if (item->n == 1 && read_determiner (r, token, item->first))
    return DTL_NONE;
  if (item->flags & ITEM_TIME)
    return DTL_NONE;
  if ((item->flags & ITEM_HYPHEN) && item->first > 0 && !work_token (work, item->first - 1)->space_after)
    {
      r->first = item->first;
      return k > 0 ? k - 1 : DTL_NONE;
    }
  if (joins_countries (r, k))
    {
      work_mention (work, work->owner[item_at (work, k - 1)->first] - 1)->form = DTL_ENTITY_ADJECTIVE;
      return k - 1;
    }
  if (item->modifier)
    read_modifier (r, item);
  else if ((item->flags & ITEM_TITLE) && r->in_office && !(item->flags & ITEM_PLURAL) && token->upos != DTL_UPOS_VERB)
    r->office_first = r->first = item->first;
  else if (!read_other (r, item))
    return DTL_NONE;
  return k > 0 ? k - 1 : DTL_NONE;
}

void
title_parse (DtlWork *work, guint32 at, Description *description, guint32 *first, Determiner *determiner,
             guint32 *possessor)
{
  const Item *head = item_at (work, at);
  Reader r = { work, description, head, head->first, head->first, TRUE, DETERMINER_NONE, DTL_NONE };
  Row row = head->title ? head->title : head->kin ? head->kin : head->org ? head->org : head->group;

  description->head = row[0];
  for (guint32 k = at == 0 ? DTL_NONE : at - 1; k != DTL_NONE;)
    k = read_leftwards (&r, k);
  description->role = office_name (work, r.office_first, head);
  description->stated = (head->flags & (ITEM_TITLE | ITEM_KIN)) != 0;
  if (g_str_has_suffix (description->head, "-elect"))
    description->status = DTL_STATUS_ELECT;
  *first = r.first;
  *determiner = r.determiner;
  *possessor = r.possessor;
}

/* The name that begins at @token where it is what the words before it speak of, not somebody's ("Baltica's") or whoever acts
 * next ("for the family Jones said"); or DTL_NONE. */
static guint32
begins_object (DtlWork *work, guint32 token)
{
  const Mention *m = work->owner[token] ? work_mention (work, work->owner[token] - 1) : NULL;
  guint32 end = m ? m->first + m->n : 0;

  if (m == NULL || m->form != DTL_ENTITY_NAME || m->first != token
      || dtl_deprel_base (work_token (work, m->head)->deprel) == DTL_DEPREL_NSUBJ)
    return DTL_NONE;
  return end < work->document->tokens->len && token_is (work_token (work, end), "'s '") ? DTL_NONE : work->owner[token] - 1;
}

/* Past the nouns, adjectives and hyphens from item @k on, at most @room of them: where they end. */
static guint32
skip_words (DtlWork *work, guint32 k, guint room, gboolean *others)
{
  for (guint n = 0; k < work->items->len && n < room; k++, n++)
    {
      const Item *item = item_at (work, k);
      const DtlToken *token = work_token (work, item->first);

      if (item->flags & ITEM_HYPHEN)
        continue;
      if ((item->flags & ITEM_PUNCT) || work->owner[item->first]
          || (token->upos != DTL_UPOS_NOUN && token->upos != DTL_UPOS_ADJ && token->deprel != DTL_DEPREL_AMOD))
        break;
      *others |= (item->flags & (ITEM_TITLE | ITEM_PERSON | ITEM_KIN | ITEM_ORG)) != 0;
    }
  return k;
}

/* "leader of the opposition Nepali Congress", "head of the Chilean state-owned miner Cobrelo": the name at item @k. */
static gboolean
take_object (DtlWork *work, guint32 k, Description *description, guint32 *end)
{
  guint32 object = k < work->items->len ? begins_object (work, item_at (work, k)->first) : DTL_NONE;

  if (object == DTL_NONE)
    return FALSE;
  add_of (description, object);
  *end = work_mention (work, object)->first + work_mention (work, object)->n;
  return TRUE;
}

/* The name or pronoun right behind the preposition @word: what the office is of, unless it only begins what it is of. */
static void
take_next (DtlWork *work, const DtlToken *word, guint32 k, Description *description, guint32 *end)
{
  guint32 owner = work->owner[item_at (work, k)->first] - 1;
  const Mention *m = work_mention (work, owner);
  gboolean others = FALSE;
  guint32 after, rest;

  if (m->form == DTL_ENTITY_PRONOUN)
    return;
  for (after = k + 1; after < work->items->len && item_at (work, after)->first < m->first + m->n; after++)
    continue;
  rest = skip_words (work, after, MAX_SKIPPED, &others);
  if (rest > after && take_object (work, rest, description, end))
    return;
  /* "the Dutch central bank", "officials of the Lakeview fire department": ties_find() */
  if (m->form == DTL_ENTITY_ADJECTIVE || (rest > after && (item_at (work, rest - 1)->flags & ITEM_ORG)))
    return;
  /* "the spokesman for Baltica's lawyer" is the lawyer's: ties_find() */
  if (m->first + m->n < work->document->tokens->len && token_is (work_token (work, m->first + m->n), "'s '"))
    return;
  if (!token_is (word, "to from with") || description->n_of == 0)
    add_of (description, owner);
  *end = m->first + m->n;
}

void
title_tail (DtlWork *work, guint32 at, Description *description, guint32 *end)
{
  guint32 k = at + 1, skipped = 0, from;
  gboolean others = FALSE; /* whether somebody is among what is skipped */

  while (k < work->items->len && skipped < MAX_SKIPPED)
    {
      const DtlToken *word = work_token (work, item_at (work, k)->first);

      if (!token_is (word, "of for at with from to") || ++k >= work->items->len)
        return;
      description->elsewhere |= skipped == 0 && token_is (word, "of")
                                && token_is (work_token (work, item_at (work, k)->first), "the a an");
      while (k < work->items->len && token_is (work_token (work, item_at (work, k)->first), "the a an its his her their own"))
        k++;
      if (k >= work->items->len)
        return;
      if (work->owner[item_at (work, k)->first])
        {
          take_next (work, word, k, description, end);
          return;
        }
      /* "director of operations at Boeing": on to the next preposition */
      from = k;
      k = skip_words (work, k, MAX_SKIPPED - skipped, &others);
      skipped += k - from;
      if (k > from && take_object (work, k, description, end))
        return;
      /* "its head of food investments, Ann Jones" */
      if (k > from && !others && k < work->items->len && token_is (work_token (work, item_at (work, k)->first), ","))
        {
          *end = item_at (work, k)->first;
          return;
        }
      if (k == from)
        return;
    }
}

/* "Director of X NAME", "ambassador to the US NAME": the title's item when X ends right before the name. */
static guint32
title_before_object (DtlWork *work, guint32 k, guint32 *of)
{
  const Mention *m;
  guint32 p;

  if (!work->owner[item_at (work, k)->first])
    return DTL_NONE;
  *of = work->owner[item_at (work, k)->first] - 1;
  m = work_mention (work, *of);
  if (m->form == DTL_ENTITY_PRONOUN)
    return DTL_NONE;
  p = item_of (work, m->outer_first);
  if (p == DTL_NONE || p < 2)
    return DTL_NONE;
  p--;
  if (token_is (work_token (work, item_at (work, p)->first), "the") && p > 0)
    p--;
  if (!token_is (work_token (work, item_at (work, p)->first), "of to for at") || p == 0)
    return DTL_NONE;
  return (item_at (work, p - 1)->flags & ITEM_TITLE) ? p - 1 : DTL_NONE;
}

/* "launch operator EuroLift", "publisher Orbis": a trade of companies before one word that is nobody's given name. */
static gboolean
is_trade_of_company (DtlWork *work, const Mention *m, const Item *head)
{
  return (head->flags & ITEM_ORG) && row_has (head->title, DTL_TITLES_KIND, "occupation") && m->n == 1 && !m->sure
         && !(item_at (work, item_of (work, m->first))->flags & ITEM_GIVEN);
}

static void
take_title (DtlWork *work, guint32 mention, guint32 at, guint32 of)
{
  Mention *m = work_mention (work, mention);
  Description description = { 0 };
  Determiner determiner;
  guint32 first, possessor;
  const Item *head = item_at (work, at);

  if (is_trade_of_company (work, m, head))
    {
      m->kind = DTL_ACTOR_ORGANISATION;
      m->sure = TRUE;
      m->gender = 'n';
      return;
    }
  title_parse (work, at, &description, &first, &determiner, &possessor);
  if (of != DTL_NONE && (description.n_of == 0 || !token_is (work_token (work, head->first + head->n), "to")))
    add_of (&description, of);
  m->description = description;
  m->possessor = possessor;
  m->kind = DTL_ACTOR_PERSON;
  m->sure = TRUE;
  m->number = NUMBER_SINGULAR;
  if (head->title && head->title[DTL_TITLES_GENDER][0] != '-')
    m->gender = head->title[DTL_TITLES_GENDER][0];
  /* "the attorney John Smith" and "Estonian Ambassador to the US Kristjan Prikk" alike */
  mention_set_outer (work, mention, first, m->first + m->n - first);
}

static gboolean
may_be_person (const Mention *m)
{
  return m->form == DTL_ENTITY_NAME && (m->kind == DTL_ACTOR_PERSON || (!m->sure && m->n <= 5));
}

/* A lower-case plural before a name is another phrase: "told reporters Clark was ill". */
static gboolean
is_title_of_name (DtlWork *work, const Item *item)
{
  const DtlToken *token = work_token (work, item->first);

  if (!(item->flags & (ITEM_TITLE | ITEM_KIN)))
    return FALSE;
  if (token->upos == DTL_UPOS_VERB || token->upos == DTL_UPOS_AUX || token->upos == DTL_UPOS_ADV)
    return FALSE;
  return !(item->flags & ITEM_PLURAL) || (item->flags & ITEM_CAPITAL);
}

static void
take_honorific (DtlWork *work, guint32 mention, const Item *item)
{
  Mention *m = work_mention (work, mention);

  m->kind = DTL_ACTOR_PERSON;
  m->sure = TRUE;
  m->number = NUMBER_SINGULAR;
  if (item->title[DTL_TITLES_GENDER][0] != '-')
    m->gender = item->title[DTL_TITLES_GENDER][0];
  mention_set_outer (work, mention, item->first, m->first + m->n - item->first);
}

static void
title_find (DtlWork *work, guint32 mention)
{
  Mention *m = work_mention (work, mention);
  guint32 k = item_of (work, m->first), of = DTL_NONE, at;

  if (k == DTL_NONE || k == 0 || item_at (work, k)->first != m->first)
    return;
  k--;
  if (item_at (work, k)->flags & ITEM_HONORIFIC)
    {
      take_honorific (work, mention, item_at (work, k));
      if (k-- == 0)
        return;
    }
  if (is_title_of_name (work, item_at (work, k)) && !work->owner[item_at (work, k)->first])
    take_title (work, mention, k, DTL_NONE);
  else if ((at = title_before_object (work, k, &of)) != DTL_NONE)
    take_title (work, mention, at, of);
}

/* "Presidents Putin and Biden": the second shares the title of the first. */
static void
share_title (DtlWork *work, guint32 mention)
{
  Mention *m = work_mention (work, mention), *before;

  if (m->first < 2 || m->outer_first != m->first || !token_is (work_token (work, m->first - 1), "and")
      || !work->owner[m->first - 2])
    return;
  before = work_mention (work, work->owner[m->first - 2] - 1);
  if (before->kind != DTL_ACTOR_PERSON || before->outer_first == before->first || before->description.role == NULL)
    return;
  if (!(item_at (work, item_of (work, before->first) - 1)->flags & ITEM_PLURAL))
    return;
  m->kind = DTL_ACTOR_PERSON;
  m->sure = TRUE;
  m->description.head = before->description.head;
}

void
titles_find (DtlWork *work, guint32 sentence)
{
  guint32 from = work->mentions->len;

  while (from > 0 && work_mention (work, from - 1)->sentence == sentence)
    from--;
  for (guint32 i = from; i < work->mentions->len; i++)
    {
      if (!may_be_person (work_mention (work, i)))
        continue;
      title_find (work, i);
      share_title (work, i);
    }
}
