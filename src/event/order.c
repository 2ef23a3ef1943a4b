/*
 * Before and after: "shortly after the arrest", "ahead of the visit", "said that he had left", "agreed to sell".
 *
 * What the words put in order becomes a link between two events; sequence.c leaves out what contradicts surer ones. A
 * happening without a date of its own that the text puts before or after a dated one gets that one as its bound. The
 * date stays open on the other side: nothing is guessed. Where the text counts the days ("two days after the vote"),
 * the one gets its day from the other.
 */
#include <string.h>

#include "event/stage.h"
#include "lexicon/tables.h"

#define DAYS_MAX 3660 /* what an article counts in days or weeks */
#define CLIMB_MAX 8
#define PLACED_SENTENCES 2 /* how far back "the move" reaches */
#define HOURS_MAX 12 /* "hours after" something is on its day */

/* How sure a kind of evidence is; measured on the links of TimeBank and AQUAINT by tests/bench/event-time.py. */
#define SURE_BY_WORD 0.95
#define SURE_BY_SPEECH 0.85
#define SURE_BY_PLAN 0.8
#define SURE_BY_TENSE 0.7

static gboolean
is_clause (const DtlToken *token)
{
  return token->deprel == DTL_DEPREL_ADVCL || token->deprel == DTL_DEPREL_ADVCL_RELCL;
}

/* The row of order_words.tsv for a word that opens a phrase or clause, or NULL. */
static const char *const *
row_of (const char *word, gboolean clause)
{
  const char *const *row = dtl_table_find (&dtl_table_order_words, word, NULL);
  const char *form = row ? row[DTL_ORDER_WORDS_FORM] : NULL;

  return form && (strcmp (form, "any") == 0 || strcmp (form, clause ? "clause" : "phrase") == 0) ? row : NULL;
}

/* "met ahead | of the summit", the adverb beside the phrase; or -1 */
static gint32
adverb_before (const DtlTree *tree, guint32 token)
{
  guint32 left = tree->left[token];
  const DtlToken *word = dtl_tree_token (tree, token), *before;

  if (word->head < 0 || left == 0 || left <= (guint32) word->head)
    return -1;
  before = dtl_tree_token (tree, left - 1);
  return before->deprel == DTL_DEPREL_ADVMOD && before->head == word->head && row_of (before->lower, FALSE) ? (gint32) left - 1 : -1;
}

/* The word that opens the phrase or clause of @token and puts it before or after another; or -1. */
static gint32
find_opening (const DtlTree *tree, guint32 token)
{
  gboolean clause = is_clause (dtl_tree_token (tree, token));

  DTL_TREE_FOREACH_CHILD (tree, token, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);

      if ((guint32) child < token && (word->deprel == DTL_DEPREL_CASE || word->deprel == DTL_DEPREL_MARK)
          && row_of (word->lower, clause))
        return child;
    }
  if (row_of (dtl_tree_token (tree, tree->left[token])->lower, clause))
    return tree->left[token];
  return adverb_before (tree, token);
}

/* How far apart the text says that two happenings are. */
typedef struct
{
  char unit; /* 'D', 'M' or 'Y'; 0 for none */
  gint32 n;
} Gap;

/* The duration in TIMEX3, if it is exact to its unit: "P2D", "P1W", "P18M"; hours and less are of one day. */
static Gap
read_gap (const char *value)
{
  Gap gap = { 0, 0 };
  char *end;
  gint64 n;

  if (value == NULL || value[0] != 'P')
    return gap;
  if (value[1] == 'T')
    {
      n = g_ascii_strtoll (value + 2, &end, 10);
      return end[0] == 'H' && n > HOURS_MAX ? gap : (Gap) { 'D', 0 }; /* "PTXH", "PT20M" */
    }
  n = g_ascii_strtoll (value + 1, &end, 10);
  if (n <= 0 || n > DAYS_MAX || end[0] == '\0' || end[1] != '\0')
    return gap;
  if (*end == 'W')
    return (Gap) { 'D', 7 * n };
  return strchr ("DMY", *end) ? (Gap) { *end, n } : gap;
}

/* "the day after", "the night before" */
static gboolean
is_the_day (const DtlEventStage *stage, guint32 opening)
{
  const char *lemma;

  if (opening < 2 || strcmp (dtl_stage_token (stage, opening - 2)->lower, "the") != 0)
    return FALSE;
  lemma = dtl_stage_token (stage, opening - 1)->lower;
  return strcmp (lemma, "day") == 0 || strcmp (lemma, "morning") == 0 || strcmp (lemma, "night") == 0
         || strcmp (lemma, "evening") == 0;
}

/* The duration right before @opening ("two days after", "a week before", "within hours of", "the day after"). */
static Gap
gap_before (const DtlEventStage *stage, guint32 opening)
{
  guint32 number = opening > 0 ? stage->time_at[opening - 1] : DTL_NONE;
  const DtlTime *time = number == DTL_NONE ? NULL : dtl_document_time (stage->document, number);

  if (time && time->type == DTL_TIME_DURATION && time->mod == NULL)
    return read_gap (time->value);
  return is_the_day (stage, opening) ? (Gap) { 'D', 1 } : (Gap) { 0, 0 };
}

static gboolean
is_one_day (const DtlDate *date, DtlDay *day)
{
  DtlDay last;

  return dtl_date_bounds (date, day, &last) && *day == last;
}

/* @date moved by @gap, forward or back; months and years make a month or a year of it. FALSE if it is too coarse. */
static gboolean
move_date (const DtlDate *date, Gap gap, int direction, DtlDate *out)
{
  DtlDay day;
  gint32 months;

  if (gap.unit == 'D')
    {
      if (!is_one_day (date, &day))
        return FALSE;
      *out = dtl_date_from_day (day + direction * gap.n);
      return TRUE;
    }
  if (date->shape != DTL_DATE_POINT || date->from.unspecified > 0 || date->from.month > 12
      || (gap.unit == 'M' && date->from.month == 0))
    return FALSE;
  *out = (DtlDate) { .shape = DTL_DATE_POINT, .from = { .year = date->from.year, .minute = -1 } };
  if (gap.unit == 'Y')
    out->from.year += direction * gap.n;
  else
    {
      months = date->from.year * 12 + date->from.month - 1 + direction * gap.n;
      out->from.year = months / 12 - (months % 12 < 0);
      out->from.month = (guint8) (months - out->from.year * 12 + 1);
    }
  return TRUE;
}

/* "resigned two days after the vote": the day of either from that of the other. @gap: from @earlier to @later. */
static gboolean
count_days (DtlHappening *earlier, DtlHappening *later, Gap gap)
{
  DtlHappening *known = dtl_date_is_null (&later->date) ? earlier : later;
  DtlHappening *unknown = known == earlier ? later : earlier;

  if (earlier->reality != DTL_REALITY_ACTUAL || later->reality != DTL_REALITY_ACTUAL || !dtl_date_is_null (&unknown->date)
      || dtl_date_is_null (&known->date) || !move_date (&known->date, gap, known == earlier ? 1 : -1, &unknown->date))
    return FALSE;
  unknown->basis = DTL_BASIS_EXPRESSION;
  return TRUE;
}

DtlDate
dtl_event_open_end (const DtlDate *date)
{
  DtlDate out = { .shape = DTL_DATE_OPEN_END };
  DtlDay earliest, latest;

  if (!dtl_date_bounds (date, &earliest, &latest) || earliest == DTL_DAY_MIN)
    return (DtlDate) { 0 };
  out.from = date->from;
  return out;
}

DtlDate
dtl_event_open_start (const DtlDate *date)
{
  DtlDate out = { .shape = DTL_DATE_OPEN_START };
  DtlDay earliest, latest;

  if (!dtl_date_bounds (date, &earliest, &latest) || latest == DTL_DAY_MAX)
    return (DtlDate) { 0 };
  out.to = date->shape == DTL_DATE_POINT ? date->from : date->to;
  return out;
}

/* What was told by the day of publication, and not before it, was on that day. */
static gboolean
is_of_publication (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *earlier)
{
  DtlDay day, published;

  return dtl_event_is_past (stage, happening) && earlier->reality == DTL_REALITY_ACTUAL
         && is_one_day (&earlier->date, &day)
         && is_one_day (&stage->document->published.date, &published) && day == published;
}

/* Whether the day of @other says anything of when @happening was, or, of what is planned, will be. */
static gboolean
can_bound (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *other)
{
  DtlDay first, last, published;

  if (happening->reality == DTL_REALITY_ACTUAL)
    return other->reality == DTL_REALITY_ACTUAL;
  return happening->reality == DTL_REALITY_PLANNED
         && (other->reality == DTL_REALITY_PLANNED || other->reality == DTL_REALITY_ACTUAL)
         && dtl_date_bounds (&stage->document->published.date, &first, &published)
         && dtl_date_bounds (&other->date, &first, &last) && last > published;
}

/* "told reporters after the talks": what is said of an occasion right behind it. */
static gboolean
is_said_afterwards (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *other)
{
  DtlDay day;

  return other->is_nominal && (strcmp (dtl_stage_family (other), "talk") == 0 || strcmp (other->event_class, "trial") == 0)
         && strcmp (dtl_stage_family (happening), "say") == 0 && !happening->is_nominal
         && dtl_event_is_past (stage, happening) && is_one_day (&other->date, &day);
}

/* "was appointed in June after Weber resigned": he did so by June; "left in 2013 after his workers were kidnapped": in that
 * year. Nothing of the kind is worth telling of a day. */
static void
bound_earlier (const DtlEventStage *stage, const DtlHappening *happening, DtlHappening *earlier)
{
  if (!dtl_date_is_null (&earlier->date) || earlier->reality != DTL_REALITY_ACTUAL
      || happening->reality != DTL_REALITY_ACTUAL || happening->basis != DTL_BASIS_EXPRESSION
      || happening->date.shape != DTL_DATE_POINT)
    return;
  if (dtl_date_granularity (&happening->date) == DTL_GRANULARITY_YEAR && dtl_event_is_past (stage, earlier))
    earlier->date = happening->date;
  else if (dtl_date_granularity (&happening->date) == DTL_GRANULARITY_MONTH)
    earlier->date = dtl_event_open_start (&happening->date);
  else
    return;
  earlier->basis = DTL_BASIS_NARRATIVE;
}

static void
bound (const DtlEventStage *stage, DtlHappening *happening, const DtlHappening *other, gboolean after)
{
  if (after && (is_of_publication (stage, happening, other) || is_said_afterwards (stage, happening, other)))
    dtl_event_lend_date (happening, other, DTL_BASIS_NARRATIVE);
  if (!dtl_date_is_null (&happening->date) || dtl_date_is_null (&other->date) || !can_bound (stage, happening, other))
    return;
  happening->date = after ? dtl_event_open_end (&other->date) : dtl_event_open_start (&other->date);
  happening->basis = DTL_BASIS_NARRATIVE;
}

static gboolean
is_perfect (const DtlEventStage *stage, const DtlHappening *happening)
{
  DTL_TREE_FOREACH_CHILD (&stage->tree, happening->trigger, child)
    if (dtl_stage_token (stage, child)->deprel == DTL_DEPREL_AUX && g_strcmp0 (dtl_stage_token (stage, child)->lower, "had") == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_settled (const DtlHappening *happening)
{
  return happening->reality == DTL_REALITY_ACTUAL || happening->reality == DTL_REALITY_PLANNED;
}

/* Whether the dates of two events say that a link is wrong. */
static gboolean
dates_forbid (const DtlHappening *happening, const DtlHappening *other, const char *relation)
{
  DtlDay a1, a2, b1, b2;

  if (!dtl_date_bounds (&happening->date, &a1, &a2) || !dtl_date_bounds (&other->date, &b1, &b2))
    return FALSE;
  if (strcmp (relation, "before") == 0)
    return a1 > b2;
  if (strcmp (relation, "after") == 0)
    return b1 > a2;
  return a1 > b2 || b1 > a2;
}

static void
add_link (DtlEventStage *stage, GArray *links, const DtlHappening *happening, const DtlHappening *other,
          const char *relation, double confidence, guint32 token)
{
  DtlOrderLink link = { happening->occurrence, other->occurrence, relation, confidence, token };

  if (link.event == DTL_NONE || link.other == DTL_NONE || link.event == link.other)
    return;
  if (dates_forbid (happening, other, relation))
    {
      dtl_document_diagnose (stage->document, "order-conflict", DTL_SEVERITY_NOTE, dtl_stage_token (stage, token)->span,
                             "%s is not %s %s by their dates", dtl_stage_token (stage, happening->trigger)->form, relation,
                             dtl_stage_token (stage, other->trigger)->form);
      return;
    }
  g_array_append_val (links, link);
}

/* By the words of order_words.tsv. */

static gboolean
is_progressive (const DtlEventStage *stage, const DtlHappening *happening)
{
  return dtl_stage_token (stage, happening->trigger)->xpos == DTL_XPOS_VBG
         && dtl_tree_child_base (&stage->tree, happening->trigger, DTL_DEPREL_AUX) >= 0;
}

/* The relation that an order word states; the tenses may say otherwise ("had left when she came", "was sleeping when
 * she came"). NULL where it tells no time ("quoted as saying"). */
static const char *
relation_of (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *other,
             const char *const *row)
{
  gboolean first = is_perfect (stage, happening), second = is_perfect (stage, other);

  if (*row[DTL_ORDER_WORDS_TENSE] != '1')
    return row[DTL_ORDER_WORDS_RELATION];
  if (is_progressive (stage, happening) != is_progressive (stage, other))
    return is_progressive (stage, happening) ? "includes" : "is_included";
  if (first != second)
    return first ? "before" : "after";
  return dtl_stage_token (stage, other->trigger)->xpos == DTL_XPOS_VBG || dtl_event_reporting_verb (stage, other->trigger)
             || dtl_event_reporting_verb (stage, happening->trigger)
           ? NULL
           : row[DTL_ORDER_WORDS_RELATION];
}

static void
relate (DtlEventStage *stage, GArray *links, DtlHappening *happening, DtlHappening *other, guint32 opening)
{
  const char *const *row = row_of (dtl_stage_token (stage, opening)->lower, is_clause (dtl_stage_token (stage, other->trigger)));
  const char *relation = row ? relation_of (stage, happening, other, row) : NULL;
  gboolean after = g_strcmp0 (relation, "after") == 0;
  Gap gap = gap_before (stage, opening);

  if (relation == NULL || !is_settled (happening) || !is_settled (other))
    return;
  if (*row[DTL_ORDER_WORDS_BOUNDS] == '1' && happening->occurrence != DTL_NONE && other->occurrence != DTL_NONE
      && happening->occurrence != other->occurrence
      && (gap.unit == 0 || !count_days (after ? other : happening, after ? happening : other, gap)))
    {
      bound (stage, happening, other, after);
      if (after)
        bound_earlier (stage, happening, other);
    }
  add_link (stage, links, happening, other, relation, SURE_BY_WORD, opening);
}

/* "met ahead of the summit", with the noun below the adverb */
static void
relate_by_adverb (DtlEventStage *stage, GArray *links, DtlHappening *happening, guint32 adverb)
{
  if (dtl_stage_token (stage, adverb)->deprel != DTL_DEPREL_ADVMOD || row_of (dtl_stage_token (stage, adverb)->lower, FALSE) == NULL)
    return;
  DTL_TREE_FOREACH_CHILD (&stage->tree, adverb, child)
    if (stage->happening_at[child] != DTL_NONE && (guint32) child > adverb)
      relate (stage, links, happening, dtl_stage_happening (stage, stage->happening_at[child]), adverb);
}

/* "sent rescuers within hours of the quake", "The day before the raid, she resigned": with the noun below the amount. */
static void
relate_by_amount (DtlEventStage *stage, GArray *links, DtlHappening *happening, guint32 amount)
{
  Gap gap = gap_before (stage, amount + 1);

  DTL_TREE_FOREACH_CHILD (&stage->tree, amount, child)
    {
      DtlHappening *other = stage->happening_at[child] == DTL_NONE ? NULL : dtl_stage_happening (stage, stage->happening_at[child]);
      gint32 opening;

      if (other == NULL || (guint32) child < amount || gap.unit == 0 || other == happening)
        continue;
      if (gap.n == 0 && g_strcmp0 (dtl_tree_case (&stage->tree, amount), "within") == 0)
        count_days (other, happening, gap);
      else if ((opening = find_opening (&stage->tree, child)) == (gint32) amount + 1)
        relate (stage, links, happening, other, opening);
    }
}

static void
relate_by_words (DtlEventStage *stage, GArray *links, DtlHappening *happening)
{
  DTL_TREE_FOREACH_CHILD (&stage->tree, happening->trigger, child)
    {
      DtlDeprel base = dtl_deprel_base (dtl_stage_token (stage, child)->deprel);
      gint32 opening;

      relate_by_adverb (stage, links, happening, child);
      relate_by_amount (stage, links, happening, child);
      if ((base != DTL_DEPREL_OBL && base != DTL_DEPREL_ADVCL && base != DTL_DEPREL_NMOD)
          || stage->happening_at[child] == DTL_NONE || (opening = find_opening (&stage->tree, child)) < 0)
        continue;
      relate (stage, links, happening, dtl_stage_happening (stage, stage->happening_at[child]), opening);
    }
}

/* "The move came two days after …": what a verb that only places something in time is told of: its subject, or, where that is
 * no happening, what was told last. */
static guint32
placed_by (const DtlEventStage *stage, guint32 verb, guint32 last)
{
  const DtlToken *word = dtl_stage_token (stage, verb);
  gint32 subject = dtl_tree_child_base (&stage->tree, verb, DTL_DEPREL_NSUBJ);

  if (subject >= 0 && dtl_stage_token (stage, subject)->upos == DTL_UPOS_PRON && word->deprel == DTL_DEPREL_ACL_RELCL)
    subject = word->head;
  if (subject < 0 || dtl_stage_token (stage, subject)->upos != DTL_UPOS_NOUN)
    return DTL_NONE;
  if (stage->happening_at[subject] != DTL_NONE)
    return stage->happening_at[subject];
  if (last == DTL_NONE || word->sentence - dtl_stage_happening (stage, last)->sentence > PLACED_SENTENCES
      || dtl_tree_child_lower (&stage->tree, subject, "the") < 0)
    return DTL_NONE;
  return last;
}

/* Whether @happening is told by a main clause in the simple past and was on a day named there. */
static gboolean
is_news (const DtlEventStage *stage, const DtlHappening *happening)
{
  DtlDay day;

  return !happening->is_nominal && dtl_stage_token (stage, happening->trigger)->deprel == DTL_DEPREL_ROOT
         && happening->basis == DTL_BASIS_EXPRESSION && happening->reality == DTL_REALITY_ACTUAL
         && dtl_event_is_past (stage, happening) && is_one_day (&happening->date, &day);
}

/* "The move came two days after Uganda cut its rate." */
static void
relate_by_placing (DtlEventStage *stage, GArray *links)
{
  guint32 last = DTL_NONE;

  for (guint32 i = 0; i < stage->tree.n_tokens; i++)
    {
      guint32 found = stage->happening_at[i];

      if (found != DTL_NONE && is_news (stage, dtl_stage_happening (stage, found)))
        last = found;
      if (found != DTL_NONE || dtl_stage_token (stage, i)->upos != DTL_UPOS_VERB
          || !dtl_event_time_word (dtl_stage_token (stage, i)->lemma, "placing") || (found = placed_by (stage, i, last)) == DTL_NONE)
        continue;
      DTL_TREE_FOREACH_CHILD (&stage->tree, i, child)
        {
          gint32 opening = stage->happening_at[child] == DTL_NONE ? -1 : find_opening (&stage->tree, child);

          if (opening >= 0)
            relate (stage, links, dtl_stage_happening (stage, found),
                    dtl_stage_happening (stage, stage->happening_at[child]), opening);
        }
    }
}

/* By who says what when: "said he had left", "said she would stay". */

/* The reporting verb whose content a clause is, through coordination; or -1. */
static gint32
saying_of (const DtlEventStage *stage, guint32 token)
{
  guint32 at = token;
  gboolean is_report = dtl_event_reporting_verb (stage, token);

  DTL_TREE_FOREACH_CHILD (&stage->tree, token, child)
    if (dtl_stage_token (stage, child)->deprel == DTL_DEPREL_PARATAXIS && dtl_event_reporting_verb (stage, child))
      return child;
  for (guint i = 0;
       i < CLIMB_MAX && dtl_stage_token (stage, at)->deprel == DTL_DEPREL_CONJ && dtl_stage_token (stage, at)->head >= 0; i++)
    at = dtl_stage_token (stage, at)->head;
  /* "said …, but insisted": the parse takes another saying of the speaker for a part of what is said */
  if (dtl_stage_token (stage, at)->deprel != DTL_DEPREL_CCOMP || dtl_stage_token (stage, at)->head < 0 || (is_report && at != token))
    return -1;
  return dtl_event_reporting_verb (stage, dtl_stage_token (stage, at)->head) ? dtl_stage_token (stage, at)->head : -1;
}

static void
relate_to_saying (DtlEventStage *stage, GArray *links, DtlHappening *happening)
{
  gint32 verb = happening->is_nominal ? -1 : saying_of (stage, happening->trigger);
  DtlHappening *saying;

  if (verb < 0 || stage->happening_at[verb] == DTL_NONE)
    return;
  saying = dtl_stage_happening (stage, stage->happening_at[verb]);
  if (saying->reality != DTL_REALITY_ACTUAL)
    return;
  if (dtl_event_is_past (stage, happening) && is_of_publication (stage, saying, happening))
    dtl_event_lend_date (saying, happening, DTL_BASIS_NARRATIVE);
  if (dtl_event_is_past (stage, happening))
    add_link (stage, links, happening, saying, "before", SURE_BY_SPEECH, verb);
  else if (happening->reality == DTL_REALITY_PLANNED)
    add_link (stage, links, happening, saying, "after", SURE_BY_SPEECH, verb);
}

/* By what is planned: "agreed to sell", "an order to leave". */
static void
relate_to_plan (DtlEventStage *stage, GArray *links, DtlHappening *happening)
{
  const DtlToken *word = dtl_stage_token (stage, happening->trigger);
  const DtlHappening *plan;

  if (happening->is_nominal || happening->reality != DTL_REALITY_PLANNED || word->head < 0
      || (word->deprel != DTL_DEPREL_XCOMP && word->deprel != DTL_DEPREL_ACL)
      || stage->happening_at[word->head] == DTL_NONE || !dtl_tree_has_mark (&stage->tree, happening->trigger, "to"))
    return;
  plan = dtl_stage_happening (stage, stage->happening_at[word->head]);
  if (plan->reality == DTL_REALITY_ACTUAL)
    add_link (stage, links, plan, happening, "before", SURE_BY_PLAN, happening->trigger);
}

/* By tense: "arrested the man who had shot her". */
static void
relate_by_tense (DtlEventStage *stage, GArray *links, DtlHappening *happening)
{
  const DtlToken *word = dtl_stage_token (stage, happening->trigger);
  const DtlHappening *other;
  guint32 above;

  if (happening->is_nominal || happening->reality != DTL_REALITY_ACTUAL || !is_perfect (stage, happening)
      || word->deprel != DTL_DEPREL_ACL_RELCL || (above = dtl_event_above (stage, happening->trigger)) == DTL_NONE)
    return;
  other = dtl_stage_happening (stage, above);
  if (dtl_event_is_past (stage, other) && !is_perfect (stage, other))
    add_link (stage, links, happening, other, "before", SURE_BY_TENSE, happening->trigger);
}

/* Links name occurrences; events are written in the order of occurrences, so their numbers are the same. */
static void
write_links (DtlEventStage *stage, GArray *links, const GArray *dropped)
{
  for (guint i = 0; i < links->len; i++)
    {
      const DtlOrderLink *order = &g_array_index (links, DtlOrderLink, i);
      DtlLink link = { order->event, DTL_NONE, order->other, order->relation };

      g_array_append_val (stage->document->links, link);
    }
  for (guint i = 0; i < dropped->len; i++)
    {
      const DtlOrderLink *order = &g_array_index (dropped, DtlOrderLink, i);

      dtl_document_diagnose (stage->document, "order-conflict", DTL_SEVERITY_NOTE, dtl_stage_token (stage, order->token)->span,
                             "%s contradicts surer links", order->relation);
    }
}

void
dtl_event_order (DtlEventStage *stage)
{
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (DtlOrderLink));
  g_autoptr (GArray) dropped = g_array_new (FALSE, FALSE, sizeof (DtlOrderLink));

  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *happening = dtl_stage_happening (stage, i);

      relate_by_words (stage, links, happening);
      relate_to_saying (stage, links, happening);
      relate_to_plan (stage, links, happening);
      relate_by_tense (stage, links, happening);
    }
  relate_by_placing (stage, links);
  dtl_sequence_keep_consistent (links, dtl_stage_n_occurrences (stage), dropped);
  write_links (stage, links, dropped);
  stage->orders = dtl_arena_memdup (stage->arena, links->data, links->len, sizeof (DtlOrderLink));
  stage->n_orders = links->len;
}
