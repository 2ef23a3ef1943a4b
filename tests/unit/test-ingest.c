/*
 * Ingest: the folder tests/data/ingest holds pages and texts with what must be made of them; ugly inputs are made here.
 * DTL_TEST_UPDATE=1 writes the expectations anew.
 */
#include <string.h>

#include "ingest/charset.h"
#include "ingest/html-tree.h"
#include "ingest/ingest.h"
#include "ingest/json-ld.h"
#include "ingest/lines.h"

/* --- reading --- */

static DtlDocument *
read_full (const char *bytes, gssize length, const char *uri, const char *kind, const DtlDate *date, gboolean force,
           GError **error)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) dtl_document_unref);
  g_autoptr (GBytes) data = g_bytes_new (bytes, length < 0 ? strlen (bytes) : (gsize) length);
  DtlInput input = { .bytes = data, .uri = uri, .kind = kind, .force_date = force };

  if (date != NULL)
    input.date = *date;
  if (!dtl_ingest_run (&input, documents, error))
    {
      g_assert_cmpuint (documents->len, ==, 0);
      return NULL;
    }
  g_assert_cmpuint (documents->len, ==, 1);
  return dtl_document_ref (documents->pdata[0]);
}

static DtlDocument *
read_string (const char *text)
{
  g_autoptr (GError) error = NULL;
  DtlDocument *document = read_full (text, -1, NULL, NULL, NULL, FALSE, &error);

  g_assert_no_error (error);
  return document;
}

static DtlDocument *
read_bytes (const char *bytes, gsize length, const char *kind)
{
  g_autoptr (GError) error = NULL;
  DtlDocument *document = read_full (bytes, length, NULL, kind, NULL, FALSE, &error);

  g_assert_no_error (error);
  return document;
}

static void
assert_fails (const char *bytes, gssize length, const char *kind, DtlError code, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtlDocument) document = read_full (bytes, length, NULL, kind, NULL, FALSE, &error);

  g_assert_null (document);
  g_assert_error (error, DTL_ERROR, (int) code);
  if (strstr (error->message, part) == NULL)
    g_error ("'%s' does not hold '%s'", error->message, part);
}

static gboolean
has_diagnostic (const DtlDocument *document, const char *tag)
{
  for (guint i = 0; i < document->diagnostics->len; i++)
    if (strcmp (g_array_index (document->diagnostics, DtlDiagnostic, i).tag, tag) == 0)
      return TRUE;
  return FALSE;
}

/* Blocks are disjoint, in order, inside the text, and nothing but white space stands between them. */
static void
assert_sound (const DtlDocument *document)
{
  guint32 at = 0;

  g_assert_true (g_utf8_validate (document->text, document->length, NULL));
  g_assert_cmpuint (strlen (document->text), ==, document->length);
  for (guint i = 0; i <= document->blocks->len; i++)
    {
      DtlSpan span = { document->length, document->length };

      if (i < document->blocks->len)
        span = g_array_index (document->blocks, DtlBlock, i).span;
      g_assert_cmpuint (at, <=, span.start);
      for (const char *p = document->text + at; p < document->text + span.start; p = g_utf8_next_char (p))
        if (!g_unichar_isspace (g_utf8_get_char (p)))
          g_error ("text outside of blocks at %u: %.40s", (guint) (p - document->text), p);
      g_assert_true (span.start < span.end || i == document->blocks->len);
      at = span.end;
    }
  g_assert_nonnull (document->id);
  g_assert_nonnull (document->sha256);
}

/* --- the folder --- */

static void
describe_date (GString *out, const char *name, const DtlWhen *when)
{
  g_autofree char *date = dtl_date_to_string (&when->date);

  if (date != NULL)
    g_string_append_printf (out, "%s: %s (%s)\n", name, date, dtl_basis_to_string (when->basis));
}

static char *
describe (const DtlDocument *document)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *authors = document->authors ? g_strjoinv ("; ", (char **) document->authors) : NULL;
  const char *const rows[][2] = { { "kind", document->kind },           { "title", document->title },
                                  { "publisher", document->publisher }, { "authors", authors },
                                  { "language", document->language } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i][1] != NULL)
      g_string_append_printf (out, "%s: %s\n", rows[i][0], rows[i][1]);
  describe_date (out, "published", &document->published);
  describe_date (out, "updated", &document->updated);
  for (guint i = 0; i < document->diagnostics->len; i++)
    g_string_append_printf (out, "diagnostic: %s\n", g_array_index (document->diagnostics, DtlDiagnostic, i).tag);
  for (guint i = 0; i < document->blocks->len; i++)
    {
      const DtlBlock *block = &g_array_index (document->blocks, DtlBlock, i);

      g_string_append_printf (out, "\n[%s]\n%.*s\n", dtl_sentence_kind_to_string (block->kind),
                              (int) (block->span.end - block->span.start), document->text + block->span.start);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
test_file (gconstpointer data)
{
  const char *path = data;
  g_autofree char *expected_path = g_strconcat (path, ".expected", NULL);
  g_autofree char *bytes = NULL, *expected = NULL, *got = NULL;
  g_autoptr (DtlDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, &error));
  document = read_full (bytes, length, path, NULL, NULL, FALSE, &error);
  g_assert_no_error (error);
  assert_sound (document);
  got = describe (document);
  if (g_getenv ("DTL_TEST_UPDATE") != NULL)
    g_assert_true (g_file_set_contents (expected_path, got, -1, NULL));
  g_assert_true (g_file_get_contents (expected_path, &expected, NULL, &error));
  g_assert_cmpstr (got, ==, expected);
}

static void
add_files (void)
{
  const char *source = g_getenv ("DTL_TEST_SRCDIR");
  g_autofree char *folder = g_build_filename (source ? source : "tests", "data", "ingest", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *test = g_strdup_printf ("/ingest/file/%s", name);

      if (!g_str_has_suffix (name, ".expected"))
        g_test_add_data_func_full (test, g_build_filename (folder, name, NULL), test_file, g_free);
    }
}

/* --- kinds and refusals --- */

static void
test_refusals (void)
{
  char noise[4096];
  guint32 state = 7;

  assert_fails ("", 0, NULL, DTL_ERROR_INPUT, "empty");
  assert_fails (" \n\t\r\n ", -1, NULL, DTL_ERROR_INPUT, "empty");
  assert_fails ("\xEF\xBB\xBF", -1, NULL, DTL_ERROR_INPUT, "empty");
  assert_fails ("*** -- ***", -1, NULL, DTL_ERROR_INPUT, "no letter");
  assert_fails ("%PDF-1.4 abc", -1, NULL, DTL_HAVE_PDF ? DTL_ERROR_INPUT : DTL_ERROR_UNSUPPORTED, "PDF");
  assert_fails ("PK\003\004rest", -1, NULL, DTL_ERROR_UNSUPPORTED, "zip");
  assert_fails ("\x1F\x8B\x08rest", -1, NULL, DTL_ERROR_INPUT, "damaged archive");
  assert_fails ("\x89PNG\r\n\x1A\n", -1, NULL, DTL_ERROR_UNSUPPORTED, "PNG");
  assert_fails ("<?xml version='1.0'?>\n<!-- x -->\n<rss version='2.0'></rss>", -1, NULL, DTL_ERROR_INPUT, "not one item");
  assert_fails ("<?xml version='1.0'?><opml version='2.0'></opml>", -1, NULL, DTL_ERROR_UNSUPPORTED, "OPML");
  assert_fails ("{\n  \"title\": \"A\"}", -1, NULL, DTL_ERROR_INPUT, "no article");
  assert_fails ("{\"format\":\"dateline-record/1\"}", -1, NULL, DTL_ERROR_UNSUPPORTED, "dateline merge");
  assert_fails ("WARC/1.0\r\nWARC-Type: warcinfo", -1, NULL, DTL_ERROR_INPUT, "damaged header");
  assert_fails ("The ferry left.", -1, "odt", DTL_ERROR_UNSUPPORTED, "odt");
  assert_fails ("The ferry left.", -1, "docx", DTL_ERROR_INPUT, "no directory");
  for (gsize i = 0; i < sizeof noise; i++)
    noise[i] = (state = state * 1664525u + 1013904223u) >> 24;
  assert_fails (noise, sizeof noise, NULL, DTL_ERROR_INPUT, "not text");
  assert_fails (noise, sizeof noise, "text", DTL_ERROR_INPUT, "not text");
  assert_fails ("<html><body><script>x()</script></body></html>", -1, NULL, DTL_ERROR_INPUT, "no article text");
}

static void
test_kinds (void)
{
  static const struct
  {
    const char *text;
    const char *uri;
    const char *kind;
  } rows[] = {
    { "<!DOCTYPE html><p>The ferry left the harbour on Monday morning.", NULL, "html" },
    { "\n <HTML><p>The ferry left the harbour on Monday morning.", NULL, "html" },
    { "<div><p>The ferry left.</p><p>It came <a href='x'>back</a> on <span>Monday</span>.</p></div>", NULL, "html" },
    { "The ferry left. It is 3 < 4, and <b> is a tag.", NULL, "text" },
    { "A line about <html>.\n\nThe ferry left.", "notes.txt", "text" },
    { "1\tThe\tthe\tDET\tDT\t_\t0\troot\t_\t_\n\n", NULL, "conllu" },
    { "The ferry left.", "x.conllu.txt", "text" },
  };
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DtlDocument) document = read_full (rows[i].text, -1, rows[i].uri, NULL, NULL, FALSE, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (document->kind, ==, rows[i].kind);
    }
  g_assert_nonnull (dtl_input_kinds (&n));
  g_assert_cmpuint (n, >=, 4);
}

static void
test_identity (void)
{
  g_autoptr (DtlDocument) a = read_string ("The ferry left.\n"), b = read_string ("The ferry left.\n");
  g_autoptr (DtlDocument) c = read_string ("The ferry left!\n");

  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_cmpstr (a->id, !=, c->id);
  g_assert_cmpuint (strlen (a->id), ==, 13);
  g_assert_cmpuint (strlen (a->sha256), ==, 64);
}

/* --- dates of publication --- */

static void
test_given_date (void)
{
  DtlDate given = dtl_date_from_day (dtl_day_from_civil (2022, 3, 12));
  const char *dated = "A title\n\nPublished March 10, 2022\n\nThe ferry left the harbour on Monday.\n";
  g_autoptr (DtlDocument) none = read_string ("The ferry left.");
  g_autoptr (DtlDocument) option = read_full ("The ferry left.", -1, NULL, NULL, &given, FALSE, NULL);
  g_autoptr (DtlDocument) own = read_full (dated, -1, NULL, NULL, &given, FALSE, NULL);
  g_autoptr (DtlDocument) forced = read_full (dated, -1, NULL, NULL, &given, TRUE, NULL);
  DtlDate same = dtl_date_from_day (dtl_day_from_civil (2022, 3, 10));
  g_autoptr (DtlDocument) agreed = read_full (dated, -1, NULL, NULL, &same, FALSE, NULL);

  g_assert_true (dtl_date_is_null (&none->published.date));
  g_assert_cmpint (option->published.basis, ==, DTL_BASIS_OPTION);
  g_assert_cmpint (own->published.date.from.day, ==, 10);
  g_assert_cmpint (own->published.basis, ==, DTL_BASIS_TEXT);
  g_assert_true (has_diagnostic (own, "date-conflict"));
  g_assert_cmpint (forced->published.date.from.day, ==, 12);
  g_assert_cmpint (forced->published.basis, ==, DTL_BASIS_OPTION);
  g_assert_true (has_diagnostic (forced, "date-conflict"));
  g_assert_false (has_diagnostic (agreed, "date-conflict"));
  g_assert_cmpint (agreed->published.basis, ==, DTL_BASIS_TEXT);
}

static void
test_stamp_lines (void)
{
  static const struct
  {
    const char *text;
    DtlStampLine line;
    const char *date;
  } rows[] = {
    { "Published March 12, 2022", DTL_STAMP_LINE_PUBLISHED, "2022-03-12" },
    { "Updated 10:04 PM EDT, Sat March 12, 2022", DTL_STAMP_LINE_UPDATED, "2022-03-12T22:04:00-04:00" },
    { "March 12, 2022", DTL_STAMP_LINE_DATE, "2022-03-12" },
    { "Last modified on 12 March 2022", DTL_STAMP_LINE_UPDATED, "2022-03-12" },
    { "Sat 12 Mar 2022", DTL_STAMP_LINE_DATE, "2022-03-12" },
    { "© 2022 Harbour News", DTL_STAMP_LINE_NONE, NULL },
    { "12 March 2022 at 10.04", DTL_STAMP_LINE_DATE, "2022-03-12" },
    { "12 March 2022 by Jane Doe", DTL_STAMP_LINE_DATE, "2022-03-12" },
    { "The ferry sank on March 12, 2022.", DTL_STAMP_LINE_NONE, NULL },
    { "The 12 March 2022 bombings", DTL_STAMP_LINE_NONE, NULL },
    { "March 12, 2022 ferry disaster", DTL_STAMP_LINE_NONE, NULL },
    { "— Rep. Ana Doe (@anadoe) November 19, 2019", DTL_STAMP_LINE_NONE, NULL },
    { "Posted on 03/04/2022", DTL_STAMP_LINE_NONE, NULL },
    { "March 12", DTL_STAMP_LINE_NONE, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DtlDate date;
      DtlStampLine line = dtl_stamp_read_line (rows[i].text, strlen (rows[i].text), &date);
      g_autofree char *got = line != DTL_STAMP_LINE_NONE ? dtl_date_to_string (&date) : NULL;

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (line, ==, rows[i].line);
      if (rows[i].date != NULL)
        g_assert_cmpstr (got, ==, rows[i].date);
    }
}

/* --- lines --- */

static void
test_bylines (void)
{
  static const struct
  {
    const char *text;
    const char *authors; /* NULL: no byline */
    const char *publisher;
  } rows[] = {
    { "By Kylie Roe, Jenny Hale and Jeremy Herb, CNN", "Kylie Roe; Jenny Hale; Jeremy Herb", "CNN" },
    { "BY JANE DOE", "Jane Doe", NULL },
    { "By The Associated Press", "", "Associated Press" },
    { "By Jane Doe, Staff Writer", "Jane Doe", NULL },
    { "By Jane Doe Associated Press", "Jane Doe", "Associated Press" },
    { "By J. P. O’Neil of The Guardian", "J. P. O’Neil", "The Guardian" },
    { "By Ana van der Meer | Harbour Gazette", "Ana van der Meer", "Harbour Gazette" },
    { "By Jane Doe in Kyiv and John Roe in Moscow", "Jane Doe; John Roe", NULL },
    { "Written by Jane Doe", "Jane Doe", NULL },
    { "By Reuters Staff", "", "Reuters" },
    { "By Jane Doe • March 12, 2022", "Jane Doe", NULL },
    { "By Friday the ferry was back in port", NULL, NULL },
    { "By the numbers", NULL, NULL },
    { "By Monday Morning", NULL, NULL },
    { "Bypass opened", NULL, NULL },
    { "By far the largest ferry in the fleet left on Monday.", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DtlDraft) draft = dtl_draft_new ();
      gboolean found = dtl_byline_read (rows[i].text, strlen (rows[i].text), draft);
      g_autofree char *authors = NULL;

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (found, ==, rows[i].authors != NULL);
      if (!found)
        continue;
      g_ptr_array_add (draft->authors, NULL);
      authors = g_strjoinv ("; ", (char **) draft->authors->pdata);
      g_assert_cmpstr (authors, ==, rows[i].authors);
      g_assert_cmpstr (draft->publisher, ==, rows[i].publisher);
    }
}

static void
test_datelines (void)
{
  static const struct
  {
    const char *text;
    const char *prefix; /* NULL: no dateline */
    const char *outlet;
    const char *date;
  } rows[] = {
    { "DUBAI, United Arab Emirates — The airline ordered jets.", "DUBAI, United Arab Emirates —", NULL, NULL },
    { "KYIV, March 3 (Reuters) — Shelling went on.", "KYIV, March 3 (Reuters) —", "Reuters", NULL },
    { "KYIV, March 3, 2022 (Reuters) - Shelling went on.", "KYIV, March 3, 2022 (Reuters) -", "Reuters", "2022-03-03" },
    { "WASHINGTON (AP) -- The Senate voted.", "WASHINGTON (AP) --", "Associated Press", NULL },
    { "(CNN) — The Senate voted.", "(CNN) —", "CNN", NULL },
    { "Washington (CNN) The Senate voted — twice.", "Washington (CNN)", "CNN", NULL },
    { "Police (in uniform) took the ferry — twice.", NULL, NULL, NULL },
    { "Vladimir Putin (R) met his guest - in Moscow.", NULL, NULL, NULL },
    { "Washington (CNN) — The Senate voted.", "Washington (CNN) —", "CNN", NULL },
    { "NEW YORK – The market fell.", "NEW YORK –", NULL, NULL },
    { "PARIS/BERLIN (Reuters) - The ministers met.", "PARIS/BERLIN (Reuters) -", "Reuters", NULL },
    { "Hope — the thing with feathers — won.", NULL, NULL, NULL },
    { "BREAKING — The ferry sank.", NULL, NULL, NULL },
    { "HAMSTERS - will a hamster do?", NULL, NULL, NULL },
    { "LONDON - The market fell.", "LONDON -", NULL, NULL },
    { "DEAR ABBY: My ferry sank.", NULL, NULL, NULL },
    { "NATO-led troops left - and came back.", NULL, NULL, NULL },
    { "The US - and its allies - left.", NULL, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DtlDateline dateline;
      gboolean found = dtl_dateline_read (rows[i].text, strlen (rows[i].text), &dateline);
      g_autofree char *date = NULL;

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (found, ==, rows[i].prefix != NULL);
      if (!found)
        continue;
      g_assert_cmpuint (dateline.length, ==, strlen (rows[i].prefix));
      g_assert_cmpstr (dateline.outlet, ==, rows[i].outlet);
      date = dtl_date_to_string (&dateline.date);
      g_assert_cmpstr (date, ==, rows[i].date);
    }
}

static void
test_furniture_examples (void)
{
  static const char *const sentences[] = {
    "The minister said he would share the report with parliament on Monday.",
    "“Read more books,” the teacher told the children before the ferry left for the island.",
    "Related talks in Geneva broke down on Thursday, officials said.",
    "The photo showed the ferry in port, according to the company.",
    "Police said comments by the mayor were taken out of context.",
    "Sign language interpreters stood beside the minister.",
    "Image recognition software was used to find the suspect, police said.",
    "He said no.",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_test_message ("%s", sentences[i]);
      g_assert_cmpint (dtl_line_classify (sentences[i], strlen (sentences[i])), ==, DTL_LINE_OTHER);
    }
}

/* Every row of a table matches its own example. */
static void
test_table_examples (void)
{
  g_autofree char *path = NULL, *text = NULL;
  const char *source = g_getenv ("DTL_TEST_SRCDIR");
  g_auto (GStrv) lines = NULL;
  gboolean header = TRUE;

  path = g_build_filename (source ? source : "tests", "..", "src", "lexicon", "furniture.tsv", NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) cells = g_strsplit (*line, "\t", -1);

      if (**line == '#' || **line == '\0')
        continue;
      if (!header && dtl_line_classify (cells[4], strlen (cells[4])) == DTL_LINE_OTHER)
        g_error ("row '%s': its example '%s' does not match", cells[0], cells[4]);
      header = FALSE;
    }
}

/* --- character sets --- */

static void
test_charsets (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    DtlMarkup markup;
    const char *text;
    const char *charset;
  } rows[] = {
    { "caf\xC3\xA9", 5, DTL_MARKUP_NONE, "café", "utf-8" },
    { "caf\xE9", 4, DTL_MARKUP_NONE, "café", "windows-1252" },
    { "\x93no\x94 \x96 \x80", 8, DTL_MARKUP_NONE, "“no” – €", "windows-1252" },
    { "\xEF\xBB\xBFx", 4, DTL_MARKUP_NONE, "x", "utf-8" },
    { "\xFF\xFEh\0i\0", 6, DTL_MARKUP_NONE, "hi", "utf-16le" },
    { "\xFE\xFF\0h\0i", 6, DTL_MARKUP_NONE, "hi", "utf-16be" },
    { "h\0e\0l\0l\0o\0", 10, DTL_MARKUP_NONE, "hello", "utf-16le" },
    { "a\0b", 3, DTL_MARKUP_NONE, "a\xEF\xBF\xBD" "b", "utf-8" },
    { "a\0b", 3, DTL_MARKUP_HTML, "ab", "utf-8" },
    { "<meta charset=iso-8859-1>\x92", 26, DTL_MARKUP_HTML, "<meta charset=iso-8859-1>’", "windows-1252" },
    { "<meta charset=latin1>\xE2\x80\x99", 24, DTL_MARKUP_HTML, "<meta charset=latin1>’", "utf-8" },
    { "<meta charset='windows-1251'>\xCF\xF0", 31, DTL_MARKUP_HTML, "<meta charset='windows-1251'>Пр", "windows-1251" },
    { "<meta content='text/html; charset=koi8-r'>\xF0", 43, DTL_MARKUP_HTML,
      "<meta content='text/html; charset=koi8-r'>П", "koi8-r" },
    { "d\xC3\xA9j\xC3\xA0 vu \xE2\x80\x99 caf\xE9", 18, DTL_MARKUP_NONE, "déjà vu ’ caf\xEF\xBF\xBD", "utf-8" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gsize length;
      DtlDecoding decoding;
      g_autofree char *text
        = dtl_charset_decode (rows[i].bytes, rows[i].length, rows[i].markup, &length, &decoding);

      g_assert_cmpstr (text, ==, rows[i].text);
      g_assert_cmpuint (length, ==, strlen (text));
      g_assert_cmpstr (decoding.charset, ==, rows[i].charset);
    }
}

static void
test_charset_diagnostics (void)
{
  g_autoptr (DtlDocument) latin = read_string ("The caf\xE9 in M\xFCnchen closed.\n");
  g_autoptr (DtlDocument) nul = read_bytes ("The ferry\0 left. It came back.\n", 31, NULL);
  g_autoptr (DtlDocument) mark = read_string ("\xEF\xBB\xBFThe ferry left.");

  g_assert_cmpstr (latin->text, ==, "The café in München closed.\n");
  g_assert_true (has_diagnostic (latin, "charset"));
  g_assert_true (has_diagnostic (nul, "nul-characters"));
  g_assert_cmpstr (mark->text, ==, "The ferry left.");
  g_assert_cmpuint (mark->diagnostics->len, ==, 0);
}

/* --- ugly inputs --- */

static void
test_text_unchanged (void)
{
  const char *text = "Title here\r\n\r\nFirst  line\twith tabs.\r\n\r\n\r\n  Last line.  \r\n";
  g_autoptr (DtlDocument) document = read_string (text);

  g_assert_cmpstr (document->text, ==, text);
  assert_sound (document);
}

static char *
repeat (const char *piece, gsize n, gsize *length)
{
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append (out, piece);
  *length = out->len;
  return g_string_free (out, FALSE);
}

static void
check_repeated (const char *before, const char *piece, gsize n, const char *after, const char *kind)
{
  gsize length;
  g_autofree char *middle = repeat (piece, n, &length);
  g_autofree char *all = g_strconcat (before, middle, after, NULL);
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (DtlDocument) document = read_full (all, -1, NULL, kind, NULL, FALSE, &error);

  if (document != NULL)
    assert_sound (document);
  else
    g_assert_error (error, DTL_ERROR, DTL_ERROR_INPUT);
  g_test_message ("%zu times '%.20s': %.2f s", n, piece, (g_get_monotonic_time () - start) / 1e6);
  /* generous: the point is that nothing is quadratic, even under sanitizers */
  g_assert_cmpint (g_get_monotonic_time () - start, <, 60 * G_USEC_PER_SEC);
}

#define PROSE "<p>The ferry left the harbour on Monday morning with 120 people on board, the company said.</p>"

static void
test_floods (void)
{
  check_repeated ("", "word ", 400000, ".", "text");
  check_repeated ("", "x", 2000000, "", "text");
  check_repeated ("", "A line. \n", 100000, "", "text");
  check_repeated ("", "\n", 1000000, "End.", "text");
  check_repeated ("<html><body>", "<div>", 10000, PROSE, "html");
  check_repeated ("<html><body>", "<div>", 200000, PROSE, "html");
  check_repeated ("<html><body>", "<b><i>", 100000, PROSE, "html");
  check_repeated ("<html><body>", "<ul><li>", 50000, PROSE, "html");
  check_repeated ("<html><body>" PROSE, "</p></div>", 100000, "", "html");
  check_repeated ("<html><body>", "<p>", 200000, PROSE, "html");
  check_repeated ("<html><body><p ", "a=b ", 100000, ">" PROSE, "html");
  check_repeated ("<html><body><p class='", "comment-", 100000, "'>" PROSE, "html");
  check_repeated ("<html><body>", "<!--", 100000, PROSE, "html");
  check_repeated ("<html><body>", "<", 200000, PROSE, "html");
  check_repeated ("<html><body>", "&", 100000, PROSE, "html");
  check_repeated ("<html><body>", "&amp;amp;", 100000, PROSE, "html");
  check_repeated ("<html><body>", "<table><tr><td>", 20000, PROSE, "html");
  check_repeated ("<html><body>", "<a href=x>", 30000, PROSE, "html");
  check_repeated ("<html><body>", PROSE, 5000, "", "html");
  check_repeated ("<html><head><script type=\"application/ld+json\">", "[", 200000, "</script></head>" PROSE, "html");
  check_repeated ("<html><head><script type=\"application/ld+json\">", "{\"a\":", 50000, "</script></head>" PROSE, "html");
  check_repeated ("<html><body><time datetime='", "2022 ", 50000, "'>x</time>" PROSE, "html");
  check_repeated ("<html><body>", "<time></time>", 20000, PROSE, "html");
  check_repeated ("<html><body>", "<i class=date></i>", 20000, PROSE, "html");
  check_repeated ("<html><body>", "<h2></h2><h1>a</h1>", 10000, PROSE, "html");
  check_repeated ("<html><body>", "<p class=date>2022 1 2022 1 2022 1 2022 1 2022 1</p>", 5000, PROSE, "html");
  check_repeated ("<html><body>", "<span class=author>By Jane of Doe of</span>", 5000, PROSE, "html");
  check_repeated ("<html><body>", "<meta name=author content=x>", 10000, PROSE, "html");
  check_repeated ("", "A line without an end\n\n", 10000, "End.", "text");
  check_repeated ("", "Published 2022 1 2022 1\n\n", 5000, "End.", "text");
  check_repeated ("", "By Jane Doe, Jane Doe, \n\n", 5000, "End.", "text");
  check_repeated ("<html><body><div class='date'>", "2022 3 ", 50000, "</div>" PROSE, "html");
}

static void
test_depth_keeps_text (void)
{
  static const gsize depths[] = { 10, 300, 10000, 200000 };

  for (gsize i = 0; i < G_N_ELEMENTS (depths); i++)
    {
      gsize length;
      g_autofree char *open = repeat ("<div>", depths[i], &length);
      g_autofree char *page = g_strconcat ("<html><body>", open, PROSE, NULL);
      g_autoptr (DtlDocument) document = read_string (page);

      g_assert_nonnull (strstr (document->text, "The ferry left the harbour"));
      g_assert_cmpint (has_diagnostic (document, "markup-depth"), ==, depths[i] > 2000);
    }
}

/* Cut anywhere, a page is read or refused, never lost in a crash. */
static void
test_truncated (void)
{
  static const char page[]
    = "<!DOCTYPE html><html lang=en><head><meta charset=\"utf-8\"><title>Ferry — leaves</title><script "
      "type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Ferry "
      "leaves\",\"datePublished\":\"2022-03-12\"}</script></head><body><!-- x --><h1>Ferry leaves</h1><p "
      "class='byline'>By Jane "
      "Doe</p>" PROSE "<ul><li>One &amp; two</li></ul></body></html>";

  for (gsize i = 0; i < sizeof page; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DtlDocument) document = read_full (page, i, NULL, "html", NULL, FALSE, &error);

      g_assert_true ((document != NULL) != (error != NULL));
      if (document != NULL)
        assert_sound (document);
    }
}

static void
test_nothing_is_lost (void)
{
  static const char *const pages[] = {
    "<html><body></body></html>" PROSE,
    "<html></html><html><body>" PROSE "</body></html>",
    "<html><head><div>x</div>" PROSE,
    "<html><body><aside class='sidebar widget'>" PROSE PROSE "</aside></body></html>",
    "<form>" PROSE "</form>",
    "<p>a<!-- never closed" PROSE,
    "<html><body><noscript>x</noscript><p>The ferry left the harbour on Monday morning with 120 people on board, it said.",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (DtlDocument) document = read_bytes (pages[i], strlen (pages[i]), "html");

      g_assert_nonnull (strstr (document->text, "The ferry left the harbour"));
      assert_sound (document);
    }
}

static void
test_nothing_is_fetched (void)
{
  static const char page[]
    = "<?xml version='1.0'?><!DOCTYPE html SYSTEM 'file:///etc/hostname' [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
      "<html><body><p>The ferry left the harbour on Monday morning &x; with 120 people on board, it said.</p>"
      "<iframe src='file:///etc/passwd'>inner text of a frame</iframe></body></html>";
  g_autoptr (DtlDocument) document = read_bytes (page, sizeof page - 1, "html");

  g_assert_nonnull (strstr (document->text, "The ferry left"));
  g_assert_null (strstr (document->text, "root:"));
  g_assert_null (strstr (document->text, "inner text"));
}

static void
test_entities (void)
{
  g_autoptr (DtlDocument) document = read_string (
    "<html><body><p>Fish &amp; chips, caf&eacute;, it&apos;s &ldquo;fine&rdquo;, &Zcaron;i&zcaron;ek, AT&T, &#8217; "
    "&amp;#8217; &lt;b&gt; &nosuch; ends here for ever.</p></body></html>");

  g_assert_cmpstr (document->text, ==, "Fish & chips, café, it's “fine”, Žižek, AT&T, ’ ’ <b> &nosuch; ends here for ever.");
}

static void
test_right_to_left (void)
{
  g_autoptr (DtlDocument) document = read_string (
    "<html lang=he dir=rtl><body><p>הספינה יצאה מהנמל ביום שני בבוקר ועליה מאה ועשרים נוסעים, כך אמרה החברה.</p>");

  g_assert_cmpstr (document->language, ==, "he");
  g_assert_nonnull (strstr (document->text, "הספינה"));
  assert_sound (document);
}

static void
test_structured_data (void)
{
  g_autoptr (DtlStructured) structured = dtl_structured_new ();

  g_assert_true (dtl_structured_read (structured, "/*<![CDATA[*/ {\"@graph\":[{\"@type\":\"WebPage\",\"datePublished\":\"2022-01-01\"},"
                                                  "{\"@type\":[\"NewsArticle\",\"Thing\"],\"headline\":\"Ferry leaves\","
                                                  "\"author\":[{\"name\":\"Jane Doe\"},\"John Roe\"],"
                                                  "\"publisher\":{\"name\":\"Harbour News\"}}]} /*]]>*/"));
  g_assert_cmpstr (structured->headline, ==, "Ferry leaves");
  g_assert_cmpstr (structured->published, ==, "2022-01-01");
  g_assert_cmpstr (structured->publisher, ==, "Harbour News");
  g_assert_cmpuint (structured->authors->len, ==, 2);
  g_assert_false (dtl_structured_read (structured, "not json"));
  g_assert_false (dtl_structured_read (structured, "{\"a\":"));
}

static void
test_cleaning (void)
{
  static const char *const rows[][2] = {
    { "a<!-- b -->c", "ac" },
    { "a<!-- b --!>c", "ac" },
    { "a<!-->c", "ac" },
    { "a<!-- c", "a c" },
    { "a<style>p{}</style>b", "a b" },
    { "a<script>if (a</b>) x</script>b", "a b" },
    { "<script type=\"application/ld+json\">{}</script>b", "<script type=\"application/ld+json\">{}</script>b" },
    { "<!doctype html>a", "a" },
    { "a < b", "a &lt; b" },
    { "<p title='>'>a</p>", "<p title='>'>a</p>" },
    { "a</html>b</body>c", "abc" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gsize length;
      DtlHtmlCleaning cleaning;
      g_autofree char *clean = dtl_html_clean (rows[i][0], strlen (rows[i][0]), &length, &cleaning);

      g_assert_cmpstr (clean, ==, rows[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_files ();
  g_test_add_func ("/ingest/refusals", test_refusals);
  g_test_add_func ("/ingest/kinds", test_kinds);
  g_test_add_func ("/ingest/identity", test_identity);
  g_test_add_func ("/ingest/date/given", test_given_date);
  g_test_add_func ("/ingest/date/lines", test_stamp_lines);
  g_test_add_func ("/ingest/line/bylines", test_bylines);
  g_test_add_func ("/ingest/line/datelines", test_datelines);
  g_test_add_func ("/ingest/line/sentences-are-no-furniture", test_furniture_examples);
  g_test_add_func ("/ingest/line/examples-of-the-table", test_table_examples);
  g_test_add_func ("/ingest/charset/decode", test_charsets);
  g_test_add_func ("/ingest/charset/diagnostics", test_charset_diagnostics);
  g_test_add_func ("/ingest/ugly/text-unchanged", test_text_unchanged);
  g_test_add_func ("/ingest/ugly/floods", test_floods);
  g_test_add_func ("/ingest/ugly/depth", test_depth_keeps_text);
  g_test_add_func ("/ingest/ugly/truncated", test_truncated);
  g_test_add_func ("/ingest/html/nothing-is-lost", test_nothing_is_lost);
  g_test_add_func ("/ingest/html/nothing-is-fetched", test_nothing_is_fetched);
  g_test_add_func ("/ingest/html/entities", test_entities);
  g_test_add_func ("/ingest/html/right-to-left", test_right_to_left);
  g_test_add_func ("/ingest/html/structured-data", test_structured_data);
  g_test_add_func ("/ingest/html/cleaning", test_cleaning);
  return g_test_run ();
}
