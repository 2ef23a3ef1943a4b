/* The writers whose pictures Graphviz lays out: DOT itself, and SVG, PNG and PDF by way of the render helper. The
 * storyline lays itself out and is written as SVG without Graphviz. SVG, which one scrolls, has the relations in pages if
 * they are many; the others have them on one. */
#include "export/writers.h"

#include "export/escape.h"
#include "export/picture.h"
#include "export/relations.h"
#include "export/render.h"
#include "export/storyline.h"

#include <math.h>

#define PAGE_GAP 24 /* points */

static void
write_graph (const DtlView *view, const DtlExportOptions *options, GString *out)
{
  g_autoptr (DtlAgraph) graph = NULL;

  if (dtl_view_get_kind (view) == DTL_VIEW_EVENTS)
    graph = dtl_picture_events (view, options->dark);
  else if (options->slice != DTL_SLICE_WHOLE)
    graph = dtl_picture_slices (view, options->slice, options->dark);
  else
    graph = dtl_picture_relations (view, options->dark);
  dtl_agraph_write (graph, out);
}

gboolean
dtl_write_dot (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  write_graph (view, options, out);
  return TRUE;
}

static GBytes *
render_view (const DtlView *view, const DtlExportOptions *options, const char *format, GError **error)
{
  g_autoptr (GString) dot = g_string_new (NULL);

  write_graph (view, options, dot);
  return dtl_render (dot->str, dot->len, format, options->render_helper, error);
}

static char *
title_of (const DtlView *view)
{
  DtlScene scene;
  g_autofree char *title = NULL;

  dtl_scene_init (&scene, view);
  title = dtl_scene_title (&scene);
  if (dtl_view_get_kind (view) == DTL_VIEW_EVENTS)
    return g_strdup_printf ("What happened when: %s", title);
  return g_strdup_printf ("Who dealt with whom: %s", title);
}

static void
write_picture (GBytes *picture, const char *title, GString *out)
{
  g_autofree char *tidy = dtl_svg_tidy (g_bytes_get_data (picture, NULL), g_bytes_get_size (picture), title);

  g_string_append (out, tidy);
}

/* Pages beneath each other. */
static void
write_pages (const GPtrArray *pages, const char *title, gboolean dark, GString *out)
{
  g_autofree char *escaped = dtl_escape_xml (title);
  int width = 0, height = 0, y = 0;

  for (guint i = 0; i < pages->len; i++)
    {
      const DtlPage *page = pages->pdata[i];

      width = MAX (width, (int) ceil (page->width));
      height += (int) ceil (page->height) + (i > 0 ? PAGE_GAP : 0);
    }
  g_string_append_printf (out,
                          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<svg role=\"img\" lang=\"en\" aria-label=\"%s\" width=\"%dpt\" height=\"%dpt\" viewBox=\"0 0 %d %d\" "
                          "xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n"
                          "<title>%s</title>\n<rect width=\"100%%\" height=\"100%%\" fill=\"%s\"/>\n",
                          escaped, width, height, width, height, escaped, dtl_ground (dark)->paper);
  for (guint i = 0; i < pages->len; i++)
    {
      const DtlPage *page = pages->pdata[i];
      g_autofree char *inner = dtl_svg_inner (g_bytes_get_data (page->picture, NULL), g_bytes_get_size (page->picture));

      g_string_append_printf (out, "<g class=\"page\" transform=\"translate(0 %d)\">%s</g>\n", y, inner);
      y += (int) ceil (page->height) + PAGE_GAP;
    }
  g_string_append (out, "</svg>\n");
}

static char *
pick_ground (gpointer data, const GString *light, const GString *dark)
{
  const DtlExportOptions *options = data;

  return g_strdup (options->dark ? dark->str : light->str);
}

static gboolean
write_relations (const DtlView *view, const DtlExportOptions *options, const char *title, GString *out, GError **error)
{
  g_autoptr (GPtrArray) pages
      = dtl_relations_pages (view, pick_ground, (gpointer) options, options->render_helper, error);

  if (pages == NULL)
    return FALSE;
  if (pages->len == 1)
    write_picture (((const DtlPage *) pages->pdata[0])->picture, title, out);
  else
    write_pages (pages, title, options->dark, out);
  return TRUE;
}

gboolean
dtl_write_svg (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  DtlViewKind kind = dtl_view_get_kind (view);
  g_autoptr (GBytes) picture = NULL;
  g_autofree char *title = NULL;

  if (kind == DTL_VIEW_STORYLINE || kind == DTL_VIEW_TIMELINE)
    {
      dtl_write_storyline (view, options->dark, out);
      return TRUE;
    }
  title = title_of (view);
  if (kind == DTL_VIEW_RELATIONS && options->slice == DTL_SLICE_WHOLE)
    return write_relations (view, options, title, out, error);
  picture = render_view (view, options, "svg", error);
  if (picture == NULL)
    return FALSE;
  write_picture (picture, title, out);
  return TRUE;
}

static gboolean
write_bytes (const DtlView *view, const DtlExportOptions *options, const char *format, GString *out, GError **error)
{
  g_autoptr (GBytes) picture = render_view (view, options, format, error);

  if (picture == NULL)
    return FALSE;
  g_string_append_len (out, g_bytes_get_data (picture, NULL), g_bytes_get_size (picture));
  return TRUE;
}

gboolean
dtl_write_png (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  return write_bytes (view, options, "png", out, error);
}

gboolean
dtl_write_pdf (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  return write_bytes (view, options, "pdf", out, error);
}
