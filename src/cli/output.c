/*
 * Where results go.
 *
 * A file is written under a temporary name in its own folder, flushed to the disk and renamed: whoever looks sees the
 * old file or the new one, never half of it. The temporary file is made before the work starts, so that a place that
 * cannot be written fails at once, and is removed when the program is interrupted. Devices and pipes are written as
 * they are. A run that can be resumed writes to FILE.part instead, which stays when the work ends early. A reader of a pipe
 * that goes away (head) ends the program without a word: it had what it wanted.
 */
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define FLUSH_BYTES 65536

struct _Output
{
  char *path;       /* owned; the name to report */
  char *target;     /* owned, nullable: what the temporary file becomes */
  char *temporary;  /* owned, nullable */
  gboolean is_kept; /* the temporary file is FILE.part */
  gboolean is_folder; /* the temporary file is a folder, and the descriptor that of a file in it */
  int descriptor;
  GString *waiting; /* owned */
};

/* The temporary file that a signal handler has to remove; handlers can reach nothing else. */
static char *volatile doomed;

static void
on_signal (int number)
{
  if (doomed != NULL)
    unlink (doomed);
  signal (number, SIG_DFL);
  raise (number);
}

static void
guard_temporary (char *path)
{
  static const int signals[] = { SIGINT, SIGTERM, SIGHUP };

  doomed = path;
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    if (signal (signals[i], path != NULL ? on_signal : SIG_DFL) == SIG_IGN)
      signal (signals[i], SIG_IGN); /* nohup */
}

static gboolean
set_errno (GError **error)
{
  int number = errno;

  g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (number), g_strerror (number));
  return FALSE;
}

/* A new file beside @output->target with the permissions that the target has or would get. */
static gboolean
open_temporary (Output *output, const struct stat *old, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (output->target);
  g_autofree char *name = g_path_get_basename (output->target);
  mode_t mask = umask (0);

  umask (mask);
  output->temporary = g_strdup_printf ("%s/.%s.XXXXXX", folder, name);
  output->descriptor = g_mkstemp_full (output->temporary, O_WRONLY | O_CLOEXEC, 0600);
  if (output->descriptor < 0)
    {
      g_clear_pointer (&output->temporary, g_free);
      return set_errno (error);
    }
  guard_temporary (output->temporary);
  return fchmod (output->descriptor, old != NULL ? old->st_mode & 07777 : 0666 & ~mask) == 0 || set_errno (error);
}

static gboolean
open_path (Output *output, const char *path, GError **error)
{
  struct stat status;
  gboolean exists = stat (path, &status) == 0;

  if (exists && S_ISDIR (status.st_mode))
    {
      errno = EISDIR;
      return set_errno (error);
    }
  if (exists && !S_ISREG (status.st_mode))
    {
      output->descriptor = open (path, O_WRONLY | O_CLOEXEC);
      return output->descriptor >= 0 || set_errno (error);
    }
  if (exists && access (path, W_OK) != 0)
    return set_errno (error);
  /* write through a link, not over it */
  output->target = exists ? realpath (path, NULL) : strdup (path);
  return open_temporary (output, exists ? &status : NULL, error);
}

Output *
output_open (const char *path, GError **error)
{
  g_autoptr (Output) output = g_new0 (Output, 1);

  output->waiting = g_string_new (NULL);
  output->descriptor = STDOUT_FILENO;
  output->path = g_strdup (path != NULL ? path : "standard output");
  if (path != NULL && strcmp (path, "-") != 0 && !open_path (output, path, error))
    {
      g_autofree char *name = display_name (path);

      g_prefix_error (error, "%s: ", name);
      return NULL;
    }
  return g_steal_pointer (&output);
}

/* --- folders --- */

Output *
output_open_folder (const char *path, GError **error)
{
  g_autoptr (Output) output = g_new0 (Output, 1);
  g_autofree char *plain = g_strdup (path), *folder = NULL, *name = NULL;

  for (gsize length = strlen (plain); length > 1 && plain[length - 1] == '/'; length--)
    plain[length - 1] = '\0';
  folder = g_path_get_dirname (plain);
  name = g_path_get_basename (plain);
  output->waiting = g_string_new (NULL);
  output->descriptor = -1;
  output->is_folder = TRUE;
  output->path = g_strdup (path);
  output->target = strdup (plain);
  output->temporary = g_strdup_printf ("%s/.%s.XXXXXX", folder, name);
  /* an empty folder of that name can go and come back; a full one cannot */
  if (rmdir (plain) != 0 && errno != ENOENT)
    {
      set_errno (error);
      g_clear_pointer (&output->temporary, g_free);
    }
  else if (g_mkdtemp_full (output->temporary, 0777) == NULL)
    {
      set_errno (error);
      g_clear_pointer (&output->temporary, g_free);
    }
  if (output->temporary != NULL)
    return g_steal_pointer (&output);
  g_prefix_error (error, "%s: ", path);
  return NULL;
}

gboolean
output_is_folder (const Output *output)
{
  return output->is_folder;
}

static gboolean
close_file (Output *output, GError **error)
{
  int descriptor = output->descriptor;

  output->descriptor = -1;
  return descriptor < 0 || close (descriptor) == 0 || set_errno (error);
}

/* Removes what was not committed: our own folder, and nothing that a link in it leads to. */
static int
remove_entry (const char *path, const struct stat *status, int kind, struct FTW *place)
{
  return remove (path);
}

/* --- FILE.part --- */

/* A file of lines that are known. */
typedef struct
{
  gboolean (*take_line) (const char *line, gsize length, gpointer user_data);
  gpointer user_data;
} LineTaker;

/* Hands the lines of @file to @taker as long as they are good; returns the bytes that these take. @copy: (nullable):
 * where they are written too */
static goffset
take_lines (FILE *file, const LineTaker *taker, FILE *copy)
{
  char *line = NULL;
  size_t size = 0;
  gssize length;
  goffset good = 0;

  while ((length = getline (&line, &size, file)) > 0 && line[length - 1] == '\n'
         && taker->take_line (line, length - 1, taker->user_data))
    {
      good += length;
      if (copy != NULL && fwrite (line, 1, length, copy) != (size_t) length)
        break;
    }
  free (line);
  return good;
}

/* What is whole in FILE.part stays. */
static gboolean
go_on_with_part (Output *output, const LineTaker *taker, GError **error)
{
  FILE *file = fopen (output->temporary, "re");
  goffset good = file != NULL ? take_lines (file, taker, NULL) : -1;

  if (file == NULL)
    return set_errno (error);
  fclose (file);
  return ftruncate (output->descriptor, good) == 0 || set_errno (error);
}

/* FILE exists, FILE.part is empty: it begins with all of FILE. */
static gboolean
go_on_with_whole (Output *output, const LineTaker *taker, GError **error)
{
  FILE *file = fopen (output->target, "re"), *copy = file != NULL ? fopen (output->temporary, "ae") : NULL;
  struct stat status;
  gboolean well = copy != NULL && fstat (fileno (file), &status) == 0;

  if (well && take_lines (file, taker, copy) != status.st_size)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "holds a line that is no record, so it is not gone on with");
      well = FALSE;
    }
  else if (!well)
    set_errno (error);
  if (file != NULL)
    fclose (file);
  if (copy != NULL && fclose (copy) != 0 && well)
    well = set_errno (error);
  if (!well)
    unlink (output->temporary);
  return well;
}

/* FILE exists, and FILE.part begins with all of it, unless a run was killed while it copied that: then it is emptied, and
 * *@is_begun FALSE. Anything else would put old records in the place of new ones. */
static gboolean
compare_with_whole (Output *output, gboolean *is_begun, GError **error)
{
  FILE *whole = fopen (output->target, "re"), *part = whole != NULL ? fopen (output->temporary, "re") : NULL;
  int a = 0, b = 0;
  gboolean well = part != NULL;

  while (well && a == b && a != EOF)
    {
      a = getc_unlocked (whole);
      b = getc_unlocked (part);
    }
  if (well && a != EOF && b != EOF)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "does not agree with %s; move away the one that is out of date",
                   output->temporary);
      well = FALSE;
    }
  else if (!well || ferror (whole) || ferror (part))
    well = set_errno (error);
  *is_begun = a == EOF;
  if (well && !*is_begun)
    well = ftruncate (output->descriptor, 0) == 0 || set_errno (error);
  if (part != NULL)
    fclose (part);
  if (whole != NULL)
    fclose (whole);
  return well;
}

/* Whether @path is this run's alone, and still names the open file. */
static gboolean
lock (int descriptor, const char *path)
{
  struct stat own, there;

  return flock (descriptor, LOCK_EX | LOCK_NB) == 0 && fstat (descriptor, &own) == 0 && stat (path, &there) == 0
         && own.st_ino == there.st_ino && own.st_dev == there.st_dev;
}

/* Opens FILE.part for this run alone. */
static gboolean
open_part (Output *output, GError **error)
{
  g_autofree char *part = g_strconcat (output->target, ".part", NULL);
  struct stat status;

  /* a pipe of that name would keep open() waiting for its reader */
  output->descriptor = open (part, O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK | O_CLOEXEC, 0666);
  if (output->descriptor < 0 && errno != ENXIO)
    return set_errno (error);
  if (output->descriptor < 0 || fstat (output->descriptor, &status) != 0 || !S_ISREG (status.st_mode))
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s is no file to go on with", part);
      return FALSE;
    }
  if (!lock (output->descriptor, part))
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_AGAIN, "another run is writing %s", part);
      return FALSE;
    }
  output->temporary = g_steal_pointer (&part);
  return TRUE;
}

static gboolean
resume (Output *output, const char *path, const LineTaker *taker, GError **error)
{
  struct stat status;
  gboolean exists = stat (path, &status) == 0, is_begun = TRUE;

  if (strcmp (path, "-") == 0 || (exists && !S_ISREG (status.st_mode)))
    {
      usage_error (error, "--resume needs a file to go on with");
      return FALSE;
    }
  if (exists && access (path, W_OK) != 0)
    return set_errno (error);
  output->target = exists ? realpath (path, NULL) : strdup (path);
  output->is_kept = TRUE;
  if (!open_part (output, error))
    return FALSE;
  if (exists && fchmod (output->descriptor, status.st_mode & 07777) != 0)
    return set_errno (error);
  if (exists && !compare_with_whole (output, &is_begun, error))
    return FALSE;
  return is_begun ? go_on_with_part (output, taker, error) : go_on_with_whole (output, taker, error);
}

Output *
output_resume (const char *path, gboolean (*take_line) (const char *line, gsize length, gpointer user_data),
               gpointer user_data, GError **error)
{
  g_autoptr (Output) output = g_new0 (Output, 1);
  LineTaker taker = { take_line, user_data };

  output->waiting = g_string_new (NULL);
  output->descriptor = -1;
  output->path = g_strdup (path);
  if (!resume (output, path, &taker, error))
    {
      g_autofree char *name = display_name (path);

      if (error != NULL && (*error)->domain != CLI_USAGE)
        g_prefix_error (error, "%s: ", name);
      return NULL;
    }
  return g_steal_pointer (&output);
}

/* --- writing --- */

static gboolean
write_all (int descriptor, const char *data, gsize length, GError **error)
{
  while (length > 0)
    {
      gssize n = write (descriptor, data, length);

      if (n < 0 && errno != EINTR)
        return set_errno (error);
      if (n > 0)
        {
          data += n;
          length -= n;
        }
    }
  return TRUE;
}

static gboolean
flush (Output *output, GError **error)
{
  gboolean well = write_all (output->descriptor, output->waiting->str, output->waiting->len, error);

  g_string_truncate (output->waiting, 0);
  if (!well)
    g_prefix_error (error, "%s: ", output->path);
  return well;
}

gboolean
output_begin (Output *output, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (output->temporary, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_return_val_if_fail (output->is_folder && strstr (name, "..") == NULL && *name != '/', FALSE);

  if ((output->descriptor >= 0 && !flush (output, error)) || !close_file (output, error))
    return FALSE;
  if (g_mkdir_with_parents (folder, 0777) == 0)
    output->descriptor = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (output->descriptor >= 0)
    return TRUE;
  set_errno (error);
  g_prefix_error (error, "%s: %s: ", output->path, name);
  return FALSE;
}

gboolean
output_write (Output *output, const char *data, gsize length, GError **error)
{
  g_string_append_len (output->waiting, data, length);
  if (output->waiting->len < FLUSH_BYTES && !(output->is_kept && length > 0 && data[length - 1] == '\n'))
    return TRUE;
  return flush (output, error);
}

static gboolean
settle (Output *output, GError **error)
{
  int descriptor = output->descriptor;

  if (output->is_folder && descriptor < 0)
    {
      errno = ENOENT;
      return set_errno (error);
    }
  if (fsync (descriptor) != 0 && errno != EINVAL)
    return set_errno (error);
  output->descriptor = -1;
  if (close (descriptor) != 0)
    return set_errno (error);
  if (rename (output->temporary, output->target) != 0)
    return set_errno (error);
  guard_temporary (NULL);
  g_clear_pointer (&output->temporary, g_free);
  return TRUE;
}

gboolean
output_commit (Output *output, GError **error)
{
  if (!flush (output, error))
    return FALSE;
  if (output->temporary == NULL || settle (output, error))
    return TRUE;
  g_prefix_error (error, "%s: ", output->path);
  return FALSE;
}

/* What was not committed goes, but for lines that can be gone on with. */
static void
drop_temporary (Output *output)
{
  struct stat status;

  if (output->is_folder)
    {
      nftw (output->temporary, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
      return;
    }
  if (output->is_kept && stat (output->temporary, &status) == 0 && status.st_size > 0)
    return;
  unlink (output->temporary);
  guard_temporary (NULL);
}

void
output_free (Output *output)
{
  if (output->temporary != NULL)
    drop_temporary (output);
  if (output->descriptor > STDERR_FILENO)
    close (output->descriptor);
  g_string_free (output->waiting, TRUE);
  g_free (output->temporary);
  free (output->target);
  g_free (output->path);
  g_free (output);
}

gboolean
output_is_closed_pipe (const GError *error)
{
  return g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_PIPE);
}

ExitCode
output_failed (const GError *error)
{
  if (output_is_closed_pipe (error))
    return EXIT_ALL_WELL;
  fprintf (stderr, "%s\n", error->message);
  return EXIT_FAILED;
}

ExitCode
output_finish (Output *output, ExitCode code, const GError *error)
{
  g_autoptr (GError) reason = NULL;

  if (error != NULL)
    return output_failed (error);
  if (code == EXIT_FAILED || code == EXIT_USAGE)
    return code;
  return output_commit (output, &reason) ? code : output_failed (reason);
}

gboolean
output_is_no_input (const Options *options, GError **error)
{
  struct stat output, input;

  if (options->output == NULL || stat (options->output, &output) != 0 || !S_ISREG (output.st_mode))
    return TRUE;
  for (guint i = 0; i < options->operands->len; i++)
    if (stat (g_ptr_array_index (options->operands, i), &input) == 0 && input.st_ino == output.st_ino
        && input.st_dev == output.st_dev)
      {
        usage_error (error, "-o %s would overwrite an input", options->output);
        return FALSE;
      }
  return TRUE;
}
