/* Memory in a file without a name: what is written comes back, whatever was let go of. */
#include <glib.h>
#include <string.h>

#include "base/arena.h"

#define N 4000
#define SIZE 4099

static void
test_comes_back (void)
{
  g_autoptr (DtlSpill) spill = dtl_spill_new (g_get_tmp_dir (), 1 << 20);
  guint8 *all[N];

  if (spill == NULL)
    {
      g_test_skip ("no file can be made in the folder for temporary files");
      return;
    }
  for (guint i = 0; i < N; i++)
    {
      all[i] = dtl_spill_alloc (spill, SIZE);
      g_assert_cmpuint ((gsize) all[i] % 16, ==, 0);
      g_assert_cmpuint (all[i][0] + all[i][SIZE - 1], ==, 0);
      memset (all[i], i % 251, SIZE);
      dtl_spill_breathe (spill);
    }
  g_assert_cmpuint (dtl_spill_size (spill), >=, (gsize) N * SIZE);
  for (guint i = N; i > 0; i--)
    {
      for (guint k = 0; k < SIZE; k += 256)
        g_assert_cmpuint (all[i - 1][k], ==, (i - 1) % 251);
      dtl_spill_breathe (spill);
    }
}

static void
test_large_piece (void)
{
  g_autoptr (DtlSpill) spill = dtl_spill_new (g_get_tmp_dir (), 0);
  char *small, *large;

  if (spill == NULL)
    return;
  small = dtl_spill_alloc (spill, 1);
  large = dtl_spill_alloc (spill, 40 << 20);
  *small = 'a';
  large[0] = large[(40 << 20) - 1] = 'b';
  for (guint i = 0; i < 1000; i++)
    dtl_spill_breathe (spill);
  g_assert_cmpint (*small, ==, 'a');
  g_assert_cmpint (large[0], ==, 'b');
  g_assert_cmpint (large[(40 << 20) - 1], ==, 'b');
}

static void
test_no_folder (void)
{
  g_assert_null (dtl_spill_new ("/nonexistent/folder", 0));
  dtl_spill_breathe (NULL);
}

static void
test_arena (void)
{
  g_autoptr (DtlSpill) spill = dtl_spill_new (g_get_tmp_dir (), 0);
  DtlArena *arena = dtl_arena_new_in (spill);
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint32));
  const char *text = dtl_arena_intern (arena, "Trieste", 7);

  g_clear_pointer (&spill, dtl_spill_unref); /* the arena holds it */
  for (guint32 i = 0; i < 1000; i++)
    g_array_append_val (numbers, i);
  dtl_arena_take_array (arena, &numbers);
  g_assert_true (dtl_arena_intern (arena, "Trieste", 7) == text);
  dtl_arena_settle (arena);
  g_assert_cmpstr (dtl_arena_intern (arena, "Trieste", 7), ==, text);
  for (guint i = 0; i < 1000; i++)
    dtl_arena_breathe (arena);
  g_assert_cmpuint (numbers->len, ==, 1000);
  g_assert_cmpuint (g_array_index (numbers, guint32, 999), ==, 999);
  g_array_set_size (numbers, 2);
  g_assert_cmpuint (g_array_index (numbers, guint32, 1), ==, 1);
  dtl_arena_array_free (numbers);
  dtl_arena_free (arena);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spill/comes-back", test_comes_back);
  g_test_add_func ("/spill/large-piece", test_large_piece);
  g_test_add_func ("/spill/no-folder", test_no_folder);
  g_test_add_func ("/spill/arena", test_arena);
  return g_test_run ();
}
