/*
 * Text: the document's text becomes sentences and words in the conventions of the English Universal Dependencies
 * treebanks (EWT, GUM), each with its place in the source.
 */
#pragma once

#include "document/document.h"

/**
 * dtl_text_run: fills @document->sentences and @document->tokens from its text and blocks; a text without blocks is
 * cut into body paragraphs at blank lines. Leaves a document alone that came with words of its own (pretokenized).
 * Linear in the length of the text. Sets %DTL_ERROR_LIMIT when the arena outgrows its limit.
 */
gboolean dtl_text_run (DtlDocument *document, GError **error);

/**
 * dtl_text_detect_language: the language of @text as a BCP 47 code ("en", "fr", "ru" …), or NULL when there is too
 * little to tell. Reads at most the first 20,000 bytes. Static string.
 */
const char *dtl_text_detect_language (const char *text, gsize length);
