/*
 * timex-speed FILE… : tokens a second of finding and dating time expressions, in CPU time of the process on one thread, and
 * the same of pages made to hurt, at one and four times a size: they must cost no more a token at four times the size.
 *
 * Each file is UTF-8 text. Sentences and words are made beforehand and not counted; so is the first document, which has the
 * grammar compiled.
 * Built by: cc -O2 $(pkg-config --cflags gio-2.0 json-glib-1.0) -Isrc -Iinclude -IBUILD/include -IBUILD/src -DDTL_COMPILATION
 *   tests/bench/timex-speed.c BUILD/src/libdateline-static.a with the libraries of `meson introspect --dependencies`.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "text/text.h"
#include "timex/timex.h"

#define PAGE_BYTES 100000

static double
cpu_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec * 1e-9;
}

/* Adds the tokens of @text to @n and the seconds they took to @scan and @resolve. */
static void
measure (const char *text, gsize length, guint *n, double *scan, double *resolve)
{
  g_autoptr (DtlDocument) document = dtl_document_new (text, length);
  g_autoptr (GError) error = NULL;
  double start, middle;

  dtl_date_parse ("2022-03-12", &document->published.date, NULL);
  if (!dtl_text_run (document, &error))
    g_error ("%s", error->message);
  start = cpu_seconds ();
  if (!dtl_timex_scan (document, &error))
    g_error ("%s", error->message);
  middle = cpu_seconds ();
  if (!dtl_timex_resolve (document, &error))
    g_error ("%s", error->message);
  *n += document->tokens->len;
  *scan += middle - start;
  *resolve += cpu_seconds () - middle;
}

static void
print_row (const char *name, guint n, double scan, double resolve)
{
  printf ("%-34s %8u tokens  scan %.3f s  resolve %.3f s  %9.0f tokens/s\n", name, n, scan, resolve,
          n / MAX (scan + resolve, 1e-9));
}

/* @piece over and over, counting up where it holds "%u". */
static void
measure_page (const char *piece, gsize size)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *name = NULL;
  double scan = 0, resolve = 0;
  guint n = 0;

  for (guint i = 1; text->len < size; i++)
    if (strcmp (piece, "#") == 0)
      g_string_append_printf (text, "%u ", i);
    else
      g_string_append (text, piece);
  measure (text->str, text->len, &n, &scan, &resolve);
  name = g_strdup_printf ("'%.22s' %zu kB", piece, size / 1000);
  print_row (name, n, scan, resolve);
}

int
main (int argc, char **argv)
{
  static const char *const pieces[] = { "#", "on on on Monday Monday ", "March 3-5, ", "about early late mid-", "the day before ",
                                        "every other ", "two hundred thousand ", "1/2/", "10:30 to 11 p.m. on Friday " };
  double scan = 0, resolve = 0;
  guint n = 0;

  measure ("He left on Friday.", 18, &n, &scan, &resolve);
  n = 0;
  scan = resolve = 0;
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *text = NULL;
      gsize length;

      if (g_file_get_contents (argv[i], &text, &length, NULL))
        measure (text, length, &n, &scan, &resolve);
    }
  if (n > 0)
    print_row ("files", n, scan, resolve);
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    for (guint times = 1; times <= 4; times += 3)
      measure_page (pieces[i], times * PAGE_BYTES);
  return 0;
}
