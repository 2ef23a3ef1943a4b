/* dateline explain: why an event has this date, these actors, this merge. */
#include "cli.h"

#include <math.h>
#include <string.h>

typedef struct
{
  const DtlActor *actors;
  guint n_actors;
  const DtlSource *sources;
  guint n_sources;
  const DtlEvent *events;
  guint n_events;
  const DtlJoin *joins;
  guint n_joins;
  const DtlCorrection *corrections;
  guint n_corrections;
  const DtlNote *notes;
  guint n_notes;
  GString *out;
} Explaining;

static void
put (GString *out, const char *title, const char *text)
{
  g_autofree char *line = text ? display_name (text) : NULL;

  if (line && *line)
    g_string_append_printf (out, "  %-12s %s\n", title, line);
}

static const char *
actor_name (const Explaining *explaining, guint32 actor)
{
  return actor < explaining->n_actors ? explaining->actors[actor].name : "?";
}

static void
put_actors (const Explaining *explaining, const DtlParticipant *participants, guint32 n)
{
  for (guint32 i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s%s", actor_name (explaining, participants[i].actor),
                                               participants[i].implicit ? "  (implied)" : "");

      put (explaining->out, dtl_participant_role_to_string (participants[i].role), text);
    }
}

static void
put_date (const Explaining *explaining, const DtlWhen *when)
{
  g_autofree char *edtf = dtl_date_to_string (&when->date);
  g_autoptr (GString) text = g_string_new (edtf ? edtf : "undated");

  if (edtf)
    g_string_append_printf (text, "  (%s)", dtl_basis_to_string (when->basis));
  if (when->text)
    g_string_append_printf (text, "  “%s”", when->text);
  for (guint i = 0; when->candidates && when->candidates[i]; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " or " : "  can be ", when->candidates[i]);
  put (explaining->out, "date", text->str);
}

static void
put_place (const Explaining *explaining, const DtlPlace *place)
{
  g_autoptr (GString) text = g_string_new (place->name);

  if (place->name == NULL)
    return;
  if (place->country)
    g_string_append_printf (text, "  %s", place->country);
  if (!isnan (place->latitude))
    g_string_append_printf (text, "  %.2f %.2f", place->latitude, place->longitude);
  put (explaining->out, "place", text->str);
}

static void
put_sources (const Explaining *explaining, const DtlAttribution *attributions, guint32 n)
{
  for (guint32 i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s  “%s”", actor_name (explaining, attributions[i].actor),
                                               attributions[i].cue ? attributions[i].cue : "");

      put (explaining->out, "source", text);
    }
}

static void
put_mention (const Explaining *explaining, const DtlMention *mention, guint number)
{
  const DtlSource *source = mention->evidence.source < explaining->n_sources ? &explaining->sources[mention->evidence.source] : NULL;
  g_autofree char *name = display_name (source && source->uri ? source->uri : "?");

  g_string_append_printf (explaining->out, "\nmention %u: %s, line %u, confidence %.2f\n", number, name, mention->evidence.line,
                          mention->confidence);
  if (source)
    {
      g_autofree char *id = g_strdup_printf ("%s:%u", source->id, mention->trigger.start);

      put (explaining->out, "id", id);
    }
  put (explaining->out, "sentence", mention->evidence.text);
  put (explaining->out, "class", mention->event_class);
  put_actors (explaining, mention->participants, mention->n_participants);
  put_place (explaining, &mention->place);
  put_date (explaining, &mention->when);
  put (explaining->out, "reality", dtl_reality_to_string (mention->reality));
  put_sources (explaining, mention->attributions, mention->n_attributions);
  for (guint32 i = 0; i < mention->n_reasons; i++)
    {
      const DtlReason *reason = &mention->reasons[i];
      g_autofree char *text = g_strdup_printf ("%s: %s%s%s%s", reason->of, reason->rule, reason->words ? "  “" : "",
                                               reason->words ? reason->words : "", reason->words ? "”" : "");

      put (explaining->out, i == 0 ? "because" : "", text);
    }
}

static void
put_claims (const Explaining *explaining, const DtlEvent *event)
{
  for (guint32 i = 0, next; i < event->n_claims; i = next)
    {
      g_autofree char *text = dtl_event_describe_claims (event, i, explaining->sources, &next);

      put (explaining->out, event->claims[i].is_update ? "updated" : "disputed", text);
    }
}

/* The number of the mention, from 1, that a join speaks of. */
static guint
mention_of (const DtlEvent *event, const DtlJoin *join)
{
  for (guint32 i = 0; i < event->n_mentions; i++)
    if (event->mentions[i].evidence.source == join->source && event->mentions[i].trigger.start == join->start)
      return i + 1;
  return 0;
}

/* The decision that would undo a join or a refusal. An article's part of the event goes with its document, unless more of the
 * document belongs to the event. */
static char *
undo (const Explaining *explaining, const DtlEvent *event, const DtlJoin *join)
{
  const char *document = explaining->sources[join->source].id;
  guint32 first = 0;
  guint n = 0;

  if (join->other != DTL_NONE)
    return g_strdup_printf ("join %s %s", event->id, explaining->events[join->other].id);
  while (first < event->n_mentions && event->mentions[first].evidence.source != join->source)
    first++;
  for (guint i = 0; i < explaining->n_joins; i++)
    n += explaining->joins[i].event == join->event && explaining->joins[i].other == DTL_NONE
         && explaining->joins[i].source == join->source;
  if (n == 1 && first < event->n_mentions && event->mentions[first].trigger.start == join->start)
    return g_strdup_printf ("split %s %s", event->id, document);
  return g_strdup_printf ("split %s %s:%u", event->id, document, join->start);
}

static void
put_join (const Explaining *explaining, const DtlEvent *event, const DtlJoin *join)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *decision = undo (explaining, event, join);

  g_string_append_printf (text, "mention %u", mention_of (event, join));
  if (join->other != DTL_NONE)
    g_string_append_printf (text, ", from %s %s", explaining->events[join->other].id, explaining->events[join->other].label);
  g_string_append_printf (text, ": %s (%d)", join->reason, join->score);
  put (explaining->out, join->other == DTL_NONE ? "merged" : "kept apart", text->str);
  put (explaining->out, "undo", decision);
}

/* Why others' mentions belong to the event, and what it was nearly taken for. */
static void
put_joins (const Explaining *explaining, const DtlEvent *event)
{
  guint32 number = event - explaining->events;

  for (guint i = 0; i < explaining->n_joins; i++)
    if (explaining->joins[i].event == number)
      put_join (explaining, event, &explaining->joins[i]);
}

/* What articles say of it that was wrong. */
static void
put_corrections (const Explaining *explaining, const DtlEvent *event)
{
  for (guint i = 0; i < explaining->n_corrections; i++)
    {
      const DtlCorrection *note = &explaining->corrections[i];
      const DtlSource *source = &explaining->sources[note->evidence.source];
      DtlJoin at = { .source = note->source, .start = note->start };
      g_autofree char *text = NULL;

      if (note->event != (guint32) (event - explaining->events))
        continue;
      text = g_strdup_printf ("%s, line %u: “%s” (%s of mention %u: %s; %.2f)", source->uri ? source->uri : source->id,
                              note->evidence.line, note->evidence.text, note->kind, mention_of (event, &at),
                              note->reason, note->score);
      put (explaining->out, "corrected", text);
    }
}

static const DtlEvent *
event_named (const Explaining *explaining, const char *id)
{
  for (guint i = 0; i < explaining->n_events; i++)
    if (strcmp (explaining->events[i].id, id) == 0)
      return &explaining->events[i];
  return NULL;
}

/* What articles say of its order to events of lower rank. */
static void
put_links (const Explaining *explaining, const DtlEvent *event)
{
  for (guint32 i = 0; i < event->n_links; i++)
    {
      const DtlEventLink *link = &event->links[i];
      const DtlEvent *other = event_named (explaining, link->other);
      const DtlJoin at = { .source = link->source, .start = link->start };
      const DtlEvent *told_by = mention_of (event, &at) > 0 ? event : other;
      g_autofree char *relation = g_strdelimit (g_strdup (link->relation), "_", ' ');
      g_autofree char *text = g_strdup_printf ("%s %s %s: “%s” in mention %u%s%s (%.2f)%s%s", relation, link->other,
                                               other ? other->label : "", link->signal,
                                               told_by ? mention_of (told_by, &at) : 0, told_by == event ? "" : " of ",
                                               told_by == event ? "" : link->other, link->confidence,
                                               link->against ? "; not followed, against it: " : "",
                                               link->against ? link->against : "");

      put (explaining->out, "order", text);
    }
}

/* What the user has noted of whom @id names. */
static void
put_notes (const Explaining *explaining, const char *id)
{
  for (guint i = 0; i < explaining->n_notes; i++)
    if (strcmp (explaining->notes[i].id, id) == 0)
      put (explaining->out, "note", explaining->notes[i].text);
}

static void
put_event (const Explaining *explaining, const DtlEvent *event)
{
  g_autofree char *head = display_name (event->label);

  g_string_append_printf (explaining->out, "%s\n%s\n", event->id, head);
  put (explaining->out, "class", event->event_class);
  put (explaining->out, "type", event->type);
  put_actors (explaining, event->participants, event->n_participants);
  put_place (explaining, &event->place);
  put_date (explaining, &event->when);
  put (explaining->out, "reality", dtl_reality_to_string (event->reality));
  g_string_append_printf (explaining->out, "  %-12s %.2f, from %u %s and %u independent %s\n", "confidence", event->confidence,
                          event->n_mentions, event->n_mentions == 1 ? "mention" : "mentions", event->independent_sources,
                          event->independent_sources == 1 ? "source" : "sources");
  put_notes (explaining, event->id);
  put_claims (explaining, event);
  put_corrections (explaining, event);
  put_joins (explaining, event);
  put_links (explaining, event);
  for (guint32 i = 0; i < event->n_mentions; i++)
    put_mention (explaining, &event->mentions[i], i + 1);
}

/* The events that the user means: by the beginning of an id, or by words of the label. */
static GPtrArray *
choose_events (DtlStory *story, const char *wanted)
{
  GPtrArray *chosen = g_ptr_array_new ();
  g_autofree char *folded = g_utf8_casefold (wanted, -1);
  guint n;
  const DtlEvent *events = dtl_story_get_events (story, &n);

  for (guint i = 0; i < n; i++)
    if (g_str_has_prefix (events[i].id, wanted))
      g_ptr_array_add (chosen, (gpointer) &events[i]);
  for (guint i = 0; i < n && (chosen->len == 0 || !g_str_has_prefix (((DtlEvent *) chosen->pdata[0])->id, wanted)); i++)
    {
      g_autofree char *label = g_utf8_casefold (events[i].label, -1);

      if (strstr (label, folded))
        g_ptr_array_add (chosen, (gpointer) &events[i]);
    }
  return chosen;
}

ExitCode
explain_run (const Options *options)
{
  g_autoptr (DtlStory) story = NULL;
  g_autoptr (Output) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GPtrArray) chosen = NULL;
  Explaining explaining = { .out = out };
  ExitCode code;

  if (options->event == NULL)
    usage_error (&error, "which event? Name it with --event=ID; ids stand in --to=json and --plain");
  if (error != NULL || !output_is_no_input (options, &error))
    return usage ("explain", error);
  output = output_open (options->output, &error);
  if (output == NULL)
    return output_failed (error);
  code = story_read_anew (options, NULL, &story);
  if (code != EXIT_ALL_WELL && code != EXIT_SOME_FAILED)
    return code;
  explaining.actors = dtl_story_get_actors (story, &explaining.n_actors);
  explaining.sources = dtl_story_get_sources (story, &explaining.n_sources);
  explaining.events = dtl_story_get_events (story, &explaining.n_events);
  explaining.joins = dtl_story_get_joins (story, &explaining.n_joins);
  explaining.corrections = dtl_story_get_corrections (story, &explaining.n_corrections);
  explaining.notes = dtl_story_get_notes (story, &explaining.n_notes);
  chosen = choose_events (story, options->event);
  if (chosen->len == 0)
    {
      report ("explain", "no event has an id that begins with '%s', or these words in its label", options->event);
      return EXIT_FAILED;
    }
  for (guint i = 0; i < chosen->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, '\n');
      put_event (&explaining, chosen->pdata[i]);
    }
  if (!output_write (output, out->str, out->len, &error))
    return output_failed (error);
  return output_finish (output, code, error);
}
