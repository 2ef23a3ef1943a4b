/*
 * Bodies that articles do not name.
 *
 * "The union" of one article is the United Miners' Union of another, and "police" of both are one force, where both
 * articles are of one circle: where they share towns, bodies and persons. An article about another town means its own.
 *
 * A description takes the named body that articles of its circle call so most, or else the only one whose name ends in its
 * words. What no article names, and every town and state has once, is one within a circle: average linkage over the articles.
 */
#include "story/clusters.h"

#include <string.h>

#include "lexicon/tables.h"

#define SHARED_MIN 2   /* actors that articles of one circle have in common, */
#define SHARED_PART 4  /* and at least this part of the smaller one's */
#define TELLING 3      /* words of a name tell which body it is, common as each may be: "United Miners' Union" */
#define WINDOW 48      /* articles before and after that are looked at */
#define FORCES_MAX 64  /* of one name that are compared */
#define MEMBERS_MAX 16 /* of one of them */
#define CALLED_MAX 16  /* bodies that one description may mean */

/* The named actors of an article: roots, sorted. */
typedef struct
{
  guint32 *roots; /* owned */
  guint n;
} Circle;

typedef struct
{
  DtlClusters *clusters;
  Circle *circles;     /* owned: [n_records] */
  guint32 n_records;
  GHashTable *callers; /* owned: what bodies are called → GArray of nodes, in content order */
  GHashTable *heads;   /* owned: last words of names → the same */
} Circles;

/* ---- circles ---- */

static gboolean
is_named (const DtlNode *node)
{
  switch (node->actor->kind)
    {
    case DTL_ACTOR_PERSON:
      return node->name.is_proper && node->name.n >= 2;
    case DTL_ACTOR_PLACE:
    case DTL_ACTOR_ORGANISATION:
      return node->name.is_proper && node->name.n > 0 && (node->name.n >= TELLING || !dtl_node_is_common (node));
    default:
      return FALSE;
    }
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint32 one = *(const guint32 *) a, other = *(const guint32 *) b;

  return one < other ? -1 : one > other;
}

static Circle
circle_of (DtlClusters *clusters, guint32 first, guint32 end)
{
  Circle circle = { g_new (guint32, MAX (end - first, 1)), 0 };
  guint n = 0;

  for (guint32 i = first; i < end; i++)
    if (is_named (&clusters->nodes[i]))
      circle.roots[circle.n++] = dtl_clusters_root (clusters, i);
  qsort (circle.roots, circle.n, sizeof (guint32), compare_numbers);
  for (guint i = 0; i < circle.n; i++)
    if (n == 0 || circle.roots[n - 1] != circle.roots[i])
      circle.roots[n++] = circle.roots[i];
  circle.n = n;
  return circle;
}

/* Persons alone travel; a town or a body must be shared too. */
static gboolean
is_one_circle (const Circles *circles, guint32 a, guint32 b)
{
  const Circle *one = &circles->circles[a], *other = &circles->circles[b];
  guint i = 0, j = 0, shared = 0, settled = 0;

  if (a == b)
    return TRUE;
  while (i < one->n && j < other->n)
    if (one->roots[i] == other->roots[j])
      {
        shared++;
        settled += circles->clusters->nodes[one->roots[i]].actor->kind != DTL_ACTOR_PERSON;
        i++, j++;
      }
    else if (one->roots[i] < other->roots[j])
      i++;
    else
      j++;
  return shared >= SHARED_MIN && settled > 0 && shared * SHARED_PART >= MIN (one->n, other->n);
}

static void
file_node (GHashTable *table, const char *key, guint32 node)
{
  GArray *list = g_hash_table_lookup (table, key);

  if (list == NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_hash_table_insert (table, (gpointer) key, list);
    }
  if (list->len == 0 || g_array_index (list, guint32, list->len - 1) != node)
    g_array_append_val (list, node);
}

/* Named bodies under what their articles call them, and under the last words of their names. */
static void
file_body (Circles *circles, guint32 i)
{
  const DtlNode *node = &circles->clusters->nodes[i];

  if (node->actor->kind != DTL_ACTOR_ORGANISATION || !is_named (node))
    return;
  for (guint j = 0; j < node->n_aliases; j++)
    if (g_ascii_strncasecmp (node->actor->aliases[j], "the ", 4) == 0 && !node->aliases[j].is_proper)
      file_node (circles->callers, node->called[j], i);
  if (node->name.n > 1)
    file_node (circles->heads, node->name.words[node->name.n - 1], i);
}

static void
circles_init (Circles *circles, DtlClusters *clusters, const DtlDraft *draft)
{
  circles->clusters = clusters;
  circles->n_records = draft->story->records->len;
  circles->circles = g_new0 (Circle, MAX (circles->n_records, 1));
  circles->callers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  circles->heads = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  for (guint32 r = 0; r < circles->n_records; r++)
    circles->circles[r] = circle_of (clusters, draft->first_node[r], draft->first_node[r + 1]);
  for (guint32 i = 0; i < clusters->n_nodes; i++, dtl_arena_breathe (clusters->arena))
    file_body (circles, i);
}

static void
circles_clear (Circles *circles)
{
  for (guint32 r = 0; r < circles->n_records; r++)
    g_free (circles->circles[r].roots);
  g_free (circles->circles);
  g_hash_table_unref (circles->callers);
  g_hash_table_unref (circles->heads);
}

/* ---- the body that is meant ---- */

typedef struct
{
  guint32 root;
  guint count;
} Called;

/* "the union": said of one that the article takes for known. */
static gboolean
is_definite (const DtlNode *node)
{
  gboolean definite = FALSE;

  for (guint j = 0; j < node->n_aliases; j++)
    {
      const char *alias = node->actor->aliases[j];

      if (g_ascii_strncasecmp (alias, "the ", 4) == 0)
        definite = TRUE;
      else if (g_ascii_strncasecmp (alias, "a ", 2) == 0 || g_ascii_strncasecmp (alias, "an ", 3) == 0)
        return FALSE;
    }
  return definite;
}

/* "his crew", "Their employer" */
static gboolean
is_owned (const DtlNode *node)
{
  static const char *const owners[] = { "his", "her", "its", "their", "our", "my", "your", NULL };

  for (guint j = 0; j < node->n_aliases; j++)
    {
      g_autofree char *start = g_ascii_strdown (node->actor->aliases[j], -1);

      start[strcspn (start, " ")] = '\0';
      if (strcmp (start, node->name.key) != 0 && g_strv_contains (owners, start))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_all_words (const DtlNode *named, const DtlNode *node)
{
  for (guint i = 0; i < node->name.n; i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; j < named->name.n && !found; j++)
        found = named->name.words[j] == node->name.words[i] || strcmp (named->name.words[j], node->name.words[i]) == 0;
      if (!found)
        return FALSE;
    }
  return TRUE;
}

/* What does something together with a body is not that body. */
static gboolean
is_companion (DtlClusters *clusters, const DtlNode *node, guint32 root)
{
  for (guint i = 0; i < node->n_company; i++)
    if (dtl_clusters_root (clusters, node->company[i]) == root)
      return TRUE;
  return FALSE;
}

static void
count_called (Called *called, guint *n, guint32 root)
{
  for (guint i = 0; i < *n; i++)
    if (called[i].root == root)
      {
        called[i].count++;
        return;
      }
  if (*n < CALLED_MAX)
    called[(*n)++] = (Called) { root, 1 };
}

/* The place of the first of @list that is not before @node. */
static guint
place_in (const GArray *list, guint32 node)
{
  guint low = 0, high = list->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (list, guint32, middle) < node)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* The one of @list, in articles of the circle of @i, that is meant most, twice as often as any other; or DTL_NONE. */
static guint32
most_called (const Circles *circles, const GArray *list, guint32 i, gboolean by_name)
{
  DtlClusters *clusters = circles->clusters;
  const DtlNode *node = &clusters->nodes[i];
  guint at = list ? place_in (list, i) : 0, n = 0, best = 0, second = 0;
  Called called[CALLED_MAX];
  guint32 found = DTL_NONE;

  for (guint k = at > WINDOW ? at - WINDOW : 0; list && k < MIN (list->len, at + WINDOW); k++)
    {
      guint32 other = g_array_index (list, guint32, k);
      const DtlNode *named = &clusters->nodes[other];

      if (is_one_circle (circles, named->record, node->record) && (!by_name || has_all_words (named, node))
          && dtl_clusters_can_be (clusters, other, i))
        count_called (called, &n, dtl_clusters_root (clusters, other));
    }
  for (guint k = 0; k < n; k++)
    if (called[k].count > best)
      second = best, best = called[k].count, found = called[k].root;
    else
      second = MAX (second, called[k].count);
  return n == 0 || best < (by_name ? n * best : 2 * second) || is_companion (clusters, node, found) ? DTL_NONE : found;
}

static gboolean
is_unnamed_body (const DtlNode *node)
{
  return node->actor->kind == DTL_ACTOR_ORGANISATION && node->name.n > 0 && !is_named (node) && !is_owned (node);
}

static void
find_bodies (Circles *circles)
{
  DtlClusters *clusters = circles->clusters;

  for (guint32 i = 0; i < clusters->n_nodes; i++, dtl_arena_breathe (clusters->arena))
    {
      const DtlNode *node = &clusters->nodes[i];
      const GArray *callers;
      guint32 found;

      if (!is_unnamed_body (node) || !is_definite (node) || node->size > 1)
        continue;
      callers = g_hash_table_lookup (circles->callers, node->name.key);
      found = most_called (circles, callers, i, FALSE);
      if (found == DTL_NONE && (callers == NULL || node->name.n > 1))
        found = most_called (circles, g_hash_table_lookup (circles->heads, node->name.words[node->name.n - 1]), i, TRUE);
      if (found != DTL_NONE)
        dtl_clusters_join (clusters, found, i);
    }
}

/* ---- what every town and state has ---- */

static gboolean
is_institution (const DtlNode *node)
{
  const char *head, *kind;

  if (node->actor->kind != DTL_ACTOR_ORGANISATION || node->name.n == 0 || !dtl_node_is_common (node))
    return FALSE;
  if (node->name.is_proper && node->name.n >= 2)
    return TRUE;
  if (!is_unnamed_body (node))
    return FALSE;
  head = node->name.words[node->name.n - 1];
  kind = dtl_table_cell (&dtl_table_org_nouns, head, DTL_ORG_NOUNS_KIND);
  if (strcmp (head, "police") != 0
      && (kind == NULL || strcmp (kind, "government") != 0
          || strcmp (dtl_table_cell (&dtl_table_org_nouns, head, DTL_ORG_NOUNS_USE), "owned") == 0))
    return FALSE;
  for (guint j = 0; j < node->n_aliases; j++)
    if (g_ascii_strncasecmp (node->actor->aliases[j], "a ", 2) == 0
        || g_ascii_strncasecmp (node->actor->aliases[j], "an ", 3) == 0)
      return FALSE;
  return TRUE;
}

/* Whether a third of the articles that speak of the body of @root are of the circle of @node's. */
static gboolean
is_of_circle (const Circles *circles, guint32 root, const DtlNode *node)
{
  guint n = 0, same = 0;

  for (guint32 i = root; i != DTL_NONE && n < MEMBERS_MAX; i = circles->clusters->nodes[i].next, n++)
    same += is_one_circle (circles, circles->clusters->nodes[i].record, node->record);
  return 3 * same >= n;
}

static void
join_institution (Circles *circles, GArray *known, guint32 i)
{
  DtlClusters *clusters = circles->clusters;

  for (guint k = 0; k < known->len; k++)
    {
      guint32 root = dtl_clusters_root (clusters, g_array_index (known, guint32, k));

      if (dtl_clusters_can_join (clusters, root, i) && is_of_circle (circles, root, &clusters->nodes[i]))
        {
          dtl_clusters_join (clusters, root, i);
          return;
        }
    }
  if (known->len >= FORCES_MAX)
    g_array_remove_index (known, 0);
  g_array_append_val (known, i);
}

static void
join_institutions (Circles *circles)
{
  DtlClusters *clusters = circles->clusters;
  g_autoptr (GHashTable) forces = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);

  for (guint32 i = 0; i < clusters->n_nodes; i++, dtl_arena_breathe (clusters->arena))
    {
      const DtlNode *node = &clusters->nodes[i];
      GArray *known;

      if (!is_institution (node))
        continue;
      known = g_hash_table_lookup (forces, node->name.key);
      if (known == NULL)
        g_hash_table_insert (forces, (gpointer) node->name.key, known = g_array_new (FALSE, FALSE, sizeof (guint32)));
      join_institution (circles, known, i);
    }
}

void
dtl_clusters_join_bodies (DtlClusters *clusters, const DtlDraft *draft)
{
  Circles circles;

  circles_init (&circles, clusters, draft);
  find_bodies (&circles);
  join_institutions (&circles);
  circles_clear (&circles);
}
