/* Roles that several sentences, or several articles, state are one, with all its sentences. */
#include "record/record.h"

#include <string.h>

static int
compare_numbers (guint32 a, guint32 b)
{
  return a < b ? -1 : a > b;
}

/* Whether two roles are the same statement; articles spell offices with and without capitals. */
static int
compare_statements (const DtlRole *a, const DtlRole *b)
{
  int order = compare_numbers (a->actor, b->actor);

  if (order == 0)
    order = compare_numbers (a->of, b->of);
  if (order == 0)
    {
      g_autofree char *one = g_utf8_casefold (a->role ? a->role : "", -1);
      g_autofree char *other = g_utf8_casefold (b->role ? b->role : "", -1);

      order = strcmp (one, other);
    }
  if (order == 0)
    order = (int) a->status - (int) b->status;
  return order ? order : dtl_date_compare (&a->valid.date, &b->valid.date);
}

static int
compare_roles (gconstpointer a, gconstpointer b, gpointer arena)
{
  const DtlRole *one = a, *other = b;
  int order = compare_statements (one, other);

  dtl_arena_breathe (arena);
  if (order == 0 && one->n_evidence > 0 && other->n_evidence > 0)
    order = compare_numbers (one->evidence[0].source, other->evidence[0].source);
  if (order == 0 && one->n_evidence > 0 && other->n_evidence > 0)
    order = compare_numbers (one->evidence[0].span.start, other->evidence[0].span.start);
  return order ? order : g_strcmp0 (one->role, other->role);
}

static gboolean
is_same_sentence (const DtlEvidence *a, const DtlEvidence *b)
{
  return a->source == b->source && a->span.start == b->span.start && a->span.end == b->span.end;
}

static int
compare_evidence (gconstpointer a, gconstpointer b)
{
  const DtlEvidence *one = a, *other = b;
  int order = compare_numbers (one->source, other->source);

  return order ? order : compare_numbers (one->span.start, other->span.start);
}

/* One role of @n equal ones, with each sentence once. */
static DtlRole
joined_role (const DtlRole *roles, guint n, DtlArena *arena)
{
  g_autoptr (GArray) evidence = g_array_new (FALSE, FALSE, sizeof (DtlEvidence));
  DtlRole role = roles[0];
  guint kept = 0;

  for (guint i = 0; i < n; i++)
    g_array_append_vals (evidence, roles[i].evidence, roles[i].n_evidence);
  g_array_sort (evidence, compare_evidence);
  for (guint i = 0; i < evidence->len; i++)
    {
      DtlEvidence *sentence = &g_array_index (evidence, DtlEvidence, i);

      if (kept == 0 || !is_same_sentence (sentence, &g_array_index (evidence, DtlEvidence, kept - 1)))
        g_array_index (evidence, DtlEvidence, kept++) = *sentence;
    }
  role.evidence = dtl_arena_memdup (arena, evidence->data, kept, sizeof (DtlEvidence));
  role.n_evidence = kept;
  return role;
}

void
dtl_roles_join (GArray *roles, DtlArena *arena)
{
  g_autoptr (GArray) all = g_array_copy (roles);
  guint n;

  g_array_sort_with_data (all, compare_roles, arena);
  g_array_set_size (roles, 0);
  for (guint i = 0; i < all->len; i += n)
    {
      const DtlRole *role = &g_array_index (all, DtlRole, i);
      DtlRole joined;

      for (n = 1; i + n < all->len && compare_statements (role, role + n) == 0;)
        n++;
      joined = joined_role (role, n, arena);
      dtl_arena_breathe (arena);
      g_array_append_val (roles, joined);
    }
}
