#include "export/entry.h"

#include <string.h>

#include "export/chronicle.h"
#include "export/escape.h"

char *
dtl_entry_headline (const DtlEvent *event)
{
  const char *reality = dtl_reality_word (event->reality);
  g_autofree char *label = dtl_clean_line (event->label != NULL && *event->label ? event->label : event->predicate);

  if (*label == '\0')
    return g_strdup (event->id);
  return *reality ? g_strdup_printf ("%s (%s)", label, reality) : g_steal_pointer (&label);
}

char *
dtl_entry_when (const DtlEvent *event)
{
  g_autofree char *words = dtl_date_words (&event->when.date, DTL_NO_YEAR, FALSE);

  if (*words == '\0')
    return g_strdup ("undated");
  return dtl_when_is_inferred (&event->when) ? g_strdup_printf ("%s (inferred)", words) : g_steal_pointer (&words);
}

const DtlEvidence *
dtl_entry_evidence (const DtlEvent *event)
{
  return event->n_mentions > 0 ? &event->mentions[0].evidence : NULL;
}

const char *
dtl_entry_uri (const DtlScene *scene, const DtlEvent *event)
{
  const DtlEvidence *evidence = dtl_entry_evidence (event);
  const char *uri = evidence != NULL ? scene->sources[evidence->source].uri : NULL;

  return uri != NULL && *uri != '#' && dtl_url_is_safe (uri) ? uri : NULL;
}

char *
dtl_entry_source (const DtlScene *scene, const DtlEvent *event)
{
  const DtlEvidence *evidence = dtl_entry_evidence (event);

  return evidence != NULL ? dtl_chronicle_source_line (scene, evidence->source) : g_strdup ("");
}

char *
dtl_entry_names (const DtlScene *scene, const DtlEvent *event, const char *separator)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < event->n_participants; i++)
    {
      g_autofree char *name = dtl_clean_line (scene->actors[event->participants[i].actor].name);

      g_string_append_printf (names, "%s%s", names->len > 0 ? separator : "", name);
    }
  return g_string_free (names, FALSE);
}

static void
append_line (GString *note, const char *before, const char *text, const char *after)
{
  if (text != NULL && *text)
    g_string_append_printf (note, "%s%s%s%s", note->len > 0 ? "\n" : "", before, text, after);
}

char *
dtl_entry_note (const DtlScene *scene, const DtlEvent *event)
{
  const DtlEvidence *evidence = dtl_entry_evidence (event);
  g_autofree char *when = dtl_entry_when (event);
  g_autofree char *place = dtl_clean_line (event->place.name);
  g_autofree char *who = dtl_chronicle_actors (scene, event);
  g_autofree char *sentence = dtl_clean_line (evidence != NULL ? evidence->text : NULL);
  g_autofree char *source = dtl_entry_source (scene, event);
  GString *note = g_string_new (NULL);

  append_line (note, "", when, "");
  append_line (note, "Where: ", place, "");
  append_line (note, "Who: ", who, "");
  append_line (note, "“", sentence, "”");
  append_line (note, "", source, "");
  return g_string_free (note, FALSE);
}

void
dtl_entry_count_mentions (const DtlEvent *event, DtlLosses *losses)
{
  if (losses != NULL && event->n_mentions > 1)
    losses->counts[DTL_LOSS_MENTIONS] += event->n_mentions - 1;
}

const char *
dtl_entry_family (const DtlEvent *event)
{
  return event->family != NULL ? event->family : "other";
}
