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
  GArray *diagnostics; /* owned: DtlDiagnostic */
};

/** dtl_record_new: (transfer full): empty */
DtlRecord *dtl_record_new (void);
DtlActor *dtl_record_actor (const DtlRecord *record, guint32 i);
DtlEvent *dtl_record_event (const DtlRecord *record, guint32 i);

/** dtl_id: a letter and 12 base32 digits (a-z2-7) of the SHA-256 of @key; in @arena */
const char *dtl_id (DtlArena *arena, char letter, const char *key);

/**
 * dtl_record_finish: sorts actors, roles, events and mentions into content order, gives every actor and event its id,
 * and resolves every event. Called once, by the event stage, at its end. @roles' and events' actor indices follow.
 */
void dtl_record_finish (DtlRecord *record);

/**
 * dtl_event_resolve: fills all fields of @event but id and mentions from its mentions, which must be sorted.
 * Nothing is averaged: where mentions disagree the most specific well-attested position is shown and every position
 * stands in claims. @sources are those that mentions' evidence refers to. Allocates in @arena.
 */
void dtl_event_resolve (DtlEvent *event, const DtlSource *sources, DtlArena *arena);

/* JSON, shared by record, document and story. Each writes members into the object that @builder has open. */
void dtl_json_add_source (JsonBuilder *builder, const DtlSource *source);
void dtl_json_add_facts (JsonBuilder *builder, const DtlSource *sources, const GArray *actors, const GArray *roles,
                         const GArray *events);
/** dtl_json_print: (transfer full): compact JSON of what @builder holds */
char *dtl_json_print (JsonBuilder *builder);
