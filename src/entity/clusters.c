/*
 * Clusters of mentions: a union-find whose members also form a ring, so that a cluster can be walked. Walks are cut
 * short at MAX_WALK members: what a cluster is shows early.
 */
#include "entity/work.h"

#include <string.h>

#define MAX_WALK 64

guint32
mention_root (DtlWork *work, guint32 mention)
{
  while (work_mention (work, mention)->parent != mention)
    {
      Mention *m = work_mention (work, mention);

      m->parent = work_mention (work, m->parent)->parent;
      mention = m->parent;
    }
  return mention;
}

gboolean
mention_join (DtlWork *work, guint32 a, guint32 b)
{
  guint32 next;

  a = mention_root (work, a);
  b = mention_root (work, b);
  if (a == b)
    return FALSE;
  if (b < a)
    {
      guint32 swap = a;

      a = b;
      b = swap;
    }
  work_mention (work, b)->parent = a;
  work_mention (work, a)->size += work_mention (work, b)->size;
  if (work_mention (work, a)->pair[0] == DTL_NONE)
    memcpy (work_mention (work, a)->pair, work_mention (work, b)->pair, sizeof work_mention (work, a)->pair);
  next = work_mention (work, a)->next;
  work_mention (work, a)->next = work_mention (work, b)->next;
  work_mention (work, b)->next = next;
  return TRUE;
}

static int
compare_places (gconstpointer a, gconstpointer b, gpointer data)
{
  DtlWork *work = data;
  const Mention *x = work_mention (work, *(const guint32 *) a), *y = work_mention (work, *(const guint32 *) b);

  if (x->outer_first != y->outer_first)
    return x->outer_first < y->outer_first ? -1 : 1;
  if (x->outer_n != y->outer_n)
    return x->outer_n > y->outer_n ? -1 : 1;
  return *(const guint32 *) a < *(const guint32 *) b ? -1 : 1;
}

void
mentions_sort (DtlWork *work)
{
  guint32 n = work->mentions->len;

  g_free (work->order);
  work->order = g_new (guint32, n + 1);
  for (guint32 i = 0; i < n; i++)
    work->order[i] = i;
  g_qsort_with_data (work->order, n, sizeof (guint32), compare_places, work);
  memset (work->heads, 0, sizeof (guint32) * work->document->tokens->len);
  for (guint32 i = 0; i < n; i++)
    {
      const Mention *m = work_mention (work, work->order[i]);

      /* the wider of two with one head stands first in order; a name wins over a description */
      if (!m->silent && (work->heads[m->head] == 0
                         || (m->form == DTL_ENTITY_NAME
                             && work_mention (work, work->heads[m->head] - 1)->form == DTL_ENTITY_NOMINAL)))
        work->heads[m->head] = work->order[i] + 1;
    }
}

char
cluster_gender (DtlWork *work, guint32 mention)
{
  guint32 i = mention;
  char found = 0;

  for (guint k = 0; k < MAX_WALK; k++)
    {
      const Mention *m = work_mention (work, i);

      if (m->gender == 'm' || m->gender == 'f')
        return m->gender;
      if (m->gender)
        found = m->gender;
      i = m->next;
      if (i == mention)
        break;
    }
  return cluster_kind (work, mention) == DTL_ACTOR_PERSON ? 0 : found ? found : 'n';
}

DtlActorKind
cluster_kind (DtlWork *work, guint32 mention)
{
  guint32 start = mention_root (work, mention), i = start;
  DtlActorKind kind = work_mention (work, i)->kind;
  gboolean named = FALSE;

  for (guint k = 0; k < MAX_WALK; k++)
    {
      const Mention *m = work_mention (work, i);

      if (m->sure && m->form != DTL_ENTITY_PRONOUN && m->kind != DTL_ACTOR_OTHER)
        return m->kind;
      if (m->form == DTL_ENTITY_NAME && !named && m->kind != DTL_ACTOR_OTHER)
        {
          kind = m->kind;
          named = TRUE;
        }
      i = m->next;
      if (i == start)
        break;
    }
  return kind;
}

const char *
cluster_code (DtlWork *work, guint32 mention)
{
  guint32 i = mention;

  for (guint k = 0; k < MAX_WALK; k++)
    {
      const Mention *m = work_mention (work, i);

      if (m->code)
        return m->code;
      for (guint j = 0; j < m->description.n_of; j++)
        {
          const Mention *of = work_mention (work, m->description.of[j]);

          if (of->kind == DTL_ACTOR_COUNTRY && of->code)
            return of->code;
        }
      i = m->next;
      if (i == mention)
        break;
    }
  return NULL;
}

gboolean
cluster_is_named (DtlWork *work, guint32 mention)
{
  guint32 i = mention;

  for (guint k = 0; k < MAX_WALK; k++)
    {
      const Mention *m = work_mention (work, i);

      if (m->form == DTL_ENTITY_NAME)
        return TRUE;
      i = m->next;
      if (i == mention)
        break;
    }
  return FALSE;
}

Number
cluster_number (DtlWork *work, guint32 mention)
{
  DtlActorKind kind = cluster_kind (work, mention);

  if (kind == DTL_ACTOR_GROUP)
    return NUMBER_PLURAL;
  return work_mention (work, mention)->number == NUMBER_PLURAL ? NUMBER_PLURAL : NUMBER_SINGULAR;
}
