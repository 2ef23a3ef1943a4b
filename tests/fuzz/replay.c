/*
 * Runs a fuzz target over files: every seed in the folders named, in order of name. The targets themselves are those of
 * libFuzzer: clang -fsanitize=fuzzer needs no such driver.
 *
 * Each seed is also cut short at a few places and flipped here and there, always the same ones, so that a run without
 * a fuzzer still meets damaged input.
 */
#include <glib.h>
#include <stdio.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define DAMAGES 16

static void
run_damaged (const char *content, gsize length)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (length);

  for (guint i = 0; i < DAMAGES && length > 1; i++)
    {
      gsize size = i % 2 == 0 ? length : (gsize) g_rand_int_range (random, 0, length);
      g_autofree guint8 *copy = g_memdup2 (content, MAX (size, 1));

      for (guint j = 0; i > 1 && size > 0 && j < i; j++)
        copy[g_rand_int_range (random, 0, size)] = g_rand_int_range (random, 0, 256);
      LLVMFuzzerTestOneInput (copy, size);
    }
}

static int
run_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *content = NULL;
      g_autofree guint8 *exact = NULL;
      gsize length = 0;

      if (!g_file_get_contents (g_ptr_array_index (names, i), &content, &length, NULL))
        continue;
      exact = g_memdup2 (content, MAX (length, 1)); /* no byte behind its end */
      LLVMFuzzerTestOneInput (exact, length);
      run_damaged (content, length);
    }
  printf ("%u seeds\n", names->len);
  return names->len > 0 ? 0 : 1;
}

int
main (int argc, char **argv)
{
  int code = 0;

  LLVMFuzzerTestOneInput ((const guint8 *) "", 0);
  for (int i = 1; i < argc; i++)
    code |= run_folder (argv[i]);
  return code;
}
