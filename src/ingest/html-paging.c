/*
 * Whether a page is one of several of an article: it links to others of the same address but for the number, outright
 * (rel=next, rel=prev) or in a row of numbers, or its own address has a number or says that it is all of them on one page.
 *
 * Blogs say rel=next of the next article, and lists of articles have pages too: the first have another address, the second
 * say what they are, or do not look like an article.
 */
#include <string.h>

#include "ingest/paging.h"

#define ANCHORS_MAX 4000

typedef struct
{
  const char *own;       /* borrowed, nullable: the address of the page, as far as it is known */
  const char *canonical; /* borrowed, nullable */
  const char *next;      /* borrowed, nullable */
  const char *previous;  /* borrowed, nullable */
} Links;

static gboolean
has_token (const char *list, const char *token)
{
  gsize n = strlen (token);

  for (const char *p = list; *(p += strspn (p, " \t\r\n")) != '\0'; p += strcspn (p, " \t\r\n"))
    if (strcspn (p, " \t\r\n") == n && g_ascii_strncasecmp (p, token, n) == 0)
      return TRUE;
  return FALSE;
}

static void
read_rel (Links *links, const char *rel, const char *href)
{
  if (links->canonical == NULL && has_token (rel, "canonical"))
    links->canonical = href;
  if (links->next == NULL && has_token (rel, "next"))
    links->next = href;
  if (links->previous == NULL && (has_token (rel, "prev") || has_token (rel, "previous")))
    links->previous = href;
}

static void
find_links (xmlDoc *page, Links *links)
{
  const xmlNode *root = (const xmlNode *) page;

  for (const xmlNode *node = page->children; node != NULL; node = dtl_node_next (node, root))
    if (dtl_node_is (node, "link") || dtl_node_is (node, "a"))
      {
        const char *rel = dtl_node_attribute (node, "rel"), *href = rel != NULL ? dtl_node_attribute (node, "href") : NULL;

        if (href != NULL && *href != '\0' && *href != '#')
          read_rel (links, rel, href);
      }
}

/* Where a link leads within the article @base: FALSE when it leads elsewhere. An address without a number is the first page. */
static gboolean
read_link (const char *href, const char *own, const char *base, guint *number)
{
  g_auto (DtlPageAddress) address = { NULL };

  if (href == NULL || !dtl_page_address_read (href, own, &address) || strcmp (address.base, base) != 0 || address.is_whole)
    return FALSE;
  *number = MAX (address.number, 1);
  return TRUE;
}

/* The highest number that an anchor leads to. Parsing addresses is not cheap: only those are parsed that hold the last word
 * of the article's own, or a query alone. */
static guint
highest_anchor (xmlDoc *page, const char *own, const char *base)
{
  const xmlNode *root = (const xmlNode *) page;
  const char *slash = strrchr (base, '/');
  g_autofree char *word = g_strndup (slash != NULL ? slash + 1 : base, strcspn (slash != NULL ? slash + 1 : base, "?"));
  guint highest = 0, n = 0;

  for (const xmlNode *node = page->children; node != NULL && n < ANCHORS_MAX; node = dtl_node_next (node, root))
    {
      const char *href = dtl_node_is (node, "a") ? dtl_node_attribute (node, "href") : NULL;
      guint number = 0;

      if (href == NULL || strchr (href, '#') != NULL || (*href != '?' && strstr (href, word) == NULL))
        continue;
      n++;
      if (read_link (href, own, base, &number))
        highest = MAX (highest, number);
    }
  return highest;
}

/* Lists of articles say so, or do not look like one. */
static gboolean
is_article (const GArray *metas, const DtlStructured *structured, const DtlPageAddress *address)
{
  const char *type = dtl_html_meta (metas, "og:type");

  if (structured->headline == NULL && (structured->is_listing || (type != NULL && g_ascii_strcasecmp (type, "website") == 0)))
    return FALSE;
  return structured->headline != NULL || dtl_html_meta (metas, "article:published_time") != NULL
         || dtl_page_address_is_story (address);
}

/* "Ferry leaves late - Page 2 of 3" → "ferry leaves late" */
static char *
fold_title (const char *title)
{
  g_autofree char *folded = g_utf8_casefold (title, -1);
  g_autoptr (GRegex) tail
    = g_regex_new ("[\\s\\p{Pd}|:,(\\[]*(?:\\b(?:page|seite)\\s*\\d+(?:\\s*(?:of|/|von)\\s*\\d+)?|\\(\\d+(?:\\s*(?:of|/)\\s*\\d+)?)[)\\]]*$",
                   0, 0, NULL);

  return g_regex_replace_literal (tail, folded, -1, 0, "", 0, NULL);
}

/* "2", "2 of 3", "2/3": what schema.org calls pagination */
static void
read_pagination (const char *text, DtlPaging *paging)
{
  char *stop;
  guint64 number = g_ascii_strtoull (text, &stop, 10), last;

  stop += strspn (stop, " /of");
  last = g_ascii_strtoull (stop, &stop, 10);
  if (number < 1 || number > 99 || last > 99 || *stop != '\0')
    return;
  paging->is_declared = TRUE;
  paging->number = number;
  paging->last = MAX (paging->last, last);
}

/* The number of the page: its own address tells, or the links to its neighbours. */
static void
read_number (const Links *links, const DtlPageAddress *address, DtlPaging *paging)
{
  guint next = 0, previous = 0;

  paging->number = address->number;
  if (read_link (links->next, links->own, paging->base, &next) && next > 1)
    {
      paging->last = MAX (paging->last, next);
      paging->is_declared = TRUE;
      if (paging->number == 0)
        paging->number = next - 1;
    }
  if (read_link (links->previous, links->own, paging->base, &previous))
    {
      paging->is_declared = TRUE;
      if (paging->number == 0)
        paging->number = previous + 1;
    }
  paging->number = MAX (paging->number, 1);
}

/* The address that tells most: the page's own, then what it calls canonical; without both, a neighbour's. */
static gboolean
find_address (const GArray *metas, const Links *links, DtlPageAddress *address)
{
  const char *const candidates[] = { links->own, links->canonical, dtl_html_meta (metas, "og:url"), links->next,
                                     links->previous };

  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      if (candidates[i] == NULL)
        continue;
      if (!dtl_page_address_read (candidates[i], links->own, address))
        return FALSE;
      if (i > 2)
        address->number = 0;
      return TRUE;
    }
  return FALSE;
}

static void
give_paging (DtlDraft *draft, const DtlPaging *paging)
{
  draft->paging = g_new0 (DtlPaging, 1);
  *draft->paging = *paging;
  draft->paging->base = g_strdup (paging->base);
  draft->paging->title = fold_title (draft->title);
}

void
dtl_draft_clear_paging (DtlDraft *draft)
{
  if (draft->paging == NULL)
    return;
  g_free ((char *) draft->paging->base);
  g_free ((char *) draft->paging->title);
  g_clear_pointer (&draft->paging, g_free);
}

const DtlPaging *
dtl_paging_copy (const DtlPaging *paging, DtlArena *arena)
{
  DtlPaging *copy = paging != NULL ? dtl_arena_new0 (arena, DtlPaging, 1) : NULL;

  if (copy == NULL)
    return NULL;
  *copy = *paging;
  copy->base = dtl_arena_strdup (arena, paging->base);
  copy->title = dtl_arena_strdup (arena, paging->title);
  return copy;
}

void
dtl_html_read_paging (xmlDoc *page, const GArray *metas, const DtlStructured *structured, DtlDraft *draft)
{
  Links links = { .own = draft->uri };
  g_auto (DtlPageAddress) address = { NULL };
  DtlPaging paging = { NULL };
  guint first;
  gboolean is_one;

  find_links (page, &links);
  if (draft->title == NULL || draft->paging != NULL || !find_address (metas, &links, &address))
    return;
  if (links.own == NULL)
    links.own = links.canonical;
  paging.base = address.base;
  read_number (&links, &address, &paging);
  if (structured->pagination != NULL && read_link (structured->part_of, links.own, paging.base, &first))
    read_pagination (structured->pagination, &paging);
  paging.last = MAX (paging.last, highest_anchor (page, links.own, paging.base));
  is_one = paging.is_declared || paging.last > 1 || (paging.number > 1 && !address.is_weak);
  if (address.is_whole && !paging.is_declared)
    paging.number = 0;
  else if (!is_one || (address.is_weak && !dtl_page_address_is_story (&address)))
    return;
  if (is_article (metas, structured, &address))
    give_paging (draft, &paging);
}
