/*
 * Running a helper program.
 *
 * Its input goes to it in an unlinked memory file, not a pipe: a helper that dies early then cannot raise SIGPIPE here,
 * and neither side can wait for the other. The helper sets its own limits of time and memory before it reads.
 */
#include "base/helper.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* The installed program, else that of the build tree. */
static char *
find_program (const DtlHelper *helper, const char *path)
{
  g_autofree char *installed = g_build_filename (DTL_LIBEXECDIR, helper->name, NULL);
  g_autofree char *built = g_build_filename (DTL_BUILD_DIR, helper->room, helper->name, NULL);

  if (path != NULL)
    return g_strdup (path);
  return g_strdup (access (installed, X_OK) != 0 && access (built, X_OK) == 0 ? built : installed);
}

/* A descriptor from which @input can be read, or -1. */
static int
open_input (const DtlHelper *helper, const char *input, gsize length, GError **error)
{
  int fd = memfd_create (helper->name, MFD_CLOEXEC);
  gssize n = 0;

  for (; fd >= 0 && length > 0; input += MAX (n, 0), length -= MAX (n, 0))
    {
      n = write (fd, input, length);
      if (n == 0 || (n < 0 && errno != EINTR))
        break;
    }
  if (fd >= 0 && length == 0)
    {
      lseek (fd, 0, SEEK_SET);
      return fd;
    }
  g_set_error (error, DTL_ERROR, helper->failure, "cannot hold what %s is to read: %s", helper->name, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return -1;
}

/* The last line the helper wrote: why it failed. */
static char *
last_line (GBytes *bytes)
{
  gsize length = 0;
  const char *data = bytes ? g_bytes_get_data (bytes, &length) : NULL;
  g_autofree char *text = data ? g_utf8_make_valid (data, length) : g_strdup ("");
  char *stop;

  g_strchomp (text);
  stop = strrchr (text, '\n');
  return g_strdup (stop ? stop + 1 : text);
}

static gboolean
check_exit (const DtlHelper *helper, GSubprocess *process, GBytes *complaints, GError **error)
{
  g_autofree char *why = last_line (complaints);

  if (g_subprocess_get_if_signaled (process))
    g_set_error (error, DTL_ERROR, helper->failure, "%s was stopped: %s", helper->name,
                 g_strsignal (g_subprocess_get_term_sig (process)));
  else if (g_subprocess_get_exit_status (process) != 0)
    g_set_error (error, DTL_ERROR, helper->failure, "%s%s", *why ? why : helper->name, *why ? "" : " failed");
  else
    return TRUE;
  return FALSE;
}

GBytes *
dtl_helper_run (const DtlHelper *helper, const char *path, const char *argument, const char *input, gsize length,
                GError **error)
{
  g_autofree char *program = find_program (helper, path);
  const char *const argv[] = { program, argument, NULL };
  g_autoptr (GSubprocessLauncher) launcher
    = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) result = NULL;
  g_autoptr (GBytes) complaints = NULL;
  g_autoptr (GError) reason = NULL;
  int fd = open_input (helper, input, length, error);

  if (fd < 0)
    return NULL;
  g_subprocess_launcher_take_stdin_fd (launcher, fd);
  process = g_subprocess_launcher_spawnv (launcher, argv, &reason);
  if (process == NULL || !g_subprocess_communicate (process, NULL, NULL, &result, &complaints, &reason))
    {
      g_set_error (error, DTL_ERROR, helper->failure, "cannot run %s: %s", program, reason->message);
      return NULL;
    }
  return check_exit (helper, process, complaints, error) ? g_steal_pointer (&result) : NULL;
}
