/*
 * A corpus from inside: the connection, and short ways to run statements on it.
 *
 * Statements are prepared once and kept, by their text. Arguments are bound by a format: t text (nullable), i gint64,
 * r double, b blob (pointer, gsize).
 */
#pragma once

#include <dateline/dateline.h>
#include <sqlite3.h>

#define DTL_BUSY_MS 10000 /* that a program waits for another */

struct _DtlCorpus
{
  gatomicrefcount ref_count;
  char *path;             /* owned */
  sqlite3 *db;            /* owned */
  gboolean can_write;
  GHashTable *statements; /* owned: text → sqlite3_stmt */

  /* a run; begun when a command is set */
  char *command;          /* owned, nullable */
  gboolean again;
  GMutex mutex;           /* guards what follows up to the blank line */
  sqlite3_stmt *is_known; /* owned, nullable */
  sqlite3_stmt *is_read;  /* owned, nullable */
  GHashTable *seen;       /* owned: id and address of what this run has met */
  GHashTable *digests;    /* owned: input → SHA-256 of its bytes */
  guint n_known;

  GPtrArray *pending;     /* owned: Entry, to be written together */
  gsize pending_bytes;
  DtlCorpusCounts counts;
};

/** dtl_sql_fail: sets %DTL_ERROR_CORPUS from the last failure of the connection; FALSE */
gboolean dtl_sql_fail (DtlCorpus *corpus, int code, GError **error);
/** dtl_sql_prepare: (transfer none): the statement, reset, with arguments bound as @format says; NULL on failure */
sqlite3_stmt *dtl_sql_prepare (DtlCorpus *corpus, GError **error, const char *sql, const char *format, ...);
/** dtl_sql_run: runs a statement that gives no rows */
gboolean dtl_sql_run (DtlCorpus *corpus, GError **error, const char *sql, const char *format, ...);
/** dtl_sql_step: the next row; FALSE at the end and, with @error, on failure. Resets the statement when it is done. */
gboolean dtl_sql_step (DtlCorpus *corpus, sqlite3_stmt *statement, GError **error);
/** dtl_sql_number: the first column of the first row, or @otherwise when there is none or on failure */
gint64 dtl_sql_number (DtlCorpus *corpus, const char *sql, gint64 otherwise);
/** dtl_sql_script: several statements without arguments */
gboolean dtl_sql_script (DtlCorpus *corpus, const char *sql, GError **error);

gboolean dtl_sql_begin (DtlCorpus *corpus, GError **error);
/** dtl_sql_end: commits if @well, else rolls back and returns FALSE with the @error that is there */
gboolean dtl_sql_end (DtlCorpus *corpus, gboolean well, GError **error);

/** dtl_schema_prepare: checks what the file is and, if it may be written, makes or upgrades its tables (schema.c) */
gboolean dtl_schema_prepare (DtlCorpus *corpus, DtlCorpusAccess access, GError **error);

/** dtl_pack: (transfer full): @data deflated, its size before it */
GBytes *dtl_pack (gconstpointer data, gsize size);
/** dtl_unpack: (transfer full) (nullable): as it was, with a zero byte behind it; NULL if that cannot be */
char *dtl_unpack (gconstpointer data, gsize size, gsize *unpacked_size);

/* The story as it was last merged, kept in the file (cache.c); what is kept is chosen by choose.c. All return FALSE without an
 * error when that is not there, or not to be read: the story is then merged anew. */

/** dtl_cache_is_fresh: whether what is kept is the story of the articles that are there now */
gboolean dtl_cache_is_fresh (DtlCorpus *corpus);
/** dtl_cache_keep: keeps @story, of the articles of @generation; FALSE if they are others by now or the file cannot be written */
gboolean dtl_cache_keep (DtlCorpus *corpus, DtlStory *story, gint64 generation);
/** dtl_cache_frame: (transfer full) (nullable): a story with all articles, actors and roles, and no events; @n_events of the
 * whole */
DtlStory *dtl_cache_frame (DtlCorpus *corpus, guint32 *n_events);
/** dtl_cache_fill: adds the events with the numbers @events (guint32), in their order */
gboolean dtl_cache_fill (DtlCorpus *corpus, DtlStory *frame, const GArray *events);
/** dtl_cache_choose: (transfer full) (nullable): (element-type guint32): sorted numbers of the events that @options can
 * mean; @n_beyond: how many more there are that are less important than all that @options want
 * @only_shown: those are enough that the view shows */
GArray *dtl_cache_choose (DtlCorpus *corpus, DtlStory *frame, DtlViewKind kind, const DtlViewOptions *options,
                          gboolean only_shown, guint *n_beyond);

/** dtl_records_story: (transfer full): merges the records as they stood after @run (articles.c) */
DtlStory *dtl_records_story (DtlCorpus *corpus, guint run, GError **error);

/** dtl_run_clear: drops an unfinished run (add.c) */
void dtl_run_clear (DtlCorpus *corpus);
