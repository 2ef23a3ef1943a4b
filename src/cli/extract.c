/*
 * dateline extract: the facts of each document, one record a line.
 *
 * With --resume, the records that an earlier run has written say which documents are done. They are known by id, which is a
 * hash of their bytes, and address; the same document twice in a collection is done as often as its record is there.
 */
#include "cli.h"

#include <stdio.h>
#include <string.h>

typedef struct
{
  GMutex mutex;
  GHashTable *records; /* owned: id and address → how many records of it are there */
  guint n_skipped;
} Done;

static char *
key_of (const char *id, const char *uri)
{
  return g_strdup_printf ("%s %s", id, uri != NULL ? uri : "");
}

static guint
count_of (const Done *done, const char *key)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (done->records, key));
}

/* A line of an earlier run. What it says of its source stands before the actors, and is all that is parsed. */
static gboolean
take_line (const char *line, gsize length, gpointer user_data)
{
  static const char start[] = "{\"format\":\"dateline-record/1\",", actors[] = ",\"actors\":[";
  Done *done = user_data;
  const char *stop = g_strstr_len (line, length, actors);
  g_autofree char *head = NULL, *key = NULL;
  g_autoptr (DtlRecord) record = NULL;

  if (stop == NULL || line[length - 1] != '}' || !g_str_has_prefix (line, start))
    return FALSE;
  head = g_strdup_printf ("%.*s,\"actors\":[],\"roles\":[],\"events\":[],\"diagnostics\":[]}", (int) (stop - line), line);
  record = dtl_record_new_from_json (head, -1, NULL);
  if (record == NULL)
    return FALSE;
  key = key_of (dtl_record_get_source (record)->id, dtl_record_get_source (record)->uri);
  g_hash_table_insert (done->records, g_strdup (key), GUINT_TO_POINTER (count_of (done, key) + 1));
  return TRUE;
}

static gboolean
is_new (const char *id, const char *uri, gpointer user_data)
{
  Done *done = user_data;
  g_autofree char *key = key_of (id, uri);
  guint n;

  g_mutex_lock (&done->mutex);
  n = count_of (done, key);
  if (n > 0)
    {
      g_hash_table_insert (done->records, g_strdup (key), GUINT_TO_POINTER (n - 1));
      done->n_skipped++;
    }
  g_mutex_unlock (&done->mutex);
  return n == 0;
}

static gboolean
put_record (DtlRecord *record, Output *output, GError **error)
{
  g_autofree char *json = dtl_record_to_json (record);

  return output_write (output, json, strlen (json), error) && output_write (output, "\n", 1, error);
}

static gboolean
write_record (DtlDocument *document, gpointer user_data, GError **error)
{
  DtlRecord *record = dtl_document_get_record (document);

  return record == NULL || put_record (record, user_data, error);
}

/* The records of corpora, as they are. */
typedef struct
{
  Output *output;
  GError *error; /* owned */
} Copying;

static gboolean
copy_record (DtlRecord *record, gpointer user_data)
{
  Copying *copying = user_data;

  return put_record (record, copying->output, &copying->error);
}

static ExitCode
extract_all (const Options *options, Output *output, GError **error)
{
  Options rest = *options;
  g_autoptr (GPtrArray) corpora = corpora_take (&rest);
  g_autoptr (GPtrArray) operands = rest.operands;
  Copying copying = { output, NULL };
  ExitCode code = EXIT_ALL_WELL;
  guint n_failed = 0;

  for (guint i = 0; i < corpora->len && copying.error == NULL; i++)
    n_failed += !corpus_each_record (corpora->pdata[i], copy_record, &copying);
  if (copying.error != NULL)
    g_propagate_error (error, copying.error);
  else if (corpora->len == 0 || operands->len > 0 || options->files_from != NULL)
    code = read_documents (&rest, write_record, output, error);
  else
    return failure_code (n_failed, corpora->len);
  return n_failed > 0 && code == EXIT_ALL_WELL ? EXIT_SOME_FAILED : code;
}

static ExitCode
go_on (const Options *options, GError **error)
{
  g_autoptr (GHashTable) records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Done done = { .records = records };
  const ReadingHooks hooks = { .filter = is_new, .data = &done };
  g_autoptr (Output) output = output_resume (options->output, take_line, &done, error);
  ExitCode code;

  if (output == NULL)
    return (*error)->domain == CLI_USAGE ? usage ("extract", *error) : output_failed (*error);
  g_mutex_init (&done.mutex);
  code = read_documents_with (options, &hooks, write_record, output, error);
  g_mutex_clear (&done.mutex);
  if (options->stats)
    fprintf (stderr, "done before: %u\n", done.n_skipped);
  return output_finish (output, code, *error);
}

ExitCode
extract_run (const Options *options)
{
  g_autoptr (Output) output = NULL;
  g_autoptr (GError) error = NULL;
  ExitCode code;

  if (format_choose (options, DTL_SPELLS_RECORD, "record", &error) == NULL || !output_is_no_input (options, &error))
    return usage ("extract", error);
  if (options->resume)
    return go_on (options, &error);
  output = output_open (options->output, &error);
  if (output == NULL)
    return output_failed (error);
  code = extract_all (options, output, &error);
  return output_finish (output, code, error);
}
