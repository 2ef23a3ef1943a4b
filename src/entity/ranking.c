/* Signs of the actors that a pronoun may mean, and the trees over them. See ranking.h. */
#include "entity/ranking.h"

#include <string.h>

#define MAX_CLIMB 40
#define MAX_MEMBERS 64
#define FAR 20       /* steps in the tree between two sentences */
#define MAX_WORDS 60
#define NO_ROLE 12

const char *
ranking_sign_name (RankSign sign)
{
  static const char *const names[N_RANK] = {
#define X(name, text) [RANK_##name] = text,
    RANKING_TABLE (X)
#undef X
  };

  return names[sign];
}

static gboolean
is_clause (const DtlToken *token)
{
  return token->upos == DTL_UPOS_VERB || token->deprel == DTL_DEPREL_ROOT;
}

/* What a word is to its verb, the likelier antecedents first; the order lets one threshold part them. */
static int
role_of (DtlWork *work, guint32 i)
{
  const DtlToken *token = work_token (work, i);
  gboolean main = token->head >= 0 && work_token (work, token->head)->deprel == DTL_DEPREL_ROOT;

  switch (token->deprel)
    {
    case DTL_DEPREL_NSUBJ:
    case DTL_DEPREL_NSUBJ_OUTER:
      return main ? 0 : 1;
    case DTL_DEPREL_NSUBJ_PASS:
      return main ? 2 : 3;
    case DTL_DEPREL_OBL_AGENT:
      return 4;
    case DTL_DEPREL_OBJ:
    case DTL_DEPREL_IOBJ:
      return 5;
    case DTL_DEPREL_OBL:
      return 6;
    case DTL_DEPREL_NMOD:
      return 7;
    case DTL_DEPREL_NMOD_POSS:
      return 8;
    case DTL_DEPREL_APPOS:
    case DTL_DEPREL_ROOT:
    case DTL_DEPREL_PARATAXIS:
      return 9;
    case DTL_DEPREL_CONJ:
      return 10;
    default:
      return 11;
    }
}

/* The same of a mention; one that is coordinated has the role of the first of them. */
static int
mention_role (DtlWork *work, const Mention *m)
{
  guint32 i = m->head;

  for (guint k = 0; k < 4 && work_token (work, i)->deprel == DTL_DEPREL_CONJ && work_token (work, i)->head >= 0; k++)
    {
      const DtlToken *up = work_token (work, (guint32) work_token (work, i)->head);

      if (up->upos != DTL_UPOS_PROPN && up->upos != DTL_UPOS_NOUN && up->upos != DTL_UPOS_PRON)
        break;
      i = (guint32) work_token (work, i)->head;
    }
  return role_of (work, i);
}

static int
link_of (const DtlToken *token)
{
  switch (dtl_deprel_base (token->deprel))
    {
    case DTL_DEPREL_ADVCL:
      return 1;
    case DTL_DEPREL_CCOMP:
      return 2;
    case DTL_DEPREL_XCOMP:
      return 3;
    case DTL_DEPREL_ACL:
      return 4;
    case DTL_DEPREL_CONJ:
      return 5;
    case DTL_DEPREL_PARATAXIS:
      return 6;
    default:
      return 7;
    }
}

/* How two words of one sentence stand to each other in the tree. */
typedef struct
{
  guint n_up, n_down;             /* steps to the common head */
  guint n_clauses_up, n_clauses_down;
  int link_up, link_down;         /* of the highest clause on either side */
} Path;

static guint
climb (DtlWork *work, guint32 from, guint32 *heads)
{
  gint32 i = (gint32) from;
  guint n = 0;

  for (; i >= 0 && n < MAX_CLIMB; i = work_token (work, (guint32) i)->head)
    heads[n++] = (guint32) i;
  return n;
}

static void
count_clauses (DtlWork *work, const guint32 *heads, guint n, guint *n_clauses, int *link)
{
  for (guint i = 1; i < n; i++)
    if (is_clause (work_token (work, heads[i])))
      {
        ++*n_clauses;
        *link = link_of (work_token (work, heads[i]));
      }
}

static Path
find_path (DtlWork *work, guint32 from, guint32 to)
{
  guint32 up[MAX_CLIMB], down[MAX_CLIMB];
  guint n_up = climb (work, from, up), n_down = climb (work, to, down);
  Path path = { FAR, FAR, 0, 0, 0, 0 };

  while (n_up > 0 && n_down > 0 && up[n_up - 1] == down[n_down - 1])
    {
      path.n_up = --n_up;
      path.n_down = --n_down;
    }
  if (path.n_up == FAR)
    return path;
  count_clauses (work, up, n_up, &path.n_clauses_up, &path.link_up);
  count_clauses (work, down, n_down, &path.n_clauses_down, &path.link_down);
  return path;
}

static int
preposition_of (DtlWork *work, const Mention *m)
{
  const DtlToken *before;

  if (m->outer_first == 0)
    return 0;
  before = work_token (work, m->outer_first - 1);
  if (before->sentence != m->sentence || before->upos != DTL_UPOS_ADP)
    return 0;
  if (token_is (before, "of"))
    return 1;
  if (token_is (before, "by"))
    return 2;
  if (token_is (before, "with"))
    return 3;
  return token_is (before, "to for") ? 4 : 5;
}

static gboolean
stands_before (DtlWork *work, const Mention *m, const char *words)
{
  guint32 next = m->first + m->n;

  return next < work->document->tokens->len && work_token (work, next)->sentence == m->sentence
         && token_is (work_token (work, next), words);
}

static gboolean
is_coordinated (DtlWork *work, const Mention *m)
{
  if (work_token (work, m->head)->deprel == DTL_DEPREL_CONJ || stands_before (work, m, "and or &"))
    return TRUE;
  return m->outer_first > 0 && work_token (work, m->outer_first - 1)->sentence == m->sentence
         && token_is (work_token (work, m->outer_first - 1), "and or &");
}

static gboolean
is_bracketed (DtlWork *work, const Mention *m)
{
  return m->outer_first > 0 && token_is (work_token (work, m->outer_first - 1), "( [ -lrb-");
}

/* Whether the pronoun stands within the phrase that @m heads, its relative clause included. */
static gboolean
is_inside (DtlWork *work, guint32 pronoun, const Mention *m)
{
  gint32 i = (gint32) pronoun;

  for (guint k = 0; k < MAX_CLIMB && i >= 0; k++, i = work_token (work, (guint32) i)->head)
    if ((guint32) i == m->head)
      return TRUE;
  return FALSE;
}

static gboolean
same_verb (DtlWork *work, const Mention *a, const Mention *b)
{
  gint32 x = work_token (work, a->head)->head, y = work_token (work, b->head)->head;

  return x >= 0 && y >= 0 && x != y && work_token (work, x)->upos == DTL_UPOS_VERB
         && g_strcmp0 (work_token (work, x)->lemma, work_token (work, y)->lemma) == 0;
}

static void
fill_pronoun (DtlWork *work, const Mention *p, const GArray *rivals, int *signs)
{
  static const char *const cases[] = { "subject", "object", "possessive", "reflexive" };
  const DtlToken *token = work_token (work, p->head);
  gboolean owns = token->deprel == DTL_DEPREL_NMOD_POSS || token->xpos == DTL_XPOS_PRPS;

  signs[RANK_N_ACTORS] = (int) MIN (rivals->len, 20);
  signs[RANK_MY_ROLE] = mention_role (work, p);
  signs[RANK_OWNED_ROLE] = owns && token->head >= 0 ? role_of (work, (guint32) token->head) : NO_ROLE;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (row_has (p->pronoun, DTL_PRONOUNS_CASE, cases[i]))
      signs[RANK_MY_CASE] = (int) i;
  if (signs[RANK_MY_CASE] == 2 && !owns)
    signs[RANK_MY_CASE] = 1;
  signs[RANK_MY_PLACE] = (int) MIN (p->head - dtl_document_sentence (work->document, p->sentence)->first_token, 40);
  signs[RANK_MY_GENDER] = p->gender == 'f';
  signs[RANK_MY_NUMBER] = p->number == NUMBER_PLURAL;
}

static int
sentences_between (const Mention *p, const Mention *m)
{
  return (int) MIN (p->sentence - MIN (m->sentence, p->sentence), 9);
}

static void
fill_nearest (DtlWork *work, const Mention *p, const Mention *m, int *signs)
{
  gboolean same = p->sentence == m->sentence;
  Path path = { FAR, FAR, 0, 0, 0, 0 };

  if (same)
    path = find_path (work, p->head, m->head);
  signs[RANK_SENTENCES] = sentences_between (p, m);
  signs[RANK_WORDS] = (int) MIN (m->head < p->head ? p->head - m->head : m->head - p->head, MAX_WORDS);
  signs[RANK_AHEAD] = m->head > p->head;
  signs[RANK_ROLE] = mention_role (work, m);
  signs[RANK_FORM] = (int) m->form;
  signs[RANK_SAME_ROLE] = signs[RANK_ROLE] / 2 == signs[RANK_MY_ROLE] / 2;
  signs[RANK_UP] = (int) MIN (path.n_up, FAR);
  signs[RANK_DOWN] = (int) MIN (path.n_down, FAR);
  signs[RANK_CLAUSES_UP] = (int) path.n_clauses_up;
  signs[RANK_CLAUSES_DOWN] = (int) path.n_clauses_down;
  signs[RANK_LINK] = path.link_up;
  signs[RANK_THEIR_LINK] = path.link_down;
  signs[RANK_COMMANDS] = same && path.n_down == 1 && path.n_clauses_down == 0;
  signs[RANK_INSIDE] = same && is_inside (work, p->head, m);
  signs[RANK_PREPOSITION] = preposition_of (work, m);
  signs[RANK_OWNS] = stands_before (work, m, "'s '");
  signs[RANK_JOINED] = is_coordinated (work, m);
  signs[RANK_QUOTED] = (m->quoted ? 1 : 0) + (p->quoted ? 2 : 0);
  signs[RANK_NAME_LENGTH] = (int) MIN (m->n, 6);
  signs[RANK_TITLED] = m->outer_n > m->n;
  signs[RANK_SAME_VERB] = same_verb (work, p, m);
  signs[RANK_BRACKETED] = is_bracketed (work, m);
  signs[RANK_NUMBER] = (int) m->number;
  signs[RANK_REFLEXIVE_OF] = same && signs[RANK_ROLE] <= 3
                             && work_token (work, m->head)->head == work_token (work, p->head)->head;
}

static void
fill_later (DtlWork *work, const Mention *p, guint32 later, int *signs)
{
  const Mention *m = later == DTL_NONE ? NULL : work_mention (work, later);
  Path path = { FAR, FAR, 0, 0, 0, 0 };

  if (m)
    path = find_path (work, p->head, m->head);
  signs[RANK_LATER_ROLE] = m ? mention_role (work, m) : NO_ROLE;
  signs[RANK_LATER_WORDS] = m ? (int) MIN (m->head - p->head, MAX_WORDS) : MAX_WORDS;
  signs[RANK_LATER_UP] = (int) MIN (path.n_up, FAR);
  signs[RANK_LATER_DOWN] = (int) MIN (path.n_down, FAR);
}

static gboolean
is_kin (const Mention *m)
{
  const char *head = m->description.head;

  return head && m->kind == DTL_ACTOR_PERSON && dtl_table_has (&dtl_table_kin, head) && !dtl_table_has (&dtl_table_titles, head);
}

static void
count_member (DtlWork *work, const Mention *p, const Mention *m, int *signs)
{
  int role = mention_role (work, m), sentences = sentences_between (p, m);
  gboolean past = m->head <= p->head;

  signs[RANK_N_SUBJECTS] += role <= 3;
  signs[RANK_KIN] |= is_kin (m);
  signs[RANK_FIRST_SENTENCE] = MIN (signs[RANK_FIRST_SENTENCE], (int) MIN (m->sentence, 9));
  if (past && sentences <= 1)
    {
      signs[RANK_N_RECENT]++;
      if (role < signs[RANK_BEST_ROLE])
        {
          signs[RANK_BEST_ROLE] = role;
          signs[RANK_BEST_SENTENCES] = sentences;
        }
    }
  if (m->form == DTL_ENTITY_PRONOUN && m->gender == p->gender)
    {
      signs[RANK_N_PRONOUNS]++;
      if (past)
        signs[RANK_SINCE_PRONOUN] = MIN (signs[RANK_SINCE_PRONOUN], sentences);
    }
  if (m->form == DTL_ENTITY_NAME && past && sentences <= signs[RANK_NAME_SENTENCES])
    {
      signs[RANK_NAME_SENTENCES] = sentences;
      signs[RANK_NAME_ROLE] = role;
    }
}

static void
fill_cluster (DtlWork *work, const Mention *p, guint32 root, int *signs)
{
  guint32 i = root;

  signs[RANK_BEST_ROLE] = signs[RANK_NAME_ROLE] = NO_ROLE;
  signs[RANK_BEST_SENTENCES] = signs[RANK_NAME_SENTENCES] = signs[RANK_SINCE_PRONOUN] = signs[RANK_FIRST_SENTENCE] = 9;
  for (guint k = 0; k < MAX_MEMBERS; k++)
    {
      const Mention *m = work_mention (work, i);

      if (!m->silent)
        count_member (work, p, m, signs);
      i = m->next;
      if (i == root)
        break;
    }
  signs[RANK_GENDER] = cluster_gender (work, root) == p->gender ? 2 : 1;
  signs[RANK_KIND] = cluster_kind (work, root) != DTL_ACTOR_PERSON ? 0 : is_unsure_name (work, root) ? 1 : 2;
  signs[RANK_SIZE] = (int) MIN (work_mention (work, root)->size, 30);
  signs[RANK_SORT] = (int) cluster_kind (work, root);
  signs[RANK_NAMED] = cluster_is_named (work, root);
}

/* The first person in the order of the text; whoever an article opens with it is often about. */
static guint32
opening_root (DtlWork *work)
{
  for (guint32 i = 0; i < MIN (work->mentions->len, 8); i++)
    {
      guint32 root = mention_root (work, work->order[i]);

      if (cluster_kind (work, root) == DTL_ACTOR_PERSON)
        return root;
    }
  return DTL_NONE;
}

static gboolean
is_first_here (DtlWork *work, const GArray *rivals, const Mention *m)
{
  for (guint i = 0; i < rivals->len; i++)
    {
      const Mention *other = work_mention (work, g_array_index (rivals, Rival, i).nearest);

      if (other->sentence == m->sentence && other->head < m->head)
        return FALSE;
    }
  return TRUE;
}

/* What the actors are to each other. */
static void
compare_rivals (DtlWork *work, const Mention *p, GArray *rivals, Rival *rival)
{
  const Mention *m = work_mention (work, rival->nearest);
  int *signs = rival->signs, best = G_MININT / 2, total = 0;

  for (guint i = 0; i < rivals->len; i++)
    {
      const Rival *other = &g_array_index (rivals, Rival, i);
      const Mention *o = work_mention (work, other->nearest);

      total += other->signs[RANK_SIZE];
      signs[RANK_N_HERE] += o->sentence == p->sentence;
      if (other == rival)
        continue;
      signs[RANK_SCORE_RANK] += other->score > rival->score;
      signs[RANK_NEAR_RANK] += o->head > m->head && o->head < p->head;
      best = MAX (best, other->score);
    }
  signs[RANK_SCORE] = rival->score;
  signs[RANK_SCORE_LEAD] = rivals->len == 1 ? 100 : CLAMP (rival->score - best, -150, 150);
  signs[RANK_SHARE] = total > 0 ? 100 * signs[RANK_SIZE] / total : 0;
  signs[RANK_FIRST_HERE] = is_first_here (work, rivals, m);
}

/* The nearest subject before the pronoun, of those that it may mean. */
static void
mark_last_subject (DtlWork *work, const Mention *p, GArray *rivals)
{
  Rival *last = NULL;

  for (guint i = 0; i < rivals->len; i++)
    {
      Rival *rival = &g_array_index (rivals, Rival, i);
      guint32 at = work_mention (work, rival->nearest)->head;

      if (at < p->head && rival->signs[RANK_ROLE] <= 3
          && (last == NULL || at > work_mention (work, last->nearest)->head))
        last = rival;
    }
  if (last)
    last->signs[RANK_LAST_SUBJECT] = 1;
}

void
ranking_fill (DtlWork *work, guint32 pronoun, GArray *rivals)
{
  const Mention *p = work_mention (work, pronoun);
  guint32 reporter = reporter_of (work, p), opening = opening_root (work);
  int things = weigh_things (work, p);

  for (guint i = 0; i < rivals->len; i++)
    {
      Rival *rival = &g_array_index (rivals, Rival, i);
      int *signs = rival->signs;

      memset (signs, 0, sizeof rival->signs);
      fill_pronoun (work, p, rivals, signs);
      fill_nearest (work, p, work_mention (work, rival->nearest), signs);
      fill_later (work, p, rival->later, signs);
      fill_cluster (work, p, rival->root, signs);
      signs[RANK_CHOSEN] = rival->chosen;
      signs[RANK_THINGS] = things;
      signs[RANK_REPORTER] = reporter != DTL_NONE && mention_root (work, reporter) == rival->root;
      signs[RANK_OPENS_TEXT] = opening == rival->root;
    }
  for (guint i = 0; i < rivals->len; i++)
    compare_rivals (work, p, rivals, &g_array_index (rivals, Rival, i));
  mark_last_subject (work, p, rivals);
}

/* A row of the table: values up to the limit take the first way, others the second. */
typedef struct
{
  RankSign sign;
  int limit;
  guint next[2];  /* row, or 0 where the way ends */
  int score[2];   /* where it does */
  gboolean is_root;
} Node;

static RankSign
find_sign (const char *name)
{
  for (guint i = 0; i < N_RANK; i++)
    if (strcmp (ranking_sign_name (i), name) == 0)
      return i;
  g_assert_not_reached ();
}

static void
read_way (Node *node, guint way, const char *cell)
{
  if (cell[0] == '=')
    node->score[way] = (int) g_ascii_strtoll (cell + 1, NULL, 10);
  else
    node->next[way] = (guint) g_ascii_strtoull (cell, NULL, 10);
}

static Node *
trees_new (const DtlTable *table)
{
  Node *nodes = g_new0 (Node, table->n_rows + 1);

  for (guint i = 0; i < table->n_rows; i++)
    {
      Row row = dtl_table_row (table, i);

      nodes[i].sign = find_sign (row[DTL_PRONOUN_TREES_SIGN]);
      nodes[i].limit = (int) g_ascii_strtoll (row[DTL_PRONOUN_TREES_LIMIT], NULL, 10);
      read_way (&nodes[i], 0, row[DTL_PRONOUN_TREES_LOW]);
      read_way (&nodes[i], 1, row[DTL_PRONOUN_TREES_HIGH]);
      nodes[i].is_root = i == 0
                         || strcmp (dtl_table_row (table, i - 1)[DTL_PRONOUN_TREES_TREE], row[DTL_PRONOUN_TREES_TREE]) != 0;
    }
  return nodes;
}

static int
sum_trees (const Node *nodes, guint n_nodes, const int *signs)
{
  int score = 0;

  for (guint i = 0; i < n_nodes; i++)
    {
      guint at = i, way;

      if (!nodes[i].is_root)
        continue;
      do
        {
          const Node *node = &nodes[at];

          way = signs[node->sign] > node->limit;
          score += node->score[way];
          at = node->next[way];
        }
      while (at > 0);
    }
  return score;
}

/* The trees are read once and shared by all threads; nothing changes them. Both tables have the same columns. */
int
ranking_score (const int *signs)
{
  static gsize shared;

  if (g_once_init_enter (&shared))
    g_once_init_leave (&shared, (gsize) trees_new (&dtl_table_pronoun_trees));
  return sum_trees ((const Node *) shared, dtl_table_pronoun_trees.n_rows, signs);
}

int
ranking_score_thing (const int *signs)
{
  static gsize shared;

  if (g_once_init_enter (&shared))
    g_once_init_leave (&shared, (gsize) trees_new (&dtl_table_thing_trees));
  return sum_trees ((const Node *) shared, dtl_table_thing_trees.n_rows, signs);
}
