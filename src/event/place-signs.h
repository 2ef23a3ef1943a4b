/* The places around a happening, and what speaks for each. */
#pragma once

#include "event/stage.h"

#define DTL_PLACES_MAX 24 /* of one happening that are weighed */

/** DtlPlaceScene: the names of places in a document, and its happenings that have one. One thread */
typedef struct _DtlPlaceScene DtlPlaceScene;

/** DtlPlaceWatch: sees the signs that @happening was where @place is; all signs of one place come one after the other */
typedef void (*DtlPlaceWatch) (const DtlEventStage *stage, const DtlHappening *happening, guint32 place, const char *sign,
                               gpointer data);

/** dtl_place_scene_new: (transfer full): @stage must outlive it, and keep its happenings. O(n log n) */
DtlPlaceScene *dtl_place_scene_new (const DtlEventStage *stage);
void dtl_place_scene_free (DtlPlaceScene *scene);
/** dtl_place_signs: the signs of each place that @happening may have been at, DTL_PLACES_MAX at most. Bounded */
void dtl_place_signs (const DtlPlaceScene *scene, const DtlHappening *happening, DtlPlaceWatch watch, gpointer data);
