/*
 * ingest-dump [--body=precision|--body=recall] FILE…: what ingest alone makes of each file, as one JSON object a line.
 * For ingest-eval.py.
 *
 *   cc -O2 -DDTL_COMPILATION -D_GNU_SOURCE -DG_LOG_DOMAIN='"dateline"' -Iinclude -Ibuild/include -Isrc -Ibuild/src \
 *     tests/bench/ingest-dump.c -o build/ingest-dump build/src/libdateline-static.a \
 *     $(pkg-config --cflags --libs glib-2.0 gobject-2.0 gio-2.0 json-glib-1.0 libxml-2.0 libcgraph) -lm
 */
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "ingest/ingest.h"

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_date (JsonBuilder *builder, const char *name, const DtlWhen *when)
{
  g_autofree char *text = dtl_date_to_string (&when->date);

  add_string (builder, name, text);
}

static void
add_blocks (JsonBuilder *builder, const DtlDocument *document)
{
  json_builder_set_member_name (builder, "blocks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < document->blocks->len; i++)
    {
      const DtlBlock *block = &g_array_index (document->blocks, DtlBlock, i);
      g_autofree char *text = g_strndup (document->text + block->span.start, block->span.end - block->span.start);

      json_builder_begin_array (builder);
      json_builder_add_string_value (builder, dtl_sentence_kind_to_string (block->kind));
      json_builder_add_string_value (builder, text);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
}

static void
print_document (const char *path, const DtlDocument *document)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *line = NULL;

  json_builder_begin_object (builder);
  add_string (builder, "file", path);
  add_string (builder, "title", document->title);
  add_string (builder, "publisher", document->publisher);
  add_string (builder, "language", document->language);
  add_date (builder, "published", &document->published);
  add_string (builder, "basis", dtl_basis_to_string (document->published.basis));
  add_date (builder, "updated", &document->updated);
  json_builder_set_member_name (builder, "authors");
  json_builder_begin_array (builder);
  for (guint i = 0; document->authors != NULL && document->authors[i] != NULL; i++)
    json_builder_add_string_value (builder, document->authors[i]);
  json_builder_end_array (builder);
  add_blocks (builder, document);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  line = json_generator_to_data (generator, NULL);
  puts (line);
}

static void
dump_file (const char *path, DtlPageMode mode)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) dtl_document_unref);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *data;
  gsize size;
  DtlInput input = { .uri = path, .page_mode = mode };

  if (!g_file_get_contents (path, &data, &size, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return;
    }
  bytes = g_bytes_new_take (data, size);
  input.bytes = bytes;
  if (!dtl_ingest_run (&input, documents, &error))
    fprintf (stderr, "%s: %s\n", path, error->message);
  for (guint i = 0; i < documents->len; i++)
    print_document (path, documents->pdata[i]);
}

int
main (int argc, char **argv)
{
  DtlPageMode mode = DTL_PAGE_BALANCED;

  for (int i = 1; i < argc; i++)
    if (strcmp (argv[i], "--body=precision") == 0)
      mode = DTL_PAGE_PRECISION;
    else if (strcmp (argv[i], "--body=recall") == 0)
      mode = DTL_PAGE_RECALL;
    else
      dump_file (argv[i], mode);
  return 0;
}
