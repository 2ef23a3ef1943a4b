/* From clusters to the record: actors with names and aliases, and the entities layer. */
#include "entity/work.h"

#include <string.h>

#define MAX_ALIASES 64
#define MAX_NOUN 6 /* words of what a description is of */

static gboolean
is_written (const Mention *m)
{
  return m->form != DTL_ENTITY_PRONOUN;
}

static gboolean
is_acronym (const char *name)
{
  for (const char *p = name; *p; p++)
    if (!g_ascii_isupper (*p) && *p != '.')
      return FALSE;
  return TRUE;
}

/* How well a mention names its actor; more is better, 0 is not at all. */
static guint
naming_rank (const Mention *m, DtlActorKind kind)
{
  switch (m->form)
    {
    case DTL_ENTITY_NAME:
      if (m->name && !is_acronym (m->name))
        return 10000;
      if (m->name && is_acronym (m->text))
        return 1990;
      return 2000 + MIN (m->n, 20) * 50 + (guint) MIN (strlen (m->text), 49);
    case DTL_ENTITY_ADJECTIVE:
      return m->name ? 9000 : 0;
    case DTL_ENTITY_NOMINAL:
      if (kind == DTL_ACTOR_COUNTRY)
        return 8000;
      /* "US officials" rather than "two US officials" */
      return 1000 - MIN ((guint) strlen (m->name), 400) + (m->description.n_of > 0 ? 500 : 0);
    default:
      return 0;
    }
}

static const char *
actor_name (DtlWork *work, GArray *members, DtlActorKind kind)
{
  const char *name = NULL;
  guint best = 0;

  for (guint i = 0; i < members->len; i++)
    {
      const Mention *m = work_mention (work, g_array_index (members, guint32, i));
      guint rank = naming_rank (m, kind);

      if (rank > best)
        {
          best = rank;
          name = m->name && (!is_acronym (m->name) || m->form != DTL_ENTITY_NAME) ? m->name : m->text;
        }
    }
  if (name && g_ascii_strncasecmp (name, "the ", 4) == 0 && kind != DTL_ACTOR_ORGANISATION)
    name += 4;
  return name;
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_alias (GPtrArray *aliases, const char *text, const char *name)
{
  if (strcmp (text, name) == 0 || aliases->len >= MAX_ALIASES)
    return;
  for (guint i = 0; i < aliases->len; i++)
    if (strcmp (aliases->pdata[i], text) == 0)
      return;
  g_ptr_array_add (aliases, (char *) text);
}

/* The name with its title, without an article: "Russian President Vladimir Putin". */
static const char *
titled_text (DtlWork *work, const Mention *m)
{
  guint32 first = m->outer_first, n = m->outer_n;

  while (n > m->n && token_is (work_token (work, first), "the a an"))
    first++, n--;
  return phrase_text (work, first, n);
}

/* "the Finnish Paperworkers' Federation": with the country's adjective before the name; or NULL. */
static const char *
national_text (DtlWork *work, const Mention *m)
{
  guint32 first = m->first;
  const Mention *before;

  if (m->kind != DTL_ACTOR_ORGANISATION || first == 0 || !work->owner[first - 1])
    return NULL;
  before = work_mention (work, work->owner[first - 1] - 1);
  if (before->form != DTL_ENTITY_ADJECTIVE || before->sentence != m->sentence || before->first + before->n != first)
    return NULL;
  return phrase_text (work, before->first, m->first + m->n - before->first);
}

/* Where the words of a noun without a name end that begin at @at: "six parties", "the victims' families"; @at for none. */
static guint32
noun_end (DtlWork *work, guint32 at, guint32 end)
{
  guint32 i = at;

  while (i < MIN (end, at + MAX_NOUN)
         && (work_token (work, i)->upos == DTL_UPOS_NOUN || work_token (work, i)->upos == DTL_UPOS_ADJ
             || work_token (work, i)->upos == DTL_UPOS_NUM || token_is (work_token (work, i), "'s ' the")))
    i++;
  while (i > at && work_token (work, i - 1)->upos != DTL_UPOS_NOUN)
    i--;
  return i;
}

/* "spokesman in Berlin", "fighters of the Azrane Front", "group of neighbours": with what follows, which the phrase is known
 * by; or NULL. */
static const char *
long_text (DtlWork *work, const Mention *m)
{
  const DtlSentence *s = dtl_document_sentence (work->document, m->sentence);
  guint32 at = m->first + m->n, end = s->first_token + s->n_tokens, first = m->first, name, last;

  if (at + 2 >= end || !token_is (work_token (work, at), "of in for from at with"))
    return NULL;
  name = at + (token_is (work_token (work, at + 1), "the") ? 2 : 1);
  if (token_is (work_token (work, first), "the a an"))
    first++;
  if (name < end && work->owner[name] && work_mention (work, work->owner[name] - 1)->form == DTL_ENTITY_NAME)
    {
      const Mention *of = work_mention (work, work->owner[name] - 1);

      last = of->first + of->n;
      return last < end && token_is (work_token (work, last), "'s '") ? NULL : phrase_text (work, first, last - first);
    }
  last = token_is (work_token (work, at), "of for") ? noun_end (work, at + 1, end) : at + 1;
  return last > at + 1 ? phrase_text (work, first, last - first) : NULL;
}

static const char *const *
actor_aliases (DtlWork *work, GArray *members, const char *name)
{
  DtlArena *arena = work->document->record->arena;
  g_autoptr (GPtrArray) aliases = g_ptr_array_new ();

  for (guint i = 0; i < members->len; i++)
    {
      const Mention *m = work_mention (work, g_array_index (members, guint32, i));

      if (!is_written (m))
        continue;
      add_alias (aliases, m->text, name);
      if (m->form == DTL_ENTITY_NAME && national_text (work, m))
        add_alias (aliases, national_text (work, m), name);
      if (m->form == DTL_ENTITY_NAME && m->outer_n > m->n)
        add_alias (aliases, titled_text (work, m), name);
      else if (m->form == DTL_ENTITY_NOMINAL && m->name && m->kind != DTL_ACTOR_COUNTRY)
        {
          const char *text = long_text (work, m);

          add_alias (aliases, m->name, name);
          if (text)
            add_alias (aliases, text, name);
        }
    }
  g_ptr_array_sort (aliases, compare_strings);
  for (guint i = 0; i < aliases->len; i++)
    aliases->pdata[i] = (char *) dtl_arena_intern (arena, aliases->pdata[i], strlen (aliases->pdata[i]));
  g_ptr_array_add (aliases, NULL);
  return dtl_arena_memdup (arena, aliases->pdata, aliases->len, sizeof (char *));
}

/* Mentions of every cluster in order of text, keyed by root. */
static GHashTable *
gather_members (DtlWork *work)
{
  GHashTable *clusters = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);

  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      guint32 index = work->order[i];
      gpointer root = GUINT_TO_POINTER (mention_root (work, index));
      GArray *members = g_hash_table_lookup (clusters, root);

      if (members == NULL)
        {
          members = g_array_new (FALSE, FALSE, sizeof (guint32));
          g_hash_table_insert (clusters, root, members);
        }
      g_array_append_val (members, index);
    }
  return clusters;
}

static guint32
first_start (DtlWork *work, GArray *members)
{
  guint32 start = G_MAXUINT32;

  for (guint i = 0; i < members->len; i++)
    {
      const Mention *m = work_mention (work, g_array_index (members, guint32, i));

      if (is_written (m))
        start = MIN (start, work_token (work, m->first)->span.start);
    }
  return dtl_document_char_offset (work->document, start);
}

static gboolean
is_weak_cluster (DtlWork *work, GArray *members)
{
  for (guint i = 0; i < members->len; i++)
    {
      const Mention *m = work_mention (work, g_array_index (members, guint32, i));

      if (m->form != DTL_ENTITY_PRONOUN && !m->is_weak)
        return FALSE;
    }
  return TRUE;
}

/* Appends the actor of one cluster; DTL_NONE when nothing names it. */
static guint32
write_actor (DtlWork *work, guint32 root, GArray *members)
{
  DtlRecord *record = work->document->record;
  DtlActor actor = { 0 };
  const char *name, *code;

  actor.kind = cluster_kind (work, root);
  name = is_weak_cluster (work, members) ? NULL : actor_name (work, members, actor.kind);
  if (name == NULL || *name == '\0')
    return DTL_NONE;
  actor.name = dtl_arena_intern (record->arena, name, strlen (name));
  actor.aliases = actor_aliases (work, members, actor.name);
  code = cluster_code (work, root);
  if (code && strcmp (code, "EU") != 0)
    actor.country = dtl_arena_intern (record->arena, code, strlen (code));
  actor.first_start = first_start (work, members);
  actor.salience = members->len;
  g_array_append_val (record->actors, actor);
  return record->actors->len - 1;
}

/* The actor of every mention, DTL_NONE where there is none. */
static guint32 *
write_actors (DtlWork *work)
{
  g_autoptr (GHashTable) clusters = gather_members (work);
  guint32 *actors = g_new (guint32, work->mentions->len + 1);

  for (guint32 i = 0; i < work->mentions->len; i++)
    actors[i] = DTL_NONE;
  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      guint32 root = mention_root (work, work->order[i]);
      gpointer key = GUINT_TO_POINTER (root);
      GArray *members = g_hash_table_lookup (clusters, key);
      guint32 actor;

      if (members == NULL)
        continue;
      actor = write_actor (work, root, members);
      for (guint j = 0; j < members->len; j++)
        actors[g_array_index (members, guint32, j)] = actor;
      g_hash_table_remove (clusters, key);
    }
  return actors;
}

static int
compare_entities (gconstpointer a, gconstpointer b)
{
  const DtlEntity *x = a, *y = b;

  if (x->head != y->head)
    return x->head < y->head ? -1 : 1;
  return x->n > y->n ? -1 : x->n < y->n;
}

static void
write_entities (DtlWork *work, const guint32 *actors)
{
  GArray *entities = work->document->entities;

  for (guint32 i = 0; i < work->mentions->len; i++)
    {
      const Mention *m = work_mention (work, i);
      const Mention *root = work_mention (work, mention_root (work, i));
      DtlEntity entity = { m->first, m->n, m->head, m->form, m->kind, actors[i], DTL_NONE, m->lies_at };

      if (root->pair[0] != DTL_NONE && m->number == NUMBER_PLURAL)
        {
          entity.actor = actors[root->pair[0]];
          entity.other = actors[root->pair[1]];
        }
      if (m->silent || entity.actor == DTL_NONE || work->heads[m->head] != i + 1)
        continue;
      entity.kind = dtl_record_actor (work->document->record, entity.actor)->kind;
      g_array_append_val (entities, entity);
    }
  g_array_sort (entities, compare_entities);
}

void
actors_write (DtlWork *work)
{
  g_autofree guint32 *actors = write_actors (work);

  write_entities (work, actors);
  roles_write (work, actors);
}
