/*
 * Dates of pages in forms that the calendar of English does not have, turned into forms that it has: names of months in
 * other languages, figures parted by points or by the signs for year and month, figures whose order the language of the
 * page settles. Only whole dates with a year of four digits are touched; every other character stays as it is.
 */
#include <string.h>

#include "ingest/feed-date.h"
#include "ingest/lines.h"

#define WORD_MAX 40 /* bytes of the name of a month */

typedef struct
{
  const char *p;
  const char *end;
  DtlStampOrder order;
  GString *out;
} Rewriter;

DtlStampOrder
dtl_stamp_order (const char *language)
{
  if (language == NULL || g_ascii_strcasecmp (language, "en") == 0)
    return DTL_STAMP_ORDER_UNKNOWN;
  if (g_ascii_strcasecmp (language, "en-US") == 0)
    return DTL_STAMP_ORDER_MONTH_FIRST;
  return DTL_STAMP_ORDER_DAY_FIRST;
}

/* One to four digits at *@p; their number, or 0. */
static guint
read_digits (const char **p, const char *end, guint *value)
{
  guint n = 0;

  for (*value = 0; *p < end && g_ascii_isdigit (**p) && n < 5; n++)
    *value = *value * 10 + *(*p)++ - '0';
  return n <= 4 ? n : 0;
}

static gboolean
starts_with (const char *p, const char *end, const char *words)
{
  gsize n = strlen (words);

  return (gsize) (end - p) >= n && memcmp (p, words, n) == 0;
}

static const char *
skip_blanks (const char *p, const char *end)
{
  while (p < end && (*p == ' ' || (p + 1 < end && p[0] == '\xC2' && p[1] == '\xA0')))
    p += *p == ' ' ? 1 : 2;
  return p;
}

/* What parts two figures at *@p: '.', '/', '-', or 'Y' and 'M' for the signs of year and month; 0 for anything else. */
static char
read_sign (const char **p, const char *end)
{
  static const struct
  {
    const char *text;
    char sign;
  } signs[] = { { ".", '.' }, { "/", '/' }, { "-", '-' }, { "年", 'Y' }, { "년", 'Y' }, { "月", 'M' }, { "월", 'M' } };

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      if (starts_with (*p, end, signs[i].text))
        {
          *p = skip_blanks (*p + strlen (signs[i].text), end);
          return signs[i].sign;
        }
    }
  return 0;
}

static gboolean
put_day (Rewriter *rewriter, guint year, guint month, guint day)
{
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 31)
    return FALSE;
  g_string_append_printf (rewriter->out, "%04u-%02u-%02u", year, month, day);
  return TRUE;
}

static gboolean
put_ordered (Rewriter *rewriter, guint year, guint first, guint second)
{
  if (rewriter->order == DTL_STAMP_ORDER_UNKNOWN)
    return FALSE;
  return rewriter->order == DTL_STAMP_ORDER_DAY_FIRST ? put_day (rewriter, year, second, first)
                                                      : put_day (rewriter, year, first, second);
}

/* "12.03.2022", "12. 3. 2022", "2022.03.12", "2022年3月12日", "12/03/2022" */
static gboolean
take_figures (Rewriter *rewriter)
{
  const char *p = rewriter->p, *end = rewriter->end;
  guint value[3], n[3];
  char sign[2];
  gboolean is_written;

  n[0] = read_digits (&p, end, &value[0]);
  sign[0] = n[0] > 0 ? read_sign (&p, end) : 0;
  n[1] = sign[0] ? read_digits (&p, end, &value[1]) : 0;
  sign[1] = n[1] == 1 || n[1] == 2 ? read_sign (&p, end) : 0;
  n[2] = sign[1] ? read_digits (&p, end, &value[2]) : 0;
  if (n[2] == 0 || (p < end && g_ascii_isdigit (*p)))
    return FALSE;
  if (n[0] == 4 && n[2] <= 2 && ((sign[0] == 'Y' && sign[1] == 'M') || (sign[0] == '.' && sign[1] == '.')))
    is_written = put_day (rewriter, value[0], value[1], value[2]);
  else if (n[0] <= 2 && n[2] == 4 && sign[0] == '.' && sign[1] == '.')
    is_written = put_day (rewriter, value[2], value[1], value[0]);
  else if (n[0] <= 2 && n[2] == 4 && sign[0] == sign[1] && (sign[0] == '/' || sign[0] == '-'))
    is_written = put_ordered (rewriter, value[2], value[0], value[1]);
  else
    return FALSE;
  if (!is_written)
    return FALSE;
  rewriter->p = p;
  if (sign[0] == 'Y' && (starts_with (p, end, "日") || starts_with (p, end, "일")))
    rewriter->p = p + strlen ("日");
  if (rewriter->p < end && (guchar) *rewriter->p >= 0x80)
    g_string_append_c (rewriter->out, ' ');
  return TRUE;
}

/* Behind one of the small words between the parts of a date, "12 de marzo de 2022", and the blanks around it. */
static const char *
skip_particle (const char *p, const char *end)
{
  static const char *const particles[] = { "de", "del", "den", "di", "d'", ",", "." };

  p = skip_blanks (p, end);
  for (gsize i = 0; i < G_N_ELEMENTS (particles); i++)
    {
      const char *after = p + strlen (particles[i]);

      if (starts_with (p, end, particles[i]) && (!g_ascii_isalpha (after[-1]) || (after < end && *after == ' ')))
        return skip_blanks (after, end);
    }
  return p;
}

/* The month by name at *@p, or 0. */
static int
read_month (const char **p, const char *end)
{
  const char *q = *p;
  g_autofree char *word = NULL;
  int month;

  while (q < end && q - *p < WORD_MAX && g_unichar_isalpha (g_utf8_get_char (q)))
    q = g_utf8_next_char (q);
  word = g_utf8_strdown (*p, q - *p);
  month = dtl_feed_date_month (word);
  if (month > 0)
    *p = q < end && *q == '.' ? q + 1 : q;
  return month;
}

/* "12. März 2022", "1er mars 2022", "12 de marzo de 2022", "12.März.2022" */
static gboolean
take_named (Rewriter *rewriter)
{
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  static const char *const ordinals[] = { "er", "º", "°" };
  const char *p = rewriter->p, *end = rewriter->end;
  guint day, year;
  int month;

  if (read_digits (&p, end, &day) > 2 || day < 1 || day > 31)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (ordinals); i++)
    if (starts_with (p, end, ordinals[i]))
      p += strlen (ordinals[i]);
  p = skip_particle (p, end);
  month = p < end ? read_month (&p, end) : 0;
  if (month == 0)
    return FALSE;
  p = skip_particle (p, end);
  if (p >= end || read_digits (&p, end, &year) != 4 || (p < end && g_ascii_isdigit (*p)))
    return FALSE;
  g_string_append_printf (rewriter->out, "%u %s %u", day, months[month - 1], year);
  rewriter->p = p;
  return TRUE;
}

static void
rewrite (Rewriter *rewriter)
{
  const char *start = rewriter->p;

  while (rewriter->p < rewriter->end)
    {
      const char *p = rewriter->p;
      gboolean opens = g_ascii_isdigit (*p) && (p == start || !(g_ascii_isalnum (p[-1]) || p[-1] == '.' || p[-1] == '/'));

      /* the words of scripts without blanks end where the figures start */
      if (opens && p > start && (guchar) p[-1] >= 0x80)
        g_string_append_c (rewriter->out, ' ');
      if (opens && (take_figures (rewriter) || take_named (rewriter)))
        continue;
      g_string_append_len (rewriter->out, p, g_utf8_next_char (p) - p);
      rewriter->p = g_utf8_next_char (p);
    }
}

char *
dtl_stamp_plain (const char *text, gsize length, DtlStampOrder order)
{
  g_autoptr (GString) out = g_string_sized_new (length + 8);
  Rewriter rewriter = { .p = text, .end = text + length, .order = order, .out = out };

  rewrite (&rewriter);
  return g_string_free (g_steal_pointer (&out), FALSE);
}
