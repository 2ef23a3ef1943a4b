/*
 * merge-dump RECORDS.jsonl… : the signs by which pairs of events of these records are told to be one.
 *
 * A line a pair: the records' ids and the starts of the first triggers in code points, the signs of src/story/likeness.c
 * separated by bars. Pairs that merging compares (src/story/pairing.c), and those of articles less alike.
 * For src/train/merging.py.
 */
#include <stdio.h>

#include "story/likeness.h"
#include "story/pairing.h"
#include "story/recurrences.h"

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
print_pair (guint32 one, guint32 two, gpointer data)
{
  const DtlUnits *units = data;
  const DtlUnit *a = &g_array_index (units->all, DtlUnit, one), *b = &g_array_index (units->all, DtlUnit, two);
  gboolean bar = FALSE;

  if (!dtl_likeness_is_possible (a, b))
    return;
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
  g_autoptr (DtlKin) kin = NULL;
  g_autoptr (DtlRecurrences) recurrences = NULL;
  DtlDraft draft;

  for (int i = 1; i < argc; i++)
    add_records (builder, argv[i]);
  dtl_draft_begin (&draft, builder);
  draft.story->relations = g_array_new (FALSE, FALSE, sizeof (DtlRelation));
  units = dtl_units_new (&draft);
  kin = dtl_kin_new (units, TRUE);
  recurrences = dtl_recurrences_new (units, kin);
  units->recurrences = recurrences;
  dtl_pairing_foreach (units, kin, print_pair, units);
  g_clear_pointer (&units, dtl_units_free);
  dtl_story_unref (dtl_draft_end (&draft));
  return 0;
}
