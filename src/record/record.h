/*
 * The facts of one article, seen from inside: growable arrays over one arena.
 *
 * The document owns one from the start; the entity stage appends actors and roles, the event stage events. Once the
 * pipeline has returned, nobody writes to it. Documents, records and stories share these structs (<dateline/story.h>),
 * the JSON spelling of them, and the one function that computes an event's fields from its mentions.
 */
#pragma once

#include <dateline/dateline.h>
#include <json-glib/json-glib.h>

#include "base/arena.h"

struct _DtlRecord
{
  gatomicrefcount ref_count;
  DtlArena *arena;    /* owned: all strings and sub-arrays of the facts */
  GArray *sources;    /* owned: DtlSource; one in a record */
  GArray *actors;     /* owned: DtlActor */
  GArray *roles;      /* owned: DtlRole */
  GArray *events;     /* owned: DtlEvent */
  GArray *corrections; /* owned: DtlCorrection */
  GArray *diagnostics; /* owned: DtlDiagnostic */
  gboolean is_settled; /* the arrays are of the arena, and as long as they will be */
};

/** dtl_record_new: (transfer full): empty */
DtlRecord *dtl_record_new (void);
/** dtl_record_new_in: (transfer full): empty, with its facts in @spill (nullable) */
DtlRecord *dtl_record_new_in (DtlSpill *spill);
/** dtl_record_settle: of a finished record: brings all of it into its arena; nothing may be added afterwards */
void dtl_record_settle (DtlRecord *record);
/** dtl_record_read_json: (transfer full): as dtl_record_new_from_json(), with the facts in @spill (nullable) */
DtlRecord *dtl_record_read_json (const char *json, gssize length, DtlSpill *spill, GError **error);
DtlActor *dtl_record_actor (const DtlRecord *record, guint32 i);
DtlEvent *dtl_record_event (const DtlRecord *record, guint32 i);

/** dtl_id: a letter and 12 base32 digits (a-z2-7) of the SHA-256 of @key; in @arena */
const char *dtl_id (DtlArena *arena, char letter, const char *key);

/** dtl_record_set_source: makes a copy of @source, strings and all, the source of the record; before it is finished */
void dtl_record_set_source (DtlRecord *record, const DtlSource *source);

/**
 * dtl_record_finish: copies all that the facts point at into the record's arena (they outlive the document), sorts actors, roles, events and mentions into content order, gives every actor and event its id,
 * and resolves every event. Called once, by the event stage, at its end. @roles' and events' actor indices follow.
 * Events without mentions go. Indices that point at no actor become %DTL_NONE.
 */
void dtl_record_finish (DtlRecord *record);
/**
 * dtl_record_finish_mapped: the same, for callers that keep indices of their own (the layers of a document).
 * @actor_map, @event_map: (out) (optional) (transfer full): new index by old index, %DTL_NONE for what went; g_free()
 */
void dtl_record_finish_mapped (DtlRecord *record, guint32 **actor_map, guint32 **event_map);

/** dtl_record_diagnose: appends a diagnostic; @span in code points, strings are copied */
void dtl_record_diagnose (DtlRecord *record, const char *tag, DtlSeverity severity, DtlSpan span, const char *message);

/** dtl_mention_compare: content order of mentions: source, then trigger, then sentence */
int dtl_mention_compare (const DtlMention *a, const DtlMention *b);
/** dtl_mention_map_actors: replaces every actor index @i of @mention by @map[i], in copies of its arrays; participants
 * that become the same, or none, are one, or go. @map: [n_map] */
void dtl_mention_map_actors (DtlMention *mention, const guint32 *map, guint32 n_map, DtlArena *arena);

/** dtl_roles_join: sorts @roles (DtlRole) and makes one of those that state the same */
void dtl_roles_join (GArray *roles, DtlArena *arena);

/**
 * dtl_event_resolve: fills all fields of @event but id and mentions from its mentions, which must be sorted.
 * Nothing is averaged: where mentions disagree the most specific well-attested position is shown and every position
 * stands in claims. @sources are those that mentions' evidence refers to. Allocates in @arena.
 */
void dtl_event_resolve (DtlEvent *event, const DtlSource *sources, DtlArena *arena);
/** dtl_sources_share_outlet: whether both are known to be of one outlet (outlet.c) */
gboolean dtl_sources_share_outlet (const DtlSource *a, const DtlSource *b);

/** dtl_actor_short_name: what a person is called once introduced, by the family name: "Kuleba", "von der Leyen", "Zhou"
 * for Zhou Wei if the articles call him so; the whole name of others. The actor's own strings. */
const char *dtl_actor_short_name (const DtlActor *actor);
/** dtl_place_is_named: whether @place tells by a name where it is, and so which place it is: "Gao", not "barracks" or none */
gboolean dtl_place_is_named (const DtlPlace *place);

/** dtl_class_cell: (nullable): cell @column (DTL_CLASSES_*) of an event class; NULL when empty or for no known class */
const char *dtl_class_cell (const char *event_class, guint column);
/** dtl_class_type: (nullable): PLOVER root of an event of @event_class that is told as @reality: what is planned is agreed
 * to or threatened, a meeting that is refused is rejected. @cameo (out) (nullable): two digits */
const char *dtl_class_type (const char *event_class, DtlReality reality, const char **cameo);
/** dtl_class_weight: 0..1, how much an editor wants events of this class on a chronology */
double dtl_class_weight (const char *event_class);
/** dtl_class_is_symmetric: whether agent and counterpart can change places */
gboolean dtl_class_is_symmetric (const char *event_class);

/* JSON, shared by record, document and story. Each writes members into the object that @builder has open. */
/** dtl_json_add_source: the members id … language, sha256 of a document or record */
void dtl_json_add_source (JsonBuilder *builder, const DtlSource *source);
/** dtl_json_append_facts: the members actors, roles, events, as text without braces around them */
void dtl_json_append_facts (GString *out, const DtlSource *sources, const GArray *actors, const GArray *roles,
                            const GArray *events);
/** dtl_json_append_corrections: the member corrections with a comma before it; nothing if there are none. @events: (nullable)
 * (element-type DtlEvent): those of a story, which tell what each speaks of. @shown: (nullable): which are written */
void dtl_json_append_corrections (GString *out, const GArray *corrections, const gboolean *shown, const DtlSource *sources,
                                  const GArray *events);
/* Single values, for those who list a part of the facts; indices refer to the whole arrays given. */
void dtl_json_add_actor (JsonBuilder *builder, const DtlActor *actor);
void dtl_json_add_role (JsonBuilder *builder, const DtlRole *role, const DtlSource *sources, const GArray *actors);
void dtl_json_add_event (JsonBuilder *builder, const DtlEvent *event, const DtlSource *sources, const GArray *actors);
/** dtl_json_add_published: a day of publication with its basis, or null */
void dtl_json_add_published (JsonBuilder *builder, const DtlWhen *when);
/** dtl_json_add_string: @text or null as the member @name */
void dtl_json_add_string (JsonBuilder *builder, const char *name, const char *text);
/** dtl_json_append_string: @text as a JSON string, with its quotation marks */
void dtl_json_append_string (GString *out, const char *text);
/** dtl_json_print: (transfer full): compact JSON of what @builder holds */
char *dtl_json_print (JsonBuilder *builder);
/** dtl_json_check: whether @json is one object of valid UTF-8, at most @max_depth deep; to be asked before a recursive
 * parser sees foreign bytes. Sets %DTL_ERROR_SYNTAX or %DTL_ERROR_LIMIT. */
gboolean dtl_json_check (const char *json, gsize length, guint max_depth, GError **error);
