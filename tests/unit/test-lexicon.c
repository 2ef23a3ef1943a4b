/* The tables of verbs and nouns are well formed: what frames.c and event/trigger.c take for granted about their rows. */
#include <glib.h>

#include <string.h>

#include "lexicon/frames.h"
#include "lexicon/tables.h"

static const DtlTable *const tables[] = { &dtl_table_verbs, &dtl_table_nouns };

static const char *const *
row_at (const DtlTable *table, guint i)
{
  return dtl_table_row (table, i);
}

#define FOREACH_ROW(table, row) \
  for (guint t_ = 0; t_ < G_N_ELEMENTS (tables); t_++) \
    for (const DtlTable *table = tables[t_]; table; table = NULL) \
      for (guint i_ = 0; i_ < table->n_rows; i_++) \
        for (const char *const *row = row_at (table, i_); row; row = NULL)

static void
test_words (void)
{
  FOREACH_ROW (table, row)
    {
      DtlFrame frame;

      if (!dtl_frame_parse (table, row, &frame))
        {
          g_test_message ("%s: '%s': unknown word in '%s' or '%s'", table->name, row[DTL_VERBS_LEMMA], row[DTL_VERBS_FRAME],
                          row[DTL_VERBS_FLAGS]);
          g_test_fail ();
        }
    }
}

static void
test_classes (void)
{
  FOREACH_ROW (table, row)
    if (*row[DTL_VERBS_CLASS] && !dtl_table_has (&dtl_table_classes, row[DTL_VERBS_CLASS]))
      {
        g_test_message ("%s: '%s': no class '%s'", table->name, row[DTL_VERBS_LEMMA], row[DTL_VERBS_CLASS]);
        g_test_fail ();
      }
}

/* "passive", "predicate", or a slot with or without "no-" before it and a list of words behind it */
static gboolean
is_condition (const char *text, gsize length)
{
  const char *equals;
  gsize slot;

  if ((length == 7 && memcmp (text, "passive", 7) == 0) || (length == 9 && memcmp (text, "predicate", 9) == 0))
    return TRUE;
  if (length > 3 && memcmp (text, "no-", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  equals = memchr (text, '=', length);
  slot = equals ? (gsize) (equals - text) : length;
  if (dtl_slot_from_string (text, slot) == DTL_SLOT_NONE)
    return FALSE;
  return equals == NULL || (slot + 1 < length && equals[1] != ',' && text[length - 1] != ',');
}

static void
test_conditions (void)
{
  FOREACH_ROW (table, row)
    {
      DtlFrame frame;

      dtl_frame_parse (table, row, &frame);
      if (frame.condition && !is_condition (frame.condition, frame.condition_length))
        {
          g_test_message ("%s: '%s': no condition: '%.*s'", table->name, frame.key, (int) frame.condition_length,
                          frame.condition);
          g_test_fail ();
        }
      if (frame.condition && *row[DTL_VERBS_COUNTER] == '\0')
        {
          g_test_message ("%s: '%s': a condition, but no counter-example", table->name, frame.key);
          g_test_fail ();
        }
    }
}

/* Of two rows of one lemma with the same condition, or none, the second could never be chosen. */
static void
test_reached (void)
{
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      for (guint i = 0; i < tables[t]->n_rows; i++)
        {
          DtlFrame frame;
          char *key;

          dtl_frame_parse (tables[t], row_at (tables[t], i), &frame);
          key = g_strdup_printf ("%s|%.*s", frame.key, (int) frame.condition_length, frame.condition ? frame.condition : "");
          if (!g_hash_table_add (seen, key))
            {
              g_test_message ("%s: two rows of '%s' under one condition", tables[t]->name, frame.key);
              g_test_fail ();
            }
        }
    }
}

/* Past forms that share too little with their lemma to be told by their letters. */
static const char *const strong_forms[][2] = {
  { "be", "is" },        { "be", "was" },       { "go", "went" },        { "bring", "brought" }, { "buy", "bought" },
  { "catch", "caught" }, { "fight", "fought" }, { "seek", "sought" },    { "teach", "taught" },  { "think", "thought" },
  { "eat", "ate" },      { "fly", "flew" },     { "draw", "drew" },      { "hang", "hung" },     { "lie", "lay" },
  { "do", "did" },       { "bear", "born" },    { "choose", "chose" },    { "leave", "left" },
};

static gboolean
is_vowel (char c)
{
  return c != '\0' && strchr ("aeiouy", c) != NULL;
}

/* Strong verbs change their vowels, and endings change the last letters: the consonants that begin the lemma remain. */
static gboolean
is_form (const char *word, const char *lemma)
{
  gsize n = strlen (lemma), same = 0;

  for (guint i = 0; i < G_N_ELEMENTS (strong_forms); i++)
    if (strcmp (lemma, strong_forms[i][0]) == 0 && strcmp (word, strong_forms[i][1]) == 0)
      return TRUE;
  while (word[same] && word[same] == lemma[same])
    same++;
  return same + 2 >= n || same >= 4 || (same > 0 && same < n && is_vowel (lemma[same]) && is_vowel (word[same]));
}

static gboolean
contains_form (const char *sentence, const char *lemma)
{
  g_autofree char *lower = g_ascii_strdown (sentence, -1);
  g_auto (GStrv) words = g_strsplit_set (lower, " .,;:'\"", -1);
  g_autofree char *first = g_strndup (lemma, strcspn (lemma, " "));

  for (guint i = 0; words[i]; i++)
    if (*words[i] && is_form (words[i], first))
      return TRUE;
  return FALSE;
}

static void
test_examples (void)
{
  FOREACH_ROW (table, row)
    if (!contains_form (row[DTL_VERBS_EXAMPLE], row[DTL_VERBS_LEMMA]))
      {
        g_test_message ("%s: '%s' does not occur in '%s'", table->name, row[DTL_VERBS_LEMMA], row[DTL_VERBS_EXAMPLE]);
        g_test_fail ();
      }
}

static void
test_effects (void)
{
  static const char *const forms[] = { "to", "ing", "that", "noun", "amod", NULL };
  static const char *const effects[] = { "keep", "actual", "negated", "denied", "planned", "possible", NULL };

  for (guint i = 0; i < dtl_table_implicatives.n_rows; i++)
    {
      const char *const *row = row_at (&dtl_table_implicatives, i);

      if (!g_strv_contains (forms, row[DTL_IMPLICATIVES_COMPLEMENT])
          || !g_strv_contains (effects, row[DTL_IMPLICATIVES_POSITIVE])
          || !g_strv_contains (effects, row[DTL_IMPLICATIVES_NEGATIVE])
          || !contains_form (row[DTL_IMPLICATIVES_EXAMPLE], row[DTL_IMPLICATIVES_LEMMA]))
        {
          g_test_message ("implicatives: '%s' %s", row[DTL_IMPLICATIVES_LEMMA], row[DTL_IMPLICATIVES_COMPLEMENT]);
          g_test_fail ();
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lexicon/words", test_words);
  g_test_add_func ("/lexicon/classes", test_classes);
  g_test_add_func ("/lexicon/conditions", test_conditions);
  g_test_add_func ("/lexicon/reached", test_reached);
  g_test_add_func ("/lexicon/examples", test_examples);
  g_test_add_func ("/lexicon/effects", test_effects);
  return g_test_run ();
}
