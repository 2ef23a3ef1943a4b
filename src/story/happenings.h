/* Happenings while they are found: clusters of the events of articles, from inside. */
#pragma once

#include "story/likeness.h"
#include "story/pairs.h"

#define DTL_NEAR 700 /* thousandths: what misses the threshold by less is told of */

/** DtlHappening: members are a list, in the order in which they came, that goes on in the next of each unit. */
typedef struct
{
  guint32 first;   /* unit number, DTL_NONE for no member */
  guint32 last;
  guint32 n;
  guint32 seen;    /* last unit that was compared with it */
  guint32 home;    /* the one that its members went to, or DTL_NONE */
  guint32 record;  /* the only one that tells it, or DTL_NONE */
  DtlDay earliest; /* the days that all its dates share */
  DtlDay latest;
  guint is_dated : 1;
  guint is_written : 1;
} DtlHappening;

/** DtlVerdict: what became of a unit: joined to a happening, or not, though nearly. */
typedef struct
{
  guint32 unit;
  guint32 happening;
  gboolean is_refused;
  gint score;
  const char *reason; /* of the story */
} DtlVerdict;

typedef struct
{
  DtlSpill *spill;   /* borrowed from the story, nullable */
  DtlArena *arena;   /* owned */
  DtlUnits *units;   /* owned */
  GArray *all;       /* owned, of the arena: DtlHappening */
  guint32 *next;     /* [units] of the arena: next member, or DTL_NONE */
  guint32 *of;       /* [units] of the arena: the happening of each, or DTL_NONE */
  DtlPairs *seats;   /* owned: (happening, record) that tells it */
  GArray *verdicts;  /* owned: DtlVerdict */
} DtlHappenings;

static inline const DtlUnit *
dtl_happenings_unit (const DtlHappenings *happenings, guint32 i)
{
  return &g_array_index (happenings->units->all, DtlUnit, i);
}

static inline DtlHappening *
dtl_happenings_get (const DtlHappenings *happenings, guint32 i)
{
  return &g_array_index (happenings->all, DtlHappening, i);
}

/** dtl_happenings_found: number of a new one for @unit alone */
guint32 dtl_happenings_found (DtlHappenings *happenings, guint32 unit);
/** dtl_happenings_admit: puts @unit into one; whether it may is for the caller to know */
void dtl_happenings_admit (DtlHappenings *happenings, guint32 happening, guint32 unit);
/** dtl_happenings_move: all members of @from into @to */
void dtl_happenings_move (DtlHappenings *happenings, guint32 from, guint32 to);
/** dtl_happenings_home: the one in which @happening is now */
guint32 dtl_happenings_home (const DtlHappenings *happenings, guint32 happening);
/** dtl_happenings_share_no_day: whether both are dated, and apart */
gboolean dtl_happenings_share_no_day (const DtlHappening *a, const DtlHappening *b);
/** dtl_happenings_judge: notes a verdict. @why: reasons that speak for it; @objection: (nullable) what spoke against it */
void dtl_happenings_judge (DtlHappenings *happenings, guint32 unit, guint32 happening, gint score, const char *why,
                           const char *objection);

/** dtl_happenings_place_dated: by rules (dated.c) */
void dtl_happenings_place_dated (DtlHappenings *happenings);
/** dtl_happenings_join_alike: by the learned likeness (joining.c) */
void dtl_happenings_join_alike (DtlHappenings *happenings);
