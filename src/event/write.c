/* From happenings to facts: every mention with its own participants, place, date, reality and source. */
#include <math.h>
#include <string.h>

#include "event/confidence.h"
#include "event/reasons.h"
#include "event/scene.h"
#include "lexicon/gazetteer.h"

const char *
dtl_event_clean_text (DtlEventStage *stage, DtlSpan span)
{
  const char *text = stage->document->text + span.start, *end = stage->document->text + span.end;
  g_autoptr (GString) out = g_string_sized_new (span.end - span.start);
  gboolean blank = FALSE;

  for (const char *p = text; p < end; p++)
    {
      if (g_ascii_isspace (*p))
        {
          blank = TRUE;
          continue;
        }
      if (blank && out->len > 0)
        g_string_append_c (out, ' ');
      blank = FALSE;
      g_string_append_c (out, *p);
    }
  return dtl_arena_strdup (stage->record->arena, out->str);
}

#define ORDERS_MAX 16     /* links that a mention keeps */
#define EVIDENCE_MAX 2000 /* bytes of a sentence that each of its mentions repeats */

/* A run-on of thousands of words has hundreds of events: each keeps what stands around its trigger, cut at blanks. */
static DtlSpan
around (const DtlEventStage *stage, DtlSpan span, const DtlToken *trigger)
{
  const char *text = stage->document->text;
  guint32 half = EVIDENCE_MAX / 2;

  if (span.end - span.start <= EVIDENCE_MAX)
    return span;
  if (trigger->span.start > span.start + half)
    {
      span.start = trigger->span.start - half;
      while (span.start < trigger->span.start && text[span.start - 1] != ' ' && text[span.start - 1] != '\n')
        span.start++;
    }
  if (span.end > trigger->span.end + half)
    {
      span.end = trigger->span.end + half;
      while (span.end > trigger->span.end && text[span.end] != ' ' && text[span.end] != '\n')
        span.end--;
    }
  return span;
}

static DtlEvidence
evidence_of (DtlEventStage *stage, guint32 number, const DtlToken *trigger)
{
  const DtlSentence *sentence = dtl_document_sentence (stage->document, number);
  DtlSpan span = around (stage, sentence->span, trigger);
  DtlEvidence evidence = {
    .source = 0,
    .sentence = number,
    .line = sentence->line,
    .span = dtl_document_char_span (stage->document, span),
    .text = dtl_event_clean_text (stage, span),
  };

  return evidence;
}

static const char *
span_text (DtlEventStage *stage, guint32 first, guint32 last)
{
  DtlSpan span = { dtl_document_token (stage->document, first)->span.start,
                   dtl_document_token (stage->document, last)->span.end };

  return dtl_event_clean_text (stage, span);
}

/* "Riga, Latvia": an apposition that is a place belongs to the name. */
static guint32
last_of_place (const DtlEventStage *stage, guint32 token, guint32 last)
{
  DTL_TREE_FOREACH_CHILD (&stage->tree, token, child)
    {
      const DtlToken *word = dtl_tree_token (&stage->tree, child);
      guint32 entity = stage->entity_at[child];

      if ((guint32) child <= last + 2 && (guint32) child > last && entity != DTL_NONE
          && (word->deprel == DTL_DEPREL_APPOS || dtl_deprel_base (word->deprel) == DTL_DEPREL_NMOD)
          && dtl_tree_case (&stage->tree, child) == NULL)
        {
          const DtlEntity *found = dtl_document_entity (stage->document, entity);

          if (found->kind == DTL_ACTOR_PLACE || found->kind == DTL_ACTOR_COUNTRY)
            return found->first + found->n - 1;
        }
    }
  return last;
}

static void
locate (const DtlEntity *entity, DtlPlace *place)
{
  DtlGazetteerPlace found;

  if (entity->lies_at == 0)
    return;
  found = dtl_gazetteer_place (entity->lies_at - 1);
  place->latitude = found.latitude;
  place->longitude = found.longitude;
}

/* Whether @text has letters but no small ones: the town of a dateline. */
static gboolean
is_shouted (const char *text)
{
  gboolean has_letter = FALSE;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    if (g_unichar_islower (g_utf8_get_char (p)))
      return FALSE;
    else
      has_letter |= g_unichar_isupper (g_utf8_get_char (p));
  return has_letter;
}

static DtlPlace
place_of (DtlEventStage *stage, const DtlHappening *happening)
{
  DtlPlace place = { NULL, DTL_NONE, NULL, NAN, NAN };
  guint32 token = happening->place, entity, first = token, last = token;
  gboolean is_site = TRUE;

  if (token == DTL_NONE)
    return place;
  entity = stage->entity_at[token];
  if (entity != DTL_NONE)
    {
      const DtlEntity *found = dtl_document_entity (stage->document, entity);

      first = found->first;
      last = last_of_place (stage, token, found->first + found->n - 1);
      place.actor = found->actor;
      locate (found, &place);
      if (place.actor != DTL_NONE)
        place.country = dtl_record_actor (stage->record, place.actor)->country;
      is_site = found->kind != DTL_ACTOR_PLACE && found->kind != DTL_ACTOR_COUNTRY;
    }
  else
    DTL_TREE_FOREACH_CHILD (&stage->tree, token, child)
      if (dtl_tree_token (&stage->tree, child)->deprel == DTL_DEPREL_COMPOUND
          || dtl_tree_token (&stage->tree, child)->deprel == DTL_DEPREL_FLAT
          || dtl_tree_token (&stage->tree, child)->deprel == DTL_DEPREL_AMOD)
        {
          first = MIN (first, (guint32) child);
          last = MAX (last, (guint32) child);
        }
  place.name = span_text (stage, first, last);
  /* "KARA-TASH, Kyrgyzstan —" tells of Kara-Tash */
  if (place.actor != DTL_NONE && is_shouted (place.name))
    place.name = dtl_record_actor (stage->record, place.actor)->name;
  /* "the barracks": a reporter says nothing more of what stands in his country */
  if (is_site && place.country == NULL)
    place.country = dtl_event_home_country (stage);
  return place;
}

/* "from March 3 to March 5", "3-5 March": two times with the stretch between them. */
static gboolean
are_ends (const DtlTime *from, const DtlTime *to)
{
  return from->date.shape == DTL_DATE_INTERVAL && to->date.shape == DTL_DATE_INTERVAL
         && dtl_date_equal (&from->date, &to->date) && to->first <= from->first + from->n + 1;
}

static DtlSpan
words_of_time (const DtlEventStage *stage, guint32 number)
{
  const DtlTime *time = dtl_document_time (stage->document, number);
  DtlSpan span = time->span;

  if (number > 0 && are_ends (time - 1, time))
    span.start = (time - 1)->span.start;
  else if (number + 1 < stage->document->times->len && are_ends (time, time + 1))
    span.end = (time + 1)->span.end;
  return span;
}

/* A season as its months, which every reader of dates knows; the word stands in the text. */
static DtlDatePoint
month_of (const DtlDatePoint *season, gboolean last)
{
  DtlDate alone = { DTL_DATE_POINT, *season, { 0 } };
  DtlDatePoint out = *season;
  DtlDay earliest, latest;
  int month;

  dtl_date_bounds (&alone, &earliest, &latest);
  dtl_day_to_civil (last ? latest : earliest, &out.year, &month, NULL);
  out.month = month;
  return out;
}

static gboolean
is_season (const DtlDatePoint *point)
{
  return point->month > 12;
}

static DtlDate
in_months (const DtlDate *date)
{
  DtlDate out = *date;

  if (date->shape == DTL_DATE_POINT && is_season (&date->from))
    {
      out.shape = DTL_DATE_INTERVAL;
      out.from = month_of (&date->from, FALSE);
      out.to = month_of (&date->from, TRUE);
      return out;
    }
  if (is_season (&date->from))
    out.from = month_of (&date->from, FALSE);
  if (is_season (&date->to))
    out.to = month_of (&date->to, TRUE);
  return out;
}

static DtlWhen
when_of (DtlEventStage *stage, const DtlHappening *happening)
{
  DtlWhen when = { in_months (&happening->date), happening->basis, NULL, NULL };

  if (dtl_date_is_null (&happening->date))
    when.basis = DTL_BASIS_NONE;
  if (happening->time != DTL_NONE)
    {
      const DtlTime *time = dtl_document_time (stage->document, happening->time);

      when.text = dtl_event_clean_text (stage, words_of_time (stage, happening->time));
      if (time->candidates)
        {
          guint n = g_strv_length ((char **) time->candidates);
          const char **copy = dtl_arena_new0 (stage->record->arena, const char *, n + 1);

          for (guint i = 0; i < n; i++)
            copy[i] = dtl_arena_strdup (stage->record->arena, time->candidates[i]);
          when.candidates = copy;
        }
    }
  return when;
}

/* Two who do together what has two sides share it: "Spain and Italy agreed". Of three it is not known who deals with whom. */
static gboolean
share_act (const DtlHappening *happening)
{
  guint n_agents = 0;

  for (guint i = 0; i < happening->arguments->len; i++)
    {
      DtlParticipantRole role = g_array_index (happening->arguments, DtlArgument, i).role;

      if (role == DTL_ROLE_COUNTERPART || role == DTL_ROLE_PATIENT)
        return FALSE;
      n_agents += role == DTL_ROLE_AGENT;
    }
  return n_agents == 2 && dtl_stage_is_symmetric (happening);
}

static void
add_participants (DtlEventStage *stage, const DtlHappening *happening, DtlMention *mention)
{
  DtlParticipant *out = dtl_arena_new0 (stage->record->arena, DtlParticipant, happening->arguments->len);
  gboolean shared = share_act (happening), has_agent = FALSE;

  for (guint i = 0; i < happening->arguments->len; i++)
    {
      const DtlArgument *argument = &g_array_index (happening->arguments, DtlArgument, i);

      out[i].actor = argument->actor;
      out[i].role = shared && has_agent && argument->role == DTL_ROLE_AGENT ? DTL_ROLE_COUNTERPART : argument->role;
      has_agent |= argument->role == DTL_ROLE_AGENT;
      out[i].implicit = argument->implicit;
    }
  mention->participants = out;
  mention->n_participants = happening->arguments->len;
}

static void
add_attributions (DtlEventStage *stage, const DtlHappening *happening, DtlMention *mention)
{
  DtlAttribution *out = dtl_arena_new0 (stage->record->arena, DtlAttribution, happening->attributions->len);

  for (guint i = 0; i < happening->attributions->len; i++)
    {
      out[i] = g_array_index (happening->attributions, DtlAttribution, i);
      out[i].cue = dtl_arena_strdup (stage->record->arena, out[i].cue);
      out[i].span = dtl_document_char_span (stage->document, out[i].span);
    }
  mention->attributions = out;
  mention->n_attributions = happening->attributions->len;
}

static void
fill_mention (DtlEventStage *stage, const DtlHappening *happening, DtlMention *mention)
{
  const DtlToken *trigger = dtl_document_token (stage->document, happening->trigger);

  mention->evidence = evidence_of (stage, happening->sentence, trigger);
  mention->trigger = dtl_document_char_span (stage->document, trigger->span);
  mention->trigger_text = dtl_arena_strdup (stage->record->arena, trigger->form);
  mention->event_class = happening->class_row[0];
  mention->predicate = dtl_event_predicate (stage, happening);
  mention->label = dtl_event_label (stage, happening);
  mention->rule = happening->rule;
  add_participants (stage, happening, mention);
  mention->place = place_of (stage, happening);
  mention->when = when_of (stage, happening);
  mention->reality = happening->reality;
  add_attributions (stage, happening, mention);
  mention->quantities = dtl_arena_memdup (stage->record->arena, happening->quantities->data, happening->quantities->len,
                                          sizeof (DtlQuantity));
  mention->n_quantities = happening->quantities->len;
  mention->reasons = dtl_event_reasons (stage, happening, &mention->n_reasons);
  mention->confidence = dtl_event_confidence (stage, happening);
}

static void
link_time (DtlEventStage *stage, guint32 event, const DtlHappening *happening)
{
  DtlLink link = { event, happening->time, DTL_NONE, "is_included" };

  if (happening->time != DTL_NONE && happening->basis == DTL_BASIS_EXPRESSION)
    g_array_append_val (stage->document->links, link);
}

/* Happenings by occurrence: @starts[i] … @starts[i + 1] of the array returned are those of occurrence i. */
static guint32 *
by_occurrence (DtlEventStage *stage, guint32 n_occurrences, guint32 *starts)
{
  guint32 *out = dtl_arena_new0 (stage->arena, guint32, stage->happenings->len + 1);
  guint32 *next = dtl_arena_new0 (stage->arena, guint32, n_occurrences + 1);

  for (guint i = 0; i < stage->happenings->len; i++)
    if (dtl_stage_happening (stage, i)->occurrence != DTL_NONE)
      starts[dtl_stage_happening (stage, i)->occurrence + 1]++;
  for (guint i = 0; i < n_occurrences; i++)
    {
      starts[i + 1] += starts[i];
      next[i] = starts[i];
    }
  for (guint i = 0; i < stage->happenings->len; i++)
    if (dtl_stage_happening (stage, i)->occurrence != DTL_NONE)
      out[next[dtl_stage_happening (stage, i)->occurrence]++] = i;
  return out;
}

/* That of the mentions of an occurrence whose trigger is nearest to the place @at, in code points. */
static DtlMention *
mention_near (const DtlEventStage *stage, guint32 occurrence, guint32 at)
{
  const DtlEvent *event = &g_array_index (stage->record->events, DtlEvent, occurrence);
  const DtlMention *best = event->mentions;

  for (guint32 i = 1; i < event->n_mentions; i++)
    if (ABS ((gint64) event->mentions[i].trigger.start - at) < ABS ((gint64) best->trigger.start - at))
      best = &event->mentions[i];
  return (DtlMention *) best;
}

/* The surest links come first; a list without end says no more of one event. */
static void
add_order (DtlEventStage *stage, const DtlOrderLink *link)
{
  const DtlToken *word = dtl_document_token (stage->document, link->token);
  guint32 at = dtl_document_char_span (stage->document, word->span).start;
  DtlMention *mention = mention_near (stage, link->event, at);
  DtlOrder *orders;

  if (mention->n_orders >= ORDERS_MAX)
    return;
  orders = dtl_arena_new0 (stage->record->arena, DtlOrder, mention->n_orders + 1);
  for (guint32 i = 0; i < mention->n_orders; i++)
    orders[i] = mention->orders[i];
  orders[mention->n_orders++] = (DtlOrder) {
    .relation = link->relation,
    .other = mention_near (stage, link->other, at)->trigger.start,
    .confidence = link->confidence,
    .signal = dtl_arena_strdup (stage->record->arena, word->form),
  };
  mention->orders = orders;
}

/* Mentions of one occurrence become one event. */
void
dtl_event_write (DtlEventStage *stage)
{
  guint32 n = dtl_stage_n_occurrences (stage);
  guint32 *starts = dtl_arena_new0 (stage->arena, guint32, n + 2);
  guint32 *members = by_occurrence (stage, n, starts);

  for (guint occurrence = 0; occurrence < n; occurrence++)
    {
      guint32 n_mentions = starts[occurrence + 1] - starts[occurrence];
      DtlMention *mentions = dtl_arena_new0 (stage->record->arena, DtlMention, n_mentions);
      DtlEvent event = { .mentions = mentions, .n_mentions = n_mentions };

      for (guint i = 0; i < n_mentions; i++)
        {
          const DtlHappening *happening = dtl_stage_happening (stage, members[starts[occurrence] + i]);

          fill_mention (stage, happening, &mentions[i]);
          link_time (stage, stage->record->events->len, happening);
        }
      g_array_append_val (stage->record->events, event);
    }
  for (guint32 i = 0; i < stage->n_orders; i++)
    add_order (stage, &stage->orders[i]);
}
