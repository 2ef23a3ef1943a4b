/*
 * Which names are one: the same letters, the same entry of a table, full name and family name, name with and without
 * a middle initial, an organisation and its acronym or its short form. Longer names come first, so that a short one
 * always finds the full one; two different full names never join.
 */
#include "entity/work.h"

#include <string.h>

#define MAX_RIVALS 32 /* names compared for one word */

typedef struct
{
  DtlWork *work;
  GHashTable *exact;   /* owned: key → mention + 1 */
  GHashTable *by_word; /* owned: first or last word → GArray of mentions */
} Index;

static const char suffixes[] = "jr. jr sr. sr ii iii iv , . esq esq.";
static const char articles[] = "the a an";

/* The words of a name, lower case, without articles before and Jr. after; those of persons in their plainest spelling. */
static char **
name_words (DtlWork *work, const Mention *m, guint *n)
{
  GPtrArray *words = g_ptr_array_new ();

  for (guint32 i = m->first; i < m->first + m->n; i++)
    {
      const DtlToken *token = work_token (work, i);

      if (i == m->first && m->n > 1 && token_is (token, articles))
        continue;
      if (token_is (token, "- . ,") || (i > m->first && token_is (token, suffixes)))
        continue;
      g_ptr_array_add (words, (char *) (m->kind == DTL_ACTOR_PERSON ? name_fold (work, token->lower) : token->lower));
    }
  if (words->len == 0)
    g_ptr_array_add (words, (char *) work_token (work, m->first)->lower);
  *n = words->len;
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_free (words, FALSE);
}

static gboolean
is_initial (const char *word)
{
  return word[1] == '\0' || (word[1] == '.' && word[2] == '\0');
}

/* Pat and Patrick, J. and James. */
static gboolean
first_names_agree (const char *a, const char *b)
{
  gsize length = MIN (strlen (a), strlen (b));

  if (strcmp (a, b) == 0)
    return TRUE;
  if (is_initial (a) || is_initial (b))
    return a[0] == b[0];
  return length >= 3 && strncmp (a, b, length) == 0;
}

static gboolean
full_names_agree (char **a, guint n_a, char **b, guint n_b)
{
  if (n_a < 2 || n_b < 2 || strcmp (a[n_a - 1], b[n_b - 1]) != 0 || !first_names_agree (a[0], b[0]))
    return FALSE;
  if (n_a > 2 && n_b > 2 && !first_names_agree (a[1], b[1]))
    return FALSE;
  return TRUE;
}

static gboolean
starts_with (char **whole, guint n_whole, char **part, guint n_part)
{
  for (guint i = 0; i < n_part; i++)
    if (i >= n_whole || strcmp (whole[i], part[i]) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
ends_with (char **whole, guint n_whole, char **part, guint n_part)
{
  return n_part <= n_whole && starts_with (whole + n_whole - n_part, n_part, part, n_part);
}

/* A family name that stands first: "Xi" of Xi Jinping. A common given name does not do that. */
static gboolean
is_family_first (const char *word)
{
  const char *gender = dtl_table_cell (&dtl_table_given_names, word, DTL_GIVEN_NAMES_GENDER);

  return gender == NULL || gender[0] == 'u';
}

static gboolean
genders_clash (DtlWork *work, guint32 a, guint32 b)
{
  char x = cluster_gender (work, a), y = cluster_gender (work, b);

  return x && y && x != y;
}

/* "Orban Viktor" and "Viktor Orban"; but not "Thomas James" and "James Thomas". */
static gboolean
is_other_order (DtlWork *work, const Mention *a, char **whole, guint n_whole, char **words, guint n_words)
{
  if (n_whole != 2 || n_words != 2 || strcmp (whole[0], words[1]) != 0 || strcmp (whole[1], words[0]) != 0)
    return FALSE;
  return !dtl_table_has (&dtl_table_given_names, work_token (work, a->first)->lower)
         || !dtl_table_has (&dtl_table_given_names, work_token (work, a->first + a->n - 1)->lower);
}

static gboolean
persons_agree (DtlWork *work, guint32 full, guint32 part)
{
  guint n_full, n_part;
  g_autofree char **whole = name_words (work, work_mention (work, full), &n_full);
  g_autofree char **words = name_words (work, work_mention (work, part), &n_part);

  if (genders_clash (work, full, part))
    return FALSE;
  if (full_names_agree (whole, n_full, words, n_part)
      || is_other_order (work, work_mention (work, full), whole, n_full, words, n_part))
    return TRUE;
  if (n_part >= n_full)
    return FALSE;
  if (ends_with (whole, n_full, words, n_part))
    return TRUE;
  if (!starts_with (whole, n_full, words, n_part))
    return FALSE;
  /* who is quoted calls people by their first names */
  return n_part > 1 || is_family_first (work_token (work, work_mention (work, part)->first)->lower)
         || (work_mention (work, part)->quoted && work_mention (work, full)->first < work_mention (work, part)->first);
}

/* Inc., Corp., AG */
static gboolean
ends_as_company (const char *word)
{
  Row row = dtl_table_find (&dtl_table_org_nouns, word, NULL);

  return row_has (row, DTL_ORG_NOUNS_KIND, "company") && row_has (row, DTL_ORG_NOUNS_SORT, "company");
}

/* Whether what is left of a longer name says only what sort of thing it is: Emirates (Airline), Boeing (Co.). */
static gboolean
rest_is_sort (char **words, guint from, guint n)
{
  if (from == 1 && n > 2 && ends_as_company (words[n - 1]) && !dtl_table_has (&dtl_table_given_names, words[0]))
    return TRUE;
  for (guint i = from; i < n; i++)
    {
      Row row = dtl_table_find (&dtl_table_org_nouns, words[i], NULL);

      if (row == NULL && !dtl_word_is_one_of (words[i], "& and of the news international global"))
        return FALSE;
      /* one word before "Police Department" is a place */
      if (row && from == 1 && !row_has (row, DTL_ORG_NOUNS_KIND, "company"))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_country_word (const char *word)
{
  return dtl_table_has (&dtl_table_countries, word);
}

static gboolean
organisations_agree (DtlWork *work, guint32 full, guint32 part)
{
  guint n_full, n_part;
  const Mention *f = work_mention (work, full), *p = work_mention (work, part);
  g_autofree char **whole = name_words (work, f, &n_full);
  g_autofree char **words = name_words (work, p, &n_part);
  const char *code_f = f->code, *code_p = p->code;

  if (n_part >= n_full || (code_f && code_p && strcmp (code_f, code_p) != 0))
    return FALSE;
  if (f->kind == DTL_ACTOR_PRODUCT && f->sure) /* "the Airbus A380": "the A380", never Airbus */
    return p->kind == DTL_ACTOR_PRODUCT && ends_with (whole, n_full, words, n_part);
  if (starts_with (whole, n_full, words, n_part) && rest_is_sort (whole, n_part, n_full))
    return !(n_part == 1 && (is_country_word (words[0]) || dtl_table_has (&dtl_table_places, words[0])
                             || dtl_table_has (&dtl_table_org_nouns, words[0])));
  if (n_part == 1 && name_part_stands_alone (work, f, words[0]))
    return TRUE;
  /* "Austrian Interior Ministry" ← "Interior Ministry" ← "the Ministry" */
  return ends_with (whole, n_full, words, n_part) && p->description.head
         && (n_part == 1 || n_full - n_part == 1)
         && (n_part > 1 || row_has (dtl_table_find (&dtl_table_org_nouns, words[0], NULL), DTL_ORG_NOUNS_USE, "both"));
}

/* The initials of the words that count: World Health Organization → who. */
static char *
initials_of (DtlWork *work, const Mention *m)
{
  GString *out = g_string_new (NULL);

  for (guint32 i = m->first; i < m->first + m->n; i++)
    {
      const DtlToken *token = work_token (work, i);

      if (token_has_capital (token) && !token_is (token, articles))
        g_string_append_unichar (out, g_unichar_tolower (g_utf8_get_char (token->form)));
    }
  return g_string_free (out, FALSE);
}

static char
class_of (const Mention *m)
{
  return m->kind == DTL_ACTOR_PERSON ? 'p' : m->kind == DTL_ACTOR_COUNTRY ? 'c' : 'o';
}

static void
index_word (Index *index, char class, const char *word, guint32 mention)
{
  g_autofree char *key = g_strdup_printf ("%c%s", class, word);
  GArray *list = g_hash_table_lookup (index->by_word, key);

  if (list == NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_hash_table_insert (index->by_word, g_steal_pointer (&key), list);
    }
  if (list->len < MAX_RIVALS)
    g_array_append_val (list, mention);
}

static void
index_name (Index *index, guint32 mention)
{
  const Mention *m = work_mention (index->work, mention);
  guint n;
  g_autofree char **words = name_words (index->work, m, &n);
  char class = class_of (m);

  index_word (index, class, words[0], mention);
  if (n > 1)
    index_word (index, class, words[n - 1], mention);
  if (n > 2)
    index_word (index, class, words[n - 2], mention);
  if (class == 'o' && m->n > 1)
    {
      g_autofree char *initials = initials_of (index->work, m);

      if (strlen (initials) >= 2)
        index_word (index, 'i', initials, mention);
    }
}

/* How near the last mention of a rival before @at is; rivals after it are the farthest. */
static guint32
distance (DtlWork *work, guint32 rival, guint32 at)
{
  guint32 i = rival, best = G_MAXUINT32;

  for (guint k = 0; k < 64; k++)
    {
      const Mention *m = work_mention (work, i);

      if (m->first <= at)
        best = MIN (best, at - m->first);
      i = m->next;
      if (i == rival)
        break;
    }
  return best;
}

/* Nobody stands inside his own description: the Jones of "Jones's wife" is not her. */
static gboolean
stands_inside (DtlWork *work, guint32 rival, guint32 token)
{
  guint32 i = rival;

  for (guint k = 0; k < 64; k++)
    {
      const Mention *m = work_mention (work, i);

      if (m->form == DTL_ENTITY_NOMINAL && m->first <= token && token < m->first + m->n)
        return TRUE;
      i = m->next;
      if (i == rival)
        break;
    }
  return FALSE;
}

/* Who came in as somebody's wife or brother goes by the full name; the family name alone is still the other's. */
static gboolean
came_as_kin (DtlWork *work, guint32 rival)
{
  guint32 i = rival;

  for (guint k = 0; k < 64; k++)
    {
      const Mention *m = work_mention (work, i);
      const char *head = m->description.head;

      if (head && m->kind == DTL_ACTOR_PERSON && dtl_table_has (&dtl_table_kin, head)
          && !dtl_table_has (&dtl_table_titles, head))
        return TRUE;
      i = m->next;
      if (i == rival)
        break;
    }
  return FALSE;
}

/* "Judge Dorn" is Judge Helena Dorn, not the engineer Marek Dorn. */
static gboolean
bears_title (DtlWork *work, guint32 rival, const Mention *m)
{
  guint32 i = rival;

  for (guint k = 0; m->kind == DTL_ACTOR_PERSON && m->description.head && k < 64; k++)
    {
      const char *head = work_mention (work, i)->description.head;

      if (head && strcmp (head, m->description.head) == 0)
        return TRUE;
      i = work_mention (work, i)->next;
      if (i == rival)
        break;
    }
  return FALSE;
}

/* The cluster that the shorter name @mention belongs to: of those that agree one that bears its title, then the nearest
 * before it, kin last. */
static guint32
find_full (Index *index, guint32 mention)
{
  DtlWork *work = index->work;
  const Mention *m = work_mention (work, mention);
  guint n;
  g_autofree char **words = name_words (work, m, &n);
  char class = class_of (m);
  guint32 found = DTL_NONE, best = 0;
  gboolean is_titled = FALSE;

  for (guint side = 0; side < (n > 1 ? 2 : 1); side++)
    {
      g_autofree char *key = g_strdup_printf ("%c%s", class, words[side ? n - 1 : 0]);
      const GArray *list = g_hash_table_lookup (index->by_word, key);

      for (guint i = 0; list && i < list->len; i++)
        {
          guint32 rival = g_array_index (list, guint32, i), far;
          gboolean titled;

          if (class == 'p' ? !persons_agree (work, rival, mention) : !organisations_agree (work, rival, mention))
            continue;
          if (stands_inside (work, rival, m->first))
            continue;
          far = distance (work, rival, m->first);
          if (far < G_MAXUINT32 / 2 && m->gender == 0 && came_as_kin (work, rival))
            far += G_MAXUINT32 / 2;
          titled = bears_title (work, rival, m);
          if (found == DTL_NONE || titled > is_titled || (titled == is_titled && far < best))
            {
              found = rival;
              best = far;
              is_titled = titled;
            }
        }
    }
  return found;
}

static guint32
find_acronym (Index *index, guint32 mention)
{
  const Mention *m = work_mention (index->work, mention);
  g_autoptr (GString) letters = g_string_new ("i");
  const GArray *list;

  if (class_of (m) != 'o' || m->n != 1)
    return DTL_NONE;
  for (const char *p = work_token (index->work, m->first)->form; *p; p++)
    {
      if (*p == '.')
        continue;
      if (!g_ascii_isupper (*p))
        return DTL_NONE;
      g_string_append_c (letters, g_ascii_tolower (*p));
    }
  list = g_hash_table_lookup (index->by_word, letters->str);
  return list && list->len > 0 && letters->len >= 3 ? g_array_index (list, guint32, 0) : DTL_NONE;
}

/* "malmö" → "malmo", "tromsø" → "tromso", "ulan-ude" → "ulan ude": a place is written with its marks or without; other scripts
 * stay. */
static char *
plain_place (char *name)
{
  g_auto (GStrv) parts = g_strsplit (g_strdelimit (name, "-", ' '), "ø", -1); /* "oe" to GLib, which no atlas writes */
  g_autofree char *whole = g_strjoinv ("o", parts);
  g_autofree char *plain = g_str_to_ascii (whole, "C");

  return strchr (plain, '?') ? g_strdup (name) : g_steal_pointer (&plain);
}

static char *
exact_key (DtlWork *work, const Mention *m)
{
  g_autofree char *lower = m->name ? g_utf8_strdown (m->name, -1) : NULL;
  g_autofree char *plain = NULL;

  if (lower == NULL)
    {
      guint n;
      g_autofree char **words = name_words (work, m, &n);

      lower = g_strjoinv (" ", words);
    }
  plain = m->kind == DTL_ACTOR_PLACE ? plain_place (lower) : g_strdup (lower);
  return g_strdup_printf ("%c%s", class_of (m), plain);
}

static void
join_name (Index *index, guint32 mention)
{
  DtlWork *work = index->work;
  const Mention *m = work_mention (work, mention);
  g_autofree char *key = exact_key (work, m);
  guint32 same = GPOINTER_TO_UINT (g_hash_table_lookup (index->exact, key)), full = DTL_NONE;

  /* a bare family name may mean another one each time; it is looked up before the exact one is taken */
  if (m->kind != DTL_ACTOR_COUNTRY && m->kind != DTL_ACTOR_PLACE && (same == 0 || (m->kind == DTL_ACTOR_PERSON && m->n == 1)))
    {
      full = find_full (index, mention);
      if (full == DTL_NONE)
        full = find_acronym (index, mention);
    }
  if (full == DTL_NONE && same > 0 && !(m->kind == DTL_ACTOR_PERSON && genders_clash (work, same - 1, mention)))
    full = same - 1;
  if (full != DTL_NONE)
    mention_join (work, full, mention);
  else if (same == 0)
    index_name (index, mention);
  if (same == 0)
    g_hash_table_insert (index->exact, g_steal_pointer (&key), GUINT_TO_POINTER (mention + 1));
}

static int
compare_lengths (gconstpointer a, gconstpointer b, gpointer data)
{
  DtlWork *work = data;
  guint32 i = *(const guint32 *) a, j = *(const guint32 *) b;
  const Mention *x = work_mention (work, i), *y = work_mention (work, j);
  gboolean full_x = x->kind == DTL_ACTOR_PERSON && x->n == 1, full_y = y->kind == DTL_ACTOR_PERSON && y->n == 1;

  if (full_x != full_y)
    return full_x ? 1 : -1;
  if (!full_x && x->n != y->n)
    return x->n > y->n ? -1 : 1;
  if (x->first != y->first)
    return x->first < y->first ? -1 : 1;
  return i < j ? -1 : 1;
}

static gboolean
has_name (const Mention *m)
{
  return m->form == DTL_ENTITY_NAME || m->form == DTL_ENTITY_ADJECTIVE
         || (m->form == DTL_ENTITY_NOMINAL && m->kind == DTL_ACTOR_COUNTRY);
}

void
aliases_join (DtlWork *work)
{
  Index index = { work, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                  g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref) };
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < work->mentions->len; i++)
    if (has_name (work_mention (work, i)))
      g_array_append_val (names, i);
  g_array_sort_with_data (names, compare_lengths, work);
  for (guint32 i = 0; i < names->len; i++)
    join_name (&index, g_array_index (names, guint32, i));
  g_hash_table_unref (index.exact);
  g_hash_table_unref (index.by_word);
}
