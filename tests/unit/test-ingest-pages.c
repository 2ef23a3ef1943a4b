/*
 * Web pages as files: tests/spec/ingest/pages/NAME.html. Each opens with a comment that says what must be found, a line
 * for each thing:
 *
 *   title, authors (parted by "; "), published, publisher: what the document must have; "-" for nothing
 *   text, not: a stretch that the text must hold, or must not
 *   precision-not, recall: the same of the modes that leave out or keep what is doubtful
 *   heading: a block of kind heading; tag: a diagnostic
 *
 * and stamps.tsv: dates in the forms of many languages.
 */
#include <string.h>

#include "ingest/ingest.h"
#include "ingest/lines.h"

static char *
spec_path (const char *name)
{
  const char *source = g_getenv ("DTL_TEST_SRCDIR");

  return g_build_filename (source ? source : "tests", "spec", "ingest", name, NULL);
}

static DtlDocument *
read_page (GBytes *bytes, DtlPageMode mode)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) dtl_document_unref);
  g_autoptr (GError) error = NULL;
  DtlInput input = { .bytes = bytes, .kind = "html", .page_mode = mode };

  dtl_ingest_run (&input, documents, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (documents->len, ==, 1);
  return dtl_document_ref (documents->pdata[0]);
}

static gboolean
has_heading (const DtlDocument *document, const char *text)
{
  for (guint i = 0; i < document->blocks->len; i++)
    {
      const DtlBlock *block = &g_array_index (document->blocks, DtlBlock, i);

      if (block->kind == DTL_SENTENCE_HEADING && block->span.end - block->span.start == strlen (text)
          && strncmp (document->text + block->span.start, text, strlen (text)) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_tag (DtlDocument *document, const char *tag)
{
  guint n;
  const DtlDiagnostic *diagnostics = dtl_document_get_diagnostics (document, &n);

  for (guint i = 0; i < n; i++)
    if (strcmp (diagnostics[i].tag, tag) == 0)
      return TRUE;
  return FALSE;
}

static char *
authors_of (const DtlDocument *document)
{
  return document->authors != NULL ? g_strjoinv ("; ", (char **) document->authors) : g_strdup ("-");
}

static gboolean
is_value (const char *name, const char *got, const char *wanted)
{
  if (strcmp (got ? got : "-", wanted) != 0)
    g_test_message ("%s is '%s'", name, got ? got : "-");
  return strcmp (got ? got : "-", wanted) == 0;
}

static gboolean
holds (DtlDocument *const *documents, const char *name, const char *wanted)
{
  DtlDocument *document = documents[DTL_PAGE_BALANCED];
  g_autofree char *authors = authors_of (document), *day = dtl_date_to_string (&document->published.date);

  if (strcmp (name, "title") == 0)
    return is_value (name, document->title, wanted);
  if (strcmp (name, "authors") == 0)
    return is_value (name, authors, wanted);
  if (strcmp (name, "published") == 0)
    return is_value (name, day, wanted);
  if (strcmp (name, "publisher") == 0)
    return is_value (name, document->publisher, wanted);
  if (strcmp (name, "text") == 0)
    return strstr (document->text, wanted) != NULL;
  if (strcmp (name, "not") == 0)
    return strstr (document->text, wanted) == NULL;
  if (strcmp (name, "precision-not") == 0)
    return strstr (documents[DTL_PAGE_PRECISION]->text, wanted) == NULL;
  if (strcmp (name, "recall") == 0)
    return strstr (documents[DTL_PAGE_RECALL]->text, wanted) != NULL;
  if (strcmp (name, "heading") == 0)
    return has_heading (document, wanted);
  g_assert_cmpstr (name, ==, "tag");
  return has_tag (document, wanted);
}

/* The lines of the comment that opens the page; the number of those that do not hold. */
static guint
check_page (const char *name, const char *content, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (content, length);
  g_autofree char *comment = g_strndup (content, strstr (content, "-->") - content);
  g_auto (GStrv) lines = g_strsplit (comment, "\n", -1);
  DtlDocument *documents[3];
  guint n_failed = 0;

  for (guint mode = 0; mode < 3; mode++)
    documents[mode] = read_page (bytes, mode);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      char *colon = strstr (lines[i], ": ");

      if (colon == NULL)
        continue;
      *colon = '\0';
      if (holds (documents, lines[i], colon + 2))
        continue;
      g_test_message ("%s: %s: %s\n%s", name, lines[i], colon + 2, documents[0]->text);
      n_failed++;
    }
  for (guint mode = 0; mode < 3; mode++)
    dtl_document_unref (documents[mode]);
  return n_failed;
}

static void
test_pages (void)
{
  g_autofree char *folder = spec_path ("pages");
  g_autoptr (GDir) pages = g_dir_open (folder, 0, NULL);
  guint n_failed = 0, n = 0;

  g_assert_nonnull (pages);
  for (const char *name = g_dir_read_name (pages); name != NULL; name = g_dir_read_name (pages))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL), *content = NULL;
      gsize length;

      if (!g_str_has_suffix (name, ".html"))
        continue;
      g_assert_true (g_file_get_contents (path, &content, &length, NULL));
      n_failed += check_page (name, content, length);
      n++;
    }
  g_assert_cmpuint (n, >=, 8);
  g_assert_cmpuint (n_failed, ==, 0);
}

static const char *
name_of_line (DtlStampLine line)
{
  static const char *const names[] = { "none", "date", "published", "updated" };

  return names[line];
}

static void
test_stamps (void)
{
  g_autofree char *path = spec_path ("stamps.tsv"), *content = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_failed = 0;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  lines = g_strsplit (content, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);
      g_autofree char *plain = NULL, *got = NULL;
      DtlDate date = { 0 };
      DtlStampLine line;

      if (lines[i][0] == '#' || g_strv_length (cells) < 4)
        continue;
      plain = dtl_stamp_plain (cells[0], strlen (cells[0]), dtl_stamp_order (cells[1]));
      line = dtl_stamp_read_line (plain, strlen (plain), &date);
      got = line != DTL_STAMP_LINE_NONE ? dtl_date_to_string (&date) : g_strdup ("-");
      if (strcmp (got, cells[2]) == 0 && strcmp (name_of_line (line), cells[3]) == 0)
        continue;
      g_test_message ("%u: '%s' is %s (%s), not %s", i + 1, cells[0], got, name_of_line (line), cells[2]);
      n_failed++;
    }
  g_assert_cmpuint (n_failed, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ingest/pages/found", test_pages);
  g_test_add_func ("/ingest/pages/stamps", test_stamps);
  return g_test_run ();
}
