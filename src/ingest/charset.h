/* From bytes to valid UTF-8 without NUL, and what had to be done on the way. */
#pragma once

#include <dateline/dateline.h>

/** DtlDecoding: how bytes were read. */
typedef struct
{
  const char *charset;  /* static: "utf-8", "windows-1252", "utf-16le", … */
  const char *declared; /* static, nullable: the set that the page declares, where it is not @charset */
  gsize n_nuls;         /* NUL characters replaced (text) or dropped (markup) */
  gsize n_invalid;      /* stretches of bytes that mean nothing in @charset, now U+FFFD */
} DtlDecoding;

/** DtlMarkup: what the bytes are written in: whether they may declare their set, and what becomes of NULs. */
typedef enum
{
  DTL_MARKUP_NONE,
  DTL_MARKUP_HTML,
} DtlMarkup;

/**
 * dtl_charset_decode: (transfer full): @bytes as valid UTF-8 without NUL and without byte order mark.
 * @text_length (out): its length
 * @decoding (out): how it was read
 *
 * Never fails: what cannot be read becomes U+FFFD. Linear.
 */
char *dtl_charset_decode (const char *bytes, gsize length, DtlMarkup markup, gsize *text_length,
                          DtlDecoding *decoding);
/** dtl_charset_decode_sent: the same for bytes that came with @label (nullable), the set that a header of HTTP or of mail
 * names: it stands before what the markup declares. An unknown label counts as none. */
char *dtl_charset_decode_sent (const char *bytes, gsize length, DtlMarkup markup, const char *label,
                               gsize *text_length, DtlDecoding *decoding);

/** dtl_charset_windows_1252: the character of a byte; U+FFFD for the five that mean nothing */
gunichar dtl_charset_windows_1252 (guchar byte);
