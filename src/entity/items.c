/*
 * Items: the words of a sentence, joined where a table knows several as one ("prime minister", "New York"), each with
 * everything that it can be. Nothing is decided here; the readers of names, titles and descriptions choose by context.
 */
#include "entity/work.h"

#include <string.h>

#define MAX_ITEM_TOKENS 9

gboolean
token_has_capital (const DtlToken *token)
{
  gunichar c = g_utf8_get_char (token->form);

  if (g_unichar_isupper (c) || g_unichar_istitle (c))
    return TRUE;
  /* iPhone, eBay, d'Ivoire */
  return g_unichar_isalpha (c) && token->form[1] && g_unichar_isupper (g_utf8_get_char (g_utf8_next_char (token->form)));
}

/* Whether every letter of these tokens is a capital. */
static gboolean
is_upper (DtlWork *work, guint32 first, guint32 n)
{
  for (guint32 i = first; i < first + n; i++)
    for (const char *p = work_token (work, i)->form; *p; p = g_utf8_next_char (p))
      if (g_unichar_islower (g_utf8_get_char (p)))
        return FALSE;
  return TRUE;
}

static gboolean
is_caps_word (const char *text)
{
  gboolean letter = FALSE;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      if (g_unichar_islower (g_utf8_get_char (p)))
        return FALSE;
      letter |= g_unichar_isupper (g_utf8_get_char (p));
    }
  return letter;
}

/* Joins the key of the words seen so far with one more token. */
static void
append_word (GString *key, const DtlToken *previous, const char *word)
{
  if (previous && previous->space_after)
    g_string_append_c (key, ' ');
  g_string_append (key, word);
}

typedef struct
{
  DtlWork *work;
  guint32 first;
  guint32 n; /* tokens of the key at hand */
  const char *key;
  const char *singular; /* the key with its last word as a lemma, or NULL */
  gboolean upper;
  gboolean capital;
  Item *best; /* of the longest match so far */
} Match;

static Item *
take (Match *match, guint32 flag)
{
  if (match->n > match->best->n || match->best->flags == 0)
    {
      memset (match->best, 0, sizeof *match->best);
      match->best->first = match->first;
      match->best->n = match->n;
    }
  match->best->flags |= flag;
  return match->best;
}

static void
match_country (Match *match)
{
  guint n = 0;
  Row row = dtl_table_find (&dtl_table_countries, match->key, &n);

  if (row == NULL || !match->capital)
    return;
  for (guint i = 0; i < n; i++)
    if (row_has (row + i * dtl_table_countries.n_columns, DTL_COUNTRIES_KIND, "acronym") && !match->upper)
      return;
  if (row_has (row, DTL_COUNTRIES_KIND, "organisation") && strlen (row[0]) <= 4 && !match->upper)
    return;
  take (match, ITEM_COUNTRY);
  match->best->country = row;
  match->best->n_country = n;
}

static void
match_agency (Match *match)
{
  Row row = dtl_table_find (&dtl_table_agencies, match->key, NULL);
  gboolean caps;

  if (row == NULL || (!match->capital && !g_str_has_prefix (match->key, "al-")))
    return;
  caps = row_has (row, DTL_AGENCIES_KIND, "acronym") || (strlen (row[0]) <= 5 && is_caps_word (row[DTL_AGENCIES_NAME]));
  if (caps && !match->upper)
    return;
  take (match, ITEM_AGENCY)->agency = row;
}

static void
match_place (Match *match)
{
  Row row = dtl_table_find (&dtl_table_places, match->key, NULL);

  if (row == NULL || !match->capital)
    return;
  if (row_has (row, DTL_PLACES_KIND, "postal"))
    {
      const DtlToken *before = match->first > 0 ? work_token (match->work, match->first - 1) : NULL;

      if (!match->upper || before == NULL || !token_is (before, "- , –"))
        return;
    }
  take (match, ITEM_PLACE)->place = row;
}

static void
match_title (Match *match)
{
  Row row = dtl_table_find (&dtl_table_titles, match->key, NULL);
  gboolean plural = FALSE;
  guint32 flag;

  if (row == NULL && match->singular)
    {
      row = dtl_table_find (&dtl_table_titles, match->singular, NULL);
      plural = TRUE;
    }
  if (row == NULL)
    return;
  if (row_has (row, DTL_TITLES_KIND, "honorific"))
    flag = match->capital ? ITEM_HONORIFIC : 0;
  else if (row_has (row, DTL_TITLES_KIND, "person") || row_has (row, DTL_TITLES_KIND, "generic"))
    flag = ITEM_PERSON;
  else
    flag = ITEM_TITLE;
  if (flag == 0)
    return;
  take (match, flag | (plural ? ITEM_PLURAL : 0))->title = row;
}

static void
match_nouns (Match *match)
{
  Row row;

  if ((row = dtl_table_find (&dtl_table_title_modifiers, match->key, NULL)))
    take (match, ITEM_MODIFIER)->modifier = row;
  if ((row = dtl_table_find (&dtl_table_org_nouns, match->key, NULL)))
    take (match, ITEM_ORG)->org = row;
  else if (match->singular && (row = dtl_table_find (&dtl_table_org_nouns, match->singular, NULL)))
    take (match, ITEM_ORG | ITEM_PLURAL)->org = row;
  if ((row = dtl_table_find (&dtl_table_groups, match->key, NULL)))
    take (match, ITEM_GROUP)->group = row;
  if ((row = dtl_table_find (&dtl_table_kin, match->key, NULL)))
    take (match, ITEM_KIN)->kin = row;
  else if (match->singular && (row = dtl_table_find (&dtl_table_kin, match->singular, NULL)))
    take (match, ITEM_KIN | ITEM_PLURAL)->kin = row;
  if (match->capital && match->n == 1 && (row = dtl_table_find (&dtl_table_given_names, match->key, NULL)))
    take (match, ITEM_GIVEN)->given = row;
}

static void
match_user (Match *match)
{
  const DtlUserLexicon *lexicon = match->work->document->lexicon;
  const DtlUserActor *actor = lexicon ? dtl_user_lexicon_actor (lexicon, match->key, match->capital, match->upper) : NULL;

  if (actor)
    take (match, ITEM_USER)->user = actor;
}

/* The lemma of a plural noun; NULL where the word is not one. */
static const char *
singular_of (const DtlToken *token)
{
  if (token->lemma == NULL || strcmp (token->lemma, token->lower) == 0)
    return NULL;
  if (token->upos != DTL_UPOS_NOUN && token->upos != DTL_UPOS_PROPN)
    return NULL;
  return token->lemma;
}

/* Plurals by their ending, for capitalised titles whose lemma is left as it is ("Presidents"). */
static const char *
plain_singular (DtlWork *work, const DtlToken *token)
{
  gsize length = strlen (token->lower);

  if (token->upos != DTL_UPOS_PROPN || length < 5 || !g_str_has_suffix (token->lower, "s")
      || g_str_has_suffix (token->lower, "ss"))
    return NULL;
  return dtl_arena_intern (work->arena, token->lower, length - 1);
}

/* Everything the tables know that starts at @first and ends before @end. */
static void
match_at (DtlWork *work, guint32 first, guint32 end, Item *best)
{
  g_autoptr (GString) key = g_string_new (NULL);
  g_autoptr (GString) singular = g_string_new (NULL);
  Match match = { work, first, 0, NULL, NULL, FALSE, FALSE, best };
  const DtlToken *previous = NULL;

  for (guint32 i = first; i < end && i - first < MAX_ITEM_TOKENS; i++)
    {
      const DtlToken *token = work_token (work, i);
      const char *lemma = singular_of (token);

      if (work->in_time[i] && i > first)
        break;
      if (lemma == NULL)
        lemma = plain_singular (work, token);
      g_string_assign (singular, key->str);
      append_word (singular, previous, lemma ? lemma : token->lower);
      append_word (key, previous, token->lower);
      match.n = i - first + 1;
      match.key = key->str;
      match.singular = lemma ? singular->str : NULL;
      match.upper = is_upper (work, first, match.n);
      match.capital = token_has_capital (work_token (work, first));
      match_country (&match);
      match_agency (&match);
      match_place (&match);
      match_title (&match);
      match_nouns (&match);
      match_user (&match);
      previous = token;
    }
}

static const char particles[] = "de la del da das do dos di du des le van von der den ten ter bin bint ibn al el abu y e "
                                "af av zu zur zum";

/* Whether a capital here says that this is a name: not at the start of a sentence, a quote or a heading. */
static gboolean
capital_tells (DtlWork *work, const DtlSentence *sentence, guint32 i)
{
  const DtlToken *before;

  if (sentence->kind == DTL_SENTENCE_TITLE || sentence->kind == DTL_SENTENCE_HEADING)
    return FALSE;
  if (i == sentence->first_token)
    return FALSE;
  before = work_token (work, i - 1);
  return before->upos != DTL_UPOS_PUNCT || token_is (before, ", - –");
}

static gboolean
is_name_word (DtlWork *work, const DtlSentence *sentence, guint32 i)
{
  const DtlToken *token = work_token (work, i);

  if (!token_has_capital (token) || work->in_time[i] || token_is (token, "i i'm"))
    return FALSE;
  if (work->name_at[i] || token->upos == DTL_UPOS_PROPN)
    return TRUE;
  if (!capital_tells (work, sentence, i))
    return g_hash_table_contains (work->capitals, token->lower) && token->upos != DTL_UPOS_DET
           && token->upos != DTL_UPOS_PRON && token->upos != DTL_UPOS_ADP;
  return token->upos == DTL_UPOS_NONE || token->upos == DTL_UPOS_NOUN || token->upos == DTL_UPOS_X
         || token->upos == DTL_UPOS_ADJ;
}

static void
add_plain_flags (DtlWork *work, const DtlSentence *sentence, Item *item)
{
  const DtlToken *token = work_token (work, item->first);

  if (token_has_capital (token))
    item->flags |= ITEM_CAPITAL;
  if (work->in_time[item->first])
    item->flags |= ITEM_TIME;
  if (item->n > 1)
    return;
  if (token_is (token, "- – ‑"))
    item->flags |= ITEM_HYPHEN;
  else if (token_is (token, "'s '") && (token->xpos == DTL_XPOS_POS || strcmp (token->lower, "'s") == 0)
           && token->upos != DTL_UPOS_AUX && token->upos != DTL_UPOS_VERB)
    item->flags |= ITEM_POSSESSIVE;
  else if (token->upos == DTL_UPOS_PUNCT)
    item->flags |= ITEM_PUNCT;
  if (dtl_word_is_one_of (token->lower, particles))
    item->flags |= ITEM_PARTICLE;
  if (is_name_word (work, sentence, item->first))
    item->flags |= ITEM_WORD;
}

void
items_read (DtlWork *work, guint32 sentence)
{
  const DtlSentence *s = dtl_document_sentence (work->document, sentence);
  guint32 end = s->first_token + s->n_tokens;

  g_array_set_size (work->items, 0);
  for (guint32 i = s->first_token; i < end;)
    {
      Item item = { 0 };

      item.first = i;
      item.n = 1;
      if (!work->in_time[i])
        match_at (work, i, end, &item);
      add_plain_flags (work, s, &item);
      g_array_append_val (work->items, item);
      i += item.n;
    }
}

Row
item_country_row (const Item *item, const char *kinds)
{
  for (guint i = 0; i < item->n_country; i++)
    {
      Row row = item->country + i * dtl_table_countries.n_columns;

      if (dtl_word_is_one_of (row[DTL_COUNTRIES_KIND], kinds))
        return row;
    }
  return NULL;
}

const Item *
item_at (DtlWork *work, guint32 k)
{
  static const Item none = { 0 };

  return k < work->items->len ? work_item (work, k) : &none;
}

guint32
item_of (DtlWork *work, guint32 token)
{
  guint32 low = 0, high = work->items->len;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      const Item *item = work_item (work, middle);

      if (item->first + item->n <= token)
        low = middle + 1;
      else if (item->first > token)
        high = middle;
      else
        return middle;
    }
  return DTL_NONE;
}
