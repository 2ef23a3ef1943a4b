/* dateline list, search: what a corpus holds. */
#include "cli.h"

#include <string.h>

typedef struct
{
  const Options *options;
  Output *output;
  GError *error;     /* owned */
  gboolean in_color;
  guint n;
} Listing;

/* @text as a cell: without tabs and line breaks. */
static char *
cell (const char *text)
{
  return text != NULL ? display_name (text) : g_strdup ("");
}

static gboolean
put (Listing *listing, const char *line)
{
  listing->n++;
  return output_write (listing->output, line, strlen (line), &listing->error);
}

static gboolean
list_article (const DtlCorpusArticle *article, gpointer user_data)
{
  Listing *listing = user_data;
  g_autofree char *uri = cell (article->uri), *title = cell (article->title), *publisher = cell (article->publisher);
  g_autofree char *input = cell (article->input);
  g_autofree char *line = NULL;

  if (listing->options->plain)
    line = g_strdup_printf ("%s\t%s\t%s\t%s\t%s\t%s\t%u\t%u\n", article->id, article->published != NULL ? article->published : "", uri,
                            input, publisher, title, article->n_events, article->run);
  else
    line = g_strdup_printf ("%s  %-10s  %4u events  %s\n%15s%s%s%s\n", article->id,
                            article->published != NULL ? article->published : "undated", article->n_events,
                            *title != '\0' ? title : uri, "", uri, *publisher != '\0' ? ", " : "", publisher);
  return put (listing, line);
}

static gboolean
list_one_run (const DtlCorpusRun *run, gpointer user_data)
{
  Listing *listing = user_data;
  g_autofree char *name = cell (run->name);
  g_autofree char *line = NULL;

  if (listing->options->plain)
    line = g_strdup_printf ("%u\t%s\t%u\t%u\t%u\t%s\n", run->run, run->command, run->n_added, run->n_removed, run->n_articles,
                            name);
  else
    line = g_strdup_printf ("run %u  %-6s  %u added, %u taken away, then %u articles%s%s\n", run->run, run->command,
                            run->n_added, run->n_removed, run->n_articles, *name != '\0' ? "  " : "", name);
  return put (listing, line);
}

/* The words that were looked for, between marks or in colour. */
static char *
marked (const char *snippet, const char *before, const char *after)
{
  GString *text = g_string_new (NULL);

  for (; *snippet != '\0'; snippet++)
    if (*snippet == '\002')
      g_string_append (text, before);
    else if (*snippet == '\003')
      g_string_append (text, after);
    else
      g_string_append_c (text, g_ascii_iscntrl (*snippet) ? ' ' : *snippet);
  return g_string_free (text, FALSE);
}

static gboolean
list_match (const DtlCorpusMatch *match, gpointer user_data)
{
  Listing *listing = user_data;
  const DtlCorpusArticle *article = &match->article;
  g_autofree char *uri = cell (article->uri != NULL ? article->uri : article->id);
  g_autofree char *text = listing->in_color ? marked (match->snippet, "\033[1m", "\033[0m") : marked (match->snippet, "[", "]");
  g_autofree char *line = NULL;

  if (listing->options->plain)
    line = g_strdup_printf ("%s\t%s\t%s\t%u\t%s\n", article->id, article->published != NULL ? article->published : "", uri,
                            match->line, text);
  else
    line = g_strdup_printf ("%s:%u: %s%s%s\n", uri, match->line, article->published != NULL ? article->published : "",
                            article->published != NULL ? ": " : "", text);
  return put (listing, line);
}

static ExitCode
finish (Listing *listing, const char *path, gboolean well, GError *error)
{
  g_autoptr (GError) owned = error;

  if (listing->error != NULL)
    {
      g_autoptr (GError) failure = listing->error;

      return output_failed (failure);
    }
  if (!well)
    {
      report (path, "%s", error->message);
      return EXIT_FAILED;
    }
  return output_finish (listing->output, EXIT_ALL_WELL, NULL);
}

static ExitCode
too_many (const Options *options)
{
  g_autoptr (GError) error = NULL;

  usage_error (&error, "takes one corpus, but got '%s' too", (char *) options->operands->pdata[1]);
  return usage (options->command->name, error);
}

ExitCode
list_run (const Options *options)
{
  g_autoptr (Output) output = NULL;
  g_autoptr (DtlCorpus) corpus = NULL;
  g_autoptr (GError) failure = NULL;
  GError *error = NULL;
  Listing listing = { .options = options };
  gboolean well;

  if (options->operands->len > 1)
    return too_many (options);
  corpus = corpus_open_operand (options, DTL_CORPUS_READ);
  if (corpus == NULL)
    return options->operands->len == 0 ? EXIT_USAGE : EXIT_FAILED;
  output = output_open (NULL, &failure);
  if (output == NULL)
    return output_failed (failure);
  listing.output = output;
  well = options->runs ? dtl_corpus_each_run (corpus, list_one_run, &listing, &error)
                       : dtl_corpus_each_article (corpus, &options->filter, list_article, &listing, &error);
  return finish (&listing, options->operands->pdata[0], well, error);
}

ExitCode
search_run (const Options *options)
{
  g_autoptr (Output) output = NULL;
  g_autoptr (DtlCorpus) corpus = NULL;
  g_autoptr (GError) failure = NULL;
  g_autoptr (GString) words = g_string_new (NULL);
  GError *error = NULL;
  Listing listing = { .options = options };
  gboolean well;

  if (options->operands->len == 1)
    {
      usage_error (&failure, "what for? Name the words after the corpus");
      return usage ("search", failure);
    }
  corpus = corpus_open_operand (options, DTL_CORPUS_READ);
  if (corpus == NULL)
    return options->operands->len == 0 ? EXIT_USAGE : EXIT_FAILED;
  for (guint i = 1; i < options->operands->len; i++)
    g_string_append_printf (words, "%s ", (char *) options->operands->pdata[i]);
  output = output_open (NULL, &failure);
  if (output == NULL)
    return output_failed (failure);
  listing.output = output;
  listing.in_color = wants_color (options) && !options->plain;
  well = dtl_corpus_search (corpus, words->str, options->filter.top, list_match, &listing, &error);
  return finish (&listing, options->operands->pdata[0], well, error);
}
