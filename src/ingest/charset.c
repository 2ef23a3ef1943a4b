/*
 * The character set of an input, decided as browsers do but for one point: byte order mark, then UTF-8 if the bytes
 * are valid UTF-8 with at least one multibyte character (which outranks a <meta> that says latin1: such bytes are not
 * valid by chance), then the declaration, then windows-1252, into which every byte decodes.
 *
 * Labels follow the WHATWG Encoding Standard, where latin1 means windows-1252. libxml2 never guesses: it is handed the
 * result as UTF-8, because it re-reads a whole page as Latin-1 over one bad byte.
 */
#include "ingest/charset.h"

#include <string.h>

#include "lexicon/tables.h"

#define PRESCAN_BYTES 4096 /* the standard says 1024; real pages put styles first */
#define GUESS_BYTES 4096   /* enough to see that every other byte is NUL */
#define REPLACEMENT "\xEF\xBF\xBD"

/* windows-1252 0x80-0x9F; the five undefined ones are U+FFFD. */
static const gunichar windows_1252[32] = {
  0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD,
  0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
  0x0153, 0xFFFD, 0x017E, 0x0178,
};

typedef struct
{
  const char *mark;
  gsize length;
  const char *charset;
} ByteOrderMark;

/* Longest first: UTF-32LE begins like UTF-16LE. */
static const ByteOrderMark byte_order_marks[] = {
  { "\xFF\xFE\0\0", 4, "utf-32le" }, { "\0\0\xFE\xFF", 4, "utf-32be" }, { "\xEF\xBB\xBF", 3, "utf-8" },
  { "\xFF\xFE", 2, "utf-16le" },     { "\xFE\xFF", 2, "utf-16be" },
};

static const ByteOrderMark *
find_byte_order_mark (const char *bytes, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (byte_order_marks); i++)
    if (length >= byte_order_marks[i].length
        && memcmp (bytes, byte_order_marks[i].mark, byte_order_marks[i].length) == 0)
      return &byte_order_marks[i];
  return NULL;
}

/* UTF-16 without a mark: of text in Latin script nearly every other byte is NUL, all on the same side. */
static const char *
guess_utf16 (const char *bytes, gsize length)
{
  gsize n = MIN (length, GUESS_BYTES) / 2, nuls[2] = { 0, 0 };

  for (gsize i = 0; i < 2 * n; i++)
    nuls[i % 2] += bytes[i] == '\0';
  if (n < 4)
    return NULL;
  if (nuls[1] * 10 >= n * 7 && nuls[0] * 20 <= n)
    return "utf-16le";
  if (nuls[0] * 10 >= n * 7 && nuls[1] * 20 <= n)
    return "utf-16be";
  return NULL;
}

/* Well-formed and ill-formed multibyte sequences; ASCII, NUL included, counts as neither. */
static void
count_utf8 (const char *bytes, gsize length, gsize *n_valid, gsize *n_invalid)
{
  const char *p = bytes, *end = bytes + length;

  *n_valid = *n_invalid = 0;
  while (p < end)
    {
      gunichar c;

      if ((guchar) *p < 0x80)
        {
          p++;
          continue;
        }
      c = g_utf8_get_char_validated (p, end - p);
      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          ++*n_invalid;
          p++;
        }
      else
        {
          ++*n_valid;
          p = g_utf8_next_char (p);
        }
    }
}

/* A label after "charset": = "value", in any case, quoted or not. */
static char *
read_label (const char *p, const char *end)
{
  const char *start;

  while (p < end && g_ascii_isspace (*p))
    p++;
  if (p == end || *p != '=')
    return NULL;
  for (p++; p < end && (g_ascii_isspace (*p) || *p == '"' || *p == '\''); p++)
    ;
  for (start = p; p < end && (g_ascii_isalnum (*p) || strchr ("-_:.", *p) != NULL) && *p != '\0'; p++)
    ;
  return p > start ? g_ascii_strdown (start, p - start) : NULL;
}

/* The set that @name, up to the end of its tag, is said to be; static, nullable. A declaration that could be read as
 * ASCII cannot be in UTF-16. */
static const char *
find_declaration (const char *tag, const char *end, const char *name)
{
  gsize n = strlen (name);

  for (const char *p = tag; end - p > (gssize) n && *p != '>'; p++)
    {
      g_autofree char *label = g_ascii_strncasecmp (p, name, n) == 0 ? read_label (p + n, end) : NULL;
      const char *charset
        = label ? dtl_table_cell (&dtl_table_ingest_charsets, label, DTL_INGEST_CHARSETS_CHARSET) : NULL;

      if (charset != NULL)
        return g_str_has_prefix (charset, "utf-16") ? "utf-8" : charset;
    }
  return NULL;
}

/* The set that a <meta> or an XML declaration in the first bytes names. Scripts have a charset attribute too. */
static const char *
prescan (const char *bytes, gsize length)
{
  const char *end = bytes + MIN (length, PRESCAN_BYTES), *charset = NULL;

  for (const char *p = bytes; charset == NULL && (p = memchr (p, '<', end - p)) != NULL; p++)
    {
      if (end - p > 6 && g_ascii_strncasecmp (p, "<meta", 5) == 0)
        charset = find_declaration (p, end, "charset");
      else if (end - p > 6 && g_ascii_strncasecmp (p, "<?xml", 5) == 0)
        charset = find_declaration (p, end, "encoding");
    }
  return charset;
}

gunichar
dtl_charset_windows_1252 (guchar byte)
{
  return byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80] : byte;
}

static void
append_windows_1252 (GString *text, const char *bytes, gsize length, DtlDecoding *decoding)
{
  for (gsize i = 0; i < length; i++)
    {
      gunichar c = dtl_charset_windows_1252 (bytes[i]);

      decoding->n_invalid += c == 0xFFFD;
      g_string_append_unichar (text, c);
    }
}

static void
append_utf8 (GString *text, const char *bytes, gsize length, DtlDecoding *decoding)
{
  const char *p = bytes, *end = bytes + length;

  while (p < end)
    {
      const char *stop;

      /* stops at NUL too, which is valid here and dealt with later */
      if (g_utf8_validate (p, end - p, &stop))
        stop = end;
      g_string_append_len (text, p, stop - p);
      if (stop == end)
        break;
      if (*stop == '\0')
        g_string_append_c (text, '\0');
      else
        {
          g_string_append (text, REPLACEMENT);
          decoding->n_invalid++;
        }
      p = stop + 1;
    }
}

/* iconv, going on after bytes it cannot read. FALSE if it does not know the set. */
static gboolean
append_converted (GString *text, const char *charset, const char *bytes, gsize length, DtlDecoding *decoding)
{
  GIConv converter = g_iconv_open ("utf-8", charset);
  gsize unit = g_str_has_prefix (charset, "utf-16") ? 2 : g_str_has_prefix (charset, "utf-32") ? 4 : 1;
  char *in = (char *) bytes;
  gsize n_in = length;

  if (converter == (GIConv) -1)
    return FALSE;
  while (n_in > 0)
    {
      char buffer[4096], *out = buffer;
      gsize n_out = sizeof buffer;
      gsize result = g_iconv (converter, &in, &n_in, &out, &n_out);

      g_string_append_len (text, buffer, out - buffer);
      if (result != (gsize) -1 || out > buffer)
        continue;
      g_string_append (text, REPLACEMENT);
      decoding->n_invalid++;
      in += MIN (unit, n_in);
      n_in -= MIN (unit, n_in);
    }
  g_iconv_close (converter);
  return TRUE;
}

/* The set to read with. @declared may be NULL. */
static const char *
choose_charset (const char *bytes, gsize length, const char *declared)
{
  const char *guessed = guess_utf16 (bytes, length);
  gsize n_valid, n_invalid;

  if (guessed != NULL)
    return guessed;
  count_utf8 (bytes, length, &n_valid, &n_invalid);
  if (n_invalid == 0 && (n_valid > 0 || declared == NULL))
    return "utf-8";
  if (declared != NULL && strcmp (declared, "utf-8") != 0 && n_valid <= 10 * n_invalid)
    return declared;
  /* mostly UTF-8 with a few broken bytes, or not UTF-8 at all */
  return n_valid > n_invalid ? "utf-8" : n_invalid == 0 ? "utf-8" : "windows-1252";
}

/* NUL ends C strings and stops libxml2: U+FFFD in text, nothing in markup (as HTML says). */
static void
remove_nuls (GString *text, DtlMarkup markup, DtlDecoding *decoding)
{
  g_autoptr (GString) clean = NULL;

  if (memchr (text->str, '\0', text->len) == NULL)
    return;
  clean = g_string_sized_new (text->len);
  for (gsize i = 0; i < text->len; i++)
    {
      if (text->str[i] != '\0')
        g_string_append_c (clean, text->str[i]);
      else if (markup == DTL_MARKUP_NONE)
        g_string_append (clean, REPLACEMENT);
      decoding->n_nuls += text->str[i] == '\0';
    }
  g_string_truncate (text, 0);
  g_string_append_len (text, clean->str, clean->len);
}

/* The set that @label (nullable) of a header names; static, nullable. */
static const char *
known_label (const char *label)
{
  g_autofree char *lower = label ? g_ascii_strdown (label, -1) : NULL;

  return lower != NULL ? dtl_table_cell (&dtl_table_ingest_charsets, g_strstrip (lower), DTL_INGEST_CHARSETS_CHARSET)
                       : NULL;
}

char *
dtl_charset_decode_sent (const char *bytes, gsize length, DtlMarkup markup, const char *label, gsize *text_length,
                         DtlDecoding *decoding)
{
  g_autoptr (GString) text = g_string_sized_new (length + length / 8);
  const ByteOrderMark *mark = find_byte_order_mark (bytes, length);
  const char *declared = known_label (label);

  *decoding = (DtlDecoding) { 0 };
  if (declared == NULL && markup == DTL_MARKUP_HTML)
    declared = prescan (bytes, length);
  if (mark != NULL)
    {
      bytes += mark->length;
      length -= mark->length;
    }
  decoding->charset = mark ? mark->charset : choose_charset (bytes, length, declared);
  if (declared != NULL && strcmp (declared, decoding->charset) != 0)
    decoding->declared = declared;
  if (strcmp (decoding->charset, "utf-8") == 0)
    append_utf8 (text, bytes, length, decoding);
  else if (strcmp (decoding->charset, "windows-1252") == 0
           || !append_converted (text, decoding->charset, bytes, length, decoding))
    append_windows_1252 (text, bytes, length, decoding);
  remove_nuls (text, markup, decoding);
  *text_length = text->len;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
dtl_charset_decode (const char *bytes, gsize length, DtlMarkup markup, gsize *text_length, DtlDecoding *decoding)
{
  return dtl_charset_decode_sent (bytes, length, markup, NULL, text_length, decoding);
}
