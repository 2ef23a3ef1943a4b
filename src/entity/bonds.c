/*
 * Bonds that grammar states: "carrier SunExpress", "Belarus' leader, Alexander Lukashenko,", "Jones, the mayor,",
 * "Jones is the mayor", "Rep. Jones (D-Minn.)", "Jones, 55, of Springfield". The two sides are one actor, and what the
 * description says becomes a role.
 */
#include "entity/work.h"

#include <string.h>

static gboolean
same_sort (const Mention *a, const Mention *b)
{
  gboolean person_a = a->kind == DTL_ACTOR_PERSON, person_b = b->kind == DTL_ACTOR_PERSON;
  gboolean thing_a = a->kind == DTL_ACTOR_ORGANISATION, thing_b = b->kind == DTL_ACTOR_ORGANISATION;

  if ((a->either && thing_b) || (b->either && thing_a))
    return TRUE;
  if (a->gender && b->gender && a->gender != b->gender && a->gender != 'n' && b->gender != 'n')
    return FALSE;
  return (person_a && (person_b || (!b->sure && b->form == DTL_ENTITY_NAME)))
         || (thing_a && (thing_b || (a->either && person_b) || (!b->sure && b->form == DTL_ENTITY_NAME)));
}

static const DtlToken *
token_after (DtlWork *work, const Mention *m, guint32 i)
{
  guint32 at = m->outer_first + m->outer_n + i;
  const DtlToken *token;

  if (at >= work->document->tokens->len)
    return NULL;
  token = work_token (work, at);
  return token->sentence == m->sentence ? token : NULL;
}

static gboolean
after_is (DtlWork *work, const Mention *m, guint32 i, const char *words)
{
  const DtlToken *token = token_after (work, m, i);

  return token && token_is (token, words);
}

/* Whether the mention is followed by something that closes an apposition. */
static gboolean
closes (DtlWork *work, const Mention *m, guint32 end)
{
  const DtlToken *token = end < work->document->tokens->len ? work_token (work, end) : NULL;

  return token == NULL || token->sentence != m->sentence || token->xpos == DTL_XPOS_VBN
         || token_is (token, ", . ; : — – ) ? ! ” \" who whose which since until between from");
}

static const char peers[] = "rival competitor partner";
static const char traders[] = "investor backer owner shareholder sponsor supplier seller developer farmer";

/* A rival may be a company as well. */
static gboolean
may_be_peer (const Mention *d)
{
  return d->kind == DTL_ACTOR_PERSON && d->description.head && dtl_word_is_one_of (d->description.head, peers);
}

/* "its rival", "the operator", "its biggest investor": persons and companies alike. */
static gboolean
is_either (const Mention *d)
{
  return d->either || may_be_peer (d)
         || (d->kind == DTL_ACTOR_PERSON && d->description.head && dtl_word_is_one_of (d->description.head, traders));
}

/* The name takes its kind from the description, unless it is sure of it. */
static void
join_described (DtlWork *work, guint32 name, guint32 description)
{
  Mention *n = work_mention (work, name), *d = work_mention (work, description);

  if (!n->sure && !may_be_peer (d))
    {
      n->kind = d->kind;
      n->sure = TRUE;
    }
  if (n->gender == 0)
    n->gender = d->gender;
  mention_join (work, name, description);
}

/* ... in an apposition: what may be either says of a name that is no person's that it is a company's. */
static void
bind (DtlWork *work, guint32 name, guint32 description)
{
  Mention *n = work_mention (work, name), *d = work_mention (work, description);

  if (n->sure || !is_either (d) || n->kind == DTL_ACTOR_OTHER)
    {
      join_described (work, name, description);
      return;
    }
  if (n->kind != DTL_ACTOR_PERSON)
    {
      n->kind = DTL_ACTOR_ORGANISATION;
      n->sure = TRUE;
    }
  mention_join (work, name, description);
}

/* "in a speech to the chamber Jones said": a name that is the subject, where the noun before it is none of its words. */
static gboolean
begins_clause (DtlWork *work, const Mention *nominal, const Mention *name)
{
  const DtlToken *head = work_token (work, name->head), *noun = work_token (work, nominal->head);

  return dtl_deprel_base (head->deprel) == DTL_DEPREL_NSUBJ && noun->head != (gint32) name->head && noun->head != head->head;
}

/* The nominal with its tail ends right before the name. */
static gboolean
is_adjacent (DtlWork *work, const Mention *nominal, const Mention *name)
{
  return !begins_clause (work, nominal, name) && nominal->first + nominal->n == name->outer_first && nominal->number == NUMBER_SINGULAR
         && nominal->kind == DTL_ACTOR_ORGANISATION;
}

/* "its rival Baltica", "the partner Fenwick & Co.", "the Austrian builder Donaubau": of the sort of its name. */
static gboolean
is_peer (Mention *nominal, const Mention *name)
{
  if (nominal->form != DTL_ENTITY_NOMINAL || name->form != DTL_ENTITY_NAME || name->kind != DTL_ACTOR_ORGANISATION
      || nominal->kind != DTL_ACTOR_PERSON || nominal->number != NUMBER_SINGULAR
      || (!dtl_word_is_one_of (nominal->description.head, peers) && !nominal->either) || nominal->first + nominal->n != name->outer_first)
    return FALSE;
  nominal->kind = DTL_ACTOR_ORGANISATION;
  nominal->gender = 'n';
  return TRUE;
}

static const char past_marks[] = "once formerly previously then";
static const char now_or_then[] = "once formerly previously then now currently";

/* "Jones, once a coach of the team": what somebody was. */
static void
mark_past (DtlWork *work, Mention *d)
{
  if (d->form == DTL_ENTITY_NOMINAL && d->first > 0 && d->description.status == DTL_STATUS_CURRENT
      && token_is (work_token (work, d->first - 1), past_marks))
    d->description.status = DTL_STATUS_FORMER;
}

/* Both sides of a comma; a numeral (an age) may stand between: "Jones, 55, a teacher,". */
static gboolean
is_apposition (DtlWork *work, const Mention *a, const Mention *b)
{
  const DtlToken *head_a = work_token (work, a->head), *head_b = work_token (work, b->head);
  guint32 end = a->outer_first + a->outer_n, between = b->outer_first - end;
  gboolean parsed, marked;

  if (b->outer_first <= end || a->number == NUMBER_PLURAL || b->number == NUMBER_PLURAL)
    return FALSE;
  if (!after_is (work, a, 0, ", — –"))
    return FALSE;
  if (between > 1 && token_is (work_token (work, b->outer_first - 1), "the"))
    between--;
  /* "Jones, once a coach of the team," */
  marked = between > 1 && token_is (work_token (work, b->outer_first - 1), now_or_then);
  between -= marked ? 1 : 0;
  if (between != 1 && !(between == 3 && token_after (work, a, 1)->upos == DTL_UPOS_NUM && after_is (work, a, 2, ",")))
    return FALSE;
  parsed = (head_b->deprel == DTL_DEPREL_APPOS && head_b->head == (gint32) a->head)
           || (head_a->deprel == DTL_DEPREL_APPOS && head_a->head == (gint32) b->head);
  if (head_b->deprel == DTL_DEPREL_CONJ && head_b->head == (gint32) a->head)
    return FALSE;
  return parsed || (marked && a->form == DTL_ENTITY_NAME && b->form == DTL_ENTITY_NOMINAL && b->determiner == DETERMINER_INDEFINITE)
         || closes (work, b, b->outer_first + b->outer_n);
}

/* "the suspect, named as NAME" */
static gboolean
is_naming (DtlWork *work, const Mention *nominal, const Mention *name)
{
  guint32 i = after_is (work, nominal, 0, ",") ? 1 : 0;

  return nominal->number == NUMBER_SINGULAR && after_is (work, nominal, i, "named identified known")
         && after_is (work, nominal, i + 1, "as") && nominal->outer_first + nominal->outer_n + i + 2 == name->outer_first;
}

/* One of them names, the other describes; or a definite description explains another one. */
static gboolean
can_appose (const Mention *a, const Mention *b)
{
  const Mention *nominal = a->form == DTL_ENTITY_NOMINAL ? a : b, *other = nominal == a ? b : a;

  if (nominal->form != DTL_ENTITY_NOMINAL || other->form == DTL_ENTITY_PRONOUN || other->form == DTL_ENTITY_ADJECTIVE)
    return FALSE;
  if (nominal->determiner == DETERMINER_NONE && nominal->description.n_of == 0 && nominal->n == 1
      && other->form != DTL_ENTITY_NAME)
    return FALSE;
  return same_sort (nominal, other);
}

static const char leaving[] = "resign quit retire step stand depart";
static const char holding[] = "serve act work begin start continue return";
static const char giving[] = "appoint name elect nominate replace reappoint choose pick install hire swear";

/* "X resigned as chairman", "the board appointed X as chairman": the token of X. */
static guint32
holder_as (DtlWork *work, guint32 verb)
{
  const char *lemma = work_token (work, verb)->lemma;
  guint32 holder;

  if (lemma == NULL || token_child (work, verb, DTL_DEPREL_ADVMOD, "not n't never") != DTL_NONE)
    return DTL_NONE;
  if (dtl_word_is_one_of (lemma, giving) && (holder = token_child (work, verb, DTL_DEPREL_OBJ, NULL)) != DTL_NONE)
    return holder;
  if (dtl_word_is_one_of (lemma, leaving) || dtl_word_is_one_of (lemma, holding)
      || (dtl_word_is_one_of (lemma, giving) && token_child (work, verb, DTL_DEPREL_AUX, NULL) != DTL_NONE))
    return token_child (work, verb, DTL_DEPREL_NSUBJ, NULL);
  return DTL_NONE;
}

/* Whoever leaves an office held it: "resigned as chairman". */
static void
mark_leaving (DtlWork *work, Mention *nominal)
{
  const DtlToken *head = work_token (work, nominal->head);
  const char *lemma = head->head >= 0 ? work_token (work, (guint32) head->head)->lemma : NULL;

  if (lemma && dtl_word_is_one_of (lemma, leaving) && token_child (work, nominal->head, DTL_DEPREL_CASE, "as") != DTL_NONE
      && nominal->description.status == DTL_STATUS_CURRENT)
    nominal->description.status = DTL_STATUS_FORMER;
}

/* "X, who is the mayor": whom the relative clause of @clause is about. */
static guint32
antecedent_of (DtlWork *work, guint32 clause)
{
  const DtlToken *token = work_token (work, clause);

  return token->deprel == DTL_DEPREL_ACL_RELCL && token->head >= 0 ? mention_headed (work, (guint32) token->head) : DTL_NONE;
}

/* "X is the president of Y", "X became president": the subject's mention, or DTL_NONE. */
static guint32
copula_subject (DtlWork *work, const Mention *nominal)
{
  const DtlToken *head = work_token (work, nominal->head);
  guint32 subject = DTL_NONE, verb;

  if (token_child (work, nominal->head, DTL_DEPREL_COP, NULL) != DTL_NONE)
    {
      if (token_child (work, nominal->head, DTL_DEPREL_ADVMOD, "not n't never no longer") != DTL_NONE
          || token_child (work, nominal->head, DTL_DEPREL_AUX, "may might could would should can must") != DTL_NONE)
        return DTL_NONE;
      subject = token_child (work, nominal->head, DTL_DEPREL_NSUBJ, NULL);
    }
  else if (head->head >= 0 && (head->deprel == DTL_DEPREL_XCOMP || head->deprel == DTL_DEPREL_OBJ))
    {
      verb = head->head;
      if (work_token (work, verb)->lemma == NULL
          || !dtl_word_is_one_of (work_token (work, verb)->lemma, "become remain name appoint elect"))
        return DTL_NONE;
      if (!dtl_word_is_one_of (work_token (work, verb)->lemma, "become remain") && head->deprel != DTL_DEPREL_XCOMP)
        return DTL_NONE;
      /* "the board named Jones chairman" */
      subject = token_child (work, verb, DTL_DEPREL_OBJ, NULL);
      if (subject == DTL_NONE || subject == nominal->head)
        subject = token_child (work, verb, DTL_DEPREL_NSUBJ, NULL);
    }
  else if (head->head >= 0 && token_child (work, nominal->head, DTL_DEPREL_CASE, "as") != DTL_NONE)
    subject = holder_as (work, (guint32) head->head);
  if (subject != DTL_NONE && token_is (work_token (work, subject), "who that which"))
    return antecedent_of (work, (guint32) work_token (work, subject)->head);
  return subject == DTL_NONE ? DTL_NONE : mention_headed (work, subject);
}

static void
bind_copula (DtlWork *work, guint32 nominal)
{
  Mention *m = work_mention (work, nominal), *s;
  guint32 subject;

  if (token_child (work, m->head, DTL_DEPREL_COP, NULL) != DTL_NONE)
    m->is_weak = TRUE;
  if (m->number == NUMBER_PLURAL || (m->determiner == DETERMINER_NONE && !m->description.stated))
    return;
  subject = copula_subject (work, m);
  if (subject == DTL_NONE || subject == nominal)
    return;
  s = work_mention (work, subject);
  mark_leaving (work, m);
  if (s->form == DTL_ENTITY_NAME && same_sort (m, s))
    join_described (work, subject, nominal);
  else if (s->form == DTL_ENTITY_PRONOUN && (s->gender == 'm' || s->gender == 'f') && m->kind == DTL_ACTOR_PERSON
           && (m->gender == 0 || m->gender == s->gender))
    mention_join (work, subject, nominal);
}

static guint32
silent_mention (DtlWork *work, guint32 sentence, guint32 token, DtlActorKind kind, const char *text, const char *name)
{
  guint32 owner = work->owner[token];
  guint32 index = mention_new (work, sentence, token, 1, DTL_ENTITY_NAME, kind);
  Mention *m = work_mention (work, index);

  work->owner[token] = owner;
  m->text = dtl_arena_intern (work->arena, text, strlen (text));
  m->key = phrase_lower (work, m->text);
  m->name = name;
  m->sure = TRUE;
  m->silent = TRUE;
  m->gender = 'n';
  m->code = "US";
  return index;
}

static const char *
party_name (const char *letter)
{
  if (g_ascii_strcasecmp (letter, "d") == 0)
    return "Democratic Party";
  if (g_ascii_strcasecmp (letter, "r") == 0)
    return "Republican Party";
  return NULL;
}

/* "(D-Minn.)", in one token or three: the party and the state of a member of Congress. */
static void
bind_party (DtlWork *work, guint32 person)
{
  const Mention *m = work_mention (work, person);
  guint32 open = m->outer_first + m->outer_n, sentence = m->sentence, party, state = DTL_NONE;
  const DtlToken *token = token_after (work, m, 1);
  g_auto (GStrv) parts = NULL;
  const char *name;
  Row row = NULL;

  if (!after_is (work, m, 0, "( , -lrb-") || token == NULL)
    return;
  parts = g_strsplit (token->form, "-", 2);
  if (parts[0] == NULL || (name = party_name (parts[0])) == NULL)
    return;
  if (parts[1])
    {
      g_autofree char *key = g_ascii_strdown (parts[1], -1);

      row = dtl_table_find (&dtl_table_places, key, NULL);
      if (row == NULL)
        return;
      state = silent_mention (work, sentence, open + 1, DTL_ACTOR_PLACE, parts[1], row[DTL_PLACES_NAME]);
    }
  else if (after_is (work, m, 2, "- – , of"))
    {
      const DtlToken *place = token_after (work, m, 3);

      if (place && work->owner[open + 3])
        state = work->owner[open + 3] - 1;
    }
  if (state == DTL_NONE && !after_is (work, m, 2, ") -rrb-"))
    return;
  party = silent_mention (work, sentence, open + 1, DTL_ACTOR_ORGANISATION, parts[0], name);
  role_state (work, person, party, "Member", DTL_STATUS_CURRENT, sentence);
  if (state != DTL_NONE)
    {
      const char *role = work_mention (work, person)->description.role;

      role_state (work, person, state, role ? role : "Representative", DTL_STATUS_CURRENT, sentence);
    }
}

/* "Ethiopia's Meseret Alemu and Tigist Bayisa": whom a country has is of it. */
static void
state_champions (DtlWork *work, guint32 person, guint32 country)
{
  const Mention *m = work_mention (work, person);
  guint32 next = m->first + m->n + 1, second = DTL_NONE;

  role_state (work, person, country, "Representative", DTL_STATUS_CURRENT, m->sentence);
  if (after_is (work, m, 0, "and") && next < work->document->tokens->len && work->owner[next])
    second = work->owner[next] - 1;
  if (second != DTL_NONE && work_mention (work, second)->kind == DTL_ACTOR_PERSON && work_mention (work, second)->outer_first == next
      && work_mention (work, second)->form == DTL_ENTITY_NAME)
    role_state (work, second, country, "Representative", DTL_STATUS_CURRENT, m->sentence);
}

/* "the Greens' Maja Lund", "Ethiopia's Meseret Alemu" */
static void
bind_party_owner (DtlWork *work, guint32 person)
{
  const Mention *m = work_mention (work, person);
  guint32 first = m->outer_first, owner;
  DtlActorKind kind;

  if (first < 2 || first != m->first || !token_is (work_token (work, first - 1), "'s '")
      || work_token (work, first - 2)->sentence != m->sentence)
    return;
  owner = work->owner[first - 2] ? work->owner[first - 2] - 1 : mention_headed (work, first - 2);
  if (owner == DTL_NONE)
    return;
  kind = work_mention (work, owner)->kind;
  if ((kind == DTL_ACTOR_ORGANISATION || kind == DTL_ACTOR_GROUP) && token_has_capital (work_token (work, first - 2)))
    role_state (work, person, owner, "Member", DTL_STATUS_CURRENT, m->sentence);
  else if (kind == DTL_ACTOR_COUNTRY && m->n > 1)
    state_champions (work, person, owner);
}

/* The widest name or description that begins at @at: "Dutch finance ministry". */
static guint32
phrase_at (DtlWork *work, guint32 at, guint32 sentence)
{
  guint32 found = work->owner[at] ? work->owner[at] - 1 : DTL_NONE;

  for (guint32 i = at; i < MIN (at + 6, work->document->tokens->len) && work_token (work, i)->sentence == sentence; i++)
    {
      guint32 other = mention_headed (work, i);

      if (work_token (work, i)->upos == DTL_UPOS_PUNCT || work_token (work, i)->upos == DTL_UPOS_VERB)
        break;
      if (other != DTL_NONE
          && (work_mention (work, other)->kind == DTL_ACTOR_ORGANISATION
              || (work_mention (work, other)->kind == DTL_ACTOR_GROUP && token_has_capital (work_token (work, at))))
          && work_mention (work, other)->outer_first <= at && work_mention (work, other)->outer_first + 1 >= at)
        found = other;
    }
  return found;
}

/* "Jones, 55, of Springfield" and "Jones of Human Rights Watch". */
static void
bind_origin (DtlWork *work, guint32 person)
{
  Mention *m = work_mention (work, person);
  guint32 i = 0, at, of;
  const DtlToken *number = token_after (work, m, 1);

  if (after_is (work, m, 0, ",") && number && number->upos == DTL_UPOS_NUM && after_is (work, m, 2, ","))
    i = 3;
  else if (after_is (work, m, 0, ","))
    i = 1;
  if (!after_is (work, m, i, "of from at"))
    return;
  if (after_is (work, m, i, "from at") && i == 0)
    return;
  at = m->outer_first + m->outer_n + i + 1;
  if (after_is (work, m, i + 1, "the"))
    at++;
  if (at >= work->document->tokens->len || work_token (work, at)->sentence != m->sentence)
    return;
  of = phrase_at (work, at, m->sentence);
  if (of == DTL_NONE || (work_mention (work, of)->form != DTL_ENTITY_NAME && work_mention (work, of)->form != DTL_ENTITY_NOMINAL))
    return;
  /* "Inspector Jones of Essex Police" */
  if (i == 0 && m->description.role && m->description.n_of == 0)
    {
      m->description.of[0] = of;
      m->description.n_of = 1;
      return;
    }
  if (work_mention (work, of)->kind == DTL_ACTOR_PLACE || work_mention (work, of)->kind == DTL_ACTOR_COUNTRY)
    role_state (work, person, of, "Resident", DTL_STATUS_CURRENT, m->sentence);
  else if (work_mention (work, of)->kind == DTL_ACTOR_ORGANISATION || work_mention (work, of)->kind == DTL_ACTOR_GROUP)
    role_state (work, person, of, "Member", DTL_STATUS_CURRENT, m->sentence);
}

/* "his own Civic Bloc": whoever has a party or the like is of it. */
static void
bind_own (DtlWork *work, guint32 name)
{
  const Mention *m = work_mention (work, name);
  guint32 at = m->first;

  if (at > 0 && token_is (work_token (work, at - 1), "own"))
    at--;
  if (at == 0 || work_token (work, at - 1)->sentence != m->sentence || !token_is (work_token (work, at - 1), "his her")
      || work_token (work, at - 1)->deprel != DTL_DEPREL_NMOD_POSS || !work->owner[at - 1])
    return;
  role_state (work, work->owner[at - 1] - 1, name, "Member", DTL_STATUS_CURRENT, m->sentence);
}

/* "Kazakhstan's Air Astana", "the French airline Air France": where an organisation belongs. */
static void
bind_home (DtlWork *work, guint32 name)
{
  const Mention *m = work_mention (work, name);
  guint32 first = m->outer_first, owner;
  const Mention *home;

  bind_own (work, name);
  if (first < 2 || !token_is (work_token (work, first - 1), "'s '") || work->owner[first - 1])
    return;
  owner = work->owner[first - 2];
  if (!owner || work_token (work, first - 2)->sentence != m->sentence)
    return;
  home = work_mention (work, owner - 1);
  /* "Stoilova's Green Alliance" */
  if (home->kind == DTL_ACTOR_PERSON && home->form == DTL_ENTITY_NAME)
    role_state (work, owner - 1, name, "Member", DTL_STATUS_CURRENT, m->sentence);
  if (home->kind == DTL_ACTOR_COUNTRY || home->kind == DTL_ACTOR_PLACE || home->kind == DTL_ACTOR_ORGANISATION)
    role_state (work, name, owner - 1, home->kind == DTL_ACTOR_ORGANISATION ? "Part" : "Based In", DTL_STATUS_CURRENT,
                m->sentence);
}

/* "its co-founder and chief executive, Nina Aas": who holds the second office holds the first. */
static void
bind_first_office (DtlWork *work, guint32 name, guint32 second)
{
  const Mention *d = work_mention (work, second), *first;
  guint32 at = d->first, other;

  if (d->form != DTL_ENTITY_NOMINAL || at < 2 || !token_is (work_token (work, at - 1), "and"))
    return;
  other = mention_headed (work, at - 2);
  if (other == DTL_NONE)
    return;
  first = work_mention (work, other);
  if (first->form == DTL_ENTITY_NOMINAL && first->kind == DTL_ACTOR_PERSON && first->description.stated
      && first->number == NUMBER_SINGULAR && first->determiner == d->determiner && first->possessor == d->possessor
      && d->determiner != DETERMINER_NONE && mention_root (work, other) == other && first->size == 1)
    bind (work, name, other);
}

/* "the head of the rail union, Vasile Dinu": the description of a person that the body @a belongs to, or DTL_NONE. */
static guint32
holder_over (DtlWork *work, const Mention *a)
{
  guint32 holder;

  if (a->form != DTL_ENTITY_NOMINAL || a->kind != DTL_ACTOR_ORGANISATION || a->first < 2
      || !token_is (work_token (work, a->first - 1), "of at for with"))
    return DTL_NONE;
  holder = mention_headed (work, a->first - 2);
  if (holder == DTL_NONE || work_mention (work, holder)->form != DTL_ENTITY_NOMINAL
      || work_mention (work, holder)->kind != DTL_ACTOR_PERSON || work_mention (work, holder)->number == NUMBER_PLURAL)
    return DTL_NONE;
  return holder;
}

/* Names and descriptions of one sentence that stand next to each other: each pair of neighbours once. */
static void
bind_neighbours (DtlWork *work, guint32 from, guint32 to)
{
  for (guint32 i = from; i < to; i++)
    for (guint32 j = from; j < to; j++)
      {
        Mention *a = work_mention (work, work->order[i]), *b = work_mention (work, work->order[j]);
        guint32 end = a->outer_first + a->outer_n;

        if (i == j || b->outer_first < a->first + a->n || b->outer_first > end + 3)
          continue;
        if (a->form == DTL_ENTITY_NOMINAL && b->form == DTL_ENTITY_NAME && is_adjacent (work, a, b) && same_sort (a, b))
          bind (work, work->order[j], work->order[i]);
        else if (is_peer (a, b))
          bind (work, work->order[j], work->order[i]);
        else if (b->form == DTL_ENTITY_NAME && holder_over (work, a) != DTL_NONE
                 && same_sort (work_mention (work, holder_over (work, a)), b))
          {
            if (is_apposition (work, a, b))
              bind (work, work->order[j], holder_over (work, a));
          }
        else if (can_appose (a, b) && (is_apposition (work, a, b) || is_naming (work, a, b)))
          {
            bind (work, a->form == DTL_ENTITY_NAME ? work->order[i] : work->order[j],
                  a->form == DTL_ENTITY_NAME ? work->order[j] : work->order[i]);
            mark_past (work, b);
            if (b->form == DTL_ENTITY_NAME)
              bind_first_office (work, work->order[j], work->order[i]);
          }
      }
}

/* Whom the relative clause around @token is about; @token itself where it is in none. */
static guint32
clause_owner (DtlWork *work, guint32 token)
{
  guint32 i = token;

  for (guint k = 0; k < 6 && work_token (work, i)->head >= 0; k++)
    {
      gboolean relative = work_token (work, i)->deprel == DTL_DEPREL_ACL_RELCL;

      i = (guint32) work_token (work, i)->head;
      if (relative)
        return i;
    }
  return token;
}

/* "the agency that runs the programme, the Harbour Trust, cancelled": an apposition over the clause between. */
static void
bind_far_apposition (DtlWork *work, guint32 name)
{
  const Mention *m = work_mention (work, name), *d;
  const DtlToken *head = work_token (work, m->head);
  guint32 before = m->outer_first, nominal;

  if (head->deprel != DTL_DEPREL_APPOS || head->head < 0 || (guint32) head->head > m->head)
    return;
  nominal = mention_headed (work, clause_owner (work, (guint32) head->head));
  if (nominal == DTL_NONE || before < 2)
    return;
  d = work_mention (work, nominal);
  if (token_is (work_token (work, before - 1), "the"))
    before--;
  if (d->form == DTL_ENTITY_NOMINAL && d->determiner == DETERMINER_DEFINITE && d->number == NUMBER_SINGULAR
      && token_is (work_token (work, before - 1), ",") && same_sort (d, m) && closes (work, m, m->outer_first + m->outer_n)
      && mention_root (work, nominal) != mention_root (work, name))
    bind (work, name, nominal);
}

/* A report names in the next sentence whom its first one only describes:
 * "A Leeds man admitted theft. John Smith, 41, …" */
static void
bind_lead (DtlWork *work, guint32 at)
{
  const Mention *nominal = work_mention (work, work->order[at]);
  const DtlSentence *s = dtl_document_sentence (work->document, nominal->sentence);

  if (nominal->form != DTL_ENTITY_NOMINAL || nominal->kind != DTL_ACTOR_PERSON || nominal->first != s->first_token
      || nominal->determiner != DETERMINER_INDEFINITE)
    return;
  for (guint32 i = at + 1; i < work->mentions->len; i++)
    {
      const Mention *name = work_mention (work, work->order[i]);
      const DtlToken *age = token_after (work, name, 1);

      if (name->sentence > nominal->sentence + 1)
        return;
      if (name->sentence == nominal->sentence || name->form != DTL_ENTITY_NAME || name->kind != DTL_ACTOR_PERSON)
        continue;
      if (name->outer_first == dtl_document_sentence (work->document, name->sentence)->first_token && name->n > 1
          && after_is (work, name, 0, ",") && age && age->upos == DTL_UPOS_NUM && same_sort (nominal, name))
        bind (work, work->order[i], work->order[at]);
      return;
    }
}

void
bonds_find (DtlWork *work)
{
  guint32 n = work->mentions->len;

  for (guint32 from = 0, to; from < n; from = to)
    {
      guint32 sentence = work_mention (work, work->order[from])->sentence;

      for (to = from; to < n && work_mention (work, work->order[to])->sentence == sentence; to++)
        continue;
      if (to - from <= 200)
        bind_neighbours (work, from, to);
    }
  for (guint32 i = 0; i < n; i++)
    bind_lead (work, i);
  for (guint32 i = 0; i < n; i++)
    {
      const Mention *m = work_mention (work, i);

      if (m->form == DTL_ENTITY_NOMINAL && m->kind != DTL_ACTOR_GROUP)
        bind_copula (work, i);
      if (m->form != DTL_ENTITY_NAME)
        continue;
      bind_far_apposition (work, i);
      m = work_mention (work, i);
      if (m->kind == DTL_ACTOR_PERSON)
        {
          bind_party (work, i);
          bind_party_owner (work, i);
          bind_origin (work, i);
        }
      else if (m->kind == DTL_ACTOR_ORGANISATION)
        bind_home (work, i);
    }
}
