/*
 * Syntax: tags, lemmas, heads and relations for every word, the proper names of the document, and, where the model has
 * them, predicates and their arguments.
 */
#pragma once

#include "document/document.h"
#include "model/kernel.h"
#include "model/model.h"

/** DtlSyntax: a model made ready for use; immutable, shared between threads. */
typedef struct _DtlSyntax DtlSyntax;

/** dtl_syntax_new: (transfer full): keeps @model. %DTL_ERROR_MODEL names the chunk that is missing or does not fit. */
DtlSyntax *dtl_syntax_new (DtlModel *model, GError **error);
/** dtl_syntax_new_with_kernel: the same, with other inner loops than the best that this CPU has: for tests and benchmarks */
DtlSyntax *dtl_syntax_new_with_kernel (DtlModel *model, const DtlKernel *kernel, GError **error);
void dtl_syntax_unref (DtlSyntax *syntax);

/**
 * dtl_syntax_run: fills the tag fields of the tokens, @document->names, @document->predicates and @document->arguments.
 *
 * Reads sentences, tokens and times (which may be empty). Names and times constrain the trees: a name is one phrase, a bare
 * weekday is nobody's subject. Linear in the number of words, apart from the square of the length of a sentence, which
 * is cut into windows of at most DTL_SYNTAX_WINDOW words. Sets %DTL_ERROR_LIMIT when the arena outgrows its limit.
 */
gboolean dtl_syntax_run (const DtlSyntax *syntax, DtlDocument *document, GError **error);

#define DTL_SYNTAX_WINDOW 250

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlSyntax, dtl_syntax_unref)
