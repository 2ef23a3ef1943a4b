/*
 * What is told next.
 *
 * Two passages go on from a dated event without a word of time: what a speaker goes on to say, or says where he has done
 * something on a day ("visited Oslo on Monday. He told reporters …"), and what harm an attack of a dated day did ("attacked
 * the camp on Monday. Two guards were killed."). Only simple pasts close behind it, and only where nothing in the
 * sentence speaks of another time or happening. An appearance goes on longer: what somebody says and shows at a conference
 * or in a letter fills the rest of the article.
 */
#include <string.h>

#include "document/lookup.h"
#include "event/stage.h"

#define FOCUS_MAX 3 /* sentences that a day stays in focus */
#define CLIMB_MAX 4
#define SAYINGS_MIN 3 /* of one day, from which on all of them are */
#define RETURNS_MIN 1 /* happenings in other sentences that are of the day of the story */

/* What an actor was last told to do or say, and when. */
typedef struct
{
  guint32 sentence;
  guint32 time;
  DtlDate date; /* null when nothing is known */
} Told;

static void
lend_told (DtlHappening *happening, const Told *told)
{
  const DtlHappening lender = { .date = told->date, .time = told->time };

  dtl_event_lend_date (happening, &lender, DTL_BASIS_NARRATIVE);
}

/* Whether @happening, in the simple past, is told close behind something with a day. */
static gboolean
is_told_next (const DtlEventStage *stage, const DtlHappening *happening, const Told *told)
{
  return !dtl_date_is_null (&told->date) && happening->sentence > told->sentence
         && happening->sentence - told->sentence <= FOCUS_MAX && dtl_event_is_past (stage, happening)
         && !dtl_event_has_auxiliary (&stage->tree, happening->trigger, "have");
}

/* Whether it happened on one day. */
static gboolean
has_day (const DtlHappening *happening)
{
  DtlDay first, last;

  return dtl_date_bounds (&happening->date, &first, &last) && first == last;
}

static Told
told_of (const DtlHappening *happening)
{
  Told told = { happening->sentence, happening->time, { DTL_DATE_NULL } };

  if (has_day (happening))
    told.date = happening->date;
  return told;
}

static guint32
speaker_of (const DtlEventStage *stage, const DtlHappening *happening)
{
  if (happening->is_nominal || happening->is_dropped || strcmp (dtl_stage_family (happening), "say") != 0
      || !dtl_event_reporting_verb (stage, happening->trigger))
    return DTL_NONE;
  return dtl_event_speaker (stage, happening->trigger);
}

/* "She said she had told the police", "told him about it": said within what is said, or no words at all. */
static gboolean
is_told_of (const DtlEventStage *stage, const DtlHappening *happening)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, happening->trigger);

  if (word->deprel == DTL_DEPREL_CCOMP && word->head >= 0 && dtl_event_reporting_verb (stage, word->head))
    return TRUE;
  return strcmp (happening->event_class, "tell") == 0
         && dtl_tree_child (&stage->tree, happening->trigger, DTL_DEPREL_CCOMP) < 0
         && dtl_tree_child (&stage->tree, happening->trigger, DTL_DEPREL_PARATAXIS) < 0
         && word->deprel != DTL_DEPREL_PARATAXIS;
}

/* Remembers what somebody did on a day that is named: they may tell of it. */
static void
remember_act (const DtlEventStage *stage, guint32 number, Told *last)
{
  const DtlTime *time = dtl_document_time (stage->document, number);
  gint32 verb = dtl_event_time_verb (stage, number), subject;
  DtlDay day, last_day, published;
  guint32 actor;

  if (verb < 0 || dtl_stage_token (stage, verb)->xpos != DTL_XPOS_VBD || dtl_date_granularity (&time->date) != DTL_GRANULARITY_DAY
      || (dtl_date_bounds (&stage->document->published.date, &published, &last_day)
          && dtl_date_bounds (&time->date, &day, &last_day) && day > published)
      || (subject = dtl_tree_child (&stage->tree, verb, DTL_DEPREL_NSUBJ)) < 0
      || (actor = dtl_stage_actor (stage, subject)) == DTL_NONE)
    return;
  last[actor] = (Told) { dtl_document_token (stage->document, time->first)->sentence, number, time->date };
}

/* Whether the sentence goes on to another time behind that of @happening. */
static gboolean
moves_on (const DtlEventStage *stage, const DtlHappening *happening)
{
  for (guint i = happening->time + 1; i < stage->document->times->len; i++)
    {
      const DtlTime *time = dtl_document_time (stage->document, i);

      if (dtl_document_token (stage->document, time->first)->sentence != happening->sentence)
        return FALSE;
      if (time->type == DTL_TIME_DATE || time->type == DTL_TIME_TIME)
        return TRUE;
    }
  return FALSE;
}

/* Remembers what somebody is told to have done on a day, in the simple past. */
static void
remember_deed (const DtlEventStage *stage, const DtlHappening *happening, Told *last)
{
  if (happening->is_nominal || !has_day (happening) || happening->basis != DTL_BASIS_EXPRESSION
      || happening->time == DTL_NONE || moves_on (stage, happening)
      || dtl_tree_token (&stage->tree, happening->trigger)->xpos != DTL_XPOS_VBD || !dtl_event_is_past (stage, happening))
    return;
  for (guint i = 0; i < happening->arguments->len; i++)
    {
      const DtlArgument *argument = &g_array_index (happening->arguments, DtlArgument, i);

      if (argument->role == DTL_ROLE_AGENT && !argument->implicit)
        last[argument->actor] = (Told) { happening->sentence, happening->time, happening->date };
    }
}

/* "said on Friday that … . He added …": what one speaker goes on to say is said on that day. */
static void
date_speeches (DtlEventStage *stage)
{
  g_autofree Told *last = g_new0 (Told, stage->record->actors->len + 1); /* by actor */

  for (guint32 i = 0; i < stage->document->tokens->len; i++)
    {
      guint32 number = stage->happening_at[i], time = stage->time_at[i], speaker;
      DtlHappening *happening;

      if (time != DTL_NONE && dtl_document_time (stage->document, time)->first == i)
        remember_act (stage, time, last);
      if (number != DTL_NONE && dtl_stage_happening (stage, number)->trigger == i)
        remember_deed (stage, dtl_stage_happening (stage, number), last);
      if (number == DTL_NONE || dtl_stage_happening (stage, number)->trigger != i
          || (speaker = speaker_of (stage, dtl_stage_happening (stage, number))) == DTL_NONE)
        continue;
      happening = dtl_stage_happening (stage, number);
      if (is_told_of (stage, happening) || !dtl_event_is_past (stage, happening))
        continue;
      if (is_told_next (stage, happening, &last[speaker]))
        lend_told (happening, &last[speaker]);
      last[speaker] = told_of (happening);
    }
}

/* Whether anything in the sentence of @happening says which harm or what time is meant. */
static gboolean
stands_alone (const DtlEventStage *stage, const DtlHappening *happening)
{
  const DtlSentence *sentence = dtl_document_sentence (stage->document, happening->sentence);

  for (guint32 i = sentence->first_token; i < sentence->first_token + sentence->n_tokens; i++)
    if (stage->time_at[i] != DTL_NONE
        || (stage->happening_at[i] != DTL_NONE && dtl_stage_happening (stage, stage->happening_at[i])->is_nominal))
      return FALSE;
  return TRUE;
}

/* "Rebels attacked the camp on Monday. Two guards were killed." */
static void
date_incidents (DtlEventStage *stage)
{
  Told last = { 0 };

  for (guint32 i = 0; i < stage->document->tokens->len; i++)
    {
      guint32 number = stage->happening_at[i];
      DtlHappening *happening = number == DTL_NONE ? NULL : dtl_stage_happening (stage, number);

      if (happening == NULL || happening->trigger != i || !dtl_event_is_harm (happening)
          || happening->reality != DTL_REALITY_ACTUAL)
        continue;
      if (!happening->is_nominal && is_told_next (stage, happening, &last) && stands_alone (stage, happening))
        lend_told (happening, &last);
      last = told_of (happening);
    }
}

/* Scenes: what is told in the simple past, sentence by sentence, of those who did something on a day. */

static const DtlToken *
word_of (const DtlEventStage *stage, const DtlHappening *happening)
{
  return dtl_tree_token (&stage->tree, happening->trigger);
}

/* Whether a happening is told by the main clause of its sentence or of what somebody says, or by one coordinated with it. */
static gboolean
is_main_clause (const DtlEventStage *stage, const DtlHappening *happening)
{
  const DtlToken *word = word_of (stage, happening);

  for (guint i = 0; i < CLIMB_MAX && word->deprel == DTL_DEPREL_CONJ && word->head >= 0; i++)
    word = dtl_tree_token (&stage->tree, word->head);
  return !happening->is_nominal
         && (word->deprel == DTL_DEPREL_ROOT
             || (word->deprel == DTL_DEPREL_PARATAXIS && dtl_event_reporting_verb (stage, happening->trigger)) /* "…, she said" */
             || (word->deprel == DTL_DEPREL_CCOMP && word->head >= 0 && dtl_event_reporting_verb (stage, word->head)));
}

/* Told in the simple past, as part of the story: no "had", no "later". */
static gboolean
is_narrated (const DtlEventStage *stage, const DtlHappening *happening)
{
  return !happening->is_dropped && is_main_clause (stage, happening) && dtl_event_is_past (stage, happening)
         && !dtl_event_has_auxiliary (&stage->tree, happening->trigger, "have")
         && !dtl_event_shifts_time (&stage->tree, happening->trigger);
}

static gboolean
is_comment (const DtlHappening *happening)
{
  return strcmp (dtl_stage_family (happening), "say") == 0 || strcmp (dtl_stage_family (happening), "criticise") == 0;
}

/* Whether the clause of @happening speaks of a time of its own. */
static gboolean
clause_names_time (const DtlEventStage *stage, const DtlHappening *happening)
{
  for (guint32 i = stage->tree.left[happening->trigger]; i <= stage->tree.right[happening->trigger]; i++)
    if (stage->time_at[i] != DTL_NONE)
      return TRUE;
  return FALSE;
}

/* "Eleven people were arrested": told of as the outcome of what came before, by whomever. */
static gboolean
is_outcome (const DtlHappening *happening)
{
  if (!happening->is_passive)
    return FALSE;
  for (guint i = 0; i < happening->arguments->len; i++)
    if (g_array_index (happening->arguments, DtlArgument, i).role == DTL_ROLE_AGENT)
      return FALSE;
  return TRUE;
}

/* "Police fired tear gas on Tuesday, and a guard lost an eye. Eleven people were arrested." Whether @happening goes on with
 * the scene that @other belongs to: in the next clause, or, as the outcome of violence, in the next sentence of its
 * paragraph. Words about it are not of the scene. */
static gboolean
goes_on_with (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *other, gboolean violent)
{
  if (is_comment (happening) || is_comment (other)
      || dtl_document_sentence (stage->document, happening->sentence)->block
           != dtl_document_sentence (stage->document, other->sentence)->block)
    return FALSE;
  if (happening->sentence == other->sentence)
    return word_of (stage, happening)->deprel == DTL_DEPREL_CONJ && !clause_names_time (stage, happening);
  return violent && happening->sentence == other->sentence + 1 && is_outcome (happening)
         && stands_alone (stage, happening);
}

/* Whether a time belongs to happening @number itself, not to what is told about somebody in it ("who came in May, thanked"). */
static gboolean
has_time (const DtlEventStage *stage, guint32 number)
{
  const DtlHappening *happening = dtl_stage_happening (stage, number);
  guint distance;

  for (guint32 i = stage->tree.left[happening->trigger]; i <= stage->tree.right[happening->trigger]; i++)
    if (stage->time_at[i] != DTL_NONE && dtl_document_time (stage->document, stage->time_at[i])->first == i
        && dtl_event_time_host (stage, stage->time_at[i], &distance) == number)
      return TRUE;
  return FALSE;
}

/* Whether the article is about the day of @happening: it comes back to it. */
static gboolean
is_day_of_story (const DtlEventStage *stage, const DtlHappening *happening)
{
  guint n = 0;

  for (guint i = 0; i < stage->happenings->len && n < RETURNS_MIN; i++)
    {
      const DtlHappening *other = dtl_stage_happening (stage, i);

      n += other->sentence != happening->sentence && has_day (other) && dtl_date_overlaps (&other->date, &happening->date);
    }
  return n >= RETURNS_MIN;
}

/* "in an earlier attack", "after another attack": which harm is meant. */
static gboolean
names_harm (const DtlEventStage *stage, const DtlHappening *happening)
{
  const DtlSentence *sentence = dtl_document_sentence (stage->document, happening->sentence);

  for (guint32 i = sentence->first_token; i < sentence->first_token + sentence->n_tokens; i++)
    if (stage->happening_at[i] != DTL_NONE && dtl_stage_happening (stage, stage->happening_at[i])->is_nominal
        && dtl_event_is_harm (dtl_stage_happening (stage, stage->happening_at[i])))
      return TRUE;
  return FALSE;
}

/* "Echenique won the prize on Saturday night. … The second prize went to Drummond.": the day that an article is about holds
 * in the next sentence for what is done, but not for what is said. @story: what the article opens with, or DTL_NONE */
static gboolean
goes_on_with_story (const DtlEventStage *stage, guint32 number, const DtlHappening *other, guint32 story)
{
  const DtlHappening *happening = dtl_stage_happening (stage, number);

  return story != DTL_NONE && happening->sentence == other->sentence + 1
         && dtl_date_overlaps (&other->date, &dtl_stage_happening (stage, story)->date)
         && strcmp (dtl_stage_family (happening), "say") != 0 && !has_time (stage, number) && !names_harm (stage, happening);
}

/* "Keller met Brunner on Monday. She told reporters afterwards": right behind it. */
static gboolean
is_told_afterwards (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *other)
{
  if (happening->sentence != other->sentence + 1 || !dtl_event_is_past (stage, happening)
      || dtl_document_sentence (stage->document, happening->sentence)->block
           != dtl_document_sentence (stage->document, other->sentence)->block
      || !is_main_clause (stage, happening) || clause_names_time (stage, happening))
    return FALSE;
  return dtl_tree_child_lower (&stage->tree, happening->trigger, "afterwards") >= 0
         || dtl_tree_child_lower (&stage->tree, happening->trigger, "afterward") >= 0;
}

static void
date_scenes (DtlEventStage *stage)
{
  guint32 last = DTL_NONE, story = DTL_NONE;
  gboolean violent = FALSE, has_opened = FALSE;

  for (guint32 i = 0; i < stage->document->tokens->len; i++)
    {
      guint32 number = stage->happening_at[i];
      DtlHappening *happening = number == DTL_NONE ? NULL : dtl_stage_happening (stage, number);

      if (happening == NULL || happening->trigger != i)
        continue;
      if (last != DTL_NONE && is_told_afterwards (stage, happening, dtl_stage_happening (stage, last)))
        dtl_event_lend_date (happening, dtl_stage_happening (stage, last), DTL_BASIS_NARRATIVE);
      if (!is_narrated (stage, happening))
        continue;
      if (last != DTL_NONE && dtl_date_is_null (&happening->date)
          && (goes_on_with (stage, happening, dtl_stage_happening (stage, last), violent)
              || goes_on_with_story (stage, number, dtl_stage_happening (stage, last), story)))
        dtl_event_lend_date (happening, dtl_stage_happening (stage, last), DTL_BASIS_NARRATIVE);
      if (!has_day (happening))
        continue;
      violent = dtl_event_is_harm (happening) || (violent && happening->basis == DTL_BASIS_NARRATIVE);
      last = number;
      if (!has_opened && dtl_stage_is_in_lead (stage, happening) && is_day_of_story (stage, happening))
        story = number;
      has_opened = TRUE;
    }
}

/* Appearances: what one says and shows at one gathering, or in one letter. */

typedef struct
{
  Told told;        /* date null when nothing is known */
  guint n_sayings;  /* that are of this day */
  gboolean is_occasion;
  gboolean is_more; /* the article tells of words or appearances on other days, too */
} Appearance;

static gboolean
is_occasion (const DtlEventStage *stage, gint32 token)
{
  return token >= 0 && dtl_event_time_word (dtl_stage_token (stage, token)->lower, "occasion");
}

/* The word at which @happening says on which occasion it was ("at a conference", "in a letter", "gave a speech"), or -1 */
static gint32
occasion_of (const DtlEventStage *stage, const DtlHappening *happening)
{
  static const char *const prepositions[] = { "at", "during", "in" };
  gint32 object = dtl_tree_child (&stage->tree, happening->trigger, DTL_DEPREL_OBJ);

  for (guint i = 0; i < G_N_ELEMENTS (prepositions); i++)
    {
      gint32 child = dtl_event_oblique (stage, happening->trigger, prepositions[i]);

      if (is_occasion (stage, child))
        return child;
    }
  return is_occasion (stage, object) ? object : -1;
}

static void
add_appearance (Appearance *appearance, const DtlHappening *happening, gboolean appears)
{
  if (dtl_date_is_null (&appearance->told.date))
    appearance->told = told_of (happening);
  if (!dtl_date_overlaps (&appearance->told.date, &happening->date))
    appearance->is_more = TRUE;
  appearance->n_sayings += is_comment (happening);
  appearance->is_occasion |= appears;
}

/* Whether all that the article tells one to have said and shown is of one day. */
static gboolean
is_one_day (const Appearance *appearance)
{
  return !appearance->is_more && (appearance->is_occasion || appearance->n_sayings >= SAYINGS_MIN);
}

/* The agent whom the clause names, or DTL_NONE */
static guint32
named_agent (const DtlHappening *happening)
{
  for (guint i = 0; i < happening->arguments->len; i++)
    {
      const DtlArgument *argument = &g_array_index (happening->arguments, DtlArgument, i);

      if (argument->role == DTL_ROLE_AGENT && !argument->implicit)
        return argument->actor;
    }
  return DTL_NONE;
}

/* By actor, and at the end for all of them together. */
static Appearance *
find_appearances (const DtlEventStage *stage)
{
  guint n = stage->record->actors->len;
  Appearance *found = g_new0 (Appearance, n + 1);

  for (guint i = 0; i < stage->happenings->len; i++)
    {
      const DtlHappening *happening = dtl_stage_happening (stage, i);
      guint32 agent = named_agent (happening);
      gboolean appears = !happening->is_nominal && occasion_of (stage, happening) >= 0;

      if (agent == DTL_NONE || !has_day (happening) || !dtl_event_is_past (stage, happening))
        continue;
      if (appears || is_comment (happening))
        add_appearance (&found[agent], happening, appears);
      if (appears)
        add_appearance (&found[n], happening, TRUE);
    }
  return found;
}

/* What one does at an appearance: says, presents, thanks. */
static gboolean
is_performed (const DtlEventStage *stage, const DtlHappening *happening)
{
  static const char *const classes[] = { "launch", "publish", "praise" };

  if (is_comment (happening))
    return !is_told_of (stage, happening);
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (strcmp (happening->event_class, classes[i]) == 0)
      return !clause_names_time (stage, happening);
  return FALSE;
}

/* "Keller unveiled the car at a conference on Monday. … Keller praised … . At the conference, she …" */
static void
date_appearances (DtlEventStage *stage)
{
  g_autofree Appearance *found = find_appearances (stage);
  const Appearance *only = &found[stage->record->actors->len];

  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *happening = dtl_stage_happening (stage, i);
      guint32 agent = named_agent (happening);
      gint32 occasion = happening->is_nominal ? -1 : occasion_of (stage, happening);

      if (!dtl_date_is_null (&happening->date) || agent == DTL_NONE || !is_narrated (stage, happening))
        continue;
      if (is_one_day (&found[agent]) && is_performed (stage, happening))
        lend_told (happening, &found[agent].told);
      else if (occasion >= 0 && is_one_day (only)
               && dtl_tree_child_lower (&stage->tree, occasion, "the") >= 0 && !clause_names_time (stage, happening))
        lend_told (happening, &only->told);
    }
}

void
dtl_event_carry_dates (DtlEventStage *stage)
{
  date_speeches (stage);
  date_incidents (stage);
  date_scenes (stage);
  date_appearances (stage);
}
