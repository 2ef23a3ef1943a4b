/*
 * Memory that need not stay in memory: pieces of a file without a name, which the system writes and reads as it sees fit.
 *
 * What is larger than the machine should hold at once, and is gone through in order, lies here: the facts of thousands of
 * articles. The addresses stay valid; what is let go of comes back when it is touched.
 */
#pragma once

#include <glib.h>

typedef struct _DtlSpill DtlSpill;

/**
 * dtl_spill_new: (transfer full) (nullable):
 * @folder: where the file may be made; it has no name there, and its room is given back with the last reference
 * @budget: bytes that may stay in memory
 *
 * Not for several threads at once.
 *
 * Returns: NULL if no file can be made or the system has none without a name
 */
DtlSpill *dtl_spill_new (const char *folder, gsize budget);
DtlSpill *dtl_spill_ref (DtlSpill *spill);
void dtl_spill_unref (DtlSpill *spill);
/** dtl_spill_alloc: (transfer none): zeroed, aligned for any type, until the spill goes; never NULL: ordinary memory when
 * the disk is full */
gpointer dtl_spill_alloc (DtlSpill *spill, gsize size);
/** dtl_spill_breathe: lets go of what is in memory if that is more than the budget. @spill: nullable. To be called for
 * every event of a loop over all; only some of the calls look. */
void dtl_spill_breathe (DtlSpill *spill);
/** dtl_spill_size: bytes of the file */
gsize dtl_spill_size (const DtlSpill *spill);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlSpill, dtl_spill_unref)
