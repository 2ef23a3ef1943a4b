/*
 * What else a pronoun may mean, or may not.
 *
 * Principle B (Chomsky 1981): an object never means the subject of its own clause, which a verb may share with another
 * one: "the two banks held talks but broke them off". And a pronoun may mean no actor at all but a thing: the talks.
 * Things are weighed as actors are, by what they are to their verb, so that "it" and "they" stay empty where a thing
 * is the likelier antecedent.
 */
#include "entity/work.h"

#define MAX_CLIMB 12
#define MAX_THINGS 200 /* tokens looked back over */
#define POSSESSED 40   /* owners are most often somebody */

static gboolean
is_subject (const DtlToken *token)
{
  return dtl_deprel_base (token->deprel) == DTL_DEPREL_NSUBJ;
}

guint32
verb_subject (DtlWork *work, guint32 verb)
{
  for (guint steps = 0; steps < MAX_CLIMB; steps++)
    {
      const DtlToken *token = work_token (work, verb);
      guint32 subject = token_child (work, verb, DTL_DEPREL_NSUBJ, NULL);
      DtlDeprel base = dtl_deprel_base (token->deprel);

      if (subject != DTL_NONE)
        return subject;
      if (token->head < 0 || (base != DTL_DEPREL_CONJ && base != DTL_DEPREL_XCOMP))
        return DTL_NONE;
      /* "asked Italy to help it": the object controls */
      if (base == DTL_DEPREL_XCOMP && token_child (work, token->head, DTL_DEPREL_OBJ, NULL) != DTL_NONE)
        return DTL_NONE;
      verb = token->head;
    }
  return DTL_NONE;
}

guint32
forbidden_subject (DtlWork *work, const Mention *pronoun)
{
  const DtlToken *token = work_token (work, pronoun->head);
  guint32 subject;

  if (token->head < 0 || (token->deprel != DTL_DEPREL_OBJ && token->deprel != DTL_DEPREL_IOBJ)
      || row_has (pronoun->pronoun, DTL_PRONOUNS_CASE, "reflexive"))
    return DTL_NONE;
  subject = verb_subject (work, token->head);
  return subject == DTL_NONE || work->heads[subject] == 0 ? DTL_NONE : mention_root (work, work->heads[subject] - 1);
}

/* The subject of @verb, or the object that controls it: "led the maker to announce". */
static guint32
doer_of (DtlWork *work, guint32 verb)
{
  const DtlToken *token = work_token (work, verb);
  guint32 subject = verb_subject (work, verb);

  if (subject == DTL_NONE && token->head >= 0 && dtl_deprel_base (token->deprel) == DTL_DEPREL_XCOMP)
    subject = token_child (work, token->head, DTL_DEPREL_OBJ, NULL);
  return subject;
}

/* The subject of the verb that reports the clause of @pronoun: "Nordbank said on Monday it had agreed". */
guint32
reporter_of (DtlWork *work, const Mention *pronoun)
{
  gint32 i = (gint32) pronoun->head;

  for (guint steps = 0; steps < MAX_CLIMB && i >= 0; steps++)
    {
      const DtlToken *token = work_token (work, i);

      if (token->deprel == DTL_DEPREL_CCOMP && token->head >= 0 && work_token (work, token->head)->lemma)
        {
          const char *flags = dtl_table_cell (&dtl_table_verbs, work_token (work, token->head)->lemma, DTL_VERBS_FLAGS);
          guint32 subject = flags && dtl_word_is_one_of ("report", flags) ? doer_of (work, token->head) : DTL_NONE;

          if (subject != DTL_NONE)
            return work->heads[subject] ? work->heads[subject] - 1 : DTL_NONE;
        }
      i = token->head;
    }
  return DTL_NONE;
}

/* Verbs that only somebody does. */
static const char deeds[] = "say plan agree decide vow refuse want hope expect pledge intend believe urge deny own sell buy "
                            "acquire launch hire sue accuse announce order seek try employ apologise apologize appeal";

/* Whether the verb of @pronoun wants somebody there: "it said", "to persuade them". */
static gboolean
is_deed (DtlWork *work, const DtlToken *pronoun)
{
  const char *lemma = pronoun->head >= 0 ? work_token (work, pronoun->head)->lemma : NULL;

  if (lemma && pronoun->deprel == DTL_DEPREL_OBJ)
    return dtl_table_has (&dtl_table_dealings, lemma);
  return lemma && pronoun->deprel == DTL_DEPREL_NSUBJ && dtl_word_is_one_of (lemma, deeds);
}

static gboolean
is_thing (DtlWork *work, const Mention *pronoun, guint32 i)
{
  const DtlToken *token = work_token (work, i);
  gboolean plural = token->xpos == DTL_XPOS_NNS;

  if (token->upos != DTL_UPOS_NOUN || work->heads[i] || work->owner[i] || work->in_time[i]
      || (!is_subject (token) && token->deprel != DTL_DEPREL_OBJ))
    return FALSE;
  return plural == (pronoun->number == NUMBER_PLURAL);
}

static int
weigh_thing (DtlWork *work, const Mention *pronoun, guint32 i)
{
  const DtlToken *token = work_token (work, i), *self = work_token (work, pronoun->head);
  int score = 100 - 48 * (int) (pronoun->sentence - token->sentence);

  if (is_subject (token))
    score += token->head >= 0 && work_token (work, token->head)->deprel == DTL_DEPREL_ROOT ? 38 : 34;
  else
    score += 16;
  if (is_subject (self) == is_subject (token))
    score += 14;
  if (pronoun->sentence == token->sentence)
    score -= (int) MIN ((pronoun->head - i) / 4, 10);
  return score;
}

int
weigh_things (DtlWork *work, const Mention *pronoun)
{
  const DtlToken *self = work_token (work, pronoun->head);
  const DtlSentence *s = dtl_document_sentence (work->document, pronoun->sentence);
  gboolean possessive = self->deprel == DTL_DEPREL_NMOD_POSS || self->xpos == DTL_XPOS_PRPS;
  guint32 subject = self->head >= 0 && self->deprel == DTL_DEPREL_OBJ ? verb_subject (work, self->head) : DTL_NONE;
  guint32 from = s->first_token;
  int best = 0;

  if (is_deed (work, self) || pronoun->gender == 'm' || pronoun->gender == 'f')
    return 0;
  if (!possessive && pronoun->sentence > 0)
    from = dtl_document_sentence (work->document, pronoun->sentence - 1)->first_token;
  if (pronoun->head > MAX_THINGS)
    from = MAX (from, pronoun->head - MAX_THINGS);
  for (guint32 i = from; i < pronoun->head; i++)
    if (i != subject && is_thing (work, pronoun, i))
      best = MAX (best, weigh_thing (work, pronoun, i));
  return best - (possessive ? POSSESSED : 0);
}
