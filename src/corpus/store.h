/*
 * A corpus from inside: the connection, and short ways to run statements on it.
 *
 * Statements are prepared once and kept, by their text. Arguments are bound by a format: t text (nullable), i gint64,
 * r double, b blob (pointer, gsize).
 */
#pragma once

#include <dateline/dateline.h>
#include <sqlite3.h>

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

/** dtl_run_clear: drops an unfinished run (add.c) */
void dtl_run_clear (DtlCorpus *corpus);
