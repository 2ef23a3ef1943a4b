/*
 * CoNLL-U (https://universaldependencies.org/format.html): one word a line, ten columns, sentences between blank lines.
 *
 * MISC holds SpaceAfter=No, NER=B-PER/I-PER…, and of a predicate Predicate=Yes/Light/Auxiliary and Args=ARG0:3,ARGM-TMP:7,
 * the words that head its arguments; FEATS and DEPS stay empty. Comments that came with the sentences are
 * printed as they were; other sentences get newdoc, newpar, sent_id, kind and text.
 */
#include "export/writers.h"

#include <string.h>

#include "document/characters.h"
#include "document/lookup.h"

static const char *const name_tags[DTL_N_NAMES] = { "PER", "ORG", "LOC", "MISC" };

/* Columns hold no tabs or line ends. */
static void
append_cell (GString *out, const char *text, gsize length)
{
  if (length == 0)
    g_string_append_c (out, '_');
  for (gsize i = 0; i < length; i++)
    g_string_append_c (out, (guchar) text[i] < ' ' ? ' ' : text[i]);
}

/* The text of a span with every stretch of white space as one blank, as "# text" wants it. */
static void
append_line (GString *out, const char *text, DtlSpan span)
{
  gboolean space = FALSE;

  for (guint32 i = span.start; i < span.end; i += g_utf8_skip[(guchar) text[i]])
    {
      gunichar c = g_utf8_get_char (text + i);
      gboolean is_space = c < ' ' || dtl_character_classify (c) == CHARACTER_SPACE;

      if (space && !is_space)
        g_string_append_c (out, ' ');
      space = is_space;
      if (!is_space)
        g_string_append_len (out, text + i, g_utf8_skip[(guchar) text[i]]);
    }
}

static void
write_comments (const DtlDocument *document, guint32 number, GString *out)
{
  const DtlSentence *sentence = dtl_document_sentence (document, number);
  const char *id = document->id ? document->id : "d";

  if (sentence->comments)
    {
      g_string_append (out, sentence->comments);
      return;
    }
  if (number == 0)
    g_string_append_printf (out, "# newdoc id = %s\n", id);
  if (number == 0 || sentence->block != sentence[-1].block)
    g_string_append (out, "# newpar\n");
  g_string_append_printf (out, "# sent_id = %s-%u\n# kind = %s\n# text = ", id, number + 1,
                          dtl_sentence_kind_to_string (sentence->kind));
  append_line (out, document->text, sentence->span);
  g_string_append_c (out, '\n');
}

/* "B-PER" or "I-PER" of a token; names are in order, so @name moves along with the tokens. */
static void
append_name (const DtlDocument *document, guint32 token, guint32 *name, GString *out)
{
  const DtlName *at;

  while (*name < document->names->len
         && dtl_document_name (document, *name)->first + dtl_document_name (document, *name)->n <= token)
    (*name)++;
  if (*name >= document->names->len)
    return;
  at = dtl_document_name (document, *name);
  if (token >= at->first)
    g_string_append_printf (out, "NER=%c-%s", token == at->first ? 'B' : 'I', name_tags[at->kind]);
}

/* "ARG0:3,ARG1:7" */
static void
append_arguments (const DtlDocument *document, guint32 token, guint32 first_token, GString *out)
{
  guint n;
  const DtlRoleArc *arguments = dtl_document_arguments_of (document, token, &n);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, "%s%s:%u", i == 0 ? "Args=" : ",", dtl_propbank_to_string (arguments[i].role),
                            arguments[i].token - first_token + 1);
}

static void
append_predicate (const DtlDocument *document, guint32 token, GString *out)
{
  static const char *const words[DTL_N_PREDICATES] = { "No", "Yes", "Auxiliary", "Light" };
  const DtlPredicate *predicate = dtl_document_predicate_at (document, token);

  if (predicate)
    g_string_append_printf (out, "Predicate=%s", words[predicate->kind]);
}

/* Ends what one attribute of MISC wrote after @start, if anything. */
static gsize
end_attribute (GString *out, gsize start)
{
  if (out->len > start)
    g_string_append_c (out, '|');
  return out->len;
}

/* Attributes in the order of the alphabet. */
static void
append_misc (const DtlDocument *document, const DtlSentence *sentence, guint32 token, guint32 *name, gboolean glued, GString *out)
{
  gsize before = out->len, start = before;

  append_arguments (document, token, sentence->first_token, out);
  start = end_attribute (out, start);
  append_name (document, token, name, out);
  start = end_attribute (out, start);
  append_predicate (document, token, out);
  start = end_attribute (out, start);
  if (glued)
    g_string_append (out, "SpaceAfter=No|");
  if (out->len > before)
    g_string_truncate (out, out->len - 1);
  else
    g_string_append_c (out, '_');
  g_string_append_c (out, '\n');
}

static void
append_head (const DtlSentence *sentence, const DtlToken *token, GString *out)
{
  if (token->deprel == DTL_DEPREL_NONE)
    g_string_append (out, "_\t_");
  else
    g_string_append_printf (out, "%d\t%s", token->head < 0 ? 0 : token->head - (gint32) sentence->first_token + 1,
                            dtl_deprel_to_string (token->deprel));
}

/* The line of a multiword token: its form is the text that its words cover. */
static void
write_multiword (const DtlDocument *document, const DtlToken *token, guint32 id, GString *out)
{
  const DtlToken *last = token + token->multiword - 1;

  g_string_append_printf (out, "%u-%u\t", id, id + token->multiword - 1);
  append_cell (out, document->text + token->span.start, last->span.end - token->span.start);
  g_string_append_printf (out, "\t_\t_\t_\t_\t_\t_\t_\t%s\n", last->space_after ? "_" : "SpaceAfter=No");
}

static void
write_word (const DtlDocument *document, const DtlSentence *sentence, guint32 i, gboolean glued, guint32 *name,
            GString *out)
{
  const DtlToken *token = dtl_document_token (document, i);

  g_string_append_printf (out, "%u\t", i - sentence->first_token + 1);
  append_cell (out, token->form, strlen (token->form));
  g_string_append_c (out, '\t');
  append_cell (out, token->lemma ? token->lemma : "", token->lemma ? strlen (token->lemma) : 0);
  g_string_append_printf (out, "\t%s\t%s\t_\t", dtl_upos_to_string (token->upos), dtl_xpos_to_string (token->xpos));
  append_head (sentence, token, out);
  g_string_append (out, "\t_\t");
  append_misc (document, sentence, i, name, glued, out);
}

static void
write_sentence (const DtlDocument *document, guint32 number, guint32 *name, GString *out)
{
  const DtlSentence *sentence = dtl_document_sentence (document, number);
  guint32 end = sentence->first_token + sentence->n_tokens, multiword_end = 0;

  write_comments (document, number, out);
  for (guint32 i = sentence->first_token; i < end; i++)
    {
      const DtlToken *token = dtl_document_token (document, i);

      if (token->multiword > 1 && i + token->multiword <= end)
        {
          write_multiword (document, token, i - sentence->first_token + 1, out);
          multiword_end = i + token->multiword;
        }
      /* SpaceAfter is a matter of the multiword token, not of its words. */
      write_word (document, sentence, i, i >= multiword_end && !token->space_after, name, out);
    }
  g_string_append_c (out, '\n');
}

gboolean
dtl_write_conllu (const DtlDocument *document, const DtlExportOptions *options, GString *out, GError **error)
{
  guint32 name = 0;

  for (guint32 i = 0; i < document->sentences->len; i++)
    write_sentence (document, i, &name, out);
  return TRUE;
}
