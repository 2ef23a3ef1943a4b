/* Sentences, words, languages, and the spellings of documents, by the examples in spec/text and in the tables. */
#include "text/text.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "document/characters.h"
#include "export/writers.h"
#include "ingest/ingest.h"
#include "lexicon/tables.h"

static char *
read_spec (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("DTL_TEST_SRCDIR"), "spec", "text", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static DtlTable *
read_table (const char *name)
{
  g_autofree char *text = read_spec (name);
  g_autoptr (GError) error = NULL;
  DtlTable *table = dtl_table_new_from_tsv (name, text, strlen (text), &error);

  g_assert_no_error (error);
  return table;
}

static DtlDocument *
analyse (const char *text, gsize length)
{
  DtlDocument *document = dtl_document_new (text, length);
  g_autoptr (GError) error = NULL;

  g_assert_true (dtl_text_run (document, &error));
  g_assert_no_error (error);
  return document;
}

/* Spans lie in the text, in order, without overlap, and leave out nothing but white space; sentences and tokens agree;
 * multiword tokens lie in their sentence. */
static void
check_layers (const DtlDocument *document)
{
  guint32 at = 0, n_tokens = 0, line = 1;

  g_assert_true (g_utf8_validate (document->text, document->length, NULL));
  for (guint32 s = 0; s < document->sentences->len; s++)
    {
      const DtlSentence *sentence = dtl_document_sentence (document, s);

      g_assert_cmpuint (sentence->first_token, ==, n_tokens);
      g_assert_cmpuint (sentence->n_tokens, >, 0);
      g_assert_cmpuint (sentence->line, >=, line);
      line = sentence->line;
      n_tokens += sentence->n_tokens;
      g_assert_cmpuint (sentence->span.start, ==, dtl_document_token (document, sentence->first_token)->span.start);
      g_assert_cmpuint (sentence->span.end, ==, dtl_document_token (document, n_tokens - 1)->span.end);
    }
  g_assert_cmpuint (n_tokens, ==, document->tokens->len);
  for (guint32 i = 0; i < document->tokens->len; i++)
    {
      const DtlToken *token = dtl_document_token (document, i);
      const DtlSentence *sentence = dtl_document_sentence (document, token->sentence);

      for (; at < token->span.start; at += g_utf8_skip[(guchar) document->text[at]])
        g_assert_cmpint (dtl_character_classify (g_utf8_get_char (document->text + at)), ==, CHARACTER_SPACE);
      g_assert_cmpuint (at, ==, token->span.start);
      g_assert_cmpuint (token->span.end, >, token->span.start);
      g_assert_cmpuint (token->span.end, <=, document->length);
      g_assert_cmpuint (i + token->multiword, <=, sentence->first_token + sentence->n_tokens);
      g_assert_cmpint (token->head, ==, -1);
      g_assert_cmpuint (strlen (token->form), ==, token->span.end - token->span.start);
      g_assert_cmpint (memcmp (token->form, document->text + at, strlen (token->form)), ==, 0);
      g_assert_true (g_utf8_validate (token->form, -1, NULL) && g_utf8_validate (token->lower, -1, NULL));
      at = token->span.end;
    }
}

/* "He do‿n't go . ⏎ Why ?": words with blanks, contractions with ties, sentences with returns. */
static char *
spell (const DtlDocument *document)
{
  GString *out = g_string_new (NULL);
  guint32 tied = 0;

  for (guint32 i = 0; i < document->tokens->len; i++)
    {
      const DtlToken *token = dtl_document_token (document, i);

      if (i > 0)
        g_string_append (out, token->sentence != token[-1].sentence ? " ⏎ " : tied > 1 ? "‿" : " ");
      tied = token->multiword > 0 ? token->multiword : tied > 0 ? tied - 1 : 0;
      g_string_append (out, token->form);
    }
  return g_string_free (out, FALSE);
}

static void
test_words (void)
{
  DtlTable *table = read_table ("words.tsv");
  const guint text_column = dtl_table_column (table, "text"), words_column = dtl_table_column (table, "words");
  gboolean failed = FALSE;

  for (guint i = 0; i < table->n_rows; i++)
    {
      const char *const *row = dtl_table_row (table, i);
      g_autofree char *text = g_strcompress (row[text_column]);
      g_autoptr (DtlDocument) document = analyse (text, strlen (text));
      g_autofree char *words = spell (document);

      check_layers (document);
      if (strcmp (words, row[words_column]) != 0)
        {
          g_test_message ("%s: got %s", row[0], words);
          failed = TRUE;
        }
    }
  g_assert_false (failed);
  dtl_table_free (table);
}

static void
test_kinds (void)
{
  DtlTable *table = read_table ("kinds.tsv");

  for (guint i = 0; i < table->n_rows; i++)
    {
      const char *const *row = dtl_table_row (table, i);
      g_autofree char *text = g_strcompress (row[dtl_table_column (table, "text")]);
      g_autoptr (DtlDocument) document = analyse (text, strlen (text));
      GString *kinds = g_string_new (NULL);

      for (guint32 s = 0; s < document->sentences->len; s++)
        g_string_append_printf (kinds, "%s%s:%u", s > 0 ? " " : "",
                                dtl_sentence_kind_to_string (dtl_document_sentence (document, s)->kind),
                                dtl_document_sentence (document, s)->line);
      g_test_message ("%s", row[0]);
      g_assert_cmpstr (kinds->str, ==, row[dtl_table_column (table, "kinds")]);
      g_string_free (kinds, TRUE);
    }
  dtl_table_free (table);
}

/* Sentences take the kind of their block; only body sentences become quotations. */
static void
test_blocks (void)
{
  const char *text = "“A title”\n\n“A line,” he said. “One more.”";
  DtlBlock blocks[] = { { { 0, 13 }, DTL_SENTENCE_TITLE }, { { 15, strlen (text) }, DTL_SENTENCE_BODY } };
  g_autoptr (DtlDocument) document = dtl_document_new (text, strlen (text));

  g_array_append_vals (document->blocks, blocks, 2);
  document->lines_before = 10;
  g_assert_true (dtl_text_run (document, NULL));
  check_layers (document);
  g_assert_cmpuint (document->sentences->len, ==, 3);
  g_assert_cmpint (dtl_document_sentence (document, 0)->kind, ==, DTL_SENTENCE_TITLE);
  g_assert_cmpint (dtl_document_sentence (document, 1)->kind, ==, DTL_SENTENCE_BODY);
  g_assert_cmpint (dtl_document_sentence (document, 2)->kind, ==, DTL_SENTENCE_QUOTE);
  g_assert_cmpuint (dtl_document_sentence (document, 0)->line, ==, 11);
  g_assert_cmpuint (dtl_document_sentence (document, 2)->line, ==, 13);
  g_assert_cmpuint (dtl_document_sentence (document, 2)->block, ==, 1);
}

/* Forms that are equal are the same pointer; lower case folds quotes and dashes. */
static void
test_forms (void)
{
  const char *text = "The “U.S.” — THE ’’ don’t ‘İ’ 5–6 the";
  g_autoptr (DtlDocument) document = analyse (text, strlen (text));
  GString *lower = g_string_new (NULL);

  for (guint32 i = 0; i < document->tokens->len; i++)
    g_string_append_printf (lower, "%s ", dtl_document_token (document, i)->lower);
  g_assert_cmpstr (lower->str, ==, "the \" u.s. \" -- the '' do n't ' i ' 5 - 6 the ");
  g_assert_true (dtl_document_token (document, 0)->lower
                 == dtl_document_token (document, document->tokens->len - 1)->lower);
  g_string_free (lower, TRUE);
}

/* Examples of the tables: the key is a token of its own there, and begins no new sentence. */
static guint32
find_lower (const DtlDocument *document, const char *key)
{
  for (guint32 i = 0; i < document->tokens->len; i++)
    if (strcmp (dtl_document_token (document, i)->lower, key) == 0)
      return i;
  return DTL_NONE;
}

static void
check_example (const char *example, const char *key)
{
  g_autoptr (DtlDocument) document = analyse (example, strlen (example));

  check_layers (document);
  if (find_lower (document, key) == DTL_NONE)
    g_test_fail_printf ("%s: %s is no token of it", example, key);
}

static void
test_abbreviations (void)
{
  for (guint i = 0; i < dtl_table_abbreviations.n_rows; i++)
    {
      const char *const *row = dtl_table_row (&dtl_table_abbreviations, i);
      const char *example = row[DTL_ABBREVIATIONS_EXAMPLE];
      g_autoptr (DtlDocument) document = analyse (example, strlen (example));
      gboolean likely = strcmp (row[DTL_ABBREVIATIONS_KIND], "likely") == 0;

      if (!likely && document->sentences->len != 1)
        g_test_fail_printf ("%s: %u sentences", example, document->sentences->len);
      if (!likely)
        check_example (example, row[0]);
    }
}

static void
test_tables (void)
{
  for (guint i = 0; i < dtl_table_text_wholes.n_rows; i++)
    check_example (dtl_table_row (&dtl_table_text_wholes, i)[DTL_TEXT_WHOLES_EXAMPLE],
                   dtl_table_row (&dtl_table_text_wholes, i)[0]);
  for (guint i = 0; i < dtl_table_text_units.n_rows; i++)
    check_example (dtl_table_row (&dtl_table_text_units, i)[DTL_TEXT_UNITS_EXAMPLE],
                   dtl_table_row (&dtl_table_text_units, i)[0]);
  for (guint i = 0; i < dtl_table_text_smileys.n_rows; i++)
    check_example (dtl_table_row (&dtl_table_text_smileys, i)[DTL_TEXT_SMILEYS_EXAMPLE],
                   dtl_table_row (&dtl_table_text_smileys, i)[0]);
}

/* Examples that are one token as a whole. */
static void
check_single (const char *example)
{
  g_autoptr (DtlDocument) document = analyse (example, strlen (example));

  if (document->tokens->len != 1)
    g_test_fail_printf ("%s: %u tokens", example, document->tokens->len);
}

static void
test_singles (void)
{
  for (guint i = 0; i < dtl_table_text_prefixes.n_rows; i++)
    check_single (dtl_table_row (&dtl_table_text_prefixes, i)[DTL_TEXT_PREFIXES_EXAMPLE]);
  for (guint i = 0; i < dtl_table_text_files.n_rows; i++)
    check_single (dtl_table_row (&dtl_table_text_files, i)[DTL_TEXT_FILES_EXAMPLE]);
  for (guint i = 0; i < dtl_table_text_domains.n_rows; i++)
    check_single (dtl_table_row (&dtl_table_text_domains, i)[DTL_TEXT_DOMAINS_EXAMPLE]);
}

/* "do|nt" in "They dont know." is do‿nt. */
static void
test_contractions (void)
{
  for (guint i = 0; i < dtl_table_text_contractions.n_rows; i++)
    {
      const char *const *row = dtl_table_row (&dtl_table_text_contractions, i);
      const char *example = row[DTL_TEXT_CONTRACTIONS_EXAMPLE];
      g_auto (GStrv) parts = g_strsplit (row[DTL_TEXT_CONTRACTIONS_PARTS], "|", -1);
      g_autoptr (DtlDocument) document = analyse (example, strlen (example));
      guint32 at = 0;

      while (at < document->tokens->len && dtl_document_token (document, at)->multiword == 0)
        at++;
      g_test_message ("%s", example);
      g_assert_cmpuint (at + g_strv_length (parts), <=, document->tokens->len);
      g_assert_cmpuint (dtl_document_token (document, at)->multiword, ==, g_strv_length (parts));
      for (guint k = 0; parts[k]; k++)
        g_assert_cmpstr (dtl_document_token (document, at + k)->lower, ==, parts[k]);
    }
}

static void
test_languages (void)
{
  DtlTable *table = read_table ("languages.tsv");

  for (guint i = 0; i < table->n_rows; i++)
    {
      const char *const *row = dtl_table_row (table, i);
      const char *found = dtl_text_detect_language (row[1], strlen (row[1]));

      g_test_message ("%s: %s", row[0], row[1]);
      g_assert_cmpstr (found ? found : "none", ==, row[0]);
    }
  dtl_table_free (table);
  for (guint i = 0; i < dtl_table_text_languages.n_rows; i++)
    {
      const char *const *row = dtl_table_row (&dtl_table_text_languages, i);
      const char *example = row[DTL_TEXT_LANGUAGES_EXAMPLE];

      g_assert_cmpstr (dtl_text_detect_language (example, strlen (example)), ==, row[0]);
    }
  g_assert_null (dtl_text_detect_language ("", 0));
}

/* Ugly texts: what counts is that the layers stay sound. */

static void
check_ugly (const char *text, gsize length)
{
  g_autoptr (DtlDocument) document = analyse (text, length);
  g_autoptr (GString) out = g_string_new (NULL);

  check_layers (document);
  g_assert_true (dtl_write_conllu (document, NULL, out, NULL));
  g_assert_true (dtl_write_document_json (document, NULL, out, NULL));
  g_assert_true (g_utf8_validate (out->str, out->len, NULL));
}

static void
check_repeated (const char *unit, gsize size)
{
  GString *text = g_string_sized_new (size + 64);
  g_autoptr (DtlDocument) document = NULL;

  while (text->len < size)
    g_string_append (text, unit);
  document = analyse (text->str, text->len);
  check_layers (document);
  for (guint32 s = 0; s < document->sentences->len; s++)
    g_assert_cmpuint (dtl_document_sentence (document, s)->n_tokens, <=, 4001);
  g_string_free (text, TRUE);
}

static void
test_ugly (void)
{
  static const char *const units[] = {
    "a",   "a-", "a.", "a.b.",  "'",    "\"", "http://",          "a@b",      "1,000,", "((",   "don't",   "’s", ".",
    "U.S. ", "中", "x'", "12-", "1/2/", ":)", "\xF0\x9F\x98\x80", "\xCC\x81", "w/",     "[1] ", "p.m. A ", "$",  "e-",
  };

  check_ugly ("", 0);
  check_ugly (" \n\t\r\n ", 6);
  check_ugly ("\xEF\xBB\xBF", 3);
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    check_repeated (units[i], 60000);
}

/* Strings of the characters that rules look at, from a fixed seed. */
static void
test_random (void)
{
  static const char *const atoms[] = {
    "a", "B",  "the", "The", " ", " ",    "\n", "\n\n", ".",   ".",    "'",   "’",    "‘",    "\"",   "“", "”", "-", "--",
    "—", "1",  "0",   "$",   "€", ",",    "(",  ")",    "[",   "]",    "s",   "n't",  "@",    "#",    "/", ":", "Mr", "p.m",
    "?", "!",  "…",   "I",   "&", "U.S",  "*",  "_",    "%",   "www.", "é",   ".com", "中",   "😀",   "\r", "\xE2\x80\x8D",
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (2026);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint round = 0; round < 3000; round++)
    {
      g_string_set_size (text, 0);
      for (guint n = g_rand_int_range (random, 1, 40); n > 0; n--)
        g_string_append (text, atoms[g_rand_int_range (random, 0, G_N_ELEMENTS (atoms))]);
      check_ugly (text->str, text->len);
    }
}

/* CoNLL-U. */

static GPtrArray *
read_conllu (const char *text, gsize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) dtl_document_unref);
  DtlInput input = { .bytes = bytes, .uri = "test.conllu", .kind = "conllu" };

  if (!dtl_ingest_conllu (&input, documents, error))
    {
      g_assert_cmpuint (documents->len, ==, 0);
      return NULL;
    }
  return g_steal_pointer (&documents);
}

/* What is read is printed as it was. */
static void
test_conllu_round (void)
{
  g_autofree char *text = read_spec ("round.conllu");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) documents = read_conllu (text, strlen (text), &error);
  g_autoptr (GString) out = g_string_new (NULL);
  DtlDocument *document;

  g_assert_no_error (error);
  g_assert_cmpuint (documents->len, ==, 1);
  document = documents->pdata[0];
  g_assert_true (document->pretokenized);
  g_assert_true (dtl_text_run (document, &error));
  g_assert_true (dtl_write_conllu (document, NULL, out, &error));
  g_assert_cmpstr (out->str, ==, text);
  g_assert_cmpstr (document->text, ==, "Hale can't stay. “Why?”\n\nDel paso 1 000 al");
  g_assert_cmpuint (document->blocks->len, ==, 2);
  g_assert_cmpuint (dtl_document_sentence (document, 2)->line, ==, 23);
  g_assert_cmpint (dtl_document_sentence (document, 1)->kind, ==, DTL_SENTENCE_QUOTE);
}

/* What we write can be read, and is written again alike. */
static void
test_conllu_own (void)
{
  const char *text = "Mr. Hale didn't go.\nHe stayed.\n\n“No,” she said.";
  g_autoptr (DtlDocument) document = analyse (text, strlen (text));
  g_autoptr (GString) first = g_string_new (NULL), second = g_string_new (NULL);
  g_autoptr (GPtrArray) documents = NULL;
  DtlName name = { 0, 2, DTL_NAME_PER };

  g_array_append_val (document->names, name);
  g_assert_true (dtl_write_conllu (document, NULL, first, NULL));
  g_assert_nonnull (strstr (first->str, "\t_\tNER=B-PER\n2\tHale\t"));
  g_assert_nonnull (strstr (first->str, "\n3-4\tdidn't\t"));
  g_assert_nonnull (strstr (first->str, "# text = Mr. Hale didn't go.\n"));
  documents = read_conllu (first->str, first->len, NULL);
  g_assert_nonnull (documents);
  document->names->len = 1;
  g_array_append_val (((DtlDocument *) documents->pdata[0])->names, name);
  g_assert_true (dtl_write_conllu (documents->pdata[0], NULL, second, NULL));
  g_assert_cmpstr (first->str, ==, second->str);
}

static void
test_conllu_bad (void)
{
  DtlTable *table = read_table ("bad-conllu.tsv");

  for (guint i = 0; i < table->n_rows; i++)
    {
      const char *const *row = dtl_table_row (table, i);
      g_autofree char *text = g_strcompress (row[dtl_table_column (table, "text")]);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", row[0]);
      g_assert_null (read_conllu (text, strlen (text), &error));
      g_assert_error (error, DTL_ERROR, DTL_ERROR_INPUT);
      g_assert_cmpstr (error->message, ==, row[dtl_table_column (table, "message")]);
    }
  dtl_table_free (table);
}

/* Every prefix of a good file is read or refused, never worse. */
static void
test_conllu_cut (void)
{
  g_autofree char *text = read_spec ("round.conllu");
  gsize length = strlen (text);

  for (gsize n = 0; n < length; n++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) documents = read_conllu (text, n, &error);

      g_assert_true ((documents != NULL) != (error != NULL));
    }
}

/* So is a file with bytes changed, from a fixed seed. */
static void
test_conllu_changed (void)
{
  static const char bytes[] = "\t\n-.1230|#_=a\xE2 ";
  g_autofree char *text = read_spec ("round.conllu");
  g_autoptr (GRand) random = g_rand_new_with_seed (2026);
  gsize length = strlen (text);

  for (guint round = 0; round < 3000; round++)
    {
      g_autofree char *copy = g_strndup (text, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) documents = NULL;
      g_autoptr (GString) out = g_string_new (NULL);

      for (int n = g_rand_int_range (random, 1, 5); n > 0; n--)
        copy[g_rand_int_range (random, 0, length)] = bytes[g_rand_int_range (random, 0, sizeof bytes - 1)];
      documents = read_conllu (copy, length, &error);
      g_assert_true ((documents != NULL) != (error != NULL));
      if (documents)
        g_assert_true (dtl_write_conllu (documents->pdata[0], NULL, out, NULL)
                       && dtl_write_document_json (documents->pdata[0], NULL, out, NULL));
    }
}

/* Document JSON. */

static void
test_json (void)
{
  const char *text = "😀 é “Hale”\n\"\\ \x01 tab\t";
  g_autoptr (DtlDocument) document = analyse (text, strlen (text));
  g_autofree char *json = dtl_document_to_json (document);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object, *token;
  JsonArray *tokens;
  g_autoptr (GError) error = NULL;

  g_assert_null (strchr (json, '\n'));
  root = json_from_string (json, &error);
  g_assert_no_error (error);
  object = json_node_get_object (root);
  g_assert_cmpstr (json_object_get_string_member (object, "format"), ==, "dateline-document/1");
  g_assert_cmpstr (json_object_get_string_member (object, "text"), ==, text);
  tokens = json_object_get_array_member (object, "tokens");
  g_assert_cmpuint (json_array_get_length (tokens), ==, document->tokens->len);
  token = json_array_get_object_element (tokens, 3);
  g_assert_cmpint (json_object_get_int_member (token, "start"), ==, 5);
  g_assert_cmpint (json_object_get_int_member (token, "end"), ==, 9);
  g_assert_true (json_object_get_null_member (token, "upos"));
  g_assert_cmpint (json_object_get_int_member (token, "head"), ==, -1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "events")), ==, 0);
}

/* All layers that other stages make. */
static void
test_json_layers (void)
{
  const char *text = "É. Hale left on 03/04.";
  g_autoptr (DtlDocument) document = analyse (text, strlen (text));
  static const char *const candidates[] = { "2022-03-04", "2022-04-03", NULL };
  DtlTime time = { .first = 4, .n = 1, .span = { 17, 22 }, .type = DTL_TIME_DATE, .rule = "numbers",
                   .candidates = candidates };
  DtlEntity entity = { .first = 0, .n = 2, .head = 1, .kind = DTL_ACTOR_PERSON, .actor = DTL_NONE };
  DtlLink link = { .event = 0, .time = 0, .other = DTL_NONE, .relation = "includes" };
  g_autofree char *json = NULL;
  static const char *const parts[] = {
    "\"entities\":[{\"start\":0,\"end\":7,\"head\":1,\"kind\":\"person\",\"actor\":null}]",
    "\"times\":[{\"start\":16,\"end\":21,\"text\":\"03/04\",\"type\":\"DATE\",\"value\":null,\"edtf\":null,\"mod\":null,"
    "\"rule\":\"numbers\",\"anchor\":null,\"candidates\":[\"2022-03-04\",\"2022-04-03\"]}]",
    "\"links\":[{\"event\":null,\"time\":0,\"relation\":\"includes\"}]",
    "\"diagnostics\":[{\"tag\":\"ambiguous-date\",\"severity\":\"warning\",\"start\":16,\"end\":21,"
    "\"message\":\"two \\\"readings\\\"\"}]",
  };

  g_array_append_val (document->times, time);
  g_array_append_val (document->entities, entity);
  g_array_append_val (document->links, link);
  dtl_document_diagnose (document, "ambiguous-date", DTL_SEVERITY_WARNING, time.span, "two \"%s\"", "readings");
  json = dtl_document_to_json (document);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (json, parts[i]) == NULL)
      g_test_fail_printf ("%s not in %s", parts[i], json);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/words", test_words);
  g_test_add_func ("/text/kinds", test_kinds);
  g_test_add_func ("/text/blocks", test_blocks);
  g_test_add_func ("/text/forms", test_forms);
  g_test_add_func ("/text/tables/abbreviations", test_abbreviations);
  g_test_add_func ("/text/tables/words-in-examples", test_tables);
  g_test_add_func ("/text/tables/single-tokens", test_singles);
  g_test_add_func ("/text/tables/contractions", test_contractions);
  g_test_add_func ("/text/languages", test_languages);
  g_test_add_func ("/text/ugly/repeated", test_ugly);
  g_test_add_func ("/text/ugly/random", test_random);
  g_test_add_func ("/conllu/round-trip", test_conllu_round);
  g_test_add_func ("/conllu/own", test_conllu_own);
  g_test_add_func ("/conllu/bad", test_conllu_bad);
  g_test_add_func ("/conllu/cut-off", test_conllu_cut);
  g_test_add_func ("/conllu/changed", test_conllu_changed);
  g_test_add_func ("/document-json/text", test_json);
  g_test_add_func ("/document-json/layers", test_json_layers);
  return g_test_run ();
}
