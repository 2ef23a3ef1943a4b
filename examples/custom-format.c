/*
 * A format of one's own, without touching the library: a list for a calendar of a newsroom, a line an event that has a day.
 *
 *   cc custom-format.c $(pkg-config --cflags --libs dateline) -o custom-format
 *   dateline extract article.txt --date=2024-05-18 -o facts.jsonl && ./custom-format facts.jsonl
 *
 * A format is a DtlFormat: a name, what it spells, what it loses, and a function that appends to a string. What it can hold
 * of a date is said by a DtlDateRule, and dtl_date_spell() keeps the account of what gets lost.
 */
#include <dateline/dateline.h>
#include <stdio.h>
#include <string.h>

/* A day as YYYY-MM-DD, wider dates by their first day, without a date no line. */
static const DtlDateRule days = {
  .format = "diary",
  .day = DTL_WAY_FIRST,
  .month = DTL_WAY_FIRST,
  .year = DTL_WAY_FIRST,
  .range = DTL_WAY_FIRST,
  .open = DTL_WAY_FIRST,
  .era = DTL_WAY_LEAVE,
  .undated = DTL_WAY_LEAVE,
};

static gboolean
write_diary (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  guint n_shown, n_events;
  const guint32 *shown = dtl_view_get_events (view, &n_shown);
  const DtlEvent *events = dtl_story_get_events (dtl_view_get_story (view), &n_events);
  DtlSpelledDate date;

  for (guint i = 0; i < n_shown; i++)
    {
      const DtlEvent *event = &events[shown[i]];

      if (!dtl_date_spell (&days, &event->when.date, options->losses, &date))
        continue;
      g_string_append_printf (out, "%s  %s\n", date.start, event->label);
      /* a sink, if there is one, takes what has gathered: a large story needs no memory for all of it */
      if (!dtl_export_drain (options, out, error))
        return FALSE;
    }
  return TRUE;
}

static const DtlFormat diary = {
  .name = "diary",
  .suffixes = ".diary",
  .summary = "a line an event, by day",
  .loses = "events without a day; who, where and who says so",
  .spells = DTL_SPELLS_TIMELINE | DTL_SPELLS_EVENTS | DTL_SPELLS_STORYLINE,
  .write_view = write_diary,
};

/* Records, one JSON object a line, as dateline extract writes them. */
static gboolean
add_records (DtlStoryBuilder *builder, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, error))
    return FALSE;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (DtlRecord) record = *lines[i] != '\0' ? dtl_record_new_from_json (lines[i], -1, error) : NULL;

      if (record != NULL)
        dtl_story_builder_add (builder, record);
      else if (*lines[i] != '\0')
        return FALSE;
    }
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();
  g_autoptr (GError) error = NULL;
  DtlLosses losses = { { 0 } };
  DtlExportOptions options = { .losses = &losses };

  for (int i = 1; i < argc; i++)
    if (!add_records (builder, argv[i], &error))
      {
        fprintf (stderr, "%s: %s\n", argv[i], error->message);
        return 1;
      }

  g_autoptr (DtlStory) story = dtl_story_builder_seal (builder);
  g_autoptr (DtlView) view = dtl_view_new (story, DTL_VIEW_TIMELINE, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  if (!dtl_export_view (&diary, view, &options, text, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  fputs (text->str, stdout);

  g_autofree char *lost = dtl_losses_describe (&losses);

  if (lost != NULL)
    fprintf (stderr, "diary: %s\n", lost);
  return 0;
}
