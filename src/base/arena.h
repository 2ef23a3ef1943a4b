/* Memory that is freed at once. Under AddressSanitizer each allocation is a block of its own, so that overruns show. */
#pragma once

#include <glib.h>

typedef struct _DtlArena DtlArena;

DtlArena *dtl_arena_new (void);
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
/** dtl_arena_size: bytes handed out so far */
gsize dtl_arena_size (const DtlArena *arena);

#define dtl_arena_new0(arena, Type, n) ((Type *) dtl_arena_alloc ((arena), sizeof (Type) * (gsize) (n)))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlArena, dtl_arena_free)
