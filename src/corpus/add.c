/*
 * A run: articles into a corpus, or out of it.
 *
 * Documents wait until there are enough for a batch, which is then written in one short transaction: the file is
 * locked while it is written and not while articles are analysed, and a program that is killed loses a batch at
 * most. What is known is asked of the file itself, so that several programs may add at once.
 */
#include "corpus/store.h"

#include <string.h>

#include "document/document.h"
#include "record/record.h"

#define BATCH_ARTICLES 32
#define BATCH_BYTES (8u << 20)
#define SENTENCES_MAX 65536 /* of an article that can be searched */

/* A sentence that can be searched. */
typedef struct
{
  guint32 number;
  guint32 line;
  char *text; /* owned */
} Sentence;

/* An article that waits to be written, or (without a record) an input that has come to its end. */
typedef struct
{
  char *input;       /* owned; "" when there is none */
  char *digest;      /* owned, nullable: of an input that has come to its end */
  DtlRecord *record; /* owned, nullable */
  char *json;        /* owned, nullable */
  GArray *sentences; /* owned, nullable: Sentence */
} Entry;

static void
sentence_clear (gpointer data)
{
  g_free (((Sentence *) data)->text);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->input);
  g_free (entry->digest);
  g_free (entry->json);
  dtl_record_unref (entry->record);
  g_clear_pointer (&entry->sentences, g_array_unref);
  g_free (entry);
}

static char *
name_of (const char *id, const char *uri)
{
  return g_strconcat (id, " ", uri != NULL ? uri : "", NULL);
}

/* ---- what is known ---- */

void
dtl_corpus_begin (DtlCorpus *corpus, const char *command, gboolean again)
{
  g_return_if_fail (corpus->can_write && corpus->command == NULL);
  corpus->command = g_strdup (command);
  corpus->again = again;
  corpus->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  corpus->digests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  corpus->pending = g_ptr_array_new_with_free_func (entry_free);
  corpus->pending_bytes = 0;
  corpus->n_known = 0;
  corpus->counts = (DtlCorpusCounts) { 0 };
  /* statements of their own, because other threads use them */
  sqlite3_prepare_v2 (corpus->db, "SELECT 1 FROM articles WHERE id = ? AND uri = ? AND gone IS NULL", -1,
                      &corpus->is_known, NULL);
  sqlite3_prepare_v2 (corpus->db, "SELECT 1 FROM inputs WHERE input = ? AND sha256 = ?", -1, &corpus->is_read, NULL);
}

void
dtl_run_clear (DtlCorpus *corpus)
{
  g_clear_pointer (&corpus->is_known, sqlite3_finalize);
  g_clear_pointer (&corpus->is_read, sqlite3_finalize);
  g_clear_pointer (&corpus->seen, g_hash_table_unref);
  g_clear_pointer (&corpus->digests, g_hash_table_unref);
  g_clear_pointer (&corpus->pending, g_ptr_array_unref);
  g_clear_pointer (&corpus->command, g_free);
}

/* Whether a row has these two; the mutex is held. */
static gboolean
is_there (sqlite3_stmt *statement, const char *one, const char *other)
{
  gboolean there;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, one, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 2, other, -1, SQLITE_TRANSIENT);
  there = sqlite3_step (statement) == SQLITE_ROW;
  sqlite3_reset (statement);
  return there;
}

gboolean
dtl_corpus_knows (DtlCorpus *corpus, const char *id, const char *uri)
{
  gboolean knows;

  g_return_val_if_fail (corpus->command != NULL, FALSE);
  g_mutex_lock (&corpus->mutex);
  knows = !g_hash_table_add (corpus->seen, name_of (id, uri));
  if (!knows && !corpus->again)
    knows = is_there (corpus->is_known, id, uri != NULL ? uri : "");
  corpus->n_known += knows;
  g_mutex_unlock (&corpus->mutex);
  return knows;
}

gboolean
dtl_corpus_knows_input (DtlCorpus *corpus, const char *input, GBytes *bytes)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  gboolean knows;

  g_return_val_if_fail (corpus->command != NULL, FALSE);
  g_mutex_lock (&corpus->mutex);
  knows = !corpus->again && is_there (corpus->is_read, input, digest);
  if (!knows)
    g_hash_table_replace (corpus->digests, g_strdup (input), g_steal_pointer (&digest));
  g_mutex_unlock (&corpus->mutex);
  return knows;
}

/* ---- sentences ---- */

static void
add_sentence (GArray *sentences, guint32 number, guint32 line, const char *text, gsize length)
{
  Sentence sentence = { number, line, g_strndup (text, length) };

  g_array_append_val (sentences, sentence);
}

static GArray *
sentences_new (void)
{
  GArray *sentences = g_array_new (FALSE, FALSE, sizeof (Sentence));

  g_array_set_clear_func (sentences, sentence_clear);
  return sentences;
}

static GArray *
sentences_of_document (const DtlDocument *document)
{
  GArray *sentences = sentences_new ();

  for (guint i = 0; i < MIN (document->sentences->len, SENTENCES_MAX); i++)
    {
      const DtlSentence *sentence = dtl_document_sentence (document, i);

      if (sentence->kind != DTL_SENTENCE_FURNITURE)
        add_sentence (sentences, i, sentence->line, document->text + sentence->span.start,
                      sentence->span.end - sentence->span.start);
    }
  return sentences;
}

static int
compare_sentences (gconstpointer a, gconstpointer b)
{
  const Sentence *one = a, *other = b;

  return one->number < other->number ? -1 : one->number > other->number;
}

/* Those that state something: all that a record has. */
static GArray *
sentences_of_record (const DtlRecord *record)
{
  GArray *sentences = sentences_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < record->events->len; i++)
    {
      const DtlEvent *event = dtl_record_event (record, i);

      for (guint32 j = 0; j < event->n_mentions; j++)
        {
          const DtlEvidence *evidence = &event->mentions[j].evidence;

          if (evidence->text != NULL && evidence->sentence < SENTENCES_MAX
              && g_hash_table_add (seen, GUINT_TO_POINTER (evidence->sentence + 1)))
            add_sentence (sentences, evidence->sentence, evidence->line, evidence->text, strlen (evidence->text));
        }
    }
  g_array_sort (sentences, compare_sentences);
  return sentences;
}

/* ---- writing ---- */

/* Marks articles as gone with this run, and takes their sentences out of the index. */
static gboolean
take_away (DtlCorpus *corpus, const GArray *articles, GError **error)
{
  for (guint i = 0; i < articles->len; i++)
    {
      gint64 n = g_array_index (articles, gint64, i);

      if (!dtl_sql_run (corpus, error, "UPDATE articles SET gone = ? WHERE n = ?", "ii", (gint64) corpus->counts.run, n)
          || !dtl_sql_run (corpus, error, "DELETE FROM sentences WHERE rowid >= ? AND rowid < ?", "ii", n * SENTENCES_MAX,
                           (n + 1) * SENTENCES_MAX))
        return FALSE;
    }
  corpus->counts.n_removed += articles->len;
  return TRUE;
}

/* What the same input said before under the same address, unless it still says it, and the same reading if it is done
 * again. */
static gboolean
take_away_older (DtlCorpus *corpus, const Entry *entry, const DtlSource *source, guint *n_taken, GError **error)
{
  g_autoptr (GArray) articles = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local = NULL;
  const char *uri = source->uri != NULL ? source->uri : "";
  sqlite3_stmt *rows = dtl_sql_prepare (corpus, &local,
                                        "SELECT n, id FROM articles WHERE gone IS NULL AND input = ? AND uri = ? UNION "
                                        "SELECT n, id FROM articles WHERE gone IS NULL AND id = ? AND uri = ?",
                                        "tttt", entry->input, uri, source->id, uri);

  while (rows != NULL && dtl_sql_step (corpus, rows, &local))
    {
      const char *id = (const char *) sqlite3_column_text (rows, 1);
      g_autofree char *name = name_of (id, uri);
      gint64 n = sqlite3_column_int64 (rows, 0);
      gboolean is_same = strcmp (id, source->id) == 0;

      g_mutex_lock (&corpus->mutex);
      if (is_same || (*entry->input != '\0' && !g_hash_table_contains (corpus->seen, name)))
        g_array_append_val (articles, n);
      g_mutex_unlock (&corpus->mutex);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  *n_taken = articles->len;
  return take_away (corpus, articles, error);
}

static gboolean
write_sentences (DtlCorpus *corpus, const GArray *sentences, gint64 article, GError **error)
{
  for (guint i = 0; i < sentences->len; i++)
    {
      const Sentence *sentence = &g_array_index (sentences, Sentence, i);

      if (!dtl_sql_run (corpus, error, "INSERT INTO sentences (rowid, text, line) VALUES (?, ?, ?)", "iti",
                        article * SENTENCES_MAX + sentence->number, sentence->text, (gint64) sentence->line))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_article (DtlCorpus *corpus, const Entry *entry, const DtlSource *source, GError **error)
{
  g_autoptr (GBytes) packed = dtl_pack (entry->json, strlen (entry->json));
  g_autofree char *published = dtl_date_to_string (&source->published.date);
  DtlDay earliest = DTL_DAY_MIN, latest = DTL_DAY_MAX;
  gsize size;
  gconstpointer data = g_bytes_get_data (packed, &size);

  dtl_date_bounds (&source->published.date, &earliest, &latest);
  return dtl_sql_run (corpus, error,
                      "INSERT INTO articles (id, uri, input, sha256, published, earliest, latest, publisher, title, n_events, "
                      "added, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      "tttttiittiib", source->id, source->uri != NULL ? source->uri : "", entry->input, source->sha256,
                      published, (gint64) earliest, (gint64) latest, source->publisher, source->title,
                      (gint64) entry->record->events->len, (gint64) corpus->counts.run, data, size)
         && write_sentences (corpus, entry->sentences, sqlite3_last_insert_rowid (corpus->db), error);
}

static gboolean
write_entry (DtlCorpus *corpus, const Entry *entry, GError **error)
{
  const DtlSource *source;
  guint n_taken = 0;

  if (entry->digest != NULL)
    return dtl_sql_run (corpus, error, "INSERT OR REPLACE INTO inputs VALUES (?, ?)", "tt", entry->input, entry->digest);
  source = dtl_record_get_source (entry->record);
  if (!take_away_older (corpus, entry, source, &n_taken, error) || !write_article (corpus, entry, source, error))
    return FALSE;
  corpus->counts.n_added++;
  corpus->counts.n_replaced += n_taken > 0;
  return TRUE;
}

/* The number of this run, which begins with the first thing that it changes. */
static gboolean
number_run (DtlCorpus *corpus, GError **error)
{
  if (corpus->counts.run > 0)
    return TRUE;
  if (!dtl_sql_run (corpus, error, "INSERT INTO runs (command) VALUES (?)", "t", corpus->command))
    return FALSE;
  corpus->counts.run = sqlite3_last_insert_rowid (corpus->db);
  return TRUE;
}

static gboolean
note_run (DtlCorpus *corpus, GError **error)
{
  return dtl_sql_run (corpus, error,
                      "UPDATE runs SET n_added = ?, n_removed = ?, n_articles = (SELECT count(*) FROM articles WHERE gone IS NULL)"
                      " WHERE run = ?",
                      "iii", (gint64) corpus->counts.n_added, (gint64) corpus->counts.n_removed, (gint64) corpus->counts.run)
         && dtl_sql_run (corpus, error, "UPDATE state SET value = value + 1 WHERE name = 'generation'", "");
}

static gboolean
write_pending (DtlCorpus *corpus, GError **error)
{
  gboolean has_articles = FALSE;

  for (guint i = 0; i < corpus->pending->len; i++)
    has_articles |= ((Entry *) corpus->pending->pdata[i])->record != NULL;
  if (has_articles && !number_run (corpus, error))
    return FALSE;
  for (guint i = 0; i < corpus->pending->len; i++)
    if (!write_entry (corpus, corpus->pending->pdata[i], error))
      return FALSE;
  return !has_articles || note_run (corpus, error);
}

/* All that waits, or nothing of it. */
static gboolean
flush (DtlCorpus *corpus, GError **error)
{
  DtlCorpusCounts before = corpus->counts;
  gboolean well = TRUE;

  if (corpus->pending->len > 0)
    well = dtl_sql_begin (corpus, error) && dtl_sql_end (corpus, write_pending (corpus, error), error);
  if (!well)
    corpus->counts = before;
  g_ptr_array_set_size (corpus->pending, 0);
  corpus->pending_bytes = 0;
  return well;
}

/* ---- adding ---- */

static gboolean
add (DtlCorpus *corpus, DtlRecord *record, GArray *sentences, const char *input, GError **error)
{
  const DtlSource *source = dtl_record_get_source (record);
  Entry *entry = g_new0 (Entry, 1);

  *entry = (Entry) { g_strdup (input != NULL ? input : ""), NULL, dtl_record_ref (record), dtl_record_to_json (record),
                     sentences };
  g_ptr_array_add (corpus->pending, entry);
  corpus->pending_bytes += strlen (entry->json);
  g_mutex_lock (&corpus->mutex);
  g_hash_table_add (corpus->seen, name_of (source->id, source->uri));
  g_mutex_unlock (&corpus->mutex);
  return (corpus->pending->len < BATCH_ARTICLES && corpus->pending_bytes < BATCH_BYTES) || flush (corpus, error);
}

gboolean
dtl_corpus_add (DtlCorpus *corpus, DtlDocument *document, const char *input, GError **error)
{
  DtlRecord *record = dtl_document_get_record (document);

  g_return_val_if_fail (corpus->command != NULL && record != NULL, FALSE);
  return add (corpus, record, sentences_of_document (document), input, error);
}

gboolean
dtl_corpus_add_record (DtlCorpus *corpus, DtlRecord *record, const char *input, GError **error)
{
  g_return_val_if_fail (corpus->command != NULL, FALSE);
  return add (corpus, record, sentences_of_record (record), input, error);
}

gboolean
dtl_corpus_finish_input (DtlCorpus *corpus, const char *input, GError **error)
{
  char *digest;
  Entry *entry;

  g_return_val_if_fail (corpus->command != NULL && input != NULL, FALSE);
  g_mutex_lock (&corpus->mutex);
  digest = g_strdup (g_hash_table_lookup (corpus->digests, input));
  g_hash_table_remove (corpus->digests, input);
  g_mutex_unlock (&corpus->mutex);
  if (digest == NULL)
    return TRUE;
  entry = g_new0 (Entry, 1);
  *entry = (Entry) { g_strdup (input), digest };
  g_ptr_array_add (corpus->pending, entry);
  return corpus->pending->len < BATCH_ARTICLES || flush (corpus, error);
}

gboolean
dtl_corpus_commit (DtlCorpus *corpus, DtlCorpusCounts *counts, GError **error)
{
  gboolean well;

  g_return_val_if_fail (corpus->command != NULL, FALSE);
  well = flush (corpus, error);
  corpus->counts.n_known = corpus->n_known;
  if (counts != NULL)
    *counts = corpus->counts;
  dtl_run_clear (corpus);
  return well;
}

/* ---- removing ---- */

static gboolean
remove_now (DtlCorpus *corpus, const GArray *articles, const char *name, GError **error)
{
  /* it is to be read again when it is added again */
  return number_run (corpus, error) && take_away (corpus, articles, error)
         && dtl_sql_run (corpus, error,
                         "DELETE FROM inputs WHERE input IN (SELECT input FROM articles WHERE gone = ?) OR input = ?", "it",
                         (gint64) corpus->counts.run, name)
         && note_run (corpus, error);
}

gboolean
dtl_corpus_remove (DtlCorpus *corpus, const char *name, guint *n_removed, GError **error)
{
  g_autoptr (GArray) articles = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local = NULL;
  DtlCorpusCounts before = corpus->counts;
  sqlite3_stmt *rows;
  gboolean well;

  g_return_val_if_fail (corpus->command != NULL, FALSE);
  if (!flush (corpus, error) || !dtl_sql_begin (corpus, error))
    return FALSE;
  rows = dtl_sql_prepare (corpus, &local,
                          "SELECT n FROM articles WHERE gone IS NULL AND id = ?1 UNION "
                          "SELECT n FROM articles WHERE gone IS NULL AND uri = ?1 UNION "
                          "SELECT n FROM articles WHERE gone IS NULL AND input = ?1",
                          "t", name);
  while (rows != NULL && dtl_sql_step (corpus, rows, &local))
    {
      gint64 n = sqlite3_column_int64 (rows, 0);

      g_array_append_val (articles, n);
    }
  well = local == NULL && (articles->len == 0 || remove_now (corpus, articles, name, error));
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  well = dtl_sql_end (corpus, well, error);
  if (!well)
    corpus->counts = before;
  else if (n_removed != NULL)
    *n_removed = articles->len;
  return well;
}
