/*
 * syntax-speed MODEL FILE… : words a second of the syntax stage alone, on one thread, for each kernel that this CPU has.
 *
 * Each file is UTF-8 text, paragraphs apart by blank lines. Sentences and words are made beforehand and not counted.
 * Built by: cc -O2 $(pkg-config --cflags gio-2.0) -Isrc -Iinclude -DDTL_COMPILATION tests/bench/syntax-speed.c
 *   BUILD/src/libdateline-static.a with the libraries of `meson introspect --dependencies`.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "syntax/syntax.h"
#include "text/text.h"

#define ROUNDS 3

static DtlDocument *
read_document (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;
  DtlDocument *document;

  if (!g_file_get_contents (path, &text, &length, &error))
    g_error ("%s", error->message);
  document = dtl_document_new (text, length);
  if (!dtl_text_run (document, &error))
    g_error ("%s: %s", path, error->message);
  return document;
}

static void
measure (DtlModel *model, const DtlKernel *kernel, GPtrArray *documents)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtlSyntax) syntax = dtl_syntax_new_with_kernel (model, kernel, &error);
  double best = 0;

  if (syntax == NULL)
    g_error ("%s", error->message);
  for (guint round = 0; round < ROUNDS; round++)
    {
      clock_t start = clock ();
      gsize words = 0;

      for (guint i = 0; i < documents->len; i++)
        {
          DtlDocument *document = g_ptr_array_index (documents, i);

          if (!dtl_syntax_run (syntax, document, &error))
            g_error ("%s", error->message);
          words += document->tokens->len;
        }
      best = MAX (best, words * (double) CLOCKS_PER_SEC / (clock () - start + 1));
    }
  printf ("%s\t%.0f words/s\n", kernel->name, best);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) dtl_document_unref);
  g_autoptr (DtlModel) model = NULL;

  if (argc < 3)
    {
      fprintf (stderr, "usage: syntax-speed MODEL FILE...\n");
      return 2;
    }
  model = dtl_model_open (argv[1], &error);
  if (model == NULL)
    g_error ("%s", error->message);
  for (int i = 2; i < argc; i++)
    g_ptr_array_add (documents, read_document (argv[i]));
  for (guint k = 0; dtl_kernel_nth (k) != NULL; k++)
    measure (model, dtl_kernel_nth (k), documents);
  return 0;
}
