/*
 * Zip archives (APPNOTE.TXT of PKWARE) as far as EPUB (OCF 3.2) and Office Open XML (ECMA-376, part 2) allow them: the
 * directory at the end, files stored or deflated, none encrypted. Every offset is checked against the bytes; names are
 * only compared, never used as paths.
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

typedef struct
{
  guint32 offset; /* of the header before the file */
  guint32 n_packed;
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

static void
read_directory (DtlZip *zip, gsize at, guint n)
{
  for (guint i = 0; i < n && i < FILES_MAX && at + ENTRY_BYTES <= zip->length; i++)
    {
      const guchar *p = zip->bytes + at;
      gsize n_name = get_16 (p + 28);
      Entry entry = { .offset = get_32 (p + 42), .n_packed = get_32 (p + 20), .method = get_16 (p + 10), .flags = get_16 (p + 8) };

      if (memcmp (p, "PK\001\002", 4) != 0 || at + ENTRY_BYTES + n_name > zip->length)
        return;
      g_hash_table_insert (zip->entries, g_strndup ((const char *) p + ENTRY_BYTES, n_name), g_memdup2 (&entry, sizeof entry));
      at += ENTRY_BYTES + n_name + get_16 (p + 30) + get_16 (p + 32);
    }
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
    read_directory (zip, get_32 (end + 16), get_16 (end + 10));
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
  const guchar *p = zip->bytes + entry->offset;
  gsize start;

  if ((gsize) entry->offset + LOCAL_BYTES > zip->length || memcmp (p, "PK\003\004", 4) != 0)
    return NULL;
  start = (gsize) entry->offset + LOCAL_BYTES + get_16 (p + 26) + get_16 (p + 28);
  return start + entry->n_packed <= zip->length ? (const char *) zip->bytes + start : NULL;
}

GBytes *
dtl_zip_read (const DtlZip *zip, const char *name, GError **error)
{
  const Entry *entry = g_hash_table_lookup (zip->entries, name);
  const char *packed = entry != NULL ? packed_bytes (zip, entry) : NULL;
  gboolean is_whole;

  if (packed == NULL)
    g_set_error (error, DTL_ERROR, DTL_ERROR_INPUT, "damaged archive: %s '%s'", entry != NULL ? "nothing at" : "no file", name);
  else if ((entry->flags & 1) != 0 || (entry->method != 0 && entry->method != 8))
    g_set_error (error, DTL_ERROR, DTL_ERROR_UNSUPPORTED, "'%s' is encrypted or packed in an unusual way", name);
  else if (entry->method == 0 && entry->n_packed > FILE_LIMIT)
    g_set_error (error, DTL_ERROR, DTL_ERROR_LIMIT, "'%s' is larger than %u MB", name, FILE_LIMIT >> 20);
  else if (entry->method == 0)
    return g_bytes_new (packed, entry->n_packed);
  else
    return dtl_inflate (packed, entry->n_packed, DTL_PACKING_RAW, FILE_LIMIT, &is_whole, error);
  return NULL;
}
