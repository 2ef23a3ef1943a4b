/*
 * The authors of a page: of structured data and meta elements, else of what the page shows, in the order in which they
 * deserve trust.
 */
#include "ingest/html-meta.h"

#include <string.h>

#include "ingest/lines.h"

#define ELEMENTS_MAX 200 /* that may hold the byline */
#define METAS_MAX 1000
#define HANDLE_MAX 60 /* bytes of what an author goes by */
#define HANDLE_WORDS 6
#define OUTLET_LEAST 4 /* bytes of an outlet's name within another */
#define TAIL_NAME_WORDS 4
#define FIRST_WIDE_SCRIPT 0x2E80 /* from here on names are written without blanks */

static guint
count_words (const char *text)
{
  return dtl_line_count_words (text, strlen (text));
}

/* One author or a list; outlets that stand in for authors become the publisher. */
static gboolean
take_names (DtlDraft *draft, const char *value)
{
  g_autofree char *text = dtl_html_clean_value (value);

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
  return has_letter && strlen (text) <= HANDLE_MAX && count_words (text) <= HANDLE_WORDS && strpbrk (text, "@/:|<>[") == NULL;
}

typedef struct
{
  DtlDraft *draft;
  char *handle; /* owned, nullable: one word, "gnaddrig", "LN": who is named in full somewhere is believed first */
  char *outlet; /* owned, nullable: who stands in for an author where no person is named */
  char *shown;  /* owned, nullable: one word where the page shows the author */
} Authors;

static void
authors_clear (Authors *authors)
{
  g_free (authors->handle);
  g_free (authors->outlet);
  g_free (authors->shown);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Authors, authors_clear)

/* One word, in scripts that write words apart. */
static gboolean
is_single (const char *text)
{
  return strchr (text, ' ') == NULL && g_utf8_get_char (text) < FIRST_WIDE_SCRIPT;
}

/* "Harbour News" and "Harbour News Online" */
static gboolean
holds (const char *a, const char *b)
{
  g_autofree char *one = g_utf8_casefold (a, -1), *other = g_utf8_casefold (b, -1);

  return strlen (other) >= OUTLET_LEAST && strstr (one, other) != NULL;
}

/* "harbour.com", "www.harbour.org", "Harbour AG": no name of a person holds such a word. */
static gboolean
has_outlet_sign (const char *text)
{
  static const char *const forms[] = { "gmbh", "ag", "e.v.", "inc", "inc.", "ltd", "ltd.", "llc", "plc", "corp.", "s.a.", "kg",
                                       "se", "verlag", NULL };
  g_autofree char *lower = g_utf8_strdown (text, -1);
  g_auto (GStrv) words = g_strsplit_set (lower, " ,()", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *dot = strrchr (words[i], '.');

      if ((i > 0 && g_strv_contains (forms, words[i])) || g_str_has_prefix (words[i], "www."))
        return TRUE;
      if (dot != NULL && dot - words[i] >= 3 && strlen (dot) >= 3 && strlen (dot) <= 5 && strchr (words[i], '.') == dot
          && words[i + 1] != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_outlet (const DtlDraft *draft, const char *text)
{
  return (draft->publisher != NULL && (holds (draft->publisher, text) || holds (text, draft->publisher)))
         || dtl_byline_outlet (text, strlen (text)) != NULL || has_outlet_sign (text);
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

/* One word that an author goes by, behind "by" or alone: "von <i>gnaddrig</i>". */
static gboolean
take_handle (Authors *authors, const char *text, gboolean is_declared)
{
  char **slot = is_declared ? &authors->handle : &authors->shown;
  const char *name = text + dtl_byline_measure_lead (text, strlen (text));

  if (!is_single (name) || !is_handle (name) || dtl_byline_is_nobody (name, strlen (name)))
    return FALSE;
  dtl_draft_take (is_outlet (authors->draft, name) ? &authors->outlet : slot, g_strdup (name));
  return TRUE;
}

/* What markup names an author: names, else what the author goes by; the name of an outlet is kept for later. */
static gboolean
take_declared (Authors *authors, const char *value)
{
  DtlDraft *draft = authors->draft;
  g_autofree char *text = dtl_html_clean_value (value);

  if (text == NULL || dtl_byline_is_nobody (text, strlen (text)))
    {
      if (text != NULL && dtl_byline_is_staff (text, strlen (text)))
        dtl_draft_take (&authors->outlet, g_steal_pointer (&text));
      return FALSE;
    }
  text = turn_name (text);
  if (take_handle (authors, text, TRUE))
    return FALSE;
  if (is_outlet (draft, text) && strpbrk (text, ",;") == NULL)
    dtl_draft_take (&authors->outlet, g_steal_pointer (&text));
  else if (take_names (draft, text) || !is_handle (text))
    return draft->authors->len > 0;
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
                                       "/contributor/", "/redaktion/", "/auteurs/", "/autores/", "/autori/", "/user/", "/users/",
                                       "/profil/", "/profile.", "/member/", "/members/", "/team/", "/columnists/", "/redakteure/",
                                       "/forfatter/", "/skribent/", "/autorzy/", "/editors/", "/newsteam/", "/journalists/", "/reporter/",
                                       "/writers/", "/bio/", "?author=", "&author=" };
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
      return dtl_node_attribute (n, "content") ? g_strdup (dtl_node_attribute (n, "content")) : dtl_node_text (n, DTL_HTML_LABEL_MAX);
  return dtl_node_text (node, DTL_HTML_LABEL_MAX);
}

static gboolean
take_author_node (Authors *authors, const xmlNode *node, AuthorWay way)
{
  g_autofree char *text = author_text (node);
  gsize lead;

  if (strlen (text) >= DTL_HTML_LABEL_MAX)
    return FALSE;
  if (way == AUTHOR_BY_PROPERTY)
    return take_declared (authors, text);
  if (take_handle (authors, text, FALSE))
    return FALSE;
  lead = dtl_byline_measure_lead (text, strlen (text));
  if (dtl_byline_is_staff (text + lead, strlen (text + lead)))
    dtl_draft_take (&authors->outlet, g_strdup (text + lead));
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
      if (block->n_words <= 30 && !dtl_byline_read (block->text, block->length, draft))
        dtl_byline_read_dated (block->text, block->length, draft);
    }
}

/* The name that stands by itself under the article: "<p><em>Jane Doe</em></p>". */
static void
read_tail (const GArray *blocks, DtlDraft *draft)
{
  guint last = 0;

  for (guint i = 0; i < blocks->len; i++)
    if (g_array_index (blocks, DtlHtmlBlock, i).kept)
      last = i;
  for (guint i = last; i < blocks->len && i <= last + 1 && draft->authors->len == 0; i++)
    {
      const DtlHtmlBlock *block = &g_array_index (blocks, DtlHtmlBlock, i);

      if (dtl_node_is (block->node, "p") && block->node->parent == g_array_index (blocks, DtlHtmlBlock, last).node->parent
          && block->n_link_chars == 0 && block->n_words >= 2 && block->n_words <= TAIL_NAME_WORDS
          && !dtl_byline_read (block->text, block->length, draft))
        dtl_byline_read_names (block->text, block->length, draft);
    }
}

/* Pairs of a label and its value for previews of links: twitter:label1 "Written by", twitter:data1 "Jane Doe". */
static void
take_labelled (Authors *authors, const GArray *metas)
{
  static const char *const keys[][2] = { { "twitter:label1", "twitter:data1" }, { "twitter:label2", "twitter:data2" } };

  for (gsize i = 0; i < G_N_ELEMENTS (keys) && authors->draft->authors->len == 0; i++)
    {
      const char *label = dtl_html_meta (metas, keys[i][0]), *value = dtl_html_meta (metas, keys[i][1]);
      g_autofree char *line = label != NULL && value != NULL ? g_strdup_printf ("%s: %s", label, value) : NULL;

      if (line != NULL && dtl_byline_measure_lead (line, strlen (line)) > strlen (label))
        take_declared (authors, value);
    }
}

/* All of the name: each author may have an element. */
static void
take_author_metas (Authors *authors, const GArray *metas, const char *name)
{
  const char *key, *content;

  for (guint i = 0; i < METAS_MAX && dtl_html_meta_at (metas, i, &key, &content); i++)
    if (g_ascii_strcasecmp (key, name) == 0)
      take_declared (authors, content);
}

static void
take_rest (DtlDraft *draft, const char *name)
{
  if (draft->authors->len == 0 && name != NULL)
    dtl_draft_add_author (draft, name, -1);
}

void
dtl_html_read_authors (xmlDoc *page, const GArray *blocks, const GArray *metas, const DtlStructured *structured,
                       DtlDraft *draft)
{
  static const char *const names[] = { "author", "article:author", "parsely-author", "sailthru.author", "dc.creator",
                                       "dcterms.creator", "byl", "article:author_name", "og:article:author",
                                       "citation_author", "sailthru.byline_name" };

  g_auto (Authors) authors = { .draft = draft };

  for (guint i = 0; i < structured->authors->len; i++)
    take_declared (&authors, structured->authors->pdata[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (names) && draft->authors->len == 0; i++)
    take_author_metas (&authors, metas, names[i]);
  take_labelled (&authors, metas);
  for (AuthorWay way = 0; way < N_AUTHOR_WAYS && draft->authors->len == 0; way++)
    read_visible_authors (page, &authors, way);
  read_byline_blocks (blocks, draft);
  if (draft->authors->len == 0 && structured->person != NULL)
    take_declared (&authors, structured->person);
  if (authors.handle == NULL && authors.outlet == NULL && authors.shown == NULL)
    read_tail (blocks, draft);
  take_rest (draft, authors.handle);
  take_rest (draft, authors.outlet);
  take_rest (draft, authors.shown);
}
