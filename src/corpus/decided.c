/* Decisions that a corpus keeps: the lines of a decisions file, comments and all, in one table. */
#include "corpus/store.h"

#include <string.h>

#define KEPT "kept decision"

static gboolean
add_lines (DtlCorpus *corpus, const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (lines);

  if (n > 0 && *lines[n - 1] == '\0')
    n--;
  for (guint i = 0; i < n; i++)
    if (!dtl_sql_run (corpus, error, "INSERT INTO decisions (line) VALUES (?)", "t", g_strchomp (lines[i])))
      return FALSE;
  return TRUE;
}

char *
dtl_corpus_decisions_text (DtlCorpus *corpus, GError **error)
{
  sqlite3_stmt *rows = dtl_sql_prepare (corpus, error, "SELECT line FROM decisions ORDER BY n", "");
  g_autoptr (GString) text = g_string_new (NULL);
  GError *failure = NULL;

  if (rows == NULL)
    return NULL;
  while (dtl_sql_step (corpus, rows, &failure))
    g_string_append_printf (text, "%s\n", (const char *) sqlite3_column_text (rows, 0));
  if (failure == NULL)
    return g_string_free (g_steal_pointer (&text), FALSE);
  g_propagate_error (error, failure);
  return NULL;
}

DtlDecisions *
dtl_corpus_decisions (DtlCorpus *corpus, GError **error)
{
  g_autofree char *text = dtl_corpus_decisions_text (corpus, error);

  return text != NULL ? dtl_decisions_new (KEPT, text, -1, error) : NULL;
}

/* Those that are there and those that come must be readable together, before anything is written. */
static gboolean
check (DtlCorpus *corpus, const char *text, gboolean replace, GError **error)
{
  g_autofree char *kept = dtl_corpus_decisions_text (corpus, error);
  g_autofree char *both = kept != NULL ? g_strconcat (replace ? "" : kept, text, NULL) : NULL;
  g_autoptr (DtlDecisions) decisions = both != NULL ? dtl_decisions_new (KEPT, both, -1, error) : NULL;

  return decisions != NULL;
}

gboolean
dtl_corpus_decide (DtlCorpus *corpus, const char *text, gboolean replace, GError **error)
{
  gboolean well;

  if (!dtl_sql_begin (corpus, error))
    return FALSE;
  well = check (corpus, text, replace, error) && (!replace || dtl_sql_run (corpus, error, "DELETE FROM decisions", ""))
         && add_lines (corpus, text, error)
         && dtl_sql_run (corpus, error, "UPDATE state SET value = value + 1 WHERE name = 'generation'", "");
  return dtl_sql_end (corpus, well, error);
}
