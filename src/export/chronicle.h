/* What text and Markdown timelines share: the header, the groups of one time, and the remarks at the end, in words. */
#pragma once

#include "export/scene.h"

/** dtl_chronicle_header: (transfer full): "CNN · published Sat 12 Mar 2022 · 12 events · 16 actors" */
char *dtl_chronicle_header (const DtlScene *scene);
/** dtl_chronicle_group_end: one past the last of the events, from number @first on, that share its bounds */
guint dtl_chronicle_group_end (const DtlScene *scene, guint first);
/** dtl_chronicle_heading: (transfer full): "Thu 10 Mar", with the year when it differs from *@year, which follows;
 * "Undated" */
char *dtl_chronicle_heading (const DtlScene *scene, guint first, gint32 *year);
/** dtl_chronicle_note: (transfer full): "2 days before publication", "“this week”"; may be "" */
char *dtl_chronicle_note (const DtlScene *scene, guint first, guint end);
/** DtlUnit: what a column of a picture spans where there are too many days. */
typedef enum
{
  DTL_UNIT_DAY, /* or whatever range its events have in common */
  DTL_UNIT_WEEK,
  DTL_UNIT_MONTH,
  DTL_UNIT_YEAR,
  DTL_UNIT_DECADE,
} DtlUnit;

/** dtl_chronicle_pick_unit: the smallest by which the first @n events make at most @max columns */
DtlUnit dtl_chronicle_pick_unit (const DtlScene *scene, guint n, guint max);
/** dtl_chronicle_unit_end: one past the last event of the column that begins with number @first; a date wider than the
 * unit is a column of its own */
guint dtl_chronicle_unit_end (const DtlScene *scene, guint first, DtlUnit unit);
/** dtl_chronicle_unit_heading: (transfer full): "Thu 10 Mar", "6–12 Mar", "Mar 2022" */
char *dtl_chronicle_unit_heading (const DtlScene *scene, guint first, DtlUnit unit);
/** dtl_chronicle_label: (transfer full): label, then what qualifies it: "Ann meets Bob [Rome, 14:30] (planned)" */
char *dtl_chronicle_label (const DtlScene *scene, const DtlEvent *event);
/** dtl_chronicle_actors: (transfer full): full names, then who vouches: "Ann Lee · Bob Ray · per Carl Orff" */
char *dtl_chronicle_actors (const DtlScene *scene, const DtlEvent *event);
/** dtl_chronicle_claims: (transfer full) (element-type utf8): a line for each field in which the mentions of @event differ:
 * "disputed, dead: 7 (Times, 2022-03-11) / 12 (Post, 2022-03-11)" */
GPtrArray *dtl_chronicle_claims (const DtlScene *scene, const DtlEvent *event);
/** dtl_chronicle_source: (transfer full): "L25" of the one article, "[2] L25" of several; "" if unknown */
char *dtl_chronicle_source (const DtlScene *scene, const DtlEvent *event);
/** dtl_chronicle_source_line: (transfer full): "CNN, 12 Mar 2022: title" */
char *dtl_chronicle_source_line (const DtlScene *scene, guint source);
/** dtl_chronicle_inferred: (transfer full): "5 of 12 dates are inferred: “this week”"; NULL if
 * none is */
char *dtl_chronicle_inferred (const DtlScene *scene);
/** dtl_chronicle_mark: (transfer none): dtl_when_mark(), in ASCII if @ascii */
const char *dtl_chronicle_mark (const DtlWhen *when, gboolean ascii);
/** dtl_chronicle_legend: (transfer full) (element-type utf8): "● meeting", "~ about": only the signs that the events shown
 * have, kinds first, in the order of families; in ASCII if @ascii */
GPtrArray *dtl_chronicle_legend (const DtlScene *scene, gboolean ascii);
