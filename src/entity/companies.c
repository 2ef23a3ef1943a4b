/*
 * Signs that a name is a company's, whatever the tagger thinks: "lender X", "X's chief executive", "shares in X",
 * "X reported a profit", "X said it". They are votes for names_settle(), heavier than those of the tagger; a name that
 * also is a person's family name in the article, or that a title or a table has made sure of, is left alone.
 */
#include "entity/work.h"

#define WEIGHT_NOUN 100 /* the noun of its sort stands right before the name */
#define WEIGHT_SIGN 20
#define WEIGHT_RIVAL 12
#define WEIGHT_SAID 6
#define WEIGHT_BOUGHT 3
#define WEIGHT_SUFFIX 3
#define MAX_BETWEEN 6   /* tokens between a verb and what it reports */

static const DtlToken *
token_near (DtlWork *work, const Mention *m, guint32 at)
{
  const DtlToken *token = at < work->document->tokens->len ? work_token (work, at) : NULL;

  return token && token->sentence == m->sentence ? token : NULL;
}

static gboolean
is_sign (const char *words, const char *kind)
{
  guint n = 0;
  Row row = dtl_table_find (&dtl_table_company_signs, words, &n);

  for (guint i = 0; i < n; i++)
    if (row_has (row + i * dtl_table_company_signs.n_columns, DTL_COMPANY_SIGNS_KIND, kind))
      return TRUE;
  return FALSE;
}

static gboolean
is_sign_of_two (const char *a, const char *b, const char *kind)
{
  g_autofree char *words = g_strconcat (a, " ", b, NULL);

  return is_sign (words, kind);
}

/* "lender X", "Battery maker X"; "its rival X" says that it is of the owner's sort. */
static guint
weigh_noun_before (DtlWork *work, const Mention *m)
{
  const DtlToken *before = m->first > 0 ? token_near (work, m, m->first - 1) : NULL, *owner;
  Row row;

  if (before == NULL || before->upos == DTL_UPOS_VERB || before->upos == DTL_UPOS_PUNCT)
    return 0;
  row = dtl_table_find (&dtl_table_org_nouns, before->lower, NULL);
  if (row_has (row, DTL_ORG_NOUNS_KIND, "company") && row_has (row, DTL_ORG_NOUNS_USE, "both"))
    return WEIGHT_NOUN;
  if (!token_is (before, "rival competitor"))
    return 0;
  owner = m->first > 1 ? token_near (work, m, m->first - 2) : NULL;
  return owner && token_is (owner, "its 's '") ? WEIGHT_RIVAL : 0;
}

/* "X's chief executive", "X shares"; one adjective may stand between: "X's first-quarter profit". */
static guint
weigh_after (DtlWork *work, const Mention *m)
{
  guint32 at = m->first + m->n;
  const DtlToken *token = token_near (work, m, at);

  if (token && token_is (token, "'s '"))
    token = token_near (work, m, ++at);
  for (guint skipped = 0; token && skipped < 3; skipped++, token = token_near (work, m, ++at))
    {
      const DtlToken *next = token_near (work, m, at + 1), *third = token_near (work, m, at + 2);

      if (is_sign (token->lower, "after") || (next && is_sign_of_two (token->lower, next->lower, "after")))
        return WEIGHT_SIGN;
      if (next && third && token_is (token, "chief"))
        {
          g_autofree char *words = g_strjoin (" ", token->lower, next->lower, third->lower, NULL);

          if (is_sign (words, "after"))
            return WEIGHT_SIGN;
        }
      if (token->upos != DTL_UPOS_ADJ || skipped > 0)
        break;
    }
  return 0;
}

/* "shares in X", "the chief executive of X" */
static guint
weigh_before (DtlWork *work, const Mention *m)
{
  const DtlToken *preposition = m->first > 1 ? token_near (work, m, m->first - 1) : NULL, *noun, *first;

  if (preposition == NULL || (noun = token_near (work, m, m->first - 2)) == NULL)
    return 0;
  if (is_sign_of_two (noun->lower, preposition->lower, "before"))
    return WEIGHT_SIGN;
  first = m->first > 2 ? token_near (work, m, m->first - 3) : NULL;
  if (first)
    {
      g_autofree char *words = g_strjoin (" ", first->lower, noun->lower, preposition->lower, NULL);

      return is_sign (words, "before") ? WEIGHT_SIGN : 0;
    }
  return 0;
}

/* The object of @verb, to its right. */
static const DtlToken *
object_of (DtlWork *work, const Mention *m, guint32 verb)
{
  for (guint32 i = verb + 1; i < verb + 12; i++)
    {
      const DtlToken *token = token_near (work, m, i);

      if (token == NULL)
        return NULL;
      if (token->head == (gint32) verb && token->deprel == DTL_DEPREL_OBJ)
        return token;
    }
  return NULL;
}

/* "X said (on Monday) it would" */
static gboolean
says_it (DtlWork *work, const Mention *m, guint32 verb)
{
  const DtlToken *token = work_token (work, verb);

  if (token->lemma == NULL || !dtl_word_is_one_of (token->lemma, "say announce report add confirm") || verb < m->first)
    return FALSE;
  for (guint32 i = verb + 1; i <= verb + MAX_BETWEEN; i++)
    {
      token = token_near (work, m, i);
      if (token == NULL || token->upos == DTL_UPOS_PUNCT)
        return FALSE;
      if (token_is (token, "it its"))
        return token_is (token, "its") || (token->deprel == DTL_DEPREL_NSUBJ && token->head >= 0
                                           && work_token (work, token->head)->upos == DTL_UPOS_VERB);
    }
  return FALSE;
}

/* "X agreed to buy Y": a person who does is named in full somewhere. */
static gboolean
buys (DtlWork *work, const Mention *m, guint32 verb)
{
  const DtlToken *token = work_token (work, verb), *object;
  guint32 i = verb;

  for (; token && !dtl_word_is_one_of (token->lemma ? token->lemma : "", "buy acquire"); token = token_near (work, m, ++i))
    if (i > verb + 3 || (i > verb && token->upos != DTL_UPOS_PART && token->head != (gint32) verb))
      return FALSE;
  object = token ? object_of (work, m, i) : NULL;
  return object && object->upos == DTL_UPOS_PROPN;
}

/* "Eastport are through": a name in the singular with a verb in the plural is a team's, or a body's. */
static gboolean
has_plural_verb (DtlWork *work, const Mention *m)
{
  const DtlSentence *s = dtl_document_sentence (work->document, m->sentence);
  guint32 next = m->first + m->n;

  if (next + 1 >= s->first_token + s->n_tokens || g_str_has_suffix (m->key, "s")
      || dtl_deprel_base (work_token (work, m->head)->deprel) != DTL_DEPREL_NSUBJ)
    return FALSE;
  if (m->first > s->first_token && token_is (work_token (work, m->first - 1), "and or of , '"))
    return FALSE;
  return token_is (work_token (work, next), "are were have");
}

static guint
weigh_verb (DtlWork *work, const Mention *m)
{
  const DtlToken *head = work_token (work, m->head), *verb, *object;

  if (dtl_deprel_base (head->deprel) != DTL_DEPREL_NSUBJ || head->head < 0)
    return 0;
  if (has_plural_verb (work, m))
    return WEIGHT_SIGN;
  verb = work_token (work, head->head);
  if (verb->lemma == NULL || verb->upos != DTL_UPOS_VERB)
    return 0;
  object = object_of (work, m, head->head);
  if (object && is_sign_of_two (verb->lemma, object->lower, "object"))
    return WEIGHT_SIGN;
  if (m->kind == DTL_ACTOR_PERSON && m->n == 1 && buys (work, m, head->head))
    return WEIGHT_BOUGHT;
  return says_it (work, m, head->head) ? WEIGHT_SAID : 0;
}

/* "buy X": what is bought and has a name is no place, as a rule. */
static guint
weigh_purchase (DtlWork *work, const Mention *m)
{
  const DtlToken *head = work_token (work, m->head);
  const char *lemma = head->deprel == DTL_DEPREL_OBJ && head->head >= 0 ? work_token (work, head->head)->lemma : NULL;

  return m->kind != DTL_ACTOR_PERSON && lemma && dtl_word_is_one_of (lemma, "buy acquire") ? WEIGHT_BOUGHT : 0;
}

/* "Nordbank": what its last letters say. */
static guint
weigh_suffix (DtlWork *work, const Mention *m)
{
  if (m->n > 1)
    return 0;
  for (const char *p = g_utf8_next_char (m->key); *p; p = g_utf8_next_char (p))
    if (is_sign (p, "suffix"))
      return p - m->key >= 3 ? WEIGHT_SUFFIX : 0;
  return 0;
}

GHashTable *
families_collect (DtlWork *work)
{
  GHashTable *families = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      const Mention *m = work_mention (work, i);

      if (m->form == DTL_ENTITY_NAME && m->kind == DTL_ACTOR_PERSON && (m->n > 1 || m->sure))
        g_hash_table_add (families, (char *) work_token (work, m->first + m->n - 1)->lower);
    }
  return families;
}

/* Names of one word that are a team's; keys are the article's. */
static GHashTable *
collect_teams (DtlWork *work)
{
  GHashTable *teams = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      const Mention *m = work_mention (work, i);

      if (m->form == DTL_ENTITY_NAME && !m->sure && m->n == 1 && has_plural_verb (work, m))
        g_hash_table_add (teams, (char *) m->key);
    }
  return teams;
}

/* "Eastport Quay" where "Quay are through". */
static gboolean
is_team (DtlWork *work, const Mention *m, GHashTable *teams)
{
  return g_hash_table_contains (teams, work_token (work, m->first)->lower)
         || g_hash_table_contains (teams, work_token (work, m->first + m->n - 1)->lower);
}

void
companies_weigh (DtlWork *work)
{
  g_autoptr (GHashTable) families = families_collect (work), teams = collect_teams (work);

  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      Mention *m = work_mention (work, i);

      if (m->form != DTL_ENTITY_NAME || m->sure || m->name || m->kind == DTL_ACTOR_PRODUCT || m->outer_n > m->n)
        continue;
      m->company = weigh_noun_before (work, m);
      if (is_team (work, m, teams))
        m->company += WEIGHT_NOUN;
      else if (m->n == 1 && g_hash_table_contains (families, m->key))
        continue;
      m->company += weigh_suffix (work, m) + weigh_after (work, m) + weigh_before (work, m) + weigh_verb (work, m)
                    + weigh_purchase (work, m);
    }
}
