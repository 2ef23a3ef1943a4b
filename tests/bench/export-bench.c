/*
 * How fast formats are written, and in how much memory: export-bench EVENTS [FORMAT…].
 *
 * The story is made up in memory: one mention an event, two actors of ten thousand, a date, a sentence of 120 bytes. What is
 * written is counted and thrown away. For each format: megabytes, seconds of this process, MB/s, and by how many megabytes the
 * largest memory grew while it was written.
 *
 *   cc -O2 -DDTL_COMPILATION -D_GNU_SOURCE -DG_LOG_DOMAIN='"dateline"' -Iinclude -Ibuild/include -Isrc -Ibuild/src \
 *     tests/bench/export-bench.c -o build/export-bench build/src/libdateline-static.a \
 *     $(pkg-config --cflags --libs glib-2.0 gobject-2.0 gio-2.0 json-glib-1.0 libxml-2.0 libcgraph sqlite3 zlib libbrotlidec) -lm
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "record/record.h"
#include "story/story.h"

#define N_ACTORS 10000

static double
work_done (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

static double
peak_megabytes (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024.0;
}

static gboolean
count_bytes (gpointer user_data, const char *bytes, gsize length, GError **error)
{
  *(guint64 *) user_data += length;
  return TRUE;
}

static gboolean
count_file (gpointer user_data, const char *name, GError **error)
{
  return TRUE;
}

static void
fill_mention (DtlMention *mention, const DtlEvent *event, DtlArena *arena, guint i)
{
  char text[160];

  g_snprintf (text, sizeof text,
              "Minister number %u met the delegation of the other side, whose head is %u, for talks on fishing, officials said.", i,
              i / 3);
  mention->evidence = (DtlEvidence) { 0, i, i + 1, { 0, 100 }, dtl_arena_strdup (arena, text) };
  mention->trigger_text = "met";
  mention->event_class = event->event_class;
  mention->predicate = "met";
  mention->label = event->label;
  mention->rule = "verb";
  mention->participants = event->participants;
  mention->n_participants = event->n_participants;
  mention->place = event->place;
  mention->when = event->when;
  mention->confidence = event->confidence;
}

static void
fill_event (DtlEvent *event, DtlArena *arena, guint i)
{
  DtlParticipant *participants = dtl_arena_new0 (arena, DtlParticipant, 2);
  DtlMention *mention = dtl_arena_new0 (arena, DtlMention, 1);
  char text[80];

  participants[0] = (DtlParticipant) { i * 7 % N_ACTORS, DTL_ROLE_AGENT, FALSE };
  participants[1] = (DtlParticipant) { (i * 13 + 1) % N_ACTORS, DTL_ROLE_COUNTERPART, FALSE };
  g_snprintf (text, sizeof text, "e%012u", i);
  event->id = dtl_arena_strdup (arena, text);
  g_snprintf (text, sizeof text, "Minister %u meets delegation %u", i, i / 3);
  event->label = dtl_arena_strdup (arena, text);
  event->type = "CONSULT";
  event->event_class = "meet";
  event->family = "talk";
  event->cameo = "04";
  event->predicate = "met";
  event->participants = participants;
  event->n_participants = 2;
  event->place = (DtlPlace) { "Oslo", DTL_NONE, "NO", 59.91, 10.75 };
  event->when.date = dtl_date_from_day (10000 + i % 9000);
  event->when.basis = DTL_BASIS_EXPRESSION;
  event->when.text = "on Thursday";
  event->confidence = 0.8;
  event->independent_sources = 1;
  fill_mention (mention, event, arena, i);
  event->mentions = mention;
  event->n_mentions = 1;
}

static DtlStory *
make_story (guint n)
{
  DtlStory *story = g_new0 (DtlStory, 1);
  DtlSource source = { .id = "daaaaaaaaaaaa", .uri = "https://news.example.org/1", .title = "Talks", .publisher = "Example",
                       .duplicate_of = DTL_NONE, .version_of = DTL_NONE, .sha256 = "" };

  g_atomic_ref_count_init (&story->ref_count);
  story->arena = dtl_arena_new ();
  story->records = g_ptr_array_new ();
  story->sources = g_array_new (FALSE, TRUE, sizeof (DtlSource));
  story->actors = g_array_new (FALSE, TRUE, sizeof (DtlActor));
  story->roles = g_array_new (FALSE, TRUE, sizeof (DtlRole));
  story->events = g_array_new (FALSE, TRUE, sizeof (DtlEvent));
  story->relations = g_array_new (FALSE, TRUE, sizeof (DtlRelation));
  source.published.date = dtl_date_from_day (19000);
  g_array_append_val (story->sources, source);
  for (guint i = 0; i < N_ACTORS; i++)
    {
      static const char *const none[] = { NULL };
      DtlActor actor = { .kind = DTL_ACTOR_PERSON, .aliases = none, .country = "NO", .salience = n / N_ACTORS };
      g_autofree char *id = g_strdup_printf ("a%012u", i), *name = g_strdup_printf ("Person Number %u", i);

      actor.id = dtl_arena_strdup (story->arena, id);
      actor.name = dtl_arena_strdup (story->arena, name);
      g_array_append_val (story->actors, actor);
    }
  g_array_set_size (story->events, n);
  for (guint i = 0; i < n; i++)
    fill_event (&g_array_index (story->events, DtlEvent, i), story->arena, i);
  return story;
}

static void
bench (DtlView *view, const DtlFormat *format)
{
  guint64 n_bytes = 0;
  DtlSink sink = { count_bytes, count_file, &n_bytes };
  DtlExportOptions options = { .sink = &sink };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  double before = peak_megabytes (), start = work_done (), seconds;

  if (!dtl_export_view (format, view, &options, out, &error))
    {
      printf ("%-16s %s\n", format->name, error->message);
      return;
    }
  seconds = work_done () - start;
  printf ("%-16s %8.1f MB %7.2f s %7.1f MB/s  +%.0f MB\n", format->name, n_bytes / 1e6, seconds, n_bytes / 1e6 / seconds,
          peak_megabytes () - before);
  fflush (stdout);
}

int
main (int argc, char **argv)
{
  static const char *const all[] = { "csv", "csv-actors", "csv-excel", "csv-long", "followthemoney", "gdelt", "geojson", "icalendar",
                                     "jsonl", "jsonld", "kml", "markwhen", "mermaid", "petrarch", "timelinejs", "timesketch", "tsv",
                                     "turtle", "vis-timeline", "cypher", "cytoscape", "gexf", "graphml", "node-link", "neo4j" };
  DtlStory *story = make_story (argc > 1 ? strtoul (argv[1], NULL, 10) : 1000000);
  DtlViewOptions everything = { .minor = TRUE, .top = G_MAXUINT };
  double start = work_done ();
  g_autoptr (DtlView) view = dtl_view_new (story, DTL_VIEW_TIMELINE, &everything);

  printf ("%u events, story %.0f MB, view %.1f s\n", story->events->len, peak_megabytes (), work_done () - start);
  for (int i = 2; i < argc; i++)
    bench (view, dtl_format_find (argv[i]));
  for (guint i = 0; argc <= 2 && i < G_N_ELEMENTS (all); i++)
    bench (view, dtl_format_find (all[i]));
  return 0;
}
