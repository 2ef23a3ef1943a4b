/*
 * Blocks handed out front to back, each a quarter of what was handed out before it, and a hash table of interned texts. The
 * blocks are of the heap, or of a spill.
 *
 * Under AddressSanitizer every allocation is a block of its own.
 */
#include "base/arena.h"

#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
# define BLOCK_MIN 0
# define BLOCK_MAX 0
#else
# define BLOCK_MIN 16384
# define BLOCK_MAX (1u << 20)
#endif
#define BLOCK_STEP 4096
#define ALIGNMENT 16

struct _DtlArena
{
  GPtrArray *blocks;   /* owned */
  char *next;          /* first free byte of the last block */
  gsize left;          /* free bytes there */
  gsize used;
  GHashTable *interned; /* owned; the keys lie in the blocks */
  DtlSpill *spill; /* owned, nullable: where the blocks lie, then not owned */
};

DtlArena *
dtl_arena_new (void)
{
  return dtl_arena_new_in (NULL);
}

DtlArena *
dtl_arena_new_in (DtlSpill *spill)
{
  DtlArena *arena = g_new0 (DtlArena, 1);

  arena->blocks = g_ptr_array_new_with_free_func (spill ? NULL : g_free);
  arena->spill = spill ? dtl_spill_ref (spill) : NULL;
  return arena;
}

void
dtl_arena_free (DtlArena *arena)
{
  if (arena == NULL)
    return;
  g_clear_pointer (&arena->interned, g_hash_table_unref);
  g_ptr_array_unref (arena->blocks);
  dtl_spill_unref (arena->spill);
  g_free (arena);
}

static void
add_block (DtlArena *arena, gsize size)
{
  const gsize least = BLOCK_MIN, most = BLOCK_MAX;
  gsize bytes = MAX (size, CLAMP (arena->used / 4 / BLOCK_STEP * BLOCK_STEP, least, most));

  arena->next = arena->spill ? dtl_spill_alloc (arena->spill, bytes) : g_malloc0 (bytes);
  arena->left = bytes;
  g_ptr_array_add (arena->blocks, arena->next);
}

gpointer
dtl_arena_alloc (DtlArena *arena, gsize size)
{
  gsize wanted;
  gpointer out;

  g_assert (size < G_MAXSIZE / 2);
  wanted = BLOCK_MIN == 0 ? MAX (size, 1) : (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  wanted = MAX (wanted, 1);
  if (BLOCK_MIN == 0 || wanted > arena->left)
    add_block (arena, wanted);
  out = arena->next;
  arena->next += wanted;
  arena->left -= wanted;
  arena->used += wanted;
  return out;
}

char *
dtl_arena_strndup (DtlArena *arena, const char *text, gsize length)
{
  char *copy = dtl_arena_alloc (arena, length + 1);

  memcpy (copy, text, length);
  return copy;
}

char *
dtl_arena_strdup (DtlArena *arena, const char *text)
{
  return text ? dtl_arena_strndup (arena, text, strlen (text)) : NULL;
}

char *
dtl_arena_printf (DtlArena *arena, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  return dtl_arena_strdup (arena, text);
}

gpointer
dtl_arena_memdup (DtlArena *arena, gconstpointer data, gsize n, gsize size)
{
  gpointer copy;

  if (n == 0)
    return NULL;
  g_assert (size > 0 && n <= G_MAXSIZE / 2 / size);
  copy = dtl_arena_alloc (arena, n * size);
  memcpy (copy, data, n * size);
  return copy;
}

const char *
dtl_arena_intern (DtlArena *arena, const char *text, gsize length)
{
  char local[128];
  g_autofree char *heap = NULL;
  char *key = local;
  const char *found;

  if (length >= sizeof local)
    key = heap = g_malloc (length + 1);
  memcpy (key, text, length);
  key[length] = '\0';

  if (arena->interned == NULL)
    arena->interned = g_hash_table_new (g_str_hash, g_str_equal);
  found = g_hash_table_lookup (arena->interned, key);
  if (found == NULL)
    {
      char *copy = dtl_arena_strndup (arena, key, strlen (key));

      g_hash_table_insert (arena->interned, copy, copy);
      found = copy;
    }
  return found;
}

void
dtl_arena_settle (DtlArena *arena)
{
  g_clear_pointer (&arena->interned, g_hash_table_unref);
}

GArray *
dtl_arena_array (DtlArena *arena, guint n, guint size)
{
  GArray *array = g_array_new (FALSE, FALSE, size);

  array->data = dtl_arena_alloc (arena, (gsize) n * size);
  array->len = n;
  return array;
}

void
dtl_arena_array_free (GArray *array)
{
  if (array)
    g_array_free (array, FALSE); /* its elements are the arena's */
}

void
dtl_arena_take_array (DtlArena *arena, GArray **array)
{
  guint size = g_array_get_element_size (*array);
  GArray *taken = dtl_arena_array (arena, (*array)->len, size);

  if (taken->len > 0)
    memcpy (taken->data, (*array)->data, (gsize) taken->len * size);
  g_array_unref (*array);
  *array = taken;
}

void
dtl_arena_breathe (DtlArena *arena)
{
  dtl_spill_breathe (arena->spill);
}

gsize
dtl_arena_size (const DtlArena *arena)
{
  return arena->used;
}
