/* Questions about the words of a window, and the few things that can be said about its tree. */
#include "syntax/window.h"

#include <string.h>

#include "lexicon/tables.h"

gboolean
dtl_window_has_lower (const DtlWindow *window, guint node, const char *text)
{
  return dtl_window_has_node (window, node) && g_str_equal (dtl_window_word (window, node)->lower, text);
}

gboolean
dtl_window_is_capitalised (const DtlWindow *window, guint node)
{
  return g_unichar_isupper (g_utf8_get_char (dtl_window_word (window, node)->form));
}

gboolean
dtl_window_is_finite (const DtlWindow *window, guint node)
{
  if (!dtl_window_has_node (window, node))
    return FALSE;
  switch (dtl_window_word (window, node)->xpos)
    {
    case DTL_XPOS_VBD:
    case DTL_XPOS_VBZ:
    case DTL_XPOS_VBP:
    case DTL_XPOS_MD:
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
dtl_window_is_nominal (const DtlWindow *window, guint node)
{
  return dtl_window_has_upos (window, node, DTL_UPOS_NOUN) || dtl_window_has_upos (window, node, DTL_UPOS_PROPN)
         || dtl_window_has_upos (window, node, DTL_UPOS_PRON) || dtl_window_has_upos (window, node, DTL_UPOS_NUM);
}

guint
dtl_window_find_verb (const DtlWindow *window, guint node)
{
  while (dtl_window_has_upos (window, node, DTL_UPOS_AUX) || dtl_window_has_upos (window, node, DTL_UPOS_ADV)
         || dtl_window_has_upos (window, node, DTL_UPOS_PART))
    node++;
  return dtl_window_has_upos (window, node, DTL_UPOS_VERB) ? node : 0;
}

gboolean
dtl_window_has_flag (const DtlWindow *window, guint node, const char *flag)
{
  const char *const *row = dtl_window_has_upos (window, node, DTL_UPOS_VERB) && dtl_window_word (window, node)->lemma
                             ? dtl_table_find (&dtl_table_verbs, dtl_window_word (window, node)->lemma, NULL)
                             : NULL;

  return row != NULL && strstr (row[DTL_VERBS_FLAGS], flag) != NULL;
}

gboolean
dtl_window_is_fixed (const DtlWindow *window, guint node)
{
  return window->out->heads[node] >= 0;
}

void
dtl_window_bar (DtlWindow *window, guint dependent, guint head)
{
  window->scores[dependent * (window->n + 1) + head] = DTL_NO_ARC;
}

void
dtl_window_fix (DtlWindow *window, guint dependent, guint head, DtlDeprel relation)
{
  for (guint h = 0; h <= window->n; h++)
    if (h != head)
      dtl_window_bar (window, dependent, h);
  window->out->heads[dependent] = head;
  if (relation != DTL_DEPREL_NONE)
    window->out->relations[dependent] = relation;
}

void
dtl_window_enclose (DtlWindow *window, guint start, guint end, guint head)
{
  for (guint inside = start; inside <= end; inside++)
    for (guint other = 0; other <= window->n; other++)
      {
        if (other >= start && other <= end)
          continue;
        if (inside != head)
          {
            dtl_window_bar (window, inside, other);
            if (other > 0)
              dtl_window_bar (window, other, inside);
          }
      }
  for (guint inside = start; inside <= end; inside++)
    dtl_window_bar (window, head, inside);
}

/* The only word of a phrase that hangs outside; 0 if there are several. */
static guint
find_only_outer (const DtlWindow *window, guint start, guint end)
{
  guint outer = 0;

  for (guint node = start; node <= end; node++)
    {
      guint head = window->heads[node];

      if (head >= start && head <= end)
        continue;
      if (outer > 0)
        return 0;
      outer = node;
    }
  return outer;
}

guint
dtl_window_outer_head (const DtlWindow *window, guint start, guint end)
{
  guint best = find_only_outer (window, start, end), size = window->n + 1;
  float best_total = 0;

  if (best > 0)
    return best;
  for (guint candidate = start; candidate <= end; candidate++)
    {
      float total = DTL_NO_ARC;

      for (guint other = 0; other <= window->n; other++)
        if (other < start || other > end)
          total = MAX (total, window->scores[candidate * size + other]);
      for (guint inside = start; inside <= end; inside++)
        {
          float top = DTL_NO_ARC;

          for (guint head = start; inside != candidate && head <= end; head++)
            if (head != inside)
              top = MAX (top, window->scores[inside * size + head]);
          total += inside == candidate ? 0 : top;
        }
      if (candidate == start || total > best_total)
        {
          best = candidate;
          best_total = total;
        }
    }
  return best;
}
