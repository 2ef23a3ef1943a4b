/*
 * Zip archives (APPNOTE.TXT of PKWARE) as far as EPUB (OCF 3.2) and Office Open XML (ECMA-376, part 2) allow them: the
 * directory at the end, with the wide fields of zip64 where a writer uses them, files stored or deflated, none encrypted.
 * Every offset is checked against the bytes; names are only compared, never used as paths.
 */
#include "ingest/zip.h"

#include <string.h>

#include "ingest/inflate.h"

#define FILE_LIMIT (32u << 20)
#define FILES_MAX 20000
#define END_BYTES 22      /* of the end of the directory, without its comment */
#define ENTRY_BYTES 46    /* of an entry of the directory, without its name */
#define LOCAL_BYTES 30    /* of the header before a file, without its name */
#define COMMENT_LONGEST 65535
#define LOCATOR_BYTES 20  /* of what stands before the end and says where the end of zip64 is */
#define WIDE_END_BYTES 56 /* of the end of zip64 */
#define WIDE_TAG 1        /* of the extra field of zip64 */
#define WIDE 0xFFFFFFFFu  /* of a narrow field: the wide one counts */

typedef struct
{
  guint64 offset; /* of the header before the file */
  guint64 n_packed;
  guint16 method;
  guint16 flags;
} Entry;

struct _DtlZip
{
  const guchar *bytes; /* borrowed */
  gsize length;
  GHashTable *entries; /* owned: name → Entry */
};

static guint16
get_16 (const guchar *p)
{
  return p[0] | p[1] << 8;
}

static guint32
get_32 (const guchar *p)
{
  return get_16 (p) | (guint32) get_16 (p + 2) << 16;
}

static guint64
get_64 (const guchar *p)
{
  return get_32 (p) | (guint64) get_32 (p + 4) << 32;
}

/* The end of the directory: the last one that could be it. */
static const guchar *
find_end (const guchar *bytes, gsize length)
{
  gsize first = length > END_BYTES + COMMENT_LONGEST ? length - END_BYTES - COMMENT_LONGEST : 0;

  if (length < END_BYTES)
    return NULL;
  for (gsize i = length - END_BYTES + 1; i-- > first;)
    if (memcmp (bytes + i, "PK\005\006", 4) == 0)
      return bytes + i;
  return NULL;
}

/* The wide fields of @entry, from its extra fields at @p: those whose narrow ones are full, in this order. */
static void
read_wide (Entry *entry, gboolean is_wide_size, const guchar *p, const guchar *end)
{
  const guchar *stop;

  while (end - p >= 4 && get_16 (p) != WIDE_TAG)
    p += MIN (end - p, 4 + get_16 (p + 2));
  if (end - p < 4)
    return;
  stop = p + MIN (end - p, 4 + get_16 (p + 2));
  p += 4 + (is_wide_size ? 8 : 0);
  if (entry->n_packed == WIDE && stop - p >= 8)
    {
      entry->n_packed = get_64 (p);
      p += 8;
    }
  if (entry->offset == WIDE && stop - p >= 8)
    entry->offset = get_64 (p);
}

static void
read_directory (DtlZip *zip, guint64 at, guint64 n)
{
  for (guint i = 0; i < n && i < FILES_MAX && at < zip->length && zip->length - at >= ENTRY_BYTES; i++)
    {
      const guchar *p = zip->bytes + at;
      gsize n_name = get_16 (p + 28), n_extra = get_16 (p + 30);
      Entry entry = { .offset = get_32 (p + 42), .n_packed = get_32 (p + 20), .method = get_16 (p + 10), .flags = get_16 (p + 8) };

      if (memcmp (p, "PK\001\002", 4) != 0 || zip->length - at - ENTRY_BYTES < n_name + n_extra)
        return;
      p += ENTRY_BYTES + n_name;
      read_wide (&entry, get_32 (zip->bytes + at + 24) == WIDE, p, p + n_extra);
      g_hash_table_insert (zip->entries, g_strndup ((const char *) p - n_name, n_name), g_memdup2 (&entry, sizeof entry));
      at += ENTRY_BYTES + n_name + n_extra + get_16 (zip->bytes + at + 32);
    }
}

/* The directory that @end tells of, or the end of zip64 for which a locator stands before @end. */
static void
find_directory (DtlZip *zip, const guchar *end)
{
  const guchar *locator = end - LOCATOR_BYTES, *wide;
  guint64 at;

  if (end - zip->bytes < LOCATOR_BYTES || memcmp (locator, "PK\006\007", 4) != 0)
    {
      read_directory (zip, get_32 (end + 16), get_16 (end + 10));
      return;
    }
  at = get_64 (locator + 8);
  if (at >= zip->length || zip->length - at < WIDE_END_BYTES)
    return;
  wide = zip->bytes + at;
  if (memcmp (wide, "PK\006\006", 4) == 0)
    read_directory (zip, get_64 (wide + 48), get_64 (wide + 32));
}

DtlZip *
dtl_zip_open (const char *bytes, gsize length, GError **error)
{
  g_autoptr (DtlZip) zip = g_new0 (DtlZip, 1);
  const guchar *end = find_end ((const guchar *) bytes, length);

  zip->bytes = (const guchar *) bytes;
  zip->length = length;
  zip->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (end != NULL)
    find_directory (zip, end);
  if (g_hash_table_size (zip->entries) == 0)
    {
      g_set_error_literal (error, DTL_ERROR, DTL_ERROR_INPUT, "damaged archive: no directory");
      return NULL;
    }
  return g_steal_pointer (&zip);
}

void
dtl_zip_free (DtlZip *zip)
{
  if (zip == NULL)
    return;
  g_hash_table_unref (zip->entries);
  g_free (zip);
}

gboolean
dtl_zip_has (const DtlZip *zip, const char *name)
{
  return g_hash_table_contains (zip->entries, name);
}

/* The packed bytes of @entry; NULL when they lie outside of the archive. */
static const char *
packed_bytes (const DtlZip *zip, const Entry *entry)
{
  const guchar *p = zip->bytes + MIN (entry->offset, zip->length);
  gsize n_left = zip->bytes + zip->length - p, n_header;

  if (n_left < LOCAL_BYTES || memcmp (p, "PK\003\004", 4) != 0)
    return NULL;
  n_header = LOCAL_BYTES + get_16 (p + 26) + get_16 (p + 28);
  return n_header <= n_left && entry->n_packed <= n_left - n_header ? (const char *) p + n_header : NULL;
}

GBytes *
dtl_zip_read (const DtlZip *zip, const char *name, GError **error)
{
  const Entry *entry = g_hash_table_lookup (zip->entries, name);
  const char *packed = entry != NULL ? packed_bytes (zip, entry) : NULL;
  g_autoptr (GBytes) bytes = NULL;
  gboolean is_whole = TRUE;

  if (packed == NULL)
    g_set_error (error, DTL_ERROR, DTL_ERROR_INPUT, "damaged archive: %s '%s'", entry != NULL ? "nothing at" : "no file", name);
  else if ((entry->flags & 1) != 0 || (entry->method != 0 && entry->method != 8))
    g_set_error (error, DTL_ERROR, DTL_ERROR_UNSUPPORTED, "'%s' is encrypted or packed in an unusual way", name);
  else if (entry->method == 0 && entry->n_packed > FILE_LIMIT)
    g_set_error (error, DTL_ERROR, DTL_ERROR_LIMIT, "'%s' is larger than %u MB", name, FILE_LIMIT >> 20);
  else if (entry->method == 0)
    bytes = g_bytes_new (packed, entry->n_packed);
  else
    bytes = dtl_inflate (packed, entry->n_packed, DTL_PACKING_RAW, FILE_LIMIT, &is_whole, error);
  if (bytes == NULL || is_whole)
    return g_steal_pointer (&bytes);
  g_set_error (error, DTL_ERROR, DTL_ERROR_INPUT, "damaged archive: '%s' is cut off", name);
  return NULL;
}
