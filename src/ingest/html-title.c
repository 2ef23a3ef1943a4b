/*
 * The title of a page: the visible heading that its metadata confirm, else what they say, without the name of the site.
 */
#include "ingest/html-meta.h"

#include <string.h>

#include "ingest/lines.h"

#define HEADING_NODES 400
#define ONLY_WORDS 3   /* of a heading that nothing confirms */
#define ONLY_SHARE 4   /* what is declared is at most so many times as long as a shorter one */
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
same_bare (const char *one, const char *other)
{
  g_autofree char *a = one ? bare_form (one) : NULL, *b = other ? bare_form (other) : NULL;

  return g_strcmp0 (a, b) == 0;
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
  if (b != NULL && *b != '\0' && strcmp (a, b) == 0)
    return g_strdup (stripped);
  if (holds_bare (declared, heading) && (!is_cut_off (heading) || strstr (declared, heading) != NULL))
    return g_strdup (heading);
  if (b == NULL || strlen (b) < 12)
    return NULL;
  if (is_cut_off (stripped) && g_str_has_prefix (a, b))
    return g_strdup (heading);
  return g_str_has_suffix (a, b) ? g_strdup (stripped) : NULL;
}

/* One title that the page declares. */
typedef struct
{
  char *full;     /* owned, nullable */
  char *stripped; /* owned, nullable: without the name of the site */
} Claim;

/* In order of trust. */
typedef enum
{
  CLAIM_PREVIEW,    /* og:title, twitter:title */
  CLAIM_STRUCTURED, /* the headline of structured data */
  CLAIM_ELEMENT,    /* <title> */
  N_CLAIMS,
} ClaimKind;

typedef struct
{
  Claim claims[N_CLAIMS];
  char *site;    /* owned, nullable */
  gboolean prefers_structured;
  char *best;    /* owned, nullable: the best confirmed heading, the longest of these */
  guint rank;    /* of @best, see rank_heading() */
  char *only;    /* owned, nullable: the first <h1> that is not the name of the site */
  guint n_first; /* how many such <h1> of different words there are */
} Headings;

static void
headings_clear (Headings *headings)
{
  for (guint i = 0; i < N_CLAIMS; i++)
    {
      g_free (headings->claims[i].full);
      g_free (headings->claims[i].stripped);
    }
  g_free (headings->site);
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
  /* small print below: "<h1>Ferry leaves harbour <small>12 March</small></h1>" */
  if (dtl_node_is (node, "small") && node->parent == heading && dtl_node_skip (node, heading) == NULL)
    return TRUE;
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

/* Whether the heading leads home: such is the name of the site. */
static gboolean
leads_home (const xmlNode *heading)
{
  for (const xmlNode *node = heading; node != NULL; node = dtl_node_next (node, heading))
    {
      const char *address = dtl_node_is (node, "a") ? dtl_node_attribute (node, "href") : NULL;
      const char *host = address != NULL ? strstr (address, "//") : NULL;
      const char *path = host != NULL ? strchr (host + 2, '/') : address;

      if (address != NULL && *address != '\0' && (path == NULL || strcmp (path, "/") == 0))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_site_heading (const Headings *headings, const xmlNode *node, const char *text)
{
  g_autofree char *bare = bare_form (text), *site = headings->site ? bare_form (headings->site) : NULL;

  return leads_home (node) || (site != NULL && strcmp (bare, site) == 0);
}

static gboolean
is_heading (const xmlNode *node)
{
  return dtl_node_is (node, "h1") || dtl_node_is (node, "h2");
}

/* How well @confirmed, of a heading that says @text, stands for the title: whether it says most of what is declared, and
 * who declares that. */
static guint
rank_heading (const Headings *headings, const xmlNode *node, const char *text, const char *confirmed, ClaimKind kind)
{
  const char *stripped = headings->claims[kind].stripped;

  if (2 * strlen (confirmed) < strlen (stripped))
    return 0;
  if (kind == CLAIM_STRUCTURED && headings->prefers_structured && is_heading (node) && same_bare (text, stripped))
    return N_CLAIMS + 1;
  return N_CLAIMS - kind;
}

/* @text, what @node says in whole or in part, as the best claim confirms it. */
static gboolean
weigh_heading (Headings *headings, const xmlNode *node, const char *text)
{
  gboolean is_confirmed = FALSE;

  for (ClaimKind kind = 0; kind < N_CLAIMS; kind++)
    {
      const Claim *claim = &headings->claims[kind];
      g_autofree char *confirmed = claim->full ? confirm_heading (text, claim->full, claim->stripped) : NULL;
      guint rank = confirmed ? rank_heading (headings, node, text, confirmed, kind) : 0;

      is_confirmed |= confirmed != NULL;
      if (confirmed == NULL
          || (headings->best != NULL
              && (rank < headings->rank || (rank == headings->rank && strlen (confirmed) <= strlen (headings->best)))))
        continue;
      g_free (headings->best);
      headings->best = g_steal_pointer (&confirmed);
      headings->rank = rank;
    }
  return is_confirmed;
}

static void
take_heading (Headings *headings, const xmlNode *node)
{
  g_autofree char *text = dtl_node_text (node, DTL_HTML_LABEL_MAX), *bare = NULL;

  if (*text == '\0' || strlen (text) >= DTL_HTML_LABEL_MAX || is_site_heading (headings, node, text))
    return;
  bare = kickerless_text (node);
  if (!weigh_heading (headings, node, text) && *bare != '\0')
    weigh_heading (headings, node, bare);
  if (!dtl_node_is (node, "h1") || g_strcmp0 (headings->only, *bare != '\0' ? bare : text) == 0)
    return;
  if (headings->n_first++ == 0)
    headings->only = *bare != '\0' ? g_steal_pointer (&bare) : g_steal_pointer (&text);
}

/* Whether the only <h1>, which nothing confirms, may be the title: it is not the site, nor a word or two on a page that
 * declares a long title. */
static gboolean
may_be_title (const Headings *headings)
{
  const char *text = headings->only;
  gsize longest = 0;

  for (guint i = 0; i < N_CLAIMS; i++)
    if (headings->claims[i].stripped != NULL)
      longest = MAX (longest, strlen (headings->claims[i].stripped));
  if (headings->n_first != 1
      || (count_words (text) < ONLY_WORDS && (longest > ONLY_SHARE * strlen (text) || strchr (text, '.') != NULL)))
    return FALSE;
  return headings->site == NULL || !(holds_bare (headings->site, text) || holds_bare (text, headings->site));
}

/* The visible heading that is confirmed best, else the only <h1>. */
static char *
find_heading (Headings *headings, xmlDoc *page)
{
  const xmlNode *root = (const xmlNode *) page;

  for (const xmlNode *node = page->children; node != NULL; node = dtl_node_next (node, root))
    if (is_heading (node) || (node->type == XML_ELEMENT_NODE && (dtl_node_hints (node) & DTL_HINT_TITLE) != 0))
      take_heading (headings, node);
  if (headings->rank == 0 && may_be_title (headings))
    return g_steal_pointer (&headings->only);
  return g_steal_pointer (&headings->best);
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

static void
set_claim (Headings *headings, ClaimKind kind, char *title)
{
  headings->claims[kind].full = title;
  headings->claims[kind].stripped = strip_site (g_strdup (title), headings->site);
}

void
dtl_html_read_title (xmlDoc *page, const GArray *metas, const DtlStructured *structured, DtlDraft *draft)
{
  g_auto (Headings) headings = { 0 };
  char *preview = dtl_html_clean_value (dtl_html_meta (metas, "og:title"));

  dtl_draft_take (&headings.site, dtl_html_clean_value (dtl_html_meta (metas, "og:site_name")));
  dtl_draft_take (&headings.site, g_strdup (structured->publisher));
  set_claim (&headings, CLAIM_STRUCTURED, dtl_html_clean_value (structured->headline));
  set_claim (&headings, CLAIM_PREVIEW, preview ? preview : dtl_html_clean_value (dtl_html_meta (metas, "twitter:title")));
  set_claim (&headings, CLAIM_ELEMENT, find_title_element (page));
  headings.prefers_structured = same_bare (headings.claims[CLAIM_PREVIEW].stripped, headings.claims[CLAIM_ELEMENT].stripped);
  dtl_draft_take (&draft->title, find_heading (&headings, page));
  for (ClaimKind kind = 0; kind < N_CLAIMS; kind++)
    dtl_draft_take (&draft->title, g_steal_pointer (&headings.claims[kind].stripped));
}
