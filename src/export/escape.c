/*
 * Escaping, one function a syntax.
 *
 * Article text is hostile: it may hold terminal escapes, spreadsheet formulas, markup, scripts in addresses and bytes
 * that are no UTF-8. Nothing else in this room writes text of an article, so this file is where all of that ends.
 */
#include "export/escape.h"

#include <string.h>

/* Controls, line and paragraph separators, and the marks that turn the direction of what follows (CVE-2021-42574). */
static gboolean
is_invisible (gunichar c)
{
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x061C || (c >= 0x200B && c <= 0x200F)
         || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c & 0xFFFE) == 0xFFFE
         || (c >= 0xE0000 && c <= 0xE007F);
}

static gboolean
is_break (gunichar c)
{
  return c == '\n' || c == '\r' || c == '\t' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* A joiner inside a word is part of its spelling (Persian, Indic scripts, emoji); it has no direction. */
static gboolean
is_joiner (gunichar c)
{
  return c == 0x200C || c == 0x200D;
}

/* Whether @text is a line already: printable ASCII without blanks in a row or at its ends. Most cells are. */
static gboolean
is_clean (const char *text)
{
  const char *p = text;

  while ((guchar) *p >= 0x20 && (guchar) *p < 0x7F && !(*p == ' ' && (p == text || p[1] == ' ' || p[1] == '\0')))
    p++;
  return *p == '\0';
}

char *
dtl_clean_line (const char *text)
{
  g_autofree char *valid = NULL;
  GString *out;

  if (text == NULL || is_clean (text))
    return g_strdup (text != NULL ? text : "");
  valid = g_utf8_make_valid (text, -1);
  out = g_string_sized_new (strlen (valid));
  for (const char *p = valid; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_break (c) || c == ' ')
        {
          if (out->len > 0 && out->str[out->len - 1] != ' ')
            g_string_append_c (out, ' ');
        }
      else if (!is_invisible (c) || is_joiner (c))
        g_string_append_unichar (out, c);
    }
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

/* Typographic marks that g_str_to_ascii() does not know. */
static const struct
{
  gunichar c;
  const char *ascii;
} typography[] = {
  { 0x2012, "-" }, { 0x2013, "-" }, { 0x2014, "--" }, { 0x2018, "'" }, { 0x2019, "'" },   { 0x201C, "\"" },
  { 0x201D, "\"" }, { 0x00AB, "\"" }, { 0x00BB, "\"" }, { 0x2026, "..." }, { 0x00B7, "," }, { 0x2248, "~" },
};

char *
dtl_ascii_line (const char *text)
{
  g_autofree char *clean = dtl_clean_line (text);
  g_autoptr (GString) plain = g_string_new (NULL);

  for (const char *p = clean; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      guint i = 0;

      while (i < G_N_ELEMENTS (typography) && typography[i].c != c)
        i++;
      if (i < G_N_ELEMENTS (typography))
        g_string_append (plain, typography[i].ascii);
      else
        g_string_append_unichar (plain, c);
    }
  return g_str_to_ascii (plain->str, "C");
}

char *
dtl_cut_line (const char *text, guint max)
{
  char *clean = dtl_clean_line (text);

  if (g_utf8_strlen (clean, -1) > max)
    {
      g_autofree char *whole = clean;
      g_autofree char *head = g_utf8_substring (whole, 0, MAX (max, 1) - 1);

      clean = g_strconcat (g_strchomp (head), "…", NULL);
    }
  return clean;
}

static gboolean
is_xml_character (gunichar c)
{
  return c == '\t' || c == '\n' || (c >= 0x20 && c != 0x7F && !(c >= 0x80 && c <= 0x9F) && (c & 0xFFFE) != 0xFFFE);
}

char *
dtl_escape_xml (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text ? text : "", -1);
  GString *out = g_string_sized_new (strlen (valid) + 16);

  for (const char *p = valid; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '&')
        g_string_append (out, "&amp;");
      else if (c == '<')
        g_string_append (out, "&lt;");
      else if (c == '>')
        g_string_append (out, "&gt;");
      else if (c == '"')
        g_string_append (out, "&quot;");
      else if (c == '\'')
        g_string_append (out, "&#39;");
      else if (is_xml_character (c))
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

/* Graphviz replaces \N and its like even in HTML-like labels, and there knows no escape for them: an invisible word
 * joiner keeps the two characters apart. */
char *
dtl_escape_dot_html (const char *text)
{
  g_autofree char *line = dtl_clean_line (text);
  g_autoptr (GString) kept = g_string_new (NULL);

  for (const char *p = line; *p; p++)
    {
      g_string_append_c (kept, *p);
      if (*p == '\\')
        g_string_append (kept, "\u2060");
    }
  return dtl_escape_xml (kept->str);
}

/* Graphviz reads \N, \G, \n in such a value, and entities too: a literal backslash or ampersand is written twice over. */
char *
dtl_escape_dot_string (const char *text)
{
  g_autofree char *line = dtl_clean_line (text);
  GString *out = g_string_new (NULL);

  for (const char *p = line; *p; p++)
    if (*p == '\\')
      g_string_append (out, "\\\\");
    else if (*p == '&')
      g_string_append (out, "&amp;");
    else if (*p == '<')
      g_string_append (out, "&lt;");
    else if (*p == '>')
      g_string_append (out, "&gt;");
    else
      g_string_append_c (out, *p);
  return g_string_free (out, FALSE);
}

/* OWASP, "CSV injection": a cell that begins with one of these is read as a formula, also after blanks. */
static gboolean
is_formula (const char *cell)
{
  while (*cell == ' ')
    cell++;
  return *cell != '\0' && strchr ("=+-@|%", *cell) != NULL;
}

static char *
guard_formula (const char *text)
{
  char *line = dtl_clean_line (text);

  if (is_formula (line))
    {
      char *guarded = g_strconcat ("'", line, NULL);

      g_free (line);
      return guarded;
    }
  return line;
}

/* RFC 4180. */
char *
dtl_escape_csv (const char *text)
{
  g_autofree char *cell = guard_formula (text);
  GString *out;

  if (strpbrk (cell, ",\";'") == NULL)
    return g_steal_pointer (&cell);
  out = g_string_new ("\"");
  for (const char *p = cell; *p; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
  return g_string_free (out, FALSE);
}

char *
dtl_escape_tsv (const char *text)
{
  return guard_formula (text);
}

/* CommonMark 0.30, 2.4: any of these may be escaped by a backslash; the rest need it only where a block could start. */
char *
dtl_escape_markdown (const char *text)
{
  g_autofree char *line = dtl_clean_line (text);
  GString *out = g_string_new (NULL);
  const char *p = line;

  while (g_ascii_isdigit (*p))
    g_string_append_c (out, *p++);
  if ((p > line && (*p == '.' || *p == ')')) || (p == line && *p != '\0' && strchr ("-+=>#", *p)))
    g_string_append_c (out, '\\');
  for (; *p; p++)
    {
      if (strchr ("\\`*_[]<|~&", *p))
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  return g_string_free (out, FALSE);
}

/* What JSON, Turtle and YAML share: @quote and the backslash are escaped, breaks and tabs have letters, other controls their
 * number; so have the two separators that old readers of JavaScript take for ends of a line. */
static char *
escape_quoted (const char *text, char quote)
{
  g_autofree char *valid = g_utf8_make_valid (text ? text : "", -1);
  GString *out = g_string_sized_new (strlen (valid) + 16);

  for (const char *p = valid; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == (guchar) quote || c == '\\')
        g_string_append_printf (out, "\\%c", (char) c);
      else if (c == '\n')
        g_string_append (out, "\\n");
      else if (c == '\r')
        g_string_append (out, "\\r");
      else if (c == '\t')
        g_string_append (out, "\\t");
      else if (c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || (c & 0xFFFE) == 0xFFFE)
        g_string_append_printf (out, c > 0xFFFF ? "\\U%08X" : "\\u%04X", c);
      else
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

char *
dtl_escape_cypher (const char *text)
{
  return escape_quoted (text, '\'');
}

char *
dtl_escape_turtle (const char *text)
{
  return escape_quoted (text, '"');
}

char *
dtl_escape_ics (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text ? text : "", -1);
  GString *out = g_string_sized_new (strlen (valid) + 16);

  for (const char *p = valid; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\\' || c == ';' || c == ',')
        g_string_append_printf (out, "\\%c", (char) c);
      else if (c == '\n')
        g_string_append (out, "\\n");
      else if (c == '\t' || c == 0x85 || c == 0x2028 || c == 0x2029)
        g_string_append_c (out, ' ');
      else if (!is_invisible (c) || is_joiner (c))
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

/* RFC 5545, 3.1: no line longer than 75 octets; a blank begins what goes on. */
void
dtl_append_ics_line (GString *out, const char *line)
{
  guint room = 75;

  for (const char *p = line, *next; *p; p = next)
    {
      next = g_utf8_next_char (p);
      if (next - p > room)
        {
          g_string_append (out, "\r\n ");
          room = 74;
        }
      g_string_append_len (out, p, next - p);
      room -= next - p;
    }
  g_string_append (out, "\r\n");
}

char *
dtl_escape_mermaid (const char *text)
{
  g_autofree char *line = dtl_clean_line (text);
  GString *out = g_string_new (NULL);

  for (const char *p = line; *p; p++)
    if (*p == ':')
      g_string_append (out, "#colon;");
    else if (strchr ("#;,{}()[]<>|`\"'\\%&*_~=@$^", *p))
      g_string_append_printf (out, "#%d;", *p);
    else
      g_string_append_c (out, *p);
  return g_string_free (out, FALSE);
}

char *
dtl_escape_tab (const char *text)
{
  return dtl_clean_line (text);
}

/* Names that Windows keeps for devices, with any ending. */
static gboolean
is_device (const char *name)
{
  static const char *const devices[] = { "con", "prn", "aux", "nul", "com", "lpt" };
  gsize length = strcspn (name, ".");

  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    if (g_ascii_strncasecmp (name, devices[i], 3) == 0
        && (length == (i < 4 ? 3 : 4) && (i < 4 || g_ascii_isdigit (name[3]))))
      return TRUE;
  return FALSE;
}

#define MAX_FILE_NAME 120

char *
dtl_escape_file_name (const char *text)
{
  g_autofree char *line = dtl_clean_line (text);
  GString *out = g_string_new (NULL);

  for (const char *p = line, *next; *p; p = next)
    {
      next = g_utf8_next_char (p);
      if (out->len + (next - p) > MAX_FILE_NAME)
        break;
      if (strchr ("/\\:*?\"<>|#^[]%", *p))
        g_string_append_c (out, '-');
      else if (out->len > 0 || (*p != '.' && *p != ' '))
        g_string_append_len (out, p, next - p);
    }
  while (out->len > 0 && strchr (". ", out->str[out->len - 1]))
    g_string_truncate (out, out->len - 1);
  if (out->len == 0 || is_device (out->str))
    g_string_prepend_c (out, '_');
  return g_string_free (out, FALSE);
}

gboolean
dtl_url_is_safe (const char *url)
{
  if (url == NULL || !g_utf8_validate (url, -1, NULL))
    return FALSE;
  if (*url != '#' && g_ascii_strncasecmp (url, "http://", 7) != 0 && g_ascii_strncasecmp (url, "https://", 8) != 0)
    return FALSE;
  for (const char *p = url; *p; p++)
    if ((guchar) *p <= ' ' || *p == 0x7F || strchr ("\"'<>\\`", *p))
      return FALSE;
  return TRUE;
}
