/*
 * The lines of a PDF document, as the helper dateline-pdf gives them, become paragraphs.
 *
 * A page knows nothing but glyphs in places. What a reader sees at once has to be read off the places again, much as in
 * Ramakrishnan et al. 2012 ("Layout-aware text extraction from full-text PDF"), with sizes and distances alone:
 *
 *   - what stands in the same margin of several pages, numbers aside, is a running head or foot and no text; so is the
 *     number of the page;
 *   - a column is a run of lines of one size that goes down; a paragraph ends in it where the next line is set further
 *     off or indented, or where its first word would still have fitted behind the line above it; from one column or page
 *     to the next a paragraph goes on when its sentence does;
 *   - smaller lines below all text of a page are notes and go to the end.
 */
#include "ingest/pdf-layout.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/lines.h"

#define HEADING_SHARE 1.12 /* times the size of the text */
#define NOTE_SHARE 0.92
#define MARGIN_LINES 3     /* lines from the top and from the bottom in which running heads and feet are looked for */

/* A line of a page. Lengths are tenths of a point. */
typedef struct
{
  guint page; /* from 0 */
  int left, top, right, bottom;
  int size;
  gboolean is_bold;
  gboolean is_margin; /* running head or foot, number of the page */
  gboolean is_note;   /* at the foot of the page */
  guint column;
  const char *text;   /* borrowed from the helper's output */
  gsize length;
} Line;

/* A run of lines of one size, one below the other. */
typedef struct
{
  guint first; /* lines */
  guint n;
  int left, right; /* edges that most lines reach */
  int pitch;       /* from line to line */
} Column;

/* A document in the making. */
typedef struct
{
  DtlPdf *pdf;       /* borrowed: takes the paragraphs */
  GArray *lines;     /* owned: Line */
  GArray *columns;   /* owned: Column */
  GHashTable *words; /* owned: in lower case, as they stand within lines */
  guint n_pages;
  int size;
} Layout;

static const char *const fact_names[DTL_PDF_N_FACTS] = { "title", "author", "metadata", "made", "changed" };

static Line *
line_at (const Layout *layout, guint i)
{
  return &g_array_index (layout->lines, Line, i);
}

/* --- what the helper wrote --- */

/* "line\tLEFT\tTOP\tRIGHT\tBOTTOM\tSIZE\tBOLD\tTEXT", behind the first tab. */
static void
read_line (Layout *layout, char *cells)
{
  int numbers[6];
  Line line = { .page = MAX (layout->n_pages, 1) - 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      long number = strtol (cells, &cells, 10);

      numbers[i] = CLAMP (number, -10000000, 10000000);
      if (*cells++ != '\t')
        return;
    }
  line.left = numbers[0];
  line.top = numbers[1];
  line.right = numbers[2];
  line.bottom = numbers[3];
  line.size = numbers[4] > 0 ? numbers[4] : MAX (1, numbers[3] - numbers[1]);
  line.is_bold = numbers[5] != 0;
  line.text = g_strstrip (cells);
  line.length = strlen (line.text);
  /* text up the side of a page is higher than it is long */
  if (line.length == 0 || (line.length >= 4 && line.bottom - line.top > 2 * (line.right - line.left)))
    return;
  if (layout->lines->len < DTL_PDF_LINES_MAX)
    g_array_append_val (layout->lines, line);
  else
    layout->pdf->is_cut = TRUE;
}

static void
read_fact (Layout *layout, const char *name, const char *value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fact_names); i++)
    if (strcmp (name, fact_names[i]) == 0)
      layout->pdf->facts[i] = value;
}

/* @rows is taken apart in place. */
static void
read_rows (Layout *layout, char *rows)
{
  for (char *row = rows, *next; row != NULL; row = next)
    {
      char *tab;

      next = strchr (row, '\n');
      if (next != NULL)
        *next++ = '\0';
      tab = strchr (row, '\t');
      if (tab == NULL)
        continue;
      *tab = '\0';
      if (strcmp (row, "line") == 0)
        read_line (layout, tab + 1);
      else if (strcmp (row, "page") == 0)
        layout->n_pages++;
      else
        read_fact (layout, row, tab + 1);
    }
}

/* --- margins --- */

/* @line with its numbers taken for one, and its place, as a key: what recurs with it from page to page is no text. */
static char *
margin_key (const Line *line)
{
  GString *key = g_string_new (NULL);

  for (gsize i = 0; i < line->length; i++)
    if (!g_ascii_isdigit (line->text[i]))
      g_string_append_c (key, line->text[i]);
    else if (key->len == 0 || key->str[key->len - 1] != '#')
      g_string_append_c (key, '#');
  g_string_append_printf (key, "@%d", line->top / 40);
  return g_string_free (key, FALSE);
}

/* "12", "- 12 -", "Page 3 of 7", "3/7" */
static gboolean
is_page_number (const Line *line)
{
  g_autoptr (GString) letters = g_string_new (NULL);
  gboolean has_digit = FALSE;

  for (const char *p = line->text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      has_digit = has_digit || (c < 0x80 && g_ascii_isdigit (c));
      if (g_unichar_isalpha (c))
        g_string_append_unichar (letters, g_unichar_tolower (c));
    }
  return has_digit && line->length <= 24
         && (letters->len == 0 || strcmp (letters->str, "page") == 0 || strcmp (letters->str, "pageof") == 0
             || strcmp (letters->str, "of") == 0);
}

static guint
page_end (const Layout *layout, guint first)
{
  guint end = first;

  while (end < layout->lines->len && line_at (layout, end)->page == line_at (layout, first)->page)
    end++;
  return end;
}

static int
compare_ints (gconstpointer a, gconstpointer b)
{
  return (*(const int *) a > *(const int *) b) - (*(const int *) a < *(const int *) b);
}

/* The bottom of line number @n from the top of lines @first to @end, the top of that from the bottom. */
static void
measure_margins (const Layout *layout, guint first, guint end, guint n, int *high, int *low)
{
  g_autoptr (GArray) tops = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GArray) bottoms = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = first; i < end; i++)
    {
      g_array_append_val (tops, line_at (layout, i)->top);
      g_array_append_val (bottoms, line_at (layout, i)->bottom);
    }
  g_array_sort (tops, compare_ints);
  g_array_sort (bottoms, compare_ints);
  n = MIN (n, end - first);
  *high = g_array_index (bottoms, int, n - 1);
  *low = g_array_index (tops, int, tops->len - n);
}

/* Whether less than n lines stand above @line, whose bottoms reach down to @high, or less than n below it. */
static gboolean
is_outside (const Line *line, int high, int low)
{
  return line->top + line->size / 2 < high || line->bottom - line->size / 2 > low;
}

/* The lines in the margins of one page: counts their keys, or marks them by the counts. */
static void
visit_margins (Layout *layout, guint first, guint end, GHashTable *counts, gboolean is_marking)
{
  int high, low, highest, lowest;

  measure_margins (layout, first, end, MARGIN_LINES, &high, &low);
  measure_margins (layout, first, end, 1, &highest, &lowest);
  for (guint i = first; i < end; i++)
    {
      Line *line = line_at (layout, i);
      g_autofree char *key = is_outside (line, high, low) ? margin_key (line) : NULL;
      guint n = key ? GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) : 0;

      if (key != NULL && !is_marking)
        g_hash_table_insert (counts, g_steal_pointer (&key), GUINT_TO_POINTER (n + 1));
      else if (key != NULL)
        line->is_margin = n >= MAX (2, (layout->n_pages + 2) / 4)
                          || (is_page_number (line) && is_outside (line, highest, lowest));
    }
}

static void
visit_pages (Layout *layout, GHashTable *counts, gboolean is_marking)
{
  for (guint first = 0, end; first < layout->lines->len; first = end)
    {
      end = page_end (layout, first);
      visit_margins (layout, first, end, counts, is_marking);
    }
}

static void
drop_margins (Layout *layout)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0;

  visit_pages (layout, counts, FALSE);
  visit_pages (layout, counts, TRUE);
  for (guint i = 0; i < layout->lines->len; i++)
    if (!line_at (layout, i)->is_margin)
      *line_at (layout, n++) = *line_at (layout, i);
  g_array_set_size (layout->lines, n);
}

/* --- notes --- */

/* Marks the lines of a page that are smaller than the text and stand below all of it. */
static void
mark_notes (Layout *layout, guint first, guint end)
{
  int lowest = G_MININT;

  for (guint i = first; i < end; i++)
    if (line_at (layout, i)->size >= layout->size * NOTE_SHARE)
      lowest = MAX (lowest, line_at (layout, i)->bottom);
  for (guint i = first; i < end; i++)
    {
      Line *line = line_at (layout, i);

      line->is_note = lowest > G_MININT && line->size < layout->size * NOTE_SHARE && line->bottom > lowest;
    }
}

/* Notes at the feet of pages go behind the text, so that they do not part a sentence that goes on. */
static void
move_notes (Layout *layout)
{
  g_autoptr (GArray) notes = g_array_new (FALSE, FALSE, sizeof (Line));
  guint n = 0;

  for (guint first = 0, end; first < layout->lines->len; first = end)
    {
      end = page_end (layout, first);
      mark_notes (layout, first, end);
    }
  for (guint i = 0; i < layout->lines->len; i++)
    if (line_at (layout, i)->is_note)
      g_array_append_val (notes, *line_at (layout, i));
    else
      *line_at (layout, n++) = *line_at (layout, i);
  g_array_set_size (layout->lines, n);
  g_array_append_vals (layout->lines, notes->data, notes->len);
}

/* --- columns --- */

/* The value that @share of @values lie below; @values is sorted. */
static int
quantile (GArray *values, double share)
{
  if (values->len == 0)
    return 0;
  g_array_sort (values, compare_ints);
  return g_array_index (values, int, MIN (values->len - 1, (guint) (values->len * share)));
}

/* The size of most characters. */
static int
measure_size (const Layout *layout)
{
  g_autoptr (GHashTable) lengths = g_hash_table_new (NULL, NULL);
  gsize most = 0;
  int size = 0;

  for (guint i = 0; i < layout->lines->len; i++)
    {
      gpointer key = GINT_TO_POINTER (line_at (layout, i)->size);
      gsize n = GPOINTER_TO_SIZE (g_hash_table_lookup (lengths, key)) + line_at (layout, i)->length;

      g_hash_table_insert (lengths, key, GSIZE_TO_POINTER (n));
      if (n > most || (n == most && line_at (layout, i)->size < size))
        {
          most = n;
          size = line_at (layout, i)->size;
        }
    }
  return size;
}

/* Whether @line goes on in the column of @above. */
static gboolean
is_below (const Line *above, const Line *line)
{
  return line->page == above->page && ABS (line->size - above->size) <= 5 && line->top > above->top
         && line->left < above->right && above->left < line->right;
}

static void
measure_column (const Layout *layout, Column *column)
{
  g_autoptr (GArray) lefts = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GArray) rights = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GArray) pitches = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < column->n; i++)
    {
      const Line *line = line_at (layout, column->first + i);
      int pitch = i > 0 ? line->top - line[-1].top : 0;

      g_array_append_val (lefts, line->left);
      g_array_append_val (rights, line->right);
      if (i > 0)
        g_array_append_val (pitches, pitch);
    }
  column->left = quantile (lefts, 0.25);
  column->right = quantile (rights, 0.75);
  column->pitch = quantile (pitches, 0.4);
  if (column->n < 4)
    column->pitch = MIN (column->pitch > 0 ? column->pitch : G_MAXINT, line_at (layout, column->first)->size * 3 / 2);
}

static void
find_columns (Layout *layout)
{
  for (guint i = 0, end; i < layout->lines->len; i = end)
    {
      Column column = { .first = i };

      for (end = i + 1; end < layout->lines->len && is_below (line_at (layout, end - 1), line_at (layout, end)); end++)
        ;
      column.n = end - i;
      measure_column (layout, &column);
      for (guint j = i; j < end; j++)
        line_at (layout, j)->column = layout->columns->len;
      g_array_append_val (layout->columns, column);
    }
}

static const Column *
column_of (const Layout *layout, const Line *line)
{
  return &g_array_index (layout->columns, Column, line->column);
}

/* --- paragraphs --- */

static gboolean
is_large (const Layout *layout, const Line *line)
{
  return line->size > layout->size * HEADING_SHARE;
}

/* "•", "–" and the like before an item of a list. */
static gboolean
is_item (const Line *line)
{
  gunichar c = g_utf8_get_char (line->text);

  return c == 0x2022 || c == 0x25AA || c == 0x25CF || c == 0x2013 || ((c == '-' || c == '*') && line->text[1] == ' ');
}

static gunichar
first_letter (const Line *line)
{
  const char *p = line->text;

  while (g_utf8_get_char (p) == 0x201C || *p == '"' || *p == '(')
    p = g_utf8_next_char (p);
  return g_utf8_get_char (p);
}

/* Whether @next, or its first word, would still have fitted behind @line: then the line was ended on purpose. */
static gboolean
ends_early (const Layout *layout, const Line *line, const Line *next)
{
  gsize word = strcspn (next->text, " ");
  int width = next->right - next->left;
  int needed = (int) ((gint64) width * (gint64) word / (gint64) MAX (next->length, 1)) + line->size / 2;
  gboolean closed = dtl_line_ends_sentence (line->text, line->length);

  /* ragged lines vary; an end of a sentence needs less room to be one of a paragraph */
  return column_of (layout, line)->right - line->right > needed + (closed ? 0 : 2 * line->size);
}

/* Whether the two lines, the second below the first in a column, stand in different paragraphs. */
static gboolean
is_parted (const Layout *layout, const Line *line, const Line *next)
{
  const Column *column = column_of (layout, line);
  int pitch = next->top - line->top;

  if (pitch > column->pitch * 13 / 10 + 5 || is_item (next))
    return TRUE;
  if (is_large (layout, line))
    return FALSE;
  if (line->is_bold != next->is_bold && !g_unichar_islower (first_letter (next)))
    return TRUE;
  if (next->left > line->left + line->size * 7 / 10 && next->left > column->left + line->size * 7 / 10 && !is_item (line)
      && line->column == next->column && !g_unichar_islower (first_letter (next)))
    return TRUE;
  return !g_unichar_islower (first_letter (next)) && ends_early (layout, line, next);
}

/* From one column, or page, to the next: the sentence goes on. */
static gboolean
is_continued (const Layout *layout, const Line *line, const Line *next)
{
  const Column *column = column_of (layout, next);
  gboolean is_indented = column->n > 1 && next->left > next[1].left + next->size * 7 / 10;

  if (ABS (line->size - next->size) > 5 || line->is_bold != next->is_bold || is_large (layout, line) || is_item (next))
    return FALSE;
  if (dtl_line_ends_sentence (line->text, line->length))
    return FALSE;
  if (g_unichar_islower (first_letter (next)))
    return TRUE;
  /* a name may start a line; a line or two are no column to go on from */
  return column_of (layout, line)->n > 2 && column->n > 1 && !is_indented && !ends_early (layout, line, next);
}

static gboolean
is_same_paragraph (const Layout *layout, const Line *line, const Line *next)
{
  /* half a word, or of a pair of words */
  if (line->text[line->length - 1] == '-' && ABS (line->size - next->size) <= 5)
    return TRUE;
  return line->column == next->column ? !is_parted (layout, line, next) : is_continued (layout, line, next);
}

/* --- the whole --- */

static void
paragraph_free (gpointer data)
{
  DtlPdfParagraph *paragraph = data;

  g_string_free (paragraph->text, TRUE);
  g_free (paragraph);
}

static void
make_paragraphs (Layout *layout)
{
  for (guint i = 0; i < layout->lines->len; i++)
    dtl_pdf_learn_words (layout->words, line_at (layout, i)->text);
  for (guint i = 0; i < layout->lines->len;)
    {
      DtlPdfParagraph *paragraph = g_new (DtlPdfParagraph, 1);
      const Line *line = line_at (layout, i);

      *paragraph = (DtlPdfParagraph) { .text = g_string_new (NULL), .page = line->page, .size = line->size,
                                        .is_heading = is_large (layout, line) };
      g_ptr_array_add (layout->pdf->paragraphs, paragraph);
      do
        dtl_pdf_append_line (paragraph->text, line_at (layout, i++)->text, layout->words);
      while (i < layout->lines->len && is_same_paragraph (layout, line_at (layout, i - 1), line_at (layout, i)));
    }
}

void
dtl_pdf_clear (DtlPdf *pdf)
{
  g_free (pdf->rows);
  g_ptr_array_unref (pdf->paragraphs);
}

void
dtl_pdf_lay_out (DtlPdf *pdf, char *rows)
{
  Layout layout = { .pdf = pdf,
                    .lines = g_array_new (FALSE, FALSE, sizeof (Line)),
                    .columns = g_array_new (FALSE, FALSE, sizeof (Column)),
                    .words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };

  *pdf = (DtlPdf) { .rows = rows, .paragraphs = g_ptr_array_new_with_free_func (paragraph_free) };
  read_rows (&layout, rows);
  drop_margins (&layout);
  pdf->size = layout.size = measure_size (&layout);
  move_notes (&layout);
  find_columns (&layout);
  make_paragraphs (&layout);
  g_array_unref (layout.lines);
  g_array_unref (layout.columns);
  g_hash_table_unref (layout.words);
}
