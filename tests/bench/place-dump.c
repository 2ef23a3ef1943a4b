/*
 * place-dump MODEL DAY FILE... : the signs by which events without a phrase of place are given one.
 *
 * A line for every mention of an event and place it may have been at: file, trigger (start-end in code points), "told" if the
 * event has a place by its own words, else "open", the place's name, and the signs of src/event/place-signs.c, separated by
 * bars. A mention with no such place has a line with "-" for it. DAY is the day of publication, or - for what the files tell. For
 * src/train/place_signs.py, which says how this is built.
 */
#include "dump.h"
#include "entity/entity.h"
#include "event/place-signs.h"

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
dump (DtlDocument *document, const char *path)
{
  g_autoptr (GError) error = NULL;

  if (!dtl_entity_run (document, &error))
    g_error ("%s: %s", path, error->message);
  dtl_event_watch (document, print_mention, (gpointer) path);
}

int
main (int argc, char *argv[])
{
  return dump_main (argc, argv, NULL, dump);
}
