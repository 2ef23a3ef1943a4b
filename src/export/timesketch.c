/*
 * Timesketch (https://timesketch.org/guides/user/import-from-json-csv/): JSON Lines with message, datetime and
 * timestamp_desc, which says what kind of time it is; timestamp is in microseconds.
 *
 * The rest of the fields are ours. OpenSearch drops key words of more than 32,766 bytes, so longer ones are cut.
 */
#include "export/writers.h"

#include <string.h>

#include "export/entry.h"
#include "export/escape.h"
#include "export/json-text.h"

#define MAX_BYTES 32766
#define DAY_MICROSECONDS (G_GINT64_CONSTANT (86400) * 1000000)
#define MINUTE_MICROSECONDS (G_GINT64_CONSTANT (60) * 1000000)

static void
put_text (DtlJsonText *json, const char *name, const char *text, DtlLosses *losses)
{
  g_autofree char *line = dtl_clean_line (text);

  if (strlen (line) > MAX_BYTES)
    {
      char *end = g_utf8_find_prev_char (line, line + MAX_BYTES + 1);

      *end = '\0';
      dtl_losses_add (losses, DTL_LOSS_CUT);
    }
  dtl_json_text_member (json, name, line);
}

static const char *
describe_time (const DtlEvent *event, const DtlSpelledDate *date)
{
  if (date->first == DTL_DAY_MIN)
    return "Event happened by";
  if (date->last == DTL_DAY_MAX)
    return "Event happened from";
  if (date->first != date->last)
    return "Event happened, earliest day";
  return dtl_when_is_inferred (&event->when) ? "Event happened, day inferred" : "Event happened";
}

static gboolean
has_clock (const DtlDate *date)
{
  return date->shape == DTL_DATE_POINT && date->from.day > 0 && date->from.minute >= 0;
}

/* Clock times without a zone are taken as UTC, as Timesketch does with all. */
static void
put_time (DtlJsonText *json, const DtlDate *date, const DtlSpelledDate *spelled)
{
  DtlDay day = spelled->first != DTL_DAY_MIN ? spelled->first : spelled->last;
  gint64 minute = has_clock (date) ? date->from.minute : 0;
  gint64 zone = has_clock (date) && date->from.zone != DTL_ZONE_NONE ? date->from.zone : 0;
  char sign = zone < 0 ? '-' : '+';
  g_autofree char *datetime
    = g_strdup_printf ("%sT%02d:%02d:00%c%02d:%02d", spelled->start, (int) (minute / 60), (int) (minute % 60), sign,
                       (int) (ABS (zone) / 60), (int) (ABS (zone) % 60));

  dtl_json_text_member (json, "datetime", datetime);
  dtl_json_text_member_integer (json, "timestamp", day * DAY_MICROSECONDS + (minute - zone) * MINUTE_MICROSECONDS);
}

static void
put_event (DtlJsonText *json, const DtlScene *scene, const DtlEvent *event, const DtlSpelledDate *date, DtlLosses *losses)
{
  const DtlEvidence *evidence = dtl_entry_evidence (event);
  g_autofree char *headline = dtl_entry_headline (event);
  g_autofree char *names = dtl_entry_names (scene, event, "; ");
  g_autofree char *source = dtl_entry_source (scene, event);
  g_autofree char *edtf = dtl_date_to_string (&event->when.date);

  dtl_json_text_open (json, '{');
  put_text (json, "message", headline, losses);
  put_time (json, &event->when.date, date);
  dtl_json_text_member (json, "timestamp_desc", describe_time (event, date));
  dtl_json_text_member (json, "event_id", event->id);
  dtl_json_text_member (json, "edtf", edtf);
  dtl_json_text_member (json, "date_basis", dtl_basis_to_string (event->when.basis));
  put_text (json, "event_type", event->type, losses);
  dtl_json_text_member (json, "family", dtl_entry_family (event));
  dtl_json_text_member (json, "reality", dtl_reality_to_string (event->reality));
  put_text (json, "actors", names, losses);
  put_text (json, "place", event->place.name, losses);
  put_text (json, "sentence", evidence != NULL ? evidence->text : NULL, losses);
  put_text (json, "article", source, losses);
  dtl_json_text_member (json, "uri", evidence != NULL ? scene->sources[evidence->source].uri : NULL);
  dtl_json_text_member_number (json, "confidence", event->confidence);
  dtl_json_text_close (json, '}');
  dtl_json_text_end_line (json);
}

gboolean
dtl_write_timesketch (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  const DtlDateRule *rule = dtl_date_rule_find ("timesketch");
  DtlJsonText json = { out };
  DtlSpelledDate date;
  DtlScene scene;

  dtl_scene_init (&scene, view);
  for (guint i = 0; i < scene.n_shown; i++)
    {
      const DtlEvent *event = dtl_scene_event (&scene, i);

      if (!dtl_date_spell (rule, &event->when.date, options->losses, &date))
        continue;
      put_event (&json, &scene, event, &date, options->losses);
      dtl_entry_count_mentions (event, options->losses);
      if (!dtl_export_drain (options, out, error))
        return FALSE;
    }
  return TRUE;
}
