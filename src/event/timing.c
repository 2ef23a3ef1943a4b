/*
 * When it happened.
 *
 * host.c says which happening a time belongs to. A time at the front of a sentence also dates the verbs that are
 * coordinated with its own. What a clause of manner or place says ("where he claimed", "adding that"), what goes on
 * from a dated past ("met him on Monday and left"), what one speaker goes on to say, what the violence of a dated
 * attack did and what the lead announces happens with the event it belongs to; the basis says that the date was moved
 * there. Nothing is ever dated by the day of publication alone, and nothing told in the past by a day after it.
 */
#include <string.h>

#include "event/stage.h"
#include "lexicon/tables.h"

#define JOINED_MAX 2    /* tokens from one verb to the next of "arrested and charged" */
#define FOCUS_MAX 3     /* sentences that a day stays in focus */
#define NOON 720        /* minutes */
#define SLACK_DAYS 1    /* the day of publication may be another where it happened */

static gboolean
can_date (const DtlTime *time)
{
  return (time->type == DTL_TIME_DATE || time->type == DTL_TIME_TIME) && !dtl_date_is_null (&time->date);
}

static gboolean
is_finer (const DtlDate *a, const DtlDate *b)
{
  DtlDay a1, a2, b1, b2;

  return dtl_date_bounds (a, &a1, &a2) && dtl_date_bounds (b, &b1, &b2) && (gint64) a2 - a1 < (gint64) b2 - b1;
}

gboolean
dtl_event_has_auxiliary (const DtlTree *tree, guint32 verb, const char *lemma)
{
  DTL_TREE_FOREACH_CHILD (tree, verb, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);

      if (dtl_deprel_base (word->deprel) == DTL_DEPREL_AUX && g_strcmp0 (word->lemma, lemma) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
dtl_event_is_past (const DtlEventStage *stage, const DtlHappening *happening)
{
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, happening->trigger);

  if (happening->is_nominal || happening->reality != DTL_REALITY_ACTUAL)
    return FALSE;
  if (word->xpos == DTL_XPOS_VBD)
    return TRUE;
  if (word->xpos != DTL_XPOS_VBN)
    return FALSE;
  DTL_TREE_FOREACH_CHILD (tree, happening->trigger, child)
    {
      const DtlToken *aux = dtl_tree_token (tree, child);

      if (dtl_deprel_base (aux->deprel) == DTL_DEPREL_AUX
          && (aux->xpos == DTL_XPOS_VBD || g_strcmp0 (aux->lemma, "have") == 0))
        return TRUE;
    }
  return FALSE;
}

/* "paid" on a day after the article, "promised another by" such a day, "will pay" on one gone by: some other thing's day. */
static gboolean
contradicts_tense (const DtlEventStage *stage, const DtlHappening *happening, const DtlDate *date)
{
  DtlDay first, last, ignored, published;

  if (!dtl_date_bounds (date, &first, &last) || !dtl_date_bounds (&stage->document->published.date, &ignored, &published))
    return FALSE;
  if (!happening->is_nominal && dtl_event_has_auxiliary (&stage->tree, happening->trigger, "will"))
    return last < published - SLACK_DAYS;
  return dtl_event_is_past (stage, happening)
         && (date->shape == DTL_DATE_OPEN_START ? last : first) > published + SLACK_DAYS;
}

/* "broke down overnight": the night of a day goes on into the next. */
static gboolean
is_overnight (const DtlEventStage *stage, const DtlHappening *happening)
{
  const DtlTime *time = happening->time == DTL_NONE ? NULL : dtl_document_time (stage->document, happening->time);

  return time && time->value && g_str_has_suffix (time->value, "TNI");
}

static DtlDate
next_day (const DtlDate *date)
{
  DtlDay first, last;

  return dtl_date_bounds (date, &first, &last) && first == last ? dtl_date_from_day (first + 1) : *date;
}

/* A time of day without a day: that of the last day told of, as long as it is in focus; FALSE if there is none and the
 * text does not look ahead. */
static gboolean
place_clock (const DtlEventStage *stage, const DtlHappening *happening, guint32 focus, DtlDate *date)
{
  const DtlHappening *last;
  gint16 minute = date->from.minute;

  if (!dtl_event_is_past (stage, happening))
    return TRUE;
  if (focus == DTL_NONE)
    return FALSE;
  last = dtl_stage_happening (stage, focus);
  if (happening->sentence - last->sentence > FOCUS_MAX || happening->sentence < last->sentence)
    return FALSE;
  *date = last->date;
  if (minute < NOON && is_overnight (stage, last))
    *date = next_day (date);
  date->from.minute = minute;
  return TRUE;
}

/* Whether a time is counted from the day of writing. */
static gboolean
is_from_writing (const DtlTime *time)
{
  return g_strcmp0 (time->anchor, "publication") == 0 || g_strcmp0 (time->anchor, "dateline") == 0;
}

static gboolean
is_bare_clock (const DtlTime *time)
{
  return time->type == DTL_TIME_TIME && strcmp (time->rule, "clock") == 0
         && is_from_writing (time) && time->date.shape == DTL_DATE_POINT;
}

/* The date that a time gives to a happening; FALSE for none. @focus: the last happening with a day, or DTL_NONE */
static gboolean
date_from_time (const DtlEventStage *stage, guint32 number, const DtlHappening *happening, guint32 focus, DtlDate *date)
{
  const DtlTime *time = dtl_document_time (stage->document, number);

  *date = time->date;
  if (dtl_event_time_is (stage, number, "limit") && !dtl_date_is_open (date))
    *date = dtl_event_open_start (date);
  if (is_bare_clock (time) && !place_clock (stage, happening, focus, date))
    return FALSE;
  return !dtl_date_is_null (date) && !contradicts_tense (stage, happening, date);
}

/* "invited them to return two weeks ago", "refused to sign in May", "kept him from leaving in 2009", "gave a pledge to sell on Monday": what did not happen, or
 * is only planned, is not of a time gone by; the planning or refusing above it is. */
static guint32
past_plan (const DtlEventStage *stage, guint32 number, guint32 found)
{
  const DtlHappening *happening = dtl_stage_happening (stage, found);
  const DtlTime *time = dtl_document_time (stage->document, number);
  const DtlToken *word = dtl_tree_token (&stage->tree, happening->trigger);
  guint32 above = dtl_event_above (stage, happening->trigger);
  DtlDay first, last, published;

  if (happening->is_nominal || happening->reality == DTL_REALITY_ACTUAL || above == DTL_NONE
      || (word->deprel != DTL_DEPREL_XCOMP && word->deprel != DTL_DEPREL_ADVCL
          && (word->deprel != DTL_DEPREL_ACL || word->xpos != DTL_XPOS_VB))
      || (word->deprel == DTL_DEPREL_ADVCL && word->xpos != DTL_XPOS_VBG)
      || !dtl_event_is_past (stage, dtl_stage_happening (stage, above))
      || !dtl_date_bounds (&stage->document->published.date, &published, &last)
      || !dtl_date_bounds (&time->date, &first, &last))
    return found;
  return last < published ? above : found;
}

/* "in 1968, when the army marched in": the clause is of the day or year itself, not from or until it. */
static void
date_clause (DtlEventStage *stage, guint32 number)
{
  guint32 found = dtl_event_time_clause (stage, number);
  DtlHappening *happening;
  DtlDate date = dtl_document_time (stage->document, number)->date;

  if (found == DTL_NONE || (happening = dtl_stage_happening (stage, found))->time != DTL_NONE)
    return;
  if (date.shape == DTL_DATE_OPEN_START)
    date.from = date.to;
  if (date.shape == DTL_DATE_OPEN_START || date.shape == DTL_DATE_OPEN_END)
    date = (DtlDate) { .shape = DTL_DATE_POINT, .from = date.from };
  happening->date = date;
  happening->time = number;
  happening->basis = DTL_BASIS_EXPRESSION;
}

/* "the October 1998 shooting death": one happening told by two words. */
static void
date_between (DtlEventStage *stage, guint32 number, guint32 found)
{
  const DtlTime *time = dtl_document_time (stage->document, number);
  const DtlHappening *named = dtl_stage_happening (stage, found);

  for (guint32 i = time->first + time->n; named->is_nominal && i < named->trigger; i++)
    {
      DtlHappening *happening;

      if (stage->happening_at[i] == DTL_NONE || dtl_tree_token (&stage->tree, i)->xpos != DTL_XPOS_VBG)
        continue;
      happening = dtl_stage_happening (stage, stage->happening_at[i]);
      if (happening->time != DTL_NONE)
        continue;
      happening->date = named->date;
      happening->time = number;
      happening->basis = DTL_BASIS_EXPRESSION;
    }
}

static void
attach (DtlEventStage *stage, guint32 number, guint32 *focus)
{
  guint distance;
  guint32 found;
  DtlHappening *happening;
  DtlDate date;

  if (!can_date (dtl_document_time (stage->document, number)))
    return;
  date_clause (stage, number);
  if ((found = dtl_event_time_host (stage, number, &distance)) == DTL_NONE)
    return;
  found = past_plan (stage, number, found);
  happening = dtl_stage_happening (stage, found);
  if (!date_from_time (stage, number, happening, *focus, &date)
      || (happening->time != DTL_NONE
          && (distance > happening->time_distance
              || (distance == happening->time_distance && !is_finer (&date, &happening->date)))))
    return;
  happening->time = number;
  happening->time_distance = distance;
  happening->date = date;
  happening->basis = DTL_BASIS_EXPRESSION;
  date_between (stage, number, found);
  if (dtl_event_is_past (stage, happening) && dtl_date_granularity (&date) == DTL_GRANULARITY_DAY)
    *focus = found;
}

/* The day of a time of day. */
static DtlDate
day_of (const DtlDate *date)
{
  DtlDay first, last;

  return dtl_date_bounds (date, &first, &last) && first == last ? dtl_date_from_day (first) : *date;
}

void
dtl_event_lend_date (DtlHappening *to, const DtlHappening *from, DtlBasis basis)
{
  if (!dtl_date_is_null (&to->date) || dtl_date_is_null (&from->date))
    return;
  to->date = from->date;
  if (basis == DTL_BASIS_NARRATIVE && to->date.shape == DTL_DATE_POINT && to->date.from.minute >= 0)
    to->date = day_of (&to->date); /* what goes on from ten o'clock is not of ten o'clock */
  to->time = from->time;
  to->basis = basis;
}

/* "On Monday, X met Y and signed Z" */
static gboolean
is_fronted (const DtlEventStage *stage, const DtlHappening *happening)
{
  return happening->time != DTL_NONE && !happening->is_nominal
         && dtl_document_time (stage->document, happening->time)->first < happening->trigger
         && happening->basis == DTL_BASIS_EXPRESSION;
}

static gboolean
same_tense (const DtlEventStage *stage, const DtlHappening *a, const DtlHappening *b)
{
  return a->reality == b->reality || (a->reality != DTL_REALITY_PLANNED && b->reality != DTL_REALITY_PLANNED);
}

/* "and later resigned" */
gboolean
dtl_event_shifts_time (const DtlTree *tree, guint32 verb)
{
  DTL_TREE_FOREACH_CHILD (tree, verb, child)
    if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_ADVMOD
        && dtl_event_time_word (dtl_tree_token (tree, child)->lower, "shift"))
      return TRUE;
  return FALSE;
}

/* "conceded defeat on Monday and resigned": two past tenses of one subject, the second without words of its own. */
static gboolean
goes_on_from (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *first)
{
  const DtlTree *tree = &stage->tree;

  if (first->basis != DTL_BASIS_EXPRESSION || first->is_nominal
      || dtl_date_granularity (&first->date) != DTL_GRANULARITY_DAY
      || dtl_tree_token (tree, first->trigger)->xpos != DTL_XPOS_VBD
      || dtl_tree_token (tree, happening->trigger)->xpos != DTL_XPOS_VBD)
    return FALSE;
  return dtl_tree_child_base (tree, happening->trigger, DTL_DEPREL_NSUBJ) < 0
         && dtl_tree_child_base (tree, happening->trigger, DTL_DEPREL_AUX) < 0
         && !dtl_event_shifts_time (tree, happening->trigger)
         && dtl_tree_child (tree, happening->trigger, DTL_DEPREL_MARK) < 0;
}

/* "fired at the crowd on Monday, killing two and wounding five" */
static gboolean
is_second_participle (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *other)
{
  return dtl_tree_token (&stage->tree, other->trigger)->xpos == DTL_XPOS_VBG && other->basis == DTL_BASIS_NARRATIVE
         && dtl_tree_token (&stage->tree, happening->trigger)->xpos == DTL_XPOS_VBG
         && dtl_tree_child_base (&stage->tree, happening->trigger, DTL_DEPREL_AUX) < 0;
}

/* "in Moscow, where he claimed"; "met, adding that"; "after which" does not. */
static gboolean
is_with_its_clause (const DtlTree *tree, guint32 trigger)
{
  const DtlToken *word = dtl_tree_token (tree, trigger);

  if (word->deprel == DTL_DEPREL_ACL_RELCL || word->deprel == DTL_DEPREL_ADVCL_RELCL
      || (word->deprel == DTL_DEPREL_ADVCL && dtl_tree_has_mark (tree, trigger, "where")))
    return dtl_tree_has_mark (tree, trigger, "where") || dtl_tree_has_mark (tree, trigger, "when");
  return word->deprel == DTL_DEPREL_ADVCL && word->xpos == DTL_XPOS_VBG
         && dtl_tree_child (tree, trigger, DTL_DEPREL_MARK) < 0;
}

/* "forced him to resign on Monday", "started firing": what was begun, or brought about, in so many words. */
static gboolean
is_carried_out (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *other)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, happening->trigger);

  return word->deprel == DTL_DEPREL_XCOMP && word->head == (gint32) other->trigger
         && happening->reality == DTL_REALITY_ACTUAL && other->reality == DTL_REALITY_ACTUAL;
}

/* Whether a clause tells of the time right before it ("in 1968, when …"). */
static gboolean
follows_time (const DtlEventStage *stage, const DtlHappening *happening)
{
  guint32 least = dtl_document_sentence (stage->document, happening->sentence)->first_token;
  guint32 first = stage->tree.left[happening->trigger];

  if (dtl_tree_token (&stage->tree, first)->upos != DTL_UPOS_PUNCT && first > least
      && dtl_tree_token (&stage->tree, first - 1)->upos == DTL_UPOS_PUNCT)
    first--; /* now the comma */
  return first > least && stage->time_at[first - 1] != DTL_NONE;
}

/* "was meeting" */
static gboolean
was_going_on (const DtlTree *tree, guint32 verb)
{
  gint32 auxiliary = dtl_tree_child_base (tree, verb, DTL_DEPREL_AUX);

  return dtl_tree_token (tree, verb)->xpos == DTL_XPOS_VBG && auxiliary >= 0
         && dtl_tree_token (tree, auxiliary)->xpos == DTL_XPOS_VBD;
}

/* "attacked on Monday while the council was meeting": one day, though "while" before a simple past may mean "although" */
static gboolean
goes_on_around (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *other)
{
  static const char *const marks[] = { "while", "as", "when" };
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, happening->trigger);

  if (word->deprel != DTL_DEPREL_ADVCL || word->head != (gint32) other->trigger
      || happening->reality != DTL_REALITY_ACTUAL || !was_going_on (tree, happening->trigger)
      || !dtl_event_is_past (stage, other))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (dtl_tree_has_mark (tree, happening->trigger, marks[i]))
      return TRUE;
  return FALSE;
}

/* "met her on Monday to demand an answer": what is said at a meeting. */
static gboolean
is_why_they_met (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *other)
{
  static const char *const families[] = { "say", "demand", "talk" };
  const DtlToken *word = dtl_tree_token (&stage->tree, happening->trigger);
  gboolean spoken = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    spoken |= strcmp (dtl_stage_family (happening), families[i]) == 0;
  return spoken && word->deprel == DTL_DEPREL_ADVCL && word->head == (gint32) other->trigger
         && dtl_tree_has_mark (&stage->tree, happening->trigger, "to") && strcmp (dtl_stage_family (other), "talk") == 0
         && dtl_event_is_past (stage, other) && dtl_date_granularity (&other->date) == DTL_GRANULARITY_DAY;
}

/* "will leave when his term ends in May": of one day, or of one month. */
static gboolean
is_at_coming_time (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *other)
{
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, happening->trigger);

  return word->deprel == DTL_DEPREL_ADVCL && word->head == (gint32) other->trigger && !happening->is_nominal
         && dtl_tree_has_mark (tree, happening->trigger, "when") && other->reality == DTL_REALITY_PLANNED
         && (word->xpos == DTL_XPOS_VBZ || word->xpos == DTL_XPOS_VBP) && happening->basis == DTL_BASIS_EXPRESSION
         && (dtl_tree_token (tree, other->trigger)->xpos == DTL_XPOS_VB);
}

/* "was killed on Monday when a bomb exploded": two simple pasts. */
static gboolean
is_at_the_same_time (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *other)
{
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, happening->trigger);

  if (goes_on_around (stage, happening, other))
    return dtl_date_granularity (&happening->date) == DTL_GRANULARITY_DAY
           || dtl_date_granularity (&other->date) == DTL_GRANULARITY_DAY;
  return word->deprel == DTL_DEPREL_ADVCL && word->head == (gint32) other->trigger
         && dtl_tree_has_mark (tree, happening->trigger, "when") && !follows_time (stage, happening)
         && dtl_event_is_past (stage, happening) && dtl_event_is_past (stage, other)
         && !dtl_event_has_auxiliary (tree, happening->trigger, "have") && !dtl_event_has_auxiliary (tree, other->trigger, "have");
}

/* "Speaking in Oslo on Monday, she accused him" */
static gboolean
is_fronted_participle (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *other)
{
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, happening->trigger);

  return word->deprel == DTL_DEPREL_ADVCL && word->head == (gint32) other->trigger
         && happening->trigger < other->trigger && word->xpos == DTL_XPOS_VBG
         && dtl_tree_child (tree, happening->trigger, DTL_DEPREL_MARK) < 0
         && happening->basis == DTL_BASIS_EXPRESSION && dtl_event_is_past (stage, other)
         && dtl_date_granularity (&happening->date) == DTL_GRANULARITY_DAY;
}

/* "Truckers meeting in Oslo on Monday voted": what goes on with the subject while it acts. */
static gboolean
is_done_meanwhile (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *other)
{
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, happening->trigger);

  gint32 subject = dtl_tree_child_base (tree, other->trigger, DTL_DEPREL_NSUBJ);

  return word->xpos == DTL_XPOS_VBG && happening->basis == DTL_BASIS_EXPRESSION && subject >= 0
         && (subject == (gint32) happening->trigger || (word->deprel == DTL_DEPREL_ACL && subject == word->head))
         && dtl_event_is_past (stage, other) && !dtl_event_has_auxiliary (tree, other->trigger, "have")
         && dtl_date_granularity (&happening->date) == DTL_GRANULARITY_DAY;
}

gboolean
dtl_event_is_harm (const DtlHappening *happening)
{
  const char *family = dtl_stage_family (happening);

  return strcmp (family, "violence") == 0 || strcmp (family, "disaster") == 0;
}

/* "two guards were killed and five hurt on Monday" */
static gboolean
is_one_harm (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *other)
{
  return dtl_event_is_harm (happening) && dtl_event_is_harm (other) && dtl_event_is_past (stage, happening)
         && dtl_event_is_past (stage, other);
}

/* "announced an order on Monday": what is announced in so many words is as new as the announcement. */
static void
date_by_announcement (DtlEventStage *stage, DtlHappening *happening)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, happening->trigger);
  const DtlHappening *other;

  if (word->deprel != DTL_DEPREL_OBJ || stage->happening_at[word->head] == DTL_NONE || happening->core != DTL_NONE)
    return;
  other = dtl_stage_happening (stage, stage->happening_at[word->head]);
  if (strcmp (other->event_class, "announce") == 0 && happening->reality == DTL_REALITY_ACTUAL)
    dtl_event_lend_date (happening, other, DTL_BASIS_NARRATIVE);
}

static gboolean
is_announcement (const DtlEventStage *stage, guint32 token)
{
  return stage->happening_at[token] != DTL_NONE
         && strcmp (dtl_stage_happening (stage, stage->happening_at[token])->event_class, "announce") == 0;
}

/* The announcement that a clause is the content of: "announced that it had bought", "bought …, it announced". */
static guint32
announcement_of (const DtlEventStage *stage, const DtlHappening *happening)
{
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, happening->trigger);

  if (word->deprel == DTL_DEPREL_CCOMP && word->head >= 0 && is_announcement (stage, word->head))
    return stage->happening_at[word->head];
  DTL_TREE_FOREACH_CHILD (tree, happening->trigger, child)
    if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_PARATAXIS && is_announcement (stage, child))
      return stage->happening_at[child];
  return DTL_NONE;
}

/* What a story opens with, in the past and announced on a day, is of that day. */
static void
date_lead (DtlEventStage *stage, DtlHappening *happening)
{
  guint32 found;
  const DtlToken *word = dtl_tree_token (&stage->tree, happening->trigger);

  if (happening->is_nominal || happening->reality != DTL_REALITY_ACTUAL || !dtl_stage_is_in_lead (stage, happening)
      || (word->xpos != DTL_XPOS_VBD && word->xpos != DTL_XPOS_VBN)
      || (found = announcement_of (stage, happening)) == DTL_NONE)
    return;
  dtl_event_lend_date (happening, dtl_stage_happening (stage, found), DTL_BASIS_NARRATIVE);
}

static void
spread (DtlEventStage *stage, guint32 number)
{
  DtlHappening *happening = dtl_stage_happening (stage, number), *other;
  const DtlToken *word = dtl_tree_token (&stage->tree, happening->trigger);
  guint32 above;

  date_lead (stage, happening);
  if (word->head < 0)
    return;
  if (happening->is_nominal)
    {
      date_by_announcement (stage, happening);
      return;
    }
  above = dtl_event_above (stage, happening->trigger);
  if (above == DTL_NONE || above == number)
    return;
  other = dtl_stage_happening (stage, above);
  if (happening->is_dropped)
    dtl_event_lend_date (other, happening, DTL_BASIS_NARRATIVE);
  if (word->deprel == DTL_DEPREL_CONJ && is_fronted (stage, other) && same_tense (stage, happening, other))
    dtl_event_lend_date (happening, other, DTL_BASIS_EXPRESSION);
  else if (word->deprel == DTL_DEPREL_CONJ && is_second_participle (stage, happening, other))
    dtl_event_lend_date (happening, other, DTL_BASIS_NARRATIVE);
  else if (word->deprel == DTL_DEPREL_CONJ && goes_on_from (stage, happening, other))
    dtl_event_lend_date (happening, other, DTL_BASIS_NARRATIVE);
  else if (word->deprel == DTL_DEPREL_CONJ
           && (happening->trigger - other->trigger <= JOINED_MAX || is_one_harm (stage, happening, other)))
    dtl_event_lend_date (other, happening, DTL_BASIS_EXPRESSION); /* "arrested and charged on Monday" */
  else if (is_fronted_participle (stage, happening, other) || is_done_meanwhile (stage, happening, other))
    dtl_event_lend_date (other, happening, DTL_BASIS_NARRATIVE);
  else if (is_with_its_clause (&stage->tree, happening->trigger) && same_tense (stage, happening, other))
    dtl_event_lend_date (happening, other, DTL_BASIS_NARRATIVE);
  else if (is_why_they_met (stage, happening, other))
    dtl_event_lend_date (happening, other, DTL_BASIS_NARRATIVE);
  else if (is_at_coming_time (stage, happening, other))
    dtl_event_lend_date (other, happening, DTL_BASIS_NARRATIVE);
  else if (is_carried_out (stage, happening, other))
    dtl_event_lend_date (happening, other, DTL_BASIS_NARRATIVE);
  else if (is_at_the_same_time (stage, happening, other))
    {
      dtl_event_lend_date (happening, other, DTL_BASIS_NARRATIVE);
      dtl_event_lend_date (other, happening, DTL_BASIS_NARRATIVE);
    }
}

/* The harm that @token names, or the one that it is part of: "the bombing of a clinic that killed a guard". */
static guint32
harm_above (const DtlEventStage *stage, guint32 token)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, token);

  for (guint i = 0; i < 2; i++)
    {
      if (stage->happening_at[token] != DTL_NONE)
        return stage->happening_at[token];
      if (dtl_deprel_base (word->deprel) != DTL_DEPREL_NMOD || word->head < 0)
        return DTL_NONE;
      token = word->head;
      word = dtl_tree_token (&stage->tree, token);
    }
  return stage->happening_at[token];
}

/* "a bomb exploded on Monday, killing two", "the 1998 bombing that killed a guard", "hurt in Monday's blast": the harm
 * is of the day of what did it. */
/* "The quake dropped a bridge into the river": what a blast or quake itself did, not what it led to. */
static gboolean
can_be_done_by_harm (const DtlHappening *happening)
{
  static const char *const families[] = { "violence", "disaster", "result", "move", "other" };

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (strcmp (dtl_stage_family (happening), families[i]) == 0)
      return TRUE;
  return FALSE;
}

/* "The quake dropped a bridge into the river" */
static void
date_deed (const DtlEventStage *stage, DtlHappening *deed, const DtlHappening *harm)
{
  if (harm->is_nominal && strcmp (dtl_stage_family (harm), "disaster") == 0 && can_be_done_by_harm (deed)
      && dtl_event_is_past (stage, deed) && !dtl_event_has_auxiliary (&stage->tree, deed->trigger, "have")
      && dtl_date_granularity (&harm->date) == DTL_GRANULARITY_DAY)
    dtl_event_lend_date (deed, harm, DTL_BASIS_NARRATIVE);
}

static void
date_harm (DtlEventStage *stage, guint32 number)
{
  DtlHappening *harm = dtl_stage_happening (stage, number), *other;
  gboolean implicit, is_object;
  guint32 subject, found;
  gint32 cause = dtl_event_oblique (stage, harm->trigger, "in");

  if (harm->is_nominal || harm->reality != DTL_REALITY_ACTUAL)
    return;
  subject = dtl_tree_subject (&stage->tree, harm->trigger, &implicit, &is_object);
  if (cause >= 0 && stage->happening_at[cause] != DTL_NONE)
    found = stage->happening_at[cause];
  else if (subject == DTL_NONE || is_object || (found = harm_above (stage, subject)) == DTL_NONE)
    return;
  other = dtl_stage_happening (stage, found);
  if (!dtl_event_is_harm (harm) && found != number && cause < 0)
    date_deed (stage, harm, other);
  if (!other->is_nominal || !dtl_event_is_harm (other) || !dtl_event_is_harm (harm))
    return;
  dtl_event_lend_date (harm, other, DTL_BASIS_NARRATIVE);
  dtl_event_lend_date (other, harm, DTL_BASIS_NARRATIVE);
}

/* "riots broke out on Sunday", "the strike, which began on Monday" */
static void
date_beginning (DtlEventStage *stage, guint32 number)
{
  static const char *const classes[] = { "start", "happen", "resume" };
  const DtlHappening *beginning = dtl_stage_happening (stage, number);
  gboolean implicit, is_object, begins = FALSE;
  guint32 subject;

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    begins |= strcmp (beginning->event_class, classes[i]) == 0;
  if (!begins || beginning->is_nominal)
    return;
  subject = dtl_tree_subject (&stage->tree, beginning->trigger, &implicit, &is_object);
  if (subject != DTL_NONE && stage->happening_at[subject] != DTL_NONE
      && dtl_stage_happening (stage, stage->happening_at[subject])->is_nominal)
    dtl_event_lend_date (dtl_stage_happening (stage, stage->happening_at[subject]), beginning, DTL_BASIS_EXPRESSION);
}

/* Whether two dates of one occasion may be told of each other. */
static gboolean
is_of_occasion (const DtlDate *date)
{
  DtlGranularity granularity = dtl_date_granularity (date);

  return date->shape == DTL_DATE_POINT
         && (granularity == DTL_GRANULARITY_DAY || granularity == DTL_GRANULARITY_MONTH || granularity == DTL_GRANULARITY_YEAR);
}

/* "spoke on Monday at a rally", "voted at Monday's meeting", "said in a Monday interview", "will meet at a summit on
 * Monday": both are of one day. */
static void
date_gathering (DtlEventStage *stage, guint32 number)
{
  static const char *const prepositions[] = { "at", "during", "in" };
  DtlHappening *happening = dtl_stage_happening (stage, number), *other;
  gboolean past = dtl_event_is_past (stage, happening), ahead = happening->reality == DTL_REALITY_PLANNED;

  for (guint i = 0; i < G_N_ELEMENTS (prepositions) && !happening->is_nominal && (past || ahead); i++)
    {
      gint32 child = dtl_event_oblique (stage, happening->trigger, prepositions[i]);

      if (child < 0 || stage->happening_at[child] == DTL_NONE)
        continue;
      other = dtl_stage_happening (stage, stage->happening_at[child]);
      if (!other->is_nominal || (past && other->reality != DTL_REALITY_ACTUAL)
          || (strcmp (prepositions[i], "in") == 0
              && (ahead || (!other->is_new && strcmp (dtl_stage_family (other), "say") != 0))))
        continue;
      if (is_of_occasion (&happening->date))
        dtl_event_lend_date (other, happening, DTL_BASIS_NARRATIVE);
      if (is_of_occasion (&other->date))
        dtl_event_lend_date (happening, other, DTL_BASIS_NARRATIVE);
    }
}

/* "Two members voted against the increase": the vote that decided it. */
static void
date_vote (DtlEventStage *stage, guint32 number)
{
  static const char *const prepositions[] = { "against", "for" };
  DtlHappening *vote = dtl_stage_happening (stage, number);
  const DtlHappening *other;

  if (vote->is_nominal || strcmp (vote->event_class, "vote") != 0 || !dtl_event_is_past (stage, vote))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (prepositions); i++)
    {
      gint32 child = dtl_event_oblique (stage, vote->trigger, prepositions[i]);

      if (child < 0 || stage->happening_at[child] == DTL_NONE)
        continue;
      other = dtl_stage_happening (stage, stage->happening_at[child]);
      if (other->is_nominal && other->is_definite && other->reality == DTL_REALITY_ACTUAL
          && dtl_date_granularity (&other->date) == DTL_GRANULARITY_DAY)
        dtl_event_lend_date (vote, other, DTL_BASIS_INHERITED);
    }
}

void
dtl_event_date_neighbours (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      date_vote (stage, i);
      date_harm (stage, i);
      date_gathering (stage, i);
    }
}

void
dtl_event_date (DtlEventStage *stage)
{
  guint32 focus = DTL_NONE;

  for (guint32 i = 0; i < stage->document->times->len; i++)
    attach (stage, i, &focus);
  for (guint i = 0; i < stage->happenings->len; i++)
    date_beginning (stage, i);
  dtl_event_date_neighbours (stage);
  for (guint i = 0; i < stage->happenings->len; i++)
    spread (stage, i);
  dtl_event_carry_dates (stage);
}
