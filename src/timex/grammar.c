/* Runs the patterns of timex.tsv. Backtracking is bounded by the length of a row and the depth of parts. */
#include "timex/grammar.h"

#include <string.h>

#include "timex/rows.h"

#define MAX_PART_MATCHES 6 /* ways in which one part is tried */

static void
unite (TimexRowSet *into, const TimexRowSet *set)
{
  for (guint i = 0; i < TIMEX_ROW_WORDS; i++)
    into->at[i] |= set->at[i];
}

/* Adds to @into the sets of the classes that @atom has. */
static void
unite_classes (TimexRowSet *into, const TimexRowSet *by_class, const TimexAtom *atom)
{
  for (guint k = 0; k < atom->n_readings; k++)
    unite (into, &by_class[atom->readings[k].class]);
  unite (into, &by_class[atom->capital ? TIMEX_CLASS_CAPITAL : TIMEX_CLASS_LOWER]);
  if (atom->glued)
    unite (into, &by_class[TIMEX_CLASS_GLUED]);
}

/* From the end on: rows that start with a word are kept only where the atom behind it may come second. */
void
timex_grammar_prepare (const TimexGrammar *grammar, GArray *atoms)
{
  TimexRowSet second = grammar->follows_any;

  for (guint i = atoms->len; i-- > 0;)
    {
      TimexAtom *atom = &g_array_index (atoms, TimexAtom, i);
      const TimexWord *word = g_hash_table_lookup (grammar->words, atom->lower);
      TimexRowSet starts = { { 0 } };

      unite_classes (&starts, grammar->by_class, atom);
      for (guint k = 0; k < TIMEX_ROW_WORDS && word; k++)
        starts.at[k] |= word->opens.at[k] & second.at[k];
      memcpy (atom->starts, starts.at, sizeof atom->starts);
      atom->word = word ? word->id : 0;
      second = grammar->follows_any;
      unite_classes (&second, grammar->follows_class, atom);
      if (word)
        unite (&second, &word->follows);
    }
}

static gboolean
may_start (const TimexAtom *atom, guint row)
{
  return (atom->starts[row / 64] >> (row % 64)) & 1;
}

/* What has been matched of one row so far. */
typedef struct
{
  gint32 captures[TIMEX_MAX_ELEMENTS];          /* [row->n], TIMEX_ABSENT where nothing was taken */
  const TimexAtom *literals[TIMEX_MAX_ELEMENTS]; /* [row->n], the atom where a word was taken, else NULL */
  TimexForm parts;               /* what parts filled */
} State;

typedef struct
{
  const TimexGrammar *grammar;
  GArray *atoms;
} Matcher;

/* The ends that a row can reach, at most one match for each. */
typedef struct
{
  guint n;
  TimexMatch matches[MAX_PART_MATCHES];
} Found;

static void match_row (const Matcher *matcher, const TimexRow *row, guint at, guint depth, Found *found);

static const TimexAtom *
atom_at (const Matcher *matcher, guint at)
{
  return at < matcher->atoms->len ? &g_array_index (matcher->atoms, TimexAtom, at) : NULL;
}

/* How many atoms an alternative that is no part takes at @at: 0 for none. */
static guint
take (const Matcher *matcher, const TimexAlternative *alternative, guint at, gint32 *value)
{
  const TimexAtom *atom = atom_at (matcher, at);
  const TimexReading *reading;

  *value = 0;
  if (atom == NULL)
    return 0;
  if (alternative->kind == TIMEX_ALTERNATIVE_WORD)
    return atom->word == alternative->id;
  switch ((int) alternative->class)
    {
    case TIMEX_CLASS_CAPITAL: return atom->capital;
    case TIMEX_CLASS_LOWER: return g_ascii_islower (*atom->lower) && !atom->capital;
    case TIMEX_CLASS_GLUED: return atom->glued && !g_ascii_ispunct (*atom->lower);
    default: break;
    }
  reading = timex_atom_reading (atom, alternative->class);
  if (reading == NULL)
    return 0;
  *value = reading->value;
  return reading->n;
}

static gboolean
stands_at (const Matcher *matcher, const TimexElement *element, guint at)
{
  gint32 value;

  for (guint i = 0; i < element->n; i++)
    {
      const TimexAlternative *alternative = &element->alternatives[i];

      if (alternative->kind == TIMEX_ALTERNATIVE_CLASS && alternative->class == TIMEX_CLASS_STOP && at >= matcher->atoms->len)
        return TRUE;
      if (alternative->kind != TIMEX_ALTERNATIVE_PART && take (matcher, alternative, at, &value) > 0)
        return TRUE;
    }
  return FALSE;
}

/* Context in front is read backwards, one atom an element; START stands before the first. */
static gboolean
lead_fits (const Matcher *matcher, const TimexRow *row, guint at)
{
  for (guint i = 0; i < row->n_lead; i++)
    {
      const TimexElement *element = &row->elements[row->n_lead - 1 - i];
      gboolean outside = at < i + 1, stands = FALSE;

      if (outside)
        {
          for (guint k = 0; k < element->n; k++)
            stands |= element->alternatives[k].kind == TIMEX_ALTERNATIVE_CLASS
                      && element->alternatives[k].class == TIMEX_CLASS_START;
        }
      else
        stands = stands_at (matcher, element, at - i - 1);
      if (stands == element->negative)
        return FALSE;
    }
  return TRUE;
}

/* A word that a pattern names itself still has the value that the tables give it: "last" in "last|this|next" is -1. */
static gint32
literal_value (const TimexAtom *atom, TimexKey key)
{
  static const struct
  {
    TimexKey key;
    TimexClass class;
  } classes[] = {
    { TIMEX_KEY_direction, TIMEX_CLASS_DIRECTION }, { TIMEX_KEY_unit, TIMEX_CLASS_UNIT },
    { TIMEX_KEY_unit, TIMEX_CLASS_UNITS },          { TIMEX_KEY_piece, TIMEX_CLASS_UNIT },
    { TIMEX_KEY_piece, TIMEX_CLASS_UNITS },         { TIMEX_KEY_half, TIMEX_CLASS_ORDINAL },
    { TIMEX_KEY_season, TIMEX_CLASS_SEASON },       { TIMEX_KEY_daypart, TIMEX_CLASS_DAYPART },
    { TIMEX_KEY_nth, TIMEX_CLASS_ORDINAL },         { TIMEX_KEY_nth, TIMEX_CLASS_DIRECTION }, /* "last" is -1 */
  };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      const TimexReading *reading = classes[i].key == key ? timex_atom_reading (atom, classes[i].class) : NULL;

      if (reading && reading->n == 1)
        return reading->value;
    }
  return TIMEX_ABSENT;
}

static gint32
assigned_value (const TimexAssignment *assignment, const State *state)
{
  const TimexAtom *literal;

  if (assignment->capture == 0)
    return assignment->value;
  literal = state->literals[assignment->capture - 1];
  return literal ? literal_value (literal, assignment->key) : state->captures[assignment->capture - 1];
}

static void
finish (const TimexRow *row, const State *state, guint end, Found *found)
{
  TimexMatch match = { end, row->name, state->parts };

  for (guint i = 0; i < found->n; i++)
    if (found->matches[i].end == end)
      return;
  if (found->n == MAX_PART_MATCHES)
    return;
  for (guint i = 0; i < row->n_assignments; i++)
    {
      gint32 value = assigned_value (&row->assignments[i], state);

      if (value != TIMEX_ABSENT)
        match.form.at[row->assignments[i].key] = value;
    }
  found->matches[found->n++] = match;
}

static void
match_part (const Matcher *matcher, const TimexAlternative *part, guint at, guint depth, Found *found)
{
  const TimexAtom *atom = atom_at (matcher, at);

  for (guint i = 0; atom && i < part->rows->len && depth < TIMEX_MAX_DEPTH; i++)
    {
      guint number = g_array_index (part->rows, guint, i);

      if (may_start (atom, number))
        match_row (matcher, &g_array_index (matcher->grammar->rows, TimexRow, number), at, depth + 1, found);
    }
}

/* Takes element after element; @core_end is where the expression ended once trailing context has begun. */
static void
walk (const Matcher *matcher, const TimexRow *row, guint element, guint at, guint core_end, const State *state, guint depth,
      Found *found)
{
  const TimexElement *e = &row->elements[element];

  if (element == row->n)
    {
      finish (row, state, core_end ? core_end : at, found);
      return;
    }
  if (e->context)
    {
      if (stands_at (matcher, e, at) != e->negative)
        walk (matcher, row, element + 1, e->negative ? at : at + 1, core_end ? core_end : at, state, depth, found);
      return;
    }
  for (guint i = 0; i < e->n; i++)
    {
      State next;
      gint32 value;
      guint n;

      if (e->alternatives[i].kind == TIMEX_ALTERNATIVE_PART)
        {
          Found inner;

          inner.n = 0;
          match_part (matcher, &e->alternatives[i], at, depth, &inner);
          for (guint k = 0; k < inner.n; k++)
            {
              next = *state;
              timex_form_merge (&next.parts, &inner.matches[k].form);
              walk (matcher, row, element + 1, inner.matches[k].end, 0, &next, depth, found);
            }
          continue;
        }
      n = take (matcher, &e->alternatives[i], at, &value);
      if (n == 0)
        continue;
      next = *state;
      next.captures[element] = value;
      if (e->alternatives[i].kind == TIMEX_ALTERNATIVE_WORD)
        next.literals[element] = atom_at (matcher, at);
      walk (matcher, row, element + 1, at + n, 0, &next, depth, found);
    }
  if (e->optional)
    walk (matcher, row, element + 1, at, 0, state, depth, found);
}

static void
match_row (const Matcher *matcher, const TimexRow *row, guint at, guint depth, Found *found)
{
  State state;

  if (!lead_fits (matcher, row, at))
    return;
  for (guint i = 0; i < row->n; i++)
    {
      state.captures[i] = TIMEX_ABSENT;
      state.literals[i] = NULL;
    }
  timex_form_clear (&state.parts);
  walk (matcher, row, row->n_lead, at, 0, &state, depth, found);
}

static guint
count_keys (const TimexForm *form)
{
  guint n = 0;

  for (guint i = 0; i < TIMEX_N_KEYS; i++)
    n += form->at[i] != TIMEX_ABSENT;
  return n;
}

static gboolean
is_better (const TimexMatch *match, const TimexMatch *best)
{
  if (match->end != best->end)
    return match->end > best->end;
  return count_keys (&match->form) > count_keys (&best->form);
}

gboolean
timex_grammar_match (const TimexGrammar *grammar, GArray *atoms, guint at, TimexAccept accept, gpointer user_data,
                     TimexMatch *match)
{
  const Matcher matcher = { grammar, atoms };
  const TimexAtom *atom = &g_array_index (atoms, TimexAtom, at);

  match->end = 0;
  for (guint word = 0; word < TIMEX_ROW_WORDS; word++)
    for (guint64 rest = atom->starts[word] & grammar->top.at[word]; rest; rest &= rest - 1)
      {
        guint number = word * 64 + (guint) __builtin_ctzll (rest);
        Found found;

        found.n = 0;
        match_row (&matcher, &g_array_index (grammar->rows, TimexRow, number), at, 0, &found);
        for (guint k = 0; k < found.n; k++)
          if ((match->end == 0 || is_better (&found.matches[k], match))
              && (accept == NULL || accept (&found.matches[k], at, user_data)))
            *match = found.matches[k];
      }
  return match->end > at;
}
