/*
 * Articles that nearly copy an earlier one: wire stories, syndication, new editions.
 *
 * A record holds only the sentences that state something, which is enough: articles that share most of their runs of
 * three words in those share their facts, and must not count as independent. Candidates are found by min-wise hashing
 * (Broder 1997) in bands, so that not every pair is compared; what counts then is the exact share.
 */
#include "story/story.h"

#include <string.h>

#define RUN 3           /* words */
#define RUNS_MIN 40     /* fewer say nothing about the article */
#define SHARE 0.7       /* of runs in common, of all, from which on it is a copy */
#define N_BANDS 10
#define N_ROWS 3        /* minima in a band; a pair with share s meets with probability 1 - (1 - s^3)^10 */
#define CANDIDATES_MAX 32

static guint64
mix (guint64 x)
{
  x = (x ^ x >> 30) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ x >> 27) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ x >> 31;
}

static int
compare_runs (gconstpointer a, gconstpointer b)
{
  guint64 one = *(const guint64 *) a, other = *(const guint64 *) b;

  return one < other ? -1 : one > other;
}

/* Adds digests of all runs of words of one sentence. Only ASCII letters are folded; both sides are treated alike. */
static void
add_runs (GArray *runs, const char *text)
{
  guint64 window[RUN] = { 0 };
  guint n = 0;

  for (const char *p = text; *p;)
    {
      guint64 word = 0;

      for (; g_ascii_isalnum (*p) || (guchar) *p >= 0x80; p++)
        word = mix (word + (guchar) g_ascii_tolower (*p) + 1);
      p += *p != '\0';
      if (word == 0)
        continue;
      memmove (window, window + 1, sizeof window - sizeof *window);
      window[RUN - 1] = word;
      if (++n >= RUN)
        {
          guint64 run = mix (window[0] + 3 * window[1] + 7 * window[2]);

          g_array_append_val (runs, run);
        }
    }
}

/* Digests of all runs of words in the sentences of a record, sorted, each once. */
static GArray *
runs_of (const DtlRecord *record)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint n = 0;

  for (guint i = 0; i < record->events->len; i++)
    {
      const DtlEvent *event = dtl_record_event (record, i);

      for (guint32 j = 0; j < event->n_mentions; j++)
        if (event->mentions[j].evidence.text
            && g_hash_table_add (seen, GUINT_TO_POINTER (event->mentions[j].evidence.span.start + 1)))
          add_runs (runs, event->mentions[j].evidence.text);
    }
  g_array_sort (runs, compare_runs);
  for (guint i = 0; i < runs->len; i++)
    if (n == 0 || g_array_index (runs, guint64, n - 1) != g_array_index (runs, guint64, i))
      g_array_index (runs, guint64, n++) = g_array_index (runs, guint64, i);
  g_array_set_size (runs, n);
  return runs;
}

static double
share (const GArray *a, const GArray *b)
{
  guint i = 0, j = 0, shared = 0;

  while (i < a->len && j < b->len)
    {
      guint64 one = g_array_index (a, guint64, i), other = g_array_index (b, guint64, j);

      shared += one == other;
      i += one <= other;
      j += other <= one;
    }
  return a->len + b->len > shared ? (double) shared / (a->len + b->len - shared) : 0;
}

/* One digest a band, of the least values under as many hash functions as it has rows. */
static void
sketch (const GArray *runs, guint64 bands[N_BANDS])
{
  for (guint band = 0; band < N_BANDS; band++)
    {
      bands[band] = band + 1;
      for (guint row = 0; row < N_ROWS; row++)
        {
          guint64 seed = mix ((band * N_ROWS + row + 1) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
          guint64 least = G_MAXUINT64;

          for (guint i = 0; i < runs->len; i++)
            least = MIN (least, mix (g_array_index (runs, guint64, i) ^ seed));
          bands[band] = mix (bands[band] + least);
        }
    }
}

/* The earliest article that @record copies, DTL_NONE for none. */
static guint32
find_original (GPtrArray *all, GHashTable *filed, guint32 record, const guint64 bands[N_BANDS])
{
  guint32 best = DTL_NONE;

  for (guint band = 0; band < N_BANDS; band++)
    {
      const GArray *others = g_hash_table_lookup (filed, &bands[band]);

      for (guint i = 0; others && i < MIN (others->len, CANDIDATES_MAX); i++)
        {
          guint32 other = g_array_index (others, guint32, i);

          if (other < best && share (all->pdata[other], all->pdata[record]) >= SHARE)
            best = other;
        }
    }
  return best;
}

static void
file_record (GHashTable *filed, guint32 record, const guint64 bands[N_BANDS])
{
  for (guint band = 0; band < N_BANDS; band++)
    {
      GArray *list = g_hash_table_lookup (filed, &bands[band]);

      if (list == NULL)
        {
          list = g_array_new (FALSE, FALSE, sizeof (guint32));
          g_hash_table_insert (filed, g_memdup2 (&bands[band], sizeof (guint64)), list);
        }
      g_array_append_val (list, record);
    }
}

/* Only originals are filed, so that a copy of a copy points at the original, or is one. */
void
dtl_draft_find_duplicates (DtlDraft *draft)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GHashTable) filed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                                        (GDestroyNotify) g_array_unref);

  for (guint32 r = 0; r < draft->story->records->len; r++)
    {
      GArray *runs = runs_of (dtl_draft_record (draft, r));
      guint64 bands[N_BANDS];
      guint32 original;

      g_ptr_array_add (all, runs);
      if (runs->len < RUNS_MIN)
        continue;
      sketch (runs, bands);
      original = find_original (all, filed, r, bands);
      g_array_index (draft->story->sources, DtlSource, r).duplicate_of = original;
      if (original == DTL_NONE)
        file_record (filed, r, bands);
    }
}
