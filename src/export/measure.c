/*
 * Widths of text and line breaking.
 *
 * Terminals: East Asian Width (UAX #11) as GLib knows it. Pictures that are written without a font at hand (the
 * storyline) take the advance widths of DejaVu Sans, in thousandths of the size; other scripts count as an average
 * letter or, when wide, as a full square.
 */
#include "export/measure.h"

#include <string.h>

static const guint16 regular[] = { /* U+0020 … U+007E */
  318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
  636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
  575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
  611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
  278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
};
static const guint16 bold_face[] = {
  348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696,
  696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683,
  683, 821, 837, 372, 372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771,
  724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665,
  343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838,
};

static guint
character_columns (gunichar c)
{
  return g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
}

static double
character_width (gunichar c, gboolean bold)
{
  if (c >= 0x20 && c < 0x7F)
    return (bold ? bold_face : regular)[c - 0x20] / 1000.;
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 1. : bold ? .72 : .64;
}

guint
dtl_text_columns (const char *text)
{
  guint columns = 0;

  for (; *text; text = g_utf8_next_char (text))
    columns += character_columns (g_utf8_get_char (text));
  return columns;
}

double
dtl_text_width (const char *text, double size, gboolean bold)
{
  double width = 0;

  for (; *text; text = g_utf8_next_char (text))
    width += character_width (g_utf8_get_char (text), bold);
  return width * size;
}

/* What a line may hold: columns, or points of a size and weight. */
typedef struct
{
  double limit;
  double size; /* 0: columns */
  gboolean bold;
} Measure;

static double
measure_character (const Measure *measure, gunichar c)
{
  return measure->size > 0 ? character_width (c, measure->bold) * measure->size : character_columns (c);
}

/* A line may end after these, but not inside a number or a short prefix. */
static gboolean
is_hyphen (const char *text, const char *p, gunichar c)
{
  return (c == '-' || c == '/' || c == 0x2013 || c == 0x2014) && p > text + 2
         && g_unichar_isalpha (g_utf8_get_char (g_utf8_next_char (p)));
}

/* The end of the longest head of @text that fits: at the last blank in it, after the last hyphen, or, in a word too
 * long, anywhere. */
static const char *
find_break (const char *text, const Measure *measure)
{
  const char *blank = NULL, *p = text;
  double used = 0;

  for (; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == ' ')
        blank = p;
      used += measure_character (measure, c);
      if (used > measure->limit)
        break;
      if (is_hyphen (text, p, c))
        blank = g_utf8_next_char (p);
    }
  if (*p == '\0')
    return p;
  if (blank > text)
    return blank;
  return p > text ? p : g_utf8_next_char (p);
}

static char **
wrap (const char *text, const Measure *measure, guint max_lines)
{
  GPtrArray *lines = g_ptr_array_new ();

  while (*text && lines->len < max_lines)
    {
      const char *end = find_break (text, measure);

      if (lines->len + 1 == max_lines && *end)
        {
          g_autofree char *line = g_strndup (text, end - text);

          g_strchomp (line);
          g_ptr_array_add (lines, g_strconcat (line, g_str_has_suffix (line, "…") ? "" : "…", NULL));
          break;
        }
      g_ptr_array_add (lines, g_strndup (text, end - text));
      text = end;
      while (*text == ' ')
        text++;
    }
  if (lines->len == 0)
    g_ptr_array_add (lines, g_strdup (""));
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (lines, FALSE);
}

char **
dtl_wrap_columns (const char *text, guint columns)
{
  Measure measure = { MAX (columns, 1), 0, FALSE };

  return wrap (text, &measure, G_MAXUINT);
}

char **
dtl_wrap_width (const char *text, double width, double size, gboolean bold, guint max_lines)
{
  Measure measure = { width, size, bold };

  return wrap (text, &measure, max_lines);
}
