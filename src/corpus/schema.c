/*
 * What a corpus file is made of, and how it is opened.
 *
 * The file says what it is (application_id) and how old (user_version); each step of the list below takes it one
 * version further, in a transaction, so that a program that is killed leaves the old version or the new one. Write-
 * ahead logging lets many read while one writes, and makes a commit whole or nothing (https://sqlite.org/wal.html).
 *
 * Articles that are removed or replaced stay, marked with the run that took them away, until they are forgotten: so the
 * story can be told as it stood after any run.
 */
#include "corpus/store.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define APPLICATION_ID 0x44544c4e /* "DTLN" */
#define MAGIC "SQLite format 3" /* and a zero byte */
#define CACHE_KIB 32768

G_DEFINE_BOXED_TYPE (DtlCorpus, dtl_corpus, dtl_corpus_ref, dtl_corpus_unref)

/* steps[n] makes version n + 1 of version n. Never changed once released: append. */
static const char *const steps[] = {
  /* an article is named by id and address; only one of each name is alive */
  "CREATE TABLE runs (run INTEGER PRIMARY KEY, command TEXT NOT NULL, n_added INTEGER NOT NULL DEFAULT 0,"
  "  n_removed INTEGER NOT NULL DEFAULT 0, n_articles INTEGER NOT NULL DEFAULT 0);"
  "CREATE TABLE snapshots (name TEXT PRIMARY KEY, run INTEGER NOT NULL) WITHOUT ROWID;"
  "CREATE TABLE articles (n INTEGER PRIMARY KEY, id TEXT NOT NULL, uri TEXT NOT NULL, input TEXT NOT NULL,"
  "  sha256 TEXT, published TEXT, earliest INTEGER, latest INTEGER, publisher TEXT, title TEXT,"
  "  n_events INTEGER NOT NULL, added INTEGER NOT NULL, gone INTEGER, record BLOB NOT NULL);"
  "CREATE UNIQUE INDEX articles_name ON articles (id, uri) WHERE gone IS NULL;"
  "CREATE INDEX articles_input ON articles (input, uri) WHERE gone IS NULL;"
  "CREATE INDEX articles_uri ON articles (uri) WHERE gone IS NULL;"
  "CREATE INDEX articles_published ON articles (earliest, uri, id) WHERE gone IS NULL;"
  "CREATE INDEX articles_gone ON articles (gone) WHERE gone IS NOT NULL;"
  /* files that were read to their end, so that they need not be read again */
  "CREATE TABLE inputs (input TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID;"
  /* what the user says of actors and events, as lines of a decisions file; in their order */
  "CREATE TABLE decisions (n INTEGER PRIMARY KEY, line TEXT NOT NULL);"
  /* rowid: 65536 times the article, plus the number of the sentence */
  "CREATE VIRTUAL TABLE sentences USING fts5 (text, line UNINDEXED, tokenize = 'porter unicode61 remove_diacritics 2');"
  "CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;"
  /* generation: counts every change of what is alive; oldest: the first run that can be asked for */
  "INSERT INTO state VALUES ('generation', 0), ('oldest', 0);",
  /* the story as it was last merged, of the generation 'merged': can be made anew at any time. Part -1 holds articles,
   * actors and roles, part p the events from 256 p on. */
  "CREATE TABLE story_parts (part INTEGER PRIMARY KEY, data BLOB NOT NULL);"
  "CREATE TABLE story_kinds (kind INTEGER PRIMARY KEY, type TEXT, class TEXT, family TEXT);"
  "CREATE TABLE story_events (n INTEGER PRIMARY KEY, kind INTEGER NOT NULL, earliest INTEGER, latest INTEGER,"
  "  reality INTEGER NOT NULL, minor INTEGER NOT NULL, sources INTEGER NOT NULL, confidence REAL NOT NULL,"
  "  salience REAL NOT NULL);"
  "CREATE TABLE story_actors (actor INTEGER NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (actor, event)) WITHOUT ROWID;"
  "CREATE INDEX story_events_salience ON story_events (salience DESC, n) WHERE minor = 0;"
  "CREATE INDEX story_events_earliest ON story_events (earliest, latest) WHERE earliest IS NOT NULL;"
  "INSERT INTO state VALUES ('merged', -1);",
};

/* ---- opening ---- */

gboolean
dtl_corpus_is_file (const char *path)
{
  int descriptor = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  char start[sizeof MAGIC] = "";
  gboolean is_file = descriptor >= 0 && pread (descriptor, start, sizeof start, 0) == sizeof start
                     && memcmp (start, MAGIC, sizeof start) == 0;

  if (descriptor >= 0)
    close (descriptor);
  return is_file;
}

static int
pragma (DtlCorpus *corpus, const char *sql)
{
  return dtl_sql_number (corpus, sql, -1);
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, DTL_ERROR, DTL_ERROR_CORPUS, message);
  return FALSE;
}

static gboolean
upgrade (DtlCorpus *corpus, int version, GError **error)
{
  for (guint i = version; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %u; PRAGMA application_id = %d", i + 1, APPLICATION_ID);

      if (!dtl_sql_script (corpus, steps[i], error) || !dtl_sql_script (corpus, mark, error))
        return FALSE;
    }
  return TRUE;
}

/* What the file is, seen inside a transaction if it is to be made or upgraded; @version of its tables. */
static gboolean
check_kind (DtlCorpus *corpus, DtlCorpusAccess access, int *version, GError **error)
{
  int application = pragma (corpus, "PRAGMA application_id");
  gint64 n_tables = dtl_sql_number (corpus, "SELECT count(*) FROM sqlite_schema", -1);

  *version = pragma (corpus, "PRAGMA user_version");
  if (n_tables < 0 || *version < 0)
    return dtl_sql_fail (corpus, sqlite3_errcode (corpus->db), error);
  if (application != APPLICATION_ID && (n_tables > 0 || *version > 0))
    return refuse (error, "a database, but no corpus of dateline");
  if (*version > (int) G_N_ELEMENTS (steps))
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_CORPUS, "made by a newer dateline (version %d of the file, this one knows %u)",
                   *version, (guint) G_N_ELEMENTS (steps));
      return FALSE;
    }
  if (access == DTL_CORPUS_READ && *version == 0)
    return refuse (error, "an empty corpus; add articles to it with 'dateline add'");
  if (!corpus->can_write && *version < (int) G_N_ELEMENTS (steps))
    return refuse (error, "made by an older dateline, and not to be written; whoever can write it brings it up to date");
  return TRUE;
}

gboolean
dtl_schema_prepare (DtlCorpus *corpus, DtlCorpusAccess access, GError **error)
{
  int version;
  gboolean well;

  if (!check_kind (corpus, access, &version, error))
    return FALSE;
  if (!corpus->can_write)
    return TRUE;
  if (access != DTL_CORPUS_READ && !dtl_sql_script (corpus, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL", error))
    return FALSE;
  if (version == (int) G_N_ELEMENTS (steps))
    return TRUE;
  if (!dtl_sql_begin (corpus, error))
    return FALSE;
  /* another program may have done it while this one waited */
  well = check_kind (corpus, access, &version, error) && upgrade (corpus, version, error);
  return dtl_sql_end (corpus, well, error);
}

/* SQLite takes some names for something else: ":memory:", "file:…" */
static char *
plain_name (const char *path)
{
  return g_path_is_absolute (path) ? g_strdup (path) : g_strconcat ("./", path, NULL);
}

static int
connect_as (DtlCorpus *corpus, const char *name, int flags)
{
  int code = sqlite3_open_v2 (name, &corpus->db, flags, NULL);

  if (code != SQLITE_OK)
    return code;
  sqlite3_busy_timeout (corpus->db, DTL_BUSY_MS);
  sqlite3_extended_result_codes (corpus->db, 1);
  sqlite3_db_config (corpus->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (corpus->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL); /* the file may come from anywhere */
  sqlite3_exec (corpus->db, "PRAGMA cache_size = -" G_STRINGIFY (CACHE_KIB), NULL, NULL, NULL);
  return sqlite3_exec (corpus->db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
}

/* Readers of a log share a file of their own beside the database. Where none can be made, nobody can write either, and
 * the database stands still, unless a log has been left behind. */
static int
connect_still (DtlCorpus *corpus)
{
  g_autofree char *log = g_strconcat (corpus->path, "-wal", NULL);
  g_autofree char *name = plain_name (corpus->path);
  g_autofree char *escaped = g_uri_escape_string (name, "/", FALSE);
  g_autofree char *uri = g_strdup_printf ("file:%s?immutable=1", escaped);

  if (g_file_test (log, G_FILE_TEST_EXISTS))
    return SQLITE_CANTOPEN;
  sqlite3_close (corpus->db);
  corpus->db = NULL;
  return connect_as (corpus, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
}

/* Who only reads opens it for writing all the same, if that is possible, to keep there what was worked out. */
static int
connect (DtlCorpus *corpus, DtlCorpusAccess access)
{
  int flags = SQLITE_OPEN_READWRITE | (access == DTL_CORPUS_CREATE ? SQLITE_OPEN_CREATE : 0);
  g_autofree char *name = plain_name (corpus->path);
  int code = connect_as (corpus, name, flags);

  if (access == DTL_CORPUS_READ && ((code & 0xff) == SQLITE_CANTOPEN || (code & 0xff) == SQLITE_READONLY))
    code = connect_still (corpus);
  corpus->can_write = code == SQLITE_OK && !sqlite3_db_readonly (corpus->db, "main");
  return code;
}

static void
finalize (gpointer statement)
{
  sqlite3_finalize (statement);
}

DtlCorpus *
dtl_corpus_open (const char *path, DtlCorpusAccess mode, GError **error)
{
  g_autoptr (DtlCorpus) corpus = g_new0 (DtlCorpus, 1);
  int code;

  g_return_val_if_fail (path != NULL, NULL);
  g_atomic_ref_count_init (&corpus->ref_count);
  g_mutex_init (&corpus->mutex);
  corpus->path = g_strdup (path);
  corpus->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize);
  if (mode != DTL_CORPUS_CREATE && access (path, F_OK) != 0)
    {
      g_set_error_literal (error, DTL_ERROR, DTL_ERROR_CORPUS, g_strerror (errno));
      return NULL;
    }
  code = connect (corpus, mode);
  if (code == SQLITE_OK && mode != DTL_CORPUS_READ && !corpus->can_write)
    code = SQLITE_READONLY;
  if (code != SQLITE_OK)
    {
      dtl_sql_fail (corpus, code, error);
      return NULL;
    }
  return dtl_schema_prepare (corpus, mode, error) ? g_steal_pointer (&corpus) : NULL;
}

DtlCorpus *
dtl_corpus_ref (DtlCorpus *corpus)
{
  g_atomic_ref_count_inc (&corpus->ref_count);
  return corpus;
}

void
dtl_corpus_unref (DtlCorpus *corpus)
{
  if (corpus == NULL || !g_atomic_ref_count_dec (&corpus->ref_count))
    return;
  dtl_run_clear (corpus);
  g_hash_table_unref (corpus->statements);
  sqlite3_close (corpus->db);
  g_mutex_clear (&corpus->mutex);
  g_free (corpus->path);
  g_free (corpus);
}
