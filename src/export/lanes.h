/* Which lanes and columns a storyline has, and in which order: the part of it that knows nothing of drawing. */
#pragma once

#include "export/scene.h"

/** DtlColumn: an event. @lanes are positions, ascending. */
typedef struct
{
  guint event;   /* number among those shown */
  guint band;
  GArray *lanes; /* owned: guint, indices into the lanes, later their positions */
} DtlColumn;

/** DtlLane: an actor. */
typedef struct
{
  guint32 actor;
  guint n_events;
  guint first; /* column */
  guint last;
} DtlLane;

/** DtlBand: columns of one time. */
typedef struct
{
  guint first; /* column */
  guint end;   /* one past the last */
  int gap_days; /* since the band before; 0 for the first */
} DtlBand;

typedef struct
{
  GArray *columns; /* owned: DtlColumn */
  GArray *lanes;   /* owned: DtlLane, from top to bottom */
  GArray *bands;   /* owned: DtlBand */
  guint unit;      /* DtlUnit: what a band spans */
  guint n_undated; /* events left out, and why */
  guint n_alone;   /* … without an actor */
  guint n_cut;     /* … past the limit */
  guint n_actors_cut;
} DtlLanes;

/** dtl_lanes_init: dated events with actors, at most @max_columns, in about @max_bands bands, and the @max_lanes busiest actors, ordered so that
 * actors of one event are near each other */
void dtl_lanes_init (DtlLanes *lanes, const DtlScene *scene, guint max_columns, guint max_bands, guint max_lanes);
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
