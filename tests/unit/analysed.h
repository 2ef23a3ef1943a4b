/* A text up to its trees, for the tests of syntax. */
#pragma once

#include <string.h>

#include "syntax/syntax.h"
#include "text/text.h"
#include "timex/timex.h"

static inline DtlDocument *
analyse (const DtlSyntax *syntax, const char *text)
{
  g_autoptr (GError) error = NULL;
  DtlDocument *document = dtl_document_new (text, strlen (text));

  g_assert_true (dtl_text_run (document, &error));
  g_assert_true (dtl_timex_scan (document, &error));
  g_assert_true (dtl_syntax_run (syntax, document, &error));
  g_assert_no_error (error);
  return document;
}
