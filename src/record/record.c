/* Life of a record, the ids of facts, and the rows of the class table that facts refer to. */
#include "record/record.h"

#include <string.h>

#include "lexicon/tables.h"

#define ID_DIGITS 12

G_DEFINE_BOXED_TYPE (DtlRecord, dtl_record, dtl_record_ref, dtl_record_unref)

DtlRecord *
dtl_record_new (void)
{
  return dtl_record_new_in (NULL);
}

DtlRecord *
dtl_record_new_in (DtlSpill *spill)
{
  DtlRecord *record = g_new0 (DtlRecord, 1);

  g_atomic_ref_count_init (&record->ref_count);
  record->arena = dtl_arena_new_in (spill);
  record->sources = g_array_new (FALSE, TRUE, sizeof (DtlSource));
  record->actors = g_array_new (FALSE, TRUE, sizeof (DtlActor));
  record->roles = g_array_new (FALSE, TRUE, sizeof (DtlRole));
  record->events = g_array_new (FALSE, TRUE, sizeof (DtlEvent));
  record->corrections = g_array_new (FALSE, TRUE, sizeof (DtlCorrection));
  record->diagnostics = g_array_new (FALSE, TRUE, sizeof (DtlDiagnostic));
  return record;
}

DtlRecord *
dtl_record_ref (DtlRecord *record)
{
  g_atomic_ref_count_inc (&record->ref_count);
  return record;
}

static void
free_arrays (DtlRecord *record)
{
  GArray *arrays[] = { record->sources, record->actors, record->roles, record->events, record->corrections, record->diagnostics };

  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    if (record->is_settled)
      dtl_arena_array_free (arrays[i]);
    else
      g_array_unref (arrays[i]);
}

void
dtl_record_unref (DtlRecord *record)
{
  if (record == NULL || !g_atomic_ref_count_dec (&record->ref_count))
    return;
  free_arrays (record);
  dtl_arena_free (record->arena);
  g_free (record);
}

void
dtl_record_settle (DtlRecord *record)
{
  if (record->is_settled)
    return;
  dtl_arena_take_array (record->arena, &record->sources);
  dtl_arena_take_array (record->arena, &record->actors);
  dtl_arena_take_array (record->arena, &record->roles);
  dtl_arena_take_array (record->arena, &record->events);
  dtl_arena_take_array (record->arena, &record->corrections);
  dtl_arena_take_array (record->arena, &record->diagnostics);
  dtl_arena_settle (record->arena);
  record->is_settled = TRUE;
}

DtlActor *
dtl_record_actor (const DtlRecord *record, guint32 i)
{
  g_return_val_if_fail (i < record->actors->len, NULL);
  return &g_array_index (record->actors, DtlActor, i);
}

DtlEvent *
dtl_record_event (const DtlRecord *record, guint32 i)
{
  g_return_val_if_fail (i < record->events->len, NULL);
  return &g_array_index (record->events, DtlEvent, i);
}

const DtlSource *
dtl_record_get_source (const DtlRecord *record)
{
  return record->sources->len > 0 ? &g_array_index (record->sources, DtlSource, 0) : NULL;
}

const DtlActor *
dtl_record_get_actors (const DtlRecord *record, guint *n_actors)
{
  *n_actors = record->actors->len;
  return (const DtlActor *) record->actors->data;
}

const DtlRole *
dtl_record_get_roles (const DtlRecord *record, guint *n_roles)
{
  *n_roles = record->roles->len;
  return (const DtlRole *) record->roles->data;
}

const DtlEvent *
dtl_record_get_events (const DtlRecord *record, guint *n_events)
{
  *n_events = record->events->len;
  return (const DtlEvent *) record->events->data;
}

const DtlCorrection *
dtl_record_get_corrections (const DtlRecord *record, guint *n_corrections)
{
  *n_corrections = record->corrections->len;
  return (const DtlCorrection *) record->corrections->data;
}

void
dtl_record_diagnose (DtlRecord *record, const char *tag, DtlSeverity severity, DtlSpan span, const char *message)
{
  DtlDiagnostic diagnostic = { dtl_arena_intern (record->arena, tag, strlen (tag)), severity, span,
                               dtl_arena_strdup (record->arena, message) };

  g_array_append_val (record->diagnostics, diagnostic);
}

/* RFC 4648 base32, lower case: five bits a digit, from the first byte on. */
const char *
dtl_id (DtlArena *arena, char letter, const char *key)
{
  static const char digits[] = "abcdefghijklmnopqrstuvwxyz234567";
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;
  char id[ID_DIGITS + 2] = { letter };

  g_checksum_update (checksum, (const guchar *) key, strlen (key));
  g_checksum_get_digest (checksum, digest, &size);
  for (guint i = 0; i < ID_DIGITS; i++)
    {
      guint bit = i * 5;
      guint pair = digest[bit / 8] << 8 | digest[bit / 8 + 1];

      id[1 + i] = digits[pair >> (11 - bit % 8) & 31];
    }
  return dtl_arena_strdup (arena, id);
}

const char *
dtl_class_cell (const char *event_class, guint column)
{
  const char *cell = event_class ? dtl_table_cell (&dtl_table_classes, event_class, column) : NULL;

  return cell && *cell ? cell : NULL;
}

/* The root, in capitals, of the row that has @word. */
static const char *
root_named (const char *word)
{
  for (guint i = 0; i < dtl_table_classes.n_rows; i++)
    {
      const char *type = dtl_table_row (&dtl_table_classes, i)[DTL_CLASSES_TYPE];

      if (g_ascii_strcasecmp (type, word) == 0)
        return type;
    }
  return NULL;
}

const char *
dtl_class_type (const char *event_class, DtlReality reality, const char **cameo)
{
  const char *type = dtl_class_cell (event_class, DTL_CLASSES_TYPE), *other;
  g_autofree char *root = type ? g_ascii_strdown (type, -1) : NULL;
  const char *const *row = root ? dtl_table_find (&dtl_table_roots, root, NULL) : NULL;

  *cameo = dtl_class_cell (event_class, DTL_CLASSES_CAMEO);
  if (row == NULL || (reality != DTL_REALITY_PLANNED && reality != DTL_REALITY_NEGATED))
    return type;
  other = row[reality == DTL_REALITY_PLANNED ? DTL_ROOTS_PLANNED : DTL_ROOTS_NEGATED];
  if (*other == '\0')
    return type;
  *cameo = dtl_table_cell (&dtl_table_roots, other, DTL_ROOTS_CAMEO);
  return root_named (other);
}

double
dtl_class_weight (const char *event_class)
{
  const char *cell = dtl_class_cell (event_class, DTL_CLASSES_WEIGHT);

  return cell ? g_ascii_strtod (cell, NULL) : 0.3;
}

gboolean
dtl_class_is_symmetric (const char *event_class)
{
  return g_strcmp0 (dtl_class_cell (event_class, DTL_CLASSES_SYMMETRIC), "1") == 0;
}
