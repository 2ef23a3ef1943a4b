/* The table of stages. */
#include "pipeline/stages.h"

#include <string.h>

#include "entity/entity.h"
#include "event/event.h"
#include "text/text.h"
#include "timex/timex.h"

gboolean
dtl_stage_can_run (const DtlStage *stage, const DtlDocument *document)
{
  const char *language = document->language;

  return stage->any_language || language == NULL || strcmp (language, "en") == 0 || g_str_has_prefix (language, "en-");
}

/* Says which language the text is in; the words outrank what the page claims. Another one than English is no failure:
 * the text is there, its facts are not. */
static gboolean
check_language (DtlDocument *document, GError **error)
{
  static const DtlStage reader = { "reader" };
  const char *language = dtl_text_detect_language (document->text, document->length);

  if (language != NULL && (document->language == NULL || !g_str_has_prefix (document->language, language)))
    document->language = language;
  if (!dtl_stage_can_run (&reader, document))
    dtl_document_diagnose (document, "other-language", DTL_SEVERITY_WARNING, (DtlSpan) { 0, 0 },
                           "written in another language (%s), so not analysed; only English is read",
                           document->language);
  return TRUE;
}

/* The record knows which article it is of. */
static gboolean
describe_source (DtlDocument *document, GError **error)
{
  DtlSource source = {
    .id = document->id,
    .uri = document->uri,
    .title = document->title,
    .published = document->published,
    .updated = document->updated,
    .publisher = document->publisher,
    .authors = document->authors,
    .language = document->language,
    .sha256 = document->sha256,
    .duplicate_of = DTL_NONE, .version_of = DTL_NONE,
  };

  dtl_record_set_source (document->record, &source);
  return TRUE;
}

/* What is strange about the article goes with its facts; their offsets are code points. */
static gboolean
report_diagnostics (DtlDocument *document, GError **error)
{
  for (guint i = 0; i < document->diagnostics->len; i++)
    {
      const DtlDiagnostic *diagnostic = &g_array_index (document->diagnostics, DtlDiagnostic, i);

      dtl_record_diagnose (document->record, diagnostic->tag, diagnostic->severity,
                           dtl_document_char_span (document, diagnostic->span), diagnostic->message);
    }
  return TRUE;
}

static const DtlStage stages[] = {
  { "language", DTL_LAYER_TEXT, DTL_LAYER_LANGUAGE, TRUE, check_language, NULL },
  { "source", DTL_LAYER_LANGUAGE, DTL_LAYER_SOURCE, TRUE, describe_source, NULL },
  { "text", DTL_LAYER_TEXT, DTL_LAYER_WORDS, TRUE, dtl_text_run, NULL },
  { "times", DTL_LAYER_WORDS, DTL_LAYER_TIMES, FALSE, dtl_timex_scan, NULL },
  { "syntax", DTL_LAYER_WORDS | DTL_LAYER_TIMES, DTL_LAYER_SYNTAX, FALSE, NULL, dtl_syntax_run },
  { "dates", DTL_LAYER_TIMES | DTL_LAYER_SYNTAX, DTL_LAYER_DATES, FALSE, dtl_timex_resolve, NULL },
  { "actors", DTL_LAYER_SYNTAX | DTL_LAYER_SOURCE, DTL_LAYER_ACTORS, FALSE, dtl_entity_run, NULL },
  { "events", DTL_LAYER_DATES | DTL_LAYER_ACTORS, DTL_LAYER_EVENTS, FALSE, dtl_event_run, NULL },
  { "report", DTL_LAYER_SOURCE, DTL_LAYER_REPORT, TRUE, report_diagnostics, NULL },
};

const DtlStage *
dtl_stages (guint *n_stages)
{
  *n_stages = G_N_ELEMENTS (stages);
  return stages;
}
