/*
 * The sentences: which of them say something of the events shown, and the articles they stand in.
 *
 * Where the documents are at hand, their text is shown block by block with those sentences marked; a story that was
 * merged from records has the sentences alone, each with its line. After a marked sentence stands a sign for each event
 * that it tells of, which leads to the list.
 */
#include "export/report.h"

#include <string.h>

#include "document/document.h"
#include "export/chronicle.h"
#include "export/escape.h"
#include "export/palette.h"

#define MANY_TEXTS 400 /* articles that are shown whole; of more, the sentences */

/* ---- gathering ---- */

static int
compare_statements (gconstpointer a, gconstpointer b)
{
  const DtlStatement *one = a, *other = b;
  const DtlEvidence *left = &one->mention->evidence, *right = &other->mention->evidence;

  if (left->source != right->source)
    return left->source < right->source ? -1 : 1;
  if (left->sentence != right->sentence)
    return left->sentence < right->sentence ? -1 : 1;
  if (one->mention->trigger.start != other->mention->trigger.start)
    return one->mention->trigger.start < other->mention->trigger.start ? -1 : 1;
  return one->event < other->event ? -1 : one->event > other->event;
}

void
dtl_report_gather_quotes (DtlReport *report)
{
  for (guint i = 0; i < report->scene.n_shown; i++)
    {
      const DtlEvent *event = dtl_scene_event (&report->scene, i);

      for (guint j = 0; j < event->n_mentions; j++)
        {
          DtlStatement statement = { &event->mentions[j], i };

          g_array_append_val (report->statements, statement);
        }
    }
  g_array_sort (report->statements, compare_statements);
  for (guint i = 0; i < report->statements->len; i++)
    {
      const DtlEvidence *evidence = &g_array_index (report->statements, DtlStatement, i).mention->evidence;
      DtlQuote *last = report->quotes->len ? &g_array_index (report->quotes, DtlQuote, report->quotes->len - 1) : NULL;
      DtlQuote quote = { evidence, i, 1 };

      if (last && last->evidence->source == evidence->source && last->evidence->sentence == evidence->sentence)
        last->n++;
      else
        g_array_append_val (report->quotes, quote);
    }
}

/* ---- one sentence ---- */

static const DtlStatement *
statement_at (const DtlReport *report, const DtlQuote *quote, guint i)
{
  return &g_array_index (report->statements, DtlStatement, quote->first + i);
}

static const DtlEvent *
event_of (const DtlReport *report, const DtlStatement *statement)
{
  return dtl_scene_event (&report->scene, statement->event);
}

/* Byte in @text, the sentence, of code point @place of the document; -1 if it lies elsewhere. */
static gssize
byte_of (const DtlQuote *quote, const char *text, guint32 place)
{
  guint32 start = quote->evidence->span.start;

  if (place < start || (glong) (place - start) > g_utf8_strlen (text, -1))
    return -1;
  return g_utf8_offset_to_pointer (text, place - start) - text;
}

/* The events that the very words of statement @i name. */
static void
put_named (const DtlReport *report, const DtlQuote *quote, guint i)
{
  const DtlStatement *statement = statement_at (report, quote, i);

  g_string_append_printf (report->out, "<b data-e=\"%s", event_of (report, statement)->id);
  for (guint j = i + 1; j < quote->n; j++)
    {
      const DtlStatement *other = statement_at (report, quote, j);

      if (other->mention->trigger.start != statement->mention->trigger.start)
        break;
      if (other->mention->trigger.end == statement->mention->trigger.end && other->event != statement->event)
        g_string_append_printf (report->out, " %s", event_of (report, other)->id);
    }
  g_string_append (report->out, "\">");
}

/* The sentence with the words that name the events marked; of words that overlap in part only the first. */
static void
put_words (const DtlReport *report, const DtlQuote *quote, const char *text)
{
  gsize length = strlen (text), done = 0;

  for (guint i = 0; i < quote->n; i++)
    {
      const DtlStatement *statement = statement_at (report, quote, i);
      gssize start = byte_of (quote, text, statement->mention->trigger.start);
      gssize end = byte_of (quote, text, statement->mention->trigger.end);

      if (start < (gssize) done || end <= start)
        continue;
      dtl_report_put_part (report, text + done, (gsize) start - done);
      put_named (report, quote, i);
      dtl_report_put_part (report, text + start, (gsize) (end - start));
      g_string_append (report->out, "</b>");
      done = (gsize) end;
    }
  dtl_report_put_part (report, text + done, length - done);
}

static void
put_reference (const DtlReport *report, const DtlEvent *event)
{
  DtlLook look = dtl_look (event->family);
  g_autofree char *label = dtl_chronicle_label (&report->scene, event);

  g_string_append_printf (report->out, " <a class=\"ref k-%s\" href=\"#%s\" aria-label=\"", dtl_report_family (event), event->id);
  dtl_report_put (report, label);
  g_string_append_printf (report->out, "\">%s</a>", look.glyph);
}

static void
put_quote (const DtlReport *report, const DtlQuote *quote, const char *text)
{
  g_string_append_printf (report->out, "<mark id=\"s%u-%u\" data-e=\"", quote->evidence->source, quote->evidence->sentence);
  for (guint i = 0; i < quote->n; i++)
    g_string_append_printf (report->out, "%s%s", i ? " " : "", event_of (report, statement_at (report, quote, i))->id);
  g_string_append (report->out, "\">");
  put_words (report, quote, text);
  g_string_append (report->out, "</mark>");
  for (guint i = 0; i < quote->n; i++)
    put_reference (report, event_of (report, statement_at (report, quote, i)));
}

/* ---- articles ---- */

/* Of one article: its document, if at hand, and its quotes. */
typedef struct
{
  const DtlReport *report;
  const DtlDocument *document; /* nullable */
  guint quote;                 /* the next one */
  guint end;                   /* one past its last */
} Article;

static const DtlQuote *
next_quote (const Article *article)
{
  return article->quote < article->end ? &g_array_index (article->report->quotes, DtlQuote, article->quote) : NULL;
}

/* The place of @quote in the document. */
static DtlSpan
span_of (const DtlDocument *document, const DtlQuote *quote)
{
  return g_array_index (document->sentences, DtlSentence, quote->evidence->sentence).span;
}

static void
put_block (Article *article, DtlSpan span)
{
  const char *text = article->document->text;
  guint32 done = span.start;
  const DtlQuote *quote;

  while ((quote = next_quote (article)) != NULL && span_of (article->document, quote).start < span.end)
    {
      DtlSpan place = span_of (article->document, quote);
      g_autofree char *sentence = g_strndup (text + place.start, place.end - place.start);

      if (place.start > done)
        dtl_report_put_part (article->report, text + done, place.start - done);
      put_quote (article->report, quote, sentence);
      done = MAX (done, place.end);
      article->quote++;
    }
  if (done < span.end)
    dtl_report_put_part (article->report, text + done, span.end - done);
}

static const char *
class_of (DtlSentenceKind kind)
{
  switch (kind)
    {
    case DTL_SENTENCE_TITLE:
    case DTL_SENTENCE_HEADING:
      return " class=\"heading\"";
    case DTL_SENTENCE_BYLINE:
    case DTL_SENTENCE_DATELINE:
      return " class=\"byline\"";
    case DTL_SENTENCE_FURNITURE:
      return " class=\"furniture\"";
    default:
      return "";
    }
}

/* Whether the block only repeats the title, which stands above the text. */
static gboolean
repeats_title (const Article *article, const DtlBlock *block)
{
  g_autofree char *raw = g_strndup (article->document->text + block->span.start, block->span.end - block->span.start);
  g_autofree char *text = dtl_clean_line (raw);
  g_autofree char *title = dtl_clean_line (article->document->title);
  const DtlQuote *quote = next_quote (article);

  if (quote && span_of (article->document, quote).start < block->span.end)
    return FALSE;
  return *title && strcmp (text, title) == 0;
}

static void
put_text (Article *article)
{
  GString *out = article->report->out;
  const GArray *blocks = article->document->blocks;

  for (guint i = 0; i < MAX (blocks->len, 1); i++)
    {
      DtlBlock block = { { 0, article->document->length }, DTL_SENTENCE_BODY };

      if (i < blocks->len)
        block = g_array_index (blocks, DtlBlock, i);
      if (repeats_title (article, &block))
        continue;
      g_string_append_printf (out, "<p%s>", class_of (block.kind));
      put_block (article, block.span);
      g_string_append (out, "</p>\n");
    }
}

/* The sentences that no block has shown. */
static void
put_sentences (Article *article)
{
  GString *out = article->report->out;
  const DtlQuote *quote;

  for (; (quote = next_quote (article)) != NULL; article->quote++)
    {
      g_string_append_printf (out, "<p class=\"line\"><span class=\"number\">L%u</span> ", quote->evidence->line);
      put_quote (article->report, quote, quote->evidence->text ? quote->evidence->text : "");
      g_string_append (out, "</p>\n");
    }
}

/* The title, linked to where the article came from if that is on the web. */
static void
put_title (const DtlReport *report, const DtlSource *source)
{
  gboolean linked = dtl_url_is_safe (source->uri) && *source->uri != '#';

  g_string_append (report->out, "<h3 dir=\"auto\">");
  if (linked)
    {
      g_string_append (report->out, "<a rel=\"noopener noreferrer\" href=\"");
      dtl_report_put (report, source->uri);
      g_string_append (report->out, "\">");
    }
  dtl_report_put (report, source->title ? source->title : source->uri ? source->uri : "Untitled");
  g_string_append (report->out, linked ? "</a></h3>\n" : "</h3>\n");
}

static void
put_article (Article *article, guint number)
{
  const DtlReport *report = article->report;
  const DtlSource *source = &report->scene.sources[number];
  g_autofree char *day = dtl_date_words (&source->published.date, DTL_NO_YEAR, TRUE);
  GString *out = report->out;

  g_string_append_printf (out, "<article id=\"%s\">\n<p class=\"byline\">", source->id);
  if (report->scene.n_sources > 1)
    g_string_append_printf (out, "[%u] ", number + 1);
  dtl_report_put (report, source->publisher);
  g_string_append_printf (out, "%s%s", source->publisher && *source->publisher && *day ? ", " : "", day);
  if (source->duplicate_of != DTL_NONE)
    g_string_append_printf (out, " · a copy of [%u]", source->duplicate_of + 1);
  if (source->version_of != DTL_NONE)
    g_string_append_printf (out, " · a later version of [%u]", source->version_of + 1);
  g_string_append (out, "</p>\n");
  put_title (report, source);
  if (article->document)
    put_text (article);
  else if (article->quote == article->end)
    g_string_append (out, "<p class=\"byline\">No event shown rests on this article.</p>\n");
  put_sentences (article);
  g_string_append (out, "</article>\n");
}

/* Whether all quotes of the article lie in the document: it is the one that the facts were read from. */
static gboolean
fits (const Article *article, const DtlDocument *document)
{
  for (guint i = article->quote; i < article->end; i++)
    {
      const DtlQuote *quote = &g_array_index (article->report->quotes, DtlQuote, i);

      if (document->sentences == NULL || quote->evidence->sentence >= document->sentences->len)
        return FALSE;
    }
  return TRUE;
}

static const DtlDocument *
find_document (const Article *article, GHashTable *documents, guint number)
{
  const DtlDocument *document = g_hash_table_lookup (documents, article->report->scene.sources[number].id);

  return document && number < MANY_TEXTS && fits (article, document) ? document : NULL;
}

void
dtl_report_put_sources (DtlReport *report)
{
  g_autoptr (GHashTable) documents = g_hash_table_new (g_str_hash, g_str_equal);
  Article article = { report, NULL, 0, 0 };

  for (guint i = 0; i < report->options->n_documents; i++)
    if (report->options->documents[i]->id)
      g_hash_table_insert (documents, (gpointer) report->options->documents[i]->id, report->options->documents[i]);
  g_string_append (report->out, "<section id=\"sources\" aria-labelledby=\"sources-heading\">\n"
                                "<h2 id=\"sources-heading\">Source text</h2>\n");
  for (guint i = 0; i < report->scene.n_sources; i++)
    {
      while (article.end < report->quotes->len
             && g_array_index (report->quotes, DtlQuote, article.end).evidence->source == i)
        article.end++;
      article.document = find_document (&article, documents, i);
      put_article (&article, i);
      article.quote = article.end;
    }
  g_string_append (report->out, "</section>\n");
}
