/* Syntax: the decoder against a search through all trees, features, lemmas, windows; sentences are in test-sentences.c. */
#include <math.h>
#include <string.h>
#include <time.h>

#include "analysed.h"
#include "model-file.h"
#include "syntax/constraints.h"
#include "syntax/encoder.h"
#include "syntax/lemma.h"
#include "syntax/syntax.h"
#include "syntax/tree.h"
#include "text/text.h"
#include "timex/timex.h"

static DtlModel *
open_model (gboolean small)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (g_getenv ("DTL_TEST_SRCDIR"), "data", "mini.dtm", NULL);
  DtlModel *model = dtl_model_open (small ? path : DTL_SOURCE_MODELS "/en.dtm", &error);

  g_assert_no_error (error);
  return model;
}

static DtlSyntax *
make_syntax (gboolean small)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtlModel) model = open_model (small);
  DtlSyntax *syntax = dtl_syntax_new (model, &error);

  g_assert_no_error (error);
  return syntax;
}

/* The score of the best tree with one child of the root, by trying all. */
static double
search (const float *scores, guint n, guint node, gint32 *heads)
{
  double best = -1e30;

  if (node == n)
    {
      guint n_roots = 0;
      double total = 0;

      for (guint i = 1; i < n; i++)
        {
          guint at = i, steps = 0;

          while (at != 0 && steps++ <= n)
            at = heads[at];
          if (at != 0)
            return best;
          n_roots += heads[i] == 0;
          total += scores[i * n + heads[i]];
        }
      return n_roots == 1 ? total : best;
    }
  for (guint head = 0; head < n; head++)
    if (head != node)
      {
        heads[node] = head;
        best = MAX (best, search (scores, n, node + 1, heads));
      }
  return best;
}

/* A score of round @round: a number with a fraction; a small integer, which makes many trees equal; or now and then no arc. */
static float
draw_score (GRand *random, guint round)
{
  switch (round % 3)
    {
    case 0:
      return g_rand_double_range (random, -5, 5);
    case 1:
      return g_rand_int_range (random, -2, 3);
    default:
      return g_rand_int_range (random, 0, 3) ? g_rand_int_range (random, -9, 10) : DTL_NO_ARC;
    }
}

/* All trees of up to six nodes: the decoder finds the best sum, and where there are barred arcs it uses as few as can be. */
static void
test_tree_exact (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  for (guint round = 0; round < 3000; round++)
    {
      guint n = 2 + round % 5, n_roots = 0;
      float scores[36];
      gint32 heads[6], again[6], tried[6];
      double total = 0;

      for (guint i = 0; i < n * n; i++)
        scores[i] = draw_score (random, round / 5);
      dtl_tree_decode (scores, n, heads);
      dtl_tree_decode (scores, n, again);
      g_assert_cmpmem (heads, n * sizeof *heads, again, n * sizeof *again);
      for (guint i = 1; i < n; i++)
        {
          n_roots += heads[i] == 0;
          total += scores[i * n + heads[i]];
        }
      g_assert_cmpuint (n_roots, ==, 1);
      g_assert_cmpfloat_with_epsilon (total, search (scores, n, 1, tried), 1e-4);
    }
}

static void
assert_tree (const gint32 *heads, guint n)
{
  guint n_roots = 0;

  for (guint i = 1; i < n; i++)
    {
      guint at = i, steps = 0;

      while (at != 0 && steps++ <= n)
        at = heads[at];
      g_assert_cmpuint (at, ==, 0);
      n_roots += heads[i] == 0;
    }
  g_assert_cmpuint (n_roots, ==, 1);
}

/* Sizes up to the limit, arcs that are barred, and scores that are no numbers still give trees. */
static void
test_tree_hostile (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autofree float *scores = g_new (float, DTL_MAX_NODES * DTL_MAX_NODES);
  gint32 heads[DTL_MAX_NODES];

  for (guint kind = 0; kind < 4; kind++)
    for (guint n = 2; n <= DTL_MAX_NODES; n = n < 8 ? n + 1 : n == DTL_MAX_NODES ? n + 1 : DTL_MAX_NODES)
      {
        for (guint i = 0; i < n * n; i++)
          scores[i] = kind == 0 ? 0 : kind == 1 ? g_rand_double (random) : kind == 2 ? DTL_NO_ARC : (float) NAN;
        dtl_tree_decode (scores, n, heads);
        assert_tree (heads, n);
      }
}

/* The time of a tree that is all cycles within cycles, at the size limit: for -m perf. */
static void
test_tree_speed (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (9);
  g_autofree float *scores = g_new (float, DTL_MAX_NODES * DTL_MAX_NODES);
  guint n = g_test_perf () ? DTL_MAX_NODES : 64, n_rounds = g_test_perf () ? 200 : 2;
  gint32 heads[DTL_MAX_NODES];
  clock_t start;

  for (guint d = 0; d < n; d++)
    for (guint h = 0; h < n; h++)
      scores[d * n + h] = -fabs ((double) d - h) + 1e-3 * g_rand_double (random);
  start = clock ();
  for (guint round = 0; round < n_rounds; round++)
    dtl_tree_decode (scores, n, heads);
  assert_tree (heads, n);
  g_test_message ("%.3f ms of CPU time a tree of %u nodes", 1e3 * (clock () - start) / CLOCKS_PER_SEC / n_rounds, n);
}

/* Words that rules ask for, with tags, names and times at random, overlapping as they like: there is a tree all the same. */
static void
test_constraints_hostile (void)
{
  static const char *const forms[] = { "Friday", "said", "and", ",", "minister", "Prime", "Smith", "the", "\"", "that",
                                       "after", "by", "night", "Secretary", "of", ".", "-" };
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (guint round = 0; round < 2000; round++)
    {
      guint n = g_rand_int_range (random, 1, 14), size = n + 1, n_names = 0;
      g_autoptr (DtlDocument) document = dtl_document_new ("", 0);
      g_autofree float *scores = g_new (float, size * size);
      DtlConstraints constraints;
      DtlName names[14];
      gint32 heads[14];

      for (guint i = 0; i < n; i++)
        {
          DtlToken token = { .head = -1, .upos = g_rand_int_range (random, 0, DTL_N_UPOS),
                             .xpos = g_rand_int_range (random, 0, DTL_N_XPOS), .space_after = TRUE };
          DtlTime time = { .first = i, .n = g_rand_int_range (random, 1, 5), .type = g_rand_int_range (random, 0, 4) };

          token.form = forms[g_rand_int_range (random, 0, G_N_ELEMENTS (forms))];
          token.lower = dtl_arena_strdup (document->arena, token.form);
          for (char *c = (char *) token.lower; *c; c++)
            *c = g_ascii_tolower (*c);
          token.lemma = g_str_equal (token.form, "said") ? "tell" : token.lower;
          g_array_append_val (document->tokens, token);
          if (g_rand_int_range (random, 0, 4) == 0)
            g_array_append_val (document->times, time);
        }
      for (guint i = 0; i < n; i += 1 + g_rand_int_range (random, 0, 3))
        {
          guint length = round % 7 ? MIN (n - i, (guint) g_rand_int_range (random, 1, 4)) : n - i;

          names[n_names++] = (DtlName) { i, length, g_rand_int_range (random, 0, DTL_N_NAMES) };
          i += length;
        }
      for (guint i = 0; i < size * size; i++)
        scores[i] = g_rand_double_range (random, -5, 5);
      dtl_constraints_find (document, 0, n, names, n_names, scores, &constraints);
      dtl_tree_decode (scores, size, heads);
      assert_tree (heads, size);
    }
}

static void
test_lemmas (void)
{
  static const struct
  {
    const char *form;
    DtlUpos upos;
    DtlXpos xpos;
    const char *lemma;
  } rows[] = {
    { "met", DTL_UPOS_VERB, DTL_XPOS_VBD, "meet" },        { "said", DTL_UPOS_VERB, DTL_XPOS_VBD, "say" },
    { "Talks", DTL_UPOS_NOUN, DTL_XPOS_NNS, "talk" },      { "countries", DTL_UPOS_NOUN, DTL_XPOS_NNS, "country" },
    { "stopping", DTL_UPOS_VERB, DTL_XPOS_VBG, "stop" },   { "provoked", DTL_UPOS_VERB, DTL_XPOS_VBN, "provoke" },
    { "telling", DTL_UPOS_VERB, DTL_XPOS_VBG, "tell" },    { "fled", DTL_UPOS_VERB, DTL_XPOS_VBD, "flee" },
    { "withdrew", DTL_UPOS_VERB, DTL_XPOS_VBD, "withdraw" }, { "better", DTL_UPOS_ADJ, DTL_XPOS_JJR, "good" },
    { "’s", DTL_UPOS_AUX, DTL_XPOS_VBZ, "be" },            { "n’t", DTL_UPOS_PART, DTL_XPOS_RB, "not" },
    { "Sergey", DTL_UPOS_PROPN, DTL_XPOS_NNP, "Sergey" },  { "Ukrainians", DTL_UPOS_PROPN, DTL_XPOS_NNPS, "Ukrainian" },
    { "kerala", DTL_UPOS_PROPN, DTL_XPOS_NNP, "Kerala" },  { "iPhone", DTL_UPOS_PROPN, DTL_XPOS_NNP, "iPhone" },
    { "United", DTL_UPOS_PROPN, DTL_XPOS_NNP, "United" },  { "Anna@post.eu", DTL_UPOS_X, DTL_XPOS_ADD, "Anna@post.eu" },
    { "C", DTL_UPOS_NOUN, DTL_XPOS_NN, "C" },              { "bin", DTL_UPOS_PROPN, DTL_XPOS_NNP, "bin" },
    { "forbade", DTL_UPOS_VERB, DTL_XPOS_VBZ, "forbid" },
    { "crises", DTL_UPOS_NOUN, DTL_XPOS_NNS, "crisis" },   { "“", DTL_UPOS_PUNCT, DTL_XPOS_BACKTICKS, "\"" },
  };
  g_autoptr (DtlModel) model = open_model (FALSE);
  DtlLemmas lemmas;
  DtlVocabulary words;

  g_assert_true (dtl_lemmas_init (&lemmas, model, NULL));
  g_assert_true (dtl_vocabulary_init (&words, model, "glove", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *lemma = dtl_lemmas_find (&lemmas, &words, rows[i].form, rows[i].upos, rows[i].xpos);

      g_assert_cmpstr (lemma, ==, rows[i].lemma);
    }
}

/* What src/train/features.py gives for the same forms. */
static void
test_features (void)
{
  g_autoptr (DtlModel) model = open_model (TRUE);
  DtlVocabulary words, vectors;
  guint n_rows[DTL_N_FEATURES] = { 0, 4096, 4096, 4096, 4096, 1024, 0 };
  guint32 rows[DTL_N_FEATURES];

  g_assert_true (dtl_vocabulary_init (&words, model, "word", NULL));
  g_assert_true (dtl_vocabulary_init (&vectors, model, "glove", NULL));
  dtl_features_of_form ("McDonald’s", &words, &vectors, n_rows, rows);
  g_assert_cmpuint (rows[DTL_FEATURE_SUFFIX2], ==, 957);
  g_assert_cmpuint (rows[DTL_FEATURE_SUFFIX4], ==, 1980);
  g_assert_cmpuint (rows[DTL_FEATURE_PREFIX], ==, 31);
  g_assert_cmpuint (rows[DTL_FEATURE_SHAPE], ==, 364);
  dtl_features_of_form ("", &words, &vectors, n_rows, rows);
  dtl_features_of_form ("Élysée…", &words, &vectors, n_rows, rows);
  g_assert_cmpuint (rows[DTL_FEATURE_PREFIX], ==, 1365);
}

static DtlDocument *
make_words (const char *const *forms, guint n)
{
  DtlDocument *document = dtl_document_new ("", 0);
  DtlSentence sentence = { .first_token = 0, .n_tokens = n, .kind = DTL_SENTENCE_BODY };

  for (guint i = 0; i < n; i++)
    {
      DtlToken token = { .head = -1 };

      token.form = dtl_arena_strdup (document->arena, forms[i % 8]);
      token.lower = token.form;
      g_array_append_val (document->tokens, token);
    }
  if (n > 0)
    g_array_append_val (document->sentences, sentence);
  return document;
}

static void
assert_one_tree (const DtlDocument *document)
{
  guint n_roots = 0;

  for (guint i = 0; i < document->tokens->len; i++)
    {
      const DtlToken *token = dtl_document_token (document, i);

      g_assert_cmpint (token->head, <, (gint) document->tokens->len);
      g_assert_true (token->upos != DTL_UPOS_NONE && token->deprel != DTL_DEPREL_NONE && token->lemma != NULL);
      g_assert_true ((token->head < 0) == (token->deprel == DTL_DEPREL_ROOT));
      n_roots += token->head < 0;
    }
  g_assert_cmpuint (n_roots, ==, document->tokens->len > 0);
}

/* One word, words of one kind, and sentences far over the window. */
static void
test_odd_sentences (void)
{
  static const struct
  {
    const char *forms[8];
    guint n;
  } rows[] = {
    { { "Yes", "Yes", "Yes", "Yes", "Yes", "Yes", "Yes", "Yes" }, 1 },
    { { "!", "?", "—", "...", ",", "“", ")", ";" }, 1 },
    { { "!", "?", "—", "...", ",", "“", ")", ";" }, 500 },
    { { ",", ",", ",", ",", ",", ",", ",", "," }, 8 },
    { { "Dmytro", "Kuleba", "Sergey", "Lavrov", "Emmanuel", "Macron", "Olaf", "Scholz" }, 8 },
    { { "Dmytro", "Kuleba", "Sergey", "Lavrov", "Emmanuel", "Macron", "Olaf", "Scholz" }, 500 },
    { { "Minister", "Olaf", "Scholz", "and", "President", "Emmanuel", "Macron", "," }, 500 },
    { { "Friday", "Friday", "Friday", "Friday", "Friday", "Friday", "Friday", "Friday" }, 500 },
    { { "the", "dog", ",", "saw", "a", "cat", "and", "ran" }, 50000 },
  };
  g_autoptr (DtlSyntax) syntax = make_syntax (TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DtlDocument) document = make_words (rows[i].forms, rows[i].n);

      g_assert_true (dtl_syntax_run (syntax, document, NULL));
      assert_one_tree (document);
    }
}

/* A sentence of any length is one tree; no words are no trouble. */
static void
test_overlong (void)
{
  static const char *const forms[8] = { "the", "dog", ",", "saw", "a", "cat", "and", "ran" };
  g_autoptr (DtlSyntax) syntax = make_syntax (TRUE);

  for (guint n = 0; n < 3000; n = n * 5 + 1)
    {
      g_autoptr (DtlDocument) document = make_words (forms, n);

      g_assert_true (dtl_syntax_run (syntax, document, NULL));
      assert_one_tree (document);
    }
}

/* Alone, or among other sentences in a batch: the same tree. */
static void
test_batches (void)
{
  g_autoptr (DtlSyntax) syntax = make_syntax (FALSE);
  const char *one = "The minister resigned Tuesday.";
  g_autoptr (DtlDocument) alone = analyse (syntax, one);
  g_autoptr (DtlDocument) among = analyse (syntax, "The minister resigned Tuesday.\n\nNobody had expected it, and nobody said so.\n\n"
                                                   "Talks failed.\n\nPolice arrested twelve protesters in Minsk.");

  for (guint i = 0; i < alone->tokens->len; i++)
    {
      const DtlToken *left = dtl_document_token (alone, i), *right = dtl_document_token (among, i);

      g_assert_cmpstr (left->form, ==, right->form);
      g_assert_cmpint (left->head, ==, right->head);
      g_assert_cmpuint (left->deprel, ==, right->deprel);
      g_assert_cmpuint (left->xpos, ==, right->xpos);
    }
}

/* Whatever the CPU can do, the trees are the same. */
static void
test_kernels (void)
{
  static const char *const text = "Ukrainian Foreign Minister Dmytro Kuleba and Russian Foreign Minister Sergey Lavrov met in "
                                  "Turkey on Thursday, but those talks ended without an agreement on a ceasefire.\n\nTalks failed.";
  g_autoptr (DtlModel) model = open_model (FALSE);
  g_autoptr (DtlSyntax) portable = dtl_syntax_new_with_kernel (model, dtl_kernel_nth (0), NULL);
  g_autoptr (DtlDocument) expected = analyse (portable, text);

  for (guint k = 1; dtl_kernel_nth (k) != NULL; k++)
    {
      g_autoptr (DtlSyntax) syntax = dtl_syntax_new_with_kernel (model, dtl_kernel_nth (k), NULL);
      g_autoptr (DtlDocument) got = analyse (syntax, text);

      for (guint i = 0; i < expected->tokens->len; i++)
        {
          const DtlToken *left = dtl_document_token (expected, i), *right = dtl_document_token (got, i);

          g_assert_cmpint (left->head, ==, right->head);
          g_assert_cmpuint (left->deprel, ==, right->deprel);
          g_assert_cmpuint (left->xpos, ==, right->xpos);
        }
    }
}

/* The weights file is checked before it is used: whatever is cut off or changed, loading fails or the stage runs. */
static void
test_damaged_model (void)
{
  static const char *const forms[8] = { "Talks", "failed", "in", "Minsk", "on", "Friday", "night", "." };
  g_autofree char *path = g_build_filename (g_getenv ("DTL_TEST_SRCDIR"), "data", "mini.dtm", NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autofree char *data = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  for (guint round = 0; round < 300; round++)
    {
      g_autofree char *copy = g_memdup2 (data, size);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (DtlModel) model = NULL;
      g_autoptr (DtlSyntax) syntax = NULL;
      g_autoptr (DtlDocument) document = make_words (forms, 8);

      for (guint k = 0; k < 8; k++)
        copy[g_rand_int_range (random, 0, round % 2 ? size : 6000)] = g_rand_int (random);
      seal_model ((guint8 *) copy, size);
      bytes = g_bytes_new (copy, size);
      model = dtl_model_new_from_bytes (bytes, NULL);
      syntax = model ? dtl_syntax_new (model, NULL) : NULL;
      if (syntax != NULL)
        g_assert_true (dtl_syntax_run (syntax, document, NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/syntax/tree/exact", test_tree_exact);
  g_test_add_func ("/syntax/tree/hostile", test_tree_hostile);
  g_test_add_func ("/syntax/tree/speed", test_tree_speed);
  g_test_add_func ("/syntax/constraints/hostile", test_constraints_hostile);
  g_test_add_func ("/syntax/odd-sentences", test_odd_sentences);
  g_test_add_func ("/syntax/features", test_features);
  g_test_add_func ("/syntax/lemmas", test_lemmas);
  g_test_add_func ("/syntax/overlong", test_overlong);
  g_test_add_func ("/syntax/batches", test_batches);
  g_test_add_func ("/syntax/kernels", test_kernels);
  g_test_add_func ("/syntax/damaged-model", test_damaged_model);
  return g_test_run ();
}
