/*
 * Markwhen (https://docs.markwhen.com): a header, then a line a date, and under it what is said of it.
 *
 * Tags are the families. Text is kept from being syntax: a lone # gets an invisible joiner behind it, and nothing but our
 * own dates begins a line. The header is YAML: a title is a quoted string, and a zone of +0 would be the number 0, which
 * its parser takes for none.
 */
#include "export/writers.h"

#include "export/entry.h"
#include "export/escape.h"
#include "export/json-text.h"

/* Whether a tag, a mention, a comment, a task, an id or an end of another event begins at @p. */
static gboolean
begins_syntax (const char *p)
{
  static const char *const words[] = { "[", "//", "#", "@", "!", ".start", ".end" };
  guint i = 0;

  while (i < G_N_ELEMENTS (words) && !g_str_has_prefix (p, words[i]))
    i++;
  return i == 0 || (i < G_N_ELEMENTS (words) && p[1] != ' ' && p[1] != '\0');
}

static char *
guard (const char *text)
{
  g_autofree char *line = dtl_clean_line (text);
  GString *out = g_string_new (NULL);

  for (const char *p = line; *p; p++)
    {
      g_string_append_c (out, *p);
      if (begins_syntax (p))
        g_string_append (out, "\u2060");
    }
  return g_string_free (out, FALSE);
}

static void
append_text (GString *out, const char *text)
{
  g_autofree char *line = guard (text);

  g_string_append (out, line);
}

static void
append_entry (GString *out, const DtlScene *scene, const DtlEvent *event, const DtlSpelledDate *date)
{
  const DtlEvidence *evidence = dtl_entry_evidence (event);
  const char *uri = dtl_entry_uri (scene, event);
  g_autofree char *headline = dtl_entry_headline (event);
  g_autofree char *source = dtl_entry_source (scene, event);
  g_autofree char *when = dtl_entry_when (event);

  g_string_append_printf (out, "%s%s%s: ", date->start, *date->start && *date->end ? "/" : "", date->end);
  append_text (out, headline);
  g_string_append_printf (out, " #%s\n", dtl_entry_family (event));
  g_string_append_printf (out, "“");
  append_text (out, evidence != NULL ? evidence->text : NULL);
  g_string_append (out, "”\n— ");
  append_text (out, source);
  g_string_append_printf (out, " (%s)", when);
  if (uri != NULL)
    g_string_append_printf (out, " [article](%s)", uri);
  g_string_append (out, "\n\n");
}

/* A string of JSON is one of YAML. */
static void
append_header (GString *out, const DtlScene *scene)
{
  DtlJsonText json = { out };
  g_autofree char *title = dtl_scene_title (scene);
  g_autofree char *line = guard (title);

  g_string_append (out, "title: ");
  dtl_json_text_string (&json, line);
  g_string_append (out, "\ntimezone: UTC\n\n");
}

gboolean
dtl_write_markwhen (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  const DtlDateRule *rule = dtl_date_rule_find ("markwhen");
  DtlSpelledDate date;
  DtlScene scene;

  dtl_scene_init (&scene, view);
  append_header (out, &scene);
  for (guint i = 0; i < scene.n_shown; i++)
    {
      const DtlEvent *event = dtl_scene_event (&scene, i);

      if (!dtl_date_spell (rule, &event->when.date, options->losses, &date))
        continue;
      append_entry (out, &scene, event, &date);
      dtl_entry_count_mentions (event, options->losses);
      if (!dtl_export_drain (options, out, error))
        return FALSE;
    }
  return TRUE;
}
