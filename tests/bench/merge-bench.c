/*
 * How long merging takes: merge-bench [ARTICLES [EVENTS [SEED]]], invented by chance (tests/unit/facts.h).
 *
 * With MERGE_BENCH_JSON=record or story in the environment it prints that JSON instead, for the check of the schemas.
 *
 *   cc -O2 -DDTL_COMPILATION -D_GNU_SOURCE -DG_LOG_DOMAIN='"dateline"' -Iinclude -Ibuild/include -Isrc -Ibuild/src \
 *     tests/bench/merge-bench.c -o build/merge-bench build/src/libdateline-static.a \
 *     $(pkg-config --cflags --libs glib-2.0 gobject-2.0 gio-2.0 json-glib-1.0 libxml-2.0 libcgraph) -lm
 */
#include <stdio.h>
#include <time.h>

#include "../unit/facts.h"

#include "export/writers.h"

/* Seconds of this process's own work, which does not depend on what else the machine does. */
static double
work_done (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

static DtlStory *
merge (GPtrArray *records)
{
  g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();

  for (guint i = 0; i < records->len; i++)
    dtl_story_builder_add (builder, records->pdata[i]);
  return dtl_story_builder_seal (builder);
}

static GPtrArray *
write_records (GPtrArray *articles)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < articles->len; i++)
    g_ptr_array_add (texts, dtl_record_to_json (((Article *) articles->pdata[i])->record));
  return texts;
}

static GPtrArray *
read_records (GPtrArray *texts)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) dtl_record_unref);

  for (guint i = 0; i < texts->len; i++)
    g_ptr_array_add (records, dtl_record_new_from_json (texts->pdata[i], -1, NULL));
  return records;
}

static void
bench (GPtrArray *articles)
{
  double start = work_done ();
  g_autoptr (GPtrArray) texts = write_records (articles);
  double write = work_done () - start, read, seal, view_time, story_time;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (DtlStory) story = NULL;
  g_autoptr (DtlView) view = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  guint n_actors, n_events, n_relations;

  start = work_done ();
  records = read_records (texts);
  read = work_done () - start;
  start = work_done ();
  story = merge (records);
  seal = work_done () - start;
  start = work_done ();
  view = dtl_view_new (story, DTL_VIEW_RELATIONS, NULL);
  view_time = work_done () - start;
  start = work_done ();
  dtl_write_story_json (view, NULL, out, NULL);
  story_time = work_done () - start;
  dtl_story_get_actors (story, &n_actors);
  dtl_story_get_events (story, &n_events);
  dtl_story_get_relations (story, &n_relations);
  printf ("%u records: %u actors, %u events, %u relations\n"
          "write records %.2f s, read %.2f s, merge %.2f s, view %.2f s, write story (%.1f MB) %.2f s\n",
          records->len, n_actors, n_events, n_relations, write, read, seal, view_time, out->len / 1e6, story_time);
}

int
main (int argc, char **argv)
{
  guint n_articles = argc > 1 ? atoi (argv[1]) : 1000, n_events = argc > 2 ? atoi (argv[2]) : 30;
  g_autoptr (GPtrArray) articles = facts_invent (argc > 3 ? atoi (argv[3]) : 1, n_articles, n_events);
  const char *json = g_getenv ("MERGE_BENCH_JSON");

  if (json == NULL)
    bench (articles);
  else
    {
      g_autoptr (GPtrArray) texts = write_records (articles);
      g_autoptr (GPtrArray) records = read_records (texts);
      g_autoptr (DtlStory) story = merge (records);
      g_autoptr (DtlView) view = dtl_view_new (story, DTL_VIEW_TIMELINE, NULL);
      g_autoptr (GString) out = g_string_new (NULL);

      for (guint i = 0; strcmp (json, "record") == 0 && i < texts->len; i++)
        puts (texts->pdata[i]);
      if (strcmp (json, "story") == 0 && dtl_write_story_json (view, NULL, out, NULL))
        fputs (out->str, stdout);
    }
  return 0;
}
