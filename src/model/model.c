/* Reads and checks the chunk table of a weights file, and the checksums; see model.h for the format. */
#include "model/model.h"

#include <string.h>

#include "model/checksum.h"

#define MAGIC "dtmodel\n"
#define HEADER_SIZE 32
#define ENTRY_SIZE 64
#define MAX_CHUNKS 4096
#define ALIGNMENT 64

struct _DtlModel
{
  gatomicrefcount ref_count;
  GBytes *bytes;    /* owned */
  gpointer aligned; /* owned; a copy where the bytes given were not aligned, else NULL */
  DtlChunk *chunks; /* owned [n_chunks] */
  char (*names)[DTL_CHUNK_NAME_SIZE + 1]; /* owned [n_chunks] */
  guint n_chunks;
};

static guint32
read_u32 (const guint8 *at)
{
  guint32 value;

  memcpy (&value, at, sizeof value);
  return GUINT32_FROM_LE (value);
}

static guint64
read_u64 (const guint8 *at)
{
  guint64 value;

  memcpy (&value, at, sizeof value);
  return GUINT64_FROM_LE (value);
}

static gboolean
check_header (const guint8 *data, gsize size, GError **error)
{
  gsize table;

  if (size < HEADER_SIZE || memcmp (data, MAGIC, strlen (MAGIC)) != 0)
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_MODEL, "header: not a weights file");
      return FALSE;
    }
  if (read_u32 (data + 8) != DTL_MODEL_VERSION)
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_MODEL, "header: version %u, expected %u", read_u32 (data + 8),
                   DTL_MODEL_VERSION);
      return FALSE;
    }
  if (read_u64 (data + 16) != size)
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_MODEL,
                   "header: says %" G_GUINT64_FORMAT " bytes, the file has %" G_GSIZE_FORMAT, read_u64 (data + 16), size);
      return FALSE;
    }
  table = (gsize) read_u32 (data + 12) * ENTRY_SIZE;
  if (read_u32 (data + 12) > MAX_CHUNKS || HEADER_SIZE + table > size)
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_MODEL, "header: table of %u chunks past end %" G_GSIZE_FORMAT,
                   read_u32 (data + 12), size);
      return FALSE;
    }
  if (dtl_checksum (data + HEADER_SIZE, table) != read_u64 (data + 24))
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_MODEL,
                   "header: wrong checksum of the table, bytes %u to %" G_GSIZE_FORMAT, HEADER_SIZE, HEADER_SIZE + table);
      return FALSE;
    }
  return TRUE;
}

static gsize
element_size (guint32 type)
{
  static const guint8 sizes[] = { [DTL_CHUNK_I8] = 1, [DTL_CHUNK_U8] = 1, [DTL_CHUNK_U32] = 4, [DTL_CHUNK_F32] = 4 };

  return type < G_N_ELEMENTS (sizes) ? sizes[type] : 0;
}

static gboolean
fail_chunk (const char *name, GError **error, const char *what, guint64 value, const char *against, guint64 limit)
{
  g_set_error (error, DTL_ERROR, DTL_ERROR_MODEL, "chunk '%s': %s %" G_GUINT64_FORMAT " %s %" G_GUINT64_FORMAT, name, what,
               value, against, limit);
  return FALSE;
}

/* Chunks lie in order, from @end on, so that the checksums of all of them take no longer than the file is large. */
static gboolean
read_chunk (DtlModel *model, guint n, const guint8 *data, gsize total, gsize *end, GError **error)
{
  const guint8 *entry = data + HEADER_SIZE + (gsize) n * ENTRY_SIZE;
  guint32 type = read_u32 (entry + 24), rows = read_u32 (entry + 28), columns = read_u32 (entry + 32);
  guint64 offset = read_u64 (entry + 40), size = read_u64 (entry + 48);
  DtlChunk *chunk = &model->chunks[n];

  memcpy (model->names[n], entry, DTL_CHUNK_NAME_SIZE);
  if (!g_str_is_ascii (model->names[n]))
    return fail_chunk ("?", error, "name of chunk", n, "is not ASCII, of", model->n_chunks);
  if (offset > total)
    return fail_chunk (model->names[n], error, "offset", offset, "past end", total);
  if (size > total - offset)
    return fail_chunk (model->names[n], error, "size", size, "past end", total);
  if (offset % ALIGNMENT != 0)
    return fail_chunk (model->names[n], error, "offset", offset, "is no multiple of", ALIGNMENT);
  if (offset < *end)
    return fail_chunk (model->names[n], error, "offset", offset, "before the end of what precedes,", *end);
  if (element_size (type) == 0)
    return fail_chunk (model->names[n], error, "type", type, "is none of", G_N_ELEMENTS (((DtlChunkType[]) { 0, 1, 2, 3 })));
  /* Products of 32-bit numbers fit in 64 bits; the element size is checked by division. */
  if (size % element_size (type) != 0 || (guint64) rows * columns != size / element_size (type))
    return fail_chunk (model->names[n], error, "elements", (guint64) rows * columns, "do not fill size", size);
  if (dtl_checksum (data + offset, size) != read_u64 (entry + 56))
    return fail_chunk (model->names[n], error, "wrong checksum of bytes", offset, "to", offset + size);
  *end = offset + size;
  *chunk = (DtlChunk) { model->names[n], type, rows, columns, data + offset };
  return TRUE;
}

/* A mapping is aligned; memory from elsewhere may not be. */
static const guint8 *
aligned_data (DtlModel *model, gsize *size)
{
  const guint8 *data = g_bytes_get_data (model->bytes, size);

  if (*size == 0 || (guintptr) data % ALIGNMENT == 0)
    return data;
  model->aligned = g_aligned_alloc (1, *size, ALIGNMENT);
  memcpy (model->aligned, data, *size);
  return model->aligned;
}

DtlModel *
dtl_model_new_from_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (DtlModel) model = g_new0 (DtlModel, 1);
  gsize size = 0, end;
  const guint8 *data;

  g_atomic_ref_count_init (&model->ref_count);
  model->bytes = g_bytes_ref (bytes);
  data = aligned_data (model, &size);
  if (!check_header (data, size, error))
    return NULL;
  model->n_chunks = read_u32 (data + 12);
  model->chunks = g_new0 (DtlChunk, model->n_chunks);
  model->names = g_malloc0_n (model->n_chunks, sizeof *model->names);
  end = HEADER_SIZE + (gsize) model->n_chunks * ENTRY_SIZE;
  for (guint i = 0; i < model->n_chunks; i++)
    if (!read_chunk (model, i, data, size, &end, error))
      return NULL;
  return g_steal_pointer (&model);
}

DtlModel *
dtl_model_open (const char *path, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &reason);
  g_autoptr (GBytes) bytes = NULL;
  DtlModel *model;

  if (file == NULL)
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_MODEL, "%s", reason->message);
      return NULL;
    }
  bytes = g_mapped_file_get_bytes (file);
  model = dtl_model_new_from_bytes (bytes, error);
  if (model == NULL)
    g_prefix_error (error, "%s: ", path);
  return model;
}

DtlModel *
dtl_model_ref (DtlModel *model)
{
  g_atomic_ref_count_inc (&model->ref_count);
  return model;
}

void
dtl_model_unref (DtlModel *model)
{
  if (model == NULL || !g_atomic_ref_count_dec (&model->ref_count))
    return;
  g_bytes_unref (model->bytes);
  g_aligned_free (model->aligned);
  g_free (model->chunks);
  g_free (model->names);
  g_free (model);
}

guint
dtl_model_n_chunks (const DtlModel *model)
{
  return model->n_chunks;
}

const DtlChunk *
dtl_model_find (const DtlModel *model, const char *name, DtlChunkType type, GError **error)
{
  for (guint i = 0; i < model->n_chunks; i++)
    {
      const DtlChunk *chunk = &model->chunks[i];

      if (strcmp (chunk->name, name) != 0)
        continue;
      if (chunk->type == type)
        return chunk;
      fail_chunk (name, error, "type", chunk->type, "instead of", type);
      return NULL;
    }
  g_set_error (error, DTL_ERROR, DTL_ERROR_MODEL, "chunk '%s': missing", name);
  return NULL;
}
