/* Reading: the inputs through the pipeline, one after the other into a sink, with all that is said about it on stderr. */
#include "cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PAGES_LIMIT (16u << 20) /* bytes of text of pages that wait for others of their articles */
#define PAGES_NAME "pages of an article"

typedef struct
{
  const Options *options;
  ReadingHooks hooks;
  GPtrArray *inputs;
  GPtrArray *window; /* of Input, borrowed: those that are being read */
  DtlPipeline *pipeline;
  DocumentSink sink;
  gpointer user_data;
  GPtrArray *pages; /* of DtlDocument, owned: of articles that go over several; they wait for each other */
  gsize pages_size; /* bytes of their text */
  gboolean progress;
  int stopped;   /* atomic: the sink has failed, the rest is skipped */
  GError *error; /* owned: of the sink */
  guint n_read;  /* inputs and pieces, all told */
  guint n_failed;
  guint n_documents;
  guint n_events;
  guint n_dated;
  guint n_actors;
  gsize n_bytes;
} Reading;

void
report (const char *subject, const char *format, ...)
{
  g_autofree char *name = display_name (strcmp (subject, "-") == 0 ? "standard input" : subject);
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_strdelimit (message, "\n\r", ' ');
  fprintf (stderr, "%s: %s\n", name, message);
}

void
report_line (const char *subject, guint line, const char *message)
{
  g_autofree char *place = g_strdup_printf ("%s:%u", strcmp (subject, "-") == 0 ? "standard input" : subject, line);

  report (place, "%s", message);
}

ExitCode
usage (const char *command, const GError *error)
{
  g_autofree char *line = display_name (error->message);

  fprintf (stderr, "dateline %s: %s\n", command, line);
  return EXIT_USAGE;
}

ExitCode
failure_code (guint n_failed, guint n)
{
  if (n_failed == 0)
    return EXIT_ALL_WELL;
  return n_failed < n ? EXIT_SOME_FAILED : EXIT_FAILED;
}

static DtlPageMode
page_mode (const Options *options)
{
  if (g_strcmp0 (options->body, "precision") == 0)
    return DTL_PAGE_PRECISION;
  return g_strcmp0 (options->body, "recall") == 0 ? DTL_PAGE_RECALL : DTL_PAGE_BALANCED;
}

/* All that is known of an input before it is read. */
static void
describe (const Options *options, const Input *wanted, DtlInput *input)
{
  input->uri = wanted->uri != NULL ? wanted->uri : strcmp (wanted->path, "-") == 0 ? NULL : wanted->path;
  input->kind = wanted->kind != NULL ? wanted->kind : options->from;
  input->map = options->map;
  input->page_mode = page_mode (options);
  input->date = wanted->date;
  input->force_date = options->force_date && !dtl_date_is_null (&wanted->date);
  input->parts_before = wanted->parts_before;
  input->limit_mb = options->limit_mb;
}

/* That the hook has left a file alone travels as an error of its own. */
#define SKIPPED (g_quark_from_static_string ("dateline-skipped"))

static gboolean
load (guint index, DtlInput *input, gpointer user_data, GError **error)
{
  Reading *reading = user_data;
  const Input *wanted = g_ptr_array_index (reading->window, index);

  if (g_atomic_int_get (&reading->stopped))
    {
      g_set_error_literal (error, CLI_USAGE, 0, "stopped");
      return FALSE;
    }
  describe (reading->options, wanted, input);
  input->bytes = wanted->bytes != NULL ? g_bytes_ref (wanted->bytes)
                                       : input_load (wanted->path, reading->options->limit_mb, error);
  if (input->bytes == NULL || wanted->bytes != NULL || reading->hooks.skip == NULL
      || !reading->hooks.skip (wanted->path, input->bytes, reading->hooks.data))
    return input->bytes != NULL;
  g_set_error_literal (error, SKIPPED, 0, "known");
  return FALSE;
}

static void
tell_diagnostics (const Reading *reading, const char *path, const DtlDocument *document)
{
  guint n;
  const DtlDiagnostic *diagnostics = dtl_document_get_diagnostics (document, &n);

  for (guint i = 0; i < n && !reading->options->quiet; i++)
    if (diagnostics[i].severity >= DTL_SEVERITY_WARNING)
      report (path, "%s: %s", dtl_severity_to_string (diagnostics[i].severity), diagnostics[i].message);
}

static void
count (Reading *reading, const DtlDocument *document)
{
  DtlRecord *record = dtl_document_get_record (document);
  guint n_events = 0, n_actors = 0;
  const DtlEvent *events;

  reading->n_documents++;
  reading->n_bytes += strlen (dtl_document_get_text (document));
  if (record == NULL)
    return;
  dtl_record_get_actors (record, &n_actors);
  events = dtl_record_get_events (record, &n_events);
  reading->n_actors += n_actors;
  reading->n_events += n_events;
  for (guint i = 0; i < n_events; i++)
    reading->n_dated += !dtl_date_is_null (&events[i].when.date);
}

static void
take_document (Reading *reading, const char *path, DtlDocument *document)
{
  tell_diagnostics (reading, path, document);
  count (reading, document);
  if (!reading->sink (document, reading->user_data, &reading->error))
    g_atomic_int_set (&reading->stopped, TRUE);
}

/* The first of the pages, where the record tells. */
static const char *
name_of_pages (const DtlDocument *document)
{
  const DtlRecord *record = dtl_document_get_record (document);
  const DtlSource *source = record != NULL ? dtl_record_get_source (record) : NULL;

  return source != NULL && source->uri != NULL ? source->uri : PAGES_NAME;
}

static void
done_pages (guint index, GPtrArray *documents, const GError *error, gpointer user_data)
{
  Reading *reading = user_data;

  if (reading->error != NULL)
    return;
  if (documents != NULL && reading->hooks.begin != NULL)
    reading->hooks.begin (name_of_pages (documents->pdata[0]), reading->hooks.data);
  if (documents != NULL)
    take_document (reading, name_of_pages (documents->pdata[0]), documents->pdata[0]);
  else
    {
      report (PAGES_NAME, "%s", error->message);
      reading->n_failed++;
    }
}

/* What waits is joined and goes on. */
static void
release_pages (Reading *reading)
{
  if (reading->error == NULL && reading->pages->len > 0)
    dtl_pipeline_join_pages (reading->pipeline, reading->pages, done_pages, reading);
  g_ptr_array_set_size (reading->pages, 0);
  reading->pages_size = 0;
}

/* Only pages wait: in an endless stream of them those that are too far apart stay apart. */
static void
keep_page (Reading *reading, DtlDocument *page)
{
  gsize size = strlen (dtl_document_get_text (page));

  if (reading->pages_size + size > PAGES_LIMIT)
    release_pages (reading);
  g_ptr_array_add (reading->pages, dtl_document_ref (page));
  reading->pages_size += size;
}

static void
take_documents (Reading *reading, const Input *input, GPtrArray *documents)
{
  for (guint i = 0; i < documents->len && reading->error == NULL; i++)
    if (dtl_document_is_page (documents->pdata[i]))
      keep_page (reading, documents->pdata[i]);
    else
      take_document (reading, input->path, documents->pdata[i]);
}

/* A piece of a stream is not all of it, nor is a page of an article that goes over several. */
static void
finish_input (Reading *reading, const Input *input, GPtrArray *documents)
{
  const ReadingHooks *hooks = &reading->hooks;

  for (guint i = 0; i < documents->len; i++)
    if (dtl_document_is_page (documents->pdata[i]))
      return;
  if (hooks->finish != NULL && input->bytes == NULL && reading->error == NULL
      && !hooks->finish (input->path, hooks->data, &reading->error))
    g_atomic_int_set (&reading->stopped, TRUE);
}

static void
done (guint index, GPtrArray *documents, const GError *error, gpointer user_data)
{
  Reading *reading = user_data;
  const Input *input = g_ptr_array_index (reading->window, index);
  const ReadingHooks *hooks = &reading->hooks;
  guint n = ++reading->n_read;

  if (reading->error != NULL)
    return;
  if (reading->progress)
    fprintf (stderr, "\r\033[K%u/%u ", n, MAX (n, reading->inputs->len));
  if (reading->progress && (documents == NULL || n >= reading->inputs->len))
    fputs ("\r\033[K", stderr);
  if (error != NULL && error->domain == SKIPPED)
    return;
  if (documents == NULL)
    {
      report (input->path, "%s", error->message);
      reading->n_failed++;
      return;
    }
  if (hooks->begin != NULL)
    hooks->begin (input->path, hooks->data);
  take_documents (reading, input, documents);
  finish_input (reading, input, documents);
}

/* --- files and streams --- */

static void
run_window (Reading *reading)
{
  if (reading->window->len > 0 && reading->error == NULL)
    dtl_pipeline_run_batch (reading->pipeline, reading->window->len, load, done, reading);
  g_ptr_array_set_size (reading->window, 0);
}

static gssize
read_some (gpointer user_data, char *buffer, gsize size, GError **error)
{
  gssize n;

  do
    n = read (*(int *) user_data, buffer, size);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (errno), g_strerror (errno));
  return n;
}

/* The next pieces, as many as keep all threads at work. FALSE at the end, with @error on failure. */
static gboolean
gather_pieces (Reading *reading, DtlStream *stream, const Input *input, GPtrArray *pieces, GError **error)
{
  guint n = 2 * MAX (1, reading->options->jobs);
  DtlInput piece;

  while (pieces->len < n && dtl_stream_next (stream, &piece, error))
    {
      Input *own = g_new0 (Input, 1);

      *own = (Input) { .path = g_strdup (input->path), .uri = g_strdup (piece.uri), .date = input->date, .bytes = piece.bytes, .kind = piece.kind,
                       .parts_before = piece.parts_before };
      g_ptr_array_add (pieces, own);
      g_ptr_array_add (reading->window, own);
    }
  return pieces->len == n;
}

static void
read_stream (Reading *reading, const Input *input)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtlStream) stream = NULL;
  DtlInput about = { NULL };
  int descriptor = input_open (input->path, &error);
  gboolean goes_on = descriptor >= 0;

  describe (reading->options, input, &about);
  stream = dtl_stream_new (&about, read_some, &descriptor);
  while (goes_on && reading->error == NULL)
    {
      g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) input_free);

      goes_on = gather_pieces (reading, stream, input, pieces, &error);
      run_window (reading);
    }
  if (error != NULL && reading->error == NULL)
    {
      report (input->path, "%s", error->message);
      reading->n_failed++;
      reading->n_read++;
    }
  if (descriptor >= 0)
    close (descriptor);
}

/* Files go through the threads together; a stream goes through them in pieces of its own. */
static void
read_inputs (Reading *reading)
{
  g_autoptr (GPtrArray) window = g_ptr_array_new ();

  reading->window = window;
  for (guint i = 0; i < reading->inputs->len && reading->error == NULL; i++)
    {
      Input *input = g_ptr_array_index (reading->inputs, i);

      if (!input_is_stream (input, reading->options->limit_mb))
        {
          g_ptr_array_add (window, input);
          continue;
        }
      run_window (reading);
      read_stream (reading, input);
    }
  run_window (reading);
}

static void
tell_stats (const Reading *reading, gint64 started)
{
  fprintf (stderr,
           "inputs: %u, failed: %u; documents: %u, bytes of text: %" G_GSIZE_FORMAT
           "; events: %u, dated: %u; actors: %u; %.2f s\n",
           reading->inputs->len, reading->n_failed, reading->n_documents, reading->n_bytes, reading->n_events,
           reading->n_dated, reading->n_actors, (g_get_monotonic_time () - started) / 1e6);
}

static DtlStages
wanted_stages (const Options *options)
{
  if (g_strcmp0 (options->stages, "ingest") == 0)
    return DTL_STAGES_INGEST;
  return g_strcmp0 (options->stages, "text") == 0 ? DTL_STAGES_TEXT : DTL_STAGES_ALL;
}

static DtlPipeline *
open_pipeline (const Options *options, const ReadingHooks *hooks, GError **error)
{
  DtlPipelineOptions settings = {
    .model = g_getenv ("DATELINE_MODEL"),
    .lexicon = options->lexicon,
    .jobs = options->jobs,
    .stages = wanted_stages (options),
    .has_zone = options->zone != DTL_ZONE_NONE,
    .zone = options->zone != DTL_ZONE_NONE ? options->zone : 0,
    .filter = hooks->filter,
    .filter_data = hooks->data,
    .keep_pages = TRUE,
  };

  return dtl_pipeline_new (&settings, error);
}

/* --from names a kind that can be read, --map fields that there are. */
static gboolean
check_kind (const Options *options, GError **error)
{
  guint n;
  const DtlInputKind *kinds = dtl_input_kinds (&n);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GError) reason = NULL;

  if (options->map != NULL && !dtl_input_check_map (options->map, &reason))
    {
      usage_error (error, "--map=%s: %s", options->map, reason->message);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      if (options->from == NULL || strcmp (kinds[i].name, options->from) == 0)
        return TRUE;
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", kinds[i].name);
    }
  usage_error (error, "unknown kind of input '%s'; known: %s", options->from, names->str);
  return FALSE;
}

/* --files-from and --dates that cannot be read are failures, not mistakes of usage. */
static ExitCode
cannot_start (const char *command, const GError *error)
{
  g_auto (GStrv) lines = g_strsplit (error->message, "\n", -1);

  if (error->domain == CLI_USAGE)
    return usage (command, error);
  for (guint i = 0; lines[i] != NULL; i++)
    fprintf (stderr, "dateline: %s\n", lines[i]);
  return EXIT_FAILED;
}

ExitCode
read_documents (const Options *options, DocumentSink sink, gpointer user_data, GError **error)
{
  static const ReadingHooks none = { NULL };

  return read_documents_with (options, &none, sink, user_data, error);
}

ExitCode
read_documents_with (const Options *options, const ReadingHooks *hooks, DocumentSink sink, gpointer user_data,
                     GError **error)
{
  Reading reading = { .options = options, .hooks = *hooks, .sink = sink, .user_data = user_data };
  g_autoptr (GPtrArray) inputs = NULL, pages = g_ptr_array_new_with_free_func ((GDestroyNotify) dtl_document_unref);
  g_autoptr (DtlPipeline) pipeline = NULL;
  g_autoptr (GError) reason = NULL;
  gint64 started = g_get_monotonic_time ();
  guint n_missing = 0;

  if (!check_kind (options, &reason) || (inputs = inputs_gather (options, &n_missing, &reason)) == NULL
      || (inputs->len > 0 && (pipeline = open_pipeline (options, hooks, &reason)) == NULL))
    return cannot_start (options->command->name, reason);
  reading.inputs = inputs;
  reading.progress = options->progress || (isatty (STDERR_FILENO) && inputs->len > 1 && !options->quiet);
  reading.pipeline = pipeline;
  reading.pages = pages;
  read_inputs (&reading);
  release_pages (&reading);
  if (reading.error != NULL)
    {
      g_propagate_error (error, reading.error);
      return EXIT_FAILED;
    }
  if (options->stats)
    tell_stats (&reading, started);
  return failure_code (reading.n_failed + n_missing, reading.n_read + n_missing);
}
