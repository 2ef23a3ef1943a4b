/*
 * From what titles, descriptions and bonds say to the roles of the record: an office, a membership, an employer, a family
 * tie. A role is a tie to another actor. What the words leave out is filled in where the article leaves one choice: an
 * office of a country is that of the country the holder is known by or the article is about, an office of an
 * organisation that of the one just named. What somebody merely is (a nurse, an Italian engineer) is no role.
 */
#include "entity/work.h"

#include <string.h>

#define MAX_EVIDENCE 16
#define MAX_COUNTRIES 64 /* that are counted to find the one the article is about */
#define MAX_NEAR 30      /* mentions looked back over for an organisation */

void
role_state (DtlWork *work, guint32 person, guint32 of, const char *role, DtlRoleStatus status, guint32 sentence)
{
  StatedRole stated = { person, of, role, status, sentence };

  g_array_append_val (work->roles, stated);
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
  DtlWhen valid;
} RoleFact;

typedef struct
{
  DtlWork *work;
  const guint32 *actors; /* [n_mentions], borrowed */
  GArray *facts;         /* RoleFact, borrowed */
  guint32 main_country;  /* actor or DTL_NONE */
} Roles;

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
  RoleFact fact = { .actor = actor, .of = of, .role = role, .status = status, .sentence = sentence };

  if (actor != DTL_NONE && actor != of)
    g_array_append_val (facts, fact);
}

static const DtlTime *
time_at (DtlWork *work, guint32 number)
{
  return number ? dtl_document_time (work->document, number - 1) : NULL;
}

/* From the first point of @from to the last of @to; either may be NULL. */
static DtlDate
span_of_times (const DtlTime *from, const DtlTime *to)
{
  DtlDate date = { 0 };

  if (from)
    date.from = from->date.from;
  if (to)
    date.to = to->date.shape == DTL_DATE_POINT ? to->date.from : to->date.to;
  date.shape = from && to ? DTL_DATE_INTERVAL : from ? DTL_DATE_OPEN_END : to ? DTL_DATE_OPEN_START : DTL_DATE_NULL;
  return date;
}

static gboolean
has_ended (DtlWork *work, const DtlDate *date)
{
  DtlDateEnds ends, today;

  if (!dtl_date_ends (&work->document->published.date, &today))
    return TRUE;
  return dtl_date_ends (date, &ends) && ends.ends_latest < today.begins_earliest;
}

/* Where the text dates the office of @m, so is the fact; one that ended before the article was written is a former one. */
static void
date_fact (DtlWork *work, const Mention *m, RoleFact *fact)
{
  const DtlTime *from = time_at (work, m->held_from), *to = time_at (work, m->held_to);
  const DtlTime *first = from ? from : to, *last = to ? to : from;
  const char *text;

  if (first == NULL || first->first > last->first)
    return;
  fact->valid.date = span_of_times (from, to);
  fact->valid.basis = DTL_BASIS_EXPRESSION;
  text = phrase_text (work, first->first, last->first + last->n - first->first);
  fact->valid.text = dtl_arena_intern (work->document->record->arena, text, strlen (text));
  if (to && fact->status == DTL_STATUS_CURRENT && has_ended (work, &fact->valid.date))
    fact->status = DTL_STATUS_FORMER;
}

/* The office of @m as a fact about @actor. */
static void
add_office (const Roles *roles, const Mention *m, guint32 actor, guint32 of)
{
  guint before = roles->facts->len;

  add_fact (roles->facts, actor, of, m->description.role, m->description.status, m->sentence);
  if (roles->facts->len > before)
    date_fact (roles->work, m, &g_array_index (roles->facts, RoleFact, before));
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
find_body (DtlWork *work, const Description *d)
{
  const char *of = dtl_table_cell (&dtl_table_titles, d->head, DTL_TITLES_OF);
  guint32 found = find_actor (work, DTL_ACTOR_ORGANISATION, d->role, NULL);

  if (found == DTL_NONE && of && strlen (of) == 2)
    found = find_actor (work, DTL_ACTOR_COUNTRY, NULL, of);
  return found;
}

static gboolean
is_office_of (const Description *d, const char *what)
{
  Row row = dtl_table_find (&dtl_table_titles, d->head, NULL);

  return row_has (row, DTL_TITLES_KIND, "office") && row_has (row, DTL_TITLES_OF, what);
}

/* How often the article speaks of what belongs to @code. */
static guint32
count_country (DtlWork *work, const char *code)
{
  const GArray *actors = work->document->record->actors;
  guint32 n = 0;

  for (guint32 i = 0; i < actors->len; i++)
    {
      const DtlActor *actor = &g_array_index (actors, DtlActor, i);

      if (actor->kind != DTL_ACTOR_PERSON && g_strcmp0 (actor->country, code) == 0)
        n += actor->kind == DTL_ACTOR_COUNTRY || actor->kind == DTL_ACTOR_PLACE ? actor->salience : 1;
    }
  return n;
}

/* The country that the article is about, much more than about any other; or DTL_NONE. */
static guint32
main_country (DtlWork *work)
{
  const GArray *actors = work->document->record->actors;
  guint32 best = DTL_NONE, most = 1, second = 0;

  for (guint32 i = 0, seen = 0; i < actors->len && seen < MAX_COUNTRIES; i++)
    {
      const DtlActor *actor = &g_array_index (actors, DtlActor, i);
      guint32 n;

      if (actor->kind != DTL_ACTOR_COUNTRY || actor->country == NULL)
        continue;
      seen++;
      n = count_country (work, actor->country);
      if (n > most)
        {
          second = best == DTL_NONE ? second : most;
          most = n;
          best = i;
        }
      else
        second = MAX (second, n);
    }
  return 2 * most >= 3 * second ? best : DTL_NONE;
}

/* "her finance minister" is the country's, where she is of a country. */
static guint32
country_of_office (DtlWork *work, const Description *d, guint32 of)
{
  const DtlActor *holder = of == DTL_NONE ? NULL : dtl_record_actor (work->document->record, of);
  guint32 country;

  if (holder == NULL || holder->kind != DTL_ACTOR_PERSON || holder->country == NULL || !is_office_of (d, "country"))
    return of;
  country = find_actor (work, DTL_ACTOR_COUNTRY, NULL, holder->country);
  return country == DTL_NONE ? of : country;
}

/* A prime minister of nothing is that of the country he is known to be of, or that the article is about. */
static guint32
country_of_holder (const Roles *roles, const Description *d, guint32 actor)
{
  const DtlActor *holder = dtl_record_actor (roles->work->document->record, actor);

  if (!is_office_of (d, "country"))
    return DTL_NONE;
  if (holder->country == NULL)
    return roles->main_country;
  return find_actor (roles->work, DTL_ACTOR_COUNTRY, NULL, holder->country);
}

/* Who reports is named beside everybody. */
static gboolean
is_media (DtlWork *work, const Mention *m)
{
  const char *sort = m->description.head ? dtl_table_cell (&dtl_table_org_nouns, m->description.head, DTL_ORG_NOUNS_SORT) : NULL;

  return sort && strcmp (sort, "media") == 0;
}

/* The organisation named last before @m, in its sentence or the one before: "Vantalis … Chief Executive Ann Brooks". */
static guint32
organisation_before (const Roles *roles, const Mention *m)
{
  DtlWork *work = roles->work;
  guint32 low = 0, high = work->mentions->len;

  while (low < high)
    {
      guint32 middle = (low + high) / 2;

      if (work_mention (work, work->order[middle])->outer_first < m->outer_first)
        low = middle + 1;
      else
        high = middle;
    }
  for (guint n = 0; low-- > 0 && n < MAX_NEAR; n++)
    {
      const Mention *other = work_mention (work, work->order[low]);
      guint32 actor = roles->actors[work->order[low]];

      if (m->sentence - other->sentence > 1)
        break;
      if (actor != DTL_NONE && other->kind == DTL_ACTOR_ORGANISATION && cluster_is_named (work, work->order[low])
          && dtl_record_actor (work->document->record, actor)->kind == DTL_ACTOR_ORGANISATION && !is_media (work, other))
        return actor;
    }
  return DTL_NONE;
}

/* "her Argentine counterpart" holds the office that she holds. */
static void
add_counterpart (const Roles *roles, guint32 mention)
{
  DtlWork *work = roles->work;
  const Mention *m = work_mention (work, mention);
  guint32 i = m->possessor, of = DTL_NONE;

  for (guint k = 0; k < m->description.n_of; k++)
    if (m->description.of[k] != m->possessor)
      of = roles->actors[m->description.of[k]];
  for (guint k = 0; i != DTL_NONE && k < 64; k++)
    {
      const Mention *other = work_mention (work, i);

      if (other->description.stated && other->description.role && other->description.n_of > 0
          && other->description.status == DTL_STATUS_CURRENT
          && work_mention (work, other->description.of[0])->kind == DTL_ACTOR_COUNTRY)
        {
          add_fact (roles->facts, roles->actors[mention], of, other->description.role, DTL_STATUS_CURRENT, m->sentence);
          return;
        }
      i = other->next;
      if (i == m->possessor)
        return;
    }
}

/* The first thing the words name that the office is of. */
static guint32
stated_of (const Roles *roles, const Mention *m)
{
  const Description *d = &m->description;

  for (guint k = 0; k < d->n_of; k++)
    if (roles->actors[d->of[k]] != DTL_NONE)
      return roles->actors[d->of[k]];
  return m->owner == DTL_NONE ? DTL_NONE : roles->actors[m->owner];
}

/* What the office of a person is of; DTL_NONE where nothing tells. */
static guint32
find_of (const Roles *roles, guint32 mention)
{
  const Mention *m = work_mention (roles->work, mention);
  const Description *d = &m->description;
  gboolean stated = d->n_of > 0 || m->owner != DTL_NONE;
  guint32 of = stated ? stated_of (roles, m) : find_body (roles->work, d);

  of = country_of_office (roles->work, d, of);
  /* "a new chief" may be anybody's */
  if (stated || (m->determiner == DETERMINER_INDEFINITE && !cluster_is_named (roles->work, mention)))
    return of;
  if (of == DTL_NONE)
    of = country_of_holder (roles, d, roles->actors[mention]);
  if (of == DTL_NONE && is_office_of (d, "organisation"))
    of = organisation_before (roles, m);
  return of;
}

/* What one does without saying for whom, or of which nation one is, is no tie: "a nurse", "the Italian engineer". */
static gboolean
is_no_tie (const Roles *roles, const Description *d, guint32 of)
{
  Row row = dtl_table_find (&dtl_table_titles, d->head, NULL);
  gboolean public = row_has (row, DTL_TITLES_OF, "country") || row_has (row, DTL_TITLES_OF, "state")
                    || row_has (row, DTL_TITLES_OF, "place");

  if (of == DTL_NONE)
    return !row_has (row, DTL_TITLES_KIND, "office");
  return row_has (row, DTL_TITLES_KIND, "occupation") && !public
         && dtl_record_actor (roles->work->document->record, of)->kind == DTL_ACTOR_COUNTRY;
}

static void
add_person (const Roles *roles, guint32 mention)
{
  const Mention *m = work_mention (roles->work, mention);
  const Description *d = &m->description;
  guint32 actor = roles->actors[mention], of;

  if (strcmp (d->head, "counterpart") == 0)
    {
      add_counterpart (roles, mention);
      return;
    }
  of = find_of (roles, mention);
  if (is_no_tie (roles, d, of) || ((is_kin (d->head) || !cluster_is_named (roles->work, mention)) && of == DTL_NONE))
    return;
  add_office (roles, m, actor, of);
}

/* "the German airline": its actor says of which country it is; a tie is that only where the article speaks of both. */
static gboolean
are_known (const Roles *roles, guint32 actor, guint32 of)
{
  const DtlRecord *record = roles->work->document->record;

  return dtl_record_actor (record, actor)->salience > 1 && dtl_record_actor (record, of)->salience > 1;
}

/* "a unit of Nordbank": a part of another organisation. */
static void
add_organisation (const Roles *roles, guint32 mention)
{
  const Mention *m = work_mention (roles->work, mention);
  const Description *d = &m->description;
  guint32 of = stated_of (roles, m);

  if (m->form != DTL_ENTITY_NOMINAL || of == DTL_NONE || !cluster_is_named (roles->work, mention)
      || word_in (d->head, "rival competitor"))
    return;
  if (dtl_record_actor (roles->work->document->record, of)->kind != DTL_ACTOR_ORGANISATION
      && !are_known (roles, roles->actors[mention], of))
    return;
  add_fact (roles->facts, roles->actors[mention], of, d->role, d->status, m->sentence);
}

/* "observers from the mission", "two of its directors": several who belong to one organisation. */
static void
add_group (const Roles *roles, guint32 mention)
{
  const Mention *m = work_mention (roles->work, mention);
  const Description *d = &m->description;
  guint32 of = stated_of (roles, m);

  if (m->form != DTL_ENTITY_NOMINAL || of == DTL_NONE || !dtl_table_has (&dtl_table_titles, d->head)
      || dtl_record_actor (roles->work->document->record, of)->kind != DTL_ACTOR_ORGANISATION)
    return;
  add_fact (roles->facts, roles->actors[mention], of, d->role, d->status, m->sentence);
}

/* What a title or description says, as a fact about its holder. */
static void
add_description (const Roles *roles, guint32 mention)
{
  const Description *d = &work_mention (roles->work, mention)->description;
  guint32 actor = roles->actors[mention];
  DtlActorKind kind;

  if (actor == DTL_NONE || d->role == NULL)
    return;
  kind = dtl_record_actor (roles->work->document->record, actor)->kind;
  if (kind == DTL_ACTOR_PERSON && (d->stated || strcmp (d->head, "counterpart") == 0))
    add_person (roles, mention);
  else if (kind == DTL_ACTOR_ORGANISATION)
    add_organisation (roles, mention);
  else if (kind == DTL_ACTOR_GROUP)
    add_group (roles, mention);
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
  for (guint i = 0; i < n && dtl_date_is_null (&role.valid.date); i++)
    role.valid = facts[i].valid;
  role.evidence = dtl_arena_memdup (record->arena, evidence, count, sizeof *evidence);
  role.n_evidence = count;
  g_array_append_val (record->roles, role);
}

void
roles_write (DtlWork *work, const guint32 *actors)
{
  g_autoptr (GArray) facts = g_array_new (FALSE, TRUE, sizeof (RoleFact));
  Roles roles = { work, actors, facts, main_country (work) };

  for (guint32 i = 0; i < work->mentions->len; i++)
    add_description (&roles, i);
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

