/*
 * Where mentions disagree: 7 dead and 12 dead, confirmed and denied, Thursday and Friday.
 *
 * For each field the mentions are grouped by what they say. When the groups cannot all be right, each becomes a claim
 * with its mentions; the reader sees who says what, and nothing is averaged.
 */
#include "record/resolve.h"

#include <math.h>
#include <string.h>

/* What some mentions say of one field. */
typedef struct
{
  char *value;      /* owned */
  GArray *mentions; /* owned: guint32 */
  const DtlQuantity *quantity; /* first of this value; for quantities */
  DtlDay newest;    /* latest day of publication among them */
} Position;

/* All that is said of one field. */
typedef struct
{
  char *field;        /* owned */
  GArray *positions;  /* owned: Position */
  GHashTable *known;  /* owned: value → number; keys lie in the positions */
  guint n_mentions;   /* that say anything of it */
  guint32 last;       /* of them */
  gboolean comparable; /* whether different values exclude each other */
} Field;

static void
position_clear (gpointer data)
{
  Position *position = data;

  g_free (position->value);
  g_array_unref (position->mentions);
}

static void
field_clear (gpointer data)
{
  Field *field = data;

  g_free (field->field);
  g_hash_table_unref (field->known);
  g_array_unref (field->positions);
}

static Field
field_make (const char *name)
{
  Field field = { g_strdup (name), g_array_new (FALSE, FALSE, sizeof (Position)),
                  g_hash_table_new (g_str_hash, g_str_equal), 0, DTL_NONE, TRUE };

  g_array_set_clear_func (field.positions, position_clear);
  return field;
}

/* Adds that mention @i says @value (taken over). */
static Position *
field_add (Field *field, char *value, guint32 i)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (field->known, value));
  Position *position;

  if (number == 0)
    {
      Position fresh = { value, g_array_new (FALSE, FALSE, sizeof (guint32)), NULL, DTL_DAY_MIN };

      g_array_append_val (field->positions, fresh);
      number = field->positions->len;
      g_hash_table_insert (field->known, value, GUINT_TO_POINTER (number));
    }
  else
    g_free (value);
  position = &g_array_index (field->positions, Position, number - 1);
  if (position->mentions->len == 0 || g_array_index (position->mentions, guint32, position->mentions->len - 1) != i)
    g_array_append_val (position->mentions, i);
  field->n_mentions += field->last != i;
  field->last = i;
  return position;
}

static void
append_claims (GArray *claims, const Field *field, DtlArena *arena)
{
  const char *name = dtl_arena_strdup (arena, field->field);

  for (guint i = 0; i < field->positions->len; i++)
    {
      const Position *position = &g_array_index (field->positions, Position, i);
      DtlClaim claim = { name, dtl_arena_strdup (arena, position->value),
                         dtl_arena_memdup (arena, position->mentions->data, position->mentions->len, sizeof (guint32)),
                         position->mentions->len };

      g_array_append_val (claims, claim);
    }
}

static void
claim_reality (const DtlEvent *event, GArray *claims, DtlArena *arena)
{
  Field field = field_make ("reality");
  gboolean yes = FALSE, no = FALSE;

  for (guint32 i = 0; i < event->n_mentions; i++)
    {
      DtlReality reality = event->mentions[i].reality;

      field_add (&field, g_strdup (dtl_reality_to_string (reality)), i);
      yes |= !dtl_reality_is_negative (reality);
      no |= dtl_reality_is_negative (reality);
    }
  if (yes && no)
    append_claims (claims, &field, arena);
  field_clear (&field);
}

/* Dates of different size agree as long as they share a day. */
static void
claim_date (const DtlEvent *event, GArray *claims, DtlArena *arena)
{
  Field field = field_make ("date");
  DtlDay last_start = DTL_DAY_MIN, first_end = DTL_DAY_MAX;

  for (guint32 i = 0; i < event->n_mentions; i++)
    {
      const DtlDate *date = &event->mentions[i].when.date;
      DtlDay earliest, latest;

      if (!dtl_date_bounds (date, &earliest, &latest))
        continue;
      field_add (&field, dtl_date_to_string (date), i);
      last_start = MAX (last_start, earliest);
      first_end = MIN (first_end, latest);
    }
  if (last_start > first_end)
    append_claims (claims, &field, arena);
  field_clear (&field);
}

static DtlDay
published_day (const DtlSource *sources, guint32 i)
{
  DtlDay earliest, latest;

  if (sources == NULL || !dtl_date_bounds (&sources[i].published.date, &earliest, &latest))
    return DTL_DAY_MIN;
  return earliest;
}

/* Numbers of one kind and unit exclude each other. Those of kind "other" without a unit count who knows what. */
static Field *
quantity_field (GArray *fields, GHashTable *known, const DtlQuantity *quantity)
{
  const char *kind = dtl_quantity_kind_to_string (quantity->kind);
  g_autofree char *name = quantity->unit ? g_strdup_printf ("quantity:%s:%s", kind, quantity->unit)
                                         : g_strdup_printf ("quantity:%s", kind);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (known, name));

  if (number == 0)
    {
      Field field = field_make (name);

      field.comparable = quantity->kind != DTL_QUANTITY_OTHER || quantity->unit != NULL;
      g_array_append_val (fields, field);
      number = fields->len;
      g_hash_table_insert (known, field.field, GUINT_TO_POINTER (number));
    }
  return &g_array_index (fields, Field, number - 1);
}

static char *
number_to_string (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", value));
}

static GArray *
gather_quantities (const DtlEvent *event, const DtlSource *sources)
{
  GArray *fields = g_array_new (FALSE, FALSE, sizeof (Field));
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  g_array_set_clear_func (fields, field_clear);
  for (guint32 i = 0; i < event->n_mentions; i++)
    for (guint32 j = 0; j < event->mentions[i].n_quantities; j++)
      {
        const DtlQuantity *quantity = &event->mentions[i].quantities[j];
        Field *field = quantity_field (fields, known, quantity);
        Position *position = field_add (field, number_to_string (quantity->value), i);

        if (position->quantity == NULL)
          position->quantity = quantity;
        position->newest = MAX (position->newest, published_day (sources, event->mentions[i].evidence.source));
      }
  return fields;
}

/* Every mention that speaks of the field names every value: one sentence with two numbers is no dispute. */
static gboolean
is_disputed (const Field *field)
{
  guint said = 0;

  for (guint i = 0; i < field->positions->len; i++)
    said += g_array_index (field->positions, Position, i).mentions->len;
  return field->comparable && said < field->positions->len * field->n_mentions;
}

/* Tolls rise: of disputed numbers the one published last is shown, then the one told most often, then the first. */
static const Position *
best_position (const Field *field)
{
  const Position *best = &g_array_index (field->positions, Position, 0);

  for (guint i = 1; i < field->positions->len; i++)
    {
      const Position *position = &g_array_index (field->positions, Position, i);

      if (position->newest > best->newest
          || (position->newest == best->newest && position->mentions->len > best->mentions->len))
        best = position;
    }
  return best;
}

void
dtl_event_resolve_claims (DtlEvent *event, const DtlSource *sources, DtlArena *arena)
{
  g_autoptr (GArray) fields = gather_quantities (event, sources);
  g_autoptr (GArray) quantities = g_array_new (FALSE, FALSE, sizeof (DtlQuantity));
  g_autoptr (GArray) claims = g_array_new (FALSE, FALSE, sizeof (DtlClaim));

  claim_reality (event, claims, arena);
  claim_date (event, claims, arena);
  for (guint i = 0; i < fields->len; i++)
    {
      const Field *field = &g_array_index (fields, Field, i);

      if (is_disputed (field))
        {
          g_array_append_vals (quantities, best_position (field)->quantity, 1);
          append_claims (claims, field, arena);
          continue;
        }
      for (guint j = 0; j < field->positions->len; j++)
        g_array_append_vals (quantities, g_array_index (field->positions, Position, j).quantity, 1);
    }
  event->quantities = dtl_arena_memdup (arena, quantities->data, quantities->len, sizeof (DtlQuantity));
  event->n_quantities = quantities->len;
  event->claims = dtl_arena_memdup (arena, claims->data, claims->len, sizeof (DtlClaim));
  event->n_claims = claims->len;
}
