/*
 * What happens to markup before libxml2 sees it. The parser takes time quadratic in the number of attributes of a tag
 * and in the depth of the tree, knows comments only by "-->", and would keep megabytes of scripts: so one pass drops
 * comments, scripts and styles, attributes past a limit, and start tags past a depth.
 *
 * Measured on real pages: at most 64 attributes a tag, at most 229 levels.
 */
#include <string.h>

#include "ingest/html-tree.h"

#define ATTRIBUTES_MAX 128
#define DEPTH_MAX 1500

typedef struct
{
  const char *p;
  const char *end;
  GString *out;
  guint depth;
  gboolean no_comment_end; /* none from here on: not looked for again */
  DtlHtmlCleaning *cleaning;
} Cleaner;

/* Elements that close themselves or each other: they make no depth of their own. */
static gboolean
is_flat (const char *name, gsize length)
{
  static const char *const flat[] = { "area", "base", "br",    "col",  "dd",     "dt",     "embed", "hr", "img",   "input",
                                      "li",   "link", "meta",  "option", "p",    "param",  "source", "td", "th",  "tr",
                                      "track", "wbr", "a",     "html", "body",   "head" };

  for (gsize i = 0; i < G_N_ELEMENTS (flat); i++)
    if (strlen (flat[i]) == length && g_ascii_strncasecmp (flat[i], name, length) == 0)
      return TRUE;
  return FALSE;
}

/* Where the element named @name that is open at @p ends: behind its end tag, or at the end of all. */
static const char *
find_end_tag (const char *p, const char *end, const char *name)
{
  gsize n = strlen (name);

  while ((p = memchr (p, '<', end - p)) != NULL)
    {
      if ((gsize) (end - p) > n + 2 && p[1] == '/' && g_ascii_strncasecmp (p + 2, name, n) == 0
          && !g_ascii_isalnum (p[2 + n]))
        return p;
      p++;
    }
  return end;
}

static const char *
find_comment_end (const char *p, const char *end)
{
  const char *start = p + 4;

  /* "<!-->" and "<!--->" are whole comments */
  if (end - start >= 1 && *start == '>')
    return start + 1;
  if (end - start >= 2 && start[0] == '-' && start[1] == '>')
    return start + 2;
  for (const char *q = start; (q = memchr (q, '-', end - q)) != NULL; q++)
    {
      if (end - q >= 3 && q[1] == '-' && q[2] == '>')
        return q + 3;
      if (end - q >= 4 && q[1] == '-' && q[2] == '!' && q[3] == '>')
        return q + 4;
    }
  return end;
}

/* Behind one attribute, with its value. */
static const char *
skip_attribute (const char *p, const char *end)
{
  while (p < end && !g_ascii_isspace (*p) && *p != '=' && *p != '>')
    p++;
  while (p < end && g_ascii_isspace (*p))
    p++;
  if (p == end || *p != '=')
    return p;
  for (p++; p < end && g_ascii_isspace (*p); p++)
    ;
  if (p < end && (*p == '"' || *p == '\''))
    {
      const char *close = memchr (p + 1, *p, end - p - 1);

      return close ? close + 1 : end;
    }
  while (p < end && !g_ascii_isspace (*p) && *p != '>')
    p++;
  return p;
}

/* Behind the ">" of the tag whose attributes start at @p; *@cut is where the attribute past the limit starts. */
static const char *
skip_attributes (const char *p, const char *end, const char **cut)
{
  guint n = 0;

  *cut = NULL;
  while (p < end && *p != '>')
    {
      while (p < end && (g_ascii_isspace (*p) || *p == '/'))
        p++;
      if (p == end || *p == '>')
        break;
      if (++n == ATTRIBUTES_MAX + 1)
        *cut = p;
      p = *p == '=' ? p + 1 : skip_attribute (p, end);
    }
  return p < end ? p + 1 : end;
}

static gboolean
is_named (const char *name, gsize length, const char *wanted)
{
  return strlen (wanted) == length && g_ascii_strncasecmp (name, wanted, length) == 0;
}

static gboolean
holds_structured_data (const char *tag, const char *stop)
{
  return g_strstr_len (tag, stop - tag, "ld+json") != NULL || g_strstr_len (tag, stop - tag, "LD+JSON") != NULL;
}

/* A script or style: left out unless it is structured data. */
static gboolean
skip_raw (Cleaner *cleaner, const char *name, gsize length, const char *stop)
{
  const char *raw = is_named (name, length, "script") ? "script" : is_named (name, length, "style") ? "style" : NULL;
  const char *close;

  if (raw == NULL)
    return FALSE;
  close = find_end_tag (stop, cleaner->end, raw);
  if (*raw == 's' && raw[1] == 'c' && holds_structured_data (cleaner->p, stop))
    g_string_append_len (cleaner->out, cleaner->p, close - cleaner->p);
  else
    g_string_append_c (cleaner->out, ' ');
  if (*raw == 's' && raw[1] == 'c' && holds_structured_data (cleaner->p, stop))
    g_string_append (cleaner->out, "</script>");
  close = close < cleaner->end ? memchr (close, '>', cleaner->end - close) : NULL;
  cleaner->p = close ? close + 1 : cleaner->end;
  return TRUE;
}

static void
clean_start_tag (Cleaner *cleaner)
{
  const char *name = cleaner->p + 1, *after = name, *cut, *stop;
  gsize length;

  while (after < cleaner->end && !g_ascii_isspace (*after) && *after != '>' && *after != '/')
    after++;
  length = after - name;
  stop = skip_attributes (after, cleaner->end, &cut);
  if (skip_raw (cleaner, name, length, stop))
    return;
  if (!is_flat (name, length) && stop[-1] == '>' && stop[-2] != '/' && ++cleaner->depth > DEPTH_MAX)
    {
      cleaner->cleaning->n_levels++;
      cleaner->depth--;
      g_string_append_c (cleaner->out, ' ');
    }
  else if (cut != NULL)
    {
      cleaner->cleaning->n_attributes++;
      g_string_append_len (cleaner->out, cleaner->p, cut - cleaner->p);
      g_string_append_c (cleaner->out, '>');
    }
  else
    g_string_append_len (cleaner->out, cleaner->p, stop - cleaner->p);
  cleaner->p = stop;
}

static void
clean_end_tag (Cleaner *cleaner)
{
  const char *name = cleaner->p + 2, *after = name;
  const char *stop = memchr (cleaner->p, '>', cleaner->end - cleaner->p);

  while (after < cleaner->end && g_ascii_isalnum (*after))
    after++;
  if (!is_flat (name, after - name) && cleaner->depth > 0)
    cleaner->depth--;
  stop = stop ? stop + 1 : cleaner->end;
  /* the article of a page may stand behind an early end of the page */
  if (!is_named (name, after - name, "html") && !is_named (name, after - name, "body"))
    g_string_append_len (cleaner->out, cleaner->p, stop - cleaner->p);
  cleaner->p = stop;
}

static void
clean_markup (Cleaner *cleaner)
{
  const char *p = cleaner->p;
  gsize left = cleaner->end - p;

  if (left >= 4 && memcmp (p, "<!--", 4) == 0)
    {
      /* a comment that never ends is one stray "<" */
      const char *stop = cleaner->no_comment_end ? cleaner->end : find_comment_end (p, cleaner->end);

      cleaner->no_comment_end = stop == cleaner->end;
      cleaner->p = stop < cleaner->end ? stop : p + 4;
    }
  else if (left >= 2 && (p[1] == '!' || p[1] == '?'))
    {
      const char *stop = memchr (p, '>', left);

      cleaner->p = stop ? stop + 1 : cleaner->end;
    }
  else if (left >= 3 && p[1] == '/' && g_ascii_isalpha (p[2]))
    clean_end_tag (cleaner);
  else if (left >= 2 && g_ascii_isalpha (p[1]))
    clean_start_tag (cleaner);
  else
    {
      g_string_append (cleaner->out, "&lt;");
      cleaner->p++;
    }
}

char *
dtl_html_clean (const char *text, gsize length, gsize *clean_length, DtlHtmlCleaning *cleaning)
{
  g_autoptr (GString) out = g_string_sized_new (length);
  Cleaner cleaner = { .p = text, .end = text + length, .out = out, .cleaning = cleaning };

  *cleaning = (DtlHtmlCleaning) { 0 };
  while (cleaner.p < cleaner.end)
    {
      const char *tag = memchr (cleaner.p, '<', cleaner.end - cleaner.p);

      if (tag == NULL)
        tag = cleaner.end;
      g_string_append_len (out, cleaner.p, tag - cleaner.p);
      cleaner.p = tag;
      if (tag < cleaner.end)
        clean_markup (&cleaner);
    }
  *clean_length = out->len;
  return g_string_free (g_steal_pointer (&out), FALSE);
}
