/*
 * Phrases that mean two actors named before: "the two banks", "both companies", "the two sides". The nearest sentences
 * with at least two actors that fit must have exactly two; otherwise the phrase stays a group of its own, or nobody after
 * "both", which tells of nobody new.
 */
#include "entity/work.h"

#include <string.h>

#define MAX_SENTENCES 3
#define MAX_BACK 60
#define MAX_WALK 24
#define MAX_REACH 80 /* tokens between a verb and its subject, or between the parts of one */

/* Nouns for any two that deal with each other; and those that only countries, or any persons, are called. */
static const char sides[] = "sides parties neighbours neighbors allies rivals adversaries foes";
static const char lands[] = "countries nations states governments neighbours neighbors powers capitals";
static const char persons[] = "men women leaders politicians";

/* "the two", "both", "these two", "the two rival" before the noun that @item is. */
static gboolean
follows_two (DtlWork *work, const Item *item)
{
  const DtlToken *noun = work_token (work, item->first);

  for (guint32 back = 1; back <= 2 && item->first >= back; back++)
    {
      const DtlToken *token = work_token (work, item->first - back), *before;

      if (token->sentence != noun->sentence)
        return FALSE;
      if (token_is (token, "both"))
        return TRUE;
      before = item->first > back ? work_token (work, item->first - back - 1) : NULL;
      if (token_is (token, "two"))
        return before && before->sentence == noun->sentence && token_is (before, "the these those");
      if (token->upos != DTL_UPOS_ADJ && token->upos != DTL_UPOS_NOUN)
        return FALSE;
    }
  return FALSE;
}

gboolean
pair_is_phrase (DtlWork *work, const Item *item)
{
  const DtlToken *head = work_token (work, item->first + item->n - 1);

  return (token_is (head, sides) || token_is (head, lands)) && follows_two (work, item);
}

static gboolean
is_company_noun (Row org)
{
  return row_has (org, DTL_ORG_NOUNS_KIND, "company");
}

static const char *
sort_of (Row org)
{
  return strcmp (org[DTL_ORG_NOUNS_SORT], "-") == 0 ? org[0] : org[DTL_ORG_NOUNS_SORT];
}

/* Whether what is known of an organisation lets it be called @noun; not knowing anything does for companies. */
static gboolean
organisation_fits (DtlWork *work, guint32 candidate, Row noun)
{
  guint32 i = candidate;
  gboolean known = FALSE;

  for (guint k = 0; k < MAX_WALK; k++)
    {
      const Mention *m = work_mention (work, i);
      Row org = m->kind == DTL_ACTOR_ORGANISATION && m->description.head
                  ? dtl_table_find (&dtl_table_org_nouns, m->description.head, NULL) : NULL;

      if (org && is_company_noun (noun) && strcmp (org[0], "company") == 0)
        ;
      else if (org)
        {
          known = TRUE;
          if (strcmp (sort_of (org), sort_of (noun)) == 0)
            return TRUE;
          if (is_company_noun (org) && (is_company_noun (noun) && (strcmp (sort_of (noun), "company") == 0
                                                                   || strcmp (org[DTL_ORG_NOUNS_USE], "name") == 0)))
            return TRUE;
        }
      i = m->next;
      if (i == candidate)
        break;
    }
  return !known && is_company_noun (noun);
}

static gboolean
begins_both (DtlWork *work, const Mention *phrase)
{
  return token_is (work_token (work, phrase->first), "both");
}

/* "both executives": those two that were just named, whatever they were called; but "both prime ministers" are not a
 * commissioner and a foreign minister: an office of a state is held by those of whom it is said. */
static gboolean
means_just_named (DtlWork *work, const Mention *phrase, const char *head)
{
  Row title = head ? dtl_table_find (&dtl_table_titles, head, NULL) : NULL;

  return begins_both (work, phrase) && !(title && row_has (title, DTL_TITLES_OF, "country"));
}

static gboolean
person_fits (DtlWork *work, guint32 candidate, const char *plural, const char *head)
{
  guint32 i = candidate;
  gboolean known = FALSE;

  if (dtl_word_is_one_of (plural, persons))
    return TRUE;
  for (guint k = 0; k < MAX_WALK; k++)
    {
      const Mention *m = work_mention (work, i);

      if (m->kind == DTL_ACTOR_PERSON && m->description.head)
        {
          gsize n = strlen (head), length = strlen (m->description.head);

          known = TRUE;
          if (length >= n && strcmp (m->description.head + length - n, head) == 0)
            return TRUE;
        }
      i = m->next;
      if (i == candidate)
        break;
    }
  return !known;
}

static gboolean
fits (DtlWork *work, guint32 candidate, const Mention *phrase, DtlActorKind kind)
{
  const char *plural = work_token (work, phrase->first + phrase->n - 1)->lower, *head = phrase->description.head;
  DtlActorKind theirs = cluster_kind (work, candidate);
  Row org;

  if (!cluster_is_named (work, candidate))
    return FALSE;
  /* sides may be a state and a movement */
  if (kind == DTL_ACTOR_GROUP ? theirs != DTL_ACTOR_COUNTRY && theirs != DTL_ACTOR_ORGANISATION : theirs != kind)
    return FALSE;
  if (dtl_word_is_one_of (plural, sides) || (dtl_word_is_one_of (plural, lands) && kind == DTL_ACTOR_COUNTRY))
    return TRUE;
  if (kind == DTL_ACTOR_PERSON)
    return means_just_named (work, phrase, head) || person_fits (work, candidate, plural, head);
  org = dtl_table_find (&dtl_table_org_nouns, head, NULL);
  return org && organisation_fits (work, candidate, org);
}

/* The kinds that a phrase may mean, likeliest first; DTL_ACTOR_OTHER ends them. */
static void
kinds_of (const Mention *phrase, const char *plural, DtlActorKind kinds[3])
{
  kinds[0] = kinds[1] = kinds[2] = DTL_ACTOR_OTHER;
  if (dtl_word_is_one_of (plural, lands))
    kinds[0] = DTL_ACTOR_COUNTRY;
  else if (dtl_word_is_one_of (plural, sides))
    {
      kinds[0] = DTL_ACTOR_GROUP;
      kinds[1] = DTL_ACTOR_COUNTRY;
    }
  else if (dtl_table_has (&dtl_table_org_nouns, phrase->description.head))
    kinds[0] = DTL_ACTOR_ORGANISATION;
  else if (dtl_word_is_one_of (plural, persons) || dtl_table_has (&dtl_table_titles, phrase->description.head))
    kinds[0] = DTL_ACTOR_PERSON;
}

/* The two clusters of @kind that fit in the nearest sentences that have two; FALSE when none or more do. */
static gboolean
find_two (DtlWork *work, guint32 at, const Mention *phrase, DtlActorKind kind, guint32 found[2])
{
  guint n_found = 0;
  guint32 sentence = phrase->sentence;

  for (guint32 i = at, n = 0; i-- > 0 && n < MAX_BACK; n++)
    {
      guint32 candidate = work->order[i];
      const Mention *m = work_mention (work, candidate);
      guint32 root = mention_root (work, candidate);

      if (m->sentence != sentence && n_found >= 2)
        break;
      sentence = m->sentence;
      if (phrase->sentence - sentence > MAX_SENTENCES)
        break;
      if (m->silent || (m->form == DTL_ENTITY_PRONOUN && m->size == 1) || m->first + m->n > phrase->first)
        continue;
      if (!fits (work, candidate, phrase, kind))
        {
          /* a name that may be a company's or a person's leaves open which two are meant */
          if (kind == DTL_ACTOR_ORGANISATION && m->n == 1 && m->outer_n == 1 && is_unsure_name (work, candidate))
            return FALSE;
          continue;
        }
      if ((n_found > 0 && mention_root (work, found[0]) == root) || (n_found > 1 && mention_root (work, found[1]) == root))
        continue;
      if (n_found == 2)
        return FALSE;
      found[n_found++] = candidate;
    }
  return n_found == 2;
}

static gboolean
is_pair_phrase (DtlWork *work, const Mention *m)
{
  Item item = { .first = m->first + m->n - 1, .n = 1 };

  return m->form == DTL_ENTITY_NOMINAL && m->kind == DTL_ACTOR_GROUP && m->description.head
         && m->description.n_of == 0 && follows_two (work, &item);
}

/* The two actors that are joined as the subject @token; FALSE when they are more or fewer. @several: whether joined. */
static gboolean
read_joined (DtlWork *work, guint32 token, guint32 pair[2], gboolean *several)
{
  const DtlSentence *s = dtl_document_sentence (work->document, work_token (work, token)->sentence);
  guint n = 0;

  pair[0] = work->heads[token] ? work->heads[token] - 1 : DTL_NONE;
  for (guint32 i = token + 1; i < MIN (token + MAX_REACH, s->first_token + s->n_tokens); i++)
    if (work_token (work, i)->head == (gint32) token && dtl_deprel_base (work_token (work, i)->deprel) == DTL_DEPREL_CONJ)
      {
        pair[1] = work->heads[i] ? work->heads[i] - 1 : DTL_NONE;
        n++;
      }
  *several = n > 0;
  return n == 1 && pair[0] != DTL_NONE && pair[1] != DTL_NONE && mention_root (work, pair[0]) != mention_root (work, pair[1]);
}

/* The subject of @verb to the left of @limit. */
static guint32
subject_before (DtlWork *work, guint32 verb, guint32 limit)
{
  const DtlSentence *s = dtl_document_sentence (work->document, work_token (work, verb)->sentence);

  guint32 from = MAX (s->first_token, verb > MAX_REACH ? verb - MAX_REACH : 0);

  for (guint32 i = from; i < MIN (limit, MIN (verb + MAX_REACH, s->first_token + s->n_tokens)); i++)
    if (work_token (work, i)->head == (gint32) verb && dtl_deprel_base (work_token (work, i)->deprel) == DTL_DEPREL_NSUBJ)
      return i;
  return DTL_NONE;
}

/* The joined subject that is over the clause of @pronoun, or that of the sentence before. */
static guint32
find_joined (DtlWork *work, const Mention *pronoun)
{
  gint32 i = work_token (work, pronoun->head)->head;
  const DtlSentence *before;

  for (guint steps = 0; steps < 12 && i >= 0; steps++)
    {
      guint32 subject = subject_before (work, (guint32) i, pronoun->head);

      if (subject != DTL_NONE)
        return subject;
      i = work_token (work, i)->head;
    }
  if (pronoun->sentence == 0)
    return DTL_NONE;
  before = dtl_document_sentence (work->document, pronoun->sentence - 1);
  for (guint32 t = before->first_token; t < before->first_token + before->n_tokens; t++)
    if (work_token (work, t)->deprel == DTL_DEPREL_ROOT)
      return subject_before (work, t, before->first_token + before->n_tokens);
  return DTL_NONE;
}

gboolean
pair_resolve (DtlWork *work, guint32 pronoun)
{
  Mention *m = work_mention (work, pronoun);
  const DtlToken *token = work_token (work, m->head);
  guint32 subject, pair[2] = { DTL_NONE, DTL_NONE };
  gboolean several = FALSE;

  if (m->number != NUMBER_PLURAL || dtl_deprel_base (token->deprel) != DTL_DEPREL_NSUBJ || token->head < 0)
    return FALSE;
  subject = find_joined (work, m);
  if (subject == DTL_NONE)
    return FALSE;
  if (read_joined (work, subject, pair, &several))
    memcpy (m->pair, pair, sizeof pair);
  return several;
}

void
pairs_find (DtlWork *work)
{
  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      guint32 index = work->order[i], found[2];
      Mention *m = work_mention (work, index);
      DtlActorKind kinds[3];

      if (!is_pair_phrase (work, m))
        continue;
      m->is_weak |= begins_both (work, m);
      if (mention_root (work, index) != index || cluster_is_named (work, index))
        continue;
      kinds_of (m, work_token (work, m->first + m->n - 1)->lower, kinds);
      for (guint k = 0; kinds[k] != DTL_ACTOR_OTHER; k++)
        if (find_two (work, i, m, kinds[k], found))
          {
            /* in the order of the text */
            m->pair[0] = found[1];
            m->pair[1] = found[0];
            m->is_weak = TRUE;
            break;
          }
    }
}
