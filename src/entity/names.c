/*
 * Proper names: where they begin and end, and what they name.
 *
 * The tagger's names are evidence, not law: it misses and misplaces one in three. A name here is a run of capitalised
 * items; what it names is decided by, in this order, the tables (Russia, CNN), the noun that ends it ("Interior
 * Ministry"), a given name that begins it, the tagger, and at last by what the same word is elsewhere in the article.
 */
#include "entity/work.h"

#include <string.h>

#define KNOWN_FLAGS \
  (ITEM_COUNTRY | ITEM_AGENCY | ITEM_PLACE | ITEM_HONORIFIC | ITEM_TITLE | ITEM_PERSON | ITEM_MODIFIER | ITEM_ORG \
   | ITEM_KIN | ITEM_GROUP | ITEM_USER)
#define MAX_NAME_ITEMS 12
#define MODEL_WORDS_MAX 3 /* before the number: "Sony Ericsson Walkman" */
#define MODEL_MARK_MAX 5

static const char *
item_word (DtlWork *work, guint32 k)
{
  return k < work->items->len ? work_token (work, work_item (work, k)->first)->lower : "";
}

static gboolean
is_plain_word (const Item *item)
{
  return (item->flags & (ITEM_WORD | ITEM_GIVEN)) && (item->flags & ITEM_CAPITAL) && !(item->flags & KNOWN_FLAGS)
         && !(item->flags & (ITEM_TIME | ITEM_PUNCT));
}

static gboolean
is_initial (DtlWork *work, const Item *item)
{
  const char *form;

  if (item->n != 1)
    return FALSE;
  form = work_token (work, item->first)->form;
  return g_ascii_isupper (form[0]) && (form[1] == '.' || form[1] == '\0') && strlen (form) <= 4 && strcmp (form, "I") != 0
         && (form[1] == '.' || strcmp (form, "A") != 0);
}

/* The tagger's name that covers @token, or NULL. */
static const DtlName *
tagged (DtlWork *work, guint32 token)
{
  return work->name_at[token] ? dtl_document_name (work->document, work->name_at[token] - 1) : NULL;
}

static gboolean
is_tagged (DtlWork *work, guint32 token, DtlNameKind kind)
{
  const DtlName *name = tagged (work, token);

  return name && name->kind == kind;
}

/* "Attorney's Office", "People's Party": a possessive inside a name. */
static gboolean
joins_possessive (DtlWork *work, guint32 k, guint32 start)
{
  const Item *before = item_at (work, k - 1), *after = item_at (work, k + 1);

  return k > start && (before->flags & (ITEM_TITLE | ITEM_PERSON | ITEM_GROUP | ITEM_KIN))
         && (before->flags & ITEM_CAPITAL) && (after->flags & ITEM_CAPITAL);
}

static gboolean
joins_names (DtlWork *work, guint32 k)
{
  const Item *item = item_at (work, k), *after = item_at (work, k + 1);
  gboolean glue = (item->flags & ITEM_HYPHEN) && !work_token (work, item->first)->space_after;

  return (glue || strcmp (item_word (work, k), "&") == 0) && (after->flags & ITEM_CAPITAL);
}

/* After the noun of an organisation: "of Foreign Affairs", "for the Western District of New York". Returns its end. */
static guint32
read_tail (DtlWork *work, guint32 k, Row org)
{
  const char *word = item_word (work, k);
  guint32 end = k, j;
  gboolean inside = FALSE;

  if (row_has (org, DTL_ORG_NOUNS_KIND, "place"))
    return k;
  if (strcmp (word, "of") != 0
      && (strcmp (word, "for") != 0 || row_has (org, DTL_ORG_NOUNS_KIND, "company")))
    return k;
  j = k + 1;
  if (strcmp (item_word (work, j), "the") == 0)
    j++;
  for (; j < work->items->len && j < k + MAX_NAME_ITEMS; j++)
    {
      const Item *item = item_at (work, j);

      word = item_word (work, j);
      if ((item->flags & ITEM_CAPITAL) && !(item->flags & (ITEM_TIME | ITEM_HONORIFIC)))
        {
          if ((item->flags & ITEM_TITLE) && !(item->flags & (ITEM_ORG | ITEM_MODIFIER)))
            break;
          end = j + 1;
          inside = TRUE;
        }
      else if (!inside || !dtl_word_is_one_of (word, "of and the"))
        break;
      else if (strcmp (word, "and") == 0
               && (!row_has (org, DTL_ORG_NOUNS_KIND, "government") || (item_at (work, j - 1)->flags & (ITEM_COUNTRY | ITEM_PLACE))))
        break;
    }
  return end;
}

static const char starters[] = "air bank banco radio team hotel banque groupe grupo university ministry department office";

/* "His Unity Party", "Its Foreign Ministry": a capital that the start of a sentence gives, no part of the name. */
static gboolean
is_opening_word (DtlWork *work, guint32 k)
{
  const DtlToken *token = work_token (work, item_at (work, k)->first);

  return (token->upos == DTL_UPOS_PRON || token->upos == DTL_UPOS_DET) && tagged (work, item_at (work, k)->first) == NULL;
}

/* "the Harmony and Growth party", "the Save the Country Union": a name with small words inside that ends in the noun of a body
 * and that the tagger or the parse takes for one. Returns its end, or @k. */
static guint32
read_joined (DtlWork *work, guint32 k, Row *org)
{
  const DtlName *name = tagged (work, item_at (work, k)->first);
  guint32 small = k + 1, last = k + 2;

  if (!is_plain_word (item_at (work, k)) && (item_at (work, k)->flags & (KNOWN_FLAGS & ~ITEM_ORG)))
    return k;
  if (!(item_at (work, k)->flags & ITEM_CAPITAL) || !dtl_word_is_one_of (item_word (work, small), "and the"))
    return k;
  while (is_plain_word (item_at (work, last)) && last < k + MAX_NAME_ITEMS)
    last++;
  if (last == k + 2 || !(item_at (work, last)->flags & ITEM_ORG) || (item_at (work, last)->flags & ITEM_PLURAL))
    return k;
  if (!(name && name->first == item_at (work, k)->first && name->first + name->n > item_at (work, last)->first)
      && !(work_token (work, item_at (work, last)->first)->deprel == DTL_DEPREL_FLAT
           && work_token (work, item_at (work, last)->first)->head == (gint32) item_at (work, k)->first))
    return k;
  *org = item_at (work, last)->org;
  return last + 1;
}

/* The name of an organisation or place that starts at @k and is told by its noun. Returns its end, or @k. */
static guint32
read_organisation (DtlWork *work, guint32 k, Row *org)
{
  guint32 end = k, j;

  if (is_opening_word (work, k))
    return k;
  if ((end = read_joined (work, k, org)) > k)
    return end;
  for (j = k; j < work->items->len && j < k + MAX_NAME_ITEMS; j++)
    {
      const Item *item = item_at (work, j);

      if (item->flags & (ITEM_TIME | ITEM_HONORIFIC))
        break;
      if ((item->flags & ITEM_POSSESSIVE) && joins_possessive (work, j, k))
        continue;
      if (j > k && joins_names (work, j))
        continue;
      if (!(item->flags & ITEM_CAPITAL) || (item->flags & ITEM_PUNCT))
        break;
      if ((item->flags & ITEM_TITLE) && !(item->flags & (ITEM_ORG | ITEM_GIVEN | ITEM_MODIFIER))
          && !(item_at (work, j + 1)->flags & ITEM_POSSESSIVE))
        break;
      if (item->flags & ITEM_ORG)
        {
          guint32 tail = read_tail (work, j + 1, item->org);

          if (tail > j + 1 || (j > k && !is_plain_word (item_at (work, j + 1))))
            {
              *org = item->org;
              end = tail;
            }
          if (tail > j + 1)
            break;
        }
    }
  if (end == k && (item_at (work, k)->flags & ITEM_ORG) && dtl_word_is_one_of (item_word (work, k), starters)
      && (item_at (work, k + 1)->flags & (ITEM_WORD | ITEM_PLACE)) && (item_at (work, k + 1)->flags & ITEM_CAPITAL))
    {
      *org = item_at (work, k)->org;
      for (end = k + 1; end < work->items->len && is_plain_word (item_at (work, end)); end++)
        continue;
      end = MAX (end, k + 2);
    }
  return end;
}

/* A person whose family name is a noun of the table: "Emily Post". */
static gboolean
is_person_after_all (DtlWork *work, guint32 k, guint32 end, Row org)
{
  const Item *first = item_at (work, k), *last = item_at (work, end - 1);

  if (end - k != 2 || !(first->flags & ITEM_GIVEN))
    return FALSE;
  /* a plural is nobody's family name: "Hale Brothers", "Dean Foods" */
  if (row_has (org, DTL_ORG_NOUNS_KIND, "company") && g_str_has_suffix (org[0], "s") && !g_str_has_suffix (org[0], "ss"))
    return FALSE;
  if (is_tagged (work, last->first, DTL_NAME_PER))
    return TRUE;
  return row_has (org, DTL_ORG_NOUNS_USE, "name") && tagged (work, last->first) == NULL;
}

/* Whether an item that the tables know may still begin a person's name: "Jordan Peterson", "Israel Katz". */
static gboolean
begins_as_name (DtlWork *work, guint32 k)
{
  const Item *item = item_at (work, k), *after = item_at (work, k + 1);
  const DtlName *name = tagged (work, item->first);

  if (!(item->flags & ITEM_CAPITAL) || (item->flags & (ITEM_TITLE | ITEM_HONORIFIC | ITEM_MODIFIER | ITEM_TIME)))
    return FALSE;
  if (!is_plain_word (after) || item_country_row (item, "acronym"))
    return FALSE;
  if (item->flags & ITEM_GIVEN)
    return name == NULL || name->kind == DTL_NAME_PER;
  return name && name->kind == DTL_NAME_PER && name->first == item->first && name->n > item->n
         && !item_country_row (item, "adjective");
}

/* Whether a known item may be a family name here: "Stephen King", "Michael Jordan". */
static gboolean
continues_as_name (DtlWork *work, guint32 k, guint32 start)
{
  const Item *item = item_at (work, k), *first = item_at (work, start);

  if (!(item->flags & ITEM_CAPITAL) || (item->flags & (ITEM_TIME | ITEM_HONORIFIC)) || item->n > 1)
    return FALSE;
  if (is_tagged (work, item->first, DTL_NAME_PER) && work->name_at[item->first] == work->name_at[first->first])
    return TRUE;
  /* "the pension fund Maple Teachers" */
  if ((item->flags & (ITEM_PLURAL | ITEM_GROUP)) && is_tagged (work, item->first, DTL_NAME_ORG)
      && work->name_at[item->first] == work->name_at[first->first])
    return TRUE;
  return k == start + 1 && (first->flags & ITEM_GIVEN) && !is_plain_word (item_at (work, k + 1))
         && !(item->flags & (ITEM_AGENCY | ITEM_GROUP)) && !item_country_row (item, "acronym adjective");
}

/* Lower-case particles before a capital: "van der Bellen". Returns how many, 0 for none. */
static guint32
count_particles (DtlWork *work, guint32 k)
{
  guint32 n = 0;

  while (n < 3 && (item_at (work, k + n)->flags & ITEM_PARTICLE))
    n++;
  return n > 0 && is_plain_word (item_at (work, k + n)) ? n : 0;
}

/* The D of "(D-Minn.)". */
static gboolean
is_party_letter (DtlWork *work, guint32 k)
{
  const char *form = work_token (work, item_at (work, k)->first)->form;

  return form[0] && (form[1] == '\0' || form[1] == '-') && k > 0 && dtl_word_is_one_of (item_word (work, k - 1), "( -lrb- ,")
         && strchr ("DRI", form[0]) && (form[1] == '-' || (item_at (work, k + 1)->flags & (ITEM_HYPHEN | ITEM_PUNCT)));
}

static guint32
read_run (DtlWork *work, guint32 k)
{
  guint32 end;

  if (is_party_letter (work, k))
    return k;
  if (!is_plain_word (item_at (work, k)) && !begins_as_name (work, k)
      && !(is_initial (work, item_at (work, k)) && is_plain_word (item_at (work, k + 1))))
    return k;
  for (end = k + 1; end < work->items->len && end < k + MAX_NAME_ITEMS; end++)
    {
      const Item *item = item_at (work, end);
      guint32 n_particles = count_particles (work, end);

      if (is_plain_word (item) || is_initial (work, item) || continues_as_name (work, end, k))
        continue;
      if (joins_names (work, end) && !(item_at (work, end + 1)->flags & (ITEM_COUNTRY | ITEM_TIME)))
        end++;
      else if (n_particles > 0)
        end += n_particles;
      else
        break;
    }
  while (end > k + 1 && is_initial (work, item_at (work, end - 1)) && end - k == 2
         && !(item_at (work, k)->flags & ITEM_GIVEN))
    end--;
  return MIN (end, work->items->len);
}

static gboolean
is_acronym (const char *text)
{
  guint letters = 0;

  for (const char *p = text; *p; p++)
    {
      if (g_ascii_islower (*p) || (guchar) *p >= 0x80 || *p == ' ')
        return FALSE;
      letters += g_ascii_isupper (*p);
    }
  return letters >= 2 && letters <= 6;
}

static const char vessels[] = "ship ferry tanker vessel trawler freighter frigate destroyer warship submarine yacht steamer "
                              "schooner tugboat liner bulker barge lifeboat";

/* "the tanker Selma" */
static gboolean
follows_vessel (DtlWork *work, const Mention *m)
{
  return m->first > 0 && work_token (work, m->first - 1)->sentence == m->sentence
         && token_is (work_token (work, m->first - 1), vessels);
}

/* "iPhone", "PlayStation" */
static gboolean
has_inner_capital (const char *form)
{
  gboolean lower = FALSE;

  for (const char *p = form; *p; p++)
    {
      if (lower && g_ascii_isupper (*p))
        return TRUE;
      lower |= g_ascii_islower (*p);
    }
  return FALSE;
}

/* "A380", "737 Max": letters with digits, or a word after a number; "iPhone"; a ship. */
static gboolean
is_product (DtlWork *work, const Mention *m)
{
  const char *form = work_token (work, m->first)->form;
  gboolean digit = FALSE;

  if (follows_vessel (work, m))
    return TRUE;
  /* "iPhone": a brand that the tagger takes for no person, firm or place */
  if (m->n == 1 && g_ascii_islower (form[0]) && has_inner_capital (form) && is_tagged (work, m->first, DTL_NAME_MISC))
    return TRUE;
  for (const char *p = form; *p; p++)
    digit |= g_ascii_isdigit (*p);
  if (digit && m->n == 1)
    return TRUE;
  return m->n == 1 && m->first > 0 && !work->in_time[m->first - 1]
         && work_token (work, m->first - 1)->sentence == m->sentence
         && g_ascii_isdigit (work_token (work, m->first - 1)->form[0]);
}

static guint32
add_items (DtlWork *work, guint32 sentence, guint32 k, guint32 end, DtlActorKind kind)
{
  guint32 first = item_at (work, k)->first;
  const Item *last = item_at (work, end - 1);

  return mention_new (work, sentence, first, last->first + last->n - first, DTL_ENTITY_NAME, kind);
}

/* "737", "A380", "3G": the mark of a model; not a year. */
static gboolean
is_model_mark (DtlWork *work, guint32 k, gboolean *has_letter, guint *n_digits)
{
  const Item *item = item_at (work, k);
  const char *form = item->n == 1 ? work_token (work, item->first)->form : "";

  *has_letter = FALSE;
  *n_digits = 0;
  for (const char *p = form; *p; p++)
    {
      if (!g_ascii_isalnum (*p))
        return FALSE;
      *has_letter |= g_ascii_isalpha (*p);
      *n_digits += g_ascii_isdigit (*p);
    }
  return !(item->flags & ITEM_TIME) && *n_digits > 0 && strlen (form) <= MODEL_MARK_MAX
         && (*has_letter || *n_digits < 4 || strchr ("12", form[0]) == NULL);
}

/* Whether the parse has the mark at @mark and the words around it, up to token @end, as one phrase that stands before no other
 * noun: not "six Boeing 787 jets", which are Boeing's, nor "Chelsea 2 Arsenal 1". */
static gboolean
belongs_to_brand (DtlWork *work, guint32 first, guint32 mark, guint32 end)
{
  gint32 head = work_token (work, mark)->head, brand = work_token (work, mark - 1)->head;
  const DtlToken *after;

  if (!(head >= (gint32) first && head < (gint32) end) && brand != (gint32) mark)
    return FALSE;
  if (end >= work->document->tokens->len)
    return TRUE;
  after = work_token (work, end);
  return after->sentence != work_token (work, mark)->sentence
         || (after->upos != DTL_UPOS_NOUN && after->upos != DTL_UPOS_NUM && after->upos != DTL_UPOS_SYM);
}

static gboolean
is_brand_word (DtlWork *work, guint32 k)
{
  const Item *item = item_at (work, k);
  const DtlName *name = tagged (work, item->first);

  return (is_plain_word (item) || (item->flags & ITEM_AGENCY)) && (item->flags & ITEM_CAPITAL)
         && !(item->flags & ITEM_GIVEN && name && name->kind == DTL_NAME_PER) && !(name && name->kind == DTL_NAME_LOC);
}

/* "the Airbus A380", "an iPhone 4", "the Boeing 737 Max": the thing that a firm or a brand has under a number. Returns its end,
 * or @k. */
static guint32
read_model (DtlWork *work, guint32 k)
{
  gboolean has_letter, is_brand;
  guint n_digits;
  guint32 end = k, mark;
  const DtlName *name;

  while (end < k + MODEL_WORDS_MAX && is_brand_word (work, end) && !is_model_mark (work, end, &has_letter, &n_digits))
    end++;
  if (end == k || !is_model_mark (work, end, &has_letter, &n_digits))
    return k;
  mark = item_at (work, end)->first;
  name = tagged (work, mark - 1);
  is_brand = has_inner_capital (work_token (work, mark - 1)->form) || (name && name->kind == DTL_NAME_MISC);
  if ((name && name->kind == DTL_NAME_PER) || (!has_letter && !is_brand && n_digits < 3))
    return k;
  for (end++; end < k + MAX_NAME_ITEMS && is_plain_word (item_at (work, end)); end++)
    continue;
  return belongs_to_brand (work, item_at (work, k)->first, mark, item_at (work, end - 1)->first + 1) ? end : k;
}

static guint32
add_model (DtlWork *work, guint32 sentence, guint32 k)
{
  guint32 end = read_model (work, k);
  Mention *m;

  if (end == k || work->owner[item_at (work, k)->first])
    return k;
  m = work_mention (work, add_items (work, sentence, k, end, DTL_ACTOR_PRODUCT));
  m->sure = TRUE;
  m->gender = 'n';
  m->number = NUMBER_SINGULAR;
  return end;
}

static void
set_run_kind (DtlWork *work, guint32 mention, guint32 k, guint32 end)
{
  static const DtlActorKind kinds[DTL_N_NAMES] = { DTL_ACTOR_PERSON, DTL_ACTOR_ORGANISATION, DTL_ACTOR_PLACE,
                                                   DTL_ACTOR_OTHER };
  Mention *m = work_mention (work, mention);
  const Item *first = item_at (work, k);
  const DtlName *name = tagged (work, m->first);

  for (guint32 i = m->first; name == NULL && i < m->first + m->n; i++)
    name = tagged (work, i);
  m->kind = name ? kinds[name->kind] : DTL_ACTOR_OTHER;
  if (first->given && m->n > 1 && !(name && name->kind != DTL_NAME_PER && name->first == m->first && name->n == m->n))
    {
      m->kind = DTL_ACTOR_PERSON;
      m->sure = TRUE;
    }
  else if (name == NULL && is_acronym (m->text))
    m->kind = DTL_ACTOR_ORGANISATION;
  if (m->kind == DTL_ACTOR_PERSON && m->n > 1 && first->given && first->given[DTL_GIVEN_NAMES_GENDER][0] != 'u')
    m->gender = first->given[DTL_GIVEN_NAMES_GENDER][0];
  if (strstr (m->text, " & ") && !first->given)
    {
      m->kind = DTL_ACTOR_ORGANISATION;
      m->sure = TRUE;
    }
  if (!m->sure && is_product (work, m))
    m->kind = DTL_ACTOR_PRODUCT;
  m->number = NUMBER_SINGULAR;
}

/* Whether the words here stand before the noun that they describe: "US officials", "Russian losses". */
static gboolean
is_premodifier (DtlWork *work, const Item *item)
{
  guint32 next = item->first + item->n;
  const DtlToken *last = work_token (work, next - 1), *after;

  if (next >= work->document->tokens->len)
    return FALSE;
  after = work_token (work, next);
  if (after->sentence != last->sentence || work->in_time[next])
    return FALSE;
  if (after->upos == DTL_UPOS_NOUN || after->upos == DTL_UPOS_PROPN)
    return TRUE;
  return after->upos == DTL_UPOS_ADJ && (last->deprel == DTL_DEPREL_AMOD || last->deprel == DTL_DEPREL_COMPOUND);
}

/* Whether a capital city acts or is dealt with as its government, rather than being where something is. */
static gboolean
stands_for_government (DtlWork *work, const Item *item)
{
  guint32 head = phrase_head (work, item->first, item->n);
  const DtlToken *token = work_token (work, head), *before, *after;
  guint32 next = item->first + item->n;

  before = item->first > 0 ? work_token (work, item->first - 1) : NULL;
  after = next < work->document->tokens->len ? work_token (work, next) : NULL;
  if (before && before->sentence == token->sentence
      && token_is (before, "in to from at near outside around through into via toward towards inside across for of"))
    return FALSE;
  if (after && after->sentence == token->sentence && token_is (after, ", - —"))
    return FALSE;
  if (before && before->sentence == token->sentence && token_is (before, "with against by"))
    return TRUE;
  if ((token->deprel == DTL_DEPREL_OBJ || token->deprel == DTL_DEPREL_IOBJ) && token->head >= 0
      && work_token (work, token->head)->lemma)
    return dtl_table_has (&dtl_table_dealings, work_token (work, token->head)->lemma);
  if (token->deprel == DTL_DEPREL_CONJ && token->head >= 0 && (guint32) token->head < item->first
      && work->owner[token->head])
    return work_mention (work, work->owner[token->head] - 1)->metonym;
  if (token->deprel == DTL_DEPREL_NSUBJ)
    return token->head >= 0 && work_token (work, token->head)->upos == DTL_UPOS_VERB;
  return (after && token_is (after, "'s '"));
}

static void
add_country (DtlWork *work, guint32 sentence, const Item *item)
{
  Row adjective = item_country_row (item, "adjective"), people = item_country_row (item, "demonym");
  Row name = item_country_row (item, "name alias acronym"), row = item->country;
  gboolean before_noun = is_premodifier (work, item);
  const DtlToken *last = work_token (work, item->first + item->n - 1);
  DtlEntityForm form = DTL_ENTITY_NAME;
  DtlActorKind kind = DTL_ACTOR_COUNTRY;
  const char *written = NULL;
  Mention *m;

  if (name)
    form = before_noun && adjective ? DTL_ENTITY_ADJECTIVE : DTL_ENTITY_NAME, row = name;
  else if (adjective && (before_noun || !people || last->upos == DTL_UPOS_ADJ))
    form = DTL_ENTITY_ADJECTIVE, row = adjective;
  else if (people)
    row = people;
  else if (item_country_row (item, "organisation"))
    kind = DTL_ACTOR_ORGANISATION;
  else if (item_country_row (item, "government") && !item_country_row (item, "capital"))
    kind = DTL_ACTOR_ORGANISATION, written = "";
  else
    kind = DTL_ACTOR_PLACE, written = "", row = item_country_row (item, "capital part");
  m = work_mention (work, mention_new (work, sentence, item->first, item->n, form, kind));
  m->code = row[DTL_COUNTRIES_CODE];
  m->name = written ? m->text : row[DTL_COUNTRIES_NAME];
  m->sure = TRUE;
  if (kind == DTL_ACTOR_ORGANISATION && strcmp (m->code, "EU") == 0)
    m->description.head = "bloc";
  m->gender = 'n';
  m->demonym = row == people || row == adjective;
  m->number = row == people ? NUMBER_PLURAL : NUMBER_SINGULAR;
  if (row_has (row, DTL_COUNTRIES_KIND, "capital") && stands_for_government (work, item))
    {
      m->metonym = TRUE;
      if (item_country_row (item, "government"))
        row = item_country_row (item, "government");
      m->kind = strcmp (row[DTL_COUNTRIES_CODE], "EU") == 0 ? DTL_ACTOR_ORGANISATION : DTL_ACTOR_COUNTRY;
      m->name = row[DTL_COUNTRIES_NAME];
      m->code = row[DTL_COUNTRIES_CODE];
    }
}

static void
add_place (DtlWork *work, guint32 sentence, const Item *item)
{
  gboolean adjective = row_has (item->place, DTL_PLACES_KIND, "adjective");
  Mention *m = work_mention (work, mention_new (work, sentence, item->first, item->n,
                                                adjective ? DTL_ENTITY_ADJECTIVE : DTL_ENTITY_NAME, DTL_ACTOR_PLACE));

  m->name = item->place[DTL_PLACES_NAME];
  if (strcmp (item->place[DTL_PLACES_CODE], "-") != 0)
    m->code = item->place[DTL_PLACES_CODE];
  m->demonym = adjective;
  m->sure = TRUE;
  m->gender = 'n';
  m->number = NUMBER_SINGULAR;
}

static void
add_agency (DtlWork *work, guint32 sentence, const Item *item)
{
  Mention *m = work_mention (work, mention_new (work, sentence, item->first, item->n, DTL_ENTITY_NAME,
                                                row_has (item->agency, DTL_AGENCIES_TYPE, "place")
                                                  ? DTL_ACTOR_PLACE : DTL_ACTOR_ORGANISATION));

  m->name = item->agency[DTL_AGENCIES_NAME];
  if (strcmp (item->agency[DTL_AGENCIES_CODE], "-") != 0)
    m->code = item->agency[DTL_AGENCIES_CODE];
  m->sure = TRUE;
  m->gender = 'n';
  if (strcmp (item->agency[DTL_AGENCIES_NOUN], "-") != 0)
    m->description.head = item->agency[DTL_AGENCIES_NOUN];
  else if (m->n > 1 && dtl_table_has (&dtl_table_org_nouns, work_token (work, m->first + m->n - 1)->lower))
    m->description.head = work_token (work, m->first + m->n - 1)->lower;
}

/* A name that the user has given, with all that its row says; its mentions are one actor. */
static void
add_user (DtlWork *work, guint32 sentence, const Item *item)
{
  const DtlUserActor *actor = item->user;
  gboolean adjective = is_premodifier (work, item) && work_token (work, item->first + item->n - 1)->upos == DTL_UPOS_ADJ;
  guint32 mention = mention_new (work, sentence, item->first, item->n,
                                 adjective ? DTL_ENTITY_ADJECTIVE : DTL_ENTITY_NAME, actor->kind);
  guint32 first = GPOINTER_TO_UINT (g_hash_table_lookup (work->users, actor));
  Mention *m = work_mention (work, mention);

  m->name = actor->name;
  m->code = actor->country;
  m->sure = TRUE;
  m->demonym = adjective;
  m->number = NUMBER_SINGULAR;
  m->gender = actor->kind == DTL_ACTOR_PERSON ? 0 : 'n';
  if (actor->role && actor->kind == DTL_ACTOR_PERSON)
    {
      m->description.role = phrase_title_case (work, actor->role);
      m->description.head = phrase_lower (work, actor->role);
      m->description.stated = TRUE;
    }
  if (first > 0)
    mention_join (work, first - 1, mention);
  else
    g_hash_table_insert (work->users, (gpointer) actor, GUINT_TO_POINTER (mention + 1));
}

/* "Austrian Interior Ministry": the country inside. */
static void
add_inner_country (DtlWork *work, guint32 sentence, guint32 mention, const Item *item)
{
  Mention *outer;
  guint32 inner;
  Row row = item_country_row (item, "adjective acronym name");

  if (row == NULL)
    return;
  inner = mention_new (work, sentence, item->first, item->n, DTL_ENTITY_ADJECTIVE, DTL_ACTOR_COUNTRY);
  outer = work_mention (work, mention);
  work_mention (work, inner)->name = row[DTL_COUNTRIES_NAME];
  work_mention (work, inner)->code = outer->code = row[DTL_COUNTRIES_CODE];
  work_mention (work, inner)->sure = TRUE;
  work_mention (work, inner)->demonym = TRUE;
  outer->description.of[0] = inner;
  outer->description.n_of = 1;
}

static guint32
add_organisation (DtlWork *work, guint32 sentence, guint32 k)
{
  Row org = NULL;
  guint32 end = read_organisation (work, k, &org);
  guint32 mention;
  Mention *m;

  if (end == k || is_person_after_all (work, k, end, org))
    return k;
  mention = add_items (work, sentence, k, end,
                       row_has (org, DTL_ORG_NOUNS_KIND, "place") ? DTL_ACTOR_PLACE : DTL_ACTOR_ORGANISATION);
  m = work_mention (work, mention);
  m->sure = TRUE;
  m->gender = 'n';
  m->description.head = org[0];
  if (item_at (work, k)->flags & ITEM_COUNTRY)
    add_inner_country (work, sentence, mention, item_at (work, k));
  return end;
}

/* A noun with a capital that stands for a name given in full elsewhere: "the Commission". */
static gboolean
add_short_organisation (DtlWork *work, guint32 sentence, guint32 k)
{
  const Item *item = item_at (work, k);
  const DtlSentence *s = dtl_document_sentence (work->document, sentence);
  Mention *m;

  if (!(item->flags & ITEM_ORG) || !(item->flags & ITEM_CAPITAL) || (item->flags & (ITEM_TITLE | ITEM_PLURAL)))
    return FALSE;
  if (s->kind == DTL_SENTENCE_TITLE || s->kind == DTL_SENTENCE_HEADING || item->first == s->first_token)
    return FALSE;
  if (!row_has (item->org, DTL_ORG_NOUNS_USE, "both") || row_has (item->org, DTL_ORG_NOUNS_KIND, "place"))
    return FALSE;
  if (strcmp (work_token (work, item->first - 1)->lower, "the") != 0)
    return FALSE;
  m = work_mention (work, mention_new (work, sentence, item->first, item->n, DTL_ENTITY_NAME, DTL_ACTOR_ORGANISATION));
  m->sure = TRUE;
  m->gender = 'n';
  m->description.head = item->org[0];
  return TRUE;
}

/* What the tagger takes for one name though the tables know parts of it: "Dubai Air Show". Returns its end, or @k. */
static guint32
read_tagged (DtlWork *work, guint32 k)
{
  const Item *item = item_at (work, k);
  const DtlName *name = tagged (work, item->first);
  guint32 end = k;

  if (name == NULL || name->first != item->first || name->n <= item->n || name->kind == DTL_NAME_PER
      || is_plain_word (item))
    return k;
  for (; end < work->items->len && item_at (work, end)->first < name->first + name->n; end++)
    if (!(item_at (work, end)->flags & ITEM_CAPITAL)
        || (item_at (work, end)->flags & (ITEM_TITLE | ITEM_HONORIFIC | ITEM_TIME | ITEM_PUNCT)))
      return k;
  if (item_country_row (item, "adjective acronym") && end - k <= 2)
    return k;
  return is_plain_word (item_at (work, end)) || !is_plain_word (item_at (work, end - 1)) ? k : end;
}

/* "the Ohio Courier" is no place, though the tagger may think so. */
static void
add_tagged (DtlWork *work, guint32 sentence, guint32 k, guint32 end)
{
  guint32 mention = add_items (work, sentence, k, end, DTL_ACTOR_OTHER);
  Mention *m = work_mention (work, mention);

  set_run_kind (work, mention, k, end);
  m->sure = FALSE;
  if (m->kind == DTL_ACTOR_PLACE && k > 0 && strcmp (item_word (work, k - 1), "the") == 0
      && (item_at (work, k)->flags & (ITEM_PLACE | ITEM_COUNTRY)))
    m->kind = DTL_ACTOR_ORGANISATION;
}

/* One word at the start of a sentence that only the tag takes for a name: "Shares fell"; and the F of F-16. */
static gboolean
is_just_a_word (DtlWork *work, guint32 sentence, guint32 k, guint32 end)
{
  const Item *item = item_at (work, k);
  const DtlToken *token = work_token (work, item->first);

  if (end == k + 1 && token->form[0] && token->form[1] == '\0')
    return TRUE;
  return end == k + 1 && item->first == dtl_document_sentence (work->document, sentence)->first_token
         && !work->name_at[item->first] && !(item->flags & ITEM_GIVEN)
         && !g_hash_table_contains (work->capitals, token->lower) && !is_acronym (token->form);
}

void
names_find (DtlWork *work, guint32 sentence)
{
  for (guint32 k = 0; k < work->items->len;)
    {
      const Item *item = item_at (work, k);
      guint32 end;

      if (item->flags & ITEM_USER)
        {
          add_user (work, sentence, item);
          k++;
          continue;
        }
      end = add_model (work, sentence, k);
      if (end == k)
        end = add_organisation (work, sentence, k);
      if (end == k && (end = read_tagged (work, k)) > k)
        add_tagged (work, sentence, k, end);
      else if (end == k && (end = read_run (work, k)) > k && is_just_a_word (work, sentence, k, end))
        ;
      else if (end > k && !work->owner[item->first])
        set_run_kind (work, add_items (work, sentence, k, end, DTL_ACTOR_OTHER), k, end);
      if (end > k)
        {
          k = end;
          continue;
        }
      if (item->flags & ITEM_TIME)
        ;
      else if (item->flags & ITEM_COUNTRY)
        add_country (work, sentence, item);
      else if (item->flags & ITEM_AGENCY)
        add_agency (work, sentence, item);
      else if (item->flags & ITEM_PLACE)
        add_place (work, sentence, item);
      else
        add_short_organisation (work, sentence, k);
      k++;
    }
}
