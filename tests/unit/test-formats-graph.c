/*
 * Formats of graphs: days and strings by table; every format of every view of every story read back by libxml2, json-glib
 * or a small reader of tables: ids stand once, no edge dangles, nothing is lost on the way through a sink.
 */
#include <dateline/dateline.h>
#include <json-glib/json-glib.h>
#include <libxml/parser.h>
#include <string.h>

#include "base/table.h"
#include "export/escape.h"
#include "export/graph-words.h"
#include "export/sink.h"

static const char *const stories[] = { "harbour", "hostile", "tiny", "empty", "torture", "crowd", "harbour+second" };

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

static DtlView *
load_view (const char *names, DtlViewKind kind)
{
  g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();
  g_auto (GStrv) parts = g_strsplit (names, "+", -1);
  DtlViewOptions everything = { .minor = TRUE, .top = 100000 };
  g_autoptr (DtlStory) story = NULL;

  for (guint i = 0; parts[i]; i++)
    {
      g_autofree char *file = g_strconcat (parts[i], ".json", NULL);
      g_autofree char *json = read_test_file ("data/export", file);
      g_autoptr (GError) error = NULL;
      g_autoptr (DtlRecord) record = dtl_record_new_from_json (json, -1, &error);

      g_assert_no_error (error);
      dtl_story_builder_add (builder, record);
    }
  story = dtl_story_builder_seal (builder);
  return dtl_view_new (story, kind, &everything);
}

static GString *
export (const DtlView *view, const char *format)
{
  g_autoptr (GError) error = NULL;
  GString *out = g_string_new (NULL);

  dtl_export_view (dtl_format_find (format), view, NULL, out, &error);
  g_assert_no_error (error);
  return out;
}

static void
test_dates (void)
{
  DtlTable *spec = read_spec ("graph-dates.tsv");

  for (guint i = 0; i < spec->n_rows; i++)
    {
      const char *const *row = dtl_table_row (spec, i);
      g_autoptr (GError) error = NULL;
      DtlGraphDays days;
      DtlDate date;

      dtl_date_parse (row[1], &date, &error);
      g_assert_no_error (error);
      dtl_graph_days (dtl_date_rule_find (row[0]), &date, &date, &days);
      g_assert_cmpstr (*days.earliest ? days.earliest : "-", ==, row[2]);
      g_assert_cmpstr (*days.latest ? days.latest : "-", ==, row[3]);
    }
  dtl_table_free (spec);
}

static void
test_cypher_strings (void)
{
  DtlTable *spec = read_spec ("cypher.tsv");

  for (guint i = 0; i < spec->n_rows; i++)
    {
      const char *const *row = dtl_table_row (spec, i);
      g_autofree char *input = g_strcompress (row[0]);
      g_autofree char *expected = g_strcompress (row[1]);
      g_autofree char *output = dtl_escape_cypher (input);

      g_assert_cmpstr (output, ==, expected);
    }
  dtl_table_free (spec);
}

/* --- what every reader checks --- */

/** Seen: ids of what was read */
typedef struct
{
  GHashTable *nodes;
  GHashTable *edges;
} Seen;

static void
seen_init (Seen *seen)
{
  seen->nodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  seen->edges = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
see_node (Seen *seen, const char *id)
{
  g_assert_nonnull (id);
  g_assert_true (g_hash_table_add (seen->nodes, g_strdup (id)));
}

static void
see_edge (Seen *seen, const char *id, const char *from, const char *to)
{
  g_assert_true (g_hash_table_contains (seen->nodes, from));
  g_assert_true (g_hash_table_contains (seen->nodes, to));
  g_assert_true (g_hash_table_add (seen->edges, g_strdup (id)));
}

/* As many as the network has, and those. */
static void
check_seen (Seen *seen, const DtlView *view)
{
  g_autoptr (DtlNetwork) network = dtl_network_new (view, NULL);
  g_autoptr (GString) id = g_string_new (NULL);

  g_assert_cmpuint (g_hash_table_size (seen->nodes), ==, network->nodes->len);
  g_assert_cmpuint (g_hash_table_size (seen->edges), ==, network->edges->len);
  for (guint i = 0; i < network->nodes->len; i++)
    g_assert_true (g_hash_table_contains (seen->nodes, dtl_network_node_id (network, i)));
  for (guint i = 0; i < network->edges->len; i++)
    {
      g_string_truncate (id, 0);
      dtl_network_append_edge_id (network, i, id);
      g_assert_true (g_hash_table_contains (seen->edges, id->str));
    }
  g_hash_table_unref (seen->nodes);
  g_hash_table_unref (seen->edges);
}

static void
each_view (void (*check) (const DtlView *view, const char *format), const char *const *formats)
{
  for (guint i = 0; i < G_N_ELEMENTS (stories); i++)
    for (DtlViewKind kind = DTL_VIEW_TIMELINE; kind <= DTL_VIEW_STORYLINE; kind++)
      {
        g_autoptr (DtlView) view = load_view (stories[i], kind);

        for (guint j = 0; formats[j] != NULL; j++)
          check (view, formats[j]);
      }
}

/* --- XML --- */

static char *
attribute (xmlNode *node, const char *name)
{
  xmlChar *value = xmlGetProp (node, BAD_CAST name);
  char *copy = g_strdup ((const char *) value);

  xmlFree (value);
  return copy;
}

/* Spells stand in order and do not touch. */
static void
check_spells (xmlNode *spells)
{
  g_autofree char *last = g_strdup ("");

  for (xmlNode *node = xmlFirstElementChild (spells); node; node = xmlNextElementSibling (node))
    {
      g_autofree char *start = attribute (node, "start");
      char *end = attribute (node, "end");

      g_assert_cmpstr (last, <, start);
      g_assert_cmpstr (start, <=, end);
      g_free (last);
      last = end;
    }
}

static void
check_element (xmlNode *node, Seen *seen)
{
  g_autofree char *id = attribute (node, "id");
  g_autofree char *start = attribute (node, "start");
  g_autofree char *end = attribute (node, "end");
  g_autofree char *source = attribute (node, "source");
  g_autofree char *target = attribute (node, "target");

  if (strcmp ((const char *) node->name, "node") == 0)
    see_node (seen, id);
  else if (strcmp ((const char *) node->name, "edge") == 0)
    see_edge (seen, id, source, target);
  else if (strcmp ((const char *) node->name, "spells") == 0)
    check_spells (node);
  g_assert_true ((start == NULL) == (end == NULL));
  g_assert_cmpstr (start ? start : "", <=, end ? end : "");
  g_assert_true (node->children == NULL || node->children->type != XML_CDATA_SECTION_NODE);
}

static void
check_xml (const DtlView *view, const char *format)
{
  GString *out = export (view, format);
  xmlDoc *document = xmlReadMemory (out->str, (int) out->len, "graph.xml", NULL, XML_PARSE_NONET);
  xmlNode *node = xmlDocGetRootElement (document);
  Seen seen;

  g_assert_nonnull (document);
  seen_init (&seen);
  while (node != NULL)
    {
      xmlNode *up = node, *next = xmlFirstElementChild (node);

      check_element (node, &seen);
      while (next == NULL && up != NULL && up->type == XML_ELEMENT_NODE)
        {
          next = xmlNextElementSibling (up);
          up = up->parent;
        }
      node = next;
    }
  check_seen (&seen, view);
  xmlFreeDoc (document);
  g_string_free (out, TRUE);
}

static void
test_xml (void)
{
  static const char *const formats[] = { "graphml", "yed", "gexf", "gexf12", NULL };

  each_view (check_xml, formats);
}

/* --- JSON --- */

static JsonObject *
data_of (JsonArray *list, guint i)
{
  JsonObject *object = json_array_get_object_element (list, i);

  return json_object_has_member (object, "data") ? json_object_get_object_member (object, "data") : object;
}

static void
check_lists (JsonArray *nodes, JsonArray *edges, const char *from, const char *to, const DtlView *view)
{
  Seen seen;

  seen_init (&seen);
  for (guint i = 0; i < json_array_get_length (nodes); i++)
    {
      JsonObject *node = data_of (nodes, i);

      if (!g_str_has_prefix (json_object_get_string_member (node, "id"), "country-"))
        see_node (&seen, json_object_get_string_member (node, "id"));
      g_assert_cmpstr (json_object_get_string_member (node, "label"), !=, "");
    }
  for (guint i = 0; i < json_array_get_length (edges); i++)
    {
      JsonObject *edge = data_of (edges, i);

      see_edge (&seen, json_object_get_string_member (edge, "id"), json_object_get_string_member (edge, from),
                json_object_get_string_member (edge, to));
    }
  check_seen (&seen, view);
}

/* Of Cytoscape: a parent stands before its children, and is no actor. */
static void
check_parents (JsonArray *nodes)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (nodes); i++)
    {
      JsonObject *node = data_of (nodes, i);

      if (json_object_has_member (node, "parent"))
        g_assert_true (g_hash_table_contains (seen, json_object_get_string_member (node, "parent")));
      g_assert_true (g_hash_table_add (seen, (gpointer) json_object_get_string_member (node, "id")));
    }
}

static void
check_json (const DtlView *view, const char *format)
{
  gboolean is_kumu = strcmp (format, "kumu") == 0, is_cytoscape = strcmp (format, "cytoscape") == 0;
  GString *out = export (view, format);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *root;
  JsonArray *nodes;

  g_assert_null (strstr (out->str, "</"));
  json_parser_load_from_data (parser, out->str, (gssize) out->len, &error);
  g_assert_no_error (error);
  root = json_node_get_object (json_parser_get_root (parser));
  if (is_cytoscape)
    root = json_object_get_object_member (root, "elements");
  nodes = json_object_get_array_member (root, is_kumu ? "elements" : "nodes");
  check_lists (nodes, json_object_get_array_member (root, is_kumu ? "connections" : is_cytoscape ? "edges" : "links"),
               is_kumu ? "from" : "source", is_kumu ? "to" : "target", view);
  if (is_cytoscape)
    check_parents (nodes);
  g_string_free (out, TRUE);
}

static void
test_json (void)
{
  static const char *const formats[] = { "cytoscape", "node-link", "kumu", NULL };

  each_view (check_json, formats);
}

/* --- Cypher --- */

/* A statement without its strings, each of which becomes a quote. */
static char *
strip_strings (const char *line)
{
  GString *out = g_string_new (NULL);
  gboolean is_inside = FALSE;

  for (const char *p = line; *p; p++)
    {
      if (is_inside && *p == '\\')
        p++;
      else if (*p == '\'')
        is_inside = !is_inside;
      if (!is_inside)
        g_string_append_c (out, *p);
    }
  g_assert_false (is_inside);
  return g_string_free (out, FALSE);
}

static void
check_cypher (const DtlView *view, const char *format)
{
  GString *out = export (view, format);
  g_autoptr (DtlNetwork) network = dtl_network_new (view, NULL);
  g_auto (GStrv) lines = g_strsplit (out->str, "\n", -1);
  guint n_nodes = 0, n_edges = 0;

  for (guint i = 0; lines[i + 1] != NULL; i++)
    {
      g_autofree char *plain = g_str_has_prefix (lines[i], "//") ? NULL : strip_strings (lines[i]);
      gboolean is_node = plain && g_regex_match_simple ("^MERGE \\(n:(Actor|Event) \\{id: '\\}\\) SET (n:[A-Z][a-z]+, )?n \\+= "
                                                        "\\{[a-z_]+: [a-z0-9'().-]+(, [a-z_]+: [a-z0-9'().-]+)*\\};$",
                                                        plain, 0, 0);
      gboolean is_edge = plain && g_regex_match_simple ("^MATCH \\(a:(Actor|Event) \\{id: '\\}\\), \\(b:Actor \\{id: '\\}\\) MERGE "
                                                        "\\(a\\)-\\[r:[A-Z_]+ \\{id: '\\}\\]->\\(b\\) SET r \\+= "
                                                        "\\{[a-z_]+: [a-z0-9'().-]+(, [a-z_]+: [a-z0-9'().-]+)*\\};$",
                                                        plain, 0, 0);

      if (plain != NULL && !is_node && !is_edge)
        g_test_message ("%s", plain);
      g_assert_true (plain == NULL || is_node || is_edge);
      n_nodes += is_node;
      n_edges += is_edge;
    }
  g_assert_cmpuint (n_nodes, ==, network->nodes->len);
  g_assert_cmpuint (n_edges, ==, network->edges->len);
  g_string_free (out, TRUE);
}

static void
test_cypher (void)
{
  static const char *const formats[] = { "cypher", NULL };

  each_view (check_cypher, formats);
}

/* --- sinks and bundles --- */

/** Catch: a sink that keeps what it gets, by files; or refuses after so many calls */
typedef struct
{
  GPtrArray *names; /* owned */
  GPtrArray *files; /* owned GString */
  guint n_left;
} Catch;

static void
free_string (gpointer string)
{
  g_string_free (string, TRUE);
}

static gboolean
catch_begin (gpointer user_data, const char *name, GError **error)
{
  Catch *catch = user_data;

  g_ptr_array_add (catch->names, g_strdup (name));
  g_ptr_array_add (catch->files, g_string_new (NULL));
  return TRUE;
}

static gboolean
catch_write (gpointer user_data, const char *bytes, gsize length, GError **error)
{
  Catch *catch = user_data;

  if (catch->n_left-- == 0)
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, "the disk is full");
      return FALSE;
    }
  g_string_append_len (g_ptr_array_index (catch->files, catch->files->len - 1), bytes, (gssize) length);
  return TRUE;
}

static void
catch_init (Catch *catch, guint n_left)
{
  catch->names = g_ptr_array_new_with_free_func (g_free);
  catch->files = g_ptr_array_new_with_free_func (free_string);
  catch->n_left = n_left;
}

static void
catch_clear (Catch *catch)
{
  g_ptr_array_unref (catch->names);
  g_ptr_array_unref (catch->files);
}

static gboolean
export_into (const DtlView *view, const char *format, Catch *catch, DtlLosses *losses, GError **error)
{
  DtlSink sink = { catch_write, catch_begin, catch };
  DtlExportOptions options = { .sink = &sink, .losses = losses };
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean done;

  if (!dtl_format_find (format)->is_bundle)
    catch_begin (catch, format, NULL);
  done = dtl_export_view (dtl_format_find (format), view, &options, out, error);
  g_assert_true (!done || out->len == 0);
  return done;
}

static const char *const all_formats[] = { "cypher", "cytoscape", "gexf", "gexf12", "graphml", "i2", "kumu", "neo4j", "node-link",
                                           "yed",    NULL };

/* In pieces the same comes out as at once; whoever takes no more ends it. */
static void
test_sinks (void)
{
  g_autoptr (DtlView) view = load_view ("crowd", DTL_VIEW_EVENTS);

  for (guint i = 0; all_formats[i] != NULL; i++)
    {
      GString *whole = export (view, all_formats[i]);
      g_autoptr (GError) error = NULL;
      Catch all, little;

      catch_init (&all, G_MAXUINT);
      catch_init (&little, 0);
      g_assert_true (export_into (view, all_formats[i], &all, NULL, NULL));
      if (!dtl_format_find (all_formats[i])->is_bundle)
        g_assert_true (g_string_equal (whole, g_ptr_array_index (all.files, 0)));
      g_assert_false (export_into (view, all_formats[i], &little, NULL, &error));
      g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
      catch_clear (&all);
      catch_clear (&little);
      g_string_free (whole, TRUE);
    }
}

/* Cells of a row of RFC 4180, at @p, which moves past its end. */
static GPtrArray *
read_row (const char **p)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  GString *cell = g_string_new (NULL);
  gboolean is_quoted = FALSE;

  for (; **p && (is_quoted || **p != '\n'); (*p)++)
    {
      if (is_quoted && **p == '"' && (*p)[1] == '"')
        g_string_append_c (cell, *++(*p));
      else if (**p == '"')
        is_quoted = !is_quoted;
      else if (**p == ',' && !is_quoted)
        {
          g_ptr_array_add (cells, g_strdup (cell->str));
          g_string_truncate (cell, 0);
        }
      else if (**p != '\r' || is_quoted)
        g_string_append_c (cell, **p);
    }
  g_assert_false (is_quoted);
  g_ptr_array_add (cells, g_string_free (cell, FALSE));
  *p += **p == '\n';
  return cells;
}

static void
check_table (const char *format, const char *name, const char *text)
{
  gboolean is_guarded = strcmp (format, "i2") == 0;
  const char *p = text + (is_guarded ? 3 : 0);
  g_autoptr (GPtrArray) head = NULL;

  if (is_guarded)
    g_assert_true (g_str_has_prefix (text, "\xEF\xBB\xBF"));
  head = read_row (&p);
  while (*p)
    {
      g_autoptr (GPtrArray) row = read_row (&p);

      g_assert_cmpuint (row->len, ==, head->len);
      for (guint i = 0; is_guarded && i < row->len; i++)
        if (strchr ("=+@|%", *(const char *) row->pdata[i]) != NULL && *(const char *) row->pdata[i])
          g_error ("%s: a formula: %s", name, (const char *) row->pdata[i]);
    }
}

static void
test_bundles (void)
{
  static const char *const formats[] = { "neo4j", "i2" };

  for (guint i = 0; i < G_N_ELEMENTS (stories) * G_N_ELEMENTS (formats); i++)
    {
      const char *format = formats[i % 2];
      g_autoptr (DtlView) view = load_view (stories[i / 2], i % 3 ? DTL_VIEW_EVENTS : DTL_VIEW_RELATIONS);
      GString *archive = export (view, format);
      Catch catch;

      catch_init (&catch, G_MAXUINT);
      g_assert_true (export_into (view, format, &catch, NULL, NULL));
      g_assert_cmpuint (catch.names->len, ==, i % 3 ? 4 : 3);
      g_assert_cmpmem (archive->str, 4, "PK\3\4", 4);
      for (guint j = 0; j < catch.names->len; j++)
        if (g_str_has_suffix (catch.names->pdata[j], ".csv"))
          check_table (format, catch.names->pdata[j], ((GString *) catch.files->pdata[j])->str);
      catch_clear (&catch);
      g_string_free (archive, TRUE);
    }
}

static void
test_suffixes (void)
{
  static const char *const paths[][2] = {
    { "a.graphml", "graphml" },   { "a.yed.graphml", "yed" },         { "a.gexf", "gexf" },      { "a.gexf12.gexf", "gexf12" },
    { "a.cyjs", "cytoscape" },    { "a.node-link.json", "node-link" }, { "a.kumu.json", "kumu" }, { "a.cypher", "cypher" },
    { "a.neo4j.zip", "neo4j" },   { "a.i2.zip", "i2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    g_assert_cmpstr (dtl_format_find_for_path (paths[i][0], DTL_SPELLS_EVENTS)->name, ==, paths[i][1]);
}

/* All dates stand in EDTF, so of them nothing is lost; further mentions are. */
static void
test_losses (void)
{
  g_autoptr (DtlView) view = load_view ("torture", DTL_VIEW_EVENTS);

  for (guint i = 0; all_formats[i] != NULL; i++)
    {
      DtlLosses losses = { 0 };
      Catch catch;

      catch_init (&catch, G_MAXUINT);
      g_assert_true (export_into (view, all_formats[i], &catch, &losses, NULL));
      for (guint j = 0; j < DTL_N_LOSSES; j++)
        g_assert_cmpuint (losses.counts[j], ==, 0);
      catch_clear (&catch);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats-graph/dates", test_dates);
  g_test_add_func ("/formats-graph/cypher-strings", test_cypher_strings);
  g_test_add_func ("/formats-graph/xml", test_xml);
  g_test_add_func ("/formats-graph/json", test_json);
  g_test_add_func ("/formats-graph/cypher", test_cypher);
  g_test_add_func ("/formats-graph/sinks", test_sinks);
  g_test_add_func ("/formats-graph/bundles", test_bundles);
  g_test_add_func ("/formats-graph/suffixes", test_suffixes);
  g_test_add_func ("/formats-graph/losses", test_losses);
  return g_test_run ();
}
