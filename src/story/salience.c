/*
 * Salience: what a chronology of so many lines tells.
 *
 * An event counts by what it is, by who takes part, and by the articles that tell of it, each by how early it does; copies of
 * an article count no more than it does. A chronology lives of days: what has none, or only a year, comes behind what has one.
 * The same thing told twice, by two events that could not be merged, is told once: what echoes a more salient one comes behind.
 */
#include "story/salience.h"

#include <string.h>

#define LEAD_BONUS 2.0   /* of what the first sentence tells, over what stands at the end */
#define LEAD_FADES 3.0   /* sentences after which half of it is gone */
#define AGAIN 0.25       /* of a second mention in one article */
#define ACTORS_MAX 2
#define ACTOR_MORE 0.5
#define ONE_SIDED_LESS 0.6 /* "a closed-door meeting of Kerry's": what takes two, of which one is told */
#define UNDATED_LESS 0.2
#define COARSE_LESS 0.5  /* of a month or longer, or open on a side */
#define COARSE_DAYS 14
#define UNREAL_LESS 0.6  /* planned, denied, possible */
#define BREATH_LESS 0.5  /* for each more salient one that its sentence tells of the same actor and time */
#define ECHO_LESS 0.3    /* for each that it echoes */
#define ECHOES_MAX 64    /* of a class that the others are compared with */

typedef struct
{
  guint32 i;
  double salience;
  const DtlEvent *event;
} Ranked;

/* News tells first what matters most (the inverted pyramid): mentions count more the earlier they stand. */
static double
prominence (const DtlMention *mention)
{
  return 1 + LEAD_BONUS / (1 + mention->evidence.sentence / LEAD_FADES);
}

/* Of the mentions of each article the first counts whole; articles that are no independent sources lessen what all count. */
static double
told (const DtlEvent *event)
{
  double sum = 0;
  guint n_articles = 0;

  for (guint32 i = 0; i < event->n_mentions; i++)
    {
      gboolean again = i > 0 && event->mentions[i].evidence.source == event->mentions[i - 1].evidence.source;

      sum += prominence (&event->mentions[i]) * (again ? AGAIN : 1);
      n_articles += !again;
    }
  return event->independent_sources < n_articles ? sum * event->independent_sources / n_articles : sum;
}

/* How much a chronology can do with the date. */
static double
datedness (const DtlDate *date)
{
  DtlDay first, last;

  if (!dtl_date_bounds (date, &first, &last))
    return UNDATED_LESS;
  return dtl_date_is_open (date) || (gint64) last - first >= COARSE_DAYS ? COARSE_LESS : 1;
}

double
dtl_event_salience (const DtlEvent *event)
{
  guint n_actors = 0;
  double salience = dtl_class_weight (event->event_class) * event->confidence * told (event) * datedness (&event->when.date);

  for (guint32 i = 0; i < event->n_participants; i++)
    n_actors += event->participants[i].role != DTL_ROLE_TOPIC;
  salience *= 1 + ACTOR_MORE * MIN (n_actors, ACTORS_MAX);
  if (n_actors < 2 && dtl_class_is_symmetric (event->event_class))
    salience *= ONE_SIDED_LESS;
  return event->reality == DTL_REALITY_ACTUAL ? salience : salience * UNREAL_LESS;
}

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *one = a, *other = b;

  if (one->salience != other->salience)
    return one->salience > other->salience ? -1 : 1;
  return one->i < other->i ? -1 : one->i > other->i;
}

/* What is of one class stands together, the most salient first. */
static int
compare_kinds (gconstpointer a, gconstpointer b)
{
  const Ranked *one = a, *other = b;
  int order = strcmp (one->event->event_class, other->event->event_class);

  return order ? order : compare_ranked (a, b);
}

/* Who would keep an event apart from another: somebody with a name. "Seven miners" and "nine miners" may be the same. */
static gboolean
is_told_apart_by (const DtlStory *story, const DtlParticipant *participant)
{
  return g_array_index (story->actors, DtlActor, participant->actor).kind != DTL_ACTOR_GROUP;
}

static guint
count_names (const DtlStory *story, const DtlEvent *event)
{
  guint n = 0;

  for (guint32 i = 0; i < event->n_participants; i++)
    n += is_told_apart_by (story, &event->participants[i]);
  return n;
}

static gboolean
share_name (const DtlStory *story, const DtlEvent *one, const DtlEvent *other)
{
  for (guint32 i = 0; i < one->n_participants; i++)
    for (guint32 j = 0; j < other->n_participants; j++)
      if (one->participants[i].actor == other->participants[j].actor && is_told_apart_by (story, &one->participants[i]))
        return TRUE;
  return FALSE;
}

static gboolean
is_day (const DtlDate *date)
{
  DtlDay first, last;

  return dtl_date_bounds (date, &first, &last) && !dtl_date_is_open (date) && first == last;
}

/* Whether two events of a class may be one happening: on one day, unless names keep them apart; else, where one of them is
 * told without a day, or with a week or month of it, if a name joins them. */
static gboolean
may_be_one (const DtlStory *story, const DtlEvent *one, const DtlEvent *other)
{
  const DtlDate *a = &one->when.date, *b = &other->when.date;

  if (dtl_date_compare (a, b) == 0 && !dtl_date_is_null (a))
    return count_names (story, one) == 0 || count_names (story, other) == 0 || share_name (story, one, other);
  if (is_day (a) && is_day (b))
    return FALSE;
  return (dtl_date_is_null (a) || dtl_date_is_null (b) || dtl_date_overlaps (a, b)) && share_name (story, one, other);
}

/* What echoes something more salient comes behind. */
static void
lessen_echoes (const DtlStory *story, GArray *ranked)
{
  guint first = 0;

  g_array_sort (ranked, compare_kinds);
  for (guint i = 0; i < ranked->len; i++)
    {
      Ranked *entry = &g_array_index (ranked, Ranked, i);

      if (strcmp (g_array_index (ranked, Ranked, first).event->event_class, entry->event->event_class) != 0)
        first = i;
      for (guint j = first; j < i && j < first + ECHOES_MAX; j++)
        if (may_be_one (story, g_array_index (ranked, Ranked, j).event, entry->event))
          entry->salience *= ECHO_LESS;
    }
}

/* What one sentence tells stands together, the most salient first. */
static int
compare_sentences (gconstpointer a, gconstpointer b)
{
  const Ranked *one = a, *other = b;
  const DtlEvidence *here = &one->event->mentions->evidence, *there = &other->event->mentions->evidence;

  if (here->source != there->source)
    return here->source < there->source ? -1 : 1;
  if (here->sentence != there->sentence)
    return here->sentence < there->sentence ? -1 : 1;
  return compare_ranked (a, b);
}

/* "CNN filed a lawsuit demanding that …": one line of a chronology has room for both. */
static void
lessen_breaths (const DtlStory *story, GArray *ranked)
{
  guint first = 0;

  g_array_sort (ranked, compare_sentences);
  for (guint i = 0; i < ranked->len; i++)
    {
      Ranked *entry = &g_array_index (ranked, Ranked, i);
      const DtlEvidence *evidence = &entry->event->mentions->evidence;
      const DtlEvidence *before = &g_array_index (ranked, Ranked, first).event->mentions->evidence;

      if (before->source != evidence->source || before->sentence != evidence->sentence)
        first = i;
      for (guint j = first; j < i && j < first + ECHOES_MAX; j++)
        {
          const DtlEvent *other = g_array_index (ranked, Ranked, j).event;

          if (dtl_date_compare (&other->when.date, &entry->event->when.date) == 0 && share_name (story, other, entry->event))
            entry->salience *= BREATH_LESS;
        }
    }
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint32 one = *(const guint32 *) a, other = *(const guint32 *) b;

  return one < other ? -1 : one > other;
}

guint
dtl_salience_cut (const DtlStory *story, GArray *events, guint top)
{
  g_autoptr (GArray) ranked = g_array_new (FALSE, FALSE, sizeof (Ranked));
  guint n_cut = events->len > top ? events->len - top : 0;

  if (n_cut == 0)
    return 0;
  for (guint i = 0; i < events->len; i++)
    {
      guint32 number = g_array_index (events, guint32, i);
      const DtlEvent *event = &g_array_index (story->events, DtlEvent, number);
      Ranked entry = { number, dtl_event_salience (event), event };

      g_array_append_val (ranked, entry);
    }
  g_array_sort (ranked, compare_ranked);
  g_array_set_size (ranked, MIN (ranked->len, (guint64) top * DTL_SALIENCE_POOL));
  lessen_breaths (story, ranked);
  lessen_echoes (story, ranked);
  g_array_sort (ranked, compare_ranked);
  g_array_set_size (events, top);
  for (guint i = 0; i < top; i++)
    g_array_index (events, guint32, i) = g_array_index (ranked, Ranked, i).i;
  g_array_sort (events, compare_numbers);
  return n_cut;
}
