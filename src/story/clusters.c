/* Union-find with constraints over the actors of all records, and the actor that a cluster becomes. */
#include "story/clusters.h"
#include "story/decisions.h"

#include <string.h>

#define MEMBERS_MAX 16 /* of a cluster that are looked at for support */
#define COMPANY_MAX 32 /* of a node */
#define COMPANY_STEP 8
#define ALIASES_MAX 64 /* of a node that are compared, as are so many */
#define OFFICES_MAX 16

/* ---- making ---- */

static const char *
intern (DtlArena *arena, const char *text)
{
  return text ? dtl_arena_intern (arena, text, strlen (text)) : NULL;
}

static void
add_names (DtlClusters *clusters, DtlNode *node)
{
  guint n = node->actor->aliases ? MIN (g_strv_length ((char **) node->actor->aliases), ALIASES_MAX) : 0;
  DtlWords *aliases = dtl_arena_new0 (clusters->arena, DtlWords, n);
  const char **called = dtl_arena_new0 (clusters->arena, const char *, n);

  node->name = dtl_words_make (clusters->arena, node->actor->name, node->actor->kind);
  for (guint i = 0; i < n; i++)
    {
      aliases[i] = dtl_words_make (clusters->arena, node->actor->aliases[i], node->actor->kind);
      called[i] = dtl_words_plain (clusters->arena, node->actor->aliases[i]).key;
    }
  node->aliases = aliases;
  node->called = called;
  node->n_aliases = n;
}

/* "foreign minister|russia" */
static const char *
office_key (DtlClusters *clusters, const DtlRecord *record, const DtlRole *role)
{
  DtlWords office = dtl_words_plain (clusters->arena, role->role);
  const char *of = role->of == DTL_NONE ? "" : dtl_words_plain (clusters->arena, dtl_record_actor (record, role->of)->name).key;
  g_autofree char *key = g_strdup_printf ("%s|%s", office.key, of);

  return intern (clusters->arena, key);
}

static void
add_offices (DtlClusters *clusters, const DtlRecord *record, guint32 first_node)
{
  for (guint i = 0; i < record->roles->len; i++)
    {
      const DtlRole *role = &g_array_index (record->roles, DtlRole, i);
      DtlNode *node = &clusters->nodes[first_node + role->actor];

      if (node->offices == NULL)
        node->offices = dtl_arena_new0 (clusters->arena, const char *, OFFICES_MAX);
      if (node->n_offices < OFFICES_MAX)
        node->offices[node->n_offices++] = office_key (clusters, record, role);
    }
}

static void
add_node (DtlClusters *clusters, guint32 i, const DtlActor *actor, guint32 record)
{
  DtlNode *node = &clusters->nodes[i];

  node->actor = actor;
  node->record = record;
  node->country = intern (clusters->arena, actor->country);
  node->parent = node->last = node->full = i;
  node->next = DTL_NONE;
  node->size = 1;
  add_names (clusters, node);
  dtl_pairs_add (clusters->seats, i, record);
}

DtlClusters *
dtl_clusters_new (const DtlDraft *draft)
{
  DtlClusters *clusters = g_new0 (DtlClusters, 1);

  clusters->arena = dtl_arena_new_in (draft->story->spill);
  clusters->n_nodes = draft->n_nodes;
  clusters->nodes = dtl_arena_new0 (clusters->arena, DtlNode, draft->n_nodes);
  clusters->seats = dtl_pairs_new ();
  for (guint32 r = 0; r < draft->story->records->len; r++)
    {
      DtlRecord *record = dtl_draft_record (draft, r);

      for (guint32 i = 0; i < record->actors->len; i++)
        add_node (clusters, draft->first_node[r] + i, dtl_record_actor (record, i), r);
      add_offices (clusters, record, draft->first_node[r]);
      dtl_spill_breathe (draft->story->spill);
    }
  return clusters;
}

void
dtl_clusters_free (DtlClusters *clusters)
{
  if (clusters == NULL)
    return;
  dtl_pairs_free (clusters->seats);
  dtl_arena_free (clusters->arena);
  g_free (clusters);
}

void
dtl_clusters_note_company (DtlClusters *clusters, guint32 node, guint32 other)
{
  DtlNode *self = &clusters->nodes[node];

  for (guint i = 0; i < self->n_company; i++)
    if (self->company[i] == other)
      return;
  if (self->n_company == COMPANY_MAX)
    return;
  if (self->n_company % COMPANY_STEP == 0)
    {
      guint32 *wider = dtl_arena_new0 (clusters->arena, guint32, self->n_company + COMPANY_STEP);

      if (self->n_company > 0)
        memcpy (wider, self->company, self->n_company * sizeof *wider);
      self->company = wider;
    }
  self->company[self->n_company++] = other;
}

/* ---- joining ---- */

guint32
dtl_clusters_root (DtlClusters *clusters, guint32 node)
{
  DtlNode *nodes = clusters->nodes;

  dtl_arena_breathe (clusters->arena);
  while (nodes[node].parent != node)
    {
      nodes[node].parent = nodes[nodes[node].parent].parent;
      node = nodes[node].parent;
    }
  return node;
}

/* Whether @a is also called what @b is called. */
static gboolean
is_called (const DtlNode *a, const DtlNode *b)
{
  for (guint i = 0; i < a->n_aliases; i++)
    if (a->aliases[i].key == b->name.key)
      return TRUE;
  return FALSE;
}

static gboolean
names_agree (const DtlNode *a, const DtlNode *b)
{
  if (a->name.n < 2 || b->name.n < 2)
    return TRUE;
  return a->name.key == b->name.key || dtl_words_agree (&a->name, &b->name) || is_called (a, b) || is_called (b, a);
}

static gboolean
share_record (DtlClusters *clusters, guint32 a, guint32 b)
{
  guint32 small = clusters->nodes[a].size <= clusters->nodes[b].size ? a : b;
  guint32 large = small == a ? b : a;

  for (guint32 i = small; i != DTL_NONE; i = clusters->nodes[i].next)
    if (dtl_pairs_has (clusters->seats, large, clusters->nodes[i].record))
      return TRUE;
  return FALSE;
}

gboolean
dtl_clusters_can_be (DtlClusters *clusters, guint32 a, guint32 b)
{
  guint32 root_a = dtl_clusters_root (clusters, a), root_b = dtl_clusters_root (clusters, b);
  const DtlNode *one = &clusters->nodes[root_a], *other = &clusters->nodes[root_b];

  return root_a != root_b && one->actor->kind == other->actor->kind
         && (one->country == NULL || other->country == NULL || one->country == other->country);
}

gboolean
dtl_clusters_can_join (DtlClusters *clusters, guint32 a, guint32 b)
{
  guint32 root_a = dtl_clusters_root (clusters, a), root_b = dtl_clusters_root (clusters, b);
  const DtlNode *one = &clusters->nodes[root_a], *other = &clusters->nodes[root_b];

  if (!dtl_clusters_can_be (clusters, a, b))
    return FALSE;
  if (one->actor->kind == DTL_ACTOR_PERSON && !names_agree (&clusters->nodes[one->full], &clusters->nodes[other->full])
      && !names_agree (&clusters->nodes[a], &clusters->nodes[b]))
    return FALSE;
  return !share_record (clusters, root_a, root_b);
}

void
dtl_clusters_join (DtlClusters *clusters, guint32 a, guint32 b)
{
  guint32 root_a = dtl_clusters_root (clusters, a), root_b = dtl_clusters_root (clusters, b);
  guint32 large = clusters->nodes[root_a].size >= clusters->nodes[root_b].size ? root_a : root_b;
  guint32 small = large == root_a ? root_b : root_a;
  DtlNode *top = &clusters->nodes[large], *under = &clusters->nodes[small];

  if (large == small)
    return;
  for (guint32 i = small; i != DTL_NONE; i = clusters->nodes[i].next)
    dtl_pairs_add (clusters->seats, large, clusters->nodes[i].record);
  clusters->nodes[top->last].next = small;
  top->last = under->last;
  top->size += under->size;
  under->parent = large;
  if (top->country == NULL)
    top->country = under->country;
  if (clusters->nodes[under->full].name.n > clusters->nodes[top->full].name.n)
    top->full = under->full;
}

/* ---- support ---- */

static gboolean
share_text (const char *const *a, guint n_a, const char *const *b, guint n_b)
{
  for (guint i = 0; i < n_a; i++)
    for (guint j = 0; j < n_b; j++)
      if (a[i] == b[j])
        return TRUE;
  return FALSE;
}

/* "President Putin" in both; a bare surname does not count. */
static gboolean
share_calling (const DtlNode *a, const DtlNode *b)
{
  for (guint i = 0; i < a->n_aliases; i++)
    if (strchr (a->called[i], ' ') && share_text (&a->called[i], 1, b->called, b->n_aliases))
      return TRUE;
  return FALSE;
}

static gboolean
has_company (DtlClusters *clusters, const DtlNode *node, guint32 root)
{
  for (guint i = 0; i < node->n_company; i++)
    if (dtl_clusters_root (clusters, node->company[i]) == root)
      return TRUE;
  return FALSE;
}

/* How many others, countries aside, both took part in events with. */
static guint
shared_company (DtlClusters *clusters, const DtlNode *a, const DtlNode *b)
{
  guint n = 0;

  for (guint i = 0; i < a->n_company; i++)
    {
      guint32 other = a->company[i];

      n += clusters->nodes[other].actor->kind != DTL_ACTOR_COUNTRY
           && has_company (clusters, b, dtl_clusters_root (clusters, other));
    }
  return n;
}

/* An office or a longer way of being called counts twice what company does. */
static guint
pair_support (DtlClusters *clusters, const DtlNode *a, const DtlNode *b)
{
  guint support = MIN (shared_company (clusters, a, b), 2);

  if (share_text (a->offices, a->n_offices, b->offices, b->n_offices))
    support += 2;
  if (share_calling (a, b))
    support += 2;
  return support;
}

guint
dtl_clusters_support (DtlClusters *clusters, guint32 a, guint32 b)
{
  guint32 root_a = dtl_clusters_root (clusters, a), root_b = dtl_clusters_root (clusters, b);
  const DtlNode *one = &clusters->nodes[root_a], *other = &clusters->nodes[root_b];
  gboolean same_country = one->country && one->country == other->country;
  guint best = 0, n_a = 0;

  for (guint32 i = root_a; i != DTL_NONE && n_a < MEMBERS_MAX; i = clusters->nodes[i].next, n_a++)
    {
      guint n_b = 0;

      for (guint32 j = root_b; j != DTL_NONE && n_b < MEMBERS_MAX; j = clusters->nodes[j].next, n_b++)
        best = MAX (best, pair_support (clusters, &clusters->nodes[i], &clusters->nodes[j]));
    }
  return best + same_country;
}

/* ---- the actor of a cluster ---- */

typedef struct
{
  const char *text;
  guint count;
  guint order;
  guint n_words;
} Spelling;

/* A full name before a bare surname and a name before a description, then the most frequent, then the longest, then the
 * first. */
static gboolean
is_better_name (const Spelling *a, const Spelling *b)
{
  if ((a->n_words >= 2) != (b->n_words >= 2))
    return a->n_words >= 2;
  if (a->count != b->count)
    return a->count > b->count;
  if (strlen (a->text) != strlen (b->text))
    return strlen (a->text) > strlen (b->text);
  return a->order < b->order;
}

static gboolean
is_description (const DtlNode *node)
{
  return !node->name.is_proper || (node->name.n == 1 && dtl_node_is_common (node));
}

static const char *
best_name (DtlClusters *clusters, const guint32 *members, guint n, gboolean is_person)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) spellings = g_array_new (FALSE, FALSE, sizeof (Spelling));
  const Spelling *best = NULL;

  for (guint i = 0; i < n; i++, dtl_arena_breathe (clusters->arena))
    {
      const DtlNode *node = &clusters->nodes[members[i]];
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (known, node->actor->name));
      Spelling fresh = { node->actor->name, 1, i, is_person ? node->name.n : is_description (node) ? 1 : 2 };

      if (number > 0)
        g_array_index (spellings, Spelling, number - 1).count++;
      else
        {
          g_array_append_val (spellings, fresh);
          g_hash_table_insert (known, (gpointer) node->actor->name, GUINT_TO_POINTER (spellings->len));
        }
    }
  for (guint i = 0; i < spellings->len; i++)
    if (best == NULL || is_better_name (&g_array_index (spellings, Spelling, i), best))
      best = &g_array_index (spellings, Spelling, i);
  return best->text;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* All other ways in which the members are written, sorted; NULL for none. */
static const char *const *
all_aliases (DtlClusters *clusters, const guint32 *members, guint n, const char *name, DtlArena *arena)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  g_hash_table_add (known, (gpointer) name);
  for (guint i = 0; i < n; i++, dtl_arena_breathe (clusters->arena))
    {
      const DtlActor *actor = clusters->nodes[members[i]].actor;

      if (g_hash_table_add (known, (gpointer) actor->name))
        g_ptr_array_add (texts, (gpointer) actor->name);
      for (guint j = 0; actor->aliases && actor->aliases[j]; j++)
        if (g_hash_table_add (known, (gpointer) actor->aliases[j]))
          g_ptr_array_add (texts, (gpointer) actor->aliases[j]);
    }
  if (texts->len == 0)
    return NULL;
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);
  return dtl_arena_memdup (arena, texts->pdata, texts->len, sizeof (char *));
}

/* @members are in content order. A cluster of one is the actor of its record, unchanged. */
static DtlActor
make_actor (DtlClusters *clusters, const guint32 *members, guint n, const DtlDraft *draft)
{
  const DtlNode *first = &clusters->nodes[members[0]];
  DtlActor actor = *first->actor;

  actor.first_source = first->record;
  actor.first_start = members[0] - draft->first_node[first->record];
  actor.salience = 0;
  if (n == 1)
    return actor;
  actor.name = best_name (clusters, members, n, actor.kind == DTL_ACTOR_PERSON);
  actor.aliases = all_aliases (clusters, members, n, actor.name, draft->story->arena);
  for (guint i = 0; actor.country == NULL && i < n; i++, dtl_arena_breathe (clusters->arena))
    actor.country = clusters->nodes[members[i]].actor->country;
  return actor;
}

/* Records of strangers may use one id twice; then the @number of the actor goes into it. */
static const char *
unique_id (GHashTable *ids, const char *id, guint number, DtlArena *arena)
{
  const char *unique = id;

  while (!g_hash_table_add (ids, (gpointer) unique))
    {
      g_autofree char *key = g_strdup_printf ("%s:%u", id, number++);

      unique = dtl_id (arena, id[0], key);
    }
  return unique;
}

void
dtl_clusters_write (DtlClusters *clusters, DtlDraft *draft)
{
  g_autofree guint32 *actor_of_one = g_new (guint32, MAX (clusters->n_nodes, 1));
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint32 i = 0; i < clusters->n_nodes; i++, dtl_arena_breathe (clusters->arena))
    draft->actor_of[i] = dtl_clusters_root (clusters, i);
  dtl_draft_decide_actors (draft);
  memset (actor_of_one, 0xff, clusters->n_nodes * sizeof (guint32));
  for (guint32 i = 0; i < clusters->n_nodes; i++, dtl_arena_breathe (clusters->arena))
    {
      guint32 one = draft->actor_of[i]; /* that stands for all that are the same */

      if (actor_of_one[one] == DTL_NONE)
        {
          actor_of_one[one] = members->len;
          g_ptr_array_add (members, g_array_new (FALSE, FALSE, sizeof (guint32)));
        }
      draft->actor_of[i] = actor_of_one[one];
      g_array_append_val ((GArray *) members->pdata[actor_of_one[one]], i);
    }
  for (guint i = 0; i < members->len; i++)
    {
      const GArray *list = members->pdata[i];
      DtlActor actor = make_actor (clusters, (const guint32 *) list->data, list->len, draft);

      actor.id = unique_id (ids, actor.id, i, draft->story->arena);
      dtl_arena_breathe (clusters->arena);
      g_array_append_val (draft->story->actors, actor);
    }
}
