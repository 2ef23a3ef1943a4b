/*
 * How likely two undated events are one: the sum of the weights of the signs that hold for them (merging.tsv), which is
 * the logarithm of the odds.
 *
 * The features are those of pairwise models of event coreference (Bejan and Harabagiu, 2010; Cybulska and Vossen, 2015):
 * the word and its class, who acts and who undergoes, place, numbers, the words around, and how much the two articles
 * are about the same. Every group of signs gives one sign.
 */
#include "story/likeness.h"

#include <stdlib.h>
#include <string.h>

#include "lexicon/tables.h"

#define N_VALUES 32 /* most signs of one group */
#define ENOUGH_OF_SENTENCE 30
#define ENOUGH_OF_ARTICLE 4
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
  static const guint limits[] = { 5, 10, 15, 20, 30, 45 };
  guint step = a->record == b->record ? 7 : step_of (dtl_units_articles (units, a, b), limits, G_N_ELEMENTS (limits));

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
  static const guint limits[] = { 150, 250, 320, 400, 480 };

  if (word != WORD_SAME)
    return 0;
  return 1 + step_of (dtl_word_weight (a->stem), limits, G_N_ELEMENTS (limits));
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

/* ---- all ---- */

static const Group groups[] = {
  { look_at_always, { "always" } },
  { look_at_action,
    { "word same, class same", "word same, class of the family", "word same, class other", "word akin, class same",
      "word akin, class of the family", "word akin, class other", "meaning same, class same",
      "meaning same, class of the family", "meaning same, class other", "word other, class same",
      "word other, class of the family", "word other, class other" } },
  { look_at_articles,
    { "word same, articles 0", "word same, articles 5", "word same, articles 10", "word same, articles 15",
      "word same, articles 20", "word same, articles 30", "word same, articles 45", "word same, one article",
      "word akin, articles 0", "word akin, articles 5", "word akin, articles 10", "word akin, articles 15",
      "word akin, articles 20", "word akin, articles 30", "word akin, articles 45", "word akin, one article",
      "meaning same, articles 0", "meaning same, articles 5", "meaning same, articles 10", "meaning same, articles 15",
      "meaning same, articles 20", "meaning same, articles 30", "meaning same, articles 45", "meaning same, one article",
      "word other, articles 0", "word other, articles 5", "word other, articles 10", "word other, articles 15",
      "word other, articles 20", "word other, articles 30", "word other, articles 45", "word other, one article" } },
  { look_at_sentence,
    { "word same, sentences 0", "word same, sentences 5", "word same, sentences 10", "word same, sentences 20",
      "word same, sentences 30", "word same, sentences 50", "word akin, sentences 0", "word akin, sentences 5",
      "word akin, sentences 10", "word akin, sentences 20", "word akin, sentences 30", "word akin, sentences 50",
      "meaning same, sentences 0", "meaning same, sentences 5", "meaning same, sentences 10", "meaning same, sentences 20",
      "meaning same, sentences 30", "meaning same, sentences 50", "word other, sentences 0", "word other, sentences 5",
      "word other, sentences 10", "word other, sentences 20", "word other, sentences 30", "word other, sentences 50" } },
  { look_at_rarity,
    { "rarity none", "rarity 0", "rarity 150", "rarity 250", "rarity 320", "rarity 400", "rarity 480" } },
  { look_at_agents, { "agent same", "agent of the state", "agent other", "agent of one", "agent none", "agent other name" } },
  { look_at_patients, { "patient same", "patient of the state", "patient other", "patient of one", "patient none",
                        "patient other name" } },
  { look_at_company, { "actors shared 0", "actors shared 1", "actors shared 2" } },
  { look_at_place, { "place same", "place same country", "place other", "place of one", "place none" } },
  { look_at_numbers, { "number same", "number other", "number none" } },
  { look_at_reality, { "reality actual", "reality of one", "reality none" } },
  { look_at_lead, { "lead both", "lead one", "lead none" } },
  { look_at_family, { "speech both", "speech one", "background both", "background one", "background none" } },
};

gboolean
dtl_likeness_is_possible (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b)
{
  gboolean same_class = a->event_class == b->event_class && !a->is_background;

  if (a->is_dated || b->is_dated)
    return FALSE;
  if (!same_class && look_at_word (a, b) == WORD_OTHER
      && dtl_text_likeness (&a->text, &b->text) < ENOUGH_OF_SENTENCE)
    return FALSE;
  return dtl_units_articles (units, a, b) >= ENOUGH_OF_ARTICLE;
}

void
dtl_likeness_signs (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, DtlLikenessFunc add, gpointer data)
{
  guint word = look_at_word (a, b);

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    add (groups[i].names[groups[i].look (units, a, b, word)], data);
}

const gint *
dtl_likeness_load (DtlArena *arena)
{
  gint *weights = dtl_arena_new0 (arena, gint, G_N_ELEMENTS (groups) * N_VALUES);

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (guint j = 0; j < N_VALUES && groups[i].names[j]; j++)
      {
        const char *cell = dtl_table_cell (&dtl_table_merging, groups[i].names[j], DTL_MERGING_WEIGHT);

        weights[i * N_VALUES + j] = cell ? atoi (cell) : 0;
      }
  return weights;
}

gint
dtl_likeness_score (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b)
{
  gint score = 0;
  guint word;

  if (!dtl_likeness_is_possible (units, a, b))
    return -SCORE_MAX;
  word = look_at_word (a, b);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    score += units->weights[i * N_VALUES + groups[i].look (units, a, b, word)];
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
