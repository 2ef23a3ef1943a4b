/*
 * What is of one day because the one happens in the other: the harm that an attack or a quake did, what is said and decided
 * at a gathering, a vote on what was decided, the beginning of a strike.
 */
#include <string.h>

#include "event/stage.h"

gboolean
dtl_event_is_harm (const DtlHappening *happening)
{
  const char *family = dtl_stage_family (happening);

  return strcmp (family, "violence") == 0 || strcmp (family, "disaster") == 0;
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

/* "riots broke out on Sunday", "the strike, which began on Monday", "the trial will open in September" */
void
dtl_event_date_beginning (DtlEventStage *stage, guint32 number)
{
  static const char *const classes[] = { "start", "happen", "resume", "open" };
  const DtlHappening *beginning = dtl_stage_happening (stage, number);
  DtlHappening *begun;
  gboolean implicit, is_object, begins = FALSE;
  guint32 subject;

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    begins |= strcmp (beginning->event_class, classes[i]) == 0;
  if (!begins || beginning->is_nominal)
    return;
  subject = dtl_tree_subject (&stage->tree, beginning->trigger, &implicit, &is_object);
  if (subject == DTL_NONE || stage->happening_at[subject] == DTL_NONE)
    return;
  begun = dtl_stage_happening (stage, stage->happening_at[subject]);
  if (!begun->is_nominal)
    return;
  dtl_event_lend_date (begun, beginning, DTL_BASIS_EXPRESSION);
  if (beginning->reality == DTL_REALITY_PLANNED && begun->reality == DTL_REALITY_ACTUAL
      && strcmp (beginning->event_class, "open") == 0)
    begun->reality = DTL_REALITY_PLANNED;
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
  gboolean past = dtl_event_is_past (stage, happening);
  gboolean ahead = happening->reality == DTL_REALITY_PLANNED || happening->reality == DTL_REALITY_POSSIBLE;

  for (guint i = 0; i < G_N_ELEMENTS (prepositions) && !happening->is_nominal && (past || ahead); i++)
    {
      gint32 child = dtl_event_oblique (stage, happening->trigger, prepositions[i]);

      if (child < 0 || stage->happening_at[child] == DTL_NONE)
        continue;
      other = dtl_stage_happening (stage, stage->happening_at[child]);
      if (!other->is_nominal || (past && other->reality != DTL_REALITY_ACTUAL)
          || (strcmp (prepositions[i], "in") == 0
              && (ahead || (!other->is_new && strcmp (dtl_stage_family (other), "say") != 0
                            && !dtl_event_time_word (dtl_tree_token (&stage->tree, child)->lower, "occasion")))))
        continue;
      if (is_of_occasion (&happening->date))
        dtl_event_lend_date (other, happening, DTL_BASIS_NARRATIVE);
      if (is_of_occasion (&other->date))
        dtl_event_lend_date (happening, other, DTL_BASIS_NARRATIVE);
    }
}

/* "In a complaint filed on Tuesday, the firm accused a rival", "threatened in a video released on 10 May to kill him": what
 * is told in words put out on a day is told on that day. */
static void
date_document (DtlEventStage *stage, guint32 number)
{
  static const char *const families[] = { "say", "criticise", "demand", "coerce", "talk" };
  DtlHappening *happening = dtl_stage_happening (stage, number);
  gint32 document = happening->is_nominal ? -1 : dtl_event_oblique (stage, happening->trigger, "in");

  if (document < 0 || !dtl_stage_is_of_family (happening, families, G_N_ELEMENTS (families))
      || !dtl_event_is_past (stage, happening))
    return;
  DTL_TREE_FOREACH_CHILD (&stage->tree, document, child)
    {
      const DtlToken *word = dtl_tree_token (&stage->tree, child);

      if (word->deprel == DTL_DEPREL_ACL && word->xpos == DTL_XPOS_VBN && stage->happening_at[child] != DTL_NONE
          && dtl_event_time_word (word->lemma, "issuing"))
        dtl_event_lend_date (happening, dtl_stage_happening (stage, stage->happening_at[child]), DTL_BASIS_NARRATIVE);
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
      date_document (stage, i);
    }
}
