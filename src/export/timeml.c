/*
 * TimeML 1.2.1 (https://timeml.github.io): the text with its times (TIMEX3) and what tells of events (EVENT) marked inline,
 * how each is told (MAKEINSTANCE), links in time (TLINK) and from who says it to what is said (SLINK).
 *
 * A time that could not be resolved has an empty value, an article without a day of publication an empty DCT and no links
 * to it. Verbs of saying are events here also where dateline takes them for none. Links of an event are those of its
 * first words.
 */
#include "export/writers.h"

#include <string.h>

#include "document/document.h"
#include "export/escape.h"
#include "export/marks.h"
#include "lexicon/tables.h"

static void
append_escaped (GString *out, const char *text, guint32 start, guint32 end)
{
  g_autofree char *piece = g_strndup (text + start, end - start);
  g_autofree char *escaped = dtl_escape_xml (piece);

  g_string_append (out, escaped);
}

static void
append_creation_time (GString *out, const DtlDate *published)
{
  g_autofree char *value = dtl_date_to_string (published);

  g_string_append (out, "<DCT>");
  if (value)
    g_string_append_printf (out,
                            "<TIMEX3 tid=\"t0\" type=\"DATE\" value=\"%s\" temporalFunction=\"false\" "
                            "functionInDocument=\"CREATION_TIME\">%s</TIMEX3>",
                            value, value);
  g_string_append (out, "</DCT>\n");
}

/* Relative times say what they were counted from: "t0", or the time before them that was in focus. */
static void
append_time (GString *out, const DtlDocument *document, guint number)
{
  static const char *const types[] = { "DATE", "TIME", "DURATION", "SET" };
  const DtlTime *time = dtl_document_time (document, number);
  gboolean from_publication = time->anchor && strcmp (time->anchor, "publication") == 0;
  gboolean is_relative = time->anchor && strcmp (time->anchor, "none") != 0;

  g_string_append_printf (out, "<TIMEX3 tid=\"t%u\" type=\"%s\" value=\"%s\"", number + 1, types[time->type],
                          time->value ? time->value : "");
  if (time->mod)
    g_string_append_printf (out, " mod=\"%s\"", time->mod);
  g_string_append_printf (out, " temporalFunction=\"%s\"", is_relative ? "true" : "false");
  if (from_publication)
    g_string_append (out, " anchorTimeID=\"t0\"");
  g_string_append_c (out, '>');
  append_escaped (out, document->text, time->span.start, time->span.end);
  g_string_append (out, "</TIMEX3>");
}

/* --- what happens --- */

/* ei1 stands for e1; both count from 1 in the order of the text. */
typedef struct
{
  const DtlDocument *document;
  GString *out;
  GArray *marks;       /* owned: DtlMark */
  gboolean *is_marked; /* owned: [marks->len] FALSE where a time or another event has its words */
  guint n_links;
  DtlLosses *losses; /* nullable */
} Writer;

static const DtlMark *
mark_at (const Writer *writer, guint32 i)
{
  return &g_array_index (writer->marks, DtlMark, i);
}

static const char *
class_of (const Writer *writer, const DtlMark *mark)
{
  static const char *const sayings[DTL_N_SAYING_KINDS] = { "REPORTING", "I_STATE", "I_STATE", "I_ACTION", "REPORTING" };
  const DtlMention *mention = dtl_mark_mention (writer->document, mark);
  const char *class = mention != NULL && mention->event_class != NULL
                        ? dtl_table_cell (&dtl_table_timeml_classes, mention->event_class, DTL_TIMEML_CLASSES_TIMEML)
                        : NULL;

  if (class != NULL)
    return class;
  return mark->saying != DTL_NONE ? sayings[dtl_document_saying (writer->document, mark->saying)->kind] : "OCCURRENCE";
}

static void
append_event (Writer *writer, guint32 number)
{
  const DtlMark *mark = mark_at (writer, number);
  const DtlToken *token = dtl_document_token (writer->document, mark->first);

  g_string_append_printf (writer->out, "<EVENT eid=\"e%u\" class=\"%s\">", number + 1, class_of (writer, mark));
  append_escaped (writer->out, writer->document->text, token->span.start,
                  dtl_document_token (writer->document, mark->first + mark->n - 1)->span.end);
  g_string_append (writer->out, "</EVENT>");
}

/* Marks lie side by side, as elements do: of what overlaps the time stays, or the first. */
static void
append_text (Writer *writer)
{
  const DtlDocument *document = writer->document;
  guint32 at = 0, i = 0, k = 0;

  while (i < document->times->len || k < writer->marks->len)
    {
      DtlSpan time = i < document->times->len ? dtl_document_time (document, i)->span : (DtlSpan) { G_MAXUINT32, G_MAXUINT32 };
      guint32 first = k < writer->marks->len ? mark_at (writer, k)->first : 0;
      guint32 last = k < writer->marks->len ? first + mark_at (writer, k)->n - 1 : 0;
      DtlSpan event = k < writer->marks->len ? (DtlSpan) { dtl_document_token (document, first)->span.start,
                                                          dtl_document_token (document, last)->span.end }
                                             : (DtlSpan) { G_MAXUINT32, G_MAXUINT32 };
      gboolean is_time = time.start <= event.start || dtl_span_overlaps (time, event);
      DtlSpan span = is_time ? time : event;

      if (span.start >= at && span.start < span.end)
        {
          append_escaped (writer->out, document->text, at, span.start);
          if (is_time)
            append_time (writer->out, document, i);
          else
            append_event (writer, k);
          if (!is_time)
            writer->is_marked[k] = TRUE;
          at = span.end;
        }
      i += is_time;
      k += !is_time;
    }
  append_escaped (writer->out, document->text, at, (guint32) document->length);
}

/* --- instances: how it is told --- */

static const char *
part_of_speech (const DtlToken *token)
{
  return token->upos == DTL_UPOS_VERB || token->upos == DTL_UPOS_AUX     ? "VERB"
         : token->upos == DTL_UPOS_NOUN || token->upos == DTL_UPOS_PROPN ? "NOUN"
         : token->upos == DTL_UPOS_ADJ                                   ? "ADJECTIVE"
         : token->upos == DTL_UPOS_ADP                                   ? "PREPOSITION"
                                                                         : "OTHER";
}

static const char *
tense_of_form (const DtlToken *token)
{
  switch (token->xpos)
    {
    case DTL_XPOS_VBD:
      return "PAST";
    case DTL_XPOS_VBP:
    case DTL_XPOS_VBZ:
      return "PRESENT";
    case DTL_XPOS_VBG:
      return "PRESPART";
    case DTL_XPOS_VBN:
      return "PASTPART";
    case DTL_XPOS_VB:
      return "INFINITIVE";
    default:
      return "NONE";
    }
}

typedef struct
{
  const char *tense;
  const char *aspect;
  const char *modal; /* nullable: "could" */
} Form;

/* By the auxiliaries right before the verb: "will have left", "was leaving"; the first tells the tense. */
static Form
form_of (const DtlDocument *document, guint32 verb)
{
  const DtlToken *token = dtl_document_token (document, verb);
  const DtlSentence *sentence = dtl_document_sentence (document, token->sentence);
  Form form = { tense_of_form (token), "NONE", NULL };
  gboolean is_perfect = FALSE, is_progressive = FALSE;

  for (guint32 i = verb; i-- > sentence->first_token && verb - i <= 8;)
    {
      const DtlToken *word = dtl_document_token (document, i);
      gboolean is_will = word->xpos == DTL_XPOS_MD
                         && (g_strcmp0 (word->lemma, "will") == 0 || g_strcmp0 (word->lemma, "shall") == 0);

      if (word->upos != DTL_UPOS_AUX || word->head != (gint32) verb)
        continue;
      is_perfect |= g_strcmp0 (word->lemma, "have") == 0;
      is_progressive |= g_strcmp0 (word->lemma, "be") == 0 && token->xpos == DTL_XPOS_VBG;
      form.tense = is_will ? "FUTURE" : word->xpos == DTL_XPOS_MD ? "NONE" : tense_of_form (word);
      form.modal = word->xpos == DTL_XPOS_MD && !is_will ? word->lemma : form.modal;
    }
  form.aspect = is_perfect && is_progressive ? "PERFECTIVE_PROGRESSIVE"
                : is_perfect                 ? "PERFECTIVE"
                : is_progressive             ? "PROGRESSIVE"
                                             : "NONE";
  return form;
}

/* A modality is the modal verb, or else why it has not happened: planned, possible, denied. */
static void
append_instance (Writer *writer, guint32 number)
{
  const DtlMark *mark = mark_at (writer, number);
  const DtlMention *mention = dtl_mark_mention (writer->document, mark);
  const DtlReality reality = mention != NULL ? mention->reality : DTL_REALITY_ACTUAL;
  Form form = form_of (writer->document, mark->first);
  gboolean is_modal = reality != DTL_REALITY_ACTUAL && reality != DTL_REALITY_NEGATED;
  g_autofree char *modality = dtl_escape_xml (form.modal != NULL ? form.modal : is_modal ? dtl_reality_to_string (reality) : "");

  g_string_append_printf (writer->out,
                          "<MAKEINSTANCE eiid=\"ei%u\" eventID=\"e%u\" tense=\"%s\" aspect=\"%s\" pos=\"%s\" polarity=\"%s\"",
                          number + 1, number + 1, form.tense, form.aspect,
                          part_of_speech (dtl_document_token (writer->document, mark->first)),
                          reality == DTL_REALITY_NEGATED ? "NEG" : "POS");
  if (*modality)
    g_string_append_printf (writer->out, " modality=\"%s\"", modality);
  g_string_append (writer->out, "/>\n");
}

/* --- links --- */

static guint32
instance_of (const Writer *writer, const guint32 *first_mark, guint32 event)
{
  return event != DTL_NONE && first_mark[event] != DTL_NONE && writer->is_marked[first_mark[event]] ? first_mark[event] + 1 : 0;
}

static void
append_link (Writer *writer, guint32 instance, const char *end, guint32 number, const char *relation)
{
  g_string_append_printf (writer->out, "<TLINK lid=\"l%u\" relType=\"%s\" eventInstanceID=\"ei%u\" %s%u\"/>\n", ++writer->n_links,
                          relation, instance, end, number);
}

/* By the words of the text, then the day of publication where a date says how that stands to it. */
static void
append_time_links (Writer *writer, const guint32 *first_mark)
{
  const DtlDocument *document = writer->document;
  guint32 n_events = document->record != NULL ? document->record->events->len : 0;

  for (guint i = 0; i < document->links->len; i++)
    {
      const DtlLink *link = &g_array_index (document->links, DtlLink, i);
      guint32 instance = link->event < n_events ? instance_of (writer, first_mark, link->event) : 0;
      guint32 other = link->other < n_events ? instance_of (writer, first_mark, link->other) : 0;

      if (instance > 0 && link->time != DTL_NONE)
        append_link (writer, instance, "relatedToTime=\"t", link->time + 1, dtl_link_relation (link));
      else if (instance > 0 && other > 0)
        append_link (writer, instance, "relatedToEventInstance=\"ei", other, dtl_link_relation (link));
      else
        dtl_losses_add (writer->losses, DTL_LOSS_RELATIONS);
    }
  for (guint32 i = 0; i < n_events; i++)
    {
      const char *relation = dtl_event_relation_to_publication (document, dtl_record_event (document->record, i));
      guint32 instance = instance_of (writer, first_mark, i);

      if (instance > 0 && relation != NULL)
        append_link (writer, instance, "relatedToTime=\"t", 0, relation);
    }
}

/* From @number, which says so, to the events among the tokens of one part of what @saying says. */
static void
append_part (Writer *writer, guint32 number, const DtlSaying *saying, const guint32 part[2])
{
  static const char *const relations[DTL_N_SAYING_KINDS] = { "EVIDENTIAL", "MODAL", "MODAL", "FACTIVE", "EVIDENTIAL" };

  guint32 i = dtl_marks_first_from (writer->marks, part[0]);

  for (; i < writer->marks->len && mark_at (writer, i)->first <= part[1]; i++)
    {
      const DtlMention *mention = dtl_mark_mention (writer->document, mark_at (writer, i));

      if (mention == NULL || !writer->is_marked[i] || i == number)
        continue;
      g_string_append_printf (writer->out,
                              "<SLINK lid=\"l%u\" relType=\"%s\" eventInstanceID=\"ei%u\" "
                              "subordinatedEventInstance=\"ei%u\"/>\n",
                              ++writer->n_links,
                              mention->reality == DTL_REALITY_DENIED ? "NEG_EVIDENTIAL" : relations[saying->kind], number + 1,
                              i + 1);
    }
}

/* Who vouches for what, where both are words of the text. */
static void
append_sayings (Writer *writer)
{
  for (guint32 i = 0; i < writer->marks->len; i++)
    {
      guint32 number = mark_at (writer, i)->saying;
      const DtlSaying *saying = number != DTL_NONE ? dtl_document_saying (writer->document, number) : NULL;

      for (guint k = 0; saying != NULL && writer->is_marked[i] && k < saying->n_parts; k++)
        append_part (writer, i, saying, saying->parts[k]);
    }
}

static guint32 *
first_marks (const Writer *writer)
{
  guint32 n_events = writer->document->record != NULL ? writer->document->record->events->len : 0;
  guint32 *first = g_new (guint32, MAX (n_events, 1));

  memset (first, 0xFF, MAX (n_events, 1) * sizeof *first);
  for (guint32 i = writer->marks->len; i-- > 0;)
    if (mark_at (writer, i)->event != DTL_NONE)
      first[mark_at (writer, i)->event] = i;
  return first;
}

static void
append_annotations (Writer *writer)
{
  g_autofree guint32 *first = first_marks (writer);

  for (guint32 i = 0; i < writer->marks->len; i++)
    if (writer->is_marked[i])
      append_instance (writer, i);
  append_time_links (writer, first);
  append_sayings (writer);
}

/* Who takes part is nowhere; of words that overlap the first stay. */
static void
count_losses (const Writer *writer)
{
  const DtlRecord *record = writer->document->record;

  dtl_marks_count_losses (writer->document, writer->losses);
  for (guint32 i = 0; writer->losses != NULL && record != NULL && i < record->events->len; i++)
    writer->losses->counts[DTL_LOSS_PARTIES] += dtl_record_event (record, i)->n_participants;
  for (guint32 i = 0; i < writer->marks->len; i++)
    if (!writer->is_marked[i] && mark_at (writer, i)->event != DTL_NONE)
      dtl_losses_add (writer->losses, DTL_LOSS_MENTIONS);
}

gboolean
dtl_write_timeml (const DtlDocument *document, const DtlExportOptions *options, GString *out, GError **error)
{
  g_autofree char *id = dtl_escape_xml (document->id ? document->id : "d");
  g_autofree char *title = document->title ? dtl_escape_xml (document->title) : NULL;
  g_autoptr (GArray) marks = dtl_marks_new (document);
  g_autofree gboolean *is_marked = g_new0 (gboolean, MAX (marks->len, 1));
  Writer writer = { document, out, marks, is_marked, 0, options->losses };

  g_string_append_printf (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TimeML>\n<DOCID>%s</DOCID>\n", id);
  append_creation_time (out, &document->published.date);
  if (title)
    g_string_append_printf (out, "<TITLE>%s</TITLE>\n", title);
  g_string_append (out, "<TEXT>");
  append_text (&writer);
  g_string_append (out, "</TEXT>\n");
  append_annotations (&writer);
  count_losses (&writer);
  g_string_append (out, "</TimeML>\n");
  return TRUE;
}
