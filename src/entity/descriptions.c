/*
 * Whom a description means: "the Russian leader" the president of Russia, "the airline" the last airline, "the
 * official" the last official, "US officials" the officials of the US named before. A description that finds nobody is
 * an actor of its own. Nothing indefinite refers back, and what names another country or sort never joins.
 */
#include "entity/work.h"

#include <string.h>

#define MAX_BACK 250      /* mentions looked back over */
#define MAX_SENTENCES 60  /* for what the text calls by its own noun */
#define NEAR_SENTENCES 4  /* for what only fits */
#define MAX_WALK 24
#define MAX_TOLD 2000     /* mentions that tell which country an article is about */

/* Calls @test on the members of @mention's cluster that stand before @limit; TRUE once one passes. */
typedef gboolean (*MemberTest) (DtlWork *work, const Mention *member, const Mention *mention);

static gboolean
any_member (DtlWork *work, guint32 cluster, const Mention *mention, MemberTest test)
{
  guint32 i = cluster;

  for (guint k = 0; k < MAX_WALK; k++)
    {
      const Mention *m = work_mention (work, i);

      if (test (work, m, mention))
        return TRUE;
      i = m->next;
      if (i == cluster)
        break;
    }
  return FALSE;
}

static gboolean
covers (const char *general, const char *title)
{
  const char *list = dtl_table_cell (&dtl_table_offices, general, DTL_OFFICES_COVERS);
  gsize length = strlen (title);

  if (strcmp (general, title) == 0)
    return TRUE;
  for (const char *p = list; p && (p = strstr (p, title)); p += length)
    if ((p == list || p[-1] == ';') && (p[length] == ';' || p[length] == '\0'))
      return TRUE;
  return FALSE;
}

/* "the bank" a central bank. */
static gboolean
ends_in (const char *long_form, const char *short_form)
{
  gsize n = strlen (short_form), m = strlen (long_form);

  return m > n + 1 && long_form[m - n - 1] == ' ' && strcmp (long_form + m - n, short_form) == 0;
}

/* "minister" also means "foreign minister", whatever the table lists. */
static gboolean
head_covers (const char *general, const char *title)
{
  return covers (general, title) || ends_in (title, general);
}

static gboolean
same_actor (DtlWork *work, guint32 a, guint32 b)
{
  return mention_root (work, a) == mention_root (work, b);
}

/* Whether everything that the description belongs to is also said of the member; FALSE where the two differ. */
static gboolean
belongings_agree (DtlWork *work, const Mention *member, const Mention *mention, gboolean strict)
{
  const Description *mine = &mention->description, *theirs = &member->description;

  for (guint i = 0; i < mine->n_of; i++)
    {
      gboolean found = FALSE;
      const Mention *of = work_mention (work, mine->of[i]);

      for (guint j = 0; j < theirs->n_of; j++)
        found |= same_actor (work, mine->of[i], theirs->of[j]);
      if (!found && of->code && member->code && strcmp (of->code, member->code) == 0 && of->kind == DTL_ACTOR_COUNTRY)
        found = TRUE;
      if (!found && (strict || theirs->n_of > 0))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_same_office (DtlWork *work, const Mention *member, const Mention *mention)
{
  return member->description.head && member->kind == DTL_ACTOR_PERSON
         && head_covers (mention->description.head, member->description.head)
         && belongings_agree (work, member, mention, TRUE);
}

/* The title fits and nothing else is known of its holder. */
static gboolean
may_be_office (DtlWork *work, const Mention *member, const Mention *mention)
{
  return member->description.head && member->kind == DTL_ACTOR_PERSON
         && head_covers (mention->description.head, member->description.head)
         && belongings_agree (work, member, mention, FALSE);
}

static const char *
sort_of (const char *noun)
{
  const char *sort = dtl_table_cell (&dtl_table_org_nouns, noun, DTL_ORG_NOUNS_SORT);

  return sort == NULL || strcmp (sort, "-") == 0 ? noun : sort;
}

/* "the French defence ministry" is not the one that the article calls just "the defence ministry"; companies are less often
 * told apart so. */
static gboolean
is_foreign_body (DtlWork *work, const Mention *member, const Mention *mention)
{
  Row row = dtl_table_find (&dtl_table_org_nouns, mention->description.head, NULL);

  return mention->code && row && !row_has (row, DTL_ORG_NOUNS_KIND, "company")
         && cluster_code (work, (guint32) (member - work_mention (work, 0))) == NULL;
}

static gboolean
is_same_sort (DtlWork *work, const Mention *member, const Mention *mention)
{
  if (is_foreign_body (work, member, mention))
    return FALSE;
  return member->description.head && member->kind == DTL_ACTOR_ORGANISATION
         && (strcmp (sort_of (member->description.head), sort_of (mention->description.head)) == 0
             || ends_in (member->description.head, mention->description.head));
}

/* A member says that it is of another sort: an airline is no bank; "company" says little. */
static gboolean
is_other_sort (DtlWork *work, const Mention *member, const Mention *mention)
{
  const char *mine, *theirs;

  if (member->kind != DTL_ACTOR_ORGANISATION || member->description.head == NULL)
    return FALSE;
  mine = sort_of (mention->description.head);
  theirs = sort_of (member->description.head);
  if (strcmp (mine, theirs) == 0)
    return FALSE;
  if (strcmp (theirs, member->description.head) == 0
      && row_has (dtl_table_find (&dtl_table_org_nouns, theirs, NULL), DTL_ORG_NOUNS_USE, "name"))
    return !row_has (dtl_table_find (&dtl_table_org_nouns, theirs, NULL), DTL_ORG_NOUNS_KIND, "company");
  if (strcmp (mine, "company") == 0 || strcmp (theirs, "company") == 0)
    return !row_has (dtl_table_find (&dtl_table_org_nouns, member->description.head, NULL), DTL_ORG_NOUNS_KIND, "company");
  return TRUE;
}

static gboolean
is_same_phrase (DtlWork *work, const Mention *member, const Mention *mention)
{
  return member->form == DTL_ENTITY_NOMINAL && member->kind == mention->kind && member->description.head
         && strcmp (member->description.head, mention->description.head) == 0
         && belongings_agree (work, member, mention, FALSE)
         && (mention->description.n_of > 0 || mention->n <= 2 || strcmp (member->name, mention->name) == 0);
}

static gboolean
codes_clash (DtlWork *work, guint32 cluster, const Mention *mention)
{
  const char *code = cluster_code (work, cluster);

  return mention->code && code && strcmp (mention->code, code) != 0;
}

static gboolean
genders_clash (DtlWork *work, guint32 cluster, const Mention *mention)
{
  char gender = cluster_gender (work, cluster);

  return mention->gender && gender && gender != mention->gender;
}

typedef struct
{
  guint32 at; /* in work->order */
  const Mention *mention;
  guint32 index;
} Search;

/* The nearest earlier cluster of the sort of @kind that passes @test within @sentences sentences. */
static guint32
find_back (DtlWork *work, const Search *search, MemberTest test, guint sentences, gboolean clash_matters)
{
  const Mention *mention = search->mention;

  for (guint32 i = search->at, n = 0; i-- > 0 && n < MAX_BACK; n++)
    {
      guint32 candidate = work->order[i];
      const Mention *c = work_mention (work, candidate);

      if (mention->sentence - c->sentence > sentences)
        break;
      if (c->form == DTL_ENTITY_ADJECTIVE || c->form == DTL_ENTITY_PRONOUN || c->silent)
        continue;
      if (c->outer_first + c->outer_n > mention->outer_first || cluster_kind (work, candidate) != mention->kind)
        continue;
      if (clash_matters && codes_clash (work, candidate, mention))
        continue;
      if (!genders_clash (work, candidate, mention) && any_member (work, candidate, mention, test))
        return candidate;
    }
  return DTL_NONE;
}

static gboolean
is_acting (DtlWork *work, const Mention *m)
{
  return dtl_deprel_base (work_token (work, m->head)->deprel) == DTL_DEPREL_NSUBJ;
}

static gboolean
has_head (DtlWork *work, const Mention *member, const Mention *mention)
{
  return member->description.head != NULL;
}

/* A named company of which nothing says that it is of another sort. */
static gboolean
is_plain_company (DtlWork *work, const Mention *member, const Mention *mention)
{
  if (member->form != DTL_ENTITY_NAME || member->kind != DTL_ACTOR_ORGANISATION)
    return FALSE;
  if (any_member (work, (guint32) (member - work_mention (work, 0)), mention, is_other_sort))
    return FALSE;
  /* who reports on companies is named more often than called one */
  return member->description.head == NULL || strcmp (sort_of (member->description.head), "media") != 0;
}

/* ... and that is known to be of the same country. */
static gboolean
is_company_there (DtlWork *work, const Mention *member, const Mention *mention)
{
  const char *code = cluster_code (work, (guint32) (member - work_mention (work, 0)));

  return code && strcmp (code, mention->code) == 0 && is_plain_company (work, member, mention);
}

/* How much the text is about a mention that is to be taken up again: near, a subject, often named. */
static int
weigh_salience (DtlWork *work, guint32 candidate, const Mention *mention)
{
  const Mention *c = work_mention (work, candidate);
  guint32 size = work_mention (work, mention_root (work, candidate))->size;
  gboolean subject = dtl_deprel_base (work_token (work, c->head)->deprel) == DTL_DEPREL_NSUBJ;

  return -20 * (int) MIN (mention->sentence - c->sentence, 1000) + (subject ? 15 : 0) + (int) MIN (size, 6);
}

/* Two phrases of one verb are two: "Aerona was fined by the regulator". */
static gboolean
share_verb (DtlWork *work, const Mention *a, const Mention *b)
{
  gint32 verb = work_token (work, a->head)->head;

  return verb >= 0 && verb == work_token (work, b->head)->head && work_token (work, verb)->upos == DTL_UPOS_VERB
         && work_token (work, a->head)->deprel != DTL_DEPREL_CONJ;
}

/* The most salient earlier cluster of organisations that passes @test within @sentences sentences. */
static guint32
find_salient (DtlWork *work, const Search *search, MemberTest test, guint sentences)
{
  const Mention *mention = search->mention;
  guint32 best = DTL_NONE;
  int best_score = 0;

  for (guint32 i = search->at, n = 0; i-- > 0 && n < MAX_BACK; n++)
    {
      guint32 candidate = work->order[i];
      const Mention *c = work_mention (work, candidate);
      int score;

      if (mention->sentence - c->sentence > sentences)
        break;
      if (c->form != DTL_ENTITY_NAME || c->silent || c->outer_first + c->outer_n > mention->outer_first
          || cluster_kind (work, candidate) != mention->kind || codes_clash (work, candidate, mention)
          || share_verb (work, c, mention)
          || !any_member (work, candidate, mention, test))
        continue;
      score = weigh_salience (work, candidate, mention);
      if (best == DTL_NONE || score > best_score)
        {
          best = candidate;
          best_score = score;
        }
    }
  return best;
}

/* Public bodies that "the agency" or "the regulator" may mean, and words for bodies of which any sort of name may be. */
static const char bodies[] = "agency administration bureau service authority commission board office regulator department "
                             "watchdog inspectorate directorate";
static const char callers[] = "agency regulator watchdog authority bureau";
static const char loose[] = "club team party union group organisation organization charity association movement ngo league";

/* A named organisation that acts and of which nothing is said. */
static gboolean
is_unknown_body (DtlWork *work, const Mention *member, const Mention *mention)
{
  return member->form == DTL_ENTITY_NAME && member->kind == DTL_ACTOR_ORGANISATION && is_acting (work, member)
         && !any_member (work, (guint32) (member - work_mention (work, 0)), mention, has_head);
}

static gboolean
is_agency_like (DtlWork *work, const Mention *member, const Mention *mention)
{
  if (member->form != DTL_ENTITY_NAME || member->kind != DTL_ACTOR_ORGANISATION)
    return FALSE;
  if (member->description.head)
    return dtl_word_is_one_of (member->description.head, bodies);
  return is_unknown_body (work, member, mention);
}

/* "Nordbank agreed … The company said": the subject before is a company, though the tagger took it for something else. */
static guint32
find_mistaken (DtlWork *work, const Search *search)
{
  const Mention *mention = search->mention;

  for (guint32 i = search->at, n = 0; i-- > 0 && n < MAX_BACK; n++)
    {
      guint32 candidate = work->order[i];
      Mention *c = work_mention (work, candidate);

      if (mention->sentence - c->sentence > 1)
        break;
      if (c->sentence == mention->sentence || c->form != DTL_ENTITY_NAME || c->n > 1 || c->outer_n > 1
          || !is_acting (work, c) || !is_unsure_name (work, candidate)
          || dtl_table_has (&dtl_table_given_names, c->key))
        continue;
      c->kind = DTL_ACTOR_ORGANISATION;
      c->sure = TRUE;
      c->gender = 'n';
      return candidate;
    }
  return DTL_NONE;
}

/* The company that the article has named most so far, and more than any other. */
static guint32
find_main (DtlWork *work, const Search *search)
{
  guint32 best = DTL_NONE, most = 1, second = 0;

  for (guint32 i = search->at, n = 0; i-- > 0 && n < MAX_BACK; n++)
    {
      guint32 candidate = work->order[i], root = mention_root (work, candidate);
      guint32 size = work_mention (work, root)->size;

      if (work_mention (work, candidate)->form != DTL_ENTITY_NAME || codes_clash (work, candidate, search->mention)
          || (best != DTL_NONE && root == mention_root (work, best))
          || !is_plain_company (work, work_mention (work, candidate), search->mention))
        continue;
      if (size > most)
        {
          second = best == DTL_NONE ? 0 : most;
          most = size;
          best = candidate;
        }
      else
        second = MAX (second, size);
    }
  return most > second ? best : DTL_NONE;
}

static guint32
find_organisation (DtlWork *work, const Search *search)
{
  const Mention *mention = search->mention;
  const char *head = mention->description.head;
  Row row = dtl_table_find (&dtl_table_org_nouns, head, NULL);
  guint32 found = DTL_NONE;

  /* "company" says too little to look far for it */
  if (strcmp (sort_of (head), "company") == 0)
    found = find_salient (work, search, is_plain_company, NEAR_SENTENCES);
  if (found == DTL_NONE)
    found = find_salient (work, search, is_same_sort, NEAR_SENTENCES);
  if (found == DTL_NONE)
    found = find_back (work, search, is_same_sort, MAX_SENTENCES, TRUE);
  /* "Lufthansa … the German airline": not an airline of which nobody knows that it is German */
  if (found != DTL_NONE && mention->code && row_has (row, DTL_ORG_NOUNS_KIND, "company")
      && cluster_code (work, found) == NULL)
    {
      guint32 near = find_salient (work, search, is_plain_company, 2);

      if (near != DTL_NONE)
        found = near;
    }
  /* "the statistics bureau" is not just any body */
  if (found == DTL_NONE && dtl_word_is_one_of (head, callers) && mention->n <= 2)
    found = find_salient (work, search, is_agency_like, NEAR_SENTENCES);
  if (found == DTL_NONE && dtl_word_is_one_of (head, loose))
    found = find_salient (work, search, is_unknown_body, 2);

  if (found == DTL_NONE && row_has (row, DTL_ORG_NOUNS_KIND, "company") && mention->code)
    found = find_salient (work, search, is_company_there, NEAR_SENTENCES);
  if (found == DTL_NONE && row_has (row, DTL_ORG_NOUNS_KIND, "company"))
    found = find_salient (work, search, is_plain_company, NEAR_SENTENCES);
  if (found == DTL_NONE && row_has (row, DTL_ORG_NOUNS_KIND, "company"))
    found = find_mistaken (work, search);
  if (found == DTL_NONE && row_has (row, DTL_ORG_NOUNS_KIND, "company"))
    found = find_main (work, search);
  return found;
}

/* "the man", "the defendant": the nearest person who is named or described, not the one who speaks of him. */
static gboolean
is_any_person (DtlWork *work, const Mention *member, const Mention *mention)
{
  guint32 self = (guint32) (member - work_mention (work, 0));

  if (mention->speaker != DTL_NONE && same_actor (work, mention->speaker, self))
    return FALSE;
  return member->kind == DTL_ACTOR_PERSON && member->form != DTL_ENTITY_PRONOUN
         && !(member->description.stated && member->description.n_of > 0);
}

static const char of_law[] = "defendant suspect accused gunman shooter attacker assailant bomber killer robber hijacker "
                             "convict offender man woman boy girl teenager";

static guint32
find_person (DtlWork *work, const Search *search)
{
  guint32 found = find_back (work, search, is_same_office, MAX_SENTENCES, FALSE);

  if (found == DTL_NONE)
    found = find_back (work, search, is_same_phrase, MAX_SENTENCES, TRUE);
  if (found == DTL_NONE)
    found = find_back (work, search, may_be_office, NEAR_SENTENCES, TRUE);
  if (found == DTL_NONE && dtl_word_is_one_of (search->mention->description.head, of_law) && search->mention->n <= 3)
    found = find_back (work, search, is_any_person, NEAR_SENTENCES, FALSE);
  return found;
}

/* Two groups are one when they have the same noun and belong to the same; a bare one takes the last of its noun. */
static gboolean
is_same_group (DtlWork *work, const Mention *member, const Mention *mention)
{
  if (member->form != DTL_ENTITY_NOMINAL || member->kind != DTL_ACTOR_GROUP || member->description.head == NULL
      || strcmp (member->description.head, mention->description.head) != 0)
    return FALSE;
  if (mention->description.n_of == 0)
    return mention->n <= 2;
  return member->description.n_of == mention->description.n_of && belongings_agree (work, member, mention, TRUE);
}

/* "the sources": those who spoke just now. */
static gboolean
is_any_group (DtlWork *work, const Mention *member, const Mention *mention)
{
  return member->form == DTL_ENTITY_NOMINAL && member->kind == DTL_ACTOR_GROUP && !member->is_weak
         && dtl_deprel_base (work_token (work, member->head)->deprel) == DTL_DEPREL_NSUBJ;
}

static gboolean
begins_other (DtlWork *work, const Mention *m)
{
  for (guint32 i = m->first; i < m->first + m->n && i < m->first + 2; i++)
    if (token_is (work_token (work, i), "other another"))
      return TRUE;
  return FALSE;
}

static gboolean
refers_back (DtlWork *work, const Mention *m)
{
  if (m->kind == DTL_ACTOR_GROUP)
    return !begins_other (work, m);
  if (m->kind == DTL_ACTOR_ORGANISATION)
    return m->determiner == DETERMINER_DEFINITE
           || (m->determiner == DETERMINER_NONE && strcmp (m->description.head, "police") == 0)
           || (m->determiner == DETERMINER_POSSESSIVE && m->possessor != DTL_NONE);
  return m->kind == DTL_ACTOR_PERSON
         && (m->determiner == DETERMINER_DEFINITE || (m->determiner == DETERMINER_POSSESSIVE && m->possessor != DTL_NONE));
}

/* The country that an article is about: named three times, and twice as often as any other; or DTL_NONE. */
static guint32
dominant_country (DtlWork *work)
{
  guint32 best = DTL_NONE, most = 0, second = 0;

  for (guint32 i = 0; i < MIN (work->mentions->len, MAX_TOLD); i++)
    {
      guint32 size = work_mention (work, i)->size;

      if (mention_root (work, i) != i || cluster_kind (work, i) != DTL_ACTOR_COUNTRY)
        continue;
      if (size > most)
        {
          second = most;
          most = size;
          best = i;
        }
      else
        second = MAX (second, size);
    }
  return most >= 3 && most >= 2 * second ? best : DTL_NONE;
}

static gboolean
is_government_of (const Mention *c)
{
  return c->form == DTL_ENTITY_NOMINAL && c->kind == DTL_ACTOR_COUNTRY && c->description.n_of > 0
         && strcmp (c->description.head, "government") == 0;
}

/* "the government": the one named just before, that of the country that just acted, or of which the article is. */
static guint32
find_government (DtlWork *work, const Search *search)
{
  const Mention *mention = search->mention;
  guint32 end = mention->first + mention->n;
  const DtlToken *after = end < work->document->tokens->len ? work_token (work, end) : NULL;

  if (mention->n != 2 || (after && after->sentence == mention->sentence && token_is (after, "in of that which")))
    return DTL_NONE;
  for (guint32 i = search->at, n = 0; i-- > 0 && n < MAX_BACK; n++)
    {
      guint32 candidate = work->order[i];
      const Mention *c = work_mention (work, candidate);
      guint32 far = mention->sentence - c->sentence;

      if (far > NEAR_SENTENCES)
        break;
      if (is_government_of (c) || (far == 1 && is_acting (work, c) && c->form == DTL_ENTITY_NAME && !c->demonym
                                   && cluster_kind (work, candidate) == DTL_ACTOR_COUNTRY))
        return candidate;
    }
  return dominant_country (work);
}

static guint32
find_antecedent (DtlWork *work, const Search *search)
{
  const Mention *m = search->mention;

  if (begins_other (work, m))
    return DTL_NONE;
  if (strcmp (m->description.head, "government") == 0 && m->description.n_of == 0 && m->kind == DTL_ACTOR_ORGANISATION)
    return find_government (work, search);
  if (m->kind == DTL_ACTOR_GROUP && strcmp (m->description.head, "source") == 0)
    return m->determiner == DETERMINER_DEFINITE ? find_back (work, search, is_any_group, 2, FALSE) : DTL_NONE;
  if (m->kind == DTL_ACTOR_GROUP)
    return find_back (work, search, is_same_group, m->description.n_of > 0 ? MAX_SENTENCES : 2 * NEAR_SENTENCES, FALSE);
  if (m->determiner == DETERMINER_POSSESSIVE)
    return find_back (work, search, m->kind == DTL_ACTOR_PERSON ? is_same_office : is_same_phrase, MAX_SENTENCES, FALSE);
  return m->kind == DTL_ACTOR_PERSON ? find_person (work, search) : find_organisation (work, search);
}

/* "her client" of a lawyer is the one whose lawyer she is. */
static gboolean
is_client_of (DtlWork *work, const Mention *member, const Mention *mention)
{
  return member->description.head && member->description.n_of > 0 && head_covers ("lawyer", member->description.head);
}

static guint32
find_client (DtlWork *work, const Mention *mention)
{
  guint32 lawyer = mention->possessor, i = lawyer;

  if (lawyer == DTL_NONE || strcmp (mention->description.head, "client") != 0)
    return DTL_NONE;
  for (guint k = 0; k < MAX_WALK; k++)
    {
      const Mention *m = work_mention (work, i);

      if (is_client_of (work, m, mention))
        return m->description.of[0];
      i = m->next;
      if (i == lawyer)
        break;
    }
  return DTL_NONE;
}

/* A holder named after his office was: "Austria's interior minister said … Interior Minister Peschorn said". */
static gboolean
is_unnamed_holder (DtlWork *work, const Mention *member, const Mention *mention)
{
  return member->form == DTL_ENTITY_NOMINAL && member->kind == DTL_ACTOR_PERSON && member->description.role
         && strcmp (member->description.role, mention->description.role) == 0 && member->description.n_of > 0
         && member->determiner != DETERMINER_INDEFINITE && belongings_agree (work, member, mention, FALSE)
         && !cluster_is_named (work, (guint32) (member - work_mention (work, 0)));
}

static guint32
find_unnamed (DtlWork *work, const Search *search)
{
  const Mention *m = search->mention;

  if (m->kind != DTL_ACTOR_PERSON || m->description.role == NULL || m->n < 2)
    return DTL_NONE;
  return find_back (work, search, is_unnamed_holder, MAX_SENTENCES, TRUE);
}

/* "a newspaper reporter … The reporter, Samira Haddad," */
static gboolean
is_unnamed_phrase (DtlWork *work, const Mention *member, const Mention *mention)
{
  return is_same_phrase (work, member, mention) && !cluster_is_named (work, (guint32) (member - work_mention (work, 0)));
}

/* "a 34-year-old man … The suspect, named as NAME" */
static gboolean
is_unnamed_person (DtlWork *work, const Mention *member, const Mention *mention)
{
  return member->form == DTL_ENTITY_NOMINAL && member->is_people && member->kind == DTL_ACTOR_PERSON
         && !cluster_is_named (work, (guint32) (member - work_mention (work, 0)));
}

static guint32
find_unnamed_before (DtlWork *work, const Search *search)
{
  guint32 found = find_back (work, search, is_unnamed_phrase, MAX_SENTENCES, TRUE);

  if (found == DTL_NONE && dtl_word_is_one_of (search->mention->description.head, of_law))
    found = find_back (work, search, is_unnamed_person, NEAR_SENTENCES, TRUE);
  return found;
}

/* The headline describes without a name whom the report names or describes again: "Former minister charged. … charged the
 * former transport minister". */
static guint32
find_in_headline (DtlWork *work, const Mention *m)
{
  for (guint32 i = 0; i < MIN (work->mentions->len, MAX_BACK); i++)
    {
      guint32 candidate = work->order[i];
      const Mention *c = work_mention (work, candidate);

      if (dtl_document_sentence (work->document, c->sentence)->kind != DTL_SENTENCE_TITLE
          || m->sentence - c->sentence > NEAR_SENTENCES || c->sentence == m->sentence)
        break;
      if (c->form == DTL_ENTITY_NOMINAL && c->kind == m->kind && c->description.head && !cluster_is_named (work, candidate)
          && c->number == m->number && head_covers (c->description.head, m->description.head)
          && !codes_clash (work, candidate, m) && !genders_clash (work, candidate, m))
        return candidate;
    }
  return DTL_NONE;
}

/* The same words again, however far: "the Biden administration". */
static guint32
find_same_words (DtlWork *work, GHashTable *phrases, guint32 index)
{
  const Mention *m = work_mention (work, index);
  g_autofree char *key = g_strdup_printf ("%d %s", m->kind, m->name);
  guint32 found = GPOINTER_TO_UINT (g_hash_table_lookup (phrases, key));

  if (m->description.n_of == 0 || m->determiner == DETERMINER_POSSESSIVE)
    return DTL_NONE;
  if (found == 0)
    g_hash_table_insert (phrases, g_steal_pointer (&key), GUINT_TO_POINTER (index + 1));
  if (found == 0 || (m->determiner == DETERMINER_INDEFINITE && m->number == NUMBER_SINGULAR))
    return DTL_NONE;
  return found - 1;
}

static gboolean
has_word (DtlWork *work, const Mention *m, const char *lower)
{
  for (guint32 i = m->first; i < m->first + m->n; i++)
    if (strcmp (work_token (work, i)->lower, lower) == 0)
      return TRUE;
  return FALSE;
}

/* Whether the name @c ends like the description @m and has all its words. */
static gboolean
names_description (DtlWork *work, const Mention *c, const Mention *m)
{
  if (c->form != DTL_ENTITY_NAME || c->kind != DTL_ACTOR_ORGANISATION || c->silent || c->n < 2
      || strcmp (work_token (work, c->first + c->n - 1)->lower, work_token (work, m->first + m->n - 1)->lower) != 0)
    return FALSE;
  for (guint32 i = m->first + 1; i < m->first + m->n; i++)
    if (!has_word (work, c, work_token (work, i)->lower))
      return FALSE;
  return TRUE;
}

/* "The miners' union … the United Miners' Union": the one body of the article, named before or later, whose name
 * has all the words, or DTL_NONE. */
static guint32
find_named_body (DtlWork *work, const Mention *m)
{
  guint32 found = DTL_NONE;

  if (m->kind != DTL_ACTOR_ORGANISATION || m->n < 3 || !token_is (work_token (work, m->first), "the") || begins_other (work, m))
    return DTL_NONE;
  for (guint32 i = 0; i < MIN (work->mentions->len, MAX_TOLD); i++)
    {
      const Mention *c = work_mention (work, work->order[i]);

      if (!names_description (work, c, m))
        continue;
      if (codes_clash (work, work->order[i], m) || share_verb (work, c, m)
          || (found != DTL_NONE && !same_actor (work, found, work->order[i])))
        return DTL_NONE;
      found = work->order[i];
    }
  return found;
}

/* A government is its country. */
static void
join_description (DtlWork *work, guint32 found, guint32 index)
{
  Mention *m = work_mention (work, index);

  if (strcmp (m->description.head, "government") == 0 && cluster_kind (work, found) == DTL_ACTOR_COUNTRY)
    {
      const Mention *country = work_mention (work, mention_root (work, found));

      for (guint k = 0; k < MAX_WALK && country->name == NULL; k++)
        country = work_mention (work, country->next);
      m->kind = DTL_ACTOR_COUNTRY;
      m->name = country->name ? country->name : country->text;
      m->sure = TRUE;
    }
  mention_join (work, found, index);
}

void
descriptions_join (DtlWork *work)
{
  g_autoptr (GHashTable) phrases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      guint32 index = work->order[i], found;
      const Mention *m = work_mention (work, index);
      Search search = { i, m, index };

      if (m->form == DTL_ENTITY_NAME && (found = find_unnamed (work, &search)) != DTL_NONE)
        mention_join (work, found, index);
      if (m->form != DTL_ENTITY_NOMINAL || m->kind == DTL_ACTOR_COUNTRY || m->description.head == NULL)
        continue;
      found = m->kind == DTL_ACTOR_PERSON ? find_in_headline (work, m) : DTL_NONE;
      if (found != DTL_NONE)
        mention_join (work, found, index);
      found = find_same_words (work, phrases, index);
      if (cluster_is_named (work, index))
        {
          found = m->kind == DTL_ACTOR_PERSON && m->determiner == DETERMINER_DEFINITE ? find_unnamed_before (work, &search)
                                                                                      : DTL_NONE;
          if (found != DTL_NONE)
            mention_join (work, found, index);
          continue;
        }
      if (found == DTL_NONE && refers_back (work, m))
        found = find_antecedent (work, &search);
      if (found == DTL_NONE || !cluster_is_named (work, found))
        {
          guint32 body = find_named_body (work, m);

          found = body != DTL_NONE ? body : found;
        }
      if (found != DTL_NONE)
        join_description (work, found, index);
    }
}

void
descriptions_join_owned (DtlWork *work)
{
  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      guint32 index = work->order[i], found;
      const Mention *m = work_mention (work, index);
      Search search = { i, m, index };

      if (m->form != DTL_ENTITY_NOMINAL || m->kind != DTL_ACTOR_PERSON || m->determiner != DETERMINER_POSSESSIVE
          || m->possessor == DTL_NONE || m->size > 1 || mention_root (work, index) != index)
        continue;
      found = find_client (work, m);
      if (found == DTL_NONE && work_mention (work, m->possessor)->form == DTL_ENTITY_PRONOUN)
        found = find_back (work, &search, is_same_office, MAX_SENTENCES, FALSE);
      if (found != DTL_NONE && !same_actor (work, found, m->possessor))
        mention_join (work, found, index);
    }
}
