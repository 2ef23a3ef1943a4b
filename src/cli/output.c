/*
 * Where results go.
 *
 * A file is written under a temporary name in its own folder, flushed to the disk and renamed: whoever looks sees the
 * old file or the new one, never half of it. The temporary file is made before the work starts, so that a place that
 * cannot be written fails at once, and is removed when the program is interrupted. Devices and pipes are written as
 * they are. A reader of a pipe that goes away (head) ends the program without a word: it had what it wanted.
 */
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FLUSH_BYTES 65536

struct _Output
{
  char *path;      /* owned; the name to report */
  char *target;    /* owned, nullable: what the temporary file becomes */
  char *temporary; /* owned, nullable */
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
output_write (Output *output, const char *data, gsize length, GError **error)
{
  g_string_append_len (output->waiting, data, length);
  return output->waiting->len < FLUSH_BYTES || flush (output, error);
}

static gboolean
settle (Output *output, GError **error)
{
  int descriptor = output->descriptor;

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

void
output_free (Output *output)
{
  if (output->temporary != NULL)
    {
      unlink (output->temporary);
      guard_temporary (NULL);
    }
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
