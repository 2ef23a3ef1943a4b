/*
 * Who and what an article speaks of: mentions, which of them are one actor, and the roles that the text states.
 *
 * Needs tokens, tags, heads and names. Appends the entities layer, in order of head, and actors and roles to the
 * document's record; actors have no ids yet, those come from dtl_record_finish().
 */
#pragma once

#include "document/document.h"

/**
 * dtl_entity_run:
 * @document: after syntax, before event
 *
 * Near n log n in the number of mentions. Deterministic.
 * Returns: FALSE with %DTL_ERROR_LIMIT when the document outgrew its memory
 */
gboolean dtl_entity_run (DtlDocument *document, GError **error);
