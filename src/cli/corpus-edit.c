/* dateline add, remove: articles into a corpus, and out of it. */
#include "cli.h"

#include <stdio.h>
#include <string.h>

typedef struct
{
  DtlCorpus *corpus;
  const char *path; /* borrowed: of the input whose documents come */
} Adding;

static gboolean
is_new (const char *id, const char *uri, gpointer user_data)
{
  return !dtl_corpus_knows (((Adding *) user_data)->corpus, id, uri);
}

static gboolean
is_read (const char *path, GBytes *bytes, gpointer user_data)
{
  return dtl_corpus_knows_input (((Adding *) user_data)->corpus, path, bytes);
}

static void
begin_input (const char *path, gpointer user_data)
{
  ((Adding *) user_data)->path = path;
}

static gboolean
finish_input (const char *path, gpointer user_data, GError **error)
{
  return dtl_corpus_finish_input (((Adding *) user_data)->corpus, path, error);
}

static gboolean
add_document (DtlDocument *document, gpointer user_data, GError **error)
{
  Adding *adding = user_data;

  return dtl_document_get_record (document) == NULL
         || dtl_corpus_add (adding->corpus, document, strcmp (adding->path, "-") == 0 ? NULL : adding->path, error);
}

static void
tell_counts (const Options *options, const DtlCorpusCounts *counts)
{
  if (options->quiet)
    return;
  if (counts->run > 0)
    fprintf (stderr, "run %u: ", counts->run);
  fprintf (stderr, "%u added (%u of them changed), %u known, %u removed\n", counts->n_added, counts->n_replaced,
           counts->n_known, counts->n_removed - counts->n_replaced);
}

/* A new corpus has to be called like one, so that an article that was meant to be read is not taken for its name. */
static gboolean
check_name (const char *path, GError **error)
{
  if (g_file_test (path, G_FILE_TEST_EXISTS) || g_str_has_suffix (path, ".dateline") || g_str_has_suffix (path, ".sqlite"))
    return TRUE;
  usage_error (error, "'%s' does not exist; a new corpus is called *.dateline", path);
  return FALSE;
}

static ExitCode
add_all (const Options *options, const char *path, DtlCorpus *corpus)
{
  Adding adding = { corpus, "" };
  const ReadingHooks hooks = { is_new, is_read, begin_input, finish_input, &adding };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) at_end = NULL;
  DtlCorpusCounts counts = { 0 };
  ExitCode code;

  dtl_corpus_begin (corpus, "add", options->again);
  code = read_documents_with (options, &hooks, add_document, &adding, &error);
  if (!dtl_corpus_commit (corpus, &counts, error != NULL ? NULL : &at_end) || error != NULL)
    {
      report (path, "%s", error != NULL ? error->message : at_end->message);
      code = EXIT_FAILED;
    }
  if (code != EXIT_USAGE)
    tell_counts (options, &counts);
  return code;
}

ExitCode
add_run (const Options *options)
{
  g_autoptr (DtlCorpus) corpus = NULL;
  g_autoptr (GPtrArray) operands = NULL;
  g_autoptr (GError) error = NULL;
  Options rest = *options;

  if (options->operands->len == 0)
    usage_error (&error, "which corpus? Name its file first, as in 'dateline add news.dateline articles/'");
  else if (options->operands->len == 1 && options->files_from == NULL)
    usage_error (&error, "no input; name a file, a folder, or - for standard input, after the corpus");
  if (error != NULL || !check_name (options->operands->pdata[0], &error))
    return usage ("add", error);
  corpus = corpus_open_operand (options, DTL_CORPUS_CREATE);
  if (corpus == NULL)
    return EXIT_FAILED;
  operands = g_ptr_array_new ();
  for (guint i = 1; i < options->operands->len; i++)
    g_ptr_array_add (operands, options->operands->pdata[i]);
  rest.operands = operands;
  return add_all (&rest, options->operands->pdata[0], corpus);
}

ExitCode
remove_run (const Options *options)
{
  g_autoptr (DtlCorpus) corpus = NULL;
  g_autoptr (GError) error = NULL;
  DtlCorpusCounts counts = { 0 };
  guint n_missing = 0;

  if (options->operands->len == 1 && !options->forget)
    {
      usage_error (&error, "which articles? Name them by id, address or file, as 'dateline list' tells them");
      return usage ("remove", error);
    }
  corpus = corpus_open_operand (options, DTL_CORPUS_WRITE);
  if (corpus == NULL)
    return options->operands->len == 0 ? EXIT_USAGE : EXIT_FAILED;
  dtl_corpus_begin (corpus, "remove", FALSE);
  for (guint i = 1; i < options->operands->len && error == NULL; i++)
    {
      const char *name = options->operands->pdata[i];
      guint n = 0;

      if (dtl_corpus_remove (corpus, name, &n, &error) && n == 0)
        {
          report (name, "no article of the corpus has this id, address or file");
          n_missing++;
        }
    }
  if (error == NULL)
    dtl_corpus_commit (corpus, &counts, &error);
  if (error == NULL && options->forget)
    dtl_corpus_forget (corpus, &error);
  if (error != NULL)
    {
      report (options->operands->pdata[0], "%s", error->message);
      return EXIT_FAILED;
    }
  if (!options->quiet && counts.n_removed > 0)
    fprintf (stderr, "%u removed\n", counts.n_removed);
  return failure_code (n_missing, options->operands->len - 1);
}
