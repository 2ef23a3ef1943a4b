/*
 * Export: escaping and words by table; every textual format of every record in data/export against golden/export, byte
 * for byte; SVG well-formed and harmless; every pair of view and format either written or refused with the possible ones.
 *
 * DTL_UPDATE_GOLDEN=1 writes the golden files anew.
 */
#include <dateline/dateline.h>
#include <libxml/parser.h>
#include <math.h>
#include <string.h>

#include "base/helper.h"
#include "base/table.h"
#include "export/agraph.h"
#include "export/escape.h"
#include "export/measure.h"
#include "export/palette.h"
#include "export/render.h"
#include "export/scene.h"
#include "lexicon/tables.h"

static char *
read_test_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("DTL_TEST_SRCDIR"), folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static DtlTable *
read_spec (const char *name)
{
  g_autofree char *text = read_test_file ("spec/export", name);
  g_autoptr (GError) error = NULL;
  DtlTable *table = dtl_table_new_from_tsv (name, text, strlen (text), &error);

  g_assert_no_error (error);
  return table;
}

static char *
cut_ten (const char *text)
{
  return dtl_cut_line (text, 10);
}

static char *
fold_ics (const char *text)
{
  GString *out = g_string_new (NULL);

  dtl_append_ics_line (out, text);
  return g_string_free (out, FALSE);
}

static char *
judge_url (const char *text)
{
  return g_strdup (dtl_url_is_safe (text) ? "yes" : "no");
}

static void
test_escape (void)
{
  static const struct
  {
    const char *name;
    char *(*escape) (const char *text);
  } functions[] = {
    { "clean", dtl_clean_line },          { "ascii", dtl_ascii_line },           { "cut", cut_ten },
    { "xml", dtl_escape_xml },            { "dot-html", dtl_escape_dot_html },   { "dot-string", dtl_escape_dot_string },
    { "csv", dtl_escape_csv },            { "tsv", dtl_escape_tsv },             { "markdown", dtl_escape_markdown },
    { "cypher", dtl_escape_cypher },      { "turtle", dtl_escape_turtle },       { "ics", dtl_escape_ics },
    { "mermaid", dtl_escape_mermaid },    { "file", dtl_escape_file_name },      { "ics-line", fold_ics },
    { "url", judge_url },
  };
  DtlTable *spec = read_spec ("escape.tsv");

  for (guint i = 0; i < spec->n_rows; i++)
    {
      const char *const *row = dtl_table_row (spec, i);
      g_autofree char *input = g_strcompress (row[1]);
      g_autofree char *expected = g_strcompress (row[2]);
      g_autofree char *output = NULL;
      guint j = 0;

      while (j < G_N_ELEMENTS (functions) && strcmp (functions[j].name, row[0]) != 0)
        j++;
      g_assert_cmpuint (j, <, G_N_ELEMENTS (functions));
      output = functions[j].escape (input);
      g_assert_cmpstr (output, ==, expected);
      g_assert_true (g_utf8_validate (output, -1, NULL));
    }
  dtl_table_free (spec);
}

static void
test_dates (void)
{
  DtlTable *spec = read_spec ("dates.tsv");

  for (guint i = 0; i < spec->n_rows; i++)
    {
      const char *const *row = dtl_table_row (spec, i);
      gint32 year = strcmp (row[1], "-") == 0 ? DTL_NO_YEAR : (gint32) g_ascii_strtoll (row[1], NULL, 10);
      g_autoptr (GError) error = NULL;
      g_autofree char *words = NULL;
      DtlDate date;

      dtl_date_parse (row[0], &date, &error);
      g_assert_no_error (error);
      words = dtl_date_words (&date, year, strcmp (row[2], "yes") == 0);
      g_assert_cmpstr (words, ==, row[3]);
    }
  dtl_table_free (spec);
}

static void
test_widths (void)
{
  g_auto (GStrv) lines = dtl_wrap_columns ("王小明 met Ann", 7);
  g_auto (GStrv) long_word = dtl_wrap_columns ("abcdefgh", 3);
  g_auto (GStrv) hyphens = dtl_wrap_columns ("Faroese–Norwegian", 12);

  g_assert_cmpuint (dtl_text_columns ("王"), ==, 2);
  g_assert_cmpuint (dtl_text_columns ("e\xCC\x81"), ==, 1);
  g_assert_cmpstr (lines[0], ==, "王小明");
  g_assert_cmpstr (lines[1], ==, "met Ann");
  g_assert_null (lines[2]);
  g_assert_cmpstr (long_word[0], ==, "abc");
  g_assert_cmpstr (long_word[2], ==, "gh");
  g_assert_cmpstr (hyphens[0], ==, "Faroese–");
  g_assert_cmpfloat (dtl_text_width ("W", 10, FALSE), >, dtl_text_width ("i", 10, FALSE));
}

/* Relative luminance and contrast as WCAG 2.1 defines them. */
static double
luminance (const char *color)
{
  static const double weights[] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (int i = 0; i < 3; i++)
    {
      double c = (g_ascii_xdigit_value (color[1 + 2 * i]) * 16 + g_ascii_xdigit_value (color[2 + 2 * i])) / 255.;

      sum += weights[i] * (c <= .03928 ? c / 12.92 : pow ((c + .055) / 1.055, 2.4));
    }
  return sum;
}

static double
contrast (const char *a, const char *b)
{
  double x = luminance (a), y = luminance (b);

  return (MAX (x, y) + .05) / (MIN (x, y) + .05);
}

static void
test_families (void)
{
  guint orders = 0;

  g_assert_cmpuint (dtl_table_families.n_rows, ==, DTL_N_FAMILIES);
  for (guint i = 0; i < dtl_table_families.n_rows; i++)
    {
      DtlLook look = dtl_look (dtl_table_row (&dtl_table_families, i)[0]);

      g_assert_cmpuint (look.order, <, DTL_N_FAMILIES);
      orders |= 1u << look.order;
      g_assert_cmpuint (dtl_text_columns (look.glyph), ==, 1);
      g_assert_cmpuint (strlen (look.ascii), ==, 1);
      g_assert_cmpfloat (contrast (look.light, "#FFFFFF"), >=, 4.5);
      g_assert_cmpfloat (contrast (look.dark, "#14171C"), >=, 4.5);
    }
  g_assert_cmpuint (orders, ==, (1u << DTL_N_FAMILIES) - 1);
  for (guint i = 0; i < dtl_table_classes.n_rows; i++)
    g_assert_true (dtl_table_has (&dtl_table_families, dtl_table_row (&dtl_table_classes, i)[DTL_CLASSES_FAMILY]));
}

/* ---- stories ---- */

/* @names are blank-separated. */
static DtlStory *
load_story (const char *names)
{
  g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();
  g_auto (GStrv) parts = g_strsplit (names, "+", -1);

  for (guint i = 0; parts[i]; i++)
    {
      g_autofree char *file = g_strconcat (parts[i], ".json", NULL);
      g_autofree char *json = read_test_file ("data/export", file);
      g_autoptr (GError) error = NULL;
      g_autoptr (DtlRecord) record = dtl_record_new_from_json (json, -1, &error);

      g_assert_no_error (error);
      dtl_story_builder_add (builder, record);
    }
  return dtl_story_builder_seal (builder);
}

static GString *
export (DtlStory *story, DtlViewKind kind, const char *format, const DtlExportOptions *options)
{
  DtlViewOptions everything = { .minor = TRUE };
  g_autoptr (DtlView) view = dtl_view_new (story, kind, &everything);
  g_autoptr (GError) error = NULL;
  GString *out = g_string_new (NULL);

  dtl_export_view (dtl_format_find (format), view, options, out, &error);
  g_assert_no_error (error);
  return out;
}

static void
compare_golden (const char *name, const GString *out)
{
  g_autofree char *path = g_build_filename (g_getenv ("DTL_TEST_SRCDIR"), "golden", "export", name, NULL);
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;

  if (g_getenv ("DTL_UPDATE_GOLDEN"))
    g_file_set_contents (path, out->str, out->len, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  if (strcmp (expected, out->str) != 0)
    g_test_message ("%s differs; DTL_UPDATE_GOLDEN=1 writes it anew", path);
  g_assert_true (strcmp (expected, out->str) == 0);
}

static const char *const stories[] = { "harbour", "hostile", "tiny", "empty", "harbour+second" };

static void
test_golden (void)
{
  static const struct
  {
    DtlViewKind kind;
    const char *format;
    const char *suffix;
    DtlExportOptions options;
  } cases[] = {
    { DTL_VIEW_TIMELINE, "text", "txt", { .width = 88 } },
    { DTL_VIEW_TIMELINE, "text", "narrow.txt", { .width = 40 } },
    { DTL_VIEW_TIMELINE, "text", "color.txt", { .color = TRUE } },
    { DTL_VIEW_TIMELINE, "text", "ascii.txt", { .ascii = TRUE } },
    { DTL_VIEW_TIMELINE, "text", "plain.txt", { .plain = TRUE } },
    { DTL_VIEW_TIMELINE, "markdown", "md", { 0 } },
    { DTL_VIEW_TIMELINE, "csv", "csv", { 0 } },
    { DTL_VIEW_TIMELINE, "tsv", "tsv", { 0 } },
    { DTL_VIEW_RELATIONS, "csv", "relations.csv", { 0 } },
    { DTL_VIEW_RELATIONS, "dot", "relations.dot", { 0 } },
    { DTL_VIEW_EVENTS, "dot", "events.dot", { .dark = TRUE } },
    { DTL_VIEW_STORYLINE, "svg", "storyline.svg", { 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (stories); i++)
    {
      g_autoptr (DtlStory) story = load_story (stories[i]);

      for (guint j = 0; j < G_N_ELEMENTS (cases); j++)
        {
          GString *out = export (story, cases[j].kind, cases[j].format, &cases[j].options);
          g_autofree char *name = g_strconcat (stories[i], ".", cases[j].suffix, NULL);

          g_assert_true (g_utf8_validate (out->str, out->len, NULL));
          compare_golden (name, out);
          g_string_free (out, TRUE);
        }
    }
}

/* Text for a terminal holds no control but line feeds (and, in colour, our own SGR), and keeps to its width. */
static void
test_terminal_safe (void)
{
  for (guint width = 30; width <= 120; width += 30)
    {
      DtlExportOptions options = { .width = width };
      g_autoptr (DtlStory) story = load_story ("hostile");
      GString *out = export (story, DTL_VIEW_TIMELINE, "text", &options);
      g_auto (GStrv) lines = g_strsplit (out->str, "\n", -1);

      for (guint i = 0; lines[i]; i++)
        {
          for (const char *p = lines[i]; *p; p++)
            g_assert_cmpuint ((guchar) *p, >=, ' ');
          g_assert_cmpuint (dtl_text_columns (lines[i]), <=, width);
        }
      g_string_free (out, TRUE);
    }
}

static void
test_ascii_only (void)
{
  DtlExportOptions options = { .ascii = TRUE };
  g_autoptr (DtlStory) story = load_story ("hostile");
  GString *out = export (story, DTL_VIEW_TIMELINE, "text", &options);

  g_assert_true (g_str_is_ascii (out->str));
  g_string_free (out, TRUE);
}

/* No element that runs or loads, no handler, no address but fragments and http. */
static void
check_svg_node (xmlNode *node)
{
  static const char *const allowed[] = { "svg", "g", "a", "title", "desc", "rect", "circle", "ellipse", "line", "path", "polygon",
                                         "polyline", "text", "defs", "linearGradient", "stop", NULL };

  g_assert_true (g_strv_contains (allowed, (const char *) node->name));
  for (xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
    {
      xmlChar *value = xmlNodeListGetString (node->doc, attribute->children, 1);

      g_assert_false (g_str_has_prefix ((const char *) attribute->name, "on"));
      if (strcmp ((const char *) attribute->name, "href") == 0)
        g_assert_true (dtl_url_is_safe ((const char *) value));
      g_assert_cmpstr ((const char *) value, !=, "transparent");
      xmlFree (value);
    }
}

static void
check_svg (const GString *svg)
{
  xmlDoc *document = xmlReadMemory (svg->str, (int) svg->len, "picture.svg", NULL, XML_PARSE_NONET | XML_PARSE_NOWARNING);
  guint n = 0;

  g_assert_nonnull (document);
  g_assert_null (document->intSubset);
  g_assert_cmpstr ((const char *) xmlDocGetRootElement (document)->name, ==, "svg");
  for (xmlNode *node = xmlDocGetRootElement (document); node; n++)
    {
      g_assert_cmpint (node->type, !=, XML_COMMENT_NODE);
      if (node->type == XML_ELEMENT_NODE)
        check_svg_node (node);
      if (node->children && node->type == XML_ELEMENT_NODE)
        node = node->children;
      else
        {
          while (node && node->next == NULL)
            node = node->parent && node->parent->type == XML_ELEMENT_NODE ? node->parent : NULL;
          node = node ? node->next : NULL;
        }
    }
  g_assert_cmpuint (n, >, 3);
  xmlFreeDoc (document);
}

static void
test_pictures (void)
{
  static const char *const more[] = { "crowd" };

  for (guint i = 0; i < G_N_ELEMENTS (stories) + G_N_ELEMENTS (more); i++)
    {
      const char *name = i < G_N_ELEMENTS (stories) ? stories[i] : more[i - G_N_ELEMENTS (stories)];
      g_autoptr (DtlStory) story = load_story (name);
      DtlExportOptions options = { .dark = i % 2 };

      for (DtlViewKind kind = DTL_VIEW_TIMELINE; kind <= DTL_VIEW_STORYLINE; kind++)
        {
          GString *svg = export (story, kind, "svg", &options);
          GString *again = export (story, kind, "svg", &options);

          check_svg (svg);
          g_assert_true (g_string_equal (svg, again));
          g_string_free (svg, TRUE);
          g_string_free (again, TRUE);
        }
    }
}

static void
test_images (void)
{
  g_autoptr (DtlStory) story = load_story ("harbour");
  GString *png = export (story, DTL_VIEW_RELATIONS, "png", NULL);
  GString *pdf = export (story, DTL_VIEW_RELATIONS, "pdf", NULL);

  g_assert_cmpmem (png->str, 8, "\211PNG\r\n\032\n", 8);
  g_assert_cmpmem (pdf->str, 5, "%PDF-", 5);
  /* made at no time: the same on any day */
  g_assert_nonnull (memmem (pdf->str, pdf->len, "/CreationDate (D:19700101000000", 31));
  g_string_free (png, TRUE);
  g_string_free (pdf, TRUE);
}

/* What Graphviz would abort on stays outside: the helper fails with a line, this process goes on. */
static void
test_render_failure (void)
{
  static const char *const graphs[] = { "", "no graph", "digraph {", "digraph { layout=nonsense; a }" };

  for (guint i = 0; i < G_N_ELEMENTS (graphs); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) picture = dtl_render (graphs[i], strlen (graphs[i]), "svg", NULL, &error);

      g_assert_null (picture);
      g_assert_error (error, DTL_ERROR, DTL_ERROR_RENDER);
      g_assert_null (strchr (error->message, '\n'));
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) picture = dtl_render ("digraph{}", 9, "svg", i ? "/nonexistent/helper" : "/bin/false", &error);

      g_assert_null (picture);
      g_assert_error (error, DTL_ERROR, DTL_ERROR_RENDER);
    }
}

/* Many graphs by one helper are drawn as each by its own; what is no graph ends it. */
static void
test_renderer (void)
{
  static const char *const graphs[] = { "digraph { a -> b }\n\n", "graph { layout=neato; a -- b -- c -- a [label=x] }",
                                        "digraph { a [label=<<b>b</b> \xC3\xA9>]; a -> a }", "digraph { a -> b }" };
  g_autoptr (GError) error = NULL;
  g_autoptr (DtlHelperSession) renderer = dtl_renderer_new ("svg", NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < 2 * G_N_ELEMENTS (graphs); i++)
    {
      const char *dot = graphs[i % G_N_ELEMENTS (graphs)];
      g_autoptr (GBytes) alone = dtl_render (dot, strlen (dot), "svg", NULL, &error);
      g_autoptr (GBytes) picture = dtl_renderer_draw (renderer, dot, strlen (dot), &error);

      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (alone, picture));
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) reason = NULL;

      g_assert_null (dtl_renderer_draw (renderer, i ? graphs[0] : "digraph {", i ? strlen (graphs[0]) : 9, &reason));
      g_assert_error (reason, DTL_ERROR, DTL_ERROR_RENDER);
      g_assert_null (strchr (reason->message, '\n'));
    }
}

/* Programs that say nothing, nonsense or too little. */
static void
test_renderer_failure (void)
{
  static const char *const helpers[] = { "/bin/false", "/bin/true", "/bin/echo", "/nonexistent/helper" };

  for (guint i = 0; i < G_N_ELEMENTS (helpers); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DtlHelperSession) renderer = dtl_renderer_new ("svg", helpers[i], &error);
      g_autoptr (GBytes) picture = renderer ? dtl_renderer_draw (renderer, "digraph{}", 9, &error) : NULL;

      g_assert_null (picture);
      g_assert_error (error, DTL_ERROR, DTL_ERROR_RENDER);
      g_assert_null (strchr (error->message, '\n'));
    }
}

/* ---- registry ---- */

static void
test_registry (void)
{
  guint n;
  const DtlFormat *formats = dtl_formats (&n);

  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_assert_cmpstr (formats[i - 1].name, <, formats[i].name);
      g_assert_true (dtl_format_find (formats[i].name) == &formats[i]);
      g_assert_cmpuint (formats[i].suffixes[0], ==, '.');
      g_assert_cmpuint (strlen (formats[i].summary), >, 0);
      g_assert_true ((formats[i].write_view != NULL) == ((formats[i].spells & ~(DTL_SPELLS_DOCUMENT | DTL_SPELLS_RECORD)) != 0));
      g_assert_true ((formats[i].write_document != NULL) == ((formats[i].spells & (DTL_SPELLS_DOCUMENT | DTL_SPELLS_RECORD)) != 0));
    }
  g_assert_null (dtl_format_find ("no such format"));
  g_assert_cmpstr (dtl_format_find_for_path ("a/b.SVG", DTL_SPELLS_RELATIONS)->name, ==, "svg");
  g_assert_cmpstr (dtl_format_find_for_path ("x.json", DTL_SPELLS_DOCUMENT)->name, ==, "document");
  g_assert_cmpstr (dtl_format_find_for_path ("x.json", DTL_SPELLS_RECORD)->name, ==, "record");
  g_assert_cmpstr (dtl_format_find_for_path ("x.json", DTL_SPELLS_TIMELINE)->name, ==, "json");
  g_assert_null (dtl_format_find_for_path ("x.png", DTL_SPELLS_TIMELINE));
  g_assert_null (dtl_format_find_for_path ("svg", DTL_SPELLS_RELATIONS));
}

static void
test_pairs (void)
{
  g_autoptr (DtlStory) story = load_story ("tiny");
  guint n;
  const DtlFormat *formats = dtl_formats (&n);

  for (DtlViewKind kind = DTL_VIEW_TIMELINE; kind <= DTL_VIEW_STORYLINE; kind++)
    for (guint i = 0; i < n; i++)
      {
        g_autoptr (DtlView) view = dtl_view_new (story, kind, NULL);
        g_autoptr (GString) out = g_string_new (NULL);
        g_autoptr (GError) error = NULL;
        gboolean done = dtl_export_view (&formats[i], view, NULL, out, &error);

        g_assert_true (done == ((formats[i].spells & dtl_view_kind_spells (kind)) != 0));
        if (done)
          continue;
        g_assert_error (error, DTL_ERROR, DTL_ERROR_UNSUPPORTED);
        g_assert_nonnull (strstr (error->message, formats[i].name));
        g_assert_nonnull (strstr (error->message, "json"));
      }
}

static const char *const loss_words[DTL_N_LOSSES] = {
  "undated", "era", "unplaced", "span", "first-day", "open", "qualifier", "clock", "date", "mentions", "parties", "relations",
  "cut", "minor",
};

/* Every rule of the table with every kind of date. */
static void
test_spelled (void)
{
  DtlTable *spec = read_spec ("spelled.tsv");

  for (guint i = 0; i < spec->n_rows; i++)
    {
      const char *const *row = dtl_table_row (spec, i);
      g_autoptr (GString) lost = g_string_new (NULL);
      DtlDate date = { DTL_DATE_NULL };
      DtlLosses losses = { { 0 } };
      DtlSpelledDate spelled;
      gboolean kept;

      if (strcmp (row[1], "-") != 0)
        g_assert_true (dtl_date_parse (row[1], &date, NULL));
      kept = dtl_date_spell (dtl_date_rule_find (row[0]), &date, &losses, &spelled);
      for (guint j = 0; j < DTL_N_LOSSES; j++)
        for (guint k = 0; k < losses.counts[j]; k++)
          g_string_append_printf (lost, "%s%s", lost->len > 0 ? " " : "", loss_words[j]);
      if (!kept)
        g_string_append (lost, " left");
      g_test_message ("%s %s", row[0], row[1]);
      g_assert_cmpstr (spelled.start, ==, row[2]);
      g_assert_cmpstr (spelled.end, ==, row[3]);
      g_assert_cmpstr (lost->str, ==, row[4]);
    }
  dtl_table_free (spec);
}

/* No rule goes untested, and the table is in order. */
static void
test_rules (void)
{
  DtlTable *spec = read_spec ("spelled.tsv");
  guint n;
  const DtlDateRule *rules = dtl_date_rules (&n);

  for (guint i = 0; i < n; i++)
    {
      guint n_rows = 0;

      dtl_table_find (spec, rules[i].format, &n_rows);
      g_assert_cmpuint (n_rows, >=, 14);
      g_assert_true (i == 0 || strcmp (rules[i - 1].format, rules[i].format) < 0);
    }
  dtl_table_free (spec);
}

static void
test_losses (void)
{
  DtlLosses losses = { { 0 } };
  g_autofree char *nothing = dtl_losses_describe (&losses);
  g_autofree char *words = NULL;

  g_assert_null (nothing);
  dtl_losses_add (NULL, DTL_LOSS_CUT);
  for (guint i = 0; i < DTL_N_LOSSES; i++)
    for (guint j = 0; j <= i % 2; j++)
      dtl_losses_add (&losses, i);
  words = dtl_losses_describe (&losses);
  g_assert_true (g_str_has_prefix (words, "1 event without a date is left out; 2 events outside"));
  g_assert_null (strstr (words, "(null)"));
}

/* --- sinks --- */

typedef struct
{
  GString *bytes;
  GPtrArray *names;
  gsize most;  /* bytes given at once */
  guint left;  /* calls until it fails */
} Taken;

static gboolean
take_bytes (gpointer user_data, const char *bytes, gsize length, GError **error)
{
  Taken *taken = user_data;

  if (taken->left-- == 0)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, "full");
      return FALSE;
    }
  g_string_append_len (taken->bytes, bytes, length);
  taken->most = MAX (taken->most, length);
  return TRUE;
}

static gboolean
take_name (gpointer user_data, const char *name, GError **error)
{
  g_ptr_array_add (((Taken *) user_data)->names, g_strdup (name));
  return TRUE;
}

/* Through a sink the same bytes come as into memory; what a sink refuses ends the export. */
static void
test_sinks (void)
{
  g_autoptr (DtlStory) story = load_story ("tiny");
  guint n;
  const DtlFormat *formats = dtl_formats (&n);

  for (guint i = 0; i < n; i++)
    {
      DtlViewKind kind = formats[i].spells & DTL_SPELLS_EVENTS ? DTL_VIEW_EVENTS : DTL_VIEW_TIMELINE;
      g_autoptr (DtlView) view = dtl_view_new (story, kind, NULL);
      g_autoptr (GString) whole = g_string_new (NULL), rest = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      Taken taken = { g_string_new (NULL), g_ptr_array_new_with_free_func (g_free), 0, G_MAXUINT };
      DtlSink sink = { take_bytes, NULL, &taken };
      DtlExportOptions options = { .sink = &sink };

      if (formats[i].write_view != NULL && formats[i].spells & dtl_view_kind_spells (kind))
        {
          g_assert_true (dtl_export_view (&formats[i], view, NULL, whole, NULL));
          g_assert_true (dtl_export_view (&formats[i], view, &options, rest, NULL));
          g_assert_cmpuint (rest->len, ==, 0);
          g_assert_cmpmem (taken.bytes->str, taken.bytes->len, whole->str, whole->len);
          taken.left = 0;
          g_assert_true (whole->len == 0 || !dtl_export_view (&formats[i], view, &options, rest, &error));
          g_assert_true (whole->len == 0 || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC));
        }
      if (formats[i].is_bundle)
        {
          g_assert_cmpmem (whole->str, 4, "PK\3\4", 4);
          sink.begin = take_name;
          taken.left = G_MAXUINT;
          g_string_truncate (taken.bytes, 0);
          g_assert_true (dtl_export_view (&formats[i], view, &options, rest, NULL));
          g_assert_cmpuint (taken.names->len, >=, 2);
        }
      g_string_free (taken.bytes, TRUE);
      g_ptr_array_unref (taken.names);
    }
}

static gpointer
draw_graphs (gpointer data)
{
  DtlStory *story = data;

  for (guint i = 0; i < 5; i++)
    g_string_free (export (story, DTL_VIEW_RELATIONS, "dot", NULL), TRUE);
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (DtlStory) story = load_story ("harbour");
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("draw", draw_graphs, story);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/escape", test_escape);
  g_test_add_func ("/export/dates", test_dates);
  g_test_add_func ("/export/widths", test_widths);
  g_test_add_func ("/export/families", test_families);
  g_test_add_func ("/export/registry", test_registry);
  g_test_add_func ("/export/spelled", test_spelled);
  g_test_add_func ("/export/rules", test_rules);
  g_test_add_func ("/export/losses", test_losses);
  g_test_add_func ("/export/sinks", test_sinks);
  g_test_add_func ("/export/pairs", test_pairs);
  g_test_add_func ("/export/golden", test_golden);
  g_test_add_func ("/export/terminal-safe", test_terminal_safe);
  g_test_add_func ("/export/ascii-only", test_ascii_only);
  g_test_add_func ("/export/pictures", test_pictures);
  g_test_add_func ("/export/images", test_images);
  g_test_add_func ("/export/render-failure", test_render_failure);
  g_test_add_func ("/export/renderer", test_renderer);
  g_test_add_func ("/export/render-failure-of-many", test_renderer_failure);
  g_test_add_func ("/export/threads", test_threads);
  return g_test_run ();
}
