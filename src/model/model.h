/*
 * The weights file: named chunks of numbers, mapped into memory and used where they lie.
 *
 *   header   "dtmodel\n", u32 version, u32 number of chunks, u64 size of the file, u64 checksum of the table
 *   table    for each chunk: char name[24] (NUL-padded), u32 type, u32 rows, u32 columns, u32 zero, u64 offset, u64 size,
 *            u64 checksum of its bytes
 *   chunks   at multiples of 64, in the order of the table
 *
 * All little endian; the checksums are those of checksum.h. Version 1 had none: zero in the header, nothing at the end of
 * an entry. A model is immutable and may be shared between threads.
 */
#pragma once

#include <dateline/dateline.h>

#define DTL_MODEL_VERSION 2
#define DTL_CHUNK_NAME_SIZE 24

/** DtlChunkType: the elements of a chunk. */
typedef enum
{
  DTL_CHUNK_I8,
  DTL_CHUNK_U8,
  DTL_CHUNK_U32,
  DTL_CHUNK_F32,
} DtlChunkType;

/** DtlChunk: a matrix of @rows × @columns elements. */
typedef struct
{
  const char *name; /* borrowed from the model */
  DtlChunkType type;
  guint rows;
  guint columns;
  gconstpointer data; /* [rows * columns], aligned to 64; borrowed from the model */
} DtlChunk;

typedef struct _DtlModel DtlModel;

/** dtl_model_open: (transfer full): maps the file at @path and reads it once for its checksums. %DTL_ERROR_MODEL names the
 * path, the chunk at fault and the place. */
DtlModel *dtl_model_open (const char *path, GError **error);
/** dtl_model_new_from_bytes: (transfer full): the same from memory; @bytes is kept */
DtlModel *dtl_model_new_from_bytes (GBytes *bytes, GError **error);
DtlModel *dtl_model_ref (DtlModel *model);
void dtl_model_unref (DtlModel *model);

guint dtl_model_n_chunks (const DtlModel *model);
/** dtl_model_find: (transfer none): the chunk @name, which must hold elements of @type; %DTL_ERROR_MODEL if it is missing
 * or does not. */
const DtlChunk *dtl_model_find (const DtlModel *model, const char *name, DtlChunkType type, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlModel, dtl_model_unref)
