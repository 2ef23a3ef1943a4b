/*
 * Pages of one article become one document. They are sorted by article, number, address and content first, so that the order in
 * which they came does not count; those that do not fit (another day, a second version of a page) stay on their own.
 *
 * The id of the document is made of those of its pages: the same pages give the same id.
 */
#include <string.h>

#include "ingest/paging.h"

#define REPEATED_LEAST 25 /* bytes of a paragraph that is told only once: "No," he said may be said on each page */
#define COVERED 0.5       /* share of a page that the view of everything must have to take its place */

static const DtlDocument *
document_at (const GPtrArray *pages, guint i)
{
  return g_ptr_array_index (pages, i);
}

static int
compare_articles (const DtlDocument *a, const DtlDocument *b)
{
  int order = strcmp (a->paging->base, b->paging->base);

  return order != 0 ? order : strcmp (a->paging->title, b->paging->title);
}

static gint
compare_pages (gconstpointer first, gconstpointer second)
{
  const DtlDocument *a = *(DtlDocument *const *) first, *b = *(DtlDocument *const *) second;
  int order = compare_articles (a, b);

  if (order == 0 && a->paging->number != b->paging->number)
    order = a->paging->number < b->paging->number ? -1 : 1;
  if (order == 0)
    order = g_strcmp0 (a->uri, b->uri);
  return order != 0 ? order : strcmp (a->id, b->id);
}

static gboolean
is_same_day (const DtlDocument *a, const DtlDocument *b)
{
  const DtlDatePoint *x = &a->published.date.from, *y = &b->published.date.from;

  return dtl_date_is_null (&a->published.date) || dtl_date_is_null (&b->published.date)
         || (x->year == y->year && x->month == y->month && x->day == y->day);
}

/* --- one text --- */

typedef struct
{
  GString *text;
  GArray *blocks;    /* of DtlBlock */
  GHashTable *seen;  /* paragraphs of earlier pages, owned */
} Joined;

static gboolean
is_repeated (const Joined *joined, const DtlBlock *block, const char *paragraph)
{
  return block->kind == DTL_SENTENCE_TITLE
         || ((block->kind != DTL_SENTENCE_BODY || strlen (paragraph) >= REPEATED_LEAST)
             && g_hash_table_contains (joined->seen, paragraph));
}

static void
append_page (Joined *joined, const DtlDocument *page)
{
  g_autoptr (GPtrArray) own = g_ptr_array_new ();
  guint end = 0;

  for (guint i = 0; i < page->blocks->len; i++)
    {
      DtlBlock block = g_array_index (page->blocks, DtlBlock, i);
      guint length = block.span.end - block.span.start;
      /* a dateline and the sentence behind it are two blocks of one line */
      gboolean is_inline = i > 0 && memchr (page->text + end, '\n', block.span.start - end) == NULL;
      char *paragraph = g_strndup (page->text + block.span.start, length);

      end = block.span.end;
      g_ptr_array_add (own, paragraph);
      if (g_hash_table_size (joined->seen) > 0 && is_repeated (joined, &block, paragraph))
        continue;
      if (joined->text->len > 0)
        g_string_append (joined->text, is_inline ? " " : "\n\n");
      block.span = (DtlSpan) { joined->text->len, joined->text->len + length };
      g_string_append_len (joined->text, paragraph, length);
      g_array_append_val (joined->blocks, block);
    }
  for (guint i = 0; i < own->len; i++)
    g_hash_table_add (joined->seen, own->pdata[i]);
}

static const char *const *
copy_authors (DtlArena *arena, const char *const *authors)
{
  guint n = authors != NULL ? g_strv_length ((char **) authors) : 0;
  const char **copy = n > 0 ? dtl_arena_new0 (arena, const char *, n + 1) : NULL;

  for (guint i = 0; i < n; i++)
    copy[i] = dtl_arena_strdup (arena, authors[i]);
  return copy;
}

static DtlWhen
copy_when (DtlArena *arena, const DtlWhen *when)
{
  DtlWhen copy = *when;

  copy.text = dtl_arena_strdup (arena, when->text);
  return copy;
}

static void
copy_metadata (DtlDocument *document, const DtlDocument *page)
{
  document->uri = dtl_arena_strdup (document->arena, page->uri);
  document->kind = page->kind;
  document->title = dtl_arena_strdup (document->arena, page->title);
  document->publisher = dtl_arena_strdup (document->arena, page->publisher);
  document->language = dtl_arena_strdup (document->arena, page->language);
  document->authors = copy_authors (document->arena, page->authors);
  document->published = copy_when (document->arena, &page->published);
  document->updated = copy_when (document->arena, &page->updated);
}

/* The places that diagnostics of readers of pages name are none: all tell of a page as a whole. */
static void
copy_diagnostics (DtlDocument *document, const DtlDocument *page)
{
  for (guint i = 0; i < page->diagnostics->len; i++)
    {
      const DtlDiagnostic *diagnostic = &g_array_index (page->diagnostics, DtlDiagnostic, i);

      dtl_document_diagnose (document, diagnostic->tag, diagnostic->severity, (DtlSpan) { 0, 0 }, "%s", diagnostic->message);
    }
}

static void
identify (DtlDocument *document, const GPtrArray *pages)
{
  g_autoptr (GString) hashes = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < pages->len; i++)
    g_string_append_printf (hashes, "%s\n", document_at (pages, i)->sha256);
  bytes = g_bytes_new (hashes->str, hashes->len);
  dtl_document_set_identity (document, bytes, 0);
}

/* Says which pages from 1 to the last that any tells of are not there. */
static void
diagnose_missing (DtlDocument *document, const GPtrArray *pages)
{
  g_autoptr (GString) missing = g_string_new (NULL);
  guint last = 0, at = 0, n = 0;
  gboolean is_declared = pages->len > 1;

  for (guint i = 0; i < pages->len; i++)
    {
      last = MAX (last, MAX (document_at (pages, i)->paging->last, document_at (pages, i)->paging->number));
      is_declared = is_declared || document_at (pages, i)->paging->is_declared;
    }
  for (guint number = 1; number <= last; number++)
    {
      if (at < pages->len && document_at (pages, at)->paging->number == number)
        at++;
      else if (++n <= 5)
        g_string_append_printf (missing, "%s%u", missing->len > 0 ? ", " : "", number);
    }
  if (n > 0 && is_declared)
    dtl_document_diagnose (document, "pages-missing", DTL_SEVERITY_WARNING, (DtlSpan) { 0, 0 },
                           "the article goes over %u pages; not among the inputs: %s%s", last, missing->str,
                           n > 5 ? ", …" : "");
}

/* (transfer full): @pages as one document */
static DtlDocument *
join (const GPtrArray *pages)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) blocks = g_array_new (FALSE, TRUE, sizeof (DtlBlock));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Joined joined = { text, blocks, seen };
  DtlDocument *document;

  for (guint i = 0; i < pages->len; i++)
    append_page (&joined, document_at (pages, i));
  document = dtl_document_new (text->str, text->len);
  g_array_append_vals (document->blocks, blocks->data, blocks->len);
  identify (document, pages);
  copy_metadata (document, document_at (pages, 0));
  for (guint i = 0; i < pages->len; i++)
    copy_diagnostics (document, document_at (pages, i));
  diagnose_missing (document, pages);
  return document;
}

/* --- which pages --- */

/* Whether most of @page stands in @whole. */
static gboolean
is_covered (const DtlDocument *page, const DtlDocument *whole)
{
  gsize n = 0, n_covered = 0;

  for (guint i = 0; i < page->blocks->len; i++)
    {
      const DtlBlock *block = &g_array_index (page->blocks, DtlBlock, i);
      gsize length = block->span.end - block->span.start;

      if (block->kind != DTL_SENTENCE_BODY || length < REPEATED_LEAST)
        continue;
      n += length;
      if (memmem (whole->text, whole->length, page->text + block->span.start, length) != NULL)
        n_covered += length;
    }
  return n_covered > COVERED * n;
}

/* The longest view of everything in @pages, or NULL: they come first. */
static DtlDocument *
find_whole (const GPtrArray *pages)
{
  DtlDocument *whole = NULL;

  for (guint i = 0; i < pages->len && document_at (pages, i)->paging->number == 0; i++)
    if (whole == NULL || document_at (pages, i)->length > whole->length)
      whole = pages->pdata[i];
  return whole;
}

/* The pages of @article that go together, in order; what does not fit goes to @rest. */
static GPtrArray *
choose_pages (const GPtrArray *article, GPtrArray *rest)
{
  GPtrArray *chosen = g_ptr_array_new ();
  DtlDocument *whole = find_whole (article);

  for (guint i = 0; i < article->len; i++)
    {
      DtlDocument *page = article->pdata[i];
      const DtlDocument *last = chosen->len > 0 ? document_at (chosen, chosen->len - 1) : NULL;

      if (page == whole || (whole != NULL && page->paging->number > 0 && is_covered (page, whole)))
        continue;
      if (whole == NULL && (last == NULL || (last->paging->number < page->paging->number && is_same_day (document_at (chosen, 0), page))))
        g_ptr_array_add (chosen, page);
      else
        g_ptr_array_add (rest, page);
    }
  if (whole != NULL)
    g_ptr_array_add (chosen, whole);
  return chosen;
}

/* One article of @pages: its document takes the place of the first page, the others go. */
static void
join_article (const GPtrArray *article, GHashTable *fates)
{
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();
  g_autoptr (GPtrArray) chosen = choose_pages (article, rest);

  for (guint i = 0; i < article->len; i++)
    g_hash_table_insert (fates, article->pdata[i], NULL);
  for (guint i = 0; i < rest->len; i++)
    g_hash_table_insert (fates, rest->pdata[i], dtl_document_ref (rest->pdata[i]));
  if (chosen->len > 1)
    g_hash_table_insert (fates, chosen->pdata[0], join (chosen));
  else
    {
      if (document_at (chosen, 0)->paging->number > 0)
        diagnose_missing (chosen->pdata[0], chosen);
      g_hash_table_insert (fates, chosen->pdata[0], dtl_document_ref (chosen->pdata[0]));
    }
}

/* What becomes of each page: NULL if it is in another's document. */
static void
decide (GPtrArray *pages, GHashTable *fates)
{
  g_ptr_array_sort (pages, compare_pages);
  for (guint i = 0, end; i < pages->len; i = end)
    {
      g_autoptr (GPtrArray) article = g_ptr_array_new ();

      for (end = i; end < pages->len && compare_articles (document_at (pages, i), document_at (pages, end)) == 0; end++)
        g_ptr_array_add (article, pages->pdata[end]);
      join_article (article, fates);
    }
}

/* (transfer none): those of @documents that are pages */
static GPtrArray *
find_pages (const GPtrArray *documents)
{
  GPtrArray *pages = g_ptr_array_new ();

  for (guint i = 0; i < documents->len; i++)
    if (dtl_document_is_page (documents->pdata[i]))
      g_ptr_array_add (pages, documents->pdata[i]);
  return pages;
}

void
dtl_ingest_join_pages (GPtrArray *documents)
{
  g_autoptr (GPtrArray) pages = find_pages (documents);
  g_autoptr (GHashTable) fates = g_hash_table_new (NULL, NULL); /* looked up only */
  guint n = 0;

  if (pages->len == 0)
    return;
  decide (pages, fates);
  for (guint i = 0; i < documents->len; i++)
    {
      DtlDocument *document = documents->pdata[i], *fate = document;

      if (dtl_document_is_page (document))
        {
          fate = g_hash_table_lookup (fates, document);
          document->paging = fate == document ? NULL : document->paging;
          dtl_document_unref (document);
        }
      if (fate != NULL)
        documents->pdata[n++] = fate;
    }
  for (guint i = n; i < documents->len; i++)
    documents->pdata[i] = NULL;
  g_ptr_array_set_size (documents, n);
}
