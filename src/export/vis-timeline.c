/*
 * Items and groups of vis-timeline (https://visjs.github.io/vis-timeline/docs/timeline/).
 *
 * It reads "2022" as milliseconds and knows neither months nor EDTF: a month is a range that ends on the day after, years
 * before 1 have six digits and a sign (ECMA-262). Contents are HTML. A group is a family of events.
 */
#include "export/writers.h"

#include "export/entry.h"
#include "export/escape.h"
#include "export/json-text.h"
#include "export/palette.h"
#include "lexicon/tables.h"

static void
put_html (DtlJsonText *json, const char *name, const char *text)
{
  g_autofree char *html = dtl_escape_xml (text);

  dtl_json_text_member (json, name, html);
}

/* The tooltip: lines of the note. */
static void
put_title (DtlJsonText *json, const DtlScene *scene, const DtlEvent *event)
{
  g_autofree char *note = dtl_entry_note (scene, event);
  g_auto (GStrv) lines = g_strsplit (note, "\n", -1);
  g_autoptr (GString) html = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = dtl_escape_xml (lines[i]);

      g_string_append_printf (html, "%s%s", i > 0 ? "<br>" : "", line);
    }
  dtl_json_text_member (json, "title", html->str);
}

static void
put_item (DtlJsonText *json, const DtlScene *scene, const DtlEvent *event, const DtlSpelledDate *date)
{
  g_autofree char *headline = dtl_entry_headline (event);
  g_autofree char *edtf = dtl_date_to_string (&event->when.date);
  g_autofree char *classes = g_strdup_printf ("dateline-%s dateline-%s%s", dtl_entry_family (event),
                                              dtl_reality_to_string (event->reality),
                                              dtl_when_is_inferred (&event->when) ? " dateline-inferred" : "");

  dtl_json_text_open (json, '{');
  dtl_json_text_member (json, "id", event->id);
  put_html (json, "content", headline);
  dtl_json_text_member (json, "start", date->start);
  dtl_json_text_member (json, "end", date->end);
  dtl_json_text_member (json, "type", *date->end ? "range" : "box");
  dtl_json_text_member (json, "group", dtl_entry_family (event));
  dtl_json_text_member (json, "className", classes);
  dtl_json_text_member (json, "edtf", edtf);
  put_title (json, scene, event);
  dtl_json_text_close (json, '}');
}

static void
put_groups (DtlJsonText *json)
{
  dtl_json_text_key (json, "groups");
  dtl_json_text_open (json, '[');
  for (guint i = 0; i < dtl_table_families.n_rows; i++)
    {
      const char *family = dtl_table_row (&dtl_table_families, i)[0];
      DtlLook look = dtl_look (family);

      dtl_json_text_open (json, '{');
      dtl_json_text_member (json, "id", family);
      dtl_json_text_member (json, "content", look.word);
      dtl_json_text_member_integer (json, "order", look.order);
      dtl_json_text_close (json, '}');
    }
  dtl_json_text_close (json, ']');
}

gboolean
dtl_write_vis_timeline (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  const DtlDateRule *rule = dtl_date_rule_find ("vis-timeline");
  DtlJsonText json = { out };
  DtlSpelledDate date;
  DtlScene scene;

  dtl_scene_init (&scene, view);
  dtl_json_text_open (&json, '{');
  put_groups (&json);
  dtl_json_text_key (&json, "items");
  dtl_json_text_open (&json, '[');
  for (guint i = 0; i < scene.n_shown; i++)
    {
      const DtlEvent *event = dtl_scene_event (&scene, i);

      if (!dtl_date_spell (rule, &event->when.date, options->losses, &date))
        continue;
      put_item (&json, &scene, event, &date);
      dtl_entry_count_mentions (event, options->losses);
      if (!dtl_export_drain (options, out, error))
        return FALSE;
    }
  dtl_json_text_close (&json, ']');
  dtl_json_text_close (&json, '}');
  g_string_append_c (out, '\n');
  return TRUE;
}
