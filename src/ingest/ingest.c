/*
 * The registry of readers, and how the kind of an input is found: what the caller says, else the reader that is surest
 * after a look at the first characters, to which the file's suffix adds weight.
 *
 * A file that is plainly something else (a picture, an archive, a feed) is refused by name rather than read as
 * text: signatures are rows of ingest_signatures.tsv.
 */
#include "ingest/ingest.h"

#include <string.h>

#include "ingest/charset.h"
#include "ingest/inflate.h"
#include "lexicon/tables.h"

#define HEAD_BYTES 65536
#define SUFFIX_WEIGHT 40 /* what a suffix adds to what the content says */
#define SURE 75          /* from here on, signatures of what cannot be read are not asked */

static guint sniff_html (const DtlHead *head);
static guint sniff_conllu (const DtlHead *head);
static guint sniff_text (const DtlHead *head);

/* X (name, suffixes, summary, sniff, read, is_binary, missing): in the order in which they are tried; the surest wins, the
 * first of equals. */
#define READERS(X) \
  X ("html", ".html .htm .xhtml .shtml", "web page: body, title, byline, publisher, dates", sniff_html, \
     dtl_ingest_html, FALSE, NULL) \
  X ("feed", ".rss .atom .rdf", "RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom: each item an article", dtl_sniff_feed, \
     dtl_ingest_feed, FALSE, NULL) \
  X ("jsonl", ".jsonl .ndjson .jsonlines", "JSON Lines: each line an article, fields by their common names or --map", \
     dtl_sniff_jsonl, dtl_ingest_jsonl, FALSE, NULL) \
  X ("json", ".json .jsonld .ninjs", "JSON: ninjs, schema.org articles, JSON Feed, or fields as in jsonl", dtl_sniff_json, \
     dtl_ingest_json, FALSE, NULL) \
  X ("nitf", ".nitf", "NITF: an article of a news agency", dtl_sniff_nitf, dtl_ingest_nitf, FALSE, NULL) \
  X ("newsml", ".newsml", "NewsML-G2 and NewsML 1: each item with text an article", dtl_sniff_newsml, \
     dtl_ingest_newsml, FALSE, NULL) \
  X ("warc", ".warc", "WARC, also packed: each page in the archive of a crawl", dtl_sniff_warc, dtl_ingest_warc, TRUE, NULL) \
  X ("mail", ".eml", "mail: a message, as newsletters and agencies send them", dtl_sniff_mail, dtl_ingest_mail, FALSE, NULL) \
  X ("epub", ".epub", "EPUB: each chapter an article", dtl_sniff_epub, dtl_ingest_epub, TRUE, NULL) \
  X ("docx", ".docx", "Office Open XML: the text of a document", dtl_sniff_docx, dtl_ingest_docx, TRUE, NULL) \
  X ("pdf", ".pdf", "PDF: the text of a document, its lines joined to paragraphs", dtl_sniff_pdf, dtl_ingest_pdf, TRUE, \
     DTL_HAVE_PDF ? NULL : "Poppler") \
  X ("conllu", ".conllu .conll", "CoNLL-U: sentences and words are given", sniff_conllu, dtl_ingest_conllu, FALSE, NULL) \
  X ("text", ".txt .text", "plain text, one article a file", sniff_text, dtl_ingest_text, FALSE, NULL)

static const DtlInputKind kinds[] = {
#define X(name, suffixes, summary, sniff, read, is_binary, missing) { name, suffixes, summary, missing },
  READERS (X)
#undef X
};

static const struct
{
  DtlSniff sniff;
  DtlReader read;
  gboolean is_binary; /* control characters are no sign of damage */
} readers[] = {
#define X(name, suffixes, summary, sniff, read, is_binary, missing) { sniff, read, is_binary },
  READERS (X)
#undef X
};

const DtlInputKind *
dtl_input_kinds (guint *n_kinds)
{
  *n_kinds = G_N_ELEMENTS (kinds);
  return kinds;
}

/* Whether @uri (nullable) ends in one of the blank-separated @suffixes, in any case. */
static gboolean
has_suffix (const char *uri, const char *suffixes)
{
  gsize length = uri ? strlen (uri) : 0;

  for (const char *p = suffixes; uri != NULL && *p != '\0';)
    {
      gsize n = strcspn (p, " ");

      if (n > 0 && n <= length && g_ascii_strncasecmp (uri + length - n, p, n) == 0)
        return TRUE;
      p += n + (p[n] == ' ');
    }
  return FALSE;
}

DtlDocument *
dtl_ingest_document_new (const DtlInput *input, const char *kind, guint part, const char *text, gsize length)
{
  DtlDocument *document = dtl_document_new (text, length);

  dtl_document_set_identity (document, input->bytes, part);
  document->uri = dtl_arena_strdup (document->arena, input->uri);
  document->kind = kind;
  return document;
}

static gboolean
is_called (const char *element, const char *name)
{
  gsize n = strlen (name);

  return g_ascii_strncasecmp (element, name, n) == 0 && !g_ascii_isalnum (element[n])
         && (element[n] == '\0' || strchr ("-_.:", element[n]) == NULL);
}

gboolean
dtl_head_has_root (const DtlHead *head, const char *const *names, gsize n)
{
  gsize prefix = head->root ? strcspn (head->root, ": \t\r\n/>") : 0;

  for (gsize i = 0; head->root != NULL && i < n; i++)
    if (is_called (head->root, names[i]) || (head->root[prefix] == ':' && is_called (head->root + prefix + 1, names[i])))
      return TRUE;
  return FALSE;
}

gboolean
dtl_head_starts_with (const DtlHead *head, const char *bytes, gsize n)
{
  return head->length >= n && memcmp (head->bytes, bytes, n) == 0;
}

/* Whether two dates name the same days, whatever the time of day. */
static gboolean
is_same_day (const DtlDate *a, const DtlDate *b)
{
  DtlDay bounds[4];

  return dtl_date_bounds (a, &bounds[0], &bounds[1]) && dtl_date_bounds (b, &bounds[2], &bounds[3])
         && bounds[0] == bounds[2] && bounds[1] == bounds[3];
}

static void
diagnose_conflict (DtlDocument *document, const DtlInput *input, const DtlDate *own)
{
  g_autofree char *theirs = dtl_date_to_string (own);
  g_autofree char *given = dtl_date_to_string (&input->date);

  dtl_document_diagnose (document, "date-conflict", DTL_SEVERITY_WARNING, (DtlSpan) { 0, 0 },
                         input->force_date ? "dated %s by itself, %s by force" : "dated %s by itself; %s is not used",
                         theirs, given);
}

void
dtl_ingest_set_published (DtlDocument *document, const DtlInput *input, const DtlWhen *own)
{
  gboolean has_own = own != NULL && !dtl_date_is_null (&own->date);
  gboolean has_option = !dtl_date_is_null (&input->date);

  if (has_own && has_option && !is_same_day (&own->date, &input->date))
    diagnose_conflict (document, input, &own->date);
  if (has_option && (!has_own || input->force_date))
    document->published = (DtlWhen) { .date = input->date, .basis = DTL_BASIS_OPTION };
  else if (has_own)
    document->published = *own;
}

/* --- sniffing --- */

static const char *
skip_space (const char *p)
{
  while (g_ascii_isspace (*p))
    p++;
  return p;
}

static gboolean
starts_with (const char *text, const char *prefix)
{
  return g_ascii_strncasecmp (text, prefix, strlen (prefix)) == 0;
}

/* Whether @name stands in @head as the name of a start tag. */
static gboolean
has_tag (const char *head, const char *name)
{
  gsize n = strlen (name);

  for (const char *p = strchr (head, '<'); p != NULL; p = strchr (p + 1, '<'))
    if (g_ascii_strncasecmp (p + 1, name, n) == 0 && !g_ascii_isalnum (p[1 + n]))
      return TRUE;
  return FALSE;
}

static guint
sniff_html (const DtlHead *input)
{
  const char *head = input->text;
  static const char *const structure[] = { "html", "head", "body", "title", "meta", "article" };
  static const char *const content[] = { "p", "div", "br", "a", "span", "table", "h1", "script" };
  const char *start = skip_space (head);
  guint n = 0;

  if (starts_with (start, "<!doctype html") || starts_with (start, "<html"))
    return 95;
  for (gsize i = 0; i < G_N_ELEMENTS (structure); i++)
    n += 2 * has_tag (head, structure[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (content); i++)
    n += has_tag (head, content[i]);
  return *start == '<' ? MIN (90, 20 * n) : n >= 5 ? 55 : 0;
}

/* A row: nine tabs, a number before the first. */
static gboolean
is_conllu_row (const char *line, const char *end)
{
  guint n_tabs = 0;

  for (const char *p = line; p < end; p++)
    n_tabs += *p == '\t';
  return n_tabs == 9 && g_ascii_isdigit (*line);
}

static guint
sniff_conllu (const DtlHead *input)
{
  const char *head = input->text;
  guint n_rows = 0, n_others = 0;

  for (const char *p = head; *p != '\0';)
    {
      const char *end = p + strcspn (p, "\r\n");

      if (*end == '\0' && end > p && end - head > HEAD_BYTES / 2)
        break; /* the last line may be cut off */
      if (end > p && *p != '#')
        {
          if (is_conllu_row (p, end))
            n_rows++;
          else
            n_others++;
        }
      p = end + (*end != '\0');
    }
  return n_rows > 0 && n_others * 20 <= n_rows ? 90 : 0;
}

static guint
sniff_text (const DtlHead *head)
{
  return 30;
}

/* The bytes that @hex spells, at the start of @bytes. */
static gboolean
has_signature (const char *bytes, gsize length, const char *hex)
{
  gsize n = strlen (hex) / 2;

  if (n > length)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if ((guchar) bytes[i] != g_ascii_xdigit_value (hex[2 * i]) * 16 + g_ascii_xdigit_value (hex[2 * i + 1]))
      return FALSE;
  return TRUE;
}

/* Where a document type ends, whose entities stand in brackets; NULL if it does not. */
static const char *
find_type_end (const char *p)
{
  guint depth = 0;

  for (; *p != '\0'; p++)
    {
      depth += *p == '<' || *p == '[';
      if ((*p == '>' || *p == ']') && --depth == 0)
        return p;
    }
  return NULL;
}

/* Where the first element starts, behind the XML declaration, comments and document type. */
static const char *
find_root (const char *head)
{
  const char *p = skip_space (head);

  while (p != NULL && p[0] == '<' && (p[1] == '?' || p[1] == '!'))
    {
      p = starts_with (p, "<!--") ? strstr (p, "-->") : p[1] == '!' ? find_type_end (p) : strchr (p, '>');
      p = p ? skip_space (p + strcspn (p, ">") + 1) : NULL;
    }
  return p != NULL && *p == '<' ? p + 1 : NULL;
}

/* Whether @head starts with @key, white space aside. */
static gboolean
starts_with_loosely (const char *head, const char *key)
{
  for (; *key != '\0'; key++, head++)
    {
      head = skip_space (head);
      if (g_ascii_tolower (*head) != *key)
        return FALSE;
    }
  return TRUE;
}

/* A row of the table of signatures that fits. */
static gboolean
fits_signature (const char *const *row, const char *bytes, gsize length, const char *head, const char *root)
{
  const char *where = row[DTL_INGEST_SIGNATURES_WHERE], *key = row[DTL_INGEST_SIGNATURES_SIGNATURE];
  gsize n = strlen (key);

  if (strcmp (where, "root") == 0)
    return root != NULL && g_ascii_strncasecmp (root, key, n) == 0 && !g_ascii_isalnum (root[n]);
  if (strcmp (where, "text") == 0)
    return starts_with_loosely (head, key);
  return has_signature (bytes, length, key);
}

/* Sets the error if the input is plainly of a kind that is not read. */
static gboolean
is_readable (const DtlHead *head, GError **error)
{
  /* From the end: of two that fit the longer one. */
  for (guint i = dtl_table_ingest_signatures.n_rows; i-- > 0;)
    {
      const char *const *row = dtl_table_row (&dtl_table_ingest_signatures, i);

      if (!fits_signature (row, head->bytes, head->length, head->text, head->root))
        continue;
      g_set_error (error, DTL_ERROR, DTL_ERROR_UNSUPPORTED, "%s: %s%s%s",
                   strcmp (row[DTL_INGEST_SIGNATURES_WHERE], "bytes") == 0 ? "not text" : "no reader for this kind",
                   row[DTL_INGEST_SIGNATURES_WHAT], *row[DTL_INGEST_SIGNATURES_HINT] ? "; " : "",
                   row[DTL_INGEST_SIGNATURES_HINT]);
      return FALSE;
    }
  return TRUE;
}

/* Text has words and few control characters. Random bytes read as windows-1252 hold 12 % that no text has. @head may be
 * the whole or, where the rest is unknown, not: then it may be blank. */
static gboolean
is_text (const char *head, gboolean is_whole, GError **error)
{
  guint64 n = 0, n_odd = 0, n_words = 0;

  for (const char *p = head; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      n += !g_unichar_isspace (c);
      n_words += g_unichar_isalnum (c);
      n_odd += c == 0xFFFD || (g_unichar_iscntrl (c) && !g_unichar_isspace (c) && c != 0x1B);
    }
  if (n == 0 && is_whole)
    g_set_error_literal (error, DTL_ERROR, DTL_ERROR_INPUT, "empty: only white space");
  else if (n_odd >= 3 && n_odd * 20 > n)
    g_set_error (error, DTL_ERROR, DTL_ERROR_INPUT, "not text: %u %% of it is control characters or invalid bytes",
                 (guint) (n_odd * 100 / n));
  else if (n_words == 0 && is_whole)
    g_set_error_literal (error, DTL_ERROR, DTL_ERROR_INPUT, "not text: no letter or digit");
  else
    return TRUE;
  return FALSE;
}

/* @weight (out): how sure it is, the suffix left aside */
static guint
surest_reader (const DtlHead *head, const char *uri, guint *weight)
{
  guint best = 0, most = 0;

  *weight = 0;
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      guint own = readers[i].sniff (head), sum = own + (has_suffix (uri, kinds[i].suffixes) ? SUFFIX_WEIGHT : 0);

      if (sum > most)
        {
          best = i;
          most = sum;
          *weight = own;
        }
    }
  return best;
}

static gboolean
reader_from_name (const char *name, guint *reader, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (strcmp (kinds[i].name, name) == 0)
        {
          *reader = i;
          return TRUE;
        }
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", kinds[i].name);
    }
  g_set_error (error, DTL_ERROR, DTL_ERROR_UNSUPPORTED, "unknown kind of input '%s' (known: %s)", name, known->str);
  return FALSE;
}

/* The first characters, decoded; NULs become U+FFFD, so that they count as odd. */
static char *
decode_head (const char *bytes, gsize length)
{
  DtlDecoding decoding;
  gsize text_length;

  return dtl_charset_decode (bytes, MIN (length, HEAD_BYTES), DTL_MARKUP_NONE, &text_length, &decoding);
}

/* The reader for @input: the one that is named, else the surest. */
static gboolean
choose_reader (const DtlInput *input, const DtlHead *head, guint *reader, GError **error)
{
  guint weight;

  if (input->kind != NULL)
    return reader_from_name (input->kind, reader, error);
  *reader = surest_reader (head, input->uri, &weight);
  return weight >= SURE || is_readable (head, error);
}

const char *
dtl_ingest_find_kind (const char *uri, const char *bytes, gsize length)
{
  g_autofree char *text = decode_head (bytes, length);
  g_autofree char *name = NULL;
  DtlHead head = { .bytes = bytes, .length = length, .text = text, .root = find_root (text) };
  guint weight;

  if (has_suffix (uri, ".gz"))
    uri = name = g_strndup (uri, strlen (uri) - strlen (".gz"));
  return length > 0 ? kinds[surest_reader (&head, uri, &weight)].name : NULL;
}

static gboolean
read_input (const DtlInput *input, GPtrArray *documents, GError **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (input->bytes, &length);
  g_autofree char *text = NULL;
  DtlHead head = { .bytes = bytes, .length = length };
  guint reader = 0;

  if (length == 0)
    {
      g_set_error_literal (error, DTL_ERROR, DTL_ERROR_INPUT, "empty");
      return FALSE;
    }
  head.text = text = decode_head (bytes, length);
  head.root = find_root (head.text);
  if (!choose_reader (input, &head, &reader, error))
    return FALSE;
  if (!readers[reader].is_binary && !is_text (head.text, length <= HEAD_BYTES, error))
    return FALSE;
  return readers[reader].read (input, documents, error);
}

/* A file that was packed as a whole: what is in it, under its name without the ".gz". */
static gboolean
read_packed (const DtlInput *input, GPtrArray *documents, GError **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (input->bytes, &length);
  gboolean is_whole;
  g_autoptr (GBytes) unpacked
    = dtl_inflate (bytes, length, DTL_PACKING_GZIP, dtl_input_limit (input), &is_whole, error);
  g_autofree char *name = NULL;
  DtlInput inner = *input;

  if (unpacked == NULL)
    return FALSE;
  inner.bytes = unpacked;
  if (input->uri != NULL && has_suffix (input->uri, ".gz"))
    inner.uri = name = g_strndup (input->uri, strlen (input->uri) - strlen (".gz"));
  if (!read_input (&inner, documents, error))
    return FALSE;
  if (!is_whole)
    dtl_document_diagnose (documents->pdata[documents->len - 1], "archive-truncated", DTL_SEVERITY_WARNING,
                           (DtlSpan) { 0, 0 }, "the archive is cut off or damaged; what stands before is read");
  return TRUE;
}

gboolean
dtl_ingest_run (const DtlInput *input, GPtrArray *documents, GError **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (input->bytes, &length);
  /* names of files are bytes, and what goes into a record is text */
  g_autofree char *uri = input->uri != NULL ? g_utf8_make_valid (input->uri, -1) : NULL;
  DtlInput known = *input;

  known.uri = uri;
  if (length > dtl_input_limit (input))
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_LIMIT, "larger than %" G_GSIZE_FORMAT " MB", dtl_input_limit (input) >> 20);
      return FALSE;
    }
  return dtl_is_gzip (bytes, length) ? read_packed (&known, documents, error) : read_input (&known, documents, error);
}
