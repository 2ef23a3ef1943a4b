/*
 * The resolved view of an event: what its mentions, taken together, say.
 *
 * The mentions are the evidence and are never changed; every field here can be computed again from them, whatever
 * articles they came from. That is what makes merging associative: gathering mentions commutes, and this function is
 * the same at the end. Where mentions contradict each other, one position is shown and all stand in the claims
 * (claims.c).
 */
#include "record/resolve.h"

#include <math.h>
#include <string.h>

#include "lexicon/tables.h"

#define CONFIDENCE_MAX 0.99
#define REPEAT_WEIGHT 0.1 /* how much a further mention by the same publisher adds */

/* ---- participants ---- */

typedef struct
{
  guint32 actor;
  guint votes[2][DTL_ROLE_TOPIC + 1]; /* [implicit][role] */
  gboolean is_explicit;
  DtlParticipantRole role;
  guint order;
} Candidate;

/* The role that most mentions give it, explicit ones before implied ones, and any role before being spoken of. */
static DtlParticipantRole
elect_role (const Candidate *candidate)
{
  const guint *votes = candidate->votes[candidate->is_explicit ? 0 : 1];
  DtlParticipantRole best = DTL_ROLE_TOPIC;

  for (guint role = DTL_ROLE_AGENT; role < DTL_ROLE_TOPIC; role++)
    if (votes[role] > 0 && (best == DTL_ROLE_TOPIC || votes[role] > votes[best]))
      best = role;
  return best;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *one = a, *other = b;

  if (one->role != other->role)
    return (int) one->role - (int) other->role;
  return one->order < other->order ? -1 : one->order > other->order;
}

static void
vote (GArray *candidates, GHashTable *known, const DtlParticipant *participant)
{
  gpointer number = g_hash_table_lookup (known, GUINT_TO_POINTER (participant->actor + 1));
  Candidate *candidate;

  if (number == NULL)
    {
      Candidate fresh = { .actor = participant->actor, .order = candidates->len };

      g_array_append_val (candidates, fresh);
      number = GUINT_TO_POINTER (candidates->len);
      g_hash_table_insert (known, GUINT_TO_POINTER (participant->actor + 1), number);
    }
  candidate = &g_array_index (candidates, Candidate, GPOINTER_TO_UINT (number) - 1);
  candidate->votes[participant->implicit ? 1 : 0][participant->role]++;
  candidate->is_explicit |= !participant->implicit;
}

static void
resolve_participants (DtlEvent *event, DtlArena *arena)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, TRUE, sizeof (Candidate));
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);
  DtlParticipant *participants;

  for (guint32 i = 0; i < event->n_mentions; i++)
    for (guint32 j = 0; j < event->mentions[i].n_participants; j++)
      vote (candidates, known, &event->mentions[i].participants[j]);
  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate *candidate = &g_array_index (candidates, Candidate, i);

      candidate->role = elect_role (candidate);
    }
  g_array_sort (candidates, compare_candidates);

  participants = dtl_arena_new0 (arena, DtlParticipant, candidates->len);
  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);

      participants[i] = (DtlParticipant) { candidate->actor, candidate->role, !candidate->is_explicit };
    }
  event->participants = participants;
  event->n_participants = candidates->len;
}

/* ---- reality ---- */

static gboolean
is_negative (DtlReality reality)
{
  return reality == DTL_REALITY_NEGATED || reality == DTL_REALITY_DENIED;
}

/*
 * What is told as fact in the reporter's own voice beats all; told only by others, it still beats plans, and a denial
 * unless denials are more frequent. A plan that is later reported as called off is negated.
 */
static DtlReality
elect_reality (const DtlEvent *event)
{
  guint n[DTL_REALITY_POSSIBLE + 1] = { 0 };
  guint n_negative;

  for (guint32 i = 0; i < event->n_mentions; i++)
    {
      const DtlMention *mention = &event->mentions[i];

      if (mention->reality == DTL_REALITY_ACTUAL && mention->n_attributions == 0)
        return DTL_REALITY_ACTUAL;
      n[mention->reality]++;
    }
  n_negative = n[DTL_REALITY_NEGATED] + n[DTL_REALITY_DENIED];
  if (n[DTL_REALITY_ACTUAL] > 0 && n[DTL_REALITY_ACTUAL] >= n_negative)
    return DTL_REALITY_ACTUAL;
  if (n_negative > 0)
    return n[DTL_REALITY_DENIED] > n[DTL_REALITY_NEGATED] ? DTL_REALITY_DENIED : DTL_REALITY_NEGATED;
  return n[DTL_REALITY_PLANNED] > 0 ? DTL_REALITY_PLANNED : DTL_REALITY_POSSIBLE;
}

gboolean
dtl_reality_is_negative (DtlReality reality)
{
  return is_negative (reality);
}

/* ---- class, predicate, label ---- */

/* The mention that names the event: of the reality shown, most certain, then of the weightiest class, then first. */
static const DtlMention *
best_mention (const DtlEvent *event)
{
  const DtlMention *best = NULL;

  for (guint32 i = 0; i < event->n_mentions; i++)
    {
      const DtlMention *mention = &event->mentions[i];
      int better = best == NULL ? 1 : (mention->reality == event->reality) - (best->reality == event->reality);

      if (better == 0)
        better = (mention->confidence > best->confidence) - (mention->confidence < best->confidence);
      if (better == 0)
        {
          double weight = dtl_class_weight (mention->event_class), weight_best = dtl_class_weight (best->event_class);

          better = (weight > weight_best) - (weight < weight_best);
        }
      if (better > 0)
        best = mention;
    }
  return best;
}

static void
resolve_name (DtlEvent *event)
{
  const DtlMention *best = best_mention (event);
  const char *family = dtl_class_cell (best->event_class, DTL_CLASSES_FAMILY);

  event->event_class = best->event_class;
  event->predicate = best->predicate;
  event->label = best->label;
  event->type = dtl_class_type (best->event_class, event->reality, &event->cameo);
  event->family = family ? family : "other";
}

/* ---- place ---- */

gboolean
dtl_place_is_named (const DtlPlace *place)
{
  for (const char *p = place->name; p && *p; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)) && !g_unichar_islower (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/* A place that is not a whole country says more than one that is, if it has a name: not "barracks". */
static gboolean
is_fine_place (const DtlPlace *place)
{
  g_autofree char *key = g_utf8_casefold (place->name, -1);
  guint n = 0;
  const char *const *cells = dtl_table_find (&dtl_table_countries, key, &n);

  if (!dtl_place_is_named (place))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const char *kind = cells[i * dtl_table_countries.n_columns + DTL_COUNTRIES_KIND];

      if (strcmp (kind, "name") == 0 || strcmp (kind, "alias") == 0)
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  const DtlPlace *place;
  guint support;
  gboolean is_fine;
} Where;

/* Two places can both be true unless they name different things in different countries, or two towns. */
static gboolean
is_better_place (const Where *a, const Where *b)
{
  if (a->is_fine != b->is_fine && g_strcmp0 (a->place->country, b->place->country) == 0)
    return a->is_fine;
  return a->support > b->support;
}

static void
resolve_place (DtlEvent *event)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Where));
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  const Where *best = NULL;

  event->place = (DtlPlace) { NULL, DTL_NONE, NULL, NAN, NAN };
  for (guint32 i = 0; i < event->n_mentions; i++)
    {
      const DtlPlace *place = &event->mentions[i].place;
      guint number = place->name ? GPOINTER_TO_UINT (g_hash_table_lookup (known, place->name)) : 0;

      if (number > 0)
        g_array_index (places, Where, number - 1).support++;
      else if (place->name != NULL)
        {
          Where fresh = { place, 1, is_fine_place (place) };

          g_array_append_val (places, fresh);
          g_hash_table_insert (known, (gpointer) place->name, GUINT_TO_POINTER (places->len));
        }
    }
  for (guint i = 0; i < places->len; i++)
    {
      const Where *place = &g_array_index (places, Where, i);

      if (best == NULL || is_better_place (place, best))
        best = place;
    }
  if (best)
    event->place = *best->place;
}

/* ---- date ---- */

typedef struct
{
  const DtlWhen *when;
  DtlDay earliest;
  DtlDay latest;
  guint basis;   /* 0 = best */
  guint support; /* dated mentions whose bounds overlap these */
} Dated;

static int
compare_days (gconstpointer a, gconstpointer b)
{
  DtlDay one = *(const DtlDay *) a, other = *(const DtlDay *) b;

  return one < other ? -1 : one > other;
}

/* How many of the sorted @days are less than @limit. */
static guint
count_before (const GArray *days, DtlDay limit)
{
  guint low = 0, high = days->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (days, DtlDay, middle) < limit)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* support = n - (those that end before it) - (those that start after it) */
static void
count_support (GArray *dated)
{
  g_autoptr (GArray) starts = g_array_sized_new (FALSE, FALSE, sizeof (DtlDay), dated->len);
  g_autoptr (GArray) ends = g_array_sized_new (FALSE, FALSE, sizeof (DtlDay), dated->len);

  for (guint i = 0; i < dated->len; i++)
    {
      g_array_append_val (starts, g_array_index (dated, Dated, i).earliest);
      g_array_append_val (ends, g_array_index (dated, Dated, i).latest);
    }
  g_array_sort (starts, compare_days);
  g_array_sort (ends, compare_days);
  for (guint i = 0; i < dated->len; i++)
    {
      Dated *date = &g_array_index (dated, Dated, i);

      date->support = count_before (starts, date->latest + 1) - count_before (ends, date->earliest);
    }
}

static gint64
width (const Dated *date)
{
  return (gint64) date->latest - date->earliest;
}

/* Of two dates with bases of one rank: what at least half of the mentions can agree with, then what is finest. */
static gboolean
is_better_date (const Dated *a, const Dated *b, guint n_dated)
{
  gboolean common_a = 2 * a->support >= n_dated, common_b = 2 * b->support >= n_dated;
  DtlGranularity size_a = dtl_date_granularity (&a->when->date), size_b = dtl_date_granularity (&b->when->date);
  gboolean about_a = dtl_date_is_approximate (&a->when->date), about_b = dtl_date_is_approximate (&b->when->date);

  if (common_a != common_b)
    return common_a;
  if (width (a) != width (b))
    return width (a) < width (b);
  if (size_a != size_b)
    return size_a < size_b;
  if (about_a != about_b)
    return about_b;
  return a->support > b->support;
}

/* The words of the text beat what was carried over, and that beats what was concluded from the day of writing. */
static guint
basis_rank (DtlBasis basis)
{
  return basis >= DTL_BASIS_EXPRESSION && basis <= DTL_BASIS_PUBLICATION ? basis - DTL_BASIS_EXPRESSION : 9;
}

static GArray *
list_dates (const DtlEvent *event)
{
  GArray *dated = g_array_new (FALSE, TRUE, sizeof (Dated));

  for (guint32 i = 0; i < event->n_mentions; i++)
    {
      const DtlWhen *when = &event->mentions[i].when;
      Dated date = { when, 0, 0, basis_rank (when->basis), 0 };

      if (dtl_date_bounds (&when->date, &date.earliest, &date.latest))
        g_array_append_val (dated, date);
    }
  count_support (dated);
  return dated;
}

static const Dated *
best_date (const GArray *dated, guint basis_first, guint basis_last)
{
  const Dated *best = NULL;

  for (guint i = 0; i < dated->len; i++)
    {
      const Dated *date = &g_array_index (dated, Dated, i);

      if (date->basis < basis_first || date->basis > basis_last)
        continue;
      if (best == NULL || is_better_date (date, best, dated->len))
        best = date;
    }
  return best;
}

static void
resolve_date (DtlEvent *event)
{
  g_autoptr (GArray) dated = list_dates (event);
  const Dated *best = NULL, *finer;
  guint inherited = basis_rank (DTL_BASIS_INHERITED);

  event->when = (DtlWhen) { .basis = DTL_BASIS_NONE };
  for (guint basis = 0; best == NULL && basis < 10; basis++)
    best = best_date (dated, basis, basis);
  if (best == NULL)
    return;
  /* "In March …" in one place and, carried over, 10 March in another are one date, told twice. */
  finer = best_date (dated, inherited, inherited);
  if (finer && width (finer) < width (best) && dtl_date_within (&finer->when->date, &best->when->date))
    best = finer;
  event->when = *best->when;
}

/* ---- attribution ---- */

static gboolean
is_known_voice (const DtlAttribution *voices, guint n, const DtlAttribution *voice)
{
  for (guint i = 0; i < n; i++)
    if (voices[i].actor == voice->actor && (voice->actor != DTL_NONE || g_strcmp0 (voices[i].cue, voice->cue) == 0))
      return TRUE;
  return FALSE;
}

#define VOICES_MAX 16

/* An event is somebody's word only as long as no mention tells it without attribution. */
static void
resolve_attribution (DtlEvent *event, DtlArena *arena)
{
  DtlAttribution voices[VOICES_MAX];
  guint n = 0;

  event->attributions = NULL;
  event->n_attributions = 0;
  for (guint32 i = 0; i < event->n_mentions; i++)
    {
      const DtlMention *mention = &event->mentions[i];

      if (mention->n_attributions == 0)
        return;
      for (guint32 j = 0; j < mention->n_attributions && n < VOICES_MAX; j++)
        if (!is_known_voice (voices, n, &mention->attributions[j]))
          voices[n++] = mention->attributions[j];
    }
  event->attributions = dtl_arena_memdup (arena, voices, n, sizeof (DtlAttribution));
  event->n_attributions = n;
}

/* ---- sources and confidence ---- */

guint32
dtl_source_origin (const DtlSource *sources, guint32 i)
{
  for (guint32 next = i; next != DTL_NONE;)
    {
      i = next;
      next = sources[i].duplicate_of != DTL_NONE ? sources[i].duplicate_of : sources[i].version_of;
    }
  return i;
}

/* Who stands behind a mention: the publisher, or the article that this one copies, or the article. */
static char *
publisher_key (const DtlSource *sources, guint32 i)
{
  if (sources == NULL)
    return g_strdup_printf ("#%u", i);
  i = dtl_source_origin (sources, i);
  if (sources[i].publisher && *sources[i].publisher)
    return g_utf8_casefold (sources[i].publisher, -1);
  return g_strdup_printf ("#%u", i);
}

typedef struct
{
  double best;
  double others; /* product of (1 - w * confidence) over the further mentions */
} Voice;

static void
hear (Voice *voice, double confidence)
{
  double less = MIN (voice->best, confidence);

  voice->best = MAX (voice->best, confidence);
  voice->others *= 1 - REPEAT_WEIGHT * less;
}

/*
 * confidence = 1 - prod over publishers p of (1 - best_p) * prod over further mentions m by p of (1 - w * c_m)
 *
 * It only grows with mentions. Publishers count as independent (noisy or); the same one again counts little.
 */
static void
resolve_confidence (DtlEvent *event, const DtlSource *sources)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) voices = g_array_new (FALSE, FALSE, sizeof (Voice));
  double doubt = 1;

  for (guint32 i = 0; i < event->n_mentions; i++)
    {
      char *key = publisher_key (sources, event->mentions[i].evidence.source);
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (known, key));

      if (number == 0)
        {
          Voice voice = { event->mentions[i].confidence, 1 };

          g_array_append_val (voices, voice);
          g_hash_table_insert (known, key, GUINT_TO_POINTER (voices->len));
          continue;
        }
      hear (&g_array_index (voices, Voice, number - 1), event->mentions[i].confidence);
      g_free (key);
    }
  for (guint i = 0; i < voices->len; i++)
    doubt *= (1 - g_array_index (voices, Voice, i).best) * g_array_index (voices, Voice, i).others;
  event->confidence = floor (MIN (1 - doubt, CONFIDENCE_MAX) * 1e4 + 0.5) / 1e4;
  event->independent_sources = voices->len;
}

void
dtl_event_resolve (DtlEvent *event, const DtlSource *sources, DtlArena *arena)
{
  g_return_if_fail (event->n_mentions > 0);
  event->reality = elect_reality (event);
  resolve_name (event);
  resolve_participants (event, arena);
  resolve_place (event);
  resolve_date (event);
  resolve_attribution (event, arena);
  resolve_confidence (event, sources);
  dtl_event_resolve_claims (event, sources, arena);
}
