/* The corpus file from inside: what it holds, what it refuses, and the packing of facts. */
#include <glib/gstdio.h>
#include <string.h>

#include "corpus/pack.h"
#include "corpus/store.h"
#include "story/story.h"

#include "facts.h"

typedef struct
{
  char *folder;
  char *path;
} Place;

static void
place_open (Place *place, gconstpointer data)
{
  place->folder = g_dir_make_tmp ("corpus-XXXXXX", NULL);
  place->path = g_build_filename (place->folder, "a b%20?.dateline", NULL);
}

static void
place_close (Place *place, gconstpointer data)
{
  static const char *const ends[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *path = g_strconcat (place->path, ends[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (place->folder), ==, 0);
  g_free (place->path);
  g_free (place->folder);
}

static DtlCorpus *
open_corpus (const Place *place, DtlCorpusAccess access)
{
  g_autoptr (GError) error = NULL;
  DtlCorpus *corpus = dtl_corpus_open (place->path, access, &error);

  g_assert_no_error (error);
  return corpus;
}

static DtlCorpusCounts
add_records (DtlCorpus *corpus, GPtrArray *articles, guint from, guint to)
{
  g_autoptr (GError) error = NULL;
  DtlCorpusCounts counts;

  dtl_corpus_begin (corpus, "add", FALSE);
  for (guint i = from; i < to; i++)
    {
      DtlRecord *record = ((Article *) articles->pdata[i])->record;
      const DtlSource *source = dtl_record_get_source (record);

      if (!dtl_corpus_knows (corpus, source->id, source->uri))
        dtl_corpus_add_record (corpus, record, NULL, &error);
    }
  dtl_corpus_commit (corpus, &counts, &error);
  g_assert_no_error (error);
  return counts;
}

static char *
json_of (DtlStory *story)
{
  g_autoptr (DtlView) view = dtl_view_new (story, DTL_VIEW_TIMELINE, NULL);
  GString *out = g_string_new (NULL);

  g_assert_true (dtl_export_view (dtl_format_find ("json"), view, &(DtlExportOptions) { 0 }, out, NULL));
  return g_string_free (out, FALSE);
}

static char *
merged (GPtrArray *articles, guint from, guint to)
{
  g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();
  g_autoptr (DtlStory) story = NULL;

  for (guint i = from; i < to; i++)
    {
      g_autofree char *json = dtl_record_to_json (((Article *) articles->pdata[i])->record);
      g_autoptr (DtlRecord) record = dtl_record_new_from_json (json, -1, NULL);

      dtl_story_builder_add (builder, record);
    }
  story = dtl_story_builder_seal (builder);
  return json_of (story);
}

static void
assert_story (DtlCorpus *corpus, guint run, GPtrArray *articles, guint from, guint to)
{
  g_autofree char *expected = merged (articles, from, to);

  for (guint i = 0; i < 2; i++) /* merged, then kept */
    {
      g_autoptr (DtlStory) story = dtl_corpus_story (corpus, run, NULL);
      g_autofree char *json = json_of (story);

      g_assert_cmpstr (json, ==, expected);
    }
}

static void
test_runs (Place *place, gconstpointer data)
{
  g_autoptr (GPtrArray) articles = facts_invent (7, 40, 12);
  g_autoptr (DtlCorpus) corpus = open_corpus (place, DTL_CORPUS_CREATE);
  g_autoptr (GError) error = NULL;
  DtlCorpusCounts counts = add_records (corpus, articles, 20, 40);
  guint n = 0, run = 0;

  g_assert_cmpuint (counts.n_added, ==, 20);
  assert_story (corpus, DTL_CORPUS_NOW, articles, 20, 40);
  counts = add_records (corpus, articles, 0, 30);
  g_assert_cmpuint (counts.n_added, ==, 20);
  g_assert_cmpuint (counts.n_known, ==, 10);
  g_assert_cmpuint (counts.run, ==, 2);
  assert_story (corpus, DTL_CORPUS_NOW, articles, 0, 40);
  assert_story (corpus, 1, articles, 20, 40);
  counts = add_records (corpus, articles, 0, 40);
  g_assert_cmpuint (counts.run, ==, 0);

  dtl_corpus_begin (corpus, "remove", FALSE);
  for (guint i = 30; i < 40; i++)
    {
      g_assert_true (dtl_corpus_remove (corpus, dtl_record_get_source (((Article *) articles->pdata[i])->record)->id, &n, &error));
      g_assert_cmpuint (n, ==, 1);
    }
  g_assert_true (dtl_corpus_remove (corpus, "nobody", &n, &error));
  g_assert_cmpuint (n, ==, 0);
  g_assert_true (dtl_corpus_commit (corpus, &counts, &error));
  g_assert_cmpuint (counts.n_removed, ==, 10);
  assert_story (corpus, DTL_CORPUS_NOW, articles, 0, 30);
  assert_story (corpus, 2, articles, 0, 40);

  g_assert_true (dtl_corpus_snapshot (corpus, "monday", &error));
  g_assert_false (dtl_corpus_snapshot (corpus, "monday", NULL));
  g_assert_false (dtl_corpus_snapshot (corpus, "7", NULL));
  g_assert_true (dtl_corpus_find_run (corpus, "monday", &run, &error));
  g_assert_cmpuint (run, ==, 3);
  g_assert_false (dtl_corpus_find_run (corpus, "tuesday", &run, NULL));
  g_assert_true (dtl_corpus_forget (corpus, &error));
  g_assert_false (dtl_corpus_find_run (corpus, "2", &run, NULL));
  g_assert_true (dtl_corpus_find_run (corpus, "monday", &run, &error));
  assert_story (corpus, DTL_CORPUS_NOW, articles, 0, 30);
  g_assert_no_error (error);
}

static gboolean
count_match (const DtlCorpusMatch *match, gpointer user_data)
{
  g_assert_nonnull (strchr (match->snippet, 2));
  ++*(guint *) user_data;
  return TRUE;
}

static guint
n_found (DtlCorpus *corpus, const char *words)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  dtl_corpus_search (corpus, words, 0, count_match, &n, &error);
  g_assert_no_error (error);
  return n;
}

static void
test_search (Place *place, gconstpointer data)
{
  static const char story[] = "article a 2024-05-01 Echo\n"
                              "actor moe person NO Sunniva Moe\n"
                              "event e1 resign resigns 2024-05-01 moe:agent ; Moe resigned over fuel taxes in the U.S. capital.\n"
                              "event e2 meet met 2024-05-02 moe:agent ; She met Zoë Ålund's sister for talks.\n";
  static const struct
  {
    const char *words;
    guint n;
  } rows[] = {
    { "resigned", 1 }, { "resigns", 1 }, { "fuel tax", 1 }, { "\"fuel taxes\"", 1 }, { "\"taxes fuel\"", 0 }, { "zoe alund", 1 },
    { "sist*", 1 },    { "U.S.", 1 },    { "", 0 },         { "\"", 0 },             { "*", 0 },               { "NEAR( OR -x ^ : {}", 0 },
    { "moe AND", 0 },  { "\xff", 0 },
  };
  g_autoptr (GPtrArray) articles = facts_parse (story);
  g_autoptr (DtlCorpus) corpus = open_corpus (place, DTL_CORPUS_CREATE);

  add_records (corpus, articles, 0, articles->len);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].words);
      g_assert_cmpuint (n_found (corpus, rows[i].words), ==, rows[i].n);
    }
}

static void
assert_refused (const Place *place, DtlCorpusAccess access, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtlCorpus) corpus = dtl_corpus_open (place->path, access, &error);

  g_assert_null (corpus);
  g_assert_error (error, DTL_ERROR, DTL_ERROR_CORPUS);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_refusals (Place *place, gconstpointer data)
{
  g_autoptr (DtlCorpus) corpus = NULL;

  assert_refused (place, DTL_CORPUS_READ, "No such file");
  g_assert_true (g_file_set_contents (place->path, "", 0, NULL));
  g_assert_false (dtl_corpus_is_file (place->path));
  assert_refused (place, DTL_CORPUS_READ, "an empty corpus");
  g_assert_true (g_file_set_contents (place->path, "no database, but long enough to be taken for one", -1, NULL));
  assert_refused (place, DTL_CORPUS_CREATE, "no corpus");
  g_unlink (place->path);
  corpus = open_corpus (place, DTL_CORPUS_CREATE);
  g_assert_true (dtl_corpus_is_file (place->path));
  g_assert_true (dtl_sql_script (corpus, "PRAGMA user_version = 99", NULL));
  assert_refused (place, DTL_CORPUS_WRITE, "newer dateline");
  g_assert_true (dtl_sql_script (corpus, "PRAGMA user_version = 2; PRAGMA application_id = 0", NULL));
  assert_refused (place, DTL_CORPUS_READ, "no corpus of dateline");
}

/* Whatever byte of it is changed or cut off, a pack is read or is bad. */
static void
test_bent_pack (void)
{
  g_autoptr (GPtrArray) articles = facts_invent (3, 2, 6);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  DtlPack pack = { .out = out };
  DtlRecord *record = ((Article *) articles->pdata[0])->record;

  for (guint i = 0; i < record->events->len; i++)
    dtl_pack_event (&pack, dtl_record_event (record, i));
  for (guint i = 0; i < 2 * out->len; i++)
    {
      g_autofree guint8 *bytes = g_memdup2 (out->data, out->len);
      g_autoptr (DtlArena) arena = dtl_arena_new ();
      DtlPack in = { .at = bytes, .end = bytes + (i < out->len ? i : out->len), .arena = arena, .n_actors = record->actors->len,
                     .n_sources = 1 };

      if (i >= out->len)
        bytes[i - out->len] ^= 0x81;
      for (guint j = 0; j < record->events->len && !in.is_bad; j++)
        {
          DtlEvent event = { 0 };

          dtl_pack_event (&in, &event);
        }
      g_assert_true (i >= out->len || in.is_bad);
    }
}

static void
test_deflated (void)
{
  static const char text[] = "twenty-three times the same, twenty-three times the same";
  g_autoptr (GBytes) packed = dtl_pack (text, sizeof text);
  gsize size, unpacked_size = 0;
  const guint8 *data = g_bytes_get_data (packed, &size);
  g_autofree char *whole = dtl_unpack (data, size, &unpacked_size);

  g_assert_cmpmem (whole, unpacked_size, text, sizeof text);
  for (gsize i = 0; i < size; i++)
    g_assert_null (dtl_unpack (data, i, &unpacked_size));
  for (gsize i = 0; i < sizeof (guint64); i++)
    {
      g_autofree guint8 *bent = g_memdup2 (data, size);

      bent[i] ^= 0xc0;
      g_assert_null (dtl_unpack (bent, size, &unpacked_size));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/corpus/runs", Place, NULL, place_open, test_runs, place_close);
  g_test_add ("/corpus/search", Place, NULL, place_open, test_search, place_close);
  g_test_add ("/corpus/refusals", Place, NULL, place_open, test_refusals, place_close);
  g_test_add_func ("/corpus/pack/bent", test_bent_pack);
  g_test_add_func ("/corpus/pack/deflated", test_deflated);
  return g_test_run ();
}
