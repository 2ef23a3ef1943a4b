/*
 * Facts of a story as bytes, for the part of a corpus file that can be made anew at any time.
 *
 * Every struct is described once, by a function that writes or reads it, whichever the pack does; so the two cannot
 * differ. Numbers are LEB128. What is read is not believed: lengths, indices and enumerations are checked, and the
 * first offence makes the pack bad, after which everything reads as nothing.
 */
#pragma once

#include "base/arena.h"
#include <dateline/dateline.h>

typedef struct
{
  GByteArray *out;    /* owned by the caller; NULL while reading */
  const guint8 *at;   /* reading */
  const guint8 *end;
  DtlArena *arena;    /* borrowed: of what is read */
  guint32 n_actors;   /* indices are below these */
  guint32 n_sources;
  gboolean is_bad;
} DtlPack;

void dtl_pack_number (DtlPack *pack, guint32 *number);
void dtl_pack_text (DtlPack *pack, const char **text);
void dtl_pack_source (DtlPack *pack, DtlSource *source);
void dtl_pack_actor (DtlPack *pack, DtlActor *actor);
void dtl_pack_role (DtlPack *pack, DtlRole *role);
void dtl_pack_correction (DtlPack *pack, DtlCorrection *correction);
void dtl_pack_event (DtlPack *pack, DtlEvent *event);
