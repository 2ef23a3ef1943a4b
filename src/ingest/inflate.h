/* Unpacking within bounds. */
#pragma once

#include <dateline/dateline.h>

/** DtlPacking: how bytes were packed. */
typedef enum
{
  DTL_PACKING_GZIP, /* one member or many */
  DTL_PACKING_ZLIB,
  DTL_PACKING_RAW, /* deflate alone, as in zip archives */
  DTL_PACKING_BROTLI, /* RFC 7932; %DTL_ERROR_UNSUPPORTED in builds without libbrotlidec */
} DtlPacking;

/**
 * dtl_inflate: (transfer full): @bytes unpacked
 * @limit: the most bytes that may come out
 * @is_whole: (out): FALSE when @bytes end too early or are damaged; then what came out before is returned
 *
 * %DTL_ERROR_LIMIT beyond @limit, %DTL_ERROR_INPUT when nothing comes out of bytes that are damaged. Holds never more than
 * the result and one buffer.
 */
GBytes *dtl_inflate (const char *bytes, gsize length, DtlPacking packing, gsize limit, gboolean *is_whole,
                     GError **error);

/** dtl_is_gzip: whether @bytes start as gzip does */
gboolean dtl_is_gzip (const char *bytes, gsize length);
