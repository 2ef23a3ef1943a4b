/*
 * Which articles may tell of one happening: events are compared only between those (after Barhom et al., 2019, who cluster
 * documents before events), so that the work grows with the number of articles, not of its square.
 */
#include "story/kin.h"

#include <stdlib.h>

#define LIKENESS 20    /* hundredths: articles less alike tell of other things (ECB+, topics 1 to 35: one link in twenty is lost) */
#define LIKENESS_NEAR 12 /* the same of articles of the same days */
#define NEAR_DAYS 3
#define NEAREST 24     /* articles that one is compared with */
#define NEAREST_WIDELY 48
#define CANDIDATES 128 /* of which the likeness is reckoned */
#define SCANNED 512    /* articles with a word, before and after */

struct _DtlKin
{
  guint32 *first; /* owned: [n_records + 1] */
  GArray *all;    /* owned: guint32 */
};

/* A word that an article is about. */
typedef struct
{
  guint32 word;
  guint32 record;
  guint32 rank; /* heavier words have greater ones */
} Posting;

typedef struct
{
  guint32 record;
  guint32 score;
} Candidate;

typedef struct
{
  const DtlUnits *units;
  gboolean widely;
  GArray *postings;   /* owned: Posting, by word and record */
  guint32 *place;     /* owned: [n_records * DTL_TOPICS_MAX] where the words of each are */
  guint32 *score;     /* owned: [n_records] */
  GArray *candidates; /* owned: Candidate */
} Search;

static int
compare_postings (gconstpointer a, gconstpointer b)
{
  const Posting *one = a, *other = b;

  if (one->word != other->word)
    return one->word < other->word ? -1 : 1;
  return one->record < other->record ? -1 : one->record > other->record;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *one = a, *other = b;

  if (one->score != other->score)
    return one->score > other->score ? -1 : 1;
  return one->record < other->record ? -1 : one->record > other->record;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint32 one = *(const guint32 *) a, other = *(const guint32 *) b;

  return one < other ? -1 : one > other;
}

static guint
n_topics (const DtlUnits *units, guint32 record)
{
  return MIN (units->articles[record].n_terms, DTL_TOPICS_MAX);
}

static void
list_postings (Search *search, guint32 n_records)
{
  g_autofree guint32 *met = g_new0 (guint32, MAX (n_records, 1));

  for (guint32 r = 0; r < n_records; r++)
    for (guint i = 0; i < n_topics (search->units, r); i++)
      {
        Posting posting = { search->units->topics[r * DTL_TOPICS_MAX + i], r, DTL_TOPICS_MAX - i };

        g_array_append_val (search->postings, posting);
      }
  g_array_sort (search->postings, compare_postings);
  for (guint32 p = 0; p < search->postings->len; p++)
    {
      guint32 r = g_array_index (search->postings, Posting, p).record;

      search->place[r * DTL_TOPICS_MAX + met[r]++] = p;
    }
}

/* Counts the article at @at for the one at @from; FALSE where the word ends. */
static gboolean
count (Search *search, guint32 from, gint64 at)
{
  const Posting *own = &g_array_index (search->postings, Posting, from), *other;

  if (at < 0 || at >= search->postings->len)
    return FALSE;
  other = &g_array_index (search->postings, Posting, at);
  if (other->word != own->word)
    return FALSE;
  if (dtl_units_articles_are_apart (search->units, own->record, other->record))
    return TRUE;
  if (search->score[other->record] == 0)
    {
      Candidate candidate = { other->record };

      g_array_append_val (search->candidates, candidate);
    }
  search->score[other->record] += own->rank * other->rank;
  return TRUE;
}

/* Candidates of @record, the best first. */
static void
find_candidates (Search *search, guint32 record)
{
  g_array_set_size (search->candidates, 0);
  for (guint i = 0; i < n_topics (search->units, record); i++)
    {
      guint32 from = search->place[record * DTL_TOPICS_MAX + i];

      for (gint64 at = (gint64) from - 1; at >= (gint64) from - SCANNED && count (search, from, at);)
        at--;
      for (gint64 at = (gint64) from + 1; at <= (gint64) from + SCANNED && count (search, from, at);)
        at++;
    }
  for (guint i = 0; i < search->candidates->len; i++)
    {
      Candidate *candidate = &g_array_index (search->candidates, Candidate, i);

      candidate->score = search->score[candidate->record];
      search->score[candidate->record] = 0;
    }
  g_array_sort (search->candidates, compare_candidates);
}

static guint
wanted_likeness (const Search *search, guint32 a, guint32 b)
{
  const DtlPublished *one = &search->units->published[a], *other = &search->units->published[b];
  gboolean is_near = one->is_known && other->is_known && (gint64) one->from - other->to <= NEAR_DAYS
                     && (gint64) other->from - one->to <= NEAR_DAYS;

  return is_near || search->widely ? LIKENESS_NEAR : LIKENESS;
}

static void
add_kin (DtlKin *kin, Search *search, guint32 record)
{
  GArray *candidates = search->candidates;
  guint first = kin->all->len, n = 0;

  find_candidates (search, record);
  for (guint i = 0; i < MIN (candidates->len, CANDIDATES); i++)
    {
      Candidate candidate = g_array_index (candidates, Candidate, i);

      candidate.score = dtl_units_articles (search->units, record, candidate.record);
      if (candidate.score >= wanted_likeness (search, record, candidate.record))
        g_array_index (candidates, Candidate, n++) = candidate;
    }
  g_array_set_size (candidates, n);
  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < MIN (n, search->widely ? NEAREST_WIDELY : NEAREST); i++)
    g_array_append_val (kin->all, g_array_index (candidates, Candidate, i).record);
  if (kin->all->len > first)
    qsort (&g_array_index (kin->all, guint32, first), kin->all->len - first, sizeof (guint32), compare_numbers);
}

DtlKin *
dtl_kin_new (const DtlUnits *units, gboolean widely)
{
  guint32 n_records = units->draft->story->records->len;
  DtlKin *kin = g_new0 (DtlKin, 1);
  Search search = { units, widely, g_array_new (FALSE, FALSE, sizeof (Posting)), g_new (guint32, n_records * DTL_TOPICS_MAX + 1),
                    g_new0 (guint32, n_records + 1), g_array_new (FALSE, FALSE, sizeof (Candidate)) };

  kin->first = g_new0 (guint32, n_records + 1);
  kin->all = g_array_new (FALSE, FALSE, sizeof (guint32));
  list_postings (&search, n_records);
  for (guint32 r = 0; r < n_records; r++)
    {
      add_kin (kin, &search, r);
      dtl_spill_breathe (units->draft->story->spill);
      kin->first[r + 1] = kin->all->len;
    }
  g_array_unref (search.postings);
  g_array_unref (search.candidates);
  g_free (search.place);
  g_free (search.score);
  return kin;
}

void
dtl_kin_free (DtlKin *kin)
{
  if (kin == NULL)
    return;
  g_free (kin->first);
  g_array_unref (kin->all);
  g_free (kin);
}

const guint32 *
dtl_kin_of (const DtlKin *kin, guint32 record, guint *n)
{
  *n = kin->first[record + 1] - kin->first[record];
  return (const guint32 *) kin->all->data + kin->first[record];
}

gboolean
dtl_kin_has (const DtlKin *kin, guint32 record, guint32 other)
{
  guint n;
  const guint32 *all = dtl_kin_of (kin, record, &n);

  return n > 0 && bsearch (&other, all, n, sizeof (guint32), compare_numbers) != NULL;
}
