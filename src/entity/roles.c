/*
 * From what titles, descriptions and bonds say to the roles of the record: an office, a membership, an employer, a family
 * tie. A role is a tie of one actor to another (owners.c tells which); what somebody merely is (a nurse, an Italian
 * engineer) is no role.
 */
#include "entity/owners.h"

#include <string.h>

#define MAX_EVIDENCE 16
#define MAX_WALK 64    /* members of a cluster looked at */
#define MAX_FACTS 4000 /* among which a guess is compared with the others; where there are more, nothing is guessed */

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
  gboolean guessed; /* the words do not say of what */
} RoleFact;

typedef struct
{
  DtlWork *work;
  const guint32 *actors; /* [n_mentions], borrowed */
  GArray *facts;         /* RoleFact, borrowed */
  Offices offices;
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
add_office (const Roles *roles, const Mention *m, guint32 actor, guint32 of, gboolean guessed)
{
  guint before = roles->facts->len;

  add_fact (roles->facts, actor, of, m->description.role, m->description.status, m->sentence);
  if (roles->facts->len > before)
    {
      g_array_index (roles->facts, RoleFact, before).guessed = guessed;
      date_fact (roles->work, m, &g_array_index (roles->facts, RoleFact, before));
    }
}

/* The member of @mention's cluster with the office that others may have held before: one of a country rather than "a party
 * leader", an office rather than what somebody is; and what it is of. */
static guint32
chief_office (const Roles *roles, guint32 mention, guint32 *of)
{
  DtlWork *work = roles->work;
  guint32 i = mention, found = DTL_NONE;
  guint best = 0;
  gboolean guessed;

  for (guint k = 0; i != DTL_NONE && k < MAX_WALK; k++)
    {
      const Mention *m = work_mention (work, i);
      Row row = m->description.head ? dtl_table_find (&dtl_table_titles, m->description.head, NULL) : NULL;
      guint rank = 1 + (row_has (row, DTL_TITLES_KIND, "office") ? 1 : 0) + (row && office_is_of (&m->description, "country") ? 1 : 0);
      guint32 owner = DTL_NONE;

      if (m->description.stated && m->description.role && m->kind == DTL_ACTOR_PERSON && rank > best
          && m->description.status == DTL_STATUS_CURRENT)
        owner = office_owner (&roles->offices, i, &guessed);
      if (owner != DTL_NONE)
        {
          found = i;
          best = rank;
          *of = owner;
        }
      i = m->next;
      if (i == mention)
        break;
    }
  return found;
}

/* "her predecessor" held the office that she holds. */
static void
add_predecessor (const Roles *roles, guint32 mention)
{
  const Mention *m = work_mention (roles->work, mention);
  gboolean before = strcmp (m->description.head, "predecessor") == 0;
  guint32 of = DTL_NONE, office = m->possessor == DTL_NONE ? DTL_NONE : chief_office (roles, m->possessor, &of);

  if (m->possessor != DTL_NONE)
    add_fact (roles->facts, roles->actors[mention], roles->actors[m->possessor], m->description.role, DTL_STATUS_CURRENT, m->sentence);
  if (office != DTL_NONE && office != mention)
    add_fact (roles->facts, roles->actors[mention], of, work_mention (roles->work, office)->description.role,
              before ? DTL_STATUS_FORMER : DTL_STATUS_CURRENT, m->sentence);
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

      if (other->description.stated && other->description.role && other->description.status == DTL_STATUS_CURRENT
          && office_is_of (&other->description, "country"))
        {
          add_fact (roles->facts, roles->actors[mention], of, other->description.role, DTL_STATUS_CURRENT, m->sentence);
          return;
        }
      i = other->next;
      if (i == m->possessor)
        return;
    }
}

/* What one does without saying for whom, or of which nation one is, is no tie: "a nurse", "the Italian engineer". */
static gboolean
is_no_tie (const Roles *roles, const Description *d, guint32 of)
{
  Row row = dtl_table_find (&dtl_table_titles, d->head, NULL);
  gboolean public = office_is_of (d, "country") || office_is_of (d, "state") || office_is_of (d, "place");

  /* whoever prosecutes, and nothing says for which county, does it for the state as a minister serves it */
  if (of == DTL_NONE)
    return !row_has (row, DTL_TITLES_KIND, "office")
           || !(office_is_of (d, "country") || g_ascii_strcasecmp (d->role, "prosecutor") == 0);
  return row_has (row, DTL_TITLES_KIND, "occupation") && !public
         && dtl_record_actor (roles->work->document->record, of)->kind == DTL_ACTOR_COUNTRY;
}

static gboolean
is_group (const Roles *roles, guint32 of)
{
  return dtl_record_actor (roles->work->document->record, of)->kind == DTL_ACTOR_GROUP;
}

/* Whose tie is worth telling wherever they stand: "together with his wife", "from a Baltica subsidiary". */
static gboolean
is_close (const Description *d)
{
  return (dtl_table_has (&dtl_table_kin, d->head) && !dtl_table_has (&dtl_table_titles, d->head))
         || dtl_word_is_one_of (d->head, "subsidiary unit division affiliate branch");
}

/* Whether a description is more than a word of another phrase: "his sister said", not "at his sister's house". */
static gboolean
takes_part (DtlWork *work, guint32 mention)
{
  gboolean close = is_close (&work_mention (work, mention)->description);
  guint32 i = mention;

  for (guint k = 0; k < MAX_WALK; k++)
    {
      const Mention *m = work_mention (work, i);
      DtlDeprel base = dtl_deprel_base (work_token (work, m->head)->deprel);

      if (m->form != DTL_ENTITY_PRONOUN
          && (base == DTL_DEPREL_NSUBJ || base == DTL_DEPREL_OBJ || base == DTL_DEPREL_IOBJ || base == DTL_DEPREL_ROOT
              || (close && (base == DTL_DEPREL_OBL || base == DTL_DEPREL_CONJ))))
        return TRUE;
      i = m->next;
      if (i == mention)
        break;
    }
  return FALSE;
}

static void
add_person (const Roles *roles, guint32 mention)
{
  const Mention *m = work_mention (roles->work, mention);
  const Description *d = &m->description;
  guint32 actor = roles->actors[mention], of;
  gboolean guessed;

  if (strcmp (d->head, "counterpart") == 0)
    {
      add_counterpart (roles, mention);
      return;
    }
  if (dtl_word_is_one_of (d->head, "predecessor successor"))
    {
      add_predecessor (roles, mention);
      return;
    }
  of = office_owner (&roles->offices, mention, &guessed);
  if (is_no_tie (roles, d, of))
    return;
  if (!cluster_is_named (roles->work, mention)
      && (of == DTL_NONE || is_group (roles, of) || m->either || !takes_part (roles->work, mention)))
    return;
  add_office (roles, m, actor, of, guessed);
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
  guint32 of = stated_owner (&roles->offices, m);

  /* "Dockers' Front" is a name */
  if (m->form != DTL_ENTITY_NOMINAL || of == DTL_NONE || dtl_word_is_one_of (d->head, "rival competitor")
      || token_has_capital (work_token (roles->work, m->head)))
    return;
  if (dtl_record_actor (roles->work->document->record, of)->kind != DTL_ACTOR_ORGANISATION
      && !(cluster_is_named (roles->work, mention) && are_known (roles, roles->actors[mention], of)))
    return;
  if (!cluster_is_named (roles->work, mention) && !takes_part (roles->work, mention))
    return;
  add_fact (roles->facts, roles->actors[mention], of, d->role, d->status, m->sentence);
}

/* Whether it is said how many: "two officials", "12 of its workers". */
static gboolean
is_counted (DtlWork *work, const Mention *m)
{
  guint32 first = m->first >= 2 && token_is (work_token (work, m->first - 1), "of") ? m->first - 2 : m->first;

  for (guint32 i = first; i < m->first + m->n; i++)
    if (work_token (work, i)->upos == DTL_UPOS_NUM)
      return TRUE;
  return FALSE;
}

/* "two officials of the port authority": several nameless ones are told of where they are counted, take part and serve a body
 * or somebody, or are a country's own; the members of a body are it. */
static void
add_group (const Roles *roles, guint32 mention)
{
  const Mention *m = work_mention (roles->work, mention);
  guint32 of = stated_owner (&roles->offices, m);

  if (m->form != DTL_ENTITY_NOMINAL || of == DTL_NONE || strcmp (m->description.head, "member") == 0
      || !is_counted (roles->work, m) || !takes_part (roles->work, mention) || is_group (roles, of)
      || dtl_record_actor (roles->work->document->record, of)->kind == DTL_ACTOR_PLACE
      || (dtl_record_actor (roles->work->document->record, of)->kind == DTL_ACTOR_COUNTRY
          && m->determiner != DETERMINER_POSSESSIVE))
    return;
  add_fact (roles->facts, roles->actors[mention], of, m->description.role, m->description.status, m->sentence);
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
  if (kind == DTL_ACTOR_PERSON && (d->stated || dtl_word_is_one_of (d->head, "counterpart predecessor successor")))
    add_person (roles, mention);
  else if (kind == DTL_ACTOR_ORGANISATION)
    add_organisation (roles, mention);
  else if (kind == DTL_ACTOR_GROUP && d->stated)
    add_group (roles, mention);
}

/* A bare "Interior Minister" adds nothing beside "Interior Minister of Austria", nor does a guess of which one. */
static gboolean
is_said_better (const GArray *facts, guint at)
{
  const RoleFact *fact = &g_array_index (facts, RoleFact, at);

  if ((fact->of != DTL_NONE && !fact->guessed) || facts->len > MAX_FACTS)
    return FALSE;
  for (guint i = 0; i < facts->len; i++)
    {
      const RoleFact *other = &g_array_index (facts, RoleFact, i);

      if (other->actor > fact->actor)
        break;
      if (other->actor == fact->actor && other->of != DTL_NONE && other->of != fact->of
          && (fact->of == DTL_NONE || !other->guessed)
          && (g_str_has_suffix (other->role, fact->role) || g_str_has_prefix (other->role, fact->role)))
        return TRUE;
    }
  return FALSE;
}

/* Whether one person at a time holds the office of @fact. */
static gboolean
is_single (DtlWork *work, const RoleFact *fact)
{
  return fact->of != DTL_NONE && dtl_record_actor (work->document->record, fact->of)->kind == DTL_ACTOR_COUNTRY
         && !dtl_word_is_one_of ("senator", fact->role);
}

static gboolean
is_told_more (DtlWork *work, guint32 actor, guint32 other)
{
  return dtl_record_actor (work->document->record, actor)->salience > dtl_record_actor (work->document->record, other)->salience;
}

/* "President Diakite" of nothing is not Kenya's where somebody else is called its president, or is guessed to be and told of as
 * much. */
static gboolean
is_wrong_guess (DtlWork *work, const GArray *facts, const RoleFact *fact)
{
  if (!fact->guessed || fact->status != DTL_STATUS_CURRENT)
    return FALSE;
  if (facts->len > MAX_FACTS)
    return TRUE;
  for (guint i = 0; i < facts->len; i++)
    {
      const RoleFact *other = &g_array_index (facts, RoleFact, i);

      if (other->actor != fact->actor && other->of == fact->of && other->status == DTL_STATUS_CURRENT
          && strcmp (other->role, fact->role) == 0 && !(other->guessed && is_told_more (work, fact->actor, other->actor)))
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
  Roles roles = { work, actors, facts, { work, actors, main_country (work), home_country (work) } };

  for (guint32 i = 0; i < work->mentions->len; i++)
    add_description (&roles, i);
  for (guint32 i = 0; i < work->roles->len; i++)
    {
      const StatedRole *r = &g_array_index (work->roles, StatedRole, i);

      if (actors[r->of] != DTL_NONE)
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
      if (!is_said_better (facts, i) && !(is_single (roles.work, fact) && is_wrong_guess (roles.work, facts, fact)))
        write_role (work, fact, n);
    }
}

