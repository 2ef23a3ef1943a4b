/*
 * Pronouns: he, she, it, they, we, and their possessives.
 *
 * Sieve in the manner of Lappin and Leass (1994) and Raghunathan et al. (2010), turned to precision: candidates in the
 * same sentence to the left and in a few sentences before, that agree in gender and number, are weighed by nearness
 * and by what they are to their verb. Whom he and she mean is decided by trees over much more (ranking.h), which see what
 * this sieve proposes. In quotes "I" and "we" are the speaker, and the speaker is never "he".
 */
#include "entity/ranking.h"

#include <string.h>

#define MAX_BACK_SENTENCES 3
#define MAX_CANDIDATES 60
#define NOBODY (-500) /* above which an actor is likelier than none, for it and they: one too many is less bad than one too few */
#define PROPOSED 1000 /* what the rules propose is dropped only for what is much likelier */
#define HEADLINE 1200  /* whom the headline speaks of, in thousandths; the articles that the trees learnt from have none */
#define UNDERGOES 36
#define REPORTER 40 /* who says so is most often who it is about */

/* Marks what stands between quotation marks; a quote left open at the end of a block closes there. */
void
quotes_find (DtlWork *work)
{
  gboolean inside = FALSE;
  guint32 block = DTL_NONE;

  for (guint32 s = 0; s < work->document->sentences->len; s++)
    {
      const DtlSentence *sentence = dtl_document_sentence (work->document, s);

      if (sentence->block != block)
        inside = FALSE;
      block = sentence->block;
      for (guint32 i = sentence->first_token; i < sentence->first_token + sentence->n_tokens; i++)
        {
          const char *form = work_token (work, i)->form;

          if (strcmp (form, "“") == 0 || strcmp (form, "``") == 0)
            inside = TRUE;
          else if (strcmp (form, "”") == 0 || strcmp (form, "''") == 0)
            inside = FALSE;
          else if (strcmp (form, "\"") == 0)
            inside = !inside;
          else
            work->quoted[i] = inside;
        }
    }
}

static Number
number_of (Row row)
{
  if (strcmp (row[DTL_PRONOUNS_NUMBER], "plural") == 0)
    return NUMBER_PLURAL;
  return strcmp (row[DTL_PRONOUNS_NUMBER], "singular") == 0 ? NUMBER_SINGULAR : NUMBER_UNKNOWN;
}

/* A noun, or an adjective with a clause of its own, after "it is". */
static gboolean
is_predicate (DtlWork *work, guint32 head)
{
  const DtlSentence *s = dtl_document_sentence (work->document, work_token (work, head)->sentence);
  gboolean copula = FALSE, clause = FALSE;

  for (guint32 i = s->first_token; i < s->first_token + s->n_tokens; i++)
    if (work_token (work, i)->head == (gint32) head)
      {
        DtlDeprel base = dtl_deprel_base (work_token (work, i)->deprel);

        copula |= base == DTL_DEPREL_COP;
        clause |= base == DTL_DEPREL_CSUBJ || base == DTL_DEPREL_CCOMP || base == DTL_DEPREL_XCOMP
                  || base == DTL_DEPREL_ADVCL;
      }
  return copula && (clause || work_token (work, head)->upos == DTL_UPOS_NOUN
                    || work_token (work, head)->upos == DTL_UPOS_PROPN || work_token (work, head)->upos == DTL_UPOS_ADV);
}

/* Verbs of which "it" only opens a clause: "it emerged that", "it takes years to". */
static const char openers[] = "emerge seem appear happen transpire turn matter follow take cost remain rain snow";

/* "it was announced that", "it emerged that" */
static gboolean
opens_clause (DtlWork *work, guint32 verb, const DtlToken *it)
{
  const DtlSentence *s = dtl_document_sentence (work->document, work_token (work, verb)->sentence);
  const char *lemma = work_token (work, verb)->lemma;
  gboolean passive = it->deprel == DTL_DEPREL_NSUBJ_PASS, clause = FALSE;

  if (lemma && dtl_word_is_one_of (lemma, "rain snow"))
    return TRUE;
  if (!passive && (lemma == NULL || !dtl_word_is_one_of (lemma, openers)))
    return FALSE;
  for (guint32 i = verb + 1; i < s->first_token + s->n_tokens; i++)
    if (work_token (work, i)->head == (gint32) verb)
      {
        DtlDeprel base = dtl_deprel_base (work_token (work, i)->deprel);

        clause |= base == DTL_DEPREL_CCOMP || base == DTL_DEPREL_CSUBJ || (base == DTL_DEPREL_XCOMP && !passive);
      }
  return clause;
}

/* "it rained", "it is clear that": nobody. */
static gboolean
is_empty_it (DtlWork *work, const DtlToken *token, guint32 i)
{
  if (strcmp (token->lower, "it") != 0)
    return FALSE;
  if (token->deprel == DTL_DEPREL_EXPL)
    return TRUE;
  if (token->head < 0 || dtl_deprel_base (token->deprel) != DTL_DEPREL_NSUBJ)
    return FALSE;
  return is_predicate (work, token->head) || opens_clause (work, token->head, token);
}

void
pronouns_find (DtlWork *work, guint32 sentence)
{
  const DtlSentence *s = dtl_document_sentence (work->document, sentence);

  for (guint32 i = s->first_token; i < s->first_token + s->n_tokens; i++)
    {
      const DtlToken *token = work_token (work, i);
      Row row = dtl_table_find (&dtl_table_pronouns, token->lower, NULL);
      Mention *m;

      if (row == NULL || row_has (row, DTL_PRONOUNS_PERSON, "relative") || work->in_time[i])
        continue;
      if (is_empty_it (work, token, i) || (strcmp (token->form, "US") == 0))
        continue;
      if (token->upos != DTL_UPOS_PRON && token->upos != DTL_UPOS_DET && token->upos != DTL_UPOS_NONE)
        continue;
      m = work_mention (work, mention_new (work, sentence, i, 1, DTL_ENTITY_PRONOUN, DTL_ACTOR_OTHER));
      m->pronoun = row;
      m->number = number_of (row);
      m->gender = row[DTL_PRONOUNS_GENDER][0] == '-' ? 0 : row[DTL_PRONOUNS_GENDER][0];
    }
}

static gboolean
is_report_verb (const DtlToken *token)
{
  const char *flags;

  if (token->lemma == NULL || token->upos != DTL_UPOS_VERB)
    return FALSE;
  flags = dtl_table_cell (&dtl_table_verbs, token->lemma, DTL_VERBS_FLAGS);
  return flags && dtl_word_is_one_of ("report", flags);
}

/* The subject of @verb that is a mention outside quotes. */
static guint32
subject_of (DtlWork *work, guint32 verb, const DtlSentence *s)
{
  for (guint32 i = s->first_token; i < s->first_token + s->n_tokens; i++)
    {
      const DtlToken *token = work_token (work, i);

      if (token->head == (gint32) verb && dtl_deprel_base (token->deprel) == DTL_DEPREL_NSUBJ && work->heads[i]
          && !work->quoted[i])
        return work->heads[i] - 1;
    }
  return DTL_NONE;
}

/* Who speaks the quotes of a sentence: the subject of its reporting verb outside them. */
static guint32
speaker_of (DtlWork *work, guint32 sentence)
{
  const DtlSentence *s = dtl_document_sentence (work->document, sentence);

  for (guint32 i = s->first_token; i < s->first_token + s->n_tokens; i++)
    if (!work->quoted[i] && is_report_verb (work_token (work, i)))
      {
        guint32 speaker = subject_of (work, i, s);

        if (speaker != DTL_NONE)
          return speaker;
      }
  /* inverted: “…,” said the minister */
  for (guint32 i = s->first_token + 1; i + 1 < s->first_token + s->n_tokens; i++)
    if (!work->quoted[i] && is_report_verb (work_token (work, i)) && work_token (work, i - 1)->upos == DTL_UPOS_PUNCT)
      for (guint32 j = i + 1; j < s->first_token + s->n_tokens && j < i + 6; j++)
        if (work->heads[j] && !work->quoted[j])
          return work->heads[j] - 1;
  return DTL_NONE;
}

static gboolean
has_quote (DtlWork *work, const DtlSentence *s)
{
  for (guint32 i = s->first_token; i < s->first_token + s->n_tokens; i++)
    if (work->quoted[i])
      return TRUE;
  return FALSE;
}

/* For every sentence with a quote, the mention that speaks: its own, or that of a neighbour in its block. */
static guint32 *
find_speakers (DtlWork *work)
{
  guint32 n = work->document->sentences->len;
  guint32 *speakers = g_new (guint32, n + 1);

  for (guint32 s = 0; s < n; s++)
    {
      const DtlSentence *sentence = dtl_document_sentence (work->document, s);

      speakers[s] = dtl_sentence_is_analysed (sentence) && has_quote (work, sentence) ? speaker_of (work, s) : DTL_NONE;
    }
  for (guint32 s = 1; s < n; s++)
    if (speakers[s] == DTL_NONE && has_quote (work, dtl_document_sentence (work->document, s))
        && dtl_document_sentence (work->document, s)->block == dtl_document_sentence (work->document, s - 1)->block)
      speakers[s] = speakers[s - 1];
  for (guint32 s = n; s-- > 1;)
    if (speakers[s - 1] == DTL_NONE && has_quote (work, dtl_document_sentence (work->document, s - 1))
        && dtl_document_sentence (work->document, s - 1)->block == dtl_document_sentence (work->document, s)->block)
      speakers[s - 1] = speakers[s];
  return speakers;
}

/* The nearest verb above a token. */
static gint32
clause_of (DtlWork *work, guint32 token)
{
  gint32 i = (gint32) token;

  for (guint steps = 0; steps < 100 && i >= 0; steps++)
    {
      const DtlToken *t = work_token (work, i);

      if (i != (gint32) token && (t->upos == DTL_UPOS_VERB || t->deprel == DTL_DEPREL_ROOT))
        return i;
      i = t->head;
    }
  return i;
}

static gboolean
is_subject (const DtlToken *token)
{
  DtlDeprel base = dtl_deprel_base (token->deprel);

  return base == DTL_DEPREL_NSUBJ || base == DTL_DEPREL_CSUBJ;
}

gboolean
is_unsure_name (DtlWork *work, guint32 candidate)
{
  guint32 i = candidate;

  for (guint k = 0; k < 16; k++)
    {
      const Mention *m = work_mention (work, i);

      if (m->sure || (m->name && m->form == DTL_ENTITY_NAME) || m->kind == DTL_ACTOR_PRODUCT)
        return FALSE;
      i = m->next;
      if (i == candidate)
        break;
    }
  return work_mention (work, candidate)->form == DTL_ENTITY_NAME;
}

/* What is called he or she is a person, whatever the tagger thought. */
static void
make_person (DtlWork *work, guint32 mention)
{
  guint32 i = mention;

  for (guint k = 0; k < 64; k++)
    {
      Mention *m = work_mention (work, i);

      m->kind = DTL_ACTOR_PERSON;
      if (m->gender == 'n')
        m->gender = 0;
      i = m->next;
      if (i == mention)
        break;
    }
}

/* EuroLift, but not McKay or MacAskill. */
static gboolean
has_inner_capital (const char *text)
{
  if (g_str_has_prefix (text, "Mc") || g_str_has_prefix (text, "Mac"))
    return FALSE;
  for (const char *p = *text ? g_utf8_next_char (text) : text; *p; p = g_utf8_next_char (p))
    if (g_ascii_isupper (*p) && g_ascii_islower (p[-1]) && strlen (p) > 2)
      return TRUE;
  return FALSE;
}

/* "EuroLift", "shares of Tarvik": nobody's name. */
static gboolean
is_name_of_thing (DtlWork *work, guint32 candidate)
{
  guint32 i = candidate;

  for (guint k = 0; k < 16; k++)
    {
      const Mention *m = work_mention (work, i);

      if (m->form == DTL_ENTITY_NAME && (m->company > 0 || (m->n == 1 && has_inner_capital (m->text))))
        return TRUE;
      i = m->next;
      if (i == candidate)
        break;
    }
  return FALSE;
}

static gboolean
agrees (DtlWork *work, const Mention *pronoun, guint32 candidate)
{
  DtlActorKind kind = cluster_kind (work, candidate);
  char gender = cluster_gender (work, candidate);

  if (pronoun->number == NUMBER_PLURAL)
    return kind == DTL_ACTOR_GROUP || kind == DTL_ACTOR_ORGANISATION || kind == DTL_ACTOR_COUNTRY;
  if ((pronoun->gender == 'm' || pronoun->gender == 'f') && is_unsure_name (work, candidate))
    return (kind == DTL_ACTOR_PERSON || !is_name_of_thing (work, candidate))
           && (gender == 'n' || gender == 0 || gender == pronoun->gender);
  if (pronoun->gender == 'm' || pronoun->gender == 'f')
    return (kind == DTL_ACTOR_PERSON || (kind == DTL_ACTOR_OTHER && gender != 'n')) && (gender == 0 || gender == pronoun->gender);
  return kind == DTL_ACTOR_ORGANISATION || kind == DTL_ACTOR_COUNTRY || kind == DTL_ACTOR_PRODUCT
         || kind == DTL_ACTOR_PLACE || (kind == DTL_ACTOR_OTHER && gender != 'm' && gender != 'f');
}

/* He and him of one verb are two. A possessive may be its clause's subject, a reflexive must. */
static gboolean
binding_forbids (DtlWork *work, const Mention *pronoun, const Mention *candidate)
{
  const DtlToken *token = work_token (work, pronoun->head);
  gboolean possessive = token->deprel == DTL_DEPREL_NMOD_POSS || token->xpos == DTL_XPOS_PRPS;
  gboolean reflexive = row_has (pronoun->pronoun, DTL_PRONOUNS_CASE, "reflexive");

  if (pronoun->sentence != candidate->sentence)
    return reflexive;
  if (reflexive)
    return clause_of (work, pronoun->head) != clause_of (work, candidate->head);
  if (possessive)
    return candidate->outer_first <= pronoun->head && pronoun->head < candidate->outer_first + candidate->outer_n;
  return work_token (work, candidate->head)->head == token->head && token->head >= 0
         && work_token (work, candidate->head)->deprel != DTL_DEPREL_NMOD_POSS;
}

static int
weigh (DtlWork *work, const Mention *pronoun, guint32 candidate)
{
  const Mention *c = work_mention (work, candidate);
  const DtlToken *head = work_token (work, c->head), *token = work_token (work, pronoun->head);
  guint32 size = work_mention (work, mention_root (work, candidate))->size;
  int score = 100 - 48 * (int) (pronoun->sentence - c->sentence);

  if (is_subject (head))
    score += head->head >= 0 && work_token (work, head->head)->deprel == DTL_DEPREL_ROOT ? 38 : 34;
  else if (head->deprel == DTL_DEPREL_OBJ)
    score += 16;
  else if (head->deprel == DTL_DEPREL_NMOD_POSS)
    score += 14;
  if (c->form == DTL_ENTITY_NAME)
    score += 8;
  if ((pronoun->gender == 'm' || pronoun->gender == 'f') && cluster_kind (work, candidate) != DTL_ACTOR_PERSON)
    score -= 25;
  if (pronoun->gender != 'n' && pronoun->gender && cluster_gender (work, candidate) == pronoun->gender)
    score += 10;
  if (c->form == DTL_ENTITY_ADJECTIVE || head->deprel == DTL_DEPREL_COMPOUND || head->deprel == DTL_DEPREL_AMOD)
    score -= 40;
  if (c->quoted && !pronoun->quoted)
    score -= 15;
  if (is_subject (token) && is_subject (head))
    score += 14;
  /* "Police detained protesters. They were taken to prison": what is done to somebody goes on */
  if (pronoun->number == NUMBER_PLURAL && token->deprel == DTL_DEPREL_NSUBJ_PASS
      && (head->deprel == DTL_DEPREL_OBJ || head->deprel == DTL_DEPREL_NSUBJ_PASS))
    score += UNDERGOES;
  score += (int) MIN (size, 6) * 4;
  if (pronoun->sentence == c->sentence)
    score -= (int) MIN ((pronoun->head - c->head) / 4, 10);
  else
    score -= (int) MIN ((c->head - dtl_document_sentence (work->document, c->sentence)->first_token) / 5, 6);
  if (pronoun->gender == 'n' && (cluster_kind (work, candidate) == DTL_ACTOR_PLACE))
    score -= 30;
  if (pronoun->number == NUMBER_PLURAL && cluster_kind (work, candidate) != DTL_ACTOR_GROUP)
    score -= 30;
  return score;
}

/* Whether the speaker of the quote around the pronoun forbids the candidate. */
static gboolean
speech_forbids (DtlWork *work, const Mention *pronoun, guint32 candidate)
{
  if (pronoun->speaker == DTL_NONE)
    return FALSE;
  return mention_root (work, pronoun->speaker) == mention_root (work, candidate);
}

static gboolean
is_candidate (DtlWork *work, const Mention *pronoun, guint32 candidate)
{
  const Mention *c = work_mention (work, candidate);

  guint32 reach = pronoun->number == NUMBER_PLURAL ? 2 : pronoun->gender == 'n' ? 2 : MAX_BACK_SENTENCES;

  if (c->silent || c->head == pronoun->head || pronoun->sentence - c->sentence > reach)
    return FALSE;
  if (pronoun->sentence > c->sentence && pronoun->gender == 'n' && c->form == DTL_ENTITY_ADJECTIVE)
    return FALSE;
  if (mention_root (work, candidate) == pronoun->parent)
    return FALSE;
  if (c->form == DTL_ENTITY_PRONOUN && mention_root (work, candidate) == candidate && c->size == 1)
    return FALSE;
  if (c->form == DTL_ENTITY_PRONOUN && row_has (c->pronoun, DTL_PRONOUNS_PERSON, "first"))
    return FALSE;
  return agrees (work, pronoun, candidate) && !binding_forbids (work, pronoun, c)
         && !speech_forbids (work, pronoun, candidate);
}

/* Whether the pronoun stands in a phrase or clause that hangs on the verb of @subject, and not in another subject of it:
 * "In his speech, Jones said", but not "Its chairman said that Celvado". */
static gboolean
opens_clause_of (DtlWork *work, const Mention *pronoun, const Mention *subject)
{
  gint32 verb = work_token (work, subject->head)->head, i = (gint32) pronoun->head;

  for (guint k = 0; k < 20 && i >= 0; k++)
    {
      const DtlToken *token = work_token (work, (guint32) i);

      if (token->head == verb)
        return !is_subject (token);
      i = token->head;
    }
  return FALSE;
}

/* "In his speech, Jones said": a possessive in a phrase that opens the sentence may look ahead to its subject. */
static guint32
find_ahead (DtlWork *work, guint32 at, const Mention *pronoun)
{
  const DtlSentence *s = dtl_document_sentence (work->document, pronoun->sentence);

  if (pronoun->head - s->first_token > 6 || !row_has (pronoun->pronoun, DTL_PRONOUNS_CASE, "possessive"))
    return DTL_NONE;
  for (guint32 i = at + 1; i < work->mentions->len; i++)
    {
      guint32 candidate = work->order[i];
      const Mention *c = work_mention (work, candidate);

      if (c->sentence != pronoun->sentence)
        break;
      if (is_subject (work_token (work, c->head)) && c->form == DTL_ENTITY_NAME && agrees (work, pronoun, candidate)
          && opens_clause_of (work, pronoun, c))
        return candidate;
    }
  return DTL_NONE;
}

static guint32
find_antecedent (DtlWork *work, guint32 at, const Mention *pronoun)
{
  guint32 best = DTL_NONE, reporter = reporter_of (work, pronoun), forbidden = forbidden_subject (work, pronoun);
  int best_score = 0, things = weigh_things (work, pronoun);

  for (guint32 i = at, n = 0; i-- > 0 && n < MAX_CANDIDATES; n++)
    {
      guint32 candidate = work->order[i];
      const Mention *c = work_mention (work, candidate);
      int score;

      if (pronoun->sentence - c->sentence > MAX_BACK_SENTENCES)
        break;
      if (mention_root (work, candidate) == forbidden || !is_candidate (work, pronoun, candidate))
        continue;
      score = weigh (work, pronoun, candidate);
      if (candidate == reporter && is_subject (work_token (work, pronoun->head)))
        score += REPORTER;
      if (best == DTL_NONE || score > best_score)
        {
          best = candidate;
          best_score = score;
        }
    }
  if (best != DTL_NONE && best_score < things)
    return DTL_NONE;
  if (best == DTL_NONE || work_mention (work, best)->sentence != pronoun->sentence)
    {
      guint32 ahead = find_ahead (work, at, pronoun);

      if (ahead != DTL_NONE)
        return ahead;
    }
  return best;
}

/* The actor of @candidate among the rivals; a new one is appended. */
static Rival *
rival_of (DtlWork *work, GArray *rivals, guint32 candidate)
{
  Rival fresh = { mention_root (work, candidate), candidate, DTL_NONE, FALSE, G_MININT, { 0 } };

  for (guint i = 0; i < rivals->len; i++)
    if (g_array_index (rivals, Rival, i).root == fresh.root)
      return &g_array_index (rivals, Rival, i);
  g_array_append_val (rivals, fresh);
  return &g_array_index (rivals, Rival, rivals->len - 1);
}

/* "When he was a student, Ilves": who comes later in the sentence. */
static void
gather_ahead (DtlWork *work, guint32 at, const Mention *pronoun, GArray *rivals)
{
  for (guint32 i = at + 1, n = 0; i < work->mentions->len && n < MAX_CANDIDATES; i++, n++)
    {
      guint32 candidate = work->order[i];
      const Mention *c = work_mention (work, candidate);
      Rival *rival;

      if (c->sentence != pronoun->sentence)
        break;
      if (c->form == DTL_ENTITY_PRONOUN || c->head < pronoun->head || !is_candidate (work, pronoun, candidate))
        continue;
      rival = rival_of (work, rivals, candidate);
      if (rival->score == G_MININT)
        rival->score = 0;
      if (rival->later == DTL_NONE)
        rival->later = candidate;
    }
}

/* Every actor that he or she may mean, with its nearest mention, which nothing forbids to be meant. */
static GArray *
gather_rivals (DtlWork *work, guint32 at, const Mention *pronoun)
{
  GArray *rivals = g_array_new (FALSE, TRUE, sizeof (Rival));
  gboolean person = pronoun->gender == 'm' || pronoun->gender == 'f';
  guint32 forbidden = forbidden_subject (work, pronoun);

  for (guint32 i = at, n = 0; i-- > 0 && n < MAX_CANDIDATES; n++)
    {
      guint32 candidate = work->order[i];
      const Mention *c = work_mention (work, candidate);
      Rival *rival;

      if (pronoun->sentence - c->sentence > MAX_BACK_SENTENCES)
        break;
      if (mention_root (work, candidate) == forbidden || !is_candidate (work, pronoun, candidate))
        continue;
      rival = rival_of (work, rivals, candidate);
      rival->score = MAX (rival->score, weigh (work, pronoun, candidate));
    }
  /* "its" of what comes later is left to find_ahead(), which proposes it; "himself" is nobody that comes later */
  if (person && !row_has (pronoun->pronoun, DTL_PRONOUNS_CASE, "reflexive"))
    gather_ahead (work, at, pronoun, rivals);
  return rivals;
}

/* Whether the headline has the actor of @root as its subject: "Edith Lowe, mapper of wells, dies". */
static gboolean
is_in_headline (DtlWork *work, guint32 root)
{
  for (guint32 i = 0; i < work->mentions->len && i < MAX_CANDIDATES; i++)
    {
      const Mention *m = work_mention (work, work->order[i]);

      if (dtl_document_sentence (work->document, m->sentence)->kind != DTL_SENTENCE_TITLE)
        return FALSE;
      if (mention_root (work, work->order[i]) == root && m->form == DTL_ENTITY_NAME
          && (is_subject (work_token (work, m->head)) || work_token (work, m->head)->deprel == DTL_DEPREL_ROOT))
        return TRUE;
    }
  return FALSE;
}

/* Whom a pronoun means: the rules of this file propose, all that is known of each actor decides. It and they may mean no
 * actor at all. */
static guint32
rank_antecedents (DtlWork *work, guint32 at, const Mention *pronoun)
{
  g_autoptr (GArray) rivals = gather_rivals (work, at, pronoun);
  guint32 proposed = find_antecedent (work, at, pronoun), best = proposed;
  gboolean person = pronoun->gender == 'm' || pronoun->gender == 'f';
  int best_score = person ? G_MININT : NOBODY + (proposed == DTL_NONE ? PROPOSED : 0);

  if (proposed != DTL_NONE)
    rival_of (work, rivals, proposed)->chosen = TRUE;
  if (!person)
    best = DTL_NONE;
  ranking_fill (work, work->order[at], rivals);
  if (work->watch)
    work->watch (work, work->order[at], rivals, work->watch_data);
  for (guint i = 0; i < rivals->len; i++)
    {
      const Rival *rival = &g_array_index (rivals, Rival, i);
      int score;

      /* "shot himself": the subject */
      if (rival->signs[RANK_REFLEXIVE_OF] && row_has (pronoun->pronoun, DTL_PRONOUNS_CASE, "reflexive"))
        return rival->nearest;
      if (person)
        score = ranking_score (rival->signs) + (is_in_headline (work, rival->root) ? HEADLINE : 0);
      else
        score = ranking_score_thing (rival->signs) + (rival->chosen ? PROPOSED : 0);
      if (score > best_score)
        {
          best = rival->nearest;
          best_score = score;
        }
    }
  return best;
}

/* The organisation or country for which a person speaks. */
static guint32
side_of (DtlWork *work, guint32 person)
{
  guint32 i = person;

  for (guint k = 0; k < 32; k++)
    {
      const Mention *m = work_mention (work, i);

      if (m->description.stated && m->description.n_of > 0 && m->description.status == DTL_STATUS_CURRENT)
        {
          DtlActorKind kind = cluster_kind (work, m->description.of[0]);

          if (kind == DTL_ACTOR_COUNTRY || kind == DTL_ACTOR_ORGANISATION)
            return m->description.of[0];
        }
      i = m->next;
      if (i == person)
        break;
    }
  return DTL_NONE;
}

static guint32
resolve_first_person (DtlWork *work, const Mention *pronoun)
{
  if (pronoun->speaker == DTL_NONE)
    return DTL_NONE;
  if (pronoun->number == NUMBER_SINGULAR)
    return pronoun->speaker;
  /* "we": the side that the speaker speaks for, else the speaker */
  if (cluster_is_named (work, pronoun->speaker) || work_mention (work, pronoun->speaker)->form == DTL_ENTITY_NOMINAL)
    {
      DtlActorKind kind = cluster_kind (work, pronoun->speaker);

      return kind == DTL_ACTOR_PERSON ? side_of (work, pronoun->speaker) : pronoun->speaker;
    }
  return DTL_NONE;
}

void
speakers_find (DtlWork *work)
{
  g_autofree guint32 *speakers = find_speakers (work);

  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      Mention *m = work_mention (work, i);

      m->speaker = m->quoted ? speakers[m->sentence] : DTL_NONE;
    }
}

static void
resolve_person (DtlWork *work, const char *person, gboolean quoted)
{
  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      Mention *m = work_mention (work, work->order[i]);
      guint32 found;

      if (m->form != DTL_ENTITY_PRONOUN || m->quoted != quoted
          || !row_has (m->pronoun, DTL_PRONOUNS_PERSON, person))
        continue;
      if (strcmp (person, "first") == 0)
        found = resolve_first_person (work, m);
      else if (pair_resolve (work, work->order[i]))
        continue;
      else
        found = rank_antecedents (work, i, m);
      if (found == DTL_NONE)
        continue;
      if ((m->gender == 'm' || m->gender == 'f') && cluster_kind (work, found) != DTL_ACTOR_PERSON
          && is_unsure_name (work, found))
        make_person (work, found);
      m->kind = cluster_kind (work, found);
      mention_join (work, found, work->order[i]);
    }
}

void
pronouns_resolve (DtlWork *work)
{
  /* whoever speaks may be a pronoun itself */
  resolve_person (work, "third", FALSE);
  resolve_person (work, "third", TRUE);
  resolve_person (work, "first", TRUE);
}
