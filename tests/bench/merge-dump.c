/*
 * merge-dump RECORDS.jsonl… : the signs by which pairs of undated events of these records are told to be one.
 *
 * A line a pair: the records' ids and the starts of the first triggers in code points, the signs of src/story/likeness.c
 * separated by bars. Pairs that share neither word nor class nor much of their sentence are left out, as merging does
 * not compare them. For src/train/merging.py.
 */
#include <stdio.h>

#include "story/likeness.h"

static void
add_records (DtlStoryBuilder *builder, const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    g_error ("cannot read %s", path);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    {
      g_autoptr (DtlRecord) record = *lines[i] ? dtl_record_new_from_json (lines[i], -1, NULL) : NULL;

      if (record)
        dtl_story_builder_add (builder, record);
    }
}

static void
print_unit (const DtlUnits *units, const DtlUnit *unit)
{
  printf ("%s %u\t", g_array_index (units->draft->story->sources, DtlSource, unit->record).id,
          unit->event->mentions[0].trigger.start);
}

static void
print_sign (const char *sign, gpointer data)
{
  printf ("%s%s", *(gboolean *) data ? "|" : "", sign);
  *(gboolean *) data = TRUE;
}

static void
print_pair (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b)
{
  gboolean bar = FALSE;

  print_unit (units, a);
  print_unit (units, b);
  dtl_likeness_signs (units, a, b, print_sign, &bar);
  putchar ('\n');
}

int
main (int argc, char **argv)
{
  g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();
  g_autoptr (DtlUnits) units = NULL;
  DtlDraft draft;

  for (int i = 1; i < argc; i++)
    add_records (builder, argv[i]);
  dtl_draft_begin (&draft, builder);
  draft.story->relations = g_array_new (FALSE, FALSE, sizeof (DtlRelation));
  units = dtl_units_new (&draft);
  for (guint i = 0; i < units->all->len; i++)
    for (guint j = i + 1; j < units->all->len; j++)
      {
        const DtlUnit *a = &g_array_index (units->all, DtlUnit, i), *b = &g_array_index (units->all, DtlUnit, j);

        if (dtl_likeness_is_possible (units, a, b))
          print_pair (units, a, b);
      }
  g_clear_pointer (&units, dtl_units_free);
  dtl_story_unref (dtl_draft_end (&draft));
  return 0;
}
