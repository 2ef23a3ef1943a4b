/* Facts: actors, roles, events and their mentions, as plain structs; the record (one article) and the story (many). */
#pragma once

#if !defined(DTL_INSIDE) && !defined(DTL_COMPILATION)
# error "Only <dateline/dateline.h> can be included directly."
#endif

#include <dateline/date.h>

G_BEGIN_DECLS

/**
 * DtlWhen:
 * @date: the value; null when undated
 * @basis: on what it rests
 * @text: (nullable): the time words as written
 * @candidates: (nullable) (array zero-terminated=1): EDTF readings of an ambiguous expression (03/04); then @date is null
 */
typedef struct
{
  DtlDate date;
  DtlBasis basis;
  const char *text;
  const char *const *candidates;
} DtlWhen;

/**
 * DtlSource:
 * @id: "d" + 12 base32 digits, of the input's bytes
 * @duplicate_of: index of an earlier source of another outlet that it copies, or %DTL_NONE
 * @version_of: index of the version before it, of the same outlet, or %DTL_NONE
 *
 * One article, as the facts refer to it.
 */
typedef struct
{
  const char *id;
  const char *uri;          /* nullable */
  const char *title;        /* nullable */
  DtlWhen published;
  DtlWhen updated;
  const char *publisher;    /* nullable */
  const char *const *authors; /* nullable, NULL-terminated */
  const char *language;     /* nullable: BCP 47 */
  const char *sha256;       /* of the input bytes, hex */
  guint32 duplicate_of;
  guint32 version_of;
} DtlSource;

/** dtl_source_origin: index of what source @i of @sources copies or is a version of, at the end of the chain; @i itself when
 * it is its own */
guint32 dtl_source_origin (const DtlSource *sources, guint32 i);

/**
 * DtlActor:
 * @name: fullest name
 * @aliases: (array zero-terminated=1): other ways it is written, sorted
 * @country: (nullable): ISO 3166-1 alpha-2 of the country it belongs to
 * @first_source: index of the source of its first mention
 * @first_start: code point where that mention starts, which fixes the id; in a story, and in a record read from JSON,
 *   its place among the actors of that source instead
 * @salience: number of mentions; in a story, of mentions of events that it takes part in
 */
typedef struct
{
  const char *id;
  const char *name;
  DtlActorKind kind;
  const char *const *aliases;
  const char *country;
  guint32 first_source;
  guint32 first_start;
  guint32 salience;
} DtlActor;

/** dtl_actor_is_known: whether the country of @actor is known, or a table of the program has its name: if not, it is worth a row
 * in a lexicon of the user; experimental */
gboolean dtl_actor_is_known (const DtlActor *actor);

/** DtlEvidence: a sentence that states something. @span is in code points. */
typedef struct
{
  guint32 source;
  guint32 sentence; /* number in its document, from 0 */
  guint32 line;     /* line of the input text, from 1 */
  DtlSpan span;
  const char *text;
} DtlEvidence;

/** DtlRole: a stated office, membership or bond: @actor is @role of @of. */
typedef struct
{
  guint32 actor;
  guint32 of;        /* actor, or DTL_NONE */
  const char *role;
  DtlRoleStatus status;
  DtlWhen valid;
  const DtlEvidence *evidence; /* [n_evidence] */
  guint32 n_evidence;
} DtlRole;

typedef struct
{
  guint32 actor;
  DtlParticipantRole role;
  gboolean implicit;
} DtlParticipant;

/** DtlPlace: @name is NULL when there is none. */
typedef struct
{
  const char *name;
  guint32 actor;       /* or DTL_NONE */
  const char *country; /* nullable: ISO 3166-1 alpha-2 */
  double latitude;     /* NAN when unknown */
  double longitude;
} DtlPlace;

/** DtlAttribution: who vouches for it, outermost first. @span is of what they say that it stands in, in code points. */
typedef struct
{
  guint32 actor; /* or DTL_NONE */
  const char *cue;
  DtlSpan span;
} DtlAttribution;

typedef struct
{
  DtlQuantityKind kind;
  double value;
  const char *unit; /* nullable */
  const char *text;
} DtlQuantity;

/**
 * DtlReason:
 * @of: what it tells of: "trigger", a role of participants ("agent", "patient" …), "place", "date", "reality", "source"
 * @rule: name of the rule, or what it read in the sentence
 * @words: (nullable): the words of the sentence that it rests on
 *
 * Why a mention says what it says.
 */
typedef struct
{
  const char *of;
  const char *rule;
  const char *words;
} DtlReason;

/**
 * DtlOrder:
 * @relation: what the event is to the other: "before", "after", "simultaneous", "includes" or "is_included"
 * @other: where the trigger of the other event begins in the same article, in code points
 * @confidence: 0..1
 * @signal: the word that says so, as written
 *
 * What the text says of the order of two events.
 */
typedef struct
{
  const char *relation;
  guint32 other;
  double confidence;
  const char *signal;
} DtlOrder;

/**
 * DtlMention:
 * @evidence: its sentence
 * @trigger: span of the trigger in code points; @trigger_text as written
 * @event_class: key in the class table
 * @predicate: the word that names what happened ("met", "call")
 * @label: headline-style, present tense
 * @rule: name of the rule that found it
 * @confidence: 0..1
 *
 * What one place in one text says of an event. Nothing in it is merged with other mentions.
 */
typedef struct
{
  DtlEvidence evidence;
  DtlSpan trigger;
  const char *trigger_text;
  const char *event_class;
  const char *predicate;
  const char *label;
  const char *rule;
  const DtlParticipant *participants; /* [n_participants] */
  guint32 n_participants;
  DtlPlace place;
  DtlWhen when;
  DtlReality reality;
  const DtlAttribution *attributions; /* [n_attributions] */
  guint32 n_attributions;
  const DtlQuantity *quantities; /* [n_quantities] */
  guint32 n_quantities;
  const DtlReason *reasons; /* [n_reasons] */
  guint32 n_reasons;
  const DtlOrder *orders; /* [n_orders] */
  guint32 n_orders;
  double confidence;
} DtlMention;

/**
 * DtlClaim:
 * @is_update: whether the positions on this field follow each other in time (a toll that rose, a plan that was given up),
 *   so that nobody contradicts anybody; then they stand in that order
 *
 * A position that some mentions take where mentions differ. All positions on one field stand together.
 */
typedef struct
{
  const char *field; /* "reality", "date", "place", "quantity:dead" … */
  const char *value;
  const guint32 *mentions; /* [n_mentions] indices into the event's mentions */
  guint32 n_mentions;
  gboolean is_update;
} DtlClaim;

/**
 * DtlEventLink:
 * @relation: what the event is to the other: "before", "after", "simultaneous", "includes" or "is_included"
 * @other: id of the other event
 * @confidence: 0..1, of all who say so together
 * @independent_sources: how many articles say so that copy no other
 * @source, @start: the mention that says so most surely: its source, and the code point where its trigger starts
 * @signal: the word that says so there
 * @against: (nullable): why the order of the story does not follow it: "dates", or "order", which is what surer links say
 *
 * What articles say of the order of two events of a story. It is told once, of the one that has the higher rank.
 */
typedef struct
{
  const char *relation;
  const char *other;
  double confidence;
  guint32 independent_sources;
  guint32 source;
  guint32 start;
  const char *signal;
  const char *against;
} DtlEventLink;

/**
 * DtlEvent:
 * @rank: its place in the order of the story: by date, then by what the articles say, those without a date last; 0 in a
 *   record
 * @links: (nullable): [n_links] to events of lower rank; none in a record, whose mentions have their orders
 *
 * One happening. Its mentions are the evidence, sorted by source and position; all other fields are the resolved view
 * of them, computed by the one function that records and stories share.
 */
typedef struct
{
  const char *id;
  const char *type;        /* nullable: PLOVER root or SAY */
  const char *event_class;
  const char *family;
  const char *cameo;       /* nullable: two digits */
  const char *label;
  const char *predicate;
  const DtlParticipant *participants;
  guint32 n_participants;
  DtlPlace place;
  DtlWhen when;
  DtlReality reality;
  const DtlAttribution *attributions;
  guint32 n_attributions;
  const DtlQuantity *quantities;
  guint32 n_quantities;
  double confidence;
  guint32 independent_sources;
  const DtlClaim *claims;
  guint32 n_claims;
  const DtlMention *mentions;
  guint32 n_mentions;
  guint32 rank;
  const DtlEventLink *links;
  guint32 n_links;
} DtlEvent;

/** dtl_event_salience: how important an event is to a chronology, whatever else there is; experimental */
double dtl_event_salience (const DtlEvent *event);

/**
 * dtl_event_describe_claims: all positions on one field side by side, each with who takes it and since when, in words:
 * "dead: 7 (Times, 2022-03-11) / 12 (Post, 2022-03-11)", of an update "dead: 7 (Times, 2022-03-11), then 12 (Post, 2022-03-13)".
 * @first: the number of the first claim on the field
 * @sources: those that the mentions refer to
 * @next: (out): one past the last claim on it
 *
 * Returns: (transfer full): not escaped
 */
char *dtl_event_describe_claims (const DtlEvent *event, guint32 first, const DtlSource *sources, guint32 *next);

/** DtlRelation: all events of one type between two actors. */
typedef struct
{
  guint32 from;
  guint32 to;
  const char *type; /* nullable */
  const char *family;
  gboolean directed;
  guint32 count; /* mentions */
  DtlDate first;
  DtlDate last;
  const guint32 *events; /* [n_events] */
  guint32 n_events;
} DtlRelation;

/**
 * DtlJoin:
 * @event: index of a story's event
 * @other: index of the event that the mention was nearly taken for, or %DTL_NONE: then it was joined to @event
 * @source, @start: the mention of @event that is spoken of: its source, and the code point where its trigger starts
 * @score: how much spoke for it, beyond what is needed: points for dated events, thousandths of a natural logarithm of the
 *   odds for undated ones; not above 0 when it was refused for that
 * @reason: what spoke for it, and against
 *
 * Why an article's event was merged with those of others, or was not though little was missing.
 */
typedef struct
{
  guint32 event;
  guint32 other;
  guint32 source;
  guint32 start;
  gint score;
  const char *reason;
} DtlJoin;

/**
 * DtlCorrection:
 * @kind: "correction", "clarification" or "retraction"
 * @cue: the words by which it was known, lower case
 * @evidence: the note; it may go over several sentences
 * @reason: (nullable): why it is taken to speak of that mention
 * @score: 0..1: how much of it the mention shares
 * @event: index of the story's event that it speaks of, or %DTL_NONE; always so in a record
 * @source, @start: the mention of @event that it speaks of: its source, and the code point where its trigger starts
 *
 * A note by which an article says that something was wrong. It changes no event.
 */
typedef struct
{
  const char *kind;
  const char *cue;
  DtlEvidence evidence;
  const char *reason;
  double score;
  guint32 event;
  guint32 source;
  guint32 start;
} DtlCorrection;

/**
 * DtlRecord: the facts of one article. Immutable, reference-counted.
 * DtlStory: the facts of many, merged. Immutable, reference-counted.
 * DtlStoryBuilder: gathers records; belongs to one thread.
 */
typedef struct _DtlRecord DtlRecord;
typedef struct _DtlStory DtlStory;
typedef struct _DtlStoryBuilder DtlStoryBuilder;

#define DTL_TYPE_RECORD (dtl_record_get_type ())
#define DTL_TYPE_STORY (dtl_story_get_type ())
GType dtl_record_get_type (void);
GType dtl_story_get_type (void);

DtlRecord *dtl_record_ref (DtlRecord *record);
void dtl_record_unref (DtlRecord *record);
/** dtl_record_new_from_json: (transfer full): reads one dateline-record/1 object (a dateline-document/1 object is
 * accepted too). Sets %DTL_ERROR_SYNTAX with the path of the offending member. */
DtlRecord *dtl_record_new_from_json (const char *json, gssize length, GError **error);
/** dtl_record_to_json: (transfer full): one line, no newline at the end */
char *dtl_record_to_json (const DtlRecord *record);
/* Each returns a borrowed array and its length. A record has one source, index 0. */
const DtlSource *dtl_record_get_source (const DtlRecord *record);
const DtlActor *dtl_record_get_actors (const DtlRecord *record, guint *n_actors);
const DtlRole *dtl_record_get_roles (const DtlRecord *record, guint *n_roles);
const DtlEvent *dtl_record_get_events (const DtlRecord *record, guint *n_events);
/** dtl_record_get_corrections: in the order of the text; experimental */
const DtlCorrection *dtl_record_get_corrections (const DtlRecord *record, guint *n_corrections);

DtlStoryBuilder *dtl_story_builder_new (void);
void dtl_story_builder_free (DtlStoryBuilder *builder);
/** dtl_story_builder_add: @record is referenced. Adding the same record twice is adding it once. */
void dtl_story_builder_add (DtlStoryBuilder *builder, DtlRecord *record);
/** dtl_story_builder_seal: (transfer full): merges; the result does not depend on the order of adding. Consumes nothing;
 * the builder may go on. Near n log n in the number of mentions. */
DtlStory *dtl_story_builder_seal (DtlStoryBuilder *builder);

DtlStory *dtl_story_ref (DtlStory *story);
void dtl_story_unref (DtlStory *story);
const DtlSource *dtl_story_get_sources (const DtlStory *story, guint *n_sources);
const DtlActor *dtl_story_get_actors (const DtlStory *story, guint *n_actors);
const DtlRole *dtl_story_get_roles (const DtlStory *story, guint *n_roles);
const DtlEvent *dtl_story_get_events (const DtlStory *story, guint *n_events);
const DtlRelation *dtl_story_get_relations (const DtlStory *story, guint *n_relations);
/** dtl_story_get_joins: by event, then by source; experimental */
const DtlJoin *dtl_story_get_joins (const DtlStory *story, guint *n_joins);
/** dtl_story_get_corrections: in order of the articles that they stand in, each once in an article, its copies and its
 * versions; experimental */
const DtlCorrection *dtl_story_get_corrections (const DtlStory *story, guint *n_corrections);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlRecord, dtl_record_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlStory, dtl_story_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlStoryBuilder, dtl_story_builder_free)

G_END_DECLS
