/*
 * The title of a page: the visible heading that its metadata confirm, else what they say, without the name of the site.
 */
#include "ingest/html-meta.h"

#include <string.h>

#include "ingest/lines.h"

#define HEADING_NODES 400
#define KICKED_WORDS 3 /* of the title behind a kicker */

/* The place of the last " | ", " - " … that parts a title from the name of the site; NULL for none. */
static const char *
find_last_separator (const char *title, gsize *length)
{
  static const char *const separators[] = { " | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " / ", " < ", " ~ ", " « ", " ‹ ",
                                            " ← " };
  const char *last = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      const char *found = g_strrstr (title, separators[i]);

      if (found != NULL && (last == NULL || found > last))
        {
          last = found;
          *length = strlen (separators[i]);
        }
    }
  return last;
}

static guint
count_words (const char *text)
{
  return dtl_line_count_words (text, strlen (text));
}

/* A title without the name of the site behind it: known, or short against what remains. */
static char *
strip_site (char *title, const char *site)
{
  gsize length = 0;

  for (const char *cut; title != NULL && (cut = find_last_separator (title, &length)) != NULL;)
    {
      const char *tail = cut + length;
      gboolean is_site = site != NULL && (g_ascii_strcasecmp (tail, site) == 0 || strstr (tail, site) != NULL);
      guint before = dtl_line_count_words (title, cut - title);

      if (!is_site && !(count_words (tail) <= 4 && before >= 2 * count_words (tail) && before >= 4))
        break;
      title[cut - title] = '\0';
    }
  return title;
}

/* Letters and digits alone, lower case: titles are compared so. */
static char *
bare_form (const char *text)
{
  g_autoptr (GString) bare = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (bare, g_unichar_tolower (g_utf8_get_char (p)));
  return g_string_free (g_steal_pointer (&bare), FALSE);
}

static gboolean
holds_bare (const char *longer, const char *shorter)
{
  g_autofree char *a = NULL, *b = NULL;

  if (longer == NULL || shorter == NULL)
    return FALSE;
  a = bare_form (longer);
  b = bare_form (shorter);
  return strlen (b) >= 8 && strstr (a, b) != NULL;
}

/* "Brothel catering to politicians,…" */
static gboolean
is_cut_off (const char *title)
{
  return title != NULL && (g_str_has_suffix (title, "…") || g_str_has_suffix (title, "..."));
}

/* @heading as @declared confirms it, or NULL. A kicker before the title in the same heading is not of the title. */
static char *
confirm_heading (const char *heading, const char *declared, const char *stripped)
{
  g_autofree char *a = bare_form (heading), *b = stripped ? bare_form (stripped) : NULL;

  /* "Harbour: Ferry leaves" reads better than "Harbour Ferry leaves" */
  if (b != NULL && strcmp (a, b) == 0)
    return g_strdup (stripped);
  if (holds_bare (declared, heading))
    return g_strdup (heading);
  if (b == NULL || strlen (b) < 12)
    return NULL;
  if (is_cut_off (stripped) && g_str_has_prefix (a, b))
    return g_strdup (heading);
  return g_str_has_suffix (a, b) ? g_strdup (stripped) : NULL;
}

typedef struct
{
  char *best;    /* owned: the longest heading that is confirmed */
  char *only;    /* owned: the first <h1> */
  guint n_first; /* how many <h1> there are */
} Headings;

static void
headings_clear (Headings *headings)
{
  g_free (headings->best);
  g_free (headings->only);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Headings, headings_clear)

static gboolean
is_blank_text (const xmlNode *node)
{
  return node->type != XML_TEXT_NODE || node->content == NULL
         || node->content[strspn ((const char *) node->content, " \t\r\n")] == '\0';
}

/* The words above a title that stand in the same heading: named so, or an element of its own before the title as plain text:
 * "<h1><span>The latest on ferries</span> Ferry leaves harbour</h1>". */
static gboolean
is_kicker (const xmlNode *node, const xmlNode *heading)
{
  const xmlNode *first = heading->children, *after = node->next;

  if (node->type != XML_ELEMENT_NODE || node == heading)
    return FALSE;
  if ((dtl_node_hints (node) & DTL_HINT_KICKER) != 0)
    return TRUE;
  while (first != NULL && first != node && is_blank_text (first) && first->type == XML_TEXT_NODE)
    first = first->next;
  if (first != node || after == NULL || is_blank_text (after)
      || !(dtl_node_is (node, "span") || dtl_node_is (node, "small") || dtl_node_is (node, "div")))
    return FALSE;
  return g_ascii_isspace (*after->content) && count_words ((const char *) after->content) >= KICKED_WORDS;
}

/* The text of a heading without a kicker. */
static char *
kickerless_text (const xmlNode *heading)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const xmlNode *node = heading;
  guint n = 0;

  while (node != NULL && text->len < DTL_HTML_LABEL_MAX && ++n < HEADING_NODES)
    {
      gboolean skipped = is_kicker (node, heading);

      if (node->type == XML_TEXT_NODE && node->content != NULL)
        dtl_text_append (text, (const char *) node->content);
      else if (node->type == XML_ELEMENT_NODE && text->len > 0 && strcmp ((const char *) node->name, "br") == 0)
        dtl_text_append (text, " ");
      node = skipped ? dtl_node_skip (node, heading) : dtl_node_next (node, heading);
    }
  dtl_text_decode_entities (text);
  g_strstrip (text->str);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
take_heading (Headings *headings, const xmlNode *node, const char *declared, const char *stripped)
{
  g_autofree char *text = dtl_node_text (node, DTL_HTML_LABEL_MAX), *bare = NULL, *confirmed = NULL;

  if (*text == '\0' || strlen (text) >= DTL_HTML_LABEL_MAX)
    return;
  bare = kickerless_text (node);
  confirmed = confirm_heading (text, declared, stripped);
  if (confirmed == NULL && *bare != '\0')
    confirmed = confirm_heading (bare, declared, stripped);
  if (confirmed != NULL && (headings->best == NULL || strlen (confirmed) > strlen (headings->best)))
    {
      g_free (headings->best);
      headings->best = g_steal_pointer (&confirmed);
    }
  if (dtl_node_is (node, "h1") && headings->n_first++ == 0)
    headings->only = *bare != '\0' ? g_steal_pointer (&bare) : g_steal_pointer (&text);
}

/* The visible heading that @declared confirms (the longest: the name of the site may be one), else the only <h1>. */
static char *
find_heading (xmlDoc *page, const char *declared, const char *site)
{
  const xmlNode *root = (const xmlNode *) page;
  g_autofree char *stripped = strip_site (g_strdup (declared), site);
  g_auto (Headings) headings = { 0 };

  for (const xmlNode *node = page->children; node != NULL; node = dtl_node_next (node, root))
    if (dtl_node_is (node, "h1") || dtl_node_is (node, "h2")
        || (node->type == XML_ELEMENT_NODE && (dtl_node_hints (node) & DTL_HINT_TITLE) != 0))
      take_heading (&headings, node, declared, stripped);
  if (headings.best != NULL)
    return g_steal_pointer (&headings.best);
  if (headings.n_first != 1 || count_words (headings.only) < 3
      || (site != NULL && (holds_bare (site, headings.only) || holds_bare (headings.only, site))))
    return NULL;
  return g_steal_pointer (&headings.only);
}

static char *
find_title_element (xmlDoc *page)
{
  const xmlNode *root = (const xmlNode *) page;

  for (const xmlNode *node = page->children; node != NULL; node = dtl_node_next (node, root))
    if (dtl_node_is (node, "title") && !dtl_node_is (node->parent, "svg"))
      return dtl_node_text (node, DTL_HTML_LABEL_MAX);
  return NULL;
}

void
dtl_html_read_title (xmlDoc *page, const GArray *metas, const DtlStructured *structured, DtlDraft *draft)
{
  g_autofree char *element = find_title_element (page);
  g_autofree char *site = dtl_html_clean_value (dtl_html_meta (metas, "og:site_name"));
  g_autofree char *declared = dtl_html_clean_value (dtl_html_meta (metas, "og:title"));
  const char *known = site ? site : structured->publisher;

  if (declared == NULL)
    declared = dtl_html_clean_value (dtl_html_meta (metas, "twitter:title"));
  dtl_draft_take (&draft->title, find_heading (page, declared ? declared : element, known));
  if (draft->title == NULL && declared != NULL && element != NULL)
    dtl_draft_take (&draft->title, find_heading (page, element, known));
  dtl_draft_take (&draft->title, dtl_html_clean_value (structured->headline));
  dtl_draft_take (&draft->title, strip_site (g_strdup (declared), known));
  dtl_draft_take (&draft->title, strip_site (g_strdup (element), known));
}
