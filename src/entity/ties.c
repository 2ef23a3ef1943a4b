/*
 * What a description belongs to where that is no name: "the union's president", "the head of the presidential guard",
 * "the Union, whose leader Ann Jones". Names are read with the title itself (titles.c); these need all descriptions of
 * the article to be known. Such an owner makes a role, but does not tell descriptions apart: that "the company" of two
 * sentences is one is known only later.
 */
#include "entity/work.h"

#define MAX_CLIMB 20
#define MAX_AHEAD 7

static guint32
mention_headed (DtlWork *work, guint32 token)
{
  return work->heads[token] ? work->heads[token] - 1 : DTL_NONE;
}

/* "the union's president": whose phrase ends before the 's. */
static guint32
owner_before (DtlWork *work, const Mention *m)
{
  guint32 end = m->form == DTL_ENTITY_NAME ? m->first : m->first + m->n;

  for (guint32 i = m->outer_first + 1; i < end; i++)
    if (token_is (work_token (work, i), "'s '"))
      return mention_headed (work, i - 1);
  return DTL_NONE;
}

/* "the head of the presidential guard", "observers from the mission": the widest phrase that begins there. */
static guint32
owner_after (DtlWork *work, const Mention *m)
{
  const DtlSentence *s = dtl_document_sentence (work->document, m->sentence);
  guint32 at = m->first + m->n, end = s->first_token + s->n_tokens, found = DTL_NONE;

  if (m->form != DTL_ENTITY_NOMINAL || at + 1 >= end || !token_is (work_token (work, at), "of at for from"))
    return DTL_NONE;
  at++;
  for (guint32 i = at; i < MIN (end, at + MAX_AHEAD); i++)
    {
      guint32 other = mention_headed (work, i);
      const DtlToken *token = work_token (work, i);

      if (token->upos == DTL_UPOS_PUNCT || token->upos == DTL_UPOS_VERB || token->upos == DTL_UPOS_CCONJ)
        break;
      if (other != DTL_NONE && work_mention (work, other)->form != DTL_ENTITY_PRONOUN
          && work_mention (work, other)->outer_first <= at + 1)
        found = other;
    }
  return found;
}

/* "the Union, whose leader": what the relative clause is about. */
static guint32
owner_of_clause (DtlWork *work, const Mention *m)
{
  guint32 i = m->head;

  if (m->outer_first == 0 || !token_is (work_token (work, m->outer_first - 1), "whose"))
    return DTL_NONE;
  for (guint k = 0; k < MAX_CLIMB; k++)
    {
      const DtlToken *token = work_token (work, i);

      if (token->head < 0)
        return DTL_NONE;
      i = (guint32) token->head;
      if (token->deprel == DTL_DEPREL_ACL_RELCL)
        return mention_headed (work, i);
    }
  return DTL_NONE;
}

void
ties_find (DtlWork *work)
{
  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      Mention *m = work_mention (work, i);
      guint32 owner;

      if (m->description.head == NULL || m->description.n_of > 0 || m->possessor != DTL_NONE)
        continue;
      owner = owner_before (work, m);
      if (owner == DTL_NONE)
        owner = owner_after (work, m);
      if (owner == DTL_NONE)
        owner = owner_of_clause (work, m);
      if (owner != i && owner != DTL_NONE)
        m->owner = owner;
    }
}
