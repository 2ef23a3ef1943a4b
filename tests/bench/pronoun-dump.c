/*
 * pronoun-dump MODEL FILE… : what the entity stage weighs when it chooses whom each "he" and "she" means.
 *
 * A line for every pronoun and every actor it may mean: file, pronoun (start-end in code points), mentions of the actor
 * (start-end, joined by commas), and the signs of src/entity/ranking.h. For src/train/pronouns.py.
 *
 *   cc -O2 -DDTL_COMPILATION -D_GNU_SOURCE -DG_LOG_DOMAIN='"dateline"' -Iinclude -Ibuild/include -Isrc -Ibuild/src \
 *     tests/bench/pronoun-dump.c -o build/pronoun-dump build/src/libdateline-static.a \
 *     $(pkg-config --cflags --libs glib-2.0 gobject-2.0 gio-2.0 json-glib-1.0 libxml-2.0 libcgraph sqlite3) -lm
 */
#include <stdio.h>

#include "entity/ranking.h"
#include "ingest/ingest.h"
#include "syntax/syntax.h"
#include "text/text.h"
#include "timex/timex.h"

static void
print_span (const DtlWork *work, guint32 first, guint32 n)
{
  DtlSpan span = { work_token (work, first)->span.start, work_token (work, first + n - 1)->span.end };

  span = dtl_document_char_span (work->document, span);
  printf ("%u-%u", span.start, span.end);
}

static void
print_mentions (DtlWork *work, guint32 root)
{
  guint32 i = root;
  const char *comma = "";

  for (guint k = 0; k < 64; k++)
    {
      const Mention *m = work_mention (work, i);

      if (!m->silent)
        {
          printf ("%s", comma);
          print_span (work, m->first, m->n);
          comma = ",";
        }
      i = m->next;
      if (i == root)
        break;
    }
}

static void
print_rivals (DtlWork *work, guint32 pronoun, const GArray *rivals, gpointer path)
{
  const Mention *p = work_mention (work, pronoun);

  for (guint i = 0; i < rivals->len; i++)
    {
      const Rival *rival = &g_array_index (rivals, Rival, i);

      printf ("%s\t", (const char *) path);
      print_span (work, p->first, p->n);
      printf ("\t");
      print_mentions (work, rival->root);
      for (guint k = 0; k < N_RANK; k++)
        printf ("\t%d", rival->signs[k]);
      printf ("\n");
    }
}

static void
dump (const DtlSyntax *syntax, const char *path)
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
  if (!dtl_ingest_run (&input, documents, &error))
    g_error ("%s: %s", path, error->message);
  for (guint i = 0; i < documents->len; i++)
    {
      DtlDocument *document = documents->pdata[i];

      if (!dtl_text_run (document, &error) || !dtl_timex_scan (document, &error)
          || !dtl_syntax_run (syntax, document, &error))
        g_error ("%s: %s", path, error->message);
      entity_watch (document, print_rivals, (gpointer) path);
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtlModel) model = NULL;
  g_autoptr (DtlSyntax) syntax = NULL;

  if (argc < 3 || (model = dtl_model_open (argv[1], &error)) == NULL || (syntax = dtl_syntax_new (model, &error)) == NULL)
    {
      fprintf (stderr, "%s\n", error ? error->message : "usage: pronoun-dump MODEL FILE...");
      return 2;
    }
  printf ("file\tpronoun\tmentions");
  for (guint k = 0; k < N_RANK; k++)
    printf ("\t%s", ranking_sign_name (k));
  printf ("\n");
  for (int i = 2; i < argc; i++)
    dump (syntax, argv[i]);
  return 0;
}
