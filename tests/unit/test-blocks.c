/* Clusters filed under keys: what is found is what a plain list of each key ends with. */
#include "story/blocks.h"

#define N_KEYS 3000
#define N_ADDED 60000

static void
add_to_list (GArray *list, DtlFiled filed)
{
  if (list->len == 0 || g_array_index (list, DtlFiled, list->len - 1).cluster != filed.cluster)
    g_array_append_val (list, filed);
}

static gboolean
is_among (const DtlFiled *found, guint n, const DtlFiled *wanted)
{
  for (guint i = 0; i < n; i++)
    if (found[i].cluster == wanted->cluster && found[i].day == wanted->day)
      return TRUE;
  return FALSE;
}

static void
check_key (const DtlBlocks *blocks, guint64 key, const GArray *list)
{
  guint wanted = MIN (list->len, DTL_BLOCK_MAX), n;
  const DtlFiled *found = dtl_blocks_find (blocks, key, &n);

  g_assert_cmpuint (n, ==, wanted);
  for (guint i = 0; i < wanted; i++)
    g_assert_true (is_among (found, n, &g_array_index (list, DtlFiled, list->len - wanted + i)));
}

/* The first keys are common, the others rare. */
static void
test_latest (void)
{
  g_autoptr (DtlBlocks) blocks = dtl_blocks_new ();
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (guint i = 0; i < N_KEYS; i++)
    g_ptr_array_add (lists, g_array_new (FALSE, FALSE, sizeof (DtlFiled)));
  for (guint i = 0; i < N_ADDED; i++)
    {
      guint key = g_rand_boolean (rand) ? g_rand_int_range (rand, 0, 20) : g_rand_int_range (rand, 0, N_KEYS);
      DtlFiled filed = { i / 3, (gint32) i - N_ADDED / 2 };

      dtl_blocks_add (blocks, key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15), filed);
      add_to_list (lists->pdata[key], filed);
    }
  for (guint key = 0; key < N_KEYS; key++)
    check_key (blocks, key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15), lists->pdata[key]);
}

static void
test_none (void)
{
  g_autoptr (DtlBlocks) blocks = dtl_blocks_new ();
  guint n = 7;

  g_assert_null (dtl_blocks_find (blocks, 3, &n));
  g_assert_cmpuint (n, ==, 0);
  dtl_blocks_add (blocks, 0, (DtlFiled) { 9, 1 });
  g_assert_null (dtl_blocks_find (blocks, 3, &n));
  g_assert_cmpuint (dtl_blocks_find (blocks, 0, &n)->cluster, ==, 9);
  g_assert_cmpuint (n, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/blocks/latest", test_latest);
  g_test_add_func ("/blocks/none", test_none);
  return g_test_run ();
}
