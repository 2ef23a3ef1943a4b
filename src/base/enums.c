/* The words of the public enumerations, each in one table that both directions read. */
#include <dateline/dateline.h>

#include <string.h>

G_DEFINE_QUARK (dtl-error-quark, dtl_error)

#define WORDS(name, type, ...) \
  static const char *const name##_words[] = { __VA_ARGS__ }; \
  const char *dtl_##name##_to_string (type value) \
  { \
    g_return_val_if_fail ((guint) value < G_N_ELEMENTS (name##_words), ""); \
    return name##_words[value]; \
  }

#define WORDS_BACK(name, type) \
  gboolean dtl_##name##_from_string (const char *word, type *value) \
  { \
    return from_string (name##_words, G_N_ELEMENTS (name##_words), word, (int *) value); \
  }

static gboolean
from_string (const char *const *words, guint n, const char *word, int *value)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (words[i], word) == 0)
      {
        *value = i;
        return TRUE;
      }
  return FALSE;
}

WORDS (actor_kind, DtlActorKind, "person", "organisation", "country", "place", "group", "product", "other")
WORDS_BACK (actor_kind, DtlActorKind)
WORDS (participant_role, DtlParticipantRole, "agent", "counterpart", "patient", "recipient", "beneficiary", "topic")
WORDS_BACK (participant_role, DtlParticipantRole)
WORDS (reality, DtlReality, "actual", "negated", "denied", "planned", "possible")
WORDS_BACK (reality, DtlReality)
WORDS (role_status, DtlRoleStatus, "current", "former", "acting", "elect")
WORDS_BACK (role_status, DtlRoleStatus)
WORDS (basis, DtlBasis, "none", "expression", "inherited", "narrative", "dateline", "publication", "option", "json-ld",
       "meta", "time", "url", "feed", "text")
WORDS_BACK (basis, DtlBasis)
WORDS (quantity_kind, DtlQuantityKind, "dead", "injured", "arrested", "money", "crowd", "other")
WORDS_BACK (quantity_kind, DtlQuantityKind)
WORDS (sentence_kind, DtlSentenceKind, "title", "byline", "dateline", "heading", "body", "quote", "furniture")
WORDS (severity, DtlSeverity, "note", "warning", "error")
