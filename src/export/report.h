/*
 * The report: one self-contained page of HTML. What its parts share.
 *
 * The page is whole without its script: the script only hides, marks and scrolls what is there. What belongs together
 * says so by ids: an event is the id of its entry in the list and a word of data-e elsewhere, an actor that of its row in
 * the table and a word of data-a, a sentence "s", its source and its number.
 */
#pragma once

#include "export/scene.h"

/** DtlTone: a colour by day and by night; "var(--c3)" in the page, 3 being its number. */
typedef struct
{
  char light[8]; /* "#RRGGBB" */
  char dark[8];
} DtlTone;

/** DtlStatement: what one sentence says of one event that is shown. */
typedef struct
{
  const DtlMention *mention;
  guint event; /* number among those shown */
} DtlStatement;

/** DtlQuote: a sentence that says something of events that are shown. */
typedef struct
{
  const DtlEvidence *evidence;
  guint first; /* of its statements, which are in order of their triggers */
  guint n;
} DtlQuote;

typedef struct
{
  DtlScene scene;
  const DtlExportOptions *options;
  GString *out;
  GString *style;     /* owned: rules that depend on the story */
  GArray *tones;      /* owned: DtlTone */
  GArray *statements; /* owned: DtlStatement, in order of place */
  GArray *quotes;     /* owned: DtlQuote, the same */
  GPtrArray *parts;   /* owned: [n_actors] GArray of guint32: events shown in which the actor takes part */
} DtlReport;

/** dtl_report_put: appends @text, of whatever origin, as one line of text or value of an attribute. The only way for
 * text into the page. */
void dtl_report_put (const DtlReport *report, const char *text);
/** dtl_report_put_part: the same for the first @length bytes of @text, with a blank where they begin or end with one */
void dtl_report_put_part (const DtlReport *report, const char *text, gsize length);
/** dtl_report_part: (transfer none): the events shown in which @actor takes part, as indices into the story's events */
static inline const GArray *
dtl_report_part (const DtlReport *report, guint32 actor)
{
  return report->parts->pdata[actor];
}

/** dtl_report_tone: number of the tone that is @light by day and @dark by night */
guint dtl_report_tone (DtlReport *report, const char *light, const char *dark);
/** dtl_report_family: (transfer none): key of the event's family, fit for a class name */
const char *dtl_report_family (const DtlEvent *event);

/* report-quotes.c */
void dtl_report_gather_quotes (DtlReport *report);
/** dtl_report_put_sources: the articles: their text where it is at hand, else the sentences, marked */
void dtl_report_put_sources (DtlReport *report);

/* report-list.c */
void dtl_report_put_header (DtlReport *report);
void dtl_report_put_filters (DtlReport *report);
void dtl_report_put_timeline (DtlReport *report);
void dtl_report_put_actors (DtlReport *report);

/* report-picture.c */
/** dtl_report_put_storyline, dtl_report_put_relations: the pictures as inline SVG in tones; the latter fails when
 * Graphviz does */
void dtl_report_put_storyline (DtlReport *report);
gboolean dtl_report_put_relations (DtlReport *report, GError **error);

/* Made by meson of report/report.css and report/report.js. */
extern const char dtl_report_style[];
extern const char dtl_report_script[];
