/*
 * The order of events: by date, and where dates leave it open, as the texts tell.
 *
 * All that mentions say of the order of two events is one link, as sure as the articles make it together (1 - the product of
 * their doubts; copies count as none). Links that dates exclude are not followed, nor are those that surer ones
 * contradict, alone or through others: the surest come first, each narrows the days on which the events that it joins
 * can lie, and one that would leave an event no day is not followed either. Dates themselves stay as they are.
 *
 * Within the days that are left each event comes as early as it can, after all that come before it; those without a
 * date stand behind, in the order of the texts.
 */
#include "story/sequence.h"

#include <string.h>

#include "base/sequence.h"

/* Where a trigger stands, and its event */
typedef struct
{
  guint32 source;
  guint32 start;
  guint32 event;
} Place;

/* What one mention says, turned so that the smaller number comes first */
typedef struct
{
  guint32 event;
  guint32 other;
  const char *relation;
  guint32 source;
  double confidence;
  const DtlMention *mention;
  const DtlOrder *order;
} Said;

/* A link of all who say the same: said[first] is the surest */
typedef struct
{
  DtlOrderLink link;
  guint32 independent_sources;
  const char *against;
} Link;

typedef struct
{
  gboolean is_dated;
  DtlDay from; /* the days on which it can lie, narrowed by links */
  DtlDay to;
  DtlDay day;  /* on which it stands in the order */
  gboolean is_late; /* it stands there for a link */
} Days;

/* A bound of one event that is one of the other, too */
typedef struct
{
  guint32 to;
  guint32 next; /* of the same event, or DTL_NONE */
  gboolean is_end;
} Bound;

typedef struct
{
  DtlStory *story;
  guint32 n;
  GArray *places;  /* owned: Place */
  GArray *said;    /* owned: Said */
  GArray *links;   /* owned: Link */
  Days *days;      /* owned: [n] */
  guint32 *first;  /* owned: [n] its bounds, or DTL_NONE */
  GArray *bounds;  /* owned: Bound */
  GArray *waiting; /* owned: guint32, events whose days have changed */
  guint32 *sorted; /* owned: [n] events by day */
  guint32 *at;     /* owned: [n] where an event stands in it */
} Sequence;

static const DtlEvent *
event_of (const Sequence *sequence, guint32 event)
{
  dtl_spill_breathe (sequence->story->spill);
  return &g_array_index (sequence->story->events, DtlEvent, event);
}

static int
compare_numbers (guint32 a, guint32 b)
{
  return (a > b) - (a < b);
}

static gboolean
is (const char *relation, const char *name)
{
  return strcmp (relation, name) == 0;
}

/* ---- what is said ---- */

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *one = a, *other = b;
  int order = compare_numbers (one->source, other->source);

  return order ? order : compare_numbers (one->start, other->start);
}

static guint
find_places (Sequence *sequence)
{
  guint n_orders = 0;

  for (guint32 i = 0; i < sequence->n; i++)
    for (guint32 j = 0; j < event_of (sequence, i)->n_mentions; j++)
      n_orders += event_of (sequence, i)->mentions[j].n_orders;
  for (guint32 i = 0; n_orders > 0 && i < sequence->n; i++)
    for (guint32 j = 0; j < event_of (sequence, i)->n_mentions; j++)
      {
        const DtlMention *mention = &event_of (sequence, i)->mentions[j];
        Place place = { mention->evidence.source, mention->trigger.start, i };

        g_array_append_val (sequence->places, place);
      }
  g_array_sort (sequence->places, compare_places);
  return n_orders;
}

static const char *
turned (const char *relation)
{
  static const char *const pairs[][2] = { { "before", "after" }, { "after", "before" }, { "includes", "is_included" }, { "is_included", "includes" } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (is (pairs[i][0], relation))
      return pairs[i][1];
  return "simultaneous";
}

static void
add_said (Sequence *sequence, guint32 event, const DtlMention *mention, const DtlOrder *order)
{
  Place wanted = { mention->evidence.source, order->other, 0 };
  Said said = { event, 0, turned (turned (order->relation)), wanted.source, /* a constant, which no record holds */
                CLAMP (order->confidence, 0, 1), mention, order };
  guint at;

  if (!dtl_sequence_is_relation (order->relation) || !g_array_binary_search (sequence->places, &wanted, compare_places, &at))
    return;
  said.other = g_array_index (sequence->places, Place, at).event;
  if (said.other == event)
    return;
  if (said.other < event)
    {
      said.event = said.other;
      said.other = event;
      said.relation = turned (said.relation);
    }
  g_array_append_val (sequence->said, said);
}

static int
compare_said (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Said *one = a, *other = b;
  const Sequence *sequence = user_data;
  int order = compare_numbers (one->event, other->event);

  dtl_spill_breathe (sequence->story->spill);
  if (order == 0)
    order = compare_numbers (one->other, other->other);
  if (order == 0)
    order = strcmp (one->relation, other->relation);
  if (order == 0)
    order = compare_numbers (one->source, other->source);
  if (order == 0)
    order = (one->confidence < other->confidence) - (one->confidence > other->confidence);
  if (order == 0)
    order = compare_numbers (one->mention->trigger.start, other->mention->trigger.start);
  return order ? order : strcmp (one->order->signal, other->order->signal);
}

static void
gather (Sequence *sequence)
{
  for (guint32 i = 0; i < sequence->n; i++)
    for (guint32 j = 0; j < event_of (sequence, i)->n_mentions; j++)
      {
        const DtlMention *mention = &event_of (sequence, i)->mentions[j];

        for (guint32 k = 0; k < mention->n_orders; k++)
          add_said (sequence, i, mention, &mention->orders[k]);
      }
  g_array_sort_with_data (sequence->said, compare_said, sequence);
}

static gboolean
say_the_same (const Said *a, const Said *b)
{
  return a->event == b->event && a->other == b->other && is (a->relation, b->relation);
}

/* Of one article only the surest counts. */
static void
join_said (Sequence *sequence)
{
  const Said *said = (const Said *) sequence->said->data;
  guint32 n = sequence->said->len;

  for (guint32 i = 0, end; i < n; i = end)
    {
      Link link = { { said[i].event, said[i].other, said[i].relation, 0, i }, 0, NULL };
      double doubt = 1;

      for (end = i; end < n && say_the_same (&said[i], &said[end]); end++)
        {
          gboolean is_copy = g_array_index (sequence->story->sources, DtlSource, said[end].source).duplicate_of != DTL_NONE;

          if (said[end].confidence > said[link.link.token].confidence)
            link.link.token = end;
          if ((end > i && said[end].source == said[end - 1].source) || (is_copy && end > i))
            continue;
          doubt *= 1 - said[end].confidence;
          link.independent_sources++;
        }
      link.link.confidence = 1 - doubt;
      g_array_append_val (sequence->links, link);
    }
}

/* ---- which links can be followed ---- */

static void
find_days (Sequence *sequence)
{
  for (guint32 i = 0; i < sequence->n; i++)
    {
      Days *days = &sequence->days[i];

      days->is_dated = dtl_date_bounds (&event_of (sequence, i)->when.date, &days->from, &days->to);
      if (!days->is_dated)
        days->from = DTL_DAY_MIN, days->to = DTL_DAY_MAX;
      days->day = days->from == DTL_DAY_MIN && days->is_dated ? days->to : days->from;
    }
}

/* Those that cannot be true beside surer ones; what dates exclude does not speak against others. */
static void
leave_out_cycles (Sequence *sequence)
{
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (DtlOrderLink));
  g_autoptr (GArray) dropped = g_array_new (FALSE, FALSE, sizeof (DtlOrderLink));
  g_autofree Link **of = g_new0 (Link *, sequence->said->len + 1);

  for (guint i = 0; i < sequence->links->len; i++)
    {
      Link *link = &g_array_index (sequence->links, Link, i);
      const Days *a = &sequence->days[link->link.event], *b = &sequence->days[link->link.other];
      gboolean is_too_late = a->from > b->to && !is (link->link.relation, "after");
      gboolean is_too_early = b->from > a->to && !is (link->link.relation, "before");

      of[link->link.token] = link;
      if (is_too_late || is_too_early)
        link->against = "dates";
      else
        g_array_append_val (kept, link->link);
    }
  dtl_sequence_keep_consistent (kept, sequence->n, dropped);
  for (guint i = 0; i < dropped->len; i++)
    of[g_array_index (dropped, DtlOrderLink, i).token]->against = "order";
}

static void
bind (Sequence *sequence, guint32 from, guint32 to, gboolean is_end)
{
  Bound bound = { to, sequence->first[from], is_end };

  sequence->first[from] = sequence->bounds->len;
  g_array_append_val (sequence->bounds, bound);
  g_array_append_val (sequence->waiting, from);
}

/* The bounds that a link hands on: what comes later begins no earlier, what comes earlier ends no later. */
static void
bind_link (Sequence *sequence, const DtlOrderLink *link)
{
  gboolean is_turned = is (link->relation, "after") || is (link->relation, "is_included");
  guint32 a = is_turned ? link->other : link->event, b = is_turned ? link->event : link->other;
  gboolean is_order = is (link->relation, "before") || is (link->relation, "after");

  bind (sequence, a, b, FALSE);
  if (is_order)
    bind (sequence, b, a, TRUE);
  else
    bind (sequence, a, b, TRUE);
  if (is (link->relation, "simultaneous"))
    {
      bind (sequence, b, a, FALSE);
      bind (sequence, b, a, TRUE);
    }
}

static void
unbind (Sequence *sequence, guint32 from, guint n)
{
  while (sequence->first[from] != DTL_NONE && sequence->first[from] >= n)
    sequence->first[from] = g_array_index (sequence->bounds, Bound, sequence->first[from]).next;
}

/* What an event was before its days changed */
typedef struct
{
  guint32 event;
  Days days;
} Change;

/* Hands new bounds on until none is left. Returns: FALSE when an event has no day left */
static gboolean
narrow (Sequence *sequence, GArray *changes)
{
  while (sequence->waiting->len > 0)
    {
      guint32 event = g_array_index (sequence->waiting, guint32, sequence->waiting->len - 1);
      Days from = sequence->days[event];

      g_array_set_size (sequence->waiting, sequence->waiting->len - 1);
      for (guint32 i = sequence->first[event]; i != DTL_NONE; i = g_array_index (sequence->bounds, Bound, i).next)
        {
          const Bound *bound = &g_array_index (sequence->bounds, Bound, i);
          Days *days = &sequence->days[bound->to];
          Change change = { bound->to, *days };

          if (bound->is_end ? days->to <= from.to : days->from >= from.from)
            continue;
          g_array_append_val (changes, change);
          if (bound->is_end)
            days->to = from.to;
          else
            days->from = from.from;
          if (days->from > days->to)
            return FALSE;
          g_array_append_val (sequence->waiting, bound->to);
        }
    }
  return TRUE;
}

static int
compare_links (gconstpointer a, gconstpointer b)
{
  const Link *one = *(Link *const *) a, *other = *(Link *const *) b;

  if (one->link.confidence != other->link.confidence)
    return one->link.confidence > other->link.confidence ? -1 : 1;
  return compare_numbers (one->link.token, other->link.token);
}

static void
leave_out_dayless (Sequence *sequence)
{
  g_autoptr (GPtrArray) surest = g_ptr_array_new ();
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (Change));

  for (guint i = 0; i < sequence->links->len; i++)
    g_ptr_array_add (surest, &g_array_index (sequence->links, Link, i));
  g_ptr_array_sort (surest, compare_links);
  for (guint i = 0; i < surest->len; i++)
    {
      Link *link = surest->pdata[i];
      guint n = sequence->bounds->len;

      if (link->against != NULL)
        continue;
      g_array_set_size (changes, 0);
      bind_link (sequence, &link->link);
      if (narrow (sequence, changes))
        continue;
      link->against = "dates";
      for (guint j = changes->len; j > 0; j--)
        sequence->days[g_array_index (changes, Change, j - 1).event] = g_array_index (changes, Change, j - 1).days;
      unbind (sequence, link->link.event, n);
      unbind (sequence, link->link.other, n);
      g_array_set_size (sequence->bounds, n);
      g_array_set_size (sequence->waiting, 0);
    }
}

/* ---- the order ---- */

/* Of a link that is followed, which begins first; FALSE if it does not say. */
static gboolean
earlier_of (const Link *link, guint32 *earlier, guint32 *later)
{
  gboolean is_turned = is (link->link.relation, "after") || is (link->link.relation, "is_included");

  *earlier = is_turned ? link->link.other : link->link.event;
  *later = is_turned ? link->link.event : link->link.other;
  return link->against == NULL && !is (link->link.relation, "simultaneous");
}

/* @first: (out): [n + 1] where those that begin before an event stand in what is returned */
static guint32 *
list_earlier (const Sequence *sequence, guint32 *first)
{
  guint32 *all = g_new (guint32, sequence->links->len + 1);
  guint32 one, other;

  memset (first, 0, sizeof *first * (sequence->n + 2));
  for (guint i = 0; i < sequence->links->len; i++)
    if (earlier_of (&g_array_index (sequence->links, Link, i), &one, &other))
      first[other + 2]++;
  for (guint32 i = 2; i < sequence->n + 2; i++)
    first[i] += first[i - 1];
  for (guint i = 0; i < sequence->links->len; i++)
    if (earlier_of (&g_array_index (sequence->links, Link, i), &one, &other))
      all[first[other + 1]++] = one;
  return all;
}

/* No event stands on an earlier day than one that comes before it. */
static void
choose_days (Sequence *sequence)
{
  g_autofree gboolean *is_waiting = g_new0 (gboolean, sequence->n + 1);

  for (guint32 i = 0; i < sequence->n; i++)
    {
      Days *days = &sequence->days[i];
      DtlDay day = CLAMP (days->day, days->from, days->to);

      days->is_late = days->is_dated && day > days->day;
      days->day = day;
    }
  for (guint32 i = 0; i < sequence->n; i++)
    sequence->first[i] = DTL_NONE;
  g_array_set_size (sequence->bounds, 0);
  for (guint i = 0; i < sequence->links->len; i++)
    {
      guint32 one, other;

      if (earlier_of (&g_array_index (sequence->links, Link, i), &one, &other))
        bind (sequence, one, other, FALSE);
    }
  while (sequence->waiting->len > 0)
    {
      guint32 event = g_array_index (sequence->waiting, guint32, sequence->waiting->len - 1);

      g_array_set_size (sequence->waiting, sequence->waiting->len - 1);
      is_waiting[event] = FALSE;
      for (guint32 i = sequence->first[event]; i != DTL_NONE; i = g_array_index (sequence->bounds, Bound, i).next)
        {
          guint32 to = g_array_index (sequence->bounds, Bound, i).to;
          Days *days = &sequence->days[to];
          DtlDay day = MIN (sequence->days[event].day, days->to);

          if (day <= days->day)
            continue;
          days->day = day;
          days->is_late = TRUE;
          if (!is_waiting[to])
            g_array_append_val (sequence->waiting, to);
          is_waiting[to] = TRUE;
        }
    }
}

/* Where the text first tells of them. */
static int
compare_evidence (const DtlEvent *one, const DtlEvent *other)
{
  const DtlEvidence *left = one->n_mentions ? &one->mentions[0].evidence : NULL;
  const DtlEvidence *right = other->n_mentions ? &other->mentions[0].evidence : NULL;

  if (left == NULL || right == NULL)
    return (left == NULL) - (right == NULL);
  if (left->source != right->source)
    return left->source < right->source ? -1 : 1;
  return left->sentence < right->sentence ? -1 : left->sentence > right->sentence;
}

/* By day, those without a date in the order of the text; then in content order, which is that of the story. */
static int
compare_events (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Sequence *sequence = user_data;
  guint32 i = *(const guint32 *) a, j = *(const guint32 *) b;
  const Days *one = &sequence->days[i], *other = &sequence->days[j];
  const DtlEvent *left = event_of (sequence, i), *right = event_of (sequence, j);
  int order = other->is_dated - one->is_dated;

  if (order == 0 && one->is_dated)
    {
      order = (one->day > other->day) - (one->day < other->day);
      if (order == 0)
        order = one->is_late - other->is_late;
      if (order == 0)
        order = dtl_date_compare (&left->when.date, &right->when.date);
    }
  else if (order == 0)
    order = compare_evidence (left, right);
  return order ? order : compare_numbers (i, j);
}

static int
compare_at (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const guint32 *at = user_data;

  return compare_numbers (at[*(const guint32 *) a], at[*(const guint32 *) b]);
}

/* Dated events, or those without a date, each after all that come before it: a walk in depth without recursion. */
static guint32
rank_after (Sequence *sequence, gboolean dated, const guint32 *first, const guint32 *earlier, guint32 rank)
{
  g_autofree guint32 *next = g_memdup2 (first, sizeof *next * (sequence->n + 1));
  g_autofree guint8 *is_out = g_new0 (guint8, sequence->n + 1);
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < sequence->n; i++)
    {
      if (sequence->days[sequence->sorted[i]].is_dated == dated && !is_out[sequence->sorted[i]])
        g_array_append_val (stack, sequence->sorted[i]);
      while (stack->len > 0)
        {
          guint32 top = g_array_index (stack, guint32, stack->len - 1), before;

          dtl_spill_breathe (sequence->story->spill);
          if (is_out[top] || next[top] == first[top + 1])
            {
              if (!is_out[top] && sequence->days[top].is_dated == dated)
                g_array_index (sequence->story->events, DtlEvent, top).rank = rank++;
              is_out[top] = TRUE;
              g_array_set_size (stack, stack->len - 1);
              continue;
            }
          before = earlier[next[top]++];
          if (!is_out[before] && (!dated || sequence->days[before].day <= sequence->days[top].day))
            g_array_append_val (stack, before);
        }
    }
  return rank;
}

static void
rank_all (Sequence *sequence)
{
  g_autofree guint32 *first = g_new (guint32, (gsize) sequence->n + 2);
  g_autofree guint32 *earlier = list_earlier (sequence, first);
  guint32 rank;

  for (guint32 i = 0; i < sequence->n; i++)
    sequence->sorted[i] = i;
  g_qsort_with_data (sequence->sorted, sequence->n, sizeof (guint32), compare_events, sequence);
  for (guint32 i = 0; i < sequence->n; i++)
    sequence->at[sequence->sorted[i]] = i;
  for (guint32 i = 0; i < sequence->n; i++)
    g_qsort_with_data (earlier + first[i], first[i + 1] - first[i], sizeof (guint32), compare_at, sequence->at);
  rank = rank_after (sequence, TRUE, first, earlier, 0);
  rank_after (sequence, FALSE, first, earlier, rank);
}

/* ---- what the story keeps ---- */

static guint32
later_of (const Sequence *sequence, const Link *link)
{
  const DtlOrderLink *order = &link->link;

  return event_of (sequence, order->event)->rank > event_of (sequence, order->other)->rank ? order->event : order->other;
}

static int
compare_written (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Sequence *sequence = user_data;
  const Link *one = *(Link *const *) a, *other = *(Link *const *) b;
  int order = compare_numbers (later_of (sequence, one), later_of (sequence, other));

  return order ? order : compare_numbers (one->link.token, other->link.token);
}

static DtlEventLink
written (const Sequence *sequence, const Link *link, guint32 event)
{
  const Said *said = &g_array_index (sequence->said, Said, link->link.token);
  gboolean is_first = link->link.event == event;

  return (DtlEventLink) {
    .relation = is_first ? link->link.relation : turned (link->link.relation),
    .other = event_of (sequence, is_first ? link->link.other : link->link.event)->id,
    .confidence = link->link.confidence,
    .independent_sources = link->independent_sources,
    .source = said->source,
    .start = said->mention->trigger.start,
    .signal = said->order->signal,
    .against = link->against,
  };
}

static void
write_links (Sequence *sequence)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  DtlEventLink *links = dtl_arena_new0 (sequence->story->arena, DtlEventLink, sequence->links->len);

  for (guint i = 0; i < sequence->links->len; i++)
    g_ptr_array_add (all, &g_array_index (sequence->links, Link, i));
  g_ptr_array_sort_with_data (all, compare_written, sequence);
  for (guint i = 0; i < all->len; i++)
    {
      guint32 later = later_of (sequence, all->pdata[i]);
      DtlEvent *event = &g_array_index (sequence->story->events, DtlEvent, later);

      links[i] = written (sequence, all->pdata[i], later);
      if (event->n_links++ == 0)
        event->links = &links[i];
    }
}

void
dtl_story_put_in_order (DtlStory *story)
{
  guint32 n = story->events->len;
  Sequence sequence = { .story = story, .n = n };

  sequence.places = g_array_new (FALSE, FALSE, sizeof (Place));
  sequence.said = g_array_new (FALSE, FALSE, sizeof (Said));
  sequence.links = g_array_new (FALSE, FALSE, sizeof (Link));
  sequence.bounds = g_array_new (FALSE, FALSE, sizeof (Bound));
  sequence.waiting = g_array_new (FALSE, FALSE, sizeof (guint32));
  sequence.days = g_new0 (Days, n + 1);
  sequence.first = g_new (guint32, n + 1);
  sequence.sorted = g_new (guint32, n + 1);
  sequence.at = g_new (guint32, n + 1);
  for (guint32 i = 0; i < n; i++)
    sequence.first[i] = DTL_NONE;
  find_days (&sequence);
  if (find_places (&sequence) > 0)
    {
      gather (&sequence);
      join_said (&sequence);
      leave_out_cycles (&sequence);
      leave_out_dayless (&sequence);
    }
  choose_days (&sequence);
  rank_all (&sequence);
  write_links (&sequence);
  g_array_unref (sequence.places);
  g_array_unref (sequence.said);
  g_array_unref (sequence.links);
  g_array_unref (sequence.bounds);
  g_array_unref (sequence.waiting);
  g_free (sequence.days);
  g_free (sequence.first);
  g_free (sequence.sorted);
  g_free (sequence.at);
}
