/* A corpus as an input: beside articles, or alone. */
#include "cli.h"

#include <string.h>

typedef struct
{
  DtlStoryBuilder *builder; /* borrowed */
  GPtrArray *documents;     /* borrowed, nullable: where to keep what is read */
} Gathering;

static gboolean
add_document (DtlDocument *document, gpointer user_data, GError **error)
{
  const Gathering *gathering = user_data;
  DtlRecord *record = dtl_document_get_record (document);

  if (record != NULL)
    dtl_story_builder_add (gathering->builder, record);
  if (record != NULL && gathering->documents != NULL)
    g_ptr_array_add (gathering->documents, dtl_document_ref (document));
  return TRUE;
}

static gboolean
add_record (DtlRecord *record, gpointer user_data)
{
  dtl_story_builder_add (user_data, record);
  return TRUE;
}

GPtrArray *
corpora_take (Options *options)
{
  GPtrArray *corpora = g_ptr_array_new ();
  GPtrArray *others = g_ptr_array_new ();

  for (guint i = 0; i < options->operands->len; i++)
    {
      char *path = g_ptr_array_index (options->operands, i);

      g_ptr_array_add (dtl_corpus_is_file (path) ? corpora : others, path);
    }
  options->operands = others;
  return corpora;
}

gboolean
corpus_each_record (const char *path, DtlCorpusRecordFunc func, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtlCorpus) corpus = dtl_corpus_open (path, DTL_CORPUS_READ, &error);

  if (corpus != NULL && dtl_corpus_each_record (corpus, DTL_CORPUS_NOW, func, user_data, &error))
    return TRUE;
  report (path, "%s", error->message);
  return FALSE;
}

/* Articles and corpora together. */
static ExitCode
read_mixed (const Options *options, const GPtrArray *corpora, GPtrArray *documents, DtlStory **story)
{
  g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();
  g_autoptr (GError) error = NULL;
  Gathering gathering = { builder, documents };
  gboolean has_articles = options->operands->len > 0 || options->files_from != NULL || corpora->len == 0;
  ExitCode code = EXIT_ALL_WELL;
  guint n_failed = 0;

  if (!decisions_give (options, corpora, builder))
    return EXIT_FAILED;
  if (has_articles)
    code = read_documents (options, add_document, &gathering, &error);
  if (code == EXIT_USAGE || (code == EXIT_FAILED && corpora->len == 0))
    return code;
  for (guint i = 0; i < corpora->len; i++)
    n_failed += !corpus_each_record (corpora->pdata[i], add_record, builder);
  if (n_failed == corpora->len && n_failed > 0 && (!has_articles || code == EXIT_FAILED))
    return EXIT_FAILED;
  *story = dtl_story_builder_seal (builder);
  decisions_tell (options, *story);
  return n_failed > 0 || code == EXIT_FAILED ? EXIT_SOME_FAILED : code;
}

const char *
corpus_alone (const Options *options)
{
  const char *path = options->operands->len == 1 && options->files_from == NULL ? options->operands->pdata[0] : NULL;

  return path != NULL && dtl_corpus_is_file (path) ? path : NULL;
}

static ExitCode
read_kept (const char *path, DtlStory **story)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtlCorpus) corpus = dtl_corpus_open (path, DTL_CORPUS_READ, &error);

  if (corpus != NULL)
    *story = dtl_corpus_story (corpus, DTL_CORPUS_NOW, &error);
  if (*story != NULL)
    return EXIT_ALL_WELL;
  report (path, "%s", error->message);
  return EXIT_FAILED;
}

ExitCode
story_read (const Options *options, GPtrArray *documents, DtlStory **story)
{
  if (corpus_alone (options) != NULL && options->decisions == NULL)
    return read_kept (corpus_alone (options), story);
  return story_read_anew (options, documents, story);
}

ExitCode
story_read_anew (const Options *options, GPtrArray *documents, DtlStory **story)
{
  Options rest = *options;
  g_autoptr (GPtrArray) corpora = corpora_take (&rest);
  ExitCode code = read_mixed (&rest, corpora, documents, story);

  g_ptr_array_unref (rest.operands);
  return code;
}

DtlView *
corpus_view (const char *path, const Showing *showing, const Options *options)
{
  /* these spell what a view shows, or what it matches; others may look at all of the story */
  static const char *const spell_shown[] = { "csv", "markdown", "svg", "text", "tsv", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (DtlCorpus) corpus = dtl_corpus_open (path, DTL_CORPUS_READ, &error);
  gboolean only_shown = g_strv_contains (spell_shown, showing->format->name);
  DtlViewOptions filter = showing_filter (showing, options);
  g_autoptr (DtlStory) story = NULL;
  DtlView *view = NULL;

  if (corpus != NULL && (only_shown || strcmp (showing->format->name, "json") == 0))
    view = dtl_corpus_view (corpus, showing->view, &filter, only_shown, &error);
  else if (corpus != NULL && (story = dtl_corpus_story (corpus, DTL_CORPUS_NOW, &error)) != NULL)
    view = dtl_view_new (story, showing->view, &filter);
  if (view == NULL)
    report (path, "%s", error->message);
  return view;
}

DtlCorpus *
corpus_open_operand (const Options *options, DtlCorpusAccess access)
{
  g_autoptr (GError) error = NULL;
  DtlCorpus *corpus = NULL;
  const char *path;

  if (options->operands->len == 0)
    {
      usage_error (&error, "which corpus? Name its file first, as in 'dateline %s news.dateline'", options->command->name);
      usage (options->command->name, error);
      return NULL;
    }
  path = g_ptr_array_index (options->operands, 0);
  corpus = dtl_corpus_open (path, access, &error);
  if (corpus == NULL)
    report (path, "%s", error->message);
  return corpus;
}
