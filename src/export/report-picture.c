/*
 * The storyline and the relations as inline SVG.
 *
 * A picture is made once by day and once by night; the two differ in colours alone, and each pair of colours becomes a
 * tone of the style sheet. Graphviz draws only one: its graph is given a made-up colour for each tone, which is then
 * looked for in the picture. Ids of the pictures become data-e and data-a; what the page says once (fonts, classes, the
 * title, the sentences in tooltips) or does itself (links) is left out.
 */
#include "export/report.h"

#include <string.h>

#include "export/escape.h"
#include "export/lines.h"
#include "export/relations.h"
#include "export/render.h"
#include "export/storyline.h"

#define COLOR_LENGTH 7
/* Pixels: 277 mm of landscape A4 make 10 px 7 pt, and 185 mm hold the height. */
#define STORYLINE_PAGE_WIDTH 1120
#define STORYLINE_PAGE_HEIGHT 740
#define LARGEST_STORYLINE 1.25  /* of its size */
#define SMALLEST_STORYLINE 0.9  /* of its size, so that 10 px stay 9 */
#define NATURAL_RELATIONS 1.2   /* of its points as pixels: as large as the text around it */
#define SMALLEST_RELATIONS 0.95 /* of its points as pixels, so that 9.5 pt are 9 px */
#define TITLE_SIZE " font-size=\"22\"" /* of the storyline's title, which the page has already */
#define TITLE_LEADING 28
#define TITLE_GAP 6

/* ---- tones ---- */

static gboolean
is_color (const char *text)
{
  for (guint i = 1; i < COLOR_LENGTH; i++)
    if (!g_ascii_isxdigit (text[i]))
      return FALSE;
  return text[0] == '#';
}

/* (transfer full): @light with a tone for each colour in which @dark differs: in SVG by its name, in DOT as a made-up
 * colour. Without tones if the two differ in anything else. */
static char *
join_tones (DtlReport *report, const GString *light, const GString *dark, gboolean svg)
{
  g_autoptr (GString) out = g_string_sized_new (light->len + 256);

  for (gsize i = 0; i < light->len && light->len == dark->len; i++)
    {
      gboolean differ = strncmp (light->str + i, dark->str + i, COLOR_LENGTH) != 0;

      if (light->str[i] == '#' && differ && is_color (light->str + i) && is_color (dark->str + i))
        {
          g_string_append_printf (out, svg ? "var(--c%u)" : "#c0d%03x",
                                  dtl_report_tone (report, light->str + i, dark->str + i));
          i += COLOR_LENGTH - 1;
          continue;
        }
      if (light->str[i] != dark->str[i])
        return g_strdup (light->str);
      g_string_append_c (out, light->str[i]);
    }
  return light->len == dark->len ? g_string_free (g_steal_pointer (&out), FALSE) : g_strdup (light->str);
}

/* ---- copying ---- */

typedef struct
{
  DtlReport *report;
  GString *out;
  const char *panel;    /* its id in the page */
  const char *label;    /* for screen readers */
  GHashTable *ids;      /* id of an event or actor → what data-e or data-a says */
  double pixels;        /* of a unit at natural size */
  double smallest;      /* width at least, in pixels of a unit */
  guint depth;
} Copy;

/* One attribute; @name and @value are as written. */
static void
copy_attribute (Copy *copy, const char *name, const char *value)
{
  static const char *const left_out[] = { "class", "font-family", "href", "id", "style", "target", NULL };
  guint tone;

  if (strcmp (name, "id") == 0 && !g_str_has_prefix (value, "a_"))
    {
      const char *dash = strrchr (value, '-');
      const char *words = g_hash_table_lookup (copy->ids, dash ? dash + 1 : value);

      if (words)
        g_string_append_printf (copy->out, " data-%c=\"%s\"", *words, words);
    }
  if (g_strv_contains (left_out, name) || strchr (name, ':') || g_str_has_prefix (name, "on"))
    return;
  if (g_str_has_prefix (value, "#c0d") && strlen (value) == COLOR_LENGTH)
    {
      tone = (guint) g_ascii_strtoull (value + 4, NULL, 16);
      g_string_append_printf (copy->out, " %s=\"var(--c%u)\"", name, tone);
    }
  else
    g_string_append_printf (copy->out, " %s=\"%s\"", name, value);
}

/* The attributes from @p on, up to the end of the tag at @stop. */
static void
copy_attributes (Copy *copy, const char *p, const char *stop)
{
  while (p < stop)
    {
      const char *equals, *close;
      g_autofree char *name = NULL;
      g_autofree char *raw = NULL;
      g_auto (GStrv) parts = NULL;
      g_autofree char *value = NULL;

      while (p < stop && g_ascii_isspace (*p))
        p++;
      equals = memchr (p, '=', (gsize) (stop - p));
      close = equals && equals + 2 < stop && equals[1] == '"' ? memchr (equals + 2, '"', (gsize) (stop - equals - 2)) : NULL;
      if (close == NULL)
        return;
      name = g_strndup (p, (gsize) (equals - p));
      raw = g_strndup (equals + 2, (gsize) (close - equals - 2));
      parts = g_strsplit (raw, "&#45;", -1); /* Graphviz writes hyphens so */
      value = g_strjoinv ("-", parts);
      copy_attribute (copy, name, value);
      p = close + 1;
    }
}

/* How much of the top goes with the lines of the title. */
static int
title_height (const char *svg)
{
  int n = 0;

  for (const char *p = svg; (p = strstr (p, TITLE_SIZE)) != NULL; p += strlen (TITLE_SIZE))
    n++;
  return n ? TITLE_GAP + n * TITLE_LEADING : 0;
}

/* A root element in our words, without the lines of the title in @svg. */
static void
open_root (Copy *copy, const char *svg, int width, int height)
{
  int top = title_height (svg);

  g_string_append_printf (copy->out, "<svg class=\"pic\" role=\"img\" viewBox=\"0 %d %d %d\" aria-label=\"", top, width,
                          height - top);
  dtl_report_put (copy->report, copy->label);
  g_string_append (copy->out, "\">");
}

/* How wide the pictures of a panel are, as a rule of the style sheet, for a style attribute is not allowed. */
static void
add_width_rule (Copy *copy, double width)
{
  g_string_append_printf (copy->report->style, "#%s .pic{max-width:%dpx;min-width:%dpx}\n", copy->panel,
                          (int) (width * copy->pixels), (int) (width * copy->smallest));
}

static const char *
skip_past (const char *p, const char *end, const char *mark)
{
  const char *hit = g_strstr_len (p, end - p, mark);

  return hit ? hit + strlen (mark) : end;
}

/* A tooltip up to the sentence that it ends in: the page shows that elsewhere. */
static const char *
copy_title (Copy *copy, const char *tag, const char *end)
{
  static const char *const before[] = { " — “", ": “" };
  const char *next = skip_past (tag, end, "</title>"), *stop = next;

  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    {
      const char *hit = g_strstr_len (tag, stop - tag, before[i]);

      stop = hit ? hit : stop;
    }
  g_string_append_len (copy->out, tag, stop - tag);
  if (stop < next)
    g_string_append (copy->out, "</title>");
  return next;
}

/* One tag, from its "<" to its ">" at @stop; returns where to go on. */
static const char *
copy_tag (Copy *copy, const char *tag, const char *stop, const char *end)
{
  gsize name = strcspn (tag + 1, " \t\n/>");
  gboolean closed = stop[-1] == '/';

  if (g_str_has_prefix (tag, "<title"))
    return copy->depth == 1 ? skip_past (tag, end, "</title>") : copy_title (copy, tag, end);
  if (g_str_has_prefix (tag, "<text") && g_strstr_len (tag, stop - tag, TITLE_SIZE))
    return skip_past (tag, end, "</text>");
  if (tag[1] != '?' && !g_str_has_prefix (tag, "<a ") && !g_str_has_prefix (tag, "</a>"))
    {
      if (tag[1] == '/')
        g_string_append_len (copy->out, tag, stop - tag);
      else
        {
          g_string_append_len (copy->out, tag, (gssize) name + 1);
          copy_attributes (copy, tag + 1 + name, stop - closed);
          g_string_append (copy->out, closed ? "/" : "");
        }
      g_string_append_c (copy->out, '>');
    }
  if (tag[1] == '/')
    copy->depth -= copy->depth > 0;
  else if (tag[1] != '?' && !closed)
    copy->depth++;
  return stop + 1;
}

/* @svg is as our own writers make it: well-formed, attributes in double quotes, ">" only where a tag ends. */
static void
copy_svg (Copy *copy, const char *svg)
{
  const char *end = svg + strlen (svg);

  for (const char *p = svg; p < end;)
    {
      const char *stop = *p == '<' ? memchr (p, '>', (gsize) (end - p)) : NULL;

      if (stop)
        p = copy_tag (copy, p, stop, end);
      else if (*p == '\n')
        p++;
      else
        g_string_append_c (copy->out, *p++);
    }
  g_string_append_c (copy->out, '\n');
}

static GHashTable *
list_ids (const DtlReport *report)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  const DtlScene *scene = &report->scene;

  for (guint i = 0; i < scene->n_shown; i++)
    g_hash_table_insert (ids, (gpointer) dtl_scene_event (scene, i)->id, g_strdup (dtl_scene_event (scene, i)->id));
  for (guint i = 0; i < scene->n_actors; i++)
    g_hash_table_insert (ids, (gpointer) scene->actors[i].id, g_strdup (scene->actors[i].id));
  return ids;
}

/* ---- storyline ---- */

static GPtrArray *
draw_storyline (const DtlReport *report, gboolean dark, int *width)
{
  return dtl_storyline_sheets (report->scene.view, dark, STORYLINE_PAGE_WIDTH, STORYLINE_PAGE_HEIGHT, width);
}

/* A picture a sheet, so that paper breaks between them. */
void
dtl_report_put_storyline (DtlReport *report)
{
  g_autoptr (GHashTable) ids = list_ids (report);
  int width;
  g_autoptr (GPtrArray) light = draw_storyline (report, FALSE, &width);
  g_autoptr (GPtrArray) dark = draw_storyline (report, TRUE, &width);
  Copy copy = { report, report->out, "storyline", NULL, ids, LARGEST_STORYLINE, SMALLEST_STORYLINE, 1 };

  add_width_rule (&copy, width);
  for (guint i = 0; i < light->len; i++)
    {
      const DtlSheet *sheet = light->pdata[i];
      g_autofree char *svg = join_tones (report, sheet->body, ((const DtlSheet *) dark->pdata[i])->body, TRUE);
      g_autofree char *label
          = i ? g_strdup_printf ("Storyline, part %u of %u. The timeline below lists the same events.", i, light->len - 1)
              : g_strdup ("Storyline: a line an actor, a tie an event. What its marks mean.");

      copy.label = label;
      open_root (&copy, svg, width, sheet->height);
      copy_svg (&copy, svg);
      g_string_append (report->out, "</svg>\n");
    }
}

/* ---- relations ---- */

/* A line is called after the first event of its first row; it stands for all events of all its rows. */
static void
list_lines (const DtlReport *report, GHashTable *ids)
{
  g_autoptr (GPtrArray) lines = dtl_lines_new (&report->scene);
  g_autoptr (GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const DtlLine *line = lines->pdata[i];
      const char *first = ((const DtlRow *) line->rows->pdata[0])->event->id;
      GString *words = g_string_new (g_hash_table_contains (named, first) ? g_hash_table_lookup (ids, first) : first);

      g_hash_table_add (named, (gpointer) first);
      for (guint j = 0; j < line->rows->len; j++)
        {
          const GArray *events = ((const DtlRow *) line->rows->pdata[j])->events;

          for (guint k = 0; k < events->len; k++)
            {
              const char *id = report->scene.events[g_array_index (events, guint32, k)].id;

              if (strstr (words->str, id) == NULL)
                g_string_append_printf (words, " %s", id);
            }
        }
      g_hash_table_insert (ids, (gpointer) first, g_string_free (words, FALSE));
    }
}

static char *
join_grounds (gpointer data, const GString *light, const GString *dark)
{
  return join_tones (data, light, dark, FALSE);
}

static int
widest_page (const GPtrArray *pages)
{
  double width = 0;

  for (guint i = 0; i < pages->len; i++)
    width = MAX (width, ((const DtlPage *) pages->pdata[i])->width);
  return (int) (width + .999);
}

/* A picture a page, all on the same scale. */
gboolean
dtl_report_put_relations (DtlReport *report, GError **error)
{
  g_autoptr (GHashTable) ids = list_ids (report);
  g_autoptr (GPtrArray) pages
      = dtl_relations_pages (report->scene.view, join_grounds, report, report->options->render_helper, error);
  Copy copy = { report, report->out, "relations", NULL, ids, NATURAL_RELATIONS, SMALLEST_RELATIONS, 1 };

  if (pages == NULL)
    return FALSE;
  list_lines (report, ids);
  add_width_rule (&copy, widest_page (pages));
  for (guint i = 0; i < pages->len; i++)
    {
      const DtlPage *page = pages->pdata[i];
      g_autofree char *svg = dtl_svg_inner (g_bytes_get_data (page->picture, NULL), g_bytes_get_size (page->picture));
      g_autofree char *part = pages->len > 1 ? g_strdup_printf (", part %u of %u", i + 1, pages->len) : g_strdup ("");
      g_autofree char *label
          = g_strdup_printf ("Relations: who dealt with whom%s. The tables and the timeline list the same actors and events.", part);

      copy.label = label;
      open_root (&copy, svg, widest_page (pages), (int) (page->height + .999));
      copy_svg (&copy, svg);
      g_string_append (report->out, "</svg>\n");
    }
  return TRUE;
}
