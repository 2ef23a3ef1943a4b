/* Compiles the patterns of timex.tsv, and indexes the rows by the words and classes that they may start with. */
#include "timex/rows.h"

#include <string.h>

#include "lexicon/tables.h"

#define MAX_ALTERNATIVES 40

static gboolean
fail (GError **error, const char *name, const char *what, const char *where)
{
  g_set_error (error, DTL_ERROR, DTL_ERROR_SYNTAX, "rule '%s': %s '%s'", name, what, where);
  return FALSE;
}

static TimexWord *
find_word (TimexGrammar *grammar, const char *text)
{
  TimexWord *word = g_hash_table_lookup (grammar->words, text);

  if (word == NULL)
    {
      word = g_new0 (TimexWord, 1);
      word->id = g_hash_table_size (grammar->words) + 1;
      g_hash_table_insert (grammar->words, (char *) text, word);
    }
  return word;
}

static gboolean
parse_alternative (TimexGrammar *grammar, const char *name, const char *text, TimexAlternative *alternative, GError **error)
{
  alternative->word = dtl_arena_strdup (grammar->arena, text);
  if (*text == '@')
    alternative->kind = TIMEX_ALTERNATIVE_PART;
  else if (g_ascii_isupper (*text))
    {
      alternative->kind = TIMEX_ALTERNATIVE_CLASS;
      alternative->class = timex_class_find (text, strlen (text));
      return alternative->class < TIMEX_N_CLASSES || fail (error, name, "unknown class", text);
    }
  else
    {
      alternative->kind = TIMEX_ALTERNATIVE_WORD;
      alternative->id = find_word (grammar, alternative->word)->id;
    }
  return TRUE;
}

static gboolean
parse_element (TimexGrammar *grammar, const char *name, const char *text, TimexElement *element, GError **error)
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
  element->alternatives = dtl_arena_new0 (grammar->arena, TimexAlternative, element->n);
  for (guint i = 0; i < element->n; i++)
    if (!parse_alternative (grammar, name, parts[i], &element->alternatives[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
parse_pattern (TimexGrammar *grammar, const char *text, TimexRow *row, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  row->n = g_strv_length (words);
  if (row->n == 0 || row->n > TIMEX_MAX_ELEMENTS)
    return fail (error, row->name, "too few or too many elements in", text);
  for (guint i = 0; i < row->n; i++)
    if (!parse_element (grammar, row->name, words[i], &row->elements[i], error))
      return FALSE;
  while (row->n_lead < row->n && row->elements[row->n_lead].context)
    row->n_lead++;
  return row->n_lead < row->n || fail (error, row->name, "nothing but context in", text);
}

static gboolean
parse_form (const char *text, TimexRow *row, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i]; i++)
    {
      const char *equals = strchr (words[i], '=');
      TimexAssignment *assignment = &row->assignments[row->n_assignments];

      if (*words[i] == '\0')
        continue;
      if (equals == NULL || row->n_assignments == TIMEX_MAX_ASSIGNMENTS)
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
add_row (TimexRowSet *set, guint row)
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
      TimexRow *row = &g_array_index (grammar->rows, TimexRow, i);

      for (guint j = 0; j < row->n; j++)
        for (guint k = 0; k < row->elements[j].n; k++)
          {
            TimexAlternative *alternative = &row->elements[j].alternatives[k];

            if (alternative->kind != TIMEX_ALTERNATIVE_PART)
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
collect_openers (TimexGrammar *grammar, const TimexRow *row, guint number, guint depth)
{
  for (guint j = row->n_lead; j < row->n && depth < TIMEX_MAX_DEPTH; j++)
    {
      for (guint k = 0; k < row->elements[j].n; k++)
        {
          const TimexAlternative *alternative = &row->elements[j].alternatives[k];

          if (alternative->kind == TIMEX_ALTERNATIVE_WORD)
            add_row (&find_word (grammar, alternative->word)->opens, number);
          else if (alternative->kind == TIMEX_ALTERNATIVE_CLASS)
            add_row (&grammar->by_class[alternative->class], number);
          else
            for (guint i = 0; i < alternative->rows->len; i++)
              collect_openers (grammar, &g_array_index (grammar->rows, TimexRow, g_array_index (alternative->rows, guint, i)),
                               number, depth + 1);
        }
      if (!row->elements[j].optional)
        break;
    }
}

/* What may stand at element @j of @row, the second place of row @number. */
static void
collect_followers (TimexGrammar *grammar, const TimexRow *row, guint j, guint number, guint depth)
{
  for (; j < row->n && !row->elements[j].context && depth < TIMEX_MAX_DEPTH; j++)
    {
      for (guint k = 0; k < row->elements[j].n; k++)
        {
          const TimexAlternative *alternative = &row->elements[j].alternatives[k];

          if (alternative->kind == TIMEX_ALTERNATIVE_WORD)
            add_row (&find_word (grammar, alternative->word)->follows, number);
          else if (alternative->kind == TIMEX_ALTERNATIVE_CLASS)
            add_row (&grammar->follows_class[alternative->class], number);
          else
            for (guint i = 0; i < alternative->rows->len; i++)
              {
                const TimexRow *part = &g_array_index (grammar->rows, TimexRow, g_array_index (alternative->rows, guint, i));

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
collect_seconds (TimexGrammar *grammar, const TimexRow *row, guint number, guint depth)
{
  for (guint j = row->n_lead; j < row->n && depth < TIMEX_MAX_DEPTH; j++)
    {
      for (guint k = 0; k < row->elements[j].n; k++)
        {
          const TimexAlternative *alternative = &row->elements[j].alternatives[k];

          if (alternative->kind == TIMEX_ALTERNATIVE_WORD)
            collect_followers (grammar, row, j + 1, number, depth);
          for (guint i = 0; alternative->kind == TIMEX_ALTERNATIVE_PART && i < alternative->rows->len; i++)
            collect_seconds (grammar,
                             &g_array_index (grammar->rows, TimexRow, g_array_index (alternative->rows, guint, i)),
                             number, depth + 1);
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
  grammar->rows = g_array_sized_new (FALSE, TRUE, sizeof (TimexRow), table->n_rows);
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
      TimexRow *row;

      g_array_set_size (grammar->rows, i + 1);
      row = &g_array_index (grammar->rows, TimexRow, i);
      row->name = cells[0];
      file_row (grammar, row->name, i);
      if (!parse_pattern (grammar, cells[pattern], row, error) || !parse_form (cells[form], row, error))
        return NULL;
    }
  if (!link_parts (grammar, error))
    return NULL;
  for (guint i = 0; i < grammar->rows->len; i++)
    {
      collect_openers (grammar, &g_array_index (grammar->rows, TimexRow, i), i, 0);
      collect_seconds (grammar, &g_array_index (grammar->rows, TimexRow, i), i, 0);
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
