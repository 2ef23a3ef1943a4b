/*
 * Names by Viterbi over the tags begin, inside, last, unit and outside (Ratinov and Roth 2009, who also found that agreement
 * within a document helps). The tables of countries, agencies, given names and titles add to the scores of what they know;
 * they do not decide alone.
 */
#include "syntax/names.h"

#include <string.h>

#include "lexicon/tables.h"

/* Tags as numbers: see value_of_name() in encoder.c. */
#define TAG_OUTSIDE 1
#define TAG(position, kind) (2 + 4 * (kind) + (position))
#define N_TAGS (TAG (0, DTL_N_NAMES))
#define MAX_KEY_WORDS 5

enum
{
  BEGIN,
  INSIDE,
  LAST,
  UNIT,
};

/* How much the tables weigh, in the unit of the scores; chosen on the development sets. */
#define WEIGHT_TABLE 4.0f
#define WEIGHT_LONG_KEY 12.0f /* three words or more are no accident: "Trinidad and Tobago" */
#define WEIGHT_GIVEN_NAME 2.0f
#define WEIGHT_TITLE 1.5f
#define WEIGHT_HONORIFIC 4.0f /* "Rep.", "Mr.": hardly anything else */

/* A stretch of a document and the scores of its tags, [n * N_TAGS]. */
typedef struct
{
  const DtlDocument *document;
  guint32 first;
  guint n;
  float *scores;
} Stretch;

static const DtlToken *
token_at (const Stretch *stretch, guint i)
{
  return dtl_document_token (stretch->document, stretch->first + i);
}

static gboolean
is_capitalised (const DtlToken *token)
{
  return g_unichar_isupper (g_utf8_get_char (token->form));
}

static gboolean
is_all_capitals (const char *form)
{
  for (; *form; form = g_utf8_next_char (form))
    if (g_unichar_islower (g_utf8_get_char (form)))
      return FALSE;
  return TRUE;
}

static void
add_score (Stretch *stretch, guint i, guint tag, float weight)
{
  stretch->scores[i * N_TAGS + tag] += weight;
}

static void
favour (Stretch *stretch, guint i, guint n, DtlNameKind kind, float weight)
{
  if (n == 1)
    add_score (stretch, i, TAG (UNIT, kind), weight);
  else
    {
      add_score (stretch, i, TAG (BEGIN, kind), weight);
      add_score (stretch, i + n - 1, TAG (LAST, kind), weight);
      for (guint k = 1; k + 1 < n; k++)
        add_score (stretch, i + k, TAG (INSIDE, kind), weight);
    }
}

/* The words i to i + n - 1 as a key of the tables. */
static const char *
key_of (const Stretch *stretch, guint i, guint n, char *key, gsize size)
{
  gsize length = 0;

  for (guint k = 0; k < n && length < size; k++)
    length += g_snprintf (key + length, size - length, "%s%s", k ? " " : "", token_at (stretch, i + k)->lower);
  return length < size ? key : "";
}

static gboolean
country_kind (const char *kind, DtlNameKind *name)
{
  static const struct
  {
    const char *kind;
    DtlNameKind name;
  } kinds[] = {
    { "name", DTL_NAME_LOC },         { "alias", DTL_NAME_LOC },      { "part", DTL_NAME_LOC },
    { "capital", DTL_NAME_LOC },      { "demonym", DTL_NAME_MISC },   { "adjective", DTL_NAME_MISC },
    { "organisation", DTL_NAME_ORG },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, kind))
      {
        *name = kinds[i].name;
        return TRUE;
      }
  return FALSE;
}

/* Short keys ("us") count only in capitals. */
static gboolean
is_written_right (const Stretch *stretch, guint i, guint n, const char *key)
{
  if (!is_capitalised (token_at (stretch, i)) || !is_capitalised (token_at (stretch, i + n - 1)))
    return FALSE;
  return n > 1 || strlen (key) > 4 || is_all_capitals (token_at (stretch, i)->form);
}

/* The longest key of the tables that starts at word i; its length. */
static guint
favour_known (Stretch *stretch, guint i)
{
  char key[160];

  for (guint n = MIN (MAX_KEY_WORDS, stretch->n - i); n > 0; n--)
    {
      const char *text = key_of (stretch, i, n, key, sizeof key);
      const char *const *country = dtl_table_find (&dtl_table_countries, text, NULL);
      const char *const *agency = dtl_table_find (&dtl_table_agencies, text, NULL);
      DtlNameKind kind = DTL_NAME_ORG;

      if ((country == NULL && agency == NULL) || !is_written_right (stretch, i, n, text))
        continue;
      if (agency != NULL || country_kind (country[DTL_COUNTRIES_KIND], &kind))
        {
          favour (stretch, i, n, kind, n < 3 ? WEIGHT_TABLE : WEIGHT_LONG_KEY);
          return n;
        }
    }
  return 1;
}

/* "Dmytro …": a given name before another capitalised word begins a person. */
static void
favour_given_name (Stretch *stretch, guint i)
{
  if (is_capitalised (token_at (stretch, i)) && i + 1 < stretch->n && is_capitalised (token_at (stretch, i + 1))
      && dtl_table_has (&dtl_table_given_names, token_at (stretch, i)->lower))
    add_score (stretch, i, TAG (BEGIN, DTL_NAME_PER), WEIGHT_GIVEN_NAME);
}

/* "Minister Dmytro": what follows a title is a person, the title is not part of the name. */
static void
favour_after_title (Stretch *stretch, guint i)
{
  const char *lower = token_at (stretch, i)->lower;
  const char *const *title = dtl_table_find (&dtl_table_titles, lower, NULL);
  gboolean is_honorific = title != NULL && g_str_equal (title[DTL_TITLES_KIND], "honorific");
  float weight = is_honorific || g_str_has_suffix (lower, ".") ? WEIGHT_HONORIFIC : WEIGHT_TITLE;

  if (title == NULL || g_str_equal (title[DTL_TITLES_KIND], "generic") || g_str_equal (title[DTL_TITLES_KIND], "person")
      || i + 1 >= stretch->n || !is_capitalised (token_at (stretch, i + 1)))
    return;
  add_score (stretch, i, TAG_OUTSIDE, weight);
  add_score (stretch, i + 1, TAG (BEGIN, DTL_NAME_PER), weight / 2);
  add_score (stretch, i + 1, TAG (UNIT, DTL_NAME_PER), weight / 2);
}

static void
ask_tables (Stretch *stretch)
{
  guint known = 0;

  for (guint i = 0; i < stretch->n; i++)
    {
      if (i >= known)
        known = i + favour_known (stretch, i);
      favour_given_name (stretch, i);
      favour_after_title (stretch, i);
    }
}

/* Whether @tag may come after @before; 0 stands for the edges of the sentence. */
static gboolean
may_follow (guint before, guint tag)
{
  gboolean is_open = before >= 2 && (before - 2) % 4 <= INSIDE;
  gboolean goes_on = tag >= 2 && ((tag - 2) % 4 == INSIDE || (tag - 2) % 4 == LAST);

  if (is_open != goes_on)
    return FALSE;
  return !is_open || (before - 2) / 4 == (tag - 2) / 4;
}

/* best(i, t) = score(i, t) + max over t' that t may follow of best(i - 1, t') */
static void
find_best_tags (const Stretch *stretch, guint8 *tags)
{
  guint n = stretch->n;
  g_autofree float *best = g_new (float, n * N_TAGS);
  g_autofree guint8 *from = g_new0 (guint8, n * N_TAGS);
  guint8 last = TAG_OUTSIDE;

  for (guint i = 0; i < n; i++)
    for (guint tag = 1; tag < N_TAGS; tag++)
      {
        float top = -1e30f;

        if (i == 0)
          top = may_follow (0, tag) ? 0 : -1e9f;
        for (guint before = 1; i > 0 && before < N_TAGS; before++)
          if (may_follow (before, tag) && best[(i - 1) * N_TAGS + before] > top)
            {
              top = best[(i - 1) * N_TAGS + before];
              from[i * N_TAGS + tag] = before;
            }
        best[i * N_TAGS + tag] = top + stretch->scores[i * N_TAGS + tag];
      }
  for (guint tag = 1; tag < N_TAGS; tag++)
    if (may_follow (tag, 0) && best[(n - 1) * N_TAGS + tag] > best[(n - 1) * N_TAGS + last])
      last = tag;
  for (guint i = n; i-- > 0;)
    {
      tags[i] = last;
      last = from[i * N_TAGS + last];
      last = last ? last : TAG_OUTSIDE;
    }
}

static gboolean
is_person (guint8 tag)
{
  return tag >= TAG (BEGIN, DTL_NAME_PER) && tag <= TAG (UNIT, DTL_NAME_PER);
}

static gboolean
starts_person (guint8 tag)
{
  return tag == TAG (BEGIN, DTL_NAME_PER) || tag == TAG (UNIT, DTL_NAME_PER);
}

static gboolean
ends_person (guint8 tag)
{
  return tag == TAG (LAST, DTL_NAME_PER) || tag == TAG (UNIT, DTL_NAME_PER);
}

/* The words from @start to @end, both included, become one person. */
static void
tag_person (guint8 *tags, guint start, guint end)
{
  for (guint i = start; i <= end; i++)
    tags[i] = TAG (INSIDE, DTL_NAME_PER);
  tags[start] = TAG (start == end ? UNIT : BEGIN, DTL_NAME_PER);
  if (end > start)
    tags[end] = TAG (LAST, DTL_NAME_PER);
}

/* The other end of the person's name that holds word @i. */
static guint
find_person_start (const guint8 *tags, guint i)
{
  while (i > 0 && !starts_person (tags[i]) && is_person (tags[i - 1]))
    i--;
  return i;
}

static guint
find_person_end (const Stretch *stretch, const guint8 *tags, guint i)
{
  while (i + 1 < stretch->n && !ends_person (tags[i]) && is_person (tags[i + 1]))
    i++;
  return i;
}

/* Whether word @i is a hyphen between two words, without spaces. */
static gboolean
is_hyphen (const Stretch *stretch, guint i)
{
  return i > 0 && i + 1 < stretch->n && g_str_equal (token_at (stretch, i)->lower, "-")
         && !token_at (stretch, i - 1)->space_after && !token_at (stretch, i)->space_after;
}

/* How many words from @i on are a title before a name: "King", "Crown Prince"; given names ("Dean") are none. */
static guint
count_title_words (const Stretch *stretch, guint i)
{
  char key[160];

  for (guint n = MIN (2, stretch->n - i); n > 0; n--)
    {
      const char *const *title = dtl_table_find (&dtl_table_titles, key_of (stretch, i, n, key, sizeof key), NULL);

      if (title != NULL && !g_str_equal (title[DTL_TITLES_KIND], "generic") && !g_str_equal (title[DTL_TITLES_KIND], "person"))
        return n == 1 && dtl_table_has (&dtl_table_given_names, token_at (stretch, i)->lower) ? 0 : n;
    }
  return 0;
}

/* "Lee Jae-yong": what a hyphen joins to a person's name belongs to it, if it is tagged as a name ("Trump-era" is not). */
static void
join_hyphens (const Stretch *stretch, guint8 *tags)
{
  for (guint i = 1; i + 1 < stretch->n; i++)
    if (is_hyphen (stretch, i) && ends_person (tags[i - 1]) && tags[i] == TAG_OUTSIDE && tags[i + 1] == TAG_OUTSIDE
        && token_at (stretch, i + 1)->upos == DTL_UPOS_PROPN)
      tag_person (tags, find_person_start (tags, i - 1), i + 1);
}

/* "Actress Bong-soon Cha", "Marie-Claire Blanc": so does what a hyphen joins before it, after a title or in capitals
 * ("Oscar-winning", "Vice-Admiral" do not). */
static void
join_hyphens_before (const Stretch *stretch, guint8 *tags)
{
  for (guint i = 1; i + 2 < stretch->n; i++)
    {
      gboolean is_proper = is_capitalised (token_at (stretch, i + 1)) && token_at (stretch, i + 1)->upos == DTL_UPOS_PROPN
                           && token_at (stretch, i - 1)->upos == DTL_UPOS_PROPN && count_title_words (stretch, i + 1) == 0;

      if (is_hyphen (stretch, i) && tags[i - 1] == TAG_OUTSIDE && tags[i] == TAG_OUTSIDE && tags[i + 1] == TAG_OUTSIDE
          && starts_person (tags[i + 2]) && is_capitalised (token_at (stretch, i - 1))
          && (is_proper || (i > 1 && count_title_words (stretch, i - 2) == 1)))
        tag_person (tags, i - 1, find_person_end (stretch, tags, i + 2));
    }
}

/* One past the nickname in quotes that starts with the quote at @i: "“Kid”"; 0 if there is none. */
static guint
skip_nickname (const Stretch *stretch, guint i)
{
  const char *quote = token_at (stretch, i)->lower;
  guint end = i + 1;

  if ((!g_str_equal (quote, "\"") && !g_str_equal (quote, "'")) || token_at (stretch, i)->space_after)
    return 0;
  while (end < stretch->n && end < i + 3 && is_capitalised (token_at (stretch, end)))
    end++;
  if (end == i + 1 || end >= stretch->n || !g_str_equal (token_at (stretch, end)->lower, quote)
      || token_at (stretch, end - 1)->space_after)
    return 0;
  return end + 1;
}

/* "Dwayne “Kid” Hollis": one name. */
static void
join_nicknames (const Stretch *stretch, guint8 *tags)
{
  for (guint i = 1; i + 3 < stretch->n; i++)
    {
      guint next = is_person (tags[i - 1]) && token_at (stretch, i - 1)->space_after ? skip_nickname (stretch, i) : 0;

      if (next == 0 || next >= stretch->n || !is_capitalised (token_at (stretch, next))
          || !(starts_person (tags[next]) || token_at (stretch, next)->upos == DTL_UPOS_PROPN))
        continue;
      tag_person (tags, find_person_start (tags, i - 1),
                  is_person (tags[next]) ? find_person_end (stretch, tags, next) : next);
    }
}

/* "King Haakon": the title is no part of the name. */
static void
leave_titles (const Stretch *stretch, guint8 *tags)
{
  for (guint i = 0; i + 1 < stretch->n; i++)
    {
      guint n = starts_person (tags[i]) ? count_title_words (stretch, i) : 0, name = i + n, end;

      if (n == 0 || name >= stretch->n || !is_person (tags[name]) || !is_capitalised (token_at (stretch, name)))
        continue;
      end = find_person_end (stretch, tags, name);
      for (guint k = i; k < name; k++)
        tags[k] = TAG_OUTSIDE;
      tag_person (tags, name, end);
    }
}

static void
append_names (const Stretch *stretch, const guint8 *tags, GArray *names)
{
  guint start = 0;

  for (guint i = 0; i < stretch->n; i++)
    {
      guint position = tags[i] >= 2 ? (tags[i] - 2) % 4 : INSIDE;

      if (tags[i] < 2)
        continue;
      if (position == BEGIN || position == UNIT)
        start = i;
      if (position == LAST || position == UNIT)
        {
          DtlName name = { stretch->first + start, i - start + 1, (tags[i] - 2) / 4 };

          g_array_append_val (names, name);
        }
    }
}

void
dtl_names_decode (const DtlDocument *document, guint32 first, guint n, const DtlTagSet *set, float *scores, GArray *names)
{
  g_autofree float *by_tag = g_new0 (float, n * N_TAGS);
  g_autofree guint8 *tags = g_new (guint8, n);
  Stretch stretch = { document, first, n, by_tag };

  if (n == 0)
    return;
  for (guint i = 0; i < n; i++)
    {
      for (guint tag = 1; tag < N_TAGS; tag++)
        by_tag[i * N_TAGS + tag] = -1e6f;
      for (guint c = 0; c < set->n; c++)
        by_tag[i * N_TAGS + set->values[c]] = scores[i * set->out.rows + c];
    }
  ask_tables (&stretch);
  find_best_tags (&stretch, tags);
  leave_titles (&stretch, tags);
  join_hyphens (&stretch, tags);
  join_hyphens_before (&stretch, tags);
  join_nicknames (&stretch, tags);
  append_names (&stretch, tags, names);
}

static char *
spelling_of (const DtlDocument *document, const DtlName *name)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < name->n; i++)
    g_string_append_printf (out, "%s%s", i ? " " : "", dtl_document_token (document, name->first + i)->lower);
  return g_string_free (out, FALSE);
}

/* Surnames of persons who are named in full: lower-case word → itself. */
static GHashTable *
collect_surnames (const DtlDocument *document, const GArray *names)
{
  GHashTable *surnames = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < names->len; i++)
    {
      const DtlName *name = &g_array_index (names, DtlName, i);

      if (name->kind == DTL_NAME_PER && name->n >= 2 && name->n <= 4)
        g_hash_table_add (surnames, (gpointer) dtl_document_token (document, name->first + name->n - 1)->lower);
    }
  return surnames;
}

/* spelling → votes for each kind */
static GHashTable *
count_kinds (const DtlDocument *document, const GArray *names)
{
  GHashTable *votes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < names->len; i++)
    {
      const DtlName *name = &g_array_index (names, DtlName, i);
      char *spelling = spelling_of (document, name);
      guint *counts = g_hash_table_lookup (votes, spelling);

      if (counts == NULL)
        {
          counts = g_new0 (guint, DTL_N_NAMES);
          g_hash_table_insert (votes, g_strdup (spelling), counts);
        }
      counts[name->kind]++;
      g_free (spelling);
    }
  return votes;
}

static void
take_majority (const DtlDocument *document, GArray *names, GHashTable *votes)
{
  for (guint i = 0; i < names->len; i++)
    {
      DtlName *name = &g_array_index (names, DtlName, i);
      g_autofree char *spelling = spelling_of (document, name);
      const guint *counts = g_hash_table_lookup (votes, spelling);

      for (guint kind = 0; kind < DTL_N_NAMES; kind++)
        if (counts[kind] > counts[name->kind])
          name->kind = kind;
    }
}

/* A place or people of that name speaks against the person: "Jordan". */
static gboolean
is_surname_here (const DtlToken *token, GHashTable *surnames)
{
  return is_capitalised (token) && strlen (token->lower) > 2 && g_hash_table_contains (surnames, token->lower)
         && !dtl_table_has (&dtl_table_countries, token->lower);
}

static void
take_surnames (const DtlDocument *document, GArray *names, GHashTable *surnames)
{
  guint next = 0;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (DtlName));

  for (guint32 i = 0; i < document->tokens->len; i++)
    {
      const DtlToken *token = dtl_document_token (document, i);
      DtlName *name = next < names->len ? &g_array_index (names, DtlName, next) : NULL;

      if (name != NULL && name->first == i)
        {
          if (name->n == 1 && is_surname_here (token, surnames))
            name->kind = DTL_NAME_PER;
          g_array_append_val (found, *name);
          i += name->n - 1;
          next++;
        }
      else if ((token->upos == DTL_UPOS_PROPN) && is_surname_here (token, surnames))
        {
          DtlName surname = { i, 1, DTL_NAME_PER };

          g_array_append_val (found, surname);
        }
    }
  g_array_set_size (names, 0);
  g_array_append_vals (names, found->data, found->len);
}

void
dtl_names_agree (const DtlDocument *document, GArray *names)
{
  g_autoptr (GHashTable) surnames = collect_surnames (document, names);
  g_autoptr (GHashTable) votes = count_kinds (document, names);

  take_majority (document, names, votes);
  if (g_hash_table_size (surnames) > 0)
    take_surnames (document, names, surnames);
}
