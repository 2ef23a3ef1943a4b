/*
 * XML of feeds and agencies. libxml2 never sees a document type, so that there is no entity to expand and no file to
 * include; NOENT and HUGE are never set, and NONET always is. One pass before the parser drops document types and
 * processing instructions, makes characters of the names that HTML defines, escapes stray ampersands, drops characters
 * that XML forbids, and cuts depth and floods of attributes, in both of which the parser is quadratic.
 */
#include "ingest/xml.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <string.h>

#include "lexicon/tables.h"

#define DEPTH_MAX 200 /* the parser's own limit is 256 */
#define ATTRIBUTES_MAX 64
#define SIZE_LIMIT_MB 64u

typedef struct
{
  const char *p;
  const char *end;
  GString *out;
  guint depth;
} Cleaner;

static gboolean
starts_with (const Cleaner *cleaner, const char *prefix)
{
  gsize n = strlen (prefix);

  return (gsize) (cleaner->end - cleaner->p) >= n && memcmp (cleaner->p, prefix, n) == 0;
}

/* Behind the next @close, or at the end. */
static const char *
find_behind (const Cleaner *cleaner, const char *close)
{
  const char *found = g_strstr_len (cleaner->p, cleaner->end - cleaner->p, close);

  return found != NULL ? found + strlen (close) : cleaner->end;
}

/* Behind a document type: its internal subset, in brackets, holds tags and quotes. */
static const char *
skip_document_type (const Cleaner *cleaner)
{
  guint depth = 0;
  char quote = '\0';

  for (const char *p = cleaner->p; p < cleaner->end; p++)
    {
      if (quote != '\0')
        quote = *p == quote ? '\0' : quote;
      else if ((*p == '"' || *p == '\'') && depth > 0)
        quote = *p;
      else if (*p == '[' || *p == '<')
        depth++;
      else if ((*p == ']' || *p == '>') && --depth == 0)
        return p + 1;
    }
  return cleaner->end;
}

static gboolean
is_allowed (guchar c)
{
  return c >= 0x20 || c == '\t' || c == '\n' || c == '\r';
}

/* "&name;" and "&#39;" at the pointer: what XML knows stays, what HTML knows becomes a number, the rest is text. */
static void
clean_reference (Cleaner *cleaner)
{
  static const char *const known[] = { "amp", "lt", "gt", "quot", "apos" };
  const char *p = cleaner->p + 1;
  gsize n = 0;
  g_autofree char *name = NULL;
  const htmlEntityDesc *entity;

  while (p + n < cleaner->end && n < 32 && (g_ascii_isalnum (p[n]) || (n == 0 && *p == '#')))
    n++;
  name = g_strndup (p, n);
  cleaner->p++;
  if (p + n < cleaner->end && p[n] == ';' && n > 0)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
        if (strcmp (name, known[i]) == 0)
          {
            g_string_append_c (cleaner->out, '&');
            return;
          }
      entity = *name != '#' ? htmlEntityLookup ((const xmlChar *) name) : NULL;
      if (entity != NULL)
        {
          g_string_append_printf (cleaner->out, "&#%u;", entity->value);
          cleaner->p += n + 1;
          return;
        }
      if (*name == '#' && n > 1)
        {
          gboolean is_hex = name[1] == 'x' || name[1] == 'X';
          guint64 code = g_ascii_strtoull (name + 1 + is_hex, NULL, is_hex ? 16 : 10);

          if (is_allowed (MIN (code, 255)) && code < 0x110000 && g_unichar_validate (code) && code < 0xFFFE)
            g_string_append_printf (cleaner->out, "&#%u;", (guint) code);
          cleaner->p += n + 1;
          return;
        }
    }
  g_string_append (cleaner->out, "&amp;");
}

/* Text up to @end, without what XML forbids. */
static void
clean_text (Cleaner *cleaner, const char *end)
{
  while (cleaner->p < end)
    {
      const char *start = cleaner->p;

      while (cleaner->p < end && *cleaner->p != '&' && is_allowed (*cleaner->p))
        cleaner->p++;
      g_string_append_len (cleaner->out, start, cleaner->p - start);
      if (cleaner->p < end && *cleaner->p == '&')
        clean_reference (cleaner);
      else if (cleaner->p < end)
        cleaner->p++;
    }
}

static void
clean_cdata (Cleaner *cleaner)
{
  const char *end = find_behind (cleaner, "]]>");

  for (; cleaner->p < end; cleaner->p++)
    if (is_allowed (*cleaner->p))
      g_string_append_c (cleaner->out, *cleaner->p);
  if (!g_str_has_suffix (cleaner->out->str, "]]>"))
    g_string_append (cleaner->out, "]]>");
}

/* The end of the tag at the pointer; *@cut is where the attribute past the limit starts. */
static const char *
find_tag_end (const Cleaner *cleaner, const char **cut)
{
  char quote = '\0';
  guint n = 0;

  *cut = NULL;
  for (const char *p = cleaner->p; p < cleaner->end; p++)
    {
      if (quote != '\0')
        quote = *p == quote ? '\0' : quote;
      else if (*p == '"' || *p == '\'')
        quote = *p;
      else if (*p == '>')
        return p + 1;
      /* a tag in a tag: this one never ends; the parser would take quadratic time to find out */
      else if (*p == '<' && p > cleaner->p)
        return NULL;
      else if (*p == '=' && ++n > ATTRIBUTES_MAX && *cut == NULL)
        {
          *cut = p;
          while (*cut > cleaner->p && !g_ascii_isspace ((*cut)[-1]))
            --*cut;
        }
    }
  return NULL;
}

static void
copy_tag (Cleaner *cleaner, const char *cut, const char *end)
{
  gboolean is_empty = end - cleaner->p >= 2 && end[-2] == '/';

  if (cut == NULL)
    {
      clean_text (cleaner, end);
      return;
    }
  clean_text (cleaner, cut);
  g_string_append (cleaner->out, is_empty ? "/>" : ">");
}

/* A start or end tag; those past the depth are left out in pairs. */
static void
clean_tag (Cleaner *cleaner)
{
  const char *cut, *end = find_tag_end (cleaner, &cut);
  gboolean is_end = starts_with (cleaner, "</"), is_empty;

  if (end == NULL)
    {
      g_string_append (cleaner->out, "&lt;");
      cleaner->p++;
      return;
    }
  is_empty = end[-2] == '/';
  if (!is_end && !is_empty)
    cleaner->depth++;
  if (cleaner->depth <= DEPTH_MAX)
    copy_tag (cleaner, cut, end);
  if (is_end && cleaner->depth > 0)
    cleaner->depth--;
  cleaner->p = end;
}

static void
clean_markup (Cleaner *cleaner)
{
  if (starts_with (cleaner, "<![CDATA["))
    clean_cdata (cleaner);
  else if (starts_with (cleaner, "<!--"))
    cleaner->p = find_behind (cleaner, "-->");
  else if (starts_with (cleaner, "<?"))
    cleaner->p = find_behind (cleaner, "?>");
  else if (starts_with (cleaner, "<!"))
    cleaner->p = skip_document_type (cleaner);
  else if (cleaner->end - cleaner->p >= 2 && (g_ascii_isalpha (cleaner->p[1]) || strchr ("/_:", cleaner->p[1]) != NULL))
    clean_tag (cleaner);
  else
    {
      g_string_append (cleaner->out, "&lt;");
      cleaner->p++;
    }
}

static char *
clean_xml (const char *text, gsize length, gsize *clean_length)
{
  g_autoptr (GString) out = g_string_sized_new (length + 64);
  Cleaner cleaner = { .p = text, .end = text + length, .out = out };

  while (cleaner.p < cleaner.end)
    {
      const char *tag = memchr (cleaner.p, '<', cleaner.end - cleaner.p);

      clean_text (&cleaner, tag != NULL ? tag : cleaner.end);
      if (cleaner.p < cleaner.end)
        clean_markup (&cleaner);
    }
  /* what stands before the root element is no XML */
  g_string_erase (out, 0, strcspn (out->str, "<"));
  *clean_length = out->len;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

xmlDoc *
dtl_xml_parse (const char *bytes, gsize length, const char *label, DtlDecoding *decoding, GError **error)
{
  int options = XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA
                | XML_PARSE_COMPACT;
  g_autofree char *text = NULL, *clean = NULL;
  gsize text_length, clean_length;
  g_autoptr (xmlDoc) tree = NULL;

  if (length > (gsize) SIZE_LIMIT_MB << 20)
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_LIMIT, "XML larger than %u MB", SIZE_LIMIT_MB);
      return NULL;
    }
  text = dtl_charset_decode_sent (bytes, length, DTL_MARKUP_HTML, label, &text_length, decoding);
  clean = clean_xml (text, text_length, &clean_length);
  if (clean_length > 0)
    tree = xmlReadMemory (clean, (int) clean_length, NULL, "UTF-8", options);
  if (tree == NULL || xmlDocGetRootElement (tree) == NULL)
    {
      g_set_error_literal (error, DTL_ERROR, DTL_ERROR_INPUT, "not XML: no element");
      return NULL;
    }
  return g_steal_pointer (&tree);
}

/* --- names --- */

/* The prefix by which we know the namespace of @node: of the table, else as written. Borrowed or owned by @own. */
static const char *
known_prefix (const xmlNode *node, char **own)
{
  g_autofree char *href = NULL;
  const char *prefix, *colon = strchr ((const char *) node->name, ':');

  /* a prefix that was never declared */
  if (node->ns == NULL)
    return colon != NULL ? (*own = g_strndup ((const char *) node->name, colon - (const char *) node->name)) : "";
  href = node->ns->href ? g_ascii_strdown ((const char *) node->ns->href, -1) : g_strdup ("");
  prefix = dtl_table_cell (&dtl_table_ingest_namespaces, g_strstrip (href), DTL_INGEST_NAMESPACES_PREFIX);
  if (prefix != NULL)
    return prefix;
  return node->ns->prefix != NULL ? (const char *) node->ns->prefix : "";
}

char *
dtl_xml_name (const xmlNode *node)
{
  g_autofree char *own = NULL, *name = NULL;
  const char *prefix = known_prefix (node, &own), *colon = strchr ((const char *) node->name, ':');
  const char *local = colon != NULL ? colon + 1 : (const char *) node->name;

  name = *prefix != '\0' ? g_strconcat (prefix, ":", local, NULL) : g_strdup (local);
  return g_ascii_strdown (name, -1);
}

gboolean
dtl_xml_is (const xmlNode *node, const char *name)
{
  const char *local = strchr (name, ':') ? strchr (name, ':') + 1 : name;
  g_autofree char *found = NULL;

  if (node == NULL || node->type != XML_ELEMENT_NODE)
    return FALSE;
  /* most names differ at once */
  if (strchr ((const char *) node->name, ':') == NULL && g_ascii_strcasecmp ((const char *) node->name, local) != 0)
    return FALSE;
  found = dtl_xml_name (node);
  return strcmp (found, name) == 0;
}

const xmlNode *
dtl_xml_child (const xmlNode *parent, const char *name)
{
  for (const xmlNode *node = parent ? parent->children : NULL; node != NULL; node = node->next)
    if (dtl_xml_is (node, name))
      return node;
  return NULL;
}

const xmlNode *
dtl_xml_find (const xmlNode *root, const char *name)
{
  for (const xmlNode *node = root ? dtl_node_next (root, root) : NULL; node != NULL; node = dtl_node_next (node, root))
    if (dtl_xml_is (node, name))
      return node;
  return NULL;
}

char *
dtl_xml_attribute (const xmlNode *node, const char *name)
{
  for (const xmlAttr *a = node && node->type == XML_ELEMENT_NODE ? node->properties : NULL; a != NULL; a = a->next)
    {
      const char *colon = strchr ((const char *) a->name, ':');
      g_autoptr (GString) value = NULL;

      if (g_ascii_strcasecmp (colon != NULL ? colon + 1 : (const char *) a->name, name) != 0)
        continue;
      value = g_string_new (NULL);
      for (const xmlNode *part = a->children; part != NULL; part = part->next)
        if (part->content != NULL)
          g_string_append (value, (const char *) part->content);
      return g_strstrip (g_string_free (g_steal_pointer (&value), FALSE));
    }
  return NULL;
}

/* --- text and markup --- */

static gboolean
is_text (const xmlNode *node)
{
  return (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) && node->content != NULL;
}

char *
dtl_xml_text (const xmlNode *node)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const xmlNode *at = node ? dtl_node_next (node, node) : NULL; at != NULL; at = dtl_node_next (at, node))
    if (is_text (at))
      g_string_append (text, (const char *) at->content);
  return g_strstrip (g_string_free (g_steal_pointer (&text), FALSE));
}

char *
dtl_xml_line (const xmlNode *node)
{
  g_autofree char *text = dtl_xml_text (node);
  g_autoptr (GString) line = g_string_new (NULL);

  dtl_text_append (line, text);
  dtl_text_decode_entities (line);
  g_strstrip (line->str);
  return *line->str != '\0' ? g_strdup (line->str) : NULL;
}

/* Names of agencies' elements in the words of web pages. */
static const char *
html_name (const xmlNode *node)
{
  static const char *const names[][2] = { { "hl1", "h1" },        { "hl2", "h2" },           { "bq", "blockquote" },
                                          { "media", "figure" },  { "media-caption", "figcaption" }, { "block", "div" },
                                          { "credit", "footer" }, { "body.content", "div" },    { "media-reference", "img" },
                                          { "media-producer", "figcaption" }, { "media-metadata", "figcaption" },
                                          { "fn", "figcaption" }, { "nitf-table", "table" },    { "body.head", "header" } };
  const char *colon = strchr ((const char *) node->name, ':');
  const char *local = colon != NULL ? colon + 1 : (const char *) node->name;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (local, names[i][0]) == 0)
      return names[i][1];
  return local;
}

static void
open_element (GString *out, const xmlNode *node)
{
  static const char *const kept[] = { "class", "id", "href" };

  g_string_append_printf (out, "<%s", html_name (node));
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autofree char *value = dtl_xml_attribute (node, kept[i]);
      g_autofree char *escaped = value ? g_markup_escape_text (value, -1) : NULL;

      if (escaped != NULL)
        g_string_append_printf (out, " %s=\"%s\"", kept[i], escaped);
    }
  g_string_append_c (out, '>');
}

char *
dtl_xml_markup (const xmlNode *root)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const xmlNode *node = root->children;

  while (node != NULL)
    {
      if (is_text (node))
        {
          g_autofree char *escaped = g_markup_escape_text ((const char *) node->content, -1);

          g_string_append (out, escaped);
        }
      else if (node->type == XML_ELEMENT_NODE)
        open_element (out, node);
      if (node->type == XML_ELEMENT_NODE && node->children != NULL)
        {
          node = node->children;
          continue;
        }
      while (node != root && node->next == NULL)
        {
          if (node->type == XML_ELEMENT_NODE)
            g_string_append_printf (out, "</%s>", html_name (node));
          node = node->parent;
        }
      if (node == root)
        break;
      if (node->type == XML_ELEMENT_NODE)
        g_string_append_printf (out, "</%s>", html_name (node));
      node = node->next;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
