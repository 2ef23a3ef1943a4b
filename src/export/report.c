/*
 * The page as a whole: head, order of the parts, content security policy.
 *
 * The policy (CSP level 2, as a meta element, for the page is a file) allows the one script and the one style sheet by
 * their SHA-256 and nothing else: no handler, no style attribute, no address is ever followed. The style sheet ends in
 * rules that depend on the story, so it is made before the head is written.
 */
#include "export/report.h"

#include <string.h>

#include "export/escape.h"
#include "export/palette.h"
#include "export/writers.h"

void
dtl_report_put (const DtlReport *report, const char *text)
{
  g_autofree char *line = dtl_clean_line (text);
  g_autofree char *escaped = dtl_escape_xml (line);

  g_string_append (report->out, escaped);
}

void
dtl_report_put_part (const DtlReport *report, const char *text, gsize length)
{
  g_autofree char *part = g_strndup (text, length);
  gsize n = strlen (part);

  if (n == 0)
    return;
  if (g_ascii_isspace (part[0]))
    g_string_append_c (report->out, ' ');
  dtl_report_put (report, part);
  if (g_ascii_isspace (part[n - 1]) && report->out->str[report->out->len - 1] != ' ')
    g_string_append_c (report->out, ' ');
}

guint
dtl_report_tone (DtlReport *report, const char *light, const char *dark)
{
  DtlTone tone = { { 0 }, { 0 } };

  for (guint i = 0; i < report->tones->len; i++)
    {
      const DtlTone *old = &g_array_index (report->tones, DtlTone, i);

      if (g_ascii_strncasecmp (old->light, light, 7) == 0 && g_ascii_strncasecmp (old->dark, dark, 7) == 0)
        return i;
    }
  memcpy (tone.light, light, MIN (strlen (light), 7));
  memcpy (tone.dark, dark, MIN (strlen (dark), 7));
  g_array_append_val (report->tones, tone);
  return report->tones->len - 1;
}

const char *
dtl_report_family (const DtlEvent *event)
{
  const char *family = event->family;

  for (const char *p = family; p && *p; p++)
    if (!g_ascii_islower (*p))
      return "other";
  return family && *family ? family : "other";
}

/* ---- style ---- */

static void
add_family_rules (DtlReport *report)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < report->scene.n_shown; i++)
    {
      const char *family = dtl_report_family (dtl_scene_event (&report->scene, i));
      DtlLook look = dtl_look (family);

      if (g_hash_table_add (seen, (gpointer) family))
        g_string_append_printf (report->style, ".k-%s{--k:var(--c%u)}\n", family,
                                dtl_report_tone (report, look.light, look.dark));
    }
}

static void
append_tones (const DtlReport *report, GString *style, gboolean dark)
{
  for (guint i = 0; i < report->tones->len; i++)
    {
      const DtlTone *tone = &g_array_index (report->tones, DtlTone, i);

      g_string_append_printf (style, "--c%u:%s;", i, dark ? tone->dark : tone->light);
    }
}

/* (transfer full): the style sheet: by night where the reader's system says so or the reader does, by day on paper. */
static char *
make_style (const DtlReport *report)
{
  g_autoptr (GString) light = g_string_new (NULL);
  g_autoptr (GString) dark = g_string_new (NULL);

  append_tones (report, light, FALSE);
  append_tones (report, dark, TRUE);
  return g_strdup_printf ("%s%s:root{%s}\n"
                          "@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){%s}}\n"
                          "@media screen{:root[data-theme=dark]{%s}}\n",
                          dtl_report_style, report->style->str, light->str, dark->str, dark->str);
}

/* ---- page ---- */

/* (transfer full): "sha256-…", as CSP spells it */
static char *
hash_of (const char *text)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autofree char *base64 = NULL;

  g_checksum_update (sum, (const guchar *) text, (gssize) strlen (text));
  g_checksum_get_digest (sum, digest, &length);
  base64 = g_base64_encode (digest, length);
  return g_strconcat ("sha256-", base64, NULL);
}

static void
put_head (const DtlReport *report)
{
  g_autofree char *title = dtl_scene_title (&report->scene);
  g_autofree char *style = make_style (report);
  g_autofree char *style_hash = hash_of (style);
  g_autofree char *script_hash = hash_of (dtl_report_script);

  g_string_append_printf (report->out,
                          "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                          "script-src '%s'; style-src '%s'; base-uri 'none'; form-action 'none'\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                          "<meta name=\"color-scheme\" content=\"light dark\">\n"
                          "<meta name=\"referrer\" content=\"no-referrer\">\n"
                          "<meta name=\"generator\" content=\"dateline\">\n<title>",
                          script_hash, style_hash);
  dtl_report_put (report, title);
  g_string_append_printf (report->out, "</title>\n<style>%s</style>\n</head>\n", style);
}

/* Tabs are for the script; without it the panels stand one below the other. */
static gboolean
put_pictures (DtlReport *report, GError **error)
{
  g_string_append (report->out,
                   "<section id=\"pictures\" aria-label=\"Pictures\">\n"
                   "<div id=\"tabs\" role=\"tablist\" aria-label=\"Pictures\" hidden>"
                   "<button type=\"button\" role=\"tab\" id=\"tab-storyline\" aria-controls=\"storyline\">Storyline</button>"
                   "<button type=\"button\" role=\"tab\" id=\"tab-relations\" aria-controls=\"relations\">Relations</button>"
                   "<button type=\"button\" role=\"tab\" id=\"tab-actors\" aria-controls=\"actors\">Actors</button></div>\n"
                   "<div id=\"storyline\" class=\"panel\"><div class=\"scroll\" tabindex=\"0\" role=\"group\" "
                   "aria-label=\"Storyline, scrolls sideways\">\n");
  dtl_report_put_storyline (report);
  g_string_append (report->out,
                   "</div></div>\n<div id=\"relations\" class=\"panel\"><div class=\"scroll\" tabindex=\"0\" role=\"group\" "
                   "aria-label=\"Relations, scrolls sideways\">\n");
  if (!dtl_report_put_relations (report, error))
    return FALSE;
  g_string_append (report->out, "</div></div>\n<div id=\"actors\" class=\"panel\">\n");
  dtl_report_put_actors (report);
  g_string_append (report->out, "</div>\n</section>\n");
  return TRUE;
}

static gboolean
put_body (DtlReport *report, GError **error)
{
  g_string_append (report->out, "<body>\n<a class=\"skip\" href=\"#timeline\">Skip to the timeline</a>\n");
  dtl_report_put_header (report);
  dtl_report_put_filters (report);
  g_string_append (report->out, "<main>\n");
  if (!put_pictures (report, error))
    return FALSE;
  g_string_append (report->out, "<div id=\"columns\">\n");
  dtl_report_put_timeline (report);
  dtl_report_put_sources (report);
  g_string_append (report->out,
                   "</div>\n</main>\n<aside id=\"now\" aria-label=\"Selection\" hidden></aside>\n"
                   "<footer><p id=\"keys\" hidden><kbd>←</kbd> <kbd>→</kbd> step through events · <kbd>/</kbd> search · "
                   "<kbd>Esc</kbd> clear</p><p>Every date and every actor rests on the sentences marked in the text. "
                   "This page is one file: it loads nothing.</p></footer>\n");
  g_string_append_printf (report->out, "<script>%s</script>\n</body>\n</html>\n", dtl_report_script);
  return TRUE;
}

/* Who takes part in what; once, even where an actor has two roles. */
static void
list_parts (DtlReport *report)
{
  const DtlScene *scene = &report->scene;

  for (guint i = 0; i < scene->n_actors; i++)
    g_ptr_array_add (report->parts, g_array_new (FALSE, FALSE, sizeof (guint32)));
  for (guint i = 0; i < scene->n_shown; i++)
    {
      const DtlEvent *event = dtl_scene_event (scene, i);

      for (guint j = 0; j < event->n_participants; j++)
        {
          GArray *part = report->parts->pdata[event->participants[j].actor];

          if (part->len == 0 || g_array_index (part, guint32, part->len - 1) != scene->shown[i])
            g_array_append_val (part, scene->shown[i]);
        }
    }
}

static void
report_clear (DtlReport *report)
{
  g_string_free (report->style, TRUE);
  g_array_unref (report->tones);
  g_array_unref (report->statements);
  g_array_unref (report->quotes);
  g_ptr_array_unref (report->parts);
}

/* The body says which tones the style sheet must have, so it is made first. */
gboolean
dtl_write_report (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  g_autoptr (GString) body = g_string_new (NULL);
  DtlReport report = { .options = options, .out = body };
  gboolean done;

  dtl_scene_init (&report.scene, view);
  report.style = g_string_new (NULL);
  report.tones = g_array_new (FALSE, FALSE, sizeof (DtlTone));
  report.statements = g_array_new (FALSE, FALSE, sizeof (DtlStatement));
  report.quotes = g_array_new (FALSE, FALSE, sizeof (DtlQuote));
  report.parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  list_parts (&report);
  dtl_report_gather_quotes (&report);
  add_family_rules (&report);
  done = put_body (&report, error);
  if (done)
    {
      report.out = out;
      put_head (&report);
      g_string_append_len (out, body->str, (gssize) body->len);
    }
  report_clear (&report);
  return done;
}
