/* Memory that is freed at once. Under AddressSanitizer each allocation is a block of its own, so that overruns show. */
#pragma once

#include "base/spill.h"

typedef struct _DtlArena DtlArena;

DtlArena *dtl_arena_new (void);
/** dtl_arena_new_in: (transfer full): one whose blocks lie in @spill (nullable: in ordinary memory) and are given back with it */
DtlArena *dtl_arena_new_in (DtlSpill *spill);
void dtl_arena_free (DtlArena *arena);
/** dtl_arena_alloc: zeroed, aligned for any type; never NULL */
gpointer dtl_arena_alloc (DtlArena *arena, gsize size);
char *dtl_arena_strndup (DtlArena *arena, const char *text, gsize length);
char *dtl_arena_strdup (DtlArena *arena, const char *text); /* NULL for NULL */
char *dtl_arena_printf (DtlArena *arena, const char *format, ...) G_GNUC_PRINTF (2, 3);
/** dtl_arena_memdup: a copy of @n elements of @size bytes; NULL when n is 0 */
gpointer dtl_arena_memdup (DtlArena *arena, gconstpointer data, gsize n, gsize size);
/** dtl_arena_intern: equal texts share one copy, so that pointers compare */
const char *dtl_arena_intern (DtlArena *arena, const char *text, gsize length);
/** dtl_arena_settle: forgets which texts are interned: whoever interns one now gets another copy */
void dtl_arena_settle (DtlArena *arena);
/** dtl_arena_array: (transfer full): of @n zeroed elements of @size bytes in the arena; it may shrink, but not grow; to be
 * freed with dtl_arena_array_free() alone, before the arena or after */
GArray *dtl_arena_array (DtlArena *arena, guint n, guint size);
void dtl_arena_array_free (GArray *array);
/** dtl_arena_take_array: makes of @array, which is freed, one of the arena */
void dtl_arena_take_array (DtlArena *arena, GArray **array);
/** dtl_arena_breathe: as dtl_spill_breathe(), of the spill in which it lies, if any */
void dtl_arena_breathe (DtlArena *arena);
/** dtl_arena_size: bytes handed out so far */
gsize dtl_arena_size (const DtlArena *arena);

#define dtl_arena_new0(arena, Type, n) ((Type *) dtl_arena_alloc ((arena), sizeof (Type) * (gsize) (n)))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlArena, dtl_arena_free)
