/* What the programs share that print what a stage weighs: files are read and analysed up to what their actors are found in. */
#pragma once

#include <stdio.h>
#include <string.h>

#include "ingest/ingest.h"
#include "syntax/syntax.h"
#include "text/text.h"
#include "timex/timex.h"

/** DumpDocument: prints what is wanted of @document, whose dates are resolved */
typedef void (*DumpDocument) (DtlDocument *document, const char *path);

/* The articles of @path, published on @day unless that is "-". Whatever fails ends the program. */
static GPtrArray *
dump_load (const char *day, const char *path)
{
  GPtrArray *documents = g_ptr_array_new_with_free_func ((GDestroyNotify) dtl_document_unref);
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
  return documents;
}

static void
dump_file (const DtlSyntax *syntax, const char *day, const char *path, DumpDocument dump)
{
  g_autoptr (GPtrArray) documents = dump_load (day, path);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < documents->len; i++)
    {
      DtlDocument *document = documents->pdata[i];

      if (!dtl_text_run (document, &error) || !dtl_timex_scan (document, &error) || !dtl_syntax_run (syntax, document, &error)
          || !dtl_timex_resolve (document, &error))
        g_error ("%s: %s", path, error->message);
      dump (document, path);
    }
}

/* The whole program: MODEL DAY FILE...; the exit status. @heading (nullable) is printed first. */
static int
dump_main (int argc, char *argv[], const char *heading, DumpDocument dump)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtlModel) model = NULL;
  g_autoptr (DtlSyntax) syntax = NULL;

  if (argc < 4 || (model = dtl_model_open (argv[1], &error)) == NULL || (syntax = dtl_syntax_new (model, &error)) == NULL)
    {
      fprintf (stderr, error ? "%s\n" : "usage: %s MODEL DAY|- FILE...\n", error ? error->message : argv[0]);
      return 2;
    }
  if (heading)
    printf ("%s\n", heading);
  for (int i = 3; i < argc; i++)
    dump_file (syntax, argv[2], argv[i], dump);
  return 0;
}
