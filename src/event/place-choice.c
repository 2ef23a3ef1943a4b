/*
 * Where it happens, by weighing the places that are named around it.
 *
 * A reader carries a scene: the court named at the start is where the witness speaks ten sentences later, and the sea where
 * the ferry sank is where the navy arrived. What no phrase of its own clause tells (place.c, scene.c) is chosen here among
 * the places of the sentence, of the sentences and happenings before it, and the one the report is written from. A choice
 * among them and "not told": p (c) = exp s(c) / (1 + Σ exp s), s (c) the sum of the weights of the signs of c (McFadden
 * 1974, "Conditional logit analysis of qualitative choice behavior"). Weights are in place_signs.tsv, learned by
 * src/train/place_signs.py, in whole thousandths, so that sums are the same on every machine.
 */
#include "event/place-choice.h"

#include <math.h>

#include "event/place-signs.h"
#include "lexicon/tables.h"

#define SUM_MAX 20000
#define LIKELY 0.6 /* a place less likely than this is not told */

typedef struct
{
  guint32 places[DTL_PLACES_MAX];
  gint sums[DTL_PLACES_MAX];
  guint n;
} Sums;

static void
weigh (const DtlEventStage *stage, const DtlHappening *happening, guint32 place, const char *sign, gpointer data)
{
  const char *cell = dtl_table_cell (&dtl_table_place_signs, sign, DTL_PLACE_SIGNS_WEIGHT);
  Sums *sums = data;

  (void) stage;
  (void) happening;
  if (sums->n == 0 || sums->places[sums->n - 1] != place)
    {
      if (sums->n == DTL_PLACES_MAX)
        return;
      sums->places[sums->n] = place;
      sums->sums[sums->n++] = 0;
    }
  if (cell != NULL)
    sums->sums[sums->n - 1] += (gint) g_ascii_strtoll (cell, NULL, 10);
}

/* The likeliest place, or DTL_NONE. */
static guint32
choose (const DtlPlaceScene *scene, const DtlHappening *happening)
{
  Sums sums = { .n = 0 };
  guint best = 0;
  double all = 1;

  dtl_place_signs (scene, happening, weigh, &sums);
  for (guint i = 0; i < sums.n; i++)
    {
      all += exp (CLAMP (sums.sums[i], -SUM_MAX, SUM_MAX) / 1000.0);
      best = sums.sums[i] > sums.sums[best] ? i : best;
    }
  return sums.n > 0 && exp (CLAMP (sums.sums[best], -SUM_MAX, SUM_MAX) / 1000.0) / all > LIKELY ? sums.places[best] : DTL_NONE;
}

/* Occurrences with a mention that tells where: no other needs to. */
static gboolean *
find_told (const DtlEventStage *stage)
{
  gboolean *told = g_new0 (gboolean, dtl_stage_n_occurrences (stage) + 1);

  for (guint i = 0; i < stage->happenings->len; i++)
    if (dtl_stage_happening (stage, i)->place != DTL_NONE && dtl_stage_happening (stage, i)->occurrence != DTL_NONE)
      told[dtl_stage_happening (stage, i)->occurrence] = TRUE;
  return told;
}

void
dtl_event_choose_places (DtlEventStage *stage)
{
  g_autofree guint32 *chosen = g_new (guint32, stage->happenings->len + 1);
  g_autofree gboolean *told = find_told (stage);
  DtlPlaceScene *scene = dtl_place_scene_new (stage);

  for (guint i = 0; i < stage->happenings->len; i++)
    {
      const DtlHappening *happening = dtl_stage_happening (stage, i);

      chosen[i] = happening->occurrence == DTL_NONE || told[happening->occurrence] ? DTL_NONE : choose (scene, happening);
    }
  for (guint i = 0; i < stage->happenings->len; i++)
    if (chosen[i] != DTL_NONE)
      {
        dtl_stage_happening (stage, i)->place = chosen[i];
        dtl_stage_happening (stage, i)->is_place_guessed = TRUE;
      }
  dtl_place_scene_free (scene);
}
