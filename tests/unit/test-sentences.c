/*
 * tests/spec/syntax/sentences.tsv with the real model: what the trees and names of newspaper sentences must hold.
 *
 * A model does not get all of them right. A row that it is known to miss says so in its column "known"; the test fails when
 * any other row is missed, and reports rows that are no longer missed. After the model or the stage has changed on
 * purpose, DTL_UPDATE_SPEC=1 writes the column anew:
 *
 *     DTL_TEST_SRCDIR=tests DTL_UPDATE_SPEC=1 build/tests/test-sentences
 *
 * Only the errors in part "dev" are told in detail; "frozen" is counted, so that it says how the stage does on sentences
 * that it was not mended for.
 */
#include <stdlib.h>
#include <string.h>

#include "analysed.h"
#include "syntax/syntax.h"
#include "text/text.h"
#include "timex/timex.h"

enum
{
  COLUMN_KIND,
  COLUMN_PART,
  COLUMN_KNOWN,
  COLUMN_TEXT,
  COLUMN_TREE,
  COLUMN_NAMES,
  N_COLUMNS,
};

/* What has been counted for one part or kind. */
typedef struct
{
  guint n_rows;
  guint n_right;
  guint n_demands;
  guint n_met;
} Tally;

/* The first word of @words, a phrase, in @document; its words are separated by spaces. -1 if it is not there. */
static gint
find_phrase (const DtlDocument *document, const char *phrase, guint *n)
{
  g_auto (GStrv) words = g_strsplit (phrase, " ", -1);

  *n = g_strv_length (words);
  for (guint i = 0; i + *n <= document->tokens->len; i++)
    {
      guint same = 0;

      while (same < *n && strcmp (dtl_document_token (document, i + same)->form, words[same]) == 0)
        same++;
      if (same == *n)
        return i;
    }
  return -1;
}

/* "Dmytro", or "Minister#2" for the second such word; -1 if it is not there. */
static gint
find_word (const DtlDocument *document, const char *word)
{
  g_auto (GStrv) parts = g_strsplit (word, "#", 2);
  guint left = parts[1] ? atoi (parts[1]) : 1;

  for (guint i = 0; i < document->tokens->len; i++)
    if (strcmp (dtl_document_token (document, i)->form, parts[0]) == 0 && --left == 0)
      return i;
  return -1;
}

/* The one word of a phrase that hangs outside, if the phrase is one: all its other words hang inside, and what hangs on it
 * from outside hangs on that word. -1 otherwise. */
static gint
find_phrase_head (const DtlDocument *document, gint first, gint end)
{
  gint head = -1;

  for (gint i = first; i < end; i++)
    {
      const DtlToken *token = dtl_document_token (document, i);

      if (token->head >= first && token->head < end)
        continue;
      if (head >= 0)
        return -1;
      head = i;
    }
  for (gint i = 0; i < (gint) document->tokens->len; i++)
    {
      const DtlToken *token = dtl_document_token (document, i);

      if ((i < first || i >= end) && token->head >= first && token->head < end && token->head != head)
        return -1;
    }
  return head;
}

/* "obl", "obl:unmarked", "obl|nmod"; a subtype counts where one is given. */
static gboolean
is_relation (const DtlToken *token, const char *expected)
{
  g_auto (GStrv) choices = g_strsplit (expected, "|", -1);

  for (guint i = 0; choices[i]; i++)
    {
      DtlDeprel relation = strchr (choices[i], ':') ? token->deprel : dtl_deprel_base (token->deprel);

      if (strcmp (dtl_deprel_to_string (relation), choices[i]) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_head (const DtlDocument *document, const DtlToken *token, const char *expected)
{
  g_auto (GStrv) choices = g_strsplit (expected, "|", -1);

  for (guint i = 0; choices[i]; i++)
    if (strcmp (choices[i], "-") == 0 ? token->head < 0 : token->head >= 0 && token->head == find_word (document, choices[i]))
      return TRUE;
  return FALSE;
}

/* The words of a row must be words of its sentence: otherwise the row is wrong, not the tree. */
static void
assert_known_words (const DtlDocument *document, const char *words)
{
  g_auto (GStrv) choices = g_strsplit (words, "|", -1);
  gboolean found = FALSE;

  for (guint i = 0; choices[i]; i++)
    found |= strcmp (choices[i], "-") == 0 || find_word (document, choices[i]) >= 0;
  if (!found)
    g_error ("%s: no word \"%s\"", document->text, words);
}

/* "Dmytro nsubj met", "[the Kyiv talks] nsubj failed", or "[Jan van Eyck]" alone. */
static gboolean
check_arc (const DtlDocument *document, const char *demand, GString *errors)
{
  const char *close = demand[0] == '[' ? strchr (demand, ']') : NULL;
  g_autofree char *what = close ? g_strndup (demand + 1, close - demand - 1) : g_strndup (demand, strcspn (demand, " "));
  const char *rest = close ? close + 1 : demand + strlen (what);
  g_auto (GStrv) parts = g_strsplit (rest + (*rest == ' '), " ", 2);
  guint n = 1, n_parts = g_strv_length (parts);
  gint first = close ? find_phrase (document, what, &n) : -1, word;
  const DtlToken *token;

  if (!close)
    assert_known_words (document, what);
  else if (first < 0)
    g_error ("%s: no phrase \"%s\"", document->text, what);
  g_assert_true (n_parts == 2 || (n_parts == 0 && close));
  if (close)
    word = find_phrase_head (document, first, first + n);
  else
    {
      g_auto (GStrv) choices = g_strsplit (what, "|", 2);

      word = find_word (document, choices[0]);
      if (word < 0)
        word = find_word (document, choices[1]);
    }
  if (n_parts == 2)
    assert_known_words (document, parts[1]);
  if (word < 0)
    {
      g_string_append_printf (errors, "\n    %s: no one phrase", demand);
      return FALSE;
    }
  token = dtl_document_token (document, word);
  if (n_parts == 0 || (is_relation (token, parts[0]) && is_head (document, token, parts[1])))
    return TRUE;
  g_string_append_printf (errors, "\n    %s: is %s %s", demand, dtl_deprel_to_string (token->deprel),
                          token->head < 0 ? "-" : dtl_document_token (document, token->head)->form);
  return FALSE;
}

/* "PER:Dmytro Kuleba" */
static gboolean
check_name (const DtlDocument *document, const char *demand, GString *errors)
{
  static const char *const kinds[] = { "PER", "ORG", "LOC", "MISC" };
  const char *colon = strchr (demand, ':');
  guint n;
  gint first;

  g_assert_nonnull (colon);
  first = find_phrase (document, colon + 1, &n);
  if (first < 0)
    g_error ("%s: no phrase \"%s\"", document->text, colon + 1);
  for (guint i = 0; i < document->names->len; i++)
    {
      const DtlName *name = dtl_document_name (document, i);
      g_autoptr (GString) text = g_string_new (kinds[name->kind]);

      for (guint k = 0; k < name->n; k++)
        g_string_append_printf (text, "%c%s", k ? ' ' : ':', dtl_document_token (document, name->first + k)->form);
      if (strcmp (text->str, demand) == 0)
        return TRUE;
    }
  g_string_append_printf (errors, "\n    %s: no such name", demand);
  return FALSE;
}

static void
check_all (const DtlDocument *document, const char *list, gboolean (*check) (const DtlDocument *, const char *, GString *),
           GString *errors, Tally *tally)
{
  g_auto (GStrv) demands = g_strsplit (list, "; ", -1);

  for (guint i = 0; demands[i] && strcmp (list, "-") != 0; i++)
    {
      tally->n_demands++;
      tally->n_met += check (document, demands[i], errors);
    }
}

static DtlSyntax *
make_syntax (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtlModel) model = dtl_model_open (DTL_SOURCE_MODELS "/en.dtm", &error);
  DtlSyntax *syntax;

  g_assert_no_error (error);
  syntax = dtl_syntax_new (model, &error);
  g_assert_no_error (error);
  return syntax;
}

/* A third of the sentences is frozen, by the first byte of the SHA-256 of the text; those of "first" are older. */
static void
assert_part (const char *part, const char *text)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  char byte[3] = { sum[0], sum[1], '\0' };

  if (strcmp (part, "first") != 0 && strcmp (part, strtol (byte, NULL, 16) % 3 == 0 ? "frozen" : "dev") != 0)
    g_error ("%s: is in part %s", text, part);
}

static void
add_tally (GHashTable *tallies, const char *key, const Tally *row)
{
  Tally *sum = g_hash_table_lookup (tallies, key);

  if (sum == NULL)
    {
      sum = g_new0 (Tally, 1);
      g_hash_table_insert (tallies, g_strdup (key), sum);
    }
  sum->n_rows++;
  sum->n_right += row->n_met == row->n_demands;
  sum->n_demands += row->n_demands;
  sum->n_met += row->n_met;
}

static void
print_tallies (GHashTable *tallies)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (tallies), (GCompareFunc) strcmp);

  for (const GList *key = keys; key; key = key->next)
    {
      const Tally *sum = g_hash_table_lookup (tallies, key->data);

      g_test_message ("%-22s sentences %3u of %3u right (%.1f %%), demands %3u of %3u met (%.1f %%)", (char *) key->data,
                      sum->n_right, sum->n_rows, 100.0 * sum->n_right / sum->n_rows, sum->n_met, sum->n_demands,
                      100.0 * sum->n_met / MAX (1, sum->n_demands));
    }
}

/* Checks one row; @cells[COLUMN_KNOWN] becomes what the model does. Whether a row was missed that should not be. */
static gboolean
check_row (const DtlSyntax *syntax, char **cells, GHashTable *tallies)
{
  g_autoptr (GString) errors = g_string_new (NULL);
  g_autoptr (DtlDocument) document = analyse (syntax, cells[COLUMN_TEXT]);
  g_autofree char *kind = g_strdup_printf ("%s, %s", cells[COLUMN_PART], cells[COLUMN_KIND]);
  gboolean was_missed = strcmp (cells[COLUMN_KNOWN], "miss") == 0, is_frozen = strcmp (cells[COLUMN_PART], "frozen") == 0;
  Tally row = { 0 };

  assert_part (cells[COLUMN_PART], cells[COLUMN_TEXT]);
  check_all (document, cells[COLUMN_TREE], check_arc, errors, &row);
  check_all (document, cells[COLUMN_NAMES], check_name, errors, &row);
  add_tally (tallies, cells[COLUMN_PART], &row);
  if (!is_frozen)
    add_tally (tallies, kind, &row);
  g_free (cells[COLUMN_KNOWN]);
  cells[COLUMN_KNOWN] = g_strdup (errors->len > 0 ? "miss" : "-");
  if (errors->len > 0 && !is_frozen)
    g_test_message ("%s: %s%s", was_missed ? "known miss" : "MISSED", document->text, errors->str);
  else if (errors->len > 0 && !was_missed)
    g_test_message ("MISSED (frozen): %s", document->text);
  else if (errors->len == 0 && was_missed)
    g_test_message ("no longer missed: %s", is_frozen ? "(frozen)" : document->text);
  return errors->len > 0 && !was_missed;
}

/* The first column of the spec is no key: it is read line by line. */
static void
test_sentences (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("DTL_TEST_SRCDIR"), "spec", "syntax", "sentences.tsv", NULL);
  g_autoptr (GHashTable) tallies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (DtlSyntax) syntax = make_syntax ();
  g_autofree char *text = NULL, *written = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean update = g_getenv ("DTL_UPDATE_SPEC") != NULL;
  guint n_missed = 0, n_rows = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);

      if (lines[i][0] == '#' || lines[i][0] == '\0' || g_str_has_prefix (lines[i], "kind\t"))
        continue;
      g_assert_cmpuint (g_strv_length (cells), ==, N_COLUMNS);
      n_missed += check_row (syntax, cells, tallies);
      n_rows++;
      g_free (lines[i]);
      lines[i] = g_strjoinv ("\t", cells);
    }
  print_tallies (tallies);
  written = g_strjoinv ("\n", lines);
  if (update)
    g_assert_true (g_file_set_contents (path, written, -1, NULL));
  g_assert_cmpuint (n_rows, >=, 260);
  g_assert_cmpuint (update ? 0 : n_missed, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/syntax/sentences", test_sentences);
  return g_test_run ();
}
