/*
 * What a description belongs to where that is no name: "the union's president", "the head of the presidential guard",
 * "the Union, whose leader Ann Jones". Names are read with the title itself (titles.c); these need all descriptions of
 * the article to be known. Such an owner makes a role, but does not tell descriptions apart: that "the company" of two
 * sentences is one is known only later.
 */
#include "entity/work.h"

#define MAX_CLIMB 20
#define MAX_AHEAD 7
#define MAX_CLAUSE 60 /* tokens between a verb and what hangs on it */

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
  /* "reached the company from a subsidiary" */
  if (m->kind == DTL_ACTOR_ORGANISATION && token_is (work_token (work, at), "from"))
    return DTL_NONE;
  /* "will resign as leader at a congress" */
  if (token_is (work_token (work, at), "at") && token_is (work_token (work, at + 1), "a an"))
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
  guint32 i = m->head, at;

  if (m->outer_first == 0)
    return DTL_NONE;
  at = token_is (work_token (work, m->outer_first), "whose") ? m->outer_first : m->outer_first - 1;
  if (at < 2 || !token_is (work_token (work, at), "whose"))
    return DTL_NONE;
  /* what stands right before it, whatever the parse hangs it on */
  at -= token_is (work_token (work, at - 1), ",") ? 2 : 1;
  if (work->owner[at])
    return work->owner[at] - 1;
  if (mention_headed (work, at) != DTL_NONE)
    return mention_headed (work, at);
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

/* "the diplomat whom Brazil appointed": who gave the office. */
static guint32
owner_who_appoints (DtlWork *work, const Mention *m)
{
  const DtlSentence *s = dtl_document_sentence (work->document, m->sentence);

  for (guint32 i = m->head + 1; i < MIN (s->first_token + s->n_tokens, m->head + MAX_CLAUSE); i++)
    {
      const DtlToken *token = work_token (work, i);
      guint32 subject;

      if (token->head != (gint32) m->head || token->deprel != DTL_DEPREL_ACL_RELCL || token->lemma == NULL
          || !dtl_word_is_one_of (token->lemma, "appoint name send hire choose nominate"))
        continue;
      subject = mention_headed (work, token_child (work, i, DTL_DEPREL_NSUBJ, NULL));
      return subject != DTL_NONE && work_mention (work, subject)->kind != DTL_ACTOR_PERSON
                 && work_mention (work, subject)->form == DTL_ENTITY_NAME ? subject : DTL_NONE;
    }
  return DTL_NONE;
}

/* "she leaves a son, Andrew": who leaves kin behind, or has them. */
static guint32
owner_of_kin (DtlWork *work, const Mention *m)
{
  const DtlToken *head = work_token (work, m->head), *verb;

  if (m->determiner != DETERMINER_INDEFINITE || !dtl_table_has (&dtl_table_kin, m->description.head)
      || head->deprel != DTL_DEPREL_OBJ || head->head < 0)
    return DTL_NONE;
  verb = work_token (work, (guint32) head->head);
  if (verb->lemma == NULL || !dtl_word_is_one_of (verb->lemma, "leave have bear raise"))
    return DTL_NONE;
  return mention_headed (work, token_child (work, (guint32) head->head, DTL_DEPREL_NSUBJ, NULL));
}

/* "a spokesman in Berlin": the capital from which one speaks for the country. */
static guint32
owner_at_seat (DtlWork *work, const Mention *m)
{
  guint32 at = m->first + m->n;
  const DtlToken *token = at + 1 < work->document->tokens->len ? work_token (work, at) : NULL;

  if (m->form != DTL_ENTITY_NOMINAL || token == NULL || token->sentence != m->sentence || !token_is (token, "in")
      || !dtl_word_is_one_of (m->description.head, "spokesman spokeswoman spokesperson official") || !work->owner[at + 1])
    return DTL_NONE;
  return dtl_table_has (&dtl_table_countries, work_mention (work, work->owner[at + 1] - 1)->key) ? work->owner[at + 1] - 1
                                                                                                 : DTL_NONE;
}

/* Whether @m acts as a body does: the subject of a clause before token @limit, with a name or a country's. */
static gboolean
is_acting_body (DtlWork *work, const Mention *m, guint32 limit)
{
  return m->first + m->n <= limit && m->form != DTL_ENTITY_PRONOUN && m->form != DTL_ENTITY_ADJECTIVE && !m->silent
         && m->kind == DTL_ACTOR_ORGANISATION && dtl_deprel_base (work_token (work, m->head)->deprel) == DTL_DEPREL_NSUBJ;
}

/* "The council bought the field; a spokesman said": one who speaks for nobody speaks for the body that just acted, in the
 * sentence or the one before. */
static guint32
owner_who_acted (DtlWork *work, const Mention *m)
{
  guint32 end = m->first;
  const DtlSentence *s = dtl_document_sentence (work->document, m->sentence);
  guint32 from = m->sentence > 0 ? dtl_document_sentence (work->document, m->sentence - 1)->first_token : s->first_token;

  if (m->form != DTL_ENTITY_NOMINAL || m->n != 2 || m->determiner != DETERMINER_INDEFINITE
      || !dtl_word_is_one_of (m->description.head, "spokesman spokeswoman spokesperson"))
    return DTL_NONE;
  for (guint32 i = end; i-- > from && end - i < MAX_CLAUSE;)
    {
      guint32 other = mention_headed (work, i);

      if (other != DTL_NONE && is_acting_body (work, work_mention (work, other), end))
        return other;
    }
  return DTL_NONE;
}

/* "she married Captain Robert Lowe", "he was married to Ann Lowe" */
static void
marriages_find (DtlWork *work)
{
  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      const Mention *m = work_mention (work, i);
      const DtlToken *head = work_token (work, m->head), *verb = head->head < 0 ? NULL : work_token (work, head->head);
      guint32 subject;

      if (m->kind != DTL_ACTOR_PERSON || m->form == DTL_ENTITY_PRONOUN || head->deprel != DTL_DEPREL_OBJ
          || g_strcmp0 (verb->lemma, "marry") != 0 || verb->upos != DTL_UPOS_VERB)
        continue;
      subject = mention_headed (work, token_child (work, (guint32) head->head, DTL_DEPREL_NSUBJ, NULL));
      if (subject != DTL_NONE)
        role_state (work, i, subject, "Spouse", DTL_STATUS_CURRENT, m->sentence);
    }
}

void
ties_find (DtlWork *work)
{
  marriages_find (work);
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
      if (owner == DTL_NONE)
        owner = owner_who_appoints (work, m);
      if (owner == DTL_NONE)
        owner = owner_of_kin (work, m);
      if (owner == DTL_NONE)
        owner = owner_at_seat (work, m);
      if (owner == DTL_NONE)
        owner = owner_who_acted (work, m);
      if (owner != i && owner != DTL_NONE)
        m->owner = owner;
    }
}
