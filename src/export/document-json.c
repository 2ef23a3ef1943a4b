/*
 * Document JSON, "dateline-document/1": every layer of one document, one object, one line. Offsets count code points.
 *
 * What is small is built with json-glib, as in records; sentences, tokens and the other layers are written straight
 * into the output, because a tree of nodes for ten thousand words costs twenty times the time of their text.
 */
#include "export/writers.h"

#include <string.h>

#include "document/document.h"

/* ---- members of the objects that are written directly ---- */

static void
append_integer (GString *out, gint64 value)
{
  char digits[24];
  guint at = sizeof digits;
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;

  do
    digits[--at] = '0' + rest % 10;
  while ((rest /= 10) > 0);
  if (value < 0)
    digits[--at] = '-';
  g_string_append_len (out, digits + at, sizeof digits - at);
}

static void
add_integer (GString *out, const char *name, gint64 value)
{
  g_string_append (out, name);
  append_integer (out, value);
}

static void
add_string (GString *out, const char *name, const char *text)
{
  g_string_append (out, name);
  if (text)
    dtl_json_append_string (out, text);
  else
    g_string_append (out, "null");
}

static void
begin_item (GString *out, guint i)
{
  g_string_append (out, i == 0 ? "{" : ",{");
}

/* Every object with a place begins with it. */
static void
add_span (GString *out, const DtlDocument *document, DtlSpan span)
{
  /* The index of offsets is made once, by the stage that made the tokens. */
  DtlSpan chars = dtl_document_char_span ((DtlDocument *) document, span);

  add_integer (out, "\"start\":", chars.start);
  add_integer (out, ",\"end\":", chars.end);
}

static DtlSpan
span_of_tokens (const DtlDocument *document, guint32 first, guint32 n)
{
  DtlSpan span = { dtl_document_token (document, first)->span.start,
                   dtl_document_token (document, first + n - 1)->span.end };

  return span;
}

static const char *
actor_id (const DtlDocument *document, guint32 actor)
{
  const GArray *actors = document->record ? document->record->actors : NULL;

  return actors && actor < actors->len ? g_array_index (actors, DtlActor, actor).id : NULL;
}

static const char *
event_id (const DtlDocument *document, guint32 event)
{
  const GArray *events = document->record ? document->record->events : NULL;

  return events && event < events->len ? g_array_index (events, DtlEvent, event).id : NULL;
}

/* ---- layers ---- */

static void
write_sentences (const DtlDocument *document, GString *out)
{
  g_string_append (out, ",\"sentences\":[");
  for (guint32 i = 0; i < document->sentences->len; i++)
    {
      const DtlSentence *sentence = dtl_document_sentence (document, i);

      begin_item (out, i);
      add_span (out, document, sentence->span);
      add_integer (out, ",\"line\":", sentence->line);
      add_string (out, ",\"kind\":", dtl_sentence_kind_to_string (sentence->kind));
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static void
write_token (const DtlDocument *document, const DtlToken *token, GString *out)
{
  add_span (out, document, token->span);
  add_string (out, ",\"lemma\":", token->lemma);
  add_string (out, ",\"upos\":", token->upos != DTL_UPOS_NONE ? dtl_upos_to_string (token->upos) : NULL);
  add_string (out, ",\"xpos\":", token->xpos != DTL_XPOS_NONE ? dtl_xpos_to_string (token->xpos) : NULL);
  add_integer (out, ",\"head\":", token->head);
  add_string (out, ",\"deprel\":", token->deprel != DTL_DEPREL_NONE ? dtl_deprel_to_string (token->deprel) : NULL);
  g_string_append_c (out, '}');
}

static void
write_tokens (const DtlDocument *document, GString *out)
{
  g_string_append (out, ",\"tokens\":[");
  for (guint32 i = 0; i < document->tokens->len; i++)
    {
      begin_item (out, i);
      write_token (document, dtl_document_token (document, i), out);
    }
  g_string_append_c (out, ']');
}

static void
write_arguments (const DtlDocument *document, const DtlPredicate *predicate, GString *out)
{
  g_string_append (out, ",\"arguments\":[");
  for (guint32 i = 0; i < predicate->n_arguments; i++)
    {
      const DtlRoleArc *argument = dtl_document_argument (document, predicate->first_argument + i);

      begin_item (out, i);
      add_integer (out, "\"token\":", argument->token);
      add_string (out, ",\"role\":", dtl_propbank_to_string (argument->role));
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

/* Tokens by their number, from 0. */
static void
write_predicates (const DtlDocument *document, GString *out)
{
  g_string_append (out, ",\"predicates\":[");
  for (guint32 i = 0; i < document->predicates->len; i++)
    {
      const DtlPredicate *predicate = dtl_document_predicate (document, i);

      begin_item (out, i);
      add_integer (out, "\"token\":", predicate->token);
      add_string (out, ",\"kind\":", dtl_predicate_kind_to_string (predicate->kind));
      write_arguments (document, predicate, out);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static void
write_entities (const DtlDocument *document, GString *out)
{
  g_string_append (out, ",\"entities\":[");
  for (guint32 i = 0; i < document->entities->len; i++)
    {
      const DtlEntity *entity = dtl_document_entity (document, i);

      begin_item (out, i);
      add_span (out, document, span_of_tokens (document, entity->first, entity->n));
      add_integer (out, ",\"head\":", entity->head);
      add_string (out, ",\"kind\":", dtl_actor_kind_to_string (entity->kind));
      add_string (out, ",\"actor\":", actor_id (document, entity->actor));
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static const char *
time_type (DtlTimeType type)
{
  static const char *const words[] = { "DATE", "TIME", "DURATION", "SET" };

  return words[type];
}

static void
write_candidates (const DtlTime *time, GString *out)
{
  g_string_append (out, ",\"candidates\":[");
  for (guint i = 0; time->candidates && time->candidates[i]; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      dtl_json_append_string (out, time->candidates[i]);
    }
  g_string_append (out, "]}");
}

static void
write_time (const DtlDocument *document, const DtlTime *time, GString *out)
{
  g_autofree char *text = g_strndup (document->text + time->span.start, time->span.end - time->span.start);
  g_autofree char *edtf = dtl_date_to_string (&time->date);

  add_span (out, document, time->span);
  add_string (out, ",\"text\":", text);
  add_string (out, ",\"type\":", time_type (time->type));
  add_string (out, ",\"value\":", time->value);
  add_string (out, ",\"edtf\":", edtf);
  add_string (out, ",\"mod\":", time->mod);
  add_string (out, ",\"rule\":", time->rule);
  add_string (out, ",\"anchor\":", time->anchor);
  write_candidates (time, out);
}

static void
write_times (const DtlDocument *document, GString *out)
{
  g_string_append (out, ",\"times\":[");
  for (guint32 i = 0; i < document->times->len; i++)
    {
      begin_item (out, i);
      write_time (document, dtl_document_time (document, i), out);
    }
  g_string_append_c (out, ']');
}

/* A link has a "time", the number of a time, or an "other", the id of an event. */
static void
write_links (const DtlDocument *document, GString *out)
{
  g_string_append (out, ",\"links\":[");
  for (guint32 i = 0; i < document->links->len; i++)
    {
      const DtlLink *link = &g_array_index (document->links, DtlLink, i);

      begin_item (out, i);
      add_string (out, "\"event\":", event_id (document, link->event));
      if (link->time != DTL_NONE)
        add_integer (out, ",\"time\":", link->time);
      else
        add_string (out, ",\"other\":", event_id (document, link->other));
      add_string (out, ",\"relation\":", link->relation);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static void
write_part (const DtlDocument *document, guint32 first, guint32 last, GString *out)
{
  g_string_append_c (out, '{');
  add_span (out, document, span_of_tokens (document, first, last - first + 1));
  g_string_append_c (out, '}');
}

/* Who says what: all sayings, also of those whose content is no event. "within" is the number of the one around it. */
static void
write_sayings (const DtlDocument *document, GString *out)
{
  g_string_append (out, ",\"attributions\":[");
  for (guint32 i = 0; i < document->sayings->len; i++)
    {
      const DtlSaying *saying = dtl_document_saying (document, i);

      begin_item (out, i);
      add_string (out, "\"kind\":", dtl_saying_kind_to_string (saying->kind));
      add_string (out, ",\"actor\":", actor_id (document, saying->actor));
      g_string_append (out, ",\"source\":");
      if (saying->source == DTL_NONE)
        g_string_append (out, "null");
      else
        write_part (document, saying->source_first, saying->source_last, out);
      if (saying->source != DTL_NONE)
        add_integer (out, ",\"head\":", saying->source);
      g_string_append (out, ",\"cue\":");
      write_part (document, saying->cue, saying->cue_last, out);
      g_string_append (out, ",\"content\":[");
      for (guint j = 0; j < saying->n_parts; j++)
        {
          if (j > 0)
            g_string_append_c (out, ',');
          write_part (document, saying->parts[j][0], saying->parts[j][1], out);
        }
      g_string_append_c (out, ']');
      if (saying->parent != DTL_NONE)
        add_integer (out, ",\"within\":", saying->parent);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static void
write_diagnostics (const DtlDocument *document, GString *out)
{
  g_string_append (out, ",\"diagnostics\":[");
  for (guint i = 0; i < document->diagnostics->len; i++)
    {
      const DtlDiagnostic *diagnostic = &g_array_index (document->diagnostics, DtlDiagnostic, i);

      begin_item (out, i);
      add_string (out, "\"tag\":", diagnostic->tag);
      add_string (out, ",\"severity\":", dtl_severity_to_string (diagnostic->severity));
      g_string_append_c (out, ',');
      add_span (out, document, diagnostic->span);
      add_string (out, ",\"message\":", diagnostic->message);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

/* ---- the parts shared with records ---- */

/* Appends the members of the object that @builder holds, without its braces. */
static void
append_members (JsonBuilder *builder, GString *out)
{
  g_autofree char *json = dtl_json_print (builder);

  g_string_append_len (out, json + 1, strlen (json) - 2);
}

static void
write_source (const DtlDocument *document, GString *out)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  DtlSource source = { .id = document->id ? document->id : "", .uri = document->uri, .title = document->title,
                       .published = document->published, .updated = document->updated,
                       .publisher = document->publisher, .authors = document->authors,
                       .language = document->language, .sha256 = document->sha256 ? document->sha256 : "",
                       .duplicate_of = DTL_NONE, .version_of = DTL_NONE };

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "format");
  json_builder_add_string_value (builder, "dateline-document/1");
  dtl_json_add_source (builder, &source);
  json_builder_end_object (builder);
  append_members (builder, out);
}

static void
write_facts (const DtlDocument *document, GString *out)
{
  const DtlRecord *record = document->record;

  if (record == NULL)
    {
      g_string_append (out, ",\"actors\":[],\"roles\":[],\"events\":[]");
      return;
    }
  g_string_append_c (out, ',');
  dtl_json_append_facts (out, dtl_record_get_source (record), record->actors, record->roles, record->events);
  dtl_json_append_corrections (out, record->corrections, NULL, dtl_record_get_source (record), NULL);
}

gboolean
dtl_write_document_json (const DtlDocument *document, const DtlExportOptions *options, GString *out, GError **error)
{
  g_string_append_c (out, '{');
  write_source (document, out);
  add_string (out, ",\"text\":", document->text);
  write_sentences (document, out);
  write_tokens (document, out);
  write_predicates (document, out);
  write_entities (document, out);
  write_times (document, out);
  write_links (document, out);
  write_sayings (document, out);
  write_facts (document, out);
  write_diagnostics (document, out);
  g_string_append_c (out, '}');
  return TRUE;
}

char *
dtl_document_to_json (const DtlDocument *document)
{
  GString *out = g_string_sized_new (2 * document->length + 96 * (gsize) document->tokens->len + 1024);

  dtl_write_document_json (document, NULL, out, NULL);
  return g_string_free (out, FALSE);
}
