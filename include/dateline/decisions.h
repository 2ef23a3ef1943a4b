/* Decisions: what a reader of a story says of it, which outranks what merging has found. */
#pragma once

#if !defined(DTL_INSIDE) && !defined(DTL_COMPILATION)
# error "Only <dateline/dateline.h> can be included directly."
#endif

#include <dateline/story.h>

G_BEGIN_DECLS

/**
 * DtlDecisions: decisions on actors and events, one a line; '#' begins a comment line. Immutable, reference-counted.
 *
 *   same ACTOR ACTOR...          they are one
 *   different ACTOR ACTOR        they are two; what else was taken for them goes with the one that it is called like
 *   different EVENT EVENT        the same of events: the rest goes with the one that it is told like
 *   rename ACTOR name            what it is called
 *   join EVENT EVENT...          they are one
 *   split EVENT MENTION...       these mentions are an event of their own; "apart" is the same
 *   drop ACTOR|EVENT             it is left out
 *   date EVENT EDTF|-            when it was; "-": nobody knows
 *   label EVENT words            its headline
 *   note ACTOR|EVENT words       kept with it
 *
 * An id may be that of the story or that of a record which became part of it, so that a decision still holds when further
 * articles join. A MENTION is the id of its document, which stands for all mentions in it, or that id, ':', and the code
 * point where the trigger starts.
 *
 * Decisions on actors come before events are merged, those on events after it, in the order of the file; what they make does
 * not depend on the order of articles. What was joined has the id of the one that is mentioned first in content order. Of
 * what was split, each part has the id that its first mention has in the record of its article, or one made of that mention
 * if the record's event begins elsewhere.
 */
typedef struct _DtlDecisions DtlDecisions;

#define DTL_TYPE_DECISIONS (dtl_decisions_get_type ())
GType dtl_decisions_get_type (void);

/**
 * dtl_decisions_new: (transfer full):
 * @name: what messages call the text
 * @text: [length] UTF-8
 * @length: bytes, or -1 for text that ends in NUL
 *
 * Sets %DTL_ERROR_SYNTAX with one line "name:line: reason" for each line that makes no sense, or %DTL_ERROR_LIMIT.
 */
DtlDecisions *dtl_decisions_new (const char *name, const char *text, gssize length, GError **error);
/** dtl_decisions_load: (transfer full): of a file; also passes on errors of reading it */
DtlDecisions *dtl_decisions_load (const char *path, GError **error);
/** dtl_decisions_join: (transfer full): those of @first, then those of @second, which outrank them where only one can hold */
DtlDecisions *dtl_decisions_join (DtlDecisions *first, DtlDecisions *second);
DtlDecisions *dtl_decisions_ref (DtlDecisions *decisions);
void dtl_decisions_unref (DtlDecisions *decisions);

/** dtl_story_builder_decide: stories that @builder seals from now on follow @decisions, which are referenced; NULL for none */
void dtl_story_builder_decide (DtlStoryBuilder *builder, DtlDecisions *decisions);
/** dtl_story_get_unmet: (transfer none) (array zero-terminated=1): of decisions that could not be followed, because what they
 * speak of is not in the story, one line each with file and line; the others hold */
const char *const *dtl_story_get_unmet (const DtlStory *story);

/**
 * DtlNote:
 * @id: of the actor or event in the story
 * @text: the words of the decision
 */
typedef struct
{
  const char *id;
  const char *text;
} DtlNote;

/**
 * dtl_story_are_different: whether the user has decided that two actors, or two events, are two
 * @id, @other: of the story
 *
 * Known of a story that was made with the decisions, not of one that a corpus has kept ready. Experimental.
 */
gboolean dtl_story_are_different (const DtlStory *story, const char *id, const char *other);

/** dtl_story_get_notes: in the order of the decisions */
const DtlNote *dtl_story_get_notes (const DtlStory *story, guint *n_notes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlDecisions, dtl_decisions_unref)

G_END_DECLS
