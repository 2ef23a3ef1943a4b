/* Small helpers over stretches of tokens, and the making of mentions. */
#include "entity/work.h"

#include <string.h>

#define MAX_REACH 80 /* tokens between a word and what hangs on it */

gboolean
token_is (const DtlToken *token, const char *words)
{
  return dtl_word_is_one_of (token->lower, words);
}

gboolean
row_has (Row row, guint column, const char *word)
{
  return row && strcmp (row[column], word) == 0;
}

const char *
phrase_text (DtlWork *work, guint32 first, guint32 n)
{
  const char *start = work->document->text + work_token (work, first)->span.start;
  const char *end = work->document->text + work_token (work, first + n - 1)->span.end;
  g_autoptr (GString) out = g_string_sized_new (end - start);

  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c))
        g_string_append_unichar (out, c);
      else if (out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }
  return dtl_arena_intern (work->arena, out->str, out->len);
}

const char *
phrase_lower (DtlWork *work, const char *text)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *p = lower; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0x2019 || c == 0x2018)
        c = '\'';
      g_string_append_unichar (out, c);
    }
  return dtl_arena_intern (work->arena, out->str, out->len);
}

static const char small_words[] = "of the and for to in at on de la a an";

const char *
phrase_title_case (DtlWork *work, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; words[i]; i++)
    {
      const char *word = words[i];

      if (*word == '\0')
        continue;
      if (out->len > 0)
        g_string_append_c (out, ' ');
      if (i > 0 && dtl_word_is_one_of (word, small_words))
        g_string_append (out, word);
      else if (dtl_word_is_one_of (word, "ceo cfo coo cto u.s. u.k. us uk eu un"))
        {
          g_autofree char *upper = g_ascii_strup (word, -1);

          g_string_append (out, upper);
        }
      else
        {
          g_string_append_unichar (out, g_unichar_totitle (g_utf8_get_char (word)));
          g_string_append (out, g_utf8_next_char (word));
        }
    }
  return dtl_arena_intern (work->arena, out->str, out->len);
}

guint32
phrase_head (DtlWork *work, guint32 first, guint32 n)
{
  for (guint32 i = first; i < first + n; i++)
    {
      const DtlToken *token = work_token (work, i);
      gboolean outside = token->head < (gint32) first || token->head >= (gint32) (first + n);

      if (outside && token->upos != DTL_UPOS_PUNCT && token->upos != DTL_UPOS_DET && token->deprel != DTL_DEPREL_CASE
          && token->upos != DTL_UPOS_NONE && !(n > 1 && token->xpos == DTL_XPOS_PRPS))
        return i;
    }
  return first + n - 1;
}

guint32
token_child (DtlWork *work, guint32 head, DtlDeprel base, const char *words)
{
  const DtlSentence *s = dtl_document_sentence (work->document, work_token (work, head)->sentence);
  guint32 from = MAX (s->first_token, head > MAX_REACH ? head - MAX_REACH : 0);

  for (guint32 i = from; i < MIN (head + MAX_REACH, s->first_token + s->n_tokens); i++)
    {
      const DtlToken *token = work_token (work, i);

      if (token->head == (gint32) head && dtl_deprel_base (token->deprel) == base
          && (words == NULL || token_is (token, words)))
        return i;
    }
  return DTL_NONE;
}

guint32
mention_headed (DtlWork *work, guint32 token)
{
  return token == DTL_NONE || work->heads[token] == 0 ? DTL_NONE : work->heads[token] - 1;
}

guint32
mention_new (DtlWork *work, guint32 sentence, guint32 first, guint32 n, DtlEntityForm form, DtlActorKind kind)
{
  Mention mention = { 0 };
  guint32 index = work->mentions->len;

  mention.first = mention.outer_first = first;
  mention.n = mention.outer_n = n;
  mention.sentence = sentence;
  mention.form = form;
  mention.kind = kind;
  mention.text = phrase_text (work, first, n);
  mention.key = phrase_lower (work, mention.text);
  mention.head = phrase_head (work, first, n);
  mention.possessor = mention.owner = mention.body = mention.speaker = DTL_NONE;
  mention.pair[0] = mention.pair[1] = DTL_NONE;
  mention.parent = mention.next = index;
  mention.size = 1;
  mention.quoted = work->quoted[mention.head];
  g_array_append_val (work->mentions, mention);
  if (form != DTL_ENTITY_NOMINAL)
    for (guint32 i = first; i < first + n; i++)
      work->owner[i] = index + 1;
  return index;
}

void
mention_set_outer (DtlWork *work, guint32 mention, guint32 first, guint32 n)
{
  Mention *m = work_mention (work, mention);

  m->outer_first = first;
  m->outer_n = n;
  for (guint32 i = first; i < first + n; i++)
    if (i < m->first || i >= m->first + m->n)
      work->titled[i] = TRUE;
  m->head = phrase_head (work, first, n);
}
