/* Semantic roles: the paths of the trainer, scores against plain arithmetic, all kernels, the document's layers and their spellings. */
#include <string.h>

#include "document/lookup.h"
#include "export/writers.h"
#include "model-file.h"
#include "model/vocabulary.h"
#include "syntax/roles.h"
#include "syntax/syntax.h"

#define NODES 23

/* What src/train/roles.py gives for the same tree: rows of nodes 1 … NODES - 1 as seen from some of them. */
static void
test_paths (void)
{
  static const guint16 heads[NODES] = { 0, 2, 4, 2, 0, 4, 7, 5, 9, 4, 9, 12, 10, 12, 4, 4, 15, 15, 15, 15, 15, 15, 14 };
  static const guint8 labels[NODES] = { 3,  7,  14, 21, 28, 35, 42, 49, 6,  13, 20, 27,
                                        34, 41, 48, 5,  12, 19, 26, 33, 40, 47, 4 };
  static const struct
  {
    guint predicate;
    guint16 rows[NODES - 1];
  } views[] = {
    { 1, { 0, 766, 785, 208, 670, 208, 208, 208, 474, 775, 775, 775, 775, 880, 30, 775, 775, 319, 319, 319, 319, 319 } },
    { 4, { 754, 163, 506, 0, 338, 97, 536, 99, 142, 876, 208, 208, 775, 547, 722, 489, 365, 242, 118, 1018, 895, 634 } },
    { 5, { 119, 675, 575, 749, 0, 303, 91, 664, 654, 208, 208, 208, 208, 35, 210, 775, 775, 775, 775, 775, 775, 319 } },
    { 9, { 686, 64, 686, 553, 717, 119, 575, 744, 0, 18, 97, 962, 664, 448, 623, 208, 208, 775, 775, 775, 775, 775 } },
    { 12, { 230, 230, 230, 686, 686, 686, 686, 777, 350, 182, 373, 0, 671, 97, 664, 664, 208, 208, 208, 208, 775, 775 } },
    { 22, { 797, 509, 797, 22, 138, 230, 230, 230, 966, 230, 230, 230, 230, 566, 522, 686, 686, 119, 119, 575, 8, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    for (guint node = 1; node < NODES; node++)
      g_assert_cmpuint (dtl_roles_path (heads, labels, views[i].predicate, node), ==, views[i].rows[node - 1]);
}

static void
test_spellings (void)
{
  g_assert_cmpuint (dtl_propbank_from_string ("ARG0"), ==, DTL_PROPBANK_ARG0);
  g_assert_cmpuint (dtl_propbank_from_string ("C-ARG1-DSP"), ==, DTL_PROPBANK_ARG1_DSP + DTL_PROPBANK_CONTINUED);
  g_assert_cmpuint (dtl_propbank_from_string ("R-ARGM-TMP"), ==, DTL_PROPBANK_TMP + DTL_PROPBANK_REFERENCE);
  g_assert_cmpuint (dtl_propbank_from_string ("ARGM"), ==, DTL_PROPBANK_NONE);
  g_assert_cmpuint (dtl_propbank_from_string ("_"), ==, DTL_PROPBANK_NONE);
  g_assert_cmpuint (dtl_propbank_base (DTL_PROPBANK_LOC + DTL_PROPBANK_REFERENCE), ==, DTL_PROPBANK_LOC);
  g_assert_cmpstr (dtl_propbank_to_string (DTL_PROPBANK_NONE), ==, "_");
  g_assert_cmpstr (dtl_propbank_to_string (200), ==, "_");
  for (guint role = 1; role < DTL_N_PROPBANK; role++)
    for (guint form = 0; form <= DTL_PROPBANK_REFERENCE; form += DTL_PROPBANK_CONTINUED)
      g_assert_cmpuint (dtl_propbank_from_string (dtl_propbank_to_string (role + form)), ==, role + form);
  for (guint kind = 1; kind < DTL_N_PREDICATES; kind++)
    g_assert_cmpuint (dtl_predicate_kind_from_string (dtl_predicate_kind_to_string (kind)), ==, kind);
}

/* ---- with the model ---- */

static guint8 *
read_mini (gsize *size)
{
  g_autofree char *path = g_build_filename (g_getenv ("DTL_TEST_SRCDIR"), "data", "mini.dtm", NULL);
  char *data = NULL;

  g_assert_true (g_file_get_contents (path, &data, size, NULL));
  return (guint8 *) data;
}

static DtlModel *
load (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  DtlModel *model = dtl_model_new_from_bytes (bytes, NULL);

  g_assert_nonnull (model);
  return model;
}

static DtlModel *
open_mini (void)
{
  gsize size;
  g_autofree guint8 *data = read_mini (&size);

  return load (data, size);
}

/* Sentences of @n words each, drawn from a few. */
static DtlDocument *
make_document (guint n_sentences, guint n)
{
  static const char *const forms[] = { "Police", "said", "the",  "man",    "who",   "attacked", "the", "mayor",
                                       "made",   "an",   "offer", "to",    "leave", "on",       "Friday", ",",
                                       "and",    "was",  "not",  "taken",  "there", "by",       "anyone" };
  DtlDocument *document = dtl_document_new ("", 0);

  for (guint s = 0; s < n_sentences; s++)
    {
      DtlSentence sentence = { .first_token = document->tokens->len, .n_tokens = n, .kind = DTL_SENTENCE_BODY };

      for (guint i = 0; i < n; i++)
        {
          DtlToken token = { .head = -1, .sentence = s };

          token.form = token.lower = forms[(i + 5 * s) % G_N_ELEMENTS (forms)];
          g_array_append_val (document->tokens, token);
        }
      g_array_append_val (document->sentences, sentence);
    }
  return document;
}

static DtlDocument *
analyse (DtlModel *model, const DtlKernel *kernel, guint n_sentences, guint n)
{
  g_autoptr (DtlSyntax) syntax = dtl_syntax_new_with_kernel (model, kernel, NULL);
  DtlDocument *document = make_document (n_sentences, n);

  g_assert_nonnull (syntax);
  g_assert_true (dtl_syntax_run (syntax, document, NULL));
  return document;
}

/* Both layers are in order, agree with each other and stay within sentences. */
static void
check_layers (const DtlDocument *document)
{
  guint n_arguments = 0;

  for (guint i = 0; i < document->predicates->len; i++)
    {
      const DtlPredicate *predicate = dtl_document_predicate (document, i);

      g_assert_true (i == 0 || predicate[-1].token < predicate->token);
      g_assert_true (predicate->kind > DTL_PREDICATE_NONE && predicate->kind < DTL_N_PREDICATES);
      g_assert_cmpuint (predicate->first_argument, ==, n_arguments);
      for (guint k = 0; k < predicate->n_arguments; k++)
        {
          const DtlRoleArc *arc = dtl_document_argument (document, n_arguments + k);

          g_assert_cmpuint (arc->predicate, ==, predicate->token);
          g_assert_true (k == 0 || arc[-1].token < arc->token);
          g_assert_true (arc->token != arc->predicate && arc->role != DTL_PROPBANK_NONE);
          for (guint other = 0; other < k && arc->role <= DTL_PROPBANK_ARG5; other++)
            g_assert_cmpuint (arc[-1 - (gint) other].role, !=, arc->role);
          g_assert_cmpuint (dtl_document_token (document, arc->token)->sentence, ==,
                            dtl_document_token (document, predicate->token)->sentence);
        }
      n_arguments += predicate->n_arguments;
    }
  g_assert_cmpuint (n_arguments, ==, document->arguments->len);
}

/* Whatever the CPU can do, the roles are the same. */
static void
test_kernels (void)
{
  g_autoptr (DtlModel) model = open_mini ();
  g_autoptr (DtlDocument) expected = analyse (model, dtl_kernel_nth (0), 9, 21);

  check_layers (expected);
  g_assert_cmpuint (expected->predicates->len, >, 0);
  g_assert_cmpuint (expected->arguments->len, >, 0);
  for (guint k = 1; dtl_kernel_nth (k) != NULL; k++)
    {
      g_autoptr (DtlDocument) got = analyse (model, dtl_kernel_nth (k), 9, 21);

      g_test_message ("%s", dtl_kernel_nth (k)->name);
      g_assert_cmpmem (got->predicates->data, got->predicates->len * sizeof (DtlPredicate), expected->predicates->data,
                       expected->predicates->len * sizeof (DtlPredicate));
      g_assert_cmpuint (got->arguments->len, ==, expected->arguments->len);
      for (guint i = 0; i < got->arguments->len; i++)
        {
          const DtlRoleArc *left = dtl_document_argument (got, i), *right = dtl_document_argument (expected, i);

          g_assert_cmpuint (left->predicate, ==, right->predicate);
          g_assert_cmpuint (left->token, ==, right->token);
          g_assert_cmpuint (left->role, ==, right->role);
        }
    }
}

/* No words, one, more than a window holds, many sentences; a second run makes the layers anew. */
static void
test_sizes (void)
{
  g_autoptr (DtlModel) model = open_mini ();
  g_autoptr (DtlSyntax) syntax = dtl_syntax_new (model, NULL);

  for (guint n = 0; n < 2000; n = n * 7 + 1)
    {
      g_autoptr (DtlDocument) document = analyse (model, dtl_kernel_best (), n > 100 ? 2 : 40, n);
      guint n_predicates = document->predicates->len, n_arguments = document->arguments->len;

      check_layers (document);
      g_assert_true (dtl_syntax_run (syntax, document, NULL));
      g_assert_cmpuint (document->predicates->len, ==, n_predicates);
      g_assert_cmpuint (document->arguments->len, ==, n_arguments);
    }
}

/* ---- the same in plain arithmetic ---- */

static double
weight_at (const DtlMatrix *matrix, guint row, guint column)
{
  gsize panel = (gsize) (row / DTL_PANEL) * DTL_PANEL * matrix->columns;

  return matrix->panels[panel + 2 * DTL_PANEL * (column / 2) + 2 * (row % DTL_PANEL) + column % 2] * matrix->scale[row];
}

static double
output_of (const DtlMatrix *matrix, guint row, const double *x, guint n)
{
  double sum = matrix->bias[row];

  for (guint k = 0; k < n; k++)
    sum += weight_at (matrix, row, k) * x[k];
  return sum;
}

/* Score of class @c between a predicate and a word: out · leaky (head y_p + dep y_t + path). */
static double
score_of (const DtlRoles *roles, const double *y_p, const double *y_t, guint path, guint c)
{
  guint width = roles->head.rows;
  g_autofree double *hidden = g_new (double, width);

  for (guint k = 0; k < width; k++)
    {
      hidden[k] = output_of (&roles->head, k, y_p, roles->head.columns) + output_of (&roles->dependent, k, y_t, roles->head.columns);
      if (k < roles->path.columns)
        hidden[k] += roles->path.whole[path * roles->path.columns + k] * roles->path.scale[path];
      hidden[k] = hidden[k] < 0 ? hidden[k] / 10 : hidden[k];
    }
  return output_of (&roles->roles.out, c, hidden, width);
}

static guint8
role_between (const DtlDocument *document, guint32 predicate, guint32 token)
{
  guint n;
  const DtlRoleArc *arcs = dtl_document_arguments_of (document, predicate, &n);

  for (guint i = 0; i < n; i++)
    if (arcs[i].token == token)
      return arcs[i].role;
  return DTL_PROPBANK_NONE;
}

static guint8
value_of_class (const DtlRoles *roles, guint c)
{
  return roles->roles.values[c] == G_MAXUINT8 ? DTL_PROPBANK_NONE : roles->roles.values[c];
}

/* Whether another word than @token has this role of which there is only one. */
static gboolean
is_taken (const DtlDocument *document, guint32 predicate, guint32 token, guint8 role)
{
  gint32 holder = dtl_document_argument_with (document, predicate, role);

  return role >= DTL_PROPBANK_ARG0 && role <= DTL_PROPBANK_ARG5 && holder >= 0 && holder != (gint32) token;
}

/* The role that was found has the best score of those that are free, or lies as near to it as rounding may move it. */
static void
test_arithmetic (void)
{
  enum { N = 19 };
  g_autoptr (DtlModel) model = open_mini ();
  g_autoptr (DtlDocument) document = analyse (model, dtl_kernel_best (), 1, N);
  DtlEncoder encoder;
  DtlRoles roles;
  DtlScratch scratch = { 0 };
  guint32 starts[] = { 0, N + 1 };
  const char *forms[N + 1] = { NULL };
  guint16 heads[N + 1] = { 0 };
  guint8 labels[N + 1] = { 0 };
  guint width;
  g_autofree gint16 *whole = NULL;
  g_autofree double *y = NULL;

  g_assert_true (dtl_encoder_init (&encoder, model, NULL));
  width = dtl_encoder_width (&encoder);
  g_assert_true (dtl_roles_init (&roles, model, &encoder.labels, width, NULL));
  g_assert_true (roles.is_there);
  for (guint i = 1; i <= N; i++)
    {
      const DtlToken *token = dtl_document_token (document, i - 1);

      forms[i] = token->form;
      heads[i] = token->head + 1;
      labels[i] = roles.label_of[token->deprel];
    }
  whole = g_new (gint16, (N + 1) * width);
  y = g_new (double, (N + 1) * width);
  dtl_encoder_read (&encoder, dtl_kernel_best (), forms, (DtlBatch) { starts, 1 }, whole, &scratch);
  for (guint k = 0; k < (N + 1) * width; k++)
    y[k] = whole[k] / (double) DTL_UNIT;
  for (guint i = 0; i < document->predicates->len; i++)
    for (guint t = 1, p = dtl_document_predicate (document, i)->token + 1; t <= N; t++)
      {
        guint8 found = role_between (document, p - 1, t - 1);
        double best = -1e9, of_found = -1e9;

        for (guint c = 0; c < roles.roles.n && t != p; c++)
          {
            double score = score_of (&roles, y + p * width, y + t * width, dtl_roles_path (heads, labels, p, t), c);

            if (!is_taken (document, p - 1, t - 1, value_of_class (&roles, c)))
              best = MAX (best, score);
            of_found = value_of_class (&roles, c) == found ? score : of_found;
          }
        g_assert_cmpfloat (best - of_found, <=, 0.005 * (1 + ABS (best)));
      }
  dtl_scratch_clear (&scratch);
}

/* ---- other models ---- */

/* Calls chunk @from by the name @to. */
static void
rename_chunk (guint8 *data, gsize size, const char *from, const char *to)
{
  for (guint i = 0; i < data[12]; i++)
    if (strncmp ((char *) data + 32 + 64 * i, from, 24) == 0)
      strncpy ((char *) data + 32 + 64 * i, to, 24);
  seal_model (data, size);
}

/* A model without roles is as good as it was; one with some of their chunks is not. */
static void
test_missing_chunks (void)
{
  static const struct
  {
    const char *chunk;
    const char *message;
  } rows[] = {
    { "role", "chunk 'role': missing" },           { "role.path", "chunk 'role.path': missing" },
    { "role.out", "chunk 'role.out': missing" },   { "role.dep", "chunk 'role.dep': missing" },
    { "pred.out", "chunk 'pred.out': missing" },   { "role.path.scale", "chunk 'role.path.scale': missing" },
    { "role.head", "chunk 'role.head': missing" },
  };
  gsize size;
  g_autofree guint8 *data = read_mini (&size);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, size);
      g_autoptr (DtlModel) model = NULL;
      g_autoptr (GError) error = NULL;

      rename_chunk (copy, size, rows[i].chunk, "other");
      model = load (copy, size);
      g_assert_null (dtl_syntax_new (model, &error));
      g_assert_error (error, DTL_ERROR, DTL_ERROR_MODEL);
      g_assert_cmpstr (error->message, ==, rows[i].message);
    }
  rename_chunk (data, size, "pred", "other");
  {
    g_autoptr (DtlModel) model = load (data, size);
    g_autoptr (DtlDocument) document = analyse (model, dtl_kernel_best (), 3, 12);

    g_assert_cmpuint (document->predicates->len, ==, 0);
    g_assert_cmpuint (document->arguments->len, ==, 0);
  }
}

/* A list of other words is refused. */
static void
test_unknown_classes (void)
{
  gsize size;
  g_autofree guint8 *data = read_mini (&size);
  g_autoptr (DtlModel) model = NULL;
  g_autoptr (GError) error = NULL;

  rename_chunk (data, size, "pred", "other");
  rename_chunk (data, size, "pred.starts", "other.starts");
  rename_chunk (data, size, "pred.slots", "other.slots");
  rename_chunk (data, size, "upos", "pred");
  rename_chunk (data, size, "upos.starts", "pred.starts");
  rename_chunk (data, size, "upos.slots", "pred.slots");
  rename_chunk (data, size, "other", "upos");
  rename_chunk (data, size, "other.starts", "upos.starts");
  rename_chunk (data, size, "other.slots", "upos.slots");
  model = load (data, size);
  g_assert_null (dtl_syntax_new (model, &error));
  g_assert_error (error, DTL_ERROR, DTL_ERROR_MODEL);
}

/* ---- the layers ---- */

/* "Police said the man who attacked …": said (1) has 0 and 5; attacked (5) has 3 and 4; in a second sentence 12 has 11. */
static DtlDocument *
make_roles (void)
{
  static const DtlPredicate predicates[] = { { 1, DTL_PREDICATE_FULL, 0, 2 }, { 5, DTL_PREDICATE_LIGHT, 2, 2 },
                                             { 9, DTL_PREDICATE_AUXILIARY, 4, 0 }, { 12, DTL_PREDICATE_FULL, 4, 1 } };
  static const DtlRoleArc arcs[] = { { 1, 0, DTL_PROPBANK_ARG0 }, { 1, 5, DTL_PROPBANK_ARG1 }, { 5, 3, DTL_PROPBANK_ARG0 },
                                     { 5, 4, DTL_PROPBANK_ARG0 + DTL_PROPBANK_REFERENCE }, { 12, 11, DTL_PROPBANK_TMP } };
  DtlDocument *document = make_document (2, 8);

  g_array_append_vals (document->predicates, predicates, G_N_ELEMENTS (predicates));
  g_array_append_vals (document->arguments, arcs, G_N_ELEMENTS (arcs));
  check_layers (document);
  return document;
}

static void
test_lookup (void)
{
  g_autoptr (DtlDocument) document = make_roles ();
  g_autoptr (DtlDocument) empty = make_document (1, 3);
  const DtlRoleArc *arc;
  guint n;

  g_assert_null (dtl_document_predicate_at (document, 0));
  g_assert_cmpuint (dtl_document_predicate_at (document, 9)->kind, ==, DTL_PREDICATE_AUXILIARY);
  g_assert_null (dtl_document_predicate_at (document, 13));
  arc = dtl_document_arguments_of (document, 5, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (arc[1].token, ==, 4);
  g_assert_null (dtl_document_arguments_of (document, 9, &n));
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpint (dtl_document_argument_with (document, 1, DTL_PROPBANK_ARG1), ==, 5);
  g_assert_cmpint (dtl_document_argument_with (document, 5, DTL_PROPBANK_ARG1), ==, -1);
  g_assert_cmpint (dtl_document_argument_with (document, 2, DTL_PROPBANK_ARG1), ==, -1);
  arc = dtl_document_next_role (document, 3, NULL);
  g_assert_cmpuint (arc->predicate, ==, 5);
  g_assert_null (dtl_document_next_role (document, 3, arc));
  g_assert_null (dtl_document_next_role (document, 1, NULL));
  g_assert_cmpuint (dtl_document_next_role (document, 11, NULL)->predicate, ==, 12);
  g_assert_null (dtl_document_next_role (document, 15, NULL));
  g_assert_null (dtl_document_next_role (document, 16, NULL));
  g_assert_null (dtl_document_next_role (empty, 1, NULL));
  g_assert_null (dtl_document_predicate_at (empty, 1));
}

static void
test_spelled (void)
{
  static const char *const misc[] = { "_", "Args=ARG0:1,ARG1:6|Predicate=Yes|SpaceAfter=No", "_", "_", "SpaceAfter=No",
                                      "Args=ARG0:4,R-ARG0:5|Predicate=Light", "_", "_", "_", "Predicate=Auxiliary", "_", "_",
                                      "Args=ARGM-TMP:4|Predicate=Yes", "_", "_", "_" };
  g_autoptr (DtlDocument) document = make_roles ();
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *json = dtl_document_to_json (document);
  g_auto (GStrv) lines = NULL;
  guint word = 0;

  for (guint i = 0; i < document->tokens->len; i++)
    dtl_document_token (document, i)->space_after = i != 1 && i != 4;
  g_assert_true (dtl_write_conllu (document, NULL, out, NULL));
  lines = g_strsplit (out->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_ascii_isdigit (lines[i][0]))
      g_assert_cmpstr (strrchr (lines[i], '\t') + 1, ==, misc[word++]);
  g_assert_cmpuint (word, ==, G_N_ELEMENTS (misc));
  g_assert_nonnull (strstr (json, "\"predicates\":[{\"token\":1,\"kind\":\"predicate\",\"arguments\":[{\"token\":0,\"role\":\"ARG0\"},"
                                  "{\"token\":5,\"role\":\"ARG1\"}]},{\"token\":5,\"kind\":\"light\",\"arguments\":["
                                  "{\"token\":3,\"role\":\"ARG0\"},{\"token\":4,\"role\":\"R-ARG0\"}]},"
                                  "{\"token\":9,\"kind\":\"auxiliary\",\"arguments\":[]},"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roles/paths", test_paths);
  g_test_add_func ("/roles/spellings", test_spellings);
  g_test_add_func ("/roles/kernels", test_kernels);
  g_test_add_func ("/roles/sizes", test_sizes);
  g_test_add_func ("/roles/arithmetic", test_arithmetic);
  g_test_add_func ("/roles/missing-chunks", test_missing_chunks);
  g_test_add_func ("/roles/unknown-classes", test_unknown_classes);
  g_test_add_func ("/roles/lookup", test_lookup);
  g_test_add_func ("/roles/spelled", test_spelled);
  return g_test_run ();
}
