/* dateline decide: what the user has decided, kept in a corpus. */
#include "cli.h"

#include <stdio.h>
#include <string.h>

static ExitCode
fail (const char *path, const GError *error)
{
  g_auto (GStrv) lines = g_strsplit (error->message, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    report (path, "%s", lines[i]);
  return EXIT_FAILED;
}

static ExitCode
print_kept (const char *path, DtlCorpus *corpus)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = dtl_corpus_decisions_text (corpus, &error);

  if (text == NULL)
    return fail (path, error);
  fputs (text, stdout);
  return EXIT_ALL_WELL;
}

static char *
read_all (const char *path, GError **error)
{
  g_autoptr (GIOChannel) channel = NULL;
  char *text = NULL;

  if (strcmp (path, "-") != 0)
    return g_file_get_contents (path, &text, NULL, error) ? text : NULL;
  channel = g_io_channel_unix_new (0);
  g_io_channel_set_encoding (channel, NULL, NULL);
  return g_io_channel_read_to_end (channel, &text, NULL, error) == G_IO_STATUS_ERROR ? NULL : text;
}

/* The lines make sense by themselves, before they join those that are kept: so a message tells their own numbers. */
static gboolean
check_alone (const char *path, const char *text, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = strcmp (path, "-") == 0 ? g_strdup ("standard input") : g_utf8_make_valid (name, -1);
  g_autoptr (DtlDecisions) decisions = dtl_decisions_new (shown, text, -1, error);

  return decisions != NULL;
}

static ExitCode
keep (const Options *options, const char *corpus_path, DtlCorpus *corpus, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = read_all (path, &error);
  g_autoptr (DtlStory) story = NULL;

  if (text == NULL)
    return fail (path, error);
  if (!check_alone (path, text, &error))
    {
      g_auto (GStrv) lines = g_strsplit (error->message, "\n", -1);

      for (guint i = 0; lines[i] != NULL; i++)
        fprintf (stderr, "dateline: %s\n", lines[i]);
      return EXIT_FAILED;
    }
  if (!dtl_corpus_decide (corpus, text, options->replace, &error))
    return fail (corpus_path, error);
  story = options->quiet ? NULL : dtl_corpus_story (corpus, DTL_CORPUS_NOW, &error);
  if (error != NULL)
    return fail (corpus_path, error);
  if (story != NULL)
    decisions_tell (options, story);
  return EXIT_ALL_WELL;
}

ExitCode
decide_run (const Options *options)
{
  g_autoptr (DtlCorpus) corpus = NULL;
  g_autoptr (GError) error = NULL;
  guint n = options->operands->len;
  const char *path;

  if (n > 2 || (n == 1 && options->replace))
    {
      usage_error (&error, n > 2 ? "one file of decisions at a time" : "which decisions? Name a file, or - for standard input");
      return usage ("decide", error);
    }
  corpus = corpus_open_operand (options, n == 2 ? DTL_CORPUS_WRITE : DTL_CORPUS_READ);
  if (corpus == NULL)
    return n == 0 ? EXIT_USAGE : EXIT_FAILED;
  path = options->operands->pdata[0];
  return n == 2 ? keep (options, path, corpus, options->operands->pdata[1]) : print_kept (path, corpus);
}
