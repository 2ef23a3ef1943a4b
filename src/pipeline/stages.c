/* The table of stages. */
#include "pipeline/stages.h"

#include <string.h>

#include "text/text.h"

/* Says which language the text is in. Another one than English is no failure: the text is there, its facts are not. */
static gboolean
check_language (DtlDocument *document, GError **error)
{
  const char *language = dtl_text_detect_language (document->text, document->length);

  if (language == NULL)
    return TRUE;
  document->language = language;
  if (strcmp (language, "en") != 0)
    dtl_document_diagnose (document, "other-language", DTL_SEVERITY_WARNING, (DtlSpan) { 0, 0 },
                           "written in another language (%s), so not analysed; only English is read", language);
  return TRUE;
}

static const DtlStage stages[] = {
  { "language", DTL_LAYER_TEXT, DTL_LAYER_LANGUAGE, TRUE, check_language, NULL },
  { "text", DTL_LAYER_TEXT, DTL_LAYER_WORDS, TRUE, dtl_text_run, NULL },
};

const DtlStage *
dtl_stages (guint *n_stages)
{
  *n_stages = G_N_ELEMENTS (stages);
  return stages;
}
