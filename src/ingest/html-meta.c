/*
 * Title, authors, publisher and language of a page: what structured data, meta elements and the visible page say, in
 * the order in which they deserve trust. Dates are in html-date.c.
 */
#include "ingest/html-meta.h"

#include <string.h>

#include "ingest/html-date.h"
#include "ingest/lines.h"

#define TEXT_MAX 400     /* bytes of a title or byline */
#define ELEMENTS_MAX 200 /* that may hold the byline */
#define HEADING_NODES 400
#define KICKED_WORDS 3 /* of the title behind a kicker */
#define METAS_MAX 1000
#define HANDLE_MAX 60 /* bytes of what an author goes by */
#define HANDLE_WORDS 6
#define FIRST_WIDE_SCRIPT 0x2E80 /* from here on names are written without blanks */

/* The pairs of all <meta>, wherever in the tree they came to stand. */
typedef struct
{
  const char *name; /* borrowed from the tree: property, name, itemprop or http-equiv */
  const char *content;
} Meta;

static GArray *
collect_metas (xmlDoc *page)
{
  static const char *const keys[] = { "property", "name", "itemprop", "http-equiv" };
  GArray *metas = g_array_new (FALSE, FALSE, sizeof (Meta));
  const xmlNode *root = (const xmlNode *) page;

  for (const xmlNode *node = page->children; node != NULL; node = dtl_node_next (node, root))
    {
      const char *content = dtl_node_is (node, "meta") ? dtl_node_attribute (node, "content") : NULL;

      if (content == NULL && dtl_node_is (node, "meta"))
        content = dtl_node_attribute (node, "value");
      for (gsize i = 0; content != NULL && i < G_N_ELEMENTS (keys); i++)
        {
          Meta meta = { dtl_node_attribute (node, keys[i]), content };

          if (meta.name != NULL)
            g_array_append_val (metas, meta);
        }
    }
  return metas;
}

const char *
dtl_html_meta (const GArray *metas, const char *name)
{
  for (guint i = 0; i < metas->len; i++)
    {
      const Meta *meta = &g_array_index (metas, Meta, i);

      if (g_ascii_strcasecmp (meta->name, name) == 0 && *meta->content != '\0')
        return meta->content;
    }
  return NULL;
}

gboolean
dtl_html_meta_at (const GArray *metas, guint i, const char **name, const char **content)
{
  if (i >= metas->len)
    return FALSE;
  *name = g_array_index (metas, Meta, i).name;
  *content = g_array_index (metas, Meta, i).content;
  return TRUE;
}

/* A value as clean text; NULL for none and for addresses. */
static char *
clean_value (const char *value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (value == NULL || strstr (value, "://") != NULL || strlen (value) > 4 * TEXT_MAX)
    return NULL;
  dtl_text_append (text, value);
  dtl_text_decode_entities (text);
  g_strstrip (text->str);
  return *text->str == '\0' ? NULL : g_strdup (text->str);
}

static DtlStructured *
collect_structured (xmlDoc *page)
{
  DtlStructured *structured = dtl_structured_new ();
  const xmlNode *root = (const xmlNode *) page;

  for (const xmlNode *node = page->children; node != NULL; node = dtl_node_next (node, root))
    if (dtl_node_is (node, "script") && node->children != NULL && node->children->content != NULL)
      dtl_structured_read (structured, (const char *) node->children->content);
  return structured;
}

/* --- title --- */

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

  while (node != NULL && text->len < TEXT_MAX && ++n < HEADING_NODES)
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
  g_autofree char *text = dtl_node_text (node, TEXT_MAX), *bare = NULL, *confirmed = NULL;

  if (*text == '\0' || strlen (text) >= TEXT_MAX)
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
      return dtl_node_text (node, TEXT_MAX);
  return NULL;
}

static void
read_title (xmlDoc *page, const GArray *metas, const DtlStructured *structured, DtlDraft *draft)
{
  g_autofree char *element = find_title_element (page);
  g_autofree char *site = clean_value (dtl_html_meta (metas, "og:site_name"));
  g_autofree char *declared = clean_value (dtl_html_meta (metas, "og:title"));
  const char *known = site ? site : structured->publisher;

  if (declared == NULL)
    declared = clean_value (dtl_html_meta (metas, "twitter:title"));
  dtl_draft_take (&draft->title, find_heading (page, declared ? declared : element, known));
  if (draft->title == NULL && declared != NULL && element != NULL)
    dtl_draft_take (&draft->title, find_heading (page, element, known));
  dtl_draft_take (&draft->title, clean_value (structured->headline));
  dtl_draft_take (&draft->title, strip_site (g_strdup (declared), known));
  dtl_draft_take (&draft->title, strip_site (g_strdup (element), known));
}

/* --- publisher, language, authors --- */

static void
read_publisher (const GArray *metas, const DtlStructured *structured, DtlDraft *draft)
{
  static const char *const names[] = { "publisher", "dc.publisher", "dcterms.publisher", "article:publisher",
                                       "copyright", "application-name", "apple-mobile-web-app-title" };

  dtl_draft_take (&draft->publisher, clean_value (dtl_html_meta (metas, "og:site_name")));
  dtl_draft_take (&draft->publisher, clean_value (structured->publisher));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *value = clean_value (dtl_html_meta (metas, names[i]));

      if (value != NULL && strlen (value) <= 60)
        dtl_draft_take (&draft->publisher, g_steal_pointer (&value));
    }
}

/* "en_US" → "en-US"; NULL for what is no language tag. */
static char *
language_tag (const char *value)
{
  char *tag = clean_value (value);

  if (tag == NULL || strlen (tag) < 2 || strlen (tag) > 12 || !g_ascii_isalpha (tag[0]) || !g_ascii_isalpha (tag[1]))
    {
      g_free (tag);
      return NULL;
    }
  g_strdelimit (tag, "_", '-');
  tag[0] = g_ascii_tolower (tag[0]);
  tag[1] = g_ascii_tolower (tag[1]);
  return tag;
}

static void
read_language (xmlDoc *page, const GArray *metas, const DtlStructured *structured, DtlDraft *draft)
{
  const xmlNode *html = xmlDocGetRootElement (page);

  if (dtl_node_is (html, "html"))
    dtl_draft_take (&draft->language, language_tag (dtl_node_attribute (html, "lang")));
  dtl_draft_take (&draft->language, language_tag (structured->language));
  dtl_draft_take (&draft->language, language_tag (dtl_html_meta (metas, "og:locale")));
  dtl_draft_take (&draft->language, language_tag (dtl_html_meta (metas, "content-language")));
}

/* One author or a list; outlets that stand in for authors become the publisher. */
static gboolean
take_names (DtlDraft *draft, const char *value)
{
  g_autofree char *text = clean_value (value);

  if (text == NULL || (draft->publisher != NULL && g_ascii_strcasecmp (text, draft->publisher) == 0))
    return FALSE;
  if (!dtl_byline_read (text, strlen (text), draft))
    dtl_byline_read_names (text, strlen (text), draft);
  return draft->authors->len > 0;
}

/* Whether @text, which is no person's name, may be what an author goes by: "gnaddrig", "c1ph4". */
static gboolean
is_handle (const char *text)
{
  gboolean has_letter = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    has_letter |= g_unichar_isalpha (g_utf8_get_char (p));
  return has_letter && strlen (text) <= HANDLE_MAX && count_words (text) <= HANDLE_WORDS && strpbrk (text, "@/:|<>") == NULL;
}

typedef struct
{
  DtlDraft *draft;
  char *handle; /* owned, nullable: one word, "gnaddrig", "LN": who is named in full somewhere is believed first */
  char *outlet; /* owned, nullable: who stands in for an author where no person is named */
} Authors;

static void
authors_clear (Authors *authors)
{
  g_free (authors->handle);
  g_free (authors->outlet);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Authors, authors_clear)

/* One word, in scripts that write words apart. */
static gboolean
is_single (const char *text)
{
  return strchr (text, ' ') == NULL && g_utf8_get_char (text) < FIRST_WIDE_SCRIPT;
}

static gboolean
is_outlet (const DtlDraft *draft, const char *text)
{
  return (draft->publisher != NULL && g_ascii_strcasecmp (text, draft->publisher) == 0)
         || dtl_byline_outlet (text, strlen (text)) != NULL;
}

/* "Roe, Jane" as "Jane Roe": two single words. */
static char *
turn_name (char *text)
{
  const char *comma = strchr (text, ',');
  char *turned;

  if (comma == NULL || comma == text || comma[1] != ' ' || strpbrk (comma + 2, " ,") != NULL
      || memchr (text, ' ', comma - text) != NULL)
    return text;
  turned = g_strdup_printf ("%s %.*s", comma + 2, (int) (comma - text), text);
  g_free (text);
  return turned;
}

/* What markup names an author: names, else what the author goes by; the name of an outlet is kept for later. */
static gboolean
take_declared (Authors *authors, const char *value)
{
  DtlDraft *draft = authors->draft;
  g_autofree char *text = clean_value (value);

  if (text == NULL || dtl_byline_is_nobody (text, strlen (text)))
    return FALSE;
  text = turn_name (text);
  if (!is_single (text) && take_names (draft, text))
    return TRUE;
  if (!is_handle (text))
    return FALSE;
  if (is_outlet (draft, text))
    dtl_draft_take (&authors->outlet, g_steal_pointer (&text));
  else if (is_single (text))
    dtl_draft_take (&authors->handle, g_steal_pointer (&text));
  else if (!dtl_byline_read_names (text, strlen (text), NULL) && !dtl_byline_read (text, strlen (text), NULL))
    dtl_draft_add_author (draft, text, -1);
  else
    dtl_draft_take (&authors->outlet, g_steal_pointer (&text));
  return draft->authors->len > 0;
}

static gboolean
has_word (const xmlNode *node, const char *attribute, const char *word)
{
  const char *value = dtl_node_attribute (node, attribute);
  g_auto (GStrv) words = value ? g_strsplit_set (value, " \t\n", -1) : NULL;

  return words != NULL && g_strv_contains ((const char *const *) words, word);
}

/* A link to the page of an author: "/author/jane-doe". */
static gboolean
links_author (const xmlNode *node)
{
  static const char *const parts[] = { "/author/", "/authors/", "/autor/", "/autoren/", "/auteur/", "/autore/", "/by/",
                                       "/profile/", "/people/", "/staff/", "/journalist/", "/reporters/", "/contributors/",
                                       "/contributor/", "/redaktion/" };
  const char *address = dtl_node_is (node, "a") ? dtl_node_attribute (node, "href") : NULL;

  for (gsize i = 0; address != NULL && i < G_N_ELEMENTS (parts); i++)
    if (strstr (address, parts[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* The ways in which elements give authors, in order of trust. */
typedef enum
{
  AUTHOR_BY_PROPERTY, /* rel=author, itemprop=author */
  AUTHOR_BY_LINK,
  AUTHOR_BY_NAME, /* of class or id */
  N_AUTHOR_WAYS,
} AuthorWay;

static gboolean
is_author_node (const xmlNode *node, AuthorWay way)
{
  if (node->type != XML_ELEMENT_NODE || dtl_node_is (node, "body") || dtl_node_is (node, "meta") || dtl_node_is (node, "link"))
    return FALSE;
  if (way == AUTHOR_BY_PROPERTY)
    return has_word (node, "rel", "author") || has_word (node, "itemprop", "author");
  return way == AUTHOR_BY_LINK ? links_author (node) : (dtl_node_hints (node) & DTL_HINT_BYLINE) != 0;
}

/* The name below @node that markup calls so, else all of its text. */
static char *
author_text (const xmlNode *node)
{
  for (const xmlNode *n = node; n != NULL; n = dtl_node_next (n, node))
    if (n->type == XML_ELEMENT_NODE && has_word (n, "itemprop", "name"))
      return dtl_node_attribute (n, "content") ? g_strdup (dtl_node_attribute (n, "content")) : dtl_node_text (n, TEXT_MAX);
  return dtl_node_text (node, TEXT_MAX);
}

static gboolean
take_author_node (Authors *authors, const xmlNode *node, AuthorWay way)
{
  g_autofree char *text = author_text (node);

  if (strlen (text) >= TEXT_MAX)
    return FALSE;
  if (way == AUTHOR_BY_PROPERTY)
    return take_declared (authors, text);
  return strchr (text, ' ') != NULL && take_names (authors->draft, text);
}

/* Visible authors. Several elements side by side name several authors; the first run that reads as names wins. */
static gboolean
read_visible_authors (xmlDoc *page, Authors *authors, AuthorWay way)
{
  const xmlNode *root = (const xmlNode *) page, *first = NULL;
  guint n = 0;

  for (const xmlNode *node = page->children; node != NULL && n < ELEMENTS_MAX; node = dtl_node_next (node, root))
    {
      if (!is_author_node (node, way) || (dtl_node_hints (node) & DTL_HINT_OTHERS) != 0)
        continue;
      n++;
      if (first != NULL && node->parent != first->parent)
        continue;
      if (take_author_node (authors, node, way) && first == NULL)
        first = node;
    }
  return first != NULL;
}

/* "By …" among the first blocks of the page. */
static void
read_byline_blocks (const GArray *blocks, DtlDraft *draft)
{
  guint n_kept = 0;

  for (guint i = 0; i < blocks->len && n_kept < 4 && draft->authors->len == 0; i++)
    {
      const DtlHtmlBlock *block = &g_array_index (blocks, DtlHtmlBlock, i);

      n_kept += block->kept && block->n_words > 12;
      if (block->n_words <= 30)
        dtl_byline_read (block->text, block->length, draft);
    }
}

/* All of the name: each author may have an element. */
static void
take_author_metas (Authors *authors, const GArray *metas, const char *name)
{
  for (guint i = 0; i < metas->len && i < METAS_MAX; i++)
    {
      const Meta *meta = &g_array_index (metas, Meta, i);

      if (g_ascii_strcasecmp (meta->name, name) == 0)
        take_declared (authors, meta->content);
    }
}

static void
take_rest (DtlDraft *draft, const char *name)
{
  if (draft->authors->len == 0 && name != NULL)
    dtl_draft_add_author (draft, name, -1);
}

static void
read_authors (xmlDoc *page, const GArray *blocks, const GArray *metas, const DtlStructured *structured, DtlDraft *draft)
{
  static const char *const names[] = { "author", "article:author", "parsely-author", "sailthru.author", "dc.creator",
                                       "dcterms.creator", "byl", "article:author_name", "og:article:author",
                                       "citation_author", "sailthru.byline_name" };

  g_auto (Authors) authors = { .draft = draft };

  for (guint i = 0; i < structured->authors->len; i++)
    take_declared (&authors, structured->authors->pdata[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (names) && draft->authors->len == 0; i++)
    take_author_metas (&authors, metas, names[i]);
  for (AuthorWay way = 0; way < N_AUTHOR_WAYS && draft->authors->len == 0; way++)
    read_visible_authors (page, &authors, way);
  read_byline_blocks (blocks, draft);
  take_rest (draft, authors.handle);
  take_rest (draft, authors.outlet);
}

char *
dtl_html_read_metadata (xmlDoc *page, const GArray *blocks, DtlDraft *draft)
{
  g_autoptr (GArray) metas = collect_metas (page);
  g_autoptr (DtlStructured) structured = collect_structured (page);

  read_title (page, metas, structured, draft);
  read_publisher (metas, structured, draft);
  read_language (page, metas, structured, draft);
  read_authors (page, blocks, metas, structured, draft);
  dtl_html_read_dates (page, blocks, metas, structured, draft);
  return g_steal_pointer (&structured->body);
}
