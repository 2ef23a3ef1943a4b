/* The tables of verbs and nouns are well formed: what frames.c and event/trigger.c take for granted about their rows. */
#include <glib.h>

#include <string.h>

#include "lexicon/frames.h"
#include "lexicon/tables.h"
#include "lexicon/user.h"

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
  static const char *const forms[] = { "to", "ing", "that", "bare", "noun", "amod", "advmod", NULL };
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

/* ---- a user's lexicon ---- */

static DtlUserLexicon *
read_user (const char *text, GError **error)
{
  return dtl_user_lexicon_new ("mine.tsv", text, strlen (text), error);
}

static void
test_user_actors (void)
{
  g_autoptr (DtlUserLexicon) lexicon = read_user ("# whom we follow\n"
                                                  "actor\tNorsk Olje\tthe Norwegian Oil Company|NOC\torganisation\tNO\n\n"
                                                  "actor\tMarta Olsen\t\tperson\t-\tharbour master\r\n",
                                                  NULL);
  const DtlUserActor *olje, *olsen;

  g_assert_nonnull (lexicon);
  olje = dtl_user_lexicon_actor (lexicon, "norsk olje", TRUE, FALSE);
  g_assert_nonnull (olje);
  g_assert_cmpstr (olje->name, ==, "Norsk Olje");
  g_assert_cmpint (olje->kind, ==, DTL_ACTOR_ORGANISATION);
  g_assert_cmpstr (olje->country, ==, "NO");
  g_assert_null (olje->role);
  g_assert_true (dtl_user_lexicon_actor (lexicon, "norwegian oil company", TRUE, FALSE) == olje);
  g_assert_true (dtl_user_lexicon_actor (lexicon, "noc", TRUE, TRUE) == olje);
  g_assert_null (dtl_user_lexicon_actor (lexicon, "noc", TRUE, FALSE));
  g_assert_null (dtl_user_lexicon_actor (lexicon, "norsk olje", FALSE, FALSE));
  g_assert_null (dtl_user_lexicon_actor (lexicon, "norsk", TRUE, FALSE));
  olsen = dtl_user_lexicon_actor (lexicon, "marta olsen", TRUE, FALSE);
  g_assert_cmpint (olsen->kind, ==, DTL_ACTOR_PERSON);
  g_assert_null (olsen->country);
  g_assert_cmpstr (olsen->role, ==, "harbour master");
}

static void
test_user_words (void)
{
  g_autoptr (DtlUserLexicon) lexicon = read_user ("verb\tWaylay\tattack\nverb\tbrief\t\t\tstative\n"
                                                  "noun\tmoot\tmeet\tbetween=agent with=counterpart\n",
                                                  NULL);
  const DtlTable *verbs = dtl_user_lexicon_table (lexicon, &dtl_table_verbs);
  const DtlTable *nouns = dtl_user_lexicon_table (lexicon, &dtl_table_nouns);
  DtlFrame frame;

  g_assert_cmpuint (verbs->n_rows, ==, 2);
  g_assert_cmpstr (dtl_table_cell (verbs, "waylay", DTL_VERBS_CLASS), ==, "attack");
  g_assert_cmpstr (dtl_table_cell (verbs, "brief", DTL_VERBS_CLASS), ==, "");
  g_assert_true (dtl_frame_parse (nouns, dtl_table_find (nouns, "moot", NULL), &frame));
  g_assert_cmpuint (frame.fills[DTL_SLOT_WITH], ==, DTL_ROLE_COUNTERPART);
  g_assert_true (frame.flags & DTL_FRAME_HAPPENING); /* of a noun without flags */
}

static const struct
{
  const char *text;
  const char *message;
} bad_rows[] = {
  { "actor\n", "mine.tsv:1: an actor needs a name" },
  { "# a\n\nactor\tOle\t\tking\n", "mine.tsv:3: 'king' is no kind of actor: person, organisation, country, place, group, product or other" },
  { "actor\tOle\t\t\tNorway\n", "mine.tsv:1: 'Norway' is no country: two capitals as in ISO 3166-1, or -" },
  { "actor\tOle\nactor\tBerg\tOle\n", "mine.tsv:2: 'Ole' already names 'Ole'" },
  { "verb\t\tmeet\n", "mine.tsv:1: a word is missing" },
  { "verb\tmoot\tmooting\n", "mine.tsv:1: 'mooting' is no class of events, as meet, attack or sign" },
  { "noun\tmoot\tmeet\twith=friend\n", "mine.tsv:1: 'with=friend' or '' has a word that is no slot, role or flag" },
  { "verb\tmoot\tmeet\t\t\tnote\n", "mine.tsv:1: more cells than 5" },
  { "place\tBergen\n", "mine.tsv:1: a row begins with actor, verb or noun, not 'place'" },
  { "verb\ta\tx\nverb\tb\ty", "mine.tsv:1: 'x' is no class of events, as meet, attack or sign\n"
                               "mine.tsv:2: 'y' is no class of events, as meet, attack or sign" },
  { "actor\t\377\n", "mine.tsv: not UTF-8" },
};

static void
test_user_errors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_user (bad_rows[i].text, &error));
      g_assert_error (error, DTL_ERROR, DTL_ERROR_SYNTAX);
      g_assert_cmpstr (error->message, ==, bad_rows[i].message);
    }
}

/* A file that is no lexicon at all is told of in a few lines. */
static void
test_user_hostile (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (text, i % 2 ? "\t\t\t\t\t\t\t\t\t\tx\n" : "actor\tLong");
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (text, 'x');
  g_assert_null (read_user (text->str, &error));
  lines = g_strsplit (error->message, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 11);
  g_assert_cmpuint (strlen (error->message), <, 2000);
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
  g_test_add_func ("/lexicon/user/actors", test_user_actors);
  g_test_add_func ("/lexicon/user/words", test_user_words);
  g_test_add_func ("/lexicon/user/errors", test_user_errors);
  g_test_add_func ("/lexicon/user/hostile", test_user_hostile);
  return g_test_run ();
}
