/*
 * A ZIP archive from the files of a bundle (APPNOTE.TXT 6.3.10: local headers, deflate, central directory).
 *
 * Archives of more than 4 GB or 65,535 files would need zip64; a bundle that large is told to go to a folder instead.
 */
#include "export/sink.h"

#include <gio/gio.h>

#define MAX_FILES 65535
#define ZIP_VERSION 20
#define FLAG_UTF8 0x0800
#define METHOD_STORED 0
#define METHOD_DEFLATE 8
#define DATE_1980 0x21 /* 1 January 1980, the earliest that the format knows */
#define CRC_POLYNOMIAL 0xEDB88320u

struct _DtlZip
{
  DtlSink sink;
  GString *out;       /* borrowed */
  GString *directory; /* owned */
  GString *file;      /* owned: the file that is being taken */
  char *name;         /* owned, nullable: of it */
  guint32 table[256];
  guint n_files;
};

static void
put16 (GString *out, guint value)
{
  g_string_append_c (out, value & 0xFF);
  g_string_append_c (out, value >> 8 & 0xFF);
}

static void
put32 (GString *out, guint32 value)
{
  put16 (out, value & 0xFFFF);
  put16 (out, value >> 16);
}

static void
fill_table (guint32 table[256])
{
  for (guint i = 0; i < 256; i++)
    {
      guint32 value = i;

      for (guint bit = 0; bit < 8; bit++)
        value = value & 1 ? value >> 1 ^ CRC_POLYNOMIAL : value >> 1;
      table[i] = value;
    }
}

static guint32
checksum (const DtlZip *zip)
{
  guint32 crc = 0xFFFFFFFFu;

  for (gsize i = 0; i < zip->file->len; i++)
    crc = zip->table[(crc ^ (guchar) zip->file->str[i]) & 0xFF] ^ crc >> 8;
  return ~crc;
}

/* (transfer full) (nullable): NULL when packing does not make it smaller. */
static GBytes *
pack (const GString *file)
{
  g_autoptr (GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 6));
  gsize size = file->len, n_read, n_written;
  g_autofree guint8 *packed = g_malloc (MAX (size, 1));

  if (size < 64
      || g_converter_convert (packer, file->str, size, packed, size, G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL)
           != G_CONVERTER_FINISHED)
    return NULL;
  return g_bytes_new (packed, n_written);
}

/* What local header and directory entry share. */
static void
put_entry (GString *out, const DtlZip *zip, guint method, guint32 crc, gsize packed)
{
  put16 (out, ZIP_VERSION);
  put16 (out, FLAG_UTF8);
  put16 (out, method);
  put16 (out, 0);
  put16 (out, DATE_1980);
  put32 (out, crc);
  put32 (out, packed);
  put32 (out, zip->file->len);
  put16 (out, strlen (zip->name));
  put16 (out, 0);
}

static void
put_directory (DtlZip *zip, guint method, guint32 crc, gsize packed, gsize offset)
{
  put32 (zip->directory, 0x02014b50);
  put16 (zip->directory, ZIP_VERSION);
  put_entry (zip->directory, zip, method, crc, packed);
  put16 (zip->directory, 0);
  put16 (zip->directory, 0);
  put16 (zip->directory, 0);
  put32 (zip->directory, 0);
  put32 (zip->directory, offset);
  g_string_append (zip->directory, zip->name);
}

static gboolean
close_file (DtlZip *zip, GError **error)
{
  gsize offset = zip->out->len;
  g_autoptr (GBytes) packed = NULL;
  guint32 crc;

  if (zip->name == NULL)
    return TRUE;
  packed = pack (zip->file);
  if (offset + zip->file->len + zip->directory->len > G_MAXINT32 || zip->n_files == MAX_FILES)
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_LIMIT, "is too large for one archive; write it into a folder");
      return FALSE;
    }
  crc = checksum (zip);
  put32 (zip->out, 0x04034b50);
  put_entry (zip->out, zip, packed ? METHOD_DEFLATE : METHOD_STORED, crc, packed ? g_bytes_get_size (packed) : zip->file->len);
  g_string_append (zip->out, zip->name);
  if (packed != NULL)
    g_string_append_len (zip->out, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  else
    g_string_append_len (zip->out, zip->file->str, zip->file->len);
  put_directory (zip, packed ? METHOD_DEFLATE : METHOD_STORED, crc, packed ? g_bytes_get_size (packed) : zip->file->len, offset);
  zip->n_files++;
  g_string_truncate (zip->file, 0);
  g_clear_pointer (&zip->name, g_free);
  return TRUE;
}

static gboolean
take (gpointer user_data, const char *bytes, gsize length, GError **error)
{
  DtlZip *zip = user_data;

  g_string_append_len (zip->file, bytes, length);
  return TRUE;
}

static gboolean
begin (gpointer user_data, const char *name, GError **error)
{
  DtlZip *zip = user_data;

  if (!close_file (zip, error))
    return FALSE;
  zip->name = g_strdup (name);
  return TRUE;
}

DtlZip *
dtl_zip_new (GString *out)
{
  DtlZip *zip = g_new0 (DtlZip, 1);

  zip->sink = (DtlSink) { take, begin, zip };
  zip->out = out;
  zip->directory = g_string_new (NULL);
  zip->file = g_string_new (NULL);
  fill_table (zip->table);
  return zip;
}

const DtlSink *
dtl_zip_get_sink (DtlZip *zip)
{
  return &zip->sink;
}

gboolean
dtl_zip_finish (DtlZip *zip, GError **error)
{
  gsize offset;

  if (!close_file (zip, error))
    return FALSE;
  offset = zip->out->len;
  g_string_append_len (zip->out, zip->directory->str, zip->directory->len);
  put32 (zip->out, 0x06054b50);
  put16 (zip->out, 0);
  put16 (zip->out, 0);
  put16 (zip->out, zip->n_files);
  put16 (zip->out, zip->n_files);
  put32 (zip->out, zip->directory->len);
  put32 (zip->out, offset);
  put16 (zip->out, 0);
  return TRUE;
}

void
dtl_zip_drop (DtlZip *zip)
{
  g_string_free (zip->directory, TRUE);
  g_string_free (zip->file, TRUE);
  g_free (zip->name);
  g_free (zip);
}
