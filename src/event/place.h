/* Where a happening takes place. */
#pragma once

#include "event/stage.h"

/** dtl_event_place_in_phrase: the token that names the place of the phrase headed by @token: its head, or what a noun of
 * position is of ("the coast of Crete"); DTL_NONE if it names none */
guint32 dtl_event_place_in_phrase (const DtlEventStage *stage, guint32 token);
/** dtl_event_is_where: whether the phrase headed by @token is one of place by its preposition: "in Rome", "on Lake Kivu" */
gboolean dtl_event_is_where (const DtlEventStage *stage, guint32 token);
/** dtl_event_set_place: gives @happening the place that the phrase headed by @token names, unless it has one */
void dtl_event_set_place (DtlEventStage *stage, DtlHappening *happening, guint32 token);
/** dtl_event_place_of_phrases: the place that a phrase right below @verb leads to ("drowned in Lake Chad"), or DTL_NONE */
guint32 dtl_event_place_of_phrases (const DtlEventStage *stage, guint32 verb);
/** dtl_event_place_below: the place that hangs on the nominal @nominal or on one below it: "an attack on a market in Baidoa";
 * or DTL_NONE */
guint32 dtl_event_place_below (const DtlEventStage *stage, guint32 nominal);
/** dtl_event_is_place_of_noun: whether @token before an event noun says where: "the Abuja summit" */
gboolean dtl_event_is_place_of_noun (const DtlEventStage *stage, const DtlHappening *happening, guint32 token);
/** dtl_event_find_own_place: a place for @happening by what is told of itself, unless it has one */
void dtl_event_find_own_place (DtlEventStage *stage, DtlHappening *happening);
