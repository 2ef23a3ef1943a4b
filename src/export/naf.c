/*
 * NAF, the NLP Annotation Format of NewsReader, version 3 (https://github.com/newsreader/NAF): the text and layers that
 * refer to each other by id: words, terms, dependencies, entities, who and what is the same, times, predicates with their
 * roles, links in time, reality, and who says what.
 *
 * Ids: w1 and t1 are the first token, pr5 the predicate of token 5, co1 a chain of mentions, tmx0 the day of publication.
 * Offsets count characters of the raw text. A role is marked by the word that heads it. Characters that XML cannot hold
 * are U+FFFD, one for one, so that offsets stay right.
 */
#include "export/writers.h"

#include <string.h>

#include "document/lookup.h"
#include "export/escape.h"
#include "export/marks.h"

typedef struct
{
  const DtlDocument *document;
  GString *out;
  GArray *marks;     /* owned by the caller: DtlMark */
  GHashTable *named; /* owned by the caller: keys of those who take part and are in a role */
  guint n_roles;
  guint n_links;
} Writer;

static void
add (Writer *writer, const char *name, const char *text)
{
  g_autofree char *escaped = text != NULL && *text ? dtl_escape_xml (text) : NULL;

  if (escaped != NULL)
    g_string_append_printf (writer->out, " %s=\"%s\"", name, escaped);
}

/* A carriage return, or a blank at an end, would not outlive a reader if it were not written by number. */
static void
append_raw (Writer *writer, const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '&' || c == '<' || c == '>')
        g_string_append (writer->out, c == '&' ? "&amp;" : c == '<' ? "&lt;" : "&gt;");
      else if (c == '\r')
        g_string_append (writer->out, "&#13;");
      else if ((c < 0x20 && c != '\t' && c != '\n') || (c & 0xFFFE) == 0xFFFE)
        g_string_append (writer->out, "\xEF\xBF\xBD");
      else
        g_string_append_unichar (writer->out, c);
    }
}

static void
put_span (Writer *writer, char letter, guint32 first, guint32 n)
{
  g_string_append (writer->out, "<span>");
  for (guint32 i = first; i < first + n; i++)
    g_string_append_printf (writer->out, "<target id=\"%c%u\"/>", letter, i + 1);
  g_string_append (writer->out, "</span>");
}

static void
put_reference (Writer *writer, const char *resource, const char *reference)
{
  if (reference == NULL)
    return;
  g_string_append (writer->out, "<externalRef");
  add (writer, "resource", resource);
  add (writer, "reference", reference);
  g_string_append (writer->out, "/>");
}

static void
put_header (Writer *writer)
{
  static const char *const layers[] = { "raw", "text", "terms", "deps", "entities", "coreferences", "timeExpressions", "srl",
                                        "temporalRelations", "factualities", "attribution" };
  const DtlDocument *document = writer->document;
  g_autofree char *published = dtl_date_to_string (&document->published.date);
  g_autofree char *authors = document->authors != NULL ? g_strjoinv ("; ", (char **) document->authors) : NULL;

  g_string_append (writer->out, "<nafHeader>\n<fileDesc");
  add (writer, "title", document->title);
  add (writer, "author", authors);
  add (writer, "creationtime", published);
  g_string_append (writer->out, "/>\n<public");
  add (writer, "publicId", document->id);
  add (writer, "uri", document->uri);
  g_string_append (writer->out, "/>\n");
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    g_string_append_printf (writer->out,
                            "<linguisticProcessors layer=\"%s\"><lp name=\"dateline\" version=\"" DTL_VERSION_STRING
                            "\"/></linguisticProcessors>\n",
                            layers[i]);
  g_string_append (writer->out, "</nafHeader>\n");
}

/* --- words --- */

static void
put_words (Writer *writer)
{
  const DtlDocument *document = writer->document;

  g_string_append (writer->out, "<text>\n");
  for (guint32 i = 0; i < document->tokens->len; i++)
    {
      const DtlToken *token = dtl_document_token (document, i);
      DtlSpan chars = dtl_document_char_span ((DtlDocument *) document, token->span);
      g_autofree char *form = g_strndup (document->text + token->span.start, token->span.end - token->span.start);

      g_string_append_printf (writer->out, "<wf id=\"w%u\" sent=\"%u\" para=\"%u\" offset=\"%u\" length=\"%u\">", i + 1,
                              token->sentence + 1, dtl_document_sentence (document, token->sentence)->block + 1, chars.start,
                              chars.end - chars.start);
      append_raw (writer, form);
      g_string_append (writer->out, "</wf>\n");
    }
  g_string_append (writer->out, "</text>\n");
}

/* The letters of KAF: noun, proper noun, adjective, verb, preposition, adverb, conjunction, determiner, pronoun, other. */
static char
part_of_speech (guint8 upos)
{
  static const char letters[DTL_N_UPOS]
    = { [DTL_UPOS_NOUN] = 'N', [DTL_UPOS_PROPN] = 'R', [DTL_UPOS_ADJ] = 'G', [DTL_UPOS_VERB] = 'V', [DTL_UPOS_AUX] = 'V',
        [DTL_UPOS_ADP] = 'P', [DTL_UPOS_ADV] = 'A', [DTL_UPOS_CCONJ] = 'C', [DTL_UPOS_SCONJ] = 'C', [DTL_UPOS_DET] = 'D',
        [DTL_UPOS_PRON] = 'Q' };

  return letters[upos] != '\0' ? letters[upos] : 'O';
}

static void
put_terms (Writer *writer)
{
  const DtlDocument *document = writer->document;

  g_string_append (writer->out, "<terms>\n");
  for (guint32 i = 0; i < document->tokens->len; i++)
    {
      const DtlToken *token = dtl_document_token (document, i);
      char pos = part_of_speech (token->upos);

      g_string_append_printf (writer->out, "<term id=\"t%u\" type=\"%s\"", i + 1, strchr ("NRGVA", pos) ? "open" : "close");
      add (writer, "lemma", token->lemma);
      g_string_append_printf (writer->out, " pos=\"%c\"", pos);
      add (writer, "morphofeat", token->xpos != DTL_XPOS_NONE ? dtl_xpos_to_string (token->xpos) : NULL);
      g_string_append_c (writer->out, '>');
      put_span (writer, 'w', i, 1);
      g_string_append (writer->out, "</term>\n");
    }
  g_string_append (writer->out, "</terms>\n<deps>\n");
  for (guint32 i = 0; i < document->tokens->len; i++)
    {
      const DtlToken *token = dtl_document_token (document, i);

      if (token->head >= 0 && token->deprel != DTL_DEPREL_NONE)
        g_string_append_printf (writer->out, "<dep from=\"t%d\" to=\"t%u\" rfunc=\"%s\"/>\n", token->head + 1, i + 1,
                                dtl_deprel_to_string (token->deprel));
    }
  g_string_append (writer->out, "</deps>\n");
}

/* --- who --- */

static const char *
actor_id (const Writer *writer, guint32 actor)
{
  const GArray *actors = writer->document->record != NULL ? writer->document->record->actors : NULL;

  return actors != NULL && actor < actors->len ? g_array_index (actors, DtlActor, actor).id : NULL;
}

static void
put_entities (Writer *writer)
{
  static const char *const types[] = { [DTL_ACTOR_PERSON] = "PER",  [DTL_ACTOR_ORGANISATION] = "ORG", [DTL_ACTOR_COUNTRY] = "LOC",
                                       [DTL_ACTOR_PLACE] = "LOC",   [DTL_ACTOR_GROUP] = "MISC",       [DTL_ACTOR_PRODUCT] = "MISC",
                                       [DTL_ACTOR_OTHER] = "MISC" };
  const DtlDocument *document = writer->document;

  g_string_append (writer->out, "<entities>\n");
  for (guint32 i = 0; i < document->entities->len; i++)
    {
      const DtlEntity *entity = dtl_document_entity (document, i);

      if (entity->form != DTL_ENTITY_NAME)
        continue;
      g_string_append_printf (writer->out, "<entity id=\"e%u\" type=\"%s\"><references>", i + 1, types[entity->kind]);
      put_span (writer, 't', entity->first, entity->n);
      g_string_append (writer->out, "</references><externalReferences>");
      put_reference (writer, "dateline", actor_id (writer, entity->actor));
      g_string_append (writer->out, "</externalReferences></entity>\n");
    }
  g_string_append (writer->out, "</entities>\n");
}

typedef struct
{
  guint32 key; /* actor or event */
  guint32 first;
  guint32 n;
} Link;

static int
compare_links (gconstpointer a, gconstpointer b)
{
  const Link *x = a, *y = b;

  return x->key != y->key ? (x->key > y->key) - (x->key < y->key) : (x->first > y->first) - (x->first < y->first);
}

/* Chains of @links, which are sorted. */
static void
put_chains (Writer *writer, const GArray *links, const char *type, guint *n_chains)
{
  for (guint i = 0; i < links->len; i++)
    {
      const Link *link = &g_array_index (links, Link, i);
      gboolean is_last = i + 1 == links->len || link[1].key != link->key;

      if (i == 0 || link[-1].key != link->key)
        g_string_append_printf (writer->out, "<coref id=\"co%u\" type=\"%s\">", ++*n_chains, type);
      put_span (writer, 't', link->first, link->n);
      if (is_last)
        {
          g_string_append (writer->out, "<externalReferences>");
          put_reference (writer, "dateline",
                         *type == 'e' && type[1] == 'n' ? actor_id (writer, link->key)
                                                        : dtl_record_event (writer->document->record, link->key)->id);
          g_string_append (writer->out, "</externalReferences></coref>\n");
        }
    }
}

static void
put_coreferences (Writer *writer)
{
  g_autoptr (GArray) actors = g_array_new (FALSE, FALSE, sizeof (Link));
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (Link));
  guint n_chains = 0;

  for (guint32 i = 0; i < writer->document->entities->len; i++)
    {
      const DtlEntity *entity = dtl_document_entity (writer->document, i);
      Link link = { entity->actor, entity->first, entity->n };

      if (actor_id (writer, entity->actor) != NULL)
        g_array_append_val (actors, link);
    }
  for (guint i = 0; i < writer->marks->len; i++)
    {
      const DtlMark *mark = &g_array_index (writer->marks, DtlMark, i);
      Link link = { mark->event, mark->first, mark->n };

      if (mark->event != DTL_NONE)
        g_array_append_val (events, link);
    }
  g_array_sort (actors, compare_links);
  g_array_sort (events, compare_links);
  g_string_append (writer->out, "<coreferences>\n");
  put_chains (writer, actors, "entity", &n_chains);
  put_chains (writer, events, "event", &n_chains);
  g_string_append (writer->out, "</coreferences>\n");
}

/* --- when --- */

static void
put_times (Writer *writer)
{
  static const char *const types[] = { "DATE", "TIME", "DURATION", "SET" };
  g_autofree char *published = dtl_date_to_string (&writer->document->published.date);

  g_string_append (writer->out, "<timeExpressions>\n<timex3 id=\"tmx0\" type=\"DATE\" functionInDocument=\"CREATION_TIME\"");
  add (writer, "value", published);
  g_string_append (writer->out, "/>\n");
  for (guint32 i = 0; i < writer->document->times->len; i++)
    {
      const DtlTime *time = dtl_document_time (writer->document, i);

      g_string_append_printf (writer->out, "<timex3 id=\"tmx%u\" type=\"%s\"", i + 1, types[time->type]);
      add (writer, "value", time->value);
      add (writer, "mod", time->mod);
      g_string_append_c (writer->out, '>');
      put_span (writer, 'w', time->first, time->n);
      g_string_append (writer->out, "</timex3>\n");
    }
  g_string_append (writer->out, "</timeExpressions>\n");
}

/* --- what --- */

static void
begin_role (Writer *writer, const char *role, guint32 head)
{
  g_string_append_printf (writer->out, "<role id=\"rl%u\" semRole=\"%s\"><span><target id=\"t%u\" head=\"yes\"/></span>",
                          ++writer->n_roles, role, head + 1);
}

static gpointer
party_key (const Writer *writer, guint32 event, guint32 actor)
{
  return GSIZE_TO_POINTER ((gsize) event * writer->document->record->actors->len + actor + 1);
}

/* Those who take part and whom the sentence names: by the words of dateline for what they do. */
static void
put_participants (Writer *writer, const DtlMark *mark)
{
  const DtlMention *mention = dtl_mark_mention (writer->document, mark);
  const DtlSentence *sentence
    = dtl_document_sentence (writer->document, dtl_document_token (writer->document, mark->first)->sentence);
  guint32 from, to;

  dtl_document_entities_in (writer->document, sentence->first_token, sentence->first_token + sentence->n_tokens, &from, &to);
  for (guint32 i = 0; mention != NULL && i < mention->n_participants; i++)
    for (guint32 k = from; k < to; k++)
      if (dtl_document_entity (writer->document, k)->actor == mention->participants[i].actor)
        {
          begin_role (writer, dtl_participant_role_to_string (mention->participants[i].role),
                      dtl_document_entity (writer->document, k)->head);
          g_string_append (writer->out, "<externalReferences>");
          put_reference (writer, "dateline", actor_id (writer, mention->participants[i].actor));
          g_string_append (writer->out, "</externalReferences></role>");
          g_hash_table_add (writer->named, party_key (writer, mark->event, mention->participants[i].actor));
          break;
        }
}

/* @mark: of the event that the token tells of; NULL: none */
static void
put_predicate (Writer *writer, guint32 token, const DtlMark *mark)
{
  const DtlEvent *event = mark != NULL ? dtl_mark_event (writer->document, mark) : NULL;
  guint n;
  const DtlRoleArc *arguments = dtl_document_arguments_of (writer->document, token, &n);

  g_string_append_printf (writer->out, "<predicate id=\"pr%u\">", token + 1);
  if (event != NULL)
    {
      g_string_append (writer->out, "<externalReferences>");
      put_reference (writer, "dateline", event->id);
      put_reference (writer, "PLOVER", event->type);
      put_reference (writer, "CAMEO", event->cameo);
      g_string_append (writer->out, "</externalReferences>");
    }
  put_span (writer, 't', token, mark != NULL ? mark->n : 1);
  for (guint i = 0; i < n; i++)
    {
      begin_role (writer, dtl_propbank_to_string (arguments[i].role), arguments[i].token);
      g_string_append (writer->out, "</role>");
    }
  if (event != NULL)
    put_participants (writer, mark);
  g_string_append (writer->out, "</predicate>\n");
}

/* Predicates and marks are both in order of token. */
static void
put_predicates (Writer *writer)
{
  const DtlDocument *document = writer->document;

  g_string_append (writer->out, "<srl>\n");
  for (guint32 i = 0; i < document->tokens->len; i++)
    {
      const DtlPredicate *predicate = dtl_document_predicate_at (document, i);
      guint32 found = dtl_marks_find (writer->marks, i);

      if (found != DTL_NONE)
        put_predicate (writer, i, &g_array_index (writer->marks, DtlMark, found));
      else if (predicate != NULL && predicate->kind == DTL_PREDICATE_FULL)
        put_predicate (writer, i, NULL);
    }
  g_string_append (writer->out, "</srl>\n");
}

static void
put_link (Writer *writer, guint32 token, const char *type, const char *prefix, guint32 to, const char *relation)
{
  g_string_append_printf (writer->out,
                          "<tlink id=\"tlink%u\" from=\"pr%u\" to=\"%s%u\" fromType=\"event\" toType=\"%s\" relType=\"%s\"/>\n",
                          ++writer->n_links, token + 1, prefix, to, type, relation);
}

/* Links of an event are those of its first words. */
static void
put_time_links (Writer *writer)
{
  const DtlDocument *document = writer->document;
  guint32 n_events = document->record != NULL ? document->record->events->len : 0;
  g_autofree guint32 *token_of = g_new (guint32, MAX (n_events, 1));

  memset (token_of, 0xFF, MAX (n_events, 1) * sizeof *token_of);
  for (guint i = writer->marks->len; i-- > 0;)
    if (g_array_index (writer->marks, DtlMark, i).event != DTL_NONE)
      token_of[g_array_index (writer->marks, DtlMark, i).event] = g_array_index (writer->marks, DtlMark, i).first;
  g_string_append (writer->out, "<temporalRelations>\n");
  for (guint i = 0; i < document->links->len; i++)
    {
      const DtlLink *link = &g_array_index (document->links, DtlLink, i);
      guint32 from = link->event < n_events ? token_of[link->event] : DTL_NONE;
      guint32 to = link->other < n_events ? token_of[link->other] : DTL_NONE;

      if (from != DTL_NONE && link->time != DTL_NONE)
        put_link (writer, from, "timex", "tmx", link->time + 1, dtl_link_relation (link));
      else if (from != DTL_NONE && to != DTL_NONE)
        put_link (writer, from, "event", "pr", to + 1, dtl_link_relation (link));
    }
  for (guint32 i = 0; i < n_events; i++)
    {
      const char *relation = dtl_event_relation_to_publication (document, dtl_record_event (document->record, i));

      if (token_of[i] != DTL_NONE && relation != NULL)
        put_link (writer, token_of[i], "timex", "tmx", 0, relation);
    }
  g_string_append (writer->out, "</temporalRelations>\n");
}

static void
put_realities (Writer *writer)
{
  g_string_append (writer->out, "<factualities>\n");
  for (guint i = 0; i < writer->marks->len; i++)
    {
      const DtlMark *mark = &g_array_index (writer->marks, DtlMark, i);
      const DtlMention *mention = dtl_mark_mention (writer->document, mark);

      if (mention == NULL)
        continue;
      g_string_append_printf (writer->out, "<factuality id=\"f%u\">", i + 1);
      put_span (writer, 't', mark->first, mark->n);
      g_string_append_printf (writer->out, "<factVal resource=\"dateline\" value=\"%s\"/></factuality>\n",
                              dtl_reality_to_string (mention->reality));
    }
  g_string_append (writer->out, "</factualities>\n");
}

static void
put_sayings (Writer *writer)
{
  g_string_append (writer->out, "<attribution>\n");
  for (guint32 i = 0; i < writer->document->sayings->len; i++)
    {
      const DtlSaying *saying = dtl_document_saying (writer->document, i);

      g_string_append_printf (writer->out, "<statement id=\"a%u\">", i + 1);
      for (guint k = 0; k < saying->n_parts; k++)
        {
          g_string_append (writer->out, "<statement_target>");
          put_span (writer, 't', saying->parts[k][0], saying->parts[k][1] - saying->parts[k][0] + 1);
          g_string_append (writer->out, "</statement_target>");
        }
      if (saying->source != DTL_NONE)
        {
          g_string_append (writer->out, "<statement_source>");
          put_span (writer, 't', saying->source_first, saying->source_last - saying->source_first + 1);
          g_string_append (writer->out, "</statement_source>");
        }
      g_string_append (writer->out, "<statement_cue>");
      put_span (writer, 't', saying->cue, saying->cue_last - saying->cue + 1);
      g_string_append (writer->out, "</statement_cue></statement>\n");
    }
  g_string_append (writer->out, "</attribution>\n");
}

/* Who takes part in an event is in a role of a predicate, or left out. */
static void
count_losses (const Writer *writer, DtlLosses *losses)
{
  const DtlRecord *record = writer->document->record;

  dtl_marks_count_losses (writer->document, losses);
  for (guint32 i = 0; record != NULL && i < record->events->len; i++)
    {
      const DtlEvent *event = dtl_record_event (record, i);

      for (guint32 k = 0; k < event->n_participants; k++)
        if (!g_hash_table_contains (writer->named, party_key (writer, i, event->participants[k].actor)))
          dtl_losses_add (losses, DTL_LOSS_PARTIES);
    }
}

gboolean
dtl_write_naf (const DtlDocument *document, const DtlExportOptions *options, GString *out, GError **error)
{
  g_autoptr (GArray) marks = dtl_marks_new (document);
  g_autoptr (GHashTable) named = g_hash_table_new (NULL, NULL);
  Writer writer = { document, out, marks, named, 0, 0 };

  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<NAF");
  add (&writer, "xml:lang", document->language != NULL ? document->language : "en");
  g_string_append (out, " version=\"v3\">\n");
  put_header (&writer);
  g_string_append (out, "<raw>");
  append_raw (&writer, document->text);
  g_string_append (out, "</raw>\n");
  put_words (&writer);
  put_terms (&writer);
  put_entities (&writer);
  put_coreferences (&writer);
  put_times (&writer);
  put_predicates (&writer);
  put_time_links (&writer);
  put_realities (&writer);
  put_sayings (&writer);
  count_losses (&writer, options->losses);
  g_string_append (out, "</NAF>\n");
  return TRUE;
}
