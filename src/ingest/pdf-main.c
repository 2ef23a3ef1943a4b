/*
 * dateline-pdf: a PDF document (ISO 32000) on standard input, its lines on standard output.
 *
 * A program of its own because PDF is a large format and its readers have crashed on hostile files ever since. Poppler
 * puts the glyphs of a page into lines and the lines into reading order, columns included; each line is written with
 * where it stands and how large, and dateline makes paragraphs of them. One row a line, cells separated by tabs,
 * lengths in tenths of a point from the top left corner:
 *
 *   title TEXT | author TEXT | metadata XML | made TIME | changed TIME
 *   page WIDTH HEIGHT
 *   line LEFT TOP RIGHT BOTTOM SIZE BOLD TEXT
 *
 * Exit: 0 done, 1 failed with one line on standard error, 2 usage.
 */
#include "base/helper-limits.h"

#include <glib.h>
#include <math.h>
#include <poppler.h>
#include <stdio.h>
#include <string.h>

#define PAGES_MAX 2000
#define BYTES_MAX (64u << 20) /* of a document */
#define TEXT_MAX (16u << 20)  /* of all lines */
#define METADATA_MAX (1u << 20)

/* A page as Poppler gives it: characters, and for each its box and its font. */
typedef struct
{
  char *text;                /* owned */
  PopplerRectangle *boxes;   /* owned: [n_boxes], one a character */
  guint n_boxes;
  GList *fonts;              /* owned: of PopplerTextAttributes, in order of characters */
} Page;

static int
fail (const char *why)
{
  fprintf (stderr, "%s\n", why);
  return 1;
}

static long
tenths (double points)
{
  return isfinite (points) ? lround (CLAMP (points, -1e6, 1e6) * 10) : 0;
}

/* One cell: tabs, line breaks and controls become blanks. */
static void
print_cell (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    putchar (g_ascii_iscntrl (text[i]) ? ' ' : text[i]);
}

/* @value: (transfer full) (nullable) */
static void
print_fact (const char *name, char *value)
{
  if (value != NULL && *value != '\0' && strlen (value) <= METADATA_MAX)
    {
      printf ("%s\t", name);
      print_cell (value, strlen (value));
      putchar ('\n');
    }
  g_free (value);
}

/* @time: (transfer full) (nullable) */
static void
print_time (const char *name, GDateTime *time)
{
  if (time != NULL)
    {
      print_fact (name, g_date_time_format_iso8601 (time));
      g_date_time_unref (time);
    }
}

static gboolean
is_bold (const char *font)
{
  static const char *const words[] = { "bold", "black", "heavy", "demi" };
  g_autofree char *name = g_ascii_strdown (font != NULL ? font : "", -1);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (name, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static void
join_boxes (PopplerRectangle *all, const PopplerRectangle *box, gboolean is_first)
{
  all->x1 = is_first ? box->x1 : MIN (all->x1, box->x1);
  all->y1 = is_first ? box->y1 : MIN (all->y1, box->y1);
  all->x2 = is_first ? box->x2 : MAX (all->x2, box->x2);
  all->y2 = is_first ? box->y2 : MAX (all->y2, box->y2);
}

/* The largest stretch of one font within characters @first to @last decides for the line. *@at goes on with it. */
static const PopplerTextAttributes *
font_of (GList **at, gint first, gint last)
{
  const PopplerTextAttributes *best = NULL;
  gint most = 0;

  for (GList *l = *at; l != NULL; l = l->next)
    {
      const PopplerTextAttributes *font = l->data;
      gint n = MIN (last, font->end_index) - MAX (first, font->start_index) + 1;

      if (font->start_index > last)
        break;
      *at = l;
      if (n > most)
        {
          most = n;
          best = font;
        }
    }
  return best;
}

static void
print_line (const Page *page, GList **fonts, const char *start, const char *end, guint first)
{
  PopplerRectangle all = { 0, 0, 0, 0 };
  const PopplerTextAttributes *font;
  guint i = first, n = 0;

  for (const char *p = start; p < end && i < page->n_boxes; p = g_utf8_next_char (p), i++)
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      join_boxes (&all, &page->boxes[i], n++ == 0);
  if (n == 0)
    return;
  font = font_of (fonts, first, i - 1);
  printf ("line\t%ld\t%ld\t%ld\t%ld\t%ld\t%d\t", tenths (all.x1), tenths (all.y1), tenths (all.x2), tenths (all.y2),
          tenths (font != NULL ? font->font_size : 0), font != NULL && is_bold (font->font_name));
  print_cell (start, end - start);
  putchar ('\n');
}

static void
print_lines (const Page *page)
{
  GList *fonts = page->fonts;
  guint first = 0;

  for (const char *p = page->text; *p != '\0';)
    {
      const char *end = p + strcspn (p, "\n");

      print_line (page, &fonts, p, end, first);
      first += g_utf8_strlen (p, end - p) + 1;
      p = end + (*end != '\0');
    }
}

/* Returns: bytes of text */
static gsize
print_page (PopplerPage *source)
{
  Page page = { .text = poppler_page_get_text (source) };
  double width, height;
  gsize length = 0;

  poppler_page_get_size (source, &width, &height);
  printf ("page\t%ld\t%ld\n", tenths (width), tenths (height));
  if (page.text != NULL && g_utf8_validate (page.text, -1, NULL)
      && poppler_page_get_text_layout (source, &page.boxes, &page.n_boxes))
    {
      page.fonts = poppler_page_get_text_attributes (source);
      print_lines (&page);
      length = strlen (page.text);
    }
  poppler_page_free_text_attributes (page.fonts);
  g_free (page.boxes);
  g_free (page.text);
  return length;
}

static void
print_facts (PopplerDocument *document)
{
  print_fact ("title", poppler_document_get_title (document));
  print_fact ("author", poppler_document_get_author (document));
  print_fact ("metadata", poppler_document_get_metadata (document));
  print_time ("made", poppler_document_get_creation_date_time (document));
  print_time ("changed", poppler_document_get_modification_date_time (document));
}

static int
print_document (PopplerDocument *document)
{
  int n = poppler_document_get_n_pages (document);
  gsize length = 0;

  if (n > PAGES_MAX)
    return fail ("more than 2000 pages");
  print_facts (document);
  for (int i = 0; i < n && length <= TEXT_MAX; i++)
    {
      PopplerPage *page = poppler_document_get_page (document, i);

      length += page != NULL ? print_page (page) : 0;
      g_clear_object (&page);
    }
  if (length > TEXT_MAX)
    return fail ("more than 16 MB of text");
  return fflush (stdout) == 0 && !ferror (stdout) ? 0 : fail ("the lines cannot be written");
}

/* NULL for more than the limit */
static GBytes *
read_input (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 block[65536];
  size_t n;

  while ((n = fread (block, 1, sizeof block, stdin)) > 0 && bytes->len <= BYTES_MAX)
    g_byte_array_append (bytes, block, n);
  return bytes->len <= BYTES_MAX ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

int
main (int argc, char **argv)
{
  g_autoptr (GBytes) bytes = NULL;
  PopplerDocument *document;
  g_autoptr (GError) error = NULL;
  int code;

  if (argc != 1)
    {
      fputs ("usage: dateline-pdf < DOCUMENT.pdf\n", stderr);
      return 2;
    }
  dtl_helper_limit_all ();
  bytes = read_input ();
  if (bytes == NULL)
    return fail ("PDF larger than 64 MB");
  document = poppler_document_new_from_bytes (bytes, NULL, &error);
  if (document == NULL && g_error_matches (error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
    return fail ("PDF that needs a password");
  if (document == NULL)
    return fail ("damaged PDF: no pages can be found in it");
  code = print_document (document);
  g_object_unref (document);
  return code;
}
