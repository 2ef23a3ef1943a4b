/* Articles that go over several pages: the cases of tests/spec/ingest/paged.txt, each with its pages in any order. */
#include <string.h>

#include "ingest/paging.h"

enum { URI, CANONICAL, NEXT, PREVIOUS, TYPE, TITLE, DAY, LINKS, PARAGRAPHS, N_CELLS };

typedef struct
{
  char *name;
  GPtrArray *pages; /* of char **: their cells */
  char *wanted;     /* nullable */
  char *tag;        /* nullable */
  char *no_tag;     /* nullable */
  guint count;      /* 0: not said */
} Case;

static void
case_free (Case *one)
{
  g_free (one->name);
  g_ptr_array_unref (one->pages);
  g_free (one->wanted);
  g_free (one->tag);
  g_free (one->no_tag);
  g_free (one);
}

/* --- a page --- */

static void
append_link (GString *html, const char *rel, const char *href)
{
  if (*href != '\0')
    g_string_append_printf (html, "<link rel=\"%s\" href=\"%s\">\n", rel, href);
}

static void
append_paragraph (GString *html, char letter)
{
  g_string_append_printf (html, "<p>Ship %c of the northern line left the harbour an hour after noon, with forty people and six cars on "
                          "board, because the captain, who had sailed ship %c for years, waited for the wind to turn.</p>\n",
                          letter, letter);
}

static char *
write_page (char **cells)
{
  GString *html = g_string_new ("<!DOCTYPE html><html lang=\"en\"><head>\n");

  g_string_append_printf (html, "<title>%s</title>\n", cells[TITLE]);
  append_link (html, "canonical", cells[CANONICAL]);
  append_link (html, "next", cells[NEXT]);
  append_link (html, "prev", cells[PREVIOUS]);
  if (g_ascii_isupper (*cells[TYPE]))
    g_string_append_printf (html, "<script type=\"application/ld+json\">{\"@type\":\"%s\"}</script>\n", cells[TYPE]);
  else if (*cells[TYPE] != '\0')
    g_string_append_printf (html, "<meta property=\"og:type\" content=\"%s\">\n", cells[TYPE]);
  if (*cells[DAY] != '\0')
    g_string_append_printf (html, "<meta name=\"date\" content=\"%s\">\n", cells[DAY]);
  g_string_append_printf (html, "</head><body><article><h1>%s</h1>\n", cells[TITLE]);
  for (const char *p = cells[PARAGRAPHS]; *p != '\0'; p++)
    append_paragraph (html, *p);
  if (*cells[LINKS] != '\0')
    g_string_append_printf (html, "<div class=\"pager\"><a href=\"%s\">more</a></div>\n", cells[LINKS]);
  g_string_append (html, "</article></body></html>\n");
  return g_string_free (html, FALSE);
}

static void
read_page (char **cells, GPtrArray *documents)
{
  g_autofree char *html = write_page (cells);
  g_autoptr (GBytes) bytes = g_bytes_new (html, strlen (html));
  g_autoptr (GError) error = NULL;
  DtlInput input = { .bytes = bytes, .uri = *cells[URI] != '\0' ? cells[URI] : "page.html", .kind = "html" };

  dtl_ingest_run (&input, documents, &error);
  g_assert_no_error (error);
}

/* --- a case --- */

/* The letters of the paragraphs, in order. */
static char *
letters_of (const DtlDocument *document)
{
  GString *letters = g_string_new (NULL);

  for (const char *p = document->text; (p = strstr (p, "Ship ")) != NULL; p++)
    g_string_append_c (letters, p[5]);
  return g_string_free (letters, FALSE);
}

static gint
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
describe (const GPtrArray *documents)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < documents->len; i++)
    g_ptr_array_add (all, letters_of (documents->pdata[i]));
  g_ptr_array_sort (all, compare_strings);
  g_ptr_array_add (all, NULL);
  return g_strjoinv (" ", (char **) all->pdata);
}

static gboolean
have_tag (const GPtrArray *documents, const char *tag)
{
  for (guint i = 0; i < documents->len; i++)
    {
      guint n;
      const DtlDiagnostic *diagnostics = dtl_document_get_diagnostics (documents->pdata[i], &n);

      for (guint j = 0; j < n; j++)
        if (strcmp (diagnostics[j].tag, tag) == 0)
          return TRUE;
    }
  return FALSE;
}

/* Blocks lie in the text, one behind the other, and say what stands there. */
static void
check_blocks (const DtlDocument *document)
{
  guint32 at = 0;

  for (guint i = 0; i < document->blocks->len; i++)
    {
      DtlSpan span = g_array_index (document->blocks, DtlBlock, i).span;

      g_assert_cmpuint (span.start, >=, at);
      g_assert_cmpuint (span.end, >, span.start);
      g_assert_cmpuint (span.end, <=, document->length);
      at = span.end;
    }
}

static char *
ids_of (const GPtrArray *documents)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < documents->len; i++)
    g_ptr_array_add (ids, (gpointer) ((const DtlDocument *) documents->pdata[i])->id);
  g_ptr_array_sort (ids, compare_strings);
  g_ptr_array_add (ids, NULL);
  return g_strjoinv (" ", (char **) ids->pdata);
}

/* The pages, the one at @first before the others, which follow backwards if @step is not 1. Returns the ids. */
static char *
run_order (const Case *one, guint first, guint step)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) dtl_document_unref);
  g_autofree char *found = NULL;
  guint n = one->pages->len;

  for (guint i = 0; i < n; i++)
    read_page (one->pages->pdata[(first + i * step) % n], documents);
  dtl_ingest_join_pages (documents);
  found = describe (documents);
  g_test_message ("%s: %s", one->name, found);
  if (one->wanted != NULL)
    g_assert_cmpstr (found, ==, one->wanted);
  if (one->count > 0)
    g_assert_cmpuint (documents->len, ==, one->count);
  if (one->tag != NULL)
    g_assert_true (have_tag (documents, one->tag));
  if (one->no_tag != NULL)
    g_assert_false (have_tag (documents, one->no_tag));
  for (guint i = 0; i < documents->len; i++)
    {
      check_blocks (documents->pdata[i]);
      g_assert_false (dtl_document_is_page (documents->pdata[i]));
    }
  return ids_of (documents);
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  guint n = one->pages->len;
  g_autofree char *ids = run_order (one, 0, 1);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *forward = run_order (one, i, 1), *backward = run_order (one, i, n - 1 > 0 ? n - 1 : 1);

      g_assert_cmpstr (forward, ==, ids);
      g_assert_cmpstr (backward, ==, ids);
    }
}

static void
take_line (GPtrArray *cases, const char *line)
{
  Case *last = cases->len > 0 ? cases->pdata[cases->len - 1] : NULL;

  if (g_str_has_prefix (line, "case: "))
    {
      last = g_new0 (Case, 1);
      last->name = g_strdup (line + strlen ("case: "));
      last->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
      g_ptr_array_add (cases, last);
    }
  else if (g_str_has_prefix (line, "is: "))
    last->wanted = g_strdup (line + strlen ("is: "));
  else if (g_str_has_prefix (line, "count: "))
    last->count = g_ascii_strtoull (line + strlen ("count: "), NULL, 10);
  else if (g_str_has_prefix (line, "tag: "))
    last->tag = g_strdup (line + strlen ("tag: "));
  else if (g_str_has_prefix (line, "no-tag: "))
    last->no_tag = g_strdup (line + strlen ("no-tag: "));
  else if (*line != '\0' && *line != '#')
    {
      char **cells = g_strsplit (line, "|", -1);

      g_assert_cmpuint (g_strv_length (cells), ==, N_CELLS);
      g_ptr_array_add (last->pages, cells);
    }
}

int
main (int argc, char **argv)
{
  const char *source = g_getenv ("DTL_TEST_SRCDIR");
  g_autofree char *path = g_build_filename (source ? source : "tests", "spec", "ingest", "paged.txt", NULL);
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func ((GDestroyNotify) case_free);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_test_init (&argc, &argv, NULL);
  g_file_get_contents (path, &text, NULL, NULL);
  g_assert_nonnull (text);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    take_line (cases, lines[i]);
  g_assert_cmpuint (cases->len, >, 15);
  for (guint i = 0; i < cases->len; i++)
    {
      const Case *one = cases->pdata[i];
      g_autofree char *name = g_strdup_printf ("/ingest/paged/%s", one->name);

      g_test_add_data_func (name, one, test_case);
    }
  return g_test_run ();
}
