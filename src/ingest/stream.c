/*
 * Inputs that are read in pieces. Bytes come through a callback, are unpacked if they are gzip, and gathered until there is
 * a quarter of a megabyte of whole lines or records; so a crawl of any length takes no more memory than a few pieces of it.
 */
#include <gio/gio.h>
#include <string.h>

#include "ingest/inflate.h"
#include "ingest/ingest.h"

#define BLOCK 65536
#define PIECE (256u << 10)       /* bytes that are gathered before a break is looked for */
#define PIECE_LIMIT (64u << 20)  /* and where there is none up to here, the stream is refused */

typedef gsize (*FindBreak) (const char *bytes, gsize length, guint *n);

struct _DtlStream
{
  DtlInput about;
  char *name;           /* owned, nullable: what about.uri is without ".gz" */
  DtlStreamRead read;
  gpointer user_data;
  GByteArray *raw;      /* owned: as read, before unpacking */
  GByteArray *ready;    /* owned: unpacked */
  GConverter *unpacker; /* owned, nullable */
  FindBreak find_break; /* NULL: the whole is one piece */
  guint n_parts;        /* given out */
  gboolean started;
  gboolean raw_ended;
  gboolean ended;       /* nothing more will be ready */
  GError *failure;      /* owned, nullable: told when what came before it has been given out */
};

DtlStream *
dtl_stream_new (const DtlInput *about, DtlStreamRead read, gpointer user_data)
{
  DtlStream *stream = g_new0 (DtlStream, 1);

  stream->about = *about;
  stream->read = read;
  stream->user_data = user_data;
  stream->raw = g_byte_array_new ();
  stream->ready = g_byte_array_new ();
  return stream;
}

void
dtl_stream_free (DtlStream *stream)
{
  if (stream == NULL)
    return;
  g_byte_array_unref (stream->raw);
  g_byte_array_unref (stream->ready);
  g_clear_object (&stream->unpacker);
  g_clear_error (&stream->failure);
  g_free (stream->name);
  g_free (stream);
}

/* One block of raw bytes. FALSE with @error on failure alone. */
static gboolean
read_block (DtlStream *stream, GByteArray *into, GError **error)
{
  guint before = into->len;
  gssize n;

  g_byte_array_set_size (into, before + BLOCK);
  n = stream->read (stream->user_data, (char *) into->data + before, BLOCK, error);
  g_byte_array_set_size (into, before + MAX (n, 0));
  stream->raw_ended = n <= 0;
  return n >= 0;
}

/* Behind a member of gzip another may follow. */
static gboolean
start_next_member (DtlStream *stream, GError **error)
{
  while (stream->raw->len < 3 && !stream->raw_ended)
    if (!read_block (stream, stream->raw, error))
      return FALSE;
  stream->ended = !dtl_is_gzip ((const char *) stream->raw->data, stream->raw->len);
  g_converter_reset (stream->unpacker);
  return TRUE;
}

/* Unpacks some of what is raw. */
static gboolean
unpack_block (DtlStream *stream, GError **error)
{
  guint8 block[BLOCK];
  gsize n_read = 0, n_written = 0;
  GConverterFlags flags = stream->raw_ended ? G_CONVERTER_INPUT_AT_END : 0;
  g_autoptr (GError) reason = NULL;
  GConverterResult result;

  if (stream->raw->len < BLOCK && !stream->raw_ended && !read_block (stream, stream->raw, error))
    return FALSE;
  result = g_converter_convert (stream->unpacker, stream->raw->data, stream->raw->len, block, sizeof block, flags, &n_read,
                                &n_written, &reason);
  g_byte_array_remove_range (stream->raw, 0, n_read);
  g_byte_array_append (stream->ready, block, n_written);
  if (result == G_CONVERTER_FINISHED)
    return start_next_member (stream, error);
  if (result == G_CONVERTER_CONVERTED || (!stream->raw_ended && g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT)))
    return TRUE;
  stream->ended = TRUE;
  g_set_error_literal (error, DTL_ERROR, DTL_ERROR_INPUT, "the archive is cut off or damaged; what stands before is read");
  return FALSE;
}

/* Until @wanted bytes are ready, or the end, of which failure is one. */
static void
fill (DtlStream *stream, gsize wanted)
{
  while (stream->ready->len < wanted && !stream->ended)
    {
      if (stream->unpacker != NULL ? !unpack_block (stream, &stream->failure)
                                   : !read_block (stream, stream->ready, &stream->failure))
        stream->ended = TRUE;
      stream->ended = stream->ended || (stream->unpacker == NULL && stream->raw_ended);
    }
}

/* What has been read is gzip: from here on it is unpacked. */
static void
start_unpacking (DtlStream *stream)
{
  GByteArray *raw = stream->ready;
  const char *uri = stream->about.uri;

  if (uri != NULL && g_str_has_suffix (uri, ".gz"))
    stream->about.uri = stream->name = g_strndup (uri, strlen (uri) - strlen (".gz"));
  stream->ready = stream->raw;
  stream->raw = raw;
  stream->ended = FALSE;
  stream->unpacker = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  fill (stream, BLOCK);
}

static void
start (DtlStream *stream)
{
  const char *kind = stream->about.kind;

  stream->started = TRUE;
  fill (stream, BLOCK);
  if (stream->failure == NULL && dtl_is_gzip ((const char *) stream->ready->data, stream->ready->len))
    start_unpacking (stream);
  if (kind == NULL)
    kind = dtl_ingest_find_kind (stream->about.uri, (const char *) stream->ready->data, stream->ready->len);
  if (g_strcmp0 (kind, "jsonl") == 0)
    stream->find_break = dtl_jsonl_find_break;
  else if (g_strcmp0 (kind, "warc") == 0)
    stream->find_break = dtl_warc_find_break;
  if (stream->find_break != NULL)
    stream->about.kind = kind;
}

/* Ends the stream: what it holds is more than a piece may be. */
static void
refuse (DtlStream *stream, const char *what, gsize limit)
{
  g_byte_array_set_size (stream->ready, 0);
  stream->ended = TRUE;
  g_clear_error (&stream->failure);
  g_set_error (&stream->failure, DTL_ERROR, DTL_ERROR_LIMIT, "%s %" G_GSIZE_FORMAT " MB", what, limit >> 20);
}

/* The first @length bytes that are ready become a piece. */
static void
give_out (DtlStream *stream, gsize length, guint n_parts, DtlInput *piece)
{
  *piece = stream->about;
  piece->bytes = g_bytes_new (stream->ready->data, length);
  piece->parts_before = stream->n_parts;
  stream->n_parts += n_parts;
  g_byte_array_remove_range (stream->ready, 0, length);
}

/* Whole parts; more is read while there is not one. */
static void
give_parts (DtlStream *stream, DtlInput *piece)
{
  gsize length = 0;
  guint n = 0;

  for (gsize wanted = PIECE; length == 0 && wanted <= PIECE_LIMIT; wanted *= 2)
    {
      fill (stream, wanted);
      length = stream->ended ? stream->ready->len
                             : stream->find_break ((const char *) stream->ready->data, stream->ready->len, &n);
    }
  if (length > 0)
    give_out (stream, length, n, piece);
  else if (!stream->ended)
    refuse (stream, "a line or record is larger than", PIECE_LIMIT);
}

static void
give_whole (DtlStream *stream, DtlInput *piece)
{
  gsize limit = dtl_input_limit (&stream->about);

  fill (stream, limit + 1);
  if (stream->ready->len > limit)
    refuse (stream, stream->unpacker != NULL ? "unpacks to more than" : "larger than", limit);
  else if (stream->failure == NULL || stream->ready->len > 0)
    give_out (stream, stream->ready->len, 0, piece);
}

gboolean
dtl_stream_next (DtlStream *stream, DtlInput *piece, GError **error)
{
  gboolean is_first = !stream->started;

  *piece = (DtlInput) { NULL };
  if (is_first)
    start (stream);
  if ((is_first || !stream->ended || stream->ready->len > 0) && stream->find_break == NULL)
    give_whole (stream, piece);
  else if (is_first || !stream->ended || stream->ready->len > 0)
    give_parts (stream, piece);
  if (piece->bytes == NULL && stream->failure != NULL)
    g_propagate_error (error, g_steal_pointer (&stream->failure));
  return piece->bytes != NULL;
}
