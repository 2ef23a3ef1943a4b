/*
 * iCalendar (RFC 5545): an all-day VEVENT an event.
 *
 * DTEND is the day after the last. What is wider than a day, or inferred, is TENTATIVE, what did not happen CANCELLED; the
 * description says the date in words, X-DATELINE-EDTF as it is. DTSTAMP is the day of publication, not the clock: the same
 * story gives the same file.
 */
#include "export/writers.h"

#include <math.h>

#include "export/entry.h"
#include "export/escape.h"

static void
append_property (GString *out, const char *name, const char *text)
{
  g_autofree char *value = dtl_escape_ics (text);
  g_autofree char *line = g_strconcat (name, ":", value, NULL);

  if (*value != '\0')
    dtl_append_ics_line (out, line);
}

/* Of things that are no TEXT. */
static void
append_raw (GString *out, const char *name, const char *value)
{
  g_autofree char *line = g_strconcat (name, value, NULL);

  dtl_append_ics_line (out, line);
}

static void
append_stamp (GString *out, const DtlScene *scene, const DtlEvent *event)
{
  const DtlEvidence *evidence = dtl_entry_evidence (event);
  DtlDay first = 0, last = 0;
  char day[DTL_SPELLED_SIZE];
  g_autofree char *stamp = NULL;

  if (evidence == NULL || !dtl_date_bounds (&scene->sources[evidence->source].published.date, &first, &last)
      || last == DTL_DAY_MAX)
    last = 0;
  dtl_day_spell (last, DTL_NOTATION_COMPACT, day);
  stamp = g_strconcat (day, "T000000Z", NULL);
  append_raw (out, "DTSTAMP:", stamp);
}

static const char *
status_of (const DtlEvent *event)
{
  DtlDay first, last;

  if (event->reality == DTL_REALITY_NEGATED || event->reality == DTL_REALITY_DENIED)
    return "CANCELLED";
  if (event->reality != DTL_REALITY_ACTUAL || dtl_when_is_inferred (&event->when)
      || !dtl_date_bounds (&event->when.date, &first, &last) || first != last)
    return "TENTATIVE";
  return "CONFIRMED";
}

static void
append_place (GString *out, const DtlPlace *place)
{
  char latitude[G_ASCII_DTOSTR_BUF_SIZE], longitude[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *value = NULL;

  if (place->name == NULL)
    return;
  append_property (out, "LOCATION", place->name);
  if (!isfinite (place->latitude) || !isfinite (place->longitude))
    return;
  value = g_strdup_printf ("%s;%s", g_ascii_formatd (latitude, sizeof latitude, "%.5f", place->latitude),
                           g_ascii_formatd (longitude, sizeof longitude, "%.5f", place->longitude));
  append_raw (out, "GEO:", value);
}

static void
append_event (GString *out, const DtlScene *scene, const DtlEvent *event, const DtlSpelledDate *date)
{
  const char *uri = dtl_entry_uri (scene, event);
  g_autofree char *uid = g_strconcat (event->id, "@dateline", NULL);
  g_autofree char *headline = dtl_entry_headline (event);
  g_autofree char *note = dtl_entry_note (scene, event);
  g_autofree char *edtf = dtl_date_to_string (&event->when.date);

  dtl_append_ics_line (out, "BEGIN:VEVENT");
  append_property (out, "UID", uid);
  append_stamp (out, scene, event);
  append_raw (out, "DTSTART;VALUE=DATE:", date->start);
  if (*date->end != '\0')
    append_raw (out, "DTEND;VALUE=DATE:", date->end);
  append_property (out, "SUMMARY", headline);
  append_property (out, "DESCRIPTION", note);
  append_place (out, &event->place);
  append_property (out, "CATEGORIES", dtl_entry_family (event));
  append_raw (out, "STATUS:", status_of (event));
  append_raw (out, "TRANSP:", "TRANSPARENT");
  if (uri != NULL)
    append_raw (out, "URL:", uri);
  append_property (out, "X-DATELINE-EDTF", edtf);
  dtl_append_ics_line (out, "END:VEVENT");
}

gboolean
dtl_write_icalendar (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  const DtlDateRule *rule = dtl_date_rule_find ("icalendar");
  DtlSpelledDate date;
  DtlScene scene;
  g_autofree char *title = NULL;

  dtl_scene_init (&scene, view);
  title = dtl_scene_title (&scene);
  dtl_append_ics_line (out, "BEGIN:VCALENDAR");
  dtl_append_ics_line (out, "VERSION:2.0");
  dtl_append_ics_line (out, "PRODID:-//dateline//dateline " DTL_VERSION_STRING "//EN");
  dtl_append_ics_line (out, "CALSCALE:GREGORIAN");
  append_property (out, "X-WR-CALNAME", title);
  for (guint i = 0; i < scene.n_shown; i++)
    {
      const DtlEvent *event = dtl_scene_event (&scene, i);

      if (!dtl_date_spell (rule, &event->when.date, options->losses, &date))
        continue;
      append_event (out, &scene, event, &date);
      dtl_entry_count_mentions (event, options->losses);
      if (!dtl_export_drain (options, out, error))
        return FALSE;
    }
  dtl_append_ics_line (out, "END:VCALENDAR");
  return TRUE;
}
