/* A timeline in Markdown (CommonMark): a heading a day, an item an event. The words are those of the terminal. */
#include "export/writers.h"

#include "export/chronicle.h"
#include "export/escape.h"
#include "export/palette.h"

static void
put_claims (const DtlScene *scene, const DtlEvent *event, GString *out)
{
  g_autoptr (GPtrArray) lines = dtl_chronicle_claims (scene, event);

  for (guint i = 0; i < lines->len; i++)
    {
      g_autofree char *line = dtl_escape_markdown (lines->pdata[i]);

      g_string_append_printf (out, "  \n  *%s*", line);
    }
}

static void
put_event (const DtlScene *scene, const DtlEvent *event, GString *out)
{
  DtlLook look = dtl_look (event->family);
  g_autofree char *words = dtl_chronicle_label (scene, event);
  g_autofree char *label = dtl_escape_markdown (words);
  g_autofree char *names = dtl_chronicle_actors (scene, event);
  g_autofree char *actors = dtl_escape_markdown (names);
  g_autofree char *where = dtl_chronicle_source (scene, event);
  g_autofree char *source = dtl_escape_markdown (where);
  g_autofree char *glyph = dtl_escape_markdown (look.glyph);
  g_autofree char *mark = dtl_escape_markdown (dtl_when_mark (&event->when));

  g_string_append_printf (out, "- %s %s%s**%s** (%s)", glyph, mark, *mark ? " " : "", label, source);
  if (*actors)
    g_string_append_printf (out, "  \n  %s", actors);
  if (dtl_date_is_null (&event->when.date))
    {
      g_autofree char *reason = dtl_scene_why_undated (event);
      g_autofree char *why = dtl_escape_markdown (reason);

      if (reason)
        g_string_append_printf (out, "  \n  *%s*", why);
    }
  put_claims (scene, event, out);
  g_string_append_c (out, '\n');
}

static void
put_group (const DtlScene *scene, guint first, guint end, gint32 *year, GString *out)
{
  g_autofree char *words = dtl_chronicle_heading (scene, first, year);
  g_autofree char *heading = dtl_escape_markdown (words);
  g_autofree char *remark = dtl_chronicle_note (scene, first, end);
  g_autofree char *note = dtl_escape_markdown (remark);

  g_string_append_printf (out, "\n## %s\n\n", heading);
  if (*note)
    g_string_append_printf (out, "%s\n\n", note);
  for (; first < end; first++)
    put_event (scene, dtl_scene_event (scene, first), out);
}

/* What the signs before the events mean; blanks are not what parts it, for Markdown makes one of several. */
static void
put_legend (const DtlScene *scene, GString *out)
{
  g_autoptr (GPtrArray) entries = dtl_chronicle_legend (scene, FALSE);

  for (guint i = 0; i < entries->len; i++)
    {
      g_autofree char *entry = dtl_escape_markdown (entries->pdata[i]);

      g_string_append_printf (out, "%s%s", i ? ", " : "\n", entry);
    }
  if (entries->len)
    g_string_append_c (out, '\n');
}

static void
put_sources (const DtlScene *scene, GString *out)
{
  g_string_append (out, "\n## Articles\n\n");
  for (guint i = 0; i < scene->n_sources; i++)
    {
      g_autofree char *words = dtl_chronicle_source_line (scene, i);
      g_autofree char *line = dtl_escape_markdown (words);
      const char *uri = scene->sources[i].uri;

      if (dtl_url_is_safe (uri) && *uri != '#')
        g_string_append_printf (out, "%u. [%s](<%s>)\n", i + 1, line, uri);
      else
        g_string_append_printf (out, "%u. %s\n", i + 1, line);
    }
}

gboolean
dtl_write_markdown (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  DtlScene scene;
  gint32 year = DTL_NO_YEAR;
  g_autofree char *title = NULL, *heading = NULL, *header = NULL, *summary = NULL, *inferred = NULL;

  dtl_scene_init (&scene, view);
  title = dtl_scene_title (&scene);
  heading = dtl_escape_markdown (title);
  header = dtl_chronicle_header (&scene);
  summary = dtl_escape_markdown (header);
  inferred = dtl_chronicle_inferred (&scene);
  g_string_append_printf (out, "# %s\n\n%s\n", heading, summary);
  for (guint first = 0; first < scene.n_shown;)
    {
      guint end = dtl_chronicle_group_end (&scene, first);

      put_group (&scene, first, end, &year, out);
      first = end;
    }
  if (scene.n_shown == 0)
    g_string_append (out, "\nNo events found.\n");
  put_legend (&scene, out);
  if (inferred)
    {
      g_autofree char *remark = dtl_escape_markdown (inferred);

      g_string_append_printf (out, "\n%s.\n", remark);
    }
  if (dtl_view_get_folded (view))
    g_string_append_printf (out, "\n\\+ %u more events not shown\n", dtl_view_get_folded (view));
  if (scene.n_sources > 1)
    put_sources (&scene, out);
  return TRUE;
}
