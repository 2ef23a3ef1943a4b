/*
 * How likely two events are one: the sum of the weights of the signs that hold for them (merging.tsv), which is
 * the logarithm of the odds.
 *
 * The features are those of pairwise models of event coreference (Bejan and Harabagiu, 2010; Cybulska and Vossen, 2015):
 * the word and its class, who acts and who undergoes, place, numbers, the words around, and how much the two articles
 * are about the same. Every group of signs gives one sign.
 */
#include "story/likeness.h"
#include "story/recurrences.h"

#include <stdlib.h>
#include <string.h>

#include "lexicon/tables.h"

#define N_VALUES 32 /* most signs of one group */
#define ENOUGH_OF_SENTENCE 30
#define ENOUGH_OF_MEANING 35
#define MUCH_SHARED 1200 /* weight of words that two sentences have in common: two or three rare ones */
#define ALIKE_LEADS 25  /* hundredths: two articles begin with the same news */
#define HARDLY_ALIKE 20 /* hundredths: articles less alike seldom tell of one thing */
#define ALIKE 30        /* articles more alike mostly do */
#define AGENTS_OTHER 2 /* among the values of who acts */
#define NEAR_DAYS 3
#define COMMON 150 /* weight of a word that tells little: "get", "take", "come" */
#define DAYS_AHEAD 7
#define SCORE_MAX 4000 /* nothing is surer, lest one pair outweigh a cluster */
#define TELLING 250 /* weight of a sign that is told as a reason */
#define AKIN_BYTES 5 /* first bytes in common of words that are akin: "explosion", "explosives" */

/* Which sign of its group holds; @word is what look_at_word() tells. */
typedef guint (*Look) (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word);

typedef struct
{
  Look look;
  const char *names[N_VALUES];
} Group;

/* ---- words ---- */

enum { WORD_SAME, WORD_AKIN, WORD_MEANING, WORD_OTHER };

static gboolean
are_akin (const char *a, const char *b)
{
  return strncmp (a, b, AKIN_BYTES) == 0 && strlen (a) >= AKIN_BYTES;
}

static guint
look_at_word (const DtlUnit *a, const DtlUnit *b)
{
  guint best = WORD_OTHER;

  for (guint i = 0; i < a->n_stems; i++)
    for (guint j = 0; j < b->n_stems; j++)
      if (a->stems[i] == b->stems[j])
        return WORD_SAME;
      else if (are_akin (a->stems[i], b->stems[j]))
        best = WORD_AKIN;
      else if (a->meanings[i] && g_strcmp0 (a->meanings[i], b->meanings[j]) == 0)
        best = MIN (best, WORD_MEANING);
  return best;
}

static gboolean
same_class (const DtlUnit *a, const DtlUnit *b)
{
  return a->event_class == b->event_class && !a->is_background;
}

static guint
look_at_always (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  return 0;
}

static guint
look_at_action (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  guint class = a->event_class == b->event_class ? 0 : a->family == b->family ? 1 : 2;

  return 3 * word + class;
}

/* In which step of a scale a likeness lies. */
static guint
step_of (guint likeness, const guint *limits, guint n)
{
  guint step = 0;

  while (step < n && likeness >= limits[step])
    step++;
  return step;
}

static guint
look_at_articles (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  static const guint limits[] = { 7, 12, 16, 20, 27, 40 };
  guint step = a->record == b->record ? 7 : step_of (dtl_units_articles (units, a->record, b->record), limits, G_N_ELEMENTS (limits));

  return 8 * word + step;
}

static guint
look_at_sentence (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  static const guint limits[] = { 5, 10, 20, 30, 50 };
  guint step = step_of (dtl_text_likeness (&a->text, &b->text), limits, G_N_ELEMENTS (limits));

  return 6 * word + step;
}

static guint
look_at_rarity (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  static const guint limits[] = { 150, 250, 320, 400, 480, 600 };

  if (word != WORD_SAME)
    return 0;
  return 1 + step_of (dtl_word_weight (a->stem), limits, G_N_ELEMENTS (limits));
}

/* How alike two words are used that are not one, of one class or not. */
static guint
look_at_meaning (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  static const guint limits[] = { 15, 25, 35, 45, 55, 65 };
  guint likeness = dtl_meaning_likeness (a->meaning, b->meaning);

  if (a->stem == b->stem)
    return 21;
  if (a->meaning == NULL || b->meaning == NULL)
    return 22;
  return 7 * (same_class (a, b) ? 0 : a->is_background || b->is_background ? 2 : 1)
         + step_of (likeness, limits, G_N_ELEMENTS (limits));
}

/* ---- those who take part ---- */

static gboolean
names_somebody (const DtlUnit *unit, gboolean acting)
{
  return acting ? unit->names_agent : unit->names_other;
}

static guint
look_at_group (const DtlUnit *a, const DtlUnit *b, gboolean acting)
{
  DtlFit fit = dtl_units_fit (a, b, acting);

  if (fit.n_a == 0 || fit.n_b == 0)
    return fit.n_a + fit.n_b > 0 ? 3 : 4;
  if (fit.exact || fit.by_side)
    return fit.exact ? 0 : 1;
  return names_somebody (a, acting) && names_somebody (b, acting) ? 5 : 2;
}

static guint
look_at_agents (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  return look_at_group (a, b, TRUE);
}

static guint
look_at_patients (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  return look_at_group (a, b, FALSE);
}

/* How many actors both have, in whatever part. */
static guint
look_at_company (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  guint shared = 0;

  for (guint32 i = 0; i < a->n_participants; i++)
    for (guint32 j = 0; j < b->n_participants; j++)
      shared += a->participants[i].actor == b->participants[j].actor;
  return MIN (shared, 2);
}

/* ---- where, how many, how ---- */

static guint
look_at_place (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  if (a->place == NULL || b->place == NULL)
    return a->place || b->place ? 3 : 4;
  if (a->place == b->place)
    return a->is_fine_place ? 0 : 1;
  return a->country && a->country == b->country ? 3 : 2;
}

/* The same number, others only, none in common. */
static guint
look_at_numbers (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  guint seen = 2;

  for (guint32 i = 0; i < a->n_quantities; i++)
    for (guint32 j = 0; j < b->n_quantities; j++)
      {
        const DtlQuantity *one = &a->event->quantities[i], *other = &b->event->quantities[j];

        if (one->kind != other->kind || g_strcmp0 (one->unit, other->unit) != 0)
          continue;
        if (one->value == other->value)
          return 0;
        seen = 1;
      }
  return seen;
}

static guint
look_at_reality (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  return 2 - a->is_actual - b->is_actual;
}

static guint
look_at_lead (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  return 2 - a->is_lead - b->is_lead;
}

static guint
look_at_family (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  if (a->is_speech || b->is_speech)
    return a->is_speech && b->is_speech ? 0 : 1;
  return a->is_background && b->is_background ? 2 : a->is_background || b->is_background ? 3 : 4;
}

/* ---- words around ---- */

/* What both headlines have besides the trigger. */
static guint
look_at_label (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  static const guint limits[] = { 1, 300, 500, 800, 1200, 2000 };
  const char *but = a->stem == b->stem ? a->stem : NULL;

  return step_of (dtl_text_shared (&a->label, &b->label, but), limits, G_N_ELEMENTS (limits));
}

static guint
look_at_shared (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  static const guint limits[] = { 1, 300, 500, 900, 1400, 2000, 3000, 4500 };
  const char *but = a->stem == b->stem ? a->stem : NULL;

  return step_of (dtl_text_shared (&a->text, &b->text, but), limits, G_N_ELEMENTS (limits));
}

/* Whether each is the only one of its word in its article. */
static guint
look_at_alike (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  guint most = MAX (a->n_alike, b->n_alike);

  return 4 * word + (most <= 1 ? 0 : most == 2 ? 1 : most <= 4 ? 2 : 3);
}

/* Whether two articles begin with the same news. */
static guint
look_at_leads (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  static const guint limits[] = { 5, 10, 20, 30, 45 };

  if (a->record == b->record)
    return 6;
  return step_of (dtl_units_leads (units, a->record, b->record), limits, G_N_ELEMENTS (limits));
}

/* ---- when ---- */

static guint
look_at_dates (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  if (!a->is_dated || !b->is_dated)
    return a->is_dated || b->is_dated ? 3 : 4;
  if (a->earliest != b->earliest || a->latest != b->latest)
    return 2;
  return dtl_unit_width (a) == 0 ? 0 : 1;
}

/* How many days lie between the articles of two undated ones. */
static guint
look_at_telling (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  static const guint limits[] = { 2, 5, 15, 40 };
  gint64 gap = dtl_units_gap (units, a, b);

  if (gap == DTL_GAP_UNKNOWN || a->is_dated || b->is_dated)
    return 5;
  return step_of (MIN (ABS (gap), G_MAXINT), limits, G_N_ELEMENTS (limits));
}

/* How many days after a dated event, or before it, an undated one was told. */
static guint
look_at_lag (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  static const guint limits[] = { 3, 8, 21, 61, 400 };
  gint64 gap = dtl_units_gap (units, a, b);

  if (gap == DTL_GAP_UNKNOWN || a->is_dated == b->is_dated)
    return 8;
  if (b->is_dated)
    gap = -gap;
  if (gap < 0)
    return gap >= -DAYS_AHEAD ? 6 : 7;
  return step_of (MIN (gap, G_MAXINT), limits, G_N_ELEMENTS (limits));
}

/* Which time of a happening that recurs the dated one is, for the article of the undated one. */
static guint
look_at_time (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  if ((a->is_dated && b->is_dated) || word == WORD_OTHER || units->recurrences == NULL)
    return DTL_TIME_UNKNOWN;
  if (!a->is_dated && !b->is_dated)
    return dtl_recurrences_compare (units->recurrences, a, b);
  return a->is_dated ? dtl_recurrences_time (units->recurrences, a, b->record)
                     : dtl_recurrences_time (units->recurrences, b, a->record);
}

/* ---- doubt ---- */

/* Nameless ones of another kind: "miners", "deputies". Short articles vary their words for one group; long ones tell of many. */
static guint
look_at_unlike (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  return look_at_agents (units, a, b, word) == AGENTS_OTHER ? 0 : 1;
}

/* Whether two have more in common than their words and what the articles are about. What was said is borne out by the words
 * of the sentence alone. */
static gboolean
are_borne_out (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b)
{
  guint found;

  if (dtl_text_shared (&a->text, &b->text, a->stem == b->stem ? a->stem : NULL) >= MUCH_SHARED)
    return TRUE;
  if (a->is_speech || b->is_speech)
    return FALSE;
  found = look_at_company (units, a, b, 0) + (look_at_place (units, a, b, 0) == 0) + (look_at_numbers (units, a, b, 0) == 0);
  found += a->record != b->record && dtl_units_leads (units, a->record, b->record) >= ALIKE_LEADS;
  return found >= 2;
}

static guint
look_at_support (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  if (are_borne_out (units, a, b))
    return 0;
  if (a->is_background && b->is_background)
    return 2;
  return word == WORD_SAME && dtl_word_weight (a->stem) < COMMON ? 3 : 1;
}

static gboolean
are_of_one_day (const DtlUnit *a, const DtlUnit *b)
{
  return a->is_dated && b->is_dated && dtl_unit_width (a) <= 1 && dtl_unit_width (b) <= 1;
}

/* How probable it is, before a look at the events, that the articles tell of one happening. */
static guint
look_at_subject (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, guint word)
{
  gint64 gap = dtl_units_gap (units, a, b);
  gboolean is_near = gap != DTL_GAP_UNKNOWN && ABS (gap) <= NEAR_DAYS;
  guint likeness;

  if (a->record == b->record)
    return 0;
  likeness = dtl_units_articles (units, a->record, b->record);
  if (likeness >= ALIKE || are_of_one_day (a, b))
    return 1;
  return (likeness < HARDLY_ALIKE ? 2 : 4) + (is_near && !(a->is_dated && b->is_dated) ? 1 : 0);
}

/* ---- all ---- */

/* What is cheap comes first: most pairs are given up before the words of their sentences are compared. */
static const Group groups[] = {
  { look_at_always, { "always" } },
  { look_at_action,
    { "word same, class same", "word same, class of the family", "word same, class other", "word akin, class same",
      "word akin, class of the family", "word akin, class other", "meaning same, class same",
      "meaning same, class of the family", "meaning same, class other", "word other, class same",
      "word other, class of the family", "word other, class other" } },
  { look_at_subject, { "one article twice", "one news", "hardly one subject", "hardly one subject, near in time", "one subject",
                       "one subject, near in time" } },
  { look_at_articles,
    { "word same, articles 0", "word same, articles 7", "word same, articles 12", "word same, articles 16",
      "word same, articles 20", "word same, articles 27", "word same, articles 40", "word same, one article",
      "word akin, articles 0", "word akin, articles 7", "word akin, articles 12", "word akin, articles 16",
      "word akin, articles 20", "word akin, articles 27", "word akin, articles 40", "word akin, one article",
      "meaning same, articles 0", "meaning same, articles 7", "meaning same, articles 12", "meaning same, articles 16",
      "meaning same, articles 20", "meaning same, articles 27", "meaning same, articles 40", "meaning same, one article",
      "word other, articles 0", "word other, articles 7", "word other, articles 12", "word other, articles 16",
      "word other, articles 20", "word other, articles 27", "word other, articles 40", "word other, one article" } },
  { look_at_rarity,
    { "rarity none", "rarity 0", "rarity 150", "rarity 250", "rarity 320", "rarity 400", "rarity 480", "rarity 600" } },
  { look_at_alike,
    { "word same, alone", "word same, one of 2", "word same, one of 4", "word same, one of many", "word akin, alone",
      "word akin, one of 2", "word akin, one of 4", "word akin, one of many", "meaning same, alone", "meaning same, one of 2",
      "meaning same, one of 4", "meaning same, one of many", "word other, alone", "word other, one of 2",
      "word other, one of 4", "word other, one of many" } },
  { look_at_family, { "speech both", "speech one", "background both", "background one", "background none" } },
  { look_at_lead, { "lead both", "lead one", "lead none" } },
  { look_at_reality, { "reality actual", "reality of one", "reality none" } },
  { look_at_dates, { "dates one day", "dates same", "dates overlap", "date of one", "dates none" } },
  { look_at_telling, { "told 0 days apart", "told 2 days apart", "told 5 days apart", "told 15 days apart",
                       "told 40 days apart", "told on a day unknown" } },
  { look_at_lag, { "told 0 days after", "told 3 days after", "told 8 days after", "told 21 days after", "told 61 days after",
                   "told 400 days after", "told ahead", "told long ahead", "not told after a day" } },
  { look_at_time, { "no time", "only time", "last time", "earlier time", "no day", "same time", "other time" } },
  { look_at_numbers, { "number same", "number other", "number none" } },
  { look_at_company, { "actors shared 0", "actors shared 1", "actors shared 2" } },
  { look_at_place, { "place same", "place same country", "place other", "place of one", "place none" } },
  { look_at_agents, { "agent same", "agent of the state", "agent other", "agent of one", "agent none", "agent other name" } },
  { look_at_patients, { "patient same", "patient of the state", "patient other", "patient of one", "patient none",
                        "patient other name" } },
  { look_at_meaning,
    { "class same, used alike 0", "class same, used alike 15", "class same, used alike 25", "class same, used alike 35",
      "class same, used alike 45", "class same, used alike 55", "class same, used alike 65", "class other, used alike 0",
      "class other, used alike 15", "class other, used alike 25", "class other, used alike 35", "class other, used alike 45",
      "class other, used alike 55", "class other, used alike 65", "background, used alike 0", "background, used alike 15",
      "background, used alike 25", "background, used alike 35", "background, used alike 45", "background, used alike 55",
      "background, used alike 65", "used alike, one word", "used alike, unknown" } },
  { look_at_leads, { "leads 0", "leads 5", "leads 10", "leads 20", "leads 30", "leads 45", "leads one" } },
  { look_at_sentence,
    { "word same, sentences 0", "word same, sentences 5", "word same, sentences 10", "word same, sentences 20",
      "word same, sentences 30", "word same, sentences 50", "word akin, sentences 0", "word akin, sentences 5",
      "word akin, sentences 10", "word akin, sentences 20", "word akin, sentences 30", "word akin, sentences 50",
      "meaning same, sentences 0", "meaning same, sentences 5", "meaning same, sentences 10", "meaning same, sentences 20",
      "meaning same, sentences 30", "meaning same, sentences 50", "word other, sentences 0", "word other, sentences 5",
      "word other, sentences 10", "word other, sentences 20", "word other, sentences 30", "word other, sentences 50" } },
  { look_at_shared,
    { "shared 0", "shared 1", "shared 300", "shared 500", "shared 900", "shared 1400", "shared 2000", "shared 3000", "shared 4500" } },
  { look_at_label, { "headlines 0", "headlines 1", "headlines 300", "headlines 500", "headlines 800", "headlines 1200",
    "headlines 2000" } },
  { look_at_unlike, { "acting unlike", "not unlike" } },
  { look_at_support, { "borne out", "only words in common", "only words in common, in passing", "only a common word in common" } },
};

gboolean
dtl_likeness_is_possible (const DtlUnit *a, const DtlUnit *b)
{
  if (a->is_dated && b->is_dated && (a->earliest > b->latest || b->earliest > a->latest))
    return FALSE;
  return same_class (a, b) || look_at_word (a, b) != WORD_OTHER
         || dtl_meaning_likeness (a->meaning, b->meaning) >= ENOUGH_OF_MEANING
         || dtl_text_likeness (&a->text, &b->text) >= ENOUGH_OF_SENTENCE;
}

void
dtl_likeness_signs (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, DtlLikenessFunc add, gpointer data)
{
  guint word = look_at_word (a, b);

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    add (groups[i].names[groups[i].look (units, a, b, word)], data);
}

/* The most that the groups from each on can add, behind the weights of all signs. */
static void
add_most (gint *weights)
{
  gint *most = weights + G_N_ELEMENTS (groups) * N_VALUES;

  for (guint i = G_N_ELEMENTS (groups); i > 0; i--)
    {
      gint best = G_MININT;

      for (guint j = 0; j < N_VALUES && groups[i - 1].names[j]; j++)
        best = MAX (best, weights[(i - 1) * N_VALUES + j]);
      most[i - 1] = most[i] + best;
    }
}

const gint *
dtl_likeness_load (DtlArena *arena)
{
  gint *weights = dtl_arena_new0 (arena, gint, G_N_ELEMENTS (groups) * (N_VALUES + 1) + 1);

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (guint j = 0; j < N_VALUES && groups[i].names[j]; j++)
      {
        const char *cell = dtl_table_cell (&dtl_table_merging, groups[i].names[j], DTL_MERGING_WEIGHT);

        weights[i * N_VALUES + j] = cell ? atoi (cell) : 0;
      }
  add_most (weights);
  return weights;
}

gint
dtl_likeness_score (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, gint least)
{
  const gint *most = units->weights + G_N_ELEMENTS (groups) * N_VALUES;
  guint word = look_at_word (a, b);
  gint score = 0;

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      if (score + most[i] < least)
        return -SCORE_MAX;
      score += units->weights[i * N_VALUES + groups[i].look (units, a, b, word)];
    }
  return CLAMP (score, -SCORE_MAX, SCORE_MAX);
}

void
dtl_likeness_reason (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, GString *out)
{
  guint word = look_at_word (a, b);

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      guint value = groups[i].look (units, a, b, word);
      gint weight = units->weights[i * N_VALUES + value];

      if (groups[i].look != look_at_always && ABS (weight) >= TELLING)
        g_string_append_printf (out, "%s%s %s", out->len > 0 ? "; " : "", weight > 0 ? "+" : "−", groups[i].names[value]);
    }
}
