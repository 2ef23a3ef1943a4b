/* The tree: libxml2's HTML parser with everything that could reach outside shut off, and walks that never recurse. */
#include "ingest/html-tree.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#include "ingest/charset.h"
#include "lexicon/tables.h"

#define LONGEST_NAMES 400 /* bytes of class and id that are looked at */

static void mark_hints (xmlDoc *page);

xmlDoc *
dtl_html_parse (const char *text, gsize length)
{
  xmlDoc *page;
  /* HUGE lifts the limits on depth and on the size of text nodes; in HTML there are no entities to blow up */
  int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT
                | XML_PARSE_HUGE;

  if (length == 0 || length > G_MAXINT)
    return NULL;
  page = htmlReadMemory (text, (int) length, NULL, "UTF-8", options);
  if (page != NULL)
    mark_hints (page);
  return page;
}

xmlNode *
dtl_node_skip (const xmlNode *node, const xmlNode *root)
{
  while (node != NULL && node != root)
    {
      if (node->next != NULL)
        return node->next;
      node = node->parent;
    }
  return NULL;
}

xmlNode *
dtl_node_next (const xmlNode *node, const xmlNode *root)
{
  gboolean has_children = node->type == XML_ELEMENT_NODE || node->type == XML_HTML_DOCUMENT_NODE
                          || node->type == XML_DOCUMENT_NODE;

  return has_children && node->children != NULL ? node->children : dtl_node_skip (node, root);
}

gboolean
dtl_node_is (const xmlNode *node, const char *name)
{
  /* asked of every element many times: the first letter says no in most cases */
  return node != NULL && node->type == XML_ELEMENT_NODE && (char) *node->name == *name
         && strcmp ((const char *) node->name, name) == 0;
}

const char *
dtl_node_attribute (const xmlNode *node, const char *name)
{
  if (node->type != XML_ELEMENT_NODE)
    return NULL;
  for (const xmlAttr *a = node->properties; a != NULL; a = a->next)
    if ((char) *a->name == *name && strcmp ((const char *) a->name, name) == 0)
      return a->children != NULL && a->children->content != NULL ? (const char *) a->children->content : "";
  return NULL;
}

void
dtl_text_append (GString *out, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x80 ? g_ascii_isspace (c) : g_unichar_isspace (c))
        {
          if (out->len > 0 && out->str[out->len - 1] != ' ' && out->str[out->len - 1] != '\n')
            g_string_append_c (out, ' ');
        }
      /* "&#147;" means what it means in windows-1252 */
      else if (c >= 0x80 && c < 0xA0)
        g_string_append_unichar (out, dtl_charset_windows_1252 (c));
      /* invisible: soft hyphen, zero width space, marks of direction and order */
      else if (c != 0xAD && c != 0x200B && c != 0xFEFF && !(c >= 0x200E && c <= 0x200F))
        g_string_append_len (out, p, g_utf8_next_char (p) - p);
    }
}

/* "Caf&eacute in", "R&amp D": names of Latin-1 need no semicolon in HTML 5, which the parser leaves as they are. Only whole words
 * count, and none before "=": "&copy=2" is a part of an address. */
static gunichar
find_open_entity (const char *name, gsize n)
{
  static const char *const capitals[] = { "AMP", "COPY", "GT", "LT", "QUOT", "REG" };
  g_autofree char *word = g_strndup (name, n);
  const htmlEntityDesc *entity;

  for (gsize i = 0; i < G_N_ELEMENTS (capitals); i++)
    if (strcmp (word, capitals[i]) == 0)
      {
        g_free (word);
        word = g_ascii_strdown (capitals[i], -1);
      }
  entity = htmlEntityLookup ((const xmlChar *) word);
  if (entity == NULL || entity->value > 0xFF || entity->value == '\'')
    return 0;
  return entity->value == 0xA0 ? ' ' : entity->value;
}

/* The character that "&name;" at @p means, or 0; @length: of it all. */
static gunichar
find_entity (const char *p, gsize *length)
{
  gsize n = 0;
  g_autofree char *lower = NULL;
  const char *const *row;
  guint n_rows = 0;

  while (n < 24 && g_ascii_isalnum (p[1 + n]))
    n++;
  if (n < 2)
    return 0;
  *length = n + (p[1 + n] == ';' ? 2 : 1);
  if (p[1 + n] != ';')
    return p[1 + n] != '=' ? find_open_entity (p + 1, n) : 0;
  if (n == 3 && strncmp (p + 1, "amp", 3) == 0)
    return '&';
  if (n == 4 && strncmp (p + 1, "nbsp", 4) == 0)
    return ' ';
  if (n == 4 && strncmp (p + 1, "quot", 4) == 0)
    return '"';
  lower = g_ascii_strdown (p + 1, n);
  row = dtl_table_find (&dtl_table_ingest_entities, lower, &n_rows);
  for (guint i = 0; i < n_rows; i++, row += dtl_table_ingest_entities.n_columns)
    if (strlen (row[DTL_INGEST_ENTITIES_NAME]) == n && strncmp (row[DTL_INGEST_ENTITIES_NAME], p + 1, n) == 0)
      return g_ascii_strtoull (row[DTL_INGEST_ENTITIES_CODE], NULL, 16);
  return 0;
}

/* "&#8217;" and "&#x2019;" that were escaped twice. */
static gunichar
find_number (const char *p, gsize *length)
{
  gboolean is_hex = p[2] == 'x' || p[2] == 'X';
  const char *start = p + (is_hex ? 3 : 2);
  char *stop;
  guint64 code;

  if (!(is_hex ? g_ascii_isxdigit (*start) : g_ascii_isdigit (*start)))
    return 0;
  code = g_ascii_strtoull (start, &stop, is_hex ? 16 : 10);
  *length = stop + 1 - p;
  return *stop == ';' && code >= 0x20 && code < 0x110000 && g_unichar_validate (code) ? code : 0;
}

void
dtl_text_decode_entities (GString *text)
{
  g_autoptr (GString) out = NULL;
  const char *p = text->str, *amp;

  if (strchr (p, '&') == NULL)
    return;
  out = g_string_sized_new (text->len);
  while ((amp = strchr (p, '&')) != NULL)
    {
      gsize length = 1;
      gunichar c = amp[1] == '#' ? find_number (amp, &length) : find_entity (amp, &length);

      g_string_append_len (out, p, amp - p);
      if (c != 0)
        g_string_append_unichar (out, c);
      else
        {
          g_string_append_c (out, '&');
          length = 1;
        }
      p = amp + length;
    }
  g_string_append (out, p);
  g_string_assign (text, out->str);
}

char *
dtl_node_text (const xmlNode *node, gsize limit)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize n_nodes = 0;

  /* empty elements without end must not make short texts dear */
  for (const xmlNode *n = node; n != NULL && text->len < limit && ++n_nodes < 4 * limit; n = dtl_node_next (n, node))
    {
      if (n->type == XML_TEXT_NODE && n->content != NULL)
        dtl_text_append (text, (const char *) n->content);
      else if (dtl_node_is (n, "br") || dtl_node_is (n, "p") || dtl_node_is (n, "div"))
        dtl_text_append (text, " ");
    }
  dtl_text_decode_entities (text);
  g_strstrip (text->str);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Words of a name: "entry-content", "postMeta", "author_bio" → "entry content", "post meta", "author bio". */
static void
append_words (GString *words, const char *name)
{
  for (const char *p = name; *p != '\0' && words->len < LONGEST_NAMES; p++)
    {
      gboolean is_break = !g_ascii_isalnum (*p);

      if (g_ascii_isupper (*p) && p > name && g_ascii_islower (p[-1]))
        is_break = TRUE;
      if (is_break && words->len > 0 && words->str[words->len - 1] != ' ')
        g_string_append_c (words, ' ');
      if (g_ascii_isspace (*p))
        g_string_append (words, "; ");
      else if (g_ascii_isalnum (*p))
        g_string_append_c (words, g_ascii_tolower (*p));
    }
  g_string_append (words, " ; ");
}

/* Effects by their names in the table. */
static guint
effect_from_name (const char *name)
{
  static const struct
  {
    const char *name;
    guint effect;
  } effects[] = {
    { "drop", DTL_HINT_DROP },     { "weak", DTL_HINT_WEAK }, { "body", DTL_HINT_BODY },         { "title", DTL_HINT_TITLE },
    { "byline", DTL_HINT_BYLINE }, { "date", DTL_HINT_DATE }, { "modifier", DTL_HINT_MODIFIER },
    { "others", DTL_HINT_OTHERS }, { "kicker", DTL_HINT_KICKER }, { "entry", DTL_HINT_ENTRY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (effects); i++)
    if (strcmp (name, effects[i].name) == 0)
      return effects[i].effect;
  return 0;
}

static guint
effect_of (const char *key)
{
  guint n = 0, effects = 0;
  const char *const *row = dtl_table_find (&dtl_table_ingest_hints, key, &n);

  for (guint i = 0; i < n; i++, row += dtl_table_ingest_hints.n_columns)
    effects |= effect_from_name (row[DTL_INGEST_HINTS_EFFECT]);
  return effects;
}

/* One name, as words from @parts on to the next ";": keys are runs of its words. A modifier ("has-sidebar") silences it. */
static guint
effects_of_name (char **parts, guint *n_parts)
{
  guint n = 0, effects = 0;

  while (parts[n] != NULL && *parts[n] != ';')
    n++;
  *n_parts = n;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GString) key = g_string_new (NULL);

      for (guint j = i; j < n && j < i + dtl_table_ingest_hints.max_words; j++)
        {
          guint effect;

          g_string_append_printf (key, "%s%s", j > i ? " " : "", parts[j]);
          effect = effect_of (key->str);
          if (i == 0 && j == 0 && n > 1 && (effect & DTL_HINT_MODIFIER))
            return 0;
          effects |= effect;
        }
    }
  return effects & ~DTL_HINT_MODIFIER;
}

static guint
effects_of_words (const char *words)
{
  g_auto (GStrv) parts = g_strsplit_set (words, " ", -1);
  guint effects = 0, n;

  for (char **p = parts; *p != NULL; p += n + (p[n] != NULL))
    effects |= effects_of_name (p, &n);
  return effects;
}

/* What class and id of the element tell. */
static guint
find_hints (const xmlNode *node)
{
  const char *class = dtl_node_attribute (node, "class"), *id = dtl_node_attribute (node, "id");
  g_autoptr (GString) words = NULL;

  if (class == NULL && id == NULL)
    return 0;
  words = g_string_new (NULL);
  if (class != NULL)
    append_words (words, class);
  if (id != NULL)
    append_words (words, id);
  return effects_of_words (words->str);
}

static gboolean
is_whole_page (const xmlNode *node)
{
  return dtl_node_is (node, "html") || dtl_node_is (node, "body") || dtl_node_is (node, "main");
}

/* Hints are asked for by every walk, so they are found once and kept in the nodes. What stands among comments or
 * teasers stands there at any depth. */
static void
mark_hints (xmlDoc *page)
{
  const xmlNode *root = (const xmlNode *) page;

  for (xmlNode *node = page->children; node != NULL; node = dtl_node_next (node, root))
    {
      guint hints, around = node->parent != NULL ? dtl_node_hints (node->parent) : 0;

      if (node->type != XML_ELEMENT_NODE)
        continue;
      hints = find_hints (node);
      if (is_whole_page (node))
        hints &= ~DTL_HINT_OTHERS;
      else if (dtl_node_is (node, "aside") || dtl_node_is (node, "nav") || dtl_node_is (node, "footer"))
        hints |= DTL_HINT_OTHERS;
      node->_private = GUINT_TO_POINTER (hints | (around & DTL_HINT_OTHERS));
    }
}

guint
dtl_node_hints (const xmlNode *node)
{
  return node->type == XML_ELEMENT_NODE ? GPOINTER_TO_UINT (node->_private) : 0;
}
