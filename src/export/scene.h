/*
 * What every picture and table of a view needs in words: names, roles, dates, titles. A scene borrows all from its view.
 */
#pragma once

#include <dateline/dateline.h>

/**
 * DtlScene:
 * @shown: events of the view, in chronological order
 * @year: the year that short dates leave out
 * @publication: the one day on which all articles appeared; only if @has_publication
 */
typedef struct
{
  const DtlView *view;
  const DtlSource *sources; /* [n_sources] */
  const DtlActor *actors;   /* [n_actors] */
  const DtlRole *roles;     /* [n_roles] */
  const DtlEvent *events;   /* [n_events] of the story */
  const guint32 *shown;     /* [n_shown] indices into events */
  guint n_sources;
  guint n_actors;
  guint n_roles;
  guint n_events;
  guint n_shown;
  gint32 year;
  gboolean has_publication;
  DtlDay publication;
} DtlScene;

#define DTL_NO_YEAR G_MININT32

void dtl_scene_init (DtlScene *scene, const DtlView *view);

/** dtl_scene_event: event number @i of those shown */
static inline const DtlEvent *
dtl_scene_event (const DtlScene *scene, guint i)
{
  return &scene->events[scene->shown[i]];
}

/* All strings below are (transfer full), clean lines of text, not escaped. */

/** dtl_scene_title: of the one article, or its file name, or "3 articles" */
char *dtl_scene_title (const DtlScene *scene);
/** dtl_scene_publishers: "CNN", "CNN, Reuters + 2 more"; NULL if none is known */
char *dtl_scene_publishers (const DtlScene *scene);
/** dtl_scene_range: "5–11 Mar 2022": first to last day of the dated ones among the @n @events of the story; NULL if none
 * is dated */
char *dtl_scene_range (const DtlScene *scene, const guint32 *events, guint n);
/** dtl_scene_role: "Foreign Minister", "former spokesperson, State Department"; NULL if none is stated.
 * @with_country: whether to add the country ("President, France") */
char *dtl_scene_role (const DtlScene *scene, guint32 actor, gboolean with_country);
/** dtl_scene_short_name: the surname of a person when it is the only one of that name, else the name, cut */
char *dtl_scene_short_name (const DtlScene *scene, guint32 actor);
/** dtl_scene_country: (nullable) (transfer none): name of the country with @code */
const char *dtl_scene_country (const char *code);
/** dtl_scene_when: "5 Mar", "~5 Mar", "7–13 Mar", "from 2014", "in recent days"; "" when undated */
char *dtl_scene_when (const DtlScene *scene, const DtlWhen *when);
/** dtl_scene_verb: past-tense words of a line between actors: "met", "demanded of" */
char *dtl_scene_verb (const DtlEvent *event);
/** dtl_scene_sentence: the sentence of the first mention; "" if there is none */
char *dtl_scene_sentence (const DtlEvent *event);
/** dtl_scene_why_undated: "“03/04” may be 2022-03-04 or 2022-04-03"; NULL if there is only the common reason, that the
 * text gives no date */
char *dtl_scene_why_undated (const DtlEvent *event);
/** dtl_scene_vouchers: who vouches for @event and does not take part in it: "Ned Price, Elysée Palace"; NULL if nobody */
char *dtl_scene_vouchers (const DtlScene *scene, const DtlEvent *event);

/** dtl_when_is_inferred: whether the date is wider than a day, qualified, or not stated of the event itself */
gboolean dtl_when_is_inferred (const DtlWhen *when);
/** dtl_when_mark: one character: " " a day, "~" about, "?" doubtful, "≈" somewhere in a range, ">" from then on,
 * "<" until then */
const char *dtl_when_mark (const DtlWhen *when);

/**
 * dtl_date_words: (transfer full): @date for people, "" for the null date.
 * @year: a year to leave out, or %DTL_NO_YEAR
 * @weekday: "Thu 10 Mar" instead of "10 Mar"
 */
char *dtl_date_words (const DtlDate *date, gint32 year, gboolean weekday);
/** dtl_count_words: (transfer full): "1 event", "12 events" */
char *dtl_count_words (guint n, const char *one, const char *many);
/** dtl_reality_word: (transfer none): "planned", "not", "denied", "possible"; "" for what happened */
const char *dtl_reality_word (DtlReality reality);
