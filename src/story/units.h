/* An article's event as merging sees it, and the judgement whether two are one happening. */
#pragma once

#include "story/meanings.h"
#include "story/story.h"
#include "story/texts.h"

#define DTL_ARTICLES_KNOWN 65536
#define DTL_STEMS_MAX 4
#define DTL_GAP_UNKNOWN G_MAXINT64
#define DTL_TOPICS_MAX 16 /* heaviest words of an article that are known */

/** DtlUnit: one event of one record, with the story's actors. */
typedef struct
{
  const DtlEvent *event; /* borrowed from its record */
  guint32 record;
  DtlParticipant *participants; /* [n_participants] without those only spoken of; story actors, each once */
  guint32 *sides;               /* [n_participants] the country that stands behind each, or itself */
  const char **heads;           /* [n_participants] of what has no name the last word, interned; nullable */
  gboolean *is_state;           /* [n_participants] whether it is a country */
  guint32 n_participants;
  guint32 n_quantities;         /* of the event */
  guint is_symmetric : 1;
  guint is_dated : 1;
  guint is_speech : 1;
  guint is_background : 1; /* of the class of what is only told of by the way, which says nothing */
  guint is_local : 1;      /* fires, battles, journeys: told apart by where they are; talks are not */
  guint is_fine_place : 1; /* no whole country */
  guint is_actual : 1;
  guint is_lead : 1;       /* told in one of the first two sentences */
  guint names_agent : 1;   /* somebody who acts is called by a name: "Kuleba", not "the minister" */
  guint names_other : 1;   /* somebody else is */
  DtlDay earliest;
  DtlDay latest;
  const char *event_class; /* interned */
  const char *family;     /* interned */
  const char *stem;       /* of the predicate; interned */
  const char *stems[DTL_STEMS_MAX]; /* [n_stems] of the predicates of its mentions; interned */
  const char *meanings[DTL_STEMS_MAX]; /* [n_stems] what each shares with its synonyms; nullable; of the table */
  guint32 n_stems;
  guint32 n_alike;        /* events of its article with a stem of its own, itself included */
  const DtlMeaning *meaning; /* of the stem; nullable */
  const char *place;      /* folded name; interned, nullable */
  const char *country;    /* interned, nullable */
  guint64 sentence;       /* digest of its first sentence and trigger */
  DtlText text;           /* that sentence */
  DtlText label;          /* the words around the trigger that its headline keeps */
} DtlUnit;

/** DtlArticlesLikeness: how much two articles are about the same, as it was found last */
typedef struct
{
  guint32 a;
  guint32 b;
  guint likeness;
  guint leads; /* of their titles and first sentences */
} DtlArticlesLikeness;

/** DtlPublished: the days on which an article may have been published, if they are known */
typedef struct
{
  DtlDay from;
  DtlDay to;
  gboolean is_known;
} DtlPublished;

typedef struct _DtlRecurrences DtlRecurrences;

/** DtlUnits: all of a draft, and what comparing them needs. */
typedef struct
{
  DtlArena *arena;      /* owned */
  GArray *all;          /* owned, of the arena: DtlUnit, in content order */
  const DtlDraft *draft;
  guint32 *side_of;     /* owned: [story actors] */
  const DtlText *articles; /* [n_records] what each record has of its article */
  const DtlText *leads; /* [n_records] its title and first sentences */
  guint32 *topics;      /* [n_records * DTL_TOPICS_MAX] the heaviest words of each, as many as it has */
  DtlPublished *published; /* [n_records] */
  GHashTable *sentences; /* owned: DtlText by sentence, of the record that is read */
  DtlArticlesLikeness *known; /* owned: [DTL_ARTICLES_KNOWN] at the place that the two numbers give */
  const gint *weights;  /* of the signs of likeness */
  DtlRecurrences *recurrences; /* borrowed, nullable: while they are compared */
  GHashTable *meanings; /* owned: DtlMeaning by stem (both of the arena), NULL for those without */
} DtlUnits;

/** DtlFit: how the participants of one group of roles in two events fit */
typedef struct
{
  guint n_a;
  guint n_b;
  guint named_a; /* of them, those called by a name */
  guint named_b;
  guint exact;
  guint by_side; /* a state on one side, somebody of that state on the other; or both without a name and the same: "police" */
  guint by_head; /* of them, those without a name */
} DtlFit;

DtlUnits *dtl_units_new (const DtlDraft *draft);
void dtl_units_free (DtlUnits *units);

/** dtl_unit_width: days between the bounds of its date */
gint64 dtl_unit_width (const DtlUnit *unit);
/** dtl_units_compare: whether two dated ones can be one happening; then @score (out) tells how well they agree, 0 when too
 * little speaks for it */
gboolean dtl_units_compare (const DtlUnit *a, const DtlUnit *b, guint *score);

/** dtl_units_fit: of those who act, or of those who do not */
DtlFit dtl_units_fit (const DtlUnit *a, const DtlUnit *b, gboolean acting);
/** dtl_unit_acts: whether participant @i is of those who act */
gboolean dtl_unit_acts (const DtlUnit *unit, guint32 i);
/** dtl_units_articles: how much the articles of two records are about the same, 0..100 */
guint dtl_units_articles (const DtlUnits *units, guint32 a, guint32 b);
/** dtl_units_leads: how much their titles and first sentences tell the same, 0..100 */
guint dtl_units_leads (const DtlUnits *units, guint32 a, guint32 b);
/** dtl_units_articles_are_apart: whether two were published too many days apart to tell of one thing that neither dates */
gboolean dtl_units_articles_are_apart (const DtlUnits *units, guint32 a, guint32 b);
/** dtl_units_gap: days from @a to @b, negative if @b comes first, 0 if they share one; for an undated one the day on which
 * its article was published counts; %DTL_GAP_UNKNOWN where that is not known */
gint64 dtl_units_gap (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b);
/** dtl_units_are_apart: whether two, of which one is undated, were told on days on which they cannot be one */
gboolean dtl_units_are_apart (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b);
/** dtl_units_are_others: whether their places or participants cannot be the same */
gboolean dtl_units_are_others (const DtlUnit *a, const DtlUnit *b);
/** dtl_units_reason: what speaks for two dated ones being one; appended to @out */
void dtl_units_reason (const DtlUnit *a, const DtlUnit *b, GString *out);

#define DTL_WIDE_DAYS 45 /* dates wider than this name a period: they agree only with the same period */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlUnits, dtl_units_free)
