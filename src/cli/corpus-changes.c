/*
 * dateline new, diff, snapshot: what a run of add or remove has changed in the story.
 *
 * An event is the same before and after when a mention of it is: ids change when an earlier mention joins, mentions
 * do not. What is told of both is compared.
 */
#include "cli.h"

#include <string.h>

/* One side of the comparison. */
typedef struct
{
  DtlStory *story;         /* owned */
  DtlView *view;           /* owned */
  GHashTable *of_mention;  /* owned: key of a mention → index of its event + 1 */
  gboolean *is_shown;      /* owned: [n] by the view */
  const DtlSource *sources;
  const DtlEvent *events;
  guint n_events;
} Side;

typedef struct
{
  const Options *options;
  Side before;
  Side after;
  GString *out;
  guint n_new, n_changed, n_gone;
} Comparison;

/* ---- sides ---- */

static char *
key_of (const Side *side, const DtlMention *mention)
{
  return g_strdup_printf ("%s %u %u %s", side->sources[mention->evidence.source].id, mention->trigger.start, mention->trigger.end,
                          mention->event_class != NULL ? mention->event_class : "");
}

static gboolean
side_open (Side *side, DtlCorpus *corpus, guint run, const DtlViewOptions *filter, GError **error)
{
  guint n;
  const guint32 *shown;

  side->story = dtl_corpus_story (corpus, run, error);
  if (side->story == NULL)
    return FALSE;
  side->view = dtl_view_new (side->story, DTL_VIEW_TIMELINE, filter);
  side->events = dtl_story_get_events (side->story, &side->n_events);
  side->sources = dtl_story_get_sources (side->story, &n);
  side->is_shown = g_new0 (gboolean, side->n_events + 1);
  shown = dtl_view_get_events (side->view, &n);
  for (guint i = 0; i < n; i++)
    side->is_shown[shown[i]] = TRUE;
  side->of_mention = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < side->n_events; i++)
    for (guint32 j = 0; j < side->events[i].n_mentions; j++)
      g_hash_table_insert (side->of_mention, key_of (side, &side->events[i].mentions[j]), GUINT_TO_POINTER (i + 1));
  return TRUE;
}

static void
side_clear (Side *side)
{
  g_clear_pointer (&side->of_mention, g_hash_table_unref);
  g_clear_pointer (&side->view, dtl_view_unref);
  g_clear_pointer (&side->story, dtl_story_unref);
  g_free (side->is_shown);
}

/* The first event of @other that has a mention of @event; DTL_NONE for none. */
static guint32
counterpart (const Side *side, const DtlEvent *event, const Side *other)
{
  for (guint32 i = 0; i < event->n_mentions; i++)
    {
      g_autofree char *key = key_of (side, &event->mentions[i]);
      guint found = GPOINTER_TO_UINT (g_hash_table_lookup (other->of_mention, key));

      if (found > 0)
        return found - 1;
    }
  return DTL_NONE;
}

/* ---- what differs ---- */

static void
put_difference (GString *out, const char *what, const char *before, const char *after)
{
  g_autofree char *one = display_name (before != NULL ? before : "none");
  g_autofree char *other = display_name (after != NULL ? after : "none");

  if (strcmp (one, other) != 0)
    g_string_append_printf (out, "%s%s: %s → %s", out->len > 0 ? "; " : "", what, one, other);
}

static char *
quantities_of (const DtlEvent *event)
{
  GString *text = g_string_new (NULL);

  for (guint32 i = 0; i < event->n_quantities; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", event->quantities[i].text);
  return g_string_free (text, FALSE);
}

/* Positions on what is disputed; a toll that rose is no dispute. */
static guint
count_disputes (const DtlEvent *event)
{
  guint n = 0;

  for (guint32 i = 0; i < event->n_claims; i++)
    n += !event->claims[i].is_update;
  return n;
}

static char *
differences (const DtlEvent *before, const DtlEvent *after)
{
  GString *out = g_string_new (NULL);
  g_autofree char *date_before = dtl_date_to_string (&before->when.date), *date_after = dtl_date_to_string (&after->when.date);
  g_autofree char *numbers_before = quantities_of (before), *numbers_after = quantities_of (after);
  g_autofree char *sources_before = g_strdup_printf ("%u", before->independent_sources);
  g_autofree char *sources_after = g_strdup_printf ("%u", after->independent_sources);
  g_autofree char *disputes_before = g_strdup_printf ("%u", count_disputes (before));
  g_autofree char *disputes_after = g_strdup_printf ("%u", count_disputes (after));

  put_difference (out, "date", date_before, date_after);
  put_difference (out, "reality", dtl_reality_to_string (before->reality), dtl_reality_to_string (after->reality));
  put_difference (out, "was", before->label, after->label);
  put_difference (out, "place", before->place.name, after->place.name);
  put_difference (out, "numbers", numbers_before, numbers_after);
  put_difference (out, "sources", sources_before, sources_after);
  put_difference (out, "disputed", disputes_before, disputes_after);
  return g_string_free (out, FALSE);
}

static void
put_event (Comparison *comparison, char sign, const DtlEvent *event, const char *note)
{
  g_autofree char *date = dtl_date_to_string (&event->when.date);
  g_autofree char *label = display_name (event->label);

  if (comparison->options->plain)
    g_string_append_printf (comparison->out, "%c\t%s\t%s\t%s\t%s\n", sign, event->id, date != NULL ? date : "", label, note);
  else
    g_string_append_printf (comparison->out, "%c %-10s  %s  (%s)\n%s%s%s", sign, date != NULL ? date : "undated", label, event->id,
                            *note != '\0' ? "              " : "", note, *note != '\0' ? "\n" : "");
}

static void
tell_new_and_changed (Comparison *comparison)
{
  const Side *before = &comparison->before, *after = &comparison->after;
  guint n;
  const guint32 *shown = dtl_view_get_events (after->view, &n);

  for (guint i = 0; i < n; i++)
    {
      const DtlEvent *event = &after->events[shown[i]];
      guint32 old = counterpart (after, event, before);
      g_autofree char *note = old != DTL_NONE ? differences (&before->events[old], event) : g_strdup ("");

      if (old == DTL_NONE || *note != '\0')
        put_event (comparison, old == DTL_NONE ? '+' : '~', event, note);
      comparison->n_new += old == DTL_NONE;
      comparison->n_changed += *note != '\0';
    }
}

/* What no mention is left of, and what was shown and no longer is. */
static void
tell_gone (Comparison *comparison)
{
  const Side *before = &comparison->before, *after = &comparison->after;
  guint n;
  const guint32 *shown = dtl_view_get_events (before->view, &n);

  for (guint i = 0; i < n; i++)
    {
      const DtlEvent *event = &before->events[shown[i]];
      guint32 now = counterpart (before, event, after);

      if (now != DTL_NONE && after->is_shown[now])
        continue;
      put_event (comparison, '-', event, now != DTL_NONE ? "no longer among those shown" : "");
      comparison->n_gone++;
    }
}

static ExitCode
compare (const Options *options, DtlCorpus *corpus, guint from, guint to)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (Output) output = NULL;
  Comparison comparison = { .options = options, .out = out };
  gboolean well = side_open (&comparison.before, corpus, from, &options->filter, &error)
                  && side_open (&comparison.after, corpus, to, &options->filter, &error);

  if (well)
    {
      tell_new_and_changed (&comparison);
      tell_gone (&comparison);
      if (!options->plain)
        g_string_append_printf (out, "%snew: %u, changed: %u, gone: %u\n", out->len > 0 ? "\n" : "", comparison.n_new,
                                comparison.n_changed, comparison.n_gone);
    }
  side_clear (&comparison.before);
  side_clear (&comparison.after);
  if (!well)
    {
      report (options->operands->pdata[0], "%s", error->message);
      return EXIT_FAILED;
    }
  output = output_open (NULL, &error);
  if (output == NULL || !output_write (output, out->str, out->len, &error))
    return output_failed (error);
  return output_finish (output, EXIT_ALL_WELL, NULL);
}

/* ---- commands ---- */

static ExitCode
wrong_number (const Options *options, const char *wanted)
{
  g_autoptr (GError) error = NULL;

  usage_error (&error, "takes %s", wanted);
  return usage (options->command->name, error);
}

static gboolean
find_run (const Options *options, DtlCorpus *corpus, const char *name, guint *run)
{
  g_autoptr (GError) error = NULL;

  if (dtl_corpus_find_run (corpus, name, run, &error))
    return TRUE;
  report (options->operands->pdata[0], "%s", error->message);
  return FALSE;
}

static gboolean
last_run (const DtlCorpusRun *run, gpointer user_data)
{
  *(guint *) user_data = run->run;
  return TRUE;
}

ExitCode
new_run (const Options *options)
{
  g_autoptr (DtlCorpus) corpus = NULL;
  g_autofree char *name = NULL;
  guint run = 0;

  if (options->operands->len > 1)
    return wrong_number (options, "one corpus");
  corpus = corpus_open_operand (options, DTL_CORPUS_READ);
  if (corpus == NULL)
    return options->operands->len == 0 ? EXIT_USAGE : EXIT_FAILED;
  dtl_corpus_each_run (corpus, last_run, &run, NULL);
  name = options->run != NULL ? g_strdup (options->run) : g_strdup_printf ("%u", run > 0 ? run - 1 : 0);
  return find_run (options, corpus, name, &run) ? compare (options, corpus, run, DTL_CORPUS_NOW) : EXIT_FAILED;
}

ExitCode
diff_run (const Options *options)
{
  g_autoptr (DtlCorpus) corpus = NULL;
  guint from, to;

  if (options->operands->len != 3)
    return wrong_number (options, "a corpus and two runs or snapshots of it");
  corpus = corpus_open_operand (options, DTL_CORPUS_READ);
  if (corpus == NULL || !find_run (options, corpus, options->operands->pdata[1], &from)
      || !find_run (options, corpus, options->operands->pdata[2], &to))
    return EXIT_FAILED;
  return compare (options, corpus, from, to);
}

ExitCode
snapshot_run (const Options *options)
{
  g_autoptr (DtlCorpus) corpus = NULL;
  g_autoptr (GError) error = NULL;

  if (options->operands->len != 2)
    return wrong_number (options, "a corpus and a name");
  corpus = corpus_open_operand (options, DTL_CORPUS_WRITE);
  if (corpus == NULL)
    return EXIT_FAILED;
  if (dtl_corpus_snapshot (corpus, options->operands->pdata[1], &error))
    return EXIT_ALL_WELL;
  report (options->operands->pdata[0], "%s", error->message);
  return EXIT_FAILED;
}
