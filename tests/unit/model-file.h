/* What tests do to weights files: damage goes unnoticed by the checksums once they are written anew. */
#pragma once

#include <string.h>

#include "model/checksum.h"

/** seal_model: writes the checksums that the table and the chunks of @data should have; leaves alone what lies outside */
static inline void
seal_model (guint8 *data, gsize size)
{
  guint32 n_chunks = 0;
  guint64 sum;

  if (size < 32)
    return;
  memcpy (&n_chunks, data + 12, sizeof n_chunks);
  if (GUINT32_FROM_LE (n_chunks) > (size - 32) / 64)
    return;
  for (guint32 i = 0; i < GUINT32_FROM_LE (n_chunks); i++)
    {
      guint8 *entry = data + 32 + 64 * (gsize) i;
      guint64 place[2];

      memcpy (place, entry + 40, sizeof place);
      place[0] = GUINT64_FROM_LE (place[0]);
      place[1] = GUINT64_FROM_LE (place[1]);
      if (place[0] > size || place[1] > size - place[0])
        continue;
      sum = GUINT64_TO_LE (dtl_checksum (data + place[0], place[1]));
      memcpy (entry + 56, &sum, sizeof sum);
    }
  sum = GUINT64_TO_LE (dtl_checksum (data + 32, 64 * (gsize) GUINT32_FROM_LE (n_chunks)));
  memcpy (data + 24, &sum, sizeof sum);
}
