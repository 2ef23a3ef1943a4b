/*
 * Plain text: the text is the decoded input unchanged, and this file says what its stretches are.
 *
 * Lines become blocks: white space lines part them; so does every line break that was not made by wrapping. A break is
 * from wrapping when the next word would not have fitted into the width of the text, or when the next line goes on in
 * lower case after a line that does not end a sentence. Blocks get their kinds from their words (lines.h) and from
 * where they stand: what precedes the first paragraph, what follows the last.
 */
#include "ingest/plain.h"

#include <string.h>

#include "ingest/lines.h"

#define WRAP_WIDTH_MIN 50    /* characters; nobody wraps narrower */
#define WRAP_WIDTH_MAX 100   /* wider texts are not wrapped */
#define TITLE_LONGEST 200    /* bytes */
#define TITLE_WORDS 30
#define HEADING_LONGEST 110  /* bytes */
#define HEADING_WORDS 14
#define HEAD_BLOCKS 14       /* blocks at the start in which bylines and dates of the article are looked for */
#define TAIL_LONGEST 260     /* bytes: after the end of the article, shorter blocks are furniture */

typedef struct
{
  gsize start;
  gsize end;       /* without the line break and white space before it */
  guint n_chars;
  gboolean blank;
} Line;

/* A block before its kind is settled. */
typedef struct
{
  gsize start;
  gsize end;
  guint run;        /* number of its run of lines between blank ones */
  guint n_words;
  gboolean alone;   /* the only block of its run */
  gboolean closed;  /* ends with a final stop */
  DtlLineClass class;
  DtlSentenceKind kind;
} Piece;

static GArray *
split_lines (const char *text, gsize length)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));

  for (gsize i = 0; i < length;)
    {
      gsize stop = i + strcspn (text + i, "\r\n");
      Line line = { .start = i, .end = stop };

      while (line.end > line.start && g_ascii_isspace (text[line.end - 1]))
        line.end--;
      while (line.start < line.end && g_ascii_isspace (text[line.start]))
        line.start++;
      line.n_chars = g_utf8_strlen (text + line.start, line.end - line.start);
      line.blank = line.n_chars == 0;
      g_array_append_val (lines, line);
      i = stop + (text[stop] == '\r' && text[stop + 1] == '\n' ? 2 : 1);
    }
  return lines;
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const guint *left = a, *right = b;

  return (*left > *right) - (*left < *right);
}

/* The width that the text is wrapped to: the length that nine in ten lines followed by another do not pass; 0 when that
 * is more than anyone wraps to. */
static guint
measure_width (const GArray *lines)
{
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (guint));
  guint width;

  for (guint i = 0; i + 1 < lines->len; i++)
    if (!g_array_index (lines, Line, i).blank && !g_array_index (lines, Line, i + 1).blank)
      g_array_append_val (counts, g_array_index (lines, Line, i).n_chars);
  if (counts->len < 2)
    return 0;
  g_array_sort (counts, compare_counts);
  width = g_array_index (counts, guint, (counts->len * 9 + 9) / 10 - 1);
  return width >= WRAP_WIDTH_MIN && width <= WRAP_WIDTH_MAX ? width : 0;
}

/* Bylines, stamps and furniture are lines of their own. */
static gboolean
stands_alone (const char *line, gsize length)
{
  DtlDate date;

  return dtl_line_classify (line, length) != DTL_LINE_OTHER || dtl_byline_read (line, length, NULL)
         || dtl_stamp_read_line (line, length, &date) != DTL_STAMP_LINE_NONE;
}

/* Whether the break between two lines is only there because the text is wrapped. */
static gboolean
is_wrapped (const char *text, const Line *line, const Line *next, guint width)
{
  gsize word = strcspn (text + next->start, " \t\r\n");
  gboolean closed = dtl_line_ends_sentence (text + line->start, line->end - line->start);
  gunichar first = g_utf8_get_char (text + next->start);

  if (!closed && g_unichar_islower (first) && line->n_chars > 30)
    return TRUE;
  if (width == 0)
    return FALSE;
  /* ragged texts break a little early */
  if (line->n_chars + 1 + g_utf8_strlen (text + next->start, word) + (closed ? 0 : 4) <= width)
    return FALSE;
  return closed || !stands_alone (text + line->start, line->end - line->start);
}

static void
add_piece (GArray *pieces, const char *text, gsize start, gsize end, guint run)
{
  Piece piece = { .start = start, .end = end, .run = run, .kind = DTL_SENTENCE_BODY };

  piece.n_words = dtl_line_count_words (text + start, end - start);
  piece.closed = dtl_line_ends_sentence (text + start, end - start);
  piece.class = dtl_line_classify (text + start, end - start);
  g_array_append_val (pieces, piece);
}

static void
mark_alone (GArray *pieces)
{
  for (guint i = 0; i < pieces->len; i++)
    {
      Piece *piece = &g_array_index (pieces, Piece, i);

      piece->alone = (i == 0 || piece[-1].run != piece->run) && (i + 1 == pieces->len || piece[1].run != piece->run);
    }
}

static GArray *
join_lines (const char *text, const GArray *lines)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  guint width = measure_width (lines), run = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      guint first = i;

      if (g_array_index (lines, Line, i).blank)
        {
          run++;
          continue;
        }
      while (i + 1 < lines->len && !g_array_index (lines, Line, i + 1).blank
             && is_wrapped (text, &g_array_index (lines, Line, i), &g_array_index (lines, Line, i + 1), width))
        i++;
      add_piece (pieces, text, g_array_index (lines, Line, first).start, g_array_index (lines, Line, i).end, run);
    }
  mark_alone (pieces);
  return pieces;
}

/* --- kinds --- */

static Piece *
piece_at (const GArray *pieces, guint i)
{
  return &g_array_index (pieces, Piece, i);
}

static gboolean
has_dateline (const char *text, const Piece *piece)
{
  DtlDateline dateline;

  return dtl_dateline_read (text + piece->start, piece->end - piece->start, &dateline);
}

/* A paragraph: ends like a sentence and is longer than a heading. */
static gboolean
is_paragraph (const Piece *piece)
{
  return piece->class == DTL_LINE_OTHER && ((piece->closed && piece->n_words >= 5) || piece->n_words > 25);
}

/* What the words alone say. */
static void
classify_by_words (GArray *pieces)
{
  for (guint i = 0; i < pieces->len; i++)
    {
      Piece *piece = piece_at (pieces, i);

      if (piece->class == DTL_LINE_CONTRIBUTOR)
        piece->kind = DTL_SENTENCE_BYLINE;
      else if (piece->class != DTL_LINE_OTHER)
        piece->kind = DTL_SENTENCE_FURNITURE;
    }
}

/* Whether what stands behind a line says that it is a title: a blank line, a byline, the day, a dateline, or, where each
 * paragraph is one line, a paragraph much longer than the line. */
static gboolean
is_title_before (const char *text, const GArray *pieces, guint i)
{
  const Piece *piece = piece_at (pieces, i), *next = piece_at (pieces, i + 1);
  const char *start = text + next->start;
  gsize length = next->end - next->start;
  DtlDate date;

  return next->run != piece->run || dtl_byline_read (start, length, NULL)
         || dtl_stamp_read_line (start, length, &date) != DTL_STAMP_LINE_NONE || has_dateline (text, next)
         || (next->n_words > 2 * MAX (piece->n_words, 4) && is_paragraph (next));
}

/* The first line that is not furniture, if it is short, has no final stop and what follows lets it be one. */
static guint
find_title (const char *text, const GArray *pieces)
{
  for (guint i = 0; i < pieces->len && i < HEAD_BLOCKS; i++)
    {
      Piece *piece = piece_at (pieces, i);
      const char *start = text + piece->start;
      gsize length = piece->end - piece->start;
      DtlDate date;

      if (piece->kind == DTL_SENTENCE_FURNITURE || dtl_stamp_read_line (start, length, &date) != DTL_STAMP_LINE_NONE
          || dtl_byline_read (start, length, NULL))
        continue;
      if (length > TITLE_LONGEST || piece->n_words > TITLE_WORDS || i + 1 == pieces->len)
        return DTL_NONE;
      /* a question or a cry may be a title, a statement with its stop is not */
      if (piece->closed && !g_str_has_suffix (start, "?") && text[piece->end - 1] != '?' && text[piece->end - 1] != '!')
        return DTL_NONE;
      if (!is_title_before (text, pieces, i) || has_dateline (text, piece))
        return DTL_NONE;
      return i;
    }
  return DTL_NONE;
}

/* A line right behind a byline: "The Harbour Times", "Staff Writer". */
static gboolean
follows_byline (const char *text, const GArray *pieces, guint i, DtlDraft *draft)
{
  const Piece *piece = piece_at (pieces, i);

  return i > 0 && piece_at (pieces, i - 1)->kind == DTL_SENTENCE_BYLINE && piece->n_words <= 6 && !piece->closed
         && dtl_byline_read_names (text + piece->start, piece->end - piece->start, NULL)
         && piece_at (pieces, i - 1)->run == piece->run;
}

static void
take_stamp (DtlDraft *draft, const char *text, const Piece *piece, DtlStampLine line, const DtlDate *date)
{
  DtlStamp *stamp = line == DTL_STAMP_LINE_UPDATED ? &draft->updated : &draft->published;

  dtl_draft_set_stamp (stamp, date, DTL_BASIS_TEXT, text + piece->start, piece->end - piece->start);
}

/* Bylines and dates before the first few paragraphs, and "Published …" lines anywhere. */
static void
read_head (const char *text, GArray *pieces, guint title, DtlDraft *draft)
{
  guint n_paragraphs = 0;

  for (guint i = 0; i < pieces->len; i++)
    {
      Piece *piece = piece_at (pieces, i);
      const char *start = text + piece->start;
      gsize length = piece->end - piece->start;
      DtlDate date;
      DtlStampLine line;

      n_paragraphs += is_paragraph (piece);
      if (i == title || (n_paragraphs > 1 && i > HEAD_BLOCKS && i + 6 < pieces->len) || length > TITLE_LONGEST)
        continue;
      line = dtl_stamp_read_line (start, length, &date);
      /* a bare date between paragraphs is a heading of a chronicle */
      if (line == DTL_STAMP_LINE_DATE && n_paragraphs > 0)
        line = DTL_STAMP_LINE_NONE;
      if (line != DTL_STAMP_LINE_NONE && n_paragraphs <= 1)
        take_stamp (draft, text, piece, line, &date);
      if (line != DTL_STAMP_LINE_NONE || dtl_byline_read (start, length, n_paragraphs <= 1 ? draft : NULL)
          || follows_byline (text, pieces, i, draft))
        piece->kind = DTL_SENTENCE_BYLINE;
      if (line == DTL_STAMP_LINE_NONE && piece->kind == DTL_SENTENCE_BYLINE && follows_byline (text, pieces, i, draft)
          && !dtl_byline_read (start, length, NULL))
        dtl_byline_read_names (start, length, draft);
    }
}

/* "— Rep. Jane Doe (@janedoe) May 3, 2021": who wrote the lines above, quoted from elsewhere. */
static gboolean
is_post_signature (const char *text, const Piece *piece)
{
  const char *start = text + piece->start;
  gsize length = piece->end - piece->start;
  const char *handle = g_strstr_len (start, length, "(@");

  return piece->n_words <= 16 && handle != NULL && (g_str_has_prefix (start, "—") || *start == '-')
         && memchr (handle, ')', start + length - handle) != NULL;
}

/* The signature is furniture; the run of lines before it is a quote. */
static void
mark_posts (const char *text, GArray *pieces)
{
  for (guint i = 1; i < pieces->len; i++)
    {
      guint run = piece_at (pieces, i - 1)->run;

      if (!is_post_signature (text, piece_at (pieces, i)))
        continue;
      piece_at (pieces, i)->kind = DTL_SENTENCE_FURNITURE;
      for (guint j = i; j-- > 0 && piece_at (pieces, j)->run == run;)
        if (piece_at (pieces, j)->kind == DTL_SENTENCE_BODY)
          piece_at (pieces, j)->kind = DTL_SENTENCE_QUOTE;
    }
}

/* "> quoted", as in mail. */
static void
mark_quotes (const char *text, GArray *pieces)
{
  for (guint i = 0; i < pieces->len; i++)
    if (text[piece_at (pieces, i)->start] == '>' && piece_at (pieces, i)->kind == DTL_SENTENCE_BODY)
      piece_at (pieces, i)->kind = DTL_SENTENCE_QUOTE;
}

/* A short line without final stop that a paragraph follows. */
static gboolean
is_heading (const char *text, const GArray *pieces, guint i)
{
  const Piece *piece = piece_at (pieces, i);
  gunichar first = g_utf8_get_char (text + piece->start);
  guint next = i + 1;
  char last = text[piece->end - 1];

  if (piece->kind != DTL_SENTENCE_BODY || piece->n_words > HEADING_WORDS || piece->end - piece->start > HEADING_LONGEST)
    return FALSE;
  if ((piece->closed && last != '?' && last != '!') || last == ',' || g_unichar_islower (first)
      || strchr ("-*", (int) first) != NULL || first == 0x2022 || first == 0x2014 || first == 0x2013)
    return FALSE;
  /* spoken words in a paragraph of their own are no heading: “Why?” */
  if (piece->closed && (first == 0x201C || first == '"'))
    return FALSE;
  while (next < pieces->len
         && (piece_at (pieces, next)->kind == DTL_SENTENCE_FURNITURE || piece_at (pieces, next)->kind == DTL_SENTENCE_BYLINE))
    next++;
  return next < pieces->len && piece_at (pieces, next)->n_words > piece->n_words && is_paragraph (piece_at (pieces, next))
         && (piece->alone || piece_at (pieces, next)->run == piece->run);
}

static guint
find_last_paragraph (const GArray *pieces)
{
  for (guint i = pieces->len; i-- > 0;)
    if (piece_at (pieces, i)->kind == DTL_SENTENCE_BODY && is_paragraph (piece_at (pieces, i)))
      return i;
  return DTL_NONE;
}

/* Where the article has ended: the first copyright or comment line with no long paragraph behind it and most of the text
 * before it. A label "3 comments" may also stand at the top of a page. */
static guint
find_end (const GArray *pieces)
{
  guint end = pieces->len, n_before = 0, n_after = 0;

  for (guint i = 0; i < pieces->len; i++)
    if (is_paragraph (piece_at (pieces, i)))
      n_before += piece_at (pieces, i)->n_words;
  for (guint i = pieces->len; i-- > 1;)
    {
      const Piece *piece = piece_at (pieces, i);

      if (piece->class == DTL_LINE_OTHER && piece->end - piece->start > TAIL_LONGEST)
        break;
      if (is_paragraph (piece))
        {
          n_after += piece->n_words;
          n_before -= piece->n_words;
        }
      if (piece->class == DTL_LINE_END && n_before >= 2 * n_after)
        end = i;
    }
  return end;
}

static void
mark_tail (GArray *pieces)
{
  guint end = find_end (pieces), last;

  for (guint i = end; i < pieces->len; i++)
    if (piece_at (pieces, i)->kind == DTL_SENTENCE_BODY)
      piece_at (pieces, i)->kind = DTL_SENTENCE_FURNITURE;
  last = find_last_paragraph (pieces);
  /* lines without a stop behind the last paragraph: "CNN Newsource", "Business" */
  for (guint i = last == DTL_NONE ? pieces->len : last + 1; i < pieces->len; i++)
    {
      Piece *piece = piece_at (pieces, i);

      if (piece->kind == DTL_SENTENCE_BODY && !piece->closed && piece->n_words <= HEADING_WORDS)
        piece->kind = DTL_SENTENCE_FURNITURE;
    }
}

/* The dateline of the first paragraph that has one becomes a block of its own. */
static void
add_block (DtlDraft *draft, const Piece *piece)
{
  const char *start = draft->text->str + piece->start;
  DtlDateline dateline;

  if (piece->kind != DTL_SENTENCE_BODY || draft->seen_dateline
      || !dtl_dateline_read (start, piece->end - piece->start, &dateline))
    {
      dtl_draft_add_block (draft, piece->start, piece->end, piece->kind);
      return;
    }
  draft->seen_dateline = TRUE;
  dtl_draft_add_block (draft, piece->start, piece->start + dateline.length, DTL_SENTENCE_DATELINE);
  dtl_draft_add_block (draft, piece->start + dateline.length, piece->end, DTL_SENTENCE_BODY);
  dtl_draft_set_stamp (&draft->published, &dateline.date, DTL_BASIS_DATELINE, start, dateline.length);
  if (dateline.outlet != NULL)
    dtl_draft_take (&draft->publisher, g_strdup (dateline.outlet));
}

/* The block that starts the text is the title when a record has said so. */
static guint
take_title (DtlDraft *draft, const GArray *pieces, gboolean has_title)
{
  const char *text = draft->text->str;
  guint title = has_title && pieces->len > 0 ? 0 : find_title (text, pieces);

  if (title == DTL_NONE)
    return title;
  piece_at (pieces, title)->kind = DTL_SENTENCE_TITLE;
  if (draft->title == NULL)
    draft->title = g_strndup (text + piece_at (pieces, title)->start,
                              piece_at (pieces, title)->end - piece_at (pieces, title)->start);
  return title;
}

static void
mark_blocks (DtlDraft *draft, gboolean has_title)
{
  const char *text = draft->text->str;
  g_autoptr (GArray) lines = split_lines (text, draft->text->len);
  g_autoptr (GArray) pieces = join_lines (text, lines);
  guint title;

  classify_by_words (pieces);
  title = take_title (draft, pieces, has_title);
  read_head (text, pieces, title, draft);
  mark_posts (text, pieces);
  mark_quotes (text, pieces);
  mark_tail (pieces);
  for (guint i = 0; i < pieces->len; i++)
    if (is_heading (text, pieces, i))
      piece_at (pieces, i)->kind = DTL_SENTENCE_HEADING;
  for (guint i = 0; i < pieces->len; i++)
    add_block (draft, piece_at (pieces, i));
}

/* Whether @text opens with the line @title. */
static gboolean
opens_with_title (const char *text, const char *title)
{
  gsize n = strlen (title);

  text += strspn (text, " \t\r\n");
  return g_ascii_strncasecmp (text, title, n) == 0 && (text[n] == '\n' || text[n] == '\r');
}

void
dtl_plain_append (DtlDraft *draft, const char *text, gsize length)
{
  gboolean has_title = draft->title != NULL && *draft->title != '\0';

  g_return_if_fail (draft->text->len == 0);
  if (has_title && !opens_with_title (text, draft->title))
    g_string_append_printf (draft->text, "%s\n\n", draft->title);
  g_string_append_len (draft->text, text, length);
  mark_blocks (draft, has_title);
}

gboolean
dtl_ingest_text_sent (const DtlInput *input, const char *kind, GPtrArray *documents, GError **error)
{
  g_autoptr (DtlDraft) draft = dtl_draft_new ();
  g_autofree char *text = NULL;
  gsize length, text_length;
  const char *bytes = g_bytes_get_data (input->bytes, &length);
  DtlDecoding decoding;

  text = dtl_charset_decode (bytes, length, DTL_MARKUP_NONE, &text_length, &decoding);
  dtl_plain_append (draft, text, text_length);
  if (draft->blocks->len == 0)
    {
      g_set_error_literal (error, DTL_ERROR, DTL_ERROR_INPUT, "empty: no text");
      return FALSE;
    }
  g_ptr_array_add (documents, dtl_draft_seal (draft, input, kind, 0, &decoding));
  return TRUE;
}

gboolean
dtl_ingest_text (const DtlInput *input, GPtrArray *documents, GError **error)
{
  return dtl_ingest_text_sent (input, "text", documents, error);
}
