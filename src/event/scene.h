/* Places that happenings take from what is told beside and before them. */
#pragma once

#include "event/stage.h"

/** dtl_event_find_places: a place for happenings, by their own phrases or those of the happenings in their sentence */
void dtl_event_find_places (DtlEventStage *stage);
/** dtl_event_find_scenes: a place for happenings that go on where others did, sentences before; they must have been dated and
 * joined */
void dtl_event_find_scenes (DtlEventStage *stage);
/** dtl_event_find_place_alone: a place for @happening by its own words alone, be it "there" or a building, unless it has one */
void dtl_event_find_place_alone (DtlEventStage *stage, DtlHappening *happening);
/** dtl_event_home_country: (nullable): the code of the country that the report is written from */
const char *dtl_event_home_country (const DtlEventStage *stage);
