/*
 * What is to be read: operands and lists become a sorted list of files.
 *
 * Folders are walked without recursion; links to folders are not followed. In a folder, only files whose ending is that
 * of a kind of input (".gz" aside), or that have none, are taken, unless --from says what they are: a folder of articles often
 * holds pictures and data too. A file that is named is always read.
 */
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK 65536
#define STREAM_FROM (4u << 20) /* bytes of a file */
#define DEFLATE_RATIO 1032     /* the most that a byte unpacks to */

typedef struct
{
  const Options *options;
  GPtrArray *inputs;  /* owned: Input */
  GHashTable *days;   /* owned, nullable: path → day, from --dates */
  guint n_failed;
} Gathering;

void
input_free (Input *input)
{
  g_clear_pointer (&input->bytes, g_bytes_unref);
  g_free (input->path);
  g_free (input->uri);
  g_free (input);
}

char *
display_name (const char *path)
{
  char *name = g_utf8_make_valid (path, -1);

  for (char *c = name; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = '?';
  return name;
}

/* Reads @descriptor to its end; devices that never end stop at the limit. */
static GBytes *
read_all (int descriptor, guint limit_mb, GError **error)
{
  gsize limit = (gsize) limit_mb << 20;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 block[BLOCK];

  while (bytes->len <= limit)
    {
      gssize n = read (descriptor, block, sizeof block);

      if (n == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
      if (n > 0)
        g_byte_array_append (bytes, block, n);
      else if (errno != EINTR)
        {
          g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (errno), g_strerror (errno));
          return NULL;
        }
    }
  g_set_error (error, DTL_ERROR, DTL_ERROR_LIMIT, "larger than %u MB", limit_mb);
  return NULL;
}

int
input_open (const char *path, GError **error)
{
  int descriptor = strcmp (path, "-") == 0 ? fcntl (STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : open (path, O_RDONLY | O_CLOEXEC);

  if (descriptor < 0)
    g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (errno), g_strerror (errno));
  return descriptor;
}

GBytes *
input_load (const char *path, guint limit_mb, GError **error)
{
  int descriptor = input_open (path, error);
  GBytes *bytes = descriptor >= 0 ? read_all (descriptor, limit_mb, error) : NULL;

  if (descriptor >= 0)
    close (descriptor);
  return bytes;
}

gboolean
input_is_stream (const Input *input, guint limit_mb)
{
  gsize limit = (gsize) limit_mb << 20;
  struct stat status;

  /* what may be longer than the limit when it is read in pieces must not be refused for its length before */
  if (g_str_has_suffix (input->path, ".gz"))
    limit /= DEFLATE_RATIO;

  if (strcmp (input->path, "-") == 0)
    return TRUE;
  return stat (input->path, &status) == 0 && !S_ISDIR (status.st_mode)
         && (!S_ISREG (status.st_mode) || (gsize) status.st_size > MIN (STREAM_FROM, limit));
}

static DtlDate
day_of (const Gathering *gathering, const char *path)
{
  const DtlDate *day = NULL;

  if (gathering->days != NULL)
    {
      const char *slash = strrchr (path, '/');

      day = g_hash_table_lookup (gathering->days, path);
      if (day == NULL && slash != NULL)
        day = g_hash_table_lookup (gathering->days, slash + 1);
    }
  return day != NULL ? *day : gathering->options->date;
}

static void
add_input (Gathering *gathering, const char *path)
{
  Input *input = g_new0 (Input, 1);

  input->path = g_strdup (path);
  input->date = day_of (gathering, path);
  g_ptr_array_add (gathering->inputs, input);
}

static void
fail (Gathering *gathering, const char *path, const char *why)
{
  report (path, "%s", why);
  gathering->n_failed++;
}

static gboolean
looks_readable (const char *name)
{
  gsize length = strlen (name) - (g_str_has_suffix (name, ".gz") ? strlen (".gz") : 0);
  g_autofree char *bare = g_strndup (name, length);
  const char *ending = strrchr (bare, '.');
  guint n;
  const DtlInputKind *kinds = dtl_input_kinds (&n);

  for (guint i = 0; i < n && ending != NULL; i++)
    {
      g_auto (GStrv) suffixes = g_strsplit (kinds[i].missing == NULL ? kinds[i].suffixes : "", " ", -1);

      for (guint j = 0; suffixes[j] != NULL; j++)
        if (g_ascii_strcasecmp (suffixes[j], ending) == 0)
          return TRUE;
    }
  return ending == NULL;
}

/* One entry of a folder: folders go on @folders, files that may be articles become inputs. */
static void
visit (Gathering *gathering, const char *path, const char *name, GPtrArray *folders)
{
  struct stat status;

  if (lstat (path, &status) != 0)
    return;
  if (S_ISDIR (status.st_mode))
    g_ptr_array_add (folders, g_strdup (path));
  else if ((S_ISREG (status.st_mode) || (S_ISLNK (status.st_mode) && g_file_test (path, G_FILE_TEST_IS_REGULAR)))
           && (gathering->options->from != NULL || looks_readable (name)))
    add_input (gathering, path);
}

static void
visit_folder (Gathering *gathering, const char *folder, GPtrArray *folders)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  if (dir == NULL)
    {
      fail (gathering, folder, g_strerror (errno));
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (name[0] != '.')
        visit (gathering, path, name, folders);
    }
}

static void
add_folder (Gathering *gathering, const char *folder)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);
  guint before = gathering->inputs->len, failed_before = gathering->n_failed;

  g_ptr_array_add (folders, g_strdup (folder));
  while (folders->len > 0)
    {
      g_autofree char *next = g_ptr_array_steal_index (folders, folders->len - 1);

      visit_folder (gathering, next, folders);
    }
  if (gathering->inputs->len == before && gathering->n_failed == failed_before)
    fail (gathering, folder, "no readable article in this folder");
}

static gboolean
is_address (const char *path)
{
  const char *colon = strstr (path, "://");

  if (colon == NULL || colon == path)
    return FALSE;
  for (const char *c = path; c < colon; c++)
    if (!g_ascii_isalnum (*c) && *c != '+' && *c != '-' && *c != '.')
      return FALSE;
  return TRUE;
}

/* Why a path that does not exist may have been given. */
static void
fail_missing (Gathering *gathering, const char *path, int why)
{
  guint n;
  const Command *commands = command_table (&n);
  const char *near = gathering->options->operands->len > 0
                         && g_ptr_array_index (gathering->options->operands, 0) == path
                       ? suggestion (path, commands, n, sizeof commands[0])
                       : NULL;

  if (why == ENOENT && near != NULL && strcmp (near, path) != 0)
    report (path, "%s; did you mean the command '%s'?", g_strerror (why), near);
  else
    report (path, "%s", g_strerror (why));
  gathering->n_failed++;
}

static gboolean
add_operand (Gathering *gathering, const char *path, GError **error)
{
  struct stat status;

  if (is_address (path) && access (path, F_OK) != 0)
    {
      usage_error (error, "'%s' is an address, and dateline reads files; try: curl -sL '%s' | dateline -", path, path);
      return FALSE;
    }
  if (strcmp (path, "-") == 0)
    add_input (gathering, path);
  else if (stat (path, &status) != 0)
    fail_missing (gathering, path, errno);
  else if (S_ISDIR (status.st_mode))
    add_folder (gathering, path);
  else
    add_input (gathering, path);
  return TRUE;
}

/* The names in --files-from. */
static gboolean
add_list (Gathering *gathering, GError **error)
{
  const Options *options = gathering->options;
  char separator = options->null_separated ? '\0' : '\n';
  g_autoptr (GBytes) bytes = NULL;
  const char *at, *end;
  gsize length = 0;

  bytes = input_load (options->files_from, options->limit_mb, error);
  if (bytes == NULL)
    {
      g_prefix_error (error, "--files-from=%s: ", options->files_from);
      return FALSE;
    }
  at = g_bytes_get_data (bytes, &length);
  for (end = at + length; at < end;)
    {
      const char *stop = memchr (at, separator, end - at);
      g_autofree char *name = g_strndup (at, (stop != NULL ? stop : end) - at);

      if (separator == '\n' && g_str_has_suffix (name, "\r"))
        name[strlen (name) - 1] = '\0';
      if (*name != '\0' && !add_operand (gathering, name, error))
        return FALSE;
      at = stop != NULL ? stop + 1 : end;
    }
  return TRUE;
}

/* One line of --dates: path, tab, day. */
static gboolean
add_day (GHashTable *days, const char *line, GError **error)
{
  g_auto (GStrv) cells = g_strsplit (line, "\t", -1);
  DtlDate day;

  if (g_strv_length (cells) != 2)
    {
      usage_error (error, "expected a path, a tab and a day");
      return FALSE;
    }
  if (!dtl_date_parse (cells[1], &day, NULL) || dtl_date_granularity (&day) != DTL_GRANULARITY_DAY)
    {
      usage_error (error, "'%s' is no day that exists, as YYYY-MM-DD", cells[1]);
      return FALSE;
    }
  g_hash_table_insert (days, g_strdup (cells[0]), g_memdup2 (&day, sizeof day));
  return TRUE;
}

static gboolean
read_days (Gathering *gathering, GError **error)
{
  const char *path = gathering->options->dates;
  g_autoptr (GBytes) bytes = input_load (path, gathering->options->limit_mb, error);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (bytes == NULL)
    {
      g_prefix_error (error, "--dates=%s: ", path);
      return FALSE;
    }
  text = g_strndup (g_bytes_get_size (bytes) > 0 ? g_bytes_get_data (bytes, NULL) : "", g_bytes_get_size (bytes));
  lines = g_strsplit (text, "\n", -1);
  gathering->days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strchomp (lines[i]);
      if (lines[i][0] != '\0' && lines[i][0] != '#' && !add_day (gathering->days, lines[i], error))
        {
          g_prefix_error (error, "%s:%u: ", path, i + 1);
          return FALSE;
        }
    }
  return TRUE;
}

static gint
compare_inputs (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(Input *const *) a)->path, (*(Input *const *) b)->path);
}

static void
sort_once (GPtrArray *inputs)
{
  g_ptr_array_sort (inputs, compare_inputs);
  for (guint i = inputs->len; i > 1; i--)
    if (compare_inputs (&inputs->pdata[i - 1], &inputs->pdata[i - 2]) == 0)
      g_ptr_array_remove_index (inputs, i - 1);
}

static gboolean
gather (Gathering *gathering, GError **error)
{
  const Options *options = gathering->options;

  if (options->operands->len == 0 && options->files_from == NULL)
    {
      usage_error (error, "no input; name a file, a folder, or - for standard input");
      return FALSE;
    }
  if (options->dates != NULL && !read_days (gathering, error))
    return FALSE;
  for (guint i = 0; i < options->operands->len; i++)
    if (!add_operand (gathering, g_ptr_array_index (options->operands, i), error))
      return FALSE;
  return options->files_from == NULL || add_list (gathering, error);
}

GPtrArray *
inputs_gather (const Options *options, guint *n_failed, GError **error)
{
  Gathering gathering = { .options = options };
  g_autoptr (GPtrArray) inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) input_free);
  gboolean well;

  gathering.inputs = inputs;
  well = gather (&gathering, error);
  g_clear_pointer (&gathering.days, g_hash_table_unref);
  if (!well)
    return NULL;
  sort_once (inputs);
  *n_failed = gathering.n_failed;
  return g_steal_pointer (&inputs);
}
