/* Which lanes and columns a storyline has, and in which order: the part of it that knows nothing of drawing. */
#pragma once

#include "export/scene.h"

/** DtlColumn: an event. @lanes are positions, ascending. */
typedef struct
{
  guint event;   /* number among those shown */
  guint band;
  gboolean is_undated;
  GArray *lanes; /* owned: guint, indices into the lanes, later their positions */
} DtlColumn;

/** DtlLane: an actor. */
typedef struct
{
  guint32 actor;
  guint n_events;
  guint first;     /* column; of the dated ones if there are any */
  guint last;
  gboolean before; /* whether it comes from the page before */
  gboolean after;  /* … and goes on to the next */
} DtlLane;

/** DtlBand: columns of one time. */
typedef struct
{
  guint first; /* column */
  guint end;   /* one past the last */
  int gap_days; /* since the band before; 0 for the first */
  gboolean is_undated; /* the last one may be */
} DtlBand;

typedef struct
{
  GArray *columns; /* owned: DtlColumn */
  GArray *lanes;   /* owned: DtlLane, from top to bottom */
  GArray *bands;   /* owned: DtlBand */
  guint unit;      /* DtlUnit: what a band spans */
  guint n_alone;   /* events left out: without an actor */
  guint n_cut;     /* … past the limit */
  guint n_actors_cut;
} DtlLanes;

/** dtl_lanes_init: events with actors, undated ones last, at most @max_columns, in about @max_bands bands, and the @max_lanes busiest actors, ordered so that
 * actors of one event are near each other */
void dtl_lanes_init (DtlLanes *lanes, const DtlScene *scene, guint max_columns, guint max_bands, guint max_lanes);
/** dtl_lanes_page: what of @lanes lies in the columns from @first up to @end: those lanes that have an event there, in their
 * order. Columns, bands and positions are counted anew. */
void dtl_lanes_page (const DtlLanes *lanes, guint first, guint end, DtlLanes *page);
void dtl_lanes_clear (DtlLanes *lanes);

static inline DtlColumn *
dtl_lanes_column (const DtlLanes *lanes, guint i)
{
  return &g_array_index (lanes->columns, DtlColumn, i);
}

static inline DtlLane *
dtl_lanes_lane (const DtlLanes *lanes, guint i)
{
  return &g_array_index (lanes->lanes, DtlLane, i);
}

static inline DtlBand *
dtl_lanes_band (const DtlLanes *lanes, guint i)
{
  return &g_array_index (lanes->bands, DtlBand, i);
}
