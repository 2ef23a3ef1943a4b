/*
 * Finding mentions and roles by token. The entities layer is sorted by head, predicates by token, so a bisection finds the
 * one at a given token.
 */
#pragma once

#include "document/document.h"

/** dtl_layer_first_from: the first element whose token is @token or a later one, layer->len if there is none. @layer: sorted by
 * that token; @key: where it stands in an element, a guint32 (G_STRUCT_OFFSET). O(log n) */
guint32 dtl_layer_first_from (const GArray *layer, gsize key, guint32 token);
/** dtl_document_entity_at_head: (nullable): the mention whose head is @token; O(log n) */
const DtlEntity *dtl_document_entity_at_head (const DtlDocument *document, guint32 token);
/** dtl_document_entity_at: (nullable): the narrowest mention that covers @token or has it as head; O(n) in the mentions
 * of the sentence */
const DtlEntity *dtl_document_entity_at (const DtlDocument *document, guint32 token);
/** dtl_document_entities_in: the range of mentions whose heads lie in tokens @first … @end - 1; O(log n) */
void dtl_document_entities_in (const DtlDocument *document, guint32 first, guint32 end, guint32 *from, guint32 *to);
/**
 * dtl_document_phrase_head: the token that a phrase of place or time hangs on, or -1: its head in the tree, but the verb
 * of a clause that ends right before it rather than the verb which that clause depends on or is coordinated with ("said
 * it would vote on Monday", "to Rome, where he met the pope on Monday": voted, met on Monday). @first: its first token,
 * with the preposition; @top: the word of it that hangs there
 */
gint32 dtl_document_phrase_head (const DtlDocument *document, guint32 first, guint32 top);
/** dtl_document_time_head: the same of a time expression; @top: (out) (optional): the word that hangs there */
gint32 dtl_document_time_head (const DtlDocument *document, const DtlTime *time, guint32 *top);
/** dtl_document_predicate_at: (nullable): the predicate that @token is; O(log n) */
const DtlPredicate *dtl_document_predicate_at (const DtlDocument *document, guint32 token);
/** dtl_document_arguments_of: (transfer none) (nullable): the @n_arguments arguments of the predicate @token, in order of
 * their heads; none of a word that is no predicate. O(log n) */
const DtlRoleArc *dtl_document_arguments_of (const DtlDocument *document, guint32 token, guint *n_arguments);
/** dtl_document_argument_with: head of the first argument of the predicate @token that has @role just so, or -1 */
gint32 dtl_document_argument_with (const DtlDocument *document, guint32 token, guint role);
/** dtl_document_next_role: (transfer none) (nullable): the roles that @token has with the predicates of its sentence, one
 * after the other: the one after @before, or the first if that is NULL. O(arguments in the sentence) for all of them */
const DtlRoleArc *dtl_document_next_role (const DtlDocument *document, guint32 token, const DtlRoleArc *before);
