/* What a corpus holds: its articles, their records, their sentences, its runs; and the story of them all. */
#include "corpus/store.h"

#include "record/record.h"
#include "story/story.h"

#include <string.h>

#define SPILL_ARTICLES 200             /* from which on a story is made in a spill */
#define SPILL_BUDGET (96u << 20)       /* bytes of it in memory */

static const char *
text_column (sqlite3_stmt *row, int column)
{
  const char *text = (const char *) sqlite3_column_text (row, column);

  return text != NULL && *text != '\0' ? text : NULL;
}

/* The columns of an article, from @first on, in the order of ARTICLE. */
#define ARTICLE "a.id, a.uri, a.input, a.published, a.publisher, a.title, a.n_events, a.added"

static DtlCorpusArticle
article_of (sqlite3_stmt *row)
{
  return (DtlCorpusArticle) {
    .id = (const char *) sqlite3_column_text (row, 0),
    .uri = text_column (row, 1),
    .input = text_column (row, 2),
    .published = text_column (row, 3),
    .publisher = text_column (row, 4),
    .title = text_column (row, 5),
    .n_events = sqlite3_column_int (row, 6),
    .run = sqlite3_column_int (row, 7),
  };
}

/* Ends a walk: whatever row it stopped at; TRUE unless @local is set. */
static gboolean
finish (sqlite3_stmt *rows, GError *local, GError **error)
{
  if (rows != NULL)
    sqlite3_reset (rows);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

gboolean
dtl_corpus_each_article (DtlCorpus *corpus, const DtlViewOptions *options, DtlCorpusArticleFunc func, gpointer user_data,
                         GError **error)
{
  DtlDay since = DTL_DAY_MIN, until = DTL_DAY_MAX, ignored;
  GError *local = NULL;
  gboolean has_range = options != NULL && dtl_date_bounds (&options->since, &since, &ignored);
  sqlite3_stmt *rows;

  has_range |= options != NULL && dtl_date_bounds (&options->until, &ignored, &until);
  rows = dtl_sql_prepare (corpus, &local,
                          "SELECT " ARTICLE " FROM articles a WHERE a.gone IS NULL AND a.earliest <= ?1 AND a.latest >= ?2 "
                          "AND (?3 = 0 OR a.published IS NOT NULL) ORDER BY a.published IS NULL, a.earliest, a.uri, a.id",
                          "iii", (gint64) until, (gint64) since, (gint64) has_range);
  while (rows != NULL && dtl_sql_step (corpus, rows, &local))
    {
      DtlCorpusArticle article = article_of (rows);

      if (!func (&article, user_data))
        break;
    }
  return finish (rows, local, error);
}

/* ---- searching ---- */

/* The words of a user as an expression of FTS5: each in quotation marks, so that none of it is taken for syntax. */
static char *
expression_of (const char *words)
{
  GString *expression = g_string_new (NULL);

  while (*words != '\0')
    {
      gboolean is_phrase = *words == '"';
      const char *start = words + is_phrase;
      const char *end = start + strcspn (start, is_phrase ? "\"" : " \t\n\"");
      gboolean is_prefix = !is_phrase && end > start + 1 && end[-1] == '*';

      if (end > start)
        g_string_append_printf (expression, "\"%.*s\"%s ", (int) (end - start - is_prefix), start, is_prefix ? "*" : "");
      words = end + (*end != '\0' && (is_phrase || *end != '"'));
    }
  return g_string_free (expression, FALSE);
}

gboolean
dtl_corpus_search (DtlCorpus *corpus, const char *words, guint top, DtlCorpusMatchFunc func, gpointer user_data,
                   GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (words, -1);
  g_autofree char *expression = expression_of (valid);
  GError *local = NULL;
  sqlite3_stmt *rows = NULL;

  if (*expression == '\0')
    return TRUE;
  rows = dtl_sql_prepare (corpus, &local,
                          "SELECT " ARTICLE ", s.line, s.snippet FROM (SELECT rowid AS n, line, rank AS score, "
                          "snippet (sentences, 0, char (2), char (3), '…', 48) AS snippet FROM sentences WHERE sentences MATCH ? "
                          "ORDER BY rank, rowid LIMIT ?) s JOIN articles a ON a.n = s.n / 65536 "
                          "ORDER BY s.score, a.earliest, a.uri, a.id, s.n",
                          "ti", expression, top > 0 ? (gint64) top : -1);
  while (rows != NULL && dtl_sql_step (corpus, rows, &local))
    {
      DtlCorpusMatch match = { article_of (rows), sqlite3_column_int (rows, 8), text_column (rows, 9) };

      if (match.snippet != NULL && !func (&match, user_data))
        break;
    }
  return finish (rows, local, error);
}

/* ---- runs ---- */

gboolean
dtl_corpus_each_run (DtlCorpus *corpus, DtlCorpusRunFunc func, gpointer user_data, GError **error)
{
  GError *local = NULL;
  sqlite3_stmt *rows = dtl_sql_prepare (corpus, &local,
                                        "SELECT r.run, r.command, s.name, r.n_added, r.n_removed, r.n_articles FROM runs r "
                                        "LEFT JOIN snapshots s ON s.run = r.run ORDER BY r.run, s.name",
                                        "");

  while (rows != NULL && dtl_sql_step (corpus, rows, &local))
    {
      DtlCorpusRun run = { sqlite3_column_int (rows, 0), (const char *) sqlite3_column_text (rows, 1), text_column (rows, 2),
                           sqlite3_column_int (rows, 3), sqlite3_column_int (rows, 4), sqlite3_column_int (rows, 5) };

      if (!func (&run, user_data))
        break;
    }
  return finish (rows, local, error);
}

gboolean
dtl_corpus_find_run (DtlCorpus *corpus, const char *name, guint *run, GError **error)
{
  GError *local = NULL;
  sqlite3_stmt *row = dtl_sql_prepare (corpus, &local,
                                       "SELECT run FROM snapshots WHERE name = ?1 UNION ALL "
                                       "SELECT run FROM runs WHERE CAST (run AS TEXT) = ?1 UNION ALL SELECT 0 WHERE ?1 = '0' LIMIT 1",
                                       "t", name);
  gboolean found = row != NULL && dtl_sql_step (corpus, row, &local);

  if (found)
    *run = sqlite3_column_int (row, 0);
  if (!finish (row, local, error))
    return FALSE;
  if (!found)
    g_set_error (error, DTL_ERROR, DTL_ERROR_CORPUS, "no run or snapshot '%s'; 'dateline list --runs' tells them", name);
  else if (*run < dtl_sql_number (corpus, "SELECT value FROM state WHERE name = 'oldest'", 0))
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_CORPUS, "run %u has been forgotten", *run);
      return FALSE;
    }
  return found;
}

gboolean
dtl_corpus_snapshot (DtlCorpus *corpus, const char *name, GError **error)
{
  gint64 run = dtl_sql_number (corpus, "SELECT max(run) FROM runs", 0);

  if (*name == '\0' || g_ascii_isdigit (*name))
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_SYNTAX, "'%s' cannot name a snapshot: begin with a letter", name);
      return FALSE;
    }
  if (!dtl_sql_run (corpus, error, "INSERT OR IGNORE INTO snapshots VALUES (?, ?)", "ti", name, run))
    return FALSE;
  if (sqlite3_changes (corpus->db) == 0)
    g_set_error (error, DTL_ERROR, DTL_ERROR_CORPUS, "a snapshot is called '%s' already", name);
  return sqlite3_changes (corpus->db) > 0;
}

gboolean
dtl_corpus_forget (DtlCorpus *corpus, GError **error)
{
  gboolean well;

  if (!dtl_sql_begin (corpus, error))
    return FALSE;
  well = dtl_sql_run (corpus, error, "DELETE FROM articles WHERE gone IS NOT NULL", "")
         && dtl_sql_script (corpus,
                            "UPDATE state SET value = (SELECT coalesce (max(run), 0) FROM runs) WHERE name = 'oldest';"
                            "UPDATE state SET value = -1 WHERE name = 'merged';"
                            "DELETE FROM story_parts; DELETE FROM story_events; DELETE FROM story_actors",
                            error)
         && dtl_sql_run (corpus, error, "INSERT INTO sentences (sentences) VALUES ('optimize')", "");
  return dtl_sql_end (corpus, well, error) && dtl_sql_script (corpus, "VACUUM", error);
}

/* ---- records ---- */

static DtlRecord *
record_of (sqlite3_stmt *row, DtlSpill *spill, GError **error)
{
  gsize size = 0;
  g_autofree char *json = dtl_unpack (sqlite3_column_blob (row, 0), sqlite3_column_bytes (row, 0), &size);
  DtlRecord *record = json != NULL ? dtl_record_read_json (json, size, spill, error) : NULL;

  if (json == NULL)
    g_set_error_literal (error, DTL_ERROR, DTL_ERROR_CORPUS, "its record cannot be unpacked");
  if (record == NULL)
    g_prefix_error (error, "the corpus is damaged: article %s: ", (const char *) sqlite3_column_text (row, 1));
  return record;
}

static gboolean
each_record (DtlCorpus *corpus, guint run, DtlSpill *spill, DtlCorpusRecordFunc func, gpointer user_data, GError **error)
{
  GError *local = NULL;
  sqlite3_stmt *rows = run == DTL_CORPUS_NOW
                         ? dtl_sql_prepare (corpus, &local,
                                            "SELECT record, id FROM articles WHERE gone IS NULL ORDER BY id, uri", "")
                         : dtl_sql_prepare (corpus, &local,
                                            "SELECT record, id FROM articles WHERE added <= ?1 AND (gone IS NULL OR gone > ?1) "
                                            "ORDER BY id, uri",
                                            "i", (gint64) run);

  while (rows != NULL && local == NULL && dtl_sql_step (corpus, rows, &local))
    {
      g_autoptr (DtlRecord) record = record_of (rows, spill, &local);

      if (record == NULL || !func (record, user_data))
        break;
      dtl_spill_breathe (spill);
    }
  return finish (rows, local, error);
}

gboolean
dtl_corpus_each_record (DtlCorpus *corpus, guint run, DtlCorpusRecordFunc func, gpointer user_data, GError **error)
{
  return each_record (corpus, run, NULL, func, user_data, error);
}

static gboolean
add_to_builder (DtlRecord *record, gpointer user_data)
{
  dtl_story_builder_add (user_data, record);
  return TRUE;
}

/* A story of many articles does not have to fit into memory: it lies beside the file while it is made. */
static DtlSpill *
spill_for (DtlCorpus *corpus)
{
  g_autofree char *folder = g_path_get_dirname (corpus->path);
  DtlSpill *spill;

  if (dtl_sql_number (corpus, "SELECT count(*) FROM articles WHERE gone IS NULL", 0) < SPILL_ARTICLES)
    return NULL;
  spill = dtl_spill_new (folder, SPILL_BUDGET);
  return spill ? spill : dtl_spill_new (g_get_tmp_dir (), SPILL_BUDGET);
}

DtlStory *
dtl_records_story (DtlCorpus *corpus, guint run, GError **error)
{
  g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();
  g_autoptr (DtlDecisions) decisions = dtl_corpus_decisions (corpus, error);
  g_autoptr (DtlSpill) spill = spill_for (corpus);

  if (spill)
    dtl_story_builder_use_spill (builder, spill);
  if (decisions == NULL || !each_record (corpus, run, spill, add_to_builder, builder, error))
    return NULL;
  dtl_story_builder_decide (builder, decisions);
  return dtl_story_builder_seal (builder);
}
