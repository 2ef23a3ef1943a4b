/* Small value types and the enumerations that the records of dateline are made of. */
#pragma once

#if !defined(DTL_INSIDE) && !defined(DTL_COMPILATION)
# error "Only <dateline/dateline.h> can be included directly."
#endif

#include <glib.h>
#include <glib-object.h>

G_BEGIN_DECLS

/** DTL_NONE: an index that points at nothing. */
#define DTL_NONE G_MAXUINT32

/**
 * DtlSpan:
 * @start: first position
 * @end: one past the last position
 *
 * A half-open stretch of text. Spans of a #DtlDocument count bytes of its UTF-8 text; spans inside records and
 * stories (#DtlMention, #DtlAttribution, #DtlRole) count Unicode code points, because they leave the library.
 */
typedef struct
{
  guint32 start;
  guint32 end;
} DtlSpan;

/** dtl_span_overlaps: whether @a and @b share a position */
static inline gboolean
dtl_span_overlaps (DtlSpan a, DtlSpan b)
{
  return a.start < b.end && b.start < a.end;
}

/** dtl_span_contains: whether @inner lies within @outer */
static inline gboolean
dtl_span_contains (DtlSpan outer, DtlSpan inner)
{
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** DtlActorKind: what an actor is. */
typedef enum
{
  DTL_ACTOR_PERSON,
  DTL_ACTOR_ORGANISATION,
  DTL_ACTOR_COUNTRY,
  DTL_ACTOR_PLACE,
  DTL_ACTOR_GROUP,
  DTL_ACTOR_PRODUCT,
  DTL_ACTOR_OTHER,
} DtlActorKind;

/** DtlParticipantRole: what an actor does in an event; see contract "role". */
typedef enum
{
  DTL_ROLE_AGENT,
  DTL_ROLE_COUNTERPART,
  DTL_ROLE_PATIENT,
  DTL_ROLE_RECIPIENT,
  DTL_ROLE_BENEFICIARY,
  DTL_ROLE_TOPIC,
} DtlParticipantRole;

/** DtlReality: whether an event happened. */
typedef enum
{
  DTL_REALITY_ACTUAL,
  DTL_REALITY_NEGATED,
  DTL_REALITY_DENIED,
  DTL_REALITY_PLANNED,
  DTL_REALITY_POSSIBLE,
} DtlReality;

/** DtlRoleStatus: whether an office is held now. */
typedef enum
{
  DTL_STATUS_CURRENT,
  DTL_STATUS_FORMER,
  DTL_STATUS_ACTING,
  DTL_STATUS_ELECT,
} DtlRoleStatus;

/** DtlBasis: on what an event's date, or an article's day of publication, rests. */
typedef enum
{
  DTL_BASIS_NONE,
  /* of an event */
  DTL_BASIS_EXPRESSION,
  DTL_BASIS_INHERITED,
  DTL_BASIS_NARRATIVE,
  DTL_BASIS_DATELINE,
  DTL_BASIS_PUBLICATION,
  /* of an article; the first also of an event whose date the user has decided */
  DTL_BASIS_OPTION,
  DTL_BASIS_JSON_LD,
  DTL_BASIS_META,
  DTL_BASIS_TIME_ELEMENT,
  DTL_BASIS_URL,
  DTL_BASIS_FEED,
  DTL_BASIS_TEXT,
} DtlBasis;

/** DtlQuantityKind: what a number in an event counts. */
typedef enum
{
  DTL_QUANTITY_DEAD,
  DTL_QUANTITY_INJURED,
  DTL_QUANTITY_ARRESTED,
  DTL_QUANTITY_MONEY,
  DTL_QUANTITY_CROWD,
  DTL_QUANTITY_OTHER,
} DtlQuantityKind;

/** DtlSentenceKind: what a sentence is in the article. */
typedef enum
{
  DTL_SENTENCE_TITLE,
  DTL_SENTENCE_BYLINE,
  DTL_SENTENCE_DATELINE,
  DTL_SENTENCE_HEADING,
  DTL_SENTENCE_BODY,
  DTL_SENTENCE_QUOTE,
  DTL_SENTENCE_FURNITURE,
} DtlSentenceKind;

/** DtlSeverity: how much a diagnostic matters. */
typedef enum
{
  DTL_SEVERITY_NOTE,
  DTL_SEVERITY_WARNING,
  DTL_SEVERITY_ERROR,
} DtlSeverity;

/*
 * Every enumeration above is spelled in JSON by these: the word of a value (static string, never NULL for a valid
 * value), and back (FALSE when @word is none of them).
 */
const char *dtl_actor_kind_to_string (DtlActorKind kind);
const char *dtl_participant_role_to_string (DtlParticipantRole role);
const char *dtl_reality_to_string (DtlReality reality);
const char *dtl_role_status_to_string (DtlRoleStatus status);
const char *dtl_basis_to_string (DtlBasis basis);
const char *dtl_quantity_kind_to_string (DtlQuantityKind kind);
const char *dtl_sentence_kind_to_string (DtlSentenceKind kind);
const char *dtl_severity_to_string (DtlSeverity severity);

gboolean dtl_actor_kind_from_string (const char *word, DtlActorKind *kind);
gboolean dtl_participant_role_from_string (const char *word, DtlParticipantRole *role);
gboolean dtl_reality_from_string (const char *word, DtlReality *reality);
gboolean dtl_role_status_from_string (const char *word, DtlRoleStatus *status);
gboolean dtl_basis_from_string (const char *word, DtlBasis *basis);
gboolean dtl_quantity_kind_from_string (const char *word, DtlQuantityKind *kind);

G_END_DECLS
