/*
 * place-dump MODEL DAY FILE... : the signs by which events without a phrase of place are given one.
 *
 * A line for every mention of an event and place it may have been at: file, trigger (start-end in code points), "told" if the
 * event has a place by its own words, else "open", the place's name, and the signs of src/event/place-signs.c, separated by
 * bars. A mention with no such place has a line with "-" for it. DAY is the day of publication, or - for what the files tell. For
 * src/train/place_signs.py, which says how this is built.
 */
#include <stdio.h>
#include <string.h>

#include "entity/entity.h"
#include "event/place-signs.h"
#include "ingest/ingest.h"
#include "syntax/syntax.h"
#include "text/text.h"
#include "timex/timex.h"

/* The line that is being written. */
typedef struct
{
  const char *path;
  guint32 place;
} Line;

static void
begin_line (const DtlEventStage *stage, const DtlHappening *happening, const char *path, guint32 place)
{
  DtlSpan span = dtl_document_char_span (stage->document, dtl_document_token (stage->document, happening->trigger)->span);

  printf ("%s\t%u-%u\t%s\t", path, span.start, span.end, happening->place == DTL_NONE ? "open" : "told");
  if (place != DTL_NONE && stage->entity_at[place] != DTL_NONE)
    {
      const DtlEntity *entity = dtl_document_entity (stage->document, stage->entity_at[place]);

      for (guint32 i = entity->first; i < entity->first + entity->n; i++)
        printf ("%s%s", i > entity->first ? " " : "", dtl_document_token (stage->document, i)->form);
    }
  else
    printf ("%s", place == DTL_NONE ? "-" : dtl_document_token (stage->document, place)->form);
  printf ("\t");
}

static void
print_sign (const DtlEventStage *stage, const DtlHappening *happening, guint32 place, const char *sign, gpointer data)
{
  Line *line = data;

  if (line->place != place)
    {
      printf (line->place == DTL_NONE ? "" : "\n");
      begin_line (stage, happening, line->path, place);
    }
  printf ("%s%s", line->place == place ? "|" : "", sign);
  line->place = place;
}

static void
print_mention (const DtlEventStage *stage, const DtlHappening *happening, gpointer path)
{
  Line line = { path, DTL_NONE };
  DtlPlaceScene *scene = dtl_place_scene_new (stage);

  dtl_place_signs (scene, happening, print_sign, &line);
  dtl_place_scene_free (scene);
  if (line.place == DTL_NONE)
    begin_line (stage, happening, path, DTL_NONE);
  printf ("\n");
}

static void
dump (const DtlSyntax *syntax, const char *day, const char *path)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) dtl_document_unref);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  DtlInput input = { .uri = path };
  char *text;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &error))
    g_error ("%s", error->message);
  input.bytes = bytes = g_bytes_new_take (text, length);
  if (strcmp (day, "-") != 0 && !dtl_date_parse (day, &input.date, &error))
    g_error ("%s", error->message);
  if (!dtl_ingest_run (&input, documents, &error))
    g_error ("%s: %s", path, error->message);
  for (guint i = 0; i < documents->len; i++)
    {
      DtlDocument *document = documents->pdata[i];

      if (!dtl_text_run (document, &error) || !dtl_timex_scan (document, &error) || !dtl_syntax_run (syntax, document, &error)
          || !dtl_timex_resolve (document, &error) || !dtl_entity_run (document, &error))
        g_error ("%s: %s", path, error->message);
      dtl_event_watch (document, print_mention, (gpointer) path);
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtlModel) model = NULL;
  g_autoptr (DtlSyntax) syntax = NULL;

  if (argc < 4 || (model = dtl_model_open (argv[1], &error)) == NULL || (syntax = dtl_syntax_new (model, &error)) == NULL)
    {
      fprintf (stderr, "%s\n", error ? error->message : "usage: place-dump MODEL DAY|- FILE...");
      return 2;
    }
  for (int i = 3; i < argc; i++)
    dump (syntax, argv[2], argv[i]);
  return 0;
}
