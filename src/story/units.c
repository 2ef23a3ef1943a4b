/*
 * When are two events of two articles one happening?
 *
 * They must do the same (class, or family and word), to and with actors that can be the same, on dates that overlap, in
 * places that can be the same; and nothing may contradict. A state can stand for its minister. An event without a date
 * meets one with a date only where the likeness (likeness.c) finds evidence that both are one, and where the days allow it.
 *
 * Close to the features of cross-document event coreference since Cybulska and Vossen, 2015: action, participants, time
 * and place, as hard slots instead of a bag.
 */
#include "story/likeness.h"

#include <string.h>

#include "lexicon/tables.h"

#define SENTENCE_WORDS_MAX 48
#define LABEL_WORDS_MAX 16
#define LEAD_WORDS_MAX 96
#define LEAD_SENTENCES 3
#define ARTICLE_WORDS_MAX 2000
#define SENTENCES_MAX 400
#define PARTICIPANTS_MAX 24
#define UNDATED_GAP 60    /* days between articles that may tell of one thing without its date */
#define SIDE_WIDTH 7      /* days, when only states stand for the actors */

static const char *const local_families[] = { "violence", "disaster", "move", NULL };

/* ---- making ---- */

static gboolean
is_listed (const char *word, const char *const *words)
{
  while (*words && strcmp (*words, word) != 0)
    words++;
  return *words != NULL;
}

static const char *
intern (DtlArena *arena, const char *text)
{
  return dtl_arena_intern (arena, text ? text : "", text ? strlen (text) : 0);
}

static guint64
digest (guint64 seed, const char *text)
{
  guint64 hash = seed ^ G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (; text && *text; text++)
    hash = (hash ^ (guchar) *text) * G_GUINT64_CONSTANT (0x100000001b3); /* FNV-1a */
  return hash;
}

static void
add_stem (DtlUnit *unit, const char *stem)
{
  for (guint i = 0; i < unit->n_stems; i++)
    if (unit->stems[i] == stem)
      return;
  unit->meanings[unit->n_stems] = dtl_table_cell (&dtl_table_synonyms, stem, DTL_SYNONYMS_MEANING);
  unit->stems[unit->n_stems++] = stem;
}

/* Stems are interned, so that each is looked up once. */
static const DtlMeaning *
find_meaning (DtlUnits *units, const char *stem)
{
  gpointer meaning;

  if (!g_hash_table_lookup_extended (units->meanings, stem, NULL, &meaning))
    {
      meaning = (gpointer) dtl_meaning_find (units->arena, stem);
      g_hash_table_insert (units->meanings, (gpointer) stem, meaning);
    }
  return meaning;
}

static void
add_stems (DtlUnits *units, DtlUnit *unit)
{
  DtlArena *arena = units->arena;

  unit->stem = dtl_stem (arena, unit->event->predicate);
  unit->meaning = find_meaning (units, unit->stem);
  add_stem (unit, unit->stem);
  for (guint32 i = 0; i < unit->event->n_mentions && unit->n_stems < DTL_STEMS_MAX; i++)
    add_stem (unit, dtl_stem (arena, unit->event->mentions[i].predicate));
}

static gboolean
is_country_name (const char *folded)
{
  guint n = 0;
  const char *const *cells = dtl_table_find (&dtl_table_countries, folded, &n);

  for (guint i = 0; i < n; i++)
    {
      const char *kind = cells[i * dtl_table_countries.n_columns + DTL_COUNTRIES_KIND];

      if (strcmp (kind, "name") == 0 || strcmp (kind, "alias") == 0)
        return TRUE;
    }
  return FALSE;
}

static void
add_place (DtlUnit *unit, const DtlPlace *place, DtlArena *arena)
{
  g_autofree char *folded = dtl_place_is_named (place) ? g_utf8_casefold (place->name, -1) : NULL;

  if (folded == NULL)
    return;
  unit->place = intern (arena, folded);
  unit->country = place->country ? intern (arena, place->country) : NULL;
  unit->is_fine_place = !is_country_name (folded);
}

static gboolean
is_country (const DtlUnits *units, guint32 actor)
{
  return g_array_index (units->draft->story->actors, DtlActor, actor).kind == DTL_ACTOR_COUNTRY;
}

/* Of "seven miners", "Miners": what they are. A story's articles count them differently. */
static const char *
head_of (const DtlUnits *units, guint32 number)
{
  const DtlActor *actor = &g_array_index (units->draft->story->actors, DtlActor, number);
  const char *last = strrchr (actor->name, ' ');
  const char *rest = strchr (actor->name, ' ');

  if (actor->kind == DTL_ACTOR_COUNTRY)
    return NULL;
  if (last == NULL) /* "Miners" begins a headline */
    return actor->kind == DTL_ACTOR_GROUP ? dtl_stem (units->arena, actor->name) : NULL;
  for (; *rest; rest++)
    if (g_ascii_isupper (*rest))
      return NULL;
  return dtl_stem (units->arena, last + 1);
}

static void
add_participants (DtlUnits *units, DtlUnit *unit)
{
  const guint32 *actor_of = units->draft->actor_of + units->draft->first_node[unit->record];
  guint32 n = MIN (unit->event->n_participants, PARTICIPANTS_MAX);

  unit->participants = dtl_arena_new0 (units->arena, DtlParticipant, n);
  unit->sides = dtl_arena_new0 (units->arena, guint32, n);
  unit->is_state = dtl_arena_new0 (units->arena, gboolean, n);
  unit->heads = dtl_arena_new0 (units->arena, const char *, n);
  for (guint32 i = 0; i < n; i++)
    {
      DtlParticipant participant = unit->event->participants[i];

      participant.actor = actor_of[participant.actor];
      if (participant.role == DTL_ROLE_TOPIC)
        continue;
      unit->sides[unit->n_participants] = units->side_of[participant.actor];
      unit->heads[unit->n_participants] = head_of (units, participant.actor);
      unit->is_state[unit->n_participants] = is_country (units, participant.actor);
      unit->participants[unit->n_participants++] = participant;
      unit->is_symmetric |= participant.role == DTL_ROLE_COUNTERPART;
    }
}

static void
note_names (const DtlUnits *units, DtlUnit *unit)
{
  for (guint32 i = 0; i < unit->n_participants; i++)
    {
      const DtlActor *actor = &g_array_index (units->draft->story->actors, DtlActor, unit->participants[i].actor);
      gboolean is_name = g_unichar_isupper (g_utf8_get_char (actor->name));

      if (dtl_unit_acts (unit, i))
        unit->names_agent |= is_name;
      else
        unit->names_other |= is_name;
    }
}

/* Several events stand in one sentence, whose text the record holds once. */
static DtlText
sentence_text (DtlUnits *units, const char *sentence)
{
  DtlText *text = sentence ? g_hash_table_lookup (units->sentences, sentence) : NULL;

  if (text)
    return *text;
  text = dtl_arena_new0 (units->arena, DtlText, 1);
  *text = dtl_text_make (units->arena, &sentence, 1, SENTENCE_WORDS_MAX);
  if (sentence)
    g_hash_table_insert (units->sentences, (gpointer) sentence, text);
  return *text;
}

static DtlUnit
make_unit (DtlUnits *units, guint32 record, const DtlEvent *event)
{
  const DtlMention *first = &event->mentions[0];
  DtlUnit unit = { .event = event, .record = record };

  unit.is_symmetric = dtl_class_is_symmetric (event->event_class);
  unit.is_dated = dtl_date_bounds (&event->when.date, &unit.earliest, &unit.latest);
  unit.event_class = intern (units->arena, event->event_class);
  unit.family = intern (units->arena, event->family);
  unit.is_background = strcmp (unit.event_class, "background") == 0;
  unit.is_speech = strcmp (unit.family, "say") == 0;
  unit.is_local = is_listed (unit.family, local_families);
  add_stems (units, &unit);
  unit.sentence = digest (digest (0, first->evidence.text), first->trigger_text);
  unit.text = sentence_text (units, first->evidence.text);
  unit.label = dtl_text_make (units->arena, &event->label, 1, LABEL_WORDS_MAX);
  add_place (&unit, &event->place, units->arena);
  add_participants (units, &unit);
  note_names (units, &unit);
  unit.n_quantities = event->n_quantities;
  unit.is_actual = event->reality == DTL_REALITY_ACTUAL;
  unit.is_lead = first->evidence.sentence <= 1;
  return unit;
}

/* The number of a country beyond those of the actors, else the actor's own. */
static void
number_sides (DtlUnits *units)
{
  const GArray *actors = units->draft->story->actors;
  g_autoptr (GHashTable) countries = g_hash_table_new (g_str_hash, g_str_equal);

  units->side_of = g_new (guint32, MAX (actors->len, 1));
  for (guint i = 0; i < actors->len; i++)
    {
      const char *country = g_array_index (actors, DtlActor, i).country;
      guint number = country ? GPOINTER_TO_UINT (g_hash_table_lookup (countries, country)) : 0;

      if (country && number == 0)
        {
          number = g_hash_table_size (countries) + 1;
          g_hash_table_insert (countries, (gpointer) country, GUINT_TO_POINTER (number));
        }
      units->side_of[i] = country ? actors->len + number : i;
    }
}

/* What the record has of its article: the title, its actors, and every sentence that tells an event, once. */
static DtlText
read_article (const DtlDraft *draft, guint32 record, DtlArena *arena)
{
  const GArray *events = dtl_draft_record (draft, record)->events;
  const char *texts[SENTENCES_MAX] = { g_array_index (draft->story->sources, DtlSource, record).title };
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  const GArray *actors = dtl_draft_record (draft, record)->actors;
  guint n = 1;

  for (guint i = 0; i < MIN (actors->len, SENTENCES_MAX / 2); i++)
    texts[n++] = g_array_index (actors, DtlActor, i).name;
  for (guint i = 0; i < events->len; i++)
    {
      const DtlEvent *event = &g_array_index (events, DtlEvent, i);

      for (guint32 j = 0; j < event->n_mentions && n < SENTENCES_MAX; j++)
        if (g_hash_table_add (seen, GUINT_TO_POINTER (event->mentions[j].evidence.span.start + 1)))
          texts[n++] = event->mentions[j].evidence.text;
    }
  return dtl_text_make (arena, texts, n, ARTICLE_WORDS_MAX);
}

/* Its title and what it tells first. */
static DtlText
read_lead (const DtlDraft *draft, guint32 record, DtlArena *arena)
{
  const GArray *events = dtl_draft_record (draft, record)->events;
  const char *texts[LEAD_SENTENCES + 1] = { g_array_index (draft->story->sources, DtlSource, record).title };

  for (guint i = 0; i < events->len; i++)
    {
      const DtlEvidence *evidence = &g_array_index (events, DtlEvent, i).mentions[0].evidence;

      if (evidence->sentence < LEAD_SENTENCES)
        texts[evidence->sentence + 1] = evidence->text;
    }
  return dtl_text_make (arena, texts, G_N_ELEMENTS (texts), LEAD_WORDS_MAX);
}

static void
read_articles (DtlUnits *units)
{
  guint n = units->draft->story->records->len;
  DtlText *articles = dtl_arena_new0 (units->arena, DtlText, n), *leads = dtl_arena_new0 (units->arena, DtlText, n);

  units->published = dtl_arena_new0 (units->arena, DtlPublished, n);
  units->topics = dtl_arena_new0 (units->arena, guint32, n * DTL_TOPICS_MAX);
  for (guint32 r = 0; r < n; r++)
    {
      const DtlSource *source = &g_array_index (units->draft->story->sources, DtlSource, r);
      DtlPublished *published = &units->published[r];

      articles[r] = read_article (units->draft, r, units->arena);
      leads[r] = read_lead (units->draft, r, units->arena);
      dtl_text_heaviest (&articles[r], units->topics + r * DTL_TOPICS_MAX, DTL_TOPICS_MAX);
      published->is_known = dtl_date_bounds (&source->published.date, &published->from, &published->to);
      dtl_spill_breathe (units->draft->story->spill);
    }
  units->articles = articles;
  units->leads = leads;
  units->known = g_new (DtlArticlesLikeness, DTL_ARTICLES_KNOWN);
  for (guint i = 0; i < DTL_ARTICLES_KNOWN; i++)
    units->known[i].a = DTL_NONE;
}

guint
dtl_units_articles (const DtlUnits *units, guint32 a, guint32 b)
{
  guint32 one = MIN (a, b), other = MAX (a, b);
  DtlArticlesLikeness *known = &units->known[(one * 40503u + other) % DTL_ARTICLES_KNOWN];

  if (known->a != one || known->b != other)
    *known = (DtlArticlesLikeness) { one, other, dtl_text_likeness (&units->articles[one], &units->articles[other]),
                                     dtl_text_likeness (&units->leads[one], &units->leads[other]) };
  return known->likeness;
}

guint
dtl_units_leads (const DtlUnits *units, guint32 a, guint32 b)
{
  guint32 one = MIN (a, b), other = MAX (a, b);

  dtl_units_articles (units, a, b);
  return units->known[(one * 40503u + other) % DTL_ARTICLES_KNOWN].leads;
}

/* How many of the @n units from @first on, which are those of one record, are told by each word. */
static void
count_alike (DtlUnits *units, guint first, guint n)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL); /* stems are interned */

  for (guint i = first; i < first + n; i++)
    {
      const char *stem = g_array_index (units->all, DtlUnit, i).stem;

      g_hash_table_insert (counts, (gpointer) stem,
                           GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, stem)) + 1));
    }
  for (guint i = first; i < first + n; i++)
    {
      DtlUnit *unit = &g_array_index (units->all, DtlUnit, i);

      unit->n_alike = GPOINTER_TO_UINT (g_hash_table_lookup (counts, unit->stem));
    }
}

static guint
count_events (const DtlDraft *draft)
{
  guint n = 0;

  for (guint32 r = 0; r < draft->story->records->len; r++)
    n += dtl_draft_record (draft, r)->events->len;
  return n;
}

DtlUnits *
dtl_units_new (const DtlDraft *draft)
{
  DtlUnits *units = g_new0 (DtlUnits, 1);
  guint first = 0;

  units->arena = dtl_arena_new_in (draft->story->spill);
  units->all = dtl_arena_array (units->arena, count_events (draft), sizeof (DtlUnit));
  units->draft = draft;
  units->sentences = g_hash_table_new (NULL, NULL);
  units->meanings = g_hash_table_new (NULL, NULL);
  number_sides (units);
  read_articles (units);
  units->weights = dtl_likeness_load (units->arena);
  for (guint32 r = 0; r < draft->story->records->len; r++)
    {
      const GArray *events = dtl_draft_record (draft, r)->events;

      for (guint i = 0; i < events->len; i++)
        g_array_index (units->all, DtlUnit, first + i) = make_unit (units, r, &g_array_index (events, DtlEvent, i));
      count_alike (units, first, events->len);
      first += events->len;
      g_hash_table_remove_all (units->sentences);
      dtl_spill_breathe (draft->story->spill);
    }
  return units;
}

void
dtl_units_free (DtlUnits *units)
{
  if (units == NULL)
    return;
  dtl_arena_array_free (units->all);
  g_hash_table_unref (units->sentences);
  g_hash_table_unref (units->meanings);
  g_free (units->side_of);
  g_free (units->known);
  dtl_arena_free (units->arena);
  g_free (units);
}

gint64
dtl_unit_width (const DtlUnit *unit)
{
  return (gint64) unit->latest - unit->earliest;
}

/* ---- participants ---- */

typedef gboolean (*InGroup) (const DtlUnit *unit, DtlParticipantRole role);

static gboolean
acts (const DtlUnit *unit, DtlParticipantRole role)
{
  return role == DTL_ROLE_AGENT || (unit->is_symmetric && role == DTL_ROLE_COUNTERPART);
}

static gboolean
undergoes (const DtlUnit *unit, DtlParticipantRole role)
{
  return !acts (unit, role);
}

/* What @participant of a unit has in the other one: 3 itself, 2 its state or one of its people, 1 as many of them otherwise
 * counted, 0 nothing. */
static guint
find_match (const DtlUnit *unit, guint32 i, const DtlUnit *other, InGroup group)
{
  guint32 actor = unit->participants[i].actor;
  guint best = 0;

  for (guint32 j = 0; j < other->n_participants && best < 3; j++)
    {
      guint32 theirs = other->participants[j].actor;

      if (!group (other, other->participants[j].role))
        continue;
      if (theirs == actor)
        best = 3;
      else if (unit->sides[i] == other->sides[j] && unit->is_state[i] != other->is_state[j])
        best = MAX (best, 2);
      else if (unit->heads[i] && unit->heads[i] == other->heads[j])
        best = MAX (best, 1);
    }
  return best;
}

static DtlFit
fit_group (const DtlUnit *a, const DtlUnit *b, InGroup group)
{
  DtlFit fit = { 0 };

  for (guint32 i = 0; i < a->n_participants; i++)
    if (group (a, a->participants[i].role))
      {
        guint match = find_match (a, i, b, group);

        fit.n_a++;
        fit.named_a += a->heads[i] == NULL;
        fit.exact += match == 3;
        fit.by_side += match == 1 || match == 2;
        fit.by_head += match == 1;
      }
  for (guint32 j = 0; j < b->n_participants; j++)
    if (group (b, b->participants[j].role))
      {
        fit.n_b++;
        fit.named_b += b->heads[j] == NULL;
      }
  return fit;
}

gboolean
dtl_unit_acts (const DtlUnit *unit, guint32 i)
{
  return acts (unit, unit->participants[i].role);
}

DtlFit
dtl_units_fit (const DtlUnit *a, const DtlUnit *b, gboolean acting)
{
  return fit_group (a, b, acting ? acts : undergoes);
}

/* Both tell of somebody, and not of the same; or each of one that the other lacks, with no more than one in common. "The
 * operator" may be whoever the other article names. */
static gboolean
fit_is_bad (const DtlFit *fit, gboolean is_symmetric)
{
  guint matched = fit->exact + fit->by_side;

  if (fit->n_a == 0 || fit->n_b == 0)
    return FALSE;
  if (matched == 0)
    return (fit->named_a > 0) == (fit->named_b > 0);
  return is_symmetric && matched < fit->n_a && matched < fit->n_b && fit->exact < 2;
}

/* ---- the other slots ---- */

static gboolean
same_action (const DtlUnit *a, const DtlUnit *b)
{
  return a->event_class == b->event_class || (a->family == b->family && a->stem == b->stem);
}

/* "Ostrand harbour" lies in "Ostrand". */
static gboolean
lies_in (const char *place, const char *wider)
{
  gsize length = strlen (wider);

  return strncmp (place, wider, length) == 0 && place[length] == ' ';
}

static gboolean
places_contradict (const DtlUnit *a, const DtlUnit *b)
{
  if (a->place == NULL || b->place == NULL || a->place == b->place || lies_in (a->place, b->place)
      || lies_in (b->place, a->place))
    return FALSE;
  if (a->country && b->country && a->country != b->country)
    return TRUE;
  return a->is_local && a->is_fine_place && b->is_fine_place;
}

gboolean
dtl_units_articles_are_apart (const DtlUnits *units, guint32 a, guint32 b)
{
  const DtlPublished *one = &units->published[a], *other = &units->published[b];

  return one->is_known && other->is_known
         && ((gint64) one->from - other->to > UNDATED_GAP || (gint64) other->from - one->to > UNDATED_GAP);
}

/* The days on which an undated one was told stand for its own. */
static gboolean
days_of (const DtlUnits *units, const DtlUnit *unit, gint64 *from, gint64 *to)
{
  const DtlPublished *published = &units->published[unit->record];

  *from = unit->is_dated ? unit->earliest : published->from;
  *to = unit->is_dated ? unit->latest : published->to;
  return unit->is_dated || published->is_known;
}

gint64
dtl_units_gap (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b)
{
  gint64 first_a, last_a, first_b, last_b;

  if (!days_of (units, a, &first_a, &last_a) || !days_of (units, b, &first_b, &last_b))
    return DTL_GAP_UNKNOWN;
  if (first_b > last_a)
    return first_b - last_a;
  return first_a > last_b ? last_b - first_a : 0;
}

static gboolean
has_happened (const DtlUnit *unit)
{
  return unit->event->reality != DTL_REALITY_PLANNED && unit->event->reality != DTL_REALITY_POSSIBLE;
}

/* Undated events of articles written far apart are hardly one, and what an article tells as happened did so before it was
 * written. Where a day is not known, nothing is known against it. */
gboolean
dtl_units_are_apart (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b)
{
  gint64 gap = dtl_units_gap (units, a, b);

  if (gap == DTL_GAP_UNKNOWN || (a->is_dated && b->is_dated))
    return FALSE;
  if (!a->is_dated && !b->is_dated)
    return ABS (gap) > UNDATED_GAP;
  return a->is_dated ? gap < 0 && has_happened (b) : gap > 0 && has_happened (a);
}

static gboolean
dates_contradict (const DtlUnit *a, const DtlUnit *b)
{
  if (dtl_unit_width (a) > DTL_WIDE_DAYS || dtl_unit_width (b) > DTL_WIDE_DAYS)
    return a->earliest != b->earliest || a->latest != b->latest;
  return a->earliest > b->latest || b->earliest > a->latest;
}

gboolean
dtl_units_are_others (const DtlUnit *a, const DtlUnit *b)
{
  DtlFit acting = fit_group (a, b, acts), others = fit_group (a, b, undergoes);

  return places_contradict (a, b) || fit_is_bad (&acting, a->is_symmetric || b->is_symmetric) || fit_is_bad (&others, FALSE);
}

static gboolean
share_quantity (const DtlUnit *a, const DtlUnit *b)
{
  for (guint32 i = 0; i < a->n_quantities; i++)
    for (guint32 j = 0; j < b->n_quantities; j++)
      if (a->event->quantities[i].kind == b->event->quantities[j].kind
          && a->event->quantities[i].value == b->event->quantities[j].value)
        return TRUE;
  return FALSE;
}

/* ---- judgement ---- */

typedef struct
{
  guint exact;
  guint by_side;
  gboolean same_day;
  gboolean same_word;
  gboolean same_place;
  gboolean same_number;
  guint likeness;
} Evidence;

static Evidence
weigh (const DtlUnit *a, const DtlUnit *b, const DtlFit *acting, const DtlFit *others)
{
  Evidence evidence = { acting->exact + others->exact, acting->by_side - acting->by_head + others->by_side - others->by_head };

  evidence.same_day = a->is_dated && a->earliest == b->earliest && a->latest == b->latest && dtl_unit_width (a) == 0;
  evidence.same_word = a->stem == b->stem;
  evidence.same_place = a->place && a->place == b->place;
  evidence.same_number = share_quantity (a, b);
  evidence.likeness = dtl_text_likeness (&a->text, &b->text) / 10;
  return evidence;
}

/* What was said is one thing only if nearly the same is quoted. */
static gboolean
is_enough_for_speech (const Evidence *e)
{
  return e->exact >= 1 && e->likeness >= 5 && (e->same_day || e->likeness >= 8);
}

static gboolean
is_enough_dated (const Evidence *e, gint64 width)
{
  guint circumstances = e->same_word + e->same_place + e->same_number + (e->likeness >= 3);

  if (e->exact >= 2)
    return TRUE;
  if (e->exact == 1 && e->by_side >= 1)
    return e->same_day || e->same_place || e->same_word;
  if (e->exact == 1)
    return (e->same_day && circumstances >= 1) || circumstances >= 2;
  if (e->by_side >= 2)
    return width <= SIDE_WIDTH && circumstances >= 1;
  if (e->by_side == 1)
    return e->same_day && circumstances >= 2;
  return circumstances >= 3 || (e->same_day && e->same_place && e->same_word);
}

static guint
score (const DtlUnit *a, const DtlUnit *b, const Evidence *e)
{
  gboolean is_enough;

  if (a->sentence == b->sentence)
    is_enough = TRUE;
  else if (a->is_speech)
    is_enough = is_enough_for_speech (e);
  else
    is_enough = is_enough_dated (e, MAX (dtl_unit_width (a), dtl_unit_width (b)));
  if (!is_enough)
    return 0;
  return 1 + 4 * MIN (e->exact, 4) + 2 * MIN (e->by_side, 4) + 4 * e->same_day + 2 * e->same_word + 3 * e->same_place
         + 2 * e->same_number + e->likeness + (a->sentence == b->sentence ? 20 : 0);
}

/* From what is cheap to what is dear: most pairs end early. */
gboolean
dtl_units_compare (const DtlUnit *a, const DtlUnit *b, guint *out)
{
  DtlFit acting, others;
  Evidence evidence;

  if (!same_action (a, b) || dates_contradict (a, b) || places_contradict (a, b))
    return FALSE;
  acting = fit_group (a, b, acts);
  if (fit_is_bad (&acting, a->is_symmetric || b->is_symmetric))
    return FALSE;
  others = fit_group (a, b, undergoes);
  if (fit_is_bad (&others, FALSE))
    return FALSE;
  evidence = weigh (a, b, &acting, &others);
  *out = score (a, b, &evidence);
  return TRUE;
}

static void
add_reason (GString *out, gboolean holds, const char *reason)
{
  if (holds)
    g_string_append_printf (out, "%s+ %s", out->len > 0 ? "; " : "", reason);
}

void
dtl_units_reason (const DtlUnit *a, const DtlUnit *b, GString *out)
{
  DtlFit acting = fit_group (a, b, acts), others = fit_group (a, b, undergoes);
  Evidence e = weigh (a, b, &acting, &others);

  add_reason (out, a->sentence == b->sentence, "the same sentence");
  add_reason (out, e.exact >= 2, "two actors the same");
  add_reason (out, e.exact == 1, "one actor the same");
  add_reason (out, e.by_side >= 1, "a state for one of its people");
  add_reason (out, e.same_day, "the same day");
  add_reason (out, !e.same_day, "dates that share days");
  add_reason (out, e.same_word, "the same word");
  add_reason (out, e.same_place, "the same place");
  add_reason (out, e.same_number, "the same number");
  add_reason (out, e.likeness >= 3, "sentences alike");
}
