/*
 * WARC (ISO 28500), the archives of web crawls: each page that a server answered with is an article, and so is each text
 * that a crawler has made of one (WET). Everything else in them (requests, pictures, redirections, notes of the crawler) is
 * passed over; a record that is damaged is counted, and the next one is looked for.
 *
 * The date of a record is when it was fetched, which is no date of publication and is not used as one.
 */
#include <string.h>

#include "ingest/collection.h"
#include "ingest/html.h"
#include "ingest/inflate.h"
#include "ingest/plain.h"

#define BODY_LIMIT (32u << 20) /* bytes of one page, unpacked */
#define HEADER_LIMIT 65536     /* bytes of the header of a record or an answer */

/* A header: lines "Name: value" up to a blank one. */
typedef struct
{
  const char *start;
  const char *end;
} Header;

typedef struct
{
  DtlCollection parts;
  const char *at;
  const char *end;
} Archive;

/* The header at @at; *@body is behind the blank line. */
static gboolean
find_header (const char *at, const char *end, Header *header, const char **body)
{
  const char *limit = MIN (end, at + HEADER_LIMIT);

  header->start = at;
  for (const char *p = at; p < limit && (p = memchr (p, '\n', limit - p)) != NULL; p++)
    {
      const char *next = p + 1 < limit && p[1] == '\r' ? p + 2 : p + 1;

      if (next >= limit || *next != '\n')
        continue;
      header->end = p + 1;
      *body = next + 1;
      return TRUE;
    }
  return FALSE;
}

/* (transfer full) (nullable): the value of the field @name, in any case */
static char *
field_of (const Header *header, const char *name)
{
  gsize n = strlen (name);

  for (const char *line = header->start; line != NULL && line < header->end;)
    {
      const char *stop = memchr (line, '\n', header->end - line);

      stop = stop != NULL ? stop : header->end;
      if ((gsize) (stop - line) > n && line[n] == ':' && g_ascii_strncasecmp (line, name, n) == 0)
        {
          g_autofree char *value = g_strstrip (g_strndup (line + n + 1, stop - line - n - 1));

          return g_utf8_make_valid (value, -1);
        }
      line = stop + 1;
    }
  return NULL;
}

static gboolean
field_holds (const Header *header, const char *name, const char *part)
{
  g_autofree char *value = field_of (header, name), *lower = value ? g_ascii_strdown (value, -1) : NULL;

  return lower != NULL && strstr (lower, part) != NULL;
}

/* "text/html; charset=utf-8" → "utf-8" */
static char *
charset_of (const Header *header)
{
  g_autofree char *type = field_of (header, "content-type"), *lower = type ? g_ascii_strdown (type, -1) : NULL;
  const char *label = lower ? strstr (lower, "charset=") : NULL;

  if (label == NULL)
    return NULL;
  label += strlen ("charset=");
  label += *label == '"';
  return g_strndup (label, strcspn (label, "\"; \t,"));
}

static gboolean
is_page (const Header *header)
{
  return field_holds (header, "content-type", "text/html") || field_holds (header, "content-type", "application/xhtml");
}

/* "1a;x=y\r\n…": the chunks of a body, joined. NULL when it is none of chunks: crawlers join them, too. */
static GBytes *
join_chunks (const char *at, const char *end)
{
  g_autoptr (GByteArray) joined = g_byte_array_new ();

  while (at < end)
    {
      char *stop;
      const char *line_end = memchr (at, '\n', end - at);
      guint64 size = line_end != NULL && g_ascii_isxdigit (*at) ? g_ascii_strtoull (at, &stop, 16) : G_MAXUINT64;

      if (size == G_MAXUINT64)
        return joined->len > 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&joined)) : NULL;
      at = line_end + 1;
      size = MIN (size, (guint64) (end - at));
      if (size == 0)
        break;
      g_byte_array_append (joined, (const guint8 *) at, size);
      at += size;
      while (at < end && (*at == '\r' || *at == '\n'))
        at++;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&joined));
}

/* The body of an answer as it was before it was packed for the way. */
static GBytes *
unpack_body (const Header *header, const char *at, const char *end, GError **error)
{
  g_autoptr (GBytes) body = field_holds (header, "transfer-encoding", "chunked") ? join_chunks (at, end) : NULL;
  gboolean is_gzip, is_whole;
  const char *bytes;
  gsize length;

  if (body == NULL)
    body = g_bytes_new (at, end - at);
  bytes = g_bytes_get_data (body, &length);
  if (field_holds (header, "content-encoding", "zstd"))
    {
      g_set_error_literal (error, DTL_ERROR, DTL_ERROR_UNSUPPORTED, "packed with zstd, which is not read");
      return NULL;
    }
  if (field_holds (header, "content-encoding", "br"))
    return dtl_inflate (bytes, length, DTL_PACKING_BROTLI, BODY_LIMIT, &is_whole, error);
  /* some servers call "deflate" what is gzip */
  is_gzip = dtl_is_gzip (bytes, length);
  if (!is_gzip && !(field_holds (header, "content-encoding", "deflate") && length > 2 && (bytes[0] & 0x0F) == 8))
    return g_steal_pointer (&body);
  return dtl_inflate (bytes, length, is_gzip ? DTL_PACKING_GZIP : DTL_PACKING_ZLIB, BODY_LIMIT, &is_whole, error);
}

/* The address of a record, which some writers put between angles. */
static char *
target_of (const Header *header)
{
  char *target = field_of (header, "warc-target-uri");

  if (target != NULL && *target == '<' && g_str_has_suffix (target, ">"))
    {
      target[strlen (target) - 1] = '\0';
      memmove (target, target + 1, strlen (target));
    }
  return target;
}

static void
add_page (Archive *archive, const Header *header, const char *label_source, const char *at, const char *end)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *target = target_of (header);
  Header answer = { label_source, at };
  g_autofree char *label = charset_of (&answer);
  g_autoptr (GBytes) body = unpack_body (&answer, at, end, &reason);
  DtlInput page = *archive->parts.input;

  page.bytes = body;
  page.uri = target != NULL ? target : page.uri;
  if (body == NULL)
    dtl_collection_skip (&archive->parts, "%s", reason->message);
  else if (g_bytes_get_size (body) > BODY_LIMIT)
    dtl_collection_skip (&archive->parts, "page larger than %u MB", BODY_LIMIT >> 20);
  else if (!dtl_ingest_html_sent (&page, "warc", label, archive->parts.documents, &reason))
    dtl_collection_skip (&archive->parts, "%s", reason->message);
}

static void
add_text (Archive *archive, const Header *header, const char *at, const char *end)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *target = target_of (header);
  g_autoptr (GBytes) body = g_bytes_new_static (at, end - at);
  DtlInput text = *archive->parts.input;

  text.bytes = body;
  text.uri = target != NULL ? target : text.uri;
  if (end - at > BODY_LIMIT)
    dtl_collection_skip (&archive->parts, "text larger than %u MB", BODY_LIMIT >> 20);
  else if (!dtl_ingest_text_sent (&text, "warc", archive->parts.documents, &reason))
    dtl_collection_skip (&archive->parts, "%s", reason->message);
}

/* A server's answer: only pages that it did have. */
static void
read_answer (Archive *archive, const Header *header, const char *block, const char *end)
{
  Header answer;
  const char *body;

  if (!find_header (block, end, &answer, &body) || end - block < 12 || strncmp (block, "HTTP/", 5) != 0)
    dtl_collection_skip (&archive->parts, "damaged answer of a server");
  else if (strncmp (block + strcspn (block, " "), " 200", 4) == 0 && is_page (&answer))
    add_page (archive, header, answer.start, body, end);
}

static void
read_block (Archive *archive, const Header *header, const char *block, const char *end)
{
  g_autofree char *type = field_of (header, "warc-type");

  if (type == NULL)
    dtl_collection_skip (&archive->parts, "no WARC-Type");
  else if (g_ascii_strcasecmp (type, "response") == 0 && !field_holds (header, "warc-target-uri", "dns:"))
    read_answer (archive, header, block, end);
  else if (g_ascii_strcasecmp (type, "resource") == 0 && is_page (header))
    add_page (archive, header, header->start, block, end);
  else if (g_ascii_strcasecmp (type, "conversion") == 0 && field_holds (header, "content-type", "text/plain"))
    add_text (archive, header, block, end);
}

/* Moves to the next line that starts a record. */
static void
find_next (Archive *archive)
{
  const char *found = g_strstr_len (archive->at, archive->end - archive->at, "\nWARC/");

  archive->at = found != NULL ? found + 1 : archive->end;
}

/* Whether nothing or another record stands at @at, blank lines aside. */
static gboolean
is_boundary (const Archive *archive, const char *at)
{
  while (at < archive->end && (*at == '\r' || *at == '\n'))
    at++;
  return at == archive->end || (archive->end - at >= 5 && memcmp (at, "WARC/", 5) == 0);
}

/* A length that is wrong would swallow the records behind: then the block ends before the next of them. */
static const char *
find_block_end (const Archive *archive, const char *block, guint64 n)
{
  gboolean is_within = n <= (guint64) (archive->end - block);
  const char *next;

  if (is_within && is_boundary (archive, block + n))
    return block + n;
  next = g_strstr_len (block, is_within ? (gssize) n : archive->end - block, "\r\n\r\nWARC/");
  return next != NULL ? next : is_within ? block + n : NULL;
}

/* The record at the pointer; it ends where its length says, if another starts there. */
static void
read_record (Archive *archive)
{
  Header header;
  const char *block, *end;
  g_autofree char *length = NULL;
  guint64 n;

  if (!find_header (archive->at, archive->end, &header, &block)
      || (length = field_of (&header, "content-length")) == NULL || !g_ascii_string_to_unsigned (length, 10, 0, G_MAXINT64, &n, NULL))
    {
      dtl_collection_skip (&archive->parts, "damaged header");
      find_next (archive);
      return;
    }
  end = find_block_end (archive, block, n);
  if (end == NULL)
    {
      dtl_collection_skip (&archive->parts, "cut off");
      archive->at = archive->end;
      return;
    }
  read_block (archive, &header, block, end);
  archive->at = end;
}

static void
read_records (Archive *archive)
{
  while (archive->at < archive->end)
    {
      if (*archive->at == '\r' || *archive->at == '\n')
        {
          archive->at++;
          continue;
        }
      archive->parts.n_parts++;
      if (archive->end - archive->at >= 5 && memcmp (archive->at, "WARC/", 5) == 0)
        read_record (archive);
      else
        {
          dtl_collection_skip (&archive->parts, "no record");
          find_next (archive);
        }
    }
}

gboolean
dtl_ingest_warc (const DtlInput *input, GPtrArray *documents, GError **error)
{
  Archive archive;
  gsize length;
  gboolean well;

  archive.at = g_bytes_get_data (input->bytes, &length);
  archive.end = archive.at + length;
  dtl_collection_init (&archive.parts, input, "warc", "record", documents);
  read_records (&archive);
  well = dtl_collection_finish (&archive.parts, error);
  dtl_collection_clear (&archive.parts);
  return well;
}

/* Behind the record at @at; NULL when it does not end before @end. */
static const char *
skip_record (const char *at, const char *end)
{
  Header header;
  const char *block, *next;
  g_autofree char *length = NULL;
  guint64 n = 0;

  if (end - at >= 5 && memcmp (at, "WARC/", 5) == 0 && find_header (at, end, &header, &block)
      && (length = field_of (&header, "content-length")) != NULL && g_ascii_string_to_unsigned (length, 10, 0, G_MAXINT64, &n, NULL))
    return n < (guint64) (end - block) ? block + n : NULL;
  next = end - at > HEADER_LIMIT ? g_strstr_len (at + 1, end - at - 1, "\nWARC/") : NULL;
  return next != NULL ? next + 1 : NULL;
}

gsize
dtl_warc_find_break (const char *bytes, gsize length, guint *n)
{
  const char *at = bytes, *end = bytes + length, *last = bytes;

  *n = 0;
  while (at != NULL && at < end)
    {
      while (at < end && (*at == '\r' || *at == '\n'))
        at++;
      if (at > bytes && at < end)
        last = at;
      at = at < end ? skip_record (at, end) : NULL;
      *n += at != NULL;
    }
  return last - bytes;
}

guint
dtl_sniff_warc (const DtlHead *head)
{
  return dtl_head_starts_with (head, "WARC/", 5) ? 95 : 0;
}
