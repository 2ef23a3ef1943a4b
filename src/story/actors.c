/*
 * Actors of many articles made one.
 *
 * Articles have already decided which of their own mentions belong together; two actors that one article names are never
 * joined. Across articles names decide, in steps from the surest to the least sure: the same country, the same full
 * name, a full name that the other is also called, full names that differ in initials, then a bare surname, which
 * needs support (country, office, a longer way of being called, company). Different kinds, different countries and
 * different given names keep homonyms apart, and where several could be meant and none is better supported, nothing is
 * joined. Last come bodies without a name, which institutions.c joins. Cf. the ordered sieves of Raghunathan et al.,
 * EMNLP 2010.
 */
#include "story/clusters.h"

#include <string.h>

#include "lexicon/tables.h"

#define CANDIDATES_MAX 64 /* of one name that are compared */
#define COMPANY_MAX 12    /* participants of an event that count as having met */

/* Nodes by a key, in order of first appearance. */
typedef struct
{
  GHashTable *index; /* owned: key → number + 1; keys interned in the arena */
  GPtrArray *lists;  /* owned: GArray of guint32 */
} Buckets;

static Buckets
buckets_make (void)
{
  Buckets buckets = { g_hash_table_new (g_str_hash, g_str_equal),
                      g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref) };

  return buckets;
}

static void
buckets_clear (Buckets *buckets)
{
  g_hash_table_unref (buckets->index);
  g_ptr_array_unref (buckets->lists);
}

static GArray *
buckets_find (const Buckets *buckets, const char *key)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (buckets->index, key));

  return number > 0 ? buckets->lists->pdata[number - 1] : NULL;
}

static void
buckets_add (Buckets *buckets, const char *key, guint32 node)
{
  GArray *list = buckets_find (buckets, key);

  if (list == NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_ptr_array_add (buckets->lists, list);
      g_hash_table_insert (buckets->index, (gpointer) key, GUINT_TO_POINTER (buckets->lists->len));
    }
  g_array_append_val (list, node);
}

static const char *
kind_key (DtlClusters *clusters, DtlActorKind kind, const char *key)
{
  g_autofree char *text = g_strdup_printf ("%s:%s", dtl_actor_kind_to_string (kind), key);

  return dtl_arena_intern (clusters->arena, text, strlen (text));
}

/* ---- the same name ---- */

static gboolean
is_full_person (const DtlNode *node)
{
  return node->actor->kind == DTL_ACTOR_PERSON && node->name.is_proper && node->name.n >= 2;
}

static gboolean
is_single_person (const DtlNode *node)
{
  return node->actor->kind == DTL_ACTOR_PERSON && node->name.is_proper && node->name.n == 1;
}

/* "Foreign Ministry", "Police": what every country has. */
gboolean
dtl_words_are_common (const DtlWords *words)
{
  for (guint i = 0; i < words->n; i++)
    if (!dtl_table_has (&dtl_table_org_nouns, words->words[i]) && !dtl_table_has (&dtl_table_groups, words->words[i])
        && !dtl_table_has (&dtl_table_titles, words->words[i])
        && !dtl_table_has (&dtl_table_title_modifiers, words->words[i]))
      return FALSE;
  return TRUE;
}

gboolean
dtl_node_is_common (const DtlNode *node)
{
  return node->actor->kind != DTL_ACTOR_PERSON && node->actor->kind != DTL_ACTOR_COUNTRY && dtl_words_are_common (&node->name);
}

static const char *
name_key (DtlClusters *clusters, guint32 i)
{
  const DtlNode *node = &clusters->nodes[i];

  if (node->actor->kind == DTL_ACTOR_COUNTRY && node->country)
    return kind_key (clusters, DTL_ACTOR_COUNTRY, node->country);
  if (!node->name.is_proper || node->name.n == 0 || is_single_person (node))
    return NULL;
  return kind_key (clusters, node->actor->kind, node->name.key);
}

/* Adds the cluster of @node to those of one name, unless it is there. */
static void
remember (DtlClusters *clusters, GArray *known, guint32 node)
{
  guint32 root = dtl_clusters_root (clusters, node);

  for (guint i = 0; i < known->len; i++)
    if (dtl_clusters_root (clusters, g_array_index (known, guint32, i)) == root)
      return;
  if (known->len < CANDIDATES_MAX)
    g_array_append_val (known, root);
}

/* The one cluster of @known that @node can join; by support where there are several; DTL_NONE if that does not tell. */
static guint32
choose (DtlClusters *clusters, const GArray *known, guint32 node, guint needed)
{
  guint32 best = DTL_NONE;
  guint best_support = 0, n = 0;
  gboolean tie = FALSE;

  for (guint i = 0; i < known->len; i++)
    {
      guint32 other = g_array_index (known, guint32, i);
      guint support;

      if (!dtl_clusters_can_join (clusters, other, node))
        continue;
      support = dtl_clusters_support (clusters, other, node);
      if (n > 0 && support <= best_support)
        tie |= support == best_support;
      else
        {
          best = other;
          best_support = support;
          tie = FALSE;
        }
      n++;
    }
  return best_support < needed || tie ? DTL_NONE : best;
}

/* "Kastrel", a town or a body: where no article says that there are two, there is one. */
static gboolean
is_told_by_name (const DtlNode *node)
{
  return node->actor->kind != DTL_ACTOR_PERSON && node->actor->kind != DTL_ACTOR_GROUP && !dtl_node_is_common (node);
}

/* Those that say their country first: they found the clusters among which the others choose. Those whose country stays open
 * among several are of none of them, but of one another. */
static void
join_namesakes (DtlClusters *clusters, const GArray *list)
{
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) plain = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < list->len; i++)
      {
        guint32 node = g_array_index (list, guint32, i);
        const DtlNode *self = &clusters->nodes[node];
        guint32 best;

        if ((self->country == NULL) != (pass == 1))
          continue;
        best = choose (clusters, known, node, self->country == NULL && dtl_node_is_common (self) ? 1 : 0);
        if (best == DTL_NONE && self->country == NULL && is_told_by_name (self))
          best = choose (clusters, plain, node, 0);
        if (best != DTL_NONE)
          dtl_clusters_join (clusters, best, node);
        else
          remember (clusters, self->country || !is_told_by_name (self) ? known : plain, node);
      }
}

static void
join_same_names (DtlClusters *clusters, Buckets *names)
{
  for (guint32 i = 0; i < clusters->n_nodes; i++, dtl_arena_breathe (clusters->arena))
    {
      const char *key = name_key (clusters, i);

      if (key)
        buckets_add (names, key, i);
    }
  for (guint i = 0; i < names->lists->len; i++)
    join_namesakes (clusters, names->lists->pdata[i]);
}

/* ---- another name ---- */

/* The clusters of the nodes in @list, each once. */
static GArray *
distinct (DtlClusters *clusters, const GArray *list)
{
  GArray *known = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; list && i < list->len && known->len < CANDIDATES_MAX; i++)
    remember (clusters, known, g_array_index (list, guint32, i));
  return known;
}

/* Joins @node to the one cluster named @key. */
static void
join_named (DtlClusters *clusters, const Buckets *names, const char *key, guint32 node)
{
  g_autoptr (GArray) known = distinct (clusters, buckets_find (names, key));
  guint32 best = choose (clusters, known, node, 0);

  if (best != DTL_NONE)
    dtl_clusters_join (clusters, best, node);
}

static gboolean
is_telling_alias (const DtlNode *node, const DtlWords *alias)
{
  if (!alias->is_proper || alias->key == node->name.key)
    return FALSE;
  return node->actor->kind == DTL_ACTOR_PERSON ? alias->n >= 2 : alias->n >= 1;
}

static void
join_aliases (DtlClusters *clusters, const Buckets *names)
{
  for (guint32 i = 0; i < clusters->n_nodes; i++, dtl_arena_breathe (clusters->arena))
    {
      const DtlNode *node = &clusters->nodes[i];

      if (!node->name.is_proper || node->actor->kind == DTL_ACTOR_COUNTRY)
        continue;
      for (guint j = 0; j < node->n_aliases; j++)
        if (is_telling_alias (node, &node->aliases[j]))
          join_named (clusters, names, kind_key (clusters, node->actor->kind, node->aliases[j].key), i);
    }
}

/* Whether the words of @name from @at on are a country's name, or a person's that has the key in @names. */
static gboolean
is_owner (DtlClusters *clusters, const Buckets *names, const DtlWords *name, guint at)
{
  g_autoptr (GString) key = g_string_new (NULL);

  for (guint i = at; i < name->n; i++)
    g_string_append_printf (key, "%s%s", i > at ? " " : "", name->words[i]);
  return dtl_table_has (&dtl_table_countries, key->str)
         || buckets_find (names, kind_key (clusters, DTL_ACTOR_PERSON, key->str)) != NULL;
}

/* "Dunmore Resources of Canada" is Dunmore Resources where that is named so; the National Bank of Ukraine is not just any
 * national bank. */
static void
join_owned (DtlClusters *clusters, const Buckets *names)
{
  for (guint32 i = 0; i < clusters->n_nodes; i++, dtl_arena_breathe (clusters->arena))
    {
      const DtlNode *node = &clusters->nodes[i];

      if (node->actor->kind != DTL_ACTOR_ORGANISATION || !node->name.is_proper)
        continue;
      for (guint j = 1; j + 1 < node->name.n; j++)
        if (strcmp (node->name.words[j], "of") == 0 && is_owner (clusters, names, &node->name, j + 1))
          {
            g_autofree char *start = g_strndup (node->name.key, strlen (node->name.key));
            DtlWords words = node->name;

            words.n = j;
            start[strstr (start, " of ") - start] = '\0';
            if (j > 1 && !dtl_words_are_common (&words))
              join_named (clusters, names, kind_key (clusters, DTL_ACTOR_ORGANISATION, start), i);
            break;
          }
    }
}

/* "International Atomic Energy Agency" in one article, "IAEA" in another. */
static void
join_acronyms (DtlClusters *clusters, const Buckets *names)
{
  for (guint32 i = 0; i < clusters->n_nodes; i++, dtl_arena_breathe (clusters->arena))
    {
      const DtlNode *node = &clusters->nodes[i];
      g_autoptr (GString) initials = g_string_new (NULL);

      if (node->actor->kind != DTL_ACTOR_ORGANISATION || !node->name.is_proper || node->name.n < 3)
        continue;
      for (guint j = 0; j < node->name.n; j++)
        if (strlen (node->name.words[j]) > 3 || node->name.n == 3)
          g_string_append_unichar (initials, g_utf8_get_char (node->name.words[j]));
      if (initials->len >= 3)
        join_named (clusters, names, kind_key (clusters, DTL_ACTOR_ORGANISATION, initials->str), i);
    }
}

/* ---- persons ---- */

/* The one other cluster of @known that @node can be. */
static guint32
choose_other (DtlClusters *clusters, const GArray *known, guint32 node)
{
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < known->len; i++)
    if (dtl_clusters_root (clusters, g_array_index (known, guint32, i)) != dtl_clusters_root (clusters, node))
      remember (clusters, others, g_array_index (known, guint32, i));
  return choose (clusters, others, node, 0);
}

/* "J. Biden" and "Joe Biden", "George Bush" and "George W. Bush": when neither can be anybody else. */
static void
join_variants (DtlClusters *clusters)
{
  Buckets surnames = buckets_make ();

  for (guint32 i = 0; i < clusters->n_nodes; i++, dtl_arena_breathe (clusters->arena))
    if (is_full_person (&clusters->nodes[i]))
      buckets_add (&surnames, dtl_words_surname (&clusters->nodes[i].name), i);
  for (guint i = 0; i < surnames.lists->len; i++)
    {
      g_autoptr (GArray) known = distinct (clusters, surnames.lists->pdata[i]);

      for (guint j = 0; j < known->len; j++)
        {
          guint32 node = g_array_index (known, guint32, j);
          guint32 best = choose_other (clusters, known, node);
          guint32 back = best != DTL_NONE ? choose_other (clusters, known, best) : DTL_NONE;

          if (back != DTL_NONE && dtl_clusters_root (clusters, back) == dtl_clusters_root (clusters, node))
            dtl_clusters_join (clusters, best, node);
        }
    }
  buckets_clear (&surnames);
}

/* A person called by one word is looked for among those of whose full name it is the last or the first. */
static void
join_surnames (DtlClusters *clusters)
{
  Buckets full = buckets_make ();
  Buckets single = buckets_make ();

  for (guint32 i = 0; i < clusters->n_nodes; i++, dtl_arena_breathe (clusters->arena))
    {
      const DtlWords *name = &clusters->nodes[i].name;

      if (is_single_person (&clusters->nodes[i]))
        buckets_add (&single, name->key, i);
      else if (is_full_person (&clusters->nodes[i]))
        {
          buckets_add (&full, dtl_words_surname (name), i);
          buckets_add (&full, name->words[0], i);
        }
    }
  for (guint i = 0; i < single.lists->len; i++)
    {
      const GArray *list = single.lists->pdata[i];
      const char *key = clusters->nodes[g_array_index (list, guint32, 0)].name.key;
      g_autoptr (GArray) known = distinct (clusters, buckets_find (&full, key));
      g_autoptr (GArray) rest = g_array_new (FALSE, FALSE, sizeof (guint32));

      for (guint j = 0; j < list->len; j++)
        {
          guint32 node = g_array_index (list, guint32, j);
          guint32 best = choose (clusters, known, node, 1);

          best = best != DTL_NONE ? best : choose (clusters, rest, node, 1);
          if (best != DTL_NONE)
            dtl_clusters_join (clusters, best, node);
          else
            remember (clusters, rest, node);
        }
    }
  buckets_clear (&full);
  buckets_clear (&single);
}

/* Who took part in an event with whom. */
static void
note_company (DtlClusters *clusters, const DtlDraft *draft)
{
  for (guint32 r = 0; r < draft->story->records->len; r++)
    {
      const GArray *events = dtl_draft_record (draft, r)->events;

      dtl_spill_breathe (draft->story->spill);
      for (guint i = 0; i < events->len; i++)
        {
          const DtlEvent *event = &g_array_index (events, DtlEvent, i);
          guint n = MIN (event->n_participants, COMPANY_MAX);

          for (guint j = 0; j < n; j++)
            for (guint k = 0; k < n; k++)
              if (event->participants[j].actor != event->participants[k].actor)
                dtl_clusters_note_company (clusters, draft->first_node[r] + event->participants[j].actor,
                                           draft->first_node[r] + event->participants[k].actor);
        }
    }
}

void
dtl_draft_merge_actors (DtlDraft *draft)
{
  g_autoptr (DtlClusters) clusters = dtl_clusters_new (draft);
  Buckets names = buckets_make ();

  note_company (clusters, draft);
  join_same_names (clusters, &names);
  join_aliases (clusters, &names);
  join_acronyms (clusters, &names);
  join_owned (clusters, &names);
  join_variants (clusters);
  join_surnames (clusters);
  buckets_clear (&names);
  dtl_clusters_join_bodies (clusters, draft);
  dtl_clusters_write (clusters, draft);
}
