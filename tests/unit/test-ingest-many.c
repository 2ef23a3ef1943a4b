/*
 * Inputs that hold many articles, and what wraps articles: the folder tests/data/ingest-many holds one of each kind with
 * what must be made of it; hostile ones are made here. DTL_TEST_UPDATE=1 writes the expectations anew.
 */
#include <gio/gio.h>
#include <string.h>

#include "ingest/inflate.h"
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

/* --- JSON --- */

static void
test_json_refusals (void)
{
  g_autofree char *brackets = repeat ("[", 200000), *objects = repeat ("{\"a\":", 100000);
  g_autofree char *fields = repeat ("\"a\":{\"b\":[{\"c\":1}]},", 50000);
  g_autofree char *wide = g_strconcat ("{", fields, "\"text\":\"The ferry left.\"}", NULL);
  g_autoptr (GPtrArray) documents = NULL;

  assert_fails (brackets, -1, "json", DTL_ERROR_LIMIT, "deeper");
  assert_fails (objects, -1, "json", DTL_ERROR_LIMIT, "deeper");
  assert_fails (brackets, -1, "jsonl", DTL_ERROR_INPUT, "line 1: JSON nested deeper");
  assert_fails ("{\"text\":", -1, NULL, DTL_ERROR_INPUT, "not JSON");
  assert_fails ("{\"text\": null}\n[]\n\"a\"\n{}\n", -1, "jsonl", DTL_ERROR_INPUT, "4 of 4 lines skipped: line 1: no field with a text; line 2: not an object");
  assert_fails ("{\"a\":{}}", -1, "json", DTL_ERROR_INPUT, "no article");
  assert_fails ("{\"@type\":\"Person\",\"name\":\"Jane\",\"description\":\"x y z\"}", -1, NULL, DTL_ERROR_INPUT, "no article");
  documents = read_well (wide, -1, NULL);
  g_assert_cmpuint (documents->len, ==, 1);
}

static void
test_map (void)
{
  static const char line[] = "{\"text\":\"Not this.\",\"story\":{\"body\":\"The ferry left.\"},\"when\":\"2022-03-12\"}";
  static const char *const bad[] = { "text", "story=text", "text=", "", "text=a,,published=b" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) documents = read_full (line, -1, NULL, "jsonl", "text=story.body,published=When", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (only (documents)->text, ==, "The ferry left.");
  g_assert_cmpint (only (documents)->published.date.from.year, ==, 2022);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (dtl_input_check_map (bad[i], NULL));
  g_assert_true (dtl_input_check_map ("title=t, uri=u", NULL));
  g_assert_null (read_full (line, -1, NULL, NULL, "story=text", &error));
  g_assert_error (error, DTL_ERROR, (int) DTL_ERROR_SYNTAX);
}

static void
test_truncated_json (void)
{
  check_truncated ("{\"title\":\"Ferry \\u00e9\\ud83d leaves\",\"date\":1647079200,\"authors\":[{\"name\":\"Jane Doe\"}],"
                   "\"text\":\"The ferry left.\\nIt came back.\"}", "json");
  check_truncated ("{\"text\":\"The ferry left.\"}\n{\"text\":\"It came back.\"}\n", "jsonl");
}

/* --- archives of crawls --- */

#define PAGE \
  "<html><head><title>Ferry leaves</title></head><body><h1>Ferry leaves</h1><p>The ferry left the harbour on Monday " \
  "morning with 120 people on board, the line said.</p></body></html>"

static void
append_record (GString *archive, const char *type, const char *extra, const char *block, gsize length)
{
  g_string_append_printf (archive, "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Date: 2022-04-01T00:00:00Z\r\n%sContent-Length: "
                          "%" G_GSIZE_FORMAT "\r\n\r\n", type, extra, length);
  g_string_append_len (archive, block, length);
  g_string_append (archive, "\r\n\r\n");
}

static void
append_answer (GString *archive, const char *uri, const char *header, const char *body, gsize length)
{
  g_autoptr (GString) block = g_string_new (NULL);
  g_autofree char *extra = g_strdup_printf ("WARC-Target-URI: %s\r\nContent-Type: application/http\r\n", uri);

  g_string_append_printf (block, "%s\r\n\r\n", header);
  g_string_append_len (block, body, length);
  append_record (archive, "response", extra, block->str, block->len);
}

static GBytes *
pack (const char *bytes, gsize length)
{
  g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GBytes) plain = g_bytes_new_static (bytes, length);
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_bytes (plain);
  g_autoptr (GInputStream) packed = g_converter_input_stream_new (memory, converter);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  g_assert_cmpint (g_output_stream_splice (out, packed, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL), >, 0);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

#define OK "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8"

static GString *
make_archive (void)
{
  GString *archive = g_string_new (NULL);
  g_autoptr (GBytes) packed = pack (PAGE, strlen (PAGE));
  g_autofree char *chunked = g_strdup_printf ("%x\r\n%.20s\r\n%x;a=b\r\n%s\r\n0\r\n\r\n", 20, PAGE,
                                              (guint) strlen (PAGE) - 20, PAGE + 20);

  append_record (archive, "warcinfo", "", "software: x\r\n", 13);
  append_answer (archive, "https://harbour.example/2022/03/12/a", OK, PAGE, strlen (PAGE));
  append_answer (archive, "<https://harbour.example/b>", OK "\r\nContent-Encoding: gzip", g_bytes_get_data (packed, NULL),
                 g_bytes_get_size (packed));
  append_answer (archive, "https://harbour.example/c", OK "\r\nTransfer-Encoding: chunked", chunked, strlen (chunked));
  append_answer (archive, "https://harbour.example/d", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html", PAGE, strlen (PAGE));
  append_answer (archive, "https://harbour.example/e", "HTTP/1.1 200 OK\r\nContent-Type: image/png", PAGE, strlen (PAGE));
  append_answer (archive, "https://harbour.example/f", OK, "<p></p>", 7);
  g_string_append (archive, "garbage\r\nWARC/1.0\r\nno length\r\n\r\n");
  append_record (archive, "resource", "WARC-Target-URI: https://harbour.example/g\r\nContent-Type: text/html\r\n", PAGE, strlen (PAGE));
  return archive;
}

static void
test_warc (void)
{
  static const char *const addresses[] = { "https://harbour.example/2022/03/12/a", "https://harbour.example/b",
                                           "https://harbour.example/c", "https://harbour.example/g" };
  g_autoptr (GString) archive = make_archive ();
  g_autoptr (GPtrArray) documents = read_well (archive->str, archive->len, NULL);
  const DtlDocument *last;

  g_assert_cmpuint (documents->len, ==, G_N_ELEMENTS (addresses));
  for (guint i = 0; i < documents->len; i++)
    {
      const DtlDocument *document = documents->pdata[i];

      g_assert_cmpstr (document->uri, ==, addresses[i]);
      g_assert_nonnull (strstr (document->text, "120 people"));
      g_assert_true (dtl_date_is_null (&document->published.date) == (i > 0)); /* never the day of the crawl */
    }
  last = documents->pdata[3];
  g_assert_nonnull (strstr (g_array_index (last->diagnostics, DtlDiagnostic, 0).message, "3 of 10 records skipped: record 7: no article text"));
}

/* Every record a member, as crawlers write them; and cut off. */
static void
test_warc_packed (void)
{
  g_autoptr (GString) archive = make_archive (), members = g_string_new (NULL);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GBytes) packed = pack (archive->str, archive->len);

      g_string_append_len (members, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
    }
  for (gsize length = members->len; length > 1; length = length * 9 / 10)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) documents = read_full (members->str, length, "a.warc.gz", NULL, NULL, &error);

      g_assert_true ((documents != NULL) != (error != NULL));
      g_assert_true (length < members->len || documents->len == 12);
    }
}

static void
test_warc_damaged (void)
{
  g_autoptr (GString) archive = make_archive ();

  for (gsize i = 0; i < archive->len; i += 7)
    {
      g_autoptr (GError) error = NULL, other = NULL;
      g_autofree char *damaged = g_memdup2 (archive->str, archive->len);
      g_autoptr (GPtrArray) cut = read_full (archive->str, i, NULL, "warc", NULL, &error);
      g_autoptr (GPtrArray) changed = NULL;

      damaged[i] ^= 0x15;
      changed = read_full (damaged, archive->len, NULL, "warc", NULL, &other);
      g_assert_true ((cut != NULL) != (error != NULL));
      g_assert_nonnull (changed);
      g_assert_cmpuint (changed->len, >=, 1);
    }
}

/* WET: texts that a crawler has made of pages. */
static void
test_warc_texts (void)
{
  g_autoptr (GString) archive = g_string_new (NULL);
  g_autoptr (GPtrArray) documents = NULL;
  const DtlDocument *first;
  const char *text = "Ferry leaves\n\nThe ferry left the harbour on Monday.\n";

  append_record (archive, "warcinfo", "", "software: x\r\n", 13);
  append_record (archive, "conversion", "WARC-Target-URI: https://harbour.example/a\r\nContent-Type: text/plain\r\n", text,
                 strlen (text));
  append_record (archive, "conversion", "WARC-Target-URI: https://harbour.example/b\r\nContent-Type: text/plain\r\n", "\n", 1);
  append_record (archive, "conversion", "WARC-Target-URI: https://harbour.example/c\r\nContent-Type: image/png\r\n", text,
                 strlen (text));
  documents = read_well (archive->str, archive->len, NULL);
  first = only (documents);
  g_assert_cmpstr (first->uri, ==, "https://harbour.example/a");
  g_assert_cmpstr (first->kind, ==, "warc");
  g_assert_cmpstr (first->title, ==, "Ferry leaves");
  g_assert_cmpstr (first->text, ==, text);
  g_assert_nonnull (strstr (g_array_index (first->diagnostics, DtlDiagnostic, 0).message, "1 of 4 records skipped: record 3: empty"));
}

/* PAGE as brotli packs it. */
static const char page_in_brotli[]
  = "\x1b\xb2\x00\x20\x44\xe7\x96\xea\x43\x43\xcc\x8c\x68\xb3\x19\x8a\x9b\x38\x92\x32\x1a\x6e\x70\x03\xeb\x7d\x64"
    "\x03\x3e\x2d\x11\xe7\x1c\xc3\x92\xf6\xc2\x49\x03\x1d\xc8\x4f\x34\x5c\x8b\xce\x5b\xc3\x32\x0b\x03\x10\xf4\x80"
    "\x96\x75\x2a\xce\x71\x69\x7b\x12\xba\xdc\x70\x5d\x38\x2e\x52\xda\xec\x3b\xff\x3b\xbb\x20\xea\xcc\x70\x6f\x90"
    "\x31\xba\x20\x8a\x01\xc6\x22\xf0\x30\x1a\xa1\xd0\xd6\x01";

/* Packed with brotli: read, cut off, not brotli at all, too much; or refused by name where there is no library for it. */
static void
test_brotli (void)
{
  g_autoptr (GString) archive = g_string_new (NULL);
  g_autoptr (GPtrArray) documents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = sizeof page_in_brotli - 1;
  gboolean is_whole;

  append_answer (archive, "https://harbour.example/a", OK "\r\nContent-Encoding: br", page_in_brotli, length);
  if (!DTL_HAVE_BROTLI)
    {
      assert_fails (archive->str, archive->len, NULL, DTL_ERROR_INPUT, "without libbrotlidec");
      return;
    }
  documents = read_well (archive->str, archive->len, NULL);
  g_assert_nonnull (strstr (only (documents)->text, "120 people"));
  for (gsize n = 0; n <= length; n++)
    {
      g_autoptr (GError) reason = NULL;
      g_autoptr (GBytes) bytes = dtl_inflate (page_in_brotli, n, DTL_PACKING_BROTLI, 1000, &is_whole, &reason);

      g_assert_true ((bytes != NULL) != (reason != NULL));
      g_assert_true (bytes == NULL || is_whole == (n == length));
    }
  g_assert_null (dtl_inflate (page_in_brotli, length, DTL_PACKING_BROTLI, 100, &is_whole, &error));
  g_assert_error (error, DTL_ERROR, (int) DTL_ERROR_LIMIT);
  g_string_truncate (archive, 0);
  append_answer (archive, "https://harbour.example/a", OK "\r\nContent-Encoding: br", PAGE, strlen (PAGE));
  assert_fails (archive->str, archive->len, NULL, DTL_ERROR_INPUT, "no brotli");
}

/* Bombs: as the page of a record, and as the file. */
static void
test_bombs (void)
{
  g_autoptr (GString) archive = g_string_new (NULL);
  g_autofree char *zeros = g_malloc0 (300u << 20);
  g_autoptr (GBytes) packed = pack (zeros, 300u << 20), twice = NULL;
  gsize length = g_bytes_get_size (packed);

  assert_fails (g_bytes_get_data (packed, NULL), length, NULL, DTL_ERROR_LIMIT, "more than 256 MB");
  append_answer (archive, "https://harbour.example/a", OK "\r\nContent-Encoding: gzip", g_bytes_get_data (packed, NULL), length);
  assert_fails (archive->str, archive->len, NULL, DTL_ERROR_INPUT, "more than 32 MB");
  twice = pack (g_bytes_get_data (packed, NULL), length);
  assert_fails (g_bytes_get_data (twice, NULL), g_bytes_get_size (twice), NULL, DTL_ERROR_UNSUPPORTED, "gzip archive in a gzip");
}

/* --- mail --- */

static void
test_mail (void)
{
  g_autofree char *nested = repeat ("Content-Type: multipart/mixed; boundary=a\n\n--a\n", 20000);
  g_autofree char *header = repeat ("Subject: x\n y\n", 50000), *words = repeat ("=?utf-8?q?a?= ", 50000);
  g_autofree char *flood = g_strconcat ("From: a@b\nSubject: ", words, "\nDate: now\n\nThe ferry left.\n", NULL);
  const char *const hostile[] = { nested, header, flood };

  check_truncated ("From: a <a@b>\nSubject: =?utf-8?q?caf=C3=A9?=\nDate: 12 Mar 2022\nContent-Type: multipart/mixed; boundary=x\n\n"
                   "--x\nContent-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\nThe ferry=20left.\n--x--\n", "mail");
  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) documents = read_full (hostile[i], -1, NULL, "mail", NULL, &error);

      g_assert_true ((documents != NULL) != (error != NULL));
    }
}

/* --- zip archives --- */

static void
test_zip_damaged (gconstpointer data)
{
  const char *source = g_getenv ("DTL_TEST_SRCDIR");
  g_autofree char *path = g_build_filename (source ? source : "tests", "data", "ingest-many", data, NULL), *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (GError) error = NULL, other = NULL;
      g_autofree char *damaged = g_memdup2 (bytes, length);
      g_autoptr (GPtrArray) cut = NULL, changed = NULL;
      const char *kind = strrchr (data, '.') + 1;

      damaged[i] ^= 0xFF;
      cut = read_full (bytes, i, NULL, kind, NULL, &error);
      changed = read_full (damaged, length, NULL, kind, NULL, &other);
      g_assert_true ((cut != NULL) != (error != NULL));
      g_assert_true ((changed != NULL) != (other != NULL));
    }
}

static void
append_number (GString *out, guint64 number, guint n_bytes)
{
  for (guint i = 0; i < n_bytes; i++)
    g_string_append_c (out, (char) (i < sizeof number ? number >> (8 * i) : 0));
}

/* A document of one file that is stored, all its numbers in the wide fields of zip64. */
static GString *
make_wide_zip (void)
{
  static const char name[] = "word/document.xml";
  static const char xml[]
    = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r><w:t>The ferry "
      "left the harbour on Monday, the line said.</w:t></w:r></w:p></w:body></w:document>";
  gsize n = sizeof xml - 1, n_name = sizeof name - 1, directory, end;
  GString *zip = g_string_new (NULL);

  g_string_append_len (zip, "PK\003\004\055\0\0\0\0\0\0\0\0\0\0\0\0\0", 18);
  append_number (zip, n, 4);
  append_number (zip, n, 4);
  append_number (zip, n_name, 2);
  append_number (zip, 0, 2);
  g_string_append (zip, name);
  g_string_append (zip, xml);
  directory = zip->len;
  g_string_append_len (zip, "PK\001\002\055\0\055\0\0\0\0\0\0\0\0\0\0\0\0\0", 20);
  append_number (zip, 0xFFFFFFFF, 4);
  append_number (zip, 0xFFFFFFFF, 4);
  append_number (zip, n_name, 2);
  append_number (zip, 4 + 5 + 4 + 24, 2);
  append_number (zip, 0, 10);
  append_number (zip, 0xFFFFFFFF, 4);
  g_string_append (zip, name);
  append_number (zip, 0x7075, 2); /* another extra field first */
  append_number (zip, 5, 2);
  append_number (zip, 0, 5);
  append_number (zip, 1, 2);
  append_number (zip, 24, 2);
  append_number (zip, n, 8);
  append_number (zip, n, 8);
  append_number (zip, 0, 8);
  end = zip->len;
  g_string_append (zip, "PK\006\006");
  append_number (zip, 44, 8);
  append_number (zip, 0, 12);
  append_number (zip, 1, 8);
  append_number (zip, 1, 8);
  append_number (zip, end - directory, 8);
  append_number (zip, directory, 8);
  g_string_append (zip, "PK\006\007");
  append_number (zip, 0, 4);
  append_number (zip, end, 8);
  append_number (zip, 1, 4);
  g_string_append (zip, "PK\005\006");
  append_number (zip, 0, 4);
  append_number (zip, 0xFFFF, 2);
  append_number (zip, 0xFFFF, 2);
  append_number (zip, 0xFFFFFFFF, 4);
  append_number (zip, 0xFFFFFFFF, 4);
  append_number (zip, 0, 2);
  return zip;
}

static void
test_zip_wide (void)
{
  g_autoptr (GString) zip = make_wide_zip ();
  g_autoptr (GPtrArray) documents = read_well (zip->str, zip->len, NULL);

  g_assert_cmpstr (only (documents)->kind, ==, "docx");
  g_assert_cmpstr (only (documents)->text, ==, "The ferry left the harbour on Monday, the line said.");
  for (gsize i = 0; i < zip->len; i++)
    {
      static const guchar changes[] = { 0xFF, 0x01, 0x80 };

      for (gsize j = 0; j < G_N_ELEMENTS (changes); j++)
        {
          g_autoptr (GError) error = NULL;
          g_autofree char *damaged = g_memdup2 (zip->str, zip->len);
          g_autoptr (GPtrArray) changed = NULL;

          damaged[i] ^= changes[j];
          changed = read_full (damaged, zip->len, NULL, "docx", NULL, &error);
          g_assert_true ((changed != NULL) != (error != NULL));
        }
    }
}

/* --- streams --- */

typedef struct
{
  const char *at;
  gsize left;
  gsize step; /* bytes given at a time */
  gboolean fails; /* in the end */
} Tap;

static gssize
draw (gpointer user_data, char *buffer, gsize size, GError **error)
{
  Tap *tap = user_data;
  gsize n = MIN (MIN (size, tap->step), tap->left);

  if (n == 0 && tap->fails)
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_IO, "the disk is gone");
      return -1;
    }
  memcpy (buffer, tap->at, n);
  tap->at += n;
  tap->left -= n;
  return n;
}

/* All documents of a stream; pieces are bounded. */
static GPtrArray *
read_stream (const char *bytes, gsize length, gsize step, gboolean fails, guint *n_pieces, GError **error)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) dtl_document_unref);
  Tap tap = { bytes, length, step, fails };
  DtlInput about = { .uri = "in" }, piece;
  g_autoptr (DtlStream) stream = dtl_stream_new (&about, draw, &tap);

  for (*n_pieces = 0; dtl_stream_next (stream, &piece, error); ++*n_pieces)
    {
      g_autoptr (GBytes) own = piece.bytes;

      g_assert_cmpuint (g_bytes_get_size (own), <, 3u << 20);
      g_assert_true (dtl_ingest_run (&piece, documents, NULL) || g_bytes_get_size (own) < 65536);
    }
  g_assert_false (dtl_stream_next (stream, &piece, NULL));
  return g_steal_pointer (&documents);
}

static void
check_stream (const char *bytes, gsize length, guint n)
{
  static const gsize steps[] = { 65536, 1000, 77 };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GBytes) packed = pack (bytes, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) plain = NULL, unpacked = NULL, cut = NULL;
      const char *data = g_bytes_get_data (packed, NULL);
      gsize n_packed = g_bytes_get_size (packed);
      guint n_pieces;

      plain = read_stream (bytes, length, steps[i], FALSE, &n_pieces, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (plain->len, ==, n);
      g_assert_cmpuint (n_pieces, >=, length >> 21);
      unpacked = read_stream (data, n_packed, steps[i], FALSE, &n_pieces, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (unpacked->len, ==, n);
      cut = read_stream (data, n_packed * 3 / 4, steps[i], i == 1, &n_pieces, &error);
      g_assert_nonnull (error);
      g_assert_cmpuint (cut->len, <, n);
      for (guint j = 0; j < n; j++)
        g_assert_cmpstr (((DtlDocument *) plain->pdata[j])->uri, ==, ((DtlDocument *) unpacked->pdata[j])->uri);
    }
}

static void
test_streams (void)
{
  g_autoptr (GString) lines = g_string_new (NULL), archive = g_string_new (NULL);
  g_autofree char *padding = repeat ("The ferry left the harbour on Monday. ", 60);
  g_autofree char *page = g_strdup_printf ("<html><body><h1>Ferry leaves</h1><p>%s</p></body></html>", padding);

  for (guint i = 0; i < 1200; i++)
    {
      g_autofree char *uri = g_strdup_printf ("https://harbour.example/%u", i);

      g_string_append_printf (lines, "{\"title\":\"Ferry %u\",\"text\":\"%s\"}\n", i, padding);
      append_answer (archive, uri, OK, page, strlen (page));
    }
  check_stream (lines->str, lines->len, 1200);
  check_stream (archive->str, archive->len, 1200);
}

/* A line that does not end is refused before it fills the memory; so is what has no pieces. */
static void
test_stream_limits (void)
{
  g_autofree char *line = g_strnfill (80u << 20, 'x');
  g_autoptr (GError) error = NULL, other = NULL;
  g_autoptr (GPtrArray) documents = NULL, none = NULL;
  guint n_pieces;

  memcpy (line, "{\"text\":\"a\"}\n{\"b\":\"", strlen ("{\"text\":\"a\"}\n{\"b\":\""));
  documents = read_stream (line, 80u << 20, 65536, FALSE, &n_pieces, &error);
  g_assert_error (error, DTL_ERROR, (int) DTL_ERROR_LIMIT);
  g_assert_cmpuint (documents->len, ==, 1);
  none = read_stream ("", 0, 10, TRUE, &n_pieces, &other);
  g_assert_error (other, G_FILE_ERROR, G_FILE_ERROR_IO);
  g_assert_cmpuint (n_pieces, ==, 0);
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
  g_test_add_func ("/ingest-many/json/refusals", test_json_refusals);
  g_test_add_func ("/ingest-many/json/map", test_map);
  g_test_add_func ("/ingest-many/json/truncated", test_truncated_json);
  g_test_add_func ("/ingest-many/warc/records", test_warc);
  g_test_add_func ("/ingest-many/warc/packed", test_warc_packed);
  g_test_add_func ("/ingest-many/warc/damaged", test_warc_damaged);
  g_test_add_func ("/ingest-many/warc/texts", test_warc_texts);
  g_test_add_func ("/ingest-many/packed/brotli", test_brotli);
  g_test_add_func ("/ingest-many/packed/bombs", test_bombs);
  g_test_add_func ("/ingest-many/mail/hostile", test_mail);
  g_test_add_data_func ("/ingest-many/zip/epub-damaged", "paper.epub", test_zip_damaged);
  g_test_add_data_func ("/ingest-many/zip/docx-damaged", "release.docx", test_zip_damaged);
  g_test_add_func ("/ingest-many/zip/wide", test_zip_wide);
  g_test_add_func ("/ingest-many/stream/pieces", test_streams);
  g_test_add_func ("/ingest-many/stream/limits", test_stream_limits);
  return g_test_run ();
}
