/*
 * pronoun-dump MODEL DAY FILE… : what the entity stage weighs when it chooses whom each "he" and "she" means.
 *
 * A line for every pronoun and every actor it may mean: file, pronoun (start-end in code points), mentions of the actor
 * (start-end, joined by commas), and the signs of src/entity/ranking.h. DAY is the day of publication, or
 * - for what the files tell. For src/train/pronouns.py, which says how this is built.
 */
#include "dump.h"
#include "entity/ranking.h"

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
dump (DtlDocument *document, const char *path)
{
  entity_watch (document, print_rivals, (gpointer) path);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GString) heading = g_string_new ("file\tpronoun\tmentions");

  for (guint k = 0; k < N_RANK; k++)
    g_string_append_printf (heading, "\t%s", ranking_sign_name (k));
  return dump_main (argc, argv, heading->str, dump);
}
