/* Statements on the connection of a corpus, and what is said when one fails. */
#include "corpus/store.h"

#include <stdarg.h>
#include <string.h>
#include <zlib.h>

#define UNPACKED_MAX (256u << 20)

/* ---- errors ---- */

/* What a user can do about it; what SQLite says, otherwise. */
static const struct
{
  int code;
  const char *message;
} failures[] = {
  { SQLITE_BUSY, "locked by another program; try again when that has ended" },
  { SQLITE_LOCKED, "locked by another program; try again when that has ended" },
  { SQLITE_NOTADB, "no corpus: not a database" },
  { SQLITE_FULL, "the disk is full; what was added before is safe" },
  { SQLITE_READONLY, "cannot be written: no permission, or its folder is read-only" },
  { SQLITE_CANTOPEN, "cannot be opened" },
  { SQLITE_TOOBIG, "an article is too large for it" },
};

gboolean
dtl_sql_fail (DtlCorpus *corpus, int code, GError **error)
{
  const char *message = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    if (failures[i].code == (code & 0xff))
      message = failures[i].message;
  if (message != NULL)
    g_set_error_literal (error, DTL_ERROR, DTL_ERROR_CORPUS, message);
  else
    g_set_error (error, DTL_ERROR, DTL_ERROR_CORPUS, "%s: %s",
                 (code & 0xff) == SQLITE_CORRUPT ? "the corpus is damaged" : "database error",
                 corpus->db != NULL ? sqlite3_errmsg (corpus->db) : sqlite3_errstr (code));
  return FALSE;
}

/* ---- statements ---- */

static int
bind (sqlite3_stmt *statement, const char *format, va_list arguments)
{
  int code = SQLITE_OK;

  for (int i = 1; *format != '\0' && code == SQLITE_OK; format++, i++)
    if (*format == 't')
      code = sqlite3_bind_text (statement, i, va_arg (arguments, const char *), -1, SQLITE_TRANSIENT);
    else if (*format == 'i')
      code = sqlite3_bind_int64 (statement, i, va_arg (arguments, gint64));
    else if (*format == 'r')
      code = sqlite3_bind_double (statement, i, va_arg (arguments, double));
    else
      {
        gconstpointer data = va_arg (arguments, gconstpointer);
        gsize size = va_arg (arguments, gsize);

        code = sqlite3_bind_blob64 (statement, i, data, size, SQLITE_TRANSIENT);
      }
  return code;
}

static sqlite3_stmt *
prepare (DtlCorpus *corpus, GError **error, const char *sql, const char *format, va_list arguments)
{
  sqlite3_stmt *statement = g_hash_table_lookup (corpus->statements, sql);
  int code = SQLITE_OK;

  if (statement == NULL)
    {
      code = sqlite3_prepare_v2 (corpus->db, sql, -1, &statement, NULL);
      if (code != SQLITE_OK)
        {
          dtl_sql_fail (corpus, code, error);
          return NULL;
        }
      g_hash_table_insert (corpus->statements, g_strdup (sql), statement);
    }
  sqlite3_reset (statement);
  code = bind (statement, format, arguments);
  if (code == SQLITE_OK)
    return statement;
  dtl_sql_fail (corpus, code, error);
  return NULL;
}

sqlite3_stmt *
dtl_sql_prepare (DtlCorpus *corpus, GError **error, const char *sql, const char *format, ...)
{
  sqlite3_stmt *statement;
  va_list arguments;

  va_start (arguments, format);
  statement = prepare (corpus, error, sql, format, arguments);
  va_end (arguments);
  return statement;
}

gboolean
dtl_sql_step (DtlCorpus *corpus, sqlite3_stmt *statement, GError **error)
{
  int code = sqlite3_step (statement);

  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    dtl_sql_fail (corpus, code, error);
  sqlite3_reset (statement);
  return FALSE;
}

gboolean
dtl_sql_run (DtlCorpus *corpus, GError **error, const char *sql, const char *format, ...)
{
  sqlite3_stmt *statement;
  va_list arguments;
  int code;

  va_start (arguments, format);
  statement = prepare (corpus, error, sql, format, arguments);
  va_end (arguments);
  if (statement == NULL)
    return FALSE;
  code = sqlite3_step (statement);
  if (code != SQLITE_DONE && code != SQLITE_ROW)
    dtl_sql_fail (corpus, code, error);
  sqlite3_reset (statement);
  return code == SQLITE_DONE || code == SQLITE_ROW;
}

gint64
dtl_sql_number (DtlCorpus *corpus, const char *sql, gint64 otherwise)
{
  sqlite3_stmt *statement = dtl_sql_prepare (corpus, NULL, sql, "");

  if (statement != NULL && dtl_sql_step (corpus, statement, NULL))
    otherwise = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return otherwise;
}

gboolean
dtl_sql_script (DtlCorpus *corpus, const char *sql, GError **error)
{
  int code = sqlite3_exec (corpus->db, sql, NULL, NULL, NULL);

  return code == SQLITE_OK || dtl_sql_fail (corpus, code, error);
}

gboolean
dtl_sql_begin (DtlCorpus *corpus, GError **error)
{
  return dtl_sql_script (corpus, "BEGIN IMMEDIATE", error);
}

gboolean
dtl_sql_end (DtlCorpus *corpus, gboolean well, GError **error)
{
  if (well && dtl_sql_script (corpus, "COMMIT", error))
    return TRUE;
  if (!sqlite3_get_autocommit (corpus->db)) /* some failures have rolled back already */
    sqlite3_exec (corpus->db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

/* ---- packing ---- */

GBytes *
dtl_pack (gconstpointer data, gsize size)
{
  uLongf packed_size = compressBound (size);
  guint8 *packed = g_malloc (sizeof (guint64) + packed_size);
  guint64 before = GUINT64_TO_LE (size);

  memcpy (packed, &before, sizeof before);
  if (compress2 (packed + sizeof before, &packed_size, data, size, Z_DEFAULT_COMPRESSION) != Z_OK)
    g_error ("out of memory"); /* the only way it can fail */
  return g_bytes_new_take (packed, sizeof before + packed_size);
}

char *
dtl_unpack (gconstpointer data, gsize size, gsize *unpacked_size)
{
  g_autofree char *text = NULL;
  guint64 wanted;
  uLongf length;

  if (data == NULL || size <= sizeof wanted)
    return NULL;
  memcpy (&wanted, data, sizeof wanted);
  wanted = GUINT64_FROM_LE (wanted);
  /* a byte deflates to no more than 1032 */
  if (wanted > UNPACKED_MAX || wanted / 1032 > size)
    return NULL;
  length = wanted;
  text = g_malloc (wanted + 1);
  if (uncompress ((Bytef *) text, &length, (const Bytef *) data + sizeof wanted, size - sizeof wanted) != Z_OK
      || length != wanted)
    return NULL;
  text[length] = '\0';
  *unpacked_size = length;
  return g_steal_pointer (&text);
}
