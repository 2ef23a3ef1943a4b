/*
 * Those without a name who are the same because the events are.
 *
 * Where two articles tell one happening, "police" who search in the one are "the police" who search in the other. Actors
 * without a name that fill one role of one merged event and have the same noun become one: connected components, the
 * first of each stands for all. Counts must be the same ("nine miners"), and what says more must not say otherwise
 * ("Merovian miners" are "miners", not "striking miners"). Two of one article are no evidence, nor is what is only
 * talked of.
 */
#include "story/clusters.h"
#include "story/decisions.h"

#include <string.h>

#include "lexicon/tables.h"

#define PARTS_MAX 64 /* of one happening that are compared */

/* A participant of a happening. */
typedef struct
{
  guint32 actor;
  DtlParticipantRole role;
  guint32 record;
  const DtlWords *words;
} Part;

typedef struct
{
  DtlDraft *draft;
  DtlArena *arena;     /* owned: words of names */
  DtlWords *words;     /* owned: [n_actors] */
  guint8 *is_read;     /* owned: [n_actors] */
  guint32 *parent;     /* owned: [n_actors] towards the smallest of its component */
  const char **country; /* owned: [n_actors] of a root: that of its component; nullable */
  DtlPairs *apart;     /* owned: actors that the user has called different, smaller first */
  gboolean any;        /* whether two have become one */
} Joining;

static guint32
root_of (Joining *joining, guint32 i)
{
  while (joining->parent[i] != i)
    i = joining->parent[i] = joining->parent[joining->parent[i]];
  return i;
}

static const DtlWords *
words_of (Joining *joining, guint32 i)
{
  if (!joining->is_read[i])
    joining->words[i] = dtl_words_plain (joining->arena, g_array_index (joining->draft->story->actors, DtlActor, i).name);
  joining->is_read[i] = TRUE;
  return &joining->words[i];
}

/* ---- the words of a description ---- */

static gboolean
is_unnamed (Joining *joining, guint32 i)
{
  const DtlActor *actor = &g_array_index (joining->draft->story->actors, DtlActor, i);
  const DtlWords *words = words_of (joining, i);

  if (words->n == 0)
    return FALSE;
  if (actor->kind == DTL_ACTOR_ORGANISATION)
    return dtl_words_are_common (words) && (words->n == 1 || !dtl_words_make (joining->arena, actor->name, actor->kind).is_proper);
  return actor->kind == DTL_ACTOR_GROUP
         || (actor->kind == DTL_ACTOR_PERSON && !dtl_words_make (joining->arena, actor->name, actor->kind).is_proper);
}

static gboolean
is_count (const char *word)
{
  return g_ascii_isdigit (*word) || dtl_table_has (&dtl_table_numbers, word);
}

static guint
count_counts (const DtlWords *words)
{
  guint n = 0;

  for (guint i = 0; i + 1 < words->n; i++)
    n += is_count (words->words[i]);
  return n;
}

static gboolean
has_word (const DtlWords *words, const char *word)
{
  for (guint i = 0; i + 1 < words->n; i++)
    if (strcmp (words->words[i], word) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
has_all (const DtlWords *words, const DtlWords *others)
{
  for (guint i = 0; i + 1 < others->n; i++)
    if (strcmp (others->words[i], "some") != 0 && !has_word (words, others->words[i]))
      return FALSE;
  return TRUE;
}

/* "offices" and "office" */
static gboolean
have_same_noun (const DtlWords *a, const DtlWords *b)
{
  const char *one = a->words[a->n - 1], *other = b->words[b->n - 1];
  gsize n = strlen (one), m = strlen (other);
  gsize common = MIN (n, m);

  return strncmp (one, other, common) == 0 && common > 2
         && (n == m || (MAX (n, m) == common + 1 && (n > m ? one : other)[common] == 's'));
}

static gboolean
agree (const DtlWords *a, const DtlWords *b)
{
  if (!have_same_noun (a, b) || count_counts (a) != count_counts (b) || has_word (a, "other") != has_word (b, "other")
      || has_word (a, "another") != has_word (b, "another"))
    return FALSE;
  for (guint i = 0; i + 1 < a->n; i++)
    if (is_count (a->words[i]) && !has_word (b, a->words[i]))
      return FALSE;
  return has_all (a, b) || has_all (b, a);
}

/* ---- happenings ---- */

static void
gather_parts (Joining *joining, const DtlTold *told, GArray *parts)
{
  const DtlDraft *draft = joining->draft;

  for (guint32 i = 0; i < told->event->n_mentions; i++)
    for (guint32 j = 0; j < told->event->mentions[i].n_participants; j++)
      {
        const DtlParticipant *participant = &told->event->mentions[i].participants[j];
        Part part = { draft->actor_of[draft->first_node[told->record] + participant->actor], participant->role, told->record };

        if (parts->len < PARTS_MAX && part.role != DTL_ROLE_TOPIC && is_unnamed (joining, part.actor))
          {
            part.words = words_of (joining, part.actor);
            g_array_append_val (parts, part);
          }
      }
}

static gboolean
can_be_one (const Joining *joining, const Part *a, const Part *b)
{
  const GArray *actors = joining->draft->story->actors;
  const DtlActor *one = &g_array_index (actors, DtlActor, a->actor), *other = &g_array_index (actors, DtlActor, b->actor);

  return a->actor != b->actor && a->role == b->role && a->record != b->record && one->kind == other->kind
         && agree (a->words, b->words)
         && !dtl_pairs_has (joining->apart, MIN (a->actor, b->actor), MAX (a->actor, b->actor));
}

static void
join_parts (Joining *joining, const GArray *parts)
{
  for (guint i = 0; i < parts->len; i++)
    for (guint j = i + 1; j < parts->len; j++)
      if (can_be_one (joining, &g_array_index (parts, Part, i), &g_array_index (parts, Part, j)))
        {
          guint32 a = root_of (joining, g_array_index (parts, Part, i).actor);
          guint32 b = root_of (joining, g_array_index (parts, Part, j).actor);
          const char *one = joining->country[a], *other = joining->country[b];

          if (a == b || (one && other && strcmp (one, other) != 0))
            continue;
          joining->parent[MAX (a, b)] = MIN (a, b);
          joining->country[MIN (a, b)] = one ? one : other;
          joining->any = TRUE;
        }
}

/* What the user has called different stays so. */
static void
keep_apart (Joining *joining)
{
  const DtlDraft *draft = joining->draft;
  g_autoptr (GHashTable) nodes = NULL;

  for (guint i = 0; draft->decisions && i < draft->decisions->all->len; i++)
    {
      const DtlDecision *decision = &g_array_index (draft->decisions->all, DtlDecision, i);

      if (decision->kind != DTL_DECISION_DIFFERENT || decision->ids[0][0] != 'a')
        continue;
      nodes = nodes ? nodes : dtl_draft_nodes (draft);
      for (guint j = 0; j < decision->n_ids; j++)
        for (guint k = 0; k < decision->n_ids; k++)
          {
            guint32 a = GPOINTER_TO_UINT (g_hash_table_lookup (nodes, decision->ids[j]));
            guint32 b = GPOINTER_TO_UINT (g_hash_table_lookup (nodes, decision->ids[k]));

            if (a > 0 && b > 0 && draft->actor_of[a - 1] < draft->actor_of[b - 1])
              dtl_pairs_add (joining->apart, draft->actor_of[a - 1], draft->actor_of[b - 1]);
          }
    }
}

/* ---- one actor of many ---- */

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_texts (const DtlActor *actor, GHashTable *known, GPtrArray *texts)
{
  if (g_hash_table_add (known, (gpointer) actor->name))
    g_ptr_array_add (texts, (gpointer) actor->name);
  for (guint j = 0; actor->aliases && actor->aliases[j]; j++)
    if (g_hash_table_add (known, (gpointer) actor->aliases[j]))
      g_ptr_array_add (texts, (gpointer) actor->aliases[j]);
}

/* @into is also called what @from is. */
static void
take_in (DtlActor *into, const DtlActor *from, DtlArena *arena)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  add_texts (into, known, texts);
  g_ptr_array_remove_index (texts, 0); /* its name */
  add_texts (from, known, texts);
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);
  into->aliases = dtl_arena_memdup (arena, texts->pdata, texts->len, sizeof (char *));
  into->country = into->country ? into->country : from->country;
}

static void
write_actors (Joining *joining)
{
  DtlDraft *draft = joining->draft;
  GArray *actors = draft->story->actors;
  g_autofree guint32 *new_of = g_new (guint32, MAX (actors->len, 1));
  guint n = 0;

  for (guint32 i = 0; i < actors->len; i++)
    {
      guint32 root = root_of (joining, i);

      new_of[i] = root == i ? n++ : new_of[root];
      if (root == i)
        g_array_index (actors, DtlActor, new_of[i]) = g_array_index (actors, DtlActor, i);
      else
        take_in (&g_array_index (actors, DtlActor, new_of[i]), &g_array_index (actors, DtlActor, i), draft->story->arena);
    }
  g_array_set_size (actors, n);
  for (guint32 i = 0; i < draft->n_nodes; i++)
    draft->actor_of[i] = new_of[draft->actor_of[i]];
}

void
dtl_draft_join_unnamed (DtlDraft *draft, const GArray *all)
{
  guint n = draft->story->actors->len;
  Joining joining = { draft, dtl_arena_new (), g_new0 (DtlWords, MAX (n, 1)), g_new0 (guint8, MAX (n, 1)),
                      g_new (guint32, MAX (n, 1)), g_new0 (const char *, MAX (n, 1)), dtl_pairs_new (), FALSE };
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (Part));

  for (guint32 i = 0; i < n; i++)
    {
      joining.parent[i] = i;
      joining.country[i] = g_array_index (draft->story->actors, DtlActor, i).country;
    }
  keep_apart (&joining);
  for (guint i = 0; i < all->len; i++)
    {
      const DtlTold *told = &g_array_index (all, DtlTold, i);

      dtl_spill_breathe (draft->story->spill);
      if (i > 0 && g_array_index (all, DtlTold, i - 1).happening != told->happening)
        g_array_set_size (parts, 0);
      gather_parts (&joining, told, parts);
      if (i + 1 == all->len || g_array_index (all, DtlTold, i + 1).happening != told->happening)
        join_parts (&joining, parts);
    }
  if (joining.any)
    write_actors (&joining);
  dtl_pairs_free (joining.apart);
  dtl_arena_free (joining.arena);
  g_free (joining.words);
  g_free (joining.is_read);
  g_free (joining.parent);
  g_free (joining.country);
}
