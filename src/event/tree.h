/* The dependency trees of a document, read downwards. */
#pragma once

#include "document/characters.h"
#include "document/document.h"

/**
 * DtlTree:
 * @first_child, @next_sibling: [n_tokens] children in order of the text, -1 at the end
 * @left, @right: [n_tokens] first and last token of the subtree
 */
typedef struct
{
  DtlDocument *document; /* borrowed */
  guint32 n_tokens;
  gint32 *first_child;
  gint32 *next_sibling;
  guint32 *left;
  guint32 *right;
} DtlTree;

/** dtl_word_has_function: whether @word, lower case, has @function in function_words.tsv */
gboolean dtl_word_has_function (const char *word, const char *function);
/** dtl_tree_init: the arrays live in @arena; O(tokens × depth) */
void dtl_tree_init (DtlTree *tree, DtlDocument *document, DtlArena *arena);

#define DTL_TREE_FOREACH_CHILD(tree, token, child) \
  for (gint32 child = (tree)->first_child[token]; child >= 0; child = (tree)->next_sibling[child])

static inline const DtlToken *
dtl_tree_token (const DtlTree *tree, guint32 token)
{
  return dtl_document_token (tree->document, token);
}

/** dtl_tree_child: first child of @token with relation @deprel (base relation if @base), or -1 */
gint32 dtl_tree_child (const DtlTree *tree, guint32 token, DtlDeprel deprel);
gint32 dtl_tree_child_base (const DtlTree *tree, guint32 token, DtlDeprel base);
/** dtl_tree_child_lower: first child of @token with the lower-case form @lower, or -1 */
gint32 dtl_tree_child_lower (const DtlTree *tree, guint32 token, const char *lower);
/** dtl_tree_opens_with: token that is the first word of @token's subtree if its lower-case form is @lower, or -1 */
gint32 dtl_tree_opens_with (const DtlTree *tree, guint32 token, const char *lower);
/** dtl_tree_case: (nullable): the preposition of a nominal, lower case ("according" for "according to"; the last word
 * of a doubled one: "along with" is "with") */
const char *dtl_tree_case (const DtlTree *tree, guint32 token);
/** dtl_tree_has_mark: whether @token's clause is opened by the word @lower */
gboolean dtl_tree_has_mark (const DtlTree *tree, guint32 token, const char *lower);
/** dtl_tree_is_passive: whether a verb is in the passive, finite or as a participle on its own */
gboolean dtl_tree_is_passive (const DtlTree *tree, guint32 verb);
/** dtl_tree_is_negated: whether "not", "never", "no" … stands at @token */
gboolean dtl_tree_is_negated (const DtlTree *tree, guint32 token);
/** dtl_tree_subject: the subject of a predicate by syntax alone, through coordination, control and participles; the
 * antecedent when it is a relative pronoun. DTL_NONE if there is none. @implicit: whether it had to be looked for
 * outside the clause; @is_object: whether what was found is undergone (reduced passive relative). */
guint32 dtl_tree_subject (const DtlTree *tree, guint32 predicate, gboolean *implicit, gboolean *is_object);
/** dtl_tree_inverted_subject: the subject behind a reporting verb, which the parse takes for an object: "…, said officials
 * who hosted the talks"; or -1 */
gint32 dtl_tree_inverted_subject (const DtlTree *tree, guint32 verb);
/** dtl_tree_name_told: Owen Tate in "a man named Owen Tate", where the participle only tells his name; or -1 */
gint32 dtl_tree_name_told (const DtlTree *tree, guint32 participle);
/** dtl_tree_describes_object: whether the -ing form @token only describes the noun behind it, though the parse hangs it on the verb
 * before it as a clause: "blamed falling prices" */
gboolean dtl_tree_describes_object (const DtlTree *tree, guint32 token);
/** dtl_tree_for_subject: X in "called for X to resign", where the parse hangs X on the verb above the infinitive @clause; or
 * -1 */
gint32 dtl_tree_for_subject (const DtlTree *tree, guint32 clause);
/** dtl_tree_antecedent: what a relative pronoun stands for; @token itself if it is none */
guint32 dtl_tree_antecedent (const DtlTree *tree, guint32 token);
