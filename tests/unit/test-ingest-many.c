/*
 * Inputs that hold many articles, and what wraps articles: the folder tests/data/ingest-many holds one of each kind with
 * what must be made of it; hostile ones are made here. DTL_TEST_UPDATE=1 writes the expectations anew.
 */
#include <string.h>

#include "ingest/ingest.h"

static GPtrArray *
read_full (const char *bytes, gssize length, const char *uri, const char *kind, const char *map, GError **error)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) dtl_document_unref);
  g_autoptr (GBytes) data = g_bytes_new (bytes, length < 0 ? strlen (bytes) : (gsize) length);
  DtlInput input = { .bytes = data, .uri = uri, .kind = kind, .map = map };

  if (!dtl_ingest_run (&input, documents, error))
    {
      g_assert_cmpuint (documents->len, ==, 0);
      return NULL;
    }
  g_assert_cmpuint (documents->len, >, 0);
  return g_steal_pointer (&documents);
}

static GPtrArray *
read_well (const char *bytes, gssize length, const char *kind)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *documents = read_full (bytes, length, "in", kind, NULL, &error);

  g_assert_no_error (error);
  return documents;
}

static void
assert_fails (const char *bytes, gssize length, const char *kind, DtlError code, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) documents = read_full (bytes, length, NULL, kind, NULL, &error);

  g_assert_null (documents);
  g_assert_error (error, DTL_ERROR, (int) code);
  if (strstr (error->message, part) == NULL)
    g_error ("'%s' does not hold '%s'", error->message, part);
}

static const DtlDocument *
only (const GPtrArray *documents)
{
  g_assert_cmpuint (documents->len, ==, 1);
  return documents->pdata[0];
}

/* --- the folder --- */

static void
describe_date (GString *out, const char *name, const DtlWhen *when)
{
  g_autofree char *date = dtl_date_to_string (&when->date);

  if (date != NULL)
    g_string_append_printf (out, "%s: %s (%s)\n", name, date, dtl_basis_to_string (when->basis));
}

static void
describe (GString *out, const DtlDocument *document)
{
  g_autofree char *authors = document->authors ? g_strjoinv ("; ", (char **) document->authors) : NULL;
  const char *const rows[][2] = { { "kind", document->kind },           { "uri", document->uri },
                                  { "title", document->title },         { "publisher", document->publisher },
                                  { "authors", authors },               { "language", document->language } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i][1] != NULL)
      g_string_append_printf (out, "%s: %s\n", rows[i][0], rows[i][1]);
  describe_date (out, "published", &document->published);
  describe_date (out, "updated", &document->updated);
  for (guint i = 0; i < document->diagnostics->len; i++)
    {
      const DtlDiagnostic *diagnostic = &g_array_index (document->diagnostics, DtlDiagnostic, i);

      g_string_append_printf (out, "diagnostic: %s: %s\n", diagnostic->tag, diagnostic->message);
    }
  for (guint i = 0; i < document->blocks->len; i++)
    {
      const DtlBlock *block = &g_array_index (document->blocks, DtlBlock, i);

      g_string_append_printf (out, "[%s] %.*s\n", dtl_sentence_kind_to_string (block->kind),
                              (int) (block->span.end - block->span.start), document->text + block->span.start);
    }
  g_string_append (out, "\n");
}

static void
test_file (gconstpointer data)
{
  const char *path = data;
  g_autofree char *expected_path = g_strconcat (path, ".expected", NULL), *name = g_path_get_basename (path);
  g_autofree char *bytes = NULL, *expected = NULL;
  g_autoptr (GString) got = g_string_new (NULL);
  g_autoptr (GPtrArray) documents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, &error));
  documents = read_full (bytes, length, name, NULL, NULL, &error);
  if (documents == NULL)
    g_string_append_printf (got, "error: %s\n", error->message);
  for (guint i = 0; documents != NULL && i < documents->len; i++)
    {
      const DtlDocument *document = documents->pdata[i];

      g_assert_true (g_utf8_validate (document->text, document->length, NULL));
      describe (got, document);
    }
  if (g_getenv ("DTL_TEST_UPDATE") != NULL)
    g_assert_true (g_file_set_contents (expected_path, got->str, -1, NULL));
  g_assert_true (g_file_get_contents (expected_path, &expected, NULL, NULL));
  g_assert_cmpstr (got->str, ==, expected);
}

static void
add_files (void)
{
  const char *source = g_getenv ("DTL_TEST_SRCDIR");
  g_autofree char *folder = g_build_filename (source ? source : "tests", "data", "ingest-many", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *test = g_strdup_printf ("/ingest-many/file/%s", name);

      if (!g_str_has_suffix (name, ".expected"))
        g_test_add_data_func_full (test, g_build_filename (folder, name, NULL), test_file, g_free);
    }
}

/* --- hostile XML --- */

static char *
repeat (const char *part, gsize n)
{
  GString *all = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append (all, part);
  return g_string_free (all, FALSE);
}

#define ITEM "<item><title>Ferry leaves</title><description>The ferry left on Monday.</description>"

static void
test_entity_bomb (void)
{
  g_autofree char *levels = NULL, *feed = NULL;
  g_autoptr (GString) types = g_string_new ("<!ENTITY a0 'lol'>");
  g_autoptr (GPtrArray) documents = NULL;

  for (guint i = 1; i < 30; i++)
    g_string_append_printf (types, "<!ENTITY a%u '&a%u;&a%u;&a%u;&a%u;'>", i, i - 1, i - 1, i - 1, i - 1);
  feed = g_strconcat ("<?xml version='1.0'?><!DOCTYPE rss [", types->str, "]><rss><channel>" ITEM
                      "<author>&a29;</author></item></channel></rss>", NULL);
  documents = read_well (feed, -1, NULL);
  g_assert_nonnull (strstr (only (documents)->text, "The ferry left"));
  g_assert_null (strstr (only (documents)->text, "lol"));
}

static void
test_external_entity (void)
{
  g_autoptr (GPtrArray) documents = read_well (
    "<?xml version='1.0'?><!DOCTYPE rss SYSTEM 'file:///etc/hostname' [<!ENTITY x SYSTEM 'file:///etc/passwd'>"
    "<!ENTITY % y SYSTEM 'http://127.0.0.1/y'>%y;]><rss><channel><item><title>Ferry leaves</title>"
    "<description>The ferry &x; left on Monday.</description></item></channel></rss>", -1, NULL);

  g_assert_cmpstr (only (documents)->text, ==, "Ferry leaves\n\nThe ferry &x; left on Monday.");
}

static void
test_depth_and_floods (void)
{
  g_autofree char *open = repeat ("<a>", 200000), *attributes = repeat (" b='c' d=\"e\"", 20000);
  g_autofree char *odd = repeat (" a", 100000), *types = repeat ("<!", 100000), *comments = repeat ("<!--", 100000);
  g_autofree char *big = repeat ("The ferry left on Monday. ", 2000000);
  const char *const starts[] = { open, "<a", attributes, "<a", odd, types, comments, "<![CDATA[", big };

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autofree char *before = g_strconcat ("<rss><channel>", starts[i], ITEM "</item>", NULL);
      g_autofree char *after = g_strconcat ("<rss><channel>" ITEM "</item><x", starts[i], ">", NULL);
      g_autofree char *inside = g_strconcat ("<rss><channel><item><description>", starts[i], NULL);
      const char *const feeds[] = { before, after, inside };

      for (gsize j = 0; j < G_N_ELEMENTS (feeds); j++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (GPtrArray) documents = read_full (feeds[j], -1, NULL, "feed", NULL, &error);

          g_assert_true ((documents != NULL) != (error != NULL));
        }
    }
}

/* Cut anywhere, an input is read or refused. */
static void
check_truncated (const char *text, const char *kind)
{
  for (gsize i = 0; i < strlen (text); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) documents = read_full (text, i, NULL, kind, NULL, &error);

      g_assert_true ((documents != NULL) != (error != NULL));
    }
}

static void
test_truncated_feed (void)
{
  check_truncated ("<?xml version='1.0' encoding='utf-8'?><!DOCTYPE rss [<!ENTITY a 'b'>]><rss version='2.0'><channel>"
                   "<title>Harbour &amp; News</title><item><title><![CDATA[Ferry <b>leaves</b>]]></title>"
                   "<pubDate>Sat, 12 Mar 2022 10:00:00 GMT</pubDate><description>&lt;p&gt;The ferry left.&lt;/p&gt;"
                   "</description></item></channel></rss>", "feed");
}

/* An item without a day of its own has none, whatever the channel says. */
static void
test_no_date_is_no_date (void)
{
  g_autoptr (GPtrArray) documents = read_well (
    "<rss><channel><title>News</title><pubDate>Sat, 12 Mar 2022 10:00:00 GMT</pubDate>"
    "<lastBuildDate>Sat, 12 Mar 2022 10:00:00 GMT</lastBuildDate><item><title>Ferry leaves</title></item>"
    "<item><title>Ferry returns</title><pubDate>now</pubDate></item></channel></rss>", -1, NULL);

  g_assert_cmpuint (documents->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_true (dtl_date_is_null (&((DtlDocument *) documents->pdata[i])->published.date));
  g_assert_cmpuint (((DtlDocument *) documents->pdata[0])->diagnostics->len, ==, 0);
  g_assert_cmpstr (g_array_index (((DtlDocument *) documents->pdata[1])->diagnostics, DtlDiagnostic, 0).tag, ==, "date-unread");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_files ();
  g_test_add_func ("/ingest-many/xml/entity-bomb", test_entity_bomb);
  g_test_add_func ("/ingest-many/xml/external-entity", test_external_entity);
  g_test_add_func ("/ingest-many/xml/depth-and-floods", test_depth_and_floods);
  g_test_add_func ("/ingest-many/feed/truncated", test_truncated_feed);
  g_test_add_func ("/ingest-many/feed/no-date-is-no-date", test_no_date_is_no_date);
  return g_test_run ();
}
