/*
 * The file grows by pieces, each mapped on its own where the system likes; room on the disk is taken before a piece is mapped,
 * so that a full disk is found out here and not by a signal.
 *
 * Linux: MADV_DONTNEED takes the pages of a shared mapping out of the process and leaves them in the cache of files,
 * from where they are written when the machine needs the memory (madvise(2)). How much of the process is of files is the
 * third number of /proc/self/statm (proc(5)).
 */
#include "base/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#define PIECE (16u << 20)
#define ALIGNMENT 16
#define LOOKS 32 /* calls from one look to the next */

typedef struct
{
  char *start;
  gsize size;
} Piece;

struct _DtlSpill
{
  gatomicrefcount ref_count;
  int file;
  int statm;      /* -1 where there is none */
  gsize page;
  gsize budget;
  gsize size;     /* of the file */
  GArray *pieces; /* owned: Piece */
  GPtrArray *heap; /* owned: what the disk had no room for */
  char *next;     /* first free byte of the last piece */
  gsize left;
  guint n_calls;
};

static int
open_file (const char *folder)
{
#ifdef O_TMPFILE
  int file = open (folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
#else
  int file = -1;
#endif
  g_autofree char *path = g_build_filename (folder, ".dateline-XXXXXX", NULL);

  if (file >= 0)
    return file;
  file = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
  if (file >= 0)
    unlink (path);
  return file;
}

DtlSpill *
dtl_spill_new (const char *folder, gsize budget)
{
  int file = open_file (folder);
  DtlSpill *spill;

  if (file < 0)
    return NULL;
  spill = g_new0 (DtlSpill, 1);
  g_atomic_ref_count_init (&spill->ref_count);
  spill->file = file;
  spill->statm = open ("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  spill->page = sysconf (_SC_PAGESIZE);
  spill->budget = budget;
  spill->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  spill->heap = g_ptr_array_new_with_free_func (g_free);
  return spill;
}

DtlSpill *
dtl_spill_ref (DtlSpill *spill)
{
  g_atomic_ref_count_inc (&spill->ref_count);
  return spill;
}

void
dtl_spill_unref (DtlSpill *spill)
{
  if (spill == NULL || !g_atomic_ref_count_dec (&spill->ref_count))
    return;
  for (guint i = 0; i < spill->pieces->len; i++)
    munmap (g_array_index (spill->pieces, Piece, i).start, g_array_index (spill->pieces, Piece, i).size);
  close (spill->file);
  if (spill->statm >= 0)
    close (spill->statm);
  g_array_unref (spill->pieces);
  g_ptr_array_unref (spill->heap);
  g_free (spill);
}

/* Another piece of @size bytes; NULL when there is no room for it. */
static char *
map_piece (DtlSpill *spill, gsize size)
{
  Piece piece = { NULL, size };
  int failed;

  do
    failed = posix_fallocate (spill->file, spill->size, size);
  while (failed == EINTR);
  if (failed != 0)
    return NULL;
  piece.start = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, spill->file, spill->size);
  if (piece.start == MAP_FAILED)
    return NULL;
#ifdef __linux__
  madvise (piece.start, size, MADV_RANDOM); /* else one touch brings back two megabytes, ext4 on Linux 6.18 */
#endif
  spill->size += size;
  g_array_append_val (spill->pieces, piece);
  return piece.start;
}

static char *
add_piece (DtlSpill *spill, gsize size)
{
  char *start = map_piece (spill, size);

  if (start == NULL)
    {
      start = g_malloc0 (size);
      g_ptr_array_add (spill->heap, start);
    }
  return start;
}

gpointer
dtl_spill_alloc (DtlSpill *spill, gsize size)
{
  gsize wanted = (MAX (size, 1) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  gpointer out;

  g_assert (size < G_MAXSIZE / 4);
  if (wanted >= PIECE)
    return add_piece (spill, (wanted + spill->page - 1) / spill->page * spill->page);
  if (wanted > spill->left)
    {
      spill->next = add_piece (spill, PIECE);
      spill->left = PIECE;
    }
  out = spill->next;
  spill->next += wanted;
  spill->left -= wanted;
  return out;
}

/* Bytes of files that are in the memory of this process; 0 where the system does not say. */
static gsize
resident (const DtlSpill *spill)
{
  char text[128];
  gssize n = spill->statm >= 0 ? pread (spill->statm, text, sizeof text - 1, 0) : 0;
  unsigned long long pages = 0;

  text[MAX (n, 0)] = '\0';
  return sscanf (text, "%*u %*u %llu", &pages) == 1 ? (gsize) pages * spill->page : 0;
}

void
dtl_spill_breathe (DtlSpill *spill)
{
#ifdef __linux__
  if (spill == NULL || ++spill->n_calls % LOOKS != 0 || spill->size <= spill->budget || resident (spill) <= spill->budget)
    return;
  for (guint i = 0; i < spill->pieces->len; i++)
    madvise (g_array_index (spill->pieces, Piece, i).start, g_array_index (spill->pieces, Piece, i).size, MADV_DONTNEED);
#else
  (void) spill;
#endif
}

gsize
dtl_spill_size (const DtlSpill *spill)
{
  return spill->size;
}
