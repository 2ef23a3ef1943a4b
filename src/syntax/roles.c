/*
 * Semantic roles without spans: each word is a predicate or none, and each word of the sentence has a role with each
 * predicate or none (as in the dependency track of CoNLL 2009). The score of a role is a layer over the sum of a projection of
 * the predicate, one of the word, and a vector for what lies between them in the tree.
 */
#include "syntax/roles.h"

#include <string.h>

#include "syntax/tree.h"

#define NOTHING 255 /* value of the class "none" of both lists */
#define BARRED 1e30f /* against the score of a role that a word may not have */
#define PATH_ROWS 1024
#define PATH_SHIFT 22 /* 2^32 >> 22 of them */

static guint
value_of_predicate (const char *word)
{
  return g_str_equal (word, "none") ? NOTHING : dtl_predicate_kind_from_string (word);
}

static guint
value_of_role (const char *word)
{
  return g_str_equal (word, "none") ? NOTHING : dtl_propbank_from_string (word);
}

static gboolean
init_path (DtlRoles *roles, const DtlModel *model, GError **error)
{
  if (!dtl_rows_init (&roles->path, model, "role.path", error))
    return FALSE;
  if (roles->path.rows == PATH_ROWS && dtl_round_up (roles->path.columns, DTL_PANEL) == roles->head.rows)
    return TRUE;
  g_set_error (error, DTL_ERROR, DTL_ERROR_MODEL, "chunk 'role.path': %u × %u values, expected %u × %u", roles->path.rows,
               roles->path.columns, PATH_ROWS, roles->head.rows);
  return FALSE;
}

/* A relation that several labels are read as is taken for the first of them, the one without an unknown subtype. */
static void
number_relations (DtlRoles *roles, const DtlTagSet *labels)
{
  memset (roles->label_of, 0, sizeof roles->label_of);
  for (guint i = labels->n; i-- > 0;)
    roles->label_of[labels->values[i]] = i;
}

gboolean
dtl_roles_init (DtlRoles *roles, const DtlModel *model, const DtlTagSet *labels, guint width, GError **error)
{
  roles->is_there = dtl_model_find (model, "pred", DTL_CHUNK_U8, NULL) != NULL;
  if (!roles->is_there)
    return TRUE;
  number_relations (roles, labels);
  return dtl_tag_set_init (&roles->predicates, model, "pred", value_of_predicate, width, error)
         && dtl_matrix_init (&roles->head, model, "role.head", 0, width, error)
         && dtl_matrix_init (&roles->dependent, model, "role.dep", roles->head.rows, width, error)
         && dtl_tag_set_init (&roles->roles, model, "role", value_of_role, roles->head.rows, error)
         && init_path (roles, model, error);
}

/* How a word stands to the predicate, the nearest that fits. src/train/roles.py numbers them. */
typedef enum
{
  PATH_SELF,
  PATH_CHILD,
  PATH_PARENT,
  PATH_SIBLING,
  PATH_GRANDCHILD,
  PATH_GRANDPARENT,
  PATH_UNCLE, /* on the head of the predicate's head */
  PATH_FAR,
} Path;

/* Words between, in steps: 0 for a neighbour, 1 for 2, then up to 4, 8, 16, more. */
static guint
distance_class (guint a, guint b)
{
  guint gap = a > b ? a - b : b - a;

  return (gap > 1) + (gap > 2) + (gap > 4) + (gap > 8) + (gap > 16);
}

static guint
path_row (Path path, gboolean before, guint a, guint b)
{
  guint32 key = (path * 2 + before) * 4096 + a * 64 + b;

  return key * 2654435761u >> PATH_SHIFT;
}

guint
dtl_roles_path (const guint16 *heads, const guint8 *labels, guint predicate, guint node)
{
  guint head = heads[predicate], grandparent = heads[head];
  gboolean before = node < predicate;

  if (node == predicate)
    return path_row (PATH_SELF, FALSE, 0, 0);
  if (heads[node] == predicate)
    return path_row (PATH_CHILD, before, labels[node], 0);
  if (node == head)
    return path_row (PATH_PARENT, before, labels[predicate], 0);
  if (heads[node] == head && head > 0)
    return path_row (PATH_SIBLING, before, labels[node], labels[predicate]);
  if (heads[heads[node]] == predicate)
    return path_row (PATH_GRANDCHILD, before, labels[node], labels[heads[node]]);
  if (node == grandparent)
    return path_row (PATH_GRANDPARENT, before, labels[predicate], labels[head]);
  if (heads[node] == grandparent && grandparent > 0)
    return path_row (PATH_UNCLE, before, labels[node], labels[head]);
  return path_row (PATH_FAR, before, distance_class (node, predicate), 0);
}

/* The tree of a window as nodes and classes of labels. */
typedef struct
{
  guint16 heads[DTL_MAX_NODES];
  guint8 labels[DTL_MAX_NODES];
  guint n; /* words */
} Tree;

static void
read_tree (const DtlRoles *roles, DtlDocument *document, guint32 first, guint n, Tree *tree)
{
  *tree = (Tree) { .n = n };
  for (guint i = 1; i <= n; i++)
    {
      const DtlToken *token = dtl_document_token (document, first + i - 1);

      if (token->head >= (gint32) first && token->head < (gint32) (first + n))
        tree->heads[i] = token->head - first + 1;
      tree->labels[i] = roles->label_of[token->deprel];
    }
}

/* Appends the predicates among the words; their number. */
static guint
find_predicates (const DtlRoles *roles, const DtlKernel *kernel, const gint16 *y, DtlDocument *document, guint32 first, guint n,
                 DtlScratch *scratch)
{
  guint stride = roles->predicates.out.rows, before = document->predicates->len;
  float *scores = dtl_scratch_get (scratch, 12, (gsize) n * stride * sizeof *scores);

  dtl_encoder_classify (&roles->predicates, kernel, y, n, scores, scratch);
  for (guint i = 0; i < n; i++)
    {
      guint8 kind = dtl_tag_set_best (&roles->predicates, scores + (gsize) i * stride);
      DtlPredicate predicate = { first + i, kind, 0, 0 };

      if (kind != NOTHING)
        g_array_append_val (document->predicates, predicate);
    }
  return document->predicates->len - before;
}

/* Projections of the @n_predicates last predicates of the document. */
static const float *
project_predicates (const DtlRoles *roles, const DtlKernel *kernel, const gint16 *y, const DtlDocument *document, guint32 first,
                    guint n_predicates, DtlScratch *scratch)
{
  guint width = roles->head.columns;
  gint16 *chosen = dtl_scratch_get (scratch, 10, (gsize) n_predicates * width * sizeof *chosen);
  float *out = dtl_scratch_get (scratch, 6, (gsize) n_predicates * roles->head.rows * sizeof *out);

  for (guint i = 0; i < n_predicates; i++)
    {
      guint32 token = dtl_document_predicate (document, document->predicates->len - n_predicates + i)->token;

      memcpy (chosen + (gsize) i * width, y + (gsize) (token - first) * width, width * sizeof *chosen);
    }
  dtl_matrix_apply (&roles->head, kernel, chosen, dtl_encoder_units (n_predicates, scratch), n_predicates, out, scratch);
  return out;
}

/* hidden[t] = (head + dependent[t]) + path[row (p, t)], in this order. */
static void
join (const DtlRoles *roles, const Tree *tree, guint predicate, const float *head, const float *dependents, float *hidden)
{
  guint width = roles->head.rows;
  const DtlRows *path = &roles->path;

  for (guint t = 0; t < tree->n; t++)
    {
      guint row = dtl_roles_path (tree->heads, tree->labels, predicate, t + 1);
      float *out = hidden + (gsize) t * width;

      for (guint k = 0; k < width; k++)
        out[k] = head[k] + dependents[(gsize) t * width + k];
      for (guint k = 0; k < path->columns; k++)
        out[k] += path->whole[(gsize) row * path->columns + k] * path->scale[row];
    }
}

/* What is computed for all words of a window. */
typedef struct
{
  float *dependents; /* [n * width] */
  float *hidden;     /* [n * width] */
  gint16 *whole;     /* [n * columns] */
  float *unit;       /* [n] */
  float *scores;     /* [n * roles] */
} Buffers;

static Buffers
take_buffers (const DtlRoles *roles, gsize n, DtlScratch *scratch)
{
  Buffers buffers;

  buffers.dependents = dtl_scratch_get (scratch, 7, n * roles->head.rows * sizeof *buffers.dependents);
  buffers.hidden = dtl_scratch_get (scratch, 8, n * roles->head.rows * sizeof *buffers.hidden);
  buffers.whole = dtl_scratch_get (scratch, 9, n * roles->roles.out.columns * sizeof *buffers.whole);
  buffers.unit = dtl_scratch_get (scratch, 14, n * sizeof *buffers.unit);
  buffers.scores = dtl_scratch_get (scratch, 12, n * roles->roles.out.rows * sizeof *buffers.scores);
  return buffers;
}

/* By how much the class @best wins over the next. */
static float
margin_of (const DtlTagSet *set, const float *scores, guint best)
{
  float next = -BARRED;

  for (guint c = 0; c < set->n; c++)
    if (c != best && scores[c] > next)
      next = scores[c];
  return scores[best] - next;
}

static gboolean
is_unique (guint8 role)
{
  return role >= DTL_PROPBANK_ARG0 && role <= DTL_PROPBANK_ARG5;
}

/* Takes a role from a word for good; FALSE when it has none left. */
static gboolean
bar (const DtlTagSet *set, float *scores, guint8 *class)
{
  scores[*class] = -BARRED;
  *class = dtl_tag_set_class (set, scores);
  return !(scores[*class] <= -BARRED);
}

/* Gives word @t its role unless it is one that another word is surer of; that one then looks for another, and so on. Each
 * step bars a role to a word, so there are few. */
static void
place (const DtlTagSet *set, guint t, float *scores, guint8 *classes, gint *holders)
{
  gsize stride = set->out.rows;
  gboolean goes_on = TRUE;

  while (goes_on && is_unique (set->values[classes[t]]))
    {
      guint8 class = classes[t];
      guint loser = t;

      if (holders[class] < 0)
        {
          holders[class] = t;
          return;
        }
      if (margin_of (set, scores + t * stride, class) > margin_of (set, scores + holders[class] * stride, class))
        {
          loser = holders[class];
          holders[class] = t;
        }
      t = loser;
      goes_on = bar (set, scores + t * stride, &classes[t]);
    }
}

/* The best roles of all words but @self, the predicate, where only one has ARG0, one ARG1 …. */
static void
settle (const DtlTagSet *set, guint n, guint self, float *scores, guint8 *classes)
{
  gint holders[DTL_MAX_CLASSES];

  memset (holders, -1, sizeof holders);
  for (guint t = 0; t < n; t++)
    classes[t] = dtl_tag_set_class (set, scores + (gsize) t * set->out.rows);
  for (guint t = 0; t < n; t++)
    if (t != self)
      place (set, t, scores, classes, holders);
}

/* Appends the arguments of a predicate. A word is no argument of itself. */
static void
add_arguments (const DtlRoles *roles, DtlDocument *document, guint32 first, guint n, DtlPredicate *predicate, float *scores)
{
  guint8 classes[DTL_MAX_NODES];

  settle (&roles->roles, n, predicate->token - first, scores, classes);
  predicate->first_argument = document->arguments->len;
  for (guint t = 0; t < n; t++)
    {
      DtlRoleArc arc = { predicate->token, first + t, roles->roles.values[classes[t]] };

      if (arc.role != NOTHING && arc.token != predicate->token)
        g_array_append_val (document->arguments, arc);
    }
  predicate->n_arguments = document->arguments->len - predicate->first_argument;
}

void
dtl_roles_find (const DtlRoles *roles, const DtlKernel *kernel, const gint16 *y, DtlDocument *document, guint32 first, guint n,
                DtlScratch *scratch)
{
  guint width = roles->head.rows, n_predicates;
  const float *heads;
  Buffers buffers;
  Tree tree;

  g_return_if_fail (n < DTL_MAX_NODES);
  if (!roles->is_there)
    return;
  y += roles->head.columns; /* the root is neither */
  n_predicates = find_predicates (roles, kernel, y, document, first, n, scratch);
  if (n_predicates == 0)
    return;
  read_tree (roles, document, first, n, &tree);
  heads = project_predicates (roles, kernel, y, document, first, n_predicates, scratch);
  buffers = take_buffers (roles, n, scratch);
  dtl_matrix_apply (&roles->dependent, kernel, y, dtl_encoder_units (n, scratch), n, buffers.dependents, scratch);
  for (guint i = 0; i < n_predicates; i++)
    {
      DtlPredicate *predicate = dtl_document_predicate (document, document->predicates->len - n_predicates + i);

      join (roles, &tree, predicate->token - first + 1, heads + (gsize) i * width, buffers.dependents, buffers.hidden);
      dtl_encoder_activate (kernel, buffers.hidden, n, width, roles->roles.out.columns, DTL_UNIT, buffers.whole, buffers.unit);
      dtl_matrix_apply (&roles->roles.out, kernel, buffers.whole, buffers.unit, n, buffers.scores, scratch);
      add_arguments (roles, document, first, n, predicate, buffers.scores);
    }
}
