/*
 * The table that all stages of one article share: the text and, layer by layer, what is known about it.
 *
 * Layers are arrays of plain structs that refer to each other by index. A stage appends its own layer and edits no
 * earlier one, with these exceptions: syntax fills the tag fields of the tokens that text made, and timex/resolve the
 * value fields of the spans that timex/scan found. All strings live in the document's arena.
 */
#pragma once

#include <dateline/dateline.h>

#include "base/arena.h"
#include "document/tags.h"
#include "record/record.h"

/** DtlBlock: a paragraph-like stretch of the text, made by ingest. Blocks are disjoint and in order; text between
 * them is white space. */
typedef struct
{
  DtlSpan span;
  DtlSentenceKind kind; /* what its sentences are */
} DtlBlock;

/** DtlSentence: made by text. */
typedef struct
{
  DtlSpan span;
  guint32 line;         /* line of the input text where it starts, from 1 */
  guint32 block;
  DtlSentenceKind kind;
  guint32 first_token;
  guint32 n_tokens;
  const char *comments; /* lines "# …\n" that came with it (conllu); NULL if none */
} DtlSentence;

/** DtlToken: a word in UD conventions. Text makes it; syntax fills lemma to head. */
typedef struct
{
  DtlSpan span;
  const char *form;    /* interned in the document's arena, as all strings here: pointers compare */
  const char *lower;   /* lower case, quotes and dashes in their ASCII form */
  const char *lemma;   /* NULL before syntax */
  guint32 sentence;
  guint8 upos;         /* DtlUpos */
  guint8 xpos;         /* DtlXpos */
  guint8 deprel;       /* DtlDeprel */
  guint8 multiword;    /* number of words of the multiword token that starts here ("don't": 2), else 0 */
  gboolean space_after;
  gint32 head;         /* token index in the document, -1 for a root or before syntax */
} DtlToken;

/** DtlNameKind: kinds of names that syntax finds. */
typedef enum
{
  DTL_NAME_PER,
  DTL_NAME_ORG,
  DTL_NAME_LOC,
  DTL_NAME_MISC,
  DTL_N_NAMES,
} DtlNameKind;

/** DtlName: a proper name, made by syntax. Names are disjoint and in order. */
typedef struct
{
  guint32 first; /* token */
  guint32 n;
  DtlNameKind kind;
} DtlName;

/** DtlPredicateKind: what a word that states something is to what it states. */
typedef enum
{
  DTL_PREDICATE_NONE,
  DTL_PREDICATE_FULL,      /* a verb, a noun or an adjective of what happens: "attacked", "the attack on" */
  DTL_PREDICATE_AUXILIARY, /* "has" in "has attacked" */
  DTL_PREDICATE_LIGHT,     /* "made" in "made an attack" */
  DTL_N_PREDICATES,
} DtlPredicateKind;

/** DtlPredicate: a word with roles to give, made by syntax; in order of token. */
typedef struct
{
  guint32 token;
  DtlPredicateKind kind;
  guint32 first_argument; /* index into arguments */
  guint32 n_arguments;
} DtlPredicate;

/** DtlRoleArc: a role of a predicate and who or what fills it; in order of predicate, then of token. */
typedef struct
{
  guint32 predicate; /* token */
  guint32 token;     /* head of the phrase that fills it, in the same sentence */
  guint8 role;       /* DtlPropbank, with DTL_PROPBANK_CONTINUED or DTL_PROPBANK_REFERENCE added */
} DtlRoleArc;

/** DtlTimeType: TIMEX3 types. */
typedef enum
{
  DTL_TIME_DATE,
  DTL_TIME_TIME,
  DTL_TIME_DURATION,
  DTL_TIME_SET,
} DtlTimeType;

/** DtlTime: a time expression. timex/scan makes it, timex/resolve fills value to anchor. */
typedef struct
{
  guint32 first;       /* token */
  guint32 n;
  DtlSpan span;
  DtlTimeType type;
  const char *rule;    /* name of the table row that found it */
  gconstpointer scan;  /* the constructor; belongs to timex, opaque to others */
  const char *value;   /* TIMEX3 value, NULL if unresolved */
  const char *mod;     /* TIMEX3 mod, NULL if none */
  DtlDate date;        /* null for sets, unanchored durations and unresolved */
  const char *anchor;  /* "publication", "dateline", "focus", "none" (absolute); NULL if unresolved */
  const char *const *candidates; /* EDTF, NULL-terminated, of an ambiguous one; NULL if none */
} DtlTime;

/** DtlEntityForm: how an actor is mentioned. */
typedef enum
{
  DTL_ENTITY_NAME,      /* "Sergey Lavrov", "the US" */
  DTL_ENTITY_NOMINAL,   /* "the Russian leader", "US officials" */
  DTL_ENTITY_PRONOUN,   /* "he", "their" */
  DTL_ENTITY_ADJECTIVE, /* "Russian" in "Russian losses" */
} DtlEntityForm;

/** DtlEntity: a mention of an actor, made by entity. In order of head; a nested one after the one around it. */
typedef struct
{
  guint32 first; /* token */
  guint32 n;
  guint32 head;  /* token */
  DtlEntityForm form;
  DtlActorKind kind;
  guint32 actor; /* index into the record's actors, or DTL_NONE */
  guint32 other; /* the second actor of a phrase that means two ("the two banks"), else DTL_NONE */
  guint32 lies_at; /* of a named place or country: its number in the gazetteer, plus 1; or 0 */
} DtlEntity;

/** DtlLink: a temporal relation between an event and a time or another event, made by event. */
typedef struct
{
  guint32 event;    /* index into the record's events */
  guint32 time;     /* index into times, or DTL_NONE */
  guint32 other;    /* event, or DTL_NONE */
  const char *relation;
} DtlLink;

/** DtlSayingKind: how something is laid at somebody's door. */
typedef enum
{
  DTL_SAYING_SPEECH,  /* "said", "according to", "her claim that" */
  DTL_SAYING_THOUGHT, /* "believes" */
  DTL_SAYING_WISH,    /* "plans to", "their hope that" */
  DTL_SAYING_STANCE,  /* "praised the plan" */
  DTL_SAYING_FINDING, /* "a poll showed" */
  DTL_N_SAYING_KINDS,
} DtlSayingKind;

#define DTL_SAYING_PARTS 4

/**
 * DtlSaying: what somebody says, thinks or wants, made by event; in order of cue.
 * @cue: token that says so
 * @cue_last: last token of its fixed words ("according to")
 * @source: token that heads the words for who says so, a relative pronoun where there is one; DTL_NONE if nobody is named
 * @source_first, @source_last: those words
 * @is_told: the content is told as having happened ("said that he left"), not asked for or promised ("urged him to leave")
 * @parent: the narrowest saying in whose content the cue stands, or DTL_NONE
 * @parts: [n_parts] content, first and last token of each, in order of the text
 */
typedef struct
{
  DtlSayingKind kind;
  gboolean is_told;
  guint32 cue;
  guint32 cue_last;
  guint32 source;
  guint32 source_first;
  guint32 source_last;
  guint32 actor; /* index into the record's actors, or DTL_NONE */
  guint32 parent;
  guint32 n_parts;
  guint32 parts[DTL_SAYING_PARTS][2];
} DtlSaying;

/* A public DtlDocument, seen from inside. Arrays are GArrays of the struct named. */
struct _DtlDocument
{
  gatomicrefcount ref_count;
  DtlArena *arena;      /* owned */
  const char *text;     /* UTF-8, NUL-terminated, in the arena */
  gsize length;
  const struct _DtlUserLexicon *lexicon; /* borrowed while the stages run, nullable: names and words that the user added */
  guint32 lines_before; /* line number of the first byte of text, minus 1 */
  gsize arena_limit;    /* a stage stops with DTL_ERROR_LIMIT beyond it */

  /* ingest */
  const char *id;       /* "d…" */
  const char *sha256;   /* of the input bytes (of its part, in a collection) */
  const char *uri;      /* nullable */
  const char *kind;     /* name of the reader */
  const char *title;    /* nullable, as are all below */
  const char *publisher;
  const char *const *authors; /* NULL-terminated */
  const char *language;
  DtlWhen published;
  DtlWhen updated;
  const struct _DtlPaging *paging; /* nullable: it is one page of an article that goes over several; opaque to others */
  GArray *blocks;       /* owned: DtlBlock */
  gboolean pretokenized; /* sentences and tokens came with the input (conllu): text leaves them alone */

  GArray *sentences;    /* owned: DtlSentence */
  GArray *tokens;       /* owned: DtlToken */
  GArray *times;        /* owned: DtlTime */
  GArray *names;        /* owned: DtlName */
  GArray *entities;     /* owned: DtlEntity */
  GArray *links;        /* owned: DtlLink */
  GArray *diagnostics;  /* owned: DtlDiagnostic */
  DtlRecord *record;    /* owned: the facts; made empty with the document, filled by entity and event */

  GArray *char_starts;  /* owned: offset index, see dtl_document_char_offset() */

  GArray *predicates;   /* owned: DtlPredicate; empty where the model has no roles */
  GArray *arguments;    /* owned: DtlRoleArc */
  GArray *sayings;      /* owned: DtlSaying */
};

/** dtl_document_new: (transfer full): @text must be valid UTF-8 without NUL; copied. @sha256 may be NULL ("" bytes). */
DtlDocument *dtl_document_new (const char *text, gsize length);
/** dtl_document_set_identity: sets sha256 and id from the input bytes; @part distinguishes documents of one input */
void dtl_document_set_identity (DtlDocument *document, GBytes *bytes, guint part);
/** dtl_document_diagnose: appends a diagnostic; @tag must be static */
void dtl_document_diagnose (DtlDocument *document, const char *tag, DtlSeverity severity, DtlSpan span,
                            const char *format, ...) G_GNUC_PRINTF (5, 6);
/** dtl_document_char_offset: code points before byte @byte of the text; O(1) after the first call, which is O(n) */
guint32 dtl_document_char_offset (DtlDocument *document, guint32 byte);
/** dtl_document_char_span: a byte span in code points */
DtlSpan dtl_document_char_span (DtlDocument *document, DtlSpan span);
/** dtl_document_is_within_limit: FALSE with DTL_ERROR_LIMIT once the arena has outgrown its limit */
gboolean dtl_document_is_within_limit (const DtlDocument *document, GError **error);

#define dtl_document_sentence(document, i) (&g_array_index ((document)->sentences, DtlSentence, (i)))
#define dtl_document_token(document, i) (&g_array_index ((document)->tokens, DtlToken, (i)))
#define dtl_document_time(document, i) (&g_array_index ((document)->times, DtlTime, (i)))
#define dtl_document_name(document, i) (&g_array_index ((document)->names, DtlName, (i)))
#define dtl_document_predicate(document, i) (&g_array_index ((document)->predicates, DtlPredicate, (i)))
#define dtl_document_argument(document, i) (&g_array_index ((document)->arguments, DtlRoleArc, (i)))
#define dtl_document_saying(document, i) (&g_array_index ((document)->sayings, DtlSaying, (i)))
#define dtl_document_entity(document, i) (&g_array_index ((document)->entities, DtlEntity, (i)))

/** dtl_predicate_kind_to_string: "predicate", "auxiliary", "light"; "none" */
const char *dtl_predicate_kind_to_string (DtlPredicateKind kind);
DtlPredicateKind dtl_predicate_kind_from_string (const char *word);

/** dtl_saying_kind_to_string: "speech", "thought", "wish", "stance", "finding" */
const char *dtl_saying_kind_to_string (DtlSayingKind kind);
/** dtl_saying_kind_from_string: DTL_SAYING_SPEECH for an unknown word */
DtlSayingKind dtl_saying_kind_from_string (const char *word);

/** dtl_sentence_is_analysed: whether events are looked for in it (furniture, bylines and datelines are left out) */
static inline gboolean
dtl_sentence_is_analysed (const DtlSentence *sentence)
{
  return sentence->kind != DTL_SENTENCE_FURNITURE && sentence->kind != DTL_SENTENCE_BYLINE
         && sentence->kind != DTL_SENTENCE_DATELINE;
}
