/*
 * The report: nothing in it runs or loads but its own script, whatever the articles say; its policy names what it holds;
 * what refers to something finds it; whole texts where they are at hand; many events; no page when Graphviz fails.
 */
#include <dateline/dateline.h>
#include <libxml/HTMLparser.h>
#include <string.h>

#include "document/document.h"
#include "export/report.h"
#include "facts.h"
#include "text/text.h"

static DtlStory *
load_story (const char *names)
{
  g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();
  g_auto (GStrv) parts = g_strsplit (names, "+", -1);

  for (guint i = 0; parts[i]; i++)
    {
      g_autofree char *file = g_strconcat (parts[i], ".json", NULL);
      g_autofree char *path = g_build_filename (g_getenv ("DTL_TEST_SRCDIR"), "data", "export", file, NULL);
      g_autofree char *json = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (DtlRecord) record = NULL;

      g_file_get_contents (path, &json, NULL, &error);
      g_assert_no_error (error);
      record = dtl_record_new_from_json (json, -1, &error);
      g_assert_no_error (error);
      dtl_story_builder_add (builder, record);
    }
  return dtl_story_builder_seal (builder);
}

static char *
write_report (DtlStory *story, const DtlExportOptions *options)
{
  DtlViewOptions everything = { .minor = TRUE };
  g_autoptr (DtlView) view = dtl_view_new (story, DTL_VIEW_TIMELINE, &everything);
  g_autoptr (GError) error = NULL;
  GString *out = g_string_new (NULL);

  dtl_export_view (dtl_format_find ("html"), view, options, out, &error);
  g_assert_no_error (error);
  return g_string_free (out, FALSE);
}

static const char *const stories[] = { "harbour", "hostile", "tiny", "empty", "harbour+second", "crowd" };

/* ---- the page as a tree ---- */

typedef void (*Visit) (xmlNode *element, gpointer data);

static void
walk (xmlNode *node, Visit visit, gpointer data)
{
  for (; node; node = node->next)
    if (node->type == XML_ELEMENT_NODE)
      {
        visit (node, data);
        walk (node->children, visit, data);
      }
}

static void
walk_page (const char *page, Visit visit, gpointer data)
{
  xmlDoc *tree = htmlReadMemory (page, (int) strlen (page), "report.html", "UTF-8",
                                  HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);

  g_assert_nonnull (tree);
  walk (xmlDocGetRootElement (tree), visit, data);
  xmlFreeDoc (tree);
}

static char *
attribute_of (xmlNode *element, const char *name)
{
  xmlChar *value = xmlGetProp (element, BAD_CAST name);
  char *copy = g_strdup ((const char *) value);

  xmlFree (value);
  return copy;
}

/* ---- harmless ---- */

static void
check_element (xmlNode *element, gpointer data)
{
  static const char *const allowed[] = {
    "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "p", "ol", "li", "a", "b", "i", "bdi",
    "small", "span", "div", "br", "details", "summary", "form", "fieldset", "legend", "label", "input", "select", "option", "output", "button",
    "main", "section", "article", "mark", "aside", "footer", "kbd", "table", "thead", "tbody", "tr", "th", "td", "script",
    "svg", "g", "desc", "rect", "circle", "ellipse", "line", "path", "polygon", "polyline", "text", NULL,
  };

  g_assert_true (g_strv_contains (allowed, (const char *) element->name));
  for (xmlAttr *attribute = element->properties; attribute; attribute = attribute->next)
    {
      const char *name = (const char *) attribute->name;
      g_autofree char *value = attribute_of (element, name);

      g_assert_false (g_str_has_prefix (name, "on"));
      g_assert_cmpstr (name, !=, "style");
      g_assert_cmpstr (name, !=, "src");
      if (strcmp (name, "href") == 0)
        g_assert_true (*value == '#' || g_str_has_prefix (value, "http://") || g_str_has_prefix (value, "https://"));
    }
  if (strcmp ((const char *) element->name, "script") == 0)
    ++*(guint *) data;
}

/* No control, no mark that turns the direction of the text. */
static void
check_characters (const char *page)
{
  g_assert_true (g_utf8_validate (page, -1, NULL));
  for (const char *p = page; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_assert_true (c == '\n' || (c >= ' ' && !(c >= 0x7F && c <= 0x9F)));
      g_assert_false ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F);
    }
}

static void
test_harmless (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (stories); i++)
    {
      g_autoptr (DtlStory) story = load_story (stories[i]);
      g_autofree char *page = write_report (story, NULL);
      guint n_scripts = 0;

      check_characters (page);
      walk_page (page, check_element, &n_scripts);
      g_assert_cmpuint (n_scripts, ==, 1);
    }
}

/* One function for text: quotes, markup and comments come out as text. */
static void
test_text (void)
{
  static const struct
  {
    const char *text;
    const char *html;
  } rows[] = {
    { "</script><script>alert(1)</script>", "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;" },
    { "\" onload=\"x' y", "&quot; onload=&quot;x&#39; y" },
    { "<!-- --> ]]> &lt;", "&lt;!-- --&gt; ]]&gt; &amp;lt;" },
    { "a\u202Eb\u2066c\001d\ne", "abcd e" },
    { "\xFFz", "\uFFFDz" },
    { NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DtlReport report = { .out = g_string_new (NULL) };

      dtl_report_put (&report, rows[i].text);
      g_assert_cmpstr (report.out->str, ==, rows[i].html);
      g_string_free (report.out, TRUE);
    }
}

/* ---- policy ---- */

static char *
between (const char *page, const char *open, const char *close)
{
  const char *start = strstr (page, open);

  g_assert_nonnull (start);
  start += strlen (open);
  g_assert_nonnull (strstr (start, close));
  return g_strndup (start, (gsize) (strstr (start, close) - start));
}

static void
assert_hashed (const char *policy, const char *directive, const char *text)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autofree char *base64 = NULL, *expected = NULL;

  g_checksum_update (sum, (const guchar *) text, (gssize) strlen (text));
  g_checksum_get_digest (sum, digest, &length);
  base64 = g_base64_encode (digest, length);
  expected = g_strdup_printf ("%s 'sha256-%s';", directive, base64);
  g_assert_nonnull (strstr (policy, expected));
}

static void
test_policy (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (stories); i++)
    {
      g_autoptr (DtlStory) story = load_story (stories[i]);
      g_autofree char *page = write_report (story, NULL);
      g_autofree char *policy = between (page, "Content-Security-Policy\" content=\"", "\"");
      g_autofree char *style = between (page, "<style>", "</style>");
      g_autofree char *script = between (page, "<script>", "</script>");

      g_assert_true (g_str_has_prefix (policy, "default-src 'none'; "));
      g_assert_null (strstr (policy, "unsafe"));
      assert_hashed (policy, "style-src", style);
      assert_hashed (policy, "script-src", script);
      g_assert_null (strstr (style, "url("));
      g_assert_null (strstr (style, "@import"));
    }
}

/* ---- references ---- */

typedef struct
{
  GHashTable *ids;
  GPtrArray *wanted; /* owned strings */
} Links;

static void
add_words (Links *links, xmlNode *element, const char *name)
{
  g_autofree char *value = attribute_of (element, name);
  g_auto (GStrv) words = g_strsplit (value ? value : "", " ", -1);

  for (guint i = 0; words[i]; i++)
    if (*words[i])
      g_ptr_array_add (links->wanted, g_strdup (words[i]));
}

static void
collect (xmlNode *element, gpointer data)
{
  Links *links = data;
  g_autofree char *id = attribute_of (element, "id");
  g_autofree char *link = attribute_of (element, "href");

  if (id && !g_hash_table_add (links->ids, g_strdup (id)))
    g_error ("the id %s stands twice", id);
  if (link && *link == '#')
    g_ptr_array_add (links->wanted, g_strdup (link + 1));
  add_words (links, element, "data-e");
  add_words (links, element, "data-a");
  add_words (links, element, "aria-controls");
  add_words (links, element, "aria-labelledby");
}

static void
test_references (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (stories); i++)
    {
      g_autoptr (DtlStory) story = load_story (stories[i]);
      g_autofree char *page = write_report (story, NULL);
      Links links = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), g_ptr_array_new_with_free_func (g_free) };

      walk_page (page, collect, &links);
      for (guint j = 0; j < links.wanted->len; j++)
        if (!g_hash_table_contains (links.ids, links.wanted->pdata[j]))
          g_error ("%s: nothing is called %s", stories[i], (const char *) links.wanted->pdata[j]);
      g_hash_table_unref (links.ids);
      g_ptr_array_unref (links.wanted);
    }
}

/* ---- pictures ---- */

/* Colours of both grounds are tones; the tones that are used are there. */
static void
test_tones (void)
{
  g_autoptr (DtlStory) story = load_story ("harbour+second");
  g_autofree char *page = write_report (story, NULL);
  const char *svg = strstr (page, "<svg");

  g_assert_nonnull (svg);
  g_assert_null (strstr (svg, "fill=\"#"));
  g_assert_null (strstr (page, "#c0d0"));
  for (const char *p = strstr (svg, "var(--c"); p; p = strstr (p + 1, "var(--c"))
    {
      g_autofree char *name = g_strndup (p + 4, strcspn (p + 4, ")"));
      g_autofree char *set = g_strconcat (name, ":#", NULL);

      g_assert_nonnull (strstr (page, set));
    }
}

static void
test_same_bytes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (stories); i++)
    {
      g_autoptr (DtlStory) story = load_story (stories[i]);
      g_autoptr (DtlStory) again = load_story (stories[i]);
      g_autofree char *page = write_report (story, NULL);
      g_autofree char *other = write_report (again, NULL);

      g_assert_cmpstr (page, ==, other);
    }
}

/* ---- whole texts ---- */

static const char text[] = "Ferry strike ends\n\n"
                           "PORTREE — Crews met the owners on Friday & signed.\n"
                           "The <b>boats</b> sail again.\n\n"
                           "Nobody was hurt.\n";
static const char record_json[] =
  "{\"format\":\"dateline-record/1\",\"id\":\"daaaaaaaaaaaa\",\"uri\":\"https://example.org/ferry?a=1&b=2\","
  "\"title\":\"Ferry strike ends\",\"published\":{\"date\":\"2024-03-02\",\"time\":null,\"zone\":null,\"basis\":\"meta\"},"
  "\"updated\":null,\"publisher\":null,\"authors\":[],\"language\":\"en\",\"sha256\":\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\","
  "\"actors\":[{\"id\":\"abbbbbbbbbbbb\",\"name\":\"Crews\",\"kind\":\"group\",\"aliases\":[],\"country\":null}],\"roles\":[],"
  "\"events\":[{\"id\":\"ecccccccccccc\",\"mentions\":[{\"document\":\"daaaaaaaaaaaa\",\"sentence\":%u,\"line\":3,"
  "\"start\":%u,\"end\":%u,\"text\":\"Crews met the owners\",\"trigger\":{\"start\":%u,\"end\":%u,\"text\":\"met\"},"
  "\"participants\":[{\"actor\":\"abbbbbbbbbbbb\",\"role\":\"agent\",\"implicit\":false}],\"place\":null,"
  "\"date\":{\"edtf\":\"2024-03-01\",\"earliest\":null,\"latest\":null,\"granularity\":\"day\",\"basis\":\"expression\","
  "\"text\":\"Friday\"},\"reality\":\"actual\",\"attribution\":[],\"quantities\":[],\"rule\":\"verb\",\"class\":\"meet\","
  "\"predicate\":\"met\",\"label\":\"Crews meet owners\",\"confidence\":0.9}]}],\"diagnostics\":[]}";

/* The sentence in which "met" stands, as a record tells of it. */
static DtlStory *
tell_story (const DtlDocument *document)
{
  g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();
  g_autoptr (DtlRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  guint32 met = (guint32) (strstr (text, "met") - text), number = 0;
  DtlSpan span;
  guint start, trigger;

  while (g_array_index (document->sentences, DtlSentence, number).span.end <= met)
    number++;
  span = g_array_index (document->sentences, DtlSentence, number).span;
  start = (guint) g_utf8_pointer_to_offset (text, text + span.start);
  trigger = (guint) g_utf8_pointer_to_offset (text, text + met);
  json = g_strdup_printf (record_json, number, start, start + 40, trigger, trigger + 3);
  record = dtl_record_new_from_json (json, -1, &error);
  g_assert_no_error (error);
  dtl_story_builder_add (builder, record);
  return dtl_story_builder_seal (builder);
}

static void
test_whole_text (void)
{
  g_autoptr (DtlDocument) document = dtl_document_new (text, strlen (text));
  g_autoptr (DtlStory) story = NULL;
  g_autofree char *page = NULL, *bare = NULL;
  DtlDocument *documents[] = { document };
  DtlExportOptions options = { .documents = documents, .n_documents = 1 };
  g_autoptr (GError) error = NULL;

  document->id = "daaaaaaaaaaaa";
  g_assert_true (dtl_text_run (document, &error));
  story = tell_story (document);
  page = write_report (story, &options);
  g_assert_nonnull (strstr (page, "&lt;b&gt;boats&lt;/b&gt; sail again."));
  g_assert_nonnull (strstr (page, "Nobody was hurt."));
  g_assert_nonnull (strstr (page, "Crews <b data-e=\"ecccccccccccc\">met</b> the owners on Friday &amp; signed.</mark>"));
  g_assert_nonnull (strstr (page, "href=\"https://example.org/ferry?a=1&amp;b=2\""));
  bare = write_report (story, NULL);
  g_assert_null (strstr (bare, "Nobody was hurt."));
  g_assert_nonnull (strstr (bare, "L3</span> <mark"));
}

/* ---- size and failure ---- */

static void
test_many (void)
{
  g_autoptr (GPtrArray) articles = facts_invent (7, 100, 40);
  g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();
  g_autoptr (DtlStory) story = NULL;
  g_autofree char *page = NULL;
  gint64 started;
  guint n;

  for (guint i = 0; i < articles->len; i++)
    dtl_story_builder_add (builder, ((const Article *) articles->pdata[i])->record);
  story = dtl_story_builder_seal (builder);
  dtl_story_get_events (story, &n);
  started = g_get_monotonic_time ();
  page = write_report (story, NULL);
  g_test_message ("%u events: %.2f s, %zu bytes", n, (double) (g_get_monotonic_time () - started) / 1e6, strlen (page));
  g_assert_cmpuint (n, >, 1000);
  g_assert_cmpuint (strlen (page), <, n * 3000);
}

static void
test_small (void)
{
  g_autoptr (DtlStory) story = load_story ("harbour");
  g_autofree char *page = write_report (story, NULL);

  g_assert_cmpuint (strlen (page), <=, 150000);
}

static void
test_render_failure (void)
{
  DtlExportOptions options = { .render_helper = "/bin/false" };
  g_autoptr (DtlStory) story = load_story ("harbour");
  g_autoptr (DtlView) view = dtl_view_new (story, DTL_VIEW_TIMELINE, NULL);
  g_autoptr (GString) out = g_string_new ("");
  g_autoptr (GError) error = NULL;

  g_assert_false (dtl_export_view (dtl_format_find ("html"), view, &options, out, &error));
  g_assert_error (error, DTL_ERROR, DTL_ERROR_RENDER);
  g_assert_cmpuint (out->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/harmless", test_harmless);
  g_test_add_func ("/report/text", test_text);
  g_test_add_func ("/report/policy", test_policy);
  g_test_add_func ("/report/references", test_references);
  g_test_add_func ("/report/tones", test_tones);
  g_test_add_func ("/report/same-bytes", test_same_bytes);
  g_test_add_func ("/report/whole-text", test_whole_text);
  g_test_add_func ("/report/many", test_many);
  g_test_add_func ("/report/small", test_small);
  g_test_add_func ("/report/render-failure", test_render_failure);
  return g_test_run ();
}
