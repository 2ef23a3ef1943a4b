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

static const DtlStage stages[] = {
  { "language", DTL_LAYER_TEXT, DTL_LAYER_LANGUAGE, TRUE, check_language, NULL },
  { "text", DTL_LAYER_TEXT, DTL_LAYER_WORDS, TRUE, dtl_text_run, NULL },
  { "times", DTL_LAYER_WORDS, DTL_LAYER_TIMES, FALSE, dtl_timex_scan, NULL },
  { "syntax", DTL_LAYER_WORDS | DTL_LAYER_TIMES, DTL_LAYER_SYNTAX, FALSE, NULL, dtl_syntax_run },
  { "dates", DTL_LAYER_TIMES | DTL_LAYER_SYNTAX, DTL_LAYER_DATES, FALSE, dtl_timex_resolve, NULL },
  { "actors", DTL_LAYER_SYNTAX, DTL_LAYER_ACTORS, FALSE, dtl_entity_run, NULL },
  { "events", DTL_LAYER_SYNTAX | DTL_LAYER_DATES | DTL_LAYER_ACTORS, DTL_LAYER_EVENTS, FALSE, dtl_event_run, NULL },
};

const DtlStage *
dtl_stages (guint *n_stages)
{
  *n_stages = G_N_ELEMENTS (stages);
  return stages;
}
