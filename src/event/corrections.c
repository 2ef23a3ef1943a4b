/*
 * Notes by which an article says that something was wrong: corrections, clarifications, retractions.
 *
 * They are known by their words (corrections.tsv). A note is kept as it stands and changes no event: which happening it speaks
 * of can only be told among the articles of a story.
 */
#include "event/stage.h"

#include <string.h>

#include "lexicon/tables.h"

#define SENTENCES_MAX 4 /* of a note */
#define BYTES_MAX 2000
#define NOTES_MAX 64 /* of an article */

static gboolean
is_word_byte (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80;
}

/* Lower case, straight quotes, white space as single blanks, from the first letter on. */
static char *
normal (const char *text)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  g_auto (GStrv) parts = g_strsplit (lower, "’", -1);
  char *out = g_strjoinv ("'", parts), *start = out;

  while (*start && !is_word_byte (*start))
    start++;
  if (start[0] != '\0' && start > out && (guchar) start[0] >= 0x80) /* an opening quotation mark or a dash */
    while (*start && !g_ascii_isalpha (*start))
      start++;
  memmove (out, start, strlen (start) + 1);
  return out;
}

static gboolean
has_words (const char *text, const char *words)
{
  gsize n = strlen (words);

  for (const char *p = strstr (text, words); p; p = strstr (p + 1, words))
    if ((p == text || !is_word_byte (p[-1])) && (!is_word_byte (words[n - 1]) || !is_word_byte (p[n])))
      return TRUE;
  return FALSE;
}

static gboolean
has_beginning (const char *text, const char *beginnings)
{
  g_auto (GStrv) each = g_strsplit (beginnings, "|", -1);

  if (strcmp (beginnings, "-") == 0)
    return TRUE;
  for (guint i = 0; each[i]; i++)
    for (const char *p = strstr (text, each[i]); p; p = strstr (p + 1, each[i]))
      if (p == text || !is_word_byte (p[-1]))
        return TRUE;
  return FALSE;
}

static gboolean
is_all (const char *text, const char *pattern)
{
  gsize n = strlen (pattern);

  return g_str_has_prefix (text, pattern) && strspn (text + n, " .:*)]") == strlen (text + n);
}

static gboolean
fits (const char *text, const char *const *row)
{
  const char *pattern = row[DTL_CORRECTIONS_PATTERN], *where = row[DTL_CORRECTIONS_WHERE];

  if (strcmp (where, "whole") == 0)
    return is_all (text, pattern);
  if (strcmp (where, "start") == 0 ? !g_str_has_prefix (text, pattern) : strcmp (where, "word") == 0 || !has_words (text, pattern))
    return FALSE;
  return has_beginning (text, row[DTL_CORRECTIONS_WITH]);
}

/* The row that makes a note of the sentence, or NULL: the one that stands at the start, or the first. */
static const char *const *
find_cue (const char *text)
{
  g_autofree char *clean = normal (text);
  const char *const *found = NULL;

  for (guint i = 0; i < dtl_table_corrections.n_rows; i++)
    {
      const char *const *row = dtl_table_row (&dtl_table_corrections, i);

      if (!fits (clean, row))
        continue;
      if (strcmp (row[DTL_CORRECTIONS_WHERE], "anywhere") != 0)
        return row;
      found = found ? found : row;
    }
  return found;
}

static gboolean
is_text (const DtlSentence *sentence)
{
  return sentence->kind == DTL_SENTENCE_TITLE || sentence->kind == DTL_SENTENCE_HEADING || sentence->kind == DTL_SENTENCE_BODY
         || sentence->kind == DTL_SENTENCE_QUOTE;
}

/* The sentence after the last of the note that begins at @first. */
static guint32
end_of_note (const DtlDocument *document, guint32 first, const char *extent)
{
  const DtlSentence *start = dtl_document_sentence (document, first);
  guint32 end = first + 1, block = start->block + (strcmp (extent, "next") == 0);

  if (strcmp (extent, "sentence") == 0)
    return end;
  while (end < document->sentences->len && end < first + SENTENCES_MAX)
    {
      const DtlSentence *sentence = dtl_document_sentence (document, end);

      if (sentence->block > block || !is_text (sentence) || sentence->span.end - start->span.start > BYTES_MAX)
        break;
      end++;
    }
  return end;
}

static void
add_note (DtlEventStage *stage, guint32 first, guint32 end, const char *const *row)
{
  const DtlSentence *start = dtl_document_sentence (stage->document, first);
  DtlSpan span = { start->span.start, dtl_document_sentence (stage->document, end - 1)->span.end };
  DtlCorrection correction = { .kind = row[DTL_CORRECTIONS_KIND], .cue = row[DTL_CORRECTIONS_PATTERN], .event = DTL_NONE,
                               .source = DTL_NONE };

  span.end = MIN (span.end, span.start + BYTES_MAX);
  while ((stage->document->text[span.end] & 0xc0) == 0x80)
    span.end--;
  correction.evidence.sentence = first;
  correction.evidence.line = start->line;
  correction.evidence.span = dtl_document_char_span (stage->document, span);
  correction.evidence.text = dtl_event_clean_text (stage, span);
  g_array_append_val (stage->record->corrections, correction);
}

void
dtl_event_find_corrections (DtlEventStage *stage)
{
  DtlDocument *document = stage->document;

  for (guint32 i = 0, next; i < document->sentences->len && stage->record->corrections->len < NOTES_MAX; i = next)
    {
      const DtlSentence *sentence = dtl_document_sentence (document, i);
      DtlSpan span = { sentence->span.start, MIN (sentence->span.end, sentence->span.start + BYTES_MAX) };
      const char *const *row = NULL;
      g_autofree char *text = g_utf8_make_valid (document->text + span.start, span.end - span.start);

      g_strdelimit (text, "\t\r\n", ' ');
      if (is_text (sentence))
        row = find_cue (text);
      next = row ? end_of_note (document, i, row[DTL_CORRECTIONS_EXTENT]) : i + 1;
      if (row)
        add_note (stage, i, next, row);
    }
}
