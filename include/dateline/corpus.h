/* A corpus: many articles, kept in one SQLite file that grows. */
#pragma once

#if !defined(DTL_INSIDE) && !defined(DTL_COMPILATION)
# error "Only <dateline/dateline.h> can be included directly."
#endif

#include <dateline/decisions.h>
#include <dateline/document.h>
#include <dateline/view.h>

G_BEGIN_DECLS

/** DtlCorpusAccess: what is to be done with the file. */
typedef enum
{
  DTL_CORPUS_READ,
  DTL_CORPUS_WRITE,
  DTL_CORPUS_CREATE, /* write, and make the file if there is none */
} DtlCorpusAccess;

/**
 * DtlCorpusArticle: an article as a corpus lists it. Strings live as long as the call that gives it.
 * @id, @uri: as in #DtlSource; together they name it
 * @input: (nullable): the file it was read from
 * @published: (nullable): EDTF
 * @run: the run that added it
 */
typedef struct
{
  const char *id;
  const char *uri;       /* nullable */
  const char *input;
  const char *published;
  const char *publisher; /* nullable */
  const char *title;     /* nullable */
  guint n_events;
  guint run;
} DtlCorpusArticle;

/** DtlCorpusMatch: a sentence that has the words looked for, which stand between U+0002 and U+0003 in @snippet. */
typedef struct
{
  DtlCorpusArticle article;
  guint line; /* of the input text, from 1 */
  const char *snippet;
} DtlCorpusMatch;

/** DtlCorpusCounts: what a run did. */
typedef struct
{
  guint run;       /* its number; 0 when nothing was to be done */
  guint n_added;
  guint n_replaced; /* of those that were added, the new readings of changed articles */
  guint n_known;   /* left alone, because they are there */
  guint n_removed;
} DtlCorpusCounts;

/** DtlCorpusRun: an entry of the list of runs, from the first. @name: (nullable): given by a snapshot */
typedef struct
{
  guint run;
  const char *command; /* "add" or "remove" */
  const char *name;
  guint n_added;
  guint n_removed;
  guint n_articles; /* after it */
} DtlCorpusRun;

typedef gboolean (*DtlCorpusArticleFunc) (const DtlCorpusArticle *article, gpointer user_data);
typedef gboolean (*DtlCorpusMatchFunc) (const DtlCorpusMatch *match, gpointer user_data);
typedef gboolean (*DtlCorpusRunFunc) (const DtlCorpusRun *run, gpointer user_data);
typedef gboolean (*DtlCorpusRecordFunc) (DtlRecord *record, gpointer user_data);

/** DtlCorpus: an open corpus file. Belongs to one thread, but for dtl_corpus_knows() and dtl_corpus_knows_input(). */
typedef struct _DtlCorpus DtlCorpus;

#define DTL_TYPE_CORPUS (dtl_corpus_get_type ())
GType dtl_corpus_get_type (void);

/** DTL_CORPUS_NOW: instead of the number of a run: the corpus as it is. */
#define DTL_CORPUS_NOW G_MAXUINT

/** dtl_corpus_is_file: whether @path is a file that begins like an SQLite database, as a corpus does */
gboolean dtl_corpus_is_file (const char *path);
/**
 * dtl_corpus_open: (transfer full): several programs may read while one writes; who finds the file locked waits some
 * seconds. Files of older versions are brought up to date by who can write them. Sets %DTL_ERROR_CORPUS.
 */
DtlCorpus *dtl_corpus_open (const char *path, DtlCorpusAccess mode, GError **error);
DtlCorpus *dtl_corpus_ref (DtlCorpus *corpus);
void dtl_corpus_unref (DtlCorpus *corpus);

/* --- writing --- */

/**
 * dtl_corpus_begin: begins a run, which adds or removes articles; one at a time.
 * @command: "add" or "remove"
 * @again: whether what is known is to be read again
 */
void dtl_corpus_begin (DtlCorpus *corpus, const char *command, gboolean again);
/** dtl_corpus_knows: whether the article is there, or was seen in this run; from any thread, during a run. */
gboolean dtl_corpus_knows (DtlCorpus *corpus, const char *id, const char *uri);
/** dtl_corpus_knows_input: whether the file @input was read to its end with these very bytes; from any thread, during a
 * run. */
gboolean dtl_corpus_knows_input (DtlCorpus *corpus, const char *input, GBytes *bytes);
/**
 * dtl_corpus_add: adds an analysed document to the run. It replaces what the corpus holds from the same @input under the
 * same address. Written in batches, each of which is there whole or not at all, whatever happens to the program.
 * @input: (nullable): the file that it was read from
 */
gboolean dtl_corpus_add (DtlCorpus *corpus, DtlDocument *document, const char *input, GError **error);
/** dtl_corpus_add_record: the same for the facts alone; only their sentences can be found by dtl_corpus_search() */
gboolean dtl_corpus_add_record (DtlCorpus *corpus, DtlRecord *record, const char *input, GError **error);
/** dtl_corpus_finish_input: says that all documents of @input were given, so that it is known. */
gboolean dtl_corpus_finish_input (DtlCorpus *corpus, const char *input, GError **error);
/** dtl_corpus_remove: removes articles by id, address or file from the story; @n_removed (out) (optional): how many.
 * Runs before this one can still be asked for. */
gboolean dtl_corpus_remove (DtlCorpus *corpus, const char *name, guint *n_removed, GError **error);
/** dtl_corpus_commit: ends the run; @counts (out) (optional) */
gboolean dtl_corpus_commit (DtlCorpus *corpus, DtlCorpusCounts *counts, GError **error);
/** dtl_corpus_forget: what is no longer in the corpus goes for good, and runs before the last can no longer be asked for; so
 * does the merged story that is kept, which is merged anew when it is asked for. */
gboolean dtl_corpus_forget (DtlCorpus *corpus, GError **error);
/** dtl_corpus_snapshot: gives the present state @name, which no other has */
gboolean dtl_corpus_snapshot (DtlCorpus *corpus, const char *name, GError **error);

/* --- reading --- */

/** dtl_corpus_each_article: in order of publication, then address and id; @func ends it with FALSE.
 * @options: (nullable): since and until, of the day of publication, are heeded */
gboolean dtl_corpus_each_article (DtlCorpus *corpus, const DtlViewOptions *options, DtlCorpusArticleFunc func,
                                  gpointer user_data, GError **error);
/**
 * dtl_corpus_search: sentences with all of the words, best first (BM25). "Words in quotation marks" stand together, word*
 * is a beginning.
 * @top: at most so many; 0 = all
 */
gboolean dtl_corpus_search (DtlCorpus *corpus, const char *words, guint top, DtlCorpusMatchFunc func, gpointer user_data,
                            GError **error);
/** dtl_corpus_each_run: the runs, from the first */
gboolean dtl_corpus_each_run (DtlCorpus *corpus, DtlCorpusRunFunc func, gpointer user_data, GError **error);
/** dtl_corpus_find_run: the run with this number or name of a snapshot */
gboolean dtl_corpus_find_run (DtlCorpus *corpus, const char *name, guint *run, GError **error);
/** dtl_corpus_each_record: all records as they stood after @run, in order of id and address */
gboolean dtl_corpus_each_record (DtlCorpus *corpus, guint run, DtlCorpusRecordFunc func, gpointer user_data,
                                 GError **error);
/** dtl_corpus_story: (transfer full): the story of the corpus as it was after @run, or %DTL_CORPUS_NOW; the same as
 * merging its records. */
DtlStory *dtl_corpus_story (DtlCorpus *corpus, guint run, GError **error);

/**
 * dtl_corpus_view: (transfer full): a view of the story of the corpus as it is: the same as dtl_view_new() of
 * dtl_corpus_story().
 * @options: (nullable)
 * @only_shown: what dtl_view_get_events() gives is enough: the rest of the story is not there, nor is dtl_view_is_filtered()
 *   to be asked. Otherwise what the options match is there.
 *
 * The story is merged when articles have come or gone, and kept in the file; as long as nothing changes, only those events are
 * read that the options can mean.
 */
DtlView *dtl_corpus_view (DtlCorpus *corpus, DtlViewKind kind, const DtlViewOptions *options, gboolean only_shown,
                          GError **error);

/**
 * dtl_corpus_decide: keeps decisions, which all stories of the corpus follow from now on, those of earlier runs too
 * @text: lines of a decisions file
 * @replace: whether they take the place of those that are kept, or come after them
 *
 * All of them or, on error, none; %DTL_ERROR_SYNTAX as dtl_decisions_new() sets it. A decision on what is not in the corpus
 * is kept as well: it may come.
 */
gboolean dtl_corpus_decide (DtlCorpus *corpus, const char *text, gboolean replace, GError **error);
/** dtl_corpus_decisions: (transfer full): those that are kept; NULL on error */
DtlDecisions *dtl_corpus_decisions (DtlCorpus *corpus, GError **error);
/** dtl_corpus_decisions_text: (transfer full): the same as a decisions file, with its comments; NULL on error */
char *dtl_corpus_decisions_text (DtlCorpus *corpus, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlCorpus, dtl_corpus_unref)

G_END_DECLS
