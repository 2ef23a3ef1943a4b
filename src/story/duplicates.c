/*
 * Articles that nearly copy an earlier one (wire stories, syndication), and later versions of an article.
 *
 * A record holds only the sentences that state something, which is enough: articles that share most of their runs of
 * three words in those share their facts, and must not count as independent. A paper cuts a wire story and puts a
 * paragraph of its own in, so what counts is how much of one is held by the other, not how like they are (containment;
 * Broder 1997). Reports that only quote the same statement stay below a third; copies are above a half.
 *
 * Candidates share sentences: two minima of the runs of each (min-wise hashing) are filed, so that not every pair is
 * compared.
 */
#include "story/blocks.h"
#include "story/story.h"

#include <string.h>

#define RUN 3           /* words */
#define RUNS_MIN 40     /* fewer say nothing about the article */
#define HELD 0.5        /* of its runs in the earlier one, from which on an article is a copy */
#define HOLDS 0.7       /* of the earlier one's runs in it, … */
#define LIKE 0.3        /* … if what it adds is not most of it */
#define SKETCHES 2      /* of a sentence */
#define HITS_MIN 2      /* sketches in common of those who are compared */
#define LIST_MAX 32     /* articles filed under one sketch; sentences of more are boilerplate */

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

/* The least of the digests from @first on under two hash functions: sentences that share most of their runs share one. */
static void
sketch (const GArray *runs, guint first, GArray *sketches)
{
  for (guint64 seed = 1; seed <= SKETCHES && first < runs->len; seed++)
    {
      guint64 least = G_MAXUINT64;

      for (guint i = first; i < runs->len; i++)
        least = MIN (least, mix (g_array_index (runs, guint64, i) ^ mix (seed * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15))));
      g_array_append_val (sketches, least);
    }
}

/* Digests of all runs of words in the sentences of a record, sorted, each once; those of its sentences in @sketches. */
static GArray *
runs_of (const DtlRecord *record, GArray *sketches)
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
          {
            guint first = runs->len;

            add_runs (runs, event->mentions[j].evidence.text);
            sketch (runs, first, sketches);
          }
    }
  g_array_sort (runs, compare_runs);
  for (guint i = 0; i < runs->len; i++)
    if (n == 0 || g_array_index (runs, guint64, n - 1) != g_array_index (runs, guint64, i))
      g_array_index (runs, guint64, n++) = g_array_index (runs, guint64, i);
  g_array_set_size (runs, n);
  return runs;
}

/* How much two articles have in common. */
static void
compare (const GArray *a, const GArray *b, double *held, double *like)
{
  guint i = 0, j = 0, shared = 0;

  while (i < a->len && j < b->len)
    {
      guint64 one = g_array_index (a, guint64, i), other = g_array_index (b, guint64, j);

      shared += one == other;
      i += one <= other;
      j += other <= one;
    }
  *held = b->len > 0 ? (double) shared / b->len : 0;
  *like = a->len + b->len > shared ? (double) shared / (a->len + b->len - shared) : 0;
}

/* Whether most of @later is from @earlier, or @later is little more than it. */
static gboolean
is_taken_from (const GArray *earlier, const GArray *later)
{
  double held, like, holds, same;

  compare (earlier, later, &held, &like);
  compare (later, earlier, &holds, &same);
  return held >= HELD || (holds >= HOLDS && like >= LIKE);
}

/* ---- all ---- */

typedef struct
{
  DtlArena *arena;  /* owned */
  GPtrArray *runs;  /* owned: GArray of guint64, of the arena, by record */
  DtlBlocks *filed; /* owned: records by sketch */
} Files;

static void
file_record (Files *files, guint32 record, const GArray *sketches)
{
  for (guint i = 0; i < sketches->len; i++)
    dtl_blocks_add (files->filed, g_array_index (sketches, guint64, i), (DtlFiled) { record, 0 });
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint32 one = *(const guint32 *) a, other = *(const guint32 *) b;

  return one < other ? -1 : one > other;
}

/* Earlier records that share sketches, ascending; one for each sketch. */
static GArray *
find_hits (const Files *files, const GArray *sketches)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < sketches->len; i++)
    {
      guint n;
      const DtlFiled *list = dtl_blocks_find (files->filed, g_array_index (sketches, guint64, i), &n);

      for (guint j = 0; n < LIST_MAX && j < n; j++)
        g_array_append_val (hits, list[j].cluster);
    }
  g_array_sort (hits, compare_numbers);
  return hits;
}

/* What @record is taken from: the latest of its own outlet, and the earliest of others, or what that copies. */
static void
find_origins (const Files *files, DtlSource *sources, guint32 record, const GArray *hits)
{
  for (guint i = 0, n; i < hits->len; i += n)
    {
      guint32 other = g_array_index (hits, guint32, i);

      for (n = 1; i + n < hits->len && g_array_index (hits, guint32, i + n) == other;)
        n++;
      if (n < HITS_MIN || !is_taken_from (files->runs->pdata[other], files->runs->pdata[record]))
        continue;
      if (dtl_sources_share_outlet (&sources[other], &sources[record]))
        sources[record].version_of = other;
      else if (sources[record].duplicate_of == DTL_NONE)
        sources[record].duplicate_of = sources[other].duplicate_of != DTL_NONE ? sources[other].duplicate_of : other;
    }
}

void
dtl_draft_find_duplicates (DtlDraft *draft)
{
  Files files = { dtl_arena_new_in (draft->story->spill), g_ptr_array_new_with_free_func ((GDestroyNotify) dtl_arena_array_free),
                  dtl_blocks_new () };

  for (guint32 r = 0; r < draft->story->records->len; r++)
    {
      g_autoptr (GArray) sketches = g_array_new (FALSE, FALSE, sizeof (guint64));
      GArray *own = runs_of (dtl_draft_record (draft, r), sketches);

      dtl_arena_take_array (files.arena, &own);
      g_ptr_array_add (files.runs, own);
      if (own->len >= RUNS_MIN)
        {
          g_autoptr (GArray) hits = find_hits (&files, sketches);

          find_origins (&files, (DtlSource *) draft->story->sources->data, r, hits);
          file_record (&files, r, sketches);
        }
      dtl_spill_breathe (draft->story->spill);
    }
  g_ptr_array_unref (files.runs);
  dtl_blocks_free (files.filed);
  dtl_arena_free (files.arena);
}
