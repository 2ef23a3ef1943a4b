/*
 * Graphviz's SVG, made fit for a page. The input is what our own helper wrote of our own DOT: its text is escaped
 * already, and outside of text the few things changed here are written in one way only.
 */
#include <string.h>

#include "export/escape.h"
#include "export/render.h"

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

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

/* Appends what is from @p up to @end, made fit. */
static void
tidy (const char *p, const char *end, GString *out)
{
  static const struct
  {
    const char *from;
    const char *to;
  } attributes[] = {
    { "stroke=\"transparent\"", "stroke=\"none\"" },
    { "fill=\"transparent\"", "fill=\"none\"" },
  };
  gboolean in_tag = FALSE;

  while (p < end)
    {
      guint i = G_N_ELEMENTS (attributes);

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
}

char *
dtl_svg_tidy (const char *svg, gsize length, const char *title)
{
  const char *end = svg + length;
  const char *root = g_strstr_len (svg, length, "<svg");
  GString *out = g_string_new (XML);

  if (root)
    tidy (open_root (root, end, title, out), end, out);
  return g_string_free (out, FALSE);
}

void
dtl_svg_size (const char *svg, gsize length, double *width, double *height)
{
  const char *box = g_strstr_len (svg, length, "viewBox=\"");
  g_autofree char *value = box ? g_strndup (box + 9, strcspn (box + 9, "\"")) : g_strdup ("");
  g_auto (GStrv) numbers = g_strsplit (value, " ", 4);

  *width = *height = 0;
  if (g_strv_length (numbers) == 4)
    {
      *width = g_ascii_strtod (numbers[2], NULL);
      *height = g_ascii_strtod (numbers[3], NULL);
    }
}

char *
dtl_svg_inner (const char *svg, gsize length)
{
  const char *end = svg + length;
  const char *root = g_strstr_len (svg, length, "<svg");
  const char *close = g_strrstr_len (svg, (gssize) length, "</svg>");
  GString *out = g_string_new (NULL);

  if (root && close)
    tidy (find (root, end, ">"), close, out);
  return g_string_free (out, FALSE);
}
