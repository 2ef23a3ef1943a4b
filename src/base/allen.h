/* The interval algebra on plain numbers, as the tests check it against all choices. */
#pragma once

#include <dateline/dateline.h>

/** DtlStretchBox: the least and greatest begin, end and length of a stretch [begin, end) with begin < end. */
typedef struct
{
  gint64 begin[2];
  gint64 end[2];
  gint64 length[2];
} DtlStretchBox;

/** dtl_allen_between: every relation that some stretch of @a can stand in to some stretch of @b; NONE if a box holds none */
DtlAllen dtl_allen_between (const DtlStretchBox *a, const DtlStretchBox *b);
