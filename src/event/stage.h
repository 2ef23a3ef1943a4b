/* What the files of the event stage share. */
#pragma once

#include "base/sequence.h"
#include "document/document.h"
#include "event/tree.h"
#include "lexicon/frames.h"

/** DtlArgument: an actor in an event, and the word that puts it there. */
typedef struct
{
  guint32 actor;
  guint32 token;
  DtlParticipantRole role;
  gboolean implicit;
} DtlArgument;

/** DtlHappening: one mention of an event while it is being understood. */
typedef struct
{
  guint32 trigger;    /* token */
  guint32 core;       /* a second token with arguments (the noun of a light verb, the verb of an event noun), or DTL_NONE */
  guint32 sentence;
  DtlFrame frame;     /* of the word that gives the class */
  const char *event_class;
  const char *const *class_row; /* in classes.tsv */
  const char *rule;
  gboolean is_nominal;
  gboolean is_passive;
  gboolean is_weak;   /* kept only if dated, with two actors, or joined to another mention */
  gboolean is_dropped;  /* a circumstance of another */
  gboolean is_definite; /* "the visit", "those talks" */
  gboolean is_new;      /* "a visit", "two visits" */

  GArray *arguments;  /* owned: DtlArgument */
  guint32 place;      /* token that heads the place, or DTL_NONE */
  gboolean is_place_guessed; /* by what is told around it, not by words of its own */
  guint32 time;       /* index into times, or DTL_NONE */
  guint time_distance; /* steps from the time to the trigger */
  DtlBasis basis;
  DtlDate date;       /* null when undated */
  DtlReality reality;
  guint32 reality_token; /* the word that decides about it, or DTL_NONE */
  GArray *attributions; /* owned: DtlAttribution, spans in bytes */
  GArray *quantities; /* owned: DtlQuantity */
  guint32 absorbed_by; /* happening that this one belongs to (purpose of a journey), or DTL_NONE */
  guint32 occurrence; /* number of the event it was joined to */
} DtlHappening;

/** DtlEventStage: the working state; one document, one thread. */
typedef struct
{
  DtlDocument *document; /* borrowed */
  DtlRecord *record;     /* borrowed */
  DtlArena *arena;       /* owned: scratch */
  const DtlOrderLink *orders; /* [n_orders] between occurrences, free of contradictions, surest first */
  guint32 n_orders;
  DtlTree tree;
  guint32 *entity_at;    /* [n_tokens] entity headed by the token, or DTL_NONE */
  guint32 *inside_name;  /* [n_tokens] entity of form NAME around the token, or DTL_NONE */
  guint32 *time_at;      /* [n_tokens] time around the token, or DTL_NONE */
  guint32 *happening_at; /* [n_tokens] happening with the token as trigger or core, or DTL_NONE */
  guint32 *saying_at;    /* [n_tokens] narrowest saying with the token in its content, or DTL_NONE */
  GArray *happenings;    /* owned: DtlHappening */
} DtlEventStage;

#define dtl_stage_happening(stage, i) (&g_array_index ((stage)->happenings, DtlHappening, (i)))

/** DtlHappeningWatch: sees a happening that becomes a mention of an event */
typedef void (*DtlHappeningWatch) (const DtlEventStage *stage, const DtlHappening *happening, gpointer data);
/** dtl_event_watch: the work of dtl_event_run() but for its results; @watch sees every mention */
void dtl_event_watch (DtlDocument *document, DtlHappeningWatch watch, gpointer data);

static inline const DtlToken *
dtl_stage_token (const DtlEventStage *stage, guint32 token)
{
  return dtl_tree_token (&stage->tree, token);
}

/** dtl_stage_sentence: the sentence that @token stands in */
static inline const DtlSentence *
dtl_stage_sentence (const DtlEventStage *stage, guint32 token)
{
  return dtl_document_sentence (stage->document, dtl_stage_token (stage, token)->sentence);
}

/** dtl_stage_actor: the actor that the nominal headed by @token names, or DTL_NONE */
guint32 dtl_stage_actor (const DtlEventStage *stage, guint32 token);
/** dtl_stage_n_occurrences: how many occurrences the happenings have been joined into; they are numbered from 0 */
guint32 dtl_stage_n_occurrences (const DtlEventStage *stage);

/** dtl_stage_is_in_lead: whether it stands in the first sentences of the body, which tell what the article is about */
gboolean dtl_stage_is_in_lead (const DtlEventStage *stage, const DtlHappening *happening);
const char *dtl_stage_family (const DtlHappening *happening);
double dtl_stage_weight (const DtlHappening *happening);
gboolean dtl_stage_is_symmetric (const DtlHappening *happening);
/** dtl_stage_is_of_family: whether its family is one of the @n in @families */
gboolean dtl_stage_is_of_family (const DtlHappening *happening, const char *const *families, guint n);

/* The steps, in order. */
void dtl_event_find_triggers (DtlEventStage *stage);
void dtl_event_find_arguments (DtlEventStage *stage);
void dtl_event_lend_arguments (DtlEventStage *stage);
void dtl_event_find_quantities (DtlEventStage *stage);
void dtl_event_judge_reality (DtlEventStage *stage);
/** dtl_event_find_sayings: fills the document's sayings, and saying_at */
void dtl_event_find_sayings (DtlEventStage *stage);
void dtl_event_find_sources (DtlEventStage *stage);
void dtl_event_date (DtlEventStage *stage);
void dtl_event_join (DtlEventStage *stage);
void dtl_event_find_topics (DtlEventStage *stage);
void dtl_event_order (DtlEventStage *stage);
void dtl_event_find_background (DtlEventStage *stage);
void dtl_event_write (DtlEventStage *stage);
/** dtl_event_find_corrections: notes of the article on what was wrong; needs sentences alone */
void dtl_event_find_corrections (DtlEventStage *stage);
/** dtl_event_clean_text: (transfer none): text of a byte span in the record's arena; white space in it becomes single blanks,
 * since evidence is read by people */
const char *dtl_event_clean_text (DtlEventStage *stage, DtlSpan span);

/** dtl_event_find_frame: the frame of a verb or an event noun at @token; FALSE if the tables have none. @noun tells
 * which table is read. */
gboolean dtl_event_find_frame (const DtlEventStage *stage, guint32 token, gboolean noun, DtlFrame *frame);
/** dtl_event_add_happening: a new one at @trigger, without participants; @rule tells how it was found. The array may move */
DtlHappening *dtl_event_add_happening (DtlEventStage *stage, guint32 trigger, guint32 core, const DtlFrame *frame,
                                       const char *rule);
/** dtl_event_find_arguments_of, dtl_event_judge, dtl_event_find_sources_of: the steps above for one happening */
void dtl_event_find_arguments_of (DtlEventStage *stage, DtlHappening *happening);
void dtl_event_judge (const DtlEventStage *stage, DtlHappening *happening);
void dtl_event_find_sources_of (const DtlEventStage *stage, DtlHappening *happening);
/** dtl_event_add_actor: a participant, unless the happening has that actor already or @actor is DTL_NONE */
void dtl_event_add_actor (DtlHappening *happening, guint32 actor, guint32 token, DtlParticipantRole role,
                          gboolean implicit);
/** dtl_event_can_be_place: whether the nominal headed by @token can be where something happens */
gboolean dtl_event_can_be_place (const DtlEventStage *stage, guint32 token);
/** dtl_event_find_moments: adds verbs of state and motion that have a time of their own ("the bells rang at noon") */
void dtl_event_find_moments (DtlEventStage *stage);
/** dtl_event_date_neighbours: what a dated attack or gathering lends to what happened in it */
void dtl_event_date_neighbours (DtlEventStage *stage);
/** dtl_event_date_beginning: happening @number, if it is a beginning, lends its date to what begins ("riots broke out") */
void dtl_event_date_beginning (DtlEventStage *stage, guint32 number);
/** dtl_event_spread_date: what happening @number lends to, or has from, the one above it in its sentence */
void dtl_event_spread_date (DtlEventStage *stage, guint32 number);
/** dtl_event_carry_dates: what dated events lend to the sentences behind them */
void dtl_event_carry_dates (DtlEventStage *stage);
/** dtl_event_lend_date: @to is of the day of @from, unless it has one */
void dtl_event_lend_date (DtlHappening *to, const DtlHappening *from, DtlBasis basis);
/** dtl_event_is_harm: whether it is violence or a disaster */
gboolean dtl_event_is_harm (const DtlHappening *happening);
/** dtl_event_has_auxiliary: whether @verb has an auxiliary with @lemma */
gboolean dtl_event_has_auxiliary (const DtlTree *tree, guint32 verb, const char *lemma);
/** dtl_event_shifts_time: whether an adverb at @verb begins a new time ("and later resigned") */
gboolean dtl_event_shifts_time (const DtlTree *tree, guint32 verb);
/** dtl_event_above: the happening at the nearest word above @token, a few steps up, or DTL_NONE */
guint32 dtl_event_above (const DtlEventStage *stage, guint32 token);
/** dtl_event_oblique: the child of @token that @preposition (lower case) opens, or -1 */
gint32 dtl_event_oblique (const DtlEventStage *stage, guint32 token, const char *preposition);
/** dtl_event_time_host: the happening that time @number belongs to, or DTL_NONE. @distance: steps between them */
guint32 dtl_event_time_host (const DtlEventStage *stage, guint32 number, guint *distance);
/** dtl_event_time_verb: the verb that time @number stands at, through adverbials that are no happenings ("took the stand for
 * four hours Friday"), or -1 */
gint32 dtl_event_time_verb (const DtlEventStage *stage, guint32 number);
/** dtl_event_time_premodifies: whether @time says which thing is meant ("Thursday's meeting"). @top: its word highest in the
 * tree. @found: the happening among the nouns behind it, or DTL_NONE */
gboolean dtl_event_time_premodifies (const DtlEventStage *stage, const DtlTime *time, guint32 top, guint32 *found);
/** dtl_event_time_clause: the happening of the clause that tells of time @number ("in 1968, when the army marched in"),
 * or DTL_NONE */
guint32 dtl_event_time_clause (const DtlEventStage *stage, guint32 number);
/** dtl_event_time_is: whether the preposition of time @number has @function in time_prepositions.tsv */
gboolean dtl_event_time_is (const DtlEventStage *stage, guint32 number, const char *function);
/** dtl_event_time_word: whether @word, lower case, has @function there */
gboolean dtl_event_time_word (const char *word, const char *function);
/** dtl_event_is_past: whether it is told in a past or perfect tense, as something that happened */
gboolean dtl_event_is_past (const DtlEventStage *stage, const DtlHappening *happening);
/** dtl_event_open_end, dtl_event_open_start: from @date on, up to @date; null where @date is open on that side */
DtlDate dtl_event_open_end (const DtlDate *date);
DtlDate dtl_event_open_start (const DtlDate *date);
/** dtl_event_reporting_verb: whether @token is a verb whose clause is what somebody says */
gboolean dtl_event_reporting_verb (const DtlEventStage *stage, guint32 token);
/** dtl_event_speaker: the actor who says what the reporting verb @token reports, or DTL_NONE */
guint32 dtl_event_speaker (const DtlEventStage *stage, guint32 token);
/** dtl_event_label: (transfer none): headline of a happening, in the record's arena */
const char *dtl_event_label (DtlEventStage *stage, const DtlHappening *happening);
/** dtl_event_predicate: the word that names what happened */
const char *dtl_event_predicate (const DtlEventStage *stage, const DtlHappening *happening);
