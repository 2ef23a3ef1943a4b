/*
 * The day of publication of a page, from up to nine sources. They are asked in the order of their measured precision
 * (over a thousand dated pages: addresses .97, itemprop .96, Open Graph .95, structured data .92, <time> .90, class
 * names .88, other meta names .87, text .82); the first that answers gives the day, and the first stamp with a time of
 * day that agrees with that day gives the time.
 *
 * A day in the address is the publisher's own, in the publisher's own time zone: it stands against a stamp in UTC that
 * falls on the day after.
 */
#include "ingest/html-date.h"

#include <string.h>

#include "ingest/feed-date.h"
#include "ingest/lines.h"
#include "lexicon/calendar.h"

#define TEXT_MAX 200
#define LONGEST 1000 /* bytes of a value that is looked at */
#define TEXT_BLOCKS 40
#define DAYS_OF_ZONES 1 /* between the days of one instant */
#define ELEMENTS_MAX 200 /* of each sort that are looked at: dates of the article stand near its start */

typedef struct
{
  DtlDate date;
  DtlBasis basis;
  char *text; /* owned */
} Candidate;

typedef struct
{
  GArray *published; /* Candidate, in order of trust */
  GArray *updated;
  DtlStampOrder order;
  gboolean of_others; /* look at elements among comments and teasers, and not at the others */
} Candidates;

static void
clear_candidate (gpointer data)
{
  g_free (((Candidate *) data)->text);
}

/* Seconds since 1970 and what the calendar reads. */
static gboolean
read_stamp (const char *text, DtlStampOrder order, DtlDate *date)
{
  g_autofree char *plain = NULL;

  if (text == NULL || strlen (text) > LONGEST)
    return FALSE;
  if (text[strspn (text, "0123456789")] == '\0')
    return dtl_feed_date_read (text, date);
  plain = dtl_stamp_plain (text, strlen (text), order);
  return dtl_stamp_read (plain, strlen (plain), date);
}

static gboolean
add_candidate (const Candidates *candidates, GArray *to, const char *text, DtlBasis basis)
{
  Candidate candidate = { .basis = basis };

  if (!read_stamp (text, candidates->order, &candidate.date))
    return FALSE;
  candidate.text = g_strndup (text, MIN (strlen (text), TEXT_MAX));
  g_array_append_val (to, candidate);
  return TRUE;
}

static gboolean
is_looked_at (const Candidates *candidates, const xmlNode *node)
{
  return node->type == XML_ELEMENT_NODE && candidates->of_others == ((dtl_node_hints (node) & DTL_HINT_OTHERS) != 0);
}

/* --- addresses --- */

/* Up to two digits or the name of a month at *@p; moves *@p behind them. */
static int
read_number (const char **p)
{
  int n = 0;

  for (int i = 0; i < 2 && g_ascii_isdigit (**p); i++)
    n = 10 * n + *(*p)++ - '0';
  return n;
}

static int
read_month (const char **p)
{
  gsize n = 0;
  g_autofree char *word = NULL;

  if (g_ascii_isdigit (**p))
    return read_number (p);
  while (g_ascii_isalpha ((*p)[n]))
    n++;
  word = g_ascii_strdown (*p, n);
  *p += n;
  return dtl_calendar_month (word);
}

/* "/2022/03/12/", "/2022-03-12-", "/2022/mar/12/", "/20220312/" at the four digits @p. */
static gboolean
read_address_date (const char *p, DtlDate *date)
{
  gint32 year = (p[0] - '0') * 1000 + (p[1] - '0') * 100 + (p[2] - '0') * 10 + (p[3] - '0');
  gboolean is_parted = strchr ("/-_.", p[4]) != NULL && p[4] != '\0';
  int month, day;

  if (!is_parted && strspn (p, "0123456789") != 8)
    return FALSE;
  p += 4 + is_parted;
  month = read_month (&p);
  if (is_parted && (*p == '\0' || strchr ("/-_.", *p++) == NULL))
    return FALSE;
  day = read_number (&p);
  if (g_ascii_isdigit (*p) || year < 1990 || year > 2199 || month < 1 || month > 12 || day < 1
      || day > dtl_days_in_month (year, month))
    return FALSE;
  *date = dtl_date_from_day (dtl_day_from_civil (year, month, day));
  return TRUE;
}

static gboolean
is_year_at (const char *p)
{
  return ((p[0] == '1' && p[1] == '9') || (p[0] == '2' && p[1] == '0')) && g_ascii_isdigit (p[2]) && g_ascii_isdigit (p[3]);
}

static void
add_address (GArray *candidates, const char *address)
{
  Candidate candidate = { .basis = DTL_BASIS_URL };

  if (address == NULL || strlen (address) > 2000)
    return;
  for (const char *p = address; *p != '\0'; p++)
    if (p > address && !g_ascii_isalnum (p[-1]) && is_year_at (p) && read_address_date (p, &candidate.date))
      {
        candidate.text = g_strdup (address);
        g_array_append_val (candidates, candidate);
        return;
      }
}

static void
add_addresses (Candidates *candidates, xmlDoc *page, const GArray *metas)
{
  const xmlNode *root = (const xmlNode *) page;

  for (const xmlNode *node = page->children; node != NULL; node = dtl_node_next (node, root))
    if (dtl_node_is (node, "link") && dtl_node_attribute (node, "rel") != NULL
        && g_ascii_strcasecmp (dtl_node_attribute (node, "rel"), "canonical") == 0)
      add_address (candidates->published, dtl_node_attribute (node, "href"));
  add_address (candidates->published, dtl_html_meta (metas, "og:url"));
}

/* --- elements --- */

/* The stamp of an element: its datetime or content, else its text. */
static gboolean
add_element (const Candidates *candidates, GArray *to, const xmlNode *node, DtlBasis basis)
{
  static const char *const attributes[] = { "datetime", "content", "data-datetime", "data-time", "title" };
  g_autofree char *text = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (attributes); i++)
    if (add_candidate (candidates, to, dtl_node_attribute (node, attributes[i]), basis))
      return TRUE;
  text = dtl_node_text (node, TEXT_MAX);
  return strlen (text) < TEXT_MAX && add_candidate (candidates, to, text, basis);
}

static gboolean
has_itemprop (const xmlNode *node, const char *wanted)
{
  const char *itemprop = dtl_node_attribute (node, "itemprop");

  return itemprop != NULL && strstr (itemprop, wanted) != NULL;
}

static void
add_itemprops (Candidates *candidates, xmlDoc *page)
{
  const xmlNode *root = (const xmlNode *) page;
  guint n = 0;

  for (const xmlNode *node = page->children; node != NULL && n < ELEMENTS_MAX; node = dtl_node_next (node, root))
    {
      gboolean is_published, is_updated;

      if (!is_looked_at (candidates, node))
        continue;
      is_published = has_itemprop (node, "datePublished") || has_itemprop (node, "dateCreated");
      is_updated = has_itemprop (node, "dateModified");
      n += is_published || is_updated;
      if (is_published)
        add_element (candidates, candidates->published, node, DTL_BASIS_META);
      else if (is_updated)
        add_element (candidates, candidates->updated, node, DTL_BASIS_META);
    }
}

/* Any element may carry the attribute of <time>: pages make elements of their own. */
static gboolean
is_time_element (const xmlNode *node)
{
  return dtl_node_is (node, "time")
         || (dtl_node_attribute (node, "datetime") != NULL && !dtl_node_is (node, "ins") && !dtl_node_is (node, "del"));
}

/* Whether its own words or name say that an element gives the time of a change. */
static gboolean
tells_change (const xmlNode *node)
{
  for (guint i = 0; i < 2 && node != NULL && node->type == XML_ELEMENT_NODE; i++, node = node->parent)
    {
      const char *class = dtl_node_attribute (node, "class");
      g_autofree char *lower = class ? g_ascii_strdown (class, -1) : NULL;
      g_autofree char *text = dtl_node_text (node, 80);

      if (lower != NULL && (strstr (lower, "updat") != NULL || strstr (lower, "modif") != NULL))
        return TRUE;
      if (strlen (text) < 60
          && (g_ascii_strncasecmp (text, "updated", 7) == 0 || g_ascii_strncasecmp (text, "last updated", 12) == 0
              || g_ascii_strncasecmp (text, "last modified", 13) == 0))
        return TRUE;
    }
  return FALSE;
}

static void
add_time_elements (Candidates *candidates, xmlDoc *page)
{
  const xmlNode *root = (const xmlNode *) page;
  guint n = 0;

  for (const xmlNode *node = page->children; node != NULL; node = dtl_node_next (node, root))
    if (is_time_element (node) && is_looked_at (candidates, node) && ++n < ELEMENTS_MAX)
      add_element (candidates, tells_change (node) ? candidates->updated : candidates->published, node,
                   DTL_BASIS_TIME_ELEMENT);
}

static void
add_hinted_elements (Candidates *candidates, xmlDoc *page)
{
  const xmlNode *root = (const xmlNode *) page;
  guint n = 0;

  for (const xmlNode *node = page->children; node != NULL && n < ELEMENTS_MAX; node = dtl_node_next (node, root))
    {
      g_autofree char *text = NULL;

      if (!is_looked_at (candidates, node) || dtl_node_is (node, "body") || dtl_node_is (node, "time")
          || (dtl_node_hints (node) & (DTL_HINT_DATE | DTL_HINT_BYLINE)) == 0)
        continue;
      n++;
      text = dtl_node_text (node, TEXT_MAX);
      if (strlen (text) < TEXT_MAX)
        add_candidate (candidates, tells_change (node) ? candidates->updated : candidates->published, text, DTL_BASIS_TEXT);
    }
}

/* Lines of the page that give nothing but a date. */
static void
add_lines (Candidates *candidates, const GArray *blocks)
{
  for (guint i = 0, n = 0, n_tried = 0; i < blocks->len && n < TEXT_BLOCKS && n_tried < ELEMENTS_MAX; i++)
    {
      const DtlHtmlBlock *block = &g_array_index (blocks, DtlHtmlBlock, i);
      g_autofree char *plain = NULL;
      DtlDate date;
      DtlStampLine line = DTL_STAMP_LINE_NONE;

      n += block->kept;
      if (block->length >= TEXT_MAX || strpbrk (block->text, "12") == NULL || !is_looked_at (candidates, block->node))
        continue;
      n_tried++;
      plain = dtl_stamp_plain (block->text, block->length, candidates->order);
      line = dtl_stamp_read_line (plain, strlen (plain), &date);
      if (line != DTL_STAMP_LINE_NONE)
        add_candidate (candidates, line == DTL_STAMP_LINE_UPDATED ? candidates->updated : candidates->published, plain,
                       DTL_BASIS_TEXT);
    }
}

/* Elements that hold nothing but a date, within a line that says more: "<p><span>By Jane Doe</span> <span>12 March
 * 2022</span></p>". The first behind the heading counts: those above it may tell of today. */
static void
add_lone_element (Candidates *candidates, xmlDoc *page)
{
  const xmlNode *root = (const xmlNode *) page;
  gboolean is_below = FALSE;
  guint n = 0;

  for (const xmlNode *node = page->children; node != NULL && n < ELEMENTS_MAX && candidates->published->len == 0;
       node = dtl_node_next (node, root))
    {
      const xmlNode *only = node->type == XML_ELEMENT_NODE ? node->children : NULL;
      const char *text = only != NULL && only->type == XML_TEXT_NODE ? (const char *) only->content : NULL;
      g_autofree char *plain = NULL;
      DtlStampLine line;
      DtlDate date;

      is_below |= dtl_node_is (node, "h1");
      if (!is_below || text == NULL || only->next != NULL || strlen (text) >= TEXT_MAX || strpbrk (text, "12") == NULL
          || !is_looked_at (candidates, node))
        continue;
      n++;
      plain = dtl_stamp_plain (text, strlen (text), candidates->order);
      line = dtl_stamp_read_line (g_strstrip (plain), strlen (plain), &date);
      if (line == DTL_STAMP_LINE_DATE || line == DTL_STAMP_LINE_PUBLISHED)
        add_candidate (candidates, candidates->published, plain, DTL_BASIS_TEXT);
    }
}

static void
add_metas (const Candidates *candidates, GArray *to, const GArray *metas, const char *const *names)
{
  for (; *names != NULL; names++)
    add_candidate (candidates, to, dtl_html_meta (metas, *names), DTL_BASIS_META);
}

/* Names of no standard that say it all the same: "gsa_publish_date", "analyticsAttributes.articleDate". */
static void
add_other_metas (const Candidates *candidates, const GArray *metas)
{
  static const char *const parts[][2] = { { "publi", "date" }, { "publi", "time" }, { "article", "date" }, { "release", "date" } };
  const char *name, *content;

  for (guint i = 0; dtl_html_meta_at (metas, i, &name, &content); i++)
    {
      g_autofree char *lower = g_ascii_strdown (name, -1);

      for (gsize j = 0; strstr (lower, "modif") == NULL && strstr (lower, "updat") == NULL && j < G_N_ELEMENTS (parts); j++)
        if (strstr (lower, parts[j][0]) != NULL && strstr (lower, parts[j][1]) != NULL)
          {
            add_candidate (candidates, candidates->published, content, DTL_BASIS_META);
            break;
          }
    }
}

/* --- the choice --- */

static gboolean
is_same_day (const DtlDate *a, const DtlDate *b)
{
  return a->from.year == b->from.year && a->from.month == b->from.month && a->from.day == b->from.day;
}

/* The first candidate, or one that agrees with its day and knows the time. */
static void
choose (const GArray *candidates, DtlStamp *stamp)
{
  const Candidate *best = candidates->len > 0 ? &g_array_index (candidates, Candidate, 0) : NULL;

  for (guint i = 1; best != NULL && best->date.from.minute < 0 && i < candidates->len; i++)
    {
      const Candidate *other = &g_array_index (candidates, Candidate, i);

      if (other->date.from.minute >= 0 && is_same_day (&best->date, &other->date))
        best = other;
    }
  if (best != NULL)
    dtl_draft_set_stamp (stamp, &best->date, best->basis, best->text, -1);
}

/* Sources that tell of this article alone. Elements of the page may tell of another. */
static gboolean
is_sure (const Candidate *candidate)
{
  return candidate->basis == DTL_BASIS_URL || candidate->basis == DTL_BASIS_JSON_LD || candidate->basis == DTL_BASIS_META;
}

static gboolean
is_far (const DtlDate *a, const DtlDate *b)
{
  DtlDay first = dtl_day_from_civil (a->from.year, a->from.month, a->from.day);
  DtlDay second = dtl_day_from_civil (b->from.year, b->from.month, b->from.day);

  return ABS (first - second) > DAYS_OF_ZONES;
}

/* Two sure sources that are further apart than zones explain: what the chosen one and the first other say. */
static char *
find_conflict (const GArray *candidates)
{
  const Candidate *best = candidates->len > 0 ? &g_array_index (candidates, Candidate, 0) : NULL;

  for (guint i = 1; best != NULL && i < candidates->len; i++)
    {
      const Candidate *other = &g_array_index (candidates, Candidate, i);

      if (is_sure (other) && is_far (&best->date, &other->date))
        {
          g_autofree char *ours = dtl_date_to_string (&best->date), *theirs = dtl_date_to_string (&other->date);

          return g_strdup_printf ("published %.10s by %s, %.10s by %s", ours, dtl_basis_to_string (best->basis), theirs,
                                  dtl_basis_to_string (other->basis));
        }
    }
  return NULL;
}

void
dtl_html_read_dates (xmlDoc *page, const GArray *blocks, const GArray *metas, const DtlStructured *structured,
                     DtlDraft *draft)
{
  static const char *const graph[] = { "article:published_time", "og:article:published_time", "og:published_time",
                                       "article:published", "og:pubdate", "og:release_date", NULL };
  static const char *const others[] = { "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.date",
                                        "dcterms.created", "dcterms.issued", "dc.date", "dc.date.created", "pubdate",
                                        "publishdate", "publish-date", "publish_date", "publication_date", "published",
                                        "cxenseparse:recs:publishtime", "article.published", "article_date_original",
                                        "originalpublicationdate", "citation_publication_date", "citation_date", "ptime",
                                        "date", "rnews:datepublished", "displaydate", "created", NULL };
  static const char *const changes[] = { "article:modified_time", "og:updated_time", "og:modified_time", "lastmod",
                                         "last-modified", "dcterms.modified", "dc.date.modified", "article.updated",
                                         "moddate", "revised", NULL };
  g_autoptr (GArray) published = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GArray) updated = g_array_new (FALSE, FALSE, sizeof (Candidate));
  Candidates candidates = { published, updated, dtl_stamp_order (draft->language), FALSE };

  g_array_set_clear_func (published, clear_candidate);
  g_array_set_clear_func (updated, clear_candidate);
  add_addresses (&candidates, page, metas);
  add_address (published, draft->uri);
  add_itemprops (&candidates, page);
  add_metas (&candidates, published, metas, graph);
  add_candidate (&candidates, published, structured->published, DTL_BASIS_JSON_LD);
  add_candidate (&candidates, updated, structured->modified, DTL_BASIS_JSON_LD);
  add_metas (&candidates, updated, metas, changes);
  add_time_elements (&candidates, page);
  add_hinted_elements (&candidates, page);
  add_metas (&candidates, published, metas, others);
  add_other_metas (&candidates, metas);
  add_lines (&candidates, blocks);
  add_lone_element (&candidates, page);
  if (published->len == 0)
    {
      candidates.of_others = TRUE;
      add_itemprops (&candidates, page);
      add_time_elements (&candidates, page);
      add_hinted_elements (&candidates, page);
      add_lines (&candidates, blocks);
    }
  if (draft->conflict == NULL)
    draft->conflict = find_conflict (published);
  choose (published, &draft->published);
  choose (updated, &draft->updated);
}
