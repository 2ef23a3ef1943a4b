/*
 * Facts outlive the document that they were found in: everything they point at is copied into the record's arena.
 *
 * Stages may therefore point at strings of the document (a lemma, a sentence) while they work.
 */
#include "record/own.h"

#include <string.h>

static void
own_string (DtlArena *arena, const char **text)
{
  if (*text)
    *text = dtl_arena_intern (arena, *text, strlen (*text));
}

static const char *const *
own_strings (DtlArena *arena, const char *const *texts)
{
  guint n = texts ? g_strv_length ((char **) texts) : 0;
  const char **copy;

  if (n == 0)
    return NULL;
  copy = dtl_arena_new0 (arena, const char *, n + 1);
  for (guint i = 0; i < n; i++)
    copy[i] = dtl_arena_strdup (arena, texts[i]);
  return copy;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Sorted, each once, without the name itself. */
static const char *const *
own_aliases (DtlArena *arena, const char *const *aliases, const char *name)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  guint n = 0;

  for (; aliases && *aliases; aliases++)
    if (g_strcmp0 (*aliases, name) != 0)
      g_ptr_array_add (sorted, (gpointer) *aliases);
  g_ptr_array_sort (sorted, compare_texts);
  for (guint i = 0; i < sorted->len; i++)
    if (n == 0 || strcmp (sorted->pdata[n - 1], sorted->pdata[i]) != 0)
      sorted->pdata[n++] = sorted->pdata[i];
  g_ptr_array_set_size (sorted, n);
  g_ptr_array_add (sorted, NULL);
  return own_strings (arena, (const char *const *) sorted->pdata);
}

static void
own_when (DtlArena *arena, DtlWhen *when)
{
  own_string (arena, &when->text);
  when->candidates = own_strings (arena, when->candidates);
}

static void
own_mention (DtlArena *arena, DtlMention *mention)
{
  DtlAttribution *attributions = dtl_arena_memdup (arena, mention->attributions, mention->n_attributions,
                                                   sizeof *attributions);
  DtlQuantity *quantities = dtl_arena_memdup (arena, mention->quantities, mention->n_quantities, sizeof *quantities);
  DtlReason *reasons = dtl_arena_memdup (arena, mention->reasons, mention->n_reasons, sizeof *reasons);
  DtlOrder *orders = dtl_arena_memdup (arena, mention->orders, mention->n_orders, sizeof *orders);

  own_string (arena, &mention->evidence.text);
  own_string (arena, &mention->trigger_text);
  own_string (arena, &mention->event_class);
  own_string (arena, &mention->predicate);
  own_string (arena, &mention->label);
  own_string (arena, &mention->rule);
  own_string (arena, &mention->place.name);
  own_string (arena, &mention->place.country);
  own_when (arena, &mention->when);
  for (guint32 i = 0; i < mention->n_attributions; i++)
    own_string (arena, &attributions[i].cue);
  for (guint32 i = 0; i < mention->n_quantities; i++)
    {
      own_string (arena, &quantities[i].unit);
      own_string (arena, &quantities[i].text);
    }
  for (guint32 i = 0; i < mention->n_reasons; i++)
    {
      own_string (arena, &reasons[i].of);
      own_string (arena, &reasons[i].rule);
      own_string (arena, &reasons[i].words);
    }
  mention->attributions = attributions;
  for (guint32 i = 0; i < mention->n_orders; i++)
    {
      own_string (arena, &orders[i].relation);
      own_string (arena, &orders[i].signal);
    }
  mention->reasons = reasons;
  mention->orders = orders;
  mention->quantities = quantities;
  mention->participants = dtl_arena_memdup (arena, mention->participants, mention->n_participants,
                                            sizeof (DtlParticipant));
}

static void
own_role (DtlArena *arena, DtlRole *role)
{
  DtlEvidence *evidence = dtl_arena_memdup (arena, role->evidence, role->n_evidence, sizeof *evidence);

  own_string (arena, &role->role);
  own_when (arena, &role->valid);
  for (guint32 i = 0; i < role->n_evidence; i++)
    own_string (arena, &evidence[i].text);
  role->evidence = evidence;
}

void
dtl_record_own (DtlRecord *record)
{
  for (guint i = 0; i < record->actors->len; i++)
    {
      DtlActor *actor = dtl_record_actor (record, i);

      own_string (record->arena, &actor->name);
      own_string (record->arena, &actor->country);
      actor->aliases = own_aliases (record->arena, actor->aliases, actor->name);
    }
  for (guint i = 0; i < record->roles->len; i++)
    own_role (record->arena, &g_array_index (record->roles, DtlRole, i));
  for (guint i = 0; i < record->events->len; i++)
    {
      DtlEvent *event = dtl_record_event (record, i);
      DtlMention *mentions = dtl_arena_memdup (record->arena, event->mentions, event->n_mentions, sizeof *mentions);

      for (guint32 j = 0; j < event->n_mentions; j++)
        own_mention (record->arena, &mentions[j]);
      event->mentions = mentions;
    }
}

void
dtl_record_set_source (DtlRecord *record, const DtlSource *source)
{
  DtlSource copy = *source;

  own_string (record->arena, &copy.id);
  own_string (record->arena, &copy.uri);
  own_string (record->arena, &copy.title);
  own_when (record->arena, &copy.published);
  own_when (record->arena, &copy.updated);
  own_string (record->arena, &copy.publisher);
  copy.authors = own_strings (record->arena, copy.authors);
  own_string (record->arena, &copy.language);
  own_string (record->arena, &copy.sha256);
  copy.duplicate_of = DTL_NONE;
  copy.version_of = DTL_NONE;
  g_array_set_size (record->sources, 0);
  g_array_append_val (record->sources, copy);
}
