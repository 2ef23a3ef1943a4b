/* Compiles and runs the patterns of timex.tsv. Backtracking is bounded by the length of a row and the depth of parts. */
#include "timex/grammar.h"

#include <string.h>

#include "lexicon/tables.h"

#define MAX_ELEMENTS 14
#define MAX_ALTERNATIVES 40
#define MAX_ASSIGNMENTS 12
#define MAX_DEPTH 5        /* of parts within parts */
#define MAX_PART_MATCHES 6 /* ways in which one part is tried */
#define ROW_WORDS (TIMEX_MAX_ROWS / 64)

/* Rows of the grammar, one bit each. */
typedef struct
{
  guint64 at[ROW_WORDS];
} RowSet;

/* A word that patterns name. */
typedef struct
{
  guint id;       /* from 1 */
  RowSet opens;   /* rows that may start with it */
  RowSet follows; /* rows that start with a word, which this one may follow */
} Word;

typedef enum
{
  ALTERNATIVE_WORD,
  ALTERNATIVE_CLASS,
  ALTERNATIVE_PART,
} AlternativeKind;

typedef struct
{
  AlternativeKind kind;
  const char *word; /* owned by the arena; of a part its name */
  guint id;         /* of a word, in the words of the grammar */
  TimexClass class;
  GArray *rows;     /* borrowed from the grammar: guint row numbers of a part */
} Alternative;

typedef struct
{
  gboolean optional;
  gboolean context;
  gboolean negative;
  guint n;
  Alternative *alternatives; /* [n], owned by the arena */
} Element;

typedef struct
{
  TimexKey key;
  int capture; /* element from 1, or 0 for a number */
  gint32 value;
} Assignment;

typedef struct
{
  const char *name;
  guint n_lead; /* context elements in front */
  guint n;
  Element elements[MAX_ELEMENTS];
  guint n_assignments;
  Assignment assignments[MAX_ASSIGNMENTS];
} Row;

struct _TimexGrammar
{
  DtlArena *arena;     /* owned: words */
  GArray *rows;        /* owned: Row */
  RowSet top;          /* rows that are no parts */
  GHashTable *parts;   /* owned: name → GArray of guint */
  GHashTable *words;   /* owned: word → Word */
  RowSet by_class[TIMEX_N_CLASSES]; /* rows that may start with a reading of the class */
  RowSet follows_class[TIMEX_N_CLASSES]; /* rows that start with a word, which a reading of the class may follow */
  RowSet follows_any;  /* rows that may be over after their first word, or look at what follows */
};

static gboolean
fail (GError **error, const char *name, const char *what, const char *where)
{
  g_set_error (error, DTL_ERROR, DTL_ERROR_SYNTAX, "rule '%s': %s '%s'", name, what, where);
  return FALSE;
}

static Word *
find_word (TimexGrammar *grammar, const char *text)
{
  Word *word = g_hash_table_lookup (grammar->words, text);

  if (word == NULL)
    {
      word = g_new0 (Word, 1);
      word->id = g_hash_table_size (grammar->words) + 1;
      g_hash_table_insert (grammar->words, (char *) text, word);
    }
  return word;
}

static gboolean
parse_alternative (TimexGrammar *grammar, const char *name, const char *text, Alternative *alternative, GError **error)
{
  alternative->word = dtl_arena_strdup (grammar->arena, text);
  if (*text == '@')
    alternative->kind = ALTERNATIVE_PART;
  else if (g_ascii_isupper (*text))
    {
      alternative->kind = ALTERNATIVE_CLASS;
      alternative->class = timex_class_find (text, strlen (text));
      return alternative->class < TIMEX_N_CLASSES || fail (error, name, "unknown class", text);
    }
  else
    {
      alternative->kind = ALTERNATIVE_WORD;
      alternative->id = find_word (grammar, alternative->word)->id;
    }
  return TRUE;
}

static gboolean
parse_element (TimexGrammar *grammar, const char *name, const char *text, Element *element, GError **error)
{
  g_autofree char *body = g_strdup (text);
  g_auto (GStrv) parts = NULL;
  char *at = body;
  gsize length = strlen (at);

  if (length > 2 && at[0] == '(' && at[length - 1] == ')')
    {
      element->context = TRUE;
      at[length - 1] = '\0';
      at++;
      if ((element->negative = *at == '!'))
        at++;
    }
  else if (length > 1 && at[length - 1] == '?')
    {
      element->optional = TRUE;
      at[length - 1] = '\0';
    }
  parts = g_strsplit (at, "|", -1);
  element->n = g_strv_length (parts);
  if (element->n == 0 || element->n > MAX_ALTERNATIVES)
    return fail (error, name, "too few or too many alternatives in", text);
  element->alternatives = dtl_arena_new0 (grammar->arena, Alternative, element->n);
  for (guint i = 0; i < element->n; i++)
    if (!parse_alternative (grammar, name, parts[i], &element->alternatives[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
parse_pattern (TimexGrammar *grammar, const char *text, Row *row, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  row->n = g_strv_length (words);
  if (row->n == 0 || row->n > MAX_ELEMENTS)
    return fail (error, row->name, "too few or too many elements in", text);
  for (guint i = 0; i < row->n; i++)
    if (!parse_element (grammar, row->name, words[i], &row->elements[i], error))
      return FALSE;
  while (row->n_lead < row->n && row->elements[row->n_lead].context)
    row->n_lead++;
  return row->n_lead < row->n || fail (error, row->name, "nothing but context in", text);
}

static gboolean
parse_form (const char *text, Row *row, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i]; i++)
    {
      const char *equals = strchr (words[i], '=');
      Assignment *assignment = &row->assignments[row->n_assignments];

      if (*words[i] == '\0')
        continue;
      if (equals == NULL || row->n_assignments == MAX_ASSIGNMENTS)
        return fail (error, row->name, "bad form at", words[i]);
      assignment->key = timex_key_find (words[i], equals - words[i]);
      if (assignment->key == TIMEX_N_KEYS)
        return fail (error, row->name, "unknown key in", words[i]);
      if (equals[1] == '$')
        assignment->capture = (int) g_ascii_strtoll (equals + 2, NULL, 10);
      else if (!timex_symbol (equals + 1, strlen (equals + 1), &assignment->value))
        return fail (error, row->name, "unknown symbol in", words[i]);
      if (assignment->capture < 0 || assignment->capture > (int) row->n)
        return fail (error, row->name, "no such element in", words[i]);
      row->n_assignments++;
    }
  return TRUE;
}

static void
add_row (RowSet *set, guint row)
{
  set->at[row / 64] |= G_GUINT64_CONSTANT (1) << (row % 64);
}

static void
file_row (TimexGrammar *grammar, const char *name, guint number)
{
  GArray *rows = g_hash_table_lookup (grammar->parts, name);

  if (*name != '@')
    {
      add_row (&grammar->top, number);
      return;
    }
  if (rows == NULL)
    {
      rows = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (grammar->parts, (char *) name, rows);
    }
  g_array_append_val (rows, number);
}

static gboolean
link_parts (TimexGrammar *grammar, GError **error)
{
  for (guint i = 0; i < grammar->rows->len; i++)
    {
      Row *row = &g_array_index (grammar->rows, Row, i);

      for (guint j = 0; j < row->n; j++)
        for (guint k = 0; k < row->elements[j].n; k++)
          {
            Alternative *alternative = &row->elements[j].alternatives[k];

            if (alternative->kind != ALTERNATIVE_PART)
              continue;
            alternative->rows = g_hash_table_lookup (grammar->parts, alternative->word);
            if (alternative->rows == NULL)
              return fail (error, row->name, "unknown part", alternative->word);
          }
    }
  return TRUE;
}

/* What row @number may start with, read off @row: itself or, through its parts, a row within it. */
static void
collect_openers (TimexGrammar *grammar, const Row *row, guint number, guint depth)
{
  for (guint j = row->n_lead; j < row->n && depth < MAX_DEPTH; j++)
    {
      for (guint k = 0; k < row->elements[j].n; k++)
        {
          const Alternative *alternative = &row->elements[j].alternatives[k];

          if (alternative->kind == ALTERNATIVE_WORD)
            add_row (&find_word (grammar, alternative->word)->opens, number);
          else if (alternative->kind == ALTERNATIVE_CLASS)
            add_row (&grammar->by_class[alternative->class], number);
          else
            for (guint i = 0; i < alternative->rows->len; i++)
              collect_openers (grammar, &g_array_index (grammar->rows, Row, g_array_index (alternative->rows, guint, i)),
                               number, depth + 1);
        }
      if (!row->elements[j].optional)
        break;
    }
}

/* What may stand at element @j of @row, the second place of row @number. */
static void
collect_followers (TimexGrammar *grammar, const Row *row, guint j, guint number, guint depth)
{
  for (; j < row->n && !row->elements[j].context && depth < MAX_DEPTH; j++)
    {
      for (guint k = 0; k < row->elements[j].n; k++)
        {
          const Alternative *alternative = &row->elements[j].alternatives[k];

          if (alternative->kind == ALTERNATIVE_WORD)
            add_row (&find_word (grammar, alternative->word)->follows, number);
          else if (alternative->kind == ALTERNATIVE_CLASS)
            add_row (&grammar->follows_class[alternative->class], number);
          else
            for (guint i = 0; i < alternative->rows->len; i++)
              {
                const Row *part = &g_array_index (grammar->rows, Row, g_array_index (alternative->rows, guint, i));

                collect_followers (grammar, part, part->n_lead, number, depth + 1);
              }
        }
      if (!row->elements[j].optional)
        return;
    }
  add_row (&grammar->follows_any, number);
}

/* The same for every way in which row @number may start with a word, read off @row: itself or a row within it. */
static void
collect_seconds (TimexGrammar *grammar, const Row *row, guint number, guint depth)
{
  for (guint j = row->n_lead; j < row->n && depth < MAX_DEPTH; j++)
    {
      for (guint k = 0; k < row->elements[j].n; k++)
        {
          const Alternative *alternative = &row->elements[j].alternatives[k];

          if (alternative->kind == ALTERNATIVE_WORD)
            collect_followers (grammar, row, j + 1, number, depth);
          for (guint i = 0; alternative->kind == ALTERNATIVE_PART && i < alternative->rows->len; i++)
            collect_seconds (grammar, &g_array_index (grammar->rows, Row, g_array_index (alternative->rows, guint, i)), number,
                             depth + 1);
        }
      if (!row->elements[j].optional)
        break;
    }
}

TimexGrammar *
timex_grammar_new (const DtlTable *table, GError **error)
{
  g_autoptr (TimexGrammar) grammar = g_new0 (TimexGrammar, 1);
  guint pattern = dtl_table_column (table, "pattern"), form = dtl_table_column (table, "form");

  grammar->arena = dtl_arena_new ();
  grammar->rows = g_array_sized_new (FALSE, TRUE, sizeof (Row), table->n_rows);
  grammar->parts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  grammar->words = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  if (table->n_rows > TIMEX_MAX_ROWS)
    {
      fail (error, "of the table", "is one too many:", table->name);
      return NULL;
    }
  for (guint i = 0; i < table->n_rows; i++)
    {
      const char *const *cells = dtl_table_row (table, i);
      Row *row;

      g_array_set_size (grammar->rows, i + 1);
      row = &g_array_index (grammar->rows, Row, i);
      row->name = cells[0];
      file_row (grammar, row->name, i);
      if (!parse_pattern (grammar, cells[pattern], row, error) || !parse_form (cells[form], row, error))
        return NULL;
    }
  if (!link_parts (grammar, error))
    return NULL;
  for (guint i = 0; i < grammar->rows->len; i++)
    {
      collect_openers (grammar, &g_array_index (grammar->rows, Row, i), i, 0);
      collect_seconds (grammar, &g_array_index (grammar->rows, Row, i), i, 0);
    }
  return g_steal_pointer (&grammar);
}

void
timex_grammar_free (TimexGrammar *grammar)
{
  if (grammar == NULL)
    return;
  g_hash_table_unref (grammar->words);
  g_hash_table_unref (grammar->parts);
  g_array_unref (grammar->rows);
  dtl_arena_free (grammar->arena);
  g_free (grammar);
}

/* Compiling takes longer than reading an article; the result is never written to again. */
const TimexGrammar *
timex_grammar_shared (GError **error)
{
  static gsize shared = 0;

  if (g_once_init_enter (&shared))
    {
      g_autoptr (GError) malformed = NULL;
      TimexGrammar *grammar = timex_grammar_new (&dtl_table_timex, &malformed);

      if (grammar == NULL)
        g_error ("timex.tsv: %s", malformed->message); /* a table of ours, tested row by row */
      g_once_init_leave (&shared, (gsize) grammar);
    }
  return (const TimexGrammar *) shared;
}

static void
unite (RowSet *into, const RowSet *set)
{
  for (guint i = 0; i < ROW_WORDS; i++)
    into->at[i] |= set->at[i];
}

/* Adds to @into the sets of the classes that @atom has. */
static void
unite_classes (RowSet *into, const RowSet *by_class, const TimexAtom *atom)
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
  RowSet second = grammar->follows_any;

  for (guint i = atoms->len; i-- > 0;)
    {
      TimexAtom *atom = &g_array_index (atoms, TimexAtom, i);
      const Word *word = g_hash_table_lookup (grammar->words, atom->lower);
      RowSet starts = { { 0 } };

      unite_classes (&starts, grammar->by_class, atom);
      for (guint k = 0; k < ROW_WORDS && word; k++)
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
  gint32 captures[MAX_ELEMENTS];          /* [row->n], TIMEX_ABSENT where nothing was taken */
  const TimexAtom *literals[MAX_ELEMENTS]; /* [row->n], the atom where a word was taken, else NULL */
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

static void match_row (const Matcher *matcher, const Row *row, guint at, guint depth, Found *found);

static const TimexAtom *
atom_at (const Matcher *matcher, guint at)
{
  return at < matcher->atoms->len ? &g_array_index (matcher->atoms, TimexAtom, at) : NULL;
}

/* How many atoms an alternative that is no part takes at @at: 0 for none. */
static guint
take (const Matcher *matcher, const Alternative *alternative, guint at, gint32 *value)
{
  const TimexAtom *atom = atom_at (matcher, at);
  const TimexReading *reading;

  *value = 0;
  if (atom == NULL)
    return 0;
  if (alternative->kind == ALTERNATIVE_WORD)
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
stands_at (const Matcher *matcher, const Element *element, guint at)
{
  gint32 value;

  for (guint i = 0; i < element->n; i++)
    {
      const Alternative *alternative = &element->alternatives[i];

      if (alternative->kind == ALTERNATIVE_CLASS && alternative->class == TIMEX_CLASS_STOP && at >= matcher->atoms->len)
        return TRUE;
      if (alternative->kind != ALTERNATIVE_PART && take (matcher, alternative, at, &value) > 0)
        return TRUE;
    }
  return FALSE;
}

/* Context in front is read backwards, one atom an element; START stands before the first. */
static gboolean
lead_fits (const Matcher *matcher, const Row *row, guint at)
{
  for (guint i = 0; i < row->n_lead; i++)
    {
      const Element *element = &row->elements[row->n_lead - 1 - i];
      gboolean outside = at < i + 1, stands = FALSE;

      if (outside)
        {
          for (guint k = 0; k < element->n; k++)
            stands |= element->alternatives[k].kind == ALTERNATIVE_CLASS
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
assigned_value (const Assignment *assignment, const State *state)
{
  const TimexAtom *literal;

  if (assignment->capture == 0)
    return assignment->value;
  literal = state->literals[assignment->capture - 1];
  return literal ? literal_value (literal, assignment->key) : state->captures[assignment->capture - 1];
}

static void
finish (const Row *row, const State *state, guint end, Found *found)
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
match_part (const Matcher *matcher, const Alternative *part, guint at, guint depth, Found *found)
{
  const TimexAtom *atom = atom_at (matcher, at);

  for (guint i = 0; atom && i < part->rows->len && depth < MAX_DEPTH; i++)
    {
      guint number = g_array_index (part->rows, guint, i);

      if (may_start (atom, number))
        match_row (matcher, &g_array_index (matcher->grammar->rows, Row, number), at, depth + 1, found);
    }
}

/* Takes element after element; @core_end is where the expression ended once trailing context has begun. */
static void
walk (const Matcher *matcher, const Row *row, guint element, guint at, guint core_end, const State *state, guint depth,
      Found *found)
{
  const Element *e = &row->elements[element];

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

      if (e->alternatives[i].kind == ALTERNATIVE_PART)
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
      if (e->alternatives[i].kind == ALTERNATIVE_WORD)
        next.literals[element] = atom_at (matcher, at);
      walk (matcher, row, element + 1, at + n, 0, &next, depth, found);
    }
  if (e->optional)
    walk (matcher, row, element + 1, at, 0, state, depth, found);
}

static void
match_row (const Matcher *matcher, const Row *row, guint at, guint depth, Found *found)
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
  for (guint word = 0; word < ROW_WORDS; word++)
    for (guint64 rest = atom->starts[word] & grammar->top.at[word]; rest; rest &= rest - 1)
      {
        guint number = word * 64 + (guint) __builtin_ctzll (rest);
        Found found;

        found.n = 0;
        match_row (&matcher, &g_array_index (grammar->rows, Row, number), at, 0, &found);
        for (guint k = 0; k < found.n; k++)
          if ((match->end == 0 || is_better (&found.matches[k], match))
              && (accept == NULL || accept (&found.matches[k], at, user_data)))
            *match = found.matches[k];
      }
  return match->end > at;
}
