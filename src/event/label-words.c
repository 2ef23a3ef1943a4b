/*
 * Words of headlines. A label is cut out of its sentence: nothing is in it that is not in the text or in the name of an
 * actor. A cut never leaves an article, a preposition or one half of a pair of quotation marks behind.
 */
#include <string.h>

#include "event/label-words.h"

#define SPEECH_WORDS 8

static gboolean
ends_with_any (const char *word, const char *const *endings)
{
  for (guint i = 0; endings[i]; i++)
    if (g_str_has_suffix (word, endings[i]))
      return TRUE;
  return FALSE;
}

char *
dtl_label_third_person (const char *lemma)
{
  static const char *const hissing[] = { "s", "x", "z", "ch", "sh", "o", NULL };
  gsize n = strlen (lemma);

  if (strcmp (lemma, "be") == 0)
    return g_strdup ("is");
  if (strcmp (lemma, "have") == 0)
    return g_strdup ("has");
  if (ends_with_any (lemma, hissing))
    return g_strconcat (lemma, "es", NULL);
  if (n > 1 && lemma[n - 1] == 'y' && strchr ("aeiou", lemma[n - 2]) == NULL)
    return g_strdup_printf ("%.*sies", (int) n - 1, lemma);
  return g_strconcat (lemma, "s", NULL);
}

const char *
dtl_label_name (const DtlEventStage *stage, guint32 actor)
{
  const DtlActor *named = dtl_record_actor (stage->record, actor);
  const char *name = dtl_actor_short_name (named);

  if (named->kind == DTL_ACTOR_PERSON)
    for (guint32 i = 0; i < actor; i++)
      {
        const DtlActor *other = dtl_record_actor (stage->record, i);

        if (other->kind == DTL_ACTOR_PERSON && strcmp (dtl_actor_short_name (other), name) == 0)
          return named->name;
      }
  return name;
}

gboolean
dtl_label_is_agent (const DtlHappening *happening, guint32 actor)
{
  for (guint i = 0; i < happening->arguments->len; i++)
    {
      const DtlArgument *argument = &g_array_index (happening->arguments, DtlArgument, i);

      if (argument->actor == actor && argument->role == DTL_ROLE_AGENT)
        return TRUE;
    }
  return FALSE;
}

gboolean
dtl_label_is_time (const DtlEventStage *stage, guint32 token)
{
  guint32 number = stage->time_at[token];
  const DtlTime *time = number != DTL_NONE ? dtl_document_time (stage->document, number) : NULL;
  guint32 end = time ? time->first + time->n : 0;

  return time != NULL
         && (time->type != DTL_TIME_DURATION || end >= stage->document->tokens->len
             || dtl_tree_token (&stage->tree, end)->xpos != DTL_XPOS_POS);
}

/* Whether the token before @i ends in, or @i is, a hyphen without a space: both sides are one word. */
static gboolean
is_hyphenated_at (const DtlEventStage *stage, guint32 i)
{
  const DtlToken *before = i > 0 ? dtl_tree_token (&stage->tree, i - 1) : NULL;

  if (before == NULL || before->space_after || i >= stage->tree.n_tokens)
    return FALSE;
  return strcmp (before->form, "-") == 0 || *dtl_tree_token (&stage->tree, i)->form == '-';
}

/* The time stands beside the label and need not be in it; but "near-daily" and "month-long" are one word. */
static gboolean
is_told_beside (const DtlEventStage *stage, guint32 token)
{
  const DtlTime *time;

  if (!dtl_label_is_time (stage, token))
    return FALSE;
  time = dtl_document_time (stage->document, stage->time_at[token]);
  return !is_hyphenated_at (stage, time->first) && !is_hyphenated_at (stage, time->first + time->n);
}

/* Whether a word only links @head to what is around it: "of", "that", "and", an opening mark. The "At" of "At least two
 * men" links nothing. */
static gboolean
is_link (const DtlToken *word, guint32 head)
{
  if (word->deprel == DTL_DEPREL_FIXED)
    return TRUE;
  return word->head == (gint32) head
         && (word->deprel == DTL_DEPREL_CASE || word->deprel == DTL_DEPREL_MARK || word->deprel == DTL_DEPREL_CC
             || (word->deprel == DTL_DEPREL_PUNCT && !g_str_has_prefix (word->form, "\"")
                 && !g_str_has_prefix (word->form, "“")));
}

guint32
dtl_label_start (const DtlTree *tree, guint32 head)
{
  guint32 first = tree->left[head];

  while (first < head && is_link (dtl_tree_token (tree, first), head))
    first++;
  return first;
}

gboolean
dtl_label_ends_at (const DtlToken *token)
{
  static const char *const marks[] = { ",", ";", "—", "–", "--", "(", ".", "?", "!", ":" };

  for (guint i = 0; token->upos == DTL_UPOS_PUNCT && i < G_N_ELEMENTS (marks); i++)
    if (strcmp (token->form, marks[i]) == 0)
      return TRUE;
  return FALSE;
}

/* "his" and "whose" in front of what belongs to somebody that the label does not name otherwise: "Weber's attacks on the press". */
static const char *
named_possessor (const DtlEventStage *stage, const DtlHappening *happening, guint32 token)
{
  guint32 actor;

  if (dtl_tree_token (&stage->tree, token)->xpos == DTL_XPOS_WPS)
    {
      guint32 antecedent = dtl_tree_antecedent (&stage->tree, token);

      actor = antecedent != DTL_NONE ? dtl_stage_actor (stage, antecedent) : DTL_NONE;
    }
  else if (dtl_tree_token (&stage->tree, token)->xpos == DTL_XPOS_PRPS)
    actor = dtl_stage_actor (stage, token);
  else
    return NULL;
  if (actor == DTL_NONE || dtl_label_is_agent (happening, actor))
    return NULL;
  return dtl_label_name (stage, actor);
}

/* What hangs on a word but lies outside its phrase; the name of "the tanker Selat Mas" does not. */
static gboolean
is_outside_clause (const DtlTree *tree, guint32 token)
{
  DtlDeprel deprel = dtl_tree_token (tree, token)->deprel;
  guint32 first = tree->left[token];

  if (deprel == DTL_DEPREL_APPOS)
    return first == 0 || dtl_label_ends_at (dtl_tree_token (tree, first)) || dtl_label_ends_at (dtl_tree_token (tree, first - 1));
  return deprel == DTL_DEPREL_ACL_RELCL || deprel == DTL_DEPREL_PARATAXIS || deprel == DTL_DEPREL_ADVCL;
}

void
dtl_label_append_words (const DtlEventStage *stage, const DtlHappening *happening, guint32 first, guint32 last,
                        GString *out)
{
  const DtlTree *tree = &stage->tree;

  for (guint32 i = first; i <= last; i++)
    {
      const DtlToken *token = dtl_tree_token (tree, i);
      const char *possessor = out->len == 0 ? named_possessor (stage, happening, i) : NULL;

      /* the preposition of the time goes with it, not that of "against Thursday's ouster" */
      if (is_told_beside (stage, i)
          || (i < last && token->deprel == DTL_DEPREL_CASE && is_told_beside (stage, i + 1) && token->head >= 0
              && is_told_beside (stage, (guint32) token->head)))
        continue;
      if (token->upos == DTL_UPOS_ADV && i < last && is_told_beside (stage, i + 1)
          && dtl_word_is_one_of (token->lower, "just only")) /* "only | a few hours" */
        continue;
      /* the comma or the sign of a possessive behind a time that was left out */
      if (i > first && is_told_beside (stage, i - 1) && (dtl_label_ends_at (token) || token->xpos == DTL_XPOS_POS))
        continue;
      if (out->len > 0 && out->str[out->len - 1] != ' ' && (i == first || dtl_tree_token (tree, i - 1)->space_after))
        g_string_append_c (out, ' ');
      if (possessor)
        g_string_append_printf (out, "%s%s", possessor, g_str_has_suffix (possessor, "s") ? "'" : "'s");
      else
        g_string_append (out, token->form);
    }
}

/* "the constitution that would have …", "a claim that …" */
static gboolean
opens_relative_clause (const DtlTree *tree, guint32 token)
{
  DtlDeprel deprel = dtl_tree_token (tree, token)->deprel;

  return deprel == DTL_DEPREL_ACL_RELCL || (deprel == DTL_DEPREL_ACL && dtl_tree_has_mark (tree, token, "that"));
}

void
dtl_label_append_text (const DtlEventStage *stage, const DtlHappening *happening, guint32 head, guint32 first,
                       GString *out)
{
  const DtlTree *tree = &stage->tree;
  guint32 last = tree->right[head];

  DTL_TREE_FOREACH_CHILD (tree, head, child)
    {
      if ((guint32) child > head && is_outside_clause (tree, child))
        last = MIN (last, tree->left[child] - 1);
      /* "which she hopefully won't — the destruction": what is wrong in front of the head is no part of it */
      if ((guint32) child < head && is_outside_clause (tree, child))
        first = MAX (first, tree->right[child] + 1);
    }
  for (guint32 i = head + 1; i <= last; i++)
    if (opens_relative_clause (tree, i) && tree->left[i] > head)
      last = tree->left[i] - 1;
  while (first < head && dtl_label_ends_at (dtl_tree_token (tree, first))) /* "convicted Keough, the …, | of fraud" */
    first++;
  for (guint32 i = head + 1; i <= last; i++)
    if (dtl_label_ends_at (dtl_tree_token (tree, i)) && dtl_tree_child (tree, head, DTL_DEPREL_CONJ) < (gint32) i)
      last = i - 1;
  dtl_label_append_words (stage, happening, first, last, out);
}

/* Whether a mark between words and not a word of its own: it does not count. */
static gboolean
is_word (const DtlTree *tree, guint32 token)
{
  const DtlToken *word = dtl_tree_token (tree, token);

  return word->upos != DTL_UPOS_PUNCT && (token == 0 || dtl_tree_token (tree, token - 1)->space_after);
}

void
dtl_label_append_speech (const DtlEventStage *stage, const DtlHappening *happening, guint32 first, guint32 last,
                         GString *out)
{
  const DtlTree *tree = &stage->tree;
  guint32 end = first, words = 0;

  for (guint32 i = first; i <= last && !(i > first && dtl_label_ends_at (dtl_tree_token (tree, i))); i++)
    {
      words += is_word (tree, i) && i > first;
      if (words == SPEECH_WORDS)
        break;
      end = i;
    }
  dtl_label_append_words (stage, happening, first, end, out);
  if (words == SPEECH_WORDS)
    g_string_append (out, "…");
}

static void
capitalise (GString *text)
{
  gunichar first = g_utf8_get_char_validated (text->str, -1);
  char upper[8];
  gint n;

  if (text->len == 0 || (gint32) first < 0)
    return;
  n = g_unichar_to_utf8 (g_unichar_toupper (first), upper);
  g_string_erase (text, 0, g_utf8_next_char (text->str) - text->str);
  g_string_insert_len (text, 0, upper, n);
}

/* Articles, prepositions and joining words that must not stand last. "in" may: "brings in", and "her" where nothing was cut:
 * "congratulates her". */
static gboolean
drop_small_word (GString *text, gboolean is_cut)
{
  static const char *const small[]
    = { "a",   "an",  "the", "of",    "and",       "or",   "to",   "for", "with",    "from", "at", "that", "by", "as",
        "its", "his", "her", "their", "including", "into", "than", "but", "between", "``",   "“",  "‘",    NULL };
  const char *space = strrchr (text->str, ' ');

  for (guint i = 0; space && small[i]; i++)
    if (strcmp (space + 1, small[i]) == 0 && (is_cut || strcmp (small[i], "her") != 0))
      {
        g_string_truncate (text, space - text->str);
        return TRUE;
      }
  return FALSE;
}

/* One half of a pair of marks: an opening one is closed, a closing one goes. */
static void
balance (GString *text, const char *open, const char *close)
{
  const char *last_open = g_strrstr (text->str, open), *last_close = g_strrstr (text->str, close);

  if (last_open && (last_close == NULL || last_close < last_open))
    g_string_append (text, close);
  else if (last_close && last_open == NULL)
    g_string_erase (text, last_close - text->str, strlen (close));
}

/* Straight marks open and close alike. */
static void
balance_straight (GString *text)
{
  guint n = 0;

  for (const char *p = text->str; *p; p++)
    n += *p == '"';
  if (n % 2 == 1)
    g_string_append_c (text, '"');
}

static void
cut_to_length (GString *text)
{
  gboolean is_cut = g_str_has_suffix (text->str, "…");

  if (is_cut)
    g_string_truncate (text, text->len - strlen ("…"));
  if (g_utf8_strlen (text->str, -1) > LABEL_CHARS)
    {
      const char *end = g_utf8_offset_to_pointer (text->str, LABEL_CHARS - 1);

      while (end > text->str && *end != ' ')
        end--;
      if (end > text->str)
        g_string_truncate (text, end - text->str);
      is_cut = TRUE;
    }
  while (drop_small_word (text, is_cut))
    ;
  while (text->len > 0 && strchr (" ,;:-", text->str[text->len - 1]))
    g_string_truncate (text, text->len - 1);
  if (is_cut)
    g_string_append (text, "…");
}

void
dtl_label_tidy (GString *label)
{
  while (label->len > 0 && label->str[0] == ' ')
    g_string_erase (label, 0, 1);
  cut_to_length (label);
  balance (label, "“", "”");
  balance_straight (label);
  capitalise (label);
}
