/* The constraints of one window: what the layers of names and times say about its words, then what each rule makes of it. */
#include "syntax/constraints.h"

#include <string.h>

#include "document/lookup.h"
#include "syntax/window.h"

static void
mark_names (DtlWindow *window, const DtlName *names, guint n_names)
{
  for (guint i = 0; i < n_names; i++)
    for (guint k = 0; k < names[i].n; k++)
      if (names[i].first + k >= window->first && names[i].first + k < window->first + window->n)
        window->kind[names[i].first + k - window->first + 1] = 1 + names[i].kind;
}

static void
mark_time (DtlWindow *window, const DtlTime *time)
{
  guint32 last = MIN (time->first + time->n, window->first + window->n);
  DtlPeriod *period = &window->times[window->n_times];

  for (guint32 k = time->first; k < last; k++)
    window->in_time[k - window->first + 1] = 1 + time->type;
  if (last <= time->first || window->n_times + 1 >= DTL_MAX_NODES)
    return;
  *period = (DtlPeriod) { time->first - window->first + 1, last - window->first, time->type };
  window->n_times++;
}

static void
mark_times (DtlWindow *window)
{
  const GArray *times = window->document->times;

  for (guint i = dtl_layer_first_from (times, G_STRUCT_OFFSET (DtlTime, first), window->first); i < times->len; i++)
    {
      const DtlTime *time = dtl_document_time (window->document, i);

      if (time->first >= window->first + window->n)
        break;
      mark_time (window, time);
    }
}

/* Two rules may want what no tree can be: a relation that was meant for an arc that is not to be had is given up. */
static void
settle (DtlWindow *window)
{
  guint size = window->n + 1;

  for (guint node = 1; node <= window->n; node++)
    {
      gint head = window->out->heads[node];

      if (head < 0 || window->scores[node * size + head] > DTL_NO_ARC)
        continue;
      window->out->heads[node] = -1;
      window->out->relations[node] = DTL_DEPREL_NONE;
    }
}

void
dtl_constraints_find (const DtlDocument *document, guint32 first, guint n, const DtlName *names, guint n_names,
                      float *scores, DtlConstraints *constraints)
{
  DtlWindow window = { document, first, n, scores, constraints };

  g_return_if_fail (n < DTL_MAX_NODES);
  memset (constraints, 0, sizeof *constraints);
  for (guint node = 0; node < DTL_MAX_NODES; node++)
    constraints->heads[node] = -1;
  dtl_tree_decode (scores, n + 1, window.heads);
  mark_names (&window, names, n_names);
  mark_times (&window);
  dtl_phrases_constrain (&window, names, n_names);
  dtl_times_constrain (&window);
  dtl_speech_constrain (&window);
  settle (&window);
}

gboolean
dtl_relation_is_core (DtlDeprel relation)
{
  DtlDeprel base = dtl_deprel_base (relation);

  return base == DTL_DEPREL_NSUBJ || base == DTL_DEPREL_OBJ || base == DTL_DEPREL_IOBJ || base == DTL_DEPREL_CSUBJ
         || base == DTL_DEPREL_CCOMP;
}
