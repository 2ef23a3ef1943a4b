/*
 * Ties that verbs and their like state: "who leads the clinic", "worked for the charity", "his seat on the council", "the
 * firm that he set up with a friend". posts.tsv tells which word gives which role; here stands where its two sides are.
 *
 * What is only planned, possible or denied ties nobody: a word with a modal, under a verb of wishing or with "not" states
 * nothing.
 */
#include "entity/work.h"

#include <string.h>

#define MAX_CONJUNCTS 6
#define MAX_HOLDERS 8
#define MAX_BETWEEN 4     /* words before one of the names of a list */
#define MAX_GROUP_REACH 60 /* tokens back to the group that somebody is one of */

/* The word at hand and what its row says. */
typedef struct
{
  DtlWork *work;
  guint32 word;
  Row row;
} Post;

/* What @token stands for: that which its relative clause is about for "who" and "which". */
static guint32
antecedent (DtlWork *work, guint32 token, guint32 verb)
{
  const DtlToken *clause = work_token (work, verb);

  if (token == DTL_NONE || !token_is (work_token (work, token), "who whom which that"))
    return token;
  /* "Jones and Smith, who leads the party": the one named right before */
  if (token > 1 && token_is (work_token (work, token), "who"))
    {
      guint32 before = token - (token_is (work_token (work, token - 1), ",") ? 2 : 1), name = work->owner[before];

      if (name && work_mention (work, name - 1)->form == DTL_ENTITY_NAME && work_mention (work, name - 1)->kind == DTL_ACTOR_PERSON)
        return work_mention (work, name - 1)->head;
    }
  return clause->deprel == DTL_DEPREL_ACL_RELCL && clause->head >= 0 ? (guint32) clause->head : DTL_NONE;
}

/* Whether something takes the word out of what is: "will join", "did not join", "wants to join". */
static gboolean
is_unreal (DtlWork *work, guint32 verb)
{
  const DtlToken *token = work_token (work, verb);
  DtlDeprel base = dtl_deprel_base (token->deprel);

  return token_child (work, verb, DTL_DEPREL_AUX, "will would may might could should can must shall 'll 'd wo ca") != DTL_NONE
         || token_child (work, verb, DTL_DEPREL_ADVMOD, "not n't never") != DTL_NONE
         || token_child (work, verb, DTL_DEPREL_MARK, "to if unless whether") != DTL_NONE
         || base == DTL_DEPREL_XCOMP;
}

/* The token that hangs on @word behind the preposition @mark. */
static guint32
behind (DtlWork *work, guint32 word, DtlDeprel base, const char *mark)
{
  const DtlSentence *s = dtl_document_sentence (work->document, work_token (work, word)->sentence);
  guint32 end = MIN (word + 40, s->first_token + s->n_tokens);

  for (guint32 i = word + 1; i < end; i++)
    if (work_token (work, i)->head == (gint32) word && dtl_deprel_base (work_token (work, i)->deprel) == base
        && token_child (work, i, DTL_DEPREL_CASE, mark) != DTL_NONE)
      return i;
  return DTL_NONE;
}

/* What the preposition right after @word governs, whatever the parse hangs that on: "his seat on the council". */
static guint32
next_behind (DtlWork *work, guint32 word, const char *mark)
{
  const DtlToken *next = word + 1 < work->document->tokens->len ? work_token (work, word + 1) : NULL;

  if (next == NULL || next->sentence != work_token (work, word)->sentence || !token_is (next, mark) || next->head < 0
      || next->deprel != DTL_DEPREL_CASE)
    return DTL_NONE;
  return (guint32) next->head;
}

static gboolean
is_passive (DtlWork *work, guint32 verb)
{
  const DtlToken *token = work_token (work, verb);
  guint32 subject = token_child (work, verb, DTL_DEPREL_NSUBJ, NULL);

  if (subject != DTL_NONE)
    return work_token (work, subject)->deprel == DTL_DEPREL_NSUBJ_PASS;
  return token->xpos == DTL_XPOS_VBN && dtl_deprel_base (token->deprel) == DTL_DEPREL_ACL
         && token->deprel != DTL_DEPREL_ACL_RELCL;
}

/* "The federation hired him", "he was sacked by the federation": the side of the body, or of him. */
static guint32
side_of_employer (const Post *post, gboolean body)
{
  DtlWork *work = post->work;
  gboolean passive = is_passive (work, post->word);

  if (body != passive)
    return antecedent (work, verb_subject (work, post->word), post->word);
  if (body)
    return behind (work, post->word, DTL_DEPREL_OBL, "by");
  return antecedent (work, token_child (work, post->word, DTL_DEPREL_OBJ, NULL), post->word);
}

/* The body that the word ties to: a token, or DTL_NONE. */
static guint32
find_body (const Post *post)
{
  DtlWork *work = post->work;
  const char *mark = post->row[DTL_POSTS_MARK];
  gboolean particle = strcmp (mark, "up") == 0, noun = row_has (post->row, DTL_POSTS_POS, "noun");
  const DtlToken *token = work_token (work, post->word);
  guint32 subject;

  if (row_has (post->row, DTL_POSTS_POS, "employer"))
    return side_of_employer (post, TRUE);
  if (particle && token_child (work, post->word, DTL_DEPREL_COMPOUND, mark) == DTL_NONE
      && token_child (work, post->word, DTL_DEPREL_ADVMOD, mark) == DTL_NONE)
    return DTL_NONE;
  if (noun)
    return next_behind (work, post->word, mark);
  if (!particle && strcmp (mark, "-") != 0)
    return antecedent (work, behind (work, post->word, DTL_DEPREL_OBL, mark), post->word);
  if (!is_passive (work, post->word))
    return antecedent (work, token_child (work, post->word, DTL_DEPREL_OBJ, NULL), post->word);
  subject = token_child (work, post->word, DTL_DEPREL_NSUBJ, NULL);
  return subject == DTL_NONE ? (guint32) token->head : antecedent (work, subject, post->word);
}

/* Whether the row speaks of such a thing as @body. */
static gboolean
is_of_sort (const Post *post, guint32 body)
{
  DtlActorKind kind = cluster_kind (post->work, body);

  const Mention *m = work_mention (post->work, body);

  if (m->number == NUMBER_PLURAL && kind == DTL_ACTOR_GROUP)
    return FALSE;
  /* "set up a company": some body; but "a wing led by Jones" */
  if (m->determiner == DETERMINER_INDEFINITE && m->description.n_of == 0 && !cluster_is_named (post->work, body)
      && !(is_passive (post->work, post->word) && !row_has (post->row, DTL_POSTS_STATUS, "gained")))
    return FALSE;
  return kind == DTL_ACTOR_ORGANISATION
         || (row_has (post->row, DTL_POSTS_OF, "state") && (kind == DTL_ACTOR_COUNTRY || kind == DTL_ACTOR_PLACE));
}

/* Countries join as well; only persons found and lead. */
static gboolean
may_hold (const Post *post, guint32 holder)
{
  DtlActorKind kind = cluster_kind (post->work, holder);
  const Mention *m = work_mention (post->work, holder);

  if (m->form == DTL_ENTITY_ADJECTIVE)
    return FALSE;
  return kind == DTL_ACTOR_PERSON || (kind == DTL_ACTOR_COUNTRY && row_has (post->row, DTL_POSTS_ROLE, "Member"))
         || (kind == DTL_ACTOR_ORGANISATION && row_has (post->row, DTL_POSTS_ROLE, "Owner"));
}

/* Adds the mention of @token and of all that are joined to it. */
static guint
add_holders (const Post *post, guint32 token, guint32 *holders, guint n)
{
  DtlWork *work = post->work;
  const DtlSentence *s;

  if (token == DTL_NONE)
    return n;
  s = dtl_document_sentence (work->document, work_token (work, token)->sentence);
  for (guint32 i = token; i < MIN (token + 40, s->first_token + s->n_tokens) && n < MAX_HOLDERS; i++)
    if ((i == token || (work_token (work, i)->head == (gint32) token && work_token (work, i)->deprel == DTL_DEPREL_CONJ))
        && mention_headed (work, i) != DTL_NONE)
      holders[n++] = mention_headed (work, i);
  return n;
}

static guint32
owner_of_noun (DtlWork *work, guint32 noun)
{
  guint32 owner = token_child (work, noun, DTL_DEPREL_NMOD, NULL);

  return owner == DTL_NONE || work_token (work, owner)->deprel == DTL_DEPREL_NMOD_POSS ? owner : DTL_NONE;
}

/* Who holds the post: the subject, him behind "by" in the passive, the owner of a noun; and with whom he founded it. */
static guint
find_holders (const Post *post, guint32 *holders)
{
  DtlWork *work = post->work;
  guint n = 0;

  if (row_has (post->row, DTL_POSTS_POS, "employer"))
    return add_holders (post, side_of_employer (post, FALSE), holders, 0);
  if (row_has (post->row, DTL_POSTS_POS, "noun"))
    return add_holders (post, owner_of_noun (work, post->word), holders, 0);
  if (is_passive (work, post->word))
    return add_holders (post, behind (work, post->word, DTL_DEPREL_OBL, "by"), holders, 0);
  n = add_holders (post, antecedent (work, verb_subject (work, post->word), post->word), holders, 0);
  if (row_has (post->row, DTL_POSTS_ROLE, "Founder"))
    n = add_holders (post, behind (work, post->word, DTL_DEPREL_OBL, "with"), holders, n);
  return n;
}

/* "joined the firm as an adviser": what is said of the post; else what the row says. */
static const char *
role_of (const Post *post)
{
  guint32 as = behind (post->work, post->word, DTL_DEPREL_OBL, "as"), mention = mention_headed (post->work, as);
  const Mention *m = mention == DTL_NONE ? NULL : work_mention (post->work, mention);

  if (m && m->description.role && m->description.stated && row_has (post->row, DTL_POSTS_ROLE, "Member"))
    return m->description.role;
  return post->row[DTL_POSTS_ROLE];
}

static DtlRoleStatus
status_of (const Post *post)
{
  const DtlToken *token = work_token (post->work, post->word);
  const DtlToken *verb = token->head >= 0 && token->deprel == DTL_DEPREL_OBJ ? work_token (post->work, (guint32) token->head) : NULL;

  if (row_has (post->row, DTL_POSTS_STATUS, "lost"))
    return DTL_STATUS_FORMER;
  /* "gave up his seat" */
  if (verb && verb->lemma && dtl_word_is_one_of (verb->lemma, "lose give quit resign leave forfeit"))
    return DTL_STATUS_FORMER;
  return row_has (post->row, DTL_POSTS_STATUS, "held") && token->xpos == DTL_XPOS_VBD ? DTL_STATUS_FORMER : DTL_STATUS_CURRENT;
}

static void
post_read (const Post *post)
{
  DtlWork *work = post->work;
  guint32 body = mention_headed (work, find_body (post)), holders[MAX_HOLDERS];
  guint n = body == DTL_NONE || !is_of_sort (post, body) ? 0 : find_holders (post, holders);

  for (guint i = 0; i < n; i++)
    if (may_hold (post, holders[i]) && mention_root (work, holders[i]) != mention_root (work, body))
      role_state (work, holders[i], body, role_of (post), status_of (post), work_token (work, post->word)->sentence);
}

/* The group that "one of whom", "one of them" and "one of the pair" take one of: the nearest before token @at of whom the
 * text says what they are of; a mention or DTL_NONE. */
static guint32
group_before (DtlWork *work, guint32 at)
{
  guint32 sentence = work_token (work, at)->sentence;

  for (guint32 i = at, n = 0; i-- > 0 && n < MAX_GROUP_REACH; n++)
    {
      guint32 mention = mention_headed (work, i);
      const Mention *m = mention == DTL_NONE ? NULL : work_mention (work, mention);

      if (sentence - work_token (work, i)->sentence > 1)
        break;
      if (m && m->form == DTL_ENTITY_NOMINAL && m->kind == DTL_ACTOR_GROUP && m->description.role
          && (m->description.n_of > 0 || m->owner != DTL_NONE))
        return mention;
    }
  return DTL_NONE;
}

/* What a group is of: that which its words name, else what stands around them. */
static guint32
owner_of_group (const Mention *group)
{
  return group->description.n_of > 0 ? group->description.of[0] : group->owner;
}

/* The names of persons from token @at on, joined by commas and "and"; those who stand between them are their words: "Jan Ek
 * and his brother Lars". Whether something closes the list is told in @closed. */
static guint
names_listed (DtlWork *work, guint32 at, guint32 *names, gboolean *closed)
{
  const DtlSentence *s = dtl_document_sentence (work->document, work_token (work, at)->sentence);
  guint32 end = s->first_token + s->n_tokens, i = at;
  guint n = 0;

  for (guint words = 0; i < end && n < MAX_HOLDERS && words <= MAX_BETWEEN; i++)
    {
      const DtlToken *token = work_token (work, i);
      const Mention *m = work->owner[i] ? work_mention (work, work->owner[i] - 1) : NULL;

      if (m && m->form == DTL_ENTITY_NAME && m->kind == DTL_ACTOR_PERSON)
        {
          names[n++] = work->owner[i] - 1;
          i = m->first + m->n - 1;
          words = 0;
        }
      else if (token_is (token, ", and") || work->titled[i])
        words = 0;
      else if (token->upos == DTL_UPOS_VERB || token->upos == DTL_UPOS_AUX || token->upos == DTL_UPOS_PUNCT
               || token->upos == DTL_UPOS_ADP)
        break;
      else
        words++;
    }
  *closed = n > 0 && (i >= end || token_is (work_token (work, i), ". ; : ) — –") || token_is (work_token (work, i - 1), ","));
  return n;
}

/* "Two of his runners, Jan Ek and Per Lie, were banned", "one of its deputies, Ann Jones,", "the directors Jan Ek and Per Lie":
 * those who are named right behind a group are what the group is. */
static void
group_read (DtlWork *work, guint32 group)
{
  const Mention *g = work_mention (work, group), *first;
  guint32 at = g->outer_first + g->outer_n, names[MAX_HOLDERS];
  gboolean closed = FALSE, comma = at + 1 < work->document->tokens->len && token_is (work_token (work, at), ", : — –");
  guint n;

  at += comma ? 1 : 0;
  if (g->form != DTL_ENTITY_NOMINAL || g->kind != DTL_ACTOR_GROUP || g->description.role == NULL || owner_of_group (g) == DTL_NONE
      || at >= work->document->tokens->len || work_token (work, at)->sentence != g->sentence)
    return;
  n = names_listed (work, at, names, &closed);
  if (n == 0 || (comma && !closed))
    return;
  first = work_mention (work, names[0]);
  if (!comma && (first->outer_first != at || dtl_deprel_base (work_token (work, first->head)->deprel) == DTL_DEPREL_NSUBJ))
    return;
  for (guint i = 0; i < n; i++)
    role_state (work, names[i], owner_of_group (g), g->description.role, g->description.status, g->sentence);
}

/* "two managers of Baltica, one of whom, Jan Ek, fled"; "Two members of the council … One of them, Jan Ek, will leave". */
static void
partitive_read (DtlWork *work, guint32 one)
{
  const DtlSentence *s = dtl_document_sentence (work->document, work_token (work, one)->sentence);
  guint32 end = s->first_token + s->n_tokens, at = one + 2, group;
  const Mention *name, *g;

  if (at + 2 >= end || !token_is (work_token (work, one + 1), "of"))
    return;
  at += token_is (work_token (work, at), "the") ? 1 : 0;
  if (!token_is (work_token (work, at), "whom them pair two three trio") || at + 2 >= end
      || !token_is (work_token (work, at + 1), ","))
    return;
  /* a title may stand before the name */
  for (at += 2; at + 1 < end && work->titled[at]; at++)
    continue;
  if (work->owner[at] == 0)
    return;
  name = work_mention (work, work->owner[at] - 1);
  group = group_before (work, one);
  if (group == DTL_NONE || name->form != DTL_ENTITY_NAME || name->kind != DTL_ACTOR_PERSON)
    return;
  g = work_mention (work, group);
  role_state (work, work->owner[at] - 1, owner_of_group (g), g->description.role, g->description.status, name->sentence);
}

void
posts_find (DtlWork *work)
{
  for (guint32 i = 0; i < work->mentions->len; i++)
    group_read (work, i);
  for (guint32 i = 0; i < work->document->tokens->len; i++)
    {
      const DtlToken *token = work_token (work, i);
      gboolean noun = token->upos == DTL_UPOS_NOUN;
      guint n_rows = 0;
      Row row = token->lemma && (noun || token->upos == DTL_UPOS_VERB) ? dtl_table_find (&dtl_table_posts, token->lemma, &n_rows)
                                                                       : NULL;

      if (token_is (token, "one"))
        partitive_read (work, i);
      if (row == NULL || (!noun && is_unreal (work, i)))
        continue;
      for (guint k = 0; k < n_rows; k++, row += dtl_table_posts.n_columns)
        if (row_has (row, DTL_POSTS_POS, "noun") == noun)
          {
            Post post = { work, i, row };

            post_read (&post);
          }
    }
}
