/*
 * The stage: windows of sentences go through the network in batches, then names are made to agree over the document, and
 * only then trees are built, since names constrain them.
 *
 * Between the two passes the network's output is kept for a group of windows, which bounds memory in long documents. Results
 * do not depend on how windows are batched: see model/kernel.h.
 */
#include "syntax/syntax.h"

#include <string.h>

#include "document/characters.h"
#include "syntax/constraints.h"
#include "syntax/encoder.h"
#include "syntax/lemma.h"
#include "syntax/names.h"
#include "syntax/roles.h"

#define GROUP_WORDS 16384   /* words whose output is kept at once */
#define BATCH_WINDOWS 32
#define BATCH_WORDS 2048
#define CLOSE_TO_END 40     /* how far from its end a window of an overlong sentence may stop at a comma */

/* What headlines that are written in capitals leave in lower case, of three letters and more. */
static const char small_words[] = "after and but for from into nor off out over per than the via with";

struct _DtlSyntax
{
  gatomicrefcount ref_count;
  DtlModel *model; /* owned */
  DtlEncoder encoder;
  DtlLemmas lemmas;
  DtlRoles roles;
  const DtlKernel *kernel;
};

/* A sentence, or a part of an overlong one. */
typedef struct
{
  guint32 first;  /* token */
  guint16 n;
  gboolean goes_on; /* not the first window of its sentence */
  guint32 row;    /* of its root in the group's output */
} SentenceWindow;

/* The work on one document. */
typedef struct
{
  const DtlSyntax *syntax;
  DtlDocument *document;
  GArray *windows; /* owned: SentenceWindow */
  gint16 *y;       /* owned: output of the network for the group at hand */
  gsize y_size;    /* rows */
  guint next_name;
  DtlScratch scratch;
} Work;

DtlSyntax *
dtl_syntax_new (DtlModel *model, GError **error)
{
  return dtl_syntax_new_with_kernel (model, dtl_kernel_best (), error);
}

DtlSyntax *
dtl_syntax_new_with_kernel (DtlModel *model, const DtlKernel *kernel, GError **error)
{
  g_autoptr (DtlSyntax) syntax = g_new0 (DtlSyntax, 1);

  g_atomic_ref_count_init (&syntax->ref_count);
  syntax->model = dtl_model_ref (model);
  syntax->kernel = kernel;
  if (!dtl_encoder_init (&syntax->encoder, model, error) || !dtl_lemmas_init (&syntax->lemmas, model, error)
      || !dtl_roles_init (&syntax->roles, model, &syntax->encoder.labels, dtl_encoder_width (&syntax->encoder), error))
    return NULL;
  return g_steal_pointer (&syntax);
}

void
dtl_syntax_unref (DtlSyntax *syntax)
{
  if (syntax == NULL || !g_atomic_ref_count_dec (&syntax->ref_count))
    return;
  dtl_model_unref (syntax->model);
  g_free (syntax);
}

/* An overlong sentence is cut after a comma or the like near the end of a window. */
static guint
window_length (const DtlDocument *document, guint32 first, guint32 n)
{
  if (n <= DTL_SYNTAX_WINDOW)
    return n;
  for (guint length = DTL_SYNTAX_WINDOW; length > DTL_SYNTAX_WINDOW - CLOSE_TO_END; length--)
    if (strchr (",;:.", dtl_document_token (document, first + length - 1)->form[0]))
      return length;
  return DTL_SYNTAX_WINDOW;
}

static void
cut_windows (Work *work)
{
  const DtlDocument *document = work->document;

  for (guint i = 0; i < document->sentences->len; i++)
    {
      const DtlSentence *sentence = dtl_document_sentence (document, i);
      guint32 done = 0;

      while (done < sentence->n_tokens)
        {
          SentenceWindow window = { sentence->first_token + done, 0, done > 0, 0 };

          window.n = window_length (document, window.first, sentence->n_tokens - done);
          g_array_append_val (work->windows, window);
          done += window.n;
        }
    }
}

static SentenceWindow *
window_at (const Work *work, guint i)
{
  return &g_array_index (work->windows, SentenceWindow, i);
}

static gint16 *
output_of (const Work *work, guint32 row)
{
  return work->y + (gsize) row * dtl_encoder_width (&work->syntax->encoder);
}

static int
longest_first (gconstpointer a, gconstpointer b, gpointer data)
{
  const SentenceWindow *left = window_at (data, *(const guint *) a), *right = window_at (data, *(const guint *) b);

  if (left->n != right->n)
    return left->n > right->n ? -1 : 1;
  return left->first < right->first ? -1 : 1;
}

/* Whether the sentence of @token has more than small words in lower case: no headline in capitals. */
static gboolean
is_running_text (const DtlDocument *document, const DtlToken *token)
{
  const DtlSentence *sentence = dtl_document_sentence (document, token->sentence);

  if (sentence->kind == DTL_SENTENCE_TITLE || sentence->kind == DTL_SENTENCE_HEADING)
    return FALSE;
  for (guint32 i = sentence->first_token; i < sentence->first_token + sentence->n_tokens; i++)
    {
      const char *form = dtl_document_token (document, i)->form;

      if (g_ascii_islower (form[0]) && strlen (form) > 2 && !dtl_word_is_one_of (form, small_words))
        return TRUE;
    }
  return FALSE;
}

/* The form under which the network reads a token. "Said" with a capital behind a word is a name ("President Said Mlamali"), of
 * which it has seen too few beside so many of the verb; it knows the other way of writing it. */
static const char *
form_to_read (const DtlDocument *document, guint32 i)
{
  const DtlToken *token = dtl_document_token (document, i), *before = i > 0 ? dtl_document_token (document, i - 1) : NULL;

  if (strcmp (token->form, "Said") != 0 || before == NULL || before->sentence != token->sentence
      || (!g_ascii_isalpha (before->form[0]) && (guchar) before->form[0] < 0x80) || !is_running_text (document, token))
    return token->form;
  return "Saeed";
}

/* Reads windows order[0 … n), the longest first, and leaves each one's output in its rows of the group. */
static void
read_batch (Work *work, const guint *order, guint n)
{
  guint32 starts[BATCH_WINDOWS + 1] = { 0 };
  guint width = dtl_encoder_width (&work->syntax->encoder);
  DtlBatch batch = { starts, n };
  const char **forms;
  gint16 *y;

  for (guint i = 0; i < n; i++)
    starts[i + 1] = starts[i] + window_at (work, order[i])->n + 1;
  forms = dtl_scratch_get (&work->scratch, 10, starts[n] * sizeof *forms);
  y = dtl_scratch_get (&work->scratch, 11, (gsize) starts[n] * width * sizeof *y);
  for (guint i = 0; i < n; i++)
    {
      const SentenceWindow *window = window_at (work, order[i]);

      forms[starts[i]] = NULL;
      for (guint k = 0; k < window->n; k++)
        forms[starts[i] + 1 + k] = form_to_read (work->document, window->first + k);
    }
  dtl_encoder_read (&work->syntax->encoder, work->syntax->kernel, forms, batch, y, &work->scratch);
  for (guint i = 0; i < n; i++)
    memcpy (output_of (work, window_at (work, order[i])->row), y + (gsize) starts[i] * width,
            (gsize) (starts[i + 1] - starts[i]) * width * sizeof *y);
}

static void
read_group (Work *work, guint from, guint to)
{
  g_autofree guint *order = g_new (guint, to - from);
  guint n_rows = 0, done = 0;

  for (guint i = from; i < to; i++)
    {
      window_at (work, i)->row = n_rows;
      n_rows += window_at (work, i)->n + 1;
      order[i - from] = i;
    }
  if (n_rows > work->y_size)
    {
      g_free (work->y);
      work->y = g_new (gint16, (gsize) n_rows * dtl_encoder_width (&work->syntax->encoder));
      work->y_size = n_rows;
    }
  g_qsort_with_data (order, to - from, sizeof *order, longest_first, work);
  while (done < to - from)
    {
      guint n = 0, rows = 0;

      while (done + n < to - from && n < BATCH_WINDOWS && (n == 0 || rows < BATCH_WORDS))
        rows += window_at (work, order[done + n++])->n + 1;
      read_batch (work, order + done, n);
      done += n;
    }
}

static void
find_lemmas (Work *work, const SentenceWindow *window)
{
  DtlDocument *document = work->document;
  const DtlSyntax *syntax = work->syntax;

  for (guint i = 0; i < window->n; i++)
    {
      DtlToken *token = dtl_document_token (document, window->first + i);
      g_autofree char *lemma = dtl_lemmas_find (&syntax->lemmas, &syntax->encoder.vectors, token->form, token->upos, token->xpos);

      token->lemma = dtl_arena_intern (document->arena, lemma, strlen (lemma));
    }
}

static void
tag_window (Work *work, const SentenceWindow *window)
{
  const DtlSyntax *syntax = work->syntax;
  const DtlEncoder *encoder = &syntax->encoder;
  const gint16 *y = output_of (work, window->row + 1);
  guint widest = MAX (MAX (encoder->upos.out.rows, encoder->xpos.out.rows), encoder->names.out.rows);
  float *scores = dtl_scratch_get (&work->scratch, 12, (gsize) window->n * widest * sizeof *scores);

  dtl_encoder_classify (&encoder->upos, syntax->kernel, y, window->n, scores, &work->scratch);
  for (guint i = 0; i < window->n; i++)
    dtl_document_token (work->document, window->first + i)->upos = dtl_tag_set_best (&encoder->upos, scores + i * encoder->upos.out.rows);
  dtl_encoder_classify (&encoder->xpos, syntax->kernel, y, window->n, scores, &work->scratch);
  for (guint i = 0; i < window->n; i++)
    dtl_document_token (work->document, window->first + i)->xpos = dtl_tag_set_best (&encoder->xpos, scores + i * encoder->xpos.out.rows);
  dtl_encoder_name (encoder, syntax->kernel, y, window->n, scores, &work->scratch);
  dtl_names_decode (work->document, window->first, window->n, &encoder->names, scores, work->document->names);
  find_lemmas (work, window);
}

static gboolean
is_allowed (const DtlConstraints *constraints, guint node, gint32 head, DtlDeprel relation)
{
  if (constraints->relations[node] != DTL_DEPREL_NONE)
    return relation == constraints->relations[node];
  return (relation == DTL_DEPREL_ROOT) == (head == 0);
}

/* The best relation of a node; a core one (subject, object) only if @core. */
static DtlDeprel
best_relation (const DtlTagSet *set, const float *scores, const DtlConstraints *constraints, guint node, gint32 head,
               gboolean core)
{
  gint best = -1;

  for (guint c = 0; c < set->n; c++)
    if (is_allowed (constraints, node, head, set->values[c]) && (core || !dtl_relation_is_core (set->values[c]))
        && (best < 0 || scores[c] > scores[best]))
      best = c;
  if (best >= 0)
    return set->values[best];
  if (constraints->relations[node] != DTL_DEPREL_NONE)
    return constraints->relations[node];
  return head == 0 ? DTL_DEPREL_ROOT : DTL_DEPREL_DEP;
}

/* Whether @node, a date, may be the subject: before its verb, which has no other. */
static gboolean
is_only_subject (const gint32 *heads, const DtlDeprel *relations, guint n, guint node)
{
  if ((gint32) node > heads[node] || dtl_deprel_base (relations[node]) != DTL_DEPREL_NSUBJ)
    return FALSE;
  for (guint other = 1; other <= n; other++)
    if (other != node && heads[other] == heads[node] && dtl_deprel_base (relations[other]) == DTL_DEPREL_NSUBJ)
      return FALSE;
  return TRUE;
}

/* What it costs to give @node the relation @to instead of the one it has; infinite where there is none to change. */
static float
cost_of (const DtlTagSet *set, const float *scores, guint node, DtlDeprel from, DtlDeprel to)
{
  float best[2] = { -G_MAXFLOAT, -G_MAXFLOAT };

  for (guint i = 0; i < set->n; i++)
    for (guint k = 0; k < 2; k++)
      if (set->values[i] == (k ? to : from))
        best[k] = MAX (best[k], scores[(gsize) node * set->out.rows + i]);
  return best[1] == -G_MAXFLOAT ? G_MAXFLOAT : best[0] - best[1];
}

/* A word has one object. Of two, either the first receives ("gave her | a medal") or the second says what the first is
 * ("called him | a liar"): whichever the scores mind less. */
static void
part_objects (const DtlTagSet *set, const float *scores, const gint32 *heads, DtlDeprel *relations, guint n)
{
  guint16 object_of[DTL_MAX_NODES] = { 0 };

  for (guint i = 1; i <= n; i++)
    {
      guint first = relations[i] == DTL_DEPREL_OBJ ? object_of[heads[i]] : 0;

      if (relations[i] != DTL_DEPREL_OBJ)
        continue;
      object_of[heads[i]] = i;
      if (first == 0)
        continue;
      if (cost_of (set, scores, first, DTL_DEPREL_OBJ, DTL_DEPREL_IOBJ) <= cost_of (set, scores, i, DTL_DEPREL_OBJ, DTL_DEPREL_XCOMP))
        relations[first] = DTL_DEPREL_IOBJ;
      else
        relations[i] = DTL_DEPREL_XCOMP;
    }
}

static void
label_window (Work *work, const SentenceWindow *window, const gint32 *heads, const DtlConstraints *constraints)
{
  const DtlTagSet *set = &work->syntax->encoder.labels;
  guint n = window->n;
  float *scores = dtl_scratch_get (&work->scratch, 12, (gsize) (n + 1) * set->out.rows * sizeof *scores);
  DtlDeprel relations[DTL_MAX_NODES] = { 0 };

  dtl_encoder_label (&work->syntax->encoder, work->syntax->kernel, output_of (work, window->row), n + 1, heads, scores,
                     &work->scratch);
  for (guint i = 1; i <= n; i++)
    relations[i] = best_relation (set, scores + i * set->out.rows, constraints, i, heads[i], TRUE);
  for (guint i = 1; i <= n; i++)
    if (constraints->is_time[i] && dtl_relation_is_core (relations[i]) && !is_only_subject (heads, relations, n, i))
      relations[i] = best_relation (set, scores + i * set->out.rows, constraints, i, heads[i], FALSE);
  part_objects (set, scores, heads, relations, n);
  for (guint i = 1; i <= n; i++)
    {
      DtlToken *token = dtl_document_token (work->document, window->first + i - 1);

      token->head = heads[i] == 0 ? -1 : (gint32) (window->first + heads[i] - 1);
      token->deprel = relations[i];
    }
}

/* The names that lie in a window: work->next_name moves along with the windows. */
static const DtlName *
names_in (Work *work, const SentenceWindow *window, guint *n)
{
  const GArray *names = work->document->names;
  guint start;

  while (work->next_name < names->len && g_array_index (names, DtlName, work->next_name).first < window->first)
    work->next_name++;
  start = work->next_name;
  while (work->next_name < names->len && g_array_index (names, DtlName, work->next_name).first < window->first + window->n)
    work->next_name++;
  *n = work->next_name - start;
  return (const DtlName *) names->data + start;
}

static gboolean
is_above (const gint32 *heads, guint node, guint above, guint n)
{
  for (guint steps = 0; node != 0 && steps <= n; steps++, node = heads[node])
    if (node == above)
      return TRUE;
  return FALSE;
}

/* "called on Pappas to resign": a preposition right before a name that hangs to the left opens that name's phrase; it does
 * not reach over the name to what follows. "in Oslo's harbour" has a name that hangs to the right. */
static void
hang_prepositions (const Work *work, const SentenceWindow *window, const DtlName *names, guint n_names, gint32 *heads)
{
  for (guint i = 0; i < n_names; i++)
    {
      guint first = names[i].first - window->first + 1, last = MIN (first + names[i].n - 1, window->n), head = first;
      guint before = first - 1;

      while (head < last && heads[head] >= (gint32) first && heads[head] <= (gint32) last)
        head++;
      if (before >= 1 && dtl_document_token (work->document, window->first + before - 1)->xpos == DTL_XPOS_IN
          && heads[head] < (gint32) before && heads[before] > (gint32) last && !is_above (heads, head, before, window->n))
        heads[before] = head;
    }
}

static void
parse_window (Work *work, const SentenceWindow *window)
{
  guint size = window->n + 1, n_names;
  float *scores = dtl_scratch_get (&work->scratch, 13, (gsize) size * size * sizeof *scores);
  const DtlName *names = names_in (work, window, &n_names);
  gint32 heads[DTL_MAX_NODES];
  DtlConstraints constraints;

  dtl_encoder_attach (&work->syntax->encoder, work->syntax->kernel, output_of (work, window->row), size, scores, &work->scratch);
  dtl_constraints_find (work->document, window->first, window->n, names, n_names, scores, &constraints);
  dtl_tree_decode (scores, size, heads);
  hang_prepositions (work, window, names, n_names, heads);
  label_window (work, window, heads, &constraints);
}

/* Who does what to whom in a window, once its tree stands. */
static void
find_roles (Work *work, const SentenceWindow *window)
{
  const DtlSyntax *syntax = work->syntax;

  dtl_roles_find (&syntax->roles, syntax->kernel, output_of (work, window->row), work->document, window->first, window->n,
                  &work->scratch);
}

/* The root of a later window of an overlong sentence hangs on the root of the one before. */
static void
join_windows (Work *work, guint i)
{
  const SentenceWindow *window = window_at (work, i), *before = window_at (work, i - 1);
  gint32 root = before->first;

  for (guint k = 0; k < before->n; k++)
    {
      const DtlToken *token = dtl_document_token (work->document, before->first + k);

      if (token->head < 0 || token->head < (gint32) before->first)
        root = before->first + k;
    }
  for (guint k = 0; k < window->n; k++)
    {
      DtlToken *token = dtl_document_token (work->document, window->first + k);

      if (token->head >= 0)
        continue;
      token->head = root;
      token->deprel = DTL_DEPREL_PARATAXIS;
    }
}

static guint
end_of_group (const Work *work, guint from)
{
  guint words = 0, to = from;

  while (to < work->windows->len && (to == from || words + window_at (work, to)->n <= GROUP_WORDS))
    words += window_at (work, to++)->n;
  return to;
}

static gboolean
run_groups (Work *work, GError **error)
{
  for (guint from = 0, to; from < work->windows->len; from = to)
    {
      to = end_of_group (work, from);
      read_group (work, from, to);
      for (guint i = from; i < to; i++)
        tag_window (work, window_at (work, i));
      dtl_names_agree (work->document, work->document->names);
      work->next_name = 0;
      for (guint i = from; i < to; i++)
        {
          parse_window (work, window_at (work, i));
          find_roles (work, window_at (work, i));
          if (window_at (work, i)->goes_on)
            join_windows (work, i);
        }
      if (!dtl_document_is_within_limit (work->document, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
dtl_syntax_run (const DtlSyntax *syntax, DtlDocument *document, GError **error)
{
  Work work = { syntax, document, g_array_new (FALSE, FALSE, sizeof (SentenceWindow)) };
  gboolean done;

  g_array_set_size (document->names, 0);
  g_array_set_size (document->predicates, 0);
  g_array_set_size (document->arguments, 0);
  cut_windows (&work);
  done = run_groups (&work, error);
  g_array_unref (work.windows);
  g_free (work.y);
  dtl_scratch_clear (&work.scratch);
  return done && dtl_document_is_within_limit (document, error);
}
