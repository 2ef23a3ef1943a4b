/*
 * How sure the program is of what it tells: the probability that a reader would say the same.
 *
 * An event is right when some reader of the article gives it, its date does not contradict that reader's, and at least
 * half of those it names are among the reader's. Logistic regression over signs of how the mention was found: the
 * weights are in confidence.tsv, learned by src/train/confidence.py. They are whole thousandths, so that the sum, and
 * with it the rounded probability, is the same on every machine.
 */
#include "event/confidence.h"

#include <math.h>
#include <string.h>

#include "lexicon/tables.h"

#define SUM_MAX 20000
#define SIGN_MAX 64       /* bytes of a sign */
#define NEAR_TOKENS 20    /* how far around the trigger other happenings crowd it */
#define FAR_TOKENS 12     /* a participant farther off than this is a long way from the trigger */
#define LONG_SENTENCE 30
#define VERY_LONG_SENTENCE 45
#define SHORT_SENTENCE 8
#define DEPTH_MAX 5
#define OLD_DAYS 365
#define CHIEF_MENTIONS 4  /* whom the article is about */
#define WEIGHT_HIGH 0.8   /* classes that belong on a chronology */
#define WEIGHT_LOW 0.45

/** Signs: where they go. */
typedef struct
{
  const DtlEventStage *stage;
  const DtlHappening *happening;
  DtlSignFunc add;
  gpointer data;
} Signs;

static void
add_sign (const Signs *signs, const char *kind, const char *value)
{
  char sign[SIGN_MAX];

  if (value != NULL && g_snprintf (sign, sizeof sign, "%s %s", kind, value) < (int) sizeof sign)
    signs->add (sign, signs->data);
}

static void
add_if (const Signs *signs, gboolean holds, const char *sign)
{
  if (holds)
    signs->add (sign, signs->data);
}

static const DtlToken *
trigger_of (const Signs *signs)
{
  return dtl_document_token (signs->stage->document, signs->happening->trigger);
}

static const DtlSentence *
sentence_of (const Signs *signs)
{
  return dtl_document_sentence (signs->stage->document, signs->happening->sentence);
}

/* ---- the trigger ---- */

/* The learned predicate at @token, or NULL. */
static const DtlPredicate *
predicate_at (const DtlDocument *document, guint32 token)
{
  guint low = 0, high = document->predicates->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (dtl_document_predicate (document, middle)->token < token)
        low = middle + 1;
      else
        high = middle;
    }
  if (low < document->predicates->len && dtl_document_predicate (document, low)->token == token)
    return dtl_document_predicate (document, low);
  return NULL;
}

static void
add_trigger (const Signs *signs)
{
  const DtlHappening *happening = signs->happening;
  const DtlToken *trigger = trigger_of (signs);
  const DtlPredicate *predicate = predicate_at (signs->stage->document, happening->trigger);
  char tag[SIGN_MAX];

  add_sign (signs, "rule", happening->rule);
  add_if (signs, happening->frame.flags & DTL_FRAME_GENERIC, "frame generic");
  add_if (signs, happening->is_weak, "trigger weak");
  add_if (signs, happening->is_nominal && happening->is_definite, "noun definite");
  add_if (signs, happening->is_nominal && happening->is_new, "noun new");
  g_strlcpy (tag, dtl_xpos_to_string (trigger->xpos), sizeof tag);
  for (char *p = tag; *p; p++)
    *p = g_ascii_tolower (*p);
  add_sign (signs, "tag", tag);
  add_sign (signs, happening->is_nominal ? "noun learned" : "verb learned",
            dtl_predicate_kind_to_string (predicate ? predicate->kind : DTL_PREDICATE_NONE));
}

static void
add_class (const Signs *signs)
{
  double weight = dtl_stage_weight (signs->happening);

  add_if (signs, weight >= WEIGHT_HIGH, "class weighty");
  add_if (signs, weight < WEIGHT_LOW, "class light");
  if (!dtl_date_is_null (&signs->happening->date))
    return;
  add_if (signs, strcmp (dtl_stage_family (signs->happening), "say") == 0, "undated statement");
  add_if (signs, weight >= WEIGHT_HIGH, "undated weighty");
  add_if (signs, signs->happening->arguments->len < 2, "undated alone");
}

/* ---- who ---- */

typedef struct
{
  guint n, implicit, names, nominals, pronouns, nameless, elsewhere, far, topics, agents, once, chief;
  guint kinds[DTL_ACTOR_OTHER + 1];
} Company;

static void
count_form (Company *company, const DtlEntity *entity)
{
  company->names += entity->form == DTL_ENTITY_NAME;
  company->nominals += entity->form == DTL_ENTITY_NOMINAL;
  company->pronouns += entity->form == DTL_ENTITY_PRONOUN;
}

static void
count_argument (const Signs *signs, const DtlArgument *argument, Company *company)
{
  const DtlEventStage *stage = signs->stage;
  const DtlActor *actor = dtl_record_actor (stage->record, argument->actor);
  guint32 token = argument->token, trigger = signs->happening->trigger;

  company->n++;
  company->implicit += argument->implicit;
  company->topics += argument->role == DTL_ROLE_TOPIC;
  company->agents += argument->role == DTL_ROLE_AGENT;
  company->kinds[MIN (actor->kind, DTL_ACTOR_OTHER)]++;
  company->nameless += actor->name != NULL && g_ascii_islower (*actor->name);
  company->once += actor->salience <= 1;
  company->chief += actor->salience >= CHIEF_MENTIONS;
  if (token >= stage->document->tokens->len)
    return;
  if (dtl_document_token (stage->document, token)->sentence != signs->happening->sentence)
    {
      company->elsewhere++;
      return;
    }
  company->far += MAX (token, trigger) - MIN (token, trigger) > FAR_TOKENS;
  if (stage->entity_at[token] != DTL_NONE)
    count_form (company, dtl_document_entity (stage->document, stage->entity_at[token]));
}

static void
add_company (const Signs *signs)
{
  static const char *const numbers[] = { "none", "one", "two", "three" };
  const GArray *arguments = signs->happening->arguments;
  Company company = { 0 };

  for (guint i = 0; i < MIN (arguments->len, 64); i++)
    count_argument (signs, &g_array_index (arguments, DtlArgument, i), &company);
  add_sign (signs, "actors", numbers[MIN (company.n, G_N_ELEMENTS (numbers) - 1)]);
  if (company.n == 0)
    return;
  add_if (signs, company.implicit > 0, "actor implicit");
  add_if (signs, company.implicit == company.n, "actors implicit");
  add_if (signs, company.names > 0, "actor named");
  add_if (signs, company.nominals > 0, "actor nominal");
  add_if (signs, company.pronouns > 0, "actor pronoun");
  for (guint kind = 0; kind < G_N_ELEMENTS (company.kinds); kind++)
    add_sign (signs, "actor is", company.kinds[kind] > 0 ? dtl_actor_kind_to_string (kind) : NULL);
  add_if (signs, company.nameless > 0, "actor nameless");
  add_if (signs, company.agents == 0, "agent none");
  add_if (signs, company.chief > 0, "actor chief");
  add_if (signs, company.topics > 0, "actor topic");
  add_if (signs, company.elsewhere > 0, "actor elsewhere");
  add_if (signs, company.far > 0, "actor far");
  add_if (signs, company.once == company.n, "actors once");
}

/* A child of @base that is no participant: the event has a party that the program does not know. */
static gboolean
is_missed (const Signs *signs, DtlDeprel base)
{
  const DtlTree *tree = &signs->stage->tree;
  gint32 child = dtl_tree_child_base (tree, signs->happening->trigger, base);
  guint32 actor = child >= 0 ? dtl_stage_actor (signs->stage, dtl_tree_antecedent (tree, child)) : DTL_NONE;
  const GArray *arguments = signs->happening->arguments;

  for (guint i = 0; actor != DTL_NONE && i < MIN (arguments->len, 64); i++)
    if (g_array_index (arguments, DtlArgument, i).actor == actor)
      return FALSE;
  return child >= 0;
}

static gboolean
is_first_person (const char *lower)
{
  return g_strcmp0 (dtl_table_cell (&dtl_table_pronouns, lower, DTL_PRONOUNS_PERSON), "first") == 0;
}

static void
add_parties (const Signs *signs)
{
  const DtlTree *tree = &signs->stage->tree;
  gint32 subject = dtl_tree_child_base (tree, signs->happening->trigger, DTL_DEPREL_NSUBJ);

  if (signs->happening->is_nominal)
    return;
  add_if (signs, subject < 0, "subject none");
  add_if (signs, is_missed (signs, DTL_DEPREL_NSUBJ), "subject missed");
  add_if (signs, is_missed (signs, DTL_DEPREL_OBJ), "object missed");
  add_if (signs, subject >= 0 && is_first_person (dtl_tree_token (tree, subject)->lower), "subject speaks");
}

/* ---- when and where ---- */

static void
add_span (const Signs *signs)
{
  const DtlDate *date = &signs->happening->date;
  DtlDay first, last, published_first, published_last;

  add_if (signs, dtl_date_is_open (date), "date open");
  add_if (signs, dtl_date_is_approximate (date), "date approximate");
  if (!dtl_date_bounds (date, &first, &last)
      || !dtl_date_bounds (&signs->stage->document->published.date, &published_first, &published_last))
    return;
  add_if (signs, first > published_last, "date ahead");
  add_if (signs, (gint64) published_first - last > OLD_DAYS, "date old");
}

static void
add_expression (const Signs *signs)
{
  const DtlHappening *happening = signs->happening;
  const DtlTime *time = dtl_document_time (signs->stage->document, happening->time);

  add_sign (signs, "date from", time->anchor);
  add_if (signs, time->candidates != NULL, "date ambiguous");
  if (happening->basis != DTL_BASIS_EXPRESSION)
    return;
  add_if (signs, happening->time_distance <= 1, "date near");
  add_if (signs, happening->time_distance >= 3, "date far");
}

static void
add_when (const Signs *signs)
{
  const DtlHappening *happening = signs->happening;
  gboolean is_dated = !dtl_date_is_null (&happening->date);

  add_sign (signs, "date", is_dated ? dtl_basis_to_string (happening->basis) : "none");
  if (is_dated)
    add_span (signs);
  if (is_dated && happening->time != DTL_NONE)
    add_expression (signs);
  add_if (signs, happening->place != DTL_NONE && !happening->is_place_guessed, "place told");
  add_if (signs, happening->quantities->len > 0, "quantity told");
}

/* ---- whether, and in what sentence ---- */

static void
add_telling (const Signs *signs)
{
  const DtlHappening *happening = signs->happening;

  add_sign (signs, "reality", dtl_reality_to_string (happening->reality));
  add_if (signs, happening->attributions->len == 1, "source one");
  add_if (signs, happening->attributions->len > 1, "source nested");
}

/* Steps up to the root, as far as they matter. */
static guint
depth_of (const Signs *signs)
{
  const DtlToken *token = trigger_of (signs);
  guint depth = 0;

  for (; token->head >= 0 && depth < DEPTH_MAX; depth++)
    token = dtl_document_token (signs->stage->document, token->head);
  return depth;
}

typedef struct
{
  guint happenings, odd, times;
} Surroundings;

/* The words around the trigger in its sentence. */
static Surroundings
look_around (const Signs *signs)
{
  const DtlEventStage *stage = signs->stage;
  const DtlSentence *sentence = sentence_of (signs);
  guint32 trigger = signs->happening->trigger, end = sentence->first_token + sentence->n_tokens;
  guint32 first = MAX (sentence->first_token, trigger > NEAR_TOKENS ? trigger - NEAR_TOKENS : 0);
  Surroundings out = { 0 };

  for (guint32 i = first; i < MIN (end, trigger + NEAR_TOKENS + 1); i++)
    {
      guint32 number = stage->happening_at[i], time = stage->time_at[i];
      DtlDeprel relation = dtl_deprel_base (dtl_document_token (stage->document, i)->deprel);

      out.happenings += number != DTL_NONE && dtl_stage_happening (stage, number)->trigger == i
                        && dtl_stage_happening (stage, number)->occurrence != DTL_NONE;
      out.times += time != DTL_NONE && dtl_document_time (stage->document, time)->first == i;
      out.odd += relation == DTL_DEPREL_DEP || relation == DTL_DEPREL_PARATAXIS || relation == DTL_DEPREL_ORPHAN
                 || relation == DTL_DEPREL_LIST;
    }
  return out;
}

static void
add_sentence (const Signs *signs)
{
  const DtlSentence *sentence = sentence_of (signs);
  Surroundings around = look_around (signs);

  add_sign (signs, "sentence", dtl_sentence_kind_to_string (sentence->kind));
  add_if (signs, sentence->kind == DTL_SENTENCE_BODY && dtl_stage_is_in_lead (signs->stage, signs->happening), "sentence lead");
  add_if (signs, sentence->n_tokens < SHORT_SENTENCE, "sentence short");
  add_if (signs, sentence->n_tokens > LONG_SENTENCE, "sentence long");
  add_if (signs, sentence->n_tokens > VERY_LONG_SENTENCE, "sentence very long");
  add_if (signs, signs->stage->saying_at[signs->happening->trigger] != DTL_NONE, "sentence said");
  add_if (signs, around.happenings == 1, "events alone");
  add_if (signs, around.happenings >= 4, "events crowded");
  add_if (signs, around.times >= 2, "times several");
  add_if (signs, around.times > 0 && dtl_date_is_null (&signs->happening->date), "times left");
  add_if (signs, around.odd > 0, "tree odd");
  add_if (signs, depth_of (signs) >= 3, "tree deep");
  add_if (signs, depth_of (signs) >= DEPTH_MAX, "tree very deep");
}

void
dtl_confidence_signs (const DtlEventStage *stage, const DtlHappening *happening, DtlSignFunc add, gpointer data)
{
  Signs signs = { stage, happening, add, data };

  add ("always", data);
  add_trigger (&signs);
  add_class (&signs);
  add_company (&signs);
  add_parties (&signs);
  add_when (&signs);
  add_telling (&signs);
  add_sentence (&signs);
}

/* ---- the number ---- */

static void
weigh (const char *sign, gpointer data)
{
  const char *cell = dtl_table_cell (&dtl_table_confidence, sign, DTL_CONFIDENCE_WEIGHT);

  if (cell != NULL)
    *(gint *) data += (gint) g_ascii_strtoll (cell, NULL, 10);
}

/* p = 1 / (1 + exp (-s / 1000)) */
double
dtl_confidence_of_sum (gint sum)
{
  double p = 1 / (1 + exp (-CLAMP (sum, -SUM_MAX, SUM_MAX) / 1000.0));

  return floor (p * 1e4 + 0.5) / 1e4;
}

double
dtl_event_confidence (const DtlEventStage *stage, const DtlHappening *happening)
{
  gint sum = 0;

  dtl_confidence_signs (stage, happening, weigh, &sum);
  return dtl_confidence_of_sum (sum);
}
