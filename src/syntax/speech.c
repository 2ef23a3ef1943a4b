/*
 * Who says what in trees: "told reporters that …" is not about the reporters, and in "…,” warned Violeta Stankova" the
 * person behind the verb is its subject.
 */
#include "syntax/window.h"

#include <string.h>

#include "lexicon/tables.h"

/* Verbs that say something to somebody: "tell", "remind". */
static gboolean
is_telling (const DtlWindow *window, guint node)
{
  const char *const *row = dtl_window_has_upos (window, node, DTL_UPOS_VERB) && dtl_window_word (window, node)->lemma
                             ? dtl_table_find (&dtl_table_verbs, dtl_window_word (window, node)->lemma, NULL)
                             : NULL;

  return row != NULL && strstr (row[DTL_VERBS_FLAGS], "report") && strstr (row[DTL_VERBS_FRAME], "obj=recipient");
}

/* One past the words after @node that may be the one who is told, and when. */
static guint
skip_phrase (const DtlWindow *window, guint node)
{
  for (node++; dtl_window_has_node (window, node) && !dtl_window_has_lower (window, node, "that"); node++)
    switch (dtl_window_word (window, node)->upos)
      {
      case DTL_UPOS_ADJ:
      case DTL_UPOS_DET:
      case DTL_UPOS_NOUN:
      case DTL_UPOS_NUM:
      case DTL_UPOS_PART:
      case DTL_UPOS_PRON:
      case DTL_UPOS_PROPN:
        break;
      default:
        return node;
      }
  return node;
}

static void
constrain_telling (DtlWindow *window, guint verb)
{
  guint that = skip_phrase (window, verb);

  if (that == verb + 1 || !dtl_window_has_lower (window, that, "that") || dtl_window_is_finite (window, that + 1)
      || dtl_window_has_upos (window, that, DTL_UPOS_DET) || window->out->heads[that] >= 0)
    return;
  for (guint node = that; node <= window->n; node++)
    for (guint told = verb + 1; told < that; told++)
      dtl_window_bar (window, node, told);
  window->out->relations[that] = DTL_DEPREL_MARK;
}

static gboolean
is_quote (const DtlWindow *window, guint node)
{
  return dtl_window_has_lower (window, node, "\"") || dtl_window_has_lower (window, node, "''");
}

static gboolean
ends_clause (const DtlWindow *window, guint node)
{
  return !dtl_window_has_node (window, node) || dtl_window_has_upos (window, node, DTL_UPOS_PUNCT);
}

/* One past the plain noun phrase that starts at @node: "opposition deputies". */
static guint
skip_noun_phrase (const DtlWindow *window, guint node)
{
  for (; dtl_window_has_node (window, node) && !window->in_time[node]; node++)
    switch (dtl_window_word (window, node)->upos)
      {
      case DTL_UPOS_ADJ:
      case DTL_UPOS_DET:
      case DTL_UPOS_NOUN:
      case DTL_UPOS_NUM:
      case DTL_UPOS_PROPN:
        break;
      default:
        return node;
      }
  return node;
}

/* The head and the end of who speaks, from @node on, behind the verb: a person, or after a quotation any plain noun phrase;
 * 0 if that is unclear. */
static guint
find_speaker (const DtlWindow *window, guint node, guint *end)
{
  for (guint i = 0; i < window->n_names; i++)
    if (window->names[i].kind == DTL_NAME_PER && window->names[i].start == node)
      {
        *end = window->names[i].end;
        return window->names[i].head;
      }
  if (!is_quote (window, node - 2))
    return 0;
  *end = skip_noun_phrase (window, node) - 1;
  for (guint i = node; i <= *end; i++)
    if (window->kind[i] == 1 + DTL_NAME_PER)
      return 0;
  return *end >= node && dtl_window_has_upos (window, *end, DTL_UPOS_NOUN) ? *end : 0;
}

/* "…,” warned economist Violeta Stankova": who stands behind the verb is its subject. After a mere comma only a person who
 * ends the clause is: "He rose, warned Croft and left". With nothing more behind, the verb is the root. */
static void
constrain_inversion (DtlWindow *window, guint verb)
{
  gboolean is_quoted = is_quote (window, verb - 1);
  guint end, speaker;

  if (!(is_quoted || dtl_window_has_lower (window, verb - 1, ",")) || !dtl_window_has_flag (window, verb, "report"))
    return;
  if (dtl_window_word (window, verb)->xpos != DTL_XPOS_VBD && dtl_window_word (window, verb)->xpos != DTL_XPOS_VBZ
      && dtl_window_word (window, verb)->xpos != DTL_XPOS_VBN)
    return;
  speaker = find_speaker (window, verb + 1, &end);
  if (speaker == 0 || dtl_window_is_fixed (window, speaker) || !(is_quoted || ends_clause (window, end + 1)))
    return;
  dtl_window_fix (window, speaker, verb, DTL_DEPREL_NSUBJ);
  if (end + 1 >= window->n && ends_clause (window, end + 1) && !dtl_window_is_fixed (window, verb))
    dtl_window_fix (window, verb, 0, DTL_DEPREL_ROOT);
}

void
dtl_speech_constrain (DtlWindow *window)
{
  for (guint node = 1; node <= window->n; node++)
    {
      if (is_telling (window, node))
        constrain_telling (window, node);
      if (node > 2)
        constrain_inversion (window, node);
    }
}
