/*
 * confidence-dump MODEL DAY FILE… : the signs by which the confidence of every mention of an event is told.
 *
 * A line for every mention: file, trigger (start-end in code points), number of its event in the file, and the signs of
 * src/event/confidence.c, separated by commas. DAY is the day of publication, or - for what the files tell. For
 * src/train/confidence.py, which says how this is built.
 */
#include <stdio.h>
#include <string.h>

#include "entity/entity.h"
#include "event/confidence.h"
#include "ingest/ingest.h"
#include "syntax/syntax.h"
#include "text/text.h"
#include "timex/timex.h"

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
      fprintf (stderr, "%s\n", error ? error->message : "usage: confidence-dump MODEL DAY|- FILE...");
      return 2;
    }
  for (int i = 3; i < argc; i++)
    dump (syntax, argv[2], argv[i]);
  return 0;
}
