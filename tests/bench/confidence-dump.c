/*
 * confidence-dump MODEL DAY FILE… : the signs by which the confidence of every mention of an event is told.
 *
 * A line for every mention: file, trigger (start-end in code points), number of its event in the file, and the signs of
 * src/event/confidence.c, separated by commas. DAY is the day of publication, or - for what the files tell. For
 * src/train/confidence.py, which says how this is built.
 */
#include "dump.h"
#include "entity/entity.h"
#include "event/confidence.h"

static void
print_sign (const char *sign, gpointer data)
{
  const char **comma = data;

  printf ("%s%s", *comma, sign);
  *comma = ",";
}

static void
print_mention (const DtlEventStage *stage, const DtlHappening *happening, gpointer path)
{
  DtlSpan span = dtl_document_char_span (stage->document, dtl_document_token (stage->document, happening->trigger)->span);
  const char *comma = "";

  printf ("%s\t%u-%u\t%u\t", (const char *) path, span.start, span.end, happening->occurrence);
  dtl_confidence_signs (stage, happening, print_sign, &comma);
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
