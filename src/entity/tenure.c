/*
 * Since when and until when an office is held, where the text says: "president since 2014", "minister from 2010 to
 * 2014", "became chief executive in May", "resigned as chairman on Friday", "Jones, who was appointed in May". A time
 * that only dates what is told of the holder is none of these: "the chairman was fined in 2012".
 */
#include "entity/work.h"

#define MAX_RING 32
#define MAX_REACH 60 /* tokens from a verb to the office that it gives */

static const char openings[] = "since from between";
static const char closings[] = "until till";
static const char gaining[] = "become appoint name elect nominate reappoint choose pick hire take assume";
static const char losing[] = "resign quit retire step stand depart oust sack dismiss replace remove";
static const char holding[] = "serve act work be";

static gboolean
is_office (const Mention *m)
{
  return m->description.stated && m->description.role && m->kind == DTL_ACTOR_PERSON;
}

/* The office that the words before token @at end in: "president of Freedonia since". */
static guint32
office_before (DtlWork *work, guint32 at)
{
  for (guint32 i = at; i-- > 0 && at - i <= 12 && work_token (work, i)->sentence == work_token (work, at)->sentence;)
    {
      const Mention *m = work->heads[i] ? work_mention (work, work->heads[i] - 1) : NULL;
      guint32 end;

      if (m == NULL)
        continue;
      end = m->outer_first + m->outer_n;
      if (m->owner != DTL_NONE)
        end = MAX (end, work_mention (work, m->owner)->outer_first + work_mention (work, m->owner)->outer_n);
      if (is_office (m) && end == at)
        return work->heads[i] - 1;
    }
  return DTL_NONE;
}

/* The office that @verb gives, takes or says to be held: "became chief executive", "resigned as chairman". */
static guint32
office_of_verb (DtlWork *work, guint32 verb)
{
  const DtlSentence *s = dtl_document_sentence (work->document, work_token (work, verb)->sentence);

  for (guint32 i = verb + 1; i < MIN (verb + MAX_REACH, s->first_token + s->n_tokens); i++)
    {
      const DtlToken *token = work_token (work, i);

      if (token->head != (gint32) verb || work->heads[i] == 0 || !is_office (work_mention (work, work->heads[i] - 1)))
        continue;
      if (token->deprel == DTL_DEPREL_XCOMP || token_child (work, i, DTL_DEPREL_CASE, "as") != DTL_NONE)
        return work->heads[i] - 1;
    }
  return DTL_NONE;
}

/* "Jones, who was appointed in May": the office that the sentence gives whom the clause is about. */
static guint32
office_of_clause (DtlWork *work, guint32 verb)
{
  const DtlToken *token = work_token (work, verb);
  guint32 start, i;

  if (dtl_deprel_base (token->deprel) != DTL_DEPREL_ACL || token->head < 0 || work->heads[token->head] == 0)
    return DTL_NONE;
  start = i = work->heads[token->head] - 1;
  for (guint k = 0; k < MAX_RING; k++)
    {
      const Mention *m = work_mention (work, i);

      if (m->sentence == token->sentence && is_office (m))
        return i;
      i = m->next;
      if (i == start)
        break;
    }
  return DTL_NONE;
}

typedef enum
{
  END_NONE,
  END_FIRST,
  END_LAST,
} End;

/* Which end of the tenure a time is whose preposition is at @before and that hangs on @verb. */
static End
end_by_verb (DtlWork *work, guint32 before, guint32 verb)
{
  const char *lemma = work_token (work, verb)->lemma;

  if (token_is (work_token (work, before), closings))
    return END_LAST;
  if (lemma && dtl_word_is_one_of (lemma, gaining))
    return END_FIRST;
  if (lemma && dtl_word_is_one_of (lemma, losing))
    return END_LAST;
  return token_is (work_token (work, before), openings) ? END_FIRST : END_NONE;
}

static void
note (DtlWork *work, guint32 mention, End end, guint32 time)
{
  Mention *m = work_mention (work, mention);
  guint32 *slot = end == END_FIRST ? &m->held_from : &m->held_to;

  if (end != END_NONE && *slot == 0)
    *slot = time + 1;
}

/* The office that time @index dates and which end it is of; DTL_NONE for none. */
static guint32
find_office (DtlWork *work, const DtlTime *time, End *end)
{
  guint32 before = time->first - 1, office = DTL_NONE;
  gint32 verb = work_token (work, phrase_head (work, time->first, time->n))->head;
  gboolean opens = token_is (work_token (work, before), openings), closes = token_is (work_token (work, before), closings);

  if (opens || closes)
    office = office_before (work, before);
  if (office != DTL_NONE)
    {
      *end = opens ? END_FIRST : END_LAST;
      return office;
    }
  if (verb < 0)
    return DTL_NONE;
  *end = end_by_verb (work, before, (guint32) verb);
  if (work->heads[verb] && token_child (work, (guint32) verb, DTL_DEPREL_COP, NULL) != DTL_NONE
      && is_office (work_mention (work, work->heads[verb] - 1)))
    {
      *end = opens ? END_FIRST : closes ? END_LAST : END_NONE;
      return work->heads[verb] - 1;
    }
  if (work_token (work, (guint32) verb)->lemma == NULL
      || !(dtl_word_is_one_of (work_token (work, (guint32) verb)->lemma, gaining) || dtl_word_is_one_of (work_token (work, (guint32) verb)->lemma, losing)
           || dtl_word_is_one_of (work_token (work, (guint32) verb)->lemma, holding)))
    return DTL_NONE;
  office = office_of_verb (work, (guint32) verb);
  return office != DTL_NONE ? office : office_of_clause (work, (guint32) verb);
}

/* "from 2010 to 2014": a time that closes what the one before it opened. */
static gboolean
continues (DtlWork *work, const DtlTime *before, const DtlTime *time)
{
  return before && time->first == before->first + before->n + 1
         && token_is (work_token (work, time->first - 1), "to until till and - – —")
         && before->first > 0 && token_is (work_token (work, before->first - 1), "from between");
}

void
tenure_find (DtlWork *work)
{
  const DtlTime *last = NULL;
  guint32 office = DTL_NONE;

  for (guint32 i = 0; i < work->document->times->len; i++)
    {
      const DtlTime *time = dtl_document_time (work->document, i);
      End end = END_NONE;

      if (time->first == 0 || dtl_date_is_null (&time->date)
          || work_token (work, time->first - 1)->sentence != work_token (work, time->first)->sentence)
        continue;
      if (continues (work, last, time))
        end = END_LAST;
      else
        office = find_office (work, time, &end);
      if (office != DTL_NONE)
        note (work, office, end, i);
      last = time;
    }
}
