/*
 * dateline check: what a careful editor would look at, with the line of --decisions that would settle it.
 *
 * Only of what a timeline shows. The kinds stand in the order of their table, in each what matters most to the chronology
 * first. What has a note was looked at, and is not told again.
 */
#include "unknown.h"

#include <string.h>

#define DOUBTFUL 0.5 /* confidence below which it is */
#define KNOWN_BY 2   /* mentions, from which an unknown actor is worth a line */
#define TOP 10       /* of each kind, in text */
#define OTHER_FIRST_NAME 0.01 /* of what two persons of one surname count, who have first names of their own */

typedef enum
{
  KIND_DISPUTED,
  KIND_CORRECTED,
  KIND_AMBIGUOUS,
  KIND_ORDER,
  KIND_NEAR,
  KIND_DOUBTFUL,
  KIND_UNDATED,
  KIND_HOMONYM,
  KIND_UNKNOWN,
  N_KINDS,
} Kind;

static const struct
{
  const char *name;
  const char *what;
} kinds[N_KINDS] = {
  { "disputed", "mentions contradict each other; split, if they tell of two happenings" },
  { "corrected", "an article says that something was wrong; note, when it is seen to" },
  { "ambiguous", "the date can be read in several ways" },
  { "order", "an article tells another order than they stand in; a date puts them right" },
  { "near", "nearly taken for one; join, if they are, different, if not" },
  { "doubtful", "found with little confidence" },
  { "undated", "no date was found; a day for -, if somebody knows it" },
  { "homonym", "of one name; same, if they are one, different, if not" },
  { "unknown", "no country and no office is known; 'dateline actors --unknown' has rows for a lexicon" },
};

/* Something to look at. */
typedef struct
{
  Kind kind;
  double rank;
  guint number; /* in the order in which they were found */
  const DtlEvidence *evidence;
  char *ids;      /* owned */
  char *words;    /* owned */
  char *decision;  /* owned: "" for none */
  char *otherwise; /* owned, nullable: the decision of who thinks otherwise */
} Item;

typedef struct
{
  const Options *options;
  const DtlSource *sources;
  const DtlActor *actors;
  guint n_actors;
  const DtlStory *story;
  const DtlEvent *events;
  const guint32 *shown; /* [n_shown] events */
  guint n_shown;
  const DtlMention **first; /* owned: [n_actors] the first mention shown that an actor takes part in, or NULL */
  guint *n_mentions;        /* owned: [n_actors] of what is shown */
  GHashTable *noted;        /* owned: ids of whom the user has noted something */
  GArray *items;            /* owned: Item */
} Checking;

static void
item_clear (gpointer data)
{
  Item *item = data;

  g_free (item->ids);
  g_free (item->words);
  g_free (item->decision);
  g_free (item->otherwise);
}

/* Takes @decision. */
static void
put (const Checking *checking, Kind kind, double rank, const char *ids, const DtlEvidence *evidence, const char *words, char *decision)
{
  Item item = { kind, rank, checking->items->len, evidence, g_strdup (ids), display_name (words), decision, NULL };

  g_array_append_val (checking->items, item);
}

/* Two that are one, or not: @decision if they are. Takes it. */
static void
put_pair (const Checking *checking, Kind kind, double rank, const char *ids, const DtlEvidence *evidence, const char *words, char *decision)
{
  put (checking, kind, rank, ids, evidence, words, decision);
  g_array_index (checking->items, Item, checking->items->len - 1).otherwise = g_strdup_printf ("different %s", ids);
}

static gboolean
is_noted (const Checking *checking, const char *id)
{
  return g_hash_table_contains (checking->noted, id);
}

/* ---- events ---- */

/* What settles that mentions disagree: the date that the first position says, or that the last is of another happening. */
static char *
settle_claim (const Checking *checking, const DtlEvent *event, guint32 first, const DtlClaim *last)
{
  g_autoptr (GString) text = g_string_new (NULL);
  DtlDate date;

  if (strcmp (last->field, "date") == 0 && dtl_date_parse (event->claims[first].value, &date, NULL))
    return g_strdup_printf ("date %s %s", event->id, event->claims[first].value);
  g_string_append_printf (text, "split %s", event->id);
  for (guint32 i = 0; i < last->n_mentions; i++)
    {
      const DtlMention *mention = &event->mentions[last->mentions[i]];

      g_string_append_printf (text, " %s:%u", checking->sources[mention->evidence.source].id, mention->trigger.start);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Each field that mentions disagree about; updates are no disagreement. */
static void
check_claims (const Checking *checking, const DtlEvent *event)
{
  for (guint32 i = 0, next; i < event->n_claims; i = next)
    {
      g_autofree char *positions = dtl_event_describe_claims (event, i, checking->sources, &next);
      g_autofree char *text = g_strdup_printf ("%s: %s", event->label, positions);

      if (!event->claims[i].is_update)
        put (checking, KIND_DISPUTED, dtl_event_salience (event), event->id, &event->mentions[event->claims[i].mentions[0]].evidence,
             text, settle_claim (checking, event, i, &event->claims[next - 1]));
    }
}

/* Of an undated event the first mention whose date can be read in several ways, or NULL. */
static const DtlMention *
ambiguous_mention (const DtlEvent *event)
{
  for (guint32 i = 0; dtl_date_is_null (&event->when.date) && i < event->n_mentions; i++)
    if (event->mentions[i].when.candidates != NULL)
      return &event->mentions[i];
  return NULL;
}

/* That nobody knows the date has been decided. */
static gboolean
is_undated (const DtlEvent *event)
{
  return dtl_date_is_null (&event->when.date) && event->when.basis != DTL_BASIS_OPTION;
}

static void
check_date (const Checking *checking, const DtlEvent *event)
{
  g_autoptr (GString) text = g_string_new (event->label);
  const DtlMention *mention = ambiguous_mention (event);
  double rank = dtl_event_salience (event);

  if (!is_undated (event))
    return;
  if (mention == NULL)
    {
      put (checking, KIND_UNDATED, rank, event->id, &event->mentions->evidence, event->label, g_strdup_printf ("date %s -", event->id));
      return;
    }
  g_string_append_printf (text, ": “%s” can be", mention->when.text ? mention->when.text : "");
  for (guint i = 0; mention->when.candidates[i]; i++)
    g_string_append_printf (text, "%s %s", i > 0 ? " or" : "", mention->when.candidates[i]);
  put (checking, KIND_AMBIGUOUS, rank, event->id, &mention->evidence, text->str,
       g_strdup_printf ("date %s %s", event->id, mention->when.candidates[0]));
}

static void
check_confidence (const Checking *checking, const DtlEvent *event)
{
  g_autofree char *text = g_strdup_printf ("%s: confidence %.2f", event->label, event->confidence);

  if (event->confidence < DOUBTFUL)
    put (checking, KIND_DOUBTFUL, dtl_event_salience (event), event->id, &event->mentions->evidence, text,
         g_strdup_printf ("drop %s", event->id));
}

static void
check_events (const Checking *checking)
{
  for (guint i = 0; i < checking->n_shown; i++)
    {
      const DtlEvent *event = &checking->events[checking->shown[i]];

      if (is_noted (checking, event->id))
        continue;
      check_claims (checking, event);
      check_date (checking, event);
      check_confidence (checking, event);
    }
}

/* owned: [n_events] whether an event is shown */
static gboolean *
find_shown (const Checking *checking, const DtlStory *story)
{
  guint n_events;
  gboolean *is_shown;

  dtl_story_get_events (story, &n_events);
  is_shown = g_new0 (gboolean, n_events + 1);
  for (guint i = 0; i < checking->n_shown; i++)
    is_shown[checking->shown[i]] = TRUE;
  return is_shown;
}

/* Notes of the articles on what was wrong, and the event that each speaks of, where that was found. */
static void
check_corrections (const Checking *checking, const DtlStory *story)
{
  guint n;
  const DtlCorrection *corrections = dtl_story_get_corrections (story, &n);
  g_autofree gboolean *is_shown = find_shown (checking, story);

  for (guint i = 0; i < n; i++)
    {
      const DtlCorrection *note = &corrections[i];
      const DtlEvent *event = note->event != DTL_NONE ? &checking->events[note->event] : NULL;
      const char *id = event ? event->id : checking->sources[note->evidence.source].id;
      g_autofree char *text = g_strdup_printf ("%s: %s: “%s”", note->kind, event ? event->label : "of no event that was found",
                                               note->evidence.text);

      if ((event == NULL || is_shown[note->event]) && !is_noted (checking, id))
        put (checking, KIND_CORRECTED, event ? dtl_event_salience (event) : 0, id, &note->evidence, text,
             event ? g_strdup_printf ("note %s %s", id, note->kind) : g_strdup (""));
    }
}

/* The sentence of the mention that says what a link does. */
static const DtlEvidence *
evidence_of (const DtlEvent *event, const DtlEvent *other, const DtlEventLink *link)
{
  const DtlEvent *both[] = { event, other };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    for (guint32 j = 0; j < both[i]->n_mentions; j++)
      if (both[i]->mentions[j].evidence.source == link->source && both[i]->mentions[j].trigger.start == link->start)
        return &both[i]->mentions[j].evidence;
  return &event->mentions[0].evidence;
}

/* @other: (nullable): the other event, if it is shown */
static void
check_link (const Checking *checking, const DtlEvent *event, const DtlEventLink *link, const DtlEvent *other)
{
  g_autofree char *ids = g_strdup_printf ("%s %s", event->id, link->other);
  g_autofree char *relation = g_strdelimit (g_strdup (link->relation), "_", ' ');
  g_autofree char *text = NULL;

  if (link->against == NULL || other == NULL)
    return;
  text = g_strdup_printf ("%s / %s: “%s” says %s; %s", event->label, other->label, link->signal, relation,
                          strcmp (link->against, "dates") == 0 ? "their dates say otherwise" : "surer words say otherwise");
  put (checking, KIND_ORDER, MIN (dtl_event_salience (event), dtl_event_salience (other)), ids, evidence_of (event, other, link), text,
       g_strdup (""));
}

/* What articles say of the order of two events, though dates or surer words say otherwise. */
static void
check_order (const Checking *checking)
{
  g_autoptr (GHashTable) shown = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < checking->n_shown; i++)
    g_hash_table_insert (shown, (gpointer) checking->events[checking->shown[i]].id,
                         (gpointer) &checking->events[checking->shown[i]]);
  for (guint i = 0; i < checking->n_shown; i++)
    {
      const DtlEvent *event = &checking->events[checking->shown[i]];

      for (guint32 j = 0; j < event->n_links; j++)
        check_link (checking, event, &event->links[j], g_hash_table_lookup (shown, event->links[j].other));
    }
}

/* How near two events are to one: a matter of the more obscure of them, less the more was missing. Points of dated events are
 * about as much as a logarithm of odds. */
static double
nearness (const DtlEvent *one, const DtlEvent *other, gint score)
{
  gboolean is_undated_pair = dtl_date_is_null (&one->when.date) || dtl_date_is_null (&other->when.date);
  double missing = MAX (0, -score) / (is_undated_pair ? 1000.0 : 1.0);

  return MIN (dtl_event_salience (one), dtl_event_salience (other)) / (1 + missing);
}

/* What decided it, the last of the reasons; 'explain' has all. */
static const char *
last_reason (const char *reasons)
{
  const char *last = g_strrstr (reasons, "; ");

  last = last ? last + strlen ("; ") : reasons;
  return g_str_has_prefix (last, "− ") ? last + strlen ("− ") : last;
}

/* Events that were nearly one, each pair once. */
static void
check_joins (const Checking *checking, const DtlStory *story)
{
  guint n_joins;
  const DtlJoin *joins = dtl_story_get_joins (story, &n_joins);
  g_autofree gboolean *is_shown = find_shown (checking, story);
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < n_joins; i++)
    {
      guint32 one = MIN (joins[i].event, joins[i].other), other = MAX (joins[i].event, joins[i].other);
      g_autofree char *text = NULL;
      char *ids;

      if (joins[i].other == DTL_NONE || !is_shown[one] || !is_shown[other]
          || (is_noted (checking, checking->events[one].id) && is_noted (checking, checking->events[other].id)))
        continue;
      text = g_strdup_printf ("%s / %s: %s", checking->events[one].label, checking->events[other].label,
                              checking->options->plain ? joins[i].reason : last_reason (joins[i].reason));
      ids = g_strdup_printf ("%s %s", checking->events[one].id, checking->events[other].id);
      if (g_hash_table_add (told, ids))
        put_pair (checking, KIND_NEAR, nearness (&checking->events[one], &checking->events[other], joins[i].score), ids,
                  &checking->events[other].mentions->evidence, text, g_strdup_printf ("join %s", ids));
    }
}

/* ---- actors ---- */

static void
count_mentions (const Checking *checking)
{
  for (guint i = 0; i < checking->n_shown; i++)
    {
      const DtlEvent *event = &checking->events[checking->shown[i]];

      for (guint32 j = 0; j < event->n_mentions; j++)
        for (guint32 k = 0; k < event->mentions[j].n_participants; k++)
          {
            guint32 actor = event->mentions[j].participants[k].actor;

            checking->n_mentions[actor]++;
            if (checking->first[actor] == NULL)
              checking->first[actor] = &event->mentions[j];
          }
    }
}

/* An actor and a word by which it is called. */
typedef struct
{
  char *key; /* owned */
  guint32 actor;
} Called;

static void
called_clear (gpointer data)
{
  g_free (((Called *) data)->key);
}

static int
compare_called (gconstpointer a, gconstpointer b)
{
  const Called *one = a, *other = b;
  int order = strcmp (one->key, other->key);

  return order ? order : one->actor < other->actor ? -1 : one->actor > other->actor;
}

static void
add_called (GArray *all, const char *name, guint32 actor)
{
  Called called = { g_utf8_casefold (name, -1), actor };

  g_array_append_val (all, called);
}

/* A person by the last word of the name, others by all that they are called. */
static GArray *
gather_called (const Checking *checking)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Called));

  g_array_set_clear_func (all, called_clear);
  for (guint32 i = 0; i < checking->n_actors; i++)
    {
      const DtlActor *actor = &checking->actors[i];
      gboolean is_person = actor->kind == DTL_ACTOR_PERSON;
      const char *blank = is_person ? strrchr (actor->name, ' ') : NULL;

      if (checking->first[i] == NULL || actor->kind == DTL_ACTOR_GROUP || !g_unichar_isupper (g_utf8_get_char (actor->name)))
        continue;
      add_called (all, blank ? blank + 1 : actor->name, i);
      for (guint j = 0; !is_person && actor->aliases && actor->aliases[j]; j++)
        if (g_unichar_isupper (g_utf8_get_char (actor->aliases[j])))
          add_called (all, actor->aliases[j], i);
    }
  g_array_sort (all, compare_called);
  return all;
}

/* Two of one name are a question the more, the more is told of both; less where first names tell them apart. */
static double
homonym_rank (const Checking *checking, guint32 one, guint32 other)
{
  const char *name = checking->actors[one].name, *other_name = checking->actors[other].name;
  gboolean are_apart = strcmp (name, other_name) != 0 && strchr (name, ' ') && strchr (other_name, ' ');

  return MIN (checking->n_mentions[one], checking->n_mentions[other]) * (are_apart ? OTHER_FIRST_NAME : 1);
}

static void
check_homonyms (const Checking *checking)
{
  g_autoptr (GArray) all = gather_called (checking);
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 1; i < all->len; i++)
    {
      const Called *a = &g_array_index (all, Called, i - 1), *b = &g_array_index (all, Called, i);
      const DtlActor *one = &checking->actors[a->actor], *other = &checking->actors[b->actor];
      g_autofree char *text = NULL;
      char *ids;

      if (strcmp (a->key, b->key) != 0 || a->actor == b->actor || dtl_story_are_different (checking->story, one->id, other->id)
          || (is_noted (checking, one->id) && is_noted (checking, other->id)))
        continue;
      text = g_strdup_printf ("%s (%s) / %s (%s)", one->name, dtl_actor_kind_to_string (one->kind), other->name,
                              dtl_actor_kind_to_string (other->kind));
      ids = g_strdup_printf ("%s %s", one->id, other->id);
      if (g_hash_table_add (told, ids))
        put_pair (checking, KIND_HOMONYM, homonym_rank (checking, a->actor, b->actor), ids, &checking->first[b->actor]->evidence, text,
                  g_strdup_printf ("same %s", ids));
    }
}

/* Those of whom neither a country nor an office is known, and who are told of more than once. */
static void
check_unknown (const Checking *checking, DtlStory *story, const DtlView *view)
{
  guint n_roles;
  const DtlRole *roles = dtl_story_get_roles (story, &n_roles);
  g_autofree gboolean *has_role = g_new0 (gboolean, checking->n_actors + 1);
  g_autoptr (GArray) unknown = unknown_list (story, view);

  for (guint i = 0; i < n_roles; i++)
    has_role[roles[i].actor] = TRUE;
  for (guint i = 0; i < unknown->len; i++)
    {
      const Unknown *entry = &g_array_index (unknown, Unknown, i);
      const DtlActor *actor = &checking->actors[entry->actor];
      g_autofree char *text = g_strdup_printf ("%s (%s): %u %s, %u mentions", actor->name, dtl_actor_kind_to_string (actor->kind),
                                               entry->n_articles, entry->n_articles == 1 ? "article" : "articles", entry->n_mentions);

      if (!has_role[entry->actor] && entry->n_mentions >= KNOWN_BY && !is_noted (checking, actor->id))
        put (checking, KIND_UNKNOWN, unknown->len - i, actor->id, &entry->first->evidence, text, g_strdup (""));
    }
}

/* ---- what is told ---- */

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const Item *one = a, *other = b;

  if (one->kind != other->kind)
    return one->kind < other->kind ? -1 : 1;
  if (one->rank != other->rank)
    return one->rank > other->rank ? -1 : 1;
  return one->number < other->number ? -1 : one->number > other->number;
}

static void
print_item (const Checking *checking, const Item *item, GString *out)
{
  const DtlSource *source = &checking->sources[item->evidence->source];
  g_autofree char *name = display_name (source->uri ? source->uri : source->id);

  if (checking->options->plain)
    {
      g_string_append_printf (out, "%s\t%s\t%s\t%u\t%s\t%s\t%s\n", kinds[item->kind].name, item->ids, name, item->evidence->line,
                              item->words, item->decision, item->otherwise ? item->otherwise : "");
      return;
    }
  g_string_append_printf (out, "  %s\n    %s:%u\n", item->words, name, item->evidence->line);
  if (*item->decision != '\0')
    g_string_append_printf (out, "    %s\n", item->decision);
  if (item->otherwise)
    g_string_append_printf (out, "    %s\n", item->otherwise);
}

/* @n items of one kind, from @first on */
static void
print_kind (const Checking *checking, guint first, guint n, GString *out)
{
  const Item *items = &g_array_index (checking->items, Item, first);
  gboolean plain = checking->options->plain;
  guint wanted = checking->options->filter.top, top = MIN (n, wanted > 0 ? wanted : plain ? G_MAXUINT : TOP);

  if (!plain)
    g_string_append_printf (out, "%s%s, %u: %s\n", first > 0 ? "\n" : "", kinds[items->kind].name, n, kinds[items->kind].what);
  for (guint i = 0; i < top; i++)
    print_item (checking, &items[i], out);
  if (!plain && top < n)
    g_string_append_printf (out, "  and %u more; --top=%u lists all\n", n - top, n);
}

static void
print_items (const Checking *checking, GString *out)
{
  guint first = 0;

  g_array_sort (checking->items, compare_items);
  for (guint i = 1; i <= checking->items->len; i++)
    if (i == checking->items->len
        || g_array_index (checking->items, Item, i).kind != g_array_index (checking->items, Item, first).kind)
      {
        print_kind (checking, first, i - first, out);
        first = i;
      }
}

static void
gather_noted (Checking *checking, const DtlStory *story)
{
  guint n;
  const DtlNote *notes = dtl_story_get_notes (story, &n);

  for (guint i = 0; i < n; i++)
    g_hash_table_add (checking->noted, (gpointer) notes[i].id);
}

static void
check_story (Checking *checking, DtlStory *story, GString *out)
{
  DtlViewOptions filter = checking->options->filter;
  g_autoptr (DtlView) view = NULL;
  guint n;

  filter.top = 0; /* it is of each kind */
  view = dtl_view_new (story, DTL_VIEW_TIMELINE, &filter);
  checking->story = story;
  checking->sources = dtl_story_get_sources (story, &n);
  checking->events = dtl_story_get_events (story, &n);
  checking->actors = dtl_story_get_actors (story, &checking->n_actors);
  checking->shown = dtl_view_get_events (view, &checking->n_shown);
  checking->first = g_new0 (const DtlMention *, checking->n_actors + 1);
  checking->n_mentions = g_new0 (guint, checking->n_actors + 1);
  checking->noted = g_hash_table_new (g_str_hash, g_str_equal);
  checking->items = g_array_new (FALSE, FALSE, sizeof (Item));
  g_array_set_clear_func (checking->items, item_clear);
  gather_noted (checking, story);
  count_mentions (checking);
  check_events (checking);
  check_corrections (checking, story);
  check_order (checking);
  check_joins (checking, story);
  check_homonyms (checking);
  check_unknown (checking, story, view);
  print_items (checking, out);
  g_array_unref (checking->items);
  g_hash_table_unref (checking->noted);
  g_free (checking->first);
  g_free (checking->n_mentions);
}

ExitCode
check_run (const Options *options)
{
  g_autoptr (DtlStory) story = NULL;
  g_autoptr (Output) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  Checking checking = { .options = options };
  ExitCode code = story_read_anew (options, NULL, &story);

  if (code != EXIT_ALL_WELL && code != EXIT_SOME_FAILED)
    return code;
  check_story (&checking, story, out);
  output = output_open (NULL, &error);
  if (output == NULL || !output_write (output, out->str, out->len, &error))
    return output_failed (error);
  return output_finish (output, code, NULL);
}
