/* From clusters to the record: actors with names and aliases, roles with evidence, and the entities layer. */
#include "entity/work.h"

#include <string.h>

#define MAX_ALIASES 64
#define MAX_EVIDENCE 16

void
role_state (DtlWork *work, guint32 person, guint32 of, const char *role, DtlRoleStatus status, guint32 sentence)
{
  StatedRole stated = { person, of, role, status, sentence };

  g_array_append_val (work->roles, stated);
}

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
      if (m->form == DTL_ENTITY_NAME && m->outer_n > m->n)
        add_alias (aliases, titled_text (work, m), name);
      else if (m->form == DTL_ENTITY_NOMINAL && m->name && m->kind != DTL_ACTOR_COUNTRY)
        add_alias (aliases, m->name, name);
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

static DtlEvidence
make_evidence (DtlWork *work, guint32 sentence)
{
  const DtlSentence *s = dtl_document_sentence (work->document, sentence);
  DtlEvidence evidence = { 0 };

  evidence.sentence = sentence;
  evidence.line = s->line;
  evidence.span = dtl_document_char_span (work->document, s->span);
  evidence.text = dtl_arena_intern (work->document->record->arena, work->document->text + s->span.start,
                                    s->span.end - s->span.start);
  return evidence;
}

typedef struct
{
  guint32 actor;
  guint32 of;
  const char *role;
  DtlRoleStatus status;
  guint32 sentence;
} RoleFact;

/* Sorted so that equal roles are neighbours, in order of actor, text and what they are of. */
static int
compare_facts (gconstpointer a, gconstpointer b)
{
  const RoleFact *x = a, *y = b;
  int order;

  if (x->actor != y->actor)
    return x->actor < y->actor ? -1 : 1;
  if ((order = strcmp (x->role, y->role)) != 0)
    return order;
  if (x->of != y->of)
    return x->of < y->of ? -1 : 1;
  if (x->status != y->status)
    return x->status < y->status ? -1 : 1;
  return x->sentence < y->sentence ? -1 : x->sentence > y->sentence;
}

static void
add_fact (GArray *facts, guint32 actor, guint32 of, const char *role, DtlRoleStatus status, guint32 sentence)
{
  RoleFact fact = { actor, of, role, status, sentence };

  if (actor != DTL_NONE && actor != of)
    g_array_append_val (facts, fact);
}

static gboolean
is_kin (const char *head)
{
  return head && dtl_table_has (&dtl_table_kin, head) && !dtl_table_has (&dtl_table_titles, head);
}

/* The actor in the record that is called @name, or whose country is @code, or DTL_NONE. */
static guint32
find_actor (DtlWork *work, DtlActorKind kind, const char *prefix, const char *code)
{
  const GArray *actors = work->document->record->actors;

  for (guint32 i = 0; i < actors->len; i++)
    {
      const DtlActor *actor = &g_array_index (actors, DtlActor, i);

      if (actor->kind != kind)
        continue;
      if (code && actor->country && strcmp (actor->country, code) == 0)
        return i;
      if (prefix && g_ascii_strncasecmp (actor->name, prefix, strlen (prefix)) == 0)
        return i;
    }
  return DTL_NONE;
}

/* What an office is of when the words do not say: the body named after it ("U.S. Attorney's Office"), or the only
 * country that has it. */
static guint32
find_body (DtlWork *work, const Description *d, const guint32 *actors)
{
  const char *of = dtl_table_cell (&dtl_table_titles, d->head, DTL_TITLES_OF);
  guint32 found = find_actor (work, DTL_ACTOR_ORGANISATION, d->role, NULL);

  if (found == DTL_NONE && of && strlen (of) == 2)
    found = find_actor (work, DTL_ACTOR_COUNTRY, NULL, of);
  return found;
}

/* "her finance minister" is the country's, where she is of a country. */
static guint32
country_of_office (DtlWork *work, const Description *d, guint32 of)
{
  const char *what = dtl_table_cell (&dtl_table_titles, d->head, DTL_TITLES_OF);
  const DtlActor *holder = of == DTL_NONE ? NULL : dtl_record_actor (work->document->record, of);
  guint32 country;

  if (holder == NULL || holder->kind != DTL_ACTOR_PERSON || holder->country == NULL || what == NULL
      || strcmp (what, "country") != 0)
    return of;
  country = find_actor (work, DTL_ACTOR_COUNTRY, NULL, holder->country);
  return country == DTL_NONE ? of : country;
}

/* A prime minister of nothing is that of the country he is known to be of. */
static guint32
country_of_holder (DtlWork *work, const Description *d, guint32 actor)
{
  const char *what = dtl_table_cell (&dtl_table_titles, d->head, DTL_TITLES_OF);
  const DtlActor *holder = dtl_record_actor (work->document->record, actor);

  if (what == NULL || strcmp (what, "country") != 0 || holder->country == NULL)
    return DTL_NONE;
  return find_actor (work, DTL_ACTOR_COUNTRY, NULL, holder->country);
}

/* "her Argentine counterpart" holds the office that she holds. */
static void
add_counterpart (DtlWork *work, GArray *facts, guint32 mention, const guint32 *actors)
{
  const Mention *m = work_mention (work, mention);
  guint32 i = m->possessor, of = DTL_NONE;

  for (guint k = 0; k < m->description.n_of; k++)
    if (m->description.of[k] != m->possessor)
      of = actors[m->description.of[k]];
  for (guint k = 0; i != DTL_NONE && k < 64; k++)
    {
      const Mention *other = work_mention (work, i);

      if (other->description.stated && other->description.role && other->description.n_of > 0
          && other->description.status == DTL_STATUS_CURRENT
          && work_mention (work, other->description.of[0])->kind == DTL_ACTOR_COUNTRY)
        {
          add_fact (facts, actors[mention], of, other->description.role, DTL_STATUS_CURRENT, m->sentence);
          return;
        }
      i = other->next;
      if (i == m->possessor)
        return;
    }
}

/* What a title or description says, as a fact about its holder. */
static void
add_description (DtlWork *work, GArray *facts, guint32 mention, const guint32 *actors)
{
  const Mention *m = work_mention (work, mention);
  const Description *d = &m->description;
  guint32 actor = actors[mention];
  DtlActorKind kind;

  if (actor == DTL_NONE || d->role == NULL)
    return;
  kind = dtl_record_actor (work->document->record, actor)->kind;
  if (kind == DTL_ACTOR_PERSON && (d->stated || strcmp (d->head, "counterpart") == 0))
    {
      guint32 of = d->n_of > 0 ? actors[d->of[0]] : find_body (work, d, actors);

      if (strcmp (d->head, "counterpart") == 0)
        {
          add_counterpart (work, facts, mention, actors);
          return;
        }
      if (d->n_of > 0 && of == DTL_NONE)
        return;
      of = country_of_office (work, d, of);
      if (of == DTL_NONE)
        of = country_of_holder (work, d, actor);
      if ((is_kin (d->head) || !cluster_is_named (work, mention)) && of == DTL_NONE)
        return;
      add_fact (facts, actor, of, d->role, d->status, m->sentence);
    }
  else if (kind == DTL_ACTOR_ORGANISATION && m->form == DTL_ENTITY_NOMINAL && d->n_of > 0
           && cluster_is_named (work, mention) && actors[d->of[0]] != DTL_NONE)
    add_fact (facts, actor, actors[d->of[0]], d->role, d->status, m->sentence);
}

/* A bare "Interior Minister" adds nothing beside "Interior Minister of Austria". */
static gboolean
is_said_better (const GArray *facts, guint at)
{
  const RoleFact *fact = &g_array_index (facts, RoleFact, at);

  if (fact->of != DTL_NONE)
    return FALSE;
  for (guint i = 0; i < facts->len; i++)
    {
      const RoleFact *other = &g_array_index (facts, RoleFact, i);

      if (other->actor > fact->actor)
        break;
      if (other->actor == fact->actor && other->of != DTL_NONE
          && (g_str_has_suffix (other->role, fact->role) || g_str_has_prefix (other->role, fact->role)))
        return TRUE;
    }
  return FALSE;
}

static void
write_role (DtlWork *work, const RoleFact *facts, guint n)
{
  DtlRecord *record = work->document->record;
  DtlRole role = { 0 };
  DtlEvidence evidence[MAX_EVIDENCE];
  guint32 count = 0;

  for (guint i = 0; i < n && count < MAX_EVIDENCE; i++)
    if (count == 0 || evidence[count - 1].sentence != facts[i].sentence)
      evidence[count++] = make_evidence (work, facts[i].sentence);
  role.actor = facts[0].actor;
  role.of = facts[0].of;
  role.role = dtl_arena_intern (record->arena, facts[0].role, strlen (facts[0].role));
  role.status = facts[0].status;
  role.evidence = dtl_arena_memdup (record->arena, evidence, count, sizeof *evidence);
  role.n_evidence = count;
  g_array_append_val (record->roles, role);
}

static void
write_roles (DtlWork *work, const guint32 *actors)
{
  g_autoptr (GArray) facts = g_array_new (FALSE, TRUE, sizeof (RoleFact));

  for (guint32 i = 0; i < work->mentions->len; i++)
    add_description (work, facts, i, actors);
  for (guint32 i = 0; i < work->roles->len; i++)
    {
      const StatedRole *r = &g_array_index (work->roles, StatedRole, i);

      add_fact (facts, actors[r->person], actors[r->of], r->role, r->status, r->sentence);
    }
  g_array_sort (facts, compare_facts);
  for (guint i = 0, n; i < facts->len; i += n)
    {
      const RoleFact *fact = &g_array_index (facts, RoleFact, i);

      for (n = 1; i + n < facts->len; n++)
        {
          const RoleFact *next = fact + n;

          if (next->actor != fact->actor || next->of != fact->of || next->status != fact->status
              || strcmp (next->role, fact->role) != 0)
            break;
        }
      if (!is_said_better (facts, i))
        write_role (work, fact, n);
    }
}

void
actors_write (DtlWork *work)
{
  g_autofree guint32 *actors = write_actors (work);

  write_entities (work, actors);
  write_roles (work, actors);
}
