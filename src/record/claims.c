/*
 * Where mentions disagree: 7 dead and 12 dead, confirmed and denied, Thursday and Friday.
 *
 * For each field the mentions are grouped by what they say. When the groups cannot all be right, each becomes a claim
 * with its mentions; the reader sees who says what, and nothing is averaged. "At least 7" and 12 can both be right. What
 * is right only one after the other, a toll that rises from day to day or in one outlet, or a plan that is given up, is an
 * update.
 */
#include "record/resolve.h"

#include <math.h>
#include <string.h>

#include "lexicon/tables.h"

#define ABOUT 0.1 /* part of a number by which "about" it may miss */

/* What some mentions say of one field. */
typedef struct
{
  char *value;      /* owned */
  GArray *mentions; /* owned: guint32 */
  const DtlQuantity *quantity; /* first of this value; for quantities */
  double low;       /* bounds of what all its mentions can mean; for quantities */
  double high;
  DtlDay oldest;    /* days of publication among them, DTL_DAY_MIN where one is not known */
  DtlDay newest;
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

static DtlDay
published_day (const DtlSource *sources, guint32 i)
{
  DtlDay earliest, latest;

  if (sources == NULL || !dtl_date_bounds (&sources[i].published.date, &earliest, &latest))
    return DTL_DAY_MIN;
  return earliest;
}

/* Adds that mention @i says @value (taken over). */
static Position *
field_add (Field *field, char *value, const DtlEvent *event, const DtlSource *sources, guint32 i)
{
  DtlDay day = published_day (sources, event->mentions[i].evidence.source);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (field->known, value));
  Position *position;

  if (number == 0)
    {
      Position fresh = { value, g_array_new (FALSE, FALSE, sizeof (guint32)), NULL, -INFINITY, INFINITY, day, day };

      g_array_append_val (field->positions, fresh);
      number = field->positions->len;
      g_hash_table_insert (field->known, value, GUINT_TO_POINTER (number));
    }
  else
    g_free (value);
  position = &g_array_index (field->positions, Position, number - 1);
  if (position->mentions->len == 0 || g_array_index (position->mentions, guint32, position->mentions->len - 1) != i)
    g_array_append_val (position->mentions, i);
  position->oldest = MIN (position->oldest, day);
  position->newest = MAX (position->newest, day);
  field->n_mentions += field->last != i;
  field->last = i;
  return position;
}

static void
append_claims (GArray *claims, const Field *field, gboolean is_update, DtlArena *arena)
{
  const char *name = dtl_arena_strdup (arena, field->field);

  for (guint i = 0; i < field->positions->len; i++)
    {
      const Position *position = &g_array_index (field->positions, Position, i);
      DtlClaim claim = { name, dtl_arena_strdup (arena, position->value),
                         dtl_arena_memdup (arena, position->mentions->data, position->mentions->len, sizeof (guint32)),
                         position->mentions->len, is_update };

      g_array_append_val (claims, claim);
    }
}

/* A plan that was given up: all that say no appeared after all that spoke of the plan. */
static gboolean
is_given_up (const Field *field)
{
  DtlDay planned = DTL_DAY_MIN, given_up = DTL_DAY_MAX;

  for (guint i = 0; i < field->positions->len; i++)
    {
      const Position *position = &g_array_index (field->positions, Position, i);

      if (strcmp (position->value, dtl_reality_to_string (DTL_REALITY_PLANNED)) == 0)
        planned = MAX (planned, position->newest);
      else if (strcmp (position->value, dtl_reality_to_string (DTL_REALITY_NEGATED)) == 0)
        given_up = MIN (given_up, position->oldest);
      else
        return FALSE;
    }
  return planned > DTL_DAY_MIN && planned < given_up;
}

static void
claim_reality (const DtlEvent *event, const DtlSource *sources, GArray *claims, DtlArena *arena)
{
  Field field = field_make ("reality");
  gboolean yes = FALSE, no = FALSE;

  for (guint32 i = 0; i < event->n_mentions; i++)
    {
      DtlReality reality = event->mentions[i].reality;

      field_add (&field, g_strdup (dtl_reality_to_string (reality)), event, sources, i);
      yes |= !dtl_reality_is_negative (reality);
      no |= dtl_reality_is_negative (reality);
    }
  if (yes && no)
    append_claims (claims, &field, is_given_up (&field), arena);
  field_clear (&field);
}

/* Dates of different size agree as long as they share a day. */
static void
claim_date (const DtlEvent *event, const DtlSource *sources, GArray *claims, DtlArena *arena)
{
  Field field = field_make ("date");
  DtlDay last_start = DTL_DAY_MIN, first_end = DTL_DAY_MAX;

  for (guint32 i = 0; i < event->n_mentions; i++)
    {
      const DtlDate *date = &event->mentions[i].when.date;
      DtlDay earliest, latest;

      if (!dtl_date_bounds (date, &earliest, &latest))
        continue;
      field_add (&field, dtl_date_to_string (date), event, sources, i);
      last_start = MAX (last_start, earliest);
      first_end = MIN (first_end, latest);
    }
  if (last_start > first_end)
    append_claims (claims, &field, FALSE, arena);
  field_clear (&field);
}

/* Two countries cannot both have seen it; a town and the country it lies in can. */
static void
claim_place (const DtlEvent *event, const DtlSource *sources, GArray *claims, DtlArena *arena)
{
  Field field = field_make ("place");
  const char *country = NULL;
  gboolean is_disputed = FALSE;

  for (guint32 i = 0; i < event->n_mentions; i++)
    {
      const DtlPlace *place = &event->mentions[i].place;

      if (place->name == NULL || place->country == NULL)
        continue;
      field_add (&field, g_strdup (place->name), event, sources, i);
      is_disputed |= country != NULL && strcmp (country, place->country) != 0;
      country = place->country;
    }
  if (is_disputed)
    append_claims (claims, &field, FALSE, arena);
  field_clear (&field);
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

/* Whether @text has @words, not within others. */
static gboolean
has_words (const char *text, const char *words)
{
  gsize length = strlen (words);

  for (const char *at = strstr (text, words); at != NULL; at = strstr (at + 1, words))
    if ((at == text || !g_ascii_isalnum (at[-1])) && !g_ascii_isalnum (at[length]))
      return TRUE;
  return FALSE;
}

/* The row of quantity_bounds.tsv whose words are the longest in @text, or NULL: "no more than" is not "more than". */
static const char *const *
bound_row (const char *text)
{
  const char *const *best = NULL;

  for (guint i = 0; i < dtl_table_quantity_bounds.n_rows; i++)
    {
      const char *const *row = dtl_table_row (&dtl_table_quantity_bounds, i);

      if (has_words (text, row[0]) && (best == NULL || strlen (row[0]) > strlen (best[0])))
        best = row;
    }
  return best;
}

/* The second number of "10 to 12", "10-12", "between 10 and 12", whose first is @value; else @value. */
static double
end_of_range (const char *text, double value)
{
  static const char *const joins[] = { "to ", "-", "–", "or ", "and " };
  const char *digit = strpbrk (text, "0123456789");
  char *end;
  double last;

  if (digit == NULL || g_ascii_strtod (digit, &end) != value)
    return value;
  end += strspn (end, " ");
  for (guint i = 0; i < G_N_ELEMENTS (joins); i++)
    if (g_str_has_prefix (end, joins[i]))
      {
        last = g_ascii_strtod (end + strlen (joins[i]), NULL);
        return MAX (last, value);
      }
  return value;
}

/* What the words can mean. A value is the least that they can. */
static void
quantity_bounds (const DtlQuantity *quantity, double *low, double *high)
{
  g_autofree char *text = g_ascii_strdown (quantity->text ? quantity->text : "", -1);
  const char *const *row = bound_row (text);
  const char *side = row ? row[DTL_QUANTITY_BOUNDS_SIDE] : "";

  *low = quantity->value;
  *high = end_of_range (text, quantity->value);
  if (strcmp (side, "least") == 0)
    *high = INFINITY;
  else if (strcmp (side, "most") == 0)
    *low = 0;
  else if (strcmp (side, "about") == 0)
    {
      *low -= fabs (*low) * ABOUT;
      *high += fabs (*high) * ABOUT;
    }
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
        Position *position = field_add (field, number_to_string (quantity->value), event, sources, i);
        double low, high;

        quantity_bounds (quantity, &low, &high);
        if (position->quantity == NULL)
          position->quantity = quantity;
        position->low = MAX (position->low, low);
        position->high = MIN (position->high, high);
      }
  return fields;
}

/* Some mention that speaks of the field does not name every value: one sentence with two numbers is no difference. */
static gboolean
is_told_differently (const Field *field)
{
  guint said = 0;

  for (guint i = 0; i < field->positions->len; i++)
    said += g_array_index (field->positions, Position, i).mentions->len;
  return field->comparable && said < field->positions->len * field->n_mentions;
}

/* No number is one that all can mean. */
static gboolean
is_disputed (const Field *field)
{
  double low = -INFINITY, high = INFINITY;

  for (guint i = 0; i < field->positions->len; i++)
    {
      low = MAX (low, g_array_index (field->positions, Position, i).low);
      high = MIN (high, g_array_index (field->positions, Position, i).high);
    }
  return low > high;
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  double one = ((const Position *) a)->quantity->value, other = ((const Position *) b)->quantity->value;

  return one < other ? -1 : one > other;
}

/* Whether @other was out after @one: on a later day, or, of the same outlet, as a later article of that day. Where an outlet
 * tells no time, its articles of one day may have come in either order. */
static gboolean
can_follow (const DtlSource *sources, guint32 one, guint32 other)
{
  const DtlDate *date = &sources[one].published.date, *later = &sources[other].published.date;
  DtlDay day = published_day (sources, one), later_day = published_day (sources, other);

  if (day != later_day || day == DTL_DAY_MIN)
    return day < later_day && day != DTL_DAY_MIN;
  return one != other && dtl_sources_share_outlet (&sources[one], &sources[other])
         && (date->from.minute < 0 || later->from.minute < 0 || dtl_date_compare (date, later) <= 0);
}

/* Whether all that say @higher can follow all that say @lower. */
static gboolean
can_rise (const DtlEvent *event, const DtlSource *sources, const Position *lower, const Position *higher)
{
  if (lower->newest == DTL_DAY_MIN || lower->newest > higher->oldest)
    return FALSE;
  for (guint i = 0; lower->newest == higher->oldest && i < lower->mentions->len; i++)
    for (guint j = 0; j < higher->mentions->len; j++)
      if (!can_follow (sources, event->mentions[g_array_index (lower->mentions, guint32, i)].evidence.source,
                       event->mentions[g_array_index (higher->mentions, guint32, j)].evidence.source))
        return FALSE;
  return TRUE;
}

/* People are found and die one after the other: each higher number appeared after all of the lower ones. Leaves the
 * positions sorted by number. */
static gboolean
is_rising (const DtlEvent *event, const DtlSource *sources, const Field *field)
{
  const Position *positions = (const Position *) field->positions->data;
  DtlQuantityKind kind = positions[0].quantity->kind;

  if (kind != DTL_QUANTITY_DEAD && kind != DTL_QUANTITY_INJURED && kind != DTL_QUANTITY_ARRESTED)
    return FALSE;
  g_array_sort (field->positions, compare_values);
  for (guint i = 1; i < field->positions->len; i++)
    for (guint j = 0; j < i; j++)
      if (!can_rise (event, sources, &positions[j], &positions[i]))
        return FALSE;
  return TRUE;
}

/* Tolls rise: of different numbers the one published last is shown, then the one told most often, then the first. */
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

  claim_reality (event, sources, claims, arena);
  claim_date (event, sources, claims, arena);
  claim_place (event, sources, claims, arena);
  for (guint i = 0; i < fields->len; i++)
    {
      const Field *field = &g_array_index (fields, Field, i);

      if (is_told_differently (field))
        {
          const Position *best = best_position (field);
          const DtlQuantity *quantity = best->quantity;
          gboolean is_update = is_rising (event, sources, field);

          if (is_update)
            quantity = g_array_index (field->positions, Position, field->positions->len - 1).quantity;
          g_array_append_vals (quantities, quantity, 1);
          if (is_update || is_disputed (field))
            append_claims (claims, field, is_update, arena);
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
