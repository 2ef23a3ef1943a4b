/*
 * Graphviz's SVG, made fit for a page. The input is what our own helper wrote of our own DOT: its text is escaped
 * already, and outside of text the few things changed here are written in one way only.
 */
#include <string.h>

#include "export/escape.h"
#include "export/render.h"

/* @rest begins with @prefix. */
static gboolean
at (const char *rest, const char *end, const char *prefix)
{
  gsize n = strlen (prefix);

  return (gsize) (end - rest) >= n && memcmp (rest, prefix, n) == 0;
}

static const char *
find (const char *rest, const char *end, const char *needle)
{
  const char *hit = g_strstr_len (rest, end - rest, needle);

  return hit ? hit + strlen (needle) : end;
}

/* The root element gets what screen readers ask for (SVG-AAM 1.0): role, language and a title as first child. */
static const char *
open_root (const char *rest, const char *end, const char *title, GString *out)
{
  const char *stop = find (rest, end, ">");
  g_autofree char *escaped = dtl_escape_xml (title);

  g_string_append (out, "<svg role=\"img\" lang=\"en\" aria-label=\"");
  g_string_append_printf (out, "%s\"", escaped);
  g_string_append_len (out, rest + 4, stop - (rest + 4));
  g_string_append_printf (out, "\n<title>%s</title>", escaped);
  return stop;
}

/* Graphviz names every part after itself ("line3"), which browsers show; the tooltip that follows on the link says more.
 * Without one there is no title. Returns where the old title ends. */
static const char *
retitle (const char *rest, const char *end, GString *out)
{
  const char *stop = find (rest, end, "</title>");
  const char *link, *tip, *tail;

  while (stop < end && g_ascii_isspace (*stop))
    stop++;
  if (!at (stop, end, "<g id=\"a_"))
    return stop;
  link = find (stop, end, "<a ");
  tail = find (link, end, ">");
  tip = find (link, tail, "xlink:title=\"");
  if (tip < tail)
    g_string_append_printf (out, "<title>%.*s</title>\n", (int) (find (tip, tail, "\"") - 1 - tip), tip);
  return stop;
}

char *
dtl_svg_tidy (const char *svg, gsize length, const char *title)
{
  static const struct
  {
    const char *from;
    const char *to;
  } attributes[] = {
    { "stroke=\"transparent\"", "stroke=\"none\"" },
    { "fill=\"transparent\"", "fill=\"none\"" },
  };
  const char *end = svg + length;
  const char *root = g_strstr_len (svg, length, "<svg");
  GString *out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  gboolean in_tag = FALSE;

  for (const char *p = root ? root : end; p < end;)
    {
      guint i = G_N_ELEMENTS (attributes);

      if (p == root)
        {
          p = open_root (p, end, title, out);
          continue;
        }
      if (!in_tag && at (p, end, "<!--"))
        {
          p = find (p, end, "-->");
          if (p < end && *p == '\n')
            p++;
          continue;
        }
      if (!in_tag && at (p, end, "<title>"))
        {
          p = retitle (p, end, out);
          continue;
        }
      if (in_tag)
        for (i = 0; i < G_N_ELEMENTS (attributes) && !at (p, end, attributes[i].from); i++)
          ;
      if (i < G_N_ELEMENTS (attributes))
        {
          g_string_append (out, attributes[i].to);
          p += strlen (attributes[i].from);
          continue;
        }
      in_tag = *p == '<' || (in_tag && *p != '>');
      g_string_append_c (out, *p++);
    }
  return g_string_free (out, FALSE);
}
