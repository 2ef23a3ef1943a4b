/* The writers whose pictures Graphviz lays out: DOT itself, and SVG, PNG and PDF by way of the render helper. The
 * storyline lays itself out and is written as SVG without Graphviz. */
#include "export/writers.h"

#include "export/picture.h"
#include "export/render.h"
#include "export/storyline.h"

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

gboolean
dtl_write_svg (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  DtlViewKind kind = dtl_view_get_kind (view);
  g_autoptr (GBytes) picture = NULL;
  g_autofree char *title = NULL, *tidy = NULL;

  if (kind == DTL_VIEW_STORYLINE || kind == DTL_VIEW_TIMELINE)
    {
      dtl_write_storyline (view, options->dark, out);
      return TRUE;
    }
  picture = render_view (view, options, "svg", error);
  if (picture == NULL)
    return FALSE;
  title = title_of (view);
  tidy = dtl_svg_tidy (g_bytes_get_data (picture, NULL), g_bytes_get_size (picture), title);
  g_string_append (out, tidy);
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
