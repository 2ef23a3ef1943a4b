/*
 * Unpacking within bounds: the limit is checked with every block, so that a bomb costs no more than an honest file. What
 * stands before damage is given out: half a crawl is better than none.
 */
#include "ingest/inflate.h"

#include <gio/gio.h>
#include <string.h>

#if DTL_HAVE_BROTLI
# include <brotli/decode.h>
#endif

#define BLOCK 65536

typedef struct
{
  GConverter *converter; /* owned */
  const char *at;
  const char *end;
  GByteArray *out; /* owned */
  gsize limit;
} Inflater;

gboolean
dtl_is_gzip (const char *bytes, gsize length)
{
  return length >= 3 && memcmp (bytes, "\x1F\x8B\x08", 3) == 0;
}

static GConverter *
new_converter (DtlPacking packing)
{
  GZlibCompressorFormat format = packing == DTL_PACKING_GZIP   ? G_ZLIB_COMPRESSOR_FORMAT_GZIP
                                 : packing == DTL_PACKING_ZLIB ? G_ZLIB_COMPRESSOR_FORMAT_ZLIB
                                                               : G_ZLIB_COMPRESSOR_FORMAT_RAW;

  return G_CONVERTER (g_zlib_decompressor_new (format));
}

/* One member, to its end. FALSE, with @error, on damage and at the end of the bytes. */
static gboolean
inflate_member (Inflater *inflater, GError **error)
{
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result != G_CONVERTER_FINISHED && inflater->out->len <= inflater->limit)
    {
      gsize n_read = 0, n_written = 0, before = inflater->out->len;

      g_byte_array_set_size (inflater->out, before + BLOCK);
      result = g_converter_convert (inflater->converter, inflater->at, inflater->end - inflater->at,
                                    inflater->out->data + before, BLOCK, G_CONVERTER_INPUT_AT_END, &n_read, &n_written,
                                    error);
      g_byte_array_set_size (inflater->out, before + n_written);
      inflater->at += n_read;
      if (result == G_CONVERTER_ERROR || (n_read == 0 && n_written == 0 && result != G_CONVERTER_FINISHED))
        return FALSE;
    }
  return result == G_CONVERTER_FINISHED;
}

static void
inflater_clear (Inflater *inflater)
{
  g_object_unref (inflater->converter);
  if (inflater->out != NULL)
    g_byte_array_unref (inflater->out);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Inflater, inflater_clear)

/* What came out, unless it is too much, or nothing because the bytes are damaged from the start. */
static GBytes *
give_out (GByteArray **out, gboolean is_whole, gsize limit, const char *reason, GError **error)
{
  if ((*out)->len > limit)
    g_set_error (error, DTL_ERROR, DTL_ERROR_LIMIT, "unpacks to more than %" G_GSIZE_FORMAT " MB", limit >> 20);
  else if (!is_whole && (*out)->len == 0)
    g_set_error (error, DTL_ERROR, DTL_ERROR_INPUT, "damaged archive: %s", reason);
  else
    return g_byte_array_free_to_bytes (g_steal_pointer (out));
  return NULL;
}

#if DTL_HAVE_BROTLI
static GBytes *
unpack_brotli (const char *bytes, gsize length, gsize limit, gboolean *is_whole, GError **error)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  BrotliDecoderState *state = BrotliDecoderCreateInstance (NULL, NULL, NULL);
  BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
  const guint8 *at = (const guint8 *) bytes;

  while (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && out->len <= limit)
    {
      gsize before = out->len, n_free = BLOCK;
      guint8 *end;

      g_byte_array_set_size (out, before + BLOCK);
      end = out->data + before;
      result = BrotliDecoderDecompressStream (state, &length, &at, &n_free, &end, NULL);
      g_byte_array_set_size (out, before + BLOCK - n_free);
    }
  BrotliDecoderDestroyInstance (state);
  *is_whole = result == BROTLI_DECODER_RESULT_SUCCESS;
  return give_out (&out, *is_whole, limit, "no brotli", error);
}
#else
static GBytes *
unpack_brotli (const char *bytes, gsize length, gsize limit, gboolean *is_whole, GError **error)
{
  g_set_error_literal (error, DTL_ERROR, DTL_ERROR_UNSUPPORTED,
                       "packed with brotli, and this build was made without libbrotlidec");
  return NULL;
}
#endif

static GBytes *
unpack_deflated (const char *bytes, gsize length, DtlPacking packing, gsize limit, gboolean *is_whole, GError **error)
{
  g_auto (Inflater) inflater = { .converter = new_converter (packing), .at = bytes, .end = bytes + length,
                                 .out = g_byte_array_new (), .limit = limit };
  g_autoptr (GError) reason = NULL;
  gboolean goes_on = TRUE;

  *is_whole = TRUE;
  while (goes_on)
    {
      goes_on = *is_whole = inflate_member (&inflater, &reason);
      goes_on = goes_on && packing == DTL_PACKING_GZIP && dtl_is_gzip (inflater.at, inflater.end - inflater.at);
      goes_on = goes_on && inflater.out->len <= limit;
      if (goes_on)
        g_converter_reset (inflater.converter);
    }
  return give_out (&inflater.out, *is_whole, limit, reason ? reason->message : "cut off", error);
}

GBytes *
dtl_inflate (const char *bytes, gsize length, DtlPacking packing, gsize limit, gboolean *is_whole, GError **error)
{
  return packing == DTL_PACKING_BROTLI ? unpack_brotli (bytes, length, limit, is_whole, error)
                                       : unpack_deflated (bytes, length, packing, limit, is_whole, error);
}
