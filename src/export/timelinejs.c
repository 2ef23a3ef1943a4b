/*
 * TimelineJS 3 (https://timeline.knightlab.com/docs/json-format.html).
 *
 * A date is an object of numbers; a string is an error, and an event without a start is dropped, so undated events are left
 * out here and counted. What its numbers cannot say (about, by, inferred) stands in display_date. All text is HTML there.
 */
#include "export/writers.h"

#include <stdlib.h>

#include "export/entry.h"
#include "export/escape.h"
#include "export/json-text.h"

static void
put_html (DtlJsonText *json, const char *name, const char *text)
{
  g_autofree char *html = dtl_escape_xml (text);

  dtl_json_text_member (json, name, html);
}

/* @day: "2022", "2022-03", "-0043-03-15" */
static void
put_date (DtlJsonText *json, const char *name, const char *day)
{
  static const char *const parts[] = { "year", "month", "day" };
  const char *p = day;

  if (*day == '\0')
    return;
  dtl_json_text_key (json, name);
  dtl_json_text_open (json, '{');
  for (guint i = 0; i < G_N_ELEMENTS (parts) && *p != '\0'; i++)
    {
      char *end;

      dtl_json_text_member_integer (json, parts[i], g_ascii_strtoll (p, &end, 10));
      p = *end == '-' ? end + 1 : end;
    }
  dtl_json_text_close (json, '}');
}

static void
put_text (DtlJsonText *json, const DtlScene *scene, const DtlEvent *event)
{
  const DtlEvidence *evidence = dtl_entry_evidence (event);
  const char *uri = dtl_entry_uri (scene, event);
  g_autofree char *headline = dtl_entry_headline (event);
  g_autofree char *source = dtl_entry_source (scene, event);
  g_autofree char *sentence = dtl_escape_xml (evidence != NULL ? evidence->text : NULL);
  g_autofree char *line = dtl_escape_xml (source);
  g_autofree char *address = dtl_escape_xml (uri);
  g_autofree char *text = uri != NULL
    ? g_strdup_printf ("<p>“%s”</p><p><a href=\"%s\">%s</a></p>", sentence, address, line)
    : g_strdup_printf ("<p>“%s”</p><p>%s</p>", sentence, line);

  dtl_json_text_key (json, "text");
  dtl_json_text_open (json, '{');
  put_html (json, "headline", headline);
  dtl_json_text_member (json, "text", text);
  dtl_json_text_close (json, '}');
}

static void
put_event (DtlJsonText *json, const DtlScene *scene, const DtlEvent *event, const DtlSpelledDate *date)
{
  g_autofree char *when = dtl_entry_when (event);

  dtl_json_text_open (json, '{');
  dtl_json_text_member (json, "unique_id", event->id);
  put_date (json, "start_date", *date->start ? date->start : date->end);
  if (*date->start)
    put_date (json, "end_date", date->end);
  put_html (json, "display_date", when);
  put_html (json, "group", dtl_entry_family (event));
  put_text (json, scene, event);
  dtl_json_text_close (json, '}');
}

static void
put_title (DtlJsonText *json, const DtlScene *scene)
{
  g_autofree char *title = dtl_scene_title (scene);
  g_autofree char *publishers = dtl_scene_publishers (scene);

  dtl_json_text_key (json, "title");
  dtl_json_text_open (json, '{');
  dtl_json_text_key (json, "text");
  dtl_json_text_open (json, '{');
  put_html (json, "headline", title);
  put_html (json, "text", publishers);
  dtl_json_text_close (json, '}');
  dtl_json_text_close (json, '}');
}

gboolean
dtl_write_timelinejs (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  const DtlDateRule *rule = dtl_date_rule_find ("timelinejs");
  DtlJsonText json = { out };
  DtlSpelledDate date;
  DtlScene scene;

  dtl_scene_init (&scene, view);
  dtl_json_text_open (&json, '{');
  put_title (&json, &scene);
  dtl_json_text_key (&json, "events");
  dtl_json_text_open (&json, '[');
  for (guint i = 0; i < scene.n_shown; i++)
    {
      const DtlEvent *event = dtl_scene_event (&scene, i);

      if (!dtl_date_spell (rule, &event->when.date, options->losses, &date))
        continue;
      put_event (&json, &scene, event, &date);
      dtl_entry_count_mentions (event, options->losses);
      if (!dtl_export_drain (options, out, error))
        return FALSE;
    }
  dtl_json_text_close (&json, ']');
  dtl_json_text_close (&json, '}');
  g_string_append_c (out, '\n');
  return TRUE;
}
